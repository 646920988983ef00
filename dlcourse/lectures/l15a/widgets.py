"""Live pictures of lecture 15a: a wave."""

from __future__ import annotations

import math
from typing import ClassVar

import torch

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Slider, evenly
from dlcourse.widgets.scene import Line, Panel, Scene

__all__ = ["Wave15a"]

GRID = torch.linspace(0, 2 * math.pi, 101, dtype=torch.float64)


def wave(frequency: float) -> Scene:
    """The scene of sin(frequency · x).

    >>> wave(2.0).say
    'sin(2x) has its first top at x = 0.785.'
    """
    line = Line("sin", GRID, (frequency * GRID).sin(), kind=0)
    top = math.pi / (2 * frequency)
    return Scene((Panel((line,), (0, 2 * math.pi), (-1.2, 1.2), xlabel="x"),),
                 f"sin({frequency:g}x) has its first top at x = {top:.3g}.", readings={"first top": [top]})


class Wave15a(CourseWidget):
    """Change the frequency."""

    heading = "A wave and its frequency"
    controls: ClassVar = (Slider("frequency", "frequency", evenly(0.5, 5, 19), 1.0),)
    compute = staticmethod(wave)
