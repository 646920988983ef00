"""Softmax cross-entropy: the loss and its gradient by the logits."""

from __future__ import annotations

import torch

from benchmarks.harness import Comparison
from dlcourse import losses
from dlcourse.tensors import generator

SHAPES = ((64, 10), (1024, 1000))


def comparisons(device: str) -> list[Comparison]:
    """A batch of digits, and a batch over a thousand classes."""
    return [_cross_entropy(*shape, device) for shape in SHAPES]


def _cross_entropy(batch: int, classes: int, device: str) -> Comparison:
    rng = generator(2)
    logits = (3 * torch.randn(batch, classes, generator=rng)).to(device)
    labels = torch.randint(classes, (batch,), generator=rng).to(device)
    leaf = logits.clone().requires_grad_()

    def autograd():
        loss = torch.nn.functional.cross_entropy(leaf, labels)
        return loss, *torch.autograd.grad(loss, leaf)

    def clean():
        return losses.cross_entropy(logits, labels), losses.cross_entropy_grad(logits, labels)

    return Comparison(group="softmax", name=f"cross-entropy and gradient, {batch} x {classes}", device=device,
                      tolerance=1e-5, peers={"torch autograd": autograd},
                      ours={"one pass": lambda: losses.cross_entropy_and_grad(logits, labels), "clean": clean})
