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

# %% right: Plain numbers with math.dist and math.fsum.
import math

import torch


def triplet(a, p, n, m):
    losses = [max(0.0, math.dist(u, v) - math.dist(u, w) + m)
              for u, v, w in zip(a.tolist(), p.tolist(), n.tolist())]
    return torch.tensor(math.fsum(losses) / len(losses), dtype=torch.float64)

# %% right: Einsum for the squares, where for the cut, and a product with 1 / batch for the mean.
import torch

def triplet(a, p, n, m):
    diff = torch.stack([p, n]) - a
    dp, dn = torch.einsum("kbi,kbi->kb", diff, diff).sqrt()
    keeps = dn >= dp + m
    loss = torch.where(keeps, torch.zeros_like(dp), dp + m - dn)
    return torch.einsum("b->", loss) * (1 / a.shape[0])

# %% right: Numpy inside; max(0, z) written as (z + |z|) / 2, in a dataclass that knows the margin.
from dataclasses import dataclass

import numpy as np
import torch


@dataclass(frozen=True)
class Hinge:
    margin: float

    def __call__(self, near, far):
        z = near - far + self.margin
        return (z + np.abs(z)) / 2


def triplet(a, p, n, m):
    A, P, Q = (t.detach().cpu().numpy() for t in (a, p, n))
    cost = Hinge(m)(np.linalg.norm(A - P, axis=1), np.linalg.norm(A - Q, axis=1))
    return torch.tensor(np.mean(cost), dtype=torch.float64)

# %% wrong: These are squared distances; d is the straight distance, so the root is missing.
# told: squared
import torch

def triplet(a, p, n, m):
    """Mean triplet loss, shape (); a, p and n have shape (batch, axes), m is the margin."""
    d_ap = ((a - p) ** 2).sum(dim=1)
    d_an = ((a - n) ** 2).sum(dim=1)
    loss = torch.clamp(d_ap - d_an + m, min=0)
    return loss.mean()

# %% wrong: You average first and cut at 0 afterwards; then easy triplets make up for hard ones, but each triplet should be cut on its own.
# told: clamp_of_the_mean
import torch


def triplet(a, p, n, m):
    pos = torch.linalg.norm(a - p, dim=1).mean()
    neg = torch.linalg.norm(a - n, dim=1).mean()
    return torch.relu(pos - neg + m)

# %% wrong: The second distance goes from the positive to the negative; it should go from the anchor to the negative.
# told: from_the_positive
import torch

def triplet(a, p, n, m):
    dist = lambda u, v: torch.sqrt(((u - v) ** 2).sum(1))
    losses = dist(a, p) - dist(p, n) + m
    losses = torch.maximum(losses, torch.zeros_like(losses))
    return losses.mean()

# %% wrong: The margin has the wrong sign: it is added, not subtracted.
# told: margin_taken_off
import torch

def triplet(a, p, n, m):
    """Mean triplet loss, shape (); a, p and n have shape (batch, axes), m is the margin."""
    total = torch.tensor(0.0, dtype=torch.float64)
    for i in range(len(a)):
        d1 = (a[i] - p[i]).norm()
        d2 = (a[i] - n[i]).norm()
        loss = d1 - d2 - m
        if loss > 0:
            total = total + loss
    return total / len(a)

# %% wrong: The distances add absolute differences along the axes instead of going straight, and the losses are summed instead of averaged.
# told: along_axes_with_summed
import torch

def triplet(a, p, n, m):
    near = (a - p).abs().sum(-1)
    far = (a - n).abs().sum(-1)
    per_triplet = (near - far + m).clamp_min(0.0)
    return per_triplet.sum()

# %% wrong: The 1e-12 under the root makes the distance 1e-6 where the positive lies in the place of its anchor; it should be exactly 0.
# told: epsilon_of_12_digits
import torch


def triplet(a, p, n, m):
    """Mean triplet loss, shape (); a, p and n have shape (batch, axes), m is the margin."""
    eps = 1e-12  # so the root is never taken of 0

    def distance(x, y):
        return torch.sqrt(torch.sum((x - y) ** 2, dim=1) + eps)

    return torch.relu(distance(a, p) - distance(a, n) + m).mean()

# %% wrong: A -= p changes the tensor of the caller in place; the number is right, but no argument may be changed.
# told: changed
import torch

def triplet(a, p, n, m):
    far = (a - n).pow(2).sum(1).sqrt()
    a -= p
    near = a.pow(2).sum(1).sqrt()
    loss = near - far + m
    loss[loss < 0] = 0
    return loss.mean()

# %% wrong: The mean goes only over triplets that break the margin (and is nan if there are none); the others count with a loss of 0.
# told: mean_of_the_active_or_nan
import torch

def triplet(a, p, n, m):
    d_pos = torch.norm(a - p, dim=1)
    d_neg = torch.norm(a - n, dim=1)
    loss = d_pos - d_neg + m
    # only triplets with a loss above zero matter
    active = loss[loss > 0]
    return active.mean()

