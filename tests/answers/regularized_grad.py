# %% right: Weight by weight on a flat list, then back to the shape.
import math
import torch


def regularized_grad(w, g, lam, kind):
    def slope(v):
        if kind == "l1":
            return 0.0 if v == 0 else math.copysign(lam, v)
        return (2 if kind == "l2" else 1) * lam * v
    flat = [gi + slope(wi) for wi, gi in zip(w.reshape(-1).tolist(), g.reshape(-1).tolist())]
    return torch.tensor(flat, dtype=g.dtype).reshape(w.shape)

# %% right: A dictionary of small functions; the sign from two comparisons.
import math
import torch


def regularized_grad(w, g, lam, kind):
    table = {
        "l2": lambda v: v + v,
        "half_l2": lambda v: v,
        "l1": lambda v: (v > 0).to(v.dtype) - (v < 0).to(v.dtype),
    }
    return torch.add(g, table[kind](w), alpha=lam)

# %% right: A copy of g, filled in place by masks; match on kind.
import math
import torch


def regularized_grad(w, g, lam, kind):
    out = g.clone()
    match kind:
        case "l1":
            out[w > 0] += lam
            out[w < 0] -= lam
        case "half_l2":
            out += lam * w
        case "l2":
            out += lam * w
            out += lam * w
        case _:
            raise ValueError(kind)
    return out

# %% wrong: The value of the penalty is added to the gradient and not its derivative.
# told: penalty_itself
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        pen = lam * (w ** 2).sum()
    elif kind == "half_l2":
        pen = lam / 2 * (w ** 2).sum()
    else:
        pen = lam * w.abs().sum()
    return g + pen

# %% wrong: "Decay" is read as minus: the slope of the penalty is subtracted from the gradient, so a step makes the weights larger.
# told: pushed_away
import math
import torch


def regularized_grad(w, g, lam, kind):
    slopes = {"l2": 2 * lam * w, "half_l2": lam * w, "l1": lam * torch.sign(w)}
    return g - slopes[kind]

# %% wrong: The derivative of |w| is taken to be |w|; the slope is only the sign, whatever the size.
# told: l1_without_sign
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return g + lam * torch.abs(w)

# %% wrong: half_l2: the 2 of the square was forgotten when deriving, so that lam/2 stays; 2 times lam/2 is lam.
# told: half_twice
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    elif kind == "half_l2":
        return g + lam / 2 * w
    elif kind == "l1":
        return g + lam * torch.sign(w)

# %% wrong: l1 is divided by the number of weights: the penalty is a sum, not a mean.
# told: l1_mean
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        return g + lam * w.sign() / w.numel()
    factor = 2.0 if kind == "l2" else 1.0
    return g + factor * lam * w

# %% wrong: TWO: l2 misses the factor 2; and l1 adds +lam everywhere, also for negative weights.
# told: two_missing_and_l1_same
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2" or kind == "half_l2":
        return g + lam * w
    return g + lam * (w != 0)

# %% wrong: At a weight of exactly 0 the slope is taken as +1; the text says 0.
# told: l1_zero_is_positive
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        slope = torch.where(w >= 0, torch.ones_like(w), -torch.ones_like(w))
        return g + lam * slope
    if kind == "half_l2":
        return g + lam * w
    return g + 2 * lam * w

# %% wrong: The test "l2" in kind holds for "half_l2" too, so that branch is never reached.
# told: half_forgotten
import math
import torch


def regularized_grad(w, g, lam, kind):
    if "l2" in kind:
        return g + 2 * lam * w
    elif "half" in kind:
        return g + lam * w
    else:
        return g + lam * torch.sign(w)

# %% right: A table of small functions, and the sign as a difference of two comparisons.
import torch

def regularized_grad(w, g, lam, kind):
    slope = {
        "half_l2": lambda v: v,
        "l2": lambda v: v + v,
        "l1": lambda v: (v > 0).to(v.dtype) - (v < 0).to(v.dtype),
    }[kind]
    return torch.add(g, slope(w), alpha=lam)

# %% right: Flattens, loops over plain numbers, and brings the list back into the shape.
import math
import torch

def regularized_grad(w, g, lam, kind):
    out = []
    for wi, gi in zip(w.flatten().tolist(), g.flatten().tolist()):
        if kind == "l1":
            s = 0.0 if wi == 0 else math.copysign(lam, wi)
        else:
            s = lam * wi * (2 if kind == "l2" else 1)
        out.append(gi + s)
    return torch.tensor(out, dtype=torch.float64).reshape(w.shape)

# %% right: A match statement, and for l1 a clone of g that is changed with masks.
import torch

def regularized_grad(w, g, lam, kind):
    total = g.clone()
    match kind:
        case "l2":
            total += lam * w
            total += lam * w
        case "half_l2":
            total += lam * w
        case "l1":
            total = torch.where(w > 0, g + lam, torch.where(w < 0, g - lam, g))
    return total

# %% wrong: Adds the value of the penalty (one number) to the gradient instead of its derivative.
# told: penalty_itself
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + lam * (w ** 2).sum()
    if kind == "half_l2":
        return g + lam / 2 * (w ** 2).sum()
    return g + lam * w.abs().sum()

# %% wrong: Subtracts the penalty's gradient, since it is to make the weights smaller; but the objective is a sum, and so is its gradient.
# told: pushed_away
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        decay = 2 * lam * w
    elif kind == "half_l2":
        decay = lam * w
    else:
        decay = lam * torch.sign(w)
    return g - decay

