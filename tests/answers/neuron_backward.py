# %% right: A loop over the inputs with floats; b_bar stays a float.
import math
import torch


def neuron_backward(a, b, x, y_bar):
    s = float(b)
    for i in range(len(a)):
        s += a[i].item() * x[i].item()
    delta = y_bar.item() * (1.0 - math.tanh(s)) * (1.0 + math.tanh(s))
    a_bar, x_bar = torch.empty_like(a), torch.empty_like(x)
    for i in range(len(a)):
        a_bar[i] = delta * x[i]
        x_bar[i] = delta * a[i]
    return a_bar, delta, x_bar

# %% right: The slope of tanh as 1/cosh^2, and a helper for the product rule.
import math
import torch


def neuron_backward(a, b, x, y_bar):
    def product_back(out_bar, left, right):
        return out_bar * right, out_bar * left
    pre = (a * x).sum() + b
    pre_bar = y_bar / torch.cosh(pre).square()
    a_bar, x_bar = product_back(pre_bar, a, x)
    return (a_bar, pre_bar.clone(), x_bar)

# %% right: tanh(s) = 2 sigma(2s) - 1, so the slope is 4 sigma(2s) sigma(-2s); results from one stacked product.
import math
import torch


def neuron_backward(a, b, x, y_bar):
    s = torch.einsum("i,i->", a, x) + b
    slope = 4 * torch.sigmoid(2 * s) * torch.sigmoid(-2 * s)
    both = torch.stack([x, a]) * (slope * y_bar)
    return both[0], slope * y_bar, both[1]

# %% wrong: The slope of tanh is left out, as if the neuron were linear.
# told: no_slope
import math
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    return y_bar * x, y_bar * 1.0, y_bar * a

# %% wrong: The slope of tanh is taken at the output y instead of at the pre-activation: tanh is applied twice.
# told: slope_at_y
import math
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    slope = 1 - torch.tanh(y) ** 2
    b_bar = y_bar * slope
    return b_bar * x, b_bar, b_bar * a

# %% wrong: Each adjoint is multiplied by its own value, not by what the value is multiplied with in the neuron (the other factor; 1 for b).
# told: own_values
import math
import torch


def neuron_backward(a, b, x, y_bar):
    s_bar = y_bar * (1 - torch.tanh(a @ x + b) ** 2)
    return s_bar * a, s_bar * b, s_bar * x

# %% wrong: The slope is written 1 - y; the square is missing.
# told: slope_not_squared
import math
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(torch.dot(a, x) + b)
    b_bar = y_bar * (1 - y)
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: The results come as (a_bar, x_bar, b_bar); asked for is (a_bar, b_bar, x_bar).
# told: b_bar_last
import math
import torch


def neuron_backward(a, b, x, y_bar):
    delta = y_bar * (1 - torch.tanh(a @ x + b).pow(2))
    return delta * x, delta * a, delta

# %% wrong: TWO: the slope y (1 - y) is that of the sigmoid, not of tanh; and the bias is left out of the pre-activation.
# told: no_bias_and_slope_of_sigmoid
import math
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x)
    s_bar = y_bar * y * (1 - y)
    return s_bar * x, s_bar, s_bar * a

# %% wrong: The results are squeezed: with a single input (n = 1) the axis of a_bar and x_bar is lost.
# told: squeezed
import math
import torch


def neuron_backward(a, b, x, y_bar):
    row, col = a.reshape(1, -1), x.reshape(-1, 1)
    y = torch.tanh(row @ col + b)
    delta = y_bar * (1 - y * y)
    a_bar = (delta * col.T).squeeze()
    x_bar = (delta * row).squeeze()
    return a_bar, delta.squeeze(), x_bar

# %% wrong: x_bar is built from the bare slope and not from b_bar: y_bar was forgotten in that line.
# told: x_bar_without_upstream
import math
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    slope = 1 - y ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = slope * a
    return a_bar, b_bar, x_bar

# %% right: Plain Python: a loop, math.tanh and lists, turned into tensors at the end; b_bar is a float.
import math

import torch


def neuron_backward(a, b, x, y_bar):
    n = a.shape[0]
    s = float(b)
    for i in range(n):
        s += float(a[i]) * float(x[i])
    y = math.tanh(s)
    g = float(y_bar) * (1 - y * y)
    a_bar = torch.tensor([g * float(v) for v in x], dtype=torch.float64)
    x_bar = torch.tensor([g * float(v) for v in a], dtype=torch.float64)
    return a_bar, g, x_bar

# %% right: numpy inside, and the slope as (1 - y)(1 + y).
import numpy as np
import torch


def neuron_backward(a, b, x, y_bar):
    a_, x_ = a.numpy(), x.numpy()
    y = np.tanh((a_ * x_).sum() + b.item())
    delta = y_bar.item() * (1 - y) * (1 + y)
    return torch.from_numpy(delta * x_), torch.tensor(delta, dtype=torch.float64), torch.from_numpy(delta * a_)

# %% right: Slope of tanh as 1 / cosh^2 (cosh may become inf, then the slope is 0), with nested helpers.
import torch


def neuron_backward(a, b, x, y_bar):
    def slope(s):
        return 1 / torch.cosh(s) ** 2

    def product_back(out_bar, other):
        return out_bar * other

    pre_bar = product_back(y_bar, slope((a * x).sum() + b))
    return product_back(pre_bar, x), pre_bar, product_back(pre_bar, a)

