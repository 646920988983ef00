"""Exercise: one step of the recipe for a curve with two parameters."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs
from dlcourse.classroom.task import Task
from dlcourse.optim import SGD


def curve(theta: Tensor, x: Tensor) -> Tensor:
    """The model: a exp(-k x), with theta = (a, k)."""
    return theta[0] * (-theta[1] * x).exp()


def reference(theta: Tensor, x: Tensor, y: Tensor, eta: float) -> tuple[float, Tensor, Tensor]:
    """The package's recipe and rule."""
    from dlcourse.training import recipe  # not part of the grading, where this module is imported as well

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


# The step, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "e": lambda v: torch.exp(-v.k * v.x),
    "y_hat": lambda v: v.a * v.e,
    "miss": lambda v: v.y_hat - v.y,
    "loss": lambda v: v.miss.square().mean(),
    "two": lambda v: 2,
    "outer": lambda v: v.two * v.miss,
    "by_a": lambda v: v.e,
    "sign": lambda v: -1, "fx": lambda v: v.x, "fa": lambda v: v.a, "fe": lambda v: v.e,    # factors of the slope for k
    "by_k": lambda v: v.sign * v.fx * v.fa * v.fe + torch.zeros_like(v.x),
    "total": lambda v: torch.mean,
    "gradient": lambda v: torch.stack([v.total(v.outer * v.by_a), v.total(v.outer * v.by_k)]),
    "change": lambda v: v.gradient,
    "rate": lambda v: v.eta,
    "way": lambda v: -1,
    "new_theta": lambda v: v.theta + v.way * v.rate * v.change,
    "told": lambda v: v.loss,
    "result": lambda v: (v.told, v.gradient, v.new_theta),
}
TEXT = {"theta": numbers(8, math.log(2)), "x": numbers(0, 1), "y": numbers(6, 5), "eta": 0.1}


def _with(name: str, **changes: Callable) -> Callable:
    """An answer that keeps to all rules but some; another process finds it by its name."""
    def answer(theta, x, y, eta):
        v = SimpleNamespace(theta=theta, x=x, y=y, eta=eta, a=theta[0], k=theta[1], n=len(x))
        for quantity, rule in (RULES | changes).items():
            setattr(v, quantity, rule(v))
        return v.result

    answer.__name__ = name
    return answer


def _in_the_example(answer: Callable) -> str:
    """What an answer gives for the example of the text, as far as it is wrong there."""
    words = []
    for name, ours, right in zip(("loss", "gradient", "new_theta"), answer(**TEXT), recipe_step(**TEXT)):
        if ours.shape != right.shape:
            words.append(f"`{name}` of shape {tuple(ours.shape)}")
        elif not torch.allclose(ours, right, atol=1e-9):
            numbers_of = ", ".join(f"{n:.4g}" for n in ours.flatten())
            words.append(f"`{name}` {f'({numbers_of})' if ours.ndim else numbers_of}")
    if not words:
        return "In the example that looks right"
    return "In the example you give the " + ", the ".join(words)


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says} {_in_the_example(answer)}. {asks}", short=short)(answer)


def _after(v: SimpleNamespace, theta: Tensor) -> SimpleNamespace:
    """The quantities at another place than theta."""
    other = SimpleNamespace(theta=theta, x=v.x, y=v.y, eta=v.eta, a=theta[0], k=theta[1], n=v.n)
    for quantity, rule in RULES.items():
        setattr(other, quantity, rule(other))
    return other


def _one_by_one(v: SimpleNamespace, rate: float) -> tuple[Tensor, Tensor, Tensor]:
    """A step after each example."""
    theta, loss, gradient = v.theta, 0 * v.a, 0 * v.theta
    for x, y in zip(v.x[:, None], v.y[:, None]):
        here = _after(SimpleNamespace(x=x, y=y, eta=v.eta, n=1), theta)
        loss, gradient, theta = loss + here.loss / v.n, gradient + here.gradient / v.n, theta - rate * here.gradient
    return loss, gradient, theta


