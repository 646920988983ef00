# %% right: Cholesky factor and cholesky_solve with a column.
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta.sub(g, alpha=eta)
    L = torch.linalg.cholesky(B)
    return theta - eta * torch.cholesky_solve(g.unsqueeze(1), L).squeeze(1)

# %% right: Gaussian elimination by hand on lists (no pivoting needed for a positive definite B).
import torch

def prox_step(theta, g, eta, B=None):
    n = len(theta)
    A = [[float(i == j) for j in range(n)] for i in range(n)] if B is None else B.tolist()
    r = [-eta * gi for gi in g.tolist()]
    for k in range(n):
        for i in range(k + 1, n):
            q = A[i][k] / A[k][k]
            A[i] = [a - q * b for a, b in zip(A[i], A[k])]
            r[i] -= q * r[k]
    d = [0.0] * n
    for i in reversed(range(n)):
        d[i] = (r[i] - sum(A[i][j] * d[j] for j in range(i + 1, n))) / A[i][i]
    return theta + torch.tensor(d, dtype=theta.dtype)

# %% right: numpy: in the eigenbasis of B every direction is a step of its own.
import numpy as np
import torch

def prox_step(theta, g, eta, B=None):
    t, s = theta.numpy(), g.numpy()
    lam, Q = np.linalg.eigh(np.eye(t.size) if B is None else B.numpy())
    return torch.from_numpy(t - Q @ (eta * (Q.T @ s) / lam))

# %% wrong: The gradient is multiplied by B; the system B (x - theta) = -eta g must be solved.
# told: multiplied_by_B
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * (B @ g)

# %% wrong: The bowl is taken around 0 instead of around theta, so theta is missing in the result.
# told: step_alone
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(g), dtype=g.dtype)
    return -eta * torch.linalg.solve(B, g)

# %% wrong: Each entry is treated alone, with the diagonal of B: the entries outside the diagonal are ignored.
# told: diagonal_only
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * g / torch.diagonal(B)

# %% wrong: The derivative of the bowl is taken without the factor 2 of the square, so the step is twice as long.
# told: double_step
import torch

def prox_step(theta, g, eta, B=None):
    step = g if B is None else torch.linalg.solve(B, g)
    return theta - 2 * eta * step

# %% wrong: The sign is wrong: the step goes along the gradient, uphill.
# told: climbs
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=theta.dtype)
    return theta + torch.linalg.solve(B / eta, g)

# %% wrong: TWO: the step is divided by eta instead of multiplied; and B is applied to theta before the step is taken off.
# told: theta_multiplied_one_over_eta
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=theta.dtype)
    return B @ theta - torch.linalg.solve(B, g) / eta

# %% wrong: Without B the identity is float32 (no dtype), and solving it with a float64 g fails.
# told: float32_identity
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta))
    return theta - eta * torch.linalg.solve(B, g)

# %% wrong: * instead of @: the inverse is multiplied entry by entry, and the result has shape (n, n).
# told: star_for_at
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    Binv = torch.linalg.inv(B)
    return theta - eta * Binv * g

# %% right: turns to the eigenvectors of B, divides there, turns back.
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.numel(), dtype=theta.dtype)
    lam, Q = torch.linalg.eigh(B)
    return theta - eta * (Q @ ((Q.mT @ g) / lam))

# %% right: Gaussian elimination in plain Python lists.
import torch

def prox_step(theta, g, eta, B=None):
    n = len(theta)
    rhs = [-eta * v for v in g.tolist()]
    if B is not None:
        A = B.tolist()
        for i in range(n):
            for r in range(i + 1, n):
                f = A[r][i] / A[i][i]
                for c in range(i, n):
                    A[r][c] -= f * A[i][c]
                rhs[r] -= f * rhs[i]
        for i in reversed(range(n)):
            for c in range(i + 1, n):
                rhs[i] -= A[i][c] * rhs[c]
            rhs[i] /= A[i][i]
    return torch.tensor([t + s for t, s in zip(theta.tolist(), rhs)], dtype=torch.float64)

# %% right: NumPy, and the equation (B / eta) x = (B / eta) theta - g is solved for x as a whole.
import numpy as np
import torch

def prox_step(theta, g, eta, B=None):
    t, grad = theta.numpy(), g.numpy()
    A = (np.identity(t.size) if B is None else B.numpy()) / eta
    x = np.linalg.solve(A, A.dot(t) - grad)
    return torch.from_numpy(x)

