"""Exercise: four activations backwards from their output alone."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task

FORWARD = {"relu": torch.relu, "exp": torch.exp, "sigmoid": torch.sigmoid, "tanh": torch.tanh}
SLOPES = {"relu": lambda y: (y > 0).to(y.dtype), "exp": lambda y: y, "sigmoid": lambda y: y * (1 - y),
          "tanh": lambda y: 1 - y**2}


def reference(kind: str, y: Tensor, y_bar: Tensor) -> Tensor:
    """x_bar from the saved output y."""
    return y_bar * SLOPES[kind](y)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def activation(label: str, kind: str, *shape: int) -> Case:
        """Outputs of inputs on both sides of 0, with adjoints of other signs."""
        return case(label, kind=kind, y=FORWARD[kind](numbers(1, -1, 1) * draw.uniform(0.3, 1.3, *shape)),
                    y_bar=numbers(1, 1, -1) * draw.uniform(1, 3, *shape))

    return [
        activation("exp, three numbers", "exp", 3),
        activation("relu, three numbers, one of them switched off", "relu", 3),
        activation("sigmoid, three numbers", "sigmoid", 3),
        activation("tanh, three numbers", "tanh", 3),
        activation("relu, a batch of 2", "relu", 2, 3),
        activation("exp, a batch of 4", "exp", 4, 3),
        activation("sigmoid, a batch of 2", "sigmoid", 2, 3),
        activation("tanh, a batch of 4", "tanh", 4, 3),
    ]


task = Task(
    key="backward_from_output", title="Backwards from the output alone", points=2, difficulty=1, minutes=15,
    objective="decide from its derivative which tensor an operation has to keep for the backward pass",
    reference=reference, cases=cases,
    forbids=(".backward", "torch.autograd.grad", "aten::sigmoid_backward", "aten::tanh_backward",
             "aten::threshold_backward"),
    facts=("N08-11", "N08-12"),
    hints=(
        "Each of the four derivatives can be written with the value of the function itself. How does that look for "
        "exp?",
        "sigmoid(0) = 0.5 with the slope 0.25; sigmoid(ln 4) = 0.8 with the slope 0.16. Which product of y and "
        "something else gives 0.25 from 0.5 and 0.16 from 0.8?",
        "relu: y_bar * (y > ____); exp: y_bar * ____; sigmoid: y_bar * y * (____); tanh: y_bar * (1 - ____)",
    ),
)


@task.solution
def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)          # step: the slope of relu, seen from its output
    if kind == "exp":
        return y_bar * y                # step: the slope of exp, seen from its output
    if kind == "sigmoid":
        return y_bar * y * (1 - y)      # step: the slope of the sigmoid, seen from its output
    return y_bar * (1 - y**2)           # step: the slope of tanh, seen from its output


@task.right
def by_the_input(kind, y, y_bar):
    if kind == "relu":
        slope = torch.where(y > 0, 1.0, 0.0)        # step: the slope of relu where its output is positive
    elif kind == "exp":
        x = torch.log(y)                            # step: the input of exp
        slope = torch.exp(x)                        # step: the slope of exp there
    elif kind == "sigmoid":
        odds = y / (1 - y)                          # step: the odds
        slope = odds / (1 + odds) ** 2              # step: the slope of the sigmoid there
    else:
        x = torch.atanh(y)                          # step: the input of tanh
        slope = 1 / torch.cosh(x) ** 2              # step: the slope of tanh there
    return y_bar * slope                            # step: the slope times what arrives


@task.right
def by_a_table(kind, y, y_bar):
    slope = {"relu": torch.sign(y), "exp": y, "sigmoid": y - y**2, "tanh": (1 - y) * (1 + y)}[kind]
    return slope * y_bar


@task.right
def by_masking(kind, y, y_bar):
    x_bar = y_bar.clone()
    match kind:
        case "relu":
            x_bar[y == 0] = 0
        case "exp":
            x_bar *= y
        case "sigmoid":
            x_bar *= y - y.square()
        case "tanh":
            x_bar -= y_bar * y.square()
    return x_bar


def _from(kind, y, y_bar, **changed):
    """The right answer, with the slopes of some kinds replaced."""
    return y_bar * (SLOPES | changed)[kind](y)


@task.wrong("You use y as if it were the input of the operation. For exp at x = 0 the output is 1 and the slope is 1; "
            "you give 2.718. You have y already: what is left to do?")
def output_taken_for_input(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.exp, sigmoid=lambda y: y.sigmoid() * (1 - y.sigmoid()),
                 tanh=lambda y: 1 - y.tanh() ** 2)


@task.wrong("For exp you apply the function to y once more. At x = 0 the output is 1 and the slope is 1; you give "
            "2.718. What is the derivative of exp, in words?")
def exp_twice(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.exp)


@task.wrong("For exp you pass y_bar on unchanged. At y = 100 a step of 0.01 in x moves the output from 100 to about "
            "101. How steep is the curve there?")
def exp_slope_one(kind, y, y_bar):
    return _from(kind, y, y_bar, exp=torch.ones_like)


@task.wrong("For tanh you use the slope of another function. At x = 0 the output is 0 and you give the slope 0, yet "
            "tanh(0.01) = 0.01. At which output is tanh steepest?")
def tanh_like_sigmoid(kind, y, y_bar):
    return _from(kind, y, y_bar, tanh=lambda y: y * (1 - y))


@task.wrong("For the sigmoid you use the slope of another function. At x = 0 the output is 0.5 and you give 0.75, yet "
            "a step of 0.04 in x moves it by 0.01 only. What should the slope be near the output 0, where the sigmoid "
            "is flat?")
def sigmoid_like_tanh(kind, y, y_bar):
    return _from(kind, y, y_bar, sigmoid=lambda y: 1 - y**2)


@task.wrong("For relu you let the gradient pass where the output is 0. From x = -3 to x = -2.9 the output stays 0. "
            "Which slope do the switched-off entries have?")
def relu_open_at_zero(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: (y >= 0).to(y.dtype))


@task.wrong("For relu you multiply by the output. From x = 5 to x = 5.1 the output rises from 5 to 5.1, and you give "
            "the slope 5. How steep is a straight line at 45 degrees?")
def relu_scaled_by_y(kind, y, y_bar):
    return _from(kind, y, y_bar, relu=lambda y: y)


@task.wrong("You return the slope alone. With y_bar = 1 and with y_bar = 10 you give the same x_bar. If the loss rises "
            "ten times as fast with y, how fast does it rise with x?")
def upstream_left_out(kind, y, y_bar):
    return _from(kind, y, torch.ones_like(y))


EXERCISE = task.declared()
