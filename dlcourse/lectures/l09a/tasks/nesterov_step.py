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
        from_rest("a tensor without axes", draw.normal(), lambda x: x + x**3, "x + x³", 0.1, 0.6, 4),
        from_rest("parameters in a matrix, a tiny slope", draw.normal(2, 3),
                  lambda x: 1e-8 * ((x - 1) * x**2 + x), "1e-8 ((x - 1) x² + x)", 0.4, 0.95, 4),
        from_rest("level ground between -2 and 0", numbers([1]), lambda x: x.clamp(min=0) + (x + 2).clamp(max=0),
                  "max(x, 0) + min(x + 2, 0)", 1.5, 0.9, 4),
        from_rest("three steps with mu = 0", 1 + draw.normal(2).abs(), lambda x: x, "x", 0.2, 0.0, 3),
    ]


def drive(answer, x: Tensor, v: Tensor, grad, eta: float, mu: float, steps: int) -> list[Tensor] | str:
    """The path of x; only x counts, so that v may be kept with either sign."""
    return walk(lambda x, v, _: answer(x, v, grad, eta, mu), {"x": x, "v": v}, range(steps))


task = Task(
    key="nesterov_step", title="One step of Nesterov's method", points=1, difficulty=2, minutes=10,
    objective="take the gradient where the velocity is about to lead",
    reference=reference, cases=cases, drive=drive, compare=Paths(1e-10), facts=("N09-16",),
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
            "0.72. Nesterov's second point is 0.729. At which point do you take the slope?",
            short="the slope is taken at x")
def gradient_at_x(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x)
    return x + v, v


@task.wrong("You take the slope behind x: for f(x) = x²/2 at x = 0.9 with v = -0.1 and mu = 0.9 you ask for it at "
            "0.99. Where will the velocity carry x?", short="the slope is taken behind x")
def looks_back(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x - mu * v)
    return x + v, v


@task.wrong("You look a little too far: at x = 0.9 with v = -0.1 and mu = 0.9 you ask for the slope at 0.8. How much "
            "of the old velocity will be left in this step?", short="the look ahead goes a full step")
def looks_a_full_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + v)
    return x + v, v


@task.wrong("The old velocity moves x twice: for f(x) = x²/2 at x = 0.9 with v = -0.1, eta = 0.1 and mu = 0.9 you land "
            "at 0.639 instead of 0.729. From which point does the new velocity start?",
            short="the old velocity moves x twice")
def moves_from_the_lookahead(x, v, grad, eta, mu):
    ahead = x + mu * v
    v = mu * v - eta * grad(ahead)
    return ahead + v, v


@task.wrong("You follow the look-ahead point instead of x: for f(x) = x²/2 from 1 at rest with eta = 0.1 and mu = 0.9 "
            "you go to 0.81. Some libraries do that. If v is 0, where should the first step of x end?",
            short="the point ahead is followed")
def keeps_the_lookahead(x, v, grad, eta, mu):
    step = eta * grad(x)
    v = mu * v - step
    return x + mu * v - step, v


@task.wrong("You walk uphill: for f(x) = x²/2 from 1 with eta = 0.1 you go to 1.1. In which direction should the "
            "velocity grow?", short="the step goes uphill")
def climbs(x, v, grad, eta, mu):
    v = mu * v + eta * grad(x + mu * v)
    return x + v, v


@task.wrong("Your first step is 10 times too short: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 you go to 0.99. "
            "Is the velocity here an average of gradients, or a sum that fades?",
            short="an average of gradients is taken")
def averages(x, v, grad, eta, mu):
    v = mu * v - (1 - mu) * eta * grad(x + mu * v)
    return x + v, v


@task.wrong("Your results come in the wrong order: for f(x) = x²/2 from 1 at rest with eta = 0.1 you return (-0.1, "
            "0.9). Which of the two is wanted first?", short="the results come in the wrong order")
