"""Figures of the lecture on adaptive update rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, MARKERS, series
from dlcourse.figures.picture import Picture

KINDS = {"plain descent": 0, "momentum": 5, "AdaGrad": 2, "RMSprop": 3, "Adam": 1, "AdamW": 1}  # colour, dash, marker


def bowls(theta: float, g: float, etas: Sequence[float]) -> Picture:
    """A line of slope g plus bowls of several widths around theta; the lowest place of each sum is marked.

    Source: lecture 9, gradient descent as a proximal method.

    >>> bowls(2.0, 4.0, [0.25]).description
    'From θ = 2 with slope 4: η = 0.25 has its minimum at x = 1.'
    """
    figure = Figure(figsize=(5.6, 3.3), layout="constrained")
    axes = figure.subplots()
    reach = 1.3 * max(etas) * abs(g)
    x = torch.linspace(theta - reach, theta + 0.35 * reach, 80, dtype=torch.float64)
    axes.plot(x.tolist(), (g * (x - theta)).tolist(), color="#333333", linewidth=1, label="the line alone")
    for i, eta in enumerate(etas):
        model = g * (x - theta) + (x - theta) ** 2 / (2 * eta)
        series(axes, i, x.tolist(), model.tolist(), f"with a bowl, η = {eta:g}")
        axes.plot(theta - eta * g, -eta * g * g / 2, "*", markersize=15, color=COLOURS[i], markeredgecolor="white")
    axes.plot(theta, 0, "kX", markersize=8)
    axes.annotate("θ", (theta, 0), (6, -12), textcoords="offset points")
    axes.set(xlabel="x", ylabel="model − its value at θ", ylim=(-0.6 * max(etas) * g * g, 0.45 * max(etas) * g * g))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    words = "; ".join(f"η = {eta:g} has its minimum at x = {theta - eta * g:g}" for eta in etas)
    return Picture(figure, caption="A line plus a bowl. Stars: where the sum is least. Wider bowl, longer step.",
                   description=f"From θ = {theta:g} with slope {g:g}: {words}.")


def over_steps(panels: Mapping[str, Mapping[str, Tensor]], *, caption: str, ylabel: str = "", log: bool = False,
               alike: bool = False, at: Sequence[int] = ()) -> Picture:
    """Curves over the number of the step, from 1 on, in panels side by side; the words carry the values at `at`.

    With `alike` all panels have the same vertical axis, so that their heights compare. A rule keeps its colour.

    Shapes: each curve (steps,). Source: lecture 9, effective learning rates.

    >>> over_steps({"rate": {"AdaGrad": torch.tensor([0.1, 0.07])}}, caption="Rates.", at=[2]).description
    'rate: AdaGrad 0.07 at step 2.'
    """
    figure = Figure(figsize=(3.7 * len(panels), 3.1), layout="constrained")
    words = []
    for axes, (title, named) in zip(figure.subplots(1, len(panels), squeeze=False, sharey=alike)[0], panels.items(),
                                    strict=True):
        for i, (name, y) in enumerate(named.items()):
            series(axes, KINDS.get(name, 4 + i), range(1, len(y) + 1), y.tolist(), name)
        axes.set(title=title, xlabel="step", ylabel=ylabel, yscale="log" if log else "linear")
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
        words.append(f"{title}: " + "; ".join(
            f"{name} " + ", ".join(f"{float(y[k - 1]):.3g} at step {k}" for k in at if k <= len(y))
            for name, y in named.items()) + ".")
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
    figure = Figure(figsize=(5.6 if len(panels) == 1 else 7.8, 0.9 + 0.42 * rows), layout="constrained")
    words = []
    for axes, (title, named) in zip(figure.subplots(1, len(panels), squeeze=False, sharey=True)[0], panels.items(),
                                    strict=True):
        if true is not None:
            axes.axvline(true, color="#333333", linestyle="--", linewidth=1)
        for row, (name, found) in enumerate(named.items()):
            kind, ordered = KINDS[name], found.sort().values
            middle = float(ordered[(len(ordered) - 1) // 2])
            axes.plot(ordered.tolist(), [row] * len(ordered), MARKERS[kind], color=COLOURS[kind], markersize=5,
                      alpha=0.6, markeredgewidth=0)
            axes.plot([middle] * 2, [row - 0.32, row + 0.32], color=COLOURS[kind], linewidth=2.5)
            named_ends = (f"{float(value):.2g}" for value in (middle, ordered[0], ordered[-1]))
            words.append(f"{title}: {name} {{}} ({{}} to {{}}).".format(*named_ends))
        axes.set(xlabel=title, xscale="log" if title in log else "linear", yticks=range(rows), yticklabels=list(named))
        axes.grid(alpha=0.3, axis="x")
        axes.set_ylim(rows - 0.5, -0.5)
    return Picture(figure, caption=caption, description=" ".join(words))
