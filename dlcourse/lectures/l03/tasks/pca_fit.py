"""Exercise: the principal components."""

from __future__ import annotations

import itertools
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import pca

TINY = 1e-6  # a variance below it is none


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
        case("three points, three features, all directions", X=draw.uniform(1, 3, 3) + numbers(
            [[6, 1, 0], [-2, 4, 1], [0, -1, 3]]) @ torch.linalg.qr(draw.normal(3, 3)).Q, m=3),
    ]


def drive(answer, X: Tensor, m: int) -> Any:
    """The results; each direction is turned so that its entry of largest size is positive.

    Where there is no variance left, rounding errors decide what an answer gives. There a variance counts as 0, and what
    is no direction of length 1 at right angles to those before it counts as a row of zeros.
    """
    result = answer(X, m)
    if not isinstance(result, (tuple, list)):
        return result
    parts = [_facing(part, X) if _small(part, 2) else part for part in result]
    if len(parts) == 3 and _small(parts[2], 1):
        parts[2] = torch.where(parts[2].isnan() | (parts[2].abs() < TINY), 0.0, parts[2])
        if _small(parts[1], 2):
            parts[1] = _without_noise(parts[1], min(len(X) - 1, X.shape[1]))
    return tuple(parts)


def _facing(V: Tensor, X: Tensor) -> Tensor:
    """Directions that all face one way: the rows, or the columns where only they are directions or scores."""
    Z = X - X.mean(dim=0)
    S = Z.mT @ Z
    if V.shape[1] == len(S) and (len(V) != len(S) or _eigenvectors(V.mT, S) or not _eigenvectors(V, S)):
        return _turned(V)
    return _turned(V.mT).mT if len(V) in X.shape and (len(V) != len(S) or _eigenvectors(V, S)) else _turned(V)


def _eigenvectors(V: Tensor, S: Tensor) -> bool:
    """Whether the columns are."""
    along = S @ V
    return bool(((along - V * (V * along).sum(dim=0)).abs() < TINY * S.abs().max()).all())


def _small(part: Any, axes: int) -> bool:
    return isinstance(part, Tensor) and part.ndim == axes and 0 < part.numel() <= 1000 and part.dtype == DOUBLE


def _without_noise(V: Tensor, rank: int) -> Tensor:
    """The rows that belong to no variance are 0 unless they are directions."""
    rows = list(V)
    for i in range(rank, len(rows)):
        apart = torch.cat([(row @ rows[i])[None] for row in rows[:i]] + [rows[i].norm()[None] - 1])
        if not bool((apart.abs() < TINY).all()) or i > rank:
            rows[i] = torch.zeros_like(rows[i])
    return torch.stack(rows)


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
        found = sum((torch.outer(row, row) for row in rows), torch.zeros(X.shape[1], X.shape[1], dtype=X.dtype))
        _, vectors = torch.linalg.eigh(left.T @ left - found)
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


@task.wrong("Two things: the variance is divided by n - 1, and its root is taken. First: by what does the text "
            "divide?", short="n - 1 divides, and the root is taken")
def deviations_over_n_less_one(X, m):
    mean, V, explained = over_n_less_one(X, m)
    return mean, V, explained.sqrt()



def _centred_scatter(X: Tensor) -> Tensor:
    Z = X - X.mean(dim=0)
    return Z.mT @ Z / len(X)


def _ascending(X: Tensor) -> tuple[Tensor, Tensor]:
    return torch.linalg.eigh(_centred_scatter(X))


def _told(name: str, message: str, short: str, how) -> None:
    """A wrong answer that changes the right results: how(X, m, mean, components, explained) gives its own."""
    def answer(X, m):
        return how(X, m, *_fitted(X, m))

    answer.__name__ = answer.__qualname__ = name
    task.wrong(message, short=short)(answer)


def _best_features(X, m):
    spread, which = (X - X.mean(dim=0)).square().mean(dim=0).topk(m)
    return torch.eye(X.shape[1], dtype=X.dtype)[which], spread


def _gram(X, m):
    Z = X - X.mean(dim=0)
    values, U = torch.linalg.eigh(Z @ Z.mT / len(X))
    return Z, values.flip(0)[:m], U.flip(1)[:, :m]


