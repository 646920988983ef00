"""Exercise: the vote of the nearest neighbours."""

from __future__ import annotations

import itertools
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
        case("five neighbours, two labels come twice",
             Xtr=shift + numbers([[0.2], [-0.3], [0.4], [-5], [9], [20]]), ytr=torch.tensor([1, 2, 2, 1, 0, 3]),
             X=shift + numbers([[8.5], [0]]), k=5, metric="L2"),
        points("along the axes", 14, 3, 12, 3, "L1", (0, 1, 2, 3)),
        points("along the axes, four neighbours", 20, 3, 30, 4, "L1", (0, 1, 2, 3)),
        points("the largest difference", 14, 3, 12, 3, "Linf", (0, 1, 2, 3)),
        points("the largest difference, four neighbours", 20, 3, 30, 4, "Linf", (0, 1, 2, 3)),
        points("no point has the label 0, 2 or 3", 25, 4, 40, 6, "L2", (1, 4, 6)),
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


@task.wrong("Only the nearest point decides, whatever k is: with k = 3 and the labels 1, 0, 0 you give 1. Either the "
            "others never vote, or each label counts as another one: for a Counter or a dict two tensors differ even "
            "if both hold 0. Which one is yours?", short="only the nearest point decides")
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



def _near(D: Tensor, k: int) -> Tensor:
    return D.argsort(dim=1)[:, :k]


def _decided(ytr: Tensor, near: Tensor, D: Tensor) -> Tensor:
    return _vote(ytr[near])


def _row_by_row(decide):
    """A vote from what `decide` says of the labels of one new point's neighbours and of their distances."""
    def vote(ytr: Tensor, near: Tensor, D: Tensor) -> Tensor:
        return torch.stack([torch.as_tensor(decide(ytr[i], d[i], ytr)) for i, d in zip(near, D)])

    return vote


def _predict(Xtr, ytr, X, k, metric, *, far=_distances, near=_near, vote=_decided):
    D = far(Xtr, X, metric)
    return vote(ytr, near(D, k), D)


def _measured(**other):
    """Distances that differ from the right ones for these metrics: name -> function of the differences."""
    def far(Xtr: Tensor, X: Tensor, metric: str) -> Tensor:
        return other[metric](X[:, None] - Xtr) if metric in other else _distances(Xtr, X, metric)

    return far


def _most(counts: dict[int, float]) -> int:
    return min(label for label, votes in counts.items() if votes == max(counts.values()))


def _heavy(weight):
    """The label with the largest weight, where a neighbour at distance d weighs weight(d)."""
    def decide(labels, d, ytr):
        return torch.bincount(labels, weights=weight(d)).argmax()

    return _row_by_row(decide)


def _last_of_the_most(labels, d, ytr):
    return Counter(labels.tolist()[::-1]).most_common(1)[0][0]


def _below_the_largest(labels, d, ytr):
    kept = [label for label in labels.tolist() if label < int(ytr.max())]
    return _most(Counter(kept)) if kept else 0


def _above_zero(labels, d, ytr):
    kept = [label for label in labels.tolist() if label > 0]
    return _most(Counter(kept)) if kept else 0


def _place_among_neighbours(labels, d, ytr):
    return labels.unique(return_counts=True)[1].argmax()


def _tie_to_the_largest(ytr, near, D):
    most = int(ytr.max())
    return most - _vote(most - ytr[near])


