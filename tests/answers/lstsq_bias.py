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
# told: by_inverse_and_wrong_split
import torch

def lstsq_bias(X, y):
    A = torch.cat((torch.ones(len(X), 1, dtype=X.dtype), X), 1)
    s = torch.inverse(A.T @ A) @ A.T @ y
    return s[:-1], s[-1]
