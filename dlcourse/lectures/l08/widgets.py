"""Live pictures of lecture 08: a network under one's hands, the graph forward and backward, and a training loop."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse.nn import backprop
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, Switch, evenly
from dlcourse.widgets.scene import Line, Panel, Points, Scene, Text
from dlcourse.widgets.shared.boundary import Boundary
from dlcourse.widgets.shared.graph import Graph

__all__ = ["Blame", "Boundary", "Graph", "Loop"]


def _numbers(*values: object) -> Tensor:
    return torch.tensor(values[0] if len(values) == 1 else values, dtype=torch.float64)


# --- one weight is moved: which numbers move with it, and which weight does the loss feel most? ---

EXAMPLE = {"A": _numbers([[0.5, -1.0, 0.25], [1.0, 0.5, -0.5]]), "b": _numbers(0.1, -0.2), "c": _numbers(1.5, -1.0),
           "d": _numbers(0.3), "x": _numbers(1.0, 0.5, -1.0), "t": _numbers(1.0)}
SMALL = "₁₂₃"
WEIGHTS = {f"A{SMALL[j]}{SMALL[k]}": ("A", (j, k)) for j in range(2) for k in range(3)} | {
    f"c{SMALL[j]}": ("c", (j,)) for j in range(2)}  # name -> where it stands
PLACES = {"x₁": (1.7, 4.2), "x₂": (1.7, 2.0), "x₃": (1.7, -0.2), "h₁": (6.2, 3.6), "h₂": (6.2, 0.4), "y": (9.0, 2.0),
          "L": (11.3, 2.0)}

SHARES = {f"A{SMALL[j]}{SMALL[k]}": 0.28 for j in range(2) for k in range(3)} | {
    f"c{SMALL[j]}": 0.4 for j in range(2)} | {
    f"A{SMALL[k]}{SMALL[2 * k]}": 0.34 for k in range(2)}  # where on its line a weight's label stands
LABEL = (0.72, 0.22)  # half the room that a label takes, to the right and upwards
# how far to the right of a number, and how far above it, its value and what becomes of it are written
BESIDE = {"h₁": (0.0, 0.95, 0.45), "h₂": (0.0, -0.45, -0.95), "y": (0.4, 0.95, 0.45), "L": (-0.2, -0.45, -0.95)}


def _ends(weight: str) -> tuple[str, str]:
    """The two numbers between which a weight stands."""
    kind, place = WEIGHTS[weight]
    return (f"x{SMALL[place[1]]}", f"h{SMALL[place[0]]}") if kind == "A" else (f"h{SMALL[place[0]]}", "y")


def _values(example: dict[str, Tensor]) -> dict[str, float]:
    h, y, loss = backprop.mlp2_forward(**example)
    told = {f"x{SMALL[k]}": v for k, v in enumerate(example["x"].tolist())}
    return told | {f"h{SMALL[j]}": v for j, v in enumerate(h.tolist())} | {"y": float(y), "L": float(loss)}


def _minus(number: float, digits: int = 3) -> str:
    """A number with a proper minus, and without the minus of -0.000."""
    text = f"{number:.{digits}f}"
    return (text if float(text) else text.lstrip("-")).replace("-", "−")


def _around(start: tuple[float, float], end: tuple[float, float], at: float) -> list[tuple[float, float]]:
    """The points of a line from start to end with a gap for a label at this share of the way; nan breaks the line."""
    (xa, ya), (xb, yb) = start, end
    half = min(LABEL[0] / abs(xb - xa), LABEL[1] / max(abs(yb - ya), 1e-9))
    place = [(xa + share * (xb - xa), ya + share * (yb - ya)) for share in (0, at - half, at + half, 1)]
    return [*place[:2], (math.nan, math.nan), *place[2:]]


def blame(weight: str, move: float, back: bool) -> Scene:
    """The scene of the lecture's network in which one weight is moved; with `back`, what the walk back finds.

    >>> blame("A₁₁", 0.5, False).say
    'A₁₁ goes from 0.5 to 1. h₁: 0.463 → 0.587, y: 0.542 → 0.588, L: 0.105 → 0.085. The other numbers stay.'
    """
    kind, place = WEIGHTS[weight]
    moved = EXAMPLE[kind].clone()
    moved[place] += move
    before, after = _values(EXAMPLE), _values(EXAMPLE | {kind: moved})
    changed = [name for name in before if abs(before[name] - after[name]) > 1e-12]
    bars = backprop.mlp2_backward(**EXAMPLE)
    _, y, _ = backprop.mlp2_forward(**EXAMPLE)
    slopes = {name: float(getattr(bars, f"{k}_bar")[at]) for name, (k, at) in WEIGHTS.items()}
    adjoints = {f"h{SMALL[j]}": v for j, v in enumerate((bars.d_bar * EXAMPLE["c"]).tolist())} | {
        "y": float(y - EXAMPLE["t"]), "L": 1.0}

    marks: list[Line | Points | Text] = []
    for name in WEIGHTS:
        (a, b), at = _ends(name), SHARES[name]
        (xa, ya), (xb, yb) = PLACES[a], PLACES[b]
        x, y_place = zip(*_around((xa, ya), (xb, yb), at))
        pressed = name == weight
        carries = a in changed
        if back:
            line = Line("the walk back", x[::-1], y_place[::-1], kind=0)
        elif pressed or carries:
            line = Line("the moved weight" if pressed else "carries the change", x, y_place,
                        kind=1 if pressed else 2)
        else:
            line = Line(name, x, y_place, plain=True)
        value = float(EXAMPLE[WEIGHTS[name][0]][WEIGHTS[name][1]]) + (move if pressed else 0.0)
        shown = _minus(slopes[name]) if back else _minus(value, 2)
        marks += [line, Text(xa + at * (xb - xa), ya + at * (yb - ya), f"{name} {shown}")]
    loss = Line("the walk back" if back else "carries the change" if "y" in changed else "to L",
                [PLACES["y"][0], PLACES["L"][0]], [2.0, 2.0], kind=0 if back else 2,
                plain=not back and "y" not in changed)
    marks.append(loss)
    for group, chosen, look in (("stays", [n for n in PLACES if back or n not in changed], 5),
                                ("moves", [n for n in PLACES if not back and n in changed], 1)):
        if chosen:
            marks.append(Points("number" if back else group, [PLACES[n][0] for n in chosen],
                                [PLACES[n][1] for n in chosen], kind=0 if back else look, size=9))
    for name, (x, y_place) in PLACES.items():
        given = name.startswith("x")
        right, first, second = BESIDE.get(name, (-0.7, 0.4, 0.0))
        marks.append(Text(x + right, y_place + first, f"{name} = {_minus(before[name], 1 if given else 3)}"))
        under = f"slope {_minus(adjoints[name])}" if back and name in adjoints else f"→ {_minus(after[name])}" if (
            name in changed and not back) else ""
        if under and not given:  # inputs do not move, and nobody trains them
            marks.append(Text(x + right, y_place + second, under))
    if back:
        told = ", ".join(f"{name} {_minus(slope)}" for name, slope in slopes.items())
        say = f"Slopes of the loss, all found in one walk from L to the left. For the weights: {told}."
    else:
        told = ", ".join(f"{name}: {_minus(before[name])} → {_minus(after[name])}" for name in changed)
        old = float(EXAMPLE[kind][place])
        at_first, now = (_minus(number, 2).rstrip("0").rstrip(".") for number in (old, old + move))
        say = (f"{weight} goes from {at_first} to {now}. {told}. The other numbers stay." if changed else
               f"{weight} is where it was, at {at_first}: nothing moves.")
    return Scene((Panel(tuple(marks), (-0.3, 12.3), (-0.9, 5.2), bare=True),), say,
                 readings={"change of L": [after["L"] - before["L"]]})


class Blame(CourseWidget):
    """Move one weight and see who moves with it; then let one walk back find the slope of every weight."""

    heading = "Who moves when you move a weight?"
    controls: ClassVar = (Choice("weight", "weight", tuple(WEIGHTS), "A₁₁"),
                          Slider("move", "move it by", evenly(-0.5, 0.5, 11), 0.0),
                          Switch("back", "Walk back from L", "Back to moving"))
    compute = staticmethod(blame)


# --- a training loop on one weight, with its lines in different orders ---

ROUNDS = 7  # so few that each is marked
LOOPS = {"clear, backward, step": ("clear", "backward", "step"), "backward, step": ("backward", "step"),
         "clear, step": ("clear", "step"), "backward, clear, step": ("backward", "clear", "step")}


def weights(lines: Sequence[str], eta: float, rounds: int = ROUNDS, start: float = 3.0) -> list[float]:
    """The weight before each round and at the end, for the loss w²/2, whose gradient is w.

    `grad` goes on as torch's does: backward adds to it, clear sets it to 0, step uses what is there.

    >>> weights(("clear", "backward", "step"), 0.5, rounds=3)
    [3.0, 1.5, 0.75, 0.375]
    >>> weights(("backward", "step"), 0.5, rounds=3)
    [3.0, 1.5, -0.75, -2.625]
    """
    w, grad, seen = start, 0.0, [start]
    for _ in range(rounds):
        for line in lines:
            if line == "clear":
                grad = 0.0
            elif line == "backward":
                grad += w
            else:
                w -= eta * grad
        seen.append(w)
    return seen


def loop(lines: str, eta: float) -> Scene:
    """The scene of a loop with these lines in each round: the weight and the loss after each of them.

    >>> loop("clear, step", 0.5).say
    'Each round: clear, step. The weight begins at 3 with the loss 4.5, and eta = 0.5. Play shows 7 rounds.'
    """
    w = torch.tensor(weights(LOOPS[lines], eta), dtype=torch.float64)
    losses = w**2 / 2
    rounds = torch.arange(len(w), dtype=torch.float64)
    ends = [-0.4, ROUNDS + 0.4]
    left = Panel((Line("the minimum", ends, [0.0, 0.0], plain=True),
                  Line("w after each round", rounds, w, kind=1, marked=True, played=True)), (-0.4, ROUNDS + 0.4),
                 (-4.5, 5.5), xlabel="round", ylabel="w")
    right = Panel((Line("loss after each round", rounds, losses, kind=2, marked=True, played=True),),
                  (-0.4, ROUNDS + 0.4), (-0.3, max(6.0, float(losses.max()) * 1.3)), xlabel="round", ylabel="loss")
    return Scene((left, right), f"Each round: {lines}. The weight begins at 3 with the loss 4.5, and eta = {eta:g}. "
                 f"Play shows {ROUNDS} rounds.",
                 readings={"w": w, "loss": losses}, frames=len(w), rate=3.0)


class Loop(CourseWidget):
    """Leave a line out of the training loop, or put it in the wrong place, and see what the loss does."""

    heading = "The lines of a training loop"
    controls: ClassVar = (Choice("lines", "each round", tuple(LOOPS), "clear, backward, step"),
                          Slider("eta", "eta", evenly(0.1, 1.0, 10), 0.5))
    compute = staticmethod(loop)
