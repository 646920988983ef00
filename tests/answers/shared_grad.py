# %% right: Neuron by neuron, then added.
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - z1 ** 2) * x1
    g2 = dy * c[1] * (1 - z2 ** 2) * x2
    return g1 + g2

# %% right: Both pieces as rows of one matrix.
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z + d).tanh()
    delta = (1 - y.square()) * c * (1 - z.square())
    return delta @ X

# %% right: Entry by entry.
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh((a * x1).sum() + b1)
    z2 = torch.tanh((a * x2).sum() + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    out = torch.zeros(len(a), dtype=torch.float64)
    for k in range(len(a)):
        out[k] += (1 - y * y) * c[0] * (1 - z1 * z1) * x1[k]
        out[k] += (1 - y * y) * c[1] * (1 - z2 * z2) * x2[k]
    return out

# %% right: Slopes by cosh.
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    u1, u2 = torch.dot(a, x1) + b1, torch.dot(a, x2) + b2
    u = c[0] * torch.tanh(u1) + c[1] * torch.tanh(u2) + d
    sech2 = lambda t: 1 / torch.cosh(t) ** 2
    return sech2(u) * (c[0] * sech2(u1) * x1 + c[1] * sech2(u2) * x2)

# %% right: A loop over the two neurons that collects.
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    neurons = [(x1, b1, c[0]), (x2, b2, c[1])]
    u = d + sum(w * torch.tanh(a @ x + b) for x, b, w in neurons)
    grad = torch.zeros_like(a)
    for x, b, w in neurons:
        z = torch.tanh(a @ x + b)
        grad = grad + (1 - torch.tanh(u) ** 2) * w * (1 - z ** 2) * x
    return grad

# %% right: A block matrix with weights of their own, folded at the end.
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    n = a.shape[0]
    x = torch.cat([x1, x2])
    z = torch.tanh(torch.stack([a @ x[:n] + b1, a @ x[n:] + b2]))
    y = torch.tanh(torch.dot(c, z) + d)
    jac = torch.block_diag(x1, x2)
    return ((1 - y ** 2) * (c * (1 - z ** 2)) @ jac).reshape(2, n).sum(0)

# %% wrong: The mean of the two neurons' gradients.
# told: averaged
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - z1 ** 2) * x1
    g2 = dy * c[1] * (1 - z2 ** 2) * x2
    return (g1 + g2) / 2

# %% wrong: Only the first use of a.
# told: first_alone
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - z1 ** 2) * x1
    g2 = dy * c[1] * (1 - z2 ** 2) * x2
    return g1

# %% wrong: Both slopes at the sum of the pieces.
# told: slope_at_the_sum
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - torch.tanh(a @ (x1 + x2) + b1) ** 2) * x1
    g2 = dy * c[1] * (1 - torch.tanh(a @ (x1 + x2) + b2) ** 2) * x2
    return g1 + g2

# %% wrong: The outer slope is forgotten.
# told: no_outer_slope
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z + d).tanh()
    delta = c * (1 - z.square())
    return delta @ X

# %% wrong: The inner slopes are forgotten.
# told: no_inner_slopes
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z + d).tanh()
    delta = (1 - y.square()) * c
    return delta @ X

# %% wrong: The slope without a square.
# told: not_squared
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y
    g1 = dy * c[0] * (1 - z1) * x1
    g2 = dy * c[1] * (1 - z2) * x2
    return g1 + g2

# %% wrong: The slope of the sigmoid.
# told: sigmoid_slopes
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z + d).tanh()
    delta = y * (1 - y) * c * z * (1 - z)
    return delta @ X

# %% wrong: tanh is applied to z again in the slope.
# told: inner_tanh_twice
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z + d).tanh()
    delta = (1 - y.square()) * c * (1 - z.tanh().square())
    return delta @ X

# %% wrong: The slope at the pre-activation.
# told: inner_of_the_sum
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z + d).tanh()
    delta = (1 - y.square()) * c * (1 - pre.square())
    return delta @ X

