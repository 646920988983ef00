"""Figures of the lecture on least squares and likelihood."""

from __future__ import annotations

from collections.abc import Mapping

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS
from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard


@guard
def towns(sizes: list[int], women: Float[Tensor, "sizes towns"], men: Float[Tensor, "sizes towns"],
          alone: Float[Tensor, "sizes towns"]) -> Picture:
    """Mean squares of lines that were fitted to women, on women, on men, and of the men's mean weight alone.

    Shapes: one row for each number of women that a line was fitted to, one column for each town.
    Source: lecture 02a, goodness on new data.

    >>> a = torch.tensor([[30.0, 40.0, 50.0]])
    >>> towns([20], a, 2 * a, a + 10).description
    'Medians over 3 towns. 20 women: 40 on women, 80 on men, 50 for the mean weight of the men.'
    """
    figure = Figure(figsize=(6.0, 3.4), layout="constrained")
    axes = figure.subplots()
    series = (("the women's line on women", women, 0), ("the women's line on men", men, 1),
              ("the men's mean weight on men", alone, 2))
    for i, (name, values, kind) in enumerate(series):
        for k, row in enumerate(values):
            axes.plot([k + 0.25 * (i - 1)] * len(row), row.tolist(), MARKERS[kind], color=COLOURS[kind], markersize=5,
                      markeredgecolor="white", markeredgewidth=0.4, label=name if k == 0 else None)
    axes.set_xticks(range(len(sizes)), [f"{n}" for n in sizes])
    axes.set(xlabel="women that the line was fitted to", ylabel="mean square (kg²)", ylim=(0, None),
             xlim=(-0.6, len(sizes) - 0.4))
    axes.grid(alpha=0.3, axis="y")
    axes.legend(fontsize=9)
    rows = [f"{n} women: {float(a.median()):.3g} on women, {float(b.median()):.3g} on men, "
            f"{float(c.median()):.3g} for the mean weight of the men." for n, a, b, c in
            zip(sizes, women, men, alone, strict=True)]
    return Picture(figure, caption="A line fitted to women, on new women and on men. Each mark is one invented town. "
                   "At each number of women the three columns stand side by side only so that all can be seen.",
                   description=f"Medians over {women.shape[1]} towns. {' '.join(rows)}")


@guard
def curves(x: Float[Tensor, " samples"], y: Float[Tensor, " samples"], grid: Float[Tensor, " grid"],
           fits: Mapping[str, Tensor]) -> Picture:
    """Points, and curves that were fitted to them.

    Shapes: x and y (samples,), grid and each curve (grid,). Raises: ValueError without a curve.
    Source: lecture 02a, curve fitting.

    >>> two = torch.tensor([0.0, 1.0])
    >>> curves(two, two, two, {"line": two}).description
    '2 points, and the curves line.'
    """
    if not fits:
        raise ValueError("curves: fits should name at least one curve, but is empty.")
    figure = Figure(figsize=(5.8, 3.3), layout="constrained")
    axes = figure.subplots()
    axes.plot(x.tolist(), y.tolist(), MARKERS[0], color=COLOURS[5], markersize=5, label="points")
    for i, (name, values) in enumerate(fits.items()):
        axes.plot(grid.tolist(), values.tolist(), color=COLOURS[i], linestyle=DASHES[i], linewidth=2, label=name)
    axes.set(xlabel="x", ylabel="y")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    return Picture(figure, caption="The same recipe with other columns: curves instead of a line.",
                   description=f"{len(x)} points, and the curves {', '.join(fits)}.")


@guard
def bowl_and_stairs(height: Float[Tensor, " people"], weight: Float[Tensor, " people"],
                    male: Float[Tensor, " people"]) -> Picture:
    """Two losses over their parameter: the mean square over a slope, the share of wrong guesses over a border.

    The line goes through the mean of all; the guess is "a man" for everyone taller than the border.
    Shapes: all (people,), male of 0 and 1. Source: lecture 02a, three losses.

    >>> h = torch.tensor([160.0, 170.0, 180.0, 190.0])
    >>> bowl_and_stairs(h, h - 100, torch.tensor([0.0, 0.0, 1.0, 1.0])).description
    'The mean square is a smooth bowl with its lowest place at a slope of 1. The share of wrong guesses is a stair: \
flat, with jumps at 4 of the 4 heights; its lowest value is 0.'
    """
    figure = Figure(figsize=(7.2, 3.1), layout="constrained")
    left, right = figure.subplots(1, 2)
    across, up = height - height.mean(), weight - weight.mean()
    slopes = torch.linspace(-1, 4, 101, dtype=height.dtype)
    left.plot(slopes.tolist(), ((up - slopes[:, None] * across) ** 2).mean(1).tolist(), color=COLOURS[0], linewidth=2)
    left.set(xlabel="slope of the line (kg for each cm)", ylabel="mean square (kg²)", title="squares: a bowl")
    edges = height.sort().values
    borders = torch.cat([edges[:1] - 4, edges, edges[-1:] + 4])
    wrong = ((height > borders[:, None]) != (male == 1)).double().mean(1)
    right.step(borders.tolist(), wrong.tolist(), where="post", color=COLOURS[1], linewidth=2)
    right.set(xlabel="border: a man if taller than (cm)", ylabel="share of wrong guesses", title="zero-one: a stair",
              ylim=(0, None))
    for axes in (left, right):
        axes.grid(alpha=0.3)
    jumps = int((wrong.diff() != 0).sum())
    best = float((across @ up) / (across @ across))
    return Picture(figure, caption="Two tasks, two losses: look at the shapes. The left one has a slope that shows the "
                   "way down; the right one is flat almost everywhere.",
                   description=f"The mean square is a smooth bowl with its lowest place at a slope of {best:.3g}. The "
                   f"share of wrong guesses is a stair: flat, with jumps at {jumps} of the "
                   f"{len(height.unique())} heights; its lowest value is {float(wrong.min()):.3g}.")
