"""Exercise: a relu network of one hidden layer whose graph runs through given points in straight lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task

EXAMPLE = {"xs": numbers(1, 2, 4), "ys": numbers(2, 5, 1)}
CALLED = ("a", "b", "c", "d")


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def knots(n: int, low: float = -2.0) -> Tensor:
        """Places at uneven distances, from one that is not 0."""
        return low + draw.uniform(-0.3, 0.3) + torch.cat([numbers([0.0]), draw.uniform(0.3, 1.7, n - 1).cumsum(0)])

    def heights(n: int) -> Tensor:
        return draw.away_from_zero(n)

    level = heights(6)
    level[3] = level[2]
    xs, from_zero = knots(5, -1.0), knots(4)
    return [
        case("the example of the text", **EXAMPLE),
        case("five knots", xs=knots(5), ys=heights(5)),
        case("two knots", xs=knots(2, 1.0), ys=heights(2)),
        case("three knots, all places negative", xs=knots(3, -6.0), ys=heights(3)),
        case("four knots, the first at 0", xs=from_zero - from_zero[0], ys=heights(4)),
        case("a level piece", xs=knots(6), ys=level),
        case("all on one line", xs=xs, ys=draw.between(0.5, 2) * xs + draw.between(1, 2)),
        case("a falling curve far up", xs=knots(4, 3.0), ys=500 - draw.uniform(0.5, 3, 4).cumsum(0)),
        case("twelve knots", xs=knots(12, -5.0), ys=heights(12)),
        case("knots close together", xs=1 + 0.01 * knots(4), ys=heights(4)),
    ]


def drive(answer: Callable, xs: Tensor, ys: Tensor) -> Any:
    """What the network says at the knots and between them; or in words, what is wrong with the form of the result."""
    result = answer(xs, ys)
    if result is None:
        return None
    form = _form(result)
    if form:
        return form
    a, b, c, d = result

    def says(x: Tensor) -> Tensor:
        return d + (x[:, None] * a + b).clamp(min=0) @ c

    between = [xs[:-1] + share * xs.diff() for share in (0.25, 0.6)]
    return says(xs), says(torch.cat(between).sort().values)


def _form(result: Any) -> str:
    """What is wrong with the form, and what it is instead; nothing if it is right."""
    if not isinstance(result, (tuple, list)):
        return "Your result should be a tuple of four, (a, b, c, d). What does your function return?"
    if len(result) != 4:
        return f"Your result should be a tuple of four, (a, b, c, d), but has {len(result)} parts. Which are they?"
    weights, d = result[:3], result[3]
    if not all(isinstance(part, Tensor) for part in weights):
        kinds = _listed(type(part).__name__ for part in weights)
        return f"a, b and c should be tensors, but yours are of the types {kinds}. How do you make tensors of them?"
    shapes = [tuple(part.shape) for part in weights]
    if any(len(shape) != 1 for shape in shapes) or len(set(shapes)) > 1:
        return (f"a, b and c should have the same shape (units,), but yours have {_listed(shapes)}. How many units has "
                "the network?")
    if isinstance(d, bool) or not isinstance(d, (int, float, Tensor)):
        return "d should be a single number, a float or a tensor without axes. What is yours?"
    if isinstance(d, Tensor) and d.ndim:
        return f"d should be a single number, but yours has the shape {tuple(d.shape)}. Which of its numbers is it?"
    dtypes = [part.dtype for part in (*weights, d) if isinstance(part, Tensor)]
    if set(dtypes) != {DOUBLE}:
        kinds = _listed(str(dtype).removeprefix("torch.") for dtype in dtypes)
        return f"All tensors should be float64, but yours are {kinds}. In which of your lines does the dtype change?"
    return ""


def _listed(words: Iterable) -> str:
    *others, last = map(str, words)
    return f"{', '.join(others)} and {last}"


class OfCurves(Closeness):
    """As `close`, where a text says what is wrong with the form."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        return Fault("form", got) if isinstance(got, str) else super().__call__(expected, got, where)


