"""Exercise: a step as the minimum of a model."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.optim import descent


def reference(theta: Tensor, g: Tensor, eta: float, B: Tensor | None = None) -> Tensor:
    """The package's minimum of linear model plus bowl."""
    return descent.prox_step(theta, g, eta=eta, B=B)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("B left out", theta=numbers(3, 1), g=numbers(1, 2), eta=0.1),
        case("None given for B", theta=draw.normal(3), g=draw.away_from_zero(3), eta=0.3, B=None),
        case("B = diag(1, 4)", theta=numbers(3, 3), g=numbers(1, 1), eta=0.1, B=numbers(1, 4).diag()),
        case("a tilted bowl in two dimensions", theta=numbers(1, 1), g=numbers(3, 0), eta=0.1,
             B=numbers([2, 1], [1, 2])),
        case("a single entry, B = [[4]]", theta=numbers([3]), g=numbers([1]), eta=0.1, B=numbers([[4]])),
        case("a gradient of 0", theta=numbers(4, 4), g=numbers(0, 0), eta=0.1, B=numbers([2, 1], [1, 2])),
        case("a bowl that is nearly flat in one direction", theta=draw.normal(2), g=draw.away_from_zero(2), eta=0.1,
             B=numbers([1, 0.999], [0.999, 1])),
        case("a tilted bowl in five dimensions, a long step", theta=draw.normal(5), g=draw.away_from_zero(5), eta=2.5,
             B=draw.bowl(5)),
    ]


