"""Gaussians of several numbers: draw them, and slice them; a Gaussian process does so with a curve's heights."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, number, positive, randomness
from dlcourse.tensors import ShapeError, guard


class Conditional(NamedTuple):
    """A Gaussian of m numbers: its mean (m,) and its covariance matrix (m, m)."""

    mean: Tensor
    cov: Tensor


@guard
def rbf(X: Float[Tensor, "first features"], Xs: Float[Tensor, "second features"], *, ls: float,
        var: float) -> Float[Tensor, "first second"]:
    """The covariance of a curve's heights at X and at Xs: var at the same place, and less with the distance.

    k(x, x') = var exp(-|x - x'|²/(2 ls²)); at the distance ls it is 0.61 var.
    Shapes: X (first, features), Xs (second, features) -> (first, second). Raises: ValueError unless ls and var are
    above 0; ShapeError, DtypeError. Source: lecture 11, Gaussian process.

    >>> rbf(torch.tensor([[0.0]]), torch.tensor([[0.0], [1.0]]), ls=1.0, var=2.0)
    tensor([[2.0000, 1.2131]])
    """
    same_dtype("rbf", X=X, Xs=Xs)
    positive("rbf", "ls", ls, remedy="A length scale is a distance.")
    positive("rbf", "var", var, remedy="A variance is above 0.")
    squares = (X[:, None] - Xs).square().sum(-1)  # (first, second)
    return var * (-squares / (2 * ls**2)).exp()


@guard
def draws(K: Float[Tensor, "numbers numbers"], n: int, *, rng: torch.Generator) -> Float[Tensor, "n numbers"]:
    """n draws of numbers that are Gaussian with mean 0 and the covariance K: L times independent ones.

    Shapes: K (numbers, numbers) -> (n, numbers). Raises: ValueError if K is not the covariance of independent
    directions (then it has no Cholesky factor); ShapeError, DtypeError. Source: lecture 11, Cholesky.

    >>> draws(torch.eye(2), 3, rng=torch.Generator()).shape
    torch.Size([3, 2])
    """
    count("draws", "n", n)
    randomness("draws", rng)
    L = _cholesky("draws", K, "K")
    return torch.randn(n, len(K), generator=rng, dtype=K.dtype, device=rng.device).to(K.device) @ L.mT


@guard
def condition(K: Float[Tensor, "numbers numbers"], y: Float[Tensor, " seen"]) -> Conditional:
    """What is left open of Gaussian numbers with mean 0 and covariance K, once the first of them are seen to be y.

    The seen ones are L e with independent e. So e = L^-1 y is known, and what the others take from e is known, too.
    Shapes: K (numbers, numbers), y (seen,) -> Conditional of the numbers - seen others.
    Raises: ValueError if two seen numbers are copies of each other; ShapeError, DtypeError.
    Source: lecture 11, slicing a Gaussian.

    >>> condition(torch.tensor([[4.0, 2.0], [2.0, 5.0]]), torch.tensor([3.0]))
    Conditional(mean=tensor([1.5000]), cov=tensor([[4.]]))
    """
    same_dtype("condition", K=K, y=y)
    n = len(y)
    if n >= len(K):
        raise ShapeError(f"condition: y should hold fewer than the {len(K)} numbers of K, but holds {n}. Something has "
                         "to be left open.")
    L = _cholesky("condition", K[:n, :n], "the part of K that belongs to y")
    e = torch.linalg.solve_triangular(L, y[:, None], upper=False)  # (seen, 1)
    known = torch.linalg.solve_triangular(L, K[:n, n:], upper=False)  # (seen, others)
    return Conditional((known.mT @ e)[:, 0], K[n:, n:] - known.mT @ known)


@guard
def gp_posterior(X: Float[Tensor, "seen features"], y: Float[Tensor, " seen"], Xs: Float[Tensor, "new features"],
                 ls: float, var: float, noise: float) -> Conditional:
    """Where the heights of a smooth curve are at Xs, after values y were seen at X, each with noise of that variance.

    Shapes: X (seen, features), y (seen,), Xs (new, features) -> Conditional with mean (new,), cov (new, new).
    Raises: ValueError unless ls, var > 0 and noise >= 0, or if a place is seen twice without noise; ShapeError,
    DtypeError. Source: lecture 11, Gaussian process; Rasmussen and Williams 2006, equations 2.23 and 2.24.

    >>> gp_posterior(torch.tensor([[0.0]]), torch.tensor([2.0]), torch.tensor([[0.0], [1.0]]), 1.0, 1.0, 0.0).mean
    tensor([2.0000, 1.2131])
    """
    same_dtype("gp_posterior", X=X, y=y, Xs=Xs)
    number("gp_posterior", "noise", noise)
    every = torch.cat([X, Xs])
    K = rbf(every, every, ls=ls, var=var)
    seen = torch.arange(len(X), device=K.device)
    K[seen, seen] += noise
    return condition(K, y)


@guard
def log_evidence(X: Float[Tensor, "seen features"], y: Float[Tensor, " seen"], ls: float, var: float,
                 noise: float) -> Float[Tensor, ""]:
    """The logarithm of the density of the values y, all together: how well a length scale fits what was seen.

    Shapes: X (seen, features), y (seen,) -> (). Raises: as `gp_posterior`. Source: lecture 11, who tunes the tuner;
    Rasmussen and Williams 2006, equation 2.30.

    >>> log_evidence(torch.tensor([[0.0]]), torch.tensor([0.0]), 1.0, 1.0, 0.0)
    tensor(-0.9189)
    """
    same_dtype("log_evidence", X=X, y=y)
    number("log_evidence", "noise", noise)
    K = rbf(X, X, ls=ls, var=var) + noise * torch.eye(len(X), dtype=X.dtype, device=X.device)
    L = _cholesky("log_evidence", K, "the covariance of what was seen")
    e = torch.linalg.solve_triangular(L, y[:, None], upper=False)
    return -0.5 * e.square().sum() - L.diagonal().log().sum() - len(y) / 2 * math.log(2 * math.pi)


def _cholesky(where: str, K: Tensor, name: str) -> Tensor:
    """L with L L^T = K, 0 above its diagonal. Raises: ValueError, in words, where there is none."""
    L, failed = torch.linalg.cholesky_ex(K)
    at = int(failed)
    if not at:  # some processors round what should be 0 to a little above it
        left = L.diagonal().square() / K.diagonal()
        at = int(left.argmin()) + 1 if float(left.min()) <= 4 * torch.finfo(K.dtype).eps else 0
    if at:
        raise ValueError(f"{where}: {name} should be a covariance matrix without copies, but number {at} "
                         "follows from those before it, or the matrix is none. Was one place seen twice? Then add some "
                         "noise.")
    return L