FAR = {  # how the distances go wrong: words, the function, a question
    "metric_ignored": ("the metric plays no part", _measured(L1=lambda g: g.norm(dim=2), Linf=lambda g: g.norm(dim=2)),
                       "from (0, 0) to (3, 4), what are L1 and Linf?"),
    "metrics_exchanged": ("L1 and Linf have changed places", _measured(L1=lambda g: g.abs().amax(2),
                                                                       Linf=lambda g: g.abs().sum(2)),
                          "from (0, 0) to (3, 4), which of the two is 7?"),
    "smallest_difference": ("for Linf the smallest difference stands for the largest",
                            _measured(Linf=lambda g: g.abs().amin(2)),
                            "from (0, 0) to (3, 4), which difference does Linf take?"),
    "signs_kept": ("differences keep their sign", _measured(L1=lambda g: g.sum(2), Linf=lambda g: g.amax(2)),
                   "from (0, 0) to (3, -3), what is L1?"),
    "sign_kept_in_l1": ("for L1 the differences keep their sign", _measured(L1=lambda g: g.sum(2)),
                        "from (0, 0) to (3, -3), what is L1?"),
    "absolute_of_the_sum": ("for L1 the absolute value is taken of the sum", _measured(L1=lambda g: g.sum(2).abs()),
                            "from (0, 0) to (3, -3), what is L1?"),
    "sign_kept_in_linf": ("for Linf the differences keep their sign", _measured(Linf=lambda g: g.amax(2)),
                          "from (0, 0) to (1, -3), what is Linf?"),
    "l1_as_l2": ("L1 is measured as L2", _measured(L1=lambda g: g.norm(dim=2)), "from (0, 0) to (3, 4), what is L1?"),
    "linf_as_l2": ("Linf is measured as L2", _measured(Linf=lambda g: g.norm(dim=2)),
                   "from (0, 0) to (3, 4), what is Linf?"),
    "linf_as_l1": ("Linf is measured as L1", _measured(Linf=lambda g: g.abs().sum(2)),
                   "from (0, 0) to (3, 4), what is Linf?"),
}
NEAR = {  # how the neighbours go wrong
    "farthest": ("the farthest points vote", lambda D, k: D.argsort(dim=1, descending=True)[:, :k],
                 "with training points at 0, 4, 6, 7, which is the nearest to 1?"),
    "one_more": ("one neighbour too many votes", lambda D, k: _near(D, k + 1),
                 "how many entries has a slice that ends at k + 1?"),
    "one_less": ("one neighbour too few votes", lambda D, k: _near(D, max(k - 1, 1)), "where should the slice end?"),
    "first_left_out": ("the nearest point is left out",
                       lambda D, k: D.argsort(dim=1)[:, 1:k + 1 if k < D.shape[1] else None],
                       "is the nearest training point the new point itself?"),
    "nearest_alone": ("only the nearest point decides",
                      lambda D, k: _near(D, 1), "where do the other neighbours vote?"),
}
VOTES = {  # how the vote goes wrong
    "tie_to_the_largest": ("of equal votes the largest label wins", _tie_to_the_largest,
                           "with the labels 3, 5, 1, which one wins?"),
    "tie_to_the_nearest": ("of equal votes the nearest point decides",
                           _row_by_row(lambda labels, d, ytr: Counter(labels.tolist()).most_common(1)[0][0]),
                           "with the labels 3, 5, 1 in this order, which one wins?"),
    "rounded_mean": ("the labels are averaged",
                     _row_by_row(lambda labels, d, ytr: labels.double().mean().round().long()),
                     "are labels amounts, or names?"),
    "weighted": ("near points get more votes", _heavy(lambda d: 1 / d), "how many votes has each neighbour?"),
    "row_numbers": ("row numbers stand for labels", lambda ytr, near, D: _vote(near), "what do you look up in ytr?"),
    "place_among_labels": ("the place of a label stands for the label",
                           lambda ytr, near, D: _vote(ytr.unique(return_inverse=True)[1][near]),
                           "if only 1, 4 and 6 occur, at which place is 4?"),
    "number_of_votes": ("votes stand for the label",
                        _row_by_row(lambda labels, d, ytr: torch.bincount(labels).amax()),
                        "with the labels 2, 0, 0, what is asked for, 2 votes or the label 0?"),
    "largest_label_missing": ("the largest label is never counted", _row_by_row(_below_the_largest),
                              "where does range(3) stop?"),
}


def _told(name: str, message: str, short: str, **parts) -> None:
    def answer(Xtr, ytr, X, k, metric):
        return _predict(Xtr, ytr, X, k, metric, **parts)

    answer.__name__ = answer.__qualname__ = name
    task.wrong(message, short=short)(answer)


