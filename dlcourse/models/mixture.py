"""Mixtures of Gaussian curves: their density, whose part a sample may be, the EM algorithm, and drawing new samples.

Each feature of each part has a variance of its own ("diagonal" covariance), so a part is a product of bell curves.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, number, randomness, within
from dlcourse.tensors import guard


class Mixture(NamedTuple):
    """Shares pi (parts,), means mu (parts, features) and variances var (parts, features) of the parts."""

    pi: Tensor
    mu: Tensor
    var: Tensor


class MixtureSample(NamedTuple):
    """Samples X (samples, features), and the part from which each was drawn."""

    X: Tensor
    part: Tensor


@guard
def log_weighted_densities(pi: Float[Tensor, " parts"], mu: Float[Tensor, "parts features"],
                           var: Float[Tensor, "parts features"],
                           X: Float[Tensor, "samples features"]) -> Float[Tensor, "samples parts"]:
    """log(pi_k N(x; mu_k, var_k)) of each sample under each part; -inf for a part with the share 0.

    Shapes: pi (parts,), mu and var (parts, features), X (samples, features) -> (samples, parts).
    Raises: ValueError for shares below 0 or a variance that is not positive; ShapeError, DtypeError.
    Source: lecture 1, clustering; the logarithm of Bishop, Pattern Recognition (2006), equation 9.7.

    >>> one = torch.ones(1, 1)
    >>> log_weighted_densities(one[0], 0 * one, one, 0 * one).exp()
    tensor([[0.3989]])
    """
    same_dtype("log_weighted_densities", pi=pi, mu=mu, var=var, X=X)
    _check_parts("log_weighted_densities", pi, var)
    square = (X[:, None] - mu).square() / var  # (samples, 1, features) - (parts, features)
    log_density = -0.5 * (square + (2 * math.pi * var).log()).sum(-1)
    return pi.log() + log_density


@guard
def density(pi: Float[Tensor, " parts"], mu: Float[Tensor, "parts features"], var: Float[Tensor, "parts features"],
            X: Float[Tensor, "samples features"]) -> Float[Tensor, " samples"]:
    """The density of a mixture: the sum over its parts of share times bell curve.

    Shapes: pi (parts,), mu and var (parts, features), X (samples, features) -> (samples,).
    Raises: as `log_weighted_densities`. Source: lecture 1, unsupervised learning.

    >>> half, one = torch.tensor([0.5, 0.5]), torch.ones(2, 1)
    >>> density(half, torch.tensor([[0.0], [100.0]]), one, torch.zeros(1, 1))
    tensor([0.1995])
    """
    return log_weighted_densities(pi, mu, var, X).exp().sum(-1)


@guard
def responsibilities(pi: Float[Tensor, " parts"], mu: Float[Tensor, "parts features"],
                     var: Float[Tensor, "parts features"],
                     X: Float[Tensor, "samples features"]) -> Float[Tensor, "samples parts"]:
    """The probability that a sample came from each part, given where it lies (the E-step); rows add up to 1.

    Shapes: pi (parts,), mu and var (parts, features), X (samples, features) -> (samples, parts).
    Raises: as `log_weighted_densities`. Source: lecture 1, clustering with EM; Bishop (2006), equation 9.23.

    >>> half, one = torch.tensor([0.5, 0.5]), torch.ones(2, 1)
    >>> responsibilities(half, torch.tensor([[0.0], [2.0]]), one, torch.ones(1, 1))
    tensor([[0.5000, 0.5000]])
    """
    return log_weighted_densities(pi, mu, var, X).softmax(-1)


@guard
def parts_from(r: Float[Tensor, "samples parts"], X: Float[Tensor, "samples features"], *,
               floor: float = 1e-6) -> Mixture:
    """The mixture that fits best if sample n belongs to part k with the weight r[n, k] (the M-step).

    `floor` is added to each variance, as in scikit-learn, so that a part with a single sample stays a curve.

    Shapes: r (samples, parts), X (samples, features) -> Mixture.
    Raises: ValueError for weights outside 0 to 1, or a floor below 0; ShapeError, DtypeError.
    Source: lecture 1, clustering with EM; Bishop (2006), equations 9.24 to 9.26.

    >>> parts_from(torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]), torch.tensor([[1.0], [3.0], [9.0]])).mu
    tensor([[2.0000],
            [9.0000]])
    """
    same_dtype("parts_from", r=r, X=X)
    number("parts_from", "floor", floor)
    within("parts_from", "r", r, 0.0, 1.0, remedy="Pass what `responsibilities` gives.")
    size = r.sum(0) + 10 * torch.finfo(r.dtype).eps  # no division by 0 where a part has lost all samples
    mu = r.mT @ X / size[:, None]  # (parts, samples) @ (samples, features)
    away = (X[:, None] - mu).square()  # (samples, 1, features) - (parts, features)
    var = (r[:, :, None] * away).sum(0) / size[:, None] + floor
    return Mixture(size / size.sum(), mu, var)


@guard
def start_at(mu: Float[Tensor, "parts features"], X: Float[Tensor, "samples features"]) -> Mixture:
    """A first guess for EM: these means, equal shares, and for each part the variances of the whole data.

    Shapes: mu (parts, features), X (samples, features) -> Mixture.
    Raises: ShapeError, DtypeError. Source: lecture 1, clustering with EM.

    >>> start_at(torch.tensor([[0.0], [4.0]]), torch.tensor([[1.0], [3.0]])).var
    tensor([[1.],
            [1.]])
    """
    same_dtype("start_at", mu=mu, X=X)
    parts = len(mu)
    return Mixture(mu.new_full((parts,), 1 / parts), mu.clone(), X.var(0, unbiased=False).expand(parts, -1).clone())


@guard
def em_step(pi: Float[Tensor, " parts"], mu: Float[Tensor, "parts features"], var: Float[Tensor, "parts features"],
            X: Float[Tensor, "samples features"], *, floor: float = 1e-6) -> Mixture:
    """One round of EM: whose part each sample may be (E), then the parts that fit that best (M).

    Shapes: pi (parts,), mu and var (parts, features), X (samples, features) -> Mixture.
    Raises: as `responsibilities` and `parts_from`. Source: lecture 1, clustering with EM; Dempster, Laird, Rubin 1977.

    >>> X = torch.tensor([[0.0], [0.2], [1.0], [1.2]])
    >>> em_step(*start_at(torch.tensor([[0.0], [1.0]]), X), X).pi
    tensor([0.4559, 0.5441])
    """
    return parts_from(responsibilities(pi, mu, var, X), X, floor=floor)


@guard
def em_path(X: Float[Tensor, "samples features"], start: Mixture, *, rounds: int, floor: float = 1e-6) -> list[Mixture]:
    """The start and the mixture after each round of EM; the mean log-density of X falls in no round (floor 0).

    Shapes: X (samples, features) -> rounds + 1 mixtures. Raises: ValueError unless rounds >= 1; as `em_step`.
    Source: lecture 1, clustering with EM.

    >>> X = torch.tensor([[0.0], [0.2], [1.0], [1.2]], dtype=torch.float64)
    >>> em_path(X, start_at(X[[0, 3]], X), rounds=50)[-1].mu.round(decimals=2).flatten()
    tensor([0.1000, 1.1000], dtype=torch.float64)
    """
    count("em_path", "rounds", rounds)
    path = [Mixture(*start)]
    for _ in range(rounds):
        path.append(em_step(*path[-1], X, floor=floor))
    return path


@guard
def sample(pi: Float[Tensor, " parts"], mu: Float[Tensor, "parts features"], var: Float[Tensor, "parts features"],
           n: int, *, rng: torch.Generator) -> MixtureSample:
    """New samples of a mixture: first draw a part by its share, then a place by its bell curves.

    Shapes: pi (parts,), mu and var (parts, features) -> MixtureSample with X (n, features) and part (n,).
    Raises: ValueError for n < 1, shares below 0 or a variance that is not positive; TypeError, ShapeError, DtypeError.
    Source: lecture 1, generation.

    >>> from dlcourse.tensors import generator
    >>> mu = torch.tensor([[0.0], [100.0]])
    >>> sample(torch.tensor([0.0, 1.0]), mu, torch.ones(2, 1), 3, rng=generator(0)).part
    tensor([1, 1, 1])
    """
    same_dtype("sample", pi=pi, mu=mu, var=var)
    count("sample", "n", n)
    randomness("sample", rng)
    _check_parts("sample", pi, var)
    part = torch.multinomial(pi.to(rng.device), n, replacement=True, generator=rng).to(pi.device)
    noise = torch.randn(n, mu.shape[1], generator=rng, device=rng.device, dtype=mu.dtype).to(mu.device)
    return MixtureSample(mu[part] + var[part].sqrt() * noise, part)


def _check_parts(where: str, pi: Tensor, var: Tensor) -> None:
    within(where, "pi", pi, 0.0, 1.0, remedy="Shares are not negative and add up to 1.")
    if abs(float(pi.sum()) - 1) > 1e-4:
        raise ValueError(f"{where}: pi should add up to 1, but adds up to {float(pi.sum()):g}. Divide it by its sum.")
    if float(var.min()) <= 0:
        raise ValueError(f"{where}: var should be positive, but its smallest entry is {float(var.min()):g}. Pass "
                         "variances, the squares of standard deviations.")