_wrong("power_rule", "You take e to the power -kx for a power of a variable in the slope with respect to k: the "
       "exponent comes to the front, and 1 is taken off it.", "When k grows a little, does a base change there, or "
       "the exponent?", "e to a power is treated as the power of a variable", fx=lambda v: v.k * v.x,
       fe=lambda v: (-v.k * v.x - 1).exp())
_wrong("less_one_in_the_exponent", "In the slope with respect to k, 1 is taken off the exponent: yours has e to the "
       "power -kx - 1.", "How steep is e to the power t at t = 0, and how high?", "1 is taken off the exponent in "
       "the slope for k", fe=lambda v: (-v.k * v.x - 1).exp())
_wrong("slope_for_x", "In the slope with respect to k your inner factor is -k: that is how far -kx moves with x.",
       "At x = 0 the prediction is a, whatever k is. Which slope for k should it have there?", "the inner factor of "
       "the slope for k is -k, as for x", fx=lambda v: v.k)
_wrong("whole_exponent", "In the slope with respect to k your inner factor is the whole exponent -kx.",
       "For x = 3 the exponent goes from -6 to -9 when k goes from 2 to 3. How steep is that?", "the inner factor of "
       "the slope for k is the whole exponent", fx=lambda v: v.k * v.x)
_wrong("mean_twice", "You divide by the number of examples twice in the slopes.", "Each example has a share of 1/2 "
       "in the loss of the example. Which share does it have in yours?", "the slopes are divided by n twice",
       gradient=lambda v: torch.stack([(v.outer * v.by_a).mean(), (v.outer * v.by_k).mean()]) / v.n)
_wrong("square_keeps_its_power", "In the slopes the misses are still squared, and doubled.", "A square of 4, from a "
       "miss of -2, falls when the miss grows. Which sign has its slope, and which has yours?", "the misses are "
       "still squared in the slopes, and doubled", outer=lambda v: 2 * v.miss**2)
_wrong("square_not_differentiated", "In the slopes the squared misses stand in place of their slopes.",
       "A square of 4, from a miss of -2, falls when the miss grows. Which sign has its slope, and which has yours?",
       "the squared misses stand in place of their slopes", outer=lambda v: v.miss**2)
_wrong("sizes", "You use the sizes of the misses, in the loss and in the slopes: a miss of 2 has the slope 1 with "
       "you.", "Which power of the misses does the task ask for?", "sizes of the misses stand in place of squares",
       told=lambda v: v.miss.abs().mean(), outer=lambda v: v.miss.sign())
_wrong("square_of_the_mean", "Your loss is the square of the mean miss: misses of 2 and -1 have the mean 0.5.",
       "Would misses of 1 and -1 cost nothing? Which comes first, square or mean?", "the loss is the square of the "
       "mean miss", told=lambda v: v.miss.mean()**2)
_wrong("theta_read_backwards", "You read theta as (k, a): your curve starts at log 2 and falls with the rate 8. Your "
       "gradient comes in the order (a, k).", "Which parameter does theta[0] hold?", "theta is read as (k, a)",
       e=lambda v: torch.exp(-v.a * v.x), y_hat=lambda v: v.k * v.e, fa=lambda v: v.k)
_wrong("theta_is_k_and_a", "You read theta as (k, a) throughout: your curve starts at log 2 and falls with the rate "
       "8.", "Which parameter does theta[0] hold?", "theta is read as (k, a) throughout",
       e=lambda v: torch.exp(-v.a * v.x), y_hat=lambda v: v.k * v.e, by_a=lambda v: -v.x * v.k * v.e,
       by_k=lambda v: v.e)
_wrong("gradient_after", "Loss and new_theta are right, but your gradient is taken at new_theta.", "Which gradient "
       "did the step use?", "the gradient is that after the step",
       result=lambda v: (v.loss, _after(v, v.new_theta).gradient, v.new_theta))
_wrong("both_after", "new_theta is right, but loss and gradient are taken there, after the step.", "At which theta "
       "does the text want both?", "loss and gradient are those after the step",
       result=lambda v: (*_after(v, v.new_theta).result[:2], v.new_theta))
