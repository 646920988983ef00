# %% right: The ones come first, and the result is split accordingly.
import torch

def lstsq_bias(X, y):
    A = torch.cat([torch.ones(X.shape[0], 1, dtype=X.dtype), X], dim=1)
    sol = torch.linalg.pinv(A) @ y
    return sol[1:], sol[0]

# %% right: numpy's lstsq, which finds the shortest of the best weights.
import numpy as np
import torch

def lstsq_bias(X, y):
    A = np.hstack([X.numpy(), np.ones((len(X), 1))])
    s, *_ = np.linalg.lstsq(A, y.numpy(), rcond=None)
    return torch.tensor(s[:-1]), s[-1]

# %% right: torch's lstsq with a right side of one column.
import torch

def lstsq_bias(X, y):
    A = torch.column_stack((X, torch.ones(len(y), dtype=X.dtype)))
    sol = torch.linalg.lstsq(A, y.unsqueeze(1), driver="gelsd").solution.squeeze(1)
    return sol[:-1], sol[-1].item()

# %% right: Means taken away first, the bias from the means afterwards.
import torch

def lstsq_bias(X, y):
    mx, my = X.mean(0), y.mean()
    w = torch.linalg.pinv(X - mx) @ (y - my)
    return w, my - w @ mx

# %% wrong: No column of ones, the bias is 0.
# told: without_ones
import torch

def lstsq_bias(X, y):
    return torch.linalg.pinv(X) @ y, torch.tensor(0.0, dtype=X.dtype)

# %% wrong: Ones are the first column, but the last weight is taken for the bias.
# told: ones_first_split_last
import torch

def lstsq_bias(X, y):
    A = torch.cat((torch.ones(len(X), 1, dtype=X.dtype), X), 1)
    s = torch.linalg.pinv(A) @ y
    return s[:-1], s[-1]

# %% wrong: The normal equations with an inverse that need not exist.
# told: by_inverse
import torch

def lstsq_bias(X, y):
    A = torch.cat((X, torch.ones(len(X), 1, dtype=X.dtype)), 1)
    s = torch.inverse(A.T @ A) @ A.T @ y
    return s[:-1], s[-1]

# %% wrong: The bias is the mean of y.
# told: mean_as_bias
import torch

def lstsq_bias(X, y):
    A = torch.cat((X, torch.ones(len(X), 1, dtype=X.dtype)), 1)
    s = torch.linalg.pinv(A) @ y
    return s[:-1], y.mean()

# %% wrong: The bias comes first in the result.
# told: bias_first
import torch

def lstsq_bias(X, y):
    A = torch.cat((torch.ones(len(X), 1, dtype=X.dtype), X), 1)
    s = torch.linalg.pinv(A) @ y
    return s[0], s[1:]

# %% wrong: y is made a column, so w is a table.
# told: column_of_weights
import torch

def lstsq_bias(X, y):
    A = torch.cat((X, torch.ones(len(X), 1, dtype=X.dtype)), 1)
    s = torch.linalg.pinv(A) @ y.reshape(-1, 1)
    return s[:-1], s[-1].item()

# %% wrong: Fits without a bias and takes the mean residual for it.
# told: bias_afterwards
import torch

def lstsq_bias(X, y):
    w = torch.linalg.pinv(X) @ y
    b = torch.mean(y - X @ w)
    return w, b

# %% wrong: The whole vector is returned as w.
# told: bias_left_in_w
import torch

def lstsq_bias(X, y):
    A = torch.cat((X, torch.ones(len(X), 1, dtype=X.dtype)), 1)
    s = torch.linalg.pinv(A) @ y
    return s, s[-1]

# %% wrong: One regression for each column on its own.
# told: one_at_a_time
import torch

def lstsq_bias(X, y):
    w = []
    for j in range(X.shape[1]):
        c = X[:, j] - X[:, j].mean()
        v = (c * c).sum()
        w.append((c * y).sum() / v if v > 1e-9 else torch.tensor(0.0, dtype=X.dtype))
    w = torch.stack(w)
    return w, y.mean() - X.mean(0) @ w

# %% wrong: A slice leaves an axis on the bias.
# told: bias_with_an_axis
import torch

