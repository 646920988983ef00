"""Figures of the lecture on many classes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import torch
from jaxtyping import Float, Int
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from torch import Tensor

from dlcourse import losses
from dlcourse.figures.canvas import CLASSES, COLOURS, DASHES, MARKERS, series, spot
from dlcourse.figures.picture import Picture
from dlcourse.models.linear import Planes, softmax_predict
from dlcourse.models.margin import margin_width
from dlcourse.models.penalties import soft_threshold
from dlcourse.tensors import guard, rounded

OTHERS = (3, 4, 6, 5)  # colours, dashes and markers of what is no class
SPREAD, RADIUS = 1.5, 2.0  # of the clouds in the first picture


def _true_model() -> Planes:
    """The exact probabilities of round clouds, as a softmax model: a centre m over the squared spread is a weight."""
    turn = 2 * math.pi * torch.arange(3, dtype=torch.float64) / 3
    return Planes(RADIUS * torch.stack([turn.cos(), turn.sin()], 1) / SPREAD**2, torch.zeros(3, dtype=torch.float64))


TRUTH = _true_model()


def _points(axes: Axes, X: Tensor, y: Tensor) -> None:
    for label in y.unique().tolist():
        own = X[y == label]
        axes.plot(own[:, 0].tolist(), own[:, 1].tolist(), CLASSES[label].marker, color=CLASSES[label], markersize=5,
                  markeredgecolor="white", label=f"class {label}")


def _grid(size: float, steps: int = 80) -> tuple[Tensor, Tensor, Tensor]:
    line = torch.linspace(-size, size, steps, dtype=torch.float64)
    x1, x2 = torch.meshgrid(line, line, indexing="xy")
    return x1, x2, torch.stack([x1.flatten(), x2.flatten()], 1)


def _pair(v: Tensor) -> str:
    return "({})".format(", ".join(f"{float(n):.3g}" for n in v))


def _share(p: float) -> str:
    """A probability in three digits; one below 1 is never told as 1."""
    told = f"{p:.3g}"
    return "above 0.999" if told == "1" and p < 1 else told


def _framed(axes: Axes) -> None:
    axes.axhline(0, color="#888888", linewidth=0.6, zorder=0)
    axes.axvline(0, color="#888888", linewidth=0.6, zorder=0)
    axes.set_aspect("equal")


@guard
def regions(W: Float[Tensor, "classes 2"], b: Float[Tensor, " classes"], X: Float[Tensor, "points 2"]) -> Picture:
    """Which of at most three classes wins where, the weights of each as an arrow, and points with their logits.

    The border of classes 0 and 1 carries the arrow w_0 - w_1 as well.
    Shapes: W (classes, 2), b (classes,), X (points, 2). Source: lecture 4, one score for each class.

    >>> W = torch.tensor([[1.0, 0.0], [-1.0, 0.0]], dtype=torch.float64)
    >>> regions(W, 0 * W[:, 0], W[:1]).description
    'At (1, 0) the logits are (1, -1), and class 0 wins. The border of classes 0 and 1 is at right angles to (2, 0).'
    """
    low, high = torch.tensor([-3.0, -3.5], dtype=W.dtype), torch.tensor([9.5, 5.5], dtype=W.dtype)
    figure = Figure(figsize=(5.6, 4.2), layout="constrained")
    axes = figure.subplots()
    x1, x2 = torch.meshgrid(torch.linspace(float(low[0]), float(high[0]), 300, dtype=W.dtype),
                            torch.linspace(float(low[1]), float(high[1]), 300, dtype=W.dtype), indexing="xy")
    best = (torch.stack([x1.flatten(), x2.flatten()], 1) @ W.mT + b).argmax(1).reshape(x1.shape)
    axes.contourf(x1, x2, best, levels=[c - 0.5 for c in range(len(W) + 1)], colors=CLASSES[:len(W)], alpha=0.25)
    for c, row in enumerate(W):
        axes.annotate("", spot(row), (0, 0), arrowprops={"arrowstyle": "-|>", "color": CLASSES[c], "lw": 2.4})
        axes.annotate(f"$w_{c}$", spot(row + 0.45 * row / row.norm()), color=CLASSES[c], ha="center",
                      va="center", fontsize=13)
    apart, gap = W[0] - W[1], b[0] - b[1]
    along = torch.stack([-apart[1], apart[0]]) / apart.norm()
    foot = -gap * apart / (apart @ apart) + 3.2 * along
    axes.annotate("", spot(foot + apart), spot(foot), arrowprops={"arrowstyle": "-|>", "color": COLOURS[5],
                                                                         "lw": 2.0})
    axes.annotate("$w_0 - w_1$", spot(foot + apart), (5, 0), textcoords="offset points", color=COLOURS[5],
                  va="center", fontsize=12)
    words = []
    for x in X:
        z = W @ x + b
        winner = int(z.argmax())
        axes.plot(*x.tolist(), CLASSES[winner].marker, color=CLASSES[winner], markersize=7, markeredgecolor="white")
        beside = float(x[0]) < 5  # there is room on the right
        axes.annotate(f"logits {_pair(z)}", spot(x), (8, 0) if beside else (0, 8), textcoords="offset points",
                      ha="left" if beside else "center", va="center" if beside else "bottom", fontsize=9,
                      color=COLOURS[5])
        words.append(f"At {_pair(x)} the logits are {_pair(z)}, and class {winner} wins.")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(float(low[0]), float(high[0])), ylim=(float(low[1]), float(high[1])))
    _framed(axes)
    words.append(f"The border of classes 0 and 1 is at right angles to {_pair(apart)}.")
    return Picture(figure, caption="Red: class 0 wins. Blue: class 1. Green: class 2. Grey: the arrow of the border "
                                   "of classes 0 and 1.", description=" ".join(words))


@guard
def one_step(W: Float[Tensor, "classes 2"], b: Float[Tensor, " classes"], x: Float[Tensor, " 2"], y: int, *,
             eta: float) -> Picture:
    """One step for one sample: each class's weights, how they move, and where the sample lies.

    Shapes: W (classes, 2), b (classes,), x (2,). Raises: ShapeError, DtypeError.
    Source: lecture 4, geometric reading of the softmax gradient.

    >>> zero = torch.zeros(2, dtype=torch.float64)
    >>> one_step(torch.zeros(2, 2, dtype=torch.float64), zero, zero + 1, 0, eta=1.0).description
    'The sample x = (1, 1) belongs to class 0. w_0 moves by 0.5 times x, from (0, 0) to (0.5, 0.5). w_1 moves by -0.5 \
times x, from (0, 0) to (-0.5, -0.5).'
    """
    p = softmax_predict(W, b, x[None])[0]
    shares = eta * (torch.eye(len(W), dtype=W.dtype)[y] - p)
    after = W + shares[:, None] * x
    figure = Figure(figsize=(5.2, 4.4), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, float(x[0])], [0, float(x[1])], color="#888888", linewidth=1.2, linestyle=":")
    axes.plot([float(x[0])], [float(x[1])], MARKERS[5], color=COLOURS[5], markersize=9)
    axes.annotate(f"x, of class {y}", spot(x), (0, 9), textcoords="offset points", ha="right", color=COLOURS[5])
    words = [f"The sample x = {_pair(x)} belongs to class {y}."]
    for c in range(len(W)):
        look, move = CLASSES[c], shares[c] * x
        axes.plot([0, float(W[c, 0])], [0, float(W[c, 1])], color=look, linewidth=1.2, linestyle="--")
        axes.plot(*W[c].tolist(), "o", color=look, markersize=4)
        head = "-|>" if move.norm() > 0.1 else "-"  # a head would hide a shorter move
        axes.annotate("", spot(after[c]), spot(W[c]),
                      arrowprops={"arrowstyle": head, "color": look, "lw": 2.4, "shrinkA": 0, "shrinkB": 0})
        axes.annotate(f"$w_{c}$", spot(W[c] - 0.28 * W[c] / W[c].norm().clamp(min=1e-9)), (9, 6),
                      textcoords="offset points", color=look, ha="center", va="center", fontsize=12)
        axes.annotate(f"${float(shares[c]):+.3f}\\,x$", spot(W[c] + move / 2), (7, -8),
                      textcoords="offset points", color=look, ha="left", va="center", fontsize=11)
        words.append(f"w_{c} moves by {float(shares[c]):.3g} times x, from {_pair(W[c])} to {_pair(after[c])}.")
    reach = torch.cat([W, after, x[None], torch.zeros(1, 2, dtype=W.dtype)])
    low, high = reach.amin(0) - 0.5, reach.amax(0) + 0.6
    axes.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(float(low[0]), float(high[0])), ylim=(float(low[1]), float(high[1])))
    _framed(axes)
    return Picture(figure, caption="One step for one sample. Dashed: the weights before. Thick: their moves, along x.",
                   description=" ".join(words))


def bowls() -> Picture:
    """A convex loss and one with two valleys, each with the straight line between two points of its graph.

    Left: the mean loss of logistic regression for one weight and the samples 2 and -1, both of class 1.
    Source: lecture 4, does the start matter.

    >>> bowls().description
    'One bowl: at a weight of 0 the graph is at 0.693 and the straight line at 1.92. Two valleys: at a weight of 0 the \
graph is at 1.6 and the straight line at 0.419.'
    """
    def bowl(w: Tensor) -> Tensor:
        scores = torch.stack([2 * w, -w])
        return losses.binary_cross_entropy_with_logits(scores, torch.ones_like(scores), reduction="none").mean(0)

    def valleys(w: Tensor) -> Tensor:
        return 0.3 * (w**2 - 2)**2 + 0.2 * w + 0.4

    figure = Figure(figsize=(6.4, 3.0), layout="constrained")
    line, words = torch.linspace(-3, 3, 121, dtype=torch.float64), []
    for axes, name, curve, (a, b) in zip(figure.subplots(1, 2), ("One bowl", "Two valleys"), (bowl, valleys),
                                         ((-2.5, 2.5), (-1.5, 1.5)), strict=True):
        ends = torch.tensor([a, b, 0], dtype=torch.float64)
        left, right, middle = curve(ends).tolist()
        shown = line[curve(line) < 3.2]
        axes.plot(shown.tolist(), curve(shown).tolist(), color=COLOURS[3], linewidth=2.2)
        axes.plot([a, b], [left, right], color=COLOURS[5], linestyle="--", marker="o", markersize=6, linewidth=1.8)
        axes.set(xlabel="weight", ylabel="loss", title=name.lower(), xlim=(-3, 3), ylim=(0, 3.3))
        axes.grid(alpha=0.3)
        words.append(f"{name}: at a weight of 0 the graph is at {middle:.3g} and the straight line at "
                     f"{(left + right) / 2:.3g}.")
    return Picture(figure, caption="Left: the loss of logistic regression for two samples. Right: a loss with a hill.",
                   description=" ".join(words))


@guard
def along_the_way(models: Mapping[str, tuple[Tensor, Tensor]], *, reach: float = 8.0,
                  at: Sequence[float] = (2, 4, 8), truth: tuple[Tensor, Tensor] | None = None) -> Picture:
    """The probability of class 0 on the way along the first axis, for several models, and where known the true one.

    Shapes: each model (W (classes, 2), b (classes,)). Source: lecture 4, weight decay.

    >>> W = torch.tensor([[1.0, 0.0], [-1.0, 0.0]], dtype=torch.float64)
    >>> along_the_way({"M": (W, 0 * W[:, 0])}, at=[0, 1]).description
    'M: 0.5 at distance 0, 0.881 at distance 1.'
    """
    figure = Figure(figsize=(6.0, 3.2), layout="constrained")
    axes = figure.subplots()
    line, words = torch.linspace(0, reach, 65, dtype=torch.float64), []

    def p(model: tuple[Tensor, Tensor], distance: Tensor) -> Tensor:
        return softmax_predict(*model, torch.stack([distance, 0 * distance], 1))[:, 0]

    if truth is not None:
        axes.plot(line.tolist(), p(truth, line).tolist(), color="#a0a0a0", linewidth=7, alpha=0.55, label="truth",
                  solid_capstyle="butt")
    for i, (name, model) in enumerate(models.items()):
        series(axes, OTHERS[i], line.tolist(), p(model, line).tolist(), name)
    for name, model in (models if truth is None else {**models, "truth": truth}).items():
        told = p(model, torch.tensor(at, dtype=torch.float64))
        words.append(f"{name}: " + ", ".join(f"{_share(float(v))} at distance {a:g}" for a, v in zip(at, told)) + ".")
    axes.set(xlabel="distance from the middle", ylabel="probability of class 0", ylim=(0, 1.05))
    axes.grid(alpha=0.3)
    axes.legend(loc="lower right", fontsize=9)
    return Picture(figure, caption="The way of the first picture, with direction 0°. A stronger penalty is less sure.",
                   description=" ".join(words))


@guard
def pulls(weights: Sequence[float], *, eta: float, lam: float, steps: int = 12) -> Picture:
    """What penalties alone do to single weights, step by step: squared, absolute, and absolute with a stop at 0.

    Raises: ValueError for a negative lam. Source: lecture 4, weight decay and sparsity.

    >>> pulls([0.25], eta=1.0, lam=0.1, steps=3).description
    'From 0.25: squared goes on to 0.2, 0.16, 0.128; absolute to 0.15, 0.05, -0.05; absolute with a stop to 0.15, \
0.05, 0.'
    """
    rules = {"squared": lambda w: w - eta * 2 * lam * w, "absolute": lambda w: w - eta * lam * w.sign(),
             "absolute with a stop": lambda w: soft_threshold(w, eta * lam)}
    figure = Figure(figsize=(3.7 * len(weights), 3.2), layout="constrained")
    words = []
    for axes, start in zip(figure.subplots(1, len(weights), squeeze=False)[0], weights, strict=True):
        told = []
        for i, (name, rule) in enumerate(rules.items()):
            w = [torch.tensor(float(start), dtype=torch.float64)]
            for _ in range(steps):
                w.append(rule(w[-1]))
            axes.plot(range(steps + 1), [float(v) for v in w], linestyle=DASHES[OTHERS[i]],
                      marker=MARKERS[OTHERS[i]], color=COLOURS[OTHERS[i]], linewidth=1.3, label=name,
                      markersize=8 if i == 1 else 4.5, markerfacecolor="none" if i == 1 else None)
            goes = ", ".join(f"{rounded(float(v), 4):g}" for v in w[1:4])
            told.append(f"{name} {'goes on ' if not i else ''}to {goes}")
        words.append(f"From {start:g}: {'; '.join(told)}.")
        axes.axhline(0, color="#888888", linewidth=0.8)
        axes.set(xlabel="step", ylabel="weight", title=f"a weight of {start:g}")
        axes.grid(alpha=0.3)
        axes.legend(fontsize=8)
    return Picture(figure, caption="Penalties alone, without a loss. Only the stop makes a weight exactly 0.",
                   description=" ".join(words))


@guard
def margin_lines(w: Float[Tensor, " 2"], b: Float[Tensor, ""], X: Float[Tensor, "samples 2"],
                 y: Int[Tensor, " samples"], *, size: float = 4.0) -> Picture:
    """A separating line with its two margin lines; samples with a margin of at most 1 are ringed.

    Shapes: w (2,), b (), X (samples, 2), y (samples,). Source: lecture 4, support vector machine.

    >>> w = torch.tensor([1.0, 0.0], dtype=torch.float64)
    >>> X = torch.tensor([[1.0, 0.0], [-3.0, 0.0]], dtype=torch.float64)
    >>> margin_lines(w, w[1], X, torch.tensor([1, 0])).description
    'The strip between the margin lines is 2.0 wide; 1 of 2 samples have a margin of about 1 or less.'
    """
    figure = Figure(figsize=(5.8, 3.8), layout="constrained")
    axes = figure.subplots()
    along = torch.stack([-w[1], w[0]]) / w.norm()
    for level, dash, label in ((0.0, "-", "score 0"), (1.0, "--", "score 1 or -1"), (-1.0, "--", None)):
        foot = (level - b) * w / (w @ w)
        ends = torch.stack([foot - 3 * size * along, foot + 3 * size * along])
        axes.plot(*ends.T.tolist(), dash, color="#444444", linewidth=1.5, label=label)
    _points(axes, X, y)
    support = (2 * y - 1) * (X @ w + b) <= 1.005  # fitted, not exact
    axes.plot(*X[support].T.tolist(), "o", markersize=11, markerfacecolor="none", markeredgecolor="#777777",
              markeredgewidth=1.5, label="support vector")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=(-size, size), ylim=(-size, size))
    axes.legend(loc="center left", bbox_to_anchor=(1.02, 0.5), fontsize=8)
    words = (f"The strip between the margin lines is {float(margin_width(w)):.1f} wide; {int(support.sum())} of "
             f"{len(y)} samples have a margin of about 1 or less.")
    return Picture(figure, caption="The widest strip between two classes. Only the ringed samples hold it.",
                   description=words)


def prices() -> Picture:
    """What a margin costs: an error counted as 1, the hinge loss, the logistic loss.

    Source: lecture 4, losses over the margin.

    >>> prices().description
    'error: 1 at margin -1, 0 at margin 0.5, 0 at margin 2. hinge: 2 at margin -1, 0.5 at margin 0.5, 0 at margin 2. \
logistic: 1.31 at margin -1, 0.474 at margin 0.5, 0.127 at margin 2.'
    """
    def logistic(m: Tensor) -> Tensor:
        return losses.binary_cross_entropy_with_logits(m, torch.ones_like(m), reduction="none")

    def hinge(m: Tensor) -> Tensor:
        return losses.hinge(m, torch.ones_like(m), reduction="none")

    figure = Figure(figsize=(6.0, 3.2), layout="constrained")
    axes = figure.subplots()
    m = torch.linspace(-3, 3, 61, dtype=torch.float64)
    axes.plot([-3, 0, torch.nan, 0, 3], [1, 1, torch.nan, 0, 0], color=COLOURS[5], linewidth=2, label="error")
    series(axes, 3, m.tolist(), hinge(m).tolist(), "hinge")
    series(axes, 4, m.tolist(), logistic(m).tolist(), "logistic")
    axes.axvline(1, color="#888888", linewidth=0.8, linestyle=":")
    axes.set(xlabel="margin", ylabel="price", xticks=range(-3, 4))
    axes.grid(alpha=0.3)
    axes.legend()
    at = torch.tensor([-1, 0.5, 2], dtype=torch.float64)
    curves = {"error": (at < 0).double(), "hinge": hinge(at), "logistic": logistic(at)}
    words = " ".join(f"{name}: " + ", ".join(f"{float(v):.3g} at margin {a:g}" for a, v in zip(at.tolist(), values))
                     + "." for name, values in curves.items())
    return Picture(figure, caption="Three prices for a margin. The hinge is 0 from margin 1 on, the logistic never.",
                   description=words)


# --- what only copies of older notebooks show ---


@guard
def class_regions(W: Float[Tensor, "classes 2"], b: Float[Tensor, " classes"], X: Float[Tensor, "samples 2"],
                  y: Int[Tensor, " samples"], *, size: float = 4.0) -> Picture:
    """Which class is the most probable where, with the samples and each class's weight vector as an arrow.

    Shapes: W (classes, 2), b (classes,), X (samples, 2), y (samples,). Source: lecture 04b, one plane a class.

    >>> W = torch.tensor([[1.0, 0.0], [-1.0, 0.0]], dtype=torch.float64)
    >>> class_regions(W, torch.zeros(2, dtype=torch.float64), W, torch.tensor([0, 1])).description
    'Class 0: weights [1.0, 0.0], 1 of 1 samples in its region. Class 1: weights [-1.0, 0.0], 1 of 1 samples in ...'
    """
    figure = Figure(figsize=(4.4, 4.0), layout="constrained")
    axes = figure.subplots()
    x1, x2, points = _grid(size, 160)
    best = softmax_predict(W, b, points).argmax(1).reshape(x1.shape)
    axes.contourf(x1, x2, best, levels=[c - 0.5 for c in range(len(W) + 1)], colors=CLASSES[:len(W)], alpha=0.18)
    _points(axes, X, y)
    words = []
    for c, row in enumerate(W / W.norm(dim=1).max() * size / 2):
        axes.annotate("", spot(row), (0, 0), arrowprops={"arrowstyle": "->", "color": CLASSES[c], "lw": 2})
        axes.annotate(f"$w_{c}$", spot(1.12 * row), color=CLASSES[c], ha="center", va="center")
        own = y == c
        hits = int((softmax_predict(W, b, X)[own].argmax(1) == c).sum())
        words.append(f"Class {c}: weights {rounded(W[c], 1)}, {hits} of {int(own.sum())} samples in its region.")
    axes.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=(-size, size), ylim=(-size, size))
    axes.legend(loc="lower left", fontsize=8)
    return Picture(figure, caption="Three classes, three weight vectors; each region is where one logit is largest.",
                   description=" ".join(words))


@guard
def curves(x: Float[Tensor, " points"], named: Mapping[str, Tensor], *, xlabel: str, ylabel: str, caption: str,
           at: Sequence[float] = ()) -> Picture:
    """Several curves over one axis, told apart by dash and marker; the words carry the values at the places `at`.

    Shapes: x (points,), each curve (points,). Source: lecture 04b, losses over the margin.

    >>> x = torch.tensor([0.0, 1.0])
    >>> curves(x, {"square": x * x}, xlabel="x", ylabel="y", caption="A square.", at=[1.0]).description
    'square: 1.0 at x = 1.'
    """
    figure = Figure(figsize=(6.0, 3.2), layout="constrained")
    axes = figure.subplots()
    for i, (name, y) in enumerate(named.items()):
        series(axes, i, x.tolist(), y.tolist(), name)
    axes.set(xlabel=xlabel, ylabel=ylabel)
    axes.grid(alpha=0.3)
    axes.legend()
    places = [(a, int((x - a).abs().argmin())) for a in at]
    words = " ".join(f"{name}: " + ", ".join(f"{rounded(float(y[i]), 2)} at {xlabel} = {a:g}" for a, i in places) + "."
                     for name, y in named.items())
    return Picture(figure, caption=caption, description=words)
