"""Vector-Jacobian products, gradients and Jacobians by one walk back over a tape."""

from __future__ import annotations

import math
from collections.abc import Callable

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike, described, require_scalar, returned
from dlcourse.collector import paused
from dlcourse.diff.tape.var import Tape, Var, plain
from dlcourse.tensors import DtypeError, NotANumberError, Value, guard

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
    tape = Tape()
    start = tape.append(x.detach(), ("variable",))
    with paused():  # a recording makes many small objects and no cycles
        end = f(start)
    y = returned("vjp", plain(end), x)

    @guard
    def pullback(y_bar: Float[Tensor, "..."]) -> Tensor:
        alike("pullback", y=y, y_bar=y_bar)
        x_bar = tape.adjoints(end, y_bar, keep=False)[start.index] if isinstance(end, Var) else None
        return torch.zeros_like(start.value) if x_bar is None else x_bar.clone()

    return y, pullback


@guard
def gradient(f: Callable[[Value], Value], x: Float[Tensor, "..."]) -> Float[Tensor, "..."]:
    """Gradient of a scalar f, in one walk back.

    Shapes: x of any shape, f(x) scalar -> like x.
    Raises: ShapeError if f(x) is not a scalar; DtypeError if it is no floating-point value.
    Source: lecture 7, reverse mode: one output by all inputs at a cost proportional to f.

    >>> gradient(lambda x: (x * x).sum(), torch.tensor([1.0, 2.0]))
    tensor([2., 4.])
    """
    y, pullback = vjp(f, x)
    require_scalar("gradient", y)
    return pullback(torch.ones_like(y))


def value_and_gradients(f: Callable[..., Value], *inputs: Tensor) -> tuple[Tensor, tuple[Tensor, ...]]:
    """Value of a scalar f of several tensors, and its gradient by each of them, in one walk back.

    The quick way to the gradients of a network's parameters, above all with `linear`, `linear_relu` and
    `cross_entropy`. A NaN in an input is reported when it reaches the value.
    Shapes: inputs of any shapes, f(*inputs) scalar -> (), and gradients shaped like the inputs.
    Raises: DtypeError for an input that is no floating-point tensor; NotANumberError; as `gradient`.
    Source: lecture 8, backpropagation: all parameters at once.

    >>> value_and_gradients(lambda x, y: (x * y).sum(), torch.tensor([1.0, 2.0]), torch.tensor([3.0, 4.0]))
    (tensor(11.), (tensor([3., 4.]), tensor([1., 2.])))
    """
    if not inputs:
        raise ValueError("value_and_gradients: there should be at least one input, but f is alone. Pass the tensors "
                         "behind f: value_and_gradients(f, x, y).")
    for i, x in enumerate(inputs):
        if not isinstance(x, Tensor) or not x.dtype.is_floating_point:
            raise DtypeError(f"value_and_gradients: input {i} should be a floating-point tensor, but is "
                             f"{described(x)}. Make it one first: torch.as_tensor(x, dtype=torch.float64).")
    tape = Tape()
    starts = [tape.append(x.detach() if x.requires_grad else x, ("variable",)) for x in inputs]
    with paused():
        end = f(*starts)
        y = returned("value_and_gradients", plain(end), inputs[0])
        require_scalar("value_and_gradients", y)
        bars = tape.adjoints(end, torch.ones_like(y), keep=False) if isinstance(end, Var) else []
    if math.isnan(y.item()):
        _blame(inputs)
    found = [bars[v.index] if v.index < len(bars) else None for v in starts]
    return y, tuple(torch.zeros_like(x) if x_bar is None else x_bar for x, x_bar in zip(inputs, found))


def _blame(inputs: tuple[Tensor, ...]) -> None:
    """Name the input with a NaN, if it is one of them that made the value NaN."""
    for i, x in enumerate(inputs):
        if x.isnan().any():
            raise NotANumberError(f"value_and_gradients: input {i} should be without NaN, but it contains NaN. Look "
                                  "for 0/0, inf - inf or the logarithm of a negative number where it is computed.")


@guard
def jacobian(f: Callable[[Value], Value], x: Float[Tensor, "..."]) -> Tensor:
    """All derivatives dy_i / dx_j of y = f(x), a row for each output.

    Shapes: x of any shape -> f(x).shape + x.shape (for vectors: outputs x inputs).
    Raises: DtypeError if f does not return a floating-point value.
    Source: lecture 7, reverse mode builds rows: slow for many outputs.

    >>> jacobian(lambda x: x.sum() * x, torch.tensor([1.0, 2.0]))
    tensor([[4., 1.],
            [2., 5.]])
    """
    y, pullback = vjp(f, x)
    units = torch.eye(y.numel(), dtype=y.dtype, device=y.device).reshape(-1, *y.shape)
    return torch.stack([pullback(unit) for unit in units]).reshape(y.shape + x.shape)
