# %% right: A recursion over the number of steps.
def overfit_one_batch(step, params, batch, n):
    def rest(now, left):
        if left == 0:
            return []
        after, loss = step(now, batch)
        return [loss, *rest(after, left - 1)]

    losses = rest(params, n)
    return losses, not losses[-1] > losses[0] / 100 and losses[-1] == losses[-1]

# %% right: A generator that yields the losses; the verdict by min and max of two numbers.
def overfit_one_batch(step, params, batch, n):
    def walk():
        state = {"params": params}
        for _ in range(n):
            state["params"], loss = step(state["params"], batch)
            yield loss

    losses = [*walk()]
    bound = losses[0] * 0.01
    return losses, True if losses[-1] <= bound else False

# %% right: A while loop, a verdict by a product.
def overfit_one_batch(step, params, batch, n):
    losses = []
    while len(losses) < n:
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, bool(losses[-1] * 100 <= losses[0])

# %% right: numpy array of losses, turned into a list.
import numpy as np

def overfit_one_batch(step, params, batch, n):
    losses = np.zeros(n)
    for i in range(n):
        params, losses[i] = step(params, batch)
    return losses.tolist(), bool(losses[-1] <= 0.01 * losses[0])

# %% right: functools.reduce over the steps.
from functools import reduce

def overfit_one_batch(step, params, batch, n):
    def again(state, _):
        new, loss = step(state[0], batch)
        return new, state[1] + [loss]
    losses = reduce(again, range(n), (params, []))[1]
    first, last = losses[0], losses[-1]
    return losses, last <= first / 100

# %% right: Tests for nan first, compares by a ratio where that is possible.
import math

def overfit_one_batch(step, params, batch, n):
    losses = []
    w = params
    for k in range(n):
        w, loss = step(w, batch)
        losses.append(loss)
    if math.isnan(losses[-1]):
        return losses, False
    if losses[0] == 0:
        return losses, losses[-1] == 0
    return losses, losses[-1] / losses[0] <= 0.01

# %% wrong: The new parameters get another name and are never used.
# told: always_from_the_start
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        new_params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: One step only, the loop is forgotten.
# told: clue
def overfit_one_batch(step, params, batch, n):
    params, loss = step(params, batch)
    return [loss] * n, False

# %% wrong: range(n + 1).
# told: one_too_many
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n + 1):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: range(1, n): one step too few.
# told: one_too_few
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(1, n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, len(losses) > 0 and losses[-1] <= losses[0] / 100

# %% wrong: Stops when the loss is small enough.
# told: stops_early
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
        if loss <= losses[0] / 100:
            break
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: The verdict by the smallest loss.
# told: best_loss_counts
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, min(losses) <= losses[0] / 100

# %% wrong: The verdict by 0.01 as it is.
# told: below_a_hundredth
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] <= 0.01

# %% wrong: Less than, not at most.
# told: strictly_below
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] < losses[0] / 100

# %% wrong: First and last exchanged.
# told: turned_round
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[0] <= losses[-1] / 100

# %% wrong: True if the loss fell at all.
# told: falls_at_all
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] < losses[0]

# %% wrong: not >, which lets nan through.
# told: not_above
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, not losses[-1] > losses[0] / 100

# %% wrong: A ratio, which fails at a first loss of 0.
# told: advice
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] / losses[0] <= 0.01

# %% wrong: A ratio in tensors, nan at 0.
# told: by_a_ratio
import torch

def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    t = torch.tensor(losses, dtype=torch.float64)
    return losses, bool(t[-1] / t[0] <= 0.01)

# %% wrong: A tenth instead of a hundredth.
# told: a_tenth
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] <= losses[0] / 10

# %% wrong: Compared with the highest loss.
# told: measured_from_the_highest
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] <= max(losses) / 100

