"""Exercise: Huber's loss of residuals, and its slopes."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def reference(residual: Tensor, delta: float) -> tuple[Tensor, Tensor]:
    """The package's loss and gradient, entry by entry, with 0 as the target."""
    target = torch.zeros_like(residual)
    return (losses.huber(residual, target, delta=delta, reduction="none"),
            losses.huber_grad(residual, target, delta=delta, reduction="sum"))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def near(n: int, delta: float) -> Tensor:
        """Sizes below delta."""
        return delta * draw.uniform(0.3, 0.9, n)

    def far(n: int, delta: float) -> Tensor:
        """Sizes well above delta."""
        return delta * draw.uniform(1.3, 3.0, n)

    small, large, tiny, edge = (draw.between(*ends) for ends in ((1.4, 1.9), (4, 6), (0.2, 0.3), (1.2, 1.8)))
    return [
        case("the example of the text", residual=numbers(1, -5), delta=3.0),
        case("a single small residual", residual=-near(1, large), delta=large),
        case("a single large residual", residual=far(1, small), delta=small),
        case("small residuals of both signs", residual=near(3, large) * numbers(1, -1, 1), delta=large),
        case("large residuals of both signs", residual=far(3, small) * numbers(-1, 1, -1), delta=small),
        case("five residuals, a delta below 1",
             residual=torch.cat([near(2, tiny), far(3, tiny)])[draw.permutation(5)] * numbers(1, -1, -1, 1, -1),
             delta=tiny),
        case("residuals of size exactly delta, and a little less and more",
             residual=edge * numbers(1, -1, 1 - 1e-3, 1e-3 - 1, 1 + 1e-3, -1 - 1e-3), delta=edge),
        case("a residual of 0 between two others",
             residual=torch.cat([far(1, small), numbers([0]), -near(1, small)]), delta=small),
        case("three wild residuals", residual=draw.uniform(50, 90, 3) * numbers(1, -1, 1), delta=draw.between(7, 9)),
    ]


task = Task(
    key="huber", title="Huber's loss and its slope", points=1, difficulty=1, minutes=12,
    objective="compute a loss of regression that a few wild targets move little, and its slope",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("loss", "slope")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward",
             "torch.nn.functional.huber_loss", "torch.nn.functional.smooth_l1_loss", "torch.nn.HuberLoss",
             "torch.nn.SmoothL1Loss", "aten::huber_loss", "aten::smooth_l1_loss"),
    facts=("N06-14",),
    hints=(
        "There are two formulas. Which residuals belong to which? Think of a residual of -5, too.",
        "With delta = 3, residuals of 4, 5 and 6 have the losses 7.5, 10.5 and 13.5. How much is added each time? And "
        "how steep is the loss at -5?",
        "near = residual.abs() <= ____; loss = torch.where(near, ____, ____); slope = torch.where(near, residual, "
        "____ * residual.sign())",
    ),
)


@task.solution
def huber(residual, delta):
    size = residual.abs()                                       # step: the sizes of the residuals
    near = size <= delta                                        # step: which residuals are small
    square = residual**2 / 2                                    # step: the loss of a small residual
    line = delta * (size - delta / 2)                           # step: the loss of a large residual
    loss = torch.where(near, square, line)                      # step: the loss of each residual
    steep = delta * residual.sign()                             # step: the slope of a large residual
    slope = torch.where(near, residual, steep)                  # step: the slope of each loss
    return loss, slope


@task.right
def one_by_one(residual, delta):
    loss, slope = torch.zeros_like(residual), torch.zeros_like(residual)
    for i, r in enumerate(residual.tolist()):
        if r > delta:                                           # step: the large residuals above 0
            loss[i] = delta * r - delta**2 / 2                  # step: the straight line on the right
            slope[i] = delta
        elif r < -delta:                                        # step: the large residuals below 0
            loss[i] = -delta * r - delta**2 / 2                 # step: the straight line on the left
            slope[i] = -delta
        else:
            loss[i] = 0.5 * r * r                               # step: the square of a small residual
            slope[i] = r
    return loss, slope


