"""Exercise: the squared loss with its choices: sum or mean, with or without a half."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task


def reference(y_hat: Tensor, y: Tensor, reduction: str, half: bool) -> Tensor | float:
    """The package's squared error; a sum or a mean as a number."""
    found = losses.squared_error(y_hat, y, reduction=reduction, half=half)
    return found if reduction == "none" else float(found)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def with_misses(*shape: int, far: float = 0.0) -> dict[str, Tensor]:
        y = far + draw.uniform(1, 3, *shape)
        return {"y_hat": y + draw.uniform(0.4, 2, *shape) * draw.normal(*shape).sign(), "y": y}

    right = draw.normal(3, 2)
    return [
        case("the mean, in the example of the text", **TEXT, reduction="mean", half=False),
        case("the sum, three samples with two outputs", **with_misses(3, 2), reduction="sum", half=False),
        case("the mean with a half, two samples with three outputs", **with_misses(2, 3), reduction="mean", half=True),
        case("the sum with a half, four samples with one axis", **with_misses(4), reduction="sum", half=True),
        case("every square, three samples with two outputs", **with_misses(3, 2), reduction="none", half=False),
        case("every square with a half, five samples with one axis", **with_misses(5), reduction="none", half=True),
        case("the mean, five samples with one axis", **with_misses(5), reduction="mean", half=False),
        case("the mean, three axes", **with_misses(2, 3, 4), reduction="mean", half=False),
        case("every square with a half, three axes", **with_misses(3, 2, 2), reduction="none", half=True),
        case("the sum, three axes", **with_misses(3, 1, 2), reduction="sum", half=False),
        case("the mean with a half, a single sample", **with_misses(1, 4), reduction="mean", half=True),
        case("every square, a single sample with a single output", **with_misses(1, 1), reduction="none", half=False),
        case("the sum with a half, four samples with a single output", **with_misses(4, 1), reduction="sum", half=True),
        case("every prediction is right", y_hat=right, y=right.clone(), reduction="sum", half=False),
        case("values of a million", **with_misses(4, 2, far=1e6), reduction="mean", half=False),
    ]


TEXT = {"y_hat": numbers([1, 2], [4, 0], [1, 3]), "y": numbers([0, 0], [1, 0], [0, 2])}

task = Task(
    key="squared_loss", title="The squared loss with its choices", points=2, difficulty=1, minutes=10,
    objective="compute a squared loss when sum or mean, and the half, are chosen",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N06-09",),
    forbids=(".mse_loss", ".MSELoss", "torch.nn.functional.mse_loss", "torch.nn.MSELoss", "aten::mse_loss"),
    hints=(
        "Which number does each entry pay, before anything is added? And over how many entries does the mean go?",
        "For the misses (1, 2), (3, 0), (1, 1) the squares add up to 16. How many squares are there, zeros included? "
        "And what is half of each?",
        "each = (y_hat - y) ** 2 * (0.5 if ____ else 1.0); then `each`, `each.sum()` or `each.sum() / ____`, as "
        "`reduction` says",
    ),
)


@task.solution
def squared_loss(y_hat, y, reduction, half):
    miss = y_hat - y                            # step: how far off each entry is
    each = miss**2                              # step: the square of each miss
    if half:
        each = each / 2                         # step: the half
    if reduction == "none":
        return each
    total = each.sum()                          # step: the sum over all entries
    if reduction == "sum":
        return total
    return total / each.numel()                 # step: the division by the number of entries


@task.right
def number_by_number(y_hat, y, reduction, half):
    factor = 0.5 if half else 1.0               # step: the factor in front of each square
    paid = []
    for guess, target in zip(y_hat.flatten().tolist(), y.flatten().tolist()):
        miss = guess - target                   # step: one miss
        square = miss * miss                    # step: its square
        paid.append(factor * square)            # step: the factor times the square
    if reduction == "none":
        return torch.tensor(paid, dtype=y.dtype).reshape(y.shape)
    total = sum(paid)                           # step: the sum of what all entries pay
    return total if reduction == "sum" else total / len(paid)       # step: the mean, by the number of entries


