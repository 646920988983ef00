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

# %% right: Plain Python, a box of numbers for each group.
from collections import defaultdict
import math

def world_risk(losses, group, shares):
    boxes = defaultdict(list)
    for value, g in zip(losses.tolist(), group.tolist()):
        boxes[g].append(value)
    needed = {g: q for g, q in enumerate(shares.tolist()) if q > 0}
    if not all(boxes[g] for g in needed):
        return math.inf, math.inf
    mean = {g: math.fsum(boxes[g]) / len(boxes[g]) for g in needed}
    risk = math.fsum(q * mean[g] for g, q in needed.items())
    if min(len(boxes[g]) for g in needed) < 2:
        return risk, math.inf
    pieces = [q / math.sqrt(len(boxes[g]) * (len(boxes[g]) - 1)) * math.dist(boxes[g], [mean[g]] * len(boxes[g]))
              for g, q in needed.items()]
    return risk, math.hypot(*pieces)

# %% right: The first group, plus the rest of the groups by recursion.
import torch

def world_risk(losses, group, shares):
    inf = float("inf")

    def parts(g):
        if g == len(shares):
            return 0.0, 0.0
        risk, square = parts(g + 1)
        q = float(shares[g])
        if q == 0:
            return risk, square
        own = losses[group == g].double()
        n = own.numel()
        if n == 0:
            return inf, inf
        s2 = float(own.var(unbiased=True)) if n > 1 else inf
        return risk + q * float(own.mean()), square + q * q * s2 / n

    risk, square = parts(0)
    return risk, square ** 0.5

# %% right: Without any loop, a table that says who belongs to which group.
import torch

def world_risk(losses, group, shares):
    inf = torch.tensor(float("inf"), dtype=torch.float64)
    world = torch.nonzero(shares > 0).flatten()
    q = shares[world].double()
    counts = (shares > 0)[group]
    value, member = losses[counts].double(), (group[counts][:, None] == world).double()
    n = torch.einsum("sg->g", member)
    if bool((n < 1).any()):
        return inf, inf.clone()
    mean = torch.einsum("sg,s->g", member, value) / n
    miss = (value[:, None] - mean) * member
    risk = q @ mean
    if bool((n < 2).any()):
        return risk, inf
    error = torch.einsum("g,sg,g->", q ** 2, miss ** 2, 1 / (n * (n - 1))).sqrt()
    return risk, error

# %% wrong: The standard errors themselves are added with the shares; for independent groups the squared errors add, and the root comes last.
# told: errors_added
import math
import torch

def world_risk(losses, group, shares):
    risk = 0.0
    se = 0.0
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        mine = losses[group == g]
        n = len(mine)
        if n == 0:
            return math.inf, math.inf
        risk += q * mine.mean().item()
        if n == 1:
            se = math.inf
        else:
            se += q * mine.std().item() / math.sqrt(n)
    return risk, se

# %% wrong: The weighted losses are treated as one single random sample, so the differences between the groups are counted as error too.
# told: one_weighed_sample
import math
import torch

def world_risk(losses, group, shares):
    N = len(losses)
    counts = torch.bincount(group, minlength=len(shares)).double()
    if ((counts == 0) & (shares > 0)).any():
        return math.inf, math.inf
    weight = shares * N / counts.clamp(min=1)
    z = weight[group] * losses          # every loss with its weight
    risk = z.mean()
    if ((counts == 1) & (shares > 0)).any():
        return risk.item(), math.inf
    se = z.std() / math.sqrt(N)
    return risk.item(), se.item()

# %% wrong: The squared errors of the groups are multiplied by the share q, not by its square.
# told: shares_not_squared
import torch

def world_risk(losses, group, shares):
    inf = float("inf")
    risk, var = 0.0, 0.0
    for g in range(len(shares)):
        q = float(shares[g])
        if q > 0:
            l = losses[group == g]
            if l.numel() == 0:
                return inf, inf
            risk = risk + q * float(l.mean())
            if l.numel() == 1:
                var = inf
            else:
                s2 = float(((l - l.mean()) ** 2).sum()) / (l.numel() - 1)
                var = var + q * s2 / l.numel()
    return risk, var ** 0.5

# %% wrong: Numpy's var divides by n unless it is told ddof=1; s² needs n - 1.
# told: divided_by_n
import numpy as np

def world_risk(losses, group, shares):
    L, G, Q = losses.numpy(), group.numpy(), shares.numpy()
    world = [g for g in range(len(Q)) if Q[g] > 0]
    if any(np.sum(G == g) == 0 for g in world):
        return np.inf, np.inf
    risk = sum(Q[g] * np.mean(L[G == g]) for g in world)
    if any(np.sum(G == g) == 1 for g in world):
        return float(risk), np.inf
    var = sum(Q[g] ** 2 * np.var(L[G == g]) / np.sum(G == g) for g in world)
    return float(risk), float(np.sqrt(var))

# %% wrong: Each s² is divided by the number of all samples instead of its own group's, and the root at the end is missing.
# told: by_all_and_no_root
import math
import torch

def world_risk(losses, group, shares):
    n = losses.shape[0]
    means, variances = [], []
    for g in range(shares.shape[0]):
        if shares[g] == 0:
            means.append(0.0)
            variances.append(0.0)
            continue
        part = losses[group == g]
        if len(part) == 0:
            return math.inf, math.inf
        means.append(part.mean().item())
        variances.append(part.var().item() if len(part) > 1 else math.inf)
    q = shares.tolist()
    risk = sum(a * m for a, m in zip(q, means))
    standard_error = sum(a ** 2 * v / n for a, v in zip(q, variances))
    return risk, standard_error

# %% wrong: A group with a single sample makes the error inf even if its share is 0 and it counts nothing.
# told: single_of_share_zero
import math
import torch

def world_risk(losses, group, shares):
    risk = 0.0
    sq = 0.0
    unknown = False
    for g in range(len(shares)):
        part = losses[group == g]
        q = shares[g].item()
        if len(part) == 0:
            if q > 0:
                return math.inf, math.inf
            continue
        risk += q * part.mean().item()
        if len(part) == 1:
            unknown = True      # spread not known
        else:
            sq += q ** 2 * part.var().item() / len(part)
    if unknown:
        return risk, math.inf
    return risk, math.sqrt(sq)

# %% wrong: The two numbers are printed instead of returned, so the function returns None.
# told: slip
import math
import torch

def world_risk(losses, group, shares):
    risk = 0
    error2 = 0
    for k in range(len(shares)):
        if shares[k] > 0:
            own = losses[group == k]
            if len(own) == 0:
                print("risk: inf, standard error: inf")
                return
            risk = risk + shares[k] * own.mean()
            if len(own) == 1:
                error2 = math.inf
            else:
                error2 = error2 + shares[k] ** 2 * own.var() / len(own)
    print("risk:", float(risk), "standard error:", math.sqrt(error2))

# %% wrong: The groups found by unique are counted through anew, so after a missing group the shares belong to the wrong groups, and no missing group is ever noticed.
# told: shares_shifted
import math
import torch

def world_risk(losses, group, shares):
    risk, var = 0.0, 0.0
    for i, g in enumerate(torch.unique(group)):
        q = shares[i].item()
        if q == 0:
            continue
        these = losses[group == g]
        n = len(these)
        risk += q * these.mean().item()
        var += q ** 2 * these.var().item() / n if n > 1 else math.inf
    return risk, math.sqrt(var)
