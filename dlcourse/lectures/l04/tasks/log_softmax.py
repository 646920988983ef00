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
        case("two rows of three", z=2 * draw.normal(2, 3)),
        case("a batch with two axes", z=2 * draw.normal(2, 4, 3)),
        case("far apart", z=numbers(-200, 0, 200)),
        case("large and equal", z=numbers(1000, 1000)),
        case("one large and one very negative row", z=numbers([1000, 1001], [-1000, -1003])),
        case("farther apart", z=numbers([-500, 0, 500], [3, 1, 2])),
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


@task.wrong("Right for small logits, nan for (1000, 1000): exp(1000) is stored as inf, and inf / inf is nan. What "
            "could you take off both logits without changing their probabilities?")
def log_of_softmax(z):
    return (z.exp() / z.exp().sum(-1, keepdim=True)).log()


@task.wrong("No overflow any more, but on (-500, 0, 500) you give -inf for the first class: its probability, "
            "exp(-1000), is stored as 0. Which of your steps makes a number only to take its logarithm again?")
def log_of_shifted_softmax(z):
    e = (z - z.amax(-1, keepdim=True)).exp()
    return (e / e.sum(-1, keepdim=True)).log()


@task.wrong("Right for small logits, but (1000, 1000) gives you -inf: exp(1000) is stored as inf. By how much does the "
            "logarithm of a sum of powers rise when every exponent rises by 1000?")
def unshifted(z):
    return z - z.exp().sum(-1, keepdim=True).log()


@task.wrong("On (-200, 0, 200) you give -27.6 twice, where -400 and -200 are right. What is the logarithm of 1e-12?")
def tiny_number_added(z):
    e = (z - z.amax(-1, keepdim=True)).exp()
    return (e / e.sum(-1, keepdim=True) + 1e-12).log()


@task.wrong("All rows share one maximum. Beside a row of 1000, the row (-1000, -1003) is shifted to (-2000, -2003), "
            "both powers are 0, and you give inf. Which rows does a row depend on?")
def one_maximum_for_all(z):
    shifted = z - z.max()
    return shifted - shifted.exp().sum(-1, keepdim=True).log()


@task.wrong("You stop after the shift: (0, 1.0986) gives you (-1.0986, 0), and the exponentials of those, 1/3 and 1, "
            "add up to 1.33. What should probabilities add up to?")
def only_shifted(z):
    return z - z.amax(-1, keepdim=True)


@task.wrong("You take the maximum off in the sum, and it never comes back: (0, 1.0986) gives you (-0.2877, 0.8109), "
            "and a log-probability above 0 cannot be. How does the logarithm of the sum change when 1.0986 is taken "
            "off both exponents?")
def maximum_not_added_back(z):
    return z - (z - z.amax(-1, keepdim=True)).exp().sum(-1, keepdim=True).log()


@task.wrong("You normalise along the first axis: a batch of three rows (0, 0) gives you log(1/3) everywhere. How many "
            "classes does a row hold?")
def along_first_axis(z):
    return _stable(z, 0)


@task.wrong("You normalise along axis 1. A matrix comes out right, but a single row has no axis 1, and in a batch of "
            "shape (2, 4, 3) you add up over the 4. Where do the classes stand in every one of these shapes?")
def along_axis_one(z):
    return _stable(z, 1)


@task.wrong("The whole batch shares one total: two rows (0, 0) give you log(1/4) four times. Over which entries should "
            "the probabilities add up to 1?")
def over_everything(z):
    return _stable(z.flatten(), 0).reshape(z.shape)


@task.wrong("You return the probabilities themselves: (0, 1.0986) gives you (0.25, 0.75). How large is the logarithm "
            "of a probability at most?")
def probabilities(z):
    return _stable(z, -1).exp()


EXERCISE = task.declared()
