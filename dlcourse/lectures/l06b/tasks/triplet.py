"""Exercise: the triplet loss of a batch."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def reference(a: Tensor, p: Tensor, n: Tensor, m: float) -> Tensor:
    """The package's loss."""
    return losses.triplet(a, p, n, margin=m)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def at(a: Tensor, near: Tensor, far: Tensor) -> dict[str, Tensor]:
        """Positives and negatives at given distances from the anchors, in random directions."""
        one, other = draw.away_from_zero(*a.shape), draw.away_from_zero(*a.shape)
        return {"a": a, "p": a + near[:, None] * one / one.norm(dim=1, keepdim=True),
                "n": a + far[:, None] * other / other.norm(dim=1, keepdim=True)}

    def places(batch: int, axes: int) -> Tensor:
        return 2 * draw.away_from_zero(batch, axes)

    m = draw.between(1.4, 1.9)
    return [
        case("the example of the text", a=numbers([[0, 0], [1, 1]]), p=numbers([[3, 4], [1, 3]]),
             n=numbers([[0, 6], [4, 5]]), m=2.0),
        case("one triplet whose negative is nearer", **at(places(1, 3), draw.uniform(3, 4, 1), draw.uniform(1, 2, 1)),
             m=m),
        case("one triplet whose negative is farther, but not by m",
             **at(places(1, 2), draw.uniform(2, 2.2, 1), draw.uniform(2.7, 3, 1)), m=m),
        case("one triplet that keeps the margin", **at(places(1, 4), draw.uniform(1, 2, 1), draw.uniform(6, 7, 1)),
             m=m),
        case("five triplets, two of which keep the margin",
             **at(places(5, 3), draw.uniform(2, 3, 5) + numbers(4, 0, 0, 0, 0),
                  numbers(1.5, 9, 2.2, 8, 3.3) + draw.uniform(0, 0.3, 5)), m=m),
        case("four triplets with one axis", **at(places(4, 1), draw.uniform(2, 3, 4), draw.uniform(1, 3, 4)), m=0.25),
        case("three triplets, one positive in the place of its anchor",
             **at(places(3, 4), numbers(0, 2, 3), draw.uniform(1, 1.3, 3)), m=m),
        case("two triplets of six axes, a wide margin",
             **at(places(2, 6), draw.uniform(1, 2, 2), draw.uniform(2, 4, 2)), m=draw.between(7, 9)),
    ]


task = Task(
    key="triplet", title="The triplet loss", points=1, difficulty=1, minutes=10,
    objective="compute a loss that says what should lie nearer",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.nn.functional.triplet_margin_loss", "torch.nn.TripletMarginLoss",
             "torch.nn.functional.triplet_margin_with_distance_loss", "torch.nn.TripletMarginWithDistanceLoss"),
    facts=("N06-17",),
    hints=(
        "Each row is a triplet of its own. Which two distances does it have?",
        "The triplets of the example have the distances 5 and 6, then 2 and 5. What does each cost with m = 2?",
        "near = ((a - p)**2).sum(____).sqrt(); cost = (____ - ____ + m).clamp(min=____); return cost.____()",
    ),
)


@task.solution
def triplet(a, p, n, m):
    near = ((a - p)**2).sum(1).sqrt()                           # step: how far each positive is
    far = ((a - n)**2).sum(1).sqrt()                            # step: how far each negative is
    gap = near - far + m                                        # step: what is missing to the margin
    cost = gap.clamp(min=0)                                     # step: nothing where the margin is kept
    return cost.mean()                                          # step: the mean over the triplets


@task.right
def one_by_one(a, p, n, m):
    total = 0.0
    for x, y, z in zip(a.tolist(), p.tolist(), n.tolist()):
        near = sum((i - j)**2 for i, j in zip(x, y))**0.5       # step: how far the positive is
        far = sum((i - j)**2 for i, j in zip(x, z))**0.5        # step: how far the negative is
        if near + m > far:                                      # step: is the margin kept?
            total += near + m - far                             # step: what the triplet costs
    return torch.tensor(total / len(a), dtype=torch.float64)


