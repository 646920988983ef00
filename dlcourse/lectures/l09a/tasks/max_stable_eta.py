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

    steepest = draw.between(40, 90)
    return [
        case("two directions along the axes", H=numbers(1, 10).diag()),
        case("two directions that are tilted", H=numbers([2, 1], [1, 2])),
        case("two directions that are tilted a little", H=numbers([1, 0.5], [0.5, 3])),
        case("the steepest direction is (1, -1)", H=numbers([3, -1], [-1, 3])),
        case("the steepest of three axes in the middle", H=numbers(2, 5, 1).diag()),
        case("three directions that are tilted",
             H=with_curvatures(draw.between(0.5, 1), draw.between(2, 3), draw.between(5, 9))),
        case("a narrow valley",
             H=with_curvatures(0.01, draw.between(0.1, 1), 0.96 * steepest, steepest)),
        case("one direction only, and flat", H=draw.uniform(3e-5, 5e-5, 1, 1)),
    ]


task = Task(
    key="max_stable_eta", title="The longest stable step on a quadratic", points=1, difficulty=2, minutes=10,
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


def found_from(q, H):
    """The limit of the direction to which q turns when H is applied again and again."""
    for _ in range(600):
        turned = H @ q
        q = turned / turned.norm()
    return 2 / (q @ H @ q)


@task.wrong("With your step the steepest direction arrives in one update, without overshooting: for H = (10) that is "
            "0.1. With eta = 0.15 the point 1 goes to -0.5, then to 0.25. Is overshooting the same as diverging?",
            short="the step does not overshoot at all")
def one_over_largest(H):
    return 1 / lambdas_of(H)[-1]


@task.wrong("You take the flattest direction. For H = diag(1, 10) you give 2, and with eta = 1 the second coordinate "
            "goes from 1 to -9 to 81. Which direction breaks first?", short="the flattest direction decides")
def smallest(H):
    return 2 / lambdas_of(H)[0]


@task.wrong("You add all curvatures up: for H = diag(1, 10) you give 2/11 = 0.18, and eta = 0.19 still converges. In "
            "how many directions does one coordinate along an eigenvector move?", short="all curvatures are added up")
def by_trace(H):
    return 2 / H.trace()


@task.wrong("You read the curvature off the axes. For H = [[2, 1], [1, 2]] you give 1, but with eta = 0.9 the point "
            "(1, 1) goes to (-1.7, -1.7). What is the curvature along (1, 1)?",
            short="the curvature is read off the axes")
def by_diagonal(H):
    return 2 / H.diagonal().max()


@task.wrong("That is the step with which the error shrinks fastest. For H = diag(1, 10) it is 2/11 = 0.18, but with "
            "eta = 0.19 the second coordinate goes from 1 to -0.9, which is still smaller. At which eta does it stop "
            "shrinking?", short="it is the fastest step, not the longest")
def fastest(H):
    return 2 / (lambdas_of(H)[0] + lambdas_of(H)[-1])


@task.wrong("You use the size of the whole matrix: for H = diag(3, 4) it is 5 and you give 0.4, but with eta = 0.45 "
            "the coordinates are multiplied by -0.35 and -0.8. Which one number of H sets the limit?",
            short="the size of the whole matrix decides")
def by_frobenius(H):
    return 2 / H.square().sum().sqrt()


@task.wrong("You return the largest curvature itself: for H = (10) you say 10. With eta = 10 the point 1 goes to -99. "
            "What does a step of size eta multiply the point by?", short="the curvature is returned, not a step")
def largest_itself(H):
    return lambdas_of(H)[-1]


@task.wrong("Your step is half of the one that arrives in one update: for H = (10) you give 0.05, with which 1 goes to "
            "0.5. How far may a step overshoot before the point moves away?", short="the 2 stands in the divisor")
def half_of_one_over(H):
    return 1 / (2 * lambdas_of(H)[-1])


@task.wrong("You take the flattest direction, and the step that arrives there at once: for H = diag(1, 10) you give 1, "
            "and the second coordinate goes from 1 to -9 to 81. Which direction breaks first, and how far may it "
            "overshoot?", short="the flattest direction decides, without overshooting")
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
            "what does a step with H = (16) multiply the point?", short="a root is taken of the curvature")
def by_root(H):
    return 2 / lambdas_of(H)[-1].sqrt()


@task.wrong("You square the curvature: for H = (10) you give 0.02, and with eta = 0.1 the point still arrives at 0. By "
            "what does a step with H = (10) multiply the point?", short="the curvature is squared")
def by_square(H):
    return 2 / lambdas_of(H)[-1] ** 2


