"""Exercise: a softmax along axis 0 over the classes that a mask keeps; the twin of log_softmax."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    """The simplest first; then masks, sizes and columns that tell wrong answers apart."""
    draw = Draw(rng)
    yes, no = True, False
    return [
        case("three classes, the last one masked", z=numbers(0, math.log(3), 5), keep=torch.tensor([yes, yes, no])),
        case("three classes in each of two columns, nothing masked", z=2 * draw.normal(3, 2),
             keep=torch.ones(3, 2, dtype=torch.bool)),
        case("four classes in each of three columns", z=2 * draw.normal(4, 3),
             keep=torch.tensor([[yes, no, yes], [no, yes, yes], [yes, yes, no], [yes, no, yes]])),
        case("large logits", z=numbers([1000, -1000], [1001, -1002], [999, -1001]),
             keep=torch.tensor([[yes, yes], [yes, yes], [no, yes]])),
        case("the masked logit is by far the largest", z=numbers(2000, 0, 1), keep=torch.tensor([no, yes, yes])),
    ]


task = Task(
    key="softmax_masked", title="Softmax over the classes that a mask keeps", points=2, difficulty=2, minutes=15,
    objective="compute probabilities without overflow when some classes are ruled out",
    cases=cases,
    forbids=("torch.log_softmax", "torch.softmax", "torch.logsumexp", "torch.logaddexp", "torch.logcumsumexp",
             ".log_softmax", ".softmax", ".logsumexp", ".logaddexp", ".logcumsumexp",
             "aten::_log_softmax", "aten::_softmax", "aten::_safe_softmax", "aten::logsumexp", "aten::logaddexp",
             "aten::_logcumsumexp", "aten::logcumsumexp"),
    hints=(
        "What would the logit of a class have to be for its power to be exactly 0?",
        "For the kept logits (1000, 1001) take 1001 off both: exp(-1) + exp(0) = 1.3679, and the probabilities are "
        "0.2689 and 0.7311. From which logits do you pick the number to take off when a third one is masked?",
        "open_ = z.masked_fill(~keep, ____); powers = (open_ - open_.amax(dim=____, keepdim=True)).exp()",
    ),
)


@task.solution
def softmax_masked(z, keep):
    kept = z.masked_fill(~keep, -math.inf)      # step: the logits, where a masked one has the power 0
    top = kept.amax(dim=0, keepdim=True)        # step: the largest kept logit of each column
    powers = (kept - top).exp()                 # step: the powers of the shifted logits
    return powers / powers.sum(dim=0, keepdim=True)     # step: the division by each column's total


@task.right
def by_filling(z, keep):
    tops = torch.where(keep, z, -math.inf).amax(0).expand_as(z)
    powers = torch.zeros_like(z)
    powers[keep] = (z[keep] - tops[keep]).exp()
    return powers / powers.sum(0)


@task.right
def class_by_class(z, keep):
    result = torch.zeros_like(z).reshape(len(z), -1)            # (C, B), also for one sample
    for j, (column, mask) in enumerate(zip(z.reshape(len(z), -1).mT, keep.reshape(len(z), -1).mT)):
        top = max(z_c for z_c, k in zip(column, mask) if k)     # step: the largest kept logit of one column
        total = 0.0
        for c in range(len(z)):
            if mask[c]:                                         # step: the classes that the mask keeps
                shifted = column[c] - top                       # step: the shift of one logit
                result[c, j] = shifted.exp()                    # step: the power of one class
                total = total + result[c, j]                    # step: the total of one column
        result[:, j] = result[:, j] / total                     # step: the division by the column's total
    return result.reshape(z.shape)


@task.right
def by_differences(z, keep):
    gaps = z.unsqueeze(0) - z.unsqueeze(1)  # (C, C, ...): entry [c, k] is z_k - z_c
    totals = (gaps.exp() * keep.unsqueeze(0)).nan_to_num(posinf=math.inf).sum(1)
    return torch.where(keep, 1 / totals, torch.zeros_like(z))


def _kept(z: Tensor, keep: Tensor) -> Tensor:
    return z.masked_fill(~keep, -math.inf)


def _shifted_by(top: Tensor, z: Tensor, keep: Tensor, dim: int = 0) -> Tensor:
    powers = (_kept(z, keep) - top).exp()
    return powers / powers.sum(dim, keepdim=True)


@task.wrong("Right for small logits, nan for the kept logits (1000, 1001): exp(1000) is stored as inf. Which number "
            "could you take off both without changing their probabilities?")
def not_shifted(z, keep):
    return _shifted_by(torch.zeros_like(z), z, keep)


@task.wrong("For the logits (2000, 0, 1) with the first masked you take 2000 off the other two; both powers are then "
            "0, and 0/0 is nan. Which of the three logits may set the shift?")
def maximum_of_masked_too(z, keep):
    return _shifted_by(z.amax(0, keepdim=True), z, keep)


@task.wrong("All columns share one shift. Beside a column of 1000 the column (-1000, -1002) is shifted to about -2000, "
            "all its powers are 0, and you give nan. On which columns should a column depend?")
def one_maximum_for_all(z, keep):
    return _shifted_by(_kept(z, keep).max(), z, keep)


@task.wrong("You spread the probability over all classes and then strike some out: for the logits (0, 0) with the "
            "second masked you give (0.5, 0). What should the kept entries of a column add up to?")
def masked_afterwards(z, keep):
    return softmax_masked(z, torch.ones_like(keep)) * keep


@task.wrong("A masked logit becomes 0, and exp(0) is 1: for the logits (0, 5) with the second masked you give (0.5, "
            "0.5). Which logit would have the power 0?")
def logit_set_to_zero(z, keep):
    return softmax_masked(z * keep, torch.ones_like(keep))


@task.wrong("The mask changes nothing in your result: for the logits (0, 0) with the second masked you give (0.5, "
            "0.5). How probable is a class that was ruled out?")
def mask_ignored(z, keep):
    return softmax_masked(z, torch.ones_like(keep))


@task.wrong("For the logits (0, 5) with `keep` = (True, False) you give (0, 1): the class that should stay gets "
            "nothing. What does True say about a class?")
def mask_turned_round(z, keep):
    return softmax_masked(z, ~keep)


@task.wrong("Your rows add up to 1, your columns do not: two classes in rows, three samples in columns, all logits 0, "
            "and you give 1/3 everywhere. Along which axis do the classes lie here?")
def along_the_last_axis(z, keep):
    return _shifted_by(_kept(z, keep).amax(-1, keepdim=True), z, keep, dim=-1)


@task.wrong("All columns share one total: two columns of logits (0, 0) give you 0.25 four times. Over which entries "
            "should the probabilities add up to 1?")
def one_total_for_all(z, keep):
    powers = (_kept(z, keep) - _kept(z, keep).max()).exp()
    return powers / powers.sum()


EXERCISE = task.declared()
