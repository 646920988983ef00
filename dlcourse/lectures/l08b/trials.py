"""Trials of the lecture on what memory costs: what torch keeps for the way back, found by watching it."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor, nn


def overwrite(operation: Callable[[Tensor], Tensor], which: str) -> str:
    """What the walk back says when the "output" or the "input" of an operation was overwritten with zeros before it.

    The operation is taken at 0.5 and 1.5.

    >>> overwrite(torch.square, "output")
    'gradient [1.0, 3.0]'
    >>> overwrite(torch.square, "input")[:7]
    'refused'
    """
    with torch.enable_grad():
        leaf = torch.tensor([0.5, 1.5], requires_grad=True)
        before = leaf.clone()  # torch lets nobody overwrite a tensor that was not computed from others
        after = operation(before)
        total = after.sum()
    {"output": after, "input": before}[which].detach().zero_()
    try:
        total.backward()
    except RuntimeError as refusal:
        return "refused: " + str(refusal).split(":")[0]
    return f"gradient {leaf.grad.tolist()}"


def numbers_kept(net: nn.Module, X: Tensor) -> int:
    """How many numbers of activations torch puts aside for the way back while the network runs on a batch X.

    Only tensors with as many rows as X count, so weights do not; no layer may have as many neurons as X has rows.

    >>> numbers_kept(nn.Sequential(nn.Linear(3, 5), nn.Tanh()), torch.ones(10, 3))
    80
    """
    kept = {}

    def look(t: Tensor) -> Tensor:
        if t.shape[:1] == X.shape[:1]:
            kept[t.data_ptr()] = t.numel()
        return t

    with torch.autograd.graph.saved_tensors_hooks(look, lambda t: t):
        net(X)
    return sum(kept.values())