# %% wrong: The gradient is multiplied by B; it must be multiplied by the inverse of B (solve B s = -eta g).
# told: multiplied_by_B
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * (B @ g)

# %% wrong: The inverse of B is taken entry by entry as 1 / B, which is not the inverse of a matrix.
# told: entries_inverted
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    Binv = 1 / B
    return theta - eta * Binv @ g

# %% wrong: The equation is solved as B x = theta - eta g, as if B acted on x only and not on x - theta.
# told: everything_divided
import torch

def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    if B is None:
        B = torch.eye(n, dtype=theta.dtype)
    # g + (B x - theta) / eta = 0
    return torch.linalg.solve(B, theta - eta * g)

# %% wrong: The square of the bowl is differentiated without its factor 2, so the step is twice as long (2 eta instead of eta).
# told: double_step
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(g), dtype=g.dtype)
    # derivative: g + B s / (2 eta) = 0
    s = torch.linalg.solve(B, -2 * eta * g)
    return theta + s

# %% wrong: The Cholesky factor is used only once: solves L s = -eta g where L L' s = -eta g is needed.
# told: one_cholesky_factor
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    L = torch.linalg.cholesky(B)
    s = torch.linalg.solve_triangular(L, (-eta * g).unsqueeze(1), upper=False)
    return theta + s.squeeze(1)

# %% wrong: TWO: only the diagonal of B is used; and the step goes along the gradient, not against it.
# told: climbs_by_the_diagonal
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        d = torch.ones_like(g)
    else:
        d = torch.diagonal(B)
    return theta + eta * g / d

# %% wrong: With a single parameter (n = 1) the squeeze removes the only axis: the result has shape () and not (1,).
# told: axis_of_length_1_lost
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=theta.dtype)
    g_col = g.reshape(-1, 1)
    x = theta.reshape(-1, 1) - eta * torch.linalg.solve(B, g_col)
    return x.squeeze()

# %% wrong: theta itself is changed by -= ; the arguments must stay as they are.
# told: changed
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        step = eta * g
    else:
        step = eta * torch.linalg.inv(B) @ g
    theta -= step
    return theta

# %% right: Cholesky factor and two triangular solves.
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return torch.sub(theta, g, alpha=eta)
    L = torch.linalg.cholesky(B)
    s = torch.cholesky_solve(-(eta * g).reshape(-1, 1), L)
    return theta + s.reshape(-1)

# %% right: Gaussian elimination on Python lists, no torch.linalg at all.
import math
import torch


def prox_step(theta, g, eta, B=None):
    n = theta.numel()
    A = [[float(i == j) for j in range(n)] for i in range(n)] if B is None else B.tolist()
    r = [-eta * t for t in g.tolist()]
    for i in range(n):
        for j in range(i + 1, n):
            f = A[j][i] / A[i][i]
            A[j] = [a - f * b for a, b in zip(A[j], A[i])]
            r[j] -= f * r[i]
    s = [0.0] * n
    for i in reversed(range(n)):
        s[i] = (r[i] - sum(A[i][j] * s[j] for j in range(i + 1, n))) / A[i][i]
    return theta + torch.tensor(s, dtype=theta.dtype)

# %% right: In the eigenvectors' axes the bowl is not tilted, and each coordinate is a plain division.
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta)).double()
    lam, Q = torch.linalg.eigh(B / eta)
    return theta - Q @ ((Q.mT @ g) / lam)

# %% wrong: Multiplies the gradient by B; the equation B s = -eta g must be solved, so B's inverse belongs there.
# told: multiplied_by_B
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * (B @ g)

# %% wrong: Divides by the diagonal of B only; the entries off the diagonal couple the equations.
# told: diagonal_only
import math
import torch


def prox_step(theta, g, eta, B=None):
    d = torch.ones_like(g) if B is None else torch.diagonal(B)
    return theta - eta * g / d

# %% wrong: Makes the direction a unit vector, as if eta were the length of the step; the minimum of the model needs no such scaling.
# told: step_of_length_eta
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        s = g
    else:
        s = torch.linalg.solve(B, g)
    return theta - eta * s / torch.linalg.norm(s)

# %% wrong: The derivative of s'Bs is 2Bs and cancels the 1/2; here it is forgotten, so the step is twice too long.
# told: double_step
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(g), dtype=g.dtype)
    return theta - torch.linalg.solve(B / (2 * eta), g)

