# %% right: The polar factor.
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain * U @ Vh

# %% right: U or V, whichever fits.
import torch


def orthogonal(G, gain):
    rows, cols = G.shape
    U, S, V = torch.svd(G)
    return gain * (U if rows >= cols else V.T)

# %% right: QR with a transpose where needed.
import torch


def orthogonal(G, gain):
    wide = G.shape[0] < G.shape[1]
    A = G.T if wide else G
    Q, _ = torch.linalg.qr(A)
    return gain * (Q.T if wide else Q)

# %% right: Gram-Schmidt by hand.
import torch


def orthogonal(G, gain):
    A = G.clone() if G.shape[0] <= G.shape[1] else G.T.clone()
    for i in range(A.shape[0]):
        for j in range(i):
            A[i] -= (A[i] @ A[j]) * A[j]
        A[i] /= A[i].norm()
    A = A * gain
    return A if G.shape[0] <= G.shape[1] else A.T

# %% right: In numpy.
import numpy as np
import torch


def orthogonal(G, gain):
    u, s, vt = np.linalg.svd(G.numpy(), full_matrices=False)
    return torch.from_numpy(gain * (u @ vt))

# %% right: By the Cholesky factor of the products.
import torch


def orthogonal(G, gain):
    if G.shape[0] > G.shape[1]:
        return orthogonal(G.T, gain).T
    L = torch.linalg.cholesky(G @ G.T)
    return gain * torch.linalg.solve_triangular(L, G, upper=False)

# %% right: Newton's iteration for the nearest turn.
import torch


def orthogonal(G, gain):
    X = G / torch.linalg.matrix_norm(G, 2)
    for _ in range(60):
        X = 1.5 * X - 0.5 * X @ X.T @ X
    return gain * X

# %% wrong: U S V^T, multiplied again.
# told: times_gain
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain * U @ torch.diag(S) @ Vh

# %% wrong: Rows made unit.
# told: rows_alone
def orthogonal(G, gain):
    return gain * G / G.norm(dim=1, keepdim=True)

# %% wrong: Columns made unit.
# told: columns_alone
def orthogonal(G, gain):
    return gain * G / G.norm(dim=0, keepdim=True)

# %% wrong: The full matrices of svd.
# told: full_matrices
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G)
    return gain * U @ Vh

# %% wrong: Q of G whatever its shape.
# told: square_where_wide
import torch


def orthogonal(G, gain):
    Q, R = torch.linalg.qr(G)
    return gain * Q

# %% wrong: U whatever the shape of G.
# told: square_where_wide
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain * U

# %% wrong: V^T whatever the shape of G.
# told: square_where_tall
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain * Vh

# %% wrong: The gain is forgotten.
# told: no_gain
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return U @ Vh

# %% wrong: Divided by the whole length.
# told: whole_length
def orthogonal(G, gain):
    return gain * G / G.norm()

# %% wrong: Divided by the largest singular value.
# told: longest_stretch
import torch


def orthogonal(G, gain):
    return gain * G / torch.linalg.svdvals(G)[0]

# %% wrong: The stretch remains beside one turn.
# told: singular_values_kept
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain * (U * S if G.shape[0] > G.shape[1] else S[:, None] * Vh)

# %% wrong: A matrix of ones on the diagonal.
# told: identity
import torch


def orthogonal(G, gain):
    return gain * torch.eye(*G.shape, dtype=G.dtype)

# %% wrong: Its own random numbers.
# told: its_own_numbers
import torch


def orthogonal(G, gain):
    A = torch.randn(*G.shape, dtype=torch.float64)
    U, S, Vh = torch.linalg.svd(A, full_matrices=False)
    return gain * U @ Vh

# %% wrong: The root of the gain.
# told: root_of_gain
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain ** 0.5 * U @ Vh

# %% wrong: V in the place of V^T, on square matrices of the wrong size.
# told: transposed
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return gain * (Vh.T @ U.T)

# %% wrong: Gram-Schmidt without dividing by the lengths.
# told: not_made_unit
import torch


def orthogonal(G, gain):
    A = G if G.shape[0] <= G.shape[1] else G.T
    done = []
    for v in A:
        for q in done:
            v = v - (v @ q) / (q @ q) * q
        done.append(v)
    W = gain * torch.stack(done)
    return W if G.shape[0] <= G.shape[1] else W.T

# %% wrong: Gram-Schmidt by the last vector alone.
# told: only_neighbours
import torch


def orthogonal(G, gain):
    A = G if G.shape[0] <= G.shape[1] else G.T
    done = []
    for v in A:
        if done:
            v = v - (v @ done[-1]) * done[-1]
        done.append(v / v.norm())
    W = gain * torch.stack(done)
    return W if G.shape[0] <= G.shape[1] else W.T

# %% wrong: In float32 for speed.
# told: in_float32
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G.float(), full_matrices=False)
    return gain * U @ Vh

# %% wrong: Numpy comes back.
# told: as_array
import numpy as np


def orthogonal(G, gain):
    u, s, vt = np.linalg.svd(G.numpy(), full_matrices=False)
    return gain * u @ vt

# %% wrong: Rows unit and no gain.
# told: rows_alone_no_gain
def orthogonal(G, gain):
    return G / G.norm(dim=1, keepdim=True)

# %% wrong: The stretch remains, and no gain.
# told: singular_values_kept_no_gain
import torch


def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G, full_matrices=False)
    return U @ torch.diag(S) if G.shape[0] > G.shape[1] else torch.diag(S) @ Vh