# %% right: Plain Python: math.dist for each triplet, and a list of numbers to the end.
import math

import torch


def triplet(a, p, n, m):
    costs = []
    for anchor, pos, neg in zip(a.tolist(), p.tolist(), n.tolist()):
        costs.append(max(0.0, math.dist(anchor, pos) - math.dist(anchor, neg) + m))
    return torch.tensor(math.fsum(costs) / len(costs), dtype=torch.float64)

# %% right: Numpy inside: both distances by one einsum of stacked differences, and the maximum as (x + |x|)/2.
import numpy as np
import torch


def triplet(a, p, n, m):
    A, P, N = (np.array(x.tolist(), dtype=np.float64) for x in (a, p, n))
    diff = np.stack([A - P, A - N])
    near, far = np.sqrt(np.einsum("kij,kij->ki", diff, diff))
    x = near - far + m
    return torch.as_tensor(((x + np.abs(x)) / 2).mean(), dtype=torch.float64)

# %% right: Folds the columns of the differences with hypot, and uses a mask in place of the maximum.
from functools import reduce

import torch


def triplet(a, p, n, m):
    length = lambda v: reduce(torch.hypot, v.unbind(1), torch.zeros_like(v[:, 0]))
    gap = m - length(n - a) + length(p - a)
    keeps = gap <= 0
    return gap.masked_fill(keeps, 0.0).sum() / gap.shape[0]

# %% wrong: Works with the squares of the distances, because the root is missing.
# told: squared
import torch


def triplet(a, p, n, m):
    d_ap = ((a - p) ** 2).sum(dim=1)
    d_an = ((a - n) ** 2).sum(dim=1)
    loss = torch.clamp(d_ap - d_an + m, min=0)
    return loss.mean()

# %% wrong: Takes the mean first and the maximum with 0 afterwards, so that triplets which keep the margin pay off the cost of others.
# told: clamp_of_the_mean
import torch


def triplet(a, p, n, m):
    """Mean triplet loss, shape (); a, p and n have shape (batch, axes), m is the margin."""
    positive = torch.linalg.norm(a - p, dim=1)
    negative = torch.linalg.norm(a - n, dim=1)
    mean = (positive - negative + m).mean()
    return torch.max(torch.zeros_like(mean), mean)

# %% wrong: The two distances are swapped: it costs when the negative lies farther away than the positive.
# told: exchanged
import torch
import torch.nn.functional as F


def dist(u, v):
    return torch.sqrt(((u - v) ** 2).sum(-1))


def triplet(a, p, n, m):
    return F.relu(dist(a, n) - dist(a, p) + m).mean()

# %% wrong: The norm is taken over axis 0, over the triplets, and so gives one number for each coordinate and not for each triplet.
# told: over_samples
import torch


def triplet(a, p, n, m):
    dap = (a - p).norm(dim=0)
    dan = (a - n).norm(dim=0)
    losses = torch.maximum(dap - dan + m, torch.tensor(0.0, dtype=torch.float64))
    return torch.mean(losses)

# %% wrong: Measures the distance of the positive from the negative and not of the anchor from the negative, and adds the losses over the batch without dividing.
# told: from_the_positive_with_summed
import torch


def triplet(a, p, n, m):
    total = torch.zeros((), dtype=torch.float64)
    for i in range(a.shape[0]):
        near = torch.sqrt(torch.sum((a[i] - p[i]) ** 2))
        far = torch.sqrt(torch.sum((p[i] - n[i]) ** 2))
        cost = near - far + m
        if cost > 0:
            total = total + cost
    return total

# %% wrong: Adds 1e-12 under the root, so that a positive in the place of its anchor has the distance 0.000001 and not exactly 0.
# told: epsilon_of_12_digits
import torch


def triplet(a, p, n, m):
    eps = 1e-12   # so that sqrt has no trouble at 0
    d_pos = torch.sqrt(torch.sum((a - p) ** 2, dim=1) + eps)
    d_neg = torch.sqrt(torch.sum((a - n) ** 2, dim=1) + eps)
    return torch.relu(d_pos - d_neg + m).mean()

# %% wrong: Prints the mean loss and returns nothing.
# told: slip
import torch


def triplet(a, p, n, m):
    d1 = torch.norm(a - p, dim=1)
    d2 = torch.norm(a - n, dim=1)
    loss = torch.clamp(d1 - d2 + m, min=0).mean()
    print("loss:", loss)

# %% wrong: Averages only over the triplets that cost something, although those that keep the margin count in the mean with 0.
# told: mean_of_the_active
import torch


def triplet(a, p, n, m):
    d_ap = (a - p).pow(2).sum(1).sqrt()
    d_an = (a - n).pow(2).sum(1).sqrt()
    loss = d_ap - d_an + m
    bad = loss[loss > 0]
    if len(bad) == 0:
        return torch.tensor(0.0, dtype=torch.float64)
    return bad.sum() / len(bad)
