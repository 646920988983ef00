"""Dropout and DropConnect as pairs of functions, and the ensemble of all masks that dropout stands for."""

from __future__ import annotations

import itertools
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from dlcourse.arguments import between, count, flag, number, randomness
from dlcourse.losses import log_softmax, softmax
from dlcourse.nn.layers import LinearAdjoints, LinearCache, linear, linear_backward
from dlcourse.tensors import guard

MOST_UNITS = 16


def keep_mask(shape: tuple[int, ...], p_drop: float, *, rng: torch.Generator) -> Bool[Tensor, "..."]:
    """True where a unit is kept: each is dropped with probability p_drop, independently.

    Raises: TypeError or ValueError unless 0 <= p_drop < 1; TypeError for an rng that is no generator.
    Source: lecture 10, dropout; Srivastava et al. (2014).

    >>> keep_mask((2, 3), 0.0, rng=torch.Generator().manual_seed(0)).all()
    tensor(True)
    """
    number("keep_mask", "p_drop", p_drop, below=1.0)
    randomness("keep_mask", rng)
    return torch.rand(shape, generator=rng, device=rng.device, dtype=torch.float64) >= p_drop


class DropoutCache(NamedTuple):
    """What dropout keeps: by what each entry was multiplied, 0 or 1 / (1 - p_drop); None where nothing was done."""

    factor: Tensor | None


@guard
def dropout(X: Float[Tensor, "*shape"], p_drop: float, *, training: bool,
            rng: torch.Generator) -> tuple[Float[Tensor, "*shape"], DropoutCache]:
    """Inverted dropout: in training each entry becomes 0 with probability p_drop, else it is divided by 1 - p_drop.

    So the mean of an entry over all masks stays what it was, and at test time nothing is done. p_drop = 0.5 is torch's
    default; here it has to be stated.

    Shapes: any -> the same.
    Raises: TypeError or ValueError unless 0 <= p_drop < 1; TypeError for another flag or rng.
    Source: lecture 10, dropout; Srivastava et al. (2014), who multiply at test time instead.

    >>> X = torch.ones(1, 40)
    >>> sorted(set(dropout(X, 0.2, training=True, rng=torch.Generator().manual_seed(0))[0][0].tolist()))
    [0.0, 1.25]
    >>> dropout(X, 0.2, training=False, rng=torch.Generator())[0].unique()
    tensor([1.])
    """
    number("dropout", "p_drop", p_drop, below=1.0)
    flag("dropout", "training", training)
    randomness("dropout", rng)
    if not training:
        return X, DropoutCache(None)
    factor = keep_mask(tuple(X.shape), p_drop, rng=rng).to(X) / (1 - p_drop)
    return X * factor, DropoutCache(factor)


@guard
def dropout_backward(Y_bar: Float[Tensor, "*shape"], cache: DropoutCache) -> Float[Tensor, "*shape"]:
    """The adjoint of dropout's input: what was dropped gets 0, what was scaled up is scaled up again.

    Shapes: any -> the same. Source: lecture 10, dropout.

    >>> dropout_backward(torch.tensor([4.0, 4.0]), DropoutCache(torch.tensor([0.0, 1.25]))).tolist()
    [0.0, 5.0]
    """
    return Y_bar if cache.factor is None else Y_bar * cache.factor


class DropConnectCache(NamedTuple):
    """What DropConnect keeps: the cache of the layer with its thinned weights, and that of the weights' dropout."""

    layer: LinearCache
    weights: DropoutCache


