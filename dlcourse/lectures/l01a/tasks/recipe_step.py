"""Exercise: one step of the recipe for a curve with two parameters."""

from __future__ import annotations

import math

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.optim import SGD
from dlcourse.training import recipe


def curve(theta: Tensor, x: Tensor) -> Tensor:
    """The model: a exp(-k x), with theta = (a, k)."""
    return theta[0] * (-theta[1] * x).exp()


def reference(theta: Tensor, x: Tensor, y: Tensor, eta: float) -> tuple[float, Tensor, Tensor]:
    """The package's recipe and rule."""
    loss, g = recipe(curve, lambda y_hat, target: (y_hat - target).square().mean(), x, y)(theta, torch.arange(len(x)))
    rule = SGD(eta)
    return float(loss), g, rule.step(theta, g, rule.init(theta))[0]


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(n: int) -> Tensor:
        return draw.uniform(0.3, 2.0, n)

    theta = draw.uniform(1.5, 3.0, 2) * numbers(1, 0.3)
    x = some(3)
    return [
        case("the example of the text", theta=numbers(8, math.log(2)), x=numbers(0, 1), y=numbers(6, 5), eta=0.1),
        case("a single example", theta=draw.uniform(0.5, 1.5, 2), x=some(1), y=draw.uniform(2.0, 3.0, 1),
             eta=draw.between(0.05, 0.1)),
        case("five examples", theta=draw.uniform(0.6, 1.6, 2), x=some(5), y=draw.uniform(0.2, 2.0, 5),
             eta=draw.between(0.05, 0.1)),
        case("k is negative", theta=draw.uniform(0.5, 1.0, 2) * numbers(1, -1), x=some(4),
             y=draw.uniform(2.0, 4.0, 4), eta=draw.between(0.01, 0.03)),
        case("k is 0", theta=numbers(draw.between(0.5, 1.5), 0), x=some(3), y=draw.uniform(2.0, 3.0, 3),
             eta=draw.between(0.05, 0.1)),
        case("a is 0", theta=numbers(0, draw.between(0.5, 1.5)), x=some(3), y=draw.uniform(1.0, 2.0, 3),
             eta=draw.between(0.05, 0.1)),
        case("a is negative", theta=draw.uniform(0.5, 1.0, 2) * numbers(-1, 1), x=some(4), y=draw.uniform(1.0, 2.0, 4),
             eta=draw.between(0.05, 0.1)),
        case("negative x and negative y", theta=draw.uniform(0.5, 1.0, 2), x=-some(3), y=-draw.uniform(1.0, 2.0, 3),
             eta=draw.between(0.01, 0.03)),
        case("every prediction is right", theta=theta, x=x, y=curve(theta, x), eta=0.5),
        case("a long step", theta=draw.uniform(0.6, 1.6, 2), x=some(2), y=draw.uniform(0.2, 2.0, 2),
             eta=draw.between(2.0, 3.0)),
    ]


task = Task(
    key="recipe_step", title="One step of the recipe", points=3, difficulty=2, minutes=12,
    objective="take a step of the recipe for a model that is not a line: loss, gradient, new parameters",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("loss", "gradient", "new_theta")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    facts=("N01-04",),
    hints=(
        "Follow one example through its boxes: theta to prediction, prediction to miss, miss to square. How far does "
        "the prediction move when only a moves, and how far when only k moves?",
        "At a = 8, k = log 2, x = 1 the prediction is 4. When a moves by 1, it moves by 0.5. When k moves a little, "
        "it moves by -4 times as much: the exponent moves by -x, and the prediction is 4. What are the two at "
        "x = 2?",
        "e = torch.exp(-k * x); miss = a * e - y; gradient = torch.stack([(2 * miss * ____).mean(), "
        "(2 * miss * ____).mean()])",
    ),
)


@task.solution
def recipe_step(theta, x, y, eta):
    a, k = theta
    e = torch.exp(-k * x)                           # step: the share of a that is left at each x
    miss = a * e - y                                # step: how far off each prediction is
    loss = (miss**2).mean()                         # step: the mean of the squared misses
    slope_a = (2 * miss * e).mean()                 # step: how the loss moves with a
    slope_k = (2 * miss * (-x * a * e)).mean()      # step: how the loss moves with k
    gradient = torch.stack([slope_a, slope_k])      # step: both slopes, in the order of theta
    return loss, gradient, theta - eta * gradient   # step: against the gradient


