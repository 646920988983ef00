"""Figures of the lecture on what memory costs."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from dlcourse.figures.picture import Picture
from dlcourse.nn.memory import peak_memory

_MARKERS = ("o", "s", "^", "D")


def activations_held(layer_sizes: Sequence[int], batch: int, *, mode: str, every: int | None = None) -> list[int]:
    """How many numbers of activations are held after each layer forwards, then (not in inference) backwards.

    Its largest entry is `peak_memory`. Shapes: layer_sizes L + 1 integers -> L or 2L + 1 integers.
    Raises: as `dlcourse.nn.memory.peak_memory`. Source: lecture 8, memory buffers.

    >>> activations_held([3, 5, 4, 2], 10, mode="inference")
    [80, 90, 60]
    >>> activations_held([3, 5, 4, 2], 10, mode="train")
    [80, 120, 140, 140, 120, 80, 30]
    >>> activations_held([3, 5, 4, 2], 10, mode="checkpoint", every=2)
    [80, 120, 90, 90, 70, 120, 70]
    """
    peak_memory(layer_sizes, batch, mode=mode, every=every)  # the checks of the arguments
    sizes, last = list(layer_sizes), len(layer_sizes) - 1
    step = {"train": 1, "inference": last + 1, "checkpoint": every}[mode]
    if mode == "inference":
        return [batch * (a + b) for a, b in itertools.pairwise(sizes)]
    held = [set(range(0, i + 1, step)) | {i - 1, i} for i in range(1, last + 1)]
    if mode == "train":
        held += [set(range(i + 1)) for i in range(last, -1, -1)]
    else:
        kept = set(range(0, last + 1, step))
        held += [kept | set(range(i // step * step, i + 1)) for i in range(last, -1, -1)]
    return [batch * sum(sizes[i] for i in now) for now in held]


def memory_timeline(layer_sizes: Sequence[int], batch: int, *, every: int) -> Picture:
    """Activations held over time in training, with checkpoints, and in inference.

    Shapes: layer_sizes L + 1 integers, input first. Raises: as `dlcourse.nn.memory.peak_memory`.
    Source: lecture 8, memory buffers.

    >>> memory_timeline([3, 5, 4, 2], 10, every=2).description
    'Most numbers held at once: train 140, checkpoint every 2 120, inference 90.'
    """
    ways = {"train": ("train", None), f"checkpoint every {every}": ("checkpoint", every),
            "inference": ("inference", None)}
    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    axes = figure.subplots()
    words = []
    for marker, (name, (mode, k)) in zip(_MARKERS, ways.items(), strict=False):
        held = activations_held(layer_sizes, batch, mode=mode, every=k)
        axes.plot(range(1, len(held) + 1), held, drawstyle="steps-mid", marker=marker, markersize=4, linewidth=1,
                  label=name)
        words.append(f"{name} {max(held)}")
    layers = len(layer_sizes) - 1
    axes.axvline(layers + 0.5, linestyle=":", color="#555555")
    for where, text, side in ((layers + 0.3, "forwards", "right"), (layers + 0.7, "backwards", "left")):
        axes.text(where, 0.02, text, ha=side, va="bottom", transform=axes.get_xaxis_transform())
    axes.set(xlabel="layer after layer, there and back", ylabel="numbers held", ylim=(0, None))
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(alpha=0.3)
    figure.legend(loc="outside upper center", ncols=3)
    caption = "Activations held over time. Inference stops where the others turn back."
    return Picture(figure, caption=caption, description=f"Most numbers held at once: {', '.join(words)}.")
