"""Figures of the lecture on adaptive update rules."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, series
from dlcourse.figures.picture import Picture
from dlcourse.learning_curves import Curves, ran_away
from dlcourse.tensors import guard, rounded


def bowls(theta: float, g: float, etas: Sequence[float]) -> Picture:
    """A line of slope g plus bowls of several widths around theta; the lowest place of each sum is marked.

    Source: lecture 9, gradient descent as a proximal method.

    >>> bowls(2.0, 4.0, [0.25]).description
    'From θ = 2 with slope 4: η = 0.25 has its minimum at x = 1.'
    """
    figure = Figure(figsize=(5.6, 3.3), layout="constrained")
    axes = figure.subplots()
    reach = 1.3 * max(etas) * abs(g)
    x = torch.linspace(theta - reach, theta + 0.35 * reach, 80, dtype=torch.float64)
    axes.plot(x.tolist(), (g * (x - theta)).tolist(), color="#333333", linewidth=1, label="the line alone")
    for i, eta in enumerate(etas):
        model = g * (x - theta) + (x - theta) ** 2 / (2 * eta)
        series(axes, i, x.tolist(), model.tolist(), f"with a bowl, η = {eta:g}")
        axes.plot(theta - eta * g, -eta * g * g / 2, "*", markersize=15, color=COLOURS[i], markeredgecolor="white")
    axes.plot(theta, 0, "kX", markersize=8)
    axes.annotate("θ", (theta, 0), (6, -12), textcoords="offset points")
    axes.set(xlabel="x", ylabel="model − its value at θ", ylim=(-0.6 * max(etas) * g * g, 0.45 * max(etas) * g * g))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8)
    words = "; ".join(f"η = {eta:g} has its minimum at x = {theta - eta * g:g}" for eta in etas)
    return Picture(figure, caption="A line plus a bowl. Stars: where the sum is least. Wider bowl, longer step.",
                   description=f"From θ = {theta:g} with slope {g:g}: {words}.")


@guard
def balls(theta: Float[Tensor, " 2"], g: Float[Tensor, " 2"], eta: float, B: Float[Tensor, "2 2"]) -> Picture:
    """Two steps of equal price: the points that cost as much, measured by the identity (circle) and by B (ellipse).

    Shapes: theta, g (2,), B (2, 2). Source: lecture 9, changing the geometry.

    >>> balls(torch.zeros(2), torch.ones(2), 0.5, torch.diag(torch.tensor([1.0, 4.0]))).description
    'Round price: the step goes by [-0.5, -0.5]. Price by B = [[1.0, 0.0], [0.0, 4.0]]: by [-0.5, -0.125].'
    """
    figure = Figure(figsize=(7.0, 3.5), layout="constrained")
    moves = []
    for axes, metric, name in zip(figure.subplots(1, 2), (torch.eye(2).to(B), B), ("round price", "price by B")):
        d = -eta * torch.linalg.solve(metric, g)
        moves.append(d)
        size = 1.25 * eta * float(g.norm())
        angle = torch.linspace(0, 2 * math.pi, 120, dtype=B.dtype)
        circle = torch.stack([angle.cos(), angle.sin()])  # (2, 120)
        ring = torch.linalg.solve(torch.linalg.cholesky(metric).mT, circle) * (d @ metric @ d).sqrt() + theta[:, None]
        line = torch.linspace(-size, size, 40, dtype=B.dtype)
        x1, x2 = torch.meshgrid(theta[0] + line, theta[1] + line, indexing="xy")
        axes.contour(x1, x2, g[0] * x1 + g[1] * x2, levels=9, colors="#999999", linestyles="--", linewidths=0.7)
        axes.plot(ring[0].tolist(), ring[1].tolist(), color=COLOURS[0], linewidth=2)
        axes.annotate("", (theta + d).tolist(), theta.tolist(),
                      arrowprops={"arrowstyle": "-|>", "color": COLOURS[1], "lw": 2})
        axes.plot(*theta.tolist(), "kX", markersize=7)
        axes.set(title=name, xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    words = (f"Round price: the step goes by {rounded(moves[0], 3)}. Price by B = {rounded(B, 2)}: "
             f"by {rounded(moves[1], 3)}.")
    return Picture(figure, caption="Points of equal price, and the step to where the line-model (dashed) is least.",
                   description=words)


@guard
def epsilon_places(g: Float[Tensor, " sizes"], steps: Mapping[str, Tensor]) -> Picture:
    """First steps over the size of the gradient, on a logarithmic axis; the words say where a step is half of eta.

    Shapes: g (sizes,), rising; each entry of steps (sizes,), in units of eta. Source: lecture 9, epsilon in Adam.

    >>> g = 10.0 ** torch.arange(-10, 0)
    >>> epsilon_places(g, {"outside": g / (g + 1e-8)}).description
    'outside: more than half of η from about g = 1e-08 on.'
    """
    figure = Figure(figsize=(5.6, 3.0), layout="constrained")
    axes = figure.subplots()
    words = []
    for i, (name, step) in enumerate(steps.items()):
        series(axes, i, g.tolist(), step.tolist(), name)
        half = g[step >= 0.499]
        words.append(f"{name}: more than half of η from about g = {float(half[0]):.0e} on." if len(half) else
                     f"{name}: never half of η.")
    axes.set(xscale="log", xlabel="size of the gradient |g|", ylabel="first step / η", ylim=(-0.05, 1.1))
    axes.grid(alpha=0.3)
    axes.legend()
    return Picture(figure, caption="Adam's first step, ε = 1e-8. Outside the root it brakes smaller gradients only.",
                   description=" ".join(words))


def over_steps(panels: Mapping[str, Mapping[str, Tensor]], *, caption: str, ylabel: str = "", log: bool = False,
               at: Sequence[int] = ()) -> Picture:
    """Curves over the number of the step, from 1 on, in panels side by side; the words carry the values at `at`.

    Shapes: each curve (steps,). Source: lecture 9, effective learning rates.

    >>> over_steps({"rate": {"AdaGrad": torch.tensor([0.1, 0.07])}}, caption="Rates.", at=[2]).description
    'rate: AdaGrad 0.07 at step 2.'
    """
    figure = Figure(figsize=(3.7 * len(panels), 3.1), layout="constrained")
    words = []
    for axes, (title, named) in zip(figure.subplots(1, len(panels), squeeze=False)[0], panels.items()):
        for i, (name, y) in enumerate(named.items()):
            series(axes, i, range(1, len(y) + 1), y.tolist(), name)
        axes.set(title=title, xlabel="step", ylabel=ylabel, yscale="log" if log else "linear")
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
        words.append(f"{title}: " + "; ".join(
            f"{name} " + ", ".join(f"{float(y[k - 1]):.3g} at step {k}" for k in at if k <= len(y))
            for name, y in named.items()) + ".")
    return Picture(figure, caption=caption, description=" ".join(words))


@guard
def race(H: Float[Tensor, "2 2"], paths: Mapping[str, Tensor]) -> Picture:
    """Paths of several rules down the valley f(x) = x^T H x / 2, and the values of f along them.

    Shapes: H (2, 2), each path (steps + 1, 2). Source: lecture 9, race of the optimisers.

    >>> race(torch.eye(2), {"slow": torch.tensor([[2.0, 0.0], [1.0, 0.0]])}).description
    'After 1 steps, lowest first: slow (f = 0.5).'
    """
    figure = Figure(figsize=(8.2, 3.6), layout="constrained")
    valley, heights = figure.subplots(1, 2, width_ratios=(1.15, 1))
    size = 1.25 * max(float(path[0].abs().max()) for path in paths.values())
    line = torch.linspace(-size, size, 120, dtype=H.dtype)
    x1, x2 = torch.meshgrid(line, line, indexing="xy")
    points = torch.stack([x1, x2], dim=-1)  # (120, 120, 2)
    valley.contour(x1, x2, ((points @ H) * points).sum(-1) / 2, levels=[0.3, 2, 8, 30, 90, 200], colors="#b5b5b5",
                   linewidths=0.8)
    values = {name: ((path @ H) * path).sum(1) / 2 for name, path in paths.items()}
    for i, (name, path) in enumerate(paths.items()):
        series(valley, i, path[:, 0].tolist(), path[:, 1].tolist(), name)
        series(heights, i, range(len(path)), values[name].clamp(min=1e-9).tolist(), name)
    valley.plot(0, 0, "k*", markersize=12)
    valley.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-size, size), ylim=(-size, size), aspect="equal")
    heights.set(xlabel="step", ylabel="f", yscale="log")
    heights.grid(alpha=0.3)
    heights.legend(fontsize=8)
    order = sorted(values, key=lambda name: float(values[name][-1]))
    words = ", ".join(f"{name} (f = {float(values[name][-1]):.1g})" for name in order)
    return Picture(figure, caption="Paths down a valley to the star, and the height after each step.",
                   description=f"After {len(next(iter(paths.values()))) - 1} steps, lowest first: {words}.")


def learning_curves(curves: Mapping[str, Curves], *, caption: str) -> Picture:
    """Training losses and, beside them, held-out losses: median of the seeds, and a band from lowest to highest.

    The axis ends at 10: what is above, or no number, has run away. Shapes: as `Curves`.
    Source: lecture 9, learning curves.

    >>> losses = torch.tensor([[1.0, 0.4], [1.0, 0.45]])
    >>> learning_curves({"SGD": Curves(losses, losses + 0.2)}, caption="One rule.").description
    'SGD: after 1 epochs the median loss is below 0.5 in training and below 1 on held-out data.'
    """
    figure = Figure(figsize=(8.4, 3.7), layout="constrained")
    for axes, part in zip(figure.subplots(1, 2, sharey=True), ("train", "held_out")):
        for i, (name, of) in enumerate(curves.items()):
            losses = getattr(of, part).nan_to_num(nan=math.inf).sort(0).values.clamp(max=1e3)  # (seeds, epochs + 1)
            epochs = range(losses.shape[1])
            series(axes, i, epochs, losses[(len(losses) - 1) // 2].tolist(), name)
            axes.fill_between(epochs, losses[0].tolist(), losses[-1].tolist(), color=COLOURS[i], alpha=0.12,
                              linewidth=0)
        axes.set(title={"train": "training", "held_out": "held out"}[part], xlabel="epoch", yscale="log")
        axes.grid(alpha=0.3)
    axes.set_ylim(top=min(10.0, axes.get_ylim()[1]))
    figure.axes[0].set_ylabel("mean cross-entropy")
    figure.axes[0].legend(fontsize=8)
    return Picture(figure, caption=caption, description=" ".join(_told(name, of) for name, of in curves.items()))


def _told(name: str, curves: Curves) -> str:
    """The end of the curves in words; only the next 1, 2 or 5 above, so that other machines say the same."""
    away = int(ran_away(curves).sum())
    if away:
        return f"{name}: ran away in {away} of {len(curves.train)} runs."
    train, held_out = (_next_above(float(part[:, -1].median())) for part in curves)
    return (f"{name}: after {curves.train.shape[1] - 1} epochs the median loss is below {train} in training and below "
            f"{held_out} on held-out data.")


def _next_above(value: float) -> str:
    power = 10.0 ** math.floor(math.log10(value))
    return f"{next(step * power for step in (1, 2, 5, 10) if step * power > value):g}"