# %% wrong: a_bar is multiplied by a * x, the contribution to the sum, not by x alone (and x_bar likewise).
# told: both_contributions
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y**2)
    a_bar = b_bar * (a * x)
    x_bar = b_bar * (a * x)
    return a_bar, b_bar, x_bar

# %% wrong: The bias is taken to act directly on y: b_bar = y_bar, without the slope of tanh.
# told: b_bar_is_y_bar
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    delta = y_bar * (1 - y * y)
    return delta * x, y_bar.clone(), delta * a

# %% wrong: The slope 1 / (1 + s^2) belongs to arctan, not to tanh.
# told: slope_of_arctan
import torch


def neuron_backward(a, b, x, y_bar):
    s = torch.dot(a, x) + b
    slope = 1 / (1 + s**2)
    s_bar = y_bar * slope
    return s_bar * x, s_bar, s_bar * a

# %% wrong: The results come in the order a_bar, x_bar, b_bar, not a_bar, b_bar, x_bar.
# told: b_bar_last
import torch


def neuron_backward(a, b, x, y_bar):
    s = a @ x + b
    g = y_bar * (1 - torch.tanh(s) ** 2)
    a_bar = g * x
    x_bar = g * a
    b_bar = g
    return a_bar, x_bar, b_bar

# %% wrong: The argument y_bar is changed in place by *=.
# told: changed
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    y_bar *= 1 - y**2
    a_bar = y_bar * x
    x_bar = y_bar * a
    b_bar = y_bar.clone()
    return a_bar, b_bar, x_bar

# %% wrong: TWO: the slope is 1 - y, the square is forgotten; and the bias is left out of the pre-activation.
# told: no_bias_and_not_squared
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x)
    s_bar = y_bar * (1 - y)
    return s_bar * x, s_bar, s_bar * a

# %% wrong: tanh is written out with exp(2s), which overflows for a pre-activation of 1000: inf / inf gives nan.
# told: naive_tanh_upwards
import torch


def neuron_backward(a, b, x, y_bar):
    s = a @ x + b
    e = torch.exp(2 * s)
    y = (e - 1) / (e + 1)
    b_bar = y_bar * (1 - y**2)
    return b_bar * x, b_bar, b_bar * a

# %% wrong: x_bar is computed from a_bar instead of from the adjoint of the pre-activation (variable mixed up).
# told: x_bar_from_a_bar
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    s_bar = y_bar * (1 - y**2)
    a_bar = s_bar * x
    x_bar = a_bar * a
    b_bar = s_bar
    return a_bar, b_bar, x_bar

# %% right: Plain Python loops and math on floats, tensors only at the end.
import math

import torch


def neuron_backward(a, b, x, y_bar):
    total = float(b)
    for i in range(len(a)):
        total += float(a[i]) * float(x[i])
    y = math.tanh(total)
    delta = float(y_bar) * (1 - y) * (1 + y)
    a_list, x_list = [], []
    for ai, xi in zip(a.tolist(), x.tolist()):
        a_list.append(delta * xi)
        x_list.append(delta * ai)
    return torch.tensor(a_list, dtype=torch.float64), delta, torch.tensor(x_list, dtype=torch.float64)

# %% right: The slope of tanh as 4 sigmoid(2s) sigmoid(-2s); bias and inputs treated as one longer vector.
import torch


def neuron_backward(a, b, x, y_bar):
    weights = torch.cat([a, b.reshape(1)])
    inputs = torch.cat([x, torch.ones(1, dtype=torch.float64)])
    s = weights @ inputs
    s_bar = y_bar * 4 * torch.sigmoid(2 * s) * torch.sigmoid(-2 * s)
    w_bar = s_bar * inputs
    in_bar = s_bar * weights
    return w_bar[:-1], w_bar[-1], in_bar[:-1]

# %% right: numpy inside, with a nested helper that does one backward step of the sum.
import numpy as np
import torch


def neuron_backward(a, b, x, y_bar):
    av, xv = a.detach().numpy(), x.detach().numpy()

    def slope(s):
        t = np.tanh(s)
        return 1.0 - t * t

    def through_sum(s_bar):
        return s_bar * xv, s_bar, s_bar * av

    parts = through_sum(float(y_bar) * slope(av.dot(xv) + float(b)))
    return tuple(torch.as_tensor(np.asarray(p, dtype=np.float64)) for p in parts)

# %% wrong: y_bar is treated as a target value: the student starts from y - y_bar, but y_bar is already the adjoint dL/dy.
# told: y_bar_as_target
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    error = y - y_bar
    b_bar = error * (1 - y ** 2)
    return b_bar * x, b_bar, b_bar * a

# %% wrong: tanh is differentiated at each product a_i * x_i alone, not at the whole sum a @ x + b.
# told: slope_of_each_term
import torch


def neuron_backward(a, b, x, y_bar):
    slope = 1 - torch.tanh(a * x) ** 2
    a_bar = y_bar * slope * x
    x_bar = y_bar * slope * a
    b_bar = y_bar * (1 - torch.tanh(b) ** 2)
    return a_bar, b_bar, x_bar

# %% wrong: "The derivative of the bias is 1": b_bar is set to y_bar, the slope of tanh is used for a and x only.
# told: b_bar_is_y_bar
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    slope = 1 - y * y
    a_bar = y_bar * slope * x
    x_bar = y_bar * slope * a
    b_bar = y_bar * 1
    return a_bar, b_bar, x_bar

# %% wrong: The results come in the order a_bar, x_bar, b_bar instead of a_bar, b_bar, x_bar.
# told: b_bar_last
import torch


