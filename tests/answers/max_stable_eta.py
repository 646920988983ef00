# %% right: The largest singular value of a symmetric positive definite H is its largest eigenvalue.
import torch

def max_stable_eta(H):
    return 2.0 / torch.linalg.matrix_norm(H, ord=2)

# %% right: Bisection: lambda is above all eigenvalues exactly if lambda I - H has a Cholesky factor.
import torch

def max_stable_eta(H):
    n = H.shape[0]
    eye = torch.eye(n, dtype=H.dtype)
    hi = torch.trace(H).item() * 1.01
    lo = hi / (2 * n)
    for _ in range(100):
        mid = (lo + hi) / 2
        if torch.linalg.cholesky_ex(mid * eye - H).info.item() == 0:
            hi = mid
        else:
            lo = mid
    return 2 / hi

# %% right: numpy: one limit per eigenvalue, then the smallest of them, as a float.
import numpy as np
import torch

def max_stable_eta(H):
    w, _ = np.linalg.eigh(H.detach().numpy())
    return float(min(2.0 / lam for lam in w))

# %% wrong: 1 / lambda_max is where the steepest direction starts to alternate, not where it starts to diverge: the limit is 2 / lambda_max.
# told: one_over_largest
import torch

def max_stable_eta(H):
    return 1 / torch.linalg.eigvalsh(H)[-1]

# %% wrong: 2 / (lambda_min + lambda_max) is the fastest learning rate, not the longest stable one.
# told: fastest
import torch

def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2 / (lam[0] + lam[-1])

# %% wrong: The curvature is read off the diagonal of H, as if the axes were its eigenvectors.
# told: by_diagonal
import torch

def max_stable_eta(H):
    return 2 / H.diagonal().max()

# %% wrong: eigvalsh sorts upwards, so entry 0 is the smallest eigenvalue; the largest one sets the limit.
# told: smallest
import torch

def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return float(2 / lam[0])

# %% wrong: torch.linalg.norm(H) without ord=2 is the Frobenius norm, larger than the largest eigenvalue.
# told: by_frobenius
import torch

def max_stable_eta(H):
    return 2 / torch.linalg.norm(H)

# %% wrong: TWO: the numerator is 1 instead of 2; and the mean of the eigenvalues (trace / n) stands in for the largest one.
# told: one_over_mean
import torch

def max_stable_eta(H):
    n = H.shape[0]
    return (1 / (torch.trace(H) / n)).item()

# %% wrong: Power iteration from (1, ..., 1): when that start is an eigenvector or orthogonal to the steepest direction, a smaller eigenvalue comes out.
# told: power_iteration_from_ones
import torch

def max_stable_eta(H):
    v = torch.ones(H.shape[0], dtype=H.dtype)
    for _ in range(2000):
        v = H @ v
        v = v / v.norm()
    return 2 / (v @ H @ v)

# %% wrong: lam is computed but not used: the largest entry of H is put into the formula.
# told: by_diagonal
import torch

def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H).max()
    return 2 / H.max()

# %% right: Bisection on c: c I - H is positive definite exactly if c is above the largest eigenvalue (tested by Cholesky).
import torch


def max_stable_eta(H):
    n = H.shape[0]
    eye = torch.eye(n, dtype=H.dtype)

    def above(c):
        return torch.linalg.cholesky_ex(c * eye - H).info.item() == 0

    hi = 2 * torch.trace(H).item()
    lo = hi / (4 * n)
    for _ in range(200):
        mid = (lo + hi) / 2
        if above(mid):
            hi = mid
        else:
            lo = mid
    return 2 / hi

# %% right: numpy eigenvalues in a loop, smallest of the limits of the single directions, returned as a Python float.
import math
import numpy as np
import torch


def max_stable_eta(H):
    limit = math.inf
    for lam in np.linalg.eigvalsh(H.numpy()):
        limit = min(limit, 2 / float(lam))
    return limit

