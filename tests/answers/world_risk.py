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

# %% right: One small object per group that knows its mean and the squared error of its mean.
import math
from dataclasses import dataclass, field

import torch


@dataclass
class Group:
    share: float
    values: list = field(default_factory=list)

    @property
    def mean(self):
        return math.fsum(self.values) / len(self.values) if self.values else math.inf

    @property
    def error2(self):
        n = len(self.values)
        if n < 2:
            return math.inf
        m = self.mean
        return math.fsum((v - m) ** 2 for v in self.values) / (n - 1) / n


def world_risk(losses, group, shares):
    groups = [Group(q) for q in shares.tolist()]
    for value, g in zip(losses.tolist(), group.tolist()):
        groups[g].values.append(value)
    world = [g for g in groups if g.share > 0]
    risk = sum(g.share * g.mean for g in world)
    return risk, math.sqrt(sum(g.share ** 2 * g.error2 for g in world))

# %% right: No loop: sums by index_add over the samples of the world's groups, errors with where.
import math
import torch


def world_risk(losses, group, shares):
    shares = shares.double()
    G = shares.shape[0]
    keep = shares[group] > 0
    x, g = losses[keep].double(), group[keep]
    zero = torch.zeros(G, dtype=torch.float64)
    n = zero.index_add(0, g, torch.ones_like(x))
    world = shares > 0
    if bool((world & (n == 0)).any()):
        return math.inf, math.inf
    means = zero.index_add(0, g, x) / n.clamp(min=1.0)
    risk = torch.dot(shares, means)
    if bool((world & (n == 1)).any()):
        return risk.item(), math.inf
    ss = zero.index_add(0, g, (x - means[g]) ** 2)
    e2 = ss / ((n - 1).clamp(min=1.0) * n.clamp(min=1.0))
    return risk.item(), (shares ** 2 * e2).sum().sqrt().item()

# %% right: Recursion over the groups from the last one to the first, with numpy for a group's numbers and hypot for the errors.
import math
import numpy as np
import torch


def world_risk(losses, group, shares):
    L, G, Q = losses.numpy(), group.numpy(), shares.numpy()

    def upto(g):
        if g < 0:
            return 0.0, 0.0
        risk, se = upto(g - 1)
        q = float(Q[g])
        if q == 0.0:
            return risk, se
        part = L[G == g]
        if part.size == 0:
            return math.inf, math.inf
        own = q * float(np.mean(part))
        if part.size == 1:
            return risk + own, math.inf
        own_se = q * float(np.std(part, ddof=1)) / math.sqrt(part.size)
        return risk + own, math.hypot(se, own_se)

    return upto(len(Q) - 1)

# %% wrong: The spread is taken around the risk of the whole world instead of around each group's own mean, so the differences between groups count as error.
# told: from_risk
import math
import torch


def world_risk(losses, group, shares):
    G = len(shares)
    counts = torch.bincount(group, minlength=G).double()
    world = shares > 0
    if bool((counts[world] == 0).any()):
        return math.inf, math.inf
    # every sample gets the weight share / count of its group
    w = shares[group] / counts[group]
    risk = (w * losses).sum()
    if bool((counts[world] == 1).any()):
        return risk.item(), math.inf
    keep = w > 0
    n = counts[group][keep]
    sq = (w[keep] ** 2) * (losses[keep] - risk) ** 2 * n / (n - 1)
    return risk.item(), math.sqrt(sq.sum().item())

# %% wrong: Adds up the standard errors of the groups themselves, but for independent groups it is the squared errors that add.
# told: errors_added
import math
import torch


def world_risk(losses, group, shares):
    risk = 0.0
    se = 0.0
    for g in range(shares.shape[0]):
        q = shares[g].item()
        if q == 0:
            continue
        mine = losses[group == g]
        n = mine.numel()
        if n == 0:
            return math.inf, math.inf
        risk += q * mine.mean().item()
        if n == 1:
            se = math.inf
        else:
            se += q * math.sqrt(mine.var().item() / n)
    return risk, se

# %% wrong: The squared error of a group is multiplied by the share and not by the share squared.
# told: shares_not_squared
import math
import torch


