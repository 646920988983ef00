"""Differences one input at a time, and the check of a gradient that was derived by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.diff.finite.points import (
    central_in_blocks,
    central_vectorised,
    checked_step,
    claimed_gradient,
    moved,
    scalar_at,
    value_at,
)
from dlcourse.tensors import guard

Scalar = Callable[[Tensor], Tensor | float] | None  # None only where `batched` takes its place


@guard
def forward_difference(f: Scalar, x: Float[Tensor, "..."], *, h: float | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f by (f(x + h e_i) - f(x)) / h; its error falls like h.

    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: TypeError or ValueError unless h is a positive number; ShapeError if f(x) is not a scalar.
    Source: lecture 7, the derivative as a limit. Default h = eps**(1/2) max(1, max|x|).

    >>> x = torch.tensor([3.0], dtype=torch.float64)
    >>> round(forward_difference(lambda x: (x * x).sum(), x, h=0.5).item(), 4)   # 2x + h
    6.5
    """
    h = checked_step("forward_difference", x, h, "forward")
    here, y = x.detach(), scalar_at("forward_difference", f, x.detach())
    slopes = []
    for i in range(x.numel()):
        up = moved(here, i, h)
        step = up.view(-1)[i] - here.reshape(-1)[i]  # what h became after rounding
        slopes.append((scalar_at("forward_difference", f, up) - y) / step)
    return torch.stack(slopes).reshape(x.shape).to(x.dtype)


