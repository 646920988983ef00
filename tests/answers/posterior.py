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

# %% right: One number at a time with math
import math
import torch

def posterior(prior, mu, var, x):
    def bell(value, m, v):
        return math.exp(-((value - m) ** 2) / (2 * v)) / math.sqrt(2 * math.pi * v)

    classes = list(zip(prior.tolist(), mu.tolist(), var.tolist()))
    table = []
    for value in x.tolist():
        row = [p * bell(value, m, v) for p, m, v in classes]
        total = sum(row)
        table.append([r / total for r in row])
    return torch.tensor(table, dtype=x.dtype).reshape(len(table), len(classes))

# %% right: Numpy, classes in rows first, shifted logs, turned at the end
import numpy as np
import torch

def posterior(prior, mu, var, x):
    p, m, v, t = (z.numpy() for z in (prior, mu, var, x))
    with np.errstate(divide="ignore"):
        logs = np.log(p) - np.log(v) / 2
    logs = logs[:, None] - np.subtract.outer(m, t) ** 2 / v[:, None] / 2
    weights = np.exp(logs - logs.max(axis=0))
    return torch.from_numpy((weights / weights.sum(axis=0)).T.copy())

# %% right: Torch's own normal distribution, softmax of the logs
import torch
from torch.distributions import Normal

def posterior(prior, mu, var, x):
    log_joint = lambda t: Normal(mu, var.sqrt()).log_prob(t) + prior.log()
    return log_joint(x[:, None]).softmax(1)

# %% wrong: You compare only the heights of the bells; the posterior weighs each bell with the share of its class.
# told: no_prior
import torch
import math

def posterior(prior, mu, var, x):
    X = x.reshape(-1, 1)
    bells = torch.exp(-(X - mu) ** 2 / (2 * var)) / torch.sqrt(2 * math.pi * var)
    total = bells.sum(dim=1, keepdim=True)
    return bells / total

# %% wrong: You drop the factor before the e because it "cancels", but only the root of 2 pi is the same in all classes: the root of the variance differs from class to class.
# told: without_the_factor
import torch

def posterior(prior, mu, var, x):
    # the factor in front of e is in the numerator and in the denominator, so it cancels
    scores = torch.log(prior) - (x[:, None] - mu[None, :]) ** 2 / (2 * var[None, :])
    return torch.softmax(scores, dim=1)

# %% wrong: You treat var as the standard deviation (it is squared in the exponent and stands outside the root), but it already is the variance.
# told: variance_as_deviation_in_logs
import torch

def posterior(prior, mu, var, x):
    n = len(x)
    k = len(mu)
    out = torch.zeros(n, k, dtype=x.dtype)
    two_pi = torch.tensor(2 * torch.pi, dtype=x.dtype)
    for c in range(k):
        z = (x - mu[c]) / var[c]
        log_n = -z ** 2 / 2 - torch.log(var[c]) - torch.log(two_pi) / 2
        out[:, c] = torch.log(prior[c]) + log_n
    out = out - torch.logsumexp(out, dim=1, keepdim=True)
    return torch.exp(out)

# %% wrong: You divide by the sum over the samples (dim 0), but the sum goes over the classes, so that each row adds up to 1.
# told: summed_over_samples
import torch

def normal(x, m, v):
    return (2 * torch.pi * v) ** -0.5 * torch.exp(-0.5 * (x - m) ** 2 / v)

def posterior(prior, mu, var, x):
    joint = prior * normal(x.unsqueeze(1), mu, var)
    return joint / joint.sum(0)

# %% wrong: In the exponent the 2 of 2 v is missing, and before the e you divide by 2 pi v instead of by its square root.
# told: without_the_two_with_without_the_root
import torch

def posterior(prior, mu, var, x):
    dist = (x[:, None] - mu) ** 2
    density = torch.exp(-dist / var)
    density = density / (2 * torch.pi * var)
    weighted = density * prior
    evidence = weighted.sum(dim=1)
    return weighted / evidence[:, None]

# %% wrong: To be able to take the log you lift a share of 0 to 1e-8, so such a class gets a posterior above 0, even nearly 1 where the other bells are tiny.
# told: share_of_zero_lifted
import math
import torch

