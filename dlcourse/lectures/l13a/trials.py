"""What lecture 13a trains: recurrent networks that must remember their first input, from several starts of U.

That takes too long for a lecture. So `remembered` reads what LONG has stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits

from dlcourse.experiments import Experiments
from dlcourse.tensors import generator

double = torch.float64
SEEDS, UNITS, BATCH, UPDATES, TESTED = 10, 16, 16, 200, 256
NOISE, BOUND = 0.1, 1.0
RATES = (0.001, 0.003, 0.01, 0.03, 0.1)
ENOUGH = 0.95  # a network has learned if it names a larger share of new sequences
TENTH = 10  # updates that are put together
LENGTHS = (20, 100)
DEFAULT, LARGER, IDENTITY, HELD = KINDS = ("PyTorch's U", "times √3", "identity", "identity, held")
QUIET, LONGER, CUT = (f"{HELD}, noise 0.01", f"{DEFAULT}, 1000 updates", f"{DEFAULT}, gradient of the last 20 steps")


class Remembered(NamedTuple):
    """What became of networks from SEEDS starts at the best of RATES: the one at which most of them learned.

    How many learned is counted on sequences of their own. Of several such rates it is the one with the lowest median
    loss at the end. share (seeds,) of further new sequences whose first input is named, and all_shares (rates, seeds).
    rate. loss and ratio (tens of updates, seeds): the loss, and the length of the adjoint of h_1 as a part of that of
    h_T (geometric mean). start (seeds,), that ratio before training, and top (seeds,), its largest value in any update.
    """

    share: Tensor
    all_shares: Tensor
    rate: float
    loss: Tensor
    ratio: Tensor
    start: Tensor
    top: Tensor


def memory_task(T: int, count: int, *, rng: torch.Generator, noise: float = NOISE) -> tuple[Tensor, Tensor]:
    """Sequences X (T, SEEDS, count, 1) that open with 1 or -1 and go on with noise, and whether it was 1.

    >>> X, y = memory_task(3, 2, rng=generator(0))
    >>> X.shape, y.shape, sorted(set(X[0].flatten().tolist()))
    (torch.Size([3, 10, 2, 1]), torch.Size([10, 2]), [-1.0, 1.0])
    """
    X = noise * torch.randn(T, SEEDS, count, 1, generator=rng, dtype=double)
    y = torch.randint(2, (SEEDS, count), generator=rng).to(double)
    X[0, :, :, 0] = 2 * y - 1
    return X, y


class _Weights(NamedTuple):
    """W (networks, 1, units) and U (networks, units, units), transposed, b, and the weights and bias of the answer."""

    W: Tensor
    U: Tensor
    b: Tensor
    v: Tensor
    c: Tensor


def start(kind: str, *, rng: torch.Generator) -> _Weights:
    """The weights of SEEDS networks; the same random numbers whatever the kind.

    PyTorch draws U evenly from -1/√UNITS to 1/√UNITS, which has the variance 1/(3 UNITS).

    >>> start("identity", rng=generator(0)).U[0, :2, :2]
    tensor([[1., 0.],
            [0., 1.]], dtype=torch.float64)
    """
    def evenly(*shape: int) -> Tensor:
        return (2 * torch.rand(SEEDS, *shape, generator=rng, dtype=double) - 1) / UNITS**0.5

    W, U, v = evenly(1, UNITS), evenly(UNITS, UNITS), evenly(UNITS, 1)
    if kind in {IDENTITY, HELD}:
        U = torch.eye(UNITS, dtype=double).repeat(SEEDS, 1, 1)
    return _Weights(W, U * 3**0.5 if kind == LARGER else U, 0 * W, v, W.new_zeros(SEEDS, 1, 1))


def _states(of: _Weights, X: Tensor, first: Tensor | float = 0.0) -> list[Tensor]:
    """h_1 ... h_T, each (networks, batch, units); first is what the sum of step 1 holds of the past."""
    h = [(X[0] @ of.W + first + of.b).tanh()]
    for x in X[1:]:
        h.append((x @ of.W + h[-1] @ of.U + of.b).tanh())
    return h


def _losses(of: _Weights, h: Tensor, y: Tensor) -> Tensor:
    return binary_cross_entropy_with_logits((h @ of.v + of.c)[..., 0], y, reduction="none").mean(1)


def _ratio(first: Tensor, last: Tensor) -> Tensor:
    """The length of one adjoint as a part of another's, over a batch, (networks,); log of it is wanted, so not 0."""
    return (first.square().sum((1, 2)) / last.square().sum((1, 2))).sqrt().clamp_min(1e-300)


