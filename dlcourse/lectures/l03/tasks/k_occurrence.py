"""Exercise: how often a point is among the nearest of another."""

from __future__ import annotations

import itertools

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
        case("two equal points", X=draw.between(-2, 2) + numbers(
            [[0], [0], [-9], [-8.2], [-7], [8], [9.5], [11.3]]), k=1),
        case("four points on a line, the two in the middle last",
             X=draw.between(1, 3) + numbers([[0], [9], [3.5], [5]]), k=1),
        case("six points, all others are neighbours", X=draw.normal(6, 3), k=5),
        case("30 points, five features, four neighbours", X=3 * spread * draw.normal(30, 5), k=4),
        case("a single feature, three neighbours", X=draw.normal(12, 1), k=3),
        case("20 points, two equal ones far from the others, three neighbours",
             X=torch.cat([draw.normal(18, 2), numbers([[30, 40], [30, 40]])])[draw.permutation(20)], k=3),
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


@task.wrong("Every point gets k. That is how many others it chooses; it also comes about if a cut takes k rows of the "
            "sorted distances, not k columns. How often is a point chosen *by* others?",
            short="choices made are counted, not choices received")
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


def _squares(X: Tensor) -> Tensor:
    return (X[:, None] - X).square().sum(dim=2).sqrt()


def _by_direction(X: Tensor) -> Tensor:
    U = torch.nn.functional.normalize(X, dim=1)
    return 1 - U @ U.mT


def _not_itself(D: Tensor) -> Tensor:
    return D.clone().fill_diagonal_(torch.inf)


DISTANCES = {  # words, X -> distances, a question
    "straight": ("", _squares, ""),
    "along_the_axes": ("distances are taken along the axes", lambda X: (X[:, None] - X).abs().sum(2),
                       "from (0, 0) to (3, 4), how long is the straight line?"),
    "largest_difference": ("only the largest difference counts", lambda X: (X[:, None] - X).abs().amax(2),
                           "from (0, 0) to (3, 4), how long is the straight line?"),
    "dot_products": ("dot products stand for distances", lambda X: -(X @ X.mT), "when is a point near another one?"),
    "by_direction": ("directions are compared, not places", _by_direction, "when is a point near another one?"),
    "lengths": ("only the distances from the origin are compared",
                lambda X: (X.norm(dim=1)[:, None] - X.norm(dim=1)).abs(),
                "how far is (3, 0) from (0, 3)?"),
    "first_feature": ("only the first feature is measured", lambda X: (X[:, None, 0] - X[:, 0]).abs(),
                      "how far is (0, 5) from (0, 0)?"),
    "sum_of_differences": ("differences of opposite sign cancel", lambda X: (X[:, None] - X).sum(2).abs(),
                           "how far is (3, -3) from (0, 0)?"),
    "signed_differences": ("differences keep their sign", lambda X: (X[:, None] - X).sum(2),
                           "how far is 7 from 0, and how far is 0 from 7?"),
    "signed_the_other_way": ("differences keep their sign", lambda X: (X - X[:, None]).sum(2),
                             "which of 0, 1, 3, 7 is nearest to 7, and can a distance be negative?"),
}
CHOICES = {  # words, distances and k -> who is chosen by each, a question
    "right": ("", lambda D, k: _not_itself(D).argsort(1)[:, :k], ""),
    "self_counted": ("each point chooses itself", lambda D, k: D.argsort(1)[:, :k],
                     "with points at 0, 1, 3, 7 and k = 2, whom may 0 choose?"),
    "one_more": ("each point chooses one too many", lambda D, k: _not_itself(D).argsort(1)[:, :k + 1],
                 "how many others may each point choose?"),
    "one_less": ("each point chooses one too few", lambda D, k: _not_itself(D).argsort(1)[:, :k - 1],
                 "how many others may each point choose?"),
    "nearest_dropped": ("the nearest other is left out", lambda D, k: _not_itself(D).argsort(1)[:, 1:k + 1],
                        "the point itself is out already: at which place do the others begin?"),
    "farthest": ("the farthest points are chosen", lambda D, k: (-D).fill_diagonal_(torch.inf).argsort(1)[:, :k],
                 "in which order do you sort the distances?"),
    "farthest_with_itself": ("the farthest come, and each point chooses itself",
                             lambda D, k: (-_not_itself(D)).argsort(1)[:, :k], "in which order do you sort the "
                             "distances?"),
    "nearest_alone": ("only the nearest other is counted", lambda D, k: _not_itself(D).argsort(1)[:, :1],
                      "whom does 0 choose among 0, 1, 3, 7 with k = 2?"),
}


