"""Exercise: the two-layer perceptron backwards."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.numbers import with_number
from dlcourse.classroom.task import Task
from dlcourse.nn import backprop


def reference(A: Tensor, b: Tensor, c: Tensor, d: Tensor, x: Tensor, t: Tensor) -> tuple[Tensor, ...]:
    """The package's adjoints of the four parameters."""
    return tuple(backprop.mlp2_backward(A, b, c, d, x, t)[:4])


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def network(label: str, n: int, h: int, t: float, far: Tensor | float = 0.0) -> Case:
        """A network with one target; `far` is added to the biases of the hidden units."""
        return case(label, A=draw.normal(h, n), b=0.5 * draw.normal(h) + far, c=draw.normal(h), d=0.5 * draw.normal(),
                    x=0.5 + draw.normal(n), t=numbers(t))

    return [
        network("1 input, 1 hidden unit", 1, 1, 1.0),
        network("2 inputs, 3 hidden units", 2, 3, 1.0),
        network("4 inputs, 2 hidden units, target 0", 4, 2, 0.0),
        network("3 inputs, 5 hidden units, a target between 0 and 1", 3, 5, 0.3),
        network("2 inputs, 3 hidden units, two of them with a bias of 800 and -800", 2, 3, 1.0, numbers(800, -800, 0)),
    ]


def drive(answer, A: Tensor, b: Tensor, c: Tensor, d: Tensor, x: Tensor, t: Tensor):
    """The four adjoints; d_bar as a float."""
    return with_number(answer(A, b, c, d, x, t), 3)


task = Task(
    key="mlp2_backward", title="The two-layer perceptron backwards", points=3, difficulty=2, minutes=25,
    objective="carry a gradient through two layers, reusing what the forward pass computed",
    reference=reference, cases=cases, drive=drive,
    compare=close(rtol=1e-12, names=("A_bar", "b_bar", "c_bar", "d_bar")),
    forbids=(".backward", "torch.autograd.grad", "aten::sigmoid_backward"), facts=("N08-08", "N08-09", "N08-10"),
    hints=(
        "Walk from the loss to the left: L, y, the output's pre-activation, z, the hidden pre-activations. Which "
        "local derivative belongs to each step?",
        "A = 1, x = 3, b = -3, c = 2, d = -1, t = 1: z = y = 0.5, so d_bar = (0.5 - 1)·0.25 = -0.125. c is multiplied "
        "by z = 0.5: what is c_bar?",
        "d_bar = (y - t) * ____; c_bar = d_bar * ____; b_bar = d_bar * c * ____; A_bar = torch.outer(____, ____)",
    ),
)


@task.solution
def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)            # step: the hidden layer
    y = torch.sigmoid(c @ z + d)            # step: the output
    d_bar = (y - t) * y * (1 - y)           # step: the adjoint of the output's pre-activation
    c_bar = d_bar * z                       # step: the adjoint of the output's weights
    z_bar = d_bar * c                       # step: the adjoint of the hidden layer
    b_bar = z_bar * z * (1 - z)             # step: the adjoint of the hidden pre-activations
    A_bar = torch.outer(b_bar, x)           # step: the adjoint of the hidden weights
    return A_bar, b_bar, c_bar, d_bar


@task.right
def factor_by_factor(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)            # step: the hidden layer
    y = torch.sigmoid(c @ z + d)            # step: the output
    y_bar = y - t                           # step: the slope of the loss by the output
    y_slope = y * (1 - y)                   # step: the slope of the output's sigmoid
    d_bar = y_bar * y_slope                 # step: the adjoint of the output's pre-activation
    c_bar = torch.stack([d_bar * zj for zj in z])       # step: the adjoint of each output weight
    z_bar = torch.stack([d_bar * cj for cj in c])       # step: the adjoint of each hidden unit
    z_slope = z * (1 - z)                   # step: the slope of each hidden sigmoid
    b_bar = z_bar * z_slope                 # step: the adjoint of the hidden pre-activations
    A_bar = b_bar[:, None] * x              # step: the adjoint of the hidden weights
    return A_bar, b_bar, c_bar, d_bar


@task.right
def by_pre_activations(A, b, c, d, x, t):
    def slope(u):
        return torch.exp(-u.abs()) / (1 + torch.exp(-u.abs())) ** 2

    hidden = A @ x + b
    z = 1 / (1 + torch.exp(-hidden))
    output = torch.dot(c, z) + d
    delta = (1 / (1 + torch.exp(-output)) - t) * slope(output)
    deltas = delta * c * slope(hidden)
    return torch.outer(deltas, x), deltas, delta * z, delta


