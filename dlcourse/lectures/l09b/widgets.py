"""Live pictures of lecture 09b: the race of the rules, and learning curves on the irises."""

from __future__ import annotations

import math
from functools import cache
from typing import ClassVar

import torch

from dlcourse import optim
from dlcourse.learning_curves import Curves, iris_curves, ran_away
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors
from dlcourse.widgets.scene import Line, Panel, Scene
from dlcourse.widgets.shared.race import Race

__all__ = ["IrisCurves", "Race"]

EPOCHS, SEEDS = 30, 3
RULES = {"SGD": optim.SGD, "momentum": lambda eta: optim.Momentum(eta, 0.9), "AdaGrad": optim.AdaGrad,
         "RMSProp": optim.RMSProp, "Adam": optim.Adam, "AdamW": lambda eta: optim.AdamW(eta, weight_decay=0.5)}


@cache
def curves(rule: str, eta: float) -> Curves:
    """The losses of SEEDS trainings with this rule, computed once."""
    with torch.inference_mode():  # no gradient of torch's is needed, and a step of the slider should not wait
        return iris_curves({rule: RULES[rule](eta)}, epochs=EPOCHS, batch_size=45, seeds=range(SEEDS))[rule]


def learning_curves(rule: str, eta: float) -> Scene:
    """The scene of the losses in training and on held-out flowers: three trainings, and their median."""
    found = curves(rule, eta)
    epochs, panels, ends = range(EPOCHS + 1), [], []
    for part, title in ((found.train, "training"), (found.held_out, "held out")):
        part = part.nan_to_num(nan=math.inf).clamp(max=1e3).sort(0).values
        middle = part[SEEDS // 2]
        ends.append(float(middle[-1]))
        each = [Line("", epochs, row, plain=True) for row in part]
        median = Line("median of three", epochs, middle, kind=0, marked=True)
        panels.append(Panel((*each, median), (0, EPOCHS), (0.01, 10), title, "epoch",
                            "mean cross-entropy" if not panels else "", ylog=True))
    away = int(ran_away(found).sum())
    verdict = f"{away} of {SEEDS} trainings ran away." if away else (
        f"After {EPOCHS} epochs the median loss is {ends[0]:.2g} in training and {ends[1]:.2g} on held-out flowers.")
    return Scene(tuple(panels), f"{rule}, η = {eta:g}. {verdict}",
                 readings={"training": [ends[0]], "held out": [ends[1]]})


class IrisCurves(CourseWidget):
    """Choose a rule, then look for its learning rate."""

    heading = "Learning curves on the irises"
    controls: ClassVar = (Choice("rule", "rule", tuple(RULES), "SGD"),
                          Slider("eta", "learning rate η", by_factors(1e-4, 100, 25), 0.1))
    compute = staticmethod(learning_curves)