def lstsq_bias(X, y):
    d = X.shape[1]
    A = torch.cat((X, torch.ones(len(X), 1, dtype=X.dtype)), 1)
    s = torch.linalg.pinv(A) @ y
    return s[:d], s[d:]

# %% wrong: Only y is centred.
# told: only_y_centred
import torch

def lstsq_bias(X, y):
    b = y.mean()
    return torch.linalg.pinv(X) @ (y - b), b

# %% wrong: TWO: no column of ones, and the bias comes first.
# told: without_ones_and_bias_first
import torch

def lstsq_bias(X, y):
    return 0.0, torch.linalg.pinv(X) @ y

# %% wrong: TWO: an inverse, and the ones are first but the last weight is the bias.
# told: ones_first_split_last
import torch

def lstsq_bias(X, y):
    A = torch.cat((torch.ones(len(X), 1, dtype=X.dtype), X), 1)
    s = torch.inverse(A.T @ A) @ A.T @ y
    return s[:-1], s[-1]

# %% right: Numpy's least squares with the ones in front, and back to torch.
import numpy as np
import torch

def lstsq_bias(X, y):
    A = np.c_[np.ones(len(y)), X.numpy()]
    b, *w = np.linalg.lstsq(A, y.numpy(), rcond=None)[0].tolist()
    return torch.tensor(w, dtype=X.dtype), b

# %% right: A sum over the singular directions, those with (almost) no length left out.
import torch

def lstsq_bias(X, y):
    n, d = X.shape
    A = torch.ones((n, d + 1), dtype=X.dtype)
    A[:, :d] = X
    U, S, Vh = torch.linalg.svd(A, full_matrices=False)
    theta = torch.zeros(d + 1, dtype=X.dtype)
    for k in range(len(S)):
        if S[k] > 1e-12 * S[0]:
            theta += (U[:, k] @ y) / S[k] * Vh[k]
    return theta[:d], float(theta[d])

# %% right: Gram-Schmidt by hand; each direction remembers of which columns it is made.
import torch

def lstsq_bias(X, y):
    n, d = X.shape
    columns = [torch.ones(n, dtype=X.dtype)] + [X[:, j] for j in range(d)]
    recipes = torch.eye(d + 1, dtype=X.dtype)
    basis = []

    def without(v, c):
        for q, cq in basis:
            a = q @ v
            v, c = v - a * q, c - a * cq
        return v, c

    for col, c in zip(columns, recipes):
        v, c = without(*without(col, c))
        length = v.norm()
        if length > 1e-9 * col.norm():
            basis.append((v / length, c / length))

    theta = sum((q @ y) * cq for q, cq in basis)
    return theta[1:], theta[0].item()

# %% wrong: The weights are fitted through 0 and the bias is only put on afterwards as the mean residual, but weights and bias must be fitted together.
# told: bias_afterwards
import torch

def lstsq_bias(X, y):
    # first the weights
    w = torch.linalg.pinv(X) @ y
    # what is left over on average must be the bias
    rest = y - X @ w
    b = rest.mean()
    return w, b

# %% wrong: Each weight is the slope of a line through this one column alone, so correlated predictors explain the same part of y several times.
# told: one_at_a_time
import torch

def lstsq_bias(X, y):
    n, d = X.shape
    w = torch.zeros(d, dtype=X.dtype)
    ym = y.mean()
    for j in range(d):
        col = X[:, j]
        dx = col - col.mean()
        bottom = (dx * dx).sum()
        if bottom > 1e-12:
            w[j] = (dx * (y - ym)).sum() / bottom
    b = ym - (w * X.mean(dim=0)).sum()
    return w, b.item()

# %% wrong: The column of ones stands first, but the bias is read from the last entry of the solution.
# told: ones_first_split_last
import torch

def lstsq_bias(X, y):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype)
    A = torch.cat([ones, X], dim=1)
    theta = torch.linalg.lstsq(A, y.unsqueeze(1)).solution.squeeze(1)
    return theta[:-1], theta[-1]

# %% wrong: X.mean() without dim=0 is one number for the whole table, so the columns are not centred each by its own mean.
# told: one_mean_throughout
import numpy as np
import torch

