"""Figures of the lecture on two classes."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from jaxtyping import Float, Int
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, MARKERS
from dlcourse.figures.picture import Picture
from dlcourse.models.linear import predict_proba
from dlcourse.tensors import guard


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
def probability_maps(models: Mapping[str, tuple[Tensor, Tensor]], X: Float[Tensor, "samples 2"],
                     y: Int[Tensor, " samples"], *, size: float = 3.0) -> Picture:
    """Logistic models side by side: lines of equal probability over the plane, with the samples.

    Shapes: each model (w (2,), b ()), X (samples, 2), y (samples,). Source: lecture 04a, over-certainty.

    >>> one = torch.tensor([1.0, 1.0], dtype=torch.float64)
    >>> maps = probability_maps({"M": (one, one[0] * 0)}, one[None], torch.tensor([1]))
    >>> print(maps.description)
    M: probability of class 1 is 0.5 on the line, 1 - 0.2 one unit beyond it.
    """
    figure = Figure(figsize=(3.3 * len(models), 3.1), layout="constrained")
    x1, x2, points = _grid(size)
    words = []
    for axes, (name, (w, b)) in zip(figure.subplots(1, len(models), squeeze=False)[0], models.items(), strict=True):
        p = predict_proba(w, b, points).reshape(x1.shape)
        lines = axes.contour(x1, x2, p, levels=[0.01, 0.1, 0.5, 0.9, 0.99], colors="#444444", linewidths=0.8)
        axes.clabel(lines, fontsize=7)
        _points(axes, X, y)
        axes.set(title=name, xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
        doubt = float(torch.sigmoid(-w.norm()))
        words.append(f"{name}: probability of class 1 is 0.5 on the line, 1 - {doubt:.1g} one unit beyond it.")
    caption = "Lines of equal probability. Same line at 0.5, very different certainty away from it."
    return Picture(figure, caption=caption if len(models) > 1 else "Lines of equal probability of class 1.",
                   description=" ".join(words))
