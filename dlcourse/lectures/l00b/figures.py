"""Figures of the lecture on the calculus that the course needs."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from dlcourse.figures.canvas import BACKWARD, COLOURS, DASHES, FORWARD, blank, series
from dlcourse.figures.picture import Picture
from dlcourse.tensors import guard

KINDS = {"height": 5, "line": 0, "parabola": 2}  # colour, dash and marker; the line is the live picture's tangent
_BOX = {"boxstyle": "round,pad=0.4", "facecolor": "#eef3f9", "edgecolor": FORWARD}
_ROUND = {"boxstyle": "circle,pad=0.3", "facecolor": "white", "edgecolor": "black"}
_FORWARD = {"arrowstyle": "-|>", "color": "black", "shrinkA": 0, "shrinkB": 0}
_BACKWARD = {"arrowstyle": "-|>", "color": BACKWARD, "linestyle": "--", "shrinkA": 0, "shrinkB": 0}


def sigmoid(z: float) -> Picture:
    """The S of the sigmoid, with its tangent at z.

    >>> sigmoid(0.0)
    Figure. The sigmoid: an S from 0 to 1. Its tangent is steepest at 0 and flat far out.
    At z = -4 it is 0.018, at 0 it is 0.5, at 4 it is 0.982. Its tangent at z = 0 touches it at 0.5, with the slope \
0.25.
    """
    figure = Figure(figsize=(5.6, 2.6), layout="constrained")
    axes = figure.subplots()
    x = torch.linspace(-6, 6, 121, dtype=torch.float64)
    there = float(torch.tensor(z, dtype=torch.float64).sigmoid())
    slope = there * (1 - there)
    reach = torch.tensor([-1.6, 1.6], dtype=torch.float64)
    axes.plot(x.tolist(), x.sigmoid().tolist(), color="black", linewidth=2.5, label="σ(z)")
    axes.plot((z + reach).tolist(), (there + slope * reach).tolist(), color=COLOURS[0], label=f"tangent at z = {z:g}")
    axes.plot([z], [there], "o", color=COLOURS[0])
    axes.set(xlabel="z", ylabel="σ(z)", ylim=(-0.1, 1.1))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    ends = [float(torch.tensor(v, dtype=torch.float64).sigmoid()) for v in (-4.0, 4.0)]
    return Picture(figure, caption="The sigmoid: an S from 0 to 1. Its tangent is steepest at 0 and flat far out.",
                   description=f"At z = -4 it is {ends[0]:.3g}, at 0 it is 0.5, at 4 it is {ends[1]:.3g}. Its tangent "
                               f"at z = {z:g} touches it at {there:.3g}, with the slope {slope:.3g}.")


@guard
def taylor(f: Callable[[Tensor], Tensor], x: Float[Tensor, ""], slope: Float[Tensor, ""], bend: Float[Tensor, ""], *,
           steps: Sequence[float]) -> Picture:
    """A curve with its line and its parabola at x, and how far height, line and parabola miss it for each step.

    Shapes: f maps (n,) to (n,) entry by entry; x, slope and bend (the second derivative) scalars.
    Raises: ValueError for fewer than two steps or one that is not positive.
    Source: Taylor's formula to second order.

    >>> taylor(lambda x: x ** 3, *torch.tensor([1.0, 3.0, 6.0], dtype=torch.float64), steps=[0.1, 1.0])
    Figure. Line and parabola at one point, and by how much they miss. A steeper line of misses is better near 0.
    At x = 1: height 1, slope 3, slope of the slope 6. Misses for h = 0.1: height 0.331, line 0.031, parabola 0.001. \
