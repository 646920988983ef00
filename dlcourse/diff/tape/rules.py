"""What reverse mode knows: one row an operation, forward and backward side by side.

A row computes y and returns with it, for each argument, the function that pulls y's adjoint y_bar (called g
here) back to the argument's adjoint. The values that a pull needs stay in the function, so that it can be
called again.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

Pull = Callable[[Any], Any]


def _sigmoid(m, x):
    y = torch.sigmoid(x) if m is torch else 0.5 * (1.0 + math.tanh(0.5 * x))
    return y, lambda g: g * (y * (1 - y))


def _relu(m, x):
    if m is torch:
        y = torch.relu(x)
        return y, lambda g: g * y.sign()  # 1 where x > 0, else 0; cheaper than a comparison
    return max(0.0, x), lambda g: g if x > 0 else 0.0


def _abs(m, x):
    return abs(x), lambda g: g * (x.sign() if m is torch else math.copysign(1.0, x) if x else 0.0)


def _rsqrt(m, x):
    y = m.sqrt(x) ** -1
    return y, lambda g: -g * y ** 3 / 2


# m is `math` where x is a number, `torch` where it is a tensor
RULES: dict[str, Callable[[Any, Any], tuple[Any, Pull]]] = {
    "exp": lambda m, x: ((y := m.exp(x)), lambda g: g * y),
    "expm1": lambda m, x: (m.expm1(x), lambda g: g * m.exp(x)),
    "log": lambda m, x: (m.log(x), lambda g: g / x),
    "log1p": lambda m, x: (m.log1p(x), lambda g: g / (x + 1)),
    "sin": lambda m, x: (m.sin(x), lambda g: g * m.cos(x)),
    "cos": lambda m, x: (m.cos(x), lambda g: -g * m.sin(x)),
    "tanh": lambda m, x: ((y := m.tanh(x)), lambda g: g - g * y * y),
    "sigmoid": _sigmoid,
    "erf": lambda m, x: (m.erf(x), lambda g: g * (m.exp(-x * x) * math.sqrt(4 / math.pi))),
    "sqrt": lambda m, x: ((y := m.sqrt(x)), lambda g: g / (2 * y)),
    "rsqrt": _rsqrt,
    "square": lambda m, x: (x * x, lambda g: g * x * 2),
    "reciprocal": lambda m, x: (1 / x, lambda g: -g / (x * x)),
    "neg": lambda m, x: (-x, lambda g: -g),
    "abs": _abs,
    "relu": _relu,
}


def _same(g):
    return g


def _minus(g):
    return -g


def _pow(a, b):
    y = a ** b

    def to_base(g):
        if isinstance(b, Tensor):
            return g * torch.where(b == 0, 0.0, b * a ** (b - 1))  # 0 * inf at a zero base is 0
        return g * (b * a ** (b - 1)) if b != 0 else g * 0

    def to_exponent(g):
        if not isinstance(y, Tensor):
            return g * y * math.log(a) if a > 0 else 0.0
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
            lambda g: as_matrix(g) @ B.mT,
            lambda g: _times_left(A, as_matrix(g), B).reshape(b.shape))


def _times_left(A: Tensor, G: Tensor, B: Tensor) -> Tensor:
    """A.mT @ G, summed over the batch axes that B does not have."""
    if B.ndim > 2:
        return (A.mT @ G).sum_to_size(B.shape)
    if A.ndim > 2:  # one product over all rows of the batch
        A, G = A.reshape(-1, A.shape[-1]), G.reshape(-1, G.shape[-1])
    return A.mT @ G


def _choice(first: bool):
    def rule(a, b):
        a, b = (torch.as_tensor(t) if isinstance(t, Tensor) else other.new_tensor(t) for t, other in ((a, b), (b, a)))
        y = torch.maximum(a, b) if first else torch.minimum(a, b)
        share = ((a == y).to(y.dtype) + (b != y).to(y.dtype)) / 2  # 1 for the winner, 1/2 in a tie
        return y, lambda g: g * share, lambda g: g * (1 - share)
    return rule


# y, and one pull for each argument; the caller sums away what was broadcast
BINARY: dict[str, Callable[[Any, Any], tuple[Any, Pull, Pull]]] = {
    "add": lambda a, b: (a + b, _same, _same),
    "sub": lambda a, b: (a - b, _same, _minus),
    "mul": lambda a, b: (a * b, lambda g: g * b, lambda g: g * a),
    "truediv": lambda a, b: (a / b, lambda g: g / b, lambda g: -g * a / (b * b)),
    "pow": _pow,
    "matmul": _matmul,
    "maximum": _choice(True),
    "minimum": _choice(False),
}


def where_pulls(condition: Tensor) -> tuple[Pull, Pull]:
    """For y = where(condition, a, b): each adjoint goes where the value came from."""
    return (lambda g: torch.where(condition, g, 0.0)), (lambda g: torch.where(condition, 0.0, g))


def pick_pull(x: Tensor, index) -> Pull:
    """For y = x[index]: the adjoints return to where the entries stood; entries taken twice collect twice."""
    entries = index if isinstance(index, tuple) else (index,)
    if all(isinstance(e, (int, slice)) or e is None or e is Ellipsis for e in entries):
        def put(g):
            x_bar = g.new_zeros(x.shape)
            x_bar[index] = g
            return x_bar
        return put
    places = torch.arange(x.numel(), device=x.device).reshape(x.shape)[index].reshape(-1)
    return lambda g: g.new_zeros(x.numel()).index_add(0, places, g.reshape(-1)).reshape(x.shape)


def restore_axes(dim, ndim: int, keepdim: bool) -> Pull:
    """For a sum over axes: the adjoint with those axes back, of length 1."""
    axes = range(ndim) if dim is None else (dim if isinstance(dim, (tuple, list)) else (dim,))
    places = sorted(a % ndim for a in axes) if ndim else []
    if keepdim or not places:
        return _same

    def restore(g):
        for place in places:
            g = g.unsqueeze(place)
        return g
    return restore
