"""Live pictures of lecture 02b: labels learned by heart, and polynomials of every degree."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.lectures.l02b.trials import MOMENTS, NEW, SIGMA, learn, noisy, places, truth
from dlcourse.models import polynomial
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Slider, Switch
from dlcourse.widgets.scene import Heat, Line, Panel, Points, Scene, Text, one_after_the_other

__all__ = ["ByHeart", "Degree"]

TRAIN, TEST, TRUTH = 1, 0, 2  # kinds: what was trained on, what is new, the truth
SHOWN, ACROSS = 8, 4


def _digits(images: Tensor, given: Tensor, true: Tensor) -> Panel:
    """Some training digits, each with its label below; a label that is not that of the image has a mark."""
    down = SHOWN // ACROSS
    sheet = torch.zeros(12 * down, 11 * ACROSS, dtype=images.dtype)
    names = []
    for i in range(SHOWN):
        row, column = divmod(i, ACROSS)
        top, left = 12 * (down - 1 - row) + 3, 11 * column + 1
        sheet[top:top + 8, left:left + 8] = images[i].reshape(8, 8).flip(0)  # the lowest row first
        wrong = "" if given[i] == true[i] else " (lot)"
        names.append(Text(left + 4.0, top - 1.5, f"“{int(given[i])}”{wrong}"))
    return Panel((Heat(0.5 + 0.5 * sheet, classes=True), *names), (0.0, 11.0 * ACROSS), (0.0, 12.0 * down),
                 "eight of the 100, and their labels", bare=True)


def by_heart(lots: float, steps: float) -> Scene:
    """The scene of a network that learns 100 digits, of which a share got their labels by lot.

    >>> by_heart(1.0, 0.0).say[:58]
    'All 100 labels were drawn by lot. After 0 steps, 7 of the '
    """
    found, at = learn(lots), MOMENTS.index(int(steps))
    names = "agree with the given label", "new digits, right"
    x = torch.tensor(MOMENTS, dtype=torch.float64)
    curves = [Line(name, x[:at + 1], shares[:at + 1], kind=kind, marked=True)
              for name, shares, kind in zip(names, (found.train, found.new), (TRAIN, TEST))]
    right = Panel((*curves, Line("one in ten", [0.0, 400.0], [0.1, 0.1], kind=5)), (-10.0, 410.0), (-0.03, 1.05),
                  "as the network learns", "steps of training", "share")
    drawn = {0.0: "No label was", 1.0: "All 100 labels were"}.get(lots, f"{round(100 * lots)} of the 100 labels were")
    ok = round(100 * found.train[at])
    return Scene((_digits(found.images[-SHOWN:].flip(0), found.given[-SHOWN:].flip(0), found.true[-SHOWN:].flip(0)),
                  right),
                 f"{drawn} drawn by lot. After {int(steps)} steps, {ok} of the 100 training digits get their given "
                 f"label, and {100 * found.new[at]:.0f} % of the new digits are named correctly.",
                 readings={"training": [found.train[at]], "new": [found.new[at]]})


class ByHeart(CourseWidget):
    """Give a share of the digits a label by lot, and train."""

    heading = "A network learns labels, true or drawn by lot"
    controls: ClassVar = (Slider("lots", "share of labels drawn by lot", (0.0, 0.25, 0.5, 0.75, 1.0), 1.0),
                          Slider("steps", "steps of training", tuple(map(float, MOMENTS)), 0.0, kept=tuple(map(
                              float, MOMENTS))))
    compute = staticmethod(by_heart)


# --- polynomials ---

DEGREES = tuple(map(float, range(13)))
LEAST, MOST = 0.003, 3.0  # of the mean squared miss that is drawn
OTHERS = 10
DRAWN = places(33)


def misses(degree: int, samples: int) -> tuple[float, float]:
    """Mean squared miss of the curve through the first data set: on it, and on new points with noise of their own.

    >>> train, new = misses(3, 15)
    >>> round(train, 3), round(new, 3)
    (0.063, 0.103)
    """
    x, y = places(samples), noisy(samples)[0]
    curve = polynomial.fit(x, y, degree)
    train = (polynomial.predict(curve, x) - y).square().mean()
    new = (polynomial.predict(curve, NEW) - truth(NEW)).square().mean() + SIGMA**2
    return float(train), float(new)


def degree_scene(degree: float, samples: float, others: bool) -> Scene:
    """The scene of the polynomial of one degree, with the curves of other data sets or without.

    >>> degree_scene(3.0, 15.0, False).say
    'Degree 3, 15 points: the mean squared miss is 0.0625 on them, and 0.103 on new points.'
    """
    d, n = int(degree), int(samples)
    x, y = places(n), noisy(n)[0]
    curve = polynomial.predict(polynomial.fit(x, y, d), DRAWN)
    many = truth(DRAWN)[None]  # without others, what lies below the truth
    if others:
        many = polynomial.predict(polynomial.fit(x, noisy(n, OTHERS, seed=7), d), DRAWN).clamp(-3, 3)
    marks = [Line("", *one_after_the_other(DRAWN, many), plain=True),
             Line("the truth", DRAWN, truth(DRAWN), kind=TRUTH),
             Line("fitted curve", DRAWN, curve.clamp(-3, 3), kind=0), Points("training points", x, y, kind=TRAIN)]
    both = torch.tensor([misses(int(k), n) for k in DEGREES], dtype=torch.float64)
    at = both[d].clamp(LEAST, MOST)
    plan = Panel(tuple(marks), (-0.03, 1.03), (-2.2, 2.2), "the curve", "x", "y")
    errors = Panel((Line("on training points", DEGREES, both[:, 0].clamp(LEAST, MOST), kind=TRAIN, marked=True),
                    Line("on new points", DEGREES, both[:, 1].clamp(LEAST, MOST), kind=0, marked=True),
                    Points("this degree", [degree, degree], at, kind=3, size=9)),
                   (-0.5, 12.5), (LEAST, MOST), "its mean squared miss", "degree", "mean squared miss", ylog=True)
    return Scene((plan, errors),
                 f"Degree {d}, {n} points: the mean squared miss is {float(both[d, 0]):.3g} on them, and "
                 f"{float(both[d, 1]):.3g} on new points."
                 + (f" The thin curves are fitted to {OTHERS} other data sets." if others else ""),
                 readings={"training": [float(both[d, 0])], "new": [float(both[d, 1])]})


class Degree(CourseWidget):
    """Choose the degree of the polynomial and the number of points."""

    heading = "A polynomial through noisy points"
    controls: ClassVar = (Slider("degree", "degree", DEGREES, 1.0, kept=DEGREES),
                          Slider("samples", "training points", (15.0, 30.0, 100.0), 15.0),
                          Switch("others", "show 10 other data sets", "hide the other data sets"))
    compute = staticmethod(degree_scene)
