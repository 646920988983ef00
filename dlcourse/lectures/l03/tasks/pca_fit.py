"""Exercise: the principal components."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import pca


def reference(X: Tensor, m: int) -> tuple[Tensor, Tensor, Tensor]:
    """The package's PCA."""
    return tuple(pca.pca_fit(X, m))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def cloud(label: str, n: int, d: int, m: int) -> Case:
        turned = torch.linalg.qr(draw.normal(d, d)).Q
        scores = torch.linalg.qr(draw.normal(n, d) if n > d else draw.normal(n, n)).Q
        sizes = draw.uniform(1.5, 2, scores.shape[1]).cumprod(0).flip(0)  # no two alike
        X = (scores * sizes) @ turned[:scores.shape[1]] * n**0.5
        return case(label, X=X + draw.away_from_zero(d, gap=1.0), m=m)

    return [
        case("four points in the plane, one direction", X=numbers([[8, 5], [6, 7], [2, 3], [4, 1]]), m=1),
        cloud("seven points in the plane, both directions", 7, 2, 2),
        cloud("nine points, four features, two directions", 9, 4, 2),
        cloud("twelve points, three features, all directions", 12, 3, 3),
        cloud("four points, six features, two directions", 4, 6, 2),
        cloud("30 points, five features, three directions", 30, 5, 3),
        case("a single feature", X=3 + draw.normal(5, 1), m=1),
    ]


def drive(answer, X: Tensor, m: int) -> Any:
    """The results; each direction is turned so that its entry of largest size is positive."""
    result = answer(X, m)
    if not isinstance(result, (tuple, list)):
        return result
    return tuple(_turned(part) if isinstance(part, Tensor) and part.ndim == 2 and part.numel() <= 1000
                 and part.dtype == DOUBLE and part.numel() else part for part in result)


def _turned(V: Tensor) -> Tensor:
    largest = V.gather(1, V.abs().argmax(dim=1, keepdim=True))
    return torch.where(largest < 0, -V, V)


task = Task(
    key="pca_fit", title="Principal components", points=2, difficulty=2, minutes=15,
    objective="find the directions of the largest variance and the variance along each",
    reference=reference, cases=cases, drive=drive, compare=close(rtol=1e-8, names=("mean", "components", "explained")),
    facts=("N03-15",),
    hints=(
        "What must be taken off the samples before anything else? Which matrix has the wanted directions as its "
        "eigenvectors, and which number is the variance along one of them?",
        "The four points (8, 5), (6, 7), (2, 3), (4, 1) have the mean (5, 4) and S with the rows (5, 3) and (3, 5). "
        "Its eigenvalues are 8 and 2. Which of the two belongs to the first component?",
        "S = Z.mT @ Z / ____; values, V = torch.linalg.eigh(S); the columns of V, from the last to the first: "
        "V.mT.flip(0)",
    ),
)


@task.solution
def pca_fit(X, m):
    mean = X.mean(dim=0)                            # step: the mean of each feature
    Z = X - mean                                    # step: the samples without their mean
    S = Z.mT @ Z / len(X)                           # step: the covariance matrix
    values, vectors = torch.linalg.eigh(S)          # step: its eigenvalues, the smallest first
    components = vectors.mT.flip(0)[:m]             # step: the directions as rows, the largest variance first
    return mean, components, values.flip(0)[:m]     # step: the variances in the same order


@task.right
def by_singular_values(X, m):
    mean = X.mean(dim=0)
    Z = X - mean
    _, sizes, Vt = torch.linalg.svd(Z, full_matrices=False)     # step: the singular value decomposition
    return mean, Vt[:m], sizes[:m] ** 2 / len(X)                # step: squares over n are the variances


@task.right
def one_after_the_other(X, m):
    n = X.shape[0]
    mean = X.sum(0) / n
    left, rows, spread = X - mean, [], []
    for _ in range(m):
        _, vectors = torch.linalg.eigh(left.T @ left)
        v = vectors[:, -1]                      # step: the direction of the largest variance of what is left
        t = left @ v                            # step: the scores along it
        rows.append(v)
        spread.append((t * t).mean())           # step: the variance along it
        left = left - t[:, None] * v            # step: what is left without this direction
    return [mean, torch.stack(rows), torch.stack(spread)]


