"""The variational autoencoder: a Gaussian code drawn so that gradients pass, and the bound on the log-likelihood.

The linear-Gaussian model, x = W z + b + noise, is the one for which evidence and posterior are known exactly.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import function, positive
from dlcourse.tensors import ShapeError, Value, guard


class KlGrad(NamedTuple):
    """Gradients of a divergence with respect to mu and logvar."""

    mu_bar: Tensor
    logvar_bar: Tensor


class Gaussian(NamedTuple):
    """Means (samples, latent), and one covariance (latent, latent) that all samples share."""

    mean: Tensor
    covariance: Tensor


@guard
def reparameterise(mu: Float[Value, "samples latent"], L: Float[Value, "*samples latent latent"],
                   eps: Float[Value, "samples latent"]) -> Float[Value, "samples latent"]:
    """z = mu + L eps: a sample of N(mu, L L^T), through which gradients reach mu and L.

    Shapes: mu and eps (samples, latent), L (latent, latent) for all samples or (samples, latent, latent) -> as mu.
    Raises: ShapeError, DtypeError. Source: lecture 15, gradient through sampling; Kingma and Welling 2013.

    >>> L = torch.tensor([[2.0, 0.0], [1.0, 1.0]])
    >>> reparameterise(torch.tensor([[10.0, 20.0]]), L, torch.tensor([[1.0, -1.0]]))
    tensor([[12., 20.]])
    """
    same_dtype("reparameterise", mu=mu, L=L, eps=eps)
    return mu + (L @ eps[..., None])[..., 0]


@guard
def kl_from_standard_normal(mu: Float[Value, "samples latent"],
                            logvar: Float[Value, "samples latent"]) -> Float[Value, " samples"]:
    """KL(N(mu, diag(exp(logvar))) || N(0, I)) of each sample, in nats.

    Shapes: mu and logvar (samples, latent) -> (samples,). Raises: ShapeError, DtypeError.
    Source: lecture 15, ELBO; Kingma and Welling 2013, appendix B.

    >>> kl_from_standard_normal(torch.ones(1, 3), torch.full((1, 3), 4.0).log())
    tensor([3.9206])
    """
    same_dtype("kl_from_standard_normal", mu=mu, logvar=logvar)
    return 0.5 * (mu * mu + (logvar.exp() - 1) - logvar).sum(-1)


@guard
def kl_from_standard_normal_grad(mu: Float[Tensor, "samples latent"],
                                 logvar: Float[Tensor, "samples latent"]) -> KlGrad:
    """The gradients of each sample's `kl_from_standard_normal`.

    Shapes: mu and logvar (samples, latent) -> two alike. Raises: ShapeError, DtypeError.
    Source: lecture 15, ELBO.

    >>> kl_from_standard_normal_grad(torch.tensor([[2.0]]), torch.tensor([[0.0]]))
    KlGrad(mu_bar=tensor([[2.]]), logvar_bar=tensor([[0.]]))
    """
    same_dtype("kl_from_standard_normal_grad", mu=mu, logvar=logvar)
    return KlGrad(mu.clone(), 0.5 * (logvar.exp() - 1))


@guard
def elbo(mu: Float[Value, "samples latent"], logvar: Float[Value, "samples latent"],
         log_likelihood: Float[Value, " samples"]) -> Float[Value, " samples"]:
    """The lower bound on log p(x) of each sample: log p(x|z) under q(z|x), less KL(q || N(0, I)).

    `log_likelihood` is the mean over draws of z, or one draw of it.

    Shapes: mu and logvar (samples, latent), log_likelihood (samples,) -> (samples,).
    Raises: ShapeError, DtypeError. Source: lecture 15, ELBO.

    >>> elbo(torch.zeros(1, 2), torch.zeros(1, 2), torch.tensor([-7.0]))
    tensor([-7.])
    """
    same_dtype("elbo", mu=mu, log_likelihood=log_likelihood)
    return log_likelihood - kl_from_standard_normal(mu, logvar)


@guard
def log_evidence(W: Float[Tensor, "features latent"], b: Float[Tensor, " features"], sigma: float,
                 X: Float[Tensor, "samples features"]) -> Float[Tensor, " samples"]:
    """log p(x) of the linear-Gaussian model: x is normal with mean b and covariance W W^T + sigma^2 I.

    Shapes: W (features, latent), b (features,), X (samples, features) -> (samples,).
    Raises: ValueError unless sigma > 0; ShapeError, DtypeError.
    Source: lecture 15, ELBO; Tipping and Bishop 1999, equation 5.

    >>> log_evidence(torch.ones(1, 1), torch.zeros(1), 1.0, torch.zeros(1, 1))
    tensor([-1.2655])
    """
    same_dtype("log_evidence", W=W, b=b, X=X)
    positive("log_evidence", "sigma", sigma, remedy="The noise has to have some width.")
    C = W @ W.mT + sigma**2 * torch.eye(len(b), dtype=W.dtype, device=W.device)  # (features, features)
    away = (X - b).mT  # (features, samples)
    quadratic = (away * torch.linalg.solve(C, away)).sum(0)
    return -0.5 * (quadratic + torch.logdet(C) + len(b) * math.log(2 * math.pi))


@guard
def exact_posterior(W: Float[Tensor, "features latent"], b: Float[Tensor, " features"], sigma: float,
                    X: Float[Tensor, "samples features"]) -> Gaussian:
    """p(z|x) of the linear-Gaussian model, the q(z|x) with which the bound is tight.

    Shapes: W (features, latent), b (features,), X (samples, features) -> mean (samples, latent), covariance
    (latent, latent). Raises: ValueError unless sigma > 0; ShapeError, DtypeError.
    Source: lecture 15, ELBO; Tipping and Bishop 1999, equation 6.

    >>> exact_posterior(torch.ones(1, 1), torch.zeros(1), 1.0, torch.ones(1, 1))
    Gaussian(mean=tensor([[0.5000]]), covariance=tensor([[0.5000]]))
    """
    same_dtype("exact_posterior", W=W, b=b, X=X)
    positive("exact_posterior", "sigma", sigma, remedy="The noise has to have some width.")
    precision = torch.eye(W.shape[1], dtype=W.dtype, device=W.device) + W.mT @ W / sigma**2
    return Gaussian(torch.linalg.solve(precision, W.mT @ (X - b).mT / sigma**2).mT, torch.linalg.inv(precision))


@guard
def expected_log_likelihood(W: Float[Tensor, "features latent"], b: Float[Tensor, " features"], sigma: float,
                            X: Float[Tensor, "samples features"], mu: Float[Tensor, "samples latent"],
                            logvar: Float[Tensor, "samples latent"]) -> Float[Tensor, " samples"]:
    """The mean of log p(x|z) over z from N(mu, diag(exp(logvar))), exactly, for the linear-Gaussian model.

    Shapes: W (features, latent), b (features,), X (samples, features), mu and logvar (samples, latent) -> (samples,).
    Raises: ValueError unless sigma > 0; ShapeError, DtypeError. Source: lecture 15, ELBO.

    >>> one = torch.ones(1, 1)
    >>> expected_log_likelihood(one, torch.zeros(1), 1.0, 0 * one, 0 * one, 0 * one)
    tensor([-1.4189])
    """
    same_dtype("expected_log_likelihood", W=W, b=b, X=X, mu=mu, logvar=logvar)
    positive("expected_log_likelihood", "sigma", sigma, remedy="The noise has to have some width.")
    missed = (X - b - mu @ W.mT).square().sum(1)
    spread = logvar.exp() @ W.square().sum(0)  # the trace of W diag(var) W^T
    return -0.5 * ((missed + spread) / sigma**2 + len(b) * math.log(2 * math.pi * sigma**2))


@guard
def evidence_on_grid(decode: Callable[[Tensor], Tensor], sigma: float, x: Float[Tensor, " features"],
                     grid: Float[Tensor, " points"]) -> Float[Tensor, ""]:
    """p(x) for a code of one number: the integral of p(x|z) p(z) by the trapezoidal rule on a grid of z.

    decode maps z (points, 1) to means (points, features); x is normal around them with the deviation sigma.

    Shapes: x (features,), grid (points,) ascending -> ().
    Raises: TypeError, ValueError unless sigma > 0; ShapeError if decode gives another shape.
    Source: lecture 15, which integrals are hard.

    >>> grid = torch.linspace(-8, 8, 401)
    >>> evidence_on_grid(lambda z: z, 1.0, torch.zeros(1), grid).log()
    tensor(-1.2655)
    """
    function("evidence_on_grid", "decode", decode)
    positive("evidence_on_grid", "sigma", sigma, remedy="The noise has to have some width.")
    means = decode(grid[:, None])
    if tuple(means.shape) != (len(grid), len(x)):
        raise ShapeError(f"evidence_on_grid: decode should give shape {(len(grid), len(x))}, but gave "
                         f"{tuple(means.shape)}. It gets one row for each point of the grid.")
    log_prior = -0.5 * (grid.square() + math.log(2 * math.pi))
    log_likelihood = -0.5 * ((x - means).square() / sigma**2 + math.log(2 * math.pi * sigma**2)).sum(1)
    return torch.trapezoid((log_prior + log_likelihood).exp(), grid)


@guard
def pathwise_gradients(f_grad: Callable[[Tensor], Tensor], mu: float, sigma: float,
                       eps: Float[Tensor, " draws"]) -> Float[Tensor, " draws"]:
    """One estimate for each draw of the derivative of E f(z), z from N(mu, sigma^2), by mu: f'(mu + sigma eps).

    Shapes: eps (draws,) -> (draws,). Raises: TypeError, ValueError unless sigma > 0.
    Source: lecture 15, gradient through sampling.

    >>> pathwise_gradients(lambda z: 2 * z, 3.0, 1.0, torch.tensor([-1.0, 0.0, 1.0]))
    tensor([4., 6., 8.])
    """
    function("pathwise_gradients", "f_grad", f_grad)
    positive("pathwise_gradients", "sigma", sigma, remedy="Draws need some spread.")
    return f_grad(mu + sigma * eps)


@guard
def score_gradients(f: Callable[[Tensor], Tensor], mu: float, sigma: float,
                    eps: Float[Tensor, " draws"]) -> Float[Tensor, " draws"]:
    """The same derivative without that of f: f(z) times the derivative of log N(z; mu, sigma^2) by mu, eps/sigma.

    Shapes: eps (draws,) -> (draws,). Raises: TypeError, ValueError unless sigma > 0.
    Source: lecture 15, gradient through sampling; Williams 1992.

    >>> score_gradients(lambda z: z * z, 3.0, 1.0, torch.tensor([-1.0, 0.0, 1.0]))
    tensor([-4.,  0., 16.])
    """
    function("score_gradients", "f", f)
    positive("score_gradients", "sigma", sigma, remedy="Draws need some spread.")
    return f(mu + sigma * eps) * eps / sigma
