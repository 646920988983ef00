"""What lecture 13b compares beside `trials`: kinds of cells, other rates and times, derivatives at the start.

It reads what LONG has stored.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse.experiments import Experiments
from dlcourse.lectures.l13b import trials
from dlcourse.lectures.l13b.nets import SEEDS, Lstm, by_net, right, run, started, step, train, uniform
from dlcourse.lectures.l13b.trials import BATCH, BIASES, HIDDEN, KEEP_RATES, KEEP_STEPS, KEYS, UNITS, VALUES, Right
from dlcourse.tensors import generator

# --- three kinds of cells, side by side ---

OTHER_RATES, LONGER = (0.001, 0.1, 0.3), 2000
ALL_RATES = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)


def last_of_simple(theta: Sequence[Tensor], X: Tensor) -> Tensor:
    """The last state (nets, batch, hidden) of simple cells W, U, b on X (T, nets, batch, in).

    >>> last_of_simple([torch.zeros(1, 1, 1)] * 3, torch.ones(3, 1, 1, 1)).shape
    torch.Size([1, 1, 1])
    """
    W, U, b = theta
    h = X.new_zeros(*X.shape[1:3], U.shape[1])
    for z_in in X @ W + b:
        h = (z_in + h @ U).tanh()
    return h


def last_of_gru(theta: Sequence[Tensor], X: Tensor) -> Tensor:
    """The last state of GRUs W, U, b, in blocks r, z, n, and b_n, the bias of n that r multiplies.

    >>> still = [torch.zeros(1, n, 6) for n in (1, 2, 1)]
    >>> last_of_gru([*still, torch.zeros(1, 1, 2)], torch.ones(3, 1, 1, 1)).shape
    torch.Size([1, 1, 2])
    """
    W, U, b, b_n = theta
    hidden = U.shape[1]
    h = X.new_zeros(*X.shape[1:3], hidden)
    for z_in in X @ W + b:
        r_in, z_gate, n_in = z_in.split(hidden, -1)
        r_h, z_h, n_h = (h @ U).split(hidden, -1)
        r, z = (r_in + r_h).sigmoid(), (z_gate + z_h).sigmoid()
        h = (1 - z) * (n_in + r * (n_h + b_n)).tanh() + z * h
    return h


def last_of_lstm(theta: Sequence[Tensor], X: Tensor) -> Tensor:
    """The last state of LSTMs W, U, b.

    >>> last_of_lstm([torch.zeros(1, n, 4) for n in (1, 1, 1)], torch.ones(3, 1, 1, 1)).shape
    torch.Size([1, 1, 1])
    """
    return run(Lstm(*theta), X)[1][0]


LAST: dict[str, Callable[[Sequence[Tensor], Tensor], Tensor]] = {
    "simple cell": last_of_simple, "GRU": last_of_gru, "LSTM": last_of_lstm}


def _theta(cell: str, bias: float, rng: torch.Generator, many: int) -> list[Tensor]:
    """Weights as `started` draws them; all biases 0, but those of the gate that keeps (f or z) are `bias`."""
    if cell == "LSTM":
        return [*started(2, UNITS, rng, rates=many, forget=bias)]
    wide = {"simple cell": 1, "GRU": 3}[cell] * UNITS
    W, U = (uniform((SEEDS, n, wide), UNITS, rng).repeat(many, 1, 1) for n in (2, UNITS))
    b = torch.zeros(len(W), 1, wide)
    if cell == "simple cell":
        return [W, U, b]
    b[:, :, UNITS:2 * UNITS] = bias
    return [W, U, b, torch.zeros(len(W), 1, UNITS)]


def train_cells(cell: str, bias: float, rates: Sequence[float], steps: int = KEEP_STEPS) -> list[list[float]]:
    """The share of right answers (rates, seeds) in the task of `trials.train_keeping`, for a key of LAST."""
    rng, many = generator(0), len(rates)
    theta = _theta(cell, bias, rng, many)
    out = uniform((SEEDS, UNITS, 2), UNITS, rng).repeat(many, 1, 1)

    def scored() -> tuple[Tensor, Tensor]:
        X, y = trials.keep_batch(SEEDS, BATCH, rng)
        return LAST[cell](theta, X.repeat(1, many, 1, 1)) @ out, y.repeat(many, 1)

    train([*theta, out], lambda: by_net(*scored()), steps, rates)
    with torch.no_grad():
        return torch.stack([right(*scored()) for _ in range(10)]).mean(0).view(many, SEEDS).tolist()


# --- how the derivative starts ---

def whole_at_the_start(bias: float, sequences: int = 64) -> list[float]:
    """How far the last cell moves at most for a move of the cell at step FIRST, all ways, before any training.

    For each start the largest singular value of that matrix of derivatives, mean over the sequences.
    """
    rng = generator(0)
    nets = started(2, UNITS, rng, rates=1, forget=bias)
    X, _ = trials.keep_batch(SEEDS, sequences, rng)
    h = c = X.new_zeros(SEEDS, sequences, UNITS)
    z_in = X @ nets.W + nets.b
    for z in z_in[:trials.FIRST]:
        h, c, (_, _, _, o) = step(nets, z, h, c)
    early = c.detach().requires_grad_()
    h, c = o * early.tanh(), early  # the state moves with the cell
    for z in z_in[trials.FIRST:]:
        h, c, _ = step(nets, z, h, c)
    rows = [torch.autograd.grad(c[..., k].sum(), early, retain_graph=True)[0] for k in range(UNITS)]
    return torch.linalg.matrix_norm(torch.stack(rows, -2), 2).mean(1).tolist()


# --- pairs, with forget gates that start open ---

RECALL_RATES, OPEN = (0.03, 0.1), 3.0


def recall_open(pairs: int) -> list[list[float]]:
    """As `trials.train_recall` for the LSTM, but the forget gates start at OPEN."""
    rng, many = generator(1), len(RECALL_RATES)
    out = uniform((SEEDS, HIDDEN, VALUES), HIDDEN, rng).repeat(many, 1, 1)
    theta = [*started(KEYS + VALUES, HIDDEN, rng, rates=many, forget=OPEN)]

    def scored() -> tuple[Tensor, Tensor]:
        X, y = trials.recall_batch(pairs, SEEDS, BATCH, rng)
        return last_of_lstm(theta, X.repeat(1, many, 1, 1)) @ out, y.repeat(many, 1)

    train([*theta, out], lambda: by_net(*scored()), trials.RECALL_STEPS, RECALL_RATES)
    with torch.no_grad():
        return torch.stack([right(*scored()) for _ in range(10)]).mean(0).view(many, SEEDS).tolist()


# --- what takes longer than a lecture has ---

OPEN_PAIRS, LONGER_BIASES = (8, 12), (0.0, 1.0)

LONG = Experiments(
    __file__,
    **{f"start, {bias:g}": partial(whole_at_the_start, bias) for bias in BIASES},
    **{"kept by simple cell, 0": partial(train_cells, "simple cell", 0.0, ALL_RATES)},
    **{f"kept by GRU, {bias:g}": partial(train_cells, "GRU", bias, ALL_RATES) for bias in (0.0, 3.0)},
    **{f"kept by LSTM, {bias:g}": partial(train_cells, "LSTM", bias, OTHER_RATES) for bias in (0.0, 1.0, 3.0)},
    **{f"longer, {bias:g}": partial(train_cells, "LSTM", bias, KEEP_RATES, LONGER) for bias in LONGER_BIASES},
    **{f"open, {pairs}": partial(recall_open, pairs) for pairs in OPEN_PAIRS})


def _shares(name: str) -> Tensor:
    return torch.tensor(LONG[name], dtype=torch.float64)


def compared(cell: str, bias: float = 0.0) -> Right:
    """The share of right answers of "simple cell", "GRU" or "LSTM", whose gate that keeps starts at `bias`.

    >>> compared("GRU", 3.0).share.shape
    torch.Size([6, 5])
    """
    found = _shares(f"kept by {cell}, {bias:g}")
    return Right(torch.cat([found, trials.keeping(bias).share]) if cell == "LSTM" else found)


def longer(bias: float) -> Right:
    """What `train_cells` found for the LSTM with five times the steps.

    >>> longer(1.0).share.shape
    torch.Size([3, 5])
    """
    return Right(_shares(f"longer, {bias:g}"))


def whole(bias: float) -> Tensor:
    """What `whole_at_the_start` found (seeds,).

    >>> whole(1.0).shape
    torch.Size([5])
    """
    return _shares(f"start, {bias:g}")


def opened(pairs: int) -> Right:
    """What `recall_open` found.

    >>> opened(8).share.shape
    torch.Size([2, 5])
    """
    return Right(_shares(f"open, {pairs}"))


# --- other readings of what `trials` has stored ---

def letters(length: int, units: int = HIDDEN) -> Tensor:
    """The share of right letters (seeds,) at the rate at which most whole strings of `trials.reversal` are right.

    >>> letters(2)
    tensor([1., 1., 1., 1., 1.], dtype=torch.float64)
    """
    name = f"reverse, {length}" + (f", {units} units" if units != HIDDEN else "")
    best = int(trials.reversal(length, units).share.mean(1).argmax())
    return torch.tensor(trials.LONG[name]["letters"], dtype=torch.float64)[best]


class Turned(NamedTuple):
    """Share of cells that end on the other side when the flagged number turns; least and largest forget gate."""

    other_end: float
    f_low: float
    f_high: float


def turned(bias: float, sequences: int = 400) -> Turned:
    """How the network of `trials.kept_net` answers to the other number at the flag, in new sequences.

    >>> turned(3.0, 2).f_high < 1
    True
    """
    net = Lstm(*(p[None] for p in trials.kept_net(bias)))
    X, _ = trials.keep_batch(1, sequences, generator(6))
    X = X.to(net.W)
    number, flag = X.unbind(-1)
    cells, gates = [], []
    for numbers in (number, number * (1 - 2 * flag)):
        h = c = X.new_zeros(1, sequences, UNITS)
        for z_in in torch.stack([numbers, flag], -1) @ net.W + net.b:
            h, c, (_, f, _, _) = step(net, z_in, h, c)
            gates.append(f)
        cells.append(c)
    every = torch.stack(gates)
    return Turned(float((cells[0] * cells[1] < 0).double().mean()), float(every.min()), float(every.max()))