def _mutual(c: Tensor, n: int) -> Tensor:
    A = _table(c, n)
    return (A * A.mT).sum(dim=0)


def _table(chosen: Tensor, n: int) -> Tensor:
    return torch.zeros(len(chosen), n, dtype=torch.int64).scatter_(1, chosen, 1)


COUNTS = {  # words, choices and n -> the result, a question
    "right": ("", lambda c, n: torch.bincount(c.flatten(), minlength=n), ""),
    "at_most_once": ("each point counts once at most",
                     lambda c, n: (torch.bincount(c.flatten(), minlength=n) > 0).long(),
                     "how often is 1 chosen by 0, 3 and others?"),
    "mutual_only": ("only mutual choices count", _mutual, "must the point that 3 chooses choose 3 in return?"),
    "end_missing": ("points that nobody chooses are missing at the end", lambda c, n: torch.bincount(c.flatten()),
                    "how many counts should there be for four points?"),
    "zeros_missing": ("points that nobody chooses are missing", lambda c, n: c.unique(return_counts=True)[1],
                      "how many counts should there be for four points?"),
    "shares": ("shares stand for counts", lambda c, n: torch.bincount(c.flatten(), minlength=n) / max(c.numel(), 1),
               "is a share asked for, or a count?"),
    "sorted_counts": ("the counts are sorted", lambda c, n: torch.bincount(c.flatten(), minlength=n).sort(
        descending=True).values, "which point does the first count belong to?"),
    "itself_besides": ("each point counts itself besides the others",
                       lambda c, n: torch.bincount(c.flatten(), minlength=n)
                       + 1, "to what should the counts add up?"),
}


def _told(name: str, message: str, short: str, far=_squares, choose=CHOICES["right"][1],
          count=COUNTS["right"][1]) -> None:
    def answer(X, k):
        return count(choose(far(X), k), len(X))

    answer.__name__ = answer.__qualname__ = name
    task.wrong(message, short=short)(answer)


for _name, _message in {
    "by_direction": "You compare directions as seen from 0, not places: (1, 1) and (9, 9) have the distance 0 for you. "
                    "When is a point near another one?",
    "lengths": "You compare how far the points are from 0: (3, 0) and (0, 3) have the distance 0 for you. Which "
               "difference should be taken first?",
    "first_feature": "Only the first feature is measured: (0, 0) and (0, 5) have the distance 0 for you. Over which "
                     "axis do you add?",
    "sum_of_differences": "You add the differences before you square them, or take their size: from (0, 0) to (3, -3) "
                          "you have 0. Which of the two steps should come first?",
    "signed_differences": "Your differences keep their sign: the distance from 0 to 7 is -7 for you, so 7 comes first. "
                          "Can a distance be negative?",
    "signed_the_other_way": "Your differences keep their sign: the distance from 7 to 0 is -7 for you, so 0 comes "
                            "first. Can a distance be negative?",
}.items():
    _told(_name, _message, DISTANCES[_name][0], far=DISTANCES[_name][1])

