"""Exercise: the logarithm of a softmax, for logits of any size."""

from __future__ import annotations

import math

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.task import Task


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("one row with the probabilities 1/4 and 3/4", z=numbers(0, math.log(3))),
        case("two rows of three", z=draw.normal(2, 3)),
        case("a batch with two axes", z=draw.normal(2, 4, 3)),
        case("a batch with three axes", z=draw.normal(2, 2, 1, 3)),
        case("a single class", z=draw.normal(3, 1)),
        case("logits of -200, 0 and 200", z=numbers(-200, 0, 200)),
        case("two logits of 1000", z=numbers(1000, 1000)),
        case("two logits near -1000", z=numbers(-1000, -1003)),
        case("one row at 1000 and one at -1000", z=numbers([1000, 1001], [-1000, -1003])),
        case("a probability too small to be stored", z=numbers([-500, 0, 500], [3, 1, 2])),
        case("rows at 1000 and -1000 with two axes", z=numbers([[[1000, 1001], [-1000, -1003]]])),
        case("two logits of 500 and one of -500", z=numbers(500, 500, -500)),
        case("a probability that is stored with few digits", z=numbers(743, 0)),
        case("logits from -2000 to 2000 in one row", z=numbers([-2000, 0, 2000], [2000, -2000, 0])),
    ]


task = Task(
    key="log_softmax", title="Log-softmax that survives large logits", points=2, difficulty=2, minutes=15,
    objective="compute log-probabilities without overflow and underflow",
    reference="dlcourse.losses:log_softmax", cases=cases, compare=close(rtol=1e-10),
    forbids=("torch.log_softmax", "torch.softmax", "torch.logsumexp", "torch.logaddexp", "torch.logcumsumexp",
             ".log_softmax", ".softmax", ".logsumexp", ".logaddexp", ".logcumsumexp",
             "aten::_log_softmax", "aten::_softmax", "aten::_safe_softmax", "aten::logsumexp", "aten::logaddexp",
             "aten::_logcumsumexp", "aten::logcumsumexp"),
    facts=("N04-11", "N04-14"),
    hints=(
        "The probability of a class is exp(z_c) divided by a sum. What does the logarithm make of a quotient, and of "
        "exp(z_c)?",
        "For (1000, 1001) take 1001 off both: exp(-1) + exp(0) = 1.3679, whose logarithm is 0.3133. What is the "
        "logarithm of exp(1000) + exp(1001), then?",
        "m = z.amax(dim=-1, keepdim=True); lse = ____ + torch.log(torch.exp(z - m).sum(dim=-1, keepdim=True)); "
        "return z - ____",
    ),
)


@task.solution
def log_softmax(z):
    shifted = z - z.amax(dim=-1, keepdim=True)          # step: the shift by each row's maximum
    total = shifted.exp().sum(dim=-1, keepdim=True)     # step: the sum of the powers of each row
    return shifted - total.log()                        # step: the logarithm of that sum taken off


@task.right
def by_shifting(z):
    m = z.amax(dim=-1, keepdim=True)                                        # step: each row's maximum
    lse = m + torch.log(torch.exp(z - m).sum(dim=-1, keepdim=True))         # step: the log-sum-exp of each row
    return z - lse                                                          # step: the log-sum-exp taken off


@task.right
def row_by_row(z):
    rows = []
    for row in z.reshape(-1, z.shape[-1]):
        top = max(row)                                      # step: the largest logit of a row
        shifted = row - top                                 # step: the shift by it
        powers = [math.exp(entry) for entry in shifted]     # step: the power of each shifted logit
        total = sum(powers)                                 # step: the sum of the powers
        log_total = math.log(total)                         # step: the logarithm of that sum
        rows.append(shifted - log_total)                    # step: the logarithm of the quotient of power and sum
    return torch.stack(rows).reshape(z.shape)


@task.right
def by_differences(z):
    gaps = z.unsqueeze(-2) - z.unsqueeze(-1)    # step: how far each logit lies above each other one, (..., C, C)
    top = gaps.max(dim=-1).values               # step: the largest gap of each class, (..., C)
    total = (gaps - top.unsqueeze(-1)).exp().sum(-1)    # step: the sum of the powers of the shifted gaps
    return -(top + total.log())                 # step: minus the logarithm of the sum of the powers of the gaps


def _stable(z: Tensor, dim: int) -> Tensor:
    shifted = z - z.amax(dim, keepdim=True)
    return shifted - shifted.exp().sum(dim, keepdim=True).log()


def _shifted_by(z: Tensor, shift: Tensor) -> Tensor:
    return z - shift - (z - shift).exp().sum(-1, keepdim=True).log()


