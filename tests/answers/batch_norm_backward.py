# %% right: Line by line backwards.
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = x.shape[0]
    mu = x.mean(0)
    xmu = x - mu
    var = (xmu ** 2).mean(0)
    ivar = 1 / torch.sqrt(var + eps)
    xhat = xmu * ivar
    dbeta = y_bar.sum(0)
    dgamma = (y_bar * xhat).sum(0)
    dxhat = y_bar * gamma
    dvar = (dxhat * xmu * -0.5 * ivar ** 3).sum(0)
    dmu = (-dxhat * ivar).sum(0) + dvar * (-2 * xmu).mean(0)
    dx = dxhat * ivar + dvar * 2 * xmu / N + dmu / N
    return dx, dgamma, dbeta

# %% right: The form with N in front.
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    inv = (x.var(0, unbiased=False) + eps).rsqrt()
    xh = (x - x.mean(0)) * inv
    db, dg = y_bar.sum(0), (xh * y_bar).sum(0)
    return gamma * inv / N * (N * y_bar - db - xh * dg), dg, db

# %% right: Loops over plain numbers.
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B, d = x.shape
    xb = torch.zeros(B, d, dtype=torch.float64)
    gb = torch.zeros(d, dtype=torch.float64)
    bb = torch.zeros(d, dtype=torch.float64)
    for j in range(d):
        col = x[:, j].tolist()
        up = y_bar[:, j].tolist()
        m = sum(col) / B
        r = (sum((c - m) ** 2 for c in col) / B + eps) ** 0.5
        h = [(c - m) / r for c in col]
        bb[j] = sum(up)
        gb[j] = sum(u * k for u, k in zip(up, h))
        for i in range(B):
            s = 0.0
            for k in range(B):
                s += up[k] * ((1.0 if i == k else 0.0) - 1 / B - h[i] * h[k] / B)
            xb[i, j] = float(gamma[j]) * s / r
    return xb, gb, bb

# %% right: Projections: first without the mean, then the part along x_hat.
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    c = x - x.mean(0, keepdim=True)
    s = torch.sqrt(c.square().mean(0, keepdim=True) + eps)
    h = c / s
    u = y_bar - y_bar.mean(0, keepdim=True)
    u = u - h * (h * y_bar).mean(0, keepdim=True)
    return u * (gamma / s), (y_bar * h).sum(0), y_bar.sum(0)

# %% right: Numpy.
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    import numpy as np
    a, g, u = x.numpy(), gamma.numpy(), y_bar.numpy()
    n = a.shape[0]
    c = a - a.mean(0)
    s = np.sqrt((c ** 2).mean(0) + eps)
    du = g * u
    back = du / s - (du / s).mean(0) - c * (du * c).sum(0) / (n * s ** 3)
    return torch.tensor(back), torch.tensor((u * c / s).sum(0)), torch.tensor(u.sum(0))

# %% right: A matrix that takes means away.
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    M = torch.eye(B, dtype=x.dtype) - torch.full((B, B), 1 / B, dtype=x.dtype)
    c = M @ x
    v = (c * c).sum(0) / B
    r = torch.pow(v + eps, 0.5)
    g = y_bar * gamma
    c_bar = g / r - c * ((g * c).sum(0) / (B * r ** 3))
    return M.T @ c_bar, ((c / r) * y_bar).sum(0), torch.ones(B, dtype=x.dtype) @ y_bar

