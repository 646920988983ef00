"""Losses of classifiers, each with its derived gradient beside it."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int, Num
from torch import Tensor

from dlcourse.arguments import labels as check_labels
from dlcourse.losses._reduction import reduce, share
from dlcourse.losses.softmax import log_softmax, softmax
from dlcourse.tensors import Value, guard


@guard
def cross_entropy(logits: Float[Value, "batch classes"], labels: Int[Tensor, " batch"], *,
                  reduction: str = "mean") -> Float[Value, "..."]:
    """Cross-entropy of softmax(logits), in nats: log-sum-exp of the logits minus the logit of the label.

    Shapes: logits (batch, classes), labels (batch,) -> scalar, or (batch,) with reduction="none".
    Raises: ValueError for a label out of range or an unknown reduction; ShapeError and DtypeError.
    Source: lecture 4, softmax cross-entropy; stable form by log-sum-exp.

    >>> cross_entropy(torch.zeros(1, 2), torch.tensor([0]))
    tensor(0.6931)
    """
    check_labels("cross_entropy", "labels", labels, logits.shape[-1])
    log_p = log_softmax(logits)
    return reduce("cross_entropy", -log_p.gather(-1, labels[:, None])[:, 0], reduction)


@guard
def cross_entropy_grad(logits: Float[Tensor, "batch classes"], labels: Int[Tensor, " batch"], *,
                       reduction: str = "mean") -> Float[Tensor, "batch classes"]:
    """Gradient of cross_entropy by the logits: probabilities minus one-hot labels, shared by the batch.

    Shapes: like cross_entropy -> (batch, classes); reduction="none" gives each sample's own gradient.
    Raises: like cross_entropy. Source: lecture 4, gradient of softmax cross-entropy.

    >>> cross_entropy_grad(torch.zeros(1, 2), torch.tensor([0])).tolist()
    [[-0.5, 0.5]]
    """
    check_labels("cross_entropy_grad", "labels", labels, logits.shape[-1])
    one_hot = torch.nn.functional.one_hot(labels, logits.shape[-1]).to(logits.dtype)
    return (softmax(logits) - one_hot) * share("cross_entropy_grad", len(labels), reduction)


def _softplus(z: Value) -> Value:
    """log(1 + exp(z)) without overflow; differentiable everywhere, at 0 too."""
    positive = (z.detach() > 0).to(z.dtype)
    return z * positive + (z * (1 - 2 * positive)).exp().log1p()


@guard
def binary_cross_entropy_with_logits(z: Float[Value, "*shape"], y: Float[Tensor, "*shape"], *,
                                     reduction: str = "mean") -> Float[Value, "..."]:
    """Cross-entropy of the probability sigmoid(z) and the target y in [0, 1]: softplus(z) - y z, in nats.

    Shapes: z and y alike -> scalar, or their shape with reduction="none".
    Raises: ValueError for a target outside [0, 1] or an unknown reduction; ShapeError and DtypeError.
    Source: lecture 4, logistic regression; stable form by softplus.

    >>> binary_cross_entropy_with_logits(torch.tensor([0.0, 1000.0]), torch.tensor([1.0, 1.0]), reduction="none")
    tensor([0.6931, 0.0000])
    """
    _check_targets("binary_cross_entropy_with_logits", y)
    return reduce("binary_cross_entropy_with_logits", _softplus(z) - y * z, reduction)


@guard
def binary_cross_entropy_with_logits_grad(z: Float[Tensor, "*shape"], y: Float[Tensor, "*shape"], *,
                                          reduction: str = "mean") -> Float[Tensor, "*shape"]:
    """Gradient of binary_cross_entropy_with_logits by z: sigmoid(z) - y, shared by the entries.

    Shapes: z and y alike -> the same. Raises: like binary_cross_entropy_with_logits.
    Source: lecture 4, gradient of the logistic loss.

    >>> binary_cross_entropy_with_logits_grad(torch.tensor([0.0]), torch.tensor([1.0]))
    tensor([-0.5000])
    """
    where = "binary_cross_entropy_with_logits_grad"
    _check_targets(where, y)
    return (z.sigmoid() - y) * share(where, z.numel(), reduction)


def _check_targets(where: str, y: Tensor) -> None:
    low, high = float(y.min()), float(y.max())
    if low < 0 or high > 1:
        raise ValueError(f"{where}: y should lie in [0, 1], but spans {low:g} to {high:g}. "
                         f"Labels -1 and 1 become 0 and 1 by (y + 1) / 2.")


@guard
def hinge(score: Float[Value, "*shape"], y: Num[Tensor, "*shape"], *, reduction: str = "mean") -> Float[Value, "..."]:
    """Hinge loss max(0, 1 - y score) of raw scores and labels y in {-1, 1}.

    Shapes: score and y alike -> scalar, or their shape with reduction="none".
    Raises: ValueError for labels other than -1 and 1 or an unknown reduction; ShapeError and DtypeError.
    Source: lecture 4, support vector machine.

    >>> hinge(torch.tensor([2.0, 0.25]), torch.tensor([1, -1]), reduction="none").tolist()
    [0.0, 1.25]
    """
    _check_signs("hinge", y)
    return reduce("hinge", (1 - score * y.to(score.dtype)).relu(), reduction)


@guard
def hinge_grad(score: Float[Tensor, "*shape"], y: Num[Tensor, "*shape"], *,
               reduction: str = "mean") -> Float[Tensor, "*shape"]:
    """Subgradient of hinge by the score: -y where the margin y score is below 1, else 0 (at the kink, too).

    Shapes: score and y alike -> the same. Raises: like hinge. Source: lecture 4, support vector machine.

    >>> hinge_grad(torch.tensor([2.0, 0.25]), torch.tensor([1, -1]), reduction="sum").tolist()
    [0.0, 1.0]
    """
    _check_signs("hinge_grad", y)
    y = y.to(score.dtype)
    return torch.where(y * score < 1, -y, 0.0) * share("hinge_grad", score.numel(), reduction)


def _check_signs(where: str, y: Tensor) -> None:
    if not bool((y.abs() == 1).all()):
        raise ValueError(f"{where}: y should hold -1 and 1 only, but holds {sorted(set(y.flatten().tolist()))[:4]}. "
                         f"Labels 0 and 1 become -1 and 1 by 2 * y - 1.")
