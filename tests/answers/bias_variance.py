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

# %% right: Plain numbers, one column at a time, with exact sums.
import math
import torch


def bias_variance(preds, g_x0, sigma):
    def split(column, truth):
        n = len(column)
        mean = math.fsum(column) / n
        return (mean - truth) ** 2, math.fsum((v - mean) ** 2 for v in column) / n

    pairs = [split(c, t) for c, t in zip(preds.T.tolist(), g_x0.tolist())]
    table = torch.tensor(pairs, dtype=preds.dtype)
    return table[:, 0], table[:, 1], math.pow(sigma, 2)

# %% right: The variance from all pairs of fits: the mean of half the squared differences.
import math
import torch


def bias_variance(preds, g_x0, sigma):
    R = preds.shape[0]
    total = torch.zeros_like(preds[0])
    for r in range(R):
        for s in range(r):
            total = total + (preds[r] - preds[s]) ** 2
    error = (preds - g_x0.unsqueeze(0)).mean(dim=0)
    return error * error, total / (R * R), sigma * sigma

# %% right: Numpy inside, after a shift by the first fit, and einsum for the mean squares.
import math
import numpy as np
import torch


def bias_variance(preds, g_x0, sigma):
    P = preds.detach().cpu().numpy().astype(np.float64)
    g = g_x0.detach().cpu().numpy().astype(np.float64)
    base = P[0].copy()
    D = P - base
    shift = D.mean(axis=0)
    D = D - shift
    var = np.einsum("rp,rp->p", D, D) / P.shape[0]
    bias2 = np.square((base - g) + shift)
    back = lambda a: torch.from_numpy(np.ascontiguousarray(a)).to(preds.dtype)
    return back(bias2), back(var), float(sigma) ** 2

# %% wrong: The variance is measured around the truth instead of around the mean prediction of the fits, so it contains the bias again.
# told: variance_from_truth
import math
import torch


def bias_variance(preds, g_x0, sigma):
    # bias: how far is the average fit from the truth
    average_fit = preds.mean(dim=0)
    bias2 = (average_fit - g_x0) ** 2
    # variance: how much do the fits scatter
    var = ((preds - g_x0) ** 2).mean(dim=0)
    noise = sigma ** 2
    return bias2, var, noise

# %% wrong: Takes the mean of the squared errors instead of the square of the mean error for bias2, so the variance is counted inside the bias.
# told: total_as_bias
import math
import torch


def bias_variance(preds, g_x0, sigma):
    fits, points = preds.shape
    bias2 = torch.zeros_like(g_x0)
    for r in range(fits):
        bias2 = bias2 + (preds[r] - g_x0) ** 2
    bias2 = bias2 / fits

    m = preds.sum(0) / fits
    var = torch.zeros_like(g_x0)
    for r in range(fits):
        var = var + (preds[r] - m) ** 2
    var = var / fits
    return (bias2, var, sigma * sigma)

# %% wrong: Torch's var divides by the number of fits minus 1 unless told otherwise; here it has to be the number of fits.
# told: divided_by_one_less
import math
import torch


def bias_variance(preds, g_x0, sigma):
    bias2 = (preds.mean(0) - g_x0).pow(2)
    var = preds.var(0)
    return bias2, var, sigma ** 2

# %% wrong: The noise is returned as the standard deviation sigma and not as its square.
# told: sigma_for_noise
import math
import torch


def bias_variance(preds, g_x0, sigma):
    m = torch.mean(preds, dim=0, keepdim=True)
    var = torch.mean((preds - m) ** 2, dim=0)
    diff = m[0] - g_x0
    bias2 = diff * diff
    noise = sigma
    return bias2, var, noise

# %% wrong: The bias is not squared (only its absolute value), and the spread is returned as a standard deviation instead of a variance.
# told: std_for_var
import math
import torch


def bias_variance(preds, g_x0, sigma):
    n = preds.shape[0]
    mu = preds.sum(dim=0) / n
    bias = torch.abs(mu - g_x0)
    dev = preds - mu
    spread = torch.sqrt((dev ** 2).sum(dim=0) / n)
    return bias, spread, sigma ** 2

# %% wrong: The formula mean of squares minus square of the mean loses the digits when predictions are about 10 000 and differ by about 1.
# told: difference_of_squares
import math
import torch


def bias_variance(preds, g_x0, sigma):
    e_x = preds.mean(dim=0)
    e_x2 = (preds ** 2).mean(dim=0)
    var = (e_x2 - e_x ** 2).clamp(min=0)      # Var = E[X^2] - E[X]^2
    return (e_x - g_x0) ** 2, var, sigma ** 2

# %% wrong: The noise comes back as a tensor with one entry per point although it must be a single number.
# told: noise_for_each_point
import math
import torch


def bias_variance(preds, g_x0, sigma):
    mean_pred = preds.mean(dim=0)
    bias2 = torch.square(mean_pred - g_x0)
    var = torch.square(preds - mean_pred).mean(dim=0)
    noise = torch.full_like(g_x0, sigma ** 2)
    return bias2, var, noise

# %% wrong: The running sum of squared deviations is not set back to 0 for the next point, so each point also gets the spread of those before it.
# told: clue
import math
import torch


def bias_variance(preds, g_x0, sigma):
    n_fits = len(preds)
    n_points = len(g_x0)
    bias2 = []
    var = []
    squares = 0.0
    for p in range(n_points):
        column = preds[:, p].tolist()
        mean = sum(column) / n_fits
        bias2.append((mean - g_x0[p].item()) ** 2)
        for value in column:
            squares += (value - mean) ** 2
        var.append(squares / n_fits)
    bias2 = torch.tensor(bias2, dtype=preds.dtype)
    var = torch.tensor(var, dtype=preds.dtype)
    return bias2, var, sigma ** 2

