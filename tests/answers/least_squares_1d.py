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

# %% right: The means and sums are kept up to date point by point.
import math

import torch

def least_squares_1d(x, y):
    xs, ys = x.tolist(), y.tolist()
    if max(xs) == min(xs):
        raise ValueError("one x only: no unique line")
    mx = my = sxx = sxy = 0.0
    for n, (p, q) in enumerate(zip(xs, ys), start=1):
        step = p - mx
        mx += step / n
        my += (q - my) / n
        sxx += step * (p - mx)
        sxy += step * (q - my)
    slope = sxy / sxx
    return my - slope * mx, slope

# %% right: Numpy inside, exact sums of math.
import math

import numpy as np
import torch

def least_squares_1d(x, y):
    u = np.asarray(x, dtype=float)
    w = np.asarray(y, dtype=float)
    if np.unique(u).size == 1:
        raise ValueError("all x are equal")
    mean = lambda v: math.fsum(v) / len(v)
    a, b = u - mean(u), w - mean(w)
    t1 = math.fsum(a * b) / math.fsum(a * a)
    return mean(w - t1 * u), t1

# %% right: The slope as a weighted sum of y, the weights come from x alone.
import math

import torch

def least_squares_1d(x, y):
    if not (x != x[0]).any():
        raise ValueError("no unique line")

    def slope_weights():
        away = x - x.mean()
        return away / torch.einsum("i,i->", away, away)

    t1 = torch.einsum("i,i->", slope_weights(), y)
    t0 = torch.mean(y - t1 * x)
    return t0, t1

# %% wrong: Your slope sum(xy)/sum(x^2) is that of the best line through the origin; with an intercept the means have to be taken off first.
# told: slope_through_the_origin
import math

import torch

def least_squares_1d(x, y):
    if torch.all(x == x[0]):
        raise ValueError("all x are the same")
    t1 = (x * y).sum() / (x ** 2).sum()
    t0 = y.mean() - t1 * x.mean()
    return t0, t1

# %% wrong: Your line goes through the points with the smallest and the largest x; the best line has to heed all points and need not go through any of them.
# told: outermost_points
import math

import torch

def least_squares_1d(x, y):
    i = torch.argmin(x)
    j = torch.argmax(x)
    if x[i] == x[j]:
        raise ValueError("no unique line")
    slope = (y[j] - y[i]) / (x[j] - x[i])
    intercept = y[i] - slope * x[i]
    return intercept, slope

# %% wrong: You return the slope first; the intercept comes first.
# told: slope_first
import math
import torch

def least_squares_1d(x, y):
    xs = x.tolist()
    ys = y.tolist()
    n = len(xs)
    if len(set(xs)) == 1:
        raise ValueError("x has only one value")
    mx = sum(xs) / n
    my = sum(ys) / n
    top = 0
    bottom = 0
    for i in range(n):
        top += (xs[i] - mx) * (ys[i] - my)
        bottom += (xs[i] - mx) ** 2
    m = top / bottom
    b = my - m * mx
    return m, b

# %% wrong: The covariance is divided by n, but x.var() divides by n - 1, so the slope is too small by the factor (n-1)/n.
# told: two_kinds_of_mean
import math

import torch

def least_squares_1d(x, y):
    if x.min() == x.max():
        raise ValueError("all entries of x are equal")
    cov = ((x - x.mean()) * (y - y.mean())).mean()
    t1 = cov / x.var()
    t0 = y.mean() - t1 * x.mean()
    return (t0, t1)

# %% wrong: In the denominator the factor n before the sum of x^2 is missing, and the intercept adds slope times sum of x instead of taking it off.
# told: without_n_below_and_intercept_added
import math

import torch

def least_squares_1d(x, y):
    n = x.shape[0]
    if (x == x[0]).all():
        raise ValueError("vertical line")
    Sx = x.sum()
    Sy = y.sum()
    Sxx = (x * x).sum()
    Sxy = (x * y).sum()
    t1 = (n * Sxy - Sx * Sy) / (Sxx - Sx ** 2)
    t0 = (Sy + t1 * Sx) / n
    return t0, t1

# %% wrong: You only ask whether the first and the last x are equal; in unsorted points they may be equal although others differ, and then you refuse a good line.
# told: asks_first_and_last
import math

import torch

