"""Live pictures of lecture 05b: XOR in its hidden space, a new line, a curve of hinges, and tents folded by depth."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.lectures.l05b import trials
from dlcourse.lectures.l05b.trials import CORNERS, ETA, FINE, MOMENTS, XOR, learn_xor
from dlcourse.nn import mlp
from dlcourse.nn.regions import crossings, max_regions, pieces_1d, plane_regions, tent
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Heat, Line, Mark, Panel, Points, Scene, Text

__all__ = ["Folds", "HingesAdd", "NewLine", "XorLearns"]

double = torch.float64


def _grid(low: float, high: float, side: int = 30) -> Tensor:
    """The middles of side x side squares, rows upwards, columns to the right: (side², 2)."""
    one = low + (high - low) * (torch.arange(side, dtype=double) + 0.5) / side
    return torch.cartesian_prod(one, one).flip(1)


def _where_zero(w: Tensor, b: Tensor, reach: float = 12.0) -> Tensor | None:
    """Two far ends of the line w·x + b = 0, as columns; None if w is 0."""
    size = float(w.norm())
    if size < 1e-9:
        return None
    foot, along = -b / size**2 * w, torch.stack([-w[1], w[0]]) / size
    return (foot + reach * torch.tensor([[-1.0], [1.0]], dtype=double) * along).T


# --- XOR while it is learned ---

STARTS = 12
PLANE, SPACE = (-0.9, 1.9), (-0.55, 1.85)
NAMES = ("00", "01", "10", "11")


def _corners(places: Tensor, above: float, told: bool) -> list[Points | Text]:
    """The four corners at their places, each with its name; those that fall together share one word."""
    names = ("XOR is 0", "XOR is 1") if told else ("", "")
    marks: list[Points | Text] = [Points(names[label], *places[label == XOR].T, kind=1 - label, size=9)
                                  for label in (0, 1)]
    said: list[tuple[Tensor, str]] = []
    for place, name in zip(places, NAMES):
        near = next((i for i, (other, _) in enumerate(said) if float((other - place).norm()) < 0.12), None)
        if near is None:
            said.append((place, name))
        else:
            said[near] = (said[near][0], f"{said[near][1]}, {name}")
    return marks + [Text(float(x) + 0.03, float(y) + above, name) for (x, y), name in said]


def xor_learns(start: float, steps: float) -> Scene:
    """The scene of two hidden units that learn XOR from one of twelve starts: the inputs, and the hidden space.

    >>> xor_learns(1.0, 1000.0).say
    'Start 1, 1000 steps: it says 0.00 for 00, 1.00 for 01, 1.00 for 10, 0.00 for 11. Loss 0.0000.'
    """
    at = int(start) - 1
    W, c, w, b = (part[at] for part in learn_xor(2).kept[int(steps)])
    hidden = (CORNERS @ W.mT + c).relu()
    said = hidden @ w + b
    over = ((_grid(*PLANE) @ W.mT + c).relu() @ w + b).clamp(0, 1).reshape(30, 30)
    plane: list[Mark] = [Heat(over, classes=True)]
    plane += [Line(f"unit {i + 1} turns on", *ends, kind=(2, 3)[i])
              for i in (0, 1) if (ends := _where_zero(W[i], c[i])) is not None]
    space: list[Mark] = [Heat((_grid(*SPACE) @ w + b).clamp(0, 1).reshape(30, 30), classes=True)]
    if (ends := _where_zero(w, b - 0.5)) is not None:
        space.append(Line("output 1/2", *ends, kind=5))
    told = ", ".join(f"{float(s) + 0.0:.2f} for {name}".replace("-0.00", "0.00") for s, name in zip(said, NAMES))
    loss = float((said - XOR).square().mean())
    plane += _corners(CORNERS, 0.2, False)
    space += _corners(hidden, 0.16, True)
    return Scene((Panel(tuple(plane), PLANE, PLANE, "the inputs", "x₁", "x₂", equal=True),
                  Panel(tuple(space), SPACE, SPACE, "the hidden space", "h₁, what unit 1 says", "h₂, what unit 2 says",
                        equal=True)),
                 f"Start {at + 1}, {int(steps)} steps: it says {told}. Loss {loss:.4f}.",
                 readings={"loss": [loss]})


class XorLearns(CourseWidget):
    """Pick one of twelve starts and let the network learn."""

    heading = f"Two hidden units learn XOR (gradient descent, η = {ETA})"
    controls: ClassVar = (Slider("start", "start", evenly(1, STARTS, STARTS), 2.0, kept=evenly(1, STARTS, STARTS)),
                          Slider("steps", "steps of training", tuple(map(float, MOMENTS)), 0.0,
                                 kept=tuple(map(float, MOMENTS))))
    compute = staticmethod(xor_learns)


# --- one line more ---

OLD_W = torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, -1.0], [2.0, 0.5]], dtype=double)
OLD_B = torch.tensor([0.0, 0.0, -1.0, -0.5, 1.6], dtype=double)
WINDOW = (-2.2, 2.2)


def _many(n: int, noun: str) -> str:
    """The number with its noun: 1 line, 2 lines."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def _told(old: int, before: int, points: int, regions: int) -> str:
    """What a new line does, in words."""
    one = "point" if points == 1 else "different point"
    meets = f"The new one meets {'it' if old == 1 else 'them'} at {_many(points, one)}, so it"
    cut = f"{'is cut into' if points else 'stays in'} {_many(points + 1, 'part')}"
    return (f"{_many(old, 'old line')} {'makes' if old == 1 else 'make'} {_many(before, 'region')}. "
            f"{meets if old else 'The new one'} {cut}. Each part cuts one region in two: {before} + {points + 1} = "
            f"{regions} regions. The most that {_many(old + 1, 'line')} can make is {max_regions(old + 1, 2)}.")


