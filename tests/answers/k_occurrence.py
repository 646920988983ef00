# %% right: Double loop with sorted.
import torch

def k_occurrence(X, k):
    n = len(X)
    c = [0] * n
    for i in range(n):
        order = sorted((j for j in range(n) if j != i), key=lambda j: float(((X[i] - X[j]) ** 2).sum()))
        for j in order[:k]:
            c[j] += 1
    return torch.tensor(c)

# %% right: scatter_add over the chosen columns.
import torch

def k_occurrence(X, k):
    D = torch.cdist(X, X, compute_mode="donot_use_mm_for_euclid_dist") + torch.diag(torch.full((len(X),), 1e18, dtype=X.dtype))
    idx = D.topk(k, largest=False).indices.reshape(-1)
    out = torch.zeros(len(X), dtype=torch.long)
    return out.scatter_add(0, idx, torch.ones_like(idx))

# %% right: NumPy.
import numpy as np
import torch

def k_occurrence(X, k):
    A = X.numpy()
    D = ((A[:, None] - A[None]) ** 2).sum(-1)
    np.fill_diagonal(D, np.inf)
    return torch.from_numpy(np.bincount(D.argsort(1)[:, :k].ravel(), minlength=len(A)))

# %% wrong: The point itself is its own nearest neighbour.
# told: self_counted
import torch

def k_occurrence(X, k):
    idx = (X[:, None] - X).norm(dim=2).argsort(dim=1, stable=True)[:, :k]
    return torch.bincount(idx.flatten(), minlength=len(X))

# %% wrong: minlength is missing, so the last unpopular points are cut off.
# told: end_missing
import torch

def k_occurrence(X, k):
    D = (X[:, None] - X).norm(dim=2)
    D.fill_diagonal_(float("inf"))
    return torch.bincount(D.argsort(dim=1)[:, :k].flatten())

# %% wrong: The rows are added, not the columns.
# told: choices_made
import torch

def k_occurrence(X, k):
    D = (X[:, None] - X).norm(dim=2)
    D.fill_diagonal_(float("inf"))
    M = torch.zeros(len(X), len(X), dtype=torch.long)
    M.scatter_(1, D.argsort(dim=1)[:, :k], 1)
    return M.sum(dim=1)

# %% wrong: Only pairs that choose each other count.
# told: mutual_only
import torch

def k_occurrence(X, k):
    D = (X[:, None] - X).norm(dim=2)
    D.fill_diagonal_(float("inf"))
    M = torch.zeros(len(X), len(X), dtype=torch.long)
    M.scatter_(1, D.argsort(dim=1)[:, :k], 1)
    return (M * M.T).sum(0)

# %% wrong: The distances are compared in descending order.
# told: farthest
import torch

def k_occurrence(X, k):
    D = (X[:, None] - X).norm(dim=2)
    return torch.bincount(D.argsort(dim=1, descending=True)[:, :k].flatten(), minlength=len(X))

# %% right: Plain lists, math.dist and sorted over the others; no tensors until the end.
import math

import torch


def k_occurrence(X, k):
    points = X.tolist()
    n = len(points)
    chosen = [0 for _ in points]
    for i, here in enumerate(points):
        others = [j for j in range(n) if j != i]
        others.sort(key=lambda j: math.dist(here, points[j]))
        for j in others[:k]:
            chosen[j] += 1
    return torch.tensor(chosen, dtype=torch.int64)

# %% right: Squared distances by einsum, a 0/1 matrix of choices by scatter, and its column sums.
import torch


def k_occurrence(X, k):
    D = X.double()[:, None, :] - X.double()[None, :, :]
    squared = torch.einsum("ijd,ijd->ij", D, D)
    squared.fill_diagonal_(torch.inf)
    choice = torch.zeros(squared.shape, dtype=torch.int64)
    choice.scatter_(1, squared.topk(k, dim=1, largest=False).indices, 1)
    return torch.ones(len(X), dtype=torch.int64) @ choice

# %% right: numpy inside: the own row is deleted, indices behind it are shifted back, and np.add.at counts.
import numpy as np
import torch


def k_occurrence(X, k):
    A = np.array(X.detach().cpu().tolist(), dtype=np.float64).reshape(tuple(X.shape))
    n = A.shape[0]
    counts = np.zeros(n, dtype=np.int64)
    for i in range(n):
        rest = np.delete(A, i, axis=0)
        nearest = np.argsort(np.hypot.reduce(np.abs(rest - A[i]), axis=1))[:k]
        nearest = np.where(nearest >= i, nearest + 1, nearest)
        np.add.at(counts, nearest, 1)
    return torch.from_numpy(counts)

# %% wrong: It counts how many neighbours each point chooses (always k) instead of how often it is chosen: the matrix of choices is added along the wrong side.
# told: choices_made
import torch


def k_occurrence(X, k):
    n = X.shape[0]
    dist = ((X[:, None, :] - X[None, :, :]) ** 2).sum(dim=2).sqrt()
    dist.fill_diagonal_(float("inf"))
    idx = dist.topk(k, dim=1, largest=False).indices
    chosen = torch.zeros(n, n, dtype=torch.int64)
    for i in range(n):
        chosen[i, idx[i]] = 1          # i chooses these
    # number of neighbours of each point
    return chosen.sum(dim=1)

# %% wrong: Only mutual neighbours are counted: a point gets a count only if it also chooses the one that chooses it, but being chosen is one-sided.
# told: mutual_only
import torch