task = Task(
    key="relu_interpolant", title="A curve from hinges", points=3, difficulty=2, minutes=15,
    objective="set the weights of a relu network that runs through given points",
    reference="dlcourse.nn.hinges:relu_interpolant", cases=cases, drive=drive,
    compare=OfCurves(rtol=1e-10, names=("network at the knots", "network between the knots")),
    facts=("N05-33", "N05-34"),
    hints=(
        "Put a hinge at each knot but the last. Which a and b make relu(a x + b) turn on at x = 2 and rise by 1 for "
        "each step of 1?",
        "In the example the slopes of the two pieces are 3 and -2. Beyond x = 2 the first hinge still rises by 3. By "
        "how much must the second one change that?",
        "slopes = ys.diff() / xs.diff(); c = torch.cat([slopes[:1], ____]); b = ____; d = ys[0]",
    ),
)


@task.solution
def relu_interpolant(xs, ys):
    slopes = ys.diff() / xs.diff()                      # step: the slope of each piece
    a = torch.ones_like(slopes)                         # step: each hinge rises by 1
    b = -xs[:-1]                                        # step: a hinge turns on at each knot but the last
    c = torch.cat([slopes[:1], slopes.diff()])          # step: the first slope, then by how much the slope changes
    return a, b, c, ys[0]                               # step: the height at the first knot


@task.right
def hinge_by_hinge(xs, ys):
    a, b, c = [], [], []
    so_far = 0.0                                                             # step: the slope that is there already
    for j in range(len(xs) - 1):
        slope = float((ys[j + 1] - ys[j]) / (xs[j + 1] - xs[j]))             # step: the slope that is needed
        a.append(1.0)                                                        # step: the rise of the hinge
        b.append(-float(xs[j]))                                              # step: where it turns on
        c.append(slope - so_far)                                             # step: what is missing
        so_far = slope                                                       # step: the new slope
    return *(torch.tensor(v, dtype=torch.float64) for v in (a, b, c)), float(ys[0])


@task.right
def by_linear_equations(xs, ys):
    """The weights solve equations: one for each knot but the first."""
    H = (xs[1:, None] - xs[:-1]).clamp(min=0)
    c = torch.linalg.solve_triangular(H, (ys[1:] - ys[0])[:, None], upper=False)[:, 0]
    return [torch.ones_like(c), -xs[:-1].clone(), c, ys[0].clone()]


@task.right
def from_the_right(xs, ys):
    """Hinges that open to the left, from the last knot on."""
    slopes = ((ys[1:] - ys[:-1]) / (xs[1:] - xs[:-1])).flip(0)
    c = torch.cat([-slopes[:1], slopes[:-1] - slopes[1:]])
    return -2 * torch.ones_like(c), 2 * xs[1:].flip(0), c / 2, ys[-1]


# The network, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "dx": lambda v: v.xs.diff(),
    "dy": lambda v: v.ys.diff(),
    "slopes": lambda v: v.dy / v.dx,
    "first": lambda v: v.slopes[:1],
    "later": lambda v: v.slopes.diff(),
    "a": lambda v: torch.ones_like(v.slopes),
    "at": lambda v: v.xs[:-1],
    "b": lambda v: -v.at,
    "c": lambda v: torch.cat([v.first, v.later]),
    "d": lambda v: v.ys[0],
    "result": lambda v: (v.a, v.b, v.c, v.d),
}


_with = answers_by(RULES, relu_interpolant)


def _vector(values: Tensor) -> str:
    return "(" + ", ".join(f"{n:.4g}" for n in values.tolist()) + ")"


def _in_the_example(answer: Callable) -> str:
    """What the network of an answer says at the knots of the example, or between them if that is right."""
    says = drive(answer, **EXAMPLE)
    if not isinstance(says, tuple):
        return ""
    at, between = says
    if not torch.allclose(at, EXAMPLE["ys"]):
        return f" At x = 1, 2, 4 your network says {_vector(at)}, where (2, 5, 1) is right."
    right = drive(relu_interpolant, **EXAMPLE)[1]
    if torch.allclose(between, right):
        return " For the knots of the example that makes no difference."
    return f" At x = 1.25, 1.6, 2.5, 3.2 your network says {_vector(between)}, where {_vector(right)} is right."


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says}{_in_the_example(answer)} {asks}", short=short)(answer)


