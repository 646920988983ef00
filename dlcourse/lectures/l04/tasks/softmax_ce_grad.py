"""Exercise: the gradient of a softmax classifier."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import linear


def reference(W: Tensor, b: Tensor, X: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The package's gradient of softmax regression."""
    _, grad = linear.softmax_loss_and_grad(W, b, X, y)
    return grad.W, grad.b


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("one sample with p = (1/4, 1/2, 1/4)", W=numbers([1, -2], [0, 0], [-1, 2]),
             b=numbers(0, math.log(2), 0), X=numbers([[2, 1]]), y=torch.tensor([0])),
        case("four samples, three classes, two features", W=draw.normal(3, 2), b=1.5 * draw.normal(3),
             X=draw.normal(4, 2), y=torch.tensor([2, 0, 2, 1])),
        case("five samples, four classes, three features", W=draw.normal(4, 3), b=1.5 * draw.normal(4),
             X=draw.normal(5, 3), y=torch.tensor([3, 3, 0, 1, 3])),
        case("logits beyond 1000", W=numbers([1, 0], [0, 1], [1, -1]), b=numbers(0.5, -0.5, 0.2),
             X=numbers([1200, 1201], [-1500, 300], [2, 1]), y=torch.tensor([0, 0, 2])),
    ]


task = Task(
    key="softmax_ce_grad", title="The gradient of a softmax classifier", points=2, difficulty=2, minutes=20,
    objective="derive the gradient of softmax cross-entropy for a batch, with every shape in place",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("gW", "gb")),
    forbids=("torch.autograd.grad", "torch.func.grad", ".backward"), facts=("N04-12", "N04-15"),
    hints=(
        "For one sample the loss is log(sum of exp(z_c)) - z_y. What is its derivative by z_c for c = y, and what is "
        "it for the other classes?",
        "For z = (0, 0.6931, 0) the powers are 1, 2, 1 with the sum 4, and y = 0. When z_1 rises a little, the loss "
        "rises by 2/4 per unit. What are the other two slopes?",
        "p = torch.softmax(X @ W.mT + b, dim=-1); one_hot = torch.eye(len(b), dtype=p.dtype)[____]; "
        "gW = (____).mT @ X / len(y)",
    ),
)


@task.solution
def softmax_ce_grad(W, b, X, y):
    z = X @ W.mT + b                                    # step: the logits, (B, C)
    p = torch.softmax(z, dim=-1)                        # step: the probabilities, (B, C)
    one_hot = torch.eye(len(b), dtype=p.dtype)[y]       # step: a 1 at each label, (B, C)
    error = (p - one_hot) / len(y)                      # step: the slope of the mean loss by each logit, (B, C)
    return error.mT @ X, error.sum(dim=0)               # step: the sums over the samples, weighted by x for W


@task.right
def factor_by_factor(W, b, X, y):
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for x, label in zip(X, y):
        z = W @ x + b                           # step: the logits of one sample, (C,)
        powers = torch.exp(z - z.max())         # step: their powers, all divided by the largest, (C,)
        total = powers.sum()                    # step: the sum of the powers
        log_by_total = 1 / total                # step: the slope of the logarithm by the sum
        total_by_z = powers                     # step: the slope of the sum by each logit, (C,)
        first = log_by_total * total_by_z       # step: the slope of the logarithm of the sum by each logit, (C,)
        at_label = torch.arange(len(b)) == label        # step: where the label's logit stands, (C,)
        second = -at_label.to(z.dtype)          # step: the slope of minus the label's logit, (C,)
        by_z = first + second                   # step: the slope of the loss by each logit, (C,)
        z_by_w = x                              # step: the slope of a logit by its weights, (d,)
        gW = gW + by_z[:, None] * z_by_w        # step: the sum of the slopes by W, (C, d)
        gb = gb + by_z                          # step: the sum of the slopes by b, (C,)
    return gW / len(y), gb / len(y)             # step: the mean over the batch


@task.right
def by_index(W, b, X, y):
    z = X @ W.mT + b
    error = torch.exp(z - torch.logsumexp(z, dim=1, keepdim=True))
    error[torch.arange(len(y)), y] -= 1
    error = error / len(y)
    return error.T @ X, error.sum(0)


