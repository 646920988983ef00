"""Live pictures of lecture 11: searches on one map, a Gaussian to slice, and a curve with a next place to look."""

from __future__ import annotations

import math
from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse import search
from dlcourse.lectures.l11 import trials
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Heat, Line, Panel, Points, Polygon, Scene

__all__ = ["NextLook", "Searches", "Sixteen", "Slice"]

double = torch.float64
RANDOM, GRID, ROUNDS, BAYES = 0, 1, 3, 2  # kinds: circles, squares, diamonds, triangles
KIND: dict[str, int] = dict(zip(trials.WAYS, (GRID, RANDOM, ROUNDS, BAYES)))
WORLDS = tuple(map(float, range(1, 9)))
POWERS_OF_ETA, POWERS_OF_LAM = "power of ten of η", "power of ten of λ"


def _places(tried: tuple[search.Trial, ...]) -> tuple[Tensor, Tensor, Tensor]:
    """Powers of ten of eta and of lam, and validation errors in percent, (tries,) each."""
    told = [(math.log10(t.setting["eta"]), math.log10(t.setting["lam"]), 100 * t.loss) for t in tried]
    eta, lam, errors = torch.tensor(told, dtype=double).T
    return eta, lam, errors


@cache
def _map(number: int) -> tuple[Heat, tuple[float, float]]:
    """The validation errors of a world from above, dark where they are low, and its ends along eta."""
    here = trials.world(number)
    ends = here.begins, here.begins + trials.DECADES
    eta, lam = torch.linspace(*ends, 61, dtype=double), torch.linspace(-6, -3, 7, dtype=double)
    L, E = torch.meshgrid(lam, eta, indexing="ij")  # rows upwards
    return Heat(trials.error(here.repetition, E, L)), ends


def sixteen(tries: float, world: float) -> Scene:
    """The scene of a grid and of random settings, as many of both, on the map and from the side.

    >>> sixteen(16.0, 1.0).say
    'World 1, 16 tries each. The best of the grid names 9.5 % of the validation digits wrongly, the best random \
setting 7.3 %.'
    """
    number, n = int(world) - 1, int(tries)
    heat, ends = _map(number)
    found = {name: _places(trials.searched(name, number, n)) for name in ("random", "grid")}  # on top: the grid
    above = Panel((heat, *(Points("", x, y, kind=KIND[name], size=7) for name, (x, y, _) in found.items())),
                  ends, (-6.0, -3.0), "dark: few errors", POWERS_OF_ETA, POWERS_OF_LAM)
    line = torch.linspace(*ends, 121, dtype=double)
    heights = 100 * trials.error(trials.world(number).repetition, line, torch.full_like(line, -4.5))
    side = Panel((Line("", line, heights, kind=5), *(Points(name, x, e, kind=KIND[name], size=7) for (
        name, (x, _, e)) in found.items())), ends, (0.0, 100.0),
        "the same tries from the side", POWERS_OF_ETA, "errors in %")
    grid, lot = (float(found[name][2].min()) for name in ("grid", "random"))
    return Scene((above, side),
                 f"World {number + 1}, {n} tries each. The best of the grid names {grid:.1f} % of the validation "
                 f"digits wrongly, the best random setting {lot:.1f} %.",
                 readings={"grid": [round(grid, 1)], "random": [round(lot, 1)]})


class Sixteen(CourseWidget):
    """Choose how many tries both searches have, and in which world."""

    heading = "A grid of settings, and random ones"
    controls: ClassVar = (Slider("tries", "tries of each search", (4.0, 9.0, 16.0, 25.0), 16.0),
                          Slider("world", "world", WORLDS, 1.0))
    compute = staticmethod(sixteen)


TALL = 30.0
BUDGETS = (4.0, 6.0, 8.0, 10.0, 12.0, 16.0)


def searches(way: str, tries: float, world: float) -> Scene:
    """The scene of one way of searching on the map, and of the best error so far of all four ways.

    >>> searches("random", 16.0, 1.0).say
    'World 1, random, 16 tries: 7.3 % of the validation digits are named wrongly.'
    """
    number, n = int(world) - 1, int(tries)
    heat, ends = _map(number)
    x, y, _ = _places(trials.searched(way, number)[:n])
    above = Panel((heat, Points("", x, y, kind=KIND[way], size=7)), ends, (-6.0, -3.0), "dark: few errors",
                  POWERS_OF_ETA, POWERS_OF_LAM)
    best = {name: torch.tensor(search.best_so_far(trials.searched(name, number)), dtype=double) * 100
            for name in trials.WAYS}
    at = torch.arange(1, 17, dtype=double)
    fall = Panel((*(Line(name, at[:n], best[name][:n].clamp(max=TALL), kind=KIND[name], marked=True)
                   for name in trials.WAYS),), (0.5, 16.5), (5.0, TALL), f"the best so far ({TALL:g}: that or more)",
                 "tries", "errors in %")
    return Scene((above, fall), f"World {number + 1}, {way}, {n} tries: {best[way][n - 1]:.1f} % of the validation "
                 "digits are named wrongly.",
                 readings={name: [round(float(best[name][n - 1]), 1)] for name in trials.WAYS})


class Searches(CourseWidget):
    """Choose a way of searching, and let it try more and more settings."""

    heading = "Four ways of searching on one map"
    controls: ClassVar = (Choice("way", "way of searching", trials.WAYS, "Bayesian"),
                          Slider("tries", "tries", BUDGETS, 8.0, kept=BUDGETS), Slider("world", "world", WORLDS, 2.0))
    compute = staticmethod(searches)


# --- a Gaussian of two numbers, sliced ---