# %% wrong: Differentiates the length of w (the square root of the sum of squares) for the two l2 penalties instead of the sum of squares.
# told: norm_not_squared
import torch

def regularized_grad(w, g, lam, kind):
    n = torch.sqrt((w ** 2).sum())
    unit = w / n if n > 0 else torch.zeros_like(w)
    if kind == "l2":
        return g + lam * unit
    if kind == "half_l2":
        return g + lam / 2 * unit
    return g + lam * torch.sign(w)

# %% wrong: The l1 slope takes the sign of the gradient g instead of the sign of the weight w.
# told: l1_sign_of_g
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    elif kind == "half_l2":
        return g + lam * w
    elif kind == "l1":
        return g + lam * g.sign()

# %% wrong: In half_l2 the factor 1/2 is kept and the 2 of the square's derivative is forgotten: lam/2 · w instead of lam · w.
# told: half_twice
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + 0.5 * lam * w
    return g + lam * torch.sign(w)

# %% wrong: TWO: the penalty's gradient is divided by the number of weights, as for a mean; and the l1 slope at 0 is 1 instead of 0.
# told: all_mean_and_zero_is_positive
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        pen = torch.where(w >= 0, 1.0, -1.0).to(w.dtype)
    elif kind == "l2":
        pen = 2 * w
    else:
        pen = w
    return g + lam * pen / w.numel()

# %% wrong: Writes the sign as w / |w|, which is nan for a weight that is exactly 0.
# told: l1_over_size
import torch

def regularized_grad(w, g, lam, kind):
    slopes = {"l2": 2 * w, "half_l2": w, "l1": w / w.abs()}
    return g + lam * slopes[kind]

# %% wrong: The second condition is an if with an else, so that "l2" ends up in the else branch and gets the l1 slope.
# told: l2_like_l1
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        r = 2 * lam * w
    if kind == "half_l2":
        r = lam * w
    else:
        r = lam * torch.sign(w)
    return g + r

# %% right: A dictionary of slope functions; the sign is made of two comparisons.
import torch

def regularized_grad(w, g, lam, kind):
    slope = {
        "l2": lambda v: v + v,
        "half_l2": lambda v: v,
        "l1": lambda v: (v > 0).to(v.dtype) - (v < 0).to(v.dtype),
    }
    return torch.add(g, slope[kind](w), alpha=lam)

# %% right: Flattened to Python numbers, one weight at a time, put back into the shape; works without axes, too.
import torch

def regularized_grad(w, g, lam, kind):
    def slope(v):
        if kind == "l2":
            return 2 * v
        if kind == "half_l2":
            return v
        if v == 0:
            return 0.0
        return v / abs(v)

    flat = [b + lam * slope(a) for a, b in zip(w.reshape(-1).tolist(), g.reshape(-1).tolist())]
    return torch.tensor(flat, dtype=torch.float64).view(w.shape)

# %% right: A clone of g that is changed in place, with NumPy for the l1 case and early returns.
import numpy as np
import torch

def regularized_grad(w, g, lam, kind):
    out = g.clone()
    if lam == 0:
        return out
    if kind == "l1":
        return out.add_(torch.as_tensor(np.sign(w.numpy())), alpha=lam)
    out += lam * w
    if kind == "l2":
        out += lam * w
    return out

# %% wrong: The value of the penalty is added to the gradient, not its derivative.
# told: penalty_itself
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        return g + lam * w.abs().sum()
    if kind == "half_l2":
        return g + lam / 2 * (w ** 2).sum()
    return g + lam * (w ** 2).sum()

# %% wrong: The slope of |w| is taken as 1 for negative weights, too (only the zeros are left out).
# told: l1_same_for_all
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    elif kind == "half_l2":
        return g + lam * w
    elif kind == "l1":
        return g + lam * (w != 0)

# %% wrong: Because decay makes weights smaller, the derivative of the penalty is subtracted; it belongs added to the gradient.
# told: pushed_away
import torch

def regularized_grad(w, g, lam, kind):
    pull = {"l2": 2 * lam * w, "half_l2": lam * w, "l1": lam * torch.sign(w)}[kind]
    return g - pull

# %% wrong: A weight of exactly 0 gets the slope 1 under l1, not 0.
# told: l1_zero_is_positive
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        s = torch.where(w < 0, -torch.ones_like(w), torch.ones_like(w))
        return g + lam * s
    factor = 2.0 if kind == "l2" else 1.0
    return g + factor * lam * w

# %% wrong: The test `"l2" in kind` is also true for "half_l2", which so gets the gradient of "l2".
# told: half_forgotten
import torch

def regularized_grad(w, g, lam, kind):
    if "l2" in kind:
        return g + 2 * lam * w
    elif "half" in kind:
        return g + lam * w
    else:
        return g + lam * w.sign()

# %% wrong: TWO: the factor 2 from the square is forgotten for both l2 penalties; and l1 forgets lambda.
# told: two_missing_in_both_and_l1_without_lam
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        dp = lam * w
    elif kind == "half_l2":
        dp = lam / 2 * w
    else:
        dp = torch.sign(w)
    return g + dp

# %% wrong: The loop over the first axis fails for a weight without axes.
# told: needs_an_axis
import torch

