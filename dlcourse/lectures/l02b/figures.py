"""Figures of the lecture on generalisation."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, HATCHES, MARKERS
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l02b.trials import NEW, SIGMA, RiskParts, TwoWays, truth
from dlcourse.tensors import guard

TRAIN, TEST, TRUTH = 1, 0, 2  # looks, as in the live pictures
PARTS = {"bias²": (4, 1), "variance": (3, 2), "noise": (5, 0)}  # colour and hatch

# Mayer, Khairy and Howard 2010: each complex number sets two of the waves of which x and y are sums
ELEPHANT = (50 - 30j, 18 + 8j, 12 - 10j, -14 - 60j)
TRUNK = 40 + 20j


def outline(numbers: Sequence[complex], t: Tensor, *, wiggle: float = 0.0) -> Tensor:
    """The closed curve that up to four complex numbers draw; `wiggle` lifts the trunk, to the right of the eye.

    Shapes: t (points,), angles -> (2, points). Raises: ValueError for more than four numbers.
    Source: Mayer, Khairy and Howard, American Journal of Physics 78, 2010.

    >>> outline(ELEPHANT, torch.zeros(1, dtype=torch.float64)).T
    tensor([[-60.,   2.]], dtype=torch.float64)
    """
    if len(numbers) > 4:
        raise ValueError(f"outline: numbers should be at most four, but are {len(numbers)}. The fifth is the wiggle.")
    p1, p2, p3, p4 = (*numbers, *[0j] * (4 - len(numbers)))
    x = p1.imag * t.sin() + p2.imag * (2 * t).sin() + p3.imag * (3 * t).sin() + p4.imag * t.cos()
    y = -(p1.real * t.sin() + p2.real * (2 * t).sin() + p3.real * (3 * t).cos() + p4.real * (5 * t).cos())
    beyond = (x - 45).clamp(min=0)  # the trunk is what lies right of x = 45
    return torch.stack([x, y + wiggle * (beyond / 45) ** 2])


def elephant() -> Picture:
    """What one, two, three and four complex numbers draw, and a fifth that moves the trunk.

    >>> elephant().description[:57]
    'With 1 number the curve is a line, 60 wide and 100 high. '
    """
    figure = Figure(figsize=(6.4, 4.0), layout="constrained")
    t = torch.linspace(0, 2 * math.pi, 400, dtype=torch.float64)
    words = []
    for k, axes in enumerate(figure.subplots(2, 2).flatten(), 1):
        x, y = outline(ELEPHANT[:k], t)
        axes.plot(x.tolist(), y.tolist(), color=COLOURS[0], linewidth=1.8)
        name = f"{k} complex number{'s' if k > 1 else ''}, {2 * k} real ones"
        if k == 4:
            moved = outline(ELEPHANT, t, wiggle=TRUNK.real)
            trunk = moved[0] > 45
            axes.plot(*moved.where(trunk, torch.tensor(math.nan)).tolist(), color=COLOURS[1], linestyle="--")
            axes.plot([TRUNK.imag], [TRUNK.imag], "o", color=COLOURS[0], markersize=4)
            name += "\n(dashed: with the fifth)"
        axes.set_title(name, fontsize=9)
        axes.set(xlim=(-80, 95), ylim=(-95, 100), aspect="equal", xticks=[], yticks=[])
        shape = {1: "a line", 2: "an eight", 3: "a loop that crosses itself", 4: "an elephant with legs and a trunk"}
        words.append(f"With {k} number{'s' if k > 1 else ''} the curve is {shape[k]}, {float(x.max() - x.min()):.0f} "
                     f"wide and {float(y.max() - y.min()):.0f} high.")
    return Picture(figure, caption="An elephant in four complex numbers. The fifth moves the trunk and places the eye.",
                   description=" ".join(words))


@guard
def estimates(losses: Float[Tensor, "samples"], risk: float) -> Picture:
    """The mean loss of the first 1, 2, 3, ... samples, beside the risk, with twice the standard error.

    Shapes: losses (samples,), at least 20. Source: lecture 02b, empirical risk.

    >>> estimates(torch.tensor([0.0, 2.0]).repeat(500), 1.0).description
    'The risk is 1.000. The mean loss is 1.000 of the first 10, 1.000 of the first 100, 1.000 of the \
first 1000.'
    """
    n = torch.arange(1, len(losses) + 1, dtype=losses.dtype)
    mean = losses.cumsum(0) / n
    error = float(losses.std()) / n.sqrt()
    figure = Figure(figsize=(5.8, 3.2), layout="constrained")
    axes = figure.subplots()
    axes.fill_between(n.tolist(), (risk - 2 * error).tolist(), (risk + 2 * error).tolist(), color=COLOURS[5],
                      alpha=0.25, label="risk ± 2 s/√n")
    axes.axhline(risk, color=COLOURS[TRUTH], linestyle=DASHES[2], linewidth=1.8, label="risk")
    axes.plot(n.tolist(), mean.tolist(), color=COLOURS[TEST], linewidth=1.5, label="mean of the first n losses")
    axes.set(xscale="log", xlabel="n, samples", ylabel="mean loss", xlim=(3, len(losses)),
             ylim=(max(0.0, risk - 2.2 * float(error[2])), risk + 2.2 * float(error[2])))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    told = ", ".join(f"{float(mean[k - 1]):.3f} of the first {k}" for k in (10, 100, 1000) if k <= len(mean))
    return Picture(figure, caption="The mean loss of a sample settles at the risk. Four times the samples: half the "
                   "distance.", description=f"The risk is {risk:.3f}. The mean loss is {told}.")


def stacked(found: Mapping[int, RiskParts]) -> Picture:
    """Bias², variance and noise of each degree, on top of each other.

    Raises: ValueError without a degree. Source: lecture 02b, bias and variance.

    >>> stacked({0: RiskParts(0.5, 0.4, 0.1)}).description
    'Degree 0: bias² 0.4000, variance 0.1000, noise 0.0900, risk 0.590.'
    """
    if not found:
        raise ValueError("stacked: found should name at least one degree, but is empty.")
    figure = Figure(figsize=(6.2, 3.4), layout="constrained")
    axes = figure.subplots()
    names, bottom = [str(d) for d in found], [0.0] * len(found)
    for (name, (kind, hatch)), values in zip(PARTS.items(), zip(*((p.bias2, p.var, SIGMA**2) for p in found.values()))):
        axes.bar(names, values, bottom=bottom, color=COLOURS[kind], hatch=HATCHES[hatch], edgecolor="white",
                 linewidth=0.5, label=name, width=0.7)
        bottom = [low + v for low, v in zip(bottom, values)]
    axes.set(xlabel="degree", ylabel="risk (mean squared miss)")
    axes.grid(alpha=0.3, axis="y")
    axes.legend(fontsize=9)
    words = [f"Degree {d}: bias² {p.bias2:.4f}, variance {p.var:.4f}, noise {SIGMA**2:.4f}, risk {p.risk:.3f}."
             for d, p in found.items()]
    return Picture(figure, caption="What the risk is made of, for 15 training points. As the degree grows, bias² falls "
                   "and variance grows; the noise stays.", description=" ".join(words))


def capacity_curve(tables: Mapping[int, Mapping[int, RiskParts]]) -> Picture:
    """Mean loss on training and on new points over the degree; a plot for each number of samples.

    Raises: ValueError without a table. Source: lecture 02b, how to generalise well.

    >>> capacity_curve({15: {0: RiskParts(0.5, 0.4, 0.1), 3: RiskParts(0.1, 0.1, 0.2)}}).description
    '15 samples: the risk is smallest, 0.390, at degree 3, where the gap is 0.290.'
    """
    if not tables:
        raise ValueError("capacity_curve: tables should hold at least one number of samples, but is empty.")
    figure = Figure(figsize=(6.6, 3.3), layout="constrained")
    words, drawn = [], list(figure.subplots(1, len(tables), sharey=True, squeeze=False)[0])
    for axes, (samples, found) in zip(drawn, tables.items()):
        d, train, new = list(found), [p.train for p in found.values()], [p.risk for p in found.values()]
        axes.fill_between(d, train, new, color=COLOURS[5], alpha=0.25, label="gap")
        for name, values, kind in (("on training points", train, TRAIN), ("on new points: risk", new, TEST)):
            axes.plot(d, values, color=COLOURS[kind], linestyle=DASHES[kind], marker=MARKERS[kind], markersize=4,
                      label=name)
        axes.axhline(SIGMA**2, color=COLOURS[5], linestyle=DASHES[3], label="noise")
        axes.set(xlabel="degree", ylim=(0, 0.65), xticks=range(0, 13, 2), xlim=(-0.5, 12.5),
                 title=f"{samples} training points")
        axes.grid(alpha=0.3)
        best = min(found, key=lambda k: found[k].risk)
        words.append(f"{samples} samples: the risk is smallest, {found[best].risk:.3f}, at degree {best}, where the "
                     f"gap is {found[best].risk - found[best].train:.3f}.")
    drawn[0].set_ylabel("mean squared miss")
    figure.legend(*drawn[0].get_legend_handles_labels(), loc="outside lower center", ncols=4, fontsize=9)
    return Picture(figure, caption="Mean over all data sets. Left of the lowest point the family is too poor; right of "
                   "it the gap grows.", description=" ".join(words))


@guard
def many_curves(x: Float[Tensor, " samples"], y: Float[Tensor, " samples"],
                curves: Float[Tensor, "curves 501"]) -> Picture:
    """Curves that all fit a small sample about as well, with the sample and the truth.

    Shapes: x, y (samples,), curves (curves, 501), at 501 evenly spaced places. Source: lecture 02b, small samples.

    >>> many_curves(torch.ones(2), torch.ones(2), torch.zeros(3, 501)).description
    'The spread of the curves is 0.00 at x = 0.2 and 0.00 at x = 0.7.'
    """
    figure = Figure(figsize=(5.8, 3.2), layout="constrained")
    axes = figure.subplots()
    for i, row in enumerate(curves):
        axes.plot(NEW.tolist(), row.tolist(), color=COLOURS[5], linewidth=0.8, alpha=0.7,
                  label=None if i else "plausible curves")
    axes.plot(NEW.tolist(), truth(NEW).tolist(), color=COLOURS[TRUTH], linestyle=DASHES[2], linewidth=2, label="truth")
    axes.plot(NEW.tolist(), curves.mean(0).tolist(), color=COLOURS[TEST], linewidth=2, label="their mean")
    axes.plot(x.tolist(), y.tolist(), MARKERS[TRAIN], color=COLOURS[TRAIN], markersize=7, label="training points")
    axes.set(xlabel="x", ylabel="y", ylim=(-2.6, 2.6))
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8, loc="upper right")
    spread = curves.std(0)
    return Picture(figure, caption="Forty curves that are plausible after a few points. Where points are missing, they "
                   "part.", description=f"The spread of the curves is {float(spread[100]):.2f} at x = 0.2 and "
                   f"{float(spread[350]):.2f} at x = 0.7.")


def two_ways_figure(sizes: Sequence[int], found: TwoWays) -> Picture:
    """Shares of wrong answers over the size of the training sample, means over seeds with twice their standard error.

    Source: lecture 02b, how little is too little.

    >>> two = TwoWays(torch.tensor([[0.1, 0.3]]), torch.tensor([[0.2, 0.2]]))
    >>> two_ways_figure((20,), two).description
    '20 samples: generative 0.200, discriminative 0.200.'
    """
    figure = Figure(figsize=(5.8, 3.2), layout="constrained")
    axes = figure.subplots()
    for name, values, kind in (("generative: the nearer mean", found.generative, 4),
                               ("discriminative: the border", found.discriminative, 6)):
        error = 2 * values.std(1) / math.sqrt(values.shape[1])
        axes.errorbar(list(sizes), values.mean(1).tolist(), yerr=error.tolist(), color=COLOURS[kind],
                      linestyle=DASHES[kind], marker=MARKERS[kind], capsize=3, label=name)
    axes.set(xscale="log", xlabel="n, training samples", ylabel="share wrong on new samples")
    axes.set_xticks(list(sizes), [str(n) for n in sizes])
    axes.minorticks_off()
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    words = [f"{n} samples: generative {float(a):.3f}, discriminative {float(b):.3f}."
             for n, a, b in zip(sizes, found.generative.mean(1), found.discriminative.mean(1))]
    return Picture(figure, caption="Few samples favour the model of how each class looks; many favour the border.",
                   description=" ".join(words))
