"""Forward mode, fast: dual numbers with the commonest operators written out, and unit tangents that stay unwritten.

An operation on two numbers costs less than looking up what kind of operation it is, so each operator does
everything in place; whatever it does not know, the rules of `Dual` take.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.diff.dual.forward import all_tangents, value_and_tangents
from dlcourse.diff.dual.number import Dual
from dlcourse.tensors import Value, guard


class _Open:
    """The storage of a dual number while it is filled; with its class set to QuickDual it is complete, and frozen."""

    __slots__ = ("dot", "value")


class QuickDual(Dual):
    """A `Dual` with the operators of numbers, and those of a layer with a constant weight and bias, written out.

    Raises: as `Dual`. Source: lecture 7, dual numbers.

    >>> x = QuickDual(3.0, 1.0)
    >>> x * x + 1
    QuickDual(value=10.0, dot=6.0)
    """

    __slots__ = ()

    @classmethod
    def _of(cls, value, dot):
        y: Any = _Open()
        y.value, y.dot = value, dot
        y.__class__ = QuickDual
        return y

    def __add__(self, other):
        x = self.value
        if x.__class__ is float:
            kind = other.__class__
            if kind is float or kind is int:
                y: Any = _Open()
                y.value, y.dot = x + other, self.dot
                y.__class__ = QuickDual
                return y
            if kind is QuickDual and other.value.__class__ is float:
                y = _Open()
                y.value, y.dot = x + other.value, self.dot + other.dot
                y.__class__ = QuickDual
                return y
        elif isinstance(other, Tensor):
            y = x + other
            if y.shape == x.shape and y.dtype == x.dtype:  # a bias
                return self._of(y, self.dot)
        return Dual.__add__(self, other)

    __radd__ = __add__

    def __sub__(self, other):
        x = self.value
        if x.__class__ is float:
            kind = other.__class__
            if kind is float or kind is int:
                y: Any = _Open()
                y.value, y.dot = x - other, self.dot
                y.__class__ = QuickDual
                return y
            if kind is QuickDual and other.value.__class__ is float:
                y = _Open()
                y.value, y.dot = x - other.value, self.dot - other.dot
                y.__class__ = QuickDual
                return y
        return Dual.__sub__(self, other)

    def __mul__(self, other):
        x = self.value
        if x.__class__ is float:
            kind = other.__class__
            if kind is float or kind is int:
                y: Any = _Open()
                y.value, y.dot = x * other, self.dot * other
                y.__class__ = QuickDual
                return y
            if kind is QuickDual:
                v = other.value
                if v.__class__ is float:
                    y = _Open()
                    y.value, y.dot = x * v, self.dot * v + x * other.dot
                    y.__class__ = QuickDual
                    return y
        return Dual.__mul__(self, other)

    __rmul__ = __mul__

    def __matmul__(self, other):
        if isinstance(other, Tensor) and other.ndim == 2:  # a layer
            return self._of(self.value @ other, self.dot @ other)
        return Dual.__matmul__(self, other)

    def tanh(self):
        if isinstance(self.value, Tensor):
            y = self.value.tanh()
            return self._of(y, (1 - y * y) * self.dot)
        return Dual.tanh(self)

    def relu(self):
        x = self.value
        return self if x.__class__ is float and x > 0 else Dual.relu(self)  # elsewhere the rule decides


class Seed(QuickDual):
    """x with the unit tangents e_start, ..., e_(stop - 1), written out only where an operation asks for them.

    A first layer x @ W does not: the tangents of its result are rows of W.

    >>> import torch
    >>> x = Seed.rows_of(torch.zeros(2), 0, 2)
    >>> (x @ torch.tensor([[1.0, 2.0], [3.0, 4.0]])).dot, x.written
    (tensor([[1., 2.],
            [3., 4.]]), None)
    """

    __slots__ = ("rows", "written")

    @classmethod
    def rows_of(cls, x: Tensor, start: int, stop: int) -> Seed:
        """x with these unit tangents."""
        seed = object.__new__(cls)
        Dual.value.__set__(seed, x)
        object.__setattr__(seed, "rows", range(start, stop))
        object.__setattr__(seed, "written", None)
        return seed

    @property
    def dot(self) -> Tensor:
        if self.written is None:
            units = self.value.new_zeros(len(self.rows), self.value.numel())
            units[:, self.rows.start:self.rows.stop].fill_diagonal_(1)
            object.__setattr__(self, "written", units.reshape(-1, *self.value.shape))
        return self.written

    def __matmul__(self, other):
        if self.value.ndim == 1 and isinstance(other, Tensor) and other.ndim == 2:
            return self._of(self.value @ other, other[self.rows.start:self.rows.stop])
        return super().__matmul__(other)

    def __rmatmul__(self, other):
        if self.value.ndim == 1 and isinstance(other, Tensor) and other.ndim == 2:
            return self._of(other @ self.value, other.T[self.rows.start:self.rows.stop])
        return super().__rmatmul__(other)


@guard
def jvp(f: Callable[[Value], Value], x: Float[Tensor, "..."], x_dot: Float[Tensor, "..."]) -> tuple[Tensor, Tensor]:
    """Value y = f(x) and directional derivative y_dot = J x_dot, as `dual.jvp`.

    Shapes, Raises, Source: as `dual.jvp`.

    >>> import torch
    >>> x, x_dot = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 0.0])
    >>> jvp(lambda x: x * x.sum(), x, x_dot)
    (tensor([3., 6.]), tensor([4., 2.]))
    """
    alike("jvp", x=x, x_dot=x_dot)
    return value_and_tangents("jvp", f(QuickDual._of(x.detach(), x_dot.detach())), x)


@guard
def jacobian(f: Callable[[Value], Value], x: Float[Tensor, "..."], *, chunk: int | None = None) -> Tensor:
    """All derivatives dy_i / dx_j of y = f(x), as `dual.jacobian`, without writing the unit tangents out.

    Shapes, Raises, Source: as `dual.jacobian`.

    >>> import torch
    >>> jacobian(lambda x: x.sum() * x, torch.tensor([1.0, 2.0]))
    tensor([[4., 1.],
            [2., 5.]])
    """
    y, tangents = all_tangents("jacobian", f, x, chunk, Seed.rows_of)
    return tangents.movedim(0, -1).reshape(y.shape + x.shape).to(x.dtype)