@task.right
def by_cutting_off(residual, delta):
    slope = residual.clamp(-delta, delta)                       # step: the residual, cut off
    beyond = residual - slope                                   # step: what was cut off
    return slope**2 / 2 + slope * beyond, slope                 # step: a square, and a line for the rest


@task.right
def in_numpy(residual, delta):
    import numpy as np

    r = residual.numpy()
    inside = np.minimum(np.abs(r), delta)
    loss = inside * np.abs(r) - inside**2 / 2
    return [torch.from_numpy(loss), torch.from_numpy(np.sign(r) * inside)]


# Loss and slope, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "r": lambda v: v.residual, "size": lambda v: v.r.abs(), "sign": lambda v: v.r.sign(), "bound": lambda v: v.delta,
    "near": lambda v: v.size <= v.bound,
    "square": lambda v: v.r**2 / 2,
    "line": lambda v: v.bound * (v.size - v.bound / 2),
    "loss": lambda v: torch.where(v.near, v.square, v.line),
    "slow": lambda v: v.r,
    "steep": lambda v: v.bound * v.sign,
    "slope": lambda v: torch.where(v.near, v.slow, v.steep),
    "result": lambda v: (v.loss, v.slope),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [(numbers(r), delta) for r, delta in (
    ([1], 3.0), ([-5], 3.0), ([5], 3.0), ([0], 3.0), ([3], 3.0), ([0.4], 0.25), ([2], 3.0), ([1, -5], 3.0))]


_with = answers_by(RULES, huber)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for residual, delta in SMALL:
        given, right = answer(residual.clone(), delta), huber(residual, delta)
        of_one = len(residual) == 1
        where = (f"{'A residual' if of_one else 'Residuals'} of {written(residual)} with delta = {delta:g} "
                 f"get{'s' if of_one else ''}")
        if not isinstance(given, tuple):
            return f"{where} {written(given)} alone from you."
        told = [f"the {name} {words}" for name, ours, theirs in zip(("loss", "slope"), given, right)
                if (words := told_apart(ours, theirs))]
        if told:
            return f"{where} from you {', and '.join(told)}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


_wrong("no_half", "the square of a small residual has no half in front", "At |r| = delta both formulas should agree. "
       "Do they?", square=lambda v: v.r**2)
_wrong("no_half_and_its_slope", "the square of a small residual has no half in front, and its slope fits that",
       "At |r| = delta both formulas should agree. Do they?", square=lambda v: v.r**2, slow=lambda v: 2 * v.r)
_wrong("slope_doubled", "the slope of a small residual is twice the residual", "The loss is half a square. From r = 1 "
       "to 1.01 it rises from 0.5 to 0.51005. How steep is that?", slow=lambda v: 2 * v.r)
_wrong("slope_halved", "the slope of a small residual is half the residual", "From r = 1 to 1.01 the loss rises from "
       "0.5 to 0.51005. How steep is that?", slow=lambda v: v.r / 2)
_wrong("no_offset", "the straight line has no offset: it is delta times the size", "What does the square give at |r| "
       "= delta, and what does your line give there?", line=lambda v: v.delta * v.size)
_wrong("offset_whole", "the straight line takes off the whole delta, not half of it", "What does the square give at "
       "|r| = delta, and what does your line give there?", line=lambda v: v.delta * (v.size - v.delta))
_wrong("offset_outside", "the straight line is delta times the size, less half of delta", "What does the square give "
       "at |r| = delta, and what does your line give there?", line=lambda v: v.delta * v.size - v.delta / 2)
_wrong("offset_added", "half of delta is added in the bracket, not taken off", "What does the square give at |r| = "
       "delta, and what does your line give there?", line=lambda v: v.delta * (v.size + v.delta / 2))
