# %% right: Two loops with a helper for the bell.
import math
import torch


def posterior(prior, mu, var, x):
    def bell(t, m, v):
        return (2 * math.pi * v) ** -0.5 * math.exp(-0.5 * (t - m) ** 2 / v)
    rows = []
    for t in x.tolist():
        h = [p * bell(t, m, v) for p, m, v in zip(prior.tolist(), mu.tolist(), var.tolist())]
        rows.append([k / sum(h) for k in h])
    return torch.tensor(rows, dtype=torch.float64)

# %% right: One column for each class, stacked at the end.
import torch


def posterior(prior, mu, var, x):
    columns = []
    for c in range(prior.shape[0]):
        s = torch.sqrt(var[c])
        z = (x - mu[c]) / s
        columns.append(prior[c] * torch.exp(-z * z / 2) / s)
    table = torch.stack(columns, dim=1)
    return table / table.sum(1).unsqueeze(1)

# %% right: In NumPy, samples along the last axis, turned at the end.
import numpy as np
import torch


def posterior(prior, mu, var, x):
    p, m, v = (t.numpy()[:, None] for t in (prior, mu, var))
    f = p * np.exp(-(x.numpy()[None, :] - m) ** 2 / (2 * v)) / np.sqrt(2 * np.pi * v)
    return torch.tensor((f / f.sum(0)).T)

# %% right: One minus the others, by logarithms and a logsumexp.
import torch


def posterior(prior, mu, var, x):
    log_joint = torch.log(prior) - 0.5 * torch.log(var) - (x.view(-1, 1) - mu) ** 2 / var / 2
    return torch.exp(log_joint - torch.logsumexp(log_joint, dim=1, keepdim=True))

# %% wrong: The shares are forgotten: only the bells are compared.
# told: no_prior
import torch


def posterior(prior, mu, var, x):
    d = x[:, None] - mu[None, :]
    f = torch.exp(-d ** 2 / (2 * var)) / torch.sqrt(2 * torch.pi * var)
    return f / f.sum(dim=1, keepdim=True)

# %% wrong: Share times bell is returned without the division, so the rows do not add up to 1.
# told: joint_alone
import torch


def posterior(prior, mu, var, x):
    d = x.unsqueeze(1) - mu
    return prior * torch.exp(-d ** 2 / (2 * var)) / (2 * torch.pi * var).sqrt()

# %% wrong: var is handed to Normal as if it were the standard deviation.
# told: variance_as_deviation
import torch


def posterior(prior, mu, var, x):
    n = torch.distributions.Normal(mu, var)
    j = prior * n.log_prob(x[:, None]).exp()
    return j / j.sum(1, keepdim=True)

# %% wrong: The factor before the power of e is left out, "because it cancels".
# told: without_the_factor
import torch


def posterior(prior, mu, var, x):
    j = prior * torch.exp(-((x[:, None] - mu) ** 2) / (2 * var))
    return j / j.sum(-1, keepdim=True)

# %% wrong: The 2 in the exponent is missing.
# told: without_the_two
import torch


def posterior(prior, mu, var, x):
    j = prior * torch.exp(-((x[:, None] - mu) ** 2) / var) / torch.sqrt(2 * torch.pi * var)
    return j / j.sum(-1, keepdim=True)

# %% wrong: The sum goes over the samples (dim=0), so the columns add up to 1.
# told: summed_over_samples
import torch


def posterior(prior, mu, var, x):
    j = prior * torch.exp(-((x[:, None] - mu) ** 2) / (2 * var)) / torch.sqrt(2 * torch.pi * var)
    return j / j.sum(0)

# %% wrong: The result is the wrong way round, a row for each class.
# told: transposed
import torch


def posterior(prior, mu, var, x):
    d = x[None, :] - mu[:, None]
    j = prior[:, None] * torch.exp(-d ** 2 / (2 * var[:, None])) / torch.sqrt(2 * torch.pi * var[:, None])
    return j / j.sum(0, keepdim=True)

# %% wrong: The minus in the exponent is missing.
# told: minus_missing
import torch


def posterior(prior, mu, var, x):
    j = prior * torch.exp((x[:, None] - mu) ** 2 / (2 * var)) / torch.sqrt(2 * torch.pi * var)
    return j / j.sum(1, keepdim=True)

# %% wrong: A small number is added to the sum, against a division by 0: far away everything becomes 0.
# told: softened
import torch


def posterior(prior, mu, var, x):
    j = prior * torch.exp(-((x[:, None] - mu) ** 2) / (2 * var)) / torch.sqrt(2 * torch.pi * var)
    return j / (j.sum(1, keepdim=True) + 1e-12)

# %% wrong: A softmax instead of the division.
# told: softmax_of_the_joint
import torch


def posterior(prior, mu, var, x):
    j = prior * torch.exp(-((x[:, None] - mu) ** 2) / (2 * var)) / torch.sqrt(2 * torch.pi * var)
    return torch.softmax(j, dim=1)

# %% wrong: The root is missing in the factor: it divides by the variance.
# told: without_the_root
import torch


def posterior(prior, mu, var, x):
    j = prior * torch.exp(-((x[:, None] - mu) ** 2) / (2 * var)) / (2 * torch.pi * var)
    return j / j.sum(1, keepdim=True)

# %% wrong: TWO: no shares, and the variance is read as the standard deviation.
# told: no_prior_and_variance_as_deviation
import torch


def posterior(prior, mu, var, x):
    f = torch.exp(-0.5 * ((x[:, None] - mu) / var) ** 2) / var
    return f / f.sum(1, keepdim=True)