E = torch.randn(150, 2, generator=generator(3), dtype=double)
_ROUND = torch.linspace(0, 2 * math.pi, 73, dtype=double)
_AXIS = torch.linspace(-4, 4, 161, dtype=double)
REACH = 3.5


def bell(x: Tensor, mean: float, variance: float) -> Tensor:
    """The density of the Gaussian at x.

    >>> bell(torch.tensor([0.0]), 0.0, 1.0)
    tensor([0.3989])
    """
    return (-((x - mean) ** 2) / (2 * variance)).exp() / (2 * math.pi * variance) ** 0.5


def sliced(c: float, a: float) -> Scene:
    """The scene of two Gaussian numbers of variance 1 and covariance c, and of the second once the first is a.

    >>> sliced(0.8, 1.0).say
    'Covariance 0.8. Before f₁ is seen, f₂ has the mean 0 and the variance 1. Once f₁ = 1 is seen, it has the mean \
0.8 and the variance 0.36.'
    """
    K = torch.tensor([[1.0, c], [c, 1.0]], dtype=double)
    L = torch.linalg.cholesky(K)
    cloud, ring = E @ L.mT, torch.stack([_ROUND.cos(), _ROUND.sin()], 1) @ L.mT
    mean, cov = search.condition(K, torch.tensor([a], dtype=double))
    m, v = float(mean), float(cov)
    plane = Panel((*(Line("", *(r * ring).T, plain=True) for r in (1, 2)), Points("draws", *cloud.T, kind=5, size=2.5),
                   Line("f₁ is seen", [a, a], [-REACH, REACH], kind=1), Points("mean of f₂", [a], [m], kind=0, size=9)),
                  (-REACH, REACH), (-REACH, REACH), "pairs (f₁, f₂) from above", "f₁", "f₂", equal=True)
    after = bell(_AXIS, m, v)
    bells = Panel((Line("before", _AXIS, bell(_AXIS, 0.0, 1.0), kind=5), Line("after", _AXIS, after, kind=0)),
                  (-REACH, REACH), (0.0, 1.35), "what is known of f₂", "f₂", "density")
    return Scene((plane, bells),
                 f"Covariance {c:g}. Before f₁ is seen, f₂ has the mean 0 and the variance 1. Once f₁ = {a:g} is seen, "
                 f"it has the mean {m + 0.0:.3g} and the variance {v:.3g}.",
                 readings={"mean": [m], "variance": [v]})


class Slice(CourseWidget):
    """Set how much the two numbers go together, and which value of the first one is seen."""

    heading = "Two numbers that go together, and a slice"
    controls: ClassVar = (Slider("c", "covariance", (-0.9, -0.5, 0.0, 0.3, 0.5, 0.8, 0.95), 0.0),
                          Slider("a", "value of f₁ that is seen", evenly(-2, 2, 9), 1.0))
    compute = staticmethod(sliced)


# --- where to look next ---


def next_look(rule: str, tries: float, ls: float) -> Scene:
    """The scene of a curve guessed from some tries, and below it what the rule looks at for its next one.

    >>> next_look("lowest guess", 12.0, 1.0).say[:67]
    'After 12 tries the lowest error is 16.0 %. The lowest of all is 10.'
    """
    n = int(tries)
    look = trials.looks(rule, ls)[n - len(trials.FIRST)]
    knob, at = trials.KNOB, float(trials.KNOB[look.gain.argmax()])
    knob, mean, sigma, gain = (values[::2] for values in (knob, look.mean, look.sigma, look.gain))  # enough to draw
    low, high = ((mean + s * 2 * sigma).clamp(0, 45) for s in (-1, 1))
    curve = Panel((Polygon("2 standard deviations", torch.cat([knob, knob.flip(0)]), torch.cat([low, high.flip(0)]),
                           kind=5),
                   Line("the error, hidden", knob, trials.one_knob(knob), kind=1),
                   Line("guess", knob, mean, kind=0),
                   Points("tries", look.x, look.y, kind=2, size=8),
                   Line("", [at, at], [0.0, 45.0], plain=True)), (0.0, 10.0), (0.0, 45.0),
                  "the guess after these tries", "knob", "error in %")
    unit = {trials.RULES[0]: "EI in %", trials.RULES[1]: "how low", trials.RULES[2]: "deviation",
            trials.RULES[3]: "EI per second"}[rule]
    top = max(float(look.gain.max()), 1e-6)
    below = Panel((Line(rule, knob, gain, kind=3), Points("next", [at], [top], kind=6, size=9),
                   Line("", [at, at], [0.0, top], plain=True)), (0.0, 10.0), (0.0, 1.2 * top),
                  "what decides: the next try is at the top", "knob", unit)
    spent = float(trials.seconds(look.x).sum())
    return Scene((curve, below),
                 f"After {n} tries the lowest error is {float(look.y.min()):.1f} %. The lowest of all is "
                 f"{float(trials.one_knob(trials.KNOB).min()):.1f} %. The tries took {spent:.0f} seconds. The next "
                 f"one is at {at:.2f}.",
                 readings={"lowest error": [round(float(look.y.min()), 1)], "seconds": [round(spent)]},
                 stacked=True)


class NextLook(CourseWidget):
    """Step through the tries of a search, and change the rule that chooses the next one."""

    heading = "Where to look next"
    controls: ClassVar = (Choice("rule", "rule", trials.RULES, trials.RULES[0]),
                          Slider("tries", "tries so far", tuple(map(float, range(3, 13))), 3.0,
                                 kept=tuple(map(float, range(3, 13)))),
                          Slider("ls", "length scale", (0.3, 1.0, 3.0), 1.0))
    compute = staticmethod(next_look)