def regularized_grad(w, g, lam, kind):
    rows = []
    for wi, gi in zip(w, g):
        if kind == "l2":
            rows.append(gi + 2 * lam * wi)
        elif kind == "half_l2":
            rows.append(gi + lam * wi)
        else:
            rows.append(gi + lam * torch.sign(wi))
    return torch.stack(rows)

# %% wrong: `grad = g` makes no copy: += changes the caller's g.
# told: changed
import torch

def regularized_grad(w, g, lam, kind):
    grad = g
    if kind == "l2":
        grad += 2 * lam * w
    elif kind == "half_l2":
        grad += lam * w
    elif kind == "l1":
        grad += lam * torch.sign(w)
    return grad

# %% right: match statement and a sign made of two comparisons.
import torch


def regularized_grad(w, g, lam, kind):
    match kind:
        case "l2":
            slope = w + w
        case "half_l2":
            slope = w
        case "l1":
            slope = (w > 0).to(w.dtype) - (w < 0).to(w.dtype)
        case _:
            raise ValueError(kind)
    return torch.add(g, slope, alpha=lam)

# %% right: Flattens everything into Python numbers and handles one weight at a time.
import torch


def regularized_grad(w, g, lam, kind):
    def slope(v):
        if kind == "l1":
            return 0.0 if v == 0 else v / abs(v)
        return v * (2 if kind == "l2" else 1)

    flat = [gi + lam * slope(wi) for wi, gi in zip(w.reshape(-1).tolist(), g.reshape(-1).tolist())]
    return torch.tensor(flat, dtype=torch.float64).reshape(w.shape)

# %% right: One power rule for all kinds: factor * |w|^(k-1) * w/|w|, with a safe denominator.
import torch


def regularized_grad(w, g, lam, kind):
    factor, power = {"l2": (2, 2), "half_l2": (1, 2), "l1": (1, 1)}[kind]
    a = w.abs()
    direction = w / torch.where(a == 0, torch.ones_like(a), a)
    return g.clone() + lam * factor * a ** (power - 1) * direction

# %% wrong: The penalty itself, a single number, is added to the gradient, instead of the penalty's gradient.
# told: penalty_itself
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + lam * (w ** 2).sum()
    elif kind == "half_l2":
        return g + lam / 2 * (w ** 2).sum()
    else:
        return g + lam * w.abs().sum()

# %% wrong: The penalty's gradient is subtracted, because weight decay makes weights smaller; but that minus belongs to the step, not to the gradient.
# told: pushed_away
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        pen = 2 * lam * w
    elif kind == "half_l2":
        pen = lam * w
    else:
        pen = lam * torch.sign(w)
    return g - pen

# %% wrong: The penalty is treated as a mean over the weights: its gradient is divided by their number.
# told: all_mean
import torch


def regularized_grad(w, g, lam, kind):
    n = w.numel()
    slopes = {"l2": 2 * w, "half_l2": w, "l1": torch.sign(w)}
    return g + lam * slopes[kind] / n

# %% wrong: For half_l2 the half stays in front, lam/2 * w: the factor 2 from the square is forgotten there.
# told: half_twice
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam / 2 * w
    return g + lam * w.sign()

# %% wrong: In the l1 case the sign is taken of the gradient g instead of the weights w.
# told: l1_sign_of_g
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        return g + lam * torch.sign(g)
    factor = 2.0 if kind == "l2" else 1.0
    return g + factor * lam * w

# %% wrong: TWO: for l2 the factor 2 is missing; and for l1 the slope is 1 for negative weights too (their sign is ignored).
# told: two_missing_and_l1_same
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + lam * w
    elif kind == "half_l2":
        return g + lam * w
    elif kind == "l1":
        return g + lam * (w != 0).double()

# %% wrong: The loop over the first axis fails for a w without axes.
# told: needs_an_axis
import torch


def regularized_grad(w, g, lam, kind):
    out = torch.zeros_like(w)
    for i in range(len(w)):
        if kind == "l2":
            out[i] = g[i] + 2 * lam * w[i]
        elif kind == "half_l2":
            out[i] = g[i] + lam * w[i]
        else:
            out[i] = g[i] + lam * torch.sign(w[i])
    return out

# %% wrong: The second if should be elif: for l2 the else branch overwrites the result with that of l1.
# told: l2_like_l1
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        grad = g + 2 * lam * w
    if kind == "half_l2":
        grad = g + lam * w
    else:
        grad = g + lam * torch.sign(w)
    return grad

# %% right: A dictionary of functions, slope of |w| as a difference of two comparisons.
import torch
def regularized_grad(w, g, lam, kind):
    slope = {
        "l2": lambda v: v + v,
        "half_l2": lambda v: v,
        "l1": lambda v: (v > 0).to(v.dtype) - (v < 0).to(v.dtype),
    }
    return torch.add(g, slope[kind](w), alpha=lam)

# %% right: Flattened to Python numbers, one after the other, and reshaped at the end (works without axes too).
import math
import torch
def regularized_grad(w, g, lam, kind):
    def d(v):
        if kind == "l2":
            return 2 * v
        if kind == "half_l2":
            return v
        return 0.0 if v == 0 else math.copysign(1.0, v)
    ws, gs = w.reshape(-1).tolist(), g.reshape(-1).tolist()
    return torch.tensor([b + lam * d(a) for a, b in zip(ws, gs)], dtype=w.dtype).reshape(w.shape)

