"""Scaled dot-product attention: forward and backward, with and without looking ahead."""

from __future__ import annotations

import torch

from benchmarks.harness import Comparison
from dlcourse.nn import attention as readable
from dlcourse.nn.fast import attention as fast
from dlcourse.tensors import generator

SIZES = {64: (32, 32), 256: (32, 32), 1024: (4, 64)}  # tokens -> heads of all samples together, width of a head


def comparisons(device: str) -> list[Comparison]:
    """Three lengths, each with and without a causal mask."""
    return [_both(T, causal, device) for T in SIZES for causal in (False, True)]


def _both(T: int, causal: bool, device: str) -> Comparison:
    N, width = SIZES[T]
    Q, K, V, out_bar = (torch.randn(N, T, width, generator=generator(i)).to(device) for i in range(4))
    mask = readable.causal_mask(T, device=device) if causal else None

    def ours_readable():
        out, cache = readable.attention(Q, K, V, mask=mask)
        return out, *readable.attention_backward(out_bar, cache)

    def ours_fast():
        out, cache = fast.attention(Q, K, V, causal=causal)
        return out, *fast.attention_backward(out_bar, cache)

    def by_autograd(attend):
        leaves = [t.detach().requires_grad_() for t in (Q, K, V)]
        out = attend(*leaves)
        return out.detach(), *torch.autograd.grad(out, leaves, out_bar)

    def by_sdpa(*qkv):  # heads as an axis of their own, as its quick forms want it
        return torch.nn.functional.scaled_dot_product_attention(*(t[None] for t in qkv), is_causal=causal)[0]

    def plainly(Q, K, V):
        scores = Q @ K.mT / width**0.5
        if mask is not None:
            scores = scores.masked_fill(~mask, -torch.inf)
        return scores.softmax(-1) @ V
    return Comparison(
        group="attention", name=f"T = {T}, {'causal' if causal else 'all to all'}", device=device, tolerance=1e-4,
        ours={"readable": ours_readable, "fast": ours_fast},
        peers={"F.scaled_dot_product_attention": lambda: by_autograd(by_sdpa), "naive": lambda: by_autograd(plainly)})
