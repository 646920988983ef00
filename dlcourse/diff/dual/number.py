"""Dual numbers a + a_dot ε with ε² = 0: a value that carries its tangents through ordinary torch-style code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import number_or_tensor, same_dtype
from dlcourse.diff.dual.rules import RULES, insert_axes
from dlcourse.tensors import ShapeError, guard

_OPERATORS = {"add": "add", "sub": "sub", "mul": "mul", "multiply": "mul", "div": "truediv", "true_divide": "truediv",
              "matmul": "matmul", "mm": "matmul", "mv": "matmul", "dot": "matmul", "pow": "pow"}
_COMPARISONS = {"lt", "le", "gt", "ge", "eq", "ne"}
_CONSTANT = {"zeros_like", "ones_like", "full_like", "argmax", "argmin", "sign", "isnan", "isfinite", "round",
             "floor", "ceil"}  # their derivative is zero wherever they have one


def _check_pair(value: Float[Tensor, "..."], dot: Float[Tensor, "..."]) -> None:
    if dot.shape != value.shape and dot.shape[1:] != value.shape:
        raise ShapeError(f"Dual: dot should have the shape {tuple(value.shape)} of value, or (k, *that) for k tangents "
                         f"at once, but has {tuple(dot.shape)}. Give one number for each entry of value.")
    same_dtype("Dual", value=value, dot=dot)


_check_pair.__name__ = "Dual"  # the name in the guard's messages
_check_tensors = guard(_check_pair)


def plain(x: Any) -> Any:
    """The value of a dual number; anything else is its own value."""
    return x.value if isinstance(x, Dual) else x


def _aligned(x: Dual, y: Any) -> Any:
    """x's tangents, ready to broadcast against a result y of at least as many axes."""
    if not isinstance(x.dot, Tensor) or not isinstance(y, Tensor) or x.value.ndim == y.ndim:
        return x.dot
    return insert_axes(x.dot, x.dot.ndim - x.value.ndim, y.ndim - x.value.ndim)


def _whole(y_dot: Any, y: Any) -> Any:
    """Tangents in shape and dtype of the result y, behind an axis of k tangents: a constant may have stretched y."""
    if not isinstance(y, Tensor):
        return y_dot
    if not isinstance(y_dot, Tensor):
        return torch.full_like(y, y_dot)
    return y_dot.expand(y_dot.shape[:max(0, y_dot.ndim - y.ndim)] + y.shape).to(y.dtype)


def _unary(name: str):
    def method(self: Dual, *args, **options) -> Dual:
        y, push = RULES[name](self.value, *args, **options)
        return self._of(y, push(self.dot))

    method.__name__, method.__doc__ = name, f"{name}(x), and its tangent."
    return method


def _binary(name: str, a, b, *before, tangents=_aligned) -> Dual:
    y, from_a, from_b = RULES[name](*before, plain(a), plain(b))
    if not isinstance(b, Dual):
        return a._of(y, _whole(from_a(tangents(a, y)), y))
    if not isinstance(a, Dual):
        return b._of(y, _whole(from_b(tangents(b, y)), y))
    return a._of(y, _whole(from_a(tangents(a, y)) + from_b(tangents(b, y)), y))


def _left(name: str):
    return lambda self, other: _binary(name, self, other)


def _right(name: str):
    return lambda self, other: _binary(name, other, self)


def _product(a, b) -> Dual:  # its axes follow a rule of their own
    return _binary("matmul", a, b, tangents=lambda x, y: x.dot)


class DualSelected(NamedTuple):
    """The largest or smallest entries along an axis, with their tangents, and where they stood."""

    values: Any
    indices: Tensor