def posterior(prior, mu, var, x):
    log_prior = torch.log(prior.clamp(min=1e-8))      # log(0) is not defined!
    diff = x.view(-1, 1) - mu.view(1, -1)
    log_bell = -0.5 * (math.log(2 * math.pi) + torch.log(var)) - diff ** 2 / (2 * var)
    return torch.softmax(log_prior + log_bell, dim=-1)

# %% wrong: You stack one row per class, so the shape is (classes, samples) instead of (samples, classes).
# told: transposed
import torch

def posterior(prior, mu, var, x):
    rows = []
    for p, m, v in zip(prior, mu, var):
        height = torch.exp(-(x - m) ** 2 / (2 * v)) / torch.sqrt(2 * torch.pi * v)
        rows.append(p * height)
    rows = torch.stack(rows)
    result = rows / rows.sum(dim=0)
    return result

# %% wrong: You put share times bell into a softmax, which takes e to the power of them; they are only to be divided by their sum (softmax would need their logs).
# told: softmax_of_the_joint
import torch

def posterior(prior, mu, var, x):
    x = x.unsqueeze(-1)
    N = 1 / torch.sqrt(2 * torch.pi * var) * torch.exp(-(x - mu).square() / (2 * var))
    # softmax makes probabilities that add up to 1
    return torch.nn.functional.softmax(prior * N, dim=1)

# %% right: In logarithms, then softmax over the classes; a constant that all classes share is left out.
import torch


def posterior(prior, mu, var, x):
    logits = prior.log() - 0.5 * var.log() - (x.unsqueeze(-1) - mu).square() / (2 * var)
    return torch.softmax(logits, dim=-1)

# %% right: Numbers and nested loops with a function for one sample.
import math

import torch


def posterior(prior, mu, var, x):
    classes = list(zip(prior.tolist(), mu.tolist(), var.tolist()))

    def one(t):
        logs = [None if p == 0 else math.log(p) - math.log(v) / 2 - (t - m) ** 2 / (2 * v) for p, m, v in classes]
        top = max(l for l in logs if l is not None)
        weights = [0.0 if l is None else math.exp(l - top) for l in logs]
        whole = math.fsum(weights)
        return [w / whole for w in weights]

    return torch.tensor([one(t) for t in x.tolist()], dtype=x.dtype).reshape(len(x), len(classes))

# %% right: Numpy in double precision, classes along the rows, turned at the very end.
import numpy as np
import torch


def posterior(prior, mu, var, x):
    p, m, v = (np.asarray(t.tolist(), dtype=np.float64)[:, np.newaxis] for t in (prior, mu, var))
    t = np.asarray(x.tolist(), dtype=np.float64)[np.newaxis, :]
    sd = np.sqrt(v)
    z = (t - m) / sd
    joint = np.where(p > 0, p * np.exp(-z * z / 2) / (np.sqrt(2 * np.pi) * sd), 0.0)
    joint /= joint.sum(axis=0)
    return torch.tensor(joint.T.copy(), dtype=x.dtype)

# %% wrong: The shares are left out: the bare bell curves are normalised, so this is the likelihood scaled to 1 and not the posterior.
# told: no_prior
import math

import torch


def posterior(prior, mu, var, x):
    x = x.unsqueeze(1)
    bell = torch.exp(-(x - mu) ** 2 / (2 * var)) / torch.sqrt(2 * math.pi * var)
    # make each row a probability
    return bell / bell.sum(dim=1, keepdim=True)

# %% wrong: The posterior is taken for a decision: the most probable class gets 1 and all others get 0.
# told: decided
import torch


def posterior(prior, mu, var, x):
    num_samples = x.shape[0]
    num_classes = prior.shape[0]
    scores = torch.zeros(num_samples, num_classes, dtype=x.dtype)
    for c in range(num_classes):
        scores[:, c] = prior[c] * torch.exp(-(x - mu[c]) ** 2 / (2 * var[c])) / torch.sqrt(2 * torch.pi * var[c])
    winner = scores.argmax(dim=1)
    result = torch.zeros_like(scores)
    for i in range(num_samples):
        result[i, winner[i]] = 1.0
    return result