# %% right: Largest singular value (the spectral norm), which equals the largest eigenvalue for positive definite H.
import torch


def max_stable_eta(H):
    if H.numel() == 1:
        return 2.0 / H.item()
    return 2.0 * torch.linalg.matrix_norm(H, ord=2).reciprocal()

# %% wrong: Asks for 0 <= 1 - eta lambda, i.e. no change of sign, instead of |1 - eta lambda| < 1: the limit is 1 / lambda, half of the right one.
# told: one_over_largest
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 1.0 / lam.max()

# %% wrong: That is the fastest step 2 / (smallest + largest eigenvalue), not the limit of the stable ones.
# told: fastest
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2 / (lam[0] + lam[-1])

# %% wrong: Takes the curvatures from the diagonal of H, as if H were diagonal: the axes are not the eigenvectors.
# told: by_diagonal
import torch


def max_stable_eta(H):
    curvature = torch.diagonal(H)
    return 2 / curvature.max()

# %% wrong: eigvalsh sorts ascending, so lam[0] is the smallest eigenvalue, not the largest.
# told: smallest
import torch


def max_stable_eta(H):
    lam, Q = torch.linalg.eigh(H)
    # eigenvalues are sorted, largest first
    return (2 / lam[0]).item()

# %% wrong: torch.linalg.norm without ord is the Frobenius norm (root of the sum of all squared eigenvalues), not the largest eigenvalue.
# told: by_frobenius
import torch


def max_stable_eta(H):
    return 2 / torch.linalg.norm(H)

# %% wrong: TWO: the eigenvalues are added up (the trace) instead of taking the largest; and the gradient is taken as 2Hx (the 1/2 is forgotten), so 1 stands in place of 2.
# told: one_over_trace
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 1 / lam.sum()

# %% wrong: Power iteration from the vector of ones: if that is perpendicular to the top eigenvector (e.g. [[2, -1], [-1, 2]]), it finds another eigenvalue.
# told: power_iteration_from_ones
import torch


def max_stable_eta(H):
    q = torch.ones(H.shape[0], dtype=torch.float64)
    for _ in range(5000):
        q = H @ q
        q = q / q.norm()
    lam = q @ H @ q
    return 2 / lam

# %% wrong: eigh returns (eigenvalues, eigenvectors); the two are mixed up, so it takes the largest entry of the eigenvectors.
# told: from_eigenvectors
import torch


def max_stable_eta(H):
    Q, lam = torch.linalg.eigh(H)
    biggest = lam.max()
    print(biggest)
    return 2 / biggest

# %% right: For a positive definite matrix the spectral norm is the largest eigenvalue.
import math
import torch


def max_stable_eta(H):
    return 2 / torch.linalg.matrix_norm(H, ord=2)

# %% right: eta is below the limit when (2/eta) I - H is positive definite; bisects 2/eta, no eigenvalues needed.
import math
import torch


def max_stable_eta(H):
    I = torch.eye(len(H), dtype=H.dtype)
    lo, hi = 0.0, 1.0000001 * float(H.trace())
    for _ in range(200):
        mid = (lo + hi) / 2
        if torch.linalg.cholesky_ex(mid * I - H).info.item() == 0:
            hi = mid
        else:
            lo = mid
    return 2 / hi

# %% right: Each direction gets its own limit, the least one counts; plain Python floats.
import math
import torch


def max_stable_eta(H):
    best = math.inf
    for lam in torch.linalg.eigh(H)[0].tolist():
        if 2.0 / lam < best:
            best = 2.0 / lam
    return best

# %% wrong: Stops where 1 - eta*lambda becomes 0, as if alternating signs were unstable; the limit is 2/lambda_max.
# told: one_over_largest
import math
import torch


def max_stable_eta(H):
    return 1 / torch.linalg.eigvalsh(H).max()

# %% wrong: This is the eta with the fastest convergence, 2/(smallest + largest eigenvalue), not the limit of stability.
# told: fastest
import math
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return float(2 / (lam[0] + lam[-1]))

