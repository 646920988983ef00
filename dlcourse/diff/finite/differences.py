"""Differences one input at a time: gradients, derivatives along a direction, Jacobians."""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.diff.finite.steps import checked_step, moved, scalar_at, value_at
from dlcourse.tensors import guard

Scalar = Callable[[Tensor], Tensor | float]


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
def gradient(f: Scalar, x: Float[Tensor, "..."], *, h: float | None = None) -> Float[Tensor, "..."]:
    """Gradient of a scalar f by centred differences, under the name that it has in every route.

    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: TypeError or ValueError unless h is a positive number; ShapeError if f(x) is not a scalar.
    Source: lecture 7, centred difference.

    >>> x = torch.tensor([1.0, 2.0], dtype=torch.float64)
    >>> [round(g, 6) for g in gradient(lambda x: (x * x).sum(), x).tolist()]
    [2.0, 4.0]
    """
    h = checked_step("gradient", x, h, "central")
    return _columns("gradient", scalar_at, f, x, h).reshape(x.shape).to(x.dtype)


@guard
def gradient_with_error(f: Scalar, x: Float[Tensor, "..."], *, h: float | None = None) -> tuple[Tensor, Tensor]:
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
    narrow, wide = (_columns("gradient_with_error", scalar_at, f, x, step).reshape(x.shape).to(x.dtype)
                    for step in (h, 2 * h))
    rounding = torch.finfo(x.dtype).eps * scalar_at("gradient_with_error", f, x.detach()).abs() / h
    return narrow, ((wide - narrow).abs() / 3 + rounding).to(x.dtype)


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

    Shapes: x of any shape -> f(x).shape + x.shape (for vectors: outputs x inputs), in x's dtype.
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
    return columns.reshape(columns.shape[:-1] + x.shape).to(x.dtype)


def _columns(where: str, value: Callable, f: Scalar, x: Tensor, h: float) -> Tensor:
    """Centred differences of f, one column (last axis) for each entry of x; `value` evaluates and checks f."""
    x, columns = x.detach(), []
    for i in range(x.numel()):
        up, down = moved(x, i, h), moved(x, i, -h)
        step = up.view(-1)[i] - down.view(-1)[i]  # what 2h became after rounding
        columns.append((value(where, f, up) - value(where, f, down)) / step)
    return torch.stack(columns, -1)
