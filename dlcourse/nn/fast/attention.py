"""Attention block by block, so that scores never leave the processor's cache: the same results as `nn.attention`.

Where there are many tokens the weights are not kept: the way back computes those of a block once more. What is held
then grows with the number of tokens, not with its square.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import flag
from dlcourse.nn.attention import AttentionAdjoints, causal_mask
from dlcourse.nn.fast._late import guard_late, require_numbers
from dlcourse.tensors import ShapeError

ENTRIES = 1 << 17  # scores of one block: half a megabyte in float32
ROWS = 128  # queries of one block, at most
KEPT = 1 << 21  # scores of all blocks together up to which the weights are kept: eight megabytes in float32


class FastAttentionCache(NamedTuple):
    """What the way back needs.

    Queries (N, m, n), keys (N, p, n), values (N, p, q), the output, whether causal, and the weights of each block, or
    None where they are too many.
    """

    Q: Tensor
    K: Tensor
    V: Tensor
    out: Tensor
    causal: bool
    weights: tuple[Tensor, ...] | None


class _Block(NamedTuple):
    """Some entries of the batch, some queries, and the keys that they may look at."""

    batch: slice
    queries: slice
    keys: slice

    def shape(self) -> tuple[int, ...]:
        """That of the block's scores: entries, queries, keys."""
        return tuple(part.stop - part.start for part in self)

    def room(self, memory: Tensor) -> Tensor:
        """So much of a flat piece of memory as the block's scores need, in their shape."""
        return memory[:math.prod(self.shape())].view(self.shape())


def _blocks(Q: Tensor, K: Tensor, causal: bool) -> list[_Block]:
    """Blocks of at most ENTRIES scores, in order."""
    (N, m, _), p = Q.shape, K.shape[1]
    rows = min(m, ROWS)
    together = min(N, max(1, ENTRIES // (rows * p)))
    return [_Block(slice(n, min(n + together, N)), slice(i, min(i + rows, m)),
                   slice(0, min(i + rows, m) if causal else p))
            for n in range(0, N, together) for i in range(0, m, rows)]


def _memory(blocks: list[_Block], like: Tensor) -> Tensor:
    """Room for the scores of any block, to be used again by the next."""
    return like.new_empty(max(math.prod(block.shape()) for block in blocks))


def _weights(block: _Block, scaled: Tensor, K: Tensor, above: Tensor | None, scores: Tensor) -> Tensor:
    """The block's weights, in `scores`: softmax of the scores, over the keys."""
    torch.bmm(scaled[block.batch, block.queries], K[block.batch, block.keys].mT, out=scores)
    if above is not None:
        rows = scores.shape[1]
        scores[..., -rows:].masked_fill_(above[:rows, :rows], -math.inf)  # keys before the block are all allowed
    return torch.softmax(scores, -1, out=scores)


def _above(Q: Tensor, causal: bool) -> Tensor | None:
    return ~causal_mask(min(Q.shape[1], ROWS), device=Q.device) if causal else None


@guard_late
@torch.no_grad()
def attention(Q: Float[Tensor, "batch m n"], K: Float[Tensor, "batch p n"], V: Float[Tensor, "batch p q"], *,
              causal: bool = False) -> tuple[Tensor, FastAttentionCache]:
    """`nn.attention.attention`; causal=True stands for the mask `causal_mask(m)`.

    Shapes: Q (N, m, n), K (N, p, n), V (N, p, q) -> (N, m, q).
    Raises: as `nn.attention.attention`; ShapeError for causal=True unless m = p.
    Source: lecture 14, scaled dot-product attention; in blocks: Dao et al. 2022.

    >>> keys = torch.tensor([[[2.0, 0.0], [0.0, 2.0]]])
    >>> attention(torch.tensor([[[2.0, 0.0]]]), keys, torch.tensor([[[10.0], [20.0]]]))[0]
    tensor([[[10.5581]]])
    """
    flag("attention", "causal", causal)
    if causal and Q.shape[1] != K.shape[1]:
        raise ShapeError(f"attention: causal=True needs as many keys as queries, but there are {K.shape[1]} and "
                         f"{Q.shape[1]}.")
    scaled, above, blocks = Q / math.sqrt(Q.shape[-1]), _above(Q, causal), _blocks(Q, K, causal)
    keep = sum(math.prod(block.shape()) for block in blocks) <= KEPT
    out, memory = V.new_empty(*Q.shape[:2], V.shape[2]), None if keep else _memory(blocks, Q)
    weights = []
    for block in blocks:
        A = Q.new_empty(block.shape()) if memory is None else block.room(memory)
        torch.bmm(_weights(block, scaled, K, above, A), V[block.batch, block.keys],
                  out=out[block.batch, block.queries])
        weights.append(A)
    require_numbers("attention", out)
    return out, FastAttentionCache(Q, K, V, out, causal, tuple(weights) if keep else None)


@torch.no_grad()
def attention_backward(out_bar: Tensor, cache: FastAttentionCache) -> AttentionAdjoints:
    """`nn.attention.attention_backward` for the cache of this module's `attention`.

    Shapes: out_bar (N, m, q) -> each like what it belongs to.
    Raises: ShapeError unless out_bar has the shape of the output.
    Source: lecture 14, attention backwards.

    >>> keys = torch.tensor([[[2.0, 0.0], [0.0, 2.0]]])
    >>> _, cache = attention(torch.tensor([[[2.0, 0.0]]]), keys, torch.tensor([[[10.0], [20.0]]]))
    >>> attention_backward(torch.tensor([[[1.0]]]), cache).Q_bar
    tensor([[[-0.7452,  0.7452]]])
    """
    Q, K, V, out, causal, kept = cache
    if out_bar.shape != out.shape:
        raise ShapeError(f"attention_backward: out_bar should have the shape of the output, {tuple(out.shape)}, but "
                         f"has shape {tuple(out_bar.shape)}. Give one number for each entry of the output.")
    scale, above, blocks = 1 / math.sqrt(Q.shape[-1]), _above(Q, causal), _blocks(Q, K, causal)
    scaled, more = scale * Q, _memory(blocks, Q)
    memory = more if kept else _memory(blocks, Q)  # where weights are kept, nothing is written there
    shift = (out_bar * out).sum(-1, keepdim=True)  # the mean of A_bar under the weights, without A
    Q_bar, K_bar, V_bar = torch.empty_like(Q), torch.zeros_like(K), torch.zeros_like(V)
    for number, block in enumerate(blocks):
        queries, keys, scores_bar = (block.batch, block.queries), (block.batch, block.keys), block.room(more)
        A = kept[number] if kept else _weights(block, scaled, K, above, block.room(memory))
        V_bar[keys].baddbmm_(A.mT, out_bar[queries])
        torch.baddbmm(shift[queries], out_bar[queries], V[keys].mT, beta=-1, out=scores_bar).mul_(A)
        torch.bmm(scores_bar, K[keys], out=Q_bar[queries])
        K_bar[keys].baddbmm_(scores_bar.mT, scaled[queries])
    return AttentionAdjoints(Q_bar.mul_(scale), K_bar, V_bar)