def _cut_below(z: Tensor, limit: float) -> Tensor:
    shifted = (z - z.amax(-1, keepdim=True)).clamp(min=limit)
    return shifted - shifted.exp().sum(-1, keepdim=True).log()


def _softmax(z: Tensor) -> Tensor:
    e = (z - z.amax(-1, keepdim=True)).exp()
    return e / e.sum(-1, keepdim=True)


@task.wrong("Right for small logits, nan for (1000, 1000): exp(1000) is stored as inf, and inf / inf is nan. What "
            "could you take off both logits without changing their probabilities?",
            short="the powers are taken of the logits as they come, and divided")
def log_of_softmax(z):
    return (z.exp() / z.exp().sum(-1, keepdim=True)).log()


@task.wrong("No overflow any more, but on (-500, 0, 500) you give -inf for the first class: its probability, "
            "exp(-1000), is stored as 0. Which of your steps makes a number only to take its logarithm again?",
            short="the probability is formed before its logarithm")
def log_of_shifted_softmax(z):
    return _softmax(z).log()


@task.wrong("Right for small logits, but (1000, 1000) gives you -inf: exp(1000) is stored as inf. By how much does the "
            "logarithm of a sum of powers rise when every exponent rises by 1000?",
            short="the powers are taken of the logits as they come")
def unshifted(z):
    return z - z.exp().sum(-1, keepdim=True).log()


@task.wrong("Right for small logits, an error for large ones: `math.exp(1000)` is too large for a float. What could "
            "you take off all logits of a row without changing the probabilities?",
            short="a power of e is too large for a float")
def error_of_math_exp(z):
    rows = [[entry - math.log(sum(math.exp(other) for other in row)) for entry in row]
            for row in z.reshape(-1, z.shape[-1]).tolist()]
    return torch.tensor(rows, dtype=z.dtype).reshape(z.shape)


@task.wrong("Right as long as no probability is stored as 0; (-500, 0, 500) ends in an error, since `math.log` refuses "
            "0. Is the probability itself needed for its logarithm?",
            short="the probability is formed before its logarithm, which refuses 0")
def error_of_math_log(z):
    rows = [[math.log(p) for p in row] for row in _softmax(z).reshape(-1, z.shape[-1]).tolist()]
    return torch.tensor(rows, dtype=z.dtype).reshape(z.shape)


@task.wrong("On (-200, 0, 200) you give -27.6 twice, where -400 and -200 are right: 27.6 is -log of 1e-12, and no "
            "probability gets below that. How could the logarithm be had without forming the probability?",
            short="a tiny number keeps the probability away from 0")
def tiny_number_added(z):
    return (_softmax(z) + 1e-12).log()


@task.wrong("On (-200, 0, 200) you give -23.0 twice, where -400 and -200 are right: 1e-10 is added to the "
            "probabilities. How could the logarithm be had without forming the probability?",
            short="a tiny number is added to the probability")
def ten_digits_added(z):
    return (_softmax(z) + 1e-10).log()


@task.wrong("On (-200, 0, 200) you give -20.7 twice, where -400 and -200 are right: 1e-9 is added to the "
            "probabilities. How could the logarithm be had without forming the probability?",
            short="a tiny number is added to the probability")
def nine_digits_added(z):
    return (_softmax(z) + 1e-9).log()


@task.wrong("On (-200, 0, 200) you give -18.4 twice, where -400 and -200 are right: 1e-8 is added to the "
            "probabilities. How could the logarithm be had without forming the probability?",
            short="a small number is added to the probability")
def eight_digits_added(z):
    return (_softmax(z) + 1e-8).log()


@task.wrong("On (-200, 0, 200) you give -16.1 twice, where -400 and -200 are right: the probabilities are cut off at "
            "1e-7. How could the logarithm be had without forming the probability?",
            short="the probability is cut off at a small number")
def cut_at_seven_digits(z):
    return _softmax(z).clamp(min=1e-7).log()


@task.wrong("Two things at once: (1000, 1000) gives nan, and on (-200, 0, 200) you give -27.6 twice, where -400 and "
            "-200 are right. What can be taken off all logits, and is the probability needed at all?",
            short="a tiny number is added to a probability that overflows")
def tiny_number_added_unshifted(z):
    e = z.exp()
    return (e / e.sum(-1, keepdim=True) + 1e-12).log()


@task.wrong("Large logits become equal: (1000, 1001) gives (-0.693, -0.693), as (700, 700) would. They differ by 1. "
            "Which shift would keep their difference and still make the powers small?",
            short="logits beyond a limit are cut off at both ends")
