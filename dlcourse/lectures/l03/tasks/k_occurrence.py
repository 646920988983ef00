"""Exercise: how often a point is among the nearest of another."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import neighbours


def reference(X: Tensor, k: int) -> Tensor:
    """The package's count."""
    return neighbours.k_occurrence(X, k=k)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    spread = draw.uniform(0.5, 1.5, 1, 5)
    return [
        case("four points on a line, one neighbour", X=numbers([[0], [1], [3], [7]]), k=1),
        case("seven points in the plane, two neighbours", X=draw.normal(7, 2), k=2),
        case("an outlier that nobody chooses", X=torch.cat([draw.normal(6, 2), numbers([[50, 60]])]), k=3),
        case("the last point is the outlier, one neighbour", X=torch.cat([draw.normal(5, 3), numbers([[40, 50, 60]])]),
             k=1),
        case("two equal points", X=draw.between(-2, 2) + numbers([[0.0], [0.0], [5.0], [6.0], [9.0]]), k=1),
        case("six points, all others are neighbours", X=draw.normal(6, 3), k=5),
        case("30 points, five features, four neighbours", X=3 * spread * draw.normal(30, 5), k=4),
        case("a single feature, three neighbours", X=draw.normal(12, 1), k=3),
        case("40 points, 20 features, six neighbours", X=draw.normal(40, 20), k=6),
    ]


task = Task(
    key="k_occurrence", title="How often is a point chosen?", points=1, difficulty=2, minutes=10,
    objective="count how often each point is among the nearest neighbours of another, to find hubs",
    reference=reference, cases=cases, compare=close(), facts=("N03-12",),
    hints=(
        "Each point chooses k others. Who must not be among them? And what do you count: choices that a point makes, "
        "or choices that fall on it?",
        "Points 0, 1, 3, 7 and k = 1: the choices are 1, 0, 1, 3 (as values). How often does each value come up?",
        "D = torch.cdist(X, X).fill_diagonal_(____); chosen = D.argsort(dim=1)[:, :k]; "
        "torch.bincount(chosen.flatten(), minlength=____)",
    ),
)


@task.solution
def k_occurrence(X, k):
    distances = (X[:, None, :] - X).norm(dim=2)             # step: the distance of each point from each
    distances.fill_diagonal_(float("inf"))                  # step: nobody is his own neighbour
    chosen = distances.argsort(dim=1)[:, :k]                # step: the k nearest others of each point
    return torch.bincount(chosen.flatten(), minlength=len(X))   # step: how often each point is chosen


@task.right
def with_loops(X, k):
    rows, counts = X.tolist(), [0] * len(X)
    for i, x in enumerate(rows):
        far = []
        for j, other in enumerate(rows):
            if j != i:                                      # step: nobody is his own neighbour
                far.append((sum((a - b) ** 2 for a, b in zip(x, other)), j))    # step: the squared distance
        for _, j in sorted(far)[:k]:                        # step: the k nearest others
            counts[j] += 1                                  # step: this point is chosen once more
    return torch.tensor(counts)


@task.right
def by_ranks(X, k):
    distances = torch.cdist(X, X, compute_mode="donot_use_mm_for_euclid_dist")
    distances[torch.arange(len(X)), torch.arange(len(X))] = -1.0
    ranks = distances.argsort(dim=1).argsort(dim=1)         # 0 for the point itself
    return ((ranks >= 1) & (ranks <= k)).sum(dim=0)


@task.right
def by_one_hot(X, k):
    squares = ((X.unsqueeze(1) - X.unsqueeze(0)) ** 2).sum(-1)
    squares = squares.masked_fill(torch.eye(len(X), dtype=torch.bool), float("inf"))
    nearest = squares.topk(k, largest=False).indices
    return torch.nn.functional.one_hot(nearest, len(X)).sum(dim=(0, 1))


def _far(X: Tensor) -> Tensor:
    return (X[:, None] - X).norm(dim=2).fill_diagonal_(torch.inf)


def _choices(D: Tensor, k: int) -> Tensor:
    """Who (rows) chooses whom (columns), 0 or 1."""
    return torch.zeros_like(D, dtype=torch.int64).scatter_(1, D.argsort(dim=1)[:, :k], 1)


@task.wrong("Each point chooses itself first: with points at 0, 1, 3, 7 and k = 1 you give 1, 1, 1, 1. Who is the "
            "nearest *other* point of 0?", short="each point chooses itself")
def self_counted(X, k):
    return _choices((X[:, None] - X).norm(dim=2), k).sum(dim=0)


@task.wrong("Each point chooses itself besides k others: with points at 0, 1, 3, 7 and k = 1 you give 2, 3, 2, 1. "
            "Your counts add up to n (k + 1). To what should they?",
            short="each point counts itself besides the others")
def itself_besides(X, k):
    return _choices(_far(X), k).sum(dim=0) + 1


@task.wrong("You count how many others a point chooses: that is k for every point. How often is a point chosen *by* "
            "others?", short="choices made are counted, not choices received")
def choices_made(X, k):
    return _choices(_far(X), k).sum(dim=1)


