"""A secant that becomes a tangent: the slope between two points, and what it approaches."""

from __future__ import annotations

from typing import ClassVar

import torch

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Scene

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
