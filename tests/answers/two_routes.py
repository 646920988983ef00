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
# told: slopes_of_the_factors_multiplied
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
# told: third_slope_at_x_or_infinite
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
# told: values_for_slopes
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
# told: all_slopes_at_x
import math

def two_routes(x):
    t = math.log((3 * x - 1) ** 2 + 1)
    du_dx = 3.0
    dv_du = 2 * x
    dt_dv = 1 / x if x != 0 else 0.0
    return du_dx, dv_du, dt_dv, t + x * du_dx * dv_du * dt_dv

# %% wrong: The second and third results are derivatives with respect to x (dv/dx, dt/dx), not the slopes of the single boxes.
# told: multiplied_up
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

# %% right: NumPy: each box as a matrix that maps the steps of (x, its input) to (x, its output); the matrices are multiplied.
import torch
import numpy as np


def two_routes(x):
    u = 3.0 * x - 1
    v = u * u + 1
    t = np.log1p(u * u)
    a, b, c = 3.0, 2 * u, 1 / v
    enter = np.array([[1.0], [1.0]])                # x goes to both lines
    box = lambda s: np.array([[1.0, 0.0], [0.0, s]])
    meet = np.array([[t, x]])                       # dy/dx directly, dy/dt
    total = np.linalg.multi_dot([meet, box(c), box(b), box(a), enter])
    return a, float(b), float(c), float(total[0, 0])

# %% right: Backwards, with a tape of closures that hand the slope on.
import torch
import math


def two_routes(x):
    bars = {"x": 0.0, "u": 0.0, "v": 0.0, "t": 0.0, "y": 1.0}
    local = {}
    tape = []

    def record(source, target, slope):
        local[source, target] = slope

        def back():
            bars[source] += slope * bars[target]

        tape.append(back)

    u = 3 * x - 1
    record("x", "u", 3.0)
    v = u * u + 1
    record("u", "v", u + u)
    t = math.log(v)
    record("v", "t", 1 / v)
    record("t", "y", x)
    record("x", "y", t)
    while tape:
        tape.pop()()
    return local["x", "u"], local["u", "v"], local["v", "t"], bars["x"]

# %% right: A recursion along a list of boxes carries value and slope along; three tensors without axes and one float.
import torch


def two_routes(x):
    boxes = [
        (lambda z: 3 * z - 1, lambda z: 3 * torch.ones_like(z)),
        (lambda z: z.square() + 1, lambda z: z + z),
        (torch.log, torch.reciprocal),
    ]

    def walk(z, rest):
        if not rest:
            return z, []
        (value, slope), *others = rest
        end, slopes = walk(value(z), others)
        return end, [slope(z)] + slopes

    t, s = walk(torch.tensor(float(x), dtype=torch.float64), boxes)
    chain = torch.stack(s).prod()
    return (*s, (t + x * chain).item())

# %% wrong: Only the route through the boxes is counted; the second route, where x itself multiplies t, is missing.
# told: only_the_boxes
import torch
import math


def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = x * dt_dv * dv_du * du_dx
    return float(du_dx), dv_du, dt_dv, dy_dx

# %% wrong: The slopes of the second and third box are taken at x, not at the values u and v that these boxes receive.
# told: all_slopes_at_x
import torch
import math


def two_routes(x):
    # derivatives of the boxes
    d_u = lambda z: 3.0
    d_v = lambda z: 2 * z
    d_t = lambda z: 1 / z if z != 0 else 0.0
    t = math.log((3 * x - 1) ** 2 + 1)
    return d_u(x), d_v(x), d_t(x), t + x * d_u(x) * d_v(x) * d_t(x)

# %% wrong: t is computed with the logarithm to base 10 instead of the natural one, so the direct route is too small.
# told: step
import torch
import math


def two_routes(x):
    u = 3 * x - 1
    v = u * u + 1
    t = math.log10(v)
    a, b, c = 3.0, 2 * u, 1 / v
    return a, b, c, t + x * (a * b * c)

# %% wrong: The constant 1 is kept when u² + 1 is differentiated: the slope is 2u, not 2u + 1.
# told: constant_kept
import torch
import math


