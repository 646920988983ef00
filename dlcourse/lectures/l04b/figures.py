"""Figures of the lecture on many classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float, Int
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, MARKERS, series
from dlcourse.figures.picture import Picture
from dlcourse.models.linear import softmax_predict
from dlcourse.models.margin import margin_width
from dlcourse.tensors import guard, rounded


def _points(axes: Axes, X: Tensor, y: Tensor) -> None:
    for label in y.unique().tolist():
        own = X[y == label]
        axes.plot(own[:, 0].tolist(), own[:, 1].tolist(), MARKERS[label], color=COLOURS[label], markersize=5,
                  markeredgecolor="white", label=f"class {label}")


def _grid(size: float, steps: int = 80) -> tuple[Tensor, Tensor, Tensor]:
    line = torch.linspace(-size, size, steps, dtype=torch.float64)
    x1, x2 = torch.meshgrid(line, line, indexing="xy")
    return x1, x2, torch.stack([x1.flatten(), x2.flatten()], 1)


@guard
def class_regions(W: Float[Tensor, "classes 2"], b: Float[Tensor, " classes"], X: Float[Tensor, "samples 2"],
                  y: Int[Tensor, " samples"], *, size: float = 4.0) -> Picture:
    """Which class is the most probable where, with the samples and each class's weight vector as an arrow.

    Shapes: W (classes, 2), b (classes,), X (samples, 2), y (samples,). Source: lecture 04b, one plane a class.

    >>> W = torch.tensor([[1.0, 0.0], [-1.0, 0.0]], dtype=torch.float64)
    >>> class_regions(W, torch.zeros(2, dtype=torch.float64), W, torch.tensor([0, 1])).description
    'Class 0: weights [1.0, 0.0], 1 of 1 samples in its region. Class 1: weights [-1.0, 0.0], 1 of 1 samples in ...'
    """
    figure = Figure(figsize=(4.4, 4.0), layout="constrained")
    axes = figure.subplots()
    x1, x2, points = _grid(size, 160)
    best = softmax_predict(W, b, points).argmax(1).reshape(x1.shape)
    axes.contourf(x1, x2, best, levels=[c - 0.5 for c in range(len(W) + 1)], colors=COLOURS[:len(W)], alpha=0.18)
    _points(axes, X, y)
    words = []
    for c, row in enumerate(W / W.norm(dim=1).max() * size / 2):
        axes.annotate("", row.tolist(), (0, 0), arrowprops={"arrowstyle": "->", "color": COLOURS[c], "lw": 2})
        axes.annotate(f"$w_{c}$", (1.12 * row).tolist(), color=COLOURS[c], ha="center", va="center")
        own = y == c
        hits = int((softmax_predict(W, b, X)[own].argmax(1) == c).sum())
        words.append(f"Class {c}: weights {rounded(W[c], 1)}, {hits} of {int(own.sum())} samples in its region.")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=(-size, size), ylim=(-size, size))
    axes.legend(loc="lower left", fontsize=8)
    return Picture(figure, caption="Three classes, three weight vectors; each region is where one logit is largest.",
                   description=" ".join(words))


@guard
def curves(x: Float[Tensor, " points"], named: Mapping[str, Tensor], *, xlabel: str, ylabel: str, caption: str,
           at: Sequence[float] = ()) -> Picture:
    """Several curves over one axis, told apart by dash and marker; the words carry the values at the places `at`.

    Shapes: x (points,), each curve (points,). Source: lecture 04b, losses over the margin.

    >>> x = torch.tensor([0.0, 1.0])
    >>> curves(x, {"square": x * x}, xlabel="x", ylabel="y", caption="A square.", at=[1.0]).description
    'square: 1.0 at x = 1.'
    """
    figure = Figure(figsize=(6.0, 3.2), layout="constrained")
    axes = figure.subplots()
    for i, (name, y) in enumerate(named.items()):
        series(axes, i, x.tolist(), y.tolist(), name)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.grid(alpha=0.3)
    axes.legend()
    places = [(a, int((x - a).abs().argmin())) for a in at]
    words = " ".join(f"{name}: " + ", ".join(f"{rounded(float(y[i]), 2)} at {xlabel} = {a:g}" for a, i in places) + "."
                     for name, y in named.items())
    return Picture(figure, caption=caption, description=words)


@guard
def margin_lines(w: Float[Tensor, " 2"], b: Float[Tensor, ""], X: Float[Tensor, "samples 2"],
                 y: Int[Tensor, " samples"], *, size: float = 4.0) -> Picture:
    """A separating line with its two margin lines; samples on or inside the margin are ringed.

    Shapes: w (2,), b (), X (samples, 2), y (samples,). Source: lecture 04b, support vector machine.

    >>> w = torch.tensor([1.0, 0.0], dtype=torch.float64)
    >>> X = torch.tensor([[1.0, 0.0], [-3.0, 0.0]], dtype=torch.float64)
    >>> margin_lines(w, w[1], X, torch.tensor([1, 0])).description
    'The strip between the margin lines is 2.0 wide; 1 of 2 samples lie on its edge or inside.'
    """
    figure = Figure(figsize=(4.4, 3.8), layout="constrained")
    axes = figure.subplots()
    x1, x2, points = _grid(size)
    lines = axes.contour(x1, x2, (points @ w + b).reshape(x1.shape), levels=[-1, 0, 1], colors="#333333",
                         linestyles=["--", "-", "--"])
    axes.clabel(lines, fontsize=8)
    support = (2 * y - 1) * (X @ w + b) <= 1.02
    _points(axes, X, y)
    axes.plot(X[support, 0].tolist(), X[support, 1].tolist(), "o", markersize=11, markerfacecolor="none",
              markeredgecolor="#111111", label="support vector")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=(-size, size), ylim=(-size, size))
    axes.legend(loc="best", fontsize=8)
    words = (f"The strip between the margin lines is {float(margin_width(w)):.1f} wide; {int(support.sum())} of "
             f"{len(y)} samples lie on its edge or inside.")
    return Picture(figure, caption="Dashed: where the score is 1 and -1. Only ringed samples hold the line.",
                   description=words)
