"""Adversarial networks: the losses of discriminator and generator, on logits, and the best discriminator there is."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import one_of, within
from dlcourse.losses import binary_cross_entropy_with_logits
from dlcourse.tensors import Value, guard

KINDS = ("non-saturating", "saturating")


class DiscriminatorGrad(NamedTuple):
    """Gradients of the discriminator's loss with respect to its logits of real and of made samples."""

    real_bar: Tensor
    fake_bar: Tensor


@guard
def discriminator_loss(real_logits: Float[Value, " real"], fake_logits: Float[Value, " fake"]) -> Float[Value, ""]:
    """Mean of -log D over real samples plus mean of -log(1 - D) over made ones, D = sigmoid(logit).

    Shapes: real_logits (real,), fake_logits (fake,) -> (). Raises: ShapeError, DtypeError.
    Source: lecture 16, objective; Goodfellow et al. 2014.

    >>> discriminator_loss(torch.zeros(2), torch.zeros(3))
    tensor(1.3863)
    """
    same_dtype("discriminator_loss", real_logits=real_logits, fake_logits=fake_logits)
    return _says(real_logits, 1.0) + _says(fake_logits, 0.0)


@guard
def discriminator_loss_grad(real_logits: Float[Tensor, " real"], fake_logits: Float[Tensor, " fake"]
                            ) -> DiscriminatorGrad:
    """The gradient of `discriminator_loss`: (D - 1)/real and D/fake.

    Shapes: real_logits (real,), fake_logits (fake,) -> two alike. Raises: ShapeError, DtypeError.
    Source: lecture 16, objective.

    >>> discriminator_loss_grad(torch.zeros(2), torch.zeros(1))
    DiscriminatorGrad(real_bar=tensor([-0.2500, -0.2500]), fake_bar=tensor([0.5000]))
    """
    same_dtype("discriminator_loss_grad", real_logits=real_logits, fake_logits=fake_logits)
    return DiscriminatorGrad(-(-real_logits).sigmoid() / len(real_logits), fake_logits.sigmoid() / len(fake_logits))


@guard
def generator_loss(fake_logits: Float[Value, " fake"], *, kind: str = "non-saturating") -> Float[Value, ""]:
    """What the generator makes small: the mean of -log D (non-saturating) or of log(1 - D) (saturating).

    Shapes: fake_logits (fake,) -> (). Raises: ValueError for another kind; ShapeError, DtypeError.
    Source: lecture 16, non-saturating generator; Goodfellow et al. 2014.

    >>> generator_loss(torch.zeros(2)), generator_loss(torch.zeros(2), kind="saturating")
    (tensor(0.6931), tensor(-0.6931))
    """
    one_of("generator_loss", "kind", kind, KINDS)
    return _says(fake_logits, 1.0) if kind == "non-saturating" else -_says(fake_logits, 0.0)


@guard
def generator_loss_grad(fake_logits: Float[Tensor, " fake"], *, kind: str = "non-saturating") -> Float[Tensor, " fake"]:
    """The gradient of `generator_loss`: -(1 - D)/fake, which stays, or -D/fake, which fades as D falls to 0.

    Shapes: fake_logits (fake,) -> alike. Raises: ValueError for another kind; ShapeError, DtypeError.
    Source: lecture 16, non-saturating generator.

    >>> generator_loss_grad(torch.tensor([-9.0])), generator_loss_grad(torch.tensor([-9.0]), kind="saturating")
    (tensor([-0.9999]), tensor([-0.0001]))
    """
    one_of("generator_loss_grad", "kind", kind, KINDS)
    D = fake_logits.sigmoid()
    slope = (-fake_logits).sigmoid() if kind == "non-saturating" else D
    return -slope / len(fake_logits)


def _says(logits: Value, label: float) -> Value:
    """The mean loss of a logistic regression that should give all samples this label."""
    return binary_cross_entropy_with_logits(logits, torch.full(logits.shape, label, dtype=logits.dtype,
                                                               device=logits.device))


@guard
def optimal_discriminator(p: Float[Tensor, " values"], q: Float[Tensor, " values"]) -> Float[Tensor, " values"]:
    """p/(p + q), the largest chance of being right that a value offers; 1/2 where neither puts any weight.

    Shapes: p (real) and q (made), densities or probabilities, (values,) -> (values,).
    Raises: ValueError for entries below 0; ShapeError, DtypeError.
    Source: lecture 16, optimal discriminator; Goodfellow et al. 2014, proposition 1.

    >>> optimal_discriminator(torch.tensor([0.5, 0.5]), torch.tensor([0.9, 0.1]))
    tensor([0.3571, 0.8333])
    """
    _check("optimal_discriminator", p=p, q=q)
    both = p + q
    return torch.where(both > 0, p / both.where(both > 0, 1.0), 0.5)


@guard
def game_value(p: Float[Tensor, " values"], q: Float[Tensor, " values"],
               d: Float[Tensor, " values"]) -> Float[Tensor, ""]:
    """The sum over the values of p log d + q log(1 - d): what the discriminator d makes large and the generator small.

    Shapes: p, q and d (values,) -> (). Raises: ValueError for entries of p, q below 0, or of d outside 0 to 1;
    ShapeError, DtypeError. Source: lecture 16, objective.

    >>> half = torch.tensor([0.5, 0.5])
    >>> game_value(half, torch.tensor([0.9, 0.1]), optimal_discriminator(half, torch.tensor([0.9, 0.1])))
    tensor(-1.1828)
    """
    _check("game_value", p=p, q=q)
    same_dtype("game_value", p=p, d=d)
    within("game_value", "d", d, 0.0, 1.0, remedy="Pass probabilities, not logits.")
    return (torch.xlogy(p, d) + torch.special.xlog1py(q, -d)).sum()


@guard
def jensen_shannon(p: Float[Tensor, " values"], q: Float[Tensor, " values"]) -> Float[Tensor, ""]:
    """The mean of the divergences of p and of q from their average, in nats: 0 if equal, log 2 if apart.

    Shapes: p and q (values,) -> (). Raises: ValueError unless both are probabilities that add up to 1;
    ShapeError, DtypeError. Source: lecture 16, optimal discriminator.

    >>> jensen_shannon(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0]))
    tensor(0.6931)
    """
    _check("jensen_shannon", p=p, q=q)
    for name, value in (("p", p), ("q", q)):
        if abs(float(value.sum()) - 1) > 1e-4:
            raise ValueError(f"jensen_shannon: {name} should add up to 1, but adds up to {float(value.sum()):g}. "
                             f"Divide it by its sum.")
    return 0.5 * (math.log(4) + game_value(p, q, optimal_discriminator(p, q)))


def _check(where: str, **weights: Tensor) -> None:
    same_dtype(where, **weights)
    for name, value in weights.items():
        within(where, name, value, 0.0, math.inf, remedy="Probabilities and densities are not negative.")
