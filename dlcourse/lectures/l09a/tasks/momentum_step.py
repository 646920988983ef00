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
        from_rest("a tensor without axes", draw.normal(), draw.normal(4), 0.3, 0.6),
        from_rest("parameters in a matrix", draw.normal(2, 3), draw.normal(4, 2, 3), 0.3, 0.5),
        from_rest("a single entry; the gradient is 0 now and then", numbers([0]),
                  numbers(1e-7, 0, 1, 0, 0)[:, None] * draw.away_from_zero(5, 1), 1.5, 0.3),
        from_rest("three steps with mu = 0", draw.normal(2), draw.normal(3, 2), 0.2, 0.0),
    ]


def drive(answer, x: Tensor, v: Tensor, g: list[Tensor], eta: float, mu: float) -> list[Tensor] | str:
    """The path of x; only x counts, so that v may be kept with either sign."""
    return walk(lambda x, v, g: answer(x, v, g, eta, mu), {"x": x, "v": v}, g)


task = Task(
    key="momentum_step", title="One step with momentum", points=1, difficulty=1, minutes=10,
    objective="carry a velocity from step to step",
    reference=reference, cases=cases, drive=drive, compare=Paths(1e-10), facts=("N09-15",),
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
            "which direction should the velocity grow?", short="the step goes uphill")
def climbs(x, v, g, eta, mu):
    v = mu * v + eta * g
    return x + v, v


@task.wrong("Your first step is 10 times too short: with mu = 0.9, eta = 0.1 and the gradient 1 you go to -0.01. Is "
            "the velocity here an average of gradients, or a sum that fades?", short="an average of gradients is taken")