for _name, _message, _short, _choose in (
    ("nearest_dropped",
     "The nearest other is left out: with points at 0, 1, 3, 7 and k = 1 the point 0 chooses 3. If the point "
     "itself stands last, or nowhere, at which place do the others begin?", "the nearest other is left out",
     CHOICES["nearest_dropped"][1]),
    ("farthest_with_itself",
     "Each point chooses itself and then the farthest ones: inf on the diagonal comes first if the largest "
     "distances do. With 0, 1, 3, 7 and k = 1 you give 1, 1, 1, 1. In which order do you sort?",
     "the farthest come, and each point chooses itself", CHOICES["farthest_with_itself"][1]),
    ("one_to_k",
     "Each point chooses one too few, and of two equal points one chooses itself: a slice from 1 to k holds k - 1. "
     "To what should the counts add up, and how do you leave a point itself out?",
     "each point chooses one too few, and equal points choose themselves",
     lambda D, k: D.argsort(dim=1, stable=True)[:, 1:k]),
    ("first_dropped",
     "You drop whoever stands first, not the point itself: of two equal points the second finds its twin first, "
     "drops it and chooses itself. How else can you make sure that a point is not its own neighbour?",
     "of two equal points one drops the other and chooses itself",
     lambda D, k: D.argsort(dim=1, stable=True)[:, 1:k + 1]),
    ("last_of_equals_dropped",
     "You drop whoever stands first, not the point itself: of two equal points the first finds its twin "
     "first, drops it and chooses itself. How else can you make sure that a point is not its own neighbour?",
     "of two equal points the first drops the other and chooses itself",
     lambda D, k: len(D) - 1 - D.flip(1).argsort(dim=1, stable=True)[:, 1:k + 1]),
    ("kth_alone", "Only the k-th nearest other is counted: your counts add up to n. To what should they?",
     "only the k-th nearest other is counted", lambda D, k: _not_itself(D).argsort(1)[:, k - 1:k]),
    ("first_k_points",
     "The first k others are chosen, wherever they lie: with points at 0, 1, 3, 7 and k = 1 the point 7 chooses "
     "0. Where do you sort?", "the first k others are chosen",
     lambda D, k: _not_itself(torch.zeros_like(D)).argsort(1, stable=True)[:, :k]),
    ("ranks",
     "You sort twice: the second argsort gives the rank of each point, not which points are near. For the distances "
     "5, 1, 3 the ranks are 2, 0, 1. Which one is the nearest?", "ranks stand for points",
     lambda D, k: _not_itself(D).argsort(1).argsort(1)[:, :k]),
    ("first_point_alone",
     "Only the choices of the first point count: your counts add up to k. Does your function return inside "
     "the loop?", "only the first point chooses", lambda D, k: _not_itself(D).argsort(1)[:1, :k]),
    ("last_point_alone",
     "Only the choices of the last point count: your counts add up to k. Where do the counts begin at 0, in "
     "the loop or before it?", "only the last point chooses", lambda D, k: _not_itself(D).argsort(1)[-1:, :k]),
    ("last_point_silent",
     "The last point does not choose: with points at 0, 1, 3, 7 and k = 1 you give 1, 2, 0, 0. Where does "
     "range(n - 1) stop?", "the last point does not choose", lambda D, k: _not_itself(D).argsort(1)[:-1, :k]),
    ("first_point_silent",
     "The first point does not choose: with points at 0, 1, 3, 7 and k = 1 you give 1, 1, 1, 0. Which is the first "
     "number of range(1, n)?", "the first point does not choose", lambda D, k: _not_itself(D).argsort(1)[1:, :k]),
):
    _told(_name, _message, _short, choose=_choose)

