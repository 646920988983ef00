"""Figures of the lecture on two classes."""

from __future__ import annotations

import math
from collections.abc import Mapping

import torch
from jaxtyping import Float, Int
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, MARKERS, grey_image, spot
from dlcourse.figures.picture import Picture
from dlcourse.models.calibration import Calibration
from dlcourse.models.linear import predict_proba
from dlcourse.tensors import guard

KINDS = (1, 0)  # colour and marker of class 0 and of class 1, as in the live pictures
_TWO_CLASSES = LinearSegmentedColormap.from_list("classes", ["#e8a36b", "#f5f5f5", "#7fb2e5"])
_PALE = LinearSegmentedColormap.from_list("pale classes", ["#f1c8a6", "#f9f9f9", "#b2d1ef"], N=33)  # points stand out


def _points(axes: Axes, X: Tensor, y: Tensor) -> None:
    for c in (0, 1):
        own = X[y == c]
        axes.plot(own[:, 0].tolist(), own[:, 1].tolist(), MARKERS[KINDS[c]], color=COLOURS[KINDS[c]], markersize=6,
                  markeredgecolor="white", label=f"class {c}")


@guard
def distances(w: Float[Tensor, " 2"], b: Float[Tensor, ""], X: Float[Tensor, "points 2"]) -> Picture:
    """The line w·x + b = 0 with its direction w, and how far points lie from it.

    Shapes: w (2,), b (), X (points, 2). Raises: ValueError if w is 0. Source: lecture 04a, separating hyperplane.

    >>> w = torch.tensor([3.0, 4.0], dtype=torch.float64)
    >>> distances(w, w[0] * 0 - 5, torch.tensor([[3.0, 4.0], [0.0, 0.0]], dtype=torch.float64)).description
    'w = (3, 4), b = -5. The point (3, 4) has the score 20 and the signed distance 4. The point (0, 0) has the score \
-5 and the signed distance -1.'
    """
    size = float(w.norm())
    if size == 0:
        raise ValueError("distances: w should not be 0: it gives the line its direction. Pass another w.")
    unit = w / size
    figure = Figure(figsize=(4.6, 3.9), layout="constrained")
    axes = figure.subplots()
    foot = -b / size * unit
    ends = foot + torch.tensor([[-12.0], [12.0]], dtype=w.dtype) * torch.stack([-unit[1], unit[0]])
    axes.plot(*ends.T.tolist(), color=COLOURS[5], linewidth=2, label="score 0")
    corner = foot + 2.5 * torch.stack([-unit[1], unit[0]])
    axes.annotate("", spot(corner + unit), spot(corner), arrowprops={"arrowstyle": "-|>", "lw": 2,
                                                                               "color": COLOURS[2]})
    axes.annotate("w", spot(corner + 1.25 * unit), ha="center", va="center", color=COLOURS[2], fontsize=12)
    words = [f"w = ({float(w[0]):g}, {float(w[1]):g}), b = {float(b):g}."]
    for x in X:
        score = float(w @ x + b)
        near = x - score / size * unit
        axes.plot(*torch.stack([x, near]).T.tolist(), color=COLOURS[3], linestyle="--", linewidth=1.3)
        axes.plot(*x.tolist(), "o", color=COLOURS[3], markersize=7)
        side = 1 if score > 0 else -1
        axes.annotate(f"score {score:g}\nsigned distance {score / size:g}", spot(x), (9 * side, 0), fontsize=10,
                      textcoords="offset points", va="center", ha="left" if side > 0 else "right")
        words.append(f"The point ({float(x[0]):g}, {float(x[1]):g}) has the score {score:g} and the signed distance "
                     f"{score / size:g}.")
    low, high = float(min(X.min(), foot.min())) - 1.5, float(max(X.max(), foot.max())) + 1.5
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=(low, high + 2), ylim=(low, high))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower left", fontsize=9)
    return Picture(figure, caption="A line, its direction w, and two points with their scores and signed distances.",
                   description=" ".join(words))


