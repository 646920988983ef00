"""Risk: the mean loss on new samples, how it is estimated, and what it is made of."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, function, labels, number, randomness
from dlcourse.tensors import ShapeError, guard


class Estimate(NamedTuple):
    """A mean loss, and its standard error: how far it typically lies from the risk."""

    risk: float
    standard_error: float


class Decomposition(NamedTuple):
    """The three parts of the risk at each point: bias2 and var (points,), and noise, a number."""

    bias2: Tensor
    var: Tensor
    noise: float


# --- estimates ---


@guard
def mean_loss(losses: Float[Tensor, " samples"]) -> Estimate:
    """The mean of the losses and its standard error, s/√n with s² = (squared deviations added)/(n - 1).

    Shapes: losses (samples,), at least two. Raises: ShapeError for fewer; DtypeError or NotANumberError.
    Source: lecture 2, empirical risk.

    >>> mean_loss(torch.tensor([0.0, 2.0]))
    Estimate(risk=1.0, standard_error=1.0)
    """
    if len(losses) < 2:
        raise ShapeError("mean_loss: losses should have at least two entries, but has one. One loss does not say how "
                         "far losses lie apart: pass more.")
    return Estimate(float(losses.mean()), float(losses.std() / math.sqrt(len(losses))))


def empirical_risk(f: Callable[[Tensor], Tensor], loss: Callable[[Tensor, Tensor], Tensor], X: Tensor,
                   y: Tensor) -> Estimate:
    """The mean loss of f on a sample, with its standard error.

    `loss` gives one number for each sample. Only if f was chosen without these samples is this an estimate of the risk.

    Shapes: X (samples, ...), y (samples, ...), loss(f(X), y) (samples,). Raises: TypeError for an f or a loss that
    cannot be called; ShapeError unless the losses are one a sample.
    Source: lecture 2, empirical risk.

    >>> empirical_risk(lambda X: 2 * X, lambda y_hat, y: (y_hat - y) ** 2, torch.tensor([1.0, 2.0]),
    ...                torch.tensor([2.0, 2.0]))
    Estimate(risk=2.0, standard_error=2.0)
    """
    function("empirical_risk", "f", f)
    function("empirical_risk", "loss", loss)
    losses = loss(f(X), y)
    if losses.shape != (len(X),):
        raise ShapeError(f"empirical_risk: loss should give one number for each of the {len(X)} samples, but gives the "
                         f"shape {tuple(losses.shape)}. Do not take the mean in it.")
    return mean_loss(losses)


def monte_carlo_risk(f: Callable[[Tensor], Tensor], loss: Callable[[Tensor, Tensor], Tensor],
                     sampler: Callable[[int, torch.Generator], tuple[Tensor, Tensor]], n: int, *,
                     rng: torch.Generator) -> Estimate:
    """The risk of f, from n fresh samples that `sampler(n, rng)` draws from the world.

    Raises: TypeError or ValueError for a function, a count or a rng that is none. Source: lecture 2, risk.

    >>> def coin(n, rng):
    ...     return torch.zeros(n), torch.randint(2, (n,), generator=rng).float()
    >>> found = monte_carlo_risk(lambda X: X, lambda y_hat, y: (y_hat - y) ** 2, coin, 10_000,
    ...                          rng=torch.Generator().manual_seed(0))
    >>> abs(found.risk - 0.5) < 3 * found.standard_error
    True
    """
    function("monte_carlo_risk", "sampler", sampler)
    count("monte_carlo_risk", "n", n, low=2)
    randomness("monte_carlo_risk", rng)
    return empirical_risk(f, loss, *sampler(n, rng))


@guard
def world_risk(losses: Float[Tensor, " samples"], group: Int[Tensor, " samples"],
               shares: Float[Tensor, " groups"]) -> Estimate:
    """The risk in a world whose groups have these shares, from a sample in which they may have others.

    The mean of each group counts with the group's share in the world. The groups were sampled independently, so the
    variances of their means add, each times its squared share. A group with the share 0 counts nothing.

    Shapes: losses and group (samples,), shares (groups,). Raises: ValueError for a group number out of range, shares
    that are negative or do not add up to 1, and a group of the world with fewer than two samples; ShapeError,
    DtypeError or NotANumberError. Source: lecture 2, biased sample.

    >>> world_risk(torch.tensor([1.0, 3.0, 8.0, 12.0]), torch.tensor([0, 0, 1, 1]), torch.tensor([0.75, 0.25]))
    Estimate(risk=4.0, standard_error=0.901...)
    """
    same_dtype("world_risk", losses=losses, shares=shares)
    labels("world_risk", "group", group, len(shares))
    if bool((shares < 0).any()) or abs(float(shares.sum()) - 1) > 1e-6:
        raise ValueError(f"world_risk: shares should be at least 0 and add up to 1, but are {shares.tolist()}. Divide "
                         f"them by their sum.")
    risk, variance = 0.0, 0.0
    for g, share in enumerate(shares.tolist()):
        if share > 0:
            own = losses[group == g]
            if len(own) < 2:
                raise ValueError(f"world_risk: group {g} makes up {share:g} of the world, so losses should hold at "
                                 f"least two of it, but hold {len(own)}. No weights replace what was not seen.")
            mean, error = mean_loss(own)
            risk, variance = risk + share * mean, variance + (share * error) ** 2
    return Estimate(risk, math.sqrt(variance))


# --- what the risk is made of ---


@guard
def decompose(preds: Float[Tensor, "refits points"], g_x0: Float[Tensor, " points"], sigma: float) -> Decomposition:
    """Squared bias, variance and noise at each point, from the predictions of models fitted to many data sets.

    The variance divides by the number of refits, so bias2 + var is exactly the mean of (preds - g_x0)².

    Shapes: preds (refits, points), g_x0 (points,), the noise-free truth, sigma a number -> bias2 and var (points,).
    Raises: ValueError for sigma < 0; ShapeError, DtypeError or NotANumberError.
    Source: lecture 2, bias and variance.

    >>> decompose(torch.tensor([[1.0], [3.0], [5.0]]), torch.tensor([2.0]), 0.5)
    Decomposition(bias2=tensor([1.]), var=tensor([2.6667]), noise=0.25)
    """
    number("decompose", "sigma", sigma)
    same_dtype("decompose", preds=preds, g_x0=g_x0)
    return Decomposition((preds.mean(0) - g_x0) ** 2, preds.var(0, correction=0), float(sigma) ** 2)


@guard
def refits(fit: Callable[[Tensor, Tensor], Tensor], g: Callable[[Tensor], Tensor], x: Float[Tensor, " samples"], *,
           sigma: float, reps: int, rng: torch.Generator) -> Float[Tensor, "refits points"]:
    """Predictions of one method on many data sets: the same x, the same truth g, fresh noise.

    `fit(x, Y)` gets all data sets at once, Y (refits, samples), and gives the predictions (refits, points).

    Shapes: x (samples,) -> (refits, points). Raises: TypeError or ValueError for a function, a number or a rng that is
    none; ShapeError if fit does not give one row a data set. Source: lecture 2, bias and variance by refits.

    >>> x = torch.linspace(0, 1, 5)
    >>> refits(lambda x, Y: Y.mean(1, keepdim=True), torch.zeros_like, x, sigma=1.0, reps=3,
    ...        rng=torch.Generator().manual_seed(0)).shape
    torch.Size([3, 1])
    """
    function("refits", "fit", fit)
    function("refits", "g", g)
    number("refits", "sigma", sigma)
    count("refits", "reps", reps)
    randomness("refits", rng)
    noise = torch.randn(reps, len(x), generator=rng, dtype=x.dtype, device=rng.device).to(x.device)
    preds = fit(x, g(x) + sigma * noise)
    if preds.dim() != 2 or len(preds) != reps:
        raise ShapeError(f"refits: fit should give ({reps}, points), a row for each data set, but gives the shape "
                         f"{tuple(preds.shape)}. It gets all data sets as the rows of its second argument.")
    return preds