# %% wrong: One bias for both neurons.
# told: first_bias_for_both
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b1)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - z1 ** 2) * x1
    g2 = dy * c[1] * (1 - z2 ** 2) * x2
    return g1 + g2

# %% wrong: d forgotten.
# told: no_outer_bias
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z).tanh()
    delta = (1 - y.square()) * c * (1 - z.square())
    return delta @ X

# %% wrong: The weights of the output are exchanged in the way back.
# told: c_exchanged
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[1] * (1 - z1 ** 2) * x1
    g2 = dy * c[0] * (1 - z2 ** 2) * x2
    return g1 + g2

# %% wrong: Two gradients in place of one.
# told: stacked
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - z1 ** 2) * x1
    g2 = dy * c[1] * (1 - z2 ** 2) * x2
    return torch.stack([g1, g2])

# %% wrong: The gradient with respect to the inputs.
# told: weights_for_pieces
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - z1 ** 2) * a
    g2 = dy * c[1] * (1 - z2 ** 2) * a
    return g1 + g2

# %% wrong: c forgotten on the way back.
# told: no_c
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    X = torch.stack((x1, x2))
    pre = X @ a + torch.tensor([b1, b2], dtype=torch.float64)
    z = pre.tanh()
    y = (c @ z + d).tanh()
    delta = (1 - y.square()) * (1 - z.square())
    return delta @ X

# %% wrong: By autograd.
# told: not allowed
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    a = a.clone().requires_grad_(True)
    z = torch.tanh(torch.stack([a @ x1 + b1, a @ x2 + b2]))
    torch.tanh(c @ z + d).backward()
    return a.grad

# %% wrong: The mean, and the outer slope forgotten.
# told: averaged_with_no_outer_slope
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1
    g1 = dy * c[0] * (1 - z1 ** 2) * x1
    g2 = dy * c[1] * (1 - z2 ** 2) * x2
    return (g1 + g2) / 2

# %% wrong: A minus between the two.
# told: subtracted
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    dy = 1 - y ** 2
    g1 = dy * c[0] * (1 - z1 ** 2) * x1
    g2 = dy * c[1] * (1 - z2 ** 2) * x2
    return g1 - g2

# %% right: plain loops
import math
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    n = len(a)
    u1 = float(b1)
    u2 = float(b2)
    for k in range(n):
        u1 = u1 + a[k].item() * x1[k].item()
        u2 = u2 + a[k].item() * x2[k].item()
    z1 = math.tanh(u1)
    z2 = math.tanh(u2)
    c1 = c[0].item()
    c2 = c[1].item()
    y = math.tanh(c1 * z1 + c2 * z2 + float(d))
    grad = []
    for k in range(n):
        through_first = c1 * (1 - z1 * z1) * x1[k].item()
        through_second = c2 * (1 - z2 * z2) * x2[k].item()
        grad.append((1 - y * y) * (through_first + through_second))
    return torch.tensor(grad, dtype=torch.float64)

# %% right: matrix einsum
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    x = torch.stack([x1, x2])
    z = torch.tanh(torch.einsum("ik,k->i", x, a) + torch.tensor([b1, b2], dtype=torch.float64))
    return torch.einsum("i,i,ik->k", c, 1 - z * z, x) * (1 - torch.tanh(c @ z + d) ** 2)

# %% right: dual numbers
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    # each quantity is a pair: its value and the list of its derivatives with respect to a
    def tanh(pair):
        value, slope = pair
        t = torch.tanh(value)
        return t, (1 - t ** 2) * slope

    def plus(p, q):
        return p[0] + q[0], p[1] + q[1]

    def times(number, pair):
        return number * pair[0], number * pair[1]

    first = tanh((torch.sum(a * x1) + b1, x1))
    second = tanh((torch.sum(a * x2) + b2, x2))
    inside = plus(times(c[0], first), times(c[1], second))
    inside = (inside[0] + d, inside[1])
    return tanh(inside)[1]

