# %% right: Box by box, then both routes.
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u * u + 1
    t = math.log(v)
    return 3, 2 * u, 1 / v, t + x * (1 / v) * (2 * u) * 3

# %% right: log1p of the square.
import math
import torch


def two_routes(x):
    u = 3.0 * x - 1.0
    t = math.log1p(u**2)
    inner, middle, outer = 3.0, 2.0 * u, 1.0 / (1.0 + u**2)
    return inner, middle, outer, t + x * inner * middle * outer

# %% right: Tensors, and a product of the three slopes.
import math
import torch


def two_routes(x):
    x = torch.tensor(x, dtype=torch.float64)
    u = 3 * x - 1
    v = u**2 + 1
    slopes = torch.stack([torch.full_like(u, 3.0), 2 * u, 1 / v])
    whole = torch.log(v) + x * slopes.prod()
    return slopes[0], slopes[1], slopes[2], whole

# %% right: Forward mode by hand: every value carries its slope.
import math
import torch


def two_routes(x):
    x_dot = 1.0
    u, u_dot = 3 * x - 1, 3 * x_dot
    v, v_dot = u**2 + 1, 2 * u * u_dot
    t, t_dot = math.log(v), v_dot / v
    return 3.0, 2 * u, 1 / v, x_dot * t + x * t_dot

# %% right: Backwards: derivatives of y with respect to t, v, u, then x.
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    t = math.log(v)
    t_bar = x
    v_bar = t_bar / v
    u_bar = v_bar * 2 * u
    x_bar = u_bar * 3 + t
    return 3, 2 * u, 1 / v, x_bar

# %% right: One formula in x.
import math
import torch


def two_routes(x):
    q = 9 * x * x - 6 * x + 2
    return 3.0, 6 * x - 2, 1 / q, math.log(q) + (18 * x - 6) * x / q

# %% wrong: Only the route through the boxes.
# told: only_the_boxes
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, x * 3 * 2 * u / v

# %% wrong: Only the direct route: t is held constant.
# told: only_the_direct_route
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, math.log(v)

# %% wrong: The product rule without the factor x.
# told: factor_x_missing
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    dt_dx = 3 * 2 * u / v
    return 3, 2 * u, 1 / v, math.log(v) + dt_dx

# %% wrong: The product of the three slopes alone, dt/dx, is taken for dy/dx.
# told: step
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, 3 * 2 * u / v

# %% wrong: The three slopes are added.
# told: slopes_added
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, math.log(v) + x * (3 + 2 * u + 1 / v)

# %% wrong: The slope of the square is taken at x.
# told: second_slope_at_x
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * x, 1 / v, math.log(v) + x * 3 * 2 * x / v

# %% wrong: The slope of the logarithm is taken at u.
# told: third_slope_at_u
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    third = 1 / u if u != 0 else math.inf
    return 3, 2 * u, third, math.log(v) + x * 3 * 2 * u * third

# %% wrong: The slope of the logarithm is taken at x.
# told: values
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    third = 1 / x if x != 0 else math.inf
    return 3, 2 * u, third, math.log(v) + x * 3 * 2 * u * third

# %% wrong: The exponent does not come down: dv/du = u.
# told: exponent_lost
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, u, 1 / v, math.log(v) + x * 3 * u / v

# %% wrong: The 1 in u^2 + 1 stays in the slope.
# told: constant_kept
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u + 1, 1 / v, math.log(v) + x * 3 * (2 * u + 1) / v

# %% wrong: The slope of 3x - 1 is taken as 2.
# told: first_constant_kept
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 2, 2 * u, 1 / v, math.log(v) + x * 2 * 2 * u / v

# %% wrong: The inner slope 3 is forgotten in dy/dx.
# told: inner_slope_missing
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, math.log(v) + x * 2 * u / v

# %% wrong: The two routes are multiplied.
# told: routes_multiplied
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, math.log(v) * (x * 3 * 2 * u / v)

# %% wrong: The logarithm has base 10.
# told: step
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, math.log10(v) + x * 3 * 2 * u / v

# %% wrong: u is computed as 3x + 1.
# told: step
import math
import torch


def two_routes(x):
    u = 3 * x + 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, math.log(v) + x * 3 * 2 * u / v

# %% wrong: The second route is subtracted.
# told: step
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 3, 2 * u, 1 / v, math.log(v) - x * 3 * 2 * u / v

