"""Exercise: the longest stable step on a quadratic."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
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
        case("the steepest direction is (1, -1)", H=numbers([3, -1], [-1, 3])),
        case("three directions", H=with_curvatures(draw.between(0.5, 1), draw.between(2, 3), draw.between(5, 9))),
        case("a narrow valley",
             H=with_curvatures(0.01, draw.between(0.1, 1), draw.between(1, 2), draw.between(40, 90))),
        case("one direction only", H=draw.uniform(3, 5, 1, 1)),
    ]


task = Task(
    key="max_stable_eta", title="The longest stable step on a quadratic", points=1, difficulty=2, minutes=15,
    objective="tell from the curvature which learning rates let gradient descent converge",
    reference=reference, cases=cases, compare=close(1e-10), facts=("N09-01",),
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
            "0.1. With eta = 0.15 the point 1 goes to -0.5, then to 0.25. Is overshooting the same as diverging?",
            short="the step does not overshoot at all")
def one_over_largest(H):
    return 1 / lambdas_of(H)[-1]


@task.wrong("You take the flattest direction. For H = diag(1, 10) you give 2, and with eta = 1 the second coordinate "
            "goes from 1 to -9 to 81. Which direction breaks first?",
            short="the flattest direction decides")
def smallest(H):
    return 2 / lambdas_of(H)[0]


@task.wrong("You add all curvatures up: for H = diag(1, 10) you give 2/11 = 0.18, and eta = 0.19 still converges. In "
            "how many directions does one coordinate along an eigenvector move?",
            short="all curvatures are added up")
def by_trace(H):
    return 2 / H.trace()


@task.wrong("You read the curvature off the axes. For H = [[2, 1], [1, 2]] you give 1, but with eta = 0.9 the point "
            "(1, 1) goes to (-1.7, -1.7). What is the curvature along (1, 1)?",
            short="the curvature is read off the axes")
def by_diagonal(H):
    return 2 / H.diagonal().max()


@task.wrong("That is the step with which the error shrinks fastest. For H = diag(1, 10) it is 2/11 = 0.18, but with "
            "eta = 0.19 the second coordinate goes from 1 to -0.9, which is still smaller. At which eta does it stop "
            "shrinking?",
            short="it is the fastest step, not the longest")
def fastest(H):
    return 2 / (lambdas_of(H)[0] + lambdas_of(H)[-1])


@task.wrong("You use the size of the whole matrix: for H = diag(3, 4) it is 5 and you give 0.4, but with eta = 0.45 "
            "the coordinates are multiplied by -0.35 and -0.8. Which one number of H sets the limit?",
            short="the size of the whole matrix decides")
def by_frobenius(H):
    return 2 / H.square().sum().sqrt()


@task.wrong("You return the largest curvature itself: for H = (10) you say 10. With eta = 10 the point 1 goes to -99. "
            "What does a step of size eta multiply the point by?",
            short="the curvature is returned, not a step")
def largest_itself(H):
    return lambdas_of(H)[-1]


@task.wrong("Your step is half of the one that arrives in one update: for H = (10) you give 0.05, with which 1 goes to "
            "0.5. How far may a step overshoot before the point moves away?",
            short="the 2 stands in the divisor")
def half_of_one_over(H):
    return 1 / (2 * lambdas_of(H)[-1])


@task.wrong("You take the flattest direction, and the step that arrives there at once: for H = diag(1, 10) you give 1, "
            "and the second coordinate goes from 1 to -9 to 81. Which direction breaks first, and how far may it "
            "overshoot?",
            short="the flattest direction decides, without overshooting")
def one_over_smallest(H):
    return 1 / lambdas_of(H)[0]


@task.wrong("You take the mean of the curvatures: for H = diag(1, 10) that is 5.5 and you give 0.364. With eta = 0.3 "
            "the second coordinate goes from 1 to -2. Can a flat direction make up for a steep one?",
            short="the mean curvature decides")
def by_mean(H):
    return 2 / lambdas_of(H).mean()


@task.wrong("For H = diag(1, 10) you give 1/5.5 = 0.182: one over the mean of the curvatures. Which of the two "
            "directions sets the limit, and by which number may it be multiplied at most?",
            short="one over the mean curvature")
def one_over_mean(H):
    return 1 / lambdas_of(H).mean()


@task.wrong("For H = diag(1, 10) you give 1/11, one over the sum of the curvatures. How many directions does a "
            "coordinate along an eigenvector feel, and how far may it overshoot?",
            short="one over the sum of all curvatures")
def one_over_trace(H):
    return 1 / H.trace()


@task.wrong("You take a root of the curvature: for H = (16) you give 0.5. With eta = 0.5 the point 1 goes to -7. By "
            "what does a step with H = (16) multiply the point?",
            short="a root is taken of the curvature")
def by_root(H):
    return 2 / lambdas_of(H)[-1].sqrt()


@task.wrong("You square the curvature: for H = (10) you give 0.02, and with eta = 0.1 the point still arrives at 0. "
            "By what does a step with H = (10) multiply the point?",
            short="the curvature is squared")
def by_square(H):
    return 2 / lambdas_of(H)[-1] ** 2


@task.wrong("You add up the sizes in a row of H and take the largest sum. That is never too long, but too short: for "
            "a tilted valley more is allowed. Along which directions is the step only a multiplication?",
            short="the largest row sum decides")
def by_row_sums(H):
    return 2 / H.abs().sum(1).max()


@task.wrong("You divide by the determinant, the product of the curvatures: for H = diag(1, 10) it is 10, as it should "
            "be, but for H = [[2, 1], [1, 2]] it is 3 and for diag(2, 10) it is 20. Which single curvature counts?",
            short="the determinant decides")
def by_determinant(H):
    return 2 / torch.linalg.det(H)


@task.wrong("You give a limit for each direction: (2, 0.2) for H = diag(1, 10). One eta moves all of them at once. "
            "Which of the limits must hold?",
            short="each direction has a limit of its own")
def one_each(H):
    return 2 / lambdas_of(H)


@task.wrong("You take the ratio of the largest to the smallest curvature, 10 for H = diag(1, 10) and 10 for "
            "diag(2, 20). Should a valley twice as steep not halve the step?",
            short="the ratio of curvatures decides")
def by_condition(H):
    return 2 / (lambdas_of(H)[-1] / lambdas_of(H)[0])


@task.wrong("You take a number of the eigenvectors, not of the eigenvalues: for H = diag(1, 10) it is 1 and you give "
            "2. eigh returns both. Which of the two holds the curvatures?",
            short="eigenvectors stand for eigenvalues")
def from_eigenvectors(H):
    return 2 / torch.linalg.eigh(H).eigenvectors.max()


@task.wrong("You start from (1, ..., 1) and multiply by H again and again. For H = [[3, -1], [-1, 3]] that start is "
            "an eigenvector with curvature 2, and you never meet the direction (1, -1) with curvature 4. From where "
            "could you start instead, or which function knows all curvatures?",
            short="the search for the steepest direction starts at ones")
def power_iteration_from_ones(H):
    q = torch.ones(len(H), dtype=H.dtype)
    for _ in range(2000):
        q = H @ q / (H @ q).norm()
    return 2 / (q @ H @ q)


@task.wrong("You stop a little below the limit: for H = (10) you give 0.198, and 0.199 still converges. What is asked "
            "is the limit itself. At which eta does the point only change its sign?",
            short="a margin is taken off the limit")
def with_a_margin(H):
    return 0.99 * 2 / lambdas_of(H)[-1]


@task.wrong("You take the second smallest curvature. For H = diag(1, 10) that is the largest, but with three "
            "directions it is not. Where do the eigenvalues stand when they are sorted?",
            short="the curvature is taken from a fixed place")
def at_a_fixed_place(H):
    lambdas = lambdas_of(H)
    return 2 / lambdas[min(1, len(lambdas) - 1)]


@task.wrong("For H = diag(1, 10) you give 2, from the entry H[0, 0] = 1. With eta = 1 the second coordinate "
            "goes from 1 to -9. Which directions does one entry know of?",
            short="the first entry of the matrix decides")
def by_first_entry(H):
    return 2 / H[0, 0]


EXERCISE = task.declared()
