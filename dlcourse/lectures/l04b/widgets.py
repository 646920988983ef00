"""Live pictures of lecture 04b: walking away from the data, logits and temperature, and a line with four losses."""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse import data, losses
from dlcourse.figures.canvas import CLASSES as LOOKS
from dlcourse.losses import log_softmax, softmax
from dlcourse.models.linear import softmax_fit
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Slider, by_factors, evenly
from dlcourse.widgets.scene import Bars, Line, Mark, Panel, Points, Scene

__all__ = ["FarAway", "Hyperplane", "Logits"]


def coloured_bars(labels: tuple[str, ...], values: Tensor) -> tuple[Bars, ...]:
    """Bars, each in the colour of its own class: those of all classes, and on top of them the later ones.

    >>> [bars.y.tolist() for bars in coloured_bars(("a", "b"), torch.tensor([1.0, 2.0]))]
    [[1.0, 2.0], [0.0, 2.0]]
    """
    on_top = [Bars(labels, values * (torch.arange(len(values)) == c), kind=LOOKS[c].kind)
              for c in range(1, len(values))]
    return (Bars(labels, values, kind=LOOKS[0].kind), *on_top)


# --- a trained model of three classes, asked far away from its samples ---

CLOUDS = data.blobs(60, 3, rng=generator(5), spread=1.5)
STEPS, ETA = 1000, 0.3
TRAINED = softmax_fit(CLOUDS.X, CLOUDS.y, classes=3, eta=ETA, steps=STEPS).params
REACH = 9.0
NAMES = ("class 0", "class 1", "class 2")


def borders(W: Tensor, b: Tensor) -> list[tuple[Tensor, Tensor]]:
    """The three half lines on which the two largest of three logits tie, as (where all tie, a point far out)."""
    pairs = ((0, 1, 2), (1, 2, 0), (0, 2, 1))
    meeting = torch.linalg.solve(torch.stack([W[0] - W[1], W[0] - W[2]]), torch.stack([b[1] - b[0], b[2] - b[0]]))
    found = []
    for one, other, third in pairs:
        normal = W[one] - W[other]
        along = torch.stack([-normal[1], normal[0]]) / normal.norm()
        if (W[third] - W[one]) @ along > 0:  # the third logit must be the lower one
            along = -along
        found.append((meeting, meeting + 4 * REACH * along))
    return found


def spelled(p: float, others: float) -> str:
    """A probability with four decimals; close to 1 with as many as tell it from 1.

    >>> spelled(0.9999945, 0.0000055), spelled(0.25, 0.75), spelled(0.00001, 0.99999)
    ('0.9999945', '0.2500', 'below 0.0001')
    """
    if p < 0.0001:
        return "below 0.0001"
    return f"{p:.{max(4, 1 - math.floor(math.log10(others)))}f}" if 0 < others < 0.0001 else f"{p:.4f}"


def far_away(direction: float, distance: float) -> Scene:
    """The scene of a point at this distance from the middle, in this direction, and of its three probabilities.

    >>> far_away(0.0, 2.0).say
    'You stand 2 from the middle, at 0°. Logits: 2.71, -2.22, -0.485. Probabilities: class 0 0.9539, class 1 0.0069, \
class 2 0.0392.'
    """
    angle = math.radians(direction)
    towards = torch.tensor([math.cos(angle), math.sin(angle)], dtype=torch.float64)
    here = distance * towards
    z = TRAINED.W @ here + TRAINED.b
    p = softmax(z)
    edges = [Line("border", x1, x2, plain=True) for x1, x2 in (torch.stack(ends).T for ends in borders(*TRAINED))]
    clouds = [Points(name, *CLOUDS.X[CLOUDS.y == c].T, kind=LOOKS[c].kind) for c, name in enumerate(NAMES)]
    way = Line("your way", [0.0, REACH * towards[0]], [0.0, REACH * towards[1]], kind=5)
    plane = Panel((*edges, *clouds, way, Points("you", here[:1], here[1:], kind=5, size=7)), (-REACH, REACH),
                  (-REACH, REACH), "60 samples, and you", "x₁", "x₂", equal=True)
    told = ", ".join(f"{name} {spelled(float(p[c]), float(p.sum() - p[c]))}" for c, name in enumerate(NAMES))
    logits_told = ", ".join(f"{float(v):.3g}" for v in z)
    return Scene((plane, Panel(coloured_bars(NAMES, p), (0, 3), (0, 1), "probabilities where you stand")),
                 f"You stand {distance:g} from the middle, at {direction:g}°. Logits: {logits_told}. "
                 f"Probabilities: {told}.")


class FarAway(CourseWidget):
    """Walk away from all samples, in any direction."""

    heading = "A trained model of three classes"
    controls: ClassVar = (Slider("direction", "direction in degrees", evenly(0, 355, 72), 0.0, evenly(0, 345, 24)),
                          Slider("distance", "distance from the middle", evenly(0, 8, 9), 2.0))
    compute = staticmethod(far_away)


# --- logits, temperature, probabilities ---

