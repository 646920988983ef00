"""Exercise: the chain rule through three boxes, and a value that reaches the end by two routes."""

from __future__ import annotations

import math

import torch

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(x: float) -> tuple[float, float, float, float]:
    """The three slopes and the whole one, from y = x log((3x - 1)² + 1) differentiated as one formula."""
    u = 3 * x - 1
    whole = math.log(u * u + 1) + 6 * x * u / (u * u + 1)
    return 3.0, 2 * u, 1 / (u * u + 1), whole


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("x = 1, the example of the text", x=1.0),
        case("a positive x", x=draw.between(1.3, 2.4)),
        case("a small x, where u is negative", x=draw.between(0.05, 0.25)),
        case("a negative x", x=-draw.between(0.5, 2.0)),
        case("x = 0, where y is 0", x=0.0),
        case("u is 0", x=1 / 3),
        case("a large x", x=draw.between(40, 90)),
    ]


task = Task(
    key="two_routes", title="Three boxes and a second route", points=1, difficulty=1, minutes=10,
    objective="multiply slopes along a chain, and add the routes",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("du_dx", "dv_du", "dt_dv", "dy_dx")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    hints=(
        "x stands in y = x · t twice: once in the open, once hidden in t. What does y do when only the open x moves, "
        "and what when only t moves?",
        "At x = 2: u = 5, v = 26, t = log 26 = 3.258, and the three slopes are 3, 10 and 1/26. When x moves by 0.01, "
        "u moves by 0.03. By how much do v, t, and 2 · t move?",
        "dt_dx = ____ * ____ * ____; dy_dx = t + ____ * dt_dx",
    ),
)


@task.solution
def two_routes(x):
    u = 3 * x - 1                           # step: what the first box gives
    v = u**2 + 1                            # step: what the second box gives
    t = math.log(v)                         # step: what the third box gives
    du_dx = 3.0
    dv_du = 2 * u                           # step: the slope of the second box
    dt_dv = 1 / v                           # step: the slope of the third box
    dt_dx = dt_dv * dv_du * du_dx           # step: the slope of the chain
    dy_dx = t + x * dt_dx                   # step: both routes together
    return du_dx, dv_du, dt_dv, dy_dx


@task.right
def route_by_route(x):
    u = 3 * x - 1                           # step: what the first box gives
    square = u * u                          # step: the square in the second box
    v = square + 1                          # step: what the second box gives
    t = math.log(v)                         # step: what the third box gives
    dt_dv = 1 / v                           # step: the slope of the third box
    dt_du = dt_dv * (u + u)                 # step: the slope of the last two boxes
    dt_dx = 3 * dt_du                       # step: the slope of the chain
    direct = t                              # step: the direct route
    hidden = x * dt_dx                      # step: the route through the boxes
    return 3.0, u + u, dt_dv, direct + hidden


@task.right
def as_one_formula(x):
    x = torch.tensor(x, dtype=torch.float64)
    v = 9 * x**2 - 6 * x + 2
    return 3, 6 * x - 2, v.reciprocal(), torch.log(v) + x * (18 * x - 6) / v


def _boxes(x):
    u = 3 * x - 1
    return u, u**2 + 1, math.log(u**2 + 1)


def _with(x, first, second, third):
    """The results with these three slopes."""
    return first, second, third, _boxes(x)[2] + x * first * second * third


# The messages reckon with x = 1: u = 2, v = 5, t = 1.609, slopes 3, 4, 0.2, routes 1.609 and 2.4, together 4.009.

@task.wrong("Your three slopes are right; your dy_dx counts the route through the boxes alone, 2.4 at x = 1. If t "
            "stood still at 1.609 and x in x · t moved by 1, would y not move?",
            short="the direct route is missing")
def only_the_boxes(x):
    u, v, _ = _boxes(x)
    return 3.0, 2 * u, 1 / v, x * 6 * u / v


@task.wrong("Your three slopes are right; your dy_dx is t, 1.609 at x = 1, as if t stood still. But t moves too: by "
            "2.4 for each 1 of x. What does that do to x · t?", short="the route through the boxes is missing")