_wrong("slopes_for_changes", "Each hinge brings the whole slope of its piece. But the hinges before it go on rising.",
       "From 2 to 4 the first hinge still has the slope 3. What must be added to 3 to get -2?",
       "hinges bring slopes, not changes of slope", later=lambda v: v.slopes[1:])
_wrong("starts_at_zero", "Your curve starts at 0, not at the first height.", "All hinges are off at the first knot. "
       "What is left of the network there?", "d is 0", d=lambda v: 0.0)
_wrong("starts_at_the_last", "d is the last height.",
       "All hinges are off at the first knot. Which height belongs there?", "d is the last height",
       d=lambda v: v.ys[-1])
_wrong("starts_at_the_mean", "d is the mean of the heights.",
       "All hinges are off at the first knot. Which height belongs there?", "d is the mean height",
       d=lambda v: v.ys.mean())
_wrong("starts_at_the_second", "d is the second height.",
       "All hinges are off at the first knot. Which height belongs there?", "d is the second height",
       d=lambda v: v.ys[1])
_wrong("starts_at_the_place", "d is the place of the first knot, not its height.", "Which of x and y is a height?",
       "d is a place, not a height", d=lambda v: v.xs[0])
_wrong("starts_at_the_axis", "d is where the first piece, made longer, meets x = 0.", "The first hinge is off until x "
       "= 1. What is the network at x = 1 then?", "d is the height at 0 of the first piece",
       d=lambda v: v.ys[0] - v.slopes[0] * v.xs[0])
_wrong("starts_lower", "d has the opposite sign.", "All hinges are off at the first knot. Which height belongs there?",
       "d has the opposite sign", d=lambda v: -v.ys[0])
_wrong("hinges_mirrored", "b has the opposite sign: relu(x + 2) turns on at -2, not at 2.",
       "For which b is x + b equal to 0 at x = 2?", "b has the opposite sign", b=lambda v: v.at)
_wrong("one_knot_late", "Your hinges turn on one knot late: the first one at the second knot.",
       "Where does the first piece begin to rise or fall?", "hinges stand at the ends of their pieces",
       at=lambda v: v.xs[1:])
_wrong("in_the_middle", "Your hinges turn on in the middle of their pieces.", "Where does the slope change?",
       "hinges stand in the middle of their pieces", at=lambda v: (v.xs[1:] + v.xs[:-1]) / 2)
_wrong("all_at_zero", "b is 0 for all units: all hinges turn on at x = 0.", "For which b is x + b equal to 0 at x = 2?",
       "b is 0 for all units", b=lambda v: torch.zeros_like(v.at))
_wrong("all_at_the_first", "All your hinges turn on at the first knot.",
       "Where does the slope change for the second time?", "all hinges stand at the first knot",
       at=lambda v: v.xs[:1].expand(len(v.slopes)))
_wrong("at_the_heights", "b holds heights: your hinges turn on where x is a height.",
       "Along which axis does a hinge turn on?", "hinges stand at heights, not places", at=lambda v: v.ys[:-1])
_wrong("from_the_first", "Your hinges turn on at the distances from the first knot, as if it stood at 0.",
       "For which b is x + b equal to 0 at x = 2?", "places are measured from the first knot",
       at=lambda v: v.xs[:-1] - v.xs[0])
_wrong("at_whole_numbers", "Your hinges turn on at x = 0, 1, 2 and so on.", "Where do the knots of the example stand?",
       "hinges stand at whole numbers", at=lambda v: torch.arange(len(v.slopes)).to(DOUBLE))
_wrong("opens_left", "Your hinges open to the left: they are off to the right of their knot.",
       "What is relu(-x + 2) at x = 3?", "hinges open to the left", a=lambda v: -torch.ones_like(v.slopes),
       b=lambda v: v.at)
