"""The line of four cats whose weight at birth may not be too large: the scene of the walk along a wall."""

from __future__ import annotations

import math
from functools import cache

import torch
from torch import Tensor

from dlcourse import data, optim
from dlcourse.widgets.scene import Line, Panel, Points, Polygon, Scene, Text

double = torch.float64
AGE, WEIGHT = data.cats().X[:, 0], data.cats().y
START, ETA, MOST = torch.tensor([0.0, 0.4], dtype=double), 0.02, 1000  # theta is (b, w)
EXCESS = (0.01, 0.1, 0.4, 1.2)    # how far the rings lie above the smallest loss
NAMED = (None, None, 24, 23)      # the loss stands below this one of the 41 points of its ring
ROWS = torch.stack([torch.ones_like(AGE), AGE], dim=1)


def cats_loss(theta: Tensor) -> Tensor:
    """The mean of the squared misses of the line b + w · age on the four cats; theta is (b, w).

    >>> cats_loss(torch.tensor([0.1, 0.8], dtype=double)).round(decimals=4)
    tensor(0.2900, dtype=torch.float64)
    """
    return (ROWS @ theta - WEIGHT).square().mean()


def cats_grad(theta: Tensor) -> Tensor:
    """Its gradient.

    >>> cats_grad(torch.tensor([0.1, 0.8], dtype=double)).round(decimals=4)
    tensor([-0.5000, -1.2750], dtype=torch.float64)
    """
    return 2 * ROWS.mT @ (ROWS @ theta - WEIGHT) / len(WEIGHT)


@cache
def walks(ceiling: float) -> tuple[Tensor, Tensor]:
    """Places (MOST + 1, 2) of descent that returns to 0 <= b <= ceiling at each step, and of descent that is free.

    >>> [[round(v, 3) for v in walk[-1].tolist()] for walk in walks(0.1)]
    [[0.1, 0.831], [0.846, 0.68]]
    """
    low = torch.tensor([0.0, -math.inf], dtype=double)
    high = torch.tensor([ceiling, math.inf], dtype=double)
    kept = optim.projected_gradient_descent(cats_grad, lambda theta: optim.project_box(theta, low, high), START,
                                            eta=ETA, steps=MOST)
    return kept, optim.gradient_descent(cats_grad, START, rule=optim.SGD(ETA), steps=MOST)


def best_line() -> Tensor:
    """The place (b, w) of the smallest loss without walls.

    >>> best_line().round(decimals=3)
    tensor([0.8470, 0.6790], dtype=torch.float64)
    """
    return torch.linalg.lstsq(ROWS, WEIGHT[:, None]).solution[:, 0]


def level_lines(excess: tuple[float, ...]) -> list[Line]:
    """Places where the loss is this much above its smallest value."""
    best = best_line()
    shape = torch.linalg.cholesky(ROWS.mT @ ROWS / len(WEIGHT))  # loss = least + |shape' (theta - best)|²
    turn = torch.linspace(0, 2 * math.pi, 41, dtype=double)
    ring = torch.stack([turn.cos(), turn.sin()])
    rings = [best[:, None] + math.sqrt(c) * torch.linalg.solve(shape.mT, ring) for c in excess]
    return [Line("", *places, plain=True) for places in rings]


def fence(ceiling: float, steps: float) -> Scene:
    """The scene of both walks after some steps, and of the free one that is clipped at the end.

    >>> fence(0.1, 1000.0).say
    'Allowed: b from 0 to 0.1. After 1000 steps: back at each step b = 0.1, w = 0.831, loss 0.27. Free b = 0.846, \
w = 0.68, loss 0.18. Free and clipped at the end b = 0.1, w = 0.68, loss 0.737.'
    """
    kept, free = walks(ceiling)
    at = int(steps)
    here, there = kept[at], free[at]
    clipped = torch.stack([there[0].clamp(0, ceiling), there[1]])
    walls = [Polygon("", [a, b, b, a], [0.2, 0.2, 1.1, 1.1], kind=5) for a, b in ((-0.3, 0.0), (ceiling, 1.3))]
    rings, best = level_lines(EXCESS), best_line()
    named = [Text(float(ring.x[i]), float(ring.y[i]) - 0.035, f"{float(cats_loss(best)) + more:.2g}")
             for ring, more, i in zip(rings, EXCESS, NAMED) if i is not None]
    plan = Panel((*walls, *rings, *named, Points("best without walls", best[:1], best[1:], kind=6, size=10),
                  Line("free", free[:at + 1, 0], free[:at + 1, 1], kind=1),
                  Line("back at each step", kept[:at + 1, 0], kept[:at + 1, 1], kind=0),
                  Points("clipped at the end", clipped[:1], clipped[1:], kind=3, size=7),
                  Points("", there[:1], there[1:], kind=1, size=6), Points("", here[:1], here[1:], kind=0, size=7),
                  Text(1.05, 1.03, "not allowed")),
                 (-0.3, 1.3), (0.2, 1.1), "the loss over b and w", "b: kg at age 0", "w: kg a year")
    ends = torch.tensor([0.0, 8.0], dtype=double)
    lines = [Line(name, ends, theta[0] + theta[1] * ends, kind=kind)
             for name, theta, kind in (("free", there, 1), ("back at each step", here, 0),
                                       ("clipped at the end", clipped, 3))]
    cats = Panel((*lines, Points("cats", AGE, WEIGHT, kind=2, size=7)), (0.0, 8.0), (0.0, 8.0), "the lines",
                 "age in years", "weight in kg")

    def told(theta: Tensor) -> str:
        return f"b = {float(theta[0]):.3g}, w = {float(theta[1]):.3g}, loss {float(cats_loss(theta)):.3g}"

    return Scene((plan, cats), f"Allowed: b from 0 to {ceiling:g}. After {at} step{'' if at == 1 else 's'}: back at "
                 f"each step {told(here)}. Free {told(there)}. Free and clipped at the end {told(clipped)}.",
                 readings={"loss, back at each step": [float(cats_loss(here))],
                           "loss, clipped at the end": [float(cats_loss(clipped))]})
