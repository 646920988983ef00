# %% right: Two branches, each with its own return.
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    def scaled(m, v):
        return (x - m) / torch.sqrt(v + eps) * gamma + beta
    if not training:
        return scaled(running_mean, running_var), running_mean, running_var
    m = x.mean(dim=0)
    return (scaled(m, x.var(dim=0, correction=0)), running_mean + momentum * (m - running_mean),
            running_var + momentum * (x.var(dim=0) - running_var))

# %% right: Sums instead of means.
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    B = x.shape[0]
    if training:
        mu = torch.sum(x, 0) / B
        ss = torch.sum((x - mu) ** 2, 0)
        v = ss / B
        rm = momentum * mu + (1 - momentum) * running_mean
        rv = momentum * ss / (B - 1) + (1 - momentum) * running_var
    else:
        mu, v, rm, rv = running_mean, running_var, running_mean.clone(), running_var.clone()
    return gamma * ((x - mu) * (v + eps) ** -0.5) + beta, rm, rv

# %% right: The variance as the mean of squares less the square of the mean.
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        n = len(x)
        mean = x.mean(0)
        var = (x * x).mean(0) - mean * mean
        new_mean = (1 - momentum) * running_mean + momentum * mean
        new_var = (1 - momentum) * running_var + momentum * n / (n - 1) * var
    else:
        mean, var, new_mean, new_var = running_mean, running_var, running_mean, running_var
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, new_mean, new_var

# %% right: Loops over plain numbers, a column at a time.
import math
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    cols, ms, vs = [], [], []
    for col, g, b, rm, rv in zip(x.T.tolist(), gamma.tolist(), beta.tolist(), running_mean.tolist(),
                                 running_var.tolist()):
        m, v = rm, rv
        if training:
            m = sum(col) / len(col)
            s = sum((c - m) ** 2 for c in col)
            v = s / len(col)
            rm, rv = (1 - momentum) * rm + momentum * m, (1 - momentum) * rv + momentum * s / (len(col) - 1)
        cols.append([g * (c - m) / math.sqrt(v + eps) + b for c in col])
        ms.append(rm)
        vs.append(rv)
    return tuple(torch.tensor(t, dtype=torch.float64) for t in (list(zip(*cols)), ms, vs))

# %% right: With copies that are changed in place.
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    running_mean, running_var = running_mean.clone(), running_var.clone()
    m, v = running_mean, running_var
    if training is True:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean.mul_(1 - momentum).add_(m, alpha=momentum)
        running_var.mul_(1 - momentum).add_(x.var(0), alpha=momentum)
    out = x - m
    out /= (v + eps).sqrt()
    out *= gamma
    out += beta
    return out, running_mean, running_var

# %% right: Rows kept as an axis, and dropped at the end.
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        v, m = torch.var_mean(x, 0, keepdim=True, correction=0)
        n = x.size(0)
        running_mean = torch.lerp(running_mean, m[0], momentum)
        running_var = torch.lerp(running_var, v.squeeze(0) * (n / (n - 1)), momentum)
    else:
        m, v = running_mean[None], running_var[None]
    return [gamma * (x - m) / (v + eps) ** 0.5 + beta, running_mean, running_var]

# %% right: Numpy throughout.
import numpy as np
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    a, g, b, rm, rv = (t.numpy().copy() for t in (x, gamma, beta, running_mean, running_var))
    m, v = rm, rv
    if training:
        m, v = np.mean(a, 0), np.var(a, 0)
        rm, rv = (1 - momentum) * rm + momentum * m, (1 - momentum) * rv + momentum * np.var(a, 0, ddof=1)
    return torch.tensor(g * (a - m) / np.sqrt(v + eps) + b), torch.tensor(rm), torch.tensor(rv)

# %% wrong: torch's var divides by B - 1, and y is normalised with it.
# told: unbiased_in_y
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mu = x.mean(dim=0)
        var = x.var(dim=0)
        new_mean = (1 - momentum) * running_mean + momentum * mu
        new_var = (1 - momentum) * running_var + momentum * var
    else:
        mu, var = running_mean, running_var
        new_mean, new_var = running_mean, running_var
    y = gamma * (x - mu) / torch.sqrt(var + eps) + beta
    return y, new_mean, new_var

# %% wrong: One variance for both purposes, that over B.
# told: biased_kept
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mu = x.mean(dim=0)
        var = ((x - mu) ** 2).mean(dim=0)
        running_mean = (1 - momentum) * running_mean + momentum * mu
        running_var = (1 - momentum) * running_var + momentum * var
    else:
        mu, var = running_mean, running_var
    return gamma * (x - mu) / torch.sqrt(var + eps) + beta, running_mean, running_var