# %% wrong: Takes the largest diagonal entry for the largest curvature; that holds only if H is diagonal.
# told: by_diagonal
import math
import torch


def max_stable_eta(H):
    return 2.0 / H.diagonal().max()

# %% wrong: eigvals does not sort its values, so the first one need not be the largest.
# told: first_unsorted
import math
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvals(H).real
    return 2 / lam[0]

# %% wrong: torch.linalg.norm of a matrix is the root of the sum of all squares by default, not the largest eigenvalue.
# told: by_frobenius
import math
import torch


def max_stable_eta(H):
    return 2 / torch.linalg.norm(H)

# %% wrong: TWO: the flattest direction (smallest eigenvalue) is used; and the numerator is 1, not 2.
# told: one_over_smallest
import math
import torch


def max_stable_eta(H):
    values, vectors = torch.linalg.eigh(H)
    return 1 / values[0]

# %% wrong: Power iteration from (1, ..., 1) never finds the steepest direction if that is perpendicular to the start.
# told: power_iteration_from_ones
import math
import torch


def max_stable_eta(H):
    q = torch.ones(H.shape[0], dtype=H.dtype)
    for _ in range(5000):
        q = H @ q
        q = q / q.norm()
    return 2 / (q @ H @ q)

# %% wrong: Forgets to pick one: returns the limits of all n directions.
# told: one_each
import math
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    limit = 2 / lam
    return limit

# %% right: One limit for each eigenvalue in a loop, the smallest of the limits is returned as a float.
import math
import torch

def max_stable_eta(H):
    best = math.inf
    for lam in torch.linalg.eigvalsh(H).tolist():
        if 2 / lam < best:
            best = 2 / lam
    return best

# %% right: The general (complex) eigenvalues with numpy, real parts.
import math
import numpy as np
import torch

def max_stable_eta(H):
    w = np.linalg.eigvals(H.detach().numpy())
    return float(2.0 / np.max(w.real))

# %% wrong: The flattest direction is taken for the limit: 2 / smallest eigenvalue, in place of the largest.
# told: smallest
import math
import torch

def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2 / lam.min()

# %% wrong: The limit is set where the factor 1 - eta*lambda reaches 0 (no change of sign), not -1.
# told: one_over_largest
import math
import torch

def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 1 / lam.max()

# %% wrong: This is the eta that shrinks fastest, 2 / (smallest + largest eigenvalue), not the limit of stability.
# told: fastest
import math
import torch

def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2 / (lam[0] + lam[-1])

# %% wrong: torch.linalg.eigh returns (values, vectors); the second one is taken, so the largest entry of an eigenvector is used.
# told: from_eigenvectors
import math
import torch

def max_stable_eta(H):
    result = torch.linalg.eigh(H)
    lam = result[1]
    return 2.0 / lam.max()

# %% wrong: torch.linalg.norm(H) is the Frobenius norm by default, the root of the sum of ALL squared eigenvalues, not the largest one.
# told: by_frobenius
import math
import torch

def max_stable_eta(H):
    biggest = torch.linalg.norm(H)
    return float(2 / biggest)

# %% wrong: TWO: the diagonal entries are taken for the eigenvalues; and their mean is used, not the largest.
# told: by_mean
import math
import torch

def max_stable_eta(H):
    lam = torch.diagonal(H)
    return 2 / lam.mean()

# %% wrong: Power iteration from the vector of ones: it never finds the top eigenvector where that is perpendicular to the ones.
# told: power_iteration_from_ones
import math
import torch

def max_stable_eta(H):
    q = torch.ones(H.shape[0], dtype=torch.float64)
    for _ in range(2000):
        q = H @ q
        q = q / q.norm()
    return 2 / (q @ H @ q)

# %% wrong: Returns the limits of all directions, a tensor of shape (n,); the line that takes the smallest is missing.
# told: one_each
import math
import torch

def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    limits = 2 / lam
    return limits

