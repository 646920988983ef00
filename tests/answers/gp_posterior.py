# %% right: Inverse, with cdist.
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    k = lambda A, B: var * torch.exp(-torch.cdist(A, B) ** 2 / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=torch.float64))
    Ks = k(Xs, X)
    return Ks @ Kinv @ y, k(Xs, Xs) - Ks @ Kinv @ Ks.T

# %% right: Double loops for the kernel.
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(p, q):
        return var * math.exp(-sum((a - b) ** 2 for a, b in zip(p, q)) / (2 * ls * ls))
    def table(A, B):
        return torch.tensor([[k(p, q) for q in B.tolist()] for p in A.tolist()], dtype=torch.float64)
    K = table(X, X)
    for i in range(len(K)):
        K[i, i] += noise
    S = table(X, Xs)
    sol = torch.linalg.solve(K, torch.cat([y.unsqueeze(1), S], dim=1))
    return S.T @ sol[:, 0], table(Xs, Xs) - S.T @ sol[:, 1:]

# %% right: One big kernel matrix, cut into blocks.
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    n = X.shape[0]
    Z = torch.cat([X, Xs]) / ls
    C = var * torch.exp(-0.5 * (Z.unsqueeze(0) - Z.unsqueeze(1)).pow(2).sum(2))
    A = C[:n, :n].clone()
    A.diagonal().add_(noise)
    G = torch.linalg.solve(A, C[:n, n:]).T
    return [G @ y, C[n:, n:] - G @ C[:n, n:]]

# %% right: Numpy solve.
import numpy as np
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    a, b, t = X.numpy(), Xs.numpy(), y.numpy()
    def rbf(p, q):
        return var * np.exp(-((p[:, None, :] - q[None, :, :]) ** 2).sum(-1) / 2 / ls ** 2)
    K = rbf(a, a) + noise * np.identity(len(a))
    S = rbf(a, b)
    return torch.from_numpy(S.T @ np.linalg.solve(K, t)), torch.from_numpy(rbf(b, b) - S.T @ np.linalg.solve(K, S))

# %% right: Eigenvalues of K.
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    w, V = torch.linalg.eigh(k(X, X))
    P = V.T @ k(X, Xs)
    return P.T @ ((V.T @ y) / (w + noise)), k(Xs, Xs) - P.T @ (P / (w + noise)[:, None])

# %% right: Cholesky and cholesky_solve.
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        d = A[:, None, :] - B[None, :, :]
        return var * torch.exp(torch.einsum("ijk,ijk->ij", d, d) / (-2 * ls ** 2))
    L = torch.linalg.cholesky(k(X, X) + torch.eye(X.size(0), dtype=X.dtype) * noise)
    Ks = k(X, Xs)
    mean = Ks.T @ torch.cholesky_solve(y[:, None], L)
    return mean.squeeze(1), k(Xs, Xs) - Ks.T @ torch.cholesky_solve(Ks, L)

# %% wrong: No noise.
# told: noise_missing
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: Noise squared.
# told: noise_as_deviation
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise ** 2 * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: The length is not squared.
# told: length_not_squared
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: The norm is not squared.
# told: distance_not_squared
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-torch.norm(A[:, None] - B[None], dim=-1) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: noise times torch.eye in float32.
# told: noise_in_float32
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X)))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: Only the variances.
# told: variances_alone
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, torch.diag(k(Xs, Xs) - S.T @ Kinv @ S)

# %% wrong: A plus in the covariance.
# told: learnt_added
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) + S.T @ Kinv @ S

# %% wrong: The prior's covariance is returned.
# told: prior_alone
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs)

# %% wrong: Noise also at the new places.
# told: noise_in_cov
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) + noise * torch.eye(len(Xs), dtype=X.dtype) - S.T @ Kinv @ S

# %% wrong: y centred and the mean added back.
# told: y_centred
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return y.mean() + S.T @ Kinv @ (y - y.mean()), k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: Element-wise 1 / K.
# told: entries_inverted
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = 1 / (k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: 1e-6 for stability.
# told: jitter_of_6_digits
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    L = torch.linalg.cholesky(k(X, X) + (noise + 1e-6) * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return (S.T @ torch.cholesky_solve(y[:, None], L))[:, 0], k(Xs, Xs) - S.T @ torch.cholesky_solve(S, L)

# %% wrong: Noise added to all entries.
# told: noise_everywhere
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise)
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: The mean is a column.
# told: mean_in_a_column
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y.reshape(-1, 1), k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: S not transposed.
# told: not_transposed
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S @ Kinv @ y, k(Xs, Xs) - S @ Kinv @ S.T

# %% wrong: The mean squared difference over features.
# told: mean_over_features
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).mean(2) / (2 * ls ** 2))
    Kinv = torch.linalg.inv(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: The 2 is missing, and the noise too.
# told: noise_missing_with_two_missing
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(2) / ls ** 2)
    Kinv = torch.linalg.inv(k(X, X))
    S = k(X, Xs)
    return S.T @ Kinv @ y, k(Xs, Xs) - S.T @ Kinv @ S

# %% wrong: The Cholesky factor is solved once.
# told: half_solved
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(-1) / (2 * ls ** 2))
    L = torch.linalg.cholesky(k(X, X) + noise * torch.eye(len(X), dtype=X.dtype))
    S = k(X, Xs)
    return S.T @ torch.linalg.solve(L, y), k(Xs, Xs) - S.T @ torch.linalg.solve(L, S)

# %% wrong: A tiny noise where there is none.
# told: least_noise_of_8_digits
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        return var * torch.exp(-((A[:, None] - B[None]) ** 2).sum(-1) / (2 * ls ** 2))
    K = k(X, X) + max(noise, 1e-8) * torch.eye(len(X), dtype=X.dtype)
    S = k(X, Xs)
    return S.T @ torch.linalg.solve(K, y), k(Xs, Xs) - S.T @ torch.linalg.solve(K, S)
