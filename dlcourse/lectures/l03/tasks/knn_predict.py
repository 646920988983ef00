"""Exercise: the vote of the nearest neighbours."""

from __future__ import annotations

import math
from collections import Counter

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.models import neighbours

P = {"L1": 1.0, "L2": 2.0, "Linf": math.inf}


def reference(Xtr: Tensor, ytr: Tensor, X: Tensor, k: int, metric: str) -> Tensor:
    """The package's vote of the k nearest."""
    return neighbours.knn_predict(Xtr, ytr, X, k=k, p=P[metric])


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def points(label: str, n: int, d: int, queries: int, k: int, metric: str, names: tuple[int, ...]) -> Case:
        ytr = torch.tensor([names[i % len(names)] for i in range(n)])[draw.permutation(n)]
        return case(label, Xtr=draw.normal(n, d) * draw.uniform(0.5, 2, d), ytr=ytr, X=draw.normal(queries, d), k=k,
                    metric=metric)

    shift, order = draw.between(1, 5), draw.permutation(3)
    return [
        case("four points on a line", Xtr=numbers([[0], [4], [6], [7]]), ytr=torch.tensor([2, 0, 0, 2]),
             X=numbers([[1], [5.4]]), k=1, metric="L2"),
        points("three classes, the three nearest vote", 12, 2, 9, 3, "L2", (0, 1, 2)),
        case("three neighbours with three labels", Xtr=shift + numbers([[0.0], [1.0], [-2.0], [9.0], [8.0]]),
             ytr=torch.tensor([3, 5, 1, 0, 0]), X=shift + numbers([[0.2]]), k=3, metric="L2"),
        case("two neighbours, two labels", Xtr=(shift + numbers([[0, 0], [1, 0.5], [9, 9]]))[order],
             ytr=torch.tensor([1, 0, 2])[order], X=shift + numbers([[0.1, 0.2]]), k=2, metric="L1"),
        points("along the axes", 14, 3, 12, 3, "L1", (0, 1, 2, 3)),
        points("the largest difference", 14, 3, 12, 3, "Linf", (0, 1, 2, 3)),
        points("no point has the label 0, 2 or 3", 15, 4, 12, 5, "L2", (1, 4, 6)),
        points("a single feature, a single new point", 8, 1, 1, 3, "Linf", (0, 1, 2)),
        points("all training points vote", 7, 2, 3, 7, "L1", (0, 2, 2)),
        points("one neighbour of many, four features", 40, 4, 25, 1, "L1", (0, 1, 2, 3, 4)),
    ]


task = Task(
    key="knn_predict", title="Vote of the nearest neighbours", points=2, difficulty=2, minutes=15,
    objective="classify points by the vote of their nearest neighbours, for three distances",
    reference=reference, cases=cases, compare=close(), facts=("N03-02", "N03-03"),
    hints=(
        "How far is one new point from one training point? Which numbers do you compare for L1, for L2 and for Linf?",
        "Training points 0, 4, 6, 7 with the labels 2, 0, 0, 2, and a new point at 1: the distances are 1, 3, 5, 6. "
        "With k = 3 the labels are 2, 0, 0. Which label comes twice?",
        "gaps = (X[:, None, :] - Xtr).abs(); nearest = distances.argsort(dim=1)[:, :____]; for each row: "
        "torch.bincount(ytr[row]).____()",
    ),
)


def _distances(Xtr: Tensor, X: Tensor, metric: str) -> Tensor:
    return torch.cdist(X, Xtr, p=P[metric])


def _vote(labels: Tensor) -> Tensor:
    """The smallest of the most frequent labels in each row."""
    return torch.stack([torch.bincount(row).argmax() for row in labels])


@task.solution
def knn_predict(Xtr, ytr, X, k, metric):
    gaps = (X[:, None, :] - Xtr).abs()                          # step: the differences (queries, training, features)
    if metric == "L1":
        distances = gaps.sum(dim=2)                             # step: the distance along the axes
    elif metric == "L2":
        distances = (gaps**2).sum(dim=2).sqrt()                 # step: the straight line
    else:
        distances = gaps.amax(dim=2)                            # step: the largest difference
    nearest = distances.argsort(dim=1)[:, :k]                   # step: the k nearest training points
    labels = ytr[nearest]                                       # step: their labels (queries, k)
    return torch.stack([torch.bincount(row).argmax() for row in labels])    # step: the vote


