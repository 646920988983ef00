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

# %% right: Goes through the flattened numbers one by one with math (only erf from torch), and reshapes at the end.
import math
import torch

def activation(name, x):
    def logistic(v):
        if v < 0:
            return math.exp(v) / (1 + math.exp(v))
        return 1 / (1 + math.exp(-v))

    def one(v):
        if name == "identity":
            return v, 1.0
        if name == "step":
            return (0.0 if v < 0 else 1.0), 0.0
        if name == "sigmoid":
            return logistic(v), logistic(v) * logistic(-v)
        if name == "tanh":
            t = math.tanh(v)
            return t, (1 - t) * (1 + t)
        if name == "relu":
            return (v, 1.0) if v > 0 else (0.0, 0.0)
        if name == "softplus":
            return max(v, 0.0) + math.log1p(math.exp(-abs(v))), logistic(v)
        if name == "elu":
            return (v, 1.0) if v > 0 else (math.exp(v) - 1, math.exp(v))
        if name == "gelu":
            below = 0.5 * (1 + torch.erf(torch.tensor(v / math.sqrt(2), dtype=torch.float64)).item())
            return v * below, below + v * math.exp(-v * v / 2) / math.sqrt(2 * math.pi)
        if name == "gaussian":
            g = math.exp(-v * v)
            return g, -2 * v * g
        if name == "gcu":
            return v * math.cos(v), math.cos(v) - v * math.sin(v)
        raise ValueError(name)

    pairs = [one(float(v)) for v in x.reshape(-1).tolist()]
    kind = x.dtype if x.is_floating_point() else torch.float64
    f = torch.tensor([p[0] for p in pairs], dtype=kind).reshape(x.shape)
    df = torch.tensor([p[1] for p in pairs], dtype=kind).reshape(x.shape)
    return f, df

# %% right: Numpy inside (logaddexp, expm1, heaviside), the erf borrowed from torch, and back to tensors.
import numpy as np
import torch

def activation(name, x):
    v = np.array(x.detach().numpy(), dtype=np.float64)
    low = np.minimum(v, 0.0)
    sig = np.exp(-np.logaddexp(0.0, -v))
    if name == "identity":
        f, df = v, v ** 0
    elif name == "step":
        f, df = np.heaviside(v, 1.0), 0 * v
    elif name == "sigmoid":
        f, df = sig, np.exp(-np.logaddexp(0.0, -v) - np.logaddexp(0.0, v))
    elif name == "tanh":
        f, df = np.tanh(v), 1 - np.square(np.tanh(v))
    elif name == "relu":
        f, df = np.maximum(v, 0.0), np.heaviside(v, 0.0)
    elif name == "softplus":
        f, df = np.logaddexp(0.0, v), sig
    elif name == "elu":
        f, df = np.maximum(v, 0.0) + np.expm1(low), np.exp(low)
    elif name == "gelu":
        Phi = (1 + torch.erf(torch.as_tensor(v) / np.sqrt(2)).numpy()) / 2
        f, df = v * Phi, Phi + v * np.exp(-v * v / 2) / np.sqrt(2 * np.pi)
    elif name == "gaussian":
        f, df = np.exp(-v * v), -2 * v * np.exp(-v * v)
    elif name == "gcu":
        f, df = v * np.cos(v), np.cos(v) - v * np.sin(v)
    return tuple(torch.tensor(np.asarray(a), dtype=torch.float64).reshape(x.shape) for a in (f, df))

# %% right: Small (value, slope) closures joined by general rules: a product rule for gelu and gcu, a two-sided rule for the bent ones.
import math
import torch

