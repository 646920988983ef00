"""Losses that are read off a likelihood, or that count: the Gaussian's negative log-likelihood, and zero-one."""

from __future__ import annotations

import math

from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.alike import alike, same_dtype
from dlcourse.arguments import positive
from dlcourse.losses._reduction import reduce, share
from dlcourse.tensors import Value, guard

_SPREAD = "s is a standard deviation; the square root of a variance."


@guard
def gaussian_nll(y_hat: Float[Value, "*shape"], y: Float[Tensor, "*shape"], s: float, *,
                 reduction: str = "mean") -> Float[Value, "..."]:
    """Minus the log-density of y under a Gaussian of mean y_hat and standard deviation s, constant included.

    torch.nn.GaussianNLLLoss takes the variance instead, and leaves the constant out unless full=True.
    Shapes: y_hat and y alike, s a number -> scalar, or their shape with reduction="none".
    Raises: ValueError unless s > 0, or for an unknown reduction; ShapeError and DtypeError.
    Source: lecture 2, maximum likelihood under Gaussian noise.

    >>> import torch
    >>> gaussian_nll(torch.tensor([1.0]), torch.tensor([3.0]), 2.0)
    tensor(2.1121)
    """
    positive("gaussian_nll", "s", s, remedy=_SPREAD)
    same_dtype("gaussian_nll", y_hat=y_hat, y=y)
    losses = ((y_hat - y) / s) ** 2 * 0.5 + (math.log(s) + 0.5 * math.log(2 * math.pi))
    return reduce("gaussian_nll", losses, reduction)


@guard
def gaussian_nll_grad(y_hat: Float[Tensor, "*shape"], y: Float[Tensor, "*shape"], s: float, *,
                      reduction: str = "mean") -> Float[Tensor, "*shape"]:
    """Gradient of gaussian_nll by y_hat: (y_hat - y) / s², shared by the entries.

    Shapes: y_hat and y alike -> the same. Raises: like gaussian_nll. Source: lecture 2, maximum likelihood.

    >>> import torch
    >>> gaussian_nll_grad(torch.tensor([1.0]), torch.tensor([3.0]), 2.0)
    tensor([-0.5000])
    """
    positive("gaussian_nll_grad", "s", s, remedy=_SPREAD)
    same_dtype("gaussian_nll_grad", y_hat=y_hat, y=y)
    return (y_hat - y) / (s * s) * share("gaussian_nll_grad", y.numel(), reduction)


@guard
def zero_one(predicted: Int[Tensor, "*batch"], labels: Int[Tensor, "*batch"]) -> Float[Tensor, ""]:
    """The share of wrong predictions: 1 minus the accuracy. Where it has a slope, the slope is 0.

    Shapes: predicted and labels alike, classes as whole numbers -> (). Raises: ShapeError and DtypeError.
    Source: lecture 2, three losses.

    >>> import torch
    >>> zero_one(torch.tensor([0, 1, 2, 2]), torch.tensor([0, 1, 1, 2]))
    tensor(0.2500, dtype=torch.float64)
    """
    alike("zero_one", labels=labels, predicted=predicted)
    return (predicted != labels).double().mean()
