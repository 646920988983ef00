"""Figures of lecture 01a: what thrown dice do to a line, and what a penalty does to its slope."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, MARKERS, series
from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard


@guard
def dice(train: Float[Tensor, " herds"], test: Float[Tensor, " herds"]) -> Picture:
    """One point a herd: how many times as large its two losses become when dice are added to the features.

    Shapes: train and test (herds,), loss with dice divided by loss without. Raises: ValueError unless all are positive.
    Source: lecture 01a, unseen data.

    >>> dice(torch.tensor([0.5, 0.4]), torch.tensor([2.0, 0.9])).description
    'With dice the training loss is smaller in 2 of 2 herds, and the test loss is larger in 1 of 2. The ratio in \
the middle is 0.45 for the training loss and 1.45 for the test loss.'
    """
    if float(torch.minimum(train, test).min()) <= 0:
        raise ValueError("dice: train and test should be positive, but one is not. Pass loss with dice divided by loss "
                         "without.")
    figure = Figure(figsize=(4.8, 3.9), layout="constrained")
    axes = figure.subplots()
    worse = test > 1
    for kind, mark, name in ((1, worse, "worse on unseen cats"), (0, ~worse, "better on unseen cats")):
        axes.plot(train[mark].tolist(), test[mark].tolist(), MARKERS[kind], color=COLOURS[kind], markersize=4.5,
                  alpha=0.75, label=name)
    axes.axhline(1, color=COLOURS[5], linestyle="--", linewidth=1.3)
    axes.set(xlim=(0, 1.05), yscale="log", xlabel="training loss: with dice / without",
             ylabel="test loss: with dice / without")
    axes.set_yticks([0.5, 1, 2, 5, 10, 20, 50, 100], ["0.5", "1", "2", "5", "10", "20", "50", "100"])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(loc="upper right", fontsize=9)
    n = len(train)
    middle = [(v.sort().values[(n - 1) // 2] + v.sort().values[n // 2]) / 2 for v in (train, test)]
    return Picture(figure, caption="Each herd is a point: its losses with four dice, divided by those without. Above "
                   "the dashed line dice did harm. The upward scale multiplies: 10 is as far above 1 as 100 above 10.",
                   description=f"With dice the training loss is smaller in {int((train < 1).sum())} of {n} herds, and "
                               f"the test loss is larger in {int(worse.sum())} of {n}. The ratio in the middle is "
                               f"{float(middle[0]):.3g} for the training loss and {float(middle[1]):.3g} for the "
                               "test loss.")


@guard
def penalised(lines: Mapping[str, Tensor], x: Float[Tensor, " points"],
              y: Float[Tensor, " points"]) -> Picture:
    """Points, and lines b + w · x with theta = (b, w), each with its name.

    Shapes: a theta (2,) for each name; x and y (points,). Raises: ValueError for no line. Source: lecture 01a, penalty.

    >>> x = torch.tensor([-1.0, 1.0])
    >>> penalised({"λ = 0": torch.tensor([2.0, 0.5])}, x, x + 2).description
    'λ = 0: b = 2, w = 0.5.'
    """
    if not lines:
        raise ValueError("penalised: lines should hold at least one line, but is empty. Pass a name and its theta.")
    figure = Figure(figsize=(5.4, 3.6), layout="constrained")
    axes = figure.subplots()
    ends = torch.tensor([float(x.min()) - 0.5, float(x.max()) + 0.5], dtype=x.dtype)
    for i, (name, theta) in enumerate(lines.items()):
        series(axes, i, ends.tolist(), (theta[0] + theta[1] * ends).tolist(), name)
    axes.plot(x.tolist(), y.tolist(), "*", color=COLOURS[5], markersize=11, label="cats")
    axes.set(xlabel="age in years, minus 4.125", ylabel="weight in kg")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    told = [f"{name}: b = {float(theta[0]):.3g}, w = {float(theta[1]):.3g}." for name, theta in lines.items()]
    return Picture(figure, caption="The same cats, and lines under a growing penalty on w.", description=" ".join(told))
