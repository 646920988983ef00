"""Figures of lecture 14a."""

from __future__ import annotations

from jaxtyping import Float
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle
from torch import Tensor

from dlcourse.figures.canvas import COLOURS, blank
from dlcourse.figures.picture import Picture
from dlcourse.lectures.l14a.trials import LETTERS
from dlcourse.tensors import guard

TOKENS = 8  # in a row, in `ways`


@guard
def learned(A: Float[Tensor, " pairs"], words: tuple[list[str], str], M: Float[Tensor, "keys keys"]) -> Picture:
    """The weights of one question over the pairs as bars, and how well each asked key fits each key as a map.

    Shapes: A (pairs,); M (keys, keys), row i for the asked key i.

    >>> import torch
    >>> learned(torch.tensor([0.9, 0.1]), (["A = 3", "B = 7"], "A = ?"), torch.eye(3)).description[:44]
    'Left, for A = ?: A = 3: 0.90, B = 7: 0.10. R'
    """
    figure = Figure(figsize=(7.2, 3.2), layout="constrained")
    bars, chart = figure.subplots(1, 2)
    names, asked = words
    bars.bar(range(len(A)), A.tolist(), color=COLOURS[0])
    bars.set_xticks(range(len(A)), names, rotation=90, fontsize=8)
    bars.set(ylabel="weight", ylim=(0, 1.05), title=f"where it looks for {asked}")
    bars.grid(alpha=0.3, axis="y")
    figure.colorbar(chart.imshow(M.numpy(), cmap="cividis"), ax=chart, label="part of the score")
    chart.set(xlabel="key of a pair", ylabel="key in the question", title="what fits what")
    chart.set_xticks(range(len(M)), LETTERS[:len(M)], fontsize=7)
    chart.set_yticks(range(len(M)), LETTERS[:len(M)], fontsize=7)
    same, other = M.diagonal(), M[~M.isnan().fill_diagonal_(True)]
    return Picture(figure, caption="Left: the weights of one question. Right: the part of a score that two keys give.",
                   description=f"Left, for {asked}: "
                               + ", ".join(f"{name}: {weight:.2f}" for name, weight in zip(names, A.tolist()))
                               + f". Right, a map of {len(M)} rows and columns: on the diagonal the scores lie between "
                               f"{float(same.min()):.1f} and {float(same.max()):.1f}, elsewhere between "
                               f"{float(other.min()):.1f} and {float(other.max()):.1f}.")


def ways() -> Picture:
    """How far the first token is from the last, through a recurrence and through attention, as drawings.

    >>> ways().description[:11]
    'Two rows of'
    """
    figure, axes = blank(6.8, 1.9)
    for left, title in ((0.0, "recurrence: step by step"), (10.0, "attention: directly")):
        for i in range(TOKENS):
            end = i in (0, TOKENS - 1)  # the way leads from one to the other
            axes.add_patch(Circle((left + i, 0), 0.3, facecolor=COLOURS[1 if end else 0], alpha=0.8,
                                    edgecolor="black", linewidth=1.8 if end else 0.0))
            axes.text(left + i, -0.75, str(i + 1), ha="center", va="center", fontsize=9)
        axes.text(left + (TOKENS - 1) / 2, 2.7, title, ha="center", fontsize=10)
    for i in range(TOKENS - 1):
        _arrow(axes, (i + 0.3, 0), (i + 0.7, 0), bent=0.0)
        _arrow(axes, (10.0 + i, 0.3), (10.0 + TOKENS - 1, 0.3), bent=-0.55)
    axes.set(xlim=(-0.6, 17.8), ylim=(-1.1, 3.2), aspect="equal")
    return Picture(figure, caption="From the first token to the last: seven steps of a recurrence, one of attention.",
                   description=f"Two rows of {TOKENS} tokens, the first and the last marked. In the left "
                               "row an arrow leads from each to the next. In "
                               "the right row an arrow leads from each directly to the last.")


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float], *, bent: float) -> None:
    axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOURS[5], "linewidth": 1.2,
                                              "connectionstyle": f"arc3,rad={bent}", "shrinkA": 0, "shrinkB": 2})