def sigmoids(scales: Mapping[str, float]) -> Picture:
    """The probability of class 1 over x, for scores that are a multiple of x.

    Raises: ValueError without a curve. Source: lecture 04a, logistic regression.

    >>> sigmoids({"z = x": 1.0}).description
    'z = x: p is 0.119 at x = -2, 0.269 at -1, 0.5 at 0, 0.731 at 1, 0.881 at 2.'
    """
    if not scales:
        raise ValueError("sigmoids: scales should name at least one curve, but is empty.")
    figure = Figure(figsize=(5.6, 3.2), layout="constrained")
    axes = figure.subplots()
    x = torch.linspace(-6, 6, 241, dtype=torch.float64)
    words = []
    for i, (name, scale) in enumerate(scales.items()):
        axes.plot(x.tolist(), (scale * x).sigmoid().tolist(), color=COLOURS[2 + i], linestyle=DASHES[i], linewidth=2,
                  label=name)
        at = [f"{1 / (1 + math.exp(-scale * v)):.3g} at {'x = ' if v == -2 else ''}{v}" for v in (-2, -1, 0, 1, 2)]
        words.append(f"{name}: p is {', '.join(at)}.")
    axes.axhline(0.5, color=COLOURS[5], linewidth=0.8)
    axes.set(xlabel="x", ylabel="p, probability of class 1", ylim=(-0.03, 1.03), xlim=(-6, 6))
    axes.grid(alpha=0.3)
    axes.legend(loc="upper left", fontsize=9)
    return Picture(figure, caption="The sigmoid is an S: near 0 far to the left, near 1 far to the right. A larger "
                   "factor makes the S steeper, and leaves its middle in place.", description=" ".join(words))


def reliability(tables: Mapping[str, Calibration]) -> Picture:
    """How often class 1 happens, over how probable a model called it; on the diagonal a model keeps its word.

    Raises: ValueError without a model. Source: lecture 04a, over-certainty.

    >>> table = Calibration(torch.tensor([0.1, 0.9]), torch.tensor([0.2, 0.6]), torch.tensor([5, 5]))
    >>> reliability({"M": table}).description
    'M: of what it calls 0.10, 0.20 happens; of what it calls 0.90, 0.60 happens.'
    """
    if not tables:
        raise ValueError("reliability: tables should name at least one model, but is empty.")
    figure = Figure(figsize=(4.6, 3.9), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=COLOURS[5], linewidth=1, label="keeps its word")
    words = []
    for i, (name, table) in enumerate(tables.items()):
        axes.plot(table.predicted.tolist(), table.observed.tolist(), color=COLOURS[2 + i], marker=MARKERS[2 + i],
                  linestyle=DASHES[1 + i], markersize=6, label=name)
        ends = [(float(table.predicted[k]), float(table.observed[k])) for k in (0, -1)]
        words.append(f"{name}: " + "; ".join(f"of what it calls {p:.2f}, {share:.2f} happens" for p, share in ends)
                     + ".")
    axes.set(xlabel="p that the model says", ylabel="share of class 1 among these", xlim=(-0.03, 1.03),
             ylim=(-0.03, 1.03), aspect="equal")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=9)
    return Picture(figure, caption="What the models say, and what happens. Each mark is a drawer: a tenth of "
                   "the range of p.",
                   description=" ".join(words))


@guard
def weights_of_pixels(six: Float[Tensor, "rows columns"], nine: Float[Tensor, "rows columns"],
                      w: Float[Tensor, "rows columns"]) -> Picture:
    """A six, a nine, and the weight that a classifier learned for each pixel.

    Shapes: all (rows, columns). Source: lecture 04a, hand-made and learned features.

    >>> w = torch.tensor([[1.0], [-2.0]])
    >>> weights_of_pixels(w.abs(), w.abs(), w).description
    'The mean weight is 1.00 in the upper half and -2.00 in the lower half.'
    """
    figure = Figure(figsize=(6.4, 2.5), layout="constrained")
    left, middle, right = figure.subplots(1, 3)
    grey_image(left, six, "class 0: a six")
    grey_image(middle, nine, "class 1: a nine")
    most = float(w.abs().max())
    shown = right.imshow(w.tolist(), cmap=_TWO_CLASSES, vmin=-most, vmax=most, interpolation="nearest")
    right.set_title("learned weights", fontsize=10)
    right.set(xticks=[], yticks=[])
    figure.colorbar(shown, ax=right, shrink=0.8)
    half = len(w) // 2
    return Picture(figure, caption="Two digits, and the weight of each pixel. Ink on a blue pixel speaks for a nine, "
                   "ink on an orange one for a six.",
                   description=f"The mean weight is {float(w[:half].mean()):.2f} in the upper half and "
                   f"{float(w[half:].mean()):.2f} in the lower half.")


