"""Data before training: standardise, split, encode, and describe images by hand-made features."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float, Int, Shaped
from torch import Tensor

from dlcourse.arguments import between, count, randomness, within
from dlcourse.tensors import guard


class Standardised(NamedTuple):
    """Standardised inputs Z (samples, features), and the mean and std (features,) that were used."""

    Z: Tensor
    mean: Tensor
    std: Tensor


class Split(NamedTuple):
    """Inputs and targets for training and for testing; the parts share no sample."""

    X_train: Tensor
    X_test: Tensor
    y_train: Tensor
    y_test: Tensor


@guard
def standardise(X: Float[Tensor, "samples features"]) -> Standardised:
    """Every feature shifted to mean 0 and scaled to standard deviation 1.

    For held-out data use the numbers of the training data: Z_test = (X_test - mean) / std. The deviation is
    that of these samples, sqrt(mean of squares), as in scikit-learn; torch's X.std() divides by n - 1 instead.
    A feature that never changes is only shifted, and its std is given as 1.

    Shapes: X (samples, features) -> Z (samples, features), mean and std (features,).
    Raises: ValueError if X contains infinity; ShapeError, DtypeError or NotANumberError for X.
    Source: lecture 10, input normalisation.

    >>> standardise(torch.tensor([[1.0, 5.0], [3.0, 5.0]])).Z
    tensor([[-1.,  0.],
            [ 1.,  0.]])
    """
    if X.isinf().any():
        raise ValueError("standardise: X should be finite, but contains infinity. Look for an overflow or a "
                         "division by zero where X is computed.")
    constant = X.amin(0) == X.amax(0)
    mean = torch.where(constant, X[0], X.mean(0))  # the computed mean of equal numbers may be a rounding off
    std = torch.where(constant, torch.ones_like(mean), X.std(0, correction=0))
    return Standardised((X - mean) / std, mean, std)


@guard
def train_test_split(X: Shaped[Tensor, "samples *features"], y: Shaped[Tensor, "samples *target"], *,
                     test_fraction: float = 0.25, rng: torch.Generator, stratified: bool = False) -> Split:
    """A random division of the samples into a training part and a test part.

    With `stratified`, every class is divided in this proportion by itself, so that none is rare in one part
    by chance; y must then hold class indices.

    Shapes: X (samples, ...), y (samples, ...) -> X_train, X_test, y_train, y_test, rows in random order.
    Raises: ValueError unless both parts (of every class, if stratified) keep a sample; TypeError for a rng
    that is no generator, or for stratified=True with a y of one floating-point number a sample or several.
    Source: lecture 3, training and test data.

    >>> from dlcourse.tensors import generator
    >>> X_train, X_test, y_train, y_test = train_test_split(
    ...     torch.zeros(8, 2), torch.arange(8), test_fraction=0.25, rng=generator(0))
    >>> X_train.shape, X_test.shape
    (torch.Size([6, 2]), torch.Size([2, 2]))
    """
    randomness("train_test_split", rng)
    between("train_test_split", "test_fraction", test_fraction, low=0.0, high=1.0)
    shuffled = torch.randperm(len(y), generator=rng, device=rng.device).to(y.device)
    if not stratified:
        test = _first(shuffled, test_fraction, "the data")
    else:
        if y.dim() != 1 or y.dtype.is_floating_point:
            raise TypeError(f"train_test_split: y should be one class index a sample for stratified=True, but "
                            f"has dtype {y.dtype} and {y.dim()} axes. Pass stratified=False.")
        test = torch.cat([_first(shuffled[y[shuffled] == c], test_fraction, f"class {int(c)}")
                          for c in y.unique()])
    in_test = torch.zeros(len(y), dtype=torch.bool, device=y.device)
    in_test[test] = True
    train, test = shuffled[~in_test[shuffled]], shuffled[in_test[shuffled]]
    return Split(X[train], X[test], y[train], y[test])


def _first(rows: Tensor, fraction: float, of: str) -> Tensor:
    count = round(fraction * len(rows))
    if not 0 < count < len(rows):
        raise ValueError(f"train_test_split: test_fraction should leave a sample of {of} in both parts, but "
                         f"{fraction:g} of {len(rows)} puts {count} into the test part. Choose another "
                         f"fraction or pass more samples.")
    return rows[:count]


@guard
def one_hot(y: Int[Tensor, "*batch"], classes: int, *,
            dtype: torch.dtype = torch.float64) -> Float[Tensor, "*batch classes"]:
    """Rows of zeros with a single 1 in the column of the class.

    Shapes: y (*batch) in 0, ..., classes - 1 -> (*batch, classes).
    Raises: ValueError for a label out of range or classes < 1; ShapeError or DtypeError for y.
    Source: lecture 6, targets of the cross-entropy.

    >>> one_hot(torch.tensor([2, 0]), 3)
    tensor([[0., 0., 1.],
            [1., 0., 0.]], dtype=torch.float64)
    """
    count("one_hot", "classes", classes)
    within("one_hot", "y", y, 0, classes - 1, remedy="Count the classes from 0, or pass a larger `classes`.")
    return (y[..., None] == torch.arange(classes, device=y.device)).to(dtype)  # (*batch, 1) == (C,) -> (*batch, C)


@guard
def histogram_features(images: Float[Tensor, "images *pixels"], bins: int) -> Float[Tensor, "images bins"]:
    """What fraction of an image's pixels falls into each of `bins` equal intervals of brightness.

    A feature by hand: it forgets where the ink is, and a classifier on top has to do without. Interval k is
    [k/bins, (k+1)/bins), the last with both ends. For colours, join the histograms of the channels.

    Shapes: images (images, ...) with brightness from 0 to 1 -> (images, bins), rows that sum to 1.
    Raises: ValueError for a brightness outside [0, 1] or bins < 1; ShapeError, DtypeError or NotANumberError.
    Source: lecture 4, hand-made and learned features.

    >>> histogram_features(torch.tensor([[0.0, 0.2, 0.9, 1.0]]), 2)
    tensor([[0.5000, 0.5000]])
    """
    count("histogram_features", "bins", bins)
    within("histogram_features", "images", images, 0, 1,
           remedy="Divide by the largest possible value, for instance 255.")
    pixels = images.reshape(len(images), -1)
    interval = (pixels * bins).long().clamp(max=bins - 1)
    counts = pixels.new_zeros(len(images), bins).scatter_add_(1, interval, torch.ones_like(pixels))
    return counts / pixels.shape[1]
