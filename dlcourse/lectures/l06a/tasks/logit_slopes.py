"""Exercise: how steep two losses are with respect to the logit behind a sigmoid."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace

import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def reference(z: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The package's gradients: of the squared error through the sigmoid, and of the fused cross-entropy."""
    p = z.sigmoid()
    return (losses.squared_error_grad(p, y, reduction="sum") * p * (-z).sigmoid(),
            losses.binary_cross_entropy_with_logits_grad(z, y, reduction="sum"))


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)
    return [
        case("the example of the text", z=numbers([math.log(3)]), y=numbers([0])),
        case("one sample of class 1", z=draw.uniform(0.4, 1.5, 1), y=numbers([1])),
        case("five samples of both classes", z=numbers(1, -1, 1, -1, 1) * draw.uniform(0.3, 2.5, 5),
             y=numbers(0, 0, 1, 1, 0)),
        case("three samples of class 0, negative logits", z=-draw.uniform(0.3, 2.0, 3), y=numbers(0, 0, 0)),
        case("four samples of class 1", z=draw.away_from_zero(4), y=numbers(1, 1, 1, 1)),
        case("a logit of 0 in each class", z=torch.cat([numbers(0, 0), draw.normal(1)]), y=numbers(0, 1, 1)),
        case("samples that are surely wrong", z=draw.uniform(5, 8, 3) * numbers(1, -1, 1), y=numbers(0, 1, 0)),
        case("samples that are surely right", z=draw.uniform(13, 16, 3) * numbers(-1, 1, -1), y=numbers(0, 1, 0)),
        case("logits near 40 and 700", z=draw.uniform(0.95, 1, 4) * numbers(40, -40, 700, -700), y=numbers(0, 1, 1, 0)),
        case("logits of 1000 and -1000", z=numbers(1000, -1000, 1000, -1000), y=numbers(0, 0, 1, 1)),
    ]


task = Task(
    key="logit_slopes", title="Two losses behind a sigmoid: their slopes", points=2, difficulty=2, minutes=12,
    objective="see from the slopes why the squared error learns slowly behind a sigmoid",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("squared", "crossed")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    facts=("N06-10",),
    hints=(
        "Two boxes stand one behind the other: the logit z goes into the sigmoid, and its result p goes into the loss. "
        "How steep is each of the two?",
        "At p = 3/4 the sigmoid has the slope 3/16. For y = 0 the squared error p² has the slope 3/2 there, and "
        "-log(1 - p) has the slope 1/(1 - 3/4) = 4. What are the two products? And which factor cancels in the second?",
        "p = torch.sigmoid(z); squared = 2 * ____ * p * ____; crossed = ____",
    ),
)


@task.solution
def logit_slopes(z, y):
    p = torch.sigmoid(z)                        # step: the probability of class 1
    miss = p - y                                # step: how far off the probability is
    bend = p * (1 - p)                          # step: the slope of the sigmoid
    squared = 2 * miss * bend                   # step: the slope of the squared error
    return squared, miss                        # step: in the cross-entropy, the slope of the sigmoid cancels


@task.right
def one_by_one(z, y):
    squared, crossed = [], []
    for z_i, y_i in zip(z.tolist(), y.tolist()):
        small = math.exp(-abs(z_i))                     # step: an exponential that cannot overflow
        p = 1 / (1 + small) if z_i > 0 else small / (1 + small)
        q = 1 / (1 + small) if z_i < 0 else small / (1 + small)
        p_bar = -2 * (1 - p) if y_i == 1 else 2 * p     # step: the slope with respect to the probability
        squared.append(p_bar * p * q)                   # step: times the slope of the sigmoid
        crossed.append(-q if y_i == 1 else p)           # step: what is left after the cancelling
    return torch.tensor(squared, dtype=torch.float64), torch.tensor(crossed, dtype=torch.float64)


@task.right
def by_class(z, y):
    up = torch.sigmoid(z)
    down = torch.sigmoid(-z)
    crossed = torch.where(y == 1, -down, up)            # step: each class by its own formula
    return [2 * crossed * up * down, crossed]           # step: the squared error has three more factors


