# %% right: Forward, then a running product from behind.
import math
import torch


def grad_chain(x, ws, residual):
    outs, a = [], torch.tensor(x, dtype=torch.float64)
    fs = []
    for w in ws:
        s = 1 - torch.tanh(w * a) ** 2
        if residual:
            fs.append(1 + w * s)
            a = a + torch.tanh(w * a)
        else:
            fs.append(w * s)
            a = torch.tanh(w * a)
    res = [fs[-1]]
    for f in fs[-2::-1]:
        res.insert(0, f * res[0])
    return torch.stack(res)

# %% right: prod of each tail.
import math
import torch


def grad_chain(x, ws, residual):
    f = torch.empty_like(ws)
    a = x
    r = int(residual)
    for i, w in enumerate(ws.tolist()):
        t = math.tanh(w * a)
        f[i] = r + w * (1 - t * t)
        a = r * a + t
    return torch.stack([f[i:].prod() for i in range(len(f))])

# %% right: Backward like backpropagation, with a kept list of inputs.
import math
import torch


def grad_chain(x, ws, residual):
    L = len(ws)
    acts = [torch.as_tensor(x, dtype=torch.float64)]
    for w in ws:
        t = (w * acts[-1]).tanh()
        acts.append(acts[-1] + t if residual else t)
    bar = 1.0
    out = torch.zeros(L, dtype=torch.float64)
    for i in range(L - 1, -1, -1):
        z_bar = bar * (1 - (ws[i] * acts[i]).tanh() ** 2)
        a_bar = z_bar * ws[i]
        bar = a_bar + bar if residual else a_bar
        out[i] = bar
    return out

# %% right: By exponentials.
import math
import torch


def grad_chain(x, ws, residual):
    a, fs = x, []
    for w in ws.tolist():
        e = math.exp(-2 * w * a)
        t = (1 - e) / (1 + e)
        fs.append(w * 4 * e / (1 + e) ** 2 + (1 if residual else 0))
        a = t + (a if residual else 0)
    for i in range(len(fs) - 2, -1, -1):
        fs[i] *= fs[i + 1]
    return torch.tensor(fs, dtype=torch.float64)

# %% right: Jacobian of each tail as a product of 1 x 1 matrices.
import math
import torch


def grad_chain(x, ws, residual):
    J = []
    a = torch.full((1,), x, dtype=torch.float64)
    for w in ws:
        t = torch.tanh(w * a)
        J.append(torch.diag(1 - t ** 2) * w + (torch.eye(1, dtype=torch.float64) if residual else 0))
        a = t + a if residual else t
    back, M = [], torch.eye(1, dtype=torch.float64)
    for j in J[::-1]:
        M = M @ j
        back.append(M.squeeze())
    return torch.stack(list(reversed(back)))

# %% right: Complex steps.
import math
import torch


def grad_chain(x, ws, residual):
    import cmath
    h = 1e-30
    res = []
    for k in range(len(ws)):
        a = complex(x)
        for i, w in enumerate(ws.tolist()):
            if i == k:
                a = complex(a.real, h)
            t = cmath.tanh(w * a)
            a = a + t if residual else t
        res.append(a.imag / h)
    return torch.tensor(res, dtype=torch.float64)

# %% wrong: With skips the factor has no 1.
# told: skip_without_one
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The 1 is added to the product at the end.
# told: one_outside
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(1 + p if residual else p)
    return torch.stack(out[::-1])

# %% wrong: The factors are added.
# told: added
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 0.0, []
    for f in reversed(fs):
        p = p + f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The products run from the front.
# told: from_the_front
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    return torch.cumprod(torch.stack(fs), 0)

# %% wrong: The list is not turned round at the end.
# told: order_reversed
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out)

# %% wrong: The product is stored before the block's own factor.
# told: own_block_missing
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = torch.tensor(1.0, dtype=torch.float64), []
    for f in reversed(fs):
        out.append(p)
        p = p * f
    return torch.stack(out[::-1])

# %% wrong: One entry more, for the output.
# told: with_the_output
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    out = [torch.tensor(1.0, dtype=torch.float64)]
    for f in reversed(fs):
        out.insert(0, out[0] * f)
    return torch.stack(out)

# %% wrong: Only the derivative with respect to x.
# told: whole_product_alone
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    return torch.stack(fs).prod()

# %% wrong: Every entry is the factor of its block.
# told: factors_alone
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    return torch.stack(fs)

# %% wrong: The forward pass forgets the skip.
# told: path_without_skips
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The weight is forgotten in the factor.
# told: no_weight
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The slope is forgotten in the factor.
# told: no_slope
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The slope is 1 - tanh.
# told: slope_not_squared
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The slope is that of the sigmoid.
# told: slope_of_sigmoid
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = t * (1 - t)
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The slope uses the new a, with the skip in it.
# told: slope_from_the_output
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        a = a + torch.tanh(w * a) if residual else torch.tanh(w * a)
        inner = w * (1 - a ** 2)
        fs.append(1 + inner if residual else inner)
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The slope of tanh is taken at a.
# told: slope_at_the_input
import math
import torch