_wrong("twice_the_step", "Loss and gradient are right, but the step is twice as long.", "How far does a slope of 1.5 "
       "move a with the rate 0.1?", "the step is twice as long", rate=lambda v: 2 * v.eta)
_wrong("half_the_step", "Loss and gradient are right, but the step is half as long.", "How far does a slope of 1.5 "
       "move a with the rate 0.1?", "the step is half as long", rate=lambda v: v.eta / 2)
_wrong("rate_over_n", "Loss and gradient are right, but the step is divided by the number of examples.",
       "The mean is in the gradient already. How far does a slope of 1.5 move a with the rate 0.1?", "the step is "
       "divided by n", rate=lambda v: v.eta / v.n)
_wrong("divided_by_the_rate", "Loss and gradient are right, but the step is the gradient divided by eta.",
       "With a smaller rate, should a step be shorter or longer?", "the step is divided by the rate",
       rate=lambda v: 1 / v.eta)
_wrong("change_times_theta", "Loss and gradient are right, but the step is multiplied by theta.", "A parameter that "
       "is 0 never moves with you. How far should a slope of 4 move it, with the rate 0.1?", "the step is multiplied "
       "by theta", change=lambda v: v.gradient * v.theta)
_wrong("rate_at_theta", "Loss and gradient are right, but in the step eta is multiplied with theta, and the whole "
       "gradient is taken off.", "Which of the two does the rate make smaller?", "the rate stands at theta, not at "
       "the gradient", new_theta=lambda v: v.eta * v.theta - v.gradient)
_wrong("change_of_length_one", "Loss and gradient are right, but the step has the length eta, however steep it is: "
       "the gradient is divided by its own length.", "Where the loss is flatter, should the step be as long?",
       "the gradient is divided by its length",
       change=lambda v: v.gradient / v.gradient.norm() if v.gradient.any() else v.gradient)
_wrong("never_negative", "Loss and gradient are right, but new_theta is kept from falling below 0.", "May a and k be "
       "negative in this task?", "new_theta is cut off at 0",
       new_theta=lambda v: (v.theta - v.eta * v.gradient).clamp(min=0))
_wrong("only_a_moves", "Loss and gradient are right, but only a moves: your k stays where it was.", "How many "
       "parameters does the model have?", "only a moves", change=lambda v: v.gradient * numbers(1, 0))
_wrong("only_k_moves", "Loss and gradient are right, but only k moves: your a stays where it was.", "How many "
       "parameters does the model have?", "only k moves", change=lambda v: v.gradient * numbers(0, 1))
_wrong("k_is_not_used", "k plays no part in your curve: you predict a times e to the power -x.", "How warm is the "
       "coffee after a minute, if it halves in each?", "k is missing in the prediction", e=lambda v: torch.exp(-v.x))
_wrong("a_is_not_used", "a plays no part in your curve: at x = 0 you predict 1.", "How warm is the coffee at the "
       "start?", "a is missing in the prediction", y_hat=lambda v: v.e, fa=lambda v: 1)
_wrong("a_forgotten_in_the_prediction", "Your predictions lack a, though your slope with respect to k holds it: at x "
       "= 0 you predict 1.", "How warm is the coffee at the start?", "a is missing in the prediction alone",
       y_hat=lambda v: v.e)
_wrong("time_constant", "You divide x by k in the exponent: with k = 2 your curve falls more slowly than with k = 1. "
       "Your slopes are those of that curve.", "Does k say how fast the coffee cools, or how long it takes?",
       "x is divided by k in the exponent", e=lambda v: torch.exp(-v.x / v.k), sign=lambda v: 1,
       fx=lambda v: v.x / v.k**2)
_wrong("base_two", "Your base is 2 and not e: with k = 1 your curve halves each minute.", "What is e to the power -1?",
       "the base is 2", e=lambda v: 2**(-v.k * v.x))