def _by_gram(X, m, mean, V, e):
    Z, values, U = _gram(X, m)
    return mean, (Z.mT @ U / (len(X) * values).clamp(min=1e-12).sqrt()).mT, values


def _rows_of_svd(X, m):
    return torch.linalg.svd(X - X.mean(dim=0)).Vh.mT[:m]


# Results that go wrong one by one: name, message, short, function.
_MISTAKES = (
    ("best_features",
     "Your directions are the axes of the features with the largest variances: for the four points (8, "
     "5), (6, 7), (2, 3), (4, 1) you give (1, 0) or (0, 1) with the variance 5. Along (1, 1) it is 8. Must a direction "
     "follow an axis?", "the features with the largest variances are taken for directions",
     lambda X, m, mean, V, e: (mean, *_best_features(X, m))),
    ("variances_of_features",
     "Your directions are right, but your variances are those of single features: for the four "
     "points (8, 5), (6, 7), (2, 3), (4, 1) 5, not 8. What is the mean of the squared scores?",
     "the variances are those of the features", lambda X, m, mean, V, e: (mean, V, _best_features(X, m)[1])),
    ("by_the_small_matrix",
     "A row that belongs to the variance 0 is no direction: for three points in three features and m = 3 your third "
     "row has not length 1, or is not at right angles to the others. If you divide by a singular value there, what is "
     "it? If you take off what is explained, what is left?",
     "the direction without variance is rounding noise", _by_gram),
    ("not_scaled_back",
     "Your rows Zᵀu are not of length 1: for the four points (8, 5), (6, 7), (2, 3), (4, 1) the first has "
     "the length 5.66, the root of 32. By what should it be divided?", "the directions have the length of the singular "
     "values", lambda X, m, mean, V, e: (mean, V * (len(X) * e).sqrt()[:, None], e)),
    ("whitened",
     "Your directions are divided by the deviations: for the four points (8, 5), (6, 7), (2, 3), (4, 1) the "
     "first has the length 0.354. Which length does the text ask for?", "the directions are divided by the deviations",
     lambda X, m, mean, V, e: (mean, V / e.clamp(min=1e-12).sqrt()[:, None], e)),
    ("times_the_variances",
     "Your directions are multiplied by the variances: for the four points (8, 5), (6, 7), (2, 3), "
     "(4, 1) the first has the length 8. Which length does the text ask for?",
     "the directions are multiplied by the variances", lambda X, m, mean, V, e: (mean, V * e[:, None], e)),
    ("rows_of_svd",
     "Your rows hold the numbers of the right directions, but mixed: row i takes the i-th entry of each of "
     "them. Of the directions (3, 4)/5 and (-4, 3)/5 you give (3, -4)/5. Does your last factor hold them as rows or as "
     "columns?", "entries of all directions are mixed into a row",
     lambda X, m, mean, V, e: (mean, _rows_of_svd(X, m), e)),
    ("rows_of_ascending",
     "Your rows hold the numbers of the eigenvectors, but mixed, and those of the smallest variance "
     "stand first: of the columns (-4, 3)/5 and (3, 4)/5 you give the row (-4, 3)/5, their first entries. How is a "
     "column read out?", "rows of the eigenvector matrix are taken, in ascending order",
     lambda X, m, mean, V, e: (mean, _ascending(X)[1][:m], e)),
    ("last_rows_of_ascending",
     "You turn the rows of the eigenvector matrix round, not its columns: your first row holds the "
     "last feature's entries of all eigenvectors. Which index of that matrix counts the eigenvectors?",
     "rows of the eigenvector matrix are turned round",
     lambda X, m, mean, V, e: (mean, _ascending(X)[1].flip(0)[:m], e)),
    ("features_reversed", "Your directions are right, but their features stand in reverse: (3, 4)/5 becomes (4, 3)/5. "
     "Which axis did you turn round, that of the eigenvectors or that of the features?",
     "the features stand in reverse order", lambda X, m, mean, V, e: (mean, V.flip(1), e)),
    ("smallest_directions", "Your variances are right, but the directions are those of the smallest ones: for the four "
     "points (8, 5), (6, 7), (2, 3), (4, 1) you give (1, -1)/1.41 beside 8. In which order does eigh give the "
     "eigenvectors?", "the directions of the smallest variances are kept",
     lambda X, m, mean, V, e: (mean, _ascending(X)[1].mT[:m], e)),
    ("smallest_explained",
     "Your directions are right, but the variances are the smallest ones: for the four points (8, "
     "5), (6, 7), (2, 3), (4, 1) you give 2 beside the direction of 8. In which order does eigh give the eigenvalues?",
     "the smallest variances stand beside the right directions",
     lambda X, m, mean, V, e: (mean, V, _ascending(X)[0][:m])),
    ("smallest_turned_round",
     "You keep the smallest variances and turn their order round then: of 9, 4 and 1 and m = 2 you "
     "give 4 and 1. Which comes first, the cut or the turn?", "the smallest variances are kept, then turned round",
     lambda X, m, mean, V, e: (mean, _ascending(X)[1].mT[:m].flip(0), _ascending(X)[0][:m].flip(0))),
    ("explained_turned_round",
     "Your directions are in the right order, but the variances in the opposite one: beside the "
     "direction of the variance 8 stands 2. Which number belongs to the first row?",
     "the variances are in the opposite order", lambda X, m, mean, V, e: (mean, V, e.flip(0))),
    ("all_explained", "All variances come back, not m of them: with two features and m = 1 you give 8 and 2. How long "
     "should `explained` be?",
     "all variances are returned", lambda X, m, mean, V, e: (mean, V, _fitted(X, min(X.shape))[2])),
    ("all_eigenvalues",
     "All d eigenvalues come back, not m of them: with six features and m = 2 you give six variances. "
     "How long should `explained` be?", "all eigenvalues are returned",
     lambda X, m, mean, V, e: (mean, V, _ascending(X)[0].flip(0))),
    ("all_rows",
     "All directions come back, not m of them, while the variances are cut to m: with two features and m = 1 "
     "you give two rows. Which shape should `components` have?", "all directions are returned, but m variances",
     lambda X, m, mean, V, e: (mean, _fitted(X, min(X.shape))[1], e)),
    ("all_eigenvectors",
     "All d directions come back, not m of them, while the variances are cut to m: with six features and m = 2 you "
     "give six rows. Which shape should `components` have?", "all eigenvectors are returned, but m variances",
     lambda X, m, mean, V, e: (mean, _ascending(X)[1].mT.flip(0), e)),
    ("all_of_eigh", "All d directions and variances come back, not m of them: with six features and m = 2 you give six "
     "rows. What does m say?", "all eigenvectors and eigenvalues are returned",
     lambda X, m, mean, V, e: (mean, _ascending(X)[1].mT.flip(0), _ascending(X)[0].flip(0))),
    ("eigenvectors_as_columns",
     "Your directions are columns, and all of them come back: with six features and m = 2 your "
     "tensor has the shape (6, 6). Which shape does the text ask for?", "all eigenvectors come back as columns",
     lambda X, m, mean, V, e: (mean, _ascending(X)[1].flip(1), e)),
    ("shares_of_the_kept", "Your variances are shares of those that you keep: with m = 1 the only one is 1, where 8 is "
     "expected for the four points (8, 5), (6, 7), (2, 3), (4, 1). Is a share asked for?",
     "shares of the kept variances stand for variances", lambda X, m, mean, V, e: (mean, V, e / e.sum())),
    ("cumulated",
     "Your variances are added up one after the other: 8 and 2 become 8 and 10. Which number belongs to the "
     "second direction alone?", "the variances are added up", lambda X, m, mean, V, e: (mean, V, e.cumsum(0))),
    ("cumulated_shares", "Your variances are added up and divided by the whole: 8 and 2 become 0.8 and 1. Which number "
     "belongs to the second direction alone, and is it a share?", "the variances are added up to shares",
     lambda X, m, mean, V, e: (mean, V, (e / (X - mean).square().sum(dim=1).mean()).cumsum(0))),
    ("unexplained",
     "You return what each direction leaves over: for the four points (8, 5), (6, 7), (2, 3), (4, 1) 10 - 8 = 2. Which "
     "variance is along the direction itself?", "the variance that is left stands for the one along a direction",
     lambda X, m, mean, V, e: (mean, V, (X - mean).square().sum(dim=1).mean() - e)),
    ("squared_variances",
     "Your variances are squared: for the four points (8, 5), (6, 7), (2, 3), (4, 1) you give 64, not "
     "8. Eigenvalues of the covariance matrix are variances already; what should be squared?",
     "the variances are squared", lambda X, m, mean, V, e: (mean, V, e ** 2)),
    ("squared_variances_over_n",
     "You square the eigenvalues of the covariance matrix and divide by n: for the four points "
     "(8, 5), (6, 7), (2, 3), (4, 1) you give 64/4, not 8. What is an eigenvalue of it already?",
     "the variances are squared and divided by n", lambda X, m, mean, V, e: (mean, V, e ** 2 / len(X))),
    ("divided_twice",
     "You divide by n twice: for the four points (8, 5), (6, 7), (2, 3), (4, 1) you give 2, not 8. Has the "
     "covariance matrix been divided already?", "n divides twice", lambda X, m, mean, V, e: (mean, V, e / len(X))),
    ("singular_values_over_root",
     "You divide the singular values by n - 1 without squaring them. For the four points (8, "
     "5), (6, 7), (2, 3), (4, 1) that is the root of 32 over 3. What is the mean of the squared scores?",
     "singular values are divided by n - 1 and not squared",
     lambda X, m, mean, V, e: (mean, V, (e * len(X)).sqrt() / (len(X) - 1))),
    ("divided_by_features",
     "You divide by the number of features: for the four points (8, 5), (6, 7), (2, 3), (4, 1) the "
     "squared scores add up to 32, and you give 16. Over how many samples is the mean taken?",
     "the number of features divides", lambda X, m, mean, V, e: (mean, V, e * len(X) / X.shape[1])),
    ("divided_by_m",
     "You divide by m: for the four points (8, 5), (6, 7), (2, 3), (4, 1) and m = 1 you give 32. Over how "
     "many samples is the mean taken?", "m divides", lambda X, m, mean, V, e: (mean, V, e * len(X) / m)),
    ("mean_of_squared_scores_not_centred",
     "Your directions are right, but the scores are those of the samples with their "
     "mean: for the four points (8, 5), (6, 7), (2, 3), (4, 1) you give 48.5, not 8. What must be taken off first?",
     "the scores still hold the mean", lambda X, m, mean, V, e: (mean, V, (X @ V.mT).square().mean(dim=0))),
    ("mean_of_absolute_scores",
     "You take the mean of the scores' sizes: for the four points (8, 5), (6, 7), (2, 3), (4, "
     "1) all are 2.83. What is the mean of their squares?", "sizes of scores are averaged, not squares",
     lambda X, m, mean, V, e: (mean, V, ((X - mean) @ V.mT).abs().mean(dim=0))),
    ("one_number",
     "Your mean is a single number, that of all entries: for (8, 5), (6, 7), (2, 3), (4, 1) 4.5. How many "
     "features has a sample?", "the mean that is returned is one number", lambda X, m, mean, V, e: (X.mean(), V, e)),
    ("mean_of_the_samples",
     "Your mean has one number for each sample: for (8, 5), (6, 7), (2, 3), (4, 1) 6.5, 6.5, 2.5 and "
     "2.5. Which axis of X counts the samples?", "the mean that is returned runs along the features",
     lambda X, m, mean, V, e: (X.mean(dim=1), V, e)),
    ("median_returned", "Your mean is the median of each feature: for 8, 6, 2, 4 you give 4. What is their mean?",
     "the median stands for the mean", lambda X, m, mean, V, e: (X.median(dim=0).values, V, e)),
    ("centred_returned",
     "You return the centred samples where the mean belongs: n rows of d numbers. Which single row was "
     "taken off all of them?", "the centred samples stand for the mean", lambda X, m, mean, V, e: (X - mean, V, e)),
    ("without_the_mean",
     "Two results come back, the directions and the variances. What else does the text ask for, and "
     "in which place?", "the mean is missing", lambda X, m, mean, V, e: (V, e)),
    ("directions_of_samples",
     "Each of your directions has n numbers, one for each sample: you take the eigenvectors of the n "
     "times n matrix, or U. How many numbers has a direction in the space of the features?",
     "the directions have one entry for each sample", lambda X, m, mean, V, e: (mean, _gram(X, m)[2].mT, e)),
    ("scores_in_rows",
     "You return the scores of the samples, one row for each direction, where the directions are asked "
     "for: n numbers in a row. How many numbers has a direction?", "scores stand for directions, in rows",
     lambda X, m, mean, V, e: (mean, V @ (X - mean).mT, e)),
    ("covariance_returned",
     "You return rows of the covariance matrix where the directions belong: for the four points (8, "
     "5), (6, 7), (2, 3), (4, 1) the row (5, 3). Which function finds the eigenvectors?",
     "rows of the covariance matrix stand for directions", lambda X, m, mean, V, e: (mean, _centred_scatter(X)[:m], e)),
    ("one_direction",
     "Only the first direction comes back, without the axis that counts the rows: with m = 2 you give d numbers. Where "
     "are the others?", "only the first direction is returned", lambda X, m, mean, V, e: (mean, V[0], e[0])),
    ("one_row", "Only the first direction and its variance come back, whatever m is. Where does m come in?",
     "one direction is returned, whatever m is", lambda X, m, mean, V, e: (mean, V[:1], e[:1])),
    ("one_less", "One direction and one variance too few come back: with m = 2 you give one. Where should your slice "
     "end?", "one direction too few is returned", lambda X, m, mean, V, e: (mean, V[:m - 1], e[:m - 1])),
    ("one_more",
     "One direction and one variance too many come back where there are more: with two features and m = 1 you "
     "give two. Where should your slice end?", "one direction too many is returned",
     lambda X, m, mean, V, e: (mean, *_fitted(X, m + 1)[1:])),
    ("first_left_out",
     "The direction of the largest variance is left out: for the four points (8, 5), (6, 7), (2, 3), (4, "
     "1) you give (1, -1)/1.41 with 2. At which place does your slice begin?", "the first direction is left out",
     lambda X, m, mean, V, e: (mean, *(part[1:] for part in _fitted(X, m + 1)[1:]))),
    ("as_a_diagonal",
     "Your variances form a matrix with numbers on its diagonal only. Which shape does the text ask for?",
     "the variances form a diagonal matrix", lambda X, m, mean, V, e: (mean, V, e.diag())),
    ("total", "You return one variance, all of them added: of 8 and 2 you give 10. How many numbers should `explained` "
     "have?", "the variances are added to one number", lambda X, m, mean, V, e: (mean, V, e.sum())),
)
for _name, _message, _short, _how in _MISTAKES:
    _told(_name, _message, _short, _how)