@task.right
def with_loops(Xtr, ytr, X, k, metric):
    said = []
    for x in X.tolist():
        far = []
        for a, label in zip(Xtr.tolist(), ytr.tolist()):
            gaps = [abs(v - w) for v, w in zip(x, a)]
            # step: the distance of one training point
            distance = sum(gaps) if metric == "L1" else max(gaps) if metric == "Linf" else sum(g * g for g in gaps)
            far.append((distance, label))
        near = Counter(label for _, label in sorted(far)[:k])   # step: the labels of the k nearest
        most = max(near.values())                               # step: the largest number of votes
        said.append(min(label for label, votes in near.items() if votes == most))   # step: the smallest label of those
    return torch.tensor(said)


@task.right
def by_one_hot(Xtr, ytr, X, k, metric):
    p = {"L1": 1, "L2": 2, "Linf": float("inf")}[metric]
    nearest = torch.cdist(X, Xtr, p=p).topk(k, dim=1, largest=False).indices    # step: the k nearest
    votes = torch.nn.functional.one_hot(ytr[nearest]).sum(dim=1)                # step: votes (queries, classes)
    return votes.argmax(dim=1)                                                  # step: the most frequent label


@task.right
def by_mode(Xtr, ytr, X, k, metric):
    p = {"L1": 1, "L2": 2, "Linf": float("inf")}[metric]
    nearest = torch.stack([(Xtr - x).norm(p, dim=1).argsort()[:k] for x in X])
    return ytr[nearest].mode(dim=1).values


@task.wrong("Your neighbours are the farthest points: with training points at 0, 4, 6, 7 a new point at 1 asks the "
            "one at 7. In which order do you sort the distances?", short="the farthest points vote")
def farthest(Xtr, ytr, X, k, metric):
    return _vote(ytr[_distances(Xtr, X, metric).argsort(dim=1, descending=True)[:, :k]])


@task.wrong("You take the mean of the labels: neighbours with the labels 0, 0 and 2 give you 1, a label that none of "
            "them has. Are labels amounts, or names?", short="the labels are averaged")
def rounded_mean(Xtr, ytr, X, k, metric):
    return ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :k]].double().mean(dim=1).round().long()


@task.wrong("You take the label in the middle: neighbours with the labels 0, 1, 2, 2, 0 give you 1, which only one "
            "of them has. Which label is the most frequent?", short="the middle label is taken")
def median_label(Xtr, ytr, X, k, metric):
    return ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :k]].median(dim=1).values


@task.wrong("One neighbour too many votes: with k = 1 and the labels 2, 0 of the two nearest you count both. How "
            "many entries has a slice that ends at k + 1?", short="one neighbour too many votes")
def one_more(Xtr, ytr, X, k, metric):
    return _vote(ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :k + 1]])


@task.wrong("One neighbour too few votes: with k = 3 and the labels 1, 0, 0 you count 1 and 0 alone. Where should "
            "the slice end?", short="one neighbour too few votes")
def one_less(Xtr, ytr, X, k, metric):
    return _vote(ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :max(k - 1, 1)]])


@task.wrong("The nearest point is left out: with training points at 0 and 4, a new point at 1 asks the one at 4. Is "
            "the nearest one the new point itself here?", short="the nearest point is left out")
def first_left_out(Xtr, ytr, X, k, metric):
    order = _distances(Xtr, X, metric).argsort(dim=1)
    return _vote(ytr[order[:, 1:k + 1] if k < len(ytr) else order[:, 1:]])


@task.wrong("Of equally frequent labels you take the largest: neighbours with the labels 3, 5 and 1 give you 5. "
            "Which one does the text ask for?", short="of equal votes the largest label wins")
def tie_to_the_largest(Xtr, ytr, X, k, metric):
    labels = ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :k]]
    most = int(ytr.max())
    return most - _vote(most - labels)


@task.wrong("Of equally frequent labels you take the one that comes first, that of the nearest point: 3, 5, 1 in "
            "this order give you 3. Which one does the text ask for?", short="of equal votes the nearest point decides")
def tie_to_the_nearest(Xtr, ytr, X, k, metric):
    labels = ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :k]]
    return torch.tensor([Counter(row.tolist()).most_common(1)[0][0] for row in labels])


@task.wrong("You measure the straight line whatever metric says: from (0, 0) to (3, 4) that is 5, but L1 gives 7 and "
            "Linf gives 4. Where does your code look at metric?", short="the metric plays no part")
def metric_ignored(Xtr, ytr, X, k, metric):
    return _vote(ytr[_distances(Xtr, X, "L2").argsort(dim=1)[:, :k]])


@task.wrong("L1 and Linf have changed places: from (0, 0) to (3, 4) you give 4 for L1 and 7 for Linf. Which of the "
            "two adds the differences?", short="L1 and Linf have changed places")
