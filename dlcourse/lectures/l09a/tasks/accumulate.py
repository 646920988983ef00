"""Exercise: one gradient from several micro-batches."""

from __future__ import annotations

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
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
        micro_batches("the last one is shorter, and all are large", [300, 300, 44], 2),
        micro_batches("as many micro-batches as entries in a gradient", [8, 8, 3], 3),
        micro_batches("parameters in a matrix, sizes all different", [5, 2, 7, 1], 2, 3),
        micro_batches("a single micro-batch", [6], 4),
        micro_batches("a single number as parameter", [3, 5, 4, 2]),
    ]


task = Task(
    key="accumulate", title="One gradient from several micro-batches", points=1, difficulty=1, minutes=10,
    objective="combine mean gradients of micro-batches of unequal size",
    reference="dlcourse.optim.batches:accumulate", cases=cases, compare=close(1e-10), facts=("N09-07",),
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


def _sums(sizes: Tensor, means: Tensor) -> Tensor:
    """The sum of the gradients in each micro-batch."""
    return _weights(sizes, means) * means


# The weights.


@task.wrong("Every micro-batch counts the same with you. Two samples with the mean gradient 1 and one sample with 4 "
            "give you 2.5; the three samples 1, 1, 4 have the mean 2. How many samples stand behind each of the two "
            "means?", short="every micro-batch counts the same")
def mean_of_means(grad_means, sizes):
    return grad_means.mean(0)


@task.wrong("You add the means: with micro-batches of 2 and 1 samples and the means 1 and 4 you give 5, more than any "
            "single sample's gradient. What should a mean of 1, 1, 4 lie between?",
            short="the means are added up as they are")
def sum_of_means(grad_means, sizes):
    return grad_means.sum(0)


@task.wrong("You divide the means by the number of all samples, as if they were sums. With the sizes 2 and 1 and the "
            "means 1 and 4 you give (1 + 4)/3. What is the sum of the two samples behind the mean 1?",
            short="the means are taken for sums")
def means_taken_for_sums(grad_means, sizes):
    return grad_means.sum(0) / sizes.sum()


@task.wrong("You treat every micro-batch as if it had the size of the first. With sizes 2 and 1 and the means 1 and 4 "
            "you count the 4 twice and give 10/3. How many samples does the second one hold?",
            short="every micro-batch gets the first one's size")
def all_like_the_first(grad_means, sizes):
    return sizes[0] * grad_means.sum(0) / sizes.sum()


@task.wrong("You treat every micro-batch as if it had the size of the last. With sizes 2 and 1 and the means 1 and 4 "
            "you count the 1 only once and give 5/3. How many samples does the first one hold?",
            short="every micro-batch gets the last one's size")
def all_like_the_last(grad_means, sizes):
    return sizes[-1] * grad_means.sum(0) / sizes.sum()


@task.wrong("A small micro-batch weighs more with you than a large one: sizes 2 and 1 with the means 1 and 4 give 3. "
            "For the samples 1, 1 and 4, which of the two means should pull harder?",
            short="small micro-batches weigh more")
def small_ones_weigh_more(grad_means, sizes):
    return (grad_means / _weights(sizes, grad_means)).sum(0) / (1 / sizes.double()).sum()


@task.wrong("You divide each mean by its size once more. With the sizes 2 and 1 and the means 1 and 4 you give 1/2 + "
            "4. Is a mean already divided by the number of its samples?",
            short="each mean is divided by its size again")
def divided_by_each_size(grad_means, sizes):
    return (grad_means / _weights(sizes, grad_means)).sum(0)


@task.wrong("Your average moves half of the way to each new micro-batch. With sizes of 1 and the means 2, 2, 8 you "
            "give 5, but the mean is 4. What share should the third of three equal parts have?",
            short="each new micro-batch gets half of the weight")
def half_way_each_time(grad_means, sizes):
    average = grad_means[0]
    for g in grad_means[1:]:
        average = (average + g) / 2
    return average


@task.wrong("Your average starts at 0 and moves half of the way to each micro-batch. A single micro-batch with the "
            "mean 4 gives you 2. What should a mean of only one part be?",
            short="the average starts at 0 and moves half of the way each time")
def half_way_from_zero(grad_means, sizes):
    average = torch.zeros_like(grad_means[0])
    for g in grad_means:
        average = (average + g) / 2
    return average


@task.wrong("Your weights are whole numbers: 2 of 3 samples become the weight 0, so that only a single micro-batch "
            "comes out right. What is 2 // 3, and what is 2 / 3?", short="the shares are rounded down to whole numbers")
def whole_shares(grad_means, sizes):
    return _sums(sizes // sizes.sum(), grad_means).sum(0)


# The divisor.


@task.wrong("Your weights are right, the divisor is not: for the samples 1, 1 and 4 in two micro-batches you give 6/2 "
            "= 3. What is the 6 a sum over?", short="the divisor is the number of micro-batches")
def divided_by_batches(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / len(sizes)


@task.wrong("You give the sum over all samples: for the samples 1, 1 and 4 that is 6. How many samples share it?",
            short="the sum over all samples is never divided")
def never_divided(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0)


@task.wrong("You divide by more than the number of samples: for the samples 1, 1 and 4 in two micro-batches you give "
            "6/3/2 = 1. Which division has no job left?", short="the number of micro-batches divides once more")
def divided_twice(grad_means, sizes):
    return _sums(sizes, grad_means).mean(0) / sizes.sum()


@task.wrong("You divide by the largest size. With the sizes 1 and 2 and the means 4 and 1 you give 6/2 = 3. How many "
            "samples are behind the sum 6?", short="the divisor is the largest size")
def divided_by_the_largest(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / sizes.max()


@task.wrong("You divide by the size of the first micro-batch. With the sizes 2 and 1 and the means 1 and 4 you give "
            "6/2 = 3. How many samples are behind the sum 6?", short="the divisor is the first size")
def divided_by_the_first(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / sizes[0]


@task.wrong("You divide by the size of the last micro-batch. With the sizes 2 and 1 and the means 1 and 4 you give 6/1 "
            "= 6. How many samples are behind the sum 6?", short="the divisor is the last size")
def divided_by_the_last(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / sizes[-1]


@task.wrong("You count as if every micro-batch were as full as the first: for the samples 1, 1 and 4 in micro-batches "
            "of 2 and 1 you give 6/4. How many samples are there really?",
            short="the divisor counts every micro-batch as full as the first")
def as_if_full_like_the_first(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / (len(sizes) * sizes[0])


@task.wrong("You count as if every micro-batch were as full as the largest: for the sizes 1 and 2 and the means 4 and "
            "1 you give 6/4. How many samples are there really?",
            short="the divisor counts every micro-batch as full as the largest")
def as_if_full_like_the_largest(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / (len(sizes) * sizes.max())


# Which micro-batches.


@task.wrong("Only the last micro-batch is in your sum: with the sizes 2 and 1 and the means 1 and 4 you give 4/3. What "
            "happened to the two samples with the gradient 1?", short="only the last micro-batch is in the sum")
def only_the_last(grad_means, sizes):
    return sizes[-1] * grad_means[-1] / sizes.sum()


@task.wrong("Only the first micro-batch is in your sum: with the sizes 2 and 1 and the means 1 and 4 you give 2/3. "
            "When does the sample with the gradient 4 come in?", short="only the first micro-batch is in the sum")
def only_the_first(grad_means, sizes):
    return sizes[0] * grad_means[0] / sizes.sum()


@task.wrong("You return the mean of the last micro-batch: with the means 1 and 4 you give 4, whatever the others are. "
            "Which samples does this mean not know?", short="the last mean is returned as it is")
def last_mean_alone(grad_means, sizes):
    return grad_means[-1]


@task.wrong("You return the mean of the first micro-batch: with the means 1 and 4 you give 1, whatever the others are. "
            "Which samples does this mean not know?", short="the first mean is returned as it is")
def first_mean_alone(grad_means, sizes):
    return grad_means[0]


@task.wrong("The first micro-batch is missing in your sum, but its samples are counted. With the sizes 2, 1, 1 and the "
            "means 1, 4, 2 you give 6/4 instead of 8/4. At which place does your sum begin?",
            short="the first micro-batch is left out of the sum")
def without_the_first(grad_means, sizes):
    return _sums(sizes, grad_means)[1:].sum(0) / sizes.sum()


@task.wrong("The last micro-batch is missing in your sum, but its samples are counted. With the sizes 2, 1, 1 and the "
            "means 1, 4, 2 you give 6/4 instead of 8/4. At which place does your sum end?",
            short="the last micro-batch is left out of the sum")
def without_the_last(grad_means, sizes):
    return _sums(sizes, grad_means)[:-1].sum(0) / sizes.sum()


# The axes.


@task.wrong("Your sizes line up with the entries of a gradient, not with the micro-batches. For sizes (2, 1) and the "
            "means (1, 1) and (4, 4) you give (3.33, 1.67), though both columns are the same. Which axis of grad_means "
            "counts the micro-batches?", short="the sizes line up with the entries of a gradient")
def along_the_wrong_axis(grad_means, sizes):
    return (sizes * grad_means).sum(0) / sizes.sum()


@task.wrong("Your sizes fit only where a gradient is a vector. With parameters in a matrix, sizes of shape (4, 1) do "
            "not line up with means of shape (4, 2, 3). How many axes must follow the first one there?",
            short="the sizes get exactly one further axis")
def vectors_only(grad_means, sizes):
    return (sizes[:, None] * grad_means).sum(0) / sizes.sum()


@task.wrong("Your product fits vectors and single numbers, but stops for parameters in a matrix: sizes of shape (4,) "
            "against means of shape (4, 2, 3). Which axis of the means does your product try to match with the sizes?",
            short="the product of sizes and means stops where a gradient is a matrix")
def matrix_product(grad_means, sizes):
    return sizes.double() @ grad_means / sizes.sum()


@task.wrong("You add up the entries of a gradient too. For two samples in one micro-batch with the mean (1, 5) you "
            "give 6, but the mean is (1, 5). Which axis counts the micro-batches?",
            short="the entries of a gradient are added up too")
def everything_added(grad_means, sizes):
    return _sums(sizes, grad_means).sum() / sizes.sum()


@task.wrong("Two things come together. You add up the entries of a gradient too, and the total is never divided. For "
            "two samples in one micro-batch with the mean (1, 5) you give 12, but the mean is (1, 5). Which axis "
            "counts the micro-batches?",
            short="the entries of a gradient are added up too, and nothing divides the sum")
def everything_never_divided(grad_means, sizes):
    return _sums(sizes, grad_means).sum()


@task.wrong("Two things come together. You add up the entries of a gradient too, and you divide by the number of "
            "micro-batches. For two samples in one micro-batch with the mean (1, 5) you give 12. Which axis counts "
            "the micro-batches?",
            short="the entries of a gradient are added up too, and the divisor is the number of micro-batches")
def everything_over_batches(grad_means, sizes):
    return _sums(sizes, grad_means).sum() / len(sizes)


@task.wrong("Two things come together. You add up the entries of a gradient too, and you divide by the largest size. "
            "For the sizes 1 and 2 and the means (4, 0) and (1, 1) you give 8/2. How many samples are there?",
            short="the entries of a gradient are added up too, and the divisor is the largest size")
def everything_over_the_largest(grad_means, sizes):
    return _sums(sizes, grad_means).sum() / sizes.max()


@task.wrong("You average over everything, the entries of a gradient too, and the sizes play no part. For one "
            "micro-batch with the mean (1, 5) you give 3. Which axis counts the micro-batches?",
            short="the mean runs over everything, without the sizes")
def mean_of_everything(grad_means, sizes):
    return grad_means.mean()


@task.wrong("Your result keeps one row for each micro-batch: for the sizes 2 and 1 and the means 1 and 4 you give 2/3 "
            "and 4/3. What is the mean over all samples made of?",
            short="the shares of the micro-batches are not added up")
def shares_kept(grad_means, sizes):
    return _sums(sizes, grad_means) / sizes.sum()


@task.wrong("Where a gradient has one entry only, your result loses its axis: for the means (1,) and (4,) you give a "
            "number instead of (2,). Which axis should disappear, and which ones must stay?",
            short="axes of length one are removed")
def squeezed(grad_means, sizes):
    return (_sums(sizes, grad_means).sum(0) / sizes.sum()).squeeze()


@task.wrong("Your sum runs over the last axis, which holds the entries of a gradient. For one micro-batch with the "
            "mean (1, 5) you give (6,), but the mean is (1, 5). Which axis counts the micro-batches?",
            short="the sum runs over the last axis")
def along_the_last_axis(grad_means, sizes):
    return _sums(sizes, grad_means).sum(-1) / sizes.sum()


# Running means and other weights.


@task.wrong("Your running mean divides by one sample more than there were before, although a micro-batch brings "
            "several. A single micro-batch of 2 samples with the mean 1 gives you 2. By how much does the number of "
            "samples grow?", short="a running mean counts the newest micro-batch as one sample")
def newest_counts_as_one(grad_means, sizes):
    mean, samples = torch.zeros_like(grad_means[0]), 0
    for g, n in zip(grad_means, sizes):
        mean = (samples * mean + n * g) / (samples + 1)
        samples = samples + n
    return mean


@task.wrong("Your running mean moves towards each micro-batch as if it were a single sample. A single micro-batch of "
            "2 samples with the mean 1 gives you 0.5. What share of the samples does a micro-batch bring?",
            short="a running mean gives each micro-batch the share of one sample")
def shares_of_one_sample(grad_means, sizes):
    mean, samples = torch.zeros_like(grad_means[0]), 0
    for g, n in zip(grad_means, sizes):
        samples = samples + n
        mean = mean + (g - mean) / samples
    return mean


@task.wrong("Your running mean enters the next step as a single sample. With the sizes 2 and 1 and the means 1 and 4 "
            "you give (1 + 4)/3 instead of (1 + 1 + 4)/3. How many samples stand behind the old mean?",
            short="a running mean counts the samples before as one")
def old_mean_counts_as_one(grad_means, sizes):
    mean, samples = torch.zeros_like(grad_means[0]), 0
    for g, n in zip(grad_means, sizes):
        samples = samples + n
        mean = (mean + n * g) / samples
    return mean


@task.wrong("Your weights grow like e to the size, not like the size. With the sizes 2 and 1 and the means 1 and 4 "
            "the weights are 0.73 and 0.27, and you give 1.81. What should twice as many samples weigh?",
            short="the weights are a softmax of the sizes")
def softmax_of_the_sizes(grad_means, sizes):
    return _sums(sizes.double().softmax(0), grad_means).sum(0)


@task.wrong("Two things come together. Your weights grow like e to the size, and the weighted means are averaged, not "
            "added. With the sizes 2 and 1 and the means 1 and 4 you give 0.90. How much should each of the three "
            "samples weigh?", short="the weights are a softmax of the sizes, and the weighted means are averaged")
def softmax_averaged(grad_means, sizes):
    return _sums(sizes.double().softmax(0), grad_means).mean(0)


@task.wrong("You weigh the means by the roots of their sizes: with the sizes 4 and 1 and the means 1 and 6 you give "
            "2.67, but five samples with the sum 10 have the mean 2. How many samples does each mean stand for?",
            short="the weights are the roots of the sizes")
def root_weights(grad_means, sizes):
    weights = _weights(sizes, grad_means).sqrt()
    return (weights * grad_means).sum(0) / weights.sum()


@task.wrong("You weigh the means by the squares of their sizes: with the sizes 2 and 1 and the means 1 and 4 you give "
            "1.6, but the samples 1, 1 and 4 have the mean 2. How many samples does each mean stand for?",
            short="the weights are the squares of the sizes")
def squared_weights(grad_means, sizes):
    weights = _weights(sizes, grad_means).square()
    return (weights * grad_means).sum(0) / weights.sum()


@task.wrong("Your divisor is one less than the number of samples: for the samples 1, 1 and 4 in two micro-batches you "
            "give 6/2 = 3. How many samples are there?",
            short="the divisor is one less than the number of samples")
def divided_by_one_less(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / (sizes.sum() - 1)


@task.wrong("Your divisor is one more than the number of samples: for the samples 1, 1 and 4 in two micro-batches you "
            "give 6/4 = 1.5. How many samples are there?",
            short="the divisor is one more than the number of samples")
def divided_by_one_more(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / (sizes.sum() + 1)


@task.wrong("The first mean comes into your sum without its size: with the sizes 2 and 1 and the means 1 and 4 you "
            "give 5/3, not 6/3. How many samples does the first mean stand for?",
            short="the first mean is not multiplied by its size")
def first_without_its_size(grad_means, sizes):
    return (grad_means[0] + _sums(sizes, grad_means)[1:].sum(0)) / sizes.sum()


@task.wrong("Two things: the first mean comes into your sum without its size, and a first axis of length 1 is left "
            "over. With the sizes 2, 1 and the means 1, 4 your sum is 5. How many samples does the first mean stand "
            "for?",
            short="the first mean is not multiplied by its size, and an axis is left over")
def first_without_its_size_and_axis(grad_means, sizes):
    return first_without_its_size(grad_means, sizes)[None]


@task.wrong("Two things: every micro-batch counts the same, and a first axis of length 1 is left over. With the sizes "
            "2 and 1 and the means 1 and 4 you give 2.5, not 2. How many samples does each mean stand for?",
            short="every micro-batch counts the same, and an axis is left over")
def mean_of_means_and_axis(grad_means, sizes):
    return grad_means.mean(0, keepdim=True)


@task.wrong("A new micro-batch moves your running mean by its size over the number of samples *before* it: the sizes "
            "2 and 1 and the means 1 and 4 give 1 + 3·1/2 = 2.5. How many samples are there together with the new "
            "ones?", short="a running mean divides by the number of samples before")
def share_of_the_samples_before(grad_means, sizes):
    mean, samples = grad_means[0], sizes[0]
    for g, n in zip(grad_means[1:], sizes[1:]):
        mean = mean + (g - mean) * float(n) / float(samples)
        samples = samples + n
    return mean


@task.wrong("The first mean comes into your sum whole, the others with their shares: the sizes 2 and 1 and the means "
            "1 and 4 give 1 + 4/3, not 2/3 + 4/3. Which share of the samples does the first mean stand for?",
            short="the first mean comes in whole")
def first_mean_whole(grad_means, sizes):
    shares = _weights(sizes, grad_means) / sizes.sum()
    return grad_means[0] + (shares * grad_means)[1:].sum(0)


@task.wrong("Your shares have the seven digits of float32, as int64 divided by int64 has them: 1/3 is then "
            "0.3333333433. Where do your sizes or shares become float32?",
            short="the shares are computed in float32")
def shares_in_float32(grad_means, sizes):
    return (_weights(sizes / sizes.sum(), grad_means) * grad_means).sum(0)


@task.wrong("Two things: the sizes 2 and 1 and the means 1 and 4 give you 1 + 4/3, not 2/3 + 4/3; and your shares have"
            " the seven digits of float32. Which share has the first mean, and where do the sizes become float32?",
            short="the first mean comes in whole, and the shares are computed in float32")
def first_mean_whole_in_float32(grad_means, sizes):
    shares = _weights(sizes / sizes.sum(), grad_means)
    return grad_means[0] + (shares * grad_means)[1:].sum(0)


@task.wrong("Two things: the first micro-batch is missing in your sum, and you divide by the number of micro-batches. "
            "The sizes 2, 1, 1 and the means 1, 4, 2 give you 6/3, not 8/4. At which place does your sum begin?",
            short="the first micro-batch is left out, and the divisor is the number of micro-batches")
def without_the_first_over_batches(grad_means, sizes):
    return _sums(sizes, grad_means)[1:].sum(0) / len(sizes)


@task.wrong("Two things: the last micro-batch is missing in your sum, and you divide by the number of micro-batches. "
            "The sizes 2, 1, 1 and the means 1, 4, 2 give you 6/3, not 8/4. At which place does your sum end?",
            short="the last micro-batch is left out, and the divisor is the number of micro-batches")
def without_the_last_over_batches(grad_means, sizes):
    return _sums(sizes, grad_means)[:-1].sum(0) / len(sizes)


@task.wrong("Two things: the first micro-batch is missing in your sum, and the sum is never divided. The sizes 2, 1, 1 "
            "and the means 1, 4, 2 give you 6, not 8/4. At which place does your sum begin, and how many samples are "
            "there?", short="the first micro-batch is left out, and the sum is never divided")
def without_the_first_never_divided(grad_means, sizes):
    return _sums(sizes, grad_means)[1:].sum(0)


@task.wrong("The first micro-batch is left out altogether, in the sum and among the samples. The sizes 2, 1, 1 and the "
            "means 1, 4, 2 give you 6/2, not 8/4; for one micro-batch nothing is left. At which place do you begin?",
            short="the first micro-batch is left out altogether")
def without_the_first_altogether(grad_means, sizes):
    return _sums(sizes, grad_means)[1:].sum(0) / sizes[1:].sum()


def _rounded_shares(digits):
    def answer(grad_means, sizes):
        shares = (_weights(sizes, grad_means) / sizes.sum()).round(decimals=digits)
        return (shares * grad_means).sum(0)

    answer.__name__ = f"shares_of_{digits}_digits"
    return answer


for _digits, _given in ((1, "1.9"), (2, "1.99"), (3, "1.999"), (4, "1.9999")):
    task.wrong(f"Your shares are rounded, {_digits} digits behind the point: the sizes 2 and 1 and the means "
               f"1 and 4 give you {_given}. In which step do the further digits get lost?",
               short=f"the shares are rounded, {_digits} digits behind the point")(_rounded_shares(_digits))


@task.wrong("You divide by the root of the sum of the squared sizes. With the sizes 3 and 4 that is 5, and the means 1 "
            "and 1 give you 7/5. How many samples are behind the sum 7?",
            short="the divisor is the norm of the sizes")
def divided_by_the_norm(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / sizes.double().norm()


@task.wrong("Right where a gradient has entries. Where it is a single number your terms are not added up: the sizes 2 "
            "and 1 and the means 1 and 4 give you (0.67, 1.33). Which axis does grad_means still have there?",
            short="single numbers are not added up")
def single_numbers_not_added(grad_means, sizes):
    terms = _sums(sizes, grad_means) / sizes.sum()
    return terms if grad_means.ndim == 1 else terms.sum(0)


@task.wrong("Right unless a gradient has as many entries as there are micro-batches; there your shares run along the "
            "entries. For sizes (2, 1) and the means (1, 1) and (4, 4) you give (1, 4). Which axis counts the "
            "micro-batches?", short="the shares run along the entries where the lengths agree")
def along_the_entries_where_it_fits(grad_means, sizes):
    shares = sizes.double() / sizes.sum()
    fits = grad_means.ndim > 1 and grad_means.shape[-1] == len(sizes)
    return grad_means @ shares if fits else torch.tensordot(shares, grad_means, 1)


@task.wrong("The last micro-batch is dropped where it is smaller than the first. With the sizes 2 and 1 and the means "
            "1 and 4 you give 1, as if the third sample were not there. Over which samples is the mean asked for?",
            short="a last micro-batch that is smaller is dropped")
def smaller_last_dropped(grad_means, sizes):
    end = -1 if len(sizes) > 1 and sizes[-1] < sizes[0] else None
    return _sums(sizes[:end], grad_means[:end]).sum(0) / sizes[:end].sum()


@task.wrong("Only the largest micro-batches count with you. With the sizes 2 and 1 and the means 1 and 4 you give 1, "
            "as if the third sample were not there. Over which samples is the mean asked for?",
            short="only the largest micro-batches count")
def only_full_micro_batches(grad_means, sizes):
    return grad_means[sizes == sizes.max()].mean(0)


@task.wrong("Each micro-batch is divided by the samples up to itself, and what came before stays as it is: the sizes 2 "
            "and 1 and the means 1 and 4 give 2/2 + 4/3. By which number should the 2 be divided in the end?",
            short="each micro-batch is divided by the samples up to itself")
def divided_by_the_samples_so_far(grad_means, sizes):
    return (_sums(sizes, grad_means) / _weights(sizes.cumsum(0), grad_means)).sum(0)


@task.wrong("You divide each mean by its size once more and average. With the sizes 2 and 1 and the means 1 and 4 you "
            "give (1/2 + 4)/2. Is a mean already divided by the number of its samples?",
            short="each mean is divided by its size again, and the results are averaged")
def divided_by_each_size_and_averaged(grad_means, sizes):
    return (grad_means / _weights(sizes, grad_means)).mean(0)


@task.wrong("You take the median of the means, and the sizes leave no trace. With the sizes 2 and 1 and the means 1 "
            "and 4 you give 1, where the three samples are 1, 1 and 4. What should the sample 4 change?",
            short="the median of the means is taken")
def median_of_means(grad_means, sizes):
    return grad_means.median(0).values


@task.wrong("Right where all sizes are equal. Elsewhere the means are divided by the number of all samples: the sizes "
            "2 and 1 and the means 1 and 4 give (1 + 4)/3. What is the sum of the two samples behind the mean 1?",
            short="where the sizes differ the means are taken for sums")
def means_taken_for_sums_where_sizes_differ(grad_means, sizes):
    equal = (sizes == sizes[0]).all()
    return grad_means.mean(0) if equal else means_taken_for_sums(grad_means, sizes)


@task.wrong("The sizes stand in reverse order: with the sizes 2 and 1 and the means 1 and 4 you give (1·1 + 2·4)/3 = "
            "3. Which size belongs to the first mean?", short="the sizes stand in reverse order")
def sizes_reversed(grad_means, sizes):
    return _sums(sizes.flip(0), grad_means).sum(0) / sizes.sum()


@task.wrong("The sizes are sorted before they meet the means: the sizes 2 and 1 and the means 1 and 4 give (1·1 + "
            "2·4)/3 = 3. Which size belongs to the first mean?", short="the sizes are sorted, the means are not")
def sizes_sorted(grad_means, sizes):
    return _sums(sizes.sort().values, grad_means).sum(0) / sizes.sum()


@task.wrong("Equal sizes count only once in your divisor: for three micro-batches of 4 samples you divide by 4. How "
            "many samples are there?", short="equal sizes count once in the divisor")
def equal_sizes_once_in_the_divisor(grad_means, sizes):
    return _sums(sizes, grad_means).sum(0) / sizes.unique().sum()


@task.wrong("Two things: a small micro-batch weighs more than a large one, and the weighted means are averaged. With "
            "the sizes 2 and 1 and the means 1 and 4 you give 1.5. Which of the two means should pull harder?",
            short="small micro-batches weigh more, and the weighted means are averaged")
def small_ones_weigh_more_averaged(grad_means, sizes):
    return small_ones_weigh_more(grad_means, sizes) / len(sizes)


@task.wrong("Two things: every micro-batch counts with one sample less than it holds, and the sum is divided by the "
            "number of micro-batches. With the sizes 2 and 1 and the means 1 and 4 you give 1/2. How many samples does "
            "each hold?", short="each micro-batch counts with one sample less, and their number is the divisor")
def one_less_each_over_batches(grad_means, sizes):
    return _sums(sizes - 1, grad_means).sum(0) / len(sizes)


@task.wrong("Two things: you weigh the means by the squares of their sizes, and their signs are lost. With the sizes 2 "
            "and 1 and the means -1 and 4 you give 1.6, the mean is 2/3. How many samples does each mean stand for?",
            short="the weights are the squares of the sizes, and the signs of the means are lost")
def squared_weights_without_signs(grad_means, sizes):
    return squared_weights(grad_means.abs(), sizes)


@task.wrong("The signs of the means are lost: with the sizes 2 and 1 and the means -1 and 4 you give 2, not 2/3. Can "
            "two gradients cancel each other?", short="the signs of the means are lost")
def without_signs(grad_means, sizes):
    return _sums(sizes, grad_means.abs()).sum(0) / sizes.sum()


def _in_float32(name, shares, rest):
    def answer(grad_means, sizes):
        return rest(_weights(shares(sizes), grad_means) * grad_means)

    answer.__name__ = name
    return answer


def _shares(sizes):
    return sizes / sizes.sum()


for _name, _phrase, _of, _rest, _given in (
        ("averaged", "the number of micro-batches divides once more", _shares, lambda terms: terms.mean(0), "1"),
        ("shares_averaged", "your shares are divided by the number of micro-batches",
         lambda sizes: _shares(sizes) / len(sizes), lambda terms: terms.sum(0), "1"),
        ("everything_added", "the entries of a gradient are added up too", _shares, lambda terms: terms.sum(), ""),
        ("only_the_last", "only the last micro-batch is in your sum", _shares, lambda terms: terms[-1], "4/3"),
        ("without_the_first", "the first micro-batch is missing in your sum", _shares, lambda terms: terms[1:].sum(0),
         "4/3")):
    _example = f"The sizes 2 and 1 and the means 1 and 4 give you about {_given}, not 2. " if _given else ""
    task.wrong(f"Two things: {_phrase}, and your shares have the seven digits of float32. {_example}Where do your "
               "sizes or shares become float32?", short=f"{_phrase}, and the shares are computed in float32"
               )(_in_float32(f"float32_and_{_name}", _of, _rest))


EXERCISE = task.declared()