def logits_cut_off(z):
    return _stable(z.clamp(-700, 700), -1)


@task.wrong("Large logits become equal: (1000, 1001) gives (-0.693, -0.693), as (700, 700) would, and (-1000, -1003) "
            "gives inf. Which shift would keep the differences and still make the powers fit?",
            short="logits above a limit are cut off")
def logits_cut_off_above(z):
    z = z.clamp(max=700)
    return z - z.exp().sum(-1, keepdim=True).log()


@task.wrong("Your result for (1000, 1000) is (299.3, 299.3): inside the sum the logits are cut off at 700, outside "
            "they are not. Which shift could be undone exactly?", short="logits are cut off inside the sum")
def cut_off_in_the_sum(z):
    return z - z.clamp(-700, 700).exp().sum(-1, keepdim=True).log()


@task.wrong("All rows share one maximum. Beside a row of 1000, the row (-1000, -1003) is shifted to (-2000, -2003), "
            "both powers are 0, and you give inf. Which rows does a row depend on?", short="all rows share one maximum")
def one_maximum_for_all(z):
    return _shifted_by(z, z.max())


@task.wrong("Your maximum is that of each column: beside a row of 1000, the row (-1000, -1003) is shifted to (-2000, "
            "-2004), and you give inf. Which entries does the probability of a class depend on?",
            short="the maximum is that of a column, not of a row")
def maximum_of_each_column(z):
    return _shifted_by(z, z.amax(0, keepdim=True))


@task.wrong("You take the smallest logit off: (-500, 0, 500) becomes (0, 500, 1000), and exp(1000) is stored as inf. "
            "After which shift is no exponent above 0?", short="the smallest logit is taken off, not the largest")
def shifted_by_the_smallest(z):
    return _shifted_by(z, z.amin(-1, keepdim=True))


@task.wrong("You take the mean off: (-1000, 0, 1000) stays as it is, and exp(1000) is stored as inf. After which shift "
            "is no exponent above 0?", short="the mean of the logits is taken off, not the largest")
def shifted_by_the_mean(z):
    return _shifted_by(z, z.mean(-1, keepdim=True))


@task.wrong("You take the first logit off: (-500, 0, 500) becomes (0, 500, 1000), and exp(1000) is stored as inf, "
            "while (1000, -1000, 0) comes out right. After which shift is no exponent ever above 0?",
            short="the first logit is taken off, not the largest")
def shifted_by_the_first(z):
    return _shifted_by(z, z[..., :1])


@task.wrong("You take the last logit off: (1000, -1000, 0) stays as it is, and exp(1000) is stored as inf, while "
            "(-1000, 0, 1000) comes out right. After which shift is no exponent ever above 0?",
            short="the last logit is taken off, not the largest")
def shifted_by_the_last(z):
    return _shifted_by(z, z[..., -1:])


@task.wrong("Right for large logits, but (-1000, -1003) gives inf: both powers are still 0 after your shift, as when "
            "the largest size is taken off, or nothing at all. Which entry of a row should become 0 by the shift?",
            short="very negative rows are not shifted up")
def shifted_by_the_largest_size(z):
    return _shifted_by(z, z.abs().amax(-1, keepdim=True))


@task.wrong("You stop after the shift: (0, 1.0986) gives you (-1.0986, 0), and the exponentials of those, 1/3 and 1, "
            "add up to 1.33. What should probabilities add up to?",
            short="only the shift is done, and nothing is normalised")
def only_shifted(z):
    return z - z.amax(-1, keepdim=True)


@task.wrong("You take the maximum off in the sum, and it never comes back: (0, 1.0986) gives you (-0.2877, 0.8109), "
            "and a log-probability above 0 cannot be. How does the logarithm of the sum change when 1.0986 is taken "
            "off both exponents?", short="the maximum is taken off in the sum alone")
def maximum_not_added_back(z):
    return z - (z - z.amax(-1, keepdim=True)).exp().sum(-1, keepdim=True).log()


@task.wrong("You take the maximum off twice: (0, 1.0986) gives you (-2.485, -1.386), whose powers, 1/12 and 1/4, add "
            "up to 1/3. How often is it taken off inside the sum?", short="the maximum is taken off twice")
def maximum_twice(z):
    return _stable(z, -1) - z.amax(-1, keepdim=True)


@task.wrong("You take off the sum of the powers, not its logarithm: (0, 1.0986) gives you (-2.4319, -1.3333), whose "
            "powers do not add up to 1. What does the logarithm make of a quotient?",
            short="the sum is taken off without its logarithm")
def sum_without_logarithm(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True)


