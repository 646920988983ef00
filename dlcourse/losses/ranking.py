"""The loss of a ranking: an anchor should lie nearer to what is alike than to what is not."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import positive as positive_number
from dlcourse.losses._reduction import reduce, share
from dlcourse.tensors import Value, guard

_MARGIN = "margin says how much farther the negative should lie than the positive."


class TripletGrad(NamedTuple):
    """Gradients of triplet by its three inputs, each shaped like them."""

    anchor: Tensor
    positive: Tensor
    negative: Tensor


@guard
def triplet(anchor: Float[Value, "*batch axes"], positive: Float[Value, "*batch axes"],
            negative: Float[Value, "*batch axes"], *, margin: float = 1.0,
            reduction: str = "mean") -> Float[Value, "..."]:
    """Triplet loss max(0, d(anchor, positive) - d(anchor, negative) + margin), d the straight distance.

    torch.nn.TripletMarginLoss adds 1e-6 to each difference; with eps=0 it is this.
    Shapes: all three alike (*batch, axes) -> scalar, or (*batch) with reduction="none".
    Raises: ValueError unless margin > 0, or for an unknown reduction; ShapeError and DtypeError.
    Source: lecture 6, losses; Schroff et al. (2015), equation 2, which squares the distances.

    >>> a, p, n = torch.tensor([0.0, 0.0]), torch.tensor([3.0, 4.0]), torch.tensor([0.0, 5.5])
    >>> triplet(a, p, n)
    tensor(0.5000)
    """
    positive_number("triplet", "margin", margin, remedy=_MARGIN)
    same_dtype("triplet", anchor=anchor, positive=positive, negative=negative)
    gap = _length(anchor - positive) - _length(anchor - negative) + margin
    return reduce("triplet", gap.relu(), reduction)


@guard
def triplet_grad(anchor: Float[Tensor, "*batch axes"], positive: Float[Tensor, "*batch axes"],
                 negative: Float[Tensor, "*batch axes"], *, margin: float = 1.0,
                 reduction: str = "mean") -> TripletGrad:
    """Gradients of triplet: pulls of length 1 towards or away from each other, 0 where the margin is kept.

    Of two equal points the distance has a kink; its pull there is 0.
    Shapes: all three alike (*batch, axes) -> three of the same. Raises: like triplet.
    Source: lecture 6, losses.

    >>> a, p, n = torch.tensor([0.0, 0.0]), torch.tensor([3.0, 4.0]), torch.tensor([0.0, 5.5])
    >>> triplet_grad(a, p, n).positive
    tensor([0.6000, 0.8000])
    """
    positive_number("triplet_grad", "margin", margin, remedy=_MARGIN)
    same_dtype("triplet_grad", anchor=anchor, positive=positive, negative=negative)
    near, far = _length(anchor - positive), _length(anchor - negative)
    active = (near - far + margin > 0)[..., None].to(anchor.dtype) * share("triplet_grad", near.numel(), reduction)
    from_positive = active * _unit(anchor - positive, near)
    from_negative = active * _unit(anchor - negative, far)
    return TripletGrad(from_positive - from_negative, -from_positive, from_negative)


def _length(v: Value) -> Value:
    """Length along the last axis, with slope 0 at 0."""
    square = (v ** 2).sum(-1)
    some = square > 0
    return torch.where(some, torch.where(some, square, 1.0).sqrt(), 0.0)


def _unit(v: Tensor, length: Tensor) -> Tensor:
    return v / torch.where(length > 0, length, 1.0)[..., None]