@task.right
def in_numpy(a, p, n, m):
    import numpy as np

    gap = np.linalg.norm(a.numpy() - p.numpy(), axis=1) - np.linalg.norm(a.numpy() - n.numpy(), axis=1) + m
    return torch.from_numpy(np.asarray(np.maximum(gap, 0).mean()))


@task.right
def by_masks(a, p, n, m):
    gap = torch.linalg.vector_norm(a - p, dim=-1) + m - torch.linalg.vector_norm(a - n, dim=-1)
    return (gap * (gap > 0)).sum() / gap.shape[0]


def _length(v: Tensor) -> Tensor:
    return (v**2).sum(1).sqrt()


# The loss, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "margin": lambda v: v.m, "measure": lambda v: _length,
    "near": lambda v: v.measure(v.a - v.p), "far": lambda v: v.measure(v.a - v.n),
    "gap": lambda v: v.near - v.far + v.margin,
    "each": lambda v: v.gap.clamp(min=0),
    "result": lambda v: v.each.mean(),
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [tuple(numbers(rows) for rows in three) + (m,) for *three, m in (
    ([[0, 0]], [[3, 4]], [[0, 6]], 2.0), ([[0, 0]], [[0, 2]], [[3, 4]], 2.0), ([[1, 1]], [[1, 3]], [[4, 5]], 4.0),
    ([[0, 0], [0, 0]], [[3, 4], [0, 2]], [[0, 6], [3, 4]], 2.0), ([[1, 2]], [[1, 2]], [[1, 3]], 2.0),
    ([[0, 0], [0, 0]], [[3, 4], [0, 3]], [[0, 6], [0, 2]], 2.0))]


_with = answers_by(RULES, triplet)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for a, p, n, m in SMALL:
        given, right = answer(a.clone(), p.clone(), n.clone(), m), triplet(a, p, n, m)
        if isinstance(given, Tensor) and (words := told_apart(given, right)):
            return f"a = {written(a)}, p = {written(p)}, n = {written(n)} and m = {m:g} give {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


KEPT = "What should a triplet cost that keeps the margin?"
ROW = "How is the distance of two points made from the differences along the axes?"
_wrong("no_clamp", "a triplet that keeps the margin has a loss below 0", KEPT, each=lambda v: v.gap)
_wrong("clamp_of_the_mean", "the mean is taken first, and then cut at 0", "May one triplet that keeps the margin pay "
       "for another?", result=lambda v: v.gap.mean().clamp(min=0))
_wrong("size_of_gap", "the size of the difference is taken where it should be cut at 0", KEPT,
       each=lambda v: v.gap.abs())
_wrong("cut_above", "what is above 0 is cut, and what is below is kept", KEPT, each=lambda v: v.gap.clamp(max=0))
_wrong("exchanged", "positive and negative have changed places", "Which of the two should be near?",
       gap=lambda v: v.far - v.near + v.margin)
_wrong("squared", "both distances are squared", "Which root is missing?", measure=lambda v: lambda d: (d**2).sum(1))
_wrong("near_squared", "the distance of the positive is squared", "Which root is missing?",
       near=lambda v: ((v.a - v.p)**2).sum(1))
_wrong("far_squared", "the distance of the negative is squared", "Which root is missing?",
       far=lambda v: ((v.a - v.n)**2).sum(1))
_wrong("along_axes", "the distance is the sum of the steps along the axes", ROW,
       measure=lambda v: lambda d: d.abs().sum(1))
_wrong("largest_axis", "the distance is the largest step along an axis", ROW,
       measure=lambda v: lambda d: d.abs().amax(1))
_wrong("mean_under_root", "the mean of the squares stands under the root, not their sum", ROW,
       measure=lambda v: lambda d: (d**2).mean(1).sqrt())
_wrong("mean_of_squares", "the distance is the mean of the squares", ROW, measure=lambda v: lambda d: (d**2).mean(1))
_wrong("sum_squared", "the differences are added before they are squared", "May a step to the left cancel one upwards?",
       measure=lambda v: lambda d: d.sum(1).abs())
_wrong("over_samples", "the squares are added over the triplets, for each axis", "Along which axis of the tensor lie "
       "the numbers of one point?", measure=lambda v: lambda d: (d**2).sum(0).sqrt())
