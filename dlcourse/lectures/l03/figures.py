"""Figures of the lecture on neighbours, validation and dimensions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from dlcourse.arguments import count
from dlcourse.data import Fold
from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS
from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard


def folds(parts: Sequence[Fold]) -> Picture:
    """Which samples each round of cross-validation holds out: a row for each round, a box for each sample.

    Raises: ValueError without a fold. Source: lecture 3, cross-validation.

    >>> two = [Fold(torch.tensor([0, 2]), torch.tensor([1])), Fold(torch.tensor([1]), torch.tensor([0, 2]))]
    >>> folds(two).description
    'Round 1 validates on sample 1. Round 2 validates on samples 0, 2.'
    """
    if not parts:
        raise ValueError("folds: parts should hold at least one fold, but is empty.")
    n = len(parts[0].train) + len(parts[0].validation)
    figure = Figure(figsize=(6.0, 0.55 * len(parts) + 1.2), layout="constrained")
    axes = figure.subplots()
    words = []
    for row, fold in enumerate(parts):
        held = sorted(fold.validation.tolist())
        for i in range(n):
            out = i in held
            axes.add_patch(Rectangle((i - 0.42, row - 0.36), 0.84, 0.72, facecolor=COLOURS[3] if out else "none",
                                     edgecolor=COLOURS[3 if out else 5], linewidth=1.2))
            axes.annotate("v" if out else "t", (i, row), ha="center", va="center", fontsize=10,
                          color="white" if out else COLOURS[5])
        words.append(f"Round {row + 1} validates on sample{'s' if len(held) > 1 else ''} "
                     f"{', '.join(map(str, held))}.")
    axes.set(xlim=(-0.6, n - 0.4), ylim=(len(parts) - 0.4, -0.6), xlabel="sample", ylabel="round",
             xticks=range(n), yticks=range(len(parts)), yticklabels=range(1, len(parts) + 1))
    return Picture(figure, caption="Each sample is held out for validation once (filled, v), and trained on in all "
                   "other rounds (t).", description=" ".join(words))


def scores(x: Sequence[float], series: Mapping[str, Sequence[float]], *, xlabel: str, ylabel: str, caption: str,
           even: bool = False) -> Picture:
    """Curves over one axis, each with its own marker and dash; with `even`, the values of x at equal distances.

    Raises: ValueError without a curve, or for a curve of another length than x. Source: lecture 3.

    >>> scores([1, 2], {"a": [0.5, 0.75]}, xlabel="x", ylabel="y", caption="c").description
    'a: 0.5 at 1, 0.75 at 2.'
    """
    if not series or any(len(y) != len(x) for y in series.values()):
        raise ValueError("scores: series should name at least one curve, with as many values as x has.")
    figure = Figure(figsize=(5.6, 3.0), layout="constrained")
    axes = figure.subplots()
    places, words = list(range(len(x)) if even else x), []
    for i, (name, y) in enumerate(series.items()):
        axes.plot(places, list(y), color=COLOURS[(0, 1, 2, 3)[i]], marker=MARKERS[i], linestyle=DASHES[i], label=name,
                  markersize=6)
        words.append(f"{name}: " + ", ".join(f"{float(b):.3g} at {float(a):g}" for a, b in zip(x, y)) + ".")
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(0, 1.05))
    if even:
        axes.set_xticks(places, [f"{float(a):g}" for a in x])
    axes.grid(alpha=0.3)
    if len(series) > 1:
        axes.legend(fontsize=9)
    return Picture(figure, caption=caption, description=" ".join(words))


@guard
def arrows(S: Float[Tensor, "2 2"], *, every: int = 15) -> Picture:
    """What a symmetric matrix does to arrows of length 1 all round: most turn, two directions stay.

    Shapes: S (2, 2). Raises: ValueError unless S is symmetric and `every`, in degrees, divides 360.
    Source: lecture 3, eigenvectors.

    >>> arrows(torch.tensor([[2.0, 0.0], [0.0, 1.0]])).description
    'Two directions stay: (1, 0) becomes 2 times as long, (0, 1) becomes 1 times as long.'
    """
    count("arrows", "every", every)
    if not torch.equal(S, S.mT) or 360 % every:
        raise ValueError(f"arrows: S should be symmetric, and every should divide 360, but S is {S.tolist()} and every "
                         f"is {every}.")
    sizes, V = torch.linalg.eigh(S)
    figure = Figure(figsize=(4.4, 4.2), layout="constrained")
    axes = figure.subplots()
    for degrees in range(0, 360, every):
        u = torch.tensor([math.cos(math.radians(degrees)), math.sin(math.radians(degrees))], dtype=S.dtype)
        to = S @ u
        axes.plot([0, float(u[0])], [0, float(u[1])], color=COLOURS[0], linewidth=1)
        axes.plot(*zip(u.tolist(), to.tolist()), color=COLOURS[5], linewidth=0.8, linestyle=":")
        axes.plot(*to.tolist(), "s", color=COLOURS[1], markersize=4.5)
    axes.plot([], [], color=COLOURS[0], label="arrow u, of length 1")
    axes.plot([], [], "s", color=COLOURS[1], markersize=4.5, label="where S u ends")
    words = []
    for i in (1, 0):
        v = V[:, i] * (V[:, i][V[:, i].abs().argmax()]).sign()
        axes.annotate("", (float(sizes[i]) * v).tolist(), (0, 0),
                      arrowprops={"arrowstyle": "-|>", "lw": 2, "color": COLOURS[3]})
        told = v / v.abs().max()
        words.append(f"({float(told[0]):.3g}, {float(told[1]):.3g}) becomes {float(sizes[i]):.3g} times as long")
    axes.plot([], [], color=COLOURS[3], linewidth=2, label="u that only grows")
    most = 1.1 * float(sizes.abs().max())
    axes.set(xlim=(-most, most), ylim=(-most, most), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8, loc="upper left")
    return Picture(figure, caption="Arrows of length 1, and where the matrix sends them (dotted). Only along the two "
                   "thick arrows is the direction kept.", description="Two directions stay: " + ", ".join(words) + ".")
