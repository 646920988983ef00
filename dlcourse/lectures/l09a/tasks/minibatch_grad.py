"""Exercise: an unbiased gradient from a mini-batch."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task
from dlcourse.optim import batches


def reference(per_sample, idx: Tensor, m: int) -> Tensor:
    """The package's estimate of the gradient of the sum of m losses."""
    return batches.minibatch_gradient(per_sample(idx), torch.arange(len(idx)), m)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def batch(label: str, gradients: Tensor, idx: Tensor) -> Case:
        per_sample = Callback(lambda i: gradients[i], (None,), (torch.int64,), budget=1000, name="per_sample")
        return case(label, per_sample=per_sample, idx=idx, m=len(gradients))

    return [
        batch("8 samples with the gradients 1 to 8, two of them drawn",
              torch.arange(1.0, 9.0, dtype=torch.float64)[:, None], torch.tensor([1, 4])),
        batch("12 samples, 3 drawn, a gradient of 2 entries", 1 + draw.normal(12, 2), draw.permutation(12)[:3]),
        batch("7 samples, one drawn", 1 + draw.normal(7, 3), draw.permutation(7)[:1]),
        batch("20 samples, 5 drawn, parameters in a matrix", 1 + draw.normal(20, 2, 3), draw.permutation(20)[:5]),
        batch("6 samples, 4 drawn, one of them twice", 1 + draw.normal(6, 2), torch.tensor([5, 2, 5, 0])),
        batch("5 samples, all drawn", 1 + draw.normal(5, 2), draw.permutation(5)),
    ]


task = Task(
    key="minibatch_grad", title="An unbiased gradient from a mini-batch", points=1, difficulty=1, minutes=10,
    objective="estimate the gradient of a summed loss from a mini-batch without bias",
    reference=reference, cases=cases, facts=("N09-06", "N09-08"),
    hints=(
        "Suppose that every sample had the same gradient. What would the full gradient be, and what would your batch "
        "add up to?",
        "Gradients 1, 2, 3, 6 and batches of 2: the six possible batches add up to 3, 4, 7, 5, 8, 9, on average 6. The "
        "full gradient is 12. Which factor repairs that?",
        "g = per_sample(idx).sum(dim=0); return (____ / ____) * g",
    ),
)


@task.solution
def minibatch_grad(per_sample, idx, m):
    B = len(idx)                        # step: the size of the batch
    g = per_sample(idx).sum(dim=0)      # step: the sum over the batch, (B, ...) -> (...)
    return m / B * g                    # step: the scaling from the batch to all m samples


@task.right
def sample_by_sample(per_sample, idx, m):
    share = len(idx) / m                # step: the share of the samples that the batch holds
    total = 0
    for i in idx:
        g = per_sample(i)               # step: the gradient of one sample
        total = total + g               # step: the sum over the batch
    return total / share                # step: the scaling from the batch to all samples


@task.right
def as_m_means(per_sample, idx, m):
    return m * per_sample(idx).mean(dim=0)


@task.wrong("You add up the batch and stop. With 8 samples whose gradients are all 1, the full gradient is 8, and a "
            "batch of 2 gives you 2. Which share of the sum does a batch see on average?")
def plain_sum(per_sample, idx, m):
    return per_sample(idx).sum(0)


@task.wrong("You return a typical gradient of one sample. With 8 samples whose gradients are all 1, you give 1, but "
            "the loss is the sum over the samples, with the gradient 8. How many such gradients does the sum hold?")
def batch_mean(per_sample, idx, m):
    return per_sample(idx).mean(0)


@task.wrong("Your factor makes a small batch smaller still: with 8 gradients of 1 and a batch of 2 you give 0.5, where "
            "the full gradient is 8. Should the batch be scaled up or down?")
def factor_upside_down(per_sample, idx, m):
    return len(idx) / m * per_sample(idx).sum(0)


@task.wrong("You divide by the batch size twice. With 8 gradients of 1 and a batch of 2 you give 4 instead of 8, and "
            "with a batch of 1 you are right. Which of your lines averages already?")
def scaled_twice(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).mean(0)


@task.wrong("You visit all samples and ignore idx. That is exact, but for 8 samples it costs 8 gradients where a batch "
            "of 2 costs 2. Which samples may you look at?")
def whole_set(per_sample, idx, m):
    return per_sample(torch.arange(m)).sum(0)


@task.wrong("Your estimate grows with the batch: with 8 gradients of 1, a batch of 2 gives you 16 and a batch of 4 "
            "gives you 32. What should twice the batch change on average?")
def sum_times_m(per_sample, idx, m):
    return m * per_sample(idx).sum(0)


EXERCISE = task.declared()