# %% right: Works in place on a clone of g; early return for lam == 0; l1 by boolean masks.
import torch
def regularized_grad(w, g, lam, kind):
    out = g.clone()
    if lam == 0:
        return out
    if kind == "l1":
        out[w > 0] += lam
        out[w < 0] -= lam
        return out
    out += lam * w
    if kind == "l2":
        out += lam * w
    return out

# %% wrong: The value of the penalty is added to g, not its derivative.
# told: penalty_itself
import torch
def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        pen = lam * (w ** 2).sum()
    elif kind == "half_l2":
        pen = lam / 2 * (w ** 2).sum()
    else:
        pen = lam * w.abs().sum()
    return g + pen

# %% wrong: The derivative of |w| is taken to be 1 everywhere, also for negative weights and at 0.
# told: l1_constant
import torch
def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return g + lam * torch.ones_like(w)

# %% wrong: The gradient of the penalty is subtracted because it "makes the weights smaller"; but the minus comes with the step, not with the gradient.
# told: pushed_away
import torch
def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        decay = 2 * lam * w
    elif kind == "half_l2":
        decay = lam * w
    elif kind == "l1":
        decay = lam * torch.sign(w)
    return g - decay

# %% wrong: The 2 of the derivative is forgotten for half_l2: lam/2 * w in place of lam * w.
# told: half_twice
import torch
def regularized_grad(w, g, lam, kind):
    factor = {"l2": 2 * lam, "half_l2": lam / 2}
    if kind in factor:
        return g + factor[kind] * w
    return g + lam * w.sign()

# %% wrong: lam is missing in the l1 case.
# told: step
import torch
def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        return g + torch.sign(w)
    c = 2.0 if kind == "l2" else 1.0
    return g + c * lam * w

# %% wrong: TWO: l2 and half_l2 are swapped; and the slope of |w| at 0 is set to 1, not 0.
# told: two_missing
import torch
def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + lam * w
    if kind == "half_l2":
        return g + 2 * lam * w
    s = torch.where(w < 0, -1.0, 1.0).to(w.dtype)
    return g + lam * s

# %% wrong: Loops over the first axis, so it breaks for a single weight without axes.
# told: needs_an_axis
import torch
def regularized_grad(w, g, lam, kind):
    out = torch.zeros_like(g)
    for i in range(len(w)):
        if kind == "l2":
            out[i] = g[i] + 2 * lam * w[i]
        elif kind == "half_l2":
            out[i] = g[i] + lam * w[i]
        else:
            out[i] = g[i] + lam * torch.sign(w[i])
    return out

# %% wrong: The second "if" should be "elif": for l2 the else branch runs too and adds the l1 slope.
# told: l2_and_l1
import torch
def regularized_grad(w, g, lam, kind):
    grad = g
    if kind == "l2":
        grad = grad + 2 * lam * w
    if kind == "half_l2":
        grad = grad + lam * w
    else:
        grad = grad + lam * torch.sign(w)
    return grad

# %% right: One formula for all kinds: penalty = a * |w|^p has the slope a * p * |w|^(p-1) * sign(w).
import torch

def regularized_grad(w, g, lam, kind):
    a, p = {"l2": (lam, 2), "half_l2": (lam / 2, 2), "l1": (lam, 1)}[kind]
    return g + a * p * w.abs() ** (p - 1) * w.sign()

# %% right: Flattens to plain Python numbers, works with a nested function in a list comprehension, and reshapes.
import math
import torch

def regularized_grad(w, g, lam, kind):
    def slope(v):
        if kind == "l1":
            if v == 0:
                return 0.0
            return math.copysign(lam, v)
        if kind == "l2":
            return lam * v + lam * v
        return lam * v

    ws = w.reshape(-1).tolist()
    gs = g.reshape(-1).tolist()
    out = [gi + slope(wi) for wi, gi in zip(ws, gs)]
    return torch.tensor(out, dtype=torch.float64).reshape(w.shape)

# %% right: numpy inside, an early return for lam = 0, and the sign as a difference of two comparisons.
import numpy as np
import torch

def regularized_grad(w, g, lam, kind):
    if lam == 0:
        return g.clone()
    wn = np.array(w, dtype=np.float64)
    if kind == "l1":
        pen = (wn > 0) * lam - (wn < 0) * lam
    else:
        pen = wn * lam
        if kind == "l2":
            pen = pen * 2
    total = np.array(g, dtype=np.float64) + pen
    return torch.tensor(total, dtype=torch.float64).reshape(w.shape)

# %% wrong: For l1 the size of the weight is added (lam * |w|), the penalty itself, not its slope lam * sign(w).
# told: l1_without_sign
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return g + lam * w.abs()

# %% wrong: The penalty's gradient is subtracted from g, because "decay shrinks the weights"; the objective is a sum, so it must be added.
# told: pushed_away
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        decay = lam * torch.sign(w)
    else:
        factor = 2 if kind == "l2" else 1
        decay = factor * lam * w
    return g - decay

# %% wrong: The sum over i is kept in the derivative: every weight gets the sum of all slopes, not only its own.
# told: slopes_added_up
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        d = 2 * lam * torch.sum(w)
    elif kind == "half_l2":
        d = lam * torch.sum(w)
    elif kind == "l1":
        d = lam * torch.sum(torch.sign(w))
    return g + d * torch.ones_like(w)

