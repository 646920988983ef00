"""Live pictures of lecture 03: a score on coin flips, a map of neighbours, dimensions, a direction."""

from __future__ import annotations

import math
from functools import cache
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor

from dlcourse.data import two_moons
from dlcourse.models.neighbours import k_occurrence, knn_predict, relative_contrast, shell_fraction, votes
from dlcourse.models.pca import covariance
from dlcourse.tensors import generator
from dlcourse.widgets.base import CourseWidget
from dlcourse.widgets.controls import Choice, Slider, Switch, evenly
from dlcourse.widgets.scene import Bars, Heat, Line, Panel, Points, Scene, Text

__all__ = ["Dimensions", "Leak", "NeighbourMap", "Spread"]

double = torch.float64

# --- 200 settings on coin flips ---

TRAIN, MOST_TESTED, FRESH, MEASURED, USED, SETTINGS = 40, 100, 500, 10, 3, 200


def patients(n: int, rng: torch.Generator) -> tuple[Tensor, Tensor]:
    """n patients: ten blood values (n, 10) from the bell curve, and a label (n,) from a coin.

    >>> [len(part) for part in patients(4, generator(0))]
    [4, 4]
    """
    return torch.randn(n, MEASURED, generator=rng, dtype=double), torch.randint(0, 2, (n,), generator=rng)


@cache
def coin_flips(world: int, fresh: int = FRESH) -> Tensor:
    """Which patients 200 settings of nearest neighbours get right, where the label of each patient is a coin flip.

    -> (settings, 100 + fresh), the first 100 to test with, and fresh ones.

    >>> coin_flips(1, 5).shape
    torch.Size([200, 105])
    """
    X_train, y_train = patients(TRAIN, generator(3 + world))
    X, y = (torch.cat(parts) for parts in zip(patients(MOST_TESTED, generator(1003 + world)),
                                             patients(fresh, generator(2003 + world))))
    rng, right = generator(3003 + world), []
    for _ in range(SETTINGS):
        k = 2 * int(torch.randint(1, 11, (), generator=rng)) - 1
        p = (1.0, 2.0, math.inf)[int(torch.randint(0, 3, (), generator=rng))]
        used = torch.randperm(MEASURED, generator=rng)[:USED]
        right.append(knn_predict(X_train[:, used], y_train, X[:, used], k=k, p=p) == y)
    return torch.stack(right)


class Tried(NamedTuple):
    """The score of each setting on the test patients and on fresh ones, and which was best after each try."""

    test: Tensor
    fresh: Tensor
    best: Tensor


def tried(world: int, tested: int, fresh: int = FRESH) -> Tried:
    """All 200 settings of a world, tested on its first patients.

    >>> [len(part) for part in tried(1, 10)]
    [200, 200, 200]
    """
    right = coin_flips(world, fresh)
    on_test, on_fresh = right[:, :tested].double().mean(1), right[:, MOST_TESTED:].double().mean(1)
    best = torch.tensor([int(on_test[:i + 1].argmax()) for i in range(SETTINGS)])
    return Tried(on_test, on_fresh, best)


def leak(settings: float, tested: float, world: float) -> Scene:
    """The scene after some settings were tried on the same test patients.

    >>> leak(1.0, 10.0, 1.0).say.split(".")[0]
    '1 setting tried on 10 test patients'
    """
    at, told = int(settings), tried(int(world), int(tested))
    best = int(told.best[at - 1])
    count = torch.arange(1, at + 1, dtype=double)
    so_far = told.best[:at]
    noise = 0.006 * torch.randn(SETTINGS, generator=generator(0), dtype=double)  # else the points hide each other
    each = Panel((Points("a setting", (told.test + noise)[:at], told.fresh[:at], kind=5, size=3),
                  Points("the best so far", [float(told.test[best])], [float(told.fresh[best])], kind=3, size=9),
                  Line("", [0.0, 1.0], [0.5, 0.5], plain=True)),
                 (0.0, 1.05), (0.0, 1.05), "each setting", "score on the test patients", "score on 500 fresh patients")
    curve = Panel((Line("on the test patients", count, told.test[so_far], kind=3),
                   Line("on 500 fresh patients", count, told.fresh[so_far], kind=2),
                   Points("", [float(at)], [float(told.test[best])], kind=3, size=6),
                   Points("", [float(at)], [float(told.fresh[best])], kind=2, size=6)),
                  (0.0, SETTINGS + 5.0), (0.0, 1.05), "the best setting so far", "settings tried", "its score")
    return Scene((each, curve),
                 f"{at} setting{'' if at == 1 else 's'} tried on {int(tested)} test patients. The best is right for "
                 f"{float(told.test[best]):.0%} of them. On fresh patients it is right for "
                 f"{float(told.fresh[best]):.0%}.",
                 readings={"best test score": [float(told.test[best])], "on fresh patients": [float(told.fresh[best])]})


