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
# told: summed_and_without_two
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

# %% right: A step is an affine map of theta, worked out once.
import torch

def gd_linear(x, y, eta, epochs):
    A = torch.stack([torch.ones_like(x), x])
    M = torch.eye(2, dtype=x.dtype) - 2 * eta / len(x) * torch.einsum("in,jn->ij", A, A)
    c = 2 * eta / len(x) * torch.einsum("in,n->i", A, y)
    way = torch.zeros(epochs + 1, 2, dtype=x.dtype)
    for before, after in zip(way[:-1], way[1:]):
        after.copy_(M @ before + c)
    return way

# %% right: A generator over plain numbers.
import torch

def gd_linear(x, y, eta, epochs):
    points = list(zip(x.tolist(), y.tolist()))

    def walk():
        a = b = 0.0
        yield a, b
        for _ in range(epochs):
            da = db = 0.0
            for u, v in points:
                miss = a + b * u - v
                da += miss
                db += miss * u
            a, b = a - 2 * eta * da / len(points), b - 2 * eta * db / len(points)
            yield a, b

    return torch.tensor(list(walk()), dtype=torch.float64)

# %% right: Only the five means of the data matter; itertools.accumulate does the walking, numpy holds it.
from itertools import accumulate
import numpy as np
import torch

def gd_linear(x, y, eta, epochs):
    x, y = x.numpy(), y.numpy()
    mx, my, mxx, mxy = x.mean(), y.mean(), (x * x).mean(), (x * y).mean()
    step = lambda t, _: (t[0] + 2 * eta * (my - t[0] - t[1] * mx),
                         t[1] + 2 * eta * (mxy - t[0] * mx - t[1] * mxx))
    return torch.from_numpy(np.array(list(accumulate(range(epochs), step, initial=(0.0, 0.0)))))

# %% wrong: It moves after every single point, but a step of gradient descent uses the mean slope over all points and moves once per epoch.
# told: point_after_point
import torch

def gd_linear(x, y, eta, epochs):
    t0, t1 = 0.0, 0.0
    way = [[t0, t1]]
    for epoch in range(epochs):
        for xi, yi in zip(x.tolist(), y.tolist()):
            err = t0 + t1 * xi - yi
            t0 = t0 - eta * 2 * err
            t1 = t1 - eta * 2 * err * xi
        way.append([t0, t1])
    return torch.tensor(way, dtype=x.dtype)

# %% wrong: "Held fixed" was taken for "left out": each slope leaves the other parameter out of the miss, as if it were 0.
# told: other_left_out
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(epochs + 1, 2, dtype=x.dtype)
    for k in range(epochs):
        t0 = theta[k, 0]
        t1 = theta[k, 1]
        # partial derivative: only look at one variable, the other does not count
        d0 = 2 * (t0 - y).mean()
        d1 = 2 * ((t1 * x - y) * x).mean()
        theta[k + 1, 0] = t0 - eta * d0
        theta[k + 1, 1] = t1 - eta * d1
    return theta

# %% wrong: The factor 2 from the derivative of the square is missing in both slopes.
# told: without_two
import torch

def gd_linear(x, y, eta, epochs):
    A = torch.stack([torch.ones_like(x), x], dim=1)
    theta = torch.zeros(2, dtype=x.dtype)
    way = [theta]
    for _ in range(epochs):
        grad = A.T @ (A @ theta - y) / len(x)
        theta = theta - eta * grad
        way.append(theta)
    return torch.stack(way)

# %% wrong: A bracket is wrong: the slope of theta_1 multiplies mean(miss) by mean(x), but it is the mean of the products.
# told: mean_too_early
import torch

def gd_linear(x, y, eta, epochs):
    t0 = t1 = torch.tensor(0.0, dtype=x.dtype)
    rows = [torch.stack((t0, t1))]
    for e in range(epochs):
        miss = t0 + t1 * x - y
        t0, t1 = t0 - eta * 2 * miss.mean(), t1 - eta * 2 * miss.mean() * x.mean()
        rows.append(torch.stack((t0, t1)))
    return torch.stack(rows)

