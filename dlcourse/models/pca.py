"""Principal component analysis: the directions in which the data spread most."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import count
from dlcourse.tensors import guard


class Pca(NamedTuple):
    """The mean (features,), the directions as rows (m, features), and the variance along each (m,), largest first."""

    mean: Tensor
    components: Tensor
    explained: Tensor


@guard
def covariance(X: Float[Tensor, "samples features"]) -> Float[Tensor, "features features"]:
    """The mean product of two features' distances from their means; on the diagonal the variances.

    It divides by the number of samples, as `data.standardise` does; torch.cov divides by one less.
    Shapes: X (samples, features) -> (features, features). Raises: ShapeError, DtypeError.
    Source: lecture 3, PCA.

    >>> covariance(torch.tensor([[0.0, 0.0], [2.0, 4.0]]))
    tensor([[1., 2.],
            [2., 4.]])
    """
    Z = X - X.mean(dim=0)
    return Z.mT @ Z / len(X)


@guard
def pca_fit(X: Float[Tensor, "samples features"], m: int) -> Pca:
    """The m directions of largest variance, from the singular values of the centred data.

    Each row of `components` has length 1, and its entry of largest size is positive. Variances are means of squares;
    scikit-learn's PCA divides by samples - 1 instead.
    Shapes: X (samples, features) -> Pca of mean (features,), components (m, features), explained (m,).
    Raises: ValueError unless 1 <= m <= min(samples, features); ShapeError, DtypeError. Source: lecture 3, PCA.

    >>> mean, components, explained = pca_fit(torch.tensor([[0.0, 0.0], [3.0, 4.0]]), 1)
    >>> components, explained
    (tensor([[0.6000, 0.8000]]), tensor([6.2500]))
    """
    count("pca_fit", "m", m)
    if m > min(X.shape):
        raise ValueError(f"pca_fit: m should be at most {min(X.shape)}, the smaller of samples and features, but is "
                         f"{m}. Ask for fewer directions.")
    mean = X.mean(dim=0)
    _, sizes, Vh = torch.linalg.svd(X - mean, full_matrices=False)  # (k,), (k, features)
    V = Vh[:m]
    largest = V.gather(1, V.abs().argmax(dim=1, keepdim=True))  # (m, 1)
    return Pca(mean, V * largest.sign(), sizes[:m] ** 2 / len(X))


@guard
def pca_project(mean: Float[Tensor, " features"], components: Float[Tensor, "m features"],
                X: Float[Tensor, "samples features"]) -> Float[Tensor, "samples m"]:
    """The scores of X: how far each sample, seen from the mean, reaches along each direction.

    Shapes: mean (features,), components (m, features), X (samples, features) -> (samples, m).
    Raises: ShapeError, DtypeError. Source: lecture 3, PCA.

    >>> pca_project(torch.tensor([1.0, 1.0]), torch.tensor([[0.6, 0.8]]), torch.tensor([[4.0, 5.0]]))
    tensor([[5.]])
    """
    same_dtype("pca_project", mean=mean, components=components, X=X)
    return (X - mean) @ components.mT
