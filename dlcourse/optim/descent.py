"""Walking downhill: the loop around a rule, online descent, what a step is, and how long it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike, same_dtype
from dlcourse.arguments import count, function, number
from dlcourse.optim.rule import Rule, check_rule
from dlcourse.tensors import guard


@guard
def gradient_descent(f_grad: Callable[[Tensor], Tensor], theta0: Float[Tensor, "*shape"], *, rule: Rule,
                     steps: int, schedule: Callable[[int], float] | None = None) -> Float[Tensor, "..."]:
    """The trajectory theta_0, ..., theta_steps of a rule that follows the gradient f_grad.

    With a schedule, update t = 0, 1, ... uses the rule with eta = schedule(t). The best point need not be the
    last: to stop early, look at a validation loss along the trajectory.

    Shapes: theta0 any shape -> (steps + 1, *that shape).
    Raises: TypeError unless rule is an update rule; ValueError for steps < 0; the rule's errors, among them
    NotANumberError where the walk has diverged.
    Source: lecture 9, full-batch gradient descent.

    >>> from dlcourse.optim import SGD
    >>> gradient_descent(lambda x: 2 * x, torch.tensor([8.0]), rule=SGD(0.25), steps=3).tolist()
    [[8.0], [4.0], [2.0], [1.0]]
    """
    function("gradient_descent", "f_grad", f_grad)
    check_rule("gradient_descent", "rule", rule)
    count("gradient_descent", "steps", steps, low=0)
    theta, state, walked = theta0, rule.init(theta0), [theta0]
    for t in range(steps):
        if schedule is not None:
            rule = replace(rule, eta=schedule(t))
        theta, state = rule.step(theta, f_grad(theta), state)
        walked.append(theta)
    return torch.stack(walked)


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


@guard
def prox_step(theta: Float[Tensor, " n"], g: Float[Tensor, " n"], *, eta: float,
              B: Float[Tensor, "n n"] | None = None) -> Float[Tensor, " n"]:
    """The minimum of the linear model plus a bowl: argmin over x of <g, x> + ||x - theta||_B² / (2 eta).

    The derivative g + B (x - theta)/eta vanishes at x = theta - eta B^-1 g. Without B (the identity) this is
    a step of gradient descent; with B = diag(sqrt(sum of g²)) one of AdaGrad.

    Shapes: theta, g (n,), B (n, n) symmetric and positive definite -> (n,).
    Raises: ValueError for eta < 0 or a B that is not symmetric and positive definite; ShapeError and the like
    for the tensors.
    Source: lecture 9, proximal view and changing the geometry.

    >>> prox_step(torch.zeros(2), torch.ones(2), eta=0.5, B=torch.diag(torch.tensor([1.0, 4.0])))
    tensor([-0.5000, -0.1250])
    """
    number("prox_step", "eta", eta)
    alike("prox_step", theta=theta, g=g)
    if B is None:
        return theta - eta * g
    same_dtype("prox_step", theta=theta, B=B)
    _symmetric("prox_step", "B", B)
    factor, failed = torch.linalg.cholesky_ex(B)
    if failed.item():
        raise ValueError("prox_step: B should be positive definite, but has an eigenvalue that is not "
                         "positive. Add a small multiple of the identity.")
    return theta - eta * torch.cholesky_solve(g[:, None], factor)[:, 0]


@guard
def max_stable_eta(H: Float[Tensor, "n n"]) -> Float[Tensor, ""]:
    """The step length below which gradient descent on a quadratic shrinks every error: 2/lambda_max of H.

    Along an eigenvector, an update multiplies the error by 1 - eta lambda. 1/lambda_max is where the stiffest
    direction arrives in one step without overshooting, not the limit.

    Shapes: H (n, n), symmetric and positive semi-definite -> scalar; infinity if H = 0.
    Raises: ValueError if H is not symmetric or has a negative eigenvalue (no step length is stable then).
    Source: lecture 9, full-batch gradient descent.

    >>> max_stable_eta(torch.diag(torch.tensor([1.0, 10.0])))
    tensor(0.2000)
    """
    _symmetric("max_stable_eta", "H", H)
    lambdas = torch.linalg.eigvalsh(H)
    rounding = len(H) * torch.finfo(H.dtype).eps * lambdas.abs().max()
    if lambdas[0] < -rounding:
        raise ValueError(f"max_stable_eta: H should be positive semi-definite, but has the eigenvalue "
                         f"{lambdas[0].item():.3g}. Along its eigenvector every step length moves away.")
    return 2 / lambdas[-1].clamp(min=0)


def _symmetric(where: str, name: str, matrix: Tensor) -> None:
    """Raise unless the matrix is finite and equals its transpose up to rounding."""
    if not matrix.isfinite().all():
        raise ValueError(f"{where}: {name} should be finite, but contains infinity. Look for an overflow "
                         f"where {name} is computed.")
    tolerance = 100 * torch.finfo(matrix.dtype).eps * matrix.abs().max()
    if (matrix - matrix.mT).abs().max() > tolerance:
        raise ValueError(f"{where}: {name} should be symmetric, but differs from its transpose by "
                         f"{(matrix - matrix.mT).abs().max().item():.3g}. Use ({name} + {name}.mT) / 2.")