for _name, _message in {
    "sign_kept_in_l1": "For L1 the sign of a difference is kept: from (0, 0) to (3, -3) your 3 and -3 add up to 0. Can "
                       "two different points have the distance 0?",
    "absolute_of_the_sum": "For L1 you add the differences first and take the absolute value then: from (0, 0) to (3, "
                           "-3) that is |3 - 3| = 0. Which of the two steps should come first?",
    "sign_kept_in_linf": "For Linf the sign of a difference is kept: from (0, 0) to (1, -3) you have 1. How far apart "
                         "are 0 and -3?",
    "l1_as_l2": "For L1 you measure the straight line: from (0, 0) to (3, 4) that is 5. The other two metrics are "
                "right. What are 3 and 4 added up, and which branch does \"L1\" take?",
    "linf_as_l2": "For Linf you measure the straight line: from (0, 0) to (3, 4) that is 5. The other two metrics are "
                  "right. Which branch does \"Linf\" take?",
    "linf_as_l1": "For Linf you add the differences: from (0, 0) to (3, 4) that is 7. The other two metrics are right. "
                  "Which of 3 and 4 does the text ask for?",
}.items():
    _told(_name, _message, FAR[_name][0], far=FAR[_name][1])

for _name, _message, _short, _far in (
    ("linf_of_the_signed_largest", "For Linf you take the largest difference first and its absolute value then: from "
     "(0, 0) to (1, -3) that is 1. How far apart are 0 and -3?", "for Linf the absolute value comes last",
     _measured(Linf=lambda g: g.amax(2).abs())),
    ("l2_of_the_sum", "For L2 you add the differences first and square then: from (0, 0) to (3, -3) that is 0. Which "
     "of the two steps should come first?", "for L2 the sum is squared, not the differences",
     _measured(L2=lambda g: g.sum(2) ** 2)),
    ("l2_as_l1", "For L2 you add the absolute differences: from (0, 0) to (3, 4) that is 7. Which length has the "
     "straight line?", "L2 is measured as L1", _measured(L2=lambda g: g.abs().sum(2))),
    ("l1_and_l2_exchanged", "L1 and L2 have changed places: from (0, 0) to (3, 4) you give 5 for L1 and 7 for L2. "
     "Which of the two adds the differences?", "L1 and L2 have changed places",
     _measured(L1=lambda g: g.norm(dim=2), L2=lambda g: g.abs().sum(2))),
    ("linf_and_l2_exchanged",
     "L2 and Linf have changed places: from (0, 0) to (3, 4) you give 4 for L2 and 5 for Linf. "
     "Which of the two is the straight line?", "L2 and Linf have changed places",
     _measured(Linf=lambda g: g.norm(dim=2), L2=lambda g: g.abs().amax(2))),
    ("always_l1",
     "You add the absolute differences whatever metric says: from (0, 0) to (3, 4) that is 7, but L2 gives "
     "5 and Linf gives 4. Where does your code look at metric?", "every metric is measured as L1",
     _measured(L2=lambda g: g.abs().sum(2), Linf=lambda g: g.abs().sum(2))),
    ("always_linf", "You take the largest difference whatever metric says: from (0, 0) to (3, 4) that is 4, but L1 "
     "gives 7 and L2 gives 5. Where does your code look at metric?", "every metric is measured as Linf",
     _measured(L1=lambda g: g.abs().amax(2), L2=lambda g: g.abs().amax(2))),
    ("first_feature_alone", "Only the first feature is measured: (0, 0) and (0, 5) have the distance 0 for you. Over "
     "which axis do you add, or take the largest?", "only the first feature is measured",
     lambda Xtr, X, metric: (X[:, None, 0] - Xtr[:, 0]).abs()),
    ("dot_products", "You compare dot products, not distances: for 1 the point 7 comes before the point 0. When is a "
     "point near another one?", "dot products stand for distances", lambda Xtr, X, metric: -X @ Xtr.mT),
):
    _told(_name, _message, _short, far=_far)

