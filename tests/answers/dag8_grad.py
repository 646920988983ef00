# %% right: A table of who reads whom, one loop forward and one loop back that adds into a list of adjoints.
import math
import torch


def dag8_grad(theta, x):
    parent = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}
    th = [0.0] + theta.tolist()
    z = [float(x)] + [0.0] * 7
    for i, j in parent.items():
        z[i] = math.tanh(th[i] * z[j])
    e = th[8] * z[4] * z[7] - 1
    bar = [0.0] * 8
    bar[4], bar[7] = e * th[8] * z[7], e * th[8] * z[4]
    grad = torch.zeros_like(theta)
    grad[7] = e * z[4] * z[7]
    for i in sorted(parent, reverse=True):
        pre = bar[i] * (1 - z[i] ** 2)
        grad[i - 1] = pre * z[parent[i]]
        bar[parent[i]] += pre * th[i]
    return grad

# %% right: Forward instead of backward: each node carries its value and its eight derivatives by theta.
import math
import torch


def dag8_grad(theta, x):
    unit = torch.eye(8, dtype=theta.dtype)
    def node(i, value, dvalue):
        z = torch.tanh(theta[i] * value)
        return z, (1 - z * z) * (unit[i] * value + theta[i] * dvalue)
    z1, d1 = node(0, x, torch.zeros(8, dtype=theta.dtype))
    up, dup = z1, d1
    for i in (1, 2, 3):
        up, dup = node(i, up, dup)
    low, dlow = z1, d1
    for i in (4, 5, 6):
        low, dlow = node(i, low, dlow)
    y = theta[7] * up * low
    dy = unit[7] * up * low + theta[7] * (dup * low + up * dlow)
    return (y - 1) * dy

# %% right: NumPy and nested functions: a branch runs forward and backward by itself and hands back what arrives at z1.
import math
import torch
import numpy as np


def dag8_grad(theta, x):
    th = theta.detach().numpy()
    def forward(thetas, v):
        vs = [v]
        for k in thetas:
            vs.append(np.tanh(k * vs[-1]))
        return vs
    def backward(thetas, vs, out_bar):
        grads = []
        for k, inp, out in zip(thetas[::-1], vs[-2::-1], vs[:0:-1]):
            out_bar = out_bar / np.cosh(k * inp) ** 2
            grads.insert(0, out_bar * inp)
            out_bar = out_bar * k
        return grads, out_bar
    stem = forward(th[:1], x.item())
    top, bottom = forward(th[1:4], stem[-1]), forward(th[4:7], stem[-1])
    e = th[7] * top[-1] * bottom[-1] - 1
    g_top, r1 = backward(th[1:4], top, e * th[7] * bottom[-1])
    g_bottom, r2 = backward(th[4:7], bottom, e * th[7] * top[-1])
    g_stem, _ = backward(th[:1], stem, r1 + r2)
    return torch.tensor(g_stem + g_top + g_bottom + [e * top[-1] * bottom[-1]], dtype=theta.dtype)

# %% wrong: The two arrivals at z1 are multiplied; where paths meet, gradients are added.
# told: adjoints_multiplied
import math
import torch


def dag8_grad(theta, x):
    t = theta
    z1 = torch.tanh(t[0] * x)
    z2 = torch.tanh(t[1] * z1); z3 = torch.tanh(t[2] * z2); z4 = torch.tanh(t[3] * z3)
    z5 = torch.tanh(t[4] * z1); z6 = torch.tanh(t[5] * z5); z7 = torch.tanh(t[6] * z6)
    e = t[7] * z4 * z7 - 1
    s4 = e * t[7] * z7 * (1 - z4 ** 2)
    s3 = s4 * t[3] * (1 - z3 ** 2)
    s2 = s3 * t[2] * (1 - z2 ** 2)
    s7 = e * t[7] * z4 * (1 - z7 ** 2)
    s6 = s7 * t[6] * (1 - z6 ** 2)
    s5 = s6 * t[5] * (1 - z5 ** 2)
    s1 = (s2 * t[1]) * (s5 * t[4]) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, e * z4 * z7])

# %% wrong: Node 8 is derived as if it added its inputs: the other factor (z7 for z4, z4 for z7) is missing.
# told: other_factor_left_out
import math
import torch


def dag8_grad(theta, x):
    t = theta
    z1 = torch.tanh(t[0] * x)
    z2 = torch.tanh(t[1] * z1); z3 = torch.tanh(t[2] * z2); z4 = torch.tanh(t[3] * z3)
    z5 = torch.tanh(t[4] * z1); z6 = torch.tanh(t[5] * z5); z7 = torch.tanh(t[6] * z6)
    y_bar = t[7] * z4 * z7 - 1
    s4 = y_bar * t[7] * (1 - z4 ** 2)
    s7 = y_bar * t[7] * (1 - z7 ** 2)
    s3 = s4 * t[3] * (1 - z3 ** 2)
    s2 = s3 * t[2] * (1 - z2 ** 2)
    s6 = s7 * t[6] * (1 - z6 ** 2)
    s5 = s6 * t[5] * (1 - z5 ** 2)
    s1 = (s2 * t[1] + s5 * t[4]) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, y_bar * z4 * z7])

# %% wrong: The slope of tanh enters only for the node's own theta and is not carried on to the nodes before it.
# told: slopes_not_carried_on
import math
import torch


def dag8_grad(theta, x):
    t = theta
    z1 = torch.tanh(t[0] * x)
    z2 = torch.tanh(t[1] * z1); z3 = torch.tanh(t[2] * z2); z4 = torch.tanh(t[3] * z3)
    z5 = torch.tanh(t[4] * z1); z6 = torch.tanh(t[5] * z5); z7 = torch.tanh(t[6] * z6)
    y_bar = t[7] * z4 * z7 - 1
    b4 = y_bar * t[7] * z7
    b7 = y_bar * t[7] * z4
    b3 = b4 * t[3]
    b2 = b3 * t[2]
    b6 = b7 * t[6]
    b5 = b6 * t[5]
    b1 = b2 * t[1] + b5 * t[4]
    bars = torch.stack([b1, b2, b3, b4, b5, b6, b7])
    zs = torch.stack([z1, z2, z3, z4, z5, z6, z7])
    ins = torch.stack([x, z1, z2, z3, z1, z5, z6])
    return torch.cat([bars * (1 - zs ** 2) * ins, (y_bar * z4 * z7).reshape(1)])

# %% wrong: On the way back the theta of the node itself is used, not that of the node that reads it (index off by one in both branches).
# told: parameter_of_the_wrong_node
import math
import torch


def dag8_grad(theta, x):
    th = theta
    z = [None] * 8
    z[1] = torch.tanh(th[0] * x)
    for i in (2, 3, 4):
        z[i] = torch.tanh(th[i - 1] * z[i - 1])
    z[5] = torch.tanh(th[4] * z[1])
    for i in (6, 7):
        z[i] = torch.tanh(th[i - 1] * z[i - 1])
    e = th[7] * z[4] * z[7] - 1
    s = [None] * 8
    s[4] = e * th[7] * z[7] * (1 - z[4] ** 2)
    s[7] = e * th[7] * z[4] * (1 - z[7] ** 2)
    for i in (3, 2):
        s[i] = s[i + 1] * th[i - 1] * (1 - z[i] ** 2)
    for i in (6, 5):
        s[i] = s[i + 1] * th[i - 1] * (1 - z[i] ** 2)
    s[1] = (s[2] * th[1] + s[5] * th[4]) * (1 - z[1] ** 2)
    inp = [None, x, z[1], z[2], z[3], z[1], z[5], z[6]]
    return torch.stack([s[i] * inp[i] for i in range(1, 8)] + [e * z[4] * z[7]])

# %% wrong: The derivatives are collected from node 8 down to node 1 and returned in that order, never turned round.
# told: reversed_order
import math
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1); z3 = torch.tanh(t3 * z2); z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1); z6 = torch.tanh(t6 * z5); z7 = torch.tanh(t7 * z6)
    e = t8 * z4 * z7 - 1
    out = [e * z4 * z7]
    s7 = e * t8 * z4 * (1 - z7 ** 2); out.append(s7 * z6)
    s6 = s7 * t7 * (1 - z6 ** 2); out.append(s6 * z5)
    s5 = s6 * t6 * (1 - z5 ** 2); out.append(s5 * z1)
    s4 = e * t8 * z7 * (1 - z4 ** 2); out.append(s4 * z3)
    s3 = s4 * t4 * (1 - z3 ** 2); out.append(s3 * z2)
    s2 = s3 * t3 * (1 - z2 ** 2); out.append(s2 * z1)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2); out.append(s1 * x)
    return torch.stack(out)

# %% wrong: TWO: y_bar is y instead of y - 1; and theta_8 is left out on the way back from node 8 to nodes 4 and 7.
# told: target_and_theta8_left_out
import math
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1); z3 = torch.tanh(t3 * z2); z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1); z6 = torch.tanh(t6 * z5); z7 = torch.tanh(t7 * z6)
    y_bar = t8 * z4 * z7
    s4 = y_bar * z7 * (1 - z4 ** 2)
    s7 = y_bar * z4 * (1 - z7 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, y_bar * z4 * z7])

# %% wrong: A factor of the product is removed by dividing y by it: with theta_8 = 0 (or x = 0, so that z4 and z7 are 0) this is 0/0.
# told: divided_by_factors
import math
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1); z3 = torch.tanh(t3 * z2); z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1); z6 = torch.tanh(t6 * z5); z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    e = y - 1
    s4 = e * y / z4 * (1 - z4 ** 2)
    s7 = e * y / z7 * (1 - z7 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, e * y / t8])

# %% wrong: Copied from the upper branch and not fully changed: theta_5's derivative takes z4 as its input, but node 5 reads z1.
# told: entry_5_from_z4
import math
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1); z3 = torch.tanh(t3 * z2); z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1); z6 = torch.tanh(t6 * z5); z7 = torch.tanh(t7 * z6)
    e = t8 * z4 * z7 - 1
    s4 = e * t8 * z7 * (1 - z4 ** 2)
    s7 = e * t8 * z4 * (1 - z7 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z4, s6 * z5, s7 * z6, e * z4 * z7])

# %% right: A tiny reverse-mode class of the student's own (with a method called backward), on floats.
import math

import torch


class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def tanh(self):
        out = math.tanh(self.data)
        return Value(out, [(self, 1 - out * out)])

    def backward(self, seed):
        # path by path: each call adds what one path brings
        self.grad += seed
        for node, slope in self.parents:
            node.backward(seed * slope)


def mul(u, v):
    return Value(u.data * v.data, [(u, v.data), (v, u.data)])


def dag8_grad(theta, x):
    p = [Value(float(v)) for v in theta]
    z1 = mul(p[0], Value(float(x))).tanh()
    up = low = z1
    for i in (1, 2, 3):
        up = mul(p[i], up).tanh()
    for i in (4, 5, 6):
        low = mul(p[i], low).tanh()
    y = mul(p[7], mul(up, low))
    y.backward(y.data - 1.0)
    return torch.tensor([v.grad for v in p], dtype=torch.float64)

# %% right: Forward accumulation: carry the eight derivatives dz/dtheta along with each z (product and chain rule), multiply by y - 1 at the end.
import torch


