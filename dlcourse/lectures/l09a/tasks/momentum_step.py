"""Exercise: one step with momentum."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, wrong_form
from dlcourse.classroom.task import Task
from dlcourse.optim import DeckMomentum, Velocity


def reference(x: Tensor, v: Tensor, g: Tensor, eta: float, mu: float) -> tuple[Tensor, Tensor]:
    """The package's step with eta inside the velocity."""
    x, state = DeckMomentum(eta=eta, mu=mu).step(x, g, Velocity(v))
    return x, state.v


def cases(rng: torch.Generator) -> list[Case]:
    def case(label: str, x: Tensor, g: Tensor, eta: float, mu: float) -> Case:
        return Case(label, {"x": x, "v": torch.zeros_like(x), "g": list(g), "eta": eta, "mu": mu})

    def normal(*shape: int) -> Tensor:
        return torch.randn(*shape, generator=rng, dtype=torch.float64)

    same = torch.tensor([1.0, -2.0], dtype=torch.float64)
    sizes = torch.tensor([1.0, 1e-7, 3.0, 1e-3, 0.5], dtype=torch.float64)
    return [
        case("one step from rest; g lists the gradients", torch.zeros(2, dtype=torch.float64), same[None], 0.1, 0.9),
        case("three steps with the same gradient", torch.zeros(2, dtype=torch.float64), same.expand(3, 2).clone(),
             0.1, 0.9),
        case("five steps, the gradient changes", normal(3), normal(5, 3), 0.05, 0.8),
        case("five steps, tiny gradients among them", normal(2), sizes[:, None] * normal(5, 2), 0.2, 0.95),
        case("parameters in a matrix", normal(2, 3), normal(4, 2, 3), 0.3, 0.5),
    ]


def drive(answer, x: Tensor, v: Tensor, g: list[Tensor], eta: float, mu: float):
    """The path of x; only x counts, so that v may be kept with either sign."""
    path = []
    for g_k in g:
        result = answer(x, v, g_k, eta, mu)
        if wrong_form(result, "x", "v"):
            return wrong_form(result, "x", "v")
        x, v = result
        path.append(x)
    return path


task = Task(
    key="momentum_step", points=1, difficulty=1, minutes=10,
    title="One step with momentum",
    objective="carry a velocity from step to step",
    reference=reference,
    cases=cases,
    drive=drive,
    compare=Paths(),
    facts=("N09-15",),
    hints=(
        "A ball rolls down: what is left of its old velocity after a step, and what does the slope add?",
        "From rest, gradient 1, eta = 0.1, mu = 0.9: v is -0.1, then 0.9·(-0.1) - 0.1 = -0.19. What is it after the "
        "third step, and where is x?",
        "v = mu * v - ____; x = x + ____; return x, v",
    ),
)


@task.solution
def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g
    x = x + v
    return x, v


@task.wrong("You walk uphill. At x = 0 with the gradient 1 and eta = 0.1 you go to +0.1, where the loss is higher. "
            "In which direction should the velocity grow?")
def climbs(x, v, g, eta, mu):
    v = mu * v + eta * g
    return x + v, v


@task.wrong("Your first step is 10 times too short: with mu = 0.9, eta = 0.1 and the gradient 1 you go to -0.01. "
            "Is the velocity here an average of gradients, or a sum that fades?")
def averages(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x + v, v


@task.wrong("Your first step leads nowhere: from rest with the gradient 1 you stay at 0, and each later step is "
            "one too late. Which velocity should move x, the old one or the new one?")
def moves_first(x, v, g, eta, mu):
    return x + v, mu * v - eta * g


@task.wrong("Your steps do not remember: with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.1 and -0.2, "
            "where momentum is at -0.29. What is left of the first step in the second one?")
def forgets(x, v, g, eta, mu):
    v = -eta * g
    return x + v, v


@task.wrong("The fresh gradient is damped too: from rest with the gradient 1, eta = 0.1 and mu = 0.9 you go to "
            "-0.09. Which of the two, the old velocity or the new gradient, has aged?")
def damps_all(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return x + v, v


@task.wrong("Your velocity never fades: with the gradient 1, eta = 0.1 and mu = 0.9 your first two steps are -0.1 "
            "and -0.2; the second should be -0.19. What does mu do to the old velocity?")
def never_slows(x, v, g, eta, mu):
    v = v - eta * g
    return x + v, v


@task.wrong("Your first step is longer than eta times the gradient: from rest with gradient 1, eta = 0.1 and mu = "
            "0.9 you go to -0.19. That is a look-ahead, another method. Once v is updated, what else should be "
            "added to x?")
def looks_ahead(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x + mu * v - eta * g, v


@task.wrong("Your results come in the wrong order: from x = 3 at rest with the gradient 1 and eta = 0.1 you return "
            "(-0.1, 2.9). Which of the two is wanted first?")
def exchanged(x, v, g, eta, mu):
    v = mu * v - eta * g
    return v, x + v


@task.wrong("You return the new position alone. After one step with mu = 0.9 and the gradient 1 the velocity is no "
            "longer 0, and the next step needs it. How does it get there?")
def position_only(x, v, g, eta, mu):
    return x + mu * v - eta * g


@task.right
def with_opposite_velocity(x, v, g, eta, mu):
    v = mu * v + eta * g
    return [x - v, v]


@task.right
def with_summed_gradients(x, v, g, eta, mu):
    v = mu * v + g
    return x - eta * v, v


EXERCISE = task.declared()
