"""Live picture of lecture 04c: four words at the leaves of a tree of decisions."""

from __future__ import annotations

import math
from typing import ClassVar

import torch

from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, evenly
from dlcourse.widgets.scene import Bars, Line, Panel, Points, Scene, Text

__all__ = ["Decisions"]

WORDS = ("cat", "dog", "red", "blue")
ROOT, INNER, LEAVES = (0.0, 2.0), ((-2.0, 1.0), (2.0, 1.0)), ((-3.0, 0.0), (-1.0, 0.0), (1.0, 0.0), (3.0, 0.0))
QUESTIONS = ("animal?", "cat?", "red?")


def decisions(root: float, animals: float, colours: float, word: str) -> Scene:
    """The scene of a tree with three decisions: left with the sigmoid of a node's logit, right with the rest.

    >>> decisions(0.0, 0.0, 0.0, "red").say
    'The way to red: right at animal? with 0.500, left at red? with 0.500. Together 0.500 · 0.500 = 0.250. All four \
words: cat 0.250, dog 0.250, red 0.250, blue 0.250. They add up to 1.'
    """
    left = [1 / (1 + math.exp(-z)) for z in (root, animals, colours)]
    p = torch.tensor([left[0] * left[1], left[0] * (1 - left[1]), (1 - left[0]) * left[2],
                      (1 - left[0]) * (1 - left[2])], dtype=torch.float64)
    leaf = WORDS.index(word)
    side, turn = leaf // 2, leaf % 2
    edges = [(ROOT, INNER[0], left[0]), (ROOT, INNER[1], 1 - left[0])]
    edges += [(INNER[i // 2], LEAVES[i], left[1 + i // 2] if i % 2 == 0 else 1 - left[1 + i // 2]) for i in range(4)]
    lines = [Line("", [a[0], b[0]], [a[1], b[1]], plain=True) for a, b, _ in edges]
    way = [ROOT, INNER[side], LEAVES[leaf]]
    lines.append(Line(f"the way to {word}", [v[0] for v in way], [v[1] for v in way], kind=4))
    shares = [Text((a[0] + b[0]) / 2 + (-0.55 if b[0] < a[0] else 0.55), (a[1] + b[1]) / 2 + 0.05, f"{chance:.2f}")
              for a, b, chance in edges]
    names = [Text(1.25 * x, y + 0.2, question) for (x, y), question in zip((ROOT, *INNER), QUESTIONS, strict=True)]
    names += [Text(x, y - 0.25, name) for (x, y), name in zip(LEAVES, WORDS, strict=True)]
    dots = Points("decision", [v[0] for v in (ROOT, *INNER)], [v[1] for v in (ROOT, *INNER)], kind=5, size=5)
    first, second = edges[side][2], edges[2 + leaf][2]
    told = ", ".join(f"{name} {float(v):.3f}" for name, v in zip(WORDS, p, strict=True))
    return Scene((Panel((*lines, dots, *shares, *names), (-4.2, 4.2), (-0.6, 2.9), "left: yes, right: no", bare=True),
                  Panel((Bars(WORDS, p, kind=4),), (0, 4), (0, 1), "probabilities of the words")),
                 f"The way to {word}: {('left', 'right')[side]} at animal? with {first:.3f}, {('left', 'right')[turn]} "
                 f"at {QUESTIONS[1 + side]} with {second:.3f}. Together {first:.3f} · {second:.3f} = "
                 f"{first * second:.3f}. All four words: {told}. They add up to 1.",
                 readings={f"probability of {word}": [float(p[leaf])]})


class Decisions(CourseWidget):
    """Set the logit of each decision, and follow the way to a word."""

    heading = "Four words, three decisions"
    controls: ClassVar = (Slider("root", "logit of animal?", evenly(-4, 4, 17), 1.0),
                          Slider("animals", "logit of cat?", evenly(-4, 4, 17), 0.0),
                          Slider("colours", "logit of red?", evenly(-4, 4, 17), -1.5),
                          Choice("word", "word", WORDS, "red"))
    compute = staticmethod(decisions)
