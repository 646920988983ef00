"""Convolution of images as a pair, and the step from feature maps to a plain layer."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.nn.conv.windows import KernelGrid, windows, windows_backward
from dlcourse.tensors import ShapeError, guard


class ConvCache(NamedTuple):
    """What a convolution keeps: its input X (N, C, H, W), its kernels W (O, C, kh, kw), and how they went over X."""

    X: Tensor
    W: Tensor
    grid: KernelGrid


class ConvAdjoints(NamedTuple):
    """Adjoints of the input (N, C, H, W), if it was asked for, the kernels (O, C, kh, kw) and the biases (O,)."""

    X_bar: Tensor | None
    W_bar: Tensor
    b_bar: Tensor


@guard
def conv2d(X: Float[Tensor, "batch channels height width"], W: Float[Tensor, "out channels kh kw"],
           b: Float[Tensor, " out"], *, stride: int = 1, padding: int = 0,
           dilation: int = 1) -> tuple[Float[Tensor, "batch out rows columns"], ConvCache]:
    """Each kernel at every place of each image, summed over the input channels, plus one bias a kernel.

    Z[n, o, s, t] = b[o] + sum over c, i, j of W[o, c, i, j] X[n, c, s + i, t + j], for steps of 1; it is a
    cross-correlation, as in torch. The output has floor((n + 2 padding - dilation (k - 1) - 1) / stride) + 1 entries
    along an axis of n. Stride, padding (with zeros) and dilation hold for both axes.

    Shapes: X (N, C, H, W), W (O, C, kh, kw), b (O,) -> (N, O, H', W').
    Raises: ShapeError, also for a kernel that does not fit; DtypeError, DeviceError or NotANumberError; TypeError or
    ValueError for steps that are not whole numbers.
    Source: lecture 12, convolution of images.

    >>> X = torch.arange(9.0).view(1, 1, 3, 3)
    >>> conv2d(X, torch.ones(1, 1, 2, 2), torch.zeros(1))[0].squeeze()
    tensor([[ 8., 12.],
            [20., 24.]])
    """
    kh, kw = W.shape[2:]
    grid = KernelGrid((kh, kw), stride, padding, dilation)
    Z = torch.einsum("nchwij,ocij->nohw", windows(X, grid), W) + b[:, None, None]
    return Z, ConvCache(X, W, grid)


@guard
def conv2d_backward(Z_bar: Float[Tensor, "batch out rows columns"], cache: ConvCache, *,
                    to_input: bool = True) -> ConvAdjoints:
    """Adjoints of X, W and b, given Z_bar: a weight was used at every place of every image, so its uses add.

    An entry of X was met by several taps, which add too. to_input=False saves that part where X is the data.

    Shapes: Z_bar (N, O, H', W') -> X_bar (N, C, H, W), W_bar (O, C, kh, kw), b_bar (O,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 12, convolution backwards.

    >>> _, cache = conv2d(torch.arange(9.0).view(1, 1, 3, 3), torch.ones(1, 1, 2, 2), torch.zeros(1))
    >>> X_bar, W_bar, b_bar = conv2d_backward(torch.ones(1, 1, 2, 2), cache)
    >>> X_bar.squeeze().tolist(), W_bar.squeeze().tolist(), b_bar
    ([[1.0, 2.0, 1.0], [2.0, 4.0, 2.0], [1.0, 2.0, 1.0]], [[8.0, 12.0], [20.0, 24.0]], tensor([4.]))
    """
    X, W, grid = cache
    _fits("conv2d_backward", "Z_bar", Z_bar, (len(X), len(W), *grid.places(*X.shape[2:])))
    W_bar = torch.einsum("nohw,nchwij->ocij", Z_bar, windows(X, grid))
    X_bar = None
    if to_input:
        X_bar = windows_backward(torch.einsum("nohw,ocij->nchwij", Z_bar, W), X.shape, grid)
    return ConvAdjoints(X_bar, W_bar, b_bar=Z_bar.sum((0, 2, 3)))


def _fits(where: str, name: str, value: Tensor, shape: tuple[int, ...]) -> None:
    """Raise unless an adjoint has the shape of what went forward."""
    if value.shape != shape:
        raise ShapeError(f"{where}: {name} should have the shape of the output, {tuple(shape)}, but has shape "
                         f"{tuple(value.shape)}. Give one number for each entry of the output.")


@guard
def flatten(X: Float[Tensor, "batch channels height width"]) -> tuple[Float[Tensor, "batch features"],
                                                                      tuple[int, ...]]:
    """All entries of each image in one row, channel by channel and row by row, and the shape for the way back.

    Shapes: (N, C, H, W) -> (N, C H W).
    Raises: ShapeError, DtypeError or NotANumberError. Source: lecture 12, the layout of a convolutional network.

    >>> flatten(torch.arange(8.0).view(2, 1, 2, 2))[0]
    tensor([[0., 1., 2., 3.],
            [4., 5., 6., 7.]])
    """
    return X.flatten(1), tuple(X.shape)


@guard
def flatten_backward(features_bar: Float[Tensor, "batch features"],
                     shape: tuple[int, ...]) -> Float[Tensor, "batch channels height width"]:
    """The adjoint of the images: the same numbers in their places.

    Shapes: (N, C H W) -> (N, C, H, W).
    Raises: ShapeError, DtypeError or NotANumberError. Source: lecture 12, the layout of a convolutional network.

    >>> flatten_backward(torch.arange(4.0)[None], (1, 1, 2, 2)).squeeze()
    tensor([[0., 1.],
            [2., 3.]])
    """
    N, C, H, W = shape
    _fits("flatten_backward", "features_bar", features_bar, (N, C * H * W))
    return features_bar.reshape(shape)
