# %% right: A loop over the single numbers, any shape by flatten and reshape.
import torch

def backward_from_output(kind, y, y_bar):
    def slope(v):
        if kind == "relu":
            return 1.0 if v > 0 else 0.0
        if kind == "exp":
            return v
        if kind == "sigmoid":
            return v * (1.0 - v)
        return (1.0 - v) * (1.0 + v)

    values = [slope(a) * b for a, b in zip(y.flatten().tolist(), y_bar.flatten().tolist())]
    return torch.tensor(values, dtype=y_bar.dtype).reshape(y.shape)

# %% right: Works on a copy of y_bar in place.
import torch

def backward_from_output(kind, y, y_bar):
    x_bar = y_bar.clone()
    if kind == "relu":
        x_bar[y == 0] = 0
        return x_bar
    if kind == "exp":
        return x_bar.mul_(y)
    if kind == "sigmoid":
        return x_bar.mul_(y).mul_(1 - y)
    assert kind == "tanh"
    return x_bar.mul_(1 - y.square())

# %% right: numpy and a dictionary of slope functions.
import numpy as np
import torch

SLOPES = {
    "relu": lambda y: np.heaviside(y, 0.0),
    "exp": lambda y: y,
    "sigmoid": lambda y: y - y * y,
    "tanh": lambda y: 1 - np.power(y, 2),
}

def backward_from_output(kind, y, y_bar):
    slope = SLOPES[kind](y.detach().numpy())
    return torch.as_tensor(slope * y_bar.detach().numpy()).to(y.dtype).reshape(y.shape)

# %% wrong: The output y is put into the slopes as if it were the input x: sigmoid and tanh are applied to y once more.
# told: output_taken_for_input
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * torch.exp(y)
    if kind == "sigmoid":
        s = torch.sigmoid(y)
        return y_bar * s * (1 - s)
    return y_bar * (1 - torch.tanh(y) ** 2)

# %% wrong: relu is switched by the sign of the adjoint y_bar instead of the output y.
# told: relu_by_y_bar
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.clamp(y_bar, min=0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y * y)

# %% wrong: Going backwards is taken as undoing: y_bar is divided by the slope instead of multiplied.
# told: divided_by_slope
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    slope = {"exp": y, "sigmoid": y * (1 - y), "tanh": 1 - y**2}[kind]
    return y_bar / slope

# %% wrong: The slope of tanh is taken as y (1 - y), as for the sigmoid; it is 1 - y^2.
# told: tanh_like_sigmoid
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).to(y.dtype)
    elif kind == "exp":
        slope = y
    else:
        slope = y * (1 - y)
    return slope * y_bar

# %% wrong: exp passes the adjoint through with slope 1; its slope is y itself.
# told: exp_slope_one
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    elif kind == "exp":
        return y_bar.clone()
    elif kind == "sigmoid":
        return y_bar * y * (1 - y)
    elif kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: TWO: relu returns the output y where it should pass y_bar on; and the sigmoid slope is y (y - 1), with the wrong sign.
# told: relu_returns_y_and_sigmoid_negative
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y, 0.0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (y - 1)
    return y_bar * (1 - y ** 2)

# %% wrong: At an output of 0 the relu passes the adjoint on (>= instead of >).
# told: relu_open_at_zero
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y >= 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * (y - y ** 2)
    return y_bar * (1 - y) * (1 + y)

# %% wrong: The relu branch writes zeros into y_bar itself: the alias is not a copy, so the argument is changed.
# told: changed
import torch

def backward_from_output(kind, y, y_bar):
    x_bar = y_bar
    if kind == "relu":
        x_bar[y <= 0] = 0
    elif kind == "exp":
        x_bar = x_bar * y
    elif kind == "sigmoid":
        x_bar = x_bar * y * (1 - y)
    elif kind == "tanh":
        x_bar = x_bar * (1 - y**2)
    return x_bar

# %% right: A loop over the flattened entries with a match statement, reshaped at the end.
import torch


def backward_from_output(kind, y, y_bar):
    def one(v, g):
        match kind:
            case "relu":
                return g if v > 0 else 0.0
            case "exp":
                return g * v
            case "sigmoid":
                return g * v * (1 - v)
            case "tanh":
                return g * (1 - v * v)

    values = [one(v, g) for v, g in zip(y.flatten().tolist(), y_bar.flatten().tolist())]
    return torch.tensor(values, dtype=torch.float64).reshape(y.shape)

# %% right: numpy inside, relu by np.sign, tanh by way of the sigmoid: with p = (1 + y) / 2 the slope is 4 p (1 - p).
import numpy as np
import torch


def backward_from_output(kind, y, y_bar):
    v, g = y.detach().numpy(), y_bar.detach().numpy()
    p = v if kind == "sigmoid" else (1 + v) / 2
    slope = {"relu": np.sign(v), "exp": v, "sigmoid": p * (1 - p), "tanh": 4 * p * (1 - p)}[kind]
    return torch.tensor(np.asarray(g * slope), dtype=torch.float64)

# %% right: One formula for the three smooth ones: the slope is c0 + c1 y + c2 y^2 with coefficients from a table; relu returns early.
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        x_bar = y_bar.clone()
        x_bar.masked_fill_(y <= 0, 0.0)
        return x_bar
    c0, c1, c2 = {"exp": (0, 1, 0), "sigmoid": (0, 1, -1), "tanh": (1, 0, -1)}[kind]
    return y_bar * (c0 + y * (c1 + c2 * y))

# %% wrong: For exp the slope is taken as exp(y); y is already the output, the slope is y itself.
# told: exp_twice
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * torch.exp(y)
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    return y_bar * (1 - y**2)

