"""What the losses check beyond shapes, and the softplus that they share.

Under torch.vmap numbers cannot be looked at (per-sample gradients are taken there): checks of values pass then.
"""

from __future__ import annotations

import contextlib

import torch
from torch import Tensor

from dlcourse.arguments import labels as check_labels
from dlcourse.tensors import DtypeError, Value


def holds(condition: Tensor) -> bool:
    """Whether a condition holds for every entry."""
    try:
        return bool(condition.all())
    except RuntimeError:  # under torch.vmap
        return True


def index(where: str, name: str, value: Tensor, size: int) -> Tensor:
    """Labels in 0 to size - 1, as the int64 that indexing wants."""
    with contextlib.suppress(RuntimeError):  # under torch.vmap
        check_labels(where, name, value, size)
    return value.long()


def signs(where: str, name: str, value: Tensor, like: Value, remedy: str) -> Tensor:
    """Entries -1 and 1, in the dtype of other numbers."""
    if not holds(value.abs() == 1):
        raise ValueError(f"{where}: {name} should hold -1 and 1 only, but holds "
                         f"{sorted(set(value.flatten().tolist()))[:4]}. {remedy}")
    return value.to(like.dtype)


def same_dtype(where: str, **named: Value) -> None:
    """Raise unless the second has the dtype of the first: the wider one would win silently."""
    (first, x), (second, y) = named.items()
    if x.dtype != y.dtype:
        raise DtypeError(f"{where}: {second} should have the dtype of {first}, {x.dtype}, but has {y.dtype}. "
                         f"Convert it first: {second}.to({first}.dtype).")


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