# %% wrong: Theta_0's slope is taken after theta_1 has moved already, and both slopes are sums instead of means.
# told: summed_and_t1_first
import numpy as np
import torch

def gd_linear(x, y, eta, epochs):
    xs, ys = x.numpy(), y.numpy()
    way = np.zeros((epochs + 1, 2))
    a = 0.0   # intercept
    m = 0.0   # slope
    for k in range(1, epochs + 1):
        m -= eta * 2 * np.sum((a + m * xs - ys) * xs)
        a -= eta * 2 * np.sum(a + m * xs - ys)
        way[k] = a, m
    return torch.from_numpy(way)

# %% wrong: The first step is taken before the loop asks for the number of epochs: with epochs = 0 there are two rows instead of one.
# told: always_one_step
import torch

def gd_linear(x, y, eta, epochs):
    # first step by hand: at (0, 0) the miss is just -y
    way = torch.zeros(2, 2, dtype=x.dtype)
    way[1, 0] = eta * 2 * y.mean()
    way[1, 1] = eta * 2 * (x * y).mean()
    # and the other steps
    for k in range(epochs - 1):
        t0, t1 = way[-1]
        miss = t0 + t1 * x - y
        new = torch.stack([t0 - 2 * eta * miss.mean(), t1 - 2 * eta * (miss * x).mean()])
        way = torch.cat([way, new.reshape(1, 2)])
    return way

# %% wrong: All of theta_0 stands in one row and all of theta_1 in the other: the shape is (2, epochs + 1) instead of (epochs + 1, 2).
# told: turned
import torch

def gd_linear(x, y, eta, epochs):
    n = len(x)
    all_t0 = [0.0]
    all_t1 = [0.0]
    for k in range(epochs):
        miss = all_t0[-1] + all_t1[-1] * x - y
        s0 = (2 * miss.sum() / n).item()
        s1 = (2 * (miss * x).sum() / n).item()
        all_t0.append(all_t0[-1] - eta * s0)
        all_t1.append(all_t1[-1] - eta * s1)
    return torch.tensor([all_t0, all_t1], dtype=x.dtype)

# %% wrong: The list holds the same tensor again and again, and theta -= changes it in place, so every row shows the last line, even row 0.
# told: same_tensor_again
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    way = [theta]
    for _ in range(epochs):
        miss = theta[0] + theta[1] * x - y
        grad = torch.stack([2 * miss.mean(), 2 * (miss * x).mean()])
        theta -= eta * grad
        way.append(theta)
    return torch.stack(way)

# %% right: Itertools.accumulate with a closure that takes one step.
from itertools import accumulate

import torch


def gd_linear(x, y, eta, epochs):
    def step(line, _):
        t0, t1 = line
        miss = t1 * x + (t0 - y)
        return t0 - 2 * eta * miss.mean().item(), t1 - 2 * eta * (miss * x).mean().item()

    lines = accumulate(range(epochs), step, initial=(0.0, 0.0))
    return torch.tensor(list(lines), dtype=x.dtype)

# %% right: The means of x, y, x*x and x*y once, then only numbers.
import torch


def gd_linear(x, y, eta, epochs):
    mx, my, mxx, mxy = (v.mean().item() for v in (x, y, x * x, x * y))
    way = torch.zeros(epochs + 1, 2, dtype=x.dtype)
    t0 = t1 = 0.0
    k = 0
    while k < epochs:
        g0 = 2 * (t0 + t1 * mx - my)
        g1 = 2 * (t0 * mx + t1 * mxx - mxy)
        t0, t1 = t0 - eta * g0, t1 - eta * g1
        k += 1
        way[k, 0], way[k, 1] = t0, t1
    return way

