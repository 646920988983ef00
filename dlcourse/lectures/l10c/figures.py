"""Figures of lecture 10c."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l10c import stored, trials
from dlcourse.lectures.l10c.record import PRUNED, REMOVED
from dlcourse.training import shift


def changed_images() -> Picture:
    """A test digit as it is, moved in two ways, mirrored, and turned upside down.

    >>> changed_images().caption
    'One digit as it is, moved by one pixel to the right, moved by one pixel up, mirrored, and upside down.'
    """
    task = trials.digits((0,), wrong=0.0)
    place = int((task.y_test[0] == 6).nonzero()[0])
    image = task.X_test[0, place].unflatten(0, (8, 8))[None].double()

    def moved(dx: int, dy: int) -> Tensor:
        return shift(image, dx=torch.tensor([dx]), dy=torch.tensor([dy]))

    shown = {"as it is": image, "1 to the right": moved(1, 0), "1 up": moved(0, -1), "mirrored": image.flip(2),
             "upside down": image.flip(1, 2)}
    figure = Figure(figsize=(6.8, 1.8), layout="constrained")
    for axes, (name, one) in zip(figure.subplots(1, len(shown)), shown.items()):
        axes.imshow(one[0].numpy(), cmap="gray_r", vmin=0, vmax=1)
        axes.set_title(name, fontsize=10)
        axes.set(xticks=[], yticks=[])
    return Picture(figure, caption="One digit as it is, moved by one pixel to the right, moved by one pixel up, "
                                   "mirrored, and upside down.",
                   description="A six of 8 by 8 pixels. Moved by one pixel it is still a six. Mirrored, its ring "
                               "is on the left, and upside down it looks like a nine.")


def units_removed() -> Picture:
    """Test errors of networks from which hidden units are taken away, trained with and without dropout.

    >>> len(units_removed().figure.axes[0].lines)
    2
    """
    figure = Figure(figsize=(5.6, 3.1), layout="constrained")
    axes, words = figure.subplots(), []
    for kind, (name, label) in enumerate({"nothing": "without dropout", "dropout": "with dropout"}.items()):
        wrong = 100 * stored.result("removed", name).mean(1)
        axes.plot(REMOVED, wrong.tolist(), color=COLOURS[kind], linestyle=DASHES[kind], marker=MARKERS[kind],
                  label=f"trained {label}")
        words.append(f"Trained {label}: " + ", ".join(f"{value:.1f} % with {gone} units removed"
                                                      for gone, value in zip(REMOVED, wrong.tolist())) + ".")
    axes.set(xlabel="hidden units removed, of 64", ylabel="test digits wrong in %", ylim=(0, None), xticks=REMOVED)
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    return Picture(figure, caption="Units taken away at random from trained networks; the others are scaled up. "
                                   "Means of 20 networks.", description=" ".join(words))


def comparison(names: Sequence[tuple[str, str]]) -> Picture:
    """Test errors of 20 runs for each setting, early stopping included.

    >>> len(comparison([("nothing", "end"), ("nothing", "stopped")]).figure.axes[0].collections)
    2
    """
    figure = Figure(figsize=(6.6, 0.5 * len(names) + 1.0), layout="constrained")
    axes, words = figure.subplots(), []
    for place, (name, when) in enumerate(names):
        wrong = 100 * stored.ends(name, when)
        kind = 0 if when == "stopped" else 5
        axes.scatter(wrong.tolist(), [place] * len(wrong), s=18, alpha=0.6, color=COLOURS[kind],
                     marker=MARKERS[0 if when == "stopped" else 1])
        axes.plot([float(wrong.mean())] * 2, [place - 0.3, place + 0.3], color=COLOURS[1], linewidth=2.5)
        words.append(f"{_label(name, when)}: mean {float(wrong.mean()):.1f} %, from {float(wrong.min()):.1f} to "
                     f"{float(wrong.max()):.1f}.")
    axes.set(yticks=range(len(names)), xlabel="test digits wrong in %", ylim=(len(names) - 0.5, -0.5), xlim=(5, 36))
    axes.set_yticklabels([_label(name, when) for name, when in names], fontsize=9)
    axes.grid(alpha=0.3, axis="x")
    return Picture(figure, caption="Twenty runs of each setting: dots are runs, the red stroke is their mean. Squares: "
                                   "after 600 steps. Circles: with early stopping.", description=" ".join(words))


def _label(name: str, when: str) -> str:
    return f"{name}, {'early stopping' if when == 'stopped' else 'all 600 steps'}"


def ways_through_outputs() -> Picture:
    """Twenty runs with and twenty without greedy pre-training: what they say about 200 digits, in two dimensions.

    >>> len(ways_through_outputs().figure.axes)
    1
    """
    ways = stored.result("layerwise", "ways")  # (2, runs, moments, 2)
    figure = Figure(figsize=(5.6, 3.8), layout="constrained")
    axes, ends = figure.subplots(), []
    for kind, (name, runs) in enumerate(zip(("random start", "pre-trained layer by layer"), ways)):
        for i, way in enumerate(runs):
            axes.plot(*way.T.tolist(), color=COLOURS[kind], linestyle=DASHES[kind], linewidth=0.8, alpha=0.7)
            axes.plot(*way[-1:].T.tolist(), MARKERS[kind], color=COLOURS[kind], markersize=6,
                      label=name if i == 0 else None)
            axes.plot(*way[:1].T.tolist(), MARKERS[kind], color=COLOURS[kind], markersize=3.5, alpha=0.7)
        ends.append(runs[:, -1].mean(0))
    axes.set(xlabel="first direction", ylabel="second direction")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    told = ", ".join(f"({float(x):.1f}, {float(y):.1f})" for x, y in ends)
    return Picture(figure, caption="Each line is a network on its way through training, from its small mark to "
                                   "its large one.",
                   description="The ends of random starts and of pre-trained networks have their centres at "
                               f"{told}.")


def pruning() -> Picture:
    """Training losses after a share of the weights was set to 0, by three orders.

    >>> len(pruning().figure.axes[0].lines)
    3
    """
    figure = Figure(figsize=(5.6, 3.1), layout="constrained")
    axes, words = figure.subplots(), []
    for kind, name in enumerate(("at random", "smallest first", "least saliency first")):
        loss = stored.result("pruned", name)[:, 0]
        axes.plot(PRUNED, loss.clamp(min=0.001).tolist(), color=COLOURS[kind], linestyle=DASHES[kind],
                  marker=MARKERS[kind], label=name)
        words.append(f"{name}: " + ", ".join(f"{value:.3f} at {share} %"
                                             for share, value in zip(PRUNED, loss.tolist())) + ".")
    axes.set(xlabel="weights set to 0, in %", ylabel="training loss", yscale="log")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    return Picture(figure, caption="Weights of trained networks are set to 0, in three orders. Means of 20 networks.",
                   description=" ".join(words))
