"""Exercise: how much a place is expected to improve on the best loss so far."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def places(n: int, best: float) -> dict[str, Tensor | float]:
        """Some places above the best loss and some below it, each with a spread of its own."""
        away = draw.uniform(0.3, 1.2, n) * numbers([1 if i % 2 else -1 for i in range(n)])
        return {"mu": best + away, "sigma": draw.uniform(0.3, 2.4, n), "best": best}

    known = places(5, draw.between(1.5, 2.5))
    known["sigma"] = known["sigma"] * numbers(1, 0, 1, 1, 0)
    known["mu"][4] = known["best"] - draw.between(0.3, 0.6)
    tried = places(2, draw.between(0.6, 0.9))
    tried["sigma"] = tried["sigma"] * 0
    tried["mu"][1] = tried["best"]
    far = places(3, draw.between(3, 4))
    far["mu"], far["sigma"] = far["best"] + numbers(30, -9, 4) * draw.between(0.9, 1.1), draw.uniform(0.5, 0.8, 3)
    return [
        case("one place", mu=numbers([0.3]), sigma=numbers([0.2]), best=0.25),
        case("four places", **places(4, draw.between(1, 2))),
        case("the losses are negative, as logarithms may be", **places(3, -draw.between(2, 3))),
        case("some places are known exactly", **known),
        case("every place is known exactly, one of them has the best loss", **tried),
        case("a place far above the best loss, and one far below it", **far),
        case("the mean is the best loss", mu=numbers([0.7, 0.7]), sigma=draw.uniform(0.5, 2.0, 2), best=0.7),
        case("small spreads", mu=0.5 + draw.uniform(-0.02, 0.02, 3), sigma=draw.uniform(0.01, 0.05, 3), best=0.5),
    ]


task = Task(
    key="expected_improvement", title="Where to try next: expected improvement", points=2, difficulty=2, minutes=15,
    objective="weigh a low expected loss against a large uncertainty",
    cases=cases, compare=close(rtol=1e-10), facts=("N11-06",),
    hints=(
        "Write the loss as mu + sigma * e, where e is a standard normal number. For which e does the place improve on "
        "best at all?",
        "At mu = 0.3, sigma = 0.2 and best = 0.25 it improves for e below -0.25. That happens with a probability of "
        "0.4013. Which two integrals are left: one of a constant, and one of -0.2 · e times the bell?",
        "z = (best - mu) / sigma; the integral of -e times the bell up to z is the bell at z; so "
        "(best - mu) * Phi(____) + ____ * phi(____); where sigma is 0: (best - mu).clamp(min=____)",
    ),
)


@task.solution
def expected_improvement(mu, sigma, best):
    gap = best - mu                                             # step: the improvement at the mean
    spread = torch.where(sigma > 0, sigma, 1)                   # step: no division by 0
    z = gap / spread                                            # step: the gap in standard deviations
    bell = torch.exp(-z**2 / 2) / math.sqrt(2 * math.pi)        # step: the density at z
    share = (1 + torch.erf(z / math.sqrt(2))) / 2               # step: the probability of an improvement
    unsure = gap * share + spread * bell                        # step: both parts of the mean
    return torch.where(sigma > 0, unsure, gap.clamp(min=0))     # step: where the loss is known


@task.right
def place_by_place(mu, sigma, best):
    found = []
    for m, s in zip(mu.tolist(), sigma.tolist()):
        gap = best - m                                          # step: the improvement at the mean
        if s == 0:
            found.append(max(gap, 0.0))                         # step: where the loss is known
            continue
        share = math.erfc(-gap / s / math.sqrt(2)) / 2          # step: the probability of an improvement
        height = math.exp(-0.5 * (gap / s) ** 2) / (s * math.sqrt(2 * math.pi))     # step: the density of the loss
        found.append(gap * share + s**2 * height)               # step: both parts of the mean
    return torch.tensor(found, dtype=torch.float64)


@task.right
def by_the_normal(mu, sigma, best):
    normal = torch.distributions.Normal(torch.zeros_like(mu[0]), 1.0)
    result = torch.relu(best - mu)
    open_ = sigma != 0
    z = (best - mu[open_]) / sigma[open_]
    result[open_] = sigma[open_] * (z * normal.cdf(z) + normal.log_prob(z).exp())
    return result


@task.right
def by_adding_slices(mu, sigma, best):
    gap = best - mu.numpy()[:, None]
    e, width = np.polynomial.legendre.leggauss(60)
    low, high = np.full_like(gap, -9.0), np.clip(gap / np.where(sigma.numpy() > 0, sigma.numpy(), 1)[:, None], -9, 9)
    at = low + (e + 1) / 2 * (high - low)
    gain = (gap - sigma.numpy()[:, None] * at) * np.exp(-at**2 / 2) / np.sqrt(2 * np.pi)
    mean = (gain * width * (high - low) / 2).sum(1)
    return torch.from_numpy(np.where(sigma.numpy() > 0, mean, np.maximum(gap[:, 0], 0)))


def _bell(z: Tensor) -> Tensor:
    return (-z.square() / 2).exp() / math.sqrt(2 * math.pi)


# The mean improvement, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "gap": lambda v: v.best - v.mu,
    "s": lambda v: torch.where(v.sigma > 0, v.sigma, torch.ones_like(v.sigma)),
    "z": lambda v: v.gap / v.s,
    "share": lambda v: torch.special.ndtr(v.z),
    "bell": lambda v: _bell(v.z),
    "one": lambda v: v.gap * v.share,
    "two": lambda v: v.s * v.bell,
    "unsure": lambda v: v.one + v.two,
    "sure": lambda v: v.gap.clamp(min=0),
    "result": lambda v: torch.where(v.sigma > 0, v.unsure, v.sure),
}
EXAMPLES = (
    (numbers([0.3]), numbers([0.2]), 0.25),
    (numbers([0.3]), numbers([0.0]), 0.25),
    (numbers([0.2]), numbers([0.0]), 0.25),
    (numbers([0.25]), numbers([0.0]), 0.25),
    (numbers([0.5, 0.2]), numbers([0.1, 0.2]), 0.25),
    (numbers([1.25]), numbers([0.2]), 0.25),
    (numbers([0.3, 0.2]), numbers([0.2, 0.0]), 0.25),
)


_with = answers_by(RULES, expected_improvement)


def _seen(answer: Callable) -> str:
    """The first of the examples on which an answer gives another number, in words."""
    for mu, sigma, best in EXAMPLES:
        given, right = answer(mu, sigma, best), expected_improvement(mu, sigma, best)
        if isinstance(given, Tensor) and (apart := told_apart(given, right)):
            return f" For mu = {written(mu)}, sigma = {written(sigma)} and best = {best} you give {apart}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says[0].upper()}{says[1:]}.{_seen(answer)} {asks}", short=says)(answer)


OFTEN = {
    "above_for_below": Mistake("an improvement is a loss above the best one", "Is a loss to be high or low?",
                               {"gap": lambda v: v.mu - v.best}),
    "bell_missing": Mistake("the part with the density is missing", "Can a place above the best loss still improve on "
                            "it?", {"two": lambda v: 0 * v.s}),
    "share_missing": Mistake("the gap has no probability as its factor", "How often is there an improvement at all?",
                             {"one": lambda v: v.gap}),
    "spread_missing": Mistake("the density has no factor sigma", "What happens to the improvement if all losses are "
                              "measured in a unit half as large?", {"two": lambda v: v.bell}),
    "variance_in_z": Mistake("your z divides by the variance", "How many standard deviations are best and mu apart?",
                             {"z": lambda v: v.gap / v.s**2}),
    "not_scaled": Mistake("your z is not divided by sigma", "How many standard deviations are best and mu apart?",
                          {"z": lambda v: v.gap}),
    "pieces_subtracted": Mistake("the part with the density is taken off", "Does an uncertain place offer more or less "
                                 "than a certain one?", {"unsure": lambda v: v.one - v.two}),
    "zero_where_known": Mistake("a place that is known exactly gets 0", "What if its loss is below the best one?",
                                {"sure": lambda v: 0 * v.gap}),
    "below_zero_where_known": Mistake("a place that is known exactly may get a negative number", "What do you lose if "
                                      "it is above the best loss and you keep the best?", {"sure": lambda v: v.gap}),
    "nan_where_known": Mistake("a place that is known exactly gives nan where mu is best", "What is its improvement, "
                               "if "
                               "sigma is 0?", {"s": lambda v: v.sigma, "result": lambda v: v.unsure}),
}
MEET = {("bell_missing", "pieces_subtracted"), ("zero_where_known", "nan_where_known"),
        ("below_zero_where_known", "nan_where_known")}      # the second changes nothing that the first leaves

for _name, _one in OFTEN.items():
    _wrong(_name, _one.says, _one.asks, **_one.changes)
for _name, _two in in_pairs(OFTEN, MEET):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)

_wrong("share_of_no_improvement", "the probability is that of no improvement", "How likely is a loss below best, if mu "
       "lies far below it?", share=lambda v: torch.special.ndtr(-v.z))
_wrong("density_and_share_exchanged", "the density and the probability have changed places", "Which of the two is a "
       "number of losses below best?", one=lambda v: v.gap * v.bell, two=lambda v: v.s * v.share)
_wrong("probability_alone", "you give the probability of an improvement", "By how much is the place better then?",
       unsure=lambda v: v.share)
_wrong("probability_everywhere", "you give the probability of an improvement, 1 or 0 where the loss is known", "By how "
       "much is the place better then?", unsure=lambda v: v.share, sure=lambda v: (v.gap > 0).double())
_wrong("improvement_of_the_mean", "you give the improvement at the mean", "Can a place with mu above best still "
       "improve on it?", unsure=lambda v: v.gap.clamp(min=0))
_wrong("gap_alone", "you give best - mu", "What is the least that a place improves?", unsure=lambda v: v.gap,
       sure=lambda v: v.gap)
_wrong("gap_cut_off_inside", "the gap is cut off at 0 before it meets its probability", "Which losses does the "
       "probability leave out already?", one=lambda v: v.gap.clamp(min=0) * v.share)
_wrong("gap_without_sign", "you take the size of the gap", "Does it matter on which side of best the mean lies?",
       gap=lambda v: (v.best - v.mu).abs())
_wrong("density_part_alone", "the part with the gap is missing", "Does a low mean count nothing?",
       one=lambda v: 0 * v.gap)
_wrong("variance_before_density", "the density has the factor sigma squared", "In which unit is an improvement?",
       two=lambda v: v.s**2 * v.bell)
_wrong("density_of_the_loss_alone", "the second part is the density of the loss at best", "In which unit is an "
       "improvement?", two=lambda v: v.bell / v.s)
_wrong("not_scaled_back", "the result is counted in standard deviations", "In which unit is an improvement?",
       unsure=lambda v: v.z * v.share + v.bell)
_wrong("spread_missing_and_least_sigma", "the density has no factor sigma, and 0 is replaced by a tiny sigma", "What "
       "happens "
       "to the improvement if all losses are measured in a unit half as large?", s=lambda v: v.sigma.clamp(min=1e-12),
       two=lambda v: v.bell, result=lambda v: v.unsure)
_wrong("gap_cut_off_first", "best - mu is cut off at 0 before z is computed", "Can a place with mu above best still "
       "improve on it?", gap=lambda v: (v.best - v.mu).clamp(min=0))
_wrong("sigma_in_both", "both parts have the factor sigma", "In which unit is best - mu already?",
       one=lambda v: v.s * v.gap * v.share)
_wrong("z_for_the_gap", "the gap is replaced by z", "In which unit is z, and in which an improvement?",
       one=lambda v: v.z * v.share)
_wrong("bell_without_its_factor", "the density lacks 1/√(2π)", "How high is the standard bell at 0?",
       bell=lambda v: (-v.z**2 / 2).exp())
_wrong("bell_over_two_pi", "the density is divided by 2π", "How high is the standard bell at 0?",
       bell=lambda v: (-v.z**2 / 2).exp() / (2 * math.pi))
_wrong("bell_without_half", "the density lacks the 1/2 in its exponent", "How high is the standard bell at 1, compared "
       "with 0?", bell=lambda v: (-v.z**2).exp() / math.sqrt(2 * math.pi))
_wrong("bell_not_squared", "the density has z, not its square", "Is the bell the same at -1 and at 1?",
       bell=lambda v: (-v.z / 2).exp() / math.sqrt(2 * math.pi))
_wrong("bell_upside_down", "the density grows with the size of z", "Where is the bell highest?",
       bell=lambda v: (v.z**2 / 2).exp() / math.sqrt(2 * math.pi))
_wrong("bell_of_narrow_root", "the density is divided by the root of π, not of 2π", "How high is the standard bell at "
       "0?", bell=lambda v: (-v.z**2 / 2).exp() / math.sqrt(math.pi))
_wrong("erf_without_root", "the error function gets z, not z/√2", "How likely is a standard normal number below 1?",
       share=lambda v: (1 + torch.erf(v.z)) / 2)
_wrong("erf_for_share", "the error function stands for the probability", "What is the error function of a z far below "
       "0, and how likely is such a number?", share=lambda v: torch.erf(v.z / math.sqrt(2)))
_wrong("erf_not_halved", "the probability is 1 plus the error function", "How likely is a standard normal number below "
       "a large z?", share=lambda v: 1 + torch.erf(v.z / math.sqrt(2)))
_wrong("logistic_for_share", "the logistic function stands for the probability", "Which curve is the area under the "
       "bell?", share=lambda v: torch.sigmoid(v.z))
_wrong("sign_for_share", "the probability is 0 or 1", "How sure is it that the place improves?",
       share=lambda v: (v.z > 0).double())
_wrong("half_a_share", "the probability is 1/2 everywhere", "How likely is an improvement where mu lies far above "
       "best?", share=lambda v: 0.5 + 0 * v.z)
_wrong("mean_plus_spread", "you give best - mu + sigma", "What is the mean of the improvement, over all losses that "
       "may "
       "come?", unsure=lambda v: v.gap + v.s, sure=lambda v: v.gap)
_wrong("lower_bound", "you give mu - sigma", "What is the mean of the improvement, over all losses that may come?",
       unsure=lambda v: v.mu - v.s, sure=lambda v: v.mu)
def _added_up(v: SimpleNamespace, reach: float, points: int) -> Tensor:
    """The mean gain as a sum over a grid of standard normal numbers."""
    e = torch.linspace(-reach, reach, points, dtype=torch.float64)
    gain = (v.gap[:, None] - v.sigma[:, None] * e).clamp(min=0)
    return (gain * _bell(e)).sum(1) * 2 * reach / (points - 1)


_wrong("a_margin_is_asked", "you take 0.01 off best", "Which losses improve on best, according to the text?",
       gap=lambda v: v.best - v.mu - 0.01)
_wrong("a_margin_where_unsure", "you take 0.01 off best where the loss is uncertain", "Which losses improve on best, "
       "according to the text?", z=lambda v: (v.gap - 0.01) / v.s, one=lambda v: (v.gap - 0.01) * v.share)
_wrong("sigma_is_a_variance", "the root of sigma is taken", "What is sigma: a variance or a standard deviation?",
       s=lambda v: torch.where(v.sigma > 0, v.sigma, torch.ones_like(v.sigma)).sqrt())
_wrong("sigma_squared", "you square sigma everywhere", "What is sigma: a variance or a standard deviation?",
       s=lambda v: torch.where(v.sigma > 0, v.sigma, torch.ones_like(v.sigma)).square())
_wrong("loss_where_known", "a place that is known exactly gets its loss", "By how much is it better than the best?",
       sure=lambda v: v.mu)
_wrong("inf_where_known", "a place that is known exactly gets inf", "By how much does it improve?",
       sure=lambda v: v.gap + math.inf)
_wrong("other_side_where_known", "where the loss is known, you give what it lies above the best", "Is a loss to be "
       "high "
       "or low?", sure=lambda v: (-v.gap).clamp(min=0))
_wrong("size_where_known", "where the loss is known, you give its distance from the best", "What is the improvement of "
       "a place above the best loss?", sure=lambda v: v.gap.abs())
_wrong("all_or_nothing", "as soon as one sigma is 0, no place keeps its uncertainty", "Which places have sigma = 0?",
       result=lambda v: v.unsure if bool((v.sigma > 0).all()) else v.sure)
_wrong("first_sigma_decides", "the first sigma decides for all places", "Which places have sigma = 0?",
       result=lambda v: v.unsure if float(v.sigma[0]) > 0 else v.sure)
_wrong("known_are_left_out", "places that are known exactly are missing", "How many numbers does the text ask for?",
       result=lambda v: v.unsure[v.sigma > 0])
_wrong("root_of_two_in_float32", "the root of 2 goes through float32", "Which dtype has `torch.tensor` of a float?",
       share=lambda v: (1 + torch.erf(v.z / torch.tensor(2.0).sqrt())) / 2)
for _digits in (3, 4, 6, 8, 9):
    _wrong(f"sigma_and_{_digits}_digits", f"1e-{_digits} is added to sigma", "What is exactly right where sigma is 0, "
           "and "
           "what elsewhere?", s=lambda v, tiny=10.0**-_digits: v.sigma + tiny, result=lambda v: v.unsure)
    _wrong(f"sigma_from_{_digits}_digits", f"the least sigma is 1e-{_digits} for you", "What is exactly right where "
           "sigma "
           "is 0 and mu is best?", s=lambda v, tiny=10.0**-_digits: v.sigma.clamp(min=tiny), result=lambda v: v.unsure)
for _reach, _points in itertools.product((5, 6, 8), (101, 201, 1001)):
    _wrong(f"added_up_to_{_reach}_on_{_points}_points", f"the gain is added up over {_points} values of e from "
           f"-{_reach} to {_reach}, which is near the integral", "How many digits are right, and which two integrals "
           "can be done exactly?", result=lambda v, reach=_reach, points=_points: _added_up(v, reach, points))
_wrong("never_zero", "no number of yours is below 0.000001", "How much does a place improve that lies far above best?",
       result=lambda v: torch.where(v.sigma > 0, v.unsure, v.sure).clamp(min=1e-6))
_wrong("cut_off_at_the_end", "no probability stands in your result, and it is cut off at 0", "How likely is an "
       "improvement?",
       unsure=lambda v: (v.gap + v.s * v.bell).clamp(min=0))
_wrong("sum_over_places", "you add the places up", "How many numbers does the text ask for?",
       result=lambda v: torch.where(v.sigma > 0, v.unsure, v.sure).sum())
_wrong("mean_over_places", "you average over the places", "How many numbers does the text ask for?",
       result=lambda v: torch.where(v.sigma > 0, v.unsure, v.sure).mean())
_wrong("largest_alone", "you give the largest of the improvements alone", "How many numbers does the text ask for?",
       result=lambda v: torch.where(v.sigma > 0, v.unsure, v.sure).max())
_wrong("which_is_best", "you give the number of the best place", "What does the text ask for at each place?",
       result=lambda v: torch.where(v.sigma > 0, v.unsure, v.sure).argmax())
_wrong("negative_for_a_minimiser", "all improvements have the opposite sign", "Is a large improvement good?",
       result=lambda v: -torch.where(v.sigma > 0, v.unsure, v.sure))
_wrong("as_a_list", "your numbers stand in a list", "Of which kind should the result be?",
       result=lambda v: torch.where(v.sigma > 0, v.unsure, v.sure).tolist())
_wrong("as_float32", "your numbers have the dtype float32", "Which dtype does the text ask for, and which one has "
       "`torch.tensor` of a list of floats?", result=lambda v: torch.where(v.sigma > 0, v.unsure, v.sure).float())
_wrong("best_is_the_least_mean", "the least mean stands for best", "What does `best` say?",
       gap=lambda v: v.mu.min() - v.mu)


def _stops(error: type[Exception], v: SimpleNamespace) -> Tensor:
    if bool((v.sigma == 0).any()):
        raise error("sigma is 0")
    return v.unsure


task.wrong("Your answer stops where a sigma is 0: one place with mu = 0.2, sigma = 0 and best = 0.25 is enough. By "
           "how much "
           "is its loss better than the best?", short="a place that is known exactly is an error")(
    _with("stops_where_known", result=lambda v: _stops(ValueError, v)))
task.wrong("Your answer divides by 0 and stops where a sigma is 0: one place with mu = 0.2, sigma = 0 and best = 0.25 "
           "is "
           "enough. By how much is its loss better than the best?", short="a place that is known exactly divides by 0")(
    _with("divides_by_zero_where_known", result=lambda v: _stops(ZeroDivisionError, v)))


EXERCISE = task.declared()
