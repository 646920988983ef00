"""Figures of lecture 12."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, grey_image
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l12 import trials, widgets
from dlcourse.nn import conv
from dlcourse.tensors import guard


def by_move(found: Mapping[str, trials.MovedRuns]) -> Picture:
    """The share of new digits that networks name, over how far the digits are moved.

    >>> by_move({"dense": trials.moved("dense")}).caption[:24]
    'The share of new digits '
    """
    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    axes, words = figure.subplots(), []
    for k, (name, runs) in enumerate(found.items()):
        kind, middle = widgets.LOOK[name], runs.right.median(0).values
        low, high = middle - runs.right.min(0).values, runs.right.max(0).values - middle
        x = [by + 0.04 * (k - len(found) / 2) for by in range(len(middle))]
        axes.errorbar(x, middle.tolist(), yerr=torch.stack([low, high]).numpy(), label=name, color=COLOURS[kind],
                      linestyle=DASHES[kind], marker=MARKERS[kind], markersize=6, capsize=3)
        words.append(f"{name}: " + ", ".join(f"{share:.2f}" for share in middle.tolist()) + ".")
    axes.set(xlabel="moved by ... pixels", ylabel="share named correctly", ylim=(0, 1.05),
             xticks=range(trials.MOST + 1))
    axes.axhline(0.1, color="#888888", linewidth=1)
    axes.text(trials.MOST, 0.03, "guessing", ha="right", fontsize=8)
    axes.grid(alpha=0.3)
    figure.legend(fontsize=8, loc="outside lower center", ncols=2)
    return Picture(figure, caption="The share of new digits that is named correctly: median of "
                                   f"{trials.STARTS} starts, and bars from the worst to the best.",
                   description=" ".join(words))


@guard
def filtered(image: Float[Tensor, "rows columns"], kernels: Mapping[str, Tensor]) -> Picture:
    """An image, and what kernels make of it: black is the largest number, white is 0 or less.

    Shapes: image (rows, columns), each kernel (kh, kw).

    >>> filtered(torch.eye(4), {"sum": torch.ones(2, 2)}).description
    'The image has 4 rows and 4 columns. sum: 3 rows, 3 columns, from 0 to 2.'
    """
    figure = Figure(figsize=(1.9 * (1 + len(kernels)), 2.2), layout="constrained")
    maps = {name: conv.conv2d(image[None, None], kernel[None, None], image.new_zeros(1))[0][0, 0].relu()
            for name, kernel in kernels.items()}
    sides = [image.shape[1], *(Z.shape[1] for Z in maps.values())]  # a pixel is as large in each picture
    drawn = figure.subplots(1, len(sides), width_ratios=sides)
    grey_image(drawn[0], image, "image")
    words = [f"The image has {image.shape[0]} rows and {image.shape[1]} columns."]
    for axes, (name, Z) in zip(drawn[1:], maps.items()):
        grey_image(axes, Z, name)
        words.append(f"{name}: {Z.shape[0]} rows, {Z.shape[1]} columns, from {float(Z.min()):.2g} to "
                     f"{float(Z.max()):.2g}.")
    return Picture(figure, caption="A digit, and what three kernels make of it after relu. Black: the largest number "
                                   "of each picture. White: 0.", description=" ".join(words))
