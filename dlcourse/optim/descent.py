"""Walking downhill: steepest descent, the loop around any rule, what a step is, and how long it may be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike, same_dtype
from dlcourse.arguments import count, function, number
from dlcourse.optim._checks import fits
from dlcourse.optim.rule import Rule, check_rule, with_eta
from dlcourse.tensors import guard


class NoState(NamedTuple):
    """The state of a rule that remembers nothing."""


@dataclass(frozen=True)
class SGD:
    """Steepest descent: theta <- theta - eta g.

    The rule is the same for the gradient of all samples (full-batch gradient descent: one update an epoch),
    of a mini-batch, or of one sample (online SGD); only g differs. With a loss that is a sum, a given eta
    moves B times as far as with a mean over B samples.

    Shapes: theta, g alike, any shape.
    Raises: ValueError for eta < 0; ShapeError, DtypeError, DeviceError or NotANumberError for theta and g.
    Source: lecture 9, gradient descent; default of torch.optim.SGD.

    >>> rule = SGD(eta=0.1)
    >>> theta = torch.tensor([1.0, 2.0])
    >>> rule.step(theta, torch.tensor([10.0, 0.0]), rule.init(theta))[0]
    tensor([0., 2.])
    """

    eta: float = 1e-3

    def __post_init__(self) -> None:
        number(type(self).__name__, "eta", self.eta)

    @guard
    def init(self, theta: Float[Tensor, "*shape"]) -> NoState:
        """The state before the first step: empty."""
        return NoState()

    @guard
    def step(self, theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"], state: NoState,
             ) -> tuple[Tensor, NoState]:
        """One step; returns the new parameters and state."""
        alike("SGD.step", theta=theta, g=g)
        fits("SGD.step", theta, state, NoState)
        return theta - self.eta * g, state


GD = SGD


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
            rule = with_eta(rule, schedule(t))
        theta, state = rule.step(theta, f_grad(theta), state)
        walked.append(theta)
    return torch.stack(walked)


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
