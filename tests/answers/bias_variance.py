# %% right: NumPy, with var along the first axis.
import numpy as np
import torch


def bias_variance(preds, g_x0, sigma):
    p, g = preds.numpy(), g_x0.numpy()
    return torch.from_numpy((p.mean(axis=0) - g) ** 2), torch.from_numpy(np.var(p, axis=0)), sigma ** 2

# %% right: Plain loops over points and fits with Python floats.
import torch


def bias_variance(preds, g_x0, sigma):
    bias2, var = [], []
    for k, truth in enumerate(g_x0.tolist()):
        column = [row[k] for row in preds.tolist()]
        mean = sum(column) / len(column)
        bias2.append((mean - truth) ** 2)
        var.append(sum((f - mean) ** 2 for f in column) / len(column))
    return torch.tensor(bias2, dtype=torch.float64), torch.tensor(var, dtype=torch.float64), sigma * sigma

# %% right: The mean of all squared differences between two fits, halved, is the variance.
import torch


def bias_variance(preds, g_x0, sigma):
    pairs = preds[:, None, :] - preds[None, :, :]
    var = pairs.square().mean(dim=(0, 1)) / 2
    return (preds - g_x0).mean(0) ** 2, var, torch.tensor(sigma, dtype=torch.float64) ** 2

# %% wrong: torch.var divides by the number of fits minus one unless it is told otherwise.
# told: divided_by_one_less
import torch


def bias_variance(preds, g_x0, sigma):
    return (preds.mean(0) - g_x0) ** 2, preds.var(0), sigma ** 2

# %% wrong: The bias is not squared.
# told: bias_not_squared
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(dim=0)
    return m - g_x0, ((preds - m) ** 2).mean(dim=0), sigma ** 2

# %% wrong: The squares are averaged instead of the predictions, so bias2 holds the variance.
# told: total_as_bias
import torch


def bias_variance(preds, g_x0, sigma):
    bias2 = ((preds - g_x0) ** 2).mean(dim=0)
    var = ((preds - preds.mean(dim=0)) ** 2).mean(dim=0)
    return bias2, var, sigma ** 2

# %% wrong: The variance is measured from the truth.
# told: variance_from_truth
import torch


def bias_variance(preds, g_x0, sigma):
    bias2 = (preds.mean(0) - g_x0).pow(2)
    var = (preds - g_x0).pow(2).mean(0)
    return bias2, var, sigma ** 2

# %% wrong: The noise is sigma, not its square.
# told: sigma_for_noise
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(0)
    return (m - g_x0) ** 2, preds.var(0, unbiased=False), sigma

# %% wrong: Means are taken along the points.
# told: all_across_points
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(1)
    return (m - g_x0.mean()) ** 2, preds.var(1, unbiased=False), sigma ** 2

# %% wrong: The standard deviation is returned for the variance.
# told: std_for_var
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(0)
    return (m - g_x0) ** 2, preds.std(0, unbiased=False), sigma ** 2

# %% wrong: TWO: torch.var divides by one less; and the noise is sigma.
# told: one_less_and_sigma
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(0)
    return (m - g_x0) ** 2, preds.var(0), sigma

# %% wrong: The parts are added up to the risk.
# told: added_up
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(0)
    return (m - g_x0) ** 2 + preds.var(0, unbiased=False) + sigma ** 2

# %% wrong: All points are averaged to one number.
# told: points_averaged
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(0)
    return ((m - g_x0) ** 2).mean(), ((preds - m) ** 2).mean(), sigma ** 2

# %% wrong: E[f²] - E[f]² loses the digits of large predictions.
# told: difference_of_squares
import torch


def bias_variance(preds, g_x0, sigma):
    m = preds.mean(0)
    return (m - g_x0) ** 2, (preds * preds).mean(0) - m * m, sigma ** 2

# %% right: Point by point with Python's statistics module.
import statistics
import torch

def bias_variance(preds, g_x0, sigma):
    columns = preds.T.tolist()
    bias2 = [(statistics.fmean(c) - g) ** 2 for c, g in zip(columns, g_x0.tolist())]
    var = [statistics.pvariance(c) for c in columns]
    return (torch.tensor(bias2, dtype=torch.float64),
            torch.tensor(var, dtype=torch.float64),
            sigma ** 2)

# %% right: The variance without any mean, as half the mean squared difference of all pairs of fits.
import torch

def bias_variance(preds, g_x0, sigma):
    fits = preds.shape[0]
    away = preds - g_x0.unsqueeze(0)
    bias2 = torch.einsum("rp->p", away).div(fits).square()
    var = torch.zeros_like(g_x0)
    for one in preds:
        d = preds - one
        var = var + torch.einsum("rp,rp->p", d, d)
    return bias2, var / (2 * fits * fits), sigma * sigma

