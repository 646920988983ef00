"""Figures of lecture 00c: features of features, models as networks, a timeline."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import CLASS0, CLASS1, COLOURS, blank, grey_image
from dlcourse.figures.picture import Picture

EVENTS = (  # year, what happened, +1 for a rise of interest or -1 for trouble
    (1943, "McCulloch, Pitts: a neuron as a switch", 1), (1958, "Rosenblatt: the perceptron learns", 1),
    (1969, "Minsky, Papert: what one unit cannot do", -1), (1970, "Linnainmaa: slopes of a whole program", 1),
    (1974, "Werbos: the same for networks", 1),
    (1980, "Fukushima: small shapes, found anywhere", 1), (1986, "Rumelhart et al.: hidden units learn", 1),
    (1989, "LeCun et al.: a network reads digits", 1), (1995, "Cortes, Vapnik: support vector machine", -1),
    (1997, "Hochreiter, Schmidhuber: a long memory", 1), (2006, "Hinton et al.: learning layer by layer", 1),
    (2012, "Krizhevsky et al.: AlexNet", 1), (2017, "Vaswani et al.: the transformer", 1))
QUIET = ((1970, 1985), (1996, 2006))  # about these years few worked on networks


class Net(NamedTuple):
    """A diagram of layers: how many units each has, and what is written under each layer, in the circles and on lines.

    weights: for each layer but the first, for each of its units, what stands on the lines that come in.
    added: for each layer but the first, for each of its units, what stands below it.
    """

    sizes: tuple[int, ...]
    labels: tuple[str, ...]
    names: tuple[tuple[str, ...], ...] = ()
    weights: tuple[tuple[tuple[str, ...], ...], ...] = ()
    added: tuple[tuple[str, ...], ...] = ()


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
    """Models drawn as networks: squares are inputs, circles are units, lines are weights, all drawn by this function.

    Raises: ValueError unless each layer has a label and at least one unit.
    Source: most models can be seen as a network.

    >>> networks({"linear": Net((2, 1), ("x", "y"), weights=((("3", "-1"),),))})
    Figure. Inputs (squares), units (circles) and weighted connections (lines).
    linear: 2 inputs (x), 1 unit (y), 2 connections. Weights: 3, -1.
    """
    for title, net in nets.items():
        if len(net.sizes) != len(net.labels) or min(net.sizes) < 1:
            raise ValueError(f"networks: {title!r} should have a label for each layer and at least one unit in it, "
                             f"but has sizes {net.sizes} and labels {net.labels}.")
    figure = Figure(figsize=(2.5 * len(nets), 2.5), layout="constrained")
    words, half = [], max(max(net.sizes) for net in nets.values()) / 2
    places = figure.subplots(1, len(nets), squeeze=False, width_ratios=[len(net.sizes) for net in nets.values()])[0]
    for axes, (title, net) in zip(places, nets.items(), strict=True):
        layers = [[(2 * i, (size - 1) / 2 - j) for j in range(size)] for i, size in enumerate(net.sizes)]
        joins = [(a, b) for left, right in itertools.pairwise(layers) for b in right for a in left]
        written = [text for layer in net.weights for unit in layer for text in unit]
        for k, (a, b) in enumerate(joins):
            axes.plot(*zip(a, b), color="#4a5a6a", linewidth=0.8, zorder=1)
            if written:
                axes.text(a[0] + 0.32 * (b[0] - a[0]), a[1] + 0.32 * (b[1] - a[1]), written[k], ha="center",
                          va="center", fontsize=10, bbox={"boxstyle": "square,pad=0.1", "facecolor": "white",
                                                          "edgecolor": "none"})
        for i, (layer, label) in enumerate(zip(layers, net.labels, strict=True)):
            axes.scatter(*zip(*layer), s=430 if net.names else 120, marker="o" if i else "s", facecolor="white",
                         edgecolor="black", zorder=2)
            axes.text(layer[0][0], -half - 0.4, label, ha="center", va="top", fontsize=10)
            for place, name in zip(layer, net.names[i] if net.names else ()):
                axes.text(*place, name, ha="center", va="center", fontsize=10)
            for (x, y), more in zip(layer, net.added[i - 1] if i and net.added else ()):
                axes.text(x, y - 0.24, more, ha="center", va="top", fontsize=10)
        axes.set_title(title, fontsize=10.5)
        axes.set(xlim=(-0.6, 2 * len(layers) - 1.4), ylim=(-half - 0.8, half))
        axes.axis("off")
        units = ", ".join(f"{s} {_kind(i, s)}" + (f" ({label})" if label != _kind(i, s) else "")
                          for i, (s, label) in enumerate(zip(net.sizes, net.labels, strict=True)))
        words.append(f"{title}: {units}, {len(joins)} connections."
                     + (f" Weights: {', '.join(written)}." if written else ""))
    return Picture(figure, caption="Inputs (squares), units (circles) and weighted connections (lines).",
                   description=" ".join(words))


def _kind(layer: int, size: int) -> str:
    return ("unit" if layer else "input") + "s" * (size > 1)


def hidden_plane() -> Picture:
    """The corners of XOR where the two hidden units of the network with max(0, x1 + x2 - 1) put them.

    Source: Goodfellow, Bengio, Courville, Deep Learning, section 6.1.

    >>> hidden_plane()
    Figure. The corners as the hidden units see them. One line divides the classes.
    (0, 0) moves to (0, 0), class 0. (0, 1) moves to (1, 0), class 1. (1, 0) moves to (1, 0), class 1. (1, 1) moves to \