# --- what only copies of older notebooks show ---


@guard
def probability_maps(models: Mapping[str, tuple[Tensor, Tensor]], X: Float[Tensor, "samples 2"],
                     y: Int[Tensor, " samples"], *, size: float = 3.0) -> Picture:
    """Logistic models side by side: the probability of class 1 over the plane, with the samples.

    Shapes: each model (w (2,), b ()), X (samples, 2), y (samples,) of 0 and 1. Source: lecture 04a, over-certainty.

    >>> one = torch.tensor([1.0, 1.0], dtype=torch.float64)
    >>> maps = probability_maps({"M": (one, one[0] * 0)}, one[None], torch.tensor([1]))
    >>> print(maps.description)
    M: p is 0.5 on the line, and 0.804 at a distance of 1 on the side of class 1. The colour changes from 0.1 to 0.9 \
over a width of 3.11.
    """
    figure = Figure(figsize=(3.3 * len(models) + 0.7, 3.7), layout="constrained")
    line = torch.linspace(-size, size, 121, dtype=torch.float64)
    x1, x2 = torch.meshgrid(line, line, indexing="xy")
    points = torch.stack([x1.flatten(), x2.flatten()], 1)
    words, drawn = [], list(figure.subplots(1, len(models), squeeze=False)[0])
    for axes, (name, (w, b)) in zip(drawn, models.items(), strict=True):
        p = predict_proba(w, b, points).reshape(x1.shape)
        shown = axes.imshow(p.tolist(), origin="lower", extent=(-size, size, -size, size), vmin=0, vmax=1,
                            cmap=_PALE, interpolation="bilinear")
        axes.contour(x1, x2, p, levels=[0.1, 0.5, 0.9], colors=COLOURS[5], linewidths=(1, 2, 1),
                     linestyles=("--", "-", "--"))
        _points(axes, X, y)
        axes.set(title=name, xlabel="$x_1$", ylabel="$x_2$" if axes is drawn[0] else "", aspect="equal",
                 xlim=(-size, size), ylim=(-size, size))
        length = float(w.norm())
        words.append(f"{name}: p is 0.5 on the line, and {1 / (1 + math.exp(-length)):.3g} at a distance of 1 on the "
                     f"side of class 1. The colour changes from 0.1 to 0.9 over a width of "
                     f"{2 * math.log(9) / length:.3g}.")
    figure.colorbar(shown, ax=drawn, label="p, probability of class 1", shrink=0.8)
    handles, names = drawn[0].get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=2, fontsize=9)
    return Picture(figure, caption="The probability of class 1 over the plane. Solid line: 0.5. Dashed lines: 0.1 and "
                   "0.9.", description=" ".join(words))


@guard
def surprise(at: Float[Tensor, " marks"]) -> Picture:
    """The surprise -log p over p, with some places marked.

    Shapes: at (marks,), probabilities above 0. Raises: ValueError for others. Source: lecture 04a, cross-entropy.

    >>> surprise(torch.tensor([0.5, 1.0])).description
    'The surprise -log p is 0.693 for p = 0.5, 0 for p = 1.'
    """
    if not bool(((at > 0) & (at <= 1)).all()):
        raise ValueError(f"surprise: at should be above 0 and at most 1, but is {at.tolist()}.")
    figure = Figure(figsize=(5.2, 3.2), layout="constrained")
    axes = figure.subplots()
    p = torch.linspace(0.005, 1, 200, dtype=torch.float64)
    axes.plot(p.tolist(), (-p.log()).tolist(), color=COLOURS[5], linewidth=2)
    for v in at.tolist():
        axes.plot([v], [-math.log(v)], "o", color=COLOURS[3], markersize=7)
        axes.annotate(f"{-math.log(v) + 0.0:.3g}", (v, -math.log(v)), (7, 6), textcoords="offset points", fontsize=10)
    axes.set(xlabel="p that was given to what happened", ylabel="surprise  -log p", xlim=(0, 1.08), ylim=(-0.2, 5.4))
    axes.grid(alpha=0.3)
    told = ", ".join(f"{-math.log(v) + 0.0:.3g} for p = {v:.3g}" for v in at.tolist())
    return Picture(figure, caption="The surprise falls to 0 for p = 1, and grows without end towards p = 0.",
                   description=f"The surprise -log p is {told}.")
