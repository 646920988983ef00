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

# %% right: Numbers and a heap; a Counter collects the choices.
import heapq
import math
from collections import Counter

import torch


def k_occurrence(X, k):
    rows = X.tolist()
    n = len(rows)
    tally = Counter()
    for i in range(n):
        others = (j for j in range(n) if j != i)
        tally.update(heapq.nsmallest(k, others, key=lambda j: math.dist(rows[i], rows[j])))
    return torch.tensor([tally[i] for i in range(n)], dtype=torch.int64)

# %% right: J is chosen by i if it lies within i's k-th distance; the counts are the column sums.
import torch


def k_occurrence(X, k):
    diff = X[:, None, :] - X[None, :, :]
    d2 = torch.einsum("ijc,ijc->ij", diff, diff)
    self_ = torch.eye(len(X), dtype=torch.bool)
    d2 = d2.masked_fill(self_, float("inf"))
    radius = torch.kthvalue(d2, k, dim=1).values
    return (d2 <= radius[:, None]).sum(dim=0)

# %% right: Numpy: deletes the own row before sorting and maps the numbers back.
import numpy as np
import torch


def k_occurrence(X, k):
    P = X.detach().numpy()
    n = P.shape[0]
    count = np.zeros(n, dtype=np.int64)
    everyone = np.arange(n)
    for i in everyone:
        who = np.delete(everyone, i)
        far = np.linalg.norm(P[who] - P[i], axis=1)
        np.add.at(count, who[np.argsort(far, kind="stable")[:k]], 1)
    return torch.from_numpy(count)

# %% wrong: Counts how many neighbours each point chooses (always k) and not how often it is chosen.
# told: choices_made
import torch


def k_occurrence(X, k):
    n = X.shape[0]
    D = ((X[:, None, :] - X[None, :, :]) ** 2).sum(-1).sqrt()
    D.fill_diagonal_(float("inf"))
    nearest = D.argsort(dim=1)[:, :k]
    chosen = torch.zeros(n, n, dtype=torch.int64)
    for i in range(n):
        chosen[i, nearest[i]] = 1
    return chosen.sum(dim=1)

# %% wrong: Counts only mutual choices, but a choice counts even if the chosen point does not choose back.
# told: mutual_only
import torch


def k_occurrence(X, k):
    points = X.tolist()
    n = len(points)
    neighbours = []
    for i in range(n):
        others = [j for j in range(n) if j != i]
        others.sort(key=lambda j: sum((a - b) ** 2 for a, b in zip(points[i], points[j])))
        neighbours.append(set(others[:k]))
    counts = []
    for i in range(n):
        c = 0
        for j in neighbours[i]:
            if i in neighbours[j]:
                c += 1
        counts.append(c)
    return torch.tensor(counts, dtype=torch.int64)

# %% wrong: The point itself is not taken out, so each point uses one of its k choices on itself.
# told: values
import torch


def k_occurrence(X, k):
    n = len(X)
    dist = (X.unsqueeze(0) - X.unsqueeze(1)).pow(2).sum(dim=2).sqrt()
    idx = torch.topk(dist, k, dim=1, largest=False).indices
    return torch.bincount(idx.flatten(), minlength=n)

# %% wrong: Adds absolute differences (L1) instead of measuring the straight line.
# told: along_the_axes
import torch


def k_occurrence(X, k):
    n, d = X.shape
    count = torch.zeros(n, dtype=torch.int64)
    for i in range(n):
        dist = (X - X[i]).abs().sum(dim=1)
        dist[i] = float("inf")
        for j in dist.argsort()[:k]:
            count[j] += 1
    return count

# %% wrong: The slice 1:k takes one neighbour too few, and bincount without minlength drops the last points if nobody chooses them.
# told: values
import torch


def k_occurrence(X, k):
    squares = ((X[:, None] - X[None, :]) ** 2).sum(dim=2)
    order = torch.argsort(squares, dim=1)
    neighbours = order[:, 1:k]        # column 0 is the point itself
    return torch.bincount(neighbours.reshape(-1))

# %% wrong: Takes every distance 0 for the point itself, so an equal second row is never a neighbour.
# told: equal_points_left_out
import torch


def k_occurrence(X, k):
    n = X.shape[0]
    diff = X.unsqueeze(1) - X.unsqueeze(0)
    d = torch.sqrt((diff * diff).sum(-1))
    d = torch.where(d == 0, torch.full_like(d, float("inf")), d)
    _, idx = torch.sort(d, dim=1)
    return torch.bincount(idx[:, :k].flatten(), minlength=n)

# %% wrong: Keepdim leaves an extra axis: the result has the shape (1, n) instead of (n,).
# told: as_row
import torch


def k_occurrence(X, k):
    n = len(X)
    D = torch.stack([torch.linalg.vector_norm(X - x, dim=1) for x in X])
    for i in range(n):
        D[i, i] = float("inf")
    hit = torch.zeros((n, n), dtype=torch.int64)
    hit.scatter_(1, D.argsort(dim=1)[:, :k], 1)
    return hit.sum(dim=0, keepdim=True)

# %% wrong: Count[idx] += 1 with a whole table of indices adds only 1 to a point however often its index stands in the table.
# told: at_most_once
import torch


def k_occurrence(X, k):
    n = X.shape[0]
    dist = ((X[:, None, :] - X[None, :, :]) ** 2).sum(dim=2)
    dist[range(n), range(n)] = float("inf")
    idx = dist.topk(k, largest=False, dim=1).indices
    count = torch.zeros(n, dtype=torch.int64)
    count[idx.flatten()] += 1
    return count

# %% right: Plain Python with math.dist and a Counter.
import math
from collections import Counter
import torch