_wrong("minus_a_alone", "a is -1 for all units: relu(-x - 1) is off for all x above -1.",
       "For which x is -x - 1 positive?", "a has the opposite sign", a=lambda v: -torch.ones_like(v.slopes))
_wrong("heights_for_slopes", "You use the changes of height: from 2 to 4 the curve falls by 4, but over a distance of "
       "2.", "How far does it fall for each step of 1?", "slopes are not divided by distances", slopes=lambda v: v.dy)
_wrong("distances_over_heights", "Your slopes are upside down: distances divided by heights.",
       "From 1 to 2 the curve rises by 3. How steep is it?", "slopes are upside down", slopes=lambda v: v.dx / v.dy)
_wrong("products_for_slopes", "You multiply changes of height by distances.", "From 2 to 4 the curve falls by 4 over "
       "a distance of 2. How far does it fall for each step of 1?", "heights are multiplied by distances",
       slopes=lambda v: v.dy * v.dx)
_wrong("falling_for_rising", "Your slopes have the opposite sign.", "From 1 to 2 the height goes from 2 to 5. Does "
       "the curve rise or fall?", "all slopes have the opposite sign", slopes=lambda v: -v.dy / v.dx)
_wrong("first_distance_for_all", "All your slopes are divided by the first distance.", "How far is it from 2 to 4?",
       "the first distance is used for all pieces", dx=lambda v: v.xs.diff()[:1].expand(len(v.xs) - 1))
_wrong("mean_distance", "All your slopes are divided by the mean distance.", "How far is it from 2 to 4?",
       "the mean distance is used for all pieces", dx=lambda v: v.xs.diff().mean().expand(len(v.xs) - 1))
_wrong("through_zero", "Your slopes are heights divided by places, as if each piece came from 0.",
       "From 1 to 2 the height goes from 2 to 5. How steep is the curve?", "slopes are heights divided by places",
       slopes=lambda v: v.ys[1:] / v.xs[1:])
_wrong("over_the_neighbours", "Your slopes are those between the neighbours of a knot, as torch.gradient takes them.",
       "From 1 to 2 the height goes from 2 to 5. How steep is this piece?", "slopes are taken over two pieces",
       slopes=lambda v: torch.gradient(v.ys, spacing=(v.xs,))[0][:-1] if len(v.xs) > 2 else v.dy / v.dx)
_wrong("changes_reversed", "Your changes of slope have the opposite sign: old less new.",
       "The slope goes from 3 to -2. Which number added to 3 gives -2?", "changes of slope have the opposite sign",
       later=lambda v: -v.slopes.diff())
_wrong("sizes_of_changes", "Your changes of slope are never negative.",
       "The slope goes from 3 to -2. Which number added to 3 gives -2?", "changes of slope lose their sign",
       later=lambda v: v.slopes.diff().abs())
_wrong("slopes_added", "You add up slopes where they should be taken off each other.", "The first hinge brings the "
       "slope 3. What must the second one bring to make it -2?", "slopes are added up",
       later=lambda v: v.slopes.cumsum(0)[1:])
_wrong("sums_of_two", "You add neighbouring slopes: 3 and -2 give 1.", "Which number added to 3 gives -2?",
       "neighbouring slopes are added", later=lambda v: v.slopes[1:] + v.slopes[:-1])
_wrong("from_the_first_slope", "Your changes are all taken from the first slope.", "When the third hinge turns on, "
       "the slope is that of the second piece. By how much does it change there?",
       "changes are taken from the first slope", later=lambda v: v.slopes[1:] - v.slopes[0])
_wrong("half_changes", "Your changes of slope are half as large as they should be.",
       "The slope goes from 3 to -2. By how much does it change?", "changes of slope are halved",
       later=lambda v: v.slopes.diff() / 2)
_wrong("changes_by_distance", "You divide the changes of slope by distances once more.", "The slope goes from 3 to -2 "
       "at x = 2. By how much does it change there?", "changes of slope are divided by distances",
       later=lambda v: v.slopes.diff() / v.dx[1:])
