"""What lecture 05a trains and measures: ten layers on a curve, relu units that die, one number through ten neurons."""

from __future__ import annotations

import itertools
from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.activations import TABLE, dead_units
from dlcourse.experiments import Experiments
from dlcourse.nn import mlp
from dlcourse.optim import Adam
from dlcourse.tensors import generator

double = torch.float64
LAYERS, WIDTH, STEPS, RATE = 10, 8, 200, 0.005
MOMENTS = (0, 5, 10, 20, 50, 100, 200)
BENDS = {"no layer": (), "layer 1": (1,), "layer 5": (5,), "every layer": tuple(range(1, LAYERS))}
X = torch.linspace(-1, 1, 41, dtype=double)
Y = (3 * X).cos() + X / 2
WEIGHTS = sum(n * m + n for m, n in itertools.pairwise([1, *[WIDTH] * (LAYERS - 1), 1]))


class Trained(NamedTuple):
    """Curves (moments, runs, points) of networks at MOMENTS, and mean squared errors (steps + 1, runs)."""

    curves: Tensor
    errors: Tensor


def best_line() -> tuple[Tensor, float]:
    """The straight line with the least mean squared error on the curve, and this error.

    >>> round(best_line()[1], 3)
    0.489
    """
    A = torch.stack([X, torch.ones_like(X)], dim=1)
    line = A @ torch.linalg.lstsq(A, Y[:, None]).solution[:, 0]
    return line, float((line - Y).square().mean())


@cache
def ten_layers(bends: str, runs: int = 3) -> Trained:
    """Networks of ten layers, from several random starts, trained on the curve with Adam; relu where `bends` says.

    >>> ten_layers("no layer", 1).curves.shape
    torch.Size([7, 1, 41])
    """
    sizes, rng = [1, *[WIDTH] * (LAYERS - 1), 1], generator(0)
    def normal(*shape: int) -> Tensor:
        return torch.randn(shape, generator=rng, dtype=double)

    starts = [[(normal(n, m) / m**0.5, 0.3 * normal(n)) for m, n in itertools.pairwise(sizes)] for _ in range(runs)]
    params = [torch.stack(parts).requires_grad_() for layer in zip(*starts) for parts in zip(*layer)]
    rule = Adam(RATE)
    states = [rule.init(p) for p in params]
    curves, errors = [], []
    for step in range(STEPS + 1):
        a = X[None, :, None].expand(runs, -1, -1)
        for i, (W, b) in enumerate(zip(params[::2], params[1::2]), 1):
            a = a @ W.mT + b[:, None]
            a = a.relu() if i in BENDS[bends] else a
        error = (a[..., 0] - Y).square().mean(1)
        errors.append(error.detach())
        if step in MOMENTS:
            curves.append(a[..., 0].detach())
        moved = [rule.step(p.detach(), g, state) for p, g, state in zip(
            params, torch.autograd.grad(error.sum(), params), states)]
        params, states = [theta.requires_grad_() for theta, _ in moved], [state for _, state in moved]
    return Trained(torch.stack(curves), torch.stack(errors))


class NeuronChain(NamedTuple):
    """Values (11, starts) of numbers before and after each of ten neurons, and how much an end moves with its start."""

    values: Tensor
    slopes: Tensor


def chain(name: str, w: float, starts: Tensor, layers: int = LAYERS) -> NeuronChain:
    """Each number goes through one neuron after another: a becomes f(w a). The slopes multiply by the chain rule.

    >>> chain("relu", 1.0, torch.tensor([-1.0, 2.0])).slopes
    tensor([0., 1.])
    """
    f, slope = TABLE[name][:2]
    values, slopes = [starts], torch.ones_like(starts)
    for _ in range(layers):
        z = (w * values[-1]).clamp(-1e6, 1e6)
        values.append(f(z))
        slopes = slopes * w * slope(z)
    return NeuronChain(torch.stack(values), slopes)


class Survivors(NamedTuple):
    """Dead hidden units of a digit network, the share of its training digits that it names correctly, and two counts.

    `below` counts the hidden units whose pre-activation is below 0 for every digit, and `seen` the digits for which
    that of any unit is above 0.
    """

    dead: int
    right: float
    below: int = 0
    seen: int = 0


@cache
def _digits() -> tuple[Tensor, Tensor]:
    digits = data.digits()
    return digits.X[::2].double(), digits.y[::2]


def digits_network(seed: int, phases: tuple[tuple[float, int], ...], activation: str = "relu", *,
                   held: bool = False) -> list[Survivors]:
    """A network 64 - 32 - 10 learns half of the digits by plain gradient descent, in phases of (eta, steps).

    The activation is "relu", "leaky_relu", "elu" or "gelu". After each phase one looks at what became of the
    units. With `held`, the hidden units that are below 0 for every digit after one phase keep their weights and
    biases in the next.
    """
    X, y = _digits()
    params, found = mlp.init([64, 32, 10], rng=generator(seed), dtype=double), []
    theta = [p.requires_grad_() for layer in zip(*params) for p in layer]
    of = torch.nn.functional
    f = {"relu": of.relu, "leaky_relu": of.leaky_relu, "elu": of.elu, "gelu": of.gelu}[activation]
    moves = torch.ones(32, dtype=double)
    for eta, steps in phases:
        for _ in range(steps):
            loss = of.cross_entropy(f(X @ theta[0].mT + theta[1]) @ theta[2].mT + theta[3], y)
            with torch.no_grad():
                W, b, *last = torch.autograd.grad(loss, theta)
                for p, g in zip(theta, (moves[:, None] * W, moves * b, *last)):
                    p -= eta * g
        with torch.no_grad():
            z = X @ theta[0].mT + theta[1]
            hidden = f(z)
            right = ((hidden @ theta[2].mT + theta[3]).argmax(1) == y).double().mean()
        below = (z < 0).all(0)
        moves = (~below).to(double) if held else moves
        found.append(Survivors(int(dead_units(hidden).sum()), float(right), int(below.sum()),
                               int((z > 0).any(1).sum())))
    return found


TOO_LARGE = ((5.0, 50), (0.5, 100))  # fifty steps with a learning rate that is too large, then a hundred


def revived() -> dict[str, list[list[dict[str, float]]]]:
    """What becomes of the units in five repetitions of TOO_LARGE with each activation; last with units held."""
    asked = {name: (name, False) for name in ("relu", "leaky_relu", "elu", "gelu")}
    asked["leaky_relu, held"] = ("leaky_relu", True)
    return {called: [[found._asdict() for found in digits_network(seed, TOO_LARGE, name, held=held)]
                     for seed in range(5)] for called, (name, held) in asked.items()}


LONG = Experiments(__file__, revived=revived)
