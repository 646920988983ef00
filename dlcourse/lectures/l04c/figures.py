"""Figures of the lecture on very many classes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, MARKERS
from dlcourse.figures.picture import Picture

_LEAF = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": "black"}


def two_trees(names: Sequence[str], shares: Sequence[float]) -> Picture:
    """Four classes in a balanced tree, and in one that puts frequent classes near the root; the mean depth of each.

    Raises: ValueError unless there are four classes, the most frequent first, with shares that add up to 1.
    Source: lecture 4, hierarchical softmax; Huffman 1952.

    >>> two_trees("abcd", (0.5, 0.25, 0.125, 0.125)).description
    'Balanced: a 2 decisions, b 2, c 2, d 2, on average 2. Leaning: a 1 decision, b 2, c 3, d 3, on average 1.75.'
    """
    if len(names) != 4 or sorted(shares, reverse=True) != list(shares) or abs(sum(shares) - 1) > 1e-9:
        raise ValueError(f"two_trees: there should be four shares, the largest first, that add up to 1, but they are "
                         f"{tuple(shares)}.")
    shapes = {"Balanced": (((0, 0), (-2, -1)), ((0, 0), (2, -1)), ((-2, -1), (-3, -2)), ((-2, -1), (-1, -2)),
                           ((2, -1), (1, -2)), ((2, -1), (3, -2))),
              "Leaning": (((0, 0), (-2, -1)), ((0, 0), (1, -1)), ((1, -1), (-0.5, -2)), ((1, -1), (2, -2)),
                          ((2, -2), (1, -3)), ((2, -2), (3, -3)))}
    leaves = {"Balanced": ((-3, -2), (-1, -2), (1, -2), (3, -2)), "Leaning": ((-2, -1), (-0.5, -2), (1, -3), (3, -3))}
    figure = Figure(figsize=(7.2, 3.0), layout="constrained")
    words = []
    for axes, (title, edges) in zip(figure.subplots(1, 2), shapes.items(), strict=True):
        axes.axis("off")
        for a, b in edges:
            axes.plot([a[0], b[0]], [a[1], b[1]], color="#666666", linewidth=1.2)
        depth = [-y for _, y in leaves[title]]
        mean = sum(d * share for d, share in zip(depth, shares, strict=True))
        for (x, y), name, share in zip(leaves[title], names, shares, strict=True):
            axes.text(x, y, f"{name}\n{share:g}", ha="center", va="center", fontsize=10, bbox=_LEAF)
        axes.set(title=f"{title}: {mean:g} decisions on average", xlim=(-3.8, 3.8), ylim=(-3.6, 0.3))
        told = [f"{name} {d}" + (f" decision{'s' if d > 1 else ''}" if i == 0 else "")
                for i, (name, d) in enumerate(zip(names, depth, strict=True))]
        words.append(f"{title}: {', '.join(told)}, on average {mean:g}.")
    return Picture(figure, caption="Two trees for the same words. Under each word stands how often it occurs.",
                   description=" ".join(words))


def bend(low: float, high: float) -> Picture:
    """The logarithm of a sum, and the straight line between two estimates of it: its middle lies below the curve.

    Raises: ValueError unless 0 < low < high. Source: lecture 4, sampled softmax; Jensen's inequality.

    >>> bend(8.0, 32.0).description
    'Two estimates, 8 and 32, have the mean 20. The logarithms 2.08 and 3.47 have the mean 2.77, below log 20 = 3.00.'
    """
    if not 0 < low < high:
        raise ValueError(f"bend: there should be two positive sums, the smaller first, but they are {low:g} and "
                         f"{high:g}.")
    figure = Figure(figsize=(6.0, 3.4), layout="constrained")
    axes = figure.subplots()
    sums = torch.linspace(low / 2, 1.15 * high, 200, dtype=torch.float64)
    middle, ends = (low + high) / 2, (math.log(low), math.log(high))
    below, above = sum(ends) / 2, math.log(middle)
    axes.plot(sums.tolist(), sums.log().tolist(), color=COLOURS[4], linewidth=2, label="log S")
    axes.plot([low, high], ends, color=COLOURS[3], linewidth=1.5, linestyle="--", label="straight line")
    axes.plot([low, high], ends, MARKERS[0], color=COLOURS[3], markersize=7)
    axes.plot([middle, middle], [below, above], color=COLOURS[5], linewidth=1.5)
    axes.plot([middle], [below], MARKERS[3], color=COLOURS[3], markersize=8)
    axes.plot([middle], [above], MARKERS[4], color=COLOURS[4], markersize=8)
    axes.annotate(f"log {middle:g} = {above:.2f}", (middle, above), (-4, 9), textcoords="offset points", ha="right",
                  color=COLOURS[4])
    axes.annotate(f"mean of the logarithms: {below:.2f}", (middle, below), (8, -13), textcoords="offset points",
                  color=COLOURS[3])
    axes.set(xlabel="S, an estimated sum", ylabel="log S", xticks=sorted({low, middle, high}))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right", fontsize=9)
    return Picture(figure, caption="The logarithm bends. The middle of the straight line lies below the curve.",
                   description=f"Two estimates, {low:g} and {high:g}, have the mean {middle:g}. The logarithms "
                               f"{ends[0]:.2f} and {ends[1]:.2f} have the mean {below:.2f}, below log {middle:g} = "
                               f"{above:.2f}.")


def estimates(exact: float, found: Mapping[int, Tensor]) -> Picture:
    """Losses estimated from samples of classes, one dot an estimate, for several sample sizes; and the exact loss.

    Shapes: each sample size with its estimates (draws,). Source: lecture 4, sampled softmax.

    >>> estimates(2.0, {10: torch.tensor([1.0, 2.0, 2.4], dtype=torch.float64)}).description
    'The exact loss is 2.00. Samples of 10: mean 1.80, from 1.00 to 2.40.'
    """
    figure = Figure(figsize=(6.0, 3.2), layout="constrained")
    axes = figure.subplots()
    words = [f"The exact loss is {exact:.2f}."]
    for place, (size, values) in enumerate(found.items()):
        spread = torch.linspace(-0.2, 0.2, len(values), dtype=values.dtype)
        axes.plot((place + spread).tolist(), values.tolist(), MARKERS[0], color=COLOURS[4], markersize=3, alpha=0.6,
                  linestyle="none", label="estimates" if place == 0 else None)
        axes.plot([place - 0.3, place + 0.3], [float(values.mean())] * 2, color=COLOURS[3], linewidth=2.5,
                  label="their mean" if place == 0 else None)
        words.append(f"Samples of {size}: mean {float(values.mean()):.2f}, from {float(values.min()):.2f} to "
                     f"{float(values.max()):.2f}.")
    axes.axhline(exact, color=COLOURS[5], linestyle="--", linewidth=1.3, label="exact loss")
    axes.set(xticks=range(len(found)), xticklabels=[str(size) for size in found], xlabel="k, words in the sample",
             ylabel="loss of one word")
    axes.grid(alpha=0.3, axis="y")
    axes.legend(fontsize=9)
    return Picture(figure, caption="A loss estimated from few of 1000 words. Small samples scatter widely.",
                   description=" ".join(words))