def averages(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x + v, v


@task.wrong("Your first step leads nowhere: from rest with the gradient 1 you stay at 0, and each later step is one "
            "too late. Which velocity should move x, the old one or the new one?", short="the old velocity moves x")
def moves_first(x, v, g, eta, mu):
    return x + v, mu * v - eta * g


@task.wrong("Your steps do not remember: with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.1 and -0.2, where "
            "momentum is at -0.29. What is left of the first step in the second one, and which velocity do you return?",
            short="the steps do not remember")
def forgets(x, v, g, eta, mu):
    v = -eta * g
    return x + v, v


@task.wrong("The fresh gradient is damped too: from rest with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.09. "
            "Which of the two, the old velocity or the new gradient, has aged?",
            short="the fresh gradient is damped too")
def damps_all(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return x + v, v


@task.wrong("Your velocity never fades: with the gradient 1, eta = 0.1 and mu = 0.9 your first two steps are -0.1 and "
            "-0.2; the second should be -0.19. What does mu do to the old velocity?", short="the velocity never fades")
def never_slows(x, v, g, eta, mu):
    v = v - eta * g
    return x + v, v


@task.wrong("Your first step is longer than eta times the gradient: from rest with gradient 1, eta = 0.1 and mu = 0.9 "
            "you go to -0.19. That is a look-ahead, another method. Once v is updated, what else should be added to x?",
            short="the step looks ahead")
def looks_ahead(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x + mu * v - eta * g, v


@task.wrong("Your results come in the wrong order: from x = 3 at rest with the gradient 1 and eta = 0.1 you return "
            "(-0.1, 2.9). Which of the two is wanted first?", short="the results come in the wrong order")
def exchanged(x, v, g, eta, mu):
    v = mu * v - eta * g
    return v, x + v


@task.wrong("You return the new position alone. After one step with mu = 0.9 and the gradient 1 the velocity is no "
            "longer 0, and the next step needs it. How does it get there?", short="the velocity is not returned")
def position_only(x, v, g, eta, mu):
    return x + mu * v - eta * g


@task.wrong("You keep the share 1 - mu of the velocity: with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.1 and "
            "-0.21, where momentum is at -0.29. Which share stays, mu or the rest?",
            short="the velocity keeps the wrong share")
def friction(x, v, g, eta, mu):
    v = (1 - mu) * v - eta * g
    return x + v, v


@task.wrong("The slope moves x twice: directly and through the velocity. From rest with the gradient 1 and eta = 0.1 "
            "you go to -0.2. What is already in the new velocity?", short="the slope counts twice")
def slope_counts_twice(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x + v - eta * g, v


@task.wrong("The learning rate is missing: from rest with the gradient 1 and eta = 0.1 you go to -1. By what is the "
            "slope multiplied before it joins the velocity?", short="eta is left out")
def without_eta(x, v, g, eta, mu):
    v = mu * v - g
    return x + v, v


@task.wrong("eta counts twice, in the velocity and in the move: from rest with the gradient 1 and eta = 0.1 you go to "
            "-0.01. Is the new velocity not a step already?", short="eta counts twice")
def eta_twice(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x + eta * v, v


@task.wrong("eta shrinks the old velocity too: with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.1 and -0.209, "
            "where momentum is at -0.29. Which of the two summands belongs to eta?",
            short="eta multiplies the old velocity too")
def eta_on_the_bracket(x, v, g, eta, mu):
    v = eta * (mu * v - g)
    return x + v, v


@task.wrong("Two things: the gradient counts with 1 - mu only, and you walk uphill. From rest with the gradient 1, eta "
            "= 0.1 and mu = 0.9 you go to 0.01. What should the first step be?",
            short="an average is taken, and x moves uphill")
def average_uphill(x, v, g, eta, mu):
    v = mu * v + (1 - mu) * eta * g
    return x + v, v


@task.wrong("Two things: the fresh gradient is damped by mu, and you walk uphill. From rest with the gradient 1, eta = "
            "0.1 and mu = 0.9 you go to 0.09. What should the first step be?",
            short="the gradient is damped, and x moves uphill")
def damped_uphill(x, v, g, eta, mu):
    v = mu * (v + eta * g)
    return x + v, v


@task.wrong("You return the velocity as the position. With the gradient 1, eta = 0.1 and mu = 0.9 the second x is "
            "-0.19, not -0.29. To what is the velocity added?", short="the position is forgotten")
def position_is_the_velocity(x, v, g, eta, mu):
    v = mu * v - eta * g
    return v, v


@task.wrong("Whatever mu is, you keep 0.9 of the velocity. With mu = 0.5, eta = 0.1 and the gradient 1 the second step "
            "should end at -0.25. Where does the argument mu come in?", short="mu is a fixed number")
def mu_always_nine_tenths(x, v, g, eta, mu):
    v = 0.9 * v - eta * g
    return x + v, v


@task.wrong("Whatever eta is, you step as with 0.1. With eta = 0.2 and the gradient 1 the first step should end at "
            "-0.2. Where does the argument eta come in?", short="eta is a fixed number")
def eta_always_a_tenth(x, v, g, eta, mu):
    v = mu * v - 0.1 * g
    return x + v, v


@task.wrong("eta and mu have changed places: from rest with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.9. "
            "Which of the two says how much of the velocity stays?", short="eta and mu change places")
def roles_of_eta_and_mu(x, v, g, eta, mu):
    v = eta * v - mu * g
    return x + v, v


@task.wrong("x moves by the mean of the old and the new velocity: with the gradient 1, eta = 0.1 and mu = 0.9 you go "
            "to -0.05 and -0.195. Which velocity moves the ball?", short="x moves by the mean of two velocities")
def middle_velocity(x, v, g, eta, mu):
    new = mu * v - eta * g
    return x + (v + new) / 2, new


@task.wrong("The length of the gradient does not count: with the gradient (3, 1) and eta = 0.1 you go to (-0.1, -0.1). "
            "How far should the first entry go?", short="only the sign of the gradient counts")
def sign_of_the_gradient(x, v, g, eta, mu):
    v = mu * v - eta * g.sign()
    return x + v, v


@task.wrong("The whole gradient is cut to length 1: with the gradient (3, 4) and eta = 0.1 you go to (-0.06, -0.08). "
            "How far should the first entry go?", short="the gradient is cut to length one")
def gradient_of_length_one(x, v, g, eta, mu):
    v = mu * v - eta * g / g.norm()
    return x + v, v


@task.wrong("The velocity never fades, and the gradient counts with 1 - mu: with the gradient 1, eta = 0.1 and mu = "
            "0.9 you go to -0.01 and -0.03. What does mu multiply?", short="nothing fades and the gradient is damped")
def never_slows_averaged(x, v, g, eta, mu):
    v = v - (1 - mu) * eta * g
    return x + v, v


@task.wrong("Your step is right where x has axes, and stops where it has none. x = torch.tensor(2.0) is a single "
            "number: what do you ask of it that only a list has?", short="a tensor without axes stops it")
def needs_an_axis(x, v, g, eta, mu):
    v = mu * v - eta * g
    return torch.stack([x[i] + v[i] for i in range(len(x))]), v


@task.wrong("Your numbers are right, but x comes back as one long row. A matrix of shape (2, 3) should come back with "
            "shape (2, 3). Which of your calls changes the shape?", short="the shape is lost")
def flattens(x, v, g, eta, mu):
    v = mu * v - eta * g
    return (x + v).flatten(), v


@task.wrong("The shares are exchanged: the old velocity gets 1 - mu and the new gradient gets mu. With the gradient "
            "1, eta = 0.1 and mu = 0.9 you go to -0.09 and -0.189, not to -0.1 and -0.29. Which of the two should "
            "fade?", short="the old velocity gets 1 - mu and the gradient mu")
def shares_exchanged(x, v, g, eta, mu):
    v = (1 - mu) * v - mu * eta * g
    return x + v, v


@task.wrong("Each move is damped, but the velocity never fades: with the gradient 1, eta = 0.1 and mu = 0.9 you go to "
            "-0.09 and -0.27, not to -0.1 and -0.29. What should mu make smaller?",
            short="mu damps the move and not the velocity")
def damps_the_move(x, v, g, eta, mu):
    v = v - eta * g
    return x + mu * v, v


@task.wrong("Whatever eta and mu are, you use 0.1 and 0.9. With eta = 0.2, mu = 0.5 and the gradient 1 the first two "
            "steps should end at -0.2 and -0.5. Where do the arguments eta and mu come in?",
            short="eta and mu are fixed numbers")
def numbers_of_the_example(x, v, g, eta, mu):
    v = 0.9 * v - 0.1 * g
    return x + v, v


@task.wrong("Right as long as mu is not 0. With mu = 0 you still keep 0.9 of the velocity: with eta = 0.1 and the "
            "gradient 1 the second step ends at -0.29, not at -0.2. What does Python take 0 for in a condition?",
            short="mu = 0 is replaced by 0.9")
def zero_mu_replaced_by_0_9(x, v, g, eta, mu):
    v = (mu or 0.9) * v - eta * g
    return x + v, v


@task.wrong("Right as long as mu is not 0. With mu = 0 you still keep half of the velocity: with eta = 0.1 and the "
            "gradient 1 the second step ends at -0.25, not at -0.2. What does Python take 0 for in a condition?",
            short="mu = 0 is replaced by 0.5")
def zero_mu_replaced_by_0_5(x, v, g, eta, mu):
    v = (mu or 0.5) * v - eta * g
    return x + v, v


@task.wrong("The velocity that you return brakes the next step: with the gradient 1, eta = 0.1 and mu = 0.9 you go to "
            "-0.1 and then to -0.11, not to -0.29. Which sign has a velocity that leads downhill?",
            short="the velocity is handed on with the wrong sign")
def returned_with_the_wrong_sign(x, v, g, eta, mu):
    v = mu * v - eta * g
    return x + v, -v


@task.wrong("Two things: your results come in the wrong order, and an average is taken. From x = 3 at rest with "
            "gradient 1, eta = 0.1 and mu = 0.9 you return (-0.01, 2.99). Which of the two results is wanted first?",
            short="the results come in the wrong order, and an average of gradients is taken")
def average_exchanged(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return v, x + v


@task.wrong("Two things: your results come in the wrong order, and you walk uphill. From x = 3 at rest with gradient "
            "1 and eta = 0.1 you return (0.1, 3.1). Which of the two results is wanted first?",
            short="the results come in the wrong order, and x moves uphill")
def uphill_exchanged(x, v, g, eta, mu):
    v = mu * v + eta * g
    return v, x + v


@task.wrong("Two things: your results come in the wrong order, and the fresh gradient is damped. From x = 3 at rest "
            "with gradient 1, eta = 0.1 and mu = 0.9 you return (-0.09, 2.91). Which of the two results is wanted "
            "first?",
            short="the results come in the wrong order, and the fresh gradient is damped")
def damped_exchanged(x, v, g, eta, mu):
    v = mu * (v - eta * g)
    return v, x + v


@task.wrong("-eta multiplies the old velocity too: with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.1 and "
            "-0.191, where momentum is at -0.29. Is what you hand on a sum of gradients, or the way that x moved?",
            short="minus eta multiplies the old velocity too")
def moves_handed_on_as_gradients(x, v, g, eta, mu):
    v = -eta * (mu * v + g)
    return x + v, v


@task.wrong("Two things: in the velocity the gradient counts with 1 - mu only, and it moves x directly besides. From "
            "rest with the gradient 1, eta = 0.1 and mu = 0.9 you go to -0.11. What should the first step be?",
            short="an average is taken, and the slope counts twice")
def averages_and_slope_counts_twice(x, v, g, eta, mu):
    v = mu * v - (1 - mu) * eta * g
    return x + v - eta * g, v


@task.wrong("A step whose gradient is 0 is left out: with v = -0.1, mu = 0.9 and g = 0 you stay where you are, but x "
            "should go on by -0.09. What does a ball that rolls do where the ground is level?",
            short="a step without a gradient is left out")
def waits_without_a_gradient(x, v, g, eta, mu):
    v_new = mu * v - eta * g
    return (x + v_new, v_new) if g.any() else (x, v)


@task.wrong("An entry whose gradient is 0 stops: with v = -0.1, mu = 0.9 and g = 0 you stay where you are, but x "
            "should go on by -0.09. What does a ball that rolls do where the ground is level?",
            short="entries without a gradient stop")
def stops_without_a_gradient(x, v, g, eta, mu):
    v = torch.where(g == 0, 0, mu * v - eta * g)
    return x + v, v


@task.wrong("Your x never moves: from 0 at rest with the gradient 1 and eta = 0.1 it should go to -0.1. By which line "
            "does the gradient get into what you return?", short="x never moves")
def never_moves(x, v, g, eta, mu):
    return x.clone(), mu * v


EXERCISE = task.declared()