# %% right: A generator over numpy rows with a matrix of ones and x.
import numpy as np
import torch


def walk(A, t, eta):
    theta = np.zeros(2)
    while True:
        yield theta
        theta = theta - eta * (2 / len(t)) * (A.T @ (A @ theta - t))


def gd_linear(x, y, eta, epochs):
    t = np.asarray(y.tolist())
    A = np.vander(np.asarray(x.tolist()), 2, increasing=True)
    rows = [row for _, row in zip(range(epochs + 1), walk(A, t, eta))]
    return torch.tensor(np.array(rows), dtype=x.dtype)

# %% wrong: The line is moved after every single point, so an epoch takes n steps, instead of one step with the mean over all points.
# told: point_after_point
import torch


def gd_linear(x, y, eta, epochs):
    t0, t1 = 0.0, 0.0
    way = [[t0, t1]]
    for epoch in range(epochs):
        for xi, yi in zip(x.tolist(), y.tolist()):
            miss = t0 + t1 * xi - yi
            g0 = 2 * miss
            g1 = 2 * miss * xi
            t0 = t0 - eta * g0
            t1 = t1 - eta * g1
        way.append([t0, t1])
    return torch.tensor(way, dtype=x.dtype)

# %% wrong: The gradient is computed only once, at (0, 0), and used for all steps, so the way is straight.
# told: slopes_taken_once
import torch


def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    pred = theta[0] + theta[1] * x
    gradient = torch.stack([2 * (pred - y).mean(), 2 * ((pred - y) * x).mean()])
    path = torch.zeros(epochs + 1, 2, dtype=x.dtype)
    for k in range(1, epochs + 1):
        theta = theta - eta * gradient
        path[k] = theta
    return path

# %% wrong: The slopes are sums over the points, since the division by n is missing.
# told: summed
import torch


def gd_linear(x, y, eta, epochs):
    A = torch.stack([torch.ones_like(x), x], dim=1)
    theta = torch.zeros(2, dtype=x.dtype)
    history = [theta]
    for _ in range(epochs):
        grad = 2 * A.T @ (A @ theta - y)
        theta = theta - eta * grad
        history.append(theta)
    return torch.stack(history)

# %% wrong: The columns are in the wrong order: a row holds the slope first and the intercept second.
# told: columns_exchanged
import torch


def gd_linear(x, y, eta, epochs):
    m = 0.0
    c = 0.0
    res = torch.zeros((epochs + 1, 2), dtype=x.dtype)
    for k in range(epochs):
        r = m * x + c - y
        dm = 2 * (r * x).mean()
        dc = 2 * r.mean()
        m, c = m - eta * dm, c - eta * dc
        res[k + 1, 0] = m
        res[k + 1, 1] = c
    return res

# %% wrong: The second slope is taken after the intercept has already moved, and the factor 2 of the derived square is missing in both slopes.
# told: without_two_and_t0_first
import torch


def gd_linear(x, y, eta, epochs):
    t0 = torch.tensor(0.0, dtype=x.dtype)
    t1 = torch.tensor(0.0, dtype=x.dtype)
    rows = [torch.stack([t0, t1])]
    for i in range(epochs):
        t0 = t0 - eta * (t0 + t1 * x - y).mean()
        t1 = t1 - eta * ((t0 + t1 * x - y) * x).mean()
        rows.append(torch.stack([t0, t1]))
    return torch.stack(rows)

# %% wrong: The steps are stacked before the start is put in front, which is an error for epochs = 0 because there is nothing to stack.
# told: only_the_steps_stacked
import torch


def gd_linear(x, y, eta, epochs):
    a = torch.zeros((), dtype=x.dtype)
    b = torch.zeros((), dtype=x.dtype)
    steps = []
    for _ in range(epochs):
        miss = a + b * x - y
        ga, gb = 2 * miss.mean(), 2 * (miss * x).mean()
        a, b = a - eta * ga, b - eta * gb
        steps.append(torch.stack((a, b)))
    start = torch.zeros(1, 2, dtype=x.dtype)
    return torch.cat([start, torch.stack(steps)])

