# %% right: SVD of the centred data.
import torch

def pca_fit(X, m):
    mu = X.mean(0)
    U, S, Vh = torch.linalg.svd(X - mu, full_matrices=False)
    return mu, Vh[:m], S[:m].pow(2) / X.shape[0]

# %% right: NumPy's eigh of the covariance with bias.
import numpy as np
import torch

def pca_fit(X, m):
    A = X.numpy()
    C = np.atleast_2d(np.cov(A, rowvar=False, bias=True))
    w, V = np.linalg.eigh(C)
    o = np.argsort(w)[::-1][:m]
    return torch.from_numpy(A.mean(0)), torch.from_numpy(V[:, o].T.copy()), torch.from_numpy(w[o].copy())

# %% right: The covariance as a sum over samples; variances measured from the scores.
import torch

def pca_fit(X, m):
    n, d = X.shape
    mean = torch.stack([X[:, j].sum() / n for j in range(d)])
    C = torch.zeros(d, d, dtype=X.dtype)
    for x in X:
        C = C + torch.outer(x - mean, x - mean) / n
    w, V = torch.linalg.eigh(C)
    P = V[:, torch.argsort(w, descending=True)[:m]].T
    return mean, P, ((X - mean) @ P.T).pow(2).mean(0)

# %% wrong: The data are not centred.
# told: not_centred
import torch

def pca_fit(X, m):
    U, S, Vh = torch.linalg.svd(X, full_matrices=False)
    return X.mean(0), Vh[:m], S[:m] ** 2 / len(X)

# %% wrong: torch.cov divides by n - 1.
# told: over_n_less_one
import torch

def pca_fit(X, m):
    w, V = torch.linalg.eigh(torch.cov(X.T).reshape(X.shape[1], X.shape[1]))
    return X.mean(0), V.T.flip(0)[:m], w.flip(0)[:m]

# %% wrong: Singular values instead of variances.
# told: singular_values
import torch

def pca_fit(X, m):
    mu = X.mean(0)
    U, S, Vh = torch.linalg.svd(X - mu, full_matrices=False)
    return mu, Vh[:m], S[:m]

# %% wrong: eigh gives the smallest first, and the first m are kept.
# told: smallest
import torch

def pca_fit(X, m):
    mu = X.mean(0)
    Z = X - mu
    w, V = torch.linalg.eigh(Z.T @ Z / len(X))
    return mu, V[:, :m].T, w[:m]

# %% wrong: The columns are returned without the transpose.
# told: step
import torch

def pca_fit(X, m):
    mu = X.mean(0)
    Z = X - mu
    w, V = torch.linalg.eigh(Z.T @ Z / len(X))
    return mu, V.flip(1)[:, :m], w.flip(0)[:m]

# %% wrong: Uses the scores for the directions.
# told: scores
import torch

def pca_fit(X, m):
    mu = X.mean(0)
    U, S, Vh = torch.linalg.svd(X - mu, full_matrices=False)
    return mu, (U * S)[:, :m], S[:m] ** 2 / len(X)
