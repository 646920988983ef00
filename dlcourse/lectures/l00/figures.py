"""Figures of lecture 00: the way through the course, and the first data."""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Mapping, Sequence

from jaxtyping import Float, Int
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.classroom import registry
from dlcourse.figures.canvas import blank, grey_image
from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard

STAGES = (  # what is learned there, the first and the last lecture of it
    ("begin", 0, 0), ("learn from data", 1, 3), ("build a model", 4, 6), ("follow the slope", 7, 9),
    ("make it work", 10, 11), ("use structure", 12, 14), ("generate and act", 15, 19))
ASIDE = 3.75  # where the optional ones stand, so far away that one sees the dashes on the way
OPTIONAL = {"00c": "00", "04c": "04b", "08b": "08"}  # nothing later rests on them; beside which lecture each stands
_HERE = {"boxstyle": "round,pad=0.35", "facecolor": "#e3eefa", "edgecolor": "#1f5fa8", "linewidth": 1.4}
_ASIDE = {**_HERE, "facecolor": "white", "linestyle": "--"}
_ARROW = {"arrowstyle": "-|>", "color": "#1f5fa8", "linewidth": 1.6, "mutation_scale": 13}


def course_map(lectures: Sequence[tuple[str, str]] | None = None) -> Picture:
    """The lectures that there are, joined by arrows in the order in which one reads them, stage by stage.

    lectures: (number, title) of each, in their order; those of this package if not given.
    Source: the course's own order.

    >>> course_map([("00", "Start here"), ("00c", "History"), ("07", "Slopes")])
    Figure. The way through the course: follow the solid arrows. What is dashed is optional; stages in italics are \
still being written.
    begin: 00 Start here, 00c History (optional). follow the slope: 07 Slopes. Being written: learn from data, build a \
model, make it work, use structure, generate and act.
    """
    if lectures is None:
        lectures = [(lecture.number, lecture.title.split(" ", 1)[1]) for lecture in registry.lectures()]
    places, labels, told, missing, y = {}, [], [], [], 0.0
    for stage, first, last in STAGES:
        row = [found for found in lectures if first <= _whole(found[0]) <= last]
        labels.append((y, stage, bool(row)))
        for number, title in row:
            aside = number in OPTIONAL and bool(places)
            if aside:
                beside = places.get(OPTIONAL[number], (0.0, y + 1.0))[1]
                places[number] = (ASIDE, beside, title)
            else:
                places[number] = (1.0, y, title)
                y -= 1.0
        if row:
            told.append(f"{stage}: " + ", ".join(f"{number} {title}{' (optional)' * (number in OPTIONAL)}"
                                                 for number, title in row) + ".")
        else:
            missing.append(stage)
            y -= 0.8
    figure, axes = blank(4.4, 0.55 * -y + 0.1)
    for height, stage, there in labels:
        words = textwrap.fill(stage, 11) if there else f"{stage}\n(being written)"
        axes.text(-1.0, height, words, ha="left", va="center", fontsize=9.2,
                  style="normal" if there else "italic")
    _boxes_and_arrows(axes, places)
    axes.set(xlim=(-1.05, ASIDE + 0.9), ylim=(y + 0.4, 0.5))
    words = " ".join(told + [f"Being written: {', '.join(missing)}."] * bool(missing))
    return Picture(figure, caption="The way through the course: follow the solid arrows. What is dashed is optional; "
                   "stages in italics are still being written.", description=words)


def _whole(number: str) -> int:
    """The number of a lecture without its letter: 9 for "09a"."""
    return int(re.findall(r"\d+", number)[0])


def _boxes_and_arrows(axes: Axes, places: Mapping[str, tuple[float, float, str]]) -> None:
    """A box for each lecture, and an arrow from the one before: down, or dashed to an optional one beside."""
    before, boxes = None, {}
    for number, (x, y, title) in places.items():
        aside = number in OPTIONAL
        words = textwrap.fill(f"{number} {title}", 16 if aside else 23, break_on_hyphens=False)
        box = axes.text(x, y, words, ha="center", va="center", fontsize=9.2,
                        bbox=_ASIDE if aside else _HERE)
        boxes[number] = box
        if before is not None:
            start = OPTIONAL[number] if OPTIONAL.get(number) in boxes else before
            ends = {"patchA": boxes[start].get_bbox_patch(), "patchB": box.get_bbox_patch(), "shrinkA": 0,
                    "shrinkB": 0}
            axes.annotate("", (x, y), places[start][:2],
                          arrowprops=_ARROW | ends | ({"linestyle": "--"} if aside else {}))
        before = before if aside else number


@guard
def digit_sheet(images: Float[Tensor, "images rows columns"], labels: Int[Tensor, " images"]) -> Picture:
    """Small grey images, five in a row, each with its label.

    Shapes: images (images, rows, columns), labels (images,).
    Source: lecture 0, digit recognition; the data set of 8 x 8 digits.

    >>> import torch
    >>> digit_sheet(torch.ones(2, 8, 8), torch.tensor([3, 7]))
    Figure. Handwritten digits of 8 x 8 pixels with their labels.
    2 images, labelled 3, 7. Share of ink: 1.00, 1.00.
    """
    across = min(len(images), 5)
    down = math.ceil(len(images) / across)
    figure = Figure(figsize=(0.8 * across, 1.05 * down), layout="constrained")
    places = figure.subplots(down, across, squeeze=False).flat
    for axes in places[len(images):]:
        axes.remove()
    for axes, image, label in zip(places, images, labels):
        grey_image(axes, image, str(int(label)))
    ink = ", ".join(f"{float(image.mean()):.2f}" for image in images)
    rows, columns = images.shape[1:]
    return Picture(figure, caption=f"Handwritten digits of {rows} x {columns} pixels with their labels.",
                   description=f"{len(images)} images, labelled {', '.join(map(str, labels.tolist()))}. "
                               f"Share of ink: {ink}.")