# %% wrong: Applies the inverse of B to theta as well: B s = -eta g holds for the step s, not for x.
# told: everything_divided
import math
import torch


def prox_step(theta, g, eta, B=None):
    rhs = theta - eta * g
    if B is None:
        return rhs
    return torch.linalg.solve(B, rhs)

# %% wrong: TWO: 1/B takes the reciprocal of every entry, which is not the inverse matrix; and the step goes along the gradient, not against it.
# told: climbs_by_inverted_entries
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta + eta * g
    return theta + eta * (1 / B) @ g

# %% wrong: The identity for B=None is float32, so solve with a float64 gradient stops with an error there.
# told: float32_identity
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0])
    return theta - eta * torch.linalg.solve(B, g)

# %% wrong: With the Cholesky factor L one must solve with L and then with its transpose; the second solve is forgotten.
# told: one_cholesky_factor
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    L = torch.linalg.cholesky(B)
    z = torch.linalg.solve_triangular(L, (-eta * g)[:, None], upper=False)
    s = z[:, 0]
    return theta + s

# %% right: Early return for None, else Cholesky and cholesky_solve with a column vector.
import math
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - g * eta
    L = torch.linalg.cholesky(B)
    return theta - eta * torch.cholesky_solve(g.unsqueeze(1), L).squeeze(1)

# %% right: Gaussian elimination by hand on Python lists.
import math
import torch

def prox_step(theta, g, eta, B=None):
    n = len(g)
    A = [[float(i == j) for j in range(n)] for i in range(n)] if B is None else B.tolist()
    r = [-eta * a for a in g.tolist()]
    for i in range(n):
        for k in range(i + 1, n):
            f = A[k][i] / A[i][i]
            for j in range(i, n):
                A[k][j] -= f * A[i][j]
            r[k] -= f * r[i]
    for i in reversed(range(n)):
        r[i] = (r[i] - sum(A[i][j] * r[j] for j in range(i + 1, n))) / A[i][i]
    return theta + torch.tensor(r, dtype=torch.float64)

# %% right: Solves B x = B theta - eta g directly for x, with numpy.
import math
import numpy as np
import torch

def prox_step(theta, g, eta, B=None):
    t, d = theta.detach().numpy(), g.detach().numpy()
    M = np.eye(t.size) if B is None else B.detach().numpy()
    return torch.from_numpy(np.linalg.solve(M, M @ t - eta * d))

# %% wrong: Each entry is divided by its own diagonal entry of B, as if the bowl were not tilted.
# told: diagonal_only
import math
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=torch.float64)
    curvature = torch.diagonal(B)
    return theta - eta * g / curvature

# %% wrong: The bowl is put around 0 in place of theta: the minimum is measured from the origin.
# told: step_alone
import math
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=theta.dtype)
    x = torch.linalg.solve(B / eta, -g)
    return x

# %% wrong: The derivative of the bowl is taken without the 2 that cancels the 1/2, so the step is twice as long.
# told: double_step
import math
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    # g + B s / (2 eta) = 0
    s = torch.linalg.solve(B / (2 * eta), -g)
    return theta + s

# %% wrong: B^-1 is applied to theta as well: solve(B, theta - eta*g) in place of theta - eta*solve(B, g).
# told: everything_divided
import math
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    return torch.linalg.solve(B, theta - eta * g)

# %% wrong: The "if B is None" was forgotten: B is always overwritten by the identity.
# told: without_B
import math
import torch

def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    B = torch.eye(n, dtype=torch.float64)
    s = torch.linalg.solve(B, -eta * g)
    return theta + s

# %% right: Gauss elimination with Python lists.
import math
import torch


def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    if B is None:
        return theta - eta * g
    A = [row + [-eta * r] for row, r in zip(B.tolist(), g.tolist())]
    for c in range(n):
        p = max(range(c, n), key=lambda r: abs(A[r][c]))
        A[c], A[p] = A[p], A[c]
        for r in range(c + 1, n):
            f = A[r][c] / A[c][c]
            A[r] = [a - f * b for a, b in zip(A[r], A[c])]
    s = [0.0] * n
    for r in reversed(range(n)):
        s[r] = (A[r][n] - sum(A[r][c] * s[c] for c in range(r + 1, n))) / A[r][r]
    return theta + torch.tensor(s, dtype=torch.float64)