_wrong("line_without_delta", "the straight line is not multiplied by delta", "The square's slope at r = delta is "
       "delta. Which slope should the line have, so that there is no corner?",
       line=lambda v: v.size - v.delta / 2)
_wrong("line_without_delta_nor_its_slope", "the straight line is not multiplied by delta, and its slope has size one",
       "The square's slope at r = delta is delta. Which slope should the line have, so that there is no corner?",
       line=lambda v: v.size - v.delta / 2, steep=lambda v: v.sign)
_wrong("steep_is_one", "the slope of a large residual has size one, whatever delta is", "When a large residual grows "
       "by 1, by how much does its loss grow?", steep=lambda v: v.sign)
_wrong("line_halved", "the straight line is half as high as it should be", "What does the square give at |r| = delta, "
       "and what does your line give there?", line=lambda v: v.delta * (v.size - v.delta / 2) / 2)
_wrong("size_alone_outside", "a large residual pays its size", "What does the square give at |r| = delta, and what "
       "does your line give there?", line=lambda v: v.size)
_wrong("size_alone_outside_with_slope", "a large residual pays its size, and its slope has size one", "What does the "
       "square give at |r| = delta, and what does your line give there?", line=lambda v: v.size,
       steep=lambda v: v.sign)
_wrong("line_without_size", "the straight line uses the residual with its sign", "Should a residual of -5 pay less "
       "than one of 5?", line=lambda v: v.delta * (v.r - v.delta / 2))
_wrong("line_without_size_nor_sign", "the straight line uses the residual with its sign, and its slope is delta on "
       "both sides", "Should a residual of -5 pay less than one of 5?", line=lambda v: v.delta * (v.r - v.delta / 2),
       steep=lambda v: v.delta + 0 * v.r)
_wrong("steep_without_sign", "the slope of a large residual is delta on both sides", "When a residual of -5 moves to "
       "-4.9, does its loss rise or fall?", steep=lambda v: v.delta + 0 * v.r)
_wrong("near_without_size", "a residual is compared with delta with its sign, so that every negative one counts as "
       "small", "Is a residual of -5 small?", near=lambda v: v.r <= v.delta)
_wrong("near_without_size_in_the_loss", "in the loss, a residual is compared with delta with its sign, so that every "
       "negative one counts as small", "Is a residual of -5 small?",
       loss=lambda v: torch.where(v.r <= v.delta, v.square, v.line))
_wrong("near_without_size_in_the_slope", "the slope of a large negative residual is the residual itself, as if it were "
       "small", "How steep is the line on the left?", slope=lambda v: torch.where(v.r <= v.delta, v.slow, v.steep))
_wrong("pieces_exchanged", "the two formulas have changed places", "Which of the two is for small residuals?",
       near=lambda v: v.size >= v.delta)
_wrong("pieces_exchanged_in_the_loss", "in the loss, the two formulas have changed places", "Which of the two is for "
       "small residuals?", loss=lambda v: torch.where(v.size >= v.delta, v.square, v.line))
_wrong("pieces_exchanged_in_the_slope", "in the slope, the two formulas have changed places", "Which of the two is for "
       "small residuals?", slope=lambda v: torch.where(v.size >= v.delta, v.slow, v.steep))
_wrong("square_compared", "the square of a residual is compared with delta, not its size", "A residual of 2 with delta "
       "= 3 has the square 4. Is it small?", near=lambda v: v.r**2 <= v.delta)
_wrong("half_square_compared", "half the square of a residual is compared with delta, not its size", "Which number "
       "does the text compare with delta?", near=lambda v: v.r**2 / 2 <= v.delta)
_wrong("delta_is_one", "delta is taken to be one, whatever it is", "Where does your answer use delta?",
       bound=lambda v: 1.0)
_wrong("divided_by_delta", "loss and slope are divided by delta, as torch's SmoothL1Loss does", "What is the loss of a "
       "small residual here?", result=lambda v: (v.loss / v.delta, v.slope / v.delta))
