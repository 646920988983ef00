"""Figures of lecture 01b."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import torch
from jaxtyping import Float, Int
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, grey_image
from dlcourse.figures.picture import Picture
from dlcourse.models import mixture
from dlcourse.tensors import guard

CLASSES = (1, 0, 2)  # colour and marker of class 0, 1, 2, as in the live pictures


def _curve(x: Tensor, mu: Any, var: Any) -> Tensor:
    return (-(x - mu).square() / (2 * var)).exp() / math.sqrt(2 * math.pi * var)


def one_bell(mu: float, var: float, *, at: float) -> Picture:
    """One bell curve with its mean, its standard deviation and its height at one place.

    Raises: ValueError unless var > 0. Source: lecture 01b, Bayes' rule.

    >>> one_bell(4.0, 1.0, at=5.0).description
    'The bell has its top at 4 and the standard deviation 1. At x = 5 its height is 0.242. From 3 to 5 lie 0.68 of \
the samples.'
    """
    if var <= 0:
        raise ValueError(f"one_bell: var should be positive, but is {var:g}. Pass a variance.")
    figure = Figure(figsize=(5.6, 2.9), layout="constrained")
    axes = figure.subplots()
    wide, kind = math.sqrt(var), CLASSES[0]
    x = torch.linspace(mu - 4 * wide, mu + 4 * wide, 301, dtype=torch.float64)
    height = float(_curve(torch.tensor(at, dtype=torch.float64), mu, var))
    top = 1 / math.sqrt(2 * math.pi * var)
    axes.plot(x.tolist(), _curve(x, mu, var).tolist(), color=COLOURS[kind], linestyle=DASHES[kind], linewidth=2)
    near = x[(x - mu).abs() <= wide]
    axes.fill_between(near.tolist(), _curve(near, mu, var).tolist(), color=COLOURS[kind], alpha=0.2)
    axes.plot([mu, mu], [0, top], color=COLOURS[5], linewidth=1)
    axes.annotate("", (mu + wide, 0.18 * top), (mu, 0.18 * top), arrowprops={"arrowstyle": "<->", "color": COLOURS[5]})
    axes.text(mu + wide / 2, 0.2 * top, "standard\ndeviation", ha="center", va="bottom", fontsize=9)
    axes.text(mu, 1.03 * top, f"mean $\\mu$ = {mu:g}", ha="center", va="bottom", fontsize=10)
    axes.plot([at], [height], MARKERS[kind], color=COLOURS[kind], markersize=8)
    axes.annotate(f"height {height:.3f} at x = {at:g}", (at, height), (8, 4), textcoords="offset points", fontsize=10)
    axes.set(xlabel="x", ylabel="density", ylim=(0, 1.2 * top))
    axes.grid(alpha=0.3)
    share = math.erf(1 / math.sqrt(2))
    return Picture(figure, caption="A bell curve. About two thirds of the samples lie in the coloured part.",
                   description=f"The bell has its top at {mu:g} and the standard deviation {wide:g}. At x = {at:g} its "
                   f"height is {height:.3g}. From {mu - wide:g} to {mu + wide:g} lie {share:.2f} of the samples.")


@guard
def counted(prior: Float[Tensor, " classes"], mu: Float[Tensor, " classes"], var: Float[Tensor, " classes"], *,
            at: float, samples: int = 1000, width: float = 0.1) -> Picture:
    """Samples of two classes, piled up in strips, and one of the strips enlarged so that they can be counted.

    Each class is spread as evenly as its bell allows, so nothing is drawn by chance.

    Shapes: prior, mu, var (2,). Raises: ValueError for another number of classes. Source: lecture 01b, Bayes' rule.

    >>> half = torch.tensor([0.5, 0.5], dtype=torch.float64)
    >>> counted(half, torch.tensor([0.0, 2.0], dtype=torch.float64), 2 * half, at=1.0).description
    '1000 samples: 500 of class 0 and 500 of class 1. In the strip from 0.95 to 1.05 lie 13 of \
class 0 and 13 of class 1.'
    """
    if len(prior) != 2:
        raise ValueError(f"counted: there should be 2 classes, but there are {len(prior)}. Draw two at a time.")
    sizes = [round(samples * float(share)) for share in prior]
    held = []  # for each class: how many samples lie in each strip
    for n, middle, v in zip(sizes, mu.tolist(), var.tolist(), strict=True):
        place = middle + math.sqrt(v) * torch.special.ndtri((torch.arange(n, dtype=torch.float64) + 0.5) / n)
        held.append(torch.bincount(((place - at) / width).round().long() + 500, minlength=1000))
    figure = Figure(figsize=(6.4, 3.8), layout="constrained")
    axes = figure.subplots()
    zoom = axes.inset_axes((0.76, 0.27, 0.23, 0.64))
    below = torch.zeros(1000, dtype=torch.long)
    for c in (1, 0):  # class 1 lies at the bottom of each pile
        kind, strips = CLASSES[c], held[c].nonzero().flatten().tolist()
        dots = [(at + (i - 500) * width, int(below[i]) + k + 0.5) for i in strips for k in range(int(held[c][i]))]
        axes.plot(*zip(*dots, strict=True), MARKERS[kind], color=COLOURS[kind], markersize=1.7, linestyle="",
                  label=f"class {c}: {sizes[c]}")
        inside = int(held[c][500])
        start = 0 if c == 1 else int(held[1][500])
        zoom.plot([0] * inside, [start + k + 0.5 for k in range(inside)], MARKERS[kind], color=COLOURS[kind],
                  markersize=5, linestyle="")
        zoom.text(0.35, start + inside / 2, f"{inside} of\nclass {c}", ha="left", va="center", fontsize=10,
                  color=COLOURS[kind])
        below = below + held[c]
    most = int(below.max()) + 2
    axes.axvspan(at - width / 2, at + width / 2, color=COLOURS[5], alpha=0.35, linewidth=0)
    axes.set(xlabel="x", ylabel=f"samples in a strip of {width:g}", ylim=(0, most))
    handles, labels = axes.get_legend_handles_labels()
    axes.legend(handles[::-1], labels[::-1], fontsize=9, markerscale=3, loc="upper left")
    zoom.set(xlim=(-0.3, 1.3), ylim=(-0.5, int(below[500]) + 0.5), xticks=[], yticks=[])
    zoom.patch.set_alpha(0)
    zoom.set_title(f"the strip round {at:g}", fontsize=10)
    (one, two), (low, high) = (int(held[c][500]) for c in (0, 1)), (at - width / 2, at + width / 2)
    return Picture(figure, caption="Each dot is a sample. In every strip those of class 1 lie below, those of class 0 "
                   "on top of them.",
                   description=f"{samples} samples: {sizes[0]} of class 0 and {sizes[1]} of class 1. In the strip from "
                   f"{low:g} to {high:g} lie {one} of class 0 and {two} of class 1.")


@guard
def em_round(x: Float[Tensor, " samples"], pi: Float[Tensor, " parts"], mu: Float[Tensor, " parts"],
             var: Float[Tensor, " parts"]) -> Picture:
    """One round of EM with two parts: the guess, how much each sample belongs to each part, and the parts anew.

    Shapes: x (samples,); shares pi, means mu and variances var of the guess (2,). Raises: ValueError for another number
    of parts. Source: lecture 01b, EM.

    >>> half, x = torch.tensor([0.5, 0.5]), torch.tensor([0.0, 1.0, 3.0])
    >>> em_round(x, half, torch.tensor([0.0, 2.0]), 2 * half).description
    'Before the round the top of B is at 2, and after it at 2.15. The samples belong to B by 0.12, 0.50, 0.98.'
    """
    if len(pi) != 2:
        raise ValueError(f"em_round: there should be 2 parts, but there are {len(pi)}. Draw two at a time.")
    guessed = mixture.Mixture(pi, mu[:, None], var[:, None])
    r = mixture.responsibilities(*guessed, x[:, None])
    fitted = mixture.parts_from(r, x[:, None], floor=0.0)
    before, after = ((parts.pi, parts.mu.flatten(), parts.var.flatten()) for parts in (guessed, fitted))
    figure = Figure(figsize=(5.6, 5.0), layout="constrained")
    guess, shared, anew = figure.subplots(3, 1, sharex=True, height_ratios=(3, 2, 3))
    line = torch.linspace(float(x.min()) - 2.5, float(x.max()) + 2.5, 301, dtype=torch.float64)
    for axes, parts in ((guess, before), (anew, after)):
        for k, (share, mu, var) in enumerate(zip(*(v.tolist() for v in parts), strict=True)):
            height = share * _curve(line, mu, var)
            axes.plot(line.tolist(), height.tolist(), color=COLOURS[k], linestyle=DASHES[k], linewidth=2)
            axes.fill_between(line.tolist(), height.tolist(), color=COLOURS[k], alpha=0.15)
            axes.text(mu, 1.04 * float(height.max()), "AB"[k], ha="center", va="bottom", fontsize=11, color=COLOURS[k])
        axes.plot(x.tolist(), [0.0] * len(x), MARKERS[5], color=COLOURS[5], markersize=9, clip_on=False, zorder=3)
        axes.set(ylabel="share · density", ylim=(0, 0.42))
    for k, (share, mu, var) in enumerate(zip(*(v.tolist() for v in before), strict=True)):
        anew.plot(line.tolist(), (share * _curve(line, mu, var)).tolist(), color=COLOURS[k], linestyle=DASHES[3],
                  linewidth=1)
    under = [0.0] * len(x)
    for k in (0, 1):
        shared.bar(x.tolist(), r[:, k].tolist(), 0.5, bottom=under, color=COLOURS[k], alpha=0.75, hatch=("", "///")[k],
                   label=f"to {'AB'[k]}")
        under = r[:, k].tolist()
    shared.set(ylabel="r", ylim=(0, 1), yticks=[0, 0.5, 1])
    shared.legend(fontsize=9, loc="center right")
    for axes, words in ((guess, "the guess"), (shared, "E: how much each sample belongs to A and to B"),
                        (anew, "M: the parts anew (dotted: the guess)")):
        axes.set_title(words, fontsize=10, loc="left")
    anew.set_xlabel("x")
    return Picture(figure, caption="One round of EM with three samples and two parts.",
                   description=f"Before the round the top of B is at {float(before[1][1]):.3g}, and after it at "
                   f"{float(after[1][1]):.3g}. The samples belong to B by "
                   f"{', '.join(f'{v:.2f}' for v in r[:, 1].tolist())}.")


def bells_and_sigmoid(left: float, right: float, var: float, share: float) -> Picture:
    """Two bells of one width above, and below what Bayes' rule makes of them: with equal shares, and with others.

    `share` is that of class 1 in the second case. Raises: ValueError unless left < right, var > 0 and 0 < share < 1.
    Source: lecture 01b, from bells to a sigmoid.

    >>> bells_and_sigmoid(4.0, 6.0, 1.0, 0.75).description
    'With equal shares the posterior of class 1 is 0.5 at x = 5, with a share of 0.75 at x = 4.45. Both curves are \
equally steep.'
    """
    if not (left < right and var > 0 and 0 < share < 1):
        raise ValueError(f"bells_and_sigmoid: left should be below right, var positive and the share between 0 and 1, "
                         f"but they are {left:g}, {right:g}, {var:g} and {share:g}.")
    figure = Figure(figsize=(5.6, 4.4), layout="constrained")
    above, below = figure.subplots(2, 1, sharex=True)
    wide = 3 * math.sqrt(var)
    x = torch.linspace(left - wide, right + wide, 301, dtype=torch.float64)
    for c, mu in enumerate((left, right)):
        kind = CLASSES[c]
        above.plot(x.tolist(), _curve(x, mu, var).tolist(), color=COLOURS[kind], linestyle=DASHES[kind], linewidth=2,
                   label=f"class {c}")
    middle, w = (left + right) / 2, (right - left) / var
    border = middle - math.log(share / (1 - share)) / w
    for place, kind, name in ((middle, 3, "equal shares"), (border, 4, f"share {share:g} of class 1")):
        below.plot(x.tolist(), (w * (x - place)).sigmoid().tolist(), color=COLOURS[kind], linestyle=DASHES[kind],
                   linewidth=2, label=name)
        below.plot([place], [0.5], MARKERS[kind], color=COLOURS[kind], markersize=7)
    below.axhline(0.5, color=COLOURS[5], linewidth=0.8)
    above.set(ylabel="density", ylim=(0, None))
    below.set(xlabel="x", ylabel="P(class 1 given x)", ylim=(-0.03, 1.03))
    for axes in (above, below):
        axes.grid(alpha=0.3)
        axes.legend(fontsize=9)
    return Picture(figure, caption="Two bells of the same width, and the posterior of class 1. The marks show where "
                   "it is one half.",
                   description=f"With equal shares the posterior of class 1 is 0.5 at x = {middle:.3g}, with a "
                   f"share of {share:g} at x = {border:.3g}. Both curves are equally steep.")


@guard
def flattened(X: Float[Tensor, "points 3"], along: Float[Tensor, " points"],
              flat: Mapping[str, Tensor]) -> Picture:
    """A bent sheet in space and flat pictures of it; the three thirds of the way along it keep colour and marker.

    Shapes: X (points, 3), along (points,), each flat picture (points, 2). Source: lecture 01b, dimension reduction.

    >>> along = torch.tensor([0.0, 1.0, 2.0, 3.0])
    >>> flattened(torch.stack([along, 0 * along, along], 1), along, {"A": torch.stack([along, along], 1)}).description
    'A: by the first number alone, 0 of 4 points have their nearest neighbour far away along the S.'
    """
    figure = Figure(figsize=(3.0 * (1 + len(flat)), 3.1), layout="constrained")
    panels = figure.subplots(1, 1 + len(flat))
    third = ((along - along.min()) / (along.max() - along.min()) * 3).long().clamp(max=2)
    shown = {"the sheet from the side": X[:, [0, 2]], **flat}
    words = []
    for axes, (name, at) in zip(panels, shown.items(), strict=True):
        for k, kind in enumerate((3, 4, 6)):
            axes.plot(*at[third == k].T.tolist(), MARKERS[kind], color=COLOURS[kind], markersize=3, linestyle="",
                      label=("beginning", "middle", "end")[k])
        axes.set(title=name, xlabel="first number", ylabel="second number" if axes is not panels[0] else "height")
        axes.grid(alpha=0.3)
        if name in flat:
            words.append(f"{name}: by the first number alone, {torn(at[:, :1], along)} of {len(at)} points have their "
                         "nearest neighbour far away along the S.")
    panels[0].set(xlabel="to the right")
    figure.legend(*panels[0].get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=9)
    return Picture(figure, caption="A sheet that is bent like an S, and pictures of it with two numbers a point.",
                   description=" ".join(words))


def torn(flat: Tensor, along: Tensor, far: float = 1.0) -> int:
    """How many points have their nearest neighbour in a flat picture more than `far` away along the sheet.

    >>> torn(torch.tensor([[0.0], [0.1], [5.0], [5.1]]), torch.tensor([0.0, 9.0, 2.0, 2.5]))
    2
    """
    apart = torch.cdist(flat, flat).fill_diagonal_(math.inf)
    return int(((along - along[apart.argmin(1)]).abs() > far).sum())


@guard
def pictures(images: Float[Tensor, "n rows columns"], titles: Sequence[str], *, caption: str) -> Picture:
    """Small grey pictures, each with a title, at most four in a row.

    Shapes: images (n, rows, columns). Raises: ValueError unless there is a title for each.

    >>> pictures(torch.zeros(2, 3, 3), ["a", "b"], caption="Two.").description
    '2 pictures of 3 x 3 pixels: a, b.'
    """
    if len(images) != len(titles):
        raise ValueError(f"pictures: there should be a title for each of {len(images)} images, but there are "
                         f"{len(titles)}.")
    columns = min(4, len(images))
    rows = math.ceil(len(images) / columns)
    figure = Figure(figsize=(1.5 * columns, 1.8 * rows), layout="constrained")
    panels = figure.subplots(rows, columns, squeeze=False).flatten()
    for axes, image, title in zip(panels, images, titles, strict=False):
        grey_image(axes, image.clamp(min=0), title)
    for axes in panels[len(images):]:
        axes.set_axis_off()
    return Picture(figure, caption=caption, description=f"{len(images)} pictures of {images.shape[1]} x "
                   f"{images.shape[2]} pixels: {', '.join(titles)}.")


@guard
def pose(image: Float[Tensor, "rows columns"], maps: Float[Tensor, "hands rows columns"],
         read: Int[Tensor, "hands 2"]) -> Picture:
    """A person made of strokes, and a heat map for each hand with its brightest place.

    Shapes: image (rows, columns), maps (hands, rows, columns), read (hands, 2) as (row, column).
    Source: lecture 01b, pose estimation.

    >>> pose(torch.zeros(3, 3), torch.eye(3)[None], torch.tensor([[0, 0]])).description
    'The map of hand 1 is brightest in row 0, column 0.'
    """
    figure = Figure(figsize=(2.1 * (1 + len(maps)), 2.3), layout="constrained")
    first, *others = figure.subplots(1, 1 + len(maps))
    grey_image(first, image, "input")
    words = []
    for k, (axes, hot, (row, column)) in enumerate(zip(others, maps, read.tolist(), strict=True), 1):
        axes.imshow(hot.tolist(), cmap="cividis", vmin=0, vmax=1, interpolation="nearest")
        axes.plot([column], [row], "+", color="black", markersize=12)
        axes.set(xticks=[], yticks=[])
        axes.set_title(f"target: hand {k}", fontsize=10)
        words.append(f"The map of hand {k} is brightest in row {row}, column {column}.")
    return Picture(figure, caption="A picture, and the target for it: one heat map for each hand. The cross marks the "
                   "brightest pixel.", description=" ".join(words))


@guard
def street(names: Sequence[str], boxes: Float[Tensor, "things 4"]) -> Picture:
    """Named boxes, (xmin, ymin, xmax, ymax) each.

    Shapes: boxes (things, 4). Source: lecture 01b, object detection.

    >>> street(("bus",), torch.tensor([[1.0, 2.0, 3.0, 4.0]])).description
    'bus: from (1, 2) to (3, 4).'
    """
    figure = Figure(figsize=(5.2, 4.0), layout="constrained")
    axes = figure.subplots()
    words = []
    for k, (name, (left, low, right, high)) in enumerate(zip(names, boxes.tolist(), strict=True)):
        axes.add_patch(Rectangle((left, low), right - left, high - low, fill=False, edgecolor=COLOURS[k % 7],
                                 linestyle=DASHES[k % 5], linewidth=2))
        below, ends = 1 < low < 5, right > 9.5
        axes.text(right if ends else left, low - 0.15 if below else high + 0.1, name, fontsize=9,
                  va="top" if below else "bottom", ha="right" if ends else "left", color=COLOURS[k % 7])
        words.append(f"{name}: from ({left:g}, {low:g}) to ({right:g}, {high:g}).")
    axes.set(xlim=(0, 10.4), ylim=(0, 10), xlabel="x", ylabel="y", aspect="equal")
    axes.grid(alpha=0.3)
    return Picture(figure, caption="Five things in a street: for each a name and a box.", description=" ".join(words))


@guard
def spreading(X: Float[Tensor, "points 2"], known: Int[Tensor, " named"], y: Int[Tensor, " points"],
              said: Mapping[str, Tensor]) -> Picture:
    """What several methods call each point, given the names of a few.

    Shapes: X (points, 2), known (named,) rows of X, y (points,) in 0, 1, each method's names (points,).
    Source: lecture 01b, semi-supervised learning.

    >>> y = torch.tensor([0, 1, 1])
    >>> spreading(torch.eye(3)[:, :2], torch.tensor([0, 1]), y, {"A": torch.tensor([0, 1, 0])}).description
    'A names 2 of 3 points rightly.'
    """
    figure = Figure(figsize=(3.4 * len(said), 2.9), layout="constrained")
    panels = figure.subplots(1, len(said), squeeze=False)[0]
    words = []
    for axes, (name, names) in zip(panels, said.items(), strict=True):
        for c in (0, 1):
            kind = CLASSES[c]
            axes.plot(*X[(names == c) & (y == c)].T.tolist(), MARKERS[kind], color=COLOURS[kind], markersize=3.5,
                      linestyle="", label=f"called {c}")
        axes.plot(*X[names != y].T.tolist(), "x", color=COLOURS[4], markersize=6, linestyle="", label="wrong name")
        axes.plot(*X[known].T.tolist(), MARKERS[3], color=COLOURS[3], markersize=9, linestyle="", label="name given")
        axes.set(title=name, xlabel="$x_1$", ylabel="$x_2$" if axes is panels[0] else "")
        axes.grid(alpha=0.3)
        words.append(f"{name} names {int((names == y).sum())} of {len(y)} points rightly.")
    handles = {label: h for axes in panels for h, label in zip(*axes.get_legend_handles_labels())}
    figure.legend(handles.values(), handles.keys(), loc="outside lower center", ncols=4, fontsize=9)
    return Picture(figure, caption="Two points have a name. The others are named by the method above the picture.",
                   description=" ".join(words))


def grid() -> Picture:
    """A world of 4 x 4 places with a hole, a goal, and two places beside them, K and M.

    Source: lecture 01b, reinforcement learning.

    >>> grid().description
    'The goal in the upper right corner pays 10, the hole below it pays -10. K is left of the goal, M left of the hole.'
    """
    figure = Figure(figsize=(3.4, 3.2), layout="constrained")
    axes = figure.subplots()
    for k in range(5):
        axes.plot([k, k], [0, 4], color=COLOURS[5], linewidth=1)
        axes.plot([0, 4], [k, k], color=COLOURS[5], linewidth=1)
    for x, y, text, colour in ((3.5, 3.5, "goal\n+10", 2), (3.5, 2.5, "hole\n-10", 1),
                               (2.5, 3.5, "K", 0), (2.5, 2.5, "M", 0)):
        axes.text(x, y, text, ha="center", va="center", fontsize=11, color=COLOURS[colour])
    axes.set(xlim=(-0.05, 4.05), ylim=(-0.05, 4.05), aspect="equal", xticks=[], yticks=[])
    for spine in axes.spines.values():
        spine.set_visible(False)
    return Picture(figure, caption="A small world. K and M are two places in it.",
                   description="The goal in the upper right corner pays 10, the hole below it pays -10. K is left of "
                   "the goal, M left of the hole.")