# %% right: One pass over the fits with a running mean (Welford).
from functools import reduce
import torch

def bias_variance(preds, g_x0, sigma):
    def take(state, row):
        k, mean, m2 = state
        k = k + 1
        delta = row - mean
        mean = mean + delta / k
        return k, mean, m2 + delta * (row - mean)

    # start at the first fit: all that follow are near it
    k, mean, m2 = reduce(take, preds[1:], (1, preds[0], torch.zeros_like(preds[0])))
    return (mean - g_x0) ** 2, m2 / k, torch.tensor(sigma, dtype=torch.float64) ** 2

# %% wrong: Var measures the deviations from the truth instead of from the fits' own mean, so the bias is counted in it a second time.
# told: variance_from_truth
import torch

def bias_variance(preds, g_x0, sigma):
    mean_pred = preds.mean(dim=0)
    bias2 = (mean_pred - g_x0) ** 2
    var = ((preds - g_x0) ** 2).mean(dim=0)
    noise = sigma ** 2
    return bias2, var, noise

# %% wrong: The noise is subtracted from the bias as if g_x0 were noisy targets, but the truth has no noise, and bias2 + var is all of the mean square.
# told: noise_off_bias
import torch

def bias_variance(preds, g_x0, sigma):
    noise = sigma ** 2
    # risk = bias2 + var + noise, so solve for bias2
    risk = ((preds - g_x0) ** 2).mean(dim=0)
    var = ((preds - preds.mean(dim=0)) ** 2).mean(dim=0)
    bias2 = risk - var - noise
    bias2 = torch.clamp(bias2, min=0)
    return bias2, var, noise

# %% wrong: Torch.var divides by the number of fits minus 1 by default; here it must be the number of fits (and a single fit gives nan).
# told: divided_by_one_less
import torch

def bias_variance(preds, g_x0, sigma):
    bias2 = (preds.mean(0) - g_x0).pow(2)
    var = torch.var(preds, dim=0)
    return bias2, var, sigma * sigma

# %% wrong: For var the mean is taken along the wrong axis: each fit's mean over the points is subtracted instead of each point's mean over the fits.
# told: rows_centred
import numpy as np
import torch

def bias_variance(preds, g_x0, sigma):
    P = preds.numpy()
    g = g_x0.numpy()
    bias2 = np.square(P.mean(axis=0) - g)
    dev = P - P.mean(axis=1, keepdims=True)
    var = np.mean(dev ** 2, axis=0)
    return torch.tensor(bias2), torch.tensor(var), float(sigma) ** 2

# %% wrong: Two squares are missing: bias2 is the bias itself with its sign, and noise is sigma instead of sigma².
# told: bias_and_sigma
import torch

def bias_variance(preds, g_x0, sigma):
    fits, points = preds.shape
    m = preds.sum(dim=0) / fits
    bias = m - g_x0
    var = torch.zeros(points, dtype=preds.dtype)
    for r in range(fits):
        var = var + (preds[r] - m) ** 2 / fits
    return bias, var, sigma

# %% wrong: Mean of the squares minus the square of the mean loses the digits by cancellation when the predictions are about 10 000.
# told: difference_of_squares
import torch

def bias_variance(preds, g_x0, sigma):
    first = preds.mean(dim=0)
    second = (preds ** 2).mean(dim=0)
    var = (second - first ** 2).clamp(min=0.0)   # never below 0
    return (first - g_x0) ** 2, var, sigma ** 2

# %% wrong: All three parts are stacked into one tensor (3, points), so the noise is no single number but one copy for each point.
# told: one_table
import torch

def bias_variance(preds, g_x0, sigma):
    avg = preds.mean(dim=0)
    rows = []
    rows.append((avg - g_x0) ** 2)
    rows.append(((preds - avg) ** 2).mean(dim=0))
    rows.append(torch.full_like(avg, sigma ** 2))
    return torch.stack(rows)

# %% wrong: The noise is simulated with random numbers, so it comes out a little different in each call; its mean square is known exactly: sigma².
# told: noise_drawn
import torch

def bias_variance(preds, g_x0, sigma):
    centre = preds.mean(dim=0)
    bias2 = (centre - g_x0) ** 2
    var = preds.var(dim=0, unbiased=False)
    # noise in new targets: draw many of them and look
    eps = sigma * torch.randn(10000)
    noise = (eps ** 2).mean().item()
    return bias2, var, noise
