"""Live pictures of lecture 14a: who recalls pairs, where queries look, and waves that tell positions."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.lectures.l14a import trials
from dlcourse.nn.attention import attention, causal_mask, positional_encoding
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Bars, Heat, Line, Panel, Points, Scene

__all__ = ["Places", "Recall", "WhereItLooks"]

double = torch.float64
LOOK = {trials.LSTM: 5, trials.HEAD: 0}  # colour, dash and marker, in the figures, too
GUESS = 1 / trials.VALUES


# --- who recalls pairs ---

def recall(kind: str, pairs: float, question: float) -> Scene:
    """The scene of networks that were trained to recall, and what one of them says to a question.

    >>> recall("one head of attention", 12.0, 1.0).readings["share right"]
    [1.0]
    """
    pairs, at = int(pairs), int(question) - 1
    shown = (trials.LSTM,) if kind == trials.LSTM else trials.KINDS
    found, asked = trials.recall(kind, pairs), trials.examples(pairs)
    marks: list[Line | Points] = []
    places = torch.tensor(trials.PAIRS, dtype=double)
    for name in shown:
        best = torch.stack([trials.recall(name, p).best for p in trials.PAIRS])  # (pairs, SEEDS)
        marks += [Line(name, places, best.mean(1), kind=LOOK[name], marked=True),
                  Points("", places.repeat_interleave(trials.SEEDS), best.flatten(), kind=LOOK[name], size=3)]
    marks += [Points("now", [float(pairs)], found.best.mean()[None], kind=1, size=9),
              Line("knows the values, not their keys", places, list(map(trials.without_keys, trials.PAIRS)), kind=4),
              Line("guessing", [0.0, 13.0], [GUESS, GUESS], plain=True)]
    share = Panel(tuple(marks), (0.0, 13.0), (0.0, 1.1), "five starts; thin line: guessing", "pairs",
                  "share right")
    says = Panel((Bars(tuple(map(str, range(trials.VALUES))), found.says[at], kind=LOOK[kind]),),
                 (0.0, float(trials.VALUES)), (0.0, 1.0), "what one of them says to this question", "value",
                 "probability")
    best, right = found.best, int(asked.y[at])
    told, wanted = trials.in_words(asked, at)
    return Scene((share, says), f"{', '.join(told)}. {wanted} The right answer is {right}. The network gives it the "
                 f"probability {float(found.says[at, right]):.2f}. With {pairs} pair{'s' * (pairs > 1)}, {kind}: "
                 f"{float(best.mean()):.2f} of the questions are answered (five starts: {float(best.min()):.2f} to "
                 f"{float(best.max()):.2f}).",
                 readings={"share right": [float(best.mean())]})


class Recall(CourseWidget):
    """Choose how many pairs there are, and who answers."""

    heading = "Which value belongs to the key?"
    controls: ClassVar = (Choice("kind", "who answers", trials.KINDS, trials.LSTM),
                          Slider("pairs", "pairs", tuple(map(float, trials.PAIRS)), 1.0),
                          Slider("question", "question", (1.0, 2.0, 3.0), 1.0))
    compute = staticmethod(recall)


# --- where queries look ---

ROWS, WIDTH = 8, 64  # queries and keys, numbers in each
MASKS = ("none", "only the first six keys", "itself and the keys before")


@cache
def vectors() -> tuple[Tensor, Tensor]:
    """Queries and keys whose entries are independent, with mean 0 and deviation 1, (ROWS, WIDTH) each.

    >>> vectors()[0].shape
    torch.Size([8, 64])
    """
    Q, K = torch.randn(2, ROWS, WIDTH, generator=generator(5), dtype=double)
    return Q, K


def mask_named(name: str) -> Tensor | None:
    """The mask (ROWS, ROWS) of a name; None for "none".

    >>> mask_named("itself and the keys before").sum()
    tensor(36)
    """
    first = torch.ones(ROWS, ROWS, dtype=torch.bool)
    first[:, 6:] = False
    masks: dict[str, Tensor | None] = dict(zip(MASKS, (None, first, causal_mask(ROWS))))
    return masks[name]


def in_cells(values: Tensor, up: int, across: int) -> Tensor:
    """Each number of a table several times, upwards and across, so that a heat map does not blur it.

    >>> in_cells(torch.tensor([[1.0, 2.0]]), 1, 2)
    tensor([[1., 1., 2., 2.]])
    """
    return values.repeat_interleave(up, 0).repeat_interleave(across, 1)


def where_it_looks(divisor: float, mask: str, query: float) -> Scene:
    """The scene of the weights of all queries, and those of one of them.

    >>> where_it_looks(8.0, "itself and the keys before", 1.0).say
    'Query 1, scores divided by 8, mask: itself and the keys before. Its largest weight is 1.00, on key 1. Its weights \
add to 1.00. The mean of the largest weights of all eight rows is 0.58.'
    """
    Q, K = vectors()
    at = int(query) - 1
    A = attention(Q * (WIDTH**0.5 / divisor), K, K, mask=mask_named(mask))[1].A
    table = Panel((Heat(in_cells(A, 6, 6)), Line("", [0.5, ROWS + 0.5], [query, query], kind=1)),
                  (0.5, ROWS + 0.5), (0.5, ROWS + 0.5), "weights: dark 0, bright 1; line: query", "key",
                  "query (1 at the bottom)")
    row = Panel((Bars(tuple(map(str, range(1, ROWS + 1))), A[at], kind=0),), (0.0, float(ROWS)), (0.0, 1.0),
                "weights of this query", "key", "weight")
    largest, where = A[at].max(0)
    mean = float(A.amax(1).mean())
    return Scene((table, row), f"Query {at + 1}, scores divided by {divisor:g}, mask: {mask}. Its largest weight is "
                 f"{float(largest):.2f}, on key {int(where) + 1}. Its weights add to {float(A[at].sum()):.2f}. The "
                 f"mean of the largest weights of all eight rows is {mean:.2f}.",
                 readings={"largest weight": [float(largest)]})


class WhereItLooks(CourseWidget):
    """Change what the scores are divided by, the mask, and the query that is shown."""

    heading = "Eight queries look at eight keys"
    controls: ClassVar = (Slider("divisor", "scores are divided by", (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0), 8.0),
                          Choice("mask", "may look at", MASKS, MASKS[0]),
                          Slider("query", "query", tuple(float(i) for i in range(1, ROWS + 1)), 5.0,
                                 kept=(1.0, 2.0, 5.0, 8.0)))
    compute = staticmethod(where_it_looks)


# --- waves that tell positions ---

LENGTH, WIDEST = 64, 48  # positions from 0; how many numbers a row is drawn with


def places(width: float, position: float) -> Scene:
    """The scene of the encodings of 64 positions, and how one of them fits the others.

    >>> places(2.0, 20.0).say
    '2 columns, position 20: it fits itself with 1.00. Of the others, position 64 fits best, with 1.00.'
    """
    d, t = int(width), int(position)
    code = positional_encoding(LENGTH + 1, d, dtype=double)
    fit = code @ code[t] / (d / 2)
    table = Panel((Heat(in_cells(0.5 + 0.5 * code, 1, WIDEST // d)),
                   Line("", [0.0, float(d)], [t + 0.5, t + 0.5], kind=1)),
                  (0.0, float(d)), (0.0, LENGTH + 1.0), "dark -1, bright 1; line: this position",
                  f"columns 0 to {d - 1}, each one wide",
                  "position")
    at = torch.arange(LENGTH + 1.0, dtype=double)
    curve = Panel((Line("fit", at, fit, kind=0), Points("this position", [float(t)], fit[t:t + 1], kind=1, size=8)),
                  (0.0, float(LENGTH)), (-1.1, 1.9), "how well it fits each position", "position",
                  "dot product / pairs")
    others = fit.clone()
    others[t] = -2.0
    best, where = others.max(0)
    return Scene((table, curve), f"{d} columns, position {t}: it fits itself with {float(fit[t]):.2f}. Of the others, "
                 f"position {int(where)} fits best, with {float(best):.2f}.", readings={"fits best": [float(best)]})


class Places(CourseWidget):
    """Change the number of columns and the position."""

    heading = "Waves that tell positions"
    controls: ClassVar = (Slider("width", "columns", (2.0, 4.0, 8.0, 16.0), 2.0),
                          Slider("position", "position", tuple(float(t) for t in range(0, LENGTH + 1, 4)), 20.0,
                                 kept=(0.0, 20.0, 40.0, 64.0)))
    compute = staticmethod(places)
