"""Exercise: a slope by hand, and the two predictions that rest on it."""

from __future__ import annotations

import math

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(x: float, h: float) -> tuple[float, float, float]:
    """Slope of x³ + 2/x + 5 at x, and the line's and the parabola's height at x + h, from Taylor's sum."""
    derivatives = (x**3 + 2 / x + 5, 3 * x**2 - 2 / x**2, 6 * x + 4 / x**3)
    line = derivatives[0] + derivatives[1] * h
    return derivatives[1], line, line + derivatives[2] * h * h / 2


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("x = 1 and h = 0.1, the example of the text", x=1.0, h=0.1),
        case("a step to the right", x=draw.between(1.2, 2.5), h=draw.between(0.1, 0.4)),
        case("a step to the left", x=draw.between(1.2, 2.5), h=-draw.between(0.1, 0.4)),
        case("a negative x", x=-draw.between(0.7, 2.0), h=draw.between(0.1, 0.4)),
        case("no step: h is 0", x=draw.between(1.2, 2.5), h=0.0),
        case("a long step", x=draw.between(0.8, 1.6), h=draw.between(2.0, 4.0)),
        case("a step that ends at 0", x=-0.5, h=0.5),
        case("x near 0, where 2/x is steep", x=draw.between(0.2, 0.4), h=draw.between(0.02, 0.1)),
    ]


task = Task(
    key="slope_predicts", title="What a slope predicts", points=1, difficulty=1, minutes=10,
    objective="work out a slope by the rules, and predict with a line and a parabola",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("slope", "line", "parabola")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    hints=(
        "The function is a sum of three terms. What is the slope of each one alone, and what happens to slopes when "
        "terms are added?",
        "At x = 2 the height is 8 + 1 + 5 = 14 and the slope is 12 - 0.5 = 11.5. So the line says 14 + 11.5 · 0.1 = "
        "15.15 at 2.1. The slope itself changes by 12.5 for each 1 of x there. How much does the parabola add?",
        "line = f + slope * ____; parabola = line + bend * ____ / 2, where bend is the slope of the slope",
    ),
)


@task.solution
def slope_predicts(x, h):
    height = x**3 + 2 / x + 5               # step: the height at x
    slope = 3 * x**2 - 2 / x**2             # step: the slope at x
    bend = 6 * x + 4 / x**3                 # step: the slope of the slope
    line = height + slope * h               # step: what the line predicts
    parabola = line + bend * h**2 / 2       # step: what the parabola predicts
    return slope, line, parabola


@task.right
def term_by_term(x, h):
    cube, quotient, constant = x * x * x, 2 / x, 5.0
    height = cube + quotient + constant     # step: the height at x
    slope_of_cube = 3 * x * x               # step: the slope of the cube
    slope_of_quotient = -2 / (x * x)        # step: the slope of the quotient
    slope = slope_of_cube + slope_of_quotient               # step: the slope at x
    bend_of_cube = 6 * x                                    # step: the slope of the cube's slope
    bend_of_quotient = 4 / (x * x * x)                      # step: the slope of the quotient's slope
    bend = bend_of_cube + bend_of_quotient                  # step: the slope of the slope
    rise = slope * h                                        # step: the rise along the line
    line = height + rise                                    # step: what the line predicts
    curve = bend * h * h / 2                                # step: what the bend adds
    return slope, line, line + curve


@task.right
def with_tensors(x, h):
    x, h = torch.tensor(x, dtype=torch.float64), torch.tensor(h, dtype=torch.float64)
    slope = 3 * x.square() - 2 * x.pow(-2)
    bend = 6 * x + 4 * x.pow(-3)
    height = x.pow(3) + 2 * x.pow(-1) + 5
    return slope, height + slope * h, height + (slope + bend * h / 2) * h


def _height(x):
    return x**3 + 2 / x + 5


def _with(x, h, slope, bend):
    line = _height(x) + slope * h
    return slope, line, line + bend * h * h / 2


# The messages reckon with x = 1, h = 0.1: height 8, slope 1, bend 10, line 8.1, parabola 8.15.

@task.wrong("Your slope at x = 1 is 6 where 1 is expected: it still holds the 5. If the whole curve is lifted by 5, "
            "does it become steeper anywhere?", short="the constant stays in the slope")
def constant_kept(x, h):
    return _with(x, h, 3 * x**2 - 2 / x**2 + 5, 6 * x + 4 / x**3)


@task.wrong("Your slope lets 2/x rise: at x = 1 you give 3 + 2 = 5. But 2/1 is 2 and 2/1.1 is 1.82. Which sign has the "
            "slope of 2/x?", short="the slope of 2/x has the wrong sign")
def quotient_rises(x, h):
    return _with(x, h, 3 * x**2 + 2 / x**2, 6 * x - 4 / x**3)


