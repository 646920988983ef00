"""What lecture 06b measures: spellings of a word, tables that learn one, points that triplets move."""

from __future__ import annotations

import itertools
from functools import cache
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.tensors import generator

LETTERS = "-AB"  # class 0 is the blank
double = torch.float64

# four frames by blank, A, B: the table of the lecture
TABLE = torch.tensor([[0.3, 0.6, 0.1], [0.5, 0.3, 0.2], [0.4, 0.1, 0.5], [0.6, 0.1, 0.3]], dtype=double)
WORDS = {"A": (1,), "AB": (1, 2), "AA": (1, 1)}


def spelt(classes: tuple[int, ...]) -> str:
    """Classes as letters.

    >>> spelt((1, 0, 2))
    'A-B'
    """
    return "".join(LETTERS[c] for c in classes)


def paths(p: Tensor) -> dict[tuple[int, ...], float]:
    """Every path through a table (frames, classes) of probabilities, with its probability.

    >>> {spelt(path): round(value, 2) for path, value in paths(torch.tensor([[0.6, 0.4]] * 2, dtype=double)).items()}
    {'--': 0.36, '-A': 0.24, 'A-': 0.24, 'AA': 0.16}
    """
    frames, classes = p.shape
    rows = p.tolist()
    found = {}
    for path in itertools.product(range(classes), repeat=frames):
        found[path] = 1.0
        for row, c in zip(rows, path):
            found[path] *= row[c]
    return found


def words(p: Tensor) -> dict[str, float]:
    """Every word that some path spells, with the sum over its paths; the empty word is ''.

    >>> {word: round(value, 2) for word, value in words(torch.tensor([[0.6, 0.4]] * 2, dtype=double)).items()}
    {'': 0.36, 'A': 0.64}
    """
    total: dict[str, float] = {}
    for path, value in paths(p).items():
        word = spelt(losses.collapse(path))
        total[word] = total.get(word, 0.0) + value
    return total


@cache
def disagreements(frames: int, tables: int = 200, seed: int = 0) -> int:
    """In how many random tables the most probable path spells another word than the most probable word."""
    rng = generator(seed)
    count = 0
    for _ in range(tables):
        p = torch.randn(frames, 3, generator=rng, dtype=double).softmax(-1)
        total = words(p)
        count += spelt(losses.collapse(p.argmax(-1).tolist())) != max(total, key=total.__getitem__)
    return count


class TaughtTable(NamedTuple):
    """A table before and after learning, and the loss at each step."""

    before: Tensor
    after: Tensor
    cost: Tensor


@cache
def learn(word: tuple[int, ...] = (1, 2), frames: int = 10, steps: int = 200, eta: float = 1.0,
          seed: int = 0) -> TaughtTable:
    """Gradient descent with CTC on the logits of a table; nobody says in which frame a letter stands."""
    z = 0.5 * torch.randn(frames, 3, generator=generator(seed), dtype=double)
    target, before, costs = torch.tensor(word), z.softmax(-1), []
    for _ in range(steps + 1):
        log_probs = losses.log_softmax(z)
        costs.append(losses.ctc(log_probs, target))
        after = log_probs.exp()
        z = z - eta * (after + losses.ctc_grad(log_probs, target))
    return TaughtTable(before, after, torch.stack(costs))


STEPS, EACH, KINDS = 60, 4, 3


class Pulled(NamedTuple):
    """Places of all points at each step, the mean loss, and the share of triplets with a loss above 0."""

    places: Tensor  # (steps + 1, points, 2)
    loss: Tensor
    active: Tensor


def triplets() -> tuple[Tensor, Tensor, Tensor]:
    """Every (anchor, positive, negative) of KINDS kinds of EACH points."""
    kind = torch.arange(KINDS * EACH) // EACH
    every = [(a, p, n) for a in range(len(kind)) for p in range(len(kind)) for n in range(len(kind))
             if a != p and kind[a] == kind[p] != kind[n]]
    a, p, n = torch.tensor(every).T
    return a, p, n


@cache
def pull(margin: float, spread: float = 1.0, eta: float = 2.0, seed: int = 0) -> Pulled:
    """Gradient descent with the triplet loss, on the places of twelve points."""
    x = spread * torch.randn(KINDS * EACH, 2, generator=generator(seed), dtype=double)
    a, p, n = triplets()
    places, cost, active = [], [], []
    for _ in range(STEPS + 1):
        each = losses.triplet(x[a], x[p], x[n], margin=margin, reduction="none")
        places.append(x)
        cost.append(each.mean())
        active.append((each > 0).to(double).mean())
        slopes = losses.triplet_grad(x[a], x[p], x[n], margin=margin)
        g = torch.zeros_like(x)
        for at, slope in zip((a, p, n), slopes):
            g = g.index_add(0, at, slope)
        x = x - eta * g
    return Pulled(torch.stack(places), torch.stack(cost), torch.stack(active))