def new_line(old: float, angle: float, shift: float) -> Scene:
    """The scene of some fixed lines and one new line, whose normal has an angle, at a distance from the middle.

    >>> new_line(2.0, 45.0, 1.0).say
    '2 old lines make 4 regions. The new one meets them at 2 different points, so it is cut into 3 parts. Each part \
cuts one region in two: 4 + 3 = 7 regions. The most that 3 lines can make is 7.'
    """
    n = int(old)
    turned = math.radians(angle)
    w = torch.tensor([[math.cos(turned), math.sin(turned)]], dtype=double)
    W, b = torch.cat([OLD_W[:n], w]), torch.cat([OLD_B[:n], torch.tensor([-shift], dtype=double)])
    same = [i for i in range(n) if abs(float(torch.linalg.det(torch.stack([W[i], w[0]])))) < 1e-9
            and abs(float(b[i] / W[i].norm() * torch.sign(W[i] @ w[0]) - b[-1])) < 1e-9]
    if same:
        raise ValueError("The new line lies on an old one, so it adds nothing. Turn or move it.")
    before = plane_regions(W[:n], b[:n]) if n else 1
    meets, counted = crossings(W, b), plane_regions(W, b)
    on = (_grid(*WINDOW, 60) @ W.mT + b > 0).double().sum(1)
    marks: list[Mark] = [Heat(0.35 + 0.5 * (on / (n + 1)).reshape(60, 60))]
    marks += [Line("old lines" if i == 0 else "", *_where_zero(W[i], b[i]), kind=6) for i in range(n)]
    marks.append(Line("new line", *_where_zero(W[-1], b[-1]), kind=1))
    along = torch.stack([-W[-1, 1], W[-1, 0]])
    if meets:
        points = shift * w + torch.tensor(meets, dtype=double)[:, None] * along
        marks.append(Points("they meet", *points.T, kind=3, size=7))
    lines = torch.arange(n + 2, dtype=double)  # no further than the lines that are shown: what follows may be a guess
    most = Panel((Line("2ⁿ, all on/off patterns", lines, 2**lines, kind=4, marked=True),
                  Line("most regions in the plane", lines, [max_regions(k, 2) for k in range(n + 2)], kind=0,
                       marked=True),
                  Points("here", [n + 1.0], [float(counted)], kind=1, size=9)),
                 (-0.2, 6.2), (0.0, 66.0), "how many regions", "n, lines in all", "regions")
    return Scene((Panel(tuple(marks), WINDOW, WINDOW, "lines in the plane", "x₁", "x₂", equal=True), most),
                 _told(n, before, len(meets), counted),
                 readings={"regions": [counted], "most": [max_regions(n + 1, 2)]})


class NewLine(CourseWidget):
    """Add one line to some others: turn it and move it."""

    heading = "Each line belongs to one relu unit"
    controls: ClassVar = (Slider("old", "old lines", evenly(0, 5, 6), 1.0, kept=evenly(0, 5, 6)),
                          Slider("angle", "direction of the new line's w (degrees)", evenly(0, 165, 12), 30.0,
                                 kept=(0.0, 30.0, 45.0, 90.0, 120.0, 150.0)),
                          Slider("shift", "distance of the new line from the middle", evenly(-1, 1, 9), 0.5,
                                 kept=evenly(-1, 1, 5)))
    compute = staticmethod(new_line)


# --- a curve of hinges ---

CURVES = {"a wave": trials.wave, "steep at 0: √|x|": lambda x: x.abs().sqrt(),
          "a jump at 0.1": lambda x: (x > 0.1).to(x.dtype)}
PIECES = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)


