"""Exercise: the gradient by centred differences."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import Draw
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.diff import finite


def reference(f, theta: Tensor, eps: float) -> Tensor:
    """The centred difference of f at theta, as the package computes it."""
    return finite.central_difference(f, theta.double(), h=eps)


def cases(rng: torch.Generator) -> list[Case]:
    normal = Draw(rng).normal

    def case(label: str, f, theta: Tensor, eps: float) -> Case:
        dtypes = (torch.float64, torch.float32, torch.int64)
        return Case(label, {"f": Callback(f, (tuple(theta.shape),), dtypes, budget=200), "theta": theta, "eps": eps})

    c, A, w, M, X = 2 + normal(1).abs(), normal(3, 3), normal(4), normal(2, 3), normal(5, 3)
    return [
        case("a cubic of one variable, eps = 0.1", lambda t: c[0] * (t.double() ** 3).sum(), 1 + normal(1).abs(), 0.1),
        case("three variables that meet in products", lambda t: t.double() @ A @ t.double() + (t.double() ** 3).sum(),
             normal(3), 0.05),
        case("a vector of four, a smaller eps", lambda t: (t.double() * w).exp().sum(), 0.3 * normal(4), 0.01),
        case("a matrix: the loss of one layer", lambda t: (X @ t.double().mT).tanh().square().mean() + (t * M).sum(),
             normal(2, 3), 0.1),
        case("an integer theta", lambda t: (t.double() ** 3).sum(), torch.tensor([1, -2, 3]), 0.1),
    ]


def _each(f, theta: Tensor, derivative) -> Tensor:
    """The same loop over coordinates with another formula: derivative(f, theta, one_hot)."""
    theta = theta.double()
    gradient = torch.zeros_like(theta)
    for i in range(theta.numel()):
        one_hot = torch.zeros_like(theta)
        one_hot.view(-1)[i] = 1
        gradient.view(-1)[i] = derivative(theta, one_hot)
    return gradient


task = Task(
    key="central_diff", points=2, difficulty=1, minutes=15,
    title="The gradient by centred differences",
    objective="compute a gradient with nothing but function calls",
    reference=reference,
    cases=cases,
    facts=("N07-03",),
    hints=(
        "A partial derivative moves one coordinate and keeps the others. How would you make a theta in which only "
        "entry i has moved?",
        "For f(t) = t1 · t2 at (2, 3) with eps = 0.1, the first entry is (2.1·3 - 1.9·3) / 0.2 = 3. Which two calls "
        "of f give the second entry?",
        "d = torch.zeros_like(theta); d.view(-1)[i] = eps; gradient.view(-1)[i] = (f(theta + d) - f(____)) / (____)",
    ),
)


@task.solution
def central_diff(f, theta, eps):
    theta = theta.double()                          # step: the parameters as float64
    gradient = torch.empty_like(theta)
    for i in range(theta.numel()):
        step = torch.zeros_like(theta)
        step.view(-1)[i] = eps                      # step: a step along one entry
        rise = f(theta + step) - f(theta - step)    # step: the rise from behind to ahead
        gradient.view(-1)[i] = rise / (2 * eps)     # step: the rise per unit
    return gradient


@task.right
def behind_and_ahead(f, theta, eps):
    values = theta.double().flatten().tolist()              # step: the parameters as float64
    slopes = []
    for i in range(len(values)):
        ahead, behind = list(values), list(values)
        ahead[i] = values[i] + eps                          # step: one entry moved ahead
        behind[i] = values[i] - eps                         # step: the same entry moved behind
        above = f(torch.tensor(ahead, dtype=torch.float64).reshape(theta.shape))    # step: the value ahead
        below = f(torch.tensor(behind, dtype=torch.float64).reshape(theta.shape))   # step: the value behind
        rise = above - below                                # step: the rise from behind to ahead
        run = 2 * eps                                       # step: the distance from behind to ahead
        slopes.append(rise / run)                           # step: the rise per unit
    return torch.stack(slopes).reshape(theta.shape)


@task.wrong("Your answer looks one step ahead only. On f(t) = t³ at t = 1 with eps = 0.1 it gives 3.31, and the "
            "error halves when eps halves. What happens to the error when the step behind is used as well?")
def forward_difference(f, theta, eps):
    return _each(f, theta, lambda t, d: (f(t + eps * d) - f(t)) / eps)


@task.wrong("Your answer is twice the slope: on f(t) = t² at t = 1 it gives 4. How far apart are the two points at "
            "which you evaluate f?")
def not_halved(f, theta, eps):
    return _each(f, theta, lambda t, d: (f(t + eps * d) - f(t - eps * d)) / eps)


@task.wrong("The first entry is right and later ones drift: when you come to the second coordinate, the first one "
            "is no longer where it was. On theta = (1, 1), where does your second difference stand?")
def never_restored(f, theta, eps):
    theta = theta.double().clone()
    gradient = torch.zeros_like(theta)
    for i in range(theta.numel()):
        theta.view(-1)[i] += eps
        up = f(theta)
        theta.view(-1)[i] -= 2 * eps
        gradient.view(-1)[i] = (up - f(theta)) / (2 * eps)
    return gradient


@task.wrong("All your entries are equal: on f(t) = t1 + 10·t2 you give 11 twice. Which coordinates may move while "
            "one partial derivative is measured?")
def all_at_once(f, theta, eps):
    theta = theta.double()
    return torch.full_like(theta, float((f(theta + eps) - f(theta - eps)) / (2 * eps)))


@task.wrong("An integer theta cannot move by 0.1: 1 + 0.1 is stored as 1, and the difference comes out wrong. What "
            "should the dtype of the moving point be?")
def integer_step(f, theta, eps):
    gradient = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        up, down = theta.clone(), theta.clone()
        up.view(-1)[i] += eps
        down.view(-1)[i] -= eps
        gradient.view(-1)[i] = (f(up) - f(down)) / (2 * eps)
    return gradient


@task.wrong("You step by 1e-8 in float32, which keeps about 7 digits: 1 + 1e-8 is stored as 1. Which step were you "
            "given, and which dtype can hold it?")
def step_too_small(f, theta, eps):
    step, theta = 1e-8, theta.float()
    gradient = torch.zeros(theta.shape, dtype=torch.float64)
    for i in range(theta.numel()):
        up, down = theta.clone(), theta.clone()
        up.view(-1)[i] += step
        down.view(-1)[i] -= step
        gradient.view(-1)[i] = float(f(up) - f(down)) / (2 * step)
    return gradient


@task.right
def by_change_and_restore(f, theta, eps):
    theta = theta.to(torch.float64, copy=True)
    flat, slopes = theta.view(-1), []
    for i, original in enumerate(flat.tolist()):
        flat[i] = original + eps
        up = f(theta)
        flat[i] = original - eps
        down = f(theta)
        flat[i] = original
        slopes.append((up - down) / (2 * eps))
    return torch.stack(slopes).reshape(theta.shape)


EXERCISE = task.declared()
