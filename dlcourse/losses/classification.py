"""Losses of classifiers, each with its derived gradient beside it."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int, Num
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import within
from dlcourse.data import one_hot
from dlcourse.losses._checks import index, signs
from dlcourse.losses._reduction import reduce, share
from dlcourse.losses._stable import largest
from dlcourse.losses.softmax import softmax
from dlcourse.tensors import Value, guard

_FROM_BITS = "Labels 0 and 1 become -1 and 1 by 2 * y - 1."


@guard
def cross_entropy(logits: Float[Value, "*batch classes"], labels: Int[Tensor, "*batch"], *,
                  reduction: str = "mean") -> Float[Value, "..."]:
    """Cross-entropy of softmax(logits), in nats: log-sum-exp of the logits minus the logit of the label.

    In exact arithmetic finite logits approach 0 and never reach it.
    Shapes: logits (*batch, classes), labels (*batch) -> scalar, or (*batch) with reduction="none".
    Raises: ValueError for a label out of range or an unknown reduction; ShapeError and DtypeError.
    Source: lecture 4, softmax cross-entropy; stable form by log-sum-exp.

    >>> cross_entropy(torch.zeros(1, 2), torch.tensor([0]))
    tensor(0.6931)
    """
    y = index("cross_entropy", "labels", labels, logits.shape[-1])[..., None]
    shifted = logits - largest(logits)  # moves both terms alike
    losses = shifted.exp().sum(-1).log() - shifted.gather(-1, y).squeeze(-1)
    return reduce("cross_entropy", losses, reduction)


@guard
def cross_entropy_grad(logits: Float[Tensor, "*batch classes"], labels: Int[Tensor, "*batch"], *,
                       reduction: str = "mean") -> Float[Tensor, "*batch classes"]:
    """Gradient of cross_entropy by the logits: probabilities minus one-hot labels, shared by the batch.

    Shapes: like cross_entropy -> (*batch, classes); reduction="none" gives each sample's own gradient.
    Raises: like cross_entropy. Source: lecture 4, gradient of softmax cross-entropy.

    >>> cross_entropy_grad(torch.zeros(1, 2), torch.tensor([0])).tolist()
    [[-0.5, 0.5]]
    """
    y = index("cross_entropy_grad", "labels", labels, logits.shape[-1])
    p = softmax(logits)
    return (p - one_hot(y, p.shape[-1], dtype=p.dtype)) * share("cross_entropy_grad", labels.numel(), reduction)


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
    where = "binary_cross_entropy_with_logits"
    _check_targets(where, z, y)
    positive = z > 0
    size = torch.where(positive, z, -z)  # |z|, with a slope at 0 that fits the other term
    # softplus(z) = log(1 + exp(-|z|)) + z [z > 0], and z is taken once: z - y z would lose digits where y is 1
    return reduce(where, (-size).exp().log1p() + (positive.to(z.dtype) - y) * z, reduction)


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
    _check_targets(where, z, y)
    return (z.sigmoid() - y) * share(where, z.numel(), reduction)


def _check_targets(where: str, z: Value, y: Tensor) -> None:
    same_dtype(where, z=z, y=y)
    within(where, "y", y, 0, 1, remedy="Labels -1 and 1 become 0 and 1 by (y + 1) / 2.")


@guard
def hinge(score: Float[Value, "*shape"], y: Num[Tensor, "*shape"], *, reduction: str = "mean") -> Float[Value, "..."]:
    """Hinge loss max(0, 1 - y score) of raw scores and labels y in {-1, 1}.

    Shapes: score and y alike -> scalar, or their shape with reduction="none".
    Raises: ValueError for labels other than -1 and 1 or an unknown reduction; ShapeError and DtypeError.
    Source: lecture 4, support vector machine.

    >>> hinge(torch.tensor([2.0, 0.25]), torch.tensor([1, -1]), reduction="none").tolist()
    [0.0, 1.25]
    """
    y = signs("hinge", "y", y, score, _FROM_BITS)
    return reduce("hinge", (1 - score * y).relu(), reduction)


@guard
def hinge_grad(score: Float[Tensor, "*shape"], y: Num[Tensor, "*shape"], *,
               reduction: str = "mean") -> Float[Tensor, "*shape"]:
    """Subgradient of hinge by the score: -y where the margin y score is below 1, else 0 (at the kink, too).

    Shapes: score and y alike -> the same. Raises: like hinge. Source: lecture 4, support vector machine.

    >>> hinge_grad(torch.tensor([2.0, 0.25]), torch.tensor([1, -1]), reduction="sum").tolist()
    [0.0, 1.0]
    """
    y = signs("hinge_grad", "y", y, score, _FROM_BITS)
    return torch.where(y * score < 1, -y, 0.0) * share("hinge_grad", score.numel(), reduction)