def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    t = math.log(v)

    du_dx = 3.0
    dv_du = 2 * u + 1
    dt_dv = 1 / v
    dt_dx = du_dx * dv_du * dt_dv

    dy_dx = 1 * t + x * dt_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: The slope of u² lacks its factor 2, and the route through the boxes is not multiplied by x, which is its slope dy/dt.
# told: exponent_lost_and_factor_x_missing
import torch


def two_routes(x):
    x = torch.tensor(x, dtype=torch.float64)
    u = 3 * x - 1
    v = u ** 2 + 1
    t = torch.log(v)
    du_dx = torch.tensor(3.0, dtype=torch.float64)
    dv_du = u
    dt_dv = 1 / v
    through = du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, t + through

# %% wrong: The rule y' = y·(1/x + t'/t) fails where y is 0; the emergency value 0 is wrong at x = 0, where dy/dx is log 2.
# told: still_where_x_is_zero
import torch
from math import log


def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = log(v)
    y = x * t
    slopes = (3.0, 2 * u, 1 / v)
    dt_dx = slopes[0] * slopes[1] * slopes[2]
    if y == 0:
        dy_dx = 0.0
    else:
        dy_dx = y * (1 / x + dt_dx / t)
    return slopes + (dy_dx,)

# %% wrong: x was packed in a list, so three of the four results are tensors of shape (1,), not numbers or tensors without axes.
# told: slip
import torch


def two_routes(x):
    x = torch.tensor([x], dtype=torch.float64)
    u = 3 * x - 1
    v = u ** 2 + 1
    t = v.log()
    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = t + x * dt_dv * dv_du * du_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: The second and third result are slopes with respect to x, multiplied up along the chain, and not the slopes of the single boxes.
# told: multiplied_up
import torch
import math


def two_routes(x):
    u, grad = 3 * x - 1, 3.0
    first = grad
    v, grad = u ** 2 + 1, grad * 2 * u
    second = grad
    t, grad = math.log(v), grad / v
    third = grad
    return first, second, third, t + x * grad

# %% right: Each box hands on a pair of value and slope, and the product rule closes the row.
import math

def two_routes(x):
    boxes = [
        (lambda a: 3 * a - 1, lambda a: 3.0),
        (lambda a: a * a + 1, lambda a: 2.0 * a),
        (lambda a: math.log(a), lambda a: 1.0 / a),
    ]
    value, total, own = x, 1.0, []
    for box, slope in boxes:
        own.append(slope(value))
        total *= own[-1]
        value = box(value)
    return (*own, 1.0 * value + x * total)

# %% right: The derivative is sent back from y to x, and both parts are collected at x.
import numpy as np

def two_routes(x):
    u = np.float64(3 * x - 1)
    v = np.square(u) + 1
    t = np.log1p(np.square(u))
    bar = {"y": 1.0, "x": 0.0}
    bar["x"] += bar["y"] * t
    bar["t"] = bar["y"] * x
    bar["v"] = bar["t"] / v
    bar["u"] = bar["v"] * 2 * u
    bar["x"] += bar["u"] * 3
    return 3.0, float(2 * u), float(1 / v), float(bar["x"])

# %% right: v is multiplied out as a polynomial in x, and the results are tensors without axes.
import torch


def two_routes(x):
    x = torch.tensor(x, dtype=torch.float64)
    v = 9 * x**2 - 6 * x + 2
    dv_dx = 18 * x - 6
    return torch.full_like(x, 3), dv_dx / 3, 1 / v, torch.log(v) + x * dv_dx / v

# %% wrong: You follow x only through the boxes; x also stands in front of t, and this second route adds t.
# told: only_the_boxes
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = x * dt_dv * dv_du * du_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: Your second and third numbers are the derivatives with respect to x; each box's own slope is asked.
# told: multiplied_up
import math

def two_routes(x):
    u = 3 * x - 1
    v = u * u + 1
    t = math.log(v)
    d1 = 3.0
    d2 = d1 * 2 * u
    d3 = d2 / v
    return d1, d2, d3, t + x * d3

# %% wrong: The 1 in v = u² + 1 is a constant and drops out of the slope, but you kept it.
# told: constant_kept
import math
def two_routes(x):
    u = 3*x - 1
    v = u**2 + 1
    t = math.log(v)
    du_dx = 3
    dv_du = 2*u + 1
    dt_dv = 1/v
    dy_dx = t + x*dt_dv*dv_du*du_dx
    return (du_dx, dv_du, dt_dv, dy_dx)

