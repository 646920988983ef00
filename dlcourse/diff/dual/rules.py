"""What forward mode knows: one row a function of one argument, and the product rule for matrices.

Each function here works on plain values and tangents; the class `Dual` turns them into arithmetic.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import torch
from torch import Tensor


class DualRule(NamedTuple):
    """y = value(m, x) and dy/dx = slope(m, x, y), where m is `math` for numbers and `torch` for tensors."""

    value: Callable[[Any, Any], Any]
    slope: Callable[[Any, Any, Any], Any]
    text: str


def _sigmoid(m, x):
    if m is torch:
        return x.sigmoid()
    small = math.exp(-abs(x))  # never overflows
    return 1 / (1 + small) if x >= 0 else small / (1 + small)


def _sign(m, x):
    return x.sign() if m is torch else float((x > 0) - (x < 0))


RULES: dict[str, DualRule] = {
    "exp": DualRule(lambda m, x: m.exp(x), lambda m, x, y: y, "exp(x) x_dot"),
    "expm1": DualRule(lambda m, x: m.expm1(x), lambda m, x, y: y + 1, "exp(x) x_dot"),
    "log": DualRule(lambda m, x: m.log(x), lambda m, x, y: 1 / x, "x_dot / x"),
    "log1p": DualRule(lambda m, x: m.log1p(x), lambda m, x, y: 1 / (1 + x), "x_dot / (1 + x)"),
    "sin": DualRule(lambda m, x: m.sin(x), lambda m, x, y: m.cos(x), "cos(x) x_dot"),
    "cos": DualRule(lambda m, x: m.cos(x), lambda m, x, y: -m.sin(x), "-sin(x) x_dot"),
    "tanh": DualRule(lambda m, x: m.tanh(x), lambda m, x, y: 1 - y * y, "(1 - tanh(x)²) x_dot"),
    "sigmoid": DualRule(_sigmoid, lambda m, x, y: y * (1 - y), "s (1 - s) x_dot, s = sigmoid(x)"),
    "erf": DualRule(lambda m, x: m.erf(x), lambda m, x, y: 2 / math.sqrt(math.pi) * m.exp(-x * x),
                "2/sqrt(pi) exp(-x²) x_dot"),
    "sqrt": DualRule(lambda m, x: m.sqrt(x), lambda m, x, y: 0.5 / y, "x_dot / (2 sqrt(x))"),
    "rsqrt": DualRule(lambda m, x: 1 / m.sqrt(x), lambda m, x, y: -0.5 * y / x, "-x_dot / (2 x sqrt(x))"),
    "square": DualRule(lambda m, x: x * x, lambda m, x, y: 2 * x, "2 x x_dot"),
    "reciprocal": DualRule(lambda m, x: 1 / x, lambda m, x, y: -y * y, "-x_dot / x²"),
    "abs": DualRule(lambda m, x: abs(x), lambda m, x, y: _sign(m, x), "sign(x) x_dot, 0 at 0"),
    "relu": DualRule(lambda m, x: x.relu() if m is torch else max(x, 0.0), lambda m, x, y: _sign(m, y),
                 "x_dot where x > 0, else 0"),
}


def insert_axes(dot: Tensor, lead: int, gap: int) -> Tensor:
    """Tangents with `gap` axes of length 1 behind their `lead` leading axes, to broadcast with longer shapes."""
    return dot.reshape(dot.shape[:lead] + (1,) * gap + dot.shape[lead:]) if lead and gap > 0 else dot


def behind(dim: int | tuple[int, ...] | None, ndim: int) -> tuple[int, ...]:
    """Axes counted from the end, so that they name the same axes behind a leading axis; None means all."""
    if dim is None:
        return tuple(range(-ndim, 0))
    return tuple(d if d < 0 else d - ndim for d in (dim if isinstance(dim, (tuple, list)) else (dim,)))


def matmul_left(A: Tensor, A_dot: Tensor, B: Tensor, y: Tensor) -> Tensor:
    """A_dot @ B for y = A @ B, where A_dot may have a leading axis more than A."""
    lead = A_dot.ndim - A.ndim
    if not lead or B.ndim <= 2:
        return A_dot @ B
    vector = A.ndim == 1
    rows = A_dot.unsqueeze(-2) if vector else A_dot
    product = insert_axes(rows, lead, y.ndim + vector - (rows.ndim - lead)) @ B
    return product.squeeze(-2) if vector else product


def matmul_right(A: Tensor, B: Tensor, B_dot: Tensor, y: Tensor) -> Tensor:
    """A @ B_dot for y = A @ B, where B_dot may have a leading axis more than B."""
    lead = B_dot.ndim - B.ndim
    if not lead or (A.ndim == 1 and B.ndim > 1):
        return A @ B_dot
    vector = B.ndim == 1
    if vector and A.ndim <= 2:
        return B_dot @ A.T if A.ndim == 2 else B_dot @ A
    columns = B_dot.unsqueeze(-1) if vector else B_dot
    product = A @ insert_axes(columns, lead, y.ndim + vector - (columns.ndim - lead))
    return product.squeeze(-1) if vector else product


def power_slopes(a, b, y):
    """Slopes of y = a ** b in a and in b; a zero exponent has slope 0, as has a zero base in b > 0."""
    tensors = isinstance(y, Tensor)
    if isinstance(b, Tensor):
        by_a = torch.where(b == 0, 0.0, b * a ** (b - 1))
    else:
        by_a = b * a ** (b - 1) if b != 0 else a * 0
    if not tensors:
        return by_a, (lambda: y * math.log(a) if a > 0 else 0.0)

    def by_b():
        base = torch.as_tensor(a, dtype=y.dtype, device=y.device)
        return torch.where((base == 0) & (torch.as_tensor(b, device=y.device) >= 0), 0.0, y * base.log())

    return by_a, by_b