for _name, _message, _short, _far in (
    ("signs_turned",
     "For L1 and Linf the sign of a difference is kept: from (0, 0) to (3, -3) your differences -3 and 3 "
     "add up to 0, and a point far on one side comes first. Can a distance be negative?",
     "differences keep their sign, training point less new point",
     _measured(L1=lambda g: -g.sum(2), Linf=lambda g: (-g).amax(2))),
    ("sign_turned_in_l1",
     "For L1 the sign of a difference is kept: from (0, 0) to (3, -3) your -3 and 3 add up to 0. Can "
     "two different points have the distance 0?", "for L1 the turned differences keep their sign",
     _measured(L1=lambda g: -g.sum(2))),
    ("sign_turned_in_linf", "For Linf the sign of a difference is kept: from a new point (0, 0) to a training point "
     "(1, -3) you have 1. How far apart are 0 and -3?", "for Linf the turned differences keep their sign",
     _measured(Linf=lambda g: (-g).amax(2))),
    ("linf_of_the_turned_largest", "For Linf you take the largest difference first and its absolute value then: from a "
     "new point (0, 0) to a training point (1, -3) that is 1. How far apart are 0 and -3?",
     "for Linf the absolute value of a turned difference comes last", _measured(Linf=lambda g: (-g).amax(2).abs())),
):
    _told(_name, _message, _short, far=_far)

for _name, _message, _short, _chosen in (
    ("always_three", "Three neighbours vote, whatever k is: with k = 1 you ask three. Where does k come in?",
     "always three neighbours vote", lambda D, k: _near(D, 3)),
    ("the_kth_alone", "Only the k-th nearest point decides: with k = 3 and the labels 1, 1, 0 you give 0. How many "
     "points does the slice hold?", "only the k-th nearest point decides", lambda D, k: D.argsort(dim=1)[:, k - 1:k]),
    ("ranks_for_rows", "You sort twice: the second argsort gives the rank of each training point, not which points are "
     "near. For the distances 5, 1, 3 the ranks are 2, 0, 1. Which row is the nearest?", "ranks stand for row numbers",
     lambda D, k: D.argsort(dim=1).argsort(dim=1)[:, :k]),
    ("unsorted",
     "The first k training points vote, wherever they lie: with training points at 0, 4, 6, 7 and k = 1 a new "
     "point at 5.4 asks the one at 0. Where do you sort?", "the first k training points vote",
     lambda D, k: torch.arange(k).expand(len(D), k)),
):
    _told(_name, _message, _short, near=_chosen)

