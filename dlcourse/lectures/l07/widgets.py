"""Live pictures of lecture 07: the step of a difference quotient, dual numbers, and the graph."""

from __future__ import annotations

import math
from functools import cache
from typing import ClassVar

import torch

from dlcourse.diff import dual, finite
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Entry, Slider, by_factors, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Scene, Text
from dlcourse.widgets.shared.graph import Graph
from dlcourse.widgets.shared.program import ProgramNode, inputs, no_derivative, parse, run, slopes

__all__ = ["DualNumbers", "Graph", "StepSize"]

# --- the error of a numerical derivative over its step: too long, too short, and the V between ---

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


# --- a dual number carries a tangent: the picture of it, and the calculation line by line ---

GRID = torch.linspace(-3, 3, 121, dtype=torch.float64)


def tangents(nodes: list[ProgramNode], values: dict[str, float]) -> dict[str, float]:
    """What stands beside ε in each line: 1 for the input, 0 for numbers, then by the rule of each operation.

    >>> nodes = parse("x*x + 1")
    >>> tangents(nodes, run(nodes, {"x": 3.0}))
    {'x': 1.0, 'u1': 6.0, '1': 0.0, 'u2': 6.0}
    """
    dots: dict[str, float] = {}
    for node in nodes:
        if not node.op:
            dots[node.name] = 1.0 if node.number is None else 0.0
        elif any(dots[p] for p in node.parents):
            found = slopes(node, values)
            dots[node.name] = sum(s * dots[p] for s, p in zip(found, node.parents))
            if not math.isfinite(dots[node.name]):
                raise no_derivative(node)
        else:
            dots[node.name] = 0.0
    return dots


def dual_numbers(expression: str, x: float) -> Scene:
    """The scene of f, its value and tangent at x, and of each line of the calculation as a dual number.

    Raises: ValueError for what is no expression in one input, or has no value or derivative at x.

    >>> dual_numbers("x*x", 3.0).say
    'f(3 + 1ε) = 9 + 6ε: the value is 9 and the derivative 6.'
    """
    nodes = parse(expression)
    names = inputs(nodes)
    if len(names) != 1:
        raise ValueError(f"The calculator takes one input, but the expression has {len(names)}: {', '.join(names)}.")
    values = run(nodes, {names[0]: x})
    dots = tangents(nodes, values)
    y, slope = values[nodes[-1].name], dots[nodes[-1].name]
    curve = torch.tensor([_value(nodes, names[0], float(a)) for a in GRID])
    near = curve[((GRID - x).abs() < 1.5) & curve.isfinite()]
    low, high = (float(near.min()), float(near.max())) if len(near) else (y - 1, y + 1)
    margin = 0.25 * (high - low) + 0.5
    told = [f"{node.name} = {node.text} = {values[node.name]:.4g} + {dots[node.name]:.4g}ε" if node.op
            else f"{node.name} = {values[node.name]:.4g} + {dots[node.name]:.4g}ε" for node in nodes]
    lines = [Text(0.02, 1 - (i + 0.7) / max(len(told) + 0.4, 9), line, left=True) for i, line in enumerate(told)]
    return Scene((Panel((Line("f", GRID, curve, kind=5), Line("tangent", GRID, y + slope * (GRID - x), kind=0),
                         Points("value at x", [x], [y], kind=1, size=6)), (-3, 3), (low - margin, high + margin),
                        xlabel=names[0]),
                  Panel(tuple(lines), (0, 1), (0, 1), "value + tangent · ε", bare=True)),
                 f"f({x:.4g} + 1ε) = {y:.4g} + {slope:.4g}ε: the value is {y:.4g} and the derivative {slope:.4g}.",
                 readings={"value": [y], "derivative": [slope]})


def _value(nodes: list[ProgramNode], name: str, at: float) -> float:
    try:
        return run(nodes, {name: at})[nodes[-1].name]
    except ValueError:
        return float("nan")


class DualNumbers(CourseWidget):
    """Type a function of one input."""

    heading = "Dual numbers: value and tangent together"
    controls: ClassVar = (Entry("expression", "f =", "x * sin(x)"), Slider("x", "at", evenly(-3, 3, 61), 1.0))
    compute = staticmethod(dual_numbers)
