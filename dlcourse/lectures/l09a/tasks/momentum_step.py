"""Exercise: one step with momentum."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, walk
from dlcourse.classroom.task import Task
from dlcourse.optim import DeckMomentum, Velocity


def reference(x: Tensor, v: Tensor, g: Tensor, eta: float, mu: float) -> tuple[Tensor, Tensor]:
    """The package's step with eta inside the velocity."""
    x, state = DeckMomentum(eta=eta, mu=mu).step(x, g, Velocity(v))
    return x, state.v


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def from_rest(label: str, x: Tensor, g: Tensor, eta: float, mu: float) -> Case:
        return case(label, x=x, v=torch.zeros_like(x), g=list(g), eta=eta, mu=mu)

    sizes = numbers(1, 1e-7, 3, 1e-3, 0.5)[:, None]
    return [
        from_rest("one step from rest; g lists the gradients", numbers(0, 0), numbers([[1, -2]]), 0.1, 0.9),
        from_rest("three steps with the same gradient", numbers(0, 0), numbers([1, -2]).repeat(3, 1), 0.1, 0.9),
        from_rest("five steps, the gradient changes", draw.normal(3), draw.normal(5, 3), 0.05, 0.8),
        from_rest("five steps, tiny gradients among them", draw.normal(2), sizes * draw.normal(5, 2), 0.2, 0.95),
        from_rest("parameters in a matrix", draw.normal(2, 3), draw.normal(4, 2, 3), 0.3, 0.5),
    ]


def drive(answer, x: Tensor, v: Tensor, g: list[Tensor], eta: float, mu: float) -> list[Tensor] | str:
    """The path of x; only x counts, so that v may be kept with either sign."""
    return walk(lambda x, v, g: answer(x, v, g, eta, mu), {"x": x, "v": v}, g)


task = Task(
    key="momentum_step", title="One step with momentum", points=1, difficulty=1, minutes=10,
    objective="carry a velocity from step to step",
    reference=reference, cases=cases, drive=drive, compare=Paths(), facts=("N09-15",),
    hints=(
        "A ball rolls down: what is left of its old velocity after a step, and what does the slope add?",
        "From rest, gradient 1, eta = 0.1, mu = 0.9: v is -0.1, then 0.9·(-0.1) - 0.1 = -0.19. What is it after the "
        "third step, and where is x?",
        "v = mu * v - ____; x = x + ____; return x, v",
    ),
)


@task.solution
def momentum_step(x, v, g, eta, mu):
    v = mu * v - eta * g    # step: the new velocity
    x = x + v               # step: the move by the new velocity
    return x, v


@task.right
def push_by_push(x, v, g, eta, mu):
    kept = mu * v           # step: what is left of the old velocity
    push = eta * g          # step: the push of the slope
    rolled = x + kept       # step: the place to which the old velocity alone leads
    landed = rolled - push  # step: the new position, downhill from there
    return landed, landed - x   # step: the new velocity, the whole way of this step


@task.right
def with_opposite_velocity(x, v, g, eta, mu):
    v = mu * v + eta * g
    return [x - v, v]


@task.right
def with_summed_gradients(x, v, g, eta, mu):
    v = mu * v + g
    return x - eta * v, v


@task.wrong("You walk uphill. At x = 0 with the gradient 1 and eta = 0.1 you go to +0.1, where the loss is higher. In "
            "which direction should the velocity grow?")
def climbs(x, v, g, eta, mu):
    v = mu * v + eta * g
    return x + v, v


@task.wrong("Your first step is 10 times too short: with mu = 0.9, eta = 0.1 and the gradient 1 you go to -0.01. Is "
            "the velocity here an average of gradients, or a sum that fades?")
def averages(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x + v, v


@task.wrong("Your first step leads nowhere: from rest with the gradient 1 you stay at 0, and each later step is one "
            "too late. Which velocity should move x, the old one or the new one?")
def moves_first(x, v, g, eta, mu):
    return x + v, mu * v - eta * g


@task.wrong("Your steps do not remember: with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.1 and -0.2, where "
            "momentum is at -0.29. What is left of the first step in the second one?")
def forgets(x, v, g, eta, mu):
    v = -eta * g
    return x + v, v


@task.wrong("The fresh gradient is damped too: from rest with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.09. "
            "Which of the two, the old velocity or the new gradient, has aged?")
def damps_all(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return x + v, v


@task.wrong("Your velocity never fades: with the gradient 1, eta = 0.1 and mu = 0.9 your first two steps are -0.1 and "
            "-0.2; the second should be -0.19. What does mu do to the old velocity?")
def never_slows(x, v, g, eta, mu):
    v = v - eta * g
    return x + v, v


@task.wrong("Your first step is longer than eta times the gradient: from rest with gradient 1, eta = 0.1 and mu = 0.9 "
            "you go to -0.19. That is a look-ahead, another method. Once v is updated, what else should be added to x?")
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


EXERCISE = task.declared()