_wrong("level_first_piece", "Your first piece is level: its hinge is missing, or has the weight 0.", "From 1 to 2 the "
       "height goes from 2 to 5. Which hinge brings the curve up?", "the first slope is missing",
       first=lambda v: 0 * v.slopes[:1])
_wrong("first_change_from_one", "The weight of your first hinge is too small by 1.", "Left of the first knot all "
       "hinges are off. What is the slope there, 1 or 0?", "the first slope counts as a change from 1",
       first=lambda v: v.slopes[:1] - 1)
_wrong("never_straight_again", "Your last hinge is missing: the last piece goes on like the one before.",
       "How many pieces are there between the knots, and how many hinges?", "the last hinge is missing",
       c=lambda v: torch.cat([v.first, v.later])[:-1] if len(v.slopes) > 1 else v.first * 0,
       a=lambda v: torch.ones_like(v.slopes)[:max(1, len(v.slopes) - 1)], b=lambda v: -v.at[:max(1, len(v.slopes) - 1)])
_wrong("first_hinge_alone", "You have a single hinge: only the first piece is right.",
       "Does a return stand within your loop? Where does the slope change?", "only the first hinge is there",
       a=lambda v: torch.ones_like(v.slopes[:1]), b=lambda v: -v.xs[:1], c=lambda v: v.first)
_wrong("slopes_inside", "Your slopes are the a, and all c are 1. Then a falling piece has a hinge relu(-2 x + 4), "
       "which is off to the right of its knot.", "What is relu(-2 x + 4) at x = 3?", "slopes stand within the relu",
       a=lambda v: v.slopes, b=lambda v: -v.slopes * v.at, c=lambda v: torch.ones_like(v.slopes))
_wrong("changes_inside", "Your changes of slope are the a, and all c are 1. Then a negative change has a hinge "
       "relu(-5 x + 10), which is off to the right of its knot.", "What is relu(-5 x + 10) at x = 3?",
       "changes of slope stand within the relu", a=lambda v: torch.cat([v.first, v.later]),
       b=lambda v: -torch.cat([v.first, v.later]) * v.at, c=lambda v: torch.ones_like(v.slopes))
_wrong("scaled_without_c", "You scale a and b by the size of the change, and c as well: the change counts twice.",
       "relu(5 x - 10) rises by 5 for each step of 1. By what is it multiplied then?",
       "the change of slope counts twice", a=lambda v: torch.cat([v.first, v.later]).abs(),
       b=lambda v: -torch.cat([v.first, v.later]).abs() * v.at)
_wrong("heights_for_weights", "c holds heights. A hinge is a slope from its knot on.",
       "By how much should the curve rise from 1 to 2?", "heights stand in c", c=lambda v: v.ys[:-1])
_wrong("all_weights_one", "All weights c are 1: your curve gets steeper by 1 at each knot.",
       "By how much should the slope change at x = 2?", "all weights are 1", c=lambda v: torch.ones_like(v.slopes))
_wrong("slope_at_the_end", "Your hinges are in the right places, but their weights are moved on by one.",
       "Which change of slope belongs to x = 2?", "weights belong to the hinge before",
       c=lambda v: torch.cat([v.first, v.later]).roll(1))
_wrong("b_before_a", "a and b have changed places.", "In which order does the task ask for them?",
       "a and b have changed places", result=lambda v: (v.b, v.a, v.c, v.d))
_wrong("c_before_b", "b and c have changed places.", "In which order does the task ask for them?",
       "b and c have changed places", result=lambda v: (v.a, v.c, v.b, v.d))
_wrong("c_first", "c stands first, and a and b follow.", "In which order does the task ask for them?", "c stands first",
       result=lambda v: (v.c, v.a, v.b, v.d))
_wrong("c_before_a", "a and c have changed places.", "In which order does the task ask for them?",
       "a and c have changed places", result=lambda v: (v.c, v.b, v.a, v.d))
_wrong("d_first", "Your d stands first.", "In which order does the task ask for the four?", "d stands first",
       result=lambda v: (v.d, v.a, v.b, v.c))