@task.wrong("Two things at once: (0, 1.0986) gives you (-4, -2.9014), the logits minus the sum of the powers, and "
            "(1000, 1000) gives -inf. What does the logarithm make of a quotient, and which shift keeps the powers "
            "small?", short="the sum is taken off without its logarithm and without a shift")
def sum_without_logarithm_unshifted(z):
    return z - z.exp().sum(-1, keepdim=True)


@task.wrong("You take the mean of the powers, not their sum: (0, 0) gives you (0, 0), the logarithms of 1 and 1. What "
            "should the two probabilities add up to?", short="the powers are averaged, not added up")
def mean_of_powers(z):
    return _stable(z, -1) + math.log(z.shape[-1])


@task.wrong("Two things at once: (0, 1.0986) gives you (0.6931, -0.4055). Should the logarithm of a probability be "
            "positive, and what should the probabilities of a row add up to?",
            short="the powers are averaged, and every number has the opposite sign")
def mean_of_powers_and_turned(z):
    return -_stable(z, -1) - math.log(z.shape[-1])


@task.wrong("Every number has the opposite sign: (0, 1.0986) gives you (1.3863, 0.2877). Is the logarithm of 1/4 "
            "positive or negative?", short="every number has the opposite sign")
def turned(z):
    return -_stable(z, -1)


@task.wrong("Your logarithm is to base 2: (0, 0) gives you (-1, -1), where -0.6931 is expected. To which base do the "
            "powers belong?", short="the logarithm is to base 2")
def in_bits(z):
    return _stable(z, -1) / math.log(2)


@task.wrong("You return the probabilities themselves: (0, 1.0986) gives you (0.25, 0.75). How large is the logarithm "
            "of a probability at most?", short="the probabilities are returned, not their logarithms")
def probabilities(z):
    return _softmax(z)


@task.wrong("You return the logarithm of the sum alone: (0, 1.0986) gives you 1.3863, one number for a row. How does "
            "each class's logit come in?", short="the logarithm of the sum is returned alone")
def log_of_sum_alone(z):
    return (z - _stable(z, -1))[..., 0]


@task.wrong("Each class is judged by itself: (0, 0) gives you -0.6931 twice, which is right, but (0, 0, 0) gives "
            "-0.6931 three times. What should the three probabilities add up to?",
            short="each class gets a sigmoid of its own")
def sigmoid_of_each(z):
    return torch.nn.functional.logsigmoid(z)


@task.wrong("Each class is judged by itself: (0, 0, 0) gives you -0.6931 three times, and a logit of -1000 gives -inf. "
            "What should the three probabilities add up to, and which number is stored as 0?",
            short="each class gets a sigmoid of its own, which underflows")
def log_of_sigmoid(z):
    return torch.sigmoid(z).log()


@task.wrong("You divide the logits by their sum: (1, 3) gives you log(1/4) and log(3/4), and a logit of 0 gives -inf. "
            "Of which numbers does softmax take the shares?",
            short="the logits are divided by their sum, without powers")
def shares_of_logits(z):
    return (z / z.sum(-1, keepdim=True)).log()


@task.wrong("You normalise along the first axis: a batch of three rows (0, 0) gives you log(1/3) everywhere. How many "
            "classes does a row hold?", short="the first axis is normalised, not the last")
def along_first_axis(z):
    return _stable(z, 0)


@task.wrong("You normalise along axis 1. A matrix comes out right, but a single row has no axis 1, and in a batch of "
            "shape (2, 4, 3) you add up over the 4. Where do the classes stand in every one of these shapes?",
            short="axis 1 is normalised, not the last")
def along_axis_one(z):
    return _stable(z, 1)


@task.wrong("You normalise along the last axis but one: a batch of three rows (0, 0) gives you log(1/3), and a single "
            "row has no such axis. How many classes does a row hold?", short="the last axis but one is normalised")
def along_last_axis_but_one(z):
    return _stable(z, -2)


@task.wrong("The whole batch shares one total: two rows (0, 0) give you log(1/4) four times. Over which entries should "
            "the probabilities add up to 1?", short="the whole batch shares one total")
def over_everything(z):
    return _stable(z.flatten(), 0).reshape(z.shape)


@task.wrong("A single row comes out right; a batch of shape (2, 3) ends in an error, and one of shape (2, 2) takes the "
            "total of row 0 off column 0. Which axis has gone from your totals?",
            short="the totals have lost their last axis")
def totals_without_axis(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1).log()


@task.wrong("A single row comes out right; a batch of shape (2, 3) ends in an error, and one of shape (2, 2) takes the "
            "maximum of row 0 off column 0. Which axis has gone from your maxima and totals?",
            short="the maxima and the totals have lost their last axis")
