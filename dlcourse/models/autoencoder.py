"""Autoencoders: how far the copy is from the original, the linear one, and what keeps a wide code from copying."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, function, number, positive, randomness, within
from dlcourse.tensors import ShapeError, Value, guard

Reconstruct = Callable[[Tensor], Tensor]  # X (samples, features) -> X_hat alike


class LinearAutoencoder(NamedTuple):
    """The encoder E (m, features) and the decoder D (features, m), for centred data: x_hat = D E x."""

    E: Tensor
    D: Tensor


class LinearGrads(NamedTuple):
    """A loss () and its gradients with respect to the encoder and the decoder."""

    loss: Tensor
    E_bar: Tensor
    D_bar: Tensor


@guard
def reconstruction_error(X_hat: Float[Value, "samples features"],
                         X: Float[Value, "samples features"]) -> Float[Value, ""]:
    """The squared distance of copy and original, summed over the features and averaged over the samples.

    Shapes: X_hat and X (samples, features) -> (). Raises: ShapeError, DtypeError.
    Source: lecture 15, autoencoders.

    >>> reconstruction_error(torch.tensor([[1.0, 2.0], [0.0, 0.0]]), torch.zeros(2, 2))
    tensor(2.5000)
    """
    same_dtype("reconstruction_error", X_hat=X_hat, X=X)
    return ((X_hat - X) ** 2).sum(-1).mean()


@guard
@torch.no_grad()
def linear_loss_and_grads(E: Float[Tensor, "m features"], D: Float[Tensor, "features m"],
                          X: Float[Tensor, "samples features"]) -> LinearGrads:
    """The reconstruction error of a linear autoencoder on centred data, and its gradients by hand.

    Shapes: E (m, features), D (features, m), X (samples, features) -> loss (), E_bar (m, features),
    D_bar (features, m). Raises: ShapeError, DtypeError. Source: lecture 15, autoencoders.

    >>> linear_loss_and_grads(torch.tensor([[1.0, 0.0]]), torch.tensor([[1.0], [0.0]]), torch.tensor([[3.0, 4.0]])).loss
    tensor(16.)
    """
    same_dtype("linear_loss_and_grads", E=E, D=D, X=X)
    Z = X @ E.mT  # (samples, m)
    X_hat = Z @ D.mT  # (samples, features)
    X_hat_bar = 2 * (X_hat - X) / len(X)
    Z_bar = X_hat_bar @ D  # (samples, m)
    return LinearGrads(reconstruction_error(X_hat, X), Z_bar.mT @ X, X_hat_bar.mT @ Z)


@guard
def train_linear(X: Float[Tensor, "samples features"], m: int, *, eta: float, steps: int,
                 rng: torch.Generator) -> LinearAutoencoder:
    """A linear autoencoder with m numbers in its code, by full-batch gradient descent from a small random start.

    X has to be centred. Where it succeeds, and X spreads in every direction, D E projects onto the directions that
    `pca_fit` finds.

    Shapes: X (samples, features) -> LinearAutoencoder. Raises: ValueError unless X is centred, 1 <= m <= features,
    eta > 0 and steps >= 1; TypeError, ShapeError, DtypeError. Source: lecture 15, autoencoders; Baldi and Hornik 1989.

    >>> from dlcourse.tensors import generator
    >>> X = torch.tensor([[3.0, 4.0], [-3.0, -4.0], [2.0, -1.5], [-2.0, 1.5]], dtype=torch.float64)
    >>> E, D = train_linear(X, 1, eta=0.02, steps=300, rng=generator(0))
    >>> (D @ E).round(decimals=3)
    tensor([[0.3600, 0.4800],
            [0.4800, 0.6400]], dtype=torch.float64)
    """
    where = "train_linear"
    count(where, "m", m)
    count(where, "steps", steps)
    positive(where, "eta", eta, remedy="Try 0.01.")
    randomness(where, rng)
    features = X.shape[1]
    if m > features:
        raise ValueError(f"{where}: m should be at most {features}, the number of features, but is {m}. Ask for a "
                         f"shorter code.")
    if float(X.mean(0).abs().max()) > 1e-3 * float(X.abs().max()):
        raise ValueError(f"{where}: X should be centred, but its means reach {float(X.mean(0).abs().max()):.3g}. Pass "
                         f"X - X.mean(0).")

    def small(*shape: int) -> Tensor:
        return 0.1 * torch.randn(shape, generator=rng, device=rng.device, dtype=X.dtype).to(X.device)

    E, D = small(m, features), small(features, m)
    for _ in range(steps):
        _, E_bar, D_bar = linear_loss_and_grads(E, D, X)
        E, D = E - eta * E_bar, D - eta * D_bar
    return LinearAutoencoder(E, D)


@guard
def denoising_loss(reconstruct: Reconstruct, X: Float[Tensor, "samples features"], *, noise_sd: float,
                   rng: torch.Generator) -> Float[Tensor, ""]:
    """The reconstruction error when the input has noise and the target has none.

    The noise is one call of torch.randn(X.shape) with rng, times noise_sd.

    Shapes: X (samples, features) -> (). Raises: TypeError, ValueError for a noise_sd below 0, ShapeError if
    reconstruct gives another shape. Source: lecture 15, denoising autoencoder; Vincent et al. 2008.

    >>> from dlcourse.tensors import generator
    >>> denoising_loss(lambda X: 0 * X, torch.ones(4, 3), noise_sd=5.0, rng=generator(0))
    tensor(3.)
    """
    function("denoising_loss", "reconstruct", reconstruct)
    number("denoising_loss", "noise_sd", noise_sd)
    randomness("denoising_loss", rng)
    noise = torch.randn(X.shape, generator=rng, device=rng.device, dtype=X.dtype).to(X.device)
    X_hat = reconstruct(X + noise_sd * noise)
    if tuple(X_hat.shape) != tuple(X.shape):
        raise ShapeError(f"denoising_loss: reconstruct should give shape {tuple(X.shape)}, but gave "
                         f"{tuple(X_hat.shape)}. Check its last layer.")
    return reconstruction_error(X_hat, X)


@guard
def sparsity_penalty(H: Float[Value, "samples units"], rho: float) -> Float[Value, ""]:
    """The sum over the units of KL(rho || rho_hat), rho_hat the mean of a unit over the samples.

    Units lie strictly between 0 and 1, as after a sigmoid. A coin with the chance rho is compared to one with the
    chance rho_hat, so the penalty is 0 only if each unit is on a share rho of the time.

    Shapes: H (samples, units) -> (). Raises: ValueError for means or a rho outside (0, 1); ShapeError, DtypeError.
    Source: lecture 15, sparse autoencoder.

    >>> sparsity_penalty(torch.tensor([[0.1, 0.5], [0.1, 0.5]]), 0.1)
    tensor(0.3681)
    """
    rho_hat = _means(H, rho)
    return (rho * (math.log(rho) - rho_hat.log()) + (1 - rho) * (math.log(1 - rho) - (1 - rho_hat).log())).sum()


@guard
def sparsity_penalty_grad(H: Float[Tensor, "samples units"], rho: float) -> Float[Tensor, "samples units"]:
    """The gradient of `sparsity_penalty` with respect to H: the same for all samples.

    Shapes: H (samples, units) -> alike. Raises: as `sparsity_penalty`. Source: lecture 15, sparse autoencoder.

    >>> sparsity_penalty_grad(torch.tensor([[0.1, 0.5], [0.1, 0.5]]), 0.1)
    tensor([[0.0000, 0.8000],
            [0.0000, 0.8000]])
    """
    rho_hat = _means(H, rho)
    return ((rho_hat - rho) / (rho_hat * (1 - rho_hat)) / len(H)).expand_as(H).clone()


def _means(H: Value, rho: float) -> Value:
    where = "sparsity_penalty"
    if isinstance(rho, bool) or not isinstance(rho, (int, float)) or not 0 < rho < 1:
        raise ValueError(f"{where}: rho should be a number between 0 and 1, but is {rho!r}. Try 0.05.")
    within(where, "H", H.detach(), 0.0, 1.0, remedy="Pass what a sigmoid gives.")
    rho_hat = H.mean(0)
    means = rho_hat.detach()
    if float(means.min()) <= 0 or float(means.max()) >= 1:
        raise ValueError(f"{where}: the mean of each unit should lie strictly between 0 and 1, but they span "
                         f"{float(means.min()):g} to {float(means.max()):g}. Pass what a sigmoid gives.")
    return rho_hat
