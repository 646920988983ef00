"""Scaled dot-product attention as a pair: each query gets a mean of the values, weighted by how its key fits."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from dlcourse.arguments import count
from dlcourse.losses import softmax
from dlcourse.tensors import ShapeError, guard


class AttentionCache(NamedTuple):
    """What attention keeps: queries (..., m, n), keys (..., p, n), values (..., p, q) and the weights A (..., m, p)."""

    Q: Tensor
    K: Tensor
    V: Tensor
    A: Tensor


class AttentionAdjoints(NamedTuple):
    """Adjoints of queries, keys and values."""

    Q_bar: Tensor
    K_bar: Tensor
    V_bar: Tensor


@guard
def attention(Q: Float[Tensor, "*batch m n"], K: Float[Tensor, "*batch p n"], V: Float[Tensor, "*batch p q"], *,
              mask: Bool[Tensor, "m p"] | None = None) -> tuple[Float[Tensor, "*batch m q"], AttentionCache]:
    """softmax(Q K^T / sqrt(n)) V, the softmax over the keys, and what the way back needs.

    Where mask is False, the query may not look: that score becomes -inf before the softmax, and the weight 0.

    Shapes: Q (..., m, n), K (..., p, n), V (..., p, q), mask (m, p) -> (..., m, q).
    Raises: ShapeError, also for a query that may look at nothing; DtypeError, DeviceError or NotANumberError.
    Source: lecture 14, scaled dot-product attention; Vaswani et al. 2017.

    >>> keys = torch.tensor([[2.0, 0.0], [0.0, 2.0]])
    >>> out, cache = attention(torch.tensor([[2.0, 0.0]]), keys, torch.tensor([[10.0], [20.0]]))
    >>> cache.A, out
    (tensor([[0.9442, 0.0558]]), tensor([[10.5581]]))
    """
    scores = Q @ K.mT / math.sqrt(Q.shape[-1])  # (m, n) @ (n, p) -> (m, p)
    if mask is not None:
        if not mask.any(-1).all():
            raise ShapeError("attention: each row of mask should be True somewhere, but one is False throughout: its "
                             "weights would be 0/0. Let each query look at one key at least.")
        scores = scores.masked_fill(~mask, -math.inf)
    A = softmax(scores)
    return A @ V, AttentionCache(Q, K, V, A)


@guard
def attention_backward(out_bar: Float[Tensor, "*batch m q"], cache: AttentionCache) -> AttentionAdjoints:
    """Adjoints of queries, keys and values, given that of the output.

    A weight of 0 lets nothing back, so a mask needs no care.

    Shapes: out_bar (..., m, q) -> each like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 14, attention backwards.

    >>> keys = torch.tensor([[2.0, 0.0], [0.0, 2.0]])
    >>> _, cache = attention(torch.tensor([[2.0, 0.0]]), keys, torch.tensor([[10.0], [20.0]]))
    >>> attention_backward(torch.tensor([[1.0]]), cache).Q_bar
    tensor([[-0.7452,  0.7452]])
    """
    Q, K, V, A = cache
    if out_bar.shape != (*A.shape[:-1], V.shape[-1]):
        raise ShapeError(f"attention_backward: out_bar should have the shape of the output, "
                         f"{(*A.shape[:-1], V.shape[-1])}, but has shape {tuple(out_bar.shape)}. "
                         f"Give one number for each entry of the output.")
    V_bar = A.mT @ out_bar
    A_bar = out_bar @ V.mT
    scores_bar = A * (A_bar - (A_bar * A).sum(-1, keepdim=True))  # softmax's Jacobian, row by row
    scores_bar = scores_bar / math.sqrt(Q.shape[-1])
    return AttentionAdjoints(scores_bar @ K, scores_bar.mT @ Q, V_bar)


def causal_mask(T: int, *, device: torch.device | str | None = None) -> Bool[Tensor, "T T"]:
    """The mask for T tokens in a row, each of which may look at itself and at those before.

    Shapes: T -> (T, T); row t is True in columns 0 ... t.
    Raises: TypeError or ValueError unless T is a whole number from 1.
    Source: lecture 14, masks.

    >>> causal_mask(3).int()
    tensor([[1, 0, 0],
            [1, 1, 0],
            [1, 1, 1]], dtype=torch.int32)
    """
    count("causal_mask", "T", T)
    return torch.ones(T, T, dtype=torch.bool, device=device).tril()
