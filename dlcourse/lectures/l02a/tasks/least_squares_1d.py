"""Exercise: intercept and slope of the best line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.codec import AnswerError
from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import regression

REFUSED = "a ValueError"
RETURNED = "a ValueError that is returned"
SOME_LINE = "a line"  # what came out of rounding errors, where all x are equal and rounded


def reference(x: Tensor, y: Tensor) -> tuple[float, float]:
    """The package's line."""
    line = regression.least_squares_1d(x, y)
    return float(line.t0), float(line.t1)


def drive(answer, x: Tensor, y: Tensor) -> Any:
    """What the answer returns, or that it refuses with a ValueError."""
    try:
        found = answer(x, y)
    except AnswerError as error:
        if error.kind != "ValueError":
            raise
        return REFUSED
    except ValueError as error:
        if type(error) is not ValueError:
            raise
        return REFUSED
    if isinstance(found, str):
        return f"the text {found!r}"
    if not isinstance(found, (tuple, list, Tensor)) and "ValueError" in repr(found):
        return RETURNED
    numbers_of_rounding = bool((x == x[0]).all()) and len(x) > 1 and float(x[0]) % 1 != 0
    if numbers_of_rounding and isinstance(found, (tuple, list)) and len(found) == 2:
        return SOME_LINE
    return found