@guard
def central_difference(f: Scalar, x: Float[Tensor, "..."], *, h: float | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f by (f(x + h e_i) - f(x - h e_i)) / (2h); its error falls like h².

    Shapes: x of any shape, f(x) scalar -> like x. x is never changed.
    Raises: TypeError or ValueError unless h is a positive number; ShapeError if f(x) is not a scalar.
    Source: lecture 7, centred difference. Default h = eps**(1/3) max(1, max|x|).

    >>> x = torch.tensor([3.0], dtype=torch.float64)
    >>> round(central_difference(lambda x: (x ** 3).sum(), x, h=0.5).item(), 4)   # 3x² + h²
    27.25
    """
    h = checked_step("central_difference", x, h, "central")
    return _columns("central_difference", scalar_at, f, x, h).reshape(x.shape).to(x.dtype)


@guard
def richardson(f: Scalar, x: Float[Tensor, "..."], *, h: float | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f by (4 D(h/2) - D(h)) / 3 from centred differences D; its error falls like h⁴.

    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: TypeError or ValueError unless h is a positive number; ShapeError if f(x) is not a scalar.
    Source: lecture 7, centred difference; L. F. Richardson (1911). Default h = eps**(1/5) max(1, max|x|).

    >>> x = torch.tensor([3.0], dtype=torch.float64)
    >>> round(richardson(lambda x: (x ** 3).sum(), x, h=0.5).item(), 4)   # the h² error has gone
    27.0
    """
    h = checked_step("richardson", x, h, "richardson")
    wide, narrow = (_columns("richardson", scalar_at, f, x, step) for step in (h, h / 2))
    return ((4 * narrow - wide) / 3).reshape(x.shape).to(x.dtype)


@guard
def gradient(f: Scalar, x: Float[Tensor, "..."], *, h: float | None = None,
             batched: Callable[[Tensor], Tensor] | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f by centred differences.

    With `batched`, a function of points (k, n) -> (k,) that agrees with f on every row (n = x.numel(), in
    reading order), many points are evaluated at once and f itself is not called; `batched` must neither
    change nor keep its argument. Without it, from 16 entries on, torch.func.vmap is asked to run f on many
    points at once; where it cannot (f leaves torch, branches on values, draws random numbers), f is called
    point by point, as `central_difference` always does.
    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: TypeError or ValueError unless h is a positive number; ShapeError if f(x) is not a scalar or `batched` does
    not return (k,).
    Source: lecture 7, centred difference.

    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64)
    >>> [round(g, 6) for g in gradient(lambda x: (x * x).sum(), x).tolist()]
    [2.0, 4.0]
    >>> [round(g, 6) for g in gradient(None, x, batched=lambda p: (p * p).sum(1)).tolist()]
    [2.0, 4.0]
    """
    h = checked_step("gradient", x, h, "central")
    return _central("gradient", f, x, h, batched)


@guard
def gradient_with_error(f: Scalar, x: Float[Tensor, "..."], *, h: float | None = None,
                        batched: Callable[[Tensor], Tensor] | None = None) -> tuple[Tensor, Tensor]:
    """Gradient by centred differences, and an estimate of its absolute error, entry by entry.

    Truncation is estimated by a second step, |D(2h) - D(h)| / 3, round-off by eps |f(x)| / h.
    Shapes: x of any shape, f(x) scalar -> two tensors like x.
    Raises: as `gradient`.
    Source: lecture 7, centred difference: error O(h²).

    >>> x = torch.tensor([1.0], dtype=torch.float64)
    >>> g, error = gradient_with_error(lambda x: x.exp().sum(), x, h=0.01)
    >>> f"{(g - x.exp()).abs().item():.1e} {error.item():.1e}"
    '4.5e-05 4.5e-05'
    """
    h = checked_step("gradient_with_error", x, h, "central")
    narrow, wide = (_central("gradient_with_error", f, x, step, batched) for step in (h, 2 * h))
    y = scalar_at("gradient_with_error", (lambda x: batched(x.reshape(1, -1))[0]) if batched else f, x.detach())
    rounding = torch.finfo(x.dtype).eps * y.abs() / h
    return narrow, (wide - narrow).abs() / 3 + rounding


@guard
def jvp(f: Callable[[Tensor], Tensor], x: Float[Tensor, "..."], x_dot: Float[Tensor, "..."], *,
        h: float | None = None) -> tuple[Tensor, Tensor]:
    """Value f(x) and directional derivative y_dot = J x_dot, by one centred difference along x_dot.

    Shapes: x and x_dot of one shape -> two tensors like f(x). h is the length of the largest move of an entry.
    Raises: ShapeError, DtypeError or DeviceError if x_dot is unlike x; TypeError or ValueError unless h is a
    positive number.
    Source: lecture 7, Jacobian products.

    >>> x, x_dot = torch.tensor([1.0, 2.0], dtype=torch.float64), torch.tensor([1.0, 0.0], dtype=torch.float64)
    >>> y, y_dot = jvp(lambda x: x * x.sum(), x, x_dot)
    >>> [round(v, 6) for v in y_dot.tolist()]
    [4.0, 2.0]
    """
    alike("jvp", x=x, x_dot=x_dot)
    y = value_at("jvp", f, x.detach())
    longest = float(x_dot.detach().abs().max())
    if longest == 0:
        return y.clone(), torch.zeros_like(y)
    h = checked_step("jvp", x, h, "central") / longest
    up, down = x.detach() + h * x_dot.detach(), x.detach() - h * x_dot.detach()
    return y.clone(), (value_at("jvp", f, up) - value_at("jvp", f, down)) / (2 * h)


@guard
def jacobian(f: Callable[[Tensor], Tensor], x: Float[Tensor, "..."], *, h: float | None = None) -> Tensor:
    """All derivatives dy_i / dx_j of y = f(x) by centred differences, column by column.

    Shapes: x of any shape -> f(x).shape + x.shape (for vectors: outputs x inputs).
    Raises: TypeError or ValueError unless h is a positive number; DtypeError if f does not return floating-point
    numbers.
    Source: lecture 7, the task: f from R^A to R^B, all df_i/dx_j; cost 2A calls.

    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64)
    >>> jacobian(lambda x: torch.stack([x[0] * x[1], x[0]]), x).mul(1e6).round().div(1e6)
    tensor([[2., 1.],
            [1., 0.]], dtype=torch.float64)
    """
    h = checked_step("jacobian", x, h, "central")
    columns = _columns("jacobian", value_at, f, x, h)
    return columns.reshape(columns.shape[:-1] + x.shape)


class GradientCheck(NamedTuple):
    """What `check_gradient` found: the entry where claim and measurement differ most, and both values there."""

    ok: bool
    index: tuple[int, ...]
    claimed: float
    measured: float
    difference: float
    tolerance: float


@guard
def check_gradient(f: Scalar, g: Callable[[Tensor], Tensor] | Tensor, x: Float[Tensor, "..."], *,
                   h: float | None = None) -> GradientCheck:
    """Compare a claimed gradient g (a function of x, or a tensor) with centred differences of f.

    It is ok when the largest difference is below eps**0.4 max(1, max|gradient|) (5e-7 in float64), or within
    the estimated error of the differences.
    Shapes: x of any shape, f(x) scalar, g(x) like x.
    Raises: ShapeError, DtypeError or DeviceError if g(x) is not like x; TypeError or ValueError unless h is a positive
    number.
    Source: lecture 7, finite differences are good for testing backpropagation.

    >>> x = torch.tensor([1.0, 3.0], dtype=torch.float64)
    >>> check_gradient(lambda x: (x * x).sum(), lambda x: 2 * x, x).ok
    True
    >>> found = check_gradient(lambda x: (x * x).sum(), lambda x: x, x)
    >>> found.ok, found.index, found.claimed, round(found.measured, 6)
    (False, (1,), 3.0, 6.0)
    """
    claimed = claimed_gradient("check_gradient", g, x)
    measured, error = gradient_with_error(f, x, h=checked_step("check_gradient", x, h, "central"))
    allowed = torch.finfo(x.dtype).eps ** 0.4 * measured.abs().max().clamp(min=1) + error
    excess = ((claimed - measured).abs() / allowed).nan_to_num(nan=torch.inf)
    worst = int(excess.argmax())
    index = tuple(int(i) for i in torch.unravel_index(torch.tensor(worst), x.shape))
    left, right, bound = (t.reshape(-1)[worst].item() for t in (claimed, measured, allowed))
    return GradientCheck(bool((excess <= 1).all()), index, left, right, abs(left - right), bound)


def _columns(where: str, value: Callable, f: Scalar, x: Tensor, h: float) -> Tensor:
    """Centred differences of f, one column (last axis) for each entry of x; `value` evaluates and checks f."""
    x, columns = x.detach(), []
    for i in range(x.numel()):
        up, down = moved(x, i, h), moved(x, i, -h)
        step = up.view(-1)[i] - down.view(-1)[i]  # what 2h became after rounding
        columns.append((value(where, f, up) - value(where, f, down)) / step)
    return torch.stack(columns, -1)


def _central(where: str, f: Scalar, x: Tensor, h: float, batched: Callable | None) -> Tensor:
    if batched is not None:
        return central_in_blocks(where, batched, x, h)
    slopes = central_vectorised(where, f, x, h)
    return _columns(where, scalar_at, f, x, h).reshape(x.shape).to(x.dtype) if slopes is None else slopes
