"""What forward mode knows: one row an operation, its value and its tangent side by side.

A row computes y and returns with it, for each argument, the function that pushes the argument's tangent x_dot on
to y's; where several arguments move, their parts add up. A tangent has the argument's shape S, or (k, *S) for k
tangents at once. Numbers and tensors follow the same rows.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.elementary import cos, erf, exp, expm1, log, log1p, relu, sigmoid, sign, sin, sqrt, tanh

Push = Callable[[Any], Any]


def _same(x_dot):
    return x_dot


# --- two arguments ---

def _div(a, b):
    y = a / b
    return y, lambda a_dot: a_dot / b, lambda b_dot: -y / b * b_dot


def _pow(a, b):
    """y = a ** b; a zero exponent has slope 0, as has a zero base in b > 0."""
    y = a ** b

    def from_base(a_dot):
        if isinstance(b, Tensor):
            return torch.where(b == 0, 0.0, b * a ** (b - 1)) * a_dot
        return b * a ** (b - 1) * a_dot if b != 0 else a * 0 * a_dot

    def from_exponent(b_dot):
        if not isinstance(y, Tensor):
            return (y * math.log(a) if a > 0 else 0.0 if a == 0 and b >= 0 else math.nan) * b_dot
        base = torch.as_tensor(a, dtype=y.dtype, device=y.device)
        still = (base == 0) & (torch.as_tensor(b, device=y.device) >= 0)
        return torch.where(still, 0.0, y * base.log()) * b_dot

    return y, from_base, from_exponent


def _matmul(A, B):
    y = A @ B
    return y, lambda A_dot: _left_factor(A, A_dot, B, y), lambda B_dot: _right_factor(A, B, B_dot, y)


def _left_factor(A: Tensor, A_dot: Tensor, B: Tensor, y: Tensor) -> Tensor:
    """A_dot @ B for y = A @ B, where A_dot may have a leading axis more than A."""
    lead = A_dot.ndim - A.ndim
    if not lead or B.ndim <= 2:
        return A_dot @ B
    vector = A.ndim == 1
    rows = A_dot.unsqueeze(-2) if vector else A_dot
    product = insert_axes(rows, lead, y.ndim + vector - (rows.ndim - lead)) @ B
    return product.squeeze(-2) if vector else product


def _right_factor(A: Tensor, B: Tensor, B_dot: Tensor, y: Tensor) -> Tensor:
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


def _choice(larger: bool):
    """The larger or smaller of each pair; ties share the tangent evenly."""
    def rule(a, b):
        a, b = (torch.as_tensor(t) if isinstance(t, Tensor) else other.new_tensor(t) for t, other in ((a, b), (b, a)))
        y = torch.maximum(a, b) if larger else torch.minimum(a, b)
        share = torch.where(a == b, 0.5, (a == y).to(y.dtype))
        return y, lambda a_dot: a_dot * share, lambda b_dot: b_dot * (1 - share)
    return rule


# --- along axes: counted from the end, a number names the same axis of value and of tangent ---

def insert_axes(dot: Tensor, lead: int, gap: int) -> Tensor:
    """Tangents with `gap` axes of length 1 behind their `lead` leading axes, to broadcast with longer shapes."""
    return dot.reshape(dot.shape[:lead] + (1,) * gap + dot.shape[lead:]) if lead and gap > 0 else dot


def _behind(dim: int | tuple[int, ...] | None, x: Tensor) -> tuple[int, ...]:
    """Axes of x counted from the end, so that they name the same axes behind a leading axis; None means all."""
    dims = range(x.ndim) if dim is None else dim if isinstance(dim, (tuple, list)) else (dim,)
    return tuple(d if d < 0 else d - x.ndim for d in dims)


def _summed(x_dot, x, dim, keepdim):
    dims = _behind(dim, x)
    return x_dot.sum(dims, keepdim) if dims else x_dot  # no axes: torch would sum over all of the tangent's


def _lead(x_dot: Tensor, x: Tensor) -> torch.Size:
    """(k,) if there are k tangents, () if there is one."""
    return x_dot.shape[:x_dot.ndim - x.ndim]


def _best(name: str):
    def rule(x, dim=None, keepdim=False):
        dims = _behind(dim, x)
        best = (x == getattr(x, name)(dims, keepdim=True)).to(x.dtype)
        share = best / best.sum(dims, keepdim=True)
        return getattr(x, name)(dims, keepdim), lambda x_dot: _summed(x_dot * share, x, dim, keepdim)
    return rule


def _logsumexp(x, dim, keepdim=False):
    weights = (x - x.logsumexp(dim, True)).exp()
    return x.logsumexp(dim, keepdim), lambda x_dot: _summed(x_dot * weights, x, dim, keepdim)


def _reshaped(name: str):
    """The same entries in the same order under another shape: so do the tangents."""
    def rule(x, *shape, **named):
        y = getattr(x, name)(*shape, **named)
        return y, lambda x_dot: x_dot.reshape(_lead(x_dot, x) + y.shape)
    return rule


def _expand(x, *shape):
    y = x.expand(*shape)

    def push(x_dot):
        lead = _lead(x_dot, x)
        return insert_axes(x_dot, len(lead), y.ndim - x.ndim).expand(lead + y.shape)
    return y, push


def _permute(x, *dims):
    dims = _behind(dims[0] if isinstance(dims[0], (tuple, list)) else dims, x)
    return x.permute(dims), lambda x_dot: x_dot.permute(*range(x_dot.ndim - x.ndim), *dims)


def _pick(x, index):
    def push(x_dot):
        if x_dot.ndim == x.ndim:
            return x_dot[index]
        # The tangents' axis goes to the back, where no kind of indexing moves it, and returns to the front.
        entries = index if isinstance(index, tuple) else (index,)
        if any(entry is Ellipsis for entry in entries):
            entries = (*entries, slice(None))
        return x_dot.movedim(0, -1)[entries].movedim(-1, 0)
    return x[index], push


RULES: dict[str, Callable[..., tuple[Any, *tuple[Push, ...]]]] = {
    # of two arguments
    "add": lambda a, b: (a + b, _same, _same),
    "sub": lambda a, b: (a - b, _same, lambda b_dot: -b_dot),
    "mul": lambda a, b: (a * b, lambda a_dot: a_dot * b, lambda b_dot: a * b_dot),
    "div": _div,
    "pow": _pow,
    "matmul": _matmul,
    "maximum": _choice(larger=True),
    "minimum": _choice(larger=False),
    "where": lambda condition, a, b: (torch.where(condition, a, b), lambda a_dot: torch.where(condition, a_dot, 0.0),
                                      lambda b_dot: torch.where(condition, 0.0, b_dot)),
    # of one, entry by entry
    "neg": lambda x: (-x, lambda x_dot: -x_dot),
    "exp": lambda x: ((y := exp(x)), lambda x_dot: y * x_dot),
    "expm1": lambda x: ((y := expm1(x)), lambda x_dot: (y + 1) * x_dot),
    "log": lambda x: (log(x), lambda x_dot: 1 / x * x_dot),
    "log1p": lambda x: (log1p(x), lambda x_dot: 1 / (1 + x) * x_dot),
    "sin": lambda x: (sin(x), lambda x_dot: cos(x) * x_dot),
    "cos": lambda x: (cos(x), lambda x_dot: -sin(x) * x_dot),
    "tanh": lambda x: ((y := tanh(x)), lambda x_dot: (1 - y * y) * x_dot),
    "sigmoid": lambda x: ((y := sigmoid(x)), lambda x_dot: y * (1 - y) * x_dot),
    "erf": lambda x: (erf(x), lambda x_dot: 2 / math.sqrt(math.pi) * exp(-x * x) * x_dot),
    "sqrt": lambda x: ((y := sqrt(x)), lambda x_dot: 0.5 / y * x_dot),
    "rsqrt": lambda x: ((y := 1 / sqrt(x)), lambda x_dot: -0.5 * y / x * x_dot),
    "square": lambda x: (x * x, lambda x_dot: 2 * x * x_dot),
    "reciprocal": lambda x: ((y := 1 / x), lambda x_dot: -y * y * x_dot),
    "abs": lambda x: (abs(x), lambda x_dot: sign(x) * x_dot),
    "relu": lambda x: ((y := relu(x)), lambda x_dot: sign(y) * x_dot),  # y is never negative: 1 where x > 0, else 0
    "clamp": lambda x, min=None, max=None: ((y := x.clamp(min, max)), lambda x_dot: (x == y) * x_dot),  # noqa: A006
    # along axes
    "sum": lambda x, dim=None, keepdim=False: (x.sum(dim, keepdim), lambda x_dot: _summed(x_dot, x, dim, keepdim)),
    "amax": _best("amax"),
    "amin": _best("amin"),
    "logsumexp": _logsumexp,
    # another shape
    "reshape": _reshaped("reshape"),
    "flatten": _reshaped("flatten"),
    "unsqueeze": _reshaped("unsqueeze"),
    "squeeze": _reshaped("squeeze"),
    "expand": _expand,
    "transpose": lambda x, dim0, dim1: (x.transpose(dim0, dim1),
                                        lambda x_dot: x_dot.transpose(*_behind((dim0, dim1), x))),
    "permute": _permute,
    "gather": lambda x, dim, index: (x.gather(dim, index), lambda x_dot: x_dot.gather(
        *_behind(dim, x), index.expand(_lead(x_dot, x) + index.shape))),
    "getitem": _pick,
}