# %% wrong: The same tensor is put on the list each time and changed in place, so all rows show the last line.
# told: same_tensor_again
import torch


def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    way = [theta]
    for epoch in range(epochs):
        miss = theta[0] + theta[1] * x - y
        g0 = 2 * torch.mean(miss)
        g1 = 2 * torch.mean(miss * x)
        theta[0] -= eta * g0
        theta[1] -= eta * g1
        way.append(theta)
    return torch.stack(way)

# %% wrong: The walk stops early once the loss hardly changes, so there may be fewer than epochs + 1 rows.
# told: ends_early
import torch


def gd_linear(x, y, eta, epochs):
    theta = [0.0, 0.0]
    way = [list(theta)]
    last_loss = None
    for k in range(epochs):
        e = theta[0] + theta[1] * x - y
        loss = (e ** 2).mean().item()
        if last_loss is not None and abs(last_loss - loss) < 1e-4:
            break                  # converged, no need to go on
        last_loss = loss
        theta = [theta[0] - eta * 2 * e.mean().item(), theta[1] - eta * 2 * (e * x).mean().item()]
        way.append(list(theta))
    return torch.tensor(way, dtype=x.dtype)

# %% right: Another way.
import torch

def gd_linear(x, y, eta, epochs):
    xs, ys = x.tolist(), y.tolist()
    n = len(xs)
    mx, my = sum(xs) / n, sum(ys) / n
    mxx = sum(v * v for v in xs) / n
    mxy = sum(u * v for u, v in zip(xs, ys)) / n
    way = [(0.0, 0.0)]
    while len(way) <= epochs:
        a, b = way[-1]
        way.append((a - 2 * eta * (a + b * mx - my), b - 2 * eta * (a * mx + b * mxx - mxy)))
    return torch.tensor(way, dtype=x.dtype)

# %% right: Another way.
import itertools
import numpy as np
import torch

def lines(u, v, eta):
    A = np.column_stack([np.ones_like(u), u])
    theta = np.zeros(2)
    while True:
        yield theta
        theta = theta - (2 * eta / len(u)) * (A.T @ (A @ theta - v))

def gd_linear(x, y, eta, epochs):
    u = x.detach().numpy().astype(np.float64)
    v = y.detach().numpy().astype(np.float64)
    rows = list(itertools.islice(lines(u, v, eta), epochs + 1))
    return torch.from_numpy(np.array(rows)).to(x.dtype)

# %% right: Another way.
import torch

def gd_linear(x, y, eta, epochs):
    A = torch.stack((torch.ones_like(x), x))                     # (2, n)
    H = 2 * torch.einsum("in,jn->ij", A, A) / x.shape[0]
    c = 2 * torch.einsum("in,n->i", A, y) / x.shape[0]
    M = torch.eye(2, dtype=x.dtype) - eta * H                    # a step is theta -> M theta + eta c
    way = torch.zeros(epochs + 1, 2, dtype=x.dtype)
    for k in range(1, epochs + 1):
        way[k] = M @ way[k - 1] + eta * c
    return way

# %% wrong: Takes a step after every single point instead of one step on all points, so an epoch holds n small steps.
# told: point_after_point
import torch

def gd_linear(x, y, eta, epochs):
    t0, t1 = 0.0, 0.0
    way = [[t0, t1]]
    for epoch in range(epochs):
        for xi, yi in zip(x.tolist(), y.tolist()):
            miss = t0 + t1 * xi - yi
            t0, t1 = t0 - eta * 2 * miss, t1 - eta * 2 * miss * xi
        way.append([t0, t1])
    return torch.tensor(way, dtype=x.dtype)

