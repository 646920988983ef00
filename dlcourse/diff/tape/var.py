"""A tape of what was computed, and the variables that write on it.

An operation is appended when its result is computed, so its arguments stand before it: the order on the tape is
a topological order, and walking it backwards once visits every result after everything that uses it. No
sorting, no recursion. Adjoints live in the walk, not in the variables, so that a second walk starts afresh.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse.alike import number_or_tensor
from dlcourse.diff.tape.axes import TapeAxes
from dlcourse.diff.tape.rules import BINARY, RULES, where_pulls
from dlcourse.diff.tape.scalars import install, walk_back

_OPERATORS = {"add": "add", "sub": "sub", "mul": "mul", "multiply": "mul", "div": "truediv", "pow": "pow",
              "true_divide": "truediv", "matmul": "matmul", "mm": "matmul", "mv": "matmul", "dot": "matmul",
              "maximum": "maximum", "minimum": "minimum"}
_COMPARISONS = {"lt", "le", "gt", "ge", "eq", "ne"}
_CONSTANT = {"zeros_like", "ones_like", "full_like", "argmax", "argmin", "sign", "isnan", "isfinite", "round",
             "floor", "ceil"}  # their derivative is zero wherever they have one


class TapeLine(NamedTuple):
    """One line of a tape, to be shown: its number, the operation, and the lines of its arguments."""

    index: int
    name: str
    arguments: tuple[int, ...]


class Tape:
    """The operations of one computation, in the order in which they ran.

    `variable(x)` starts a line for an input; every operation on variables appends one; `adjoints` walks back.
    Raises: DtypeError, ShapeError or NotANumberError for an unfit input.
    Source: lecture 7, reverse mode.

    >>> tape = Tape()
    >>> a = tape.variable(1.0)
    >>> b = a + a
    >>> c = b + b
    >>> tape.adjoints(c, 1.0)   # of a, b, c
    [4.0, 2.0, 1.0]
    >>> [(line.name, line.arguments) for line in tape.lines()]
    [('variable', ()), ('add', (0, 0)), ('add', (1, 1))]
    """

    __slots__ = ("entries",)

    def __init__(self):
        self.entries: list[tuple] = []  # (name, argument, pull, ...); a pull that only multiplies may be a number

    def __len__(self) -> int:
        return len(self.entries)

    def variable(self, value: Tensor | float) -> Var:
        """A new input: a floating-point tensor, or a number."""
        number_or_tensor("variable", "value", value)
        return self.append(value, ("variable",))

    def append(self, value: Any, entry: tuple) -> Var:
        """The variable for a new line; entry is its name, then argument lines and pulls by turns."""
        self.entries.append(entry)
        return Var(value, self, len(self.entries) - 1)

    def lines(self) -> list[TapeLine]:
        """The tape to look at, line by line."""
        return [TapeLine(i, entry[0], entry[1::2]) for i, entry in enumerate(self.entries)]

    def adjoints(self, y: Var, y_bar: Tensor | float | int, *, keep: bool = True) -> list[Any]:
        """The adjoint of every line up to y, given y's; None where y does not depend on it.

        With keep=False only those of inputs remain, and the memory of the others is freed on the way. What is used
        more than twice, as a weight in every step of a sequence, gathers its adjoint in one buffer.
        """
        entries, sums = self.entries, set()
        bars: list[Any] = [None] * (y.index + 1)
        bars[y.index] = y_bar
        if y_bar.__class__ is float and y.value.__class__ is float:
            walk_back(entries, bars, keep)
            return bars
        for i in range(y.index, -1, -1):
            bar, entry = bars[i], entries[i]
            if bar is None or len(entry) == 1:
                continue
            if not keep:
                bars[i] = None
            for place in range(1, len(entry), 2):
                j, pull = entry[place], entry[place + 1]
                part, before = pull * bar if pull.__class__ is float else pull(bar), bars[j]
                if before is None:
                    bars[j] = part
                elif j in sums and part.dtype == before.dtype:
                    before += part  # nobody else has that sum
                else:
                    bars[j] = before + part
                    if isinstance(before, Tensor):
                        sums.add(j)
        return bars


def _unary(name: str):
    rule = RULES[name]

    def method(self: Var) -> Var:
        x = self.value
        y, pull = rule(torch if isinstance(x, Tensor) else math, x)
        return self._record(name, y, pull)

    method.__name__, method.__doc__ = name, f"{name}(x), recorded."
    return method


def _left(name: str):
    def method(self: Var, other) -> Var:
        return _binary(name, self, other)
    method.__name__, method.__doc__ = name, f"{name}(x, other), recorded."
    return method


def _right(name: str):
    def method(self: Var, other) -> Var:
        return _binary(name, other, self)
    method.__name__, method.__doc__ = name, f"{name}(other, x), recorded."
    return method


class Var(TapeAxes):
    """A value and its line on a tape. Made by `Tape.variable` and by operations, not by hand.

    Tensors and numbers that it meets are constants and are not recorded. Operators, comparisons (of values),
    indexing and the usual tensor methods work, and the torch functions of the same names. Conventions as in
    torch: relu and abs have slope 0 at 0, clamp slope 1 on its bounds, amax shares among ties.
    Raises: ValueError where variables of two tapes meet.
    Source: lecture 7, reverse mode.

    >>> x = Tape().variable(3.0)
    >>> y = x * x + 1
    >>> y.value, y.tape.adjoints(y, 1.0)[x.index]
    (10.0, 6.0)
    """

    __slots__ = ("index", "tape", "value")

    def __init__(self, value: Any, tape: Tape, index: int):
        self.value, self.tape, self.index = value, tape, index

    def __repr__(self) -> str:
        return f"Var({self.value!r}, line {self.index})"

    def _record(self, name: str, y: Any, pull) -> Var:
        return self.tape.append(y, (name, self.index, pull))

    __add__ = __radd__ = _left("add")
    __mul__ = __rmul__ = _left("mul")
    __sub__, __rsub__ = _left("sub"), _right("sub")
    __truediv__, __rtruediv__ = _left("truediv"), _right("truediv")
    __pow__, __rpow__, pow = _left("pow"), _right("pow"), _left("pow")
    __matmul__, __rmatmul__ = _left("matmul"), _right("matmul")
    maximum, minimum = _left("maximum"), _left("minimum")
    __neg__, __abs__ = _unary("neg"), _unary("abs")
    def __pos__(self): return self

    def __lt__(self, other): return self.value < plain(other)
    def __le__(self, other): return self.value <= plain(other)
    def __gt__(self, other): return self.value > plain(other)
    def __ge__(self, other): return self.value >= plain(other)
    def __eq__(self, other): return self.value == plain(other)
    def __ne__(self, other): return self.value != plain(other)
    __hash__ = object.__hash__

    exp, expm1, log, log1p = _unary("exp"), _unary("expm1"), _unary("log"), _unary("log1p")
    sin, cos, tanh, sigmoid = _unary("sin"), _unary("cos"), _unary("tanh"), _unary("sigmoid")
    erf, sqrt, rsqrt, square = _unary("erf"), _unary("sqrt"), _unary("rsqrt"), _unary("square")
    reciprocal, abs, relu = _unary("reciprocal"), _unary("abs"), _unary("relu")

    def clamp(self, min=None, max=None):  # noqa: A002 - torch's names
        x = self.value
        y = x.clamp(min, max)
        return self._record("clamp", y, lambda g: g * (x == y))

    def where(self, condition, other): return _where(condition, self, other)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        """torch.exp(x), and a tensor on the left of an operator, find their way to the methods above."""
        name, options = func.__name__, kwargs or {}
        if name in _OPERATORS and not options:
            return _binary(_OPERATORS[name], *args)
        if name in _COMPARISONS or name in _CONSTANT:
            return func(*map(plain, args), **options)
        if name == "where" and not isinstance(args[0], Var) and len(args) == 3:
            first, second, third = args  # torch.where(condition, a, b), or a.where(condition, b)
            return _where(first, second, third) if first.dtype == torch.bool else _where(second, first, third)
        if isinstance(args[0], Var) and hasattr(cls, name):
            return getattr(args[0], name)(*args[1:], **options)
        raise TypeError(f"Var: {name} has no rule for variables on a tape here. Write it with operators and with the "
                        f"methods of Var: {', '.join(RULES)}, sum, mean, amax, logsumexp ...")


install(Var)


def plain(x: Any) -> Any:
    """The value of a variable; anything else is its own value."""
    return x.value if isinstance(x, Var) else x


def require_one_tape(name: str, a: Var, b: Var) -> None:
    """Raise unless two arguments of an operation are on one tape. Raises: ValueError, in the operation's name."""
    if a.tape is not b.tape:
        raise ValueError(f"{name}: all variables should be on one tape, but are on two. Make all inputs of a "
                         "computation with the same tape: tape.variable(x).")


