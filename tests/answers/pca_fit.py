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

# %% right: QR first, then the SVD of the small triangle; the variances from the scores.
import torch


def pca_fit(X, m):
    mean = X.mean(dim=0)
    C = X - mean
    _, R = torch.linalg.qr(C)
    _, _, Vh = torch.linalg.svd(R, full_matrices=False)
    W = Vh[:m]
    scores = C @ W.T
    return mean, W, (scores * scores).mean(dim=0)

# %% right: Sums the covariance sample by sample, sorts the eigenpairs as a Python list, and flips signs for fun.
import torch


def pca_fit(X, m):
    n, d = X.shape
    mean = sum(row for row in X) / n
    cov = torch.zeros(d, d, dtype=X.dtype)
    for row in X:
        dev = row - mean
        cov = cov + torch.outer(dev, dev) / n
    values, vectors = torch.linalg.eigh(cov)
    pairs = [(values[i].item(), -vectors[:, i]) for i in range(d)]
    pairs.sort(key=lambda pair: -pair[0])
    components = torch.stack([v for _, v in pairs[:m]])
    explained = torch.tensor([max(w, 0.0) for w, _ in pairs[:m]], dtype=X.dtype)
    return mean, components, explained

# %% right: Numpy, with the samples in the columns: the left singular vectors are the directions.
import numpy as np
import torch


def pca_fit(X, m):
    A = X.detach().numpy().T.copy()
    n = A.shape[1]
    mu = A @ np.full(n, 1.0 / n, dtype=A.dtype)
    A -= mu[:, None]
    U, s, _ = np.linalg.svd(A / np.sqrt(n).astype(A.dtype), full_matrices=False)
    take = lambda a: torch.from_numpy(np.array(a, order="C"))
    return take(mu), take(U.T[:m]), take(np.square(s[:m]))

# %% wrong: The mean is computed but never taken off, so the first direction points to where the cloud lies instead of along its spread.
# told: not_centred
import torch


def pca_fit(X, m):
    n = X.shape[0]
    mean = X.mean(dim=0)
    U, S, Vh = torch.linalg.svd(X, full_matrices=False)
    components = Vh[:m]
    explained = S[:m] ** 2 / n
    return mean, components, explained

# %% wrong: Divides each feature by its standard deviation as well, but only the mean may be taken off.
# told: standardised
import torch


def pca_fit(X, m):
    mean = X.mean(0)
    std = X.std(0, unbiased=False)
    Z = (X - mean) / std          # standardise first, as always
    C = Z.T @ Z / len(X)
    vals, vecs = torch.linalg.eigh(C)
    vals = vals.flip(0)
    vecs = vecs.flip(1)
    return mean, vecs[:, :m].T, vals[:m]

# %% wrong: Takes rows of the eigenvector matrix, but eigh puts the eigenvectors into the columns.
# told: last_rows_of_ascending
import torch


def pca_fit(X, m):
    n, d = X.shape
    mean = X.sum(dim=0) / n
    centred = X - mean
    cov = (centred.T @ centred) / n
    eigenvalues, eigenvectors = torch.linalg.eigh(cov)
    order = torch.argsort(eigenvalues, descending=True)
    explained = eigenvalues[order][:m]
    components = eigenvectors[order[:m]]
    return mean, components, explained

# %% wrong: The variances are divided by n - 1 instead of n (torch.cov does so by default).
# told: over_n_less_one
import torch


def pca_fit(X, m):
    mean = X.mean(dim=0)
    cov = torch.cov(X.T).reshape(X.shape[1], X.shape[1])
    w, V = torch.linalg.eigh(cov)
    w, V = torch.flip(w, dims=[0]), torch.flip(V, dims=[1])
    return mean, V[:, :m].T, w[:m]

# %% wrong: Eigh sorts from small to large, so these are the directions of smallest variance, and explained is a share of the whole variance instead of a variance.
# told: values
import torch


def pca_fit(X, m):
    mu = torch.mean(X, dim=0)
    A = X - mu
    lam, Q = torch.linalg.eigh(A.T @ A / A.shape[0])
    components = Q[:, :m].T
    explained = lam[:m] / lam.sum()
    return mu, components, explained

# %% wrong: With fewer samples than features the directions come from the n-by-n matrix but are not brought to length 1.
# told: clue
import torch


def pca_fit(X, m):
    n, d = X.shape
    mean = X.mean(dim=0)
    Xc = X - mean
    if d <= n:
        lam, V = torch.linalg.eigh(Xc.T @ Xc / n)
        W = V.T.flip(0)
    else:
        # smaller matrix, same eigenvalues
        lam, U = torch.linalg.eigh(Xc @ Xc.T / n)
        W = (Xc.T @ U).T.flip(0)
    lam = lam.flip(0)
    return mean, W[:m], lam[:m]

# %% wrong: Squeeze takes away the first axis for m = 1, so components has the shape (d,) and explained no axis at all.
# told: clue
import torch


def pca_fit(X, m):
    mean = X.mean(dim=0)
    _, S, Vh = torch.linalg.svd(X - mean, full_matrices=False)
    components = Vh[:m, :].squeeze()
    explained = (S[:m] ** 2 / X.shape[0]).squeeze()
    return mean, components, explained

# %% wrong: Stretches each direction by its standard deviation (loadings), but each row must have length 1.
# told: scaled
import torch


def pca_fit(X, m):
    n = X.shape[0]
    mean = X.mean(dim=0, keepdim=True)
    U, S, Vh = torch.linalg.svd(X - mean, full_matrices=False)
    explained = (S ** 2)[:m] / n
    loadings = []
    for i in range(m):
        loadings.append(torch.sqrt(explained[i]) * Vh[i])
    return mean[0], torch.stack(loadings), explained

