"""Losses of regression that a few wild targets move less than the squared error: Huber's, and the absolute error."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import positive
from dlcourse.losses._reduction import reduce, share
from dlcourse.tensors import Value, guard

_BOUND = "delta is the size of a residual from which on the loss grows like a straight line."


@guard
def absolute_error(y_hat: Float[Value, "*shape"], y: Float[Tensor, "*shape"], *, reduction: str = "mean") -> Float[
        Value, "..."]:
    """Absolute error |y_hat - y|, over all entries as torch does. Of a constant prediction, the median is best.

    Shapes: y_hat and y alike (nothing is broadcast) -> scalar, or their shape with reduction="none".
    Raises: ValueError for an unknown reduction; ShapeError and DtypeError.
    Source: lecture 6, losses of regression.

    >>> absolute_error(torch.tensor([1.0, -3.0]), torch.zeros(2))
    tensor(2.)
    """
    same_dtype("absolute_error", y_hat=y_hat, y=y)
    return reduce("absolute_error", abs(y_hat - y), reduction)


@guard
def absolute_error_grad(y_hat: Float[Tensor, "*shape"], y: Float[Tensor, "*shape"], *, reduction: str = "mean"
                        ) -> Float[Tensor, "*shape"]:
    """Subgradient of absolute_error by y_hat: the sign of y_hat - y (0 at the kink), shared by the entries.

    Shapes: y_hat and y alike -> the same. Raises: like absolute_error. Source: lecture 6, losses of regression.

    >>> absolute_error_grad(torch.tensor([1.0, -3.0]), torch.zeros(2), reduction="sum").tolist()
    [1.0, -1.0]
    """
    same_dtype("absolute_error_grad", y_hat=y_hat, y=y)
    return (y_hat - y).sign() * share("absolute_error_grad", y.numel(), reduction)


@guard
def huber(y_hat: Float[Value, "*shape"], y: Float[Tensor, "*shape"], *, delta: float = 1.0,
          reduction: str = "mean") -> Float[Value, "..."]:
    """Huber's loss of r = y_hat - y: r²/2 where |r| <= delta, and delta (|r| - delta/2) beyond, a straight line.

    The two pieces meet with the same value and the same slope. torch.nn.SmoothL1Loss is this divided by delta.
    Shapes: y_hat and y alike (nothing is broadcast) -> scalar, or their shape with reduction="none".
    Raises: ValueError unless delta > 0, or for an unknown reduction; ShapeError and DtypeError.
    Source: lecture 6, losses of regression.

    >>> huber(torch.tensor([0.5, 3.0]), torch.zeros(2), reduction="none").tolist()
    [0.125, 2.5]
    """
    positive("huber", "delta", delta, remedy=_BOUND)
    same_dtype("huber", y_hat=y_hat, y=y)
    r = y_hat - y
    size = abs(r)
    losses = torch.where(size.detach() <= delta, 0.5 * r ** 2, delta * (size - 0.5 * delta))
    return reduce("huber", losses, reduction)


@guard
def huber_grad(y_hat: Float[Tensor, "*shape"], y: Float[Tensor, "*shape"], *, delta: float = 1.0,
               reduction: str = "mean") -> Float[Tensor, "*shape"]:
    """Gradient of huber by y_hat: the residual y_hat - y, cut off at -delta and delta, shared by the entries.

    Shapes: y_hat and y alike -> the same. Raises: like huber. Source: lecture 6, losses of regression.

    >>> huber_grad(torch.tensor([0.5, 3.0]), torch.zeros(2), reduction="sum").tolist()
    [0.5, 1.0]
    """
    positive("huber_grad", "delta", delta, remedy=_BOUND)
    same_dtype("huber_grad", y_hat=y_hat, y=y)
    return (y_hat - y).clamp(-delta, delta) * share("huber_grad", y.numel(), reduction)
