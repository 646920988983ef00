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
