"""How far two names spread over two moons, in many draws."""

from __future__ import annotations

import torch

from dlcourse import data
from dlcourse.experiments import Experiments
from dlcourse.tensors import generator

DRAWS = 30


def two_names(noise: float, draws: int = DRAWS) -> dict[str, list[int]]:
    """In each draw of 200 points, how many label propagation names right from two names, and how many the nearer one.

    >>> two_names(0.05, 1)["spread"]
    [200]
    """
    import numpy as np
    from sklearn.semi_supervised import LabelPropagation

    found: dict[str, list[int]] = {"spread": [], "nearest": []}
    for seed in range(draws):
        moons = data.two_moons(200, rng=generator(seed), noise=noise)
        given = np.full(200, -1)
        given[:2] = moons.y[:2]
        model = LabelPropagation(gamma=40, max_iter=20_000).fit(moons.X.numpy(), given)
        found["spread"].append(int((model.transduction_ == moons.y.numpy()).sum()))
        named = moons.y[torch.cdist(moons.X, moons.X[:2]).argmin(1)]
        found["nearest"].append(int((named == moons.y).sum()))
    return found


def little_noise() -> dict[str, list[int]]:
    """Thirty draws of the lecture's moons."""
    return two_names(0.05)


def twice_the_noise() -> dict[str, list[int]]:
    """Thirty draws of moons that almost touch."""
    return two_names(0.1)


LONG = Experiments(__file__, little_noise=little_noise, twice_the_noise=twice_the_noise)
