"""Live pictures of lecture 13b: networks that recall pairs, and a cell that keeps a number."""

from __future__ import annotations

from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.lectures.l13b import cells, trials
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Heat, Line, Panel, Points, Scene, Text

__all__ = ["KeepingCell", "RecallPairs"]

double = torch.float64
LSTM, ATTENTION = "LSTM, 32 units", "one head of attention"
KIND = {LSTM: 0, ATTENTION: 2}  # colours, in the figures, too
CELL, DERIVATIVE = 4, 1
LETTERS = "abcdefghijklmnop"  # the keys


# --- recall pairs ---

def cards(pairs: int) -> tuple[list[str], str]:
    """The pairs of one example, each a letter with a digit, and the question with its answer.

    >>> cards(2)
    (['k 9', 'j 5'], 'j ?  right answer: 5')
    """
    rng = generator(3)
    keys = torch.randperm(trials.KEYS, generator=rng)[:pairs].tolist()
    values = torch.randint(trials.VALUES, (max(trials.PAIRS),), generator=rng).tolist()
    asked = pairs // 2
    shown = [f"{LETTERS[key]} {value}" for key, value in zip(keys, values)]
    return shown, f"{LETTERS[keys[asked]]} ?  right answer: {values[asked]}"


def recall_pairs(pairs: float, network: str) -> Scene:
    """The scene of one example, and of how often a network was right with up to so many pairs.

    >>> recall_pairs(1.0, LSTM).say
    'LSTM, 32 units, 1 pair: right in 100 % of the questions (mean of 5 starts, 100 to 100 %). Guessing: 10 %.'
    """
    pairs = int(pairs)
    shown, question = cards(pairs)
    rows = -(-len(shown) // 4)
    words = [Text(0.5 + k % 4, 3.5 - k // 4, card) for k, card in enumerate(shown)]
    words += [Text(0.2, 4.3, "cards, one after the other:", left=True), Text(0.2, 3.1 - rows, "question:", left=True)]
    example = Panel((*words, Text(2.3, 3.1 - rows, question)), (0.0, 4.0), (-0.5, 4.7), "one example", bare=True)
    upto = [p for p in trials.PAIRS if p <= pairs]
    found = torch.stack([trials.recall(trials.KIND_OF[network], p).best for p in upto])
    x = torch.tensor(upto, dtype=double)
    kind, now = KIND[network], found[-1]
    share = Panel((Line(network, x, found.mean(1), kind=kind, marked=True),
                   Points("each start", x.repeat_interleave(found.shape[1]), found.flatten(), kind=5, size=4),
                   Line("guessing", [0.0, 13.0], [0.1, 0.1], plain=True)),
                  (0.0, 13.0), (0.0, 1.05), "right answers; thin line: guessing", "pairs", "share")
    word = "pair" if pairs == 1 else "pairs"
    return Scene((example, share), f"{network}, {pairs} {word}: right in {100 * float(now.mean()):.0f} % of the "
                 f"questions (mean of {len(now)} starts, {100 * float(now.min()):.0f} to "
                 f"{100 * float(now.max()):.0f} %). Guessing: 10 %.", readings={"share right": [float(now.mean())]})


class RecallPairs(CourseWidget):
    """Choose how many pairs are shown before the question, and which network answers."""

    heading = "Pairs to remember"
    controls: ClassVar = (Slider("pairs", "number of pairs", tuple(map(float, trials.PAIRS)), 2.0),
                          Choice("network", "network", (LSTM, ATTENTION), LSTM))
    compute = staticmethod(recall_pairs)


# --- one cell that keeps a number ---

ROWS = ("number", "flag", "i", "f", "o", "cell c")
LABELS = 6  # empty columns for the names of the rows
FORGETS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0)
LEAKS = (0.0, 0.02, 0.05, 0.1, 0.2)


def sheet(rows: Tensor, labels: int = LABELS) -> Tensor:
    """Rows of numbers from -1 to 1 (rows, T), first row on top, as the values of a heat map with gaps between.

    >>> sheet(torch.tensor([[1.0], [0.0]]), labels=0)[:, 0]
    tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 1.0000, 1.0000, 1.0000])
    """
    values = (0.5 + 0.5 * rows.clamp(-1, 1)).flip(0)
    high = values[:, None, :].repeat(1, 4, 1)
    high[:, 0] = 0.5
    wide = high.flatten(0, 1).repeat_interleave(3, 1)
    return torch.cat([wide.new_full((len(wide), 3 * labels), 0.5), wide], 1)


def keeping_cell(f: float, i: float, at: float) -> Scene:
    """The scene of a cell that is to keep the flagged number to the end.

    >>> keeping_cell(0.5, 0.0, 2.0).readings["derivative at the end"] == [0.5**28]
    True
    """
    T, at = trials.T, int(at)
    kept = cells.keep(f, i, at, T)
    rows = torch.stack([kept.number, kept.flag, kept.i, kept.f, kept.o, kept.c])
    words = [Text(0.3 - LABELS, len(ROWS) - 0.375 - k, name, left=True) for k, name in enumerate(ROWS)]
    gates = Panel((Heat(sheet(rows), classes=True), *words), (-float(LABELS), float(T)), (0.0, float(len(ROWS))),
                  f"steps 1 to {T}; white: 0, blue: 1, orange: -1", bare=True)
    steps = torch.arange(1.0, T + 1, dtype=double)
    curves = Panel((Line("cell c", steps, kept.c, kind=CELL, marked=True),
                    Line("derivative of c", steps, kept.derivative, kind=DERIVATIVE)),
                   (0.0, T + 1.0), (-1.2, 2.6), "what is left", "step t", "value")
    end = float(kept.derivative[-1])
    return Scene((gates, curves),
                 f"f = {f:g}, i = {i:g}, flag at step {at}. In step {T} the cell holds {float(kept.c[-1]):.3g}; it "
                 f"took in 1. The derivative is {f:g} to the power {T - at}, so {end:.3g}.",
                 readings={"derivative at the end": [end], "cell at the end": [float(kept.c[-1])]})


class KeepingCell(CourseWidget):
    """Set the gates of all steps but the flagged one, and say when the flag comes."""

    heading = "A cell that keeps a number"
    controls: ClassVar = (Slider("f", "forget gate f", FORGETS, 0.9), Slider("i", "input gate i", LEAKS, 0.0),
                          Slider("at", "flag at step", tuple(float(k) for k in range(1, trials.FIRST + 1)), 2.0))
    compute = staticmethod(keeping_cell)