def activation(name, x):
    one, zero = torch.ones_like(x), torch.zeros_like(x)

    def times(a, b):                      # product rule on pairs
        (f, df), (g, dg) = a, b
        return f * g, df * g + f * dg

    def glue(right_side, here, there):    # here where right_side holds, else there
        return tuple(torch.where(right_side, u, v) for u, v in zip(here, there))

    line = (x, one)
    capped = torch.exp(torch.where(x > 0, zero, x))
    small = torch.exp(-torch.abs(x))

    def sigmoid():
        s = glue(x >= 0, (1 / (1 + small),), (small / (1 + small),))[0]
        return s, small / (1 + small) ** 2

    def tanh():
        q = small * small
        return torch.sign(x) * -torch.expm1(-2 * x.abs()) / (1 + q), 4 * q / (1 + q) ** 2

    def normal():
        return (1 + torch.erf(x * math.sqrt(0.5))) / 2, torch.exp(-x * x / 2) / math.sqrt(math.tau)

    table = {
        "identity": lambda: line,
        "step": lambda: (1 - (x < 0).to(x.dtype), zero),
        "sigmoid": sigmoid,
        "tanh": tanh,
        "relu": lambda: glue(x > 0, line, (zero, zero)),
        "softplus": lambda: (torch.where(x > 0, x, zero) + torch.log1p(small), sigmoid()[0]),
        "elu": lambda: glue(x > 0, line, (capped - 1, capped)),
        "gelu": lambda: times(line, normal()),
        "gaussian": lambda: times((torch.exp(-x * x), zero), (one, -2 * x)),
        "gcu": lambda: times(line, (torch.cos(x), -torch.sin(x))),
    }
    return table[name]()

# %% wrong: Takes the slope of a product as the product of the slopes, so gelu and gcu lack the product rule.
# told: slopes_multiplied
import math
import torch

def activation(name, x):
    if name == "identity":
        return x * 1.0, torch.ones_like(x)
    if name == "step":
        return torch.where(x >= 0, torch.ones_like(x), torch.zeros_like(x)), torch.zeros_like(x)
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t ** 2
    if name == "relu":
        return torch.relu(x), (x > 0).to(x.dtype)
    if name == "softplus":
        f = torch.clamp(x, min=0) + torch.log1p(torch.exp(-x.abs()))
        return f, torch.sigmoid(x)
    if name == "elu":
        e = torch.exp(torch.clamp(x, max=0))
        return torch.where(x > 0, x, e - 1), torch.where(x > 0, torch.ones_like(x), e)
    if name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        phi = torch.exp(-x ** 2 / 2) / math.sqrt(2 * math.pi)
        # (x)' = 1 and Phi' = phi
        return x * Phi, 1 * phi
    if name == "gaussian":
        g = torch.exp(-x ** 2)
        return g, -2 * x * g
    if name == "gcu":
        # (x)' = 1 and cos' = -sin
        return x * torch.cos(x), -torch.sin(x)

# %% wrong: Puts x itself into the formulas s(1 - s) and 1 - t², which are meant for the values s and t of sigmoid and tanh.
# told: slopes_of_input
import math
import torch

def activation(name, x):
    one = torch.ones_like(x)
    zero = torch.zeros_like(x)
    if name == "identity":
        f = x
        df = one
    elif name == "step":
        f = torch.where(x < 0, zero, one)
        df = zero
    elif name == "sigmoid":
        f = torch.sigmoid(x)
        df = x * (1 - x)
    elif name == "tanh":
        f = torch.tanh(x)
        df = 1 - x ** 2
    elif name == "relu":
        f = torch.where(x > 0, x, zero)
        df = torch.where(x > 0, one, zero)
    elif name == "softplus":
        f = torch.logaddexp(x, zero)
        df = torch.sigmoid(x)
    elif name == "elu":
        f = torch.where(x > 0, x, torch.exp(x) - 1)
        df = torch.where(x > 0, one, torch.exp(x))
    elif name == "gelu":
        cdf = (1 + torch.erf(x / 2 ** 0.5)) / 2
        pdf = torch.exp(-x * x / 2) / (2 * math.pi) ** 0.5
        f = x * cdf
        df = cdf + x * pdf
    elif name == "gaussian":
        f = torch.exp(-x * x)
        df = -2 * x * f
    elif name == "gcu":
        f = x * torch.cos(x)
        df = torch.cos(x) - x * torch.sin(x)
    return f, df

# %% wrong: Loses the minus sign in the slope of the gaussian: 2x e^(-x²) and not -2x e^(-x²).
# told: gaussian_sign
import math
import torch

def softplus(x):
    return torch.where(x > 0, x + torch.log1p(torch.exp(-x)), torch.log1p(torch.exp(x)))

def Phi(x):
    return 0.5 * (1 + torch.erf(x / math.sqrt(2)))