# %% wrong: Mean and variance are held constant.
# told: statistics_still
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = g / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The variance is held constant.
# told: variance_still
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0)) / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The mean is held constant.
# told: mean_still
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The way through the mean has a plus.
# told: mean_added
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g + g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The 2 of the square is lost.
# told: variance_halved
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    var_bar = (-0.5 * g * (x - mu) / root ** 3).sum(0)
    mu_bar = -(g / root).sum(0)
    x_bar = g / root + mu_bar / N + var_bar * (x - mu) / N
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The half of the root's slope is lost.
# told: variance_doubled
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    var_bar = (-g * (x - mu) / root ** 3).sum(0)
    mu_bar = -(g / root).sum(0)
    x_bar = g / root + mu_bar / N + var_bar * 2 * (x - mu) / N
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: 1/N is lost in the mean.
# told: mean_not_divided
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    var_bar = (-0.5 * g * (x - mu) / root ** 3).sum(0)
    mu_bar = -(g / root).sum(0)
    x_bar = g / root + mu_bar + var_bar * 2 * (x - mu) / N
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: 1/N is lost in the variance.
# told: variance_not_divided
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    var_bar = (-0.5 * g * (x - mu) / root ** 3).sum(0)
    mu_bar = -(g / root).sum(0)
    x_bar = g / root + mu_bar / N + var_bar * 2 * (x - mu)
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The exponent is -1/2, not -3/2.
# told: variance_by_deviations
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    var_bar = (-0.5 * g * (x - mu) / root).sum(0)
    mu_bar = -(g / root).sum(0)
    x_bar = g / root + mu_bar / N + var_bar * 2 * (x - mu) / N
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The variance's gradient is not summed over the rows.
# told: variance_row_by_row
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    var_bar = -0.5 * g * (x - mu) / root ** 3
    mu_bar = -(g / root).sum(0)
    x_bar = g / root + mu_bar / N + var_bar * 2 * (x - mu) / N
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: gamma is forgotten in x_bar.
# told: no_gamma
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (y_bar - y_bar.mean(0) - xh * (y_bar * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: The root is forgotten in x_bar.
# told: no_root
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = g - g.mean(0) - xh * (g * xh).mean(0)
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: x_bar is only gamma times y_bar.
# told: stops_at_x_hat
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = g
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: gamma_bar uses x.
# told: gamma_bar_by_x
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * x).sum(0), y_bar.sum(0)

# %% wrong: Means for gamma and beta.
# told: both_are_means
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).mean(0), y_bar.mean(0)

# %% wrong: No sums for gamma and beta.
# told: neither_summed
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, y_bar * xh, y_bar

# %% wrong: gamma's and beta's gradients are exchanged.
# told: last_two_exchanged
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, y_bar.sum(0), (y_bar * xh).sum(0)

# %% wrong: Sums over axis 1 for gamma and beta.
# told: both_over_features
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(1), y_bar.sum(1)

# %% wrong: torch's var over N - 1.
# told: unbiased
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: eps outside of the root.
# told: eps_outside
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = x.std(0, unbiased=False) + eps
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: All over the features.
# told: over_features
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    mu = x.mean(1, keepdim=True)
    root = torch.sqrt(x.var(1, unbiased=False, keepdim=True) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(1, keepdim=True) - xh * (g * xh).mean(1, keepdim=True)) / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: x_bar alone.
# told: x_bar_alone
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    return (g - g.mean(0) - xh * (g * xh).mean(0)) / root

# %% wrong: Two things: the statistics are constant, and gamma is forgotten.
# told: statistics_still_with_no_gamma
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = y_bar / root
    return x_bar, (y_bar * xh).sum(0), y_bar.sum(0)

# %% wrong: Two things: the variance is constant, and gamma_bar uses x.
# told: variance_still_with_gamma_bar_by_x
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0)) / root
    return x_bar, (y_bar * x).sum(0), y_bar.sum(0)

# %% wrong: Two things: the statistics are constant, and the sums are means.
# told: statistics_still
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = g / root
    return x_bar, (y_bar * xh).mean(0), y_bar.mean(0)

# %% wrong: y_bar is changed in place.
# told: changed
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    y_bar *= gamma
    x_bar = (y_bar - y_bar.mean(0) - xh * (y_bar * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0) / gamma, y_bar.sum(0) / gamma

# %% wrong: torch differentiates.
# told: not allowed
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    x = x.clone().requires_grad_()
    gamma = gamma.clone().requires_grad_()
    beta = torch.zeros_like(gamma, requires_grad=True)
    y = gamma * (x - x.mean(0)) / torch.sqrt(x.var(0, unbiased=False) + eps) + beta
    return torch.autograd.grad(y, (x, gamma, beta), y_bar)

# %% wrong: beta's gradient carries gamma.
# told: beta_bar_by_gamma
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0), g.sum(0)

# %% wrong: Everything is divided by the number of rows.
# told: all_divided_by_rows
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar / N, (y_bar * xh).sum(0) / N, y_bar.sum(0) / N

# %% wrong: The results lie in float32 tensors.
# told: all_in_float32
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    a, b, c = torch.zeros(x.shape), torch.zeros(len(gamma)), torch.zeros(len(gamma))
    a[:] = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    b[:] = (y_bar * xh).sum(0)
    c[:] = y_bar.sum(0)
    return a, b, c

# %% wrong: keepdim in the sums of gamma and beta.
# told: both_as_rows
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    N = len(x)
    mu = x.mean(0)
    root = torch.sqrt(x.var(0, unbiased=False) + eps)
    xh = (x - mu) / root
    g = gamma * y_bar
    x_bar = (g - g.mean(0) - xh * (g * xh).mean(0)) / root
    return x_bar, (y_bar * xh).sum(0, keepdim=True), y_bar.sum(0, keepdim=True)
