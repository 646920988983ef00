"""Exercise: whether one of two settings is better, from runs with the same seeds."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def runs(label: str, of_a: tuple[int, ...], of_b: tuple[int, ...], centre: float = 5.0, apart: float = 0.6) -> Case:
        """Runs of two settings: good and bad seeds are so for both, and differ more than the settings do."""
        luck = {s: centre + 3 * draw.between(-1, 1) for s in sorted({*of_a, *of_b})}
        return case(label, a={s: luck[s] + draw.between(0.5, 1.5) * (-apart if i % 3 == 1 else apart)
                              for i, s in enumerate(of_a)},
                    b={s: luck[s] - draw.between(0.1, 0.9) * 0.4 for s in of_b})

    step = draw.whole(3, 9) / 8
    eighths = {s: draw.whole(20, 60) / 8 for s in (4, 8, 6)}
    return [
        case("three seeds", a={1: 5.0, 2: 11.0, 3: 8.0}, b={1: 4.0, 2: 6.0, 3: 5.0}),
        runs("five seeds in another order", (3, 1, 7, 4, 9), (9, 7, 4, 3, 1)),
        runs("four seeds are in both, one of a and two of b are not", (2, 0, 3, 8, 5), (8, 11, 5, 2, 12, 0)),
        runs("many runs of a, and two seeds in both", (12, 15, 11, 14, 13), (11, 12), apart=-1.1),
        runs("a single seed is in both", (21, 22, 23), (20, 22)),
        runs("losses of about ten thousand", (1, 2, 3, 4), (4, 3, 2, 1), centre=10_000.0),
        case("the same difference at each seed", a={s: v + step for s, v in eighths.items()}, b=dict(eighths)),
    ]


class OrInFloat32(Closeness):
    """Compares numbers; says of one that is nearly right if it is float32."""

    def _number(self, expected: float, got: Any, where: str) -> Fault | None:
        fault = super()._number(expected, got, where)
        short = isinstance(got, np.float32) or (isinstance(got, Tensor) and got.dtype == torch.float32 and not got.ndim)
        if fault is None or not short or not abs(float(got) - expected) < 1e-3 * max(1.0, abs(expected)):
            return fault
        return Fault("value", f"{fault.text} It is float32, which has about seven digits. Which dtype has "
                              "`torch.tensor` of a list of floats?", where)


task = Task(
    key="compare_runs", title="Is it better, or was it the seed?", points=2, difficulty=2, minutes=15,
    objective="tell a better setting from a lucky seed",
    cases=cases, compare=OrInFloat32(rtol=1e-10, names=("difference", "standard_error")), facts=("N11-10",),
    hints=(
        "A seed that is bad for one setting is often bad for the other, too. What is left of its badness in the "
        "difference of the two losses?",
        "Losses 5, 11, 8 and 4, 6, 5 with the same seeds have the differences 1, 5 and 3. How far is the mean of "
        "three such numbers typically off?",
        "d = [a[seed] - b[seed] for seed in a if ____]; s2 = the sum of (each d - their mean)² / ____; "
        "standard_error = math.sqrt(s2 / ____)",
    ),
)


@task.solution
def compare_runs(a, b):
    d = [a[seed] - b[seed] for seed in a if seed in b]              # step: a difference for each seed in both
    n = len(d)
    difference = sum(d) / n                                         # step: their mean
    if n == 1:
        return difference, math.inf                                 # step: one difference says nothing of the spread
    s2 = sum((x - difference) ** 2 for x in d) / (n - 1)            # step: how far the differences lie apart
    return difference, math.sqrt(s2 / n)                            # step: the standard error of the mean


@task.right
def by_statistics(a, b):
    d = [a[seed] - b[seed] for seed in sorted(a.keys() & b.keys())]
    spread = statistics.stdev(d) if len(d) > 1 else math.inf
    return [statistics.fmean(d), spread / len(d) ** 0.5]


@task.right
def in_numpy(a, b):
    both = np.intersect1d(list(a), list(b))
    d = np.array([a[s] for s in both.tolist()]) - np.array([b[s] for s in both.tolist()])
    return d.mean(), d.std(ddof=1) / np.sqrt(d.size) if d.size > 1 else np.inf


@task.right
def all_pairs_of_differences(a, b):
    d = torch.tensor([a[s] - b[s] for s in b if s in a], dtype=torch.float64)
    n = len(d)
    if n < 2:
        return d[0], float("inf")
    return d.mean(), ((d[:, None] - d).square().sum() / (2 * n * n * (n - 1))).sqrt()


def _mean(values: list) -> float:
    return sum(values) / len(values)


def _square(values: list, less: int = 1) -> float:
    """Their squared deviations from their mean, added and divided by their number less `less`; inf where that is 0."""
    of = len(values) - less
    return sum((x - _mean(values)) ** 2 for x in values) / of if of else math.inf


# The comparison, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "seeds": lambda v: [s for s in v.a if s in v.b],
    "pairs": lambda v: [(v.a[s], v.b[s]) for s in v.seeds],
    "d": lambda v: [one - other for one, other in v.pairs],
    "n": lambda v: len(v.d),
    "difference": lambda v: _mean(v.d),
    "s2": lambda v: _square(v.d),
    "square": lambda v: v.s2 / v.n,
    "error": lambda v: v.square ** 0.5,
    "result": lambda v: (v.difference, v.error),
}
EXAMPLES = (
    ("losses 5, 11, 8 and 4, 6, 5 of the seeds 1, 2, 3",
     {1: 5.0, 2: 11.0, 3: 8.0}, {1: 4.0, 2: 6.0, 3: 5.0}),
    ("a = {1: 5, 2: 11} and b = {2: 6, 1: 3}", {1: 5.0, 2: 11.0}, {2: 6.0, 1: 3.0}),
    ("a = {1: 5, 2: 11, 3: 8} and b = {2: 6, 3: 5}", {1: 5.0, 2: 11.0, 3: 8.0}, {2: 6.0, 3: 5.0}),
    ("a = {2: 11, 3: 8} and b = {1: 4, 2: 6, 3: 5}", {2: 11.0, 3: 8.0}, {1: 4.0, 2: 6.0, 3: 5.0}),
    ("a = {1: 5} and b = {1: 4}", {1: 5.0}, {1: 4.0}),
    ("a = {1: 5, 2: 6} and b = {1: 4, 2: 8}", {1: 5.0, 2: 6.0}, {1: 4.0, 2: 8.0}),
    ("a = {1: 5, 2: 6, 3: 9} and b = {1: 4, 2: 4, 3: 4}", {1: 5.0, 2: 6.0, 3: 9.0}, {1: 4.0, 2: 4.0, 3: 4.0}),
    ("a = {1: 0.1, 2: 0.7} and b = {1: 0.2, 2: 0.4}", {1: 0.1, 2: 0.7}, {1: 0.2, 2: 0.4}),
)


_with = answers_by(RULES, compare_runs)


def _seen(answer: Callable) -> str:
    """The first of the examples on which an answer gives other numbers, in words."""
    for runs, a, b in EXAMPLES:
        given, right = answer(a, b), compare_runs(a, b)
        plain = isinstance(given, tuple) and all(isinstance(x, float) for x in given)
        if plain and (apart := told_apart(numbers(*given), numbers(*right))):
            return f" For {runs} you give {apart}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says[0].upper()}{says[1:]}.{_seen(answer)} {asks}", short=says)(answer)


def _unpaired(v: SimpleNamespace, less: int = 1) -> float:
    return sum(_square(list(side), less) / v.n for side in zip(*v.pairs))


OFTEN = {
    "reversed": Mistake("you take a from b", "Which sign has the difference if b has the lower losses?",
                        {"d": lambda v: [other - one for one, other in v.pairs]}),
    "by_place": Mistake("you pair the losses by their places in the two dicts", "Which two runs share a seed?",
                        {"pairs": lambda v: list(zip(v.a.values(), v.b.values()))}),
    "by_n": Mistake("the squared deviations are divided by n", "From what are the deviations measured, and by what "
                    "does "
                    "the text divide?", {"s2": lambda v: math.inf if v.n == 1 else _square(v.d, 0)}),
    "not_of_the_mean": Mistake("the error is that of a single difference", "How far is a mean of n numbers off?",
                               {"square": lambda v: v.s2}),
    "by_n_itself": Mistake("the spread s is divided by n, not by its root", "How much surer is the mean of four "
                           "numbers than one "
                           "of them?", {"square": lambda v: v.s2 / v.n**2}),
    "root_missing": Mistake("the squared error is given, without its root", "In which unit is the difference?",
                            {"error": lambda v: v.square}),
    "unpaired": Mistake("the error adds those of the two settings, as if the runs had nothing in common", "What do two "
                        "runs with one seed share?", {"s2": lambda v: _unpaired(v) * v.n}),
    "unpaired_by_n": Mistake("the squared spreads of a and of b are added, each divided by n", "What do two runs with "
                             "one seed share, and by what does the text divide?",
                             {"s2": lambda v: math.inf if v.n == 1 else _unpaired(v, 0) * v.n}),
}

for _name, _one in OFTEN.items():
    _wrong(_name, _one.says, _one.asks, **_one.changes)
for _name, _two in in_pairs(OFTEN, {("by_n", "not_of_the_mean")}):     # told below
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


def _all_means(v: SimpleNamespace) -> float:
    return _mean(list(v.a.values())) - _mean(list(v.b.values()))


def _all_squares(v: SimpleNamespace, less: int = 1) -> float:
    return sum(_square(list(of.values()), less) / len(of) for of in (v.a, v.b))


def _all_in_float32(v: SimpleNamespace) -> tuple[float, float]:
    one, other = (torch.tensor([of[s] for s in sorted(v.seeds)]) for of in (v.a, v.b))
    d = one - other
    s2 = ((d - d.mean())**2).sum() / (v.n - 1) if v.n > 1 else torch.tensor(math.inf)
    return float(d.mean()), float(torch.sqrt(s2 / v.n))


_wrong("all_runs_averaged", "the difference is that of the means of all runs", "Which runs have a partner?",
       difference=_all_means)
_wrong("all_runs_unpaired", "you compare the means of all runs, and add their squared errors", "What do two runs with "
       "one seed share?", difference=_all_means, square=_all_squares)
_wrong("all_runs_unpaired_by_n", "you compare the means of all runs, and add their squared errors with n in place of n "
       "- 1", "What do two runs with one seed share?", difference=_all_means, square=lambda v: _all_squares(v, 0))
_wrong("sorted_by_place", "you sort both by seed and pair them by place", "Which two runs share a seed, if one is "
       "missing?", pairs=lambda v: [(x[1], y[1]) for x, y in zip(sorted(v.a.items()), sorted(v.b.items()))])
_wrong("common_by_place", "you keep the seeds that are in both, but pair the losses by place", "Which two runs share a "
       "seed?", pairs=lambda v: list(zip([x for s, x in v.a.items() if s in v.b], [y for s,
       y in v.b.items() if s in v.a])))
_wrong("sorted_by_loss", "you sort the losses and pair them by place", "Which two runs share a seed?",
       pairs=lambda v: list(zip(sorted(v.a.values()), sorted(v.b.values()))))
_wrong("missing_in_b_is_zero", "a run that b lacks has the loss 0", "What is known of a run that was not made?",
       pairs=lambda v: [(loss, v.b.get(s, 0.0)) for s, loss in v.a.items()])
_wrong("missing_in_a_is_zero", "a run that a lacks has the loss 0", "What is known of a run that was not made?",
       pairs=lambda v: [(v.a.get(s, 0.0), loss) for s, loss in v.b.items()])
_wrong("missing_is_zero", "a run that was not made has the loss 0", "What is known of it?",
       pairs=lambda v: [(v.a.get(s, 0.0), v.b.get(s, 0.0)) for s in {**v.a, **v.b}])
_wrong("missing_is_the_mean", "a run that was not made gets the mean of its setting", "What is known of it?",
       pairs=lambda v: [(v.a.get(s, _mean(list(v.a.values()))), v.b.get(s, _mean(list(v.b.values()))))
                        for s in {**v.a, **v.b}])
_wrong("all_of_a_counted", "the error counts all runs of a", "How many differences are there?",
       n=lambda v: len(v.a))
_wrong("all_of_b_counted", "the error counts all runs of b", "How many differences are there?",
       n=lambda v: len(v.b))
_wrong("every_run_counted", "the error counts all runs of both", "How many differences are there?",
       n=lambda v: len(v.a) + len(v.b))
_wrong("both_runs_counted", "each seed counts twice in the error", "How many differences are there?",
       square=lambda v: v.s2 / (2 * v.n))
_wrong("all_of_a_in_the_mean", "the differences are divided by the number of all runs of a", "How many differences are "
       "there?", difference=lambda v: sum(v.d) / len(v.a))
_wrong("first_seed_left_out", "the first seed plays no part", "Which seeds are in both?",
       pairs=lambda v: [(v.a[s], v.b[s]) for s in v.seeds][1:] or [(v.a[s], v.b[s]) for s in v.seeds])
_wrong("last_seed_left_out", "the last seed plays no part", "Which seeds are in both?",
       pairs=lambda v: [(v.a[s], v.b[s]) for s in v.seeds][:-1] or [(v.a[s], v.b[s]) for s in v.seeds])
_wrong("zero_for_one", "a single difference has the error 0", "What does one number tell about the spread?",
       error=lambda v: 0.0 if v.n == 1 else v.square**0.5)
_wrong("nan_for_one", "a single difference has the error nan", "Which value does the text ask for then?",
       error=lambda v: math.nan if v.n == 1 else v.square**0.5)
_wrong("by_n_and_zero_for_one", "the squared deviations are divided by n, so that a single difference has the error 0",
       "By what does the text divide?", s2=lambda v: _square(v.d, 0))
_wrong("unpaired_and_zero_for_one", "the error adds those of the two settings, and one seed has the error 0", "What "
       "do "
       "two runs with one seed share?", s2=lambda v: 0.0 if v.n == 1 else _unpaired(v) * v.n)
_wrong("unpaired_by_n_and_zero_for_one", "the squared spreads of a and of b are added, each divided by n, and one "
       "seed "
       "has the error 0", "What do two runs with one seed share?", s2=lambda v: _unpaired(v, 0) * v.n)
_wrong("none_for_one", "a single difference has the error None", "Which value does the text ask for then?",
       result=lambda v: (v.difference, None if v.n == 1 else v.square**0.5))
_wrong("all_runs_in_the_error", "the error adds those of the two settings, from all their runs", "What do two runs "
       "with "
       "one seed share?", square=_all_squares)
_wrong("n_less_one_twice", "you divide s² by n - 1 once more, not by n", "How many numbers is the mean made of?",
       square=lambda v: math.inf if v.n == 1 else v.s2 / (v.n - 1))
_wrong("n_less_one_at_last", "the squared deviations are divided by n, and s² by n - 2", "How many numbers is the mean "
       "made of?", square=lambda v: v.s2 / (v.n - 2) if v.n > 2 else math.inf)
_wrong("root_of_the_mean_square", "the error is the root of the mean squared deviation", "By what does the text "
       "divide, "
       "and how far is a mean of n numbers off?", s2=lambda v: math.inf if v.n == 1 else _square(v.d, 0),
       square=lambda v: v.s2)
_wrong("root_of_the_mean_square_and_zero", "the error is the root of the mean squared deviation, also for one seed",
       "By "
       "what does the text divide, and how far is a mean of n numbers off?", s2=lambda v: _square(v.d, 0),
       square=lambda v: v.s2)
_wrong("spread_and_zero_for_one", "the error is that of a single difference, and 0 for one seed", "How far is a mean "
       "of n "
       "numbers off, and what does one tell about the spread?", s2=lambda v: 0.0 if v.n == 1 else _square(v.d),
       square=lambda v: v.s2)
_wrong("zero_deviations", "the root of the sum of the squared deviations is the error", "By what is it divided?",
       square=lambda v: math.inf if v.n == 1 else _square(v.d) * (v.n - 1))
_wrong("no_mean_taken_off", "the differences themselves are squared", "From what are deviations measured?",
       s2=lambda v: sum(x * x for x in v.d) / (v.n - 1) if v.n > 1 else math.inf)
_wrong("mean_size", "the sizes of the deviations are averaged, without squares", "What is s²?",
       error=lambda v: _mean([abs(x - v.difference) for x in v.d]) / v.n**0.5 if v.n > 1 else math.inf)
_wrong("sizes_of_differences", "the differences lose their signs", "What if a is better with one seed and worse with "
       "another?", d=lambda v: [abs(one - other) for one, other in v.pairs])
_wrong("size_of_the_mean", "the mean loses its sign", "Which of the two settings has the lower losses?",
       difference=lambda v: abs(_mean(v.d)), s2=lambda v: _square(v.d))
_wrong("sum_of_differences", "the differences are added, not averaged", "What is their mean?",
       difference=lambda v: sum(v.d), s2=lambda v: _square(v.d))
_wrong("middle_difference", "the middle difference stands for their mean", "What is their mean?",
       difference=lambda v: statistics.median(v.d))
_wrong("best_against_best", "the lowest losses are compared", "What does a single lucky seed do then?",
       difference=lambda v: min(x for x, _ in v.pairs) - min(y for _, y in v.pairs))
_wrong("in_shares_of_b", "each difference is divided by the loss of b", "In which unit is the result asked?",
       d=lambda v: [(one - other) / other for one, other in v.pairs])
_wrong("in_shares_of_a", "each difference is divided by the loss of a", "In which unit is the result asked?",
       d=lambda v: [(one - other) / one for one, other in v.pairs])
_wrong("quotients", "you divide the two losses", "In which unit is the result asked?",
       d=lambda v: [one / other for one, other in v.pairs])
_wrong("spread_of_a", "the error is that of a alone", "Which numbers is the mean made of?",
       s2=lambda v: _square([x for x, _ in v.pairs]))
_wrong("spread_of_b", "the error is that of b alone", "Which numbers is the mean made of?",
       s2=lambda v: _square([y for _, y in v.pairs]))
_wrong("errors_added", "the errors of a and b are added without squares", "What do two runs with one seed share?",
       error=lambda v: sum((_square(list(side)) / v.n) ** 0.5 for side in zip(*v.pairs)))
_wrong("errors_subtracted", "the error of b is taken from that of a", "Which numbers is the mean made of?",
       error=lambda v: math.inf if v.n == 1 else
       (_square([x for x, _ in v.pairs]) / v.n) ** 0.5 - (_square([y for _, y in v.pairs]) / v.n) ** 0.5)
_wrong("all_losses_together", "the error is that of all losses together", "Which numbers is the mean made of?",
       square=lambda v: math.inf if v.n == 1 else _square([x for pair in v.pairs for x in pair]) / (2 * v.n))
_wrong("inf_for_equal_differences", "equal differences have the error inf", "How far do equal numbers lie apart?",
       error=lambda v: v.square**0.5 if v.s2 > 0 else math.inf)
_wrong("pooled", "the error is the root of the mean of both squared spreads, divided by n", "What do two runs with one "
       "seed share?", s2=lambda v: _unpaired(v) * v.n / 2)
_wrong("all_of_a_everywhere", "the number of all runs of a stands for n everywhere", "How many differences are there?",
       difference=lambda v: sum(v.d) / len(v.a), n=lambda v: len(v.a), s2=lambda v: math.inf if len(v.d) == 1 else sum(
           (x - sum(v.d) / len(v.a)) ** 2 for x in v.d) / (len(v.a) - 1))
_wrong("twice_the_error", "the error is doubled", "What is the standard error itself?",
       error=lambda v: 2 * v.square**0.5)
_wrong("two_errors_wide", "the error is multiplied by 1.96", "What is the standard error itself?",
       error=lambda v: 1.96 * v.square**0.5)
_wrong("in_errors", "the difference is divided by its error", "What are the two results that the text asks for?",
       result=lambda v: (v.difference / v.error if v.error else math.inf, v.error))
_wrong("exchanged", "the two results have changed places", "Which does the text want first?",
       result=lambda v: (v.error, v.difference))
_wrong("difference_alone", "only the difference is returned", "Which two results does the text ask for?",
       result=lambda v: v.difference)
_wrong("in_one_tensor", "both results stand in one tensor", "Which two results does the text ask for?",
       result=lambda v: torch.tensor([v.difference, v.error], dtype=torch.float64))
_wrong("all_differences", "all differences are returned in place of their mean", "What is their mean?",
       result=lambda v: (v.d, v.error))
_wrong("losses_in_float32", "the losses go through float32, which has about seven digits", "Which dtype has "
       "`torch.tensor` of a list of floats?", pairs=lambda v: [
           tuple(torch.tensor([v.a[s], v.b[s]]).tolist()) for s in v.seeds])
_wrong("all_in_float32", "the losses and all that is computed from them are float32, which has about seven digits",
       "Which dtype has `torch.tensor` of a list of floats?", result=_all_in_float32)
_wrong("differences_in_float32", "the differences go through float32, which has about seven digits", "Which dtype has "
       "`torch.tensor` of a list of floats?", d=lambda v: torch.tensor([x - y for x, y in v.pairs]).tolist())
_wrong("rounded", "your results are rounded to four digits after the point", "How many digits are compared?",
       result=lambda v: (round(v.difference, 4), round(v.error, 4) if v.error < math.inf else v.error))

task.wrong("Your answer stops where b lacks a seed of a: a = {1: 5, 2: 11} and b = {2: 6} have the seed 2 in common. "
           "What "
           "should be done with the seed 1?", short="each seed of a is looked up in b")(
    _with("every_seed_of_a", pairs=lambda v: [(v.a[s], v.b[s]) for s in v.a]))
task.wrong("Your answer stops where a lacks a seed of b: a = {2: 11} and b = {1: 4, 2: 6} have the seed 2 in common. "
           "What "
           "should be done with the seed 1?", short="each seed of b is looked up in a")(
    _with("every_seed_of_b", pairs=lambda v: [(v.a[s], v.b[s]) for s in v.b]))


def _stops(v: SimpleNamespace) -> float:
    if v.n == 1:
        raise ValueError("two differences are needed")
    return _square(v.d)


task.wrong("Your answer stops where a single seed is in both. Which standard error does the text ask for?",
           short="a single difference is an error")(_with("stops_for_one", s2=_stops))
task.wrong("Your answer divides by 0 and stops where a single seed is in both. Which standard error does the text ask "
           "for?",
           short="a single difference divides by 0")(_with("divides_by_zero_for_one",
               s2=lambda v: _square(v.d) + 0.0 / (
               v.n - 1)))


EXERCISE = task.declared()
