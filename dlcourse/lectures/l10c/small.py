"""The small network 64 - 8 - 10 of lecture 10c, whose 256 masks can all be looked at."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse.lectures.l10c import stored, trials
from dlcourse.nn.dropout import all_masks

SHOWN = 8  # test digits to choose from
Q = 0.75  # the probability with which it kept units in training


def hidden(X: Tensor) -> Tensor:
    """What the eight hidden units give (n, 8) for images (n, 64), without dropout."""
    W1, b1, _, _ = stored.eight_units()
    return (X.double() @ W1.mT + b1).relu()


@cache
def shown_digits() -> tuple[Tensor, Tensor]:
    """Hidden outputs (8, 8) and labels (8,) of some test digits, the first ones those that it is less sure of.

    >>> shown_digits()[0].shape
    torch.Size([8, 8])
    """
    _, _, W2, b2 = stored.eight_units()
    task = trials.digits((0,), wrong=0.0)
    h, y = hidden(task.X_test[0]), task.y_test[0]
    p = (h @ W2.mT + b2).softmax(1)[torch.arange(len(y)), y]
    picked = p.argsort()[torch.linspace(120, 480, SHOWN).long()]
    return h[picked], y[picked]


class Weights(NamedTuple):
    """How much each of the 256 masks counts (256,): in dropout's average, and for a Bayesian who saw the digits."""

    dropout: Tensor
    bayes: Tensor


def weights_of_masks() -> Weights:
    """Dropout weighs a mask by how many units it keeps; Bayes' rule also by how well it explains 200 training digits.

    >>> round(float(weights_of_masks().dropout.sum()), 9)
    1.0
    """
    _, _, W2, b2 = stored.eight_units()
    task, masks = trials.digits((0,), wrong=0.0), all_masks(8)
    prior = (masks * Q + (1 - masks) * (1 - Q)).log().sum(1)
    h = hidden(task.X[0])
    z = (masks[:, None] * h / Q) @ W2.mT + b2  # (masks, digits, classes)
    explained = z.log_softmax(2)[:, torch.arange(len(h)), task.y[0]].sum(1)
    return Weights(prior.softmax(0), (prior + explained).softmax(0))
