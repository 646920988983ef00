"""Live picture of lecture 00c: one straight line and four points."""

from __future__ import annotations

import math
from typing import ClassVar

import torch

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Heat, Line, Panel, Points, Scene

__all__ = ["OneLine"]

CORNERS = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], dtype=torch.float64)
PUZZLES = {  # name -> the classes of the corners
    "AND: both are 1": (0, 0, 0, 1), "OR: at least one is 1": (0, 1, 1, 1), "XOR: exactly one is 1": (0, 1, 1, 0)}
RESOLUTION = 36
LOW, HIGH = -0.6, 1.6


def one_line(puzzle: str, angle: float, shift: float) -> Scene:
    """The scene of a line that calls everything on one side class 1: the side to which `angle` points, from `shift` on.

    >>> one_line("AND: both are 1", 45.0, 1.0).say
    'A unit says class 1 where 0.71 x1 + 0.71 x2 - 1 > 0. 4 of 4 points are on their own side.'
    """
    towards = torch.tensor([math.cos(math.radians(angle)), math.sin(math.radians(angle))], dtype=torch.float64)
    classes = torch.tensor(PUZZLES[puzzle])
    said = (CORNERS @ towards > shift).long()
    missed = ", ".join(f"({int(a)}, {int(b)})" for a, b in CORNERS[said != classes].tolist())
    steps = torch.linspace(LOW, HIGH, RESOLUTION, dtype=torch.float64)
    side = (torch.cartesian_prod(steps, steps).flip(1) @ towards > shift).double().reshape(RESOLUTION, RESOLUTION)
    along = torch.tensor([-3.0, 3.0], dtype=torch.float64)
    border = shift * towards[:, None] + torch.stack([-towards[1], towards[0]])[:, None] * along
    points = [Points(f"class {c}", *CORNERS[classes == c].T, kind=1 - c, size=9) for c in (0, 1)]
    right = int((said == classes).sum())
    first, second = (round(float(t), 2) + 0.0 for t in towards)
    return Scene((Panel((Heat(0.25 + 0.5 * side, classes=True), Line("line", *border, kind=5), *points),
                        (LOW, HIGH), (LOW, HIGH), xlabel="x1", ylabel="x2", equal=True),),
                 f"A unit says class 1 where {first:g} x1 {'-' if second < 0 else '+'} {abs(second):g} x2 "
                 f"{'+' if shift < 0 else '-'} {abs(shift):g} > 0. {right} of 4 points are on their own side"
                 + (f"; wrong: {missed}." if missed else "."),
                 readings={"right": [right]})


class OneLine(CourseWidget):
    """Choose a puzzle, turn the line and shift it."""

    heading = "One line and four points"
    controls: ClassVar = (Choice("puzzle", "class 1 is", tuple(PUZZLES), "OR: at least one is 1"),
                          Slider("angle", "turn", evenly(0, 345, 24), 0.0),
                          Slider("shift", "shift", evenly(-1.5, 1.5, 25), -0.25))
    compute = staticmethod(one_line)
