"""Exercise: the contrastive loss of two views, InfoNCE in both directions."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def reference(za: Tensor, zb: Tensor, tau: float) -> Tensor:
    """torch's cross-entropy on the cosines, with the diagonal as the labels."""
    s = F.cosine_similarity(za[:, None], zb[None], dim=-1, eps=1e-300) / tau
    labels = torch.arange(len(za))
    return (F.cross_entropy(s, labels) + F.cross_entropy(s.mT, labels)) / 2


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def views(n: int, d: int, apart: float) -> dict[str, Tensor]:
        """Rows of different lengths, and the same with noise, in other lengths."""
        za = draw.away_from_zero(n, d)
        zb = za + apart * draw.away_from_zero(n, d)
        return {"za": za * draw.uniform(0.4, 3, n, 1), "zb": zb * draw.uniform(0.4, 3, n, 1)}

    short = views(3, 4, 0.7)
    along = torch.diag(draw.uniform(1, 3, 4)) + draw.uniform(-0.05, 0.05, 4, 4)     # three right choices far away
    return [
        case("the example of the text", za=numbers([2, 0], [0, 1]), zb=numbers([3, 4], [0, 5]), tau=0.5),
        case("three samples, five numbers each", **views(3, 5, 0.8), tau=draw.between(0.3, 0.4)),
        case("four samples, two numbers each", **views(4, 2, 0.6), tau=draw.between(0.2, 0.3)),
        case("views that have little in common", **views(5, 3, 4), tau=draw.between(1.5, 2)),
        case("a single sample", **views(1, 3, 0.5), tau=0.3),
        case("three samples with one number each", **views(3, 1, 0.1), tau=0.7),
        case("a temperature of 0.001", za=along, zb=along[[2, 0, 1, 3]] + draw.uniform(-0.05, 0.05, 4, 4), tau=0.001),
        case("very short rows", za=1e-6 * short["za"], zb=1e-5 * short["zb"], tau=0.4),
    ]


task = Task(
    key="info_nce", title="Two views of one sample", points=2, difficulty=2, minutes=15,
    objective="compute the loss that pulls two views of one sample together",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    facts=("N10-37",),
    hints=(
        "What becomes of a row when it is divided by its length? What is the product of two such rows?",
        "In the example the first row of similarities is 1.2 and 0. It is a row of logits. Which class is the right "
        "one, and which one is it in the second row?",
        "a = za / za.norm(dim=____, keepdim=True); the same for b; s = a @ b.mT / ____; rows = -s.log_softmax(____)"
        ".diagonal().mean(); columns = -s.log_softmax(____).diagonal().mean(); return ____",
    ),
)


@task.solution
def info_nce(za, zb, tau):
    a = za / za.norm(dim=1, keepdim=True)                       # step: the first views with length 1
    b = zb / zb.norm(dim=1, keepdim=True)                       # step: the second views with length 1
    s = a @ b.mT / tau                                          # step: the similarities
    there = -s.log_softmax(dim=1).diagonal()                    # step: the loss of each row
    back = -s.log_softmax(dim=0).diagonal()                     # step: the loss of each column
    return (there.mean() + back.mean()) / 2                     # step: the mean of both directions


@task.right
def by_log_sum_exp(za, zb, tau):
    s = (za @ zb.mT) / (za.norm(dim=1)[:, None] * zb.norm(dim=1) * tau)     # step: the similarities
    right = s.diagonal()                                                    # step: those of the right choices
    there = s.logsumexp(1) - right                                          # step: the loss of each row
    back = s.logsumexp(0) - right                                           # step: the loss of each column
    return torch.cat([there, back]).mean()                                  # step: the mean of all


@task.right
def by_torch(za, zb, tau):
    s = F.cosine_similarity(za[:, None], zb[None], dim=2) / tau     # step: the similarities
    right = torch.arange(len(za))
    return (F.cross_entropy(s, right) + F.cross_entropy(s.mT, right)) / 2   # step: the mean of both directions


