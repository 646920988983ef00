"""The error of a numerical derivative over its step: too long, too short, and the V between."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import torch

from dlcourse.diff import dual, finite
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Scene

FUNCTIONS = {"sin x": lambda x: x.sin(), "e^x": lambda x: x.exp(), "x³": lambda x: x * x * x,
             "tanh 3x": lambda x: (3 * x).tanh()}
STEPS = by_factors(1e-15, 1, 61, digits=4)
FLOOR = 1e-17  # an error of 0 has no place on a logarithmic axis


@cache
def errors(function: str, x: float) -> tuple[list[float], list[float], float]:
    """Errors of the forward and of the centred difference for each of STEPS, and the exact derivative."""
    f, at = FUNCTIONS[function], torch.tensor(x, dtype=torch.float64)
    exact = float(dual.gradient(f, at))
    found = [[abs(float(rule(f, at, h=h)) - exact) for h in STEPS]
             for rule in (finite.forward_difference, finite.central_difference)]
    return found[0], found[1], exact


def step_size(function: str, x: float, h: float) -> Scene:
    """The scene of both errors over h, with the present h marked.

    >>> step_size("x³", 1.0, 0.1).say
    'At h = 0.1 the forward difference is off by 0.31, the centred one by 0.01. The derivative is 3.'
    """
    forward, central, exact = errors(function, x)
    i = min(range(len(STEPS)), key=lambda k: abs(STEPS[k] - h))
    curves = tuple(Line(name, STEPS, [max(e, FLOOR) for e in values], kind=kind, marked=True)
                   for name, values, kind in (("forward", forward, 1), ("centred", central, 0)))
    here = Points("this h", [STEPS[i]] * 2, [max(forward[i], FLOOR), max(central[i], FLOOR)], kind=3, size=8)
    return Scene((Panel((*curves, here), (1e-15, 1), (1e-14, 10), xlabel="step h", ylabel="error", xlog=True,
                        ylog=True),),
                 f"At h = {STEPS[i]:.3g} the forward difference is off by {forward[i]:.2g}, the centred one by "
                 f"{central[i]:.2g}. The derivative is {exact:.4g}.",
                 readings={"error, forward": [forward[i]], "error, centred": [central[i]]})


class StepSize(CourseWidget):
    """Look for the h with the smallest error."""

    heading = "How small may the step be?"
    controls: ClassVar = (Choice("function", "f(x) =", tuple(FUNCTIONS), "sin x"),
                          Slider("x", "x", evenly(-2, 2, 41), 1.0), Slider("h", "step h", STEPS, 1e-4))
    compute = staticmethod(step_size)
