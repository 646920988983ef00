"""Exercise: the longest stable step on a quadratic."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.optim import descent


def reference(H: Tensor) -> float:
    """The package's bound on the step length, as a number."""
    return float(descent.max_stable_eta(H))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def with_curvatures(*lambdas: float) -> Tensor:
        """A symmetric matrix with these eigenvalues, tilted at random."""
        Q, _ = torch.linalg.qr(draw.normal(len(lambdas), len(lambdas)))
        H = Q @ numbers(lambdas).diag() @ Q.mT
        return (H + H.mT) / 2

    return [
        case("two directions along the axes", H=numbers(1, 10).diag()),
        case("two directions that are tilted", H=numbers([2, 1], [1, 2])),
        case("three directions", H=with_curvatures(draw.between(0.5, 1), draw.between(2, 3), draw.between(5, 9))),
        case("a narrow valley",
             H=with_curvatures(0.01, draw.between(0.1, 1), draw.between(1, 2), draw.between(40, 90))),
        case("one direction only", H=draw.uniform(3, 5, 1, 1)),
    ]


task = Task(
    key="max_stable_eta", title="The longest stable step on a quadratic", points=1, difficulty=2, minutes=15,
    objective="tell from the curvature which learning rates let gradient descent converge",
    reference=reference, cases=cases, facts=("N09-01",),
    hints=(
        "Take one dimension: f(x) = λ x²/2, so x becomes x - eta λ x. By which factor is x multiplied, and when does "
        "its size stay below 1?",
        "For λ = 10: eta = 0.15 multiplies by -0.5, eta = 0.2 by -1, eta = 0.25 by -1.5. For λ = 1 even eta = 1.9 is "
        "fine. If both directions are there, which of them decides?",
        "lambdas = torch.linalg.eigvalsh(H); return ____ / lambdas.____()",
    ),
)


@task.solution
def max_stable_eta(H):
    lambdas = torch.linalg.eigvalsh(H)  # step: the curvatures along the eigenvectors
    return 2 / lambdas.max()            # step: the eta at which the steepest direction is multiplied by -1


@task.right
def direction_by_direction(H):
    bounds = []
    for q in torch.linalg.eigh(H).eigenvectors.mT:
        curvature = q @ H @ q       # step: the curvature along one eigenvector q
        to_zero = 1 / curvature     # step: the eta with which a step from q ends at 0
        bound = 2 * to_zero         # step: the eta with which a step from q ends at -q
        bounds.append(bound)
    return min(bounds)              # step: the bound of the direction that breaks first


@task.right
def by_spectral_norm(H):
    return 2 / torch.linalg.matrix_norm(H, ord=2).item()


def lambdas_of(H):
    return torch.linalg.eigvalsh(H)


@task.wrong("With your step the steepest direction arrives in one update, without overshooting: for H = (10) that is "
            "0.1. With eta = 0.15 the point 1 goes to -0.5, then to 0.25. Is overshooting the same as diverging?")
def one_over_largest(H):
    return 1 / lambdas_of(H)[-1]


@task.wrong("You take the flattest direction. For H = diag(1, 10) you give 2, and with eta = 1 the second coordinate "
            "goes from 1 to -9 to 81. Which direction breaks first?")
def smallest(H):
    return 2 / lambdas_of(H)[0]


@task.wrong("You add all curvatures up: for H = diag(1, 10) you give 2/11 = 0.18, and eta = 0.19 still converges. In "
            "how many directions does one coordinate along an eigenvector move?")
def by_trace(H):
    return 2 / H.trace()


@task.wrong("You read the curvature off the axes. For H = [[2, 1], [1, 2]] you give 1, but with eta = 0.9 the point "
            "(1, 1) goes to (-1.7, -1.7). What is the curvature along (1, 1)?")
def by_diagonal(H):
    return 2 / H.diagonal().max()


@task.wrong("That is the step with which the error shrinks fastest. For H = diag(1, 10) it is 2/11 = 0.18, but with "
            "eta = 0.19 the second coordinate goes from 1 to -0.9, which is still smaller. At which eta does it stop "
            "shrinking?")
def fastest(H):
    return 2 / (lambdas_of(H)[0] + lambdas_of(H)[-1])


@task.wrong("You use the size of the whole matrix: for H = diag(3, 4) it is 5 and you give 0.4, but with eta = 0.45 "
            "the coordinates are multiplied by -0.35 and -0.8. Which one number of H sets the limit?")
def by_frobenius(H):
    return 2 / H.square().sum().sqrt()


EXERCISE = task.declared()
