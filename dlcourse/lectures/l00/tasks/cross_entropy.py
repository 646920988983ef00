"""Exercise: the cross-entropy of two distributions."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def reference(p: Tensor, q: Tensor) -> float:
    """The package's cross-entropy, as a number."""
    return float(losses.cross_entropy_of(p, q))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(*weights: float) -> Tensor:
        """A random distribution; a weight of 0 stays 0."""
        parts = numbers(weights) * draw.uniform(0.5, 1.5, len(weights))
        return parts / parts.sum()

    same = some(1, 3, 6)
    return [
        case("a fair coin, and a model that expects heads", p=numbers(0.5, 0.5), q=some(9, 1)),
        case("three classes", p=some(6, 3, 1), q=some(1, 2, 4)),
        case("the model is right", p=same, q=same.clone()),
        case("a class that never happens, but has some probability in the model", p=some(2, 0, 1), q=some(1, 1, 3)),
        case("a class that neither happens nor is expected", p=some(5, 1, 0, 2), q=some(1, 2, 0, 3)),
        case("a class that happens although the model rules it out", p=some(1, 3, 2), q=some(2, 1, 0)),
    ]


task = Task(
    key="cross_entropy", title="The cross-entropy of two distributions", points=1, difficulty=1, minutes=10,
    objective="measure how badly a model's probabilities fit what happens",
    reference=reference, cases=cases, facts=("N00-21", "N04-04"),
    hints=(
        "A class to which the model gives the probability q_i surprises it by -log(q_i) when it comes up. How often "
        "does that happen?",
        "For p = (0.5, 0.5) and q = (0.9, 0.1) the surprises are 0.105 and 2.303, and each comes up half of the time: "
        "1.204. What is the result for p = (1, 0) and q = (0.9, 0.1)?",
        "happens = p > 0; return -(____[happens] * torch.log(____[happens])).sum()",
    ),
)


@task.solution
def cross_entropy(p, q):
    happens = p > 0                             # step: the classes that happen
    surprise = -torch.log(q[happens])           # step: the surprise at each of them
    return (p[happens] * surprise).sum()        # step: the average, each weighted by how often it happens


@task.right
def term_by_term(p, q):
    total = torch.zeros((), dtype=p.dtype)
    for p_i, q_i in zip(p, q):
        log_q = q_i.log()                           # step: the logarithm of what the model expects
        surprise = -log_q                           # step: the surprise at one class
        term = p_i * surprise                       # step: the surprise times how often the class happens
        total = total + (term if p_i > 0 else 0)    # step: the sum over the classes that happen
    return total


@task.right
def by_xlogy(p, q):
    return -torch.special.xlogy(p, q).sum()


@task.wrong("Your result is 1.4427 times too large, in every case: for p = (0.5, 0.5) and q = (0.5, 0.5) it is 1 where "
            "0.6931 is expected. In which unit do you count, and to which base is your logarithm?")
def in_bits(p, q):
    return -torch.special.xlogy(p, q).sum() / math.log(2)


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give 1 where 0.6931 is expected, and for p = q = (1, 0) "
            "you give nan. To which base is your logarithm, and what does it make of 0?")
def in_bits_with_nan(p, q):
    return -(p * torch.log2(q)).sum()


@task.wrong("You average over the model instead of over what happens: for p = (0.5, 0.5) and q = (0.9, 0.1) you give "
            "0.6931, whatever q is. Which of p and q says how often a class really comes up?")
def exchanged(p, q):
    return -torch.special.xlogy(q, p).sum()


@task.wrong("For p = (0.5, 0.5) and q = (0.9, 0.1) you give 0.6931, whatever q is, and where p holds a 0 you give inf "
            "or nan. Of which of the two do we want the logarithm, and under which the average?")
def exchanged_with_nan(p, q):
    return -(q * torch.log(p)).sum()


@task.wrong("Right as long as every class has some probability; for p = q = (1, 0) you give nan, since 0 times -inf is "
            "no number. How much should a class count that never happens?")
def nan_at_zero(p, q):
    return -(p * torch.log(q)).sum()


@task.wrong("Your result has the wrong sign: for p = q = (0.5, 0.5) it is -0.6931. Of numbers between 0 and 1, which "
            "sign has the logarithm, and which should a cost have?")
def sign_missing(p, q):
    return torch.special.xlogy(p, q).sum()


@task.wrong("Two things at once: for p = q = (0.5, 0.5) you give -0.6931, and for p = q = (1, 0) nan. Which sign "
            "should a cost have, and what should a class count that never happens?")
def sign_missing_with_nan(p, q):
    return (p * torch.log(q)).sum()


@task.wrong("You add a small number to q, and so a model that rules out what happens gets away with 27.6: p = (0, 1) "
            "and q = (1, 0). How surprised should it be by something it called impossible?")
def softened(p, q):
    return -(p * torch.log(q + 1e-12)).sum()


@task.wrong("You divide by the number of classes: for p = q = (0.5, 0.5) you give 0.3466. The p already add up to 1. "
            "What is left to divide by?")
def over_all_classes(p, q):
    return -torch.special.xlogy(p, q).mean()


@task.wrong("You add the surprises of all classes alike: for p = (0.9, 0.1) and q = (0.9, 0.1) that is 0.105 + 2.303 = "
            "2.408, and it would be the same for p = (0.1, 0.9). How often does each surprise happen?")
def unweighted(p, q):
    return -torch.log(q[p > 0]).sum()


@task.wrong("When the model is right you give 0: p = q = (0.5, 0.5). You have subtracted the surprise that even the "
            "best model has. How large is that for a fair coin?")
def divergence(p, q):
    return (torch.special.xlogy(p, p) - torch.special.xlogy(p, q)).sum()


EXERCISE = task.declared()
