"""What lecture 13b trains: LSTMs that keep one number, recall pairs and turn strings round.

These take too long for a lecture. So `keeping`, `recall`, `recall_longer` and `reversal` read what LONG has stored.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from typing import Any, NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from dlcourse.experiments import Experiments
from dlcourse.lectures.l13b.nets import SEEDS, Lstm, by_net, right, run, started, step, train, uniform
from dlcourse.tensors import generator

BATCH, RATES = 32, (0.01, 0.03, 0.1, 0.3)

# --- keep one number ---

T, FIRST, UNITS, KEEP_STEPS, KEEP_RATES = 30, 5, 4, 400, (0.003, 0.01, 0.03)
BIASES = (-1.0, 0.0, 1.0, 3.0, 5.0)


def keep_batch(nets: int, batch: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """X (T, nets, batch, 2): numbers ±1, and a flag at one of the FIRST steps; y (nets, batch), 1 if that one is +1."""
    sign = torch.randint(2, (T, nets, batch), generator=rng)
    at = torch.randint(FIRST, (1, nets, batch), generator=rng)
    flag = torch.zeros(T, nets, batch).scatter(0, at, 1.0)
    return torch.stack([2.0 * sign - 1, flag], -1), sign.gather(0, at)[0]


def train_keeping(forget: float) -> dict[str, Any]:
    """LSTMs that learn to say at the end what the flagged number was."""
    rng, many = generator(0), len(KEEP_RATES)
    nets = started(2, UNITS, rng, rates=many, forget=forget)
    out = uniform((SEEDS, UNITS, 2), UNITS, rng).repeat(many, 1, 1)

    def scored() -> tuple[Tensor, Tensor]:
        X, y = keep_batch(SEEDS, BATCH, rng)
        X, y = X.repeat(1, many, 1, 1), y.repeat(many, 1)
        return run(nets, X)[1][0] @ out, y

    train([*nets, out], lambda: by_net(*scored()), KEEP_STEPS, KEEP_RATES)
    with torch.no_grad():
        marks = torch.stack([right(*scored()) for _ in range(10)]).mean(0).view(many, SEEDS)
    best = int(marks.mean(1).argmax())
    one = best * SEEDS
    return {"right": marks.tolist(), "W": nets.W[one].tolist(), "U": nets.U[one].tolist(), "b": nets.b[one].tolist()}


# --- recall pairs ---

PAIRS, KEYS, VALUES, HIDDEN, RECALL_STEPS = (1, 2, 4, 8, 12), 16, 10, 32, 500


def recall_batch(pairs: int, nets: int, batch: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """X (pairs + 1, nets, batch, KEYS + VALUES), the last with a key alone; y (nets, batch), the value of that key."""
    keys = torch.rand(nets, batch, KEYS, generator=rng).argsort(-1)[..., :pairs]  # all different
    values = torch.randint(VALUES, (nets, batch, pairs), generator=rng)
    asked = torch.randint(pairs, (nets, batch, 1), generator=rng)
    seen = torch.cat([F.one_hot(keys, KEYS), F.one_hot(values, VALUES)], -1)
    question = F.pad(F.one_hot(keys.gather(-1, asked), KEYS), (0, VALUES))
    return torch.cat([seen, question], 2).movedim(2, 0).float(), values.gather(-1, asked)[..., 0]


def _attention(theta: Sequence[Tensor], X: Tensor) -> Tensor:
    """Scores of one head of attention: the question looks at all pairs at once."""
    Wq, Wk, Wv, out = theta
    q, K, V = X[-1] @ Wq, X[:-1] @ Wk, X[:-1] @ Wv
    A = ((q * K).sum(-1) / HIDDEN**0.5).softmax(0)
    return (A[..., None] * V).sum(0) @ out


def train_recall(kind: str, pairs: int, steps: int = RECALL_STEPS,
                 rates: Sequence[float] = RATES) -> list[list[float]]:
    """The share of questions answered (rates, seeds), for "LSTM" or "attention"."""
    rng, n, many = generator(1), KEYS + VALUES, len(rates)
    out = uniform((SEEDS, HIDDEN, VALUES), HIDDEN, rng).repeat(many, 1, 1)
    if kind == "LSTM":
        theta = [*started(n, HIDDEN, rng, rates=many, forget=1.0), out]
    else:
        theta = [*(uniform((SEEDS, n, HIDDEN), HIDDEN, rng).repeat(many, 1, 1) for _ in range(3)), out]

    def scored() -> tuple[Tensor, Tensor]:
        X, y = recall_batch(pairs, SEEDS, BATCH, rng)
        X, y = X.repeat(1, many, 1, 1), y.repeat(many, 1)
        return (run(Lstm(*theta[:3]), X)[1][0] @ out if kind == "LSTM" else _attention(theta, X)), y

    train(theta, lambda: by_net(*scored()), steps, rates)
    with torch.no_grad():
        return torch.stack([right(*scored()) for _ in range(10)]).mean(0).view(many, SEEDS).tolist()


# --- turn strings round ---

LENGTHS, LETTERS, REVERSE_STEPS = (2, 4, 8, 12), 10, 500


def train_reversal(length: int, hidden: int) -> dict[str, Any]:
    """An encoder and a decoder; the decoder gets the encoder's last state and cell, and its own last letter."""
    rng, many = generator(2), len(RATES)
    nets = [started(LETTERS + 1, hidden, rng, rates=many, forget=1.0) for _ in range(2)]
    out = uniform((SEEDS, hidden, LETTERS), hidden, rng).repeat(many, 1, 1)

    def drawn() -> tuple[Tensor, Tensor]:
        letters = torch.randint(LETTERS, (length, SEEDS, BATCH), generator=rng).repeat(1, many, 1)
        return letters, letters.flip(0)

    def losses() -> Tensor:
        letters, y = drawn()
        context = run(nets[0], F.one_hot(letters, LETTERS + 1).float())[1]
        before = torch.cat([torch.full_like(y[:1], LETTERS), y[:-1]])  # LETTERS means: begin
        return by_net(run(nets[1], F.one_hot(before, LETTERS + 1).float(), context)[0] @ out, y)

    train([*nets[0], *nets[1], out], losses, REVERSE_STEPS, RATES)
    with torch.no_grad():
        found = torch.stack([_written(nets, out, *drawn()) for _ in range(10)]).mean(0)
    return {name: share.view(many, SEEDS).tolist() for name, share in zip(("letters", "strings"), found)}


