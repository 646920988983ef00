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

# %% wrong: y_bar is multiplied by gamma in place, and the sums are divided by gamma again.
# told: both_divided_by_gamma
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

# %% wrong: The bracket lacks the factor B.
# told: straight_way_divided
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return gamma / (B * r) * (y_bar - bb - h * gb), gb, bb

# %% wrong: The 1/B in front is lost.
# told: x_bar_times_rows
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return gamma / r * (B * y_bar - bb - h * gb), gb, bb

# %% wrong: A plus for the variance.
# told: variance_added
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return gamma / (B * r) * (B * y_bar - bb + h * gb), gb, bb

# %% wrong: gamma is lost in the short form.
# told: no_gamma
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return 1 / (B * r) * (B * y_bar - bb - h * gb), gb, bb

# %% wrong: The deviation in the place of the normalised value.
# told: variance_by_one_deviation
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return gamma / (B * r) * (B * y_bar - bb - c * gb), gb, bb

# %% wrong: x_hat is lost in the last term.
# told: variance_alike_for_all
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return gamma / (B * r) * (B * y_bar - bb - gb), gb, bb

# %% wrong: Divided by the variance.
# told: variance_without_eps_below
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return gamma / (B * v) * (B * y_bar - bb - h * gb), gb, bb

# %% wrong: The 2 is lost.
# told: variance_halved
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (g * c * -0.5 * (v + eps)**-1.5).sum(0)
    mb = (-g / r).sum(0) - 2 * vb * c.mean(0)
    return g / r + vb * c / B + mb / B, gb, bb

# %% wrong: No way through the mean.
# told: mean_still
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (g * c * -0.5 * (v + eps)**-1.5).sum(0)
    return g / r + vb * 2 * c / B, gb, bb

# %% wrong: The minus of the exponent is lost.
# told: variance_added
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (g * c * 0.5 * (v + eps)**-1.5).sum(0)
    mb = (-g / r).sum(0)
    return g / r + vb * 2 * c / B + mb / B, gb, bb

# %% wrong: The minus of the mean is lost.
# told: mean_added
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (g * c * -0.5 * (v + eps)**-1.5).sum(0)
    mb = (g / r).sum(0)
    return g / r + vb * 2 * c / B + mb / B, gb, bb

# %% wrong: x in the place of the deviation.
# told: variance_by_x
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (g * c * -0.5 * (v + eps)**-1.5).sum(0)
    mb = (-g / r).sum(0)
    return g / r + vb * 2 * x / B + mb / B, gb, bb

# %% wrong: The deviations are lost in the sum.
# told: variance_without_deviations
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (g * -0.5 * (v + eps)**-1.5).sum(0)
    mb = (-g / r).sum(0)
    return g / r + vb * 2 * c / B + mb / B, gb, bb

# %% wrong: Means in the place of sums, then divided again.
# told: divided_twice
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (g * c * -0.5 * (v + eps)**-1.5).mean(0)
    mb = (-g / r).mean(0)
    return g / r + vb * 2 * c / B + mb / B, gb, bb

# %% wrong: y_bar in the place of g for the variance.
# told: gamma_missing_by_variance
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    vb = (y_bar * c * -0.5 * (v + eps)**-1.5).sum(0)
    mb = (-g / r).sum(0)
    return g / r + vb * 2 * c / B + mb / B, gb, bb

# %% wrong: One mean over all entries.
# told: features_averaged
import torch


def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.mean(0)
    c = x - mu
    v = (c**2).mean(0)
    r = (v + eps).sqrt()
    h = c / r
    gb, bb = (y_bar * h).sum(0), y_bar.sum(0)
    g = y_bar * gamma

    return (g - g.mean() - h * (g * h).mean()) / r, gb, bb