def dag8_grad(theta, x):
    eye = torch.eye(8, dtype=torch.float64)

    def node(i, z, dz):
        out = torch.tanh(theta[i] * z)
        return out, (1 - out * out) * (eye[i] * z + theta[i] * dz)

    z, dz = node(0, x, torch.zeros(8, dtype=torch.float64))
    u, du = z, dz
    for i in range(1, 4):
        u, du = node(i, u, du)
    w, dw = z, dz
    for i in range(4, 7):
        w, dw = node(i, w, dw)
    dy = eye[7] * u * w + theta[7] * (du * w + u * dw)
    return (theta[7] * u * w - 1) * dy

# %% right: numpy; one helper runs a chain of three nodes and gives its parameter gradients and what comes back, scaled afterwards.
import numpy as np
import torch


def dag8_grad(theta, x):
    th, x0 = theta.numpy(), float(x)

    def chain(params, z_in):
        z = [z_in]
        for p in params:
            z.append(np.tanh(p * z[-1]))
        back, grads = 1.0, []
        for p, z_left, z_right in zip(params[::-1], z[-2::-1], z[:0:-1]):
            back = back * (1 - z_right) * (1 + z_right)
            grads.insert(0, back * z_left)
            back = back * p
        return z[-1], np.array(grads), back

    z1 = np.tanh(th[0] * x0)
    z4, g_up, r_up = chain(th[1:4], z1)
    z7, g_low, r_low = chain(th[4:7], z1)
    e = th[7] * z4 * z7 - 1
    c_up, c_low = e * th[7] * z7, e * th[7] * z4
    first = (c_up * r_up + c_low * r_low) * (1 - z1**2) * x0
    return torch.from_numpy(np.concatenate([[first], c_up * g_up, c_low * g_low, [e * z4 * z7]]))

# %% wrong: At the fork the two arrivals are averaged: z1_bar is their sum, not half of it.
# told: arrivals_averaged
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    yb = y - 1
    a4 = (yb * t8 * z7) * (1 - z4**2)
    a3 = a4 * t4 * (1 - z3**2)
    a2 = a3 * t3 * (1 - z2**2)
    a7 = (yb * t8 * z4) * (1 - z7**2)
    a6 = a7 * t7 * (1 - z6**2)
    a5 = a6 * t6 * (1 - z5**2)
    z1b = (a2 * t2 + a5 * t5) / 2
    a1 = z1b * (1 - z1**2)
    return torch.stack([a1 * x, a2 * z1, a3 * z2, a4 * z3, a5 * z1, a6 * z5, a7 * z6, yb * z4 * z7])

# %% wrong: Node 8 is treated like a sum: going back to z4 and z7 the other factor of the product is missing.
# told: other_factor_left_out
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    yb = y - 1
    a4 = (yb * t8) * (1 - z4**2)
    a3 = a4 * t4 * (1 - z3**2)
    a2 = a3 * t3 * (1 - z2**2)
    a7 = (yb * t8) * (1 - z7**2)
    a6 = a7 * t7 * (1 - z6**2)
    a5 = a6 * t6 * (1 - z5**2)
    z1b = a2 * t2 + a5 * t5
    a1 = z1b * (1 - z1**2)
    return torch.stack([a1 * x, a2 * z1, a3 * z2, a4 * z3, a5 * z1, a6 * z5, a7 * z6, yb * z4 * z7])

# %% wrong: The slope is 1 minus the square of the pre-activation theta * input; the square of tanh of it is needed.
# told: slope_from_pre_activation
import torch


def dag8_grad(theta, x):
    th = theta

    z = [x] + [None] * 7
    parent = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}
    slope = {}
    for i in range(1, 8):
        s = th[i - 1] * z[parent[i]]
        z[i] = torch.tanh(s)
        slope[i] = 1 - s**2
    y = th[7] * z[4] * z[7]
    bar = [torch.zeros((), dtype=torch.float64) for _ in range(8)]
    grad = torch.zeros(8, dtype=torch.float64)
    grad[7] = (y - 1) * z[4] * z[7]
    bar[4] = (y - 1) * th[7] * z[7]
    bar[7] = (y - 1) * th[7] * z[4]
    for i in range(7, 0, -1):
        s_bar = bar[i] * slope[i]
        grad[i - 1] = s_bar * z[parent[i]]
        bar[parent[i]] = bar[parent[i]] + s_bar * th[i - 1]
    return grad

# %% wrong: On the way back from node i the code multiplies by the parameter of the node it arrives at, not by that of node i.
# told: parameter_of_the_node_arrived_at
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    e = y - 1
    d4 = e * t8 * z7 * (1 - z4**2)
    d3 = d4 * t3 * (1 - z3**2)
    d2 = d3 * t2 * (1 - z2**2)
    d7 = e * t8 * z4 * (1 - z7**2)
    d6 = d7 * t6 * (1 - z6**2)
    d5 = d6 * t5 * (1 - z5**2)
    d1 = (d2 * t1 + d5 * t1) * (1 - z1**2)
    return torch.stack([d1 * x, d2 * z1, d3 * z2, d4 * z3, d5 * z1, d6 * z5, d7 * z6, e * z4 * z7])

# %% wrong: The result is float32, because torch.zeros(8) was called without a dtype.
# told: float32_result
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    g = torch.zeros(8)
    e = y - 1
    g[7] = e * z4 * z7
    up = e * t8 * z7 * (1 - z4**2)
    g[3] = up * z3
    up = up * t4 * (1 - z3**2)
    g[2] = up * z2
    up = up * t3 * (1 - z2**2)
    g[1] = up * z1
    low = e * t8 * z4 * (1 - z7**2)
    g[6] = low * z6
    low = low * t7 * (1 - z6**2)
    g[5] = low * z5
    low = low * t6 * (1 - z5**2)
    g[4] = low * z1
    g[0] = (up * t2 + low * t5) * (1 - z1**2) * x
    return g

# %% wrong: TWO: the derivative of the loss is taken as y, the target 1 is lost; and node 1's own tanh slope is missing.
# told: no_target_and_slope_left_out_at_node_1
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    yb = y
    a4 = (yb * t8 * z7) * (1 - z4**2)
    a3 = a4 * t4 * (1 - z3**2)
    a2 = a3 * t3 * (1 - z2**2)
    a7 = (yb * t8 * z4) * (1 - z7**2)
    a6 = a7 * t7 * (1 - z6**2)
    a5 = a6 * t6 * (1 - z5**2)
    z1b = a2 * t2 + a5 * t5
    a1 = z1b
    return torch.stack([a1 * x, a2 * z1, a3 * z2, a4 * z3, a5 * z1, a6 * z5, a7 * z6, yb * z4 * z7])

# %% wrong: The other factors of the product are found by division (y / z4, y / z7, y / theta_8), which is 0 / 0 = nan when something is 0.
# told: divided_by_factors
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    yb = y - 1
    a4 = (yb * y / z4) * (1 - z4**2)
    a3 = a4 * t4 * (1 - z3**2)
    a2 = a3 * t3 * (1 - z2**2)
    a7 = (yb * y / z7) * (1 - z7**2)
    a6 = a7 * t7 * (1 - z6**2)
    a5 = a6 * t6 * (1 - z5**2)
    z1b = a2 * t2 + a5 * t5
    a1 = z1b * (1 - z1**2)
    return torch.stack([a1 * x, a2 * z1, a3 * z2, a4 * z3, a5 * z1, a6 * z5, a7 * z6, yb * y / t8])

# %% wrong: Between the two paths the running adjoint is not set back to that of y: the lower path goes on with what the upper one left.
# told: lower_goes_on_from_upper
import torch


def dag8_grad(theta, x):
    z = {0: x}
    for i, p in [(1, 0), (2, 1), (3, 2), (4, 3), (5, 1), (6, 5), (7, 6)]:
        z[i] = torch.tanh(theta[i - 1] * z[p])
    y = theta[7] * z[4] * z[7]
    grad = torch.zeros(8, dtype=torch.float64)
    y_bar = y - 1
    grad[7] = y_bar * z[4] * z[7]
    bar = y_bar * theta[7] * z[7]
    for i, p in [(4, 3), (3, 2), (2, 1)]:
        s = bar * (1 - z[i] ** 2)
        grad[i - 1] = s * z[p]
        bar = s * theta[i - 1]
    z1_bar = bar
    bar = bar * theta[7] * z[4]
    for i, p in [(7, 6), (6, 5), (5, 1)]:
        s = bar * (1 - z[i] ** 2)
        grad[i - 1] = s * z[p]
        bar = s * theta[i - 1]
    z1_bar = z1_bar + bar
    grad[0] = z1_bar * (1 - z[1] ** 2) * x
    return grad

# %% right: A small graph class of its own that collects gradients backwards, with methods called backward and an attribute grad.
import math

import torch


class Value:
    def __init__(self, data, parents=()):
        self.data, self.parents, self.grad = data, parents, 0.0

    def __mul__(self, other):
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, ((self, 1 - t * t),))

    def backward(self, arriving):
        self.grad += arriving
        for parent, slope in self.parents:
            parent.backward(arriving * slope)


def dag8_grad(theta, x):
    th = [Value(v) for v in theta.tolist()]
    z1 = (th[0] * Value(float(x))).tanh()
    upper = lower = z1
    for i in (1, 2, 3):
        upper = (th[i] * upper).tanh()
    for i in (4, 5, 6):
        lower = (th[i] * lower).tanh()
    y = th[7] * upper * lower
    y.backward(y.data - 1)
    return torch.tensor([v.grad for v in th], dtype=torch.float64)

# %% right: Forwards instead of backwards: every z carries the vector of its eight derivatives along (product rule, chain rule).
import torch


def dag8_grad(theta, x):
    eye = torch.eye(8, dtype=torch.float64)

    def node(i, z, dz):
        out = torch.tanh(theta[i] * z)
        return out, (1 - out * out) * (eye[i] * z + theta[i] * dz)

    first = node(0, x, torch.zeros(8, dtype=torch.float64))
    up = low = first
    for i in range(1, 4):
        up = node(i, *up)
        low = node(i + 3, *low)
    z4, dz4 = up
    z7, dz7 = low
    dy = eye[7] * z4 * z7 + theta[7] * (dz4 * z7 + z4 * dz7)
    return (theta[7] * z4 * z7 - 1) * dy

# %% right: The graph as a table of inputs, a dictionary of adjoints that is filled from node 8 to node 1.
from collections import defaultdict

import torch

READS = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}


def dag8_grad(theta, x):
    param = {i + 1: theta[i] for i in range(8)}
    z = {0: x}
    for node, source in READS.items():
        z[node] = torch.tanh(param[node] * z[source])
    residual = param[8] * z[4] * z[7] - 1
    bar = defaultdict(float)
    bar[4] = residual * param[8] * z[7]
    bar[7] = residual * param[8] * z[4]
    result = torch.empty_like(theta)
    result[7] = residual * z[4] * z[7]
    for node in reversed(READS):
        source = READS[node]
        before = bar[node] * (1 - z[node]) * (1 + z[node])
        result[node - 1] = before * z[source]
        bar[source] = bar[source] + before * param[node]
    return result

