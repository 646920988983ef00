"""Figures of the lecture on differentiation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, blank, series
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l07.rounding import mean_parts
from dlcourse.tensors import guard

MARKERS = ("o", "s", "^", "D")
FORWARD, BACKWARD = COLOURS[0], COLOURS[1]  # as in the live pictures
_BOX = {"boxstyle": "round,pad=0.4", "facecolor": "white", "edgecolor": "#1f2328"}


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


def three_errors(*, exponents: Sequence[int] = range(2, 14), places: int = 60) -> Picture:
    """What the error of a difference quotient of e^x consists of, for the forward and for the centred quotient.

    exponents: k for steps near 10^-k; places: how many x in [0.5, 2] are averaged for each.
    Raises: ValueError for fewer than two exponents.
    Source: lecture 7, truncation and rounding, measured with 60 digits.

    >>> three_errors(exponents=[5, 8, 11], places=20).caption
    'The three parts of the error, each by itself. They add, so what lies highest decides.'
    """
    if len(exponents) < 2:
        raise ValueError(f"three_errors: there should be at least two exponents, but there are {len(exponents)}. "
                         "Pass for example exponents=range(2, 14).")
    figure = Figure(figsize=(5.2, 5.6), layout="constrained")
    panels = figure.subplots(2, 1)
    steps, words = [10.0**-k for k in exponents], []
    for axes, kind in zip(panels, ("forward", "centred"), strict=True):
        found = [mean_parts(h, kind, places=places) for h in steps]
        for i, name, values in ((5, "truncation", [p.formula for p in found]),
                                (4, "rounding of x ± h" if kind == "centred" else "rounding of x + h",
                                 [p.points for p in found]),
                                (3, "rounding of f", [p.values for p in found])):
            series(axes, i, steps, values, name)
            axes.lines[-1].set_markevery((i % 2, 2))  # so that lines on each other both show their marks
        best = min(range(len(steps)), key=lambda i: found[i].written)
        words.append(f"{kind}: among powers of ten, smallest error near h = 1e-{exponents[best]}, "
                     f"{found[best].written:.0e}.")
        axes.set(xscale="log", yscale="log", ylim=(1e-14, 1), xlabel="step h", ylabel="mean error",
                 title=f"{kind} quotient of $e^x$")
        axes.grid(alpha=0.3)
        axes.legend(fontsize=9)
    caption = "The three parts of the error, each by itself. They add, so what lies highest decides."
    return Picture(figure, caption=caption,
                   description=f"e^x for x from 0.5 to 2. {' '.join(words)} To the right truncation decides, to the "
                               "left both roundings, which grow alike as h shrinks.")


def both_directions(jacobians: Sequence[Tensor], states: Sequence[tuple[str, Tensor]], tangent: Tensor) -> Picture:
    """A chain of steps with a Jacobian each: a tangent runs forward through it, an adjoint backward.

    jacobians: J1, J2, ... (out, in); states: (names, values) before, between and after them; tangent: of the input.
    The adjoint starts from 1 at the only output.
    Raises: ValueError unless there is one Jacobian fewer than states and a single output.
    Source: lecture 7, the chain rule as a product of Jacobians.

    >>> import torch
    >>> one = torch.tensor([1.0])
    >>> both_directions([torch.tensor([[2.0]]), torch.tensor([[5.0]])], [("x", one), ("u", 2 * one), ("y", one)], one)
    Figure. Tangents run forward (solid), adjoints backward (dashed).
    Forward: 1, 2, 10. Backward: 1, 5, 10. States: x = 1, u = 2, y = 1.
    """
    if len(jacobians) != len(states) - 1 or len(jacobians[-1]) != 1:
        raise ValueError(f"both_directions: there should be one Jacobian fewer than states, and one output, but there "
                         f"are {len(jacobians)} and {len(states)}, and {len(jacobians[-1])} outputs. A step leads from "
                         "each state to the next.")
    tangents, adjoints = [tangent], [tangent.new_ones(1)]
    for J in jacobians:
        tangents.append(J @ tangents[-1])
    for J in reversed(jacobians):
        adjoints.insert(0, adjoints[0] @ J)
    figure, axes = blank(5.6, 2.8)
    for i, (names, values) in enumerate(states):
        axes.text(2 * i, 2, f"{names}\n{_row(values)}", ha="center", va="center", fontsize=11, bbox=_BOX,
                  weight="bold")
        axes.text(2 * i, 1, _row(tangents[i]), ha="center", va="center", fontsize=11, color=FORWARD, weight="bold")
        axes.text(2 * i, 0, _row(adjoints[i]), ha="center", va="center", fontsize=11, color=BACKWARD, weight="bold")
    for i, J in enumerate(jacobians):
        rows = "\n".join(_row(row) for row in J)
        axes.text(2 * i + 1, 2, f"J{i + 1}\n{rows}", ha="center", va="center", fontsize=11, weight="bold")
        axes.annotate("", (2 * i + 1.4, 1), (2 * i + 0.6, 1),
                      arrowprops={"arrowstyle": "-|>", "color": FORWARD, "linewidth": 1.8})
        axes.annotate("", (2 * i + 0.6, 0), (2 * i + 1.4, 0),
                      arrowprops={"arrowstyle": "-|>", "color": BACKWARD, "linestyle": "--", "linewidth": 1.8})
    axes.text(1, 1.12, "tangent", ha="center", va="bottom", fontsize=10, color=FORWARD)
    axes.text(1, 0.12, "adjoint", ha="center", va="bottom", fontsize=10, color=BACKWARD)
    axes.set(xlim=(-0.6, 2 * len(jacobians) + 0.4), ylim=(-0.4, 2.6))
    told = [", ".join(map(_row, vectors)) for vectors in (tangents, adjoints[::-1])]
    return Picture(figure, caption="Tangents run forward (solid), adjoints backward (dashed).",
                   description=f"Forward: {told[0]}. Backward: {told[1]}. States: "
                               + ", ".join(f"{names} = {_row(values)}" for names, values in states) + ".")


def _row(values: Tensor) -> str:
    told = [f"{float(v):.4g}" for v in values]
    return told[0] if len(told) == 1 else f"({', '.join(told)})"