def _binary(name: str, a, b) -> Var:
    u, v = plain(a), plain(b)
    y, to_a, to_b = BINARY[name](u, v)
    if not isinstance(b, Var):
        return a.tape.append(y, (name, a.index, _fitted(to_a, u, y)))
    if not isinstance(a, Var):
        return b.tape.append(y, (name, b.index, _fitted(to_b, v, y)))
    require_one_tape(name, a, b)
    return a.tape.append(y, (name, a.index, _fitted(to_a, u, y), b.index, _fitted(to_b, v, y)))


def _where(condition: Tensor, a, b) -> Var:
    y = torch.where(condition, plain(a), plain(b))
    sides = [(x, pull) for x, pull in zip((a, b), where_pulls(condition)) if isinstance(x, Var)]
    entry = [part for x, pull in sides for part in (x.index, _fitted(pull, x.value, y))]
    return sides[0][0].tape.append(y, ("where", *entry))


def _fitted(pull, x, y):
    """pull, followed by a sum over the axes along which x was repeated to make y."""
    if y.__class__ is float or not isinstance(y, Tensor):
        return pull
    if not isinstance(x, Tensor):
        return lambda g: pull(g).sum().item()
    shape = x.shape
    if shape == y.shape:
        return pull

    def pull_and_sum(g):
        x_bar = pull(g)
        return x_bar if x_bar.shape == shape else x_bar.sum_to_size(shape)
    return pull_and_sum