_wrong("no_d", "You return three results: d is missing.", "What should the network say at the first knot, where all "
       "hinges are off?", "d is missing", result=lambda v: (v.a, v.b, v.c))
_wrong("a_for_each_knot", "a has an entry for each knot, and c one for each piece.",
       "How many hinges are there in the example?", "a is longer than c", a=lambda v: torch.ones_like(v.xs))
_wrong("columns", "a, b and c have two axes.", "One input and one output need no further axis. What is the shape of "
       "xs?", "a, b and c are columns", result=lambda v: (v.a[:, None], v.b[:, None], v.c[:, None], v.d))
_wrong("d_with_an_axis", "d has an axis of length 1.", "ys[:1] is a piece of ys. What is ys[0]?", "d has an axis",
       d=lambda v: v.ys[:1])
_wrong("in_float32", "Your tensors are float32, which keeps about seven digits.", "Which dtype do xs and ys have?",
       "the weights are float32", result=lambda v: tuple(part.float() for part in (v.a, v.b, v.c, v.d)))
_wrong("ones_in_float32", "Your a is float32, which is what torch.ones makes, and the others are float64.",
       "Which argument of torch.ones says another dtype?", "a is float32", a=lambda v: torch.ones(len(v.slopes)))
_wrong("lists", "a, b and c are plain lists.", "How do you make a float64 tensor from a list?",
       "lists stand in place of tensors", result=lambda v: (v.a.tolist(), v.b.tolist(), v.c.tolist(), float(v.d)))
_wrong("rounded", "Your weights are rounded to four decimals.", "Is the curve still exact at the last knot?",
       "weights are rounded", result=lambda v: (v.a, v.b.round(decimals=4), v.c.round(decimals=4), v.d))
_wrong("line_by_a_relu", "Your d and your first slope make a straight line, d + s x, and relu(x) stands for x: it is "
       "off for all x below 0.", "What is relu(x) at x = -1? Where can the first hinge stand so that it is on from the "
       "first knot?", "relu(x) stands for x in a straight line", at=lambda v: torch.cat([0 * v.xs[:1], v.xs[1:-1]]),
       d=lambda v: v.ys[0] - v.slopes[0] * v.xs[0])
_wrong("first_hinge_at_zero", "Your first hinge turns on at x = 0, not at the first knot.", "From where on should the "
       "curve have the first slope?", "the first hinge stands at 0", at=lambda v: torch.cat([0 * v.xs[:1], v.xs[1:-1]]))
_wrong("needs_three_knots", "With two knots your answer stops with an IndexError, and everywhere else it is right.",
       "Two "
       "knots have one slope. Which of your lines takes a second one for granted?", "two knots give an IndexError",
       slopes=lambda v: v.dy / v.dx + 0 * v.xs[2])
_wrong("heights_from_zero", "c holds heights and d is 0. A hinge is 0 at its own knot, and a slope from there on.",
       "Which "
       "number is the network at the first knot, where all hinges are off? By how much should it rise from 1 to 2?",
       "heights stand in c, and d is 0", c=lambda v: v.ys[:-1], d=lambda v: 0.0)
_wrong("heights_moved_on", "c holds the heights at the ends of the pieces. A hinge is a slope from its knot on.", "By "
       "how much should the curve rise from 1 to 2?", "heights of the ends stand in c", c=lambda v: v.ys[1:])
_wrong("height_differences_from_zero", "c holds the first height, then changes of height, and d is 0.", "What is the "
       "network at the first knot, where all hinges are off? What is the slope from 1 to 2?", "changes of height stand "
       "in c, and d is 0", c=lambda v: torch.cat([v.ys[:1], v.dy[:-1]]), d=lambda v: 0.0)
_wrong("starts_at_the_lowest", "d is the smallest height.", "All hinges are off at the first knot. Which height "
       "belongs there?", "d is the smallest height", d=lambda v: v.ys.min())
_wrong("starts_at_the_highest", "d is the largest height.", "All hinges are off at the first knot. Which height "
       "belongs there?", "d is the largest height", d=lambda v: v.ys.max())
