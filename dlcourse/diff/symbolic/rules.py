"""The rules of school calculus, one row an operation: its value, its derivative; and what simplifies."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any, NamedTuple

from dlcourse.diff.symbolic.tree import Const, Expression, Number, Operation
from dlcourse.elementary import cos, exp, log, sin, sqrt, tanh


class SymbolicRule(NamedTuple):
    """How to compute an operation, and its derivative.

    value(u[, v]) computes, with numbers or tensors.
    slope(y, u, u_dot[, v, v_dot]) is the derivative of y = op(u[, v]), an expression.
    """

    value: Callable[..., Any]
    slope: Callable[..., Expression]


def _power_slope(y, u, u_dot, v, v_dot):
    if _is_zero(v):
        return Const(0)  # u ** 0 is 1 everywhere; v * u ** (v - 1) has no value where u is 0
    if _is(v_dot, 0):
        return v * u ** (v - 1) * u_dot
    if _is(u_dot, 0):
        return y * u.log() * v_dot
    return y * (v_dot * u.log() + v * u_dot / u)


RULES: dict[str, SymbolicRule] = {
    "+": SymbolicRule(lambda u, v: u + v, lambda y, u, u_dot, v, v_dot: u_dot + v_dot),
    "-": SymbolicRule(lambda u, v: u - v, lambda y, u, u_dot, v, v_dot: u_dot - v_dot),
    "*": SymbolicRule(lambda u, v: u * v, lambda y, u, u_dot, v, v_dot: u_dot * v + u * v_dot),
    "/": SymbolicRule(lambda u, v: u / v, lambda y, u, u_dot, v, v_dot: (u_dot * v - u * v_dot) / v ** 2),
    "**": SymbolicRule(lambda u, v: u ** v, _power_slope),
    "neg": SymbolicRule(lambda u: -u, lambda y, u, u_dot: -u_dot),
    "exp": SymbolicRule(exp, lambda y, u, u_dot: y * u_dot),
    "log": SymbolicRule(log, lambda y, u, u_dot: u_dot / u),
    "sin": SymbolicRule(sin, lambda y, u, u_dot: u.cos() * u_dot),
    "cos": SymbolicRule(cos, lambda y, u, u_dot: -(u.sin() * u_dot)),
    "tanh": SymbolicRule(tanh, lambda y, u, u_dot: (1 - y ** 2) * u_dot),
    "sqrt": SymbolicRule(sqrt, lambda y, u, u_dot: u_dot / (2 * y)),
}


def _is(node: Expression, number: Number) -> bool:
    return isinstance(node, Const) and node.value == number


def _is_zero(node: Expression) -> bool:
    """Whether an expression is 0, or an operation on numbers that is."""
    constant = folded(node.op, node.arguments) if isinstance(node, Operation) else None
    return _is(node if constant is None else constant, 0)


def _negated(node: Expression) -> Expression | None:
    """u if the node is -u, else None."""
    return node.arguments[0] if isinstance(node, Operation) and node.op == "neg" else None


def folded(op: str, arguments: tuple[Expression, ...]) -> Expression | None:
    """The constant that an operation on constants is, if it is exact or plain arithmetic; else None."""
    if not all(isinstance(argument, Const) for argument in arguments):
        return None
    values = [argument.value for argument in arguments]
    if op == "**" and abs(values[1]) > 64:
        return None  # whole numbers would grow without bound
    try:
        result = RULES[op].value(*values)
    except (ArithmeticError, ValueError):
        return None
    if not isinstance(result, (int, float)) or not math.isfinite(result):
        return None
    if isinstance(result, float) and result.is_integer() and all(isinstance(v, int) for v in values):
        result = int(result)
    readable = op in ("+", "-", "*", "neg") or isinstance(result, int) or any(isinstance(v, float) for v in values)
    return Const(result) if readable else None  # 1/3 and exp(2) say more than their digits


def _sum(u: Expression, v: Expression) -> Expression | None:
    if _is(u, 0):
        return v
    if _is(v, 0):
        return u
    if (w := _negated(v)) is not None:
        return u - w
    return 2 * u if u is v else None


def _difference(u: Expression, v: Expression) -> Expression | None:
    if _is(v, 0):
        return u
    if _is(u, 0):
        return -v
    if (w := _negated(v)) is not None:
        return u + w
    return Const(0) if u is v else None


def _product(u: Expression, v: Expression) -> Expression | None:
    if _is(u, 0) or _is(v, 0):
        return Const(0)
    if _is(u, 1):
        return v
    if _is(v, 1):
        return u
    if _is(u, -1):
        return -v
    if (w := _negated(u)) is not None:
        return -(w * v)
    if (w := _negated(v)) is not None:
        return -(u * w)
    if isinstance(v, Const) and not isinstance(u, Const):
        return v * u
    inner = isinstance(u, Const) and isinstance(v, Operation) and v.op == "*" and v.arguments[0]
    return operator.mul(Const(u.value * inner.value), v.arguments[1]) if isinstance(inner, Const) else None


def _quotient(u: Expression, v: Expression) -> Expression | None:
    if _is(u, 0) and not _is(v, 0):
        return Const(0)
    return u if _is(v, 1) else None


def _power(u: Expression, v: Expression) -> Expression | None:
    if _is(v, 0):
        return Const(1)
    return u if _is(v, 1) else None


def _negation(u: Expression) -> Expression | None:
    return _negated(u)


SIMPLER: dict[str, Callable[..., Expression | None]] = {
    "+": _sum, "-": _difference, "*": _product, "/": _quotient, "**": _power, "neg": _negation}
