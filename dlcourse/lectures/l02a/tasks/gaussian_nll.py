"""Exercise: the negative log-likelihood of a Gaussian."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(yhat: Tensor, y: Tensor, s: float) -> float:
    """The package's loss."""
    return float(losses.gaussian_nll(yhat, y, s))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("one sample, miss 2", yhat=numbers([1]), y=numbers([3]), s=2.0),
        case("four samples, s below 1", yhat=draw.normal(4), y=2 * draw.normal(4), s=draw.between(0.4, 0.7)),
        case("seven samples, s above 1", yhat=draw.normal(7), y=draw.normal(7) + 2, s=draw.between(1.5, 2.8)),
        case("three samples that are predicted exactly", yhat=numbers(1, 2, 5), y=numbers(1, 2, 5), s=0.1),
        case("a miss of 100 with s = 0.5", yhat=numbers([0, 1]) + draw.uniform(0, 1, 2), y=numbers([100, 1]), s=0.5),
        case("2000 samples", yhat=draw.normal(2000), y=draw.normal(2000), s=draw.between(1.5, 2.5)),
    ]


task = Task(
    key="gaussian_nll", title="How surprised a Gaussian is", points=2, difficulty=1, minutes=10,
    objective="turn a density into a loss, with all its constants",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.distributions.*", "torch.nn.functional.gaussian_nll_loss", "torch.nn.GaussianNLLLoss"),
    facts=("N02-17", "N02-18", "N02-19"),
    hints=(
        "The density is a product of three factors. What does the logarithm make of a product, of a root and of e to a "
        "power?",
        "For a miss of 2 and s = 2 the exponent is -4/8. Minus the logarithm of the density is 0.5 + log 2 + 0.919. "
        "Where does each of the three come from?",
        "nll = (y - yhat) ** 2 / (____) + math.log(____) + 0.5 * math.log(2 * math.pi); return nll.____()",
    ),
)


@task.solution
def gaussian_nll(yhat, y, s):
    squares = (y - yhat) ** 2                                     # step: the squared misses
    surprise = squares / (2 * s**2)                               # step: minus the exponent
    constant = 0.5 * math.log(2 * math.pi * s**2)                 # step: minus the logarithm of what stands before e
    return (surprise + constant).mean()                           # step: the mean over the samples


@task.right
def factor_by_factor(yhat, y, s):
    variance = s * s                                              # step: the variance
    exponent = -((y - yhat) * (y - yhat)) / (2 * variance)        # step: the exponent
    log_of_root = -0.5 * math.log(2 * math.pi)                    # step: the logarithm of 1 over the root of 2 pi
    log_of_s = -math.log(s)                                       # step: the logarithm of 1/s
    log_density = exponent + log_of_root + log_of_s               # step: the logarithm of the density
    return -log_density.sum() / len(y)                            # step: minus the mean


@task.right
def sample_by_sample(yhat, y, s):
    total = 0.0
    for a, b in zip(yhat.tolist(), y.tolist()):
        z = (b - a) / s                                           # step: the miss in standard deviations
        total = total + z * z / 2 + math.log(s) + math.log(2 * math.pi) / 2     # step: the sum over the samples
    return total / len(y)                                         # step: the mean


@task.right
def from_the_mean_square(yhat, y, s):
    return torch.mean((yhat - y).square()) / (2 * s * s) + math.log(s * math.sqrt(2 * math.pi))


HALF_LOG = 0.5 * math.log(2 * math.pi)


def _right(yhat: Tensor, y: Tensor, s: float) -> Tensor:
    """What each sample costs."""
    return ((y - yhat) / s) ** 2 / 2 + math.log(s) + HALF_LOG


@task.wrong("The ½ in the exponent is missing: a miss of 1 with s = 0.5 gives you 4.226, and 2.226 is expected. What "
            "does the square stand over?", short="the ½ of the exponent is missing")
def without_half(yhat, y, s):
    return (((y - yhat) / s) ** 2 + math.log(s) + HALF_LOG).mean()


@task.wrong("Your exponent divides by 2s: a miss of 1 with s = 0.5 gives you 1.226, and 2.226 is expected. s is the "
            "standard deviation. Which power of it is the variance?", short="the exponent has s in place of s²")
