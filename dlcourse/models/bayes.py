"""A generative classifier on one feature: a bell curve for each class, and Bayes' rule to turn it round."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.arguments import count, labels
from dlcourse.models import mixture
from dlcourse.tensors import guard


class ClassCurves(NamedTuple):
    """Of each class: its share `prior` (classes,), and mean `mu` and variance `var` of its samples (classes,)."""

    prior: Tensor
    mu: Tensor
    var: Tensor


@guard
def gaussian_bayes(x: Float[Tensor, " samples"], y: Int[Tensor, " samples"], *, classes: int = 2) -> ClassCurves:
    """The bell curve of each class, from labelled samples: share, mean, and mean squared distance from the mean.

    Shapes: x and y (samples,) -> ClassCurves, each (classes,). Raises: ValueError for a label outside 0, ...,
    classes - 1, or a class with fewer than two different samples; ShapeError, DtypeError.
    Source: lecture 1, generative and discriminative models.

    >>> gaussian_bayes(torch.tensor([1.0, 3.0, 10.0, 14.0]), torch.tensor([0, 0, 1, 1])).mu
    tensor([ 2., 12.])
    """
    count("gaussian_bayes", "classes", classes)
    labels("gaussian_bayes", "y", y, classes)
    own = [x[y == c] for c in range(classes)]
    for c, values in enumerate(own):
        if len(values.unique()) < 2:
            raise ValueError(f"gaussian_bayes: class {c} should have at least two different samples, but has "
                             f"{len(values.unique())}. A bell curve needs a width.")
    prior = torch.stack([x.new_tensor(len(values) / len(x)) for values in own])
    return ClassCurves(prior, torch.stack([v.mean() for v in own]), torch.stack([v.var(unbiased=False) for v in own]))


@guard
def posterior(prior: Float[Tensor, " classes"], mu: Float[Tensor, " classes"], var: Float[Tensor, " classes"],
              x: Float[Tensor, " samples"]) -> Float[Tensor, "samples classes"]:
    """The probability of each class, given the sample: share times bell curve, divided by the sum over the classes.

    It is the E-step of a mixture with a single feature.

    Shapes: prior, mu, var (classes,), x (samples,) -> (samples, classes); rows add up to 1.
    Raises: ValueError for shares below 0 or a variance that is not positive; ShapeError, DtypeError.
    Source: lecture 1, generative and discriminative models.

    >>> posterior(torch.tensor([0.3, 0.7]), torch.tensor([0.0, 2.0]), torch.ones(2), torch.tensor([0.5]))
    tensor([[0.5381, 0.4619]])
    """
    return mixture.responsibilities(prior, mu[:, None], var[:, None], x[:, None])
