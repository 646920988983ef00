"""Live pictures of lecture 12: moved digits, a kernel that slides, what one unit sees, and the maps of a network."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.lectures.l12 import trials
from dlcourse.nn import conv
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Bars, Heat, Line, Mark, Panel, Points, Scene, Text

__all__ = ["FeatureMaps", "MovedDigits", "SeenPixels", "Slide"]

double = torch.float64
LOOK = {trials.DENSE: 5, trials.FLAT: 3, trials.TOP: 0, trials.OWN: 1, "pooling, stride 2": 4, "pooling, stride 1": 2}
BLUE, RED = 0, 1  # the input, and what a kernel makes of it
STARTED_AT = 3  # the digit that is shown at first


def _box(name: str, left: float, right: float, low: float, high: float, kind: int) -> Line:
    return Line(name, [left, right, right, left, left], [low, low, high, high, low], kind=kind)


@cache
def example(digit: int) -> Tensor:
    """The first new digit of this class, (1, 8, 8).

    >>> example(3).shape
    torch.Size([1, 8, 8])
    """
    test = trials.split()[2]
    return test.X[(test.y == digit).nonzero()[0]].double()  # (1, 8, 8)


def _canvas(digit: int, down: int, right: int, title: str) -> Panel:
    """A digit on the canvas, and a frame around its place in the middle."""
    image = trials.placed(example(digit), down, right)[0, 0]
    pixels = image.flip(0).repeat_interleave(3, 0).repeat_interleave(3, 1)
    size, low, high = float(trials.CANVAS), float(trials.MOST), float(trials.MOST + trials.IMAGE)
    return Panel((Heat(0.5 + 0.5 * pixels, classes=True), _box("the middle", low, high, low, high, 5)), (0.0, size),
                 (0.0, size), title, equal=True)


# --- moved digits ---


def moved_digits(network: str, by: float) -> Scene:
    """The scene of a digit that moves to the right, and how many a network still names.

    >>> moved_digits("dense", 0.0).say[:33]
    'dense, moved by 0: 96 % of the ne'
    """
    steps, found = int(by) + 1, trials.moved(network).right
    middle = found.median(0).values[:steps]
    dots = Points("each start", torch.arange(0.5, steps).repeat(len(found)), found[:, :steps].flatten(), kind=RED)
    shares = Panel((Bars(tuple(map(str, range(steps))), middle, kind=LOOK[network]), dots), (0.0, float(steps)),
                   (0.0, 1.05), "named correctly", "moved by ... pixels", "share of new digits")
    last = found[:, steps - 1]
    return Scene((_canvas(STARTED_AT, 0, int(by), "one of the digits, moved to the right"), shares),
                 f"{network}, moved by {by:g}: {100 * float(middle[-1]):.0f} % of the new digits are named correctly "
                 f"(median of {len(found)} starts; {100 * float(last.min()):.0f} to {100 * float(last.max()):.0f} %).",
                 readings={"named correctly": [float(middle[-1])]})


class MovedDigits(CourseWidget):
    """Choose a network, and how far the digits move."""

    heading = "Digits that move"
    controls: ClassVar = (Choice("network", "network", trials.KINDS, trials.DENSE),
                          Slider("by", "moved by (pixels)", (0.0, 1.0, 2.0, 3.0), 0.0))
    compute = staticmethod(moved_digits)


# --- a kernel that slides ---

SIGNALS = {"a step": (1.0, 1, 1, 1, 5, 5, 5, 5), "a spike": (2.0, 2, 2, 6, 2, 2, 2, 2),
           "a slope": (1.0, 1, 2, 3, 4, 5, 6, 6)}
KERNELS = {"difference (-1, 0, 1)": (-1.0, 0, 1), "mean (1/3, 1/3, 1/3)": (1 / 3, 1 / 3, 1 / 3),
           "peak (-1, 2, -1)": (-1.0, 2, -1)}
TAPS, LENGTH = 3, 8


def _short(value: float) -> str:
    return "1/3" if abs(value - 1 / 3) < 1e-9 else f"{value:g}"


def _matrix(a: Tensor, place: int) -> Panel:
    """The matrix of a kernel, its first row at the top, with a frame around one row."""
    A = conv.toeplitz(a, LENGTH)
    rows = len(A)
    marks: list[Mark] = [Heat(0.5 + 0.25 * A.flip(0).repeat_interleave(4, 0).repeat_interleave(4, 1), classes=True)]
    marks += [Text(i + j + 0.5, rows - i - 0.5, _short(float(a[j]))) for i in range(rows) for j in range(TAPS)]
    marks.append(_box("row of this place", 0.0, float(LENGTH), float(rows - place - 1), float(rows - place), RED))
    return Panel(tuple(marks), (0.0, float(LENGTH)), (0.0, float(rows)),
                 "the matrix, row 0 at the top (empty: 0)", bare=True)


def slide(signal: str, kernel: str, place: float) -> Scene:
    """The scene of a kernel at one place of a signal.

    >>> slide("a step", "difference (-1, 0, 1)", 2.0).say
    'Place 2: -1·1 + 0·1 + 1·5 = 4. In the matrix, row 2 has the kernel in columns 2 to 4.'
    """
    i, x, a = int(place), torch.tensor(SIGNALS[signal], dtype=double), torch.tensor(KERNELS[kernel], dtype=double)
    z = conv.conv1d(x, a, x.new_zeros(()))
    at, seen = torch.arange(float(LENGTH)), x[i:i + TAPS]
    view = Panel((Line("input x", at, x, kind=BLUE, marked=True),
                  Points("output z so far", at[:i + 1], z[:i + 1], kind=RED, size=7),
                  _box("window", i - 0.4, i + TAPS - 0.6, float(seen.min()) - 0.5, float(seen.max()) + 0.5, 2)),
                 (-0.5, LENGTH - 0.5), (-5.0, 9.0), "the kernel slides", "place (z: where its window begins)", "value")
    terms = " + ".join(f"{_short(float(k))}·{float(v):g}" for k, v in zip(a, seen))
    return Scene((view, _matrix(a, i)), f"Place {i}: {terms} = {float(z[i]):.3g}. In the matrix, row {i} has the "
                 f"kernel in columns {i} to {i + TAPS - 1}.", readings={"z": [float(z[i])]})


class Slide(CourseWidget):
    """Choose a signal and a kernel, and move the kernel."""

    heading = "A kernel slides along a signal"
    controls: ClassVar = (Choice("signal", "signal", tuple(SIGNALS), "a step"),
                          Choice("kernel", "kernel", tuple(KERNELS), "difference (-1, 0, 1)"),
                          Slider("place", "place", tuple(map(float, range(LENGTH - TAPS + 1))), 0.0))
    compute = staticmethod(slide)


# --- what one unit sees ---

WIDE = 33  # entries of the input


def _sees(depth: int, k: int, stride: int, dilation: int) -> list[list[int]]:
    """For each layer from the input up, which of its units reach the middle unit of the last layer."""
    sizes = [WIDE]
    for _ in range(depth):
        sizes.append(conv.out_size(sizes[-1], k, stride=stride, dilation=dilation))
    reached = [[sizes[-1] // 2]]
    for _ in range(depth):
        reached.append(sorted({i * stride + dilation * tap for i in reached[-1] for tap in range(k)}))
    return reached[::-1]


def _middle_of(layer: int, k: int, stride: int, dilation: int) -> Callable[[int], float]:
    """Where on the axis of the input a unit of a layer is drawn: in the middle of what it sees."""
    field = conv.receptive_field([(k, stride, dilation)] * layer)
    return lambda i: i * stride**layer + (field - 1) / 2


def seen(depth: float, k: float, stride: float, dilation: float) -> Scene:
    """The scene of units in layers, and of all that one unit of the last layer sees.

    >>> seen(3.0, 3.0, 1.0, 1.0).say
    'One unit of layer 3 sees 7 entries of the input: 1 + 2·1 + 2·1 + 2·1 = 7.'
    """
    depth, k, stride, dilation = (int(v) for v in (depth, k, stride, dilation))
    reached, marks, size = _sees(depth, k, stride, dilation), [], WIDE
    xs, ys = [], []
    for layer in range(depth + 1):
        place = _middle_of(layer, k, stride, dilation)
        marks.append(Points("units", [place(i) for i in range(size)], [float(layer)] * size, kind=5, size=3))
        if layer < depth:
            up = _middle_of(layer + 1, k, stride, dilation)
            for i in reached[layer + 1]:
                for tap in range(k):
                    xs += [up(i), place(i * stride + dilation * tap), float("nan")]
                    ys += [float(layer + 1), float(layer), float("nan")]
            size = conv.out_size(size, k, stride=stride, dilation=dilation)
    marks.append(Line("weights", xs, ys, kind=BLUE))
    for layer, units in enumerate(reached):
        place = _middle_of(layer, k, stride, dilation)
        marks.append(Points("seen", [place(i) for i in units], [float(layer)] * len(units), kind=RED, size=6))
    field = conv.receptive_field([(k, stride, dilation)] * depth)
    terms = " + ".join(["1", *(f"{dilation * (k - 1)}·{stride**layer}" for layer in range(depth))])
    view = Panel(tuple(marks), (-1.0, float(WIDE)), (-0.4, 3.4), "one unit of the last layer, and what it sees",
                 "entry of the input", "layer (0: input)")
    return Scene((view,), f"One unit of layer {depth} sees {field} entries of the input: {terms} = {field}."
                 + (f" It uses {len(reached[0])} of them." if len(reached[0]) < field else ""),
                 readings={"receptive field": [float(field)]})


class SeenPixels(CourseWidget):
    """Choose how many layers there are, and how their kernels go over their input."""

    heading = "What one unit sees"
    controls: ClassVar = (Slider("depth", "layers", (1.0, 2.0, 3.0), 1.0),
                          Slider("k", "taps of a kernel", (2.0, 3.0), 3.0),
                          Slider("stride", "stride of each layer", (1.0, 2.0), 1.0),
                          Slider("dilation", "dilation of each layer", (1.0, 2.0), 1.0))
    compute = staticmethod(seen)


# --- feature maps ---

FIRST, SECOND = "layer 1: 8 maps", "layer 2: 16 maps"
STEPS = tuple(map(float, range(-trials.MOST, trials.MOST + 1)))


@cache
def _brightest() -> tuple[float, float]:
    """The largest number in the maps of each layer, over ten digits in the middle."""
    X = torch.cat([trials.placed(example(digit)) for digit in range(10)])
    first, second = trials.small_maps(trials.small(), X)
    return float(first.max()), float(second.max())


def _sheet(maps: Tensor, top: float) -> Panel:
    """Feature maps (maps, rows, columns) side by side, four in a row, the first at the top left."""
    maps = (maps / (0.6 * top)).clamp(0, 1)  # brighter, so that weak answers are seen
    count, rows, columns = maps.shape
    down, gap = count // 4, 1 if rows < 10 else 2
    sheet = maps.new_zeros(down * (rows + gap), 4 * (columns + gap))
    for i, image in enumerate(maps):
        row, column = divmod(i, 4)
        low, left = (down - 1 - row) * (rows + gap), column * (columns + gap)
        sheet[low:low + rows, left:left + columns] = 0.1 + 0.9 * image.flip(0)
    return Panel((Heat(sheet),), (0.0, float(sheet.shape[1])), (0.0, float(sheet.shape[0])),
                 "feature maps (bright: large)", bare=True)


def feature_maps(digit: float, right: float, down: float, layer: str) -> Scene:
    """The scene of a digit on the canvas, what a layer makes of it, and what the network says.

    >>> feature_maps(3.0, 0.0, 0.0, FIRST).say[:20]
    'A 3, moved by 0 to t'
    """
    X = trials.placed(example(int(digit)), int(down), int(right))
    first, second = trials.small_maps(trials.small(), X)
    inside = slice(3, 3 + trials.CANVAS)  # of the first layer's maps, the part over the canvas
    maps, top = (first[0, :, inside, inside], _brightest()[0]) if layer == FIRST else (second[0], _brightest()[1])
    p = trials.small_scores(trials.small(), X)[0].softmax(0)
    says = Panel((Bars(tuple(map(str, range(10))), p, kind=4),), (0.0, 10.0), (0.0, 1.05), "what the network says",
                 "digit", "probability")
    named = int(p.argmax())
    return Scene((_canvas(int(digit), int(down), int(right), "the canvas"), _sheet(maps, top), says),
                 f"A {int(digit)}, moved by {right:g} to the right and {down:g} down: the network says {named}, with "
                 f"probability {float(p[named]):.2f}.",
                 readings={"probability of the true digit": [float(p[int(digit)])]})


class FeatureMaps(CourseWidget):
    """Choose a digit and move it."""

    heading = "What the layers make of a digit"
    controls: ClassVar = (Slider("digit", "digit", tuple(map(float, range(10))), float(STARTED_AT)),
                          Slider("right", "moved to the right", STEPS, 0.0), Slider("down", "moved down", STEPS, 0.0),
                          Choice("layer", "show", (FIRST, SECOND), FIRST))
    compute = staticmethod(feature_maps)
