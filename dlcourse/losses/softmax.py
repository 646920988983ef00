"""Softmax and its logarithm over the last axis, without overflow, and the Jacobian of softmax."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.losses._checks import distribution
from dlcourse.losses._stable import largest
from dlcourse.tensors import Value, guard


@guard
def logsumexp(z: Float[Value, "*batch classes"]) -> Float[Value, "*batch"]:
    """log(exp(z_1) + ... + exp(z_C)) over the last axis, with the largest entry taken out first.

    No exponential overflows, because the largest exponent that is left is 0.
    Shapes: (*batch, classes) -> (*batch). Raises: DtypeError, ShapeError or NotANumberError.
    Source: lecture 4, log-softmax.

    >>> logsumexp(torch.tensor([1000.0, 1000.0]))
    tensor(1000.6932)
    """
    top = largest(z)
    return ((z - top).exp().sum(-1, keepdim=True).log() + top)[..., 0]


@guard
def log_softmax(z: Float[Value, "*batch classes"]) -> Float[Value, "*batch classes"]:
    """Logarithms of the class probabilities of logits z: z minus its log-sum-exp, over the last axis.

    The largest entry goes first and never comes back, so that no digit is lost where all logits are large.
    Shapes: (*batch, classes) -> the same. Raises: DtypeError, ShapeError or NotANumberError.
    Source: lecture 4, log-softmax.

    >>> log_softmax(torch.tensor([-200.0, 0.0, 200.0])).tolist()
    [-400.0, -200.0, 0.0]
    """
    shifted = z - largest(z)
    return shifted - shifted.exp().sum(-1, keepdim=True).log()


@guard
def softmax(z: Float[Value, "*batch classes"]) -> Float[Value, "*batch classes"]:
    """Class probabilities of logits z over the last axis: positive, each row adds up to 1.

    Shapes: (*batch, classes) -> the same. Raises: DtypeError, ShapeError or NotANumberError.
    Source: lecture 4, softmax regression.

    >>> softmax(torch.tensor([-5.0, 0.0, 5.0]))
    tensor([4.5094e-05, 6.6925e-03, 9.9326e-01])
    """
    powers = (z - largest(z)).exp()
    return powers / powers.sum(-1, keepdim=True)


@guard
def softmax_jacobian(p: Float[Tensor, "*batch classes"]) -> Float[Tensor, "*batch classes classes"]:
    """Jacobian of softmax at the probabilities p: entry (i, j) is dp_i/dz_j = p_i ([i = j] - p_j).

    Every row and every column adds up to 0: a shift of all logits changes nothing.
    Shapes: (*batch, classes) -> (*batch, classes, classes). Raises: ValueError if a row of p is no distribution
    (logits, perhaps); DtypeError, ShapeError or NotANumberError.
    Source: lecture 6, output units.

    >>> softmax_jacobian(torch.tensor([0.25, 0.75])).tolist()
    [[0.1875, -0.1875], [-0.1875, 0.1875]]
    """
    distribution("softmax_jacobian", "p", p)
    return torch.diag_embed(p) - p[..., :, None] * p[..., None, :]
