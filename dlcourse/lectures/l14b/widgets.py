"""Live pictures of lecture 14b: five pens that write at a temperature, and what each head looks at."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor

from dlcourse.lectures.l14b import fables, model
from dlcourse.lectures.l14b.kept import TEMPERATURES, kept
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Bars, Heat, Line, Panel, Scene, Text

__all__ = ["Heads", "Pens"]

double = torch.float64
SHOWN = {fables.END: "↵", " ": "␣"}  # signs that cannot be seen
LABELS = tuple(SHOWN.get(sign, sign) for sign in fables.SIGNS)
PENS, SEED = 5, 5


class Written(NamedTuple):
    """What the pens wrote: x (pens, LONGEST + 1) and the probabilities of each drawn sign, p (pens, LONGEST, signs)."""

    x: Tensor
    p: Tensor


@cache
@torch.no_grad()
def written(temperature: float) -> Written:
    """Five lines of the stored model, each from an end of line on, and the probabilities that they were drawn by.

    >>> written(0.5).p.shape
    torch.Size([5, 68, 25])
    """
    rng, x = generator(SEED), torch.full((1, PENS, 1), fables.SIGNS.index(fables.END))
    seen = []
    for _ in range(model.LONGEST):
        seen.append((model.logits(kept(), x)[0, :, -1] / temperature).softmax(-1))
        x = torch.cat([x, torch.multinomial(seen[-1], 1, generator=rng)[None]], -1)
    return Written(x[0], torch.stack(seen, 1))


def lines_after(temperature: float, length: int) -> list[str]:
    """What each pen has written after `length` signs; a pen stops at the end of its line.

    >>> lines_after(0.5, 6)[0]
    'at the'
    """
    told = [fables.written(line[1:1 + length]) for line in written(temperature).x]
    return [line.split(fables.END)[0] + fables.END if fables.END in line else line for line in told]


def pens(temperature: float, length: float, pen: float) -> Scene:
    """The scene of five lines, and of the probabilities of one pen's next sign.

    >>> pens(0.5, 0.0, 1.0).say
    'Temperature 0.5, 0 signs written. Pen 1 has “”. Its most likely next sign is “a” with 1.00.'
    """
    length, at = int(length), int(pen) - 1
    lines = lines_after(temperature, length)
    done = lines[at].endswith(fables.END)
    p = 0 * written(temperature).p[at, 0] if done else written(temperature).p[at, length]
    paper = Panel(tuple(Text(0.0, PENS - k - 0.5, _row(k, line), left=True) for k, line in enumerate(lines)),
                  (0.0, 100.0), (0.0, float(PENS)), "five pens, the same model", bare=True)
    bars = Panel((Bars(LABELS, p, kind=0),), (0.0, float(len(LABELS))), (0.0, 1.0), "next sign of the chosen pen", "",
                 "probability")
    start = f"Temperature {temperature:g}, {length} signs written. Pen {at + 1} has “{lines[at].strip()}”. "
    if done:
        ended = sum(line.endswith(fables.END) for line in lines)
        return Scene((paper, bars), start + f"It is a {fables.grade(lines[at][:-1])} line. {ended} of {PENS} pens have "
                     "ended their line.", stacked=True)
    best = int(p.argmax())
    return Scene((paper, bars), start + f"Its most likely next sign is “{LABELS[best]}” with {float(p[best]):.2f}.",
                 stacked=True)


def _row(k: int, line: str) -> str:
    if not line.endswith(fables.END):
        return f"{k + 1}:  {line}▌"
    grade = fables.grade(line[:-1])
    return f"{k + 1}:  {line[:-1]}  {'✓' if grade == 'fable' else '✗ ' + grade}"


class Pens(CourseWidget):
    """Let five pens write at a temperature; look at what one of them may write next."""

    heading = "A small language model writes"
    controls: ClassVar = (Slider("temperature", "temperature", TEMPERATURES, 1.0, kept=(0.1, 1.0, 2.0)),
                          Slider("length", "signs written", tuple(float(n) for n in range(model.LONGEST)), 7.0,
                                 kept=(0.0, 7.0, 12.0, 20.0, 29.0, 67.0)),
                          Slider("pen", "look at pen", (1.0, 2.0, 3.0, 4.0, 5.0), 1.0, kept=(1.0, 2.0, 3.0)))
    compute = staticmethod(pens)


# --- what each head looks at ---

SENTENCE = fables.END + "at the gate owl met fox. hi fox, said owl. hi owl, said fox."
BLOCK_NAMES = ("block 1", "block 2")


@cache
@torch.no_grad()
def looks() -> tuple[Tensor, Tensor]:
    """The stored model on SENTENCE: attention weights (blocks, heads, T, T), and p of each next sign (T, signs).

    >>> looks()[0].shape
    torch.Size([2, 4, 61, 61])
    """
    seen: list[Tensor] = []
    z = model.logits(kept(), fables.tokens(SENTENCE)[None, None], seen=seen)[0, 0]
    return torch.stack([A[0, 0] for A in seen]), z.softmax(-1)


def heads(block: str, head: float, at: float) -> Scene:
    """The scene of one head: its weights for all positions, and the row of one of them.

    >>> heads("block 1", 1.0, 0.0).say
    'block 1, head 1, at position 0, after “”: all weight lies on position 0 itself, 1.00.'
    """
    at, number = int(at), int(head)
    A = looks()[0][BLOCK_NAMES.index(block), number - 1]
    T = len(SENTENCE)
    signs = tuple(SHOWN.get(sign, sign) for sign in SENTENCE)
    table = Panel((Heat(A), Line("chosen position", [0.0, float(T)], [at + 0.5, at + 0.5], kind=1)),
                  (0.0, float(T)), (0.0, float(T)), "weights: dark 0, bright 1", "looks at position", "from position")
    row = Panel((Bars(signs, A[at], kind=0),), (0.0, float(T)), (0.0, 1.0), "from the chosen position", "", "weight")
    start = f"{block}, head {number}, at position {at}, after “{SENTENCE[1:at + 1]}”: "
    if at == 0:
        return Scene((table, row), start + "all weight lies on position 0 itself, 1.00.", stacked=True)
    first, second = A[at].topk(2).indices.tolist()
    return Scene((table, row), start + f"it looks most at “{signs[first]}”, position {first}, with "
                 f"{float(A[at, first]):.2f}, then at “{signs[second]}”, position {second}, with "
                 f"{float(A[at, second]):.2f}.", stacked=True)


class Heads(CourseWidget):
    """Choose a head and the position from which it looks."""

    heading = "What a head looks at"
    controls: ClassVar = (Choice("block", "block", BLOCK_NAMES, "block 1"),
                          Slider("head", "head", (1.0, 2.0, 3.0, 4.0), 1.0, kept=(1.0, 2.0, 3.0, 4.0)),
                          Slider("at", "from position", tuple(float(n) for n in range(len(SENTENCE))), 28.0,
                                 kept=(16.0, 20.0, 28.0, 38.0, 46.0, 57.0)))
    compute = staticmethod(heads)
