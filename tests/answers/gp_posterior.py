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

# %% right: Starts from the joint covariance of f at all places and conditions on one noisy observation after the other.
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    P = torch.cat([X, Xs]).double()
    n = X.shape[0]
    C = var * torch.exp(-(P[:, None] - P[None]).square().sum(-1) / (2 * ls * ls))
    mu = torch.zeros(len(P), dtype=torch.float64)
    for i in range(n):
        gain = C[:, i] / (C[i, i] + noise)
        mu = mu + gain * (y[i] - mu[i])
        C = C - torch.outer(gain, C[i, :])
    return mu[n:], C[n:, n:]

# %% right: Numpy with a Cholesky factor: everything is whitened with one solve of y and the cross-covariances side by side.
import math
import numpy as np
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    A, t, B = (np.asarray(v, dtype=np.float64) for v in (X, y, Xs))

    def kernel(P, Q):
        table = np.empty((len(P), len(Q)))
        for i, p in enumerate(P):
            table[i] = var * np.exp(-np.square(Q - p).sum(axis=1) / (2 * ls ** 2))
        return table

    L = np.linalg.cholesky(kernel(A, A) + np.diag(np.repeat(float(noise), len(A))))
    white = np.linalg.solve(L, np.column_stack([t, kernel(A, B)]))
    w, W = white[:, 0], white[:, 1:]
    return torch.from_numpy(W.T @ w), torch.from_numpy(kernel(B, B) - W.T @ W)

# %% right: Nested lists and Gauss-Jordan elimination with pivoting written by hand; the kernel is a product of one factor per feature.
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    a, b, t = X.tolist(), Xs.tolist(), y.tolist()
    k = lambda p, q: var * math.prod(math.exp(-((u - v) / ls) ** 2 / 2) for u, v in zip(p, q))
    n, m = len(a), len(b)
    # rows: C_aa | y | C_ab
    M = [[k(a[i], a[j]) + (noise if i == j else 0.0) for j in range(n)] + [t[i]] + [k(a[i], s) for s in b]
         for i in range(n)]
    for c in range(n):
        p = max(range(c, n), key=lambda r: abs(M[r][c]))
        M[c], M[p] = M[p], M[c]
        M[c] = [v / M[c][c] for v in M[c]]
        for r in range(n):
            if r != c:
                f = M[r][c]
                M[r] = [v - f * w for v, w in zip(M[r], M[c])]
    cba = [[k(s, p) for p in a] for s in b]
    mean = [sum(cba[i][r] * M[r][n] for r in range(n)) for i in range(m)]
    cov = [[k(b[i], b[j]) - sum(cba[i][r] * M[r][n + 1 + j] for r in range(n)) for j in range(m)] for i in range(m)]
    return torch.tensor(mean, dtype=torch.float64), torch.tensor(cov, dtype=torch.float64).reshape(m, m)

# %% wrong: The noise is also added to the covariance of the new places: that is the covariance of noisy observations there, not of f itself.
# told: noise_in_cov
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        d2 = ((A[:, None, :] - B[None, :, :]) ** 2).sum(-1)
        return var * torch.exp(-d2 / (2 * ls ** 2))
    Kxx = k(X, X) + noise * torch.eye(len(X), dtype=X.dtype)
    Kss = k(Xs, Xs) + noise * torch.eye(len(Xs), dtype=X.dtype)
    Ksx = k(Xs, X)
    mean = Ksx @ torch.linalg.solve(Kxx, y)
    cov = Kss - Ksx @ torch.linalg.solve(Kxx, Ksx.T)
    return mean, cov

# %% wrong: The mean of y is taken off and added again, so far away the mean is that of the observations and not the 0 of the model.
# told: y_centred
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    y_mean = y.mean()
    yc = y - y_mean

    n, m = X.shape[0], Xs.shape[0]
    K = torch.zeros(n, n, dtype=torch.float64)
    Ks = torch.zeros(m, n, dtype=torch.float64)
    Kss = torch.zeros(m, m, dtype=torch.float64)
    for i in range(n):
        for j in range(n):
            K[i, j] = var * torch.exp(-torch.sum((X[i] - X[j]) ** 2) / (2 * ls ** 2))
    for i in range(m):
        for j in range(n):
            Ks[i, j] = var * torch.exp(-torch.sum((Xs[i] - X[j]) ** 2) / (2 * ls ** 2))
        for j in range(m):
            Kss[i, j] = var * torch.exp(-torch.sum((Xs[i] - Xs[j]) ** 2) / (2 * ls ** 2))

    Kinv = torch.linalg.inv(K + noise * torch.eye(n, dtype=torch.float64))
    mean = y_mean + Ks @ Kinv @ yc
    cov = Kss - Ks @ Kinv @ Ks.T
    return mean, cov

