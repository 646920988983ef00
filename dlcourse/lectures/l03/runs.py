"""Five training runs of lecture 03: gradient descent on mini-batches, with what goes wrong in each."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse.tensors import generator

double = torch.float64
EPOCHS, NOISE, VALIDATION = 100, 0.3, 2000


class Setting(NamedTuple):
    """Training points, bumps in the model, learning rate, points in a mini-batch; what is wrong with it."""

    points: int
    bumps: int
    eta: float
    batch: int
    verdict: str


RUNS = (
    Setting(12, 20, 0.2, 2, "overfits"),
    Setting(200, 1, 0.3, 20, "underfits"),
    Setting(200, 12, 0.15, 20, "good"),
    Setting(200, 12, 0.25, 1, "learning rate too high"),
    Setting(200, 12, 0.0015, 20, "stopped too early"),
)


class Losses(NamedTuple):
    """Mean squared miss before the first epoch and after each, on the training and on the validation points."""

    train: Tensor
    validation: Tensor


def features(x: Tensor, bumps: int) -> Tensor:
    """A constant and bumps at equal distances; a single bump is replaced by a straight line.

    Shapes: x (points,) -> (points, bumps + 1).

    >>> features(torch.zeros(3), 5).shape
    torch.Size([3, 6])
    """
    if bumps == 1:
        return torch.stack([torch.ones_like(x), x], dim=1)
    centres = torch.linspace(-1, 1, bumps, dtype=x.dtype)
    wide = 1.5 * 2 / bumps
    return torch.cat([torch.ones_like(x)[:, None], torch.exp(-((x[:, None] - centres) / wide) ** 2)], dim=1)


def points(n: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """n points round the curve sin(4x), for x from -1 to 1.

    >>> [len(v) for v in points(4, generator(0))]
    [4, 4]
    """
    x = 2 * torch.rand(n, generator=rng, dtype=double) - 1
    return x, (4 * x).sin() + NOISE * torch.randn(n, generator=rng, dtype=double)


@cache
def run(number: int, seed: int = 1) -> Losses:
    """The losses of run 1, 2, ... over 100 epochs.

    >>> len(run(3).train)
    101
    """
    setting, rng = RUNS[number - 1], generator(10 * seed + number)
    x, y = points(setting.points, rng)
    x_val, y_val = points(VALIDATION, generator(1000 + 10 * seed + number))  # so many that luck makes no gap
    F, F_val = features(x, setting.bumps), features(x_val, setting.bumps)
    w, train, validation = torch.zeros(F.shape[1], dtype=double), [], []
    for epoch in range(EPOCHS + 1):
        train.append(((F @ w - y) ** 2).mean())
        validation.append(((F_val @ w - y_val) ** 2).mean())
        if epoch == EPOCHS:
            break
        for rows in torch.randperm(len(y), generator=rng).split(setting.batch):
            w = w - setting.eta * 2 * F[rows].mT @ (F[rows] @ w - y[rows]) / len(rows)
    return Losses(torch.stack(train), torch.stack(validation))
