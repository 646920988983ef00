"""Live pictures of lecture 15a: a map of digits to walk through, and digits out of noise."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.lectures.l15a import trials
from dlcourse.models import neighbours
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Heat, Panel, Points, Scene, Text

__all__ = ["Denoise", "DigitMap"]

double = torch.float64
SHOWN = 12  # digits of each class on the map
PLAIN, TRAINED = KINDS = ("learned without noise", "learned with noise 0.4")
REACH = 4.0  # of the map, in deviations of each number


def image(pixels: Tensor, title: str, *, big: int = 4) -> Panel:
    """An 8 x 8 digit, each pixel as a square.

    >>> image(torch.zeros(64), "paper").title
    'paper'
    """
    table = pixels.detach().reshape(8, 8).clamp(0, 1).flip(0).repeat_interleave(big, 0).repeat_interleave(big, 1)
    return Panel((Heat(0.02 + 0.96 * table),), (0.0, 8.0), (0.0, 8.0), title, equal=True, bare=True)


@cache
def places() -> tuple[Tensor, Tensor, Tensor]:
    """Codes of all new digits, in deviations from the mean (500, 2); that mean and the deviations, (2,) each.

    >>> places()[0].std(0, correction=0).round(decimals=6)
    tensor([1., 1.], dtype=torch.float64)
    """
    Z = trials.mapper().encode(trials.parts().X_new[None])[0]
    mean, deviation = Z.mean(0), Z.std(0, correction=0)
    return (Z - mean) / deviation, mean, deviation


def digit_map(first: float, second: float) -> Scene:
    """The scene of a place on the map, and the digit that the decoder draws there.

    >>> digit_map(0.0, 0.0).say[:37]
    'The code is (0, 0), in deviations fro'
    """
    Z, mean, deviation = places()
    at = torch.tensor([first, second], dtype=double)
    drawn = trials.mapper().decode((mean + at * deviation)[None, None])[0, 0]
    y = trials.parts().y_new
    nearest = neighbours.nearest(Z, at[None], k=trials.NEAREST)[0]
    names = [Text(float(Z[i, 0]), float(Z[i, 1]), str(digit)) for digit in range(10)
             for i in (y == digit).nonzero()[:SHOWN, 0].tolist()]
    chart = Panel((*names, Points("here", at[:1], at[1:], kind=1, size=9)), (-3.0, 3.0), (-3.0, 3.0),
                  "codes of new digits", "first number", "second number")
    named = int(y[nearest].mode().values)
    return Scene((chart, image(drawn, "the decoder draws")),
                 f"The code is ({first:g}, {second:g}), in deviations from the mean. Of the five nearest new "
                 f"digits most "
                 f"are a {named}: {', '.join(map(str, y[nearest].tolist()))}. The drawing has {float(drawn.sum()):.1f} "
                 f"pixels' worth of ink.", readings={"ink": [float(drawn.sum())]})


class DigitMap(CourseWidget):
    """Choose the two numbers."""

    heading = "A map of digits"
    controls: ClassVar = (Slider("first", "first number", evenly(-2.5, 2.5, 21), 0.0),
                          Slider("second", "second number", evenly(-2.5, 2.5, 21), 0.0))
    compute = staticmethod(digit_map)


@cache
def _noise() -> Tensor:
    return torch.randn(10, 64, generator=generator(3), dtype=double)


def denoise(digit: float, noise: float, kind: str) -> Scene:
    """The scene of a new digit, the digit with noise, and what an autoencoder makes of it.

    >>> denoise(3.0, 0.0, PLAIN).readings["squared distance before"]
    [0.0]
    """
    X_new, y_new = trials.parts()[2:]
    clean = X_new[int((y_new == int(digit)).nonzero()[0])]
    seen = clean + noise * _noise()[int(digit)]
    coder = trials.cleaner(trials.NOISE if kind == TRAINED else 0.0)[1]
    made = coder.copy(seen[None, None])[0, 0]
    before, after = (float((x - clean).square().sum()) for x in (seen, made))
    return Scene((image(clean, "the digit"), image(seen, "with noise"), image(made, "what comes out")),
                 f"A {int(digit)} with noise {noise:g}, {kind}. The squared distance from the digit is "
                 f"{before:.2f} before "
                 f"and {after:.2f} after.", readings={"squared distance before": [before],
                                                      "squared distance after": [after]})


class Denoise(CourseWidget):
    """Choose a digit, the noise and the autoencoder."""

    heading = "Digits out of noise"
    controls: ClassVar = (Slider("digit", "digit", tuple(map(float, range(10))), 3.0),
                          Slider("noise", "noise", evenly(0.0, 0.8, 9), 0.0),
                          Choice("kind", "autoencoder", KINDS, PLAIN))
    compute = staticmethod(denoise)