@task.right
def sample_by_sample(za, zb, tau):
    a = [row / row.norm() for row in za]
    b = [row / row.norm() for row in zb]
    total = torch.zeros((), dtype=za.dtype)
    for i in range(len(a)):
        for others in ([a[i] @ other / tau for other in b], [b[i] @ other / tau for other in a]):
            total = total + torch.stack(others).logsumexp(0) - others[i]
    return total / (2 * len(a))


@task.right
def in_numpy(za, zb, tau):
    a, b = (z.numpy() / np.linalg.norm(z.numpy(), axis=1)[:, None] for z in (za, zb))
    s = a @ b.T / tau
    shifted = [t - t.max(axis=1, keepdims=True) for t in (s, s.T)]
    losses = [np.log(np.exp(t).sum(axis=1)) - np.diag(t) for t in shifted]
    return torch.tensor(np.mean(losses), dtype=torch.float64)


def _unit(z: Tensor) -> Tensor:
    return z / z.norm(dim=1, keepdim=True)


# The loss, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable] = {
    "a": lambda v: _unit(v.za), "b": lambda v: _unit(v.zb),
    "s": lambda v: v.a @ v.b.mT / v.tau,
    "logp": lambda v: lambda s: s.log_softmax(1),               # of rows; columns are the rows of s.mT
    "chosen": lambda v: lambda logp: logp.diagonal(),
    "there": lambda v: -v.chosen(v.logp(v.s)),
    "back": lambda v: -v.chosen(v.logp(v.s.mT)),
    "mean": lambda v: torch.mean,
    "result": lambda v: (v.mean(v.there) + v.mean(v.back)) / 2,
}
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [(numbers(za), numbers(zb), tau) for za, zb, tau in (
    ([[1, 0], [0, 1]], [[1, 0], [1, 0]], 0.5), ([[2, 0], [0, 1]], [[3, 4], [0, 5]], 0.5), ([[1, 0]], [[3, 4]], 0.5),
    ([[1, 0], [0, 1]], [[0, 1], [1, 0]], 0.001), ([[2, 0], [0, 1]], [[3, 4], [0, 2]], 0.5))]


