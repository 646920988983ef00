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