# %% wrong: Where the two paths meet at z1 the arrivals are averaged instead of added.
# told: arrivals_averaged
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = y_bar * t8 * z4 * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    z1_bar = (p2 * t2 + p5 * t5) / 2
    p1 = z1_bar * (1 - z1 ** 2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: Node 8 is treated backwards like a sum: both inputs get y_bar * theta8, without the other factor.
# told: other_factor_left_out
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    y_bar = y - 1
    z4_bar = y_bar * t8
    z7_bar = y_bar * t8
    p4 = z4_bar * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = z7_bar * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1 ** 2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: The tanh slope is used for the parameter only; what is passed on to the node before is z_bar * theta without the slope.
# told: slopes_not_carried_on
import torch


def dag8_grad(theta, x):
    def node(z_bar, z, inp, th):
        theta_bar = z_bar * (1 - z ** 2) * inp
        return theta_bar, z_bar * th

    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    y_bar = y - 1
    g4, b3 = node(y_bar * t8 * z7, z4, z3, t4)
    g3, b2 = node(b3, z3, z2, t3)
    g2, up = node(b2, z2, z1, t2)
    g7, b6 = node(y_bar * t8 * z4, z7, z6, t7)
    g6, b5 = node(b6, z6, z5, t6)
    g5, low = node(b5, z5, z1, t5)
    g1, _ = node(up + low, z1, x, t1)
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, y_bar * z4 * z7])

# %% wrong: In the loop node 5 reads z4, the node with the number before, instead of z1 (forwards and backwards).
# told: one_long_chain
import torch


def dag8_grad(theta, x):
    z = [x]
    for i in range(7):
        z.append(torch.tanh(theta[i] * z[-1]))
    y = theta[7] * z[4] * z[7]
    y_bar = y - 1
    grad = torch.zeros(8, dtype=torch.float64)
    grad[7] = y_bar * z[4] * z[7]
    z_bar = y_bar * theta[7] * z[4]
    for i in range(7, 0, -1):
        if i == 4:
            z_bar = z_bar + y_bar * theta[7] * z[7]
        p = z_bar * (1 - z[i] ** 2)
        grad[i - 1] = p * z[i - 1]
        z_bar = p * theta[i - 1]
    return grad

# %% wrong: theta8 is missing on the way back through node 8: z4_bar = y_bar * z7 and z7_bar = y_bar * z4.
# told: theta8_left_out
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    y_bar = y - 1
    p4 = y_bar * z7 * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = y_bar * z4 * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1 ** 2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: TWO: the derivatives are returned in backward order (theta8 first); and the slope of tanh is missing in node 1.
# told: reversed_and_slope_left_out_at_node_1
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    grads = []
    y_bar = y - 1
    grads.append(y_bar * z4 * z7)
    p7 = y_bar * t8 * z4 * (1 - z7 ** 2)
    grads.append(p7 * z6)
    p6 = p7 * t7 * (1 - z6 ** 2)
    grads.append(p6 * z5)
    p5 = p6 * t6 * (1 - z5 ** 2)
    grads.append(p5 * z1)
    p4 = y_bar * t8 * z7 * (1 - z4 ** 2)
    grads.append(p4 * z3)
    p3 = p4 * t4 * (1 - z3 ** 2)
    grads.append(p3 * z2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    grads.append(p2 * z1)
    grads.append((p2 * t2 + p5 * t5) * x)
    return torch.stack(grads)

# %% wrong: theta_bar is found as (what goes back to the input) * input / theta: with a parameter of 0 that is 0 / 0 = nan.
# told: divided_by_its_parameter
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    y_bar = y - 1

    def step(z_bar, z, th):
        return z_bar * (1 - z ** 2) * th

    z3_bar = step(y_bar * t8 * z7, z4, t4)
    z2_bar = step(z3_bar, z3, t3)
    up = step(z2_bar, z2, t2)
    z6_bar = step(y_bar * t8 * z4, z7, t7)
    z5_bar = step(z6_bar, z6, t6)
    low = step(z5_bar, z5, t5)
    x_bar = step(up + low, z1, t1)
    back = torch.stack([x_bar, up, z2_bar, z3_bar, low, z5_bar, z6_bar, y_bar * y])
    inputs = torch.stack([x, z1, z2, z3, z1, z5, z6, torch.ones_like(x)])
    return back * inputs / theta

# %% wrong: A leftover check: the gradient from small steps was meant for comparing, but it is what gets returned.
# told: slip
import torch


def dag8_grad(theta, x):
    def loss(th):
        z1 = torch.tanh(th[0] * x)
        z4 = torch.tanh(th[3] * torch.tanh(th[2] * torch.tanh(th[1] * z1)))
        z7 = torch.tanh(th[6] * torch.tanh(th[5] * torch.tanh(th[4] * z1)))
        return (th[7] * z4 * z7 - 1) ** 2 / 2

    check = torch.zeros(8, dtype=torch.float64)
    for i in range(8):
        e = torch.zeros(8, dtype=torch.float64)
        e[i] = 1e-5
        check[i] = (loss(theta + e) - loss(theta - e)) / 2e-5
    # TODO compare with the formulas
    return check

# %% right: The graph as a table of parents; one loop forwards, one loop backwards that adds into a list of adjoints.
import math
import torch

PARENT = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}


def dag8_grad(theta, x):
    th = [None] + theta.tolist()
    z = [float(x)] + [0.0] * 7
    for node, parent in PARENT.items():
        z[node] = math.tanh(th[node] * z[parent])
    y_bar = th[8] * z[4] * z[7] - 1
    bar = [0.0] * 8
    bar[4] += y_bar * th[8] * z[7]
    bar[7] += y_bar * th[8] * z[4]
    out = [0.0] * 8
    out[7] = y_bar * z[4] * z[7]
    for node in range(7, 0, -1):
        inner = bar[node] * (1 - z[node] ** 2)
        out[node - 1] = inner * z[PARENT[node]]
        bar[PARENT[node]] += inner * th[node]
    return torch.tensor(out, dtype=torch.float64)

# %% right: Forward instead of backward: each value is carried together with its eight derivatives, by formulas.
import torch


def dag8_grad(theta, x):
    unit = torch.eye(8, dtype=torch.float64)

    def node(i, z, dz):
        value = torch.tanh(theta[i] * z)
        return value, (1 - value ** 2) * (unit[i] * z + theta[i] * dz)

    first = node(0, x, torch.zeros(8, dtype=torch.float64))
    upper, lower = first, first
    for i in range(1, 4):
        upper = node(i, *upper)
    for i in range(4, 7):
        lower = node(i, *lower)
    (z4, dz4), (z7, dz7) = upper, lower
    y = theta[7] * z4 * z7
    dy = unit[7] * z4 * z7 + theta[7] * (dz4 * z7 + z4 * dz7)
    return (y - 1) * dy

# %% right: numpy and long products: the slope factors of each path are multiplied up with cumprod from the right.
import numpy as np
import torch


def dag8_grad(theta, x):
    p = np.array(theta.tolist())
    x = float(x)

    def run(start, weights):
        zs = [start]
        for w in weights:
            zs.append(np.tanh(w * zs[-1]))
        return np.array(zs)

    def path_back(zs, weights):
        slopes = 1 - zs[1:] ** 2
        links = np.append(slopes[:-1] * weights[1:], slopes[-1])
        inner = np.cumprod(links[::-1])[::-1]
        return inner * zs[:-1], inner[0] * weights[0]

    z1 = np.tanh(p[0] * x)
    up, low = run(z1, p[1:4]), run(z1, p[4:7])
    (g_up, back_up), (g_low, back_low) = path_back(up, p[1:4]), path_back(low, p[4:7])
    a, b = up[-1], low[-1]
    dy = np.concatenate(([p[7] * (b * back_up + a * back_low) * (1 - z1 ** 2) * x],
                         p[7] * b * g_up, p[7] * a * g_low, [a * b]))
    return torch.from_numpy((p[7] * a * b - 1) * dy)

# %% wrong: The two arrivals at z1 are averaged; where paths meet, they are added.
# told: arrivals_averaged
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    e = y - 1
    d4 = e * t8 * z7 * (1 - z4 ** 2)
    d3 = d4 * t4 * (1 - z3 ** 2)
    d2 = d3 * t3 * (1 - z2 ** 2)
    d7 = e * t8 * z4 * (1 - z7 ** 2)
    d6 = d7 * t7 * (1 - z6 ** 2)
    d5 = d6 * t6 * (1 - z5 ** 2)
    d1 = (d2 * t2 + d5 * t5) / 2 * (1 - z1 ** 2)
    return torch.stack([d1 * x, d2 * z1, d3 * z2, d4 * z3, d5 * z1, d6 * z5, d7 * z6, e * z4 * z7])

# %% wrong: Each parameter's derivative is multiplied by the output of its node and not by the input that the parameter multiplies.
# told: outputs_for_inputs
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    e = y - 1
    d4 = e * t8 * z7 * (1 - z4 ** 2)
    d3 = d4 * t4 * (1 - z3 ** 2)
    d2 = d3 * t3 * (1 - z2 ** 2)
    d7 = e * t8 * z4 * (1 - z7 ** 2)
    d6 = d7 * t7 * (1 - z6 ** 2)
    d5 = d6 * t6 * (1 - z5 ** 2)
    d1 = (d2 * t2 + d5 * t5) * (1 - z1 ** 2)
    return torch.stack([d1 * z1, d2 * z2, d3 * z3, d4 * z4, d5 * z5, d6 * z6, d7 * z7, e * z4 * z7])

# %% wrong: Only the last tanh of each path has its slope on the way back: nodes 2, 3, 5 and 6 are treated as plain products.
# told: slopes_at_1_4_and_7
import torch


def dag8_grad(theta, x):
    z1 = torch.tanh(theta[0] * x)
    up, low = [z1], [z1]
    for i in (1, 2, 3):
        up.append(torch.tanh(theta[i] * up[-1]))
        low.append(torch.tanh(theta[i + 3] * low[-1]))
    e = theta[7] * up[3] * low[3] - 1
    g = torch.zeros(8, dtype=torch.float64)
    g[7] = e * up[3] * low[3]
    a = e * theta[7] * low[3] * (1 - up[3] ** 2)
    b = e * theta[7] * up[3] * (1 - low[3] ** 2)
    for i in (3, 2, 1):
        g[i] = a * up[i - 1]
        g[i + 3] = b * low[i - 1]
        a = a * theta[i]
        b = b * theta[i + 3]
    g[0] = (a + b) * (1 - z1 ** 2) * x
    return g

# %% wrong: At node 8 the adjoints of z4 and z7 are exchanged: each is multiplied by itself and not by the other factor.
# told: own_factor
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    z4_bar, z7_bar = y_bar * t8 * z4, y_bar * t8 * z7
    p4 = z4_bar * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = z7_bar * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1 ** 2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: On the lower path theta_5 stands where theta_6 should: z5_bar is the adjoint of node 6's product times theta_6.
# told: theta5_for_theta6
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    s = lambda z: 1 - z * z
    e = y - 1
    u4 = e * t8 * z7 * s(z4)
    u3 = u4 * t4 * s(z3)
    u2 = u3 * t3 * s(z2)
    u7 = e * t8 * z4 * s(z7)
    u6 = u7 * t7 * s(z6)
    u5 = u6 * t5 * s(z5)
    u1 = (u2 * t2 + u5 * t5) * s(z1)
    return torch.stack([u1 * x, u2 * z1, u3 * z2, u4 * z3, u5 * z1, u6 * z5, u7 * z6, e * z4 * z7])