# %% wrong: Values are returned in place of the slopes.
# told: values
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    t = math.log(v)
    return u, v, t, t + x * 3 * 2 * u / v

# %% wrong: The slopes come in the order dt_dv, dv_du, du_dx.
# told: slip
import math
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    return 1 / v, 2 * u, 3, math.log(v) + x * 3 * 2 * u / v

# %% wrong: All slopes are taken at x, not at the value that the box itself receives: 2x for 2u and 1/x for 1/v.
# told: values
import math

def two_routes(x):
    t = math.log((3 * x - 1) ** 2 + 1)
    du_dx = 3.0
    dv_du = 2 * x
    dt_dv = 1 / x if x != 0 else 0.0
    return du_dx, dv_du, dt_dv, t + x * du_dx * dv_du * dt_dv

# %% wrong: The second and third results are derivatives with respect to x (dv/dx, dt/dx), not the slopes of the single boxes.
# told: slip
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    du = 3.0
    dv = 2 * u * du
    dt = dv / v
    dy = t + x * dt
    return du, dv, dt, dy

# %% wrong: The name x is used again for the result of the first box, so the last line multiplies by u and not by x.
# told: clue
import math

def two_routes(x):
    x = 3 * x - 1
    du_dx = 3.0
    v = x ** 2 + 1
    dv_du = 2 * x
    t = math.log(v)
    dt_dv = 1 / v
    dy_dx = t + x * du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% right: Every box is a function that returns (value, slope); the slope with respect to x is carried along.
import math

def two_routes(x):
    boxes = [lambda q: (3 * q - 1, 3.0),
             lambda q: (q * q + 1, 2 * q),
             lambda q: (math.log(q), 1 / q)]
    value, along, slopes = x, 1.0, []
    for box in boxes:
        value, s = box(value)
        slopes.append(s)
        along *= s
    return (*slopes, 1.0 * value + x * along)

# %% right: Backward with bars, on float64 tensors without axes; x_bar collects both routes with +=.
import torch

def two_routes(x):
    x = torch.tensor(float(x), dtype=torch.float64)
    u = 3 * x - 1
    v = u.square() + 1
    t = v.log()
    one = torch.ones((), dtype=torch.float64)
    y_bar = one
    x_bar = y_bar * t
    t_bar = y_bar * x
    v_bar = t_bar * v.reciprocal()
    u_bar = v_bar * (2 * u)
    x_bar += u_bar * 3
    return 3 * one, 2 * u, 1 / v, x_bar

# %% right: log1p for t, and v multiplied out as a polynomial in x: v = 9x^2 - 6x + 2 and dv/dx = 18x - 6.
from math import log1p

def two_routes(x):
    v = (9 * x - 6) * x + 2
    t = log1p((3 * x - 1) ** 2)
    return 3.0, 6 * x - 2, v ** -1, t + (18 * x - 6) * x / v

# %% wrong: Along the chain the slopes are added instead of multiplied.
# told: slopes_added
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    a, b, c = 3.0, 2 * u, 1 / v
    return a, b, c, t + x * (a + b + c)

# %% wrong: The logarithm to base 10 is used for t, while its slope 1/v belongs to the natural one.
# told: step
import math

def two_routes(x):
    u = 3 * x - 1
    v = u * u + 1
    t = math.log10(v)
    s = (3.0, 2 * u, 1 / v)
    return (*s, t + x * s[0] * s[1] * s[2])

# %% wrong: The slopes of the boxes come in backward order, from the last box to the first.
# told: slip
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    slopes = []
    slopes.append(1 / v)
    slopes.append(2 * u)
    slopes.append(3.0)
    chain = slopes[0] * slopes[1] * slopes[2]
    return slopes[0], slopes[1], slopes[2], t + x * chain

# %% wrong: TWO: u is computed as 3x + 1; and in the second route the factor x before dt/dx is missing.
# told: step
import math

def two_routes(x):
    u = 3 * x + 1
    v = u ** 2 + 1
    t = math.log(v)
    du_dx, dv_du, dt_dv = 3.0, 2 * u, 1 / v
    dy_dx = t + du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: dy/dx is found as y times the sum of the relative slopes, 1/x and (dt/dx)/t, which divides by 0 where x or u is 0.
# told: advice
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    y = x * t
    du_dx, dv_du, dt_dv = 3.0, 2 * u, 1 / v
    dt_dx = du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, y * (1 / x + dt_dx / t)