@task.wrong("Your limit is safe, but too short for some matrices. For H = [[2, 1], [1, 1]] your largest row sum is 3 "
            "and you give 0.67. With eta = 0.7 every point still goes to 0. How steep is the steepest direction?",
            short="the largest row sum sets the limit")
def by_row_sums(H):
    return 2 / H.abs().sum(1).max()


@task.wrong("You divide by the determinant, the product of the curvatures: for H = diag(1, 10) it is 10, as it should "
            "be, but for H = [[2, 1], [1, 2]] it is 3 and for diag(2, 10) it is 20. Which single curvature counts?",
            short="the determinant decides")
def by_determinant(H):
    return 2 / torch.linalg.det(H)


@task.wrong("You give a limit for each direction: (2, 0.2) for H = diag(1, 10). One eta moves all of them at once. "
            "Which of the limits must hold?", short="each direction has a limit of its own")
def one_each(H):
    return 2 / lambdas_of(H)


@task.wrong("You take the ratio of the largest to the smallest curvature, 10 for H = diag(1, 10) and 10 for diag(2, "
            "20). Should a valley twice as steep not halve the step?", short="the ratio of curvatures decides")
def by_condition(H):
    return 2 / (lambdas_of(H)[-1] / lambdas_of(H)[0])


@task.wrong("You take a number of the eigenvectors, not of the eigenvalues: for H = diag(1, 10) it is 1 and you give "
            "2. eigh returns both. Which of the two holds the curvatures?", short="eigenvectors stand for eigenvalues")
def from_eigenvectors(H):
    return 2 / torch.linalg.eigh(H).eigenvectors.max()


@task.wrong("You start from (1, ..., 1) and multiply by H again and again. For H = [[3, -1], [-1, 3]] that start is "
            "an eigenvector with curvature 2, and you never meet (1, -1) with curvature 4. From where could you start "
            "instead?", short="the search for the steepest direction starts at ones")
def power_iteration_from_ones(H):
    return found_from(torch.ones(len(H), dtype=H.dtype), H)


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


@task.wrong("For H = diag(1, 10) you give 2, from the entry H[0, 0] = 1. With eta = 1 the second coordinate goes from "
            "1 to -9. Which directions does one entry know of?", short="the first entry of the matrix decides")
def by_first_entry(H):
    return 2 / H[0, 0]


@task.wrong("Your limit is too long by the same factor everywhere: for H = (10) you give 0.4, and with eta = 0.25 the "
            "point 1 goes to -1.5, then to 2.25. The gradient of f is Hx. By what does a step multiply x?",
            short="the limit is twice too long")
def four_over_largest(H):
    return 4 / lambdas_of(H)[-1]


@task.wrong("Your limit grows with the curvature: for H = (10) you give 5, and with eta = 1 the point 1 goes to -9. "
            "Should a steeper valley allow longer steps or shorter ones?", short="the limit is upside down")
def half_of_the_largest(H):
    return lambdas_of(H)[-1] / 2


@task.wrong("You take the second direction from below: right for two, wrong for three, and nothing for one. For H = "
            "diag(1, 2, 10) you give 1, and with eta = 0.5 the third coordinate goes from 1 to -4. Which direction "
            "breaks first?", short="the second smallest eigenvalue sets the limit")
def second_smallest(H):
    return 2 / lambdas_of(H)[1]


@task.wrong("You take the second direction from above. For H = diag(1, 10) you give 2, and with eta = 1 the second "
            "coordinate goes from 1 to -9. And what is the second direction of H = (10)?",
            short="the second largest eigenvalue sets the limit")
def second_largest(H):
    return 2 / lambdas_of(H)[-2]


@task.wrong("You take a direction in the middle. For H = diag(1, 2, 10) you give 1, and with eta = 0.5 the third "
            "coordinate goes from 1 to -4. Which direction breaks first?",
            short="an eigenvalue in the middle sets the limit")
def middle(H):
    return 2 / lambdas_of(H).median()


@task.wrong("You take the middle between the flattest and the steepest direction. For H = diag(1, 10) you give 4/11 = "
            "0.36, and with eta = 0.3 the second coordinate goes from 1 to -2. Which of the two breaks first?",
            short="the middle of smallest and largest eigenvalue sets the limit")
def twice_the_fastest(H):
    return 4 / (lambdas_of(H)[0] + lambdas_of(H)[-1])


@task.wrong("You take a mean of the curvatures. For H = diag(1, 4) you give 1, but with eta = 0.9 the second "
            "coordinate goes from 1 to -2.6. Is it enough if the average direction converges?",
            short="the geometric mean of the curvatures sets the limit")
def by_geometric_mean(H):
    return 2 / torch.linalg.det(H) ** (1 / len(H))


