"""Several heads of attention side by side, as a pair: each has its own narrow queries, keys and values."""

from __future__ import annotations

from typing import NamedTuple

from jaxtyping import Bool, Float
from torch import Tensor

from dlcourse.arguments import count
from dlcourse.nn.attention.lookup import AttentionCache, attention, attention_backward
from dlcourse.tensors import ShapeError, guard


@guard
def split_heads(X: Float[Tensor, "batch time d"], heads: int) -> Float[Tensor, "batch heads time part"]:
    """The columns of each token in `heads` parts, one for each head; head h gets columns h d/heads and following.

    Shapes: (B, T, d) -> (B, heads, T, d/heads).
    Raises: ShapeError unless heads divides d; DtypeError or NotANumberError; TypeError or ValueError for heads < 1.
    Source: lecture 14, several heads.

    >>> import torch
    >>> split_heads(torch.tensor([[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]]), 2)[0]
    tensor([[[1., 2.],
             [5., 6.]],
    <BLANKLINE>
            [[3., 4.],
             [7., 8.]]])
    """
    count("split_heads", "heads", heads)
    B, T, d = X.shape
    if d % heads:
        raise ShapeError(f"split_heads: heads should divide the {d} columns of X, but {heads} does not. "
                         f"Choose heads, or the width, so that each head gets as many.")
    return X.view(B, T, heads, d // heads).transpose(1, 2)


@guard
def join_heads(X: Float[Tensor, "batch heads time part"]) -> Float[Tensor, "batch time d"]:
    """The parts of each token side by side again; undoes `split_heads`.

    Shapes: (B, heads, T, part) -> (B, T, heads part).
    Raises: ShapeError, DtypeError or NotANumberError. Source: lecture 14, several heads.

    >>> import torch
    >>> join_heads(torch.tensor([[[[1.0, 2.0]], [[3.0, 4.0]]]]))
    tensor([[[1., 2., 3., 4.]]])
    """
    return X.transpose(1, 2).flatten(2)


class MultiHeadCache(NamedTuple):
    """What several heads keep: X, the four weights, what each head keeps, and the heads' outputs side by side."""

    X: Tensor
    weights: tuple[Tensor, Tensor, Tensor, Tensor]
    of_heads: AttentionCache
    joined: Tensor


class MultiHeadAdjoints(NamedTuple):
    """Adjoints of the tokens X (batch, time, d) and of the four weights, each (d, d)."""

    X_bar: Tensor
    Wq_bar: Tensor
    Wk_bar: Tensor
    Wv_bar: Tensor
    Wo_bar: Tensor


@guard
def multi_head(X: Float[Tensor, "batch time d"], Wq: Float[Tensor, "d d"], Wk: Float[Tensor, "d d"],
               Wv: Float[Tensor, "d d"], Wo: Float[Tensor, "d d"], *, heads: int,
               mask: Bool[Tensor, "time time"] | None = None,
               ) -> tuple[Float[Tensor, "batch time d"], MultiHeadCache]:
    """Self-attention with several heads, and what the way back needs.

    Each head attends with its own d/heads columns of X Wq^T, X Wk^T and X Wv^T, so it is scaled by sqrt(d/heads); Wo
    mixes what they found. There are no biases.

    Shapes: X (B, T, d), weights (d, d), mask (T, T) -> (B, T, d).
    Raises: ShapeError unless heads divides d, or for a token that may look at nothing; DtypeError, DeviceError or
    NotANumberError; TypeError or ValueError for heads < 1.
    Source: lecture 14, several heads; torch.nn.MultiheadAttention without biases.

    >>> import torch
    >>> I = torch.eye(2)
    >>> multi_head(torch.tensor([[[1.0, 5.0], [1.0, 5.0]]]), I, I, I, 2 * I, heads=2)[0]
    tensor([[[ 2., 10.],
             [ 2., 10.]]])
    """
    Q, K, V = (split_heads(X @ W.mT, heads) for W in (Wq, Wk, Wv))
    found, of_heads = attention(Q, K, V, mask=mask)
    joined = join_heads(found)
    return joined @ Wo.mT, MultiHeadCache(X, (Wq, Wk, Wv, Wo), of_heads, joined)


@guard
def multi_head_backward(Y_bar: Float[Tensor, "batch time d"], cache: MultiHeadCache) -> MultiHeadAdjoints:
    """Adjoints of the tokens and of the four weights; a token was query, key and value, and the three ways add.

    Shapes: Y_bar (B, T, d) -> X_bar (B, T, d), each weight's (d, d).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 14, several heads.

    >>> import torch
    >>> I = torch.eye(2)
    >>> _, cache = multi_head(torch.tensor([[[1.0, 5.0], [1.0, 5.0]]]), I, I, I, 2 * I, heads=2)
    >>> multi_head_backward(torch.ones(1, 2, 2), cache).X_bar
    tensor([[[2., 2.],
             [2., 2.]]])
    """
    X, (Wq, Wk, Wv, Wo), of_heads, joined = cache
    if Y_bar.shape != X.shape:
        raise ShapeError(f"multi_head_backward: Y_bar should have the shape of X, {tuple(X.shape)}, but has shape "
                         f"{tuple(Y_bar.shape)}. Give one number for each entry of the output.")
    found_bar = split_heads(Y_bar @ Wo, of_heads.A.shape[1])
    parts_bar = [join_heads(part) for part in attention_backward(found_bar, of_heads)]
    Q_bar, K_bar, V_bar = parts_bar
    X_bar = Q_bar @ Wq + K_bar @ Wk + V_bar @ Wv
    return MultiHeadAdjoints(X_bar, *(_over_tokens(part, X) for part in parts_bar), Wo_bar=_over_tokens(Y_bar, joined))


def _over_tokens(out_bar: Tensor, went_in: Tensor) -> Tensor:
    """The adjoint of a weight that all tokens share: (d_out, d_in), summed over batch and time."""
    return out_bar.flatten(0, 1).mT @ went_in.flatten(0, 1)
