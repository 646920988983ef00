"""Momentum and Nesterov's method, in torch's form and in the lecture's.

Every rule is a frozen dataclass of hyperparameters. `init(theta)` makes the state, `step(theta, g, state)`
returns the new parameters and the new state. `optim.fast` takes the same steps in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.arguments import function, number
from dlcourse.optim._checks import fits
from dlcourse.tensors import guard


class Velocity(NamedTuple):
    """What momentum remembers: v, shaped like theta."""

    v: Tensor


@dataclass(frozen=True)
class Momentum:
    """Momentum in torch's form: v <- mu v + g, theta <- theta - eta v.

    v is a decaying *sum* of gradients, not an average: under a constant gradient the step grows to
    eta/(1 - mu) times g, ten times that of SGD at mu = 0.9. `DeckMomentum` keeps eta inside v; the two agree
    while eta is constant. torch's default, momentum=0, is `SGD`; mu = 0.9 is the customary value.

    Shapes: theta, g, state.v alike, any shape.
    Raises: ValueError unless eta >= 0 and 0 <= mu < 1; the errors of `SGD` for theta and g.
    Source: lecture 9, momentum; torch.optim.SGD(momentum=mu).

    >>> rule = Momentum(eta=0.1, mu=0.5)
    >>> theta = torch.zeros(1)
    >>> theta, state = rule.step(theta, torch.ones(1), rule.init(theta))
    >>> rule.step(theta, torch.ones(1), state)[1].v
    tensor([1.5000])
    """

    eta: float = 1e-3
    mu: float = 0.9

    def __post_init__(self) -> None:
        number(type(self).__name__, "eta", self.eta)
        number(type(self).__name__, "mu", self.mu, below=1.0)

    @guard
    def init(self, theta: Float[Tensor, "*shape"]) -> Velocity:
        """The state before the first step: v = 0."""
        return Velocity(torch.zeros_like(theta, requires_grad=False))

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Velocity,
             ) -> tuple[Tensor, Velocity]:
        """One step; returns the new parameters and state."""
        alike("Momentum.step", theta=theta, g=g)
        fits("Momentum.step", theta, state, Velocity)
        v = self.mu * state.v + g
        return theta - self.eta * v, Velocity(v)



@dataclass(frozen=True)
class Nesterov(Momentum):
    """Nesterov's method in torch's form: v <- mu v + g, theta <- theta - eta (g + mu v).

    Here theta is the look-ahead point, so that g is taken at theta itself. The lecture's x lies elsewhere:
    theta = x + mu v_deck (see `deck_nesterov_step` and `lookahead`).

    Shapes: theta, g, state.v alike, any shape.
    Raises: as `Momentum`.
    Source: lecture 9, Nesterov's accelerated gradient; torch.optim.SGD(momentum=mu, nesterov=True).

    >>> rule = Nesterov(eta=0.1, mu=0.5)
    >>> theta = torch.zeros(1)
    >>> rule.step(theta, torch.ones(1), rule.init(theta))[0]
    tensor([-0.1500])
    """

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Velocity,
             ) -> tuple[Tensor, Velocity]:
        """One step; returns the new parameters and state."""
        alike("Nesterov.step", theta=theta, g=g)
        fits("Nesterov.step", theta, state, Velocity)
        v = self.mu * state.v + g
        return theta - self.eta * (g + self.mu * v), Velocity(v)



@dataclass(frozen=True)
class DeckMomentum(Momentum):
    """Momentum as on the slide: v <- mu v - eta g, theta <- theta + v.

    v_deck = -eta v_torch while eta is constant, and then theta is the same. When eta changes from eta_old to
    eta_new, the slide's v keeps the old step lengths; torch's v follows only if it is multiplied by
    eta_old/eta_new first.

    Shapes: theta, g, state.v alike, any shape.
    Raises: as `Momentum`.
    Source: lecture 9, momentum (code on the slide).

    >>> rule = DeckMomentum(eta=0.1, mu=0.9)
    >>> theta = torch.zeros(2)
    >>> rule.step(theta, torch.tensor([1.0, -2.0]), rule.init(theta))[0]
    tensor([-0.1000,  0.2000])
    """

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: Velocity,
             ) -> tuple[Tensor, Velocity]:
        """One step; returns the new parameters and state."""
        alike("DeckMomentum.step", theta=theta, g=g)
        fits("DeckMomentum.step", theta, state, Velocity)
        v = self.mu * state.v - self.eta * g
        return theta + v, Velocity(v)



class Moved(NamedTuple):
    """Position and velocity after a step of the slide's Nesterov method."""

    x: Tensor
    v: Tensor


@guard
def lookahead(x: Float[Tensor, "*shape"], v: Float[Tensor, "*shape"], *, mu: float) -> Tensor:
    """Where the slide's velocity would carry x: x + mu v, which is the parameter that torch stores.

    Shapes: x, v alike -> the same.
    Raises: ValueError unless 0 <= mu < 1; the errors of `SGD` for x and v.
    Source: lecture 9, Nesterov's accelerated gradient.

    >>> lookahead(torch.tensor([1.0]), torch.tensor([-0.5]), mu=0.9)
    tensor([0.5500])
    """
    number("lookahead", "mu", mu, below=1.0)
    alike("lookahead", x=x, v=v)
    return x + mu * v


@guard
def deck_nesterov_step(x: Float[Tensor, "*shape"], v: Float[Tensor, "*shape"],
                       grad: Callable[[Tensor], Tensor], *, eta: float, mu: float) -> Moved:
    """Nesterov's step as on the slide: v <- mu v - eta grad(x + mu v), x <- x + v.

    With theta = lookahead(x, v), and v_deck = -eta v_torch, this is `Nesterov` at a constant eta. When eta
    changes, multiply torch's v by eta_old/eta_new before the step.

    Shapes: x, v alike -> (x, v) of the same shape. grad maps such a tensor to its gradient.
    Raises: ValueError unless eta >= 0 and 0 <= mu < 1; the errors of `SGD` for x, v and the gradient.
    Source: lecture 9, Nesterov's accelerated gradient (code on the slide).

    >>> deck_nesterov_step(torch.tensor([1.0]), torch.tensor([0.0]), lambda x: x, eta=0.1, mu=0.9).x
    tensor([0.9000])
    """
    number("deck_nesterov_step", "eta", eta)
    function("deck_nesterov_step", "grad", grad)
    g = grad(lookahead(x, v, mu=mu))
    alike("deck_nesterov_step", x=x, gradient=g)
    v = mu * v - eta * g
    return Moved(x + v, v)