def k_occurrence(X, k):
    pts = X.tolist()
    n = len(pts)
    chosen = Counter()
    for i in range(n):
        others = [j for j in range(n) if j != i]
        others.sort(key=lambda j: math.dist(pts[i], pts[j]))
        chosen.update(others[:k])
    return torch.tensor([chosen[j] for j in range(n)], dtype=torch.int64)

# %% right: One row after the other, the own distance cut out, index_add for the counts.
import torch

def k_occurrence(X, k):
    n = X.shape[0]
    everyone = torch.arange(n)
    out = torch.zeros(n, dtype=torch.long)
    for i in range(n):
        rest = everyone[everyone != i]
        delta = X[rest] - X[i]
        d2 = torch.einsum("rd,rd->r", delta, delta)
        pick = rest[torch.topk(d2, k, largest=False).indices]
        out.index_add_(0, pick, torch.ones(k, dtype=torch.long))
    return out

# %% right: Numpy: the rank of each other point, then how many ranks in a column are below k.
import numpy as np
import torch

def k_occurrence(X, k):
    A = X.numpy()
    D = np.sqrt(((A[:, None, :] - A[None, :, :]) ** 2).sum(axis=2))
    np.fill_diagonal(D, np.inf)
    ranks = np.argsort(np.argsort(D, axis=1, kind="stable"), axis=1, kind="stable")
    return torch.from_numpy((ranks < k).sum(axis=0).astype(np.int64))

# %% wrong: Each point's distance 0 to itself is left in, so every point chooses itself as a neighbour and only k - 1 others.
# told: self_counted
import torch

def k_occurrence(X, k):
    n = X.shape[0]
    diff = X[:, None, :] - X[None, :, :]
    dist = (diff ** 2).sum(dim=2).sqrt()
    nearest = dist.argsort(dim=1)[:, :k]
    return torch.bincount(nearest.flatten(), minlength=n)

# %% wrong: A choice is counted only if it is mutual, but being chosen does not need to be returned.
# told: mutual_only
import torch

def k_occurrence(X, k):
    n = len(X)
    D = torch.cdist(X, X, compute_mode="donot_use_mm_for_euclid_dist")
    D.fill_diagonal_(float("inf"))
    idx = D.topk(k, largest=False).indices
    chooses = torch.zeros(n, n, dtype=torch.bool)
    for i in range(n):
        chooses[i, idx[i]] = True
    # neighbours of each other
    neighbours = chooses & chooses.T
    return neighbours.sum(dim=0)

# %% wrong: The table of choices is summed along the rows, which gives how many each point chooses (always k), instead of how often it is chosen.
# told: choices_made
import torch

def k_occurrence(X, k):
    n = X.shape[0]
    d2 = ((X.unsqueeze(0) - X.unsqueeze(1)) ** 2).sum(-1)
    d2[range(n), range(n)] = float("inf")
    order = torch.argsort(d2, dim=1)
    table = torch.zeros((n, n), dtype=torch.int64)
    table.scatter_(1, order[:, :k], 1)
    return table.sum(dim=1)

# %% wrong: The brackets are misplaced: the differences are added first and then squared, instead of adding the squares, which is no straight-line distance with several features.
# told: sum_of_differences
import torch

def k_occurrence(X, k):
    n = X.shape[0]
    counts = [0] * n
    for i in range(n):
        dists = []
        for j in range(n):
            if j != i:
                d = ((X[i] - X[j]).sum() ** 2) ** 0.5
                dists.append((d.item(), j))
        dists.sort()
        for d, j in dists[:k]:
            counts[j] += 1
    return torch.tensor(counts, dtype=torch.int64)

# %% wrong: The point itself is excluded twice (infinite diagonal and then the first neighbour dropped), so the nearest other is lost, and the distance is L1 instead of the straight line.
# told: along_the_axes_and_nearest_dropped
import torch

def k_occurrence(X, k):
    n = X.shape[0]
    dist = torch.cdist(X, X, p=1)
    dist.fill_diagonal_(float("inf"))
    neighbours = torch.argsort(dist, dim=1)[:, 1:k + 1]
    counts = torch.zeros(n, dtype=torch.int64)
    for row in neighbours:
        for j in row:
            counts[j] += 1
    return counts

# %% wrong: Every distance 0 is made infinite to get rid of the point itself, which also throws out other rows that are equal to it.
# told: equal_points_left_out
import torch

def k_occurrence(X, k):
    n, d = X.shape
    D = torch.sqrt(((X[:, None] - X[None, :]) ** 2).sum(dim=-1))
    D[D == 0] = float("inf")
    _, nn = torch.topk(D, k, dim=1, largest=False)
    return torch.bincount(nn.reshape(-1), minlength=n)

# %% wrong: Bincount without minlength stops at the last point that is chosen, so the result is too short if nobody chooses the last rows.
# told: end_missing
import torch

def k_occurrence(X, k):
    D = torch.cdist(X, X, compute_mode="donot_use_mm_for_euclid_dist")
    for i in range(len(X)):
        D[i, i] = float("inf")
    nearest = D.sort(dim=1).indices[:, :k]
    return torch.bincount(nearest.flatten())

# %% wrong: Counts[indices] += 1 adds only one to an index that stands there several times, so no point gets more than 1.
# told: at_most_once
import torch

def k_occurrence(X, k):
    n = X.shape[0]
    counts = torch.zeros(n, dtype=torch.int64)
    dist = torch.linalg.norm(X[:, None, :] - X[None, :, :], dim=2)
    for i in range(n):
        dist[i, i] = float("inf")
    nearest = torch.topk(dist, k, largest=False).indices
    counts[nearest.flatten()] += 1
    return counts
