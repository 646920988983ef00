"""A rule that is fed with gradients of our choice, to see what it makes of them."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.optim.rule import Rule, check_rule
from dlcourse.tensors import guard


class Walk(NamedTuple):
    """Positions (steps + 1, *shape) from 0 on, and the rule's state after each step."""

    positions: Tensor
    states: list


@guard
def walk(rule: Rule, gradients: Float[Tensor, "steps *shape"]) -> Walk:
    """Where a rule goes from 0 if these gradients arrive one after the other, wherever it stands.

    Shapes: gradients (steps, *shape) -> positions (steps + 1, *shape).
    Raises: TypeError for a rule that is none; ShapeError, DtypeError or NotANumberError for the gradients.

    >>> from dlcourse.optim import SGD
    >>> walk(SGD(0.5), torch.tensor([[2.0], [4.0]])).positions[:, 0].tolist()
    [0.0, -1.0, -3.0]
    """
    check_rule("walk", "rule", rule)
    theta = torch.zeros_like(gradients[0])
    state, positions, states = rule.init(theta), [theta], []
    for g in gradients:
        theta, state = rule.step(theta, g, state)
        positions.append(theta)
        states.append(state)
    return Walk(torch.stack(positions), states)