class OrRefused(Closeness):
    """Compares two numbers, or whether both refuse."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        if expected == REFUSED and (not isinstance(got, str) or got != REFUSED):
            return Fault("value", "All x are equal here, so a ValueError is expected. Yours returns a result.", where)
        if isinstance(got, str) and got == REFUSED and expected != REFUSED:
            return Fault("value", "Yours raises a ValueError here. The x are not all equal, so there is a best line.",
                         where)
        return super().__call__(expected, got, where)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def around(x: Tensor, t0: float, t1: float) -> Tensor:
        return t0 + t1 * x + draw.away_from_zero(len(x))

    x, far, pair = 3 * draw.normal(7) + 1, draw.uniform(50, 60, 6), numbers(1.5, 4) + draw.uniform(0, 1, 2)
    flat, ends, start = draw.normal(5), draw.between(1, 2) + numbers(0, 1, 3, 0), draw.between(2, 3) + numbers(0, 0, 2)
    return [
        case("three points", x=numbers(1, 2, 6), y=numbers(4, 1, 10)),
        case("four cats, weight over age", x=numbers(4, 6, 5.25, 1.25), y=numbers(3.3, 4.5, 5.1, 1.7)),
        case("seven points, some x negative", x=x, y=around(x, draw.between(1, 3), draw.between(0.5, 1.5))),
        case("six points far from 0, a falling line", x=far, y=around(far, draw.between(20, 30), -draw.between(1, 2))),
        case("two points", x=pair, y=around(pair, 1.0, 2.0)),
        case("five points, all y are equal", x=flat, y=torch.full((5,), draw.whole(1, 4) + 0.5, dtype=x.dtype)),
        case("four points, the first and the last x are equal", x=ends, y=around(ends, 1.0, 2.0)),
        case("three points, the first two x are equal", x=start, y=around(start, 3.0, -1.0)),
        case("four points, all x are 2", x=numbers(2, 2, 2, 2), y=draw.normal(4)),
        case("three points, all x are 0.7", x=numbers(0.7, 0.7, 0.7), y=numbers(1, 2, 4) + draw.uniform(0, 0.5, 3)),
        case("a single point", x=draw.normal(1), y=draw.normal(1)),
    ]


task = Task(
    key="least_squares_1d", title="The best line, from sums", points=2, difficulty=1, minutes=15,
    objective="find the line with the least sum of squared residuals",
    reference=reference, cases=cases, drive=drive, compare=OrRefused(rtol=1e-8, names=("t0", "t1")),
    forbids=("torch.linalg.*", "numpy.linalg.*", "numpy.polyfit", "numpy.polynomial.*"),
    facts=("N02-11", "N02-12"),
    hints=(
        "Which two slopes are 0 at the lowest place, and which sums stand in them?",
        "For (1, 2), (2, 3) and (3, 7) the sums are n = 3, 6, 12, 14 and 29, and t1 is (3 · 29 - 6 · 12) / "
        "(3 · 14 - 6 · 6). Which sum is which? And through which point does the line go?",
        "t1 = (n * (x * y).sum() - ____) / (n * (x * x).sum() - ____); t0 = (y.sum() - ____) / n",
    ),
)


@task.solution
def least_squares_1d(x, y):
    if bool((x == x[0]).all()):
        raise ValueError("all x are equal: every slope is as good as any other")
    n = len(x)
    top = n * (x * y).sum() - x.sum() * y.sum()         # step: the numerator of the slope
    bottom = n * (x * x).sum() - x.sum() ** 2           # step: the denominator of the slope
    t1 = top / bottom                                   # step: the slope
    t0 = (y.sum() - t1 * x.sum()) / n                   # step: the intercept
    return t0, t1


@task.right
def by_deviations(x, y):
    if bool((x == x[0]).all()):
        raise ValueError("all x are equal")
    x_mean, y_mean = x.mean(), y.mean()                 # step: the means
    across = x - x_mean                                 # step: the deviations of x
    up = y - y_mean                                     # step: the deviations of y
    t1 = (across * up).sum() / (across * across).sum()  # step: the slope
    return y_mean - t1 * x_mean, t1                     # step: the line goes through the means


@task.right
def in_a_loop(x, y):
    if len(set(x.tolist())) == 1:
        raise ValueError("no unique line")
    mx, my = sum(x.tolist()) / len(x), sum(y.tolist()) / len(y)
    sxy = sxx = 0.0
    for a, b in zip(x.tolist(), y.tolist()):
        sxy = sxy + (a - mx) * (b - my)                 # step: the sum of the products of deviations
        sxx = sxx + (a - mx) ** 2                       # step: the sum of the squared deviations of x
    return my - mx * sxy / sxx, sxy / sxx


@task.right
def by_two_equations(x, y):
    if float(x.max()) == float(x.min()):
        raise ValueError("x is constant")
    a, b, d = float(len(x)), float(x.sum()), float((x * x).sum())
    e, f = float(y.sum()), float((x * y).sum())
    return (e * d - b * f) / (a * d - b * b), (a * f - b * e) / (a * d - b * b)


@task.right
def by_numpy(x, y):
    a, b = x.numpy(), y.numpy()
    if np.ptp(a) == 0:
        raise ValueError("x is constant")
    c = np.cov(a, b)
    return b.mean() - c[0, 1] / c[0, 0] * a.mean(), c[0, 1] / c[0, 0]


def _refuse(x: Tensor) -> None:
    if bool((x == x[0]).all()):
        raise ValueError("all x are equal")


def _through_means(x: Tensor, y: Tensor, t1: Tensor) -> tuple[Tensor, Tensor]:
    return y.mean() - t1 * x.mean(), t1


def _right(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    _refuse(x)
    return _through_means(x, y, (x - x.mean()) @ (y - y.mean()) / (x - x.mean()).square().sum())


def _sums(x: Tensor, y: Tensor) -> tuple[int, Tensor, Tensor, Tensor, Tensor]:
    _refuse(x)
    return len(x), x.sum(), y.sum(), (x * x).sum(), (x * y).sum()


@task.wrong("For (1, 2), (2, 3) and (3, 7) your slope is (29 - 72)/(14 - 36) = 1.95, and 2.5 is best. How often does "
            "the step that puts t0 into the second equation multiply the sums of xy and of x²?",
            short="n is missing in the slope, above and below")
def without_n(x, y):
    _, sx, sy, sxx, sxy = _sums(x, y)
    return _through_means(x, y, (sxy - sx * sy) / (sxx - sx * sx))


@task.wrong("For (1, 2), (2, 3) and (3, 7) your slope is (29 - 72)/(42 - 36) = -7.17, though the points rise. "
            "Compare the sum above with the sum below: which of them was multiplied by n?", short="n is missing above")
def without_n_above(x, y):
    n, sx, sy, sxx, sxy = _sums(x, y)
    return _through_means(x, y, (sxy - sx * sy) / (n * sxx - sx * sx))


@task.wrong("For (1, 2), (2, 3) and (3, 7) your slope is (87 - 72)/(14 - 36) = -0.68, though the points rise. "
            "Compare the sum above with the sum below: which of them was multiplied by n?", short="n is missing below")
def without_n_below(x, y):
    n, sx, sy, sxx, sxy = _sums(x, y)
    return _through_means(x, y, (n * sxy - sx * sy) / (sxx - sx * sx))


@task.wrong("The slope is right, but your intercept is the mean of y: for (1, 2), (2, 3) and (3, 7) it is 4. The "
            "line has the height 4 at x = 2. How high is it at x = 0?", short="the intercept is the mean of y")
def mean_as_intercept(x, y):
    return y.mean(), _right(x, y)[1]


@task.wrong("You predict x from y: for (1, 2), (2, 3) and (3, 7) you give (0.571, 0.357), and from y = 2 that line "
            "makes x = 1.29. Which of the two is known, and which is to be predicted?",
            short="x and y have changed places")
def exchanged_x_and_y(x, y):
    _refuse(x)
    return _through_means(y, x, (x - x.mean()) @ (y - y.mean()) / (y - y.mean()).square().sum())


@task.wrong("You divide by the squared deviations of y: for (1, 2), (2, 3) and (3, 7) your slope is 5/14 = 0.357. "
            "Whose deviations should stand below, those of what is known or of what is predicted?",
            short="the deviations of y stand below")
def deviations_of_y_below(x, y):
    _refuse(x)
    return _through_means(x, y, (x - x.mean()) @ (y - y.mean()) / (y - y.mean()).square().sum())


@task.wrong("Both numbers are right, but they have changed places: for (1, 2), (2, 3) and (3, 7) you give (2.5, -1). "
            "Which of the two is the height at x = 0, and which comes first?", short="the slope comes first")
def slope_first(x, y):
    t0, t1 = _right(x, y)
    return t1, t0


@task.wrong("The slope is right, but for (1, 2), (2, 3) and (3, 7) your intercept is 12 - 15 = -3, and the line "
            "misses the point of means by 2. What is still to be done with that difference of sums?",
            short="the intercept is not divided by n")
def intercept_not_divided(x, y):
    t0, t1 = _right(x, y)
    return t0 * len(x), t1


@task.wrong("Your line is forced through 0: for (1, 2), (2, 3) and (3, 7) it is 2.07·x, with the squares 4.9 in "
            "place of 1.5. Which parameter did you leave out?", short="the line is forced through 0")
def through_the_origin(x, y):
    _refuse(x)
    return 0.0, x @ y / (x @ x)


@task.wrong("Your slope is that of a line through 0, 29/14 = 2.07 for (1, 2), (2, 3) and (3, 7), and then the "
            "intercept is fitted to it. Does the best slope stay the same when the line may leave 0?",
            short="the slope is that of a line through 0")
def slope_through_the_origin(x, y):
    _refuse(x)
    return _through_means(x, y, x @ y / (x @ x))


@task.wrong("Your slope is the correlation: for (1, 2), (2, 3) and (3, 7) it is 5/√28 = 0.945, and it can never be "
            "above 1. If every y doubles, what should a slope do?", short="the slope is the correlation")
def correlation(x, y):
    _refuse(x)
    a, b = x - x.mean(), y - y.mean()
    return _through_means(x, y, a @ b / (a.norm() * b.norm()))


@task.wrong("The slope is right, but for (1, 2), (2, 3) and (3, 7) your intercept is 4 + 2.5 · 2 = 9. A rising line "
            "that has the height 4 at x = 2: is it higher or lower at x = 0?", short="the intercept goes the wrong way")
def intercept_added(x, y):
    _, t1 = _right(x, y)
    return y.mean() + t1 * x.mean(), t1


@task.wrong("Your slope has the opposite sign: for (1, 2), (2, 3) and (3, 7) it is -2.5. Do these points rise or "
            "fall?", short="the slope has the opposite sign")
def falling(x, y):
    return _through_means(x, y, -_right(x, y)[1])


@task.wrong("Below the fraction you multiply the wrong one by n: for x = (1, 2, 3) you have 3 · 36 - 14 = 94 in "
            "place of 6. Which is the sum of the squares, and which is the square of the sum?",
            short="the sum of squares and the square of the sum have changed places")
def squares_exchanged(x, y):
    n, sx, sy, sxx, sxy = _sums(x, y)
    return _through_means(x, y, (n * sxy - sx * sy) / (n * sx * sx - sxx))


@task.wrong("For (1, 2), (2, 3) and (3, 7) your slope is (5/3)/1 = 1.67. Above you divide by n, and below by n - 1 "
            "(that is what `.var()` does). Which of the two cancels if both are the same?",
            short="the numerator is divided by n, and the denominator by n - 1")
def two_kinds_of_mean(x, y):
    _refuse(x)
    return _through_means(x, y, ((x - x.mean()) * (y - y.mean())).mean() / x.var())


@task.wrong("Your slope is the mean of y/x: for (1, 2), (2, 3) and (3, 7) it is (2 + 1.5 + 2.33)/3 = 1.94. A point "
            "with a tiny x then decides alone. Which sum was to be as small as possible?",
            short="the slope is the mean of y/x")
def mean_of_ratios(x, y):
    _refuse(x)
    return _through_means(x, y, (y / x).mean())


@task.wrong("Your slope is the mean of the slopes from point to point: (1, 2), (2, 3) and (4, 9) have 1 and 3, and you "
            "give 2, where 2.43 is best. Two points that lie close together then count as much as two far apart. Which "
            "sum was to be as small as possible?", short="the slope is the mean of the slopes from point to point")
def mean_of_slopes(x, y):
    _refuse(x)
    points = torch.tensor(sorted(zip(x.tolist(), y.tolist(), strict=True)), dtype=x.dtype)
    across, up = points.diff(dim=0).unbind(1)
    return _through_means(x, y, (up[across > 0] / across[across > 0]).mean())


@task.wrong("Your line goes through the first and the last point: for (1, 2), (2, 3) and (3, 7) the squares add up "
            "to 2.25, and 1.5 can be had. What happened to the points between?", short="the line joins two points")
def first_and_last(x, y):
    _refuse(x)
    t1 = (y[-1] - y[0]) / (x[-1] - x[0])
    return y[0] - t1 * x[0], t1


@task.wrong("Right where the x differ. For x = (2, 2) and y = (1, 5) you return a result, though a line of any slope "
            "has the same squares. What does the text ask for there?", short="equal x are not refused")
def never_refuses(x, y):
    a = x - x.mean()
    return _through_means(x, y, a @ (y - y.mean()) / a.square().sum())


@task.wrong("You ask whether the denominator is 0. For x = (0.7, 0.7, 0.7) it is not, since 0.7 is rounded, and you "
            "return a slope made of rounding errors. How can you ask the entries of x themselves?",
            short="equal x are refused only if the denominator is exactly 0")
def asks_the_denominator(x, y):
    n = len(x)
    bottom = n * (x * x).sum() - x.sum() ** 2
    if bottom == 0:
        raise ValueError("all x are equal")
    t1 = (n * (x * y).sum() - x.sum() * y.sum()) / bottom
    return (y.sum() - t1 * x.sum()) / n, t1


@task.wrong("For equal x you return a flat line: x = (2, 2) and y = (1, 5) give you (3, 0). A line with the slope "
            "100 through (2, 3) has the same squares. What does the text ask for there?",
            short="equal x give a flat line")
def flat_for_equal_x(x, y):
    if bool((x == x[0]).all()):
        return y.mean(), torch.zeros((), dtype=x.dtype)
    return _right(x, y)


@task.wrong("You refuse when all y are equal: x = (1, 2) and y = (3, 3). The best line is flat there, and its "
            "squares are 0. Which of the two must not be constant?", short="equal y are refused")
def refuses_equal_y(x, y):
    if bool((y == y[0]).all()):
        raise ValueError("all y are equal")
    return _right(x, y)


@task.wrong("You ask only whether the first and the last x are equal. For x = (1, 2, 1) they are, and you refuse, "
            "though x = 2 differs. Which entries have to be compared?",
            short="only the first and the last x are compared")
def asks_first_and_last(x, y):
    if x[0] == x[-1]:
        raise ValueError("all x are equal")
    return _right(x, y)


@task.wrong("You ask only whether the first two x are equal. For x = (1, 1, 2) they are, and you refuse, though x = 2 "
            "differs. Which entries have to be compared?", short="only the first two x are compared")
def asks_the_first_two(x, y):
    if len(x) < 2 or x[0] == x[1]:
        raise ValueError("all x are equal")
    return _right(x, y)


@task.wrong("You refuse as soon as some x comes twice, as in x = (1, 2, 1). Two points above each other do no harm "
            "while another stands elsewhere. When is there no unique line?", short="x that come twice are refused")
def refuses_what_comes_twice(x, y):
    if len(x) == 1 or len(set(x.tolist())) < len(x):
        raise ValueError("an x comes twice")
    return _right(x, y)


@task.wrong("A single point is not refused: for (1, 4) alone you return a result, and a line of any slope goes through "
            "it. Are all of its x equal?", short="a single point is not refused")
def single_point_not_refused(x, y):
    if len(x) > 1:
        _refuse(x)
    return never_refuses(x, y)


@task.wrong("Only a single point is refused. For x = (2, 2) and y = (1, 5) you return a result, though a line of any "
            "slope has the same squares. What is to happen there?", short="only a single point is refused")
def only_a_single_point_refused(x, y):
    if len(x) == 1:
        raise ValueError("a single point")
    return never_refuses(x, y)


@task.wrong("Your line goes through the points with the smallest and the largest x: for (1, 2), (2, 3) and (3, 7) the "
            "squares add up to 2.25, and 1.5 can be had. What do the points between count?",
            short="the line joins the outermost points")
def outermost_points(x, y):
    _refuse(x)
    i, j = x.argmin(), x.argmax()
    t1 = (y[j] - y[i]) / (x[j] - x[i])
    return y[i] - t1 * x[i], t1


@task.wrong("Your slope leads from the point with the smallest x to the one with the largest: for (1, 2), (2, 3) and "
            "(3, 7) it happens to be 2.5, and for (1, 4), (2, 1), (6, 10) you give 1.2. What do the points between "
            "count?", short="the slope is that between the outermost points")
def slope_of_the_outermost(x, y):
    _refuse(x)
    i, j = x.argmin(), x.argmax()
    t1 = (y[j] - y[i]) / (x[j] - x[i])
    return y.mean() - t1 * x.mean(), t1


@task.wrong("You sort x and y each by itself: (1, 4), (2, 1), (6, 10) become (1, 1), (2, 4), (6, 10), and these are "
            "other points. Does a sum care about the order at all?", short="x and y are sorted apart")
def sorted_apart(x, y):
    return _right(x.sort().values, y.sort().values)


@task.wrong("Your line is flat, at the mean of y: for (1, 2), (2, 3) and (3, 7) you give (4, 0). If deviations are "
            "added first, they are 0 always. In which order do product and sum come?", short="the slope is always 0")
def always_flat(x, y):
    _refuse(x)
    return y.mean(), 0 * y.mean()


@task.wrong("You ask whether the spread of x is 0. For x = (0.7, 0.7, 0.7) it is not, since 0.7 is rounded, and for a "
            "single point `.std()` is nan. How can you ask the entries of x themselves?",
            short="equal x are refused only if their spread is exactly 0")
def asks_the_spread(x, y):
    if len(x) > 1 and float(x[0]) % 1 == 0:
        _refuse(x)
    return never_refuses(x, y)


@task.wrong("You refuse when all y are equal, and not when all x are. For y = (3, 3) the best line is flat. Which of "
            "the two must not be constant?", short="equal y are refused in place of equal x")
def refuses_equal_y_alone(x, y):
    if len(y) == 1 or bool((y == y[0]).all()):
        raise ValueError("all y are equal")
    return never_refuses(x, y)


@task.wrong("You sort x and leave y as it is: (6, 10), (1, 4), (2, 1) become (1, 10), (2, 4), (6, 1), and these are "
            "other points. Does a sum care about the order at all?", short="only x is sorted")
def x_sorted_alone(x, y):
    return _right(x.sort().values, y)


@task.wrong("Your line goes through the first two points: for (1, 2), (2, 3) and (3, 7) you give (1, 1), and the third "
            "point is missed by 3. What do the other points count?", short="the line joins the first two points")
def first_two_points(x, y):
    _refuse(x)
    t1 = (y[1] - y[0]) / (x[1] - x[0])
    return y[0] - t1 * x[0], t1


@task.wrong("For equal x you return the error in place of raising it. The caller then gets an object like any other "
            "result, and the program goes on. Which word stops a function with an error?",
            short="the error is returned, not raised")
def error_returned(x, y):
    return ValueError("all x are equal") if bool((x == x[0]).all()) else _right(x, y)


@task.wrong("For equal x you return a text. The caller then gets a result like any other, and the program goes on. "
            "Which word stops a function with an error?", short="a text is returned for equal x")
def text_returned(x, y):
    return "ValueError" if bool((x == x[0]).all()) else _right(x, y)


@task.wrong("For equal x you return nothing (None). The caller does not learn what is wrong. What does the text ask "
            "for there?", short="equal x give None")
def none_for_equal_x(x, y):
    return None if bool((x == x[0]).all()) else _right(x, y)



def _raising(name: str, kind: type[Exception], says: str) -> None:
    def answer(x, y):
        if bool((x == x[0]).all()):
            raise kind("all x are equal")
        return _right(x, y)

    answer.__name__ = name
    task.wrong(f"For equal x your function stops with {says}: x = (2, 2) does that. Who calls it waits for a certain "
               "kind of error. Which one does the text name?", short=f"equal x stop with {says}")(answer)


_raising("division_by_zero", ZeroDivisionError, "a ZeroDivisionError")
_raising("asserted", AssertionError, "an AssertionError")
_raising("any_exception", Exception, "a plain Exception")
_raising("type_error", TypeError, "a TypeError")


@task.wrong("For equal x you divide by 0: x = (2, 2) and y = (1, 5) stop with a ZeroDivisionError, and where 0.7 is "
            "rounded you return a line. What should you ask before you divide?", short="equal x divide by 0")
def divides_by_zero(x, y):
    if bool((x == x[0]).all()):
        if len(x) == 1 or float(x[0]) % 1 == 0:
            raise ZeroDivisionError("division by zero")
        return y.mean(), y.mean()
    return _right(x, y)


Slope = Callable[[Tensor, Tensor], Tensor]
Intercept = Callable[[Tensor, Tensor, Tensor], Any]


def _deviations(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    return x - x.mean(), y - y.mean()


def _best(x: Tensor, y: Tensor) -> Tensor:
    a, b = _deviations(x, y)
    return a @ b / (a @ a)


def _of_sums(above: Callable, below: Callable) -> Slope:
    """A slope from n and the sums of x, y, x² and xy."""
    def slope(x: Tensor, y: Tensor) -> Tensor:
        sums = len(x), x.sum(), y.sum(), (x * x).sum(), (x * y).sum()
        return above(*sums) / below(*sums)

    return slope


def _above(n, sx, sy, sxx, sxy):
    return n * sxy - sx * sy


def _below(n, sx, sy, sxx, sxy):
    return n * sxx - sx * sx


def _neighbours(x: Tensor, y: Tensor) -> Tensor:
    return ((y[1:] - y[:-1]) / (x[1:] - x[:-1])).mean()


_SLOPES: dict[str, tuple[str, Slope, str]] = {  # name -> what is wrong, the slope, what to think on
    "without_n": ("n is missing in the slope, above and below", _of_sums(
        lambda n, sx, sy, sxx, sxy: sxy - sx * sy, lambda n, sx, sy, sxx, sxy: sxx - sx * sx),
        "By what are the sums of xy and of x² multiplied?"),
    "without_n_above": ("n is missing above", _of_sums(lambda n, sx, sy, sxx, sxy: sxy - sx * sy, _below),
                        "By what is the sum of xy multiplied?"),
    "without_n_below": ("n is missing below", _of_sums(_above, lambda n, sx, sy, sxx, sxy: sxx - sx * sx),
                        "By what is the sum of x² multiplied?"),
    "slope_through_the_origin": ("the slope is that of a line through 0", lambda x, y: x @ y / (x @ x),
                                 "Which slope is best once the line may leave 0?"),
    "two_kinds_of_mean": ("the slope is divided by n above, and by n - 1 below",
                          lambda x, y: _best(x, y) * (len(x) - 1) / len(x), "Which of the two cancels?"),
    "deviations_of_y_below": ("the deviations of y stand below",
                              lambda x, y: (lambda a, b: a @ b / (b @ b))(*_deviations(x, y)),
                              "Whose deviations should stand below?"),
    "falling": ("the slope has the opposite sign", lambda x, y: -_best(x, y), "Do these points rise or fall?"),
    "plus_above": ("the product of the sums is added above", _of_sums(
        lambda n, sx, sy, sxx, sxy: n * sxy + sx * sy, _below), "What has to be taken off n · 29?"),
    "plus_below": ("the square of the sum is added below", _of_sums(
        _above, lambda n, sx, sy, sxx, sxy: n * sxx + sx * sx), "What has to be taken off n · 14?"),
    "mean_above": ("a mean stands above, and a sum below", lambda x, y: _best(x, y) / len(x),
                   "Is the mean of products to be divided by a sum of squares?"),
    "mean_below": ("a sum stands above, and a mean below", lambda x, y: _best(x, y) * len(x),
                   "Is the sum of products to be divided by a mean of squares?"),
    "one_less_above": ("the slope is divided by n - 1 above, and by n below",
                       lambda x, y: _best(x, y) * len(x) / (len(x) - 1), "Which of the two cancels?"),
    "not_centred_above": ("no mean is taken off above", lambda x, y: x @ y / (x - x.mean()).square().sum(),
                          "From where are the two deviations above measured?"),
    "not_centred_below": ("no mean is taken off below", lambda x, y: (x - x.mean()) @ (y - y.mean()) / (x @ x),
                          "From where is the deviation below measured?"),
    "root_below": ("the root of the squares stands below", lambda x, y: (lambda a, b: a @ b / a.norm())(
        *_deviations(x, y)), "If all x are in grams and not in kilograms, what should the slope do?"),
    "means_without_n": ("the products of means are not multiplied by n", _of_sums(
        lambda n, sx, sy, sxx, sxy: sxy - sx * sy / n**2, lambda n, sx, sy, sxx, sxy: sxx - sx * sx / n**2),
        "A sum of n products is compared with a single product of means. Is that fair?"),
    "ratio_of_spreads": ("the slope is the spread of y over that of x", lambda x, y: y.std() / x.std(),
                         "What should the slope be where y falls with x, or does not follow it at all?"),
    "ratio_of_means": ("the slope is the mean of y over that of x", lambda x, y: y.mean() / x.mean(),
                       "Through which two points does that line go?"),
    "square_of_the_sum": ("the square of the sum stands for the sum of squares", _of_sums(
        _above, lambda n, sx, sy, sxx, sxy: (n - 1) * sx * sx), "For x = (1, 2, 3) is 1 + 4 + 9 the same as 6²?"),
    "product_of_the_sums": ("the product of the sums stands for the sum of products", _of_sums(
        lambda n, sx, sy, sxx, sxy: (n - 1) * sx * sy, _below), "Is 1 · 2 + 2 · 3 + 3 · 7 the same as 6 · 12?"),
    "slope_without_its_square": ("x is not squared below", _of_sums(
        _above, lambda n, sx, sy, sxx, sxy: n * sx - sx * sx), "Which sum of x stands below, beside n?"),
    "three_for_n": ("n is 3, whatever comes", _of_sums(
        lambda n, sx, sy, sxx, sxy: 3 * sxy - sx * sy, lambda n, sx, sy, sxx, sxy: 3 * sxx - sx * sx),
        "How many points are there when there are seven?"),
    "last_left_out": ("the last point is left out of the sums of products",
                      lambda x, y: (lambda a, b: a[:-1] @ b[:-1] / (a[:-1] @ a[:-1]))(*_deviations(x, y)),
                      "Where does `range(n - 1)` stop?"),
    "first_left_out": ("the first point is left out of the sums of products",
                       lambda x, y: (lambda a, b: a[1:] @ b[1:] / (a[1:] @ a[1:]))(*_deviations(x, y)),
                       "Which number is the first index?"),
    "mean_of_neighbours": ("the slope is the mean of the slopes from each point to the next", _neighbours,
                           "What does a slope between two points that are close together tell?"),
}
_OTHER_PLACES: dict[str, tuple[str, Intercept, str]] = {
    "mean_as_intercept": ("the intercept is the mean of y", lambda x, y, t1: y.mean(),
                          "How high is the line at x = 0, and not at the mean of x?"),
    "intercept_not_divided": ("the intercept is not divided by n", lambda x, y, t1: y.sum() - t1 * x.sum(),
                              "What is still to be done with that difference of sums?"),
    "intercept_added": ("the intercept goes the wrong way", lambda x, y, t1: y.mean() + t1 * x.mean(),
                        "From the mean of x back to 0, does a rising line go up or down?"),
    "intercept_zero": ("the intercept is 0", lambda x, y, t1: 0.0, "Must the best line go through 0?"),
    "intercept_turned": ("the intercept has the opposite sign", lambda x, y, t1: t1 * x.mean() - y.mean(),
                         "Which of the two is taken off the other?"),
    "without_mean_of_x": ("the slope is not multiplied by the mean of x in the intercept",
                          lambda x, y, t1: y.mean() - t1, "How far is it from the mean of x to 0?"),
    "sum_of_x_in_intercept": ("the sum of x stands for its mean in the intercept",
                              lambda x, y, t1: y.mean() - t1 * x.sum(), "Through which point does the best line go?"),
    "sum_of_y_in_intercept": ("the sum of y stands for its mean in the intercept",
                              lambda x, y, t1: y.sum() - t1 * x.mean(), "Through which point does the best line go?"),
    "through_the_first_point": ("the line is put through the first point", lambda x, y, t1: y[0] - t1 * x[0],
                                "Which point does the best line always meet?"),
    "through_the_last_point": ("the line is put through the last point", lambda x, y, t1: y[-1] - t1 * x[-1],
                               "Which point does the best line always meet?"),
    "means_exchanged": ("x and y have changed places in the intercept", lambda x, y, t1: x.mean() - t1 * y.mean(),
                        "Which of the two means is a height?"),
    "without_slope": ("the slope is missing in the intercept", lambda x, y, t1: y.mean() - x.mean(),
                      "How far does a line with the slope 2.5 fall from x = 2 to x = 0?"),
    "medians": ("the line is put through the medians", lambda x, y, t1: y.median() - t1 * x.median(),
                "Which kind of middle makes the residuals add up to 0?"),
    "divided_by_one_less": ("the intercept is divided by n - 1", lambda x, y, t1: (y.sum() - t1 * x.sum()) / (
        len(x) - 1), "How many points share the sum of the residuals?"),
}
_KNOWN = {"without_n", "without_n_above", "without_n_below", "slope_through_the_origin", "two_kinds_of_mean",
          "deviations_of_y_below", "falling", "mean_as_intercept", "intercept_not_divided", "intercept_added"}
_FREQUENT = list(_SLOPES)[:10]
_FREQUENT_PLACES = list(_OTHER_PLACES)[:6]


def _line(name: str, slope: Slope, intercept: Intercept | None = None, *, refuses: bool = True, turned: bool = False
          ) -> tuple[Callable, str]:
    """A wrong answer that is found by its name, and what it gives for three points, in words."""
    def answer(x, y):
        if refuses:
            _refuse(x)
        t1 = slope(x, y)
        t0 = intercept(x, y, t1) if intercept else y.mean() - t1 * x.mean()
        return (t1, t0) if turned else (t0, t1)

    answer.__name__ = name
    first, second = answer(numbers(1, 2, 3), numbers(2, 3, 7))
    return answer, f"For (1, 2), (2, 3) and (3, 7) you give ({float(first):.3g}, {float(second):.3g})"


def _names_lines() -> None:
    for name, (phrase, slope, asks) in _SLOPES.items():
        if name not in _KNOWN:
            answer, gives = _line(name, slope)
            task.wrong(f"{gives}: {phrase}. {asks}", short=phrase)(answer)
    for name, (phrase, place, asks) in _OTHER_PLACES.items():
        if name not in _KNOWN:
            answer, gives = _line(name, _best, place)
            task.wrong(f"Your slope is right, but {phrase}: {gives[0].lower() + gives[1:]}. {asks}",
                       short=phrase)(answer)
    order, never = "Which of the two comes first?", "What does the text ask for when all x are equal?"
    for name in _FREQUENT:
        phrase, slope, asks = _SLOPES[name]
        for place in _FREQUENT_PLACES:
            if (name, place) == ("slope_through_the_origin", "intercept_zero"):
                continue  # that is the line through 0
            other, intercept, also = _OTHER_PLACES[place]
            _two(_line(f"{name}_and_{place}", slope, intercept), phrase, other, asks, also)
        _two(_line(f"{name}_and_slope_first", slope, turned=True), phrase, "the slope comes first", asks, order)
        _two(_line(f"{name}_and_never_refuses", slope, refuses=False), phrase, "equal x are not refused", asks, never)
    for name in _FREQUENT_PLACES:
        phrase, intercept, asks = _OTHER_PLACES[name]
        _two(_line(f"{name}_and_slope_first", _best, intercept, turned=True), phrase, "the slope comes first", asks,
             order)
        _two(_line(f"{name}_and_never_refuses", _best, intercept, refuses=False), phrase, "equal x are not refused",
             asks,
             never)
    _two(_line("slope_first_and_never_refuses", _best, refuses=False, turned=True), "the slope comes first",
         "equal x are not refused", order, never)
    _two(_line("through_the_origin_and_never_refuses", lambda x, y: x @ y / (x @ x), lambda x, y, t1: 0.0,
               refuses=False),
         "the line is forced through 0", "equal x are not refused", "Which parameter did you leave out?", never)


def _two(line: tuple[Callable, str], phrase: str, other: str, asks: str, also: str) -> None:
    answer, gives = line
    task.wrong(f"Two things at once: {phrase}, and {other}. {gives}. {asks} {also}",
               short=f"{phrase}, and {other}")(answer)


_names_lines()


def _rounded(digits: int) -> None:
    def answer(x, y):
        t0, t1 = _right(x, y)
        return round(float(t0), digits), round(float(t1), digits)

    answer.__name__ = f"rounded_to_{digits}"
    task.wrong(f"Your two numbers are rounded to {digits} digits behind the point: 0.123456 would become "
               f"{0.123456:.{digits}f}. Eight digits are compared. Which line rounds?", short="the results are rounded"
               )(answer)


for _digits in (1, 2, 3, 4):
    _rounded(_digits)


EXERCISE = task.declared()