# %% wrong: TWO: y_bar is 2(y - 1), although the half in the loss cancels the 2; and the factor x is missing in the first entry.
# told: twice_and_x_left_out
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = 2 * (y - 1)
    d4 = y_bar * t8 * z7 * (1 - z4 ** 2)
    d3 = d4 * t4 * (1 - z3 ** 2)
    d2 = d3 * t3 * (1 - z2 ** 2)
    d7 = y_bar * t8 * z4 * (1 - z7 ** 2)
    d6 = d7 * t7 * (1 - z6 ** 2)
    d5 = d6 * t6 * (1 - z5 ** 2)
    d1 = (d2 * t2 + d5 * t5) * (1 - z1 ** 2)
    return torch.stack([d1, d2 * z1, d3 * z2, d4 * z3, d5 * z1, d6 * z5, d7 * z6, y_bar * z4 * z7])

# %% wrong: The other factors of node 8 are got as y divided by one factor, which is 0/0 when a parameter or x is 0.
# told: divided_by_factors
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    e = y - 1
    d4 = e * y / z4 * (1 - z4 ** 2)
    d3 = d4 * t4 * (1 - z3 ** 2)
    d2 = d3 * t3 * (1 - z2 ** 2)
    d7 = e * y / z7 * (1 - z7 ** 2)
    d6 = d7 * t7 * (1 - z6 ** 2)
    d5 = d6 * t6 * (1 - z5 ** 2)
    d1 = (d2 * t2 + d5 * t5) * (1 - z1 ** 2)
    return torch.stack([d1 * x, d2 * z1, d3 * z2, d4 * z3, d5 * z1, d6 * z5, d7 * z6, e * y / t8])

# %% wrong: The derivatives are collected from right to left and never turned round: the first entry belongs to theta_8.
# told: reversed_order
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    grads = []
    e = y - 1
    grads.append(e * z4 * z7)
    d7 = e * t8 * z4 * (1 - z7 ** 2)
    grads.append(d7 * z6)
    d6 = d7 * t7 * (1 - z6 ** 2)
    grads.append(d6 * z5)
    d5 = d6 * t6 * (1 - z5 ** 2)
    grads.append(d5 * z1)
    d4 = e * t8 * z7 * (1 - z4 ** 2)
    grads.append(d4 * z3)
    d3 = d4 * t4 * (1 - z3 ** 2)
    grads.append(d3 * z2)
    d2 = d3 * t3 * (1 - z2 ** 2)
    grads.append(d2 * z1)
    d1 = (d2 * t2 + d5 * t5) * (1 - z1 ** 2)
    grads.append(d1 * x)
    return torch.stack(grads)

# %% right: A table of parents and one loop each way, plain Python floats.
import math
import torch

def dag8_grad(theta, x):
    th = [0.0] + [float(v) for v in theta]
    parent = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}
    z = {0: float(x)}
    for k in range(1, 8):
        z[k] = math.tanh(th[k] * z[parent[k]])
    y_bar = th[8] * z[4] * z[7] - 1
    bar = {k: 0.0 for k in range(8)}
    bar[4] += y_bar * th[8] * z[7]
    bar[7] += y_bar * th[8] * z[4]
    out = [0.0] * 8
    out[7] = y_bar * z[4] * z[7]
    for k in range(7, 0, -1):
        s = bar[k] * (1 - z[k] ** 2)
        out[k - 1] = s * z[parent[k]]
        bar[parent[k]] += s * th[k]
    return torch.tensor(out, dtype=torch.float64)

# %% right: Forward instead of backward: every node carries its eight derivatives with respect to theta.
import torch

def dag8_grad(theta, x):
    E = torch.eye(8, dtype=torch.float64)
    def node(k, z, dz):
        out = torch.tanh(theta[k] * z)
        return out, (1 - out ** 2) * (E[k] * z + theta[k] * dz)
    z1, d1 = node(0, x, torch.zeros(8, dtype=torch.float64))
    u, du = z1, d1
    for k in (1, 2, 3):
        u, du = node(k, u, du)
    w, dw = z1, d1
    for k in (4, 5, 6):
        w, dw = node(k, w, dw)
    y = theta[7] * u * w
    dy = E[7] * u * w + theta[7] * (du * w + u * dw)
    return (y - 1) * dy

# %% right: Each path as a chain in a helper, which returns its gradients and what comes back to z1; numpy inside.
import numpy as np
import torch

def dag8_grad(theta, x):
    th = theta.detach().numpy().copy()
    x = float(x)
    z1 = np.tanh(th[0] * x)

    def forward(ws):
        zs = [z1]
        for w in ws:
            zs.append(np.tanh(w * zs[-1]))
        return np.array(zs)

    def backward(ws, zs, bar):
        grads = np.zeros(3)
        for i in (2, 1, 0):
            bar = bar * (1 - zs[i + 1] ** 2)
            grads[i] = bar * zs[i]
            bar = bar * ws[i]
        return grads, bar

    up, low = forward(th[1:4]), forward(th[4:7])
    yb = th[7] * up[-1] * low[-1] - 1
    gu, bu = backward(th[1:4], up, yb * th[7] * low[-1])
    gl, bl = backward(th[4:7], low, yb * th[7] * up[-1])
    g1 = (bu + bl) * (1 - z1 ** 2) * x
    return torch.from_numpy(np.concatenate([[g1], gu, gl, [yb * up[-1] * low[-1]]]))

# %% wrong: The two adjoints that arrive at z1 are multiplied; where paths meet they are added.
# told: adjoints_multiplied
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    yb = y - 1
    def back(z, zb, inp, th):
        g = zb * (1 - z ** 2)
        return g * inp, g * th
    g8 = yb * z4 * z7
    g4, u = back(z4, yb * t8 * z7, z3, t4)
    g3, u = back(z3, u, z2, t3)
    g2, u = back(z2, u, z1, t2)
    g7, w = back(z7, yb * t8 * z4, z6, t7)
    g6, w = back(z6, w, z5, t6)
    g5, w = back(z5, w, z1, t5)
    g1, _ = back(z1, u * w, x, t1)
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Node 8 is treated like a sum: z4 gets y_bar * theta8 and z7 too, without the other factor of the product.
# told: other_factor_left_out
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    yb = y - 1
    z4b = yb * t8
    z7b = yb * t8
    s4 = z4b * (1 - z4 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s7 = z7b * (1 - z7 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, yb * z4 * z7])

# %% wrong: The slope of tanh is put on the derivative of the parameter only; the adjoint that goes further back is not multiplied by it.
# told: slopes_not_carried_on
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    yb = y - 1
    z4b = yb * t8 * z7
    z3b = z4b * t4
    z2b = z3b * t3
    z7b = yb * t8 * z4
    z6b = z7b * t7
    z5b = z6b * t6
    z1b = z2b * t2 + z5b * t5
    zb = [z1b, z2b, z3b, z4b, z5b, z6b, z7b]
    zs = [z1, z2, z3, z4, z5, z6, z7]
    inp = [x, z1, z2, z3, z1, z5, z6]
    grads = [zb[i] * (1 - zs[i] ** 2) * inp[i] for i in range(7)]
    return torch.stack(grads + [yb * z4 * z7])

# %% wrong: theta5 is multiplied by z4 on the way back, but the input of node 5 is z1: the path was read as a chain 1, 2, 3, 4, 5.
# told: entry_5_from_z4
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    yb = y - 1
    s4 = yb * t8 * z7 * (1 - z4 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s7 = yb * t8 * z4 * (1 - z7 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z4, s6 * z5, s7 * z6, yb * z4 * z7])

# %% wrong: The target 1 is forgotten: y_bar = y, as if the loss were y**2/2.
# told: target_left_out
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    yb = y
    s4 = yb * t8 * z7 * (1 - z4 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s7 = yb * t8 * z4 * (1 - z7 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, yb * z4 * z7])

# %% wrong: TWO: the derivative of theta8 has theta8 in place of the product z4 * z7; and the slope of tanh in node 1 is left out.
# told: values
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    yb = y - 1
    s4 = yb * t8 * z7 * (1 - z4 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s7 = yb * t8 * z4 * (1 - z7 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = s2 * t2 + s5 * t5
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, yb * t8])

# %% wrong: The other factor of the product is found by dividing, y / z4 and y / z7: 0/0 = nan when some z is 0.
# told: divided_by_z4_and_z7
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    yb = y - 1
    s4 = yb * y / z4 * (1 - z4 ** 2)
    s3 = s4 * t4 * (1 - z3 ** 2)
    s2 = s3 * t3 * (1 - z2 ** 2)
    s7 = yb * y / z7 * (1 - z7 ** 2)
    s6 = s7 * t7 * (1 - z6 ** 2)
    s5 = s6 * t6 * (1 - z5 ** 2)
    s1 = (s2 * t2 + s5 * t5) * (1 - z1 ** 2)
    return torch.stack([s1 * x, s2 * z1, s3 * z2, s4 * z3, s5 * z1, s6 * z5, s7 * z6, yb * z4 * z7])

# %% wrong: z1_bar is written twice with = in place of +=: only the share of the lower path is left.
# told: only_the_path_through_5
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    g = torch.zeros(8, dtype=torch.float64)
    y_bar = y - 1
    g[7] = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    p = z4_bar * (1 - z4 ** 2)
    g[3] = p * z3
    p = p * t4 * (1 - z3 ** 2)
    g[2] = p * z2
    p = p * t3 * (1 - z2 ** 2)
    g[1] = p * z1
    z1_bar = p * t2
    p = z7_bar * (1 - z7 ** 2)
    g[6] = p * z6
    p = p * t7 * (1 - z6 ** 2)
    g[5] = p * z5
    p = p * t6 * (1 - z5 ** 2)
    g[4] = p * z1
    z1_bar = p * t5
    g[0] = z1_bar * (1 - z1 ** 2) * x
    return g

# %% right: Python floats and math.tanh, a list that tells each node's input, one loop backwards.
import math
import torch

def dag8_grad(theta, x):
    th = [None] + theta.tolist()
    source = [None, 0, 1, 2, 3, 1, 5, 6]
    z = [float(x)]
    for k in range(1, 8):
        z.append(math.tanh(th[k] * z[source[k]]))
    error = th[8] * z[4] * z[7] - 1
    bar = [0.0] * 8
    bar[4] += error * th[8] * z[7]
    bar[7] += error * th[8] * z[4]
    grad = [0.0] * 9
    grad[8] = error * z[4] * z[7]
    for k in (7, 6, 5, 4, 3, 2, 1):
        pre = bar[k] * (1 - z[k]) * (1 + z[k])
        grad[k] = pre * z[source[k]]
        bar[source[k]] += pre * th[k]
    return torch.tensor(grad[1:], dtype=torch.float64)

# %% right: numpy and products along paths: for each parameter its slope of z4 and of z7, then the product rule once at the end.
import numpy as np
import torch

def dag8_grad(theta, x):
    t = np.array(theta.tolist(), dtype=np.float64)
    x = float(x)

    def path(start, params):
        """Values along a chain of tanh nodes, derivative to each parameter and to the start."""
        values = [start]
        for p in params:
            values.append(np.tanh(p * values[-1]))
        slopes = [1 - v * v for v in values[1:]]
        k = len(params)
        d = [values[i] * slopes[i] * np.prod([params[j] * slopes[j] for j in range(i + 1, k)]) for i in range(k)]
        return values[-1], np.array(d), np.prod([params[j] * slopes[j] for j in range(k)])

    z1, d1, _ = path(x, t[:1])
    z4, up, z4_by_z1 = path(z1, t[1:4])
    z7, low, z7_by_z1 = path(z1, t[4:7])
    dz4 = np.concatenate([d1 * z4_by_z1, up, np.zeros(3)])
    dz7 = np.concatenate([d1 * z7_by_z1, np.zeros(3), low])
    dy = np.append(t[7] * (dz4 * z7 + z4 * dz7), z4 * z7)
    y = t[7] * z4 * z7
    return torch.from_numpy((y - 1) * dy)

