"""Activations in place, for networks that use their buffers again."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse.arguments import one_of


class InPlaceActivation(NamedTuple):
    """An activation in place: f_ writes a = f(z) over z, slope_ writes f'(z) over a, so that z need not be kept."""

    f_: Callable[[Tensor], Tensor]
    slope_: Callable[[Tensor], Tensor]


# The rows of activations.TABLE whose slope follows from a alone; a test holds each against its row.
IN_PLACE: dict[str, InPlaceActivation] = {
    "relu": InPlaceActivation(torch.relu_, Tensor.sign_),  # a is never negative: sign gives 0 or 1
    "tanh": InPlaceActivation(torch.tanh_, lambda a: a.square_().neg_().add_(1)),  # 1 - a²
    "sigmoid": InPlaceActivation(torch.sigmoid_, lambda a: a.addcmul_(a, a, value=-1)),  # a - a²
    "identity": InPlaceActivation(lambda z: z, lambda a: a.fill_(1)),
}


def in_place(where: str, name: str) -> InPlaceActivation:
    """The row of IN_PLACE under this name. Raises: ValueError, in the name of the function `where`, if there is none.

    >>> in_place("forward", "relu").f_(torch.tensor([-1.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    one_of(where, "activation", name, IN_PLACE)
    return IN_PLACE[name]