_wrong("starts_at_a_whole_number", "d is a whole number: the decimals of the first height are gone.", "What does int "
       "do to 2.7?", "d loses its decimals", d=lambda v: v.ys[0].trunc())
_wrong("starts_a_slope_lower", "d is the first height less the first slope.", "All hinges are off at the first knot. "
       "Which height belongs there?", "d is too low by the first slope", d=lambda v: v.ys[0] - v.slopes[0])
_wrong("starts_at_twice_the_height", "d is twice the first height.", "All hinges are off at the first knot. Which "
       "height belongs there?", "d is doubled", d=lambda v: 2 * v.ys[0])
_wrong("first_height_in_c", "The first entry of c is a height.", "By how much should the curve rise from 1 to 2?", "c "
       "begins with a height", first=lambda v: v.ys[:1])
_wrong("first_weight_one", "The first entry of c is 1.", "By how much should the curve rise from 1 to 2?", "c begins "
       "with 1", first=lambda v: torch.ones_like(v.slopes[:1]))
_wrong("changes_one_early", "Your weights c stand one hinge too early, and the last is 0: the first hinge brings the "
       "change of slope of the second knot.", "Which slope must the first hinge bring?", "changes of slope stand one "
       "hinge early",
       c=lambda v: torch.cat([v.slopes.diff(), 0 * v.slopes[:1]]))
_wrong("last_slope_at_the_end", "Your weights c stand one hinge too early, and the last slope follows.", "Which slope "
       "must the first hinge bring?", "changes of slope stand one hinge early, before the last slope",
       c=lambda v: torch.cat([v.slopes.diff(), v.slopes[-1:]]))
_wrong("all_weights_positive", "Your weights c are never negative.", "The slope goes from 3 to -2. Which number added "
       "to 3 gives -2?", "all weights lose their sign", c=lambda v: torch.cat([v.first, v.later]).abs())
_wrong("weight_before_taken_off", "From each slope you take the weight before it, not the slope before it: for slopes "
       "3, -2, 4 you have 3, -5, 9.", "Before the third hinge turns on, what is the slope: -5, or 3 - 5?", "weights "
       "are taken off slopes",
       c=lambda v: torch.stack([sum((-1.0) ** (i - j) * v.slopes[j] for j in range(i + 1)) for i in range(
           len(v.slopes))]))
_wrong("last_change_missing", "Your last hinge is missing, but for two knots the only one is there.", "How many pieces "
       "are there between the knots, and how many hinges?", "the last hinge is missing where there are several",
       a=lambda v: torch.ones_like(v.slopes)[:max(1, len(v.slopes) - 1)],
       b=lambda v: -v.at[:max(1, len(v.slopes) - 1)],
       c=lambda v: torch.cat([v.first, v.later])[:max(1, len(v.slopes) - 1)])
_wrong("over_the_left_place", "Your slopes are changes of height divided by the place at their left.", "How far is it "
       "from 2 to 4?", "slopes are divided by places at the left", slopes=lambda v: v.dy / v.xs[:-1])
_wrong("over_the_right_place", "Your slopes are changes of height divided by the place at their right.", "How far is "
       "it from 2 to 4?", "slopes are divided by places at the right", slopes=lambda v: v.dy / v.xs[1:])
_wrong("slopes_from_the_first_knot", "Your slopes all begin at the first knot.", "From 2 to 4 the height goes from 5 "
       "to 1. How steep is this piece?", "slopes are taken from the first knot",
       slopes=lambda v: (v.ys[1:] - v.ys[0]) / (v.xs[1:] - v.xs[0]))
_wrong("one_knot_too_many", "All your slopes are divided by the way from the first knot to the last, over the number "
       "of knots.", "How far is it from 2 to 4?", "the whole way over the number of knots is used for all pieces",
       dx=lambda v: ((v.xs[-1] - v.xs[0]) / len(v.xs)).expand(len(v.xs) - 1))
_wrong("signs_in_a", "Your a holds signs, and c holds them as well. relu(-x + 2) is off to the right of 2, and relu(-x "
       "- 2) for all x above -2.", "Which of a and c may make a hinge fall?", "a holds the signs of c",
       a=lambda v: torch.cat([v.first, v.later]).sign())