def neuron_backward(a, b, x, y_bar):
    s = torch.dot(a, x) + b
    delta = y_bar * (1 - torch.tanh(s) ** 2)
    a_bar = delta * x
    x_bar = delta * a
    b_bar = delta
    return a_bar, x_bar, b_bar

# %% wrong: The slope of tanh is written as 1 - y, the square is missing.
# told: slope_not_squared
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    s_bar = y_bar * (1 - y)
    return s_bar * x, s_bar, s_bar * a

# %% wrong: TWO: the bias is forgotten in the pre-activation; and x_bar is summed over the inputs and so equal in all entries.
# told: no_bias_and_x_bar_added_up
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x)
    b_bar = y_bar * (1 - y ** 2)
    a_bar = b_bar * x
    x_bar = torch.ones_like(x) * (b_bar * a).sum()
    return a_bar, b_bar, x_bar

# %% wrong: The slope is written with exp(2s) above and below: for a large pre-activation that is inf / inf = nan.
# told: naive_tanh_upwards
import torch


def neuron_backward(a, b, x, y_bar):
    s = (a * x).sum() + b
    e = torch.exp(2 * s)
    slope = 4 * e / (e + 1) ** 2
    b_bar = y_bar * slope
    return b_bar * x, b_bar, b_bar * a

# %% wrong: a and x are multiplied in place to save a line: the numbers are right, but the caller's tensors are overwritten.
# told: changed
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y ** 2)
    a *= b_bar
    x *= b_bar
    return x, b_bar, a

# %% right: Plain Python: floats, loops and math.tanh, tensors only at the end; b_bar is a float.
import math
import torch


def neuron_backward(a, b, x, y_bar):
    weights, inputs = a.tolist(), x.tolist()
    s = float(b)
    for w, v in zip(weights, inputs):
        s += w * v
    y = math.tanh(s)
    b_bar = float(y_bar) * (1 - y) * (1 + y)
    a_bar, x_bar = [], []
    for w, v in zip(weights, inputs):
        a_bar.append(b_bar * v)
        x_bar.append(b_bar * w)
    return torch.tensor(a_bar, dtype=torch.float64), b_bar, torch.tensor(x_bar, dtype=torch.float64)

# %% right: The slope of tanh as 4e/(1+e)² with e = exp(-2|s|), which cannot overflow; tanh itself is never called.
import torch


def neuron_backward(a, b, x, y_bar):
    s = a.dot(x) + b
    e = torch.exp(-2 * s.abs())
    slope = 4 * e / (1 + e) ** 2
    b_bar = slope * y_bar
    return b_bar * x, b_bar, b_bar * a

# %% right: The bias as one more weight with the input 1: extended vectors, cut apart at the end.
import torch


def neuron_backward(a, b, x, y_bar):
    n = len(a)
    w = torch.cat([a, b.reshape(1)])
    v = torch.cat([x, torch.ones(1, dtype=torch.float64)])

    def slope(s):
        return 1 - torch.tanh(s).square()

    g = torch.stack([v, w]) * (y_bar * slope((w * v).sum()))
    return g[0, :n], g[0, n], g[1, :n]

# %% wrong: The slope of tanh is written as 1 - s² with the pre-activation s; it is 1 - y² with the output y.
# told: slope_from_z
import torch


def neuron_backward(a, b, x, y_bar):
    s = a @ x + b
    g = y_bar * (1 - s ** 2)
    return g * x, g, g * a

# %% wrong: The bias is treated like a factor: its adjoint is multiplied by b, though b is only added.
# told: b_bar_from_b
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    inner = y_bar * (1 - y * y)
    a_bar = inner * x
    b_bar = inner * b
    x_bar = inner * a
    return a_bar, b_bar, x_bar

# %% wrong: tanh is applied to every product a_i x_i + b on its own, and not once to the sum: n neurons instead of one.
# told: a_neuron_of_each_input
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a * x + b)
    slope = 1 - y ** 2
    g = y_bar * slope
    return g * x, g.sum(), g * a

# %% wrong: The results come in the order a_bar, x_bar, b_bar; the bias should be second.
# told: b_bar_last
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(torch.dot(a, x) + b)
    delta = (1 - y ** 2) * y_bar
    return delta * x, delta * a, delta

# %% wrong: The bias b is missing in the pre-activation, so the slope of tanh is taken at the wrong place.
# told: slope_without_bias
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh((a * x).sum())
    d = y_bar * (1 - y ** 2)
    return d * x, d, d * a

# %% wrong: TWO: the slope of tanh is 1 - y instead of 1 - y²; and x_bar lacks the factor y_bar.
# told: not_squared_and_x_bar_without_upstream
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    slope = 1 - y
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = slope * a
    return a_bar, b_bar, x_bar

# %% wrong: x_bar is got from a_bar by dividing by x, which gives nan (0/0) where an entry of x is 0.
# told: x_bar_divided_by_x
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y ** 2)
    a_bar = b_bar * x
    x_bar = a_bar / x * a
    return a_bar, b_bar, x_bar

# %% wrong: x is overwritten by its adjoint before a_bar is computed, so a_bar is multiplied by x_bar instead of x.
# told: a_bar_from_x_bar
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b = y_bar * (1 - y ** 2)
    x = b * a
    a = b * x
    return a, b, x

# %% right: Plain Python numbers and math, one entry after the other.
import math
import torch

