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

# %% wrong: Two things: torch's var in y, and the shares are exchanged.
# told: unbiased_in_y_with_momentum_turned_round
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        m = x.mean(0); v = x.var(0)
        rm = running_mean * momentum + m * (1 - momentum)
        rv = running_var * momentum + v * (1 - momentum)
    else:
        m, v = running_mean, running_var
        rm, rv = m, v
    return gamma * (x - m) / (v + eps).sqrt() + beta, rm, rv

# %% wrong: B is the number of all entries.
# told: corrected_by_entries
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        m = x.mean(0); v = x.var(0, unbiased=False)
        n = x.numel()
        nm = (1 - momentum) * running_mean + momentum * m
        nv = (1 - momentum) * running_var + momentum * v * n / (n - 1)
    else:
        m, v, nm, nv = running_mean, running_var, running_mean, running_var
    return gamma * (x - m) / torch.sqrt(v + eps) + beta, nm, nv

# %% wrong: The deviation is kept.
# told: deviation_kept
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        m = x.mean(0); v = x.var(0, unbiased=False)
        nm = (1 - momentum) * running_mean + momentum * m
        nv = (1 - momentum) * running_var + momentum * x.std(0)
    else:
        m, v, nm, nv = running_mean, running_var, running_mean, running_var
    return gamma * (x - m) / torch.sqrt(v + eps) + beta, nm, nv

# %% wrong: The batch's share is added to the whole old value.
# told: batch_added
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        m = x.mean(0); v = x.var(0, unbiased=False)
        nm = running_mean + momentum * m
        nv = running_var + momentum * x.var(0)
    else:
        m, v, nm, nv = running_mean, running_var, running_mean, running_var
    return gamma * (x - m) / torch.sqrt(v + eps) + beta, nm, nv

# %% wrong: Two things: updated in evaluation too, with the variance over B.
# told: biased_kept_with_always_updated
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    m = x.mean(0); v = x.var(0, unbiased=False)
    y = gamma * (x - m) / torch.sqrt(v + eps) + beta
    if not training:
        y = gamma * (x - running_mean) / torch.sqrt(running_var + eps) + beta
    return y, (1 - momentum) * running_mean + momentum * m, (1 - momentum) * running_var + momentum * v

# %% wrong: Two branches that do the same for y.
# told: evaluation_by_batch
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        m = x.mean(0); v = x.var(0, unbiased=False)
        nm = (1 - momentum) * running_mean + momentum * m
        nv = (1 - momentum) * running_var + momentum * x.var(0)
    else:
        m, v = x.mean(0), x.var(0, unbiased=False)
        nm, nv = running_mean, running_var
    return gamma * (x - m) / torch.sqrt(v + eps) + beta, nm, nv

# %% wrong: Nothing is normalised in evaluation.
# told: evaluation_only_scaled
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        m = x.mean(0); v = x.var(0, unbiased=False)
        nm = (1 - momentum) * running_mean + momentum * m
        nv = (1 - momentum) * running_var + momentum * x.var(0)
        y = gamma * (x - m) / torch.sqrt(v + eps) + beta
    else:
        y = gamma * x + beta
        nm, nv = running_mean, running_var
    return y, nm, nv

# %% wrong: Only the last feature's statistics come back.
# told: last_feature_kept
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    y = torch.zeros(x.shape, dtype=torch.float64)
    for j in range(x.shape[1]):
        c = x[:, j]
        if training:
            m, v = c.mean(), c.var(unbiased=False)
            nm = (1 - momentum) * running_mean[j] + momentum * m
            nv = (1 - momentum) * running_var[j] + momentum * c.var()
        else:
            m, v = running_mean[j], running_var[j]
            nm, nv = m, v
        y[:, j] = gamma[j] * (c - m) / (v + eps) ** 0.5 + beta[j]
    return y, nm, nv

# %% wrong: The new mean is taken for the deviations.
# told: updated_with_the_updated
import torch


