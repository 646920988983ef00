"""Exercise: the penalty that keeps most units of a wide code off."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task
from dlcourse.models import autoencoder


def reference(H: Tensor, rho: float) -> Tensor:
    """The package's penalty."""
    return autoencoder.sparsity_penalty(H, rho)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, n: int, units: int, rho: float, low: float = 0.05, high: float = 0.95) -> Case:
        return case(label, H=draw.uniform(low, high, n, units), rho=rho)

    return [
        case("the example of the text", H=EXAMPLE[0], rho=EXAMPLE[1]),
        some("five samples, three units", 5, 3, 0.05),
        some("three samples, six units", 3, 6, 0.2),
        some("as many samples as units", 4, 4, 0.1),
        some("one sample", 1, 4, 0.3),
        some("one unit", 6, 1, 0.6),
        some("units that are nearly off", 4, 5, 0.1, 1e-6, 2e-4),
        some("units that are nearly on", 4, 3, 0.05, 0.9995, 0.9999),
    ]


EXAMPLE = (numbers([[0.1, 0.8], [0.4, 0.2], [0.1, 0.5]]), 0.2)

task = Task(
    key="sparsity_penalty", title="The penalty of a sparse code", points=2, difficulty=2, minutes=15,
    objective="keep most units of a wide code off, by a penalty on the mean of each",
    reference=reference, cases=cases, compare=close(rtol=1e-9), facts=("N15-06",),
    hints=(
        "How many coins are compared with the coin rho: one for each sample, one for each unit, or one for each "
        "entry of H?",
        "In the example the first unit has the mean 0.2, just as rho. Which part has it in the penalty? And which two "
        "ratios stand in the logarithms of the second unit, with the mean 0.5?",
        "rho_hat = H.mean(dim=____); kl = rho * torch.log(rho / ____) + (1 - rho) * torch.log(____ / ____); return "
        "kl.sum()",
    ),
)


@task.solution
def sparsity_penalty(H, rho):
    rho_hat = H.mean(dim=0)                                             # step: the mean of each unit
    on = rho * torch.log(rho / rho_hat)                                 # step: the part of being on
    off = (1 - rho) * torch.log((1 - rho) / (1 - rho_hat))              # step: the part of being off
    return (on + off).sum()                                             # step: over the units


@task.right
def unit_by_unit(H, rho):
    total = 0.0
    for unit in H.T:
        mean = float(unit.sum()) / len(unit)                            # step: the mean of a unit
        total += rho * math.log(rho / mean)                             # step: on
        total += (1 - rho) * math.log((1 - rho) / (1 - mean))           # step: off
    return torch.tensor(total, dtype=H.dtype)


@task.right
def by_differences_of_logarithms(H, rho):
    share = torch.einsum("nu->u", H) / H.shape[0]                       # step: the mean of each unit
    cross = -(rho * share.log() + (1 - rho) * (1 - share).log())        # step: the cross-entropy
    own = -(rho * math.log(rho) + (1 - rho) * math.log(1 - rho))        # step: the entropy of rho
    return cross.sum() - H.shape[1] * own                               # step: their difference over the units


@task.right
def by_tables(H, rho):
    q = torch.stack([H.mean(0), 1 - H.mean(0)])                         # step: both sides of each coin
    p = torch.tensor([[rho], [1 - rho]], dtype=H.dtype)                 # step: both sides of the wanted one
    return (p * (p / q).log()).sum()                                    # step: the divergences, all added


# The penalty, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "hat": lambda v: v.H.mean(0),
    "p": lambda v: v.rho, "log": lambda v: torch.log,
    "on": lambda v: v.p * v.log(v.p / v.hat), "off": lambda v: (1 - v.p) * v.log((1 - v.p) / (1 - v.hat)),
    "each": lambda v: v.on + v.off,
    "total": lambda v: v.each.sum(),
    "result": lambda v: v.total,
}
SMALL = {
    "For the example it gives": EXAMPLE,
    "For the second unit of the example alone it gives": (EXAMPLE[0][:, 1:], 0.2),
    "For two units with the mean 0.5 and rho = 0.2 it gives": (numbers([[0.5, 0.5]]), 0.2),
    "For one unit, 0.00001, and rho = 0.1 it gives": (numbers([[1e-5]]), 0.1)}

_with = answers_by(RULES, sparsity_penalty)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, (H, rho) in SMALL.items():
        try:
            given = answer(H.clone(), rho)
        except (RuntimeError, IndexError, TypeError):
            continue
        ours = torch.as_tensor(given) if isinstance(given, (Tensor, float)) else None
        if ours is not None and (words := told_apart(ours, sparsity_penalty(H, rho))):
            return f"{place} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(_with(name, **changes)), asks))),
               short=says)(_with(name, **changes))