def exchanged(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    return v, x + v


@task.wrong("You return the new position alone. After one step for f(x) = x²/2 from 1 the velocity is no longer 0, and "
            "the next step needs it. How does it get there?", short="the velocity is not returned")
def position_only(x, v, grad, eta, mu):
    return x + mu * v - eta * grad(x + mu * v)


@task.wrong("You take a whole step first and ask for the slope where it ends: for f(x) = x²/2 from 1 at rest with eta "
            "= 0.1 you ask at 0.9 and go to 0.91. What is known before any slope is?",
            short="the slope is taken after a whole step")
def slope_after_a_whole_step(x, v, grad, eta, mu):
    ahead = x + mu * v - eta * grad(x)
    v = mu * v - eta * grad(ahead)
    return x + v, v


@task.wrong("You return the next point ahead as x: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 your first point "
            "is 0.81, where the ball itself is at 0.9. Which of the two is asked for?",
            short="the point ahead is returned")
def returns_the_point_ahead(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    x = x + v
    return x + mu * v, v


@task.wrong("The old velocity fades twice: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 your second point is "
            "0.738, not 0.729. How often is v multiplied by mu?", short="mu multiplies the velocity twice")
def mu_twice(x, v, grad, eta, mu):
    v = mu * v
    v = mu * v - eta * grad(x + v)
    return x + v, v


@task.wrong("Only one entry moves ahead while you ask for its slope. That is right where each slope depends on its own "
            "entry only. For f(x) = x1·x2 the first slope is x2. At which x2 should it be taken?",
            short="only one entry is moved ahead")
def one_entry_ahead_at_a_time(x, v, grad, eta, mu):
    g = torch.zeros_like(x)
    for i in range(x.numel()):
        point = x.clone()
        point.view(-1)[i] += mu * v.reshape(-1)[i]
        g.view(-1)[i] = grad(point).reshape(-1)[i]
    v = mu * v - eta * g
    return x + v, v


@task.wrong("You keep the share 1 - mu of the velocity: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 your second "
            "point is 0.801, not 0.729. Which share stays, mu or the rest?", short="the velocity keeps the wrong share")
def friction(x, v, grad, eta, mu):
    v = (1 - mu) * v - eta * grad(x + (1 - mu) * v)
    return x + v, v


@task.wrong("The old velocity never fades: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 your second point is "
            "0.719, not 0.729. What does mu do to the velocity that is kept?", short="the velocity never fades")
def never_slows(x, v, grad, eta, mu):
    v = v - eta * grad(x + mu * v)
    return x + v, v


@task.wrong("mu is missing twice, ahead and in the velocity: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 your "
            "second point is 0.72, not 0.729. How much of v is left in a step?", short="mu is left out")
def never_slows_full_look(x, v, grad, eta, mu):
    v = v - eta * grad(x + v)
    return x + v, v


@task.wrong("The learning rate is missing: for f(x) = x²/2 from 1 at rest with eta = 0.1 you go to 0. By what is the "
            "slope multiplied before it joins the velocity?", short="eta is left out")
def without_eta(x, v, grad, eta, mu):
    v = mu * v - grad(x + mu * v)
    return x + v, v


@task.wrong("eta counts twice, in the velocity and in the move: for f(x) = x²/2 from 1 with eta = 0.1 you go to 0.99. "
            "Is the new velocity not a step already?", short="eta counts twice")
def eta_twice(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    return x + eta * v, v


@task.wrong("The old velocity moves x: for f(x) = x²/2 from 1 at rest you stay at 1 in the first step. Which velocity "
            "is it that moves the ball?", short="the old velocity moves x")
def moves_by_the_old_velocity(x, v, grad, eta, mu):
    new = mu * v - eta * grad(x + mu * v)
    return x + v, new


@task.wrong("Only the slope is new, the old velocity does not move x: for f(x) = x²/2 from 1 with eta = 0.1 and mu = "
            "0.9 your second point is 0.819, not 0.729. What else belongs to the new velocity?",
            short="the old velocity is dropped")
def step_without_velocity(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    v = -eta * g
    return x + v, v


@task.wrong("The slope moves x twice, directly and through the velocity: for f(x) = x²/2 from 1 with eta = 0.1 you go "
            "to 0.8. What is already in the new velocity?", short="the slope counts twice")
def slope_counts_twice(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    v = mu * v - eta * g
    return x + v - eta * g, v


@task.wrong("You take the mean of two slopes, at x and ahead: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 your "
            "second point is 0.7245, not 0.729. Which of the two counts?", short="two slopes are averaged")
def mean_of_two_slopes(x, v, grad, eta, mu):
    v = mu * v - eta * (grad(x) + grad(x + mu * v)) / 2
    return x + v, v


@task.wrong("Your velocity points downhill and x moves against it: for f(x) = x²/2 from 1 with eta = 0.1 you go to "
            "1.1. Which sign does the move need?", short="x moves against the velocity")
def minus_the_velocity(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    return x - v, v


@task.wrong("Your path is that of gradient descent: for f(x) = x²/2 from 1 with eta = 0.1 your points are 0.9 and "
            "0.81. Where does the velocity come in?", short="there is no velocity")
def plain_descent(x, v, grad, eta, mu):
    return x - eta * grad(x), v


@task.wrong("You ask for the slope at mu·v, without x: for f(x) = x²/2 from 1 at rest that is the slope at 0, and you "
            "stay at 1. From where does the ball look ahead?", short="x is missing in the point ahead")
def slope_at_the_velocity(x, v, grad, eta, mu):
    v = mu * v - eta * grad(mu * v)
    return x + v, v


@task.wrong("Whatever mu is, you use 0.9. With mu = 0.5 and eta = 0.1 the second point for f(x) = x²/2 from 1 is "
            "0.765. Where does the argument mu come in?", short="mu is a fixed number")
def mu_always_nine_tenths(x, v, grad, eta, mu):
    v = 0.9 * v - eta * grad(x + 0.9 * v)
    return x + v, v


@task.wrong("Two things: the slope counts with 1 - mu only, and it is taken behind x. For f(x) = x²/2 from 1 with eta "
            "= 0.1 and mu = 0.9 you go to 0.99 and 0.97101. What should the first step be?",
            short="an average is taken, and the slope behind x")
def behind_and_averaged(x, v, grad, eta, mu):
    v = mu * v - (1 - mu) * eta * grad(x - mu * v)
    return x + v, v


@task.wrong("Two things: the slope counts with 1 - mu only, and it is taken at x. For f(x) = x²/2 from 1 with eta = "
            "0.1 and mu = 0.9 you go to 0.99 and 0.9711. What should the first step be?",
            short="an average is taken, and the slope at x")
def averaged_at_x(x, v, grad, eta, mu):
    v = mu * v - (1 - mu) * eta * grad(x)
    return x + v, v


@task.wrong("Two things: you walk uphill, and the slope is taken at x. For f(x) = x²/2 from 1 with eta = 0.1 and mu = "
            "0.9 you go to 1.1 and 1.3. Which way does the loss fall?", short="x moves uphill, by the slope at x")
def uphill_from_x(x, v, grad, eta, mu):
    v = mu * v + eta * grad(x)
    return x + v, v


@task.wrong("You call grad with one entry at a time, and it refuses. For x of shape (2,) it takes a point of shape "
            "(2,): for f(x) = x1·x2 the slope of one entry depends on the other. What shape does a whole point have?",
            short="grad gets one entry at a time")
def one_entry_at_a_time(x, v, grad, eta, mu):
    p = x + mu * v
    v = mu * v - eta * torch.stack([grad(p[i]) for i in range(p.numel())]).reshape(x.shape)
    return x + v, v


@task.wrong("You call grad with one entry at a time: it refuses unless x has no axes. For x of shape (2,) it takes a "
            "point of shape (2,). For f(x) = x1·x2 each slope depends on the other entry. What shape does a point "
            "have?", short="grad gets one entry of the flattened point at a time")
def one_flat_entry_at_a_time(x, v, grad, eta, mu):
    p = x + mu * v
    v = mu * v - eta * torch.stack([grad(q) for q in p.flatten()]).reshape(x.shape)
    return x + v, v


@task.wrong("Your step is right where x has axes, and stops where it has none. torch.tensor(2.0) is a single number: "
            "what do you ask of it that only a list has?", short="a tensor without axes stops it")
def needs_an_axis(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    return torch.stack([x[i] + v[i] for i in range(len(x))]), v


@task.wrong("Your numbers are right, but x comes back as one long row. A matrix of shape (2, 3) should come back with "
            "shape (2, 3). Which of your calls changes the shape?", short="the shape is lost")
def flattens(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + mu * v)
    return (x + v).flatten(), v


@task.wrong("Two things: the velocity never fades, and the slope is taken at x. For f(x) = x²/2 from 1 with eta = 0.1 "
            "you go to 0.9 and 0.71, whatever mu is. What should mu change?",
            short="the velocity never fades, and the slope is taken at x")
def never_slows_at_x(x, v, grad, eta, mu):
    v = v - eta * grad(x)
    return x + v, v


@task.wrong("You take the point ahead for its own slope. For f(x) = x²/2 the two are equal. For f(x) = x² you go from "
            "1 at rest with eta = 0.1 to 0.9 instead of 0.8. Which function knows the slope?",
            short="the point ahead stands for its slope")
def point_for_the_slope(x, v, grad, eta, mu):
    v = mu * v - eta * (x + mu * v)
    return x + v, v


@task.wrong("The fresh slope is damped too: for f(x) = x²/2 from 1 at rest with eta = 0.1 and mu = 0.9 you go to "
            "0.91. Which of the two has aged, the old velocity or the new slope?",
            short="the fresh slope is damped too")
def damps_all(x, v, grad, eta, mu):
    v = mu * (v - eta * grad(x + mu * v))
    return x + v, v


@task.wrong("You keep a velocity, but x moves by the slope alone: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 "
            "your second point is 0.819, not 0.729. What should the new velocity do?",
            short="x moves by the slope alone")
def moves_by_the_slope_alone(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    return x - eta * g, mu * v - eta * g


@task.wrong("You look ahead 1/eta times too far: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 you ask for the "
            "second slope at 0, not at 0.81. Is your velocity a step, or a sum of slopes?",
            short="the look ahead leaves out eta")
def looks_ahead_without_eta(x, v, grad, eta, mu):
    v = mu * v + grad(x - mu * v)
    return x - eta * v, v


@task.wrong("Whatever eta is, you step as with 0.1. With eta = 0.2 the first step for f(x) = x²/2 from 1 at rest "
            "should end at 0.8. Where does the argument eta come in?",
            short="eta is a fixed number")
def eta_always_a_tenth(x, v, grad, eta, mu):
    v = mu * v - 0.1 * grad(x + mu * v)
    return x + v, v


@task.wrong("Whatever eta and mu are, you use 0.1 and 0.9. With eta = 0.2 and mu = 0.5 the first two steps for f(x) = "
            "x²/2 from 1 should end at 0.8 and 0.56. Where do the arguments eta and mu come in?",
            short="eta and mu are fixed numbers")
def numbers_of_the_example(x, v, grad, eta, mu):
    v = 0.9 * v - 0.1 * grad(x + 0.9 * v)
    return x + v, v


@task.wrong("Right as long as mu is not 0. With mu = 0 you step as with 0.9: for f(x) = x²/2 from 1 with eta = 0.1 "
            "your second point is 0.729, not 0.81. What does Python take 0 for in a condition?",
            short="mu = 0 is replaced by 0.9")
def zero_mu_replaced_by_0_9(x, v, grad, eta, mu):
    mu = mu or 0.9
    v = mu * v - eta * grad(x + mu * v)
    return x + v, v


@task.wrong("Right as long as mu is not 0. With mu = 0 you step as with 0.5: for f(x) = x²/2 from 1 with eta = 0.1 "
            "your second point is 0.765, not 0.81. What does Python take 0 for in a condition?",
            short="mu = 0 is replaced by 0.5")
def zero_mu_replaced_by_0_5(x, v, grad, eta, mu):
    mu = mu or 0.5
    v = mu * v - eta * grad(x + mu * v)
    return x + v, v


@task.wrong("You look ahead by eta·v: at x = 0.9 with v = -0.1, eta = 0.1 and mu = 0.9 you ask for the slope at 0.89. "
            "How much of the old velocity will be left in this step?",
            short="the look ahead uses eta instead of mu")
def looks_ahead_by_eta(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x + eta * v)
    return x + v, v


@task.wrong("Two things: the slope counts with 1 - mu only, and you look ahead by eta·v. For f(x) = x²/2 from 1 with "
            "eta = 0.1 and mu = 0.9 you go to 0.99 and 0.97111. What should the first step be?",
            short="an average is taken, and the look ahead uses eta instead of mu")
def averaged_ahead_by_eta(x, v, grad, eta, mu):
    v = mu * v - (1 - mu) * eta * grad(x + eta * v)
    return x + v, v


@task.wrong("Two things: the slope counts with 1 - mu only, and you look a full step ahead. For f(x) = x²/2 from 1 "
            "with eta = 0.1 and mu = 0.9 you go to 0.99 and 0.9712. What should the first step be?",
            short="an average is taken, and the look ahead goes a full step")
def averaged_a_full_step_ahead(x, v, grad, eta, mu):
    v = mu * v - (1 - mu) * eta * grad(x + v)
    return x + v, v


@task.wrong("You add the slopes at x and at v. For grad(x) = x - 1, x = 1, v = 0, mu = 0.9 that gives -0.9, but the "
            "point ahead has the slope 0. At which single point should grad be asked?",
            short="the slope is put together from those at x and at v")
def slopes_at_x_and_v(x, v, grad, eta, mu):
    v = mu * v - eta * (grad(x) + mu * grad(v))
    return x + v, v


@task.wrong("You add the slopes at x and at mu·v. For grad(x) = x - 1, x = 1 and v = 0 that gives -1, but the point "
            "ahead is 1, with the slope 0. At which single point should grad be asked?",
            short="the slopes at x and at mu times v are added")
def slopes_at_x_and_the_way(x, v, grad, eta, mu):
    v = mu * v - eta * (grad(x) + grad(mu * v))
    return x + v, v


@task.wrong("You return the point at which the slope was taken. From x = 1 at rest your first step leads nowhere, "
            "whatever the slope is. Where does the new velocity carry the ball?",
            short="the point where the slope was taken is returned")
def returns_where_the_slope_was_taken(x, v, grad, eta, mu):
    ahead = x + mu * v
    return ahead, mu * v - eta * grad(ahead)


@task.wrong("Where all slopes are tiny the slope does not count with you: for example with grad(x) = 1e-8, eta = 0.4 "
            "and a start at rest at 0 you stay at 0. Which slopes does the text leave out?",
            short="tiny slopes are taken for 0")
def tiny_slopes_skipped(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    v = mu * v - eta * (g if g.abs().max() > 1e-6 else 0 * g)
    return x + v, v


@task.wrong("Two things: for f(x) = x²/2 from 1 at rest you stay at 1 in the first step; and with v = -0.1 there you "
            "ask for the slope at 0.9. Which velocity moves the ball, and how much of the old one is left?",
            short="the old velocity moves x, and the look ahead goes a full step")
def moves_by_the_old_velocity_a_full_step_ahead(x, v, grad, eta, mu):
    new = mu * v - eta * grad(x + v)
    return x + v, new


@task.wrong("Two things: for f(x) = x²/2 from 1 at rest you stay at 1 in the first step; and with v = -0.1 there you "
            "take the slope at 1. Which velocity moves the ball, and where will the old one lead it?",
            short="the old velocity moves x, and the slope is taken at x")
def moves_by_the_old_velocity_from_x(x, v, grad, eta, mu):
    new = mu * v - eta * grad(x)
    return x + v, new


@task.wrong("Where the slope is 0 you stay: with v = -0.1, mu = 0.9 and the slope 0 your x does not move, but it "
            "should go on by -0.09. What does a ball that rolls do where the ground is level?",
            short="x stays where the slope is 0")
def waits_without_a_slope(x, v, grad, eta, mu):
    g = grad(x + mu * v)
    v_new = mu * v - eta * g
    return (x + v_new, v_new) if g.any() else (x, v)


@task.wrong("Two slopes come into one step: for f(x) = x²/2 from 1 at rest with eta = 0.1 and mu = 0.9 you go to "
            "0.819, by the slopes at 1 and at 0.91. How many slopes does one step need, and where?",
            short="two slopes make one step")
def two_slopes_in_one_step(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x)
    return x + mu * v - eta * grad(x + mu * v), v


@task.wrong("Two slopes come into one step, both through the velocity: for f(x) = x²/2 from 1 at rest with eta = 0.1 "
            "and mu = 0.9 you go to 0.819. How many slopes does one step need?",
            short="the velocity is updated twice in one step")
def updates_the_velocity_twice(x, v, grad, eta, mu):
    v = mu * v - eta * grad(x)
    v = mu * v - eta * grad(x + mu * v)
    return x + v, v


@task.wrong("Two things: for f(x) = x²/2 from 1 at rest with eta = 0.1 your first x is -0.1, the velocity; and you "
            "look ahead by all of v. In which order are x and v returned, and how much of v is left?",
            short="the results come in the wrong order, and the look ahead goes a full step")
def exchanged_a_full_step_ahead(x, v, grad, eta, mu):
    v_new = mu * v - eta * grad(x + v)
    return v_new, x + v_new


@task.wrong("Your first two steps are right: for f(x) = x²/2 from 1 with eta = 0.1 and mu = 0.9 the second step goes "
            "from 0.9 to 0.729, but you hand on -0.081. By how much did x move in it?",
            short="the returned velocity holds the last push alone")
def keeps_only_the_push(x, v, grad, eta, mu):
    push = -eta * grad(x + mu * v)
    return x + mu * v + push, push


@task.wrong("You add mu·v to the slope, not to the point: for f(x) = x² (slope 2x) at x = 1 with v = -0.1 and mu = "
            "0.9 you use 1.91, but the slope at 0.91 is 1.82. What does grad want to know?",
            short="the velocity is added to the slope, not to the point")
def adds_the_velocity_to_the_slope(x, v, grad, eta, mu):
    v = mu * v - eta * (grad(x) + mu * v)
    return x + v, v


@task.wrong("Your velocity holds no eta, and you look ahead by all of it: for f(x) = x²/2 with eta = 0.1 from 1 at "
            "rest the second slope is taken at 0.9 - 1 = -0.1. How far will v carry x?",
            short="the look ahead leaves out eta and mu")
def looks_a_full_step_without_eta(x, v, grad, eta, mu):
    v = mu * v - grad(x + v)
    return x + eta * v, v


@task.wrong("Your velocity points uphill and holds no eta, yet you add it to x: for f(x) = x²/2 with eta = 0.1 and mu "
            "= 0.9 the second slope is taken at 0.9 + 0.9 = 1.8. Where is x about to go?",
            short="the slope is taken behind x, and eta is missing from that way")
def looks_back_without_eta(x, v, grad, eta, mu):
    v = mu * v + grad(x + mu * v)
    return x - eta * v, v


@task.wrong("Your velocity points uphill and holds no eta, yet you add all of it to x: for f(x) = x²/2 with eta = 0.1 "
            "the second slope is taken at 0.9 + 1 = 1.9. Where is x about to go?",
            short="the slope is taken a full step behind x, and eta is missing from that way")
def looks_a_full_step_back_without_eta(x, v, grad, eta, mu):
    v = mu * v + grad(x + v)
    return x - eta * v, v


@task.wrong("You take the slope behind x, a full step back: for f(x) = x²/2 at x = 0.9 with v = -0.1 that is at 0.9 + "
            "0.1 = 1. Where will the velocity carry the ball, and how much of it is left?",
            short="the slope is taken a full step behind x")
def looks_a_full_step_back(x, v, grad, eta, mu):
    v_new = mu * v - eta * grad(x - v)
    return x + v_new, v_new


@task.wrong("Your look ahead is shortened by eta: for f(x) = x²/2 at x = 0.9 with v = -0.1, eta = 0.1 and mu = 0.9 "
            "you take the slope at 0.891, not at 0.81. What share of the velocity is left?",
            short="the look ahead also holds eta times the velocity")
def point_ahead_holds_the_old_push(x, v, grad, eta, mu):
    v_new = mu * v - eta * grad(x + eta * mu * v)
    return x + v_new, v_new


EXERCISE = task.declared()