def world_risk(losses, group, shares):
    inf = float("inf")
    risk, err2 = 0.0, 0.0
    for g, q in enumerate(shares.tolist()):
        if q > 0:
            part = losses[group == g]
            n = len(part)
            if n == 0:
                return inf, inf
            mean = part.sum().item() / n
            risk = risk + q * mean
            if n > 1:
                s2 = ((part - mean) ** 2).sum().item() / (n - 1)
                err2 = err2 + q * s2 / n
            else:
                err2 = inf
    return risk, math.sqrt(err2)

# %% wrong: The squared deviations of a group are divided by n instead of n - 1.
# told: divided_by_n
import math
import torch


def world_risk(losses, group, shares):
    def stats(g):
        x = losses[group == g]
        if len(x) == 0:
            return None, None
        if len(x) == 1:
            return float(x[0]), math.inf
        return float(x.mean()), float(x.var(unbiased=False)) / len(x)

    total_risk = 0.0
    total_se2 = 0.0
    for g in range(len(shares)):
        q = float(shares[g])
        if q == 0.0:
            continue
        mean, se2 = stats(g)
        if mean is None:
            return math.inf, math.inf
        total_risk += q * mean
        total_se2 += q ** 2 * se2
    return total_risk, total_se2 ** 0.5

# %% wrong: Uses s² of a group without dividing by n to get the error of its mean, and silently skips groups of the world that have no sample.
# told: slip
import math
import torch


def world_risk(losses, group, shares):
    risk = 0.0
    variance = 0.0
    for g in range(len(shares)):
        q = shares[g].item()
        values = [l for l, h in zip(losses.tolist(), group.tolist()) if h == g]
        if len(values) == 0 or q == 0:
            continue                      # nothing to add
        mean = sum(values) / len(values)
        risk += q * mean
        if len(values) == 1:
            variance = math.inf
        else:
            s2 = sum((v - mean) ** 2 for v in values) / (len(values) - 1)
            variance += q * q * s2
    return risk, math.sqrt(variance)

# %% wrong: A group without samples makes everything inf even if its share is 0, and such a group should count nothing.
# told: missing_of_share_zero
import math
import torch


def world_risk(losses, group, shares):
    means, errs = [], []
    for g in range(len(shares)):
        x = losses[group == g]
        if x.numel() == 0:
            return math.inf, math.inf
        means.append(x.mean().item())
        if x.numel() == 1:
            errs.append(math.inf)
        else:
            errs.append(x.var().item() / x.numel())
    risk = 0.0
    se2 = 0.0
    for q, m, e in zip(shares.tolist(), means, errs):
        risk += q * m
        if q > 0:
            se2 += q * q * e
    return risk, math.sqrt(se2)

# %% wrong: The group means are taken off in place, so the caller's losses are changed.
# told: changed
import math
import torch


def world_risk(losses, group, shares):
    risk = 0.0
    squared = 0.0
    for g in range(shares.numel()):
        q = shares[g].item()
        if q == 0:
            continue
        mask = group == g
        n = mask.sum().item()
        if n == 0:
            return math.inf, math.inf
        mean = losses[mask].mean().item()
        risk += q * mean
        losses[mask] -= mean              # deviations
        if n == 1:
            squared = math.inf
            continue
        s2 = losses[mask].square().sum().item() / (n - 1)
        squared += q ** 2 * s2 / n
    return risk, math.sqrt(squared)

# %% wrong: Cuts the losses into blocks by the group counts as if the samples were sorted by group, but they stand in any order.
# told: clue
import math
import torch


def world_risk(losses, group, shares):
    counts = torch.bincount(group, minlength=len(shares)).tolist()
    blocks = torch.split(losses, counts)
    risk, se2 = 0.0, 0.0
    for q, n, block in zip(shares.tolist(), counts, blocks):
        if q == 0:
            continue
        if n == 0:
            return float("inf"), float("inf")
        risk += q * block.mean().item()
        se2 += q * q * (block.var().item() / n if n > 1 else float("inf"))
    return risk, math.sqrt(se2)

# %% right: Dictionary of lists and Python's statistics module.
import math
import statistics
import torch