_wrong("over_all", "one distance is taken for the whole batch", "How many distances to positives has a batch of two?",
       measure=lambda v: lambda d: (d**2).sum().sqrt())
_wrong("margin_taken_off", "the margin is taken off, not added", "If the negative is farther by 1 and m is 2, should "
       "that cost something?", gap=lambda v: v.near - v.far - v.margin)
_wrong("no_margin", "the margin plays no part", "Where does your answer use m?", margin=lambda v: 0.0)
_wrong("margin_is_one", "the margin is taken to be 1", "Where does your answer use m?", margin=lambda v: 1.0)
_wrong("margin_outside", "no triplet costs less than m: the cut is at m, or m is added after the cut at 0", KEPT,
       each=lambda v: (v.near - v.far).clamp(min=0) + v.margin)
_wrong("margin_times_far", "the margin multiplies the distance of the negative", "By which amount should the negative "
       "be farther?", gap=lambda v: v.near - v.far * v.margin)
_wrong("from_the_positive", "the negative's distance is measured from the positive", "From which point should the "
       "negative be far?", far=lambda v: v.measure(v.p - v.n))
_wrong("near_from_the_negative", "the first distance is that of positive and negative", "Which two points should be "
       "near?", near=lambda v: v.measure(v.p - v.n))
_wrong("near_alone", "the negative plays no part", "Where does your answer use n?", far=lambda v: 0 * v.near)
_wrong("far_alone", "the positive plays no part", "Where does your answer use p?", near=lambda v: 0 * v.a[:, 0])
_wrong("pair_loss", "the positive's distance and the negative's shortfall are cut one by one", "What does a triplet "
       "cost that keeps the margin?", each=lambda v: v.near + (v.margin - v.far).clamp(min=0))
_wrong("summed", "the sum over the triplets is taken", "By what is a mean divided?", result=lambda v: v.each.sum())
_wrong("not_reduced", "the loss of each triplet comes back", "Which shape does the text ask for?",
       result=lambda v: v.each)
_wrong("mean_of_the_active", "the mean is taken over those triplets alone that cost something", "How many triplets has "
       "the batch?", result=lambda v: v.each.sum() / (v.each > 0).sum().clamp(min=1))
_wrong("over_entries", "the sum is divided by the number of entries, not of triplets", "How many triplets has the "
       "batch?", result=lambda v: v.each.sum() / v.a.numel())
_wrong("largest_alone", "the largest loss of the batch comes back", "Which triplets count?",
       result=lambda v: v.each.max())
_wrong("first_alone", "the first triplet counts alone; a loop that returns in its first turn does that", "Which "
       "triplets count?", result=lambda v: v.each[0])
_wrong("last_alone", "the last triplet counts alone", "Which triplets count?", result=lambda v: v.each[-1])
_wrong("share_active", "the share of triplets that cost something comes back", "How much does each of them cost?",
       result=lambda v: (v.each > 0).double().mean())
_wrong("squared_loss", "the loss of a triplet is squared", "Which power has the bracket in the text?",
       each=lambda v: v.gap.clamp(min=0)**2)
_wrong("halved", "everything is half as large as it should be", "Is there a half in the text?",
       result=lambda v: v.each.mean() / 2)
_wrong("soft_margin", "the cut at 0 is rounded off: log(1 + exp(...))", KEPT,
       each=lambda v: torch.nn.functional.softplus(v.gap))
_wrong("with_epsilon", "a millionth is added to each difference, as torch does", "How far is a point from itself?",
       measure=lambda v: lambda d: _length(d + 1e-6))
_wrong("epsilon_under_root", "a small number is added under the root", "How far is a point from itself?",
       measure=lambda v: lambda d: ((d**2).sum(1) + 1e-8).sqrt())
_wrong("negative_loss", "the whole loss has the opposite sign", "Can a loss that is cut at 0 be negative?",
       result=lambda v: -v.each.mean())
_wrong("returned_in_float32", "the result is float32, or went through it", "Which dtype have the places?",
       result=lambda v: v.each.mean().float())
_wrong("in_float32", "the distances go through float32", "In which of your lines does the dtype change?",
       measure=lambda v: lambda d: _length(d.float()).double())
