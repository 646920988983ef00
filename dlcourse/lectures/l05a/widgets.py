"""Live pictures of lecture 05a: ten layers on a curve, one neuron to turn, and a neuron's bend alone and ten times."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.activations import TABLE
from dlcourse.lectures.l05a import trials
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Heat, Line, Panel, Points, Polygon, Scene, Text, one_after_the_other

__all__ = ["Bends", "Neuron", "TenLayers"]

double = torch.float64
TARGET, LEARNED, LINE = 2, 0, 1  # kinds


def ten_layers(bends: str, steps: float, start: float) -> Scene:
    """The scene of a network of ten layers after some steps of training, with relu where `bends` says.

    >>> ten_layers("no layer", 200.0, 1.0).say
    'A bend after no layer, 200 steps: the mean squared error is 0.489. The best straight line has 0.489.'
    """
    at, run = trials.MOMENTS.index(int(steps)), int(start) - 1
    found = trials.ten_layers(bends)
    line, least = trials.best_line()
    curve, errors = found.curves[at, run], found.errors[list(trials.MOMENTS[:at + 1]), run]
    plan = Panel((Line("best straight line", trials.X[[0, -1]], line[[0, -1]], kind=LINE),
                  Line("the network", trials.X, curve.clamp(-2.4, 2.4), kind=LEARNED),
                  Points("what it should give", trials.X[::2], trials.Y[::2], kind=TARGET, size=4)),
                 (-1.05, 1.05), (-2.5, 2.5), "its output", "input x", "output")
    low, high = 1e-4, 20.0
    fall = Panel((Line("the network", trials.MOMENTS[:at + 1], errors.clamp(low, high), kind=LEARNED, marked=True),
                  Line("best straight line", [0.0, float(trials.STEPS)], [least, least], kind=LINE)),
                 (-5.0, trials.STEPS + 5.0), (low, high), "how far off it is", "steps of training",
                 "mean squared error", ylog=True)
    error = float(found.errors[int(steps), run])
    return Scene((plan, fall),
                 f"A bend after {bends}, {int(steps)} steps: the mean squared error is {error:.3g}. The best straight "
                 f"line has {least:.3g}.", readings={"error": [error], "line": [least]})


class TenLayers(CourseWidget):
    """Train ten layers with a bend at different places, or with none."""

    heading = "Ten layers learn a curve"
    controls: ClassVar = (Choice("bends", "bend after", tuple(trials.BENDS), "no layer"),
                          Slider("steps", "steps of training", tuple(map(float, trials.MOMENTS)), 0.0,
                                 kept=tuple(map(float, trials.MOMENTS))),
                          Slider("start", "random start", (1.0, 2.0, 3.0), 1.0))
    compute = staticmethod(ten_layers)


# --- one neuron ---

REACH = 3.0
_SIDE = torch.linspace(-REACH, REACH, 31, dtype=double)
_GRID = torch.cartesian_prod(_SIDE, _SIDE).flip(1)  # rows upwards, columns to the right
EXAMPLE = torch.tensor([2.0, 1.0], dtype=double)
_Z = torch.linspace(-8, 8, 161, dtype=double)
_ENDS = {"identity": (-8.0, 8.0), "step": (-0.3, 1.3), "sigmoid": (-0.3, 1.3), "tanh": (-1.3, 1.3), "relu": (-1.0, 8.0)}
_SHADED = {"identity": (-8.0, 8.0), "tanh": (-1.0, 1.0), "relu": (-8.0, 8.0)}  # outputs at the two ends of the colours


def neuron(w1: float, w2: float, b: float, activation: str) -> Scene:
    """The scene of one neuron of two inputs: its output over the plane, and its activation over z.

    >>> neuron(1.0, -2.0, 1.0, "relu").say
    'w = (1, -2), b = 1. At x = (2, 1) the pre-activation is z = 1·2 - 2·1 + 1 = 1, and relu gives 1.'
    """
    w, f, (low, high) = torch.tensor([w1, w2], dtype=double), TABLE[activation].function, _ENDS[activation]
    z = float(w @ EXAMPLE + b)
    out = float(f(torch.tensor([z], dtype=double)))
    least, most = _SHADED.get(activation, (0.0, 1.0))
    shade = ((f(_GRID @ w + b) - least) / (most - least)).clamp(0, 1).reshape(len(_SIDE), -1)
    plane = Panel((Heat(shade, classes=True), *_border(w, b),
                   Points("x = (2, 1)", EXAMPLE[:1], EXAMPLE[1:], kind=1, size=9)), (-REACH, REACH), (-REACH, REACH),
                  "output over the plane: blue is high", "x₁", "x₂", equal=True)
    curve = Panel((Line(activation, _Z, f(_Z), kind=0), Points("x = (2, 1)", [z], [out], kind=1, size=9)),
                  (-8.0, 8.0), (low, high), "the activation function", "pre-activation z", "output")
    sign = "-" if w2 < 0 else "+"
    shift = f"{'-' if b < 0 else '+'} {abs(b):g}"
    return Scene((plane, curve),
                 f"w = ({w1:g}, {w2:g}), b = {b:g}. At x = (2, 1) the pre-activation is z = {w1:g}·2 {sign} "
                 f"{abs(w2):g}·1 {shift} = {z:g}, and {activation} gives {out:.3g}.",
                 readings={"z =": [z], "output =": [out]})


def _border(w: Tensor, b: float) -> list[Line | Polygon | Text]:
    """The line z = 0 and the arrow w; nothing where w is 0."""
    length = float(w.norm())
    if length == 0:
        return []
    unit = w / length
    foot, along = -b / length * unit, torch.stack([-unit[1], unit[0]])
    ends = foot + torch.tensor([[-9.0], [9.0]], dtype=double) * along
    tip, beside = foot + 0.6 * w, foot + 0.3 * w + 0.35 * along
    head = torch.stack([tip, tip - 0.3 * unit + 0.14 * along, tip - 0.3 * unit - 0.14 * along])
    return [Line("z = 0", *ends.T, kind=5), Line("direction of w", *torch.stack([foot, tip]).T, kind=2),
            Polygon("", *head.T, kind=2), Text(float(beside[0]), float(beside[1]), "w")]


class Neuron(CourseWidget):
    """Turn one neuron by its weights, move it by its bias, and change its bend."""

    heading = "One neuron with two inputs"
    controls: ClassVar = (Slider("w1", "weight w₁", evenly(-2, 2, 9), 1.0, kept=(-1.0, 0.0, 1.0, 2.0)),
                          Slider("w2", "weight w₂", evenly(-2, 2, 9), -2.0, kept=(-2.0, -1.0, 0.0, 1.0)),
                          Slider("b", "bias b", evenly(-3, 3, 7), 1.0, kept=(-1.0, 1.0)),
                          Choice("activation", "activation", tuple(_ENDS), "identity"))
    compute = staticmethod(neuron)


# --- an activation alone, and ten times ---

_X = torch.linspace(-4, 4, 81, dtype=double)
STARTS = torch.tensor([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0], dtype=double)
TALL = 3.0
NEAR = 1.25  # the picture's end for what stays between -1 and 1, so that a slope of 1/4 can be seen
TINY = 1e-12
NAMES = tuple(name for name, row in TABLE.items() if row.elementwise)


def bends(activation: str, weight: float) -> Scene:
    """The scene of an activation with its slope, and of six numbers on their way through ten neurons.

    >>> bends("relu", 1.0).say
    'relu, ten neurons with the weight 1. The start 1 ends at 1; there the end moves 1 times as far as the start. \
The start -1 ends at 0; there it moves 0 times as far.'
    """
    f, slope = TABLE[activation][:2]
    drawn = f(_X)
    if TABLE[activation].order < 0:
        drawn = torch.where(_X.abs() < 1e-9, torch.nan, drawn)  # no wall where it jumps
    steep = slope(_X).clamp(-TALL, TALL)
    if TABLE[activation].order == 0:
        steep = torch.where(_X.abs() < 1e-9, torch.nan, steep)
    both = torch.cat([f(_X), slope(_X)])
    low, high = (-0.15 if both.min() >= 0 else -NEAR, NEAR) if both.abs().max() <= 1 else (-TALL, TALL)
    table = Panel((Line("bend", _X, drawn.clamp(-TALL, TALL), kind=0),
                   Line("slope", _X, steep, kind=1)),
                  (-4.0, 4.0), (low, high), f"{activation} and its slope", "pre-activation z", "bend and slope")
    values, slopes = trials.chain(activation, weight, STARTS)
    at = torch.arange(len(values), dtype=double)
    ways, above = values.clamp(-TALL, TALL).mT, STARTS > 0
    signal = Panel((Line("starts below 0", *one_after_the_other(at, ways[~above]), kind=3, marked=True),
                    Line("starts above 0", *one_after_the_other(at, ways[above]), kind=4, marked=True)),
                   (-0.3, 10.3), (-TALL, TALL), "six numbers through ten neurons", "neuron", "value")
    up, down = STARTS.tolist().index(1.0), STARTS.tolist().index(-1.0)
    end, moved = values[-1], slopes
    return Scene((table, signal),
                 f"{activation}, ten neurons with the weight {weight:g}. The start 1 ends at {_short(end[up])}; there "
                 f"the end moves {_short(moved[up])} times as far as the start. The start -1 ends at "
                 f"{_short(end[down])}; there it moves {_short(moved[down])} times as far.",
                 readings={"start 1 ends at": [float(end[up])]})


def _short(value: Tensor) -> str:
    """Two digits that count, without a power of ten as far as that can be read."""
    number = float(value) + 0.0
    size = abs(number)
    if size >= 100:
        return f"{number:.0f}"
    if size == 0 or size >= 1e-4:
        return f"{number:.2g}"
    if size < TINY:
        return f"less than {TINY:.12f}"
    return f"{number:.{1 - math.floor(math.log10(size))}f}"


class Bends(CourseWidget):
    """Choose an activation and the weight that stands before it."""

    heading = "An activation, and what ten of them do"
    controls: ClassVar = (Choice("activation", "activation", NAMES, "sigmoid"),
                          Slider("weight", "weight w of each neuron", (0.5, 1.0, 1.5, 2.0), 1.0))
    compute = staticmethod(bends)