def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        m = x.mean(0); v = x.var(0, unbiased=False)
        nm = (1 - momentum) * running_mean + momentum * m
        nv = (1 - momentum) * running_var + momentum * ((x - nm) ** 2).sum(0) / (len(x) - 1)
    else:
        m, v, nm, nv = running_mean, running_var, running_mean, running_var
    return gamma * (x - m) / torch.sqrt(v + eps) + beta, nm, nv

# %% right: Loops over single numbers, feature by feature, with plain floats.
import math
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    B, d = x.shape
    y = torch.empty_like(x)
    new_mean, new_var = running_mean.clone(), running_var.clone()
    for j in range(d):
        if training:
            mu = 0.0
            for i in range(B):
                mu += x[i, j].item()
            mu /= B
            total = 0.0
            for i in range(B):
                total += (x[i, j].item() - mu) ** 2
            v = total / B
            new_mean[j] = running_mean[j].item() + momentum * (mu - running_mean[j].item())
            new_var[j] = running_var[j].item() + momentum * (total / (B - 1) - running_var[j].item())
        else:
            mu, v = running_mean[j].item(), running_var[j].item()
        for i in range(B):
            y[i, j] = gamma[j].item() * (x[i, j].item() - mu) / math.sqrt(v + eps) + beta[j].item()
    return y, new_mean, new_var

# %% right: numpy inside and back to torch at the end.
import numpy as np
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    X, g, b, rm, rv = [np.array(t.tolist()) for t in (x, gamma, beta, running_mean, running_var)]
    back = lambda a: torch.tensor(a, dtype=x.dtype)
    mu, v = (X.mean(axis=0), X.var(axis=0)) if training else (rm, rv)
    y = back((X - mu) * (g / np.sqrt(v + eps)) + b)
    if not training:
        return y, running_mean, running_var
    return y, back(np.average([rm, mu], axis=0, weights=[1 - momentum, momentum])), back(rv - momentum * rv + momentum * X.var(axis=0, ddof=1))

# %% right: A dataclass for the statistics, the variance from all pairs of rows, and torch.lerp for the running values.
from dataclasses import dataclass
import torch

@dataclass
class Stats:
    mean: torch.Tensor
    squares: torch.Tensor   # sum of the squared deviations
    rows: int

    def var(self, minus=0):
        return self.squares / (self.rows - minus)

def collect(x):
    B = x.shape[0]
    diff = x.unsqueeze(0) - x.unsqueeze(1)          # (B, B, d)
    return Stats(torch.einsum("bd->d", x) / B, torch.einsum("abd,abd->d", diff, diff) / (2 * B), B)

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    def apply(mu, v):
        return torch.addcmul(beta, gamma, (x - mu) * torch.rsqrt(v + eps))
    if training:
        s = collect(x)
        return (apply(s.mean, s.var()),
                torch.lerp(running_mean, s.mean, momentum),
                torch.lerp(running_var, s.var(minus=1), momentum))
    return apply(running_mean, running_var), running_mean, running_var

# %% wrong: In training the batch is normalised with the updated running statistics instead of with the batch's own mean and variance.
# told: updated_in_training
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    new_mean = running_mean
    new_var = running_var
    if training:
        # first update the running statistics with the batch
        batch_mean = x.mean(dim=0)
        batch_var = x.var(dim=0, unbiased=True)
        new_mean = (1 - momentum) * running_mean + momentum * batch_mean
        new_var = (1 - momentum) * running_var + momentum * batch_var
    # then normalise
    x_hat = (x - new_mean) / torch.sqrt(new_var + eps)
    y = gamma * x_hat + beta
    return y, new_mean, new_var

# %% wrong: In evaluation it still normalises with the mean and variance of the batch; `training` only decides whether the running statistics are updated.
# told: evaluation_by_batch
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    B, d = x.shape
    mu = x.sum(0) / B
    dev = x - mu
    sq = (dev ** 2).sum(0)
    y = gamma * dev / (sq / B + eps).sqrt() + beta
    if not training:
        return y, running_mean, running_var
    m = momentum
    return y, (1 - m) * running_mean + m * mu, (1 - m) * running_var + m * sq / (B - 1)

