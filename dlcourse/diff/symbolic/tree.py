"""Expressions as small trees: constants, symbols, and operations on expressions; how to walk, print and count.

An expression may be used in several places, and then it is one object: the trees are graphs with sharing.
Every walk here visits an object once and keeps its own stack, so depth is no limit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dlcourse.tensors import NotANumberError

Number = int | float
FUNCTIONS = ("exp", "log", "sin", "cos", "tanh", "sqrt")
_PRECEDENCE = {"+": 1, "-": 1, "neg": 2, "*": 3, "/": 3, "**": 4}
_ATOM = 5


class Expression:
    """What constants, symbols and operations have in common: arithmetic builds larger expressions.

    Two expressions are equal only if they are the same object; compare their `to_text` to compare the writing.
    Raises: TypeError when arithmetic meets anything but numbers and expressions.
    Source: lecture 7, symbolic differentiation.

    >>> x = Symbol("x")
    >>> 1 - 2 * x ** 2
    1 - 2*x**2
    """

    __slots__ = ()

    def __add__(self, other): return Operation("+", (self, as_expression(other)))
    def __radd__(self, other): return Operation("+", (as_expression(other), self))
    def __sub__(self, other): return Operation("-", (self, as_expression(other)))
    def __rsub__(self, other): return Operation("-", (as_expression(other), self))
    def __mul__(self, other): return Operation("*", (self, as_expression(other)))
    def __rmul__(self, other): return Operation("*", (as_expression(other), self))
    def __truediv__(self, other): return Operation("/", (self, as_expression(other)))
    def __rtruediv__(self, other): return Operation("/", (as_expression(other), self))
    def __pow__(self, other): return Operation("**", (self, as_expression(other)))
    def __rpow__(self, other): return Operation("**", (as_expression(other), self))
    def __neg__(self): return Operation("neg", (self,))
    def __pos__(self): return self

    def exp(self): return Operation("exp", (self,))
    def log(self): return Operation("log", (self,))
    def sin(self): return Operation("sin", (self,))
    def cos(self): return Operation("cos", (self,))
    def tanh(self): return Operation("tanh", (self,))
    def sqrt(self): return Operation("sqrt", (self,))

    def __repr__(self): return to_text(self)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Const(Expression):
    """A number. Raises: TypeError for anything else, NotANumberError for NaN. Source: lecture 7.

    >>> Const(3) + 4
    3 + 4
    """

    value: Number

    def __post_init__(self):
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)):
            raise TypeError(f"Const: value should be an int or a float, but is {type(self.value).__name__}. "
                            "Write a tensor as a Symbol and give it a value in evaluate.")
        if self.value != self.value:
            raise NotANumberError("Const: value should be a number, but is NaN. Look where it was computed.")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Symbol(Expression):
    """A named unknown; two symbols of one name mean the same. Raises: ValueError for an unfit name.

    Source: lecture 7.

    >>> Symbol("theta") * 2
    theta*2
    """

    name: str

    def __post_init__(self):
        if not isinstance(self.name, str) or not self.name.isidentifier():
            raise ValueError(f"Symbol: name should be letters, digits and _, not starting with a digit, but is "
                             f"{self.name!r}. Try Symbol('x').")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Operation(Expression):
    """An operation on expressions: "+", "-", "*", "/", "**", "neg", "exp", "log", "sin", "cos", "tanh", "sqrt".

    Usually written with operators and functions, not by hand. Source: lecture 7.

    >>> Operation("+", (Symbol("x"), Const(1)))
    x + 1
    """

    op: str
    arguments: tuple[Expression, ...]

    def __post_init__(self):
        count = 1 if self.op == "neg" or self.op in FUNCTIONS else 2 if self.op in _PRECEDENCE else None
        if count is None:
            raise ValueError(f"Operation: op should be one of {', '.join([*_PRECEDENCE, *FUNCTIONS])}, but is "
                             f"{self.op!r}. Build expressions with operators: x + 1.")
        if len(self.arguments) != count or not all(isinstance(a, Expression) for a in self.arguments):
            raise TypeError(f"Operation: {self.op!r} should get a tuple of {count} expression(s), but got "
                            f"{self.arguments!r}. Wrap numbers in Const.")


def as_expression(value: Expression | Number) -> Expression:
    """The expression itself, or a number as Const. Raises: TypeError for anything else. Source: lecture 7.

    >>> as_expression(2)
    2
    """
    return value if isinstance(value, Expression) else Const(value)


def postorder(*roots: Expression) -> Iterator[Expression]:
    """Every distinct object below the roots once, arguments before the operations that use them."""
    seen: set[int] = set()
    stack: list[tuple[Expression, bool]] = [(root, False) for root in reversed(roots)]
    while stack:
        node, arguments_done = stack.pop()
        if arguments_done:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            if isinstance(node, Operation):
                stack.extend((argument, False) for argument in reversed(node.arguments))


def count_operations(expression: Expression | Number, *, shared: bool) -> int:
    """How many operations it takes to evaluate an expression.

    With shared=True an object that occurs in many places counts once, as when its value is kept; with
    shared=False it counts wherever it occurs, as when the formula is written out.
    Raises: TypeError if it is no expression.
    Source: lecture 7, symbolic differentiation is exponential if one is careless.

    >>> y = Symbol("x") + 1
    >>> count_operations(y * y, shared=True), count_operations(y * y, shared=False)
    (2, 3)
    """
    nodes = list(postorder(as_expression(expression)))
    if shared:
        return sum(isinstance(node, Operation) for node in nodes)
    size = {}
    for node in nodes:
        size[id(node)] = 1 + sum(size[id(a)] for a in node.arguments) if isinstance(node, Operation) else 0
    return size[id(nodes[-1])]


def to_text(expression: Expression | Number) -> str:
    """The expression in Python's notation, with the brackets it needs and no more than a few others.

    Raises: TypeError if it is no expression.
    Source: lecture 7, symbolic differentiation gives a readable result.

    >>> x, y = Symbol("x"), Symbol("y")
    >>> to_text((x + y) * x - (x - y) / (-x) ** 2)
    '(x + y)*x - (x - y)/(-x)**2'
    """
    pieces: list[str] = []
    stack: list[tuple[Expression | str, int]] = [(as_expression(expression), 0)]
    while stack:
        item, needed = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        parts, precedence = _parts(item)
        if precedence < needed:
            parts = [("(", 0), *parts, (")", 0)]
        stack.extend(reversed(parts))
    return "".join(pieces)


def _parts(node: Any) -> tuple[list[tuple[Expression | str, int]], int]:
    """Text and sub-expressions in order, each with the precedence it needs; and the precedence of the whole."""
    if isinstance(node, Symbol):
        return [(node.name, 0)], _ATOM
    if isinstance(node, Const):
        return [(repr(node.value), 0)], _ATOM if node.value >= 0 else _PRECEDENCE["neg"]
    own = _PRECEDENCE.get(node.op, _ATOM)
    if node.op in FUNCTIONS:
        return [(node.op + "(", 0), (node.arguments[0], 0), (")", 0)], own
    if node.op == "neg":
        return [("-", 0), (node.arguments[0], own + 1)], own
    left, right = node.arguments
    sign = f" {node.op} " if own == 1 else node.op
    # a - (b - c) and (a ** b) ** c need their brackets; a neg on the right gets one to be read more easily
    on_the_left, on_the_right = (own + 1, own + 1) if node.op == "**" else (own, own + 1)
    return [(left, on_the_left), (sign, 0), (right, max(on_the_right, _PRECEDENCE["neg"] + 1))], own