@task.right
def by_methods(y_hat, y, reduction, half):
    each = y_hat.sub(y).square().div(1 + half)
    return {"none": lambda: each, "sum": each.sum, "mean": each.mean}[reduction]()


@task.right
def with_numpy(y_hat, y, reduction, half):
    miss = (y_hat - y).numpy().ravel()
    factor = 1 / 2 if half else 1
    if reduction == "none":
        return torch.from_numpy(factor * np.square(miss).reshape(tuple(y.shape)))
    return factor * float(miss @ miss) / (miss.size if reduction == "mean" else 1)


# The loss, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "miss": lambda v: v.y_hat - v.y,
    "square": lambda v: v.miss**2,
    "factor": lambda v: 0.5 if v.half else 1.0,
    "each": lambda v: v.factor * v.square,
    "total": lambda v: v.each.sum(),
    "count": lambda v: v.y.numel(),
    "average": lambda v: v.total / v.count,
    "none": lambda v: v.each, "sum": lambda v: v.total, "mean": lambda v: v.average,
    "result": lambda v: getattr(v, v.reduction),
}
TRIED = [("mean", False), ("sum", False), ("mean", True), ("sum", True), ("none", False), ("none", True)]


_with = answers_by(RULES, squared_loss)


def _in_the_example(answer: Callable) -> str:
    """What an answer gives for the misses of the text, with the first choice for which it is wrong there."""
    for reduction, half in TRIED:
        ours, right = (f(**TEXT, reduction=reduction, half=half) for f in (answer, squared_loss))
        if not isinstance(ours, Tensor) or ours.dtype != right.dtype:
            return ""
        if ours.shape != right.shape or not torch.allclose(ours, right, rtol=1e-9):
            shown = ", ".join(f"{n:.4g}" for n in ours.flatten())
            shown = f"({shown}), of shape {tuple(ours.shape)}," if ours.ndim else shown
            wanted = f", where {right:.4g} is expected" if not right.ndim else ""
            choice = f'"{reduction}"' + (" and the half" if half else "")
            return f" In the example you give {shown} for {choice}{wanted}."
    return ""


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says}{_in_the_example(answer)} {asks}", short=short)(answer)


_wrong("per_sample_mean", "Your mean divides by the number of samples.", "How many entries has the example, and which "
       "of the two does the text divide by?", "the mean divides by the number of samples", count=lambda v: len(v.y))
_wrong("mean_of_row_sums", "Your mean adds along the last axis first, and then averages these sums.", "Over how many "
       "entries does the mean of the text go?", "the mean is that of sums along the last axis",
       average=lambda v: v.each.sum(-1).mean())
_wrong("mean_of_sums_over_axis_one", "Your mean adds over axis 1 first, which stops your answer where there is only "
       "one axis.", "Over how many entries does the mean of the text go, whatever the shape is?",
       "the mean is that of sums over axis 1", average=lambda v: v.each.sum(1).mean() if v.reduction == "mean" else 0)
_wrong("per_output_mean", "Your mean divides by the length of the last axis.", "How many entries are there in all?",
       "the mean divides by the length of the last axis", count=lambda v: v.y.shape[-1])
_wrong("divided_by_axis_one", "Your mean divides by the length of axis 1, which stops your answer where there is only "
       "one axis.", "How many entries are there in all, whatever the shape is?", "the mean divides by the length of "
       "axis 1",
       count=lambda v: v.y.shape[1] if v.reduction == "mean" else 1)
_wrong("divided_by_two_samples", "Your mean divides by twice the number of samples.", "By what does the text divide? "
       "When does it ask for a half?", "the mean divides by twice the number of samples", count=lambda v: 2 * len(v.y))
_wrong("one_less_below", "Your mean divides by one less than the number of entries.", "Is this a spread around a mean "
       "that was estimated? By what does the text divide?", "the mean divides by one less",
       count=lambda v: v.y.numel() - 1)
