"""Live pictures of lecture 01b: groups of flowers found without names, and a person who names groups of points."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import ClassVar

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.lectures.l01b.petals import FLOWERS, PETALS, best_names
from dlcourse.models import mixture
from dlcourse.models.label_loop import Named, label_loop
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider
from dlcourse.widgets.scene import Line, Mark, Panel, Points, Scene, Text

__all__ = ["LabelLoop", "NoNames"]

# --- EM on the petals of 150 flowers ---

STARTS = {"A": 3, "B": 0, "C": 8, "D": 4}  # each draws three of the flowers
ROUNDS = 40
LOOKS = (1, 0, 2)  # kinds of the parts, with their markers
_TURN = torch.linspace(0, 2 * math.pi, 61, dtype=torch.float64)


@cache
def way(start: str) -> list[mixture.Mixture]:
    """The three parts before the first round of EM and after each.

    >>> len(way("A"))
    41
    """
    rows = torch.randperm(len(PETALS), generator=generator(STARTS[start]))[:3]
    return mixture.em_path(PETALS, mixture.start_at(PETALS[rows], PETALS), rounds=ROUNDS)


@cache
def fits(start: str) -> list[float]:
    """The mean log-density of the flowers before the first round and after each."""
    return [float(mixture.density(*parts, PETALS).log().mean()) for parts in way(start)]


def _ellipse(mu: Tensor, var: Tensor, kind: int) -> Line:
    """Two standard deviations round the middle of a part."""
    return Line("", mu[0] + 2 * var[0].sqrt() * _TURN.cos(), mu[1] + 2 * var[1].sqrt() * _TURN.sin(), kind=kind)


def no_names(rounds: float, start: str, names: str) -> Scene:
    """The scene of three parts after some rounds of EM; the species of the flowers are only looked up where shown.

    >>> no_names(40.0, "A", "shown").say.split(". ")[-1]
    '144 of 150 flowers lie in the part of their species.'
    """
    at = int(rounds)
    parts = way(start)[at]
    part = mixture.responsibilities(*parts, PETALS).argmax(1)
    called = best_names(part, FLOWERS.y)
    own = torch.tensor(called)[part] == FLOWERS.y
    marks: list[Mark] = []
    for k, kind in enumerate(LOOKS):
        word = f"part {k + 1}" + (f": {FLOWERS.class_names[called[k]]}" if names == "shown" else "")
        held = PETALS[part == k]
        marks += [Points(word, *held.T, kind=kind)] if len(held) else []
        marks.append(_ellipse(parts.mu[k], parts.var[k], kind))
    marks.append(Points("middle of a part", *parts.mu.T, kind=3, size=8))
    if names == "shown" and not bool(own.all()):
        marks.append(Points("of another species", *PETALS[~own].T, kind=6, size=7))
    plane = Panel(tuple(marks), (0.0, 8.0), (-0.3, 3.3), "150 flowers", "length of a petal (cm)",
                  "width of a petal (cm)")
    fit = fits(start)
    so_far = (Line("fit", torch.arange(at + 1), fit[:at + 1], kind=4),) if at else ()
    rise = Panel((*so_far, Points("now", [rounds], [fit[at]], kind=5, size=8)),
                 (-1.0, ROUNDS + 1.0), (-4.5, -0.5), "how well the parts fit", "round", "fit")
    counts = ", ".join(str(int((part == k).sum())) for k in range(3))
    told = f" {int(own.sum())} of 150 flowers lie in the part of their species." if names == "shown" else ""
    return Scene((plane, rise), f"After {at} round{'' if at == 1 else 's'} from start {start} the parts hold {counts} "
                 f"flowers. The fit is {fit[at]:.2f}.{told}",
                 readings={"fit": [fit[at]]} | ({"own species": [int(own.sum())]} if told else {}))


class NoNames(CourseWidget):
    """Choose three flowers to start with, let the machine work, and look up the species only then."""

    heading = "150 flowers, and nobody says what they are"
    controls: ClassVar = (Slider("rounds", "rounds", (0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 8.0, 12.0, 20.0, 40.0), 0.0),
                          Choice("start", "start", tuple(STARTS), "A"),
                          Choice("names", "species", ("hidden", "shown"), "hidden"))
    compute = staticmethod(no_names)


# --- a person names groups of points ---

PEOPLE = ("says when a group is mixed", "never says so")
DRAWS = (1.0, 2.0, 3.0, 4.0)
MOST_ROUNDS, GUESSES = 6, 20


def oracle(y: Tensor, person: str) -> Callable[[Tensor], tuple[int, bool]]:
    """Someone who sees the points of a group, names it by its majority, and perhaps says whether it is mixed.

    >>> oracle(torch.tensor([1, 1, 0]), PEOPLE[0])(torch.tensor([0, 1, 2]))
    (1, True)
    """
    def answer(rows: Tensor) -> tuple[int, bool]:
        counts = y[rows].bincount(minlength=2)
        return int(counts.argmax()), person == PEOPLE[0] and int(counts.min()) > 0

    return answer


@cache
def moons(draw: float) -> data.Dataset:
    """200 points in two half circles."""
    return data.two_moons(200, rng=generator(int(draw)), noise=0.05)


@cache
def states(draw: float, person: str) -> list[Named]:
    """The groups and their names after each round."""
    return label_loop(moons(draw).X, oracle(moons(draw).y, person), rounds=MOST_ROUNDS)


@cache
def guessed(draw: float, answers: int) -> float:
    """The share that is right if single points are named, chosen at random: the mean of 20 choices.

    Each other point takes the name of the nearest of them.
    """
    X, y = moons(draw).X, moons(draw).y
    shares = []
    for seed in range(GUESSES):
        rows = torch.randperm(len(y), generator=generator(seed))[:answers]
        nearest = torch.cdist(X, X[rows]).argmin(1)
        shares.append(float((y[rows][nearest] == y).double().mean()))
    return sum(shares) / len(shares)


def free_places(groups: list[Tensor], room: float = 0.17) -> list[tuple[float, float]]:
    """For each group a place near its points where no point lies within `room`, nor another group's place within twice.

    >>> free_places([torch.tensor([[0.0, 0.0]])])[0] == (0.0, 0.0)
    False
    """
    taken, found = torch.cat(groups), []
    turn = torch.linspace(0, 2 * math.pi, 25, dtype=torch.float64)[:-1]
    for points in groups:
        inner = points[torch.cdist(points.mean(0, keepdim=True), points).argmin()]  # the point nearest to the middle
        for radius in (1.1 * room + 0.04 * k for k in range(40)):
            ring = inner + radius * torch.stack([turn.cos(), turn.sin()], 1)
            clear = torch.cdist(ring, taken.to(ring)).amin(1)
            for place in found:
                clear = torch.minimum(clear, (ring - torch.tensor(place)).norm(dim=1) / 2)
            if float(clear.max()) >= room:
                break
        best = ring[clear.argmax()].tolist()
        found.append((best[0], best[1]))
    return found


def naming(rounds: float, draw: float, person: str) -> Scene:
    """The scene of two moons after some rounds of grouping and naming.

    >>> naming(1.0, 1.0, PEOPLE[0]).say.split(". ")[0]
    'Round 1: 2 answers so far, and 1 of 2 groups is called mixed'
    """
    X, y = moons(draw).X, moons(draw).y
    gone = states(draw, person)[:int(rounds)]
    now, right = gone[-1], [int((s.labels == y).sum()) for s in gone]
    marks: list[Mark] = [Points(f"named {c}", *X[(now.labels == c) & (y == c)].T, kind=1 - c) for c in (0, 1)]
    if right[-1] < len(y):
        marks.append(Points("wrong name", *X[now.labels != y].T, kind=3, size=6))
    for (across, up), k in zip(free_places([X[now.group == k] for k in range(len(now.mixed))]), range(len(now.mixed))):
        marks.append(Text(across, up, f"{k + 1}?" if now.mixed[k] else f"{k + 1}"))
    plane = Panel(tuple(marks), (-1.4, 2.4), (-0.9, 1.4), "groups, each beside its number", "x₁", "x₂")
    answers = [s.answers for s in gone]
    single = [len(y) * guessed(draw, k) for k in range(2, 21)]
    shares = Panel((Line("groups named", answers, right, kind=2, marked=True),
                    Line("single points named", list(range(2, 21)), single, kind=5)),
                   (1.0, 21.0), (100.0, 206.0), "what an answer is worth", "answers given", "right names of 200")
    mixed, groups = sum(now.mixed), len(now.mixed)
    done = "" if len(gone) == int(rounds) else f" (no group was mixed any more after round {len(gone)})"
    return Scene((plane, shares), f"Round {int(rounds)}{done}: {now.answers} answers so far, and {mixed} of {groups} "
                 f"groups {'is' if mixed == 1 else 'are'} called mixed. {right[-1]} of {len(y)} points have their "
                 f"right name. With {now.answers} single points named, it would be "
                 f"{round(len(y) * guessed(draw, now.answers))} on average.",
                 readings={"answers": [now.answers], "right": [right[-1]]})


class LabelLoop(CourseWidget):
    """The machine makes groups, a person names them, and mixed groups are split again."""

    heading = "A few answers for 200 points"
    controls: ClassVar = (Slider("rounds", "rounds", tuple(map(float, range(1, MOST_ROUNDS + 1))), 1.0),
                          Slider("draw", "draw of the points", DRAWS, 1.0),
                          Choice("person", "the person", PEOPLE, PEOPLE[0]))
    compute = staticmethod(naming)
