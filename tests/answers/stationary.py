# %% right: One equation exchanged for the sum.
import torch


def stationary(P):
    n = len(P)
    A = P.T - torch.eye(n, dtype=torch.float64)
    A[0, :] = 1.0
    b = torch.zeros(n, dtype=torch.float64)
    b[0] = 1.0
    return torch.linalg.solve(A, b)

# %% right: The ones added to the whole table.
import torch


def stationary(P):
    n = P.size(0)
    ones = torch.ones(n, n, dtype=P.dtype)
    return torch.linalg.solve((torch.eye(n, dtype=P.dtype) - P + ones).T, torch.ones(n, dtype=P.dtype))

# %% right: Eigenvector of the transposed table, the eigenvalue with the largest real part.
import torch


def stationary(P):
    values, vectors = torch.linalg.eig(P.T)
    v = vectors[:, values.real.argmax()].real
    return v / v.sum()

# %% right: Normal equations.
import torch


def stationary(P):
    n = P.shape[0]
    A = torch.vstack([P.T - torch.eye(n, dtype=P.dtype), torch.ones(1, n, dtype=P.dtype)])
    b = torch.cat([torch.zeros(n, dtype=P.dtype), torch.ones(1, dtype=P.dtype)])
    return torch.linalg.solve(A.T @ A, A.T @ b)

# %% right: The long run of a lazier chain, by squaring its table often.
import torch


def stationary(P):
    M = (P + torch.eye(len(P), dtype=P.dtype)) / 2
    for _ in range(40):
        M = M @ M
        M = M / M.sum(dim=1, keepdim=True)
    return M[0]

# %% right: The last right singular vector.
import torch


def stationary(P):
    A = P.T - torch.eye(P.shape[0], dtype=P.dtype)
    v = torch.linalg.svd(A).Vh[-1]
    return v / torch.sum(v)

# %% wrong: The vector stands on the right of P, so every entry is 1/n.
# told: not_transposed
import torch


def stationary(P):
    values, vectors = torch.linalg.eig(P)
    v = vectors[:, (values - 1).abs().argmin()].real
    return v / v.sum()

# %% wrong: A fixed number of steps from the first state: too few for a slow chain, and a swinging one never settles.
# told: thousand_steps
import torch


def stationary(P):
    p = torch.zeros(len(P), dtype=P.dtype)
    p[0] = 1
    for _ in range(1000):
        p = p @ P
    return p

# %% wrong: A hundred steps from equal probabilities.
# told: hundred_steps_from_even
import torch


def stationary(P):
    p = torch.full((len(P),), 1 / len(P), dtype=P.dtype)
    for _ in range(100):
        p = p @ P
    return p

# %% wrong: The eigenvector keeps the length 1 that the routine gives it.
# told: of_length_one
import torch


def stationary(P):
    values, vectors = torch.linalg.eig(P.T)
    return vectors[:, (values - 1).abs().argmin()].real.abs()

# %% wrong: The eigenvector is divided by its largest entry.
# told: largest_one
import torch


def stationary(P):
    values, vectors = torch.linalg.eig(P.T)
    v = vectors[:, (values - 1).abs().argmin()].real.abs()
    return v / v.max()

# %% wrong: P is not transposed in the equations.
# told: not_transposed
import torch


def stationary(P):
    A = P - torch.eye(len(P), dtype=P.dtype)
    A[-1] = 1
    b = torch.zeros(len(P), dtype=P.dtype)
    b[-1] = 1
    return torch.linalg.lstsq(A, b[:, None]).solution[:, 0]

# %% wrong: The mean of each column is taken for the long run.
# told: one_step_from_even
import torch


def stationary(P):
    return P.mean(dim=0)

# %% wrong: The columns are added, and nothing is divided.
# told: columns_added
import torch


def stationary(P):
    return P.sum(0)

# %% wrong: The first row of a high power: a chain that swings has not settled.
# told: many_steps
import torch


def stationary(P):
    return torch.linalg.matrix_power(P, 2**24)[0]

# %% wrong: The equation of the sum is missing, so the answer is 0.
# told: sum_missing
import torch


def stationary(P):
    A = P.T - torch.eye(len(P), dtype=P.dtype)
    return torch.linalg.lstsq(A, torch.zeros(len(P), 1, dtype=P.dtype)).solution[:, 0]

# %% wrong: The time that one stay takes, without how often each state is entered.
# told: time_of_a_stay
import torch


def stationary(P):
    leave = 1 - P.diagonal()
    if len(P) == 1:
        return torch.ones(1, dtype=P.dtype)
    stay = 1 / leave
    return stay / stay.sum()

# %% wrong: All right sides are 1.
# told: sides_all_one
import torch


def stationary(P):
    A = P.T - torch.eye(len(P), dtype=P.dtype)
    A[-1] = 1
    return torch.linalg.solve(A, torch.ones(len(P), dtype=P.dtype))

# %% wrong: A small number is added to each entry, so that none is 0.
# told: small_number_added
import torch


def stationary(P):
    n = len(P)
    A = P.T - torch.eye(n, dtype=P.dtype)
    A[-1] = 1
    b = torch.zeros(n, dtype=P.dtype)
    b[-1] = 1
    pi = torch.linalg.solve(A, b) + 1e-6
    return pi / pi.sum()

# %% wrong: The result is a column.
# told: as_a_column
import torch


def stationary(P):
    n = len(P)
    A = P.T - torch.eye(n, dtype=P.dtype)
    A[-1] = 1
    b = torch.zeros(n, 1, dtype=P.dtype)
    b[-1] = 1
    return torch.linalg.solve(A, b)

# %% wrong: A table with the long run in each row.
# told: for_each_start
import torch


def stationary(P):
    M = (P + torch.eye(len(P), dtype=P.dtype)) / 2
    for _ in range(40):
        M = M @ M
        M = M / M.sum(dim=1, keepdim=True)
    return M

# %% wrong: The result is squeezed: a single state gives a number.
# told: single_axes_lost
import torch


def stationary(P):
    n = len(P)
    A = P.T - torch.eye(n, dtype=P.dtype)
    A[-1] = 1
    b = torch.zeros(n, dtype=P.dtype)
    b[-1] = 1
    return torch.linalg.solve(A, b).squeeze()

# %% wrong: P is changed in place.
# told: changed
import torch


def stationary(P):
    n = len(P)
    A = P.T
    A -= torch.eye(n, dtype=P.dtype)
    A[-1] = 1
    b = torch.zeros(n, dtype=P.dtype)
    b[-1] = 1
    return torch.linalg.solve(A, b)