def lstsq_bias(X, y):
    xm = X.mean()
    ym = y.mean()
    w, *_ = np.linalg.lstsq((X - xm).numpy(), (y - ym).numpy(), rcond=None)
    w = torch.from_numpy(w)
    b = ym - (w * xm).sum()
    return w, float(b)

# %% wrong: The mean of each row is subtracted instead of that of each column, and the bias adds w · mean(x) where it has to subtract it.
# told: row_means_and_added_bias
import torch

def lstsq_bias(X, y):
    Xc = X - X.mean(dim=1, keepdim=True)
    yc = y - y.mean()
    w = torch.linalg.pinv(Xc) @ yc
    b = y.mean() + X.mean(dim=0) @ w
    return w, b

# %% wrong: Columns that hold a single value are thrown out, and then w has no entry for them: its shape is no longer (d,).
# told: constant_columns_dropped
import torch

def lstsq_bias(X, y):
    # a constant column would fight with the column of ones, so out with it
    spread = X.max(dim=0).values - X.min(dim=0).values
    useful = X[:, spread > 0]
    A = torch.hstack([useful, torch.ones(len(y), 1, dtype=X.dtype)])
    sol = torch.linalg.pinv(A) @ y
    w = sol[:-1]
    b = sol[-1].item()
    return w, b

# %% wrong: Y was made a column for the solver, and nobody took the extra axis away: w has the shape (d, 1) and b the shape (1,).
# told: column_and_bias_with_an_axis
import numpy as np
import torch

def lstsq_bias(X, y):
    A = np.hstack([X.numpy(), np.ones((X.shape[0], 1))])
    Y = y.numpy().reshape(-1, 1)
    sol = np.linalg.lstsq(A, Y, rcond=None)[0]
    return torch.tensor(sol[:-1]), torch.tensor(sol[-1])

# %% wrong: 500 steps of gradient descent with a fixed step size are not a solver: it stops before the best fit, or flies away with large predictors.
# told: descent_full_500_0_01
import torch

def lstsq_bias(X, y):
    n, d = X.shape
    w = torch.zeros(d, dtype=X.dtype)
    b = 0.0
    lr = 0.01
    for step in range(500):
        err = X @ w + b - y
        grad_w = 2 / n * (X.T @ err)
        grad_b = 2 * err.mean()
        w = w - lr * grad_w
        b = b - lr * grad_b
    return w, b

# %% right: A column of ones and the pseudoinverse.
import torch


def lstsq_bias(X, y):
    A = torch.nn.functional.pad(X, (0, 1), value=1.0)
    *w, b = torch.linalg.pinv(A) @ y
    return torch.stack(w), b

# %% right: Numpy's lstsq with the ones in front.
import numpy as np
import torch


def lstsq_bias(X, y):
    def with_ones(M):
        return np.column_stack([np.ones(M.shape[0]), M])

    solution, *_ = np.linalg.lstsq(with_ones(X.numpy().astype(np.float64)), y.numpy().astype(np.float64), rcond=None)
    return torch.tensor(solution[1:], dtype=X.dtype), float(solution[0])

# %% right: The singular value decomposition by hand, one direction after the other; tiny ones are skipped.
import torch


def lstsq_bias(X, y):
    n, d = X.shape
    A = torch.empty(n, d + 1, dtype=X.dtype)
    A[:, :d] = X
    A[:, d] = 1
    U, S, Vh = torch.linalg.svd(A, full_matrices=False)
    cut = S[0] * max(A.shape) * torch.finfo(A.dtype).eps * 4
    theta = torch.zeros(d + 1, dtype=X.dtype)
    for i in range(len(S)):
        if S[i] > cut:
            theta = theta + torch.dot(U[:, i], y) / S[i] * Vh[i]
    return theta[:d], theta[d]

# %% wrong: The weights are fitted through 0 first and the bias is only the mean of what is left, instead of fitting both together.
# told: bias_afterwards
import torch


def lstsq_bias(X, y):
    w = torch.linalg.pinv(X) @ y
    residual = y - X @ w
    b = residual.mean()
    return w, b

# %% wrong: Each weight is fitted alone with its own column, as if the predictors did not share the work.
# told: one_at_a_time
import torch