@task.right
def unit_by_unit(A, b, c, d, x, t):
    z = torch.stack([torch.sigmoid(row @ x + bias) for row, bias in zip(A, b, strict=True)])
    y = torch.sigmoid(sum(cj * zj for cj, zj in zip(c, z, strict=True)) + d)
    delta = (y - t) * y * (1 - y)
    b_bar = torch.stack([delta * cj * zj * (1 - zj) for cj, zj in zip(c, z, strict=True)])
    A_bar = torch.stack([bar * x for bar in b_bar])
    return [A_bar, b_bar, torch.stack([delta * zj for zj in z]), delta.item()]


def _output_slope(y):
    return y * (1 - y)


def _backwards(A, b, c, d, x, t, *, error=lambda y, t: y - t, output_slope=_output_slope,
               hidden_slope=lambda z, x: z * (1 - z), weight=lambda c: c):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = error(y, t) * output_slope(y)
    b_bar = d_bar * weight(c) * hidden_slope(z, x)
    return torch.outer(b_bar, x), b_bar, d_bar * z, d_bar


@task.wrong("Your gradients treat the output as a straight line. With A = 1, x = 3, b = -3, c = 2, d = -1, t = 1 both "
            "sigmoids stand at 0.5, and you give d_bar = -0.5; but moving d by 0.04 moves y by 0.01 only. What lies "
            "between d and y?")
def no_output_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=torch.ones_like)


@task.wrong("Your A_bar has a row for each input. With 2 inputs and 3 hidden units A is 3 by 2 and yours is 2 by 3. "
            "Which index of A counts the hidden units?")
def A_bar_transposed(A, b, c, d, x, t):
    A_bar, *others = _backwards(A, b, c, d, x, t)
    return A_bar.mT.contiguous(), *others


@task.wrong("The output layer is right; from there on you treat the hidden units as straight lines. With A = 1, x = 3, "
            "b = -3, c = 2, d = -1, t = 1 you give b_bar = -0.25, but moving b by 0.04 moves z by 0.01 only. What lies "
            "between b and z?")
def no_hidden_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda z, x: torch.ones_like(z))


@task.wrong("Every gradient is twice too large. At y = 0.5 with t = 1 the loss (y - t)²/2 is 0.125, at y = 0.51 it is "
            "0.12005: it falls by about 0.5 a unit, and you reckon with 1. Where does the half go when the square is "
            "differentiated?")
def twice(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: 2 * (y - t))


@task.wrong("Every gradient has the opposite sign. With y = 0.5 and t = 1 you give d_bar = 0.125, so a descent step "
            "lowers d, and y moves away from t. Does the loss rise or fall when y comes nearer to t?")
def target_minus_output(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: t - y)


@task.wrong("For the hidden slope you send z through the sigmoid once more. With A x + b = 0 you have z = 0.5, and the "
            "slope comes out as 0.235, although the sigmoid is at its steepest there, 0.25. Which number had been "
            "through the sigmoid already?")
def hidden_sigmoid_again(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda z, x: _output_slope(z.sigmoid()))


@task.wrong("For both slopes you send an activation through the sigmoid once more. With c^T z + d = 0 you have y = "
            "0.5, and the slope comes out as 0.235, although the sigmoid is at its steepest there, 0.25; for z it is "
            "the same. What does your slope function expect, the value before or behind the sigmoid?")
def both_sigmoids_again(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=lambda y: _output_slope(y.sigmoid()),
                      hidden_slope=lambda z, x: _output_slope(z.sigmoid()))


@task.wrong("You take the hidden slope from the input. With x = 3 it comes out as 3·(1 - 3) = -6, and a sigmoid never "
            "falls; with 2 inputs and 3 hidden units the shapes do not even fit. Which vector did the hidden sigmoid "
            "produce?")
def hidden_slope_from_x(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda z, x: x * (1 - x))


@task.wrong("You hand the output's delta to every hidden unit alike. With c = (2, 0) the second unit does not reach "
            "the output at all, yet it gets a gradient. What is each z multiplied by on its way to the output?")
def output_weights_left_out(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, weight=torch.ones_like)


EXERCISE = task.declared()
