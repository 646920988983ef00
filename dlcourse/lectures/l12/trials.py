"""What lecture 12 trains: networks that learn digits in the middle of a canvas and are then asked about moved ones.

This takes too long for a lecture. So `moved` and `small` read what LONG has stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import conv2d, cross_entropy, max_pool2d, pad, unfold

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.tensors import generator

double = torch.float64
CANVAS, IMAGE, MOST = 14, 8, 3  # pixels: the canvas, a digit, and how far a digit can move from the middle
KERNEL, MAPS = 5, (8, 16)  # of the two layers that look at windows
MARGIN = KERNEL - 1  # empty paper around the canvas, so that every window that meets the digit is there
EPOCHS, BATCH, STARTS = 25, 50, 5
RATES = (0.001, 0.003, 0.01)
DENSE, FLAT, TOP = "dense", "convolution, flattened", "convolution, global maximum"
OWN = "own weights at each place, global maximum"
KINDS = (DENSE, FLAT, TOP, OWN)
SMALL, SMALL_RATES = (8, 16), (0.003, 0.01, 0.03)  # maps and rates of the small network with pooling
STRIDES = {"pooling, stride 2": 2, "pooling, stride 1": 1}
DIRECTIONS = ((0, 1), (0, -1), (1, 0), (-1, 0))  # rows down, columns to the right


class DigitSplit(NamedTuple):
    """Digits (n, 8, 8) and their labels (n,)."""

    X: Tensor
    y: Tensor


@cache
def split() -> tuple[DigitSplit, DigitSplit, DigitSplit]:
    """The digits for training (900), validation (300) and test (597).

    >>> [len(part.y) for part in split()]
    [900, 300, 597]
    """
    found = data.digits()
    order = torch.randperm(len(found.y), generator=generator(12))
    X, y = found.X.float().reshape(-1, IMAGE, IMAGE)[order], found.y[order]
    return DigitSplit(X[:900], y[:900]), DigitSplit(X[900:1200], y[900:1200]), DigitSplit(X[1200:], y[1200:])


def placed(X: Tensor, down: int = 0, right: int = 0) -> Tensor:
    """Images X (n, 8, 8) on an empty canvas, moved from its middle: (n, 1, 14, 14).

    >>> placed(torch.ones(1, 8, 8), right=3)[0, 0, 3, 5:8]
    tensor([0., 1., 1.])
    """
    canvas = X.new_zeros(len(X), 1, CANVAS, CANVAS)
    top, left = MOST + down, MOST + right
    canvas[:, 0, top:top + IMAGE, left:left + IMAGE] = X
    return canvas


def _windows(X: Tensor, W: Tensor, b: Tensor) -> Tensor:
    """The kernels at each place; with weights of its own at each place where W has an axis for the places."""
    if W.dim() == 4:
        return conv2d(X, W, b)
    columns = unfold(X, KERNEL).permute(2, 0, 1)  # (n, C k k, places) -> (places, n, C k k)
    Z = torch.baddbmm(b[:, None], columns, W)  # (places, n, O)
    side = X.shape[2] - KERNEL + 1
    return Z.permute(1, 2, 0).unflatten(2, (side, side))


def scores(kind: str, theta: list[Tensor], X: Tensor, margin: int = MARGIN) -> Tensor:
    """The logits of a network, (n, 10), for canvases X (n, 1, 14, 14)."""
    W1, b1, W2, b2, W3, b3 = theta
    if kind == DENSE:
        h = (X.flatten(1) @ W1.mT + b1).relu()
        h = (h @ W2.mT + b2).relu()
    else:
        h = _windows(_windows(pad(X, (margin,) * 4), W1, b1).relu(), W2, b2).relu()
        h = h.amax((2, 3)) if kind in {TOP, OWN} else h.flatten(1)
    return h @ W3.mT + b3


def start(kind: str, rng: torch.Generator) -> list[Tensor]:
    """Weights and biases before training, by He's rule."""
    def layer(*shape: int, fan_in: int, bias: tuple[int, ...]) -> list[Tensor]:
        return [torch.randn(shape, generator=rng) * (2 / fan_in) ** 0.5, torch.zeros(bias)]

    (o1, o2), k, places = MAPS, KERNEL, CANVAS**2
    if kind == DENSE:
        return [*layer(64, places, fan_in=places, bias=(64,)), *layer(32, 64, fan_in=64, bias=(32,)),
                *layer(10, 32, fan_in=32, bias=(10,))]
    last = o2 if kind in {TOP, OWN} else o2 * places
    if kind in {FLAT, TOP}:
        first = [*layer(o1, 1, k, k, fan_in=k * k, bias=(o1,)), *layer(o2, o1, k, k, fan_in=o1 * k * k, bias=(o2,))]
    else:
        more = (CANVAS + MARGIN)**2  # places of the first layer
        first = [*layer(more, k * k, o1, fan_in=k * k, bias=(more, o1)),
                 *layer(places, o1 * k * k, o2, fan_in=o1 * k * k, bias=(places, o2))]
    return [*first, *layer(10, last, fan_in=last, bias=(10,))]


def fit(f: Callable[[list[Tensor], Tensor], Tensor], theta: list[Tensor], X: Tensor, y: Tensor, rate: float,
        rng: torch.Generator, epochs: int = EPOCHS) -> None:
    """Train theta in place by Adam."""
    for p in theta:
        p.requires_grad_()
    adam = torch.optim.Adam(theta, lr=rate)
    for _ in range(epochs):
        for idx in torch.randperm(len(y), generator=rng).split(BATCH):
            adam.zero_grad()
            cross_entropy(f(theta, X[idx]), y[idx]).backward()
            adam.step()