# %% right: The largest singular value: for a symmetric positive definite matrix it is the largest eigenvalue.
import math
import torch


def max_stable_eta(H):
    s = torch.linalg.svdvals(H)
    return 2 / float(s[0])

# %% right: numpy eigenvalues, the limit of each direction in a loop, the smallest one kept.
import math
import torch


def max_stable_eta(H):
    import numpy as np
    best = math.inf
    for lam in np.linalg.eigvalsh(H.detach().numpy()):
        limit = 2.0 / lam
        if limit < best:
            best = limit
    return float(best)

# %% right: Early return for n = 1; else the curvature along the last eigenvector, q'Hq / q'q.
import math
import torch


def max_stable_eta(H):
    if H.numel() == 1:
        return 2 / H.item()
    lam, Q = torch.linalg.eigh(H)
    q = Q[:, -1]
    return 2 * (q @ q) / (q @ H @ q)

# %% wrong: Forbids any change of sign: 1 - eta*lambda must stay positive, so the limit is 1/lambda_max.
# told: one_over_largest
import math
import torch


def max_stable_eta(H):
    return 1.0 / torch.linalg.eigvalsh(H).max()

# %% wrong: Gives the step that converges fastest, 2/(lambda_min + lambda_max), not the limit.
# told: fastest
import math
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2 / (lam[0] + lam[-1])

# %% wrong: Takes the mean curvature over all directions, trace/n, as if one direction could help another.
# told: by_mean
import math
import torch


def max_stable_eta(H):
    n = H.shape[0]
    return 2 * n / torch.trace(H)

# %% wrong: eigvalsh sorts upwards, so the entry 0 is the smallest eigenvalue, not the largest.
# told: smallest
import math
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2 / lam[0].item()

# %% wrong: TWO: reads the curvatures off the diagonal though H need not be diagonal; and has 1 in place of 2.
# told: one_over_diagonal
import math
import torch


def max_stable_eta(H):
    return 1 / torch.diagonal(H).max()

# %% wrong: Returns the limits of all directions; the smallest is picked, but the wrong variable is returned.
# told: one_each
import math
import torch


def max_stable_eta(H):
    lam, Q = torch.linalg.eigh(H)
    limits = 2 / lam
    limit = limits.min()
    return limits

# %% right: NumPy: the largest eigenvalue as the spectral norm (largest singular value); returns a float.
import numpy as np


def max_stable_eta(H):
    return 2.0 / float(np.linalg.norm(H.numpy(), ord=2))

# %% right: The general eigenvalue function (complex results, no order); a limit for each direction, the smallest by a loop.
import torch


def max_stable_eta(H):
    limit = float("inf")
    for lam in torch.linalg.eigvals(H):
        limit_here = 2 / lam.real.item()
        if limit_here < limit:
            limit = limit_here
    return torch.tensor(limit, dtype=torch.float64)

# %% right: Without an eigenvalue function: the largest eigenvalue from traces of H, H², H⁴, ... (repeated squaring, scaled each time).
import math

import torch


def max_stable_eta(H):
    M = H.clone()
    log_lam = 0.0
    power = 1.0
    for _ in range(60):
        tr = torch.trace(M).item()
        log_lam += math.log(tr) / power
        M = M / tr
        M = M @ M
        power *= 2
    return 2 / math.exp(log_lam)

# %% wrong: It asks that the directions shrink on average: the geometric mean of the eigenvalues (from the determinant) stands in place of the largest.
# told: by_geometric_mean
import torch


def max_stable_eta(H):
    n = H.shape[0]
    mean_curvature = torch.linalg.det(H) ** (1 / n)
    return 2 / mean_curvature

# %% wrong: The curvature is measured along one direction only, the vector of ones; the limit must hold for every start.
# told: along_ones
import torch


def max_stable_eta(H):
    q = torch.ones(H.shape[0], dtype=H.dtype)
    curvature = (q @ H @ q) / (q @ q)
    return 2 / curvature