# %% right: Forward mode: every node carries its value and its eight derivatives, so all eight come out of one sweep.
import torch

def dag8_grad(theta, x):
    unit = torch.eye(8, dtype=torch.float64)

    def node(k, value, d):
        z = torch.tanh(theta[k - 1] * value)
        return z, (1 - z * z) * (unit[k - 1] * value + theta[k - 1] * d)

    z1 = node(1, x, torch.zeros(8, dtype=torch.float64))
    upper = lower = z1
    for k in (2, 3, 4):
        upper = node(k, *upper)
    for k in (5, 6, 7):
        lower = node(k, *lower)
    (z4, d4), (z7, d7) = upper, lower
    y = theta[7] * z4 * z7
    dy = unit[7] * (z4 * z7) + theta[7] * (z7 * d4 + z4 * d7)
    return (y - 1) * dy

# %% wrong: At node 8 the adjoint is passed on as through a sum: z4_bar and z7_bar lack the other factor.
# told: other_factor_left_out
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    def slope(z):
        return 1 - z ** 2

    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8
    z7_bar = y_bar * t8

    a4 = z4_bar * slope(z4)
    g4 = a4 * z3
    a3 = a4 * t4 * slope(z3)
    g3 = a3 * z2
    a2 = a3 * t3 * slope(z2)
    g2 = a2 * z1

    a7 = z7_bar * slope(z7)
    g7 = a7 * z6
    a6 = a7 * t7 * slope(z6)
    g6 = a6 * z5
    a5 = a6 * t6 * slope(z5)
    g5 = a5 * z1

    z1_bar = a2 * t2 + a5 * t5
    g1 = z1_bar * slope(z1) * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: tanh is applied once more in the slope: z is already the tanh, so the slope is 1 - z^2, not 1 - tanh(z)^2.
# told: slope_at_z
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    def slope(z):
        return 1 - torch.tanh(z) ** 2

    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4

    a4 = z4_bar * slope(z4)
    g4 = a4 * z3
    a3 = a4 * t4 * slope(z3)
    g3 = a3 * z2
    a2 = a3 * t3 * slope(z2)
    g2 = a2 * z1

    a7 = z7_bar * slope(z7)
    g7 = a7 * z6
    a6 = a7 * t7 * slope(z6)
    g6 = a6 * z5
    a5 = a6 * t6 * slope(z5)
    g5 = a5 * z1

    z1_bar = a2 * t2 + a5 * t5
    g1 = z1_bar * slope(z1) * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: The backward pass starts with the loss itself, (y - 1)^2 / 2, instead of its derivative y - 1.
# told: loss_for_its_derivative
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    def slope(z):
        return 1 - z ** 2

    y_bar = 0.5 * (y - 1) ** 2
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4

    a4 = z4_bar * slope(z4)
    g4 = a4 * z3
    a3 = a4 * t4 * slope(z3)
    g3 = a3 * z2
    a2 = a3 * t3 * slope(z2)
    g2 = a2 * z1

    a7 = z7_bar * slope(z7)
    g7 = a7 * z6
    a6 = a7 * t7 * slope(z6)
    g6 = a6 * z5
    a5 = a6 * t6 * slope(z5)
    g5 = a5 * z1

    z1_bar = a2 * t2 + a5 * t5
    g1 = z1_bar * slope(z1) * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: The numbers are put into a new tensor without a dtype, so the result is float32 and rounded to 7 digits.
# told: float32_result
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    def slope(z):
        return 1 - z ** 2

    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4

    a4 = z4_bar * slope(z4)
    g4 = a4 * z3
    a3 = a4 * t4 * slope(z3)
    g3 = a3 * z2
    a2 = a3 * t3 * slope(z2)
    g2 = a2 * z1

    a7 = z7_bar * slope(z7)
    g7 = a7 * z6
    a6 = a7 * t7 * slope(z6)
    g6 = a6 * z5
    a5 = a6 * t6 * slope(z5)
    g5 = a5 * z1

    z1_bar = a2 * t2 + a5 * t5
    g1 = z1_bar * slope(z1) * x
    return torch.tensor([float(g) for g in (g1, g2, g3, g4, g5, g6, g7, g8)])

# %% wrong: What comes back to z1 through node 5 is multiplied by theta_2 instead of theta_5.
# told: theta2_for_theta5
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    def slope(z):
        return 1 - z ** 2

    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4

    a4 = z4_bar * slope(z4)
    g4 = a4 * z3
    a3 = a4 * t4 * slope(z3)
    g3 = a3 * z2
    a2 = a3 * t3 * slope(z2)
    g2 = a2 * z1

    a7 = z7_bar * slope(z7)
    g7 = a7 * z6
    a6 = a7 * t7 * slope(z6)
    g6 = a6 * z5
    a5 = a6 * t6 * slope(z5)
    g5 = a5 * z1

    z1_bar = (a2 + a5) * t2
    g1 = z1_bar * slope(z1) * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: TWO: The derivative of the loss has a factor 2 too many, 2 (y - 1); and of the two arrivals at z1 only that of the upper path is used.
# told: twice_and_only_path_2
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    def slope(z):
        return 1 - z ** 2

    y_bar = 2 * (y - 1)
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4

    a4 = z4_bar * slope(z4)
    g4 = a4 * z3
    a3 = a4 * t4 * slope(z3)
    g3 = a3 * z2
    a2 = a3 * t3 * slope(z2)
    g2 = a2 * z1

    a7 = z7_bar * slope(z7)
    g7 = a7 * z6
    a6 = a7 * t7 * slope(z6)
    g6 = a6 * z5
    a5 = a6 * t6 * slope(z5)
    g5 = a5 * z1

    z1_bar = a2 * t2
    g1 = z1_bar * slope(z1) * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: The other factors of y are found by division, y / z4, y / z7 and y / theta_8, which gives nan when one of them is 0.
# told: divided_by_factors
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7

    def slope(z):
        return 1 - z ** 2

    y_bar = y - 1
    g8 = y_bar * y / t8
    z4_bar = y_bar * y / z4
    z7_bar = y_bar * y / z7

    a4 = z4_bar * slope(z4)
    g4 = a4 * z3
    a3 = a4 * t4 * slope(z3)
    g3 = a3 * z2
    a2 = a3 * t3 * slope(z2)
    g2 = a2 * z1

    a7 = z7_bar * slope(z7)
    g7 = a7 * z6
    a6 = a7 * t7 * slope(z6)
    g6 = a6 * z5
    a5 = a6 * t6 * slope(z5)
    g5 = a5 * z1

    z1_bar = a2 * t2 + a5 * t5
    g1 = z1_bar * slope(z1) * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: grad = theta makes no copy: the gradients are written over the parameters, which are changed for the caller and used as new values further down.
# told: changed
import torch

def dag8_grad(theta, x):
    before = {1: 0, 2: 1, 3: 2, 4: 3, 5: 1, 6: 5, 7: 6}
    z = {0: x}
    for k in range(1, 8):
        z[k] = torch.tanh(theta[k - 1] * z[before[k]])
    y = theta[7] * z[4] * z[7]
    bar = {k: 0.0 for k in range(8)}
    y_bar = y - 1
    bar[4] = y_bar * theta[7] * z[7]
    bar[7] = y_bar * theta[7] * z[4]
    grad = theta
    grad[7] = y_bar * z[4] * z[7]
    for k in range(7, 0, -1):
        a = bar[k] * (1 - z[k] ** 2)
        grad[k - 1] = a * z[before[k]]
        bar[before[k]] = bar[before[k]] + a * theta[k - 1]
    return grad

# %% right: A small class of the student's own that records the products and tanhs and walks back through them.
import math
import torch


class Value:
    def __init__(self, data, parents=()):
        self.data, self.grad, self.parents = data, 0.0, parents

    def __mul__(self, other):
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def tanh(self):
        out = math.tanh(self.data)
        return Value(out, ((self, 1 - out * out),))


def dag8_grad(theta, x):
    th = [Value(v) for v in theta.tolist()]
    tape = []

    def keep(v):
        tape.append(v)
        return v

    def node(i, source):
        return keep(keep(th[i - 1] * source).tanh())

    z1 = node(1, Value(float(x)))
    z4 = node(4, node(3, node(2, z1)))
    z7 = node(7, node(6, node(5, z1)))
    y = keep(keep(th[7] * z4) * z7)
    y.grad = y.data - 1
    for v in reversed(tape):
        for parent, local in v.parents:
            parent.grad += v.grad * local
    return torch.tensor([v.grad for v in th], dtype=torch.float64)

# %% right: Derivatives carried forwards: each z travels with its eight derivatives with respect to theta.
import torch


def dag8_grad(theta, x):
    unit = torch.eye(8, dtype=torch.float64)

    def node(i, z, dz):
        out = torch.tanh(theta[i] * z)
        return out, (1 - out) * (1 + out) * (unit[i] * z + theta[i] * dz)

    start = node(0, x, torch.zeros(8, dtype=torch.float64))
    z4, dz4 = start
    for i in (1, 2, 3):
        z4, dz4 = node(i, z4, dz4)
    z7, dz7 = start
    for i in (4, 5, 6):
        z7, dz7 = node(i, z7, dz7)
    y = theta[7] * z4 * z7
    dy = unit[7] * z4 * z7 + theta[7] * (dz4 * z7 + z4 * dz7)
    return (y - 1) * dy

# %% right: numpy, with one helper that runs a branch of three nodes forwards and backwards.
import numpy as np
import torch


def branch(parameters, z):
    outputs = [z]
    for p in parameters:
        outputs.append(np.tanh(p * outputs[-1]))
    return outputs


def branch_back(parameters, outputs, bar):
    grads = []
    for k in range(len(parameters) - 1, -1, -1):
        s = bar * (1 - outputs[k + 1] ** 2)
        grads.insert(0, s * outputs[k])
        bar = s * parameters[k]
    return grads, bar


def dag8_grad(theta, x):
    th, x0 = theta.numpy(), x.item()
    stem = branch(th[:1], x0)
    up, low = branch(th[1:4], stem[-1]), branch(th[4:7], stem[-1])
    error = th[7] * up[-1] * low[-1] - 1
    g_up, bar_up = branch_back(th[1:4], up, error * th[7] * low[-1])
    g_low, bar_low = branch_back(th[4:7], low, error * th[7] * up[-1])
    g_stem, _ = branch_back(th[:1], stem, bar_up + bar_low)
    return torch.tensor(g_stem + g_up + g_low + [error * up[-1] * low[-1]], dtype=torch.float64)

# %% wrong: The two arrivals at node 1 are averaged instead of added.
# told: arrivals_averaged
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = y_bar * t8 * z4 * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    z1_bar = torch.stack((p2 * t2, p5 * t5)).mean()
    p1 = z1_bar * (1 - z1 ** 2)
    return torch.stack((p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7))