# %% right: The whole Jacobian of each feature, d x_hat_i / d x_k, and einsum with it.
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    B, d = x.shape
    dev = x - x.mean(0)
    root = (dev.square().mean(0) + eps).sqrt()
    centre = torch.eye(B, dtype=x.dtype) - torch.ones(B, B, dtype=x.dtype) / B
    J = torch.einsum("ik,d->ikd", centre, 1 / root) - torch.einsum("id,kd,d->ikd", dev, dev, root ** -3) / B
    return (torch.einsum("id,d,ikd->kd", y_bar, gamma, J),
            torch.einsum("id,id,d->d", y_bar, dev, 1 / root),
            torch.einsum("id->d", y_bar))

# %% right: numpy, back through the forward pass line by line, with small helper functions.
import numpy as np
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    X, g, Y = x.numpy(), gamma.numpy(), y_bar.numpy()
    B = X.shape[0]

    def spread(row):                 # backward of a mean over the rows
        return np.tile(row / B, (B, 1))

    mu = X.mean(axis=0)
    c = X - mu
    v = np.mean(c ** 2, axis=0)
    inv = (v + eps) ** -0.5
    h = c * inv

    h_bar = Y * g
    inv_bar = np.sum(h_bar * c, axis=0)
    v_bar = inv_bar * -0.5 * (v + eps) ** -1.5
    c_bar = h_bar * inv + spread(v_bar) * 2 * c
    x_bar = c_bar + spread(-c_bar.sum(axis=0))
    out = (x_bar, (Y * h).sum(axis=0), Y.sum(axis=0))
    return tuple(torch.from_numpy(np.asarray(o)) for o in out)

# %% right: Loops over single numbers: the three ways of the table, added up for each entry.
import torch

def one_feature(xs, g, ys, eps):
    n = len(xs)
    mu = sum(xs) / n
    root = (sum((a - mu) ** 2 for a in xs) / n + eps) ** 0.5
    hs = [(a - mu) / root for a in xs]
    own = [g * y / root for y in ys]
    through_mean = -sum(own) / n
    pull = sum(o * h for o, h in zip(own, hs)) / n
    return [o + through_mean - h * pull for o, h in zip(own, hs)], sum(h * y for h, y in zip(hs, ys)), sum(ys)

def batch_norm_backward(x, gamma, y_bar, eps):
    columns, gb, bb = [], [], []
    for j in range(x.shape[1]):
        col, a, b = one_feature(x[:, j].tolist(), gamma[j].item(), y_bar[:, j].tolist(), eps)
        columns.append(col)
        gb.append(a)
        bb.append(b)
    make = lambda values: torch.tensor(values, dtype=x.dtype)
    return make(columns).T, make(gb), make(bb)

# %% wrong: Mean and variance are treated as constants, so an entry of x only acts through its own deviation.
# told: statistics_still
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    mu = x.mean(dim=0)
    v = ((x - mu) ** 2).mean(dim=0)
    root = torch.sqrt(v + eps)
    x_hat = (x - mu) / root
    # y = gamma * x_hat + beta
    beta_bar = y_bar.sum(dim=0)
    gamma_bar = (y_bar * x_hat).sum(dim=0)
    x_hat_bar = y_bar * gamma
    x_bar = x_hat_bar / root
    return x_bar, gamma_bar, beta_bar

# %% wrong: The way through the mean is there, but the way through the variance is forgotten: the root is treated as a constant.
# told: variance_still
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    mu = x.sum(0) / B
    std = (((x - mu) ** 2).sum(0) / B + eps) ** 0.5
    xhat = (x - mu) / std

    dxhat = gamma * y_bar
    ddev = dxhat / std
    dmu = -ddev.sum(0)
    dx = ddev + dmu / B
    return dx, (xhat * y_bar).sum(0), y_bar.sum(0)

# %% wrong: In the short form the variance term has the wrong sign: it is added instead of subtracted.
# told: variance_added
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    s = torch.sqrt(x.var(0, unbiased=False) + eps)
    h = (x - x.mean(0)) / s
    gamma_bar = (y_bar * h).sum(0)
    beta_bar = y_bar.sum(0)
    B = x.size(0)
    x_bar = gamma / s * (y_bar - beta_bar / B + h * gamma_bar / B)
    return x_bar, gamma_bar, beta_bar

