"""Toy problems in the plane (and on a line), drawn at random; they lie on the generator's device."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.arguments import between, count, randomness
from dlcourse.data.sets import Dataset


def _asked(where: str, n: int, rng: torch.Generator, *, low: int = 1, **spreads: float) -> None:
    randomness(where, rng)
    count(where, "n", n, low=low)
    for name, value in spreads.items():
        between(where, name, value, low=0.0)


def _normal(*shape: int, rng: torch.Generator) -> Tensor:
    return torch.randn(shape, generator=rng, device=rng.device, dtype=torch.float64)


def _uniform(*shape: int, rng: torch.Generator) -> Tensor:
    return torch.rand(shape, generator=rng, device=rng.device, dtype=torch.float64)


def _in_turn(n: int, classes: int, rng: torch.Generator) -> Tensor:
    """Labels 0, 1, ..., 0, 1, ...: as many samples of each class as of any other, give or take one."""
    return torch.arange(n, device=rng.device) % classes


def _on_circle(angle: Tensor) -> Tensor:
    return torch.stack([angle.cos(), angle.sin()], dim=1)  # (n,) -> (n, 2)


def _plane(X: Tensor, y: Tensor, classes: int) -> Dataset:
    return Dataset(X, y, ("x1", "x2"), tuple(map(str, range(classes))))


def blobs(n: int, classes: int = 3, *, rng: torch.Generator, spread: float = 0.5, radius: float = 2.0) -> Dataset:
    """Round clouds, one a class, whose centres lie evenly on a circle of the given radius.

    Shapes: X (n, 2), y (n,) in 0, ..., classes - 1, in turn.
    Raises: ValueError unless n >= classes >= 1 and spread, radius >= 0; TypeError for another kind.
    Source: lecture 4, one hyperplane a class.

    >>> from dlcourse.tensors import generator
    >>> blobs(4, 2, rng=generator(0), spread=0.0).X.round(decimals=2).abs().tolist()
    [[2.0, 0.0], [2.0, 0.0], [2.0, 0.0], [2.0, 0.0]]
    """
    count("blobs", "classes", classes)
    _asked("blobs", n, rng, low=classes, spread=spread, radius=radius)
    y = _in_turn(n, classes, rng)
    centres = radius * _on_circle(2 * math.pi * y.double() / classes)
    return _plane(centres + spread * _normal(n, 2, rng=rng), y, classes)


def two_moons(n: int, *, rng: torch.Generator, noise: float = 0.1) -> Dataset:
    """Two half circles that reach into one another: no straight line parts them.

    Class 0 is the upper half of the unit circle, class 1 the lower half of one around (1, 1/2).

    Shapes: X (n, 2), y (n,) in 0, 1, in turn.
    Raises: ValueError unless n >= 2 and noise >= 0; TypeError for another kind.
    Source: lecture 5, what one layer cannot do.

    >>> from dlcourse.tensors import generator
    >>> two_moons(100, rng=generator(0))
    Dataset of 100 samples: 2 features (x1, x2), 2 classes (0, 1)
    """
    _asked("two_moons", n, rng, low=2, noise=noise)
    y = _in_turn(n, 2, rng)
    upper = _on_circle(math.pi * _uniform(n, rng=rng))
    lower = upper.new_tensor([1.0, 0.5]) - upper
    return _plane(torch.where(y[:, None] == 0, upper, lower) + noise * _normal(n, 2, rng=rng), y, 2)


def xor(n: int, *, rng: torch.Generator, noise: float = 0.1) -> Dataset:
    """Clouds around the corners (0,0), (0,1), (1,0), (1,1), labelled 0, 1, 1, 0.

    xor(4, rng=rng, noise=0.0) is the truth table itself.

    Shapes: X (n, 2), y (n,) in 0, 1; the corners come in turn.
    Raises: ValueError unless n >= 4 and noise >= 0; TypeError for another kind.
    Source: lecture 5, what one layer cannot do.

    >>> from dlcourse.tensors import generator
    >>> xor(4, rng=generator(0), noise=0.0).y
    tensor([0, 1, 1, 0])
    """
    _asked("xor", n, rng, low=4, noise=noise)
    corner = _in_turn(n, 4, rng)
    x1, x2 = corner // 2, corner % 2
    corners = torch.stack([x1, x2], dim=1).double()  # (n,) -> (n, 2)
    return _plane(corners + noise * _normal(n, 2, rng=rng), (x1 != x2).long(), 2)


def rings(n: int, classes: int = 2, *, rng: torch.Generator, noise: float = 0.1) -> Dataset:
    """Circles around the origin with the radii 1, 2, ..., one a class: the radius alone would tell them apart.

    Shapes: X (n, 2), y (n,) in 0, ..., classes - 1, in turn.
    Raises: ValueError unless n >= classes >= 1 and noise >= 0; TypeError for another kind.
    Source: lecture 5, learned features.

    >>> from dlcourse.tensors import generator
    >>> rings(3, 3, rng=generator(0), noise=0.0).X.norm(dim=1).round()
    tensor([1., 2., 3.], dtype=torch.float64)
    """
    count("rings", "classes", classes)
    _asked("rings", n, rng, low=classes, noise=noise)
    y = _in_turn(n, classes, rng)
    circles = (y[:, None] + 1) * _on_circle(2 * math.pi * _uniform(n, rng=rng))
    return _plane(circles + noise * _normal(n, 2, rng=rng), y, classes)


def separable(n: int, *, rng: torch.Generator, margin: float = 0.5) -> Dataset:
    """Two classes on either side of the line x1 + x2 = 0, every point at least `margin` away from it.

    Shapes: X (n, 2), y (n,) in 0, 1, in turn; class 1 where x1 + x2 > 0.
    Raises: ValueError unless n >= 2 and margin >= 0; TypeError for another kind.
    Source: lecture 4, separating hyperplane.

    >>> from dlcourse.tensors import generator
    >>> data = separable(50, rng=generator(0))
    >>> bool(((data.X.sum(1) > 0) == data.y.bool()).all())
    True
    """
    _asked("separable", n, rng, low=2, margin=margin)
    y = _in_turn(n, 2, rng)
    distance = margin + 2 * _uniform(n, rng=rng)
    across = torch.where(y == 1, distance, -distance)
    along = 4 * _uniform(n, rng=rng) - 2
    X = torch.stack([across + along, across - along], dim=1) / math.sqrt(2)  # (n,) -> (n, 2)
    return _plane(X, y, 2)


def line(n: int, slope: float = 2.0, intercept: float = 1.0, noise: float = 0.1, *,
         rng: torch.Generator) -> Dataset:
    """Regression data around y = slope x + intercept, with x uniform in [-1, 1] and normal noise.

    Shapes: X (n, 1), y (n,) floating-point.
    Raises: ValueError unless n >= 1 and noise >= 0; TypeError for another kind.
    Source: lecture 2, linear regression.

    >>> from dlcourse.tensors import generator
    >>> line(20, rng=generator(0))
    Dataset of 20 samples: 1 feature (x), a number to predict
    """
    _asked("line", n, rng, noise=noise)
    between("line", "slope", slope)
    between("line", "intercept", intercept)
    x = 2 * _uniform(n, rng=rng) - 1
    return Dataset(x[:, None], slope * x + intercept + noise * _normal(n, rng=rng), ("x",))


def rare_feature(n: int, rng: torch.Generator, *, rate: float = 0.05) -> Dataset:
    """Two features, of which one is almost always 0 and decides the class whenever it is not.

    "common" is a normal number and says something about the class, but not all. "rare" is 0 except in a
    fraction `rate` of the samples, where it is -1 (class 0) or 1 (class 1), in turn. Averaged over the samples
    its gradient is small; a rule with a rate for every parameter learns it sooner.

    Shapes: X (n, 2) with the columns (common, rare), y (n,) in 0, 1. At least one sample has the rare feature.
    Raises: ValueError unless n >= 1 and 0 <= rate <= 1; TypeError for another kind.
    Source: lecture 9, changing the geometry; lecture 9, AdaGrad.

    >>> from dlcourse.tensors import generator
    >>> int((rare_feature(200, generator(0)).X[:, 1] != 0).sum())
    10
    """
    _asked("rare_feature", n, rng)
    between("rare_feature", "rate", rate, low=0.0, high=1.0)
    common = _normal(n, rng=rng)
    y = (common + _normal(n, rng=rng) > 0).long()
    rows = torch.randperm(n, generator=rng, device=rng.device)[:max(1, round(rate * n))]
    y[rows] = _in_turn(len(rows), 2, rng)
    rare = torch.zeros_like(common)
    rare[rows] = 2 * y[rows].double() - 1
    return Dataset(torch.stack([common, rare], dim=1), y, ("common", "rare"), ("0", "1"))
