"""Exercise: one softplus neuron backwards; the twin of neuron_backward."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.lectures.l08.tasks.neuron_backward import drive


def cases(rng: torch.Generator) -> list[Case]:
    """The simplest first; the last two lie far out, where a power overflows and where the curve is flat."""
    draw = Draw(rng)

    def neuron(label: str, n: int, b: float, y_bar: float) -> Case:
        signs = numbers([1, -1] * n)[:n]
        return case(label, a=signs * draw.uniform(0.2, 1.2, n), b=b + draw.uniform(0.1, 0.6),
                    x=draw.uniform(0.2, 1.2, n), y_bar=y_bar * draw.uniform(0.2, 1.2))

    return [
        neuron("one input", 1, -0.5, 2.0),
        neuron("three inputs", 3, 0.4, 1.5),
        neuron("five inputs, the loss falls as y rises", 5, -0.7, -2.0),
        neuron("two inputs, a bias of about 900", 2, 900.0, 3.0),
        neuron("two inputs, a bias of about -4", 2, -4.5, 3.0),
    ]


task = Task(
    key="softplus_neuron", title="One softplus neuron backwards", points=2, difficulty=1, minutes=15,
    objective="carry the chain rule over to an activation that is new",
    cases=cases, drive=drive, forbids=(".backward", "torch.autograd.grad", "aten::softplus_backward"),
    hints=(
        "Three steps lead from a to the loss: a sum, softplus, the loss. Which of the three derivatives were you "
        "given, and which one is new?",
        "At a^T x + b = 0 softplus gives 0.6931, at 0.01 it gives 0.6982, at 100 and 100.01 it gives 100 and 100.01. "
        "Which well-known function is 0.5 at 0 and 1 far to the right?",
        "z_bar = y_bar * ____(a @ x + b); a_bar = z_bar * x; b_bar = z_bar; x_bar = z_bar * ____",
    ),
)


@task.solution
def softplus_neuron(a, b, x, y_bar):
    slope = torch.sigmoid(a @ x + b)        # step: the slope of softplus at the pre-activation
    z_bar = y_bar * slope                   # step: the adjoint of the pre-activation
    return z_bar * x, z_bar, z_bar * a      # step: the adjoints of a, b and x


@task.right
def factor_by_factor(a, b, x, y_bar):
    product = (a * x).sum()                 # step: the sum of the products of a and x
    z = product + b                         # step: the pre-activation
    power = (-z).exp()                      # step: the power of -z, which does not overflow for a large z
    dy_dz = 1 / (1 + power)                 # step: the slope of softplus at the pre-activation
    z_bar = y_bar * dy_dz                   # step: the adjoint of the pre-activation
    dz_da = x                               # step: the slope of the pre-activation when a moves
    dz_db = torch.ones_like(b)              # step: the slope of the pre-activation when b moves
    dz_dx = a                               # step: the slope of the pre-activation when x moves
    a_bar = z_bar * dz_da                   # step: the adjoint of a
    b_bar = z_bar * dz_db                   # step: the adjoint of b
    x_bar = z_bar * dz_dx                   # step: the adjoint of x
    return a_bar, b_bar, x_bar


@task.right
def from_y(a, b, x, y_bar):
    y = torch.nn.functional.softplus(a @ x + b)
    z_bar = y_bar * -torch.expm1(-y)
    return z_bar * x, z_bar, z_bar * a


@task.right
def by_tanh(a, b, x, y_bar):
    z_bar = y_bar * (1 + torch.tanh((a @ x + b) / 2)) / 2
    return [torch.stack([z_bar * entry for entry in x]), float(z_bar), torch.stack([z_bar * entry for entry in a])]


def _with_slope(a: Tensor, x: Tensor, y_bar, slope) -> tuple[Tensor, Tensor, Tensor]:
    z_bar = y_bar * slope
    return z_bar * x, z_bar, z_bar * a


@task.wrong("You pass y_bar on as if the neuron were a straight line. With a = 1, x = 1, b = -1 and y_bar = 1 you give "
            "b_bar = 1, but moving b by 0.01 moves y by 0.005 only. How much does y move when a^T x + b does?")
def no_slope(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, 1)


@task.wrong("You take the slope of softplus at y. With a = 1, x = 1, b = -1 softplus turns 0 into 0.6931; its slope is "
            "0.5 at 0 and 0.667 at 0.6931. To which of the two numbers was softplus applied?")
def slope_at_y(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, torch.sigmoid(torch.nn.functional.softplus(a @ x + b)))


@task.wrong("Your slope falls again where a^T x + b is large: at 3 you use 0.0099, yet from 3 to 3.01 the neuron "
            "climbs by 0.0095. Which activation is flat there?")
def slope_of_tanh(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, 1 - torch.tanh(a @ x + b) ** 2)


@task.wrong("Your slope is 0.25 at most. With a^T x + b = 3 you use 0.045, yet from 3 to 3.01 the neuron climbs by "
            "0.0095. Of which function did you take the slope: of softplus, or of its slope?")
def slope_of_sigmoid(a, b, x, y_bar):
    p = torch.sigmoid(a @ x + b)
    return _with_slope(a, x, y_bar, p * (1 - p))


@task.wrong("You use the slope 0 below and 1 above zero. At a^T x + b = -1 the neuron gives 0.3133, and 0.3160 at "
            "-0.99. Is the curve flat there?")
def slope_of_relu(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, (a @ x + b > 0).to(x.dtype))


@task.wrong("Your slope falls where it should rise: at a^T x + b = 3 you use 0.047, yet from 3 to 3.01 the neuron "
            "climbs by 0.0095. Which sign does the exponent need?")
def slope_turned_round(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, torch.sigmoid(-(a @ x + b)))


@task.wrong("Right for small sums, nan for a^T x + b = 900: exp(900) is stored as inf, and inf/inf is nan. What do you "
            "get when you divide above and below by that power?")
def power_overflows(a, b, x, y_bar):
    power = (a @ x + b).exp()
    return _with_slope(a, x, y_bar, power / (1 + power))


@task.wrong("You leave b out of the pre-activation. With a = 2, x = 3, b = -6 you take the slope at 6, where it is "
            "0.998; the neuron works where it is 0.5. Which number went into softplus?")
def slope_without_bias(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, torch.sigmoid(a @ x))


@task.wrong("Your x_bar is proportional to x. With a = 2, x = 3, b = -6 you give a_bar and x_bar alike, but moving x "
            "by 0.01 moves a^T x + b by 0.02, while moving a by 0.01 moves it by 0.03. What is x multiplied by?")
def x_bar_from_x(a, b, x, y_bar):
    z_bar = y_bar * torch.sigmoid(a @ x + b)
    return z_bar * x, z_bar, z_bar * x


@task.wrong("You multiply b_bar by b. With b = 0 you say that the bias does not matter, yet moving b from 0 to 0.01 "
            "moves a^T x + b by 0.01. What is b multiplied by there?")
def b_bar_from_b(a, b, x, y_bar):
    z_bar = y_bar * torch.sigmoid(a @ x + b)
    return z_bar * x, z_bar * b, z_bar * a


@task.wrong("Your adjoints are those of y itself: with y_bar = 1 and with y_bar = 10 you give the same. If the loss "
            "rises ten times as fast with y, how fast does it rise with a?")
def upstream_left_out(a, b, x, y_bar):
    return _with_slope(a, x, 1, torch.sigmoid(a @ x + b))


EXERCISE = task.declared()