_wrong("signs_in_a_and_b", "Where the slope falls your hinge opens to the left: a = -1 and b = x_j.", "What is relu(-x "
       "+ 2) at x = 3?", "hinges with a negative weight open to the left",
       a=lambda v: torch.cat([v.first, v.later]).sign(), b=lambda v: -torch.cat([v.first, v.later]).sign() * v.at)
_wrong("changes_in_a_as_well", "Your changes of slope stand in a and in c, and b is not scaled with them.", "Where "
       "does relu(5 x - 2) turn on?", "a holds the changes of slope, too", a=lambda v: torch.cat([v.first, v.later]))
_wrong("lines_added", "Each of your units is the straight line of its piece, and d is 0: relu cuts it off where it is "
       "below 0, and all are added up.", "At x = 4, what do both your units say? What should the second one add?",
       "units are the lines of the pieces", a=lambda v: v.slopes, b=lambda v: v.ys[:-1] - v.slopes * v.at,
       c=lambda v: torch.ones_like(v.slopes), d=lambda v: 0.0)
_wrong("at_distances", "b holds distances between knots, not places.", "For which b is x + b equal to 0 at x = 2?", "b "
       "holds distances", at=lambda v: v.dx)
_wrong("b_times_slope", "b is multiplied by the slope, and a is 1: your hinges turn on at slope times place.", "Where "
       "does relu(x - 6) turn on?", "b is multiplied by slopes", b=lambda v: -v.slopes * v.at)
_wrong("left_from_the_right_ends", "Your hinges open to the left, from the right ends of their pieces, but c and d are "
       "those of hinges that open to the right.", "Which hinges are on at the first knot then?", "hinges open to the "
       "left from the right ends", a=lambda v: -torch.ones_like(v.slopes), b=lambda v: v.xs[1:])
_wrong("one_slope_for_all", "Your network is one straight line from the first knot to the last.", "At x = 2 it should "
       "be 5. Which hinge changes the slope there?", "one line runs from the first knot to the last",
       a=lambda v: torch.ones_like(v.slopes[:1]), b=lambda v: -v.xs[:1],
       c=lambda v: ((v.ys[-1:] - v.ys[:1]) / (v.xs[-1:] - v.xs[:1])))
_wrong("b_for_each_knot", "b has an entry for each knot, and a and c have one for each piece.", "How many hinges are "
       "there in the example?", "b is longer than a and c", b=lambda v: -v.xs)
_wrong("d_in_float32", "Your d is float32, and the others are float64. torch.tensor makes float32 of a float.", "What "
       "if d stays a float?", "d is float32", d=lambda v: v.ys[0].float())


OFTEN = {
    "slopes_for_changes": Mistake("hinges bring slopes, not changes of slope", "Which number added to 3 gives -2?",
                                  {"later": lambda v: v.slopes[1:]}),
    "changes_reversed": Mistake("changes of slope have the opposite sign", "Which number added to 3 gives -2?",
                                {"later": lambda v: -v.slopes.diff()}),
    "starts_at_zero": Mistake("d is 0", "What is left of the network at the first knot?", {"d": lambda v: 0.0}),
    "hinges_mirrored": Mistake("b has the opposite sign", "For which b is x + b equal to 0 at x = 2?",
                               {"b": lambda v: v.at}),
    "one_knot_late": Mistake("hinges stand at the ends of their pieces", "Where does the first piece begin?",
                             {"at": lambda v: v.xs[1:]}),
    "heights_for_slopes": Mistake("slopes are not divided by distances", "How far is it from 2 to 4?",
                                  {"slopes": lambda v: v.dy}),
    "level_first_piece": Mistake("the first slope is missing", "Which hinge brings the curve up at the start?",
                                 {"first": lambda v: 0 * v.slopes[:1]}),
    "starts_at_the_last": Mistake("d is the last height", "Which height belongs to the first knot?",
                                  {"d": lambda v: v.ys[-1]}),
}
for _name, _two in in_pairs(OFTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