CLASSES = ("cat", "dog", "owl")


def logits(cat: float, dog: float, owl: float, temperature: float) -> Scene:
    """The scene of softmax(z / temperature) beside the logits z.

    >>> logits(0.0, 0.0, 0.0, 1.0).say
    'Logits: cat 0, dog 0, owl 0. Divided by 1: 0, 0, 0. Probabilities: cat 0.333, dog 0.333, owl 0.333.'
    """
    z = torch.tensor([cat, dog, owl], dtype=torch.float64)
    p = log_softmax(z / temperature).exp()
    given = ", ".join(f"{name} {float(v):g}" for name, v in zip(CLASSES, z, strict=True))
    divided = ", ".join(f"{float(v):.3g}" for v in z / temperature)
    told = ", ".join(f"{name} {float(v):.3g}" for name, v in zip(CLASSES, p, strict=True))
    return Scene((Panel(coloured_bars(CLASSES, z), (0, 3), (-6.5, 6.5), "logits"),
                  Panel(coloured_bars(CLASSES, p), (0, 3), (0, 1), "probabilities")),
                 f"Logits: {given}. Divided by {temperature:g}: {divided}. Probabilities: {told}.",
                 readings={"largest probability": [float(p.max())]})


class Logits(CourseWidget):
    """Move three logits and the temperature."""

    heading = "Logits, temperature and probabilities"
    controls: ClassVar = (*(Slider(name, f"logit of {name}", evenly(-6, 6, 25), z, (-6.0, z, z + 2, 6.0))
                            for name, z in zip(CLASSES, (2.0, 1.0, -1.0), strict=True)),
                          Slider("temperature", "temperature", by_factors(0.1, 10, 21), 1.0))
    compute = staticmethod(logits)


# --- a separating line, and what four losses say of it ---

double = torch.float64
CLOUD = data.blobs(40, 2, rng=generator(3), spread=1.1)
SIGN = 2 * CLOUD.y.to(double) - 1  # classes as -1 and 1
MARGINS = torch.linspace(-3, 4, 71, dtype=double)


def _losses(score: torch.Tensor, sign: torch.Tensor) -> dict[str, torch.Tensor]:
    """Each loss of each score, for classes -1 and 1."""
    return {"0/1": (score * sign <= 0).to(double), "hinge": losses.hinge(score, sign, reduction="none"),
            "logistic": losses.binary_cross_entropy_with_logits(score, (sign + 1) / 2, reduction="none"),
            "squared": losses.squared_error(score, sign, reduction="none")}


def hyperplane(angle: float, offset: float, length: float) -> Scene:
    """The scene of the line w·x + b = 0 for w of this length and direction, at this distance from the origin.

    >>> scene = hyperplane(0.0, 0.0, 1.0)
    >>> scene.panels[0].title, [name for name in scene.readings]
    ('scores -1, 0, 1', ['0/1', 'hinge', 'logistic', 'squared'])
    """
    direction = torch.tensor([math.cos(math.radians(angle)), math.sin(math.radians(angle))], dtype=double)
    w, b = length * direction, -length * offset
    score = CLOUD.X @ w + b
    along = torch.tensor([-direction[1], direction[0]], dtype=double)
    lines = []
    for level, name in ((0.0, "score 0"), (1.0, ""), (-1.0, "")):
        ends = (offset + level / length) * direction + torch.tensor([[-9.0], [9.0]], dtype=double) * along
        lines.append(Line(name, *ends.T, kind=5, plain=not name))
    points = [Points(f"class {c}", *CLOUD.X[c == CLOUD.y].T, kind=LOOKS[c].kind) for c in (0, 1)]
    here, curves = _losses(score, SIGN), _losses(MARGINS, torch.ones_like(MARGINS))
    marks: list[Mark] = [Line(name, MARGINS, y, kind=i + 1, marked=True) for i, (name, y) in enumerate(curves.items())]
    marks.append(Points("the 40 points", score * SIGN, here["logistic"], kind=5, size=3))
    wrong = int(here["0/1"].sum())
    worst = ", ".join(f"{name} {float(values.mean()):.3g}" for name, values in here.items() if name != "0/1")
    return Scene((Panel((*lines, *points), (-4.5, 4.5), (-4.5, 4.5), "scores -1, 0, 1", "x₁", "x₂",
                        equal=True),
                  Panel(tuple(marks), (-3, 4), (0, 5), "loss over the margin", "margin: score times class (±1)")),
                 f"{wrong} of 40 points lie on the wrong side. Mean losses: {worst}.",
                 readings={name: [float(values.mean())] for name, values in here.items()})


class Hyperplane(CourseWidget):
    """Turn, move and stretch w."""

    heading = "A line between two classes, and four losses"
    controls: ClassVar = (Slider("angle", "direction of w (degrees)", evenly(0, 355, 72), 90.0),
                          Slider("offset", "distance from the origin", evenly(-3, 3, 31), 0.0),
                          Slider("length", "length of w", by_factors(0.1, 10, 21), 1.0))
    compute = staticmethod(hyperplane)