# %% wrong: Going back is taken as undoing: y_bar is divided by the slope instead of multiplied.
# told: divided_by_slope_but_not_by_zero
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    else:
        slope = 1 - y**2
    return torch.where(slope == 0, torch.zeros_like(y), y_bar / slope)

# %% wrong: For relu the adjoint is sent through relu once more: negative entries of y_bar are lost although y is above 0.
# told: relu_drops_negative_adjoints
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.relu(y_bar) * (y > 0)
    slopes = {"exp": y, "sigmoid": y * (1 - y), "tanh": 1 - y**2}
    return y_bar * slopes[kind]

# %% wrong: The sign of the sigmoid's slope is wrong: y (y - 1) instead of y (1 - y).
# told: sigmoid_negative
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (y - 1)
    elif kind == "tanh":
        slope = (1 + y) * (1 - y)
    return slope * y_bar

# %% wrong: For relu the argument y_bar is overwritten in place where y is 0.
# told: changed
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        x_bar = y_bar
        x_bar[y == 0] = 0
        return x_bar
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    if kind == "tanh":
        return (1 - y * y) * y_bar

# %% wrong: TWO: the slope of tanh lacks the square (1 - y); and relu passes the adjoint on where the output is 0 (>= instead of >).
# told: relu_open_and_tanh_not_squared
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y >= 0, y_bar, 0.0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * (y - y**2)
    return y_bar * (1 - y)

# %% wrong: x is computed back with log and atanh and the slope taken from x: at the ends of the range x is infinite and the slope becomes nan.
# told: through_x_nan_at_0_and_1
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        x = torch.log(y / (1 - y))
        return y_bar * torch.exp(-x) / (1 + torch.exp(-x)) ** 2
    x = torch.atanh(y)
    return y_bar * 4 * torch.exp(2 * x) / (torch.exp(2 * x) + 1) ** 2

# %% wrong: An if where elif was meant: for relu the last else runs too and replaces the slope by that of tanh.
# told: relu_like_tanh
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).to(y.dtype)
    if kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    else:
        slope = 1 - y**2
    return y_bar * slope

# %% right: Entry by entry over the flattened tensor, then back into the shape; works for empty tensors and without axes.
import torch


def slope_at(kind, v):
    if kind == "relu":
        return 1.0 if v > 0 else 0.0
    if kind == "exp":
        return v
    if kind == "sigmoid":
        return v * (1 - v)
    return (1 - v) * (1 + v)


def backward_from_output(kind, y, y_bar):
    out = []
    for v, g in zip(y.reshape(-1).tolist(), y_bar.reshape(-1).tolist()):
        out.append(slope_at(kind, v) * g)
    return torch.tensor(out, dtype=torch.float64).reshape(y.shape)

# %% right: A table of functions, sign instead of a mask, and unusual algebra (y - y*y, (1-y)(1+y)).
import torch


def backward_from_output(kind, y, y_bar):
    table = {
        "relu": lambda v: torch.sign(v),
        "exp": lambda v: v,
        "sigmoid": lambda v: v - v * v,
        "tanh": lambda v: (1 - v).mul(1 + v),
    }
    return torch.mul(table[kind](y), y_bar)

# %% right: Works on a clone in place, with match, a boolean index for relu and numpy for tanh.
import numpy as np
import torch


def backward_from_output(kind, y, y_bar):
    x_bar = y_bar.clone()
    match kind:
        case "relu":
            x_bar[y == 0] = 0
        case "exp":
            x_bar *= y
        case "sigmoid":
            x_bar *= y
            x_bar *= 1 - y
        case "tanh":
            x_bar -= torch.from_numpy(np.array(np.square(y.numpy()))) * y_bar
        case _:
            raise ValueError(kind)
    return x_bar

# %% wrong: For exp the slope is taken as exp(y): exp is applied a second time, although y already is the slope.
# told: exp_twice
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * torch.exp(y)
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    return y_bar * (1 - y ** 2)

# %% wrong: The relu branch runs relu on the adjoint: it cuts off negative y_bar instead of asking where y is 0.
# told: relu_by_y_bar
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.relu(y_bar)
    elif kind == "exp":
        return y_bar * y
    elif kind == "sigmoid":
        return y_bar * (y - y ** 2)
    elif kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: "Backwards" is taken as undoing the operation: x is recovered from y and multiplied by y_bar, no slope anywhere.
# told: inverse_for_slope
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        x = y
    elif kind == "exp":
        x = torch.log(y)
    elif kind == "sigmoid":
        x = torch.log(y / (1 - y))
    else:
        x = torch.atanh(y)
    return x * y_bar

# %% wrong: The mask of relu is y >= 0 instead of y > 0: outputs of 0 let the gradient through.
# told: relu_open_at_zero
import torch


def backward_from_output(kind, y, y_bar):
    slopes = {
        "relu": (y >= 0).double(),
        "exp": y,
        "sigmoid": y * (1 - y),
        "tanh": 1 - y * y,
    }
    return slopes[kind] * y_bar

# %% wrong: The slope of tanh has the wrong sign inside: 1 + y**2 instead of 1 - y**2.
# told: tanh_with_plus
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "tanh":
        slope = 1 + y ** 2
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "exp":
        slope = y
    else:
        slope = torch.where(y > 0, 1.0, 0.0)
    return slope * y_bar

# %% wrong: TWO: relu multiplies by y itself instead of by 1 where y > 0; and the slope of the sigmoid is y**2 * (1 - y).
# told: relu_scaled_and_sigmoid_y_squared
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        g = y.clamp(min=0)
    if kind == "exp":
        g = y
    if kind == "sigmoid":
        g = y ** 2 * (1 - y)
    if kind == "tanh":
        g = 1 - y ** 2
    return y_bar * g

