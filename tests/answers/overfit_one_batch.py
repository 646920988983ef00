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
# told: clue
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
