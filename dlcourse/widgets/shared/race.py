"""A race of rules of descent on several surfaces; each rule can be switched off."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any, ClassVar, NamedTuple

import torch
from torch import Tensor

from dlcourse import optim
from dlcourse.figures.canvas import look_of_rule
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors
from dlcourse.widgets.scene import Heat, Line, Panel, Scene

STEPS = 40
RESOLUTION = 52
LEVELS = (1.0, 9.0)  # heights of a bowl's level lines
AWAY = 1e3  # who is farther away than this is out of the race


class Surface(NamedTuple):
    """A function of two parameters, its gradient, where it is drawn and where the race begins."""

    f: Callable[[Tensor], Tensor]  # points (..., 2) -> (...)
    slope: Callable[[Tensor], Tensor]  # a point (2,) -> (2,)
    start: tuple[float, float]
    xlim: tuple[float, float]
    ylim: tuple[float, float]
    etas: Mapping[str, float]  # a learning rate that suits each rule here
    rings: Sequence[tuple[Tensor, Tensor]] = ()  # level lines of a bowl; it is drawn whole, with equal units


def _bowl(H: list[list[float]], start: tuple[float, float], etas: Mapping[str, float]) -> Surface:
    M = torch.tensor(H, dtype=torch.float64)
    lam, q = torch.linalg.eigh(M)
    turn = torch.linspace(0, 2 * math.pi, 33, dtype=torch.float64)
    circle = torch.stack([turn.cos(), turn.sin()])
    rings = [tuple(q @ (circle * (2 * level / lam).sqrt()[:, None])) for level in LEVELS]
    return Surface(lambda p: ((p @ M) * p).sum(-1) / 2, lambda p: M @ p, start, (-5, 5), (-3.5, 3.5), etas, rings)


_RAVINE = {"SGD": 0.035, "momentum": 0.018, "Nesterov": 0.018, "AdaGrad": 1.0, "RMSProp": 0.1, "Adam": 0.3,
           "AdamW": 0.3}
SURFACES = {
    "ravine": _bowl([[1, 0], [0, 50]], (-4, 1), _RAVINE),
    "ravine, turned": _bowl([[25.5, -24.5], [-24.5, 25.5]], (-5 / math.sqrt(2), -3 / math.sqrt(2)), _RAVINE),
    "two valleys": Surface(
        lambda p: p[..., 0] ** 4 / 4 - p[..., 0] ** 2 / 2 + 0.15 * p[..., 0] + p[..., 1] ** 2 / 2,
        lambda p: torch.stack([p[0] ** 3 - p[0] + 0.15, p[1]]), (0.5, 1.4), (-1.9, 1.9), (-1.6, 1.6),
        {"SGD": 0.2, "momentum": 0.1, "Nesterov": 0.1, "AdaGrad": 0.4, "RMSProp": 0.05, "Adam": 0.1, "AdamW": 0.1}),
    "banana": Surface(
        lambda p: (1 - p[..., 0]) ** 2 + 10 * (p[..., 1] - p[..., 0] ** 2) ** 2,
        lambda p: torch.stack([-2 * (1 - p[0]) - 40 * p[0] * (p[1] - p[0] ** 2), 20 * (p[1] - p[0] ** 2)]),
        (-1.2, 1.6), (-1.8, 1.8), (-0.8, 2.4),
        {"SGD": 0.01, "momentum": 0.006, "Nesterov": 0.006, "AdaGrad": 0.5, "RMSProp": 0.05, "Adam": 0.15,
         "AdamW": 0.15}),
}


def rules(etas: Mapping[str, float], factor: float) -> dict[str, optim.Rule]:
    """All rules of the lecture, each with `factor` times its own learning rate."""
    eta = {name: factor * value for name, value in etas.items()}
    return {"SGD": optim.SGD(eta["SGD"]), "momentum": optim.Momentum(eta["momentum"], 0.8),
            "Nesterov": optim.Nesterov(eta["Nesterov"], 0.8), "AdaGrad": optim.AdaGrad(eta["AdaGrad"]),
            "RMSProp": optim.RMSProp(eta["RMSProp"], 0.9), "Adam": optim.Adam(eta["Adam"]),
            "AdamW": optim.AdamW(eta["AdamW"], weight_decay=0.01)}


def path(rule: optim.Rule, surface: Surface) -> Tensor:
    """Positions (STEPS + 1, 2) of a rule; nan from where it has left the picture for good."""
    theta = torch.tensor(surface.start, dtype=torch.float64)
    state, places = rule.init(theta), [theta]
    for _ in range(STEPS):
        theta, state = rule.step(theta, surface.slope(theta), state)
        if not bool((theta.abs() < AWAY).all()):
            break
        places.append(theta)
    return torch.stack(places + [torch.full((2,), math.nan, dtype=torch.float64)] * (STEPS + 1 - len(places)))


@cache
def _heat(name: str) -> Tensor:
    s = SURFACES[name]
    x1, x2 = torch.meshgrid(torch.linspace(*s.xlim, RESOLUTION), torch.linspace(*s.ylim, RESOLUTION), indexing="xy")
    z = s.f(torch.stack([x1, x2], dim=-1).double())
    z = (z - z.min()).sqrt()
    return (1 - z / z.max()) * 0.98  # deep places are bright


@cache
def _lowest(name: str) -> float:
    """About the smallest value of a surface."""
    s = SURFACES[name]
    x1, x2 = torch.meshgrid(torch.linspace(*s.xlim, 401), torch.linspace(*s.ylim, 401), indexing="xy")
    return float(s.f(torch.stack([x1, x2], dim=-1).double()).min())


def race(surface: str, factor: float) -> Scene:
    """The scene of all rules on a surface, with `factor` times the learning rates that suit them."""
    s = SURFACES[surface]
    paths = {name: path(rule, s) for name, rule in rules(s.etas, factor).items()}
    heights = {name: s.f(p) for name, p in paths.items()}
    bottom = min([_lowest(surface), *(float(h[h.isfinite()].min()) for h in heights.values())])
    above = {name: (h - bottom).clamp(1e-6) for name, h in heights.items()}
    track = [Line(name, *p.T, kind=look_of_rule(name).kind, played=True) for name, p in paths.items()]
    steps = torch.arange(STEPS + 1.0)
    fall = [Line(name, steps, above[name], kind=look_of_rule(name).kind, played=True) for name in paths]
    top = float(s.f(torch.tensor(s.start, dtype=torch.float64))) - _lowest(surface)
    say = f"{STEPS} steps on the surface \"{surface}\", each rule with {factor:g} times its own learning rate."
    rings = [Line("", *ring, plain=True) for ring in s.rings]
    return Scene((Panel((Heat(_heat(surface)), *rings, *track), s.xlim, s.ylim, surface, "θ₁", "θ₂",
                        equal=bool(rings), fit="" if rings else "xy"),
                  Panel(tuple(fall), (0, STEPS), (1e-6, 10 * top), "height above the lowest place", "step", ylog=True,
                        fit="y")),
                 say, readings=above, frames=STEPS + 1, rate=8.0, toggles=True,
                 ranked=f"After {STEPS} steps, lowest first")


class Race(CourseWidget):
    """Choose a surface, scale all learning rates, and switch rules on and off by their names below the picture.

    `shown` names the rules that are on at the start; all are where it is not given.
    """

    heading = "A race of rules"
    controls: ClassVar = (Choice("surface", "surface", tuple(SURFACES), "ravine"),
                               Slider("factor", "learning rates ×", by_factors(0.1, 10, 21), 1.0))
    compute = staticmethod(race)

    def __init__(self, *, shown: Sequence[str] | None = None, **values: Any):
        names = tuple(rules(SURFACES["ravine"].etas, 1.0))
        strange = [name for name in shown or () if name not in names]
        if strange:
            raise ValueError(f"Race: shown should name some of {', '.join(names)}, but names {strange[0]!r}.")
        super().__init__(**values)
        self.hidden = [name for name in names if shown is not None and name not in shown]