UNIT = "How many means are there: one for each unit, or one for each sample?"
FIRST = "Is the logarithm taken of single entries, or of their mean?"
WAY = "Which coin stands above the line in both logarithms, and which one stands in front?"
BOTH = "A coin has two sides. Which one is missing?"
ZERO = "How large is the penalty of a unit whose mean is rho?"
SUM = "Does the text add over the units, or average?"
LOG = "Which logarithm does the text use?"
OTHER = "What does the text compare: two coins, or two numbers?"
EDGE = "How large is log(0.1/0.00001), and what does your answer make of so small a mean?"
ONE = "How many numbers does the text ask for?"
DTYPE = "Which dtype has H?"


def _each_entry(v: Any) -> Tensor:
    """The divergences of single entries."""
    return v.p * torch.log(v.p / v.H) + (1 - v.p) * torch.log((1 - v.p) / (1 - v.H))


_wrong("each_entry_averaged", "the penalty of each entry is taken first, and averaged over the samples "
       "afterwards", FIRST,
       each=lambda v: _each_entry(v).mean(0))
_wrong("each_entry_added", "the penalty of each entry is taken, and all of them are added", FIRST,
       each=lambda v: _each_entry(v))
_wrong("mean_of_samples", "the mean of each sample over its units is compared, not that of each unit", UNIT,
       hat=lambda v: v.H.mean(1))
_wrong("mean_of_all", "one mean of all entries is compared, once", UNIT, hat=lambda v: v.H.mean())
_wrong("mean_of_all_for_each", "every unit gets the mean of all entries", UNIT,
       hat=lambda v: v.H.mean().expand(v.H.shape[1]))
_wrong("sum_for_mean", "the sum of each unit stands where its mean belongs", "Can a chance be larger than 1?",
       hat=lambda v: v.H.sum(0))
_wrong("median", "the median of each unit stands where its mean belongs", UNIT, hat=lambda v: v.H.median(0).values)
_wrong("largest", "the largest entry of each unit stands where its mean belongs", UNIT, hat=lambda v: v.H.amax(0))
_wrong("first_sample", "the first sample stands for all", UNIT, hat=lambda v: v.H[0])
_wrong("last_sample", "the last sample stands for all", UNIT, hat=lambda v: v.H[-1])
_wrong("squares", "the mean of the squares stands where the mean belongs", UNIT, hat=lambda v: v.H.square().mean(0))
_wrong("geometric", "the mean is taken of logarithms", FIRST, hat=lambda v: v.H.log().mean(0).exp())
_wrong("other_way", "the divergence goes the other way, from the unit's coin to that of rho", WAY,
       on=lambda v: v.hat * torch.log(v.hat / v.p), off=lambda v: (1 - v.hat) * torch.log((1 - v.hat) / (1 - v.p)))
_wrong("hat_in_front", "the unit's own chance stands in front of the logarithms", WAY,
       on=lambda v: v.hat * torch.log(v.p / v.hat), off=lambda v: (1 - v.hat) * torch.log((1 - v.p) / (1 - v.hat)))
_wrong("ratios_turned", "the ratios in the logarithms are turned round: the penalty is negative", WAY,
       on=lambda v: v.p * torch.log(v.hat / v.p), off=lambda v: (1 - v.p) * torch.log((1 - v.hat) / (1 - v.p)))
_wrong("on_turned", "the ratio of the first logarithm is turned round", WAY, on=lambda v: v.p * torch.log(v.hat / v.p))
_wrong("off_turned", "the ratio of the second logarithm is turned round", WAY,
       off=lambda v: (1 - v.p) * torch.log((1 - v.hat) / (1 - v.p)))
_wrong("both_ways", "the divergences of both directions are added", WAY,
       each=lambda v: (v.p - v.hat) * (torch.log(v.p / v.hat) - torch.log((1 - v.p) / (1 - v.hat))))
_wrong("only_on", "the side of being off is missing", BOTH, off=lambda v: 0 * v.hat)
_wrong("only_off", "the side of being on is missing", BOTH, on=lambda v: 0 * v.hat)
_wrong("weights_exchanged", "rho and 1 - rho have changed places in front of the logarithms", WAY,
       on=lambda v: (1 - v.p) * torch.log(v.p / v.hat), off=lambda v: v.p * torch.log((1 - v.p) / (1 - v.hat)))
_wrong("weights_missing", "rho and 1 - rho are missing in front of the logarithms", WAY,
       on=lambda v: torch.log(v.p / v.hat), off=lambda v: torch.log((1 - v.p) / (1 - v.hat)))
_wrong("off_weight_missing", "1 - rho is missing in front of the second logarithm", WAY,
       off=lambda v: torch.log((1 - v.p) / (1 - v.hat)))
_wrong("rho_in_front_of_both", "rho stands in front of both logarithms", WAY,
       off=lambda v: v.p * torch.log((1 - v.p) / (1 - v.hat)))
_wrong("cross_entropy", "it is the cross-entropy: rho has no logarithm of its own", ZERO,
       on=lambda v: -v.p * torch.log(v.hat), off=lambda v: -(1 - v.p) * torch.log(1 - v.hat))
