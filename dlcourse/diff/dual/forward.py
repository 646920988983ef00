"""Jacobian-vector products, gradients and Jacobians by dual numbers."""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike, require_scalar, returned
from dlcourse.arguments import count
from dlcourse.diff.dual.number import Dual
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
    return value_and_tangents("jvp", f(Dual._of(x.detach(), x_dot.detach())), x)


@guard
def gradient(f: Callable[[Value], Value], x: Float[Tensor, "..."], *, chunk: int | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f, all unit tangents in one pass (or `chunk` of them at a time).

    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: ShapeError if f(x) is not a scalar; TypeError or ValueError if chunk is not a positive integer.
    Source: lecture 7, forward mode: slow for many inputs.

    >>> gradient(lambda x: (x * x).sum(), torch.tensor([1.0, 2.0]))
    tensor([2., 4.])
    """
    y, tangents = all_tangents("gradient", f, x, chunk, unit_tangents)
    require_scalar("gradient", y)
    return tangents.reshape(x.shape).to(x.dtype)


@guard
def jacobian(f: Callable[[Value], Value], x: Float[Tensor, "..."], *, chunk: int | None = None) -> Tensor:
    """All derivatives dy_i / dx_j of y = f(x), a column for each tangent.

    Shapes: x of any shape -> f(x).shape + x.shape (for vectors: outputs x inputs), in x's dtype.
    Raises: DtypeError if f does not return a tensor; TypeError or ValueError if chunk is not a positive integer.
    Source: lecture 7, forward mode builds columns.

    >>> jacobian(lambda x: x.sum() * x, torch.tensor([1.0, 2.0]))
    tensor([[4., 1.],
            [2., 5.]])
    """
    y, tangents = all_tangents("jacobian", f, x, chunk, unit_tangents)
    return tangents.movedim(0, -1).reshape(y.shape + x.shape).to(x.dtype)


def unit_tangents(x: Tensor, start: int, stop: int) -> Dual:
    """x with the unit tangents e_start, ..., e_(stop - 1) along a first axis."""
    units = x.new_zeros(stop - start, x.numel())
    units[:, start:stop].fill_diagonal_(1)
    return Dual._of(x, units.reshape(-1, *x.shape))


def all_tangents(where: str, f: Callable, x: Tensor, chunk: int | None, seed: Callable) -> tuple[Tensor, Tensor]:
    """f(x), and its tangents for all unit vectors along a first axis of length n; seed makes x with some of them."""
    n, x = x.numel(), x.detach()
    if chunk is None:
        chunk = max(1, BLOCK_NUMBERS // n)
    count(where, "chunk", chunk)
    blocks = []
    for start in range(0, n, chunk):
        stop = min(start + chunk, n)
        y, y_dot = value_and_tangents(where, f(seed(x, start, stop)), x, stop - start)
        blocks.append(y_dot)
    return y, blocks[0] if len(blocks) == 1 else torch.cat(blocks)


def value_and_tangents(where: str, y: Value, x: Tensor, *lead: int) -> tuple[Tensor, Tensor]:
    """What f returned, as tensors; what does not depend on x has tangents 0."""
    if isinstance(y, Dual):
        return y.value, y.dot
    y = returned(where, y, x)
    return y, y.new_zeros((*lead, *y.shape))