# %% wrong: For the sigmoid x is recovered with the logit and exp(-x) is used: at an output of 0 this is inf / inf = nan.
# told: sigmoid_by_input
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        x = torch.log(y / (1 - y))
        e = torch.exp(-x)
        return y_bar * e / (1 + e) ** 2
    if kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: `kind == "relu" or "exp"` is always true, so every kind ends in the first branch and gets the slope of relu or exp.
# told: all_but_relu_like_exp
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu" or "exp":
        slope = (y > 0).double() if kind == "relu" else y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y ** 2
    return slope * y_bar

# %% right: A helper for one number, called for every entry of the flattened lists; the shape is put back at the end.
import torch


def slope_at(kind, v):
    if kind == "relu":
        return 1.0 if v > 0 else 0.0
    if kind == "exp":
        return v
    if kind == "sigmoid":
        return v * (1 - v)
    return 1 - v * v


def backward_from_output(kind, y, y_bar):
    pairs = zip(y.reshape(-1).tolist(), y_bar.reshape(-1).tolist())
    out = [slope_at(kind, v) * g for v, g in pairs]
    return torch.tensor(out, dtype=torch.float64).reshape(y.shape)

# %% right: numpy inside a match statement; np.where for relu.
import numpy as np
import torch


def backward_from_output(kind, y, y_bar):
    out, grad = np.array(y.tolist(), dtype=float), np.array(y_bar.tolist(), dtype=float)
    match kind:
        case "relu":
            res = np.where(out == 0, 0.0, grad)
        case "exp":
            res = grad * out
        case "sigmoid":
            res = grad * (out - out * out)
        case "tanh":
            res = grad * (1 - out) * (1 + out)
    return torch.tensor(res, dtype=torch.float64).reshape(tuple(y.shape))

# %% right: All smooth slopes as one polynomial p + q·y + r·y² with a table of coefficients; relu by the sign of y.
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.sign(y).mul(y_bar)
    p, q, r = {"exp": (0, 1, 0), "sigmoid": (0, 1, -1), "tanh": (1, 0, -1)}[kind]
    return (p + y * (q + r * y)).mul(y_bar)

# %% wrong: y is treated as if it were x: the operation is applied once more before the slope is taken.
# told: output_taken_for_input
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (torch.relu(y) > 0).double()
    elif kind == "exp":
        slope = torch.exp(y)
    elif kind == "sigmoid":
        s = torch.sigmoid(y)
        slope = s * (1 - s)
    else:
        slope = 1 - torch.tanh(y) ** 2
    return y_bar * slope

# %% wrong: Going back divides by the slope, as if the step had to be undone; the chain rule multiplies by it.
# told: divided_by_slope
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y))
    if kind == "exp":
        return y_bar / y
    if kind == "sigmoid":
        return y_bar / (y * (1 - y))
    return y_bar / (1 - y * y)

# %% wrong: relu is applied to the adjoint: negative adjoints are switched off, not the entries whose output is 0.
# told: relu_by_y_bar
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.relu(y_bar)
    slopes = {"exp": y, "sigmoid": y * (1 - y), "tanh": 1 - y ** 2}
    return slopes[kind] * y_bar

# %% wrong: relu counts an output of 0 as switched on (y >= 0), so nothing is ever switched off.
# told: relu_open_at_zero
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y >= 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: The slope of tanh has the square at the wrong place: (1 - y)² instead of 1 - y².
# told: tanh_square_outside
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = torch.where(y > 0, 1.0, 0.0)
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y - y ** 2
    else:
        slope = (1 - y) ** 2
    return slope * y_bar

# %% wrong: TWO: the adjoint y_bar is missing for exp; and the slope of the sigmoid has the wrong sign, y(y - 1).
# told: exp_slope_alone
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return (y > 0) * y_bar
    if kind == "exp":
        return y.clone()
    if kind == "sigmoid":
        return y_bar * y * (y - 1)
    return y_bar * (1 - y ** 2)

# %% wrong: x is recovered by the inverse function first; an output of 0 gives x = -inf, and the slope of the sigmoid becomes nan.
# told: sigmoid_by_input
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, 0.0 * y_bar)
    if kind == "exp":
        return y_bar * torch.exp(torch.log(y))
    if kind == "sigmoid":
        x = torch.log(y) - torch.log(1 - y)
        return y_bar * torch.exp(-x) / (1 + torch.exp(-x)) ** 2
    x = torch.atanh(y)
    return y_bar / torch.cosh(x) ** 2

# %% wrong: y_bar itself is changed: for relu the entries are set to 0 in the argument, and the argument is returned.
# told: changed
import torch


def backward_from_output(kind, y, y_bar):
    x_bar = y_bar
    if kind == "relu":
        x_bar[y <= 0] = 0
    elif kind == "exp":
        x_bar *= y
    elif kind == "sigmoid":
        x_bar *= y * (1 - y)
    elif kind == "tanh":
        x_bar *= 1 - y ** 2
    return x_bar

# %% right: Entry by entry with plain numbers, then back to the shape.
import torch

def backward_from_output(kind, y, y_bar):
    def slope(v):
        if kind == "relu":
            return 1.0 if v > 0 else 0.0
        if kind == "exp":
            return v
        if kind == "sigmoid":
            return v * (1 - v)
        return 1 - v * v
    out = [slope(v) * g for v, g in zip(y.reshape(-1).tolist(), y_bar.reshape(-1).tolist())]
    return torch.tensor(out, dtype=torch.float64).reshape(y.shape)

