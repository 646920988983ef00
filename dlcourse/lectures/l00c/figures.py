"""Figures of lecture 00c: features of features, models as networks, a timeline."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import blank, grey_image
from dlcourse.figures.picture import Picture

EVENTS = (  # year, what happened, +1 for a rise of interest or -1 for trouble
    (1943, "McCulloch, Pitts: threshold neuron", 1), (1958, "Rosenblatt: perceptron", 1),
    (1960, "Widrow, Hoff: ADALINE", 1), (1969, "Minsky, Papert: limits of the perceptron", -1),
    (1980, "Fukushima: Neocognitron", 1), (1986, "Rumelhart, Hinton, Williams: backpropagation", 1),
    (1989, "LeCun et al.: convolutional net, trained", 1), (1991, "Hochreiter: gradients vanish with depth", -1),
    (1995, "Cortes, Vapnik: support vector machines, a rival", -1),
    (1997, "Hochreiter, Schmidhuber: LSTM", 1), (2006, "Hinton et al.: pre-training", 1),
    (2012, "Krizhevsky et al.: ImageNet", 1), (2017, "Vaswani et al.: transformer", 1))


class Net(NamedTuple):
    """A diagram of layers: how many units each has, and what is written under each layer."""

    sizes: tuple[int, ...]
    labels: tuple[str, ...]


def feature_stages(stages: Sequence[Mapping[str, Tensor]]) -> Picture:
    """Images in columns: each column is computed from the one to its left.

    stages: for every column, title -> image (rows, columns).
    Raises: ValueError for fewer than two columns.
    Source: nested hierarchy of concepts.

    >>> import torch
    >>> feature_stages([{"input": torch.eye(3)}, {"edges": torch.zeros(3, 3)}])
    Figure. Each column is computed from the one to its left.
    Column 1: input (3 of 9 pixels dark). Column 2: edges (0 of 9 pixels dark).
    """
    if len(stages) < 2:
        raise ValueError(f"feature_stages: there should be at least two columns, but there are {len(stages)}. "
                         "A hierarchy needs an input and something computed from it.")
    figure = Figure(figsize=(1.9 * len(stages), 1.75 * max(map(len, stages))), layout="constrained")
    words = []
    for i, (place, stage) in enumerate(zip(figure.subfigures(1, len(stages), squeeze=False)[0], stages, strict=True)):
        places = place.subplots(len(stage), 1, squeeze=False)[:, 0]
        for axes, (title, image) in zip(places, stage.items(), strict=True):
            grey_image(axes, image, title)
        words.append(f"Column {i + 1}: " + ", ".join(f"{title} ({_dark(image)})" for title, image in stage.items())
                     + ".")
    return Picture(figure, caption="Each column is computed from the one to its left.", description=" ".join(words))


def networks(nets: Mapping[str, Net]) -> Picture:
    """Models drawn as networks: circles are units, lines are weights, all drawn by this one function.

    Raises: ValueError unless each layer has a label and at least one unit.
    Source: most models can be seen as a network.

    >>> networks({"linear": Net((2, 1), ("x", "y"))})
    Figure. Models drawn as networks of units and weighted connections.
    linear: 2 units (x), 1 unit (y), 2 connections.
    """
    for title, net in nets.items():
        if len(net.sizes) != len(net.labels) or min(net.sizes) < 1:
            raise ValueError(f"networks: {title!r} should have a label for each layer and at least one unit in it, "
                             f"but has sizes {net.sizes} and labels {net.labels}.")
    figure = Figure(figsize=(2.5 * len(nets), 2.5), layout="constrained")
    words, half = [], max(max(net.sizes) for net in nets.values()) / 2
    for axes, (title, net) in zip(figure.subplots(1, len(nets), squeeze=False)[0], nets.items(), strict=True):
        layers = [[(2 * i, j - (size - 1) / 2) for j in range(size)] for i, size in enumerate(net.sizes)]
        joins = [(a, b) for left, right in itertools.pairwise(layers) for a in left for b in right]
        for a, b in joins:
            axes.plot(*zip(a, b), color="#4a5a6a", linewidth=0.8, zorder=1)
        for layer, label in zip(layers, net.labels, strict=True):
            axes.scatter(*zip(*layer), s=120, facecolor="white", edgecolor="black", zorder=2)
            axes.text(layer[0][0], -half - 0.4, label, ha="center", va="top", fontsize=9)
        axes.set(title=title, xlim=(-0.9, 2 * len(layers) - 1.1), ylim=(-half - 1.2, half))
        axes.axis("off")
        units = ", ".join(f"{s} unit{'s' * (s > 1)} ({label})" for s, label in zip(net.sizes, net.labels, strict=True))
        words.append(f"{title}: {units}, {len(joins)} connections.")
    return Picture(figure, caption="Models drawn as networks of units and weighted connections.",
                   description=" ".join(words))


def timeline() -> Picture:
    """Neural networks since 1943, year by year: what raised interest, and what ended it for a while.

    Source: history of neural networks, with the ups and downs between 1960 and 2000.

    >>> timeline()
    Figure. Rises (circles) and troubles (crosses) of neural networks.
    1943 McCulloch, Pitts: threshold neuron. 1958 Rosenblatt: perceptron. ...
    """
    figure, axes = blank(5.4, 4.1)
    for i, (year, event, sign) in enumerate(EVENTS):
        y = len(EVENTS) - i
        axes.plot([0], [y], marker="o" if sign > 0 else "X", markersize=9, color="#1f5fa8" if sign > 0 else "#9a4a00")
        axes.text(-0.25, y, str(year), ha="right", va="center", fontsize=9.5)
        axes.text(0.25, y, event + ("" if sign > 0 else " (trouble)"), ha="left", va="center", fontsize=9.5)
    axes.plot([0, 0], [0.5, len(EVENTS) + 0.5], color="black", linewidth=1, zorder=0)
    axes.set(xlim=(-1.1, 6.6), ylim=(0.3, len(EVENTS) + 0.7))
    words = " ".join(f"{year} {event}{'' if sign > 0 else ' (trouble)'}." for year, event, sign in EVENTS)
    return Picture(figure, caption="Rises (circles) and troubles (crosses) of neural networks.", description=words)


def _dark(image: Tensor) -> str:
    dark = int((image > image.max() / 2).sum()) if bool(image.max() > 0) else 0
    return f"{dark} of {image.numel()} pixels dark"