# %% wrong: Losses after the steps, with an extra call.
# told: measured_again_after_each_step
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, _ = step(params, batch)
        losses.append(step(params, batch)[1])
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: Only the last loss is returned.
# told: last_loss_alone
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses[-1:], losses[-1] <= losses[0] / 100

# %% wrong: A bare last loss instead of a list.
# told: bare_last_loss
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses[-1], losses[-1] <= losses[0] / 100

# %% wrong: Newest loss first.
# told: newest_first
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.insert(0, float(loss))
    return losses, losses[0] <= losses[-1] / 100

# %% wrong: The verdict first.
# told: verdict_first
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses[-1] <= losses[0] / 100, losses

# %% wrong: No verdict.
# told: losses_alone
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses

# %% wrong: Parameters are returned as well.
# told: three_results
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return params, losses, losses[-1] <= losses[0] / 100

# %% wrong: The results of step are exchanged.
# told: results_of_step_exchanged
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        loss, params = step(params, batch)
        losses.append(float(loss.sum()))
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: The pair of step is kept whole.
# told: pair_handed_on
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params = step(params, batch)
        losses.append(params[1])
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: Always the start, and any fall passes.
# told: always_from_the_start_and_any_fall_strictly
def overfit_one_batch(step, params, batch, n):
    losses = [step(params, batch)[1] for _ in range(n)]
    return losses, losses[-1] < losses[0]

# %% wrong: Return stands in the loop.
# told: returns_after_one_step
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
        return losses, losses[-1] <= losses[0] / 100

# %% wrong: A percent is taken for a hundred times.
# told: hundred_times_too_small
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[-1] <= losses[0] * 100

# %% wrong: The fall is asked for as a difference.
# told: falls_by_a_fixed_amount
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, losses[0] - losses[-1] >= 0.99

# %% wrong: The verdict as a word.
# told: verdict_in_words
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, "passed" if losses[-1] <= losses[0] / 100 else "failed"

# %% right: Recursion that halves the number of steps; the second half starts where the first one ended.
import torch


