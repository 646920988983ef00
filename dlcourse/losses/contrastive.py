"""InfoNCE: of all candidates in a batch, each embedding should be most like its own partner."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import positive
from dlcourse.losses.classification import cross_entropy, cross_entropy_grad
from dlcourse.tensors import Value, guard

_REMEDY = "tau divides the similarities."


class InfoNCEGrad(NamedTuple):
    """Gradients of info_nce by its two inputs, each shaped like them."""

    za: Tensor
    zb: Tensor


@guard
def info_nce(za: Float[Value, "batch axes"], zb: Float[Value, "batch axes"], tau: float) -> Float[Value, ""]:
    """InfoNCE both ways: the mean cross-entropy of naming each row's partner among all rows of the other view.

    Row i of za and row i of zb belong together. Rows are scaled to length 1; their products, divided by tau, are the
    logits. The losses of the two directions are averaged.

    Shapes: za and zb (batch, axes), no row of zeros -> scalar.
    Raises: ValueError unless tau > 0; ShapeError and DtypeError.
    Source: lecture 10, contrastive embedding; van den Oord et al. (2018); both ways: Radford et al. (2021).

    >>> z = torch.eye(2)
    >>> info_nce(z, z, 1.0)
    tensor(0.3133)
    """
    positive("info_nce", "tau", tau, remedy=_REMEDY)
    same_dtype("info_nce", za=za, zb=zb)
    S = _unit(za) @ _unit(zb).mT / tau  # (batch, batch): row i holds how much a's i is like each of b
    own = torch.arange(len(za), device=za.device)
    return (cross_entropy(S, own) + cross_entropy(S.mT, own)) / 2


@guard
def info_nce_grad(za: Float[Tensor, "batch axes"], zb: Float[Tensor, "batch axes"], tau: float) -> InfoNCEGrad:
    """Gradients of info_nce: softmax minus one-hot both ways, then through the products and the scaling to length 1.

    Shapes: za and zb (batch, axes) -> two of the same. Raises: like info_nce.
    Source: lecture 10, contrastive embedding.

    >>> info_nce_grad(2 * torch.eye(2), torch.eye(2), 1.0).za
    tensor([[0.0000, 0.0672],
            [0.0672, 0.0000]])
    """
    positive("info_nce_grad", "tau", tau, remedy=_REMEDY)
    same_dtype("info_nce_grad", za=za, zb=zb)
    a, b = _unit(za), _unit(zb)
    S, own = a @ b.mT / tau, torch.arange(len(za), device=za.device)
    S_bar = (cross_entropy_grad(S, own) + cross_entropy_grad(S.mT, own).mT) / 2
    a_bar, b_bar = S_bar @ b / tau, S_bar.mT @ a / tau
    return InfoNCEGrad(_through_unit(za, a, a_bar), _through_unit(zb, b, b_bar))


def _unit(z: Value) -> Value:
    """Each row scaled to length 1."""
    return z / (z * z).sum(-1, keepdim=True).sqrt()


def _through_unit(z: Tensor, unit: Tensor, unit_bar: Tensor) -> Tensor:
    """The adjoint of rows, given that of the rows of length 1: a change along the row itself does nothing."""
    along = (unit_bar * unit).sum(-1, keepdim=True) * unit
    return (unit_bar - along) / (z * z).sum(-1, keepdim=True).sqrt()
