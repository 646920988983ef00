"""Figures of lecture 14b."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, HATCHES, MARKERS, blank
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l14b import fables, trials
from dlcourse.lectures.l14b.widgets import SHOWN

TRAIN, NEW, FLOOR = 0, 1, 2  # colour, dash and marker of a loss, in all figures


def _curve(axes: Axes, steps: Tensor, loss: Tensor, kind: int, name: str) -> str:
    """One line a seed, all alike; what it ends at, in words."""
    for k, one in enumerate(loss.mT.tolist()):
        axes.plot(steps.tolist(), one, color=COLOURS[kind], linestyle=DASHES[kind], marker=MARKERS[kind], markersize=3,
                  linewidth=1, label=name if k == 0 else None)
    return f"{name} ends between {float(loss[-1].min()):.3f} and {float(loss[-1].max()):.3f}"


def learning(found: Mapping[str, trials.Runs], floor: float) -> Picture:
    """The loss by step on the training text and on new fables; a panel for each experiment, a line for each seed.

    >>> learning({"50 fables": trials.runs("50 fables")}, 0.09).description[:40]
    '50 fables: training text ends between 0.'
    """
    figure = Figure(figsize=(3.5 * max(len(found), 2), 3.2), layout="constrained")
    drawn = figure.subplots(1, len(found), squeeze=False, sharey=True)[0]
    words = []
    for axes, (name, of) in zip(drawn, found.items()):
        said = [_curve(axes, of.steps, of.train, TRAIN, "training text"),
                _curve(axes, of.steps, of.new, NEW, "new fables")]
        axes.axhline(floor, color=COLOURS[FLOOR], linestyle=DASHES[FLOOR], linewidth=1.5, label="floor for new fables")
        axes.set(yscale="log", ylim=(0.03, 4), xlabel="step", title=name)
        axes.set_yticks([0.03, 0.1, 0.3, 1, 3], ["0.03", "0.1", "0.3", "1", "3"])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
        words.append(f"{name}: {said[0]}; {said[1]}.")
    drawn[0].set_ylabel("loss in nats a character")
    drawn[0].legend(fontsize=8)
    return Picture(figure, caption="The loss while five models learn, each from another random start.",
                   description=f"{' '.join(words)} The floor lies at {floor:.3f}.")


def places(text: str, model_loss: Tensor, floor: Tensor) -> Picture:
    """The loss at each character of a text, and the least possible one.

    >>> places("hen", torch.tensor([2.0, 0.5, 0.0]), torch.tensor([2.1, 0.0, 0.0])).description
    'The largest losses of the model: 2.00 at “h” (least possible 2.10), 0.50 at “e” (0.00), 0.00 at “n” (0.00).'
    """
    figure = Figure(figsize=(7.2, 2.6), layout="constrained")
    axes = figure.subplots()
    at = torch.arange(len(text))
    axes.bar((at - 0.2).tolist(), model_loss.tolist(), width=0.4, color=COLOURS[NEW], label="the model")
    axes.bar((at + 0.2).tolist(), floor.tolist(), width=0.4, color=COLOURS[FLOOR], hatch=HATCHES[FLOOR],
             label="who knows the pattern")
    axes.set_xticks(at.tolist(), [SHOWN.get(sign, sign) for sign in text], fontsize=8)
    axes.set(ylabel="loss in nats", xlim=(-1, len(text)))
    axes.grid(alpha=0.3, axis="y")
    axes.legend(fontsize=8)
    largest = model_loss.topk(min(5, len(text))).indices.tolist()
    told = [f"{float(model_loss[i]):.2f} at “{SHOWN.get(text[i], text[i])}” "
            f"({'least possible ' if i == largest[0] else ''}{float(floor[i]):.2f})" for i in largest]
    return Picture(figure, caption="The loss at each character of a fable that no model has learned from.",
                   description=f"The largest losses of the model: {', '.join(told)}.")


def block_drawing() -> Picture:
    """A pre-norm block: the stream of numbers, and two parts that read from it and add to it.

    >>> block_drawing().description[:39]
    'A line runs from X on the left to Y on '
    """
    figure, axes = blank(7.2, 2.3)

    def arrow(start: tuple[float, float], end: tuple[float, float]) -> None:
        axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[5], "linewidth": 1.6,
                                                  "shrinkA": 0, "shrinkB": 0})

    for left, part, kind in ((1.0, "heads\n(look at each other)", 0), (6.2, "feed-forward\n(each for itself)", 2)):
        arrow((left, 0), (left, 1.05))
        axes.text(left + 0.2, 1.5, "layer\nnorm", ha="center", va="center", fontsize=9,
                  bbox={"boxstyle": "round", "facecolor": "none", "edgecolor": COLOURS[3]})
        axes.add_patch(Rectangle((left + 1.0, 1.05), 2.3, 0.9, facecolor=COLOURS[kind], alpha=0.3,
                                 edgecolor=COLOURS[kind]))
        axes.text(left + 2.15, 1.5, part, ha="center", va="center", fontsize=9)
        arrow((left + 0.62, 1.5), (left + 1.0, 1.5))
        axes.plot([left + 3.3, left + 3.8], [1.5, 1.5], color=COLOURS[5], linewidth=1.6)
        arrow((left + 3.8, 1.5), (left + 3.8, 0.22))
        axes.text(left + 3.8, 0, "+", ha="center", va="center", fontsize=13,
                  bbox={"boxstyle": "circle", "facecolor": "none", "edgecolor": COLOURS[1], "linewidth": 1.5})
    arrow((0.2, 0), (4.55, 0))
    arrow((5.05, 0), (9.75, 0))
    arrow((10.25, 0), (11.0, 0))
    for x, name in ((0.0, "X"), (11.25, "Y")):
        axes.text(x, 0, name, ha="center", va="center", fontsize=12)
    axes.text(5.6, -0.35, "X + heads", ha="center", va="center", fontsize=9)
    axes.set(xlim=(-0.4, 11.6), ylim=(-0.6, 2.2))
    return Picture(figure, caption="A transformer block. Below runs the stream; the two parts above add to it.",
                   description="A line runs from X on the left to Y on the right. Twice a branch leaves it, passes a "
                               "layer norm and a part (the heads, then the feed-forward part), and is added back.")


def race(found: Mapping[int, Mapping[float, Tensor]], floor: float) -> Picture:
    """The loss at the end over the learning rate, a marker for each seed: heads -> rate -> losses (seeds,).

    >>> race({1: {0.01: torch.tensor([0.1, 0.2])}}, 0.09).description
    '1 head: 0.100 to 0.200 at 0.01.'
    """
    figure = Figure(figsize=(5.2, 3.0), layout="constrained")
    axes = figure.subplots()
    words = []
    for kind, (heads, by_rate) in zip((4, 0), found.items()):
        name = f"{heads} head{'s' if heads > 1 else ''}"
        for k, (rate, loss) in enumerate(by_rate.items()):
            x = rate * (1.06 if kind else 0.94)
            axes.plot([x] * len(loss), loss.tolist(), linestyle="", color=COLOURS[kind], marker=MARKERS[kind],
                      markersize=5, label=None if k else name)
        words.append(f"{name}: " + ", ".join(f"{float(loss.min()):.3f} to {float(loss.max()):.3f} at {rate:g}"
                                             for rate, loss in by_rate.items()) + ".")
    axes.axhline(floor, color=COLOURS[FLOOR], linestyle=DASHES[FLOOR], label="floor")
    axes.set(xscale="log", yscale="log", xlabel="learning rate η", ylabel=f"loss after {trials.SHORT} steps")
    axes.set_xticks(trials.RATES, [f"{rate:g}" for rate in trials.RATES])
    axes.set_yticks([0.1, 0.2, 0.4, 0.8], ["0.1", "0.2", "0.4", "0.8"])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    return Picture(figure, caption="The loss on new fables at the end, five starts each.", description=" ".join(words))


def fables_shown(text: str, count: int) -> str:
    """The first lines of a text.

    >>> print(fables_shown(fables.SMALL, 1))
    at the barn fox met owl. hi owl, said fox. hi fox, said owl.
    """
    return "\n".join(text.split(fables.END)[1:count + 1])
