# %% right: The logarithm of the density written out in three terms.
import math
import torch

def gaussian_nll(yhat, y, s):
    r = (y - yhat) / s
    return torch.mean(0.5 * r ** 2) + math.log(s) + 0.5 * math.log(2 * math.pi)

# %% right: numpy and the variance.
import numpy as np

def gaussian_nll(yhat, y, s):
    v = s ** 2
    return float(np.mean(np.square(y.numpy() - yhat.numpy()) / (2 * v) + np.log(2 * np.pi * v) / 2))

# %% right: A loop over floats, with the root inside the logarithm.
import math

def gaussian_nll(yhat, y, s):
    total = 0.0
    for a, b in zip(yhat.tolist(), y.tolist()):
        total += (a - b) ** 2 / (2 * s * s) + math.log(math.sqrt(2 * math.pi) * s)
    return total / len(y)

# %% wrong: The half in the exponent is forgotten.
# told: without_half
import math

def gaussian_nll(yhat, y, s):
    return ((y - yhat) ** 2 / s ** 2).mean() + math.log(s) + 0.5 * math.log(2 * math.pi)

# %% wrong: s is used as if it were the variance.
# told: s_as_variance
import math

def gaussian_nll(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s) + 0.5 * math.log(2 * math.pi * s)).mean()

# %% wrong: The samples are added, not averaged.
# told: summed
import math

def gaussian_nll(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s ** 2) + 0.5 * math.log(2 * math.pi * s ** 2)).sum()

# %% wrong: The constant is dropped.
# told: without_constant
def gaussian_nll(yhat, y, s):
    return ((y - yhat) ** 2).mean() / (2 * s ** 2)

# %% wrong: The density is computed first, and it underflows.
# told: log_of_density
import math
import torch

def gaussian_nll(yhat, y, s):
    p = torch.exp(-(y - yhat) ** 2 / (2 * s ** 2)) / (math.sqrt(2 * math.pi) * s)
    return -torch.log(p).mean()

# %% wrong: The log-likelihood, without the minus.
# told: log_likelihood
import math

def gaussian_nll(yhat, y, s):
    return (-(y - yhat) ** 2 / (2 * s ** 2) - math.log(s * math.sqrt(2 * math.pi))).mean()

# %% wrong: The root before e is forgotten in the constant.
# told: constant_without_half
import math

def gaussian_nll(yhat, y, s):
    return ((y - yhat) ** 2 / (2 * s ** 2) + math.log(2 * math.pi * s ** 2)).mean()

# %% wrong: The root is taken of 2 pi s.
# told: s_in_the_constant
import math

def gaussian_nll(yhat, y, s):
    return ((y - yhat) ** 2).mean() / (2 * s ** 2) + math.log(math.sqrt(2 * math.pi * s))

# %% wrong: One number for each sample is returned.
# told: one_for_each
import math

def gaussian_nll(yhat, y, s):
    return (y - yhat) ** 2 / (2 * s ** 2) + 0.5 * math.log(2 * math.pi * s ** 2)

# %% wrong: The whole product of densities first.
# told: log_of_product
import math
import torch

def gaussian_nll(yhat, y, s):
    p = torch.exp(-(y - yhat) ** 2 / (2 * s ** 2)) / (math.sqrt(2 * math.pi) * s)
    return -torch.log(torch.prod(p)) / y.numel()

# %% wrong: TWO: the half is missing, and it is a sum.
# told: without_half_and_summed
import math

def gaussian_nll(yhat, y, s):
    return ((y - yhat) ** 2 / s ** 2 + math.log(s) + 0.5 * math.log(2 * math.pi)).sum()

# %% wrong: TWO: s as the variance, and a sum.
# told: s_as_variance_and_summed
import math

def gaussian_nll(yhat, y, s):
    total = 0
    for a, b in zip(yhat, y):
        total = total + (b - a) ** 2 / (2 * s) + 0.5 * math.log(2 * math.pi * s)
    return total

# %% wrong: The constant is added once and then divided by n.
# told: constant_once
import math

def gaussian_nll(yhat, y, s):
    total = ((y - yhat) ** 2).sum() / (2 * s ** 2) + 0.5 * math.log(2 * math.pi * s ** 2)
    return total / len(y)