@task.right
def box_by_box(theta, x, y, eta):
    a, k = theta
    n = len(x)
    t = -k * x                                      # step: the exponent
    e = t.exp()                                     # step: the exponential
    y_hat = a * e                                   # step: the predictions
    miss = y_hat - y                                # step: the misses
    loss = miss.square().sum() / n                  # step: the mean of their squares
    miss_bar = 2 * miss / n                         # step: how the loss moves with each miss
    a_bar = (miss_bar * e).sum()                    # step: the routes to a, added
    e_bar = miss_bar * a                            # step: how the loss moves with each exponential
    t_bar = e_bar * e                               # step: how the loss moves with each exponent
    k_bar = (t_bar * -x).sum()                      # step: the routes to k, added
    return loss, torch.stack([a_bar, k_bar]), torch.stack([a - eta * a_bar, k - eta * k_bar])   # step: the step


@task.right
def example_by_example(theta, x, y, eta):
    a, k = theta.tolist()
    loss = slope_a = slope_k = 0.0
    for x_i, y_i in zip(x.tolist(), y.tolist()):
        left = math.exp(-k * x_i)
        miss = a * left - y_i
        loss += miss**2 / len(x)
        slope_a += 2 * miss * left / len(x)
        slope_k -= 2 * miss * a * x_i * left / len(x)
    gradient = torch.tensor([slope_a, slope_k], dtype=torch.float64)
    return [loss, gradient, gradient * -eta + theta]


@task.right
def with_numpy(theta, x, y, eta):
    t, xs = theta.numpy(), x.numpy()
    table = np.stack([np.exp(-t[1] * xs), -t[0] * xs * np.exp(-t[1] * xs)], axis=1)
    miss = t[0] * table[:, 0] - y.numpy()
    gradient = torch.from_numpy(2 / len(xs) * table.T @ miss)
    return float(np.mean(miss**2)), gradient, theta - eta * gradient