@task.wrong("Two things come together. You use the size of the whole matrix: for H = diag(3, 4) it is 5. And for H = "
            "(10) you give 0.1, though 0.15 still converges. Which number of H decides, and when does a step diverge?",
            short="the norm of all entries sets the limit, and the step ends where overshooting begins")
def one_over_frobenius(H):
    return 1 / H.square().sum().sqrt()


@task.wrong("Two things come together. You read the curvature off the axes: for H = [[2, 1], [1, 2]] that is 2, but "
            "along (1, 1) it is 3. And for H = (10) you give 0.1, though 0.15 still converges. When does a step "
            "diverge?", short="the largest diagonal entry sets the limit, and the step ends where overshooting begins")
def one_over_diagonal(H):
    return 1 / H.diagonal().max()


@task.wrong("You take the flattest axis. For H = diag(1, 10) you give 2, and with eta = 1 the second coordinate goes "
            "from 1 to -9. And is the steepest direction always an axis?",
            short="the smallest diagonal entry sets the limit")
def by_smallest_diagonal(H):
    return 2 / H.diagonal().min()


@task.wrong("You look at the last axis only. For H = diag(10, 1) you give 2, and with eta = 1 the first coordinate "
            "goes from 1 to -9. Which directions should be looked at?", short="only the last axis is looked at")
def by_last_entry(H):
    return 2 / H[-1, -1]


@task.wrong("Two things come together. You use the largest row sum: for H = [[2, 1], [1, 1]] that is 3, more than any "
            "curvature. And for H = (10) you give 0.1, though 0.15 still converges. When does a step diverge?",
            short="the largest row sum sets the limit, and the step ends where overshooting begins")
def one_over_row_sums(H):
    return 1 / H.abs().sum(1).max()


@task.wrong("In your row sums, negative entries cancel positive ones. For H = [[2, -1], [-1, 2]] you give 2, and with "
            "eta = 1 the point (1, -1) goes to (-2, 2). What is the curvature along (1, -1)?",
            short="the largest sum of a row with its signs sets the limit")
def by_signed_row_sums(H):
    return 2 / H.sum(1).max()


@task.wrong("You add up all entries of H. For H = [[2, -1], [-1, 2]] you give 1, and with eta = 0.9 the point (1, -1) "
            "goes to (-1.7, 1.7). What is the curvature along (1, -1)?", short="the sum of all entries sets the limit")
def by_sum(H):
    return 2 / H.sum()


@task.wrong("You use the curvature along (1, ..., 1) only. For H = [[2, -1], [-1, 2]] you give 2, and with eta = 1 the "
            "point (1, -1) goes to (-2, 2). Which directions should be looked at?",
            short="only the curvature along (1, ..., 1) counts")
def along_ones(H):
    return 2 / (H.sum() / len(H))


@task.wrong("You return how many times steeper one direction is than another: for H = diag(1, 10) that is 10, and with "
            "eta = 1 the second coordinate goes from 1 to -9. Which single curvature limits the step?",
            short="the ratio of the curvatures is returned")
def condition_itself(H):
    return lambdas_of(H)[-1] / lambdas_of(H)[0]


@task.wrong("You are right unless the first axis is an eigenvector of H. For H = diag(1, 10) you give 2. H maps (1, 0) "
            "to (1, 0): can a search from there ever find (0, 1)?",
            short="the search for the steepest direction starts at the first axis")
def power_from_the_first_axis(H):
    return found_from(torch.eye(len(H), dtype=H.dtype)[0], H)


@task.wrong("Your limit never exceeds 1. For H = (0.5) you give 1, but with eta = 3 the point 1 goes to -0.5, then to "
            "0.25. What does a flat valley allow?",
            short="the limit is cut off at 1")
def never_above_one(H):
    return (2 / lambdas_of(H)[-1]).clamp(max=1)


@task.wrong("Two things: your number has an axis, and the mean of the curvatures decides: for H = diag(1, 10) you "
            "give (0.364,). With eta = 0.3 the second coordinate goes from 1 to -2. Can a flat direction make up for "
            "a steep one?", short="the mean curvature decides, and an axis is left over")
def by_mean_with_an_axis(H):
    return by_mean(H).reshape(1)


@task.wrong("Two things: your number has an axis, and all curvatures are added up: for H = diag(1, 10) you give "
            "(0.182,), and 0.2 is expected. Does a step along one direction feel the curvature of the others?",
            short="all curvatures are added up, and an axis is left over")
def by_trace_with_an_axis(H):
    return (2 / H.trace()).reshape(1)


@task.wrong("For H = diag(1, 10) you give 2 and for diag(2, 5, 1) you give 1. Both follow from the first eigenvalue in "
            "a list that is not sorted. Which eigenvalue sets the limit, wherever it stands?",
            short="the first of unsorted eigenvalues sets the limit")
