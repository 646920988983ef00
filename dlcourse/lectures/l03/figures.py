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
from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, spot
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l03.runs import RUNS, run
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
           even: bool = False, low: float = 0.0) -> Picture:
    """Curves over one axis from `low` to 1, each with its own marker and dash; with `even`, x at equal distances.

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
    axes.set(xlabel=xlabel, ylabel=ylabel, ylim=(low, 1.05))
    if even:
        axes.set_xticks(places, [f"{float(a):g}" for a in x])
    axes.grid(alpha=0.3)
    if len(series) > 1:
        axes.legend(fontsize=9)
    return Picture(figure, caption=caption, description=" ".join(words))


def five_runs() -> Picture:
    """The training and the validation loss of the five runs of this lecture, one small picture each.

    Source: lecture 3, learning curves.

    >>> five_runs().description[:5]
    'Run 1'
    """
    figure = Figure(figsize=(5.8, 6.2), layout="constrained")
    places = figure.subplots(3, 2, sharex=True, sharey=True)
    words = []
    for i in range(len(RUNS)):
        losses, axes = run(i + 1), places.flat[i]
        axes.plot(losses.train.tolist(), color=COLOURS[0], linestyle=DASHES[0], label="training")
        axes.plot(losses.validation.tolist(), color=COLOURS[1], linestyle=DASHES[1], label="validation")
        axes.set_title(f"run {i + 1}", fontsize=11)
        axes.set(ylim=(0, 0.9))
        axes.grid(alpha=0.3)
        axes.tick_params(labelsize=10, labelbottom=i > 2)
        told = [[float(v) for v in (curve[0], curve.min(), curve[-1])] for curve in losses]
        words.append(f"Run {i + 1}: " + ", ".join(
            f"{name} from {first:.2f} to {last:.2f}, lowest {lowest:.2f}"
            for name, (first, lowest, last) in zip(("training", "validation"), told)) + ".")
    places.flat[5].axis("off")
    places.flat[5].legend(*places.flat[0].get_legend_handles_labels(), fontsize=11, loc="center")
    figure.supxlabel("epoch", fontsize=11)
    figure.supylabel("mean squared miss", fontsize=11)
    return Picture(figure, caption="Five training runs. Which is which? (Run 4 leaves its frame once, "
                   "up to 1.5.)", description=" ".join(words))


@guard
def buckets(across: Float[Tensor, "planes 2"], points: Float[Tensor, "points 2"]) -> Picture:
    """Lines through the origin, the arrow of each, and the bucket number of some points.

    Shapes: across (planes, 2), the arrow of each line; points (points, 2). Raises: ShapeError.
    Source: lecture 3, approximate search.

    >>> buckets(torch.tensor([[1.0, -1.0]]), torch.tensor([[3.0, 1.0], [1.0, 4.0]])).description
    'The point (3, 1) is in bucket 1, (1, 4) in bucket 0.'
    """
    figure = Figure(figsize=(5.0, 4.4), layout="constrained")
    axes = figure.subplots()
    for i, (a, b) in enumerate(across.tolist()):
        long = math.hypot(a, b)
        axes.axline((0, 0), (-b, a), color=COLOURS[i], linestyle=DASHES[i], linewidth=1.5)
        axes.annotate("", (1.3 * a / long, 1.3 * b / long), (0, 0),
                      arrowprops={"arrowstyle": "-|>", "lw": 1.8, "color": COLOURS[i]})
        axes.annotate(f"$a_{i + 1}$", (1.75 * a / long, 1.75 * b / long), ha="center", va="center", fontsize=12,
                      color=COLOURS[i])
    words = []
    for x in points:
        number = "".join(str(int(bit)) for bit in across @ x > 0)
        axes.plot(*x.tolist(), "o", color=COLOURS[5], markersize=6)
        axes.annotate(number, spot(x), xytext=(7, 4), textcoords="offset points", fontsize=12, color=COLOURS[5])
        words.append(f"({float(x[0]):g}, {float(x[1]):g}) {'is ' if not words else ''}in bucket {number}")
    axes.set(xlim=(-5, 5), ylim=(-5, 5), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    return Picture(figure, caption="Each line cuts the plane; its arrow points to the side that gets a 1. The digits "
                   "stand in the order of the arrows.", description="The point " + ", ".join(words) + ".")


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
    axes.plot([], [], color=COLOURS[3], linewidth=2, label="S u, where u does not turn")
    most = 1.1 * float(sizes.abs().max())
    axes.set(xlim=(-most, most), ylim=(-most, most), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8, loc="upper left")
    return Picture(figure, caption="Arrows of length 1, and where the matrix sends them (dotted). Only along the two "
                   "thick arrows is the direction kept.", description="Two directions stay: " + ", ".join(words) + ".")
