"""Exercise: one gradient from several micro-batches."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def micro_batches(label: str, sizes: list[int], *shape: int) -> Case:
        return case(label, grad_means=1 + draw.normal(len(sizes), *shape), sizes=torch.tensor(sizes))

    return [
        case("two micro-batches of 2 and 1 samples", grad_means=numbers([1], [4]), sizes=torch.tensor([2, 1])),
        micro_batches("three micro-batches of the same size", [4, 4, 4], 2),
        micro_batches("the last one is shorter", [8, 8, 3], 2),
        micro_batches("as many micro-batches as entries in a gradient", [8, 8, 3], 3),
        micro_batches("parameters in a matrix, sizes all different", [5, 2, 7, 1], 2, 3),
        micro_batches("a single micro-batch", [6], 4),
    ]


task = Task(
    key="accumulate", title="One gradient from several micro-batches", points=1, difficulty=1, minutes=10,
    objective="combine mean gradients of micro-batches of unequal size",
    reference="dlcourse.optim.batches:accumulate", cases=cases, facts=("N09-07",),
    hints=(
        "A mean times the number of its samples is a sum. What do the sums of all micro-batches add up to?",
        "Sizes 2 and 1, means 1 and 4: the sums are 2 and 4, together 6, over 3 samples. What is the mean?",
        "for g, n in zip(grad_means, sizes): total = total + ____ * g; then return total / ____",
    ),
)


@task.solution
def accumulate(grad_means, sizes):
    total = torch.zeros_like(grad_means[0])
    for g, n in zip(grad_means, sizes):
        total = total + n * g       # step: the sum over the samples, size times mean for each micro-batch
    return total / sizes.sum()      # step: the division by the number of samples


@task.right
def sample_by_sample(grad_means, sizes):
    total, samples = torch.zeros_like(grad_means[0]), 0
    for g, n in zip(grad_means, sizes.tolist()):
        for _ in range(n):
            total = total + g       # step: one sample's gradient, with its micro-batch's mean in its place
            samples = samples + 1   # step: the count of the samples
    return total / samples          # step: the mean over all samples


@task.right
def by_shares(grad_means, sizes):
    shares = sizes.to(grad_means.dtype) / sizes.sum()
    return torch.tensordot(shares, grad_means, dims=1)


def _weights(sizes: Tensor, means: Tensor) -> Tensor:
    """The sizes along the first axis of the means."""
    return sizes.double().reshape(-1, *[1] * (means.ndim - 1))


@task.wrong("Every micro-batch counts the same with you. Two samples with the mean gradient 1 and one sample with 4 "
            "give you 2.5; the three samples 1, 1, 4 have the mean 2. How many samples stand behind each of the two "
            "means?")
def mean_of_means(grad_means, sizes):
    return grad_means.mean(0)


@task.wrong("You add the means: with micro-batches of 2 and 1 samples and the means 1 and 4 you give 5, more than any "
            "single sample's gradient. What should a mean of 1, 1, 4 lie between?")
def sum_of_means(grad_means, sizes):
    return grad_means.sum(0)


@task.wrong("Your weights are right, the divisor is not: for the samples 1, 1 and 4 in two micro-batches you give 6 / "
            "2 = 3. What is the 6 a sum over?")
def divided_by_batches(grad_means, sizes):
    return (_weights(sizes, grad_means) * grad_means).sum(0) / len(sizes)


@task.wrong("You give the sum over all samples: for the samples 1, 1 and 4 that is 6. How many samples share it?")
def never_divided(grad_means, sizes):
    return (_weights(sizes, grad_means) * grad_means).sum(0)


@task.wrong("You treat every micro-batch as if it had the size of the first. With sizes 2 and 1 and the means 1 and 4 "
            "you count the 4 twice and give 10 / 3. How many samples does the second one hold?")
def all_like_the_first(grad_means, sizes):
    return sizes[0] * grad_means.sum(0) / sizes.sum()


@task.wrong("Your sizes line up with the entries of a gradient, not with the micro-batches. For sizes (2, 1) and the "
            "means (1, 1) and (4, 4) you give (3.33, 1.67), though both columns are the same. Which axis of grad_means "
            "counts the micro-batches?")
def along_the_wrong_axis(grad_means, sizes):
    return (sizes * grad_means).sum(0) / sizes.sum()


@task.wrong("A small micro-batch weighs more with you than a large one: sizes 2 and 1 with the means 1 and 4 give 3. "
            "For the samples 1, 1 and 4, which of the two means should pull harder?")
def small_ones_weigh_more(grad_means, sizes):
    return (grad_means / _weights(sizes, grad_means)).sum(0) / (1 / sizes).sum()


EXERCISE = task.declared()
