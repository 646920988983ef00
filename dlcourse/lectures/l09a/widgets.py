"""Live pictures of lecture 09a: a ball in a ravine, without and with momentum, and steps with few samples.

And the directions that a symmetric table only stretches.
"""

from __future__ import annotations

import math
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Slider, Switch, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Scene, Text
from dlcourse.widgets.shared.race import Race

__all__ = ["Batches", "HeavyBall", "Race", "Ravine", "Turn"]  # Race: older copies of the lecture show it

# --- a ball in a ravine ---

STEEP_SIDE = 20.0  # curvature across the ravine; along it the curvature is 1
START = torch.tensor([4.0, 1.0], dtype=torch.float64)
STEPS = 40
AWAY = 1e4  # who is farther away than this is not followed any more
LEVELS = (2.0, 8.0, 18.0)
ROUND = torch.linspace(0, 2 * math.pi, 73, dtype=torch.float64)
# Kinds of line, each for one thing in the whole lecture.
PLAIN, MOMENTUM, NESTEROV, ARROW, STEEP, FLAT, GRADIENT = range(7)


def curvatures(steep: float) -> Tensor:
    """The curvatures along and across the ravine, (2,)."""
    return torch.tensor([1.0, steep], dtype=torch.float64)


def descent(eta: float, mu: float = 0.0, ahead: bool = False, *, steep: float = STEEP_SIDE) -> Tensor:
    """Positions (STEPS + 1, 2) of the ball: v <- mu v - eta g, x <- x + v, with g at x, or ahead at x + mu v.

    nan from where the ball is too far away to be followed.

    >>> descent(0.05)[1].tolist()
    [3.8, 0.0]
    """
    x, v, places = START, torch.zeros_like(START), [START]
    for _ in range(STEPS):
        v = mu * v - eta * curvatures(steep) * (x + mu * v if ahead else x)
        x = x + v
        places.append(x if bool(x.norm() < AWAY) else torch.full_like(x, math.nan))
    return torch.stack(places)


def _scene(eta: float, paths: dict[str, tuple[int, Tensor]], own: str, *, steep: float = STEEP_SIDE) -> Scene:
    """The map with every path, the one called `own` marked, and how far each is from the lowest point."""
    path = paths[own][1]
    distances = {name: places.norm(dim=1) for name, (_, places) in paths.items()}
    circle = torch.stack([ROUND.cos(), ROUND.sin()])
    rings = [Line(f"height {level:g}", x1, x2, plain=True) for level in LEVELS
             for x1, x2 in [(2 * level / curvatures(steep)).sqrt()[:, None] * circle]]
    plan = Panel((*rings, Points("lowest point", [0.0], [0.0], kind=5, size=9),
                  *(Line(name, *places.T, kind=kind, played=True) for name, (kind, places) in paths.items()
                    if name != own),
                  Line(own, *path.T, kind=paths[own][0], marked=True, played=True)),
                 (-3.2, 4.8), (-2.4, 2.4), equal=True, xlabel="x1, along", ylabel="x2, across", title="from above")
    steps = torch.arange(STEPS + 1.0)
    away = Panel(tuple(Line(name, steps, distances[name], kind=kind, played=True) for name, (kind, _) in paths.items()),
                 (0.0, STEPS), (1e-4, 1e3), xlabel="step", ylabel="distance", title="distance from the lowest point",
                 ylog=True)
    last = float(distances[own][-1])
    end = (f"after {STEPS} steps the ball is {_far(last)} from the lowest point" if last == last else
           f"before step {STEPS} the ball is more than {_far(AWAY)} from the lowest point")
    return Scene((plan, away), f"{own}, η = {eta:g}: {end}. It started {float(START.norm()):.3g} away.",
                 readings={"distance": distances[own]}, frames=STEPS + 1, rate=8.0)


def _far(distance: float) -> str:
    if distance < 1e-3:
        return "less than 0.001"
    return f"{distance:,.0f}" if distance >= 1e3 else f"{distance:.3g}"


def ravine(eta: float, steep: float = STEEP_SIDE) -> Scene:
    """The scene of a ball that steps down a ravine by gradient descent; `steep` is the curvature across it.

    >>> ravine(0.04).say
    'Gradient descent, η = 0.04: after 40 steps the ball is 0.781 from the lowest point. It started 4.12 away.'
    """
    name = "Gradient descent"
    return _scene(eta, {name: (PLAIN, descent(eta, steep=steep))}, name, steep=steep)


