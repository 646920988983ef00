"""Entropy, cross-entropy and divergence of distributions, and the loss that an untrained classifier starts with."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count, number
from dlcourse.losses._checks import distribution
from dlcourse.losses.classification import cross_entropy
from dlcourse.tensors import guard


@guard
def entropy(p: Float[Tensor, "*batch outcomes"]) -> Float[Tensor, "*batch"]:
    """Entropy of distributions over the last axis, in nats; 0 log 0 counts as 0.

    Shapes: (*batch, outcomes) -> (*batch). Raises: ValueError unless each row is a distribution; ShapeError.
    Source: lecture 0, entropy and cross-entropy.

    >>> entropy(torch.tensor([0.5, 0.5]))
    tensor(0.6931)
    """
    distribution("entropy", "p", p)
    return 0 - torch.xlogy(p, p).sum(-1)  # a minus sign alone would make -0 of 0


@guard
def cross_entropy_of(p: Float[Tensor, "*batch outcomes"], q: Float[Tensor, "*batch outcomes"]) -> Float[
        Tensor, "*batch"]:
    """Cross-entropy -sum p log q of a model q under the data's distribution p, in nats.

    An outcome with p = 0 costs nothing; one with p > 0 and q = 0 costs infinity.
    Shapes: p and q (*batch, outcomes) -> (*batch). Raises: ValueError unless rows are distributions; ShapeError;
    DtypeError if p and q differ in dtype.
    Source: lecture 0, entropy and cross-entropy.

    >>> cross_entropy_of(torch.tensor([0.5, 0.5]), torch.tensor([0.9, 0.1]))
    tensor(1.2040)
    """
    _check_both("cross_entropy_of", p, q)
    return 0 - torch.xlogy(p, q).sum(-1)


@guard
def kl_divergence(p: Float[Tensor, "*batch outcomes"], q: Float[Tensor, "*batch outcomes"]) -> Float[
        Tensor, "*batch"]:
    """Kullback-Leibler divergence sum p log(p / q) of a model q from the data's distribution p, in nats.

    It is cross_entropy_of(p, q) - entropy(p): what the model costs beyond the best one. In general it changes when p
    and q change places. An outcome with p = 0 costs nothing; one with p > 0 and q = 0 costs infinity.
    torch.nn.functional.kl_div(input, target) takes log q first and p second, and by default averages the terms.
    Shapes: p and q (*batch, outcomes) -> (*batch). Raises: ValueError unless rows are distributions; ShapeError;
    DtypeError if p and q differ in dtype.
    Source: lecture 6, losses of classification.

    >>> kl_divergence(torch.tensor([0.5, 0.5]), torch.tensor([0.9, 0.1]))
    tensor(0.5108)
    """
    _check_both("kl_divergence", p, q)
    happens = p > 0
    return (p * (torch.where(happens, p, 1.0).log() - torch.where(happens, q, 1.0).log())).sum(-1)


@guard
def kl_divergence_grad(p: Float[Tensor, "*batch outcomes"], q: Float[Tensor, "*batch outcomes"]) -> Float[
        Tensor, "*batch outcomes"]:
    """Gradient of kl_divergence by q: -p / q, and 0 where p is 0. It is that of cross_entropy_of(p, q), too.

    Shapes: p and q (*batch, outcomes) -> the same. Raises: like kl_divergence.
    Source: lecture 6, losses of classification.

    >>> kl_divergence_grad(torch.tensor([0.5, 0.5, 0.0]), torch.tensor([0.8, 0.2, 0.0])).tolist()
    [-0.625, -2.5, 0.0]
    """
    _check_both("kl_divergence_grad", p, q)
    return torch.where(p > 0, -p / q, 0.0)


def _check_both(where: str, p: Tensor, q: Tensor) -> None:
    same_dtype(where, p=p, q=q)
    distribution(where, "p", p)
    distribution(where, "q", q)


def initial_loss(classes: int) -> float:
    """Cross-entropy of a classifier that gives every class the same probability: log C, in nats.

    Raises: TypeError or ValueError unless classes is an integer of at least 2. Source: lecture 4, first loss.

    >>> round(initial_loss(10), 4)
    2.3026
    """
    count("initial_loss", "classes", classes, low=2)
    return math.log(classes)


def initial_losses(classes: int, inputs: int, std: float, *, draws: int, rng: torch.Generator) -> Float[
        Tensor, " draws"]:
    """Mean cross-entropy of `draws` untrained linear classifiers on 64 normal inputs with random labels.

    Weights are normal with standard deviation std. Near log C only while std * sqrt(inputs) is small.
    Raises: TypeError or ValueError for a count below 1 or a negative std. Source: lecture 4, first loss.

    >>> initial_losses(10, 20, 0.01, draws=2, rng=torch.Generator().manual_seed(0))
    tensor([2.3100, 2.3046], dtype=torch.float64)
    """
    for name, value in (("inputs", inputs), ("draws", draws)):
        count("initial_losses", name, value)
    count("initial_losses", "classes", classes, low=2)
    number("initial_losses", "std", std)
    options = {"generator": rng, "dtype": torch.float64, "device": rng.device}
    losses = []
    for _ in range(draws):
        X, W = torch.randn(64, inputs, **options), std * torch.randn(classes, inputs, **options)
        labels = torch.randint(classes, (64,), generator=rng, device=rng.device)
        losses.append(cross_entropy(X @ W.mT, labels))
    return torch.stack(losses)