_wrong("base_two_throughout", "Your base is 2 and not e, in the slope for k as well: with k = 1 your curve halves "
       "each minute.", "What is e to the power -1?", "the base is 2 throughout", e=lambda v: 2**(-v.k * v.x),
       fe=lambda v: v.e * math.log(2))
_wrong("a_line", "Your model is the line a - kx.", "The coffee halves each minute in the example. Does it lose as "
       "many degrees in the second minute as in the first?", "the model is a line", e=lambda v: torch.ones_like(v.x),
       y_hat=lambda v: v.a - v.k * v.x, fa=lambda v: 1)
_wrong("x_is_a_factor", "x stands beside your exponential and not in its exponent: at x = 0 you predict 0.",
       "How warm is the coffee at the start?", "x is a factor, not in the exponent",
       e=lambda v: torch.exp(-v.k) * v.x, fx=lambda v: 1)
_wrong("size_of_x", "You use the size of x: right wherever x is positive.", "What was the temperature a minute "
       "before the start, at x = -1?", "x loses its sign", e=lambda v: torch.exp(-v.k * v.x.abs()),
       fx=lambda v: v.x.abs())
_wrong("one_over_n_of_the_first", "Only the first example counts, with its share 1/n.", "Does a return stand within "
       "your loop, or when is the second example looked at?", "only the first example counts, with its share",
       loss=lambda v: v.miss[0]**2 / v.n, total=lambda v: lambda t: t[0] / v.n)
_wrong("last_example", "Only the last example counts.", "What do the others pay? Should your loop add or overwrite?",
       "only the last example counts", loss=lambda v: v.miss[-1]**2, total=lambda v: lambda t: t[-1])
_wrong("last_example_with_its_share", "Only the last example counts, with its share 1/n.", "What do the others pay? "
       "Should your loop add or overwrite?", "only the last example counts, with its share",
       loss=lambda v: v.miss[-1]**2 / v.n, total=lambda v: lambda t: t[-1] / v.n)
_wrong("gradient_of_the_last", "The loss is right, but in the gradient only the last example counts.",
       "Should your loop add to the slopes or overwrite them?", "in the gradient only the last example counts",
       total=lambda v: lambda t: t[-1])
_wrong("gradient_of_the_last_with_its_share", "The loss is right, but in the gradient only the last example counts, "
       "with its share 1/n.", "Should your loop add to the slopes or overwrite them?", "in the gradient only the "
       "last example counts, with its share", total=lambda v: lambda t: t[-1] / v.n)
_wrong("gradient_of_the_first", "The loss is right, but in the gradient only the first example counts.",
       "Which share does the second example have in the slopes?", "in the gradient only the first example counts",
       total=lambda v: lambda t: t[0])
_wrong("step_for_each_example", "You take a step after each example, and the next one is looked at from there.",
       "At which theta does the text want loss and gradient, and how many steps are asked for?", "a step is taken "
       "after each example", result=lambda v: _one_by_one(v, v.eta))
_wrong("small_step_for_each_example", "You take a step after each example, with eta/n, and the next one is looked at "
       "from there.", "At which theta does the text want loss and gradient, and how many steps are asked for?",
       "a step with eta/n is taken after each example", result=lambda v: _one_by_one(v, v.eta / v.n))
_wrong("outer_slopes_alone", "Both your slopes are the mean of twice the miss.", "That says how the loss moves with "
       "the predictions. How far does each prediction move when only k moves?", "how predictions move with a and k "
       "is left out", by_a=lambda v: torch.ones_like(v.x), by_k=lambda v: torch.ones_like(v.x))
_wrong("slopes_of_a_line", "Your slopes are those of a line a + kx: 1 for a and x for k.", "When a moves by 1, how "
       "far does a · 0.5 move?", "the slopes are those of a line", by_a=lambda v: torch.ones_like(v.x),
       by_k=lambda v: v.x)
_wrong("y_for_prediction", "In the slope with respect to k the measured y stands where the prediction belongs.",
       "Which of the two moves when k moves?", "y stands in the slope for k in place of the prediction",
       fa=lambda v: v.y, fe=lambda v: 1)
