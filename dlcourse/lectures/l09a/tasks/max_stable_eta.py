"""Exercise: the longest stable step on a quadratic."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.optim import descent


def reference(H: Tensor) -> float:
    """The package's bound on the step length, as a number."""
    return float(descent.max_stable_eta(H))


def cases(rng: torch.Generator) -> list[Case]:
    def symmetric(*lambdas: float) -> Tensor:
        n = len(lambdas)
        Q, _ = torch.linalg.qr(torch.randn(n, n, generator=rng, dtype=torch.float64))
        H = Q @ torch.diag(torch.tensor(lambdas, dtype=torch.float64)) @ Q.mT
        return (H + H.mT) / 2

    def between(low: float, high: float) -> float:
        return low + (high - low) * float(torch.rand((), generator=rng))

    return [
        Case("two directions along the axes", {"H": torch.diag(torch.tensor([1.0, 10.0], dtype=torch.float64))}),
        Case("two directions that are tilted",
             {"H": torch.tensor([[2.0, 1.0], [1.0, 2.0]], dtype=torch.float64)}),
        Case("three directions", {"H": symmetric(between(0.5, 1), between(2, 3), between(5, 9))}),
        Case("a narrow valley", {"H": symmetric(0.01, between(0.1, 1), between(1, 2), between(40, 90))}),
        Case("one direction only", {"H": torch.tensor([[between(3, 5)]], dtype=torch.float64)}),
    ]


def lambdas_of(H):
    return torch.linalg.eigvalsh(H)


task = Task(
    key="max_stable_eta", points=1, difficulty=2, minutes=15,
    title="The longest stable step on a quadratic",
    objective="tell from the curvature which learning rates let gradient descent converge",
    reference=reference,
    cases=cases,
    facts=("N09-01",),
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
    lambdas = torch.linalg.eigvalsh(H)
    return 2 / lambdas.max()


@task.wrong("With your step the steepest direction arrives in one update, without overshooting: for H = (10) that "
            "is 0.1. With eta = 0.15 the point 1 goes to -0.5, then to 0.25. Is overshooting the same as diverging?")
def one_over_largest(H):
    return 1 / lambdas_of(H)[-1]


@task.wrong("You take the flattest direction. For H = diag(1, 10) you give 2, and with eta = 1 the second "
            "coordinate goes from 1 to -9 to 81. Which direction breaks first?")
def smallest(H):
    return 2 / lambdas_of(H)[0]


@task.wrong("You add all curvatures up: for H = diag(1, 10) you give 2/11 = 0.18, and eta = 0.19 still converges. "
            "In how many directions does one coordinate along an eigenvector move?")
def by_trace(H):
    return 2 / H.trace()


@task.wrong("You read the curvature off the axes. For H = [[2, 1], [1, 2]] you give 1, but with eta = 0.9 the "
            "point (1, 1) goes to (-1.7, -1.7). What is the curvature along (1, 1)?")
def by_diagonal(H):
    return 2 / H.diagonal().max()


@task.wrong("That is the step with which the error shrinks fastest. For H = diag(1, 10) it is 2/11 = 0.18, but "
            "with eta = 0.19 the second coordinate goes from 1 to -0.9, which is still smaller. At which eta does "
            "it stop shrinking?")
def fastest(H):
    return 2 / (lambdas_of(H)[0] + lambdas_of(H)[-1])


@task.wrong("You use the size of the whole matrix: for H = diag(3, 4) it is 5 and you give 0.4, but with eta = "
            "0.45 the coordinates are multiplied by -0.35 and -0.8. Which one number of H sets the limit?")
def by_frobenius(H):
    return 2 / H.square().sum().sqrt()


@task.right
def by_spectral_norm(H):
    return 2 / torch.linalg.matrix_norm(H, ord=2).item()


EXERCISE = task.declared()