def _parts(theta: Tensor, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """The misses, and how each prediction moves with a and with k."""
    a, k = theta
    e = torch.exp(-k * x)
    return a * e - y, e, -x * a * e


def _result(theta: Tensor, miss: Tensor, by_a: Tensor, by_k: Tensor, eta: float) -> tuple[Tensor, Tensor, Tensor]:
    gradient = torch.stack([(2 * miss * by_a).mean(), (2 * miss * by_k).mean()])
    return (miss**2).mean(), gradient, theta - eta * gradient


@task.wrong("Loss and gradient are right, but new_theta lies uphill: in the example the slope with respect to a is "
            "1.5, and your a goes from 8 to 8.15. To which side does the loss fall?", short="the step goes uphill")
def uphill(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, _ = _result(theta, miss, by_a, by_k, eta)
    return loss, gradient, theta + eta * gradient


@task.wrong("Both slopes are half of what they should be: in the example 0.75 and 2 in place of 1.5 and 4. A miss of "
            "2 that grows by 0.01 changes its square by 0.0401. What is its slope?",
            short="the 2 of the square is missing")
def no_two(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    return (miss**2).mean(), _result(theta, miss / 2, by_a, by_k, eta)[1], theta - eta * _result(
        theta, miss / 2, by_a, by_k, eta)[1]


@task.wrong("Loss and gradient are half of what they should be: in the example the loss is 1.25 in place of 2.5. The "
            "mean of the squares 4 and 1 has no further half. Where does yours come from?",
            short="there is a half in front of the squares")
def half_squares(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, _ = _result(theta, miss, by_a, by_k, eta)
    return loss / 2, gradient / 2, theta - eta * gradient / 2


@task.wrong("Everything is added over the examples: the squares 4 and 1 give you 5. The same data twice would double "
            "your loss. Which word of the task says what to do with several squares?",
            short="sums over the examples, not means")
def summed(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, _ = _result(theta, miss, by_a, by_k, eta)
    n = len(x)
    return n * loss, n * gradient, theta - eta * n * gradient


@task.wrong("The loss is a mean, but the gradient is a sum over the examples: in the example (3, 8) in place of (1.5, "
            "4). Each example has a share of 1/2 in the loss. Which share has it in the slope?",
            short="the gradient is a sum over the examples")
def gradient_summed(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, _ = _result(theta, miss, by_a, by_k, eta)
    return loss, len(x) * gradient, theta - eta * len(x) * gradient


@task.wrong("The gradient is a mean, but the loss is a sum over the examples: the squares 4 and 1 give you 5. What is "
            "their mean?", short="the loss is a sum over the examples")
def loss_summed(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, new_theta = _result(theta, miss, by_a, by_k, eta)
    return len(x) * loss, gradient, new_theta


@task.wrong("Both slopes have the opposite sign, and so the step goes uphill: in the example the gradient is (-1.5, "
            "-4). A miss is the prediction minus y. Which is it in yours?", short="the miss has the opposite sign")
def miss_reversed(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    return _result(theta, -miss, by_a, by_k, eta)


@task.wrong("new_theta is right, but the gradient has the opposite sign: (-1.5, -4) in the example. Two signs cancel "
            "in your step. When a grows a little from 8, does the loss grow or fall?",
            short="the gradient has the opposite sign, and the step adds it")
def reversed_twice(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, new_theta = _result(theta, miss, by_a, by_k, eta)
    return loss, -gradient, new_theta


@task.wrong("The slope with respect to k has the opposite sign: -4 in the example. A larger k makes the curve fall "
            "faster. Does the prediction at x = 1 then rise or fall?", short="the minus of the exponent is lost")
def no_minus(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    return _result(theta, miss, by_a, -by_k, eta)


@task.wrong("x is missing in the slope with respect to k: in the example the first one, x = 0, should not count at "
            "all. How far does the exponent -k x move when k moves by 1?", short="x is missing in the slope for k")
def no_x(theta, x, y, eta):
    miss, by_a, _ = _parts(theta, x, y)
    return _result(theta, miss, by_a, -theta[0] * by_a, eta)


@task.wrong("a is missing in the slope with respect to k: in the example 0.5 in place of 4. With a = 8 the curve is "
            "eight times as high as with a = 1. How much further does it move then?",
            short="a is missing in the slope for k")
def no_a(theta, x, y, eta):
    miss, by_a, _ = _parts(theta, x, y)
    return _result(theta, miss, by_a, -x * by_a, eta)


@task.wrong("The exponential is missing in the slope with respect to k: in the example 8 in place of 4. What is the "
            "slope of the exponential, at a place where it is 0.5?",
            short="the exponential is missing in the slope for k")
def no_exponential_for_k(theta, x, y, eta):
    miss, by_a, _ = _parts(theta, x, y)
    return _result(theta, miss, by_a, -theta[0] * x, eta)


@task.wrong("The exponential is missing in the slope with respect to a: in the example 1 in place of 1.5. When a "
            "moves by 1, how far does a · 0.5 move?", short="the exponential is missing in the slope for a")
def no_exponential_for_a(theta, x, y, eta):
    miss, _, by_k = _parts(theta, x, y)
    return _result(theta, miss, torch.ones_like(x), by_k, eta)


@task.wrong("The two slopes have changed places: in the example (4, 1.5). theta is (a, k). Which slope belongs first?",
            short="the two slopes have changed places")
def exchanged(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    return _result(theta, miss, by_k, by_a, eta)


@task.wrong("You take means before you multiply: in the example the misses 2 and -1 have the mean 0.5, the shares 1 "
            "and 0.5 the mean 0.75, and twice the product is 0.75. Each example has its own product. When is the mean "
            "taken?", short="the mean is taken before the product")
def means_first(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    gradient = torch.stack([2 * miss.mean() * by_a.mean(), 2 * miss.mean() * by_k.mean()])
    return (miss**2).mean(), gradient, theta - eta * gradient


@task.wrong("The miss is missing in your slopes: they do not change when y does. A prediction that is right should "
            "not move anything. What is the slope of the square of a miss?", short="the miss is missing in the slopes")
def no_miss(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    gradient = torch.stack([by_a.mean(), by_k.mean()])
    return (miss**2).mean(), gradient, theta - eta * gradient


@task.wrong("The step is the whole gradient: in the example a goes from 8 to 6.5. What does eta = 0.1 do?",
            short="the learning rate is left out")
def whole_gradient(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, _ = _result(theta, miss, by_a, by_k, eta)
    return loss, gradient, theta - gradient


@task.wrong("Your new_theta is only the change: in the example (-0.15, -0.4). From where does the step start?",
            short="the change is returned in place of the new place")
def only_the_change(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, _ = _result(theta, miss, by_a, by_k, eta)
    return loss, gradient, -eta * gradient


@task.wrong("Your loss belongs to new_theta: in the example it is not the mean of 4 and 1. Which theta predicts 8 and "
            "4?", short="the loss is that after the step")
def loss_after(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    _, gradient, new_theta = _result(theta, miss, by_a, by_k, eta)
    return (_parts(new_theta, x, y)[0]**2).mean(), gradient, new_theta


@task.wrong("k is moved with the new a: in the example its slope is not 4 any more, since a is 7.85 by then. At which "
            "place are both slopes taken?", short="the slope for k is taken after a has moved")
def one_after_the_other(theta, x, y, eta):
    miss, by_a, _ = _parts(theta, x, y)
    slope_a = (2 * miss * by_a).mean()
    moved = torch.stack([theta[0] - eta * slope_a, theta[1]])
    later, _, by_k = _parts(moved, x, y)
    slope_k = (2 * later * by_k).mean()
    return (miss**2).mean(), torch.stack([slope_a, slope_k]), torch.stack([moved[0], theta[1] - eta * slope_k])


@task.wrong("Your curve grows with x: in the example you predict 8 and 16, where 8 and 4 are right. What does the "
            "minus in the exponent do?", short="the exponent has the opposite sign")
def growing(theta, x, y, eta):
    e = torch.exp(theta[1] * x)
    return _result(theta, theta[0] * e - y, e, x * theta[0] * e, eta)


@task.wrong("Your loss is the root of the mean square: 1.58 in the example. The task asks for the mean of 4 and 1. "
            "What is it?", short="a root is taken of the loss")
def root_of_loss(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    loss, gradient, new_theta = _result(theta, miss, by_a, by_k, eta)
    return loss.sqrt(), gradient, new_theta


@task.wrong("Your loss is the mean size of the misses: 1.5 in the example, where the squares 4 and 1 have the mean "
            "2.5. Gradient and step are those of the squares. Which loss does the task ask for?",
            short="the loss is the mean size of the misses")
def size_as_loss(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    return miss.abs().mean(), *_result(theta, miss, by_a, by_k, eta)[1:]


@task.wrong("You divide by a to get the exponential back, and a may be 0: then 0/0 is nan. Which part of the "
            "prediction do you need, and had you computed it before?", short="there is a division by a")
def divided_by_a(theta, x, y, eta):
    miss, _, by_k = _parts(theta, x, y)
    return _result(theta, miss, (miss + y) / theta[0], by_k, eta)


@task.wrong("Only the first example counts: in the example your loss is 4, the square of the first miss. What do the "
            "others pay?", short="only the first example counts")
def first_example(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    return _result(theta, miss[:1], by_a[:1], by_k[:1], eta)


@task.wrong("Two things: the 2 of the square is missing in the slopes, and they are added over the examples. In the "
            "example that looks right, since there are two examples. What comes out for five?",
            short="the 2 is missing, and the slopes are added")
def no_two_and_summed(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    gradient = torch.stack([(miss * by_a).sum(), (miss * by_k).sum()])
    return (miss**2).mean(), gradient, theta - eta * gradient


@task.wrong("Two things: the slopes are half of what they should be, and the step goes uphill. In the example a goes "
            "from 8 to 8.075. What is the slope of a square, and to which side does the loss fall?",
            short="the 2 is missing, and the step goes uphill")
def no_two_uphill(theta, x, y, eta):
    miss, by_a, by_k = _parts(theta, x, y)
    gradient = torch.stack([(miss * by_a).mean(), (miss * by_k).mean()])
    return (miss**2).mean(), gradient, theta + eta * gradient


@task.wrong("Two things in the slope for k: the minus of the exponent is lost, and x is missing. How far, and to "
            "which side, does the exponent -k x move when k moves by 1?", short="the exponent's slope is taken to be 1")
def exponent_slope_one(theta, x, y, eta):
    miss, by_a, _ = _parts(theta, x, y)
    return _result(theta, miss, by_a, theta[0] * by_a, eta)


EXERCISE = task.declared()
