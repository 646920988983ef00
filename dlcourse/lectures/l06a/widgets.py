"""Live pictures of lecture 06a: sure and wrong, two losses behind a sigmoid, an outlier, one score for each task."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.lectures.l06a import trials
from dlcourse.lectures.l06a.targets import TARGETS
from dlcourse.lectures.l06a.trials import FOUR, MOMENTS, STARTS, relearn, way_back
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Bars, Heat, Line, Mark, Panel, Points, Scene, Text

__all__ = ["Comeback", "OneScore", "Outlier", "SureAndWrong"]

SQUARES, LOGS = 1, 0  # looks: the squared loss and cross-entropy, in every picture of this lecture
MIDDLE, HUBER = 2, 3
double = torch.float64


# --- sure and wrong ---

SHOWN, ACROSS = 8, 4


def _digits(seen: trials.Seen, own: dict[str, Tensor]) -> Panel:
    """Some new digits with their names, and below each the probability of the true one: squares, then cross-entropy."""
    down = SHOWN // ACROSS
    sheet, words = torch.zeros(12 * down, 12 * ACROSS, dtype=double), []
    for i in range(SHOWN):
        row, column = divmod(i, ACROSS)
        top, left = 12 * (down - 1 - row) + 3, 12 * column + 2
        sheet[top:top + 8, left:left + 8] = seen.X[i].reshape(8, 8).flip(0) + 0.3
        words += [Text(left + 4.0, top - 1.5, " | ".join(f"{float(p[i]):.2f}" for p in own.values())),
                  Text(left - 0.5, top + 6.5, str(trials.PAIR[int(seen.y[i])]))]
    return Panel((Heat(0.5 + 0.5 * sheet, classes=True), *words), (0.0, 12.0 * ACROSS), (0.0, 12.0 * down),
                 "p of the true digit: squares | cross-entropy", bare=True)


def sure_and_wrong(start: str, eta: float, steps: float) -> Scene:
    """The scene of one network that goes on to learn with two losses.

    >>> sure_and_wrong(STARTS[0], 0.5, 400.0).readings["right, squares"] < [0.6]
    True
    """
    at = MOMENTS.index(int(steps))
    found = {name: relearn(name, eta, start) for name in trials.SLOPES}
    x = torch.tensor(MOMENTS[:at + 1], dtype=double)
    curves = [Line(name, x, seen.right[:at + 1], kind=kind, marked=True)
              for (name, seen), kind in zip(found.items(), (SQUARES, LOGS))]
    right = Panel((*curves, Line("one in two", [0.0, 400.0], [0.5, 0.5], kind=5)), (-10.0, 410.0), (-0.03, 1.05),
                  "new digits", "steps with the right labels", "share right")
    told = ", ".join(f"{100 * seen.right[at]:.0f} % right with {name}" for name, seen in found.items())
    return Scene((_digits(found["squares"], {name: seen.own[at] for name, seen in found.items()}), right),
                 f"{start.capitalize()}, η = {eta:g}. After {int(steps)} steps with the right labels: {told}.",
                 readings={f"right, {name}": [seen.right[at]] for name, seen in found.items()})


class SureAndWrong(CourseWidget):
    """Train on with the right labels, from a network that is sure and wrong or from a fresh one."""

    heading = "A network gets the right labels"
    controls: ClassVar = (Choice("start", "where it starts", STARTS, STARTS[0]),
                          Slider("eta", "learning rate η", (0.1, 0.5, 2.0), 0.5),
                          Slider("steps", "steps with the right labels", tuple(map(float, MOMENTS)), 0.0,
                                 kept=tuple(map(float, MOMENTS))))
    compute = staticmethod(sure_and_wrong)


# --- two losses behind a sigmoid ---

STEPS, REACH = 100, 9.0
_Z = torch.linspace(-REACH, REACH, 91, dtype=double)


def comeback(start: float, eta: float) -> Scene:
    """The scene of one sample of class 0 whose score begins at `start`: where each loss has a slope, and the way back.

    >>> comeback(5.0, 1.0).ending
    'p falls below 0.5 after 85 steps with squares, after 6 with cross-entropy.'
    """
    zero, steps = torch.zeros((), dtype=double), torch.arange(STEPS + 1, dtype=double)
    slopes, falls, readings, told = [], [], {}, []
    for name, kind in (("squares", SQUARES), ("cross-entropy", LOGS)):
        slope, way = trials.SLOPES[name], way_back(name, start, eta, STEPS)
        p = way.sigmoid().round(decimals=3)
        slopes += [Line(name, _Z, slope(_Z, zero), kind=kind),
                   Line("", way.clamp(min=-REACH).round(decimals=2), slope(way, zero).round(decimals=3), kind=kind,
                        played=True)]
        falls.append(Line(name, steps, p, kind=kind, played=True))
        readings[f"p, {name}"] = p
        below = (way < 0).nonzero()
        told.append(f"after {int(below[0])} {'steps ' * (not told)}with {name}" if len(below)
                    else f"not within {STEPS} steps with {name}")
    first = ", ".join(f"{float(trials.SLOPES[name](torch.tensor(start, dtype=double), zero)):.3g} for {name}"
                      for name in trials.SLOPES)
    at_start = float(torch.tensor(start, dtype=double).sigmoid())
    return Scene((Panel(tuple(slopes), (-REACH, REACH), (0.0, 1.05), "slope of the loss, y = 0", "score z", "slope"),
                  Panel(tuple(falls), (0.0, STEPS), (0.0, 1.03), "the way back, y = 0", "step", "p")),
                 f"Score {start:g}, so p = {at_start:.4f}, but y = 0. Slopes there: {first}.", readings=readings,
                 frames=STEPS + 1, rate=20.0, ending=f"p falls below 0.5 {told[0]}, {told[1]}.")


class Comeback(CourseWidget):
    """Choose how wrong the score is, and let both losses bring it back."""

    heading = "A score that is wrong comes back"
    controls: ClassVar = (Slider("start", "score z at the start", (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0), 2.0),
                          Slider("eta", "learning rate η", (0.5, 1.0, 5.0), 1.0))
    compute = staticmethod(comeback)


# --- an outlier ---

def outlier(fifth: float, delta: float) -> Scene:
    """The scene of five targets and the best number for each of three losses.

    >>> outlier(24.0, 2.0).readings["Huber"]
    [4.5]
    """
    y = torch.cat([FOUR, torch.tensor([fifth], dtype=double)])
    best = {"mean": float(y.mean()), "Huber": round(trials.centre(y, delta), 6), "median": float(y.median())}
    looks = {"mean": SQUARES, "Huber": HUBER, "median": MIDDLE}
    heights = {"mean": 3.0, "Huber": 2.0, "median": 1.0}
    ground = -0.6
    marks: list[Mark] = [Points("targets", y, torch.zeros(5, dtype=double), kind=LOGS, size=6),
                         Line("", [0.0, 25.0], [ground, ground], plain=True)]
    marks += [Text(at, ground - 0.45, f"{at:g}") for at in (0.0, 5.0, 10.0, 15.0, 20.0, 25.0)]
    for name, at in best.items():
        marks.append(Line(name, [at, at], [ground, heights[name]], kind=looks[name], marked=True))
    spread = torch.linspace(-8, 8, 65, dtype=double)
    spread = torch.cat([spread, torch.tensor([-1e-6, 1e-6], dtype=double)]).sort().values  # sizes jump at 0
    none = torch.zeros_like(spread)
    each = {"½ square": (0.5 * spread ** 2, losses.squared_error_grad(spread, none, half=True, reduction="sum"),
                         SQUARES),
            f"Huber, δ = {delta:g}": (losses.huber(spread, none, delta=delta, reduction="none"),
                                      losses.huber_grad(spread, none, delta=delta, reduction="sum"), HUBER),
            "size": (spread.abs(), losses.absolute_error_grad(spread, none, reduction="sum"), MIDDLE)}
    prices = tuple(Line(name, spread, price, kind=kind) for name, (price, _, kind) in each.items())
    slopes = tuple(Line(name, spread, slope, kind=kind) for name, (_, slope, kind) in each.items())
    return Scene((Panel(tuple(marks), (-1.0, 26.0), (-1.4, 4.9), "five targets, and the best number", bare=True),
                  Panel(prices, (-8.0, 8.0), (0.0, 16.0), "loss of one target", "miss ŷ - y", "loss"),
                  Panel(slopes, (-8.0, 8.0), (-8.0, 8.0), "slope of this loss", "miss ŷ - y", "slope")),
                 f"The fifth target is {fifth:g}. Best number: mean {best['mean']:.2f}, median "
                 f"{best['median']:.2f}, Huber (δ = {delta:g}) {best['Huber']:.2f}.",
                 readings={name: [at] for name, at in best.items()})


class Outlier(CourseWidget):
    """Drag one target away from the others."""

    heading = "One target runs away"
    controls: ClassVar = (Slider("fifth", "the fifth target", evenly(4, 24, 21), 9.0),
                          Slider("delta", "δ", (0.25, 0.5, 1.0, 2.0, 4.0, 8.0), 2.0))
    compute = staticmethod(outlier)


# --- one score for each task ---

_S = torch.linspace(-4, 4, 81, dtype=double)


def one_score(target: str, score: float) -> Scene:
    """The scene of one kind of target: its prediction, its loss and its slope over the score.

    >>> one_score("yes or no", 0.0).readings["slope"]
    [-0.5]
    """
    kind, z = TARGETS[target], torch.tensor(score, dtype=double)
    y = torch.tensor(kind.y, dtype=double)
    said, price, slope = kind.predict(z), kind.price(z, y), kind.slope(z, y)
    truth = f"y = {kind.y:g}"
    if said.ndim:
        truth = "labels are 1, 0, 1" if target == "several labels" else "class 0 is true"
        left = Panel((Bars(("0", "1", "2"), said),), (0.0, 3.0), (0.0, 1.1),
                     f"scores ({score:g}, 1, -1); {truth}", "label" if target == "several labels" else "class",
                     "probability")
    else:
        top = max(kind.y + 1, 4.2) if target != "yes or no" else 1.1
        left = Panel((Line(kind.output, _S, kind.predict(_S), kind=MIDDLE),
                      Line("target y", [-4.0, 4.0], [kind.y, kind.y], kind=5),
                      Points("", [score], [float(said)], kind=MIDDLE, size=8)),
                     (-4.0, 4.0), (-4.2 if target == "any number" else 0.0, top), "prediction", "score z", "prediction")
    high = 16.0 if target in ("any number", "a count") else 6.0
    right = Panel((Line("loss", _S, kind.price(_S, y), kind=LOGS),
                   Line("its slope", _S, kind.slope(_S, y), kind=SQUARES),
                   Points("", [score], [float(price)], kind=LOGS, size=8),
                   Points("", [score], [float(slope)], kind=SQUARES, size=8)),
                  (-4.0, 4.0), (-6.0, high), "loss, and its slope", "score z", "loss, slope")
    above = " What lies above the picture is not drawn." if max(float(price), float(slope)) > high else ""
    numbers = ", ".join(f"{v:.3f}" for v in said.reshape(-1).tolist())
    return Scene((left, right),
                 f"{target.capitalize()}, {truth}. Output: {kind.output}. Loss: {kind.loss}. Prediction {numbers}, "
                 f"loss {float(price):.3f}, slope for the score z {float(slope):.3f}.{above}",
                 readings={"loss": [float(price)], "slope": [float(slope)]})


class OneScore(CourseWidget):
    """Choose what is to be predicted, and move the score."""

    heading = "From a score to a prediction and a loss"
    controls: ClassVar = (Choice("target", "what is to be predicted", tuple(TARGETS), "any number"),
                          Slider("score", "score z", evenly(-4, 4, 17), 0.0))
    compute = staticmethod(one_score)
