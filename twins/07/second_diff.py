"""Exercise: second derivatives by differences; the twin of central_diff."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    """Functions whose third and fourth derivatives do not vanish, so that every formula has an error of its own."""
    draw = Draw(rng)

    def curve(label: str, f, theta: Tensor, eps: float) -> Case:
        return case(label, f=Callback(f, (tuple(theta.shape),), budget=200), theta=theta, eps=eps)

    c, A, w, M, X = 2 + draw.normal(1).abs(), draw.normal(3, 3), draw.normal(4), draw.normal(2, 3), draw.normal(5, 3)
    return [
        curve("a fourth power of one variable, eps = 0.1", lambda t: c[0] * (t**4).sum(), 1 + draw.normal(1).abs(),
              0.1),
        curve("three variables that meet in products", lambda t: t @ A @ t + (t**3).sum() + (t**4).sum(),
              draw.normal(3), 0.05),
        curve("a vector of four, a smaller eps", lambda t: (t * w).exp().sum(), 0.3 * draw.normal(4), 0.01),
        curve("a matrix: the loss of one layer", lambda t: (X @ t.mT).tanh().square().mean() + (t**4 * M).sum(),
              draw.normal(2, 3), 0.1),
    ]


def _each(theta: Tensor, measure) -> Tensor:
    """One number for each entry of theta: measure(one_hot), where the 1 stands at that entry."""
    one_hots = torch.eye(theta.numel(), dtype=theta.dtype).reshape(-1, *theta.shape)
    return torch.stack([measure(d) for d in one_hots]).reshape(theta.shape)


task = Task(
    key="second_diff", title="Second derivatives by differences", points=2, difficulty=2, minutes=15,
    objective="measure curvature with nothing but function calls",
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
    result = torch.zeros_like(theta)
    middle = f(theta)                                       # step: the value at theta
    for i in range(theta.numel()):
        d = torch.zeros_like(theta)
        d.view(-1)[i] = eps                                 # step: a move of eps along one coordinate
        bend = f(theta + d) - 2 * middle + f(theta - d)     # step: the rise ahead less the rise behind
        result.view(-1)[i] = bend / eps**2                  # step: the division by eps, twice
    return result


@task.right
def slope_by_slope(f, theta, eps):
    found = []
    for i in range(theta.numel()):
        ahead, behind = theta.clone(), theta.clone()
        ahead.view(-1)[i] += eps                            # step: the point ahead
        behind.view(-1)[i] -= eps                           # step: the point behind
        rise_behind = f(theta) - f(behind)                  # step: the rise from the point behind to theta
        rise_ahead = f(ahead) - f(theta)                    # step: the rise from theta to the point ahead
        slope_behind = rise_behind / eps                    # step: the slope behind
        slope_ahead = rise_ahead / eps                      # step: the slope ahead
        change = slope_ahead - slope_behind                 # step: the change of the slope
        found.append(change / eps)                          # step: the change of the slope per unit
    return torch.stack(found).reshape(theta.shape)


@task.right
def derivative_twice(f, theta, eps):
    def derivative(f, d):
        return lambda t: (f(t + eps / 2 * d) - f(t - eps / 2 * d)) / eps

    return _each(theta, lambda d: derivative(derivative(f, d), d)(theta))


@task.wrong("Your answer shrinks with the step: on f(t) = t² with eps = 0.1 you give 0.2, with eps = 0.01 you give "
            "0.02. How often is a difference divided by the step on the way from values to slopes to a change of "
            "slope?")
def divided_by_eps(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - 2 * f(theta) + f(theta - eps * d)) / eps)


@task.wrong("You give half of what is right: on f(t) = t² it is 1, though the slope 2t rises by 2 per unit. How far "
            "apart are the middles of your two slopes?")
def halved(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - 2 * f(theta) + f(theta - eps * d)) / (2 * eps**2))


@task.wrong("On f(t) = 1, which does not bend at all, you give 100 for eps = 0.1. With which weights must three equal "
            "values cancel?")
def middle_once(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - f(theta) + f(theta - eps * d)) / eps**2)


@task.wrong("You measure ahead of theta: on f(t) = t³ at 0 with eps = 0.1 you give 0.6, where the curve is straight. "
            "Around which point do your three values lie?")
def ahead_only(f, theta, eps):
    return _each(theta, lambda d: (f(theta + 2 * eps * d) - 2 * f(theta + eps * d) + f(theta)) / eps**2)


@task.wrong("Your outer points lie two steps away: on f(t) = t⁴ at 0 with eps = 0.1 you give 0.08 where three values "
            "one step apart give 0.02. Which points does eps name?")
def two_steps_apart(f, theta, eps):
    return _each(theta, lambda d: (f(theta + 2 * eps * d) - 2 * f(theta) + f(theta - 2 * eps * d)) / (4 * eps**2))


@task.wrong("You give the slope: on f(t) = t² at t = 3 it is 6, at t = 0 it is 0, yet the curve bends alike "
            "everywhere. What changes by 2 per unit there?")
def the_slope(f, theta, eps):
    return _each(theta, lambda d: (f(theta + eps * d) - f(theta - eps * d)) / (2 * eps))


@task.wrong("All your entries are equal: on f(t) = t1² + 10·t2² you give 22 twice. Which coordinates may move while "
            "one second derivative is measured?")
def all_at_once(f, theta, eps):
    second = (f(theta + eps) - 2 * f(theta) + f(theta - eps)) / eps**2
    return torch.full_like(theta, float(second))


@task.wrong("The first entry is right and later ones drift: when you come to the second coordinate, the first one is "
            "no longer where it was. On theta = (1, 1) with eps = 0.1, where does your second measurement stand?")
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


EXERCISE = task.declared()