# %% wrong: eigvalsh sorts from small to large, so the first eigenvalue is the smallest, not the largest.
# told: smallest
import torch


def max_stable_eta(H):
    largest = torch.linalg.eigvalsh(H)[0]
    return 2 / largest

# %% wrong: The factor 1/2 of f is kept in the curvature: the eigenvalues of H/2 are used, and the limit is twice too large.
# told: four_over_largest
import torch


def max_stable_eta(H):
    curvatures = torch.linalg.eigvalsh(0.5 * H)
    return 2 / curvatures.max()

# %% wrong: TWO: the diagonal of H is used in place of the eigenvalues; and the limit is 1/curvature (no change of sign) in place of 2/curvature.
# told: one_over_diagonal
import torch


def max_stable_eta(H):
    curvature = torch.diagonal(H).max()
    return 1.0 / curvature

# %% wrong: For n = 1 it returns 2 / H, which has the shape (1, 1); the result must have no axes.
# told: slip
import torch


def max_stable_eta(H):
    if H.shape[0] == 1:
        return 2 / H  # the one-dimensional case
    eigenvalues, eigenvectors = torch.linalg.eigh(H)
    return 2 / eigenvalues.max()

# %% wrong: The two results of eigh are mixed up: the largest entry of the eigenvectors is used as an eigenvalue.
# told: from_eigenvectors
import torch


def max_stable_eta(H):
    lam, q = torch.linalg.eigh(H)
    return (2 / q.max()).item()

# %% right: Bisection for eta on the condition that no factor |1 - eta*lambda| is above 1; returns a Python float.
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)

    def stable(eta):
        return bool(((1 - eta * lam).abs() <= 1).all())

    scale = 1 / float(torch.trace(H))   # stable: trace >= lambda_max
    lo, hi = scale, 2 * scale
    while stable(hi):
        lo, hi = hi, 2 * hi
    for _ in range(100):
        mid = (lo + hi) / 2
        if stable(mid):
            lo = mid
        else:
            hi = mid
    return lo

# %% right: numpy's general eigenvalue routine (unsorted, real part) and a loop for the largest one; early return for n = 1.
import numpy as np
import torch


def max_stable_eta(H):
    if H.shape == (1, 1):
        return 2 / H[0, 0].item()
    top = None
    for lam in np.linalg.eigvals(H.numpy()):
        if top is None or lam.real > top:
            top = lam.real
    return float(2 / top)

# %% wrong: The limit is taken where the factor 1 - eta*lambda reaches 0 and not where it reaches -1: an alternating sign is taken for instability, so the result is 1/lambda_max.
# told: one_over_largest
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    # 1 - eta * lam must stay positive
    return 1 / lam[-1]

# %% wrong: Returns 2/(lambda_min + lambda_max), the step with the fastest convergence, and not the longest step that is still stable.
# told: fastest
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2.0 / (lam.min() + lam.max())

# %% wrong: The largest row sum of |H| (an upper bound of the eigenvalues) is used in place of the largest eigenvalue, so the result is too small unless H is diagonal.
# told: by_row_sums
import torch


def max_stable_eta(H):
    curvature = 0.0
    for row in H:
        curvature = max(curvature, row.abs().sum().item())
    return 2 / curvature

# %% wrong: The eigenvalues of eigh are taken to be sorted from large to small, so entry 0 is used as the largest one; it is the smallest.
# told: smallest
import torch


def max_stable_eta(H):
    lam, Q = torch.linalg.eigh(H)
    largest = lam[0]
    return 2 / largest

# %% wrong: torch.linalg.norm(H) without ord is the Frobenius norm (root of the sum of the squared eigenvalues), not the largest eigenvalue.
# told: by_frobenius
import torch


def max_stable_eta(H):
    L = torch.linalg.norm(H)
    return 2 / L

# %% wrong: TWO: the mean of the eigenvalues (trace / n) is used in place of the largest; and the result has shape (1,) and not no axes.
# told: by_mean_with_an_axis
import torch


