"""Convolution along one axis, and the matrix of shared weights that it stands for."""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count
from dlcourse.nn.conv.sizes import out_size
from dlcourse.tensors import guard


@guard
def conv1d(x: Float[Tensor, " n"], a: Float[Tensor, " h"], b: Float[Tensor, ""]) -> Float[Tensor, " places"]:
    """The kernel a at every place of x where it fits, plus b: z_i = a^T x_(i..i+h-1) + b.

    It is a cross-correlation, as in torch: the kernel is not turned round.

    Shapes: x (n,), a (h,), b () -> (n - h + 1,).
    Raises: ShapeError, also where a is longer than x; DtypeError, DeviceError or NotANumberError.
    Source: lecture 12, convolution along one axis.

    >>> import torch
    >>> conv1d(torch.tensor([1.0, 2.0, 4.0, 7.0]), torch.tensor([-1.0, 1.0]), torch.tensor(0.0))
    tensor([1., 2., 3.])
    """
    out_size(len(x), len(a))
    return x.unfold(0, len(a), 1) @ a + b  # (places, h) @ (h,) -> (places,)


@guard
def toeplitz(a: Float[Tensor, " h"], n: int) -> Float[Tensor, "places n"]:
    """The matrix A with conv1d(x, a, b) = A x + b: row i holds a, moved i columns to the right, and else zeros.

    Shapes: a (h,) -> (n - h + 1, n).
    Raises: ShapeError where a is longer than n; DtypeError or NotANumberError; TypeError or ValueError for n < 1.
    Source: lecture 12, convolution as a matrix.

    >>> import torch
    >>> toeplitz(torch.tensor([5.0, 7.0]), 3)
    tensor([[5., 7., 0.],
            [0., 5., 7.]])
    """
    count("toeplitz", "n", n)
    rows = out_size(n, len(a))
    A = a.new_zeros(rows, n)
    for i in range(rows):
        A[i, i:i + len(a)] = a
    return A