_wrong("divided_by_two_n", "Your mean has a half that nobody asked for.", "When does the text ask for a half?",
       "the mean always has a half more", average=lambda v: v.total / v.count / 2)
_wrong("divided_by_n_squared", "Your mean divides by the number of entries twice.", "How often is a sum divided to "
       "become a mean?", "the mean is divided twice", average=lambda v: v.total / v.count**2)
_wrong("half_never", "`half` changes nothing in your answer.", "Which factor stands in front of each square then?",
       "the half is never there", factor=lambda v: 1.0)
_wrong("half_always", "Your squares have the half even where `half` is False.", "When does the text ask for it?",
       "the half is always there", factor=lambda v: 0.5)
_wrong("half_squared", "With `half` you give a quarter. Is the half squared too, or taken twice?", "Which factor is "
       "asked for?", "the half comes as a quarter", factor=lambda v: 0.25 if v.half else 1.0)
_wrong("half_again_in_sum_and_mean", "Your sum and your mean have the half twice: once in each square, and once more.",
       "How often does the text ask for it?", "the half comes twice in sum and mean",
       sum=lambda v: v.total * (0.5 if v.half else 1), mean=lambda v: v.average * (0.5 if v.half else 1))
_wrong("half_again_in_the_mean", "Your mean has the half twice: once in each square, and once more.",
       "How often does the text ask for it?", "the half comes twice in the mean",
       mean=lambda v: v.average * (0.5 if v.half else 1))
