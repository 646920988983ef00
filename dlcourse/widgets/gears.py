"""The chain rule as a chain drive: each pair of gears multiplies the speed."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Slider
from dlcourse.widgets.scene import Line, Panel, Polygon, Scene, Text

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