_with = answers_by(RULES, info_nce)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong, if it can be with finite numbers."""
    told = []
    for za, zb, tau in SMALL:
        given = answer(za.clone(), zb.clone(), tau)
        if isinstance(given, Tensor) and (words := told_apart(given, info_nce(za, zb, tau))):
            told.append((not bool(given.isfinite().all()),
                         f"za = {written(za)}, zb = {written(zb)} and tau = {tau:g} give {words}."))
    return min(told, key=lambda one: one[0])[1] if told else ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


def _floored(eps: float) -> Callable:
    return lambda z: z / z.norm(dim=1, keepdim=True).clamp(min=eps)


def _off_diagonal(v: SimpleNamespace) -> Callable:
    """The log-probability of the right choice where it is left out of the sum below."""
    def chosen(s: Tensor) -> Tensor:
        others = s.masked_fill(torch.eye(len(s), dtype=torch.bool), -torch.inf)
        return s - others.logsumexp(1, keepdim=True)
    return chosen


LENGTH = "What is the cosine of the angle between (2, 0) and (3, 4)?"
TAU = "Does a small temperature make the similarities large or small?"
BOTH = "How many directions does the text ask for?"
RIGHT = "Which row of `zb` belongs to row i of `za`?"
MEAN = "Over how many rows is the mean taken in one direction, and what becomes of the two directions?"
SIGN = "What is the negative logarithm of a probability of 0.5?"
LARGE = "What does float64 store for exp(1000)? Which number can be taken off all similarities of a row?"
SHAPE = "Which type and shape does the text ask for?"
AXIS = "Along which axis lie the numbers of one row?"
_wrong("not_normalised", "the rows keep their lengths: plain products take the place of the cosines", LENGTH,
       a=lambda v: v.za, b=lambda v: v.zb)
_wrong("first_not_normalised", "the rows of `za` keep their lengths", LENGTH, a=lambda v: v.za)
_wrong("second_not_normalised", "the rows of `zb` keep their lengths", LENGTH, b=lambda v: v.zb)
_wrong("columns_normalised", "the columns are divided by their lengths, not the rows", AXIS,
       a=lambda v: v.za / v.za.norm(dim=0), b=lambda v: v.zb / v.zb.norm(dim=0))
_wrong("lengths_along_the_columns", "number j of each row is divided by the length of row j, where the shapes allow it",
       "Which shape must the lengths have so that each row is divided by its own?",
       a=lambda v: v.za / v.za.norm(dim=1), b=lambda v: v.zb / v.zb.norm(dim=1))
_wrong("all_normalised", "the whole tensors are divided by their lengths, not each row by its own", AXIS,
       a=lambda v: v.za / v.za.norm(), b=lambda v: v.zb / v.zb.norm())
_wrong("divided_by_squares", "each row is divided by the square of its length", LENGTH,
       a=lambda v: v.za / v.za.square().sum(1, keepdim=True), b=lambda v: v.zb / v.zb.square().sum(1, keepdim=True))
_wrong("divided_by_sums", "each row is divided by the sum of the sizes of its numbers", LENGTH,
       a=lambda v: v.za / v.za.abs().sum(1, keepdim=True), b=lambda v: v.zb / v.zb.abs().sum(1, keepdim=True))
_wrong("centred", "the mean of each row is taken off first", "Does the text move the rows?",
       a=lambda v: _unit(v.za - v.za.mean(1, keepdim=True) * (v.za.shape[1] > 1)),
       b=lambda v: _unit(v.zb - v.zb.mean(1, keepdim=True) * (v.zb.shape[1] > 1)))
_wrong("distances", "similarities are distances with a minus", LENGTH, s=lambda v: -torch.cdist(v.a, v.b) / v.tau)
_wrong("sizes_of_cosines", "the sign of each cosine is lost", "Are (1, 0) and (-1, 0) similar?",
       s=lambda v: (v.a @ v.b.mT).abs() / v.tau)
_wrong("times_tau", "the cosines are multiplied by the temperature", TAU, s=lambda v: v.a @ v.b.mT * v.tau)
_wrong("no_tau", "the temperature plays no part", "Where does your answer use `tau`?", s=lambda v: v.a @ v.b.mT)
_wrong("tau_squared", "the cosines are divided by the square of the temperature", "How often is each cosine divided "
       "by tau?", s=lambda v: v.a @ v.b.mT / v.tau**2)
_wrong("root_of_tau", "the cosines are divided by the root of the temperature", "By what is each cosine divided?",
       s=lambda v: v.a @ v.b.mT / v.tau**0.5)
_wrong("loss_over_tau", "the loss is divided by the temperature, not the cosines", "What does the temperature change, "
       "the choice or its cost?", s=lambda v: v.a @ v.b.mT,
       result=lambda v: (v.there.mean() + v.back.mean()) / 2 / v.tau)
_wrong("loss_times_tau", "the loss is multiplied by the temperature at the end", "What does the text do after the "
       "mean?", result=lambda v: (v.there.mean() + v.back.mean()) / 2 * v.tau)
_wrong("rows_alone", "only the direction from `za` to `zb` counts", BOTH, result=lambda v: v.mean(v.there))
_wrong("columns_alone", "only the direction from `zb` to `za` counts", BOTH, result=lambda v: v.mean(v.back))
_wrong("directions_added", "the two directions are added", MEAN, result=lambda v: v.mean(v.there) + v.mean(v.back))
_wrong("half_of_rows", "the result is half of the direction from `za` to `zb`", BOTH,
       result=lambda v: v.mean(v.there) / 2)
_wrong("directions_apart", "the two directions come back as two numbers", MEAN,
       result=lambda v: (v.mean(v.there), v.mean(v.back)))
_wrong("summed", "the losses are added over the samples", MEAN, mean=lambda v: torch.sum)
_wrong("all_added", "all losses of both directions are added", MEAN, result=lambda v: v.there.sum() + v.back.sum())
_wrong("divided_by_n_squared", "the sum over the samples is divided by their number twice", MEAN,
       mean=lambda v: lambda t: t.mean() / len(t))
_wrong("not_reduced", "a loss for each sample comes back", SHAPE, result=lambda v: (v.there + v.back) / 2)
_wrong("opposite_sign", "the loss has the opposite sign", SIGN,
       result=lambda v: -(v.mean(v.there) + v.mean(v.back)) / 2)
_wrong("probabilities", "the mean probability of the right choice comes back, without a logarithm", SIGN,
       result=lambda v: ((-v.there).exp().mean() + (-v.back).exp().mean()) / 2)
_wrong("one_less", "1 less the probability of the right choice takes the place of the logarithm", SIGN,
       result=lambda v: 1 - ((-v.there).exp().mean() + (-v.back).exp().mean()) / 2)
_wrong("in_bits", "the logarithm is to base 2", "To which base is the natural logarithm?",
       result=lambda v: (v.there.mean() + v.back.mean()) / 2 / np.log(2))
_wrong("log_of_the_mean", "the logarithm is taken of the mean probability", "Is the mean taken of the losses, or of "
       "the probabilities?", result=lambda v: -((-v.there).exp().mean().log() + (-v.back).exp().mean().log()) / 2)
_wrong("similarity_alone", "only the similarities of the right pairs count, with a minus", "What does row i compare "
       "its right choice with?", logp=lambda v: lambda s: s)
_wrong("without_the_right_one", "the right choice is left out of the sum below", "Among which rows does row i choose?",
       logp=_off_diagonal)
_wrong("without_the_right_one_and_zero_for_one", "the right choice is left out of the sum below, and a single sample "
       "gives 0", "Among which rows does row i choose?", logp=_off_diagonal,
       result=lambda v: (v.there.mean() + v.back.mean()) / 2 if len(v.za) > 1 else 0 * v.za.sum())
_wrong("similarities_averaged", "the table of similarities and its transpose are averaged before the softmax", "Among "
       "which similarities does row 1 choose, and among which does column 1?", s=lambda v: (
           v.a @ v.b.mT + v.b @ v.a.mT) / (2 * v.tau))
_wrong("probabilities_averaged", "the probabilities of the two directions are averaged before the logarithm", "Is the "
       "mean taken of the losses, or of the probabilities?",
       result=lambda v: -(((-v.there).exp() + (-v.back).exp()) / 2).log().mean())
_wrong("whole_table", "one softmax is taken over the whole table", "Among how many rows does row i choose?",
       logp=lambda v: lambda s: s - s.flatten().logsumexp(0))
_wrong("all_pairs", "all pairs count as right ones", RIGHT, chosen=lambda v: lambda logp: logp)
_wrong("next_one", "the right choice of row i is row i + 1, and the first one for the last row", RIGHT,
       chosen=lambda v: lambda logp: logp.gather(1, (torch.arange(len(logp))[:, None] + 1) % len(logp))[:, 0])
_wrong("first_is_right", "the right choice is the first row each time", RIGHT,
       chosen=lambda v: lambda logp: logp[:, 0])
_wrong("most_likely", "the likeliest choice counts as the right one", RIGHT,
       chosen=lambda v: lambda logp: logp.amax(1))
_wrong("last_is_first", "the right choices run from the last row to the first", RIGHT,
       chosen=lambda v: lambda logp: logp.flip(1).diagonal())
_wrong("among_its_own", "rows of `za` are compared with one another", "Among the rows of which tensor does row i of "
       "`za` choose?", there=lambda v: -(v.a @ v.a.mT / v.tau).log_softmax(1).diagonal(),
       back=lambda v: -(v.b @ v.b.mT / v.tau).log_softmax(1).diagonal())
_wrong("first_sample_alone", "only the first sample counts", MEAN, mean=lambda v: lambda t: t[0])
_wrong("last_sample_alone", "only the last sample counts", MEAN, mean=lambda v: lambda t: t[-1])
_wrong("overflows", "a small temperature gives nan or inf", LARGE,
       logp=lambda v: lambda s: (s.exp() / s.exp().sum(1, keepdim=True)).log())
_wrong("log_of_softmax", "a small temperature gives inf: a probability of 0 has no logarithm", "What does float64 "
       "store for exp(-1000), and what is its logarithm?", logp=lambda v: lambda s: s.softmax(1).log())
for _digits in (8, 10, 12):
    _wrong(f"log_softened_by_{_digits}_digits", f"1e-{_digits} is added to the probability before the logarithm",
           "How large can the loss of a sample become then?",
           logp=lambda v, tiny=10.0**-_digits: lambda s: (s.softmax(1) + tiny).log())
for _digits in (4, 5):
    _wrong(f"least_length_of_{_digits}_digits", f"lengths below 1e-{_digits} are not taken as they are", "What is the "
           "cosine of two very short rows?", a=lambda v, e=10.0**-_digits: _floored(e)(v.za),
           b=lambda v, e=10.0**-_digits: _floored(e)(v.zb))
_wrong("length_softened", "a small number is added to the lengths", "What is the length of (3, 4)?",
       a=lambda v: v.za / (v.za.norm(dim=1, keepdim=True) + 1e-8),
       b=lambda v: v.zb / (v.zb.norm(dim=1, keepdim=True) + 1e-8))
_wrong("through_float32", "something goes through float32", "In which of your lines does the dtype change?",
       a=lambda v: _unit(v.za.float()).double(), b=lambda v: _unit(v.zb.float()).double())
_wrong("returned_in_float32", "the result is float32", SHAPE,
       result=lambda v: ((v.there.mean() + v.back.mean()) / 2).float())
_wrong("plain_number", "the result is a Python number, not a tensor", SHAPE,
       result=lambda v: float((v.there.mean() + v.back.mean()) / 2))
_wrong("in_a_row", "the result has the shape (1,)", SHAPE,
       result=lambda v: ((v.there.mean() + v.back.mean()) / 2)[None])

OFTEN = {
    "not_normalised": Mistake("the rows keep their lengths", LENGTH, {"a": lambda v: v.za, "b": lambda v: v.zb}),
    "columns_normalised": Mistake("the columns are divided by their lengths", AXIS, {
        "a": lambda v: v.za / v.za.norm(dim=0), "b": lambda v: v.zb / v.zb.norm(dim=0)}),
    "times_tau": Mistake("the cosines are multiplied by the temperature", TAU, {"s": lambda v: v.a @ v.b.mT * v.tau}),
    "no_tau": Mistake("the temperature plays no part", TAU, {"s": lambda v: v.a @ v.b.mT}),
    "rows_alone": Mistake("only the direction from `za` to `zb` counts", BOTH, {"result": lambda v: v.mean(v.there)}),
    "columns_alone": Mistake("only the direction from `zb` to `za` counts", BOTH, {
        "result": lambda v: v.mean(v.back)}),
    "directions_added": Mistake("the two directions are added", MEAN, {
        "result": lambda v: v.mean(v.there) + v.mean(v.back)}),
    "summed": Mistake("the losses are added over the samples", MEAN, {"mean": lambda v: torch.sum}),
    "log_of_softmax": Mistake("a probability of 0 gives inf", LARGE, {
        "logp": lambda v: lambda s: s.softmax(1).log()}),
    "next_one": Mistake("the right choice of row i is row i + 1", RIGHT, {"chosen": lambda v: lambda logp: logp.gather(
        1, (torch.arange(len(logp))[:, None] + 1) % len(logp))[:, 0]}),
}
WRITTEN = {("directions_added", "summed"), ("no_tau", "log_of_softmax"), ("times_tau", "log_of_softmax")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
