"""Live pictures of lecture 00b: a secant that becomes a tangent, and the chain rule as two chain drives."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Polygon, Scene, Text

__all__ = ["Gears", "Secant"]

# --- a secant that becomes a tangent: the slope between two points, and what it approaches ---

CURVES = {  # name -> function, its derivative, range of y
    "x²": (lambda x: x * x, lambda x: 2 * x, (-2.0, 6.0)),
    "sin 2x": (lambda x: (2 * x).sin(), lambda x: 2 * (2 * x).cos(), (-2.0, 2.0)),
    "e^x": (torch.exp, torch.exp, (-1.0, 8.0)),
    "|x|": (torch.abs, lambda x: torch.where(x == 0, torch.nan, x.sign()), (-1.0, 3.0)),
}
GRID = torch.linspace(-2.5, 2.5, 101, dtype=torch.float64)


def secant(curve: str, x: float, h: float) -> Scene:
    """The scene of the line through (x, f(x)) and (x + h, f(x + h)), beside the tangent at x.

    >>> secant("x²", 1.0, 0.5).say
    'f(x) = x², x = 1: the secant to x + 0.5 has slope 2.5; the tangent has slope 2.'
    """
    f, slope, ylim = CURVES[curve]
    a, b = torch.tensor([x, x + h], dtype=torch.float64)
    rise, exact = float((f(b) - f(a)) / h), float(slope(a))
    marks = [Line("f", GRID, f(GRID), kind=5),
             Line("secant", GRID, f(a) + rise * (GRID - a), kind=1),
             Points("x and x + h", torch.stack([a, b]), f(torch.stack([a, b])), kind=1, size=6)]
    tangent = "there is no tangent: the curve has a corner."
    if exact == exact:  # not at a corner
        marks.insert(1, Line("tangent", GRID, f(a) + exact * (GRID - a), kind=0))
        tangent = f"the tangent has slope {exact:.4g}."
    panel = Panel(tuple(marks), (-2.5, 2.5), ylim, xlabel="x", ylabel="f")
    return Scene((panel,), f"f(x) = {curve}, x = {x:g}: the secant to x + {h:g} has slope {rise:.4g}; {tangent}",
                 readings={"slope of the secant": [rise]})


class Secant(CourseWidget):
    """Move x, and let h shrink."""

    heading = "A secant becomes a tangent"
    controls: ClassVar = (Choice("curve", "f(x) =", tuple(CURVES), "x²"), Slider("x", "x", evenly(-2, 1.5, 36), 0.5),
                          Slider("h", "h", by_factors(0.001, 1, 31), 1.0))
    compute = staticmethod(secant)


# --- the chain rule as a chain drive: each pair of gears multiplies the speed ---

FRAMES = 61  # one turn of x
RATIOS = (0.5, 1.0, 1.5, 2.0, 3.0)


def _gear(cx: float, radius: float) -> tuple[Tensor, Tensor]:
    """Corners of a gear with up to 24 teeth, and a notch that shows how far it turned."""
    teeth = min(max(6, round(12 * radius)), 24)
    i = torch.arange(4 * teeth, dtype=torch.float64)
    r = torch.where((i % 4) < 2, radius + 0.08, radius - 0.08)
    r[:2] = 0.25 * radius
    angle = 2 * math.pi * i / (4 * teeth)
    return cx + r * angle.cos(), r * angle.sin()


def gears(du_dx: float, dy_du: float) -> Scene:
    """The scene of three axles x, u, y; a chain makes u turn du_dx times as fast as x, another y dy_du times as u.

    >>> gears(2.0, 3.0).say
    'u turns 2 times as fast as x, and y 3 times as fast as u. So y turns 2 · 3 = 6 times as fast as x: dy/dx = 6.'
    """
    both = du_dx * dy_du
    step = 2 * math.pi / (FRAMES - 1)
    left, right = -6.4, 5.4
    wheels = [("x", left, du_dx, 1.0, 0), ("u", 0.0, 1.0, du_dx, 1), ("u", 0.0, dy_du, du_dx, 1),
              ("y", right, 1.0, both, 2)]
    marks = [Polygon(name, *_gear(cx, radius), kind=kind, about=(cx, 0.0), turn=-step * speed)
             for name, cx, radius, speed, kind in wheels]
    chains = [Line("chain", [a, b], [sign * ra, sign * rb], plain=True)
              for a, ra, b, rb in ((left, du_dx, 0.0, 1.0), (0.0, dy_du, right, 1.0)) for sign in (1, -1)]
    names = [Text(cx, -3.6, text) for cx, text in ((left, "x"), (0.0, "u = g(x)"), (right, "y = f(u)"))]
    turns = torch.linspace(0, 1, FRAMES, dtype=torch.float64)
    return Scene((Panel((*chains, *marks, *names), (-9.8, 6.8), (-4.1, 3.5), equal=True, bare=True),),
                 f"u turns {du_dx:g} times as fast as x, and y {dy_du:g} times as fast as u. So y turns {du_dx:g} · "
                 f"{dy_du:g} = {both:g} times as fast as x: dy/dx = {both:g}.",
                 readings={"turns of x": turns, "turns of u": turns * du_dx, "turns of y": turns * both},
                 frames=FRAMES, rate=20.0)


class Gears(CourseWidget):
    """Set both ratios and let x turn once."""

    heading = "The chain rule as two chain drives"
    controls: ClassVar = (Slider("du_dx", "du/dx", RATIOS, 2.0), Slider("dy_du", "dy/du", RATIOS, 1.5))
    compute = staticmethod(gears)