# %% right: In the axes of the bowl: eigenvectors, each direction on its own.
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.numel(), dtype=theta.dtype)
    lam, Q = torch.linalg.eigh(B)
    return theta - eta * (Q @ ((Q.mT @ g) / lam))

# %% right: cholesky_solve with a column, only when there is a B.
import math
import torch


def prox_step(theta, g, eta, B=None):
    step = g
    if B is not None:
        step = torch.cholesky_solve(g.unsqueeze(1), torch.linalg.cholesky(B)).squeeze(1)
    return torch.sub(theta, step, alpha=eta)

# %% wrong: The gradient is multiplied by B, not by its inverse: a steeper bowl would make a longer step.
# told: multiplied_by_B
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=theta.dtype)
    return theta - eta * B @ g

# %% wrong: Each entry is divided by the sum of its row of B, as if all s_i were equal.
# told: row_sums
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - eta * g / B.sum(dim=1)

# %% wrong: Takes the gradient of the loss at theta with the bowl centred at 0: the bowl's centre is left out, so the step itself comes out.
# told: step_alone
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    x = torch.linalg.solve(B, -eta * g)
    return x

# %% wrong: The derivative of s'Bs is taken as Bs, so the 2 of the 2 eta stays and the step is twice too long.
# told: double_step
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    return theta - torch.linalg.solve(B / (2 * eta), g)

# %% wrong: Solves with the Cholesky factor only once; B = L L' needs a second solve with L'.
# told: one_cholesky_factor
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    L = torch.linalg.cholesky(B)
    s = torch.linalg.solve_triangular(L, -eta * g[:, None], upper=False)
    return theta + s[:, 0]

# %% wrong: TWO: the step goes uphill (plus sign); and without B the step forgets eta.
# told: clue
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta + g
    return theta + eta * torch.linalg.solve(B, g)

# %% wrong: Without B the identity is always 2 by 2, so other sizes fail.
# told: advice
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(2, dtype=torch.float64)
    return theta - eta * torch.linalg.inv(B) @ g

# %% wrong: 1 / B turns over each entry; that is not the inverse matrix (and 1/0 gives inf).
# told: clue
import math
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.numel(), dtype=torch.float64)
    B_inv = 1 / B
    s = -eta * (B_inv @ g)
    return theta + s

# %% right: Along the eigenvectors of B each direction is a problem in one dimension.
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    lam, Q = torch.linalg.eigh(B)
    return theta - eta * (Q @ ((Q.mT @ g) / lam))

# %% right: Gaussian elimination by hand with Python lists, no linalg.
import torch

def prox_step(theta, g, eta, B=None):
    n = len(g)
    rhs = [-eta * float(e) for e in g]
    A = [[float(i == j) for j in range(n)] for i in range(n)] if B is None else B.tolist()
    for c in range(n):
        for r in range(c + 1, n):
            f = A[r][c] / A[c][c]
            for j in range(c, n):
                A[r][j] -= f * A[c][j]
            rhs[r] -= f * rhs[c]
    s = [0.0] * n
    for r in reversed(range(n)):
        s[r] = (rhs[r] - sum(A[r][j] * s[j] for j in range(r + 1, n))) / A[r][r]
    return theta + torch.tensor(s, dtype=torch.float64)

# %% right: The model as a function of the step; autograd gives gradient and Hessian, and one Newton step from s = 0 is exact.
import torch

def prox_step(theta, g, eta, B=None):
    bowl = torch.eye(len(theta), dtype=theta.dtype) if B is None else B

    def model(s):
        return g @ s + s @ bowl @ s / (2 * eta)

    zero = torch.zeros_like(theta)
    H = torch.autograd.functional.hessian(model, zero)
    grad = torch.autograd.functional.jacobian(model, zero)
    return theta - torch.cholesky_solve(grad[:, None], torch.linalg.cholesky(H))[:, 0]

# %% wrong: B is inverted on the whole point theta - eta*g, not only on the step; theta itself must not be changed by B.
# told: everything_divided
import torch

def prox_step(theta, g, eta, B=None):
    x = theta - eta * g
    if B is None:
        return x
    return torch.linalg.solve(B, x)

# %% wrong: Only the diagonal of B is used: every entry is treated by itself, as if the bowl were not tilted.
# told: diagonal_only
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        d = torch.ones_like(theta)
    else:
        d = torch.diagonal(B)
    return theta - eta * g / d