@task.right
def in_numpy(z, y):
    import numpy as np

    with np.errstate(over="ignore"):
        p = 1 / (1 + np.exp(-z.numpy()))
    d = p - y.numpy()
    return torch.from_numpy(2 * d * (p - p**2)), torch.from_numpy(d)


# Both slopes, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "p": lambda v: v.z.sigmoid(),
    "miss": lambda v: v.p - v.y,
    "two": lambda v: 2,
    "bend": lambda v: v.p * (1 - v.p),
    "squared": lambda v: v.two * v.miss * v.bend,
    "one": lambda v: 1,
    "crossed": lambda v: v.one * v.miss,
    "both": lambda v: (v.squared, v.crossed),
    "result": lambda v: v.both,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [(numbers(z), numbers(y), words) for z, y, words in (
    ([math.log(3)], [0], "z = log 3 and y = 0 give"), ([math.log(3)], [1], "z = log 3 and y = 1 give"),
    ([-math.log(3)], [0], "z = -log 3 and y = 0 give"), ([0], [1], "z = 0 and y = 1 give"),
    ([math.log(3), 0], [0, 1], "z = (log 3, 0) and y = (0, 1) give"), ([15], [1], "z = 15 and y = 1 give"),
    ([1000], [0], "z = 1000 and y = 0 give"), ([1000], [1], "z = 1000 and y = 1 give"),
    ([-1000], [1], "z = -1000 and y = 1 give"), ([-1000], [0], "z = -1000 and y = 0 give"))]


_with = answers_by(RULES, logit_slopes)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for z, y, inputs in SMALL:
        given, right = answer(z.clone(), y.clone()), logit_slopes(z, y)
        if not isinstance(given, tuple):
            return f"With you {inputs} {written(given)} alone."
        told = [f"`{name}` = {words}" for name, ours, theirs in zip(("squared", "crossed"), given, right)
                if (words := told_apart(ours, theirs))]
        if told:
            return f"With you {inputs} {', and '.join(told)}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _chained(v: SimpleNamespace, p: Tensor) -> Tensor:
    """The cross-entropy's slope as a product of two boxes, without anything cancelled."""
    return (-v.y / p + (1 - v.y) / (1 - p)) * (p * (1 - p))


CHAIN = "When z moves a little, how far does p move?"
CANCEL = "How steep is -log(1 - p) with respect to p, and how steep is p with respect to z? What is the product?"
SIGN = "When the logit of a sample of class 0 rises, does its loss rise or fall?"
ITS_OWN = "How many slopes does the text ask for, and what does each of them look at?"
SIGMOID = "What is the slope of the sigmoid where p is 3/4?"
SQUARE = "From 0.75 to 0.76 a square rises from 0.5625 to 0.5776. How steep is that?"

_wrong("no_bend", "`squared` is the slope with respect to p, not to z", CHAIN, bend=lambda v: 1.0)
_wrong("no_two", "`squared` lacks a factor of 2", SQUARE, two=lambda v: 1)
_wrong("no_two_nor_bend", "`squared` is the miss alone, as for the cross-entropy", f"{SQUARE} {CHAIN}",
       squared=lambda v: v.miss)
_wrong("bend_without_p", "in `squared`, the slope of the sigmoid lacks the factor p", SIGMOID, bend=lambda v: 1 - v.p)
_wrong("bend_without_rest", "in `squared`, the slope of the sigmoid lacks the factor 1 - p", SIGMOID,
       bend=lambda v: v.p)
_wrong("bend_with_plus", "in `squared`, the slope of the sigmoid is taken to be p (1 + p)", SIGMOID,
       bend=lambda v: v.p * (1 + v.p))
_wrong("bend_squared", "in `squared`, the slope of the sigmoid is squared", SIGMOID,
       bend=lambda v: (v.p * (1 - v.p))**2)
_wrong("bend_is_p_squared", "in `squared`, p² stands for the slope of the sigmoid", SIGMOID, bend=lambda v: v.p**2)
_wrong("bend_of_tanh", "in `squared`, 1 - p² stands for the slope, which belongs to tanh", SIGMOID,
       bend=lambda v: 1 - v.p**2)