# %% wrong: For half_l2 the 1/2 is still there after the derivative: lam * w / 2, but the 2 of the square cancels it.
# told: half_twice
import torch

def regularized_grad(w, g, lam, kind):
    grads = {"l2": 2 * lam * w, "half_l2": 0.5 * lam * w, "l1": lam * w.sign()}
    return g + grads[kind]

# %% wrong: The weights are rounded to float32 before the penalty is computed, so only seven digits are right.
# told: slip
import torch

def regularized_grad(w, g, lam, kind):
    w = w.float()
    if kind == "l2":
        pen = 2 * lam * w
    elif kind == "half_l2":
        pen = lam * w
    else:
        pen = lam * torch.sign(w)
    return g + pen.double()

# %% wrong: TWO: the 2 is missing for l2, which gets the gradient of half_l2; and the slope of |w| at 0 is 1, not 0.
# told: two_missing_and_zero_is_positive
import torch

def regularized_grad(w, g, lam, kind):
    if kind in ("l2", "half_l2"):
        return g + lam * w
    slope = torch.where(w >= 0, torch.ones_like(w), -torch.ones_like(w))
    return g + lam * slope

# %% wrong: Loops over the first axis of w, so a weight without axes (a single number) raises an error.
# told: needs_a_first_axis
import torch

def regularized_grad(w, g, lam, kind):
    result = g.clone()
    for i in range(w.shape[0]):
        if kind == "l2":
            result[i] = g[i] + 2 * lam * w[i]
        elif kind == "half_l2":
            result[i] = g[i] + lam * w[i]
        else:
            result[i] = g[i] + lam * torch.sign(w[i])
    return result

# %% wrong: The test `"l2" in kind` is also true for "half_l2", so the branch of half_l2 is never reached and its gradient is twice too big.
# told: half_forgotten
import torch

def regularized_grad(w, g, lam, kind):
    if "l2" in kind:
        return g + 2 * lam * w
    elif kind == "half_l2":
        return g + lam * w
    elif kind == "l1":
        return g + lam * torch.sign(w)

# %% right: A dictionary of small functions, one for each kind; the sign is built from two comparisons.
import torch

def regularized_grad(w, g, lam, kind):
    slopes = {
        "half_l2": lambda v: v,
        "l2": lambda v: v + v,
        "l1": lambda v: (v > 0).double() - (v < 0).double(),
    }
    return torch.add(g, slopes[kind](w), alpha=lam)

# %% right: Entry by entry over the flattened weights in plain Python, reshaped at the end; early return for lam = 0.
import torch

def regularized_grad(w, g, lam, kind):
    if lam == 0:
        return g.clone()

    def slope(x):
        if kind == "l1":
            if x == 0:
                return 0.0
            return lam if x > 0 else -lam
        return lam * x * (2 if kind == "l2" else 1)

    flat = [gi + slope(wi) for wi, gi in zip(w.flatten().tolist(), g.flatten().tolist())]
    return torch.tensor(flat, dtype=torch.float64).reshape(w.shape)

# %% right: NumPy inside and a match statement; the result goes back into a tensor of the same shape.
import numpy as np
import torch

def regularized_grad(w, g, lam, kind):
    a = np.asarray(w)
    match kind:
        case "l1":
            extra = lam * np.sign(a)
        case "l2":
            extra = 2.0 * (lam * a)
        case _:
            extra = lam / 2 * (2 * a)
    return torch.tensor(np.asarray(g) + extra).view(w.shape)

# %% wrong: The sum over all weights is kept in the derivative: every entry gets the same number, but the derivative by w_i holds only the term of w_i.
# told: slopes_added_up
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w.sum()
    if kind == "half_l2":
        return g + lam * w.sum()
    return g + lam * torch.sign(w).sum()

# %% wrong: The slope of the penalty is subtracted, because decay makes the weights smaller; the minus belongs to the update step, the gradient of a sum is the sum.
# told: pushed_away
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        decay = 2 * lam * w
    elif kind == "half_l2":
        decay = lam * w
    else:
        decay = lam * w.sign()
    return g - decay

# %% wrong: The loss is weighted with 1 - lam, as in an average of loss and penalty; the objective is loss plus penalty, so g counts fully.
# told: mixture
import torch

def regularized_grad(w, g, lam, kind):
    slope = {"l2": 2 * w, "half_l2": w, "l1": torch.sign(w)}[kind]
    return (1 - lam) * g + lam * slope

# %% wrong: The 2 from the square is forgotten for half_l2: its derivative is lam*w, not lam/2*w.
# told: half_twice
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + lam * 2 * w
    elif kind == "half_l2":
        return g + lam / 2 * w
    elif kind == "l1":
        return g + lam * torch.sign(w)

# %% wrong: The slope of |w| has the wrong sign: it is -1 for positive weights here and 1 for negative ones.
# told: l1_turned
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        slope = torch.where(w < 0, torch.ones_like(w), -torch.ones_like(w))
        slope = torch.where(w == 0, torch.zeros_like(w), slope)
        return g + lam * slope
    factor = 2 if kind == "l2" else 1
    return g + factor * lam * w

# %% wrong: TWO: the slope of the l1 penalty is lam for every weight, without its sign; and l2 lacks the factor 2 of the square.
# told: two_missing_and_l1_constant
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        return g + lam * torch.ones_like(w)
    return g + lam * w