@task.wrong("You divide by n - 1, and for a single feature there is an error: torch.cov divides by n - 1 unless it is "
            "told otherwise, and of one feature it makes a number without axes. By what does the text divide?",
            short="n - 1 divides, and a single feature is an error")
def by_cov_alone(X, m):
    return (X.mean(dim=0), *_eigen(torch.cov(X.mT), m))


@task.wrong("For a single feature there is an error; elsewhere you are right. torch.cov makes a number without axes "
            "of one feature. Which shape should the covariance matrix have then?", short="a single feature is an error")
def by_cov_over_n(X, m):
    return (X.mean(dim=0), *_eigen(torch.cov(X.mT, correction=0), m))


def _row_means(X, m):
    Z = X - X.mean(dim=1, keepdim=True)
    return Z.mT @ Z / len(X)


@task.wrong("You take the mean of each sample off its features: (8, 5) becomes (1.5, -1.5). Which axis of X counts the "
            "samples, over which a feature has its mean?", short="the mean of each sample is taken off")
def centred_by_rows(X, m):
    return (X.mean(dim=0), *_eigen(_row_means(X, m), m))


@task.wrong("The median of each feature is taken off, not the mean. For 8, 6, 2, 4 that is 4, where the mean is 5. Of "
            "what is a variance the mean of squares?", short="the median is taken off")