# %% wrong: On the way back node 8 is treated like a sum of its inputs: z4_bar and z7_bar lack the other factor.
# told: other_factor_left_out
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    z4_bar = y_bar * t8
    z7_bar = y_bar * t8
    p4 = z4_bar * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = z7_bar * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1 ** 2)
    return torch.stack((p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7))

# %% wrong: The slope of tanh is multiplied only onto what goes back to the input; the derivative of a node's own parameter lacks that factor.
# told: own_slope_left_out
import torch


def dag8_grad(theta, x):
    parents = [None, 0, 1, 2, 3, 1, 5, 6]
    z = [x] + [None] * 7
    for i in range(1, 8):
        z[i] = torch.tanh(theta[i - 1] * z[parents[i]])
    y_bar = theta[7] * z[4] * z[7] - 1
    bar = [torch.zeros_like(x) for _ in range(8)]
    bar[4] = y_bar * theta[7] * z[7]
    bar[7] = y_bar * theta[7] * z[4]
    grad = torch.zeros_like(theta)
    grad[7] = y_bar * z[4] * z[7]
    for i in range(7, 0, -1):
        p = parents[i]
        grad[i - 1] = bar[i] * z[p]
        bar[p] = bar[p] + bar[i] * (1 - z[i] ** 2) * theta[i - 1]
    return grad

# %% wrong: For theta_5 the input of node 5 is taken to be z4, the node before it in the numbering, not z1.
# told: entry_5_from_z4
import torch


def dag8_grad(theta, x):
    z = [x]
    for i in range(7):
        source = z[1] if i == 4 else z[i]
        z.append(torch.tanh(theta[i] * source))
    y_bar = theta[7] * z[4] * z[7] - 1
    grad = torch.zeros(8, dtype=torch.float64)
    grad[7] = y_bar * z[4] * z[7]
    back = y_bar * theta[7] * z[4]
    for i in (6, 5, 4):
        p = back * (1 - z[i + 1] ** 2)
        grad[i] = p * z[i]
        back = p * theta[i]
    lower = back
    back = y_bar * theta[7] * z[7]
    for i in (3, 2, 1):
        p = back * (1 - z[i + 1] ** 2)
        grad[i] = p * z[i]
        back = p * theta[i]
    grad[0] = (lower + back) * (1 - z[1] ** 2) * x
    return grad

# %% wrong: The result is collected in torch.zeros(8), a float32 tensor, which rounds the derivatives to about seven digits.
# told: float32_result
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    grad = torch.zeros(8)
    grad[7] = y_bar * z4 * z7
    p = y_bar * t8 * z7 * (1 - z4 ** 2)
    grad[3] = p * z3
    p = p * t4 * (1 - z3 ** 2)
    grad[2] = p * z2
    p = p * t3 * (1 - z2 ** 2)
    grad[1] = p * z1
    up = p * t2
    p = y_bar * t8 * z4 * (1 - z7 ** 2)
    grad[6] = p * z6
    p = p * t7 * (1 - z6 ** 2)
    grad[5] = p * z5
    p = p * t6 * (1 - z5 ** 2)
    grad[4] = p * z1
    down = p * t5
    grad[0] = (up + down) * (1 - z1 ** 2) * x
    return grad

# %% wrong: TWO: z4_bar and z7_bar lack the factor theta_8; and the slope at node 1 is 1 - x squared, from its input instead of its output.
# told: no_theta8_and_slope_at_x_in_node_1
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * z7 * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = y_bar * z4 * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    p1 = (p2 * t2 + p5 * t5) * (1 - x ** 2)
    return torch.stack((p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7))

# %% wrong: If y is 0 the function returns eight zeros at once, but with theta_8 = 0 (or theta_4 = 0) some derivatives are not 0.
# told: zero_where_y_is_zero
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    if y == 0:
        return torch.zeros(8, dtype=torch.float64)
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = y_bar * t8 * z4 * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1 ** 2)
    return torch.stack((p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7))

# %% wrong: The x = 0.4 of the example was left inside the function, so the argument x is ignored.
# told: x_of_the_example
import torch


def dag8_grad(theta, x):
    x = torch.tensor(0.4, dtype=torch.float64)
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4 ** 2)
    p3 = p4 * t4 * (1 - z3 ** 2)
    p2 = p3 * t3 * (1 - z2 ** 2)
    p7 = y_bar * t8 * z4 * (1 - z7 ** 2)
    p6 = p7 * t7 * (1 - z6 ** 2)
    p5 = p6 * t6 * (1 - z5 ** 2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1 ** 2)
    return torch.stack((p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7))

# %% right: A tape of own nodes, each with closures for the way back; arrivals are added in the nodes.
import math
import torch


class Value:
    def __init__(self, data):
        self.data, self.grad = data, 0.0


def dag8_grad(theta, x):
    tape = []

    def mul(a, b):
        out = Value(a.data * b.data)

        def back():
            a.grad += out.grad * b.data
            b.grad += out.grad * a.data
        tape.append(back)
        return out

    def tanh(a):
        out = Value(math.tanh(a.data))

        def back():
            a.grad += out.grad * (1 - out.data ** 2)
        tape.append(back)
        return out

    p = [Value(float(v)) for v in theta]
    z1 = tanh(mul(p[0], Value(float(x))))
    up = low = z1
    for q in p[1:4]:
        up = tanh(mul(q, up))
    for q in p[4:7]:
        low = tanh(mul(q, low))
    y = mul(mul(p[7], up), low)
    y.grad = y.data - 1
    for back in reversed(tape):
        back()
    return torch.tensor([q.grad for q in p], dtype=torch.float64)

# %% right: Derivatives carried forward: with every z goes the vector of its eight derivatives; chain and product rule, no backward pass.
import torch


def dag8_grad(theta, x):
    E = torch.eye(8, dtype=torch.float64)

    def node(i, inp):
        z, dz = inp
        out = torch.tanh(theta[i] * z)
        return out, (1 - out ** 2) * (E[i] * z + theta[i] * dz)

    n1 = node(0, (x, torch.zeros(8, dtype=torch.float64)))
    u, du = node(3, node(2, node(1, n1)))
    v, dv = node(6, node(5, node(4, n1)))
    y = theta[7] * u * v
    dy = E[7] * u * v + theta[7] * (du * v + u * dv)
    return (y - 1) * dy

# %% right: Closed products along the two paths, in numpy: the derivative of the path's end by its start as cumulative products.
import numpy as np
import torch


def dag8_grad(theta, x):
    th = np.array(theta.tolist())
    x = x.item()
    z1 = np.tanh(th[0] * x)

    def path(w):
        z = [z1]
        for wi in w:
            z.append(np.tanh(wi * z[-1]))
        s = 1 / np.cosh(w * np.array(z[:-1])) ** 2
        g = [np.prod(s[i:]) * np.prod(w[i + 1:]) * z[i] for i in range(3)]
        return z[3], np.array(g), np.prod(s) * np.prod(w)

    u, gu, u1 = path(th[1:4])
    v, gv, v1 = path(th[4:7])
    e = th[7] * u * v - 1
    g1 = th[7] * (u1 * v + v1 * u) * x / np.cosh(th[0] * x) ** 2
    return torch.from_numpy(e * np.concatenate([[g1], th[7] * v * gu, th[7] * u * gv, [u * v]]))

# %% wrong: The two arrivals at z1 are multiplied; gradients are added where paths meet.
# told: adjoints_multiplied
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    e = y - 1
    p4 = e * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = e * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    p1 = (p2 * t2) * (p5 * t5) * (1 - z1**2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, e * z4 * z7])

# %% wrong: Node 8 is given the slope of a tanh, 1 - y^2, on the way back, but it has no tanh.
# told: tanh_slope_at_node_8
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    delta = (y - 1) * (1 - y**2)
    g = torch.zeros(8, dtype=torch.float64)
    g[7] = delta * z4 * z7
    bar = delta * t8 * z7
    arrive = 0
    for i, out, inp in [(3, z4, z3), (2, z3, z2), (1, z2, z1)]:
        pre = bar * (1 - out**2)
        g[i] = pre * inp
        bar = pre * theta[i]
    arrive = arrive + bar
    bar = delta * t8 * z4
    for i, out, inp in [(6, z7, z6), (5, z6, z5), (4, z5, z1)]:
        pre = bar * (1 - out**2)
        g[i] = pre * inp
        bar = pre * theta[i]
    arrive = arrive + bar
    g[0] = arrive * (1 - z1**2) * x
    return g

# %% wrong: Node 5 is fed with x where it should read z1, so the lower path does not pass node 1.
# told: node_5_reads_x
import torch


def dag8_grad(theta, x):
    th = torch.tanh
    z1 = th(theta[0] * x)
    z2 = th(theta[1] * z1)
    z3 = th(theta[2] * z2)
    z4 = th(theta[3] * z3)
    z5 = th(theta[4] * x)
    z6 = th(theta[5] * z5)
    z7 = th(theta[6] * z6)
    r = theta[7] * z4 * z7 - 1
    u4 = r * theta[7] * z7 * (1 - z4 * z4)
    u3 = u4 * theta[3] * (1 - z3 * z3)
    u2 = u3 * theta[2] * (1 - z2 * z2)
    u1 = u2 * theta[1] * (1 - z1 * z1)
    u7 = r * theta[7] * z4 * (1 - z7 * z7)
    u6 = u7 * theta[6] * (1 - z6 * z6)
    u5 = u6 * theta[5] * (1 - z5 * z5)
    return torch.stack([u1 * x, u2 * z1, u3 * z2, u4 * z3, u5 * x, u6 * z5, u7 * z6, r * z4 * z7])

# %% wrong: The derivatives are right but in the wrong order: those of the lower path (5, 6, 7) come before those of the upper one (2, 3, 4).
# told: paths_exchanged
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    d7 = y_bar * t8 * z4 * (1 - z7**2)
    d6 = d7 * t7 * (1 - z6**2)
    d5 = d6 * t6 * (1 - z5**2)
    d4 = y_bar * t8 * z7 * (1 - z4**2)
    d3 = d4 * t4 * (1 - z3**2)
    d2 = d3 * t3 * (1 - z2**2)
    d1 = (d5 * t5 + d2 * t2) * (1 - z1**2)
    lower = [d5 * z1, d6 * z5, d7 * z6]
    upper = [d2 * z1, d3 * z2, d4 * z3]
    return torch.stack([d1 * x] + lower + upper + [y_bar * z4 * z7])

# %% wrong: TWO: y_bar is y, the target 1 is forgotten; and the derivative for theta8 has the sum z4 + z7 where the product belongs.
# told: no_target_and_last_entry_adds
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y
    p4 = y_bar * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1**2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * (z4 + z7)])

# %% wrong: If y is 0, zeros are returned at once; but with one parameter at 0 (theta8, or one of theta2 to theta7) its own derivative need not be 0.
# told: zero_where_y_is_zero
import torch


