"""Exercise: second derivatives by differences; the twin of central_diff."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def _each(theta: Tensor, derivative) -> Tensor:
    """A loop over coordinates: derivative(one_hot) for each."""
    result = torch.zeros_like(theta)
    for i in range(theta.numel()):
        one_hot = torch.zeros_like(theta)
        one_hot.view(-1)[i] = 1
        result.view(-1)[i] = derivative(one_hot)
    return result


def reference(f, theta: Tensor, eps: float) -> Tensor:
    """How much the slope of f along each coordinate rises per unit, from three values of f."""
    middle = f(theta)
    return _each(theta, lambda d: (f(theta + eps * d) - 2 * middle + f(theta - eps * d)) / eps**2)


def cases(rng: torch.Generator) -> list[Case]:
    """Functions whose third and fourth derivatives do not vanish, so that every formula has an error of its own."""

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64)

    def case(label: str, f, theta: Tensor, eps: float) -> Case:
        return Case(label, {"f": Callback(f, (tuple(theta.shape),), budget=200), "theta": theta, "eps": eps})

    c, A, w, M, X = 2 + normal(1).abs(), normal(3, 3), normal(4), normal(2, 3), normal(5, 3)
    return [
        case("a fourth power of one variable, eps = 0.1", lambda t: c[0] * (t**4).sum(), 1 + normal(1).abs(), 0.1),
        case("three variables that meet in products", lambda t: t @ A @ t + (t**3).sum() + (t**4).sum(), normal(3),
             0.05),
        case("a vector of four, a smaller eps", lambda t: (t * w).exp().sum(), 0.3 * normal(4), 0.01),
        case("a matrix: the loss of one layer", lambda t: (X @ t.mT).tanh().square().mean() + (t**4 * M).sum(),
             normal(2, 3), 0.1),
    ]


# --- wrong answers that students give: each runs, and each gets a message of its own ---


task = Task(
    key="second_diff", points=2, difficulty=2, minutes=15,
    title="Second derivatives by differences",
    objective="measure curvature with nothing but function calls",
    reference=reference,
    cases=cases,
    hints=(
        "A second derivative says how fast the slope changes. Which two slopes can you measure with three values of "
        "f?",
        "For f(t) = t² at t = 3 with eps = 0.1 the values are 8.41, 9 and 9.61. The slope behind is (9 - 8.41)/0.1 = "
        "5.9. What is the slope ahead, and how far apart are the two?",
        "d = torch.zeros_like(theta); d.view(-1)[i] = eps; "
        "result.view(-1)[i] = (f(theta + d) - ____ + f(theta - d)) / ____",
    ),
)


@task.solution
def second_diff(f, theta, eps):
    middle, result = f(theta), torch.zeros_like(theta)
    for i in range(theta.numel()):
        step = torch.zeros_like(theta)
        step.view(-1)[i] = eps
        result.view(-1)[i] = (f(theta + step) - 2 * middle + f(theta - step)) / eps**2
    return result


@task.wrong("Your answer shrinks with the step: on f(t) = t² with eps = 0.1 you give 0.2, with eps = 0.01 you give "
            "0.02. How often is a difference divided by the step on the way from values to slopes to a change of "
            "slope?")
def divided_by_eps(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - 2 * f(theta) + f(theta - eps * d)) / eps)


@task.wrong("You give half of what is right: on f(t) = t² it is 1, though the slope 2t rises by 2 per unit. How "
            "far apart are the middles of your two slopes?")
def halved(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - 2 * f(theta) + f(theta - eps * d)) / (2 * eps**2))


@task.wrong("On f(t) = 1, which does not bend at all, you give 100 for eps = 0.1. With which weights must three "
            "equal values cancel?")
def middle_once(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - f(theta) + f(theta - eps * d)) / eps**2)


@task.wrong("You measure ahead of theta: on f(t) = t³ at 0 with eps = 0.1 you give 0.6, where the curve is "
            "straight. Around which point do your three values lie?")
def ahead_only(f, theta, eps):
    return _each(theta, lambda d: (f(theta + 2 * eps * d) - 2 * f(theta + eps * d) + f(theta)) / eps**2)


@task.wrong("Your outer points lie two steps away: on f(t) = t⁴ at 0 with eps = 0.1 you give 0.08 where three "
            "values one step apart give 0.02. Which points does eps name?")
def two_steps_apart(f, theta, eps):
    return _each(theta, lambda d: (f(theta + 2 * eps * d) - 2 * f(theta) + f(theta - 2 * eps * d)) / (4 * eps**2))


@task.wrong("You give the slope: on f(t) = t² at t = 3 it is 6, at t = 0 it is 0, yet the curve bends alike "
            "everywhere. What changes by 2 per unit there?")
def the_slope(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - f(theta - eps * d)) / (2 * eps))


@task.wrong("All your entries are equal: on f(t) = t1² + 10·t2² you give 22 twice. Which coordinates may move "
            "while one second derivative is measured?")
def all_at_once(f, theta, eps):
    second = (f(theta + eps) - 2 * f(theta) + f(theta - eps)) / eps**2
    return torch.full_like(theta, float(second))


@task.wrong("The first entry is right and later ones drift: when you come to the second coordinate, the first one "
            "is no longer where it was. On theta = (1, 1) with eps = 0.1, where does your second measurement stand?")
def never_restored(f, theta, eps):
    theta = theta.clone()
    result, flat = torch.zeros_like(theta), theta.view(-1)
    for i in range(theta.numel()):
        middle = f(theta)
        flat[i] += eps
        up = f(theta)
        flat[i] -= 2 * eps
        result.view(-1)[i] = (up - 2 * middle + f(theta)) / eps**2
    return result


# --- right answers in other styles: all must pass ---


@task.right
def by_one_hot(f, theta, eps):
    middle, result = f(theta), torch.empty_like(theta)
    for i in range(theta.numel()):
        d = torch.zeros_like(theta)
        d.view(-1)[i] = eps
        result.view(-1)[i] = (f(theta + d) + f(theta - d) - 2 * middle) / eps**2
    return result


@task.right
def by_slopes(f, theta, eps):
    found = []
    for i, original in enumerate(theta.flatten().tolist()):
        moved = theta.clone()
        values = []
        for step in (-eps, 0.0, eps):
            moved.view(-1)[i] = original + step
            values.append(f(moved))
        before, after = (values[1] - values[0]) / eps, (values[2] - values[1]) / eps
        found.append((after - before) / eps)
    return torch.stack(found).reshape(theta.shape)


EXERCISE = task.declared()
