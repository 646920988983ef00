"""Figures of lecture 15a."""

from __future__ import annotations

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l15a import trials
from dlcourse.tensors import guard


@guard
def line_and_copies(X: Float[Tensor, "samples 2"], copies: Float[Tensor, "samples 2"], title: str) -> Picture:
    """Points of the plane, their copies, and a line from each to its copy.

    Shapes: X and copies (samples, 2).

    >>> line_and_copies(torch.tensor([[3.0, 4.0]]), torch.tensor([[3.0, 0.0]]), "one").description
    'One. 1 points. The mean squared distance of a point and its copy is 16.'
    """
    figure = Figure(figsize=(4.6, 3.6), layout="constrained")
    axes = figure.subplots()
    for start, end in zip(X.tolist(), copies.tolist(), strict=True):
        axes.plot(*zip(start, end, strict=True), color="grey", linewidth=1)
    axes.scatter(X[:, 0].tolist(), X[:, 1].tolist(), color=COLOURS[0], s=22, label="point", zorder=3)
    axes.scatter(copies[:, 0].tolist(), copies[:, 1].tolist(), color=COLOURS[1], marker="x", s=30, label="copy",
    zorder=3)
    axes.set(title=title, xlabel="first feature", ylabel="second feature")
    axes.set_aspect("equal")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    error = float((X - copies).square().sum(1).mean())
    return Picture(figure, caption=f"{title[0].upper()}{title[1:]}: points and their copies.",
                   description=f"{title[0].upper()}{title[1:]}. {len(X)} points. The mean squared distance of a "
                   f"point and "
                               f"its copy is {error:.3g}.")


def sizes() -> Picture:
    """The error on new digits by the size of the code, of PCA and of five autoencoders.

    >>> sizes().description[:20]
    'Error by size of the'
    """
    figure = Figure(figsize=(6.0, 3.2), layout="constrained")
    axes = figure.subplots()
    found = {m: trials.code(m)[0] for m in trials.SIZES}
    flat = [trials.by_pca(m) for m in trials.SIZES]
    axes.plot(trials.SIZES, flat, color=COLOURS[1], marker="s", linestyle="--", label="PCA")
    axes.plot(trials.SIZES, [float(e.mean()) for e in found.values()], color=COLOURS[0], marker="o",
              label="autoencoder, mean of five")
    for m, errors in found.items():
        axes.scatter([m] * len(errors), errors.tolist(), color=COLOURS[0], s=8, zorder=3)
    axes.set(xscale="log", yscale="log", xlabel="numbers in the code", ylabel="error on new digits")
    axes.set_xticks(trials.SIZES, list(map(str, trials.SIZES)))
    axes.set_yticks([0.2, 0.5, 1, 2, 4], ["0.2", "0.5", "1", "2", "4"])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    told = ", ".join(f"{m}: {pca:.2f} and {float(found[m].mean()):.2f}" for m, pca in zip(trials.SIZES, flat,
    strict=True))
    return Picture(figure, caption="How much is lost, by the size of the code.",
                   description=f"Error by size of the code, PCA and autoencoder. {told}.")


def units() -> Picture:
    """How often each unit of a wide code is on: without a penalty, and with it.

    >>> units().description[:13]
    'Two histogram'
    """
    figure = Figure(figsize=(7.0, 2.6), layout="constrained")
    told = []
    for axes, weight, colour in zip(figure.subplots(1, 2), trials.WEIGHTS, COLOURS, strict=False):
        means = trials.sparse(weight).means[0]
        counts = torch.histc(means, 20, 0.0, 1.0)
        axes.bar([0.025 + 0.05 * i for i in range(20)], counts.tolist(), width=0.045, color=colour)
        axes.set(xlabel="mean of a unit", ylabel="units", xlim=(0, 1),
                 title=f"penalty {weight:g}" if weight else "without a penalty")
        axes.grid(alpha=0.3)
        told.append(f"{'with a penalty' if weight else 'without'} the means lie between {float(means.min()):.2f} and "
                    f"{float(means.max()):.2f}")
    return Picture(figure, caption="The mean of each of 128 units over the new digits, for one of five starts.",
                   description=f"Two histograms of 128 units: {'; '.join(told)}.")