# %% wrong: Works out the gradient once at the start and goes the same step every time, instead of taking the slopes anew at each line.
# told: slopes_taken_once
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    miss = theta[0] + theta[1] * x - y
    gradient = torch.stack([2 * miss.mean(), 2 * (miss * x).mean()])
    rows = [theta]
    for _ in range(epochs):
        theta = theta - eta * gradient
        rows.append(theta)
    return torch.stack(rows)

# %% wrong: The factor 2 from the square is missing in both slopes.
# told: without_two
import torch

def gd_linear(x, y, eta, epochs):
    n = len(x)
    out = torch.zeros(epochs + 1, 2, dtype=x.dtype)
    for k in range(epochs):
        t0 = out[k, 0]
        t1 = out[k, 1]
        r = t0 + t1 * x - y
        out[k + 1, 0] = t0 - eta * r.sum() / n
        out[k + 1, 1] = t1 - eta * (r * x).sum() / n
    return out

# %% wrong: Writes the slope into column 0 and the intercept into column 1, the wrong order.
# told: columns_exchanged
import torch

def gd_linear(x, y, eta, epochs):
    m = 0.0
    b = 0.0
    history = [(m, b)]
    for i in range(epochs):
        error = m * x + b - y
        dm = 2 * (error * x).mean().item()
        db = 2 * error.mean().item()
        m = m - eta * dm
        b = b - eta * db
        history.append((m, b))
    return torch.tensor(history, dtype=x.dtype)

# %% wrong: The slopes belong to the sum of the squares instead of the mean, and the start (0, 0) is not recorded, so there are only `epochs` rows.
# told: summed_and_start_missing
import torch

def gd_linear(x, y, eta, epochs):
    way = torch.empty(epochs, 2, dtype=x.dtype)
    t0 = 0
    t1 = 0
    for e in range(epochs):
        miss = t0 + t1 * x - y
        g0 = 2 * miss.sum()
        g1 = 2 * (miss * x).sum()
        t0 = t0 - eta * g0
        t1 = t1 - eta * g1
        way[e, 0] = t0
        way[e, 1] = t1
    return way

# %% wrong: Stacks the steps and puts the start before them, which fails with epochs = 0 because there is nothing to stack.
# told: only_the_steps_stacked
import torch

def gd_linear(x, y, eta, epochs):
    start = torch.zeros(1, 2, dtype=x.dtype)
    A = torch.stack([torch.ones_like(x), x], dim=1)
    theta = start[0]
    steps = []
    for _ in range(epochs):
        theta = theta - eta * 2 / len(x) * (A.T @ (A @ theta - y))
        steps.append(theta)
    return torch.cat([start, torch.stack(steps)])

# %% wrong: Appends the same tensor each time and changes it in place, so all rows show the last line.
# told: same_tensor_again
import torch

def gd_linear(x, y, eta, epochs):
    theta = torch.zeros(2, dtype=x.dtype)
    way = []
    way.append(theta)
    for epoch in range(epochs):
        miss = theta[0] + theta[1] * x - y
        grad0 = 2 * miss.mean()
        grad1 = 2 * (miss * x).mean()
        theta[0] -= eta * grad0
        theta[1] -= eta * grad1
        way.append(theta)
    return torch.stack(way)

# %% wrong: Moves the intercept first and takes the slope with respect to t1 at the line already moved, as in Tom's loop.
# told: t0_moved_first
import torch

def gd_linear(x, y, eta, epochs):
    t0 = torch.tensor(0.0, dtype=x.dtype)
    t1 = torch.tensor(0.0, dtype=x.dtype)
    path = [torch.stack([t0, t1])]
    for i in range(epochs):
        t0 = t0 - eta * 2 * (t0 + t1 * x - y).mean()
        t1 = t1 - eta * 2 * ((t0 + t1 * x - y) * x).mean()
        path.append(torch.stack([t0, t1]))
    return torch.stack(path)
