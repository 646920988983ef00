"""Which samples are trained on and which are held out: three parts, and K folds in turn."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Shaped
from torch import Tensor

from dlcourse.arguments import count, function, randomness
from dlcourse.tensors import ShapeError, guard

Fit = Callable[[Tensor, Tensor], Callable[[Tensor], Tensor]]


class Fold(NamedTuple):
    """Row numbers to train on, and row numbers to validate on."""

    train: Tensor
    validation: Tensor


class ThreeParts(NamedTuple):
    """Row numbers for training, for choosing (validation) and for the one last measurement (test)."""

    train: Tensor
    validation: Tensor
    test: Tensor


def kfold(n: int, K: int, *, rng: torch.Generator) -> list[Fold]:
    """K folds of n shuffled samples: each sample is validated once; the sizes differ by at most 1, the larger first.

    Shapes: -> K pairs (train, validation) of int64 row numbers.
    Raises: ValueError unless 2 <= K <= n; TypeError for another rng. Source: lecture 3, cross-validation.

    >>> from dlcourse.tensors import generator
    >>> [len(fold.validation) for fold in kfold(10, 3, rng=generator(0))]
    [4, 3, 3]
    """
    count("kfold", "K", K, low=2)
    count("kfold", "n", n, low=K)
    randomness("kfold", rng)
    parts = torch.randperm(n, generator=rng, device=rng.device).tensor_split(K)
    return [Fold(torch.cat([*parts[:i], *parts[i + 1:]]), part) for i, part in enumerate(parts)]


def three_parts(n: int, *, validation: int, test: int, rng: torch.Generator) -> ThreeParts:
    """n shuffled samples, of which some are for validation, some for the test, and the rest for training.

    Raises: ValueError unless each part has a sample; TypeError for another rng. Source: lecture 3, validation.

    >>> from dlcourse.tensors import generator
    >>> [len(part) for part in three_parts(10, validation=2, test=3, rng=generator(0))]
    [5, 2, 3]
    """
    count("three_parts", "validation", validation)
    count("three_parts", "test", test)
    count("three_parts", "n", n, low=validation + test + 1)
    randomness("three_parts", rng)
    order = torch.randperm(n, generator=rng, device=rng.device)
    return ThreeParts(order[validation + test:], order[:validation], order[validation:validation + test])


@guard
def cross_validate(fit: Fit, X: Float[Tensor, "samples features"], y: Shaped[Tensor, " samples"], K: int, *,
                   rng: torch.Generator) -> Float[Tensor, " K"]:
    """The accuracy on each of K folds of what `fit` learned from the others.

    `fit(X_train, y_train)` returns a function that turns inputs (rows, features) into labels (rows,). Whatever is
    learned from data (a mean, a scale, a choice of features) belongs into `fit`.
    Shapes: X (samples, features), y (samples,) -> (K,). Raises: as `kfold`; TypeError for a fit that is no function;
    ShapeError for labels of another shape. Source: lecture 3, cross-validation.

    >>> from dlcourse.tensors import generator
    >>> always_one = lambda X, y: lambda X_new: torch.ones(len(X_new), dtype=torch.int64)
    >>> cross_validate(always_one, torch.zeros(4, 1), torch.tensor([1, 1, 1, 1]), 2, rng=generator(0))
    tensor([1., 1.])
    """
    function("cross_validate", "fit", fit)
    right = []
    for train, held_out in kfold(len(y), K, rng=rng):
        said = fit(X[train], y[train])(X[held_out])
        if said.shape != held_out.shape:
            raise ShapeError(f"cross_validate: fit should return a function that gives one label a row, "
                             f"{tuple(held_out.shape)}, but it gives {tuple(said.shape)}.")
        right.append((said == y[held_out]).to(X.dtype).mean())
    return torch.stack(right)