# %% right: Plain numbers, one after the other.
import math

def gaussian_nll(yhat, y, s):
    def surprise(guess, truth):
        z = (truth - guess) / s
        return (z * z + math.log(math.tau)) / 2 + math.log(s)
    return math.fsum(map(surprise, yhat.tolist(), y.tolist())) / len(y)

# %% right: With the precision 1/s², and the squares summed by einsum.
import math
import torch

def gaussian_nll(yhat, y, s):
    r = yhat - y
    precision = s ** -2
    return 0.5 * (precision * torch.einsum("i,i->", r, r) / r.numel() - math.log(precision / (2 * math.pi)))

# %% right: A small class for the Gaussian that only knows log densities, in numpy.
from dataclasses import dataclass
import numpy as np

@dataclass
class Bell:
    center: np.ndarray
    width: float

    def logp(self, at):
        return -np.log(np.sqrt(2 * np.pi)) - np.log(self.width) - np.square((at - self.center) / self.width) / 2

gaussian_nll = lambda yhat, y, s: float(np.negative(Bell(yhat.numpy(), s).logp(y.numpy())).mean())

# %% wrong: This is -log of the mean density, but asked for is the mean of -log of each density; mean and log must not be swapped.
# told: log_of_mean_density
import math
import torch

def gaussian_nll(yhat, y, s):
    logp = -(y - yhat) ** 2 / (2 * s ** 2) - math.log(math.sqrt(2 * math.pi) * s)
    # logsumexp so that nothing underflows
    log_mean_p = torch.logsumexp(logp, dim=0) - math.log(len(y))
    return -log_mean_p

# %% wrong: The constant log sqrt(2 pi) is left out because it does not move the minimum, but the value of the loss needs it.
# told: without_two_pi
import math

def gaussian_nll(yhat, y, s):
    # log(sqrt(2 pi)) is the same for every model -> does not matter
    mse = ((y - yhat) ** 2).mean()
    return mse / (2 * s * s) + math.log(s)

# %% wrong: The sign of log s is wrong: s stands below the line in the density, so -log p holds + log s.
# told: log_s_turned
import numpy as np

def gaussian_nll(yhat, y, s):
    z = (y.numpy() - yhat.numpy()) / s
    per_sample = 0.5 * z ** 2 + 0.5 * np.log(2 * np.pi) - np.log(s)
    return float(per_sample.mean())

# %% wrong: The root over 2 pi got lost: it must be half of log(2 pi), not all of it.
# told: root_lost
import math

def gaussian_nll(yhat, y, s):
    total = 0.0
    for a, b in zip(yhat.tolist(), y.tolist()):
        exponent = -(b - a) ** 2 / (2 * s ** 2)
        total = total - (exponent - math.log(2 * math.pi) - math.log(s))
    return total / len(y)

# %% wrong: S is taken for the variance, and the result is the sum over the samples instead of the mean.
# told: s_as_variance_and_summed
import math
import torch

def gaussian_nll(yhat, y, s):
    n = y.shape[0]
    squares = torch.sum((y - yhat) ** 2)
    return n / 2 * math.log(2 * math.pi * s) + squares / (2 * s)

# %% wrong: The densities are multiplied first and the log comes last: with a far miss or thousands of samples the product is 0 and the result inf.
# told: log_of_product
import math
import torch

def gaussian_nll(yhat, y, s):
    p = torch.exp(-(y - yhat) ** 2 / (2 * s ** 2)) / (math.sqrt(2 * math.pi) * s)
    likelihood = torch.prod(p)
    return -torch.log(likelihood) / len(y)

# %% wrong: Diff = yhat makes no copy, so the lines with -= and *= overwrite the caller's predictions.
# told: changed
import math

def gaussian_nll(yhat, y, s):
    diff = yhat
    diff -= y
    diff *= diff
    loss = diff.mean() / (2 * s ** 2)
    loss = loss + math.log(s * math.sqrt(2 * math.pi))
    return loss

# %% wrong: The result is cut off at 0 because "a loss cannot be negative", but a density above 1 gives a negative one.
# told: never_negative
import math

def gaussian_nll(yhat, y, s):
    const = 0.5 * math.log(2 * math.pi * s ** 2)
    quad = ((yhat - y) ** 2 / (2 * s ** 2)).mean().item()
    nll = const + quad
    # a loss below zero would make no sense
    return max(nll, 0.0)