def first_unsorted(H):
    return 2 / torch.linalg.eigvals(H).real[0]


@task.wrong("For diag(2, 5, 1) you give 2, and with eta = 1 the second coordinate goes from 1 to -4. That is the last "
            "eigenvalue in a list that is not sorted. Which eigenvalue sets the limit, wherever it stands?",
            short="the last of unsorted eigenvalues sets the limit")
def last_unsorted(H):
    return 2 / torch.linalg.eigvals(H).real[-1]


@task.wrong("Your limit is cut off after four decimals: for H = [[2, 1], [1, 2]] you give 0.6667, and 3 times that is "
            "2.0001, not 2. Is a rounded limit still the limit?", short="the limit is rounded to four decimals")
def rounded_to_four(H):
    return round((2 / lambdas_of(H)[-1]).item(), 4)


@task.wrong("Your limit is cut off after three decimals: for H = [[2, 1], [1, 2]] you give 0.667, and 3 times that is "
            "2.001, not 2. Is a rounded limit still the limit?", short="the limit is rounded to three decimals")
def rounded_to_three(H):
    return round((2 / lambdas_of(H)[-1]).item(), 3)


@task.wrong("Two things come together. For H = diag(1, 10) you give 4: the flattest direction decides. And for H = "
            "(10) you give 0.4, though with 0.25 the point 1 goes to -1.5. Which direction breaks first, and when?",
            short="the flattest direction decides, and the limit is twice too long")
def four_over_smallest(H):
    return 4 / lambdas_of(H)[0]


@task.wrong("A root of 2 stands above the line: for H = (10) you give 0.141, and 0.15 still converges, because it "
            "multiplies by -0.5. By what does a step multiply at the limit?",
            short="a root of 2 stands where 2 belongs")
def root_of_two(H):
    return 2**0.5 / lambdas_of(H)[-1]


@task.wrong("You subtract a millionth from the limit: for H = (10) you give 0.199999, and 0.1999995 still converges. "
            "What is asked is the limit itself. At which eta does the point only change its sign?",
            short="a millionth is subtracted from the limit")
def a_millionth_less(H):
    return 2 / lambdas_of(H)[-1] - 1e-6


@task.wrong("You divide by the largest less the smallest curvature: for H = diag(1, 10) you give 2/9 = 0.222, but "
            "with eta = 0.21 the second coordinate goes from 1 to -1.1. What has the flattest direction to do with "
            "it?",
            short="the width of the spectrum sets the limit")
def by_the_width(H):
    lambdas = lambdas_of(H)
    return 2 / (lambdas[-1] - lambdas[0]) if len(H) > 1 else 2 / lambdas[0]


@task.wrong("You take the largest entry of the inverse of H: for H = diag(1, 10) you give 2, and with eta = 1 the "
            "second coordinate goes from 1 to -9. Which direction has the largest entry in the inverse?",
            short="the largest entry of the inverse sets the limit")
def by_the_inverse(H):
    return 2 * torch.linalg.inv(H).max()


@task.wrong("You multiply (1, ..., 1) by H some times and stop. For H = [[3, -1], [-1, 3]] that start keeps its "
            "direction, with curvature 2, and where two curvatures are close it is still on its way. Which function "
            "finds all curvatures?",
            short="the search for the steepest direction stops after few steps")
def power_iteration_cut_short(H):
    q = torch.ones(len(H), dtype=H.dtype)
    for _ in range(20):
        q = H @ q / (H @ q).norm()
    return 2 / (q @ H @ q)


@task.wrong("Right for a diagonal matrix. For H = [[2, 1], [1, 2]] you give 2, and with eta = 1 the point (1, 1) goes "
            "to (-2, -2). Which of its curvatures, 1 and 3, sets the limit?",
            short="for a matrix that is not diagonal the flattest direction decides")
def diagonal_or_flattest(H):
    return 2 / (H.diagonal().max() if torch.equal(H, H.diagonal().diag()) else lambdas_of(H)[0])


@task.wrong("Your limit is 1.9 times too long: for H = (10) you give 0.38, and with 0.25 the point 1 goes to -1.5. "
            "With momentum 0.9 it would be right. Is there a velocity in this step?",
            short="it is the limit with momentum 0.9")
def with_momentum(H):
    return 2 * (1 + 0.9) / lambdas_of(H)[-1]


@task.wrong("You multiply by the largest curvature: for H = (10) you give 20, but with 0.25 the point 1 already goes "
            "to -1.5. Does a larger curvature allow longer steps or shorter ones?",
            short="the curvature multiplies instead of dividing")
def twice_the_largest(H):
    return 2 * lambdas_of(H)[-1]


EXERCISE = task.declared()