def lstsq_bias(X, y):
    n, d = X.shape
    w = torch.zeros(d, dtype=X.dtype)
    yc = y - y.mean()
    for j in range(d):
        col = X[:, j]
        if (col == col[0]).all():
            continue                      # constant column explains nothing
        cc = col - col.mean()
        w[j] = (cc * yc).sum() / (cc ** 2).sum()
    b = y.mean() - (X.mean(dim=0) * w).sum()
    return w, b

# %% wrong: The column of ones stands first, but the bias is read from the last place and the weights from the others.
# told: ones_first_split_last
import torch


def lstsq_bias(X, y):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype)
    A = torch.cat([ones, X], dim=1)
    theta = torch.linalg.lstsq(A, y.unsqueeze(1), driver="gelsd").solution.squeeze(1)
    w = theta[:-1]
    b = theta[-1]
    return w, b

# %% wrong: X is centred with the mean of all its numbers instead of the mean of each column, since dim=0 is missing.
# told: one_mean_for_all_columns
import numpy as np
import torch


def lstsq_bias(X, y):
    A = X.numpy()
    t = y.numpy()
    A_centred = A - A.mean()
    t_centred = t - t.mean()
    w = np.linalg.lstsq(A_centred, t_centred, rcond=None)[0]
    b = t.mean() - A.mean(axis=0) @ w
    return torch.from_numpy(w), float(b)

# %% wrong: A ridge of 0.1 is added so that the matrix can be inverted, which shrinks the weights, and the bias is only the mean of y without subtracting the mean of X times w.
# told: values
import torch


def lstsq_bias(X, y):
    Xc = X - X.mean(dim=0)
    yc = y - y.mean()
    d = X.shape[1]
    lam = 0.1                                   # otherwise singular matrix error
    w = torch.linalg.solve(Xc.T @ Xc + lam * torch.eye(d, dtype=X.dtype), Xc.T @ yc)
    return w, y.mean()

# %% wrong: The normal equations are solved with the inverse, which does not exist when a column occurs twice or there are fewer samples than weights.
# told: by_inverse
import torch


def lstsq_bias(X, y):
    A = torch.hstack((X, torch.ones((len(X), 1), dtype=X.dtype)))
    theta = torch.inverse(A.T @ A) @ A.T @ y
    return theta[:-1], theta[-1]

# %% wrong: Y was made a column for the solver and the solution stays one, so w has the shape (d, 1) and b the shape (1,).
# told: column_and_bias_with_an_axis
import torch


def lstsq_bias(X, y):
    n = X.size(0)
    X1 = torch.cat((X, torch.ones(n, 1, dtype=X.dtype)), 1)
    sol = torch.linalg.pinv(X1).mm(y.view(n, 1))
    w = sol[:-1]
    b = sol[-1]
    return w, b

# %% wrong: Gradient descent with a fixed small rate and 500 steps is used, which stops well before the least sum or blows up for large numbers.
# told: descent_full_500_0_01
import torch


def lstsq_bias(X, y):
    n, d = X.shape
    w = torch.zeros(d, dtype=X.dtype)
    b = torch.zeros((), dtype=X.dtype)
    lr = 0.01
    for epoch in range(500):
        error = X @ w + b - y
        grad_w = 2 * X.T @ error / n
        grad_b = 2 * error.mean()
        w = w - lr * grad_w
        b = b - lr * grad_b
    return w, b

# %% right: Another way.
import numpy as np
import torch

def lstsq_bias(X, y):
    A = np.insert(X.detach().numpy().astype(np.float64), 0, 1.0, axis=1)
    b, *w = np.linalg.lstsq(A, y.detach().numpy().astype(np.float64), rcond=1e-10)[0].tolist()
    return torch.tensor(w, dtype=X.dtype), b

# %% right: Another way.
import torch

def lstsq_bias(X, y):
    middle = X.double().mean(0)
    level = y.double().mean()
    w = torch.linalg.pinv(X.double() - middle, rtol=1e-10) @ (y.double() - level)
    return w.to(X.dtype), (level - torch.einsum("d,d->", w, middle)).to(X.dtype)

# %% right: Another way.
import torch

def with_ones(M):
    return torch.nn.functional.pad(M, (0, 1), value=1.0)

