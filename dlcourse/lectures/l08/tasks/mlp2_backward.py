"""Exercise: the two-layer perceptron backwards."""

from __future__ import annotations

import math

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

    def network(label: str, n: int, h: int, t: float, hidden: Tensor | float = 0.0, output: float = 0.0) -> Case:
        """A network with one target; `hidden` is added to the biases of the hidden units, `output` to d."""
        return case(label, A=draw.normal(h, n), b=0.5 * draw.normal(h) + hidden, c=draw.normal(h),
                    d=0.5 * draw.normal() + output, x=0.5 + draw.normal(n), t=numbers(t))

    return [
        case("1 input, 1 hidden unit, the example of the text", A=numbers([[1]]), b=numbers([-3]), c=numbers([2]),
             d=numbers(-1), x=numbers([3]), t=numbers(1)),
        network("2 inputs, 3 hidden units", 2, 3, 1.0),
        network("4 inputs, 1 hidden unit, target 0", 4, 1, 0.0),
        network("3 inputs, 5 hidden units, a target between 0 and 1", 3, 5, 0.3),
        network("3 inputs, 3 hidden units", 3, 3, 1.0),
        case("an input, an output weight and d are 0", A=draw.normal(3, 2), b=0.5 * draw.normal(3),
             c=draw.normal(3) * numbers(1, 0, 1), d=numbers(0), x=draw.normal(2) * numbers(0, 1), t=numbers(0)),
        network("2 inputs, 3 hidden units, two of them with a bias of 800 and -800", 2, 3, 1.0, numbers(800, -800, 0)),
        network("2 inputs, 2 hidden units, d is about 800, target 0", 2, 2, 0.0, output=800),
        network("2 inputs, 2 hidden units, d is about -800, target 1", 2, 2, 1.0, output=-800),
        network("1 input, 4 hidden units, a target of 0.8", 1, 4, 0.8),
    ]


def drive(answer, A: Tensor, b: Tensor, c: Tensor, d: Tensor, x: Tensor, t: Tensor):
    """The four adjoints; d_bar as a float."""
    return with_number(answer(A, b, c, d, x, t), 3)


task = Task(
    key="mlp2_backward", title="The two-layer perceptron backwards", points=3, difficulty=2, minutes=15,
    objective="carry a gradient through two layers, reusing what the forward pass computed",
    reference=reference, cases=cases, drive=drive,
    compare=close(rtol=1e-12, names=("A_bar", "b_bar", "c_bar", "d_bar")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad",
             "aten::sigmoid_backward"), facts=("N08-08", "N08-09", "N08-10"),
    hints=(
        "Walk from the loss to the left: L, y, the output's pre-activation, h, the hidden pre-activations. Which "
        "local derivative belongs to each step?",
        "A = 1, x = 3, b = -3, c = 2, d = -1, t = 1: h = y = 0.5, so d_bar = (0.5 - 1)·0.25 = -0.125. c is multiplied "
        "by h = 0.5: what is c_bar?",
        "d_bar = (y - t) * ____; c_bar = d_bar * ____; b_bar = d_bar * c * ____; A_bar = torch.outer(____, ____)",
    ),
)


@task.solution
def mlp2_backward(A, b, c, d, x, t):
    h = torch.sigmoid(A @ x + b)            # step: the hidden layer
    y = torch.sigmoid(c @ h + d)            # step: the output
    d_bar = (y - t) * y * (1 - y)           # step: the adjoint of the output's pre-activation
    c_bar = d_bar * h                       # step: the adjoint of the output's weights
    h_bar = d_bar * c                       # step: the adjoint of the hidden layer
    b_bar = h_bar * h * (1 - h)             # step: the adjoint of the hidden pre-activations
    A_bar = torch.outer(b_bar, x)           # step: the adjoint of the hidden weights
    return A_bar, b_bar, c_bar, d_bar


@task.right
def factor_by_factor(A, b, c, d, x, t):
    h = torch.sigmoid(A @ x + b)            # step: the hidden layer
    y = torch.sigmoid(c @ h + d)            # step: the output
    y_bar = y - t                           # step: the slope of the loss at the output
    y_slope = y * (1 - y)                   # step: the slope of the output's sigmoid
    d_bar = y_bar * y_slope                 # step: the adjoint of the output's pre-activation
    c_bar = torch.stack([d_bar * hj for hj in h])       # step: the adjoint of each output weight
    h_bar = torch.stack([d_bar * cj for cj in c])       # step: the adjoint of each hidden unit
    h_slope = h * (1 - h)                   # step: the slope of each hidden sigmoid
    b_bar = h_bar * h_slope                 # step: the adjoint of the hidden pre-activations
    A_bar = b_bar[:, None] * x              # step: the adjoint of the hidden weights
    return A_bar, b_bar, c_bar, d_bar


@task.right
def by_pre_activations(A, b, c, d, x, t):
    def slope(z):
        return torch.exp(-z.abs()) / (1 + torch.exp(-z.abs())) ** 2

    hidden = A @ x + b
    h = 1 / (1 + torch.exp(-hidden))
    output = torch.dot(c, h) + d
    delta = (1 / (1 + torch.exp(-output)) - t) * slope(output)
    deltas = delta * c * slope(hidden)
    return torch.outer(deltas, x), deltas, delta * h, delta


@task.right
def unit_by_unit(A, b, c, d, x, t):
    h = torch.stack([torch.sigmoid(row @ x + bias) for row, bias in zip(A, b, strict=True)])
    y = torch.sigmoid(sum(cj * hj for cj, hj in zip(c, h, strict=True)) + d)
    delta = (y - t) * y * (1 - y)
    b_bar = torch.stack([delta * cj * hj * (1 - hj) for cj, hj in zip(c, h, strict=True)])
    A_bar = torch.stack([bar * x for bar in b_bar])
    return [A_bar, b_bar, torch.stack([delta * hj for hj in h]), delta.item()]


def _output_slope(y):
    return y * (1 - y)


def _backwards(A, b, c, d, x, t, *, error=lambda y, t: y - t, output_slope=_output_slope,
               hidden_slope=lambda h, x: h * (1 - h), weight=lambda c: c):
    h = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ h + d)
    d_bar = error(y, t) * output_slope(y)
    b_bar = d_bar * weight(c) * hidden_slope(h, x)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


@task.wrong("You treat the output as a straight line. With c^T h + d = 0, y = 0.5 and t = 1 you give d_bar = -0.5, "
            "but moving d by 0.04 moves y by 0.01 only. What lies between d and y?",
            short="the slope of the output's sigmoid is missing")
def no_output_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=torch.ones_like)


@task.wrong("Your A_bar has a row for each input. With 2 inputs and 3 hidden units A is 3 by 2 and yours is 2 by 3. "
            "Which index of A counts the hidden units?", short="A_bar is transposed")
def A_bar_transposed(A, b, c, d, x, t):
    A_bar, *others = _backwards(A, b, c, d, x, t)
    return A_bar.mT.contiguous(), *others


@task.wrong("The output layer is right; from there on you treat the hidden units as straight lines. With A = 1, x = "
            "3, b = -3, moving b by 0.04 moves h by 0.01, and you reckon with 0.04. What lies between b and h?",
            short="the slope of the hidden sigmoids is missing")
def no_hidden_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: torch.ones_like(h))


@task.wrong("Every gradient is twice too large. At y = 0.5 with t = 1 the loss (y - t)²/2 falls by about 0.005 when y "
            "grows by 0.01, and you reckon with 0.01. Where does the half go when the square is differentiated?",
            short="the half of the loss is lost")
def twice(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: 2 * (y - t))


@task.wrong("Every gradient has the opposite sign. With y = 0.5 and t = 1 you give d_bar = 0.125, so a descent step "
            "lowers d, and y moves away from t. Does the loss rise or fall when y comes nearer to t?",
            short="every gradient has the opposite sign")
