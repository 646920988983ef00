"""Optimal Brain Damage: which weights a trained network misses least, by the curvature of its loss."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.losses import softmax
from dlcourse.nn.params import Params, check_params
from dlcourse.tensors import ShapeError, guard


@guard
def obd_saliency(w: Float[Tensor, "*shape"], H_diag: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """About how much the loss rises if a weight becomes 0: half its curvature times its square.

    At a minimum the slope is 0, so the quadratic term is the first. Curvatures between two weights are left out.

    Shapes: w and H_diag (the second derivatives by each weight) alike -> the same.
    Raises: ShapeError, DtypeError.
    Source: lecture 10, Optimal Brain Damage; LeCun, Denker and Solla (1990).

    >>> obd_saliency(torch.tensor([3.0, 1.0]), torch.tensor([0.1, 2.0]))
    tensor([0.4500, 1.0000])
    """
    return H_diag * w**2 / 2


@guard
def obs_saliency(w: Float[Tensor, " weights"], H: Float[Tensor, "weights weights"]) -> Float[Tensor, " weights"]:
    """The same if all other weights may move to make up for it: w_j^2 / (2 [H^-1]_jj).

    Shapes: w (weights,), H (weights, weights) with an inverse -> (weights,).
    Raises: ShapeError, DtypeError; torch.linalg.LinAlgError if H has no inverse.
    Source: lecture 10, Optimal Brain Surgeon; Hassibi and Stork (1993).

    >>> obs_saliency(torch.tensor([1.0, 1.0]), torch.tensor([[2.0, 1.0], [1.0, 2.0]]))
    tensor([0.7500, 0.7500])
    """
    return w**2 / (2 * torch.linalg.inv(H).diagonal())


class CurvatureOfWeights(NamedTuple):
    """Second derivatives of the loss by each weight of two layers: W1 (hidden, in), W2 (classes, hidden)."""

    W1: Tensor
    W2: Tensor


@guard
def two_layer_curvature(params: Params, X: Float[Tensor, "batch in"]) -> CurvatureOfWeights:
    """The diagonal of the Hessian of a network with one hidden layer of relu, softmax and mean cross-entropy.

    The labels do not matter: each logit is a straight line in any single weight, so that the curvature of the
    log-sum-exp is all there is.

    Shapes: layers (in, hidden, classes), X (batch, in) -> like the two weight matrices.
    Raises: ShapeError unless there are two layers; as `check_params`.
    Source: lecture 10, Optimal Brain Damage.

    >>> params = Params((torch.ones(1, 1), torch.tensor([[1.0], [0.0]])), (torch.zeros(1), torch.zeros(2)))
    >>> two_layer_curvature(params, torch.tensor([[2.0]])).W1
    tensor([[0.4200]])
    """
    check_params("two_layer_curvature", params, X)
    if len(params.Ws) != 2:
        raise ShapeError(f"two_layer_curvature: params should have two layers, but have {len(params.Ws)}.")
    (W1, W2), (b1, b2) = params
    z = X @ W1.mT + b1
    h = z.relu()
    p = softmax(h @ W2.mT + b2)  # (batch, classes)
    spread = p @ W2**2 - (p @ W2) ** 2  # the variance of a unit's weights under p: (batch, hidden)
    curvature_of_h = spread * (z > 0)
    return CurvatureOfWeights(curvature_of_h.mT @ X**2 / len(X), (p * (1 - p)).mT @ h**2 / len(X))