def centred_by_median(X, m):
    Z = X - X.median(dim=0).values
    return (X.median(dim=0).values, *_eigen(Z.mT @ Z / len(X), m))


@task.wrong("The features are standardised first, with n - 1: then the variances belong to the correlation matrix. The "
            "four points (8, 5), (6, 7), (2, 3), (4, 1) give you 1.2, not 8. What does the text take off or divide by?",
            short="the features are standardised first, with n - 1")
def standardised_by_n_less_one(X, m):
    Z = (X - X.mean(dim=0)) / X.std(dim=0)
    return (X.mean(dim=0), *_eigen(Z.mT @ Z / len(X), m))


_BEFORE = {  # what goes wrong before the directions are found: words, X -> n times the matrix, a question
    "not_centred": ("the mean is not taken off", lambda X: X.mT @ X,
                    "where is the middle of the cloud (8, 5), (6, 7), (2, 3), (4, 1)?"),
    "one_mean_for_all": ("one mean stands for all features", lambda X: (X - X.mean()).mT @ (X - X.mean()),
                         "which mean has the first feature of (8, 5), (6, 7), (2, 3), (4, 1)?"),
    "standardised": ("the features are standardised first", lambda X: len(X) * torch.corrcoef(X.mT).reshape(
        X.shape[1], X.shape[1]), "what does the text take off or divide by?"),
    "standardised_by_n_less_one": ("the features are standardised first, with n - 1",
                                   lambda X: (len(X) - 1) * torch.corrcoef(X.mT).reshape(X.shape[1], X.shape[1]),
                                   "what does the text take off or divide by?"),
}
_AFTER = {  # what goes wrong behind it: words, (V, the squared scores added up, n, d) -> components and variances
    "over_n_less_one": ("n - 1 divides", lambda V, s, n, m: (V[:m], s[:m] / (n - 1))),
    "not_divided": ("nothing divides the sum of squares", lambda V, s, n, m: (V[:m], s[:m])),
    "singular_values": ("singular values stand for variances", lambda V, s, n, m: (V[:m], s[:m].sqrt())),
    "deviations": ("deviations stand for variances", lambda V, s, n, m: (V[:m], (s[:m] / n).sqrt())),
    "not_squared": ("singular values are not squared", lambda V, s, n, m: (V[:m], s[:m].sqrt() / n)),
    "shares": ("shares stand for variances", lambda V, s, n, m: (V[:m], s[:m] / s.sum())),
    "smallest": ("the smallest variances are kept", lambda V, s, n, m: (V.flip(0)[:m], s.flip(0)[:m] / n)),
    "ascending_order": ("the smallest variance comes first", lambda V, s, n, m: (V[:m].flip(0), s[:m].flip(0) / n)),
    "as_columns": ("the directions are columns", lambda V, s, n, m: (V[:m].mT, s[:m] / n)),
    "all_directions": ("all directions are returned", lambda V, s, n, m: (V, s / n)),
}