class Leak(CourseWidget):
    """Try more and more settings on the same test patients."""

    heading = "The best of many settings, where every label is a coin flip"
    controls: ClassVar = (Slider("settings", "settings tried", (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0), 1.0),
                          Slider("tested", "test patients", (10.0, 20.0, 50.0, 100.0), 10.0),
                          Slider("world", "another hospital", (1.0, 2.0, 3.0), 1.0))
    compute = staticmethod(leak)


# --- the map of the nearest neighbours ---

_MOONS = two_moons(60, rng=generator(3), noise=0.3)
_FRESH = two_moons(4000, rng=generator(4), noise=0.3)
XLIM, YLIM = (-1.8, 2.8), (-1.5, 2.0)
_X1, _X2 = torch.linspace(*XLIM, 40, dtype=double), torch.linspace(*YLIM, 32, dtype=double)
_GRID = torch.cartesian_prod(_X2, _X1).flip(1)  # rows upwards, columns to the right
METRICS = {"straight line": 2.0, "along the axes": 1.0, "largest difference": math.inf}
UNITS = {"metres": 1.0, "decimetres": 10.0, "centimetres": 100.0}


def neighbour_map(k: float, metric: str, unit: str) -> Scene:
    """The scene of the vote of the k nearest of 60 points, over the plane.

    >>> neighbour_map(1.0, "straight line", "metres").say.split(".")[0]
    'k = 1'
    """
    p, scale = METRICS[metric], torch.tensor([UNITS[unit], 1.0], dtype=double)
    X, y, at = _MOONS.X * scale, _MOONS.y, int(k)
    share = votes(X, y, _GRID * scale, k=at, p=p)[:, 1] / at
    # a tie goes to class 0, so it is drawn a little on that side
    shown = torch.where(share == 0.5, torch.tensor(0.45, dtype=double), share.to(double)).reshape(len(_X2), -1)
    own, fresh = (float((knn_predict(X, y, d.X * scale, k=at, p=p) == d.y).double().mean()) for d in (_MOONS, _FRESH))
    marks = [Heat(shown, classes=True)]
    marks += [Points(f"class {c}", *_MOONS.X[c == y].T, kind=1 - c, size=6) for c in (0, 1)]
    plane = Panel(tuple(marks), XLIM, YLIM, "share of class 1 among the k nearest", "x₁ (drawn in metres)",
                  "x₂ (metres)", equal=True)
    return Scene((plane,), f"k = {at}. Right for {own:.0%} of the 60 points drawn, which vote for themselves, too. "
                 f"Right for {fresh:.0%} of 4000 fresh points.", readings={"training": [own], "fresh": [fresh]})


class NeighbourMap(CourseWidget):
    """Change how many neighbours vote, and what near means."""

    heading = "Who are the neighbours, and what do they say?"
    controls: ClassVar = (Slider("k", "k, how many vote", (1.0, 3.0, 5.0, 9.0, 15.0, 31.0, 45.0, 60.0), 1.0),
                          Choice("metric", "distance", tuple(METRICS), "straight line"),
                          Choice("unit", "x₁ is measured in", tuple(UNITS), "metres"))
    compute = staticmethod(neighbour_map)


# --- what more dimensions do ---

POINTS, K = 500, 10
_BINS = torch.linspace(0, 3, 61, dtype=double)
CHOSEN = ("0", "1-4", "5-9", "10-19", "20-49", "50+")
_EDGES = (0, 1, 5, 10, 20, 50)


def cloud(d: int, seed: int = 0) -> Tensor:
    """500 points with d numbers each, drawn from the bell curve.

    >>> cloud(3).shape
    torch.Size([500, 3])
    """
    return torch.randn(POINTS, d, generator=generator(seed), dtype=double)


DRAWS = {"first": 0, "second": 1, "third": 2}


@cache
def measured(d: int, seed: int = 0) -> tuple[Tensor, Tensor]:
    """The distances of 499 points from the first one, and how often each of 500 is among the 10 nearest of another.

    >>> int(measured(2)[1].sum())
    5000
    """
    X = cloud(d, seed)
    return (X[1:] - X[0]).norm(dim=1), k_occurrence(X, k=K)