_wrong("half_rounded_down", "Your half is rounded down to a whole number.", "What is 9/2? (`//` is another division "
       "than `/`.) Does the text round?", "the half is rounded down",
       each=lambda v: v.square // 2 if v.half else v.square)
_wrong("half_turned_round", "Your half stands where `half` is False, and is missing where it is True.", "When does the "
       "text ask for it?", "the half stands in the wrong branch", factor=lambda v: 1.0 if v.half else 0.5)
_wrong("half_doubles", "With `half` you give twice the squares.", "Is 2 the factor that the text names?",
       "the half doubles", factor=lambda v: 2.0 if v.half else 1.0)
_wrong("half_or_two", "Without `half` you double every square.", "Which factor has a square when nobody asks for a "
       "half?", "without the half there is a factor of two", factor=lambda v: 1.0 if v.half else 2.0)
_wrong("half_not_for_none", "Sum and mean have the half, but \"none\" does not.", "Which numbers does the half belong "
       "to, each square or only a total?", "the half is missing for \"none\"", none=lambda v: v.square)
_wrong("half_not_for_sum", "\"none\" and \"mean\" have the half, but the sum does not.", "For which choices of "
       "`reduction` does the text ask for it?", "the half is missing in the sum", sum=lambda v: v.square.sum())
_wrong("half_not_for_mean", "\"none\" and \"sum\" have the half, but the mean does not.", "For which choices of "
       "`reduction` does the text ask for it?", "the half is missing in the mean",
       mean=lambda v: v.square.sum() / v.count)
_wrong("half_for_mean_alone", "Only your mean has the half.", "For which choices of `reduction` does the text ask for "
       "it?", "the half is in the mean alone", none=lambda v: v.square, sum=lambda v: v.square.sum())
_wrong("half_for_sum_alone", "Only your sum has the half.", "For which choices of `reduction` does the text ask for "
       "it?", "the half is in the sum alone", none=lambda v: v.square, mean=lambda v: v.square.sum() / v.count)
_wrong("half_for_none_alone", "Only your \"none\" has the half.", "For which choices of `reduction` does the text ask "
       "for it?", "the half is in \"none\" alone", sum=lambda v: v.square.sum(),
       mean=lambda v: v.square.sum() / v.count)
_wrong("sizes", "You take the size of each miss, and do not square it: a miss of 3 pays 3.", "What is its square?",
       "the misses are not squared, only their signs go", square=lambda v: v.miss.abs())
_wrong("misses_alone", "Your misses keep their signs and are not squared, so that 2 and -2 cancel.", "What is the "
       "square of -2?", "the misses are not squared", square=lambda v: v.miss)
_wrong("opposite_misses_alone", "You add up y - y_hat without a square: too high counts as a gain.", "What is the "
       "square of a miss?", "the misses are turned round and not squared", square=lambda v: -v.miss)
_wrong("slopes", "You give twice the miss where its square belongs. That is the slope of the square.", "How much does "
       "a miss of 3 pay?", "the slope stands in place of the square", square=lambda v: 2 * v.miss)
_wrong("cubes", "You take the third power of the size of each miss.", "What is the square of 3?",
       "the third power is taken", square=lambda v: v.miss.abs()**3)
_wrong("doubled_misses", "You double the size of each miss where it should be squared: that agrees only for a miss of "
       "2.", "What is the square of 3?", "misses are doubled, not squared", square=lambda v: 2 * v.miss.abs())
_wrong("squared_at_the_end", "You add or average the misses first, and square the result: misses of 2 and -2 would "
       "cost nothing.", "What should be squared before it is added?", "the square is taken after the sum",
       sum=lambda v: v.factor * v.miss.sum()**2, mean=lambda v: v.factor * v.miss.mean()**2)
_wrong("sum_squared_then_divided", "You square the sum of the misses, and divide that for the mean: misses of 2 and "
       "-2 would cost nothing.", "What should be squared before it is added?", "the sum is squared, then divided",
       total=lambda v: v.factor * v.miss.sum()**2)
_wrong("mean_squared_at_the_end", "For the mean you average the misses first and square the result: misses of 2 and "
       "-2 would cost nothing.", "What should be squared before the mean is taken?", "the mean is squared at the end",
       mean=lambda v: v.factor * v.miss.mean()**2)
_wrong("difference_of_squares", "You square both sides and take one off the other: for y_hat = 4 and y = 1 that is 16 "
       "- 1, where the miss is 3.", "What is squared, the sides or the miss?", "the squares are subtracted",
       square=lambda v: v.y_hat**2 - v.y**2)
_wrong("size_of_difference_of_squares", "You square both sides and take the size of the difference: for y_hat = 4 and "
       "y = 1 that is 15, where the miss is 3.", "What is squared, the sides or the miss?",
       "the squares are subtracted, without a sign", square=lambda v: (v.y_hat**2 - v.y**2).abs())
_wrong("sides_added", "You add y_hat and y: for y_hat = 4 and y = 1 you square 5.", "How far apart are 4 and 1?",
       "y_hat and y are added", miss=lambda v: v.y_hat + v.y)
_wrong("sides_multiplied", "You multiply y_hat and y.", "How far apart are y_hat = 4 and y = 1?",
       "y_hat and y are multiplied", square=lambda v: v.y_hat * v.y)
_wrong("prediction_alone", "You square the prediction, and y plays no part.", "What does a model pay that predicts "
       "exactly y?", "y plays no part", miss=lambda v: v.y_hat)
_wrong("relative_to_y", "You divide each miss by y.", "Does the text measure misses in parts of y? What if y is 0?",
       "misses are divided by y", miss=lambda v: (v.y_hat - v.y) / v.y)
_wrong("around_their_mean", "You take the mean of the misses off before you square: a model that is 5 too high "
       "everywhere would pay nothing.", "What should it pay for each entry?", "the mean miss is taken off",
       square=lambda v: (v.miss - v.miss.mean())**2)
_wrong("root_of_the_mean", "Your mean is a root too much: it is the root mean square.", "Which unit has a squared "
       "loss, and does the text name a root?", "a root is taken of the mean", mean=lambda v: v.average.sqrt())
_wrong("root_of_sum_and_mean", "Your sum and your mean are roots: the sum is the length of the vector of misses.",
       "Does the text name a root?", "roots are taken of sum and mean", sum=lambda v: v.total.sqrt(),
       mean=lambda v: v.average.sqrt())
_wrong("root_of_the_sum", "Your sum is a root: the length of the vector of misses.", "Does the text name a root?",
       "a root is taken of the sum", sum=lambda v: v.total.sqrt())
_wrong("length_over_n", "Your sum is the length of the vector of misses, and your mean divides this by the number of "
       "entries.", "Does the text name a root?", "the length of the misses stands for the sum of squares",
       total=lambda v: v.each.sum().sqrt())
_wrong("sum_for_mean", "You give the sum where the mean is asked for.", "By what is a sum divided to become a mean?",
       "the mean is a sum", mean=lambda v: v.total)
_wrong("half_sum_for_mean", "You give half of the sum where the mean is asked for.", "With how many entries is that "
       "the mean?", "the mean is half of the sum", mean=lambda v: v.total / 2)
_wrong("mean_for_sum", "You give the mean where the sum is asked for.", "Is a sum divided by anything?",
       "the sum is a mean", sum=lambda v: v.average)
_wrong("sum_and_mean_exchanged", "Your sum and your mean have changed places.", "Which of them is divided?",
       "sum and mean are exchanged", sum=lambda v: v.average, mean=lambda v: v.total)
_wrong("median_for_mean", "You give the median, the square in the middle.", "What is the mean of 0, 1 and 8?",
       "the median stands for the mean", mean=lambda v: v.each.flatten().median())
_wrong("none_is_mean", "For \"none\" you give the mean.", "Which shape is asked for there?", "\"none\" gives the mean",
       none=lambda v: v.average)
_wrong("none_is_sum", "For \"none\" you give the sum.", "Which shape is asked for there?", "\"none\" gives the sum",
       none=lambda v: v.total)
_wrong("none_adds_outputs", "For \"none\" you add along the last axis.", "Which shape is asked for there?",
       "\"none\" adds along the last axis", none=lambda v: v.each.sum(-1))
_wrong("none_averages_outputs", "For \"none\" you average along the last axis.", "Which shape is asked for there?",
       "\"none\" averages along the last axis", none=lambda v: v.each.mean(-1))
_wrong("none_flat", "For \"none\" you give the right squares in one long row.", "Which shape is asked for there?",
       "\"none\" loses its shape", none=lambda v: v.each.flatten())
_wrong("none_adds_samples", "For \"none\" you add over the samples.", "Which shape is asked for there?",
       "\"none\" adds over the samples", none=lambda v: v.each.sum(0))
_wrong("samples_added_first", "You add over the samples first: \"none\" has lost them, and your mean divides by their "
       "number alone.", "Which shape is asked for with \"none\", and over how many entries does the mean go?",
       "the samples are added first", none=lambda v: v.each.sum(0), count=lambda v: len(v.y))
_wrong("none_as_list", "For \"none\" you give a list, not a tensor.", "Of which kind is `y`?", "\"none\" gives a list",
       none=lambda v: v.each.tolist())
_wrong("none_in_float32", "For \"none\" your numbers are float32. (A tensor made of plain numbers is, if no dtype is "
       "named.)",
       "Which dtype does the text ask for?", "\"none\" is float32", none=lambda v: v.each.float())
_wrong("none_is_nothing", "For \"none\" you return nothing, the None of Python.", "What does the text want to have for "
       "the string \"none\"?", "\"none\" gives None", none=lambda v: None)
_wrong("none_gives_misses", "For \"none\" you give the misses without a square.", "What does \"none\" leave out, the "
       "square or the sum?", "\"none\" leaves out the square", none=lambda v: v.factor * v.miss)
_wrong("always_the_mean", "You give the mean whatever `reduction` says.", "Which three values can it have?",
       "the mean comes for every choice", sum=lambda v: v.average, none=lambda v: v.average)
_wrong("always_the_sum", "You give the sum whatever `reduction` says.", "Which three values can it have?",
       "the sum comes for every choice", mean=lambda v: v.total, none=lambda v: v.total)
_wrong("never_reduced", "You give every square whatever `reduction` says.", "Which three values can it have?",
       "nothing is added or averaged", sum=lambda v: v.each, mean=lambda v: v.each)
_wrong("over_samples_alone", "Your sum and your mean run over axis 0 alone, and leave a number for each output.",
       "How many numbers are asked for?", "sum and mean run over axis 0 alone", sum=lambda v: v.each.sum(0),
       mean=lambda v: v.each.mean(0))
_wrong("over_outputs_alone", "Your sum and your mean run over the last axis alone, and leave a number for each "
       "sample.", "How many numbers are asked for?", "sum and mean run over the last axis alone",
       sum=lambda v: v.each.sum(-1), mean=lambda v: v.each.mean(-1))
_wrong("mean_over_samples_alone", "Your mean runs over axis 0 alone.", "How many numbers are asked for?",
       "the mean runs over axis 0 alone", mean=lambda v: v.each.mean(0))
_wrong("mean_over_outputs_alone", "Your mean runs over the last axis alone.", "How many numbers are asked for?",
       "the mean runs over the last axis alone", mean=lambda v: v.each.mean(-1))
_wrong("first_sample_alone", "Only the first sample counts.", "Does a `return` stand within a loop, or an index [0]?",
       "only the first sample counts", total=lambda v: v.each[0].sum(), count=lambda v: v.y[0].numel(),
       none=lambda v: v.each[:1])
_wrong("last_sample_alone", "Only the last sample counts in your sum and in your mean.", "Does your loop add or "
       "overwrite?", "only the last sample counts", total=lambda v: v.each[-1].sum(),
       count=lambda v: v.y[-1].numel())
_wrong("first_output_alone", "Only the first column counts.", "What do the other outputs pay?",
       "only the first column counts", total=lambda v: v.each[..., 0].sum(), count=lambda v: v.y[..., 0].numel())
_wrong("zeros_not_counted", "Your mean divides by the number of entries that miss: one that is right is left out.",
       "Does an entry with the miss 0 count in a mean?", "entries that are right do not count",
       count=lambda v: max(1, int((v.each > 0).sum())))
_wrong("with_axes", "Your sum and your mean keep their axes of length 1.", "Which shape has a single number?",
       "sum and mean keep axes", sum=lambda v: v.total.reshape([1] * v.y.ndim),
       mean=lambda v: v.average.reshape([1] * v.y.ndim))
_wrong("expanded", "You expand the square into y_hat² - 2 y_hat y + y². At a million each part is about 1e12, and "
       "stored to about 1e-4.", "Which digits of a miss of 1 are left then? What could be computed first?",
       "the square is expanded", square=lambda v: v.y_hat**2 - 2 * v.y_hat * v.y + v.y**2)
_wrong("in_float32", "Right to about seven digits: your numbers go through float32, which makes of 0.1 the number "
       "0.1000000015. Ten digits are compared.", "In which line does the dtype change?", "numbers go through float32",
       miss=lambda v: (v.y_hat.float() - v.y.float()).double())
_wrong("two_axes_counted", "Your mean divides by the product of the first two axes. With one axis there is no second, "
       "and a third is not counted.", "How many entries are there in all, whatever the shape is?",
       "the mean divides by the first two axes",
       count=lambda v: v.y.shape[0] * v.y.shape[1] if v.reduction == "mean" else 1)
_wrong("rows_counted_by_len", "Your mean divides by len(y) times len(y[0]). With one axis, y[0] has no length, and a "
       "third axis is not counted.", "How many entries are there in all, whatever the shape is?",
       "the mean divides by len(y) times len(y[0])",
       count=lambda v: len(v.y) * len(v.y[0]) if v.reduction == "mean" else 1)
_wrong("six_entries", "Your mean divides by 6, as in the example.", "How many entries have other tables?",
       "the mean divides by 6", count=lambda v: 6)
_wrong("half_returns_the_squares", "With `half` you give half of each square whatever `reduction` says.", "Does a "
       "`return` stand before the reduction?", "with the half nothing is reduced",
       result=lambda v: v.each if v.half else getattr(v, v.reduction))
_wrong("half_returns_the_mean", "With `half` you give half of the mean whatever `reduction` says.", "Does a `return` "
       "stand before the reduction?", "with the half the mean always comes",
       result=lambda v: v.average if v.half else getattr(v, v.reduction))
_wrong("mean_is_nothing", "For \"mean\" you return nothing, the None of Python.", "Which three strings may `reduction` "
       "be? Does every path end in a `return`?", "the mean gives None", mean=lambda v: None)
_wrong("sum_is_nothing", "For \"sum\" you return nothing, the None of Python.", "Which three strings may `reduction` "
       "be? Does every path end in a `return`?", "the sum gives None", sum=lambda v: None)
_wrong("sum_over_samples_then_mean", "Your mean adds along axis 0 first, and then averages these sums.", "Over how "
       "many entries does the mean of the text go?", "the mean is that of sums along axis 0",
       average=lambda v: v.each.sum(0).mean())
_wrong("divided_by_samples_again", "Your mean is divided by the number of samples once more.", "How often is a sum "
       "divided to become a mean?", "the mean is divided by the samples again",
       average=lambda v: v.total / v.count / len(v.y))
_wrong("sum_per_sample", "Your sum divides by the number of samples.", "Is a sum divided by anything?",
       "the sum divides by the number of samples", sum=lambda v: v.total / len(v.y))
_wrong("largest_for_mean", "For the mean you give the largest square.", "What is the mean of 0, 1 and 8?",
       "the largest square stands for the mean", mean=lambda v: v.each.max())
_wrong("nothing_without_the_half", "Without `half` you give zeros.", "Which factor has a square when nobody asks for a "
       "half? (True counts as 1, False as 0.)", "without the half everything is 0",
       factor=lambda v: 0.5 if v.half else 0.0)
_wrong("half_as_factor", "You multiply the squares by `half` itself, which is 1 or 0.", "Which factor should it be for "
       "True, and which for False?", "squares are multiplied by True or False", factor=lambda v: float(v.half))
_wrong("half_as_divisor", "You divide by twice `half`, which is 0 when `half` is False.", "By what should a square be "
       "divided then?", "squares are divided by 2 or by 0", each=lambda v: v.square / (2.0 * v.half))
_wrong("whole_half", "With `half` you give zeros, as the factor 1//2 does.", "What is 1//2, and what is 1/2?",
       "the half is 0", factor=lambda v: 0.0 if v.half else 1.0)
_wrong("half_taken_off", "You take 1/2 off each square where it should be halved.", "What is half of 9?",
       "1/2 is taken off", each=lambda v: v.square - (0.5 if v.half else 0))
_wrong("half_the_power", "With `half` the misses keep their signs and have the power 1: the 2 is halved, not the "
       "square.",
       "What is half of the square of 3?", "the power is halved", square=lambda v: v.miss if v.half else v.miss**2,
       each=lambda v: v.square + 0)
_wrong("half_the_power_without_sign", "With `half` you give the sizes of the misses.", "What is half of the square of "
       "3?",
       "the half gives sizes", square=lambda v: v.miss.abs() if v.half else v.miss**2, each=lambda v: v.square + 0)
_wrong("y_alone_squared", "You square y alone, and take that off y_hat.", "In which order does Python take "
       "`y_hat - y**2`?",
       "only y is squared", square=lambda v: v.y_hat - v.y**2)
_wrong("y_squared_first", "You square y before it is taken off, and then the difference once more.", "What is the miss "
       "of y_hat = 4 and y = 3?", "y is squared before the miss", miss=lambda v: v.y_hat - v.y**2)
_wrong("mean_length", "Your mean is that of the lengths of the samples' rows of misses.", "Does the text name a root?",
       "the mean is that of lengths", mean=lambda v: v.each.reshape(len(v.y), -1).sum(1).sqrt().mean())
_wrong("along_axis_one", "Your sum and your mean run along axis 1 alone, which stops your answer where there is only "
       "one axis.", "How many numbers are asked for, whatever the shape is?", "sum and mean run along axis 1",
       sum=lambda v: v.each.sum(1) if v.reduction == "sum" else 0,
       mean=lambda v: v.each.mean(1) if v.reduction == "mean" else 0)
_wrong("last_entry_alone", "Only the last entry counts in your sum and in your mean.", "Does your loop add or "
       "overwrite?",
       "only the last entry counts", total=lambda v: v.each.flatten()[-1])
_wrong("first_entry_always", "You give the first entry's square alone, whatever `reduction` and `half` say.", "Does a "
       "`return` stand within your loop?", "the first entry's square comes back",
       result=lambda v: (v.y_hat - v.y).flatten()[0]**2)
_wrong("all_in_float32", "All of your numbers are float32, with about seven digits.", "In which line does the dtype "
       "change?",
       "everything is float32", miss=lambda v: v.y_hat.float() - v.y.float())
_wrong("all_three", "You give all three at once: squares, sum and mean.", "Which of them does `reduction` ask for?",
       "all three results come back", result=lambda v: (v.none, v.sum, v.mean))
_wrong("whole_squares", "Your squares are cut to whole numbers.", "Does the text round?", "squares are cut to whole "
       "numbers",
       square=lambda v: (v.miss**2).trunc())


OFTEN = {
    "per_sample_mean": Mistake("the mean divides by the number of samples", "How many entries are there?",
                               {"count": lambda v: len(v.y)}),
    "half_never": Mistake("`half` changes nothing", "Which factor stands in front of each square then?",
                          {"factor": lambda v: 1.0}),
    "half_always": Mistake("the half is always there", "When is it asked for?", {"factor": lambda v: 0.5}),
    "half_squared": Mistake("the half comes as a quarter", "Which factor is asked for?",
                            {"factor": lambda v: 0.25 if v.half else 1.0}),
    "half_turned_round": Mistake("the half stands in the wrong branch", "When is it asked for?",
                                 {"factor": lambda v: 1.0 if v.half else 0.5}),
    "sizes": Mistake("the misses lose their signs and are not squared", "What is the square of -3?",
                     {"square": lambda v: v.miss.abs()}),
    "misses_alone": Mistake("the misses are not squared", "What is the square of -3?", {"square": lambda v: v.miss}),
    "difference_of_squares": Mistake("squares are subtracted, where the miss should be squared",
                                     "How far apart are 4 and 1?", {"square": lambda v: v.y_hat**2 - v.y**2}),
    "sides_added": Mistake("y_hat and y are added", "How far apart are 4 and 1?", {"miss": lambda v: v.y_hat + v.y}),
    "sum_for_mean": Mistake("the mean is a sum", "By what is a sum divided to become a mean?",
                            {"mean": lambda v: v.total}),
    "root_of_the_mean": Mistake("a root is taken of the mean", "Does the text name a root?",
                                {"mean": lambda v: v.average.sqrt()}),
    "mean_for_sum": Mistake("the sum is a mean", "Is a sum divided by anything?", {"sum": lambda v: v.average}),
    "none_is_mean": Mistake("\"none\" gives the mean", "Which shape is asked for there?",
                            {"none": lambda v: v.average}),
    "none_adds_outputs": Mistake("\"none\" adds along the last axis", "Which shape is asked for there?",
                                 {"none": lambda v: v.each.sum(-1)}),
}
WRITTEN = {("sum_for_mean", "mean_for_sum"), ("mean_for_sum", "none_is_mean"),     # told above
           ("per_sample_mean", "sum_for_mean"), ("difference_of_squares", "sides_added"),     # one hides the other
           ("misses_alone", "root_of_the_mean"), ("difference_of_squares", "root_of_the_mean")}     # roots below 0

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