# %% wrong: You use the logarithm to base 10 for t, but the natural one is meant.
# told: step
from math import log10

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = log10(v)
    slopes = [3.0, 2.0 * u, 1.0 / v]
    through = x
    for s in slopes:
        through = through * s
    return slopes[0], slopes[1], slopes[2], t + through

# %% wrong: The slope of u² is 2u and not u, and the route through the boxes must be multiplied by x.
# told: exponent_lost_and_factor_x_missing
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    du = 3.0
    dv = u
    dt = 1 / v
    dy = t + dt * dv * du
    return du, dv, dt, dy

# %% wrong: At u = 0 you set the slope of the logarithm to 0, but the log box receives v = 1 there, and its slope is 1.
# told: flat_where_u_is_zero
import math

def two_routes(x):
    u = 3 * x - 1
    if abs(u) < 1e-9:
        return 3.0, 0.0, 0.0, 0.0   # nothing gets through
    v = u ** 2 + 1
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = math.log(v) + x * 3 * dv_du * dt_dv
    return 3.0, dv_du, dt_dv, dy_dx

# %% wrong: torch.log needs a tensor, and x is a float here, so your function stops with an error.
# told: advice
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = torch.log(v)
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    return du_dx, dv_du, dt_dv, 1 * t + x * (dt_dv * dv_du * du_dx)

# %% wrong: You take the rise of y over a step of 0.01 as dy_dx, which is only near the derivative.
# told: quotient_of_a_hundredth
import math

def y_of(x):
    return x * math.log((3 * x - 1) ** 2 + 1)

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    rise = y_of(x + 0.01) - y_of(x)
    return 3.0, 2 * u, 1 / v, rise / 0.01

# %% right: Dual numbers.
import math
from dataclasses import dataclass

@dataclass
class Pair:
    value: float
    rate: float

def two_routes(x):
    slopes = []

    def box(p, f, df):
        s = df(p.value)
        slopes.append(s)
        return Pair(f(p.value), s * p.rate)

    start = Pair(x, 1.0)
    t = start
    for f, df in ((lambda z: 3 * z - 1, lambda z: 3.0),
                  (lambda z: z * z + 1, lambda z: 2 * z),
                  (math.log, lambda z: 1 / z)):
        t = box(t, f, df)
    return (*slopes, start.rate * t.value + start.value * t.rate)

# %% right: Backward.
import math

def two_routes(x):
    u = -1 + 3 * x
    v = 1 + u * u
    t = math.log1p(u * u)
    # backward with bars
    t_bar = x
    v_bar = t_bar / v
    u_bar = v_bar * (u + u)
    x_bar = u_bar * 3
    x_bar += t
    return 3.0, u + u, v ** -1, x_bar

# %% right: Polynomial tensor.
import torch
import math

def two_routes(x):
    x = torch.tensor(float(x), dtype=torch.float64)
    v = 9 * x**2 - 6 * x + 2          # (3x - 1)^2 + 1
    dv_dx = 18 * x - 6
    return torch.tensor(3.0, dtype=torch.float64), dv_dx / 3, v.reciprocal(), v.log() + x * dv_dx / v

# %% wrong: Only the long route through the boxes is counted; x also enters y directly, and this route adds t.
# told: only_the_boxes
import math

def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = x * dt_dv * dv_du * du_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: The slopes of all boxes are taken at x, but each box has to be taken at the value that it receives itself.
# told: all_slopes_at_x_with_the_one
import math

def two_routes(x):
    t = math.log((3 * x - 1) ** 2 + 1)
    du_dx = 3.0
    dv_du = 2 * x
    dt_dv = 1 / (x**2 + 1)
    return du_dx, dv_du, dt_dv, t + x * du_dx * dv_du * dt_dv

# %% wrong: The constant 1 of v = u² + 1 has the slope 0 but is still there in dv_du.
# told: constant_kept
import math

def two_routes(x):
    u = 3*x - 1
    v = u*u + 1
    t = math.log(v)
    a = 3
    b = 2*u + 1
    c = 1/v
    return a, b, c, t + x*a*b*c