@dataclass(frozen=True, slots=True, eq=False)
class Dual:
    """A value and its tangents: one, shaped like the value, or k at once behind one leading axis.

    Both are numbers, or both tensors with dot.shape == value.shape (one tangent) or (k, *value.shape) (k of
    them); .shape, .dtype and .device are those of value. Tensors and numbers that it meets are constants, with
    tangent 0; a single tangent that meets k counts in each of them. Operators, comparisons (of values),
    indexing and the usual tensor methods work, and the torch functions of the same names. Conventions as in
    torch: relu and abs have slope 0 at 0, clamp slope 1 on its bounds, amax shares among ties. `where` takes the
    tangent of the branch taken, even if the other one is NaN.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError if value and dot do not fit.
    Source: lecture 7, dual numbers.

    >>> x = Dual(3.0, 1.0)
    >>> x * x + 1
    Dual(value=10.0, dot=6.0)
    >>> two = Dual(torch.tensor([3.0, 4.0]), torch.eye(2))   # both unit directions at once
    >>> (two * two).sum()
    Dual(value=tensor(25.), dot=tensor([6., 8.]))
    """

    value: Any  # a tensor or a number
    dot: Any

    def __post_init__(self):
        if isinstance(self.value, Tensor) or isinstance(self.dot, Tensor):
            _check_tensors(self.value, self.dot)
        else:
            number_or_tensor("Dual", "value", self.value)
            number_or_tensor("Dual", "dot", self.dot)

    @classmethod
    def _of(cls, value, dot) -> Dual:
        """A dual number without the checks, for results of rules."""
        made = object.__new__(cls)
        object.__setattr__(made, "value", value)
        object.__setattr__(made, "dot", dot)
        return made

    __add__ = __radd__ = _left("add")
    __mul__ = __rmul__ = _left("mul")
    __sub__, __rsub__ = _left("sub"), _right("sub")
    __truediv__, __rtruediv__ = _left("div"), _right("div")
    __pow__, __rpow__, pow = _left("pow"), _right("pow"), _left("pow")
    maximum, minimum = _left("maximum"), _left("minimum")
    __neg__, __abs__, __getitem__ = _unary("neg"), _unary("abs"), _unary("getitem")
    def __matmul__(self, other): return _product(self, other)
    def __rmatmul__(self, other): return _product(other, self)
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
    logsumexp, gather = _unary("logsumexp"), _unary("gather")
    reshape, flatten, expand = _unary("reshape"), _unary("flatten"), _unary("expand")
    unsqueeze, squeeze = _unary("unsqueeze"), _unary("squeeze")
    transpose, permute = _unary("transpose"), _unary("permute")
    view = reshape
    mT = property(lambda self: self.transpose(-2, -1))
    T = property(lambda self: self.permute(*reversed(range(self.ndim))) if self.ndim > 1 else self)
    def contiguous(self): return self
    def log_softmax(self, dim): return self - self.logsumexp(dim, keepdim=True)
    def softmax(self, dim): return self.log_softmax(dim).exp()

    def mean(self, dim=None, keepdim=False):
        total = self.sum(dim, keepdim)
        return total / (self.numel() // max(1, total.numel()))

    def max(self, dim=None, keepdim=False):
        return self.amax() if dim is None else self._select(self.value.argmax(dim, keepdim=True), dim, keepdim)

    def min(self, dim=None, keepdim=False):
        return self.amin() if dim is None else self._select(self.value.argmin(dim, keepdim=True), dim, keepdim)

    def _select(self, indices, dim, keepdim):
        values = self.gather(dim, indices)
        return DualSelected(values, indices) if keepdim else DualSelected(values.squeeze(dim), indices.squeeze(dim))

    # what has no derivative is that of the value
    shape, dtype, device, ndim, dim, size, numel, new_zeros, new_ones, new_tensor = (
        property(attrgetter(f"value.{name}")) for name in (
            "shape", "dtype", "device", "ndim", "dim", "size", "numel", "new_zeros", "new_ones", "new_tensor"))
    def detach(self): return self.value
    def __len__(self) -> int: return len(self.value)
    def __bool__(self) -> bool: return bool(self.value)

    def __iter__(self) -> Iterator:
        if self.value.ndim == 0:
            raise TypeError("Dual: a scalar cannot be iterated over. Give it an axis first: x.reshape(1).")
        return (self[i] for i in range(len(self)))

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        """torch.exp(x), and a tensor on the left of an operator, find their way to the methods above."""
        name, options = func.__name__, kwargs or {}
        if name in _OPERATORS and not options:
            left, right = args
            op = _OPERATORS[name]
            return getattr(left, f"__{op}__")(right) if isinstance(left, Dual) else getattr(right, f"__r{op}__")(left)
        if name in _COMPARISONS or name in _CONSTANT:
            return func(*map(plain, args), **options)
        if name == "where" and not isinstance(args[0], Dual) and len(args) == 3:
            first, second, b = args  # torch.where(condition, a, b), or a.where(condition, b)
            condition, a = (first, second) if first.dtype == torch.bool else (second, first)
            return _binary("where", a, b, condition)
        if isinstance(args[0], Dual) and hasattr(cls, name):
            return getattr(args[0], name)(*args[1:], **options)
        if name in ("maximum", "minimum"):
            return getattr(args[1], name)(args[0])
        raise TypeError(f"Dual: {name} has no rule for dual numbers here. Write it with operators and with the "
                        f"methods of Dual: {', '.join(RULES)} ...")