def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    if y == 0:
        return torch.zeros(8, dtype=torch.float64)
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    p1 = (p2 * t2 + p5 * t5) * (1 - z1**2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: Debugging leftover: x is set to 0.4, the value of the example, whatever the argument is.
# told: x_of_the_example
import torch


def dag8_grad(theta, x):
    x = torch.tensor(0.4, dtype=torch.float64)  # test
    z = [x]
    reads = [0, 1, 2, 3, 1, 5, 6]
    for i in range(7):
        z.append(torch.tanh(theta[i] * z[reads[i]]))
    y = theta[7] * z[4] * z[7]
    bar = [0.0] * 8
    bar[4] = (y - 1) * theta[7] * z[7]
    bar[7] = (y - 1) * theta[7] * z[4]
    g = torch.zeros(8, dtype=torch.float64)
    g[7] = (y - 1) * z[4] * z[7]
    for i in range(6, -1, -1):
        pre = bar[i + 1] * (1 - z[i + 1] ** 2)
        g[i] = pre * z[reads[i]]
        bar[reads[i]] = bar[reads[i]] + pre * theta[i]
    return g

# %% wrong: Begins with (y - 1)/2: the half of the loss counts twice.
# told: half
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = (y - 1) / 2
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Only the larger of the two arrivals at z1 goes on.
# told: larger_arrival
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = torch.maximum(s2 * t2, s5 * t5)
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Adds y_bar to the two arrivals at z1.
# told: y_bar_arrives_at_z1
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5 + y_bar
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Node 5 reads z4 in the forward pass, as if the graph were a chain.
# told: node_5_reads_z4_forward
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z4)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: The slope is made with the input of the node, 1 - z_before squared.
# told: slope_from_the_input
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z3 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z2 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z1 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z6 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z5 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z1 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - x ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: The parameters of nodes 3, 4, 6 and 7 are missing on the way back.
# told: parameters_left_out_inside_the_paths
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Applies tanh to x first.
# told: tanh_of_x
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    x = torch.tanh(x)
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: The first entry holds theta1 instead of x.
# told: theta1_for_x
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * t1
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: The parameter stands outside the tanh: theta * tanh(input).
# told: tanh_before_the_product_forward
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = t1 * torch.tanh(x)
    z2 = t2 * torch.tanh(z1)
    z3 = t3 * torch.tanh(z2)
    z4 = t4 * torch.tanh(z3)
    z5 = t5 * torch.tanh(z1)
    z6 = t6 * torch.tanh(z5)
    z7 = t7 * torch.tanh(z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Two mistakes: t8 lost and the mean at the fork.
# told: no_theta8_and_arrivals_averaged
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * z7
    z7_bar = y_bar * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = (s2 * t2 + s5 * t5) / 2
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Two mistakes: own factors and g8 with t8.
# told: own_factor_and_last_entry_with_theta8
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * y
    z4_bar = y_bar * t8 * z4
    z7_bar = y_bar * t8 * z7
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 * t2 + s5 * t5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Two mistakes: 1 - z slopes and arrivals multiplied.
# told: not_squared_and_arrivals_multiplied
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5)
    g5 = s5 * z1
    z1_bar = s2 * t2 * s5 * t5
    s1 = z1_bar * (1 - z1)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% wrong: Two mistakes: factor 2 and theta missing at fork.
# told: twice_and_no_parameters_at_z1
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = 2 * (y - 1)
    g8 = y_bar * z4 * z7
    z4_bar = y_bar * t8 * z7
    z7_bar = y_bar * t8 * z4
    s4 = z4_bar * (1 - z4 ** 2)
    g4 = s4 * z3
    s3 = s4 * t4 * (1 - z3 ** 2)
    g3 = s3 * z2
    s2 = s3 * t3 * (1 - z2 ** 2)
    g2 = s2 * z1
    s7 = z7_bar * (1 - z7 ** 2)
    g7 = s7 * z6
    s6 = s7 * t7 * (1 - z6 ** 2)
    g6 = s6 * z5
    s5 = s6 * t6 * (1 - z5 ** 2)
    g5 = s5 * z1
    z1_bar = s2 + s5
    s1 = z1_bar * (1 - z1 ** 2)
    g1 = s1 * x
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, g8])

# %% right: A tape of its own: a small class records parents with local derivatives, and the backward pass goes through the tape in reverse.
import math
import torch

def dag8_grad(theta, x):
    tape = []

    class Node:
        def __init__(self, value, parents=()):
            self.value, self.parents, self.grad = value, parents, 0.0
            tape.append(self)

    def mul(p, q):
        return Node(p.value * q.value, ((p, q.value), (q, p.value)))

    def tanh(p):
        v = math.tanh(p.value)
        return Node(v, ((p, 1 - v * v),))

    th = [Node(v) for v in theta.tolist()]
    z1 = tanh(mul(th[0], Node(x.item())))
    upper = lower = z1
    for i in range(1, 4):
        upper = tanh(mul(th[i], upper))
        lower = tanh(mul(th[i + 3], lower))
    y = mul(th[7], mul(upper, lower))
    y.grad = y.value - 1
    for node in reversed(tape):
        for parent, local in node.parents:
            parent.grad += node.grad * local
    return torch.tensor([n.grad for n in th], dtype=torch.float64)

# %% right: Forward instead of backward: every z carries the vector of its eight derivatives along (chain rule from left to right).
import torch

def dag8_grad(theta, x):
    e = torch.eye(8, dtype=torch.float64)

    def node(i, z, dz):
        out = torch.tanh(theta[i] * z)
        return out, (1 - out**2) * (e[i] * z + theta[i] * dz)

    z1, d1 = node(0, x, torch.zeros(8, dtype=torch.float64))
    z4, d4 = node(3, *node(2, *node(1, z1, d1)))
    z7, d7 = node(6, *node(5, *node(4, z1, d1)))
    y = theta[7] * z4 * z7
    dy = e[7] * z4 * z7 + theta[7] * (d4 * z7 + z4 * d7)
    return (y - 1) * dy

# %% right: A nested recursive function handles a whole path and writes into the gradient; slopes as 1/cosh².
import torch

def dag8_grad(theta, x):
    g = torch.empty(8, dtype=torch.float64)

    def value(ids, z):
        for i in ids:
            z = (theta[i] * z).tanh()
        return z

    def back(ids, z, z_bar):
        """z enters the path ids, z_bar arrives at its end; returns what leaves at its start."""
        if not ids:
            return z_bar
        i, rest = ids[0], ids[1:]
        u = theta[i] * z
        u_bar = back(rest, u.tanh(), z_bar) / u.cosh() ** 2
        g[i] = u_bar * z
        return u_bar * theta[i]

    z1 = value((0,), x)
    z4, z7 = value((1, 2, 3), z1), value((4, 5, 6), z1)
    y_bar = theta[7] * z4 * z7 - 1
    g[7] = y_bar * z4 * z7
    total = back((1, 2, 3), z1, y_bar * theta[7] * z7) + back((4, 5, 6), z1, y_bar * theta[7] * z4)
    back((0,), x, total)
    return g

# %% wrong: The two arrivals at z1 are averaged and not added.
# told: arrivals_averaged
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y_bar = t8 * z4 * z7 - 1
    g8 = y_bar * z4 * z7
    u4 = y_bar * t8 * z7 * (1 - z4**2)
    u3 = u4 * t4 * (1 - z3**2)
    u2 = u3 * t3 * (1 - z2**2)
    u7 = y_bar * t8 * z4 * (1 - z7**2)
    u6 = u7 * t7 * (1 - z6**2)
    u5 = u6 * t6 * (1 - z5**2)
    z1_bar = (u2 * t2 + u5 * t5) / 2
    u1 = z1_bar * (1 - z1**2)
    return torch.stack([u1 * x, u2 * z1, u3 * z2, u4 * z3, u5 * z1, u6 * z5, u7 * z6, g8])

# %% wrong: Node 8 is treated like a sum on the way back: theta_8 alone goes back to both paths, without the other factor z7 or z4.
# told: other_factor_left_out
import torch

def dag8_grad(theta, x):
    up, low = [torch.tanh(theta[0] * x)], [torch.tanh(theta[0] * x)]
    for i in (1, 2, 3):
        up.append(torch.tanh(theta[i] * up[-1]))
    for i in (4, 5, 6):
        low.append(torch.tanh(theta[i] * low[-1]))
    grad = torch.zeros(8, dtype=torch.float64)
    y = theta[7] * up[3] * low[3]
    e = y - 1
    grad[7] = e * up[3] * low[3]
    z1_bar = 0
    for path, first in ((up, 1), (low, 4)):
        bar = e * theta[7]
        for k in (3, 2, 1):
            u = bar * (1 - path[k] ** 2)
            grad[first + k - 1] = u * path[k - 1]
            bar = u * theta[first + k - 1]
        z1_bar = z1_bar + bar
    grad[0] = z1_bar * (1 - up[0] ** 2) * x
    return grad

# %% wrong: Between the nodes the adjoint is multiplied only by the slope of tanh; the parameter of the node, by which its input is multiplied, is left out.
# told: parameters_left_out_on_the_way
import torch

def dag8_grad(theta, x):
    th = theta.tolist()
    z1 = torch.tanh(theta[0] * x)
    z2 = torch.tanh(theta[1] * z1); z3 = torch.tanh(theta[2] * z2); z4 = torch.tanh(theta[3] * z3)
    z5 = torch.tanh(theta[4] * z1); z6 = torch.tanh(theta[5] * z5); z7 = torch.tanh(theta[6] * z6)
    y = th[7] * z4 * z7

    def slope(z):
        return 1 - z * z

    d8 = y - 1
    d4 = d8 * th[7] * z7 * slope(z4)
    d3 = d4 * slope(z3)
    d2 = d3 * slope(z2)
    d7 = d8 * th[7] * z4 * slope(z7)
    d6 = d7 * slope(z6)
    d5 = d6 * slope(z5)
    d1 = (d2 + d5) * slope(z1)
    return torch.stack((d1 * x, d2 * z1, d3 * z2, d4 * z3, d5 * z1, d6 * z5, d7 * z6, d8 * z4 * z7))

# %% wrong: Node 5 is fed with z4 in its gradient: theta_5 gets z4 as its input (the number before it in the list), but node 5 reads z1.
# told: entry_5_from_z4
import torch

def dag8_grad(theta, x):
    z = [x]
    for i in range(7):
        source = z[1] if i == 4 else z[i]
        z.append(torch.tanh(theta[i] * source))
    y = theta[7] * z[4] * z[7]
    bar = [torch.zeros((), dtype=torch.float64) for _ in range(8)]
    out = torch.zeros(8, dtype=torch.float64)
    out[7] = (y - 1) * z[4] * z[7]
    bar[4] = (y - 1) * theta[7] * z[7]
    bar[7] = (y - 1) * theta[7] * z[4]
    for i in range(7, 0, -1):
        u = bar[i] * (1 - z[i] ** 2)
        out[i - 1] = u * z[i - 1]
        goes_to = 1 if i == 5 else i - 1
        bar[goes_to] = bar[goes_to] + u * theta[i - 1]
    return out

# %% wrong: The results come in the order in which they were computed, theta_8 first and theta_1 last.
# told: reversed_order
import torch

def dag8_grad(theta, x):
    a, b, c, d, e, f, g, h = theta.unbind()
    z1 = torch.tanh(a * x)
    z2 = torch.tanh(b * z1)
    z3 = torch.tanh(c * z2)
    z4 = torch.tanh(d * z3)
    z5 = torch.tanh(e * z1)
    z6 = torch.tanh(f * z5)
    z7 = torch.tanh(g * z6)
    y_bar = h * z4 * z7 - 1
    grads = [y_bar * z4 * z7]
    s7 = y_bar * h * z4 * (1 - z7**2)
    grads.append(s7 * z6)
    s6 = s7 * g * (1 - z6**2)
    grads.append(s6 * z5)
    s5 = s6 * f * (1 - z5**2)
    grads.append(s5 * z1)
    s4 = y_bar * h * z7 * (1 - z4**2)
    grads.append(s4 * z3)
    s3 = s4 * d * (1 - z3**2)
    grads.append(s3 * z2)
    s2 = s3 * c * (1 - z2**2)
    grads.append(s2 * z1)
    s1 = (s2 * b + s5 * e) * (1 - z1**2)
    grads.append(s1 * x)
    return torch.stack(grads)