def phi(x):
    return torch.exp(-0.5 * x ** 2) / math.sqrt(2 * math.pi)

def activation(name, x):
    o = torch.ones_like(x)
    n = torch.zeros_like(x)
    sig = torch.sigmoid(x)
    values = {
        "identity": x,
        "step": torch.where(x >= 0, o, n),
        "sigmoid": sig,
        "tanh": torch.tanh(x),
        "relu": torch.maximum(x, n),
        "softplus": softplus(x),
        "elu": torch.where(x > 0, x, torch.exp(x) - 1),
        "gelu": x * Phi(x),
        "gaussian": torch.exp(-x ** 2),
        "gcu": x * torch.cos(x),
    }
    slopes = {
        "identity": o,
        "step": n,
        "sigmoid": sig * (1 - sig),
        "tanh": 1 - torch.tanh(x) ** 2,
        "relu": torch.where(x > 0, o, n),
        "softplus": sig,
        "elu": torch.where(x > 0, o, torch.exp(x)),
        "gelu": Phi(x) + x * phi(x),
        "gaussian": 2 * x * torch.exp(-x ** 2),
        "gcu": torch.cos(x) - x * torch.sin(x),
    }
    return values[name], slopes[name]

# %% wrong: Divides the normal density by 2π and not by its square root, so the slope of gelu is off.
# told: gelu_density_without_root
import torch

def activation(name, x):
    match name:
        case "identity":
            return x.clone(), torch.ones_like(x)
        case "step":
            return (x >= 0).to(x.dtype), torch.zeros_like(x)
        case "sigmoid":
            s = x.sigmoid()
            return s, s - s * s
        case "tanh":
            t = x.tanh()
            return t, 1 - t * t
        case "relu":
            return x.clamp(min=0), (x > 0).to(x.dtype)
        case "softplus":
            return x.clamp(min=0) + torch.log1p((-x.abs()).exp()), x.sigmoid()
        case "elu":
            neg = x.clamp(max=0).exp()
            return torch.where(x > 0, x, neg - 1), neg
        case "gelu":
            P = (1 + torch.erf(x / 2**0.5)) / 2
            p = (-x * x / 2).exp() / (2 * torch.pi)
            return x * P, P + x * p
        case "gaussian":
            g = (-x * x).exp()
            return g, -2 * x * g
        case "gcu":
            return x * x.cos(), x.cos() - x * x.sin()

# %% wrong: Uses e^x - 1 (the value) as the slope of elu for x ≤ 0, and has a plus for the minus in the slope cos x - x sin x of gcu.
# told: elu_slope_is_value
import math
import torch

def activation(name, x):
    zeros, ones = torch.zeros_like(x), torch.ones_like(x)

    if name == "identity": f, df = x, ones
    if name == "step":     f, df = torch.where(x < 0, zeros, ones), zeros
    if name == "sigmoid":
        f = torch.sigmoid(x)
        df = f * (1 - f)
    if name == "tanh":
        f = torch.tanh(x)
        df = 1 - f * f
    if name == "relu":     f, df = torch.relu(x), torch.where(x > 0, ones, zeros)
    if name == "softplus":
        big = torch.maximum(x, zeros)
        f = big + torch.log1p(torch.exp(-torch.abs(x)))
        df = torch.sigmoid(x)
    if name == "elu":
        f = torch.where(x > 0, x, torch.exp(x) - 1)
        df = torch.where(x > 0, ones, torch.exp(x) - 1)
    if name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        f = x * Phi
        df = Phi + x * torch.exp(-x**2 / 2) / math.sqrt(2 * math.pi)
    if name == "gaussian":
        f = torch.exp(-x**2)
        df = -2 * x * f
    if name == "gcu":
        f = x * torch.cos(x)
        df = torch.cos(x) + x * torch.sin(x)

    return f, df

# %% wrong: Computes softplus as log1p(e^x) for all x, so beyond about 709 the power is inf and with it the value.
# told: softplus_overflows
import math
import torch

