"""Figures of lecture 05a."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.activations import TABLE
from dlcourse.figures.canvas import COLOURS, DASHES, blank
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l05a.trials import Survivors
from dlcourse.nn.params import check_sizes

MOST_UNITS = 8
ROOMY = 4  # up to so many units in a column the circles are large


def layers(sizes: Sequence[int], first: Sequence[float] = ()) -> Picture:
    """The units of a network as circles, a column for each layer, with the names of what they hold.

    The weights of unit 1 in layer 1, if they are given, stand at its lines.

    Raises: TypeError or ValueError for sizes that are not two or more positive integers, none above 8; ValueError for
    weights that do not fit the inputs.

    >>> layers([2, 3, 1]).description
    'From left to right: 2 inputs, then 3 hidden units, then 1 output. Lines join each unit with all of the next \
column.'
    """
    check_sizes("layers", sizes)
    if max(sizes) > MOST_UNITS:
        raise ValueError(f"layers: sizes should be at most {MOST_UNITS}, but is {list(sizes)}. Draw a smaller network.")
    if len(first) not in {0, sizes[0]}:
        raise ValueError(f"layers: first should hold a weight for each of the {sizes[0]} inputs, but is {list(first)}.")
    figure, axes = blank(1.9 * len(sizes), 3.2)
    size_of_circle, size_of_name = (34, 13) if max(sizes) <= ROOMY else (26, 10)
    places = [[(2.0 * column, (size - 1) / 2 - i) for i in range(size)] for column, size in enumerate(sizes)]
    for before, after in zip(places[:-1], places[1:]):  # noqa: RUF007
        for x0, y0 in before:
            for x1, y1 in after:
                axes.plot([x0, x1], [y0, y1], color=COLOURS[5], linewidth=0.8, zorder=1)
    for (x0, y0), weight in zip(places[0], first):
        x1, y1 = places[1][0]
        axes.plot([x0, x1], [y0, y1], color=COLOURS[0], linewidth=2, zorder=1.5)
        x, y = 0.58 * x0 + 0.42 * x1, 0.58 * y0 + 0.42 * y1
        axes.plot([x], [y], "o", markersize=19, color="white", zorder=2)
        axes.text(x, y, f"{weight:g}".replace("-", "\u2212"), ha="center", va="center", fontsize=13, fontweight="bold",
                  color=COLOURS[0], zorder=3)
    for column, units in enumerate(places):
        name = "x" if column == 0 else "a"
        for i, (x, y) in enumerate(units, 1):
            axes.plot([x], [y], "o", markersize=size_of_circle, color="white", markeredgewidth=2,
                      markeredgecolor=COLOURS[0 if column else 2], zorder=2)
            above = f"^{{({column})}}" if column else ""
            axes.text(x, y, f"${name}_{i}{above}$", ha="center", va="center", fontsize=size_of_name, color="black",
                      zorder=3)
        top = max(sizes) / 2 + 0.35
        axes.text(2.0 * column, top, f"$a^{{({column})}}$" if column else "$x$", ha="center", fontsize=13)
        if column:
            axes.text(2.0 * column - 1, -max(sizes) / 2 - 0.3, f"$W^{{({column})}}$, $b^{{({column})}}$", ha="center",
                      va="top", fontsize=13)
    axes.set(xlim=(-0.6, 2.0 * len(sizes) - 1.4), ylim=(-max(sizes) / 2 - 0.8, max(sizes) / 2 + 0.8))
    told = [f"{n} {'input' if i == 0 else 'output' if i == len(sizes) - 1 else 'hidden unit'}{'s' if n > 1 else ''}"
            for i, n in enumerate(sizes)]
    row = ", ".join(f"{weight:g}" for weight in first)
    those = f" Those of unit 1 in layer 1 are ({row})." if row else ""
    there = f" At the lines into unit 1 of layer 1 stand the weights {row}." if row else ""
    return Picture(figure, caption="A network with " + ", ".join(told) + ". Each line is a weight." + those,
                   description=f"From left to right: {', then '.join(told)}. Lines join each unit with all of the next "
                               "column." + there)


def corners() -> Picture:
    """One relu between two layers of one unit, beside the line that they are without it; and a sum of three relu units.

    >>> corners().description
    'Left: at x = -2 the line -6x + 2 is at 14 and the network with relu at 5; at 0 both are at 2. Right: the three \
units add up to 0, 1, 0, 1 at x = -1, 0, 1, 2.'
    """
    figure = Figure(figsize=(6.8, 3.3), layout="constrained")
    left, right = figure.subplots(1, 2)
    x = torch.linspace(-2, 1, 121, dtype=torch.float64)
    left.plot(x.tolist(), (-6 * x + 2).tolist(), color=COLOURS[1], linestyle=DASHES[1], linewidth=1.6, label="no bend",
              zorder=3)
    left.plot(x.tolist(), _one_unit(x).tolist(), color=COLOURS[0], linestyle=DASHES[0], linewidth=2, label="with relu")
    left.plot([-0.5], [5], "o", color=COLOURS[0], markersize=7)
    left.annotate("corner", (-0.5, 5), xytext=(8, 6), textcoords="offset points", fontsize=10)
    left.set(xlim=(-2, 1), ylim=(-5, 15), xlabel="input x", ylabel="output", title="one unit: one corner")
    x = torch.linspace(-2, 2, 161, dtype=torch.float64)
    for kind, part in enumerate(_parts(x)):
        label = ("relu(x + 1)", "\u22122 relu(x)", "2 relu(x \u2212 1)")[kind]
        right.plot(x.tolist(), part.tolist(), color=COLOURS[(2, 3, 6)[kind]], linestyle=DASHES[1 + kind],
                   linewidth=1.4, label=label)
    total = _parts(x).sum(0)
    right.plot(x.tolist(), total.tolist(), color=COLOURS[0], linestyle=DASHES[0], linewidth=2, label="their sum")
    at = torch.tensor([-1.0, 0.0, 1.0], dtype=torch.float64)
    right.plot(at.tolist(), _parts(at).sum(0).tolist(), "o", color=COLOURS[0], markersize=7)
    right.set(xlim=(-2, 2), ylim=(-4.2, 3.2), xlabel="input x", ylabel="output", title="three units: three corners")
    for axes in (left, right):
        axes.grid(alpha=0.3)
    left.legend(fontsize=9, loc="upper right")
    right.legend(fontsize=9, loc="lower left")
    ends = torch.tensor([-2.0, 0.0], dtype=torch.float64)
    sums = torch.tensor([-1.0, 0.0, 1.0, 2.0], dtype=torch.float64)
    (bent, both), (line, _) = _one_unit(ends).tolist(), (-6 * ends + 2).tolist()
    told = ", ".join(f"{value:g}" for value in _parts(sums).sum(0).tolist())
    return Picture(figure, caption="Left: two layers with relu between them (solid), and without (dashed). Right: the "
                                   "weighted outputs of three relu units, and their sum (solid). Circles mark corners.",
                   description=f"Left: at x = -2 the line -6x + 2 is at {line:g} and the network with relu at "
                               f"{bent:g}; at 0 both are at {both:g}. Right: the three units add up to {told} at "
                               "x = -1, 0, 1, 2.")


def _one_unit(x: Tensor) -> Tensor:
    """The example of part 3 with relu between its two layers."""
    return -3 * (2 * x + 1).relu() + 5


def _parts(x: Tensor) -> Tensor:
    """The weighted outputs (3, points) of three relu units."""
    return torch.stack([(x + 1).relu(), -2 * x.relu(), 2 * (x - 1).relu()])


def gallery(names: Sequence[str]) -> Picture:
    """Some activations side by side, each with its slope.

    Raises: KeyError for a name that is not in the table. Source: lecture 05a, table of activations.

    >>> gallery(["relu", "tanh"]).description
    'relu: at -1 its value is 0 and its slope 0, at 1 they are 1 and 1. tanh: at -1 its value is -0.76 and its slope \
0.42, at 1 they are 0.76 and 0.42.'
    """
    across = min(4, len(names))
    down = -(-len(names) // across)
    figure = Figure(figsize=(6.8, 1.9 * down + 0.3), layout="constrained")
    drawn = figure.subplots(down, across, squeeze=False, sharex=True, sharey=True).flatten()
    z = torch.linspace(-3, 3, 121, dtype=torch.float64)
    one = torch.tensor([-1.0, 1.0], dtype=torch.float64)
    words = []
    for axes, name in zip(drawn, names):
        f, slope = TABLE[name][:2]
        value = f(z) if TABLE[name].order >= 0 else torch.where(z.abs() < 1e-9, torch.nan, f(z))
        axes.plot(z.tolist(), value.tolist(), color=COLOURS[0], linestyle=DASHES[0], linewidth=1.8, label="bend")
        steep = slope(z) if TABLE[name].order else torch.where(z.abs() < 1e-9, torch.nan, slope(z))  # no wall at a jump
        axes.plot(z.tolist(), steep.tolist(), color=COLOURS[1], linestyle=DASHES[1], linewidth=1.4, label="slope")
        axes.set_title(name, fontsize=9)
        axes.set(xlim=(-3, 3), ylim=(-1.6, 2.6))
        axes.grid(alpha=0.3)
        (a, b), (c, d) = ([round(v, 2) + 0.0 for v in g(one).tolist()] for g in (f, slope))
        words.append(f"{name}: at -1 its value is {a:g} and its slope {c:g}, at 1 they are {b:g} and {d:g}.")
    for axes in drawn[len(names):]:
        axes.axis("off")
    drawn[0].legend(fontsize=8)
    figure.supxlabel("pre-activation z", fontsize=9)
    figure.supylabel("bend and its slope", fontsize=9)
    return Picture(figure, caption="Activations (solid) and their slopes (dashed).", description=" ".join(words))


def before_and_after(found: dict[str, list[list[Survivors]]], etas: tuple[float, float]) -> Picture:
    """How many digits networks name correctly after steps that are too long, and after more steps of a good length.

    `found` holds for each activation several runs, each with its two phases. Source: lecture 05a, problems of relu.

    >>> before_and_after({"relu": [[Survivors(32, 0.1), Survivors(32, 0.1)]]}, (5.0, 0.5)).description
    'relu: on average 0.10 named correctly after the long steps, 0.10 after the short ones.'
    """
    figure = Figure(figsize=(5.4, 3.0), layout="constrained")
    axes = figure.subplots()
    words = []
    for kind, (name, runs) in enumerate(found.items()):
        for i, run in enumerate(runs):
            axes.plot([0, 1], [s.right for s in run], color=COLOURS[kind], linestyle=DASHES[kind], linewidth=1.4,
                      marker="os"[kind % 2], markersize=6, label=name if i == 0 else None)
        mean = [sum(run[k].right for run in runs) / len(runs) for k in (0, 1)]
        words.append(f"{name}: on average {mean[0]:.2f} named correctly after the long steps, {mean[1]:.2f} after the "
                     "short ones.")
    axes.axhline(0.1, color=COLOURS[5], linestyle=DASHES[3], label="one in ten")
    axes.set(xticks=[0, 1], xlim=(-0.3, 1.3), ylim=(0, 1), ylabel="training digits named correctly")
    axes.set_xticklabels([f"after 50 steps\nwith rate {etas[0]:g}", f"and 100 more\nwith rate {etas[1]:g}"])
    axes.grid(alpha=0.3, axis="y")
    axes.legend(fontsize=9)
    same = [name for name, runs in found.items() if len(runs) > 1 and all(
        max(run[k].right for run in runs) - min(run[k].right for run in runs) < 0.01 for k in (0, 1))]
    caption = "Steps that are too long, and then steps of a good length. A line is a network." + "".join(
        f" The {len(found[name])} lines of {name} lie on each other." for name in same)
    return Picture(figure, caption=caption, description=" ".join(words))
