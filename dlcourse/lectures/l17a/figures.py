"""Figures of lecture 17a."""

from __future__ import annotations

from jaxtyping import Float, Int
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, blank
from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard


def weather() -> Picture:
    """Sun and rain as two circles, with an arrow and its probability for each step.

    >>> weather().description[:12]
    'Two circles,'
    """
    figure, axes = blank(5.6, 2.2)
    for x, name, colour in ((0.0, "sun", COLOURS[0]), (6.0, "rain", COLOURS[1])):
        axes.add_patch(Circle((x, 0), 0.9, facecolor=colour, alpha=0.8, edgecolor="black"))
        axes.text(x, 0, name, ha="center", va="center", fontsize=11, color="white", weight="bold")
    _arrow(axes, (0.85, 0.35), (5.15, 0.35), -0.2, (3.0, 1.15), "0.1")
    _arrow(axes, (5.15, -0.35), (0.85, -0.35), -0.2, (3.0, -1.25), "0.5")
    _arrow(axes, (-0.75, 0.55), (-0.75, -0.55), 1.6, (-2.6, 0.0), "0.9")
    _arrow(axes, (6.75, -0.55), (6.75, 0.55), 1.6, (8.6, 0.0), "0.5")
    axes.set(xlim=(-3.2, 9.2), ylim=(-1.7, 1.7), aspect="equal")
    return Picture(figure, caption="A chain of two states.",
                   description="Two circles, sun and rain. Arrows: sun to sun 0.9, sun to rain 0.1, rain to sun 0.5, "
                               "rain to rain 0.5.")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], bent: float,
           place: tuple[float, float], text: str) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[5], "linewidth": 1.4,
                                              "connectionstyle": f"arc3,rad={bent}"})
    axes.text(*place, text, ha="center", va="center", fontsize=11)


@guard
def shares(seen: Int[Tensor, " times"], pi: Float[Tensor, " states"], names: tuple[str, ...]) -> Picture:
    """The first 80 states of a walk, and the share of the time in the first state so far, beside the long run.

    Shapes: seen (times,), pi (states,).

    >>> import torch
    >>> shares(torch.tensor([0, 1, 0, 0]), torch.tensor([0.8, 0.2]), ("sun", "rain")).description[-48:]
    'it is 0.750 after 3 steps. In the long run: 0.8.'
    """
    figure = Figure(figsize=(7.2, 2.8), layout="constrained")
    left, right = figure.subplots(1, 2)
    first = seen[:80]
    left.step(range(len(first)), first.tolist(), where="mid", color=COLOURS[0])
    left.set_yticks(range(len(names)), names)
    left.set(xlabel="step", title="the first steps", ylim=(len(names) - 0.8, -0.2))
    share = (seen == 0).double().cumsum(0) / (1 + seen.new_tensor(range(len(seen))))
    right.plot(range(1, len(seen) + 1), share.tolist(), color=COLOURS[0], label=f"share of {names[0]} so far")
    right.axhline(float(pi[0]), color=COLOURS[1], linestyle="--", label="in the long run")
    right.set(xscale="log", xlabel="steps looked at", ylabel="share", ylim=(0, 1.05), title="the share so far")
    right.grid(alpha=0.3)
    right.legend(loc="lower right", fontsize=8)
    return Picture(figure, caption="One walk: its first steps, and the share of the time in the first state.",
                   description=f"Left, the first {len(first)} states. Right, the share of {names[0]} so far: "
                               f"it is {float(share[-1]):.3f} after {len(seen) - 1} steps. In the long run: "
                               f"{float(pi[0]):.3g}.")
