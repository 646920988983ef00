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