def target_minus_output(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: t - y)


@task.wrong("For the hidden slope you send h through the sigmoid once more. With A x + b = 0 and h = 0.5 your slope "
            "is 0.235, although the sigmoid is steepest there, 0.25. Which number had been through the sigmoid "
            "already?", short="h goes through the sigmoid once more")
def hidden_sigmoid_again(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: _output_slope(h.sigmoid()))


@task.wrong("For both slopes you send h and y through the sigmoid once more. With c^T h + d = 0 and y = 0.5 your "
            "slope is 0.235, although the sigmoid is steepest there, 0.25. Which numbers had been through the sigmoid "
            "already?", short="h and y go through the sigmoid once more")
def both_sigmoids_again(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=lambda y: _output_slope(y.sigmoid()),
                      hidden_slope=lambda h, x: _output_slope(h.sigmoid()))


@task.wrong("You take the hidden slope from the input. With x = 3 it is 3·(1 - 3) = -6, and a sigmoid never falls; "
            "with 2 inputs and 3 hidden units the shapes do not fit. Which vector did the hidden sigmoid produce?",
            short="the hidden slope is made with x")
def hidden_slope_from_x(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: x * (1 - x))


@task.wrong("You hand the output's delta to every hidden unit alike. With c = (2, 0) the second unit does not reach "
            "the output at all, yet it gets a gradient. What is each h multiplied by on its way to the output?",
            short="c is missing on the way to the hidden units")
def output_weights_left_out(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, weight=torch.ones_like)


def _forward(A, b, c, d, x):
    h = torch.sigmoid(A @ x + b)
    return h, torch.sigmoid(c @ h + d)


def _right(A, b, c, d, x, t):
    """h, y and the five adjoints: of A, b, c, d and h."""
    h, y = _forward(A, b, c, d, x)
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return h, y, A_bar, b_bar, c_bar, d_bar, d_bar * c


@task.wrong("Right where the shapes differ; with as many inputs as hidden units A_bar is transposed. There its shape "
            "fits either way. Entry (1, 0) of A leads from which input to which hidden unit?",
            short="A_bar is transposed where it is square")
def A_bar_transposed_where_square(A, b, c, d, x, t):
    A_bar, *others = _backwards(A, b, c, d, x, t)
    return (A_bar.mT.contiguous() if A.shape[0] == A.shape[1] else A_bar), *others


@task.wrong("Your A_bar lacks the hidden slope; the others are right. With A = 1, x = 3, b = -3, c = 2, d = -1, t = 1 "
            "you give A_bar = -0.75. What lies between A x + b and h?", short="the hidden slope is missing in A_bar")
def A_bar_from_z_bar(A, b, c, d, x, t):
    *_, b_bar, c_bar, d_bar, h_bar = _right(A, b, c, d, x, t)
    return torch.outer(h_bar, x), b_bar, c_bar, d_bar


@task.wrong("Your b_bar lacks the hidden slope; the others are right. With A = 1, x = 3, b = -3, moving b by 0.04 "
            "moves h by 0.01, and you reckon with 0.04. What lies between b and h?",
            short="the hidden slope is missing in b_bar")
def b_bar_is_z_bar(A, b, c, d, x, t):
    _, _, A_bar, _, c_bar, d_bar, h_bar = _right(A, b, c, d, x, t)
    return A_bar, h_bar, c_bar, d_bar


@task.wrong("All your hidden units get the same share from the output: the sum over the units. With c = (2, 0) the "
            "second unit does not reach the output, yet it gets a gradient. Along how many arrows does one h come "
            "back?", short="what comes back to the hidden units is added up")
def z_bar_added_up(A, b, c, d, x, t):
    h, _, _, _, c_bar, d_bar, h_bar = _right(A, b, c, d, x, t)
    b_bar = h_bar.sum() * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("Your c_bar is reckoned from the hidden pre-activations; the others are right. With A = 1, x = 3, b = -3 "
            "it is 0, but moving c by 0.04 moves c·h + d by 0.02. What is c multiplied by?",
            short="c_bar is made with the hidden pre-activations")
def c_bar_from_pre_activations(A, b, c, d, x, t):
    _, _, A_bar, b_bar, _, d_bar, _ = _right(A, b, c, d, x, t)
    return A_bar, b_bar, d_bar * (A @ x + b), d_bar


@task.wrong("Two things: every gradient is twice too large, and c_bar is reckoned from the hidden pre-activations. "
            "With h = 0.5, moving c by 0.04 moves c·h + d by 0.02. What is c multiplied by?",
            short="the half of the loss is lost")
def twice_and_c_bar_from_pre_activations(A, b, c, d, x, t):
    A_bar, b_bar, _, d_bar = twice(A, b, c, d, x, t)
    return A_bar, b_bar, d_bar * (A @ x + b), d_bar


@task.wrong("c_bar stands where c belongs: your b_bar and A_bar shrink with it. With c = 2 and d_bar = -0.125, moving "
            "h by 0.01 moves the output's pre-activation by 0.02. What is h multiplied by on its way?",
            short="c_bar stands where c belongs")
def c_bar_for_c(A, b, c, d, x, t):
    h, _, _, _, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    b_bar = d_bar * c_bar * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("Your c_bar carries the hidden slope; the others are right. With h = 0.5 and d_bar = -0.125 you give "
            "-0.03125. c comes in after the hidden sigmoids. Does a step in c pass through them?",
            short="the hidden slope comes into c_bar")
def c_bar_with_hidden_slope(A, b, c, d, x, t):
    h, _, A_bar, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return A_bar, b_bar, c_bar * (1 - h), d_bar


@task.wrong("Your c_bar is d_bar·c; the others are right. With c = 2, h = 0.5, moving c by 0.04 moves c·h + d by 0.02. "
            "What is c multiplied by?", short="c_bar is made with c")
def c_bar_from_c(A, b, c, d, x, t):
    _, _, A_bar, b_bar, _, d_bar, h_bar = _right(A, b, c, d, x, t)
    return A_bar, b_bar, h_bar, d_bar


@task.wrong("h and c have changed places: c_bar is made with c, and what goes on to the hidden units with h. With c = "
            "2, h = 0.5, moving h by 0.01 moves c·h + d by 0.02. What is h multiplied by?",
            short="h and c have changed places")
def z_and_c_exchanged(A, b, c, d, x, t):
    h, _, _, _, _, d_bar, h_bar = _right(A, b, c, d, x, t)
    b_bar = d_bar * h * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, h_bar, d_bar


@task.wrong("What goes on to the hidden units is multiplied by h; c_bar and d_bar are right. With c = 2, h = 0.5, "
            "moving h by 0.01 moves c·h + d by 0.02. What is h multiplied by?", short="h stands where c belongs")
def z_bar_from_z(A, b, c, d, x, t):
    h, _, _, _, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    b_bar = c_bar * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("c_bar lacks the slope of the output's sigmoid; the others are right. With y = 0.5, t = 1, h = 0.5 you "
            "give -0.25, where d_bar is -0.125. c is multiplied by h and then goes the way of d. What should c_bar be?",
            short="the output's slope is missing in c_bar")
def c_bar_without_output_slope(A, b, c, d, x, t):
    h, y, A_bar, b_bar, _, d_bar, _ = _right(A, b, c, d, x, t)
    return A_bar, b_bar, (y - t) * h, d_bar


@task.wrong("c_bar and d_bar are right; b_bar and A_bar lack the slope of the output's sigmoid. With A = 1, x = 3, b "
            "= -3, c = 2, d = -1, t = 1 you give b_bar = -0.25. Through which sigmoids does b act?",
            short="the output's slope is missing on the way to the hidden units")
def hidden_without_output_slope(A, b, c, d, x, t):
    h, y, _, _, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    b_bar = (y - t) * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("Your d_bar is y - t; the others are right. With y = 0.5, t = 1 you give -0.5, but moving d by 0.04 moves "
            "y by 0.01 only. What lies between d and y?", short="the output's slope is missing in d_bar")