# %% wrong: The height of the bell is divided by the variance and not by its root, since var stands outside the root.
# told: without_the_root
import math

import torch


def normal(x, m, v):
    return 1 / (math.sqrt(2 * math.pi) * v) * torch.exp(-(x - m) ** 2 / (2 * v))


def posterior(prior, mu, var, x):
    columns = [prior[c] * normal(x, mu[c], var[c]) for c in range(len(prior))]
    joint = torch.stack(columns, dim=1)
    return joint / joint.sum(1, keepdim=True)

# %% wrong: The factor 2 is missing in the denominator of the exponent.
# told: without_the_two
import torch


def posterior(prior, mu, var, x):
    dist2 = (x[:, None] - mu[None, :]) ** 2
    N = (2 * torch.pi * var[None, :]) ** -0.5 * torch.exp(-dist2 / var[None, :])
    top = prior[None, :] * N
    bottom = top.sum(dim=-1)
    return top / bottom[:, None]

# %% wrong: The factor in front of the bell is dropped as if it would cancel, though it differs between classes, and the division uses the sum over the samples instead of the classes.
# told: summed_over_samples
import torch


def posterior(prior, mu, var, x):
    # the 1/sqrt(2 pi v) is only a constant, so it cancels in the fraction
    z = (x.view(-1, 1) - mu.view(1, -1)) ** 2 / (2 * var.view(1, -1))
    p = prior * torch.exp(-z)
    p = p / p.sum(dim=0)
    return p

# %% wrong: A small number is added to the denominator against division by 0, but it is far greater than the densities of a sample far from every mean, so its row no longer adds up to 1.
# told: softened
import math

import torch


def posterior(prior, mu, var, x):
    eps = 1e-12
    diff = x[:, None] - mu
    density = torch.exp(-0.5 * diff * diff / var) / torch.sqrt(2 * math.pi * var)
    weighted = density * prior
    total = weighted.sum(dim=1, keepdim=True)
    return weighted / (total + eps)     # eps: never divide by zero

# %% wrong: The result has the shape (classes, samples): it is stacked as one row for each class and never turned.
# told: transposed
import math

import torch


def posterior(prior, mu, var, x):
    rows = []
    for p, m, v in zip(prior, mu, var):
        rows.append(p / torch.sqrt(2 * math.pi * v) * torch.exp(-((x - m) ** 2) / (2 * v)))
    total = sum(rows)
    return torch.stack([r / total for r in rows])

# %% wrong: The numerator has the share but the denominator sums the bells without their shares, so the rows do not add up to 1.
# told: prior_only_after_the_division
import math

import torch


def posterior(prior, mu, var, x):
    S = len(x)
    C = len(mu)
    out = torch.empty((S, C), dtype=x.dtype)
    for i in range(S):
        bells = []
        for c in range(C):
            h = math.exp(-(x[i].item() - mu[c].item()) ** 2 / (2 * var[c].item()))
            h = h / math.sqrt(2 * math.pi * var[c].item())
            bells.append(h)
        evidence = sum(bells)
        for c in range(C):
            out[i, c] = prior[c] * bells[c] / evidence
    return out

# %% right: Another way.
import torch

def posterior(prior, mu, var, x):
    score = torch.log(prior) - 0.5 * torch.log(var) - (x[:, None] - mu) ** 2 / (2 * var)
    return torch.softmax(score, dim=1)   # the 2 pi cancels

# %% right: Another way.
import math
import torch

def posterior(prior, mu, var, x):
    classes = list(zip(prior.tolist(), mu.tolist(), var.tolist()))
    rows = []
    for v in x.tolist():
        parts = [p * math.exp(-(v - m) ** 2 / (2 * s)) / math.sqrt(2 * math.pi * s) for p, m, s in classes]
        whole = math.fsum(parts)
        rows.append([q / whole for q in parts])
    return torch.tensor(rows, dtype=mu.dtype).reshape(len(x), len(classes))

# %% right: Another way.
import numpy as np
import torch