def k_occurrence(X, k):
    n = len(X)
    neighbours = []
    for i in range(n):
        d = torch.linalg.norm(X - X[i], dim=1)
        d[i] = float("inf")
        neighbours.append(set(d.argsort()[:k].tolist()))
    counts = [0] * n
    for i in range(n):
        for j in neighbours[i]:
            if i in neighbours[j]:
                counts[j] += 1
    return torch.tensor(counts, dtype=torch.int64)

# %% wrong: The absolute differences are added (L1), but the distance is to be the straight line.
# told: along_the_axes
import torch


def k_occurrence(X, k):
    n = X.size(0)
    D = torch.zeros(n, n, dtype=X.dtype)
    for i in range(n):
        D[i] = torch.sum(torch.abs(X - X[i]), dim=1)
        D[i, i] = torch.inf
    nearest = torch.argsort(D, dim=1)[:, :k]
    return torch.bincount(nearest.flatten(), minlength=n)

# %% wrong: The point itself is put first and then dropped, but the slice 1:k leaves only k - 1 neighbours (it must be 1:k+1).
# told: one_less
import torch


def k_occurrence(X, k):
    n = X.shape[0]
    diff = X.unsqueeze(0) - X.unsqueeze(1)
    dist = diff.pow(2).sum(-1).sqrt()
    dist.fill_diagonal_(-1.0)                # myself surely in front, also with equal rows
    order = dist.argsort(dim=1)
    others = order[:, 1:k]
    result = torch.zeros(n, dtype=torch.int64)
    for row in others.tolist():
        for j in row:
            result[j] += 1
    return result

# %% wrong: topk without largest=False takes the farthest points, and bincount without minlength gives too short a result when the last points are never chosen.
# told: farthest_and_end_missing
import torch


def k_occurrence(X, k):
    d = (X[:, None] - X[None]).square().sum(-1).sqrt()
    d.fill_diagonal_(-float("inf"))   # a point is not its own neighbour
    _, idx = d.topk(k, dim=1)
    return torch.bincount(idx.reshape(-1))

# %% wrong: Every distance 0 is set to infinity to exclude the point itself, which also excludes another row that is equal.
# told: equal_points_left_out
import torch


def k_occurrence(X, k):
    n = X.shape[0]
    dist = torch.sqrt(((X[:, None, :] - X[None, :, :]) ** 2).sum(dim=-1))
    dist[dist == 0] = float("inf")
    knn = torch.topk(dist, k, largest=False).indices
    return torch.bincount(knn.flatten(), minlength=n)

# %% wrong: X -= X.mean(0) centres the caller's tensor in place: the input is changed.
# told: changed
import torch


def k_occurrence(X, k):
    # centre first, distances stay the same and numbers are smaller
    X -= X.mean(dim=0)
    n = X.shape[0]
    dist = torch.empty(n, n, dtype=X.dtype)
    for i in range(n):
        for j in range(n):
            dist[i, j] = (X[i] - X[j]).norm() if i != j else float("inf")
    counts = torch.zeros(n, dtype=torch.long)
    for i in range(n):
        for j in dist[i].argsort()[:k]:
            counts[j] += 1
    return counts

# %% wrong: counts[idx] += 1 adds only once for an index that occurs several times, so no point ever gets more than 1.
# told: at_most_once
import torch


def k_occurrence(X, k):
    n, d = X.shape
    dist = torch.linalg.vector_norm(X[:, None, :] - X[None, :, :], dim=2)
    dist.fill_diagonal_(float("inf"))
    idx = torch.sort(dist, dim=1).indices[:, :k]
    counts = torch.zeros(n, dtype=torch.int64)
    counts[idx.flatten()] += 1
    return counts

# %% wrong: The point itself is set to infinity and the first place is skipped as well.
# told: nearest_dropped
import torch
def k_occurrence(X, k):
    n = len(X)
    D = torch.sqrt(((X[:, None] - X[None]) ** 2).sum(dim=2))
    count = torch.zeros(n, dtype=torch.int64)
    for i in range(n):
        d = D[i].clone()
        d[i] = float("inf")
        for j in torch.argsort(d)[1:k+1]:
            count[j] += 1
    return count

# %% wrong: The first place is skipped, which need not be the point itself.
# told: first_dropped
import torch
def k_occurrence(X, k):
    n = len(X)
    D = torch.sqrt(((X[:, None] - X[None]) ** 2).sum(dim=2))
    count = torch.zeros(n, dtype=torch.int64)
    for i in range(n):
        d = D[i].clone()
        pass
        for j in torch.argsort(d)[1:k+1]:
            count[j] += 1
    return count

# %% wrong: L1 distances, and nobody leaves himself out.
# told: along_the_axes_and_self_counted
import torch
def k_occurrence(X, k):
    n = len(X)
    D = torch.sqrt((X[:, None] - X[None]).abs().sum(dim=2))
    count = torch.zeros(n, dtype=torch.int64)
    for i in range(n):
        d = D[i].clone()
        pass
        for j in torch.argsort(d)[:k]:
            count[j] += 1
    return count

# %% wrong: The counts are divided by n.
# told: shares_of_points
import torch
def k_occurrence(X, k):
    n = len(X)
    D = torch.sqrt(((X[:, None] - X[None]) ** 2).sum(dim=2))
    count = torch.zeros(n, dtype=torch.int64)
    for i in range(n):
        d = D[i].clone()
        d[i] = float("inf")
        for j in torch.argsort(d)[:k]:
            count[j] += 1
    return count / n
