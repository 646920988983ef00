"""Figures of the lecture on adaptive update rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, look_of_rule, series
from dlcourse.figures.picture import Picture

LOOKS = {"plain descent": look_of_rule("SGD")} | {
    name: look_of_rule(name) for name in ("momentum", "AdaGrad", "RMSprop", "Adam", "AdamW")}


def over_steps(panels: Mapping[str, Mapping[str, Tensor]], *, caption: str, ylabel: str = "", log: bool = False,
               alike: bool = False, at: Sequence[int] = ()) -> Picture:
    """Curves over the number of the step, from 1 on, in panels side by side; the words carry the values at `at`.

    With `alike` all panels have the same vertical axis, so that their heights compare. A rule keeps its colour.

    Shapes: each curve (steps,). Source: lecture 9, effective learning rates.

    >>> over_steps({"rate": {"AdaGrad": torch.tensor([0.1, 0.07])}}, caption="Rates.", at=[2]).description
    'rate: AdaGrad 0.07 at step 2.'
    """
    figure = Figure(figsize=(3.0 * len(panels) + 0.6, 3.0), layout="constrained")
    words = []
    for axes, (title, named) in zip(figure.subplots(1, len(panels), squeeze=False, sharey=alike)[0], panels.items(),
                                    strict=True):
        for i, (name, y) in enumerate(named.items()):
            series(axes, LOOKS.get(name, 1 + i), range(1, len(y) + 1), y.tolist(), name)
        axes.set(title=title, xlabel="step", yscale="log" if log else "linear")
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
        words.append(f"{title}: " + "; ".join(
            f"{name} " + ", ".join(f"{float(y[k - 1]):.3g} at step {k}" for k in at if k <= len(y))
            for name, y in named.items()) + ".")
    figure.axes[0].set_ylabel(ylabel)
    return Picture(figure, caption=caption, description=" ".join(words))


def spread(panels: Mapping[str, Mapping[str, Tensor]], *, caption: str, log: Sequence[str] = (),
           true: float | None = None) -> Picture:
    """What several rules reach in many repetitions: a row for each rule, a point a repetition, a bar at the median.

    A dashed line marks the true value, if there is one; panels named in `log` have a logarithmic axis. The words carry
    the median and both ends, to two digits.

    Shapes: each rule's results (repetitions,). Source: lecture 9, rules compared over seeds.

    >>> spread({"price": {"AdaGrad": torch.tensor([4.0, 4.5, 6.0])}}, caption="Three shops.").description
    'price: AdaGrad 4.5 (4 to 6).'
    """
    rows = len(next(iter(panels.values())))
    figure = Figure(figsize=(5.0 if len(panels) == 1 else 6.4, 0.9 + 0.42 * rows), layout="constrained")
    words = []
    for axes, (title, named) in zip(figure.subplots(1, len(panels), squeeze=False, sharey=True)[0], panels.items(),
                                    strict=True):
        if true is not None:
            axes.axvline(true, color="#333333", linestyle="--", linewidth=1)
        for row, (name, found) in enumerate(named.items()):
            look, ordered = LOOKS[name], found.sort().values
            middle = float(ordered[(len(ordered) - 1) // 2])
            axes.plot(ordered.tolist(), [row] * len(ordered), look.marker, color=look, markersize=5,
                      alpha=0.6, markeredgewidth=0)
            axes.plot([middle] * 2, [row - 0.32, row + 0.32], color=look, linewidth=2.5)
            named_ends = (f"{float(value):.2g}" for value in (middle, ordered[0], ordered[-1]))
            words.append(f"{title}: {name} {{}} ({{}} to {{}}).".format(*named_ends))
        axes.set(xlabel=title, xscale="log" if title in log else "linear", yticks=range(rows), yticklabels=list(named))
        axes.grid(alpha=0.3, axis="x")
        axes.set_ylim(rows - 0.5, -0.5)
    return Picture(figure, caption=caption, description=" ".join(words))


def tolls(theta: float, g: float, eta: float, prices: Sequence[float]) -> Picture:
    """A line with slope g, a bowl around theta for each toll, and their sum with its lowest point; a panel a toll.

    Source: lecture 9, gradient descent as a proximal method.

    >>> tolls(2.0, 4.0, 0.25, (4.0,)).description
    'Toll 4: the bowl is 8 (x - 2)². The sum is lowest at x = 1.75, with the value 7.5.'
    """
    figure = Figure(figsize=(3.0 * len(prices) + 0.6, 3.0), layout="constrained")
    x = torch.linspace(theta - 2.0, theta + 1.0, 121, dtype=torch.float64)
    line, words = g * x, []
    for axes, b in zip(figure.subplots(1, len(prices), squeeze=False, sharey=True)[0], prices, strict=True):
        bowl, low = b / (2 * eta) * (x - theta).square(), theta - eta * g / b
        least = g * low + b / (2 * eta) * (low - theta) ** 2
        for kind, y, name in ((0, line, f"line, {g:g}x"), (2, bowl, "toll"), (1, line + bowl, "both together")):
            series(axes, kind, x.tolist(), y.tolist(), name)
        axes.plot([low], [least], marker="o", color=COLOURS[1], markersize=9)
        axes.axvline(theta, color="#888888", linewidth=1, linestyle=":")
        axes.set(title=f"toll {b:g}: lowest at x = {low:g}", xlabel="x", ylim=(0, 4 * g))
        axes.grid(alpha=0.3)
        words.append(f"Toll {b:g}: the bowl is {b / (2 * eta):g} (x - {theta:g})². The sum is lowest at x = {low:g}, "
                     f"with the value {least:g}.")
    figure.axes[0].set_ylabel("height")
    figure.axes[0].legend(fontsize=8, loc="upper left")
    return Picture(figure, caption=f"We stand at {theta:g} (dotted). The dot is the lowest point of both together.",
                   description=" ".join(words))
