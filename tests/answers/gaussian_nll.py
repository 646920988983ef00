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
