"""Dual numbers a + a_dot ε with ε² = 0: a value that carries its tangents through ordinary torch-style code."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import number_or_tensor, same_dtype
from dlcourse.diff.dual.axes import DualAxes
from dlcourse.diff.dual.rules import RULES, DualRule, insert_axes, matmul_left, matmul_right, power_slopes
from dlcourse.diff.dual.scalars import Open, install
from dlcourse.tensors import ShapeError, guard

_BINARY = {"add": "add", "sub": "sub", "mul": "mul", "multiply": "mul", "div": "truediv", "true_divide": "truediv",
           "matmul": "matmul", "mm": "matmul", "mv": "matmul", "dot": "matmul", "pow": "pow"}
_COMPARISONS = {"lt", "le", "gt", "ge", "eq", "ne"}
_CONSTANT = {"zeros_like", "ones_like", "full_like", "argmax", "argmin", "sign", "isnan", "isfinite", "round",
             "floor", "ceil"}  # their derivative is zero wherever they have one


def _method(name: str):
    """The method of Dual for one row of RULES."""
    rule: DualRule = RULES[name]

    def method(self: Dual) -> Dual:
        x = self.value
        m = torch if isinstance(x, Tensor) else math
        y = rule.value(m, x)
        return unchecked(y, rule.slope(m, x, y) * self.dot)

    method.__name__, method.__doc__ = name, f"{name}(x); its tangent is {rule.text}."
    return method


@dataclass(frozen=True, slots=True, eq=False)
class Dual(DualAxes, Open):
    """A value and its tangents: one, shaped like the value, or k at once behind one leading axis.

    Both are numbers, or both tensors with dot.shape == value.shape (one tangent) or (k, *value.shape) (k of
    them); .shape, .dtype and .device are those of value. Tensors and numbers that it meets are constants, with
    tangent 0; a single tangent that meets k counts in each of them. Operators, comparisons (of values),
    indexing and the usual tensor methods work, and the torch functions of the same names. Conventions as in
    torch: relu and abs have slope 0 at 0, clamp slope 1 on its bounds, amax shares among ties.
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

    def __add__(self, other):
        if isinstance(other, Dual):
            y = self.value + other.value
            return unchecked(y, _tangent(self, y) + _tangent(other, y))
        y = self.value + other
        return unchecked(y, _whole(self, y))

    __radd__ = __add__

    def __sub__(self, other):
        if isinstance(other, Dual):
            y = self.value - other.value
            return unchecked(y, _tangent(self, y) - _tangent(other, y))
        y = self.value - other
        return unchecked(y, _whole(self, y))

    def __rsub__(self, other):
        y = other - self.value
        return unchecked(y, -_whole(self, y))

    def __mul__(self, other):
        if isinstance(other, Dual):
            y = self.value * other.value
            return unchecked(y, _tangent(self, y) * other.value + self.value * _tangent(other, y))
        y = self.value * other
        return unchecked(y, _tangent(self, y) * other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        if isinstance(other, Dual):
            y = self.value / other.value
            return unchecked(y, (_tangent(self, y) - y * _tangent(other, y)) / other.value)
        y = self.value / other
        return unchecked(y, _tangent(self, y) / other)

    def __rtruediv__(self, other):
        y = other / self.value
        return unchecked(y, -y / self.value * _tangent(self, y))

    def __pow__(self, other): return _power(self, other)
    def __rpow__(self, other): return _power(other, self)
    def pow(self, exponent): return _power(self, exponent)
    def __matmul__(self, other): return _matmul(self, other)
    def __rmatmul__(self, other): return _matmul(other, self)
    def __neg__(self): return unchecked(-self.value, -self.dot)
    def __pos__(self): return self
    def __abs__(self): return self.abs()

    def __lt__(self, other): return self.value < _plain(other)
    def __le__(self, other): return self.value <= _plain(other)
    def __gt__(self, other): return self.value > _plain(other)
    def __ge__(self, other): return self.value >= _plain(other)
    def __eq__(self, other): return self.value == _plain(other)
    def __ne__(self, other): return self.value != _plain(other)
    __hash__ = object.__hash__

    @staticmethod
    def _with(value, dot): return unchecked(value, dot)

    exp, expm1, log, log1p = _method("exp"), _method("expm1"), _method("log"), _method("log1p")
    sin, cos, tanh, sigmoid = _method("sin"), _method("cos"), _method("tanh"), _method("sigmoid")
    erf, sqrt, rsqrt, square = _method("erf"), _method("sqrt"), _method("rsqrt"), _method("square")
    reciprocal, abs, relu = _method("reciprocal"), _method("abs"), _method("relu")

    def clamp(self, min=None, max=None):  # noqa: A002 - torch's names
        x = self.value
        inside = (x >= (-math.inf if min is None else min)) & (x <= (math.inf if max is None else max))
        return unchecked(x.clamp(min, max), self.dot * inside)

    def maximum(self, other): return _larger(self, other, 1)
    def minimum(self, other): return _larger(self, other, -1)
    def where(self, condition, other): return _where(condition, self, other)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        """torch.exp(x), and a tensor on the left of an operator, find their way to the methods above."""
        name, options = func.__name__, kwargs or {}
        if name in _BINARY and not options:
            left, right = args
            op = _BINARY[name]
            return getattr(left, f"__{op}__")(right) if isinstance(left, Dual) else getattr(right, f"__r{op}__")(left)
        if name in _COMPARISONS or name in _CONSTANT:
            return func(*map(_plain, args), **options)
        if name == "where" and not isinstance(args[0], Dual) and len(args) == 3:
            first, second, third = args  # torch.where(condition, a, b), or a.where(condition, b)
            return _where(first, second, third) if first.dtype == torch.bool else _where(second, first, third)
        if isinstance(args[0], Dual) and hasattr(cls, name):
            return getattr(args[0], name)(*args[1:], **options)
        if name in ("maximum", "minimum"):
            return getattr(args[1], name)(args[0])
        raise TypeError(f"Dual: {name} has no rule for dual numbers here. Write it with operators and with the "
                        f"methods of Dual: {', '.join(RULES)}, sum, mean, amax, logsumexp ...")


install(Dual)


def unchecked(value, dot) -> Dual:
    """A Dual without the checks, for results of rules."""
    made: Any = Open()
    made.value, made.dot = value, dot
    made.__class__ = Dual
    return made


def _check_pair(value: Float[Tensor, "..."], dot: Float[Tensor, "..."]) -> None:
    if dot.shape != value.shape and dot.shape[1:] != value.shape:
        raise ShapeError(f"Dual: dot should have the shape {tuple(value.shape)} of value, or (k, *that) for k tangents "
                         f"at once, but has {tuple(dot.shape)}. Give one number for each entry of value.")
    same_dtype("Dual", value=value, dot=dot)


_check_pair.__name__ = "Dual"  # the name in the guard's messages
_check_tensors = guard(_check_pair)


def _plain(x):
    return x.value if isinstance(x, Dual) else x


def _tangent(x: Dual, y):
    """x's tangents, ready to broadcast against a result y of at least as many axes."""
    dot = x.dot
    if y.__class__ is float or not isinstance(dot, Tensor):
        return dot
    gap = y.ndim - x.value.ndim
    return insert_axes(dot, dot.ndim - x.value.ndim, gap) if gap else dot


def _whole(x: Dual, y):
    """x's tangents, expanded to the shape of a result y."""
    if y.__class__ is float or not isinstance(y, Tensor):
        return x.dot
    if not isinstance(x.dot, Tensor):
        return torch.full_like(y, x.dot)
    return x.dot if x.value.shape == y.shape else _tangent(x, y).expand(x._lead() + y.shape)


def _power(a, b) -> Dual:
    y = _plain(a) ** _plain(b)
    by_a, by_b = power_slopes(_plain(a), _plain(b), y)
    if not isinstance(b, Dual):
        return unchecked(y, by_a * _tangent(a, y))
    right = by_b() * _tangent(b, y)
    return unchecked(y, by_a * _tangent(a, y) + right if isinstance(a, Dual) else right)


def _matmul(a, b) -> Dual:
    A, B = _plain(a), _plain(b)
    y = A @ B
    left = matmul_left(A, a.dot, B, y) if isinstance(a, Dual) else None
    right = matmul_right(A, B, b.dot, y) if isinstance(b, Dual) else None
    return unchecked(y, right if left is None else left if right is None else left + right)


def _where(condition: Tensor, a, b) -> Dual:
    """a where the condition holds, else b; tangents likewise."""
    y = torch.where(condition, _plain(a), _plain(b))
    dot = torch.where(condition, *(_tangent(x, y) if isinstance(x, Dual) else y.new_zeros(()) for x in (a, b)))
    return unchecked(y, dot.expand((a if isinstance(a, Dual) else b)._lead() + y.shape))


def _larger(a: Dual, b, sign: int) -> Dual:
    """The larger (sign 1) or smaller (sign -1) of each pair; ties share the tangent evenly."""
    other = b if isinstance(b, Dual) else torch.as_tensor(b, dtype=a.dtype, device=a.device)
    u, v = a.value, _plain(other)
    y = torch.maximum(u, v) if sign > 0 else torch.minimum(u, v)
    share = torch.where(u == v, 0.5, (u == y).to(y.dtype))
    dot = _tangent(a, y) * share
    return unchecked(y, dot + _tangent(other, y) * (1 - share) if isinstance(other, Dual) else dot)
