"""Live pictures of lecture 01a: a line by hand, the slots of the recipe, and a wall that the descent may not cross."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.lectures.l01a.wall import fence
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Bars, Line, Mark, Panel, Points, Scene

__all__ = ["ByHand", "Fence", "Slots"]

double = torch.float64
AGE, MALE = data.cats().X.T
WEIGHT = data.cats().y
TYPED = torch.where(WEIGHT == 5.1, 51.0, WEIGHT)  # a comma is lost
WEIGHTS = {"as weighed": WEIGHT, "5.1 typed as 51": TYPED}
SQUARE, SIZE = "mean of the squared misses", "mean of the sizes of the misses"
AGES = torch.linspace(0, 8, 81, dtype=double)
TALLEST = {(SQUARE, "as weighed"): 6.0, (SIZE, "as weighed"): 4.0,
           (SQUARE, "5.1 typed as 51"): 2400.0, (SIZE, "5.1 typed as 51"): 50.0}


def paid(loss: str, misses: Tensor) -> Tensor:
    """What each cat pays.

    >>> paid(SQUARE, torch.tensor([-2.0, 3.0])), paid(SIZE, torch.tensor([-2.0, 3.0]))
    (tensor([4., 9.]), tensor([2., 3.]))
    """
    return misses.square() if loss == SQUARE else misses.abs()


def _cats(marks: list[Mark], weights: Tensor, title: str) -> Panel:
    """The four cats over a model's lines."""
    high = 8.0 if float(weights.max()) < 10 else 56.0
    points = [Points("male cat", AGE[MALE == 1], weights[MALE == 1], kind=0, size=7),
              Points("female cat", AGE[MALE == 0], weights[MALE == 0], kind=1, size=7)]
    return Panel((*marks, *points), (0.0, 8.0), (-high / 8, high), title, "age in years", "weight in kg")


def by_hand(w: float, b: float, loss: str, weights: str) -> Scene:
    """The scene of the line w · age + b, and what each cat pays for it.

    >>> by_hand(0.7, 0.8, SQUARE, "as weighed").say
    'w = 0.7, b = 0.8: the misses, youngest cat first, are -0.025, 0.3, -0.625 and 0.5. The mean of the squared \
misses is 0.183. A cat of 5 years would weigh 4.3 kg.'
    """
    y = WEIGHTS[weights]
    y_hat = w * AGE + b
    misses = y_hat - y
    pay = paid(loss, misses)
    legs = [Line("", [float(x)] * 2, [float(top), float(y_i)], plain=True) for x, top, y_i in zip(AGE, y_hat, y)]
    line = Line("the line", AGES[[0, -1]], w * AGES[[0, -1]] + b, kind=2)
    young_first = AGE.argsort()
    bars = Panel((Bars(tuple(f"age {float(x):g}" for x in AGE[young_first]), pay[young_first], kind=4),),
                 (0, 4), (0.0, TALLEST[loss, weights]), "what each cat pays", "", "price")
    told = [f"{float(m):.3g}" for m in misses[young_first]]
    return Scene((_cats([*legs, line], y, "the line and the misses"), bars),
                 f"w = {w:g}, b = {b:g}: the misses, youngest cat first, are {', '.join(told[:-1])} and {told[-1]}. "
                 f"The {loss} is {float(pay.mean()):.3g}. A cat of 5 years would weigh {w * 5 + b:.3g} kg.",
                 readings={"loss": [float(pay.mean())], "at 5 years": [w * 5 + b]})


class ByHand(CourseWidget):
    """Pull the line until its loss is small."""

    heading = "A line by hand"
    controls: ClassVar = (Slider("w", "w: kg a year", evenly(-1, 6, 71), 0.0, kept=(0.0, 0.5, 0.6, 0.7, 1.0, 2.0, 4.6)),
                          Slider("b", "b: kg at age 0", evenly(-5, 5, 51), 3.0, kept=(-4.0, -2.0, 0.0, 0.8, 1.0, 3.0)),
                          Choice("loss", "loss", (SQUARE, SIZE), SQUARE),
                          Choice("weights", "weights", tuple(WEIGHTS), "as weighed"))
    compute = staticmethod(by_hand)


# --- the slots of the recipe ---


class Model(NamedTuple):
    """Parameters before training; what a model predicts at some ages, and how that moves with each parameter."""

    start: Tensor
    predict: Callable[[Tensor, Tensor], Tensor]   # theta (k,), x (n,) -> (n,)
    moves: Callable[[Tensor, Tensor], Tensor]     # theta (k,), x (n,) -> (n, k)


def _bends(theta: Tensor, x: Tensor) -> tuple[Tensor, Tensor]:
    """Heights of the three S-shaped curves, and the shifted age that enters them."""
    s = (x[:, None] - 4) / 2
    return (s * theta[4:7] + theta[7:10]).tanh(), s


def network(theta: Tensor, x: Tensor) -> Tensor:
    """A level plus three weighted curves of S shape: ten parameters.

    >>> network(MODELS["a network"].start, torch.tensor([4.0], dtype=double))
    tensor([0.1523], dtype=torch.float64)
    """
    return theta[0] + _bends(theta, x)[0] @ theta[1:4]


def _network_moves(theta: Tensor, x: Tensor) -> Tensor:
    bends, s = _bends(theta, x)
    steep = theta[1:4] * (1 - bends.square())
    return torch.cat([torch.ones_like(s), bends, steep * s, steep], dim=1)


