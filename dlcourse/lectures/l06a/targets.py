"""Six kinds of targets, each with the output and the loss that suit it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.activations import softplus


class Target(NamedTuple):
    """What a kind of target asks of output and loss, in words and as functions of a score z, with the y shown."""

    output: str
    loss: str
    y: float
    predict: Callable[[Tensor], Tensor]
    price: Callable[[Tensor, Tensor], Tensor]
    slope: Callable[[Tensor, Tensor], Tensor]


def _squared(predict: Callable[[Tensor], Tensor], inner: Callable[[Tensor], Tensor]) -> dict[str, Callable]:
    """Half the squared miss of a prediction, whose slope with respect to the score is `inner`."""
    return {"predict": predict, "price": lambda z, y: 0.5 * (predict(z) - y) ** 2,
            "slope": lambda z, y: (predict(z) - y) * inner(z)}


def _binary(z: Tensor, y: Tensor) -> Tensor:
    return losses.binary_cross_entropy_with_logits(z, y.expand_as(z), reduction="none")


def _others(z: Tensor) -> Tensor:
    """Three scores a row: z, 1 and -1."""
    return torch.stack([z, torch.full_like(z, 1.0), torch.full_like(z, -1.0)], -1)


_LABELS = torch.tensor([1.0, 0.0, 1.0], dtype=torch.float64)
TARGETS = {
    "any number": Target("the score itself", "½ squared miss", 1.5, **_squared(lambda z: z, torch.ones_like)),
    "a positive number": Target("softplus", "½ squared miss", 1.5, **_squared(softplus, torch.sigmoid)),
    "a count": Target("exp", "exp(z) - y z", 3.0, torch.exp, lambda z, y: z.exp() - y * z, lambda z, y: z.exp() - y),
    "yes or no": Target("sigmoid", "binary cross-entropy", 1.0, torch.sigmoid, _binary, lambda z, y: z.sigmoid() - y),
    "several labels": Target(
        "a sigmoid for each label", "binary cross-entropy, added", 1.0, lambda z: _others(z).sigmoid(),
        lambda z, y: _binary(_others(z), _LABELS.expand(*z.shape, 3)).sum(-1), lambda z, y: z.sigmoid() - y),
    "one of three classes": Target(
        "softmax", "cross-entropy", 1.0, lambda z: losses.softmax(_others(z)),
        lambda z, y: losses.logsumexp(_others(z)) - z, lambda z, y: losses.softmax(_others(z))[..., 0] - y),
}
