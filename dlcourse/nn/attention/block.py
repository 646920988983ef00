"""The transformer block as a pair: tokens look at each other, then each works for itself; both are added."""

from __future__ import annotations

from typing import NamedTuple

from jaxtyping import Bool, Float
from torch import Tensor

from dlcourse.activations import TABLE
from dlcourse.alike import same_device, same_dtype
from dlcourse.nn.attention.heads import MultiHeadCache, multi_head, multi_head_backward
from dlcourse.nn.layers import activation, activation_backward, linear, linear_backward
from dlcourse.nn.normalise import NormCache, layer_norm, layer_norm_backward
from dlcourse.nn.residual import ResidualCache, residual, residual_backward
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import ShapeError, guard


class BlockParams(NamedTuple):
    """The weights of a block of width d whose feed-forward part has k hidden units; adjoints look the same.

    gamma1, beta1 (d,) and Wq, Wk, Wv, Wo (d, d): first norm, and the heads.
    gamma2, beta2 (d,), W1 (k, d), b1 (k,), W2 (d, k), b2 (d,): second norm, and the feed-forward part.
    """

    gamma1: Tensor
    beta1: Tensor
    Wq: Tensor
    Wk: Tensor
    Wv: Tensor
    Wo: Tensor
    gamma2: Tensor
    beta2: Tensor
    W1: Tensor
    b1: Tensor
    W2: Tensor
    b2: Tensor


class BlockCache(NamedTuple):
    """What a block keeps: its first norm, its heads, and the residual feed-forward part."""

    norm: NormCache
    of_heads: MultiHeadCache
    feed_forward: ResidualCache


@guard
def block(X: Float[Tensor, "batch time d"], params: BlockParams, *, heads: int,
          mask: Bool[Tensor, "time time"] | None = None) -> tuple[Float[Tensor, "batch time d"], BlockCache]:
    """X + heads(norm(X)), then + feed-forward(norm(.)), and what the way back needs.

    The norms are layer norms of each token, before each part; the feed-forward part is W2 gelu(W1 x + b1) + b2.

    Shapes: X (B, T, d), mask (T, T) -> (B, T, d).
    Raises: ShapeError, DtypeError or DeviceError for weights that do not fit, and as `multi_head`; NotANumberError.
    Source: lecture 14, transformer block, with the norm before each part; torch.nn.TransformerEncoderLayer with
    norm_first=True and without biases in its heads.

    >>> import torch
    >>> one, none, wide = torch.ones(2), torch.zeros(2), torch.zeros(3, 2)
    >>> params = BlockParams(one, none, *[torch.zeros(2, 2)] * 4, one, none, wide, torch.zeros(3), wide.mT, none + 7)
    >>> block(torch.tensor([[[1.0, 2.0]]]), params, heads=1)[0]
    tensor([[[8., 9.]]])
    """
    _check("block", params, X)
    rows, norm = layer_norm(X.flatten(0, 1), params.gamma1, params.beta1)  # (B, T, d) -> (B T, d), a row a token
    looked, of_heads = multi_head(rows.view(X.shape), params.Wq, params.Wk, params.Wv, params.Wo, heads=heads,
                                  mask=mask)
    middle = X + looked
    out, feed_forward = residual(middle.flatten(0, 1), _feed_forward(params))
    return out.view(X.shape), BlockCache(norm, of_heads, feed_forward)


@guard
def block_backward(Y_bar: Float[Tensor, "batch time d"],
                   cache: BlockCache) -> tuple[Float[Tensor, "batch time d"], BlockParams]:
    """Adjoints of the tokens and of all weights, given that of the output.

    Shapes: Y_bar (B, T, d) -> X_bar (B, T, d), each weight's like the weight.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError. Source: lecture 14, transformer block.

    >>> import torch
    >>> one, none, wide = torch.ones(2), torch.zeros(2), torch.zeros(3, 2)
    >>> params = BlockParams(one, none, *[torch.zeros(2, 2)] * 4, one, none, wide, torch.zeros(3), wide.mT, none + 7)
    >>> _, cache = block(torch.tensor([[[1.0, 2.0]]]), params, heads=1)
    >>> X_bar, params_bar = block_backward(torch.ones(1, 1, 2), cache)
    >>> X_bar, params_bar.b2
    (tensor([[[1., 1.]]]), tensor([1., 1.]))
    """
    if Y_bar.shape != cache.of_heads.X.shape:
        raise ShapeError(f"block_backward: Y_bar should have the shape of X, {tuple(cache.of_heads.X.shape)}, but has "
                         f"shape {tuple(Y_bar.shape)}. Give one number for each entry of the output.")
    middle_bar, of_stages = residual_backward(Y_bar.flatten(0, 1), cache.feed_forward)
    norm2_bar, first_bar, _, second_bar = of_stages
    rows_bar, *heads_bar = multi_head_backward(middle_bar.view(Y_bar.shape), cache.of_heads)
    X_bar, *norm1_bar = layer_norm_backward(rows_bar.flatten(0, 1), cache.norm)
    params_bar = BlockParams(*norm1_bar, *heads_bar, *norm2_bar, *first_bar, *second_bar)
    return (middle_bar + X_bar).view(Y_bar.shape), params_bar


def _feed_forward(params: BlockParams) -> list[Stage]:
    """norm, linear, gelu, linear: what each token goes through by itself."""
    return [Stage(layer_norm, layer_norm_backward, (params.gamma2, params.beta2)),
            Stage(linear, linear_backward, (params.W1, params.b1)),
            Stage(activation, activation_backward, (TABLE["gelu"],)),
            Stage(linear, linear_backward, (params.W2, params.b2))]


def _check(where: str, params: BlockParams, X: Tensor) -> None:
    """Raise unless each weight has its shape, and X's dtype and device."""
    d, k = X.shape[2], len(params.W1)
    shapes = {"gamma1": (d,), "beta1": (d,), "Wq": (d, d), "Wk": (d, d), "Wv": (d, d), "Wo": (d, d), "gamma2": (d,),
              "beta2": (d,), "W1": (k, d), "b1": (k,), "W2": (d, k), "b2": (d,)}
    for name, shape in shapes.items():
        value = getattr(params, name)
        if value.shape != shape:
            raise ShapeError(f"{where}: {name} should have shape {shape} for tokens of width {d} and {k} hidden "
                             f"units, but has shape {tuple(value.shape)}.")
        same_dtype(where, **{"X": X, name: value})
        same_device(where, **{"X": X, name: value})