def solver(A):
    U, s, Vh = torch.linalg.svd(A, full_matrices=False)
    keep = s > 1e-10 * s.max()
    return lambda t: Vh[keep].T @ ((U[:, keep].T @ t) / s[keep])

def lstsq_bias(X, y):
    d = X.shape[1]
    sol = solver(with_ones(X.double()))(y.double())
    return sol[:d].to(X.dtype), sol[d].item()

# %% wrong: Fits the weights without a bias and then takes the mean residual as bias, although weights and bias have to be fitted together.
# told: bias_afterwards
import torch

def lstsq_bias(X, y):
    w = torch.linalg.pinv(X) @ y
    b = (y - X @ w).mean()
    return w, b

# %% wrong: Fits each column for itself with a one-predictor slope and puts these together, as if the predictors had nothing to do with each other.
# told: one_at_a_time
import torch

def lstsq_bias(X, y):
    d = X.shape[1]
    w = torch.zeros(d, dtype=X.dtype)
    for j in range(d):
        xj = X[:, j]
        dx = xj - xj.mean()
        if (xj == xj[0]).all():
            w[j] = 0
        else:
            w[j] = (dx * (y - y.mean())).sum() / (dx ** 2).sum()
    b = y.mean() - (X.mean(0) * w).sum()
    return w, b

# %% wrong: The column of ones stands first, but the bias is read from the last place of the solution.
# told: ones_first_split_last
import torch

def lstsq_bias(X, y):
    ones = torch.ones(X.shape[0], 1, dtype=X.dtype)
    A = torch.cat([ones, X], dim=1)
    sol = torch.linalg.pinv(A) @ y
    w = sol[:-1]
    b = sol[-1]
    return w, b

# %% wrong: Centres X with the mean of all its entries instead of the mean of each column.
# told: one_mean_throughout
import numpy as np
import torch

def lstsq_bias(X, y):
    Xn = X.numpy()
    yn = y.numpy()
    x_mean = Xn.mean()
    y_mean = yn.mean()
    w, *_ = np.linalg.lstsq(Xn - x_mean, yn - y_mean, rcond=None)
    b = y_mean - (w * x_mean).sum()
    return torch.from_numpy(w), float(b)

# %% wrong: Divides the columns by their spread without scaling the weights back, and takes the mean of y as bias without subtracting w times the column means.
# told: scaled_by_one_less_and_mean_bias
import torch

def lstsq_bias(X, y):
    mean = X.mean(dim=0)
    std = X.std(dim=0)
    std[std == 0] = 1
    Z = (X - mean) / std
    w = torch.linalg.pinv(Z) @ (y - y.mean())
    b = y.mean()
    return w, b

# %% wrong: Solves the normal equations with the inverse of A'A, which does not exist when columns depend on each other or there are too few samples.
# told: by_inverse
import torch

def lstsq_bias(X, y):
    n = X.shape[0]
    A = torch.cat((X, torch.ones((n, 1), dtype=X.dtype)), 1)
    theta = torch.inverse(A.T @ A) @ A.T @ y
    return theta[:-1], theta[-1]

# %% wrong: Makes y a column for the solver and does not undo it, so w has shape (d, 1) and b is a tensor of shape (1,).
# told: column_and_bias_with_an_axis
import torch

def lstsq_bias(X, y):
    n, d = X.shape
    A = torch.hstack([X, torch.ones(n, 1, dtype=X.dtype)])
    Y = y.reshape(n, 1)
    solution = torch.linalg.lstsq(A, Y, driver="gelsd").solution
    w = solution[:d]
    b = solution[d]
    return w, b

# %% wrong: Adds 0.01 to the diagonal so that the matrix can always be inverted, which is ridge regression and shrinks the weights and the bias.
# told: ridge_of_a_hundredth
import torch

def lstsq_bias(X, y):
    ones = torch.ones(len(X), dtype=X.dtype)
    A = torch.column_stack([X, ones])
    M = A.T @ A
    # small number so that it does not crash when columns are the same
    M = M + 0.01 * torch.eye(M.shape[0], dtype=X.dtype)
    sol = torch.linalg.solve(M, A.T @ y)
    w, b = sol[:-1], sol[-1]
    return w, b
