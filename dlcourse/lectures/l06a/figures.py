"""Figures of lecture 06a."""

from __future__ import annotations

from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l06a.trials import HILLS, PLACES, bell, best_bells
from dlcourse.tensors import guard


@guard
def slopes_table(J: Float[Tensor, "outputs inputs"]) -> Picture:
    """A Jacobian as a table of coloured cells, each with its number.

    Shapes: J (outputs, inputs). Source: lecture 06a, the Jacobian of softmax.

    >>> import torch
    >>> slopes_table(torch.tensor([[0.25, -0.25], [-0.25, 0.25]])).description
    'Row 0: 0.25, -0.25. Row 1: -0.25, 0.25.'
    """
    figure = Figure(figsize=(4.2, 3.4), layout="constrained")
    axes = figure.subplots()
    most = float(J.abs().max())
    axes.imshow(J.tolist(), cmap="RdBu", vmin=-1.6 * most, vmax=1.6 * most)
    for i, row in enumerate(J.tolist()):
        for j, value in enumerate(row):
            axes.text(j, i, f"{value:+.2f}", ha="center", va="center", color="#111111", fontsize=12)
    axes.set_xticks(range(J.shape[1]), [f"$z_{j}$" for j in range(J.shape[1])])
    axes.set_yticks(range(J.shape[0]), [f"$p_{i}$" for i in range(J.shape[0])])
    axes.set(xlabel="which score is moved", ylabel="which probability moves")
    told = " ".join(f"Row {i}: {', '.join(f'{v:.3g}' for v in row)}." for i, row in enumerate(J.tolist()))
    return Picture(figure, caption="The Jacobian of softmax: a row for each probability, a column for each score.",
                   description=told)


def two_bells() -> Picture:
    """Two hills, and the bell that each order of the KL divergence likes best.

    >>> two_bells().description[:59]
    'KL(p, q) is least for a bell at -0.6 with the width 2.8, an'
    """
    found = best_bells()
    figure = Figure(figsize=(5.8, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.fill_between(PLACES.tolist(), HILLS.tolist(), color=COLOURS[5], alpha=0.3, label="p, two hills")
    for name, which, kind in ((r"least $\mathrm{KL}(p\,\Vert\,q)$", found.covers, 0),
                              (r"least $\mathrm{KL}(q\,\Vert\,p)$", found.picks, 1)):
        axes.plot(PLACES.tolist(), bell(*which).tolist(), color=COLOURS[kind], linestyle=DASHES[kind], label=name)
    axes.set(xlabel="place", ylabel="probability of a grid place", ylim=(0, None))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    (m1, w1), (m2, w2) = found
    return Picture(figure, caption="One order covers both hills with a wide bell, the other picks one hill.",
                   description=f"KL(p, q) is least for a bell at {m1:g} with the width {w1:g}, and KL(q, p) for one at "
                   f"{m2:g} with the width {w2:g}.")
