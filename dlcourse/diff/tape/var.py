"""A tape of what was computed, and the variables that write on it.

An operation is appended when its result is computed, so its arguments stand before it: the order on the tape is
a topological order, and walking it backwards once visits every result after everything that uses it. No
sorting, no recursion. Adjoints live in the walk, not in the variables, so that a second walk starts afresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse.alike import number_or_tensor
from dlcourse.diff.tape.rules import RULES, Pull

_OPERATORS = {"add": "add", "sub": "sub", "mul": "mul", "multiply": "mul", "div": "div", "true_divide": "div",
              "pow": "pow", "matmul": "matmul", "mm": "matmul", "mv": "matmul", "dot": "matmul",
              "maximum": "maximum", "minimum": "minimum"}
_COMPARISONS = {"lt", "le", "gt", "ge", "eq", "ne"}
_CONSTANT = {"zeros_like", "ones_like", "full_like", "argmax", "argmin", "sign", "isnan", "isfinite", "round",
             "floor", "ceil"}  # their derivative is zero wherever they have one


class TapeLine(NamedTuple):
    """One line of a tape: its number, the operation, its value, and a share for each argument.

    A share is the argument's line and the function that pulls the adjoint of this line back to it.
    """

    index: int
    name: str
    value: Any
    shares: tuple[tuple[int, Pull], ...] = ()

    @property
    def arguments(self) -> tuple[int, ...]:
        """The lines that it read."""
        return tuple(line for line, _ in self.shares)


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
        self.entries: list[Any] = []

    def __len__(self) -> int:
        return len(self.entries)

    def variable(self, value: Tensor | float) -> Var:
        """A new input: a floating-point tensor, or a number."""
        number_or_tensor("variable", "value", value)
        return self.append("variable", value)

    def append(self, name: str, value: Any, *shares: tuple[int, Pull]) -> Var:
        """The variable for a new line: what was computed, its value, and for each argument its line and pull."""
        self.entries.append(TapeLine(len(self.entries), name, value, shares))
        return Var(value, self, len(self.entries) - 1)

    def lines(self) -> list[TapeLine]:
        """The tape to look at, line by line."""
        return list(self.entries)

    def adjoints(self, y: Var, y_bar: Tensor | float | int) -> list[Any]:
        """The adjoint of every line up to y, given y's; None where y does not depend on it."""
        bars = [None] * y.index + [y_bar]
        for i in range(y.index, -1, -1):
            for j, pull in self.entries[i].shares if bars[i] is not None else ():
                share = fitted(pull(bars[i]), self.entries[j].value)
                bars[j] = share if bars[j] is None else bars[j] + share
        return bars


def fitted(share: Any, x: Any) -> Any:
    """A share in shape and dtype of the argument x: summed over the axes along which x was repeated."""
    return (share.sum_to_size(x.shape).to(x.dtype) if isinstance(x, Tensor) else
            share.sum().item() if isinstance(share, Tensor) else share)


def plain(x: Any) -> Any:
    """The value of a variable; anything else is its own value."""
    return x.value if isinstance(x, Var) else x


def two_tapes(name: str) -> ValueError:
    """The error of an operation whose arguments are on two tapes."""
    return ValueError(f"{name}: all variables should be on one tape, but are on two. Make all inputs of a "
                      "computation with the same tape: tape.variable(x).")


def _unary(name: str):
    def method(self: Var, *args, **options) -> Var:
        y, pull = RULES[name](self.value, *args, **options)
        return self.tape.append(name, y, (self.index, pull))

    method.__name__, method.__doc__ = name, f"{name}(x), recorded."
    return method


def _binary(name: str, a, b, *before) -> Var:
    y, to_a, to_b = RULES[name](*before, plain(a), plain(b))
    if not isinstance(b, Var):
        return a.tape.append(name, y, (a.index, to_a))
    if not isinstance(a, Var):
        return b.tape.append(name, y, (b.index, to_b))
    if a.tape is not b.tape:
        raise two_tapes(name)
    return a.tape.append(name, y, (a.index, to_a), (b.index, to_b))


def _left(name: str):
    return lambda self, other: _binary(name, self, other)


def _right(name: str):
    return lambda self, other: _binary(name, other, self)


class TapeSelected(NamedTuple):
    """The largest or smallest entries along an axis, as a variable, and where they stood."""

    values: Any
    indices: Tensor