# %% wrong: TWO: the target 1 is left out, y_bar = y instead of y - 1; and the slope 1 - z1² of node 1 is forgotten, so theta_1 gets z1_bar times x.
# told: no_target_and_slope_left_out_at_node_1
import torch

def dag8_grad(theta, x):
    z1 = torch.tanh(theta[0] * x)
    z2 = torch.tanh(theta[1] * z1)
    z3 = torch.tanh(theta[2] * z2)
    z4 = torch.tanh(theta[3] * z3)
    z5 = torch.tanh(theta[4] * z1)
    z6 = torch.tanh(theta[5] * z5)
    z7 = torch.tanh(theta[6] * z6)
    y_bar = theta[7] * z4 * z7
    p4 = y_bar * theta[7] * z7 * (1 - z4**2)
    p3 = p4 * theta[3] * (1 - z3**2)
    p2 = p3 * theta[2] * (1 - z2**2)
    p7 = y_bar * theta[7] * z4 * (1 - z7**2)
    p6 = p7 * theta[6] * (1 - z6**2)
    p5 = p6 * theta[5] * (1 - z5**2)
    z1_bar = p2 * theta[1] + p5 * theta[4]
    return torch.stack([z1_bar * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: The way back divides: z_bar of the node before is computed as theta_bar * theta / input, which is 0/0 = nan when x or a parameter is 0.
# told: clue
import torch

def dag8_grad(theta, x):
    z = []
    for i in range(7):
        before = x if i == 0 else (z[0] if i == 4 else z[i - 1])
        z.append(torch.tanh(theta[i] * before))
    y = theta[7] * z[3] * z[6]
    g = torch.zeros(8, dtype=torch.float64)
    g[7] = (y - 1) * z[3] * z[6]
    g[3] = (y - 1) * theta[7] * z[6] * (1 - z[3] ** 2) * z[2]
    g[2] = g[3] * theta[3] / z[2] * (1 - z[2] ** 2) * z[1]
    g[1] = g[2] * theta[2] / z[1] * (1 - z[1] ** 2) * z[0]
    g[6] = (y - 1) * theta[7] * z[3] * (1 - z[6] ** 2) * z[5]
    g[5] = g[6] * theta[6] / z[5] * (1 - z[5] ** 2) * z[4]
    g[4] = g[5] * theta[5] / z[4] * (1 - z[4] ** 2) * z[0]
    z1_bar = (g[1] * theta[1] + g[4] * theta[4]) / z[0]
    g[0] = z1_bar * (1 - z[0] ** 2) * x
    return g

# %% wrong: The numbers are right Python floats, but torch.tensor(list) without a dtype makes a float32 tensor, with seven digits only.
# told: float32_result
import math
import torch

def dag8_grad(theta, x):
    t = theta.tolist()
    x = float(x)
    z1 = math.tanh(t[0] * x)
    z2 = math.tanh(t[1] * z1)
    z3 = math.tanh(t[2] * z2)
    z4 = math.tanh(t[3] * z3)
    z5 = math.tanh(t[4] * z1)
    z6 = math.tanh(t[5] * z5)
    z7 = math.tanh(t[6] * z6)
    r = t[7] * z4 * z7 - 1
    d4 = r * t[7] * z7 * (1 - z4**2)
    d3 = d4 * t[3] * (1 - z3**2)
    d2 = d3 * t[2] * (1 - z2**2)
    d7 = r * t[7] * z4 * (1 - z7**2)
    d6 = d7 * t[6] * (1 - z6**2)
    d5 = d6 * t[5] * (1 - z5**2)
    d1 = (d2 * t[1] + d5 * t[4]) * (1 - z1**2)
    return torch.tensor([d1 * x, d2 * z1, d3 * z2, d4 * z3, d5 * z1, d6 * z5, d7 * z6, r * z4 * z7])

# %% right: A tape of the student's own: closures in a list, run in reverse, adjoints added up in a dict.
import math
import torch

def dag8_grad(theta, x):
    th = theta.tolist()
    val = {0: float(x)}
    bar = {i: 0.0 for i in range(9)}
    grad = [0.0] * 8
    tape = []

    def node(i, src):
        val[i] = math.tanh(th[i - 1] * val[src])

        def backward():
            p = bar[i] * (1 - val[i] ** 2)
            grad[i - 1] += p * val[src]
            bar[src] += p * th[i - 1]
        tape.append(backward)

    for i, src in [(1, 0), (2, 1), (3, 2), (4, 3), (5, 1), (6, 5), (7, 6)]:
        node(i, src)
    e = th[7] * val[4] * val[7] - 1
    grad[7] = e * val[4] * val[7]
    bar[4] = e * th[7] * val[7]
    bar[7] = e * th[7] * val[4]
    while tape:
        tape.pop()()
    return torch.tensor(grad, dtype=torch.float64)

# %% right: Forward instead of backward: every node carries its value and its vector of eight derivatives (exact chain rule).
import torch

def dag8_grad(theta, x):
    E = torch.eye(8, dtype=torch.float64)

    def node(i, pair):
        v, dv = pair
        z = torch.tanh(theta[i] * v)
        return z, (1 - z * z) * (E[i] * v + theta[i] * dv)

    first = node(0, (x, torch.zeros(8, dtype=torch.float64)))
    up = low = first
    for i in (1, 2, 3):
        up = node(i, up)
    for i in (4, 5, 6):
        low = node(i, low)
    (u, du), (w, dw) = up, low
    y = theta[7] * u * w
    dy = E[7] * u * w + theta[7] * (du * w + u * dw)
    return (y - 1) * dy

# %% right: numpy, early return for x = 0 (there all derivatives are 0), a recursive function for a chain of nodes.
import numpy as np
import torch

def chain(params, inp, rest):
    """rest(out) -> (out_bar, ...); returns the parameters' gradients and the input's adjoint."""
    if len(params) == 0:
        return [], rest(inp)
    z = np.tanh(params[0] * inp)
    later, z_bar = chain(params[1:], z, rest)
    s = z_bar * (1 - z) * (1 + z)
    return [s * inp] + later, s * params[0]

def dag8_grad(theta, x):
    if x == 0:
        return torch.zeros_like(theta)
    th, x0 = theta.numpy(), x.item()

    def end(params, inp):
        for p in params:
            inp = np.tanh(p * inp)
        return inp

    z1 = np.tanh(th[0] * x0)
    z4, z7 = end(th[1:4], z1), end(th[4:7], z1)
    e = th[7] * z4 * z7 - 1
    g_up, back_up = chain(th[1:4], z1, lambda out: e * th[7] * z7)
    g_low, back_low = chain(th[4:7], z1, lambda out: e * th[7] * z4)
    g1 = (back_up + back_low) * (1 - z1 ** 2) * x0
    return torch.from_numpy(np.array([g1] + g_up + g_low + [e * z4 * z7]))

# %% wrong: Node 8 is treated like a sum: z4_bar and z7_bar are y_bar * theta8, without the other factor z7 or z4.
# told: other_factor_left_out
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * t8 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    z1_bar = p2 * t2 + p5 * t5
    p1 = z1_bar * (1 - z1**2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: The slope of tanh is taken as 1 - p², with what goes into tanh; it is 1 - z², with what comes out.
# told: slope_from_pre_activation
import torch

def node_back(z_bar, th, inp):
    p = th * inp
    p_bar = z_bar * (1 - p ** 2)
    return p_bar * inp, p_bar * th

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    e = y - 1
    g4, z3_bar = node_back(e * t8 * z7, t4, z3)
    g3, z2_bar = node_back(z3_bar, t3, z2)
    g2, up = node_back(z2_bar, t2, z1)
    g7, z6_bar = node_back(e * t8 * z4, t7, z6)
    g6, z5_bar = node_back(z6_bar, t6, z5)
    g5, low = node_back(z5_bar, t5, z1)
    g1, _ = node_back(up + low, t1, x)
    return torch.stack([g1, g2, g3, g4, g5, g6, g7, e * z4 * z7])

# %% wrong: The derivative for theta8 is (y - 1) * y: theta8 itself is still in it, where only z4 * z7 belongs.
# told: last_entry_with_theta8
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    z1_bar = p2 * t2 + p5 * t5
    p1 = z1_bar * (1 - z1**2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * y])

# %% wrong: On the way back theta5 is multiplied by x; the input of node 5 is z1.
# told: clue
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    z1_bar = p2 * t2 + p5 * t5
    p1 = z1_bar * (1 - z1**2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * x, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: TWO: the loss is derived without its half, 2 (y - 1); and the tanh of node 1 is left out on the way back.
# told: twice_and_slope_left_out_at_node_1
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = 2 * (y - 1)
    p4 = y_bar * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    z1_bar = p2 * t2 + p5 * t5
    p1 = z1_bar
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: A parameter that is 0 makes y = 0, and so the whole gradient is said to be 0: the derivative with respect to just this parameter is not 0.
# told: zero_where_y_is_zero
import torch

def dag8_grad(theta, x):
    if x == 0 or (theta == 0).any():
        return torch.zeros(8, dtype=torch.float64)
    t1, t2, t3, t4, t5, t6, t7, t8 = theta
    z1 = torch.tanh(t1 * x)
    z2 = torch.tanh(t2 * z1)
    z3 = torch.tanh(t3 * z2)
    z4 = torch.tanh(t4 * z3)
    z5 = torch.tanh(t5 * z1)
    z6 = torch.tanh(t6 * z5)
    z7 = torch.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    z1_bar = p2 * t2 + p5 * t5
    p1 = z1_bar * (1 - z1**2)
    return torch.stack([p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7])

# %% wrong: torch.tensor makes a float32 tensor from a list of Python floats: the dtype was forgotten.
# told: float32_result
import math
import torch

def dag8_grad(theta, x):
    t1, t2, t3, t4, t5, t6, t7, t8 = theta.tolist()
    x = x.item()
    z1 = math.tanh(t1 * x)
    z2 = math.tanh(t2 * z1)
    z3 = math.tanh(t3 * z2)
    z4 = math.tanh(t4 * z3)
    z5 = math.tanh(t5 * z1)
    z6 = math.tanh(t6 * z5)
    z7 = math.tanh(t7 * z6)
    y = t8 * z4 * z7
    y_bar = y - 1
    p4 = y_bar * t8 * z7 * (1 - z4**2)
    p3 = p4 * t4 * (1 - z3**2)
    p2 = p3 * t3 * (1 - z2**2)
    p7 = y_bar * t8 * z4 * (1 - z7**2)
    p6 = p7 * t7 * (1 - z6**2)
    p5 = p6 * t6 * (1 - z5**2)
    z1_bar = p2 * t2 + p5 * t5
    p1 = z1_bar * (1 - z1**2)
    grads = [p1 * x, p2 * z1, p3 * z2, p4 * z3, p5 * z1, p6 * z5, p7 * z6, y_bar * z4 * z7]
    return torch.tensor(grads)
