"""Figures of the lecture on differentiation."""

from __future__ import annotations

import math
from collections.abc import Mapping

from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard

MARKERS = ("o", "s", "^", "D")


@guard
def step_errors(h: Float[Tensor, " steps"], errors: Mapping[str, Tensor]) -> Picture:
    """Error of difference formulas over the step size, both on logarithmic axes.

    Shapes: h (steps,), each error (steps,). Source: lecture 7, the centred difference and its error.

    >>> import torch
    >>> step_errors(torch.tensor([0.1, 0.01]), {"forward": torch.tensor([0.2, 0.02])})
    Figure. Error of a numerical derivative over the step h. Left: rounding; right: truncation.
    forward: error 0.2 at h = 0.1, least error below 1.
    """
    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    axes = figure.subplots()
    for marker, (name, error) in zip(MARKERS, errors.items(), strict=False):
        axes.loglog(h.tolist(), error.clamp(min=1e-17).tolist(), marker=marker, markersize=4, linewidth=1, label=name)
    axes.set(xlabel="step h", ylabel="absolute error")
    axes.grid(alpha=0.3)
    axes.legend()
    words = " ".join(f"{name}: error {float(e[0]):.1g} at h = {float(h[0]):.0g}, least error below "
                     f"{10 ** math.ceil(math.log10(max(float(e.min()), 1e-16)) + 1):.0g}."
                     for name, e in errors.items())
    caption = "Error of a numerical derivative over the step h. Left: rounding; right: truncation."
    return Picture(figure, caption=caption, description=words)