def world_risk(losses, group, shares):
    boxes = {}
    for loss, g in zip(losses.tolist(), group.tolist()):
        boxes.setdefault(g, []).append(loss)
    wanted = [(g, q) for g, q in enumerate(shares.tolist()) if q > 0]
    if any(g not in boxes for g, _ in wanted):
        return math.inf, math.inf
    risk = math.fsum(q * statistics.mean(boxes[g]) for g, q in wanted)
    if any(len(boxes[g]) == 1 for g, _ in wanted):
        return risk, math.inf
    square = math.fsum(q * q * statistics.variance(boxes[g]) / len(boxes[g]) for g, q in wanted)
    return risk, math.sqrt(square)

# %% right: One-hot membership matrix and einsum, without a loop.
import torch

def world_risk(losses, group, shares):
    q = shares.double()
    x = losses.double()
    keep = torch.nonzero(q > 0).flatten()
    q = q[keep]
    M = (group[:, None] == keep[None, :]).double()          # (samples, kept groups)
    n = M.sum(0)
    inf = torch.tensor(float("inf"), dtype=torch.float64)
    if (n < 1).any():
        return inf, inf.clone()
    mu = torch.einsum("sg,s->g", M, x) / n
    risk = q @ mu
    if (n < 2).any():
        return risk, inf
    dev = M * (x[:, None] - mu[None, :])
    s2 = torch.einsum("sg,sg->g", dev, dev) / (n - 1)
    return risk, torch.linalg.vector_norm(q * (s2 / n).sqrt())

# %% right: Recursion over the groups, the errors joined by math.hypot, numpy for one group.
import math
import numpy as np
import torch

def world_risk(losses, group, shares):
    l = losses.numpy()
    c = group.numpy()
    q = shares.numpy()

    def one(g):
        part = l[c == g]
        if part.size == 0:
            return math.inf, math.inf
        if part.size == 1:
            return float(part[0]), math.inf
        return float(np.mean(part)), float(np.std(part, ddof=1)) / math.sqrt(part.size)

    def rest(g):
        if g == len(q):
            return 0.0, 0.0
        r, e = rest(g + 1)
        if q[g] == 0:
            return r, e
        m, s = one(g)
        return r + float(q[g]) * m, math.hypot(e, float(q[g]) * s)

    return rest(0)

# %% wrong: Each sample is weighted by its group's share without dividing by the number of samples in the group, so a group that is too frequent in the sample still counts too much in the risk.
# told: weights_by_sample
import math
import torch

def world_risk(losses, group, shares):
    for g in range(len(shares)):
        if shares[g] > 0 and (group == g).sum() == 0:
            return math.inf, math.inf
    w = shares[group]
    risk = (w * losses).sum() / w.sum()

    se2 = 0.0
    for g in range(len(shares)):
        if shares[g] == 0:
            continue
        x = losses[group == g]
        if len(x) == 1:
            return risk.item(), math.inf
        se2 += shares[g].item() ** 2 * x.var().item() / len(x)
    return risk.item(), math.sqrt(se2)

# %% wrong: The standard error treats the whole sample as one group (spread of all losses around the plain mean, divided by all samples), instead of combining the errors of the group means with their shares.
# told: error_of_sample
import math
import torch

def world_risk(losses, group, shares):
    risk = 0.0
    single = False
    for g, q in enumerate(shares.tolist()):
        if q == 0:
            continue
        mine = losses[group == g]
        if mine.numel() == 0:
            return float("inf"), float("inf")
        if mine.numel() == 1:
            single = True
        risk += q * mine.mean().item()
    if single:
        return risk, float("inf")
    n = losses.numel()
    s2 = ((losses - losses.mean()) ** 2).sum() / (n - 1)
    return risk, math.sqrt(s2.item() / n)

# %% wrong: The squared standard errors of the groups are multiplied by the share instead of by the squared share.
# told: shares_not_squared
import math
import torch

