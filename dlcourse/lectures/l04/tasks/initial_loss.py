"""Exercise: the loss before training."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(C: int, counts: Tensor | None) -> float:
    """The package's log C, or the entropy of the class frequencies."""
    return losses.initial_loss(C) if counts is None else float(losses.entropy(counts / counts.sum()))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    some = [draw.whole(5, 19) for _ in range(4)]
    with_gap = [0 if c == 2 else draw.whole(3, 29) for c in range(6)]
    return [
        case("two classes, equal logits", C=2, counts=None),
        case("ten classes, equal logits", C=10, counts=None),
        case("many classes, equal logits", C=draw.whole(20, 999), counts=None),
        case("two classes, 30 samples to 10", C=2, counts=numbers(30, 10)),
        case("five classes", C=5, counts=numbers(*some, draw.whole(40, 59))),
        case("six classes, one without a sample", C=6, counts=numbers(with_gap)),
    ]


task = Task(
    key="initial_loss", title="The loss before training", points=1, difficulty=1, minutes=10,
    objective="say which loss an untrained classifier should start with",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N04-13",),
    hints=(
        "The loss of a sample depends on the probability of its own class alone. Which probability is that when all C "
        "logits are equal?",
        "For counts = (30, 10) the probabilities are 3/4 and 1/4. 30 samples pay log(4/3) = 0.288, 10 pay log 4 = "
        "1.386. What is the mean over the 40?",
        "if counts is None: return math.log(____); p = counts[counts > 0] / ____; return -(____ * torch.log(p)).sum()",
    ),
)


@task.solution
def initial_loss(C, counts):
    if counts is None:
        return math.log(C)                      # step: the loss of equal shares
    p = counts[counts > 0] / counts.sum()       # step: the share of each class that occurs
    return -(p * torch.log(p)).sum()            # step: the average surprise


@task.right
def class_by_class(C, counts):
    numbers = [1] * C if counts is None else [n for n in counts.tolist() if n]  # step: the counts that occur
    total = sum(numbers)                        # step: the number of samples
    loss = 0.0
    for n in numbers:
        share = n / total                       # step: the share of one class
        surprise = -math.log(share)             # step: the loss of each of its samples
        loss = loss + share * surprise          # step: the average over the samples
    return loss


@task.right
def by_logits(C, counts):
    n = torch.ones(C, dtype=torch.float64) if counts is None else counts
    log_p = torch.log_softmax(n.log(), dim=0)
    return torch.where(n > 0, -n * log_p, torch.zeros_like(n)).sum() / n.sum()


def _shares(counts: Tensor) -> Tensor:
    return counts[counts > 0] / counts.sum()


def _entropy(counts: Tensor) -> float:
    p = _shares(counts)
    return float(-(p * p.log()).sum())


@task.wrong("You take the logarithm to base 2: for two classes you give 1. The loss is measured in nats. What is the "
            "natural logarithm of 2?")
def base_two(C, counts):
    return (math.log(C) if counts is None else _entropy(counts)) / math.log(2)


@task.wrong("For equal logits you return the probability: 0.1 for ten classes. Which loss does a sample pay whose own "
            "class has the probability 0.1?")
def one_over_C(C, counts):
    return 1 / C if counts is None else _entropy(counts)


@task.wrong("You add up over the classes: for two of them you give 1.39. Each sample has one label. How many of its "
            "log-probabilities enter its loss?")
def added_over_classes(C, counts):
    return C * math.log(C) if counts is None else _entropy(counts)


@task.wrong("Your loss is negative: -0.69 for two classes. A logarithm of 1/2 is negative too. Which sign makes a "
            "surprise cost something?")
def sign_lost(C, counts):
    return -math.log(C) if counts is None else -_entropy(counts)


@task.wrong("You return log C whether counts are given or not: for 30 samples to 10 you give 0.693. With b = "
            "log(counts) the classes have the probabilities 3/4 and 1/4. What do 30 samples of the first and 10 of the "
            "second pay on average?")
def counts_ignored(C, counts):
    return math.log(C)


@task.wrong("You average over the classes: for 30 samples to 10 you give (0.288 + 1.386)/2 = 0.837. How many of the 40 "
            "samples pay 0.288, and how many pay 1.386?")
def every_class_alike(C, counts):
    return math.log(C) if counts is None else float(-_shares(counts).log().mean())


@task.wrong("You ask only the most frequent class: for 30 samples to 10 you give 0.288. What do the other 10 samples "
            "pay?")
def only_the_largest(C, counts):
    return math.log(C) if counts is None else float(-_shares(counts).max().log())


@task.wrong("You add up over the samples: for 30 to 10 you give 22.5, for 3 to 1 you give 2.25. The loss is a mean. "
            "What should it change that every sample comes ten times?")
def added_over_samples(C, counts):
    return math.log(C) if counts is None else float(counts.sum()) * _entropy(counts)


@task.wrong("A class without samples makes you return nan: 0 times log 0. Which samples pay for that class?")
def log_of_zero(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return float(-(p * p.log()).sum())


EXERCISE = task.declared()