(2, 1), class 0. Right of the line h1 - 2 h2 = 0.5 lies class 1.
    """
    figure = Figure(figsize=(3.9, 2.7), layout="constrained")
    axes, words = figure.subplots(), []
    axes.plot([0.1, 2.9], [-0.2, 1.2], color="black", linestyle="--", linewidth=1.2)
    axes.text(1.4, 0.75, "h1 - 2 h2 = 0.5", ha="right", va="center", fontsize=10)
    for x1, x2 in itertools.product((0, 1), repeat=2):
        h1, h2, c = max(0, x1 + x2), max(0, x1 + x2 - 1), x1 ^ x2
        look = (CLASS0, CLASS1)[c]
        axes.plot([h1], [h2], linestyle="none", marker=look.marker, color=look, markersize=9,
                  label=f"class {c}" if x2 == 0 else "_")
        words.append(f"({x1}, {x2}) moves to ({h1}, {h2}), class {c}.")
    for h1, h2, side, text in ((0, 0, 0.2, "(0, 0)"), (1, 0, -0.2, "(0, 1) and (1, 0)"), (2, 1, 0.2, "(1, 1)")):
        axes.text(h1, h2 + side, f"x = {text}", ha="center", va="center", fontsize=10)
    axes.set(xlabel="h1", ylabel="h2", xlim=(-0.4, 2.6), ylim=(-0.42, 1.45), xticks=[0, 1, 2], yticks=[0, 1])
    axes.legend(fontsize=9, loc="upper left")
    return Picture(figure, caption="The corners as the hidden units see them. One line divides the classes.",
                   description=" ".join(words) + " Right of the line h1 - 2 h2 = 0.5 lies class 1.")


def timeline() -> Picture:
    """Neural networks since 1943 on a scale of years: what raised interest, what ended it, and the quiet years.

    Source: history of neural networks, with the ups and downs between 1960 and 2000.

    >>> timeline()
    Figure. Rises (circles) and troubles (crosses) of neural networks. Grey: years of little interest.
    1943 McCulloch, Pitts: a neuron as a switch. 1958 Rosenblatt: the perceptron learns. ... Little interest: about \
1970 to 1985, 1996 to 2006.
    """
    figure, axes = blank(5.0, 4.6)
    first, last = EVENTS[0][0], EVENTS[-1][0]
    for start, end in QUIET:
        axes.fill_between([-0.28, 0.28], start, end, color="#8a8a8a", alpha=0.5, linewidth=0, zorder=0)
    for i, (year, event, sign) in enumerate(EVENTS):
        y = first + (last - first) * i / (len(EVENTS) - 1)  # the texts at equal distances, the marks at their years
        side = -0.14 * sign  # rises on the left of the line, troubles on its right
        axes.plot([side], [year], marker="o" if sign > 0 else "X", markersize=8, color=COLOURS[0 if sign > 0 else 1])
        axes.plot([0.33, 0.85], [year, y], color="#797979", linewidth=0.7)
        axes.text(0.9, y, f"{year} {event}" + ("" if sign > 0 else " (trouble)"), ha="left", va="center", fontsize=10)
    axes.plot([0, 0], [first - 2, last + 2], color="black", linewidth=1, zorder=0)
    axes.set(xlim=(-0.35, 6.9), ylim=(last + 3, first - 3))
    words = " ".join(f"{year} {event}{'' if sign > 0 else ' (trouble)'}." for year, event, sign in EVENTS)
    quiet = ", ".join(f"{start} to {end}" for start, end in QUIET)
    return Picture(figure, caption="Rises (circles) and troubles (crosses) of neural networks. Grey: years of little "
                   "interest.", description=f"{words} Little interest: about {quiet}.")


def _dark(image: Tensor) -> str:
    dark = int((image > image.max() / 2).sum()) if bool(image.max() > 0) else 0
    return f"{dark} of {image.numel()} pixels dark"
