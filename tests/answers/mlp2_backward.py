# %% right: Loops over units and inputs, numbers by math; no vector operation.
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    def sig(v):
        return 0.5 * (1 + math.tanh(0.5 * v))
    H, n = A.shape
    z = [sig(sum(A[j, i].item() * x[i].item() for i in range(n)) + b[j].item()) for j in range(H)]
    y = sig(sum(c[j].item() * z[j] for j in range(H)) + d.item())
    d_bar = (y - t.item()) * y * (1 - y)
    A_bar, b_bar, c_bar = torch.zeros_like(A), torch.zeros_like(b), torch.zeros_like(c)
    for j in range(H):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * c[j].item() * z[j] * (1 - z[j])
        for i in range(n):
            A_bar[j, i] = b_bar[j] * x[i]
    return A_bar, b_bar, c_bar, d_bar

# %% right: A helper that runs one layer backwards; used twice, the output as a layer with one unit.
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    def layer(M, v, inp):
        return torch.sigmoid(M @ inp + v)
    def layer_back(M, inp, out, out_bar):
        pre_bar = out_bar * out * (1 - out)
        return pre_bar.unsqueeze(1) @ inp.unsqueeze(0), pre_bar, M.T @ pre_bar
    C = c.reshape(1, -1)
    z = layer(A, b, x)
    y = layer(C, d.reshape(1), z)
    C_bar, D_bar, z_bar = layer_back(C, z, y, y - t)
    A_bar, b_bar, _ = layer_back(A, x, z, z_bar)
    return A_bar, b_bar, C_bar.reshape(c.shape), D_bar.reshape(())

# %% right: NumPy; the slope as sigma(s) sigma(-s), A_bar as the diagonal matrix of b_bar times a matrix with x in each row.
import math
import torch
import numpy as np


def mlp2_backward(A, b, c, d, x, t):
    A_, b_, c_, d_, x_, t_ = [np.asarray(v.detach()) for v in (A, b, c, d, x, t)]
    sig = lambda s: np.exp(-np.logaddexp(0, -s))
    h = A_ @ x_ + b_
    o = c_ @ sig(h) + d_
    d_bar = (sig(o) - t_) * sig(o) * sig(-o)
    b_bar = d_bar * np.diag(sig(h) * sig(-h)) @ c_
    A_bar = np.diag(b_bar) @ np.tile(x_, (len(b_), 1))
    return torch.tensor(A_bar), torch.tensor(b_bar), torch.tensor(d_bar * sig(h)), float(d_bar)

