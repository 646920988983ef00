"""The petals of 150 flowers, and how well parts that have no names agree with their species."""

from __future__ import annotations

import itertools

import torch
from torch import Tensor

from dlcourse import data
from dlcourse.models import mixture

FLOWERS = data.iris()
PETALS = FLOWERS.X[:, 2:]


def best_names(part: Tensor, y: Tensor, parts: int = 3) -> tuple[int, ...]:
    """Which class each part should be called so that most samples are called by their own class.

    >>> best_names(torch.tensor([0, 0, 1, 2]), torch.tensor([2, 2, 0, 1]))
    (2, 0, 1)
    """
    return max(itertools.permutations(range(parts)), key=lambda names: int((torch.tensor(names)[part] == y).sum()))


def own_species(parts: mixture.Mixture) -> int:
    """How many flowers lie in the part of their species, when the parts have the best names.

    >>> own_species(mixture.parts_from(data.one_hot(FLOWERS.y, 3), PETALS))
    144
    """
    part = mixture.responsibilities(*parts, PETALS).argmax(1)
    return int((torch.tensor(best_names(part, FLOWERS.y))[part] == FLOWERS.y).sum())
