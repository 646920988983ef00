"""Exercise: symbolic differentiation of expressions written as tuples."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.diff import symbolic

FUNCTIONS = {"sin": math.sin, "cos": math.cos, "exp": math.exp, "log": math.log}
FORMS = {*((name, 1) for name in FUNCTIONS), *((name, 2) for name in "+-*/^")}
MAX_PARTS = 5_000


def reference(expr: Any) -> Any:
    """The package's derivative, from tuples to tuples."""
    return _tuples(symbolic.simplify(symbolic.differentiate(_expression(expr), symbolic.Symbol("x"))))


def _expression(expr: Any) -> symbolic.Expression:
    if not isinstance(expr, tuple):
        return symbolic.Symbol(expr) if expr == "x" else symbolic.Const(expr)
    return symbolic.Operation({"^": "**"}.get(expr[0], expr[0]), tuple(_expression(u) for u in expr[1:]))


def _tuples(e: symbolic.Expression) -> Any:
    if isinstance(e, symbolic.Const):
        return e.value
    if isinstance(e, symbolic.Symbol):
        return e.name
    op, parts = e.op, [_tuples(u) for u in e.arguments]  # type: ignore[attr-defined]
    return ("*", -1, *parts) if op == "neg" else ({"**": "^"}.get(op, op), *parts)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def formula(label: str, expr: Any, first: tuple[float, float] = (-1.2, -0.5)) -> Case:
        """An expression, and points far from each other at which its derivative is looked at, the first in a range."""
        ranges = first, (0.6, 1.8), (2.2, 3.0)
        return case(label, expr=expr, points=torch.stack([draw.uniform(*ends) for ends in ranges]))

    above_zero = (0.2, 0.5)

    a, b, c, n = draw.whole(2, 5), draw.whole(2, 5), draw.whole(6, 9), draw.whole(3, 5)
    square = ("+", ("^", "x", 2), a)
    at_zero = formula("a power of x, also at x = 0", ("^", "x", n))
    at_zero.inputs["points"][0] = 0.0
    return [
        formula("x itself", "x"),
        formula("a number", c),
        formula("a sum", ("+", "x", c)),
        formula("a number minus x", ("-", c, "x")),
        formula("x minus a multiple of x", ("-", "x", ("*", a, "x"))),
        formula("a number times x", ("*", a, "x")),
        formula("a power of x", ("^", "x", n)),
        formula("a product of x with itself", ("*", "x", ("*", "x", "x"))),
        formula("x over a number", ("/", "x", a)),
        formula("a number over x", ("/", a, "x")),
        formula("x over a sum", ("/", "x", ("+", "x", b))),
        formula("sin of x", ("sin", "x")),
        formula("exp of x", ("exp", "x")),
        formula("log of x", ("log", "x"), above_zero),
        formula("sin of a multiple of x", ("sin", ("*", a, "x"))),
        formula("exp of a difference", ("exp", ("-", a, ("*", b, "x")))),
        formula("log of a square", ("log", square)),
        formula("a power of a sum", ("^", ("+", ("*", b, "x"), 1), n)),
        formula("a negative power of a function", ("^", ("exp", "x"), -2)),
        formula("a product of functions", ("*", ("sin", square), ("exp", ("*", -1, "x")))),
        formula("0.5 times x", ("*", 0.5, "x")),
        formula("0 times x, plus a function", ("+", ("*", 0, "x"), ("sin", "x"))),
        formula("0 over x, plus a function", ("+", ("/", 0, "x"), ("sin", "x"))),
        formula("exp and log of numbers", ("+", ("exp", 1), ("log", c))),
        formula("a function minus 0", ("-", ("exp", "x"), 0)),
        formula("x to the power of 2.5", ("^", "x", 2.5), above_zero),
        formula("a difference of products, the numbers on the right", ("-", ("*", ("sin", "x"), a),
                                                                       ("*", ("exp", "x"), b))),
        formula("a number over a sum", ("/", c, ("+", a, ("exp", "x")))),
        formula("a chain of functions over a number", ("/", ("exp", ("sin", ("log", square))), b)),
        formula("a difference to the power of -1.5", ("^", ("-", ("*", b, "x"), -c), -1.5), above_zero),
        formula("an expression without x", ("*", ("/", a, b), ("-", ("^", c, 2), ("sin", a)))),
        at_zero,
        formula("a quotient of functions", ("/", ("sin", ("*", b, "x")), ("+", ("^", "x", n), ("log", square))),
                above_zero),
    ]


def drive(answer, expr: Any, points: Tensor) -> Tensor | str:
    """The answer's expression at the points, or what is wrong with its form."""
    found = answer(expr)
    try:
        return torch.tensor([_value(found, float(x), [0]) for x in points], dtype=torch.float64)
    except _FormError as error:
        return str(error)


class _FormError(Exception):
    """An expression is not of the agreed form."""


def _value(e: Any, x: float, count: list[int]) -> float:
    """An expression at x; nan where it has no value."""
    count[0] += 1
    if count[0] > MAX_PARTS:
        raise _FormError(f"Your expression has more than {MAX_PARTS} parts. Which of them do you write out again and "
                         "again?")
    if isinstance(e, str) and e == "x":
        return x
    if isinstance(e, (int, float)) and not isinstance(e, bool):
        return float(e)
    if not isinstance(e, (tuple, list)) or not e or not isinstance(e[0], str):
        raise _FormError(f"An expression is \"x\", a number, or a tuple that starts with an operation; yours holds "
                         f"{_shown(e)}.")
    if e[0] == "-" and len(e) == 2:
        raise _FormError("Your result holds a minus with one part, (\"-\", u), and a minus always has two. How do you "
                         "write the opposite of u with one of the other operations?")
    if e[0] == "^" and isinstance(e[-1], (tuple, list)):
        raise _FormError("In your result an exponent is an expression. The n of (\"^\", u, n) has to be a plain "
                         "number: can Python work it out before you write it down?")
    parts = [_value(u, x, count) for u in e[1:]]
    if (e[0], len(parts)) not in FORMS:
        raise _FormError(f"Your result holds {_shown(e)}, which is none of (\"+\", u, v), (\"-\", u, v), "
                         "(\"*\", u, v), (\"/\", u, v), (\"^\", u, n), (\"sin\", u), (\"cos\", u), (\"exp\", u), "
                         "(\"log\", u).")
    try:
        return _applied(e[0], parts)
    except (ArithmeticError, ValueError):
        return math.nan


def _applied(name: str, parts: list[float]) -> float:
    if name in FUNCTIONS:
        return FUNCTIONS[name](parts[0])
    u, v = parts
    if name == "^":
        return math.pow(u, v)
    return u + v if name == "+" else u - v if name == "-" else u * v if name == "*" else u / v