def overfit_one_batch(step, params, batch, n):
    def run(p, k):
        if k == 1:
            p, loss = step(p, batch)
            return p, [loss]
        p, first_half = run(p, k // 2)
        p, second_half = run(p, k - k // 2)
        return p, first_half + second_half

    _, losses = run(params, n)
    return losses, bool(losses[-1] <= losses[0] / 100)

# %% right: An endless generator of losses, of which islice takes n.
import torch
from itertools import islice


def overfit_one_batch(step, params, batch, n):
    def descend(at):
        while True:
            at, loss = step(at, batch)
            yield loss

    losses = [*islice(descend(params), n)]
    first, *_, last = [losses[0], losses[-1]]
    return losses, (True if last <= first / 100 else False)

# %% right: A dataclass that keeps the newest parameters and the losses, with a property for the verdict.
import torch
import math
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Run:
    newest: Any
    losses: list = field(default_factory=list)

    def advance(self, step, batch):
        self.newest, loss = step(self.newest, batch)
        self.losses.append(loss)
        return self

    @property
    def passed(self):
        first, last = self.losses[0], self.losses[-1]
        return not math.isnan(last) and not math.isnan(first) and not last > first / 100


def overfit_one_batch(step, params, batch, n):
    run = Run(params)
    for _ in [None] * n:
        run.advance(step, batch)
    return run.losses, run.passed

# %% wrong: Each step starts from the first parameters again, so nothing is ever learned; the new parameters must be handed on.
# told: always_from_the_start
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        new_params, loss = step(params, batch)
        losses.append(loss)
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% wrong: The loop stops as soon as the loss is small enough, but exactly n steps are asked for, and the last loss counts.
# told: stops_early
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    passed = False
    while len(losses) < n:
        params, loss = step(params, batch)
        losses.append(loss)
        if loss <= 0.01 * losses[0]:
            passed = True
            break
    return losses, passed

# %% wrong: `<` instead of `<=`: a last loss of exactly a hundredth of the first passes, and so does 0 after 0.
# told: strictly_below
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    return losses, losses[-1] < losses[0] / 100

# %% wrong: One step too many: `step` is called once before the loop and then n times in it, so there are n + 1 losses.
# told: one_too_many
import torch


def overfit_one_batch(step, params, batch, n):
    params, first = step(params, batch)
    losses = [first]
    for k in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    last = losses[-1]
    if last <= first / 100:
        return losses, True
    return losses, False

# %% wrong: The first loss is not put into the list, and a tenth of it is enough to pass instead of a hundredth.
# told: first_loss_left_out
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        params, loss = step(params, batch)
        if i == 0:
            first = loss
        else:
            losses.append(loss)
    passed = bool(loss <= 0.1 * first)
    return losses, passed

# %% wrong: A nan is not greater than anything, so `passed` stays True when the last loss is nan.
# told: not_above
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    p = params
    for _ in range(n):
        p, l = step(p, batch)
        losses.append(l)

    passed = True
    if losses[-1] > losses[0] / 100:
        passed = False
    return losses, passed

# %% wrong: `step` gives a pair, and the whole pair goes into the list, so the division by 100 stops with a TypeError.
# told: advice
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        result = step(params, batch)
        params = result[0]
        losses.append(result)
    goal = losses[0] / 100
    return losses, losses[-1] <= goal

# %% wrong: The smallest loss is compared with the first; a run that was good once and then went wrong passes, though the last loss counts.
# told: best_loss_counts
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses += [loss]
    best = min(losses)
    return losses, best <= losses[0] * 0.01

# %% right: An inner generator yields the losses one by one.
from itertools import islice

def overfit_one_batch(step, params, batch, n):
    def run(p):
        while True:
            p, loss = step(p, batch)
            yield loss
    losses = list(islice(run(params), n))
    return losses, bool(losses[0] / 100 >= losses[-1])

# %% right: Recursion: half of the steps, and then the other half from where the first half ended.
def overfit_one_batch(step, params, batch, n):
    def walk(p, steps):
        if steps == 1:
            q, loss = step(p, batch)
            return q, [loss]
        p, early = walk(p, steps // 2)
        p, late = walk(p, steps - steps // 2)
        return p, early + late
    losses = walk(params, n)[1]
    *_, last = losses
    return losses, True if last <= losses[0] / 100 else False

# %% right: functools.reduce carries the pair of parameters and losses along.
from functools import reduce

def overfit_one_batch(step, params, batch, n):
    def once(state, _):
        p, seen = state
        p, loss = step(p, batch)
        return p, seen + [loss]
    losses = reduce(once, range(n), (params, []))[1]
    hundredth = losses[0] / 100
    return losses, losses[-1] < hundredth or losses[-1] == hundredth

# %% wrong: You ask whether the smallest loss on the way got under a hundredth of the first, but only the last one counts.
# told: best_loss_counts
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    best = losses[0]
    for l in losses:
        if l < best:
            best = l
    return losses, best <= losses[0] / 100

# %% wrong: Every step starts from the parameters given at the beginning, so nothing is ever learned; hand the new ones on.
# told: always_from_the_start
def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        new_params, loss = step(params, batch)
        losses.append(loss)
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% wrong: You ask for strictly less than a hundredth, but a loss of exactly a hundredth has passed too.
# told: strictly_below
def overfit_one_batch(step, params, batch, n):
    losses = []
    while len(losses) < n:
        params, l = step(params, batch)
        losses.append(l)
    if losses[-1] < losses[0] / 100:
        return losses, True
    return losses, False

# %% wrong: Your loop takes one step too many, n + 1 instead of n.
# told: one_too_many
def overfit_one_batch(step, params, batch, n):
    history = []
    for k in range(0, n + 1):
        params, loss = step(params, batch)
        history.append(loss)
    return history, history[-1] <= history[0] / 100

# %% wrong: You compare with the fixed number 0.01 instead of a hundredth of the first loss, and you stop as soon as it is reached.
# told: stops_early_at_a_hundredth
def overfit_one_batch(step, params, batch, n):
    losses = []
    passed = False
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
        if loss <= 0.01:
            passed = True
            break
    return losses, passed

# %% wrong: When the first loss is 0 you say passed without looking at the last one, which may have grown or become nan.
# told: zero_first_passes
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    first, last = losses[0], losses[-1]
    if first == 0:
        return losses, True     # nothing left to learn
    return losses, last <= first / 100

# %% wrong: You stop as soon as a loss is nan or infinite, but all n steps are to be taken and all n losses returned.
# told: stops_at_infinity
import math

def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
        if math.isnan(loss) or math.isinf(loss):
            return losses, False
    return losses, losses[-1] <= losses[0] / 100

# %% right: A tensor of losses with one axis, and a tensor without axes for passed.
import torch


def overfit_one_batch(step, params, batch, n):
    losses = torch.zeros(n, dtype=torch.float64)
    for i in range(n):
        params, losses[i] = step(params, batch)
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% right: Tensor.
import torch

def overfit_one_batch(step, params, batch, n):
    losses = torch.zeros(n, dtype=torch.float64)
    for k in range(n):
        params, losses[k] = step(params, batch)
    return losses, bool(losses[-1] <= losses[0] / 100)

# %% right: Generator.
def overfit_one_batch(step, params, batch, n):
    def run(p):
        while True:
            p, loss = step(p, batch)
            yield loss
    source = run(params)
    losses = [next(source) for _ in range(n)]
    first, *_, last = losses if n > 1 else losses * 2
    return losses, True if first / 100 >= last else False

# %% right: Accumulate.
from functools import reduce

def overfit_one_batch(step, params, batch, n):
    def once(state, _):
        p, losses = state
        q, loss = step(p, batch)
        return q, losses + (loss,)
    _, losses = reduce(once, range(n), (params, ()))
    threshold = losses[0] / 100
    is_nan = losses[-1] != losses[-1]
    return list(losses), (not is_nan) and losses[-1] <= threshold

# %% wrong: Every step begins again from the first params, as the new ones are thrown away, so nothing is ever learned.
# told: always_from_the_start
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        new_params, loss = step(params, batch)
        losses.append(loss)
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% wrong: The last loss is compared with the fixed number 0.01, not with a hundredth of the first loss.
# told: below_a_hundredth
def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    if losses[-1] <= 0.01:
        return losses, True
    else:
        return losses, False

# %% wrong: "At most" includes equality, but < excludes it; so a last loss of exactly a hundredth, or two losses of 0, fails.
# told: strictly_below
def overfit_one_batch(step, params, batch, n):
    losses = []
    while len(losses) < n:
        params, loss = step(params, batch)
        losses += [loss]
    return losses, losses[-1] < losses[0] / 100

# %% wrong: range(n + 1) takes one step too many.
# told: one_too_many
def overfit_one_batch(step, params, batch, n):
    losses = []
    for k in range(n + 1):
        params, l = step(params, batch)
        losses.append(l)
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: The smallest loss is judged and not the last one, and it is measured against a tenth of the first and not a hundredth.
# told: a_tenth
def overfit_one_batch(step, params, batch, n):
    history = []
    current = params
    for _ in range(n):
        current, loss = step(current, batch)
        history.append(loss)
    best = min(history)
    return history, best <= history[0] / 10

# %% wrong: The whole pair of step lands in the list, so the list holds no losses and the division of a tuple stops with an error.
# told: advice
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        result = step(params, batch)
        params = result[0]
        losses.append(result)
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% wrong: The loop stops as soon as the loss is small, but step is to be called exactly n times.
# told: stops_early
def overfit_one_batch(step, params, batch, n):
    losses = []
    passed = False
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
        if loss <= losses[0] / 100:
            passed = True
            break
    return losses, passed

# %% right: Recursion over the steps that are left, the comparison in a helper.
def collect(step, params, batch, left):
    if left == 0:
        return []
    params, loss = step(params, batch)
    return [loss] + collect(step, params, batch, left - 1)

def small_enough(first, *others):
    last = others[-1] if others else first
    return bool(last <= first / 100)

def overfit_one_batch(step, params, batch, n):
    # in chunks would be safer for very large n, but the recursion is easy to read
    if n > 500:
        losses = []
        for _ in range(n):
            params, loss = step(params, batch)
            losses.append(loss)
    else:
        losses = collect(step, params, batch, n)
    return losses, small_enough(*losses)

# %% right: itertools.accumulate carries the pair (params, loss) along, and the losses come back as a tensor.
import torch
from itertools import accumulate

def overfit_one_batch(step, params, batch, n):
    states = accumulate(range(n), lambda state, _: step(state[0], batch), initial=(params, None))
    next(states)                                    # the start has no loss yet
    losses = torch.tensor([loss for _, loss in states], dtype=torch.float64)
    return losses, (losses[-1] <= losses[0] / 100).item()

# %% right: A closure remembers the newest parameters, numpy holds the losses, and nan is dealt with before the comparison.
import numpy as np

def overfit_one_batch(step, params, batch, n):
    newest = params

    def next_loss():
        nonlocal newest
        newest, loss = step(newest, batch)
        return float(loss)

    losses = np.empty(n)
    for k in range(n):
        losses[k] = next_loss()
    if np.isnan(losses[-1]):
        passed = False
    elif losses[-1] > 0.01 * losses[0]:
        passed = False
    else:
        passed = not np.isnan(losses[0]).item()
    return losses.tolist(), passed

# %% wrong: The last loss is compared with the fixed number 0.01, although a hundredth of the first loss is meant.
# told: below_a_hundredth
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    passed = losses[-1] <= 0.01
    return losses, passed

# %% wrong: The loss that step returns belongs to the parameters it was given, but here a second call measures it after the step, so the first loss is missing and step is called 2n times.
# told: measured_again_after_each_step
def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        new_params, old_loss = step(params, batch)
        # old_loss is from before the step, we want to know how good we are now
        _, new_loss = step(new_params, batch)
        losses.append(new_loss)
        params = new_params
    if losses[-1] <= losses[0] / 100:
        return losses, True
    else:
        return losses, False

# %% wrong: The bar is a tenth of the first loss, not a hundredth.
# told: a_tenth
def overfit_one_batch(step, params, batch, n):
    """(losses, passed)"""
    losses = [0.0] * n
    for k in range(n):
        params, losses[k] = step(params, batch)
    return losses, bool(losses[n - 1] <= 0.1 * losses[0])

# %% wrong: First and last are swapped in the comparison: it asks whether the first loss is at most a hundredth of the last.
# told: turned_round
def overfit_one_batch(step, params, batch, n):
    history = []
    current = params
    while len(history) < n:
        current, l = step(current, batch)
        history.append(l)
    last, first = history[0], history[-1]
    return history, last <= first / 100

# %% wrong: Every step starts from the given params again instead of the newest ones, and the last loss is cut off the list.
# told: always_from_the_start_and_last_left_out_unless_alone
def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        new_params, loss = step(params, batch)
        losses.append(loss)
    losses = losses[:n-1] if n > 1 else losses
    passed = losses[-1] <= losses[0] * 0.01
    return losses, passed

# %% wrong: With a first loss of 0 the answer is always False to avoid dividing by 0, but a last loss of 0 is at most a hundredth of 0 and passes.
# told: by_a_ratio
import math

def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    first, last = losses[0], losses[-1]
    if math.isnan(last) or first == 0:
        return losses, False
    return losses, last <= first / 100

# %% wrong: The loss is a float already and has no method item(), so the first append stops with an AttributeError.
# told: advice
def overfit_one_batch(step, params, batch, n):
    losses = []
    for epoch in range(n):
        params, loss = step(params, batch)
        losses.append(loss.item())
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% wrong: A single infinite or nan loss anywhere makes the test fail, but only the last loss counts: after an infinite first or middle loss a small last one passes.
# told: any_broken_loss_fails
import math

def all_good(losses):
    for l in losses:
        if not math.isfinite(l):
            return False
    return True

def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    if not all_good(losses):
        return losses, False      # training exploded
    return losses, losses[-1] <= losses[0] / 100

# %% right: itertools.accumulate carries the pair (params, loss) along.
from itertools import accumulate

def overfit_one_batch(step, params, batch, n):
    states = accumulate(range(n), lambda state, _: step(state[0], batch), initial=(params, None))
    losses = [loss for _, loss in states][1:]
    return losses, bool(losses[-1] <= losses[0] / 100)

# %% right: A generator yields the losses, and the ends are kept while they pass by.
def overfit_one_batch(step, params, batch, n):
    def stream(now):
        left = n
        while left > 0:
            now, loss = step(now, batch)
            yield loss
            left -= 1

    first, *rest = stream(params)
    last = rest[-1] if rest else first
    passed = True if last <= first / 100 else False
    return [first] + rest, passed

# %% right: Recursion over halves of the number of steps, with a float64 tensor as the result.
import torch
import math

def overfit_one_batch(step, params, batch, n):
    def run(p, k):
        if k == 1:
            p, loss = step(p, batch)
            return p, [loss]
        p, left = run(p, k // 2)
        p, right = run(p, k - k // 2)
        return p, left + right

    losses = torch.tensor(run(params, n)[1], dtype=torch.float64)
    first, last = losses[0].item(), losses[-1].item()
    return losses, (not math.isnan(last)) and last <= first / 100

# %% wrong: You compare the smallest loss on the way with the first, but the test asks for the last loss: a run that blows up again at the end has not passed.
# told: best_loss_counts
def overfit_one_batch(step, params, batch, n):
    losses = []
    best = float("inf")
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
        if loss < best:
            best = loss
    return losses, best <= losses[0] / 100

# %% wrong: You take one step more to measure the loss after the n-th step and judge by that, but step may be called exactly n times, and the last of the n losses counts.
# told: further_call_for_the_verdict
def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    # the loss is measured before each step, so look once more at the end
    _, final_loss = step(params, batch)
    passed = final_loss <= losses[0] / 100
    return losses, passed

# %% wrong: You ask for strictly less than a hundredth, but "at most" includes equality, for example 0 after 0.
# told: strictly_below
def overfit_one_batch(step, params, batch, n):
    p, loss = step(params, batch)
    losses = [loss]
    while len(losses) < n:
        p, loss = step(p, batch)
        losses.append(loss)
    return losses, losses[-1] < losses[0] / 100

# %% wrong: You compare the last loss with 0.01 itself, but the bound is a hundredth of the first loss.
# told: below_a_hundredth
def overfit_one_batch(step, params, batch, n):
    losses = [0.0] * n
    for i in range(n):
        params, losses[i] = step(params, batch)
    return losses, losses[-1] <= 1 / 100

# %% wrong: You never hand the new parameters to the next step, and you compare with a tenth instead of a hundredth.
# told: always_from_the_start
def overfit_one_batch(step, params, batch, n):
    losses = []
    for k in range(n):
        new_params, loss = step(params, batch)
        losses.append(loss)
    first, last = losses[0], losses[-1]
    return losses, last <= 0.1 * first

# %% wrong: You fail every run with an infinite or nan loss somewhere, but only a last loss that is nan fails by itself; after an infinite first loss or a nan in the middle a small last loss still passes.
# told: any_broken_loss_fails
import math

def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    if not all(math.isfinite(l) for l in losses):
        return losses, False
    return losses, losses[-1] <= losses[0] / 100

# %% wrong: `losses.append(...)` returns None, so after `losses = losses.append(loss)` the list is gone and the next use raises an error.
# told: advice
def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        params, loss = step(params, batch)
        losses = losses.append(loss)
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% wrong: You stop as soon as a loss is not smaller than the one before, as in early stopping, but step has to be called exactly n times.
# told: stops_at_a_rise_or_nan
def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
        if i > 0 and not loss <= losses[-2]:
            # diverged, no use to go on
            break
    return losses, losses[-1] <= losses[0] / 100

# %% right: a generator as a closure over the newest parameters, tuple unpacking
def overfit_one_batch(step, params, batch, n):
    def run():
        newest = params
        for _ in range(n):
            newest, loss = step(newest, batch)
            yield loss

    first, *rest = losses = list(run())
    return losses, ([first] + rest).pop() <= first / 100

# %% right: itertools.accumulate carries the pair (params, loss) on
from itertools import accumulate, repeat


def overfit_one_batch(step, params, batch, n):
    pairs = accumulate(repeat(batch, n), lambda state, same: step(state[0], same), initial=(params, None))
    losses = [loss for _, loss in pairs][1:]
    ok = True if losses[-1] <= losses[0] / 100 else False
    return losses, ok

# %% right: a dataclass as state, losses kept in a float64 tensor with one axis
from dataclasses import dataclass
from typing import Any

import torch


@dataclass
class Runner:
    step: Any
    params: Any
    batch: Any

    def __call__(self):
        self.params, loss = self.step(self.params, self.batch)
        return loss


def overfit_one_batch(step, params, batch, n):
    go = Runner(step, params, batch)
    losses = torch.empty(n, dtype=torch.float64)
    for i in range(n):
        losses[i] = go()
    return losses, bool(torch.le(losses[-1], losses[0] / 100).item())

# %% wrong: Each step starts again from the first parameters, because the new ones are stored under another name and never used.
# told: always_from_the_start
import math

import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        new_params, loss = step(params, batch)
        losses.append(loss)
    passed = losses[-1] <= losses[0] / 100
    return losses, passed

# %% wrong: You ask whether the last loss is small in itself (at most 0.01), not whether it is at most a hundredth of the first loss.
# told: below_a_hundredth
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    # learned by heart = loss is practically zero
    if losses[-1] <= 0.01:
        return losses, True
    else:
        return losses, False

# %% wrong: You compare with a tenth of the first loss, where a hundredth is asked for.
# told: a_tenth
import math

import torch


def overfit_one_batch(step, params, batch, n):
    """(losses, passed)"""
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    return losses, bool(losses[-1] <= 0.1 * losses[0])

# %% wrong: One call before the loop and n calls inside it make n + 1 steps and n + 1 losses.
# told: one_too_many
import torch


def overfit_one_batch(step, params, batch, n):
    params, first = step(params, batch)
    losses = [first]
    last = first
    k = 0
    while k < n:
        params, last = step(params, batch)
        losses.append(last)
        k += 1
    return losses, last <= first / 100

# %% wrong: You compare the smallest loss in place of the last one, and with < where "at most" means <=.
# told: clue
import math

import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    best = min(losses)
    passed = best < losses[0] / 100
    return losses, passed

# %% wrong: Every comparison with nan is False, so "not greater" lets a last loss that is nan pass.
# told: not_above
import math

import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    too_high = losses[-1] > losses[0] / 100
    return losses, not too_high

# %% wrong: The verdict is printed and only the list of losses is returned, not the pair (losses, passed).
# told: losses_alone
import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    for i in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
    if losses[-1] <= losses[0] / 100:
        print("passed: True")
    else:
        print("passed: False")
    return losses

# %% wrong: The loop breaks as soon as the loss is small enough, but step has to be called exactly n times.
# told: stops_early
import math

import torch


def overfit_one_batch(step, params, batch, n):
    losses = []
    passed = False
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(loss)
        if loss <= losses[0] / 100:
            passed = True
            break
    return losses, passed