@task.wrong("You lower the exponent of x³ and keep the factor 1: your slope at x = 1 is 1 - 2 = -1. But x³ rises from "
            "1 to 1.331 when x rises by 0.1. About how steep is that?", short="the exponent of x³ does not come down")
def exponent_lost(x, h):
    return _with(x, h, x**2 - 2 / x**2, 2 * x + 4 / x**3)


@task.wrong("You leave 2/x out of the slope: at x = 1 you give 3. But 2/x falls from 2 to 1.82 when x goes from 1 to "
            "1.1. What is 2/x as a power of x?", short="2/x counts as constant")
def quotient_is_constant(x, h):
    return _with(x, h, 3 * x**2, 6 * x)


@task.wrong("Your slope and line are right. From x = 1 with h = 0.1 your parabola adds 0.1 to the line; expected is "
            "0.05. For x² at 0 the bend is 2: does 2h² or h² predict it?", short="the parabola lacks the half")
def no_half(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line, 2 * parabola - line


@task.wrong("Your slope and line are right. In the parabola your h is not squared: with h = 0.1 you add 0.5, and with "
            "h = -0.1 you take 0.5 off. Should the bend count the other way to the left?",
            short="the parabola's h is not squared")
def h_not_squared(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, line + (6 * x + 4 / x**3) * h / 2


@task.wrong("Your line and parabola are changes: from x = 1 with h = 0.1 you give 0.1 and 0.15. With h = 0 you predict "
            "0, yet nothing has moved. How high is the curve at x = 1?", short="the height at x is left out")
def changes_only(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line - _height(x), parabola - _height(x)


@task.wrong("You add the whole slope, as if x moved by 1: at x = 1 your line says 8 + 1 = 9 for every h. With h = 0.1, "
            "how much of the slope 1 is used up?", short="the line ignores h")
def whole_slope(x, h):
    slope, _, parabola = slope_predicts(x, h)
    return slope, _height(x) + slope, parabola - slope * h + slope


@task.wrong("Your slope and line are right. Your parabola uses the slope 1 once more where the slope of the slope "
            "belongs: from x = 1 with h = 0.1 it adds 0.005. How steep is 3x² - 2/x² at 1?",
            short="the slope stands where the bend belongs")
def slope_for_bend(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, line + slope * h * h / 2


@task.wrong("You give the true height at x + h instead of predictions: 8.149 twice for x = 1, h = 0.1. A line through "
            "(1, 8) with slope 1: where is it at 1.1?", short="the true height stands for the predictions")
def true_height(x, h):
    there = _height(x + h) if x + h else float("inf")
    return slope_predicts(x, h)[0], there, there


@task.wrong("Your slope and line are right. In your parabola the slope of the slope is 6 - 4 = 2 at x = 1. The slope "
            "of 2/x is -2 at 1 and -0.5 at 2. Does it rise or fall?",
            short="the slope of -2/x² has the wrong sign")
def bend_of_quotient_falls(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, line + (6 * x - 4 / x**3) * h * h / 2


@task.wrong("Your slope and line are right. Your parabola starts again from the height and drops the line's rise: from "
            "x = 1 with h = 0.1 it says 8.05. What had the line already predicted?",
            short="the parabola lacks the line's rise")
def parabola_without_line(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line, parabola - slope * h


@task.wrong("Your line is the slope times x + h: from x = 1 with h = 0.1 you give 1.1. Such a line goes through 0 at "
            "0, and with h = 0 it says 1 at x = 1. How high is the curve where the tangent touches it?",
            short="the line goes through the origin")
def through_the_origin(x, h):
    slope = slope_predicts(x, h)[0]
    line = slope * (x + h)
    return slope, line, line + (6 * x + 4 / x**3) * h * h / 2


@task.wrong("Your line is the slope times x + h: from x = 1 with h = 0.1 you give 1.1, and your parabola is right. "
            "Such a line goes through 0 at 0. How high is the curve where the tangent touches it?",
            short="the line alone goes through the origin")
def line_alone_through_the_origin(x, h):
    slope, _, parabola = slope_predicts(x, h)
    return slope, slope * (x + h), parabola


def _secant(x, h):
    slope = (_height(x + h) - _height(x)) / h
    return _with(x, h, slope, 6 * x + 4 / x**3)


@task.wrong("Your slope is that of the line through both points: from x = 1 with h = 0.1 you give (8.149 - 8) / 0.1 = "
            "1.492. It changes with h, and it uses the height that is to be predicted. How steep is the curve at x = 1 "
            "itself?", short="the slope is that of the secant")
def secant(x, h):
    return _secant(x, h) if h and x + h else slope_predicts(x, h)


@task.wrong("Your slope is that of the line through both points: from x = 1 with h = 0.1 you give (8.149 - 8) / 0.1 = "
            "1.492, and with h = 0 you divide by 0. The text asks for the slope at x itself. Which rules give it "
            "without a second point?", short="the slope is that of the secant, and h = 0 divides by 0")
def secant_without_care(x, h):
    return _secant(x, h)


@task.wrong("Your slope is that of the line through both points: from x = 1 with h = 0.1 you give (8.149 - 8) / 0.1 = "
            "1.492, and where x + h is 0 you divide by 0. The text asks for the slope at x itself. Does it need the "
            "height at x + h?", short="the slope is that of the secant, and x + h = 0 divides by 0")
def secant_unless_h_is_0(x, h):
    return _secant(x, h) if h else slope_predicts(x, h)


@task.wrong("Where x + h is 0 your line and parabola are nan; elsewhere they are right. f has no height at 0, but the "
            "line starts from x: at x = -0.5 the height is 0.875 and the slope -7.25. Where is that line half a step "
            "to the right?", short="nan stands where x + h is 0")
def nan_at_zero(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return (slope, line, parabola) if x + h else (slope, float("nan"), float("nan"))


@task.wrong("Where x + h is 0 your line and parabola are infinite; elsewhere they are right. f grows without bound at "
            "0, but the line starts from x: at x = -0.5 the height is 0.875 and the slope -7.25. Where is that line "
            "half a step to the right?", short="inf stands where x + h is 0")
def inf_at_zero(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return (slope, line, parabola) if x + h else (slope, float("inf"), float("inf"))


@task.wrong("Where x + h is 0 your line and parabola are 0; elsewhere they are right. f has no height at 0, but the "
            "line starts from x: at x = -0.5 the height is 0.875 and the slope -7.25. Where is that line half a step "
            "to the right?", short="0 stands where x + h is 0")
def nothing_at_zero(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return (slope, line, parabola) if x + h else (slope, 0.0, 0.0)


@task.wrong("Your line and parabola are 5 too low: from x = 1 with h = 0.1 you give 3.1 and 3.15. The 5 has no slope, "
            "but it has a height. What is f(1)?", short="the 5 is missing in the height")
def five_left_out(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line - 5, parabola - 5


@task.wrong("Two things. The 5 is missing in your height: from x = 1 with h = 0.1 your line is 3.1. What is f(1)? And "
            "in your parabola the slope of the slope is 6 - 4 = 2 at x = 1. The slope of 2/x is -2 at 1 and -0.5 at "
            "2. Does it rise or fall?",
            short="the 5 is missing in the height, and the slope of -2/x² has the wrong sign")
def five_left_out_and_bend_falls(x, h):
    slope, line, parabola = bend_of_quotient_falls(x, h)
    return slope, line - 5, parabola - 5


@task.wrong("Two things. The 5 is missing in your height: from x = 1 with h = 0.1 your line is 3.1. What is f(1)? And "
            "your parabola adds 0.1 to the line where 0.05 is expected. For x² at 0 the bend is 2: does 2h² or h² "
            "predict it?", short="the 5 is missing in the height, and the parabola lacks the half")
def five_left_out_and_no_half(x, h):
    slope, line, parabola = no_half(x, h)
    return slope, line - 5, parabola - 5


def _from(x, h, slope, bend):
    """Line and parabola with this slope and this bend."""
    line = _height(x) + slope * h
    return line, line + bend * h * h / 2


def _bend(x):
    return 6 * x + 4 / x**3


def _slope(x):
    return 3 * x**2 - 2 / x**2


@task.wrong("Your slope is right, but line and parabola use slope and bend at x + h: from x = 1 with h = 0.1 your line "
            "is 8.198, with the slope 1.977 of the far end. How steep is the curve where the line touches it, at 1?",
            short="line and parabola use slope and bend at x + h")
def slope_and_bend_at_the_end(x, h):
    return _slope(x), *_from(x, h, _slope(x + h), _bend(x + h))


@task.wrong("Your slope is right, but line and parabola use the slope at x + h: from x = 1 with h = 0.1 your line is "
            "8.198, with the slope 1.977 of the far end. The bend you take at x. How steep is the curve where the "
            "line touches it, at 1?", short="line and parabola use the slope at x + h")
def slope_at_the_end(x, h):
    return _slope(x), *_from(x, h, _slope(x + h), _bend(x))


@task.wrong("You take everything at x + h but the height: from x = 1 with h = 0.1 your slope is 1.977, the one at 1.1. "
            "The text asks for the slope at x. How steep is the curve at 1?",
            short="slope and bend are taken at x + h")
def all_slopes_at_the_end(x, h):
    return _slope(x + h), *_from(x, h, _slope(x + h), _bend(x + h))


@task.wrong("Your slope and line are right. Your parabola uses the bend at x + h: from x = 1 with h = 0.1 it adds "
            "0.048 to the line, with the bend 9.605 of the far end. How fast does the slope change where you stand, "
            "at 1?", short="the parabola uses the bend at x + h")
def bend_at_the_end(x, h):
    return _slope(x), *_from(x, h, _slope(x), _bend(x + h))


@task.wrong("Your h loses its sign, so a step to the left is predicted as one to the right: from x = 1 with h = -0.1 "
            "you give the line 8.1, as with h = 0.1. The slope at 1 is 1. Which of the two ends lies lower?",
            short="a negative h is made positive")
def h_made_positive(x, h):
    return slope_predicts(x, abs(h))


@task.wrong("Your slope and parabola are right. In your line h loses its sign: from x = 1 with h = -0.1 it says 8.1, "
            "as with h = 0.1. The slope at 1 is 1. Which of the two ends lies lower?",
            short="a negative h is made positive in the line")
def h_made_positive_in_the_line(x, h):
    slope, _, parabola = slope_predicts(x, h)
    return slope, slope_predicts(x, abs(h))[1], parabola


@task.wrong("Your slope and line are right. Your parabola takes the square of the slope as the slope of the slope: "
            "at x = 2 that is 11.5² = 132.25. There the slope goes from 11.5 to 12.777 when x goes from 2 to 2.1. "
            "About how fast does it change?",
            short="the square of the slope stands for the bend")
def slope_squared_for_bend(x, h):
    slope = _slope(x)
    return slope, *_from(x, h, slope, slope**2)


@task.wrong("Your slope and line are right. In your parabola 4/x³ loses its sign: at x = -1 your slope of the slope "
            "is -6 + 4 = -2. How much is (-1)³?",
            short="a negative x is made positive in 4/x³")
def size_of_x_in_bend(x, h):
    slope = _slope(x)
    return slope, *_from(x, h, slope, 6 * x + 4 / abs(x) ** 3)


@task.wrong("Your slope and line are right. Your parabola takes 2/x³ as the slope of -2/x², so the slope of the "
            "slope is 6 + 2 = 8 at x = 1. When x goes from 1 to 1.1, -2/x² rises from -2 to -1.653. About how steep "
            "is that?",
            short="the slope of -2/x² lacks a factor 2")
def exponent_stays_in_bend(x, h):
    slope = _slope(x)
    return slope, *_from(x, h, slope, 6 * x + 2 / x**3)


@task.wrong("Your slope and line are right. Your parabola takes -2/x³ as the slope of -2/x², so the slope of the "
            "slope is 6 - 2 = 4 at x = 1. When x goes from 1 to 1.1, -2/x² rises from -2 to -1.653. Which sign has "
            "its slope, and about how large is it?",
            short="the slope of -2/x² has the wrong sign and lacks a factor 2")
def exponent_stays_and_falls_in_bend(x, h):
    slope = _slope(x)
    return slope, *_from(x, h, slope, 6 * x - 2 / x**3)


@task.wrong("Your slope and line are right. Your parabola takes 3x as the slope of 3x², so the slope of the slope "
            "is 3 + 4 = 7 at x = 1. When x goes from 1 to 1.1, 3x² rises from 3 to 3.63. About how steep is that?",
            short="the slope of 3x² lacks a factor 2")
def exponent_stays_in_cube(x, h):
    slope = _slope(x)
    return slope, *_from(x, h, slope, 3 * x + 4 / x**3)


@task.wrong("Your slope and line are right. Your parabola adds h², as if the slope of the slope were 2 everywhere: "
            "from x = 1 with h = 0.1 it says 8.11. That fits x². How fast does 3x² - 2/x² change at 1?",
            short="the bend is 2 everywhere")
def bend_is_two(x, h):
    slope = _slope(x)
    return slope, *_from(x, h, slope, 2)


@task.wrong("Your slope and line are right. Your parabola takes 6/x⁴ as the slope of -2/x²: at x = 2 that is 0.375. "
            "When x goes from 2 to 2.1, -2/x² rises from -0.5 to -0.4535. About how steep is that?",
            short="the slope of -2/x² is taken as 6/x⁴")
def exponent_of_quotient_rises_in_bend(x, h):
    slope = _slope(x)
    return slope, *_from(x, h, slope, 6 * x + 6 / x**4)


@task.wrong("Two things, both in the parabola. You take 2/x³ as the slope of -2/x², so the slope of the slope is 8 "
            "at x = 1. When x goes from 1 to 1.1, -2/x² rises from -2 to -1.653. About how steep is that? And your "
            "h is not squared: with h = 0.1 you add 0.4. Should the bend count the other way to the left?",
            short="the slope of -2/x² lacks a factor 2, and the parabola's h is not squared")
def exponent_stays_and_h_not_squared(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, line + (6 * x + 2 / x**3) * h / 2


@task.wrong("Two things, both in the parabola. The slope of the slope is 6 - 4 = 2 at x = 1. The slope of 2/x is -2 "
            "at 1 and -0.5 at 2. Does it rise or fall? And your h is not squared: with h = 0.1 you add 0.1. Should "
            "the bend count the other way to the left?",
            short="the slope of -2/x² has the wrong sign, and the parabola's h is not squared")
def bend_falls_and_h_not_squared(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, line + (6 * x - 4 / x**3) * h / 2


@task.wrong("Your slope and line are right. Your parabola is the true height at x + h: 8.149 for x = 1, h = 0.1, "
            "and where x + h is 0 you divide by 0. A parabola that has at x the height 8, the slope 1 and the slope "
            "of the slope 10: where is it at 1.1?",
            short="the true height stands for the parabola, and x + h = 0 divides by 0")
def true_height_for_the_parabola(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, _height(x + h)


@task.wrong("Your slope and parabola are right. Your line is the true height at x + h: 8.149 for x = 1, h = 0.1, "
            "and where x + h is 0 you divide by 0. A line through (1, 8) with slope 1: where is it at 1.1?",
            short="the true height stands for the line, and x + h = 0 divides by 0")
def true_height_for_the_line(x, h):
    slope, _, parabola = slope_predicts(x, h)
    return slope, _height(x + h), parabola


@task.wrong("Your slope and line are right. Your parabola is the true height at x + h: 8.149 for x = 1, h = 0.1. A "
            "parabola that has at x the height 8, the slope 1 and the slope of the slope 10: where is it at 1.1?",
            short="the true height stands for the parabola")
def true_height_for_the_parabola_or_infinite(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, _height(x + h) if x + h else float("inf")


@task.wrong("Your slope and parabola are right. Your line is the true height at x + h: 8.149 for x = 1, h = 0.1. A "
            "line through (1, 8) with slope 1: where is it at 1.1?",
            short="the true height stands for the line")
def true_height_for_the_line_or_infinite(x, h):
    slope, _, parabola = slope_predicts(x, h)
    return slope, _height(x + h) if x + h else float("inf"), parabola


@task.wrong("You give the true height at x + h instead of predictions: 8.149 twice for x = 1, h = 0.1, and where x "
            "+ h is 0 you divide by 0. A line through (1, 8) with slope 1: where is it at 1.1?",
            short="the true height stands for the predictions, and x + h = 0 divides by 0")
def true_height_without_care(x, h):
    return slope_predicts(x, h)[0], _height(x + h), _height(x + h)


@task.wrong("You take 2 log x as the slope of 2/x: at x = 1 your slope is 3, and a negative x has no logarithm. 1/x "
            "is the slope of log x, not the other way round. What is 2/x as a power of x?",
            short="2/x is turned into a logarithm")
def quotient_by_a_logarithm(x, h):
    return _with(x, h, 3 * x**2 + 2 * math.log(x), 6 * x + 2 / x)


@task.wrong("You take 2 log |x| as the slope of 2/x: at x = 1 your slope is 3. 1/x is the slope of log x, not the "
            "other way round. What is 2/x as a power of x?",
            short="2/x is turned into a logarithm of the size")
def quotient_by_a_logarithm_of_the_size(x, h):
    return _with(x, h, 3 * x**2 + 2 * math.log(abs(x)), 6 * x + 2 / x)


@task.wrong("You take 2 as the slope of 2/x: at x = 1 you give 3 + 2 = 5, at x = 2 12 + 2. That is the slope of 2x. "
            "2/x goes from 2 to 1.82 when x goes from 1 to 1.1. What is 2/x as a power of x?",
            short="2/x counts as 2x")
def quotient_as_product(x, h):
    return _with(x, h, 3 * x**2 + 2, 6 * x)


@task.wrong("You take -2 as the slope of 2/x: at x = 2 you give 12 - 2 = 10. When x goes from 2 to 2.1, 2/x goes "
            "from 1 to 0.952. About how steep is that?",
            short="the slope of 2/x is -2 everywhere")
def quotient_as_falling_product(x, h):
    return _with(x, h, 3 * x**2 - 2, 6 * x)


@task.wrong("You take -2/x as the slope of 2/x: at x = 2 you give 12 - 1 = 11. When x goes from 2 to 2.1, 2/x goes "
            "from 1 to 0.952. About how steep is that?",
            short="the slope of 2/x keeps its power")
def quotient_keeps_its_power(x, h):
    return _with(x, h, 3 * x**2 - 2 / x, 6 * x + 2 / x**2)


@task.wrong("You take -1/x² as the slope of 2/x: at x = 1 you give 3 - 1 = 2. 2/x goes from 2 to 1.82 when x goes "
            "from 1 to 1.1. What does the 2 do to the slope?",
            short="the 2 of 2/x is lost in the slope")
def two_of_the_quotient_lost(x, h):
    return _with(x, h, 3 * x**2 - 1 / x**2, 6 * x + 2 / x**3)


@task.wrong("You take -2x as the slope of 2/x: at x = 2 you give 12 - 4 = 8. When x goes from 2 to 2.1, 2/x goes "
            "from 1 to 0.952. About how steep is that?",
            short="the slope of 2/x is taken as -2x")
def quotient_as_negative_square(x, h):
    return _with(x, h, 3 * x**2 - 2 * x, 6 * x - 2)


@task.wrong("You take 3x as the slope of x³: at x = 2 you give 6 - 0.5 = 5.5. When x goes from 2 to 2.1, x³ rises "
            "from 8 to 9.261. By how much does the exponent fall?",
            short="the slope of x³ is taken as 3x")
def power_one_too_low(x, h):
    return _with(x, h, 3 * x - 2 / x**2, 3 + 4 / x**3)


@task.wrong("You take 2x as the slope of x³: at x = 1 you give 2 - 2 = 0. That is the slope of x². x³ rises from 1 "
            "to 1.331 when x rises by 0.1. About how steep is that?",
            short="the slope of x³ is taken as 2x")
def cube_as_square(x, h):
    return _with(x, h, 2 * x - 2 / x**2, 2 + 4 / x**3)


@task.wrong("You take 3x³ as the slope of x³: at x = 2 you give 24 - 0.5 = 23.5. When x goes from 2 to 2.1, x³ "
            "rises from 8 to 9.261. What becomes of the exponent once it has come down?",
            short="the slope of x³ keeps its power")
def power_kept(x, h):
    return _with(x, h, 3 * x**3 - 2 / x**2, 9 * x**2 + 4 / x**3)


@task.wrong("Your line adds half of the rise: from x = 1 with h = 0.1 it says 8.05, and the parabola builds on it. "
            "A slope of 1 over a distance of 0.1: how far up is that?",
            short="the line adds half of the rise")
def half_in_the_line(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line - slope * h / 2, parabola - slope * h / 2


@task.wrong("Your slope and parabola are right. Your line adds half of the rise: from x = 1 with h = 0.1 it says "
            "8.05. A slope of 1 over a distance of 0.1: how far up is that?",
            short="the line alone adds half of the rise")
def half_in_the_line_alone(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line - slope * h / 2, parabola


@task.wrong("Your slope and line are right. Your parabola is a change: from x = 1 with h = 0.1 you give 0.15. With "
            "h = 0 it says 0. How high is the curve at x = 1?",
            short="the parabola lacks the height")
def parabola_is_a_change(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line, parabola - _height(x)


@task.wrong("You take h as the place, not as the distance: from x = 1 with h = 0.1 you go h - x = -0.9, and your "
            "line says 7.1. The text predicts at x + h. How far is that from x?",
            short="h is taken as a place")
def h_as_a_place(x, h):
    return slope_predicts(x, h)[0], *slope_predicts(x, h - x)[1:]


@task.wrong("Your line and parabola are right. The first of your results is the slope of the slope: 10 at x = 1. "
            "Which of your numbers says how steep the curve is there?",
            short="the bend stands for the slope")
def bend_for_slope(x, h):
    _, line, parabola = slope_predicts(x, h)
    return _bend(x), line, parabola


@task.wrong("In your slope 2/x rises: at x = 1 you give 3 + 2 = 5. Your slope of the slope, 10 there, is right and "
            "does not follow from yours. 2/1 is 2 and 2/1.1 is 1.82. Which sign has the slope of 2/x?",
            short="the slope of 2/x has the wrong sign, the slope of the slope is right")
def quotient_rises_in_the_slope_alone(x, h):
    return _with(x, h, 3 * x**2 + 2 / x**2, _bend(x))


@task.wrong("Your line and parabola multiply by x + h where the distance belongs: from x = 1 with h = 0.1 your line "
            "is 8 + 1 · 1.1 = 9.1. With h = 0 nothing has moved, and you give 9. How far is x + h from x?",
            short="x + h stands for the distance")
def x_plus_h_for_h(x, h):
    slope, height = _slope(x), _height(x)
    line = height + slope * (x + h)
    return slope, line, line + _bend(x) * (x + h) ** 2 / 2


@task.wrong("Your slope and line are right. Your parabola squares x + h: from x = 1 with h = 0.1 it adds 6.05 to "
            "the line. With h = 0 nothing has moved, and you add 5. How far is x + h from x?",
            short="the parabola squares x + h")
def x_plus_h_squared_in_the_parabola(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, line + _bend(x) * (x + h) ** 2 / 2


@task.wrong("You take -2/x³ as the slope of 2/x: at x = 2 you give 12 - 0.25 = 11.75. When x goes from 2 to 2.1, "
            "2/x goes from 1 to 0.952. About how steep is that?",
            short="the slope of 2/x is taken as -2/x³")
def exponent_of_quotient_rises(x, h):
    return _with(x, h, 3 * x**2 - 2 / x**3, 6 * x + 6 / x**4)


@task.wrong("You take -1/(2x²) as the slope of 2/x: at x = 1 you give 3 - 0.5 = 2.5. 2/x goes from 2 to 1.82 when x "
            "goes from 1 to 1.1. Is the 2 above the line or below it?",
            short="the 2 of 2/x goes below the line")
def two_goes_below(x, h):
    return _with(x, h, 3 * x**2 - 1 / (2 * x**2), 6 * x + 1 / x**3)


@task.wrong("Your height divides 2 by x + 5: at x = 1 you give 1 + 2/6 = 1.333, so the line from there is 1.433 "
            "with h = 0.1. Your slope is right. What does the fraction in x³ + 2/x + 5 divide by?",
            short="the height divides by x + 5")
def five_in_the_divisor(x, h):
    height = x**3 + 2 / (x + 5)
    slope, line, parabola = slope_predicts(x, h)
    return slope, line - _height(x) + height, parabola - _height(x) + height


@task.wrong("Your slope and line are right. Your parabola has a third term, with h³: from x = 1 with h = 0.1 it "
            "says 8.149, which is nearer to the curve. Which is the highest power of h in a parabola?",
            short="the parabola has a term with h³")
def third_term_added(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line, parabola + (6 - 12 / x**4) * h**3 / 6


@task.wrong("Your slope and line are right. From x = 1 with h = 0.1 your parabola adds 0.0167 to the line, a sixth "
            "of 10 · 0.1²; expected is 0.05. For x² at 0 the bend is 2: does h²/3 or h² predict it?",
            short="the parabola divides by 6")
def a_sixth_for_the_half(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, line + _bend(x) * h * h / 6


@task.wrong("Your line multiplies the slope by x + h, and your parabola builds on it: from x = 1 with h = 0.1 they are "
            "8 + 1 · 1.1 = 9.1 and 9.15. With h = 0 nothing has moved, and you give 9. How far is x + h from x?",
            short="the line multiplies by x + h where the distance belongs")
def slope_times_the_place(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line + slope * x, parabola + slope * x


@task.wrong("Your slope and parabola are right. Your line multiplies the slope by x + h: from x = 1 with h = 0.1 it is "
            "8 + 1 · 1.1 = 9.1. With h = 0 nothing has moved, and you give 9. How far is x + h from x?",
            short="the line alone multiplies by x + h")
def slope_times_the_place_in_the_line_alone(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line + slope * x, parabola


@task.wrong("In your slope -2/x is the slope of 2/x: at x = 2 you give 12 - 1 = 11. Your slope of the slope, 12.5 "
            "there, is right and does not follow from yours. When x goes from 2 to 2.1, 2/x goes from 1 to 0.952. "
            "About how steep is that?",
            short="the slope of 2/x keeps its power, the slope of the slope is right")
def quotient_keeps_its_power_in_the_slope_alone(x, h):
    return _with(x, h, 3 * x**2 - 2 / x, _bend(x))


def _power_kept_and_h_not_squared(name: str, bend, told: str) -> None:
    def answer(x, h):
        slope = 3 * x**2 - 2 / x
        line = _height(x) + slope * h
        return slope, line, line + bend(x) * h / 2

    answer.__name__ = name
    task.wrong("Two things. You take -2/x as the slope of 2/x: at x = 2 you give 12 - 1 = 11. When x goes from 2 to "
               "2.1, 2/x goes from 1 to 0.952. About how steep is that? And in the parabola your h is not squared: "
               f"from x = 1 you add {told} with h = 0.1, and with h = -0.1 you take as much off. Should the bend count "
               "the other way to the left?",
               short=f"the slope of 2/x keeps its power, and the parabola adds {told} with an h that is not squared"
               )(answer)


_power_kept_and_h_not_squared("quotient_keeps_its_power_and_h_not_squared", lambda x: 6 * x + 2 / x**2, "0.4")
_power_kept_and_h_not_squared("quotient_keeps_its_power_in_the_slope_and_h_not_squared", _bend, "0.5")


@task.wrong("Your slope holds 5h: from x = 1 with h = 0.1 you give 1.5, with h = 0.2 it is 2. The slope at x is the "
            "same however far you go, and the curve lifted by 5 is as steep. What is the slope of the 5?",
            short="the slope holds 5h")
def five_times_h_in_the_slope(x, h):
    return _with(x, h, _slope(x) + 5 * h, _bend(x))


@task.wrong("Your slope is right, and your line and parabola add 5h: from x = 1 with h = 0.1 you give 8.6 and 8.65. "
            "The 5 is in the height 8 already. By how much does it change when x moves by 0.1?",
            short="line and parabola add 5h")
def five_times_h_in_the_predictions(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line + 5 * h, parabola + 5 * h


@task.wrong("Your line is slope · (x + h) + 5, and your parabola builds on it: from x = 1 with h = 0.1 you give 1 · "
            "1.1 + 5 = 6.1 and 6.15. With h = 0 nothing has moved, and your line is at 6. How high is the curve at x = "
            "1?",
            short="the 5 of the curve stands for the line's height at 0")
def five_for_the_intercept(x, h):
    slope, _, _ = slope_predicts(x, h)
    line = slope * (x + h) + 5
    return slope, line, line + _bend(x) * h * h / 2


@task.wrong("Your slope and parabola are right. Your line is slope · (x + h) + 5: from x = 1 with h = 0.1 you give 1 · "
            "1.1 + 5 = 6.1. With h = 0 nothing has moved, and your line is at 6. How high is the curve at x = 1?",
            short="the 5 of the curve stands for the line's height at 0, in the line alone")
def five_for_the_intercept_in_the_line_alone(x, h):
    slope, _, parabola = slope_predicts(x, h)
    return slope, slope * (x + h) + 5, parabola


@task.wrong("Your line starts from 5, and your parabola builds on it: from x = 1 with h = 0.1 you give 5 + 0.1 = 5.1 "
            "and 5.15. With h = 0 nothing has moved, and your line is at 5. How high is the curve at x = 1?",
            short="the 5 stands for the height")
def five_for_the_height(x, h):
    slope, line, parabola = slope_predicts(x, h)
    return slope, line - _height(x) + 5, parabola - _height(x) + 5


def _mean_slope(name: str, at_zero: float | None, says: str) -> None:
    def answer(x, h):
        slope, line, _ = slope_predicts(x, h)
        behind = _slope(x + h) if x + h or at_zero is None else at_zero
        return slope, line, _height(x) + (slope + behind) / 2 * h

    answer.__name__ = name
    task.wrong("Your slope and line are right. Your parabola rises with the mean of the curve's slopes at x and at x + "
               f"h: from x = 1 with h = 0.1 it says 8 + 1.4886 · 0.1 = 8.14886, and where x + h is 0 {says}. A "
               "parabola that has at 1 the slope 1 and the slope of the slope 10: how steep is it itself at 1.1?",
               short=f"the parabola takes the mean of two slopes; where x + h is 0 {says}")(answer)


_mean_slope("mean_of_two_slopes", None, "you divide by 0")
_mean_slope("mean_of_two_slopes_or_infinite", -math.inf, "it is infinite")
_mean_slope("mean_of_two_slopes_or_flat", 0.0, "you take 0 for the slope there")


@task.wrong("Your slope and line are right. Your parabola goes two half steps, the second with the curve's slope in "
            "the middle: from x = 1 with h = 0.1 it says 8 + 0.05 + 1.49344 · 0.05 = 8.12467. A parabola that has at 1 "
            "the slope 1 and the slope of the slope 10: where is it at 1.1, with no other place looked at?",
            short="the parabola goes two half steps")
def two_half_steps(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, _height(x) + (slope + _slope(x + h / 2)) * h / 2


@task.wrong("Your slope and line are right. Your parabola rises with the curve's slope in the middle: from x = 1 with "
            "h = 0.1 it says 8 + 1.49344 · 0.1 = 8.14934. A parabola that has at 1 the slope 1 and the slope of the "
            "slope 10: how steep is it itself at 1.05?",
            short="the parabola takes the slope in the middle")
def slope_in_the_middle(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, _height(x) + _slope(x + h / 2) * h


@task.wrong("Your slope and line are right. Your parabola starts anew from the curve in the middle: from x = 1 with h "
            "= 0.1 it says 8.06239 + 1.49344 · 0.05 = 8.13706. A parabola that has at 1 the height 8, the slope 1 and "
            "the slope of the slope 10: where is it at 1.1, with no other place looked at?",
            short="the parabola is the line from the middle")
def line_from_the_middle(x, h):
    slope, line, _ = slope_predicts(x, h)
    return slope, line, _height(x + h / 2) + _slope(x + h / 2) * h / 2


EXERCISE = task.declared()
