"""Online descent: one loss a round, one step on it, and what not knowing the next losses has cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.arguments import function, number
from dlcourse.tensors import guard


class OnlineRun(NamedTuple):
    """Decisions of online descent, one a round, and the gradients met there."""

    thetas: Tensor
    gradients: Tensor


@guard
def online_gradient_descent(gradients: Sequence[Callable[[Tensor], Tensor]], theta0: Float[Tensor, "*shape"],
                            *, etas: Callable[[int], float] | Sequence[float],
                            project: Callable[[Tensor], Tensor] | None = None) -> OnlineRun:
    """One step on each loss as it arrives: theta <- project(theta - eta_t grad_t(theta)).

    In round t the decision theta_t is made first and the loss shown after, so theta_t knows rounds before t
    only. For convex losses `regret` then grows like sqrt(T), and the mean regret vanishes; nothing of the
    kind holds for other losses.

    Shapes: T gradients, theta0 any shape -> thetas and gradients (T, *that shape).
    Raises: ValueError for no gradients, too few etas or a negative one; the errors of `SGD`.
    Source: lecture 9, online convex optimisation; Zinkevich 2003.

    >>> gradients = [lambda x: x - 1, lambda x: x - 3]
    >>> online_gradient_descent(gradients, torch.tensor([0.0]), etas=[0.5, 0.5]).thetas.tolist()
    [[0.0], [0.5]]
    """
    where = "online_gradient_descent"
    rounds = _functions(where, "gradients", gradients)
    if not callable(etas) and (not isinstance(etas, Sequence) or len(etas) < len(rounds)):
        raise ValueError(f"{where}: etas should be a schedule or one step length for each of the "
                         f"{len(rounds)} rounds, but is {etas!r}. Pass Constant(eta) for the same at each.")
    theta, thetas, met = theta0, [], []
    for t, gradient in enumerate(rounds):
        eta = etas(t) if callable(etas) else etas[t]
        number(where, f"etas[{t}]", eta)
        g = gradient(theta)
        alike(where, theta=theta, gradient=g)
        thetas.append(theta)
        met.append(g)
        theta = theta - eta * g
        theta = project(theta) if project is not None else theta
    return OnlineRun(torch.stack(thetas), torch.stack(met))


@guard
def regret(losses: Sequence[Callable[[Tensor], Tensor]], thetas: Float[Tensor, "rounds *shape"],
           best: Float[Tensor, "*shape"]) -> Float[Tensor, " rounds"]:
    """What the decisions have cost more than the fixed decision `best`, summed up to each round.

    Shapes: T losses, thetas (T, *shape), best (*shape) -> (T,).
    Raises: ValueError unless there are as many losses as decisions; ShapeError unless best is like a
    decision.
    Source: lecture 9, online convex optimisation.

    >>> half_square = lambda x: x.square().sum() / 2
    >>> regret([half_square, half_square], torch.tensor([[2.0], [1.0]]), torch.tensor([0.0]))
    tensor([2.0000, 2.5000])
    """
    rounds = _functions("regret", "losses", losses)
    if len(rounds) != len(thetas):
        raise ValueError(f"regret: losses should be as many as the decisions, {len(thetas)}, but are "
                         f"{len(rounds)}. Pass the loss of every round.")
    alike("regret", **{"thetas[0]": thetas[0], "best": best})
    return torch.stack([loss(theta) - loss(best) for loss, theta in zip(rounds, thetas)]).cumsum(0)


def _functions(where: str, name: str, values: Any) -> list[Callable]:
    if not isinstance(values, (list, tuple)) or not values:
        raise ValueError(f"{where}: {name} should be a list of at least one function, but is {values!r}. "
                         f"Pass one function a round.")
    for i, value in enumerate(values):
        function(where, f"{name}[{i}]", value)
    return list(values)