_wrong("loss_divided_by_delta", "the loss is divided by delta, as torch's SmoothL1Loss does", "What is the loss of a "
       "small residual here?", result=lambda v: (v.loss / v.delta, v.slope))
_wrong("all_doubled", "there is no half anywhere, in loss and slope", "What stands in front of the square?",
       result=lambda v: (2 * v.loss, 2 * v.slope))
_wrong("squares_alone", "every residual pays half its square, a large one too", "What is the point of delta?",
       near=lambda v: v.size >= 0)
_wrong("squares_alone_in_the_slope", "every slope is the residual itself, a large one's too", "When a residual of 5 "
       "grows by 1, its loss grows by 3. How steep is that?", slope=lambda v: v.r + 0)
_wrong("lines_alone", "every residual is treated as a large one", "What does a residual of 0 pay?",
       near=lambda v: v.size < 0)
_wrong("signs_alone_in_the_slope", "every slope has size delta, a small residual's too", "Near r = 0 the loss is half "
       "a square. How steep is it there?", slope=lambda v: v.steep)
_wrong("absolute_error", "every residual pays its size, which is the absolute error", "Which residuals pay half their "
       "square?", loss=lambda v: v.size, slope=lambda v: v.sign)
_wrong("size_inside", "a small residual pays its size", "Which of the two formulas has a square?",
       square=lambda v: v.size)
_wrong("size_inside_with_slope", "a small residual pays its size, and its slope is its sign", "Which of the two "
       "formulas has a square?", square=lambda v: v.size, slow=lambda v: v.sign)
_wrong("cut_off_first", "the residual is cut off first and then squared, so that all large ones pay the same and have "
       "no slope", "Should a residual of 6 pay more than one of 5?", line=lambda v: v.delta**2 / 2 + 0 * v.r,
       steep=lambda v: 0 * v.r)
_wrong("loss_of_the_cut_off", "the residual is cut off first and then squared, so that all large ones pay the same",
       "Should a residual of 6 pay more than one of 5?", line=lambda v: v.delta**2 / 2 + 0 * v.r)
_wrong("flat_outside", "the slope of a large residual is zero", "When a large residual grows by 1, by how much does "
       "its loss grow?", steep=lambda v: 0 * v.r)
_wrong("steep_is_the_size", "the slope of a large residual is delta times the residual", "When a large residual grows "
       "by 1, by how much does its loss grow?", steep=lambda v: v.delta * v.r)
_wrong("slope_without_sign", "no slope is negative", "When a residual of -5 moves to -4.9, does its loss rise or fall?",
       slope=lambda v: torch.where(v.near, v.size, v.delta + 0 * v.r))
_wrong("slope_reversed", "every slope has the opposite sign", "When a residual of 1 grows, does its loss rise or fall?",
       slope=lambda v: torch.where(v.near, -v.slow, -v.steep))
_wrong("zero_divided", "the sign of a residual is the residual divided by its size, and for a residual of zero that is "
       "nan", "Which slope has the loss at r = 0?",
       slope=lambda v: torch.minimum(v.size, 0 * v.r + v.delta) * v.r / v.size)
_wrong("corner_rounded", "this is a smooth curve that only resembles Huber's loss, called pseudo-Huber", "What does a "
       "residual below delta pay exactly?", loss=lambda v: v.delta**2 * ((1 + (v.r / v.delta)**2).sqrt() - 1),
       slope=lambda v: v.r / (1 + (v.r / v.delta)**2).sqrt())
_wrong("all_as_the_largest", "one residual decides for all: as soon as one is large, all are treated as large", "Which "
       "residual does each loss look at?", near=lambda v: (v.size.max() <= v.delta).expand_as(v.size))
_wrong("all_as_the_smallest", "one residual decides for all: as soon as one is small, all are treated as small",
       "Which residual does each loss look at?", near=lambda v: (v.size.min() <= v.delta).expand_as(v.size))