@task.right
def by_torch_cov(X, m):
    values, vectors = torch.linalg.eigh(torch.cov(X.T, correction=0).reshape(X.shape[1], X.shape[1]))
    order = values.argsort(descending=True)[:m]
    return X.mean(0), -vectors[:, order].T, values[order]


def _fitted(X: Tensor, m: int) -> tuple[Tensor, Tensor, Tensor]:
    Z = X - X.mean(dim=0)
    _, sizes, Vt = torch.linalg.svd(Z, full_matrices=False)
    return X.mean(dim=0), Vt[:m], sizes[:m] ** 2 / len(X)


def _eigen(S: Tensor, m: int) -> tuple[Tensor, Tensor]:
    values, V = torch.linalg.eigh(S)
    return V.mT.flip(0)[:m], values.flip(0)[:m]


@task.wrong("The mean is not taken off: for the points (8, 5), (6, 7), (2, 3), (4, 1) your first direction leads "
            "from (0, 0) to the cloud, and its variance is 49, not 8. Where is the middle of the cloud?",
            short="the mean is not taken off")
def not_centred(X, m):
    return (X.mean(dim=0), *_eigen(X.mT @ X / len(X), m))


@task.wrong("You take off one number, the mean of all entries: for (8, 5), (6, 7), (2, 3), (4, 1) that is 4.5. Which "
            "mean has the first feature?", short="one mean stands for all features")
def one_mean_for_all(X, m):
    Z = X - X.mean()
    return (X.mean(dim=0), *_eigen(Z.mT @ Z / len(X), m))


@task.wrong("You divide by n - 1: the variance along (1, 1) of the four points (8, 5), (6, 7), (2, 3), (4, 1) "
            "becomes 32/3, where 8 is expected. By what does the text divide?",
            short="the variance is divided by n - 1")
