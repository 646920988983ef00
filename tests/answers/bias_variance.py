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
