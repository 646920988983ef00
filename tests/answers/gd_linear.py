# %% right: A matrix with ones and one gradient vector.
import torch

def gd_linear(x, y, eta, epochs):
    A = torch.stack([torch.ones_like(x), x], 1)
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        theta = theta - eta * 2 / len(x) * (A.T @ (A @ theta - y))
        rows.append(theta)
    return torch.stack(rows)

# %% right: Floats, a list of pairs, a tensor at the end; the slopes from the sums.
import torch

def gd_linear(x, y, eta, epochs):
    n = len(x)
    sx, sy, sxx, sxy = float(x.sum()), float(y.sum()), float((x * x).sum()), float((x * y).sum())
    t0 = t1 = 0.0
    out = [(t0, t1)]
    for _ in range(epochs):
        g0 = 2 * (n * t0 + t1 * sx - sy) / n
        g1 = 2 * (t0 * sx + t1 * sxx - sxy) / n
        t0, t1 = t0 - eta * g0, t1 - eta * g1
        out.append((t0, t1))
    return torch.tensor(out, dtype=x.dtype)

# %% right: The residual with the other sign, and plus in the step.
import torch

def gd_linear(x, y, eta, epochs):
    way = torch.zeros((epochs + 1, 2), dtype=torch.float64)
    for k in range(epochs):
        r = y - way[k, 0] - way[k, 1] * x
        way[k + 1, 0] = way[k, 0] + 2 * eta * r.mean()
        way[k + 1, 1] = way[k, 1] + 2 * eta * (r * x).mean()
    return way

# %% wrong: t0 is overwritten before the slope of t1 is taken.
# told: t0_moved_first
import torch

def gd_linear(x, y, eta, epochs):
    t0, t1 = 0.0, 0.0
    rows = [[t0, t1]]
    for _ in range(epochs):
        t0 = t0 - eta * float(2 * (t0 + t1 * x - y).mean())
        t1 = t1 - eta * float(2 * ((t0 + t1 * x - y) * x).mean())
        rows.append([t0, t1])
    return torch.tensor(rows, dtype=torch.float64)

# %% wrong: The step goes along the gradient.
# told: uphill
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta = theta + eta * torch.stack([2 * m.mean(), 2 * (m * x).mean()])
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: Sums in place of means.
# told: summed
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta = theta - eta * torch.stack([2 * m.sum(), 2 * (m * x).sum()])
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: The 2 of the square is missing.
# told: without_two
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta = theta - eta * torch.stack([m.mean(), (m * x).mean()])
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: One tensor is changed in place and appended again and again.
# told: same_tensor_again
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta -= eta * torch.stack([2 * m.mean(), 2 * (m * x).mean()])
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: The start is not among the rows.
# told: without_start
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = []
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta = theta - eta * torch.stack([2 * m.mean(), 2 * (m * x).mean()])
        rows.append(theta)
    return torch.stack(rows) if rows else torch.zeros(0, 2, dtype=x.dtype)

# %% wrong: Only the last parameters come back.
# told: only_the_last
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta = theta - eta * torch.stack([2 * m.mean(), 2 * (m * x).mean()])
    return theta

# %% wrong: The slope of t1 is a product of two means.
# told: mean_too_early
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        m = (theta[0] + theta[1] * x - y).mean()
        theta = theta - eta * torch.stack([2 * m, 2 * m * x.mean()])
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: A step for each sample, one after another.
# told: point_after_point
import torch

def gd_linear(x, y, eta, epochs):
    t0, t1 = 0.0, 0.0
    rows = [[0.0, 0.0]]
    for _ in range(epochs):
        for a, b in zip(x.tolist(), y.tolist()):
            m = t0 + t1 * a - b
            t0 -= eta * 2 * m
            t1 -= eta * 2 * m * a
        rows.append([t0, t1])
    return torch.tensor(rows, dtype=torch.float64)

# %% wrong: The slope comes first in each row.
# told: columns_exchanged
import torch

def gd_linear(x, y, eta, epochs):
    w, b = 0.0, 0.0
    rows = [[w, b]]
    for _ in range(epochs):
        m = w * x + b - y
        w, b = w - eta * 2 * float((m * x).mean()), b - eta * 2 * float(m.mean())
        rows.append([w, b])
    return torch.tensor(rows, dtype=torch.float64)

# %% wrong: The x is forgotten in the slope of t1.
# told: without_x
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta = theta - eta * 2 * m.mean()
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: TWO: sums in place of means, and the 2 is missing.
# told: without_two_and_summed
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    rows = [theta]
    for _ in range(epochs):
        m = theta[0] + theta[1] * x - y
        theta = theta - eta * torch.stack([m.sum(), (m * x).sum()])
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: TWO: the 2 is missing, and t0 moves first.
# told: without_two_and_t0_first
import torch

def gd_linear(x, y, eta, epochs):
    t0, t1 = torch.zeros(2, dtype=x.dtype)
    rows = [torch.stack([t0, t1])]
    for _ in range(epochs):
        t0 = t0 - eta * (t0 + t1 * x - y).mean()
        t1 = t1 - eta * ((t0 + t1 * x - y) * x).mean()
        rows.append(torch.stack([t0, t1]))
    return torch.stack(rows)