def _pair(name, message, short, scatter, after):
    def answer(X, m):
        values, V = torch.linalg.eigh(scatter(X))
        return (X.mean(dim=0), *after(V.mT.flip(0), values.flip(0).clamp(min=0), len(X), m))

    answer.__name__ = answer.__qualname__ = name
    task.wrong(message, short=short)(answer)


for (_a, (_short, _scatter, _asks)), (_b, (_also, _after)) in itertools.product(_BEFORE.items(), _AFTER.items()):
    if (_a, _b) not in (("standardised_by_n_less_one", "over_n_less_one"), ("standardised_by_n_less_one", "shares")):
        _pair(f"{_a}_and_{_b}", f"Two things: {_short}, and {_also}. First: {_asks}", f"{_short}, and {_also}",
              _scatter, _after)
for (_a, (_short, _one)), (_b, (_also, _)) in itertools.product(list(_AFTER.items())[6:8], list(_AFTER.items())[:6]):
    def _both(V, s, n, m, one=_one, two=_AFTER[_b][1]):
        kept, values = one(V, s, n, m)
        return kept, two(V, values * n, n, len(values))[1]

    _pair(f"{_a}_and_{_b}", f"Two things: {_short}, and {_also}. First: in which order does eigh give the eigenvalues?",
          f"{_short}, and {_also}", lambda X: len(X) * _centred_scatter(X), _both)

EXERCISE = task.declared()
