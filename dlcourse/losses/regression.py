"""The squared error with every choice stated: sum or mean, with or without 1/2."""

from __future__ import annotations

from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import flag
from dlcourse.losses._reduction import reduce, share
from dlcourse.tensors import Value, guard


@guard
def squared_error(y_hat: Float[Value, "*shape"], y: Float[Tensor, "*shape"], *, reduction: str = "mean",
                  half: bool = False) -> Float[Value, "..."]:
    """Squared error (y_hat - y)², over all entries as torch does; with half=True there is a 1/2 in front.

    The slides use sums, means and halves under one name. All have the same minimiser; their gradients differ.
    Shapes: y_hat and y alike (nothing is broadcast) -> scalar, or their shape with reduction="none".
    Raises: ValueError for an unknown reduction, TypeError for another half; ShapeError and DtypeError.
    Source: lecture 2, squared losses.

    >>> import torch
    >>> squared_error(torch.tensor([[1.0, 2.0]]), torch.zeros(1, 2))
    tensor(2.5000)
    """
    flag("squared_error", "half", half)
    same_dtype("squared_error", y_hat=y_hat, y=y)
    return reduce("squared_error", (y_hat - y) ** 2 * (0.5 if half else 1.0), reduction)


@guard
def squared_error_grad(y_hat: Float[Tensor, "*shape"], y: Float[Tensor, "*shape"], *, reduction: str = "mean",
                       half: bool = False) -> Float[Tensor, "*shape"]:
    """Gradient of squared_error by y_hat: 2 (y_hat - y), or y_hat - y with half, shared by the entries.

    Shapes: y_hat and y alike -> the same. Raises: like squared_error. Source: lecture 2, squared losses.

    >>> import torch
    >>> squared_error_grad(torch.tensor([1.0, 2.0]), torch.zeros(2), reduction="sum").tolist()
    [2.0, 4.0]
    """
    flag("squared_error_grad", "half", half)
    same_dtype("squared_error_grad", y_hat=y_hat, y=y)
    factor = (1.0 if half else 2.0) * share("squared_error_grad", y.numel(), reduction)
    return (y_hat - y) * factor