# %% right: SVD of the transposed, scaled cloud; the directions are the columns of U.
import torch

def pca_fit(X, m):
    centre = X.mean(dim=0)
    B = (X - centre).T / X.shape[0] ** 0.5
    U, s, _ = torch.linalg.svd(B, full_matrices=False)
    return centre, U.T[:m], s[:m].square()

# %% right: Numpy covariance with bias=True and eigh on the negative matrix, so that the order falls.
import numpy as np
import torch

def pca_fit(X, m):
    A = X.numpy()
    C = np.atleast_2d(np.cov(A, rowvar=False, bias=True))
    w, V = np.linalg.eigh(-C)
    return (torch.from_numpy(A.mean(axis=0)),
            torch.from_numpy(np.ascontiguousarray(V[:, :m].T)),
            torch.from_numpy(-w[:m]))

# %% right: Covariance by loops over feature pairs, variances from the scores.
import torch

def pca_fit(X, m):
    n, d = X.shape
    mean = torch.stack([X[:, j].sum() / n for j in range(d)])
    C = X - mean
    cov = torch.zeros(d, d, dtype=X.dtype)
    for a in range(d):
        for b in range(a + 1):
            cov[a, b] = cov[b, a] = (C[:, a] * C[:, b]).sum() / n
    _, vectors = torch.linalg.eigh(cov)
    rows = [vectors[:, d - 1 - r] for r in range(m)]
    components = torch.stack(rows, dim=0)
    scores = torch.einsum("nd,md->nm", C, components)
    return mean, components, (scores * scores).mean(dim=0)

# %% wrong: The mean is returned but not taken off before the decomposition, so the first direction points to the mean rather than along the largest spread.
# told: not_centred
import torch

def pca_fit(X, m):
    n = X.shape[0]
    mean = X.mean(dim=0)
    U, S, Vh = torch.linalg.svd(X, full_matrices=False)
    components = Vh[:m]
    explained = S[:m] ** 2 / n
    return mean, components, explained

# %% wrong: The features are divided by their standard deviations as well, so these are the components of the correlation matrix; only the mean should be taken off.
# told: standardised
import torch

def pca_fit(X, m):
    mean = X.mean(dim=0)
    std = X.std(dim=0, unbiased=False)
    std = torch.where(std > 0, std, torch.ones_like(std))
    Z = (X - mean) / std
    cov = Z.T @ Z / X.shape[0]
    values, vectors = torch.linalg.eigh(cov)
    values = torch.flip(values, dims=[0])
    vectors = torch.flip(vectors, dims=[1])
    return mean, vectors[:, :m].T, values[:m]

# %% wrong: The rows of eigh's matrix are taken, but its eigenvectors are the columns.
# told: last_rows_of_ascending
import torch

def pca_fit(X, m):
    mu = X.mean(0)
    Xc = X - mu
    C = Xc.t().matmul(Xc) / len(X)
    lam, V = torch.linalg.eigh(C)
    order = torch.argsort(lam, descending=True)
    return mu, V[order][:m], lam[order][:m]

# %% wrong: Torch.cov divides by n - 1 by default, but the variance here is divided by n.
# told: over_n_less_one
import torch

def pca_fit(X, m):
    mean = torch.mean(X, dim=0)
    d = X.shape[1]
    cov = torch.cov(X.T).reshape(d, d)
    eigenvalues, eigenvectors = torch.linalg.eigh(cov)
    components = []
    explained = []
    for i in range(m):
        components.append(eigenvectors[:, -1 - i])
        explained.append(eigenvalues[-1 - i])
    return mean, torch.stack(components), torch.stack(explained)

# %% wrong: The columns of Vh are taken as directions, though they are its rows, and the singular values are divided by n without being squared.
# told: rows_of_svd
import torch

def pca_fit(X, m):
    mean = X.mean(dim=0)
    centred = X - mean
    U, S, Vh = torch.linalg.svd(centred)
    components = Vh[:, :m].T
    explained = S[:m] / X.shape[0]
    return mean, components, explained

# %% wrong: Each direction is computed as Xc^T u divided by the root of its eigenvalue, which breaks down for a direction with variance 0, as with m = n when there are no more samples than features.
# told: by_the_small_matrix
import torch

def pca_fit(X, m):
    n, d = X.shape
    mean = X.mean(dim=0)
    Xc = X - mean
    # n x n instead of d x d, this is smaller if there are few samples
    G = Xc @ Xc.T
    lam, U = torch.linalg.eigh(G)
    lam = lam.flip(0)[:m]
    U = U.flip(1)[:, :m]
    components = (Xc.T @ U / torch.sqrt(lam)).T
    explained = lam / n
    return mean, components, explained

# %% wrong: With keepdim=True the returned mean has shape (1, d) instead of (d,).
# told: values
import torch

def pca_fit(X, m):
    n = X.shape[0]
    mean = X.mean(dim=0, keepdim=True)
    A = X - mean
    _, s, vt = torch.linalg.svd(A, full_matrices=False)
    return mean, vt[:m, :], (s[:m] ** 2) / n

# %% wrong: Explained holds each direction's share of the total variance, not the variance itself.
# told: shares
import torch

def pca_fit(X, m):
    """Mean (d,), the m directions of largest variance as rows (m, d), and the variance along each (m,)."""
    mean = X.mean(dim=0)
    Xc = X - mean
    cov = (Xc.T @ Xc) / X.shape[0]
    w, v = torch.linalg.eigh(cov)
    idx = torch.argsort(w, descending=True)
    w = w[idx]
    v = v[:, idx]
    explained = w / w.sum()
    return mean, v[:, :m].T, explained[:m]
