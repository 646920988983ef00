"""Exercise: one tanh neuron backwards."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.numbers import with_number
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def neuron(label: str, n: int, b: float, y_bar: float) -> Case:
        """A neuron whose weights alternate in sign, with a bias of at least b and an adjoint that scales with y_bar."""
        signs = numbers(1, -1).repeat(n)[:n]
        return case(label, a=draw.uniform(0.2, 1.2, n) * signs, b=b + draw.uniform(0.1, 0.6),
                    x=draw.uniform(0.2, 1.2, n), y_bar=y_bar * draw.uniform(0.2, 1.2))

    return [
        neuron("one input", 1, -0.5, 2.0),
        neuron("three inputs", 3, 0.4, 1.5),
        neuron("five inputs, the loss falls as y rises", 5, -0.7, -2.0),
        neuron("two inputs, far from zero, where tanh is flat", 2, 3.0, 3.0),
        neuron("two inputs, a bias of about 800", 2, 800.0, 3.0),
        neuron("two inputs, a bias of about -800", 2, -800.0, 3.0),
    ]


def drive(answer, a: Tensor, b: Tensor, x: Tensor, y_bar: Tensor):
    """The three adjoints; b_bar as a float."""
    return with_number(answer(a, b, x, y_bar), 1)


task = Task(
    key="neuron_backward", title="One neuron backwards", points=2, difficulty=1, minutes=15,
    objective="turn dL/dy of one neuron into dL/da, dL/db and dL/dx by the chain rule",
    reference="dlcourse.nn.backprop:neuron_backward", cases=cases, drive=drive,
    compare=close(rtol=1e-12, names=("a_bar", "b_bar", "x_bar")),
    forbids=(".backward", "torch.autograd.grad", "aten::tanh_backward"), facts=("N08-02",),
    hints=(
        "Between a and the loss stand three steps: a times x plus b, then tanh, then the loss. Which of the three "
        "derivatives were you given?",
        "a = 2, x = 3, b = -5.5: a^T x + b = 0.5 and y = 0.4621, and tanh has the slope 1 - 0.4621² = 0.7864 there. "
        "With y_bar = 10, a step of 0.01 in the pre-activation raises the loss by 0.0786. By how much does a step of "
        "0.01 in a raise it?",
        "z_bar = y_bar * (1 - y**2); a_bar = z_bar * ____; b_bar = z_bar; x_bar = z_bar * ____",
    ),
)


@task.solution
def neuron_backward(a, b, x, y_bar):
    z = a @ x + b                       # step: the pre-activation
    y = torch.tanh(z)                   # step: the output
    z_bar = y_bar * (1 - y**2)          # step: the adjoint of the pre-activation
    a_bar = z_bar * x                   # step: the adjoint of the weights
    x_bar = z_bar * a                   # step: the adjoint of the inputs
    return a_bar, z_bar, x_bar


@task.right
def factor_by_factor(a, b, x, y_bar):
    a_bar, x_bar = torch.zeros_like(a), torch.zeros_like(x)
    z = (a * x).sum() + b               # step: the pre-activation
    slope = 1 - torch.tanh(z) ** 2      # step: the slope of tanh
    arriving = y_bar * slope            # step: the adjoint of the pre-activation
    for i in range(len(a)):
        z_by_a = x[i]                   # step: the slope of the pre-activation by one weight
        z_by_x = a[i]                   # step: the slope of the pre-activation by one input
        a_bar[i] = arriving * z_by_a    # step: the adjoint of one weight
        x_bar[i] = arriving * z_by_x    # step: the adjoint of one input
    z_by_b = 1.0                        # step: the slope of the pre-activation by the bias
    b_bar = arriving * z_by_b           # step: the adjoint of the bias
    return a_bar, b_bar, x_bar


@task.right
def slope_by_cosh(a, b, x, y_bar):
    z = (a * x).sum() + b
    common = y_bar / z.cosh() ** 2
    return [x * common, float(common), a * common]


def _with_slope(a, x, y_bar, slope):
    z_bar = y_bar * slope
    return z_bar * x, z_bar, z_bar * a


@task.wrong("Your answer passes y_bar on as if the neuron were a straight line. With a = 2, x = 3, b = -5.5 and y_bar "
            "= 1 you give a_bar = 3, but moving a by 0.01 moves y by about 0.023 only. How much does y move when a^T x "
            "+ b does?")
def no_slope(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, 1)


@task.wrong("You take the slope of tanh at y. With a = 2, x = 3, b = -5.5, tanh turns 0.5 into 0.4621; its slope is "
            "0.786 at 0.5 and 0.814 at 0.4621. At which of the two numbers was tanh applied?")
def slope_at_y(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    return _with_slope(a, x, y_bar, 1 - torch.tanh(y) ** 2)


@task.wrong("You square the pre-activation. With a = 2, x = 1, b = 0 it is 2, and your slope is 1 - 4 = -3, although "
            "tanh never falls. Which of a^T x + b and y always lies between -1 and 1?")
def slope_from_z(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, 1 - (a @ x + b) ** 2)


@task.wrong("Your slope belongs to another activation. With a = 1, x = 1, b = -1 you get y = 0 and the slope 0, yet "
            "tanh(0.01) = 0.01: there the curve rises one for one. Which activation has the slope y(1 - y)?")
def slope_of_sigmoid(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    return _with_slope(a, x, y_bar, y * (1 - y))


@task.wrong("You leave b out of the pre-activation. With a = 2, x = 3, b = -5.5 you take the slope at 6, where it is "
            "0.00002; the neuron works where it is 0.786. Which number went into tanh?")
def slope_without_bias(a, b, x, y_bar):
    return _with_slope(a, x, y_bar, 1 - torch.tanh(a @ x) ** 2)


@task.wrong("Your x_bar is proportional to x. With a = 2, x = 3, b = -5.5 you give a_bar and x_bar alike, but moving x "
            "by 0.01 moves a^T x + b by 0.02, while moving a by 0.01 moves it by 0.03. What is x multiplied by?")
def x_bar_from_x(a, b, x, y_bar):
    z_bar = y_bar * (1 - torch.tanh(a @ x + b) ** 2)
    return z_bar * x, z_bar, z_bar * x


@task.wrong("You multiply b_bar by b. With b = 0 you say that the bias does not matter, yet moving b from 0 to 0.01 "
            "moves a^T x + b by 0.01. What is b multiplied by there?")
def b_bar_from_b(a, b, x, y_bar):
    z_bar = y_bar * (1 - torch.tanh(a @ x + b) ** 2)
    return z_bar * x, z_bar * b, z_bar * a


@task.wrong("Your adjoints do not depend on y_bar: they are those of y itself. With y_bar = 1 and with y_bar = 10 you "
            "give the same. If the loss rises ten times as fast with y, how fast does it rise with a?")
def upstream_left_out(a, b, x, y_bar):
    return _with_slope(a, x, 1, 1 - torch.tanh(a @ x + b) ** 2)


EXERCISE = task.declared()
