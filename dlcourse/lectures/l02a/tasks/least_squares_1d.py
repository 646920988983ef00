"""Exercise: intercept and slope of the best line."""

from __future__ import annotations

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


def reference(x: Tensor, y: Tensor) -> tuple[float, float]:
    """The package's line."""
    line = regression.least_squares_1d(x, y)
    return float(line.t0), float(line.t1)


def drive(answer, x: Tensor, y: Tensor) -> Any:
    """What the answer returns, or that it refuses with a ValueError."""
    try:
        return answer(x, y)
    except AnswerError as error:
        if error.kind != "ValueError":
            raise
    except ValueError as error:
        if type(error) is not ValueError:
            raise
    return REFUSED


class OrRefused(Closeness):
    """Compares two numbers, or whether both refuse."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        if expected == REFUSED and not isinstance(got, str):
            return Fault("value", "All x are equal here, so a ValueError is expected. Yours returns a result.", where)
        if isinstance(got, str) and expected != REFUSED:
            return Fault("value", "Yours raises a ValueError here. The x are not all equal, so there is a best line.",
                         where)
        return super().__call__(expected, got, where)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def around(x: Tensor, t0: float, t1: float) -> Tensor:
        return t0 + t1 * x + draw.away_from_zero(len(x))

    x, far, pair = 3 * draw.normal(7) + 1, draw.uniform(50, 60, 6), numbers(1.5, 4) + draw.uniform(0, 1, 2)
    flat = draw.normal(5)
    return [
        case("three points", x=numbers(1, 2, 6), y=numbers(4, 1, 10)),
        case("four cats, weight over age", x=numbers(4, 6, 5.25, 1.25), y=numbers(3.3, 4.5, 5.1, 1.7)),
        case("seven points, some x negative", x=x, y=around(x, draw.between(1, 3), draw.between(0.5, 1.5))),
        case("six points far from 0, a falling line", x=far, y=around(far, draw.between(20, 30), -draw.between(1, 2))),
        case("two points", x=pair, y=around(pair, 1.0, 2.0)),
        case("five points, all y are equal", x=flat, y=torch.full((5,), draw.whole(1, 4) + 0.5, dtype=x.dtype)),
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


@task.wrong("Two things at once: for (1, 2), (2, 3) and (3, 7) you give the slope 1.95 and the intercept 4. By what "
            "are the sums of xy and of x² multiplied, and how high is the line at 0?",
            short="n is missing in the slope, and the intercept is the mean of y")
def without_n_and_mean(x, y):
    return y.mean(), without_n(x, y)[1]


@task.wrong("Two things at once: for (1, 2), (2, 3) and (3, 7) you give (1.95, 0.09). Which comes first, the height "
            "at 0 or the slope? And by what are the sums of xy and of x² multiplied?",
            short="n is missing in the slope, and the slope comes first")
def without_n_and_slope_first(x, y):
    t0, t1 = without_n(x, y)
    return t1, t0


@task.wrong("Two things at once: for (1, 2), (2, 3) and (3, 7) you give (2.5, 4). How high is the line at x = 0, and "
            "which of the two comes first?", short="the slope comes first, and the intercept is the mean of y")
def mean_and_slope_first(x, y):
    return _right(x, y)[1], y.mean()


@task.wrong("Two things at once: for (1, 2), (2, 3) and (3, 7) your slope is 1.95, and for equal x you return a "
            "result. By what are the sums of xy and of x² multiplied, and what does the text ask for when all x are "
            "equal?", short="n is missing in the slope, and equal x are not refused")
def without_n_and_never_refuses(x, y):
    sx, sy, sxx, sxy = x.sum(), y.sum(), (x * x).sum(), (x * y).sum()
    return _through_means(x, y, (sxy - sx * sy) / (sxx - sx * sx))


@task.wrong("Two things at once: the slope is right, but for (1, 2), (2, 3) and (3, 7) your intercept is 4, and for "
            "equal x you return a result. How high is the line at 0, and what does the text ask for when all x are "
            "equal?", short="the intercept is the mean of y, and equal x are not refused")
def mean_and_never_refuses(x, y):
    return y.mean(), never_refuses(x, y)[1]


@task.wrong("Two things at once: for (1, 2), (2, 3) and (3, 7) you give (2.5, -1), and for equal x you return a "
            "result. Which comes first, and what does the text ask for when all x are equal?",
            short="the slope comes first, and equal x are not refused")
def slope_first_and_never_refuses(x, y):
    t0, t1 = never_refuses(x, y)
    return t1, t0


@task.wrong("Two things at once: your line is forced through 0, which gives 2.07·x for (1, 2), (2, 3) and (3, 7), "
            "and for equal x you return a result. Which parameter did you leave out, and what does the text ask for "
            "there?", short="the line is forced through 0, and equal x are not refused")
def through_the_origin_and_never_refuses(x, y):
    return 0.0, x @ y / (x @ x)


@task.wrong("Two things at once: for (1, 2), (2, 3) and (3, 7) your slope is 5/14 = 0.357, and for equal x you "
            "return a result. Whose deviations should stand below, and what does the text ask for when all x are "
            "equal?", short="the deviations of y stand below, and equal x are not refused")
def deviations_of_y_below_and_never_refuses(x, y):
    return _through_means(x, y, (x - x.mean()) @ (y - y.mean()) / (y - y.mean()).square().sum())


@task.wrong("Two things at once: for (1, 2), (2, 3) and (3, 7) your intercept is -3, and for equal x you return a "
            "result. What is still to be done with 12 - 15, and what does the text ask for when all x are equal?",
            short="the intercept is not divided by n, and equal x are not refused")
def intercept_not_divided_and_never_refuses(x, y):
    t0, t1 = never_refuses(x, y)
    return t0 * len(x), t1


EXERCISE = task.declared()
