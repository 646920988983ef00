"""Live pictures of lecture 04b: logits and their loss, and a line between two classes."""

from __future__ import annotations

import math
from typing import ClassVar

import torch

from dlcourse import data, losses
from dlcourse.losses import log_softmax
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors, evenly
from dlcourse.widgets.scene import Bars, Line, Panel, Points, Scene

__all__ = ["Hyperplane", "Logits"]

# --- logits, temperature, probabilities, and the gradient that the loss sends back ---

CLASSES = ("cat", "dog", "owl")


def logits(cat: float, dog: float, owl: float, temperature: float, truth: str) -> Scene:
    """The scene of softmax(z / temperature), and of the gradient of -log p(truth) by the logits z.

    >>> logits(0.0, 0.0, 0.0, 1.0, "dog").say
    'Probabilities: cat 0.333, dog 0.333, owl 0.333. Loss -log p(dog) = 1.1. The gradient by the logits adds up to 0.'
    """
    log_p = log_softmax(torch.tensor([cat, dog, owl], dtype=torch.float64) / temperature)
    p, t = log_p.exp(), CLASSES.index(truth)
    g = (p - torch.eye(3, dtype=p.dtype)[t]) / temperature
    told = ", ".join(f"{name} {float(v):.3g}" for name, v in zip(CLASSES, p))
    reach = max(1.0, float(g.abs().max()) * 1.15)
    return Scene((Panel((Bars(CLASSES, p, kind=0),), (0, 3), (0, 1), "probabilities"),
                  Panel((Bars(CLASSES, g, kind=1),), (0, 3), (-reach, reach), f"gradient of -log p({truth})")),
                 f"Probabilities: {told}. Loss -log p({truth}) = {float(-log_p[t]):.3g}. The gradient by the logits "
                 f"adds up to 0.",
                 readings={"loss": [float(-log_p[t])], "largest probability": [float(p.max())]})


class Logits(CourseWidget):
    """Move three logits and the temperature."""

    heading = "Logits, temperature and loss"
    controls: ClassVar = (*(Slider(name, f"logit of {name}", evenly(-6, 6, 49), z)
                            for name, z in zip(CLASSES, (2.0, 1.0, -1.0))),
                          Slider("temperature", "temperature", by_factors(0.1, 10, 21), 1.0),
                          Choice("truth", "true class", CLASSES, "cat"))
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
    points = [Points(f"class {c}", *CLOUD.X[c == CLOUD.y].T, kind=c) for c in (0, 1)]
    here, curves = _losses(score, SIGN), _losses(MARGINS, torch.ones_like(MARGINS))
    marks = [Line(name, MARGINS, y, kind=i + 1, marked=True) for i, (name, y) in enumerate(curves.items())]
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
