"""Exercise: the gradient by centred differences."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.diff import finite


def reference(f, theta: Tensor, eps: float) -> Tensor:
    """The centred difference of f at theta, as the package computes it."""
    return finite.central_difference(f, theta.double(), h=eps)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def slopes(label: str, f, theta: Tensor, eps: float) -> Case:
        """f as a callback for tensors shaped like theta, of any usual dtype."""
        dtypes = (torch.float64, torch.float32, torch.int64)
        return case(label, f=Callback(f, (tuple(theta.shape),), dtypes, budget=200), theta=theta, eps=eps)

    c, A, w, M, X = 2 + draw.normal().abs(), draw.normal(3, 3), draw.normal(4), draw.normal(2, 3), draw.normal(5, 3)
    return [
        slopes("a cubic of one variable, eps = 0.1", lambda t: c * (t.double() ** 3).sum(), 1 + draw.normal(1).abs(),
               0.1),
        slopes("three variables that meet in products", lambda t: t.double() @ A @ t.double() + (t.double() ** 3).sum(),
               draw.normal(3), 0.05),
        slopes("a vector of four, a smaller eps", lambda t: (t.double() * w).exp().sum(), 0.3 * draw.normal(4), 0.01),
        slopes("a matrix: the loss of one layer", lambda t: (X @ t.double().mT).tanh().square().mean() + (t * M).sum(),
               draw.normal(2, 3), 0.1),
        slopes("an integer theta", lambda t: (t.double() ** 3).sum(), torch.tensor([1, -2, 3]), 0.1),
    ]


task = Task(
    key="central_diff", title="The gradient by centred differences", points=2, difficulty=1, minutes=15,
    objective="compute a gradient with nothing but function calls",
    reference=reference, cases=cases, facts=("N07-03",),
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


@task.right
def by_change_and_restore(f, theta, eps):
    theta = theta.to(torch.float64, copy=True)  # step: a copy of the parameters as float64
    flat, slopes = theta.view(-1), []
    for i, original in enumerate(flat.tolist()):
        flat[i] = original + eps                # step: one entry moved ahead
        up = f(theta)                           # step: the value ahead
        flat[i] = original - eps                # step: the same entry moved behind
        down = f(theta)                         # step: the value behind
        flat[i] = original                      # step: the entry put back
        slopes.append((up - down) / (2 * eps))  # step: the rise per unit
    return torch.stack(slopes).reshape(theta.shape)


def _entry_by_entry(theta, derivative):
    """derivative(along) for each entry, where `along` is 1 in that entry and 0 elsewhere."""
    ones = torch.eye(theta.numel(), dtype=theta.dtype).reshape(-1, *theta.shape)
    return torch.stack([derivative(along).double() for along in ones]).reshape(theta.shape)


@task.wrong("Your answer looks one step ahead only. On f(t) = t³ at t = 1 with eps = 0.1 it gives 3.31, and the error "
            "halves when eps halves. What happens to the error when the step behind is used as well?")
def forward_difference(f, theta, eps):
    t = theta.double()
    return _entry_by_entry(t, lambda along: (f(t + eps * along) - f(t)) / eps)


@task.wrong("Your answer is twice the slope: on f(t) = t² at t = 1 it gives 4. How far apart are the two points at "
            "which you evaluate f?")
def not_halved(f, theta, eps):
    t = theta.double()
    return _entry_by_entry(t, lambda along: (f(t + eps * along) - f(t - eps * along)) / eps)


@task.wrong("The first entry is right and later ones drift: when you come to the second coordinate, the first one is "
            "no longer where it was. On theta = (1, 1), where does your second difference stand?")
def never_restored(f, theta, eps):
    theta = theta.double().clone()
    gradient = torch.zeros_like(theta)
    for i in range(theta.numel()):
        theta.view(-1)[i] += eps
        up = f(theta)
        theta.view(-1)[i] -= 2 * eps
        gradient.view(-1)[i] = (up - f(theta)) / (2 * eps)
    return gradient


@task.wrong("All your entries are equal: on f(t) = t1 + 10·t2 you give 11 twice. Which coordinates may move while one "
            "partial derivative is measured?")
def all_at_once(f, theta, eps):
    theta = theta.double()
    return torch.full_like(theta, float((f(theta + eps) - f(theta - eps)) / (2 * eps)))


@task.wrong("An integer theta cannot move by 0.1: 1 + 0.1 is stored as 1, and the difference comes out wrong. What "
            "should the dtype of the moving point be?")
def integer_step(f, theta, eps):
    def moved(step):
        there = theta.clone()
        there += step
        return f(there)

    return _entry_by_entry(theta, lambda along: (moved(eps * along) - moved(-eps * along)) / (2 * eps))


@task.wrong("You step by 1e-8 in float32, which keeps about 7 digits: 1 + 1e-8 is stored as 1. Which step were you "
            "given, and which dtype can hold it?")
def step_too_small(f, theta, eps):
    t, tiny = theta.float(), 1e-8
    return _entry_by_entry(t, lambda along: (f(t + tiny * along) - f(t - tiny * along)).double() / (2 * tiny))


EXERCISE = task.declared()