_wrong("mean_size_decides", "the mean size of the residuals decides for all of them", "Which residual does each loss "
       "look at?", near=lambda v: (v.size.mean() <= v.delta).expand_as(v.size))
_wrong("averaged", "the loss is the mean over the residuals, a single number", "How many losses does the text ask for?",
       result=lambda v: (v.loss.mean(), v.slope))
_wrong("averaged_with_slope", "the loss is the mean over the residuals, a single number, and the slopes are those of "
       "the mean", "How many losses does the text ask for?", result=lambda v: (v.loss.mean(), v.slope / len(v.r)))
_wrong("slope_of_the_mean", "the slopes are divided by the number of residuals, as if the loss were a mean", "Which "
       "share has a residual in its own loss?", result=lambda v: (v.loss, v.slope / len(v.r)))
_wrong("summed", "the loss is the sum over the residuals, a single number", "How many losses does the text ask for?",
       result=lambda v: (v.loss.sum(), v.slope))
_wrong("slope_averaged", "the slope is the mean over the residuals, a single number", "How many slopes does the text "
       "ask for?", result=lambda v: (v.loss, v.slope.mean()))
_wrong("both_averaged", "loss and slope are means over the residuals, single numbers", "How many losses does the text "
       "ask for?", result=lambda v: (v.loss.mean(), v.slope.mean()))
_wrong("first_alone", "only the first residual is treated; a loop that returns in its first turn does that", "What do "
       "the others pay?", result=lambda v: (v.loss[:1], v.slope[:1]))
_wrong("large_ones_alone", "the losses of the small residuals are left at zero", "What does a small residual pay?",
       square=lambda v: 0 * v.r)
_wrong("small_ones_alone", "the losses of the large residuals are left at zero", "What does a large residual pay?",
       line=lambda v: 0 * v.r)
_wrong("both_added", "both formulas are added for a large residual", "Which one is for a large residual?",
       line=lambda v: v.r**2 / 2 + v.delta * (v.size - v.delta / 2))
_wrong("loss_alone", "the loss comes back alone", "Which two results does the text ask for?",
       result=lambda v: v.loss)
_wrong("in_float32", "the residuals go through float32, which makes of 0.1 the number 0.1000000015; ten digits are "
       "compared", "In which of your "
       "lines does the dtype change?", r=lambda v: v.residual.float(),
       result=lambda v: (v.loss.to(DOUBLE), v.slope.to(DOUBLE)))
_wrong("returned_in_float32", "both results are of dtype float32", "Which dtype have the residuals?",
       result=lambda v: (v.loss.float(), v.slope.float()))
AVERAGE = ("From 0 to 1 the loss rises from 0 to 0.5, and from 0.9 to 1 it rises from 0.405 to 0.5. Which of the two "
           "says how steep it is at 1?")
_wrong("loss_over_residual", "the slope is the loss divided by the residual, which is the mean steepness from 0 to r",
       AVERAGE, slope=lambda v: torch.where(v.r == 0, 0 * v.r, v.loss / v.r))
_wrong("loss_over_residual_nan", "the slope is the loss divided by the residual, which is the mean steepness from 0 to "
       "r, and nan at 0", AVERAGE, slope=lambda v: v.loss / v.r)
_wrong("loss_over_size", "the slope is the loss divided by the size of the residual, so it is never negative", AVERAGE,
       slope=lambda v: v.loss / v.size)
_wrong("offset_half_square", "within the bracket, half of delta squared is taken off", "What does the square give at "
       "|r| = delta, and what does your line give there?", line=lambda v: v.delta * (v.size - v.delta**2 / 2))
_wrong("first_number_alone", "both results are single numbers, those of the first residual; a loop that returns in its "
       "first turn does that", "What do the others pay?", result=lambda v: (v.loss[0], v.slope[0]))
