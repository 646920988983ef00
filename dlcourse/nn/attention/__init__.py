"""Attention as pairs, several heads, the transformer block, masks and encodings of positions."""

from dlcourse.nn.attention.block import BlockCache, BlockParams, block, block_backward
from dlcourse.nn.attention.heads import (
    MultiHeadAdjoints,
    MultiHeadCache,
    join_heads,
    multi_head,
    multi_head_backward,
    split_heads,
)
from dlcourse.nn.attention.lookup import (
    AttentionAdjoints,
    AttentionCache,
    attention,
    attention_backward,
    causal_mask,
)
from dlcourse.nn.attention.positions import positional_encoding

__all__ = ["AttentionAdjoints", "AttentionCache", "BlockCache", "BlockParams", "MultiHeadAdjoints", "MultiHeadCache",
           "attention", "attention_backward", "block", "block_backward", "causal_mask", "join_heads", "multi_head",
           "multi_head_backward", "positional_encoding", "split_heads"]