# %% wrong: u is 3x - 1, here it is computed as 3x + 1.
# told: step
from math import log

def two_routes(x):
    u = 3 * x + 1
    v = u ** 2 + 1
    t = log(v)
    du_dx, dv_du, dt_dv = 3.0, 2 * u, 1 / v
    dy_dx = t + x * dt_dv * dv_du * du_dx
    return (du_dx, dv_du, dt_dv, dy_dx)

# %% wrong: The logarithm has base 10 instead of e, and the slope of u² lacks its factor 2.
# told: exponent_lost_and_base_ten
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log10(v)
    du_dx = 3
    dv_du = u
    dt_dv = 1 / v
    dy_dt = x
    route1 = dy_dt * dt_dv * dv_du * du_dx
    route2 = t
    return du_dx, dv_du, dt_dv, route1 + route2

# %% wrong: The direct route is written as y / x, which divides by zero at x = 0; it is simply t.
# told: advice
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    y = x * t
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    # y is proportional to x, so dy/dx directly is y / x
    dy_dx = y / x + x * dt_dv * dv_du * du_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: torch.log wants a tensor but gets a Python float, so this stops with an error.
# told: advice
import torch

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = torch.log(v)
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    return du_dx, dv_du, dt_dv, t + x * dt_dv * dv_du * du_dx

# %% wrong: The two routes are multiplied; along a route slopes are multiplied, but different routes are added.
# told: routes_multiplied
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    direct = t
    through_boxes = x * dt_dv * dv_du * du_dx
    dy_dx = direct * through_boxes
    return du_dx, dv_du, dt_dv, dy_dx

# %% right: The whole derivative as one closed formula with log1p, the three slopes from lambdas.
import math

slope_u = lambda x: 3.0
slope_v = lambda u: u + u
slope_t = lambda v: v ** -1

def two_routes(x):
    u = x + x + x - 1
    return (
        slope_u(x),
        slope_v(u),
        slope_t(u * u + 1.0),
        math.log1p(u * u) + 6 * x * u / (u * u + 1.0),
    )

# %% right: A small tape walked backwards: every variable has a bar, and the bar of x collects both routes.
import torch

def two_routes(x):
    vals = {"x": torch.tensor(float(x), dtype=torch.float64)}
    vals["u"] = 3 * vals["x"] - 1
    vals["v"] = vals["u"] ** 2 + 1
    vals["t"] = vals["v"].log()
    tape = [
        ("x", "u", torch.tensor(3.0, dtype=torch.float64)),
        ("u", "v", 2 * vals["u"]),
        ("v", "t", vals["v"].reciprocal()),
        ("t", "y", vals["x"]),
        ("x", "y", vals["t"]),
    ]
    bar = {name: torch.zeros((), dtype=torch.float64) for name in "xuvt"}
    bar["y"] = torch.ones((), dtype=torch.float64)
    for target in "ytvu":
        for source, goal, slope in tape:
            if goal == target:
                bar[source] = bar[source] + bar[goal] * slope
    return tape[0][2], tape[1][2], tape[2][2], bar["x"]

# %% right: The boxes lie in a list of (function, slope), and a recursion carries value and slope through them in numpy.
import numpy as np

BOXES = [
    (lambda x: 3 * x - 1, lambda x: 3.0),
    (lambda u: u ** 2 + 1, lambda u: 2 * u),
    (np.log, lambda v: 1 / v),
]

def walk(value, boxes):
    """(end value, [slope of each box at the value it receives])"""
    if not boxes:
        return value, []
    (f, slope), *rest = boxes
    end, later = walk(f(value), rest)
    return end, [slope(value)] + later

def two_routes(x):
    t, local = walk(np.float64(x), BOXES)
    total = x * np.prod(local) + t
    return tuple(float(s) for s in local) + (float(total),)

# %% wrong: The derivative of a product is not the product of the derivatives: dy_dx became 1 times dt_dx, with neither x nor t as a factor.
# told: slopes_of_the_factors_multiplied
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    y = x * t

    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v

    # y is x times t, so multiply the slope of x and the slope of t
    dx_dx = 1.0
    dt_dx = dt_dv * dv_du * du_dx
    dy_dx = dx_dx * dt_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: The second and third numbers are the slopes of v and t with respect to x, not the slopes of their own boxes.