def least_squares_1d(x, y):
    # spread of x
    if x[-1] - x[0] == 0:
        raise ValueError("x does not vary, no unique line")
    dx = x - torch.mean(x)
    dy = y - torch.mean(y)
    slope = torch.sum(dx * dy) / torch.sum(dx ** 2)
    return torch.mean(y) - slope * torch.mean(x), slope

# %% wrong: You return the ValueError instead of raising it.
# told: error_returned
import math

import torch

def least_squares_1d(x, y):
    unique = torch.unique(x)
    if len(unique) < 2:
        return ValueError("all x are equal")
    else:
        x_bar, y_bar = x.mean(), y.mean()
        t1 = torch.dot(x - x_bar, y - y_bar) / torch.dot(x - x_bar, x - x_bar)
        t0 = y_bar - t1 * x_bar
        return t0, t1

# %% wrong: You sort x and y each on its own, which tears the points apart; the sums do not need any order.
# told: sorted_apart
import math

import torch

def least_squares_1d(x, y):
    # the points may come in any order, so bring them in order first
    x, _ = torch.sort(x)
    y, _ = torch.sort(y)
    if x[0] == x[-1]:
        raise ValueError("all x equal")
    n = len(x)
    num = n * torch.sum(x * y) - torch.sum(x) * torch.sum(y)
    den = n * torch.sum(x ** 2) - torch.sum(x) ** 2
    t1 = num / den
    t0 = (torch.sum(y) - t1 * torch.sum(x)) / n
    return t0, t1

# %% right: Exact sums with fractions, rounded only at the end.
from fractions import Fraction

import torch


def least_squares_1d(x, y):
    points = [(Fraction(p), Fraction(q)) for p, q in zip(x.tolist(), y.tolist())]
    if len({p for p, _ in points}) < 2:
        raise ValueError("all x are equal: no unique line")
    n = len(points)
    sx = sum(p for p, _ in points)
    sy = sum(q for _, q in points)
    sxx = sum(p * p for p, _ in points)
    sxy = sum(p * q for p, q in points)
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    return float((sy - slope * sx) / n), float(slope)

# %% right: The slope as a weighted mean of the slopes between all pairs of points.
import torch


def least_squares_1d(x, y):
    if bool((x == x[0]).all()):
        raise ValueError("a single x is not enough")
    dx = x[:, None] - x[None, :]
    dy = y[:, None] - y[None, :]
    slope = torch.einsum("ij,ij->", dx, dy) / torch.einsum("ij,ij->", dx, dx)
    return torch.mean(y - slope * x), slope

# %% right: Numpy means with only x centred; y needs no centring.
import numpy as np
import torch


def least_squares_1d(x, y):
    u = np.array(x.tolist())
    v = np.array(y.tolist())
    if not (u != u[0]).any():
        raise ValueError("x holds one value only")
    off = u - np.mean(u)
    t1 = np.sum(off * v) / np.sum(off * off)
    t0 = np.mean(v) - np.mean(u) * t1
    return float(t0), float(t1)

# %% wrong: The slope is that of the best line through the origin, sum(xy)/sum(x^2), and an intercept is only put on afterwards.
# told: slope_through_the_origin
import torch


def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError("no unique line")
    t1 = (x * y).sum() / (x ** 2).sum()
    t0 = y.mean() - t1 * x.mean()
    return t0, t1

# %% wrong: The slope is taken from the leftmost and the rightmost point alone, as if the best line had to have the direction from end to end.
# told: slope_of_the_outermost
import torch


def least_squares_1d(x, y):
    first = torch.argmin(x)
    last = torch.argmax(x)
    if x[first] == x[last]:
        raise ValueError("all x are equal")
    slope = (y[last] - y[first]) / (x[last] - x[first])
    # the line goes through the middle of all points
    intercept = torch.mean(y) - slope * torch.mean(x)
    return (intercept, slope)

# %% wrong: The covariance is divided by n but x.var() divides by n - 1, so the slope is too small by the factor (n - 1)/n.
# told: two_kinds_of_mean
import torch


def least_squares_1d(x, y):
    if len(torch.unique(x)) == 1:
        raise ValueError("x has only one value")
    mx = x.mean()
    my = y.mean()
    cov = ((x - mx) * (y - my)).mean()
    t1 = cov / x.var()
    t0 = my - t1 * mx
    return t0, t1

