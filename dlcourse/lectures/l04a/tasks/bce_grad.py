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
    small = 1e-4 * draw.uniform(0.4, 0.7, 3)  # far along it the inputs are millions
    return [
        case("one sample of class 1 with p = 3/4", w=numbers(1, -2), b=math.log(3), X=numbers([[2, 1]]),
             y=numbers([1])),
        case("the same sample as class 0", w=numbers(1, -2), b=math.log(3), X=numbers([[2, 1]]), y=numbers([0])),
        case("three samples, a single feature", w=draw.away_from_zero(1), b=draw.between(1, 2.5), X=draw.normal(3, 1),
             y=numbers(0, 1, 0)),
        case("four samples, three features", w=draw.normal(3), b=draw.between(1, 2.5), X=draw.normal(4, 3),
             y=numbers(1, 0, 0, 1)),
        case("seven samples, two features, one of class 1", w=draw.normal(2), b=draw.between(-2.5, -1),
             X=draw.normal(7, 2), y=numbers(0, 0, 0, 1, 0, 0, 0)),
        case("logits of 1000, -1000 and 0.3", w=w, b=b, X=with_logits(numbers(1000, -1000, 1000, 0.3), w, b),
             y=numbers(1, 1, 0, 0)),
        case("logits of 1000, -1000, 6 and -12 that fit the labels", w=small, b=b,
             X=with_logits(numbers(1000, -1000, 1000, 6, -12), small, b), y=numbers(1, 0, 1, 1, 0)),
        case("three samples of class 1 before training, w and b are 0", w=numbers([0] * 5), b=0.0, X=draw.normal(3, 5),
             y=numbers(1, 1, 1)),
    ]


task = Task(
    key="bce_grad", title="The gradient of logistic regression", points=2, difficulty=1, minutes=10,
    objective="derive the gradient of the binary cross-entropy with respect to weights and bias",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("gw", "gb")),
    forbids=("torch.autograd.grad", "torch.func.grad", ".backward"), facts=("N04-07",),
    hints=(
        "For one sample the loss is -y log p - (1 - y) log(1 - p), and p depends on z alone. What is the derivative of "
        "the loss with respect to p, and that of p with respect to z?",
        "Take y = 1 and p = 3/4: the derivative of the loss with respect to p is -4/3, and that of p with respect to z "
        "is 3/16. What is their product, and how does it follow from p and y?",
        "p = torch.sigmoid(X @ w + b); gw = X.mT @ (____) / B; gb = (____).mean()",
    ),
)


@task.solution
def bce_grad(w, b, X, y):
    z = X @ w + b                               # step: the logit of each sample
    p = torch.sigmoid(z)                        # step: the probability of class 1
    error = (p - y) / len(y)                    # step: the derivative of the mean loss with respect to each logit
    return X.mT @ error, error.sum()            # step: the sums over the samples, weighted by x for w


@task.right
def factor_by_factor(w, b, X, y):
    z = X @ w + b                                       # step: the logit of each sample
    p = torch.sigmoid(z)                                # step: the probability of class 1
    sign = 2 * y - 1                                    # step: 1 where z favours the label, -1 where it does not
    of_label = torch.where(y == 1, p, torch.sigmoid(-z))    # step: the probability of the label
    loss_by_p = -1 / of_label                           # step: the derivative of the loss with respect to it
    p_by_z = sign * of_label * (1 - of_label)           # step: the derivative of that probability with respect to z
    # Where the probability is stored as 0, the product is inf times 0; it tends to -sign.
    by_z = torch.where(of_label > 0, loss_by_p * p_by_z, -sign)     # step: the derivative of the loss with respect to z
    z_by_w = X                                          # step: the derivative of each logit with respect to w
    by_w = by_z[:, None] * z_by_w                       # step: the derivative of each loss with respect to w
    return by_w.mean(dim=0), by_z.mean()                # step: the mean over the batch


@task.right
def sample_by_sample(w, b, X, y):
    gw, gb = torch.zeros_like(w), 0.0
    for x_i, y_i in zip(X, y):
        z = float(x_i @ w) + b                              # step: the logit of one sample
        p = 1 / (1 + math.exp(-z)) if z > -700 else 0.0     # step: its probability of class 1
        by_z = p - float(y_i)                               # step: the derivative of its loss with respect to its logit
        gw = gw + by_z * x_i                                # step: the sum of the derivatives with respect to w
        gb = gb + by_z                                      # step: the sum of the derivatives with respect to b
    return [gw / len(y), gb / len(y)]                       # step: the mean over the batch


@task.right
def by_columns(w, b, X, y):
    z = torch.einsum("bd,d->b", X, w) + b
    error = 0.5 * (1 + torch.tanh(z / 2)) - y
    return (error[:, None] * X).mean(dim=0), error.mean(dim=0)


def _mean_gradient(error: Tensor, X: Tensor) -> tuple[Tensor, Tensor]:
    return X.mT @ error / len(error), error.mean()


def _error(w: Tensor, b: float, X: Tensor, y: Tensor) -> Tensor:
    return torch.sigmoid(X @ w + b) - y


@task.wrong("Every number has the opposite sign: for one sample x = 2 with y = 1 and p = 3/4 you give gw = 0.5, and a "
            "step against it makes p smaller. Do you differentiate the loss or the log-likelihood?",
            short="every number has the opposite sign")
def gradient_of_log_likelihood(w, b, X, y):
    return _mean_gradient(-_error(w, b, X, y), X)