# %% wrong: The momentum sits on the wrong side: the old running value gets the weight m and the batch gets 1 - m.
# told: momentum_turned_round
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    def update(old, new):
        return momentum * old + (1 - momentum) * new

    if training:
        mu = torch.mean(x, dim=0)
        v = torch.var(x, dim=0, correction=0)
        new_mean = update(running_mean, mu)
        new_var = update(running_var, torch.var(x, dim=0, correction=1))
    else:
        mu, v = running_mean, running_var
        new_mean, new_var = running_mean, running_var

    y = gamma * (x - mu) / torch.sqrt(v + eps) + beta
    return (y, new_mean, new_var)

# %% wrong: eps is added to the root (to the standard deviation) instead of to the variance under the root.
# told: eps_outside
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training == True:
        n = len(x)
        mean = x.mean(0)
        diff = x - mean
        variance = (diff * diff).mean(0)
        var_for_running = variance * n / (n - 1)
        new_mean = running_mean * (1 - momentum) + mean * momentum
        new_var = running_var * (1 - momentum) + var_for_running * momentum
    if training == False:
        mean = running_mean
        variance = running_var
        new_mean = running_mean
        new_var = running_var
    std = torch.sqrt(variance)
    x_norm = (x - mean) / (std + eps)
    return x_norm * gamma + beta, new_mean, new_var

# %% wrong: new_var is updated with the variance divided by B instead of B - 1, and beta is added before multiplying by gamma, so gamma scales beta too.
# told: biased_kept_with_beta_first
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if not training:
        normed = (x - running_mean) / torch.sqrt(running_var + eps)
        return gamma * (normed + beta), running_mean, running_var

    mu = x.mean(dim=0)
    var = ((x - mu) ** 2).mean(dim=0)
    normed = (x - mu) / torch.sqrt(var + eps)
    y = gamma * (normed + beta)
    running_mean = (1 - momentum) * running_mean + momentum * mu
    running_var = (1 - momentum) * running_var + momentum * var
    return y, running_mean, running_var

# %% wrong: A feature that has the same value in every row gets y = 0 in training, although there y must be beta.
# told: still_feature_at_zero
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    B = x.shape[0]
    if training:
        mu = x.mean(dim=0)
        v = ((x - mu) ** 2).sum(dim=0) / B
    else:
        mu = running_mean
        v = running_var

    y = gamma * (x - mu) / torch.sqrt(v + eps) + beta

    if training:
        # be careful with features without any spread: don't divide by 0
        same = (x == x[0]).all(dim=0)
        y = torch.where(same, torch.zeros_like(y), y)
        s = ((x - mu) ** 2).sum(dim=0) / (B - 1)
        new_mean = (1 - momentum) * running_mean + momentum * mu
        new_var = (1 - momentum) * running_var + momentum * s
    else:
        new_mean, new_var = running_mean, running_var
    return y, new_mean, new_var

# %% wrong: The running mean and variance that were handed in are overwritten in place, so the caller's tensors change.
# told: changed
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mu = x.mean(0)
        v = x.var(0, unbiased=False)
        running_mean *= 1 - momentum
        running_mean += momentum * mu
        running_var *= 1 - momentum
        running_var += momentum * x.var(0)
    else:
        mu = running_mean
        v = running_var
    y = gamma * ((x - mu) / (v + eps) ** 0.5) + beta
    return y, running_mean, running_var

# %% wrong: In training it takes one mean and one variance of the whole table x, not one for each feature over the rows.
# told: over_all
import torch

def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if training:
        mean = torch.mean(x)
        var = torch.var(x, unbiased=False)
        new_mean = (1 - momentum) * running_mean + momentum * mean
        new_var = (1 - momentum) * running_var + momentum * torch.var(x, unbiased=True)
        x_hat = (x - mean) / torch.sqrt(var + eps)
    else:
        new_mean = running_mean
        new_var = running_var
        x_hat = (x - running_mean) / torch.sqrt(running_var + eps)
    y = gamma * x_hat + beta
    return y, new_mean, new_var