def activation(name, x):
    def heaviside(t):
        return torch.where(t >= 0, torch.ones_like(t), torch.zeros_like(t))

    def positive(t):
        return torch.where(t > 0, torch.ones_like(t), torch.zeros_like(t))

    def Phi(t):
        return 0.5 * (1 + torch.erf(t / math.sqrt(2)))

    def phi(t):
        return torch.exp(-t**2 / 2) / math.sqrt(2 * math.pi)

    if name == "identity":
        return x, torch.ones_like(x)
    elif name == "step":
        return heaviside(x), torch.zeros_like(x)
    elif name == "sigmoid":
        return torch.sigmoid(x), torch.sigmoid(x) * (1 - torch.sigmoid(x))
    elif name == "tanh":
        return torch.tanh(x), 1 - torch.tanh(x) ** 2
    elif name == "relu":
        return torch.relu(x), positive(x)
    elif name == "softplus":
        return torch.log1p(torch.exp(x)), torch.sigmoid(x)
    elif name == "elu":
        return torch.where(x > 0, x, torch.exp(x) - 1), torch.where(x > 0, 1.0, torch.exp(x))
    elif name == "gelu":
        return x * Phi(x), Phi(x) + x * phi(x)
    elif name == "gaussian":
        return torch.exp(-x**2), -2 * x * torch.exp(-x**2)
    elif name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: Asks `if x > 0:` about a whole tensor in step, relu, softplus and elu, which runs into an error as soon as x has more than one entry.
# told: advice
import math
import torch

def activation(name, x):
    if name == "identity":
        f = x
        df = torch.ones_like(x)
    elif name == "step":
        if x < 0:
            f = torch.zeros_like(x)
        else:
            f = torch.ones_like(x)
        df = torch.zeros_like(x)
    elif name == "sigmoid":
        f = torch.sigmoid(x)
        df = f * (1 - f)
    elif name == "tanh":
        f = torch.tanh(x)
        df = 1 - f ** 2
    elif name == "relu":
        if x > 0:
            f = x
            df = torch.ones_like(x)
        else:
            f = torch.zeros_like(x)
            df = torch.zeros_like(x)
    elif name == "softplus":
        if x > 0:
            f = x + torch.log1p(torch.exp(-x))
        else:
            f = torch.log1p(torch.exp(x))
        df = torch.sigmoid(x)
    elif name == "elu":
        if x > 0:
            f = x
            df = torch.ones_like(x)
        else:
            f = torch.exp(x) - 1
            df = torch.exp(x)
    elif name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        f = x * Phi
        df = Phi + x * torch.exp(-x ** 2 / 2) / math.sqrt(2 * math.pi)
    elif name == "gaussian":
        f = torch.exp(-x ** 2)
        df = -2 * x * f
    elif name == "gcu":
        f = x * torch.cos(x)
        df = torch.cos(x) - x * torch.sin(x)
    return f, df

# %% wrong: Builds elu with masks that are multiplied, so for large x the mask 0 meets e^x = inf and 0 · inf is nan.
# told: elu_mask_times_inf
import math
import torch

def activation(name, x):
    pos = (x > 0).to(x.dtype)
    neg = 1 - pos
    if name == "identity":
        return x + 0, x * 0 + 1
    if name == "step":
        return (x >= 0).to(x.dtype), x * 0
    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t * t
    if name == "relu":
        return pos * x, pos
    if name == "softplus":
        return pos * x + torch.log1p(torch.exp(-abs(x))), torch.sigmoid(x)
    if name == "elu":
        return pos * x + neg * (torch.exp(x) - 1), pos + neg * torch.exp(x)
    if name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        return x * Phi, Phi + x * torch.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    if name == "gaussian":
        return torch.exp(-x * x), -2 * x * torch.exp(-x * x)
    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% right: Loops over single numbers with the math module and shapes the lists back.
import math

import torch