# %% wrong: The minimum is sought only along the line in the direction of -g, with the best length there; the true minimum lies elsewhere if B is tilted.
# told: best_along_g
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    t = eta * (g @ g) / (g @ B @ g)
    return theta - t * g

# %% wrong: The factor 1/2 is kept in the derivative of the bowl (the 2 from the square is forgotten), so the step is twice too long.
# told: double_step
import torch

def prox_step(theta, g, eta, B=None):
    n = len(theta)
    if B is None:
        B = torch.eye(n, dtype=theta.dtype)
    s = torch.linalg.solve(B / (2 * eta), -g)
    return theta + s

# %% wrong: When the equation is solved for s, eta lands on the wrong side: the step is divided by eta in place of multiplied.
# told: one_over_eta_with_B
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    s = -torch.linalg.solve(eta * B, g)
    return theta + s

# %% wrong: TWO: each entry of B is inverted by itself, which is not the inverse matrix; and only the step s is returned, without theta.
# told: step_alone_entries_inverted
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B_inv = torch.eye(theta.shape[0], dtype=torch.float64)
    else:
        B_inv = 1 / B
    return -eta * (B_inv @ g)

# %% wrong: squeeze() also removes the axis of length 1 when n = 1, so the result has the shape () in place of (1,).
# told: axis_of_length_1_lost
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.numel(), dtype=theta.dtype)
    right = (B @ theta - eta * g).reshape(-1, 1)
    x = torch.linalg.solve(B, right)
    return x.squeeze()

# %% wrong: The line that puts in the identity is not indented below the if, so it replaces every B.
# told: without_B
import torch

def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    if B is None:
        print("no B")
    B = torch.eye(n, dtype=torch.float64)
    return theta - eta * torch.linalg.inv(B) @ g

# %% right: One Newton step on the model, from theta, with the gradient and the Hessian from autograd: exact, because the model is quadratic.
import torch

def prox_step(theta, g, eta, B=None):

    A = torch.eye(len(theta), dtype=theta.dtype) if B is None else B

    def model(x):
        s = x - theta
        return g @ x + (s @ (A @ s)) / (2 * eta)

    x0 = theta.clone()
    grad = torch.autograd.functional.jacobian(model, x0)
    H = torch.autograd.functional.hessian(model, x0)
    return x0 - torch.linalg.solve(H, grad)

# %% right: Gaussian elimination by hand in Python lists; no pivoting is needed, because B is positive definite.
import torch

def prox_step(theta, g, eta, B=None):

    n = theta.shape[0]
    if B is None:
        return torch.tensor([t - eta * d for t, d in zip(theta.tolist(), g.tolist())], dtype=torch.float64)
    A = [row + [-eta * d] for row, d in zip(B.tolist(), g.tolist())]
    for i in range(n):
        for r in range(i + 1, n):
            f = A[r][i] / A[i][i]
            A[r] = [a - f * b for a, b in zip(A[r], A[i])]
    s = [0.0] * n
    for i in reversed(range(n)):
        s[i] = (A[i][n] - sum(A[i][j] * s[j] for j in range(i + 1, n))) / A[i][i]
    return theta + torch.tensor(s, dtype=torch.float64)

# %% right: Turns to the eigenvectors of B, where the bowl is aligned with the axes, divides there and turns back.
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        B = torch.eye(*theta.shape, *theta.shape, dtype=theta.dtype)
    lam, Q = torch.linalg.eigh(B)
    along = torch.einsum("ij,i->j", Q, g) / lam
    return theta - eta * torch.einsum("ij,j->i", Q, along)

# %% wrong: Each entry is divided by its own diagonal entry of B; the coupling by the other entries is left out.
# told: diagonal_only
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        return theta - eta * g
    return theta - eta * g / torch.diagonal(B)

# %% wrong: Solves B x = theta - eta g for x: the matrix belongs to x - theta, not to x alone.
# told: everything_divided
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        B = torch.eye(len(theta), dtype=theta.dtype)
    return torch.linalg.solve(B, theta - eta * g)

# %% wrong: Takes the rate of an entry from the sum of its row of B, as if all entries of the step were equal, instead of solving the linear equations.
# told: row_sums
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    stiffness = B.sum(dim=1)
    return theta - eta * g / stiffness