_wrong("in_a_table", "loss and slope stand in one table, not in a tuple", "Which two results does the text ask for?",
       result=lambda v: torch.stack([v.loss, v.slope]))
_wrong("loss_with_sign", "a negative residual has a negative loss", "Should a residual of -5 pay less than one of 5?",
       result=lambda v: (v.loss * v.sign, v.slope))
_wrong("logarithm_of_cosh", "this is log cosh(r), with the slope tanh(r), and not Huber's loss", "Where does delta "
       "come in?", loss=lambda v: v.r.cosh().log(), slope=lambda v: v.r.tanh())
_wrong("left_out_at_delta", "a residual of size exactly delta gets 0, as if it were neither small nor large", "Which "
       "of the text's two conditions holds where |r| = delta?",
       result=lambda v: tuple(torch.where(v.size == v.delta, 0.0, n) for n in (v.loss, v.slope)))
_wrong("both_at_delta", "a residual of size exactly delta gets twice what it should, as if it were both small and "
       "large",
       "Which of the text's two conditions holds where |r| = delta?",
       result=lambda v: tuple(torch.where(v.size == v.delta, 2 * n, n) for n in (v.loss, v.slope)))
_wrong("large_negatives_left_out", "a large negative residual gets 0, for loss and slope", "Which branch takes a "
       "residual of -5?", result=lambda v: tuple(torch.where(v.r < -v.delta, 0.0, n) for n in (v.loss, v.slope)))
_wrong("bound_halved", "a residual counts as small up to half of delta", "Which number does the text compare with |r|?",
       near=lambda v: v.size <= v.delta / 2)
_wrong("slope_cut_at_one", "the slope is the residual, cut off at -1 and 1", "When a large residual grows by 1, by how "
       "much does its loss grow?", slope=lambda v: v.r.clamp(-1, 1))
_wrong("slope_cut_at_zero", "the slope is the residual, cut off at 0 and delta", "When a residual of -5 moves to -4.9, "
       "does its loss rise or fall?", slope=lambda v: v.r.clamp(0, v.delta))
_wrong("slopes_of_lines_alone", "every loss is that of a large residual, a small one's too", "What does a residual of "
       "0 pay?", loss=lambda v: v.line)
_wrong("losses_of_squares_alone", "every loss is half a square, a large residual's too", "What is the point of delta?",
       loss=lambda v: v.square)
_wrong("steep_halved", "the slope of a large residual is half of delta", "When a large residual grows by 1, by how "
       "much does its loss grow?", steep=lambda v: v.delta / 2 * v.sign)
_wrong("steep_with_offset", "the slope of a large residual has half of delta taken off, as the loss has", "How steep "
       "is a number that does not depend on r?", steep=lambda v: v.delta * (v.sign - v.delta / 2))
_wrong("steep_with_half", "the slope of a large residual is delta times its sign less 1/2", "How steep is a number "
       "that does not depend on r?", steep=lambda v: v.delta * (v.sign - 0.5))
_wrong("steep_squared", "the slope of a large residual has the size delta squared", "When a large residual grows by 1, "
       "by how much does its loss grow?", steep=lambda v: v.delta**2 * v.sign)
_wrong("steep_reversed", "the slope of a large residual has the opposite sign", "When 5 grows, does its loss rise or "
       "fall?",
       steep=lambda v: -v.delta * v.sign)
_wrong("slow_without_sign", "the slope of a small residual is its size", "When a residual of -1 moves to -0.9, does "
       "its loss rise or fall?", slow=lambda v: v.size)
_wrong("line_of_squares", "the straight line uses the square of the residual", "By how much does a large residual's "
       "loss grow when it grows by 1, and again by 1?", line=lambda v: v.delta * (v.r**2 - v.delta / 2))
_wrong("second_derivative", "the slope is 1 for a small residual and 0 for a large one: the slope of the slope", "How "
       "steep is half a square at r = 2?", slope=lambda v: v.near.to(DOUBLE))
