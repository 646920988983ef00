"""The windows of an image that a kernel meets one after the other, and the way back: a sum over all that overlap."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor
from torch.nn.functional import pad

from dlcourse.nn.conv.sizes import out_size, span


class KernelGrid(NamedTuple):
    """How a kernel goes over an image: its taps along each axis, and how far apart steps and taps are."""

    kernel: tuple[int, int]
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    def places(self, height: int, width: int) -> tuple[int, int]:
        """How many windows there are along each axis.

        >>> KernelGrid((3, 2), stride=2).places(7, 5)
        (3, 2)
        """
        kh, kw = self.kernel
        steps = {"stride": self.stride, "padding": self.padding, "dilation": self.dilation}
        return out_size(height, kh, **steps), out_size(width, kw, **steps)


def windows(X: Tensor, grid: KernelGrid) -> Tensor:
    """What the kernel meets at each place; a view of the padded image, nothing is copied.

    Shapes: (N, C, H, W) -> (N, C, H', W', kh, kw).
    Raises: ShapeError where the kernel does not fit.

    >>> import torch
    >>> windows(torch.arange(9.0).view(1, 1, 3, 3), KernelGrid((2, 2)))[0, 0, 0, 1]
    tensor([[1., 2.],
            [4., 5.]])
    """
    (kh, kw), s, p, d = grid
    grid.places(*X.shape[2:])
    padded = pad(X, (p, p, p, p)) if p else X
    return padded.unfold(2, span(kh, d), s).unfold(3, span(kw, d), s)[..., ::d, ::d]


def windows_backward(windows_bar: Tensor, shape: tuple[int, ...], grid: KernelGrid) -> Tensor:
    """The adjoint of the image: each entry gets the sum over the windows that it was in.

    Shapes: (N, C, H', W', kh, kw) -> shape = (N, C, H, W).

    >>> import torch
    >>> windows_backward(torch.ones(1, 1, 2, 2, 2, 2), (1, 1, 3, 3), KernelGrid((2, 2)))[0, 0]
    tensor([[1., 2., 1.],
            [2., 4., 2.],
            [1., 2., 1.]])
    """
    N, C, H, W = shape
    rows, columns = windows_bar.shape[2:4]
    (kh, kw), s, p, d = grid
    padded_bar = windows_bar.new_zeros(N, C, H + 2 * p, W + 2 * p)
    for i in range(kh):
        for j in range(kw):  # the tap (i, j) met these entries, one in each window
            met = padded_bar[:, :, i * d:, j * d:][:, :, :(rows - 1) * s + 1:s, :(columns - 1) * s + 1:s]
            met += windows_bar[..., i, j]
    return padded_bar[:, :, p:p + H, p:p + W]
