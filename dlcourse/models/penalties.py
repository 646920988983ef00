"""Penalties on weights: squared length, sum of absolute values, and the step that makes weights exactly zero."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import count, number
from dlcourse.models.linear import logistic_loss_and_grad
from dlcourse.tensors import guard


@guard
def l2_penalty_grad(w: Float[Tensor, "*shape"], lam: float) -> Float[Tensor, "*shape"]:
    """Gradient of lam ||w||²: 2 lam w. With the convention lam/2 ||w||², pass half of lam.

    Shapes: any -> the same. Raises: ValueError for a negative lam. Source: lecture 4, weight decay.

    >>> l2_penalty_grad(torch.tensor([1.0, -2.0]), 0.5).tolist()
    [1.0, -2.0]
    """
    number("l2_penalty_grad", "lam", lam)
    return 2 * lam * w


@guard
def l1_penalty_grad(w: Float[Tensor, "*shape"], lam: float) -> Float[Tensor, "*shape"]:
    """Subgradient of lam sum|w|: lam sign(w), 0 at w = 0.

    Shapes: any -> the same. Raises: ValueError for a negative lam. Source: lecture 4, sparsity.

    >>> l1_penalty_grad(torch.tensor([3.0, 0.0, -2.0]), 0.5).tolist()
    [0.5, 0.0, -0.5]
    """
    number("l1_penalty_grad", "lam", lam)
    return lam * w.sign()


@guard
def soft_threshold(w: Float[Tensor, "*shape"], t: float) -> Float[Tensor, "*shape"]:
    """Each entry moved towards 0 by t, and set to 0 where it is closer: the proximal step of t sum|w|.

    Shapes: any -> the same. Raises: ValueError for a negative t. Source: lecture 4, sparsity.

    >>> soft_threshold(torch.tensor([3.0, 0.5, -2.0]), 1.0).tolist()
    [2.0, 0.0, -1.0]
    """
    number("soft_threshold", "t", t)
    return w - w.clamp(-t, t)


class Path(NamedTuple):
    """Weights w (lams, features) and biases b (lams,), one row for each strength of a penalty."""

    w: Tensor
    b: Tensor


@guard
def l1_path(X: Float[Tensor, "samples features"], y: Int[Tensor, " samples"], lams: Sequence[float], *,
            eta: float = 0.5, steps: int = 500) -> Path:
    """Logistic regression with the penalty lam sum|w|, for one lam after the other, by proximal steps.

    A step follows the gradient of the loss, then `soft_threshold` makes small weights exactly zero. Each lam starts
    from the weights of the one before. b is not penalised.
    Shapes: X (samples, features), y (samples,) -> Path of (lams, features) and (lams,).
    Raises: ValueError for a bad lam, eta or steps, no lam at all, or labels other than 0 and 1; ShapeError, DtypeError.
    Source: lecture 4, sparsity; proximal gradient descent.

    >>> X, y = torch.tensor([[-1.0], [1.0]]), torch.tensor([0, 1])
    >>> l1_path(X, y, [1.0], steps=10).w
    tensor([[0.]])
    """
    number("l1_path", "eta", eta)
    count("l1_path", "steps", steps)
    if len(lams) == 0:
        raise ValueError("l1_path: lams should hold at least one strength, but is empty. Pass for example [0.1, 0.01].")
    w, b, ws, bs = X.new_zeros(X.shape[1]), X.new_zeros(()), [], []
    for lam in lams:
        number("l1_path", "lam", lam)
        for _ in range(steps):
            _, grad = logistic_loss_and_grad(w, b, X, y)
            w, b = soft_threshold(w - eta * grad.w, eta * lam), b - eta * grad.b
        ws.append(w)
        bs.append(b)
    return Path(torch.stack(ws), torch.stack(bs))
