"""Live pictures of lecture 04a: a border that one turns and stretches, and one that finds its own way."""

from __future__ import annotations

import math
from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.models.linear import Plane, logistic_loss_and_grad
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Slider, evenly
from dlcourse.widgets.scene import Heat, Line, Panel, Points, Polygon, Scene, Text

__all__ = ["Border", "Descending"]

double = torch.float64
X = torch.tensor([[1, 1], [2, 0.5], [0.5, 2], [1.5, -0.5], [2, 2], [-0.5, -0.5],
                  [-1, -1.5], [-1.5, 1], [-1.5, -0.5], [-0.5, -2], [0.5, -1.5], [-2, -1]], dtype=double)
Y = torch.tensor([1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
REACH, MOST = 3.0, 6.0  # of the plane; of the loss that is drawn
_SIDE = torch.linspace(-REACH, REACH, 28, dtype=double)
_GRID = torch.cartesian_prod(_SIDE, _SIDE).flip(1)  # rows upwards, columns to the right
_P = torch.linspace(math.exp(-MOST), 1, 80, dtype=double)


def _plane(w: Tensor, b: Tensor, title: str) -> Panel:
    """The probability of class 1 over the plane, the points, and the line at which it is 1/2."""
    p = (_GRID @ w + b).sigmoid().reshape(len(_SIDE), -1)
    marks = [Heat(p, classes=True)]
    if float(w.norm()) > 0:
        unit = w / w.norm()
        foot, along = -b / w.norm() * unit, torch.stack([-unit[1], unit[0]])
        ends = foot + torch.tensor([[-9.0], [9.0]], dtype=double) * along
        tip, beside = foot + unit, foot + 0.5 * unit + 0.35 * along
        head = torch.stack([tip, tip - 0.3 * unit + 0.14 * along, tip - 0.3 * unit - 0.14 * along])
        marks += [Line("the line p = 1/2", *ends.T, kind=5),
                  Line("direction of w", [float(foot[0]), float(tip[0])], [float(foot[1]), float(tip[1])], kind=2),
                  Polygon("", *head.T, kind=2),
                  Text(float(beside[0]), float(beside[1]), "w")]
    marks += [Points(f"class {c}", *X[c == Y].T, kind=1 - c, size=7) for c in (0, 1)]
    return Panel(tuple(marks), (-REACH, REACH), (-REACH, REACH), title, "x₁", "x₂", equal=True)


def border(angle: float, shift: float, scale: float) -> Scene:
    """The scene of w = scale·√2·(cos angle, sin angle), with the line at this distance from the origin.

    >>> border(45.0, 0.0, 1.0).say
    'w = (1, 1), b = 0: 1 of 12 points lies on the wrong side. Mean loss 0.254. The most that a point pays is 1.31.'
    """
    unit = torch.tensor([math.cos(math.radians(angle)), math.sin(math.radians(angle))], dtype=double)
    w = scale * math.sqrt(2) * unit
    b = -shift * w.norm()
    z = X @ w + b
    paid = losses.binary_cross_entropy_with_logits(z, Y.to(double), reduction="none")
    wrong, told = int(((z > 0) != (Y == 1)).sum()), tuple(float(f"{float(v):.3g}") + 0.0 for v in (*w, b))
    told = tuple(0.0 if abs(v) < 1e-9 else v for v in told)
    dots = [Points(f"class {c}", (-paid[c == Y]).exp(), paid[c == Y].clamp(max=MOST), kind=1 - c, size=7)
            for c in (0, 1)]
    price = Panel((Line("-log p", _P, -_P.log(), kind=4), *dots), (0.0, 1.0), (0.0, MOST), "what each point pays",
                  "p that its own class was given", "loss")
    verb = "lies" if wrong == 1 else "lie"
    return Scene((_plane(w, b, "probability of class 1"), price),
                 f"w = ({told[0]:g}, {told[1]:g}), b = {told[2]:g}: {wrong} of 12 points {verb} on the wrong side. "
                 f"Mean loss {float(paid.mean()):.3g}. The most that a point pays is {float(paid.max()):.3g}.",
                 readings={"mean loss": [float(paid.mean())], "on the wrong side": [wrong]})


class Border(CourseWidget):
    """Turn the border, move it, and make w longer."""

    heading = "A border between two classes, and what it pays"
    controls: ClassVar = (Slider("angle", "direction of w (degrees)", evenly(0, 355, 72), 120.0,
                                 kept=(0.0, 30.0, 45.0, 60.0, 90.0, 120.0, 180.0, 270.0)),
                          Slider("shift", "distance of the line from the origin", evenly(-1, 1, 9), 0.0,
                                 kept=(-1.0, 0.0, 1.0)),
                          Slider("scale", "scale of w", (0.1, 0.2, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0), 1.0,
                                 kept=(0.1, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 10.0)))
    compute = staticmethod(border)


# --- gradient descent finds the border ---

MOST_STEPS = 200
START = Plane(torch.tensor([-1.0, 1.0], dtype=double), torch.zeros((), dtype=double))


@cache
def way(eta: float) -> tuple[list[Plane], list[float]]:
    """Weights and mean loss before the first step and after each of 200 steps on all twelve points.

    >>> way(0.5)[1][0] > way(0.5)[1][-1]
    True
    """
    here, planes, paid = START, [], []
    for _ in range(MOST_STEPS + 1):
        loss, grad = logistic_loss_and_grad(here.w, here.b, X, Y)
        planes.append(here)
        paid.append(float(loss))
        here = Plane(here.w - eta * grad.w, here.b - eta * grad.b)
    return planes, paid


def descending(steps: float, eta: float) -> Scene:
    """The scene of the border after some steps of gradient descent from w = (-1, 1), b = 0.

    >>> descending(0.0, 0.5).say
    'After 0 steps w = (-1, 1), b = 0. Mean loss 1.01. Length of w 1.41.'
    """
    planes, paid = way(eta)
    at = int(steps)
    w, b = planes[at]
    counted = torch.arange(MOST_STEPS + 1, dtype=double)
    lengths = [float(plane.w.norm()) for plane in planes]
    fall = Panel((Line("mean loss", counted, paid, kind=4), Line("length of w", counted, lengths, kind=6),
                  Points("now", [steps, steps], [paid[at], lengths[at]], kind=3, size=8)),
                 (-8.0, MOST_STEPS + 8.0), (0.0, 3.5), "on the way", "step", "mean loss, length of w")
    w1, w2, shift = (round(float(v), 2) + 0.0 for v in (*w, b))
    return Scene((_plane(w, b, "probability of class 1"), fall),
                 f"After {at} step{'' if at == 1 else 's'} w = ({w1:g}, {w2:g}), b = {shift:g}. "
                 f"Mean loss {paid[at]:.3g}. Length of w {lengths[at]:.2f}.",
                 readings={"mean loss": [paid[at]], "length of w": [lengths[at]]})


class Descending(CourseWidget):
    """Step by step from a bad border to the best one."""

    heading = "Gradient descent turns the border"
    controls: ClassVar = (Slider("steps", "steps", (0.0, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0), 0.0),
                          Slider("eta", "learning rate η", (0.1, 0.5, 2.0), 0.5))
    compute = staticmethod(descending)