def max_stable_eta(H):
    n = H.shape[0]
    lam = torch.zeros(1, dtype=torch.float64)
    for i in range(n):
        lam += H[i, i] / n
    return 2 / lam

# %% wrong: The result is capped at 1, as if a learning rate could never be larger; where the largest eigenvalue is below 2 (a flat bowl) the limit is above 1.
# told: never_above_one
import torch


def max_stable_eta(H):
    eta = 2 / torch.linalg.eigvalsh(H).max().item()
    return min(eta, 1.0)

# %% wrong: The last line is missing: one limit per eigenvector is returned, a vector (n,), and not the smallest of them.
# told: one_each
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    etas = 2 / lam
    return etas

# %% right: numpy eigenvalues, the limit of each direction in a list, the smallest limit as a Python float.
import numpy as np
import torch


def max_stable_eta(H):
    lams = np.linalg.eigvalsh(H.numpy())
    limits = [2.0 / float(l) for l in lams]
    return min(limits)

# %% right: Bisection without eigenvalues: eta is stable exactly if 2 I - eta H is positive definite, which Cholesky tests.
import math
import torch


def max_stable_eta(H):
    n = H.shape[0]
    I = torch.eye(n, dtype=H.dtype)

    def stable(eta):
        _, info = torch.linalg.cholesky_ex(2 * I - eta * H)
        return int(info) == 0

    low = 1.0 / float(torch.trace(H))
    high = 3.0 / float(torch.diagonal(H).max())
    for _ in range(200):
        mid = (low + high) / 2
        if stable(mid):
            low = mid
        else:
            high = mid
    return low

# %% wrong: The limit is taken from the average curvature trace(H) / n, but the steepest direction alone sets it.
# told: by_mean
import math
import torch


def max_stable_eta(H):
    n = H.shape[0]
    return 2.0 / (torch.trace(H) / n)

# %% wrong: Takes the largest row sum of absolute entries as the largest curvature. That is only an upper bound of the largest eigenvalue.
# told: by_row_sums
import math
import torch


def max_stable_eta(H):
    curvature = H.abs().sum(dim=1)
    return 2 / curvature.max()

# %% wrong: The result is rounded to four decimals.
# told: rounded_to_four
import math
import torch


def max_stable_eta(H):
    biggest = float(torch.linalg.eigvalsh(H).max())
    return round(2 / biggest, 4)

# %% wrong: TWO: the gradient is taken as H x / 2 (the factor 1/2 of f is kept), so the limit has a 4 in place of a 2; and the smallest eigenvalue is used.
# told: four_over_smallest
import math
import torch


def max_stable_eta(H):
    lam, q = torch.linalg.eigh(H)
    # factor 1 - eta * lam / 2 has to be above -1
    return 4 / lam[0]

# %% wrong: Power iteration from the start (1, ..., 1) only: if the steepest eigenvector is perpendicular to it, its eigenvalue is never found.
# told: power_iteration_from_ones
import math
import torch


def max_stable_eta(H):
    q = torch.ones(H.shape[0], dtype=torch.float64)
    for _ in range(5000):
        q = H @ q
        q = q / q.norm()
    return 2 / (q @ H @ q)

# %% wrong: A leftover from trying out: H is overwritten by diag(1, 10), so the argument is never looked at.
# told: clue
import math
import torch


def max_stable_eta(H):
    H = torch.diag(torch.tensor([1.0, 10.0], dtype=torch.float64))
    lam = torch.linalg.eigvalsh(H)
    return 2 / lam.max()

# %% wrong: Complex eigenvalue
# told: values
import torch

def max_stable_eta(H):
    e = torch.linalg.eigvals(H)
    return 2 / e[e.abs().argmax()]

# %% wrong: Power iteration of 20 steps
# told: power_iteration_cut_short
import torch