def d_bar_is_y_bar(A, b, c, d, x, t):
    _, y, A_bar, b_bar, c_bar, _, _ = _right(A, b, c, d, x, t)
    return A_bar, b_bar, c_bar, y - t


@task.wrong("The slopes of both sigmoids are missing. With A = 1, x = 3, b = -3, c = 2, d = -1, t = 1 you give b_bar "
            "= -1, but moving b by 0.04 moves h by 0.01. What lies between them?",
            short="the slopes of both sigmoids are missing")
def no_slopes(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=torch.ones_like, hidden_slope=lambda h, x: torch.ones_like(h))


@task.wrong("For the output's slope you send y through the sigmoid once more. With c^T h + d = 0 and y = 0.5 your "
            "slope is 0.235, although the sigmoid is steepest there, 0.25. Which number had been through the sigmoid "
            "already?", short="y goes through the sigmoid once more")
def output_sigmoid_again(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=lambda y: _output_slope(y.sigmoid()))


@task.wrong("For the hidden slope you put the pre-activation z into z(1 - z). With z = 0 that is 0, although the "
            "sigmoid is steepest there. Which number belongs there, the one that enters the sigmoid or the one that "
            "leaves it?", short="the hidden slope is made with the pre-activations")
def hidden_slope_from_pre_activations(A, b, c, d, x, t):
    z = A @ x + b
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: z * (1 - z))


@task.wrong("For both slopes you put the pre-activation z into z(1 - z). With z = 0 that is 0, although the sigmoid "
            "is steepest there. Which number belongs there, the one that enters the sigmoid or the one that leaves "
            "it?", short="both slopes are made with the pre-activations")
def slopes_from_pre_activations(A, b, c, d, x, t):
    h, _ = _forward(A, b, c, d, x)
    z, v = A @ x + b, c @ h + d
    return _backwards(A, b, c, d, x, t, output_slope=lambda y: v * (1 - v), hidden_slope=lambda h, x: z * (1 - z))


@task.wrong("Your hidden slope belongs to tanh. With h = 0.5 it is 0.75, but moving b by 0.04 moves h by 0.01 only, at "
            "A x + b = 0. Which activation has the slope 1 - h²?", short="the hidden slope is that of tanh")
def hidden_slope_of_tanh(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: 1 - h**2)


@task.wrong("Your output's slope belongs to tanh. With y = 0.5 it is 0.75, but moving d by 0.04 moves y by 0.01 only, "
            "at c^T h + d = 0. Which activation has the slope 1 - y²?", short="the output's slope is that of tanh")
def output_slope_of_tanh(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=lambda y: 1 - y**2)


@task.wrong("Both your slopes belong to tanh. With h = y = 0.5 they are 0.75, but moving d by 0.04 moves y by 0.01 "
            "only. Which activation has the slope 1 - y²?", short="both slopes are those of tanh")
def slopes_of_tanh(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=lambda y: 1 - y**2, hidden_slope=lambda h, x: 1 - h**2)


@task.wrong("The hidden slope is h in your answer; one factor is missing. For a hidden unit at h = 1 you say 1, "
            "although the sigmoid is flat there. Which factor is 0 at h = 1?", short="the factor 1 - h is missing")
def hidden_slope_is_z(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: h)


@task.wrong("The output's slope is y in your answer; one factor is missing. For an output of 1 you say 1, although the "
            "sigmoid is flat there. Which factor is 0 at y = 1?", short="the factor 1 - y is missing")
def output_slope_is_y(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=lambda y: y)


@task.wrong("You differentiate y, not the loss: with A = 1, x = 3, b = -3, c = 2, d = -1 your d_bar is 0.25 for t = 1 "
            "and for t = 0. Where does the target come in?", short="y - t is missing")
def error_left_out(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: torch.ones_like(y))


@task.wrong("The chain begins with the loss instead of its derivative. With y = 0.5 you begin with 0.125, for t = 1 "
            "and for t = 0. Moving y to 0.51 changes the loss by -0.005 for t = 1. What is its slope?",
            short="the chain begins with the loss instead of its derivative")
def loss_for_its_derivative(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: (y - t) ** 2 / 2)


@task.wrong("You begin with the derivative of the cross-entropy with respect to y. With y = 0.5, t = 1 it is -2, but "
            "moving y from 0.5 to 0.51 changes (y - t)²/2 by -0.005. Which loss does this network have?",
            short="the loss is the cross-entropy")
def cross_entropy(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: (y - t) / (y * (1 - y)))


@task.wrong("You leave b out of the forward pass. With A = 1, x = 3, b = -3 your h is 0.953, the network's is 0.5. "
            "Which number goes into the hidden sigmoid?", short="b is missing in the forward pass")
def hidden_bias_left_out(A, b, c, d, x, t):
    return _backwards(A, torch.zeros_like(b), c, d, x, t)


@task.wrong("You leave d out of the forward pass. With h = 0.5, c = 2, d = -1 your y is 0.731, the network's is 0.5. "
            "Which number goes into the output's sigmoid?", short="d is missing in the forward pass")
def output_bias_left_out(A, b, c, d, x, t):
    return _backwards(A, b, c, torch.zeros_like(d), x, t)


@task.wrong("You leave both biases out of the forward pass. With A = 1, x = 3, b = -3 your h is 0.953, the network's "
            "is 0.5. Which number goes into the hidden sigmoid?", short="both biases are missing in the forward pass")
def biases_left_out(A, b, c, d, x, t):
    return _backwards(A, torch.zeros_like(b), c, torch.zeros_like(d), x, t)


@task.wrong("Your output has no sigmoid. With c = 2, h = 0.5, d = -1 your y is 0, the network's is 0.5. What becomes "
            "of c^T h + d before it is compared with t?", short="the output has no sigmoid")
def linear_output(A, b, c, d, x, t):
    h, _ = _forward(A, b, c, d, x)
    d_bar = c @ h + d - t
    b_bar = d_bar * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


@task.wrong("Your results 2 and 3 have changed places: b_bar and c_bar both have an entry for each hidden unit, so the "
            "shapes do not tell. Which of the two is d_bar·h?", short="b_bar and c_bar have changed places")