_wrong("plain_number", "the result is a Python number, not a tensor", "Which type does the text ask for?",
       result=lambda v: float(v.each.mean()))
_wrong("in_a_row", "the result has shape (1,)", "Which shape does the text ask for?",
       result=lambda v: v.each.mean()[None])
_wrong("mean_of_the_active_or_nan", "the mean is taken over those triplets alone that cost something, and where there "
       "are none it is nan", "How many triplets has the batch?", result=lambda v: v.each.sum() / (v.each > 0).sum())
for _digits in (6, 10, 12, 16):
    _wrong(f"epsilon_of_{_digits}_digits", f"1e-{_digits} is added under the root", "How far is a point from itself?",
           measure=lambda v, tiny=10.0**-_digits: lambda d: ((d**2).sum(1) + tiny).sqrt())
_wrong("all_pairs", "each anchor meets the positives and negatives of all triplets, as `cdist` pairs them", "To which "
       "anchor does the positive of row i belong?", each=lambda v: (torch.cdist(v.a, v.p) - torch.cdist(v.a, v.n)
                                                                    + v.margin).clamp(min=0))
_wrong("all_negatives", "each anchor meets the negatives of all triplets", "To which anchor does the negative of row i "
       "belong?", each=lambda v: (v.near[:, None] - torch.cdist(v.a, v.n) + v.margin).clamp(min=0))
_wrong("hardest", "the farthest positive and the nearest negative of the batch are taken", "How many triplets has the "
       "batch?", each=lambda v: (v.near.max() - v.far.min() + v.margin).clamp(min=0))
_wrong("cosines", "the distance is 1 less the cosine of the angle", "How far are (1, 1) and (2, 2) from each other?",
       near=lambda v: 1 - torch.cosine_similarity(v.a, v.p), far=lambda v: 1 - torch.cosine_similarity(v.a, v.n))
_wrong("over_axes", "the sum is divided by the number of axes", "How many triplets has the batch?",
       result=lambda v: v.each.sum() / v.a.shape[1])
_wrong("distances_added", "the two distances are added", "Should a far negative cost more or less than a near one?",
       gap=lambda v: v.near + v.far + v.margin)
_wrong("bracket_turned_round", "the whole bracket has the opposite sign before the cut at 0", "If the negative is "
       "nearer than the positive, should that cost something?", gap=lambda v: v.far - v.near - v.margin)
_wrong("root_last", "the root is taken of the loss, not of the distances", "Which root makes a distance?",
       measure=lambda v: lambda d: (d**2).sum(1), each=lambda v: v.gap.clamp(min=0).sqrt())
_wrong("first_axis_alone", "only the first axis counts in a distance", ROW, measure=lambda v: lambda d: d[:, 0].abs())
_wrong("far_ones_free", "a negative that is farther than the positive costs nothing, whatever the margin is", "If the "
       "negative is farther by 1 and m is 2, should that cost something?",
       each=lambda v: torch.where(v.far > v.near, 0.0, v.gap))
_wrong("cut_at_the_margin", "no triplet costs more than m", "How much does a triplet cost whose negative is nearer?",
       each=lambda v: v.gap.clamp(min=0).clamp(max=v.margin))
_wrong("cut_at_one", "no triplet costs more than 1", "How much does a triplet cost whose negative is nearer?",
       each=lambda v: v.gap.clamp(0, 1))
_wrong("quotient", "the distances are divided, not subtracted", "By which amount should the negative be farther?",
       gap=lambda v: v.near / v.far + v.margin)
_wrong("margin_halved", "half of the margin is added", "By which amount should the negative be farther?",
       margin=lambda v: v.m / 2)
_wrong("margin_squared", "the square of the margin is added", "By which amount should the negative be farther?",
       margin=lambda v: v.m**2)
_wrong("summed_distances", "the distances are added over the batch before the cut at 0", "May one triplet that keeps "
       "the margin pay for another?", each=lambda v: (v.near.sum() - v.far.sum() + v.margin).clamp(min=0))
