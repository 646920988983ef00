"""Each rule's step in place, on vectors that are alike: in the fewest passes over them, and without new ones."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import torch
from torch import Tensor

from dlcourse.optim.adaptive import AdaGrad, Adam, AdamW, Cache, Moments, RMSProp
from dlcourse.optim.descent import SGD, NoState
from dlcourse.optim.momentum import DeckMomentum, Momentum, Nesterov, Velocity

# A move is f(rule, k, theta, g, *state, scratch=...): the k-th step, and a vector for what it computes on the way.
Move = Callable[..., None]


def _sgd(rule: SGD, k: int, theta: Tensor, g: Tensor, *, scratch: Tensor) -> None:
    theta.add_(g, alpha=-rule.eta)


def _momentum(rule: Momentum, k: int, theta: Tensor, g: Tensor, v: Tensor, *, scratch: Tensor) -> None:
    torch.add(g, v, alpha=rule.mu, out=v)  # one pass for mu v + g
    theta.add_(v, alpha=-rule.eta)


def _nesterov(rule: Nesterov, k: int, theta: Tensor, g: Tensor, v: Tensor, *, scratch: Tensor) -> None:
    torch.add(g, v, alpha=rule.mu, out=v)
    theta.add_(g, alpha=-rule.eta).add_(v, alpha=-rule.eta * rule.mu)


def _deck_momentum(rule: DeckMomentum, k: int, theta: Tensor, g: Tensor, v: Tensor, *, scratch: Tensor) -> None:
    v.mul_(rule.mu).add_(g, alpha=-rule.eta)
    theta.add_(v)


def _root_(c: Tensor, eps: float, eps_inside: bool, scratch: Tensor) -> Tensor:
    """What the adaptive rules divide by, in the scratch vector."""
    return torch.add(c, eps, out=scratch).sqrt_() if eps_inside else torch.sqrt(c, out=scratch).add_(eps)


def _adagrad(rule: AdaGrad, k: int, theta: Tensor, g: Tensor, c: Tensor, *, scratch: Tensor) -> None:
    c.addcmul_(g, g)
    theta.addcdiv_(g, _root_(c, rule.eps, rule.eps_inside, scratch), value=-rule.eta)


def _rmsprop(rule: RMSProp, k: int, theta: Tensor, g: Tensor, c: Tensor, *, scratch: Tensor) -> None:
    c.mul_(rule.rho).addcmul_(g, g, value=1 - rule.rho)
    theta.addcdiv_(g, _root_(c, rule.eps, rule.eps_inside, scratch), value=-rule.eta)


def _adam(rule: Adam, k: int, theta: Tensor, g: Tensor, m: Tensor, v: Tensor, *, scratch: Tensor) -> None:
    m_weight, v_weight = rule.weights(k)
    m.lerp_(g, 1 - rule.beta1)
    v.mul_(rule.beta2).addcmul_(g, g, value=1 - rule.beta2)
    eps = rule.eps * (v_weight if rule.eps_inside else math.sqrt(v_weight))  # fraction expanded by sqrt(v_weight)
    root = _root_(v, eps, rule.eps_inside, scratch)
    theta.addcdiv_(m, root, value=-rule.eta * math.sqrt(v_weight) / m_weight)


def _adamw(rule: AdamW, k: int, theta: Tensor, g: Tensor, m: Tensor, v: Tensor, *, scratch: Tensor) -> None:
    if rule.weight_decay > 0:
        theta.mul_(1 - rule.eta * rule.weight_decay)
    _adam(rule, k, theta, g, m, v, scratch=scratch)


class MoveInPlace(NamedTuple):
    """A rule in place: the kind of its state, and the move."""

    state: type
    move: Move


MOVES: dict[type, MoveInPlace] = {
    SGD: MoveInPlace(NoState, _sgd),
    Momentum: MoveInPlace(Velocity, _momentum),
    Nesterov: MoveInPlace(Velocity, _nesterov),
    DeckMomentum: MoveInPlace(Velocity, _deck_momentum),
    AdaGrad: MoveInPlace(Cache, _adagrad),
    RMSProp: MoveInPlace(Cache, _rmsprop),
    Adam: MoveInPlace(Moments, _adam),
    AdamW: MoveInPlace(Moments, _adamw),
}


def in_place(where: str, rule: Any) -> MoveInPlace:
    """The rule's row of MOVES.

    Raises: TypeError, in the name of the function `where`, if there is none.

    >>> in_place("Flat", SGD(0.1)).state
    <class 'dlcourse.optim.descent.NoState'>
    """
    if type(rule) not in MOVES:
        raise TypeError(f"{where}: rule should be an update rule with a step in place, but is of type "
                        f"{type(rule).__name__}. Pass for example Adam(eta=0.01).")
    return MOVES[type(rule)]


def shaped(state: Any) -> Iterator[Tensor]:
    """The tensors of a state that are shaped like theta: all but the number k of steps."""
    return (tensor for name, tensor in zip(state._fields, state) if name != "k")