# %% right: Plain Python loops over numbers.
import torch

def bias_variance(preds, g_x0, sigma):
    rows = preds.tolist()
    truth = g_x0.tolist()
    b, v = [], []
    for p in range(len(truth)):
        values = [row[p] for row in rows]
        mu = sum(values) / len(values)
        b.append((mu - truth[p]) * (mu - truth[p]))
        total = 0.0
        for x in values:
            total = total + (x - mu) * (x - mu)
        v.append(total / len(values))
    return torch.tensor(b, dtype=preds.dtype), torch.tensor(v, dtype=preds.dtype), float(sigma) ** 2

# %% right: Numpy inside and back to torch.
import numpy as np
import torch

def bias_variance(preds, g_x0, sigma):
    P = preds.detach().numpy()
    g = g_x0.detach().numpy()
    bias2 = np.square(P.mean(axis=0) - g)
    var = np.var(P, axis=0, ddof=0)
    return torch.from_numpy(bias2), torch.from_numpy(var), float(np.square(sigma))

# %% right: Works with errors from the truth, einsum for the sum of squares, noise through math.pow.
import math
import torch

def bias_variance(preds, g_x0, sigma):
    err = preds - g_x0.unsqueeze(0)
    centre = err.mean(dim=0, keepdim=True)
    dev = err - centre
    var = torch.einsum("rp,rp->p", dev, dev) / preds.size(0)
    bias2 = torch.einsum("rp,rp->p", centre, centre)
    return bias2, var, math.pow(sigma, 2)

# %% wrong: The deviations are taken from one grand mean over all fits and all points, instead of from the mean prediction at each point.
# told: one_centre
import torch

def bias_variance(preds, g_x0, sigma):
    mean_per_point = preds.mean(dim=0)
    bias2 = (mean_per_point - g_x0) ** 2
    # variance = how far the predictions scatter around the average prediction
    average = preds.mean()
    var = ((preds - average) ** 2).mean(dim=0)
    noise = sigma ** 2
    return bias2, var, noise

# %% wrong: The squared bias is computed as the mean squared error of the single fits, so it already contains the variance, instead of squaring the error of the mean prediction.
# told: total_as_bias
import torch


def bias_variance(preds, g_x0, sigma):
    """Parts of the risk, (bias2 (points,), var (points,), noise); preds (fits, points), g_x0 (points,), sigma a float."""
    errors = preds - g_x0
    squared_errors = errors ** 2
    bias2 = torch.mean(squared_errors, dim=0)
    var = torch.var(preds, dim=0, unbiased=False)
    return bias2, var, sigma * sigma

# %% wrong: Torch.var divides by the number of fits minus 1 by default, but the text asks to divide by the number of fits.
# told: divided_by_one_less
import torch

def bias_variance(preds, g_x0, sigma):
    m = preds.mean(0)
    return (m - g_x0).square(), preds.var(0), sigma**2

# %% wrong: The noise part is sigma itself instead of its square.
# told: sigma_for_noise
import torch

def bias_variance(preds, g_x0, sigma):
    fits, points = preds.shape
    mean_pred = torch.sum(preds, dim=0) / fits
    bias2 = (mean_pred - g_x0) ** 2

    deviations = preds - mean_pred
    var = torch.sum(deviations ** 2, dim=0) / fits

    noise = sigma
    return (bias2, var, noise)

# %% wrong: The bias is left as an absolute value instead of being squared, and the standard deviation of the fits is returned in place of the variance.
# told: std_for_var
import torch

def bias_variance(preds, g_x0, sigma):
    bias2 = []
    var = []
    for j in range(preds.shape[1]):
        column = preds[:, j]
        mu = column.mean()
        bias2.append((mu - g_x0[j]).abs())
        var.append(((column - mu) ** 2).mean().sqrt())
    return torch.stack(bias2), torch.stack(var), sigma ** 2

# %% wrong: The variance is the mean of the squares minus the square of the mean, which loses digits when the predictions are about 10 000 and differ by about 1.
# told: difference_of_squares
import torch

def bias_variance(preds, g_x0, sigma):
    mean = preds.mean(dim=0)
    mean_sq = (preds ** 2).mean(dim=0)
    bias2 = (mean - g_x0) ** 2
    var = mean_sq - mean ** 2      # E[x^2] - E[x]^2
    var = torch.clamp(var, min=0)
    return bias2, var, sigma ** 2

# %% wrong: The numbers are right, but `preds -= ...` takes the mean off in place and so destroys the caller's predictions.
# told: changed
import torch

def bias_variance(preds, g_x0, sigma):
    mu = preds.mean(dim=0)
    bias2 = (mu - g_x0) ** 2
    preds -= mu
    var = (preds ** 2).mean(dim=0)
    noise = sigma ** 2
    return bias2, var, noise

# %% wrong: The noise is simulated with random numbers and their mean square is taken, which is only roughly sigma squared and differs at each call.
# told: noise_drawn
import torch

def bias_variance(preds, g_x0, sigma):
    n_fits = preds.shape[0]
    f_bar = preds.sum(dim=0) / n_fits
    bias2 = (f_bar - g_x0) ** 2
    var = ((preds - f_bar) ** 2).sum(dim=0) / n_fits
    # mean square of the noise in new targets
    new_noise = sigma * torch.randn(10000)
    noise = (new_noise ** 2).mean().item()
    return bias2, var, noise