For h = 1: height 7, line 4, parabola 1.
    """
    if len(steps) < 2 or min(steps) <= 0:
        raise ValueError(f"taylor: steps should be at least two positive numbers, but is {steps!r}. "
                         "Pass for example steps=[0.01, 0.1, 1.0].")
    figure = Figure(figsize=(7.2, 3.4), layout="constrained")
    left, right = figure.subplots(1, 2)
    reach, height = max(steps), f(x[None])[0]
    guesses = {"height": lambda h: height + 0 * h, "line": lambda h: height + slope * h,
               "parabola": lambda h: height + slope * h + bend * h * h / 2}
    h = torch.linspace(-reach, reach, 81, dtype=x.dtype, device=x.device)
    left.plot((x + h).tolist(), f(x + h).tolist(), color="black", linewidth=2.5, label="curve")
    tried = torch.tensor(sorted(steps), dtype=x.dtype, device=x.device)
    misses = {}
    for name, guess in guesses.items():
        kind = KINDS[name]
        left.plot((x + h).tolist(), guess(h).tolist(), color=COLOURS[kind], linestyle=DASHES[kind], label=name)
        misses[name] = (f(x + tried) - guess(tried)).abs()
        series(right, kind, tried.tolist(), misses[name].tolist(), name)
    left.set(xlabel="x", ylabel="f(x)", title="the predictions")
    right.set(xscale="log", yscale="log", xlabel="step h", ylabel="miss", title="the misses")
    for axes in (left, right):
        axes.grid(alpha=0.3)
        axes.legend(fontsize=9)
    words = " ".join(f"{'Misses for' if i == 0 else 'For'} h = {float(tried[i]):g}: "
                     + ", ".join(f"{name} {float(miss[i]):.4g}" for name, miss in misses.items()) + "."
                     for i in range(len(tried)))
    return Picture(figure, caption="Line and parabola at one point, and by how much they miss. A steeper line of "
                   "misses is better near 0.", description=f"At x = {float(x):g}: height {float(height):g}, slope "
                   f"{float(slope):g}, slope of the slope {float(bend):g}. {words}")


def paths(start: str, end: str, routes: Sequence[tuple[str, float, float]], *,
          others_still: bool = False) -> Picture:
    """A value that is used several times: one route for each use; the products of the routes add.

    routes: (name of what lies between, its slope by the start, slope of the end by it); others_still: a partial
    derivative, written with a round d.
    Raises: ValueError for fewer than two routes.
    Source: the chain rule where a value is used twice.

    >>> paths("x", "y", [("u", 10.0, 15.0), ("v", 3.0, 25.0)])
    Figure. Along a route the slopes multiply; the routes add.
    From x to y through u: 10 · 15 = 150. Through v: 3 · 25 = 75. Together dy/dx = 225.
    """
    if len(routes) < 2:
        raise ValueError(f"paths: there should be at least two routes, but there is {len(routes)}. "
                         "A single route is a chain: use chain(...).")
    figure, axes = blank(6.4, 2.7)
    total, words = sum(first * second for _, first, second in routes), []
    d = "∂" if others_still else "d"
    for place, (name, first, second) in zip(torch.linspace(1, -1, len(routes)).tolist(), routes, strict=True):
        for a, b, slope in (((0, 0), (2, place), first), ((2, place), (4, 0), second)):
            axes.annotate("", b, a, arrowprops=_FORWARD | {"shrinkA": 16, "shrinkB": 16})
            axes.text((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, f"· {slope:.4g}", ha="center", va="center", fontsize=11,
                      bbox={"facecolor": "white", "edgecolor": "none", "pad": 2})
        axes.text(2, place, f"${name}$", ha="center", va="center", fontsize=12, bbox=_ROUND)
        words.append(f"{'Through' if words else f'From {start} to {end} through'} {name}: {first:.4g} · {second:.4g} "
                     f"= {first * second:.4g}.")
    for place, name in ((0, start), (4, end)):
        axes.text(place, 0, f"${name}$", ha="center", va="center", fontsize=12, bbox=_ROUND)
    shares = " + ".join(f"{first * second:.4g}" for _, first, second in routes)
    axes.text(4.45, 0, f"${d}{end}/{d}{start}$ =\n{shares}\n= {total:.4g}", va="center", fontsize=11)
    axes.set(xlim=(-0.5, 5.9), ylim=(-1.5, 1.5))
    return Picture(figure, caption="Along a route the slopes multiply; the routes add.",
                   description=" ".join([*words, f"Together {d}{end}/{d}{start} = {total:.4g}."]))


@guard
def product(left: Float[Tensor, "rows inner"], right: Float[Tensor, "inner columns"], *, axes: tuple[str, str, str],
            names: tuple[str, str, str], entry: tuple[int, int]) -> Picture:
    """A matrix product with its numbers; one row of the left, one column of the right and their entry are marked.

    Shapes: left (rows, inner), right (inner, columns). axes: what rows, inner and columns are called; names: left
    factor, right factor, product; entry: the marked row and column, counted from 1.
    Raises: ValueError for an entry that the product does not have.
    Source: a batch through a linear layer.

    >>> product(torch.tensor([[10.0, 1.0], [3.0, 1.0]]), torch.tensor([[1.0, 3.0, 5.0], [2.0, 4.0, 6.0]]),
    ...         axes=("B", "in", "out"), names=("X", "W.mT", "X @ W.mT"), entry=(2, 3))
    Figure. A row of the left meets a column of the right; what they give stands where the two cross.
    X (B 2, in 2) times W.mT (in 2, out 3) gives X @ W.mT (B 2, out 3). Row 2, (3, 1), meets column 3, (5, 6): \
