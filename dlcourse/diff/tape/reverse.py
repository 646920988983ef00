"""Vector-Jacobian products, gradients and Jacobians by one walk back over a tape."""

from __future__ import annotations

from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike, require_scalar, returned
from dlcourse.diff.tape.var import Tape, Var, plain
from dlcourse.tensors import NotANumberError, Value, guard

Pullback = Callable[[Tensor], Tensor]


@guard
def vjp(f: Callable[[Value], Value], x: Float[Tensor, "..."]) -> tuple[Tensor, Pullback]:
    """Value y = f(x), and the pullback y_bar -> x_bar = J' y_bar, which may be called any number of times.

    Shapes: x of any shape; y_bar like y -> x_bar like x.
    Raises: DtypeError if f does not return a tensor; the pullback: ShapeError, DtypeError or DeviceError if y_bar
    is unlike y.
    Source: lecture 7, reverse mode; vector-Jacobian product.

    >>> y, pullback = vjp(lambda x: x * x.sum(), torch.tensor([1.0, 2.0]))
    >>> y, pullback(torch.tensor([1.0, 0.0]))
    (tensor([3., 6.]), tensor([4., 1.]))
    """
    start, end, y = _recorded("vjp", f, x)

    @guard
    def pullback(y_bar: Float[Tensor, "..."]) -> Tensor:
        alike("pullback", y=y, y_bar=y_bar)
        return _pulled_back(start, end, y_bar)

    return y, pullback


@guard
def gradient(f: Callable[[Value], Value], x: Float[Tensor, "..."]) -> Float[Tensor, "..."]:
    """Gradient of a scalar f, in one walk back.

    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: ShapeError if f(x) is not a scalar; DtypeError if it is no floating-point value; NotANumberError where
    the gradient is NaN because `where` hid a branch from the value that it cannot hide from the walk back.
    Source: lecture 7, reverse mode: one output by all inputs at a cost proportional to f.

    >>> gradient(lambda x: (x * x).sum(), torch.tensor([1.0, 2.0]))
    tensor([2., 4.])
    """
    start, end, y = _recorded("gradient", f, x)
    require_scalar("gradient", y)
    x_bar = _pulled_back(start, end, torch.ones_like(y))
    if x_bar.isnan().any():
        _blame_where(start.tape, y)
    return x_bar


@guard
def jacobian(f: Callable[[Value], Value], x: Float[Tensor, "..."]) -> Tensor:
    """All derivatives dy_i / dx_j of y = f(x), a row for each output.

    Shapes: x of any shape -> f(x).shape + x.shape (for vectors: outputs x inputs), in x's dtype.
    Raises: DtypeError if f does not return a floating-point value.
    Source: lecture 7, reverse mode builds rows: slow for many outputs.

    >>> jacobian(lambda x: x.sum() * x, torch.tensor([1.0, 2.0]))
    tensor([[4., 1.],
            [2., 5.]])
    """
    start, end, y = _recorded("jacobian", f, x)
    units = torch.eye(y.numel(), dtype=y.dtype, device=y.device).reshape(-1, *y.shape)
    return torch.stack([_pulled_back(start, end, unit) for unit in units]).reshape(y.shape + x.shape)


def _recorded(where: str, f: Callable, x: Tensor) -> tuple[Var, Value, Tensor]:
    """The variable x, what f made of it, and the value of that as a tensor."""
    start = Tape().append("variable", x.detach())
    end = f(start)
    return start, end, returned(where, plain(end), x)


def _pulled_back(start: Var, end: Value, y_bar: Tensor) -> Tensor:
    """The adjoint of x, given that of f(x); zeros where f(x) does not depend on x."""
    x_bar = start.tape.adjoints(end, y_bar)[start.index] if isinstance(end, Var) else None
    return torch.zeros_like(start.value) if x_bar is None else x_bar.clone()


def _blame_where(tape: Tape, y: Tensor) -> None:
    """Say what `where` has to do with a NaN in the gradient of a value that is a number."""
    if y.isfinite() and any(line.name == "where" for line in tape.lines()):
        raise NotANumberError("gradient: the derivative should be a number as f(x) is, but is NaN. where hides a "
                              "branch that is not taken from the value only: the way back multiplies its slope by 0, "
                              "and 0 * inf is NaN. Mask before the operation: torch.where(x > 0, x, 1.0).log().")