def neuron_backward(a, b, x, y_bar):
    s = float(b)
    for i in range(len(a)):
        s += a[i].item() * x[i].item()
    y = math.tanh(s)
    g = float(y_bar) * (1 - y) * (1 + y)
    a_bar, x_bar = [], []
    for i in range(len(a)):
        a_bar.append(g * x[i].item())
        x_bar.append(g * a[i].item())
    return torch.tensor(a_bar, dtype=torch.float64), g, torch.tensor(x_bar, dtype=torch.float64)

# %% right: The slope of tanh is written with the sigmoid of 2s: 4 sigma (1 - sigma).
import torch

def neuron_backward(a, b, x, y_bar):
    def slope(s):
        return 4 * torch.sigmoid(2 * s) * torch.sigmoid(-2 * s)
    b_bar = y_bar * slope((a * x).sum() + b)
    return torch.mul(x, b_bar), b_bar, torch.mul(a, b_bar)

# %% right: numpy, with both vector results from one outer product.
import numpy as np
import torch

def neuron_backward(a, b, x, y_bar):
    an, xn = np.asarray(a), np.asarray(x)
    y = np.tanh(np.dot(an, xn) + float(b))
    b_bar = float(y_bar) * (1.0 - y ** 2)
    both = b_bar * np.stack([xn, an])
    return torch.from_numpy(both[0].copy()), torch.tensor(b_bar, dtype=torch.float64), torch.from_numpy(both[1].copy())

# %% wrong: The slope of tanh is written as 1 - s**2 with the pre-activation s; it must be 1 - y**2 with the output y.
# told: slope_from_z
import torch

def neuron_backward(a, b, x, y_bar):
    s = a @ x + b
    slope = 1 - s ** 2
    b_bar = y_bar * slope
    return b_bar * x, b_bar, b_bar * a

# %% wrong: The bias goes through the tanh, but a_bar and x_bar are taken straight from y_bar, as if the tanh came before the product.
# told: a_bar_without_slope
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y * y)
    a_bar = y_bar * x
    x_bar = y_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: The student multiplies by the output y instead of by its adjoint y_bar: the loss is taken to be y**2/2.
# told: clue
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(torch.dot(a, x) + b)
    delta = y * (1 - y ** 2)
    return delta * x, delta, delta * a

# %% wrong: The results come in the order (x_bar, a_bar, b_bar) and not (a_bar, b_bar, x_bar).
# told: slip
import torch

def neuron_backward(a, b, x, y_bar):
    y = (a * x).sum().add(b).tanh()
    b_bar = (1 - y.square()) * y_bar
    a_bar = b_bar * x
    x_bar = b_bar * a
    return x_bar, a_bar, b_bar

# %% wrong: The slope of tanh has a plus: 1 + y**2 in place of 1 - y**2.
# told: slope_with_plus
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    dz = y_bar * (1 + y ** 2)
    return dz * x, dz, dz * a

# %% wrong: TWO: a_bar is multiplied by a and x_bar by x, the wrong way round; and the bias is left out of the pre-activation.
# told: no_bias_and_exchanged
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x)
    b_bar = y_bar * (1 - y ** 2)
    a_bar = b_bar * a
    x_bar = b_bar * x
    return a_bar, b_bar, x_bar

# %% wrong: tanh is written out with exp: for a pre-activation of 1000 this is inf/inf = nan.
# told: naive_tanh
import torch

def neuron_backward(a, b, x, y_bar):
    s = a @ x + b
    p = torch.exp(s)
    q = torch.exp(-s)
    y = (p - q) / (p + q)
    b_bar = y_bar * (1 - y * y)
    return b_bar * x, b_bar, b_bar * a

# %% wrong: b_bar gets the shape (n,), since the elementwise product a * x was never summed for the pre-activation.
# told: products_not_added
import torch

def neuron_backward(a, b, x, y_bar):
    z = a * x + b
    y = torch.tanh(z)
    d = (1 - y ** 2) * y_bar
    a_bar = d * x
    b_bar = d
    x_bar = d * a
    return a_bar, b_bar, x_bar

# %% right: Python loop; the slope is 1/cosh², with an early return of zeros where cosh would overflow.
import math

import torch


def neuron_backward(a, b, x, y_bar):
    u = float(b)
    for i in range(len(a)):
        u += float(a[i]) * float(x[i])
    if abs(u) > 300:
        return torch.zeros_like(a), 0.0, torch.zeros_like(x)
    b_bar = float(y_bar) / math.cosh(u) ** 2
    a_bar = torch.empty_like(a)
    x_bar = torch.empty_like(x)
    for i in range(len(a)):
        a_bar[i] = b_bar * x[i]
        x_bar[i] = b_bar * a[i]
    return a_bar, b_bar, x_bar

# %% right: The three derivatives of the pre-activation are put into one long vector (x, 1, a), scaled once and cut again.
import math

import torch


def neuron_backward(a, b, x, y_bar):
    n = a.numel()
    one = torch.ones(1, dtype=torch.float64)
    inner = torch.cat([x, one, a])
    y = torch.tanh(torch.cat([a, b.reshape(1)]) @ inner[: n + 1])
    bars = inner * (y_bar * (1 - y) * (1 + y))
    return bars[:n], bars[n], bars[n + 1:]

# %% right: NumPy inside and a nested function; the slope of tanh as 4 s(2u) s(-2u) with a sigmoid that does not overflow.
import math

import numpy as np
import torch


def neuron_backward(a, b, x, y_bar):
    def s(v):
        return 1 / (1 + np.exp(-v)) if v >= 0 else np.exp(v) / (1 + np.exp(v))
    
    an, xn = a.numpy(), x.numpy()
    u = an @ xn + b.item()
    b_bar = y_bar.item() * 4 * s(2 * u) * s(-2 * u)
    return torch.from_numpy(xn * b_bar), torch.tensor(b_bar, dtype=torch.float64), torch.from_numpy(an * b_bar)

