"""Figures of the lecture on sampling and momentum."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import torch
from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, HATCHES, MARKERS, series
from dlcourse.figures.picture import Picture
from dlcourse.tensors import ShapeError, guard, rounded

Span = tuple[float, float]
Surface = Callable[[Tensor], Tensor]  # points (..., 2) -> heights (...)


def _checked(where: str, paths: Mapping[str, Tensor]) -> None:
    for name, path in paths.items():
        if path.dim() != 2 or path.shape[1] != 2:
            raise ShapeError(f"{where}: paths[{name!r}] should have shape (points, 2), but has shape "
                             f"{tuple(path.shape)}. Pass what gradient_descent returns for a theta of two numbers.")


def _heights(f: Surface, xlim: Span, ylim: Span, steps: int) -> tuple[Tensor, Tensor, Tensor]:
    x1, x2 = torch.meshgrid(torch.linspace(*xlim, steps, dtype=torch.float64),
                            torch.linspace(*ylim, steps, dtype=torch.float64), indexing="xy")
    return x1, x2, f(torch.stack([x1, x2], 2))


def _map(axes: Axes, f: Surface, xlim: Span, ylim: Span) -> None:
    """Lines of equal height, denser towards the bottom."""
    x1, x2, z = _heights(f, xlim, ylim, 90)
    levels = z.min() + (z.max() - z.min()) * torch.linspace(0.06, 0.97, 12, dtype=z.dtype) ** 2
    axes.contour(x1, x2, z, levels=levels.tolist(), cmap="cividis", linewidths=0.8)
    axes.set(xlim=xlim, ylim=ylim, xlabel=r"$\theta_1$", ylabel=r"$\theta_2$")


def _walk(axes: Axes, i: int, name: str, path: Tensor) -> None:
    """A path with a marker at each point; numbers beyond any axis are cut, or matplotlib would overflow."""
    shown = path.clamp(-1e6, 1e6)
    series(axes, i, shown[:, 0].tolist(), shown[:, 1].tolist(), name, every=1)


def _told(f: Surface, paths: Mapping[str, Tensor]) -> str:
    return " ".join(f"{name}: from {rounded(path[0], 2)}, height {float(f(path[0])):.3g}; after {len(path) - 1} steps "
                    f"height {float(f(path[-1])):.2g}." for name, path in paths.items())


def descents(f: Surface, paths: Mapping[str, Tensor], *, xlim: Span, ylim: Span, caption: str,
             apart: bool = False) -> Picture:
    """Paths of descents over the lines of equal height of f; `apart` gives each path a panel of its own.

    Shapes: f maps points (..., 2) to (...); each path (points, 2). Raises: ShapeError for another path.
    Source: lecture 9, gradient descent and momentum.

    >>> bowl = lambda p: p.square().sum(-1)
    >>> path = torch.tensor([[2.0, 0.0], [1.0, 0.0]], dtype=torch.float64)
    >>> descents(bowl, {"halving": path}, xlim=(-3, 3), ylim=(-3, 3), caption="A bowl.").description
    'halving: from [2.0, 0.0], height 4; after 1 steps height 1.'
    """
    _checked("descents", paths)
    figure = Figure(figsize=(2.9 * len(paths), 2.9) if apart else (6.4, 3.4), layout="constrained")
    panels = figure.subplots(1, len(paths) if apart else 1, squeeze=False, sharey=True)[0]
    for axes in panels:
        _map(axes, f, xlim, ylim)
    for i, (name, path) in enumerate(paths.items()):
        axes = panels[i if apart else 0]
        _walk(axes, i, name, path)
        if apart:
            axes.set_title(name, fontsize=10)
    for axes in panels:
        axes.label_outer()
    if not apart:
        panels[0].legend(fontsize=8)
    return Picture(figure, caption=caption, description=_told(f, paths))


def landscape(f: Surface, paths: Mapping[str, Tensor], *, xlim: Span, ylim: Span) -> Picture:
    """Walkers in a landscape: the surface of f on the left, its map on the right, the same paths in both.

    Shapes: f maps points (..., 2) to (...); each path (points, 2). Raises: ShapeError for another path.
    Source: lecture 9, steepest descent; non-convexity.

    >>> bowl = lambda p: p.square().sum(-1)
    >>> path = torch.tensor([[2.0, 0.0], [1.0, 0.0]], dtype=torch.float64)
    >>> landscape(bowl, {"A": path}, xlim=(-3, 3), ylim=(-3, 3)).description
    'A: from [2.0, 0.0], height 4; after 1 steps height 1.'
    """
    _checked("landscape", paths)
    figure = Figure(figsize=(8.4, 3.5), layout="constrained")
    solid = figure.add_subplot(1, 2, 1, projection="3d", computed_zorder=False)
    x1, x2, z = _heights(f, xlim, ylim, 40)
    solid.plot_surface(x1.numpy(), x2.numpy(), z.numpy(), cmap="cividis", alpha=0.85, linewidth=0, zorder=1)
    solid.view_init(elev=48, azim=-68)
    solid.set(xlabel=r"$\theta_1$", ylabel=r"$\theta_2$", zlabel="loss")
    flat = figure.add_subplot(1, 2, 2)
    _map(flat, f, xlim, ylim)
    for i, (name, path) in enumerate(paths.items()):
        solid.plot(*path.T.tolist(), (f(path) + 0.03 * (z.max() - z.min())).tolist(), linestyle=DASHES[i], zorder=3 + i,
                   marker=MARKERS[i], markersize=4, color=COLOURS[i])
        _walk(flat, i, name, path)
    flat.legend(fontsize=8)
    return Picture(figure, caption="Walkers who feel only the slope under their feet. Left the landscape, right its "
                                   "map; the same paths in both.", description=_told(f, paths))


@guard
def step_factors(lambdas: Float[Tensor, " n"], *, eta_max: float) -> Picture:
    """The factor 1 - eta lambda by which one step multiplies the error along each direction, over eta.

    Shapes: lambdas (n,), the curvatures. Source: lecture 9, full-batch gradient descent.

    >>> step_factors(torch.tensor([1.0, 20.0]), eta_max=0.12).description
    'Curvature 1: the factor is -1 at eta = 2. Curvature 20: the factor is -1 at eta = 0.1. Stable below 0.1.'
    """
    figure = Figure(figsize=(6.0, 3.0), layout="constrained")
    axes = figure.subplots()
    eta = torch.linspace(0, eta_max, 25, dtype=torch.float64)
    axes.axhspan(-1, 1, color="#dddddd", alpha=0.6, label="between -1 and 1: shrinks")
    for i, lam in enumerate(lambdas.tolist()):
        series(axes, i, eta.tolist(), (1 - eta * lam).tolist(), f"curvature λ = {lam:g}")
    limit = 2 / float(lambdas.max())
    axes.axvline(limit, color="#333333", linestyle=":", label=f"η = {limit:.3g}")
    axes.set(xlabel="learning rate η", ylabel="factor 1 - ηλ")
    axes.legend(fontsize=8)
    words = " ".join(f"Curvature {lam:g}: the factor is -1 at eta = {2 / lam:.3g}." for lam in lambdas.tolist())
    return Picture(figure, caption="What one step does to the error in each direction. The most curved direction sets "
                                   "the limit.", description=f"{words} Stable below {limit:.3g}.")


def curves(named: Mapping[str, tuple[Tensor, Tensor]], *, xlabel: str, ylabel: str, caption: str, description: str,
           log_x: bool = False, log_y: bool = False) -> Picture:
    """Curves with axes of their own, told apart by dash and marker; the caller says what they show.

    Shapes: each curve is a pair x (points,), y (points,). Raises: ShapeError unless both are as long.
    Source: lecture 9, learning curves, noise against batch size, regret.

    >>> x = torch.tensor([1.0, 2.0])
    >>> curves({"line": (x, x)}, xlabel="t", ylabel="y", caption="A line.", description="From 1 to 2.")
    Figure. A line.
    From 1 to 2.
    """
    figure = Figure(figsize=(6.0, 3.1), layout="constrained")
    axes = figure.subplots()
    for i, (name, (x, y)) in enumerate(named.items()):
        if x.dim() != 1 or x.shape != y.shape:
            raise ShapeError(f"curves: named[{name!r}] should be two vectors of one length, but have shapes "
                             f"{tuple(x.shape)} and {tuple(y.shape)}. Pass (x, y).")
        series(axes, i, x.tolist(), y.tolist(), name)
    axes.set(xlabel=xlabel, ylabel=ylabel, xscale="log" if log_x else "linear", yscale="log" if log_y else "linear")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    return Picture(figure, caption=caption, description=description)


def class_shares(orders: Mapping[str, Tensor], *, batch_size: int) -> Picture:
    """Which classes the batches of an epoch hold, a bar a batch, for several orders of the same labels.

    Shapes: each order (samples,), the labels as they come. Source: lecture 9, epochs by permutation.

    >>> class_shares({"sorted": torch.tensor([0, 0, 1, 1])}, batch_size=2).description
    'sorted: 2 of 2 batches hold a single class.'
    """
    figure = Figure(figsize=(8.0, 2.6), layout="constrained")
    words = []
    for axes, (name, labels) in zip(figure.subplots(1, len(orders), squeeze=False, sharey=True)[0], orders.items(),
                                    strict=True):
        batches, classes = labels.split(batch_size), int(labels.max()) + 1
        counts = torch.stack([batch.bincount(minlength=classes) for batch in batches])  # (batches, classes)
        below = torch.zeros(len(batches))
        for c in range(classes):
            axes.bar(range(len(batches)), counts[:, c].tolist(), bottom=below.tolist(), color=COLOURS[c % 6], alpha=0.6,
                     hatch=HATCHES[c % 6], edgecolor="#333333", linewidth=0.5, label=f"class {c}")
            below = below + counts[:, c]
        axes.set(title=name, xlabel="batch", ylabel="samples", xticks=range(0, len(batches), max(1, len(batches) // 5)))
        axes.label_outer()
        single = int(((counts > 0).sum(1) == 1).sum())
        words.append(f"{name}: {single} of {len(batches)} batches hold a single class.")
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5))
    return Picture(figure, caption="The classes in each batch of one epoch.", description=" ".join(words))


@guard
def memory(mus: Float[Tensor, " n"], *, steps: int = 25) -> Picture:
    """How much a gradient still counts in the velocity when it is k steps old: mu^k, and the sum of all.

    Shapes: mus (n,). Source: lecture 9, momentum.

    >>> memory(torch.tensor([0.5, 0.9])).description
    'mu = 0.5: weight 0.5 after 1 step, all weights add up to 2. mu = 0.9: weight 0.9 after 1 step, all weights add ...'
    """
    figure = Figure(figsize=(6.0, 2.8), layout="constrained")
    axes = figure.subplots()
    words = []
    for i, mu in enumerate(rounded(mus, 6)):
        series(axes, i, range(steps), [mu**k for k in range(steps)], f"μ = {mu:g}; sum {1 / (1 - mu):.3g}", every=1)
        words.append(f"mu = {mu:g}: weight {mu:g} after 1 step, all weights add up to {1 / (1 - mu):.3g}.")
    axes.set(xlabel="age of the gradient in steps", ylabel="weight in v / (-η)")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    return Picture(figure, caption="What the velocity remembers. The weights add up to 1/(1 - μ), not to 1.",
                   description=" ".join(words))