# %% wrong: The derivative of the bowl is taken without the factor 2 of the square, so the step is twice as long.
# told: double_step
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        B = torch.eye(len(theta), dtype=torch.float64)
    # g + B (x - theta) / (2 eta) = 0
    s = torch.linalg.solve(B / (2 * eta), -g)
    return theta + s

# %% wrong: Solves with the Cholesky factor L of B only once, where L and then its transpose are needed.
# told: one_cholesky_factor
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        return theta - eta * g
    L = torch.linalg.cholesky(B)
    s = torch.linalg.solve_triangular(L, g[:, None], upper=False)
    return theta - eta * s[:, 0]

# %% wrong: TWO: the inverse of B is taken entry by entry (1 over each entry off 0) instead of as a matrix; and the step is added with the wrong sign.
# told: climbs_by_inverted_entries_but_zeros
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        return theta + eta * g
    inverse = torch.where(B == 0, torch.zeros_like(B), 1 / B)
    return theta + eta * inverse @ g

# %% wrong: squeeze() drops every axis of length 1, so for n = 1 the result has no axis instead of the shape (1,).
# told: axis_of_length_1_lost
import torch

def prox_step(theta, g, eta, B=None):

    if B is None:
        B = torch.eye(theta.numel(), dtype=theta.dtype)
    s = torch.linalg.solve(B, -eta * g.unsqueeze(1))
    return (theta.unsqueeze(1) + s).squeeze()

# %% wrong: eta is forgotten where B is given: the step is overwritten by one without it.
# told: without_eta_with_B
import torch

def prox_step(theta, g, eta, B=None):

    s = -eta * g
    if B is not None:
        s = torch.linalg.solve(B, -g)
    return theta + s

# %% right: Gaussian elimination by hand on lists of floats, with pivoting.
import torch

def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    rhs = [-eta * v for v in g.tolist()]
    if B is None:
        s = rhs
    else:
        A = [row + [r] for row, r in zip(B.tolist(), rhs)]
        for c in range(n):
            p = max(range(c, n), key=lambda r: abs(A[r][c]))
            A[c], A[p] = A[p], A[c]
            for r in range(c + 1, n):
                f = A[r][c] / A[c][c]
                A[r] = [a - f * b for a, b in zip(A[r], A[c])]
        s = [0.0] * n
        for c in reversed(range(n)):
            s[c] = (A[c][n] - sum(A[c][j] * s[j] for j in range(c + 1, n))) / A[c][c]
    return torch.tensor([t + d for t, d in zip(theta.tolist(), s)], dtype=torch.float64)

# %% right: Writes the model down and makes one Newton step with torch's derivatives: exact, as the model is quadratic.
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.numel(), dtype=torch.float64)

    def model(x):
        d = x - theta
        return g @ x + d @ B @ d / (2 * eta)

    slope = torch.autograd.functional.jacobian(model, theta.clone())
    curve = torch.autograd.functional.hessian(model, theta.clone())
    return theta - torch.linalg.solve(curve, slope)

# %% right: Solves B x = B theta - eta g for x directly, in NumPy, without a step s.
import numpy as np
import torch

def prox_step(theta, g, eta, B=None):
    t, gr = theta.numpy(), g.numpy()
    M = np.eye(t.size) if B is None else B.numpy()
    x = np.linalg.solve(M, M @ t - eta * gr)
    return torch.from_numpy(x)

# %% wrong: Theta is not multiplied by B in the derivative (B x - theta in place of B (x - theta)), so the inverse also hits theta.
# told: everything_divided
import torch

def prox_step(theta, g, eta, B=None):
    # g + (B x - theta) / eta = 0
    if B is None:
        return theta - eta * g
    return torch.linalg.solve(B, theta - eta * g)

# %% wrong: The inverse of B is taken entry by entry (1 / B_ij, with 0 where B is 0), which is not the inverse matrix.
# told: entries_inverted_but_zeros
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=torch.float64)
    inv = torch.where(B != 0, 1 / B, torch.zeros_like(B))
    return theta - eta * inv @ g

# %% wrong: Only the direction -g is searched, with the best length on this line; the minimum of the bowl lies elsewhere if B turns the step.
# told: best_along_g_if_there_is_one
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=theta.dtype)
    gg = g @ g
    if gg == 0:
        return theta.clone()
    t = eta * gg / (g @ B @ g)
    return theta - t * g