def b_bar_and_c_bar_exchanged(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return A_bar, c_bar, b_bar, d_bar


@task.wrong("Your A_bar is made with h instead of x. With 2 inputs and 3 hidden units A is 3 by 2 and yours 3 by 3; "
            "with b_bar = -0.0625 and x = 3 you give -0.03125. What is A multiplied by?", short="A_bar is made with h")
def A_bar_from_z(A, b, c, d, x, t):
    h, _, _, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return torch.outer(b_bar, h), b_bar, c_bar, d_bar


@task.wrong("Your A_bar is made with A itself. With A = 1, x = 3, b_bar = -0.0625 you give -0.0625, but moving A by "
            "0.01 moves A x + b by 0.03. What is A multiplied by?", short="A_bar is made with A")
def A_bar_from_A(A, b, c, d, x, t):
    _, _, _, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return b_bar[:, None] * A, b_bar, c_bar, d_bar


@task.wrong("x leaves no trace in your A_bar. With b_bar = -0.0625, x = 3 you give -0.0625, but moving A by 0.01 moves "
            "A x + b by 0.03. What is A multiplied by?", short="x is missing in A_bar")
def A_bar_without_x(A, b, c, d, x, t):
    _, _, _, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return b_bar[:, None].expand_as(A).clone(), b_bar, c_bar, d_bar


@task.wrong("Your A_bar multiplies b_bar and x entry by entry. With 2 inputs and 3 hidden units that fails; with 3 and "
            "3 it has shape (3,). How many weights does A have there, and which two numbers belong to each?",
            short="b_bar and x are multiplied entry by entry")
def A_bar_entry_by_entry(A, b, c, d, x, t):
    _, _, _, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return b_bar * x, b_bar, c_bar, d_bar


@task.wrong("Your A_bar is a single number, or fails: b_bar and x are added up to a dot product. With 3 inputs and 3 "
            "hidden units A has 9 weights. Which two numbers belong to each of them?", short="A_bar is a dot product")
def A_bar_as_dot_product(A, b, c, d, x, t):
    _, _, _, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return b_bar @ x, b_bar, c_bar, d_bar


@task.wrong("You multiply d_bar by d. With d = 0 you say that d does not matter, yet moving d from 0 to 0.01 moves c^T "
            "h + d by 0.01. What is d multiplied by there?", short="d_bar is made with d")
def d_bar_from_d(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return A_bar, b_bar, c_bar, d_bar * d


@task.wrong("You multiply b_bar by b. With A = 1, x = 3, b = -3, c = 2, d = -1, t = 1 you give 0.1875, but moving b by "
            "0.01 moves A x + b by 0.01. What is b multiplied by there?", short="b_bar is made with b")
def b_bar_from_b(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return A_bar, b_bar * b, c_bar, d_bar


@task.wrong("Right for small pre-activations, nan where one is 800: there e^800 is stored as inf, and inf/inf is nan. "
            "Which function of torch gives the sigmoid without it?", short="the sigmoid overflows at 800")
def sigmoid_overflows(A, b, c, d, x, t):
    def sigmoid(z):
        return torch.exp(z) / (1 + torch.exp(z))

    h = sigmoid(A @ x + b)
    y = sigmoid(c @ h + d)
    d_bar = (y - t) * y * (1 - y)
    b_bar = d_bar * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


@task.wrong("Right for small pre-activations, nan where one is -800: your slope divides inf by inf there. Into which "
            "numbers between 0 and 1 can the slope of the sigmoid be put?", short="the slope overflows at -800")
def slope_overflows(A, b, c, d, x, t):
    def slope(z):
        return torch.exp(-z) / (1 + torch.exp(-z)) ** 2

    h, y = _forward(A, b, c, d, x)
    d_bar = (y - t) * slope(c @ h + d)
    b_bar = d_bar * c * slope(A @ x + b)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


@task.wrong("Right for small pre-activations, an OverflowError where one is -800: `math.exp` refuses a result beyond "
            "1e308. Which function of torch gives the sigmoid without it?", short="`math.exp` overflows")
def math_exp_overflows(A, b, c, d, x, t):
    def sigmoid(z):
        return 1 / (1 + math.exp(-z))

    h = torch.tensor([sigmoid(float(z)) for z in A @ x + b], dtype=A.dtype)
    y = sigmoid(float(c @ h + d))
    d_bar = (y - float(t)) * y * (1 - y)
    b_bar = d_bar * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


@task.wrong("Two things: the slope of the output's sigmoid is missing, and every gradient is twice too large besides. "
            "With y = 0.5, t = 1 you give d_bar = -1, but moving d by 0.04 moves y by 0.01. What lies between them?",
            short="the slope of the output's sigmoid is missing")
def twice_and_no_output_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: 2 * (y - t), output_slope=torch.ones_like)


@task.wrong("Two things: every gradient has the opposite sign, and the slope of the output's sigmoid is missing. With "
            "y = 0.5, t = 1 you give d_bar = 0.5, but moving d by 0.04 moves y by 0.01 only. What lies between d and "
            "y?", short="the slope of the output's sigmoid is missing")
def opposite_and_no_output_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: t - y, output_slope=torch.ones_like)


@task.wrong("Two things: every gradient has the opposite sign, and it is twice too large. With y = 0.5 and t = 1 you "
            "give d_bar = 0.25, so a descent step lowers d. Does the loss rise or fall when y comes nearer to t?",
            short="every gradient has the opposite sign")
def opposite_and_twice(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: 2 * (t - y))


@task.wrong("Two things: the slope of the output's sigmoid is missing, and A_bar has a row for each input. With y = "
            "0.5, t = 1 you give d_bar = -0.5, but moving d by 0.04 moves y by 0.01. What lies between them?",
            short="the slope of the output's sigmoid is missing")
def no_output_slope_and_transposed(A, b, c, d, x, t):
    A_bar, *others = no_output_slope(A, b, c, d, x, t)
    return A_bar.mT.contiguous(), *others


@task.wrong("Two things: every gradient is twice too large, and A_bar has a row for each input. At y = 0.5 with t = 1 "
            "a step of 0.01 in y lowers the loss by 0.005, and you reckon with 0.01. Where does the half go?",
            short="the half of the loss is lost")
def twice_and_transposed(A, b, c, d, x, t):
    A_bar, *others = twice(A, b, c, d, x, t)
    return A_bar.mT.contiguous(), *others


@task.wrong("Two things: every gradient has the opposite sign, and A_bar has a row for each input. With y = 0.5 and t "
            "= 1 you give d_bar = 0.125. Does the loss rise or fall when y comes nearer to t?",
            short="every gradient has the opposite sign")
def opposite_and_transposed(A, b, c, d, x, t):
    A_bar, *others = target_minus_output(A, b, c, d, x, t)
    return A_bar.mT.contiguous(), *others


@task.wrong("Two things: the hidden slope is missing, and A_bar has a row for each input. With A = 1, x = 3, b = -3, "
            "moving b by 0.04 moves h by 0.01, and you reckon with 0.04. What lies between b and h?",
            short="the slope of the hidden sigmoids is missing")
def no_hidden_slope_and_transposed(A, b, c, d, x, t):
    A_bar, *others = no_hidden_slope(A, b, c, d, x, t)
    return A_bar.mT.contiguous(), *others


@task.wrong("Two things: the hidden slope is missing, and c is missing on the way to the hidden units. With c = (2, 0) "
            "the second unit does not reach the output, yet it gets a gradient. What is each h multiplied by?",
            short="the slope of the hidden sigmoids is missing")
def no_hidden_slope_and_no_weights(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: torch.ones_like(h), weight=torch.ones_like)


@task.wrong("Your A_bar has the right numbers in other places: a matrix with a row for each input was cut anew into "
            "rows for the hidden units. With 2 inputs and 3 hidden units entry (0, 1) holds x[0]. Which input belongs "
            "to column 1?", short="A_bar is reshaped where it should be transposed")
def A_bar_reshaped(A, b, c, d, x, t):
    A_bar, *others = _backwards(A, b, c, d, x, t)
    return A_bar.mT.reshape(A.shape), *others


@task.wrong("Your results come in the order of the way back: d_bar first, A_bar last. With 2 inputs and 3 hidden "
            "units the first should have shape (3, 2). In which order does the task ask for them?",
            short="the results come in the order of the walk")
def order_of_the_walk(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return d_bar, c_bar, b_bar, A_bar


@task.wrong("Your first two results belong to the output layer, the last two to the hidden layer. With 2 inputs and 3 "
            "hidden units the first should have shape (3, 2). In which order does the task ask for them?",
            short="the output layer comes first in the results")
def output_layer_first(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return c_bar, d_bar, A_bar, b_bar


@task.wrong("Your results are d_bar, c_bar, A_bar, b_bar. With 2 inputs and 3 hidden units the first should have "
            "shape (3, 2), and yours has no axis. In which order does the task ask for them?",
            short="the output layer comes first in the results")
def output_layer_first_biases_first(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return d_bar, c_bar, A_bar, b_bar


@task.wrong("Each bias stands before the weights of its layer: your results are b_bar, A_bar, d_bar, c_bar. With 2 "
            "inputs and 3 hidden units the first should have shape (3, 2). In which order does the task ask for them?",
            short="each bias stands before the weights of its layer")
def biases_first(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return b_bar, A_bar, d_bar, c_bar


@task.wrong("Only the first hidden unit is worked out: in A_bar, b_bar and c_bar the entries of all others are 0. "
            "With one hidden unit you are right. How often does your way through the units run before the answer is "
            "handed back?",
            short="only the first hidden unit is worked out")
def only_the_first_unit(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    first = (torch.arange(len(b)) == 0).to(A.dtype)
    return A_bar * first[:, None], b_bar * first, c_bar * first, d_bar


@task.wrong("Only the first hidden unit is worked out in A_bar and b_bar: there the entries of all others are 0; "
            "c_bar and d_bar are right. With one hidden unit you are right. How often does your way through the units "
            "run?",
            short="only the first hidden unit is worked out in A_bar and b_bar")
def only_the_first_unit_before_c(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    first = (torch.arange(len(b)) == 0).to(A.dtype)
    return A_bar * first[:, None], b_bar * first, c_bar, d_bar


@task.wrong("Only the first row of your A_bar is worked out, the others are 0; b_bar, c_bar and d_bar are right. With "
            "one hidden unit you are right. How often does your way through the rows run?",
            short="only the first row of A_bar is worked out")
def only_the_first_row(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    first = (torch.arange(len(b)) == 0).to(A.dtype)
    return A_bar * first[:, None], b_bar, c_bar, d_bar


@task.wrong("Your last hidden unit is never worked out: in A_bar, b_bar and c_bar its entries are 0. With 3 hidden "
            "units you do 0 and 1. At which number does range(n - 1) end?",
            short="the last hidden unit is skipped")
def last_unit_skipped(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    kept = (torch.arange(len(b)) < len(b) - 1).to(A.dtype)
    return A_bar * kept[:, None], b_bar * kept, c_bar * kept, d_bar


@task.wrong("Your first hidden unit is never worked out: in A_bar, b_bar and c_bar its entries are 0. With 3 hidden "
            "units you do 1 and 2. With which number does Python begin to count?",
            short="the first hidden unit is skipped")
def first_unit_skipped(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    kept = (torch.arange(len(b)) > 0).to(A.dtype)
    return A_bar * kept[:, None], b_bar * kept, c_bar * kept, d_bar


@task.wrong("Only the first column of your A_bar is worked out, the others are 0; b_bar, c_bar and d_bar are right. "
            "With one input you are right. How often does your way through the inputs run?",
            short="only the first column of A_bar is worked out")
def only_the_first_input(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return A_bar * (torch.arange(len(x)) == 0), b_bar, c_bar, d_bar


@task.wrong("Your A_bar, b_bar and c_bar are float32, the parameters are float64; the numbers fit. With "
            "torch.zeros(3), for example, comes a float32 tensor, whatever is written into it. Which function makes "
            "zeros of the same dtype as another tensor?",
            short="A_bar, b_bar and c_bar are float32")
def float32_results(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return A_bar.float(), b_bar.float(), c_bar.float(), d_bar


@task.wrong("Your A_bar is float32, A is float64; the numbers fit. With torch.zeros(3, 2), for example, comes a "
            "float32 tensor, whatever is written into it. Which function makes zeros of the same dtype as another "
            "tensor?",
            short="A_bar is float32")
def float32_A_bar(A, b, c, d, x, t):
    A_bar, *others = _backwards(A, b, c, d, x, t)
    return A_bar.float(), *others


@task.wrong("Two things: b is missing in the forward pass, and c_bar lacks the slope of the output. With A = 1, x = "
            "3, b = -3 your h is 0.953, the network's is 0.5. Which number goes into the hidden sigmoid?",
            short="b is missing in the forward pass")
def no_b_and_c_bar_without_slope(A, b, c, d, x, t):
    return c_bar_without_output_slope(A, torch.zeros_like(b), c, d, x, t)


@task.wrong("Two things: b is missing in the forward pass, and the slope of the output's sigmoid on the way back. "
            "With A = 1, x = 3, b = -3 your h is 0.953, the network's is 0.5. Which number goes into the hidden "
            "sigmoid?", short="b is missing in the forward pass")
def no_b_and_no_output_slope(A, b, c, d, x, t):
    return no_output_slope(A, torch.zeros_like(b), c, d, x, t)


@task.wrong("Two things: b is missing in the forward pass, and the slope of the hidden sigmoids on the way back. With "
            "A = 1, x = 3, b = -3 your h is 0.953, the network's is 0.5. Which number goes into the hidden sigmoid?",
            short="b is missing in the forward pass")
def no_b_and_no_hidden_slope(A, b, c, d, x, t):
    return no_hidden_slope(A, torch.zeros_like(b), c, d, x, t)


@task.wrong("Two things: b is missing in the forward pass, and every gradient has the opposite sign. With A = 1, x = "
            "3, b = -3 your h is 0.953, the network's is 0.5. Which number goes into the hidden sigmoid?",
            short="b is missing in the forward pass")
def no_b_and_opposite(A, b, c, d, x, t):
    return target_minus_output(A, torch.zeros_like(b), c, d, x, t)


@task.wrong("Two things: b is missing in the forward pass, and every gradient is twice too large. With A = 1, x = 3, "
            "b = -3 your h is 0.953, the network's is 0.5. Which number goes into the hidden sigmoid?",
            short="b is missing in the forward pass")
def no_b_and_twice(A, b, c, d, x, t):
    return twice(A, torch.zeros_like(b), c, d, x, t)


@task.wrong("Two things: b is missing in the forward pass, and A_bar has a row for each input. With A = 1, x = 3, b = "
            "-3 your h is 0.953, the network's is 0.5. Which number goes into the hidden sigmoid?",
            short="b is missing in the forward pass")
def no_b_and_transposed(A, b, c, d, x, t):
    return A_bar_transposed(A, torch.zeros_like(b), c, d, x, t)


@task.wrong("Two things: d is missing in the forward pass, and the slope of the output's sigmoid on the way back. "
            "With h = 0.5, c = 2, d = -1 your y is 0.731, the network's is 0.5. Which number goes into the output's "
            "sigmoid?", short="d is missing in the forward pass")
def no_d_and_no_output_slope(A, b, c, d, x, t):
    return no_output_slope(A, b, c, torch.zeros_like(d), x, t)


@task.wrong("Two things: d is missing in the forward pass, and the slope of the hidden sigmoids on the way back. With "
            "h = 0.5, c = 2, d = -1 your y is 0.731, the network's is 0.5. Which number goes into the output's "
            "sigmoid?", short="d is missing in the forward pass")
def no_d_and_no_hidden_slope(A, b, c, d, x, t):
    return no_hidden_slope(A, b, c, torch.zeros_like(d), x, t)


@task.wrong("Two things: every gradient has the opposite sign, and the slope of the hidden sigmoids is missing. With "
            "y = 0.5 and t = 1 you give d_bar = 0.125. Does the loss rise or fall when y comes nearer to t?",
            short="every gradient has the opposite sign")
def opposite_and_no_hidden_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: t - y, hidden_slope=lambda h, x: torch.ones_like(h))


@task.wrong("Two things: every gradient is twice too large, and the slope of the hidden sigmoids is missing besides. "
            "With y = 0.5 and t = 1 you give d_bar = -0.25, wanted is -0.125. Where does the half go when the square "
            "is differentiated?",
            short="the half of the loss is lost")
def twice_and_no_hidden_slope(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: 2 * (y - t), hidden_slope=lambda h, x: torch.ones_like(h))


@task.wrong("Two things: c_bar lacks the slope of the output, and A_bar has a row for each input. With y = h = 0.5 "
            "and t = 1 you give c_bar = -0.25, where d_bar is -0.125. Through what does a step in c pass?",
            short="the output's slope is missing in c_bar")
def c_bar_without_slope_and_transposed(A, b, c, d, x, t):
    A_bar, *others = c_bar_without_output_slope(A, b, c, d, x, t)
    return A_bar.mT.contiguous(), *others


@task.wrong("Two things: c_bar lacks the slope of the output, and the slope of the hidden sigmoids is missing. With y "
            "= h = 0.5 and t = 1 you give c_bar = -0.25, where d_bar is -0.125. Through what does a step in c pass?",
            short="the output's slope is missing in c_bar")
def c_bar_without_slope_and_no_hidden_slope(A, b, c, d, x, t):
    A_bar, b_bar, _, d_bar = no_hidden_slope(A, b, c, d, x, t)
    return A_bar, b_bar, c_bar_without_output_slope(A, b, c, d, x, t)[2], d_bar


@task.wrong("Your hidden layer begins with an error of its own, h - t; c_bar and d_bar are right. With c = 0, for "
            "example, h does not reach the loss, yet b and A get gradients. From where does something come back to h?",
            short="the hidden layer begins with h - t")
def hidden_error_of_its_own(A, b, c, d, x, t):
    h, _, _, _, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    b_bar = (h - t) * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("Every gradient is half as large as it should be. At y = 0.5 with t = 1 the loss (y - t)²/2 falls by "
            "about 0.005 when y grows by 0.01, and you reckon with 0.0025. What is the derivative of a square?",
            short="the half of the loss counts twice")
def half(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: (y - t) / 2)


@task.wrong("Your c_bar is made with b_bar; the others are right. With c = 0, h = 0.5, for example, you give c_bar = "
            "0, yet moving c by 0.04 moves c·h + d by 0.02. Does a step in c pass through the hidden layer?",
            short="c_bar is made with b_bar instead of d_bar")
def c_bar_from_b_bar(A, b, c, d, x, t):
    h, _, A_bar, b_bar, _, d_bar, _ = _right(A, b, c, d, x, t)
    return A_bar, b_bar, b_bar * h, d_bar


@task.wrong("Your results 3 and 4 have changed places. With 3 hidden units the third should have shape (3,), and "
            "yours has no axis. In which order does the task ask for them?",
            short="c_bar and d_bar have changed places")
def c_bar_and_d_bar_exchanged(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return A_bar, b_bar, d_bar, c_bar


@task.wrong("Two things: results 3 and 4 have changed places, and for the hidden slope you put the pre-activation z "
            "into z(1 - z). With z = 0 that is 0, although the sigmoid is steepest there. Which number leaves the "
            "sigmoid?", short="c_bar and d_bar have changed places")
def exchanged_and_slope_from_pre_activations(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = hidden_slope_from_pre_activations(A, b, c, d, x, t)
    return A_bar, b_bar, d_bar, c_bar


@task.wrong("Two things: results 3 and 4 have changed places, and the slope of the output's sigmoid is missing. With "
            "y = 0.5, t = 1 your d_bar is -0.5, but moving d by 0.04 moves y by 0.01. What lies between d and y?",
            short="c_bar and d_bar have changed places")
def exchanged_and_no_output_slope(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = no_output_slope(A, b, c, d, x, t)
    return A_bar, b_bar, d_bar, c_bar


@task.wrong("The hidden layer gets the slope of the output, y(1 - y), for every unit. A unit at h = 1, for example, is "
            "flat, and with y = 0.5 you reckon with 0.25. Which number did that unit put out?",
            short="the hidden slope is made with y")
def hidden_slope_from_y(A, b, c, d, x, t):
    _, y = _forward(A, b, c, d, x)
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: torch.ones_like(h) * _output_slope(y))


@task.wrong("The output's slope comes in twice on the way to the hidden units; c_bar and d_bar are right. With y = h = "
            "0.5, t = 1, c = 2 you give b_bar = -0.0156, where -0.0625 is wanted. What does d_bar hold already?",
            short="the output's slope comes in twice on the way to the hidden units")
def output_slope_twice(A, b, c, d, x, t):
    _, y, A_bar, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return A_bar * _output_slope(y), b_bar * _output_slope(y), c_bar, d_bar


def _scaled(factor, results):
    return tuple(factor * result for result in results)


@task.wrong("Two things: every gradient has the opposite sign, and c_bar lacks the slope of the output. With y = h = "
            "0.5 and t = 1 you give d_bar = 0.125. Does the loss rise or fall when y comes nearer to t?",
            short="every gradient has the opposite sign")
def opposite_and_c_bar_without_slope(A, b, c, d, x, t):
    return _scaled(-1, c_bar_without_output_slope(A, b, c, d, x, t))


@task.wrong("Two things: every gradient is twice too large, and c_bar lacks the slope of the output besides. With y = "
            "0.5 and t = 1 you give d_bar = -0.25, wanted is -0.125. Where does the half go when the square is "
            "differentiated?", short="the half of the loss is lost")
def twice_and_c_bar_without_slope(A, b, c, d, x, t):
    return _scaled(2, c_bar_without_output_slope(A, b, c, d, x, t))


@task.wrong("Two things: every gradient has the opposite sign, and A_bar and b_bar lack the slope of the output. With "
            "y = 0.5 and t = 1 you give d_bar = 0.125. Does the loss rise or fall when y comes nearer to t?",
            short="every gradient has the opposite sign")
def opposite_and_hidden_without_output_slope(A, b, c, d, x, t):
    return _scaled(-1, hidden_without_output_slope(A, b, c, d, x, t))


@task.wrong("Two things: every gradient is twice too large, and A_bar and b_bar lack the slope of the output besides. "
            "With y = 0.5 and t = 1 you give d_bar = -0.25, wanted is -0.125. Where does the half go when the square "
            "is differentiated?", short="the half of the loss is lost")
def twice_and_hidden_without_output_slope(A, b, c, d, x, t):
    return _scaled(2, hidden_without_output_slope(A, b, c, d, x, t))


@task.wrong("Two things: every gradient has the opposite sign, and c is missing on the way to the hidden units. With y "
            "= 0.5 and t = 1 you give d_bar = 0.125. Does the loss rise or fall when y comes nearer to t?",
            short="every gradient has the opposite sign")
def opposite_and_no_weights(A, b, c, d, x, t):
    return _scaled(-1, output_weights_left_out(A, b, c, d, x, t))


@task.wrong("Two things: every gradient is twice too large, and c is missing on the way to the hidden units. With y = "
            "0.5 and t = 1 you give d_bar = -0.25, wanted is -0.125. Where does the half go when the square is "
            "differentiated?", short="the half of the loss is lost")
def twice_and_no_weights(A, b, c, d, x, t):
    return _scaled(2, output_weights_left_out(A, b, c, d, x, t))


def _changed_outputs(A, b, c, d, x, t, hidden, output):
    """The gradients where `hidden` changes h and `output` changes y before anything is made with them."""
    h = hidden(torch.sigmoid(A @ x + b))
    y = output(torch.sigmoid(c @ h + d))
    d_bar = (y - t) * y * (1 - y)
    b_bar = d_bar * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


def _held(margin):
    return lambda output: output.clamp(margin, 1 - margin)


def _four_digits(output):
    return output.round(decimals=4)


def _unchanged(output):
    return output


@task.wrong("Right while no sigmoid is near 0 or 1: you keep h and y 1e-6 away from both. With d = 800, t = 0 your "
            "d_bar is about 1e-6, wanted is 0. In which step would y = 1 do harm?",
            short="h and y are held 1e-6 away from 0 and 1")
def held_at_six_digits(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _held(1e-6), _held(1e-6))


@task.wrong("Right while no sigmoid is near 0 or 1: you keep h and y 1e-7 away from both. With d = 800, t = 0 your "
            "d_bar is about 1e-7, wanted is 0. In which step would y = 1 do harm?",
            short="h and y are held 1e-7 away from 0 and 1")
def held_at_seven_digits(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _held(1e-7), _held(1e-7))


@task.wrong("Right while no sigmoid is near 0 or 1: you keep h and y 1e-8 away from both. With d = 800, t = 0 your "
            "d_bar is about 1e-8, wanted is 0. In which step would y = 1 do harm?",
            short="h and y are held 1e-8 away from 0 and 1")
def held_at_eight_digits(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _held(1e-8), _held(1e-8))


@task.wrong("Right while y is not near 0 or 1: you keep it at least 1e-6 away from both. With d = 800, t = 0 your "
            "d_bar is about 1e-6, wanted is 0. In which step would y = 1 do harm?",
            short="y is held 1e-6 away from 0 and 1")
def output_held_at_six_digits(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _unchanged, _held(1e-6))


@task.wrong("Right while y is not near 0 or 1: you keep it at least 1e-7 away from both. With d = 800, t = 0 your "
            "d_bar is about 1e-7, wanted is 0. In which step would y = 1 do harm?",
            short="y is held 1e-7 away from 0 and 1")
def output_held_at_seven_digits(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _unchanged, _held(1e-7))


@task.wrong("You round h to four digits. With h = 0.73106, for example, you go on with 0.7311, and a result may be "
            "off by about 1e-12 only. Which line makes numbers short, and who is to read them?",
            short="h is rounded to four digits")
def z_rounded(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _four_digits, _unchanged)


@task.wrong("You round y to four digits. With y = 0.73106, for example, you go on with 0.7311, and a result may be "
            "off by about 1e-12 only. Which line makes numbers short, and who is to read them?",
            short="y is rounded to four digits")
def y_rounded(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _unchanged, _four_digits)


@task.wrong("You round h and y to four digits. With h = 0.73106, for example, you go on with 0.7311, and a result may "
            "be off by about 1e-12 only. Which lines make numbers short, and who is to read them?",
            short="h and y are rounded to four digits")
def z_and_y_rounded(A, b, c, d, x, t):
    return _changed_outputs(A, b, c, d, x, t, _four_digits, _four_digits)


def _blamed(A, b, c, d, x, t, share):
    """The right adjoints, with what comes back to the hidden units shared out by a function of c."""
    h, _, _, _, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    b_bar = d_bar * share(c) * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("You share d_bar out among the hidden units: the shares add up to d_bar. With c = 2 and one unit, moving h "
            "by 0.01 moves c·h + d by 0.02, and you reckon with 0.01. What is h multiplied by on its way?",
            short="d_bar is shared out in the proportions of the sizes of c")
def blame_shared_by_size(A, b, c, d, x, t):
    return _blamed(A, b, c, d, x, t, lambda c: c.abs() / c.abs().sum())


@task.wrong("You share d_bar out among the hidden units, in the proportions of c: with one unit the whole goes to it. "
            "With c = 2, moving h by 0.01 moves c·h + d by 0.02, and you reckon with 0.01. What is h multiplied by?",
            short="d_bar is shared out in the proportions of c")
def blame_shared(A, b, c, d, x, t):
    return _blamed(A, b, c, d, x, t, lambda c: c / c.sum())


@task.wrong("What comes back to a hidden unit has lost the sign of its weight in c; c_bar and d_bar are right. With c"
            " = -2, moving h by 0.01 moves c·h + d by -0.02. Which sign do you reckon with?",
            short="the hidden units get the size of c instead of c")
def size_of_weights(A, b, c, d, x, t):
    return _blamed(A, b, c, d, x, t, torch.abs)


@task.wrong("c_bar and d_bar are right; b_bar and A_bar have the opposite sign. With h = 0.5 your slope between A x +"
            " b and h is -0.25 if all else is right. Does a sigmoid rise or fall?",
            short="b_bar and A_bar have the opposite sign")
def hidden_slope_sign(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: h * (h - 1))


@task.wrong("Only A_bar has the opposite sign. With b_bar = -0.0625 and x = 3 you give 0.1875. When an entry of A "
            "rises by 0.01, which way does A x + b move for a positive x?", short="A_bar has the opposite sign")
def A_bar_sign(A, b, c, d, x, t):
    A_bar, *others = _backwards(A, b, c, d, x, t)
    return -A_bar, *others


@task.wrong("Only c_bar has the opposite sign. With d_bar = -0.125 and h = 0.5 you give 0.0625. When c rises by 0.01, "
            "which way does c·h + d move?", short="c_bar has the opposite sign")
def c_bar_sign(A, b, c, d, x, t):
    A_bar, b_bar, c_bar, d_bar = _backwards(A, b, c, d, x, t)
    return A_bar, b_bar, -c_bar, d_bar


@task.wrong("Every result is L times the right one: at y = 0.5 and t = 1 you begin with 0.125·(-0.5), where L = 0.125. "
            "When y rises by 0.01 there, L falls by about 0.005. What is the derivative of L by L itself?",
            short="the walk begins with the value of the loss")
def loss_as_its_adjoint(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: 0.5 * (y - t) ** 3)


@task.wrong("c_bar and d_bar are right; A_bar and b_bar come out as if c were c - c_bar: with c = 2 and c_bar = -0.0625"
            " you reckon with 2.0625. With which c was y computed?", short="c is changed before the walk goes on")
def c_changed_on_the_way(A, b, c, d, x, t):
    h, _, _, _, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    b_bar = d_bar * (c - c_bar) * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("Two things: your results are twice too large, and c_bar holds the hidden slope besides. At y = 0.5, t = 1,"
            " L falls by about 0.005 when y rises by 0.01. Where does the half go, and with what is c multiplied?",
            short="the half of the loss is lost, and the hidden slope comes into c_bar")
def twice_and_hidden_slope_in_c_bar(A, b, c, d, x, t):
    h, _, A_bar, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return _scaled(2, (A_bar, b_bar, c_bar * h * (1 - h), d_bar))


@task.wrong("Every hidden unit gets the same from the output: d_bar times the mean of c. With c = (2, 0) the second "
            "unit does not reach the output, yet it gets a gradient. What is each h multiplied by on its way?",
            short="the hidden units get the mean of c")
def blame_shared_equally(A, b, c, d, x, t):
    return _blamed(A, b, c, d, x, t, lambda c: c.mean().expand_as(c))


@task.wrong("What comes back to a hidden unit is d_bar·c·h; c_bar and d_bar are right. With c = 2, h = 0.5, moving h "
            "by 0.01 moves c·h + d by 0.02, and you reckon with 0.01. What is h multiplied by?",
            short="what comes back to h holds h itself")
def contribution_for_slope(A, b, c, d, x, t):
    h, _, _, b_bar, c_bar, d_bar, _ = _right(A, b, c, d, x, t)
    return torch.outer(b_bar * h, x), b_bar * h, c_bar, d_bar


@task.wrong("You couple the hidden units as softmax does; c_bar and d_bar are right. With h = (0.5, 0.5) and h_bar = "
            "(1, 0) you give b_bar = (0.25, -0.25). On which entries of A x + b does the first h depend?",
            short="the hidden units get the slopes of softmax")
def slopes_of_softmax(A, b, c, d, x, t):
    h, _, _, _, c_bar, d_bar, h_bar = _right(A, b, c, d, x, t)
    b_bar = h * h_bar - h * (h @ h_bar)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar


@task.wrong("Right for the targets 0 and 1; one between them is taken for the nearer of the two. With t = 0.8 and y = "
            "0.5 you begin with -0.5, not -0.3. Which targets does the task name?",
            short="the target is rounded to 0 or 1")
def target_rounded(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t.round())


@task.wrong("Right for the targets 0 and 1; one between them is taken for 0. With t = 0.8 and y = 0.5 you begin with "
            "0.5, not -0.3. Which targets does the task name?", short="the target is cut to a whole number")
def target_cut(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t.floor())


@task.wrong("Right for the targets 0 and 1; one between them is taken for 1. With t = 0.3 and y = 0.5 you begin with "
            "-0.5, not 0.2. Which targets does the task name?", short="every target above 0 is taken for 1")
def target_raised(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t.ceil())


@task.wrong("Right while y is above t; below it every gradient has the opposite sign. With y = 0.5 and t = 1 you begin "
            "with 0.5. Does the loss rise or fall there when y rises?", short="the sign of y - t is lost")
def error_without_its_sign(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: (y - t).abs())


def _quarter(output):
    return torch.full_like(output, 0.25)


@task.wrong("Both slopes are 0.25 with you, whatever the sigmoids put out. At h = 0.8 the slope of a sigmoid is 0.16. "
            "On which number does it depend?", short="both slopes are 0.25 whatever the sigmoids put out")
def both_slopes_a_quarter(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=_quarter, hidden_slope=lambda h, x: _quarter(h))


@task.wrong("The hidden slope is 0.25 with you, whatever the hidden units put out. At h = 0.8 the slope of a sigmoid "
            "is 0.16. On which number does it depend?", short="the hidden slope is 0.25 whatever h is")
def hidden_slope_a_quarter(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: _quarter(h))


@task.wrong("The output's slope is 0.25 with you, whatever the network puts out. At y = 0.8 the slope of a sigmoid is "
            "0.16. On which number does it depend?", short="the output's slope is 0.25 whatever y is")
def output_slope_a_quarter(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, output_slope=_quarter)


@task.wrong("Right until c^T h + d is far below 0: at -800 your output's slope is inf divided by inf, because e^800 is "
            "stored as inf. With which number between 0 and 1 can the slope be put?",
            short="the output's slope overflows at -800")
def output_slope_overflows(A, b, c, d, x, t):
    h, y = _forward(A, b, c, d, x)
    power = torch.exp(-(c @ h + d))
    d_bar = (y - t) * power / (1 + power) ** 2
    b_bar = d_bar * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


def _softmax_forward(A, b, c, d, x, t):
    h = torch.softmax(A @ x + b, 0)
    y = torch.sigmoid(c @ h + d)
    return h, (y - t) * y * (1 - y)


@task.wrong("Your hidden layer is a softmax: a single hidden unit always puts out 1, and several add up to 1. With A = "
            "1, x = 3, b = -3 the text has h = 0.5. Which function does it apply to each unit?",
            short="the hidden layer is a softmax")
def softmax_hidden_layer(A, b, c, d, x, t):
    h, d_bar = _softmax_forward(A, b, c, d, x, t)
    b_bar = d_bar * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


@task.wrong("Your hidden layer is a softmax, with its own slopes: a single hidden unit always puts out 1. With A = 1, "
            "x = 3, b = -3 the text has h = 0.5. Which function does it apply to each unit?",
            short="the hidden layer is a softmax")
def softmax_hidden_layer_with_its_slopes(A, b, c, d, x, t):
    h, d_bar = _softmax_forward(A, b, c, d, x, t)
    b_bar = d_bar * h * (c - c @ h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


@task.wrong("Every entry of your c_bar is made with the sum of h; the others are right. For h = (0.5, 0.3) and d_bar = "
            "-0.1 you give -0.08 twice. What is the second entry of c multiplied by?",
            short="c_bar is made with the sum of h")
def c_bar_from_the_sum_of_z(A, b, c, d, x, t):
    h, _, A_bar, b_bar, _, d_bar, _ = _right(A, b, c, d, x, t)
    return A_bar, b_bar, d_bar * h.sum() * torch.ones_like(c), d_bar


@task.wrong("Your A_bar is made with b, not b_bar; the others are right. With b = -3, x = 3 you give -9, for every "
            "target. How much of a step in A x + b reaches the loss?", short="A_bar is made with b")
def A_bar_from_b(A, b, c, d, x, t):
    _, *others = _backwards(A, b, c, d, x, t)
    return torch.outer(b, x), *others


@task.wrong("Each row of your A_bar holds one number only: the inputs are added up. With x = (3, 1) and b_bar = "
            "-0.0625 you give -0.25 twice. What is the second weight of that row multiplied by?",
            short="A_bar is made with the sum of x")
def A_bar_from_the_sum_of_x(A, b, c, d, x, t):
    _, b_bar, *others = _backwards(A, b, c, d, x, t)
    return torch.outer(b_bar, x.sum().expand_as(x)), b_bar, *others


def _transposed_where_square(A):
    return A.mT if A.shape[0] == A.shape[1] else A


@task.wrong("Right unless A is square; there the forward pass takes the columns of A for "
            "rows. With A = ((1, 2), (0, 1)) and x = (1, 0) you get (1, 2), not (1, 0). Which index of A counts the "
            "inputs?", short="A is transposed in the forward pass where it is square")
def A_transposed_forward(A, b, c, d, x, t):
    return _backwards(_transposed_where_square(A), b, c, d, x, t)


@task.wrong("The hidden slope comes in twice in b_bar and A_bar. With A = 1, x = 3, b = -3 you reckon with 0.0625, but "
            "moving b by 0.04 moves h by 0.01. Through how many sigmoids does b reach h?",
            short="the hidden slope comes in twice")
def hidden_slope_twice(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, hidden_slope=lambda h, x: (h * (1 - h)) ** 2)


@task.wrong("Your y becomes 0 or 1 before t is taken off. With y = 0.6 and t = 1 you begin with 0, so nothing is "
            "learned, though the loss is 0.08. Which y stands in the loss?",
            short="y is cut to 0 or 1 before t comes in")
def output_becomes_a_class(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: (y > 0.5).to(y.dtype) - t)


@task.wrong("Your y becomes 0 or 1 before t is taken off, 0.5 becomes 1. With y = 0.6 and t = 1 you begin with 0, so "
            "nothing is learned, though the loss is 0.08. Which y stands in the loss?",
            short="y is cut to 0 or 1 before t comes in")
def output_becomes_a_class_from_half(A, b, c, d, x, t):
    return _backwards(A, b, c, d, x, t, error=lambda y, t: (y >= 0.5).to(y.dtype) - t)


@task.wrong("Two things: b is missing in the forward pass, and the output has no sigmoid. With A = 1, x = 3, b = -3 "
            "your hidden unit stands at 3, not at 0. Which number goes into the hidden sigmoid?",
            short="b is missing in the forward pass, and the output has no sigmoid")
def without_b_and_linear_output(A, b, c, d, x, t):
    h = torch.sigmoid(A @ x)
    d_bar = c @ h + d - t
    b_bar = d_bar * c * h * (1 - h)
    return torch.outer(b_bar, x), b_bar, d_bar * h, d_bar


_AT_THE_START = {
    "twice": ("every gradient is twice too large", lambda y, t: 2 * (y - t)),
    "opposite": ("every gradient has the opposite sign", lambda y, t: t - y),
}
_ON_THE_WAY = {
    "hidden_tanh": ("your hidden slope is that of tanh", {"hidden_slope": lambda h, x: 1 - h**2},
                    "With h = 0.5 that is 0.75, but b + 0.04 raises h by 0.01 there. Which activation has the slope "
                    "1 - h²?"),
    "hidden_twice": ("the hidden slope comes in twice", {"hidden_slope": lambda h, x: (h * (1 - h)) ** 2},
                     "With h = 0.5 you reckon with 0.0625. Through how many sigmoids does b reach h?"),
    "output_tanh": ("your output's slope is that of tanh", {"output_slope": lambda y: 1 - y**2},
                    "With y = 0.5 that is 0.75, but d + 0.04 raises y by 0.01 there. Which activation has the slope "
                    "1 - y²?"),
}


def _two(name, **settings):
    def answer(A, b, c, d, x, t):
        return _backwards(A, b, c, d, x, t, **settings)

    answer.__name__ = name
    return answer


for _start, (_phrase, _error) in _AT_THE_START.items():
    for _way, (_other, _settings, _example) in _ON_THE_WAY.items():
        task.wrong(f"Two things: {_phrase}, and {_other}. {_example}", short=f"{_phrase}, and {_other}"
                   )(_two(f"{_start}_and_{_way}", error=_error, **_settings))


EXERCISE = task.declared()