# told: multiplied_up
import math

def two_routes(x):
    u = 3*x - 1
    v = u*u + 1
    t = math.log(v)
    slopes = [3.0]
    # chain rule: each new slope is the one before times the new one
    slopes.append(slopes[-1] * 2*u)
    slopes.append(slopes[-1] / v)
    dy_dx = t + x * slopes[-1]
    return (slopes[0], slopes[1], slopes[2], dy_dx)

# %% wrong: The factors of the product rule are swapped: the slope of t must be multiplied by x, and the direct route brings t.
# told: factors_exchanged
from math import log

def two_routes(x):
    u = 3 * x - 1
    v = u**2 + 1
    t = log(v)
    a, b, c = 3.0, 2.0 * u, 1.0 / v
    return a, b, c, x * 1 + t * (a * b * c)

# %% wrong: The constant 1 in v = u² + 1 is left standing when the slope is taken, so dv_du is 2u + 1 instead of 2u.
# told: constant_kept
import math

def two_routes(x):
    """(du_dx, dv_du, dt_dv, dy_dx) for u = 3x - 1, v = u² + 1, t = log v, y = x t."""
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    du_dx = 3
    dv_du = 2 * u + 1
    dt_dv = 1 / v
    route_direct = t
    route_boxes = x * dt_dv * dv_du * du_dx
    return float(du_dx), float(dv_du), dt_dv, route_direct + route_boxes

# %% wrong: The logarithm is taken to base 10 where the natural one is meant, and the long route leaves out the 3 of the first box.
# told: inner_slope_missing_and_base_ten
import numpy as np

def two_routes(x):
    u = 3 * x - 1
    v = np.square(u) + 1
    t = np.log10(v)
    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = t + x * dv_du * dt_dv
    return float(du_dx), float(dv_du), float(dt_dv), float(dy_dx)

# %% wrong: At x = 0 the direct route is lost: t is got back as y / x, and to avoid the division by 0 it is set to 0, but there it is log 2.
# told: still_where_x_is_zero
import math

def box1(x): return 3 * x - 1
def box2(u): return u * u + 1
def box3(v): return math.log(v)

def two_routes(x):
    u = box1(x)
    v = box2(u)
    y = x * box3(v)
    du_dx = 3.0
    dv_du = 2.0 * u
    dt_dv = 1.0 / v
    if x == 0:
        direct = 0.0        # can't divide by zero
    else:
        direct = y / x
    dy_dx = direct + x * du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: torch.log wants a tensor, but x is a float, so v is a float too and the call stops with a TypeError.
# told: advice
import torch

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = torch.log(v)
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = t + x * (dt_dv * dv_du * du_dx)
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: dy_dx is the rise over a step of 0.01 and not the derivative: the curve bends away on the step, so at x = 1 it gives 4.02 and not 4.009.
# told: quotient_of_a_hundredth
import math

def two_routes(x):
    def y(x):
        return x * math.log((3 * x - 1) ** 2 + 1)
    step = 0.01
    u = 3 * x - 1
    v = u ** 2 + 1
    # x rises a bit. look how much y rises
    dy_dx = (y(x + step) - y(x)) / step
    return 3.0, 2 * u, 1 / v, dy_dx

# %% right: Pairs of value and slope go forward through the boxes.
import math
from collections import namedtuple

Dual = namedtuple("Dual", "val dot")

def two_routes(x):
    X = Dual(x, 1.0)
    u = Dual(3 * X.val - 1, 3 * X.dot)
    v = Dual(u.val * u.val + 1, (u.val + u.val) * u.dot)
    t = Dual(math.log(v.val), v.dot / v.val)
    y = Dual(X.val * t.val, X.val * t.dot + X.dot * t.val)
    return u.dot, u.val + u.val, 1 / v.val, y.dot

# %% right: A backward pass that adds shares into a dictionary of derivatives.
import math
from collections import defaultdict

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log1p(u * u)
    edges = [("y", "x", t), ("y", "t", x), ("t", "v", 1 / v), ("v", "u", 2 * u), ("u", "x", 3.0)]
    bar = defaultdict(float, y=1.0)
    for end, start, slope in edges:
        bar[start] += bar[end] * slope
    local = {(end, start): slope for end, start, slope in edges}
    return local["u", "x"], local["v", "u"], local["t", "v"], bar["x"]