# %% wrong: Follows the weight through the first neuron only; the second neuron uses the same weight and its path is missi
# told: first_alone
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    return (1 - y ** 2) * c[0] * (1 - z1 ** 2) * x1

# %% wrong: Takes the mean of the gradients of the two uses; gradients of one number used twice add up, they are not avera
# told: averaged
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    slope = 1 - y ** 2
    g1 = slope * c[0] * (1 - z1 ** 2) * x1
    g2 = slope * c[1] * (1 - z2 ** 2) * x2
    return (g1 + g2) / 2

# %% wrong: The slope of the tanh of the output neuron is missing.
# told: no_outer_slope
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    return c[0] * (1 - z1 ** 2) * x1 + c[1] * (1 - z2 ** 2) * x2

# %% wrong: The slopes of the two hidden tanh are missing; only the output's slope is used.
# told: no_inner_slopes
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    z = torch.tanh(torch.stack([a @ x1 + b1, a @ x2 + b2]))
    y = torch.tanh(c @ z + d)
    return (1 - y ** 2) * (c[0] * x1 + c[1] * x2)

# %% wrong: Two mistakes: both neurons get the bias b1, and the weights c are left out on the way back.
# told: no_c_with_first_bias_for_both
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b1)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    return (1 - y ** 2) * ((1 - z1 ** 2) * x1 + (1 - z2 ** 2) * x2)

# %% wrong: Right, except when the two pieces are the same: then only one of the two neurons is counted.
# told: equal_pieces_once
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    slope = 1 - y ** 2
    g = slope * c[0] * (1 - z1 ** 2) * x1
    if not torch.equal(x1, x2):
        g = g + slope * c[1] * (1 - z2 ** 2) * x2
    return g

# %% wrong: x1 and x2 have changed places in the last line.
# told: pieces_exchanged
import torch

def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    return (1 - y ** 2) * (c[0] * (1 - z1 ** 2) * x2 + c[1] * (1 - z2 ** 2) * x1)

# %% wrong: The slopes of the hidden neurons take tanh of a number that has been through tanh already.
# told: inner_tanh_twice
import torch

def slope(u):
    return 1 - torch.tanh(u) ** 2

def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    u = c[0] * z1 + c[1] * z2 + d
    return slope(u) * (c[0] * slope(z1) * x1 + c[1] * slope(z2) * x2)

# %% right: plain numbers
import math

import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    n = a.shape[0]
    u1 = float(b1)
    u2 = float(b2)
    for k in range(n):
        u1 = u1 + a[k].item() * x1[k].item()
        u2 = u2 + a[k].item() * x2[k].item()
    z1 = math.tanh(u1)
    z2 = math.tanh(u2)
    y = math.tanh(c[0].item() * z1 + c[1].item() * z2 + d)
    y_slope = 1 - y * y
    to_first = y_slope * c[0].item() * (1 - z1 * z1)
    to_second = y_slope * c[1].item() * (1 - z2 * z2)
    grad = torch.zeros(n, dtype=torch.float64)
    for k in range(n):
        grad[k] = to_first * x1[k].item() + to_second * x2[k].item()
    return grad

# %% right: einsum compact
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    S = torch.stack((x1, x2))
    z = torch.tanh(torch.einsum("pk,k->p", S, a) + torch.tensor([b1, b2], dtype=torch.float64))
    return (1 - torch.tanh((c * z).sum() + d) ** 2) * torch.einsum("p,p,pk->k", c, 1 - z * z, S)

# %% right: dual numbers
import math

import torch


class Dual:
    """A number v together with how fast it moves, e."""

    def __init__(self, v, e=0.0):
        self.v = float(v)
        self.e = float(e)

    def __add__(self, other):
        return Dual(self.v + other.v, self.e + other.e)

    def __mul__(self, other):
        return Dual(self.v * other.v, self.v * other.e + self.e * other.v)

    def tanh(self):
        t = math.tanh(self.v)
        return Dual(t, (1 - t * t) * self.e)


def neuron(weights, inputs, bias):
    total = Dual(bias)
    for w, p in zip(weights, inputs):
        total = total + w * p
    return total.tanh()


