"""Exercise: an unbiased gradient from a mini-batch."""

from __future__ import annotations

import math
from dataclasses import replace

import torch
from torch import Tensor

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.draw import Draw, case
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.stepping import Paths
from dlcourse.classroom.task import Task
from dlcourse.optim import batches


def reference(per_sample, idx: Tensor, m: int) -> Tensor:
    """The package's estimate of the gradient of the sum of m losses."""
    return batches.minibatch_gradient(per_sample(idx), torch.arange(len(idx)), m)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def batch(label: str, gradients: Tensor, idx: Tensor) -> Case:
        few = gradients.numel() <= 24
        listed = gradients.mul(1000).round().div(1000).tolist() if few else "the gradients of the samples"
        per_sample = Callback(lambda i: gradients[i], (None,), (torch.int64,), budget=1000, name="per_sample",
                              formula=f"i -> entry i of {listed}")
        return case(label, per_sample=per_sample, idx=idx, m=len(gradients))

    return [
        batch("8 samples with the gradients 1 to 8, two of them drawn",
              torch.arange(1.0, 9.0, dtype=torch.float64)[:, None], torch.tensor([1, 4])),
        batch("12 samples, 3 drawn, a gradient of 2 entries", 1 + draw.normal(12, 2), draw.permutation(12)[:3]),
        batch("7 samples, one drawn", 1 + draw.normal(7, 3), draw.permutation(7)[:1]),
        batch("20 samples, 6 drawn, parameters in a matrix", 1 + draw.normal(20, 2, 3), draw.permutation(20)[:6]),
        batch("6 samples, 4 drawn, one of them twice", 1 + draw.normal(6, 2), torch.tensor([5, 2, 5, 0])),
        batch("5 samples, all drawn", 1 + draw.normal(5, 2), draw.permutation(5)),
        batch("as many samples drawn as entries in a gradient", 1 + draw.normal(9, 3), draw.permutation(9)[:3]),
        batch("a single number as parameter", 1 + draw.normal(10), draw.permutation(10)[:4]),
    ]


def drive(answer, per_sample: Callback, idx: Tensor, m: int) -> Tensor | str:
    """The estimate, or a sentence where samples outside the batch were asked for."""
    asked = set()

    def noted(i: Tensor) -> Tensor:
        asked.update(i.flatten().tolist())
        return per_sample.function(i)

    estimate = answer(replace(per_sample, function=noted), idx, m)
    others = sorted(asked - set(idx.tolist()))
    if not others:
        return estimate
    return f"You ask per_sample for samples that are not in idx: {', '.join(map(str, others))}."


