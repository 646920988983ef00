# %% right: A loop over the rows, the losses in a list.
import torch


def triplet(a, p, n, m):
    out = []
    for i in range(len(a)):
        d1 = torch.sqrt(torch.sum((a[i] - p[i]) ** 2))
        d2 = torch.sqrt(torch.sum((a[i] - n[i]) ** 2))
        out.append(torch.clamp(d1 - d2 + m, min=0))
    return torch.stack(out).mean()

# %% right: Norms and relu.
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - p, dim=1) - torch.norm(a - n, dim=1) + m).mean()

# %% right: torch.maximum with zeros, the mean by hand.
import torch


def triplet(a, p, n, m):
    gap = (a - p).norm(dim=-1) - (a - n).norm(dim=-1) + m
    return torch.maximum(gap, torch.zeros_like(gap)).sum() / a.shape[0]

# %% right: math.dist and Python's max.
import math

import torch


def triplet(a, p, n, m):
    total = 0
    for x, y, z in zip(a.tolist(), p.tolist(), n.tolist()):
        total += max(0, math.dist(x, y) - math.dist(x, z) + m)
    return torch.tensor(total / len(a), dtype=a.dtype)

# %% wrong: The loss is not cut at 0.
# told: no_clamp
import torch


def triplet(a, p, n, m):
    return (torch.norm(a - p, dim=1) - torch.norm(a - n, dim=1) + m).mean()

# %% wrong: The mean comes first, then the cut.
# told: clamp_of_the_mean
import torch


def triplet(a, p, n, m):
    return torch.relu((torch.norm(a - p, dim=1) - torch.norm(a - n, dim=1) + m).mean())

# %% wrong: The distances are squared.
# told: squared
def triplet(a, p, n, m):
    d1 = ((a - p) ** 2).sum(dim=1)
    d2 = ((a - n) ** 2).sum(dim=1)
    return (d1 - d2 + m).clamp(min=0).mean()

# %% wrong: Positive and negative are exchanged.
# told: exchanged
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - n, dim=1) - torch.norm(a - p, dim=1) + m).mean()

# %% wrong: The sum of the losses.
# told: summed
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - p, dim=1) - torch.norm(a - n, dim=1) + m).sum()

# %% wrong: The mean is forgotten.
# told: not_reduced
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - p, dim=1) - torch.norm(a - n, dim=1) + m)

# %% wrong: One norm over the whole batch.
# told: over_all
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - p) - torch.norm(a - n) + m)

# %% wrong: The norm along the wrong axis.
# told: over_samples
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - p, dim=0) - torch.norm(a - n, dim=0) + m).mean()

# %% wrong: torch.nn.functional.pairwise_distance adds a millionth.
# told: with_epsilon
import torch
import torch.nn.functional as F


def triplet(a, p, n, m):
    return torch.relu(F.pairwise_distance(a, p) - F.pairwise_distance(a, n) + m).mean()

# %% wrong: The margin is subtracted.
# told: margin_taken_off
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - p, dim=1) - torch.norm(a - n, dim=1) - m).mean()

# %% wrong: The mean over the active triplets alone.
# told: mean_of_the_active
import torch


def triplet(a, p, n, m):
    gap = torch.norm(a - p, dim=1) - torch.norm(a - n, dim=1) + m
    active = gap[gap > 0]
    return active.mean() if len(active) else torch.tensor(0.0, dtype=a.dtype)

# %% wrong: Squared distances, and not cut at 0.
# told: no_clamp_with_squared
def triplet(a, p, n, m):
    return (((a - p) ** 2).sum(1) - ((a - n) ** 2).sum(1) + m).mean()

# %% wrong: The return stands within the loop.
# told: first_alone
import torch


def triplet(a, p, n, m):
    for x, y, z in zip(a, p, n):
        return torch.relu((x - y).norm() - (x - z).norm() + m)

# %% wrong: The distance from negative to positive.
# told: from_the_positive
import torch


def triplet(a, p, n, m):
    return torch.relu(torch.norm(a - p, dim=1) - torch.norm(p - n, dim=1) + m).mean()
