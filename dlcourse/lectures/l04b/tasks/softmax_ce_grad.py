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
        case("two samples, the last class without a sample", W=draw.normal(4, 3), b=1.5 * draw.normal(4),
             X=draw.normal(2, 3), y=torch.tensor([1, 0])),
        case("three samples, two classes, a single feature", W=draw.normal(2, 1), b=1.5 * draw.normal(2),
             X=draw.normal(3, 1), y=torch.tensor([1, 0, 1])),
        case("logits from -1900 to 1200", W=numbers([1, 0], [0, 1], [1, -1]), b=numbers(0.5, -0.5, 0.2),
             X=numbers([1200, 1203], [-1900, 90], [2, 1]), y=torch.tensor([0, 0, 2])),
        case("one sample with all logits below -800, one with a logit near 1900", W=numbers([1, 0], [0, 1], [1, -1]),
             b=numbers(0.5, -0.5, 0.2), X=numbers([-1900, -1000], [100, -1800]), y=torch.tensor([0, 0])),
    ]


task = Task(
    key="softmax_ce_grad", title="The gradient of a softmax classifier", points=2, difficulty=2, minutes=15,
    objective="derive the gradient of softmax cross-entropy for a batch, with every shape in place",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("gW", "gb")),
    forbids=("torch.autograd.grad", "torch.func.grad", ".backward"), facts=("N04-12", "N04-15"),
    hints=(
        "For one sample the loss is log(sum of exp(z_c)) - z_y. What is its derivative with respect to z_c for c = y, "
        "and what for the other classes?",
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
    error = (p - one_hot) / len(y)                      # step: the derivative of the mean loss with respect to z (B, C)
    return error.mT @ X, error.sum(dim=0)               # step: the sums over the samples, weighted by x for W


@task.right
def factor_by_factor(W, b, X, y):
    gW, gb = torch.zeros_like(W), torch.zeros_like(b)
    for x, label in zip(X, y):
        z = W @ x + b                           # step: the logits of one sample, (C,)
        powers = torch.exp(z - z.max())         # step: their powers, all divided by the largest, (C,)
        total = powers.sum()                    # step: the sum of the powers
        log_by_total = 1 / total                # step: the derivative of the logarithm with respect to the sum
        total_by_z = powers                     # step: the derivative of the sum with respect to z, (C,)
        first = log_by_total * total_by_z       # step: the derivative of that logarithm with respect to z, (C,)
        at_label = torch.arange(len(b)) == label        # step: where the label's logit stands, (C,)
        second = -at_label.to(z.dtype)          # step: the derivative of minus the label's logit, (C,)
        by_z = first + second                   # step: the derivative of the loss with respect to z, (C,)
        z_by_w = x                              # step: the derivative of a logit with respect to its weights, (d,)
        gW = gW + by_z[:, None] * z_by_w        # step: the sum of the derivatives with respect to W, (C, d)
        gb = gb + by_z                          # step: the sum of the derivatives with respect to b, (C,)
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
            slope = p[i, c] - (1 if c == y[i] else 0)   # step: the derivative of one loss with respect to one logit
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


@task.wrong("All rows go the same way, that of the true class too: x = 2, p = (1/4, 1/2, 1/4) and y = 0 give you gW = "
            "(0.5, 1, 0.5). Does a step against it raise or lower the score of the true class?",
            short="the term of the label is missing")
def without_one_hot(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b), X)


@task.wrong("The logarithm of the sum leaves no trace: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-1, 0, 0), and "
            "would be for any p. What happens to the loss when the logit of class 1 rises?",
            short="the term of the sum is missing")
def label_term_alone(W, b, X, y):
    return _mean_gradient(-_one_hot(W, y), X)


@task.wrong("Every class loses 1: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.75, -0.5, -0.75). On which of the "
            "three logits does the term -z_y depend?", short="the one is taken off every class")
def one_off_everywhere(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b) - 1, X)


@task.wrong("The label is taken off as a number: for p = (1/4, 1/2, 1/4) your gb is p for y = 0, and p - 2 in every "
            "entry for y = 2. A label names a class. Which entry of p does it name?",
            short="the label is taken off as a number")
def label_as_number(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b) - y[:, None], X)


@task.wrong("The label's row is the wrong one: for p = (1/4, 1/2, 1/4) and y = 1 your gb is (-0.75, 0.5, 0.25). From "
            "which number on are the classes counted?", short="the label names its neighbour")
def label_off_by_one(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b) - _one_hot(W, y - 1), X)


@task.wrong("The label plays no part: for p = (1/4, 1/2, 1/4) your gb is (0.25, -0.5, 0.25) for every y, so the "
            "winning class is taken for the true one. What says which class is true?",
            short="the winning class stands for the label")