class _Adam:
    """Adam with a rate for each network, after the gradient of each network is clipped."""

    def __init__(self, parameters: list[Tensor], eta: Tensor) -> None:
        self.parameters, self.eta, self.step = parameters, eta, 0
        self.m, self.v = ([torch.zeros_like(p) for p in parameters] for _ in range(2))

    @torch.no_grad()
    def update_(self, gradients: Sequence[Tensor]) -> None:
        """One step of all parameters, in place."""
        self.step += 1
        norm = sum(g.square().sum((1, 2), keepdim=True) for g in gradients) ** 0.5
        for p, g, m, v in zip(self.parameters, gradients, self.m, self.v):
            clipped = g * (BOUND / norm).clamp(max=1)
            m += 0.1 * (clipped - m)
            v += 0.001 * (clipped**2 - v)
            p -= self.eta * (m / (1 - 0.9**self.step)) / ((v / (1 - 0.999**self.step)).sqrt() + 1e-8)


def _gradients(of: _Weights, learned: list[Tensor], X: Tensor, y: Tensor,
               cut: int | None) -> tuple[Tensor, Tensor, Sequence[Tensor]]:
    """The losses, the ratio of the adjoints of h_1 and h_T, and the gradients, through the last `cut` steps alone."""
    h = _states(of, X)
    loss = _losses(of, h[-1], y)
    *gradients, first, last = torch.autograd.grad(loss.sum(), (*learned, h[0], h[-1]))
    if cut is not None:
        tail = _states(of, X[-cut:], h[-cut - 1].detach() @ of.U)
        gradients = torch.autograd.grad(_losses(of, tail[-1], y).sum(), learned)
    return loss.detach(), _ratio(first, last), gradients


def train(kind: str, T: int, *, updates: int = UPDATES, noise: float = NOISE, cut: int | None = None) -> dict[str, Any]:
    """Networks from SEEDS starts at each of RATES, side by side, by Adam with clipping; every batch is new.

    With `cut` they learn from the gradient through the last steps alone, `cut` of them.
    """
    rng, rates = generator(1), len(RATES)
    of = _Weights(*(p.repeat(rates, 1, 1).requires_grad_() for p in start(kind, rng=rng)))
    learned = [p for name, p in of._asdict().items() if not (kind == HELD and name == "U")]
    adam = _Adam(learned, torch.tensor(RATES, dtype=double).repeat_interleave(SEEDS)[:, None, None])
    losses, ratios = [], []
    for _ in range(updates):
        X, y = memory_task(T, BATCH, rng=rng, noise=noise)
        found, reach, gradients = _gradients(of, learned, X.repeat(1, rates, 1, 1), y.repeat(rates, 1), cut)
        losses.append(found)
        ratios.append(reach)
        adam.update_(gradients)
    loss, ratio = (torch.stack(found).reshape(updates // TENTH, TENTH, rates, SEEDS) for found in (losses, ratios))
    shares, choosing = (_shares(of, *memory_task(T, TESTED, rng=rng, noise=noise)) for _ in range(2))
    end = loss[-2:].mean((0, 1))
    best = max(range(rates), key=lambda i: (int((choosing[i] > ENOUGH).sum()), -float(end[i].median())))
    return {"shares": shares.tolist(), "best": best,
            "loss": loss[:, :, best].mean(1).tolist(), "ratio": ratio[:, :, best].log().mean(1).exp().tolist(),
            "start": ratio[0, 0, best].tolist(), "top": ratio[:, :, best].amax((0, 1)).tolist()}


@torch.no_grad()
def _shares(of: _Weights, X: Tensor, y: Tensor) -> Tensor:
    """The share of sequences that each network names, (rates, seeds)."""
    rates = len(RATES)
    scores = (_states(of, X.repeat(1, rates, 1, 1))[-1] @ of.v + of.c)[..., 0]
    return ((scores > 0) == (y > 0.5).repeat(rates, 1)).double().mean(1).reshape(rates, SEEDS)


LONG = Experiments(__file__, **{f"{kind}, {T}": partial(train, kind, T) for kind in KINDS for T in LENGTHS},
                   **{f"{QUIET}, 100": partial(train, HELD, 100, noise=0.01),
                      f"{LONGER}, 100": partial(train, DEFAULT, 100, updates=1000),
                      f"{CUT}, 100": partial(train, DEFAULT, 100, cut=20)})


@cache
def remembered(kind: str, T: int) -> Remembered:
    """What networks of this start made of sequences of length T; QUIET, LONGER and CUT are stored for 100.

    >>> remembered("identity", 20).share.shape
    torch.Size([10])
    """
    found = LONG[f"{kind}, {T}"]
    shares, loss, ratio, first, top = (torch.tensor(found[name], dtype=double)
                                       for name in ("shares", "loss", "ratio", "start", "top"))
    return Remembered(shares[found["best"]], shares, RATES[found["best"]], loss, ratio, first, top)
