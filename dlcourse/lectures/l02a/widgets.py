"""Live pictures of lecture 02a: squares on the misses of a line, and the likelihood of three points."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.models.regression import least_squares_1d
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Bars, Heat, Line, Mark, Panel, Points, Polygon, Scene

__all__ = ["Likelihood", "Squares"]

double = torch.float64
# An invented town: heights in cm and weights in kg.
PEOPLE = {
    "women": (torch.tensor([158, 160, 162, 165, 167, 168, 172, 176], dtype=double),
              torch.tensor([61, 52, 63, 60, 70, 63, 64, 79], dtype=double)),
    "men": (torch.tensor([170, 173, 176, 178, 181, 183, 186, 189], dtype=double),
            torch.tensor([74, 86, 81, 88, 83, 95, 99, 92], dtype=double)),
}
KIND = {"women": 0, "men": 1}
BOTH, APART = "both", 9.0  # both groups at once, with a line for the men so many kg above that for the women
MIDDLE = 170.0  # the height at which one slider sets the line
LEFT, RIGHT, LOW, HIGH = 150.0, 198.0, 46.0, 104.0
MOST = 200.0  # of the mean square that a bar shows


def _square(x: float, y: float, there: float, kind: int) -> Polygon:
    """The square on the miss between a point and the line below or above it."""
    side = abs(y - there)
    return Polygon("", [x, x + side, x + side, x], [y, y, there, there], kind=kind)


def squares(level: float, slope: float, who: str) -> Scene:
    """The scene of the line through (170 cm, level kg), and the squares on the misses of one group.

    For "both" groups the men have a line of their own, APART kg higher.

    >>> squares(68.0, 1.0, "women").say
    'weight = 68 + 1·(height - 170), for the women. Mean square of the misses: 21.8 kg². Their mean weight alone: 54.0 \
kg².'
    """
    groups = list(PEOPLE) if who == BOTH else [who]
    y = torch.cat([PEOPLE[name][1] for name in groups])
    above = {name: APART if who == BOTH and name == "men" else 0.0 for name in groups}
    lines = {name: level + above[name] + slope * (PEOPLE[name][0] - MIDDLE) for name in groups}
    there = torch.cat(list(lines.values()))
    mean_square, of_mean = float(((y - there) ** 2).mean()), float(((y - y.mean()) ** 2).mean())
    ends = torch.tensor([LEFT, RIGHT], dtype=double)
    marks: list[Mark] = [_square(float(a), float(b), float(c), KIND[name]) for name in groups
                         for a, b, c in zip(*PEOPLE[name], lines[name], strict=True)]
    for name in groups:
        called = f"men: {APART:g} kg higher" if above[name] else "the line"
        marks += [Line(called, ends, level + above[name] + slope * (ends - MIDDLE), kind=3 if above[name] else 2),
                  Points(name, *PEOPLE[name], kind=KIND[name], size=7)]
    plane = Panel(tuple(marks), (LEFT, RIGHT), (LOW, HIGH), "", "height (cm)", "weight (kg)", equal=True)
    bars = Panel((Bars(("the line", "their mean weight"), [min(mean_square, MOST), of_mean], kind=4),), (0.0, 2.0),
                 (0.0, MOST), "mean square (kg²)")
    return Scene((plane, bars),
                 f"weight = {level:g} + {slope:g}·(height - 170), for the "
                 f"{f'women. The line of the men is {APART:g} kg higher' if who == BOTH else who}. Mean square of the "
                 f"misses: "
                 f"{mean_square:.1f} kg². Their mean weight alone: {of_mean:.1f} kg².",
                 readings={"mean square": [mean_square], "mean weight alone": [of_mean]})


class Squares(CourseWidget):
    """Move a line, and see the squares on its misses."""

    heading = "A line, its misses, and the squares on them"
    controls: ClassVar = (Slider("level", "the line at 170 cm (kg)", evenly(50, 90, 21), 60.0,
                                 kept=(60.0, 64.0, 66.0, 68.0, 70.0, 74.0, 78.0, 80.0)),
                          Slider("slope", "its slope (kg for each cm)", evenly(-0.5, 2, 26), 0.0,
                                 kept=(0.0, 0.5, 0.8, 0.9, 1.0, 1.1, 1.2, 1.5)),
                          Choice("who", "whom it is for", ("women", "men", BOTH), "women"))
    compute = staticmethod(squares)


# --- the likelihood of three points ---

X3, Y3 = torch.tensor([1, 2, 3], dtype=double), torch.tensor([2, 3, 7], dtype=double)
T0, T1 = (-6.0, 4.0), (0.0, 5.0)
RINGS = (1.0, 2.0, 3.0)  # mean squares of the level lines
DRAWN = 2.0  # so many times as long are densities drawn, to be seen beside the points
_SIDE0, _SIDE1 = torch.linspace(*T0, 40, dtype=double), torch.linspace(*T1, 40, dtype=double)
_TURN = torch.linspace(0, 2 * math.pi, 41, dtype=double)


def _ring(mean_square: float) -> tuple[Tensor, Tensor]:
    """All (t0, t1) with this mean square: an ellipse around the best line."""
    best = torch.stack(least_squares_1d(X3, Y3))
    bowl = torch.stack([torch.ones(2, dtype=double), torch.stack([X3.mean(), (X3 * X3).mean()])])
    bowl[0, 1] = X3.mean()
    least = ((Y3 - best[0] - best[1] * X3) ** 2).mean()
    circle = torch.stack([_TURN.cos(), _TURN.sin()]) * (mean_square - least).sqrt()
    t0, t1 = best[:, None] + torch.linalg.solve(torch.linalg.cholesky(bowl).mT, circle)
    return t0, t1


def likelihood(t0: float, t1: float, s: float) -> Scene:
    """The scene of the line t0 + t1 x with Gaussian noise of standard deviation s, on three points.

    >>> likelihood(-1.0, 2.5, 1.0).say
    'Line -1 + 2.5·x, s = 1. Densities of the three points: 0.352, 0.242, 0.352. Product 0.03. Mean square \
0.5.'
    """
    there = t0 + t1 * X3
    nll = losses.gaussian_nll(there, Y3, s, reduction="none")
    density = (-nll).exp()
    mean_square = float(((Y3 - there) ** 2).mean())
    up = torch.linspace(-3.5, 3.5, 29, dtype=double) * s
    bell = (-0.5 * (up / s) ** 2).exp() / (s * math.sqrt(2 * math.pi))
    marks: list[Mark] = [Line("the line", [0.0, 4.6], [t0, t0 + 4.6 * t1], kind=2)]
    marks += [Line("density around the line" if i == 0 else "", float(x) + DRAWN * bell, float(c) + up, kind=3)
              for i, (x, c) in enumerate(zip(X3, there, strict=True))]
    marks += [Line("density at the point" if i == 0 else "", [float(x), float(x + DRAWN * d)], [float(y)] * 2, kind=1)
              for i, (x, y, d) in enumerate(zip(X3, Y3, density, strict=True))]
    marks.append(Points("points", X3, Y3, kind=0, size=5))
    data = Panel(tuple(marks), (0.0, 4.6), (-5.0, 15.0), "three points and a line", "x", "y")
    grid0, grid1 = _SIDE0[None, :, None], _SIDE1[:, None, None]  # rows: t1, upwards
    squares_ = ((Y3 - grid0 - grid1 * X3) ** 2).mean(-1)
    best = torch.stack(least_squares_1d(X3, Y3))
    height = (-len(X3) * (squares_ - ((Y3 - best[0] - best[1] * X3) ** 2).mean()) / (2 * s * s)).exp()
    rings = [Line(f"mean square {c:g}", *_ring(c), kind=kind) for c, kind in zip(RINGS, (6, 5, 4), strict=True)]
    plane = Panel((Heat(height), *rings, Points("this line", [t0], [t1], kind=1, size=9)), T0, T1,
                  "likelihood of all lines", "t0", "t1")
    told = ", ".join(f"{float(d):.3g}" for d in density)
    return Scene((data, plane),
                 f"Line {t0:g} + {t1:g}·x, s = {s:g}. Densities of the three points: {told}. Product "
                 f"{float(density.prod()):.3g}. Mean square {mean_square:.3g}.",
                 readings={"likelihood": [float(density.prod())], "mean square": [mean_square]})


class Likelihood(CourseWidget):
    """Move a line with noise around it, and see how probable it makes three points."""

    heading = "How probable a line makes three points"
    controls: ClassVar = (Slider("t0", "t0, height of the line at x = 0", evenly(-5, 3, 17), 1.0,
                                 kept=(-5.0, -3.0, -1.0, 1.0, 3.0)),
                          Slider("t1", "t1, its slope", evenly(0.5, 4.5, 17), 1.5,
                                 kept=(0.5, 1.5, 2.5, 3.5, 4.5)),
                          Slider("s", "s, standard deviation of the noise", (0.5, 0.7, 1.0, 2.0), 1.0))
    compute = staticmethod(likelihood)
