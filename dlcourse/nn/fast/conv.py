"""Convolution of images by few large products: the same results as `nn.conv`, for steps of 1.

Only the width is unfolded: `columns` holds, for each tap along the width, a shifted copy of all rows. A tap along the
height is then an offset into these rows, so that a kernel of k rows takes k products and no further copy.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.functional import pad

from dlcourse.arguments import count
from dlcourse.nn.conv import ConvAdjoints, out_size
from dlcourse.nn.fast._late import guard_late, require_numbers
from dlcourse.tensors import ShapeError


class FastConvCache(NamedTuple):
    """What the way back needs: the unfolded width (C kw, rows N columns), kernels by row (kh, O, C kw), and sizes."""

    columns: Tensor
    by_row: Tensor
    shape: tuple[int, ...]
    kernel: tuple[int, int]
    padding: int

    def sizes(self) -> tuple[int, int, int]:
        """Rows and columns of the output, and how many entries of `columns` one row of the image takes."""
        N, _, H, W = self.shape
        (kh, kw), p = self.kernel, self.padding
        across = W + 2 * p - kw + 1
        return H + 2 * p - kh + 1, across, N * across


@guard_late
@torch.no_grad()
def conv2d(X: Float[Tensor, "batch channels height width"], W: Float[Tensor, "out channels kh kw"],
           b: Float[Tensor, " out"], *, padding: int = 0) -> tuple[Tensor, FastConvCache]:
    """`nn.conv.conv2d` with stride and dilation 1.

    Shapes: X (N, C, H, W), W (O, C, kh, kw), b (O,) -> (N, O, H', W').
    Raises: as `nn.conv.conv2d`.
    Source: lecture 12, convolution of images.

    >>> conv2d(torch.arange(9.0).view(1, 1, 3, 3), torch.ones(1, 1, 2, 2), torch.zeros(1))[0].squeeze()
    tensor([[ 8., 12.],
            [20., 24.]])
    """
    count("conv2d", "padding", padding, low=0)
    (O, C, kh, kw), N, p = W.shape, len(X), padding
    for n, k in zip(X.shape[2:], (kh, kw)):
        out_size(n, k, padding=p)  # refuses a kernel that does not fit
    if len(b) != O or X.shape[1] != C:
        raise ShapeError("conv2d: X, W and b should have as many channels as each other.")
    unfolded = (pad(X, (p, p, p, p)) if p else X).unfold(3, kw, 1)  # (N, C, H, W', kw), a view
    columns = unfolded.permute(1, 4, 2, 0, 3).reshape(C * kw, -1)  # a row for each channel and tap: (H, N, W')
    by_row = W.permute(2, 0, 1, 3).reshape(kh, O, C * kw)
    cache = FastConvCache(columns, by_row, tuple(X.shape), (kh, kw), p)
    rows, across, n = cache.sizes()
    Z = torch.addmm(b[:, None], by_row[0], columns[:, :rows * n])
    for i in range(1, kh):
        Z.addmm_(by_row[i], columns[:, i * n:(i + rows) * n])
    require_numbers("conv2d", Z)
    return Z.view(O, rows, N, across).permute(2, 0, 1, 3), cache


@torch.no_grad()
def conv2d_backward(Z_bar: Tensor, cache: FastConvCache, *, to_input: bool = True) -> ConvAdjoints:
    """`nn.conv.conv2d_backward` for the cache of this module's `conv2d`.

    Shapes: Z_bar (N, O, H', W') -> X_bar (N, C, H, W), W_bar (O, C, kh, kw), b_bar (O,).
    Raises: ShapeError unless Z_bar has the shape of the output.
    Source: lecture 12, convolution backwards.

    >>> _, cache = conv2d(torch.arange(9.0).view(1, 1, 3, 3), torch.ones(1, 1, 2, 2), torch.zeros(1))
    >>> conv2d_backward(torch.ones(1, 1, 2, 2), cache).X_bar.squeeze()
    tensor([[1., 2., 1.],
            [2., 4., 2.],
            [1., 2., 1.]])
    """
    columns, by_row, (N, C, *_), (kh, kw), _ = cache
    rows, across, n = cache.sizes()
    O = by_row.shape[1]
    if Z_bar.shape != (N, O, rows, across):
        raise ShapeError(f"conv2d_backward: Z_bar should have the shape of the output, {(N, O, rows, across)}, but "
                         f"has shape {tuple(Z_bar.shape)}. Give one number for each entry of the output.")
    Z_bar = Z_bar.permute(1, 2, 0, 3).reshape(O, rows * n)
    W_bar = torch.stack([Z_bar @ columns[:, i * n:(i + rows) * n].mT for i in range(kh)])  # (kh, O, C kw)
    X_bar = _to_input(Z_bar, cache) if to_input else None
    return ConvAdjoints(X_bar, W_bar.view(kh, O, C, kw).permute(1, 2, 0, 3), Z_bar.sum(1))


def _to_input(Z_bar: Tensor, cache: FastConvCache) -> Tensor:
    """The adjoint of the image: first of the unfolded width, row by row of the kernel, then folded, tap by tap."""
    _, by_row, (N, C, H, W), (kh, kw), p = cache
    rows, across, n = cache.sizes()
    columns_bar = torch.zeros_like(cache.columns)
    for i in range(kh):
        columns_bar[:, i * n:(i + rows) * n].addmm_(by_row[i].mT, Z_bar)
    columns_bar = columns_bar.view(C, kw, H + 2 * p, N, across)
    padded_bar = Z_bar.new_zeros(C, H + 2 * p, N, W + 2 * p)
    for j in range(kw):
        padded_bar[..., j:j + across] += columns_bar[:, j]
    return padded_bar[:, p:p + H, :, p:p + W].permute(2, 0, 1, 3)