@guard
def dropconnect(X: Float[Tensor, "batch in"], W: Float[Tensor, "out in"], b: Float[Tensor, " out"], p_drop: float, *,
                training: bool, rng: torch.Generator) -> tuple[Float[Tensor, "batch out"], DropConnectCache]:
    """A linear layer that in training drops single weights with probability p_drop, and scales up the others.

    One mask serves the whole batch. Biases stay.

    Shapes: X (batch, in), W (out, in), b (out,) -> (batch, out).
    Raises: like dropout and linear. Source: lecture 10, DropConnect; Wan et al. (2013).

    >>> X, W = torch.ones(1, 4), torch.ones(2, 4)
    >>> dropconnect(X, W, torch.zeros(2), 0.5, training=False, rng=torch.Generator())[0].tolist()
    [[4.0, 4.0]]
    """
    thinned, weights = dropout(W, p_drop, training=training, rng=rng)
    Z, layer = linear(X, thinned, b)
    return Z, DropConnectCache(layer, weights)


@guard
def dropconnect_backward(Z_bar: Float[Tensor, "batch out"], cache: DropConnectCache) -> LinearAdjoints:
    """Adjoints of X, W and b: a weight that was dropped gets 0.

    Shapes: Z_bar (batch, out) -> X_bar (batch, in), W_bar (out, in), b_bar (out,).
    Source: lecture 10, DropConnect.

    >>> factor = torch.tensor([[2.0, 0.0]])
    >>> cache = DropConnectCache(LinearCache(torch.ones(1, 2), factor), DropoutCache(factor))
    >>> dropconnect_backward(torch.ones(1, 1), cache).W_bar.tolist()
    [[2.0, 0.0]]
    """
    X_bar, thinned_bar, b_bar = linear_backward(Z_bar, cache.layer)
    return LinearAdjoints(X_bar, dropout_backward(thinned_bar, cache.weights), b_bar)


class DropoutEnsemble(NamedTuple):
    """Class probabilities (classes,) of all masks together: geometric mean, arithmetic mean; and of scaled units."""

    geometric: Tensor
    arithmetic: Tensor
    scaled: Tensor


@guard
def all_masks(units: int) -> Float[Tensor, "masks units"]:
    """All 2^units masks of ones (kept) and zeros (dropped), as rows of float64.

    Raises: ValueError unless there are 1 to 16 units; TypeError for a number of them that is no integer.

    >>> all_masks(2).tolist()
    [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
    """
    count("all_masks", "units", units)
    between("all_masks", "units", units, low=1, high=MOST_UNITS)
    return torch.tensor(list(itertools.product((0.0, 1.0), repeat=units)), dtype=torch.float64)


@guard
def dropout_ensemble(V: Float[Tensor, "classes hidden"], h: Float[Tensor, " hidden"], b: Float[Tensor, " classes"],
                     q: float) -> DropoutEnsemble:
    """What a softmax layer says on average over all masks of its inputs h, each kept with probability q.

    A mask with k units kept weighs q^k (1 - q)^(hidden - k). The geometric mean is renormalised to add up to 1. It is
    exactly what the layer says for q h, without any mask: `scaled`. In deeper networks that is an approximation.

    Shapes: V (classes, hidden), h (hidden,), b (classes,) -> three of (classes,).
    Raises: ValueError unless 0 < q <= 1, or for more than 16 hidden units; ShapeError, DtypeError.
    Source: lecture 10, dropout as averaging; Baldi and Sadowski (2013).

    >>> V, h = torch.tensor([[2.0], [0.0]]), torch.tensor([1.0])
    >>> [round(float(found[0]), 4) for found in dropout_ensemble(V, h, torch.zeros(2), 0.5)]
    [0.7311, 0.6904, 0.7311]
    """
    between("dropout_ensemble", "q", q, low=1e-9, high=1.0)
    masks = all_masks(len(h)).to(V)
    weights = (q ** masks * (1 - q) ** (1 - masks)).prod(1)  # 0 ** 0 is 1, so q = 1 leaves the full mask alone
    log_p = log_softmax((masks * h) @ V.mT + b)  # (masks, classes)
    return DropoutEnsemble(geometric=softmax(weights @ log_p), arithmetic=weights @ log_p.exp(),
                           scaled=softmax(V @ (q * h) + b))