def s_in_the_exponent(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s) + math.log(s) + HALF_LOG).mean()


@task.wrong("You add over the samples: a miss of 1 with s = 0.5, twice, gives you 4.452, and 2.226 is expected. "
            "Should the loss grow because each sample comes twice?", short="a sum stands in place of the mean")
def summed(yhat, y, s):
    return _right(yhat, y, s).sum()


@task.wrong("The constant is missing: a miss of 1 with s = 0.5 gives you 2, and 2.226 is expected. The best line is "
            "the same, but is it minus the logarithm of the density?", short="the constant is missing")
def without_constant(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2).mean()


@task.wrong("Your result is too small by 0.919, for every input: a miss of 0 with s = 1 gives you 0. How high is the "
            "bell at its top for s = 1?", short="the term with 2π is missing")
def without_two_pi(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + math.log(s)).mean()


@task.wrong("The constant does not know s: a miss of 1 with s = 0.5 gives you 2.919, and 2.226 is expected. How high "
            "is the top of a narrow bell?", short="the term with log s is missing")
def without_log_s(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + HALF_LOG).mean()


@task.wrong("Your result has the opposite sign: a miss of 1 with s = 0.5 gives you -2.226. Is a good fit then large "
            "or small, and which of them should a loss be?", short="the sign is that of the log-likelihood")
def log_likelihood(yhat, y, s):
    return -_right(yhat, y, s).mean()


@task.wrong("The constant is twice as large: a miss of 1 with s = 0.5 gives you 2.452, and 2.226 is expected. Before "
            "the e stands one over a root. What does the logarithm make of a root?",
            short="the ½ before the logarithm is missing")
def constant_without_half(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + math.log(2 * math.pi * s * s)).mean()


@task.wrong("The constant has s where s² belongs: a miss of 1 with s = 0.5 gives you 2.572, and 2.226 is expected. "
            "Is s inside the root, or before it?", short="the constant has s in place of s²")
def s_in_the_constant(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 + 0.5 * math.log(2 * math.pi * s)).mean()


@task.wrong("You use s as if it were the variance: a miss of 1 with s = 0.5 gives you 1.572, and 2.226 is expected. "
            "s is the standard deviation. What is the variance?", short="s is used as the variance")
def s_as_variance(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s) + 0.5 * math.log(2 * math.pi * s)).mean()


@task.wrong("Right for small misses. For a miss of 100 with s = 0.5 the density is stored as 0, and you give inf in "
            "place of 20000. What is the logarithm of e to a power, without computing the power?",
            short="the density is computed first, and its logarithm then")
def log_of_density(yhat, y, s):
    density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
    return -density.log().mean()


@task.wrong("You take the mean of the densities first: misses 0 and 1 with s = 0.5 give you 0.792, and 1.226 is "
            "expected. Are the densities of independent samples added or multiplied?",
            short="the mean of the densities is taken before the logarithm")
def log_of_mean_density(yhat, y, s):
    density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
    return -density.mean().log()


@task.wrong("Right for a few samples. Of 2000 densities the product is stored as 0, and you give inf. What does the "
            "logarithm make of a product, and when could you take it?", short="the densities are multiplied first")
def log_of_product(yhat, y, s):
    density = torch.exp(-((y - yhat) / s) ** 2 / 2) / (s * math.sqrt(2 * math.pi))
    return -density.prod().log() / len(y)


@task.wrong("You average the misses before you square: misses 1 and -1 with s = 0.5 give you 0.226, as if both were "
            "right. In which order do square and mean come?", short="the misses are averaged before the square")
def averaged_too_early(yhat, y, s):
    return ((y - yhat).mean() / s) ** 2 / 2 + math.log(s) + HALF_LOG


@task.wrong("Your misses are not squared: a miss of 2 with s = 0.5 gives you 4.226, and 8.226 is expected. Which "
            "power of the miss stands in the exponent?", short="sizes stand in place of squares")
def sizes(yhat, y, s):
    return ((y - yhat).abs() / (2 * s * s) + math.log(s) + HALF_LOG).mean()