# %% wrong: Only one of the two triangular systems is solved: with B = L L', the factor L' is left out.
# told: one_cholesky_factor
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    L = torch.linalg.cholesky(B)
    s = torch.linalg.solve_triangular(L, -eta * g.unsqueeze(1), upper=False)
    return theta + s.squeeze(1)

# %% wrong: The 2 from the derivative of the square is forgotten: the factor 1/2 stays in the derivative, and the step is twice too long.
# told: double_step
import torch

def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    A = torch.eye(n, dtype=torch.float64) if B is None else B
    A = A / (2 * eta)
    return theta + torch.linalg.solve(A, -g)

# %% wrong: TWO: the step is multiplied by B, not by its inverse; and it is added to theta, so it goes uphill.
# told: climbs_by_B
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(g), dtype=torch.float64)
    s = eta * (B @ g)
    return theta + s

# %% wrong: Without B the identity is made in float32, and solve refuses to mix it with the float64 gradient.
# told: float32_identity
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0])
    s = torch.linalg.solve(B, -eta * g)
    return theta + s

# %% wrong: In the branch with B the last line is forgotten: the step s is returned, not theta + s.
# told: step_alone_with_B
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        x = theta - eta * g
        return x
    s = torch.linalg.solve(B, g) * -eta
    return s

# %% right: Gaussian elimination written out with Python lists; positive definite, so no rows need to be swapped.
import torch

def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    rows = torch.eye(n).tolist() if B is None else B.tolist()
    A = [row + [-eta * gi] for row, gi in zip(rows, g.tolist())]
    for i in range(n):
        for j in range(i + 1, n):
            q = A[j][i] / A[i][i]
            A[j] = [a - q * b for a, b in zip(A[j], A[i])]
    s = [0.0] * n
    for i in reversed(range(n)):
        s[i] = (A[i][n] - sum(A[i][j] * s[j] for j in range(i + 1, n))) / A[i][i]
    return theta + torch.tensor(s, dtype=torch.float64)

# %% right: NumPy inside: solve (B / eta) s = -g, with B = I by a conditional expression.
import numpy as np
import torch

def prox_step(theta, g, eta, B=None):
    bowl = np.identity(len(theta)) if B is None else B.numpy()
    s = np.linalg.solve(bowl / eta, -g.numpy())
    return torch.from_numpy(theta.numpy() + s)

# %% wrong: The gradient is multiplied by B, where the linear equations B s = -eta g should be solved for s.
# told: multiplied_by_B
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=theta.dtype)
    return theta - eta * (B @ g)

# %% wrong: The inverse of B is taken entry by entry, 1 / B_ij (0 where B_ij is 0), which is not the inverse matrix.
# told: entries_inverted_but_zeros
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    inverse = torch.where(B != 0, 1 / B, torch.zeros_like(B))
    return theta - eta * inverse @ g

# %% wrong: With the Cholesky factor L only L s = -eta g is solved; the second system, with the transposed L, is missing, so B counts only by its root.
# told: one_cholesky_factor
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    L = torch.linalg.cholesky(B)
    s = torch.linalg.solve_triangular(L, g.unsqueeze(1), upper=False).squeeze(1)
    return theta - eta * s

# %% wrong: The derivative of s'Bs is taken as Bs, not 2Bs, so the 2 of 2 eta stays and the step is twice too long.
# told: double_step
import torch

def prox_step(theta, g, eta, B=None):
    n = theta.numel()
    A = (torch.eye(n, dtype=torch.float64) if B is None else B) / (2 * eta)
    return theta + torch.linalg.solve(A, -g)

# %% wrong: On the right side of B x = B theta - eta g the B before theta is missing, so theta itself is divided by B too.
# told: everything_divided
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=theta.dtype)
    rhs = theta - eta * g
    return torch.linalg.solve(B, rhs)

# %% wrong: TWO: of B only the diagonal is used; and without B the step leaves out eta.
# told: clue
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - g
    return theta - eta * g / torch.diagonal(B)

# %% wrong: squeeze() without an axis: for n = 1 the result has no axis left instead of the shape (1,).
# told: axis_of_length_1_lost
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    column = theta.reshape(-1, 1) - eta * torch.linalg.inv(B) @ g.reshape(-1, 1)
    return column.squeeze()

# %% wrong: The return of the case without B stands outside the if, so B is never used and every call makes a plain gradient step.
# told: without_B
import torch

def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    return theta - eta * g
    s = torch.linalg.solve(B, -eta * g)
    return theta + s

