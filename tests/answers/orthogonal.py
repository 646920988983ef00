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

# %% right: Pushes all singular values to 1 by a repeated polynomial (Newton-Schulz) without any decomposition.
import math
import torch

def orthogonal(G, gain):
    X = G.detach().to(torch.float64, copy=True)
    X = X / X.norm()
    for _ in range(150):
        if X.shape[0] <= X.shape[1]:
            X = 1.5 * X - 0.5 * (X @ X.T) @ X
        else:
            X = 1.5 * X - 0.5 * X @ (X.T @ X)
    return gain * X

# %% right: Gram-Schmidt, with repeated projections, on lists of plain numbers with helper functions.
import math
import torch

def product(a, b):
    return math.fsum(x * y for x, y in zip(a, b))

def unit(a):
    r = math.sqrt(product(a, a))
    return [x / r for x in a]

def orthogonal(G, gain):
    rows = G.double().tolist()
    tall = len(rows) > len(rows[0])
    if tall:
        rows = [list(col) for col in zip(*rows)]
    base = []
    for v in rows:
        v = unit(v)
        for _ in range(3):
            for b in base:
                k = product(v, b)
                v = [x - k * y for x, y in zip(v, b)]
            v = unit(v)
        base.append(v)
    W = [[gain * x for x in v] for v in base]
    if tall:
        W = [list(col) for col in zip(*W)]
    return torch.tensor(W, dtype=torch.float64)

# %% right: numpy's QR with the signs of R, and a wide matrix is done by recursion on its transpose.
import math
import numpy as np
import torch

def orthogonal(G, gain):
    if G.shape[0] < G.shape[1]:
        return orthogonal(G.T, gain).T.contiguous()
    A = np.array(G.tolist(), dtype=np.float64)
    Q, R = np.linalg.qr(A, mode="reduced")
    signs = np.where(np.diag(R) < 0, -1.0, 1.0)
    return torch.from_numpy(np.einsum("ij,j->ij", Q, signs * gain))

# %% wrong: The rows (or columns) are only brought to the length gain and are not made perpendicular.
# told: lengths_alone
import math
import torch

def orthogonal(G, gain):
    G = G.to(torch.float64)
    rows, cols = G.shape
    if rows <= cols:
        lengths = G.norm(dim=1, keepdim=True)
    else:
        lengths = G.norm(dim=0, keepdim=True)
    return gain * G / lengths

# %% wrong: Dividing by the largest singular value limits the strongest stretch only, and the other directions are still stretched less.
# told: longest_stretch
import math
import torch

def orthogonal(G, gain):
    A = G.clone().double()
    s = torch.linalg.svdvals(A)
    # the biggest stretch becomes 1, then gain
    W = A / s[0]
    return W * gain

# %% wrong: The orthogonal matrix is multiplied by the root of gain instead of by gain.
# told: root_of_gain
import math
import torch

def orthogonal(G, gain):
    U, S, Vh = torch.linalg.svd(G.double(), full_matrices=False)
    return math.sqrt(gain) * (U @ Vh)

# %% wrong: The exponent must be -1/2 and not -1: dividing by the squared singular values turns them into their inverses and not into 1.
# told: stretch_undone_twice
import math
import torch

def orthogonal(G, gain):
    A = G.double()
    tall = A.shape[0] > A.shape[1]
    if tall:
        A = A.T
    vals, vecs = torch.linalg.eigh(A @ A.T)
    inv = vecs @ torch.diag(vals ** -1) @ vecs.T
    W = gain * (inv @ A)
    if tall:
        W = W.T
    return W

# %% wrong: Q is multiplied by the diagonal of R instead of its signs, which spoils the lengths, and gain is never used.
# told: diagonal_of_R_no_gain
import math
import torch

def orthogonal(G, gain):
    A = G.to(torch.float64)
    flip = A.shape[0] < A.shape[1]
    if flip:
        A = A.T
    Q, R = torch.linalg.qr(A)
    # make the result unique
    d = torch.diagonal(R)
    Q = Q * d
    if flip:
        Q = Q.T
    return Q

# %% wrong: The rows are always made perpendicular, but a matrix with more rows than columns needs it for its columns.
# told: rows_one_by_one
import math
import torch

def orthogonal(G, gain):
    A = G.double()
    done = []
    for i in range(A.shape[0]):
        v = A[i].clone()
        for q in done:
            v = v - (v @ q) * q
        for q in done:              # once more, for the rounding
            v = v - (v @ q) * q
        done.append(v / v.norm())
    return gain * torch.stack(done)

# %% wrong: G.to(float64) is the same tensor when G is float64 already, so the loop overwrites G in place.
# told: changed
import math
import torch

def orthogonal(G, gain):
    W = G.to(torch.float64)
    if W.shape[0] > W.shape[1]:
        M = W.T
    else:
        M = W
    for i in range(M.shape[0]):
        for _ in range(2):
            for j in range(i):
                M[i] -= (M[i] @ M[j]) * M[j]
        M[i] /= M[i].norm()
    return W * gain

# %% wrong: It returns gain times the identity, which is orthogonal but does not come from G: every G gives the same W.
# told: identity
import math
import torch

def orthogonal(G, gain):
    n, m = G.shape
    W = torch.zeros(n, m, dtype=torch.float64)
    for i in range(min(n, m)):
        W[i, i] = gain
    return W