@torch.no_grad()
def named(f: Callable[[list[Tensor], Tensor], Tensor], theta: list[Tensor], part: DigitSplit, by: int) -> float:
    """The share named correctly when moved by so many pixels, the mean over four directions."""
    shares = [(f(theta, placed(part.X, by * down, by * to)).argmax(1) == part.y).double().mean()
              for down, to in (DIRECTIONS if by else DIRECTIONS[:1])]
    return float(torch.stack(shares).mean())


def train(kind: str, rate: float, seed: int) -> dict[str, Any]:
    """A network from one random start: right on validation digits in the middle, and on test digits by move."""
    training, validation, test = split()
    rng = generator(seed)
    theta = start(kind, rng)
    f, wide = partial(scores, kind), partial(scores, kind, margin=2 * MARGIN)
    fit(f, theta, placed(training.X), training.y, rate, rng)
    return {"validation": named(f, theta, validation, 0), "parameters": sum(p.numel() for p in theta),
            "test": [named(f, theta, test, by) for by in range(MOST + 1)],
            "wide": [named(wide, theta, test, by) for by in range(MOST + 1)] if kind == TOP else []}


# --- a small network with pooling, whose feature maps are shown ---


def small_maps(theta: Sequence[Tensor], X: Tensor, stride: int = 2) -> tuple[Tensor, Tensor]:
    """The feature maps behind the two relus, for X (n, 1, 14, 14) with MARGIN paper around.

    With stride 2 they are (n, 8, 20, 20) and (n, 16, 8, 8).
    With stride 1 the second kernels take every second number: the same network, at each place, not at each second one.
    """
    W1, b1, W2, b2 = theta[:4]
    first = conv2d(pad(X, (MARGIN,) * 4), W1, b1).relu()
    return first, conv2d(max_pool2d(first, 2, stride), W2, b2, dilation=2 // stride).relu()


def small_scores(theta: Sequence[Tensor], X: Tensor, stride: int = 2) -> Tensor:
    """The logits of the small network, (n, 10): a dense layer on the largest number of each map."""
    return small_maps(theta, X, stride)[1].amax((2, 3)) @ theta[4].mT + theta[5]


def _small(stride: int, rate: float, seed: int) -> list[Tensor]:
    training, rng, (o1, o2) = split()[0], generator(seed), SMALL
    theta = [torch.randn(o1, 1, 3, 3, generator=rng) * (2 / 9) ** 0.5, torch.zeros(o1),
             torch.randn(o2, o1, 3, 3, generator=rng) * (2 / (9 * o1)) ** 0.5, torch.zeros(o2),
             torch.randn(10, o2, generator=rng) * (2 / o2) ** 0.5, torch.zeros(10)]
    fit(partial(small_scores, stride=stride), theta, placed(training.X), training.y, rate, rng)
    return theta


def train_small(stride: int, rate: float, seed: int) -> dict[str, Any]:
    """The small network, trained on digits in the middle: right on validation digits there, and on test by move."""
    theta, (_, validation, test) = _small(stride, rate, seed), split()
    f = partial(small_scores, stride=stride)
    return {"validation": named(f, theta, validation, 0), "parameters": sum(p.numel() for p in theta),
            "test": [named(f, theta, test, by) for by in range(MOST + 1)], "wide": []}


def weights() -> list[Any]:
    """Weights and biases of a small network."""
    return [p.tolist() for p in _small(2, 0.01, 0)]


# --- what takes longer than a lecture has ---

LONG = Experiments(__file__, weights=weights,
                   **{f"{kind}, {rate:g}, {seed}": partial(train, kind, rate, seed)
                      for kind in KINDS for rate in RATES for seed in range(STARTS)},
                   **{f"{kind}, {rate:g}, {seed}": partial(train_small, stride, rate, seed)
                      for kind, stride in STRIDES.items() for rate in SMALL_RATES for seed in range(STARTS)})


class MovedRuns(NamedTuple):
    """A kind of network at its best rate: right (starts, moves) on test digits, how many parameters, and the rate.

    wide is `right` once more, with so much paper around that every window that meets the digit is there.
    """

    right: Tensor
    parameters: int
    rate: float
    wide: Tensor


@cache
def moved(kind: str) -> MovedRuns:
    """What `train` found at the rate that is best on the validation digits, where the digits lie in the middle.

    >>> moved("dense").right.shape
    torch.Size([5, 4])
    """
    rates = SMALL_RATES if kind in STRIDES else RATES
    by_rate = {rate: [LONG[f"{kind}, {rate:g}, {seed}"] for seed in range(STARTS)] for rate in rates}
    best = max(rates, key=lambda rate: sum(run["validation"] for run in by_rate[rate]))
    runs = by_rate[best]
    right, wide = (torch.tensor([run[name] for run in runs], dtype=double) for name in ("test", "wide"))
    return MovedRuns(right, runs[0]["parameters"], best, wide)


@cache
def small() -> tuple[Tensor, ...]:
    """Weights and biases of the small network, float64.

    >>> [tuple(p.shape) for p in small()]
    [(8, 1, 3, 3), (8,), (16, 8, 3, 3), (16,), (10, 16), (10,)]
    """
    return tuple(torch.tensor(p, dtype=double) for p in LONG["weights"])