# %% wrong: Noise is squared as if it were a standard deviation, but it is the variance already.
# told: noise_as_deviation
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    sq = lambda A, B: (A.unsqueeze(1) - B.unsqueeze(0)).pow(2).sum(dim=2)
    kern = lambda A, B: var * torch.exp(-sq(A, B) / (2 * ls**2))
    Caa = kern(X, X) + noise**2 * torch.eye(X.shape[0], dtype=X.dtype)
    Cba = kern(Xs, X)
    Cbb = kern(Xs, Xs)
    Caa_inv = torch.linalg.inv(Caa)
    return Cba @ Caa_inv @ y, Cbb - Cba @ Caa_inv @ Cba.T

# %% wrong: The length scale is not squared in the kernel.
# told: length_not_squared
import math
import torch

def rbf(A, B, ls, var):
    dist2 = torch.zeros(A.shape[0], B.shape[0], dtype=A.dtype)
    for f in range(A.shape[1]):
        dist2 += (A[:, f].reshape(-1, 1) - B[:, f].reshape(1, -1)) ** 2
    return var * torch.exp(-dist2 / (2 * ls))

def gp_posterior(X, y, Xs, ls, var, noise):
    K = rbf(X, X, ls, var)
    K += noise * torch.eye(K.shape[0], dtype=X.dtype)
    L = torch.linalg.cholesky(K)
    Ks = rbf(X, Xs, ls, var)
    alpha = torch.cholesky_solve(y[:, None], L)[:, 0]
    V = torch.linalg.solve_triangular(L, Ks, upper=False)
    return Ks.T @ alpha, rbf(Xs, Xs, ls, var) - V.T @ V

# %% wrong: The distance itself stands in the kernel instead of its square, and the learnt part is added to the covariance and not subtracted.
# told: distance_not_squared_with_learnt_added
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def kernel(A, B):
        diff = A[:, None] - B[None]
        dist = torch.sqrt((diff ** 2).sum(dim=-1))
        return var * torch.exp(-dist / (2 * ls ** 2))

    K = kernel(X, X) + torch.diag(torch.full((len(X),), noise, dtype=X.dtype))
    k_star = kernel(Xs, X)
    mean = k_star @ torch.linalg.solve(K, y)
    cov = kernel(Xs, Xs) + k_star @ torch.linalg.solve(K, k_star.T)
    return mean, cov

# %% wrong: Without noise a jitter of 1e-6 is added to the diagonal, so an observed place does not have exactly its value and the variance 0.
# told: least_noise_of_6_digits
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def k(A, B):
        d2 = ((A[:, None, :] - B[None, :, :]) ** 2).sum(dim=2)
        return var * torch.exp(-0.5 * d2 / ls ** 2)

    if noise == 0:
        noise = 1e-6  # for numerical stability
    K = k(X, X) + noise * torch.eye(X.shape[0], dtype=X.dtype)
    Ks = k(Xs, X)
    A = torch.linalg.solve(K, Ks.T).T
    return A @ y, k(Xs, Xs) - A @ Ks.T

# %% wrong: The matrices are made with torch.zeros without a dtype, so they are float32 and the product or solve with the float64 y is an error.
# told: advice
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def K(A, B):
        M = torch.zeros(A.shape[0], B.shape[0])
        for i in range(A.shape[0]):
            for j in range(B.shape[0]):
                r2 = float(((A[i] - B[j]) ** 2).sum())
                M[i, j] = var * math.exp(-r2 / (2 * ls ** 2))
        return M

    Kaa = K(X, X)
    for i in range(len(Kaa)):
        Kaa[i, i] += noise
    Kba = K(Xs, X)
    mean = Kba @ torch.linalg.inv(Kaa) @ y
    cov = K(Xs, Xs) - Kba @ torch.linalg.inv(Kaa) @ Kba.T
    return mean, cov

# %% wrong: The noise is added to every entry of the matrix and not only to its diagonal, as if all observations shared one noise.
# told: noise_everywhere
import math
import torch

def gp_posterior(X, y, Xs, ls, var, noise):
    def kernel(P, Q):
        return var * torch.exp(-((P[:, None, :] - Q[None, :, :])**2).sum(2) / (2*ls**2))
    C_aa = kernel(X, X) + noise
    C_ba = kernel(Xs, X)
    C_bb = kernel(Xs, Xs)
    inv = torch.inverse(C_aa)
    mean = C_ba @ inv @ y
    cov = C_bb - C_ba @ inv @ C_ba.T
    return mean, cov
