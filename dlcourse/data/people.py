"""Regression data with names that one can picture: the weight of people, the price of houses; drawn at random."""

from __future__ import annotations

import torch

from dlcourse.arguments import between, count, randomness
from dlcourse.data.sets import Dataset

_WOMEN, _MEN = (166.0, 6.0), (179.0, 6.5)  # mean height and its standard deviation, in cm
_HOUSE = torch.tensor([3.0, 8.0, -5.0, -1.5], dtype=torch.float64)  # thousands of euros for each unit


def height_weight(n: int, *, rng: torch.Generator, gap: float = 9.0, noise: float = 6.0) -> Dataset:
    """An invented town: height in cm, sex as 1 (male) or 0 (female), and the weight in kg to predict.

    A woman of 166 cm weighs 64 kg on average, each further cm brings 0.9 kg, and a man weighs `gap` kg more than
    a woman of his height. First a height is drawn, then a weight for it.

    Shapes: X (n, 2) with the columns (height, male), y (n,) floating-point; women and men come in turn.
    Raises: ValueError unless n >= 1 and noise >= 0; TypeError for another kind.
    Source: lecture 2, weight and height of two groups.

    >>> from dlcourse.tensors import generator
    >>> height_weight(10, rng=generator(0))
    Dataset of 10 samples: 2 features (height (cm), male), a number to predict
    """
    randomness("height_weight", rng)
    count("height_weight", "n", n)
    between("height_weight", "gap", gap)
    between("height_weight", "noise", noise, low=0.0)
    male = (torch.arange(n, device=rng.device) % 2).double()
    mean, spread = (a + (b - a) * male for a, b in zip(_WOMEN, _MEN, strict=True))
    height = mean + spread * torch.randn(n, generator=rng, device=rng.device, dtype=torch.float64)
    miss = noise * torch.randn(n, generator=rng, device=rng.device, dtype=torch.float64)
    weight = 64 + 0.9 * (height - 166) + gap * male + miss
    return Dataset(torch.stack([height, male], dim=1), weight, ("height (cm)", "male"))


def houses(n: int, *, rng: torch.Generator, noise: float = 15.0) -> Dataset:
    """Invented houses: size in square metres, bedrooms, floors, age in years, and the price in thousands of euros.

    A square metre brings 3, a bedroom 8, a floor -5 and a year -1.5 thousand, on top of 50 thousand.

    Shapes: X (n, 4), whole numbers; y (n,) floating-point.
    Raises: ValueError unless n >= 1 and noise >= 0; TypeError for another kind.
    Source: lecture 2, house prices.

    >>> from dlcourse.tensors import generator
    >>> houses(10, rng=generator(0))
    Dataset of 10 samples: 4 features (size (m²), bedrooms, floors, age (years)), a number to predict
    """
    randomness("houses", rng)
    count("houses", "n", n)
    between("houses", "noise", noise, low=0.0)

    def whole(low: int, high: int) -> torch.Tensor:
        return torch.randint(low, high + 1, (n,), generator=rng, device=rng.device).double()

    bedrooms = whole(1, 5)
    X = torch.stack([30 * bedrooms + whole(0, 40), bedrooms, whole(1, 3), whole(0, 60)], dim=1)
    miss = noise * torch.randn(n, generator=rng, device=rng.device, dtype=torch.float64)
    return Dataset(X, 50 + X @ _HOUSE.to(X.device) + miss, ("size (m²)", "bedrooms", "floors", "age (years)"))