def winner_as_label(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    return _mean_gradient(p - _one_hot(W, p.argmax(-1)), X)


@task.wrong("Your gW has one row for each feature: for 3 classes and 2 features it is 2 by 3. What does the first "
            "index of W count?", short="gW is transposed")
def transposed(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return gW.mT, gb


@task.wrong("Every number has the opposite sign: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (0.75, -0.5, -0.25). "
            "After a step against it, is the true class more likely or less?",
            short="every number has the opposite sign")
def gradient_of_log_likelihood(W, b, X, y):
    return _mean_gradient(-_error(W, b, X, y), X)


@task.wrong("Two things at once: your gW has one row for each feature, and for p = (1/4, 1/2, 1/4) and y = 0 your gb "
            "is (0.75, -0.5, -0.25). What does the first index of W count, and should a step against gb lower b_0?",
            short="gW is transposed, and every number has the opposite sign")
def transposed_and_turned(W, b, X, y):
    gW, gb = _mean_gradient(-_error(W, b, X, y), X)
    return gW.mT, gb


@task.wrong("You add up over the batch: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.75, 0.5, 0.25), and (-1.5, "
            "1, 0.5) for the same sample twice. The loss is a mean. What should the second copy change?",
            short="the sum over the batch is not divided")
def summed(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X, error.sum(0)


@task.wrong("gb is right, but gW adds up over the batch: the same sample twice doubles it. Which step did gb get and "
            "gW not?", short="gW is a sum over the batch, not a mean")
def gW_summed(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X, error.mean(0)


@task.wrong("gW is right, but gb adds up over the batch: for p = (1/4, 1/2, 1/4) and y = 0 it is (-0.75, 0.5, 0.25), "
            "and with the same sample twice (-1.5, 1, 0.5). Which step did gW get and gb not?",
            short="gb is a sum over the batch, not a mean")
def gb_summed(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X / len(y), error.sum(0)


@task.wrong("You divide by the size of the batch twice: a sample with p = (1/4, 1/2, 1/4) and y = 0, four times, gives "
            "gb = (-0.1875, 0.125, 0.0625). Which of your steps already takes the mean?",
            short="the size of the batch divides twice")
def divided_twice(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y) / len(y), X)


@task.wrong("gb is right, but gW is divided by the size of the batch twice: four equal samples give a quarter of what "
            "one gives. Which of your steps already takes the mean?",
            short="gW is divided by the size of the batch twice")
def gW_divided_twice(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return gW / len(y), gb


@task.wrong("You divide by the number of classes: one sample with p = (1/4, 1/2, 1/4) and y = 0 gives gb = (-0.25, "
            "0.1667, 0.0833). Over what does the loss take its mean?",
            short="the number of classes divides, not the size of the batch")
def divided_by_classes(W, b, X, y):
    error = _error(W, b, X, y) / len(W)
    return error.mT @ X, error.sum(0)


@task.wrong("You take a mean over samples and classes: one sample with p = (1/4, 1/2, 1/4) and y = 0 gives gb = "
            "(-0.25, 0.1667, 0.0833). How many labels does a sample have?",
            short="the mean runs over samples and classes")
def mean_over_entries(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y) / len(W), X)


@task.wrong("gb is right, but gW is divided by the number of features: one sample x = (2, 1) with p = (1/4, 1/2, 1/4) "
            "and y = 0 gives (-0.75, -0.375) for class 0. Over what does the loss take its mean?",
            short="gW is divided by the number of features")
def gW_divided_by_features(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X / X.shape[1], error.mean(0)


@task.wrong("gb is right, but gW is divided by the number of classes: one sample x = (2, 1) with p = (1/4, 1/2, 1/4) "
            "and y = 0 gives (-0.5, -0.25) for class 0. Over what does the loss take its mean?",
            short="gW is divided by the number of classes")
def gW_divided_by_classes(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X / len(W), error.mean(0)


@task.wrong("Every number is twice too large: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-1.5, 1, 0.5). Where would "
            "a square bring in a 2, and is there one in this loss?", short="every number is doubled")
def doubled(W, b, X, y):
    return _mean_gradient(2 * _error(W, b, X, y), X)


@task.wrong("Each row loses its 1 at the labels of all samples: p = (1/2, 1/2) for two samples and y = (0, 1) leave "
            "four times -1/2. `p[:, y]` means the columns y in every row. Which entry of each row belongs to its "
            "label?", short="the one is taken off at the labels of all samples")
def one_taken_off_every_row(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    p[:, y] -= 1
    return _mean_gradient(p, X)


@task.wrong("Your one-hot rows are as long as the largest label asks for: y = (1, 0) with four classes gives rows of "
            "two, and y = (0) a single 1 that is taken off every class. How many classes are there, whatever the "
            "labels are?", short="the one-hot rows are as long as the largest label asks for")
def one_hot_of_unknown_length(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b) - torch.nn.functional.one_hot(y), X)


@task.wrong("Your one-hot rows are as long as the batch is large: right for three samples and three classes, an error "
            "for four samples and three classes. How many entries does a row of p have?",
            short="the one-hot rows are as long as the batch is large")
def one_hot_of_batch_length(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b) - torch.eye(len(y), dtype=W.dtype)[y], X)


@task.wrong("You leave b out of the logits: for W = 0, b = (0, 0.6931, 0) and y = 0 your gb is (-2/3, 1/3, 1/3), which "
            "belongs to p = 1/3 for all. What are the logits when W is 0?", short="the logits lack the bias")
def without_bias(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT) - _one_hot(W, y), X)


@task.wrong("Two things at once: W = 0, b = (0, 0.6931, 0) and y = 0 give gb = (2/3, -1/3, -1/3). What are the logits "
            "when W is 0, and should a step against gb make the true class less likely?",
            short="the logits lack the bias, and every number has the opposite sign")
def without_bias_and_turned(W, b, X, y):
    return _mean_gradient(_one_hot(W, y) - _softmax(X @ W.mT), X)


@task.wrong("Two things at once: W = 0, b = (0, 0.6931, 0) and y = 0 give gb = (-2/3, 1/3, 1/3), and the same sample "
            "twice doubles it. Which logits belong to W = 0, and what is the mean of two equal losses?",
            short="the logits lack the bias, and the sum is not divided")
def without_bias_and_summed(W, b, X, y):
    error = _softmax(X @ W.mT) - _one_hot(W, y)
    return error.mT @ X, error.sum(0)


@task.wrong("Two things at once: p = (1/4, 1/2, 1/4) and y = 0 give gb = (0.75, -0.5, -0.25), and the same sample "
            "twice doubles it. Should a step against gb lower b_0, and what is the mean of two equal losses?",
            short="every number has the opposite sign, and the sum is not divided")
def turned_and_summed(W, b, X, y):
    error = -_error(W, b, X, y)
    return error.mT @ X, error.sum(0)


@task.wrong("Two things at once: your gW has one row for each feature, and the same sample twice doubles your numbers. "
            "What does the first index of W count, and what is the mean of two equal losses?",
            short="gW is transposed, and the sum is not divided")
def transposed_and_summed(W, b, X, y):
    error = _error(W, b, X, y)
    return X.mT @ error, error.sum(0)


@task.wrong("Your gb has one row for each sample: for 2 samples and 3 classes it holds 6 numbers. How many biases does "
            "the classifier have?", short="gb is not added up over the samples")
def gb_for_each_sample(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X / len(X), error


@task.wrong("Your gb adds up over the classes, not over the samples: it has one entry for each sample, and all are 0. "
            "What does an entry of gb belong to?", short="gb is added up over the classes, not over the samples")
def gb_over_classes(W, b, X, y):
    error = _error(W, b, X, y)
    return error.mT @ X / len(X), error.sum(1) / len(X)


@task.wrong("gW is right, but gb is 0: for p = (1/4, 1/2, 1/4) and y = 0 a larger b_0 would lower the loss. How much "
            "does z_0 move when b_0 moves?", short="gb is 0")
def gb_zero(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y), X)[0], torch.zeros_like(b)


@task.wrong("x plays no part in gW: for p = (1/4, 1/2, 1/4) and y = 0 the row of class 0 is (-0.75, -0.75), whether x "
            "is (2, 1) or (0, 5). How fast does z_0 move with a weight of class 0?", short="gW lacks the factor x")
def gW_without_x(W, b, X, y):
    gb = _error(W, b, X, y).mean(0)
    return gb[:, None].expand_as(W).clone(), gb


@task.wrong("The first result is gb and the second gW. In which order are they asked for?",
            short="gW and gb have changed places")
def results_exchanged(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y), X)[::-1]


@task.wrong("Only the last sample is left, divided by the number of samples: two samples with p = (1/2, 1/2) and y = "
            "(0, 1) give gb = (0.25, -0.25), not 0. Where did the first go?", short="only the last sample counts")
def last_sample_alone(W, b, X, y):
    error = _error(W, b, X, y)[-1:] / len(y)
    return error.mT @ X[-1:], error[0]


@task.wrong("Only the first sample counts, divided by the number of samples: two samples with p = (1/2, 1/2) and y = "
            "(0, 1) give gb = (-0.25, 0.25), not 0. When is the sum complete?", short="only the first sample counts")
def first_sample_alone(W, b, X, y):
    error = _error(W, b, X, y)[:1] / len(y)
    return error.mT @ X[:1], error[0]


@task.wrong("You normalise down the columns: two samples with the logits (0, 0, 0) give you p = 1/2 for each of the "
            "three classes. What should the p of one sample add up to?",
            short="softmax runs over the batch, not over the classes")
def softmax_over_the_batch(W, b, X, y):
    return _mean_gradient(_softmax(X @ W.mT + b, 0) - _one_hot(W, y), X)


@task.wrong("All samples share one total: two samples with the logits (0, 0) give you p = 1/4 four times. What should "
            "the p of one sample add up to?", short="softmax runs over samples and classes together")
def softmax_over_everything(W, b, X, y):
    z = X @ W.mT + b
    return _mean_gradient(_softmax(z.flatten()).reshape(z.shape) - _one_hot(W, y), X)


@task.wrong("Each class is judged by itself: for the logits (0, 0, 0) and y = 0 your gb is (-0.5, 0.5, 0.5), from p = "
            "1/2 three times. What should the three probabilities add up to?",
            short="each class gets a sigmoid of its own")
def sigmoid_of_each(W, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ W.mT + b) - _one_hot(W, y), X)


@task.wrong("You compare the logits themselves with the label: for the logits (3, 0, 0) and y = 0 your gb is (2, 0, "
            "0), so that b_0 falls, although p_0 = 0.91 should still rise. On which scale does the 1 of the label "
            "live?", short="the logits are compared with the label, not the probabilities")
def without_softmax(W, b, X, y):
    return _mean_gradient(X @ W.mT + b - _one_hot(W, y), X)


@task.wrong("You compare the logarithms of the probabilities with the label: for p = (1/2, 1/2) and y = 0 your gb is "
            "(-1.6931, -0.6931). What is the derivative of the logarithm of the sum with respect to a logit?",
            short="the logarithms of the probabilities are compared with the label")
def log_p_for_p(W, b, X, y):
    return _mean_gradient(torch.log_softmax(X @ W.mT + b, -1) - _one_hot(W, y), X)


@task.wrong("The powers are not divided by their sum: for the logits (0, 0, 0) and y = 0 your gb is (0, 1, 1). What "
            "should the three probabilities add up to?", short="the powers are not divided by their sum")
def powers_not_divided(W, b, X, y):
    return _mean_gradient((X @ W.mT + b).exp() - _one_hot(W, y), X)


@task.wrong("The powers, taken after the largest logit is taken off, are not divided by their sum: for the logits (0, "
            "0, 0) and y = 0 your gb is (0, 1, 1). What should the three probabilities add up to?",
            short="the shifted powers are not divided by their sum")
def shifted_powers_not_divided(W, b, X, y):
    z = X @ W.mT + b
    return _mean_gradient((z - z.amax(-1, keepdim=True)).exp() - _one_hot(W, y), X)


@task.wrong("A sample that is confidently wrong hardly counts for you: p = 0.01 for the true class gives -0.0098 in "
            "gb. A factor p(1 - p) is still in there. What does the derivative of log p make of it?",
            short="the slope of softmax is still a factor")
def with_slope_of_softmax(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    return _mean_gradient((p - _one_hot(W, y)) * p * (1 - p), X)


@task.wrong("The derivative of softmax is multiplied in once more: for p = (1/2, 1/2) and y = 0 your gb is (-0.25, "
            "0.25), the numbers of half a squared error. With respect to what is p minus the label already the "
            "derivative of this loss?", short="the derivative of softmax is multiplied in once more")
def with_jacobian_of_softmax(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    error = p - _one_hot(W, y)
    return _mean_gradient(p * (error - (p * error).sum(-1, keepdim=True)), X)


@task.wrong("You stop at the derivative with respect to p: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-4, 0, 0). "
            "How do the three p move when a logit moves?",
            short="the derivative of p with respect to the logits is left out")
def by_p_alone(W, b, X, y):
    return _mean_gradient(-_one_hot(W, y) / _softmax(X @ W.mT + b), X)


@task.wrong("You stop at the derivative with respect to the label's p: for p = (1/4, 1/2, 1/4) and y = 0 your gb is "
            "(-4, 0, 0), and -inf where p is stored as 0. How do the three p move with a logit?",
            short="the derivative of the label's p with respect to the logits is left out")
def by_p_of_the_label(W, b, X, y):
    p, error = _softmax(X @ W.mT + b), torch.zeros(len(y), len(b), dtype=W.dtype)
    error[torch.arange(len(y)), y] = -1 / p[torch.arange(len(y)), y]
    return _mean_gradient(error, X)


@task.wrong("Only the row of the true class moves: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.75, 0, 0). The "
            "loss holds the logarithm of a sum over all classes. How does it change when z_1 rises?",
            short="only the row of the true class is moved")
def only_the_true_class(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y) * _one_hot(W, y), X)


@task.wrong("The row of the true class is never moved: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (0, 0.5, 0.25). "
            "What happens to the loss when the logit of class 0 rises?",
            short="the row of the true class is never moved")
def all_but_the_true_class(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y) * (1 - _one_hot(W, y)), X)


@task.wrong("You compare the winning class with the label: for p = (0.6, 0.4) and y = 0 you give 0, although the loss "
            "is still 0.51. Which numbers did the decision round to 1 and 0?",
            short="the decision is compared with the label, not the probabilities")
def decided(W, b, X, y):
    return _mean_gradient(_one_hot(W, (X @ W.mT + b).argmax(-1)) - _one_hot(W, y), X)


@task.wrong("Right for small logits, nan for logits of 1200: exp(1200) is stored as inf, and inf / inf is nan. What "
            "can be taken off all logits of a row without changing p?",
            short="the powers are taken of the logits as they come")
def without_shift(W, b, X, y):
    e = (X @ W.mT + b).exp()
    return _mean_gradient(e / e.sum(-1, keepdim=True) - _one_hot(W, y), X)


@task.wrong("All samples share one maximum: beside logits of 1200, a sample with all logits below 400 has only powers "
            "that are stored as 0, and 0 / 0 is nan. Which logits does the p of a sample depend on?",
            short="all samples share one maximum")
def one_maximum_for_all(W, b, X, y):
    z = X @ W.mT + b
    e = (z - z.max()).exp()
    return _mean_gradient(e / e.sum(-1, keepdim=True) - _one_hot(W, y), X)


@task.wrong("Two things at once: one sample with p = (1/4, 1/2, 1/4) and y = 0 gives you gb = (0.25, -0.1667, "
            "-0.0833). Which way should a step against it move b_0, and over what does the loss take its mean?",
            short="every number has the opposite sign, and the mean is over all entries")
def turned_and_mean_over_entries(W, b, X, y):
    return _mean_gradient(-_error(W, b, X, y) / len(W), X)


@task.wrong("Two things at once: b plays no part in your p, and both results are divided by the number of classes too. "
            "What are the logits, and over what does the loss take its mean?",
            short="the logits lack the bias, and the mean is over all entries")
def without_bias_and_mean_over_entries(W, b, X, y):
    return _mean_gradient(_error(W, 0 * b, X, y) / len(W), X)


@task.wrong("Two things at once: gW has its axes exchanged, one row for each feature; and b plays no part in your p. "
            "Which shape has W, and what are the logits?", short="gW is transposed, and the logits lack the bias")
def transposed_and_without_bias(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, 0 * b, X, y), X)
    return gW.mT, gb


@task.wrong("Two things at once: your gW has one row for each feature, and one sample with p = (1/4, 1/2, 1/4) and y "
            "= 0 gives gb = (-0.25, 0.1667, 0.0833). Which shape has W, and over what does the loss take its mean?",
            short="gW is transposed, and the mean is over all entries")
def transposed_and_mean_over_entries(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y) / len(W), X)
    return gW.mT, gb


