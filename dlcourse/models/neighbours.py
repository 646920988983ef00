"""Nearest neighbours: distances, the vote of the k nearest, how often a point is chosen, and what dimensions do."""

from __future__ import annotations

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import between, count
from dlcourse.tensors import guard


@guard
def pairwise(A: Float[Tensor, "rows features"], B: Float[Tensor, "columns features"], *,
             p: float = 2.0) -> Float[Tensor, "rows columns"]:
    """Distance of each row of A from each row of B: (sum of |a - b|^p)^(1/p).

    p = 2 is the straight line, p = 1 the way along the axes, p = math.inf the largest of the differences.
    Shapes: A (rows, features), B (columns, features) -> (rows, columns). Raises: ValueError for p < 1; ShapeError,
    DtypeError. Source: lecture 3, the distance is a choice.

    >>> pairwise(torch.tensor([[0.0, 0.0]]), torch.tensor([[3.0, 4.0]]), p=1.0)
    tensor([[7.]])
    """
    if isinstance(p, bool) or not isinstance(p, (int, float)) or not p >= 1:
        raise ValueError(f"pairwise: p should be a number of at least 1 (or math.inf), but is {p!r}. Try 1, 2 or "
                         "math.inf.")
    same_dtype("pairwise", A=A, B=B)
    return torch.cdist(A, B, p=p, compute_mode="donot_use_mm_for_euclid_dist")


@guard
def nearest(X_train: Float[Tensor, "samples features"], X: Float[Tensor, "queries features"], *, k: int,
            p: float = 2.0) -> Int[Tensor, "queries k"]:
    """The row numbers of the k nearest training points of each query, the nearest first; of equal ones the first row.

    Shapes: X_train (samples, features), X (queries, features) -> (queries, k). Raises: ValueError unless 1 <= k <=
    samples, or for p < 1; ShapeError, DtypeError. Source: lecture 3, nearest neighbours.

    >>> nearest(torch.tensor([[0.0], [4.0], [6.0]]), torch.tensor([[5.0]]), k=2)
    tensor([[1, 2]])
    """
    _check_k("nearest", k, len(X_train))
    return pairwise(X, X_train, p=p).sort(dim=1, stable=True).indices[:, :k]


@guard
def knn_predict(X_train: Float[Tensor, "samples features"], y_train: Int[Tensor, " samples"],
                X: Float[Tensor, "queries features"], *, k: int, p: float = 2.0) -> Int[Tensor, " queries"]:
    """The most frequent label among the k nearest training points; of equally frequent ones the smallest.

    scikit-learn's KNeighborsClassifier breaks ties in votes in the same way.
    Shapes: X_train (samples, features), y_train (samples,) from 0 on, X (queries, features) -> (queries,).
    Raises: as `nearest`; ValueError for a negative label. Source: lecture 3, nearest neighbours.

    >>> X_train, y_train = torch.tensor([[0.0], [4.0], [6.0]]), torch.tensor([1, 0, 0])
    >>> knn_predict(X_train, y_train, torch.tensor([[1.0]]), k=1), knn_predict(X_train, y_train, X_train, k=3)
    (tensor([1]), tensor([0, 0, 0]))
    """
    return votes(X_train, y_train, X, k=k, p=p).argmax(dim=1)


@guard
def votes(X_train: Float[Tensor, "samples features"], y_train: Int[Tensor, " samples"],
          X: Float[Tensor, "queries features"], *, k: int, p: float = 2.0) -> Int[Tensor, "queries classes"]:
    """How many of the k nearest training points have each label 0, 1, ..., up to the largest one.

    Shapes: as `knn_predict` -> (queries, classes). Raises: as `knn_predict`. Source: lecture 3, nearest neighbours.

    >>> votes(torch.tensor([[0.0], [4.0], [6.0]]), torch.tensor([2, 0, 0]), torch.tensor([[1.0]]), k=2)
    tensor([[1, 0, 1]])
    """
    if int(y_train.min()) < 0:
        raise ValueError(f"votes: y_train should hold labels from 0 on, but holds {int(y_train.min())}. Count the "
                         "classes from 0.")
    chosen = y_train.long()[nearest(X_train, X, k=k, p=p)]  # (queries, k)
    counts = chosen.new_zeros(len(X), int(y_train.max()) + 1)
    return counts.scatter_add_(1, chosen, torch.ones_like(chosen))


@guard
def k_occurrence(X: Float[Tensor, "samples features"], *, k: int) -> Int[Tensor, " samples"]:
    """How often each point is among the k nearest others of some point; the counts add up to samples times k.

    Shapes: X (samples, features) -> (samples,). Raises: ValueError unless 1 <= k < samples; ShapeError, DtypeError.
    Source: lecture 3, hubs; Radovanovic, Nanopoulos and Ivanovic 2010.

    >>> k_occurrence(torch.tensor([[0.0], [1.0], [3.0]]), k=1)
    tensor([1, 2, 0])
    """
    _check_k("k_occurrence", k, len(X) - 1)
    distances = pairwise(X, X).fill_diagonal_(torch.inf)  # nobody is his own neighbour
    chosen = distances.sort(dim=1, stable=True).indices[:, :k]
    return torch.bincount(chosen.flatten(), minlength=len(X))


def _check_k(where: str, k: int, most: int) -> None:
    count(where, "k", k)
    if k > most:
        raise ValueError(f"{where}: k should be at most {most}, the number of points to choose from, but is {k}. "
                         "Choose a smaller k.")


# --- what dimensions do ---


def shell_fraction(d: int, eps: float) -> float:
    """The share of a ball in d dimensions within eps radii of its surface: 1 - (1 - eps)^d.

    Raises: ValueError unless d >= 1 and eps in [0, 1]. Source: lecture 3, the curse of dimensionality.

    >>> round(shell_fraction(3, 0.05), 4)
    0.1426
    """
    count("shell_fraction", "d", d)
    between("shell_fraction", "eps", eps, low=0.0, high=1.0)
    return 1 - (1 - eps) ** d


@guard
def relative_contrast(distances: Float[Tensor, " points"]) -> float:
    """How much further the farthest point is than the nearest, measured in the nearest distance: (max - min) / min.

    Shapes: distances (points,), from one query. Raises: ValueError unless all are positive; ShapeError, DtypeError.
    Source: lecture 3, the curse of dimensionality; Beyer et al. 1999.

    >>> relative_contrast(torch.tensor([2.0, 3.0, 5.0]))
    1.5
    """
    least, most = float(distances.min()), float(distances.max())
    if least <= 0:
        raise ValueError(f"relative_contrast: distances should be positive, but the smallest is {least:g}. Leave the "
                         "query itself out.")
    return (most - least) / least
