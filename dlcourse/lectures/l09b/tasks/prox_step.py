"""Exercise: a step as the minimum of a model."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.optim import descent


def reference(theta: Tensor, g: Tensor, eta: float, B: Tensor | None) -> Tensor:
    """The package's minimum of linear model plus bowl."""
    return descent.prox_step(theta, g, eta=eta, B=B)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("no B: a round bowl", theta=numbers(3, 3), g=numbers(1, 1), eta=0.1, B=None),
        case("B = diag(1, 4): a bowl that is steeper in one direction", theta=numbers(3, 3), g=numbers(1, 1), eta=0.1,
             B=numbers(1, 4).diag()),
        case("a round bowl in five dimensions", theta=draw.normal(5), g=draw.normal(5), eta=0.3, B=None),
        case("a tilted bowl", theta=draw.normal(3), g=draw.normal(3), eta=0.2, B=draw.bowl(3)),
        case("a tilted bowl in five dimensions, a long step", theta=draw.normal(5), g=draw.normal(5), eta=2.5,
             B=draw.bowl(5)),
    ]


task = Task(
    key="prox_step", title="A step as the minimum of a model", points=2, difficulty=2, minutes=15,
    objective="derive the update rule from a linear model and a bowl",
    reference=reference, cases=cases, facts=("N09-10", "N09-11"),
    hints=(
        "The model is <g, x> plus a bowl around theta. At its minimum the derivative is 0. What is the derivative of "
        "each part?",
        "In one dimension with B = 4, g = 1, eta = 0.1 and theta = 3 the derivative is 1 + 4 (x - 3)/0.1. At which x "
        "is it 0?",
        "d = torch.linalg.solve(____, g) if B is given, otherwise g; return theta - ____ * d",
    ),
)


@task.solution
def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g          # step: the minimum in a round bowl
    d = torch.linalg.solve(B, g)        # step: the direction d with B d = g
    return theta - eta * d              # step: the minimum in the bowl of B


@task.right
def where_the_slope_is_zero(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=theta.dtype)    # step: the identity in the place of a missing B
    C = B / eta                         # step: the curvature of the bowl, so that its slope is C x - C theta
    constant = g - C @ theta            # step: what of the model's slope C x + constant does not depend on x
    return torch.linalg.solve(C, -constant)     # step: the x at which C x + constant is 0


@task.right
def by_inverse(theta, g, eta, B=None):
    return theta - eta * (g if B is None else torch.linalg.inv(B) @ g)


@task.right
def by_eigenvectors(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.numel()).to(theta)
    lambdas, Q = torch.linalg.eigh(B / eta)
    return theta - Q @ ((Q.mT @ g) / lambdas)


def _by(d, B):
    """B^-1 d, where no B is the identity."""
    return d if B is None else torch.linalg.solve(B, d)


@task.wrong("A steep bowl makes your step longer: with B = diag(1, 4), g = (1, 1) and eta = 0.1 you move by (-0.1, "
            "-0.4). In the second direction it costs four times as much to move as in the first. Should you then go "
            "further there?")
def multiplied_by_B(theta, g, eta, B):
    return theta - eta * (g if B is None else B @ g)


@task.wrong("Your step is the same for every bowl: with B = diag(1, 4), g = (1, 1) and eta = 0.1 you move by (-0.1, "
            "-0.1). What does the derivative of the bowl look like when B is not the identity?")
def without_B(theta, g, eta, B):
    return theta - eta * g


@task.wrong("You use the diagonal of B alone. With B = [[2, 1], [1, 2]], g = (1, 0) and eta = 1 you move by (-0.5, 0), "
            "and there the derivative of the model is (0, -0.5). What is B times your step?")
def diagonal_only(theta, g, eta, B):
    return theta - eta * (g if B is None else g / B.diagonal())


@task.wrong("Your step shrinks with the square of eta: for g = 1 and eta = 0.1 you move by -0.01. At that point the "
            "model has the slope 1 - 0.01/0.1 = 0.9. Where is it 0?")
def eta_squared(theta, g, eta, B):
    return theta - eta**2 * _by(g, B)


@task.wrong("A small eta gives you a long step: for g = 1 and eta = 0.1 you move by -10. A small eta makes the bowl "
            "narrow. Should its minimum then be near or far?")
def one_over_eta(theta, g, eta, B):
    return theta - _by(g, B) / eta


@task.wrong("You stop half-way: for g = 1 and eta = 0.1 you move by -0.05, and there the model still falls with the "
            "slope 0.5. What happens to the 1/2 in front of a square when you take its derivative?")
def half_a_step(theta, g, eta, B):
    return theta - eta / 2 * _by(g, B)


@task.wrong("You return the step, not the place: from theta = 3 with g = 1 and eta = 0.1 you give -0.1. What would you "
            "return for g = 0?")
def step_alone(theta, g, eta, B):
    return -eta * _by(g, B)


@task.wrong("You walk uphill: from theta = 3 with g = 1 and eta = 0.1 you go to 3.1. Along which direction does the "
            "linear model <g, x> fall?")
def climbs(theta, g, eta, B):
    return theta + eta * _by(g, B)


@task.wrong("You pass theta through B as well: with g = 0, theta = (4, 4) and B = diag(1, 4) you go to (4, 1), "
            "although the slope is 0. What is the minimum of the bowl alone?")
def everything_divided(theta, g, eta, B):
    return _by(theta - eta * g, B)


EXERCISE = task.declared()