def one_number(name, v):
    if name == "identity":
        return v, 1.0
    if name == "step":
        return (0.0 if v < 0 else 1.0), 0.0
    if name == "sigmoid":
        if v >= 0:
            e = math.exp(-v)
            return 1 / (1 + e), e / (1 + e) ** 2
        e = math.exp(v)
        return e / (1 + e), e / (1 + e) ** 2
    if name == "tanh":
        t = math.tanh(v)
        return t, 1 - t * t
    if name == "relu":
        return (v, 1.0) if v > 0 else (0.0, 0.0)
    if name == "softplus":
        s, _ = one_number("sigmoid", v)
        if v > 0:
            return v + math.log1p(math.exp(-v)), s
        return math.log1p(math.exp(v)), s
    if name == "elu":
        return (v, 1.0) if v > 0 else (math.expm1(v), math.exp(v))
    if name == "gelu":
        P = 0.5 * (1 + math.erf(v / math.sqrt(2)))
        p = math.exp(-v * v / 2) / math.sqrt(2 * math.pi)
        return v * P, P + v * p
    if name == "gaussian":
        g = math.exp(-v * v)
        return g, -2 * v * g
    if name == "gcu":
        return v * math.cos(v), math.cos(v) - v * math.sin(v)
    raise KeyError(name)


def activation(name, x):
    pairs = [one_number(name, v) for v in x.reshape(-1).tolist()]
    f = torch.tensor([p[0] for p in pairs], dtype=x.dtype).reshape(x.shape)
    df = torch.tensor([p[1] for p in pairs], dtype=x.dtype).reshape(x.shape)
    return f, df

# %% right: A dataclass holds each function with its slope as a closure; products get their slope from a general product rule, softplus comes from logaddexp.
import math
from dataclasses import dataclass
from typing import Callable

import torch


@dataclass(frozen=True)
class Act:
    f: Callable
    df: Callable

    def __mul__(self, other):
        return Act(
            lambda x: self.f(x) * other.f(x),
            lambda x: self.df(x) * other.f(x) + self.f(x) * other.df(x),
        )


def _pick(cond, left, right):
    return Act(
        lambda x: torch.where(cond(x), left.f(x), right.f(x)),
        lambda x: torch.where(cond(x), left.df(x), right.df(x)),
    )


_id = Act(lambda x: x + 0, torch.ones_like)
_zero = Act(torch.zeros_like, torch.zeros_like)
_one = Act(torch.ones_like, torch.zeros_like)
_expm1 = Act(torch.expm1, torch.exp)
_Phi = Act(
    lambda x: (1 + torch.erf(x * math.sqrt(0.5))) / 2,
    lambda x: torch.exp(-x * x / 2) * (2 * math.pi) ** -0.5,
)
_cos = Act(torch.cos, lambda x: -torch.sin(x))

_ACTS = dict(
    identity=_id,
    step=_pick(lambda x: x < 0, _zero, _one),
    sigmoid=Act(torch.sigmoid, lambda x: torch.sigmoid(x) * torch.sigmoid(-x)),
    tanh=Act(torch.tanh, lambda x: 4 * torch.sigmoid(2 * x) * torch.sigmoid(-2 * x)),
    relu=_pick(lambda x: x > 0, _id, _zero),
    softplus=Act(lambda x: torch.logaddexp(x, torch.zeros_like(x)), torch.sigmoid),
    elu=_pick(lambda x: x > 0, _id, _expm1),
    gelu=_id * _Phi,
    gaussian=Act(lambda x: torch.exp(-x * x), lambda x: torch.exp(-x * x) * x * (-2)),
    gcu=_id * _cos,
)


def activation(name, x):
    act = _ACTS[name]
    return act.f(x), act.df(x)

# %% right: Goes to numpy and back, clips before each exp, and builds everything from a few helper arrays.
import math

import numpy as np
import torch


def activation(name, x):
    a = np.asarray(x.detach().cpu().numpy(), dtype=np.float64)
    neg = np.minimum(a, 0.0)
    pos = np.maximum(a, 0.0)
    small = np.exp(-np.abs(a))                       # always in (0, 1]
    sig = np.where(a >= 0, 1 / (1 + small), small / (1 + small))
    erf = np.vectorize(math.erf, otypes=[float])

    if name == "identity":
        f, df = a, np.ones_like(a)
    elif name == "step":
        f, df = 1.0 - (a < 0), 0.0 * a
    elif name == "sigmoid":
        f, df = sig, small / (1 + small) ** 2
    elif name == "tanh":
        f, df = np.tanh(a), (1 - np.tanh(a)) * (1 + np.tanh(a))
    elif name == "relu":
        f, df = pos, 1.0 * (a > 0)
    elif name == "softplus":
        f, df = pos + np.log1p(small), sig
    elif name == "elu":
        f = pos + np.expm1(neg)
        df = np.exp(neg)                             # e^0 = 1 on the right
    elif name == "gelu":
        Phi = (1 + erf(a / 2**0.5)) / 2
        f, df = a * Phi, Phi + a * np.exp(-0.5 * a**2) / np.sqrt(2 * np.pi)
    elif name == "gaussian":
        f = np.exp(-(a**2))
        df = -2 * a * f
    else:
        f, df = a * np.cos(a), np.cos(a) - a * np.sin(a)

    back = lambda u: torch.as_tensor(np.array(u, dtype=np.float64)).to(x.dtype).reshape(x.shape)
    return back(f), back(df)