def grad_chain(x, ws, residual):
    a = torch.tensor(x, dtype=torch.float64)
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - torch.tanh(a) ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: All blocks see x.
# told: path_stands_still
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        pass
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The derivatives by the weights.
# told: by_the_weight
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = a * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    out = []
    p = 1.0
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: `residual` is ignored.
# told: flag_ignored
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(inner)
        a = t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The skip is always there.
# told: always_skips
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner)
        a = a + t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The factor with a skip is w (1 + slope).
# told: one_times_weight
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(w * (1 + s) if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: The loop returns in its first turn.
# told: first_entry_alone
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    for i in range(len(fs)):
        return torch.stack(fs).prod().reshape(1)

# %% wrong: A list of floats.
# told: as_a_list
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * float(f)
        out.append(p)
    return out[::-1]

# %% wrong: Float32, because torch.tensor of floats is.
# told: returned_in_float32
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * float(f)
        out.append(p)
    return torch.tensor(out[::-1])

# %% wrong: The total divided by what lies in front.
# told: divided_out
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    f = torch.stack(fs)
    total = f.prod()
    out, front = [], 1.0
    for g in f:
        out.append(total / front)
        front = front * g
    return torch.stack(out)

# %% wrong: Two things: no 1, and products from the front.
# told: skip_without_one_with_from_the_front
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = w * s
        fs.append(inner)
        a = a + t if residual else t
    return torch.cumprod(torch.stack(fs), 0)

# %% wrong: Two things: the weight is missing, and the factors are added.
# told: no_weight_with_added
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t ** 2
        inner = s
        fs.append(1 + inner if residual else inner)
        a = a + t if residual else t
    f = torch.stack(fs)
    return torch.stack([f[i:].sum() for i in range(len(f))])

# %% wrong: Two things: the slope is 1 - tanh, and the 1 of the skip is missing.
# told: slope_not_squared_with_skip_without_one
import math
import torch


def grad_chain(x, ws, residual):
    a = x
    fs = []
    for w in ws:
        t = torch.tanh(w * a)
        s = 1 - t
        inner = w * s
        fs.append(inner)
        a = a + t if residual else t
    p, out = 1.0, []
    for f in reversed(fs):
        p = p * f
        out.append(p)
    return torch.stack(out[::-1])

# %% wrong: Central differences with a step of 1e-4.
# told: slip
import math
import torch


def grad_chain(x, ws, residual):
    def run(a, k):
        for w in ws[k:].tolist():
            a = a + math.tanh(w * a) if residual else math.tanh(w * a)
        return a
    out, a, h = [], x, 1e-4
    for k, w in enumerate(ws.tolist()):
        out.append((run(a + h, k) - run(a - h, k)) / (2 * h))
        a = a + math.tanh(w * a) if residual else math.tanh(w * a)
    return torch.tensor(out, dtype=torch.float64)

# %% wrong: torch differentiates.
# told: not allowed
import math
import torch


def grad_chain(x, ws, residual):
    a = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    inputs = []
    for w in ws:
        inputs.append(a)
        a = a + torch.tanh(w * a) if residual else torch.tanh(w * a)
    return torch.stack(torch.autograd.grad(a, inputs))

# %% wrong: The next input leaves the skip out.
# told: path_without_skips
import math
import torch


def grad_chain(x, ws, residual):
    a = x; g = torch.ones(len(ws), dtype=torch.float64)
    for i, w in enumerate(ws):
        t = torch.tanh(w * a)
        f = w * (1 - t**2)
        if residual: f = f + 1
        a = t
        g[:i + 1] *= f
    return g

# %% wrong: The factor goes only to the blocks in front.
# told: own_block_missing
import math
import torch


def grad_chain(x, ws, residual):
    a = x; g = torch.ones(len(ws), dtype=torch.float64)
    for i, w in enumerate(ws):
        t = torch.tanh(w * a)
        f = w * (1 - t**2)
        a = a + t if residual else t
        if residual: f = f + 1
        g[:i] *= f
    return g

# %% wrong: The slope is 1 - z squared.
# told: slope_of_z
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        z = w * a
        f = w * (1 - z**2)
        a = a + torch.tanh(z) if residual else torch.tanh(z)
        fs.append(1 + f if residual else f)
    g = torch.stack(fs)
    return torch.flip(torch.cumprod(torch.flip(g, [0]), 0), [0])

# %% wrong: Two things: no weight, and no products.
# told: no_weight_with_factors_alone
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.tanh(w * a)
        f = 1 - t**2
        a = a + t if residual else t
        fs.append(1 + f if residual else f)
    g = torch.stack(fs)
    return g

# %% wrong: The products stop one too early.
# told: last_block_missing
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.tanh(w * a)
        f = w * (1 - t**2)
        a = a + t if residual else t
        fs.append(1 + f if residual else f)
    out = []
    for i in range(len(fs)):
        p = 1.0
        for j in range(i, len(fs) - 1): p = p * float(fs[j])
        out.append(p)
    return torch.tensor(out, dtype=torch.float64)

# %% wrong: w is added for the skip.
# told: one_times_weight
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.tanh(w * a)
        f = w * (1 - t**2)
        a = a + t if residual else t
        fs.append(f + w if residual else f)
    return torch.stack(fs).flip(0).cumprod(0).flip(0)

# %% wrong: tanh of tanh.
# told: tanh_twice
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.tanh(w * a)
        f = 1 - torch.tanh(t)**2
        a = a + t if residual else t
        fs.append(1 + w * f if residual else w * f)
    return torch.stack(fs).flip(0).cumprod(0).flip(0)

# %% wrong: The slope is taken after a has moved.
# told: one_block_late
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.tanh(w * a)
        a = a + t if residual else t
        f = w * (1 - torch.tanh(w * a)**2)
        fs.append(1 + f if residual else f)
    return torch.stack(fs).flip(0).cumprod(0).flip(0)

# %% wrong: The skip adds x.
# told: skip_from_x
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.tanh(w * a)
        f = w * (1 - t**2)
        a = x + t if residual else t
        fs.append(1 + f if residual else f)
    return torch.stack(fs).flip(0).cumprod(0).flip(0)

# %% wrong: The sigmoid in the place of tanh.
# told: sigmoid_for_tanh
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.sigmoid(w * a)
        f = w * t * (1 - t)
        a = a + t if residual else t
        fs.append(1 + f if residual else f)
    return torch.stack(fs).flip(0).cumprod(0).flip(0)

# %% wrong: The sum of all factors.
# told: sum_alone
import math
import torch


def grad_chain(x, ws, residual):
    a = x; fs = []
    for w in ws:
        t = torch.tanh(w * a)
        f = w * (1 - t**2)
        a = a + t if residual else t
        fs.append(1 + f if residual else f)
    return sum(fs)

# %% right: Dual numbers in a dataclass: for each block a fresh run forward from its input with the slope 1.
import math
from dataclasses import dataclass
import torch

@dataclass(frozen=True)
class Dual:
    value: float
    slope: float

    def __add__(self, other):
        return Dual(self.value + other.value, self.slope + other.slope)

    def scaled_tanh(self, w):
        t = math.tanh(w * self.value)
        return Dual(t, self.slope * w * (1 - t * t))

def grad_chain(x, ws, residual):
    weights = [float(w) for w in ws]
    step = (lambda a, w: a + a.scaled_tanh(w)) if residual else (lambda a, w: a.scaled_tanh(w))
    answer, here = [], float(x)
    for i in range(len(weights)):
        a = Dual(here, 1.0)
        for w in weights[i:]:
            a = step(a, w)
        answer.append(a.slope)
        here = step(Dual(here, 0.0), weights[i]).value
    return torch.tensor(answer, dtype=ws.dtype)

# %% right: itertools.accumulate for the way forward, and a numpy cumprod from the back.
from itertools import accumulate
import numpy as np
import torch

def grad_chain(x, ws, residual):
    w = np.array(ws.tolist())
    skip = 1.0 if residual else 0.0
    inputs = np.array(list(accumulate(w[:-1], lambda a, wi: skip * a + np.tanh(wi * a), initial=float(x))))
    factor = skip + w * (1 - np.tanh(w * inputs) ** 2)
    return torch.tensor(np.cumprod(factor[::-1])[::-1].copy(), dtype=ws.dtype)

# %% right: A triangular table of factors: row i holds ones in front of block i and the factors from there on, and prod does the rest.
import torch

def grad_chain(x, ws, residual):
    L = ws.numel()
    a = torch.full((), float(x), dtype=ws.dtype)
    fs = []
    for k in range(L):
        z = torch.mul(ws[k], a)
        th = torch.tanh(z)
        slope = (1 - th) * (1 + th)
        fs.append(torch.add(slope * ws[k], int(residual)))
        a = th + a * int(residual)
    table = torch.stack(fs).repeat(L, 1)
    behind = torch.ones(L, L).triu().bool()
    return torch.where(behind, table, torch.ones_like(table)).prod(dim=1)

# %% wrong: Only the block's own factor is returned: the factors of the blocks behind it are never multiplied in.
# told: factors_alone
import torch

def grad_chain(x, ws, residual):
    a = x
    grads = torch.zeros_like(ws)
    for i in range(len(ws)):
        t = torch.tanh(ws[i] * a)
        grads[i] = ws[i] * (1 - t ** 2)
        if residual:
            grads[i] = grads[i] + 1
            a = a + t
        else:
            a = t
    return grads

# %% wrong: The product runs from the front: entry i is the derivative of block i's output with respect to x, not of the last output with respect to a_i.
# told: from_the_front
import torch

def grad_chain(x, ws, residual):
    L = ws.shape[0]
    result = []
    current = torch.as_tensor(x, dtype=ws.dtype)
    grad = torch.ones((), dtype=ws.dtype)
    for i in range(L):
        z = ws[i] * current
        out = torch.tanh(z)
        local = ws[i] * (1 - out * out)
        if residual:
            grad = grad * (1 + local)
            current = current + out
        else:
            grad = grad * local
            current = out
        result.append(grad)
    return torch.stack(result)

# %% wrong: The slope of tanh is taken at the input a_i instead of at z = w_i * a_i.
# told: slope_at_the_input
import torch

def grad_chain(x, ws, residual):
    inputs = [torch.tensor(x, dtype=ws.dtype)]
    for w in ws:
        a = inputs[-1]
        inputs.append(a + torch.tanh(w * a) if residual else torch.tanh(w * a))
    a = torch.stack(inputs[:-1])
    factors = ws * (1 - torch.tanh(a) ** 2)
    if residual:
        factors = 1 + factors
    return factors.flip(0).cumprod(0).flip(0)

# %% wrong: The result is shifted by one: entry i is stored before its own block's factor is multiplied in, so the last entry is always 1.
# told: own_block_missing
import torch

def grad_chain(x, ws, residual):
    L = len(ws)
    a = [x]
    for i in range(L):
        h = torch.tanh(ws[i] * a[i])
        if residual:
            h = a[i] + h
        a.append(h)

    out = torch.zeros(L, dtype=ws.dtype)
    g = 1.0
    for i in reversed(range(L)):
        out[i] = g
        slope = 1 - torch.tanh(ws[i] * a[i]) ** 2
        if residual:
            g = g * (1 + ws[i] * slope)
        else:
            g = g * ws[i] * slope
    return out

# %% wrong: The inputs of a chain with skips are computed as if there were no skips, and the list collected from the back is never turned round.
# told: path_without_skips_with_order_reversed
import torch

def grad_chain(x, ws, residual):
    # forward
    xs = []
    a = x
    for w in ws:
        xs.append(a)
        a = torch.tanh(w * a)
    # backward
    grads = []
    g = torch.tensor(1.0, dtype=ws.dtype)
    for i in range(len(ws) - 1, -1, -1):
        t = torch.tanh(ws[i] * xs[i])
        df = ws[i] * (1 - t ** 2)
        if residual:
            df = df + 1
        g = g * df
        grads.append(g)
    return torch.stack(grads)

# %% wrong: The product of all factors is divided by the product of those in front, which gives 0/0 = nan behind a block with the weight 0.
# told: divided_out
import torch

def grad_chain(x, ws, residual):
    factors = torch.zeros_like(ws)
    a = x
    for i, w in enumerate(ws):
        t = torch.tanh(w * a)
        factors[i] = w * (1 - t * t) + (1 if residual else 0)
        a = t + a if residual else t
    total = torch.prod(factors)
    before = torch.ones_like(ws)
    for i in range(1, len(ws)):
        before[i] = before[i - 1] * factors[i - 1]
    return total / before

# %% wrong: The result is a Python list of floats, not a tensor of shape (L,).
# told: as_a_list
import math
import torch

def grad_chain(x, ws, residual):
    w = ws.tolist()
    a = float(x)
    factors = []
    for wi in w:
        t = math.tanh(wi * a)
        f = wi * (1 - t ** 2)
        factors.append(1 + f if residual else f)
        a = a + t if residual else t
    res = [0.0] * len(w)
    p = 1.0
    for i in range(len(w) - 1, -1, -1):
        p *= factors[i]
        res[i] = p
    return res

# %% wrong: For skips it adds 1 once to the finished product, instead of adding 1 to the factor of every block.
# told: one_outside
import torch

def grad_chain(x, ws, residual):
    def block(a, w):
        t = torch.tanh(w * a)
        return a + t if residual else t

    acts = [x]
    for w in ws[:-1]:
        acts.append(block(acts[-1], w))

    derivs = torch.empty_like(ws)
    for i in range(len(ws)):
        prod = 1.0
        for j in range(i, len(ws)):
            prod = prod * ws[j] * (1 - torch.tanh(ws[j] * acts[j]) ** 2)
        derivs[i] = prod
    if residual:
        derivs = derivs + 1     # the skip lets the gradient through
    return derivs