_wrong("bend_of_the_logit", "in `squared`, z (1 - z) stands for the slope of the sigmoid", "At which number is p (1 - "
       "p) to be taken?", bend=lambda v: v.z * (1 - v.z))
_wrong("bend_at_the_label", "in `squared`, y (1 - y) stands for the slope of the sigmoid", "Which of y and p moves "
       "with z?", bend=lambda v: v.y * (1 - v.y))
_wrong("bend_of_a_sigmoid_of_p", "in `squared`, the slope of the sigmoid is taken at p, not at z", "Which number does "
       "the sigmoid receive?", bend=lambda v: v.p.sigmoid() * (1 - v.p.sigmoid()))
_wrong("bend_of_the_exponential", "in `squared`, e to the power of -z stands for the slope of the sigmoid", SIGMOID,
       bend=lambda v: (-v.z).exp())
_wrong("no_miss", "`squared` is the slope of the sigmoid times 2: it lacks the miss", "How steep is (p - y)² with "
       "respect to p?", squared=lambda v: 2 * v.bend)
_wrong("square_not_lowered", "in `squared`, the miss is still squared", SQUARE,
       squared=lambda v: v.miss**2 * v.bend)
_wrong("square_not_lowered_with_two", "in `squared`, the miss is still squared, with a 2 in front", SQUARE,
       squared=lambda v: 2 * v.miss**2 * v.bend)
_wrong("square_not_lowered_nor_bend", "`squared` is the squared miss times 2, without the slope of the sigmoid", SQUARE,
       squared=lambda v: 2 * v.miss**2)
_wrong("size_of_the_miss", "in `squared`, the miss has lost its sign", SIGN,
       squared=lambda v: 2 * v.miss.abs() * v.bend)
_wrong("squared_reversed", "`squared` has the opposite sign", SIGN, squared=lambda v: -2 * v.miss * v.bend)
_wrong("squared_of_the_logit", "`squared` belongs to (z - y)², without a sigmoid", "What does the sigmoid make of z?",
       squared=lambda v: 2 * (v.z - v.y))
_wrong("squared_doubled", "`squared` has a 4 where a 2 belongs", SQUARE, two=lambda v: 4)
_wrong("ignores_the_label_in_squared", "`squared` does not depend on y", "What is the loss of a sample with y = 1?",
       squared=lambda v: 2 * v.p * v.bend)
_wrong("crossed_with_bend", "`crossed` has a further factor p (1 - p)", CANCEL, crossed=lambda v: v.miss * v.bend)
_wrong("crossed_with_two", "`crossed` has a factor of 2, as if it came from a square", CANCEL, one=lambda v: 2)
_wrong("crossed_like_squared", "`crossed` is the same as `squared`", CANCEL, crossed=lambda v: 2 * v.miss * v.bend)
_wrong("crossed_by_p", "`crossed` is the slope with respect to p, not to z", CHAIN,
       crossed=lambda v: v.miss / (v.p * (1 - v.p)))
_wrong("crossed_reversed", "`crossed` has the opposite sign", SIGN, crossed=lambda v: -v.miss)
_wrong("crossed_without_sign", "`crossed` is never negative", SIGN, crossed=lambda v: v.miss.abs())
_wrong("crossed_half", "`crossed` has a half in front", CANCEL, one=lambda v: 0.5)
_wrong("crossed_squared", "`crossed` is the squared miss", CANCEL, crossed=lambda v: v.miss**2)
_wrong("crossed_of_class_one_alone", "in `crossed`, a sample of class 0 counts nothing: that is the term y log p alone",
       "Which term of the loss is left for y = 0?", crossed=lambda v: v.y * (v.p - 1))
_wrong("crossed_of_class_zero_alone", "in `crossed`, a sample of class 1 counts nothing: that is the term (1 - y) "
       "log(1 - p) alone", "Which term of the loss is left for y = 1?", crossed=lambda v: (1 - v.y) * v.p)
_wrong("crossed_as_if_class_one", "`crossed` treats every sample as one of class 1", "Which term of the loss is left "
       "for y = 0?", crossed=lambda v: v.p - 1)
_wrong("crossed_is_p", "`crossed` treats every sample as one of class 0", "Which term of the loss is left for y = 1?",
       crossed=lambda v: v.p + 0)
