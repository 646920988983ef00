"""Small networks on few digits with wrong labels: settings, trainings of several seeds at once, and their curves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.optim import Adam
from dlcourse.tensors import generator
from dlcourse.training import random_shift

of, single = torch.nn.functional, torch.float32
SIZES = (64, 64, 10)
LABELLED, CHECKED, TESTED = 200, 100, 1000  # digits for training, validation and test
WRONG = 0.2  # share of wrong labels, in training and validation
STEPS, EVERY, RATE = 600, 10, 0.005
EQUAL = 0.15  # the training loss at which settings are compared


class TrainingSetting(NamedTuple):
    """What is done against overfitting, or for it."""

    p_drop: float = 0.0  # of hidden units
    p_input: float = 0.0  # of pixels
    shifted: float = 0.0  # share of the images that move by up to one pixel, anew in each step
    flipped: float = 0.0  # share of the images that are mirrored
    decay: float = 0.0  # strength of the penalty on squared weights
    start: float = 1.0  # factor on the random start
    labelled: int = LABELLED
    wrong: float = WRONG


SETTINGS = {
    "nothing": TrainingSetting(),
    "large start": TrainingSetting(start=4.0),
    "dropout": TrainingSetting(p_drop=0.5),
    "shifted images": TrainingSetting(shifted=0.5),
}


class Digits(NamedTuple):
    """For each seed: training, validation and test digits (seeds, n, 64) and labels (seeds, n); wrong ones marked."""

    X: Tensor
    y: Tensor
    X_val: Tensor
    y_val: Tensor
    X_test: Tensor
    y_test: Tensor
    wrong: Tensor  # (seeds, n), True where the label of a training digit is wrong


@cache
def digits(seeds: tuple[int, ...], labelled: int = LABELLED, wrong: float = WRONG) -> Digits:
    """Digits for each seed. A share of the training and validation labels is replaced by another digit at random."""
    all_digits = data.digits()
    X, y = all_digits.X.float(), all_digits.y

    def one(seed: int) -> Digits:
        rng = generator(seed)
        order = torch.randperm(len(y), generator=rng)
        train, check, test = order[:labelled], order[-TESTED - CHECKED:-TESTED], order[-TESTED:]
        noisy = []
        for idx in (check, train):
            change = torch.arange(len(idx)) < round(wrong * len(idx))
            by = torch.randint(1, 10, (len(idx),), generator=rng)
            noisy.append(torch.where(change, (y[idx] + by) % 10, y[idx]))
        return Digits(X[train], noisy[1], X[check], noisy[0], X[test], y[test], noisy[1] != y[train])

    return Digits(*map(torch.stack, zip(*map(one, seeds))))


class LossCurves(NamedTuple):
    """Losses (moments, seeds) on training, validation and test digits, and shares of test digits named wrongly."""

    train: Tensor
    val: Tensor
    test: Tensor
    wrong: Tensor

    def at(self, moments: Tensor) -> LossCurves:
        """All four at one moment for each seed."""
        return LossCurves(*(curve[moments, torch.arange(curve.shape[1])] for curve in self))


class TrainedNetworks(NamedTuple):
    """Curves, one value for each look; weights and biases (seeds, ...) in the end, and those of the lowest val loss."""

    curves: LossCurves
    params: list[Tensor]
    best: list[Tensor]


def start(seeds: Sequence[int], scale: float = 1.0, sizes: Sequence[int] = SIZES) -> list[Tensor]:
    """Random weights and biases W1, b1, W2, b2, ... with an axis of seeds in front: W (seeds, out, in)."""
    rng, params = generator(sum(seeds)), []
    for n, m in zip(sizes[:-1], sizes[1:]):  # noqa: RUF007
        W = torch.randn(len(seeds), m, n, generator=rng, dtype=single)
        params += [scale * (2 / n) ** 0.5 * W, torch.zeros(len(seeds), m, dtype=single)]
    return params


def logits(params: Sequence[Tensor], X: Tensor, keep: Tensor | None = None) -> Tensor:
    """Logits (seeds, n, classes) of networks with relu; `keep` multiplies each hidden layer."""
    a = X
    for i in range(0, len(params), 2):
        a = torch.baddbmm(params[i + 1][:, None], a, params[i].mT)
        if i < len(params) - 2:
            a = a.relu() if keep is None else a.relu() * keep
    return a


def losses(z: Tensor, y: Tensor) -> Tensor:
    """Mean cross-entropy (seeds,) of logits (seeds, n, classes)."""
    return of.cross_entropy(z.mT, y, reduction="none").mean(1)


def errors(z: Tensor, y: Tensor) -> Tensor:
    """Share (seeds,) of the digits that are named wrongly."""
    return (z.argmax(2) != y).float().mean(1)


def look(params: Sequence[Tensor], task: Digits) -> Tensor:
    """The four numbers of LossCurves (4, seeds), without dropout."""
    with torch.no_grad():
        z = logits(params, task.X_test)
        return torch.stack([losses(logits(params, task.X), task.y), losses(logits(params, task.X_val), task.y_val),
                            losses(z, task.y_test), errors(z, task.y_test)])


def disturbed(X: Tensor, setting: TrainingSetting, rng: torch.Generator) -> Tensor:
    """The images of one step: some moved, some mirrored, some pixels dropped."""
    def some(share: float, *shape: int) -> Tensor:
        return torch.rand(shape, generator=rng, dtype=single) < share

    images = X.unflatten(2, (8, 8))
    if setting.shifted:
        images = random_shift(images, 1, share=setting.shifted, rng=rng)
    if setting.flipped:
        images = torch.where(some(setting.flipped, *X.shape[:2], 1, 1), images.flip(3), images)
    X = images.flatten(2)
    return X * ~some(setting.p_input, *X.shape) / (1 - setting.p_input) if setting.p_input else X


def train(setting: TrainingSetting, seeds: Sequence[int], steps: int = STEPS, *, task: Digits | None = None,
          params: list[Tensor] | None = None, rate: float = RATE, every: int = EVERY) -> TrainedNetworks:
    """Networks 64 - 64 - 10, one for each seed, trained by Adam on all their digits at once; a look `every` few steps.

    >>> train(TrainingSetting(), range(2), 10).curves.train.shape
    torch.Size([2, 2])
    """
    task = digits(tuple(seeds), setting.labelled, setting.wrong) if task is None else task
    params = start(seeds, setting.start) if params is None else params
    rule, rng = Adam(rate), generator(1000 + sum(seeds))
    states, seen, best = [rule.init(p) for p in params], [], params
    for step in range(steps + 1):
        if step % every == 0:
            seen.append(look(params, task))
            lower = seen[-1][1] <= torch.stack(seen)[:, 1].amin(0)
            best = [torch.where(lower.view(-1, *[1] * (p.ndim - 1)), p, old) for p, old in zip(params, best)]
        leaves = [p.requires_grad_() for p in params]
        keep = None
        if setting.p_drop:
            shape = len(seeds), task.X.shape[1], leaves[0].shape[1]
            kept = torch.rand(shape, generator=rng, dtype=single) >= setting.p_drop
            keep = kept.to(single) / (1 - setting.p_drop)
        loss = losses(logits(leaves, disturbed(task.X, setting, rng), keep), task.y).sum()
        if setting.decay:
            loss = loss + setting.decay * sum((W**2).sum() for W in leaves[::2])
        moved = [rule.step(p.detach(), g, state) for p, g, state in zip(
            leaves, torch.autograd.grad(loss, leaves), states)]
        params, states = [theta for theta, _ in moved], [state for _, state in moved]
    return TrainedNetworks(LossCurves(*torch.stack(seen, dim=1)), params, [p.detach() for p in best])


def lowest(curves: LossCurves) -> Tensor:
    """The moment (seeds,) of the lowest validation loss."""
    return curves.val.argmin(0)


def first_at(curves: LossCurves, level: float = EQUAL) -> Tensor:
    """The first moment (seeds,) with a training loss of at most `level`, or the last one."""
    there = curves.train <= level
    return torch.where(there.any(0), there.int().argmax(0), len(there) - 1)