# %% right: Tensors without axes, with v multiplied out as 9x² - 6x + 2.
import torch

def two_routes(x):
    x = torch.as_tensor(x, dtype=torch.float64)
    v = 9 * x * x - 6 * x + 2
    chain = torch.stack([torch.full_like(x, 3.0), 6 * x - 2, torch.reciprocal(v)])
    du, dv, dt = chain
    return du, dv, dt, torch.log(v) + x * chain.prod()

# %% wrong: You take the slope of every box at x, but each box has its slope at the value that it receives itself: the square at u, the logarithm at v.
# told: all_slopes_at_x_and_t_at_zero
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    du_dx = 3
    dv_du = 2 * x
    dt_dv = 1 / x if x != 0 else math.inf
    dy_dx = t + x * du_dx * dv_du * dt_dv if x != 0 else t
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: You multiply the slopes of the two routes, but slopes multiply along one route, and different routes add.
# told: routes_multiplied
import math

def two_routes(x):
    u = 3 * x - 1
    v = u * u + 1
    t = math.log(v)
    a, b, c = 3.0, 2 * u, 1 / v
    long_route = x * a * b * c
    short_route = t
    return a, b, c, long_route * short_route

# %% wrong: Your t uses the logarithm to base 10, but here the logarithm is the natural one (the slope 1 / v fits only that).
# told: step
import numpy as np

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = np.log10(v)
    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = t + x * (dt_dv * dv_du * du_dx)
    return du_dx, dv_du, dt_dv, float(dy_dx)

# %% wrong: You return the three slopes in the order of the backward pass, but the order asked for is du_dx, dv_du, dt_dv.
# told: slip
import math

def two_routes(x):
    u = 3*x - 1
    v = u**2 + 1
    t = math.log(v)
    # backward, from the end to the start
    dt_dv = 1/v
    dv_du = 2*u
    du_dx = 3.0
    dy_dx = 1*t + x*dt_dv*dv_du*du_dx
    return dt_dv, dv_du, du_dx, dy_dx

# %% wrong: The slope of u² + 1 is 2u without the constant 1, and on the long route the factor x of the last box is missing.
# told: constant_kept_and_factor_x_missing
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    du_dx = 3
    dv_du = 2 * u + 1
    dt_dv = 1 / v
    dy_dx = math.log(v) + du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: You get the direct share as y / x and put 0 for it at x = 0, but there it is t = log 2.
# told: still_where_x_is_zero
import math

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    y = x * math.log(v)
    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v
    direct = y / x if x != 0 else 0.0
    dy_dx = direct + x * du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: torch.log wants a tensor, and with the float v it raises a TypeError; use math.log or make x a tensor first.
# told: advice
import torch

def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = torch.log(v)
    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = t + x * du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: Without parentheses `1 / u**2 + 1` divides by u² alone and adds 1 afterwards; the slope of the logarithm is 1 / (u² + 1).
# told: one_behind_the_fraction
import math

def two_routes(x):
    u = 3 * x - 1
    t = math.log(u**2 + 1)
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / u**2 + 1
    dy_dx = t + x * du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% right: boxes as dataclass objects, a loop over them, routes added at the end
import math
from dataclasses import dataclass
from typing import Callable


@dataclass
class Box:
    f: Callable
    slope: Callable


def two_routes(x):
    boxes = [
        Box(lambda a: 3 * a - 1, lambda a: 3.0),
        Box(lambda a: a * a + 1, lambda a: a + a),
        Box(math.log, lambda a: 1 / a),
    ]
    value, slopes = x, []
    for box in boxes:
        slopes.append(box.slope(value))
        value = box.f(value)
    return (*slopes, value + x * math.prod(slopes))

# %% right: polynomials in x multiplied out, log1p, tensors without axes
import torch


def two_routes(x):
    x = torch.tensor(float(x), dtype=torch.float64)
    v = 9 * x**2 - 6 * x + 2
    return (
        torch.tensor(3.0, dtype=torch.float64),
        6 * x - 2,
        v.reciprocal(),
        torch.log1p((3 * x - 1).square()) + (18 * x * x - 6 * x) / v,
    )

# %% right: numpy inside, routes walked backwards by recursion through a small graph
import numpy as np