# %% wrong: eps is added after the root.
# told: eps_outside
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, s = running_mean, running_var.sqrt()
    if training:
        m = x.mean(0)
        s = x.std(0, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * x.var(0)
    return gamma * (x - m) / (s + eps) + beta, running_mean, running_var

# %% wrong: torch's std for y, with eps after the root.
# told: unbiased_in_y_with_eps_outside
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, s = running_mean, torch.sqrt(running_var)
    if training:
        m, s = x.mean(0), x.std(0)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * s ** 2
    return gamma * (x - m) / (s + eps) + beta, running_mean, running_var

# %% wrong: The new value gets the share 1 - momentum.
# told: momentum_turned_round
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mean, var = x.mean(0), x.var(0, unbiased=False)
        new_mean = momentum * running_mean + (1 - momentum) * mean
        new_var = momentum * running_var + (1 - momentum) * x.var(0, unbiased=True)
    else:
        mean, var, new_mean, new_var = running_mean, running_var, running_mean, running_var
    return gamma * ((x - mean) / (var + eps).sqrt()) + beta, new_mean, new_var

# %% wrong: The statistics are those of a row, over its features.
# told: rows_normalised_alone
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mean = x.mean(dim=1, keepdim=True)
        var = ((x - mean) ** 2).mean(dim=1, keepdim=True)
        B = x.shape[0]
        new_mean = (1 - momentum) * running_mean + momentum * x.mean(dim=0)
        new_var = (1 - momentum) * running_var + momentum * x.var(dim=0)
        y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    else:
        y = gamma * (x - running_mean) / torch.sqrt(running_var + eps) + beta
        new_mean, new_var = running_mean, running_var
    return y, new_mean, new_var

# %% wrong: Mean and variance over axis 1 everywhere, which stops where B is not d.
# told: over_axis_one
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    mean, var = running_mean, running_var
    if training:
        mean = x.mean(1)
        var = x.var(1, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * len(x) / (len(x) - 1)
    return gamma * (x - mean) / (var + eps).sqrt() + beta, running_mean, running_var

# %% wrong: Evaluation normalises with its own batch.
# told: evaluation_by_batch
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    mean = x.mean(0)
    var = x.var(0, correction=0)
    y = gamma * (x - mean) / (var + eps).sqrt() + beta
    if training:
        n = len(x)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    return y, running_mean, running_var

# %% wrong: The running statistics are updated first, and training uses them.
# told: updated_in_training
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        running_mean = (1 - momentum) * running_mean + momentum * x.mean(0)
        running_var = (1 - momentum) * running_var + momentum * x.var(0)
    return gamma * (x - running_mean) / (running_var + eps).sqrt() + beta, running_mean, running_var

# %% wrong: The running statistics are changed in place.
# told: changed
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, v = running_mean, running_var
    if training:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean *= 1 - momentum
        running_mean += momentum * m
        running_var *= 1 - momentum
        running_var += momentum * x.var(0)
    return gamma * (x - m) / (v + eps).sqrt() + beta, running_mean, running_var

# %% wrong: The running statistics come back as they were.
# told: never_updated
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m = x.mean(0) if training else running_mean
    v = x.var(0, unbiased=False) if training else running_var
    return gamma * (x - m) / torch.sqrt(v + eps) + beta, running_mean, running_var

# %% wrong: Mean and variance of the batch are returned without mixing.
# told: batch_statistics_returned
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mean, var = x.mean(0), ((x - x.mean(0)) ** 2).sum(0) / len(x)
    else:
        mean, var = running_mean, running_var
    return gamma * (x - mean) / torch.sqrt(var + eps) + beta, mean, var

# %% wrong: Only y is returned.
# told: y_alone
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mean = x.mean(0)
        var = x.var(0, unbiased=False)
    else:
        mean, var = running_mean, running_var
    return gamma * (x - mean) / torch.sqrt(var + eps) + beta

# %% wrong: One mean and variance for the whole batch.
# told: over_all
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mean = x.mean()
        var = ((x - mean) ** 2).mean()
        n = x.numel()
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * n / (n - 1)
    else:
        mean, var = running_mean, running_var
    return gamma * (x - mean) / torch.sqrt(var + eps) + beta, running_mean, running_var

# %% wrong: The division is by the variance, without a root.
# told: no_root
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, v = running_mean, running_var
    if training:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * x.var(0)
    return gamma * (x - m) / (v + eps) + beta, running_mean, running_var

# %% wrong: The test is the wrong way round.
# told: flag_turned_round
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        y = gamma * (x - running_mean) / torch.sqrt(running_var + eps) + beta
        return y, running_mean, running_var
    n = len(x)
    m, v = x.mean(0), x.var(0, unbiased=False)
    y = gamma * (x - m) / torch.sqrt(v + eps) + beta
    return y, (1 - momentum) * running_mean + momentum * m, (1 - momentum) * running_var + momentum * v * n / max(n - 1, 1)

# %% wrong: The running statistics move in evaluation too.
# told: always_updated
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    mu, s2 = x.mean(0), ((x - x.mean(0)) ** 2).mean(0)
    n = len(x)
    new_mean = (1 - momentum) * running_mean + momentum * mu
    new_var = (1 - momentum) * running_var + momentum * (s2 * n / (n - 1) if n > 1 else s2)
    if not training:
        mu, s2 = running_mean, running_var
    return gamma * (x - mu) / torch.sqrt(s2 + eps) + beta, new_mean, new_var

# %% wrong: eps is left out, so a feature that is the same everywhere gives nan.
# told: no_eps
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, v = running_mean, running_var
    if training:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * x.var(0)
    return gamma * (x - m) / v.sqrt() + beta, running_mean, running_var

# %% wrong: beta is added before gamma multiplies.
# told: beta_first
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, v = running_mean, running_var
    if training:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * x.var(0)
    return gamma * ((x - m) / (v + eps).sqrt() + beta), running_mean, running_var

# %% wrong: The factor for the kept variance is upside down.
# told: correction_upside_down
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, v = running_mean, running_var
    if training:
        B = len(x)
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * v * (B - 1) / B
    return gamma * (x - m) / (v + eps).sqrt() + beta, running_mean, running_var

# %% wrong: The results are float32.
# told: returned_in_float32
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    y = torch.zeros(x.shape)
    m, v = running_mean, running_var
    if training:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * x.var(0)
    for i in range(len(x)):
        y[i] = gamma * (x[i] - m) / (v + eps).sqrt() + beta
    return y, running_mean, running_var

# %% wrong: The results are numpy arrays.
# told: slip
import numpy as np
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    x, gamma, beta, rm, rv = (t.numpy() for t in (x, gamma, beta, running_mean, running_var))
    m, v = rm, rv
    if training:
        m, v = x.mean(0), x.var(0)
        rm, rv = (1 - momentum) * rm + momentum * m, (1 - momentum) * rv + momentum * x.var(0, ddof=1)
    return gamma * (x - m) / np.sqrt(v + eps) + beta, rm, rv

# %% wrong: momentum is taken to be 0.1.
# told: momentum_fixed
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum=0.1, eps=1e-5):
    m, v = running_mean, running_var
    if training:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean = 0.9 * running_mean + 0.1 * m
        running_var = 0.9 * running_var + 0.1 * x.var(0)
    return gamma * (x - m) / (v + eps).sqrt() + beta, running_mean, running_var

# %% wrong: Two things: that over B is kept, and the shares are exchanged.
# told: biased_kept_with_momentum_turned_round
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, v = running_mean, running_var
    if training:
        m, v = x.mean(0), x.var(0, unbiased=False)
        running_mean = momentum * running_mean + (1 - momentum) * m
        running_var = momentum * running_var + (1 - momentum) * v
    return gamma * (x - m) / (v + eps).sqrt() + beta, running_mean, running_var

# %% wrong: torch's own function does the work.
# told: not allowed
import torch
import torch.nn.functional as F


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    rm, rv = running_mean.clone(), running_var.clone()
    y = F.batch_norm(x, rm, rv, gamma, beta, training, momentum, eps)
    return y, rm, rv

# %% wrong: Two things: evaluation uses its own batch, and eps stands outside of the root.
# told: eps_outside_with_evaluation_by_batch
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m = x.mean(0)
    s = ((x - m) ** 2).mean(0).sqrt()
    if training:
        B = len(x)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * s ** 2 * B / (B - 1)
    return gamma * (x - m) / (s + eps) + beta, running_mean, running_var

# %% wrong: The last two results have changed places.
# told: statistics_exchanged
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m, v = running_mean, running_var
    if training:
        v, m = torch.var_mean(x, 0, unbiased=False)
        running_mean = (1 - momentum) * running_mean + momentum * m
        running_var = (1 - momentum) * running_var + momentum * x.var(0)
    return gamma * (x - m) / (v + eps).sqrt() + beta, running_var, running_mean

# %% wrong: The running statistics move in evaluation too, and a single row makes nan.
# told: always_updated_to_nan
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    mean, var = x.mean(0), x.var(0, unbiased=False)
    new_mean = (1 - momentum) * running_mean + momentum * mean
    new_var = (1 - momentum) * running_var + momentum * x.var(0)
    if not training:
        mean, var = running_mean, running_var
    return gamma * (x - mean) / (var + eps).sqrt() + beta, new_mean, new_var

# %% wrong: The fraction B / (B - 1) is worked out in evaluation too.
# told: computed_or_error
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    B = len(x)
    correction = B / (B - 1)
    if training:
        mean, var = x.mean(0), x.var(0, unbiased=False)
        new_mean = (1 - momentum) * running_mean + momentum * mean
        new_var = (1 - momentum) * running_var + momentum * var * correction
    else:
        mean, var, new_mean, new_var = running_mean, running_var, running_mean, running_var
    return gamma * (x - mean) / (var + eps).sqrt() + beta, new_mean, new_var

# %% wrong: `training` is not looked at, and torch's var stands everywhere.
# told: always_training_unbiased
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    mean, var = x.mean(0), x.var(0)
    y = gamma * (x - mean) / torch.sqrt(var + eps) + beta
    return y, (1 - momentum) * running_mean + momentum * mean, (1 - momentum) * running_var + momentum * var
