"""Figures of lecture 15b."""

from __future__ import annotations

from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard


@guard
def curve(x: Float[Tensor, " points"], y: Float[Tensor, " points"]) -> Picture:
    """One curve and its highest point.

    Shapes: x and y (points,).

    >>> import torch
    >>> curve(torch.tensor([0.0, 1.0]), torch.tensor([2.0, 3.0]))
    Figure. A curve.
    The curve is highest at x = 1, where it is 3.
    """
    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.plot(x.tolist(), y.tolist(), marker="o", markersize=4)
    axes.set(xlabel="x", ylabel="y")
    axes.grid(alpha=0.3)
    top = int(y.argmax())
    return Picture(figure, caption="A curve.",
                   description=f"The curve is highest at x = {float(x[top]):.3g}, where it is {float(y[top]):.3g}.")
