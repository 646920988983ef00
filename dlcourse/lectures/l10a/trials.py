"""What lecture 10a trains and measures: deep networks from several starts at once, and how a signal fares in them.

What takes long was trained once: `LONG` reads it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.activations import TABLE
from dlcourse.experiments import Experiments
from dlcourse.nn import initialise
from dlcourse.optim import Adam, WarmupCosine
from dlcourse.optim.schedules import Constant, Cosine, Warmup
from dlcourse.tensors import generator, rounded

double = torch.float64
WIDTH, SAMPLES, STEPS, RATE = 32, 100, 100, 0.1
FACTORS = (0.5, 0.7, 0.8, 0.9, 1.0, 1.5, 2.0, 3.0)
STARTS = 10


@cache
def digits() -> tuple[Tensor, Tensor]:
    """A hundred digits: each pixel has the mean 0 and the standard deviation 1 over all 1797, if it ever changes.

    >>> digits()[0].shape
    torch.Size([100, 64])
    """
    every = data.digits()
    X = (every.X - every.X.mean(0)) / every.X.std(0).clamp(min=1e-9)
    some = torch.randperm(len(X), generator=generator(1))[:SAMPLES]
    return X[some], every.y[some]


_BENDS = {"tanh": torch.tanh, "relu": torch.relu}  # without the guards of TABLE, since a run may end in nan


class DeepRuns(NamedTuple):
    """Losses, digits named correctly, and lengths of the whole gradient: each (steps + 1, starts)."""

    losses: Tensor
    right: Tensor
    lengths: Tensor


def weights(layers: int, starts: int, *, factor: float = 1.0, orthogonal: bool = False, width: int = WIDTH,
            dtype: torch.dtype = double) -> list[Tensor]:
    """Starting weights (starts, out, in) of a digit network with so many hidden layers: `factor` times the LeCun start.

    >>> [tuple(W.shape) for W in weights(2, 5)]
    [(5, 32, 64), (5, 32, 32), (5, 10, 32)]
    """
    rng, found = generator(0), []
    for fan_in, fan_out in itertools.pairwise([64, *[width] * layers, 10]):
        W = torch.randn(starts, fan_out, fan_in, generator=rng, dtype=double) / fan_in**0.5
        if orthogonal and fan_in == fan_out:
            W = torch.stack([initialise.orthogonal(width, width, rng=rng, dtype=double) for _ in range(starts)])
        found.append((factor * W).to(dtype))
    return found


def train(Ws: list[Tensor], *, bend: str = "tanh", eta: float = RATE, steps: int = STEPS, clip: float = torch.inf,
          schedule: Callable[[int], float] | None = None, adam: bool = False, gain: float = 1.0) -> DeepRuns:
    """Networks from several starts side by side, by gradient descent on all hundred digits.

    `gain` multiplies each weighted sum, `clip` bounds the length of the whole gradient, `schedule` multiplies `eta`.

    >>> train(weights(2, 3), steps=4).losses.shape
    torch.Size([5, 3])
    """
    f, (X, y), starts = _BENDS[bend], digits(), len(Ws[0])
    X, wanted = X.to(Ws[0].dtype), y.expand(starts, -1)
    params = [W.clone() for W in Ws] + [W.new_zeros(starts, 1, W.shape[1]) for W in Ws]
    rule, traces = Adam(1.0), ([], [], [])
    states = [rule.init(p) for p in params]
    for k in range(steps + 1):
        params = [p.requires_grad_() for p in params]
        a = X.expand(starts, -1, -1)
        for i, (W, b) in enumerate(zip(params[:len(Ws)], params[len(Ws):])):
            z = torch.baddbmm(b, a, gain * W.mT)  # (starts, batch, in) @ (starts, in, out)
            a = f(z) if i < len(Ws) - 1 else z
        loss = -a.log_softmax(-1).gather(-1, wanted[..., None])[..., 0].mean(1)
        grads = torch.autograd.grad(loss.sum(), params)
        length = torch.stack([g.square().sum((1, 2)) for g in grads]).sum(0).sqrt()
        for trace, value in zip(traces, (loss.detach(), (a.argmax(-1) == wanted).sum(1), length)):
            trace.append(value)
        shorter = (clip / length).clamp(max=1)[:, None, None]
        rate = eta * (schedule(k) if schedule else 1)
        with torch.no_grad():
            if adam:  # a step of length 1 from 0 is the direction
                moved = [rule.step(torch.zeros_like(p), shorter * g, s) for p, g, s in zip(params, grads, states)]
                params, states = [p + rate * m for p, (m, _) in zip(params, moved)], [s for _, s in moved]
            else:
                params = [p - rate * shorter * g for p, g in zip(params, grads)]
    return DeepRuns(*map(torch.stack, traces))


def look(Ws: list[Tensor], gain: float = 1.0) -> tuple[float, dict[str, Tensor]]:
    """The first loss of the first network, of tanh units; and what one sees in each of its layers before training.

    These are the sizes of activations and of their adjoints, and the lengths of the gradients of weights and biases.

    >>> sorted(look(weights(2, 1))[1])
    ['activations', 'adjoints', 'grad biases', 'grad weights']
    """
    (X, y), last = digits(), len(Ws) - 1
    kernels = [W[0].clone().requires_grad_() for W in Ws]
    biases = [W.new_zeros(len(W)).requires_grad_() for W in kernels]
    seen = []
    a = X.to(Ws[0].dtype)
    for i, (W, b) in enumerate(zip(kernels, biases)):
        z = gain * (a @ W.mT) + b
        a = torch.tanh(z) if i < last else z
        seen.append(a)
    loss = torch.nn.functional.cross_entropy(a, y)
    grads = torch.autograd.grad(loss, [*seen, *kernels, *biases])
    parts = {"activations": ([a.detach() for a in seen], _size), "adjoints": (grads[:len(Ws)], _size),
             "grad weights": (grads[len(Ws):2 * len(Ws)], torch.norm), "grad biases": (grads[2 * len(Ws):], torch.norm)}
    return float(loss.detach()), {name: torch.stack([of(v) for v in values]) for name, (values, of) in parts.items()}


def _size(values: Tensor) -> Tensor:
    return values.square().mean().sqrt()


# --- one pass there and back ---

SPREADS = ("std 0.01", "std 1", "LeCun", "Xavier", "He", "orthogonal")


def draw(name: str, width: int, rng: torch.Generator) -> Tensor:
    """A square matrix of starting weights, by its name in SPREADS.

    >>> draw("std 0.01", 3, generator(0)).shape
    torch.Size([3, 3])
    """
    match name:
        case "Xavier":
            return initialise.xavier(width, width, rng=rng, dtype=double)
        case "He":
            return initialise.he(width, width, rng=rng, dtype=double)
        case "orthogonal":
            return initialise.orthogonal(width, width, rng=rng, dtype=double)
    std = width**-0.5 if name == "LeCun" else float(name.split()[1])
    return initialise.normal(width, width, std=std, rng=rng, dtype=double)


class SignalSizes(NamedTuple):
    """Sizes (layers + 1, runs) of the activations on their way there, and of the adjoints on their way back."""

    there: Tensor
    back: Tensor
    saturated: Tensor  # (runs,), the share of the last activations beyond 0.99 in size


@cache
def signal(bend: str, start: str, layers: int, width: int = 64, runs: int = 3, batch: int = 32) -> SignalSizes:
    """How large a random signal is after each layer, and a random adjoint before each, in several random networks.

    The size is the root of the mean square over all units and examples.

    >>> signal("identity", "orthogonal", 2).there.round(decimals=6)[:, 0].unique().numel()
    1
    """
    f, slope = TABLE[bend][:2]
    there, back, saturated = [], [], []
    for run in range(runs):
        rng = generator(run)
        a = torch.randn(batch, width, generator=rng, dtype=double)
        sizes, kept = [a.square().mean().sqrt()], []
        for _ in range(layers):
            W = draw(start, width, rng)
            z = a @ W.mT
            kept.append((W, z))
            a = f(z)
            sizes.append(a.square().mean().sqrt())
        saturated.append((a.abs() > 0.99).double().mean())
        a_bar = torch.randn(batch, width, generator=rng, dtype=double)
        sizes_back = [a_bar.square().mean().sqrt()]
        for W, z in reversed(kept):
            a_bar = (a_bar * slope(z)) @ W
            sizes_back.append(a_bar.square().mean().sqrt())
        there.append(torch.stack(sizes))
        back.append(torch.stack(sizes_back[::-1]))
    return SignalSizes(torch.stack(there, 1), torch.stack(back, 1), torch.stack(saturated))


# --- what was trained once ---

PATIENCE = 10_000
MOMENTS = (0, 10, 20, 50, 100, 200, 300, 500, 700, 1000, 1500, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000)
PATIENT = (0.7, 0.8, 0.9, 1.0)
PEAK, WARM = 0.06, 20
SCHEDULES = {
    "constant": Constant(1.0), "warm-up": Warmup(1.0, WARM), "cosine": Cosine(1.0, STEPS),
    "warm-up and cosine": WarmupCosine(1.0, warmup=WARM, steps=STEPS)}


def start_runs(factor: float, starts: int = STARTS) -> DeepRuns:
    """Tanh networks of twenty hidden layers with all starting weights times `factor`."""
    return train(weights(20, starts, factor=factor))


def patient_runs(factor: float, starts: int = 5, steps: int = PATIENCE) -> DeepRuns:
    """The same for a hundred times as many steps, in float32."""
    return train(weights(20, starts, factor=factor, dtype=torch.float32), steps=steps)


def scheduled_runs(name: str, starts: int = 20) -> DeepRuns:
    """Relu networks of ten hidden layers, trained by Adam with a learning rate that is too large to stay so."""
    return train(weights(10, starts, factor=2**0.5), bend="relu", eta=PEAK, adam=True, schedule=SCHEDULES[name])


def one_number() -> dict[float, dict[str, list[list[float]]]]:
    """For each factor, losses and digits named correctly at every fifth step of ten networks."""
    runs = {factor: start_runs(factor) for factor in FACTORS}
    return {factor: {"losses": rounded(run.losses[::5], 3), "right": run.right[::5].tolist()}
            for factor, run in runs.items()}


def falls() -> dict[str, list[int]]:
    """How many digits fewer than before each network of the factor 1 names at its worst fall, by bound on the gradient.

    Both trainings name nearly all digits at the end.
    """
    found = {}
    for name, bound in (("no bound", torch.inf), ("bound 1", 1.0)):
        right = train(weights(20, STARTS), clip=bound).right
        found[name] = (right.cummax(0).values - right).amax(0).tolist()
    return found


def patience() -> dict[float, dict[str, list[list[float]]]]:
    """The losses and the digits of five networks at MOMENTS, for each factor of PATIENT."""
    runs = {factor: patient_runs(factor) for factor in PATIENT}
    return {factor: {"losses": rounded(run.losses[list(MOMENTS)], 3), "right": run.right[list(MOMENTS)].tolist()}
            for factor, run in runs.items()}


def schedules() -> dict[str, dict[str, list[float]]]:
    """For each schedule, of 20 networks: digits at the end, losses after 10 steps and at the end, the largest later."""
    found = {}
    for name in SCHEDULES:
        run = scheduled_runs(name)
        found[name] = {"right": run.right[-1].tolist(), "after 10": run.losses[10].tolist(),
                       "at the end": run.losses[-1].tolist(), "largest after 25": run.losses[26:].amax(0).tolist()}
    return found


def more_starts() -> dict[str, list[int]]:
    """The digits that 100 other networks name at the end, with a cosine alone and after a warm-up."""
    return {name: scheduled_runs(name, starts=100).right[-1].tolist() for name in ("cosine", "warm-up and cosine")}


def sums_carried() -> dict[str, list[int]]:
    """How many digits five networks name after 60 steps: of small weights, the same with larger sums, and healthy."""
    small = weights(20, 5, factor=0.7)
    found = {f"small weights, sums times {gain:.2f}": train(small, gain=gain, eta=0.049, steps=60)
             for gain in (1.0, 1 / 0.7)}
    found["healthy weights"] = train(weights(20, 5), steps=60)
    return {name: run.right[-1].tolist() for name, run in found.items()}


def normal_or_orthogonal() -> dict[str, list[int]]:
    """How many digits five networks of twenty layers name after 50 steps, from normal and from orthogonal weights."""
    return {f"orthogonal: {kind}": train(weights(20, 5, orthogonal=kind), steps=50).right[-1].tolist()
            for kind in (False, True)}


LONG = Experiments(__file__, sums_carried=sums_carried, normal_or_orthogonal=normal_or_orthogonal,
                   one_number=one_number, falls=falls, patience=patience,
                   schedules=schedules, more_starts=more_starts)
