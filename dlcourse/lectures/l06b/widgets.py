"""Live pictures of lecture 06b: spellings of a word, the grid of CTC, points that triplets move."""

from __future__ import annotations

from typing import ClassVar

import torch

from dlcourse import losses
from dlcourse.lectures.l06b import trials
from dlcourse.lectures.l06b.trials import EACH, KINDS, LETTERS, TABLE, WORDS, spelt
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Bars, Line, Mark, Panel, Points, Scene, Text

__all__ = ["Grid", "Spellings", "Triplets"]

double = torch.float64


# --- spellings of a word ---

def spellings(frames: float, p_blank: float) -> Scene:
    """The scene of a table with one letter: every path, and every word.

    >>> spellings(2.0, 0.6).readings["A"]
    [0.64]
    """
    p = torch.tensor([[p_blank, 1 - p_blank]] * int(frames), dtype=double)
    every, total = trials.paths(p), trials.words(p)
    top = max(every, key=every.__getitem__)
    word = max(total, key=total.__getitem__)
    names = {found: found or "none" for found in total}
    left = Panel((Bars(tuple(map(spelt, every)), list(every.values())),), (0.0, float(len(every))), (0.0, 1.0),
                 "each path", ylabel="probability")
    right = Panel((Bars(tuple(names.values()), list(total.values()), kind=1),), (0.0, float(len(total))), (0.0, 1.0),
                  "each word (none: no letter)", ylabel="probability")
    told = ", ".join(f"{names[found]} {value:.3f}" for found, value in total.items())
    return Scene((left, right), f"Most probable path: {spelt(top)}, with {every[top]:.3f}. Words: {told}. Most "
                 f"probable word: {names[word]}.", readings={names[found]: [round(v, 9)] for found, v in total.items()})


class Spellings(CourseWidget):
    """Choose the number of frames and the probability of the blank."""

    heading = "Every path, and every word"
    controls: ClassVar = (Slider("frames", "frames", (1.0, 2.0, 3.0), 2.0),
                          Slider("p_blank", "probability of the blank", evenly(0.1, 0.9, 17), 0.9))
    compute = staticmethod(spellings)


# --- the grid of CTC ---

def grid(word: str, known: float) -> Scene:
    """The scene of the forward numbers of a word, for the first `known` frames of the lecture's table.

    >>> grid("AB", 4.0).readings["probability of the word"]
    [0.4203]
    """
    target = torch.tensor(WORDS[word])
    states = losses.ctc_states(target).tolist()
    alpha = losses.ctc_forward(TABLE.log(), target).exp()
    marks: list[Mark] = []
    for t in range(1, int(known)):
        for s, state in enumerate(states):
            skip = s > 1 and state not in (0, states[s - 2])
            marks += [Line("", [float(t), float(t + 1)], [float(s - back), float(s)], plain=True)
                      for back in ((0, 1, 2) if skip else (0, 1) if s else (0,)) if alpha[t - 1, s - back] > 0]
    ends = [len(states) - 1.0, len(states) - 2.0]
    for s, state in enumerate(states):
        marks.append(Text(-0.4, float(s), f"state {s}: {LETTERS[state] if state else 'blank'}", left=True))
        marks.extend(Text(t + 1.0, s + 0.22, f"{float(alpha[t, s]):.4f}" if alpha[t, s] > 0 else "0")
                     for t in range(int(known)))
    marks += [Text(t + 1.0, -0.45, f"frame {t + 1}") for t in range(len(TABLE))]
    live = [(t + 1.0, float(s)) for t in range(int(known)) for s in range(len(states)) if alpha[t, s] > 0]
    marks.append(Points("what a beginning can reach", [x for x, _ in live], [y for _, y in live], kind=0, size=5))
    idle = [(t + 1.0, float(s)) for t in range(int(known)) for s in range(len(states)) if not alpha[t, s] > 0]
    if idle:
        marks.append(Points("out of reach", [x for x, _ in idle], [y for _, y in idle], kind=5, size=4))
    if int(known) == len(TABLE):
        marks.append(Points("where a path may end", [4.0, 4.0], ends, kind=1, size=8))
    total = round(float(alpha[-1, -2:].sum()), 9)
    column = ", ".join(f"{LETTERS[state]} {float(v):.4f}" for state, v in zip(states, alpha[int(known) - 1]))
    end = f" The last two add up to {total:.4f}, the probability of {word}." if int(known) == len(TABLE) else ""
    return Scene((Panel(tuple(marks), (-0.5, 4.6), (-0.7, len(states) + 0.4), f"forward numbers of {word}",
                        bare=True),),
                 f"Frame {int(known)}, states from below: {column}.{end}",
                 readings={"probability of the word": [total]} if end else {})


class Grid(CourseWidget):
    """Choose a word, and add one frame after the other."""

    heading = "The forward numbers, frame by frame"
    controls: ClassVar = (Choice("word", "word", tuple(WORDS), "A"),
                          Slider("known", "frames so far", (1.0, 2.0, 3.0, 4.0), 3.0))
    compute = staticmethod(grid)


# --- points that triplets move ---

REACH = 4.0


def triplets(margin: float, start: float) -> Scene:
    """The scene of twelve points of three kinds that every triplet pulls and pushes.

    >>> triplets(1.0, 0.0).ending
    'After 13 steps no triplet has a loss above 0, and nothing moves.'
    """
    moved = trials.pull(margin, seed=int(start))
    steps = torch.arange(0, trials.STEPS + 1, 3, dtype=double)  # one in three is shown
    marks: list[Mark] = []
    for kind in range(KINDS):
        own = moved.places[::3, kind * EACH:(kind + 1) * EACH]
        marks.append(Points(f"kind {kind}, at the start", own[0, :, 0], own[0, :, 1], kind=kind, size=5))
        marks += [Line("", own[:, i, 0], own[:, i, 1], kind=kind, played=True) for i in range(EACH)]
    curves = (Line("mean loss", steps, moved.loss[::3], kind=0, played=True),
              Line("share that still costs", steps, moved.active[::3], kind=1, played=True))
    last = float(moved.active[-1])
    quiet = (moved.active == 0).nonzero()
    ending = (f"After {int(quiet[0])} steps no triplet has a loss above 0, and nothing moves." if len(quiet) else
              f"In the end {100 * last:.0f} % of the triplets have a loss above 0.")
    limits = (-REACH, REACH)
    return Scene((Panel(tuple(marks), limits, limits, "twelve points", "axis 0", "axis 1", equal=True),
                  Panel(curves, (0.0, float(trials.STEPS)), (0.0, max(1.05, 1.05 * float(moved.loss.max()))),
                        "288 triplets", "step", "mean loss, share")),
                 f"Margin {margin:g}. At the start the mean loss is {float(moved.loss[0]):.3f}, and "
                 f"{100 * float(moved.active[0]):.0f} % of the triplets have a loss above 0.",
                 readings={"mean loss": moved.loss[::3], "share that still costs": moved.active[::3]},
                 frames=len(steps), rate=4.0, ending=ending)


class Triplets(CourseWidget):
    """Choose the margin and the start, and let every triplet pull and push."""

    heading = "Pull together, push apart"
    controls: ClassVar = (Slider("margin", "margin m", (0.25, 0.5, 1.0, 2.0, 3.0), 1.0),
                          Slider("start", "number of the start", (0.0, 1.0, 2.0, 3.0), 0.0))
    compute = staticmethod(triplets)