# %% right: From the mean square, constants gathered in one logarithm.
import math

import torch


def gaussian_nll(yhat, y, s):
    mse = torch.mean((yhat - y).square())
    return (mse / s ** 2 + math.log(math.tau) + 2 * math.log(s)) / 2

# %% right: A closure for one sample, summed exactly with fsum.
import math

import torch


def surprise(s):
    flat = math.log(s) + math.log(2 * math.pi) / 2
    return lambda guess, truth: flat + ((truth - guess) / s) ** 2 / 2


def gaussian_nll(yhat, y, s):
    one = surprise(s)
    values = [one(g, t) for g, t in zip(yhat.tolist(), y.tolist())]
    return math.fsum(values) / len(values)

# %% right: Scaled residuals and einsum for the sum of squares.
import torch


def gaussian_nll(yhat, y, s):
    scale = torch.as_tensor(s, dtype=y.dtype)
    z = (yhat - y) / scale
    n = z.numel()
    half_squares = torch.einsum("i,i->", z, z) / (2 * n)
    peak = 1 / (scale * torch.sqrt(torch.tensor(2 * torch.pi, dtype=y.dtype)))
    return half_squares - torch.log(peak)

# %% wrong: The constants are dropped because they do not move the minimum, so only the squared part is left, while the text asks for all constants.
# told: without_constant
import torch


def gaussian_nll(yhat, y, s):
    # log(exp(u)) = u, the factor in front does not depend on yhat
    return ((y - yhat) ** 2 / (2 * s ** 2)).mean()

# %% wrong: The logarithm of the mean density is taken instead of the mean of the logarithms.
# told: log_of_mean_density
import math

import torch


def gaussian_nll(yhat, y, s):
    n = y.shape[0]
    log_p = -(y - yhat) ** 2 / (2 * s ** 2) - math.log(math.sqrt(2 * math.pi) * s)
    # mean likelihood, computed stably, then -log
    log_mean_p = torch.logsumexp(log_p, dim=0) - math.log(n)
    return -log_mean_p

# %% wrong: The root of 2 pi is forgotten: the constant is log(2 pi) and not half of it.
# told: root_lost
import math

import torch


def gaussian_nll(yhat, y, s):
    total = 0.0
    for i in range(len(y)):
        z = (y[i] - yhat[i]) / s
        total += 0.5 * z ** 2 + math.log(s) + math.log(2 * math.pi)
    return total / len(y)

# %% wrong: S is used as the variance: it is not squared in the exponent, and its logarithm is halved.
# told: s_as_variance
import math

import torch


def gaussian_nll(yhat, y, s):
    quadratic = torch.square(y - yhat) / (2 * s)
    constant = 0.5 * math.log(2 * math.pi * s)
    return torch.mean(quadratic + constant)

# %% wrong: Log s has the wrong sign, since 1/s was not turned over with the minus, and the samples are summed and not averaged.
# told: log_s_turned_and_summed
import math

import torch


def gaussian_nll(yhat, y, s):
    const = 0.5 * math.log(2 * math.pi) - math.log(s)
    nll = const + 0.5 * ((y - yhat) / s).pow(2)
    return nll.sum()

# %% wrong: The densities are computed and multiplied to a likelihood before the logarithm, which is 0 for a far miss or for thousands of samples, so the result is inf.
# told: log_of_product
import math

import torch


def gaussian_nll(yhat, y, s):
    p = 1 / (math.sqrt(2 * math.pi) * s) * torch.exp(-(y - yhat) ** 2 / (2 * s ** 2))
    likelihood = torch.prod(p)
    nll = -torch.log(likelihood)
    return nll / len(y)

# %% wrong: Torch.log gets the plain float s, which is a TypeError.
# told: advice
import torch


def gaussian_nll(yhat, y, s):
    diff = y - yhat
    per_sample = diff ** 2 / (2 * s ** 2) + torch.log(s) + 0.5 * torch.log(2 * torch.pi)
    return per_sample.mean()

# %% wrong: The result is cut at 0 in the belief that a loss cannot be negative.
# told: never_negative
import math

import torch