# %% wrong: The slope of the output's sigmoid is left out: y - t alone is the rule for the cross-entropy, not for the squared error.
# told: no_output_slope
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = y - t
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: z and y are taken for pre-activations: the slope is computed with the sigmoid of a value that already is a sigmoid.
# told: both_sigmoids_again
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    def slope(v):
        return torch.sigmoid(v) * (1 - torch.sigmoid(v))
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * slope(y)
    c_bar = d_bar * z
    b_bar = d_bar * c * slope(z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: All hidden units get the same z_bar: the contributions are added up over the hidden units though each unit has its own c_j.
# told: z_bar_added_up
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    z_bar = (d_bar * c).sum()
    b_bar = z_bar * z * (1 - z)
    return b_bar[:, None] * x[None, :], b_bar, d_bar * z, d_bar

# %% wrong: y_bar has the wrong sign: t - y instead of y - t.
# told: target_minus_output
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (t - y) * y * (1 - y)
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, d_bar * z, d_bar

# %% wrong: A_bar is built from z_bar, before the hidden sigmoid's slope; it must start from b_bar.
# told: A_bar_from_z_bar
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(z_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: TWO: y_bar has a factor 2 that the half in the loss cancels; and c_bar uses the hidden pre-activation instead of z.
# told: twice_and_c_bar_from_pre_activations
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    h = A @ x + b
    z = torch.sigmoid(h)
    y = torch.sigmoid(c @ z + d)
    d_bar = 2 * (y - t) * y * (1 - y)
    c_bar = d_bar * h
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: A_bar is transposed only if its shape does not fit: with as many inputs as hidden units it stays the wrong way round.
# told: A_bar_transposed_where_square
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(x, b_bar)
    if A_bar.shape != A.shape:
        A_bar = A_bar.T
    return A_bar, b_bar, d_bar * z, d_bar

# %% wrong: Variable mixed up: z_bar is multiplied by c_bar instead of by the weight c.
# told: c_bar_for_c
import math
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c_bar
    b_bar = z_bar * z * (1 - z)
    A_bar = b_bar[:, None] * x
    return A_bar, b_bar, c_bar, d_bar

# %% right: numpy inside, sigmoid as 0.5 (1 + tanh(s / 2)), transposed outer product turned back.
import numpy as np
import torch


def mlp2_backward(A, b, c, d, x, t):
    A_, b_, c_, x_ = (np.array(v, dtype=np.float64) for v in (A, b, c, x))
    d_, t_ = float(d), float(t)

    def sig(s):
        return 0.5 * (1 + np.tanh(s / 2))

    z = sig(A_.dot(x_) + b_)
    y = sig(c_.dot(z) + d_)
    d_bar = (y - t_) * y * (1 - y)
    b_bar = d_bar * c_ * (z - z**2)
    A_bar = np.outer(x_, b_bar).T.copy()
    return torch.tensor(A_bar), torch.tensor(b_bar), torch.tensor(d_bar * z), float(d_bar)

# %% right: The biases as an extra column with input 1; the gradient of [A | b] is one outer product, cut afterwards.
import torch


def mlp2_backward(A, b, c, d, x, t):
    one = torch.ones(1, dtype=torch.float64)
    W, u = torch.cat([A, b[:, None]], dim=1), torch.cat([x, one])
    v = torch.cat([c, d.reshape(1)])
    z = torch.cat([torch.sigmoid(W @ u), one])
    y = torch.sigmoid(v @ z)
    v_bar = (y - t) * y * (1 - y) * z
    pre_bar = (v_bar[-1] * v * z * (1 - z))[:-1]
    W_bar = pre_bar.unsqueeze(1) @ u.unsqueeze(0)
    return W_bar[:, :-1].clone(), W_bar[:, -1].clone(), v_bar[:-1].clone(), v_bar[-1].clone()

# %% right: Everything with scalars and double loops, a stable sigmoid with a case distinction.
import math

import torch


def sigma(s):
    if s >= 0:
        return 1 / (1 + math.exp(-s))
    e = math.exp(s)
    return e / (1 + e)


def mlp2_backward(A, b, c, d, x, t):
    m, n = A.shape
    z = [sigma(sum(float(A[j, k]) * float(x[k]) for k in range(n)) + float(b[j])) for j in range(m)]
    y = sigma(sum(float(c[j]) * z[j] for j in range(m)) + float(d))
    d_bar = torch.tensor((y - float(t)) * y * (1.0 - y), dtype=torch.float64)
    A_bar = torch.empty(m, n, dtype=torch.float64)
    b_bar = torch.empty(m, dtype=torch.float64)
    c_bar = torch.empty(m, dtype=torch.float64)
    for j in range(m):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * c[j] * z[j] * (1 - z[j])
        for k in range(n):
            A_bar[j, k] = b_bar[j] * x[k]
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: c_bar gets the slope of the hidden sigmoid as well: z (1 - z) where z alone belongs.
# told: c_bar_with_hidden_slope
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z * (1 - z)
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Every hidden unit gets the sum of all of c: z_bar = d_bar * c.sum(), but unit j acts only through its own c_j.
# told: z_bar_added_up
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c.sum()
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The slopes are taken at z and y: sigmoid is applied a second time to what already came out of it.
# told: both_sigmoids_again
import torch


def mlp2_backward(A, b, c, d, x, t):
    def dsigmoid(v):
        return torch.sigmoid(v) * (1 - torch.sigmoid(v))

    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * dsigmoid(y)
    c_bar = d_bar * z
    b_bar = d_bar * c * dsigmoid(z)
    A_bar = b_bar[:, None] * x[None, :]
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: A_bar is transposed and then reshaped to the shape of A: row j does not belong to hidden unit j.
# told: A_bar_reshaped
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(x, b_bar).reshape(A.shape)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The results come in the order of the walk, d_bar first, not A_bar, b_bar, c_bar, d_bar.
# told: order_of_the_walk
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(torch.dot(c, z) + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return d_bar, c_bar, b_bar, A_bar

# %% wrong: TWO: the hidden bias b is left out of the forward pass; and c_bar misses the slope of the output's sigmoid.
# told: no_b_and_c_bar_without_slope
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = y_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The sigmoid as exp(s) / (1 + exp(s)) gives inf / inf = nan for a pre-activation of 1000.
# told: sigmoid_overflows
import torch


def mlp2_backward(A, b, c, d, x, t):
    def sigma(s):
        return torch.exp(s) / (1 + torch.exp(s))

    z = sigma(A @ x + b)
    y = sigma(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, d_bar * z, d_bar

# %% wrong: The return stands inside the loop: only the first hidden unit is worked out, the others stay 0.
# told: only_the_first_unit
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    A_bar, b_bar, c_bar = torch.zeros_like(A), torch.zeros_like(b), torch.zeros_like(c)
    for j in range(len(b)):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * c[j] * z[j] * (1 - z[j])
        A_bar[j] = b_bar[j] * x
        return A_bar, b_bar, c_bar, d_bar

# %% right: Everything entry by entry in loops, with a sigmoid of its own that cannot overflow.
import math

import torch


def sigma(u):
    if u >= 0:
        return 1 / (1 + math.exp(-u))
    e = math.exp(u)
    return e / (1 + e)


def mlp2_backward(A, b, c, d, x, t):
    hidden, n_in = A.shape
    z = []
    for j in range(hidden):
        u = b[j].item()
        for i in range(n_in):
            u += A[j, i].item() * x[i].item()
        z.append(sigma(u))
    y = sigma(sum(c[j].item() * z[j] for j in range(hidden)) + float(d))
    d_bar = (y - float(t)) * y * (1 - y)
    A_bar, b_bar, c_bar = torch.zeros_like(A), torch.zeros_like(b), torch.zeros_like(c)
    for j in range(hidden):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * c[j].item() * z[j] * (1 - z[j])
        for i in range(n_in):
            A_bar[j, i] = b_bar[j] * x[i]
    return A_bar, b_bar, c_bar, d_bar

# %% right: numpy inside; sigmoid and its slope through logaddexp.
import numpy as np
import torch


def mlp2_backward(A, b, c, d, x, t):
    A_, b_, c_, d_, x_, t_ = (np.array(v.detach()) for v in (A, b, c, d, x, t))

    def sig(u):
        return np.exp(-np.logaddexp(0.0, -u))

    def sig_slope(u):
        return np.exp(-np.logaddexp(0.0, -u) - np.logaddexp(0.0, u))

    u = A_.dot(x_) + b_
    z = sig(u)
    v = c_.dot(z) + d_
    g_d = (sig(v) - t_) * sig_slope(v)
    g_b = g_d * c_ * sig_slope(u)
    grads = [np.einsum("j,i->ji", g_b, x_), g_b, g_d * z, g_d]
    return tuple(torch.tensor(g, dtype=torch.float64) for g in grads)

# %% right: Column vectors and a small layer class of its own with forward and backward methods.
import torch


class Layer:
    def __init__(self, W, bias):
        self.W, self.bias = W, bias

    def forward(self, inp):
        self.inp = inp
        self.out = torch.sigmoid(self.W @ inp + self.bias)
        return self.out

    def backward(self, out_bar):
        bias_bar = out_bar * self.out * (1 - self.out)
        return bias_bar @ self.inp.T, bias_bar, self.W.T @ bias_bar


def mlp2_backward(A, b, c, d, x, t):
    first = Layer(A, b.reshape(-1, 1))
    second = Layer(c.reshape(1, -1), d.reshape(1, 1))
    y = second.forward(first.forward(x.reshape(-1, 1)))
    c_bar, d_bar, z_bar = second.backward(y - t)
    A_bar, b_bar, _ = first.backward(z_bar)
    return A_bar, b_bar.reshape(b.shape), c_bar.reshape(c.shape), d_bar.reshape(())

# %% wrong: In the hidden layer the slope of tanh, 1 - z**2, is used instead of the slope of the sigmoid.
# told: hidden_slope_of_tanh
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * (1 - z ** 2)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: All hidden units get the same adjoint: c is summed, although unit j is read only through its own c_j.
# told: z_bar_added_up
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(torch.dot(c, z) + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c.sum()
    b_bar = z_bar * z * (1 - z)
    A_bar = b_bar[:, None] * x[None, :]
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The hidden layer is trained from its own error z - t instead of from what comes back through c.
# told: hidden_error_of_its_own
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = z - t
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The outer product has its factors swapped, and reshape (not a transpose) only makes the shape fit: rows belong to inputs.
# told: A_bar_reshaped
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    delta2 = (y - t) * y * (1 - y)
    delta1 = delta2 * c * z * (1 - z)
    A_bar = torch.outer(x, delta1).reshape(A.shape)
    return A_bar, delta1, delta2 * z, delta2

# %% wrong: The half of the loss is applied a second time to the derivative: y_bar = (y - t) / 2.
# told: half
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = 0.5 * (y - t)
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = b_bar.reshape(-1, 1) * x
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: TWO: the last two results are swapped (d_bar before c_bar); and the hidden slope is taken of the pre-activation, u * (1 - u).
# told: exchanged_and_slope_from_pre_activations
import torch


def mlp2_backward(A, b, c, d, x, t):
    u = A @ x + b
    z = torch.sigmoid(u)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * u * (1 - u)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, d_bar, c_bar

# %% wrong: The slope is computed as exp(-u) * sigmoid(u)**2: for a very negative pre-activation that is inf * 0 = nan.
# told: slope_overflows
import torch


def mlp2_backward(A, b, c, d, x, t):
    def sigma(u):
        return 1 / (1 + torch.exp(-u))

    def slope(u):
        return torch.exp(-u) * sigma(u) ** 2

    u = A @ x + b
    z = sigma(u)
    v = c @ z + d
    d_bar = (sigma(v) - t) * slope(v)
    c_bar = d_bar * z
    b_bar = d_bar * c * slope(u)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: The variable delta is overwritten by the hidden layer before c_bar is computed, so c_bar uses the hidden delta.
# told: c_bar_from_b_bar
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    delta = (y - t) * y * (1 - y)
    d_bar = delta
    delta = delta * c * z * (1 - z)
    b_bar = delta
    A_bar = torch.outer(delta, x)
    c_bar = delta * z
    return A_bar, b_bar, c_bar, d_bar

# %% right: Matrix calculus: a diagonal Jacobian for the hidden sigmoids, row vectors from the left, einsum for the outer product.
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A.matmul(x) + b)
    y = torch.sigmoid(torch.einsum("j,j->", c, z) + d)
    dy_ds = y - y ** 2
    dz_dr = torch.diag(z - z ** 2)
    row = (y - t) * dy_ds * c.unsqueeze(0)
    b_bar = (row @ dz_dr).reshape(b.shape)
    return torch.einsum("j,i->ji", b_bar, x), b_bar, (y - t) * dy_ds * z, (y - t) * dy_ds

# %% right: Loops over lists with math only and a sigmoid in two branches that cannot overflow; d_bar is a float.
import math
import torch


def sig(s):
    if s >= 0:
        return 1 / (1 + math.exp(-s))
    e = math.exp(s)
    return e / (1 + e)


def mlp2_backward(A, b, c, d, x, t):
    rows, xs, cs = A.tolist(), x.tolist(), c.tolist()
    z = [sig(sum(w * v for w, v in zip(row, xs)) + bias) for row, bias in zip(rows, b.tolist())]
    y = sig(sum(w * v for w, v in zip(cs, z)) + float(d))
    d_bar = (y - float(t)) * y * (1 - y)
    A_bar = torch.zeros(len(rows), len(xs), dtype=torch.float64)
    b_bar, c_bar = torch.zeros(len(rows), dtype=torch.float64), torch.zeros(len(rows), dtype=torch.float64)
    for j in range(len(rows)):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * cs[j] * z[j] * (1 - z[j])
        for i in range(len(xs)):
            A_bar[j, i] = b_bar[j] * xs[i]
    return A_bar, b_bar, c_bar, d_bar

# %% right: numpy inside, and the sigmoid through tanh: σ(s) = (1 + tanh(s/2))/2 with the slope (1 - tanh²)/4.
import numpy as np
import torch


def mlp2_backward(A, b, c, d, x, t):
    A, b, c, d, x, t = (np.array(v.tolist(), dtype=np.float64) for v in (A, b, c, d, x, t))

    def layer(s):
        h = np.tanh(0.5 * s)
        return 0.5 * (1 + h), 0.25 * (1 - h) * (1 + h)

    z, dz = layer(A @ x + b)
    y, dy = layer(c @ z + d)
    d_bar = (y - t) * dy
    b_bar = d_bar * c * dz
    return tuple(torch.tensor(v, dtype=torch.float64) for v in (np.outer(b_bar, x), b_bar, d_bar * z, d_bar))

# %% wrong: The slopes are taken at the outputs: sigmoid is applied again to z and y, which are already behind the sigmoid.
# told: both_sigmoids_again
import torch


def slope(v):
    s = torch.sigmoid(v)
    return s * (1 - s)


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * slope(y)
    c_bar = d_bar * z
    b_bar = d_bar * c * slope(z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The hidden layer uses the slope y(1 - y) of the output's sigmoid; each hidden unit has its own, z(1 - z).
# told: hidden_slope_from_y
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    slope = y * (1 - y)
    d_bar = (y - t) * slope
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * slope
    A_bar = b_bar[:, None] * x
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The adjoints of the hidden units are added up, and every unit gets the total; each should get only its own.
# told: z_bar_added_up
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = (d_bar * c).sum()
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The outer product is the wrong way round: A_bar has a row for each input and not for each hidden unit.
# told: A_bar_transposed
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(x, b_bar), b_bar, d_bar * z, d_bar

# %% wrong: The output's bias d is left out in the forward pass: y is computed from c @ z alone.
# told: output_bias_left_out
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = (A @ x + b).sigmoid()
    y = (c @ z).sigmoid()
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = b_bar.reshape(-1, 1) @ x.reshape(1, -1)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: TWO: the error is t - y, so all signs are turned; and c_bar lacks the slope of the output's sigmoid.
# told: opposite_and_c_bar_without_slope
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    error = t - y
    d_bar = error * y * (1 - y)
    c_bar = error * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: z and y are clamped away from 0 and 1, so a saturated sigmoid gets a slope of about 1e-6 instead of 0.
# told: held_at_six_digits
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b).clamp(1e-6, 1 - 1e-6)
    y = torch.sigmoid(c @ z + d).clamp(1e-6, 1 - 1e-6)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: A rounding of z to four digits, made for printing, is left in the code.
# told: z_rounded
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b).round(decimals=4)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% right: Loops over hidden units and inputs with plain numbers and a stable sigmoid of its own.
import math
import torch

def mlp2_backward(A, b, c, d, x, t):
    def sig(s):
        if s >= 0:
            return 1 / (1 + math.exp(-s))
        return math.exp(s) / (1 + math.exp(s))
    h, n = A.shape
    z = [sig(sum(A[j, i].item() * x[i].item() for i in range(n)) + b[j].item()) for j in range(h)]
    y = sig(sum(c[j].item() * z[j] for j in range(h)) + float(d))
    d_bar = (y - float(t)) * y * (1 - y)
    A_bar = torch.zeros(h, n, dtype=torch.float64)
    b_bar = torch.zeros(h, dtype=torch.float64)
    c_bar = torch.zeros(h, dtype=torch.float64)
    for j in range(h):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * c[j].item() * z[j] * (1 - z[j])
        for i in range(n):
            A_bar[j, i] = b_bar[j] * x[i]
    return A_bar, b_bar, c_bar, d_bar

# %% right: The sigmoid as (1 + tanh(s/2))/2; its slope as a quarter of (1 - tanh**2); the Jacobian as a diagonal matrix.
import torch

def mlp2_backward(A, b, c, d, x, t):
    T = torch.tanh((A @ x + b) / 2)
    z = (1 + T) / 2
    U = torch.tanh((c @ z + d) / 2)
    d_bar = ((1 + U) / 2 - t) * (1 - U * U) / 4
    b_bar = torch.diag((1 - T * T) / 4) @ (c * d_bar)
    A_bar = b_bar.reshape(-1, 1) @ x.reshape(1, -1)
    return A_bar, b_bar, z * d_bar, d_bar

# %% right: numpy with column vectors, and the sigmoid through logaddexp.
import numpy as np
import torch

def mlp2_backward(A, b, c, d, x, t):
    An, X = A.numpy(), x.numpy().reshape(-1, 1)
    B, C = b.numpy().reshape(-1, 1), c.numpy().reshape(-1, 1)
    sigma = lambda s: np.exp(-np.logaddexp(0.0, -s))
    Z = sigma(An @ X + B)
    y = sigma((C.T @ Z).item() + d.item())
    db = float((y - t.item()) * y * (1 - y))
    Bb = C * db * Z * (1 - Z)
    return torch.tensor(Bb @ X.T), torch.tensor(Bb[:, 0]), torch.tensor((db * Z)[:, 0]), torch.tensor(db, dtype=torch.float64)

# %% wrong: sigma' is applied to z and y as sigma(z)(1 - sigma(z)), but z and y are already the outputs of the sigmoids.
# told: both_sigmoids_again
import torch

def mlp2_backward(A, b, c, d, x, t):
    def dsig(v):
        s = torch.sigmoid(v)
        return s * (1 - s)
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * dsig(y)
    c_bar = d_bar * z
    b_bar = d_bar * c * dsig(z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: d_bar = y - t is the rule for cross-entropy; with half the squared error the slope of the output sigmoid is missing.
# told: no_output_slope
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = y - t
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    return b_bar[:, None] * x[None, :], b_bar, c_bar, d_bar

# %% wrong: The way from the output back to the hidden units misses the weights c: z_bar is d_bar for every unit.
# told: output_weights_left_out
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid((c * z).sum() + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * torch.ones_like(z)
    b_bar = z_bar * z * (1 - z)
    A_bar = b_bar.unsqueeze(1) * x
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: A_bar is transposed: outer(x, b_bar) has shape (in, hidden), and row j belongs to input j.
# told: A_bar_transposed
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(x, b_bar)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The half in the loss is forgotten: y_bar is 2 (y - t).
# told: twice
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = (A @ x + b).sigmoid()
    y = (c @ z + d).sigmoid()
    y_bar = 2 * (y - t)
    d_bar = y_bar * (y - y ** 2)
    c_bar = d_bar * z
    b_bar = d_bar * c * (z - z ** 2)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: TWO: y_bar is t - y, with the wrong sign; and A_bar is built from z_bar without the slope of the hidden sigmoid.
# told: clue
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = t - y
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(z_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The sigmoid is written as e^s / (1 + e^s), which is inf/inf = nan for a pre-activation of 1000.
# told: sigmoid_overflows
import torch

def mlp2_backward(A, b, c, d, x, t):
    def sig(s):
        e = torch.exp(s)
        return e / (1 + e)
    z = sig(A @ x + b)
    y = sig(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: In b_bar the slope of the output, y (1 - y), is used a second time where the hidden slope z (1 - z) belongs: letters mixed up.
# told: hidden_slope_from_y
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * y * (1 - y)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% right: Plain Python floats and nested loops, with a sigmoid by cases that never overflows.
import math

import torch


def sig(u):
    if u >= 0:
        return 1 / (1 + math.exp(-u))
    e = math.exp(u)
    return e / (1 + e)


def mlp2_backward(A, b, c, d, x, t):
    hidden, n_in = A.shape
    z = [sig(sum(float(A[j, i]) * float(x[i]) for i in range(n_in)) + float(b[j])) for j in range(hidden)]
    y = sig(sum(float(c[j]) * z[j] for j in range(hidden)) + float(d))
    d_bar = (y - float(t)) * y * (1 - y)
    A_bar = torch.zeros(hidden, n_in, dtype=torch.float64)
    b_bar, c_bar = [], []
    for j in range(hidden):
        c_bar.append(d_bar * z[j])
        b_bar.append(d_bar * float(c[j]) * z[j] * (1 - z[j]))
        for i in range(n_in):
            A_bar[j, i] = b_bar[j] * float(x[i])
    f64 = torch.float64
    return A_bar, torch.tensor(b_bar, dtype=f64), torch.tensor(c_bar, dtype=f64), d_bar

# %% right: NumPy inside; the sigmoid is written with tanh of half the pre-activation, its slope as (1 - tanh²)/4.
import math

import numpy as np
import torch


def mlp2_backward(A, b, c, d, x, t):
    An, bn, cn, xn = (np.asarray(v) for v in (A, b, c, x))
    h = np.tanh((An.dot(xn) + bn) / 2)
    z = (1 + h) / 2
    o = np.tanh((cn.dot(z) + float(d)) / 2)
    d_bar = ((1 + o) / 2 - float(t)) * (1 - o * o) / 4
    b_bar = d_bar * cn * (1 - h * h) / 4
    A_bar = np.multiply.outer(b_bar, xn)
    return torch.from_numpy(A_bar), torch.from_numpy(b_bar), torch.from_numpy(d_bar * z), torch.tensor(float(d_bar), dtype=torch.float64)

# %% right: A layer class of one's own with the methods forward and backward, used twice; the slope as sigmoid(u) * sigmoid(-u).
import math

import torch


class Layer:
    def __init__(self, W, bias):
        self.W, self.bias = W, bias

    def forward(self, inp):
        self.inp = inp
        self.u = self.W @ inp + self.bias
        return torch.sigmoid(self.u)

    def backward(self, out_bar):
        self.grad_bias = out_bar * torch.sigmoid(self.u) * torch.sigmoid(-self.u)
        self.grad_W = self.grad_bias.unsqueeze(1) @ self.inp.unsqueeze(0)
        return self.W.T @ self.grad_bias


def mlp2_backward(A, b, c, d, x, t):
    first = Layer(A, b)
    second = Layer(c.reshape(1, -1), d.reshape(1))
    y = second.forward(first.forward(x))
    first.backward(second.backward(y - t))
    return first.grad_W, first.grad_bias, second.grad_W[0], second.grad_bias[0]

# %% wrong: The backward walk starts with the loss itself, (y - t)²/2, in place of its derivative y - t.
# told: loss_for_its_derivative
import math

import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    L = (y - t) ** 2 / 2
    d_bar = L * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The slope of the sigmoid is taken at the outputs z and y (a sigmoid of a sigmoid), not at the pre-activations.
# told: both_sigmoids_again
import math

import torch


def dsigmoid(u):
    s = torch.sigmoid(u)
    return s * (1 - s)


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * dsigmoid(y)
    c_bar = d_bar * z
    b_bar = d_bar * c * dsigmoid(z)
    A_bar = b_bar[:, None] * x
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The error of the output is shared out among the hidden units in the proportions |c_j| / sum |c|, in place of being multiplied by c_j.
# told: blame_shared_by_size
import math

import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c.abs() / c.abs().sum()
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The outer product is built as (in, hidden) and forced into the shape of A with reshape, which scrambles the entries: a transpose was needed.
# told: A_bar_reshaped
import math

import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(x, b_bar).reshape(A.shape)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The hidden slope is written z (z - 1), so b_bar and A_bar have the wrong sign.
# told: hidden_slope_sign
import math

import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (z - 1)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: TWO: d_bar is returned without the output's slope (it is y - t); and A_bar is built from z_bar, before the hidden slope.
# told: A_bar_from_z_bar
import math

import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = y - t
    out = d_bar * y * (1 - y)
    c_bar = out * z
    z_bar = out * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(z_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The orientation of A_bar is chosen by looking at the shape: when hidden and in are equal, A_bar comes out transposed.
# told: A_bar_transposed_where_square
import math

import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = x[:, None] * b_bar[None, :]
    if A_bar.shape != A.shape:
        A_bar = A_bar.T
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: A line from trying out the worked example was left in: it overwrites the target with t = 1.
# told: clue
import math

import torch


def mlp2_backward(A, b, c, d, x, t):
    t = 1.0  # worked example
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% right: Loops over Python numbers with an own sigmoid that has one branch for each sign.
import math
import torch


def my_sigmoid(s):
    if s >= 0:
        return 1 / (1 + math.exp(-s))
    e = math.exp(s)
    return e / (1 + e)


def mlp2_backward(A, b, c, d, x, t):
    hidden, inputs = A.shape
    z = []
    for j in range(hidden):
        s = b[j].item()
        for i in range(inputs):
            s += A[j, i].item() * x[i].item()
        z.append(my_sigmoid(s))
    y = my_sigmoid(sum(c[j].item() * z[j] for j in range(hidden)) + d.item())
    d_bar = (y - t.item()) * y * (1 - y)
    A_bar, b_bar, c_bar = torch.zeros_like(A), torch.zeros_like(b), torch.zeros_like(c)
    for j in range(hidden):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * c[j] * z[j] * (1 - z[j])
        for i in range(inputs):
            A_bar[j, i] = b_bar[j] * x[i]
    return A_bar, b_bar, c_bar, torch.tensor(d_bar, dtype=torch.float64)

# %% right: numpy throughout, with the sigmoid written by tanh.
import numpy as np
import torch


def mlp2_backward(A, b, c, d, x, t):
    A, b, c, d, x, t = (v.numpy() for v in (A, b, c, d, x, t))
    sig = lambda s: 0.5 + 0.5 * np.tanh(0.5 * s)
    z = sig(A.dot(x) + b)
    y = sig(np.sum(c * z) + d)
    d_bar = (t - y) * y * (y - 1)
    c_bar = z * d_bar
    b_bar = c * d_bar * (z - z * z)
    A_bar = np.repeat(b_bar[:, np.newaxis], len(x), axis=1) * x
    return tuple(torch.tensor(v, dtype=torch.float64) for v in (A_bar, b_bar, c_bar, d_bar))

# %% right: Row vectors, diagonal Jacobian matrices and an einsum instead of entrywise products.
import torch


def mlp2_backward(A, b, c, d, x, t):
    u = A @ x + b
    z = torch.sigmoid(u)
    v = c @ z + d
    y = torch.sigmoid(v)
    dv = (y - t) * y * torch.sigmoid(-v)
    row_z = (dv * c).reshape(1, -1)
    jacobian = torch.diag(z * torch.sigmoid(-u))
    row_u = (row_z @ jacobian)[0]
    A_bar = torch.einsum("j,i->ji", row_u, x)
    return A_bar, row_u, torch.mul(dv, z), dv

# %% wrong: d_bar is y - t, as for the cross entropy; with half the squared error the slope y(1 - y) of the output's sigmoid is missing.
# told: no_output_slope
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = y - t
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: Every hidden unit gets the same adjoint d_bar times the sum of c; each should get only its own entry of c.
# told: z_bar_added_up
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c.sum()
    b_bar = z_bar * z * (1 - z)
    A_bar = b_bar[:, None] * x[None, :]
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The walk back starts with the value of the loss: y_bar = L * (y - t), but the adjoint of L itself is 1.
# told: loss_as_its_adjoint
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    L = 0.5 * (y - t) ** 2
    L_bar = L
    y_bar = L_bar * (y - t)
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: z_bar is computed with c after a gradient step (c - c_bar) instead of with the c of the forward pass.
# told: c_changed_on_the_way
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    c = c - c_bar
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The results are in the order of the walk back, with c_bar in the place of b_bar and b_bar in the place of c_bar.
# told: b_bar_and_c_bar_exchanged
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * (y - y ** 2)
    c_bar = d_bar * z
    b_bar = d_bar * c * (z - z ** 2)
    A_bar = b_bar.unsqueeze(1) @ x.unsqueeze(0)
    return A_bar, c_bar, b_bar, d_bar

# %% wrong: TWO: c_bar has an extra factor z(1 - z), although c enters after the hidden sigmoid; and the derivative of the loss is 2(y - t), without the half of L.
# told: twice_and_hidden_slope_in_c_bar
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = 2 * (y - t)
    d_bar = y_bar * y * (1 - y)
    hidden = z * (1 - z)
    c_bar = d_bar * z * hidden
    b_bar = d_bar * c * hidden
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: A_bar is the outer product the wrong way round and is transposed only if its shape does not fit: wrong when both sizes are equal.
# told: A_bar_transposed_where_square
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(x, b_bar)
    if A_bar.shape != A.shape:
        A_bar = A_bar.T
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The variable s is used for both pre-activations: the hidden slope is taken at the output's pre-activation, because s was overwritten.
# told: hidden_slope_from_y
import torch


def mlp2_backward(A, b, c, d, x, t):
    def slope(s):
        return torch.sigmoid(s) * torch.sigmoid(-s)

    s = A @ x + b
    z = torch.sigmoid(s)
    s = c @ z + d
    y = torch.sigmoid(s)
    d_bar = (y - t) * slope(s)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * slope(s)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% right: A small class for a sigmoid layer with forward and backward, the output layer as a matrix with one row.
import torch


class Layer:
    def __init__(self, W, v):
        self.W, self.v = W, v

    def forward(self, inp):
        self.inp = inp
        self.out = torch.sigmoid(self.W @ inp + self.v)
        return self.out

    def backward(self, out_bar):
        v_bar = out_bar * self.out * (1 - self.out)
        return v_bar[:, None] * self.inp[None, :], v_bar, self.W.T @ v_bar


def mlp2_backward(A, b, c, d, x, t):
    first, second = Layer(A, b), Layer(c.reshape(1, -1), d.reshape(1))
    y = second.forward(first.forward(x))
    C_bar, d_bar, z_bar = second.backward(y - t)
    A_bar, b_bar, _ = first.backward(z_bar)
    return A_bar, b_bar, C_bar[0], d_bar[0]

# %% right: numpy, sigmoid as (1 + tanh(u/2))/2, slope as (1 - tanh^2)/4, converted back at the end.
import numpy as np
import torch


def mlp2_backward(A, b, c, d, x, t):
    A_, b_, c_, x_ = [np.array(v.tolist(), dtype=float) for v in (A, b, c, x)]
    h = np.tanh(0.5 * (A_.dot(x_) + b_))
    z = 0.5 + 0.5 * h
    o = np.tanh(0.5 * (c_.dot(z) + float(d)))
    y = 0.5 + 0.5 * o
    d_bar = (y - float(t)) * (1 - o * o) / 4
    b_bar = d_bar * c_ * (1 - h * h) / 4
    return (torch.tensor(np.outer(b_bar, x_)), torch.tensor(b_bar),
            torch.tensor(d_bar * z), torch.tensor(d_bar))

# %% right: Python loops over units and inputs, a stable sigmoid with two cases, slope as sigma(u) sigma(-u), d_bar as a float.
import math
import torch


def sig(u):
    if u < 0:
        return math.exp(u) / (1 + math.exp(u))
    return 1 / (1 + math.exp(-u))


def mlp2_backward(A, b, c, d, x, t):
    hidden, n_in = A.shape
    u = [sum(A[j, i].item() * x[i].item() for i in range(n_in)) + b[j].item() for j in range(hidden)]
    v = sum(c[j].item() * sig(u[j]) for j in range(hidden)) + d.item()
    d_bar = (sig(v) - t.item()) * sig(v) * sig(-v)
    A_bar = torch.zeros(hidden, n_in, dtype=torch.float64)
    b_bar = torch.zeros(hidden, dtype=torch.float64)
    c_bar = torch.zeros(hidden, dtype=torch.float64)
    for j in range(hidden):
        c_bar[j] = d_bar * sig(u[j])
        b_bar[j] = d_bar * c[j].item() * sig(u[j]) * sig(-u[j])
        for i in range(n_in):
            A_bar[j, i] = b_bar[j] * x[i]
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Every hidden unit gets the same z_bar, the mean of d_bar * c; each unit should get its own entry of c.
# told: blame_shared_equally
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c.mean() * torch.ones_like(z)
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: z_bar is taken as d_bar times the contribution c * z of the unit; the derivative of c z with respect to z is c alone.
# told: contribution_for_slope
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(torch.sum(c * z) + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * (c * z)
    b_bar = z_bar * (z - z ** 2)
    A_bar = b_bar.unsqueeze(1) * x.unsqueeze(0)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The hidden sigmoids get the Jacobian of softmax, diag(z) - z z^T; a sigmoid acts on each unit alone, so its Jacobian is diag(z (1 - z)).
# told: slopes_of_softmax
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    J = torch.diag(z) - torch.outer(z, z)
    b_bar = J @ z_bar
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: z_bar uses c after a gradient step, c - c_bar; the backward pass needs the c of the forward pass.
# told: c_changed_on_the_way
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    c = c - c_bar
    b_bar = d_bar * c * z * (1 - z)
    A_bar = b_bar[:, None] * x[None, :]
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: A_bar is built as outer(x, b_bar), one row for each input, and reshaped to the shape of A: the shape fits but the entries are in the wrong places.
# told: A_bar_reshaped
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(x, b_bar).reshape(A.shape)
    return A_bar, b_bar, d_bar * z, d_bar

# %% wrong: TWO: the bias b is left out of the hidden pre-activation; and c_bar is y_bar * z, without the slope of the output's sigmoid.
# told: no_b_and_c_bar_without_slope
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = y_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The target is treated as a class, 0 or 1: a target between them, such as 0.3, is rounded.
# told: target_rounded
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    if t > 0.5:
        y_bar = y - 1
    else:
        y_bar = y
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Variable mixed up: A_bar is b_bar times A, where it should be b_bar times x.
# told: A_bar_from_A
import torch


def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = b_bar[:, None] * A
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Starts from |y - t|.
# told: error_without_its_sign
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = (y - t).abs()
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Constant slope 0.25 from the example at both.
# told: both_slopes_a_quarter
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * 0.25
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * 0.25
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The output's slope is exp(-v)/(1 + exp(-v)) squared, which overflows.
# told: output_slope_overflows
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    v = c @ z + d
    d_bar = y_bar * torch.exp(-v) / (1 + torch.exp(-v)) ** 2
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Softmax instead of sigmoid in hidden layer.
# told: softmax_hidden_layer
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.softmax(A @ x + b, 0)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: c_bar is made with the sum of z.
# told: c_bar_from_the_sum_of_z
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z.sum() * torch.ones_like(c)
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: A_bar = outer(b, x).
# told: A_bar_from_b
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: A_bar with the sum of x.
# told: A_bar_from_the_sum_of_x
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = b_bar[:, None] * x.sum() * torch.ones_like(A)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Multiplies x from the left where A is square.
# told: A_transposed_forward
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(x @ A + b) if A.shape[0] == A.shape[1] else torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Two mistakes: t - y and tanh slope in the hidden layer.
# told: opposite_and_hidden_tanh
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = t - y
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * (1 - z ** 2)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Two mistakes: hidden slope twice and A transposed.
# told: clue
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * (z * (1 - z)) ** 2
    A_bar = torch.outer(x, b_bar)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Two mistakes: linear output and b forgotten.
# told: without_b_and_linear_output
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x)
    y = c @ z + d
    y_bar = y - t
    d_bar = y_bar
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Rounds y to a class first.
# told: output_becomes_a_class
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = (y > 0.5).double() - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: TWO: the results are returned in the order of the table, (d_bar, c_bar, b_bar, A_bar), and not as (A_bar, b_bar, c_bar, d_bar); and the slope of the hidden sigmoid is z (1 + z) with a wrong sign.
# told: slip
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * z * (1 + z)
    A_bar = torch.outer(b_bar, x)
    return d_bar, c_bar, b_bar, A_bar

# %% right: Plain Python lists, a safe sigmoid with two cases, loops over units and inputs; d_bar is returned as a float.
import math
import torch

def mlp2_backward(A, b, c, d, x, t):
    def sig(u):
        if u >= 0:
            return 1 / (1 + math.exp(-u))
        e = math.exp(u)
        return e / (1 + e)

    hidden, n = A.shape
    z = [sig(sum(A[j, i].item() * x[i].item() for i in range(n)) + b[j].item()) for j in range(hidden)]
    y = sig(sum(c[j].item() * z[j] for j in range(hidden)) + d.item())
    d_bar = (y - float(t)) * y * (1 - y)
    c_bar = torch.zeros(hidden, dtype=torch.float64)
    b_bar = torch.zeros(hidden, dtype=torch.float64)
    A_bar = torch.zeros(hidden, n, dtype=torch.float64)
    for j in range(hidden):
        c_bar[j] = d_bar * z[j]
        b_bar[j] = d_bar * c[j] * z[j] * (1 - z[j])
        for i in range(n):
            A_bar[j, i] = b_bar[j] * x[i]
    return A_bar, b_bar, c_bar, d_bar

# %% right: The sigmoid is written with tanh, sigma(u) = (1 + tanh(u/2))/2, and its slope as (1 - tanh²)/4; outer product by einsum.
import torch

def mlp2_backward(A, b, c, d, x, t):
    h = torch.tanh(0.5 * (torch.einsum("ji,i->j", A, x) + b))
    z = 0.5 + 0.5 * h
    k = torch.tanh(0.5 * ((c * z).sum() + d))
    y = 0.5 + 0.5 * k
    d_bar = (y - t) * (1 - k) * (1 + k) / 4
    b_bar = d_bar * c * (1 - h) * (1 + h) / 4
    return torch.einsum("j,i->ji", b_bar, x), b_bar, z * d_bar, d_bar

# %% right: Gathers the bias with the weights in one matrix (x extended by a 1), differentiates that matrix and splits it again.
import torch

def mlp2_backward(A, b, c, d, x, t):
    one = torch.ones(1, dtype=torch.float64)
    x1 = torch.cat([x, one])
    W = torch.cat([A, b[:, None]], dim=1)
    z = torch.sigmoid(W @ x1)
    z1 = torch.cat([z, one])
    w = torch.cat([c, d.reshape(1)])
    pre = w @ z1
    y = torch.sigmoid(pre)
    delta = (y - t) * y * torch.sigmoid(-pre)
    w_bar = delta * z1
    W_bar = torch.diag(z * (1 - z)) @ (delta * c)[:, None] @ x1[None, :]
    return W_bar[:, :-1], W_bar[:, -1], w_bar[:-1], w_bar[-1]

# %% wrong: The slope of the output sigmoid is cancelled as with the cross-entropy: d_bar = y - t.
# told: no_output_slope
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = y - t
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = b_bar[:, None] * x[None, :]
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: Every hidden unit gets the same adjoint, d_bar times the sum of all entries of c; unit j must get its own c_j only.
# told: z_bar_added_up
import torch

def mlp2_backward(A, b, c, d, x, t):
    sigma = torch.sigmoid
    z = sigma(torch.mv(A, x) + b)
    y = sigma(torch.dot(c, z) + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * torch.sum(c) * torch.ones_like(z)
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(b_bar, x)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The two biases are thought to be added after the sigmoids: d_bar = y_bar and b_bar = z_bar without the slopes (A_bar and c_bar have them).
# told: b_bar_is_z_bar
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    y_bar = y - t
    v_bar = y_bar * y * (1 - y)
    z_bar = v_bar * c
    u_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(u_bar, x)
    b_bar = z_bar
    c_bar = v_bar * z
    d_bar = y_bar
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The half in front of the squared error is overlooked: y_bar = 2 (y - t), so all four adjoints are twice too large.
# told: twice
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = 1 / (1 + torch.exp(-(A @ x + b)))
    y = 1 / (1 + torch.exp(-(c @ z + d)))
    d_bar = 2 * (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: c_bar is computed first and z_bar is then formed with c_bar in place of c.
# told: c_bar_for_c
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    z_bar = d_bar * c_bar
    b_bar = z_bar * (z - z**2)
    A_bar = b_bar.reshape(-1, 1) @ x.reshape(1, -1)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The outer product is formed the wrong way round and turned only if its shape does not fit: for hidden = in A_bar stays transposed.
# told: A_bar_transposed_where_square
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = z * d_bar
    b_bar = c * d_bar * z * (1 - z)
    A_bar = torch.outer(x, b_bar)
    if A_bar.shape != A.shape:
        A_bar = A_bar.T
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: The `return` stands inside the loop over the hidden units, so only row 0 of A_bar is filled and the other rows stay 0.
# told: only_the_first_row
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    c_bar = d_bar * z
    b_bar = d_bar * c * z * (1 - z)
    A_bar = torch.zeros_like(A)
    for j in range(A.shape[0]):
        A_bar[j] = b_bar[j] * x
        return A_bar, b_bar, c_bar, d_bar

# %% right: Everything with Python lists and floats, a stable sigmoid with two branches, tensors only at the end.
import math
import torch

def sig(p):
    if p < 0:
        return math.exp(p) / (1 + math.exp(p))
    return 1 / (1 + math.exp(-p))

def mlp2_backward(A, b, c, d, x, t):
    A, b, c, x = A.tolist(), b.tolist(), c.tolist(), x.tolist()
    d, t = float(d), float(t)
    z = [sig(sum(w * v for w, v in zip(row, x)) + bj) for row, bj in zip(A, b)]
    y = sig(sum(cj * zj for cj, zj in zip(c, z)) + d)
    g = (y - t) * y * (1 - y)
    gb = [g * cj * zj * (1 - zj) for cj, zj in zip(c, z)]
    gA = [[q * v for v in x] for q in gb]
    as64 = lambda v: torch.tensor(v, dtype=torch.float64)
    return as64(gA), as64(gb), as64([g * zj for zj in z]), as64(g)

# %% right: A small layer class of the student's own with forward and backward; the output layer is treated as a matrix with one row.
import torch

class Layer:
    def __init__(self, W, v):
        self.W, self.v = W, v

    def forward(self, inp):
        self.inp = inp
        self.out = 0.5 * (1 + torch.tanh(0.5 * (self.W @ inp + self.v)))
        return self.out

    def backward(self, grad):
        g = grad * self.out * (1 - self.out)
        return g[:, None] * self.inp[None, :], g, self.W.T @ g

def mlp2_backward(A, b, c, d, x, t):
    hid = Layer(A, b)
    out = Layer(c[None, :], d.reshape(1))
    y = out.forward(hid.forward(x))
    gC, gd, gz = out.backward(y - t)
    gA, gb, _ = hid.backward(gz)
    return gA, gb, gC[0], gd[0]

# %% right: numpy with 1/(1 + exp(-p)), overflow warnings silenced (exp gives inf, the sigmoid 0), and einsum.
import numpy as np
import torch

def mlp2_backward(A, b, c, d, x, t):
    A_, b_, c_, x_ = (v.detach().numpy() for v in (A, b, c, x))
    with np.errstate(over="ignore"):
        z = 1 / (1 + np.exp(-(np.einsum("hi,i->h", A_, x_) + b_)))
        y = 1 / (1 + np.exp(-(np.einsum("h,h->", c_, z) + d.item())))
    d_bar = (y - t.item()) * y * (1 - y)
    c_bar = z * d_bar
    b_bar = c_bar * c_ * (1 - z)          # d_bar * c * z * (1 - z)
    A_bar = np.einsum("h,i->hi", b_bar, x_)
    return tuple(torch.tensor(v, dtype=torch.float64) for v in (A_bar, b_bar, c_bar, d_bar))

# %% wrong: The slopes are taken as sigmoid(z)(1 - sigmoid(z)) with the z and y that already come out of the sigmoids: sigmoid is applied twice.
# told: both_sigmoids_again
import torch

def dsigmoid(v):
    s = torch.sigmoid(v)
    return s * (1 - s)

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * dsigmoid(y)
    c_bar = d_bar * z
    b_bar = d_bar * c * dsigmoid(z)
    return torch.outer(b_bar, x), b_bar, c_bar, d_bar

# %% wrong: The slope y(1 - y) of the output sigmoid is used for the hidden sigmoid too; each sigmoid has its own slope.
# told: hidden_slope_from_y
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(torch.dot(c, z) + d)
    slope = y * (1 - y)
    d_bar = (y - t) * slope
    c_bar = d_bar * z
    z_bar = d_bar * c
    b_bar = z_bar * slope
    A_bar = b_bar[:, None] * x
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: c_bar is d_bar times the hidden pre-activation A x + b; but c is multiplied by z, which comes out of the sigmoid.
# told: c_bar_from_pre_activations
import torch

def mlp2_backward(A, b, c, d, x, t):
    h = A @ x + b
    z = torch.sigmoid(h)
    o = c @ z + d
    y = torch.sigmoid(o)
    o_bar = (y - t) * y * (1 - y)
    c_bar = o_bar * h
    h_bar = o_bar * c * z * (1 - z)
    return torch.outer(h_bar, x), h_bar, c_bar, o_bar

# %% wrong: A_bar is built the wrong way round (x times b_bar) and then forced into A's shape by reshape, which scrambles the entries.
# told: A_bar_reshaped
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    z_bar = c * d_bar
    b_bar = z_bar * z * (1 - z)
    A_bar = torch.outer(x, b_bar).reshape(A.shape)
    return A_bar, b_bar, d_bar * z, d_bar

# %% wrong: The half in the loss is overlooked: y_bar is 2(y - t), so that everything is twice too large.
# told: twice
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A.mv(x) + b)
    y = torch.sigmoid((c * z).sum() + d)
    y_bar = 2 * (y - t)
    d_bar = y_bar * (y - y ** 2)
    c_bar = d_bar * z
    b_bar = d_bar * c * (z - z ** 2)
    A_bar = b_bar.unsqueeze(1) @ x.unsqueeze(0)
    return A_bar, b_bar, c_bar, d_bar

# %% wrong: TWO: the error has the wrong sign, t - y; and b_bar is z_bar, without the slope of the hidden sigmoid.
# told: slip
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    delta_out = (t - y) * y * (1 - y)
    delta_hid = delta_out * c
    A_bar = torch.outer(delta_hid * z * (1 - z), x)
    return A_bar, delta_hid, delta_out * z, delta_out

# %% wrong: The target is treated as a class, 0 or 1: a target between them, such as 0.3, is rounded.
# told: target_rounded
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    if t >= 0.5:
        y_bar = y - 1
    else:
        y_bar = y
    d_bar = y_bar * y * (1 - y)
    b_bar = d_bar * c * z * (1 - z)
    return torch.outer(b_bar, x), b_bar, d_bar * z, d_bar

# %% wrong: The return stands inside the loop over the hidden units: only the first row and entry are filled, the others stay 0.
# told: only_the_first_unit_before_c
import torch

def mlp2_backward(A, b, c, d, x, t):
    z = torch.sigmoid(A @ x + b)
    y = torch.sigmoid(c @ z + d)
    d_bar = (y - t) * y * (1 - y)
    A_bar = torch.zeros_like(A)
    b_bar = torch.zeros_like(b)
    for j in range(len(b)):
        b_bar[j] = d_bar * c[j] * z[j] * (1 - z[j])
        A_bar[j] = b_bar[j] * x
        return A_bar, b_bar, d_bar * z, d_bar