_wrong("plus_between_the_terms", "in `crossed`, the second term of the loss has the opposite sign", "What moves when p "
       "rises: p and 1 - p? In which directions?", crossed=lambda v: -v.y * (1 - v.p) - (1 - v.y) * v.p)
_wrong("crossed_of_the_logit", "`crossed` is z - y, without a sigmoid", "What does the sigmoid make of z?",
       crossed=lambda v: v.z - v.y)
_wrong("crossed_nan_far_out", "`crossed` is a product in which infinity meets zero far out, and that is nan",
       "Which factor of -1/p or 1/(1 - p) and of p (1 - p) cancels on paper?", crossed=lambda v: _chained(v, v.p))
_wrong("crossed_zero_far_out", "`crossed` is a product in which infinity meets zero far out, and zero is put there",
       "Which factor of -1/p or 1/(1 - p) and of p (1 - p) cancels on paper?",
       crossed=lambda v: _chained(v, v.p).nan_to_num(0.0))
_wrong("miss_reversed", "both slopes have the opposite sign", SIGN, miss=lambda v: v.y - v.p)
_wrong("labels_exchanged", "class 0 is treated as class 1, and the reverse", "Which class has the probability p?",
       miss=lambda v: v.p - (1 - v.y))
_wrong("miss_added", "the sum p + y stands for the miss", "What is the miss of a sample with p = y?",
       miss=lambda v: v.p + v.y)
_wrong("ignores_the_label", "neither slope depends on y", "What is the loss of a sample with y = 1?",
       miss=lambda v: v.p + 0)
_wrong("sigmoid_twice", "the sigmoid is applied twice", "What does σ make of z, and what does σ make of that?",
       p=lambda v: v.z.sigmoid().sigmoid())
_wrong("no_sigmoid", "the logit itself is taken for the probability", "Can a probability be 1000?", p=lambda v: v.z + 0)
_wrong("sigmoid_turned_round", "the sigmoid falls, as if it had e to the power of z below", "Which logits stand for "
       "class 1?",
       p=lambda v: (-v.z).sigmoid())
_wrong("tanh_for_sigmoid", "the function tanh stands where the sigmoid belongs", "Can a probability be negative?",
       p=lambda v: v.z.tanh())
_wrong("softmax_for_sigmoid", "a softmax over the samples stands where the sigmoid belongs", ITS_OWN,
       p=lambda v: v.z.softmax(0))
_wrong("overflow", "far out, e to the power of z is infinite, and infinity divided by infinity is nan",
       "What else could you write for e^z/(1 + e^z)?", p=lambda v: v.z.exp() / (1 + v.z.exp()))
_wrong("decided", "the probability is rounded to a class first", "Which number does the loss look at, the class or "
       "p?", p=lambda v: (v.z > 0).to(v.z.dtype))
_wrong("logits_cut_off", "logits beyond 10 are cut off at 10", "What does the text say about logits far out?",
       p=lambda v: v.z.clamp(-10, 10).sigmoid())
_wrong("cut_off_at_seven_digits", "the probability is kept away from 0 and 1 by 1e-7", "What is the miss of a sample "
       "with y = 1 and p = 1?", p=lambda v: v.z.sigmoid().clamp(1e-7, 1 - 1e-7))
_wrong("cut_off_at_eight_digits", "the probability is kept away from 0 and 1 by 1e-8", "What is the miss of a sample "
       "with y = 1 and p = 1?", p=lambda v: v.z.sigmoid().clamp(1e-8, 1 - 1e-8))
_wrong("cut_off_at_twelve_digits", "`crossed` keeps p away from 0 and 1 by a small number like 1e-12, and multiplies "
       "afterwards", "Which factor of -1/p or 1/(1 - p) and of p (1 - p) cancels on paper?",
       crossed=lambda v: (-v.y / v.p.clamp(min=1e-12) + (1 - v.y) / (1 - v.p).clamp(min=1e-12)) * v.bend)
_wrong("losses_themselves", "these are the two losses, not their slopes", "By how much does each loss change when z "
       "moves a little?", squared=lambda v: v.miss**2,
       crossed=lambda v: torch.nn.functional.binary_cross_entropy_with_logits(v.z, v.y, reduction="none"))
