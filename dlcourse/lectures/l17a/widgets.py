"""Live pictures of lecture 17a: chains that forget where they started, with few states and with real numbers."""

from __future__ import annotations

from typing import ClassVar

import torch

from dlcourse.lectures.l17a import chains
from dlcourse.models import markov
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Bars, Line, Panel, Points, Scene

__all__ = ["Forgets", "Walkers"]

STEPS = 20
ONE, OTHER = 0, 1  # colours of the two starts
GRID = torch.linspace(-6.0, 6.0, 241, dtype=torch.float64)


def forgets(name: str, t: float) -> Scene:
    """The scene of one chain that starts in its first state and in its last one, after t steps.

    >>> forgets(chains.WEATHER, 2.0).say[-16:]
    'Distance: 0.160.'
    """
    P, states = chains.chain(name)
    at, last = int(t), len(states) - 1
    first, second = (markov.distributions(torch.eye(len(P), dtype=P.dtype)[start], P, STEPS) for start in (0, last))
    away = markov.total_variation(first, second)
    steps = torch.arange(STEPS + 1, dtype=P.dtype)
    bars = [Panel((Bars(states, row[at], kind=kind),), (0.0, float(len(states))), (0.0, 1.05),
                  f"start: {states[start]}", "state", "probability")
            for row, kind, start in ((first, ONE, 0), (second, OTHER, last))]
    distance = Panel((Line("distance of the two", steps, away, kind=5, marked=True),
                      Points("now", [float(at)], away[at][None], kind=4, size=8)),
                     (0.0, float(STEPS)), (-0.02, 1.05), "what is left of the start", "step", "distance")
    told = [", ".join(f"{state} {float(p):.3f}" for state, p in zip(states, row[at])) for row in (first, second)]
    return Scene((*bars, distance), f"{name}, after {at} step{'s' * (at != 1)}. Started at {states[0]}: {told[0]}. "
                 f"Started at {states[last]}: {told[1]}. Distance: {float(away[at]):.3f}.",
                 readings={"distance": [float(away[at])]})


class Forgets(CourseWidget):
    """Choose a chain and a step."""

    heading = "One chain, two starts"
    controls: ClassVar = (Choice("name", "chain", chains.NAMES, chains.WEATHER),
                          Slider("t", "steps", tuple(map(float, range(STEPS + 1))), 0.0))
    compute = staticmethod(forgets)


def walkers(a: float, start: float, t: float) -> Scene:
    """The scene of x_t = a x_{t-1} + sqrt(1 - a^2) noise: where it may be after t steps, and in the long run.

    >>> walkers(0.5, 4.0, 2.0).readings
    {'mean': [1.0], 'variance': [0.9375]}
    """
    at = int(t)
    mean, variance = chains.spread(a, start, at)
    curve = Panel((Line("after t steps", GRID, chains.bell(GRID, mean, max(variance, 1e-3)), kind=ONE),
                   Line("in the long run", GRID, chains.bell(GRID, 0.0, 1.0), kind=OTHER)),
                  (-6.0, 6.0), (0.0, 1.0), "where it may be", "x", "density")
    steps = torch.arange(STEPS * 2 + 1)
    both = [chains.spread(a, start, int(step)) for step in steps]
    means, sds = torch.tensor([m for m, _ in both], dtype=torch.float64), torch.tensor(
        [v**0.5 for _, v in both], dtype=torch.float64)
    band = Panel((Line("mean", steps, means, kind=2), Line("one deviation away", steps, means + sds, kind=4),
                  Line("", steps, means - sds, kind=4),
                  Points("now", [float(at)], [mean], kind=5, size=8)),
                 (0.0, STEPS * 2.0), (-5.0, 5.0), "mean, and one deviation to each side", "step", "x")
    return Scene((curve, band), f"Started at {start:g}, kept {a:g} of its place in each step. After {at} "
                 f"step{'s' * (at != 1)} its mean is {mean:.3f} and its variance {variance:.3f}. In the long run they "
                 f"are 0 and 1, whatever the start.", readings={"mean": [mean], "variance": [variance]})


class Walkers(CourseWidget):
    """Choose how much of its place a step keeps, the start, and the number of steps."""

    heading = "A chain of real numbers"
    controls: ClassVar = (Slider("a", "kept in each step, a", (0.0, 0.5, 0.8, 0.9, 0.95), 0.9),
                          Slider("start", "start", (-4.0, -2.0, 0.0, 2.0, 4.0), 4.0),
                          Slider("t", "steps", tuple(map(float, range(2 * STEPS + 1))), 0.0))
    compute = staticmethod(walkers)
