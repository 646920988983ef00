"""What the losses check beyond shapes, and the softplus that they share.

Under torch.vmap numbers cannot be looked at (per-sample gradients are taken there): checks of values pass then.
"""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.arguments import labels
from dlcourse.tensors import Value


def holds(condition: Tensor) -> bool:
    """Whether a condition holds for every entry."""
    try:
        return bool(condition.all())
    except RuntimeError:  # under torch.vmap
        return True


def index(where: str, name: str, value: Tensor, size: int) -> Tensor:
    """Labels in 0 to size - 1, as the int64 that indexing wants."""
    labels(where, name, value, size)
    return value.long()


def signs(where: str, name: str, value: Tensor, like: Value, remedy: str) -> Tensor:
    """Entries -1 and 1, in the dtype of other numbers."""
    if not holds(value.abs() == 1):
        raise ValueError(f"{where}: {name} should hold -1 and 1 only, but holds "
                         f"{sorted(set(value.flatten().tolist()))[:4]}. {remedy}")
    return value.to(like.dtype)


def distribution(where: str, name: str, p: Tensor) -> None:
    """Raise unless the last axis holds probabilities, up to rounding."""
    total = p.sum(-1)
    if not holds((p >= 0).all(-1) & ((total - 1).abs() <= 1e-3)):
        raise ValueError(f"{where}: {name} should be probabilities that add up to 1 along the last axis, but its "
                         f"least is {float(p.min()):g} and its sum is off by {float((total - 1).abs().max()):g}. "
                         f"Divide weights by their sum; put logits through softmax.")


def softplus(z: Value) -> Value:
    """log(1 + exp(z)) without overflow; differentiable everywhere, at 0 too."""
    positive = z > 0
    size = torch.where(positive, z, -z)  # |z|, with a slope at 0 that fits the other term
    return torch.where(positive, z, 0.0) + (-size).exp().log1p()