def over_n_less_one(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V, explained * len(X) / (len(X) - 1)


@task.wrong("You do not divide by n: for the four points (8, 5), (6, 7), (2, 3), (4, 1) the squared scores add up to "
            "32. What is their mean?", short="the sum of the squares is not divided")
def not_divided(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V, explained * len(X)


@task.wrong("You return the singular values: for the four points (8, 5), (6, 7), (2, 3), (4, 1) that is the root of "
            "32. Which square, and which division, lead to the variance 8?",
            short="singular values stand for variances")
def singular_values(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V, (explained * len(X)).sqrt()


@task.wrong("You return standard deviations: for the four points (8, 5), (6, 7), (2, 3), (4, 1) the root of 8. Is "
            "the spread asked for as a length, or as the mean of squares?", short="deviations stand for variances")
def deviations(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V, explained.sqrt()


@task.wrong("You divide the singular values by n without squaring them. For the four points (8, 5), (6, 7), (2, 3), "
            "(4, 1) the first is the root of 32. What is the mean of the squared scores?",
            short="singular values are not squared")
def not_squared(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V, (explained * len(X)).sqrt() / len(X)


@task.wrong("You return shares of the whole variance: for the four points (8, 5), (6, 7), (2, 3), (4, 1) 0.8, where "
            "8 is expected. Is a share asked for?", short="shares stand for variances")
def shares(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V, explained / (X - mean).square().sum(dim=1).mean()


@task.wrong("The smallest variances come: for the four points (8, 5), (6, 7), (2, 3), (4, 1) you give the direction "
            "(1, -1) with 2. In which order does eigh give the eigenvalues?", short="the smallest variances are kept")
def smallest(X, m):
    Z = X - X.mean(dim=0)
    values, V = torch.linalg.eigh(Z.mT @ Z / len(X))
    return X.mean(dim=0), V.mT[:m], values[:m]


@task.wrong("The right directions come in the wrong order, the smallest variance first. With 8 and 2, which one "
            "should be first?", short="the smallest variance comes first")
def ascending_order(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V.flip(0), explained.flip(0)


@task.wrong("The variances are in the right order, but the directions in the opposite one: the variance 8 stands "
            "beside the direction of 2. Which row belongs to the first variance?",
            short="the directions are in the opposite order")
def directions_turned_round(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V.flip(0), explained


@task.wrong("Your directions are columns: with six features and two directions your tensor has the shape (6, 2). "
            "What shape does the text ask for?", short="the directions are columns")
def as_columns(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V.mT, explained


@task.wrong("You take rows of the matrix whose *columns* are the eigenvectors. For two directions (3, 4)/5 and (-4, "
            "3)/5 you give (3, -4)/5. How is a column read out?",
            short="rows of the eigenvector matrix are taken for columns")
def rows_of_v(X, m):
    Z = X - X.mean(dim=0)
    values, V = torch.linalg.eigh(Z.mT @ Z / len(X))
    return X.mean(dim=0), V.flip(1)[:m], values.flip(0)[:m]


@task.wrong("Your directions are as long as the data spread: for the four points (8, 5), (6, 7), (2, 3), (4, 1) you "
            "give (2, 2), of length 2.83. Which length does the text ask for?",
            short="the directions are scaled by the deviations")
def scaled(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, V * explained.sqrt()[:, None], explained


@task.wrong("You return the scores of the samples, not the directions: n rows, where m rows are expected. In which "
            "space is a direction?", short="scores stand for directions")
def scores(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, (X - mean) @ V.mT, explained


@task.wrong("The features are standardised first. Then each has the variance 1, and the directions are others: the "
            "four points (8, 5), (6, 7), (2, 3), (4, 1) give you 1.6, not 8. What does the text take off or divide "
            "by?", short="the features are standardised first")
def standardised(X, m):
    Z = (X - X.mean(dim=0)) / X.std(dim=0, correction=0)
    return (X.mean(dim=0), *_eigen(Z.mT @ Z / len(X), m))


@task.wrong("Your mean is 0, as if the samples had it taken off already. What is the mean of (8, 5), (6, 7), (2, 3) "
            "and (4, 1)?", short="the mean that is returned is zero")
def mean_of_the_centred(X, m):
    mean, V, explained = _fitted(X, m)
    return torch.zeros_like(mean), V, explained


@task.wrong("The variances stand where the directions belong: (mean, explained, components). In which order does the "
            "text want the results?", short="directions and variances have changed places")
def results_exchanged(X, m):
    mean, V, explained = _fitted(X, m)
    return mean, explained, V


@task.wrong("All directions come back, not m of them: with two features and m = 1 you give two rows. What does m say?",
            short="all directions are returned")
def all_directions(X, m):
    return _fitted(X, min(X.shape))


@task.wrong("Two things: the mean is not taken off, and the variance is divided by n - 1. First: where is the middle "
            "of the cloud (8, 5), (6, 7), (2, 3), (4, 1)?", short="the mean is not taken off, and n - 1 divides")
def not_centred_over_n_less_one(X, m):
    return (X.mean(dim=0), *_eigen(X.mT @ X / (len(X) - 1), m))


@task.wrong("Two things: the variance is divided by n - 1, and its root is taken. First: by what does the text "
            "divide?", short="n - 1 divides, and the root is taken")
def deviations_over_n_less_one(X, m):
    mean, V, explained = over_n_less_one(X, m)
    return mean, V, explained.sqrt()


@task.wrong("Two things: the mean is not taken off, and singular values stand for variances. First: where is the "
            "middle of the cloud (8, 5), (6, 7), (2, 3), (4, 1)?",
            short="the mean is not taken off, and singular values are returned")
def singular_values_not_centred(X, m):
    V, values = _eigen(X.mT @ X, m)
    return X.mean(dim=0), V, values.clamp(min=0).sqrt()


EXERCISE = task.declared()