def maxima_without_axis(z):
    shifted = z - z.amax(-1)
    return shifted - shifted.exp().sum(-1).log()


@task.wrong("The logits are divided by the largest size of their row: (0, 1.0986) becomes (0, 1), and you give "
            "(-1.3133, -0.3133). The second probability is then e times the first. How many times is it for 0 and "
            "1.0986?", short="the logits are divided by the largest size of their row")
def divided_by_largest_size(z):
    return _stable(z / z.abs().amax(-1, keepdim=True).clamp(min=1e-12), -1)


@task.wrong("The logits are divided by the largest of their row: (0, 1.0986) becomes (0, 1), and for (-1000, -1003) "
            "the second class comes out as the likelier one. Which change of all logits leaves the probabilities as "
            "they are?", short="the logits are divided by the largest of their row")
def divided_by_largest(z):
    return _stable(z / z.amax(-1, keepdim=True), -1)


@task.wrong("The logits are squeezed into the range from 0 to 1: (0, 2) becomes (0, 1), you give (-1.3133, -0.3133), "
            "and equal logits give nan. Which change of all logits leaves the probabilities as they are?",
            short="the logits are scaled to the range from 0 to 1")
def scaled_to_range(z):
    low, high = z.amin(-1, keepdim=True), z.amax(-1, keepdim=True)
    return _stable((z - low) / (high - low), -1)


@task.wrong("The logarithm of your sum is to base 2, while the powers are those of e: (0, 1.0986) gives you (-1.5137, "
            "-0.4150), whose powers of e add up to 0.88. Which logarithm undoes exp?",
            short="the logarithm of the sum is to base 2")