def only_the_direct_route(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, t


@task.wrong("Your three slopes are right; in dy_dx you multiply the two routes, 1.609 · 2.4 = 3.863 at x = 1. If one "
            "route were shut, its share would be 0. Should y then stand still?", short="the routes are multiplied")
def routes_multiplied(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, t * x * 6 * u / v


@task.wrong("Your three slopes are right; along the chain you add them: 3 + 4 + 0.2 = 7.2 at x = 1. Gears that turn 3, "
            "4 and 0.2 times as fast: how fast does the last one turn?", short="slopes along the chain are added")
def slopes_added(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, t + x * (3 + 2 * u + 1 / v)


@task.wrong("You take the slope of the second box at x: at x = 1 your dv_du is 2. That box squares u = 2, and from "
            "2 to 2.1 its square rises by 0.41. At which number is its slope taken?",
            short="the second box's slope is taken at x")
def second_slope_at_x(x):
    return _with(x, 3.0, 2 * x, 1 / _boxes(x)[1])


@task.wrong("You take the slope of the logarithm at u: at x = 1 your dt_dv is 1/2, and where u is 0 there is none. The "
            "logarithm receives v = 5. How steep is it there?", short="the third box's slope is taken at u")
def third_slope_at_u(x):
    u, _, _ = _boxes(x)
    return _with(x, 3.0, 2 * u, 1 / u if u else float("inf"))


@task.wrong("Your dv_du is u: at x = 2 you give 5. From u = 5 to 5.1 the square rises from 25 to 26.01, so by about 10 "
            "for each 1. Where does the exponent go?", short="the exponent does not come down")
def exponent_lost(x):
    u, v, _ = _boxes(x)
    return _with(x, 3.0, u, 1 / v)


@task.wrong("Your dv_du keeps the 1 of u² + 1: at x = 1 you give 5. From u = 2 to 2.1 the value v rises from 5 to "
            "5.41. How fast does the 1 itself move?", short="the second box's constant stays")
def constant_kept(x):
    u, v, _ = _boxes(x)
    return _with(x, 3.0, 2 * u + 1, 1 / v)


@task.wrong("Your du_dx keeps the -1 of 3x - 1: you give 2. When x goes from 1 to 2, u goes from 2 to 5. How far is "
            "that?", short="the first box's constant stays")
def first_constant_kept(x):
    u, v, _ = _boxes(x)
    return _with(x, 2.0, 2 * u, 1 / v)


@task.wrong("Your three slopes are right; dy_dx adds the slope of t without the factor x that t is multiplied by: "
            "4.412 at x = 2, where 5.566 is expected. If t moves by 1, how far does 2 · t move?",
            short="the factor x of the second route is missing")
def factor_x_missing(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, t + 6 * u / v


@task.wrong("Your three slopes are right; in dy_dx the inner slope 3 is missing: at x = 1 you give 1.609 + 0.8. When x "
            "moves by 0.01, u moves by 0.03. Which slope says so?", short="the first box's slope is missing")
def inner_slope_missing(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, t + x * 2 * u / v


def _reciprocal(number, at_zero):
    """1 / number; at 0 what an answer gives there, or an error."""
    return 1 / number if number or at_zero is None else at_zero


def _at_x(name: str, at_zero: float | None, second: bool, message: str, short: str) -> None:
    def answer(x):
        return _with(x, 3.0, 2 * x if second else 2 * _boxes(x)[0], _reciprocal(x, at_zero))

    answer.__name__ = name
    task.wrong(message, short=short)(answer)


_AT_ZERO = (("", 0.0, "where x is 0 you put 0"), ("_or_infinite", math.inf, "where x is 0 it is infinite"),
            ("_or_an_error", None, "where x is 0 you divide by 0"))
for _end, _value, _says in _AT_ZERO:
    _at_x(f"all_slopes_at_x{_end}", _value, True,
          f"You take all slopes at x: at x = 1 your dv_du is 2 and your dt_dv is 1, and {_says}. But the second box "
          "receives u = 2, and the third one v = 5. From 2 to 2.1 a square rises by 0.41. At which numbers are your "
          "slopes to be taken?", f"all slopes are taken at x; {_says}")
    _at_x(f"third_slope_at_x{_end}", _value, False,
          f"You take the slope of the logarithm at x: at x = 1 your dt_dv is 1, and {_says}. The logarithm receives "
          "v = 5. How steep is it there?", f"the third box's slope is taken at x; {_says}")


@task.wrong("You multiply up along the chain: at x = 1 your dv_du is 3 · 4 = 12 and your dt_dv 12 / 5 = 2.4, which are "
            "dv/dx and dt/dx. Your dy_dx is right. When u alone moves from 2 to 2.1, v rises from 5 to 5.41. How steep "
            "is this box by itself?", short="slopes with respect to x stand for those of the boxes")
def multiplied_up(x):
    u, v, _ = _boxes(x)
    return 3.0, 6 * u, 6 * u / v, two_routes(x)[3]


@task.wrong("You multiply up from the end of the chain: at x = 1 your du_dx is 2.4 and your dv_du 0.8, which are dt/dx "
            "and dt/du. Your dy_dx is right. When x moves from 1 to 2, u goes from 2 to 5. How steep is this box by "
            "itself?", short="slopes of t stand for those of the boxes")
def multiplied_up_from_the_end(x):
    u, v, _ = _boxes(x)
    return 6 * u / v, 2 * u / v, 1 / v, two_routes(x)[3]


@task.wrong("Two things. Your dv_du is u: at x = 2 you give 5. From u = 5 to 5.1 the square rises from 25 to 26.01, so "
            "by about 10 for each 1. Where does the exponent go? And dy_dx adds the slope of t without the factor x "
            "that t is multiplied by. If t moves by 1, how far does 2 · t move?",
            short="the exponent does not come down, and the factor x is missing")
def exponent_lost_and_factor_x_missing(x):
    u, v, t = _boxes(x)
    return 3.0, u, 1 / v, t + 3 * u / v


@task.wrong("Where x is 0 you say that y stands still; elsewhere you are right. There y is 0, but t is log 2 = 0.693. "
            "When x moves from 0 to 0.01, y goes from 0 to 0.0067. How steep is that?",
            short="dy_dx is 0 where x is 0")
def still_where_x_is_zero(x):
    *slopes, whole = two_routes(x)
    return *slopes, whole if x else 0.0


@task.wrong("Where u is 0 your dt_dv is 0; elsewhere you are right. The logarithm receives v, and v is 1 there. From "
            "v = 1 to 1.01 it rises from 0 to 0.00995. How steep is that?", short="dt_dv is 0 where u is 0")
def flat_where_u_is_zero(x):
    first, second, third, whole = two_routes(x)
    return first, second, third if second else 0.0, whole


@task.wrong("Where u is 0 all your results are 0; elsewhere you are right. The first box does not know about u: from "
            "x = 1/3 on, when x moves by 0.01, u moves by 0.03. Which of the three boxes stands still there?",
            short="all results are 0 where u is 0")
def nothing_where_u_is_zero(x):
    results = two_routes(x)
    return results if results[1] else (0.0, 0.0, 0.0, 0.0)


def _y(x):
    return x * _boxes(x)[2]


def _quotient(name: str, step: float, centred: bool, at_1: str) -> None:
    def answer(x):
        u, v, _ = _boxes(x)
        rise = _y(x + step) - _y(x - step) if centred else _y(x + step) - _y(x)
        return 3.0, 2 * u, 1 / v, rise / (2 * step if centred else step)

    answer.__name__ = name
    told = f"from x - {step:g} to x + {step:g}" if centred else f"from x to x + {step:g}"
    task.wrong(f"Your three slopes are right; your dy_dx is the rise of y {told}, divided by that distance: {at_1} "
               "at x = 1, where 4.0094379 is expected. That is close, but another step gives another number. Your "
               "slopes 3, 4 and 0.2 need no step. What do they make of dy_dx?",
               short=f"dy_dx is a difference quotient {told}")(answer)


_quotient("quotient_of_a_hundredth", 0.01, False, "4.0225594")
_quotient("quotient_of_a_thousandth", 0.001, False, "4.0107571")
_quotient("quotient_of_a_ten_thousandth", 1e-4, False, "4.0095699")
_quotient("centred_quotient_of_a_hundredth", 0.01, True, "4.0093587")
_quotient("centred_quotient_of_a_thousandth", 0.001, True, "4.0094371")


@task.wrong("You take all slopes at x: at x = 1 your dv_du is 2 and your dt_dv is 1/(1 + 1) = 0.5. But the second "
            "box receives u = 2, and the third one v = 5. From 2 to 2.1 a square rises by 0.41. At which numbers "
            "are your slopes to be taken?",
            short="all slopes are taken at x, the third as 1/(x² + 1)")
def all_slopes_at_x_with_the_one(x):
    return _with(x, 3.0, 2 * x, 1 / (x**2 + 1))


@task.wrong("You take the slope of the logarithm at x² + 1: at x = 1 your dt_dv is 0.5. The logarithm receives v = "
            "5, which is 2² + 1. How steep is it there?",
            short="the third box's slope is taken at x² + 1")
def third_slope_at_x_with_the_one(x):
    return _with(x, 3.0, 2 * _boxes(x)[0], 1 / (x**2 + 1))


@task.wrong("Two things. Your dv_du is u: at x = 2 you give 5. From u = 5 to 5.1 the square rises from 25 to 26.01, "
            "so by about 10 for each 1. Where does the exponent go? And the t in your dy_dx has the base 10: at x = "
            "1 it is 0.699. The slope 1/v belongs to another logarithm. To which?",
            short="the exponent does not come down, and the logarithm has the base 10")
def exponent_lost_and_base_ten(x):
    u, v, _ = _boxes(x)
    return 3.0, u, 1 / v, math.log10(v) + x * 3 * u / v


@task.wrong("Two things. Your dv_du is u: at x = 2 you give 5. From u = 5 to 5.1 the square rises from 25 to 26.01, "
            "so by about 10 for each 1. Where does the exponent go? And the t in your dy_dx has the base 2: at x = "
            "1 it is 2.322. The slope 1/v belongs to another logarithm. To which?",
            short="the exponent does not come down, and the logarithm has the base 2")
def exponent_lost_and_base_two(x):
    u, v, _ = _boxes(x)
    return 3.0, u, 1 / v, math.log2(v) + x * 3 * u / v


@task.wrong("Your logarithm has the base 10, in t and in its slope: at x = 1 your dt_dv is 0.087. The text writes "
            "log for another one. At v = 5 it is 1.609. Which is its base?",
            short="the logarithm has the base 10, and its slope too")
def base_ten_throughout(x):
    u, v, _ = _boxes(x)
    first, second, third = 3.0, 2 * u, 1 / (v * math.log(10))
    return first, second, third, math.log10(v) + x * first * second * third


@task.wrong("Your three slopes are right; the t in your dy_dx is log(v + 1), 1.792 at x = 1. There v is 5 and holds "
            "the 1 of u² + 1 already. What does log1p do to the number that it gets?",
            short="1 is added twice in the logarithm")
def one_added_twice(x):
    u, v, _ = _boxes(x)
    return 3.0, 2 * u, 1 / v, math.log1p(v) + x * 6 * u / v


@task.wrong("Your u is 3(x - 1): 0 at x = 1, so your dv_du is 0 there. The text has 3x - 1. Which comes first, the "
            "times or the minus?",
            short="the first box multiplies after the minus")
def brackets_in_the_first_box(x):
    u = 3 * (x - 1)
    v = u**2 + 1
    return 3.0, 2 * u, 1 / v, math.log(v) + x * 6 * u / v


@task.wrong("Your dt_dv is t itself: 1.609 at x = 1. From v = 5 to 5.1 the logarithm rises from 1.609 to 1.629. How "
            "steep is that?",
            short="t stands for the third box's slope")
def logarithm_for_its_slope(x):
    u, _, t = _boxes(x)
    return _with(x, 3.0, 2 * u, t)


@task.wrong("Your dt_dv is 1/u²: 0.25 at x = 1, and where u is 0 you divide by 0. The logarithm receives v = 5. How "
            "steep is it there?",
            short="the third box's slope is 1/u²")
def one_left_out_of_third_slope(x):
    u, _, _ = _boxes(x)
    return _with(x, 3.0, 2 * u, 1 / u**2)


@task.wrong("Your dt_dv is that of two boxes: 4/5 = 0.8 at x = 1, which is dt/du. Your dy_dx is right. When v alone "
            "moves from 5 to 5.1, t rises by 0.0198. How steep is the third box by itself?",
            short="dt/du stands for dt_dv")
def last_two_boxes_in_dt_dv(x):
    u, v, _ = _boxes(x)
    return 3.0, 2 * u, 2 * u / v, two_routes(x)[3]


@task.wrong("Your dt_dv is that of two boxes: 4/5 = 0.8 at x = 1, which is dt/du. So the slope 4 of the second box "
            "counts twice in your dy_dx, 11.209. When v alone moves from 5 to 5.1, t rises by 0.0198. How steep is "
            "the third box by itself?",
            short="dt/du stands for dt_dv, and the second slope counts twice")
def last_two_boxes_in_dt_dv_and_in_the_chain(x):
    u, v, _ = _boxes(x)
    return _with(x, 3.0, 2 * u, 2 * u / v)


@task.wrong("Your dv_du is that of two boxes: 3 · 4 = 12 at x = 1, which is dv/dx. Your dy_dx is right. When u "
            "alone moves from 2 to 2.1, v rises from 5 to 5.41. How steep is the second box by itself?",
            short="dv/dx stands for dv_du")
def first_two_boxes_in_dv_du(x):
    u, v, _ = _boxes(x)
    return 3.0, 6 * u, 1 / v, two_routes(x)[3]


@task.wrong("Your dv_du is that of two boxes: 3 · 4 = 12 at x = 1, which is dv/dx. So the slope 3 of the first box "
            "counts twice in your dy_dx, 8.809. When u alone moves from 2 to 2.1, v rises from 5 to 5.41. How steep "
            "is the second box by itself?",
            short="dv/dx stands for dv_du, and the first slope counts twice")
def first_two_boxes_in_dv_du_and_in_the_chain(x):
    u, v, _ = _boxes(x)
    return _with(x, 3.0, 6 * u, 1 / v)


@task.wrong("Your du_dx is 3x: 6 at x = 2. When x goes from 2 to 3, u goes from 5 to 8. How far is that?",
            short="x stays in the first box's slope")
def x_stays_in_first_slope(x):
    u, v, _ = _boxes(x)
    return _with(x, 3.0 * x, 2 * u, 1 / v)


@task.wrong("Your three slopes are right; the direct route counts as 1 in your dy_dx: at x = 1 you give 1 + 2.4. "
            "When x in x · t moves by 1 and t stands still at 1.609, how far does y move?",
            short="the direct route counts as 1")
def one_for_the_direct_route(x):
    u, v, _ = _boxes(x)
    return 3.0, 2 * u, 1 / v, 1 + x * 6 * u / v


@task.wrong("Your three slopes are right; the direct route is y itself in your dy_dx: at x = 2 you give 6.516 + "
            "2.308. When x in x · t moves by 1 and t stands still at 3.258, how far does y move?",
            short="y stands for the direct route")
def y_for_the_direct_route(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, x * t + x * 6 * u / v


@task.wrong("Your three slopes are right; in dy_dx the slope of t is multiplied by t: at x = 2 you give 3.258 + "
            "3.258 · 1.154. If t moves by 1, how far does 2 · t move?",
            short="t stands for x in the second route")
def t_for_x_in_the_second_route(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, t + t * 6 * u / v


@task.wrong("Your three slopes are right; in dy_dx the two factors of x · t are exchanged: at x = 2 you give 2 + "
            "3.258 · 1.154. When t moves by 1 and x stays at 2, how far does x · t move?",
            short="x and t are exchanged in the two routes")
def factors_exchanged(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, x + t * 6 * u / v


@task.wrong("Your three slopes are right; dy_dx adds the slopes of the two factors, 1 and that of t: at x = 2 you "
            "give 1 + 1.154. When x in x · t moves by 1 and t stands still at 3.258, how far does y move?",
            short="the slopes of the two factors are added")
def slopes_of_the_factors_added(x):
    u, v, _ = _boxes(x)
    return 3.0, 2 * u, 1 / v, 1 + 6 * u / v


@task.wrong("Your three slopes are right; dy_dx adds y and the slope of t: at x = 2 you give 6.516 + 1.154. When x "
            "in x · t moves by 1 and t stands still at 3.258, how far does y move?",
            short="y and the slope of t are added")
def y_and_the_slope_of_t(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, x * t + 6 * u / v


@task.wrong("Your three slopes are right; the last of your results is y itself, 6.516 at x = 2. At 2.01 it is "
            "6.572. How steep is that?",
            short="y stands for dy_dx")
def y_for_its_slope(x):
    u, v, t = _boxes(x)
    return 3.0, 2 * u, 1 / v, x * t


@task.wrong("Your three slopes are right; your dy_dx is the mean of the two routes, 2.005 at x = 1. Water runs "
            "through two pipes, 1.609 and 2.4 litres a minute. How much arrives?",
            short="the mean of the routes is taken")
def routes_averaged(x):
    return *two_routes(x)[:3], two_routes(x)[3] / 2


@task.wrong("You take the slope of the second box at v: at x = 1 your dv_du is 10. That box squares u = 2, and from "
            "2 to 2.1 its square rises by 0.41. At which number is its slope taken?",
            short="the second box's slope is taken at v")
def second_slope_at_v(x):
    _, v, _ = _boxes(x)
    return _with(x, 3.0, 2 * v, 1 / v)


@task.wrong("Your dy_dx is right. The three before it are the values u, v and t, 2, 5 and 1.609 at x = 1. When x "
            "moves from 1 to 2, u goes from 2 to 5. How steep is the first box?",
            short="the boxes' values stand for their slopes")
def values_for_slopes(x):
    return *_boxes(x), two_routes(x)[3]


@task.wrong("Your three slopes are right; your dy_dx is the slope of x times the slope of t, 1 · 1.154 at x = 2. If t "
            "stood still at 3.258, you would say 1 · 0. Would y = x · t stand still when x moves by 1?",
            short="the slopes of the two factors are multiplied")
def slopes_of_the_factors_multiplied(x):
    u, v, _ = _boxes(x)
    return 3.0, 2 * u, 1 / v, 6 * u / v


def _inner_slope_missing(name: str, log, base: str, at_1: str) -> None:
    def answer(x):
        u, v, _ = _boxes(x)
        return 3.0, 2 * u, 1 / v, log(v) + x * 2 * u / v

    answer.__name__ = name
    task.wrong("Two things, both in dy_dx; your three slopes are right. The inner slope 3 is missing: at x = 1 you add "
               "0.8. When x moves by 0.01, u moves by 0.03. Which slope says so? And your t has the base "
               f"{base}: at x = 1 it is {at_1}. The slope 1/v belongs to another logarithm. To which?",
               short=f"the first box's slope is missing, and the logarithm has the base {base}")(answer)


_inner_slope_missing("inner_slope_missing_and_base_ten", math.log10, "10", "0.699")
_inner_slope_missing("inner_slope_missing_and_base_two", math.log2, "2", "2.322")


@task.wrong("Your dt_dv is -1/v²: -0.04 at x = 1. That is the slope of 1/v. From v = 5 to 5.1 the logarithm itself "
            "rises from 1.609 to 1.629. How steep is that?",
            short="the third box's slope is -1/v²")
def slope_of_the_reciprocal(x):
    u, v, _ = _boxes(x)
    return _with(x, 3.0, 2 * u, -1 / v**2)


def _squared_after_the_plus(name: str, care: bool, says: str) -> None:
    def answer(x):
        u = 3 * x - 1
        v = (u + 1) ** 2
        if care and not v:
            return 3.0, 2 * (u + 1), 0.0, 0.0
        t = math.log(v)
        return 3.0, 2 * (u + 1), 1 / v, t + x * 6 * (u + 1) / v

    answer.__name__ = name
    task.wrong(f"Your v is (u + 1)²: 9 at x = 1, and where u is -1 it is 0, {says}. The text has u² + 1, which is "
               "never below 1. Which comes first, the square or the plus?",
               short=f"the second box squares u + 1; where that is 0, {says}")(answer)


_squared_after_the_plus("squared_after_the_plus", False, "which has no logarithm")
_squared_after_the_plus("squared_after_the_plus_with_care", True, "and you put 0 there")


def _infinite_at_x_zero(name: str, second: bool, message: str, short: str) -> None:
    def answer(x):
        slopes = 3.0, 2 * x if second else 2 * _boxes(x)[0], _reciprocal(x, math.inf)
        return _with(x, *slopes) if x else (*slopes, _boxes(x)[2])

    answer.__name__ = name
    task.wrong(message, short=short)(answer)


_infinite_at_x_zero("all_slopes_at_x_and_t_at_zero", True,
                    "You take all slopes at x: at x = 1 your dv_du is 2 and your dt_dv is 1, and where x is 0 it is "
                    "infinite and your dy_dx is t. But the second box receives u = 2, and the third one v = 5. From 2 "
                    "to 2.1 a square rises by 0.41. At which numbers are your slopes to be taken?",
                    "all slopes are taken at x; where x is 0 dt_dv is infinite and dy_dx is t")
_infinite_at_x_zero("third_slope_at_x_and_t_at_zero", False,
                    "You take the slope of the logarithm at x: at x = 1 your dt_dv is 1, and where x is 0 it is "
                    "infinite and your dy_dx is t. The logarithm receives v = 5. How steep is it there?",
                    "the third box's slope is taken at x; where x is 0 it is infinite and dy_dx is t")


def _third_slope_at_u(name: str, at_zero: float | None, says: str) -> None:
    def answer(x):
        u, _, _ = _boxes(x)
        return _with(x, 3.0, 2 * u, _reciprocal(u, at_zero))

    answer.__name__ = name
    task.wrong(f"You take the slope of the logarithm at u: at x = 1 your dt_dv is 1/2, and where u is 0 {says}. The "
               "logarithm receives v = 5. How steep is it there?",
               short=f"the third box's slope is taken at u; where u is 0 {says}")(answer)


_third_slope_at_u("third_slope_at_u_or_zero", 0.0, "you put 0")
_third_slope_at_u("third_slope_at_u_or_an_error", None, "you divide by 0")


def _constant_kept_and(name: str, whole, message: str, short: str) -> None:
    def answer(x):
        u, v, t = _boxes(x)
        return 3.0, 2 * u + 1, 1 / v, whole(x, 3 * (2 * u + 1) / v, t)

    answer.__name__ = name
    task.wrong("Two things. Your dv_du keeps the 1 of u² + 1: at x = 1 you give 5. From u = 2 to 2.1 the value v rises "
               f"from 5 to 5.41. How fast does the 1 itself move? And {message}",
               short=f"the second box's constant stays, and {short}")(answer)


_constant_kept_and("constant_kept_and_factor_x_missing", lambda x, chain, t: t + chain,
                   "dy_dx adds the slope of t without the factor x that t is multiplied by. If t moves by 1, how far "
                   "does 2 · t move?", "the factor x of the second route is missing")
_constant_kept_and("constant_kept_and_inner_slope_missing", lambda x, chain, t: t + x * chain / 3,
                   "in dy_dx the inner slope 3 is missing. When x moves by 0.01, u moves by 0.03. Which slope says so?",
                   "the first box's slope is missing")
_constant_kept_and("constant_kept_and_only_the_boxes", lambda x, chain, t: x * chain,
                   "dy_dx counts the route through the boxes alone. If t stood still at 1.609 and x in x · t moved by "
                   "1, would y not move?", "the direct route is missing")


def _one_behind_the_fraction(name: str, at_zero: float | None, chained: bool, says: str) -> None:
    def answer(x):
        u, _, _ = _boxes(x)
        slopes = 3.0, 2 * u, _reciprocal(u**2, at_zero) + 1
        return _with(x, *slopes) if chained else (*slopes, two_routes(x)[3])

    answer.__name__ = name
    task.wrong(f"Your dt_dv is 1/u² + 1: 1.25 at x = 1, and where u is 0 {says}. From v = 5 to 5.1 the logarithm rises "
               "from 1.609 to 1.629. What does Python divide 1 by in `1 / u**2 + 1`?",
               short=f"the third box's slope is 1/u² + 1; where u is 0 {says}")(answer)


_one_behind_the_fraction("one_behind_the_fraction", None, True, "you divide by 0")
_one_behind_the_fraction("one_behind_the_fraction_or_infinite", math.inf, True, "it is infinite")
_one_behind_the_fraction("one_behind_the_fraction_alone", None, False, "you divide by 0; your dy_dx is right elsewhere")


EXERCISE = task.declared()