@task.wrong("You keep the result from falling below 0: a miss of 0 with s = 0.1 gives you 0, and -1.384 is expected. "
            "How high is the bell there, and is it a probability?", short="negative results are cut off")
def never_negative(yhat, y, s):
    return _right(yhat, y, s).mean().clamp(min=0)


@task.wrong("Your logarithm is to base 2: a miss of 1 with s = 0.5 gives you 3.211, and 2.226 is expected. Which "
            "base undoes e to a power?", short="the logarithm is to base 2")
def to_base_two(yhat, y, s):
    return _right(yhat, y, s).mean() / math.log(2)


@task.wrong("The constant counts once for all samples: a miss of 1 with s = 0.5, twice, gives you 2.113, and 2.226 "
            "is expected. How many densities are there?", short="the constant counts only once for all samples")
def constant_once(yhat, y, s):
    return ((((y - yhat) / s) ** 2 / 2).sum() + math.log(s) + HALF_LOG) / len(y)


@task.wrong("You return one number for each sample. The loss is their mean: how many numbers is that?",
            short="each sample keeps its own number")
def one_for_each(yhat, y, s):
    return _right(yhat, y, s)


@task.wrong("That is the mean square alone: a miss of 1 gives you 1, whatever s is. Where does the width of the bell "
            "come in?", short="only the mean square is computed")
def mean_square(yhat, y, s):
    return ((y - yhat) ** 2).mean()


@task.wrong("log s enters with the opposite sign: a miss of 1 with s = 0.5 gives you 3.612, and 2.226 is expected. "
            "Is the top of a wide bell higher or lower?", short="log s has the opposite sign")
def log_s_turned(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2 - math.log(s) + HALF_LOG).mean()


@task.wrong("The square enters with the opposite sign: a miss of 1 with s = 0.5 gives you -1.774. Should a larger "
            "miss make the loss smaller?", short="the square has the opposite sign")
def square_turned(yhat, y, s):
    return (-((y - yhat) / s) ** 2 / 2 + math.log(s) + HALF_LOG).mean()


@task.wrong("You multiply by s² where you should divide: a miss of 1 with s = 0.5 gives you 0.351, and 2.226 is "
            "expected. Is a miss of 1 more surprising under a narrow bell or under a wide one?",
            short="s² multiplies the square")
def times_s_squared(yhat, y, s):
    return (((y - yhat) * s) ** 2 / 2 + math.log(s) + HALF_LOG).mean()


@task.wrong("Two things at once: a miss of 1 with s = 0.5, twice, gives you 8.452. What does the square stand over, "
            "and is a sum or a mean asked for?",
            short="the ½ of the exponent is missing, and a sum stands for the mean")
def without_half_and_summed(yhat, y, s):
    return (((y - yhat) / s) ** 2 + math.log(s) + HALF_LOG).sum()


@task.wrong("Two things at once: a miss of 1 with s = 0.5, twice, gives you 4. Which part does not depend on the "
            "miss, and is a sum or a mean asked for?", short="the constant is missing, and a sum stands for the mean")
def without_constant_and_summed(yhat, y, s):
    return (((y - yhat) / s) ** 2 / 2).sum()


@task.wrong("Two things at once: a miss of 1 with s = 0.5, twice, gives you -4.452. Should a loss be small where the "
            "fit is good, and is a sum or a mean asked for?", short="the sign is turned, and a sum stands for the mean")
def log_likelihood_summed(yhat, y, s):
    return -_right(yhat, y, s).sum()


@task.wrong("Two things at once: a miss of 1 with s = 0.5, twice, gives you 3.145. Which power of s is the variance, "
            "and is a sum or a mean asked for?", short="s is used as the variance, and a sum stands for the mean")
def s_as_variance_and_summed(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s) + 0.5 * math.log(2 * math.pi * s)).sum()


@task.wrong("Two things at once: a miss of 1 with s = 0.5 gives you 4, and 2.226 is expected. What does the square "
            "stand over, and which part does not depend on the miss?",
            short="the ½ of the exponent and the constant are missing")
def without_half_and_constant(yhat, y, s):
    return (((y - yhat) / s) ** 2).mean()


EXERCISE = task.declared()