3 · 5 + 1 · 6 = 21.
    """
    made, (row, column) = left @ right, entry
    rows, columns = made.shape
    if not (1 <= row <= rows and 1 <= column <= columns):
        raise ValueError(f"product: entry should be a row from 1 to {rows} and a column from 1 to {columns}, but is "
                         f"{entry!r}.")
    figure, drawing = blank(6.2, 2.7)
    across, words = 0.0, []
    marked = ((row, None), (None, column), (row, column))
    named = (axes[:2], axes[1:], (axes[0], axes[2]))
    for sign, table, name, (down, along), mark in zip(("", "@", "="), (left, right, made), names, named, marked,
                                                      strict=True):
        high, wide = table.shape
        drawing.text(across - 0.95, 0, sign, ha="center", va="center", fontsize=16)
        _table(drawing, across, table, mark)
        drawing.text(across + wide / 2, high / 2 + 0.15, f"{along} = {wide}", ha="center", va="bottom", fontsize=11)
        drawing.text(across - 0.12, 0, f"{down} = {high}", ha="right", va="center", rotation=90, fontsize=11)
        drawing.text(across + wide / 2, -high / 2 - 0.2, name, ha="center", va="top", fontsize=12, weight="bold")
        words.append(f"{name} ({down} {high}, {along} {wide})")
        across += wide + 1.75
    first, second = left[row - 1].tolist(), right[:, column - 1].tolist()
    sums = " + ".join(f"{a:g} · {b:g}" for a, b in zip(first, second, strict=True))
    total = f"{sums} = {float(made[row - 1, column - 1]):g}"
    half = max(rows, len(second)) / 2
    drawing.text((across - 1.75) / 2, -half - 0.85, f"row {row} meets column {column}:  {total}", ha="center", va="top",
                 fontsize=12)
    drawing.set(xlim=(-0.75, across - 1.6), ylim=(-half - 1.35, half + 0.6), aspect="equal")
    listed = ["(" + ", ".join(f"{v:g}" for v in values) + ")" for values in (first, second)]
    return Picture(figure, caption="A row of the left meets a column of the right; what they give stands where the two "
                   "cross.", description="{} times {} gives {}. ".format(*words)
                   + f"Row {row}, {listed[0]}, meets column {column}, {listed[1]}: {total}.")


def _table(axes: Axes, across: float, table: Tensor, mark: tuple[int | None, int | None]) -> None:
    """A table from `across` to the right, its middle at height 0; the marked row, column or entry is tinted."""
    rows, columns = table.shape
    for i in range(rows):
        for j in range(columns):
            place = (across + j, rows / 2 - i - 1)
            tinted = mark[0] in (None, i + 1) and mark[1] in (None, j + 1)
            if tinted:
                axes.add_patch(Rectangle(place, 1, 1, facecolor=FORWARD, alpha=0.3, linewidth=0))
            axes.add_patch(Rectangle(place, 1, 1, fill=False, edgecolor="black", linewidth=1))
            axes.text(place[0] + 0.5, place[1] + 0.5, f"{float(table[i, j]):g}", ha="center", va="center", fontsize=13,
                      weight="bold" if tinted else "normal")


# --- what only copies of older notebooks show ---


def chain(values: Sequence[tuple[str, float]], steps: Sequence[tuple[str, float]]) -> Picture:
    """A chain of boxes: values run forward, and the slopes multiply on the way back.

    values: (name, number) of the input, of each intermediate and of the output; steps: (operation, its slope),
    one between each pair of neighbours.
    Raises: ValueError unless there is one step fewer than values.
    Source: the chain rule.

    >>> chain([("x", 3.0), ("u", 7.0), ("y", 49.0)], [("2x + 1", 2.0), ("u²", 14.0)])
    Figure. Values run forward (solid), slopes multiply backwards (dashed).
    x = 3, then 2x + 1 (slope 2) gives u = 7, then u² (slope 14) gives y = 49. Backwards: dy/du = 14, dy/dx = 28.
    """
    if len(steps) != len(values) - 1 or not steps:
        raise ValueError(f"chain: there should be one step fewer than values, but there are {len(steps)} and "
                         f"{len(values)}. A step leads from each value to the next.")
    figure, axes = blank(2.4 * len(values), 2.3)
    backward = [math.prod(slope for _, slope in steps[i:]) for i in range(len(values))]
    output = values[-1][0]
    for i, (name, number) in enumerate(values):
        axes.text(2 * i, 1, f"${name}$\n{number:.4g}", ha="center", va="center", fontsize=11, bbox=_ROUND)
        axes.text(2 * i, 0, f"d{output}/d{name}\n= {backward[i]:.4g}", ha="center", va="center", fontsize=11)
    for i, (operation, slope) in enumerate(steps):
        axes.annotate("", (2 * i + 1.65, 1), (2 * i + 0.35, 1), arrowprops=_FORWARD)
        axes.text(2 * i + 1, 1, operation, ha="center", va="center", fontsize=11, bbox=_BOX)
        axes.annotate("", (2 * i + 0.5, 0), (2 * i + 1.5, 0), arrowprops=_BACKWARD)
        axes.text(2 * i + 1, 0.1, f"· {slope:.4g}", ha="center", va="bottom", fontsize=11)
    axes.set(xlim=(-0.7, 2 * len(steps) + 0.7), ylim=(-0.4, 1.5))
    words = f"{values[0][0]} = {values[0][1]:.4g}" + "".join(
        f", then {operation} (slope {slope:.4g}) gives {name} = {number:.4g}"
        for (operation, slope), (name, number) in zip(steps, values[1:], strict=True))
    back = ", ".join(f"d{output}/d{values[i][0]} = {backward[i]:.4g}" for i in range(len(steps) - 1, -1, -1))
    return Picture(figure, caption="Values run forward (solid), slopes multiply backwards (dashed).",
                   description=f"{words}. Backwards: {back}.")