for _name, _message, _short, _count in (
    ("at_most_once",
     "No count goes beyond 1: with points at 0, 1, 3, 7 and k = 1 you give 1, 1, 1, 0. An indexed counts[i] += 1 adds "
     "only once even if an index comes twice; which function counts each time?", "each point counts once at most",
     COUNTS["at_most_once"][1]),
    ("once_but_all", "No count goes beyond 1, and the result is True or False: is a point chosen, or how often is it?",
     "it is told whether a point is chosen, not how often",
     lambda c, n: torch.bincount(c.flatten(), minlength=n) > 0),
    ("shares_of_points",
     "You divide by n: for 0, 1, 3, 7 and k = 1 you give 0.25, 0.5, 0.25, 0, and for k = 2 these shares add up "
     "to 2. Is a share asked for, or a count?", "counts are divided by n",
     lambda c, n: torch.bincount(c.flatten(), minlength=n) / n),
    ("shares_of_others",
     "You divide by n - 1: for 0, 1, 3, 7 and k = 1 the point 1 gets 2/3. Is a share asked for, or a count?",
     "counts are divided by n - 1", lambda c, n: torch.bincount(c.flatten(), minlength=n) / (n - 1)),
    ("divided_by_k",
     "You divide by k: with k = 2 a point that is chosen 4 times gets 2. Is a mean asked for, or a count?",
     "counts are divided by k", lambda c, n: torch.bincount(c.flatten(), minlength=n) / c.shape[1]),
    ("one_off",
     "You take 1 off each count: with points at 0, 1, 3, 7 and k = 1 you give 0, 1, 0, -1. If the point itself is not "
     "among its choices, what is there to take off?", "1 is taken off each count",
     lambda c, n: torch.bincount(c.flatten(), minlength=n) - 1),
    ("ascending_counts",
     "The counts are right, but sorted: 1, 2, 1, 0 becomes 0, 1, 1, 2. Which point does the first count belong "
     "to?", "the counts are sorted, the smallest first",
     lambda c, n: torch.bincount(c.flatten(), minlength=n).sort().values),
    ("most_chosen",
     "You return the point that is chosen most: 1 for 0, 1, 3, 7 and k = 1. How many counts does the text ask "
     "for?", "the point that is chosen most is returned",
     lambda c, n: torch.bincount(c.flatten(), minlength=n).argmax()),
    ("largest_count",
     "You return the largest count alone: 2 for 0, 1, 3, 7 and k = 1. How many counts does the text ask for?",
     "the largest count is returned", lambda c, n: torch.bincount(c.flatten(), minlength=n).max()),
    ("all_choices",
     "You return one number, all choices together: n k, 4 for 0, 1, 3, 7 and k = 1. How many counts does the text "
     "ask for?", "all choices are added", lambda c, n: torch.tensor(c.numel())),
    ("who_is_chosen", "You return whom each point chooses, n rows of k. How often does each number come up there?",
     "the choices are returned, not counted", lambda c, n: c),
    ("who_is_chosen_flat",
     "You return whom each point chooses, n k numbers in a row. How often does each of them come up?",
     "the choices are returned in a row, not counted", lambda c, n: c.flatten()),
    ("table_of_choices", "You return the table of who chooses whom, n rows of n. Over which axis should it be added?",
     "the table of choices is not added up", _table),
    ("by_place",
     "You count for each place among the neighbours apart: k rows of counts. Over which axes should the choices be "
     "added?", "each place among the neighbours is counted apart",
     lambda c, n: torch.nn.functional.one_hot(c, n).sum(dim=0)),
    ("plain_list", "Your counts are right, but they are a list. What makes a tensor of a list?", "the result is a list",
     lambda c, n: torch.bincount(c.flatten(), minlength=n).tolist()),
    ("as_float", "Your counts are right, but float32, as a new tensor of zeros is. Which dtype does a count have?",
     "the counts are float32", lambda c, n: torch.bincount(c.flatten(), minlength=n).float()),
    ("as_double", "Your counts are right, but float64. Which dtype does a count have?", "the counts are float64",
     lambda c, n: torch.bincount(c.flatten(), minlength=n).double()),
    ("as_row",
     "Your counts are right, but the result has two axes, (1, n). Which axis is one too many?",
     "the result is a row of "
     "two axes", lambda c, n: torch.bincount(c.flatten(), minlength=n)[None]),
):
    _told(_name, _message, _short, count=_count)


def _pairs(one: dict, other: dict, **places: str) -> None:
    first, second = places["first"], places["second"]
    for (a, (short, how, asks)), (b, (also, how_too, _)) in itertools.product(one.items(), other.items()):
        if short and also and (a, b) not in ALIKE:
            _told(f"{a}_and_{b}", f"Two things: {short}, and {also}. First: {asks}", f"{short}, and {also}",
                  **{first: how, second: how_too})


@task.wrong("Each point chooses among those behind it only: with points at 0, 1, 3, 7 and k = 1 the point 3 chooses "
            "7, and 7 nobody. Which points does your inner loop leave out?",
            short="each point chooses among later ones only")
def only_later(X, k):
    D, counts = _squares(X), torch.zeros(len(X), dtype=torch.int64)
    for i in range(len(X)):
        counts[i + 1 + D[i, i + 1:].argsort()[:k]] += 1
    return counts


# What these do cannot be told from what another one does.
ALIKE = {
    ("one_less", "end_missing"), ("one_less", "itself_besides"), ("self_counted", "end_missing"),
    ("self_counted", "zeros_missing"), ("farthest_with_itself", "end_missing"),
    ("farthest_with_itself", "zeros_missing"), ("largest_difference", "at_most_once"), ("dot_products", "end_missing"),
    ("signed_differences", "farthest"), ("signed_the_other_way", "farthest"),
    ("signed_the_other_way", "sorted_counts"),
}
_pairs(DISTANCES, CHOICES, first="far", second="choose")
_pairs(DISTANCES, COUNTS, first="far", second="count")
_pairs(CHOICES, COUNTS, first="choose", second="count")

EXERCISE = task.declared()
