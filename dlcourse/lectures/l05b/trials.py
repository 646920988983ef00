"""Experiments of lecture 05b: XOR from many starts, a wave learned by one hidden layer, and deep against wide."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.models.linear import logistic_fit
from dlcourse.nn.hinges import hinge_sum, relu_interpolant
from dlcourse.nn.params import Params
from dlcourse.nn.regions import pieces_1d
from dlcourse.tensors import generator

double = torch.float64

# --- XOR from many starts ---

CORNERS = torch.tensor([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=double)
XOR = torch.tensor([0, 1, 1, 0], dtype=double)
ETA, STEPS = 0.1, 1000
MOMENTS = (0, 10, 30, 60, 100, 200, 300, 500, 1000)  # steps after which one may look
SOLVED = 0.001  # a loss below this counts as XOR learned
ENDINGS = {"0": 0.0, "1/8": 1 / 8, "1/6": 1 / 6, "1/4": 1 / 4}  # where the loss comes to rest


class XorNetworks(NamedTuple):
    """Many networks w relu(W x + c) + b at once: W (starts, units, 2), c (starts, units), w likewise, b (starts,)."""

    W: Tensor
    c: Tensor
    w: Tensor
    b: Tensor


class XorRuns(NamedTuple):
    """Final mean squared loss (starts,), what is said of the four corners (starts, 4), and networks at MOMENTS."""

    loss: Tensor
    said: Tensor
    kept: dict[int, XorNetworks]


def _uniform(rng: torch.Generator, fan_in: int, *shape: int) -> Tensor:
    """Numbers between -1/sqrt(fan_in) and 1/sqrt(fan_in), as torch draws those of a linear layer."""
    return (2 * torch.rand(shape, generator=rng, dtype=double) - 1) / math.sqrt(fan_in)


@cache
def learn_xor(units: int, starts: int = 1000, seed: int = 0, eta: float = ETA, steps: int = STEPS) -> XorRuns:
    """XOR learned by so many hidden relu units, from many starts: descent on the mean squared miss of four corners.

    >>> learn_xor(2, starts=2, steps=0).said.shape
    torch.Size([2, 4])
    """
    rng = generator(seed)
    W, c, w, b = (_uniform(rng, 2, starts, units, 2), _uniform(rng, 2, starts, units),
                  _uniform(rng, units, starts, units), _uniform(rng, units, starts))
    kept = {}
    for step in range(steps + 1):
        if step in MOMENTS:
            kept[step] = XorNetworks(W, c, w, b)
        z = CORNERS @ W.mT + c[:, None]  # (starts, 4, units)
        h = z.relu()
        said = (h @ w[:, :, None])[..., 0] + b[:, None]  # (starts, 4)
        miss = said - XOR
        if step < steps:
            said_bar = miss / 2  # of the mean of four squares
            z_bar = said_bar[:, :, None] * w[:, None] * (z > 0)
            W, c = W - eta * z_bar.mT @ CORNERS, c - eta * z_bar.sum(1)
            w, b = w - eta * (said_bar[:, None] @ h)[:, 0], b - eta * said_bar.sum(1)
    return XorRuns(miss.square().mean(1), said, kept)


def share_solved(found: XorRuns) -> float:
    """The share of starts from which XOR was learned."""
    return float((found.loss < SOLVED).double().mean())


def ends(found: XorRuns) -> dict[str, float]:
    """The share of starts whose loss comes to rest at each of ENDINGS.

    >>> none = torch.empty(0)
    >>> ends(XorRuns(torch.tensor([0.0, 0.001, 0.25, 1 / 6]), none, {}))
    {'0': 0.5, '1/8': 0.0, '1/6': 0.25, '1/4': 0.25}
    """
    return {name: float(((found.loss - value).abs() < 0.003).double().mean()) for name, value in ENDINGS.items()}


# --- four clouds and one straight border ---


@cache
def four_clouds() -> dict[str, data.Dataset]:
    """Two classes, 200 points each time: parted by a line, by a circle, by two lines as XOR is, and overlapping."""
    return {"parted by a line": data.separable(200, rng=generator(0), margin=0.3),
            "parted by a circle": data.rings(200, rng=generator(0), noise=0.15),
            "parted by two lines: XOR": data.xor(200, rng=generator(0), noise=0.12),
            "clouds that overlap": data.blobs(200, 2, rng=generator(0), spread=1.6, radius=1.5)}


def straight_border(cloud: data.Dataset) -> tuple[Tensor, Tensor, float]:
    """Weights and bias of logistic regression on a cloud, and the share of its points that it names correctly."""
    w, b = logistic_fit(cloud.X, cloud.y, eta=0.5, steps=500).params
    return w, b, float(((cloud.X @ w + b > 0).long() == cloud.y).double().mean())


# --- curves ---

FINE = torch.linspace(-1, 1, 2001, dtype=double)


def wave(x: Tensor, waves: int = 1) -> Tensor:
    """So many waves between -1 and 1.

    >>> wave(torch.tensor([0.5]))
    tensor([1.])
    """
    return (math.pi * waves * x).sin()


def by_hand(f: Callable[[Tensor], Tensor], pieces: int) -> tuple[Tensor, Tensor]:
    """The interpolant with evenly spaced knots from -1 to 1, at FINE, and its knots."""
    xs = torch.linspace(-1, 1, pieces + 1, dtype=double)
    return hinge_sum(*relu_interpolant(xs, f(xs)), FINE), xs


def largest_miss(f: Callable[[Tensor], Tensor], pieces: int) -> float:
    """The largest distance between a curve and its interpolant of so many pieces.

    >>> round(largest_miss(wave, 8), 4)
    0.0704
    """
    return float((by_hand(f, pieces)[0] - f(FINE)).abs().max())


class WaveRuns(NamedTuple):
    """Of each start: the largest miss and the root of the mean squared miss on [-1, 1]; all weights and biases."""

    largest: Tensor
    root_mean: Tensor
    layers: list[tuple[Tensor, Tensor]]


@cache
def train(sizes: tuple[int, ...], waves: int, starts: int = 20, steps: int = 1000, eta: float = 0.005,
          seed: int = 0) -> WaveRuns:
    """Relu networks of these sizes trained from many starts on 64 points of a wave, with Adam.

    >>> train((1, 4, 1), 1, starts=3, steps=2).largest.shape
    torch.Size([3])
    """
    rng = generator(seed)
    x = torch.linspace(-1, 1, 64, dtype=double)[:, None]
    layers = [(_uniform(rng, i, starts, o, i).requires_grad_(),
               _uniform(rng, i, starts, 1, o).requires_grad_()) for i, o in pairwise(sizes)]
    rule = torch.optim.Adam([t for layer in layers for t in layer], lr=eta)
    for _ in range(steps):
        rule.zero_grad()
        (_said(layers, x) - wave(x[:, 0], waves)).square().mean(1).sum().backward()
        rule.step()
    with torch.no_grad():
        miss = _said(layers, FINE[:, None]) - wave(FINE, waves)
    return WaveRuns(miss.abs().amax(1), miss.square().mean(1).sqrt(), [(W.detach(), b.detach()) for W, b in layers])


def _said(layers: Sequence[tuple[Tensor, Tensor]], x: Tensor) -> Tensor:
    a = x.expand(len(layers[0][0]), *x.shape)  # (starts, points, 1)
    for i, (W, b) in enumerate(layers):
        a = (a.relu() if i else a) @ W.mT + b
    return a[..., 0]


def as_params(found: WaveRuns, start: int) -> Params:
    """One of the trained networks as weights and biases."""
    return Params(tuple(W[start] for W, _ in found.layers), tuple(b[start, 0] for _, b in found.layers))


def numbers(sizes: Sequence[int]) -> int:
    """How many weights and biases a network of these sizes has.

    >>> numbers((1, 100, 1))
    301
    """
    return sum(out * (into + 1) for into, out in pairwise(sizes))


# --- what takes longer than a lecture has ---

RACE = {"100": (1, 100, 1), "16, 16": (1, 16, 16, 1), "11, 11, 11": (1, 11, 11, 11, 1)}  # about 300 weights each


def stuck_or_not() -> dict[int, dict[str, float]]:
    """For each number of hidden units, where XOR's trainings end."""
    return {units: ends(learn_xor(units)) for units in (2, 4, 8, 16)}