# %% wrong: The slope of tanh is taken at y in place of the pre-activation: 1 - tanh(y)².
# told: slope_at_y
import math

import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - torch.tanh(y) ** 2)
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: The chain rule is taken to add the factors: y_bar plus the slope, not y_bar times the slope.
# told: upstream_added
import math

import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(torch.dot(a, x) + b)
    slope = 1 - y ** 2
    b_bar = y_bar + slope
    a_bar = x * b_bar
    x_bar = a * b_bar
    return a_bar, b_bar, x_bar

# %% wrong: Each input is treated as a neuron of its own, tanh(a_i x_i + b): the products are not summed before the tanh.
# told: a_neuron_of_each_input
import math

import torch


def neuron_backward(a, b, x, y_bar):
    u = a * x + b
    slope = 1 - torch.tanh(u) ** 2
    a_bar = y_bar * slope * x
    x_bar = y_bar * slope * a
    b_bar = (y_bar * slope).sum()
    return a_bar, b_bar, x_bar

# %% wrong: The slope is written (1 - y)² in place of 1 - y².
# told: square_outside
import math

import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y) ** 2
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: b_bar comes out with the shape (1,), but b has no axes.
# told: slip
import math

import torch


def neuron_backward(a, b, x, y_bar):
    u = (a * x).sum(dim=0, keepdim=True) + b
    b_bar = y_bar * (1 - torch.tanh(u) ** 2)
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: TWO: the bias is missing from the pre-activation; and x_bar is multiplied by y_bar a second time.
# told: no_bias_and_y_bar_twice_in_x_bar
import math

import torch


def neuron_backward(a, b, x, y_bar):
    u = a @ x
    b_bar = y_bar * (1 - torch.tanh(u) ** 2)
    a_bar = x * b_bar
    x_bar = a * b_bar * y_bar
    return a_bar, b_bar, x_bar

# %% wrong: x_bar is won from a_bar by dividing by x: where an input is 0 this gives 0/0, not a number.
# told: x_bar_divided_by_x
import math

import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y ** 2)
    a_bar = x * b_bar
    x_bar = a_bar / x * a
    return a_bar, b_bar, x_bar

# %% wrong: a_bar is only another name for x, so *= changes the argument x in place.
# told: changed
import math

import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = (1 - y ** 2) * y_bar
    a_bar = x
    a_bar *= b_bar
    x_bar = a * b_bar
    return a_bar, b_bar, x_bar

# %% right: Plain Python numbers and list comprehensions; b_bar is a float.
import math
import torch


def neuron_backward(a, b, x, y_bar):
    aa, xx = a.tolist(), x.tolist()
    s = float(b)
    for ai, xi in zip(aa, xx):
        s += ai * xi
    y = math.tanh(s)
    g = float(y_bar) * (1.0 - y) * (1.0 + y)
    a_bar = torch.tensor([g * xi for xi in xx], dtype=torch.float64)
    x_bar = torch.tensor([g * ai for ai in aa], dtype=torch.float64)
    return a_bar, g, x_bar

# %% right: The bias becomes one more weight whose input is 1; the result is split afterwards.
import torch


def neuron_backward(a, b, x, y_bar):
    one = torch.ones(1, dtype=torch.float64)
    weights = torch.cat((a, b.reshape(1)))
    inputs = torch.cat((x, one))
    s = weights @ inputs
    s_bar = y_bar / torch.cosh(s) ** 2
    weights_bar = s_bar * inputs
    inputs_bar = s_bar * weights
    return weights_bar[:-1], weights_bar[-1], inputs_bar[:-1]

# %% right: The slope of tanh as 4 sigmoid(2s) sigmoid(-2s), in a nested function; numpy for the products.
import numpy as np
import torch


def neuron_backward(a, b, x, y_bar):
    def slope(s):
        return 4 * torch.sigmoid(2 * s) * torch.sigmoid(-2 * s)

    a_np, x_np = a.numpy(), x.numpy()
    s = torch.tensor(np.sum(a_np * x_np) + b.item(), dtype=torch.float64)
    b_bar = y_bar * slope(s)
    a_bar = torch.from_numpy(x_np * b_bar.item())
    x_bar = torch.from_numpy(a_np * b_bar.item())
    return (a_bar, b_bar, x_bar)

# %% wrong: tanh is applied to each product a_i x_i + b on its own, as if there were n neurons; the products are never added up before the tanh.
# told: a_neuron_of_each_input
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a * x + b)
    delta = y_bar * (1 - y ** 2)
    return delta * x, delta.sum(), delta * a

# %% wrong: The bias is treated as if it were added after the tanh: b_bar is y_bar, without the slope of tanh.
# told: b_bar_is_y_bar
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    slope = 1 - y * y
    a_bar = y_bar * slope * x
    x_bar = y_bar * slope * a
    b_bar = y_bar.clone()
    return a_bar, b_bar, x_bar

# %% wrong: x_bar is multiplied onto a_bar instead of onto the adjoint of the pre-activation, so it holds a factor x too many.
# told: x_bar_from_a_bar
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y ** 2)
    a_bar = b_bar * x
    x_bar = a_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: The results come in the order (a_bar, x_bar, b_bar), not (a_bar, b_bar, x_bar).
# told: b_bar_last
import torch