@task.wrong("Each row is divided by the number of samples of its own class: three samples with p = (1/2, 1/2) and y = "
            "(0, 0, 1) give you gb = (-0.25, 0.5), not (-1/6, 1/6). Over what does the loss take its mean?",
            short="each row is divided by the number of samples of its own class")
def mean_for_each_class(W, b, X, y):
    error, count = _error(W, b, X, y), _one_hot(W, y).sum(0).clamp(min=1)
    return error.mT @ X / count[:, None], error.sum(0) / count


@task.wrong("Two things at once: W = 0, b = (0, 0.6931, 0) and y = 0 give gb = (-2/3, 1/3, 1/3); the same sample "
            "twice doubles gb alone. Which logits belong to W = 0, and what is the mean of equal losses?",
            short="the logits lack the bias, and gb is a sum over the batch")
def without_bias_and_gb_summed(W, b, X, y):
    error = _error(W, 0 * b, X, y)
    return error.mT @ X / len(X), error.sum(0)


@task.wrong("gW is right, but gb is the mean of p: for p = (1/4, 1/2, 1/4) and y = 0 you give gb = (0.25, 0.5, 0.25), "
            "and a step against it lowers every bias. Which step did gW get and gb not?",
            short="gb is the mean of the probabilities")
def gb_of_probabilities(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y), X)[0], _softmax(X @ W.mT + b).mean(0)


