"""Exercise: a softmax along axis 0 over the classes that a mask keeps; the twin of log_softmax."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(z: Tensor, keep: Tensor) -> Tensor:
    """Probabilities along axis 0 over the kept entries, 0 elsewhere; each column keeps at least one."""
    lowest = torch.full_like(z, -math.inf)
    top = torch.where(keep, z, lowest).amax(0, keepdim=True)
    powers = torch.where(keep, z - top, lowest).exp()
    return powers / powers.sum(0, keepdim=True)


def cases(rng: torch.Generator) -> list[Case]:
    """The simplest first; then masks, sizes and columns that tell wrong answers apart."""

    def normal(*shape: int) -> Tensor:
        return 2 * torch.randn(*shape, generator=rng, dtype=torch.float64)

    def case(label: str, z, keep) -> Case:
        return Case(label, {"z": torch.as_tensor(z, dtype=torch.float64), "keep": torch.as_tensor(keep)})

    yes, no = True, False
    return [
        case("three classes, the last one masked", [0.0, math.log(3), 5.0], [yes, yes, no]),
        case("three classes in each of two columns, nothing masked", normal(3, 2), torch.ones(3, 2, dtype=torch.bool)),
        case("four classes in each of three columns", normal(4, 3),
             [[yes, no, yes], [no, yes, yes], [yes, yes, no], [yes, no, yes]]),
        case("large logits", [[1000.0, -1000.0], [1001.0, -1002.0], [999.0, -1001.0]],
             [[yes, yes], [yes, yes], [no, yes]]),
        case("the masked logit is by far the largest", [2000.0, 0.0, 1.0], [no, yes, yes]),
    ]


# --- wrong answers that students give: each runs, and each gets a message of its own ---


def _over(z: Tensor, keep: Tensor, top: Tensor, dim: int = 0) -> Tensor:
    powers = torch.where(keep, z - top, torch.full_like(z, -math.inf)).exp()
    return powers / powers.sum(dim, keepdim=True)


def _kept(z: Tensor, keep: Tensor) -> Tensor:
    return torch.where(keep, z, torch.full_like(z, -math.inf))


task = Task(
    key="softmax_masked", points=2, difficulty=2, minutes=15,
    title="Softmax over the classes that a mask keeps",
    objective="compute probabilities without overflow when some classes are ruled out",
    reference=reference,
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
    lowest = torch.full_like(z, -math.inf)
    top = torch.where(keep, z, lowest).amax(0, keepdim=True)
    powers = torch.where(keep, z - top, lowest).exp()
    return powers / powers.sum(0, keepdim=True)


@task.wrong("Right for small logits, nan for the kept logits (1000, 1001): exp(1000) is stored as inf. Which "
            "number could you take off both without changing their probabilities?")
def not_shifted(z, keep):
    return _over(z, keep, torch.zeros_like(z))


@task.wrong("For the logits (2000, 0, 1) with the first masked you take 2000 off the other two; both powers are "
            "then 0, and 0/0 is nan. Which of the three logits may set the shift?")
def maximum_of_masked_too(z, keep):
    return _over(z, keep, z.amax(0, keepdim=True))


@task.wrong("All columns share one shift. Beside a column of 1000 the column (-1000, -1002) is shifted to about "
            "-2000, all its powers are 0, and you give nan. On which columns should a column depend?")
def one_maximum_for_all(z, keep):
    return _over(z, keep, _kept(z, keep).max())


@task.wrong("You spread the probability over all classes and then strike some out: for the logits (0, 0) with the "
            "second masked you give (0.5, 0). What should the kept entries of a column add up to?")
def masked_afterwards(z, keep):
    return reference(z, torch.ones_like(keep)) * keep


@task.wrong("A masked logit becomes 0, and exp(0) is 1: for the logits (0, 5) with the second masked you give "
            "(0.5, 0.5). Which logit would have the power 0?")
def logit_set_to_zero(z, keep):
    return reference(z * keep, torch.ones_like(keep))


@task.wrong("The mask changes nothing in your result: for the logits (0, 0) with the second masked you give (0.5, "
            "0.5). How probable is a class that was ruled out?")
def mask_ignored(z, keep):
    return reference(z, torch.ones_like(keep))


@task.wrong("For the logits (0, 5) with `keep` = (True, False) you give (0, 1): the class that should stay gets "
            "nothing. What does True say about a class?")
def mask_turned_round(z, keep):
    return _over(z, ~keep, _kept(z, ~keep).amax(0, keepdim=True))


@task.wrong("Your rows add up to 1, your columns do not: two classes in rows, three samples in columns, all logits "
            "0, and you give 1/3 everywhere. Along which axis do the classes lie here?")
def along_the_last_axis(z, keep):
    return _over(z, keep, _kept(z, keep).amax(-1, keepdim=True), -1)


@task.wrong("All columns share one total: two columns of logits (0, 0) give you 0.25 four times. Over which "
            "entries should the probabilities add up to 1?")
def one_total_for_all(z, keep):
    powers = (_kept(z, keep) - _kept(z, keep).max()).exp()
    return powers / powers.sum()


# --- right answers in other styles: all must pass ---


@task.right
def by_filling(z, keep):
    open_ = z.masked_fill(~keep, -math.inf)
    powers = (open_ - open_.amax(0, keepdim=True)).exp()
    return powers / powers.sum(0, keepdim=True)


@task.right
def column_by_column(z, keep):
    columns = z.reshape(z.shape[0], -1)
    result = torch.zeros_like(columns)
    for j, mask in enumerate(keep.reshape(z.shape[0], -1).T):
        kept = columns[mask, j]
        powers = (kept - kept.max()).exp()
        result[mask, j] = powers / powers.sum()
    return result.reshape(z.shape)


@task.right
def by_differences(z, keep):
    gaps = z.unsqueeze(0) - z.unsqueeze(1)  # (C, C, ...): entry [c, k] is z_k - z_c
    totals = (gaps.exp() * keep.unsqueeze(0)).nan_to_num(posinf=math.inf).sum(1)
    return torch.where(keep, 1 / totals, torch.zeros_like(z))


EXERCISE = task.declared()