def neuron_backward(a, b, x, y_bar):
    pre = torch.dot(a, x) + b
    b_bar = y_bar * (1 - torch.tanh(pre) ** 2)
    a_bar, x_bar = b_bar * x, b_bar * a
    return a_bar, x_bar, b_bar

# %% wrong: TWO: the bias is left out of the pre-activation; and the slope of tanh is written 1 - |y| instead of 1 - y squared.
# told: no_bias_and_size_of_the_output
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x)
    slope = 1 - y.abs()
    b_bar = y_bar * slope
    return b_bar * x, b_bar, b_bar * a

# %% wrong: The slope of tanh is written as a quotient of exponentials, which is inf / inf = nan for a pre-activation of 1000.
# told: naive_tanh_upwards
import torch


def neuron_backward(a, b, x, y_bar):
    s = a @ x + b
    e = torch.exp(2 * s)
    slope = 4 * e / (1 + e) ** 2
    b_bar = y_bar * slope
    return x * b_bar, b_bar, a * b_bar

# %% wrong: y_bar is multiplied in place, so the caller's argument is changed.
# told: changed
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    y_bar *= 1 - y ** 2
    return y_bar * x, y_bar * 1.0, y_bar * a

# %% right: Slope as 1/cosh(u)^2 (inf in the denominator gives 0), with a nested helper.
import torch


def neuron_backward(a, b, x, y_bar):
    def slope(u):
        return 1.0 / torch.cosh(u) ** 2

    pre = torch.inner(x, a) + b
    pre_bar = slope(pre) * y_bar
    return torch.stack([pre_bar * xi for xi in x]), pre_bar, torch.stack([pre_bar * ai for ai in a])

# %% right: Plain Python floats and math.tanh in loops; b_bar is a float.
import math
import torch


def neuron_backward(a, b, x, y_bar):
    a_list, x_list = a.tolist(), x.tolist()
    s = float(b)
    for ai, xi in zip(a_list, x_list):
        s += ai * xi
    y = math.tanh(s)
    g = float(y_bar) * (1 - y) * (1 + y)
    a_bar = []
    x_bar = []
    for ai, xi in zip(a_list, x_list):
        a_bar.append(g * xi)
        x_bar.append(g * ai)
    return (torch.tensor(a_bar, dtype=torch.float64), g, torch.tensor(x_bar, dtype=torch.float64))

# %% right: The bias as one more weight with input 1, sigmoid(2u) for the slope (4 s (1 - s)), everything sliced out of one vector.
import torch


def neuron_backward(a, b, x, y_bar):
    n = len(a)
    one = torch.ones(1, dtype=torch.float64)
    w = torch.cat((a, b.reshape(1)))
    v = torch.cat((x, one))
    s = torch.sigmoid(2 * (w * v).sum())
    delta = y_bar * 4 * s * (1 - s)
    w_bar = delta * v
    v_bar = delta * w
    return w_bar[:n], w_bar[n], v_bar[:n]

# %% wrong: tanh and its slope are taken for every product a_i x_i + b by itself; there is only one pre-activation, the sum of all products plus b.
# told: a_neuron_of_each_input
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a * x + b)
    slope = 1 - y ** 2
    a_bar = y_bar * slope * x
    x_bar = y_bar * slope * a
    b_bar = (y_bar * slope).sum()
    return a_bar, b_bar, x_bar

# %% wrong: The derivative of a x + b with respect to a is taken as x + b (and with respect to x as a + b): the added bias should vanish.
# told: b_in_both_factors
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y ** 2)
    a_bar = b_bar * (x + b)
    x_bar = b_bar * (a + b)
    return a_bar, b_bar, x_bar

# %% wrong: The slope of tanh is multiplied in a second time for a and x, although b_bar holds it already.
# told: slope_twice
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(torch.dot(a, x) + b)
    dtanh = 1 - y * y
    b_bar = y_bar * dtanh
    a_bar = b_bar * dtanh * x
    x_bar = b_bar * dtanh * a
    return (a_bar, b_bar, x_bar)

# %% wrong: The bias is subtracted in the pre-activation, not added.
# told: bias_taken_off
import torch


def neuron_backward(a, b, x, y_bar):
    u = (a * x).sum() - b
    b_bar = y_bar * (1 - torch.tanh(u) ** 2)
    return b_bar * x, b_bar, b_bar * a

# %% wrong: b_bar is returned with shape (1,), but b has no axes.
# told: slip
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    delta = (y_bar * (1 - y ** 2)).reshape(1)
    a_bar = delta * x
    b_bar = delta
    x_bar = delta * a
    return a_bar, b_bar, x_bar

# %% wrong: TWO: the slope of tanh is 1/cosh without the square; and a and x are swapped, a_bar gets the factor a and x_bar the factor x.
# told: one_cosh_and_exchanged
import torch


def neuron_backward(a, b, x, y_bar):
    u = a @ x + b
    b_bar = y_bar / torch.cosh(u)
    a_bar = b_bar * a
    x_bar = b_bar * x
    return a_bar, b_bar, x_bar

# %% wrong: The slope written with exp(2u) overflows to inf/inf = nan for a pre-activation of 1000.
# told: naive_tanh_upwards
import torch


def neuron_backward(a, b, x, y_bar):
    u = a @ x + b
    e = torch.exp(2 * u)
    slope = 4 * e / (e + 1) ** 2
    b_bar = y_bar * slope
    return b_bar * x, b_bar, b_bar * a

# %% wrong: In the last line a_bar stands where a should stand: x_bar is computed from the wrong variable.
# told: a_bar_for_a
import torch


