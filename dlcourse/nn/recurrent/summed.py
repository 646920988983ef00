"""What every cell begins with, as a pair: a weighted sum of the input and of the state before."""

from __future__ import annotations

from typing import NamedTuple

from torch import Tensor


class SumCache(NamedTuple):
    """What the weighted sum keeps: x (batch, in), h (batch, hidden), W (out, in) and U (out, hidden)."""

    x: Tensor
    h: Tensor
    W: Tensor
    U: Tensor


class SumAdjoints(NamedTuple):
    """Adjoints of x, of h, and of W, U and b, summed over the batch."""

    x_bar: Tensor
    h_bar: Tensor
    W_bar: Tensor
    U_bar: Tensor
    b_bar: Tensor


def weighted_sum(x: Tensor, h: Tensor, W: Tensor, U: Tensor, b: Tensor) -> tuple[Tensor, SumCache]:
    """Z = x W^T + h U^T + b, and what the way back needs.

    Shapes: x (batch, in), h (batch, hidden), W (out, in), U (out, hidden), b (out,) -> (batch, out).

    >>> import torch
    >>> one = torch.ones(1, 1)
    >>> weighted_sum(one, 2 * one, 3 * one, 10 * one, one[0])[0]
    tensor([[24.]])
    """
    return x @ W.mT + h @ U.mT + b, SumCache(x, h, W, U)


def weighted_sum_backward(Z_bar: Tensor, cache: SumCache) -> SumAdjoints:
    """Adjoints of all five, given that of the sum.

    Shapes: Z_bar (batch, out) -> each like what it belongs to.

    >>> import torch
    >>> one = torch.ones(1, 1)
    >>> x_bar, h_bar, W_bar, U_bar, b_bar = weighted_sum_backward(one, SumCache(one, 2 * one, 3 * one, 10 * one))
    >>> [t.item() for t in (x_bar, h_bar, W_bar, U_bar, b_bar)]
    [3.0, 10.0, 1.0, 2.0, 1.0]
    """
    x, h, W, U = cache
    return SumAdjoints(x_bar=Z_bar @ W, h_bar=Z_bar @ U, W_bar=Z_bar.mT @ x, U_bar=Z_bar.mT @ h, b_bar=Z_bar.sum(0))