# %% wrong: The slope of softplus is taken to be that of relu (0 or 1), as if a smooth relu still had a kink; it is the sigmoid.
# told: softplus_slope_is_step
import math

import torch


def activation(name, x):
    if name == "identity":
        f = x
        df = torch.ones_like(x)
    elif name == "step":
        f = torch.where(x >= 0, torch.ones_like(x), torch.zeros_like(x))
        df = torch.zeros_like(x)
    elif name == "sigmoid":
        f = torch.sigmoid(x)
        df = f * (1 - f)
    elif name == "tanh":
        f = torch.tanh(x)
        df = 1 - f ** 2
    elif name == "relu":
        f = torch.where(x > 0, x, torch.zeros_like(x))
        df = torch.where(x > 0, torch.ones_like(x), torch.zeros_like(x))
    elif name == "softplus":
        # softplus is the soft version of relu
        f = torch.where(x > 0, x, torch.zeros_like(x)) + torch.log1p(torch.exp(-torch.abs(x)))
        df = torch.where(x > 0, torch.ones_like(x), torch.zeros_like(x))
    elif name == "elu":
        f = torch.where(x > 0, x, torch.exp(x) - 1)
        df = torch.where(x > 0, torch.ones_like(x), torch.exp(x))
    elif name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        phi = torch.exp(-x ** 2 / 2) / math.sqrt(2 * math.pi)
        f = x * Phi
        df = Phi + x * phi
    elif name == "gaussian":
        f = torch.exp(-x ** 2)
        df = -2 * x * f
    elif name == "gcu":
        f = x * torch.cos(x)
        df = torch.cos(x) - x * torch.sin(x)
    return f, df

# %% wrong: The slope of a product is taken as the product of the slopes, (uv)' = u'v', so gelu and gcu lose the term with the other factor.
# told: slopes_multiplied
import math
import torch

def activation(name, x):
    one = torch.ones_like(x)
    zero = torch.zeros_like(x)
    s = torch.sigmoid(x)
    t = torch.tanh(x)
    Phi = (1 + torch.erf(x / 2 ** 0.5)) / 2
    phi = torch.exp(-x * x / 2) / (2 * math.pi) ** 0.5
    g = torch.exp(-x * x)
    ex = torch.exp(torch.clamp(x, max=0.0))

    values = {
        "identity": x,
        "step": torch.where(x >= 0, one, zero),
        "sigmoid": s,
        "tanh": t,
        "relu": torch.clamp(x, min=0.0),
        "softplus": torch.clamp(x, min=0.0) + torch.log1p(torch.exp(-x.abs())),
        "elu": torch.where(x > 0, x, ex - 1),
        "gelu": x * Phi,
        "gaussian": g,
        "gcu": x * torch.cos(x),
    }
    slopes = {
        "identity": one,
        "step": zero,
        "sigmoid": s * (1 - s),
        "tanh": 1 - t * t,
        "relu": torch.where(x > 0, one, zero),
        "softplus": s,
        "elu": torch.where(x > 0, one, ex),
        "gelu": 1 * phi,               # x' * Phi'
        "gaussian": -2 * x * g,
        "gcu": 1 * -torch.sin(x),      # x' * cos'
    }
    return values[name], slopes[name]

# %% wrong: The slope of the gaussian lacks its minus: the inner slope of -x^2 is -2x, not 2x.
# told: gaussian_sign
import math

import torch