def gaussian_nll(yhat, y, s):
    first = torch.mean((yhat - y) ** 2) / (2 * s * s)
    second = math.log(s * math.sqrt(2 * math.pi))
    loss = first.item() + second
    if loss < 0:
        loss = 0.0      # a loss is never negative
    return loss

# %% right: Another way.
import math
import torch

def gaussian_nll(yhat, y, s):
    terms = (0.5 * ((t - p) / s) ** 2 for p, t in zip(yhat.tolist(), y.tolist()))
    return math.fsum(terms) / len(y) + math.log(s) + 0.5 * math.log(math.tau)

# %% right: Another way.
import math
import torch

def gaussian_nll(yhat, y, s):
    surprise = lambda miss: math.log(s * math.sqrt(2 * math.pi)) + miss * miss / (2 * s * s)

    def total(values):
        if len(values) == 1:
            return surprise(values[0])
        h = len(values) // 2
        return total(values[:h]) + total(values[h:])

    return total((y - yhat).tolist()) / y.numel()

# %% right: Another way.
import math
import torch

def gaussian_nll(yhat, y, s):
    z = (yhat - y) / s
    return (torch.einsum("i,i->", z, z) / z.shape[0] + math.log(2 * math.pi * s ** 2)) / 2

# %% wrong: Takes the logarithm of the mean density instead of the mean of the logarithms.
# told: log_of_mean_density
import math
import torch

def gaussian_nll(yhat, y, s):
    p = 1 / (math.sqrt(2 * math.pi) * s) * torch.exp(-(y - yhat) ** 2 / (2 * s ** 2))
    likelihood = p.mean()
    return -torch.log(likelihood)

# %% wrong: Keeps only the squared part and drops the constants, as if the loss were only needed for finding the best prediction.
# told: without_constant
import torch

def gaussian_nll(yhat, y, s):
    # the root in front does not depend on yhat, so it does not matter
    misses = y - yhat
    return torch.mean(misses**2 / (2 * s**2))

# %% wrong: Pulls s into the root unsquared, as 0.5 log(2 pi s), so log s is counted only half.
# told: s_in_the_constant
import math
import torch

def gaussian_nll(yhat, y, s):
    const = 0.5 * math.log(2 * math.pi * s)
    quad = (y - yhat) ** 2 / (2 * s ** 2)
    return (const + quad).mean()

# %% wrong: The exponent is divided by s squared only, without the factor 2.
# told: without_half
import math
import torch

def gaussian_nll(yhat, y, s):
    total = 0.0
    for i in range(len(y)):
        z = (y[i].item() - yhat[i].item()) / s
        total += z ** 2 + math.log(math.sqrt(2 * math.pi) * s)
    return total / len(y)

# %% wrong: Adds up over the samples instead of taking the mean, and subtracts log s where it has to be added.
# told: log_s_turned_and_summed
import math
import torch

def gaussian_nll(yhat, y, s):
    log_p = -(y - yhat).pow(2) / (2 * s * s) - 0.5 * math.log(2 * math.pi) + math.log(s)
    return -log_p.sum()

# %% wrong: Computes the density first and takes its logarithm then, so for a large miss the density is stored as 0 and the result is infinite.
# told: log_of_density
import torch

def density(y, yhat, s):
    front = 1 / ((2 * torch.pi) ** 0.5 * s)
    return front * torch.exp(-((y - yhat) ** 2) / (2 * s ** 2))

def gaussian_nll(yhat, y, s):
    return (-torch.log(density(y, yhat, s))).mean()

# %% wrong: Calls torch.log on the float s, which raises a TypeError.
# told: advice
import math
import torch

def gaussian_nll(yhat, y, s):
    nll = (y - yhat) ** 2 / (2 * s ** 2) + torch.log(s) + 0.5 * math.log(2 * math.pi)
    return nll.mean()

# %% wrong: Cuts the result off at 0 because a loss is believed never to be negative, although a density above 1 makes it so.
# told: never_negative
import math
import torch

def gaussian_nll(yhat, y, s):
    r = y - yhat
    loss = (r * r).mean() / (2 * s**2) + math.log(math.sqrt(2 * math.pi) * s)
    # a loss can not be smaller than 0
    if loss < 0:
        loss = torch.zeros_like(loss)
    return loss