class Ravine(CourseWidget):
    """Set the learning rate and let the ball go; later make the ravine steeper."""

    heading = "A ball in a ravine"
    controls: ClassVar = (Slider("eta", "η", evenly(0.01, 0.13, 13), 0.02),
                          Slider("steep", "curvature across", (10.0, 20.0, 40.0), STEEP_SIDE))
    compute = staticmethod(ravine)


def heavy_ball(eta: float, mu: float, ahead: bool = False) -> Scene:
    """The scene of a ball with momentum mu, beside one without; it may feel the slope ahead, as Nesterov's does.

    >>> heavy_ball(0.12, 0.5).say
    'Momentum 0.5, η = 0.12: after 40 steps the ball is less than 0.001 from the lowest point. It started 4.12 away.'
    """
    plain = {"No momentum": (PLAIN, descent(eta))}
    if mu == 0:
        return _scene(eta, plain, "No momentum")
    own = f"Nesterov {mu:g}" if ahead else f"Momentum {mu:g}"
    return _scene(eta, {own: (NESTEROV if ahead else MOMENTUM, descent(eta, mu, ahead)), **plain}, own)


class HeavyBall(CourseWidget):
    """Set the learning rate and the momentum; later let the ball look ahead."""

    heading = "A heavy ball in the same ravine"
    controls: ClassVar = (Slider("eta", "η", evenly(0.02, 0.2, 10), 0.12),
                          Slider("mu", "μ", (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95), 0.5),
                          Switch("ahead", "Look ahead", "Do not look ahead"))
    compute = staticmethod(heavy_ball)


# --- the directions that a symmetric table only stretches ---

TABLE = torch.tensor([[3.0, 1.0], [1.0, 3.0]], dtype=torch.float64)


def turn(angle: float, axes: bool = False) -> Scene:
    """The scene of an arrow x of length 1 in some direction (in degrees) and the arrow Hx.

    The ellipses' axes are drawn if asked for.

    >>> turn(45.0).say
    'At 45° x = (0.707, 0.707) and Hx = (2.83, 2.83). The angle between them is 0°, and Hx is 4 times as long as x.'
    """
    at = torch.deg2rad(torch.tensor(angle, dtype=torch.float64))
    x = torch.stack([at.cos(), at.sin()])
    Hx = TABLE @ x
    cosine = float(x @ Hx / Hx.norm())
    apart = 0.0 if cosine > 1 - 1e-12 else math.degrees(math.acos(cosine))
    circle = torch.stack([ROUND.cos(), ROUND.sin()])
    height_one = 1 / ((circle * (TABLE @ circle)).sum(0) / 2).sqrt()  # how far it is to height 1 in each direction
    rings = [Line(f"height {level:g}", *(circle * height_one * level**0.5), plain=True) for level in (1.0, 4.0)]
    lambdas, vectors = torch.linalg.eigh(TABLE)
    ends = [(q * (8 / lam) ** 0.5, lam) for q, lam in zip(vectors.mT, lambdas.tolist(), strict=True)]
    shown = [Line(f"axis, λ = {round(lam, 6):g}", [-end[0], end[0]], [-end[1], end[1]], kind=kind)
             for (end, lam), kind in zip(ends, (FLAT, STEEP), strict=True)] if axes else []
    side = -1.0 if float(x[0] * Hx[1] - x[1] * Hx[0]) > 0 else 1.0  # x is named on the side where Hx is not
    tip, farther = Hx + 0.35 * Hx / Hx.norm(), x + 0.35 * side * torch.stack([-x[1], x[0]])
    panel = Panel((*rings, *shown,
                   Line("Hx, the gradient", [0.0, Hx[0]], [0.0, Hx[1]], kind=GRADIENT),
                   Points("Hx, the gradient", Hx[:1], Hx[1:], kind=GRADIENT, size=7),
                   Line("x, of length 1", [0.0, x[0]], [0.0, x[1]], kind=ARROW),
                   Points("x, of length 1", x[:1], x[1:], kind=ARROW, size=7),
                   Text(float(farther[0]), float(farther[1]), "x"), Text(float(tip[0]), float(tip[1]), "Hx")),
                  (-3.8, 3.8), (-2.2, 3.8), equal=True, xlabel="x1", ylabel="x2", title="level lines from above")
    return Scene((panel,), f"At {angle:g}° x = ({_short(x[0])}, {_short(x[1])}) and Hx = ({_short(Hx[0])}, "
                 f"{_short(Hx[1])}). The angle between them is {apart:.3g}°, and Hx is {float(Hx.norm()):.3g} times as "
                 "long as x.", readings={"angle between them": [apart]})


