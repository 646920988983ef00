"""Derivatives, simplification and values of expressions, and how they swell when they are written out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from torch import Tensor

from dlcourse.alike import number_or_tensor, same_dtype
from dlcourse.arguments import count
from dlcourse.diff.symbolic.rules import RULES, SIMPLER, folded
from dlcourse.diff.symbolic.tree import (
    Const,
    Expression,
    Number,
    Operation,
    Symbol,
    as_expression,
    count_operations,
    postorder,
)


def exp(u: Expression | Number) -> Expression:
    """exp(u) as an expression. Source: lecture 7.

    >>> exp(2 * Symbol("x"))
    exp(2*x)
    """
    return as_expression(u).exp()


def log(u: Expression | Number) -> Expression:
    """The natural logarithm of u as an expression. Source: lecture 7.

    >>> log(Symbol("x"))
    log(x)
    """
    return as_expression(u).log()


def sin(u: Expression | Number) -> Expression:
    """sin(u) as an expression. Source: lecture 7.

    >>> sin(Symbol("x") + 1)
    sin(x + 1)
    """
    return as_expression(u).sin()


def cos(u: Expression | Number) -> Expression:
    """cos(u) as an expression. Source: lecture 7.

    >>> cos(Symbol("x"))
    cos(x)
    """
    return as_expression(u).cos()


def tanh(u: Expression | Number) -> Expression:
    """tanh(u) as an expression. Source: lecture 7.

    >>> tanh(Symbol("x"))
    tanh(x)
    """
    return as_expression(u).tanh()


def sqrt(u: Expression | Number) -> Expression:
    """The square root of u as an expression. Source: lecture 7.

    >>> sqrt(Symbol("x"))
    sqrt(x)
    """
    return as_expression(u).sqrt()


def differentiate(expression: Expression | Number, symbol: Symbol) -> Expression:
    """The derivative with respect to a symbol, by one rule an operation, not yet simplified.

    The derivative refers to the objects of the expression itself, so that shared parts stay shared.
    Raises: TypeError if expression or symbol is something else.
    Source: lecture 7, symbolic differentiation.

    >>> x = Symbol("x")
    >>> differentiate(x * sin(x), x)
    1*sin(x) + x*(cos(x)*1)
    >>> simplify(differentiate(x * sin(x), x))
    sin(x) + x*cos(x)
    """
    if not isinstance(symbol, Symbol):
        raise TypeError(f"differentiate: symbol should be a Symbol, but is {type(symbol).__name__}. "
                        "Pass the unknown itself, as in differentiate(y, Symbol('x')).")
    root = as_expression(expression)
    zero, one = Const(0), Const(1)
    dots: dict[int, Expression] = {}
    for node in postorder(root):
        if isinstance(node, Operation):
            pairs = [part for u in node.arguments for part in (u, dots[id(u)])]
            constant = all(dots[id(u)] is zero for u in node.arguments)
            dots[id(node)] = zero if constant else RULES[node.op].slope(node, *pairs)
        else:
            dots[id(node)] = one if isinstance(node, Symbol) and node.name == symbol.name else zero
    return dots[id(root)]


def simplify(expression: Expression | Number) -> Expression:
    """An equal expression without 0 + u, 1 * u, u ** 1, --u and the like, in which equal parts are one object.

    Where u is infinite or NaN, 0 * u becomes 0 all the same, as at school.
    Raises: TypeError if it is no expression.
    Source: lecture 7, symbolic differentiation.

    >>> x = Symbol("x")
    >>> simplify(0 * x + 1 * x ** 1 - (-x) * (2 + 3))
    x + 5*x
    """
    root = as_expression(expression)
    table: dict[tuple, Expression] = {}  # what an expression is made of -> the one object that stands for it
    done: dict[int, Expression] = {}
    for node in postorder(root):
        if isinstance(node, Operation):
            done[id(node)] = _simpler(node.op, tuple(done[id(u)] for u in node.arguments), table)
        else:
            done[id(node)] = _unique(node, table)
    return done[id(root)]


def _simpler(op: str, arguments: tuple[Expression, ...], table: dict) -> Expression:
    """op(arguments) simplified; the arguments already are, and stand in the table."""
    constant = folded(op, arguments)
    if constant is not None:
        return _unique(constant, table)
    found = SIMPLER[op](*arguments) if op in SIMPLER else None
    if found is None:
        return _unique(Operation(op, arguments), table)
    # A rule builds at most two new operations on simplified arguments: go through those again.
    known = {id(u) for u in arguments} | {id(u) for a in arguments if isinstance(a, Operation) for u in a.arguments}
    return _settled(found, known, table)


def _settled(node: Expression, known: set[int], table: dict) -> Expression:
    if id(node) in known or not isinstance(node, Operation):
        return _unique(node, table)
    return _simpler(node.op, tuple(_settled(u, known, table) for u in node.arguments), table)


def _unique(node: Any, table: dict) -> Expression:
    """The object that stands for all expressions made like this one."""
    if isinstance(node, Operation):
        key = (node.op, *map(id, node.arguments))
    else:
        key = ("name", node.name) if isinstance(node, Symbol) else ("number", repr(node.value))
    return table.setdefault(key, node)


def evaluate(expression: Expression | Number, values: Mapping[str, Number | Tensor]) -> Number | Tensor:
    """The value of an expression where the symbols have the given values; each shared part is computed once.

    Shapes: numbers, or floating-point tensors of one dtype that broadcast together; the value has that dtype.
    Raises: ValueError for a symbol without a value; DtypeError, ShapeError or NotANumberError for an unfit one.
    Source: lecture 7.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> evaluate(x * y + 1, {"x": 2.0, "y": 3.0})
    7.0
    """
    root = as_expression(expression)
    for name, value in values.items():
        number_or_tensor("evaluate", name, value)
    if tensors := {name: value for name, value in values.items() if isinstance(value, Tensor)}:
        same_dtype("evaluate", **tensors)
    done: dict[int, Number | Tensor] = {}
    for node in postorder(root):
        if isinstance(node, Const):
            done[id(node)] = node.value
        elif isinstance(node, Symbol):
            if node.name not in values:
                raise ValueError(f"evaluate: symbol {node.name!r} should have a value, but values has only "
                                 f"{sorted(values)}. Add {node.name!r} to it.")
            done[id(node)] = values[node.name]
        else:
            done[id(node)] = RULES[node.op].value(*(done[id(u)] for u in node.arguments))
    return done[id(root)]


class Swell(NamedTuple):
    """Operation counts of one iterate and of its derivative; see `swell`."""

    n: int
    shared: int
    unshared: int
    derivative_shared: int
    derivative_unshared: int


def swell(iterates: int) -> list[Swell]:
    """Operations in l_1 = x, l_{n+1} = 4 l_n (1 - l_n) and in their derivatives, with and without sharing.

    With shared parts counted once both grow by the same few operations a step; written out, exponentially.
    Raises: TypeError or ValueError unless iterates is a positive integer.
    Source: lecture 7, symbolic differentiation (the slide's "exponential" holds only without sharing).

    >>> for row in swell(4):
    ...     print(*row)
    1 0 0 0 0
    2 3 3 4 4
    3 6 9 11 20
    4 9 21 18 64
    """
    count("swell", "iterates", iterates)
    x = Symbol("x")
    iterate: Expression = x
    rows = []
    for n in range(1, iterates + 1):
        plain, derivative = simplify(iterate), simplify(differentiate(iterate, x))
        rows.append(Swell(n, *(count_operations(e, shared=s) for e in (plain, derivative) for s in (True, False))))
        iterate = 4 * iterate * (1 - iterate)
    return rows
