"""Normalisation as pairs: batch norm over the samples, layer norm over the features, and what is kept for later.

A pair is `norm(X, gamma, beta) -> (Y, cache)` and `norm_backward(Y_bar, cache) -> adjoints`, so that it is a stage of
`sequential`. Batch norm in use (`batch_norm_running`) takes its mean and variance from a `RunningState`, which
`running_update` carries along while a network is trained.
"""

from __future__ import annotations

from typing import NamedTuple

from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.arguments import between, positive
from dlcourse.tensors import NotANumberError, ShapeError, guard

__all__ = ["NormAdjoints", "NormCache", "RunningState", "batch_norm", "batch_norm_backward", "batch_norm_running",
           "batch_norm_running_backward", "layer_norm", "layer_norm_backward", "running_start", "running_update"]

EPS = 1e-5  # torch's
_EPS_REMEDY = "It keeps the root away from 0: pass for example 1e-5."


class NormCache(NamedTuple):
    """What a norm keeps: the standardised input, gamma, and the mean and variance it took (with eps for the root)."""

    X_hat: Tensor
    gamma: Tensor
    mean: Tensor
    var: Tensor
    eps: float


class NormAdjoints(NamedTuple):
    """Adjoints of a norm's input (batch, features), of gamma and of beta, each (features,)."""

    X_bar: Tensor
    gamma_bar: Tensor
    beta_bar: Tensor


class RunningState(NamedTuple):
    """Mean and variance of each feature, averaged over the batches of training, each (features,)."""

    mean: Tensor
    var: Tensor


# --- over the samples of a batch ---


@guard
def batch_norm(X: Float[Tensor, "batch features"], gamma: Float[Tensor, " features"], beta: Float[Tensor, " features"],
               *, eps: float = EPS) -> tuple[Float[Tensor, "batch features"], NormCache]:
    """Each column to mean 0 and variance 1 over the batch, then times gamma plus beta; and what the way back needs.

    The variance is the mean of the squared deviations (1/B), and eps stands inside the root, as in torch.

    Shapes: X (batch, features), gamma and beta (features,) -> (batch, features).
    Raises: ShapeError, also for a batch of one; DtypeError, DeviceError or NotANumberError; ValueError for eps <= 0.
    Source: lecture 10, batch normalisation; Ioffe and Szegedy 2015.

    >>> import torch
    >>> X = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
    >>> batch_norm(X, torch.ones(1), torch.zeros(1))[0][:, 0]
    tensor([-1.3416, -0.4472,  0.4472,  1.3416])
    """
    positive("batch_norm", "eps", eps, remedy=_EPS_REMEDY)
    if len(X) < 2:
        raise ShapeError("batch_norm: X should be a batch of two samples or more, but has one: its deviation from its "
                         "own mean is always 0. Use batch_norm_running, or a larger batch.")
    mean = X.mean(0)
    var = (X - mean).square().mean(0)
    X_hat = (X - mean) / (var + eps).sqrt()
    return gamma * X_hat + beta, NormCache(X_hat, gamma, mean, var, eps)


@guard
def batch_norm_backward(Y_bar: Float[Tensor, "batch features"], cache: NormCache) -> NormAdjoints:
    """Adjoints of X, gamma and beta, given that of the output; mean and variance move with X, too.

    Shapes: Y_bar (batch, features) -> X_bar (batch, features), gamma_bar and beta_bar (features,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 10, batch normalisation backwards.

    >>> import torch
    >>> X = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
    >>> _, cache = batch_norm(X, torch.ones(1), torch.zeros(1))
    >>> batch_norm_backward(torch.tensor([[1.0], [0.0], [0.0], [0.0]]), cache).X_bar[:, 0]
    tensor([ 0.2683, -0.3578, -0.0894,  0.1789])
    """
    alike("batch_norm_backward", X_hat=cache.X_hat, Y_bar=Y_bar)
    X_hat, gamma, _, var, eps = cache
    X_bar = _centred(gamma * Y_bar, X_hat, axis=0) / (var + eps).sqrt()
    return NormAdjoints(X_bar, gamma_bar=(Y_bar * X_hat).sum(0), beta_bar=Y_bar.sum(0))


def _centred(X_hat_bar: Tensor, X_hat: Tensor, axis: int) -> Tensor:
    """X_hat_bar without its mean (X's mean moves) and without its part along X_hat (X's variance moves)."""
    return (X_hat_bar - X_hat_bar.mean(axis, keepdim=True)
            - X_hat * (X_hat_bar * X_hat).mean(axis, keepdim=True))


# --- batch norm in use ---


@guard
def running_start(X: Float[Tensor, "batch features"]) -> RunningState:
    """The state before the first batch, as in torch: mean 0 and variance 1 for each feature of X.

    Raises: ShapeError, DtypeError or NotANumberError.

    >>> import torch
    >>> running_start(torch.zeros(4, 2))
    RunningState(mean=tensor([0., 0.]), var=tensor([1., 1.]))
    """
    return RunningState(X.new_zeros(X.shape[-1]), X.new_ones(X.shape[-1]))


