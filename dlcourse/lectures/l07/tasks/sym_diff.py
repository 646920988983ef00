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
FORMS = {*((name, 1) for name in (*FUNCTIONS, "-")), *((name, 2) for name in "+-*/^")}
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
    name = {"**": "^", "neg": "-"}.get(e.op, e.op)  # type: ignore[attr-defined]
    return (name, *(_tuples(u) for u in e.arguments))  # type: ignore[attr-defined]


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def formula(label: str, expr: Any) -> Case:
        """An expression, and three points at which its derivative is looked at."""
        return case(label, expr=expr, points=draw.uniform(0.6, 1.8, 3).sort().values)

    a, b, c, n = draw.whole(2, 5), draw.whole(2, 5), draw.whole(6, 9), draw.whole(3, 5)
    square = ("+", ("^", "x", 2), a)
    at_zero = formula("a power of x, also at x = 0", ("^", "x", n))
    at_zero.inputs["points"][0] = 0.0
    return [
        formula("x itself", "x"),
        formula("a number", c),
        formula("a sum", ("+", "x", c)),
        formula("a difference", ("-", c, "x")),
        formula("a number times x", ("*", a, "x")),
        formula("a power of x", ("^", "x", n)),
        formula("a product of x with itself", ("*", "x", ("*", "x", "x"))),
        formula("a quotient", ("/", "x", ("+", "x", b))),
        formula("sin of x", ("sin", "x")),
        formula("exp of x", ("exp", "x")),
        formula("log of x", ("log", "x")),
        formula("sin of a multiple of x", ("sin", ("*", a, "x"))),
        formula("exp of a sum", ("exp", ("-", a, ("*", b, "x")))),
        formula("log of a square", ("log", square)),
        formula("a power of a sum", ("^", ("+", ("*", b, "x"), 1), n)),
        formula("a negative power of a function", ("^", ("exp", "x"), -2)),
        formula("a product of functions", ("*", ("sin", square), ("exp", ("*", -1, "x")))),
        formula("a number that is not whole times x", ("*", 0.5, "x")),
        formula("a power that is not whole", ("^", "x", 2.5)),
        at_zero,
        formula("a quotient of functions", ("/", ("sin", ("*", b, "x")), ("+", ("^", "x", n), ("log", square)))),
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
    if len(parts) == 1:
        return -parts[0]
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
        return Fault("form", got, where) if isinstance(got, str) else super().__call__(expected, got, where)


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


def _rules(expr, number=0, product=None, quotient=None, power=None, inner=None):
    """The rules of school, with some of them replaced; what a rule gets are u, du, v, dv."""
    def d(e):
        if e == "x":
            return 1
        if not isinstance(e, tuple):
            return e if number == "kept" else number
        name, u = e[0], e[1]
        if name in ("sin", "exp", "log"):
            slope = {"sin": ("cos", u), "exp": e, "log": ("/", 1, u)}[name]
            return slope if inner == "dropped" else ("*", slope, d(u))
        if name == "^":
            return power(u, e[2], d(u)) if power else ("*", ("*", e[2], ("^", u, e[2] - 1)), d(u))
        v = e[2]
        if name == "*" and product:
            return product(d(u), d(v))
        if name == "*":
            return ("+", ("*", d(u), v), ("*", u, d(v)))
        if name == "/" and quotient:
            return quotient(u, d(u), v, d(v))
        if name == "/":
            return ("/", ("-", ("*", d(u), v), ("*", u, d(v))), ("^", v, 2))
        return (name, d(u), d(v))
    return d(expr)


@task.wrong("Wherever something else than x itself stands inside a power or a function you stop too early: for "
            "sin(2·x) you return cos(2·x), which is 1 at x = 0, but sin(0.2)/0.1 is 1.99. How fast does 2·x move when "
            "x does?")
def inner_dropped(expr):
    return _rules(expr, inner="dropped", power=lambda u, n, du: ("*", n, ("^", u, n - 1)))


@task.wrong("Powers are right, but sin, exp and log ignore what stands inside: for sin(2·x) you return cos(2·x), which "
            "is 1 at x = 0, while sin(0.2)/0.1 is 1.99. How fast does 2·x move when x does?")
def inner_dropped_in_functions(expr):
    return _rules(expr, inner="dropped")


@task.wrong("sin, exp and log are right, but powers ignore what stands inside: for (2·x)^2 you give 8 at x = 2, though "
            "(2·x)^2 is 4·x^2 with the slope 16 there. How fast does 2·x move when x does?")
def inner_dropped_in_power(expr):
    return _rules(expr, power=lambda u, n, du: ("*", n, ("^", u, n - 1)))


@task.wrong("Your derivative of a number is the number: for 7 you return 7. How fast does 7 change when x does?")
def numbers_kept(expr):
    return _rules(expr, number="kept")


@task.wrong("You treat a number like x: for 7 you return 1. How fast does 7 change when x does?")
def numbers_like_x(expr):
    return _rules(expr, number=1)


@task.wrong("You multiply the two derivatives: for x·x you give 1, although 1.1·1.1 - 1·1 = 0.21. If only the first "
            "factor moves by 0.1, by how much does the product change?")
def product_of_derivatives(expr):
    return _rules(expr, product=lambda du, dv: ("*", du, dv))


@task.wrong("Your quotients have the wrong sign: for x/2 you give -0.5, though x/2 rises with x. Which of the two "
            "terms makes a quotient larger?")
def quotient_reversed(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", ("-", ("*", u, dv), ("*", du, v)), ("^", v, 2)))


@task.wrong("Your quotients are too large by the divisor: for x/2 you give 1. What should a denominator do to the "
            "slope of x/2?")
def quotient_not_squared(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", ("-", ("*", du, v), ("*", u, dv)), v))


@task.wrong("You divide the two derivatives: for x/(x + 1) you give 1, although at x = 1 and x = 1.1 it is 0.5 and "
            "0.524. When only the divisor grows, what happens to the quotient?")
def quotient_of_derivatives(expr):
    return _rules(expr, quotient=lambda u, du, v, dv: ("/", du, dv))


@task.wrong("Your power rule leaves the exponent as it is: for x^2 you give 8 at x = 2, but 2.1^2 - 2^2 is 0.41. Of "
            "the two factors x·x, how many are left when one of them moves?")
def power_kept(expr):
    return _rules(expr, power=lambda u, n, du: ("*", ("*", n, ("^", u, n)), du))


EXERCISE = task.declared()