# %% right: A dictionary of lambdas, relu by the sign, sigmoid by completing the square.
import torch

SLOPES = {
    "relu": torch.sign,
    "exp": lambda y: y,
    "sigmoid": lambda y: 0.25 - (y - 0.5) ** 2,
    "tanh": lambda y: (1 - y) * (1 + y),
}

def backward_from_output(kind, y, y_bar):
    return SLOPES[kind](y) * y_bar

# %% right: match/case, with a clone that is masked, so that the arguments stay as they are.
import torch

def backward_from_output(kind, y, y_bar):
    x_bar = y_bar.clone()
    match kind:
        case "relu":
            x_bar[y <= 0] = 0.0
        case "exp":
            x_bar *= y
        case "sigmoid":
            x_bar *= y
            x_bar -= x_bar * y
        case "tanh":
            x_bar -= y_bar * y * y
    return x_bar

# %% wrong: For exp the student computes exp(y); the slope is the output y itself, exp was already applied.
# told: exp_twice
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * torch.exp(y)
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: For relu the negative entries of y_bar are cut off: the mask is taken from the adjoint, not from the output.
# told: relu_by_y_bar
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.clamp(y_bar, min=0)
    elif kind == "exp":
        return y * y_bar
    elif kind == "sigmoid":
        return y * (1 - y) * y_bar
    return (1 - y * y) * y_bar

# %% wrong: The mask of relu is y >= 0, so the slope at an output of 0 is 1.
# told: relu_open_at_zero
import torch

def backward_from_output(kind, y, y_bar):
    slopes = {
        "relu": (y >= 0).double(),
        "exp": y,
        "sigmoid": y - y ** 2,
        "tanh": 1 - y ** 2,
    }
    return slopes[kind] * y_bar

# %% wrong: For tanh the square is missing: 1 - y in place of 1 - y**2.
# told: tanh_not_squared
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        s = (y > 0).to(torch.float64)
    elif kind == "exp":
        s = y
    elif kind == "sigmoid":
        s = y * (1 - y)
    elif kind == "tanh":
        s = 1 - y
    return s * y_bar

# %% wrong: TWO: for relu y_bar is multiplied by the output y itself and not by 0 or 1; and the sigmoid has the slope of tanh, 1 - y**2.
# told: relu_scaled_by_y
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * y
    if kind == "exp":
        return y_bar * y
    if kind in ("sigmoid", "tanh"):
        return y_bar * (1 - y ** 2)

# %% wrong: x is computed back with log(y/(1-y)) and the slope written with x: at a sigmoid output rounded to 1 or 0 (tanh: 1 or -1) x is infinite and the result nan.
# told: sigmoid_by_input
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        x = torch.log(y / (1 - y))
        return y_bar * torch.exp(-x) / (1 + torch.exp(-x)) ** 2
    x = 0.5 * torch.log((1 + y) / (1 - y))
    return y_bar * 4 / (torch.exp(x) + torch.exp(-x)) ** 2

# %% wrong: For relu the entries of the argument y_bar are set to 0 in place, so the caller's tensor is changed.
# told: changed
import torch

def backward_from_output(kind, y, y_bar):
    x_bar = y_bar
    if kind == "relu":
        x_bar[y == 0] = 0
    elif kind == "exp":
        x_bar = y_bar * y
    elif kind == "sigmoid":
        x_bar = y_bar * y * (1 - y)
    else:
        x_bar = y_bar * (1 - y) * (1 + y)
    return x_bar

# %% right: Python floats one by one over the flattened tensors, then back into the shape (also () and an axis of length 0).
import torch

def backward_from_output(kind, y, y_bar):
    def slope(a):
        if kind == "relu":
            return 1.0 if a > 0 else 0.0
        if kind == "exp":
            return a
        if kind == "sigmoid":
            return a * (1.0 - a)
        return (1.0 - a) * (1.0 + a)

    numbers = []
    for a, b in zip(y.flatten().tolist(), y_bar.flatten().tolist()):
        numbers.append(slope(a) * b)
    return torch.tensor(numbers, dtype=torch.float64).reshape(y.shape)

# %% right: numpy on copies, multiplied in place there; np.asarray keeps a result without axes an array.
import numpy as np
import torch

def backward_from_output(kind, y, y_bar):
    out = np.array(y.tolist(), dtype=np.float64).reshape(tuple(y.shape))
    bar = np.array(y_bar.tolist(), dtype=np.float64).reshape(tuple(y.shape))
    if kind == "relu":
        bar[out == 0] = 0.0
    elif kind == "exp":
        bar *= out
    elif kind == "sigmoid":
        bar *= out
        bar *= 1 - out
    else:
        bar *= 1 - out * out
    return torch.from_numpy(np.asarray(bar, dtype=np.float64))

# %% right: The tanh goes through the sigmoid: tanh(x) = 2 s - 1 with s = (1 + y) / 2, so its slope is 4 s (1 - s); the function calls itself.
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "tanh":
        return backward_from_output("sigmoid", (1 + y) / 2, 4 * y_bar)
    factors = {
        "relu": [torch.heaviside(y, torch.zeros_like(y))],
        "exp": [y],
        "sigmoid": [y, 1 - y],
    }[kind]
    x_bar = y_bar.clone()
    for factor in factors:
        x_bar = torch.mul(x_bar, factor)
    return x_bar

# %% wrong: The output y is put into the slope formulas as if it were the input x: exp(y), sigmoid(y)(1 - sigmoid(y)), 1 - tanh(y)^2.
# told: output_taken_for_input
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = torch.exp(y)
    elif kind == "sigmoid":
        s = torch.sigmoid(y)
        slope = s * (1 - s)
    else:
        slope = 1 - torch.tanh(y) ** 2
    return slope * y_bar