_wrong("prediction_for_a", "In the slope with respect to a the whole prediction stands as a factor.",
       "When a moves by 1, how far does a · 0.5 move?", "the slope for a holds the whole prediction",
       by_a=lambda v: v.y_hat)
_wrong("prediction_for_both", "In both slopes the whole prediction stands as the factor.", "A prediction of 8 · 0.5 "
       "moves by how much when 8 becomes 9?", "both slopes hold the whole prediction", by_a=lambda v: v.y_hat,
       by_k=lambda v: v.y_hat)
_wrong("sign_for_a", "Your slope with respect to a has the opposite sign, the one for k is right.", "When a grows, "
       "does the prediction at x = 1 rise or fall?", "the slope for a has the opposite sign", by_a=lambda v: -v.e)
_wrong("minus_lost_throughout", "The slope with respect to k belongs to a curve that grows with x, and so does your "
       "exponential in both slopes, though your predictions fall.", "Which sign has the exponent?", "the exponent "
       "has the opposite sign in the slopes", by_a=lambda v: (v.k * v.x).exp(), sign=lambda v: 1,
       fe=lambda v: (v.k * v.x).exp())
_wrong("slope_four", "Both slopes are twice as large as they should be.", "A miss of 2 that grows by 0.01 changes "
       "its square by 0.0401. Where does a second 2 come from?", "there is a 2 too many in the slopes",
       two=lambda v: 4)
_wrong("root_throughout", "Loss, gradient and step are those of the root of the mean square.", "The task asks for "
       "the mean of 4 and 1. What is it, without a root?", "a root is taken of the loss before the slopes",
       told=lambda v: v.loss.sqrt(),
       gradient=lambda v: torch.stack( [(v.outer * v.by_a).mean(), (v.outer * v.by_k).mean()]) / (2 * v.loss.sqrt()))
_wrong("divided_by_two", "You divide by 2 where the number of examples belongs.", "How many measurements may there "
       "be?", "sums are divided by 2, not by n", loss=lambda v: v.miss.square().sum() / 2,
       total=lambda v: lambda t: t.sum() / 2)
_wrong("two_examples", "Only the first two examples count.", "How many measurements may there be?", "only the first "
       "two examples count", loss=lambda v: v.miss[:2].square().mean(), total=lambda v: lambda t: t[:2].mean())
_wrong("k_first", "a is moved with the new k: its slope is taken after k has moved.", "At which place are both "
       "slopes taken?", "the slope for a is taken after k has moved",
       gradient=lambda v: torch.stack(
           [_after(v, torch.stack([v.a, v.k - v.eta * (v.outer * v.by_k).mean()])).gradient[0],
            (v.outer * v.by_k).mean()]))
_wrong("one_less_below", "You divide by n - 1: for a single example that is 0.", "Of how many squares is the loss "
       "the mean?", "the division is by n - 1", loss=lambda v: v.miss.square().sum() / (v.n - 1),
       total=lambda v: lambda t: t.sum() / (v.n - 1))
_wrong("one_less_below_or_one", "You divide by n - 1, but never by 0.", "Of how many squares is the loss the mean?",
       "the division is by n - 1, but never by 0", loss=lambda v: v.miss.square().sum() / max(1, v.n - 1),
       total=lambda v: lambda t: t.sum() / max(1, v.n - 1))
_wrong("means_first_for_a", "In the slope for a you take means before you multiply: the misses 2 and -1 have the "
       "mean 0.5, the shares 1 and 0.5 the mean 0.75.", "Each example has its own product. When is the mean taken?",
       "the mean is taken before the product in the slope for a",
       gradient=lambda v: torch.stack( [2 * v.miss.mean() * v.by_a.mean(), (v.outer * v.by_k).mean()]))
_wrong("mean_of_x", "In the slope with respect to k the mean of all x stands where each x belongs.", "The example at "
       "x = 0 should not count at all. How much does it count with you?", "the mean of x stands in the slope for k",
       fx=lambda v: v.x.mean())
