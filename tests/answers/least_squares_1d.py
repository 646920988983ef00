# %% right: Deviations from the means, with the check on the entries of x.
import torch

def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError("x is constant")
    dx = x - x.mean()
    dy = y - y.mean()
    slope = torch.sum(dx * dy) / torch.sum(dx ** 2)
    return y.mean() - slope * x.mean(), slope

# %% right: Plain Python loops over floats, sums gathered one by one.
def least_squares_1d(x, y):
    if x.max().item() == x.min().item():
        raise ValueError
    n = sx = sy = sxx = sxy = 0
    for a, b in zip(x, y):
        a, b = float(a), float(b)
        n += 1
        sx += a
        sy += b
        sxx += a * a
        sxy += a * b
    t1 = (n * sxy - sx * sy) / (n * sxx - sx ** 2)
    return (sy - t1 * sx) / n, t1

# %% right: The two equations solved by Cramer's rule, and a list as the result.
import torch

def least_squares_1d(x, y):
    if torch.unique(x).numel() < 2:
        raise ValueError("no unique line")
    ones = torch.ones_like(x)
    a, b, c = ones @ ones, ones @ x, x @ x
    d, e = ones @ y, x @ y
    det = a * c - b * b
    return [(d * c - b * e) / det, (a * e - b * d) / det]

# %% right: Covariance over variance, both with n - 1; the correction cancels.
import torch

def least_squares_1d(x, y):
    if len(x.unique()) == 1:
        raise ValueError("all the same")
    C = torch.cov(torch.stack([x, y]))
    t1 = C[0, 1] / C[0, 0]
    return y.mean() - t1 * x.mean(), t1

# %% wrong: The sums of xy and x squared are not multiplied by n.
# told: without_n
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    t1 = ((x * y).sum() - x.sum() * y.sum()) / ((x ** 2).sum() - x.sum() ** 2)
    t0 = (y.sum() - t1 * x.sum()) / len(x)
    return t0, t1

# %% wrong: The slope comes first in the result, as in polyfit.
# told: slope_first
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    n = len(x)
    m = (n * (x @ y) - x.sum() * y.sum()) / (n * (x @ x) - x.sum() ** 2)
    c = y.mean() - m * x.mean()
    return m, c

# %% wrong: The intercept is taken to be the mean of y.
# told: mean_as_intercept
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    a = x - x.mean()
    return y.mean(), (a * y).sum() / (a * a).sum()

# %% wrong: Divides by the squared deviations of y.
# told: deviations_of_y_below
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    a, b = x - x.mean(), y - y.mean()
    t1 = (a * b).sum() / (b * b).sum()
    return y.mean() - t1 * x.mean(), t1

# %% wrong: No check at all, equal x give nan.
# told: never_refuses
def least_squares_1d(x, y):
    a = x - x.mean()
    t1 = (a @ (y - y.mean())) / (a @ a)
    return y.mean() - t1 * x.mean(), t1

# %% wrong: Checks whether the denominator is exactly 0, which rounding prevents.
# told: asks_the_denominator
def least_squares_1d(x, y):
    n = len(x)
    den = n * (x * x).sum() - x.sum() * x.sum()
    if den == 0:
        raise ValueError("constant x")
    t1 = (n * (x * y).sum() - x.sum() * y.sum()) / den
    return (y.sum() - t1 * x.sum()) / n, t1

# %% wrong: Averages the ratios y/x and puts the line through the means.
# told: mean_of_ratios
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    t1 = (y / x).mean()
    return y.mean() - t1 * x.mean(), t1

# %% wrong: torch's var has n - 1 below, the covariance is a mean.
# told: two_kinds_of_mean
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    cov = (x * y).mean() - x.mean() * y.mean()
    t1 = cov / x.var()
    return y.mean() - t1 * x.mean(), t1

# %% wrong: The intercept is not divided by the number of points.
# told: intercept_not_divided
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    n = len(x)
    t1 = (n * (x * y).sum() - x.sum() * y.sum()) / (n * (x * x).sum() - x.sum() ** 2)
    return y.sum() - t1 * x.sum(), t1

# %% wrong: TWO: n is missing in the slope, and the slope comes first.
# told: without_n_and_slope_first
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    t1 = ((x * y).sum() - x.sum() * y.sum()) / ((x * x).sum() - x.sum() ** 2)
    return t1, y.mean() - t1 * x.mean()

# %% wrong: TWO: the line is forced through 0, and equal x are accepted.
# told: through_the_origin_and_never_refuses
def least_squares_1d(x, y):
    return 0.0, (x * y).sum() / (x * x).sum()

# %% wrong: The step of t0 adds the slope times the mean.
# told: intercept_added
def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError
    a = x - x.mean()
    t1 = (a @ y) / (a @ a)
    return y.mean() + x.mean() * t1, t1
