"""Live pictures of lecture 00b: a secant that becomes a tangent, two chain drives, and a step on a bowl."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, Switch, by_factors, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Polygon, Scene, Text

__all__ = ["Bowl", "Gears", "Secant"]

# --- a secant that becomes a tangent: the slope between two points, and what it approaches ---

CURVES = {  # name -> function, its derivative, range of y
    "x²": (lambda x: x * x, lambda x: 2 * x, (-2.0, 6.5)),
    "x³": (lambda x: x**3, lambda x: 3 * x * x, (-5.0, 7.0)),
    "e^x": (torch.exp, torch.exp, (-1.0, 8.0)),
    "|x|": (torch.abs, lambda x: torch.where(x == 0, torch.nan, x.sign()), (-1.0, 3.0)),
}
GRID = torch.linspace(-2.5, 2.5, 101, dtype=torch.float64)
NEAR = torch.linspace(-0.5, 1.5, 41, dtype=torch.float64)  # places under the magnifier, in units of h


def secant(curve: str, x: float, h: float, tangent: bool = True) -> Scene:
    """The scene of the line through (x, f(x)) and (x + h, f(x + h)), and the same magnified.

    Beside it stands the tangent at x, if asked for.

    >>> secant("x²", 1.0, 0.5).say
    'f(x) = x² at x = 1: run 0.5, rise 1.25, rise over run 2.5. The tangent has slope 2.'
    """
    f, slope, ylim = CURVES[curve]
    a, b = torch.tensor([x, x + h], dtype=torch.float64)
    rise, exact = float((f(b) - f(a)) / h), float(slope(a))
    smooth = exact == exact  # not at a corner

    def seen(grid: Tensor, there: Tensor, x0: float, y0: float, run: float) -> list[Line | Points]:
        """Curve, lines and legs in one panel, where the point lies at (x0, y0) and h is `run` wide."""
        ends, up = grid[[0, -1]], rise * run
        lines = [Line("curve", grid, there, kind=5),
                 Line("tangent", ends, y0 + exact * (ends - x0), kind=0),
                 Line("secant", ends, y0 + rise * (ends - x0), kind=1)]
        legs = [Line("run", [x0, x0 + run], [y0, y0], plain=True),
                Line("rise", [x0 + run, x0 + run], [y0, y0 + up], plain=True)]
        dots = [Points("x and x + h", [x0, x0 + run], [y0, y0 + up], kind=1, size=6)]
        return [*(line for line in lines if (smooth and tangent) or line.name != "tangent"), *legs, *dots]

    whole = Panel(tuple(seen(GRID, f(GRID), float(a), float(f(a)), h)), (-2.5, 2.5), ylim, xlabel="x", ylabel="f",
                  title="the curve")
    magnified = (f(a + h * NEAR) - f(a)) / h
    low, high = min(0.0, rise, float(magnified.min())), max(0.0, rise, float(magnified.max()))
    room = 0.15 * (high - low) + 0.3
    close = Panel((*seen(NEAR, magnified, 0.0, 0.0, 1.0),
                   Text(0.5, -room / 2 if rise >= 0 else room / 2, f"run {h:g}"),
                   Text(1.04, rise / 2, f"rise {rise * h:.4g}", left=True)),
                  (-0.5, 1.75), (low - room, high + room), xlabel="distance from x, in steps of h",
                  title=f"magnified {1 / h:.4g} times" if h < 1 else "not yet magnified")
    limit = f" The tangent has slope {exact:.4g}." if smooth else " There is no tangent: the curve has a corner."
    return Scene((whole, close), f"f(x) = {curve} at x = {x:g}: run {h:g}, rise {rise * h:.4g}, rise over run "
                 f"{rise:.4g}.{limit if tangent else ''}", readings={"rise over run": [rise]})


class Secant(CourseWidget):
    """Move x, let h shrink, and only then show the tangent."""

    heading = "A secant becomes a tangent"
    controls: ClassVar = (Choice("curve", "f(x) =", tuple(CURVES), "x²"), Slider("x", "x", evenly(-1.5, 1.5, 31), 1.0),
                          Slider("h", "h", by_factors(0.001, 1, 31), 1.0),
                          Switch("tangent", "Show the tangent", "Hide the tangent"))
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

    >>> gears(2.0, 3.0).said()
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
    names = [Text(cx, -3.6, text) for cx, text in ((left, "x"), (0.0, "u"), (right, "y"))]
    turns = torch.linspace(0, 1, FRAMES, dtype=torch.float64)
    return Scene((Panel((*chains, *marks, *names), (-9.8, 6.8), (-4.1, 3.5), equal=True, bare=True),),
                 f"u turns {du_dx:g} times as fast as x, and y {dy_du:g} times as fast as u.",
                 readings={"turns of x": turns, "turns of u": turns * du_dx, "turns of y": turns * both},
                 frames=FRAMES, rate=20.0,
                 ending=f"So y turns {du_dx:g} · {dy_du:g} = {both:g} times as fast as x: dy/dx = {both:g}.")


class Gears(CourseWidget):
    """Set both ratios and let x turn once."""

    heading = "The chain rule as two chain drives"
    controls: ClassVar = (Slider("du_dx", "du/dx", RATIOS, 2.0), Slider("dy_du", "dy/du", RATIOS, 1.5))
    compute = staticmethod(gears)


# --- one step on a bowl: which direction lowers the height most? ---

HERE = torch.tensor([3.0, 1.0], dtype=torch.float64)
ROUND = torch.linspace(0, 360, 73, dtype=torch.float64)
RING = torch.linspace(0, 2 * math.pi, 49, dtype=torch.float64)
NEARBY = torch.linspace(-1, 1, 21, dtype=torch.float64)
LEVELS = (5.0, 19.0, 45.0)
WHOLE = 0.4  # a shorter step is magnified


def height(w: Tensor) -> Tensor:
    """The bowl w1² + 10 w2²; w (2, ...).

    >>> height(HERE)
    tensor(19., dtype=torch.float64)
    """
    return w[0] ** 2 + 10 * w[1] ** 2


def bowl(angle: float, length: float) -> Scene:
    """The scene of one step from (3, 1): direction in degrees (0 to the right, 90 upwards), and the step's length.

    >>> bowl(180.0, 0.5).say
    'A step of length 0.5 at 180° leads from (3, 1) to (2.5, 1). The slope predicts -3; the height goes from 19 to \
16.25, a change of -2.75.'
    """
    gradient = torch.stack([2 * HERE[0], 20 * HERE[1]])

    def towards(degrees: Tensor) -> Tensor:
        return torch.stack([torch.deg2rad(degrees).cos(), torch.deg2rad(degrees).sin()])

    def change(degrees: Tensor) -> Tensor:
        return height(HERE.reshape(2, *[1] * degrees.ndim) + length * towards(degrees)) - height(HERE)

    at = torch.tensor(angle, dtype=torch.float64)
    there = HERE + length * towards(at)
    predicted, true = float(gradient @ towards(at)) * length, float(change(at))
    home = HERE * (1 - 1.7 * length / HERE.norm()) if length < WHOLE else torch.zeros(2, dtype=HERE.dtype)
    marks = (Line("to the lowest point", [HERE[0], home[0]], [HERE[1], home[1]], kind=2),
             Line("step", [HERE[0], there[0]], [HERE[1], there[1]], kind=1),
             Points("you", HERE[:1], HERE[1:], kind=5, size=9),
             Points("after the step", there[:1], there[1:], kind=1, size=6))
    if length < WHOLE:
        arc = math.atan2(math.sqrt(10) * float(HERE[1]), float(HERE[0])) + 0.9 * length * NEARBY
        lines = [Line("as high as you", math.sqrt(19) * arc.cos(), math.sqrt(1.9) * arc.sin(), plain=True),
                 Line("all steps of this length", HERE[0] + length * RING.cos(), HERE[1] + length * RING.sin(),
                      plain=True),
                 Text(3 - 2.3 * length, 1 + 0.85 * length, "height 19", left=True)]
        (x, y), title = HERE.tolist(), "beside you, magnified"
        xlim, ylim = (x - 2.4 * length, x + 2.4 * length), (y - 1.3 * length, y + 2.9 * length)
    else:
        lines = [Line(f"height {level:g}", math.sqrt(level) * RING.cos(), math.sqrt(level / 10) * RING.sin(),
                      plain=True) for level in LEVELS]
        lines += [Points("lowest point", [0.0], [0.0], kind=2, size=6),
                  *(Text(math.sqrt(level) + 0.12, -0.3, f"{level:g}", left=True) for level in LEVELS)]
        title, xlim, ylim = "lines of height 5, 19 and 45", (-5.0, 7.7), (-2.6, 5.6)
    plan = Panel((*lines, *marks), xlim, ylim, equal=True, xlabel="w1", ylabel="w2", title=title)
    reach = length * float(gradient.norm()) + 10 * length**2
    sides = Panel((Line("predicted by the slope", ROUND, length * (gradient @ towards(ROUND)), kind=0),
                   Line("true change", ROUND, change(ROUND), kind=5),
                   Points("after the step", [angle], [true], kind=1, size=7)),
                  (0.0, 360.0), (-reach, reach), xlabel="direction in degrees", ylabel="change of height",
                  title="all directions")
    return Scene((plan, sides), f"A step of length {length:g} at {angle:g}° leads from (3, 1) to "
                 f"({float(there[0]):.4g}, {float(there[1]):.4g}). The slope predicts {predicted:.4g}; "
                 f"the height goes from 19 to {19 + true:.4g}, a change of {true:.4g}.",
                 readings={"change of height": [true]})


class Bowl(CourseWidget):
    """Turn the step, and make it longer."""

    heading = "One step on a bowl"
    controls: ClassVar = (Slider("angle", "direction", evenly(0, 360, 73), 200.0),
                          Slider("length", "length", (0.1, 0.3, 0.5, 1.0), 0.1))
    compute = staticmethod(bowl)