def sum_in_bits(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log2()


@task.wrong("Two things at once: (0, 1.0986) gives you (-2, -0.9014), with a logarithm to base 2 for powers of e; and "
            "(1000, 1000) gives -inf. Which logarithm undoes exp, and what can be taken off both logits?",
            short="the logarithm of the sum is to base 2, and the powers are taken of the logits as they come")
def sum_in_bits_unshifted(z):
    return z - z.exp().sum(-1, keepdim=True).log2()


@task.wrong("The logarithm of your sum is to base 10, while the powers are those of e: (0, 0) gives you (-0.301, "
            "-0.301), whose powers of e add up to 1.48. Which logarithm undoes exp?",
            short="the logarithm of the sum is to base 10")
def sum_to_base_ten(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log10()


@task.wrong("Two things at once: (0, 0) gives you (0, 0), the logarithms of 1 and 1; and (0, 1.0986) gives (-0.5136, "
            "0.5850), with a logarithm to base 2. What should the probabilities add up to, and which logarithm undoes "
            "exp?", short="the powers are averaged, and the logarithm is to base 2")
def mean_of_powers_in_bits(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().mean(-1, keepdim=True).log2()


@task.wrong("Two things at once: (0, 0) gives you (0, 0), the logarithms of 1 and 1; and (1000, 1000) gives -inf. What "
            "should the probabilities add up to, and what can be taken off both logits?",
            short="the powers are averaged, and taken of the logits as they come")
def mean_of_powers_unshifted(z):
    return z - z.exp().mean(-1, keepdim=True).log()


@task.wrong("Two things at once: (0, 0) gives you (0.6931, 0.6931), and (1000, 1000) gives inf. Should the "
            "logarithm of a probability be positive, and what can be taken off both logits?",
            short="every number has the opposite sign, and the powers are taken of the logits as they come")
def turned_unshifted(z):
    return z.exp().sum(-1, keepdim=True).log() - z


@task.wrong("Two things at once: (0, 0) gives you (0.6931, 0.6931), and (1000, 1000) gives nan, since inf / inf is no "
            "number. Should the logarithm of a probability be positive, and what can be taken off both logits?",
            short="every number has the opposite sign, and the powers of the logits as they come are divided")
def turned_log_of_softmax(z):
    return -(z.exp() / z.exp().sum(-1, keepdim=True)).log()


@task.wrong("You take the sum of the logits off: (0, 1.0986) gives you (-1.0986, 0), and the powers of that add up to "
            "1.33. Of what should the logarithm be taken off?",
            short="the sum of the logits is taken off, not the logarithm of the sum")
def sum_of_logits_taken_off(z):
    return z - z.sum(-1, keepdim=True)


@task.wrong("After the shift you take the sum of the logits off: (0, 1.0986) becomes (-1.0986, 0) and gives you (0, "
            "1.0986), and the powers of that add up to 4. Of what should the logarithm be taken off?",
            short="after the shift the sum of the logits is taken off")
def sum_of_shifted_taken_off(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.sum(-1, keepdim=True)


@task.wrong("Rows with a logit beyond 1 are divided by its size: (0, 2) becomes (0, 1), and you give (-1.3133, "
            "-0.3133). The second probability is then e times the first. How many times is it for 0 and 2?",
            short="rows with a logit beyond 1 are divided by its size")
def divided_by_size_beyond_one(z):
    return _stable(z / z.abs().amax(-1, keepdim=True).clamp(min=1), -1)


@task.wrong("You normalise along axis 1, or 0 for a single row. Both come out right there, but in a batch of shape "
            "(2, 4, 3) you add up over the 4. Where do the classes stand in every one of these shapes?",
            short="batches are normalised along axis 1, not the last")
def along_axis_one_of_batches(z):
    return _stable(z, min(1, z.ndim - 1))


@task.wrong("Two things at once: (0, 0) gives you (-0.301, -0.301); and (-500, 0, 500) becomes (0, 500, 1000), and "
            "exp(1000) is stored as inf. Which logarithm undoes exp, and after which shift is no exponent above 0?",
            short="the smallest logit is taken off, not the largest, and the logarithm of the sum is to base 10")
def shifted_by_the_smallest_to_base_ten(z):
    shifted = z - z.amin(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log10()


@task.wrong("Two things at once: (0, 0) gives you (-0.301, -0.301), and (1000, 1000) gives -inf. Which logarithm "
            "undoes exp, and what can be taken off both logits without a change of the probabilities?",
            short="the logarithm of the sum is to base 10, and the powers are taken of the logits as they come")
def sum_to_base_ten_unshifted(z):
    return z - z.exp().sum(-1, keepdim=True).log10()


@task.wrong("Two things at once: (0, 0) gives you (-1, -1), and (1000, 1000) gives nan, since inf / inf is no number. "
            "To which base is a natural logarithm, and what can be taken off both logits without a change of the "
            "probabilities?", short="the logarithm is to base 2, and the powers of the logits as they come are divided")
def log_of_softmax_in_bits(z):
    return (z.exp() / z.exp().sum(-1, keepdim=True)).log2()


@task.wrong("The logarithm of the sum divides where it should be taken off: (0, 1.0986) gives you (0, 0.7925). What "
            "does the logarithm make of a quotient?", short="the logits are divided by the logarithm of the sum")
def divided_by_log_of_sum(z):
    return z / (z - _stable(z, -1))


@task.wrong("Two things at once: (0, 1.0986) gives you (0, 0.7925), and (1000, 1000) gives zeros, as exp(1000) is "
            "stored as inf. What does the logarithm make of a quotient, and which shift keeps the powers finite?",
            short="the logits are divided by the logarithm of the sum, and the powers are taken as they come")
def divided_by_log_of_sum_unshifted(z):
    return z / z.exp().sum(-1, keepdim=True).log()


@task.wrong("After the shift the logarithm of the sum divides where it should be taken off: (0, 1.0986) gives you "
            "(-3.819, 0). What does the logarithm make of a quotient?",
            short="the shifted logits are divided by the logarithm of the sum")
def shifted_divided_by_log_of_sum(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted / shifted.exp().sum(-1, keepdim=True).log()


@task.wrong("Two things at once: (0, 0) gives you (0, 0), the logarithms of 1 and 1; and (0, 1.0986) gives (-0.9225, "
            "0.1761), with a logarithm to base 10. What should the probabilities add up to, and which logarithm undoes "
            "exp?", short="the powers are averaged, and the logarithm of that is to base 10")
def mean_of_powers_to_base_ten(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().mean(-1, keepdim=True).log10()


@task.wrong("Two things at once: (0, 0) gives you (0, 0), the logarithms of 1 and 1; and (0, 1.0986) gives (0.4055, "
            "1.5041), whose powers differ as 1 and 3 but add up to 6. Is a mean wanted, and does the maximum come "
            "back?",
            short="the maximum is taken off in the sum alone, and the powers are averaged")
def maximum_not_added_back_and_mean_of_powers(z):
    return z - (z - z.amax(-1, keepdim=True)).exp().mean(-1, keepdim=True).log()


@task.wrong("Two things at once: (0, 1.0986) gives you (1.0986, 0), the distance to the largest logit. Should the "
            "logarithm of a probability be positive, and what should the probabilities of a row add up to?",
            short="only the shift is done, and every number has the opposite sign")
def only_shifted_and_turned(z):
    return z.amax(-1, keepdim=True) - z


@task.wrong("Two things at once: (0, 1.0986) gives you (1.3863, 0.2877), and (-500, 0, 500) gives inf, as the smallest "
            "logit is taken off. Is the logarithm of 1/4 positive, and after which shift is no exponent above 0?",
            short="the smallest logit is taken off, not the largest, and every number has the opposite sign")
def shifted_by_the_smallest_and_turned(z):
    return -_shifted_by(z, z.amin(-1, keepdim=True))


@task.wrong("The maximum comes back with the wrong sign: (0, 1.0986) gives you (0.8109, 1.9095), and a "
            "log-probability above 0 cannot be. Without its shift the sum is 4, with it 4/3. What takes log(4/3) to "
            "log 4?", short="the maximum comes back with the wrong sign")
def maximum_back_with_the_wrong_sign(z):
    m = z.amax(-1, keepdim=True)
    return z - ((z - m).exp().sum(-1, keepdim=True).log() - m)


@task.wrong("The logarithm of the sum is added: (0, 1.0986) gives you (1.3863, 2.4849), and a log-probability above 0 "
            "cannot be. To divide by 4, what do you do with log 4?", short="the logarithm of the sum is added")
def log_of_sum_added(z):
    return 2 * z - _stable(z, -1)


@task.wrong("After the shift the logarithm of the sum is added: (0, 1.0986) gives you (-0.8109, 0.2877), and a "
            "log-probability above 0 cannot be. To divide by 4/3, what do you do with log(4/3)?",
            short="after the shift the logarithm of the sum is added")
def log_of_shifted_sum_added(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted + shifted.exp().sum(-1, keepdim=True).log()


@task.wrong("Two things at once: two rows (0, 0) give you 1.386, that is log 4, four times. Should the logarithm of a "
            "probability be positive, and which entries should add up to 1?",
            short="every number has the opposite sign, and the whole batch shares one total")
def turned_over_everything(z):
    return -_stable(z.flatten(), 0).reshape(z.shape)


@task.wrong("A logit far below the largest one gets its distance to it alone: (500, 500, -500) ends with -1000, where "
            "-1000.6931 is right. How far does the logarithm of the sum of the powers lie above the largest logit "
            "here?", short="far below the largest logit, the distance to it stands alone")
def far_below_by_distance(z):
    distance = z - z.amax(-1, keepdim=True)
    return torch.where(distance < -700, distance, _stable(z, -1))


@task.wrong("Where p is stored as 0 you give the distance to the largest logit: (500, 500, -500) ends with -1000, and "
            "-1000.6931 is right; (743, 0) ends with -743.05. How far does the log-sum lie above the largest logit?",
            short="where the probability is stored as 0, the distance to the largest logit stands alone")
def distance_where_zero(z):
    p = _softmax(z)
    return torch.where(p > 0, p.log(), z - z.amax(-1, keepdim=True))


@task.wrong("For (743, 0) you give -743.05, and -743 is right: exp(-743) is stored, but with one digit or two. Is the "
            "probability itself needed for its logarithm?",
            short="the logarithm is taken of a probability that is stored with few digits")
def few_digits(z):
    p = _softmax(z)
    return torch.where(p > 0, p.log(), _stable(z, -1))


@task.wrong("Your result for (0, 1.0986) is (-1.9459, -0.8473), as if the powers after the shift, 1/3 and 1, added up "
            "to 7/3. log1p adds a 1 of its own. Whose power is the 1 that the sum already holds?",
            short="a 1 too many is added to the sum of the shifted powers")
def one_too_many(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - shifted.exp().sum(-1, keepdim=True).log1p()


@task.wrong("Rows with a logit beyond 700 are shrunk until it is 700: (-1000, -1003) gives (-0.1162, -2.2102), as "
            "(-700, -702.1) would. Which change of all logits of a row keeps their differences?",
            short="rows with a logit beyond 700 are divided until it fits")
def shrunk_to_fit(z):
    return _stable(z / (z.abs().amax(-1, keepdim=True) / 700).clamp(min=1), -1)


@task.wrong("Two things at once: (0, 0) gives you (0, 0), the logarithms of 1 and 1; and in a batch of shape (2, 4, 3) "
            "you normalise over the 4. What should the two probabilities add up to, and where do the classes stand?",
            short="the powers are averaged, and batches are normalised along axis 1")
def mean_of_powers_along_axis_one(z):
    axis = min(1, z.ndim - 1)
    return _stable(z, axis) + math.log(z.shape[axis])


@task.wrong("A logit far below the largest is brought up to 700 below it: (-500, 0, 500) gives you -700 for the first "
            "class, where -1000 is right. Which power becomes too large when the distance stays as it is?",
            short="after the shift, what lies more than 700 below the largest is cut off")
def distance_cut_at_700(z):
    return _cut_below(z, -700)


@task.wrong("A logit far below the largest is brought up to 500 below it: (-500, 0, 500) gives you -500 for the first "
            "class, where -1000 is right. Which power becomes too large when the distance stays as it is?",
            short="after the shift, what lies more than 500 below the largest is cut off")
def distance_cut_at_500(z):
    return _cut_below(z, -500)


@task.wrong("Each class's own power is missing from its sum: (0, 1.0986) gives you (-1.0986, 1.0986), and a "
            "log-probability above 0 cannot be. Which classes share the probability 1 among them?",
            short="each class's own power is missing from its sum")
def own_power_left_out(z):
    powers = (z - z.amax(-1, keepdim=True)).exp()
    return z - z.amax(-1, keepdim=True) - (powers.sum(-1, keepdim=True) - powers).log()


@task.wrong("Right unless the largest logit occurs twice: (0, 0) gives you (0, 0), the logarithms of 1 and 1, as if "
            "one of the two were alone. How many powers of a row are 1 after the shift?",
            short="logits that are equal to the largest count once in the sum")
def largest_once(z):
    shifted = z - z.amax(-1, keepdim=True)
    return shifted - torch.where(shifted < 0, shifted.exp(), 0).sum(-1, keepdim=True).log1p()


@task.wrong("The probabilities go through softmax once more: (0, 1.0986) gives you (-0.9741, -0.4741), what the logits "
            "0.25 and 0.75 would give. How often should powers be taken and divided by their sum?",
            short="the probabilities go through softmax once more")
def softmax_twice(z):
    return _stable(_softmax(z), -1)


@task.wrong("Where your numbers become nan or inf, you put 0: (1000, 1000) gives (0, 0), the logarithms of 1 and 1. "
            "What could you take off both logits, so that neither arises?", short="nan and inf become 0")
def nan_becomes_zero(z):
    return (z.exp() / z.exp().sum(-1, keepdim=True)).log().nan_to_num(nan=0.0, posinf=0.0, neginf=0.0)


@task.wrong("Where a probability is stored as 0, you put 0 for its logarithm: (-500, 0, 500) gives (0, -500, 0), as if "
            "the first class were certain. Is the probability itself needed for its logarithm?",
            short="where the probability is stored as 0, its logarithm is set to 0")
def nan_of_shifted_becomes_zero(z):
    return _softmax(z).log().nan_to_num(neginf=0.0)


@task.wrong("A matrix comes out right. A single row (0, 1.0986) gives you (0, 0), each entry by itself; with shape (2, "
            "4, 3), 12 numbers share one total. Over which axis does your loop run?",
            short="everything under an index of the first axis shares one total")
def each_slice_shares(z):
    return torch.stack([_stable(part.flatten(), 0).reshape(part.shape) for part in z])


@task.wrong("A row and a matrix come out right; with shape (2, 4, 3) each 12 numbers share one total, all but the "
            "first axis together. How many numbers hold the logits of one sample there?",
            short="with three axes all but the first share one total")
def all_but_first_axis(z):
    rows = z.flatten(1) if z.ndim > 1 else z
    return _stable(rows, -1).reshape(z.shape)


@task.wrong("All rows share one maximum: beside a row of 1000, the powers of the row (-1000, -1003) are 0, and a tiny "
            "number stands in: you give (-1972.4, -1975.4), from log of 1e-12. Which rows does a row depend on?",
            short="all rows share one maximum, and a tiny number is added to the sum")
def one_maximum_and_tiny_number(z):
    shifted = z - z.max()
    return shifted - (shifted.exp().sum(-1, keepdim=True) + 1e-12).log()


@task.wrong("Two things at once: (0, 1.0986) gives you (0.25, 0.75), the probabilities themselves; and (1000, 1000) "
            "gives nan. How large is a log-probability at most, and what can be taken off both logits?",
            short="the probabilities are returned, and their powers are taken of the logits as they come")
def probabilities_unshifted(z):
    return z.exp() / z.exp().sum(-1, keepdim=True)


@task.wrong("Two things at once: (0, 1.0986) gives you (0.25, 0.75), the probabilities themselves; and three rows (0, "
            "0) give 1/3 everywhere. How large is a log-probability at most, and how many classes does a row hold?",
            short="the probabilities are returned, and the first axis is normalised")
def probabilities_along_first_axis(z):
    powers = (z - z.amax(0, keepdim=True)).exp()
    return powers / powers.sum(0, keepdim=True)


EXERCISE = task.declared()
