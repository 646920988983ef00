"""Exercise: the gradient of logistic regression."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import linear


def reference(w: Tensor, b: float, X: Tensor, y: Tensor) -> tuple[Tensor, float]:
    """The package's gradient of the logistic loss."""
    _, grad = linear.logistic_loss_and_grad(w, torch.tensor(b, dtype=w.dtype), X, y.long())
    return grad.w, float(grad.b)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def with_logits(z: Tensor, w: Tensor, b: float) -> Tensor:
        """Random samples, moved along w until their logits are z."""
        X = draw.normal(len(z), len(w))
        return X + (z - X @ w - b)[:, None] * w / w.square().sum()

    w, b = draw.uniform(1, 2.5, 3), draw.between(0.5, 2)
    return [
        case("one sample with p = 3/4", w=numbers(1, -2), b=math.log(3), X=numbers([[2, 1]]), y=numbers([1])),
        case("four samples, three features", w=draw.normal(3), b=draw.between(1, 2.5), X=draw.normal(4, 3),
             y=numbers(1, 0, 0, 1)),
        case("seven samples, two features, one positive", w=draw.normal(2), b=draw.between(-2.5, -1),
             X=draw.normal(7, 2), y=numbers(0, 0, 0, 1, 0, 0, 0)),
        case("logits of 800, -900 and 0.3", w=w, b=b, X=with_logits(numbers(800, -900, 0.3), w, b),
             y=numbers(1, 1, 0)),
    ]


task = Task(
    key="bce_grad", title="The gradient of logistic regression", points=2, difficulty=1, minutes=15,
    objective="derive the gradient of the binary cross-entropy by weights and bias",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("gw", "gb")),
    forbids=("torch.autograd.grad", "torch.func.grad", ".backward"), facts=("N04-07",),
    hints=(
        "For one sample the loss is -y log p - (1 - y) log(1 - p), and p depends on z alone. What is the derivative of "
        "the loss by p, and what is the derivative of p by z?",
        "Take y = 1 and p = 3/4: the loss has the slope -4/3 by p, and p has the slope 3/16 by z. What is their "
        "product, and how does it follow from p and y?",
        "p = torch.sigmoid(X @ w + b); gw = X.mT @ (____) / B; gb = (____).mean()",
    ),
)


@task.solution
def bce_grad(w, b, X, y):
    z = X @ w + b                               # step: the logit of each sample
    p = torch.sigmoid(z)                        # step: the probability of class 1
    error = (p - y) / len(y)                    # step: the slope of the mean loss by each logit
    return X.mT @ error, error.sum()            # step: the sums over the samples, weighted by x for w


@task.right
def factor_by_factor(w, b, X, y):
    z = X @ w + b                                       # step: the logit of each sample
    p = torch.sigmoid(z)                                # step: the probability of class 1
    sign = 2 * y - 1                                    # step: 1 where z favours the label, -1 where it does not
    of_label = torch.where(y == 1, p, torch.sigmoid(-z))    # step: the probability of the label
    loss_by_p = -1 / of_label                           # step: the slope of the loss by that probability
    p_by_z = sign * of_label * (1 - of_label)           # step: the slope of that probability by its logit
    # Where the probability is stored as 0, the product is inf times 0; it tends to -sign.
    by_z = torch.where(of_label > 0, loss_by_p * p_by_z, -sign)     # step: the slope of the loss by the logit
    z_by_w = X                                          # step: the slope of each logit by w
    by_w = by_z[:, None] * z_by_w                       # step: the slope of each loss by w
    return by_w.mean(dim=0), by_z.mean()                # step: the mean over the batch


@task.right
def sample_by_sample(w, b, X, y):
    gw, gb = torch.zeros_like(w), 0.0
    for x_i, y_i in zip(X, y):
        z = float(x_i @ w) + b                              # step: the logit of one sample
        p = 1 / (1 + math.exp(-z)) if z > -700 else 0.0     # step: its probability of class 1
        by_z = p - float(y_i)                               # step: the slope of its loss by its logit
        gw = gw + by_z * x_i                                # step: the sum of the slopes by w
        gb = gb + by_z                                      # step: the sum of the slopes by b
    return [gw / len(y), gb / len(y)]                       # step: the mean over the batch


@task.right
def by_columns(w, b, X, y):
    z = torch.einsum("bd,d->b", X, w) + b
    error = 0.5 * (1 + torch.tanh(z / 2)) - y
    return (error[:, None] * X).mean(dim=0), error.mean(dim=0)


def _mean_gradient(error: Tensor, X: Tensor) -> tuple[Tensor, Tensor]:
    return X.mT @ error / len(error), error.mean()


@task.wrong("Every number has the opposite sign: for one sample x = 2 with y = 1 and p = 3/4 you give gw = 0.5, and a "
            "step against it makes p smaller. Do you differentiate the loss or the log-likelihood?")
def gradient_of_log_likelihood(w, b, X, y):
    return _mean_gradient(y - torch.sigmoid(X @ w + b), X)


@task.wrong("A sample that is confidently wrong hardly counts for you: x = 1 with y = 1 and p = 0.01 gives gw = "
            "-0.0098, although its loss is 4.6. You multiply by the slope of the sigmoid. What is left of that slope "
            "after the derivative of log p is multiplied in too?")
def with_slope_of_sigmoid(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient((p - y) * p * (1 - p), X)


@task.wrong("You add up over the batch: x = 2 with y = 1 and p = 3/4 gives gw = -0.5, and the same sample twice gives "
            "you -1. The loss is a mean. What should it change that every sample comes twice?")
def summed(w, b, X, y):
    error = torch.sigmoid(X @ w + b) - y
    return X.mT @ error, error.sum()


@task.wrong("Your gb has one entry a sample: for p = (0.75, 0.5) with y = (1, 0) it is (-0.25, 0.5). How many biases "
            "are there for the two samples?")
def gb_for_each_sample(w, b, X, y):
    error = torch.sigmoid(X @ w + b) - y
    return X.mT @ error / len(y), error


@task.wrong("You compare the logit itself with the label: for z = 3 and y = 1 you give gb = 2, so that b falls, "
            "although p = 0.95 should still rise towards 1. On which scale does y live?")
def without_sigmoid(w, b, X, y):
    return _mean_gradient(X @ w + b - y, X)


@task.wrong("You compare the decision with the label: for z = 0.1 and y = 1 (p = 0.525) you give 0, although the loss "
            "is still 0.64. Which number between 0 and 1 did the decision round?")
def decided(w, b, X, y):
    return _mean_gradient((X @ w + b > 0).double() - y, X)


@task.wrong("You leave b out of the logit: for x = 2, w = 0, b = 1.0986 and y = 1 you give gb = -0.5, the value for p "
            "= 1/2. What is the logit of that sample?")
def without_bias(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w) - y, X)


@task.wrong("Right for small logits, nan for z = 800: exp(800) is stored as inf, and inf / inf is nan. Which power of "
            "e stays small when z is large and positive?")
def power_over_power(w, b, X, y):
    e = torch.exp(X @ w + b)
    return _mean_gradient(e / (1 + e) - y, X)


EXERCISE = task.declared()
