"""Cross-entropy and its gradient together, for what training pays: one softmax instead of two."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import nll_loss

from dlcourse.arguments import labels as check_labels
from dlcourse.losses._reduction import reduce, share
from dlcourse.tensors import guard

FEW = 16_384  # entries: below, a call costs more than the exponentials in it


class LossAndGrad(NamedTuple):
    """A loss, and its gradient by the logits."""

    loss: Tensor
    grad: Tensor


def cross_entropy_and_grad(logits: Float[Tensor, "*batch classes"], labels: Int[Tensor, "*batch"], *,
                           reduction: str = "mean") -> LossAndGrad:
    """`cross_entropy` and `cross_entropy_grad` of the same arguments, as two plain results without a graph.

    It is faster than the two, and than autograd, because the softmax is computed once and all that follows (minus
    one-hot, 1/batch) is written over it: with few entries by the fewest operations, with many by a single
    exponential each. Nor are the arguments searched for NaN and for wrong labels: either shows in the results or
    stops the computation, and only then does anyone look for the cause.

    Shapes: logits (*batch, classes), labels (*batch) -> loss () or (*batch) with reduction="none", and a gradient
    like the logits.
    Raises: like `cross_entropy`.
    Source: lecture 4, softmax cross-entropy and its gradient.

    >>> cross_entropy_and_grad(torch.zeros(1, 2), torch.tensor([0]))
    LossAndGrad(loss=tensor(0.6931), grad=tensor([[-0.5000,  0.5000]]))
    """
    where = "cross_entropy_and_grad"
    if not _fit(logits, labels):
        _named_for_errors(logits, labels)
    entries, classes = labels.numel(), logits.shape[-1]
    factor = 1 / entries if reduction == "mean" else share(where, entries, reduction)
    if not logits.is_cpu:
        check_labels(where, "labels", labels, classes)  # an accelerator would stop for good at a wrong one
    rows, y = (logits, labels) if labels.dim() == 1 else (logits.reshape(-1, classes), labels.reshape(-1))
    rows, y = rows.detach() if rows.requires_grad else rows, y.long()
    try:
        loss, p = (_few_operations if rows.numel() < FEW else _few_exponentials)(rows, y, reduction)
        grad = p.scatter_(1, y.unsqueeze(1), -1.0, reduce="add")
    except (IndexError, RuntimeError):
        check_labels(where, "labels", labels, classes)
        raise
    if factor != 1:
        grad.mul_(factor)
    total = loss.sum() if reduction == "none" else loss
    if math.isnan(total.item()):
        _named_for_errors(logits, labels)
    if labels.dim() == 1:
        return LossAndGrad(loss, grad)
    return LossAndGrad(loss.reshape(labels.shape) if reduction == "none" else loss, grad.reshape(logits.shape))


def _few_operations(rows: Tensor, y: Tensor, reduction: str) -> tuple[Tensor, Tensor]:
    """Loss and probabilities by way of log p."""
    log_p = rows.log_softmax(1)
    return nll_loss(log_p, y, reduction=reduction), log_p.exp_()


def _few_exponentials(rows: Tensor, y: Tensor, reduction: str) -> tuple[Tensor, Tensor]:
    """The same from p, whose largest entry in each row is 1/sum(exp(z - max z)); p at the label may be 0."""
    p = rows.softmax(1)
    losses = rows.amax(1) - rows.gather(1, y[:, None])[:, 0] - p.amax(1).log()
    return reduce("cross_entropy_and_grad", losses, reduction), p


def _fit(logits: object, labels: object) -> bool:
    """True only for tensors of the right kinds, shapes and devices; False means: look closer."""
    return (isinstance(logits, Tensor) and isinstance(labels, Tensor) and logits.is_floating_point()
            and labels.dtype == torch.int64 and logits.shape[:-1] == labels.shape and logits.numel() > 0
            and logits.device == labels.device and logits.dim() > 0)


def _named_for_errors(logits: Float[Tensor, "*batch classes"], labels: Int[Tensor, "*batch"]) -> None:
    """Carries the name that errors show; the guard does the work."""


_named_for_errors.__name__ = "cross_entropy_and_grad"
_named_for_errors = guard(_named_for_errors)