def _written(nets: Sequence[Lstm], out: Tensor, letters: Tensor, y: Tensor) -> Tensor:
    """Shares of right letters and of right strings (2, nets) when the decoder reads what it has written itself."""
    h, c = run(nets[0], F.one_hot(letters, LETTERS + 1).float())[1]
    last, hits = torch.full_like(y[0], LETTERS), []
    for wanted in y:
        h, c, _ = step(nets[1], F.one_hot(last, LETTERS + 1).float() @ nets[1].W + nets[1].b, h, c)
        last = (h @ out).argmax(-1)
        hits.append(last == wanted)
    all_hits = torch.stack(hits).float()
    return torch.stack([all_hits.mean((0, 2)), all_hits.prod(0).mean(1)])


# --- what takes longer than a lecture has ---

KIND_OF = {"LSTM, 32 units": "LSTM", "one head of attention": "attention"}
LONGER = 2000
WIDTHS = (16, 32, 64)

LONG = Experiments(
    __file__,
    **{f"keep, {bias:g}": partial(train_keeping, bias) for bias in BIASES},
    **{f"{kind}, {pairs}": partial(train_recall, kind, pairs) for kind in KIND_OF.values() for pairs in PAIRS},
    longer=partial(train_recall, "LSTM", max(PAIRS), LONGER, (0.03, 0.1)),
    **{f"reverse, {length}": partial(train_reversal, length, HIDDEN) for length in LENGTHS},
    **{f"reverse, 8, {width} units": partial(train_reversal, 8, width) for width in WIDTHS if width != HIDDEN})


class Right(NamedTuple):
    """The share of right answers (rates, seeds)."""

    share: Tensor

    @property
    def best(self) -> Tensor:
        """That of each start (seeds,) at the learning rate with the best mean."""
        return self.share[self.share.mean(1).argmax()]


@cache
def keeping(bias: float) -> Right:
    """What `train_keeping` found.

    >>> keeping(0.0).share.shape
    torch.Size([3, 5])
    """
    return Right(torch.tensor(LONG[f"keep, {bias:g}"]["right"], dtype=torch.float64))


def kept_net(bias: float) -> Lstm:
    """The first of the networks that `train_keeping` found, at its best rate.

    >>> kept_net(3.0).W.shape
    torch.Size([2, 16])
    """
    return Lstm(*(torch.tensor(LONG[f"keep, {bias:g}"][name], dtype=torch.float64) for name in "WUb"))


@cache
def recall(kind: str, pairs: int) -> Right:
    """What `train_recall` found for "LSTM" or "attention".

    >>> recall("LSTM", 1).best.shape
    torch.Size([5])
    """
    return Right(torch.tensor(LONG[f"{kind}, {pairs}"], dtype=torch.float64))


@cache
def recall_longer() -> Right:
    """What `train_recall` found with four times the steps, for the most pairs.

    >>> recall_longer().share.shape
    torch.Size([2, 5])
    """
    return Right(torch.tensor(LONG["longer"], dtype=torch.float64))


@cache
def reversal(length: int, units: int = HIDDEN) -> Right:
    """The share of whole strings that are right, from `train_reversal`; 16 and 64 units for length 8 alone.

    >>> reversal(2).best.shape
    torch.Size([5])
    """
    name = f"reverse, {length}" + (f", {units} units" if units != HIDDEN else "")
    return Right(torch.tensor(LONG[name]["strings"], dtype=torch.float64))
