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
    some = [draw.whole(5, 19) for _ in range(3)]
    with_gap = [0 if c == 2 else draw.whole(3, 29) for c in range(6)]
    return [
        case("two classes, equal logits", C=2, counts=None),
        case("ten classes, equal logits", C=10, counts=None),
        case("many classes, equal logits", C=draw.whole(1_001, 1_999), counts=None),
        case("two classes, 30 samples to 10", C=2, counts=numbers(30, 10)),
        case("five classes", C=5, counts=numbers(*some, some[0], draw.whole(400, 5_900))),
        case("a class with a single sample", C=3, counts=numbers(draw.whole(5, 9), 1, draw.whole(2, 4))),
        case("six classes, one without a sample", C=6, counts=numbers(with_gap)),
        case("all samples in one class", C=3, counts=numbers(0, draw.whole(4, 9), 0)),
    ]


task = Task(
    key="initial_loss", title="The loss before training", points=1, difficulty=1, minutes=10,
    objective="say which loss an untrained classifier should start with",
    reference=reference, cases=cases, compare=close(rtol=1e-10), retired=True,
    facts=("N04-13",),
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


def _right(C: int, counts: Tensor | None) -> float:
    return math.log(C) if counts is None else _entropy(counts)


@task.wrong("You take the logarithm to base 2: for two classes you give 1. The loss is measured in nats. What is the "
            "natural logarithm of 2?", short="the logarithm is to base 2")
def base_two(C, counts):
    return _right(C, counts) / math.log(2)


@task.wrong("Equal logits are measured in bits: for two classes you give 1, while 30 samples to 10 come out right. To "
            "which base is each of your two logarithms?", short="for equal logits the logarithm is to base 2")
def base_two_without_counts(C, counts):
    return math.log2(C) if counts is None else _entropy(counts)


@task.wrong("With counts the loss is measured in bits: 30 samples to 10 give you 0.811, while equal logits come out "
            "right. To which base is each of your two logarithms?", short="with counts the logarithm is to base 2")
def base_two_with_counts(C, counts):
    return math.log(C) if counts is None else _entropy(counts) / math.log(2)


@task.wrong("You take the logarithm to base 10: for ten classes you give 1. The loss is measured in nats. To which "
            "base is the natural logarithm?", short="the logarithm is to base 10")
def base_ten(C, counts):
    return _right(C, counts) / math.log(10)


@task.wrong("For equal logits you return the probability: 0.1 for ten classes. Which loss does a sample pay whose own "
            "class has the probability 0.1?", short="for equal logits the probability is returned")
def one_over_C(C, counts):
    return 1 / C if counts is None else _entropy(counts)


@task.wrong("For equal logits you return the number of classes: 10 for ten of them. Which probability has each, and "
            "what does a sample pay?", short="for equal logits the number of classes is returned")
def C_itself(C, counts):
    return C if counts is None else _entropy(counts)


@task.wrong("For equal logits you always give 0. For two classes each has the probability 1/2. What does a sample pay?",
            short="for equal logits the loss is 0")
def nothing_to_pay(C, counts):
    return 0.0 if counts is None else _entropy(counts)


@task.wrong("For equal logits you add up over the classes: for two of them you give 1.39. Each sample has one label. "
            "How many of its log-probabilities enter its loss?",
            short="for equal logits the loss is added up over the classes")
def added_over_classes(C, counts):
    return C * math.log(C) if counts is None else _entropy(counts)


@task.wrong("For equal logits you divide by the number of classes: for two of them you give 0.347. Each sample pays "
            "for its own class alone. What is -log of 1/2?",
            short="for equal logits the loss is divided by the number of classes")
def divided_by_classes(C, counts):
    return math.log(C) / C if counts is None else _entropy(counts)


@task.wrong("With counts you divide by the number of classes: 30 samples to 10 give you 0.281. The shares 3/4 and 1/4 "
            "already add up to 1. What is left to divide by?",
            short="with counts the loss is divided by the number of classes")
def terms_averaged(C, counts):
    return math.log(C) if counts is None else _entropy(counts) / C


@task.wrong("With counts you divide by the number of classes that have samples: 30 samples to 10 give you 0.281. The "
            "shares 3/4 and 1/4 already add up to 1. What is left to divide by?",
            short="with counts the loss is divided by the number of classes that have samples")
def terms_averaged_where_samples(C, counts):
    return math.log(C) if counts is None else _entropy(counts) / len(_shares(counts))


@task.wrong("Your loss is negative: -0.69 for two classes. A logarithm of 1/2 is negative too. Which sign makes a "
            "surprise cost something?", short="the minus is missing")
def sign_lost(C, counts):
    return -_right(C, counts)


@task.wrong("For equal logits your loss is negative: -0.69 for two classes. With counts it is right. Which sign makes "
            "a surprise cost something?", short="for equal logits the minus is missing")
def sign_lost_without_counts(C, counts):
    return math.log(1 / C) if counts is None else _entropy(counts)


@task.wrong("With counts your loss is negative: -0.56 for 30 samples to 10. For equal logits it is right. Which sign "
            "makes a surprise cost something?", short="with counts the minus is missing")
def sign_lost_with_counts(C, counts):
    return math.log(C) if counts is None else -_entropy(counts)


@task.wrong("Two things at once: two classes with equal logits cost you 1, and 30 samples to 10 cost -0.56. To which "
            "base is the natural logarithm, and which sign makes a surprise cost something?",
            short="for equal logits the logarithm is to base 2, and with counts the minus is missing")
def bits_and_sign_lost(C, counts):
    return math.log2(C) if counts is None else -_entropy(counts)


@task.wrong("Two things at once: two classes with equal logits cost you -1. To which base is the natural logarithm, "
            "and which sign makes a surprise cost something?",
            short="the logarithm is to base 2, and the minus is missing")
def base_two_and_sign_lost(C, counts):
    return -_right(C, counts) / math.log(2)


@task.wrong("You return log C whether counts are given or not: for 30 samples to 10 you give 0.693. With b = "
            "log(counts) the classes have the probabilities 3/4 and 1/4. What do 30 samples of the first and 10 of the "
            "second pay on average?", short="the counts play no part")
def counts_ignored(C, counts):
    return math.log(C)


@task.wrong("With counts you return the logarithm of the number of classes that have samples: 0.693 for 30 samples to "
            "10. Are these two classes equally likely?",
            short="with counts all classes that have samples count as equally likely")
def log_of_classes_with_samples(C, counts):
    return math.log(C) if counts is None else math.log(len(_shares(counts)))


@task.wrong("You average over the classes: for 30 samples to 10 you give (0.288 + 1.386)/2 = 0.837. How many of the 40 "
            "samples pay 0.288, and how many pay 1.386?", short="every class has the same weight")
def every_class_alike(C, counts):
    return math.log(C) if counts is None else float(-_shares(counts).log().mean())


@task.wrong("You average over all classes alike: for 30 samples to 10 you give (0.288 + 1.386)/2 = 0.837, and inf "
            "where a class has no sample. How many samples pay for each class?",
            short="every class has the same weight, also one without samples")
def every_class_alike_with_inf(C, counts):
    return math.log(C) if counts is None else float(-(counts / counts.sum()).log().mean())


@task.wrong("You add the losses of the classes, each once: for 30 samples to 10 you give 0.288 + 1.386 = 1.674. How "
            "many of the 40 samples pay 0.288, and how many pay 1.386?",
            short="the losses of the classes are added, each once")
def every_class_once(C, counts):
    return math.log(C) if counts is None else float(-_shares(counts).log().sum())


@task.wrong("You ask only the most frequent class: for 30 samples to 10 you give 0.288. What do the other 10 samples "
            "pay?", short="only the most frequent class counts")
def only_the_largest(C, counts):
    return math.log(C) if counts is None else float(-_shares(counts).max().log())


@task.wrong("You add up over the samples: for 30 to 10 you give 22.5, for 3 to 1 you give 2.25. The loss is a mean. "
            "What should it change that every sample comes ten times?",
            short="the losses are added up over the samples")
def added_over_samples(C, counts):
    return math.log(C) if counts is None else float(counts.sum()) * _entropy(counts)


@task.wrong("You divide the total over the samples by the number of classes: 30 samples to 10 give you 11.2, 3 to 1 "
            "give 1.12. Over what is the mean taken?",
            short="the total over the samples is divided by the number of classes")
def total_over_classes(C, counts):
    return math.log(C) if counts is None else float(counts.sum()) * _entropy(counts) / C


@task.wrong("A class without samples makes you return nan: 0 times log 0. Which samples pay for that class?",
            short="a class without samples gives nan")
def log_of_zero(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return float(-(p * p.log()).sum())


@task.wrong("A class without samples ends in an error: `math.log` refuses 0. Which samples pay for that class?",
            short="a class without samples stops with an error")
def error_at_zero(C, counts):
    if counts is None:
        return math.log(C)
    shares = (counts / counts.sum()).tolist()
    return -sum(p * math.log(p) for p in shares)


@task.wrong("A class with a single sample is left out: for 3 samples to 1 you give 0.216, which is 3/4 of 0.288. What "
            "does that one sample pay?", short="a class with a single sample is left out")
def single_samples_left_out(C, counts):
    if counts is None:
        return math.log(C)
    p = (counts / counts.sum())[counts > 1]
    return float(-(p * p.log()).sum())


@task.wrong("A class without samples takes something from the others: for counts = (3, 0) you give 0.288, as if the "
            "second class had one sample. Which probability should it get?",
            short="a class without samples counts as one with a single sample")
def empty_as_one(C, counts):
    if counts is None:
        return math.log(C)
    log_p = torch.log_softmax(counts.clamp(min=1).log(), 0)
    return float(-(counts * log_p).sum() / counts.sum())


@task.wrong("A class without samples is given one, in the shares and in the mean: for counts = (3, 0) you give 0.562, "
            "as for (3, 1). Which probability should it get, and who pays for it?",
            short="a class without samples is given one, in the mean too")
def empty_filled_up(C, counts):
    return math.log(C) if counts is None else _entropy(counts.clamp(min=1))


@task.wrong("Every class gets one sample more: for counts = (3, 0) you give 0.223, from the shares 4/5 and 1/5. Which "
            "shares do the biases log n_c give?", short="every class gets one sample more in the shares")
def one_more_each(C, counts):
    if counts is None:
        return math.log(C)
    p = (counts + 1) / (counts + 1).sum()
    return float(-(counts * p.log()).sum() / counts.sum())


@task.wrong("Every class gets one sample more, in the shares and in the mean: for counts = (3, 0) you give 0.5, from "
            "the shares 4/5 and 1/5. Which shares do the biases log n_c give?",
            short="every class gets one sample more")
def one_more_each_in_the_mean(C, counts):
    return math.log(C) if counts is None else _entropy(counts + 1)


@task.wrong("The biases themselves are divided by their sum: 30 samples to 10 give you the probabilities 0.596 and "
            "0.404. What does softmax do to the biases before it divides?",
            short="the biases are divided by their sum, without powers")
def shares_of_biases(C, counts):
    if counts is None:
        return math.log(C)
    b = counts[counts > 0].log()
    return float(-(counts[counts > 0] * (b / b.sum()).log()).sum() / counts.sum())


@task.wrong("The counts themselves are taken for the logits: 30 samples to 10 give you 5.0, from a probability of "
            "nearly 1 for the first class. Which logit has class 0 there?", short="the counts are taken for the logits")
def counts_as_logits(C, counts):
    if counts is None:
        return math.log(C)
    return float(-(counts * torch.log_softmax(counts, 0)).sum() / counts.sum())


@task.wrong("You take one logarithm, of the average probability: 30 samples to 10 give you 0.470. The two losses are "
            "0.288 and 1.386. What is their average over the 40 samples?",
            short="the logarithm of the average stands for the average of the logarithms")
def log_of_average(C, counts):
    return math.log(C) if counts is None else -math.log(float(_shares(counts).square().sum()))


@task.wrong("You return the average probability itself: 30 samples to 10 give you 0.625. What does a sample pay whose "
            "class has the probability 3/4?", short="with counts the logarithm is missing")
def without_logarithm(C, counts):
    return math.log(C) if counts is None else float(_shares(counts).square().sum())


@task.wrong("You return the logarithm of the sum alone: 30 samples to 10 give you log 40 = 3.69. Which second term "
            "does the loss of a sample have?", short="the bias of the sample's own class is left out")
def log_of_total(C, counts):
    return math.log(C) if counts is None else math.log(float(counts.sum()))


@task.wrong("Only the biases enter: 30 samples to 10 give you -3.13, minus the mean of log 30 and log 10 over the "
            "samples. What does softmax divide by?", short="the biases stand for the log-probabilities")
def biases_alone(C, counts):
    if counts is None:
        return math.log(C)
    n = counts[counts > 0]
    return float(-(n * n.log()).sum() / n.sum())


@task.wrong("You divide by the largest count: 30 samples to 10 give the first class the probability 1, and the second "
            "1/3. What should the probabilities add up to?", short="the counts are divided by the largest of them")
def divided_by_largest(C, counts):
    if counts is None:
        return math.log(C)
    n = counts[counts > 0]
    return float(-(n * (n / n.max()).log()).sum() / n.sum())


@task.wrong("You undo the logarithm: for two classes with equal logits you give 2, and 1.755 for 30 samples to 10. "
            "What does a sample pay on average?", short="the result is raised to a power of e")
def perplexity(C, counts):
    return math.exp(_right(C, counts))


@task.wrong("Without counts your function returns nothing (None). Does the branch for `counts=None` end in a `return`?",
            short="without counts nothing is returned")
def nothing_without_counts(C, counts):
    return None if counts is None else _entropy(counts)


@task.wrong("With counts your function returns nothing (None). Does the branch for given counts end in a `return`?",
            short="with counts nothing is returned")
def nothing_with_counts(C, counts):
    return math.log(C) if counts is None else None


@task.wrong("Without counts you stop with an error: `counts` is None there and has no methods of a tensor. Which of "
            "your lines should run then, and where does a `return` end them?", short="counts=None is not looked after")
def none_not_asked_for(C, counts):
    p = counts[counts > 0] / counts.sum() if counts is not None else counts.sum()
    return float(-(p * p.log()).sum())


@task.wrong("Two things at once: two classes with equal logits cost you 1, and every class gets one sample more: for "
            "counts = (3, 0) you give 0.223. To which base is the natural logarithm, and which shares do the biases "
            "log n_c give?", short="for equal logits the logarithm is to base 2, and every class gets one sample more")
def bits_and_one_more_each(C, counts):
    return math.log2(C) if counts is None else one_more_each(C, counts)


@task.wrong("Two things at once: two classes with equal logits cost you 1, and every class gets one sample more: for "
            "counts = (3, 0) you give 0.5. To which base is the natural logarithm, and which shares do the biases log "
            "n_c give?",
            short="for equal logits the logarithm is to base 2, and every class gets one sample more, in the mean too")
def bits_and_one_more_each_in_the_mean(C, counts):
    return math.log2(C) if counts is None else _entropy(counts + 1)


@task.wrong("Two things at once: two classes with equal logits cost you 1, where 0.693 is expected; and a class "
            "without samples gives nan. To which base is the natural logarithm, and which samples pay for that class?",
            short="the logarithm is to base 2, and a class without samples gives nan")
def base_two_and_nan(C, counts):
    return log_of_zero(C, counts) / math.log(2)


@task.wrong("Two things at once: your loss is negative, -0.69 for two classes; and a class without samples gives nan. "
            "Which sign makes a surprise cost something, and which samples pay for that class?",
            short="the minus is missing, and a class without samples gives nan")
def sign_lost_and_nan(C, counts):
    return -log_of_zero(C, counts)


@task.wrong("Two things at once: with counts your loss is negative, -0.56 for 30 samples to 10; and a class without "
            "samples gives nan. Which sign makes a surprise cost something, and which samples pay for that class?",
            short="with counts the minus is missing, and a class without samples gives nan")
def sign_lost_with_counts_and_nan(C, counts):
    return math.log(C) if counts is None else -log_of_zero(C, counts)


@task.wrong("Two things at once: 30 samples to 10 give you 0.281, divided by the number of classes; and a class "
            "without samples gives nan. What do the shares add up to, and which samples pay for that class?",
            short="with counts the loss is divided by the number of classes, and a class without samples gives nan")
def terms_averaged_and_nan(C, counts):
    return math.log(C) if counts is None else log_of_zero(C, counts) / C


@task.wrong("With counts you give 0.5623 whatever they are: that is the loss for 30 samples to 10. In your function, "
            "which line makes use of the counts that it was given?",
            short="with counts the result is that of the worked example")
def example_left_in(C, counts):
    return math.log(C) if counts is None else _entropy(torch.tensor([30.0, 10.0], dtype=torch.float64))


@task.wrong("For equal logits you give 0.693 whatever C is: that is the loss for two classes. What do ten classes "
            "cost, each with the probability 1/10?", short="for equal logits the result is that of two classes")
def two_classes_left_in(C, counts):
    return math.log(2) if counts is None else _entropy(counts)


@task.wrong("For equal logits you give 2.303 whatever C is: that is the loss for ten classes. What do two classes "
            "cost, each with the probability 1/2?", short="for equal logits the result is that of ten classes")
def ten_classes_left_in(C, counts):
    return math.log(10) if counts is None else _entropy(counts)


@task.wrong("Two things at once: two classes with equal logits cost you -0.693; and with counts the losses add up "
            "over the samples: 30 to 10 give you 22.5. Which sign makes a surprise cost something, and over what is "
            "the mean taken?",
            short="for equal logits the minus is missing, and with counts the losses are added up over the samples")
def sign_lost_without_counts_and_added_over_samples(C, counts):
    return -math.log(C) if counts is None else added_over_samples(C, counts)


@task.wrong("Two things at once: 30 samples to 10 give you 22.5, the total over the 40; and a class without samples "
            "gives nan. Over what is the mean taken, and which samples pay for that class?",
            short="the losses are added up over the samples, and a class without samples gives nan")
def added_over_samples_and_nan(C, counts):
    return math.log(C) if counts is None else float(counts.sum()) * log_of_zero(C, counts)


@task.wrong("Two things at once: two classes with equal logits cost you 1, and 30 samples to 10 cost 32.5. To which "
            "base is the natural logarithm, and over what is the mean taken?",
            short="the logarithm is to base 2, and the losses are added up over the samples")
def added_over_samples_in_bits(C, counts):
    return added_over_samples(C, counts) / math.log(2)


@task.wrong("Two things at once: two classes with equal logits cost you -0.693, and 30 samples to 10 cost -22.5. "
            "Which sign makes a surprise cost something, and over what is the mean taken?",
            short="the minus is missing, and the losses are added up over the samples")
def sign_lost_and_added_over_samples(C, counts):
    return -added_over_samples(C, counts)


@task.wrong("With counts the 40 samples of the worked example are left in: counts = (3, 1) give you 0.286, from the "
            "shares 3/40 and 1/40. What do the shares of all classes add up to?",
            short="with counts the number of samples is that of the worked example")
def forty_left_in(C, counts):
    return math.log(C) if counts is None else float(-torch.special.xlogy(counts / 40, counts / 40).sum())


@task.wrong("Two things at once: counts = (3, 1) give you 0.286, from the shares 3/40 and 1/40, and (3, 0) nan. How "
            "many samples are there, and which of them pay for a class that has none?",
            short="the number of samples is that of the worked example, and a class without samples gives nan")
def forty_left_in_and_nan(C, counts):
    return math.log(C) if counts is None else float(-(counts / 40 * (counts / 40).log()).sum())


@task.wrong("With counts the shares are reckoned with the 40 samples of the worked example, though the mean is not: "
            "counts = (3, 1) give you 2.865. What do your shares add up to there?",
            short="with counts the shares are reckoned with the samples of the worked example")
def forty_left_in_the_shares(C, counts):
    return math.log(C) if counts is None else float(-torch.special.xlogy(counts, counts / 40).sum() / counts.sum())


@task.wrong("With counts the mean is over the 40 samples of the worked example: counts = (3, 1) give you 0.0562, a "
            "tenth of what is expected. How many samples pay there?",
            short="with counts the mean is over the samples of the worked example")
def forty_left_in_the_mean(C, counts):
    return math.log(C) if counts is None else _entropy(counts) * float(counts.sum()) / 40


@task.wrong("For equal logits your result is what comes out when each class is a decision of its own with the "
            "probability 1/2: ten classes give 6.93. What do the ten probabilities of softmax add up to?",
            short="for equal logits each class is a decision of its own")
def sigmoids_without_counts(C, counts):
    return C * math.log(2) if counts is None else _entropy(counts)


@task.wrong("For equal logits you count one class too few: two classes give you 0, the logarithm of 1, and ten "
            "log 9 = 2.197. What probability has each of ten classes?",
            short="for equal logits one class too few is counted")
def one_class_less(C, counts):
    return math.log(C - 1) if counts is None else _entropy(counts)


@task.wrong("For equal logits you count one class too many: two classes give you log 3 = 1.0986, and ten log 11 = "
            "2.398. What probability has each of ten classes?",
            short="for equal logits one class too many is counted")
def one_class_more(C, counts):
    return math.log(C + 1) if counts is None else _entropy(counts)


@task.wrong("A class without samples makes your loss inf: for counts = (3, 0) every one of the three samples has the "
            "probability 1 and costs 0. Which of them pays for the other class?",
            short="a class without samples makes the loss inf")
def inf_at_zero(C, counts):
    return math.inf if counts is not None and (counts == 0).any() else _right(C, counts)


@task.wrong("A class without samples makes your loss 0: for counts = (1, 1, 0) two samples have the probability 1/2 "
            "each, and 0.693 is expected. Which classes do the samples pay for?",
            short="a class without samples makes the loss 0")
def nothing_at_zero(C, counts):
    return 0.0 if counts is not None and (counts == 0).any() else _right(C, counts)


@task.wrong("Classes with the same count are taken as one: counts = (3, 3, 2) give you 0.714, from the shares 3/8 and "
            "2/8. How many classes have the share 3/8?", short="classes with the same count are taken as one")
def equal_counts_merged(C, counts):
    if counts is None:
        return math.log(C)
    p = torch.unique(counts[counts > 0]) / counts.sum()
    return float(-(p * p.log()).sum())


@task.wrong("With counts your result is what is left of log C: 30 samples to 10 give you 0.131, which is 0.693 - "
            "0.562, and two equal classes 0. What does each sample of two equal classes pay?",
            short="with counts the loss is taken off log C")
def taken_off_log_of_classes(C, counts):
    return math.log(C) if counts is None else math.log(C) - _entropy(counts)


def _added(eps):
    def answer(C, counts):
        if counts is None:
            return math.log(C)
        p = counts / counts.sum()
        return float(-(p * (p + eps).log()).sum())

    answer.__name__ = f"with_{eps:.0e}_in_the_logarithm".replace("-", "_")
    return answer


for _eps in (1e-6, 1e-7, 1e-8, 1e-9, 1e-10):
    task.wrong(f"A small number, {_eps:.0e}, is added in the logarithm: where all samples are in one class your loss "
               "is a little below 0. Which samples pay for a class whose probability is 0?",
               short=f"{_eps:.0e} is added in the logarithm")(_added(_eps))


@task.wrong("You ask only the rarest class that has samples: for 30 samples to 10 you give 1.386. What do the other 30 "
            "samples pay?", short="only the rarest class counts")
def only_the_rarest(C, counts):
    return math.log(C) if counts is None else float(-_shares(counts).min().log())


@task.wrong("You ask class 0 alone: for 30 samples to 10 you give 0.288, for 10 to 30 you give 1.386. What do the "
            "samples of the other classes pay?", short="only class 0 counts")
def only_class_0(C, counts):
    return math.log(C) if counts is None else float(-(counts[0] / counts.sum()).log())


@task.wrong("You ask the last class alone: for 30 samples to 10 you give 1.386, for 10 to 30 you give 0.288. What do "
            "the samples of the other classes pay?", short="only the last class counts")
def only_the_last_class(C, counts):
    return math.log(C) if counts is None else float(-(counts[-1] / counts.sum()).log())


@task.wrong("With counts you take the squared shares off 1: for 30 samples to 10 you give 1 - 9/16 - 1/16 = 0.375. A "
            "sample of the first class pays -log of 3/4. Which function do you leave out?",
            short="with counts the squared shares are taken off 1")
def squared_shares(C, counts):
    return math.log(C) if counts is None else float(1 - _shares(counts).square().sum())


@task.wrong("You take the squared shares off 1, for equal logits too: two classes give you 1/2, 30 samples to 10 give "
            "0.375. Which function turns the probability 1/2 into what a sample pays?",
            short="the squared shares are taken off 1")
def squared_shares_everywhere(C, counts):
    return 1 - 1 / C if counts is None else squared_shares(C, counts)


@task.wrong("The shares go into softmax as logits: 30 samples to 10 give you 0.599, from the probabilities 0.622 and "
            "0.378. From which logits does softmax make 3/4 and 1/4?", short="the shares are taken for the logits")
def shares_as_logits(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return float(-(p * p.log_softmax(0)).sum())


@task.wrong("Every class has the same weight, and the divisor is C, empty classes too: for 30 samples to 10 you give "
            "0.837, the mean of 0.288 and 1.386. How many of the 40 samples pay 0.288?",
            short="every class has the same weight, and empty ones count in the divisor")
def every_class_alike_over_all(C, counts):
    return math.log(C) if counts is None else float(-_shares(counts).log().sum() / C)


@task.wrong("With counts each class is a decision of its own: for 30 samples to 10 you give 1.125, twice the expected "
            "0.562. A sample of class 0 pays log(4/3). What does it pay for class 1 besides?",
            short="with counts each class is a decision of its own")
def decisions_with_counts(C, counts):
    if counts is None:
        return math.log(C)
    p = counts / counts.sum()
    return float(-(torch.special.xlogy(p, p) + torch.special.xlogy(1 - p, 1 - p)).sum())


@task.wrong("All classes but the first are taken as one: counts = (1, 1, 1) give you 0.637, as (1, 2) do. Which "
            "probability has the own class of a sample of class 2?", short="all classes but the first are taken as one")
def first_against_the_rest(C, counts):
    return math.log(C) if counts is None else _entropy(torch.stack([counts[0], counts[1:].sum()]))


@task.wrong("You divide the counts by the number of classes: 30 samples to 10 give you the “probabilities” 15 and 5. "
            "What should probabilities add up to?", short="the counts are divided by the number of classes")
def counts_over_classes(C, counts):
    p = None if counts is None else counts / C
    return math.log(C) if p is None else float(-torch.special.xlogy(p, p).sum())


def _without(counts, kept):
    p = counts / counts.sum()
    return float(-torch.special.xlogy(p, p)[kept].sum())


@task.wrong("The last class is left out: for 30 samples to 10 you give 0.216, which is 3/4 of 0.288. At which index "
            "does your sum end?", short="the last class is left out")
def last_class_left_out(C, counts):
    return math.log(C) if counts is None else _without(counts, slice(None, -1))


@task.wrong("The first class is left out: for 30 samples to 10 you give 0.347, a quarter of 1.386. At which index does "
            "your sum begin?", short="the first class is left out")
def first_class_left_out(C, counts):
    return math.log(C) if counts is None else _without(counts, slice(1, None))


@task.wrong("Right until a class has no samples: you stop there, and the classes behind it pay nothing. For counts = "
            "(3, 0, 3) you give 0.347. What do the last three samples pay?",
            short="the sum stops at the first class without samples")
def stops_at_an_empty_class(C, counts):
    if counts is None or (counts > 0).all():
        return _right(C, counts)
    return _without(counts, slice(None, int((counts == 0).nonzero()[0])))


_UNITS = {
    "bits": ("with counts the logarithm is to base 2", 1 / math.log(2)),
    "minus": ("with counts the minus is missing", -1),
}
_WEIGHTS = {
    "added": ("you add up over the samples", lambda C, counts: _entropy(counts) * float(counts.sum()),
              "For 30 samples to 10 the loss is 0.562; twice as many samples should not change it. Over what is the "
              "mean taken?"),
    "over_classes": ("you divide by the number of classes", lambda C, counts: _entropy(counts) / C,
                     "The shares 3/4 and 1/4 already add up to 1. What is left to divide by?"),
    "alike": ("every class has the same weight", lambda C, counts: float(-_shares(counts).log().mean()),
              "Of 40 samples 30 pay 0.288 and 10 pay 1.386. How much do they pay on average?"),
    "largest": ("only the most frequent class counts", lambda C, counts: float(-_shares(counts).max().log()),
                "Of 40 samples 30 pay 0.288. What do the other 10 pay?"),
}


def _two(name, factor, loss):
    def answer(C, counts):
        return math.log(C) if counts is None else factor * loss(C, counts)

    answer.__name__ = name
    return answer


for _unit, (_phrase, _factor) in _UNITS.items():
    for _weight, (_other, _loss, _example) in _WEIGHTS.items():
        task.wrong(f"Two things: {_phrase}, and {_other}. {_example}", short=f"{_phrase}, and {_other}"
                   )(_two(f"{_unit}_and_{_weight}_with_counts", _factor, _loss))


@task.wrong("Two things: every class gets one sample more, and then every class has the same weight. For counts = (3, "
            "1) you average log(6/4) and log(6/2). Which shares do the biases log n_c give?",
            short="every class gets one sample more, and every class has the same weight")
def one_more_each_and_alike(C, counts):
    return math.log(C) if counts is None else float(-((counts + 1) / (counts + 1).sum()).log().mean())


@task.wrong("Two things: 1e-7 is added in the logarithm, and with counts it is to base 2. For 30 samples to 10 you "
            "give 0.811, not 0.562. To which base is your logarithm?",
            short="1e-7 is added in the logarithm, and with counts it is to base 2")
def bits_and_1e_7(C, counts):
    return math.log(C) if counts is None else _added(1e-7)(C, counts) / math.log(2)


EXERCISE = task.declared()