@task.wrong("You count only choices that are mutual: with points at 0, 1, 3, 7 and k = 1 you give 1, 1, 0, 0. Must "
            "the point that 3 chooses choose 3 in return?", short="only mutual choices count")
def mutual_only(X, k):
    chosen = _choices(_far(X), k)
    return (chosen * chosen.mT).sum(dim=0)


@task.wrong("You count a pair if either of the two chooses the other: with points at 0, 1, 3, 7 and k = 1 you give "
            "1, 2, 2, 1. Does 1 choose 3?", short="a choice counts for both")
def either_way(X, k):
    chosen = _choices(_far(X), k)
    return (chosen | chosen.mT).sum(dim=0)


@task.wrong("Each point chooses one too many: with points at 0, 1, 3, 7 and k = 1 your counts add up to 8, not to 4. "
            "How many others may each choose?", short="each point chooses one too many")
def one_more(X, k):
    return _choices(_far(X), k + 1).sum(dim=0)


@task.wrong("Each point chooses one too few. The point itself may be left out of the choice already: to what should "
            "the counts add up?", short="each point chooses one too few")
def one_less(X, k):
    return _choices(_far(X), k - 1).sum(dim=0)


@task.wrong("The farthest points are chosen: with points at 0, 1, 3, 7 and k = 1 three of them choose 7. In which "
            "order do you sort the distances?", short="the farthest points are chosen")
def farthest(X, k):
    D = (X[:, None] - X).norm(dim=2).fill_diagonal_(-1.0)
    return _choices(-D, k).sum(dim=0)


@task.wrong("The differences are added, not squared: that is the distance along the axes. From (0, 0) to (3, 4) you "
            "have 7. What is the straight line?", short="distances are taken along the axes")
def along_the_axes(X, k):
    return _choices((X[:, None] - X).abs().sum(dim=2).fill_diagonal_(torch.inf), k).sum(dim=0)


@task.wrong("Only the largest difference counts in your distance: from (0, 0) to (3, 4) you have 4. What is the "
            "straight line?", short="only the largest difference counts")
def largest_difference(X, k):
    return _choices((X[:, None] - X).abs().amax(dim=2).fill_diagonal_(torch.inf), k).sum(dim=0)


@task.wrong("You compare dot products, not distances: 0, 1, 3, 7 would all choose 7. When is a point near another "
            "one?", short="dot products stand for distances")
def dot_products(X, k):
    return _choices(-(X @ X.mT).fill_diagonal_(-torch.inf), k).sum(dim=0)


@task.wrong("Points that nobody chooses at the end are missing: for 0, 1, 3, 7 and k = 1 you give 1, 2, 1. How many "
            "counts should there be for four points?", short="points that nobody chooses are missing at the end")
def end_missing(X, k):
    return torch.bincount(_far(X).argsort(dim=1)[:, :k].flatten())


@task.wrong("Points that nobody chooses are missing: for 0, 1, 3, 7 and k = 1 you give 1, 2, 1 and no 0. How many "
            "counts should there be for four points?", short="points that nobody chooses are missing")
def zeros_missing(X, k):
    counts = torch.bincount(_far(X).argsort(dim=1)[:, :k].flatten(), minlength=len(X))
    return counts[counts > 0]


@task.wrong("You divide by the number of choices: for 0, 1, 3, 7 and k = 1 you give 0.25, 0.5, 0.25, 0. Is a share "
            "asked for, or a count?", short="shares stand for counts")
def shares(X, k):
    counts = _choices(_far(X), k).sum(dim=0)
    return counts / counts.sum()


@task.wrong("The counts are right, but sorted: 1, 2, 1, 0 becomes 2, 1, 1, 0. Which point does the first count "
            "belong to?", short="the counts are sorted")
def sorted_counts(X, k):
    return _choices(_far(X), k).sum(dim=0).sort(descending=True).values


@task.wrong("Points at the distance 0 are left out, and so is an equal point. Two patients may have the same values: "
            "are they not neighbours?", short="equal points are left out")
def equal_points_left_out(X, k):
    D = (X[:, None] - X).norm(dim=2)
    return _choices(torch.where(D == 0, torch.inf, D), k).sum(dim=0)


@task.wrong("Only the nearest other is counted, whatever k is: your counts add up to n. To what should they?",
            short="only the nearest other is counted")
def nearest_alone(X, k):
    return _choices(_far(X), 1).sum(dim=0)


@task.wrong("Two things: each point chooses itself, and the counts are sorted. First: with points at 0, 1, 3, 7 and "
            "k = 2, whom may 0 choose?", short="each point chooses itself, and the counts are sorted")
def self_counted_and_sorted(X, k):
    return self_counted(X, k).sort(descending=True).values


@task.wrong("Two things: distances are taken along the axes, and each point chooses itself. First: from (0, 0) to "
            "(3, 4), what is the straight line?",
            short="distances are taken along the axes, and each point chooses itself")
def along_the_axes_and_self_counted(X, k):
    return _choices((X[:, None] - X).abs().sum(dim=2), k).sum(dim=0)


EXERCISE = task.declared()
