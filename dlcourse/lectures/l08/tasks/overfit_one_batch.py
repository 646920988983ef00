"""Exercise: can a training step drive the loss of one batch to nothing?"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import Fault, close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def run(label: str, f, formula: str, params: Tensor, batch: Tensor, n: int) -> Case:
        """A step as a callback for tensors of these shapes."""
        step = Callback(f, (tuple(params.shape), tuple(batch.shape)), budget=200, name="step",
                        formula=f"(params, batch) -> {formula}")
        return case(label, step=step, params=params, batch=batch, n=n)

    def shrinking(factor: float):
        """Each step multiplies the parameters; the loss is the sum of their squares times the mean of the batch."""
        return lambda w, batch: (factor * w, float((w**2).sum() * batch.mean()))

    def least_squares(eta: float):
        def step(w: Tensor, batch: Tensor) -> tuple[Tensor, float]:
            X, y = batch[:, :-1], batch[:, -1]
            miss = X @ w - y
            return w - eta * X.mT @ miss / len(y), float((miss**2).mean() / 2)

        return step

    def counted(losses: list[float]):
        """The parameters only count the steps, and these are the losses."""
        return lambda w, batch: (w + 1, losses[int(w[0])] if int(w[0]) < len(losses) else 1000.0)

    points = draw.normal(2, 3)
    falls = "(params / 2, the sum of params² times the mean of batch)"
    table = "(params + 1, the loss of this step from a table)"
    zero = numbers([0])
    return [
        run("the example: three steps", shrinking(0.5), falls, numbers([4]), numbers([1]), 3),
        run("the loss falls to a quarter with each of six steps", shrinking(0.5), falls, draw.away_from_zero(2),
            1 + draw.uniform(0, 1, 3), 6),
        run("a line through two points, 12 steps", least_squares(1.5), "a step of gradient descent",
            draw.normal(2), torch.cat([torch.eye(2, dtype=torch.float64), points[:, :1]], dim=1), 12),
        run("a single step", shrinking(0.05), "(params / 20, the sum of params² times the mean of batch)",
            draw.away_from_zero(3), 1 + draw.uniform(0, 1, 2), 1),
        run("two steps, a loss that falls below a hundredth at once", shrinking(0.05),
            "(params / 20, the sum of params² times the mean of batch)", draw.away_from_zero(3),
            1 + draw.uniform(0, 1, 2), 2),
        run("the last loss is a hundredth of the first exactly", counted([2.0, 1.0, 0.02]), table, zero, zero, 3),
        run("a loss that falls to nothing and comes back", counted([5.0, 0.01, 3.0, 4.0]), table, zero, zero, 4),
        run("a large loss that falls to a thousandth", counted([4000.0, 60.0, 4.0]), table, zero, zero, 3),
        run("a small loss that falls by half", counted([0.008, 0.006, 0.004]), table, zero, zero, 3),
        run("a loss that stays near 0.55, as with two softmaxes", counted([1.1, 0.7, 0.5514, 0.5514, 0.5514]), table,
            zero, zero, 5),
        run("losses that become nan", counted([3.0, 900.0, math.inf, math.nan, math.nan]), table, zero,
            zero, 5),
        run("a first loss of 0, and it stays", counted([0.0, 0.0]), table, zero, zero, 2),
        run("a first loss of 0, and it rises", counted([0.0, 0.4]), table, zero, zero, 2),
        run("a loss that rises at first", counted([1.0, 7.0, 0.5, 0.05]), table, zero, zero, 4),
        run("a loss that rises at first and ends a little higher", counted([1.0, 7.0, 0.5, 0.08]), table, zero,
            zero, 4),
        run("a loss that falls to a millionth, and 12 steps", counted([1.0, *[1e-6] * 11]), table, zero, zero, 12),
        run("an infinite first loss, and finite ones after it",
            counted([math.inf, draw.between(20, 90), draw.between(0.5, 2)]), table, zero, zero, 3),
        run("a loss that is nan in between, and a small one at the end",
            counted([draw.between(4, 9), math.nan, draw.between(0.001, 0.02)]), table, zero, zero, 3),
        run("an infinite loss in between, and a small one at the end",
            counted([draw.between(4, 9), math.inf, draw.between(0.001, 0.02)]), table, zero, zero, 3),
    ]


def drive(answer, step: Callback, params: Tensor, batch: Tensor, n: int) -> Any:
    """Losses, verdict, and how often `step` was called."""
    result = answer(step, params, batch, n)
    if isinstance(result, (tuple, list)) and len(result) == 2:
        losses, passed = result
        if isinstance(losses, Tensor) and losses.ndim == 1:
            losses = losses.tolist()
        return losses, passed, step.calls
    return result


def _nan(value: Any) -> bool:
    return isinstance(value, float) and math.isnan(value)


class Losses:
    """As `close`, where a loss that is nan equals one that is."""

    close = close(1e-9, names=("losses", "passed", "calls of step"))

    def __call__(self, expected: Any, got: Any) -> Fault | None:
        return self.close(_marked(expected), _marked(got))

    def lines(self, results: Any, show: Callable[[Any], str]) -> list[str]:
        return self.close.lines(results, show)


def _marked(result: Any) -> Any:
    """The same with a number in the place of each nan, so that it can be compared."""
    if not (isinstance(result, (tuple, list)) and len(result) == 3 and isinstance(result[0], (tuple, list))):
        return result
    losses = [loss.item() if isinstance(loss, Tensor) and loss.ndim == 0 else loss for loss in result[0]]
    return [-12345.0 if _nan(loss) else loss for loss in losses], *result[1:]


task = Task(
    key="overfit_one_batch", title="Overfit one batch", points=2, difficulty=1, minutes=12,
    objective="test a training step by whether it can learn a single batch by heart",
    cases=cases, drive=drive, compare=Losses(), facts=("N08-16",),
    hints=(
        "A step returns new parameters. Which parameters should the next step begin with?",
        "step gives (2, 16), then (1, 4), then (0.5, 1) from params = 4 on: new parameters and a loss each time. Which "
        "three losses belong into the list, and is the last one at most 16/100?",
        "for _ in range(n): params, loss = step(____, batch); losses.append(____); then passed = losses[-1] <= ____",
    ),
)


@task.solution
def overfit_one_batch(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)              # step: the step from the newest parameters
        losses.append(float(loss))                      # step: the note of the loss
    return losses, losses[-1] <= losses[0] / 100        # step: the verdict by the last loss


@task.right
def by_recursion(step, params, batch, n):
    def walk(params, left):
        if left == 0:
            return []
        after, loss = step(params, batch)
        return [loss, *walk(after, left - 1)]           # step: this loss, then those of the steps that follow

    losses = walk(params, n)
    return losses, bool(100 * losses[-1] <= losses[0])  # step: the verdict, without a division


@task.right
def in_a_tensor(step, params, batch, n):
    losses = torch.zeros(n, dtype=torch.float64)
    for i in range(n):
        params, losses[i] = step(params, batch)
    return losses, losses[-1] <= losses[0] / 100


def _walk(step, params, batch, n):
    """The losses of n steps, and the parameters at the end."""
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
    return losses, params


def _passes(losses):
    return losses[-1] <= losses[0] / 100


# The walk.


@task.wrong("Each of your steps begins with the parameters that were given, so all losses are alike: 16, 16, 16 in the "
            "example. What does a step return besides the loss?", short="every step starts from the first parameters")
def always_from_the_start(step, params, batch, n):
    losses = [float(step(params, batch)[1]) for _ in range(n)]
    return losses, _passes(losses)


@task.wrong("You take one step and write its loss n times: 16, 16, 16 in the example. How often is step called?",
            short="only one step is taken")
def one_step_repeated(step, params, batch, n):
    losses = [float(step(params, batch)[1])] * n
    return losses, _passes(losses)


@task.wrong("You take one step too few: n = 3 gives you two losses. How often does your loop run?",
            short="one step too few")
def one_too_few(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n - 1)
    return losses, bool(losses) and _passes(losses)


@task.wrong("You take one step too many: n = 3 gives you four losses. How often does your loop run?",
            short="one step too many")
def one_too_many(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n + 1)
    return losses, _passes(losses)


@task.wrong("Your losses are measured after the steps: the example gives you 4, 1, 0.25, with a fourth call of step. "
            "Each call returns the loss at the parameters that it was given. Which loss is the first?",
            short="losses are measured after the steps")
def losses_after_the_steps(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n + 1)
    return losses[1:], losses[-1] <= losses[1] / 100


@task.wrong("The first loss is missing in your list; the verdict is the right one. The example has 16, 4, 1. Where "
            "does your noting begin?", short="the first loss is left out of the list")
def first_loss_left_out(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return losses[1:], _passes(losses)


@task.wrong("Your losses stand in reverse order. The first step's loss comes first, as in 16, 4, 1. At which end do "
            "you put a new one?", short="the losses are in reverse order")
def newest_first(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return losses[::-1], _passes(losses)


@task.wrong("You stop as soon as a loss is small enough. What if the next step spoils it? The text asks for n steps, "
            "whatever they do.", short="it stops at the first small loss")
def stops_early(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
        if _passes(losses):
            break
    return losses, _passes(losses)


def _fixed(name: str, enough, word: str) -> None:
    def answer(step, params, batch, n):
        losses = []
        for _ in range(n):
            params, loss = step(params, batch)
            losses.append(float(loss))
            if enough(losses[-1]):
                return losses, True
        return losses, False

    answer.__name__ = name
    task.wrong(f"Two things. You stop as soon as a loss is {word} 0.01: with 5, 0.009, 3, 4 you note two losses, and "
               "the text asks for n, whatever they do. What may the third step do? And you compare with 0.01 itself. "
               "A loss that falls from 4000 to 4 is learnt by the rule. What should the hundredth be a hundredth of?",
               short=f"it stops at the first loss {word} 0.01, and 0.01 is taken as it is")(answer)


_fixed("stops_early_at_a_hundredth", lambda loss: loss <= 0.01, "at most")
_fixed("stops_early_below_a_hundredth", lambda loss: loss < 0.01, "below")


def _broken(name: str, broken, noted: bool, message: str, short: str) -> None:
    def answer(step, params, batch, n):
        losses = []
        for _ in range(n):
            params, loss = step(params, batch)
            if noted or not broken(loss):
                losses.append(float(loss))
            if broken(loss):
                return losses, False
        return losses, _passes(losses)

    answer.__name__ = name
    task.wrong(f"{message} The text asks for n steps and n losses, whatever they are. How many entries has the list "
               "for n = 5?", short=short)(answer)


_broken("stops_at_infinity", lambda loss: not math.isfinite(loss), True,
        "You stop at the first loss that is infinite or nan: of 3, 900, inf, nan, nan you note three.",
        "it stops at the first loss that is infinite or nan")
_broken("stops_before_infinity", lambda loss: not math.isfinite(loss), False,
        "You stop at the first loss that is infinite or nan and do not note it: of 3, 900, inf, nan, nan you note two.",
        "it stops at the first loss that is infinite or nan, without a note of it")
_broken("stops_at_nan", math.isnan, True,
        "You stop at the first loss that is nan: of 3, 900, inf, nan, nan you note four.",
        "it stops at the first loss that is nan")
_broken("stops_before_nan", math.isnan, False,
        "You stop at the first loss that is nan and do not note it: of 3, 900, inf, nan, nan you note three.",
        "it stops at the first loss that is nan, without a note of it")


@task.wrong("You call step twice in each round and note the second loss, the one after the step: 4, 1, 0.25 in the "
            "example. One call returns both: new parameters, and the loss at those that it was given. Which call can "
            "go?", short="a second call measures the loss after each step")
def measured_again_after_each_step(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, _ = step(params, batch)
        losses.append(float(step(params, batch)[1]))
    return losses, _passes(losses)


@task.wrong("Your function returns within the loop, after its first step. Of n = 3 losses you have one. How far is "
            "your `return` indented?", short="it returns after the first step")
def returns_after_one_step(step, params, batch, n):
    losses, _ = _walk(step, params, batch, 1)
    return losses, _passes(losses)


@task.wrong("You call step twice for each loss, once for the loss and once for the parameters. It is called 6 times "
            "for n = 3. Can one call give you both?", short="step is called twice for each loss")
def two_calls_for_each(step, params, batch, n):
    losses = []
    for _ in range(n):
        losses.append(float(step(params, batch)[1]))
        params = step(params, batch)[0]
    return losses, _passes(losses)


@task.wrong("You keep only the lowest loss so far: where a loss comes back, your list hides it. With 5, 0.01, 3, 4 you "
            "write 5, 0.01, 0.01, 0.01. Which number did step return?", short="the list holds the lowest loss so far")
def lowest_so_far(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    lowest = [min(losses[:i + 1]) for i in range(n)]
    return lowest, _passes(lowest)


@task.wrong("Your list holds running means: 16, 4, 1 become 16, 10, 7. Which number did step return?",
            short="the list holds running means")
def running_means(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    means = [sum(losses[:i + 1]) / (i + 1) for i in range(n)]
    return means, _passes(means)


@task.wrong("You return the last loss alone. The list should have one entry for each step, 16, 4, 1 in the example. "
            "Where do the others go?", short="only the last loss is kept")
def last_loss_alone(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return [losses[-1]], _passes(losses)


# The verdict.


def _verdict(name: str, message: str, short: str, rule):
    def answer(step, params, batch, n):
        losses, _ = _walk(step, params, batch, n)
        return losses, bool(rule(losses))

    answer.__name__ = name
    task.wrong(message, short=short)(answer)
    return answer


def _ratio(losses):
    return losses[-1] / losses[0] <= 0.01 if losses[0] else False


_RULES = {
    "best_loss_counts": (
        "The losses are right. Your verdict goes by the lowest loss, not by the last. With 5, 0.01, 3, 4 you say True, "
        "but at the end the batch is not learnt. Which entry tells about the end?", "the lowest loss decides",
        lambda v: min(v) <= v[0] / 100),
    "measured_from_the_highest": (
        "The losses are right. Your verdict compares with the highest loss, not with the first. A loss that rises at "
        "first makes your test too easy: with 1, 7, 0.05 it passes at 0.07. Which entry is the first?",
        "the highest loss is the measure", lambda v: v[-1] <= max(v) / 100),
    "below_a_hundredth": (
        "The losses are right. Your verdict compares with 0.01 itself, not with the first loss. A loss that falls from "
        "4000 to 4 is learnt by the rule, and you say False. What should the hundredth be a hundredth of?",
        "0.01 is taken as it is", lambda v: v[-1] <= 0.01),
    "strictly_below": (
        "The losses are right. At exactly a hundredth of the first loss you say False. What does \"at most\" say about "
        "equality?", "equality does not pass", lambda v: v[-1] < v[0] / 100),
    "turned_round": (
        "The losses are right. Your verdict has the first and the last loss exchanged: it says True where the loss "
        "rises a hundredfold. Which of the two should be the small one?", "first and last are exchanged",
        lambda v: v[0] <= v[-1] / 100),
    "falls_at_all": (
        "The losses are right. You say True as soon as the last loss is lower than the first. A loss that sticks at "
        "0.55 falls too, and its program is wrong. How far must it fall?", "any fall passes", lambda v: v[-1] < v[0]),
    "opposite": (
        "The losses are right, and the verdict is the opposite of the right one. When the batch is learnt, what should "
        "passed be?", "the verdict is turned round", lambda v: not _passes(v)),
    "not_above": (
        "The losses are right. Your verdict says True unless the last loss is above a hundredth, and nan is never "
        "above anything. With losses that end in nan you pass a broken program. How can the comparison be written so "
        "that nan fails?", "nan passes", lambda v: not v[-1] > v[0] / 100),
    "by_a_ratio": (
        "The losses are right. A first loss of 0 is a batch that was learnt before the start, and you say False. Can "
        "the comparison be written without a division by the first loss?", "a first loss of 0 fails", _ratio),
    "zero_first_passes": (
        "The losses are right. Where the first loss is 0 you say True without a look at the last one. With the losses "
        "0, 0.4 the batch was learnt and is lost again. Is 0.4 at most a hundredth of 0?", "a first loss of 0 passes",
        lambda v: v[0] == 0 or _passes(v)),
    "a_tenth": (
        "The losses are right. Your verdict passes at a tenth of the first loss. From 1.1 to 0.1 is better than "
        "nothing, but not by heart. What share does the text name?", "a tenth is enough",
        lambda v: v[-1] <= v[0] / 10),
    "a_thousandth": (
        "The losses are right. Your verdict wants a thousandth of the first loss. What share does the text name?",
        "a thousandth is wanted", lambda v: v[-1] <= v[0] / 1000),
    "last_two_compared": (
        "The losses are right. Your verdict compares the last loss with the one before it. A loss of 16, 4, 1 never "
        "falls a hundredfold in one step. Which earlier loss should it be compared with?",
        "the last two losses are compared", lambda v: len(v) > 1 and v[-1] <= v[-2] / 100),
    "second_loss_counts": (
        "The losses are right. Your verdict looks at the second loss, not at the last. Which index has the last entry?",
        "the second loss decides", lambda v: v[min(1, len(v) - 1)] <= v[0] / 100),
    "always_passes": (
        "The losses are right. Your verdict is True whatever they are. When should it be False?",
        "the verdict is always True", lambda v: True),
    "never_passes": (
        "The losses are right. Your verdict is False whatever they are. When should it be True?",
        "the verdict is always False", lambda v: False),
    "mean_of_all": (
        "The losses are right. Your verdict goes by the mean of all losses, and the early ones are large. Which loss "
        "tells whether the batch is learnt in the end?", "the mean loss decides",
        lambda v: sum(v) / len(v) <= v[0] / 100),
    "hundred_times_too_small": (
        "The losses are right. Your verdict asks whether the last loss is at most 100 times the first, and that is "
        "nearly always so. Which of the two should be multiplied?", "the factor 100 is on the wrong side",
        lambda v: v[-1] <= 100 * v[0]),
    "best_later_loss_counts": (
        "The losses are right. Your verdict goes by any loss behind the first. With 5, 0.01, 3, 4 you say True, but at "
        "the end the batch is not learnt. Which entry tells about the end?", "any later loss decides",
        lambda v: any(loss <= v[0] / 100 for loss in v[1:])),
    "all_later_losses_count": (
        "The losses are right. Your verdict wants every loss behind the first at most a hundredth: 1, 0.2, 0.001 does "
        "not pass. Which of these losses tells about the end?", "every later loss must be small",
        lambda v: all(loss <= v[0] / 100 for loss in v[1:])),
    "falls_with_each_step": (
        "The losses are right. Your verdict says whether the loss falls with each step. A loss of 16, 4, 1 does, and 1 "
        "is more than 0.16. Which two losses does the text compare?", "it must fall with each step",
        lambda v: all(a > b for a, b in itertools.pairwise(v))),
    "exactly_a_hundredth": (
        "The losses are right. Your verdict is True only at exactly a hundredth of the first loss: from 1 to 0.001 "
        "does not pass. What does \"at most\" say about less?", "only equality passes", lambda v: v[-1] == v[0] / 100),
    "falls_by_a_hundredth": (
        "The losses are right. Your verdict asks how much the loss fell: from 16 to 1 it fell by 15, and that is more "
        "than 0.16. Is it the fall or what is left that should be at most a hundredth?",
        "the fall is compared with a hundredth", lambda v: v[0] - v[-1] >= v[0] / 100),
    "falls_by_a_fixed_amount": (
        "The losses are right. Your verdict wants a fall of 0.99, whatever the first loss is: from 16 to 1 it passes. "
        "A hundredth of 16 is 0.16. What should the hundredth be a hundredth of?", "a fall of 0.99 passes",
        lambda v: v[0] - v[-1] >= 0.99),
    "below_a_tenth": (
        "The losses are right. Your verdict compares with 0.1 itself. A loss that falls from 4000 to 4 is learnt by "
        "the rule, and you say False. With what is the last loss to be compared?", "0.1 is taken as it is",
        lambda v: v[-1] < 0.1),
    "below_one": (
        "The losses are right. Your verdict compares with 1 itself. A loss that falls from 4000 to 4 is learnt by the "
        "rule, and you say False. With what is the last loss to be compared?", "1 is taken as it is",
        lambda v: v[-1] < 1),
    "next_to_nothing": (
        "The losses are right. Your verdict wants a last loss next to nothing, whatever the first one is. A loss that "
        "falls from 4000 to 4 is learnt by the rule. With what is the last loss to be compared?",
        "the last loss must be next to nothing", lambda v: v[-1] < 1e-8),
    "nothing_at_all": (
        "The losses are right. Your verdict is True only if the last loss is 0. From 4000 to 4 is learnt by the rule. "
        "With what is the last loss to be compared?", "the last loss must be 0", lambda v: v[-1] == 0),
    "hundredth_of_the_sum": (
        "The losses are right. Your verdict compares with a hundredth of the sum of all losses: 1, 7, 0.5, 0.08 add up "
        "to 8.58, and 0.08 passes. Which entry is the first?", "the sum of the losses is the measure",
        lambda v: v[-1] <= sum(v) / 100),
    "any_broken_loss_fails": (
        "The losses are right. A single loss that is infinite or nan makes your verdict False, wherever it stands: "
        "with 5, nan, 0.01 the batch is learnt in the end. Which entry tells about the end?",
        "an infinite loss or a nan fails wherever it stands",
        lambda v: all(map(math.isfinite, v)) and _passes(v)),
    "any_nan_fails": (
        "The losses are right. A single nan makes your verdict False, wherever it stands: with 5, nan, 0.01 the batch "
        "is learnt in the end. Which entry tells about the end?", "a nan fails wherever it stands",
        lambda v: not any(map(math.isnan, v)) and _passes(v)),
    "any_infinity_fails": (
        "The losses are right. A single infinite loss makes your verdict False, wherever it stands: with 5, inf, 0.01 "
        "the batch is learnt in the end. Which entry tells about the end?", "an infinite loss fails wherever it stands",
        lambda v: math.inf not in v and _passes(v)),
    "infinite_first_fails": (
        "The losses are right. Where the first loss is infinite you say False whatever the last one is: with inf, 60, "
        "1 the comparison decides. Is 1 at most a hundredth of the first?", "an infinite first loss fails",
        lambda v: math.isfinite(v[0]) and _passes(v)),
}
for _name, (_message, _short, _rule) in _RULES.items():
    _verdict(_name, _message, _short, _rule)


def _pair(name: str, rule):
    def answer(step, params, batch, n):
        losses = [float(step(params, batch)[1]) for _ in range(n)]
        return losses, bool(rule(losses))

    answer.__name__ = name
    return answer


for _end, _fall, _says in (("", lambda v: v[-1] <= v[0], "a loss that stays passes your test. How far must it fall?"),
                           ("_strictly", lambda v: v[-1] < v[0], "any fall would pass your test. How far must it be?")):
    task.wrong("Two things, one first. Each of your steps begins with the parameters that were given: 16, 16, 16 in "
               "the example. What does a step return besides the loss? The other: " + _says,
               short="every step starts from the first parameters, and any fall passes"
               )(_pair(f"always_from_the_start_and_any_fall{_end}", _fall))


def _cut(name: str, walk, alone: bool, by_the_cut: bool, message: str, short: str) -> None:
    """The last loss is cut off the list; a single one stays if `alone`."""
    def answer(step, params, batch, n):
        losses = walk(step, params, batch, n)
        kept = losses if alone and n == 1 else losses[:-1]
        return kept, _passes(kept if by_the_cut else losses)

    answer.__name__ = name
    task.wrong(message, short=short)(answer)


def _newest(step, params, batch, n):
    return _walk(step, params, batch, n)[0]


def _given(step, params, batch, n):
    return [float(step(params, batch)[1]) for _ in range(n)]


for _end, _alone, _by_the_cut, _says in (
        ("", False, False, ", and for n = 1 it is empty"),
        ("_unless_alone", True, True, "; a single one stays"),
        ("_or_an_error", False, True, ", and for n = 1 it is empty, so the verdict has no entry to read")):
    _cut(f"last_loss_left_out{_end}", _newest, _alone, _by_the_cut,
         f"You take n steps, and the last loss is cut off your list: 16, 4 in the example{_says}. The loss is the one "
         "before the step, and each step has one. How many entries has the list for n = 3?",
         f"the last loss is cut off the list{_says}")
    _cut(f"always_from_the_start_and_last_left_out{_end}", _given, _alone, _by_the_cut,
         "Two things, one first. Each of your steps begins with the parameters that were given: 16, 16 in the example. "
         f"What does a step return besides the loss? The other: the last loss is cut off your list{_says}. How many "
         "entries has the list for n = 3?",
         f"every step starts from the first parameters, and the last loss is cut off the list{_says}")


@task.wrong("The first of your results is a single number, the last loss. The list of all losses is wanted, 16, 4, 1 "
            "in the example. What do you return there?", short="a bare last loss stands for the list")
def bare_last_loss(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return losses[-1], _passes(losses)


@task.wrong("The losses are right. Your verdict is a word. `passed` should be True or False, so that a program can ask "
            "it. Which comparison gives that by itself?", short="the verdict is a word")
def verdict_in_words(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return losses, "passed" if _passes(losses) else "failed"


@task.wrong("You return the parameters too. The result is a pair (losses, passed). Which of your three results is not "
            "asked for?", short="the parameters are returned too")
def three_results(step, params, batch, n):
    losses, params = _walk(step, params, batch, n)
    return params, losses, _passes(losses)


@task.wrong("You return the losses alone. The result is a pair (losses, passed). What does the test say about the "
            "batch?", short="the verdict is missing")
def losses_alone(step, params, batch, n):
    return _walk(step, params, batch, n)[0]


@task.wrong("You return the verdict alone. The result is a pair (losses, passed). Where are the losses?",
            short="the losses are missing")
def verdict_alone(step, params, batch, n):
    return _passes(_walk(step, params, batch, n)[0])


@task.wrong("Your pair is in the other order. Which of the two comes first, losses or passed?",
            short="the results are exchanged")
def verdict_first(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return _passes(losses), losses


@task.wrong("You pass on to step what a step returned as a whole, the pair of parameters and loss. step takes the "
            "parameters alone. How can the pair be taken apart?", short="the pair is handed on as a whole")
def pair_handed_on(step, params, batch, n):
    losses = []
    for _ in range(n):
        params = step(params, batch)
        losses.append(float(params[1]))
    return losses, _passes(losses)


@task.wrong("You take the loss for the parameters and the parameters for the loss. step returns (params, loss), in "
            "this order. Which of the two is a single number?", short="the step's results are exchanged")
def results_of_step_exchanged(step, params, batch, n):
    losses = []
    for _ in range(n):
        loss, params = step(params, batch)
        losses.append(float(loss.sum()))
    return losses, _passes(losses)


# The list.

def _listed(name: str, changed: Callable[[list[float], Tensor], Any], message: str, short: str,
            decides: bool = False) -> None:
    def answer(step, params, batch, n):
        losses, _ = _walk(step, params, batch, n)
        noted = changed(losses, batch)
        return noted, _passes(noted if decides else losses)

    answer.__name__ = name
    task.wrong(message, short=short)(answer)


_listed("losses_per_sample", lambda v, batch: [loss / len(batch) for loss in v],
        "Your losses are divided by the size of the batch: with two rows a loss of 16 becomes 8. `losses` holds them "
        "as they came. Which number did step return?", "losses are divided by the size of the batch")
_listed("losses_as_shares", lambda v, batch: [loss / v[0] if v[0] else 0.0 for loss in v],
        "Your losses are shares of the first one: 16, 4, 1 become 1, 0.25, 0.0625. `losses` holds them as they came. "
        "Which number did step return?", "losses are divided by the first one", decides=True)
_listed("losses_rounded", lambda v, batch: [round(loss, 4) if math.isfinite(loss) else loss for loss in v],
        "Your losses are rounded: 0.00001 becomes 0. `losses` holds them as they came. Which line rounds them?",
        "losses are rounded")
_listed("running_totals", lambda v, batch: [sum(v[:i + 1]) for i in range(len(v))],
        "Your list holds running totals: 16, 4, 1 become 16, 20, 21. Which number did step return?",
        "the list holds running totals")
_listed("largest_first", lambda v, batch: sorted(v, reverse=True),
        "Your losses are sorted: 5, 0.01, 3, 4 become 5, 4, 3, 0.01. `losses` holds them as they came. What can no "
        "longer be read off?", "losses are sorted", decides=True)
_listed("finite_losses_only", lambda v, batch: [loss for loss in v if math.isfinite(loss)],
        "You leave out the losses that are infinite or nan: of 3, 900, inf, nan, nan your list has two. The text asks "
        "for n losses, as they came. What should one see in the list?", "infinite losses and nan are left out")
_listed("numbered_losses", lambda v, batch: list(enumerate(v)),
        "The entries of your list are pairs of a number and a loss: (0, 16) in the example. The list should hold 16. "
        "How can a loss be noted alone?", "the entries of the list are pairs")


@task.wrong("You take a step for the first loss before the loop, and the loop takes n more: 16, 16, 4, 1 in the "
            "example. Which of the two calls returns the first loss already?", short="the first loss is noted twice")
def first_loss_twice(step, params, batch, n):
    losses = [float(step(params, batch)[1]), *_walk(step, params, batch, n)[0]]
    return losses, _passes(losses)


@task.wrong("You call step once before the loop and keep its loss alone: 16, 16, 4 in the example. The second step "
            "begins with the parameters that were given. What else did the first call return?",
            short="the first step's parameters are not kept")
def first_step_lost(step, params, batch, n):
    losses = [float(step(params, batch)[1]), *_walk(step, params, batch, n - 1)[0]]
    return losses, _passes(losses)


@task.wrong("You call step once more for the verdict: 4 times for n = 3, and the verdict goes by a loss that is not in "
            "your list. Which entry of the list is the last loss?", short="a further call of step gives the verdict")
def further_call_for_the_verdict(step, params, batch, n):
    losses, params = _walk(step, params, batch, n)
    return losses, float(step(params, batch)[1]) <= losses[0] / 100


@task.wrong("You stop as soon as the loss rises: with 5, 0.01, 3, 4 your list has two entries. The text asks for n "
            "steps, whatever they do. What may the fourth one do?", short="it stops before the loss rises")
def stops_before_a_rise(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        if losses and loss > losses[-1]:
            break
        losses.append(float(loss))
    return losses, _passes(losses)


@task.wrong("You stop as soon as a loss is 0: with 0, 0.4 your list has one entry. The text asks for n steps, whatever "
            "they do. What may the next one do?", short="it stops at a loss of 0")
def stops_at_nothing(step, params, batch, n):
    losses = []
    for _ in range(n):
        params, loss = step(params, batch)
        losses.append(float(loss))
        if loss == 0:
            break
    return losses, _passes(losses)


@task.wrong("You keep the new parameters only where the loss is the lowest so far. With 5, 0.01, 3, 4 the third step "
            "is taken again and again, and you note 5, 0.01, 3, 3. From which parameters should each step begin?",
            short="only steps that lower the loss are kept")
def only_lower_ones_kept(step, params, batch, n):
    losses = []
    for _ in range(n):
        after, loss = step(params, batch)
        losses.append(float(loss))
        if loss <= min(losses):
            params = after
    return losses, _passes(losses)


@task.wrong("Your verdict is a list, one for each loss: [False, False, False] in the example. `passed` is one True or "
            "False. Which of the losses decides?", short="there is a verdict for each loss")
def verdict_for_each_loss(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return losses, [loss <= losses[0] / 100 for loss in losses]


@task.wrong("Your verdict is 1 or 0. `passed` should be True or False. Which comparison gives that by itself?",
            short="the verdict is 1 or 0")
def verdict_as_a_number(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return losses, int(_passes(losses))


@task.wrong("Your verdict is a text, \"False\" in the example, and a text that is not empty counts as true. `passed` "
            "should be True or False itself. What turns it into a text?", short="the verdict is a text")
def verdict_as_a_text(step, params, batch, n):
    losses, _ = _walk(step, params, batch, n)
    return losses, str(_passes(losses))


def _stops_at_a_rise(name: str, stop: Callable[[float, float], bool], noted: bool, word: str) -> None:
    def answer(step, params, batch, n):
        losses = []
        for _ in range(n):
            params, loss = step(params, batch)
            over = bool(losses) and stop(float(loss), losses[-1])
            if noted or not over:
                losses.append(float(loss))
            if over:
                break
        return losses, _passes(losses)

    answer.__name__ = name
    how = "three entries" if noted else "two entries, the higher loss is not noted"
    task.wrong(f"You stop as soon as a loss is {word} the one before: with 5, 0.01, 3, 4 your list has {how}. The text "
               "asks for n steps, whatever they do. What may the fourth one do?",
               short=f"it stops when a loss is {word} the one before{'' if noted else ', without a note of it'}"
               )(answer)


for _name, _stop, _word in (
        ("a_rise", lambda loss, before: loss > before, "higher than"),
        ("a_rise_or_nan", lambda loss, before: not loss <= before, "nan or higher than"),
        ("a_halt", lambda loss, before: loss >= before, "at least"),
        ("a_halt_or_nan", lambda loss, before: not loss < before, "nan or at least")):
    _stops_at_a_rise(f"stops_at_{_name}", _stop, True, _word)
    if _name != "a_rise":  # that one stands above
        _stops_at_a_rise(f"stops_before_{_name}", _stop, False, _word)


EXERCISE = task.declared()