_wrong("off_by_hat", "the second logarithm has the unit's chance where 1 less it belongs", BOTH,
       off=lambda v: (1 - v.p) * torch.log((1 - v.p) / v.hat))
_wrong("off_by_rho", "the second logarithm has rho above the line, where 1 - rho belongs", BOTH,
       off=lambda v: (1 - v.p) * torch.log(v.p / (1 - v.hat)))
_wrong("rho_exchanged", "1 - rho is taken for rho: most units should be on", "Should a unit be on or off most of the "
       "time?", p=lambda v: 1 - v.rho)
_wrong("averaged_over_units", "the units are averaged, not added", SUM, total=lambda v: v.each.mean())
_wrong("divided_by_samples", "the sum is divided by the number of samples", SUM,
       total=lambda v: v.each.sum() / len(v.H))
_wrong("times_samples", "the sum is multiplied by the number of samples", SUM, total=lambda v: v.each.sum() * len(v.H))
_wrong("largest_unit", "the largest penalty of a unit is returned", SUM, total=lambda v: v.each.max())
_wrong("in_bits", "the logarithms are those of base 2", LOG, log=lambda v: torch.log2)
_wrong("base_ten", "the logarithms are those of base 10", LOG, log=lambda v: torch.log10)
_wrong("log_plus_one", "the logarithm is taken of 1 plus the ratio", LOG, log=lambda v: torch.log1p)
_wrong("squared_differences", "the squared differences of the means from rho are added", OTHER,
       each=lambda v: (v.hat - v.p) ** 2)
_wrong("absolute_differences", "the distances of the means from rho are added", OTHER,
       each=lambda v: (v.hat - v.p).abs())
_wrong("means_added", "the means themselves are added, as a penalty on size does", OTHER, each=lambda v: v.hat)
_wrong("entries_added", "all entries are added, as a penalty on size does", OTHER, total=lambda v: v.H.sum())
_wrong("units_counted", "an entry above one half counts as on, and their share is compared", "Is a unit of 0.4 off "
       "altogether?", hat=lambda v: (v.H > 0.5).double().mean(0).clamp(1e-6, 1 - 1e-6))
_wrong("small_number_added", "a small number is added to the means, which counts where a unit is nearly off", EDGE,
       hat=lambda v: v.H.mean(0) + 1e-6)
_wrong("means_cut", "the means are cut at 0.001 and 0.999", EDGE, hat=lambda v: v.H.mean(0).clamp(0.001, 0.999))
_wrong("absolute_parts", "the absolute values of both parts are added", "Which of the two parts is negative "
       "when the unit is on too often?", each=lambda v: v.on.abs() + v.off.abs())
_wrong("above_rho_alone", "only units with a mean above rho count", ZERO, each=lambda v: (v.on + v.off) * (v.hat > v.p))
_wrong("for_each_unit", "the penalty of each unit is returned, not their sum", ONE, result=lambda v: v.each)
_wrong("with_an_axis", "the sum has an axis, of length 1", ONE, result=lambda v: v.total[None])
_wrong("with_means", "the means come back too", ONE, result=lambda v: (v.total, v.hat))
_wrong("means_alone", "the means come back, not a penalty", ONE, result=lambda v: v.hat)
_wrong("rounded", "the penalty is rounded to four decimals", "How many digits are compared?",
       result=lambda v: v.total.round(decimals=4))
_wrong("in_float32", "the result is float32", DTYPE, result=lambda v: v.total.float())
_wrong("through_float32", "the means go through float32", "In which of your lines does the dtype change?",
       hat=lambda v: v.H.mean(0).float().double())

OFTEN = {
    "mean_of_all_for_each": Mistake("every unit gets the mean of all entries", UNIT, {
        "hat": lambda v: v.H.mean().expand(v.H.shape[1])}),
    "first_sample": Mistake("the first sample stands for all", UNIT, {"hat": lambda v: v.H[0]}),
    "only_on": Mistake("the side of being off is missing", BOTH, {"off": lambda v: 0 * v.hat}),
    "in_bits": Mistake("the logarithms are those of base 2", LOG, {"log": lambda v: torch.log2}),
    "averaged_over_units": Mistake("the units are averaged", SUM, {"total": lambda v: v.each.mean()}),
    "rho_exchanged": Mistake("1 - rho is taken for rho", "Should a unit be on or off most of the time?", {
        "p": lambda v: 1 - v.rho}),
}
for _name, _two in in_pairs(OFTEN, {("mean_of_all_for_each", "averaged_over_units")}):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)
_wrong("other_way_averaged", "two things: the divergence goes the other way, and the units are averaged",
       f"{WAY} {SUM}",
       on=lambda v: v.hat * torch.log(v.hat / v.p), off=lambda v: (1 - v.hat) * torch.log((1 - v.hat) / (1 - v.p)),
       total=lambda v: v.each.mean())


EXERCISE = task.declared()