def metrics_exchanged(Xtr, ytr, X, k, metric):
    other = {"L1": "Linf", "Linf": "L1", "L2": "L2"}[metric]
    return _vote(ytr[_distances(Xtr, X, other).argsort(dim=1)[:, :k]])


@task.wrong("For Linf you take the smallest difference: from (0, 0) to (3, 4) that is 3. Which of the two "
            "differences does the text ask for?", short="the smallest difference stands for the largest")
def smallest_difference(Xtr, ytr, X, k, metric):
    D = (X[:, None] - Xtr).abs().amin(dim=2) if metric == "Linf" else _distances(Xtr, X, metric)
    return _vote(ytr[D.argsort(dim=1)[:, :k]])


@task.wrong("For L1 and Linf the sign of a difference is kept: from (0, 0) to (3, -3) your differences 3 and -3 add "
            "up to 0. Can two different points have the distance 0?", short="differences keep their sign")
def signs_kept(Xtr, ytr, X, k, metric):
    gaps = X[:, None] - Xtr
    D = {"L1": gaps.sum(dim=2), "L2": gaps.norm(dim=2), "Linf": gaps.amax(dim=2)}[metric]
    return _vote(ytr[D.argsort(dim=1)[:, :k]])


@task.wrong("Only the nearest point decides, whatever k is: with k = 3 and the labels 1, 0, 0 you give 1. Where do "
            "the other neighbours vote?", short="only the nearest point decides")
def nearest_alone(Xtr, ytr, X, k, metric):
    return ytr[_distances(Xtr, X, metric).argmin(dim=1)]


@task.wrong("All training points vote, whatever k is: every new point gets the same label. What does k say?",
            short="all training points vote")
def all_vote(Xtr, ytr, X, k, metric):
    return torch.bincount(ytr).argmax().repeat(len(X))


@task.wrong("A near point has more votes than a far one: with the labels 1, 0, 0 at the distances 0.1, 1, 1 you give "
            "1. How many votes does the text give each neighbour?", short="near points get more votes")
def weighted(Xtr, ytr, X, k, metric):
    D, nearest = _distances(Xtr, X, metric).topk(k, dim=1, largest=False)
    return torch.stack([torch.bincount(ytr[i], weights=1 / d).argmax() for i, d in zip(nearest, D)])


@task.wrong("You return the number of a row, not its label: with the labels 2, 0, 0, 2 a new point nearest to row 3 "
            "gets 3. What do you look up in ytr?", short="row numbers stand for labels")
def row_numbers(Xtr, ytr, X, k, metric):
    return _vote(_distances(Xtr, X, metric).argsort(dim=1)[:, :k])


@task.wrong("You return the place of the label among the labels that occur: if only 1, 4 and 6 occur, label 4 "
            "becomes 1. What is asked for, the place or the label?", short="the place of a label stands for the label")
def place_among_labels(Xtr, ytr, X, k, metric):
    _, places = ytr.unique(return_inverse=True)
    return _vote(places[_distances(Xtr, X, metric).argsort(dim=1)[:, :k]])


@task.wrong("You return how many votes the label got: neighbours with the labels 2, 0, 0 give you 2, since 0 comes "
            "twice. What is asked for, the number of votes or the label?", short="votes stand for the label")
def number_of_votes(Xtr, ytr, X, k, metric):
    labels = ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :k]]
    return torch.stack([torch.bincount(row).amax() for row in labels])


@task.wrong("You take the rarest label: neighbours with the labels 2, 0, 0 give you 2. Which label wins a vote?",
            short="the rarest label wins")
def rarest(Xtr, ytr, X, k, metric):
    said = []
    for row in ytr[_distances(Xtr, X, metric).argsort(dim=1)[:, :k]]:
        votes = Counter(row.tolist())
        said.append(min(label for label, n in votes.items() if n == min(votes.values())))
    return torch.tensor(said)


@task.wrong("Two things: you measure the straight line whatever metric says, and of equally frequent labels you take "
            "that of the nearest point. First: from (0, 0) to (3, 4), what are L1 and Linf?",
            short="the metric plays no part, and of equal votes the nearest point decides")
def metric_ignored_and_tie_to_the_nearest(Xtr, ytr, X, k, metric):
    return tie_to_the_nearest(Xtr, ytr, X, k, "L2")


@task.wrong("Two things: the farthest points vote, and of equally frequent labels the largest wins. First: with "
            "training points at 0, 4, 6, 7, which is the nearest to 1?",
            short="the farthest points vote, and of equal votes the largest label wins")
def farthest_and_tie_to_the_largest(Xtr, ytr, X, k, metric):
    most = int(ytr.max())
    return most - farthest(Xtr, most - ytr, X, k, metric)


EXERCISE = task.declared()
