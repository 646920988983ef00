"""What reverse mode knows: one row an operation, forward and backward side by side.

A row computes y and returns with it, for each argument, the function that pulls y's adjoint y_bar (called g
here) back to the argument's adjoint. The values that a pull needs stay in the function, so that it can be
called again. Numbers and tensors follow the same rows; the walk back sums away what was broadcast.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.elementary import cos, erf, exp, expm1, log, log1p, relu, sigmoid, sign, sin, sqrt, tanh

Pull = Callable[[Any], Any]


def _same(g):
    return g


def _rsqrt(x):
    y = sqrt(x) ** -1
    return y, lambda g: -g * y ** 3 / 2


# --- two arguments ---

def _pow(a, b):
    y = a ** b

    def to_base(g):
        if isinstance(b, Tensor):
            return g * torch.where(b == 0, 0.0, b * a ** (b - 1))  # 0 * inf at a zero base is 0
        return g * (b * a ** (b - 1)) if b != 0 else g * 0

    def to_exponent(g):
        if not isinstance(y, Tensor):
            return g * (y * math.log(a) if a > 0 else 0.0 if a == 0 and b >= 0 else math.nan)
        base, exponent = (torch.as_tensor(t, dtype=y.dtype, device=y.device) for t in (a, b))
        return g * torch.where((base == 0) & (exponent >= 0), 0.0, y * base.log())

    return y, to_base, to_exponent


def _matmul(a, b):
    A = a[None, :] if a.ndim == 1 else a  # a vector on the left is a row, on the right a column
    B = b[:, None] if b.ndim == 1 else b

    def as_matrix(g):
        g = g.unsqueeze(-1) if b.ndim == 1 else g
        return g.unsqueeze(-2) if a.ndim == 1 else g

    return (a @ b,
            lambda g: (as_matrix(g) @ B.mT).sum_to_size(a.shape),
            lambda g: _times_left(A, as_matrix(g), B).reshape(b.shape))


def _times_left(A: Tensor, G: Tensor, B: Tensor) -> Tensor:
    """A.mT @ G, summed over the batch axes that B does not have."""
    if B.ndim > 2:
        return (A.mT @ G).sum_to_size(B.shape)
    if A.ndim > 2:  # one product over all rows of the batch
        A, G = A.reshape(-1, A.shape[-1]), G.reshape(-1, G.shape[-1])
    return A.mT @ G


def _choice(larger: bool):
    def rule(a, b):
        a, b = (torch.as_tensor(t) if isinstance(t, Tensor) else other.new_tensor(t) for t, other in ((a, b), (b, a)))
        y = torch.maximum(a, b) if larger else torch.minimum(a, b)
        share = ((a == y).to(y.dtype) + (b != y).to(y.dtype)) / 2  # 1 for the winner, 1/2 in a tie
        return y, lambda g: g * share, lambda g: g * (1 - share)
    return rule


# --- along axes ---

def _with_axes(g, x: Tensor, dim):
    """g with the axes of x over which a sum went, of length 1; None means all."""
    return g if dim is None or g.ndim == x.ndim else g.reshape(_kept(x.shape, dim))


def _kept(shape, dim) -> list[int]:
    """The shape with length 1 along dim."""
    axes = {d % len(shape) for d in (dim if isinstance(dim, (tuple, list)) else (dim,))}
    return [1 if axis in axes else size for axis, size in enumerate(shape)]


def _best(name: str):
    def rule(x, dim=None, keepdim=False):
        dims = tuple(range(x.ndim)) if dim is None else dim
        y = getattr(x, name)(dims, keepdim)

        def pull(g):
            winners = (x == _with_axes(y, x, dim)).to(x.dtype)
            return winners * (_with_axes(g, x, dim) / winners.sum(dims, keepdim=True))
        return y, pull
    return rule


def _logsumexp(x, dim, keepdim=False):
    y = x.logsumexp(dim, keepdim)
    return y, lambda g: _with_axes(g, x, dim) * (x - _with_axes(y, x, dim)).exp()


def _log_softmax(x, dim):
    y = x.log_softmax(dim)
    return y, lambda g: g - y.exp() * g.sum(dim, keepdim=True)


def _permute(x, *dims):
    dims = tuple(dims[0]) if isinstance(dims[0], (tuple, list)) else dims
    back = sorted(range(len(dims)), key=lambda i: dims[i] % len(dims))
    return x.permute(dims), lambda g: g.permute(back)


def _pick(x, index):
    """x[index]: the adjoints return to where the entries stood; entries taken twice collect twice."""
    entries = index if isinstance(index, tuple) else (index,)
    if all(isinstance(e, (int, slice)) or e is None or e is Ellipsis for e in entries):
        def put(g):
            x_bar = g.new_zeros(x.shape)
            x_bar[index] = g
            return x_bar
        return x[index], put
    places = torch.arange(x.numel(), device=x.device).reshape(x.shape)[index].reshape(-1)
    return x[index], lambda g: g.new_zeros(x.numel()).index_add(0, places, g.reshape(-1)).reshape(x.shape)


def _reshaped(name: str):
    """The same entries in the same order under another shape."""
    return lambda x, *shape, **named: (getattr(x, name)(*shape, **named), lambda g: g.reshape(x.shape))


RULES: dict[str, Callable[..., tuple[Any, *tuple[Pull, ...]]]] = {
    # of two arguments
    "add": lambda a, b: (a + b, _same, _same),
    "sub": lambda a, b: (a - b, _same, lambda g: -g),
    "mul": lambda a, b: (a * b, lambda g: g * b, lambda g: g * a),
    "div": lambda a, b: (a / b, lambda g: g / b, lambda g: -g * a / (b * b)),
    "pow": _pow,
    "matmul": _matmul,
    "maximum": _choice(larger=True),
    "minimum": _choice(larger=False),
    "where": lambda condition, a, b: (torch.where(condition, a, b), lambda g: torch.where(condition, g, 0.0),
                                      lambda g: torch.where(condition, 0.0, g)),
    # of one, entry by entry
    "neg": lambda x: (-x, lambda g: -g),
    "exp": lambda x: ((y := exp(x)), lambda g: g * y),
    "expm1": lambda x: (expm1(x), lambda g: g * exp(x)),
    "log": lambda x: (log(x), lambda g: g / x),
    "log1p": lambda x: (log1p(x), lambda g: g / (x + 1)),
    "sin": lambda x: (sin(x), lambda g: g * cos(x)),
    "cos": lambda x: (cos(x), lambda g: -g * sin(x)),
    "tanh": lambda x: ((y := tanh(x)), lambda g: g - g * y * y),
    "sigmoid": lambda x: ((y := sigmoid(x)), lambda g: g * (y * (1 - y))),
    "erf": lambda x: (erf(x), lambda g: g * (exp(-x * x) * math.sqrt(4 / math.pi))),
    "sqrt": lambda x: ((y := sqrt(x)), lambda g: g / (2 * y)),
    "rsqrt": _rsqrt,
    "square": lambda x: (x * x, lambda g: g * x * 2),
    "reciprocal": lambda x: (1 / x, lambda g: -g / (x * x)),
    "abs": lambda x: (abs(x), lambda g: g * sign(x)),
    "relu": lambda x: ((y := relu(x)), lambda g: g * sign(y)),  # y is never negative: 1 where x > 0, else 0
    "clamp": lambda x, min=None, max=None: ((y := x.clamp(min, max)), lambda g: g * (x == y)),  # noqa: A006
    # along axes
    "sum": lambda x, dim=None, keepdim=False: (x.sum(dim, keepdim), lambda g: _with_axes(g, x, dim).expand(x.shape)),
    "amax": _best("amax"),
    "amin": _best("amin"),
    "logsumexp": _logsumexp,
    "log_softmax": _log_softmax,
    # another shape
    "reshape": _reshaped("reshape"),
    "flatten": _reshaped("flatten"),
    "unsqueeze": _reshaped("unsqueeze"),
    "squeeze": _reshaped("squeeze"),
    "expand": lambda x, *shape: (x.expand(*shape), lambda g: g.sum_to_size(x.shape)),
    "transpose": lambda x, dim0, dim1: (x.transpose(dim0, dim1), lambda g: g.transpose(dim0, dim1)),
    "permute": _permute,
    "gather": lambda x, dim, index: (x.gather(dim, index),
                                     lambda g: g.new_zeros(x.shape).scatter_add(dim, index, g)),
    "getitem": _pick,
}