def activation(name, x):
    """(f, df): values and slopes of the activation of this name at x, both shaped like x."""
    if name == "identity":
        return x.clone(), torch.ones_like(x)

    if name == "step":
        return (x >= 0).to(x.dtype), torch.zeros_like(x)

    if name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)

    if name == "tanh":
        t = torch.tanh(x)
        return t, 1 - t**2

    if name == "relu":
        return torch.relu(x), (x > 0).to(x.dtype)

    if name == "softplus":
        big = x + torch.log1p(torch.exp(-x))
        small = torch.log1p(torch.exp(x))
        return torch.where(x > 0, big, small), torch.sigmoid(x)

    if name == "elu":
        e = torch.exp(x)
        return torch.where(x > 0, x, e - 1), torch.where(x > 0, torch.ones_like(x), e)

    if name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        phi = torch.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
        return x * Phi, Phi + x * phi

    if name == "gaussian":
        e = torch.exp(-(x**2))
        return e, 2 * x * e

    if name == "gcu":
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

    raise ValueError(name)

# %% wrong: The normal density in gelu's slope is divided by 2 pi instead of by its square root.
# told: gelu_density_without_root
import math
import torch

def sig(x):
    return torch.sigmoid(x)

def normal_cdf(x):
    return 0.5 * (1.0 + torch.erf(x / math.sqrt(2.0)))

def normal_pdf(x):
    return torch.exp(-x ** 2 / 2) / (2 * math.pi)

def activation(name, x):
    zeros = x * 0
    ones = zeros + 1
    pos = x > 0
    if name == "identity":
        f, df = x, ones
    if name == "step":
        f, df = torch.where(x < 0, zeros, ones), zeros
    if name == "sigmoid":
        f, df = sig(x), sig(x) * sig(-x)
    if name == "tanh":
        f, df = torch.tanh(x), 1 - torch.tanh(x) ** 2
    if name == "relu":
        f, df = torch.where(pos, x, zeros), torch.where(pos, ones, zeros)
    if name == "softplus":
        f = torch.where(pos, x, zeros) + torch.log1p(torch.exp(-abs(x)))
        df = sig(x)
    if name == "elu":
        f = torch.where(pos, x, torch.exp(x) - 1)
        df = torch.where(pos, ones, torch.exp(x))
    if name == "gelu":
        f = x * normal_cdf(x)
        df = normal_cdf(x) + x * normal_pdf(x)
    if name == "gaussian":
        f = torch.exp(-x ** 2)
        df = -2 * x * f
    if name == "gcu":
        f = x * torch.cos(x)
        df = torch.cos(x) - x * torch.sin(x)
    return f, df

# %% wrong: Two mistakes: gcu's slope has a plus where cos x - x sin x needs a minus, and step gives 0 at x = 0, where it should give 1.
# told: gcu_sign_with_step_zero_at_zero
import math

import torch


def activation(name, x):
    match name:
        case "identity":
            f = x
            df = torch.full_like(x, 1.0)
        case "step":
            f = torch.where(x > 0, torch.full_like(x, 1.0), torch.full_like(x, 0.0))
            df = torch.full_like(x, 0.0)
        case "sigmoid":
            f = torch.sigmoid(x)
            df = f - f * f
        case "tanh":
            f = torch.tanh(x)
            df = (1 - f) * (1 + f)
        case "relu":
            f = x.clamp(min=0)
            df = torch.where(x > 0, torch.full_like(x, 1.0), torch.full_like(x, 0.0))
        case "softplus":
            f = x.clamp(min=0) + torch.log1p(torch.exp(-x.abs()))
            df = torch.sigmoid(x)
        case "elu":
            low = torch.exp(x.clamp(max=0))
            f = torch.where(x > 0, x, low - 1)
            df = torch.where(x > 0, torch.full_like(x, 1.0), low)
        case "gelu":
            cdf = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
            f = x * cdf
            df = cdf + x * torch.exp(-x**2 / 2) / math.sqrt(2 * math.pi)
        case "gaussian":
            f = torch.exp(-x**2)
            df = -2 * x * f
        case "gcu":
            f = x * torch.cos(x)
            df = torch.cos(x) + x * torch.sin(x)
    return (f, df)

# %% wrong: Elu is put together by multiplying with 0/1 masks, so far to the right 0 times the stored inf of e^x gives nan; torch.where would choose instead.
# told: elu_mask_times_inf
import math
import torch

