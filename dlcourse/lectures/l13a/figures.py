"""Figures of lecture 13a."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, Rectangle
from torch import Tensor

from dlcourse.figures.canvas import BACKWARD, COLOURS, FORWARD, blank, series
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l13a import cliff, trials
from dlcourse.tensors import guard

WEIGHT = COLOURS[2]  # what the copies share
FAINTEST = 1e-40  # shares below are drawn here


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], color: str, *, dashed: bool = False,
           bent: float = 0.0) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": color, "linewidth": 1.6, "shrinkA": 1,
                                              "shrinkB": 1, "linestyle": "--" if dashed else "-",
                                              "connectionstyle": f"arc3,rad={bent}"})


def _node(axes: Axes, x: float, y: float, text: str) -> None:
    axes.add_patch(Circle((x, y), 0.3, facecolor=COLOURS[0], alpha=0.25, edgecolor=COLOURS[0]))
    axes.text(x, y, text, ha="center", va="center", fontsize=10)


def loop_and_copies() -> Picture:
    """The network as a loop, and unrolled for three steps with an output in step 4.

    >>> loop_and_copies().description[:50]
    'Left: one unit h with an input x, an output y and '
    """
    figure, axes = blank(7.2, 2.5)
    _node(axes, 0, 0, "$h$")
    axes.text(0, -1.15, "$x$", ha="center", va="center", fontsize=11)
    _arrow(axes, (0, -0.95), (0, -0.32), FORWARD)
    axes.text(-0.12, -0.62, "$u$", ha="right", va="center", fontsize=10, color=WEIGHT)
    axes.text(0.58, 0.22, "$a$", ha="center", va="center", fontsize=10, color=WEIGHT)
    _arrow(axes, (0.24, 0.2), (-0.24, 0.2), FORWARD, bent=1.7)
    axes.text(0, 0.95, "$w$", ha="center", va="center", fontsize=11, color=WEIGHT)
    _arrow(axes, (0.32, 0), (0.85, 0), FORWARD)
    axes.text(1.0, 0, "$y$", ha="center", va="center", fontsize=11)
    for k in range(4):
        x = 2.0 + 1.5 * k
        _node(axes, x, 0, f"$h_{k}$")
        if k:
            axes.text(x, -1.15, f"$x_{k}$", ha="center", va="center", fontsize=11)
            _arrow(axes, (x, -0.95), (x, -0.32), FORWARD)
            axes.text(x - 0.12, -0.62, "$u$", ha="right", va="center", fontsize=10, color=WEIGHT)
            _arrow(axes, (x - 1.2, 0.09), (x - 0.3, 0.09), FORWARD)
            _arrow(axes, (x - 0.3, -0.1), (x - 1.2, -0.1), BACKWARD, dashed=True)
            axes.text(x - 0.75, 0.32, "$w$", ha="center", va="center", fontsize=11, color=WEIGHT)
    _node(axes, 8.0, 0, "$y_4$")
    _arrow(axes, (6.8, 0.09), (7.7, 0.09), FORWARD)
    _arrow(axes, (7.7, -0.1), (6.8, -0.1), BACKWARD, dashed=True)
    axes.text(7.25, 0.32, "$a$", ha="center", va="center", fontsize=11, color=WEIGHT)
    axes.text(8.0, -1.15, "$x_4$", ha="center", va="center", fontsize=11)
    _arrow(axes, (8.0, -0.95), (8.0, -0.32), FORWARD)
    axes.text(7.88, -0.62, "$c$", ha="right", va="center", fontsize=10, color=WEIGHT)
    axes.set(xlim=(-0.8, 8.5), ylim=(-1.4, 1.4))
    return Picture(figure, caption="Left: the network as a loop. Right: unrolled. Solid arrows: the signal. Dashed: "
                                   "the gradient. Every w is the same number, and so is every u.",
                   description="Left: one unit h with an input x, an output y and an arrow from h back to itself, with "
                               "the weight w. Right: h0, h1, h2, h3 in a row, each made from the one before with the "
                               "weight w and from its input with the weight u. h3 and the input x4 make the output y4.")


@guard
def contributions(parts: Float[Tensor, " steps"]) -> Picture:
    """What each copy of w contributes to the derivative, and their sum.

    Shapes: parts (steps,), the contribution of copy 1 first.

    >>> contributions(torch.tensor([1.0, 0.5])).description
    'Copy 1: 1.0000. Copy 2: 0.5000. Sum: 1.5000.'
    """
    figure = Figure(figsize=(4.8, 2.4), layout="constrained")
    axes = figure.subplots()
    values = [*parts.tolist(), float(parts.sum())]
    names = [f"copy {k}" for k in range(1, len(parts) + 1)] + ["sum"]
    axes.bar(names[:-1], values[:-1], color=BACKWARD, width=0.6)
    axes.bar(names[-1:], values[-1:], color=COLOURS[5], hatch="///", width=0.6)
    for x, value in enumerate(values):
        axes.text(x, max(value, 0) + 0.03 * max(values), f"{value:.4f}", ha="center", va="bottom", fontsize=9)
    axes.axhline(0, color=COLOURS[5], linewidth=1)
    axes.set(ylabel="how far y moves with it", ylim=(min(0, *values) - 0.1, 1.2 * max(values)))
    return Picture(figure, caption="What each copy of w contributes to the derivative of the output.",
                   description=" ".join(f"{name.capitalize()}: {value:.4f}." for name, value in zip(names, values)))


def learned(runs: trials.Remembered) -> list[int]:
    """How many networks learned at each rate.

    >>> learned(trials.remembered("identity", 100))
    [9, 10, 10, 2, 5]
    """
    return (runs.all_shares > trials.ENOUGH).sum(1).tolist()


def memories(found: Mapping[int, Mapping[str, trials.Remembered]]) -> Picture:
    """For each length how many of ten networks learned, at each rate, for each start of U.

    >>> memories({20: {"identity": trials.remembered("identity", 20)}}).caption[:20]
    'How many of ten netw'
    """
    figure = Figure(figsize=(7.2, 2.9), layout="constrained")
    drawn = figure.subplots(1, len(found), squeeze=False, sharey=True)[0]
    words = []
    for axes, (T, kinds) in zip(drawn, found.items()):
        for i, (kind, runs) in enumerate(kinds.items()):
            counts = learned(runs)
            series(axes, i, trials.RATES, counts, kind, every=1)
            words.append(f"Length {T}, {kind}: {', '.join(map(str, counts))}.")
        axes.set(title=f"length {T}", ylim=(-0.5, 10.5), xscale="log", xlabel="learning rate")
        axes.grid(alpha=0.3)
    drawn[0].set_ylabel("networks that learned")
    figure.legend(*drawn[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=8)
    return Picture(figure, caption="How many of ten networks learned to name the first input, at five rates.",
                   description=f"At the rates {', '.join(map(str, trials.RATES))}. " + " ".join(words))


def journeys(found: Mapping[str, trials.Remembered]) -> Picture:
    """How the reach of the gradient changes while networks learn, a line for each network, a panel for each start.

    >>> journeys({"identity": trials.remembered("identity", 20)}).caption[:16]
    'Ten networks for'
    """
    figure = Figure(figsize=(7.2, 3.0), layout="constrained")
    drawn, words = figure.subplots(1, len(found), squeeze=False, sharey=True)[0], []
    for axes, (kind, runs) in zip(drawn, found.items()):
        updates = [0.0, *(trials.TENTH * (j + 0.5) for j in range(len(runs.ratio)))]
        reach = torch.cat([runs.start[None], runs.ratio]).clamp_min(FAINTEST)
        for way, share in zip(reach.T, runs.share):
            won = float(share) > trials.ENOUGH
            axes.plot(updates, way.numpy(), color=COLOURS[0 if won else 1], linestyle="-" if won else ":",
                      linewidth=1.2 if won else 2.2)
        axes.set(xlabel="update", title=f"{kind}, rate {runs.rate:g}", yscale="log", ylim=(FAINTEST, 1e3))
        axes.grid(alpha=0.3)
        middle = reach.median(1).values
        words.append(f"{kind}: the median share is at first {middle[0]:.0e}, at most {middle.max():.0e}, at the end "
                     f"{middle[-1]:.0e}.")
    drawn[0].set_ylabel("share that reaches $h_1$")
    return Picture(figure, caption="Ten networks for each start, at its best rate; dotted: did not learn. Each point "
                                   "is the geometric mean of ten updates; the share also stands before the first. "
                                   "The lower edge stands for all shares below 1e-40.", description=" ".join(words))


def walls(lengths: Sequence[int], walks: Mapping[str, Sequence[float]]) -> Picture:
    """The loss over the recurrent weight for several lengths, and the first steps of walks on the last of them.

    >>> walls([5, 20], {"clipped": [1.987, 1.997]}).description[-46:]
    'clipped: w goes from 1.987 to 1.997 in 1 step.'
    """
    figure = Figure(figsize=(7.2, 2.9), layout="constrained")
    left, right = figure.subplots(1, 2)
    w = torch.linspace(1.6, 2.4, 1601, dtype=torch.float64)
    words = []
    for i, T in enumerate(lengths):
        kind = (0, 3, 4)[i % 3]
        series(left, kind, w.tolist(), cliff.loss_and_slope(w, T)[0].tolist(), f"{T} steps")
        at, slope = cliff.steepest(T)
        words.append(f"{T} steps: the steepest slope is {slope:.0f}, near w = {at:.4f}.")
    left.set(xlabel="recurrent weight w", ylabel="loss", title="the wall gets steeper")
    near = torch.linspace(1.98, 2.01, 601, dtype=torch.float64)
    right.plot(near.tolist(), cliff.loss_and_slope(near, lengths[-1])[0].tolist(), color=COLOURS[4], linewidth=1.3)
    for i, (name, places) in enumerate(walks.items()):
        at = torch.tensor(list(places), dtype=torch.float64)
        loss = cliff.loss_and_slope(at, lengths[-1])[0]
        shown = at <= 2.01
        series(right, 1 + i, at[shown].tolist(), loss[shown].tolist(), name, every=1)
        right.lines[-1].set_linestyle("")
        for j in range(min(3, int(shown.sum()))):
            right.annotate(str(j), (float(at[shown][j]), float(loss[shown][j])), (5, 5), textcoords="offset points",
                           fontsize=8)
        words.append(f"{name}: w goes from {float(at[0]):.3f} to {float(at[-1]):.3f} in {len(at) - 1} "
                     f"step{'s' if len(at) > 2 else ''}.")
    right.set(xlabel="recurrent weight w", title=f"{lengths[-1]} steps, near the wall", xlim=(1.98, 2.01))
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
    return Picture(figure, caption="The loss over the recurrent weight. Right: the walk with a bound on the "
                                   "slope; 0 is its start, 1 and 2 its first steps.",
                   description=" ".join(words))


def stacked(layers: int = 3, steps: int = 4) -> Picture:
    """Several recurrent layers above each other, each fed by the input and each feeding the output.

    >>> stacked(2, 3).description[:39]
    '2 recurrent layers over 3 steps. Each l'
    """
    figure, axes = blank(6.4, 3.4)
    for k in range(steps):
        x = 1.9 * k
        axes.add_patch(Rectangle((x - 0.3, -1.2), 0.6, 0.5, facecolor=COLOURS[5], alpha=0.25))
        axes.text(x, -0.95, f"$x_{k + 1}$", ha="center", va="center", fontsize=10)
        axes.text(x, 1.15 * layers + 0.2, f"$y_{k + 1}$", ha="center", va="center", fontsize=10)
        for j in range(layers):
            y = 1.15 * j
            _node(axes, x, y, f"$h^{{({j + 1})}}_{k + 1}$")
            if k:
                _arrow(axes, (x - 1.6, y), (x - 0.3, y), FORWARD)
            if j:
                _arrow(axes, (x, y - 0.85), (x, y - 0.3), COLOURS[5])
                _arrow(axes, (x + 0.22, -0.72), (x + 0.26, y - 0.2), WEIGHT, dashed=True, bent=0.25)
            if j < layers - 1:
                _arrow(axes, (x - 0.26, y + 0.2), (x - 0.15, 1.15 * layers), WEIGHT, dashed=True, bent=-0.25)
        _arrow(axes, (x, -0.7), (x, -0.3), COLOURS[5])
        _arrow(axes, (x, 1.15 * (layers - 1) + 0.3), (x, 1.15 * layers), COLOURS[5])
    axes.set(xlim=(-0.8, 1.9 * (steps - 1) + 0.9), ylim=(-1.3, 1.15 * layers + 0.5))
    return Picture(figure, caption="Recurrent layers above each other. Solid upwards: from layer to layer. Sideways: "
                                   "in time. Dashed: from the input to every layer, from every layer to the output.",
                   description=f"{layers} recurrent layers over {steps} steps. Each layer passes its state to the "
                               "right and upwards. The input of a step also goes to every layer directly, and every "
                               "layer also goes to the output directly.")