# %% wrong: Going backwards is taken for undoing: y_bar is divided by the slope instead of multiplied by it.
# told: divided_by_slope_but_not_by_zero
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = torch.where(y > 0, 1.0, 0.0).double()
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y ** 2
    x_bar = torch.zeros_like(y)
    on = slope != 0
    x_bar[on] = y_bar[on] / slope[on]
    return x_bar

# %% wrong: "May be done in place" is taken for permission to overwrite the argument: mul_ changes y_bar of the caller.
# told: changed
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar.mul_(y > 0)
    if kind == "exp":
        return y_bar.mul_(y)
    if kind == "sigmoid":
        return y_bar.mul_(y * (1 - y))
    return y_bar.mul_(1 - y * y)

# %% wrong: The slope of tanh has the wrong sign: (y - 1)(y + 1) is y^2 - 1.
# told: tanh_negative
import torch

def backward_from_output(kind, y, y_bar):
    slopes = {
        "relu": torch.sign(y),
        "exp": y,
        "sigmoid": y * (1 - y),
        "tanh": (y - 1) * (y + 1),
    }
    return y_bar * slopes[kind]

# %% wrong: relu lets everything through: y >= 0 is true for every output of relu, so also an output of 0 gets the slope 1.
# told: relu_open_at_zero
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y >= 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y.square())

# %% wrong: TWO: relu looks at the sign of y_bar instead of y; and for exp the slope alone is returned, y_bar is forgotten.
# told: exp_slope_alone
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.clamp(y_bar, min=0.0)
    if kind == "exp":
        return y.clone()
    if kind == "sigmoid":
        return (1 - y) * y * y_bar
    if kind == "tanh":
        return (1 - y) * (1 + y) * y_bar

# %% wrong: x is computed back from y; for outputs of exactly 0 or 1 (sigmoid) or -1 (tanh) it is infinite, and the slope inf / inf is nan.
# told: through_x_nan_at_0_and_minus_1
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "tanh":
        x = 0.5 * torch.log((1 + y) / (1 - y))
        e = torch.exp(-2 * x)
        return y_bar * 4 * e / (1 + e) ** 2
    x = torch.log(y / (1 - y))
    e = torch.exp(-x)
    return y_bar * e / (1 + e) ** 2

# %% wrong: `kind == "sigmoid" or "tanh"` is always true, so the last branch is never reached and exp gets the slope of the sigmoid.
# told: exp_like_sigmoid
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).to(y.dtype)
    elif kind == "sigmoid" or "tanh":
        if kind == "tanh":
            slope = 1 - y ** 2
        else:
            slope = y - y ** 2
    else:
        slope = y
    return y_bar * slope

# %% right: Entry by entry over the flattened lists, put back into shape at the end.
import torch


def backward_from_output(kind, y, y_bar):
    result = []
    for out, bar in zip(y.reshape(-1).tolist(), y_bar.reshape(-1).tolist()):
        if kind == "relu":
            result.append(bar if out != 0 else 0.0)
        elif kind == "exp":
            result.append(out * bar)
        elif kind == "sigmoid":
            result.append(bar * out * (1.0 - out))
        else:
            result.append(bar * (1.0 + out) * (1.0 - out))
    return torch.tensor(result, dtype=torch.float64).reshape(y.shape)

# %% right: A dictionary of slope functions; the sigmoid's slope as 1/4 - (y - 1/2)^2, relu's by comparing y with 0.
import torch


SLOPES = {
    "relu": lambda y: 1.0 - (y == 0).double(),
    "exp": lambda y: 1 * y,
    "sigmoid": lambda y: 0.25 - (y - 0.5) ** 2,
    "tanh": lambda y: 1 - y.square(),
}


def backward_from_output(kind, y, y_bar):
    return torch.mul(SLOPES[kind](y), y_bar)

# %% right: numpy, with the slope of tanh reduced to that of the sigmoid: tanh(x) = 2 sigmoid(2x) - 1.
import numpy as np
import torch


def backward_from_output(kind, y, y_bar):
    out, bar = y.numpy(), y_bar.numpy()

    def sigmoid_slope(s):
        return s * (1 - s)

    if kind == "tanh":
        slope = 4 * sigmoid_slope((out + 1) / 2)
    elif kind == "sigmoid":
        slope = sigmoid_slope(out)
    elif kind == "relu":
        slope = np.where(out > 0, 1.0, 0.0)
    else:
        slope = out
    return torch.tensor(slope * bar, dtype=torch.float64)

# %% wrong: For exp the slope is taken to be 1 / y, the derivative of the inverse function log, instead of y.
# told: exp_divides_but_not_by_zero
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return torch.where(y > 0, y_bar / y, torch.zeros_like(y_bar))
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    return y_bar * (1 - y ** 2)

# %% wrong: For relu the adjoint itself is sent through relu: entries are switched off where y_bar is negative, not where y is 0.
# told: relu_by_y_bar
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.relu(y_bar)
    elif kind == "exp":
        return y * y_bar
    elif kind == "sigmoid":
        return y * (1 - y) * y_bar
    elif kind == "tanh":
        return (1 - y * y) * y_bar

# %% wrong: Every entry of x is taken to act on all outputs: the slopes are multiplied by the sum of y_bar instead of entry by entry.
# told: adjoints_added_up
import torch


def backward_from_output(kind, y, y_bar):
    slope = {
        "relu": lambda: (y > 0).double(),
        "exp": lambda: y,
        "sigmoid": lambda: y * (1 - y),
        "tanh": lambda: 1 - y ** 2,
    }[kind]()
    return slope * y_bar.sum()