@task.wrong("gb is right, but gW is built from p alone: for x = 2, p = (1/4, 1/2, 1/4) and y = 0 you give gW = (0.5, "
            "1, 0.5), and every row goes the same way. Which step did gb get and gW not?",
            short="gW lacks the term of the label")
def gW_of_probabilities(W, b, X, y):
    return _softmax(X @ W.mT + b).mT @ X / len(X), _error(W, b, X, y).mean(0)


@task.wrong("Two things at once: p = (1/4, 1/2, 1/4) and y = 0 give you gb = p, and the same sample twice gives twice "
            "that. Should a step against gb lower b_0, and what is the mean of two equal losses?",
            short="the term of the label is missing, and the sum over the batch is not divided")
def without_one_hot_and_summed(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    return p.mT @ X, p.sum(0)


@task.wrong("Every class gets the same, 1 divided by the sum of the powers: for the logits (0, 0.6931, 0) and y = 0 "
            "your gb is (-0.75, 0.25, 0.25). When z_1 rises, how fast does the sum of the powers rise?",
            short="the inner derivative of the logarithm is left out")
def inner_derivative_left_out(W, b, X, y):
    log_total = torch.logsumexp(X @ W.mT + b, -1, keepdim=True)
    return _mean_gradient((-log_total).exp() - _one_hot(W, y), X)


@task.wrong("Every class gets the same, 1 divided by the sum of the shifted powers: for the logits (0, 0.6931, 0) and "
            "y = 0 your gb is (-0.5, 0.5, 0.5). When z_1 rises, how fast does the sum of the powers rise?",
            short="the inner derivative of the logarithm is left out, after a shift")
def inner_derivative_left_out_after_a_shift(W, b, X, y):
    z = X @ W.mT + b
    total = (z - z.amax(-1, keepdim=True)).exp().sum(-1, keepdim=True)
    return _mean_gradient(1 / total - _one_hot(W, y), X)


@task.wrong("The logarithm of the sum stands where its derivative belongs: for the logits (0, 0.6931, 0) and y = 0 "
            "your gb is (0.386, 1.386, 1.386). When z_1 rises a little, how fast does that logarithm rise?",
            short="the logarithm of the sum stands where its derivative belongs")
def log_of_sum_for_its_derivative(W, b, X, y):
    log_total = torch.logsumexp(X @ W.mT + b, -1, keepdim=True)
    return _mean_gradient(log_total - _one_hot(W, y), X)


@task.wrong("Large logits become equal: 1200 and 1202 give you p = 1/2 each, as logits that are cut off at one number "
            "would. They differ by 2. Which change of a row's logits keeps their differences?",
            short="logits beyond a limit are cut off")
def logits_cut_off(W, b, X, y):
    return _mean_gradient(_softmax((X @ W.mT + b).clamp(-700, 700)) - _one_hot(W, y), X)


@task.wrong("Right for large positive logits, but where all logits of a sample are below -800 you give nan: each "
            "power is stored as 0, and 0 / 0 is nan. After which shift is one exponent of every row exactly 0?",
            short="a row of very negative logits is not shifted up")
def never_shifted_up(W, b, X, y):
    z = X @ W.mT + b
    e = (z - z.amax(-1, keepdim=True).clamp(min=0)).exp()
    return _mean_gradient(e / e.sum(-1, keepdim=True) - _one_hot(W, y), X)


@task.wrong("You take the mean of a row off: of the logits (100, -1800, 1900) the last becomes 1833, and its power is "
            "stored as inf, which gives nan. After which shift is no exponent above 0?",
            short="the mean of the logits is taken off, not the largest")
def shifted_by_the_mean(W, b, X, y):
    z = X @ W.mT + b
    e = (z - z.mean(-1, keepdim=True)).exp()
    return _mean_gradient(e / e.sum(-1, keepdim=True) - _one_hot(W, y), X)


@task.wrong("All the other classes move alike: for p = (1/2, 1/3, 1/6) and y = 0 your gb is (-0.5, 0.25, 0.25). Which "
            "of the other two does the model favour more?", short="the other classes share the change equally")
def others_share_equally(W, b, X, y):
    one_hot = _one_hot(W, y)
    missing = 1 - (_softmax(X @ W.mT + b) * one_hot).sum(1, keepdim=True)
    return _mean_gradient(missing * ((1 - one_hot) / (len(W) - 1) - one_hot), X)


@task.wrong("Two things at once: b plays no part in your p; and the number of classes divides the sum over the batch, "
            "so that the same sample twice gives twice as much. What are the logits, and over what is the mean?",
            short="the logits lack the bias, and the number of classes divides, not the size of the batch")
def without_bias_and_divided_by_classes(W, b, X, y):
    error = _error(W, 0 * b, X, y) / len(W)
    return error.mT @ X, error.sum(0)


@task.wrong("Two things at once: every number has the opposite sign; and the sum over the batch is divided by the "
            "number of classes, so that the same sample twice gives twice as much. Which way does the loss fall, and "
            "over what is its mean?",
            short="every number has the opposite sign, and the number of classes divides, not the size of the batch")
def turned_and_divided_by_classes(W, b, X, y):
    error = -_error(W, b, X, y) / len(W)
    return error.mT @ X, error.sum(0)


@task.wrong("Classes that do not occur among the labels get 0: one sample with p = (1/4, 1/2, 1/4) and y = 0 gives gb "
            "= (-0.75, 0, 0). The loss holds a sum over all classes. How does it change when z_1 rises?",
            short="classes without a sample get 0")
def absent_classes_stay_zero(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    present = _one_hot(W, y).amax(0)
    return gW * present[:, None], gb * present


@task.wrong("Of samples with equal labels only the last is taken off: two samples with p = (1/2, 1/2) and y = (0, 0) "
            "give you gb = (0, 0.5), not (-0.5, 0.5). What does `gb[y] -= 1` do when y holds a number twice?",
            short="of samples with equal labels only the last is taken off")
def equal_labels_once(W, b, X, y):
    gW, gb = _mean_gradient(_softmax(X @ W.mT + b), X)
    for c in y.unique().tolist():
        gW[c] -= X[y == c][-1] / len(y)
        gb[c] -= 1 / len(y)
    return gW, gb


@task.wrong("gb is right, but every number of gW has the opposite sign: for x = 2, p = (1/4, 1/2, 1/4) and y = 0 it is "
            "(1.5, -1, -0.5). After a step against it, is the true class more likely or less?",
            short="gW has the opposite sign")
def gW_turned(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return -gW, gb


@task.wrong("gW is right, but every number of gb has the opposite sign: for p = (1/4, 1/2, 1/4) and y = 0 it is (0.75, "
            "-0.5, -0.25). After a step against it, is the true class more likely or less?",
            short="gb has the opposite sign")
def gb_turned(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return gW, -gb


@task.wrong("Two things at once: every number of gW has the opposite sign; and gb adds up over the batch, so that the "
            "same sample twice doubles it. Does a step against gW help the true class, and what is the mean of two "
            "equal losses?", short="gW has the opposite sign, and gb is a sum over the batch")
def gW_turned_and_gb_summed(W, b, X, y):
    error = _error(W, b, X, y)
    return -error.mT @ X / len(X), error.sum(0)


@task.wrong("You divide by the number of features: one sample x = (2, 1) with p = (1/4, 1/2, 1/4) and y = 0 gives gb = "
            "(-0.375, 0.25, 0.125). Over what does the loss take its mean?",
            short="the number of features divides, not the size of the batch")
def divided_by_features(W, b, X, y):
    error = _error(W, b, X, y) / X.shape[1]
    return error.mT @ X, error.sum(0)


@task.wrong("The label's entry is -1, whatever its p: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-1, 0.5, 0.25). "
            "How far should the label's row still move when its p is already 0.99?",
            short="the label's entry is -1, whatever its probability")
def label_entry_minus_one(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y) - _softmax(X @ W.mT + b) * _one_hot(W, y), X)


@task.wrong("The label's entry is -p: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.25, 0.5, 0.25), and a label "
            "with p = 0.01 hardly moves. Which label should move farther, a likely one or an unlikely one?",
            short="the label's entry is minus its probability")
def label_entry_minus_p(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    return _mean_gradient(p * (1 - 2 * _one_hot(W, y)), X)


@task.wrong("The label's entry has the opposite sign: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (0.75, 0.5, 0.25), "
            "and a step against it lowers every bias. Should the label's logit fall?",
            short="the label's entry has the opposite sign")
def label_entry_turned(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y) * (1 - 2 * _one_hot(W, y)), X)


@task.wrong("The other classes get 1 - p: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.75, 0.5, 0.75). Which of "
            "the other two should be pushed farther down, the one with 1/2 or the one with 1/4?",
            short="the other classes get 1 - p")
def others_by_one_minus_p(W, b, X, y):
    one_hot = _one_hot(W, y)
    p = _softmax(X @ W.mT + b)
    return _mean_gradient((1 - p) * (1 - 2 * one_hot), X)


@task.wrong("Your numbers belong to the loss -p_y: for p = (1/4, 1/2, 1/4) and y = 0 your gb is (-0.1875, 0.125, "
            "0.0625), and an unlikely label hardly moves. Which factor does the logarithm bring in?",
            short="the probability of the label is still a factor")
def slope_of_minus_p(W, b, X, y):
    p = _softmax(X @ W.mT + b)
    return _mean_gradient(_error(W, b, X, y) * p[torch.arange(len(y)), y][:, None], X)


@task.wrong("Large logits become equal: 100 and 1900 give you p = 1/2 each, as logits that are cut off at 30 or 100 "
            "would. They differ by 1800. Which change of a row's logits keeps their differences?",
            short="logits beyond a hundred or less are cut off")
def cut_off_below_a_hundred(W, b, X, y):
    return _mean_gradient(_softmax((X @ W.mT + b).clamp(-50, 50)) - _one_hot(W, y), X)


@task.wrong("gW is right, but each entry of gb is the sum of a row of gW: for x = (2, 1), p = (1/4, 1/2, 1/4) and y = "
            "0 it is (-2.25, 1.5, 0.75). How fast does z_0 move with b_0?", short="gb is the sum of the rows of gW")
def gb_from_gW(W, b, X, y):
    gW, _ = _mean_gradient(_error(W, b, X, y), X)
    return gW, gW.sum(1)


@task.wrong("gW is right, but each entry of gb is the mean of a row of gW: for x = (2, 1), p = (1/4, 1/2, 1/4) and y = "
            "0 it is (-1.125, 0.75, 0.375). How fast does z_0 move with b_0?", short="gb is the mean of the rows of gW")
def gb_mean_of_gW(W, b, X, y):
    gW, _ = _mean_gradient(_error(W, b, X, y), X)
    return gW, gW.mean(1)


@task.wrong("Only the first sample counts: two samples with p = (1/2, 1/2) and y = (0, 1) give you gb = (-0.5, 0.5), "
            "where their slopes cancel. When is the mean complete?", short="only the first sample counts, in full")
def first_sample_undivided(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y)[:1], X[:1])


@task.wrong("Only the last sample counts: two samples with p = (1/2, 1/2) and y = (0, 1) give you gb = (0.5, -0.5), "
            "where their slopes cancel. Where did the first go?", short="only the last sample counts, in full")
def last_sample_undivided(W, b, X, y):
    return _mean_gradient(_error(W, b, X, y)[-1:], X[-1:])


@task.wrong("gb is right, but gW takes means too early: x = 1, y = 0 and x = -1, y = 1, both with p = (1/2, 1/2), give "
            "0. Is the mean of products the product of the means?", short="gW is the product of two means")
def means_multiplied(W, b, X, y):
    gb = _error(W, b, X, y).mean(0)
    return torch.outer(gb, X.mean(0)), gb


@task.wrong("You return the parameters after a step: for b = (0, 0.6931, 0) with p = (1/4, 1/2, 1/4) and y = 0 you "
            "give (0.75, 0.1931, -0.25). Which are asked for, the new parameters or the slopes?",
            short="the parameters after a step are returned")
def parameters_after_a_step(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return W - gW, b - gb


@task.wrong("Two things at once: you normalise down the columns, so that a single sample gets p = 1 for each class; "
            "and you add up over the batch. What should one sample's p add up to, and what is the mean of two equal "
            "losses?", short="softmax runs over the batch, and the result is a sum over it")
def softmax_over_the_batch_and_summed(W, b, X, y):
    error = _softmax(X @ W.mT + b, 0) - _one_hot(W, y)
    return error.mT @ X, error.sum(0)


@task.wrong("Two things at once: you normalise down the columns, so that a single sample gets p = 1 for each class; "
            "and gb adds up over the batch. What should one sample's p add up to, and what did gW get that gb did not?",
            short="softmax runs over the batch, and gb is a sum over it")
def softmax_over_the_batch_and_gb_summed(W, b, X, y):
    error = _softmax(X @ W.mT + b, 0) - _one_hot(W, y)
    return error.mT @ X / len(X), error.sum(0)


@task.wrong("Two things at once: the logits (0, 0, 0) and y = 0 give you gb = (-0.5, 0.5, 0.5), and the same sample "
            "twice doubles it. What should the three probabilities add up to, and what is the mean of two equal "
            "losses?",
            short="each class gets a sigmoid of its own, and the result is a sum over the batch")
def sigmoid_of_each_and_summed(W, b, X, y):
    error = torch.sigmoid(X @ W.mT + b) - _one_hot(W, y)
    return error.mT @ X, error.sum(0)


@task.wrong("gW is a single number, 0 up to rounding: the rows of all classes come together in it, and they cancel. "
            "How many rows and columns should gW have for 3 classes and 2 features?",
            short="all entries of gW come together in one number")
def gW_one_number(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return gW.sum(), gb


@task.wrong("gb is a single number, 0 up to rounding: the entries of all classes come together in it, and they "
            "cancel. How many entries should gb have for 3 classes?",
            short="all entries of gb come together in one number")
def gb_one_number(W, b, X, y):
    gW, gb = _mean_gradient(_error(W, b, X, y), X)
    return gW, gb.sum()


EXERCISE = task.declared()