_wrong("over_all_divided", "one distance is taken for the whole batch, and the loss divided by the number of "
       "triplets", ""
       "How many distances to positives has a batch of two?", measure=lambda v: lambda d: (d**2).sum().sqrt(),
       result=lambda v: v.each / len(v.a))
_wrong("median", "the median of the losses is taken", "What is the mean of 0, 1 and 8?",
       result=lambda v: v.each.median())
_wrong("axis_by_axis", "each axis has a loss of its own, and all are averaged", ROW,
       measure=lambda v: lambda d: d.abs())
_wrong("axis_by_axis_squared", "each axis has a loss of its own, of squares, and all are averaged", ROW,
       measure=lambda v: lambda d: d**2)
_wrong("axis_by_axis_summed", "each axis has a loss of its own, cut at 0 by itself", ROW,
       measure=lambda v: lambda d: d.abs(), result=lambda v: v.each.sum(1).mean())
_wrong("mean_of_all_squares", "the mean of all squares of the batch stands for the distance", "How many distances to "
       "positives has a batch of two?", measure=lambda v: lambda d: (d**2).mean())
_wrong("last_divided", "the last triplet counts alone, divided by the number of triplets", "Does your loop add the "
       "losses, or overwrite?", result=lambda v: v.each[-1] / len(v.a))
_wrong("nearer_to_anchor_or_positive", "the negative's distance is measured from the anchor or the positive, whichever "
       "is nearer", "From which point should the negative be far?",
       far=lambda v: torch.minimum(v.measure(v.a - v.n), v.measure(v.p - v.n)))
_wrong("small_slope_below_zero", "what is below 0 is made small, not 0", KEPT,
       each=lambda v: torch.nn.functional.leaky_relu(v.gap))
_wrong("root_of_the_mean_square", "the losses are squared, averaged, and a root is taken", "Which mean of 0 and 1 does "
       "the text ask for?", result=lambda v: v.each.square().mean().sqrt())

OFTEN = {
    "no_clamp": Mistake("no loss is cut at 0", KEPT, {"each": lambda v: v.gap}),
    "size_of_gap": Mistake("the size of the difference is taken", KEPT, {"each": lambda v: v.gap.abs()}),
    "clamp_of_the_mean": Mistake("the mean is taken before the cut at 0", "May one triplet pay for another?",
                                 {"each": lambda v: v.gap.mean().clamp(min=0)}),
    "from_the_positive": Mistake("the negative's distance is measured from the positive", "From which point should it "
                                 "be far?", {"far": lambda v: v.measure(v.p - v.n)}),
    "margin_taken_off": Mistake("the margin is taken off", "If the negative is farther by 1 and m is 2, should that "
                                "cost something?", {"gap": lambda v: v.near - v.far - v.margin}),
    "exchanged": Mistake("positive and negative have changed places", "Which of the two should be near?",
                         {"gap": lambda v: v.far - v.near + v.margin}),
    "squared": Mistake("the distances are squared", "Which root is missing?",
                       {"measure": lambda v: lambda d: (d**2).sum(1)}),
    "along_axes": Mistake("the distance is the sum of steps along the axes", ROW,
                          {"measure": lambda v: lambda d: d.abs().sum(1)}),
    "no_margin": Mistake("the margin plays no part", "Where does your answer use m?", {"margin": lambda v: 0.0}),
    "summed": Mistake("the sum over the triplets is taken", "By what is a mean divided?",
                      {"result": lambda v: v.each.sum()}),
    "not_reduced": Mistake("the loss of each triplet comes back", "Which shape does the text ask for?",
                           {"result": lambda v: v.each}),
    "mean_of_the_active_or_nan": Mistake("the mean is taken over those triplets alone that cost something", "How many "
                                         "triplets has the batch?",
                                         {"result": lambda v: v.each.sum() / (v.each > 0).sum()}),
}
WRITTEN = {*((one, "mean_of_the_active_or_nan")     # beside what costs nothing
             for one in ("no_clamp", "size_of_gap", "clamp_of_the_mean", "margin_taken_off")),
           ("clamp_of_the_mean", "summed"), ("clamp_of_the_mean", "not_reduced"),      # as one of the two
           ("size_of_gap", "margin_taken_off"), ("margin_taken_off", "no_margin")}      # as another mistake

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
