"""Figures of the lecture on sampling and momentum."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import torch
from jaxtyping import Float, Int
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, series
from dlcourse.figures.picture import Picture
from dlcourse.tensors import ShapeError, guard, rounded

Span = tuple[float, float]
Surface = Callable[[Tensor], Tensor]  # points (..., 2) -> heights (...)
GREY = "#888888"
WALKERS = (3, 6, 5, 4)  # kinds of line that no rule of the lecture has


def landscape(f: Surface, paths: Mapping[str, Tensor], *, xlim: Span, ylim: Span) -> Picture:
    """Walkers in a landscape: a cut along theta_2 = 0 with where each ends, and the map with their paths.

    Shapes: f maps points (..., 2) to (...); each path (points, 2). Raises: ShapeError for another path.
    Source: lecture 9, steepest descent; non-convexity.

    >>> bowl = lambda p: p.square().sum(-1)
    >>> path = torch.tensor([[2.0, 0.0], [1.0, 0.0]], dtype=torch.float64)
    >>> landscape(bowl, {"A": path}, xlim=(-3, 3), ylim=(-3, 3)).description
    'A: from [2.0, 0.0], height 4; after 1 steps at [1.0, 0.0], height 1.'
    """
    for name, path in paths.items():
        if path.dim() != 2 or path.shape[1] != 2:
            raise ShapeError(f"landscape: paths[{name!r}] should have shape (points, 2), but has shape "
                             f"{tuple(path.shape)}. Pass what gradient_descent returns for a theta of two numbers.")
    figure = Figure(figsize=(8.0, 3.3), layout="constrained")
    cut, plan = figure.subplots(1, 2)
    along = torch.linspace(*xlim, 121, dtype=torch.float64)
    profile = f(torch.stack([along, torch.zeros_like(along)], -1))
    cut.plot(along.tolist(), profile.tolist(), color=GREY, linewidth=1.5)
    cut.set(xlabel=r"$\theta_1$", ylabel="loss", title=r"a cut at $\theta_2 = 0$, with the ends", xlim=xlim)
    x1, x2 = torch.meshgrid(along, torch.linspace(*ylim, 81, dtype=torch.float64), indexing="xy")
    z = f(torch.stack([x1, x2], 2))
    levels = z.min() + (z.max() - z.min()) * torch.linspace(0.06, 0.97, 12, dtype=z.dtype) ** 2
    plan.contour(x1, x2, z, levels=levels.tolist(), colors=GREY, linewidths=0.7, linestyles="solid")
    plan.set(xlim=xlim, ylim=ylim, xlabel=r"$\theta_1$", ylabel=r"$\theta_2$", title="the map, with the paths")
    for i, (name, path) in zip(WALKERS, paths.items(), strict=False):
        series(plan, i, *path.T.tolist(), name, every=1)
        cut.plot([float(path[-1, 0])], [float(f(path[-1]))], marker=MARKERS[i], color=COLOURS[i], markersize=9)
        cut.annotate(name, (float(path[-1, 0]), float(f(path[-1]))), xytext=(0, 9), textcoords="offset points",
                     ha="center", color=COLOURS[i])
    plan.legend(fontsize=9, loc="upper left")
    told = " ".join(f"{name}: from {rounded(path[0], 2)}, height {float(f(path[0])):.3g}; after {len(path) - 1} steps "
                    f"at {rounded(path[-1] + 0.0, 2)}, height {float(f(path[-1])):.2g}."
                    for name, path in paths.items())
    return Picture(figure, caption="Walkers who feel only the slope under their feet. Left a cut through the "
                                   "landscape, right its map.", description=told)


def regret(runs: Mapping[str, Tensor], *, bound: float) -> Picture:
    """Regret per day over the days, both axes in factors of ten, and the promise bound/sqrt(days).

    Shapes: each run (days,) holds the regret after each day, above 0. Raises: ShapeError for another run.
    Source: lecture 9, online convex optimisation.

    >>> regret({"late": torch.arange(1.0, 101.0)}, bound=3.0).description
    'Regret per day after 10 and 100 days: late: 1, 1. The promise 3/sqrt(T): 0.949, 0.3.'
    """
    for name, run in runs.items():
        if run.dim() != 1:
            raise ShapeError(f"regret: runs[{name!r}] should have shape (days,), but has shape {tuple(run.shape)}. "
                             "Pass the regret after each day.")
    figure = Figure(figsize=(6.4, 3.0), layout="constrained")
    axes = figure.subplots()
    most = min(len(run) for run in runs.values())
    days = torch.logspace(0, math.log10(most), 40, dtype=torch.float64).round().long().unique()
    truth = bound / days.sqrt()
    axes.plot(days.tolist(), truth.tolist(), color=GREY, linestyle="--", linewidth=1.2, label=f"promise, {bound:g}/√T")
    for i, (name, run) in zip(WALKERS, runs.items(), strict=False):
        series(axes, i, days.tolist(), (run[days - 1] / days).tolist(), name)
    axes.set(xlabel="days T", ylabel="regret per day", xscale="log", yscale="log")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9, loc="lower left")
    told = torch.tensor([10**k for k in range(1, int(math.log10(most) + 1e-9) + 1)])
    means = " ".join(f"{name}: {_listed(run[told - 1] / told)}." for name, run in runs.items())
    return Picture(figure, caption="What the decisions cost more than the best fixed one, per day.", description=(
        f"Regret per day after {' and '.join(map(str, told.tolist()))} days: {means} "
        f"The promise {bound:g}/sqrt(T): {_listed(bound / told.sqrt())}."))


def _listed(values: Tensor) -> str:
    return ", ".join(f"{value:.3g}" for value in values.tolist())


# --- what only copies of older notebooks show ---


@guard
def noise(sizes: Int[Tensor, " n"], replaced: Float[Tensor, "seeds n"], distinct: Float[Tensor, "seeds m"], *,
          sigma: float) -> Picture:
    """Typical error of a batch mean over the batch size, drawn with and without replacement, and sigma/sqrt(B).

    Shapes: sizes (n,); replaced (seeds, n); distinct (seeds, m), for the first m sizes. A row is one seed.
    Source: lecture 9, mini-batch SGD.

    >>> ones = torch.ones(3, 1)
    >>> noise(torch.tensor([1, 4]), ones * torch.tensor([2.0, 1.0]), ones, sigma=2.0).description
    'With replacement at B = 1, 4: 2, 1 (3 seeds). sigma/sqrt(B): 2, 1. Without replacement: 1.'
    """
    figure = Figure(figsize=(6.4, 3.2), layout="constrained")
    axes = figure.subplots()
    truth = sigma / sizes.sqrt()
    axes.plot(sizes.tolist(), truth.tolist(), color=COLOURS[5], linewidth=1.2, label="σ/√B")
    for i, name, runs in ((3, "with replacement", replaced), (6, "without replacement", distinct)):
        x, middle = sizes[: runs.shape[1]].tolist(), runs.mean(0)
        axes.fill_between(x, runs.min(0).values.tolist(), runs.max(0).values.tolist(), color=COLOURS[i], alpha=0.25)
        axes.plot(x, middle.tolist(), linestyle=DASHES[i], marker=MARKERS[i], color=COLOURS[i], label=name)
    axes.set(xlabel="batch size B", ylabel="typical error", xscale="log", yscale="log")
    axes.set_xticks(sizes.tolist(), [str(B) for B in sizes.tolist()])
    low, high = (float(edge.log2()) for edge in (distinct.min(), replaced.max()))
    axes.set_yticks([2.0**k for k in range(math.floor(low), math.ceil(high) + 1)],
                    [f"{2.0**k:g}" for k in range(math.floor(low), math.ceil(high) + 1)])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    left_out = sizes[distinct.shape[1]:].tolist()
    caption = f"Mean over {len(replaced)} seeds; the band goes from the least to the largest."
    if left_out:
        caption += (f" Without replacement the error at B = {', '.join(map(str, left_out))} is exactly 0, which this "
                    "scale cannot show.")
    return Picture(figure, caption=caption, description=(
        f"With replacement at B = {_listed(sizes)}: {_listed(replaced.mean(0))} ({len(replaced)} seeds). "
        f"sigma/sqrt(B): {_listed(truth)}. Without replacement: {_listed(distinct.mean(0))}."))
