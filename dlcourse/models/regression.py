"""Least squares for a line, step by step: its closed form, the design matrix, polynomials, and gradient descent."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, number
from dlcourse.tensors import guard


class FittedLine(NamedTuple):
    """Intercept t0 () and slope t1 () of y = t0 + t1 x."""

    t0: Tensor
    t1: Tensor


@guard
def least_squares_1d(x: Float[Tensor, " samples"], y: Float[Tensor, " samples"]) -> FittedLine:
    """The line with the least sum of squared residuals, from the deviations of x and y from their means.

    Shapes: x and y (samples,) -> FittedLine. Raises: ValueError if all x are equal: every slope is then as good
    as any other; ShapeError, DtypeError or NotANumberError. Source: lecture 2, closed form of least squares.

    >>> least_squares_1d(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 3.0, 7.0]))
    FittedLine(t0=tensor(-1.), t1=tensor(2.5000))
    """
    same_dtype("least_squares_1d", x=x, y=y)
    if bool((x == x[0]).all()):
        raise ValueError(f"least_squares_1d: x should have at least two different entries, but all are {float(x[0]):g}."
                         " Every slope fits them equally well; measure at another x.")
    across = x - x.mean()
    t1 = across @ (y - y.mean()) / (across @ across)
    return FittedLine(y.mean() - t1 * x.mean(), t1)


@guard
def mean_square_and_grad(t0: Float[Tensor, ""], t1: Float[Tensor, ""], x: Float[Tensor, " samples"],
                         y: Float[Tensor, " samples"]) -> tuple[Float[Tensor, ""], FittedLine]:
    """Mean squared residual of the line t0 + t1 x, and its gradient: 2 mean(miss) and 2 mean(miss x).

    Shapes: t0, t1 (), x and y (samples,) -> loss () and a FittedLine. Raises: ShapeError, DtypeError or
    NotANumberError. Source: lecture 2, where the slopes are 0.

    >>> zero = torch.tensor(0.0)
    >>> mean_square_and_grad(zero, zero, torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 3.0, 7.0]))[1]
    FittedLine(t0=tensor(-8.), t1=tensor(-19.3333))
    """
    same_dtype("mean_square_and_grad", x=x, y=y, t0=t0, t1=t1)
    miss = t0 + t1 * x - y
    return (miss * miss).mean(), FittedLine(2 * miss.mean(), 2 * (miss * x).mean())


@guard
def gd_linear(x: Float[Tensor, " samples"], y: Float[Tensor, " samples"], *, eta: float,
              epochs: int) -> Float[Tensor, "points 2"]:
    """The way of gradient descent on the mean squared residual, from t0 = t1 = 0: a row (t0, t1) before each step.

    Shapes: x and y (samples,) -> (epochs + 1, 2), the last row after the last step. Raises: ValueError unless
    eta >= 0 and epochs >= 0; ShapeError, DtypeError or NotANumberError. Source: lecture 2, iterative solution.

    >>> gd_linear(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 3.0, 7.0]), eta=0.1, epochs=1).tolist()[0]
    [0.0, 0.0]
    """
    number("gd_linear", "eta", eta)
    count("gd_linear", "epochs", epochs, low=0)
    same_dtype("gd_linear", x=x, y=y)
    here = FittedLine(x.new_zeros(()), x.new_zeros(()))
    way = [torch.stack(here)]
    for _ in range(epochs):
        _, grad = mean_square_and_grad(*here, x, y)
        here = FittedLine(here.t0 - eta * grad.t0, here.t1 - eta * grad.t1)
        way.append(torch.stack(here))
    return torch.stack(way)


@guard
def design_matrix(X: Float[Tensor, "samples features"]) -> Float[Tensor, "samples columns"]:
    """X with a last column of ones, so that the bias becomes one more weight.

    Shapes: X (samples, features) -> (samples, features + 1). Raises: ShapeError, DtypeError or NotANumberError.
    Source: lecture 2, matrix form.

    >>> design_matrix(torch.tensor([[4.0, 0.0], [6.0, 1.0]])).tolist()
    [[4.0, 0.0, 1.0], [6.0, 1.0, 1.0]]
    """
    return torch.cat([X, torch.ones_like(X[:, :1])], dim=1)


@guard
def polynomial_features(x: Float[Tensor, " samples"], degree: int) -> Float[Tensor, "samples powers"]:
    """The powers x, x², ..., x^degree as columns; the constant is left to the bias.

    scikit-learn's PolynomialFeatures(degree, include_bias=False) for one feature.
    Shapes: x (samples,) -> (samples, degree). Raises: ValueError unless degree >= 1; ShapeError, DtypeError or
    NotANumberError. Source: lecture 2, curve fitting.

    >>> polynomial_features(torch.tensor([2.0, 3.0]), 3).tolist()
    [[2.0, 4.0, 8.0], [3.0, 9.0, 27.0]]
    """
    count("polynomial_features", "degree", degree)
    return torch.stack([x**k for k in range(1, degree + 1)], dim=1)