task = Task(
    key="prox_step", title="A step as the minimum of a model", points=2, difficulty=2, minutes=15,
    objective="derive the update rule from a linear model and a bowl",
    reference=reference, cases=cases, compare=close(1e-10), facts=("N09-10", "N09-11"),
    hints=(
        "The model is a straight part with the slope g plus a bowl around theta. At its minimum the derivative is 0. "
        "What is the derivative of each part with respect to x?",
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


def _identity(theta, B):
    return torch.eye(len(theta), dtype=theta.dtype) if B is None else B


@task.wrong("A steep bowl makes your step longer: for example with B = diag(1, 4), g = (1, 1) and eta = 0.1 you move "
            "by (-0.1, -0.4). In the second direction moving costs four times as much. Should you go further there?",
            short="B multiplies the step")
def multiplied_by_B(theta, g, eta, B=None):
    return theta - eta * (g if B is None else B @ g)


@task.wrong("Your step is the same for every bowl: for example with B = diag(1, 4), g = (1, 1) and eta = 0.1 you move "
            "by (-0.1, -0.1). What does the derivative of the bowl look like when B is not the identity?",
            short="B is ignored")
def without_B(theta, g, eta, B=None):
    return theta - eta * g


@task.wrong("You use the diagonal of B alone. With B = [[2, 1], [1, 2]], g = (3, 0) and eta = 0.1 you move by (-0.15, "
            "0). There the slopes are (0, -1.5), not 0. What do the other entries of B do?",
            short="only the diagonal of B is used")
def diagonal_only(theta, g, eta, B=None):
    return theta - eta * (g if B is None else g / B.diagonal())


@task.wrong("You divide g by the row sums of B. With B = [[2, 1], [1, 2]], g = (3, 0) and eta = 0.1 you move by (-0.1, "
            "0). There the derivative of the model is (1, -1). Where is it (0, 0)?",
            short="g is divided by the row sums of B")
def row_sums(theta, g, eta, B=None):
    return theta - eta * (g if B is None else g / B.sum(1))


@task.wrong("You divide all of g by one number, the determinant of B. For example with B = diag(1, 4), g = (1, 1) and "
            "eta = 0.1 you move by (-0.025, -0.025). Is the bowl equally steep in both directions?",
            short="g is divided by the determinant of B")
def determinant(theta, g, eta, B=None):
    return theta - eta * (g if B is None else g / torch.linalg.det(B))


@task.wrong("You use one divided by each entry of B. For B = diag(1, 4) that is 1/0 outside the diagonal, and inf or "
            "nan come out. Which matrix M makes M times B the identity?",
            short="each entry of B is inverted alone")
def entries_inverted(theta, g, eta, B=None):
    return theta - eta * (g if B is None else (1 / B) @ g)


@task.wrong("You use only the upper triangle of B. With B = [[2, 1], [1, 2]], g = (0, 3) and eta = 0.1 you move by "
            "(0.075, -0.15) instead of (0.1, -0.2). B is symmetric: where does its other half come in?",
            short="only the upper triangle of B is used")
def upper_triangle(theta, g, eta, B=None):
    return theta - eta * (g if B is None else torch.linalg.solve(B.triu(), g))


@task.wrong("You use only the lower triangle of B. For example with B = [[2, 1], [1, 2]], g = (3, 0) and eta = 0.1 you "
            "move by (-0.15, 0.075) instead of (-0.2, 0.1). B is symmetric: where does its other half come in?",
            short="only the lower triangle of B is used")
def lower_triangle(theta, g, eta, B=None):
    return theta - eta * (g if B is None else torch.linalg.solve(B.tril(), g))


@task.wrong("You use the Cholesky factor L of B once. For example with B = diag(1, 4), g = (1, 1) and eta = 0.1 you "
            "move by (-0.1, -0.05), not by (-0.1, -0.025). B is L times its transpose: what is left to do?",
            short="the Cholesky factor is used only once")
def one_cholesky_factor(theta, g, eta, B=None):
    return theta - eta * (g if B is None else torch.linalg.solve(torch.linalg.cholesky(B), g))


@task.wrong("Your step uses the root of B. For example with B = diag(1, 4), g = (1, 1) and eta = 0.1 you move by "
            "(-0.1, -0.05). There the second slope of the model is 1 - 4·0.05/0.1 = -1. Where is it 0?",
            short="the root of B stands in the place of B")
def root_of_B(theta, g, eta, B=None):
    lambdas, Q = torch.linalg.eigh(_identity(theta, B))
    return theta - eta * (Q @ ((Q.mT @ g) / lambdas.sqrt()))


@task.wrong("B counts twice in your step: for example with B = diag(1, 4), g = (1, 1) and eta = 0.1 you move by (-0.1, "
            "-0.00625). There the derivative is 1 - 4·0.00625/0.1 = 0.75 in the second direction. Where is it 0?",
            short="B is divided out twice")
def twice_by_B(theta, g, eta, B=None):
    return theta - eta * _by(_by(g, B), B)


@task.wrong("Your bowl is steeper than B: for example with B = [[4]], g = 1 and eta = 0.1 you move by -0.02 instead of "
            "-0.025, as if it were [[5]]. When does the identity come in?",
            short="the identity is added to B")
def identity_added(theta, g, eta, B=None):
    return theta - eta * (g if B is None else _by(g, B + torch.eye(len(B), dtype=B.dtype)))


@task.wrong("Your result is a matrix. For example with B = diag(1, 4) and g = (1, 1) a product entry by entry keeps "
            "all 4 entries. Which product of a matrix and a vector gives a vector?",
            short="the inverse is multiplied entry by entry")
def star_for_at(theta, g, eta, B=None):
    return theta - eta * (g if B is None else torch.linalg.inv(B) * g)


@task.wrong("Your result is a matrix: a step of shape (n, 1) was subtracted from theta of shape (n,). For example "
            "shapes (2,) and (2, 1) together make (2, 2). Which shape should the step have?",
            short="the step is a column")
def column(theta, g, eta, B=None):
    return theta - eta * (g if B is None else torch.linalg.solve(B, g[:, None]))


@task.wrong("Your result has a second axis of size 1: for n = 2 it has the shape (2, 1), not (2,). Which axis should "
            "go before you return it?",
            short="the result is a column")
def all_columns(theta, g, eta, B=None):
    return theta[:, None] - eta * _by(g[:, None], B)


@task.wrong("Your step shrinks with the square of eta: for example with g = 1 and eta = 0.1 and no B you move by "
            "-0.01. There the model has the slope 1 - 0.01/0.1 = 0.9. Where is it 0?",
            short="the step shrinks with the square of eta")
def eta_squared(theta, g, eta, B=None):
    return theta - eta**2 * _by(g, B)


@task.wrong("A small eta gives you a long step: for example with g = 1 and eta = 0.1 and no B you move by -10. A small "
            "eta makes the bowl narrow. Should its minimum then be near or far?",
            short="the step is divided by eta")
def one_over_eta(theta, g, eta, B=None):
    return theta - _by(g, B) / eta


@task.wrong("Without B you are right. With B a small eta gives a long step: with B = [[4]], g = 1 and eta = 0.1 you "
            "move by -2.5, not -0.025. A small eta makes the bowl narrow. Is its minimum then near or far?",
            short="the step is divided by eta where B is given")
def one_over_eta_with_B(theta, g, eta, B=None):
    return theta - (eta * g if B is None else _by(g, eta * B))


@task.wrong("eta does not change your step: for example with g = 1 and no B you move by -1 for every eta. What does a "
            "small eta do to the bowl?",
            short="eta is ignored")
def without_eta(theta, g, eta, B=None):
    return theta - _by(g, B)


@task.wrong("Without B you are right. With B your step does not depend on eta: for example with B = [[4]], g = 1 and "
            "eta = 0.1 you move by -0.25 instead of -0.025. Where does eta come in?",
            short="eta is ignored where B is given")
def without_eta_with_B(theta, g, eta, B=None):
    return theta - (eta * g if B is None else _by(g, B))


@task.wrong("You stop half-way: for example with g = 1 and eta = 0.1 and no B you move by -0.05, and there the model "
            "still falls with the slope 0.5. What happens to the 1/2 in front of a square when you take its "
            "derivative?",
            short="the step is half as long as it should be")
def half_a_step(theta, g, eta, B=None):
    return theta - eta / 2 * _by(g, B)


@task.wrong("You go twice too far: for example with g = 1, eta = 0.1 and no B you move by -0.2, and there the slope "
            "of the model is 1 - 0.2/0.1 = -1. What is the derivative of a square like (x - 3)²?",
            short="the step is twice too long")
def double_step(theta, g, eta, B=None):
    return theta - 2 * eta * _by(g, B)


@task.wrong("You return the step, not the place: for example from theta = 3 with g = 1 and eta = 0.1 and no B you give "
            "-0.1. Around which point does the bowl stand?",
            short="the step is returned without theta")
def step_alone(theta, g, eta, B=None):
    return -eta * _by(g, B)


@task.wrong("Without B you are right. With B you return the step, not the place: for example from theta = 3 with B = "
            "[[4]], g = 1 and eta = 0.1 you give -0.025. Around which point does the bowl stand?",
            short="theta is missing where B is given")
def step_alone_with_B(theta, g, eta, B=None):
    return theta - eta * g if B is None else -eta * _by(g, B)


@task.wrong("You return the step, not the place, and it goes uphill: for example from theta = 3 with g = 1 and eta = "
            "0.1 and no B you give 0.1. From where is the step made, and which way does the model fall?",
            short="the step is returned without theta, and it goes uphill")
def uphill_step_alone(theta, g, eta, B=None):
    return eta * _by(g, B)


@task.wrong("You walk uphill: for example from theta = 3 with g = 1 and eta = 0.1 and no B you go to 3.1. In which "
            "direction does the straight part of the model fall?",
            short="the step goes uphill")
def climbs(theta, g, eta, B=None):
    return theta + eta * _by(g, B)


@task.wrong("You walk uphill, and a steep bowl makes your step longer: for example with B = diag(1, 4), g = (1, 1) "
            "and eta = 0.1 you move by (0.1, 0.4). Should you go further where moving costs more, and which way?",
            short="the step goes uphill, and B multiplies it")
def climbs_by_B(theta, g, eta, B=None):
    return theta + eta * (g if B is None else B @ g)


@task.wrong("theta comes in with the wrong sign: for example from theta = 3 with g = 0 you go to -3. Where is the "
            "minimum of the bowl alone?",
            short="theta has the wrong sign")
def minus_theta(theta, g, eta, B=None):
    return -theta - eta * _by(g, B)


@task.wrong("You divide theta by B as well: for example with g = 0, theta = (4, 4) and B = diag(1, 4) you go to (4, "
            "1), although the slope is 0. Where is the minimum of the bowl alone?",
            short="theta is divided by B too")
def everything_divided(theta, g, eta, B=None):
    return _by(theta - eta * g, B)


@task.wrong("You multiply theta by B: for example with g = 0, theta = (4, 4) and B = diag(1, 4) you go to (4, 16), "
            "although the slope is 0. Where is the minimum of the bowl alone?",
            short="theta is multiplied by B")
def theta_multiplied(theta, g, eta, B=None):
    return _identity(theta, B) @ theta - eta * _by(g, B)


@task.wrong("You multiply theta by B and divide the step by eta: with g = 0, theta = 4 and B = [[4]] you go to 16; "
            "with g = 1, eta = 0.1 and no B you move by -10. Where does the bowl stand?",
            short="theta is multiplied by B, and the step is divided by eta")
def theta_multiplied_one_over_eta(theta, g, eta, B=None):
    return _identity(theta, B) @ theta - _by(g, B) / eta


@task.wrong("You return a single number. The value of the model at its lowest place is not wanted; for theta = (3, 1) "
            "two numbers are. At which x is the model least?",
            short="the value of the model is returned, not the place")
def lowest_value(theta, g, eta, B=None):
    d = eta * _by(g, B)
    return g @ (theta - d) + d @ _identity(theta, B) @ d / (2 * eta)


@task.wrong("B cannot be left out: a call with three arguments ends in an error. What gives an argument a value when "
            "the caller gives none?",
            short="B has no default")
def no_default(theta, g, eta, B):
    return theta - eta * _by(g, B)


@task.wrong("With B your answer is right; without it you compute with None. Which matrix should take the place of a "
            "missing B?",
            short="a missing B is not replaced")
def none_not_replaced(theta, g, eta, B=None):
    return theta - eta * torch.linalg.solve(B, g)


@task.wrong("In the place of a missing B stands a matrix that has no inverse. For example [[1, 1], [1, 1]] makes the "
            "same of (1, 0) and of (0, 1). Which entries does the identity have outside its diagonal?",
            short="a missing B is replaced by a matrix of ones")
def ones_for_the_identity(theta, g, eta, B=None):
    B = torch.ones(len(theta), len(theta), dtype=theta.dtype) if B is None else B
    return theta - eta * torch.linalg.solve(B, g)


@task.wrong("With B your answer is right. Without it a tensor of another dtype comes in: torch.eye(2), for example, is "
            "float32. Which dtype does theta have?",
            short="the identity is float32")
def float32_identity(theta, g, eta, B=None):
    B = torch.eye(len(theta)) if B is None else B
    return theta - eta * torch.linalg.solve(B, g)


@task.wrong("Two things: you walk uphill, and only the diagonal of B is used. For example with B = [[2, 1], [1, 2]], "
            "g = (3, 0) and eta = 0.1 you move by (0.15, 0). Which way does the model fall?",
            short="the step goes uphill")
def climbs_by_the_diagonal(theta, g, eta, B=None):
    return theta + eta * (g if B is None else g / B.diagonal())


@task.wrong("Two things: you walk uphill, and your step is the same for every B. For example with B = diag(1, 4), g = "
            "(1, 1) and eta = 0.1 you move by (0.1, 0.1). Which way does the model fall?",
            short="the step goes uphill")
def climbs_without_B(theta, g, eta, B=None):
    return theta + eta * g


@task.wrong("Two things: you walk uphill, and a small eta gives you a long step. For example with g = 1 and eta = 0.1 "
            "and no B you move by 10. Which way does the model fall?",
            short="the step goes uphill")
def climbs_one_over_eta(theta, g, eta, B=None):
    return theta + _by(g, B) / eta


@task.wrong("Two things: you walk uphill, and eta does not change your step. For example with g = 1 and no B you move "
            "by 1 for every eta. Which way does the model fall?",
            short="the step goes uphill")
def climbs_without_eta(theta, g, eta, B=None):
    return theta + _by(g, B)


@task.wrong("Two things: you walk uphill, and you stop half-way. For example with g = 1 and eta = 0.1 and no B you "
            "move by 0.05. Which way does the model fall?",
            short="the step goes uphill")
def climbs_half_a_step(theta, g, eta, B=None):
    return theta + eta / 2 * _by(g, B)


@task.wrong("Two things: you walk uphill, and your step is twice too long. For example with g = 1 and eta = 0.1 and "
            "no B you move by 0.2. Which way does the model fall?",
            short="the step goes uphill")
def climbs_twice_too_far(theta, g, eta, B=None):
    return theta + 2 * eta * _by(g, B)


@task.wrong("Two things: only the diagonal of B is used, and it multiplies the step. For example with B = [[2, 1], "
            "[1, 2]], g = (3, 0) and eta = 0.1 you move by (-0.6, 0). Should you go further where moving costs more?",
            short="B multiplies the step")
def diagonal_multiplies(theta, g, eta, B=None):
    return theta - eta * (g if B is None else g * B.diagonal())


@task.wrong("Two things: only the diagonal of B is used, and a small eta gives a long step. For example with g = 1, "
            "eta = 0.1 and no B you move by -10. Has a narrow bowl its minimum near or far?",
            short="the step is divided by eta")
def diagonal_one_over_eta(theta, g, eta, B=None):
    return theta - (g if B is None else g / B.diagonal()) / eta


@task.wrong("Without B you are right. With B you walk uphill: for example with B = [[4]], g = 1 and eta = 0.1 you "
            "move by 0.025. Which way does the model fall?",
            short="the step goes uphill where B is given")
def climbs_where_B_is_given(theta, g, eta, B=None):
    return theta - eta * g if B is None else theta + eta * _by(g, B)


@task.wrong("Your numbers are right, but with a single parameter the result loses its axis: its shape is () instead "
            "of (1,). What does squeeze() do where an axis has length 1?",
            short="an axis of length 1 is lost")
def axis_of_length_1_lost(theta, g, eta, B=None):
    return (theta - eta * _by(g, B)).squeeze()


@task.wrong("Your step has the length eta, however large the gradient is: for example with g = (3, 4), eta = 0.1 and "
            "no B you move by (-0.06, -0.08), not by (-0.3, -0.4). How far should you go with twice the gradient?",
            short="the step is scaled to the length eta")
def step_of_length_eta(theta, g, eta, B=None):
    d = _by(g, B)
    return theta - eta * d / d.norm()


@task.wrong("You use only the direction of g: for example with g = (3, 4), eta = 0.1 and no B you move by (-0.06, "
            "-0.08), not by (-0.3, -0.4). How far should you go with twice the gradient?",
            short="the gradient is scaled to the length 1")
def gradient_of_length_1(theta, g, eta, B=None):
    return theta - eta * _by(g / g.norm(), B)


@task.wrong("Two things: you walk uphill, and you use one divided by each entry of B. For example with B = [[2, 1], "
            "[1, 2]], g = (3, 0) and eta = 0.1 you move by (0.15, 0.3). Which way does the model fall?",
            short="the step goes uphill")
def climbs_by_inverted_entries(theta, g, eta, B=None):
    return theta + eta * (g if B is None else (1 / B) @ g)


@task.wrong("With B your result is a matrix: you divide g by every entry of B. For example B = [[2, 1], [1, 2]] and g "
            "= (3, 1) give [[1.5, 1], [3, 0.5]]. Which operation undoes the product of a matrix and a vector?",
            short="g is divided by every entry of B")
def divided_by_every_entry(theta, g, eta, B=None):
    return theta - eta * (g if B is None else g / B)


@task.wrong("You look for the minimum only along g: for example with B = diag(1, 4), g = (1, 1) and eta = 0.1 you "
            "move by (-0.04, -0.04), where the derivatives are 0.6 and -0.6. Where are both of them 0?",
            short="the minimum is sought only along g")
def best_along_g(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * (g @ g) / (g @ B @ g) * g


@task.wrong("You go straight against g, as far as is best there: for example with B = diag(1, 4), g = (1, 1) and eta = "
            "0.1 you move by (-0.04, -0.04), where the derivatives are 0.6 and -0.6. Where are both of them 0?",
            short="the minimum is sought only along g, where g is not 0")
def best_along_g_if_there_is_one(theta, g, eta, B=None):
    return best_along_g(theta, g, eta, B) if g.any() else theta.clone()


@task.wrong("Two things: you return the step, not the place, and each entry of B is inverted alone. From theta = 3 "
            "with g = 1, eta = 0.1 and no B you give -0.1. Around which point does the bowl stand?",
            short="the step is returned without theta, and each entry of B is inverted alone")
def step_alone_entries_inverted(theta, g, eta, B=None):
    return -eta * (g if B is None else (1 / B) @ g)


@task.wrong("Two things: you return the step, not the place, and only the diagonal of B is used. From theta = 3 with "
            "g = 1, eta = 0.1 and no B you give -0.1. Around which point does the bowl stand?",
            short="the step is returned without theta, and only the diagonal of B is used")
def step_alone_diagonal(theta, g, eta, B=None):
    return -eta * (g if B is None else g / B.diagonal())


@task.wrong("Two things: you return the step, not the place, and B multiplies it. From theta = 3 with g = 1, eta = "
            "0.1 and no B you give -0.1. Around which point does the bowl stand?",
            short="the step is returned without theta, and B multiplies it")
def step_alone_by_B(theta, g, eta, B=None):
    return -eta * (g if B is None else B @ g)


@task.wrong("Two things: you return the step, not the place, and B is ignored. From theta = 3 with g = 1, eta = 0.1 "
            "and no B you give -0.1. Around which point does the bowl stand?",
            short="the step is returned without theta, and B is ignored")
def step_alone_without_B(theta, g, eta, B=None):
    return -eta * g


def _by_inverted_entries(g, B):
    return g if B is None else torch.where(B == 0, torch.zeros_like(B), 1 / B) @ g


@task.wrong("You use one divided by each entry of B but the zeros, right for a diagonal B alone. B = [[2, 1], [1, 2]],"
            " g = (3, 0) and eta = 0.1 give (-0.15, -0.3). Which matrix makes the identity with B?",
            short="each entry of B but the zeros is inverted alone")
def entries_inverted_but_zeros(theta, g, eta, B=None):
    return theta - eta * _by_inverted_entries(g, B)


@task.wrong("Two things: you walk uphill, and you use one divided by each entry of B that is not 0. With B = [[2, 1], "
            "[1, 2]], g = (3, 0) and eta = 0.1 you move by (0.15, 0.3). Which way does the model fall?",
            short="the step goes uphill, and each entry of B but the zeros is inverted alone")
def climbs_by_inverted_entries_but_zeros(theta, g, eta, B=None):
    return theta + eta * _by_inverted_entries(g, B)


EXERCISE = task.declared()