def max_stable_eta(H):
    x = torch.ones(H.shape[0], dtype=torch.float64)
    for _ in range(20):
        x = H @ x
        x = x / x.norm()
    return 2 / (x @ H @ x)

# %% wrong: Sqrt of two
# told: root_of_two
import torch

def max_stable_eta(H):
    return 2**0.5 / torch.linalg.eigvalsh(H).max()

# %% wrong: Subtracts a bit to be below
# told: a_millionth_less
import torch

def max_stable_eta(H):
    return 2 / torch.linalg.eigvalsh(H).max() - 1e-6

# %% wrong: Rounded to six digits
# told: slip
import torch

def max_stable_eta(H):
    return round(float(2 / torch.linalg.eigvalsh(H).max()), 6)

# %% wrong: Right for diagonal matrices, else the smallest eigenvalue
# told: diagonal_or_flattest
import torch

def max_stable_eta(H):
    if torch.equal(H, torch.diag(H.diagonal())):
        return 2 / H.diagonal().max()
    return 2 / torch.linalg.eigvalsh(H).min()

# %% wrong: 2 over the width of the spectrum
# told: by_the_width
import torch

def max_stable_eta(H):
    e = torch.linalg.eigvalsh(H)
    return 2 / (e[-1] - e[0]) if len(e) > 1 else 2 / e[0]

# %% wrong: Limit with momentum 0.9
# told: with_momentum
import torch

def max_stable_eta(H):
    return 2 * (1 + 0.9) / torch.linalg.eigvalsh(H).max()

# %% wrong: Max of inverse
# told: by_the_inverse
import torch

def max_stable_eta(H):
    return 2 * torch.linalg.inv(H).max()

# %% wrong: 2 times lambda
# told: twice_the_largest
import torch

def max_stable_eta(H):
    return 2 * torch.linalg.eigvalsh(H).max()

# %% wrong: Eigvals()[0]
# told: first_unsorted
import torch

def max_stable_eta(H):
    return 2 / torch.linalg.eigvals(H)[0].real

# %% wrong: Largest sum of a row with its signs
# told: by_signed_row_sums
def max_stable_eta(H):
    return 2 / H.sum(1).max()

# %% wrong: Curvature along ones
# told: along_ones
import torch

def max_stable_eta(H):
    x = torch.ones(H.shape[0], dtype=H.dtype)
    return 2 * (x @ x) / (x @ H @ x)

# %% wrong: TWO: The limit is taken where the factor reaches 0 (1 / lambda), not where it reaches -1 (2 / lambda); and the result keeps an axis, its shape is (1,).
# told: slip
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 1 / lam[-1:]

# %% wrong: The extra branch for n = 1 returns a whole row of H, so the result there has the shape (1,) and not ().
# told: slip
import torch


def max_stable_eta(H):
    if len(H) == 1:
        return 2 / H[0]
    lam = torch.linalg.eigvalsh(H)
    return 2 / lam[-1]

# %% right: Style: no eigenvalue function at all; bisection for the smallest t for which t I - H is positive definite.
import torch


def max_stable_eta(H):
    n = H.shape[0]
    eye = torch.eye(n, dtype=H.dtype)
    low, high = 0.0, 2 * torch.trace(H).item()
    for _ in range(200):
        mid = (low + high) / 2
        _, info = torch.linalg.cholesky_ex(mid * eye - H)
        if info.item() == 0:
            high = mid
        else:
            low = mid
    return 2 / high

# %% right: Style: NumPy; the limit of every direction first, then the smallest limit, as a Python float.
import numpy as np
import torch


def max_stable_eta(H):
    def limit_1d(curvature):
        return 2.0 / curvature

    limits = [limit_1d(float(c)) for c in np.linalg.eigvalsh(H.detach().numpy())]
    best = limits[0]
    for candidate in limits:
        if candidate < best:
            best = candidate
    return best

# %% right: Style: the largest singular value (matrix norm of order 2), which for a positive definite H is the largest eigenvalue; 0.5 * norm inverted.
import torch