# %% wrong: The slice [:] does not exist for a weight without axes (a single number): the function fails there.
# told: needs_a_first_axis
import torch

def regularized_grad(w, g, lam, kind):
    out = torch.zeros_like(w)
    if kind == "l2":
        out[:] = g + 2 * lam * w
    if kind == "half_l2":
        out[:] = g + lam * w
    if kind == "l1":
        out[:] = g + lam * torch.sign(w)
    return out

# %% wrong: The test "l2" in kind is also true for "half_l2", so the branch of half_l2 is never reached.
# told: half_forgotten
import torch

def regularized_grad(w, g, lam, kind):
    if "l2" in kind:
        return g + 2 * lam * w
    elif "half_l2" in kind:
        return g + lam * w
    else:
        return g + lam * torch.sign(w)

# %% right: One power-rule formula c * p * |w|^(p-1) * sign(w) for all three kinds.
import math
import torch


def regularized_grad(w, g, lam, kind):
    c, p = {"l2": (lam, 2), "half_l2": (lam / 2, 2), "l1": (lam, 1)}[kind]
    slope = c * p * w.abs() ** (p - 1) * torch.sign(w)
    return slope + g

# %% right: Flattened to Python floats, a nested function for one weight, and reshaped at the end.
import math
import torch


def regularized_grad(w, g, lam, kind):
    def slope(v):
        if kind == "l1":
            return lam * ((v > 0) - (v < 0))
        return lam * v + (lam * v if kind == "l2" else 0.0)

    vals = [b + slope(a) for a, b in zip(w.flatten().tolist(), g.flatten().tolist())]
    return torch.tensor(vals, dtype=torch.float64).reshape(w.shape)

# %% right: NumPy with boolean masks, filled into a copy of g.
import numpy as np
import torch


def regularized_grad(w, g, lam, kind):
    a = np.array(w.tolist(), dtype=np.float64)
    out = np.array(g.tolist(), dtype=np.float64)
    if kind == "l1":
        out[a > 0] += lam
        out[a < 0] -= lam
    elif kind == "half_l2":
        out += a * lam
    else:
        out += a * lam * 2
    return torch.tensor(out).reshape(w.shape)

# %% wrong: The value of the penalty is added to every entry of g, not its derivative.
# told: penalty_itself
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        penalty = lam * (w ** 2).sum()
    elif kind == "half_l2":
        penalty = lam / 2 * (w ** 2).sum()
    else:
        penalty = lam * w.abs().sum()
    return g + penalty

# %% wrong: "l2" is read as the l2 norm (the root of the sum of squares), so its gradient becomes lam * w / ||w||.
# told: l2_of_unit_length
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        n = torch.sqrt((w * w).sum())
        return g + lam * w / n if n > 0 else g.clone()
    if kind == "half_l2":
        return g + lam * w
    return g + lam * torch.sign(w)

# %% wrong: "Slope 0" is taken for the whole gradient: where w is 0 the data's own gradient g is thrown away too (l1).
# told: l1_nothing_at_zero
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        full = g + lam * w.sign()
        return torch.where(w == 0, torch.zeros_like(full), full)
    factor = {"l2": 2.0, "half_l2": 1.0}[kind]
    return g + factor * lam * w

# %% wrong: The test `"l2" in kind` is also true for "half_l2", so that penalty gets the factor 2 as well.
# told: half_forgotten
import math
import torch


def regularized_grad(w, g, lam, kind):
    if "l2" in kind:
        extra = 2 * lam * w
    elif "half" in kind:
        extra = lam * w
    else:
        extra = lam * torch.sign(w)
    return g + extra

# %% wrong: The l1 slope is divided by the number of weights, as if the penalty were a mean and not a sum.
# told: l1_mean
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        return g + lam * torch.sign(w) / w.numel()
    c = 2 if kind == "l2" else 1
    return g + c * lam * w

# %% wrong: TWO: the first entry of w is treated as a bias and gets no penalty; and the slope of |w| at 0 is taken as +1.
# told: first_weight_free_and_zero_is_positive
import math
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        d = torch.where(w >= 0, 1.0, -1.0).double() * lam
    elif kind == "l2":
        d = 2 * lam * w
    else:
        d = 1.0 * lam * w
    if d.dim() > 0:
        d[0] = 0.0
    return g + d

# %% wrong: Goes through w with range(len(w)): right for one or more axes, but a weight without axes has no len and crashes.
# told: needs_an_axis
import math
import torch


def regularized_grad(w, g, lam, kind):
    out = torch.empty_like(g)
    for i in range(len(w)):
        if kind == "l2":
            out[i] = g[i] + 2 * lam * w[i]
        elif kind == "half_l2":
            out[i] = g[i] + lam * w[i]
        elif kind == "l1":
            out[i] = g[i] + lam * torch.sign(w[i])
    return out

# %% wrong: `grad = g` makes no copy: the += then changes the argument g in place.
# told: changed
import math
import torch


def regularized_grad(w, g, lam, kind):
    grad = g
    if kind == "l2":
        grad += 2 * lam * w
    elif kind == "half_l2":
        grad += lam * w
    elif kind == "l1":
        grad += lam * torch.sign(w)
    return grad

# %% wrong: Divides by the l1 norm.
# told: l1_over_sum_of_sizes
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return g + lam * w / w.abs().sum()