@task.wrong("A sample that is confidently wrong hardly counts for you: x = 1, y = 1 and p = 0.01 give gw = -0.0098. "
            "The slope of the sigmoid, 0.0099, is a factor of it. What does the derivative of log p make of that?",
            short="the slope of the sigmoid is still a factor")
def with_slope_of_sigmoid(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient((p - y) * p * (1 - p), X)


@task.wrong("These are the numbers of the squared error (p - y)²: x = 2 with y = 1 and p = 3/4 gives gw = -0.1875. Its "
            "loss here is -log p. What is the derivative of that with respect to p?",
            short="the squared error is differentiated, not the cross-entropy")
def squared_error(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(2 * (p - y) * p * (1 - p), X)


@task.wrong("Every number is twice too large: x = 2 with y = 1 and p = 3/4 gives gw = -1, where -0.5 is expected. "
            "Where would a square bring in a 2, and is there one in this loss?", short="every number is doubled")
def doubled(w, b, X, y):
    return _mean_gradient(2 * _error(w, b, X, y), X)


@task.wrong("You stop at the derivative with respect to p: x = 2 with y = 1 and p = 3/4 gives gw = -8/3, which is -4/3 "
            "times 2. How much does p move when z moves?", short="the derivative of p with respect to z is left out")
def by_p_alone(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient((1 - y) / (1 - p) - y / p, X)


@task.wrong("You stop at the derivative with respect to p (-4/3 for y = 1 and p = 3/4), and for logits of 1000 it is "
            "not finite. How much does p move when z moves, and what do the two factors make together?",
            short="the derivative of p with respect to z is left out, label by label")
def by_p_of_each_label(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(torch.where(y == 1, -1 / p, 1 / (1 - p)), X)


@task.wrong("Only p's own slope is left: x = 2 with p = 3/4 gives gw = 3/8 for either label. Which of the two labels "
            "should push p up, and where does the loss come in?",
            short="the derivative of the loss with respect to p is left out")
def slope_of_sigmoid_alone(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(p * (1 - p), X)


@task.wrong("Samples of class 0 leave no trace: x = 2 with y = 0 and p = 3/4 gives gw = 0, although its loss is 1.39. "
            "What does such a sample pay, and how does that change with p?", short="samples of class 0 do not count")
def only_class_one(w, b, X, y):
    return _mean_gradient(-y * torch.sigmoid(-X @ w - b), X)


@task.wrong("Samples of class 1 leave no trace: x = 2 with y = 1 and p = 3/4 gives gw = 0, although its loss is 0.29. "
            "What does such a sample pay, and how does that change with p?", short="samples of class 1 do not count")
def only_class_zero(w, b, X, y):
    return _mean_gradient((1 - y) * torch.sigmoid(X @ w + b), X)


@task.wrong("Both labels push p up: with p = 3/4 you give gb = -0.25 for y = 1, which is right, and -0.75 for y = 0. "
            "Does the loss -log(1 - p) fall when p rises?", short="samples of class 0 have the wrong sign")
def class_zero_turned(w, b, X, y):
    return _mean_gradient(-_error(w, b, X, y).abs(), X)


@task.wrong("Both labels push p down: with p = 3/4 you give gb = 0.75 for y = 0, which is right, and 0.25 for y = 1. "
            "Does the loss -log p rise when p rises?", short="samples of class 1 have the wrong sign")
def class_one_turned(w, b, X, y):
    return _mean_gradient(_error(w, b, X, y).abs(), X)


@task.wrong("The labels play no part: with p = 3/4 you give gb = 0.75 for y = 0 and for y = 1. In which direction "
            "should p move for y = 1?", short="the labels play no part")
def labels_ignored(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b), X)


@task.wrong("Every sample is treated as class 1: with p = 3/4 you give gb = -0.25 for either label. In which direction "
            "should p move for y = 0?", short="every sample is treated as class 1")
def all_of_class_one(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b) - 1, X)


@task.wrong("The two labels have changed places: with p = 3/4 you give gb = 0.75 for y = 1 and -0.25 for y = 0. Of "
            "which class is p the probability?", short="the labels have changed places")
def labels_exchanged(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b) - (1 - y), X)


@task.wrong("You compare p with -1 and 1: for p = 3/4 and y = 0 you give gb = 1.75. p can never reach -1. Which labels "
            "does this loss use?", short="the labels are turned into -1 and 1")
def labels_of_minus_one(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b) - (2 * y - 1), X)


@task.wrong("You add up over the batch: x = 2 with y = 1 and p = 3/4 gives gw = -0.5, and the same sample twice gives "
            "you -1. The loss is a mean. What should it change that every sample comes twice?",
            short="the sum over the batch is not divided")
def summed(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error, error.sum()


@task.wrong("gb is right, but gw adds up over the batch: x = 2 with y = 1 and p = 3/4 gives gw = -0.5, and the same "
            "sample twice -1. Which step did gb get and gw not?", short="gw is a sum over the batch, not a mean")
def gw_summed(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error, error.mean()


@task.wrong("gw is right, but gb adds up over the batch: a sample with y = 1 and p = 3/4 gives gb = -0.25, and the "
            "same sample twice -0.5. Which step did gw get and gb not?", short="gb is a sum over the batch, not a mean")
def gb_summed(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error / len(y), error.sum()


@task.wrong("You divide by the size of the batch twice: x = 2 with y = 1 and p = 3/4, four times, gives gw = -0.125, "
            "where -0.5 is expected. Which of your steps already takes the mean?",
            short="the size of the batch divides twice")
def divided_twice(w, b, X, y):
    error = _error(w, b, X, y) / len(y)
    return _mean_gradient(error, X)


@task.wrong("gb is right, but gw is divided by the size of the batch twice: x = 2 with y = 1 and p = 3/4, four times, "
            "gives gw = -0.125. Which of your steps already takes the mean?",
            short="gw is divided by the size of the batch twice")
def gw_divided_twice(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw / len(y), gb


@task.wrong("gb is right, but gw is divided by the number of features: one sample x = (2, 1) with y = 1 and p = 3/4 "
            "gives (-0.25, -0.125). Over what does the loss take its mean?",
            short="gw is divided by the number of features")
def gw_divided_by_features(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error / len(w), error.mean()


@task.wrong("Both results are divided by the number of features: one sample x = (2, 1) with y = 1 and p = 3/4 gives gb "
            "= -0.125. Over what does the loss take its mean?",
            short="both results are divided by the number of features")
def divided_by_features(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error / len(w), error.sum() / len(w)


@task.wrong("gw is divided by the number of samples and by the number of features: one sample x = (2, 1) with y = 1 "
            "and p = 3/4 gives (-0.25, -0.125). Over what does the loss take its mean?",
            short="gw is divided by the number of all entries of X")
def gw_divided_by_entries(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw / len(w), gb


@task.wrong("Your gw is one number for all weights: x = (2, 1) with y = 1 and p = 3/4 gives -0.375, the mean over both "
            "features. How many weights are there, and which axis is the batch?",
            short="gw is averaged over the features too")
def one_number_for_gw(w, b, X, y):
    error = _error(w, b, X, y)
    return (error[:, None] * X).mean(), error.mean()


@task.wrong("Your gw has one row for each sample: two samples with two features give four numbers. How many weights "
            "are there, and what becomes of the samples?", short="gw is not added up over the samples")
def gw_for_each_sample(w, b, X, y):
    error = _error(w, b, X, y)
    return error[:, None] * X / len(y), error.mean()


@task.wrong("Your gb has one entry for each sample: for p = (0.75, 0.5) with y = (1, 0) it is (-0.25, 0.5). How many "
            "biases are there for the two samples?", short="gb is not added up over the samples")
def gb_for_each_sample(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error / len(y), error


@task.wrong("x plays no part in gw: with y = 1 and p = 3/4 you give -0.25 for every weight, for x = (2, 1) as for x = "
            "(0, 5). How much does z move when the weight of a feature moves?", short="gw lacks the factor x")
def gw_without_x(w, b, X, y):
    error = _error(w, b, X, y)
    return torch.full_like(w, float(error.mean())), error.mean()


@task.wrong("Your gw carries w as a factor, not x: with w = (1, -2), y = 1 and p = 3/4 it is (-0.25, 0.5). What is the "
            "derivative of w·x with respect to w?", short="gw has the factor w, not x")
def gw_with_w(w, b, X, y):
    error = _error(w, b, X, y)
    return w * error.mean(), error.mean()


@task.wrong("gw is right, but gb is always 0: for y = 1 and p = 3/4 a larger b would lower the loss. How much does z "
            "move when b moves?", short="gb is 0")
def gb_zero(w, b, X, y):
    return _mean_gradient(_error(w, b, X, y), X)[0], 0.0


@task.wrong("Your gb has b as a factor: with b = 2, y = 1 and p = 3/4 it is -0.5. What is the derivative of w·x + b "
            "with respect to b?", short="gb has the factor b")
def gb_with_b(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw, gb * b


@task.wrong("gw is right, but gb has the opposite sign: for y = 1 and p = 3/4 it is 0.25. Does the loss rise or fall "
            "when b rises?", short="gb has the opposite sign")
def gb_turned(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw, -gb


@task.wrong("gb holds the last sample alone, divided by the number of samples: for p = (0.5, 0.75) with y = (0, 1) it "
            "is -0.125. What happened to the first sample's 0.5?", short="gb holds the last sample alone")
def gb_of_last_sample(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error / len(y), error[-1] / len(y)


@task.wrong("gb is that of the last sample alone: for p = (0.5, 0.75) with y = (0, 1) it is -0.25. What happened to "
            "the first sample?", short="gb is that of the last sample, without a mean")
def gb_of_last_sample_undivided(w, b, X, y):
    error = _error(w, b, X, y)
    return X.mT @ error / len(y), error[-1]


@task.wrong("Both results hold the last sample alone, divided by the number of samples: for p = (0.5, 0.75) with y = "
            "(0, 1) you give gb = -0.125. Where did the others go?", short="only the last sample counts")
def last_sample_alone(w, b, X, y):
    error = _error(w, b, X, y)
    return X[-1] * error[-1] / len(y), error[-1] / len(y)


@task.wrong("Both results hold the first sample alone, divided by the number of samples: for p = (0.5, 0.75) with y = "
            "(0, 1) you give gb = 0.25. When is the sum complete?", short="only the first sample counts")
def first_sample_alone(w, b, X, y):
    error = _error(w, b, X, y)
    return X[0] * error[0] / len(y), error[0] / len(y)


@task.wrong("The first result is gb and the second gw. In which order are they asked for?",
            short="gw and gb have changed places")
def results_exchanged(w, b, X, y):
    return _mean_gradient(_error(w, b, X, y), X)[::-1]


@task.wrong("You compare the logit itself with the label: for z = 3 and y = 1 you give gb = 2, so that b falls, "
            "although p = 0.95 should still rise towards 1. On which scale does y live?",
            short="the logit is compared with the label, not the probability")
def without_sigmoid(w, b, X, y):
    return _mean_gradient(X @ w + b - y, X)


@task.wrong("You compare the decision with the label: for z = 0.1 and y = 1 (p = 0.525) you give 0, although the loss "
            "is still 0.64. Which number between 0 and 1 did the decision round?",
            short="the decision is compared with the label, not the probability")
def decided(w, b, X, y):
    return _mean_gradient((X @ w + b > 0).double() - y, X)


@task.wrong("Your p falls when z rises: for z = 1.0986 and y = 1 you give gb = -0.75, the value for p = 1/4. What is "
            "sigma(1.0986)?", short="p is the probability of class 0")
def logit_turned(w, b, X, y):
    return _mean_gradient(torch.sigmoid(-X @ w - b) - y, X)


@task.wrong("You leave b out of the logit: for x = 2, w = 0, b = 1.0986 and y = 1 you give gb = -0.5, the value for p "
            "= 1/2. What is the logit of that sample?", short="the logit lacks the bias")
def without_bias(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w) - y, X)


@task.wrong("You take b off the logit: for w = 0, b = 1.0986 and y = 1 you give gb = -0.75, the value for p = 1/4. "
            "What is the logit of that sample?", short="the bias is taken off the logit")
def bias_taken_off(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w - b) - y, X)


@task.wrong("Two things at once: for x = 2, w = 0, b = 1.0986 and y = 1 you give gb = 0.5. What is the logit of that "
            "sample, and should a step against gb make b larger or smaller?",
            short="the logit lacks the bias, and every number has the opposite sign")
def without_bias_and_turned(w, b, X, y):
    return _mean_gradient(y - torch.sigmoid(X @ w), X)


@task.wrong("Two things at once: w = 0, b = 1.0986 and y = 1 give gb = -0.5, and the same sample twice gives -1. What "
            "is its logit, and what should it change that every sample comes twice?",
            short="the logit lacks the bias, and the sum is not divided")
def without_bias_and_summed(w, b, X, y):
    error = torch.sigmoid(X @ w) - y
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: y = 1 with p = 3/4 gives gb = 0.25, and the same sample twice gives 0.5. Should a "
            "step against gb make p larger or smaller, and what changes when every sample comes twice?",
            short="every number has the opposite sign, and the sum is not divided")
def turned_and_summed(w, b, X, y):
    error = -_error(w, b, X, y)
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: y = 1 with p = 3/4 gives gb = -0.047, and the same sample twice gives -0.094. Is the "
            "slope of the sigmoid still to be multiplied in, and what is a mean over two equal samples?",
            short="the slope of the sigmoid is still a factor, and the sum is not divided")
def with_slope_and_summed(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    error = (p - y) * p * (1 - p)
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: y = 1 with p = 3/4 gives gb = 0.047. In which direction should p move, and what is "
            "left of the slope of the sigmoid after the derivative of log p is multiplied in?",
            short="every number has the opposite sign, and the slope of the sigmoid is still a factor")
def with_slope_and_turned(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient((y - p) * p * (1 - p), X)


@task.wrong("Right for small logits, nan for logits of 1000: there p is stored as exactly 0 or 1, or a power of e as "
            "inf. Which of your factors becomes inf, and need it be formed at all?",
            short="logits of a great size give nan")
def factors_overflow(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(((1 - y) / (1 - p) - y / p) * p * (1 - p), X)


@task.wrong("Right for small logits, but a hopeless sample no longer counts: for z = -1000 and y = 1 you give gb = 0, "
            "where -1 is expected. A tiny number keeps a divisor from 0. What is the quotient times p = 0?",
            short="a tiny number in a divisor silences samples that are hopelessly wrong")
def factors_softened(w, b, X, y):
    p, tiny = torch.sigmoid(X @ w + b), 1e-12
    return _mean_gradient(((1 - y) / (1 - p + tiny) - y / (p + tiny)) * p * (1 - p), X)


@task.wrong("Right for small logits, but for z = -1000 and y = 1 you give gb = 0, where -1 is expected: 1e-10 stands "
            "in a divisor, and p = 0 multiplies the quotient. Can you cancel the factors on paper first?",
            short="a tiny number in a divisor silences samples that are hopelessly wrong")
def factors_softened_by_ten_digits(w, b, X, y):
    p, tiny = torch.sigmoid(X @ w + b), 1e-10
    return _mean_gradient(((1 - y) / (1 - p + tiny) - y / (p + tiny)) * p * (1 - p), X)


@task.wrong("Right for small logits to eight digits, but for z = -1000 and y = 1 you give gb = 0, where -1 is "
            "expected: 1e-8 stands in a divisor, and p = 0 multiplies the quotient. Can you cancel the factors on "
            "paper first?", short="a small number in a divisor silences samples that are hopelessly wrong")
def factors_softened_by_eight_digits(w, b, X, y):
    p, tiny = torch.sigmoid(X @ w + b), 1e-8
    return _mean_gradient(((1 - y) / (1 - p + tiny) - y / (p + tiny)) * p * (1 - p), X)


@task.wrong("Right for small logits, and an error for large ones: `math.exp(1000)` is too large for a float. Which "
            "power of e stays small when z is -1000, and how could the sigmoid be written with it?",
            short="a power of e is too large for a float")
def error_of_math_exp(w, b, X, y):
    p = torch.tensor([1 / (1 + math.exp(-z)) for z in (X @ w + b).tolist()], dtype=X.dtype)
    return _mean_gradient(p - y, X)


@task.wrong("w plays no part in your p: with w = 2, b = 0, x = 1 and y = 0 you give gb = 0.5, as for p = 1/2, but p is "
            "0.88 there. What is the logit of this sample?", short="w plays no part in the logit")
def logit_of_bias_alone(w, b, X, y):
    return _mean_gradient(_error(0 * w, b, X, y), X)


@task.wrong("Your p is 1/2 for every sample: with w = 2, b = 1, x = 1 and y = 0 you give gb = 0.5, but p is 0.95 "
            "there. What is the logit of this sample?", short="neither w nor b plays a part in the logit")
def always_one_half(w, b, X, y):
    return _mean_gradient(_error(0 * w, 0.0, X, y), X)


@task.wrong("Two things at once: gb comes first; and b plays no part in the logit: with w = 0, b = 2 and y = 0 your "
            "gb is 0.5, but p is 0.88. In which order are the results due, and what is z?",
            short="gw and gb have changed places, and the logit lacks the bias")
def results_exchanged_and_without_bias(w, b, X, y):
    return _mean_gradient(_error(w, 0.0, X, y), X)[::-1]


@task.wrong("Two things at once: gb comes first and gw second; and both add up over the batch: a sample given twice "
            "counts twice. In which order are the results asked for, and what is the mean of two equal losses?",
            short="gw and gb have changed places, and the sum over the batch is not divided")
def results_exchanged_and_summed(w, b, X, y):
    error = _error(w, b, X, y)
    return error.sum(), X.mT @ error


@task.wrong("Two things at once: w = 0, b = 2, x = 1 and y = 0 give you gb = 0.125, which is 0.5 · 0.25. Which p has "
            "this sample, and what does the derivative of the loss make of the sigmoid's slope?",
            short="the logit lacks the bias, and the slope of the sigmoid is still a factor")
def without_bias_and_with_slope(w, b, X, y):
    p = torch.sigmoid(X @ w)
    return _mean_gradient((p - y) * p * (1 - p), X)


@task.wrong("Two things at once: w = (0, 0), b = 2, x = (1, 0) and y = 0 give you gw = (0.25, 0), 0.5 over 2 "
            "features. Which p has this sample, and over what does the loss take its mean?",
            short="the logit lacks the bias, and gw is divided by the number of features")
def without_bias_and_gw_divided_by_features(w, b, X, y):
    error = _error(w, 0.0, X, y)
    return X.mT @ error / len(w), error.mean()


@task.wrong("Two things at once: with p = 3/4 you give gb = 0.75 for y = 1, and the same sample twice gives 1.5. Of "
            "which class is p the probability, and what is the mean of two equal losses?",
            short="the labels have changed places, and the sum over the batch is not divided")
def labels_exchanged_and_summed(w, b, X, y):
    error = _error(w, b, X, 1 - y)
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: one sample x = (2, 1) with p = 3/4 and y = 1 gives you gw = (0.25, 0.125) and gb = "
            "0.25. Should a step against gb lower b, and over what does the loss take its mean?",
            short="every number has the opposite sign, and gw is divided by the number of features")
def turned_and_gw_divided_by_features(w, b, X, y):
    error = -_error(w, b, X, y)
    return X.mT @ error / len(w), error.mean()


@task.wrong("Two things at once: z = 3 and y = 1 give you gb = 2, and the same sample twice 4; yet p = 0.95 should "
            "still rise. On which scale is the label, and what is the mean of two equal losses?",
            short="the logit is compared with the label, and the sum over the batch is not divided")
def without_sigmoid_and_summed(w, b, X, y):
    error = X @ w + b - y
    return X.mT @ error, error.sum()


@task.wrong("gw is right, but gb is the mean of p: for one sample with p = 3/4 and y = 1 you give gb = 0.75. After a "
            "step against it, is p nearer to the label?", short="gb is the mean of the probabilities")
def gb_of_probabilities(w, b, X, y):
    return _mean_gradient(_error(w, b, X, y), X)[0], torch.sigmoid(X @ w + b).mean()


@task.wrong("Right for small logits, but you keep p at least 1e-7 away from 0 and 1: for z = 1000 and y = 1 you give "
            "gb = -1e-7, where 0 is expected. In which of your steps would p = 1 do harm?",
            short="p is cut off near 0 and 1")
def probability_cut_off(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b).clamp(1e-7, 1 - 1e-7) - y, X)


@task.wrong("Right for small logits, but you keep p at least 1e-8 away from 0 and 1: for z = 1000 and y = 1 you give "
            "gb = -1e-8, where 0 is expected. In which of your steps would p = 1 do harm?",
            short="p is cut off near 0 and 1, at eight digits")
def probability_cut_off_at_eight_digits(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b).clamp(1e-8, 1 - 1e-8) - y, X)


@task.wrong("Two things at once: y = 1 with p = 3/4 gives gb = 0.25, the same sample twice 0.5, while gw stays. "
            "Should a step against gb make p larger or smaller, and which step did gb not get?",
            short="every number has the opposite sign, and gb is a sum over the batch")
def turned_and_gb_summed(w, b, X, y):
    error = -_error(w, b, X, y)
    return X.mT @ error / len(y), error.sum()


@task.wrong("Two things at once: x = 2 with y = 1 and p = 3/4 gives gw = 0.5, the same sample twice 1, while gb "
            "stays. Should a step against gw make p larger or smaller, and which step did gw not get?",
            short="every number has the opposite sign, and gw is a sum over the batch")
def turned_and_gw_summed(w, b, X, y):
    error = -_error(w, b, X, y)
    return X.mT @ error, error.mean()


@task.wrong("Two things at once: w = 0, b = 1.0986 and y = 1 give gb = -0.5, and the same sample twice -1, while gw "
            "stays as it is. What is its logit, and which step did gw get and gb not?",
            short="the logit lacks the bias, and gb is a sum over the batch")
def without_bias_and_gb_summed(w, b, X, y):
    error = _error(w, 0.0, X, y)
    return X.mT @ error / len(y), error.sum()


@task.wrong("Two things at once: x = 2, w = 0, b = 1.0986 and y = 1 give gw = -1, the same sample twice -2, while gb "
            "stays. What is its logit, and which step did gw not get?",
            short="the logit lacks the bias, and gw is a sum over the batch")
def without_bias_and_gw_summed(w, b, X, y):
    error = _error(w, 0.0, X, y)
    return X.mT @ error, error.mean()


@task.wrong("gw holds the last sample alone, divided by the number of samples; gb is right. With x = 1 and 2, p = "
            "(0.5, 0.75) and y = (0, 1) your gw is -0.25. What happened to the first sample's 0.5?",
            short="gw holds the last sample alone")
def gw_of_last_sample(w, b, X, y):
    error = _error(w, b, X, y)
    return X[-1] * error[-1] / len(y), error.mean()


@task.wrong("gw is that of the last sample alone; gb is right. With x = 1 and 2, p = (0.5, 0.75) and y = (0, 1) your "
            "gw is -0.5. What happened to the first sample?", short="gw is that of the last sample, without a mean")
def gw_of_last_sample_undivided(w, b, X, y):
    error = _error(w, b, X, y)
    return X[-1] * error[-1], error.mean()


@task.wrong("Both results are those of the last sample alone: with x = 1 and 2, p = (0.5, 0.75) and y = (0, 1) you "
            "give gw = -0.5 and gb = -0.25. What happened to the first sample?",
            short="only the last sample counts, without a mean")
def last_sample_alone_undivided(w, b, X, y):
    error = _error(w, b, X, y)
    return X[-1] * error[-1], error[-1]


@task.wrong("gw holds one number several times, a mean over samples and features: x = (2, 1) with p = 3/4 and y = 1 "
            "gives (-0.375, -0.375), the mean of -0.5 and -0.25. Over which axis does the batch run?",
            short="gw is averaged over the features too")
def gw_averaged_over_features(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw.mean().expand_as(w).clone(), gb


@task.wrong("gw holds one number several times, added up over the features: x = (2, 1) with p = 3/4 and y = 1 gives "
            "(-0.75, -0.75), the sum of -0.5 and -0.25. To which x does each weight belong?",
            short="gw is added up over the features")
def gw_added_over_features(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw.sum().expand_as(w).clone(), gb


@task.wrong("In gw the mean of the x multiplies the mean of the errors: x = 1 and -1 with w = b = 0 and y = (1, 0) "
            "give you 0, where -0.5 is expected. Is the mean of products the product of means?",
            short="gw is a product of two means")
def gw_of_means(w, b, X, y):
    gb = _error(w, b, X, y).mean()
    return gb * X.mean(0), gb


@task.wrong("Two things at once: every number has the opposite sign; and x = 1, -1 with p = 1/2 and y = (1, 0) give gw"
            " = 0. Which way does the loss fall, and is the mean of products a product of means?",
            short="every number has the opposite sign, and gw is a product of two means")
def turned_and_gw_of_means(w, b, X, y):
    gb = -_error(w, b, X, y).mean()
    return gb * X.mean(0), gb


@task.wrong("Two things: a sample with y = 1, p = 1/2 gives gb = -0.125; and x = 1, -1 with p = 1/2, y = (1, 0) give "
            "gw = 0. By what is p - y a derivative, and which mean is gw?",
            short="the slope of the sigmoid is still a factor, and gw is a product of two means")
def with_slope_and_gw_of_means(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    gb = ((p - y) * p * (1 - p)).mean()
    return gb * X.mean(0), gb


@task.wrong("You keep p at least 1e-12 away from 0 and 1: w = 1, b = 0, x = 1000 and y = 1 give gw = -1e-9, where 0 is "
            "expected. In which of your steps would p = 1 do harm?",
            short="p is cut off near 0 and 1, at twelve digits")
def probability_cut_off_at_twelve_digits(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b).clamp(1e-12, 1 - 1e-12) - y, X)


@task.wrong("Two things at once: z = 1.0986 and y = 1 give gb = -0.75, the value for p = 1/4, and the same sample "
            "twice -1.5. What is sigma(1.0986), and what is the mean of two equal losses?",
            short="p is the probability of class 0, and the sum over the batch is not divided")
def logit_turned_and_summed(w, b, X, y):
    error = torch.sigmoid(-X @ w - b) - y
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: z = 1.0986 and y = 1 give gb = -0.1406, which is -3/4 · 3/16. What is sigma(1.0986), "
            "and what does the derivative of the loss make of the sigmoid's slope?",
            short="p is the probability of class 0, and the slope of the sigmoid is still a factor")
def logit_turned_and_with_slope(w, b, X, y):
    p = torch.sigmoid(-X @ w - b)
    return _mean_gradient((p - y) * p * (1 - p), X)


@task.wrong("Two things at once: y = 1 with w·x = 0 and b = 1.0986 gives gb = -0.5, and with w·x = 1.0986 and b = 0 "
            "it gives -0.75. What is z, and what is sigma(1.0986)?",
            short="p is the probability of class 0, and the logit lacks the bias")
def logit_turned_and_without_bias(w, b, X, y):
    return _mean_gradient(torch.sigmoid(-X @ w) - y, X)


@task.wrong("Logits beyond 30 are cut off: w = 1e-4, b = 0, x = 1e7 and y = 1 give you gw = -9e-7, where 0 is "
            "expected: p differs from 1 by 1e-13 only, but x multiplies that. Does the sigmoid need that limit?",
            short="logits beyond 30 are cut off")
def logits_cut_off_at_thirty(w, b, X, y):
    return _mean_gradient(torch.sigmoid((X @ w + b).clamp(-30, 30)) - y, X)


@task.wrong("Logits beyond 20 are cut off: w = 1, b = 0, x = 1000 and y = 1 give you gw = -2e-6, where 0 is expected. "
            "What does torch.sigmoid make of 1000, and does it need that limit?", short="logits beyond 20 are cut off")
def logits_cut_off_at_twenty(w, b, X, y):
    return _mean_gradient(torch.sigmoid((X @ w + b).clamp(-20, 20)) - y, X)


@task.wrong("Logits beyond 10 are cut off: w = 1, b = 0, x = 1000 and y = 1 give you gw = -0.045, where 0 is expected. "
            "What does torch.sigmoid make of 1000, and does it need that limit?", short="logits beyond 10 are cut off")
def logits_cut_off_at_ten(w, b, X, y):
    return _mean_gradient(torch.sigmoid((X @ w + b).clamp(-10, 10)) - y, X)


@task.wrong("You take a softmax over the samples: a single one has p = 1 for you, whatever its logit is, and for y = 1 "
            "gb = 0. What is sigma(1.0986), and should other samples change it?",
            short="a softmax over the batch stands for the sigmoid")
def softmax_over_the_batch(w, b, X, y):
    return _mean_gradient(torch.softmax(X @ w + b, dim=0) - y, X)


@task.wrong("A sample of class 0 counts with 1 - p for you: with p = 3/4 you give gb = -0.25 for y = 1, which is "
            "right, and 0.25 for y = 0. How fast does -log(1 - p) rise with z there?",
            short="a sample of class 0 counts with 1 - p")
def class_zero_by_its_own_probability(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(torch.where(y == 1, p - 1, 1 - p), X)


@task.wrong("Samples on the right side of 1/2 leave no trace: y = 1 with p = 3/4 gives you gb = 0, although its loss "
            "is 0.29. Does that loss still fall when p rises?",
            short="samples on the right side of one half do not count")
def only_the_misclassified(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(torch.where((p > 0.5) == (y > 0.5), 0 * p, p - y), X)


@task.wrong("Both results are those of the first sample alone: for p = (0.5, 0.75) with y = (0, 1) you give gb = 0.5. "
            "What happened to the second sample?", short="only the first sample counts, without a mean")
def first_sample_alone_undivided(w, b, X, y):
    error = _error(w, b, X, y)
    return X[0] * error[0], error[0]


@task.wrong("You divide by one less than the number of samples: y = 1 with p = 3/4, twice, gives you gb = -0.5, where "
            "-0.25 is expected. The mean of how many losses is it?",
            short="the sum is divided by one less than the number of samples")
def divided_by_one_less(w, b, X, y):
    error, n = _error(w, b, X, y), max(len(y) - 1, 1)
    return X.mT @ error / n, error.sum() / n


@task.wrong("You divide by one less than the number of samples: y = 1 with p = 3/4, twice, gives you gb = -0.5, and a "
            "single sample a division by 0. The mean of how many losses is it?",
            short="the sum is divided by one less than the number of samples, also by 0")
def divided_by_one_less_or_zero(w, b, X, y):
    error, n = _error(w, b, X, y), len(y) - 1
    return X.mT @ error / n, error.sum() / n


@task.wrong("Each class has a mean of its own, and you add the two: y = (1, 0, 0) with p = 1/2 each gives you gb = "
            "-0.5 + 0.5 = 0. Of how many losses does the text take the mean?",
            short="each class is averaged by itself, and the two means are added")
def classes_averaged_apart(w, b, X, y):
    error = _error(w, b, X, y)
    by_z = sum((y == c) * error / (y == c).sum().clamp(min=1) for c in (0, 1))
    return X.mT @ by_z, by_z.sum()


@task.wrong("gb is right, but gw has w added: w = (1, -2), x = (2, 1), y = 1 and p = 3/4 give you (0.5, -2.25). Is "
            "there a penalty in this loss?", short="w is added to gw")
def weights_added(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw + w, gb


@task.wrong("You take a step and return the parameters: w = 0, b = 1.0986, x = 2 and y = 1 have p = 3/4, and you give "
            "0.5 and 1.35. By how much did w and b change?",
            short="the parameters after a step are returned, not the gradient")
def parameters_after_a_step(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return w - gw, b - gb


@task.wrong("gw is right, but gb is the loss itself: for y = 1 and p = 3/4 you give gb = -log(3/4) = 0.288. How does "
            "the loss change when b rises a little?", short="gb is the loss, not its derivative")
def gb_is_the_loss(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(p - y, X)[0], (-y * torch.log(p) - (1 - y) * torch.log(1 - p)).mean()


@task.wrong("Both results have one row for each sample: p = (0.75, 0.5) with y = (1, 0) give you gb = (-0.125, 0.25), "
            "already divided by 2. How many w and b are there for the two samples?",
            short="gw and gb are not added up over the samples")
def nothing_added_up(w, b, X, y):
    error = _error(w, b, X, y) / len(y)
    return error[:, None] * X, error


@task.wrong("gw has one entry for each sample, a mean over the features: x = (2, 1) with y = 1 and p = 3/4 gives you "
            "(-0.375). Which axis of X is the batch?", short="gw is averaged over the features, not over the samples")
def averaged_along_the_features(w, b, X, y):
    error = _error(w, b, X, y)
    return (error[:, None] * X).mean(dim=1), error.mean()


@task.wrong("Two things at once: y = 1 with p = 3/4 gives gb = -0.094, the derivative of (p - y)², and the same sample "
            "twice -0.188. Which loss has this sample, and what is the mean of two equal losses?",
            short="the squared error is differentiated, and the sum is not divided")
def squared_error_and_summed(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    error = 2 * (p - y) * p * (1 - p)
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: y = 1 with p = 3/4 gives gb = 0.094, the derivative of (p - y)² with the opposite "
            "sign. Which loss has this sample, and should a step against gb make p larger?",
            short="the squared error is differentiated, and every number has the opposite sign")
def squared_error_and_turned(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient(-2 * (p - y) * p * (1 - p), X)


@task.wrong("Two things at once: y = 1 with p = 3/4 gives gb = -0.5, and the same sample twice -1. Where would a 2 "
            "come from in this loss, and what is the mean of two equal losses?",
            short="every number is doubled, and the sum is not divided")
def doubled_and_summed(w, b, X, y):
    error = 2 * _error(w, b, X, y)
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: x = 2 with y = 1 and p = 3/4 gives you gw = 0.5 and gb = 0. Should a step against gw "
            "make p smaller, and how fast does z move when b moves?", short="gw has the opposite sign, and gb is 0")
def turned_and_gb_zero(w, b, X, y):
    return _mean_gradient(-_error(w, b, X, y), X)[0], 0.0


@task.wrong("Two things at once: y = 1 with p = 3/4, twice, gives you gb = -0.5, and logits of 1000 give nan. What is "
            "the mean of two equal losses, and which of your factors becomes inf?",
            short="the sum is not divided, and logits of a great size give nan")
def factors_overflow_and_summed(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    error = ((1 - y) / (1 - p) - y / p) * p * (1 - p)
    return X.mT @ error, error.sum()


@task.wrong("Two things at once: y = 1 with p = 3/4 gives you gb = 0.25, and logits of 1000 give nan. Should a step "
            "against gb make p smaller, and which of your factors becomes inf?",
            short="every number has the opposite sign, and logits of a great size give nan")
def factors_overflow_and_turned(w, b, X, y):
    p = torch.sigmoid(X @ w + b)
    return _mean_gradient((y / p - (1 - y) / (1 - p)) * p * (1 - p), X)


@task.wrong("Right to about seven digits: your logit goes through float32, which makes of 0.1 the number 0.1000000015. "
            "Ten digits are compared. In which of your lines does the dtype change?",
            short="the logit goes through float32")
def probability_in_float32(w, b, X, y):
    return _mean_gradient(torch.sigmoid((X @ w + b).float()).double() - y, X)


@task.wrong("Right for small logits, but you keep p at least 1e-6 away from 0 and 1: for z = 1000 and y = 1 you give "
            "gb = -1e-6, where 0 is expected. In which of your steps would p = 1 do harm?",
            short="p is cut off near 0 and 1, at six digits")
def probability_cut_off_at_six_digits(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w + b).clamp(1e-6, 1 - 1e-6) - y, X)


@task.wrong("You add b to the probability: w = 0, b = 2 and y = 0 give you gb = 2.5, as if p were 1/2 + 2. Can a "
            "probability be above 1, and where does b belong?", short="b is added to the probability, not to the logit")
def bias_after_the_sigmoid(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ w) + b - y, X)


@task.wrong("You add b to each weight: x = 2, w = 0, b = 1.0986 and y = 1 give you gb = -0.1, the value for z = 2.197 "
            "and p = 0.9. How often does b stand in the logit?", short="b is added to each weight, not to the logit")
def bias_at_each_weight(w, b, X, y):
    return _mean_gradient(torch.sigmoid(X @ (w + b)) - y, X)


@task.wrong("You compare log p with the label: y = 1 with p = 3/4 gives gb = -0.288 - 1 = -1.288, and with p = 1 you "
            "still give -1. What is left to change when p is the label?",
            short="the logarithm of the probability is compared with the label")
def logarithm_of_the_probability(w, b, X, y):
    return _mean_gradient(torch.nn.functional.logsigmoid(X @ w + b) - y, X)


@task.wrong("gw is right, but gb is the sum of its entries: x = (2, 1) with y = 1 and p = 3/4 gives you -0.5 - 0.25 = "
            "-0.75. How much does z move when b moves?", short="gb is the sum of the entries of gw")
def gb_is_the_sum_of_gw(w, b, X, y):
    gw, _ = _mean_gradient(_error(w, b, X, y), X)
    return gw, gw.sum()


@task.wrong("gb is right, but gw is divided by its length: x = (3, 4) with y = 1 and p = 3/4 gives you (-0.6, -0.8), "
            "where (-0.75, -1) is expected. Does the text ask for a direction?", short="gw is divided by its length")
def gw_of_length_one(w, b, X, y):
    gw, gb = _mean_gradient(_error(w, b, X, y), X)
    return gw / gw.norm().clamp(min=1e-12), gb


EXERCISE = task.declared()