# %% wrong: The division by n is missing in the intercept.
# told: intercept_not_divided
import torch


def least_squares_1d(x, y):
    n = x.shape[0]
    if torch.all(x == x[0]):
        raise ValueError("All x are equal!")
    Sx, Sy = x.sum(), y.sum()
    Sxx, Sxy = (x * x).sum(), (x * y).sum()
    t1 = (n * Sxy - Sx * Sy) / (n * Sxx - Sx ** 2)
    t0 = Sy - t1 * Sx
    return t0, t1

# %% wrong: In the denominator sum x is not squared, and the results are returned as slope and intercept instead of intercept and slope.
# told: clue
import torch


def least_squares_1d(x, y):
    xs = x.tolist()
    ys = y.tolist()
    if max(xs) == min(xs):
        raise ValueError("there is no unique line")
    n = len(xs)
    sum_x = sum_y = sum_xx = sum_xy = 0.0
    for i in range(n):
        sum_x += xs[i]
        sum_y += ys[i]
        sum_xx += xs[i] ** 2
        sum_xy += xs[i] * ys[i]
    m = (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x)
    c = (sum_y - m * sum_x) / n
    return m, c

# %% wrong: It asks whether the denominator is exactly 0, which rounding may prevent for equal x such as 0.7, so no ValueError comes.
# told: asks_the_denominator
import torch


def least_squares_1d(x, y):
    n = len(x)
    numerator = n * torch.sum(x * y) - torch.sum(x) * torch.sum(y)
    denominator = n * torch.sum(x ** 2) - torch.sum(x) ** 2
    if denominator == 0:
        raise ValueError("division by zero: all x are equal")
    slope = numerator / denominator
    intercept = (torch.sum(y) - slope * torch.sum(x)) / n
    return intercept, slope

# %% wrong: The ValueError is returned and not raised.
# told: clue
import torch


def least_squares_1d(x, y):
    if x.min() == x.max():
        return ValueError
    dx = x - x.mean()
    dy = y - y.mean()
    t1 = torch.dot(dx, dy) / torch.dot(dx, dx)
    return y.mean() - t1 * x.mean(), t1

# %% wrong: X and y are sorted each on its own because the points come in any order, so the pairs are torn apart.
# told: sorted_apart
import torch


def least_squares_1d(x, y):
    # points may come in any order -> sort first
    x, _ = torch.sort(x)
    y, _ = torch.sort(y)
    if x[0] == x[-1]:
        raise ValueError("vertical line")
    n = len(x)
    xbar = sum(x) / n
    ybar = sum(y) / n
    top = sum((xi - xbar) * (yi - ybar) for xi, yi in zip(x, y))
    bottom = sum((xi - xbar) ** 2 for xi in x)
    theta1 = top / bottom
    theta0 = ybar - theta1 * xbar
    return theta0, theta1

# %% right: Another way.
from fractions import Fraction
import torch

def least_squares_1d(x, y):
    xs = [Fraction(v) for v in x.tolist()]
    ys = [Fraction(v) for v in y.tolist()]
    if len(set(xs)) < 2:
        raise ValueError("no unique line: all x are equal")
    n, sx, sy = len(xs), sum(xs), sum(ys)
    t1 = (n * sum(p * q for p, q in zip(xs, ys)) - sx * sy) / (n * sum(p * p for p in xs) - sx * sx)
    return float((sy - t1 * sx) / n), float(t1)

# %% right: Another way.
import torch

def least_squares_1d(x, y):
    if bool((x[1:] == x[:-1]).all()):
        raise ValueError("all entries of x are equal")
    dx = x[:, None] - x[None, :]
    dy = y[:, None] - y[None, :]
    t1 = torch.einsum("ij,ij->", dx, dy) / torch.einsum("ij,ij->", dx, dx)
    return (y - t1 * x).mean(), t1

# %% right: Another way.
import numpy as np
import torch

def least_squares_1d(x, y):
    u = np.array(x.tolist(), dtype=float)
    v = np.array(y.tolist(), dtype=float)
    if np.ptp(u) == 0:
        raise ValueError("x does not vary")
    centre = u.mean()
    weights = (u - centre) / np.dot(u - centre, u - centre)
    slope = weights @ v
    return float((1 / len(u) - centre * weights) @ v), float(slope)

