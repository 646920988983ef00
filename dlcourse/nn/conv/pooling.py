"""Pooling as pairs: the largest entry or the mean of each window, and the largest of a whole feature map."""

from __future__ import annotations

from typing import NamedTuple

from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count
from dlcourse.nn.conv.windows import KernelGrid, windows, windows_backward
from dlcourse.tensors import ShapeError, guard


class PoolCache(NamedTuple):
    """What pooling keeps: the share of each entry of each window in the output, and how the windows lay on the image.

    shares (N, C, H', W', k, k) is 1 at the largest entry and else 0, or 1/k^2 everywhere for the mean.
    """

    shares: Tensor
    shape: tuple[int, ...]
    grid: KernelGrid


def _grid(where: str, k: int, stride: int | None) -> KernelGrid:
    count(where, "k", k)
    if stride is not None:
        count(where, "stride", stride)
    return KernelGrid((k, k), k if stride is None else stride)


def _first_of_largest(rows: Tensor) -> Tensor:
    """1 at the largest entry of each row and else 0; of several equal ones the first, as in torch.

    >>> import torch
    >>> _first_of_largest(torch.tensor([[2.0, 5.0, 5.0]]))
    tensor([[0., 1., 0.]])
    """
    return rows.new_zeros(rows.shape).scatter_(-1, rows.argmax(-1, keepdim=True), 1.0)


@guard
def max_pool2d(X: Float[Tensor, "batch channels height width"], k: int, *,
               stride: int | None = None) -> tuple[Float[Tensor, "batch channels rows columns"], PoolCache]:
    """The largest entry of each window of k x k, and what the way back needs.

    Windows lie side by side unless stride says how far apart they begin; what is left over at the right and at the
    bottom is not looked at.

    Shapes: (N, C, H, W) -> (N, C, H', W').
    Raises: ShapeError, also for a window that does not fit; DtypeError or NotANumberError; TypeError or ValueError for
    k or stride below 1.
    Source: lecture 12, pooling.

    >>> import torch
    >>> max_pool2d(torch.tensor([[[[1.0, 7.0, 2.0, 3.0], [4.0, 5.0, 9.0, 8.0]]]]), 2)[0]
    tensor([[[[7., 9.]]]])
    """
    grid = _grid("max_pool2d", k, stride)
    found = windows(X, grid)
    shares = _first_of_largest(found.flatten(-2)).view(found.shape)
    return found.amax((-2, -1)), PoolCache(shares, tuple(X.shape), grid)


@guard
def max_pool2d_backward(Y_bar: Float[Tensor, "batch channels rows columns"],
                        cache: PoolCache) -> Float[Tensor, "batch channels height width"]:
    """The adjoint of the image: what belongs to a window goes to its largest entry; where windows overlap, it adds.

    Shapes: Y_bar (N, C, H', W') -> (N, C, H, W).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 12, pooling backwards.

    >>> import torch
    >>> _, cache = max_pool2d(torch.tensor([[[[1.0, 7.0, 2.0, 3.0], [4.0, 5.0, 9.0, 8.0]]]]), 2)
    >>> max_pool2d_backward(torch.tensor([[[[10.0, 20.0]]]]), cache)
    tensor([[[[ 0., 10.,  0.,  0.],
              [ 0.,  0., 20.,  0.]]]])
    """
    return _share_out("max_pool2d_backward", Y_bar, cache)


@guard
def mean_pool2d(X: Float[Tensor, "batch channels height width"], k: int, *,
                stride: int | None = None) -> tuple[Float[Tensor, "batch channels rows columns"], PoolCache]:
    """The mean of each window of k x k, and what the way back needs. The windows lie as those of `max_pool2d`.

    Shapes: (N, C, H, W) -> (N, C, H', W').
    Raises: as `max_pool2d`. Source: lecture 12, pooling.

    >>> import torch
    >>> mean_pool2d(torch.tensor([[[[1.0, 7.0], [4.0, 8.0]]]]), 2)[0]
    tensor([[[[5.]]]])
    """
    grid = _grid("mean_pool2d", k, stride)
    found = windows(X, grid)
    shares = found.new_ones(()).div(k * k).expand(found.shape)
    return found.mean((-2, -1)), PoolCache(shares, tuple(X.shape), grid)


@guard
def mean_pool2d_backward(Y_bar: Float[Tensor, "batch channels rows columns"],
                         cache: PoolCache) -> Float[Tensor, "batch channels height width"]:
    """The adjoint of the image: what belongs to a window is shared out evenly; where windows overlap, it adds.

    Shapes: Y_bar (N, C, H', W') -> (N, C, H, W).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError. Source: lecture 12, pooling backwards.

    >>> import torch
    >>> _, cache = mean_pool2d(torch.zeros(1, 1, 2, 2), 2)
    >>> mean_pool2d_backward(torch.full((1, 1, 1, 1), 8.0), cache).squeeze()
    tensor([[2., 2.],
            [2., 2.]])
    """
    return _share_out("mean_pool2d_backward", Y_bar, cache)


def _share_out(where: str, Y_bar: Tensor, cache: PoolCache) -> Tensor:
    """Each window's adjoint by shares to its entries."""
    if Y_bar.shape != cache.shares.shape[:4]:
        raise ShapeError(f"{where}: Y_bar should have the shape of the output, {tuple(cache.shares.shape[:4])}, but "
                         f"has shape {tuple(Y_bar.shape)}. Give one number for each window.")
    return windows_backward(Y_bar[..., None, None] * cache.shares, cache.shape, cache.grid)


# --- over a whole feature map ---


@guard
def global_max_pool(X: Float[Tensor, "batch channels height width"]) -> tuple[Float[Tensor, "batch channels"], Tensor]:
    """The largest entry of each feature map, wherever it lies, and what the way back needs.

    Shapes: (N, C, H, W) -> (N, C).
    Raises: ShapeError, DtypeError or NotANumberError. Source: lecture 12, what survives a shift.

    >>> import torch
    >>> global_max_pool(torch.tensor([[[[1.0, 7.0], [4.0, 5.0]]]]))[0]
    tensor([[7.]])
    """
    return X.amax((2, 3)), _first_of_largest(X.flatten(2)).view(X.shape)


@guard
def global_max_pool_backward(Y_bar: Float[Tensor, "batch channels"],
                             cache: Tensor) -> Float[Tensor, "batch channels height width"]:
    """The adjoint of the feature maps: each map's goes to its largest entry.

    Shapes: (N, C) -> (N, C, H, W).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError. Source: lecture 12, what survives a shift.

    >>> import torch
    >>> _, cache = global_max_pool(torch.tensor([[[[1.0, 7.0], [4.0, 5.0]]]]))
    >>> global_max_pool_backward(torch.tensor([[3.0]]), cache).squeeze()
    tensor([[0., 3.],
            [0., 0.]])
    """
    if Y_bar.shape != cache.shape[:2]:
        raise ShapeError(f"global_max_pool_backward: Y_bar should have shape {tuple(cache.shape[:2])}, one number a "
                         f"feature map, but has shape {tuple(Y_bar.shape)}.")
    return Y_bar[:, :, None, None] * cache