def _shown(e: Any) -> str:
    text = "nothing (None)" if e is None else repr(e)
    return text if len(text) < 60 else text[:57] + "..."


@dataclass(frozen=True)
class Values(Closeness):
    """Compares values at points; a text instead says what is wrong with the form of an expression."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        if isinstance(got, str):
            return Fault("form", got, where) if got != expected else None
        return super().__call__(expected, got, where)


task = Task(
    key="sym_diff", title="A derivative as a formula", points=2, difficulty=2, minutes=25,
    objective="differentiate a formula by rules, and see it grow",
    reference=reference, cases=cases, drive=drive, compare=Values(), facts=("N07-05",),
    hints=(
        "Every rule needs the derivatives of the parts. Which function gives them to you?",
        "For (\"*\", \"x\", (\"sin\", \"x\")) the parts are u = x and v = sin(x), with du = 1 and dv = cos(x)·1. In "
        "which two products do these four meet?",
        "if op == \"sin\": return (\"*\", (\"cos\", u), ____)   and   if op == \"*\": return (\"+\", (\"*\", du, v), "
        "(\"*\", ____, ____))",
    ),
)


@task.solution
def sym_diff(expr):
    if expr == "x":
        return 1                                            # step: the derivative of x
    if not isinstance(expr, tuple):
        return 0                                            # step: the derivative of a number
    op, u = expr[0], expr[1]
    du = sym_diff(u)                                        # step: the derivative of the first part
    if op == "^":
        n = expr[2]
        return ("*", ("*", n, ("^", u, n - 1)), du)         # step: the power rule, times the inner derivative
    if op == "sin":
        return ("*", ("cos", u), du)                        # step: the slope of sin, times the inner derivative
    if op == "exp":
        return ("*", ("exp", u), du)                        # step: the slope of exp, times the inner derivative
    if op == "log":
        return ("/", du, u)                                 # step: the inner derivative over the inside of log
    v = expr[2]
    dv = sym_diff(v)                                        # step: the derivative of the second part
    if op == "*":
        return ("+", ("*", du, v), ("*", u, dv))            # step: the product rule
    if op == "/":
        return ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2))  # step: the quotient rule
    return (op, du, dv)                                     # step: sums and differences part by part


@task.right
def outer_times_inner(expr):
    if not isinstance(expr, tuple):
        return 1.0 if expr == "x" else 0.0                  # step: x and numbers
    op, *parts = expr
    inner = [outer_times_inner(part) for part in parts]     # step: the derivative of each part
    if op in ("+", "-"):
        return (op, *inner)                                 # step: sums and differences part by part
    if op == "*":
        u, v = parts
        first = ("*", inner[0], v)                          # step: the first factor moves
        second = ("*", u, inner[1])                         # step: the second factor moves
        return ("+", first, second)                         # step: both moves together
    if op == "/":
        u, v = parts
        first = ("/", inner[0], v)                          # step: the numerator moves
        second = ("/", ("*", u, inner[1]), ("*", v, v))     # step: the divisor moves
        return ("-", first, second)                         # step: the difference of both moves
    u = parts[0]
    if op == "^":
        outer = ("*", parts[1], ("^", u, parts[1] - 1))     # step: the slope of the power
    elif op == "sin":
        outer = ("cos", u)                                  # step: the slope of sin
    elif op == "exp":
        outer = ("exp", u)                                  # step: the slope of exp
    else:
        outer = ("/", 1, u)                                 # step: the slope of log
    return ("*", outer, inner[0])                           # step: outer times inner derivative


@task.right
def by_table_and_tidied(expr):
    def times(u, v):
        return 0 if 0 in (u, v) else v if u == 1 else u if v == 1 else ["*", u, v]

    def plus(u, v):
        return v if u == 0 else u if v == 0 else ["+", u, v]

    rules = {
        "+": lambda u, v: plus(d(u), d(v)),
        "-": lambda u, v: plus(d(u), times(-1, d(v))),
        "*": lambda u, v: plus(times(d(u), v), times(u, d(v))),
        "/": lambda u, v: plus(["/", d(u), v], times(-1, ["/", times(u, d(v)), ["*", v, v]])),
        "^": lambda u, n: times(n, times(["^", u, n - 1], d(u))),
        "sin": lambda u: times(["cos", u], d(u)),
        "exp": lambda u: times(["exp", u], d(u)),
        "log": lambda u: ["/", d(u), u],
    }

    def d(e):
        if isinstance(e, (tuple, list)):
            return rules[e[0]](*e[1:])
        return 1.0 if e == "x" else 0.0

    return d(expr)


SCHOOL = {
    "plus": lambda u, du, v, dv: ("+", du, dv),
    "minus": lambda u, du, v, dv: ("-", du, dv),
    "product": lambda u, du, v, dv: ("+", ("*", du, v), ("*", u, dv)),
    "quotient": lambda u, du, v, dv: ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", v, 2)),
    "power": lambda u, du, n: ("*", ("*", n, ("^", u, n - 1)), du),
    "sin": lambda u, du: ("*", ("cos", u), du),
    "exp": lambda u, du: ("*", ("exp", u), du),
    "log": lambda u, du: ("/", du, u),
}
SIGNS = {"+": "plus", "-": "minus", "*": "product", "/": "quotient", "^": "power"}


def _rules(expr, number=0, x=1, **changed):
    """The derivative by the rules of school, with some of them changed."""
    rules = SCHOOL | changed

    def d(e):
        if e == "x":
            return x
        if not isinstance(e, tuple):
            return number(e) if callable(number) else number
        name, u = SIGNS.get(e[0], e[0]), e[1]
        if name == "power" or len(e) == 2:
            return rules[name](u, d(u), *e[2:])
        return rules[name](u, d(u), e[2], d(e[2]))

    return d(expr)


def _functions(rule):
    """sin, exp and log by rule(slope, u, du), where slope(u) is the slope at u."""
    slopes = {"sin": lambda u: ("cos", u), "exp": lambda u: ("exp", u), "log": lambda u: ("/", 1, u)}
    return {name: lambda u, du, slope=slope: rule(slope, u, du) for name, slope in slopes.items()}


def _inner_dropped(slope, u, du):
    return slope(u)


def _power_alone(u, du, n):
    return ("*", n, ("^", u, n - 1))


def _exp_as_power(u, du):
    return ("*", ("*", u, ("exp", ("-", u, 1))), du)


def _part_by_part(sign):
    return lambda u, du, v, dv: (sign, du, dv)


@task.wrong("Your derivative of a number is the number: for 7 you return 7. How fast does 7 change when x does?",
            short="the derivative of a number is the number")
def numbers_kept(expr):
    return _rules(expr, number=lambda c: c)


@task.wrong("You treat a number like x: for 7 you return 1. How fast does 7 change when x does?",
            short="a number counts as x")
def numbers_like_x(expr):
    return _rules(expr, number=1)


@task.wrong("For 0.5·x you give 0.5 + x, so 0.5 counts as x, while whole numbers are right. Which types can a number "
            "have in Python?", short="a number that is not whole counts as x")
def whole_numbers_only(expr):
    return _rules(expr, number=lambda c: 0 if isinstance(c, int) else 1)


@task.wrong("Your answer stops at a number that is not whole, such as 0.5: it is taken for a tuple. Which types can "
            "a number have in Python?", short="a number that is not whole is taken for a tuple")
def floats_taken_apart(expr):
    return _rules(expr, number=lambda c: 0 if isinstance(c, int) else c[0])


@task.wrong("Your derivative of x is x: for x + 7 you give 2 at x = 2. How fast does x change when x does?",
            short="the derivative of x is x")
def x_kept(expr):
    return _rules(expr, x="x")


@task.wrong("Your derivative of x is 0, and with it every other one: for x + 7 you give 0. How fast does x change "
            "when x does?", short="the derivative of x is zero")
def x_stands_still(expr):
    return _rules(expr, x=0)


@task.wrong("A difference gets the sign of a sum: for 7 - x you give 1, though it falls when x grows. What does the "
            "minus do to the second derivative?", short="a difference is differentiated like a sum")
def difference_like_sum(expr):
    return _rules(expr, minus=_part_by_part("+"))


@task.wrong("Differences have the wrong sign: for 7 - x you give 1, though it falls when x grows. Which of the two "
            "derivatives is taken from the other?", short="a difference is taken the wrong way round")
def difference_reversed(expr):
    return _rules(expr, minus=lambda u, du, v, dv: ("-", dv, du))


@task.wrong("You multiply the two derivatives: for x·x you give 1, although 1.1·1.1 - 1·1 = 0.21. If only the first "
            "factor moves by 0.1, by how much does the product change?",
            short="a product multiplies the derivatives")
def product_of_derivatives(expr):
    return _rules(expr, product=_part_by_part("*"))


@task.wrong("A product adds the two derivatives: for x·x you give 2 everywhere, although 3.1·3.1 - 3·3 is 0.61. If "
            "only the first factor moves by 0.1, by how much does the product change at 3?",
            short="a product adds the derivatives")
def sum_of_derivatives(expr):
    return _rules(expr, product=_part_by_part("+"))


@task.wrong("Only the first factor of a product moves: for x·x you give x, which is 1 at x = 1, but 1.1·1.1 - 1·1 is "
            "0.21. What does the second factor add? (For 3·x you give 0.)",
            short="only the first factor of a product moves")
def first_factor_only(expr):
    return _rules(expr, product=lambda u, du, v, dv: ("*", du, v))


@task.wrong("Only the second factor of a product moves: for x·x you give x, which is 1 at x = 1, but 1.1·1.1 - 1·1 "
            "is 0.21. What does the first factor add? (For x·3 you give 0.)",
            short="only the second factor of a product moves")
def second_factor_only(expr):
    return _rules(expr, product=lambda u, du, v, dv: ("*", u, dv))


@task.wrong("The two terms of a product are subtracted: for x·x you give 0, but 1.1·1.1 - 1·1 is 0.21. Does the "
            "second factor work against the first?", short="the two terms of the product rule are subtracted")
def product_subtracts(expr):
    return _rules(expr, product=lambda u, du, v, dv: ("-", ("*", du, v), ("*", u, dv)))


@task.wrong("In a product each derivative meets its own factor: for 3·x you give x, which is 1 at x = 1 and 2 at x = "
            "2, but the slope of 3·x is the same everywhere. What is multiplied by the derivative of x?",
            short="each derivative is multiplied by its own factor")
def product_crossed(expr):
    return _rules(expr, product=lambda u, du, v, dv: ("+", ("*", du, u), ("*", dv, v)))


@task.wrong("Your quotients have the wrong sign: for x/2 you give -0.5, though x/2 rises with x. Which of the two "
            "terms makes a quotient larger?", short="quotients have the wrong sign")
def quotient_reversed(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", ("-", ("*", u, dv), ("*", du, v)), ("^", v, 2)))


@task.wrong("Your quotients are too large by the divisor: for x/2 you give 1. What should a denominator do to the "
            "slope of x/2?", short="the divisor is not squared in a quotient")
def quotient_not_squared(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", ("-", ("*", du, v), ("*", u, dv)), v))


@task.wrong("Your quotients lack the division: for x/2 you give 2, although x/2 rises by 0.05 when x rises by 0.1. "
            "What stands below the line in your rule?", short="nothing is divided in a quotient")
def quotient_without_divisor(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("-", ("*", du, v), ("*", u, dv)))


@task.wrong("Your quotients divide by the wrong part: for x/2 at x = 4 you give 2/16 = 0.125, but the slope is 0.5 "
            "everywhere. The square of which part stands below the line?",
            short="a quotient is divided by the square of its numerator")
def quotient_over_numerator(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", ("-", ("*", du, v), ("*", u, dv)), ("^", u, 2)))


@task.wrong("In quotients both terms are added: for 6/x at x = 2 you give 1.5, though 6/2.1 is less than 6/2. When "
            "only the divisor grows, which way does the quotient move?",
            short="the two terms of the quotient rule are added")
def quotient_adds(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", ("+", ("*", du, v), ("*", u, dv)), ("^", v, 2)))


@task.wrong("You divide the two derivatives: for x/(x + 1) you give 1, although at x = 1 and x = 1.1 it is 0.5 and "
            "0.524. When only the divisor grows, what happens to the quotient?",
            short="a quotient divides the derivatives")
def quotient_of_derivatives(expr):
    return _rules(expr, quotient=_part_by_part("/"))


@task.wrong("Only the numerator of a quotient moves: for 6/x you give 0, though 6/2 is 3 and 6/2.1 is 2.86. What "
            "does a growing divisor do?", short="only the numerator of a quotient moves")
def numerator_only(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", du, v))


@task.wrong("Products and quotients go part by part: for x·x you give 1, although 1.1·1.1 - 1·1 = 0.21, and for x/(x "
            "+ 1) you give 1, too. If only one of the two parts moves, by how much does the result change?",
            short="products multiply and quotients divide the derivatives")
def part_by_part(expr):
    return _rules(expr, product=_part_by_part("*"), quotient=_part_by_part("/"))


@task.wrong("Your power rule leaves the exponent as it is: for x^2 you give 8 at x = 2, but 2.1^2 - 2^2 is 0.41. Of "
            "the two factors x·x, how many are left when one of them moves?",
            short="the exponent is not lowered in a power")
def power_kept(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", n, ("^", u, n)), du))


@task.wrong("The factor n is missing in your power rule: for x^2 you give 2 at x = 2, but 2.1^2 - 2^2 is 0.41. How "
            "many of the two factors can be the one that moves?", short="the factor n is missing in a power")
def power_without_factor(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("^", u, n - 1), du))


@task.wrong("You differentiate x^2 as if x stood in the exponent: at x = 1 you give 0, since log(1) is 0, but 1.1^2 "
            "- 1^2 is 0.21. Which part of x^2 moves, the base or the exponent?",
            short="a power is differentiated like an exponential")
def power_as_exponential(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", ("^", u, n), ("log", u)), du))


@task.wrong("You differentiate x^2 as if x stood in the exponent: at x = 1 you give 0, since log(1) is 0, but 1.1^2 "
            "- 1^2 is 0.21. Which part moves, the base or the exponent? (What is inside a power does not count "
            "either.)", short="a power is differentiated like an exponential, without its inside")
def power_as_exponential_alone(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("^", u, n), ("log", u)))


@task.wrong("Your powers are integrated: for x^2 you give x^3/3, which is 2.67 at x = 2, but 2.1^2 - 2^2 is 0.41. "
            "Does the exponent go up or down when one factor moves?", short="a power is integrated")
def power_integrated(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("/", ("^", u, n + 1), n + 1), du))


@task.wrong("You raise the derivative to the power: for x^2 you give 1 everywhere, but 2.1^2 - 2^2 is 0.41. If one "
            "of the two factors x·x moves by 0.1, how much does the product change at 2?",
            short="the derivative of the inside is raised to the power")
def power_of_derivative(expr):
    return _rules(expr, power=lambda u, du, n: ("^", du, n))


@task.wrong("A power with an exponent like 2.5 is cut to a whole one: for x^2.5 you give 2·x. Why should the "
            "exponent become an int?", short="the exponent is cut to a whole number")
def power_whole_only(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", int(n), ("^", u, int(n) - 1)), du))


@task.wrong("Your power rule has no value at x = 0, as 2·x^2 / x has none, which is 0/0 there; "
            "but the slope of x^2 at 0 is 0. Which power of x can you write that needs no "
            "division by x and no log(x)?",
            short="the slope of a power has no value where the inside is 0")
def power_over_x(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("/", ("*", n, ("^", u, n)), u), du))


@task.wrong("Wherever something else than x itself stands inside a power or a function you stop too early: for "
            "sin(2·x) you return cos(2·x), which is 1 at x = 0, but sin(0.2)/0.1 is 1.99. How fast does 2·x move "
            "when x does?", short="what stands inside powers and functions is not differentiated")
def inner_dropped(expr):
    return _rules(expr, power=_power_alone, **_functions(_inner_dropped))


@task.wrong("Powers are right, but sin, exp and log ignore what stands inside: for sin(2·x) you return cos(2·x), "
            "which is 1 at x = 0, while sin(0.2)/0.1 is 1.99. How fast does 2·x move when x does?",
            short="what stands inside sin, exp and log is not differentiated")
def inner_dropped_in_functions(expr):
    return _rules(expr, **_functions(_inner_dropped))


@task.wrong("sin, exp and log are right, but powers ignore what stands inside: for (2·x)^2 you give 8 at x = 2, "
            "though (2·x)^2 is 4·x^2 with the slope 16 there. How fast does 2·x move when x does?",
            short="what stands inside a power is not differentiated")
def inner_dropped_in_power(expr):
    return _rules(expr, power=_power_alone)


@task.wrong("Only sin ignores what stands inside: for sin(2·x) you return cos(2·x), which is 1 at x = 0, while "
            "sin(0.2)/0.1 is 1.99. How fast does 2·x move when x does?",
            short="what stands inside sin is not differentiated")
def inner_dropped_in_sin(expr):
    return _rules(expr, sin=lambda u, du: ("cos", u))


@task.wrong("Only exp ignores what stands inside: for exp(2·x) you return exp(2·x), which is 1 at x = 0, while "
            "(exp(0.2) - 1)/0.1 is 2.21. How fast does 2·x move when x does?",
            short="what stands inside exp is not differentiated")
def inner_dropped_in_exp(expr):
    return _rules(expr, exp=lambda u, du: ("exp", u))


@task.wrong("Only log ignores what stands inside: for log(x^2) you give 0.25 at x = 2, while log(4.41) - log(4) is "
            "0.098. How fast does x^2 move when x does?", short="what stands inside log is not differentiated")
def inner_dropped_in_log(expr):
    return _rules(expr, log=lambda u, du: ("/", 1, u))


@task.wrong("The derivative of the inside goes into the function: for sin(2·x) you return cos(2), the same for every "
            "x, but the slope of sin(2·x) changes with x. At which place is the slope of sin taken, and with what is "
            "it multiplied?", short="the slopes of sin, exp and log are taken at the derivative of the inside")
def derivative_inside(expr):
    return _rules(expr, **_functions(lambda slope, u, du: slope(du)))


@task.wrong("sin, exp and log are multiplied by what stands inside, not by its derivative: for sin(x) you give "
            "x·cos(x), which is 0 at x = 0, but sin(0.1)/0.1 is about 1. How fast does the inside move when x does?",
            short="sin, exp and log are multiplied by their inside")
def inside_for_its_derivative(expr):
    return _rules(expr, **_functions(lambda slope, u, du: ("*", slope(u), u)))


@task.wrong("The derivative of the inside is added, not multiplied: for sin(x) you give 2 at x = 0, but sin(0.1)/0.1 "
            "is about 1. If the inside moves twice as fast, how much faster is the sine?",
            short="the derivative of the inside is added")
def inner_added(expr):
    return _rules(expr, **_functions(lambda slope, u, du: ("+", slope(u), du)))


@task.wrong("sin, exp and log stay what they are: for sin(x) you give sin(x), which is 0 at x = 0, but sin(0.1)/0.1 "
            "is about 1. Which function tells how steep the sine is?",
            short="the functions themselves are not differentiated")
def functions_not_differentiated(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("sin", u), du), log=lambda u, du: ("*", ("log", u), du))


@task.wrong("exp is multiplied by what stands inside, not by its derivative: for exp(x) you give 0 at x = 0, but "
            "(exp(0.1) - 1)/0.1 is 1.05. How fast does the inside move when x does?",
            short="exp is multiplied by its inside")
def exp_times_inside(expr):
    return _rules(expr, exp=lambda u, du: ("*", ("exp", u), u))


@task.wrong("exp moves as if it were a power: for exp(x) you give x·exp(x - 1), which is 0 at x = 0, but (exp(0.1) - "
            "1)/0.1 is 1.05. How does the slope of exp compare with its value?",
            short="exp is differentiated like a power")
def exp_as_power(expr):
    return _rules(expr, exp=_exp_as_power)


@task.wrong("Your sine moves the wrong way: for sin(x) you give -1 at x = 0, though sin(0.1) is positive. Which way "
            "does the sine move there?", short="the slope of sin has the wrong sign")
def sine_sign(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("*", -1, ("cos", u)), du))


@task.wrong("Two things: for 7 - x you give 1, though it falls when x grows; and for sin(x) you give -1 at x = 0, "
            "though sin(0.1) is positive. Which way does each of them move?",
            short="a difference is differentiated like a sum, and the slope of sin has the wrong sign")
def sine_sign_and_difference(expr):
    return _rules(expr, minus=_part_by_part("+"), sin=lambda u, du: ("*", ("*", -1, ("cos", u)), du))


@task.wrong("The slope of your sine is the sine itself: for sin(x) you give 0 at x = 0, though sin(0.1) is 0.0998. "
            "How steep is the sine there?", short="the slope of sin is sin")
def sine_kept(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("sin", u), du))


@task.wrong("For log you return 1 over the derivative of the inside: for log(x) that is 1 everywhere, though "
            "log(2.1) - log(2) is 0.049. Where is the curve of log steeper, at 1 or at 2?",
            short="log becomes one over the derivative of its inside")
def log_of_derivative(expr):
    return _rules(expr, log=lambda u, du: ("/", 1, du))


@task.wrong("Your quotient for log stands upside down: for log(x) you give 2 at x = 2, though log(2.1) - log(2) is "
            "0.049. Where is the curve of log steeper, at 1 or at 2?",
            short="the derivative of log stands upside down")
def log_reversed(expr):
    return _rules(expr, log=lambda u, du: ("/", u, du))


@task.wrong("Two things: for x·x you give 1, although 1.1·1.1 - 1·1 = 0.21; and for sin(2·x) you give cos(2·x), "
            "which is 1 at x = 0, but sin(0.2)/0.1 is 1.99. What moves when only the first factor does?",
            short="a product multiplies the derivatives, and the inside of powers and functions is left out")
def product_and_inner(expr):
    return _rules(expr, product=_part_by_part("*"), power=_power_alone, **_functions(_inner_dropped))


@task.wrong("The slopes of sin, exp and log are taken at the derivative of the inside: for sin(2·x) you return "
            "cos(2)·2, the same for every x, but the slope of sin(2·x) changes with x. At which place is the slope of "
            "sin taken?", short="the slopes of sin, exp and log are taken at the derivative of the inside, times it")
def derivative_inside_and_outside(expr):
    return _rules(expr, **_functions(lambda slope, u, du: ("*", slope(du), du)))


@task.wrong("Only the slope of sin is taken at the derivative of the inside: for sin(2·x) you return cos(2)·2, the "
            "same for every x, but the slope of sin(2·x) changes with x. At which place is it taken?",
            short="the slope of sin is taken at the derivative of the inside")
def sin_at_derivative(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("cos", du), du))


@task.wrong("The derivative of the inside goes into the cosine: for sin(2·x) you return cos(2), the same for every x, "
            "while exp and log are right. At which place is the slope of sin taken, and with what is it multiplied?",
            short="sin becomes the cosine of the derivative of the inside")
def cos_of_derivative(expr):
    return _rules(expr, sin=lambda u, du: ("cos", du))


@task.wrong("Only the slope of exp is taken at the derivative of the inside: for exp(2·x) you return exp(2)·2, the "
            "same for every x, but the slope of exp(2·x) grows with x. At which place is it taken?",
            short="the slope of exp is taken at the derivative of the inside")
def exp_at_derivative(expr):
    return _rules(expr, exp=lambda u, du: ("*", ("exp", du), du))


@task.wrong("The derivative of the inside goes into exp: for exp(2·x) you return exp(2), the same for every x, while "
            "sin and log are right. At which place is the slope of exp taken, and with what is it multiplied?",
            short="exp becomes exp of the derivative of the inside")
def exp_of_derivative(expr):
    return _rules(expr, exp=lambda u, du: ("exp", du))


@task.wrong("Two things: for 7 you return 7; and for log(x^2) you give 0.25 at x = 2, while log(4.41) - log(4) is "
            "0.098. How fast does 7 change when x does, and how fast does x^2?",
            short="the derivative of a number is the number, and what stands inside log is not differentiated")
def numbers_kept_and_inner_dropped_in_log(expr):
    return _rules(expr, number=lambda c: c, log=lambda u, du: ("/", 1, u))


@task.wrong("Two things: for 7 you return 7; and sin, exp and log ignore what stands inside: for sin(x·x) at x = 2 you "
            "give cos(4). How fast does 7 change when x does, and how fast does x·x?",
            short="the derivative of a number is the number, and what stands inside sin, exp and log is not "
                  "differentiated")
def numbers_kept_and_inner_dropped_in_functions(expr):
    return _rules(expr, number=lambda c: c, **_functions(_inner_dropped))


@task.wrong("Two things: for 7 you return 7; and powers and functions ignore what stands inside: for sin(x·x) at x = 2 "
            "you give cos(4). How fast does 7 change when x does, and how fast does x·x?",
            short="the derivative of a number is the number, and the inside of powers and functions is left out")
def numbers_kept_and_inner_dropped(expr):
    return _rules(expr, number=lambda c: c, power=_power_alone, **_functions(_inner_dropped))


@task.wrong("Two things: for 7 you return 7; and for x·x you give 1, although 1.1·1.1 - 1·1 = 0.21. How fast does 7 "
            "change when x does, and how much does the product change when one factor moves by 0.1?",
            short="the derivative of a number is the number, and a product multiplies the derivatives")
def numbers_kept_and_product_of_derivatives(expr):
    return _rules(expr, number=lambda c: c, product=_part_by_part("*"))


@task.wrong("Two things: for 7 you return 1, as for x; and for x·x you give 1, although 1.1·1.1 - 1·1 = 0.21. How fast "
            "does 7 change when x does, and how much does the product change when one factor moves by 0.1?",
            short="a number counts as x, and a product multiplies the derivatives")
def numbers_like_x_and_product_of_derivatives(expr):
    return _rules(expr, number=1, product=_part_by_part("*"))


@task.wrong("Two things: for 6/x at x = 2 you give 1.5, though 6/2.1 is less than 6/2; and for log(x^2) you give 0.25 "
            "at x = 2, while log(4.41) - log(4) is 0.098. Which way does 6/x move, and how fast does x^2?",
            short="quotients have the wrong sign, and what stands inside log is not differentiated")
def quotient_reversed_and_inner_dropped_in_log(expr):
    return _rules(expr, log=lambda u, du: ("/", 1, u),
                  quotient=lambda u, du, v, dv: ("/", ("-", ("*", u, dv), ("*", du, v)), ("^", v, 2)))


@task.wrong("The slopes of sin, exp and log are taken at x: for sin(2·x) you return cos(x)·2, which is 1.08 at x = 1, "
            "though sin(2.2) is smaller than sin(2). At which place is the slope of sin taken?",
            short="the slopes of sin, exp and log are taken at x")
def slopes_at_x(expr):
    return _rules(expr, **_functions(lambda slope, u, du: ("*", slope("x"), du)))


@task.wrong("Powers, sin, exp and log take their slopes at x: for sin(2·x) you return cos(x)·2, which is 1.08 at x = "
            "1, though sin(2.2) is smaller than sin(2). At which place is the slope of sin taken?",
            short="the slopes of powers, sin, exp and log are taken at x")
def slopes_at_x_in_powers_too(expr):
    return _rules(expr, **_functions(lambda slope, u, du: ("*", slope("x"), du)),
                  power=lambda u, du, n: ("*", ("*", n, ("^", "x", n - 1)), du))


@task.wrong("Two things: for x/2 you give 1, though x/2 rises by 0.05 when x rises by 0.1; for sin(x) you give -1 at "
            "x = 0, though sin(0.1) is positive. What does the 2 do to the slope, and which way does the sine move?",
            short="the divisor is not squared in a quotient, and the slope of sin has the wrong sign")
def quotient_not_squared_and_sine_sign(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("*", -1, ("cos", u)), du),
                  quotient=lambda u, du, v, dv: ("/", ("-", ("*", du, v), ("*", u, dv)), v))


@task.wrong("Two things: for x/2 you give -0.5, though x/2 rises with x; and for sin(x) you give -1 at x = 0, though "
            "sin(0.1) is positive. Which of the two terms makes a quotient larger, and which way does the sine move?",
            short="quotients have the wrong sign, and so has the slope of sin")
def quotient_reversed_and_sine_sign(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("*", -1, ("cos", u)), du),
                  quotient=lambda u, du, v, dv: ("/", ("-", ("*", u, dv), ("*", du, v)), ("^", v, 2)))


@task.wrong("The second part of a sum, a product or a quotient gets the derivative of the first: for x + 7 you give "
            "2, and for 7·x you give 0. Whose derivative belongs to the second part?",
            short="the second part gets the derivative of the first")
def first_derivative_twice(expr):
    twice = {name: lambda u, du, v, dv, rule=SCHOOL[name]: rule(u, du, v, du)
             for name in ("plus", "minus", "product", "quotient")}
    return _rules(expr, **twice)


@task.wrong("Your power rule has the factor n - 1: for x^2 you give x, which is 2 at x = 2, but 2.1^2 - 2^2 is 0.41. "
            "How many of the two factors x·x can be the one that moves?",
            short="the factor of a power is n - 1")
def power_reduced_factor(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", n - 1, ("^", u, n - 1)), du))


@task.wrong("Two things in your powers: the factor is n - 1, so x^2 has 2 at x = 2, but 2.1^2 - 2^2 is 0.41; and what "
            "stands inside is left out. How many factors can move, and how fast does the inside?",
            short="the factor of a power is n - 1, and what stands inside is left out")
def power_reduced_factor_alone(expr):
    return _rules(expr, power=lambda u, du, n: ("*", n - 1, ("^", u, n - 1)))


@task.wrong("Your power rule raises the exponent: for x^2 you give 2·x^3, which is 16 at x = 2, but 2.1^2 - 2^2 is "
            "0.41. Of the two factors x·x, how many are left when one of them moves?",
            short="the exponent is raised in a power")
def power_raised(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", n, ("^", u, n + 1)), du))


@task.wrong("Your power rule lowers the exponent by 2: for x^2 you give 2 everywhere, but 2.1^2 - 2^2 is 0.41 and "
            "3.1^2 - 3^2 is 0.61. Of the two factors x·x, how many are left when one of them moves?",
            short="the exponent is lowered by two in a power")
def power_lowered_twice(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", n, ("^", u, n - 2)), du))


@task.wrong("Two things in your powers: the exponent stays, so x^2 has 8 at x = 2, but 2.1^2 - 2^2 is 0.41; and what "
            "stands inside is left out. How many factors are left when one moves, and how fast does the inside?",
            short="the exponent is not lowered in a power, and what stands inside is left out")
def power_kept_alone(expr):
    return _rules(expr, power=lambda u, du, n: ("*", n, ("^", u, n)))


@task.wrong("Two things in your powers: the factor n is missing, so x^2 has 2 at x = 2, but 2.1^2 - 2^2 is 0.41; and "
            "what stands inside is left out. How many factors can move, and how fast does the inside?",
            short="the factor n is missing in a power, and what stands inside is left out")
def power_without_factor_alone(expr):
    return _rules(expr, power=lambda u, du, n: ("^", u, n - 1))


@task.wrong("Only the slope of log is taken at x: for log(x^2) you give 2 at x = 2, while log(4.41) - log(4) is 0.098. "
            "How steep is log at 4, where the inside is?", short="the slope of log is taken at x")
def log_at_x(expr):
    return _rules(expr, log=lambda u, du: ("/", du, "x"))


@task.wrong("Only the slope of sin is taken at x: for sin(2·x) you return cos(x)·2, which is 1.08 at x = 1, though "
            "sin(2.2) is smaller than sin(2). At which place is it taken?", short="the slope of sin is taken at x")
def sin_at_x(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("cos", "x"), du))


@task.wrong("Only the slope of exp is taken at x: for exp(2·x) you return exp(x)·2, which is 5.44 at x = 1, but "
            "exp(2.2) - exp(2) is 1.64. At which place is it taken?", short="the slope of exp is taken at x")
def exp_at_x(expr):
    return _rules(expr, exp=lambda u, du: ("*", ("exp", "x"), du))


@task.wrong("For log(u) you give 1/x, whatever stands inside: for log(x^2) at x = 2 that is 0.5, while log(4.41) - "
            "log(4) is 0.098. How steep is log at 4, and how fast does x^2 move?",
            short="the derivative of log is 1/x, whatever stands inside")
def log_of_x_always(expr):
    return _rules(expr, log=lambda u, du: ("/", 1, "x"))


def _fitted(expr, low=0.6, high=1.8, order=9):
    """A polynomial through difference quotients at a few places."""
    nodes = [(low + high) / 2 + (high - low) / 2 * math.cos(math.pi * (k + 0.5) / order) for k in range(order)]
    slopes = [(_value(expr, x + 1e-5, [0]) - _value(expr, x - 1e-5, [0])) / 2e-5 for x in nodes]
    powers = torch.tensor(nodes, dtype=torch.float64)[:, None] ** torch.arange(order)
    found = 0.0
    for coefficient in reversed(torch.linalg.solve(powers, torch.tensor(slopes, dtype=torch.float64)).tolist()):
        found = ("+", coefficient, ("*", "x", found))
    return found


@task.wrong("Your result is the derivative near x = 1 only, as a formula that was fitted to numbers. For exp(x) and "
            "sin(x) no polynomial is the derivative everywhere. Which rule gives the derivative of sin(u) from u and "
            "its own derivative?", short="the result is a polynomial that was fitted")
def polynomial_fitted(expr):
    return _fitted(expr)


@task.wrong("The derivative of the inside goes into sin's slope and into exp: for sin(2·x) you return cos(2), for "
            "exp(2·x) exp(2), the same for every x. At which place is such a slope taken, and with what is it "
            "multiplied?", short="the derivative of the inside goes into the cosine and into exp")
def sin_and_exp_of_derivative(expr):
    return _rules(expr, sin=lambda u, du: ("cos", du), exp=lambda u, du: ("exp", du))


@task.wrong("The slopes of sin and exp are taken at the derivative of the inside: for sin(2·x) you return cos(2)·2, "
            "for exp(2·x) exp(2)·2, the same for every x. At which place is such a slope taken?",
            short="the slopes of sin and exp are taken at the derivative of the inside")
def sin_and_exp_at_derivative(expr):
    return _rules(expr, sin=lambda u, du: ("*", ("cos", du), du), exp=lambda u, du: ("*", ("exp", du), du))


@task.wrong("Right where a factor is a number; else you multiply the two derivatives: for x·x you give 1, although "
            "1.1·1.1 - 1·1 = 0.21. If only the first factor moves by 0.1, by how much does the product change?",
            short="a product without a plain number multiplies the derivatives")
def product_of_derivatives_but_for_numbers(expr):
    def product(u, du, v, dv):
        if isinstance(u, (int, float)) or isinstance(v, (int, float)):
            return SCHOOL["product"](u, du, v, dv)
        return ("*", du, dv)

    return _rules(expr, product=product)


@task.wrong("The result of your quotient holds a minus with one part, (\"-\", u), which is not one "
            "of the tuples. A minus always has two parts, in the result too: how do you join the "
            "two terms of the quotient rule?",
            short="the quotient rule holds a minus with one part")
def quotient_with_minus_of_one_part(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: (
        "/", ("+", ("*", du, v), ("-", ("*", u, dv))), ("^", v, 2)))


@task.wrong("The result of your difference holds a minus with one part, (\"-\", u), which is not one of the tuples. A "
            "minus always has two parts, in the result too: how can u' and v' stand in one tuple?",
            short="the derivative of a difference holds a minus with one part")
def difference_with_minus_of_one_part(expr):
    return _rules(expr, minus=lambda u, du, v, dv: ("+", du, ("-", dv)))


@task.wrong("Your results for differences and quotients hold a minus with one part, (\"-\", u), which "
            "is not one of the tuples. A minus always has two parts, in the result too: how can "
            "both terms stand in one tuple?",
            short="differences and quotients hold a minus with one part")
def minus_of_one_part(expr):
    return _rules(expr, minus=lambda u, du, v, dv: ("+", du, ("-", dv)), quotient=lambda u, du, v, dv: (
        "/", ("+", ("*", du, v), ("-", ("*", u, dv))), ("^", v, 2)))


@task.wrong("A product is written with relative slopes, u'/u and v'/v: for 0·x that is 0/0, which has no value, but "
            "0·x stays 0. Where u is 0, which of the two terms of the derivative of u·v is left?",
            short="a product is written with relative slopes")
def product_by_relative_slopes(expr):
    return _rules(expr, product=lambda u, du, v, dv: ("*", ("*", u, v), ("+", ("/", du, u), ("/", dv, v))))


@task.wrong("The exponent in your power rule is an expression, such as (\"-\", 3, 1). In a result, "
            "too, the n of (\"^\", u, n) is a plain number: can Python work it out before you "
            "write it down?",
            short="the exponent of the power rule is an expression")
def exponent_as_expression(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", n, ("^", u, ("-", n, 1))), du))


@task.wrong("A quotient is written with relative slopes, u'/u and v'/v: for 0/x that is 0/0, which "
            "has no value, but 0/x stays 0. Where u is 0, which of the two terms of the "
            "derivative of u/v is left?",
            short="a quotient is written with relative slopes")
def quotient_by_relative_slopes(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("*", ("/", u, v), ("-", ("/", du, u), ("/", dv, v))))


@task.wrong("Products and quotients are written with relative slopes, u'/u and v'/v: for 0·x that is 0/0, which has no "
            "value, but 0·x stays 0. Where u is 0, which terms of the two derivatives are left?",
            short="products and quotients are written with relative slopes")
def relative_slopes(expr):
    return _rules(expr, product=lambda u, du, v, dv: ("*", ("*", u, v), ("+", ("/", du, u), ("/", dv, v))),
                  quotient=lambda u, du, v, dv: ("*", ("/", u, v), ("-", ("/", du, u), ("/", dv, v))))


@task.wrong("Your answer stops at a negative number, such as -1: it is taken for a tuple. What is -1 in Python, and "
            "which test of yours does it fail?",
            short="a negative number is taken for a tuple")
def negatives_taken_apart(expr):
    return _rules(expr, number=lambda c: 0 if c >= 0 else c[0])


@task.wrong("Your power rule is used on the derivative of the inside: for x^2 you give 2 everywhere, but 2.1^2 - 2^2 "
            "is 0.41 and 3.1^2 - 3^2 is 0.61. At which place is the slope of a power taken?",
            short="the power rule is used on the derivative of the inside")
def power_at_derivative(expr):
    return _rules(expr, power=lambda u, du, n: ("*", n, ("^", du, n - 1)))


@task.wrong("Your power rule needs log(u): for x^3 at x = -2 it has no value, yet (-2)^3 is -8, and x^3 has a slope "
            "there. Which power of x can you write without a logarithm?",
            short="the power rule needs a logarithm of the inside")
def power_by_logarithm(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("exp", ("*", n, ("log", u))), ("*", n, ("/", du, u))))


@task.wrong("In your power rule only the exponent is cut to a whole number: for x^2.5 you give 2.5·x, which is 10 at "
            "x = 4, but 4.1^2.5 - 4^2.5 is 2.04. Which number is one less than 2.5?",
            short="the exponent of the power rule is cut to a whole number")
def power_exponent_whole(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", n, ("^", u, int(n) - 1)), du))


@task.wrong("In sin the derivative of the inside is added, not multiplied: for sin(2·x) you give 3 at x = 0, but "
            "sin(0.2)/0.1 is 1.99. How much faster does sin(2·x) move than sin(x) there?",
            short="in sin the derivative of the inside is added")
def inner_added_in_sin(expr):
    return _rules(expr, sin=lambda u, du: ("+", ("cos", u), du))


@task.wrong("In exp the derivative of the inside is added, not multiplied: for exp(2·x) you give 3 at x = 0, but "
            "(exp(0.02) - 1)/0.01 is 2.02. How much faster does exp(2·x) move than exp(x) there?",
            short="in exp the derivative of the inside is added")
def inner_added_in_exp(expr):
    return _rules(expr, exp=lambda u, du: ("+", ("exp", u), du))


@task.wrong("In log the derivative of the inside is added, not multiplied: for log(2·x) you give 2.5 at x = 1, but "
            "log(2.2) - log(2) is 0.095. How fast does 2·x move, and how steep is log at 2?",
            short="in log the derivative of the inside is added")
def inner_added_in_log(expr):
    return _rules(expr, log=lambda u, du: ("+", ("/", 1, u), du))


@task.wrong("For log you return the derivative of 1/u: for log(x) you give -0.25 at x = 2, though log(2.1) is larger "
            "than log(2). Which way does the curve of log go?",
            short="log is differentiated like 1/u")
def log_like_reciprocal(expr):
    return _rules(expr, log=lambda u, du: ("/", ("*", -1, du), ("^", u, 2)))


@task.wrong("In log the derivative of the inside divides: for log(x^2) you give 0.0625 at x = 2, while log(4.41) - "
            "log(4) is 0.098. When the inside moves four times as fast, does log move faster or slower?",
            short="in log the derivative of the inside divides")
def log_inner_divides(expr):
    return _rules(expr, log=lambda u, du: ("/", 1, ("*", u, du)))


@task.wrong("A number minus something rises with it: for 7 - x you give 1, while x - 7 is right. When x grows by 0.1, "
            "which way does 7 - x move?",
            short="a number minus something loses its minus")
def minus_lost_behind_number(expr):
    return _rules(expr, minus=lambda u, du, v, dv: dv if isinstance(u, (int, float)) else ("-", du, dv))


def _with_number(of_product):
    """The product rule, with another derivative where a factor is a plain number."""
    def product(u, du, v, dv):
        number = isinstance(u, (int, float)) or isinstance(v, (int, float))
        return of_product(du, dv) if number else SCHOOL["product"](u, du, v, dv)

    return product


@task.wrong("A plain factor drops out: for 3·x you give 1, though 3·2.1 - 3·2 is 0.3. Products without a number are "
            "right. When x moves by 0.1, by how much does 3·x move?",
            short="a plain factor drops out")
def plain_factor_dropped(expr):
    return _rules(expr, product=_with_number(lambda du, dv: ("+", du, dv)))


@task.wrong("A product with a plain number stands still: for 3·x you give 0, though 3·2.1 - 3·2 is 0.3. Only one of "
            "the two terms of the product rule is 0: which one is left?",
            short="a product with a plain number gets the derivative zero")
def plain_factor_stops(expr):
    return _rules(expr, product=_with_number(lambda du, dv: 0))


@task.wrong("Your quotients are divided by 2·v, not by v·v: for x/5 you give 0.5, though x/5 rises by 0.02 when x "
            "rises by 0.1. What does v^2 mean?",
            short="a quotient is divided by twice the denominator")
def quotient_over_twice(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: (
        "/", ("-", ("*", du, v), ("*", u, dv)), ("*", 2, v)))


@task.wrong("Your quotients are divided by the square of the denominator's derivative: for 6/x you give -6 "
            "everywhere, and x/2 has no value, as 2 does not move. By which square is 6/x divided?",
            short="a quotient is divided by the square of the denominator's derivative")
def quotient_over_derivative(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: (
        "/", ("-", ("*", du, v), ("*", u, dv)), ("^", dv, 2)))


@task.wrong("Over a plain number you return the derivative of the numerator alone: for x/2 you give 1, though x/2 "
            "rises by 0.05 when x rises by 0.1. Other quotients are right. What does the 2 do?",
            short="a plain denominator drops out")
def plain_denominator_dropped(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: (
        du if isinstance(v, (int, float)) else SCHOOL["quotient"](u, du, v, dv)))


@task.wrong("Two things: for 6/x at x = 2 you give 1.5, though 6/2.1 is below 6/2; and for x^2 you give 8 at 2, but "
            "2.1^2 - 2^2 is 0.41. Which way does 6/x move, and how many factors of x^2 are left?",
            short="the two terms of the quotient rule are added, and the exponent is not lowered in a power")
def quotient_adds_and_power_kept(expr):
    return _rules(expr, power=lambda u, du, n: ("*", ("*", n, ("^", u, n)), du),
                  quotient=lambda u, du, v, dv: ("/", ("+", ("*", du, v), ("*", u, dv)), ("^", v, 2)))


@task.wrong("sin and log ignore what stands inside, and the third function does not: for sin(2·x) you give 1 at x = "
            "0, while sin(0.2)/0.1 is 1.99. How fast does 2·x move when x does?",
            short="what stands inside sin and log is not differentiated")
def inner_dropped_in_sin_and_log(expr):
    return _rules(expr, sin=lambda u, du: ("cos", u), log=lambda u, du: ("/", 1, u))


@task.wrong("sin and exp ignore what stands inside, and the third function does not: for sin(2·x) you give 1 at x = "
            "0, while sin(0.2)/0.1 is 1.99. How fast does 2·x move when x does?",
            short="what stands inside sin and exp is not differentiated")
def inner_dropped_in_sin_and_exp(expr):
    return _rules(expr, sin=lambda u, du: ("cos", u), exp=lambda u, du: ("exp", u))


@task.wrong("exp and log ignore what stands inside, and the third function does not: for exp(2·x) you give 1 at x = "
            "0, while (exp(0.2) - 1)/0.1 is 2.21. How fast does 2·x move when x does?",
            short="what stands inside exp and log is not differentiated")
def inner_dropped_in_exp_and_log(expr):
    return _rules(expr, exp=lambda u, du: ("exp", u), log=lambda u, du: ("/", 1, u))


EXERCISE = task.declared()