# %% wrong: The slope of tanh is written (1 - y) squared instead of 1 - y squared: the bracket is in the wrong place.
# told: tanh_square_outside
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * torch.sign(y)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    return y_bar * (1 - y) ** 2

# %% wrong: The sigmoid's slope has the wrong sign: y(y - 1) instead of y(1 - y).
# told: sigmoid_negative
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = torch.heaviside(y, torch.zeros_like(y))
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (y - 1)
    else:
        slope = 1 - y ** 2
    return slope * y_bar

# %% wrong: TWO: for relu an entry passes only if y is above 1 instead of above 0; and for exp the slope is exp(y), as if y were x.
# told: relu_above_one_and_exp_again
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 1)
    if kind == "exp":
        return y_bar * torch.exp(y)
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: Sigmoid and tanh outputs are clamped away from the ends of their range, so the slope at an output of exactly 0, 1 or -1 is about 1e-6 instead of 0.
# told: held_1000000th_from_the_ends
import torch


def backward_from_output(kind, y, y_bar):
    eps = 1e-6
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        y = y.clamp(eps, 1 - eps)
        return y_bar * y * (1 - y)
    y = y.clamp(-1 + eps, 1 - eps)
    return y_bar * (1 - y ** 2)

# %% wrong: An if in place of elif before sigmoid: relu and exp fall into the last else, and their slope is overwritten by that of tanh.
# told: relu_and_exp_like_tanh
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).to(torch.float64)
    elif kind == "exp":
        slope = y
    if kind == "sigmoid":
        slope = y * (1 - y)
    else:
        slope = 1 - y ** 2
    return y_bar * slope

# %% right: Plain Python numbers, entry by entry, put back into the shape at the end.
import torch


def backward_from_output(kind, y, y_bar):
    def slope(v):
        if kind == "relu":
            return 1.0 if v > 0 else 0.0
        if kind == "exp":
            return v
        if kind == "sigmoid":
            return v * (1 - v)
        return (1 - v) * (1 + v)

    flat = [g * slope(v) for v, g in zip(y.reshape(-1).tolist(), y_bar.reshape(-1).tolist())]
    return torch.tensor(flat, dtype=torch.float64).reshape(y.shape)

# %% right: numpy inside, early returns by kind, always an array again at the end (also without axes).
import numpy as np
import torch


def backward_from_output(kind, y, y_bar):
    Y, G = y.detach().numpy(), y_bar.detach().numpy()

    def back(a):
        return torch.as_tensor(np.asarray(a, dtype=np.float64))

    if kind == "relu":
        return back(np.where(Y == 0, 0.0, G))
    if kind == "exp":
        return back(Y * G)
    if kind == "sigmoid":
        return back(G * (Y * (1 - Y)))
    if kind == "tanh":
        return back(G * (1 - Y) * (1 + Y))
    raise ValueError(kind)

# %% right: A table of lambdas; relu by sign; tanh as a stretched sigmoid: s = (1 + y) / 2 has the slope 4 s (1 - s).
import torch


def sigmoid_slope(s):
    return s * (1.0 - s)


SLOPES = {
    "relu": torch.sign,
    "exp": lambda y: y,
    "sigmoid": sigmoid_slope,
    "tanh": lambda y: 4.0 * sigmoid_slope((1.0 + y) / 2.0),
}


def backward_from_output(kind, y, y_bar):
    return torch.mul(SLOPES[kind](y), y_bar)

# %% wrong: For exp the slope is taken as exp(y), as if y were the input; the slope is exp(x), which is y itself.
# told: exp_twice
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = torch.exp(y)
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y ** 2
    return y_bar * slope

# %% wrong: Going backwards is taken as undoing the step: y_bar is divided by the slope where it has to be multiplied by it.
# told: divided_by_slope_but_not_by_zero
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y ** 2
    return torch.where(slope > 0, y_bar / slope, torch.zeros_like(y))

# %% wrong: For relu the adjoint is sent through relu too: negative entries of y_bar are cut off although the output is on.
# told: relu_drops_negative_adjoints
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.relu(y_bar) * (y > 0)
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y ** 2
    return y_bar * slope

# %% wrong: The square stands in the wrong place for tanh: (1 - y)^2 where the slope is 1 - y^2.
# told: tanh_square_outside
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = (1 - y) ** 2
    return y_bar * slope

# %% wrong: The slope of the sigmoid has the wrong sign: y * (y - 1) in place of y * (1 - y).
# told: sigmoid_negative
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (y - 1)
    elif kind == "tanh":
        slope = 1 - y ** 2
    return y_bar * slope

# %% wrong: TWO: relu lets the adjoint pass at an output of 0; and for exp only the slope is returned, without y_bar.
# told: exp_slope_alone
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y >= 0).double()
    elif kind == "exp":
        return y.clone()
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y ** 2
    return y_bar * slope

# %% wrong: x is recovered by log(y / (1 - y)) for the sigmoid: at the rounded output 0 this is -inf and the slope becomes nan, not 0.
# told: sigmoid_by_input
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        x = torch.log(y / (1 - y))
        slope = torch.exp(-x) / (1 + torch.exp(-x)) ** 2
    elif kind == "tanh":
        slope = 1 - y ** 2
    return y_bar * slope

# %% wrong: For relu the zeros are written into y_bar itself, so the caller's argument is changed.
# told: changed
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        y_bar[y <= 0] = 0.0
        return y_bar
    elif kind == "exp":
        slope = y
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y ** 2
    return y_bar * slope

# %% wrong: relu: one switch for the whole tensor
# told: relu_open_at_zero
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar if (y > 0).any() else torch.zeros_like(y_bar)
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return (1 - y ** 2) * y_bar