# %% wrong: Uses the slope of the best line through the origin and adds an intercept afterwards, although the two have to be found together.
# told: slope_through_the_origin
import math
import torch

def least_squares_1d(x, y):
    if (x == x[0]).all():
        raise ValueError("all x are equal")
    t1 = (x * y).sum() / (x ** 2).sum()
    t0 = y.mean() - t1 * x.mean()
    return t0, t1

# %% wrong: Takes the average of the slopes from each point to the next as the slope, which is not the line with the least squared residuals.
# told: mean_of_slopes
import torch

def least_squares_1d(x, y):
    xs = x.tolist()
    ys = y.tolist()
    if len(set(xs)) == 1:
        raise ValueError("no unique line")
    points = sorted(zip(xs, ys))
    slopes = []
    for (x1, y1), (x2, y2) in zip(points, points[1:]):
        if x2 != x1:
            slopes.append((y2 - y1) / (x2 - x1))
    t1 = sum(slopes) / len(slopes)
    t0 = sum(ys) / len(ys) - t1 * sum(xs) / len(xs)
    return t0, t1

# %% wrong: The intercept is the mean of y plus slope times the mean of x, where it must be minus.
# told: intercept_added
import torch

def least_squares_1d(x, y):
    if torch.all(x == x[0]):
        raise ValueError("x has only one value")
    mx = torch.mean(x)
    my = torch.mean(y)
    slope = torch.sum((x - mx) * (y - my)) / torch.sum((x - mx) ** 2)
    intercept = my + slope * mx
    return intercept, slope

# %% wrong: Returns slope and intercept in the wrong order.
# told: slope_first
import torch

def least_squares_1d(x, y):
    if x.min() == x.max():
        raise ValueError("all x equal")
    n = len(x)
    Sx, Sy = x.sum(), y.sum()
    Sxx, Sxy = (x*x).sum(), (x*y).sum()
    a = (n*Sxy - Sx*Sy) / (n*Sxx - Sx**2)
    b = (Sy - a*Sx) / n
    return a, b

# %% wrong: Divides a covariance made with n by a variance made with n - 1, and forgets to divide the intercept by n.
# told: two_kinds_of_mean_and_intercept_not_divided
import torch

def least_squares_1d(x, y):
    if len(torch.unique(x)) == 1:
        raise ValueError("There is no unique line")
    cov = (x * y).mean() - x.mean() * y.mean()
    t1 = cov / x.var()
    t0 = y.sum() - t1 * x.sum()
    return t0, t1

# %% wrong: Recognises equal x only by a denominator of exactly 0, which rounding spoils for values such as 0.7, so no ValueError is raised there.
# told: asks_the_denominator
import torch

def least_squares_1d(x, y):
    n = x.shape[0]
    sum_x = sum(x.tolist())
    sum_y = sum(y.tolist())
    sum_xx = sum(v * v for v in x.tolist())
    sum_xy = sum(u * v for u, v in zip(x.tolist(), y.tolist()))
    denominator = n * sum_xx - sum_x ** 2
    if denominator == 0:
        raise ValueError("division by zero, all x are the same")
    t1 = (n * sum_xy - sum_x * sum_y) / denominator
    t0 = (sum_y - t1 * sum_x) / n
    return t0, t1

# %% wrong: Prints a message and returns None when all x are equal, instead of raising a ValueError.
# told: none_for_equal_x
import torch

def least_squares_1d(x, y):
    if (x == x[0]).all():
        print("ValueError: all x are equal")
        return None
    dx = x - x.mean()
    dy = y - y.mean()
    t1 = (dx * dy).sum() / (dx * dx).sum()
    t0 = y.mean() - t1 * x.mean()
    return (t0, t1)

# %% wrong: Sorts x and y each for itself, which tears the pairs apart.
# told: sorted_apart
import torch

def least_squares_1d(x, y):
    # the points may come in any order, so sort them first
    x, _ = torch.sort(x)
    y, _ = torch.sort(y)
    if x[0] == x[-1]:
        raise ValueError("all x are equal")
    n = len(x)
    top = n * (x * y).sum() - x.sum() * y.sum()
    bottom = n * (x ** 2).sum() - x.sum() ** 2
    t1 = top / bottom
    t0 = (y.sum() - t1 * x.sum()) / n
    return t0, t1