def world_risk(losses, group, shares):
    risk = 0.0
    se2 = 0.0
    for g in range(shares.shape[0]):
        q = float(shares[g])
        if q == 0.0:
            continue
        x = losses[group == g]
        n = x.shape[0]
        if n == 0:
            return math.inf, math.inf
        mu = x.mean()
        risk += q * float(mu)
        if n == 1:
            se2 = math.inf
        else:
            s2 = ((x - mu) ** 2).sum() / (n - 1)
            se2 += q * float(s2) / n
    return risk, math.sqrt(se2)

# %% wrong: The spread within a group is divided by n instead of n - 1.
# told: divided_by_n
import math
import torch

def world_risk(losses, group, shares):
    G = shares.shape[0]
    member = (group.unsqueeze(0) == torch.arange(G).unsqueeze(1))    # (groups, samples)
    n = member.sum(dim=1)
    world = shares > 0
    if bool((n[world] == 0).any()):
        return math.inf, math.inf

    means = torch.stack([losses[member[g]].mean() for g in range(G) if world[g]])
    spreads = torch.stack([losses[member[g]].var(unbiased=False) for g in range(G) if world[g]])
    q = shares[world]
    risk = (q * means).sum()
    if bool((n[world] == 1).any()):
        return risk, math.inf
    se = (q ** 2 * spreads / n[world].double()).sum().sqrt()
    return risk, se

# %% wrong: The errors of the groups are added up linearly instead of their squares, and each is the standard deviation of the samples, not divided by the root of n.
# told: spreads_added
import math
import torch


def group_stats(x):
    return x.mean().item(), (x.std().item() if len(x) > 1 else math.inf)


def world_risk(losses, group, shares):
    total, error = 0.0, 0.0
    for g in range(len(shares)):
        share = shares[g].item()
        if share > 0:
            x = losses[group == g]
            if len(x) == 0:
                return math.inf, math.inf
            mean, spread = group_stats(x)
            total = total + share * mean
            error = error + share * spread
    return total, error

# %% wrong: A group without samples gives inf even when its share in the world is 0, though such a group counts nothing.
# told: missing_of_share_zero
import math
import torch

def world_risk(losses, group, shares):
    counts = torch.bincount(group, minlength=len(shares)).to(torch.float64)
    if (counts == 0).any():
        return float("inf"), float("inf")
    risk, v = 0.0, 0.0
    for g in range(len(shares)):
        if shares[g] == 0:
            continue
        x = losses[group == g]
        n = counts[g].item()
        risk = risk + shares[g].item() * x.mean().item()
        if n == 1:
            v = float("inf")
        else:
            v = v + shares[g].item() ** 2 * (((x - x.mean()) ** 2).sum().item() / (n - 1)) / n
    return risk, math.sqrt(v)

# %% wrong: The results are right, but `losses -= ...` takes the group means off in place and so changes the caller's losses.
# told: changed
import math
import torch

def world_risk(losses, group, shares):
    G = len(shares)
    counts = torch.bincount(group, minlength=G).double()
    need = shares > 0
    if (counts[need] == 0).any():
        return math.inf, math.inf
    sums = torch.zeros(G, dtype=torch.float64).index_add_(0, group, losses.double())
    means = sums / counts.clamp(min=1)
    risk = (shares[need] * means[need]).sum().item()
    if (counts[need] == 1).any():
        return risk, math.inf
    losses -= means[group]
    ss = torch.zeros(G, dtype=torch.float64).index_add_(0, group, (losses ** 2).double())
    s2 = ss[need] / (counts[need] - 1)
    se = torch.sqrt((shares[need] ** 2 * s2 / counts[need]).sum()).item()
    return risk, se

# %% wrong: Groups of the world that have no sample are left out and the other shares are scaled up to 1, instead of returning inf for both results.
# told: missing_left_out
import math
import torch

def world_risk(losses, group, shares):
    # only groups that we have seen can be used
    seen = [g for g in range(len(shares)) if shares[g] > 0 and (group == g).any()]
    if len(seen) == 0:
        return math.inf, math.inf
    total_share = sum(shares[g].item() for g in seen)
    risk = 0.0
    var = 0.0
    for g in seen:
        q = shares[g].item() / total_share
        x = losses[group == g]
        n = len(x)
        risk += q * x.mean().item()
        var += math.inf if n < 2 else q * q * x.var().item() / n
    return risk, math.sqrt(var)
