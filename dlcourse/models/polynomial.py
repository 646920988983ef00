"""Polynomials of one variable: features on a well-conditioned basis, least squares, and many curves in place of one."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import between, count, positive, randomness, within
from dlcourse.tensors import guard


class Polynomial(NamedTuple):
    """Coefficients c (*curves, degree + 1) of the features on [low, high]; several rows are several curves."""

    c: Tensor
    low: float
    high: float


class Posterior(NamedTuple):
    """Which coefficients are plausible: a Gaussian with this mean (features,) and covariance (features, features)."""

    mean: Tensor
    covariance: Tensor


@guard
def features(x: Float[Tensor, " samples"], degree: int, *, low: float = 0.0,
             high: float = 1.0) -> Float[Tensor, "samples features"]:
    """Chebyshev polynomials of degree 0, 1, ..., degree: a basis of all polynomials up to this degree.

    The powers 1, x, x², ... span the same curves, but become so alike that least squares loses its digits. These
    stay between -1 and 1 on [low, high] and apart from each other.

    Shapes: x (samples,) in [low, high] -> (samples, degree + 1).
    Raises: ValueError for a degree below 0, an empty interval or x outside it; TypeError for another kind; ShapeError,
    DtypeError. Source: lecture 2, curve fitting.

    >>> features(torch.tensor([0.0, 0.5, 1.0]), 2)
    tensor([[ 1., -1.,  1.],
            [ 1.,  0., -1.],
            [ 1.,  1.,  1.]])
    """
    count("features", "degree", degree, low=0)
    _interval("features", low, high)
    within("features", "x", x, low, high, remedy="Pass low and high so that all inputs lie between them.")
    t = (2 * x - low - high) / (high - low)
    columns = [torch.ones_like(t), t]
    while len(columns) <= degree:
        columns.append(2 * t * columns[-1] - columns[-2])
    return torch.stack(columns[:degree + 1], dim=1)


@guard
def fit(x: Float[Tensor, " samples"], y: Float[Tensor, "*curves samples"], degree: int, *, low: float = 0.0,
        high: float = 1.0) -> Polynomial:
    """The polynomial of this degree with the least sum of squared errors; one for each row of y.

    Shapes: x (samples,), y (samples,) or (*curves, samples) -> c (*curves, degree + 1). Where the samples leave
    several, the shortest c. Raises: as `features`; DtypeError for an x and a y of two dtypes.
    Source: lecture 2, curve fitting by least squares.

    >>> line = fit(torch.tensor([0.0, 0.5, 1.0]), torch.tensor([1.0, 3.0, 5.0]), 1)
    >>> predict(line, torch.tensor([0.25])).round(decimals=4)
    tensor([2.])
    """
    same_dtype("fit", x=x, y=y)
    pinv = torch.linalg.pinv(features(x, degree, low=low, high=high))
    return Polynomial(y @ pinv.mT, low, high)  # (*curves, samples) @ (samples, features)


@guard
def predict(polynomial: Polynomial, x: Float[Tensor, " samples"]) -> Float[Tensor, "*curves samples"]:
    """The heights of the curve, or of each of several, at x.

    Shapes: c (*curves, degree + 1), x (samples,) -> (*curves, samples). Raises: as `features`; DtypeError.
    Source: lecture 2, curve fitting.

    >>> predict(Polynomial(torch.tensor([3.0, 2.0]), 0.0, 1.0), torch.tensor([0.0, 1.0]))
    tensor([1., 5.])
    """
    same_dtype("predict", x=x, c=polynomial.c)
    return polynomial.c @ features(x, polynomial.c.shape[-1] - 1, low=polynomial.low, high=polynomial.high).mT


@guard
def bayes_linreg(X: Float[Tensor, "samples features"], y: Float[Tensor, " samples"], *, alpha: float,
                 sigma: float) -> Posterior:
    """Bayesian linear regression: how plausible each vector of coefficients is, once the samples are seen.

    Before, each coefficient is normal with mean 0 and variance 1/alpha; the noise has the standard deviation sigma.
    The mean is that of ridge regression with the penalty alpha sigma² on the summed squares.

    Shapes: X (samples, features), y (samples,) -> Posterior. Raises: ValueError unless alpha and sigma are above 0;
    ShapeError, DtypeError or NotANumberError. Source: lecture 2, small samples; Bishop 2006, equation 3.53.

    >>> bayes_linreg(torch.ones(4, 1), torch.full((4,), 5.0), alpha=1.0, sigma=1.0)
    Posterior(mean=tensor([4.]), covariance=tensor([[0.2000]]))
    """
    positive("bayes_linreg", "alpha", alpha, remedy="A small one, such as 1e-3, says that hardly anything is known.")
    positive("bayes_linreg", "sigma", sigma, remedy="It is the standard deviation of the noise in y.")
    same_dtype("bayes_linreg", X=X, y=y)
    precision = alpha * torch.eye(X.shape[1], dtype=X.dtype, device=X.device) + X.mT @ X / sigma**2
    return Posterior(torch.linalg.solve(precision, X.mT @ y / sigma**2), torch.linalg.inv(precision))


def draw_curves(posterior: Posterior, curves: int, *, rng: torch.Generator, low: float = 0.0,
                high: float = 1.0) -> Polynomial:
    """Several polynomials, each as often as the posterior calls it plausible.

    Shapes: -> c (curves, degree + 1). Raises: TypeError or ValueError for a count, an interval or a rng that is none.
    Source: lecture 2, small samples.

    >>> sure = Posterior(torch.tensor([1.0, 2.0]), 1e-12 * torch.eye(2))
    >>> draw_curves(sure, 3, rng=torch.Generator().manual_seed(0)).c.round(decimals=3)
    tensor([[1., 2.],
            [1., 2.],
            [1., 2.]])
    """
    count("draw_curves", "curves", curves)
    randomness("draw_curves", rng)
    _interval("draw_curves", low, high)
    mean, covariance = posterior
    z = torch.randn(curves, len(mean), generator=rng, dtype=mean.dtype, device=rng.device).to(mean.device)
    return Polynomial(mean + z @ torch.linalg.cholesky(covariance).mT, low, high)


def _interval(where: str, low: float, high: float) -> None:
    between(where, "low", low)
    between(where, "high", high)
    if not low < high:
        raise ValueError(f"{where}: low should be below high, but they are {low:g} and {high:g}. Exchange them?")