for _name, _message, _short, _voting in (
    ("largest_label_missing", "The largest label never wins: with the labels 2, 2, 0 and 2 as the largest one you "
     "give 0. If you go through the labels with range, where does range(2) stop?", *VOTES["largest_label_missing"][:2]),
    ("zero_missing",
     "The label 0 never wins while another one has a vote: with the labels 2, 0, 0 you give 2. From which "
     "label on do you count?", "the label 0 is never counted", _row_by_row(_above_zero)),
    ("tie_to_the_farthest",
     "Of equally frequent labels you take that of the point that is farther away: 1, 5, 3 in this "
     "order give you 3. Which one does the text ask for?", "of equal votes the farther point decides",
     _row_by_row(_last_of_the_most)),
    ("mean_cut_off",
     "You take the mean of the labels and cut it off: neighbours with the labels 0, 0 and 4 give you 1, a "
     "label that none of them has. Are labels amounts, or names?", "the labels are averaged and cut off",
     _row_by_row(lambda labels, d, ytr: labels.sum() // len(labels))),
    ("sum_of_labels", "You add the labels: neighbours with the labels 2, 0 and 2 give you 4. Are labels amounts, or "
     "names?", "the labels are added", _row_by_row(lambda labels, d, ytr: labels.sum())),
    ("largest_label", "You take the largest label: neighbours with the labels 0, 0 and 2 give you 2. Which of them is "
     "the most frequent?", "the largest label wins", _row_by_row(lambda labels, d, ytr: labels.max())),
    ("smallest_label",
     "You take the smallest label: neighbours with the labels 0, 2 and 2 give you 0. Which of them is "
     "the most frequent?", "the smallest label wins", _row_by_row(lambda labels, d, ytr: labels.min())),
    ("heavy_by_squares",
     "A near point has more votes than a far one, as 1/d²: with the labels 1, 0, 0 at the distances "
     "0.1, 1, 1 you give 1. How many votes does the text give each neighbour?",
     "near points get more votes, as 1/d²", _heavy(lambda d: d ** -2)),
    ("heavy_by_exp", "A near point has more votes than a far one, as exp(-d): with the labels 1, 0, 0 at the distances "
     "0.1, 2, 2 you give 1. How many votes does the text give each neighbour?",
     "near points get more votes, as exp(-d)", _heavy(lambda d: (-d).exp())),
    ("heavy_by_one_more", "A near point has more votes than a far one, as 1/(1 + d): with the labels 1, 0, 0 at the "
     "distances 0, 2, 2 you give 1. How many votes does the text give each neighbour?",
     "near points get more votes, as 1/(1 + d)", _heavy(lambda d: 1 / (1 + d))),
    ("heavy_by_distance",
     "A far point has more votes than a near one: your votes grow with the distance. How many votes "
     "does the text give each neighbour?", "far points get more votes", _heavy(lambda d: d)),
    ("place_among_neighbours",
     "You return the place of the label among those of the neighbours: with 4, 1, 4 the sorted "
     "ones are 1 and 4, and you give 1. Which label stands at this place?",
     "the place among the neighbours' labels stands for the label", _row_by_row(_place_among_neighbours)),
    ("rarest_number",
     "You take the number that occurs least, even one that no neighbour has: with the labels 2, 0, 0 you "
     "give 1, which has no vote. Which label wins a vote?", "the number with the fewest votes wins",
     _row_by_row(lambda labels, d, ytr: torch.bincount(labels).argmin())),
    ("place_in_the_row",
     "You return where the label stands in the row of neighbours: with 2, 0, 0 you give a place, not the label 0. Does "
     "your line take the indices of a mode, or its values?", "a place in the row stands for the label",
     lambda ytr, near, D: torch.mode(ytr[near], dim=1).indices),
    ("no_vote", "You return the labels of all k neighbours: m rows of k. Which single label does each new point get?",
     "there is no vote", lambda ytr, near, D: ytr[near]),
    ("counts_returned", "You return the votes of each label, m rows of counts. Which single label does each new point "
     "get?", "counts of votes are returned",
     lambda ytr, near, D: torch.nn.functional.one_hot(ytr[near], int(ytr.max()) + 1).sum(dim=1)),
    ("rows_returned", "You return the row numbers of the neighbours: m rows of k. What do you look up in ytr, and "
     "which label wins?", "the rows of the neighbours are returned", lambda ytr, near, D: near),
    ("one_vote_for_all", "All new points get the same label: the neighbours of all of them vote together. Whose "
     "neighbours should vote for the first new point?", "the neighbours of all new points vote together",
     lambda ytr, near, D: torch.bincount(ytr[near].flatten()).argmax().repeat(len(D))),
    ("last_for_all", "All new points get the label of the last one. Where is the label of each kept?",
     "all new points get the label of the last one", lambda ytr, near, D: _vote(ytr[near])[-1:].repeat(len(D))),
    ("first_alone",
     "Only the first new point gets a label: of 9 new points you return 1 label. Does your function return "
     "inside the loop?", "only the first new point gets a label", lambda ytr, near, D: _vote(ytr[near])[:1]),
    ("first_number",
     "You return a single number, the label of the first new point. Does your function return inside the "
     "loop?", "only the first label comes, as a number", lambda ytr, near, D: _vote(ytr[near])[0]),
    ("plain_list", "Your labels are right, but they are a list. What turns a list into a tensor?",
     "the result is a list", lambda ytr, near, D: _vote(ytr[near]).tolist()),
    ("as_column", "Your labels are right, but they form a column of shape (m, 1). Which axis is one too many?",
     "the result is a column", lambda ytr, near, D: _vote(ytr[near])[:, None]),
):
    _told(_name, _message, _short, vote=_voting)


def _without_a_vote(near, value, vote=_decided):
    """Too few neighbours, and with k = 1 nobody votes: `value()` gives what comes then."""
    def answer(Xtr, ytr, X, k, metric):
        return _predict(Xtr, ytr, X, k, metric, near=near, vote=vote) if k > 1 else value(len(X))

    return answer


def _fails(kind):
    def value(m):
        raise kind

    return value


for (_name, _chosen, _message, _short), (_end, _value, _then) in itertools.product((
    ("one_less",
     lambda D, k: _near(D, k - 1), "One neighbour too few votes: with k = 3 and the labels 1, 0, 0 you count 1 "
     "and 0 alone", "one neighbour too few votes"),
    ("one_to_k",
     lambda D, k: D.argsort(dim=1)[:, 1:k], "The nearest point is left out, and no other takes its place: with "
     "k = 3 and the labels 1, 0, 0 you count 0 and 0 alone", "the nearest point is left out, and k - 1 others vote"),
), (
    ("or_zero", lambda m: torch.zeros(m, dtype=torch.int64), "every new point gets 0"),
    ("or_index_error", _fails(IndexError), "an IndexError comes"),
    ("or_value_error", _fails(ValueError), "a ValueError comes"),
    ("or_runtime_error", _fails(RuntimeError), "a RuntimeError comes"),
)):
    _answer = _without_a_vote(_chosen, _value)
    _answer.__name__ = _answer.__qualname__ = f"{_name}_{_end}"
    task.wrong(f"{_message}, and with k = 1 nobody votes and {_then}. Where does the slice begin, and where should it "
               "end?",
               short=f"{_short}, and with k = 1 {_then}")(_answer)


for (_end, _value), _tie in itertools.product({
        "zero": lambda m: torch.zeros(m, dtype=torch.int64), "index_error": _fails(IndexError),
        "value_error": _fails(ValueError), "runtime_error": _fails(RuntimeError)}.items(),
        ("tie_to_the_largest", "tie_to_the_nearest")):
    _answer = _without_a_vote(lambda D, k: _near(D, k - 1), _value, VOTES[_tie][1])
    _answer.__name__ = _answer.__qualname__ = f"one_less_or_{_end}_and_{_tie}"
    task.wrong(f"Two things: one neighbour too few votes, so that nobody votes with k = 1 ({_end.replace('_', ' ')}), "
               f"and {VOTES[_tie][0]}. First: where should the slice end?",
               short=f"one neighbour too few votes ({_end.replace('_', ' ')} for k = 1), and {VOTES[_tie][0]}")(_answer)


@task.wrong("One neighbour too many votes: with k = 1 and the labels 2, 0 of the two nearest you count both, and where "
            "all points vote there is none left to add. How many neighbours do you ask for?",
            short="one neighbour too many votes, and with k = n there is an error")
def one_more_or_error(Xtr, ytr, X, k, metric):
    D = _distances(Xtr, X, metric)
    return _vote(ytr[D.topk(k + 1, dim=1, largest=False).indices])


@task.wrong("The nearest point is left out, and where all points vote an index is too large: you ask for k + 1 and "
            "drop the first. Is the nearest training point the new point itself here?",
            short="the nearest point is left out, and with k = n there is an error")
def first_left_out_or_error(Xtr, ytr, X, k, metric):
    return _vote(ytr[_distances(Xtr, X, metric).topk(k + 1, dim=1, largest=False).indices[:, 1:]])


def _pairs(one: dict, other: dict, first: str, second: str) -> None:
    for (a, (short, how, asks)), (b, (also, how_too, _)) in itertools.product(one.items(), other.items()):
        if f"{a}_and_{b}" not in globals():
            _told(f"{a}_and_{b}", f"Two things: {short}, and {also}. First: {asks}", f"{short}, and {also}",
                  **{first: how, second: how_too})


_pairs(FAR, VOTES, "far", "vote")
_pairs({name: how for name, how in NEAR.items() if name != "nearest_alone"}, VOTES, "near", "vote")
_pairs(FAR, NEAR, "far", "near")

EXERCISE = task.declared()
