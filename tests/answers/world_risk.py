# %% right: NumPy per group, with an early return for a missing group.
import numpy as np
import torch


def world_risk(losses, group, shares):
    risk, sq = 0.0, 0.0
    for g in range(len(shares)):
        q = float(shares[g])
        if q == 0:
            continue
        own = losses[group == g].numpy()
        if len(own) == 0:
            return float("inf"), float("inf")
        risk += q * own.mean()
        sq += q * q * own.var(ddof=1) / len(own) if len(own) > 1 else np.inf
    return risk, float(np.sqrt(sq))

# %% right: Python lists in a dictionary by group.
import math
import torch


def world_risk(losses, group, shares):
    by = {}
    for value, g in zip(losses.tolist(), group.tolist()):
        by.setdefault(g, []).append(value)
    total, error = [], 0.0
    for g, q in enumerate(shares.tolist()):
        if q > 0:
            own = by.get(g, [])
            if not own:
                return math.inf, math.inf
            m = math.fsum(own) / len(own)
            total.append(q * m)
            if len(own) == 1:
                error = math.inf
            else:
                error += q ** 2 * math.fsum((v - m) ** 2 for v in own) / (len(own) - 1) / len(own)
    return math.fsum(total), error ** 0.5

# %% right: A one-hot matrix of groups; s² by torch.where so that nothing is divided by zero.
import torch


def world_risk(losses, group, shares):
    member = torch.nn.functional.one_hot(group, len(shares)).to(losses.dtype)
    n = member.sum(0)
    world = shares > 0
    if bool((n[world] == 0).any()):
        return torch.tensor(float("inf")).double(), torch.tensor(float("inf")).double()
    member, n, q = member[:, world], n[world], shares[world]
    means = losses @ member / n
    risk = q @ means
    if bool((n == 1).any()):
        return risk, float("inf")
    s2 = (((losses[:, None] - means) ** 2) * member).sum(0) / (n - 1)
    return risk, (q ** 2 * s2 / n).sum().sqrt()

# %% wrong: The plain mean and its standard error.
# told: plain_mean
import torch


def world_risk(losses, group, shares):
    return losses.mean(), losses.std() / len(losses) ** 0.5

# %% wrong: The shares are not squared in the error.
# told: shares_not_squared
import math
import torch


def world_risk(losses, group, shares):
    risk = sq = 0.0
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        own = losses[group == g]
        n = len(own)
        if n == 0:
            return math.inf, math.inf
        risk += q * own.mean().item()
        sq += math.inf if n == 1 else q * own.var().item() / n
    return risk, math.sqrt(sq)

# %% wrong: s² is not divided by n.
# told: spread_of_losses
import math
import torch


def world_risk(losses, group, shares):
    risk = sq = 0.0
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        own = losses[group == g]
        n = len(own)
        if n == 0:
            return math.inf, math.inf
        risk += q * own.mean().item()
        sq += math.inf if n == 1 else q ** 2 * own.var().item()
    return risk, math.sqrt(sq)

# %% wrong: Standard errors are added without squares.
# told: errors_added
import math
import torch


def world_risk(losses, group, shares):
    risk = error = 0.0
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        own = losses[group == g]
        n = len(own)
        if n == 0:
            return math.inf, math.inf
        risk += q * own.mean().item()
        error += math.inf if n == 1 else q * own.std().item() / math.sqrt(n)
    return risk, error

# %% wrong: The root is missing.
# told: root_missing
import math
import torch


def world_risk(losses, group, shares):
    risk = sq = 0.0
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        own = losses[group == g]
        n = len(own)
        if n == 0:
            return math.inf, math.inf
        risk += q * own.mean().item()
        sq += math.inf if n == 1 else q ** 2 * own.var().item() / n
    return risk, sq

# %% wrong: A missing group is skipped.
# told: missing_costs_nothing
import math
import torch


def world_risk(losses, group, shares):
    risk = sq = 0.0
    for g, q in enumerate(shares.tolist()):
        own = losses[group == g]
        n = len(own)
        if n == 0 or q == 0:
            continue
        risk += q * own.mean().item()
        sq += math.inf if n == 1 else q ** 2 * own.var().item() / n
    return risk, math.sqrt(sq)

# %% wrong: Each sample is weighed with its group's share, divided by the sum of these weights.
# told: weights_by_sample
import math
import torch


def world_risk(losses, group, shares):
    sq, counts = 0.0, torch.bincount(group, minlength=len(shares))
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        if counts[g] == 0:
            return math.inf, math.inf
        own = losses[group == g]
        sq += math.inf if len(own) == 1 else q ** 2 * own.var().item() / len(own)
    w = shares[group]
    return (w * losses).sum() / w.sum(), math.sqrt(sq)

# %% wrong: The variance divides by n.
# told: divided_by_n
import math
import torch


def world_risk(losses, group, shares):
    risk = sq = 0.0
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        own = losses[group == g]
        n = len(own)
        if n == 0:
            return math.inf, math.inf
        risk += q * own.mean().item()
        sq += math.inf if n == 1 else q ** 2 * own.var(unbiased=False).item() / n
    return risk, math.sqrt(sq)

# %% wrong: A single sample counts as sure.
# told: single_is_sure
import math
import torch


def world_risk(losses, group, shares):
    risk = sq = 0.0
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        own = losses[group == g]
        n = len(own)
        if n == 0:
            return math.inf, math.inf
        risk += q * own.mean().item()
        if n > 1:
            sq += q ** 2 * own.var().item() / n
    return risk, math.sqrt(sq)