def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    slope = 1 - y ** 2
    b_bar = slope * y_bar
    a_bar = b_bar * x
    x_bar = b_bar * a_bar
    return a_bar, b_bar, x_bar

# %% wrong: Puts the adjoint through tanh: tanh(y_bar).
# told: tanh_of_y_bar
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x + b
    y = torch.tanh(z)
    slope = 1 - y ** 2
    b_bar = torch.tanh(y_bar) * slope
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: Slope at y_bar: 1 - y_bar^2.
# told: slope_from_y_bar
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x + b
    y = torch.tanh(z)
    slope = 1 - y_bar ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: Clamps the pre-activation at 3 and -3, to be safe.
# told: pre_activation_held_at_3
import torch

def neuron_backward(a, b, x, y_bar):
    z = (a @ x + b).clamp(-3, 3)
    y = torch.tanh(z)
    slope = 1 - y ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: Mean of the products instead of the sum.
# told: products_averaged
import torch

def neuron_backward(a, b, x, y_bar):
    z = (a * x).mean() + b
    y = torch.tanh(z)
    slope = 1 - y ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: x_bar is x after a step of descent.
# told: x_bar_after_a_step
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x + b
    y = torch.tanh(z)
    slope = 1 - y ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = x - b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: Takes 1 where y_bar is 0, because 0 counts as False.
# told: zero_taken_for_one
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x + b
    y = torch.tanh(z)
    slope = 1 - y ** 2
    g = y_bar if y_bar else 1.0
    b_bar = g * slope
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: Two mistakes: a_bar without y_bar, and the bias forgotten in the forward pass.
# told: without_b_and_a_bar_bare
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x
    y = torch.tanh(z)
    slope = 1 - y ** 2
    b_bar = y_bar * slope
    a_bar = slope * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: Two mistakes: the order (x_bar, b_bar, a_bar) and the slope 1 + y^2.
# told: one_plus_and_exchanged
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x + b
    y = torch.tanh(z)
    slope = 1 + y ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = b_bar * a
    return x_bar, b_bar, a_bar

# %% wrong: Two mistakes: y_bar squared in b_bar, and x_bar without the slope.
# told: y_bar_twice_in_b_bar
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x + b
    y = torch.tanh(z)
    slope = 1 - y ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = y_bar * a
    return a_bar, y_bar * b_bar, x_bar

# %% wrong: Two mistakes: x_bar is multiplied by the output y, and everything is rounded to four digits.
# told: clue
import torch

def neuron_backward(a, b, x, y_bar):
    z = a @ x + b
    y = torch.tanh(z)
    slope = 1 - y ** 2
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = b_bar * a * y
    return a_bar.round(decimals=4), b_bar.round(decimals=4), x_bar.round(decimals=4)

# %% right: The slope as 1/cosh²(u) in torch, where cosh(1000) = inf gives the slope 0; the results by a matrix with two columns.
import torch

def neuron_backward(a, b, x, y_bar):
    u = torch.dot(a, x) + b
    b_bar = y_bar / torch.cosh(u).square()
    both = torch.stack((x, a), dim=1) * b_bar
    return both[:, 0], b_bar, both[:, 1]

# %% right: Everything with the math module and a loop; b_bar is a float, which the text allows for a result without axes.
import math
import torch

def neuron_backward(a, b, x, y_bar):
    pre = float(b)
    for i in range(len(a)):
        pre += float(a[i]) * float(x[i])
    y = math.tanh(pre)
    b_bar = float(y_bar) * (1 + y) * (1 - y)
    a_bar = [b_bar * v for v in x.tolist()]
    x_bar = [b_bar * v for v in a.tolist()]
    return torch.tensor(a_bar, dtype=torch.float64), b_bar, torch.tensor(x_bar, dtype=torch.float64)

# %% right: tanh's slope written with two sigmoids, 4 sigma(2u) sigma(-2u), and a helper that multiplies the chain.
import torch

def _chain(*factors):
    out = 1.0
    for f in factors:
        out = out * f
    return out

def neuron_backward(a, b, x, y_bar):
    u = (a * x).sum(dim=0) + b
    links = (y_bar, 4.0, torch.sigmoid(2 * u), torch.sigmoid(-2 * u))
    return _chain(x, *links), _chain(*links), _chain(a, *links)

# %% wrong: The slope is formed with the square of the pre-activation, 1 - u², and not with the square of the output.
# told: slope_from_z
import torch

def neuron_backward(a, b, x, y_bar):
    u = a @ x + b
    u_bar = y_bar * (1 - u**2)
    return u_bar * x, u_bar, u_bar * a

# %% wrong: The bias adjoint is multiplied by b, as if the bias were a weight with input b; its input is the constant 1.
# told: b_bar_from_b
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(torch.dot(a, x) + b)
    delta = y_bar * (1 - y * y)
    a_bar = delta * x
    b_bar = delta * b
    x_bar = delta * a
    return a_bar, b_bar, x_bar

# %% wrong: To go back from the output to x it is divided by the weight (undoing the multiplication) instead of multiplied by it.
# told: clue
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    b_bar = y_bar * (1 - y**2)
    a_bar = b_bar * x
    x_bar = torch.where(a != 0, b_bar / a, torch.zeros_like(a))
    return a_bar, b_bar, x_bar

# %% wrong: y_bar is multiplied in twice in x_bar: b_bar already holds it.
# told: y_bar_twice_in_x_bar
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh((a * x).sum() + b)
    slope = 1 - y.square()
    b_bar = y_bar * slope
    a_bar = b_bar * x
    x_bar = y_bar * b_bar * a
    return (a_bar, b_bar, x_bar)