# %% wrong: relu: y rounded to whole numbers first
# told: relu_tiny_is_zero
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y.round() > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return (1 - y ** 2) * y_bar

# %% wrong: exp: power rule x e^(x-1) with x = log y
# told: exp_like_power
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return torch.log(y) * torch.exp(torch.log(y) - 1) * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return (1 - y ** 2) * y_bar

# %% wrong: exp: slope 1 at outputs of 0 (e^0 = 1)
# told: exp_slope_one_at_zero
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return torch.where(y == 0, torch.ones_like(y), y) * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return (1 - y ** 2) * y_bar

# %% wrong: exp: y squared
# told: exp_slope_squared
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return (1 - y ** 2) * y_bar

# %% wrong: sigmoid: bracket lost: y * 1 - y * y_bar
# told: sigmoid_without_brackets_y_first
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * 1 - y * y_bar
    return (1 - y ** 2) * y_bar

# %% wrong: sigmoid: y clamped to 1e-7 .. 1-1e-7
# told: sigmoid_held_10000000th_from_the_ends
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        y = y.clamp(1e-7, 1 - 1e-7)
        return y * (1 - y) * y_bar
    return (1 - y ** 2) * y_bar

# %% wrong: tanh: 1 - |y|
# told: tanh_size_not_squared
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return (1 - y.abs()) * y_bar

# %% wrong: tanh: root of 1 - y^2 as for sin/cos
# told: tanh_root
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return torch.sqrt(1 - y ** 2) * y_bar

# %% wrong: tanh: slope 1/(1+y^2)
# told: tanh_like_arctangent
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return y_bar / (1 + y ** 2)

# %% wrong: tanh as 2 sigmoid: 2 y (1-y)
# told: tanh_like_two_sigmoids
import torch


def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y * y_bar
    if kind == "sigmoid":
        return y * (1 - y) * y_bar
    return 2 * y * (1 - y) * y_bar

# %% right: Recovers x from y first (log, logit, atanh) and then takes the ordinary slope in x; infinite x gives slope 0.
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        x = torch.log(y)
        slope = torch.exp(x)
    elif kind == "sigmoid":
        x = torch.log(y) - torch.log1p(-y)
        slope = torch.sigmoid(x) * torch.sigmoid(-x)
    else:
        x = torch.atanh(y)
        slope = 1 / torch.cosh(x) ** 2
    return slope * y_bar

# %% right: A plain Python loop over the flattened entries with floats, reshaped at the end; works without axes and without entries.
import torch

def backward_from_output(kind, y, y_bar):
    def one(v, g):
        if kind == "relu":
            return g if v != 0 else 0.0
        if kind == "exp":
            return g * v
        if kind == "sigmoid":
            return g * v * (1 - v)
        return g * (1 - v) * (1 + v)

    values = [one(v, g) for v, g in zip(y.reshape(-1).tolist(), y_bar.reshape(-1).tolist())]
    return torch.tensor(values, dtype=torch.float64).reshape(y.shape)

# %% right: numpy inside, with the sigmoid reduced to tanh: y = (1 + h)/2, so the slope is (1 - h²)/4.
import numpy as np
import torch

def backward_from_output(kind, y, y_bar):
    v, g = y.detach().numpy(), y_bar.detach().numpy()
    table = {
        "relu": lambda: np.heaviside(v, 0.0),
        "exp": lambda: v,
        "tanh": lambda: 1 - np.square(v),
        "sigmoid": lambda: (1 - np.square(2 * v - 1)) / 4,
    }
    return torch.as_tensor(np.asarray(table[kind]() * g, dtype=np.float64)).reshape(y.shape)

# %% wrong: y is put through the sigmoid (and tanh) once more before the slope is formed: the slope is taken at y instead of at x.
# told: sigmoid_and_tanh_again
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y > 0, y_bar, torch.zeros_like(y_bar))
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        s = torch.sigmoid(y)
        return y_bar * s * (1 - s)
    t = torch.tanh(y)
    return y_bar * (1 - t**2)

# %% wrong: For exp the way back is taken to be the inverse function: the slope is written as 1/y (that of the logarithm) and not as y.
# told: exp_divides_but_not_by_zero
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        slope = (y > 0).double()
    elif kind == "exp":
        slope = torch.where(y > 0, 1 / y, torch.zeros_like(y))
    elif kind == "sigmoid":
        slope = y * (1 - y)
    elif kind == "tanh":
        slope = 1 - y * y
    return slope * y_bar

# %% wrong: For relu the switch looks at the sign of the adjoint y_bar (negative gradients are cut off) and not at the output y.
# told: relu_by_y_bar
import torch

def backward_from_output(kind, y, y_bar):
    slopes = {"exp": lambda v: v,
              "sigmoid": lambda v: v - v**2,
              "tanh": lambda v: 1 - v**2}
    if kind == "relu":
        return torch.clamp(y_bar, min=0.0)
    return slopes[kind](y) * y_bar

# %% wrong: For tanh the bracket is misplaced: (1 - y)² instead of 1 - y².
# told: tanh_square_outside
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        x_bar = y_bar * (y > 0)
    elif kind == "exp":
        x_bar = y_bar * y
    elif kind == "sigmoid":
        x_bar = y_bar * y * (1 - y)
    else:
        x_bar = y_bar * (1 - y) ** 2
    return x_bar

# %% wrong: At an output of 0 relu gets the slope 1: the comparison is >= 0, which is true for every output of relu.
# told: relu_open_at_zero
import numpy as np
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return torch.where(y >= 0, y_bar, 0.0 * y_bar)
    if kind == "exp":
        return torch.mul(y, y_bar)
    if kind == "sigmoid":
        return torch.mul(y - y.square(), y_bar)
    if kind == "tanh":
        return torch.mul((1 - y) * (1 + y), y_bar)

