"""Figures of lecture 14a."""

from __future__ import annotations

import math

from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, DASHES, blank
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l14a.trials import LETTERS
from dlcourse.tensors import guard

TOKENS = 8  # in a row, in `ways`


@guard
def fits(M: Float[Tensor, "keys keys"]) -> Picture:
    """How well each asked key fits each key that was seen, as a map.

    Shapes: M (keys, keys), row i for the asked key i.

    >>> import torch
    >>> fits(torch.eye(3)).description[:26]
    'A map of 3 rows and 3 colu'
    """
    figure = Figure(figsize=(4.6, 3.8), layout="constrained")
    axes, n = figure.subplots(), len(M)
    image = axes.imshow(M.numpy(), cmap="cividis")
    figure.colorbar(image, ax=axes, label="score")
    names = LETTERS[:n]
    axes.set(xlabel="key of a pair", ylabel="key in the question")
    axes.set_xticks(range(n), names, fontsize=8)
    axes.set_yticks(range(n), names, fontsize=8)
    same, other = M.diagonal(), M[~_diagonal(M)]
    return Picture(figure, caption="The score of each question with each pair, for the head trained above.",
                   description=f"A map of {n} rows and {n} columns. On the diagonal the scores lie between "
                               f"{float(same.min()):.1f} and {float(same.max()):.1f}, elsewhere between "
                               f"{float(other.min()):.1f} and {float(other.max()):.1f}.")


def _diagonal(M: Tensor) -> Tensor:
    return M.new_ones(len(M), len(M)).diag().diag().bool()


@guard
def looks(A: Float[Tensor, " pairs"], names: tuple[str, ...], asked: str) -> Picture:
    """The weights of one question over the pairs, as bars.

    Shapes: A (pairs,).

    >>> import torch
    >>> looks(torch.tensor([0.9, 0.1]), ("A = 3", "B = 7"), "A = ?").description
    'Bars. A = 3: 0.90, B = 7: 0.10.'
    """
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    axes = figure.subplots()
    axes.bar(range(len(A)), A.tolist(), color=COLOURS[0])
    axes.set_xticks(range(len(A)), names, rotation=45, fontsize=8)
    axes.set(ylabel="weight", ylim=(0, 1.05), title=asked)
    axes.grid(alpha=0.3, axis="y")
    said = ", ".join(f"{name}: {value:.2f}" for name, value in zip(names, A.tolist()))
    return Picture(figure, caption="How much the question looks at each pair.", description=f"Bars. {said}.")


def ways() -> Picture:
    """How far the first token is from the last, through a recurrence and through attention, as drawings.

    >>> ways().description[:11]
    'Two rows of'
    """
    figure, axes = blank(6.8, 2.3)
    for left, title in ((0.0, "recurrence: step by step"), (10.0, "attention: directly")):
        for i in range(TOKENS):
            last = i == TOKENS - 1
            axes.add_patch(Circle((left + i, 0), 0.3, facecolor=COLOURS[1 if last else 0], alpha=0.8))
            axes.text(left + i, -0.75, str(i + 1), ha="center", va="center", fontsize=9)
        axes.text(left + (TOKENS - 1) / 2, 2.9, title, ha="center", fontsize=10)
    for i in range(TOKENS - 1):
        _arrow(axes, (i + 0.3, 0), (i + 0.7, 0), bent=0.0)
        _arrow(axes, (10.0 + i, 0.3), (10.0 + TOKENS - 1, 0.3), bent=-0.55)
    axes.set(xlim=(-0.6, 17.8), ylim=(-1.1, 3.3))
    return Picture(figure, caption="From the first token to the last: seven steps of a recurrence, and one of attention.",
                   description=f"Two rows of {TOKENS} tokens. In the left row an arrow leads from each to the next. In "
                               "the right row an arrow leads from each directly to the last.")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], *, bent: float) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[5], "linewidth": 1.2,
                                              "connectionstyle": f"arc3,rad={bent}", "shrinkA": 0, "shrinkB": 2})


def waves(T: int, lengths: tuple[float, ...]) -> Picture:
    """Sines of several wave lengths over the positions 0 ... T.

    >>> waves(20, (6.28, 62.8)).description
    'Waves over the positions 0 to 20, with the lengths 6.28 and 62.8.'
    """
    figure = Figure(figsize=(6.4, 2.4), layout="constrained")
    axes = figure.subplots()
    for i, length in enumerate(lengths):
        fine = [t / 8 for t in range(8 * T + 1)]
        axes.plot(fine, [math.sin(2 * math.pi * t / length) for t in fine], color=COLOURS[i], linestyle=DASHES[i],
                  linewidth=1.3, label=f"length {length:g}")
    axes.set(xlabel="position t", ylabel="sine", ylim=(-1.1, 1.6), xlim=(0, T))
    axes.legend(fontsize=8, ncols=len(lengths), loc="upper right")
    axes.grid(alpha=0.3)
    return Picture(figure, caption="Sines of several lengths: the short ones tell neighbours apart, the long ones tell "
                                   "regions apart.",
                   description=f"Waves over the positions 0 to {T}, with the lengths "
                               f"{' and '.join(f'{length:g}' for length in lengths)}.")
