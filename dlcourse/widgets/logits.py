"""Logits, temperature, probabilities, and the gradient that the loss sends back."""

from __future__ import annotations

from typing import ClassVar

import torch

from dlcourse.losses import log_softmax
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors, evenly
from dlcourse.widgets.scene import Bars, Panel, Scene

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