# %% wrong: b_bar is returned with the shape (1,), because the bias is made a vector with one entry; it must have no axes.
# told: slip
import torch

def neuron_backward(a, b, x, y_bar):
    row, col = a.reshape(1, -1), x.reshape(-1, 1)
    y = torch.tanh(row @ col + b).reshape(-1)
    b_bar = y_bar * (1 - y**2)
    return b_bar * x, b_bar, b_bar * a

# %% wrong: TWO: the bias is left out of the pre-activation on which the slope is computed; and b_bar is divided by n, the number of inputs.
# told: clue
import torch

def neuron_backward(a, b, x, y_bar):
    n = a.numel()
    y = torch.tanh(a @ x)
    delta = y_bar * (1 - y**2)
    a_bar = delta * x
    x_bar = delta * a
    b_bar = delta / n
    return a_bar, b_bar, x_bar

# %% wrong: tanh is written out as (e^u - e^-u)/(e^u + e^-u): for a pre-activation of 1000 or -1000 that is inf/inf = nan.
# told: naive_tanh
import torch

def neuron_backward(a, b, x, y_bar):
    u = a @ x + b
    p, q = torch.exp(u), torch.exp(-u)
    y = (p - q) / (p + q)
    b_bar = y_bar * (1 - y**2)
    return b_bar * x, b_bar, b_bar * a

# %% wrong: y_bar is multiplied by the slope in place (*=), which changes the caller's argument.
# told: changed
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    y_bar *= 1 - y**2
    a_bar = y_bar * x
    x_bar = y_bar * a
    return a_bar, y_bar, x_bar

# %% right: Loops over the entries, math.tanh on Python floats, lists turned into float64 tensors.
import math
import torch

def neuron_backward(a, b, x, y_bar):
    pre = float(b)
    for i in range(len(a)):
        pre += float(a[i]) * float(x[i])
    y = math.tanh(pre)
    g = float(y_bar) * (1 - y) * (1 + y)
    a_bar = [g * float(v) for v in x]
    x_bar = [g * float(v) for v in a]
    return torch.tensor(a_bar, dtype=torch.float64), g, torch.tensor(x_bar, dtype=torch.float64)

# %% right: numpy; the slope as 1/cosh² in the form 4e/(1+e)² with e = exp(-2|p|), which cannot overflow.
import numpy as np
import torch

def neuron_backward(a, b, x, y_bar):
    a_, x_ = a.numpy(), x.numpy()
    p = np.inner(a_, x_) + b.item()
    e = np.exp(-2 * abs(p))
    delta = y_bar.item() * 4 * e / (1 + e) ** 2
    back = lambda v: torch.from_numpy(np.multiply(delta, v))
    return back(x_), torch.tensor(delta, dtype=torch.float64), back(a_)

# %% right: a and x extended by the bias; tanh(p) = 2 sigmoid(2p) - 1, so the slope is 4 s (1 - s).
import torch

def neuron_backward(a, b, x, y_bar):
    one = torch.ones(1, dtype=torch.float64)
    w = torch.cat([a, b.reshape(1)])
    u = torch.cat([x, one])
    p = (w * u).sum()
    slope = 4 * torch.sigmoid(2 * p) * torch.sigmoid(-2 * p)
    w_bar = y_bar * slope * u
    u_bar = y_bar * slope * w
    return w_bar[:-1], w_bar[-1], u_bar[:-1]

# %% wrong: y_bar is taken for a target: the adjoint of y is computed as y - y_bar, but y_bar already is the adjoint.
# told: y_bar_as_target
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    delta = (y - y_bar) * (1 - y ** 2)
    return delta * x, delta, delta * a

# %% wrong: The adjoint of the pre-activation is y_bar divided by the slope of tanh; the chain rule multiplies by it.
# told: divided_by_slope
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    p_bar = y_bar / (1 - y ** 2)
    return p_bar * x, p_bar, p_bar * a

# %% wrong: The adjoint is thought to be shared out among the n inputs: a_bar and x_bar are divided by n.
# told: slip
import torch

def neuron_backward(a, b, x, y_bar):
    n = len(a)
    y = torch.tanh(torch.dot(a, x) + b)
    b_bar = y_bar * (1 - y * y)
    share = b_bar / n
    return share * x, b_bar, share * a

# %% wrong: The slope of tanh is taken at a @ x; the bias b is left out of the pre-activation.
# told: slope_without_bias
import torch

def neuron_backward(a, b, x, y_bar):
    s = 1 - torch.tanh(a @ x) ** 2
    b_bar = y_bar * s
    a_bar = b_bar * x
    x_bar = b_bar * a
    return a_bar, b_bar, x_bar

# %% wrong: The results come in the wrong order: (a_bar, x_bar, b_bar) in place of (a_bar, b_bar, x_bar).
# told: b_bar_last
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh((a * x).sum() + b)
    delta = y_bar * (1 - y.square())
    return delta * x, delta * a, delta

# %% wrong: TWO: the slope y * (1 - y) of the sigmoid is used for tanh; and x_bar is computed without y_bar.
# told: slope_of_sigmoid_and_x_bar_without_upstream
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    slope = y * (1 - y)
    b_bar = y_bar * slope
    return b_bar * x, b_bar, slope * a

# %% wrong: `y_bar *= ...` changes the argument y_bar in place.
# told: changed
import torch

def neuron_backward(a, b, x, y_bar):
    y = torch.tanh(a @ x + b)
    y_bar *= 1 - y ** 2
    return y_bar * x, y_bar.clone(), y_bar * a
