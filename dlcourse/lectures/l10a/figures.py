"""Figures of lecture 10a."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l10a.trials import LONG, MOMENTS, PATIENCE
from dlcourse.nn import initialise
from dlcourse.tensors import generator

double = torch.float64


def circles(layers: Sequence[int] = (1, 3, 10), seed: int = 3) -> Picture:
    """A circle of arrows after some layers of two units without bends: normal weights above, orthogonal ones below.

    Source: lecture 10, orthogonal initialisation.

    >>> circles().description[:60]
    'Normal weights: after 1 layer the longest of the arrows has '
    """
    figure = Figure(figsize=(6.4, 4.4), layout="constrained")
    drawn = figure.subplots(2, len(layers))
    turn = torch.linspace(0, 2 * math.pi, 73, dtype=double)
    circle = torch.stack([turn.cos(), turn.sin()])
    words = []
    for row, (name, draw) in enumerate((
            ("normal", lambda rng: initialise.normal(2, 2, std=0.5**0.5, rng=rng, dtype=double)),
            ("orthogonal", lambda rng: initialise.orthogonal(2, 2, rng=rng, dtype=double)))):
        rng, product, told = generator(seed), torch.eye(2, dtype=double), []
        for layer in range(1, max(layers) + 1):
            product = draw(rng) @ product
            if layer not in layers:
                continue
            axes = drawn[row, layers.index(layer)]
            x, y = product @ circle
            lengths = (product @ circle).norm(dim=0)
            axes.plot(x.tolist(), y.tolist(), color=COLOURS[row], linestyle=DASHES[row], linewidth=1.8)
            axes.plot(x[:1].tolist(), y[:1].tolist(), MARKERS[row], color=COLOURS[row], markersize=6)
            reach = 1.2 * float(lengths.max())
            axes.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal")
            axes.set_title(f"{name}, {layer} layer{'s' if layer > 1 else ''}", fontsize=9)
            axes.grid(alpha=0.3)
            told.append(f"after {layer} layer{'s' if layer > 1 else ''} the longest of the arrows has the length "
                        f"{float(lengths.max()):.2g} and the shortest {float(lengths.min()):.2g}")
        words.append(f"{name.capitalize()} weights: {'; '.join(told)}.")
    figure.supxlabel("first unit", fontsize=10)
    figure.supylabel("second unit", fontsize=10)
    return Picture(figure, caption="What becomes of a circle of arrows of length 1. A marker shows the first arrow. "
                                   "With normal weights (solid) the circle becomes almost a line. Orthogonal weights "
                                   "(dashed) keep it.", description=" ".join(words))


def patience() -> Picture:
    """The digits that five networks name correctly, over ten thousand steps, for several factors at the start.

    Source: lecture 10, or just wait longer.

    >>> patience().description[:40]
    'Factor 0.7: after 100 steps the networks'
    """
    runs = LONG["patience"]
    figure = Figure(figsize=(6.6, 3.6), layout="constrained")
    drawn = figure.subplots(1, len(runs), sharey=True)
    words = []
    for kind, (axes, (factor, run)) in enumerate(zip(drawn, runs.items())):
        right = torch.tensor(run["right"], dtype=double)
        axes.plot(MOMENTS[1:], right[1:].tolist(), color=COLOURS[kind], linestyle=DASHES[0], linewidth=1.3)
        axes.set(xscale="log", xlim=(8, PATIENCE * 1.2), ylim=(0, 104), title=f"factor {factor}")
        axes.set_xticks([10, 100, 1000, 10_000])
        axes.tick_params(axis="x", labelsize=8)
        axes.grid(alpha=0.3)
        told = [f"after {step} steps the networks name {_range(right[MOMENTS.index(step)])}"
                for step in (100, 1000, PATIENCE)]
        words.append(f"Factor {factor}: {', '.join(told)}.")
    drawn[0].set_ylabel("digits named correctly, of 100")
    figure.supxlabel("steps of training", fontsize=10)
    return Picture(figure, caption="Five networks in each panel. The scale of steps is logarithmic: each mark is ten "
                                   "times the one before.", description=" ".join(words))


def _range(values: Tensor) -> str:
    low, high = int(values.min()), int(values.max())
    return f"{low}" if low == high else f"{low} to {high}"


def rates(schedules: Mapping[str, Callable[[int], float]], steps: int) -> Picture:
    """Learning rates over the steps, as shares of the largest one.

    Source: lecture 10, warm-up and cosine decay.

    >>> rates({"constant": lambda t: 1.0}, 10).description
    'constant: at steps 0, 5 and 10 the share is 1, 1 and 1.'
    """
    figure = Figure(figsize=(6.0, 2.9), layout="constrained")
    axes = figure.subplots()
    words, at = [], (0, steps // 2, steps)
    for kind, (name, schedule) in enumerate(schedules.items()):
        axes.plot(range(steps + 1), [schedule(t) for t in range(steps + 1)], color=COLOURS[kind],
                  linestyle=DASHES[kind], linewidth=1.8, label=name)
        first, middle, last = (f"{schedule(t):.2g}" for t in at)
        words.append(f"{name}: at steps {at[0]}, {at[1]} and {at[2]} the share is {first}, {middle} and {last}.")
    axes.set(xlabel="step", ylabel="share of the largest rate", ylim=(-0.03, 1.45))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9, ncols=2, loc="upper right")
    return Picture(figure, caption="Schedules of the learning rate. A warm-up begins low, and a cosine ends "
                                   "at 0.", description=" ".join(words))
