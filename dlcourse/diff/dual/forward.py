"""Jacobian-vector products, gradients and Jacobians by dual numbers."""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike, require_scalar, returned
from dlcourse.arguments import count
from dlcourse.diff.dual.number import Dual, unchecked
from dlcourse.tensors import Value, guard

BLOCK_NUMBERS = 2**22  # numbers in one block of seed tangents


@guard
def jvp(f: Callable[[Value], Value], x: Float[Tensor, "..."], x_dot: Float[Tensor, "..."]) -> tuple[Tensor, Tensor]:
    """Value y = f(x) and directional derivative y_dot = J x_dot, in one pass.

    Shapes: x and x_dot of one shape -> two tensors like f(x).
    Raises: ShapeError, DtypeError or DeviceError if x_dot is unlike x; DtypeError if f does not return a tensor.
    Source: lecture 7, forward mode; Jacobian-vector product.

    >>> x, x_dot = torch.tensor([1.0, 2.0]), torch.tensor([1.0, 0.0])
    >>> jvp(lambda x: x * x.sum(), x, x_dot)
    (tensor([3., 6.]), tensor([4., 2.]))
    """
    alike("jvp", x=x, x_dot=x_dot)
    y = _tensors("jvp", f(unchecked(x.detach(), x_dot.detach())), x, x_dot.shape[:0])
    return y.value, y.dot


@guard
def gradient(f: Callable[[Value], Value], x: Float[Tensor, "..."], *, chunk: int | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f, all unit tangents in one pass (or `chunk` of them at a time).

    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: ShapeError if f(x) is not a scalar; TypeError or ValueError if chunk is not a positive integer.
    Source: lecture 7, forward mode: slow for many inputs.

    >>> gradient(lambda x: (x * x).sum(), torch.tensor([1.0, 2.0]))
    tensor([2., 4.])
    """
    y, columns = _columns("gradient", f, x, chunk)
    require_scalar("gradient", y)
    return columns.reshape(x.shape).to(x.dtype)


@guard
def jacobian(f: Callable[[Value], Value], x: Float[Tensor, "..."], *, chunk: int | None = None) -> Tensor:
    """All derivatives dy_i / dx_j of y = f(x), a column for each tangent.

    Shapes: x of any shape -> f(x).shape + x.shape (for vectors: outputs x inputs).
    Raises: DtypeError if f does not return a tensor; TypeError or ValueError if chunk is not a positive integer.
    Source: lecture 7, forward mode builds columns.

    >>> jacobian(lambda x: x.sum() * x, torch.tensor([1.0, 2.0]))
    tensor([[4., 1.],
            [2., 5.]])
    """
    y, columns = _columns("jacobian", f, x, chunk)
    return columns.movedim(0, -1).reshape(y.shape + x.shape)


class _Seed(Dual):
    """x with the unit tangents e_start, ..., e_(stop - 1), written out only where an operation asks for them.

    A first layer x @ W does not: the tangents of its result are rows of W.
    """

    __slots__ = ("rows", "written")

    @property
    def dot(self) -> Tensor:
        if self.written is None:
            n = self.value.numel()
            eye = self.value.new_zeros(len(self.rows), n)
            eye[:, self.rows.start:self.rows.stop].fill_diagonal_(1)
            object.__setattr__(self, "written", eye.reshape(len(self.rows), *self.value.shape))
        return self.written

    def __matmul__(self, other):
        if self.value.ndim == 1 and isinstance(other, Tensor) and other.ndim == 2:
            return unchecked(self.value @ other, other[self.rows.start:self.rows.stop])
        return super().__matmul__(other)

    def __rmatmul__(self, other):
        if self.value.ndim == 1 and isinstance(other, Tensor) and other.ndim == 2:
            return unchecked(other @ self.value, other.T[self.rows.start:self.rows.stop])
        return super().__rmatmul__(other)


def _seed(x: Tensor, start: int, stop: int) -> _Seed:
    seed = object.__new__(_Seed)
    Dual.value.__set__(seed, x)
    object.__setattr__(seed, "rows", range(start, stop))
    object.__setattr__(seed, "written", None)
    return seed


def _columns(where: str, f: Callable, x: Tensor, chunk: int | None) -> tuple[Tensor, Tensor]:
    """f(x), and its tangents for all unit vectors along a first axis of length n."""
    n, x = x.numel(), x.detach()
    if chunk is None:
        chunk = max(1, BLOCK_NUMBERS // n)
    count(where, "chunk", chunk)
    blocks = []
    for start in range(0, n, chunk):
        k = min(chunk, n - start)
        y = _tensors(where, f(_seed(x, start, start + k)), x, (k,))
        blocks.append(y.dot)
    return y.value, blocks[0] if len(blocks) == 1 else torch.cat(blocks)


def _tensors(where: str, y: Value, x: Tensor, lead: tuple[int, ...]) -> Dual:
    """What f returned, as a Dual of tensors; what does not depend on x has tangents 0."""
    if isinstance(y, Dual):
        return y
    y = returned(where, y, x)
    return unchecked(y, y.new_zeros((*lead, *y.shape)))