def running_update(state: RunningState, cache: NormCache, *, momentum: float = 0.1) -> RunningState:
    """The state after one more batch: (1 - momentum) of the old one, and momentum of the batch's mean and variance.

    The batch's variance enters with B - 1 in place of B, as in torch: as an estimate for all data it is unbiased.

    Raises: ShapeError, DtypeError or DeviceError where state and cache do not fit; ValueError unless momentum lies in
    0 to 1.
    Source: lecture 10, batch normalisation at test time; the momentum is torch's.

    >>> import torch
    >>> X = torch.tensor([[1.0], [2.0], [3.0], [4.0]])
    >>> _, cache = batch_norm(X, torch.ones(1), torch.zeros(1))
    >>> running_update(running_start(X), cache)
    RunningState(mean=tensor([0.2500]), var=tensor([1.0667]))
    """
    between("running_update", "momentum", momentum, low=0.0, high=1.0)
    alike("running_update", mean=cache.mean, state_mean=state.mean, state_var=state.var)
    B = len(cache.X_hat)
    mean = (1 - momentum) * state.mean + momentum * cache.mean
    var = (1 - momentum) * state.var + momentum * cache.var * B / (B - 1)
    return RunningState(mean, var)


@guard
def batch_norm_running(X: Float[Tensor, "batch features"], gamma: Float[Tensor, " features"],
                       beta: Float[Tensor, " features"], state: RunningState, *,
                       eps: float = EPS) -> tuple[Float[Tensor, "batch features"], NormCache]:
    """Batch norm in use: with the mean and variance of `state`, whatever the batch is. One sample is enough.

    Shapes: X (batch, features), gamma and beta (features,) -> (batch, features).
    Raises: as `batch_norm`, but not for a batch of one; NotANumberError for a state with NaN.
    Source: lecture 10, batch normalisation at test time.

    >>> import torch
    >>> state = RunningState(torch.tensor([2.0]), torch.tensor([4.0]))
    >>> batch_norm_running(torch.tensor([[4.0]]), torch.ones(1), torch.zeros(1), state)[0]
    tensor([[1.0000]])
    """
    positive("batch_norm_running", "eps", eps, remedy=_EPS_REMEDY)
    alike("batch_norm_running", gamma=gamma, state_mean=state.mean, state_var=state.var)
    X_hat = (X - state.mean) / (state.var + eps).sqrt()
    if X_hat.isnan().any():
        raise NotANumberError("batch_norm_running: state should be finite with variances of at least 0, but leads to "
                              "NaN. Start it with running_start, and look for a step that was too long.")
    return gamma * X_hat + beta, NormCache(X_hat, gamma, state.mean, state.var, eps)


@guard
def batch_norm_running_backward(Y_bar: Float[Tensor, "batch features"], cache: NormCache) -> NormAdjoints:
    """Adjoints of X, gamma and beta where mean and variance are fixed: each sample has its own way.

    Shapes: Y_bar (batch, features) -> X_bar (batch, features), gamma_bar and beta_bar (features,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 10, batch normalisation at test time.

    >>> import torch
    >>> state = RunningState(torch.tensor([2.0]), torch.tensor([4.0]))
    >>> _, cache = batch_norm_running(torch.tensor([[4.0]]), torch.ones(1), torch.zeros(1), state)
    >>> batch_norm_running_backward(torch.tensor([[1.0]]), cache).X_bar
    tensor([[0.5000]])
    """
    alike("batch_norm_running_backward", X_hat=cache.X_hat, Y_bar=Y_bar)
    X_hat, gamma, _, var, eps = cache
    return NormAdjoints(gamma * Y_bar / (var + eps).sqrt(), gamma_bar=(Y_bar * X_hat).sum(0), beta_bar=Y_bar.sum(0))


# --- over the features of a sample ---


@guard
def layer_norm(X: Float[Tensor, "batch features"], gamma: Float[Tensor, " features"], beta: Float[Tensor, " features"],
               *, eps: float = EPS) -> tuple[Float[Tensor, "batch features"], NormCache]:
    """Each row to mean 0 and variance 1 over its features, then times gamma plus beta; and what the way back needs.

    No sample sees another one, so training and use are the same. The variance has 1/features, as in torch.

    Shapes: X (batch, features), gamma and beta (features,) -> (batch, features).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError; ValueError for eps <= 0.
    Source: lecture 10, layer normalisation; Ba, Kiros and Hinton 2016.

    >>> import torch
    >>> layer_norm(torch.tensor([[1.0, 2.0, 3.0, 4.0]]), torch.ones(4), torch.zeros(4))[0]
    tensor([[-1.3416, -0.4472,  0.4472,  1.3416]])
    """
    positive("layer_norm", "eps", eps, remedy=_EPS_REMEDY)
    mean = X.mean(1, keepdim=True)
    var = (X - mean).square().mean(1, keepdim=True)
    X_hat = (X - mean) / (var + eps).sqrt()
    return gamma * X_hat + beta, NormCache(X_hat, gamma, mean, var, eps)


@guard
def layer_norm_backward(Y_bar: Float[Tensor, "batch features"], cache: NormCache) -> NormAdjoints:
    """Adjoints of X, gamma and beta, given that of the output. gamma and beta are shared by all rows: theirs add.

    Shapes: Y_bar (batch, features) -> X_bar (batch, features), gamma_bar and beta_bar (features,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 10, layer normalisation.

    >>> import torch
    >>> _, cache = layer_norm(torch.tensor([[1.0, 2.0, 3.0, 4.0]]), torch.ones(4), torch.zeros(4))
    >>> layer_norm_backward(torch.tensor([[1.0, 0.0, 0.0, 0.0]]), cache).X_bar
    tensor([[ 0.2683, -0.3578, -0.0894,  0.1789]])
    """
    alike("layer_norm_backward", X_hat=cache.X_hat, Y_bar=Y_bar)
    X_hat, gamma, _, var, eps = cache
    X_bar = _centred(gamma * Y_bar, X_hat, axis=1) / (var + eps).sqrt()
    return NormAdjoints(X_bar, gamma_bar=(Y_bar * X_hat).sum(0), beta_bar=Y_bar.sum(0))