# %% wrong: The derivative of the squared deviation loses its factor 2, so the variance path has half its size.
# told: variance_halved
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    # forward, line by line
    B = x.shape[0]
    mu = x.mean(0)
    dev = x - mu
    v = (dev ** 2).mean(0)
    r = torch.sqrt(v + eps)
    x_hat = dev / r

    # backward, line by line
    beta_bar = y_bar.sum(0)
    gamma_bar = (y_bar * x_hat).sum(0)
    x_hat_bar = y_bar * gamma
    r_bar = -(x_hat_bar * dev).sum(0) / r ** 2
    v_bar = r_bar / (2 * r)
    dev_bar = x_hat_bar / r + v_bar * dev / B
    mu_bar = -dev_bar.sum(0)
    x_bar = dev_bar + mu_bar / B
    return x_bar, gamma_bar, beta_bar

# %% wrong: The forward pass uses the variance with B - 1, and gamma_bar is formed with the plain deviations x - mu instead of with x_hat.
# told: unbiased_with_gamma_bar_by_deviation
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    B, d = x.shape
    mean = torch.mean(x, dim=0)
    var = torch.var(x, dim=0)
    inv_std = 1 / torch.sqrt(var + eps)
    x_hat = (x - mean) * inv_std
    grad_xhat = y_bar * gamma
    x_bar = inv_std / B * (B * grad_xhat - grad_xhat.sum(dim=0) - x_hat * (grad_xhat * x_hat).sum(dim=0))
    gamma_bar = torch.sum(y_bar * (x - mean), dim=0)
    beta_bar = torch.sum(y_bar, dim=0)
    return x_bar, gamma_bar, beta_bar

# %% wrong: gamma_bar and beta_bar are got back from sums that already contain gamma by dividing by gamma: nan where an entry of gamma is 0.
# told: both_divided_by_gamma
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    B = x.shape[0]
    mu = x.mean(dim=0)
    sigma = torch.sqrt(((x - mu) ** 2).mean(dim=0) + eps)
    x_hat = (x - mu) / sigma

    g = gamma * y_bar                   # gradient at x_hat
    sum_g = g.sum(dim=0)
    sum_gx = (g * x_hat).sum(dim=0)
    x_bar = (g - sum_g / B - x_hat * sum_gx / B) / sigma

    # the same sums, only without gamma
    return x_bar, sum_gx / gamma, sum_g / gamma

# %% wrong: gamma_bar and beta_bar come back with the shape (1, d) instead of (d,), because keepdim was left on.
# told: both_as_rows
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    n = x.shape[0]
    mu = x.mean(dim=0, keepdim=True)
    var = ((x - mu) ** 2).mean(dim=0, keepdim=True)
    std = torch.sqrt(var + eps)
    xh = (x - mu) / std
    beta_bar = y_bar.sum(dim=0, keepdim=True)
    gamma_bar = (y_bar * xh).sum(dim=0, keepdim=True)
    x_bar = (gamma / std) * (y_bar - beta_bar / n - xh * gamma_bar / n)
    return x_bar, gamma_bar, beta_bar

# %% wrong: gamma_bar and beta_bar are averaged over the rows instead of summed, as if the loss were a mean over the batch.
# told: both_are_means
import torch

def batch_norm_backward(x, gamma, y_bar, eps):
    mu = x.mean(0)
    v = x.var(0, correction=0)
    x_hat = (x - mu) / (v + eps).sqrt()

    # gradients averaged over the batch
    beta_bar = y_bar.mean(0)
    gamma_bar = (y_bar * x_hat).mean(0)

    x_bar = gamma / (v + eps).sqrt() * (y_bar - beta_bar - x_hat * gamma_bar)
    return x_bar, gamma_bar, beta_bar
