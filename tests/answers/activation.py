# %% right: A chain of ifs.
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% right: Two tables of small functions.
import torch

SQ = 2**0.5


def activation(name, x):
    Phi = lambda v: torch.special.ndtr(v)
    phi = lambda v: torch.exp(-(v**2) / 2) / (2 * torch.pi) ** 0.5
    f = {"identity": lambda v: v, "step": lambda v: (v >= 0).double(), "sigmoid": torch.sigmoid, "tanh": torch.tanh,
         "relu": lambda v: v.clamp(min=0), "softplus": lambda v: torch.logaddexp(v, torch.zeros_like(v)),
         "elu": lambda v: torch.where(v > 0, v, torch.expm1(v)), "gelu": lambda v: v * Phi(v),
         "gaussian": lambda v: torch.exp(-(v**2)), "gcu": lambda v: v * torch.cos(v)}
    df = {"identity": lambda v: v * 0 + 1, "step": lambda v: v * 0, "sigmoid": lambda v: torch.sigmoid(v) * torch.sigmoid(-v),
          "tanh": lambda v: 1 / torch.cosh(v) ** 2, "relu": lambda v: (v > 0).double(), "softplus": torch.sigmoid,
          "elu": lambda v: torch.where(v > 0, 1.0, torch.exp(v)).double(), "gelu": lambda v: Phi(v) + v * phi(v),
          "gaussian": lambda v: -2 * v * torch.exp(-(v**2)), "gcu": lambda v: torch.cos(v) - v * torch.sin(v)}
    return f[name](x), df[name](x)

# %% right: Match, with masks.
import math

import torch


def activation(name, x):
    pos = (x > 0).to(x.dtype)
    match name:
        case "identity":
            f, df = x + 0, x * 0 + 1
        case "step":
            f, df = 1 - (x < 0).to(x.dtype), torch.zeros(x.shape, dtype=x.dtype)
        case "sigmoid":
            f = 0.5 * (1 + torch.tanh(x / 2))
            df = f - f**2
        case "tanh":
            f = torch.tanh(x)
            df = (1 + f) * (1 - f)
        case "relu":
            f, df = x * pos, pos
        case "softplus":
            f, df = pos * x + torch.log1p(torch.exp(-x.abs())), torch.sigmoid(x)
        case "elu":
            e = torch.exp(x * (1 - pos))
            f, df = pos * x + (1 - pos) * (e - 1), pos + (1 - pos) * e
        case "gelu":
            P = 0.5 * torch.erfc(-x / math.sqrt(2))
            f, df = x * P, P + x * torch.exp(-0.5 * x**2) * 0.3989422804014327
        case "gaussian":
            f = (-x**2).exp()
            df = -2 * x * f
        case _:
            f, df = x * x.cos(), x.cos() - x * x.sin()
    return f, df

# %% right: Softplus by torch, elu by torch, and the rest by hand.
import torch
import torch.nn.functional as F


def activation(name, x):
    s, t = x.sigmoid(), x.tanh()
    P = (1 + torch.erf(x * 0.5**0.5)) / 2
    p = torch.exp(-x**2 / 2) / (2 * torch.pi) ** 0.5
    g = torch.exp(-x**2)
    one = torch.ones_like(x)
    return {
        "identity": (x, one),
        "step": (torch.heaviside(x, one), 0 * one),
        "sigmoid": (s, s * (1 - s)),
        "tanh": (t, 1 - t**2),
        "relu": (F.relu(x), torch.heaviside(x, 0 * one)),
        "softplus": (F.softplus(x), s),
        "elu": (F.elu(x), torch.where(x > 0, one, F.elu(x) + 1)),
        "gelu": (F.gelu(x), P + x * p),
        "gaussian": (g, -2 * x * g),
        "gcu": (x * torch.cos(x), torch.cos(x) - x * torch.sin(x)),
    }[name]

# %% right: Numbers one by one.
import math

import torch


def one(name, v):
    if name == "identity":
        return v, 1.0
    if name == "step":
        return float(v >= 0), 0.0
    if name == "sigmoid":
        s = 1 / (1 + math.exp(-v)) if v > -700 else 0.0
        return s, s * (1 - s)
    if name == "tanh":
        return math.tanh(v), 1 - math.tanh(v) ** 2
    if name == "relu":
        return max(0.0, v), float(v > 0)
    if name == "softplus":
        if v > 700:
            return v, 1.0
        return math.log1p(math.exp(v)), 1 / (1 + math.exp(-v)) if v > -700 else 0.0
    if name == "elu":
        return (v, 1.0) if v > 0 else (math.exp(v) - 1, math.exp(v))
    if name == "gelu":
        P = 0.5 * (1 + math.erf(v / math.sqrt(2)))
        return v * P, P + v * math.exp(-v * v / 2) / math.sqrt(2 * math.pi)
    if name == "gaussian":
        return math.exp(-v * v), -2 * v * math.exp(-v * v)
    return v * math.cos(v), math.cos(v) - v * math.sin(v)