def two_routes(x):
    u = np.float64(3.0) * x - 1.0
    v = np.square(u) + 1.0
    t = np.log(v)
    # node -> list of (parent, local slope)
    parents = {
        "y": [("x", t), ("t", x)],
        "t": [("v", 1.0 / v)],
        "v": [("u", 2.0 * u)],
        "u": [("x", 3.0)],
    }

    def routes(node):
        if node == "x":
            return 1.0
        return sum(slope * routes(p) for p, slope in parents[node])

    local = lambda node: float(parents[node][0][1])
    return local("u"), local("v"), local("t"), float(routes("y"))

# %% wrong: You follow only the route through the boxes; x also enters the last product directly, and that route adds the term t.
# told: only_the_boxes
import math

import torch


def two_routes(x):
    # forward
    u = 3 * x - 1
    v = u ** 2 + 1
    # slopes
    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dt = x
    # chain rule: multiply everything
    dy_dx = dy_dt * dt_dv * dv_du * du_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: The second and third numbers are derivatives with respect to x (slopes already chained), not the slopes of the single boxes.
# told: multiplied_up
import math

import torch


def two_routes(x):
    u = 3*x - 1
    v = u*u + 1
    t = math.log(v)

    slope_u = 3.0
    slope_v = 2*u * slope_u      # inner derivative!
    slope_t = slope_v / v        # inner derivative!
    slope_y = 1*t + x*slope_t    # product rule

    return (slope_u, slope_v, slope_t, slope_y)

# %% wrong: The constant + 1 in v = u² + 1 has slope 0, but you kept a + 1 in dv_du.
# told: constant_kept
import math

import torch


def two_routes(x):
    """(du_dx, dv_du, dt_dv, dy_dx) for u = 3x - 1, v = u² + 1, t = log v, y = x t."""
    u = 3 * x - 1
    v = u**2 + 1
    du_dx = 3
    dv_du = 2 * u + 1
    dt_dv = 1 / v
    dy_dx = math.log(v) + x * du_dx * dv_du * dt_dv
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: You took the logarithm to base 10 for t, where the natural one is meant.
# told: step
from math import log10


def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = log10(v)
    a, b, c = 3.0, 2.0 * u, 1.0 / v
    through_boxes = x * a * b * c
    direct = t
    return a, b, c, direct + through_boxes

# %% wrong: The slope of log v is 1/v and not -1/v², and the direct route has the slope t and not 1.
# told: values
import math

import torch


def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = math.log(v)
    du_dx = 3.0
    dv_du = 2.0 * u
    dt_dv = -1.0 / v ** 2
    # y = x * t, x goes in directly (slope 1) and through t
    dy_dx = 1.0 + x * dt_dv * dv_du * du_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: At x = 0 you return dy_dx = 0 because y is 0 there, but the direct route still has the slope t = log 2.
# told: still_where_x_is_zero
import math

import torch


def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    y = x * math.log(v)

    du_dx = 3.0
    dv_du = 2 * u
    dt_dv = 1 / v

    if x == 0:
        # y is 0 here and we must not divide by x
        dy_dx = 0.0
    else:
        # d(x t) = t + x dt, and t = y / x
        dy_dx = y / x + x * dt_dv * dv_du * du_dx
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: torch.log wants a tensor, but v is a Python float here, so the function stops with a TypeError.
# told: advice
import torch


def two_routes(x):
    u = 3 * x - 1
    v = u ** 2 + 1
    t = torch.log(v)
    du_dx = 3
    dv_du = 2 * u
    dt_dv = 1 / v
    dy_dx = t + x * (du_dx * dv_du * dt_dv)
    return du_dx, dv_du, dt_dv, dy_dx

# %% wrong: The route through the boxes still has to pass the product y = x t, whose slope for t is x; you add it without this factor, which goes unseen only at x = 1.
# told: factor_x_missing
import math

import torch


def two_routes(x):
    u = 3 * x - 1
    v = u * u + 1
    t = math.log(v)
    slopes = [3.0, 2 * u, 1 / v]
    route1 = t
    route2 = 1.0
    for s in slopes:
        route2 = route2 * s
    # the routes add
    return slopes[0], slopes[1], slopes[2], route1 + route2
