"""The one model of lecture 14b that its live pictures use: its weights are stored, so that nothing is trained there."""

from __future__ import annotations

from functools import cache

import torch

from dlcourse.experiments import Experiments
from dlcourse.lectures.l14b import fables, model, trials
from dlcourse.tensors import generator

STEPS, SEED, DIGITS, LINES = 800, 3, 3, 200
TEMPERATURES = (0.1, 0.5, 1.0, 1.5, 2.0, 4.0)


def train() -> list[list[float]]:
    """The weights of a model that learned from 250 fables, rounded, flat and in the order of `FableModel.tensors`."""
    of, _ = trials.learn(fables.LARGE, STEPS, runs=1, seed=SEED)
    return [[round(v, DIGITS) for v in p.flatten().tolist()] for p in of.tensors()]


def shares() -> dict[str, list[int]]:
    """How many of LINES lines at each temperature are a fable, mixed up, broken; in the text it learned; different."""
    told_before, found = set(fables.LARGE.splitlines()) - {""}, {}
    for temperature in TEMPERATURES:
        [lines] = model.write(kept(), LINES, rng=generator(SEED), temperature=temperature)
        grades = [fables.grade(line) for line in lines]
        known = sum(line in told_before for line in lines)
        found[f"{temperature:g}"] = [*(grades.count(grade) for grade in trials.GRADES), known, len(set(lines))]
    return found


KEPT = Experiments(__file__, weights=train, shares=shares)


@cache
def kept() -> model.FableModel:
    """The stored model.

    >>> len(kept().blocks)
    2
    """
    like = model.start(1, rng=generator(0)).tensors()
    flat = KEPT["weights"]
    return model.rebuilt(torch.tensor(values, dtype=torch.float64).reshape(p.shape) for values, p in zip(flat, like))