# %% wrong: Uses |w| in the weight decays.
# told: squares_without_sign
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w.abs()
    if kind == "half_l2":
        return g + lam * w.abs()
    return g + lam * torch.sign(w)

# %% wrong: Shrinks g: (1 - lam) g as in decoupled decay.
# told: squares_shrink_data
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g * (1 - 2 * lam) + 2 * lam * w
    if kind == "half_l2":
        return g * (1 - lam) + lam * w
    return g + lam * torch.sign(w)

# %% wrong: Returns the weights after a step.
# told: weights_after_a_step
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return w - (g + 2 * lam * w)
    if kind == "half_l2":
        return w - (g + lam * w)
    return w - (g + lam * torch.sign(w))

# %% wrong: Soft threshold of g at lam for l1.
# told: l1_shortens_g
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return torch.sign(g) * (g.abs() - lam).clamp(min=0)

# %% wrong: Leaves the first entry unpenalized as if it were the bias.
# told: first_entry_free
import torch


def regularized_grad(w, g, lam, kind):
    m = torch.ones_like(w)
    if m.dim() and m.numel() > 1:
        m.reshape(-1)[0] = 0
    if kind == "l2":
        return g + 2 * lam * w * m
    if kind == "half_l2":
        return g + lam * w * m
    return g + lam * torch.sign(w) * m

# %% wrong: Leaves the last column unpenalized as if it were the bias.
# told: last_column_free
import torch


def regularized_grad(w, g, lam, kind):
    m = torch.ones_like(w)
    if m.dim() and m.shape[-1] > 1:
        m[..., -1] = 0
    if kind == "l2":
        return g + 2 * lam * w * m
    if kind == "half_l2":
        return g + lam * w * m
    return g + lam * torch.sign(w) * m

# %% wrong: Takes tanh for the sign of a weight.
# told: l1_fades
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return g + lam * torch.tanh(w)

# %% wrong: The factor 2 of l2 is lost, and g is lost for l1.
# told: two_missing
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + lam * w
    if kind == "half_l2":
        return g + lam * w
    return lam * torch.sign(w)

# %% wrong: The two weight decays are swapped, and the penalty is subtracted.
# told: exchanged_and_pushed_away
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g - lam * w
    if kind == "half_l2":
        return g - 2 * lam * w
    return g - lam * torch.sign(w)

# %% wrong: The square of lam stands before the weight decays.
# told: step
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam ** 2 * w
    if kind == "half_l2":
        return g + lam ** 2 * w
    return g + lam * torch.sign(w)

# %% wrong: Subtracts the slope of both squared penalties, the l1 penalty is right.
# told: squares_turned
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g - 2 * lam * w
    if kind == "half_l2":
        return g - lam * w
    return g + lam * torch.sign(w)

# %% wrong: Sums the penalty slope along the last axis.
# told: clue
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w.sum(-1, keepdim=True) if w.dim() else g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w.sum(-1, keepdim=True) if w.dim() else g + lam * w
    return g + lam * torch.sign(w)

# %% right: Flattens to a Python list, treats each weight by itself with copysign, and restores the shape; also for no axes.
import math

import torch


def regularized_grad(w, g, lam, kind):
    def slope(v):
        if kind == "l1":
            return math.copysign(1.0, v) if v else 0.0
        return v + v if kind == "l2" else v

    out = [gi + lam * slope(wi) for wi, gi in zip(w.reshape(-1).tolist(), g.reshape(-1).tolist())]
    return torch.tensor(out, dtype=torch.float64).reshape(w.shape)

# %% right: l2 with lam is half_l2 with 2 lam, so the function calls itself; the sign is a difference of two comparisons.
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return regularized_grad(w, g, 2 * lam, "half_l2")
    if kind == "half_l2":
        return torch.add(g, w, alpha=lam)
    above, below = (w > 0).to(g.dtype), (w < 0).to(g.dtype)
    return g + lam * above - lam * below

# %% right: A table of functions on NumPy arrays, one for each kind, and a copy of g that is added to.
import numpy as np
import torch


def regularized_grad(w, g, lam, kind):
    table = {
        "l2": lambda a: np.multiply(a, 2.0),
        "half_l2": lambda a: a,
        "l1": lambda a: np.sign(a),
    }
    out = g.clone()
    out += lam * torch.as_tensor(np.asarray(table[kind](w.numpy())))
    return out

# %% wrong: The penalty's gradient is subtracted because it shrinks the weights; the shrinking comes from the step against the gradient, so in the gradient it is added.
# told: pushed_away
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g - 2 * lam * w
    if kind == "half_l2":
        return g - lam * w
    return g - lam * torch.sign(w)

# %% wrong: The slope of |w| is taken as |w| itself; it is the sign of w.
# told: l1_without_sign
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        pen = 2 * w
    elif kind == "half_l2":
        pen = w
    else:
        pen = torch.abs(w)
    return g + lam * pen

# %% wrong: For the two l2 kinds the length of w is differentiated, w / |w|, instead of the sum of the squares.
# told: norm_not_squared
import torch


def regularized_grad(w, g, lam, kind):
    length = torch.sqrt((w * w).sum())
    unit = w / length if length > 0 else torch.zeros_like(w)
    if kind == "l2":
        return g + lam * unit
    if kind == "half_l2":
        return g + lam / 2 * unit
    if kind == "l1":
        return g + lam * w.sign()