# %% right: The model is written down, and one Newton step with autograd's gradient and Hessian lands at its minimum.
import torch


def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    A = torch.eye(n, dtype=torch.float64) if B is None else B

    def model(x):
        d = x - theta
        return g.dot(x) + d.dot(A.mv(d)) / (2 * eta)

    grad = torch.func.grad(model)(theta)
    H = torch.func.hessian(model)(theta)
    return theta - torch.linalg.solve(H, grad)

# %% right: The axes of the bowl: eigenvectors of B, one division for each axis, and back.
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta.sub(g, alpha=eta)
    lam, Q = torch.linalg.eigh(B)
    along = torch.einsum("ij,i->j", Q, g) / lam
    return theta - eta * torch.einsum("ij,j->i", Q, along)

# %% right: Gauss elimination by hand on nested Python lists, with row exchange.
import torch


def prox_step(theta, g, eta, B=None):
    n = len(theta)
    rhs = [-eta * t for t in g.tolist()]
    M = [[float(i == j) for j in range(n)] for i in range(n)] if B is None else B.tolist()
    for c in range(n):
        q = max(range(c, n), key=lambda r: abs(M[r][c]))
        M[c], M[q] = M[q], M[c]
        rhs[c], rhs[q] = rhs[q], rhs[c]
        for r in range(c + 1, n):
            f = M[r][c] / M[c][c]
            M[r] = [x - f * y for x, y in zip(M[r], M[c])]
            rhs[r] -= f * rhs[c]
    s = [0.0] * n
    for r in reversed(range(n)):
        s[r] = (rhs[r] - sum(M[r][j] * s[j] for j in range(r + 1, n))) / M[r][r]
    return theta + torch.tensor(s, dtype=torch.float64)

# %% wrong: The inverse of B is taken entry by entry (1 over each entry), which is not the inverse of a matrix.
# told: entries_inverted_but_zeros
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    Binv = torch.where(B == 0, torch.zeros_like(B), 1 / B)
    return theta - eta * Binv @ g

# %% wrong: The 1/2 of the bowl is kept in the derivative: the derivative of s'Bs/(2 eta) is taken as B s/(2 eta), so the step is twice as long.
# told: double_step
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(len(theta), dtype=theta.dtype)
    s = torch.linalg.solve(B / (2 * eta), -g)
    return theta + s

# %% wrong: Each entry is minimised once with the others' steps as far as they are known (one sweep); the equations must hold all at the same place.
# told: lower_triangle
import torch


def prox_step(theta, g, eta, B=None):
    n = theta.shape[0]
    if B is None:
        B = torch.eye(n, dtype=torch.float64)
    s = torch.zeros(n, dtype=torch.float64)
    for i in range(n):
        rest = B[i] @ s - B[i, i] * s[i]
        s[i] = (-eta * g[i] - rest) / B[i, i]
    return theta + s

# %% wrong: eta multiplies B instead of dividing it, so with a B the step is g/eta long and not eta g.
# told: one_over_eta_with_B
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - eta * g
    return theta - torch.linalg.solve(eta * B, g)

# %% wrong: Only one triangular solve with the Cholesky factor L is made; B = L L' needs the second one with L' too.
# told: one_cholesky_factor
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.numel(), dtype=torch.float64)
    L = torch.linalg.cholesky(B)
    s = torch.linalg.solve_triangular(L, g[:, None], upper=False)
    return theta - eta * s[:, 0]

# %% wrong: TWO: theta is put under the inverse too, B^-1 (theta - eta g), as if the bowl stood around 0; and without B eta is forgotten.
# told: values
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        return theta - g
    return torch.linalg.inv(B) @ (theta - eta * g)

# %% wrong: squeeze() without an axis drops the only axis when n = 1, so the result has shape () and not (1,).
# told: axis_of_length_1_lost
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    col = theta.unsqueeze(1) - eta * torch.linalg.solve(B, g.unsqueeze(1))
    return col.squeeze()

# %% wrong: The least value of the model is returned; the x at which it is least was computed and then left behind.
# told: lowest_value
import torch


def prox_step(theta, g, eta, B=None):
    if B is None:
        B = torch.eye(theta.shape[0], dtype=torch.float64)
    s = -eta * torch.linalg.solve(B, g)
    x = theta + s
    value = g @ x + s @ B @ s / (2 * eta)
    return value
