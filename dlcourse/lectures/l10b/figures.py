"""Figures of lecture 10b."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, blank
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l10b import trials, widgets

LOOK = widgets.LOOK | {trials.DISTURBED: 3, trials.ONCE: 6, trials.IDENTITY: 4, trials.START: 4}
TOP = trials.GUESS  # losses above are drawn here


def rates(panels: Mapping[str, Mapping[str, trials.Sweep]]) -> Picture:
    """The loss at the end over the learning rate: for each bend a panel, for each way of norming a line.

    A marker is the median of five starts, and the bar runs from the best to the worst.

    >>> rates({"sigmoid": {"plain": trials.sweep("sigmoid", "plain")}}).caption[:33]
    'The loss at the end over the lear'
    """
    figure = Figure(figsize=(3.4 * max(len(panels), 2), 3.2), layout="constrained")
    drawn = figure.subplots(1, len(panels), squeeze=False, sharey=True)[0]
    words = []
    for axes, (bend, ways) in zip(drawn, panels.items()):
        for k, (way, found) in enumerate(ways.items()):
            kind, loss = LOOK[way], found.loss.clamp(max=TOP)
            middle, low, high = loss.median(1).values, loss.min(1).values, loss.max(1).values
            x = [rate * 1.07 ** (k - len(ways) / 2) for rate in trials.RATES]
            axes.errorbar(x, middle.tolist(), yerr=torch.stack([middle - low, high - middle]).numpy(), label=way,
                          color=COLOURS[kind], linestyle=DASHES[kind], marker=MARKERS[kind], markersize=5, capsize=2)
            words.append(f"{bend}, {way}: " + ", ".join(f"{v:.2f}" if v < TOP else f"{TOP:.2f} or more"
                                                        for v in found.loss.median(1).values.tolist()) + ".")
        axes.set(xscale="log", yscale="log", ylim=(0.03, 2.9), xlabel="learning rate η", title=f"bend: {bend}")
        axes.set_xticks(trials.RATES, [f"{rate:g}" for rate in trials.RATES])
        axes.minorticks_off()
        axes.set_yticks([0.05, 0.1, 0.3, 1, TOP], ["0.05", "0.1", "0.3", "1", "2.3 or more"])
        axes.grid(alpha=0.3)
    drawn[0].set_ylabel("loss after 100 steps")
    drawn[0].legend(fontsize=8)
    return Picture(figure, caption="The loss at the end over the learning rate: median of five starts, and bars from "
                                   "the best to the worst. Guessing has 2.30; losses above lie there, too.",
                   description=f"Rates {', '.join(f'{r:g}' for r in trials.RATES)}. " + " ".join(words))


def drifts(found: Mapping[str, trials.Sweep]) -> Picture:
    """How the pre-activation of one unit moves while the network learns: its mean and one deviation to both sides.

    >>> drifts({"plain": trials.sweep("sigmoid", "plain")}).caption[:19]
    'One unit of layer 2'
    """
    figure = Figure(figsize=(7.0, 2.6), layout="constrained")
    drawn = figure.subplots(1, len(found), squeeze=False, sharey=True)[0]
    words = []
    for axes, (way, sweep) in zip(drawn, found.items()):
        steps, low, high = range(trials.STEPS), sweep.mean - sweep.deviation, sweep.mean + sweep.deviation
        axes.fill_between(steps, low.tolist(), high.tolist(), color=COLOURS[LOOK[way]], alpha=0.3, linewidth=0)
        axes.plot(steps, sweep.mean.tolist(), color=COLOURS[LOOK[way]], linewidth=1.2)
        axes.set_title(way, fontsize=9)
        axes.set(xlabel="step", ylim=(-4, 4))
        axes.grid(alpha=0.3)
        words.append(f"{way}: the mean lies between {float(sweep.mean.min()):.2f} and {float(sweep.mean.max()):.2f}, "
                     f"the deviation {float(sweep.deviation.min()):.2f} to {float(sweep.deviation.max()):.2f}.")
    drawn[0].set_ylabel("pre-activation z")
    return Picture(figure, caption="One unit of layer 2 while its network learns: the mean of z over the batch (line), "
                                   "and one standard deviation to both sides (band).", description=" ".join(words))


def directions() -> Picture:
    """A batch as a table, twice: batch norm takes a column at a time, layer norm a row.

    >>> directions().description
    'A table of 4 samples and 3 features, twice. Left, column 2 is framed: batch norm. Right, row 2: layer norm.'
    """
    figure, axes = blank(6.4, 2.6)
    for left, title, column in ((0.0, "batch norm: down each column", True),
                                (5.0, "layer norm: along each row", False)):
        for i in range(4):
            for j in range(3):
                inside = j == 1 if column else i == 1
                axes.add_patch(Rectangle((left + j, 3 - i), 0.9, 0.8, facecolor=COLOURS[0 if inside else 5],
                                         alpha=0.75 if inside else 0.35, hatch="//" if inside else "", linewidth=0))
        frame = ((left + 0.95, -0.08), 1.0, 3.96) if column else ((left - 0.06, 1.94), 3.02, 0.92)
        axes.add_patch(Rectangle(*frame, fill=False, edgecolor=COLOURS[1], linewidth=2))
        axes.text(left + 1.45, 4.2, title, ha="center", fontsize=10)
        axes.text(left + 1.45, -0.55, "features", ha="center", fontsize=9)
        axes.text(left - 0.25, 1.9, "samples", rotation=90, va="center", ha="center", fontsize=9)
    axes.set(xlim=(-0.6, 8.4), ylim=(-0.9, 4.7))
    return Picture(figure, caption="The same batch twice. Framed: the numbers that share one mean and one variance.",
                   description="A table of 4 samples and 3 features, twice. Left, column 2 is framed: batch norm. "
                               "Right, row 2: layer norm.")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], *, bent: float = 0.0) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[5], "linewidth": 1.6,
                                              "connectionstyle": f"arc3,rad={bent}", "shrinkA": 2, "shrinkB": 2})


def ways_past() -> Picture:
    """A plain block, a residual block and a highway block as drawings.

    >>> ways_past().description[:38]
    'Three drawings. Plain: x goes into F. '
    """
    figure, axes = blank(6.8, 1.9)
    for k, (title, box, joint) in enumerate((("plain", "F", ""), ("residual", "F", "+"), ("highway", "H", "mix"))):
        left = 3.4 * k
        axes.text(left + 1.4, 1.5, title, ha="center", fontsize=11)
        axes.text(left, 0, "x", ha="center", va="center", fontsize=12)
        axes.add_patch(Rectangle((left + 0.7, -0.3), 0.7, 0.6, facecolor=COLOURS[0], alpha=0.3, edgecolor=COLOURS[0]))
        axes.text(left + 1.05, 0, box, ha="center", va="center", fontsize=12)
        axes.text(left + 2.8, 0, "y", ha="center", va="center", fontsize=12)
        _arrow(axes, (left + 0.12, 0), (left + 0.7, 0))
        if joint:
            _arrow(axes, (left + 1.4, 0), (left + 1.85, 0))
            axes.text(left + 2.1, 0, joint, ha="center", va="center", fontsize=11,
                      bbox={"boxstyle": "circle", "facecolor": "none", "edgecolor": COLOURS[1], "linewidth": 1.5})
            _arrow(axes, (left + 0.1, 0.12), (left + 2.0, 0.3), bent=-0.45)
            _arrow(axes, (left + 2.38, 0), (left + 2.7, 0))
        else:
            _arrow(axes, (left + 1.4, 0), (left + 2.7, 0))
        if joint == "mix":
            axes.text(left + 1.05, -0.9, "gate T(x)", ha="center", va="center", fontsize=10)
            _arrow(axes, (left + 0.06, -0.15), (left + 0.5, -0.85))
            _arrow(axes, (left + 1.6, -0.85), (left + 2.05, -0.32))
    axes.set(xlim=(-0.3, 9.9), ylim=(-1.2, 1.9))
    return Picture(figure, caption="Three blocks. In the second and third, the input has a way past the layer.",
                   description="Three drawings. Plain: x goes into F. Residual: x also goes past F, and both are "
                               "added. Highway: a gate says how much of H and how much of x goes on.")


def running_estimate(found: Mapping[str, trials.ChainRuns]) -> Picture:
    """How many digits the trained last layer names if it reads after each block, the median of five starts.

    >>> running_estimate({"skip": trials.chains("skip", 3)}).description
    'skip: 0.66 after the first layer, 0.92 after the last block.'
    """
    figure = Figure(figsize=(5.2, 2.8), layout="constrained")
    axes = figure.subplots()
    words = []
    for name, runs in found.items():
        kind, middle = LOOK[name], runs.read.tolist()
        axes.plot(range(len(middle)), middle, color=COLOURS[kind], linestyle=DASHES[kind], marker=MARKERS[kind],
                  markersize=5, label=name)
        words.append(f"{name}: {middle[0]:.2f} after the first layer, {middle[-1]:.2f} after the last block.")
    axes.set(xlabel="read after block", ylabel="digits named correctly", ylim=(0, 1.4),
             yticks=[0, 0.2, 0.4, 0.6, 0.8, 1])
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    return Picture(figure, caption="The trained last layer reads after each block (median of five starts).",
                   description=" ".join(words))