def activation(name, x):
    pairs = [one(name, v) for v in x.flatten().tolist()]
    f = torch.tensor([p[0] for p in pairs], dtype=torch.float64).reshape(x.shape)
    df = torch.tensor([p[1] for p in pairs], dtype=torch.float64).reshape(x.shape)
    return [f, df]

# %% right: Masked entries are written into fresh tensors.
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        df = torch.ones_like(x)
        df[x <= 0] = 0
        return x * df, df
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        f, df = x.clone(), torch.ones_like(x)
        m = x <= 0
        f[m] = torch.exp(x[m]) - 1
        df[m] = torch.exp(x[m])
        return f, df
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: elu: the slope is exp(x) everywhere.
# told: elu_slope_is_power
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.exp(x)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gcu: plus in the product rule.
# told: gcu_sign
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) + x * torch.sin(x)

# %% wrong: gcu: no product rule.
# told: gcu_factor_forgotten
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), -torch.sin(x)

# %% wrong: tanh: the input is squared.
# told: tanh_slope_square_inside
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - torch.tanh(x**2)
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: softplus as the formula says.
# told: softplus_overflows
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.log(1 + torch.exp(x)), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: softplus with log1p, but of exp(x).
# told: softplus_overflows
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.log1p(torch.exp(x)), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gelu: only Phi for the slope.
# told: gelu_slope_is_share
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gelu: the factor x is lost.
# told: gelu_without_x
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gaussian: the minus is lost.
# told: gaussian_sign
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, 2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gaussian: no inner slope.
# told: gaussian_slope_is_bump
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: relu: slope 1 at 0.
# told: relu_slope_one_at_zero
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x >= 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: step: 0 at 0.
# told: step_zero_at_zero
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x > 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: sigmoid written out, with its slope.
# told: sigmoid_overflows
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.exp(x) / (1 + torch.exp(x))
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: sigmoid: slope 1 - s.
# told: sigmoid_slope_half
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, 1 - s
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: tanh written out.
# told: tanh_overflows
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = (torch.exp(x) - torch.exp(-x)) / (torch.exp(x) + torch.exp(-x))
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: elu: the minus 1 is forgotten.
# told: elu_without_minus_one
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: elu: the slope below 0 has the minus 1, too.
# told: elu_slope_is_value
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low - 1)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: The slope comes first.
# told: results_exchanged
import math

import torch


def helper(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)


def activation(name, x):
    f, df = helper(name, x)
    return df, f

# %% wrong: Only f.
# told: f_alone
import math

import torch


def helper(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)


def activation(name, x):
    return helper(name, x)[0]

# %% wrong: gelu by the tanh formula.
# told: gelu_by_tanh
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))), Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gelu without the root of 2.
# told: gelu_root_forgotten
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x)) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: softplus: slope s (1 - s).
# told: softplus_slope_twice
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x) * (1 - torch.sigmoid(x))
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: step and relu: their slopes are 1 for x at or above 0.
# told: relu_slope_one_at_zero_with_step_slope_is_step
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.where(x >= 0, 1.0, 0.0).double()
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x >= 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gcu has a plus, and gaussian lost its minus.
# told: gcu_sign_with_gaussian_sign
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, 2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) + x * torch.sin(x)

# %% wrong: softplus overflows, and so does the slope of elu.
# told: elu_slope_is_power_with_softplus_overflows
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.log(1 + torch.exp(x)), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.exp(x)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: identity: the slope is a number.
# told: identity_slope_number
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), 1.0
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: relu works on x itself.
# told: changed
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu_(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x)
        return g, -2 * x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: gaussian with a half.
# told: gaussian_half
import math

import torch


def activation(name, x):
    if name == "identity":
        return x.clone(), torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, 1.0, 0.0).double(), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return torch.relu(x), torch.where(x > 0, 1.0, 0.0).double()
    if name == "softplus":
        return torch.clamp(x, min=0) + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    if name == "elu":
        low = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, low - 1), torch.where(x > 0, torch.ones_like(x), low)
    if name == "gelu":
        Phi = (1 + torch.erf(x / math.sqrt(2))) / 2
        phi = torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi
    if name == "gaussian":
        g = torch.exp(-x * x / 2)
        return g, -x * g
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)