@task.right
def class_by_class(W, b, X, y):
    # step: the probabilities, (B, C)
    p = torch.softmax(torch.einsum("bd,cd->bc", X, W) + b, dim=1)
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for i in range(len(y)):
        for c in range(len(b)):
            slope = p[i, c] - (1 if c == y[i] else 0)   # step: the slope of one loss by one logit
            share = slope / len(y)                      # step: its share in the mean
            gW[c] += share * X[i]                       # step: the sum over the samples for one row of W
            gb[c] += share                              # step: the sum over the samples for one entry of b
    return [gW, gb]


def _softmax(z: Tensor, dim: int = -1) -> Tensor:
    e = (z - z.amax(dim, keepdim=True)).exp()
    return e / e.sum(dim, keepdim=True)


def _one_hot(W: Tensor, y: Tensor) -> Tensor:
    return torch.eye(len(W), dtype=W.dtype)[y]


def _error(W: Tensor, b: Tensor, X: Tensor, y: Tensor) -> Tensor:
    return _softmax(X @ W.mT + b) - _one_hot(W, y)


def _mean_gradient(error: Tensor, X: Tensor) -> tuple[Tensor, Tensor]:
    return error.mT @ X / len(X), error.mean(0)


@task.wrong("All rows go the same way, that of the true class too: for x = 2 with p = (1/4, 1/2, 1/4) and y = 0 your "
            "gW is (0.5, 1, 0.5). After a step against it, is the score of the true class higher or lower?")
def without_one_hot(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b), X)


@task.wrong("Your gW has one row a feature: for 3 classes and 2 features it is 2 by 3. What does the first index of W "
            "count?")
def transposed(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return gW.mT, gb


@task.wrong("Every number has the opposite sign: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (0.75, -0.5, -0.25). "
            "After a step against it, is the true class more likely or less?")
def gradient_of_log_likelihood(W, b, X, y):
    return _mean_gradient(-_error(W, b, X, y), X)


@task.wrong("You add up over the batch: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.75, 0.5, 0.25), and with the "
            "same sample twice it is (-1.5, 1, 0.5). The loss is a mean. What should it change that every sample comes "
            "twice?")
def summed(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X, error.sum(0)


@task.wrong("`p[:, y]` means the columns y in every row: with p = (1/2, 1/2) for two samples and y = (0, 1) you are "
            "left with four times -1/2. Which single entry of each row belongs to its label?")
def one_taken_off_every_row(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    p[:, y] -= 1
    return _mean_gradient(p, X)


@task.wrong("You leave b out of the logits: for W = 0, b = (0, 0.6931, 0) and y = 0 your gb is (-2/3, 1/3, 1/3), which "
            "belongs to p = 1/3 for all. What are the logits when W is 0?")
def without_bias(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT) - _one_hot(W, y), X)


@task.wrong("Your gb has one row a sample: for 2 samples and 3 classes it holds 6 numbers. How many biases does the "
            "classifier have?")
def gb_for_each_sample(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X / len(X), error


@task.wrong("You normalise down the columns: two samples with the logits (0, 0, 0) give you p = 1/2 for each of the "
            "three classes. What should the p of one sample add up to?")
def softmax_over_the_batch(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b, 0) - _one_hot(W, y), X)


@task.wrong("A sample that is confidently wrong hardly counts for you: p = 0.01 for the true class gives -0.0098 in "
            "gb, although the loss is 4.6. You multiply by p(1 - p) at the end. What is left of that factor after the "
            "derivative of log p is multiplied in too?")
def with_slope_of_softmax(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    return _mean_gradient((p - _one_hot(W, y)) * p * (1 - p), X)


@task.wrong("Only the row of the true class is moved: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.75, 0, 0). The "
            "loss holds the logarithm of a sum over all classes. What happens to the loss when the logit of class 1 "
            "rises?")
def only_the_true_class(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y) * _one_hot(W, y), X)


@task.wrong("You compare the winning class with the label: for p = (0.6, 0.4) and y = 0 you give 0, although the loss "
            "is still 0.51. Which numbers did the decision round to 1 and 0?")
def decided(W, b, X, y):
    return _mean_gradient(_one_hot(W, (X @ W.mT + b).argmax(-1)) - _one_hot(W, y), X)


@task.wrong("Right for small logits, nan for logits of 1200: exp(1200) is stored as inf, and inf / inf is nan. What "
            "can be taken off all logits of a row without changing p?")
def without_shift(W, b, X, y):
    e = (X @ W.mT + b).exp()
    return _mean_gradient(e / e.sum(-1, keepdim=True) - _one_hot(W, y), X)


EXERCISE = task.declared()