_wrong("small_first", "the small residuals come first, then the large ones", "Which place has the first residual in "
       "your results?",
       result=lambda v: tuple(torch.cat([n[v.near], n[~v.near]]) for n in (v.loss, v.slope)))
_wrong("small_returned_alone", "only the small residuals come back", "How many losses does the text ask for?",
       result=lambda v: (v.loss[v.near], v.slope[v.near]))
_wrong("both_summed", "loss and slope are sums over the residuals, single numbers", "How many losses does the text ask "
       "for?", result=lambda v: (v.loss.sum(), v.slope.sum()))
_wrong("in_columns", "loss and slope have an axis too many: their shape is (n, 1)", "Which shape does the text ask "
       "for?",
       result=lambda v: (v.loss[:, None], v.slope[:, None]))
_wrong("delta_pays", "a large residual pays delta", "Should a residual of 6 pay more than one of 5?",
       line=lambda v: v.delta + 0 * v.r)


OFTEN = {
    "no_half": Mistake("the square of a small residual has no half in front", "Do both formulas agree at |r| = delta?",
                       {"square": lambda v: v.r**2}),
    "no_offset": Mistake("the straight line has no offset", "Do both formulas agree at |r| = delta?",
                         {"line": lambda v: v.delta * v.size}),
    "offset_whole": Mistake("the straight line takes off the whole delta", "Do both formulas agree at |r| = delta?",
                            {"line": lambda v: v.delta * (v.size - v.delta)}),
    "line_without_delta": Mistake("the straight line is not multiplied by delta", "How steep is the square at r = "
                                  "delta, and how steep is the line?", {"line": lambda v: v.size - v.delta / 2}),
    "line_without_size": Mistake("the straight line uses the residual with its sign", "Should -5 pay less than 5?",
                                 {"line": lambda v: v.delta * (v.r - v.delta / 2)}),
    "near_without_size": Mistake("every negative residual counts as small", "Is a residual of -5 small?",
                                 {"near": lambda v: v.r <= v.delta}),
    "pieces_exchanged": Mistake("the two formulas have changed places", "Which of the two is for small residuals?",
                                {"near": lambda v: v.size >= v.delta}),
    "square_compared": Mistake("the square of a residual is compared with delta", "Is 2 small for delta = 3?",
                               {"near": lambda v: v.r**2 <= v.delta}),
    "slope_doubled": Mistake("the slope of a small residual is twice the residual", "How steep is half a square?",
                             {"slow": lambda v: 2 * v.r}),
    "steep_is_one": Mistake("the slope of a large residual has size one", "When 5 grows by 1, how much does its loss "
                            "grow?", {"steep": lambda v: v.sign}),
    "steep_without_sign": Mistake("the slope of a large residual is delta on both sides", "When -5 moves to -4.9, does "
                                  "its loss rise or fall?", {"steep": lambda v: v.delta + 0 * v.r}),
    "averaged": Mistake("the loss is a mean over the residuals", "How many losses does the text ask for?",
                        {"result": lambda v: (v.loss.mean(), v.slope)}),
    "slope_of_the_mean": Mistake("the slopes are divided by the number of residuals", "Which share has a residual in "
                                 "its own loss?", {"result": lambda v: (v.loss, v.slope / len(v.r))}),
    "divided_by_delta": Mistake("loss and slope are divided by delta", "What does a small residual pay here?",
                                {"result": lambda v: (v.loss / v.delta, v.slope / v.delta)}),
}
WRITTEN = {("no_half", "slope_doubled"), ("line_without_delta", "steep_is_one"), ("line_without_size",
           "steep_without_sign"), ("line_without_size", "near_without_size"), ("near_without_size",
           "steep_without_sign")}      # these are told above, or show nothing more than one of the two does

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, _two.says, _two.asks, **_two.changes)


EXERCISE = task.declared()