@dataclass(slots=True, eq=False)
class Var:
    """A value and its line on a tape. Made by `Tape.variable` and by operations, not by hand.

    Tensors and numbers that it meets are constants and are not recorded. Operators, comparisons (of values),
    indexing and the usual tensor methods work, and the torch functions of the same names. Conventions as in
    torch: relu and abs have slope 0 at 0, clamp slope 1 on its bounds, amax shares among ties; an adjoint has the
    dtype of its value. `where` hides an infinite or NaN branch from the value, not from the way back: the share
    of the branch not taken is 0 times its slope, NaN where that is infinite. Mask before the operation.
    Raises: ValueError where variables of two tapes meet.
    Source: lecture 7, reverse mode.

    >>> x = Tape().variable(3.0)
    >>> y = x * x + 1
    >>> y.value, y.tape.adjoints(y, 1.0)[x.index]
    (10.0, 6.0)
    """

    value: Any
    tape: Tape
    index: int

    def __repr__(self) -> str:
        return f"Var({self.value!r}, line {self.index})"

    __add__ = __radd__ = _left("add")
    __mul__ = __rmul__ = _left("mul")
    __sub__, __rsub__ = _left("sub"), _right("sub")
    __truediv__, __rtruediv__ = _left("div"), _right("div")
    __pow__, __rpow__, pow = _left("pow"), _right("pow"), _left("pow")
    __matmul__, __rmatmul__ = _left("matmul"), _right("matmul")
    maximum, minimum = _left("maximum"), _left("minimum")
    __neg__, __abs__, __getitem__ = _unary("neg"), _unary("abs"), _unary("getitem")
    def __pos__(self): return self
    def where(self, condition, other): return _binary("where", self, other, condition)

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
    reciprocal, abs, relu, clamp = _unary("reciprocal"), _unary("abs"), _unary("relu"), _unary("clamp")

    sum, amax, amin = _unary("sum"), _unary("amax"), _unary("amin")
    logsumexp, log_softmax, gather = _unary("logsumexp"), _unary("log_softmax"), _unary("gather")
    reshape, flatten, expand = _unary("reshape"), _unary("flatten"), _unary("expand")
    unsqueeze, squeeze = _unary("unsqueeze"), _unary("squeeze")
    transpose, permute = _unary("transpose"), _unary("permute")
    view = reshape
    mT = property(lambda self: self.transpose(-2, -1))
    T = property(lambda self: self.permute(*reversed(range(self.ndim))) if self.ndim > 1 else self)
    def contiguous(self): return self
    def softmax(self, dim): return self.log_softmax(dim).exp()

    def mean(self, dim=None, keepdim=False):
        total = self.sum(dim, keepdim)
        return total / (self.numel() // max(1, total.numel()))

    def max(self, dim=None, keepdim=False):
        return self.amax() if dim is None else self._select(self.value.max(dim, keepdim=True).indices, dim, keepdim)

    def min(self, dim=None, keepdim=False):
        return self.amin() if dim is None else self._select(self.value.min(dim, keepdim=True).indices, dim, keepdim)

    def _select(self, indices, dim, keepdim):
        values = self.gather(dim, indices)
        return TapeSelected(values, indices) if keepdim else TapeSelected(values.squeeze(dim), indices.squeeze(dim))

    # what has no derivative is that of the value
    shape, dtype, device, ndim, dim, size, numel, new_zeros, new_ones, new_tensor = (
        property(attrgetter(f"value.{name}")) for name in (
            "shape", "dtype", "device", "ndim", "dim", "size", "numel", "new_zeros", "new_ones", "new_tensor"))
    def detach(self): return self.value
    def __len__(self) -> int: return len(self.value)
    def __bool__(self) -> bool: return bool(self.value)

    def __iter__(self) -> Iterator:
        if self.value.ndim == 0:
            raise TypeError("Var: a scalar cannot be iterated over. Give it an axis first: x.reshape(1).")
        return (self[i] for i in range(len(self)))

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        """torch.exp(x), and a tensor on the left of an operator, find their way to the methods above."""
        name, options = func.__name__, kwargs or {}
        if name in _OPERATORS and not options:
            return _binary(_OPERATORS[name], *args)
        if name in _COMPARISONS or name in _CONSTANT:
            return func(*map(plain, args), **options)
        if name == "where" and not isinstance(args[0], Var) and len(args) == 3:
            first, second, b = args  # torch.where(condition, a, b), or a.where(condition, b)
            condition, a = (first, second) if first.dtype == torch.bool else (second, first)
            return _binary("where", a, b, condition)
        if isinstance(args[0], Var) and hasattr(cls, name):
            return getattr(args[0], name)(*args[1:], **options)
        raise TypeError(f"Var: {name} has no rule for variables on a tape here. Write it with operators and with the "
                        f"methods of Var: {', '.join(RULES)} ...")