def shared_grad(a, b1, b2, c, d, x1, x2):
    first = [Dual(v) for v in x1.tolist()]
    second = [Dual(v) for v in x2.tolist()]
    top = [Dual(v) for v in c.tolist()]
    grads = []
    for k in range(len(a)):
        moving = [Dual(v, 1.0 if i == k else 0.0) for i, v in enumerate(a.tolist())]
        z = [neuron(moving, first, b1), neuron(moving, second, b2)]
        grads.append(neuron(top, z, d).e)
    return torch.tensor(grads, dtype=torch.float64)

# %% wrong: The way back is added up over both neurons, the pieces are added up too, and only then the two sums are multip
# told: pieces_added_first
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z = torch.tanh(torch.stack([a @ x1 + b1, a @ x2 + b2]))
    y = torch.tanh(c @ z + d)
    delta = (1 - y ** 2) * c * (1 - z ** 2)
    return delta.sum() * (x1 + x2)

# %% wrong: The derivative of a·x with respect to a is taken to be a: this is the gradient by the pieces (added up), not b
# told: weights_for_pieces
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    outer = 1 - y ** 2
    first = outer * c[0] * (1 - z1 ** 2) * a
    second = outer * c[1] * (1 - z2 ** 2) * a
    return first + second

# %% wrong: The slope of the output's tanh is taken at y itself, so tanh is applied twice there; it has to be taken at wha
# told: outer_tanh_twice
import torch


def slope(u):
    return 1 - torch.tanh(u) ** 2


def shared_grad(a, b1, b2, c, d, x1, x2):
    u1 = a @ x1 + b1
    u2 = a @ x2 + b2
    z = torch.stack([torch.tanh(u1), torch.tanh(u2)])
    y = torch.tanh(c @ z + d)
    return slope(y) * (c[0] * slope(u1) * x1 + c[1] * slope(u2) * x2)

# %% wrong: The bias is shared along with the weights: both neurons get b1, and b2 is never used.
# told: first_bias_for_both
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    pieces = torch.stack([x1, x2])
    z = torch.tanh(pieces @ a + b1)
    y = torch.tanh(c @ z + d)
    return (1 - y ** 2) * ((c * (1 - z ** 2)) @ pieces)

# %% wrong: Two mistakes: d is missing in the output, and the weights c are missing on the way back.
# told: no_c_with_no_outer_bias
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2)
    return (1 - y ** 2) * ((1 - z1 ** 2) * x1 + (1 - z2 ** 2) * x2)

# %% wrong: The slope is computed as (tanh u / sinh u)^2, which is right except at u = 0: there it is 0/0 = nan instead of
# told: slope_by_tanh_over_sinh
import torch


def slope(u):
    return (torch.tanh(u) / torch.sinh(u)) ** 2


def shared_grad(a, b1, b2, c, d, x1, x2):
    u1 = a @ x1 + b1
    u2 = a @ x2 + b2
    u = c[0] * torch.tanh(u1) + c[1] * torch.tanh(u2) + d
    return slope(u) * (c[0] * slope(u1) * x1 + c[1] * slope(u2) * x2)

# %% wrong: Brackets are missing around the sum: the slope of the output multiplies only the share of the first neuron.
# told: outer_slope_in_the_first_way
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    return (1 - y ** 2) * c[0] * (1 - z1 ** 2) * x1 + c[1] * (1 - z2 ** 2) * x2

# %% wrong: The numbers are right, but the result is built inside x1: "g = x1" makes no copy, so *= and += change the argu
# told: changed
import torch


def shared_grad(a, b1, b2, c, d, x1, x2):
    z1 = torch.tanh(a @ x1 + b1)
    z2 = torch.tanh(a @ x2 + b2)
    y = torch.tanh(c[0] * z1 + c[1] * z2 + d)
    outer = 1 - y ** 2
    second = outer * c[1] * (1 - z2 ** 2) * x2
    g = x1
    g *= outer * c[0] * (1 - z1 ** 2)
    g += second
    return g