def hinges_add(curve: str, pieces: float) -> Scene:
    """The scene of a curve, its interpolant of so many straight pieces, and the largest miss over their number.

    >>> hinges_add("a wave", 8.0).say
    '8 hidden units, 8 straight pieces: the largest miss is 0.0704.'
    """
    f, m = CURVES[curve], int(pieces)
    drawn, xs = trials.by_hand(f, m)
    so_far = PIECES[:PIECES.index(m) + 1]  # no further than the units that are shown: what follows may be a guess
    worst = [trials.largest_miss(f, k) for k in so_far]
    miss = worst[-1]
    thin = slice(None, None, 10)
    left = Panel((Line("the curve g", FINE[thin], f(FINE)[thin], kind=2),
                  Line("the network", FINE[thin], drawn[thin], kind=0), Points("knots", xs, f(xs), kind=0, size=5)),
                 (-1.05, 1.05), (-1.25, 1.25), curve, "x", "g(x), network")
    counts = torch.tensor(so_far, dtype=double)
    right = Panel((Line("largest miss", counts, worst, kind=4, marked=True),
                   Points("here", [float(m)], [miss], kind=1, size=9)), (0.9, 80.0), (0.0008, 1.6), "more units",
                  "m, hidden units", "largest miss", xlog=True, ylog=True)
    return Scene((left, right), f"{m} hidden unit{'' if m == 1 else 's'}, {m} straight piece{'' if m == 1 else 's'}: "
                                f"the largest miss is {miss:.3g}.", readings={"largest miss": [miss]})


class HingesAdd(CourseWidget):
    """Choose a curve and how many hidden units follow it."""

    heading = "A network of one hidden layer, set by hand"
    controls: ClassVar = (Choice("curve", "curve", tuple(CURVES), "a wave"),
                          Slider("pieces", "hidden units", tuple(map(float, PIECES)), 3.0,
                                 kept=tuple(map(float, PIECES))))
    compute = staticmethod(hinges_add)


# --- tents ---

DEEPEST = 6
UNIT = torch.linspace(0, 1, 2**DEEPEST + 1, dtype=double)


def folds(layers: float, x: float) -> Scene:
    """The scene of the tent network of so many layers, and of where it sends x.

    >>> folds(3.0, 0.3).say
    '3 hidden layers of 2 units, 6 units: 8 straight pieces. One layer of 6 units: at most 7. On its way x goes 0.3, \
0.6, 0.8, 0.4.'
    """
    depth = int(layers)
    y = mlp.forward(tent(depth), UNIT[:, None])[0][:, 0]
    way = [x]
    for _ in range(depth):
        way.append(round(min(2 * way[-1], 2 - 2 * way[-1]), 9))
    marks: list[Mark] = [Line(f"{depth} layer{'' if depth == 1 else 's'}", UNIT, y, kind=0)]
    if depth > 1:
        marks.append(Line(f"{depth - 1} layer{'' if depth == 2 else 's'}", UNIT,
                          mlp.forward(tent(depth - 1), UNIT[:, None])[0][:, 0], kind=5))
    marks.append(Points("here", [x], [way[-1]], kind=1, size=9))
    deep = [1, *[pieces_1d(tent(k), 0.0, 1.0) for k in range(1, depth + 1)]]  # without a hidden layer: one piece
    units = 2 * torch.arange(depth + 1, dtype=double)  # no further than the layers that are shown
    right = Panel((Line("2 units a layer", units, deep, kind=0, marked=True),
                   Line("all in one layer, at most", units, units + 1, kind=4, marked=True),
                   Points("here", [2.0 * depth], [float(deep[-1])], kind=1, size=9)),
                  (-0.5, 13.0), (0.0, 70.0), "straight pieces", "hidden units", "pieces")
    return Scene((Panel(tuple(marks), (-0.02, 1.02), (-0.05, 1.5), "what the network says", "x", "output"), right),
                 f"{depth} hidden layer{'' if depth == 1 else 's'} of 2 units, {2 * depth} units: {deep[-1]} "
                 f"straight pieces. One layer of {2 * depth} units: at most {2 * depth + 1}. On its way x goes "
                 f"{', '.join(f'{v:.4g}' for v in way)}.", readings={"pieces": [deep[-1]]})


class Folds(CourseWidget):
    """Stack tents, and follow one x through them."""

    heading = "Each layer folds the line once more"
    controls: ClassVar = (Slider("layers", "hidden layers", evenly(1, DEEPEST, DEEPEST), 1.0,
                                 kept=evenly(1, DEEPEST, DEEPEST)),
                          Slider("x", "x", evenly(0, 1, 21), 0.3, kept=evenly(0, 1, 11)))
    compute = staticmethod(folds)