_wrong("loss_halved", "Gradient and step are right, but your loss is half as large.", "The mean of the squares 4 and "
       "1 has no further half. Where does yours come from?", "the loss is halved", told=lambda v: v.loss / 2)
_wrong("one_less_stops", "You divide by n - 1, and a single example stops your answer: then that is 0.",
       "Of how many squares is the loss the mean?", "the division is by n - 1, and a single example stops it",
       loss=lambda v: v.miss.square().sum() * (1 / (v.n - 1)), total=lambda v: lambda t: t.sum() * (1 / (v.n - 1)))
_wrong("no_mean_of_the_slopes", "Your gradient has a column for each example: no mean is taken over them.",
       "How does the loss move with a, all examples together?", "no mean is taken over the examples in the gradient",
       gradient=lambda v: torch.stack([v.outer * v.by_a, v.outer * v.by_k]),
       new_theta=lambda v: v.theta[:, None] - v.eta * v.gradient)
_wrong("no_mean_of_the_rows", "Your gradient has a row for each example: no mean is taken over them.",
       "How does the loss move with a, all examples together?", "no mean is taken over the rows of the gradient",
       gradient=lambda v: torch.stack([v.outer * v.by_a, v.outer * v.by_k], dim=1))


OFTEN = {
    "miss_reversed": Mistake("the miss has the opposite sign in the slopes", "Which is taken off which in a miss?",
                             {"miss": lambda v: v.y - v.y_hat}),
    "no_two": Mistake("the 2 of the square is missing in the slopes", "What is the slope of the square of a miss?",
                      {"two": lambda v: 1}),
    "gradient_summed": Mistake("the slopes are added over the examples, though the loss is a mean",
                               "Which share has each example in the slopes?", {"total": lambda v: torch.sum}),
    "summed": Mistake("loss and slopes are added over the examples", "What does the task do with several squares?",
                      {"total": lambda v: torch.sum, "told": lambda v: v.miss.square().sum()}),
    "no_minus": Mistake("the minus of the exponent is lost in the slope for k",
                        "When k grows, does a prediction rise or fall?", {"sign": lambda v: 1}),
    "no_x": Mistake("x is missing in the slope for k", "How far does -kx move when k moves by 1?", {"fx": lambda v: 1}),
    "no_a": Mistake("a is missing in the slope for k", "How much further does a curve move that is 8 times as high?",
                    {"fa": lambda v: 1}),
    "no_exponential_for_k": Mistake("the exponential is missing in the slope for k",
                                    "How steep is an exponential where it is 0.5?", {"fe": lambda v: 1}),
    "no_exponential_for_a": Mistake("the exponential is missing in the slope for a",
                                    "When a moves by 1, how far does a · 0.5 move?",
                                    {"by_a": lambda v: torch.ones_like(v.x)}),
    "slope_for_x": Mistake("the inner factor of the slope for k is -k", "How far does -kx move when k moves by 1?",
                           {"fx": lambda v: v.k}),
    "power_rule": Mistake("e to the power -kx is treated as the power of a variable in the slope for k",
                          "When k grows, does a base change there, or the exponent?",
                          {"fx": lambda v: v.k * v.x, "fe": lambda v: (-v.k * v.x - 1).exp()}),
    "uphill": Mistake("the step adds its gradient", "To which side does the loss fall?", {"way": lambda v: 1}),
    "whole_gradient": Mistake("the learning rate is left out", "What does eta do to the step?", {"rate": lambda v: 1}),
    "loss_after": Mistake("the loss is that after the step", "To which theta does the loss belong?",
                          {"told": lambda v: (v.new_theta[0] * (-v.new_theta[1] * v.x).exp() - v.y).square().mean()}),
    "exchanged": Mistake("the two slopes have changed places", "Which slope belongs first?",
                         {"gradient": lambda v: torch.stack([v.total(v.outer * v.by_k), v.total(v.outer * v.by_a)])}),
}
WRITTEN = {("miss_reversed", "uphill"), ("no_two", "gradient_summed"), ("miss_reversed", "no_minus")}   # told above

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)


EXERCISE = task.declared()