MODELS = {
    "one number": Model(torch.zeros(1, dtype=double), lambda theta, x: theta[0].expand(len(x)),
                        lambda theta, x: torch.ones(len(x), 1, dtype=double)),
    "a line": Model(torch.zeros(2, dtype=double), lambda theta, x: theta[0] + theta[1] * x,
                    lambda theta, x: torch.stack([torch.ones_like(x), x], dim=1)),
    "a network": Model(torch.tensor([0.0, 0.1, 0.2, 0.3, 1.0, 1.0, 1.0, -1.0, 0.0, 1.0], dtype=double), network,
                       _network_moves),
}
ALL, ONE, TRIES = "descent, all cats a step", "descent, one random cat a step", "random tries"
ETA, REACH, STEPS = 0.02, 0.2, 1000


def step(model: Model, loss: str, y: Tensor, theta: Tensor, optimiser: str, rng: torch.Generator) -> Tensor:
    """The parameters after one step: against a gradient, or to a random neighbour whose loss is smaller."""
    if optimiser == TRIES:
        other = theta + REACH * torch.randn(len(theta), generator=rng, dtype=double)
        better = paid(loss, model.predict(other, AGE) - y).mean() < paid(loss, model.predict(theta, AGE) - y).mean()
        return other if better else theta
    idx = torch.arange(4) if optimiser == ALL else torch.randint(4, (1,), generator=rng)
    x = AGE[idx]
    misses = model.predict(theta, x) - y[idx]
    pull = 2 * misses if loss == SQUARE else misses.sign()
    return theta - ETA * model.moves(theta, x).mT @ pull / len(idx)


@cache
def training(model: str, loss: str, weights: str, optimiser: str, seed: int = 0) -> tuple[Tensor, Tensor]:
    """Parameters (STEPS + 1, k) before the first step and after each, and the losses on all four cats.

    >>> thetas, losses = training("one number", SQUARE, "as weighed", ALL)
    >>> thetas.shape, round(float(thetas[-1, 0]), 4)
    (torch.Size([1001, 1]), 3.65)
    """
    chosen, y, rng = MODELS[model], WEIGHTS[weights], torch.Generator().manual_seed(seed)
    thetas = [chosen.start]
    for _ in range(STEPS):
        thetas.append(step(chosen, loss, y, thetas[-1], optimiser, rng))
    losses = torch.stack([paid(loss, chosen.predict(theta, AGE) - y).mean() for theta in thetas])
    return torch.stack(thetas), losses


def slots(model: str, loss: str, weights: str, optimiser: str, steps: float) -> Scene:
    """The scene of a recipe after some steps: what the model predicts, and how the loss has fallen.

    >>> slots("a line", SQUARE, "as weighed", ALL, 1000.0).say
    'A line after 1000 steps: the mean of the squared misses is 0.18. A cat of 5 years would weigh 4.24 kg. Learned: \
b = 0.846, w = 0.68.'
    """
    thetas, losses = training(model, loss, weights, optimiser)
    at, chosen = int(steps), MODELS[model]
    curve = Line(model, AGES, chosen.predict(thetas[at], AGES), kind=2)
    price = losses.clamp(min=1e-4)
    low, high = (10.0 ** round(f(math.log10(v))) for f, v in ((math.floor, float(price.min())),
                                                              (math.ceil, float(price.max()))))
    fall = Panel((Line("loss", torch.arange(STEPS + 1, dtype=double)[::5], price[::5], kind=4),
                  Points("now", [steps], price[at:at + 1], kind=3, size=8)),
                 (-30.0, STEPS + 30.0), (low, max(high, 10 * low)), "the loss on the way", "step", "loss", ylog=True)
    five = float(chosen.predict(thetas[at], torch.tensor([5.0], dtype=double)))
    names = {"one number": ("number",), "a line": ("b", "w")}.get(model, ())
    learned = ", ".join(f"{name} = {float(v):.3g}" for name, v in zip(names, thetas[at]))
    return Scene((_cats([curve], WEIGHTS[weights], "what the model says"), fall),
                 f"{model[0].upper()}{model[1:]} after {at} step{'' if at == 1 else 's'}: the {loss} is "
                 f"{float(losses[at]):.3g}. A cat of 5 years would weigh {five:.3g} kg."
                 + (f" Learned: {learned}." if learned else f" Learned: {len(chosen.start)} numbers."),
                 readings={"loss": [float(losses[at])], "at 5 years": [five]})


class Slots(CourseWidget):
    """Exchange one slot of the recipe, and train again."""

    heading = "Four slots of a recipe"
    controls: ClassVar = (Choice("model", "model", tuple(MODELS), "a line"),
                          Choice("loss", "loss", (SQUARE, SIZE), SQUARE),
                          Choice("weights", "data", tuple(WEIGHTS), "as weighed"),
                          Choice("optimiser", "optimiser", (ALL, ONE, TRIES), ALL),
                          Slider("steps", "steps", (0.0, 1.0, 10.0, 100.0, 1000.0), 0.0))
    compute = staticmethod(slots)


class Fence(CourseWidget):
    """Forbid large values of b, and watch where the descent comes to rest."""

    heading = "A wall in the landscape"
    controls: ClassVar = (Slider("ceiling", "largest b that is allowed", (0.1, 0.3, 0.5, 0.7, 0.9, 1.1), 0.1),
                          Slider("steps", "steps", (0.0, 1.0, 2.0, 5.0, 20.0, 100.0, 1000.0), 100.0))
    compute = staticmethod(fence)