_wrong("averaged", "both results are means over the samples", ITS_OWN,
       both=lambda v: (v.squared.mean(), v.crossed.mean()))
_wrong("summed", "both results are sums over the samples", ITS_OWN,
       both=lambda v: (v.squared.sum(), v.crossed.sum()))
_wrong("slopes_of_the_mean", "both slopes are divided by the number of samples, as if the losses were means", ITS_OWN,
       both=lambda v: (v.squared / len(v.z), v.crossed / len(v.z)))
_wrong("squared_slopes_of_the_mean", "`squared` is divided by the number of samples, as if the loss were a mean",
       ITS_OWN, both=lambda v: (v.squared / len(v.z), v.crossed))
_wrong("crossed_slopes_of_the_mean", "`crossed` is divided by the number of samples, as if the loss were a mean",
       ITS_OWN, both=lambda v: (v.squared, v.crossed / len(v.z)))
_wrong("first_alone", "only the first sample is treated; a loop that returns in its first turn does that", ITS_OWN,
       result=lambda v: (v.squared[:1], v.crossed[:1]))
_wrong("other_way_round", "the two results have changed places", "Which slope comes first?",
       result=lambda v: (v.crossed, v.squared))
_wrong("squared_alone", "`squared` comes back alone", "Which two results does the text ask for?",
       result=lambda v: v.squared)
_wrong("crossed_alone", "`crossed` comes back alone", "Which two results does the text ask for?",
       result=lambda v: v.crossed)
_wrong("added", "both slopes are added", "Which two results does the text ask for?",
       result=lambda v: v.squared + v.crossed)
_wrong("in_a_table", "both slopes stand in one table, not in a tuple", "Which two results does the text ask for?",
       result=lambda v: torch.stack([v.squared, v.crossed]))
_wrong("in_float32", "both z and y go through float32, so that only about seven digits are right; ten are compared",
       "In which of your lines does the dtype change?", p=lambda v: v.z.float().sigmoid(),
       miss=lambda v: v.p - v.y.float(), result=lambda v: (v.squared.to(DOUBLE), v.crossed.to(DOUBLE)))
_wrong("returned_in_float32", "both results are of dtype float32", "Which dtype have z and y?",
       result=lambda v: (v.squared.float(), v.crossed.float()))
def _by_label(v: SimpleNamespace) -> Tensor:
    """The cross-entropy's slope with respect to p, each label by its own formula."""
    return torch.where(v.y == 1, -1 / v.p, 1 / (1 - v.p))


def _stored(v: SimpleNamespace) -> Tensor:
    """The cross-entropy of a p that may be stored as 0 or 1."""
    return -v.y * v.p.log() - (1 - v.y) * (1 - v.p).log()


def _entropy(v: SimpleNamespace) -> Tensor:
    return torch.nn.functional.binary_cross_entropy_with_logits(v.z, v.y, reduction="none")


LOSS = "By how much does a loss change when z moves a little?"
_wrong("crossed_by_p_by_label", "`crossed` is -1/p for class 1 and 1/(1 - p) for class 0: the slope with respect to p, "
       "not to z", CHAIN, crossed=_by_label)
_wrong("both_by_p_by_label", "both slopes are those with respect to p, not to z", CHAIN, bend=lambda v: 1.0,
       crossed=_by_label)
_wrong("crossed_nan_where_wrong", "`crossed` is -1/p or 1/(1 - p) times p (1 - p); far out infinity meets zero there, "
       "and that is nan", "Which factor cancels on paper?", crossed=lambda v: _by_label(v) * v.bend)
_wrong("bend_overflows_below", "the slope of the sigmoid is a quotient whose e to the power of -z is infinite far out: "
       "infinity divided by infinity is nan", "How does the same slope follow from p?",
       bend=lambda v: (-v.z).exp() / (1 + (-v.z).exp())**2)
_wrong("bend_overflows_above", "the slope of the sigmoid is a quotient whose e to the power of z is infinite far out: "
       "infinity divided by infinity is nan", "How does the same slope follow from p?",
       bend=lambda v: v.z.exp() / (1 + v.z.exp())**2)
