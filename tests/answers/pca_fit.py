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
# told: as_columns
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

# %% right: numpy's SVD in float64 and back to the dtype of X.
import numpy as np
import torch


def pca_fit(X, m):
    A = X.detach().cpu().double().numpy()
    centre = A.mean(axis=0)
    _, s, Vt = np.linalg.svd(A - centre, full_matrices=False)
    back = lambda a: torch.from_numpy(np.ascontiguousarray(a)).to(X.dtype)
    return back(centre), back(Vt[:m]), back((s[:m] / np.sqrt(len(A))) ** 2)

# %% right: The covariance is summed sample by sample from outer products; eigh of its negative puts the largest variance first.
import torch


def pca_fit(X, m):
    n, d = X.shape
    mean = torch.zeros(d, dtype=torch.float64)
    for row in X.double():
        mean = mean + row / n
    minus_cov = torch.zeros(d, d, dtype=torch.float64)
    for row in X.double():
        minus_cov -= torch.outer(row - mean, row - mean) / n
    values, vectors = torch.linalg.eigh(minus_cov)
    rows = torch.stack([vectors[:, j] for j in range(m)])
    return mean.to(X.dtype), rows.to(X.dtype), (-values[:m]).to(X.dtype)

# %% right: SVD of the transposed matrix (directions are columns of U, signs turned round), and the variance measured as the mean squared score.
import torch


def pca_fit(X, m):
    mean = torch.einsum("nd->d", X) / X.shape[0]
    centred = X - mean
    U, _, _ = torch.linalg.svd(centred.T, full_matrices=False)
    components = -U[:, :m].T.contiguous()
    scores = torch.einsum("nd,md->nm", centred, components)
    explained = scores.square().mean(dim=0)
    return mean, components, explained

# %% wrong: The mean is returned but never taken off: the SVD of the raw X gives the directions of the largest distance from the origin, not of the largest variance.
# told: not_centred
import torch


def pca_fit(X, m):
    mean = X.mean(dim=0)
    U, S, Vh = torch.linalg.svd(X, full_matrices=False)
    components = Vh[:m]
    explained = S[:m] ** 2 / X.shape[0]
    return mean, components, explained

# %% wrong: It picks the m original features with the largest variance (axis directions), but a principal component may be any direction, a mixture of the features.
# told: best_features
import torch


def pca_fit(X, m):
    n, d = X.shape
    mean = X.mean(0)
    var = ((X - mean) ** 2).mean(0)
    explained, which = torch.topk(var, m)
    components = torch.eye(d, dtype=X.dtype)[which]
    return mean, components, explained

# %% wrong: eigh sorts the eigenvalues in ascending order, so the first m columns are the directions of the smallest variance.
# told: smallest
import torch


def pca_fit(X, m):
    mean = X.mean(dim=0)
    Xc = X - mean
    C = Xc.T @ Xc / len(X)
    eigenvalues, eigenvectors = torch.linalg.eigh(C)
    return mean, eigenvectors[:, :m].T, eigenvalues[:m]

# %% wrong: torch.cov divides by n - 1 by default, but the variance is to be divided by n.
# told: over_n_less_one
import torch


def pca_fit(X, m):
    mu = torch.mean(X, 0)
    cov = torch.cov(X.T).reshape(X.shape[1], X.shape[1])
    vals, vecs = torch.linalg.eigh(cov)
    order = torch.argsort(vals, descending=True)[:m]
    return mu, vecs[:, order].T, vals[order]

# %% wrong: Vh is transposed before its first m rows are taken (rows of V are no directions), and the singular values are divided by n without being squared.
# told: rows_of_svd
import torch


def pca_fit(X, m):
    n, d = X.shape
    mean = X.sum(dim=0) / n
    centred = X - mean
    U, S, Vh = torch.linalg.svd(centred)
    V = Vh.T
    components = V[:m]
    explained = S[:m] / n
    return mean, components, explained

# %% wrong: The directions come from the n x n matrix by dividing by the singular value, which is 0 for the last one when m = n <= d, so this row is rounding noise and does not have length 1.
# told: by_the_small_matrix
import torch


def pca_fit(X, m):
    n, d = X.shape
    mean = X.mean(dim=0)
    A = X - mean
    # works with few samples and many features too
    gram = A @ A.T / n
    lam, U = torch.linalg.eigh(gram)
    lam = lam.flip(0)[:m]
    U = U.flip(1)[:, :m]
    length = (n * lam).clamp(min=1e-12).sqrt()
    components = (A.T @ U / length).T
    return mean, components, lam

# %% wrong: Reversing with [::-1] is a numpy habit: torch tensors allow no negative step, so the function stops with a ValueError.
# told: advice
import torch


def pca_fit(X, m):
    mean = X.mean(dim=0)
    Z = X - mean
    cov = (Z.T @ Z) / Z.shape[0]
    w, v = torch.linalg.eigh(cov)
    w = w[::-1]                 # largest first
    v = v[:, ::-1]
    return mean, v[:, :m].T, w[:m]

# %% wrong: The features are also divided by their standard deviation before the SVD, as often seen in recipes, but only the mean is to be taken off.
# told: standardised
import torch


def standard_scaler(X):
    mean = X.mean(dim=0, keepdim=True)
    std = X.std(dim=0, unbiased=False, keepdim=True)
    return (X - mean) / (std + 1e-8), mean.squeeze(0)


def pca_fit(X, m):
    Z, mean = standard_scaler(X)
    _, s, vt = torch.linalg.svd(Z, full_matrices=False)
    return mean, vt[:m, :], (s ** 2)[:m] / len(Z)

# %% wrong: The features are standardised by torch's std, with n - 1.
# told: standardised_by_n_less_one
import torch
def pca_fit(X, m):
    mean = X.mean(dim=0)
    Z = (X - mean) / X.std(dim=0)
    n = len(X)
    S = Z.T @ Z / n
    w, V = torch.linalg.eigh(S)
    order = torch.argsort(w, descending=True)
    return mean, V[:, order[:m]].T, w[order[:m]]

# %% wrong: All d rows come back.
# told: all_eigenvectors
import torch
def pca_fit(X, m):
    mean = X.mean(dim=0)
    Z = X - mean
    n = len(X)
    S = Z.T @ Z / n
    w, V = torch.linalg.eigh(S)
    order = torch.argsort(w, descending=True)
    return mean, V[:, order].T, w[order[:m]]

# %% wrong: Each sample's own mean is taken off.
# told: centred_by_rows
import torch
def pca_fit(X, m):
    mean = X.mean(dim=0)
    Z = X - X.mean(dim=1, keepdim=True)
    n = len(X)
    S = Z.T @ Z / n
    w, V = torch.linalg.eigh(S)
    order = torch.argsort(w, descending=True)
    return mean, V[:, order[:m]].T, w[order[:m]]