def dimensions(d: float, draw: str = "first") -> Scene:
    """The scene of distances and hubs in d dimensions.

    >>> dimensions(2.0).say.split(":")[0]
    '2 dimensions'
    """
    far, chosen = measured(int(d), DRAWS[draw])
    share = torch.histc(far / far.mean(), 60, 0, 3) / len(far)
    left = Panel((Line("points", (_BINS[1:] + _BINS[:-1]) / 2, share, kind=0),), (0.0, 3.0),
                 (0.0, 1.2 * float(share.max())), "distances from one point", "distance / mean distance",
                 "share of the points")
    counts = [int(((chosen >= low) & (chosen < high)).sum()) for low, high in zip(_EDGES, (*_EDGES[1:], 10 ** 9))]
    right = Panel((Bars(CHOSEN, [float(v) for v in counts], kind=3),), (0.0, float(len(CHOSEN))), (0.0, 320.0),
                  "how often is a point among 10 nearest?", "", "points")
    contrast = relative_contrast(far)
    return Scene((left, right),
                 f"{int(d)} dimension{'' if d == 1 else 's'}: the farthest of 499 points is {contrast + 1:.3g} times "
                 f"as far away as the nearest. The most popular point is chosen {int(chosen.max())} times, and "
                 f"{counts[0]} of 500 points are never chosen. Outer twentieth of a ball: "
                 f"{shell_fraction(int(d), 0.05):.1%} of the volume.",
                 readings={"farthest over nearest": [contrast + 1], "most popular": [float(chosen.max())],
                           "never": [float(counts[0])]})


class Dimensions(CourseWidget):
    """Give every point more numbers."""

    heading = "What happens to neighbours when the dimension grows"
    controls: ClassVar = (Slider("d", "dimensions", (1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0), 2.0,
                                 kept=(1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0)),
                          Choice("draw", "draw of the points", tuple(DRAWS), "first"))
    compute = staticmethod(dimensions)


# --- the direction of largest spread ---

_TILT = torch.tensor([[2.0, 1.0], [1.0, 2.0]], dtype=double)
CLOUD = torch.randn(60, 2, generator=generator(5), dtype=double) @ _TILT / math.sqrt(2)
CLOUD = CLOUD - CLOUD.mean(dim=0)
_ANGLES = torch.arange(0, 181, 3, dtype=double)


def variance_along(angle: float) -> float:
    """The mean square of the scores of the cloud along a direction, in degrees from the first axis.

    >>> variance_along(0.0) == variance_along(180.0)
    False
    """
    u = torch.tensor([math.cos(math.radians(angle)), math.sin(math.radians(angle))], dtype=double)
    return float(u @ covariance(CLOUD) @ u)


def spread(angle: float, bare: bool = False) -> Scene:
    """The scene of a cloud, its shadow on a line in this direction, and the variance of the shadow.

    The ways from the points to their shadows may be left out.

    >>> spread(45.0).say[:9]
    'Direction'
    """
    u = torch.tensor([math.cos(math.radians(angle)), math.sin(math.radians(angle))], dtype=double)
    score = CLOUD @ u
    shadow, ends = score[:, None] * u, torch.tensor([[-6.0], [6.0]], dtype=double) * u
    legs = [Line("", [float(a), float(c)], [float(b), float(e)], plain=True)
            for (a, b), (c, e) in zip(CLOUD[::4].tolist(), shadow[::4].tolist()) if not bare]
    plane = Panel((*legs, Line("direction u", *ends.T, kind=5), Points("points", *CLOUD.T, kind=0, size=4),
                   Points("their shadows", *shadow.T, kind=3, size=4),
                   Text(float(4.4 * u[0] - 0.5 * u[1]), float(4.4 * u[1] + 0.5 * u[0]), "u")),
                  (-5.5, 5.5), (-5.5, 5.5), "the cloud and its shadow", "x₁", "x₂", equal=True)
    now, all_of_them = variance_along(angle), [variance_along(float(a)) for a in _ANGLES]
    curve = Panel((Line("variance of the shadow", _ANGLES, all_of_them, kind=3),
                   Points("now", [angle], [now], kind=5, size=8)),
                  (0.0, 180.0), (0.0, 6.0), "how far the shadow spreads", "direction of u (degrees)",
                  "variance along u")
    return Scene((plane, curve), f"Direction {angle:g} degrees: the shadow has the variance {now:.2f}.",
                 readings={"variance": [now]})


class Spread(CourseWidget):
    """Turn a line and watch the shadow of a cloud on it."""

    heading = "In which direction do the points spread most?"
    controls: ClassVar = (Slider("angle", "direction of u (degrees)", evenly(0, 177, 60), 0.0,
                                 kept=(0.0, 15.0, 30.0, 45.0, 60.0, 75.0, 90.0, 105.0, 120.0, 135.0, 150.0, 165.0)),
                          Switch("bare", "hide the ways to the line", "show the ways to the line"))
    compute = staticmethod(spread)
