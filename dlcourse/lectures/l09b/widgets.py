"""Live pictures of lecture 09b: prices learned from receipts, the rules' race, learning curves on the irises."""

from __future__ import annotations

import math
from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse import optim
from dlcourse.learning_curves import Curves, iris_curves, ran_away
from dlcourse.lectures.l09b.shop import AWAY, ITEMS, PRICES, baskets, gradient
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, by_factors
from dlcourse.widgets.scene import Line, Panel, Scene, Text
from dlcourse.widgets.shared.race import Race

__all__ = ["IrisCurves", "Prices", "Race", "Rates"]

# --- prices learned from receipts: one rate for all, or a rate for each ---

STEPS = 40
KINDS = (5, 2, 4)  # colour, dash and marker of bread, milk and saffron
DESCENTS = {"plain descent": optim.SGD, "AdaGrad": optim.AdaGrad, "RMSprop": lambda eta: optim.RMSProp(eta, 0.9)}


def learned(rule: str, rare: int, eta: float) -> tuple[Tensor, Tensor]:
    """Guessed prices (41, 3) and what each gradient is multiplied by at each of the 40 steps, (40, 3)."""
    X, step = baskets(rare), DESCENTS[rule](eta)
    totals, w = X @ PRICES, torch.zeros(3, dtype=torch.float64)
    state, walked, rates = step.init(w), [w], []
    for _ in range(STEPS):
        w, state = step.step(w, gradient(w, X, totals), state)
        w = w.clamp(-AWAY, AWAY)  # what has run away stays drawable
        walked.append(w)
        rates.append(eta / state.cache.sqrt() if hasattr(state, "cache") else torch.full_like(w, eta))
    return torch.stack(walked), torch.stack(rates)


def _guesses(w: Tensor) -> Panel:
    lines = [Line(name, range(STEPS + 1), guess, kind=kind, marked=True) for name, guess, kind in
             zip(ITEMS, w.T, KINDS, strict=True)]
    true = [Line("", [0, STEPS], [price, price], plain=True) for price in PRICES]
    names = [Text(40.6, float(price), f"{price:g}", left=True) for price in PRICES]
    return Panel((*true, *lines, *names), (0, STEPS + 3), (-1, 8), "guessed prices; thin lines: the true ones", "step")


def _said(w: Tensor, rare: int) -> str:
    ends = ", ".join(f"{name} {guess:.2f}" if abs(guess) < 100 else f"{name} {guess:.0f}"
                     for name, guess in zip(ITEMS, w[-1].tolist(), strict=True))
    away = [name for name, guess in zip(ITEMS, w[-1].tolist(), strict=True) if abs(guess) > 10]
    return (f"saffron in 1 of {rare} baskets. Guesses after {STEPS} steps: {ends}."
            + (f" Running away: {', '.join(away)}." if away else ""))


def prices(rare: float, eta: float) -> Scene:
    """The scene of the prices that plain gradient descent guesses in 40 steps.

    >>> prices(2, 0.5).say
    'η = 0.5, saffron in 1 of 2 baskets. Guesses after 40 steps: bread 3.05, milk 1.97, saffron 4.95.'
    """
    w, _ = learned("plain descent", int(rare), eta)
    return Scene((_guesses(w),), f"η = {eta:g}, {_said(w, int(rare))}", readings=_ends(w))


def rates(rule: str, rare: float, eta: float) -> Scene:
    """The scene of the prices that a rule guesses, beside what it multiplies each gradient by.

    >>> rates("AdaGrad", 100, 2.0).say
    'AdaGrad with η = 2, saffron in 1 of 100 baskets. Guesses after 40 steps: bread 3.00, milk 2.00, saffron 5.00.'
    """
    w, factors = learned(rule, int(rare), eta)
    each = [Line(name, range(1, STEPS + 1), factor.clamp(1e-3, 1e5), kind=kind, marked=True) for name, factor, kind in
            zip(ITEMS, factors.T, KINDS, strict=True)]
    multiplied = Panel(tuple(each), (1, STEPS), (1e-2, 1e3), "what the gradient is multiplied by", "step", ylog=True)
    return Scene((_guesses(w), multiplied), f"{rule} with η = {eta:g}, {_said(w, int(rare))}", readings=_ends(w))


def _ends(w: Tensor) -> dict[str, list[float]]:
    return {name: [float(guess)] for name, guess in zip(ITEMS, w[-1], strict=True)}


RARE = Slider("rare", "saffron is in 1 basket of", (2, 4, 10, 20, 50, 100), 2)
ETAS = (0.1, 0.2, 0.5, 0.7, 1.0, 1.2, 1.4, 1.6, 2.0)


class Prices(CourseWidget):
    """Make one item rare, then look for a learning rate that suits all three."""

    heading = "Prices learned from receipts"
    controls: ClassVar = (RARE, Slider("eta", "learning rate η", ETAS, 0.5))
    compute = staticmethod(prices)


class Rates(CourseWidget):
    """The same shop with a rule that gives each price a rate of its own."""

    heading = "A rate for each price"
    controls: ClassVar = (Choice("rule", "rule", tuple(DESCENTS), "AdaGrad"), RARE,
                          Slider("eta", "learning rate η", ETAS, 2.0))
    compute = staticmethod(rates)


# --- learning curves on the irises ---

EPOCHS, SEEDS = 30, 3
RULES = {"plain descent": optim.SGD, "momentum": lambda eta: optim.Momentum(eta, 0.9), "AdaGrad": optim.AdaGrad,
         "RMSprop": optim.RMSProp, "Adam": optim.Adam, "AdamW": lambda eta: optim.AdamW(eta, weight_decay=0.5)}


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
    controls: ClassVar = (Choice("rule", "rule", tuple(RULES), "plain descent"),
                          Slider("eta", "learning rate η", by_factors(1e-4, 100, 25), 0.1))
    compute = staticmethod(learning_curves)