def posterior(prior, mu, var, x):
    p, m, v, t = (np.asarray(q.detach().numpy(), dtype=np.float64) for q in (prior, mu, var, x))
    bells = np.exp(-np.subtract.outer(t, m) ** 2 / (2 * v)) * (2 * np.pi * v) ** -0.5
    joint = np.einsum("sc,c->sc", bells, p)
    evidence = bells @ p
    return torch.from_numpy((joint.T / evidence).T.copy()).to(mu.dtype)

# %% wrong: Leaves the shares out: only the heights of the bells are compared, as if all classes were equally frequent.
# told: no_prior
import math
import torch

def posterior(prior, mu, var, x):
    x = x.unsqueeze(1)
    bell = 1 / torch.sqrt(2 * math.pi * var) * torch.exp(-(x - mu) ** 2 / (2 * var))
    return bell / bell.sum(dim=1, keepdim=True)

# %% wrong: Applies softmax to share times density, instead of just dividing these by their sum.
# told: softmax_of_the_joint
import torch

def posterior(prior, mu, var, x):
    diff = x[:, None] - mu[None, :]
    N = torch.exp(-diff**2 / (2*var[None, :])) / torch.sqrt(2*torch.pi*var[None, :])
    joint = prior[None, :] * N
    # make it probabilities
    return torch.softmax(joint, dim=1)

# %% wrong: In front of the bell stands 1/(sqrt(2 pi) v), so the variance is outside the root as if it were the standard deviation.
# told: without_the_root
import torch

def posterior(prior, mu, var, x):
    def bell(c):
        front = 1 / ((2 * torch.pi) ** 0.5 * var[c])
        return front * torch.exp(-(x - mu[c]) ** 2 / (2 * var[c]))

    columns = [prior[c] * bell(c) for c in range(len(prior))]
    table = torch.stack(columns, dim=1)
    return table / table.sum(dim=1, keepdim=True)

# %% wrong: Divides by the sum over the samples (dim 0) instead of the sum over the classes, so the columns add up to 1 and not the rows.
# told: summed_over_samples
import torch
import math

def posterior(prior, mu, var, x):
    density = torch.exp(-(x.view(-1, 1) - mu) ** 2 / (2 * var)) / torch.sqrt(2 * math.pi * var)
    weighted = density * prior
    total = weighted.sum(0)
    return weighted / total

# %% wrong: The exponent lacks the factor 1/2, and the front factor 1/sqrt(v) is left out although it differs from class to class.
# told: without_the_two_with_without_the_factor
import torch

def posterior(prior, mu, var, x):
    # constants cancel anyway, so only the exponential is needed
    up = torch.exp(-(x[:, None] - mu) ** 2 / var) * prior
    down = up.sum(dim=1)
    return up / down[:, None]

# %% wrong: Adds 1e-12 to the denominator to be safe, so far from all means, where the densities are smaller than that, the rows no longer add up to 1.
# told: softened
import math
import torch

EPS = 1e-12

def posterior(prior, mu, var, x):
    z = (x.reshape(-1, 1) - mu.reshape(1, -1)) ** 2
    n = torch.exp(-z / (2 * var)) / torch.sqrt(2 * math.pi * var)
    p = prior * n
    return p / (p.sum(dim=1, keepdim=True) + EPS)

# %% wrong: Subtracts mu from x without giving x a second axis, so it fails when there are not as many samples as classes.
# told: values
import math
import torch

def posterior(prior, mu, var, x):
    bell = 1 / torch.sqrt(2 * math.pi * var) * torch.exp(-(x - mu) ** 2 / (2 * var))
    top = prior * bell
    return top / top.sum(dim=-1, keepdim=True)

# %% wrong: The running total is set to 0 only once before the loop over the samples, so every sample after the first is divided by too much.
# told: sum_goes_on
import math
import torch

def posterior(prior, mu, var, x):
    result = torch.zeros(len(x), len(prior), dtype=mu.dtype)
    total = 0
    for i in range(len(x)):
        for c in range(len(prior)):
            d = 1 / math.sqrt(2 * math.pi * var[c]) * torch.exp(-(x[i] - mu[c]) ** 2 / (2 * var[c]))
            result[i, c] = prior[c] * d
            total = total + prior[c] * d
        result[i] = result[i] / total
    return result