def more_starts() -> dict[str, list[float]]:
    """The share of starts that learn XOR with two units: other starts, and ten times the steps."""
    return {"other starts": [share_solved(learn_xor(2, seed=seed)) for seed in range(1, 6)],
            "10 000 steps": [share_solved(learn_xor(2, steps=10_000))]}


def learn_the_wave() -> dict[int, dict[str, list[float]]]:
    """For 8 and 16 units, each training's largest miss and root of the mean squared miss; and those of other starts."""
    found = {}
    for units in (8, 16):
        runs = [train((1, units, 1), 1, eta=0.01, seed=seed) for seed in range(4)]
        found[units] = {"largest": runs[0].largest.tolist(), "root mean": runs[0].root_mean.tolist(),
                        "other starts, largest": torch.cat([r.largest for r in runs[1:]]).tolist(),
                        "other starts, root mean": torch.cat([r.root_mean for r in runs[1:]]).tolist()}
    return found


def more_steps() -> list[float]:
    """The largest miss of the wave with 8 units, after 5000 steps."""
    return train((1, 8, 1), 1, eta=0.01, steps=5000).largest.tolist()


def race() -> dict[str, list[float]]:
    """The root of the mean squared miss of four waves, for each network of RACE and each start."""
    return {name: train(sizes, 4).root_mean.tolist() for name, sizes in RACE.items()}


def race_again() -> dict[str, dict[str, list[float]]]:
    """The same from other starts, and after 2500 steps; and how many pieces the deepest networks have at the end."""
    deepest = train(RACE["11, 11, 11"], 4)
    return {"other starts": {name: train(sizes, 4, seed=1).root_mean.tolist() for name, sizes in RACE.items()},
            "2500 steps": {name: train(sizes, 4, steps=2500).root_mean.tolist() for name, sizes in RACE.items()
                           if name != "100"},
            "pieces": {"11, 11, 11": [pieces_1d(as_params(deepest, start), -1.0, 1.0) for start in range(20)]}}


LONG = Experiments(__file__, stuck_or_not=stuck_or_not, more_starts=more_starts, learn_the_wave=learn_the_wave,
                   more_steps=more_steps, race=race, race_again=race_again)