def activation(name, x):
    p = (x > 0).to(x.dtype)     # 1 where positive
    n = 1 - p                   # 1 where not positive
    if name == "identity":
        return x, torch.ones_like(x)
    elif name == "step":
        return (x >= 0).to(x.dtype), torch.zeros_like(x)
    elif name == "sigmoid":
        s = torch.sigmoid(x)
        return s, s * (1 - s)
    elif name == "tanh":
        return torch.tanh(x), 1 - torch.tanh(x) ** 2
    elif name == "relu":
        return p * x, p
    elif name == "softplus":
        return p * x + torch.log1p(torch.exp(-torch.abs(x))), torch.sigmoid(x)
    elif name == "elu":
        return p * x + n * (torch.exp(x) - 1), p + n * torch.exp(x)
    elif name == "gelu":
        Phi = 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        return x * Phi, Phi + x * torch.exp(-x ** 2 / 2) / math.sqrt(2 * math.pi)
    elif name == "gaussian":
        g = torch.exp(-x ** 2)
        return g, -2 * x * g
    else:
        return x * torch.cos(x), torch.cos(x) - x * torch.sin(x)

# %% wrong: The constant slopes of identity and step are returned as plain numbers, not as tensors shaped like x.
# told: two_slopes_single
import math

import torch

# each entry: (function, slope)
TABLE = {
    "identity": (lambda x: x, lambda x: 1.0),
    "step": (lambda x: (x >= 0).to(x.dtype), lambda x: 0.0),
    "sigmoid": (torch.sigmoid, lambda x: torch.sigmoid(x) * (1 - torch.sigmoid(x))),
    "tanh": (torch.tanh, lambda x: 1 - torch.tanh(x) ** 2),
    "relu": (torch.relu, lambda x: (x > 0).to(x.dtype)),
    "softplus": (
        lambda x: torch.relu(x) + torch.log1p(torch.exp(-x.abs())),
        torch.sigmoid,
    ),
    "elu": (
        lambda x: torch.where(x > 0, x, torch.exp(x) - 1),
        lambda x: torch.where(x > 0, torch.ones_like(x), torch.exp(x)),
    ),
    "gelu": (
        lambda x: x * 0.5 * (1 + torch.erf(x / math.sqrt(2))),
        lambda x: 0.5 * (1 + torch.erf(x / math.sqrt(2)))
        + x * torch.exp(-(x**2) / 2) / math.sqrt(2 * math.pi),
    ),
    "gaussian": (
        lambda x: torch.exp(-(x**2)),
        lambda x: -2 * x * torch.exp(-(x**2)),
    ),
    "gcu": (
        lambda x: x * torch.cos(x),
        lambda x: torch.cos(x) - x * torch.sin(x),
    ),
}


def activation(name, x):
    f, slope = TABLE[name]
    return f(x), slope(x)

# %% wrong: The slopes are difference quotients instead of formulas: they are only approximate, relu gets 0.5 at 0, and step gets a huge slope at its jump instead of 0.
# told: chord_both_sides_4
import math
import torch

def value(name, x):
    if name == "identity":
        return x
    if name == "step":
        return torch.where(x >= 0, torch.ones_like(x), torch.zeros_like(x))
    if name == "sigmoid":
        return torch.sigmoid(x)
    if name == "tanh":
        return torch.tanh(x)
    if name == "relu":
        return torch.maximum(x, torch.zeros_like(x))
    if name == "softplus":
        return torch.maximum(x, torch.zeros_like(x)) + torch.log1p(torch.exp(-torch.abs(x)))
    if name == "elu":
        return torch.where(x > 0, x, torch.exp(x) - 1)
    if name == "gelu":
        return x * 0.5 * (1 + torch.erf(x / math.sqrt(2)))
    if name == "gaussian":
        return torch.exp(-x ** 2)
    if name == "gcu":
        return x * torch.cos(x)

def activation(name, x):
    # no backward allowed, so: slope = (f(x + h) - f(x - h)) / 2h
    h = 1e-4
    f = value(name, x)
    df = (value(name, x + h) - value(name, x - h)) / (2 * h)
    return f, df