_wrong("squared_is_its_loss", "`squared` is the loss (p - y)² itself, not its slope", LOSS, squared=lambda v: v.miss**2)
_wrong("crossed_is_its_loss", "`crossed` is the cross-entropy itself, not its slope", LOSS, crossed=_entropy)
_wrong("crossed_is_its_stored_loss", "`crossed` is the cross-entropy itself, not its slope, and far out inf or nan",
       LOSS,
       crossed=_stored)
_wrong("losses_themselves_stored", "these are the two losses, not their slopes, and far out one is inf or nan", LOSS,
       squared=lambda v: v.miss**2, crossed=_stored)
_wrong("crossed_is_its_loss_with_bend", "`crossed` is the cross-entropy times p (1 - p): the logarithms are still "
       "there",
       "How steep is -log p with respect to p?", crossed=lambda v: _stored(v) * v.bend)
_wrong("labels_as_signs", "the labels become -1 and 1 before they are taken off p", "What is the miss of a sample with "
       "y = 0 and p = 0?", miss=lambda v: v.p - (2 * v.y - 1))
_wrong("times_z", "both slopes are multiplied by z", "When z rises by a little, how far does z itself move?",
       both=lambda v: (v.squared * v.z, v.crossed * v.z))
_wrong("squared_times_z", "`squared` is multiplied by z", "When z rises by a little, how far does z itself move?",
       squared=lambda v: 2 * v.miss * v.bend * v.z)
_wrong("crossed_times_z", "`crossed` is multiplied by z", "When z rises by a little, how far does z itself move?",
       crossed=lambda v: v.miss * v.z)
_wrong("bend_of_the_bend", "`squared` has a further factor 1 - 2p, as a second derivative would", "How often is the "
       "sigmoid to be differentiated?", bend=lambda v: v.p * (1 - v.p) * (1 - 2 * v.p))
_wrong("bracket_lost", "`squared` is 2 (p - y) p, and then p taken off: the brackets around 1 - p are missing",
       "In which order does Python take `a * 1 - p`?", squared=lambda v: 2 * v.miss * v.p - v.p)
_wrong("bracket_of_the_miss_lost", "`squared` is 2p - y p (1 - p): the brackets around p - y are missing",
       "In which order does Python take `2 * p - y * a`?", squared=lambda v: 2 * v.p - v.y * v.bend)
_wrong("plus_between_the_terms_nan", "in `crossed`, the second term of the loss has the opposite sign, and far out "
       "infinity meets zero", "What moves when p rises: p and 1 - p? In which directions?",
       crossed=lambda v: (-v.y / v.p - (1 - v.y) / (1 - v.p)) * v.bend)
_wrong("first_term_reversed_nan", "in `crossed`, the first term of the loss has the opposite sign, and far out "
       "infinity meets zero", SIGN, crossed=lambda v: (v.y / v.p + (1 - v.y) / (1 - v.p)) * v.bend)
_wrong("crossed_of_class_one_alone_nan", "in `crossed`, a sample of class 0 counts nothing: that is the term y log p "
       "alone, and far out infinity meets zero", "Which term of the loss is left for y = 0?",
       crossed=lambda v: -v.y / v.p * v.bend)
for _digits in (6, 9):
    _wrong(f"cut_off_by_{_digits}_digits", f"the probability is kept away from 0 and 1 by 1e-{_digits}", "What is the "
           "miss of a sample with y = 1 and p = 1?",
           p=lambda v, eps=10.0**-_digits: v.z.sigmoid().clamp(eps, 1 - eps))


def _small_steps(name: str, way: str, quotient: Callable) -> None:
    """Difference quotients of both losses, the cross-entropy's of a p that may be stored as 0 or 1."""
    def steep(v: SimpleNamespace, loss: Callable) -> Tensor:
        return quotient(lambda z: loss(SimpleNamespace(y=v.y, p=z.sigmoid())), v.z)

    _wrong(f"small_steps_{name}", f"the slopes are difference quotients{way}: they lose digits, and far out they take "
           "logarithms of a stored 0", "Which formula is left when both slopes are derived on paper?",
           squared=lambda v: steep(v, lambda w: (w.p - w.y)**2), crossed=lambda v: steep(v, _stored))