def _short(value: Tensor) -> str:
    return f"{round(float(value), 6) + 0.0:.3g}"


class Turn(CourseWidget):
    """Turn the arrow x and watch Hx."""

    heading = "An arrow and its gradient"
    controls: ClassVar = (Slider("angle", "direction of x in degrees", evenly(0, 180, 37), 10.0),
                          Switch("axes", "Show the axes", "Hide the axes"))
    compute = staticmethod(turn)


# --- steps with the gradients of a few samples ---

SAMPLES = torch.tensor([2.0, 3.0, 5.0, 10.0], dtype=torch.float64)
DRAWS, LATE = 200, 100  # steps, and how many of the last ones are measured
SIZES = (1, 4, 16, 64)


def sampled(size: int, eta: float, falls: bool = False) -> Tensor:
    """Where theta is from 0 on, (DRAWS + 1,), if each step goes the share eta of the way to the mean of `size` samples.

    With `falls` the share is 1/k in step k.

    >>> sampled(64, 1.0, falls=True)[-1].round(decimals=1)
    tensor(5., dtype=torch.float64)
    """
    idx = torch.randint(len(SAMPLES), (DRAWS, SIZES[-1]), generator=generator(9))
    theta, places = 0.0, [0.0]
    for k, mean in enumerate(SAMPLES[idx[:, :size]].mean(1).tolist(), 1):
        theta -= (1 / k if falls else eta) * (theta - mean)
        places.append(theta)
    return torch.tensor(places, dtype=torch.float64)


def batches(size: float, eta: float, falls: bool = False) -> Scene:
    """The scene of a single number that learns the mean of four samples from batches drawn with replacement.

    >>> batches(4, 1.0).say
    'B = 4, η = 1. In the last 100 steps, θ is typically 1.49 from the mean. σ/√B is 1.54.'
    """
    mean, sigma = SAMPLES.mean(), SAMPLES.std(correction=0)

    def off(B: int) -> float:
        return float((sampled(B, eta, falls)[-LATE:] - mean).square().mean().sqrt())

    size, steps = int(size), range(DRAWS + 1)
    path = Panel((Line("θ", steps, sampled(size, eta, falls), kind=PLAIN),
                  Line("", [0, DRAWS], [mean, mean], plain=True)),
                 (0.0, DRAWS), (-0.5, 11.0), title="θ after each step; thin line: the mean, 5", xlabel="step",
                 ylabel="θ")
    error = Panel((Line("σ/√B", SIZES, [float(sigma) / B**0.5 for B in SIZES], kind=FLAT),
                   Points("each B", SIZES, [off(B) for B in SIZES], kind=STEEP, size=6),
                   Points("this B", [size], [off(size)], kind=PLAIN, size=9)),
                  (0.8, 80.0), (0.005, 10.0), title="typical distance from the mean", xlabel="batch size B", xlog=True,
                  ylog=True)
    step = "η = 1/step" if falls else f"η = {eta:g}"
    return Scene((path, error), f"B = {size}, {step}. In the last {LATE} steps, θ is typically {off(size):.3g} from "
                 f"the mean. σ/√B is {float(sigma) / size**0.5:.3g}.", readings={"distance": [off(size)]})


class Batches(CourseWidget):
    """Choose the size of a batch and the length of a step, then let the steps get shorter."""

    heading = "Steps from a few samples"
    controls: ClassVar = (Slider("size", "batch size B", SIZES, 1),
                          Slider("eta", "η", (0.01, 0.05, 0.2, 0.5, 1.0), 1.0),
                          Switch("falls", "Let η fall: 1, 1/2, 1/3, ...", "Keep η fixed"))
    compute = staticmethod(batches)