# %% wrong: TWO: for relu y_bar is multiplied by the output y itself and not by 1; and the slope of the sigmoid has the wrong sign, y(y - 1).
# told: relu_scaled_by_y
import torch

def backward_from_output(kind, y, y_bar):
    local = 1 - y**2
    if kind == "relu" or kind == "exp":
        local = y
    if kind == "sigmoid":
        local = y * (y - 1)
    return local * y_bar

# %% wrong: The input of the sigmoid is recovered with a clamp at 1e-6, so at the rounded outputs 0 and 1 the slope is about 1e-6 and not 0.
# told: sigmoid_held_1000000th_from_the_ends
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "sigmoid":
        x = torch.logit(y, eps=1e-6)
        s = 1 / (1 + torch.exp(-x))
        return y_bar * s * (1 - s)
    if kind == "relu":
        return y_bar * torch.sign(y)
    if kind == "exp":
        return y_bar * y
    return y_bar * (1 - y**2)

# %% wrong: A chain of ifs where one `elif` became `if`: for exp the value is overwritten by the tanh formula of the last else.
# told: exp_like_tanh
import torch

def backward_from_output(kind, y, y_bar):
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        x_bar = y_bar * y
    if kind == "sigmoid":
        x_bar = y_bar * y * (1 - y)
    else:
        x_bar = y_bar * (1 - y**2)
    return x_bar

# %% right: numpy inside, with np.where, and a tensor again at the end.
import numpy as np
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    a = y.detach().numpy()
    if kind == "relu":
        slope = np.where(a > 0, 1.0, 0.0)
    elif kind == "exp":
        slope = a
    elif kind == "sigmoid":
        slope = a * (1.0 - a)
    else:
        slope = 1.0 - np.square(a)
    return torch.as_tensor(np.asarray(slope * y_bar.detach().numpy()), dtype=torch.float64)

# %% right: Entry by entry in plain Python, over the flattened tensors, with the shape put back at the end.
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    def slope(v):
        if kind == "relu":
            return 1.0 if v > 0 else 0.0
        if kind == "exp":
            return v
        if kind == "sigmoid":
            return v * (1 - v)
        return (1 - v) * (1 + v)

    numbers = []
    for v, g in zip(y.reshape(-1).tolist(), y_bar.reshape(-1).tolist()):
        numbers.append(slope(v) * g)
    return torch.tensor(numbers, dtype=torch.float64).reshape(y.shape)

# %% right: A table of slopes with unusual algebra: sign(y) for relu, and tanh by way of the sigmoid s = (1 + y) / 2 as 4 s (1 - s).
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    def bump(s):
        return s * (torch.ones_like(s) - s)

    slopes = {
        "relu": torch.sign,
        "exp": torch.clone,
        "sigmoid": bump,
        "tanh": lambda t: 4 * bump((1 + t) / 2),
    }
    return torch.mul(slopes[kind](y), y_bar)

# %% wrong: For tanh the output y is taken for the input: the slope is computed as 1 - tanh(y)^2, but y is the tanh already.
# told: tanh_again
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - torch.tanh(y) ** 2)

# %% wrong: For exp the slope of the inverse function is used, 1 / y as for the logarithm; the slope of exp is y itself.
# told: exp_divides_but_not_by_zero
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return torch.where(y > 0, y_bar / y, torch.zeros_like(y))
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: relu is applied to the adjoint too: negative adjoints are cut off, although only the output decides whether a step passes.
# told: relu_drops_negative_adjoints
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        return torch.relu(y_bar) * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: The outputs of sigmoid and tanh are kept away from the ends by 1e-7, so the slope at the ends is not 0.
# told: held_10000000th_from_the_ends
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    eps = 1e-7
    if kind == "sigmoid":
        y = y.clamp(eps, 1 - eps)
        return y_bar * y * (1 - y)
    if kind == "tanh":
        y = y.clamp(-1 + eps, 1 - eps)
        return y_bar * (1 - y ** 2)

# %% wrong: The square is missing in the slope of tanh: 1 - y instead of 1 - y^2.
# told: tanh_not_squared
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y)

# %% wrong: TWO: For the sigmoid only the slope is returned, it is not multiplied by y_bar; and the slope of tanh has the wrong sign, y^2 - 1.
# told: sigmoid_slope_alone
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y * (1 - y)
    if kind == "tanh":
        return y_bar * (y ** 2 - 1)

# %% wrong: For the sigmoid x is first computed back from y by the logarithm; at an output of 0 this gives inf / inf = nan instead of 0.
# told: sigmoid_by_input
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        return y_bar * (y > 0)
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        x = torch.log(y / (1 - y))
        e = torch.exp(-x)
        return y_bar * e / (1 + e) ** 2
    if kind == "tanh":
        return y_bar * (1 - y ** 2)

# %% wrong: For relu the zeros are written into y_bar itself: the caller's adjoint is changed in place.
# told: changed
import torch


def backward_from_output(kind, y, y_bar):
    """x_bar, shaped like y, for y = kind(x), from y and y_bar alone; kind is "relu", "exp", "sigmoid" or "tanh".

    y and y_bar are float64 of one shape, and so is x_bar.
    """
    if kind == "relu":
        y_bar[y <= 0] = 0
        return y_bar
    if kind == "exp":
        return y_bar * y
    if kind == "sigmoid":
        return y_bar * y * (1 - y)
    if kind == "tanh":
        return y_bar * (1 - y ** 2)