# %% wrong: The factors of l2 and half_l2 are swapped: l2 gets lam w and half_l2 gets 2 lam w.
# told: conventions_exchanged
import torch


def regularized_grad(w, g, lam, kind):
    factor = {"l2": 1.0, "half_l2": 2.0}
    if kind in factor:
        return g + factor[kind] * lam * w
    return g + lam * torch.sign(w)

# %% wrong: The penalty is treated as a mean over the weights: its gradient is divided by the number of entries of w, but the penalty is a sum.
# told: all_mean
import torch


def regularized_grad(w, g, lam, kind):
    n = w.numel()
    if kind == "l1":
        d = torch.sign(w)
    elif kind == "l2":
        d = 2 * w
    else:
        d = w
    return g + lam * d / n

# %% wrong: TWO: half_l2 keeps the factor 1/2 and loses the 2 of the derivative (lam/2 w); and the l1 penalty is added without lam.
# told: clue
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    elif kind == "half_l2":
        return g + lam / 2 * w
    elif kind == "l1":
        return g + torch.sign(w)

# %% wrong: With l1 the whole gradient is set to 0 where a weight is exactly 0; only the slope of the penalty is 0 there, g still counts.
# told: l1_nothing_at_zero
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    total = torch.zeros_like(w)
    total[w > 0] = g[w > 0] + lam
    total[w < 0] = g[w < 0] - lam
    return total

# %% wrong: The second condition begins with if instead of elif, so kind l2 also runs into the else and gets the l1 penalty.
# told: l2_like_l1
import torch


def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        extra = 2 * lam * w
    if kind == "half_l2":
        extra = lam * w
    else:
        extra = lam * torch.sign(w)
    return g + extra

# %% right: No branches: all three slopes are added, each with a 0/1 switch; the sign comes from comparisons.
import torch

def regularized_grad(w, g, lam, kind):
    sgn = (w > 0).to(w.dtype) - (w < 0).to(w.dtype)
    return g + lam * ((kind == "l2") * (w + w) + (kind == "half_l2") * w + (kind == "l1") * sgn)

# %% right: One weight at a time in plain Python, then put back into shape; works without axes too.
import math
import torch

def regularized_grad(w, g, lam, kind):
    def slope(v):
        if kind == "l1":
            return 0.0 if v == 0 else math.copysign(lam, v)
        return (lam if kind == "half_l2" else 2.0 * lam) * v

    vals = [gi + slope(wi) for wi, gi in zip(w.flatten().tolist(), g.flatten().tolist())]
    return torch.tensor(vals, dtype=torch.float64).reshape(w.shape)

# %% right: "l2" calls the function again as "half_l2" with a doubled lambda; "l1" works on a clone with masks; lambda 0 returns early.
import torch

def regularized_grad(w, g, lam, kind):
    if lam == 0:
        return g.clone()
    if kind == "l2":
        return regularized_grad(w, g, 2 * lam, "half_l2")
    if kind == "half_l2":
        return torch.add(g, w, alpha=lam)
    out = g.clone()
    out[w > 0] += lam
    out[w < 0] -= lam
    return out

# %% wrong: Thinks that the last entry of w is the bias and leaves it without a penalty.
# told: last_entry_free
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        pen = 2 * lam * w
    elif kind == "half_l2":
        pen = lam * w
    else:
        pen = lam * torch.sign(w)
    pen = pen.reshape(-1).clone()
    if len(pen) > 1:
        pen[-1] = 0.0
    return g + pen.reshape(w.shape)

# %% wrong: Thinks that decay shrinks the gradient: g is multiplied by (1 - 2 lambda) or (1 - lambda), instead of adding the slope of the penalty, which depends on w.
# told: clue
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return (1 - 2 * lam) * g
    elif kind == "half_l2":
        return (1 - lam) * g
    return g + lam * w.sign()

# %% wrong: For "half_l2" the 2 from the derivative of the square is forgotten: lambda/2 * w instead of lambda * w.
# told: half_twice
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l1":
        return g + lam * torch.sign(w)
    factor = 2 * lam
    if kind == "half_l2":
        factor = lam / 2
    return g + factor * w

# %% wrong: TWO: for "l1" the slope is taken as |w| instead of the sign of w; and for "l2" the penalty's gradient is subtracted instead of added.
# told: clue
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        out = g - 2 * lam * w
    elif kind == "half_l2":
        out = g + lam * w
    elif kind == "l1":
        out = g + lam * torch.abs(w)
    return out

# %% wrong: Where a weight is exactly 0, "l1" returns 0 altogether, so the data's gradient g is lost there.
# told: l1_nothing_at_zero
import torch

def regularized_grad(w, g, lam, kind):
    if kind == "l2":
        return g + 2 * lam * w
    if kind == "half_l2":
        return g + lam * w
    return torch.where(w == 0, torch.zeros_like(w), g + lam * w / w.abs())

# %% wrong: Tests the kind with `in`: the text "l2" is contained in "half_l2", so "l2" lands in the branch of half_l2 and loses its factor 2.
# told: two_missing
import torch

def regularized_grad(w, g, lam, kind):
    if kind in "half_l2":
        return g + lam * w
    elif kind in "l2":
        return g + 2 * lam * w
    elif kind in "l1":
        return g + lam * torch.sign(w)