for _digits in (4, 5, 6, 7):
    _step = 10.0**-_digits
    _small_steps(f"both_ways_{_digits}", f" with steps of 1e-{_digits} to both sides",
                 lambda f, z, h=_step: (f(z + h) - f(z - h)) / (2 * h))
    _small_steps(f"forward_{_digits}", f" with a step of 1e-{_digits}", lambda f, z, h=_step: (f(z + h) - f(z)) / h)
_wrong("in_columns", "both slopes stand in the two columns of one table, not in a tuple", "Which two results does the "
       "text ask for?", result=lambda v: torch.stack([v.squared, v.crossed], 1))
_wrong("first_number_alone", "both results are single numbers, those of the first sample; a loop that returns in its "
       "first turn does that", ITS_OWN, result=lambda v: (v.squared[0], v.crossed[0]))
_wrong("in_float32_numbers", "both results go through float32, so that only about seven digits are right; ten are "
       "compared",
       "In which of your lines does the dtype change?",
       result=lambda v: (v.squared.float().to(DOUBLE), v.crossed.float().to(DOUBLE)))


OFTEN = {
    "no_bend": Mistake("`squared` lacks the slope of the sigmoid", CHAIN, {"bend": lambda v: 1.0}),
    "bend_without_p": Mistake("in `squared`, the slope of the sigmoid lacks the factor p", SIGMOID,
                              {"bend": lambda v: 1 - v.p}),
    "bend_without_rest": Mistake("in `squared`, the slope of the sigmoid lacks the factor 1 - p", SIGMOID,
                                 {"bend": lambda v: v.p}),
    "bend_with_plus": Mistake("in `squared`, the slope of the sigmoid is taken to be p (1 + p)", SIGMOID,
                              {"bend": lambda v: v.p * (1 + v.p)}),
    "no_two": Mistake("`squared` lacks a factor of 2", SQUARE, {"two": lambda v: 1}),
    "crossed_with_bend": Mistake("`crossed` has a further factor p (1 - p)", CANCEL,
                                 {"crossed": lambda v: v.one * v.miss * v.p * (1 - v.p)}),
    "crossed_by_p": Mistake("`crossed` is divided by p (1 - p)", CANCEL,
                            {"crossed": lambda v: v.one * v.miss / (v.p * (1 - v.p))}),
    "crossed_with_two": Mistake("`crossed` has a factor of 2", CANCEL, {"one": lambda v: 2}),
    "miss_reversed": Mistake("the miss has the opposite sign", SIGN, {"miss": lambda v: v.y - v.p}),
    "labels_exchanged": Mistake("class 0 is treated as class 1, and the reverse", "Which class has the probability p?",
                                {"miss": lambda v: v.p - (1 - v.y)}),
    "sigmoid_twice": Mistake("the sigmoid is applied twice", "What does the sigmoid make of z?",
                             {"p": lambda v: v.z.sigmoid().sigmoid()}),
    "no_sigmoid": Mistake("the logit itself is taken for the probability", "Can a probability be 1000?",
                          {"p": lambda v: v.z + 0}),
    "averaged": Mistake("both results are means over the samples", ITS_OWN,
                        {"both": lambda v: (v.squared.mean(), v.crossed.mean())}),
    "slopes_of_the_mean": Mistake("both slopes are divided by the number of samples", ITS_OWN,
                                  {"both": lambda v: (v.squared / len(v.z), v.crossed / len(v.z))}),
    "other_way_round": Mistake("the two results have changed places", "Which slope comes first?",
                               {"result": lambda v: v.both[::-1]}),
}
# these are told above, or as another mistake
WRITTEN = {("crossed_with_bend", "crossed_with_two"), ("no_bend", "no_two"),
           # these are rare
           *(("bend_with_plus", other) for other in ("crossed_with_two", "labels_exchanged", "sigmoid_twice",
                                                     "no_sigmoid", "slopes_of_the_mean"))}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, _two.says, _two.asks, **_two.changes)


EXERCISE = task.declared()
