"""Exercise: one step of Nesterov's method."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths, walk
from dlcourse.classroom.task import Task
from dlcourse.optim import momentum


def reference(x: Tensor, v: Tensor, grad, eta: float, mu: float) -> tuple[Tensor, Tensor]:
    """The package's step with eta inside the velocity."""
    return tuple(momentum.deck_nesterov_step(x, v, grad, eta=eta, mu=mu))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def from_rest(label: str, x: Tensor, grad, formula: str, eta: float, mu: float, steps: int) -> Case:
        slope = Callback(grad, (tuple(x.shape),), budget=100, name="grad", formula=f"x -> {formula}")
        return case(label, x=x, v=torch.zeros_like(x), grad=slope, eta=eta, mu=mu, steps=steps)

    a, b, K = 1 + draw.normal(3).abs(), draw.normal(3), draw.bowl(3, least=1)
    return [
        from_rest("f(x) = x²/2 from 1, one step", numbers([1]), lambda x: x, "x", 0.1, 0.9, 1),
        from_rest("f(x) = x²/2 from 1, three steps", numbers([1]), lambda x: x, "x", 0.1, 0.9, 3),
        from_rest("a tilted bowl", 1 + draw.normal(3).abs(), lambda x: K @ x - b,
                  "K x - b, with fixed K and b", 0.05, 0.8, 5),
        from_rest("a slope that is no straight line", 1 + draw.normal(3).abs(), lambda x: a * x.tanh() + 0.1 * x**3,
                  "a tanh(x) + 0.1 x³, with a fixed a", 0.1, 0.7, 5),
        from_rest("parameters in a matrix, a tiny slope", draw.normal(2, 3),
                  lambda x: 1e-4 * (x - 1) * x**2 + x * 1e-5, "0.0001 (x - 1) x² + 0.00001 x", 0.4, 0.95, 4),
    ]


def drive(answer, x: Tensor, v: Tensor, grad, eta: float, mu: float, steps: int) -> list[Tensor] | str:
    """The path of x; only x counts, so that v may be kept with either sign."""
    return walk(lambda x, v, _: answer(x, v, grad, eta, mu), {"x": x, "v": v}, range(steps))


task = Task(
    key="nesterov_step", title="One step of Nesterov's method", points=1, difficulty=2, minutes=15,
    objective="take the gradient where the velocity is about to lead",
    reference=reference, cases=cases, drive=drive, compare=Paths(), facts=("N09-16",),
    hints=(
        "Before you know the new gradient, you know already where the old velocity will carry x. Which point is that?",
        "f(x) = x²/2, x = 0.9, v = -0.1, eta = 0.1, mu = 0.9: the point ahead is 0.9 - 0.09 = 0.81 and the slope there "
        "is 0.81. What is the new v?",
        "g = grad(____); v = mu * v - eta * g; return x + ____, v",
    ),
)


@task.solution
def nesterov_step(x, v, grad, eta, mu):
    g = grad(x + mu * v)    # step: the slope at the point ahead
    v = mu * v - eta * g    # step: the new velocity
    x = x + v               # step: the move by the new velocity
    return x, v


@task.right
def push_by_push(x, v, grad, eta, mu):
    kept = mu * v           # step: what is left of the old velocity
    ahead = x + kept        # step: the point ahead
    g = grad(ahead)         # step: the slope at the point ahead
    push = eta * g          # step: the push of the slope
    landed = ahead - push   # step: the new position, downhill from the point ahead
    return landed, landed - x   # step: the new velocity, the whole way of this step


@task.right
def with_opposite_velocity(x, v, grad, eta, mu):
    v = mu * v + eta * grad(x - mu * v)
    return [x - v, v]


@task.wrong("Your path is that of plain momentum: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 you reach 0.9 and "
            "0.72. Nesterov's second point is 0.729. At which point do you take the slope?")
def gradient_at_x(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x)
    return x + v, v


@task.wrong("You take the slope behind x: for f(x) = x²/2 at x = 0.9 with v = -0.1 and mu = 0.9 you ask for it at "
            "0.99. Where will the velocity carry x?")
def looks_back(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x - mu * v)
    return x + v, v


@task.wrong("You look a little too far: at x = 0.9 with v = -0.1 and mu = 0.9 you ask for the slope at 0.8. How much "
            "of the old velocity will be left in this step?")
def looks_a_full_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + v)
    return x + v, v


@task.wrong("The old velocity moves x twice: for f(x) = x²/2 at x = 0.9 with v = -0.1, eta = 0.1 and mu = 0.9 you land "
            "at 0.639 instead of 0.729. From which point does the new velocity start?")
def moves_from_the_lookahead(x, v, grad, eta, mu):
    ahead = x + mu * v
    v = mu * v - eta * grad(ahead)
    return ahead + v, v


@task.wrong("You follow the look-ahead point instead of x: for f(x) = x²/2 from 1 at rest with eta = 0.1 and mu = 0.9 "
            "you go to 0.81. Some libraries do that. If v is 0, where should the first step of x end?")
def keeps_the_lookahead(x, v, grad, eta, mu):
    step = eta * grad(x)
    v = mu * v - step
    return x + mu * v - step, v


@task.wrong("You walk uphill: for f(x) = x²/2 from 1 with eta = 0.1 you go to 1.1. In which direction should the "
            "velocity grow?")
def climbs(x, v, grad, eta, mu):
    v = mu * v + eta * grad(x + mu * v)
    return x + v, v


@task.wrong("Your first step is 10 times too short: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 you go to 0.99. "
            "Is the velocity here an average of gradients, or a sum that fades?")
def averages(x, v, grad, eta, mu):
    v = mu * v - (1 - mu) * eta * grad(x + mu * v)
    return x + v, v


@task.wrong("Your results come in the wrong order: for f(x) = x²/2 from 1 at rest with eta = 0.1 you return (-0.1, "
            "0.9). Which of the two is wanted first?")
def exchanged(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    return v, x + v


@task.wrong("You return the new position alone. After one step for f(x) = x²/2 from 1 the velocity is no longer 0, and "
            "the next step needs it. How does it get there?")
def position_only(x, v, grad, eta, mu):
    return x + mu * v - eta * grad(x + mu * v)


EXERCISE = task.declared()
