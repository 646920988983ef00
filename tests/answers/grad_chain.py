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
