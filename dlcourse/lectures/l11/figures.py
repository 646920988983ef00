"""Figures of lecture 11."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse import search
from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l11.widgets import KIND, bell
from dlcourse.tensors import generator, guard


@guard
def two_scales(linear: Float[Tensor, " draws"], log: Float[Tensor, " draws"]) -> Picture:
    """How many of the learning rates drawn in two ways lie in each power of ten from 0.0001 to 1.

    Shapes: linear and log (draws,).

    >>> two_scales(torch.tensor([0.5, 0.05]), torch.tensor([0.5, 0.001])).description
    'Drawn evenly: 0, 0, 1, 1 in the four powers of ten from 0.0001 to 1. Drawn evenly in the logarithm: 0, 1, 0, 1.'
    """
    figure = Figure(figsize=(6.4, 2.9), layout="constrained")
    axes = figure.subplots()
    told = []
    for i, (name, drawn) in enumerate((("drawn evenly", linear), ("drawn evenly in the logarithm", log))):
        bins = drawn.log10().add(4).floor().clamp(0, 3).long()
        counts = torch.bincount(bins, minlength=4).tolist()
        told.append(", ".join(map(str, counts)))
        axes.bar([k + 0.2 * (2 * i - 1) for k in range(4)], counts, width=0.36, color=COLOURS[(1, 0)[i]],
                 hatch=("///", "")[i], edgecolor="white", label=name)
    axes.set_xticks(range(4), ["0.0001\nto 0.001", "0.001\nto 0.01", "0.01\nto 0.1", "0.1\nto 1"])
    axes.set(xlabel="learning rate", ylabel="draws")
    axes.grid(alpha=0.3, axis="y")
    axes.legend(fontsize=9)
    return Picture(figure, caption=f"{len(linear)} learning rates from 0.0001 to 1, drawn in two ways.",
                   description=f"Drawn evenly: {told[0]} in the four powers of ten from 0.0001 to 1. Drawn evenly in "
                               f"the logarithm: {told[1]}.")


def second_axis(weights: Sequence[float], shares: Sequence[float]) -> Picture:
    """In which share of bowls 16 random tries beat a grid of 16, for each weight c of the second knob.

    >>> second_axis([0.0, 1.0], [0.75, 0.35]).description
    'Random search beats the grid in 75 % of the bowls with c = 0, 35 % with c = 1.'
    """
    figure = Figure(figsize=(5.6, 2.8), layout="constrained")
    axes = figure.subplots()
    places = range(len(weights))
    percent = [100 * s for s in shares]
    axes.plot(places, percent, color=COLOURS[0], marker="o", label="random search beats the grid")
    axes.axhline(50, color=COLOURS[5], linestyle=DASHES[3], label="one half")
    axes.set_xticks(places, [f"{w:g}" for w in weights])
    axes.set(xlabel="c: how much the second knob matters", ylabel="share of bowls in %", ylim=(0, 100))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    words = ", ".join(f"{p:.0f} %{' of the bowls' if i == 0 else ''} with c = {w:g}"
                      for i, (w, p) in enumerate(zip(weights, percent)))
    return Picture(figure, caption="Where both knobs matter equally (right), the grid finds the lower place more "
                                   "often.",
                   description=f"Random search beats the grid in {words}.")


def races(found: Mapping[str, Tensor]) -> Picture:
    """The mean over worlds of the best error so far, for each way of searching.

    Shapes: each of `found` (worlds, tries).

    >>> races({"grid": torch.tensor([[0.5, 0.2], [0.3, 0.2]])}).description
    'Mean of the best error after 2 tries: grid 20.0 %.'
    """
    figure = Figure(figsize=(6.0, 3.3), layout="constrained")
    axes = figure.subplots()
    told = []
    for name, best in found.items():
        percent = 100 * best
        mean, at = percent.mean(0), torch.arange(1, best.shape[1] + 1)
        kind = KIND[name]
        axes.plot(at.tolist(), mean.tolist(), color=COLOURS[kind], linestyle=DASHES[kind], marker=MARKERS[kind],
                  markersize=4, label=name)
        told.append(f"{name} {float(mean[-1]):.1f} %")
    tries = best.shape[1]
    axes.set(xlabel="tries", ylabel="errors of the best so far in %", ylim=(6, 30),
             xlim=(min(3.5, tries - 1), tries + 0.5))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    return Picture(figure, caption=f"The best error so far, on average over {len(best)} worlds.",
                   description=f"Mean of the best error after {tries} tries: {', '.join(told)}.")


def random_curves(scales: Sequence[float]) -> Picture:
    """Three random curves for each length scale, before anything is seen.

    >>> random_curves([1.0]).description[:63]
    'With the length scale 1, the first curve passes its mean, 0, at'
    """
    figure = Figure(figsize=(2.5 * len(scales) + 0.4, 2.6), layout="constrained")
    x = torch.linspace(0, 10, 101, dtype=torch.float64)
    told = []
    for axes, ls in zip(figure.subplots(1, len(scales), squeeze=False, sharey=True)[0], scales):
        K = search.rbf(x[:, None], x[:, None], ls=ls, var=1.0) + 1e-6 * torch.eye(len(x), dtype=x.dtype)
        drawn = search.draws(K, 3, rng=generator(4))
        for kind, curve in enumerate(drawn):
            axes.plot(x.tolist(), curve.tolist(), color=COLOURS[kind], linestyle=DASHES[kind], linewidth=1.5)
        axes.set(title=f"length scale {ls:g}", xlabel="x", ylim=(-3, 3))
        axes.grid(alpha=0.3)
        crossings = int((drawn[0, 1:] * drawn[0, :-1] < 0).sum())
        told.append(f"With the length scale {ls:g}, the first curve passes its mean, 0, at {crossings} places.")
    figure.axes[0].set_ylabel("height f(x)")
    return Picture(figure, caption="Random curves. The longer the length scale, the slower a curve changes.",
                   description=" ".join(told))


def improvement(mu: float, sigma: float, best: float) -> Picture:
    """The bell of epsilon with its area left of z, and below it the improvement of mu + sigma epsilon on the best.

    >>> improvement(0.3, 0.2, 0.25).description
    'The border z is at -0.25. At -1 the improvement is 0.15, at 1 it is 0.00. The area left of z is 0.4013.'
    """
    z = (best - mu) / sigma
    line = torch.linspace(-3, 3, 301, dtype=torch.float64)
    density = bell(line, 0.0, 1.0)

    def gain(eps: Tensor) -> Tensor:
        return (best - mu - sigma * eps).clamp(min=0)

    figure = Figure(figsize=(5.6, 3.8), layout="constrained")
    upper, lower = figure.subplots(2, 1, sharex=True)
    upper.plot(line.tolist(), density.tolist(), color=COLOURS[0])
    left = line <= z
    upper.fill_between(line[left].tolist(), density[left].tolist(), color=COLOURS[0], alpha=0.3,
                       label="area left of z")
    upper.set(ylabel="density", ylim=(0, 0.45))
    lower.plot(line.tolist(), gain(line).tolist(), color=COLOURS[2])
    marks = torch.tensor([-1.0, 1.0], dtype=torch.float64)
    lower.plot(marks.tolist(), gain(marks).tolist(), color=COLOURS[2], marker="o", linestyle="none",
               label="the two draws of the text")
    lower.set(xlabel="ε", ylabel="improvement", xlim=(-3, 3))
    for axes in (upper, lower):
        axes.axvline(z, color=COLOURS[5], linestyle=DASHES[3], label="z")
        axes.grid(alpha=0.3)
        axes.legend(fontsize=9)
    area = 0.5 * (1 + math.erf(z / math.sqrt(2)))
    first, second = gain(marks).tolist()
    return Picture(figure, caption=f"Only draws left of z = {z:.2f} improve, the further left the more.",
                   description=f"The border z is at {z:.2f}. At -1 the improvement is {first:.2f}, at 1 it is "
                               f"{second:.2f}. The area left of z is {area:.4f}.")