def max_stable_eta(H):
    half = 0.5 * torch.linalg.matrix_norm(H, ord=2)
    return half ** -1

# %% wrong: The curvatures of all directions are added up (the trace), but each direction has its own limit and the steepest one alone sets it.
# told: by_trace
import torch


def max_stable_eta(H):
    return 2 / torch.trace(H)

# %% wrong: 2 / (smallest + largest eigenvalue) is the step that converges fastest, not the longest one that still converges.
# told: fastest
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    return 2 / (lam.min() + lam.max())

# %% wrong: The curvatures are read off the diagonal, as if the axes were always the eigenvectors of H.
# told: by_diagonal
import torch


def max_stable_eta(H):
    curvatures = torch.diagonal(H)
    return 2 / curvatures.max()

# %% wrong: eigvalsh sorts in ascending order: entry 0 is the smallest eigenvalue, not the largest.
# told: smallest
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)
    largest = lam[0]
    return 2.0 / largest

# %% wrong: The two results of eigh are mixed up: lam holds the eigenvectors, not the eigenvalues.
# told: from_eigenvectors
import torch


def max_stable_eta(H):
    _, lam = torch.linalg.eigh(H)
    return 2 / lam.max()

# %% right: Odd sign style: the smallest eigenvalue of -H is minus the largest one of H.
import torch


def max_stable_eta(H):
    lowest, *_ = torch.linalg.eigvalsh(-H)
    return -2 / lowest

# %% right: No eigenvalues at all: bisection for the smallest c for which c*I - H is still positive definite (Cholesky), then 2/c.
import torch


def max_stable_eta(H):
    n = H.shape[0]
    eye = torch.eye(n, dtype=torch.float64)
    A = H.to(torch.float64)

    def definite(c):
        _, info = torch.linalg.cholesky_ex(c * eye - A)
        return info.item() == 0

    low, high = 0.0, 2 * float(torch.trace(A))
    for _ in range(200):
        mid = (low + high) / 2
        if definite(mid):
            high = mid
        else:
            low = mid
    return 2 / high

# %% right: numpy, one limit for each eigenvalue of the general (unsymmetric) solver, and the smallest limit as a Python float.
import numpy as np
import torch


def max_stable_eta(H):
    A = np.array(H.tolist(), dtype=np.float64)
    w = np.linalg.eig(A)[0]
    return min(2.0 / float(abs(z)) for z in w)

# %% wrong: eigh returns (eigenvalues, eigenvectors), and the two are taken in the wrong order: the maximum is over the entries of the eigenvectors.
# told: from_eigenvectors
import torch


def max_stable_eta(H):
    vectors, values = torch.linalg.eigh(H)
    return 2.0 / values.max()

# %% wrong: The slice [-1:] keeps an axis, so the result has the shape (1,) and not ().
# told: slip
import torch


def max_stable_eta(H):
    lam = torch.linalg.eigvalsh(H)      # ascending
    return 2 / lam[-1:]

# %% wrong: TWO: the curvatures are read from the diagonal of H instead of its eigenvalues; and the smallest one is taken instead of the largest.
# told: by_smallest_diagonal
import torch


def max_stable_eta(H):
    curvatures = torch.diagonal(H)
    limits = 2 / curvatures
    return limits.max()

# %% wrong: The search for the largest eigenvalue starts at 1, so it is wrong when all eigenvalues are below 1.
# told: clue
import torch


def max_stable_eta(H):
    largest = 1.0
    for lam in torch.linalg.eigvalsh(H):
        if lam.item() > largest:
            largest = lam.item()
    return 2 / largest

# %% wrong: The return stands inside the loop, so only the first (smallest) eigenvalue is ever looked at.
# told: smallest
import torch


def max_stable_eta(H):
    best = float("inf")
    for lam in torch.linalg.eigvalsh(H):
        limit = 2 / float(lam)
        if limit < best:
            best = limit
        return best