task = Task(
    key="minibatch_grad", title="An unbiased gradient from a mini-batch", points=1, difficulty=1, minutes=10,
    objective="estimate the gradient of a summed loss from a mini-batch without bias",
    reference=reference, cases=cases, drive=drive, compare=Paths(1e-10, each=""), facts=("N09-06", "N09-08"),
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


# The factor.


@task.wrong("You add up the batch and stop. With 8 samples whose gradients are all 1, the full gradient is 8, and a "
            "batch of 2 gives you 2. Which share of the sum does a batch see on average?",
            short="the sum over the batch is not scaled up")
def plain_sum(per_sample, idx, m):
    return per_sample(idx).sum(0)


@task.wrong("You return a typical gradient of one sample. With 8 samples whose gradients are all 1, you give 1, but "
            "the loss is the sum over the samples, with the gradient 8. How many such gradients does the sum hold?",
            short="the batch mean stands for the gradient of the sum")
def batch_mean(per_sample, idx, m):
    return per_sample(idx).mean(0)


@task.wrong("Your factor makes a small batch smaller still: with 8 gradients of 1 and a batch of 2 you give 0.5, where "
            "the full gradient is 8. Should the batch be scaled up or down?", short="the factor is upside down")
def factor_upside_down(per_sample, idx, m):
    return len(idx) / m * per_sample(idx).sum(0)


@task.wrong("Your result is too small by the size of the batch. With 8 gradients of 1 and a batch of 2 you give 4 "
            "instead of 8, and with a batch of 1 you are right. How often is the batch averaged?",
            short="the batch size divides twice")
def scaled_twice(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).mean(0)


@task.wrong("Your estimate grows with the batch: with 8 gradients of 1, a batch of 2 gives you 16 and a batch of 4 "
            "gives you 32. What should twice the batch change on average?",
            short="the sum is multiplied by m and never divided by the batch size")
def sum_times_m(per_sample, idx, m):
    return m * per_sample(idx).sum(0)


@task.wrong("You divide the sum over the batch by all samples. With 8 gradients of 1 and a batch of 2 you give 2/8, "
            "where the full gradient is 8. Does a batch show you too much of the sum or too little?",
            short="the sum is divided by m")
def sum_over_m(per_sample, idx, m):
    return per_sample(idx).sum(0) / m


@task.wrong("Your factor is 2, whatever m and B are. That fits 4 samples and batches of 2. With 8 gradients of 1 and a "
            "batch of 2 you give 4, but the full gradient is 8. What should the factor depend on?",
            short="the factor of the example is used everywhere")
def factor_of_the_example(per_sample, idx, m):
    return 2 * per_sample(idx).sum(0)


@task.wrong("Your factor is 4/3, whatever m and B are. That fits 4 samples and batches of 3. With 8 gradients of 1 and "
            "a batch of 2 you give 8/3, but the full gradient is 8. What should the factor depend on?",
            short="the factor of the paper question is used everywhere")
def factor_of_the_question(per_sample, idx, m):
    return 4 / 3 * per_sample(idx).sum(0)


@task.wrong("Your factor is the size of the batch. For 4 samples and batches of 2 that fits by chance. With 8 "
            "gradients of 1 and a batch of 2 you give 4 instead of 8. Should a larger batch get a larger factor?",
            short="the factor is the batch size")
def times_the_batch_size(per_sample, idx, m):
    return len(idx) * per_sample(idx).sum(0)


@task.wrong("Your factor is a whole number, rounded down. With 3 gradients of 1 and a batch of 2 you give 2, but the "
            "full gradient is 3. By how much must the sum over 2 of 3 samples grow?",
            short="the factor is rounded down to a whole number")
def rounded_down(per_sample, idx, m):
    return m // len(idx) * per_sample(idx).sum(0)


@task.wrong("Your factor is a whole number, rounded up, like a count of batches. With 3 gradients of 1 and a batch of "
            "2 you give 4, but the full gradient is 3. By how much must the sum over 2 of 3 samples grow?",
            short="the factor is rounded up to a whole number")
def rounded_up(per_sample, idx, m):
    return -(-m // len(idx)) * per_sample(idx).sum(0)


@task.wrong("Your factor is m - B. For 4 samples and batches of 2 that fits by chance. With 8 gradients of 1 and a "
            "batch of 2 you give 12 instead of 8. How many times does a batch of 2 fit into 8 samples?",
            short="the factor is m - B")
def samples_not_drawn(per_sample, idx, m):
    return (m - len(idx)) * per_sample(idx).sum(0)


@task.wrong("You divide by one less than the batch size, at least by 1, as for a variance. With 4 gradients of 1 and a "
            "batch of 3 you give 6, but the full gradient is 4. How many gradients are in your sum?",
            short="the divisor is one less than the batch size")
def one_degree_less(per_sample, idx, m):
    return m / max(1, len(idx) - 1) * per_sample(idx).sum(0)


@task.wrong("You divide by one less than the batch size, as for a variance: a batch of 1 gives inf. With 4 gradients "
            "of 1 and a batch of 3 you give 6, but the full gradient is 4. How many gradients are in your sum?",
            short="the divisor is one less than the batch size, even for one sample")
def degrees_of_freedom(per_sample, idx, m):
    return m * per_sample(idx).sum(0) / torch.tensor(len(idx) - 1)


@task.wrong("You divide by one less than the batch size and stop for a batch of 1. With 4 gradients of 1 and a batch "
            "of 3 you give 6, but the full gradient is 4. How many gradients are in your sum?",
            short="the divisor is one less than the batch size, and a batch of one stops it")
def degrees_of_freedom_stop(per_sample, idx, m):
    return m / (len(idx) - 1) * per_sample(idx).sum(0)


@task.wrong("Your factor is one sample short: with 8 gradients of 1 and a batch of 2 you give 7, but the full gradient "
            "is 8. How many samples does the loss add up?", short="the factor counts one sample less than m")
def one_sample_less(per_sample, idx, m):
    return (m - 1) / len(idx) * per_sample(idx).sum(0)


@task.wrong("Your factor grows too slowly. With 8 gradients of 1 a batch of 2 gives you 4, and only a batch of 8 is "
            "right. A quarter of the samples shows a quarter of this sum. What takes you back to the whole?",
            short="a root is taken of the factor")
def root_of_the_factor(per_sample, idx, m):
    return (m / len(idx)) ** 0.5 * per_sample(idx).sum(0)


@task.wrong("You divide by the number of entries in a gradient, not by the size of the batch. With 8 gradients (1, 1) "
            "and a batch of 4 you give (16, 16), but the full gradient is (8, 8). Which axis of per_sample(idx) counts "
            "the samples?", short="the last axis counts as the batch")
def entries_for_the_batch_size(per_sample, idx, m):
    g = per_sample(idx)
    return m / g.shape[-1] * g.sum(0)


@task.wrong("You divide by the count of all numbers in the batch. With 8 gradients (1, 1) and a batch of 2 you give "
            "(4, 4), but the full gradient is (8, 8). How many samples does the batch hold?",
            short="all numbers of the batch are counted as samples")
def numbers_for_the_batch_size(per_sample, idx, m):
    g = per_sample(idx)
    return m * g.sum(0) / g.numel()


# Which samples.


@task.wrong("You ask per_sample for samples outside idx: with m = 8 and idx = (1, 4) you also ask for 0, 2, 3, 5, 6 "
            "and 7. That costs four times as much as the batch. Which samples are you given?",
            short="gradients of all samples are asked for")
def whole_set(per_sample, idx, m):
    return per_sample(torch.arange(m)).sum(0)


@task.wrong("You ask for the first samples, not for those in idx: for idx = (1, 4) you ask per_sample for 0. What is "
            "the difference between a place in idx and the number that stands there?",
            short="places in the batch are taken for numbers of samples")
def first_samples(per_sample, idx, m):
    return m / len(idx) * per_sample(torch.arange(len(idx))).sum(0)


@task.wrong("per_sample refuses what you hand it in every case. It takes one argument, an int64 tensor, such as idx or "
            "idx[0]. A Python number such as 4 is none. What do you call it with?",
            short="per_sample gets something else than an int64 tensor")
def python_numbers(per_sample, idx, m):
    return m / len(idx) * sum(per_sample(i) for i in idx.tolist())


@task.wrong("A sample that was drawn twice counts once with you, and the batch is one smaller. With the gradients 1 "
            "and 3 and idx = (0, 0, 1) you give 4. How many gradients does the sum over this batch hold?",
            short="a sample drawn twice counts once")
def twice_drawn_counts_once(per_sample, idx, m):
    idx = idx.unique()
    return m / len(idx) * per_sample(idx).sum(0)


@task.wrong("A sample that was drawn twice is added only once, though the batch size counts it twice. With the "
            "gradients 1 and 3 and idx = (0, 0, 1) you give 8/3. How often should the gradient 1 be in the sum?",
            short="a sample drawn twice is added once")
def twice_drawn_added_once(per_sample, idx, m):
    return m / len(idx) * per_sample(idx.unique()).sum(0)


@task.wrong("A sample that was drawn twice is added twice, but your batch size counts it once. With the gradients 1 "
            "and 3 and idx = (0, 0, 1) you give 5. How many draws does the batch hold?",
            short="a sample drawn twice is left out of the batch size")
def twice_drawn_not_in_the_size(per_sample, idx, m):
    return m / len(idx.unique()) * per_sample(idx).sum(0)


@task.wrong("Only the last sample of the batch counts. With the gradients 1 and 3, both drawn in this order, you give "
            "3, but their sum is 4. What happened to the gradient 1?", short="only the last sample is in the sum")
def only_the_last(per_sample, idx, m):
    return m / len(idx) * per_sample(idx)[-1]


@task.wrong("Only the first sample of the batch counts. With the gradients 1 and 3, both drawn in this order, you give "
            "1, but their sum is 4. When does the gradient 3 come in?", short="only the first sample is in the sum")
def only_the_first(per_sample, idx, m):
    return m / len(idx) * per_sample(idx)[0]


@task.wrong("You take the last sample as typical of all. With the gradients 1 and 3, both drawn in this order, you "
            "give 2 · 3 = 6, but the full gradient is 4. What do the other samples of the batch tell you?",
            short="the last sample stands for all")
def last_times_m(per_sample, idx, m):
    return m * per_sample(idx)[-1]


@task.wrong("You take the first sample as typical of all. With the gradients 1 and 3, both drawn in this order, you "
            "give 2 · 1 = 2, but the full gradient is 4. What do the other samples of the batch tell you?",
            short="the first sample stands for all")
def first_times_m(per_sample, idx, m):
    return m * per_sample(idx)[0]


@task.wrong("You return the gradient of the last sample as it is. With the gradients 1 and 3, both drawn in this "
            "order, you give 3, and with 8 gradients of 1 you give 1. Which sum should your result estimate?",
            short="the last sample's gradient is returned as it is")
def last_alone(per_sample, idx, m):
    return per_sample(idx)[-1]


@task.wrong("You return the gradient of the first sample as it is. With the gradients 1 and 3, both drawn in this "
            "order, you give 1, and with 8 gradients of 1 you give 1. Which sum should your result estimate?",
            short="the first sample's gradient is returned as it is")
def first_alone(per_sample, idx, m):
    return per_sample(idx)[0]


@task.wrong("The first sample of the batch is left out of your sum. With the gradients 1, 3 and 5, all drawn in this "
            "order, you give 8 instead of 9. At which place does the batch begin?",
            short="the first sample is left out")
def without_the_first(per_sample, idx, m):
    return m / len(idx) * per_sample(idx)[1:].sum(0)


@task.wrong("The last sample of the batch is left out of your sum. With the gradients 1, 3 and 5, all drawn in this "
            "order, you give 4 instead of 9. At which place does the batch end?", short="the last sample is left out")
def without_the_last(per_sample, idx, m):
    return m / len(idx) * per_sample(idx)[:-1].sum(0)


# Which axis.


@task.wrong("Your result holds one row for each sample of the batch. With 4 gradients of 1 and a batch of 2 you give "
            "(2, 2), but the full gradient is one number, 4. Which axis should disappear?",
            short="the rows of the batch are not added up")
def rows_kept(per_sample, idx, m):
    return m / len(idx) * per_sample(idx)


@task.wrong("You return the gradients of the batch as they come, one in each row. With 4 gradients of 1 and a batch "
            "of 2 you give (1, 1), but the full gradient is one number, 4. How do the rows become one estimate?",
            short="the gradients are returned as they come")
def rows_as_they_come(per_sample, idx, m):
    return per_sample(idx)


@task.wrong("You add up everything, the entries of a gradient too. With 2 samples of gradient (1, 5), both drawn, you "
            "give 12, but the full gradient is (2, 10). Which axis counts the samples?",
            short="the entries of a gradient are added up too")
def everything_added(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).sum()


@task.wrong("Two things come together. You add up the entries of a gradient too, and your result grows with the "
            "batch. With 2 samples of gradient (1, 5) you give 24 for both and 12 for one. Which axis counts the "
            "samples?", short="the entries of a gradient are added up too, and the batch size is missing")
def everything_times_m(per_sample, idx, m):
    return m * per_sample(idx).sum()


@task.wrong("Two things come together. You add up the entries of a gradient too, and nothing scales the batch up. "
            "With 4 samples of gradient (1, 5) and a batch of 2 you give 12 instead of (4, 20). Which axis counts the "
            "samples?", short="the entries of a gradient are added up too, and the sum is not scaled")
def everything_plainly(per_sample, idx, m):
    return per_sample(idx).sum()


@task.wrong("You average over everything, the entries of a gradient too. With 2 samples of gradient (1, 5), both "
            "drawn, you give 6, but the full gradient is (2, 10). Which axis counts the samples?",
            short="the entries of a gradient are averaged too")
def mean_of_everything(per_sample, idx, m):
    return m * per_sample(idx).mean()


@task.wrong("Your sum runs over the last axis, which holds the entries of a gradient. With 2 samples of gradient (1, "
            "5), both drawn, you give (6, 6), but the full gradient is (2, 10). Which axis counts the samples?",
            short="the sum runs over the last axis")
def along_the_last_axis(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).sum(-1)


@task.wrong("You take the mean along the last axis, which holds the entries of a gradient. With 2 samples of gradient "
            "(1, 5), both drawn, you give (6, 6), but the full gradient is (2, 10). Which axis counts the samples?",
            short="the mean runs along the last axis")
def mean_along_the_last_axis(per_sample, idx, m):
    return m * per_sample(idx).mean(-1)


@task.wrong("Two things come together. You average over everything, the entries of a gradient too, and nothing scales "
            "the batch up. With 2 samples of gradient (1, 5), both drawn, you give 3, but the full gradient is (2, "
            "10). Which axis counts the samples?", short="everything is averaged, and the mean is not scaled")
def mean_of_everything_alone(per_sample, idx, m):
    return per_sample(idx).mean()


@task.wrong("Two things come together. You add up the entries of a gradient too, and you average over the batch. With "
            "4 samples of gradient (1, 5), all drawn, you give 6 instead of (4, 20). Which axis counts the samples?",
            short="the entries of a gradient are added up too, and the batch mean is not scaled")
def everything_over_the_batch(per_sample, idx, m):
    return per_sample(idx).sum() / len(idx)


@task.wrong("Your sum runs over axis 1, and for a single number as parameter there is none. With 2 samples of gradient "
            "(1, 5), both drawn, you give (6, 6), but the full gradient is (2, 10). What does axis 0 count?",
            short="the sum runs over axis 1")
def along_axis_one(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).sum(1)


# Two at once, and a part of the samples.


@task.wrong("Two things come together. The batch size divides twice, and an axis of length 1 is left over. With 8 "
            "gradients (1, 1) and a batch of 2 you give ((4, 4),) instead of (8, 8). Which call keeps that axis?",
            short="the batch size divides twice, and an axis of length one is left over")
def scaled_twice_in_a_row(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).mean(0, keepdim=True)


@task.wrong("Your estimate stands only for the samples that were not drawn. With 8 gradients of 1 and a batch of 2 "
            "you give 6, and with all 8 drawn you give 0. Which samples does the full gradient add up?",
            short="the estimate stands only for the samples that were not drawn")
def unseen_alone(per_sample, idx, m):
    return (m - len(idx)) * per_sample(idx).mean(0)


@task.wrong("Your divisor is the number of possible batches. With 4 gradients of 1 and a batch of 2 there are 6 of "
            "them, and you give 4 · 2/6, but the full gradient is 4. How many batches is your sum made of?",
            short="the divisor is the number of possible batches")
def over_the_possible_batches(per_sample, idx, m):
    return m * per_sample(idx).sum(0) / math.comb(m, len(idx))


@task.wrong("You divide the sum over the batch by the number of possible batches. With 4 gradients of 1 and a batch "
            "of 2 there are 6, and you give 2/6, but the full gradient is 4. Is the sum too large or too small?",
            short="the sum is divided by the number of possible batches")
def sum_over_the_possible_batches(per_sample, idx, m):
    return per_sample(idx).sum(0) / math.comb(m, len(idx))


@task.wrong("Your result is too small by the number of possible batches. With 4 gradients of 1 and a batch of 2 there "
            "are 6 of them, and you give 4/6. If all 6 estimates together have the average 4, how large is each?",
            short="the right estimate is divided by the number of possible batches")
def estimate_shared_out(per_sample, idx, m):
    return m * per_sample(idx).mean(0) / math.comb(m, len(idx))


@task.wrong("Your factor is the number of possible batches. With 4 gradients of 1 and a batch of 2 there are 6 of "
            "them, and you give 12, but the full gradient is 4. How many times does a batch of 2 fit into 4 samples?",
            short="the factor is the number of possible batches")
def times_the_possible_batches(per_sample, idx, m):
    return math.comb(m, len(idx)) * per_sample(idx).sum(0)


@task.wrong("Your factor is m - B + 1, which fits B = 1 and B = m. With 4 gradients of 1 and a batch of 2 you give 6 "
            "instead of 4. How many times does a batch of 2 fit into 4 samples?",
            short="the factor is m - B + 1")
def places_for_the_batch(per_sample, idx, m):
    return (m - len(idx) + 1) * per_sample(idx).sum(0)


@task.wrong("Two things: a sample that was drawn twice counts once, and your factor is m - B + 1. With 4 gradients of "
            "1 and idx = (0, 0, 1) you give 3 · 2. How many gradients does the sum over this batch hold?",
            short="a sample drawn twice counts once, and the factor is m - B + 1")
def places_for_the_different_samples(per_sample, idx, m):
    idx = idx.unique()
    return (m - len(idx) + 1) * per_sample(idx).sum(0)


@task.wrong("Two things: a sample that was drawn twice is added once, and nothing scales the sum up. With 8 gradients "
            "of 1 and idx = (0, 0, 1) you give 2. How many gradients does the sum over this batch hold?",
            short="a sample drawn twice is added once, and the sum is not scaled up")
def plain_sum_of_different_samples(per_sample, idx, m):
    return per_sample(idx.unique()).sum(0)


@task.wrong("Two things: a sample that was drawn twice is added once, and the sum is multiplied by m. With 8 "
            "gradients of 1 and idx = (0, 0, 1) you give 16 instead of 8. What should divide the sum?",
            short="a sample drawn twice is added once, and the sum is multiplied by m")
def different_samples_times_m(per_sample, idx, m):
    return m * per_sample(idx.unique()).sum(0)


@task.wrong("Two things: a sample that was drawn twice counts once, and you return a mean. With 8 gradients of 1 and "
            "any batch you give 1 instead of 8. How many such gradients does the loss add up?",
            short="a sample drawn twice counts once, and the batch mean stands for the gradient of the sum")
def mean_of_different_samples(per_sample, idx, m):
    return per_sample(idx.unique()).mean(0)


@task.wrong("Axes of length 1 are gone before you average. With 2 samples and a batch of one, whose gradient is (1, "
            "5), you give 2 · 3 instead of (2, 10). Over which axis does your mean run there?",
            short="axes of length one are removed before the mean")
def squeezed_before_the_mean(per_sample, idx, m):
    return m * per_sample(idx).squeeze().mean(0)


@task.wrong("Axes of length 1 are gone before you add up. With 2 samples and a batch of one, whose gradient is (1, "
            "5), you give 2 · 6 instead of (2, 10). Over which axis does your sum run there?",
            short="axes of length one are removed before the sum")
def squeezed_before_the_sum(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).squeeze().sum(0)


@task.wrong("Two things: the first sample is left out of your sum, and the factor is upside down. With m = 4 and the "
            "drawn gradients 1 and 3 you give 1.5, not 8. Should the estimate be shorter or longer than the sum?",
            short="the first sample is left out, and the factor is upside down")
def without_the_first_upside_down(per_sample, idx, m):
    return per_sample(idx)[1:].sum(0) * len(idx) / m


@task.wrong("Two things: the last sample is left out of your sum, and the factor is upside down. With m = 4 and the "
            "drawn gradients 1 and 3 you give 0.5, not 8. Should the estimate be shorter or longer than the sum?",
            short="the last sample is left out, and the factor is upside down")
def without_the_last_upside_down(per_sample, idx, m):
    return per_sample(idx)[:-1].sum(0) * len(idx) / m


@task.wrong("Two things: the first sample is left out of your sum, and the sum is not scaled up. With m = 4 and the "
            "drawn gradients 1 and 3 you give 3, not 8. How many samples does each drawn one stand for?",
            short="the first sample is left out, and the sum is not scaled up")
def without_the_first_unscaled(per_sample, idx, m):
    return per_sample(idx)[1:].sum(0)


@task.wrong("At most two samples of the batch are in your sum, but B counts all. With three gradients of 1, all "
            "drawn, you give 2, not 3. Which rows of per_sample(idx) belong to the batch?",
            short="only the first two samples are in the sum")
def first_two_in_the_sum(per_sample, idx, m):
    return per_sample(idx)[:2].sum(0) * m / len(idx)


@task.wrong("You take the first two samples of the batch as typical of all. With the gradients 1, 1 and 4, all drawn, "
            "you give 3, not 6. Which rows of per_sample(idx) belong to the batch?",
            short="the first two samples stand for all")
def first_two_stand_for_all(per_sample, idx, m):
    return per_sample(idx)[:2].mean(0) * m


@task.wrong("Your factor is rounded to a whole number: with m = 20 and B = 6 it is 3, not 3.33. How many samples does "
            "each drawn one stand for, exactly?",
            short="the factor is rounded to a whole number")
def rounded_factor(per_sample, idx, m):
    return per_sample(idx).sum(0) * round(m / len(idx))


@task.wrong("You take the gradient in the middle for the mean one. With the gradients 1, 2 and 6, all drawn, you give "
            "6, not 9. What of the 6 is left in your result?",
            short="the median stands for the mean")
def median_times_m(per_sample, idx, m):
    return per_sample(idx).median(0).values * m


@task.wrong("Your factor is (m - 1)/(B - 1): a batch of 1 gives inf. With 4 gradients of 1 and a batch of 3 you give "
            "4.5, but the full gradient is 4. How many gradients are in each of the two sums?",
            short="m and the batch size are both one short, even for one sample")
def both_one_short(per_sample, idx, m):
    return (m - 1) * per_sample(idx).sum(0) / torch.tensor(len(idx) - 1)


@task.wrong("Your factor is (m - 1)/(B - 1): a batch of 1 stops it. With 4 gradients of 1 and a batch of 3 you give "
            "4.5, but the full gradient is 4. How many gradients are in each of the two sums?",
            short="m and the batch size are both one short, and a batch of one stops it")
def both_one_short_stop(per_sample, idx, m):
    return (m - 1) / (len(idx) - 1) * per_sample(idx).sum(0)


@task.wrong("Your factor is (m - 1)/(B - 1), with at least 1 below. With 4 gradients of 1 and a batch of 3 you give "
            "4.5, but the full gradient is 4. How many gradients are in each of the two sums?",
            short="m and the batch size are both one short")
def both_one_short_softened(per_sample, idx, m):
    return (m - 1) / max(1, len(idx) - 1) * per_sample(idx).sum(0)


@task.wrong("Your sum is multiplied by m/B again after every sample: with 8 gradients of 1 and a batch of 2 you give "
            "(1·4 + 1)·4 = 20, but the full gradient is 8. How often should the factor come in?",
            short="the factor comes in after every sample")
def scaled_after_every_sample(per_sample, idx, m):
    total = 0
    for i in idx:
        total = (total + per_sample(i)) * m / len(idx)
    return total


@task.wrong("Your sum is multiplied by m again after every sample: with 8 gradients of 1 and a batch of 2 you give "
            "(1·8 + 1)·8/2 = 36, but the full gradient is 8. How often should m come in?",
            short="m comes in after every sample")
def m_after_every_sample(per_sample, idx, m):
    total = 0
    for i in idx:
        total = (total + per_sample(i)) * m
    return total / len(idx)


@task.wrong("Your sum is divided by B again after every sample: with 8 gradients of 1 and a batch of 2 you give "
            "(1/2 + 1)/2·8 = 6, but the full gradient is 8. How often should B come in?",
            short="the batch size divides after every sample")
def divided_after_every_sample(per_sample, idx, m):
    total = 0
    for i in idx:
        total = (total + per_sample(i)) / len(idx)
    return m * total


@task.wrong("Your factor is m - B, unless all samples are drawn. With 8 gradients of 1 and a batch of 2 you give 12 "
            "instead of 8. How many times does a batch of 2 fit into 8 samples?",
            short="the factor is m - B, unless all are drawn")
def samples_not_drawn_or_all(per_sample, idx, m):
    return (m - len(idx) or 1) * per_sample(idx).sum(0)


@task.wrong("Two things: the factor counts one sample less than m, and a sample drawn twice is added once. With 3 "
            "gradients of 1 and idx = (0, 0) you give 1, not 3. How often does each number count?",
            short="the factor counts one sample less than m, and a sample drawn twice is added once")
def one_sample_less_twice_drawn_added_once(per_sample, idx, m):
    return (m - 1) / len(idx) * per_sample(idx.unique()).sum(0)


@task.wrong("Your mean runs along axis 1, and for a single number as parameter there is none. With 2 samples of "
            "gradient (1, 5), both drawn, you give (6, 6), but the full gradient is (2, 10). What does axis 0 count?",
            short="the mean runs along axis 1")
def mean_along_axis_one(per_sample, idx, m):
    return m * per_sample(idx).mean(1)


@task.wrong("Your factor is the batch size over the number of possible batches. With 4 gradients of 1 and a batch of "
            "2 there are 6 batches, and you give 2·2/6 = 0.67, not 4. In how many of these 6 is one sample drawn?",
            short="the factor is the batch size over the number of possible batches")
def sum_over_batches_per_place(per_sample, idx, m):
    return len(idx) / math.comb(m, len(idx)) * per_sample(idx).sum(0)


@task.wrong("You add 1 for every sample that was not drawn. With 4 gradients of 3 and a batch of 2 you give 6 + 2 = "
            "8, not 12. What does the batch say about the samples that it does not hold?",
            short="1 is added for every sample that was not drawn")
def one_for_every_other_sample(per_sample, idx, m):
    return per_sample(idx).sum(0) + (m - len(idx))


@task.wrong("You add the mean of the batch to its sum once, as if one sample were missing. With 4 gradients of 3 and "
            "a batch of 2 you give 6 + 3 = 9, not 12. How many samples are missing?",
            short="the mean is added to the sum once")
def mean_added_once(per_sample, idx, m):
    g = per_sample(idx)
    return g.sum(0) + g.mean(0)


@task.wrong("Two things: you add up the entries of a gradient, and your factor is upside down. With 4 gradients of "
            "(1, 5) and a batch of 2 you give 12·2/4 = 6, where (4, 20) is wanted. Which axis counts the samples?",
            short="the entries of a gradient are added up too, and the factor is upside down")
def everything_added_upside_down(per_sample, idx, m):
    return len(idx) / m * per_sample(idx).sum()


@task.wrong("Two things: the batch size divides twice, and the factor is rounded down. With 5 gradients of 1 and a "
            "batch of 2 you give 1·2 = 2, not 5. How often does a batch of 2 fit into 5 samples?",
            short="the batch mean is multiplied by m over B, rounded down")
def mean_times_whole_factor(per_sample, idx, m):
    return m // len(idx) * per_sample(idx).mean(0)


@task.wrong("You multiply the sum by the batch size where you should divide. With 4 gradients of 1 and a batch of 2 "
            "you give 2·2·4 = 16, not 4. Should the factor be large or small for a large batch?",
            short="the sum is multiplied by B and by m")
def mean_times_the_batch_size_and_m(per_sample, idx, m):
    return m * len(idx) * per_sample(idx).sum(0)


@task.wrong("You apply your factor twice. With 8 gradients of 1 and a batch of 2 you give 2·4·4 = 32, not 8. How many "
            "times does a batch of 2 fit into 8 samples?",
            short="the factor is applied twice")
def square_of_the_factor(per_sample, idx, m):
    return (m / len(idx))**2 * per_sample(idx).sum(0)


@task.wrong("You take the sizes of the gradients. With the gradients 3 and -1, both drawn, you give 4, but the full "
            "gradient is 2. What should happen where two samples pull in opposite directions?",
            short="the gradients come in without their signs")
def sizes_added(per_sample, idx, m):
    return m / len(idx) * per_sample(idx).abs().sum(0)


EXERCISE = task.declared()
