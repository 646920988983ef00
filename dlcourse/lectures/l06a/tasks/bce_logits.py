"""Exercise: the binary cross-entropy from logits, right far out as well."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from torch import Tensor

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs
from dlcourse.classroom.task import Task


def reference(z: Tensor, y: Tensor) -> Tensor:
    """The package's loss, entry by entry."""
    return losses.binary_cross_entropy_with_logits(z, y, reduction="none")


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def labels(*shape: int) -> Tensor:
        """Zeros and ones in a random order, at least one of each."""
        n = math.prod(shape)
        return (draw.permutation(n) < max(1, (2 * n) // 3)).double().reshape(shape)

    def some(*shape: int) -> Tensor:
        return draw.away_from_zero(*shape) * 1.5

    far = draw.uniform(600, 900, 4) * numbers(1, -1, 1, -1)
    return [
        case("the example of the text", z=numbers([math.log(3)] * 3), y=numbers(1, 0, 0.25)),
        case("one sample of class 1", z=some(1), y=numbers([1])),
        case("one sample of class 0", z=some(1), y=numbers([0])),
        case("five samples", z=some(5), y=labels(5)),
        case("three samples with two labels each", z=some(3, 2), y=labels(3, 2)),
        case("targets between 0 and 1", z=some(4), y=draw.uniform(0.1, 0.45, 4) + 0.5 * labels(4)),
        case("two samples with four labels each, targets between 0 and 1", z=some(2, 4),
             y=draw.uniform(0.05, 0.95, 2, 4)),
        case("logits of 0", z=numbers(0, 0, 0), y=numbers(1, 0, draw.between(0.2, 0.4))),
        case("logits of 1000 and -1000, all of them right", z=numbers(1000, -1000, 1000), y=numbers(1, 0, 1)),
        case("logits of 1000 and -1000, both of them wrong", z=numbers(1000, -1000), y=numbers(0, 1)),
        case("logits of 1000 and -1000, targets between 0 and 1", z=numbers(1000, -1000), y=draw.uniform(0.1, 0.4, 2)),
        case("logits of several hundred", z=far, y=numbers(0, 1, 1, 0)),
        case("a logit of -1000 with the target 0, beside a small one", z=numbers(-1000, draw.between(0.5, 1)),
             y=numbers(0, 1)),
        case("a sample that is nearly sure, and right", z=numbers([-draw.between(13, 15)]), y=numbers([0])),
        case("three samples that are sure, the first two wrong",
             z=numbers(draw.between(40, 60), -draw.between(26, 27.5), draw.between(40, 60)), y=numbers(0, 1, 1)),
    ]


READY = ("binary_cross_entropy_with_logits", "binary_cross_entropy")

task = Task(
    key="bce_logits", title="Binary cross-entropy from logits", points=2, difficulty=2, minutes=15,
    objective="compute the binary cross-entropy from logits, without overflow",
    reference=reference, cases=cases, compare=close(rtol=1e-10), facts=("N06-08",),
    forbids=(*(f".{name}" for name in READY), *(f"torch.nn.functional.{name}" for name in READY),
             ".BCELoss", ".BCEWithLogitsLoss", "torch.nn.BCELoss", "torch.nn.BCEWithLogitsLoss",
             "aten::binary_cross_entropy", "aten::binary_cross_entropy_with_logits"),
    hints=(
        "-log σ(z) and -log(1 - σ(z)) can both be written with one function of z, log(1 + exp(z)). What is each of "
        "them?",
        "At z = 1000, log(1 + exp(z)) is 1000, but exp(1000) is stored as inf. Take exp(1000) out of the sum: "
        "log(exp(1000) · (1 + exp(-1000))). What is left of it?",
        "softplus = z.clamp(min=0) + torch.log1p(torch.exp(-____)); return softplus - ____",
    ),
)


@task.solution
def bce_logits(z, y):
    rest = torch.log1p(torch.exp(-z.abs()))     # step: the part of the softplus that is never large
    softplus = z.clamp(min=0) + rest            # step: the softplus, the loss of the target 0
    return softplus - y * z                     # step: y · z taken off


@task.right
def entry_by_entry(z, y):
    paid = []
    for logit, target in zip(z.flatten().tolist(), y.flatten().tolist()):
        rest = math.log1p(math.exp(-abs(logit)))            # step: what both losses share
        as_one = rest + max(0.0, -logit)                    # step: the loss of the target 1
        as_zero = rest + max(0.0, logit)                    # step: the loss of the target 0
        paid.append(target * as_one + (1 - target) * as_zero)   # step: both, in the shares of the target
    return torch.tensor(paid, dtype=z.dtype).reshape(z.shape)


@task.right
def by_log_sigmoid(z, y):
    logsigmoid = torch.nn.functional.logsigmoid
    return -y * logsigmoid(z) - (1 - y) * logsigmoid(-z)


@task.right
def with_numpy(z, y):
    logits, targets = z.numpy(), y.numpy()
    return torch.from_numpy(np.logaddexp(0, logits) - targets * logits)


def _rest(v: SimpleNamespace) -> Tensor:
    """What the logarithm is taken of, in the part of the softplus that is never large."""
    return 1 + (-v.u.abs()).exp()


def _softplus(z: Tensor) -> Tensor:
    return z.clamp(min=0) + (-z.abs()).exp().log1p()


# The loss, quantity by quantity; a mistake changes some of the rules.
RULES = {
    "u": lambda v: v.z, "t": lambda v: v.y,
    "log_p": lambda v: -_softplus(-v.u), "log_q": lambda v: -_softplus(v.u),     # of sigmoid(z) and 1 - sigmoid(z)
    "share_p": lambda v: v.t, "share_q": lambda v: 1 - v.t,
    "terms": lambda v: v.share_p * v.log_p + v.share_q * v.log_q,
    "sign": lambda v: -1, "unit": lambda v: 1.0,
    "each": lambda v: v.sign * v.terms * v.unit,
    "result": lambda v: v.each,
}
TEXT = numbers([math.log(3)] * 3), numbers(1, 0, 0.25)
FAR = numbers(1000, -1000), numbers(0, 1)
SURE = numbers(1000, -1000), numbers(1, 0)
SOFT = numbers([-1000]), numbers([0.25])


_with = answers_by(RULES, bce_logits)


def _shown(given: Tensor) -> str:
    told = ", ".join(f"{n + 0.0:.4g}" for n in given.flatten())
    return f"({told})" if given.numel() > 1 else told


def _by_hand(answer: Callable) -> str:
    """What an answer gives in the example, or else where logits are large, as far as it is wrong there."""
    given = answer(*TEXT)
    if not isinstance(given, Tensor):
        return ""
    if _shown(given) != _shown(bce_logits(*TEXT)):
        return f" You give {_shown(given)} in the example, where (0.2877, 1.386, 1.112) is expected."
    for words, (z, y) in (("z = (1000, -1000) with y = (0, 1)", FAR), ("z = (1000, -1000) with y = (1, 0)", SURE),
                          ("z = -1000 with y = 0.25", SOFT)):
        given, right = answer(z, y), bce_logits(z, y)
        if _shown(given) != _shown(right):
            return f" For {words} you give {_shown(given)}, where {_shown(right)} is expected."
    return ""


def _wrong(name: str, says: str, asks: str, short: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    task.wrong(f"{says}{_by_hand(answer)} {asks}", short=short)(answer)


NAIVE = {"log_p": lambda v: torch.sigmoid(v.u).log(), "log_q": lambda v: (1 - torch.sigmoid(v.u)).log()}


def _clamped(low: float, high: float = 1.0) -> dict[str, Callable]:
    """Both logarithms of probabilities that are cut off."""
    return {"log_p": lambda v: torch.sigmoid(v.u).clamp(low, high).log(),
            "log_q": lambda v: (1 - torch.sigmoid(v.u).clamp(low, high)).log()}


def _both_clamped(low: float) -> dict[str, Callable]:
    """Both logarithms, each of a probability that is cut off below."""
    return {"log_p": lambda v: torch.sigmoid(v.u).clamp(min=low).log(),
            "log_q": lambda v: (1 - torch.sigmoid(v.u)).clamp(min=low).log()}


def _added(eps: float) -> dict[str, Callable]:
    """Both logarithms with a small number added inside."""
    return {"log_p": lambda v: (torch.sigmoid(v.u) + eps).log(),
            "log_q": lambda v: (1 - torch.sigmoid(v.u) + eps).log()}


_wrong("naive", "Right for moderate z. Further out p or 1 - p is stored as 0 in your answer: its logarithm is -inf, "
       "and 0 times that is nan.", "Which of the two logarithms can be written in z, without p?",
       "the logarithms are taken of a stored p", **NAIVE)
_wrong("naive_by_label", "You take the logarithm of the probability that the sample's own label has, which is stored "
       "as 0 far out, and you know only two labels.", "How much does each of the two losses count for y = 0.25? And "
       "which logarithm can be written in z?", "the label picks one logarithm of a stored p",
       terms=lambda v: torch.where(v.t == 1, torch.sigmoid(v.u), 1 - torch.sigmoid(v.u)).log())
_wrong("naive_by_rounded_label", "You take the logarithm of the probability of the likelier label, which is stored as "
       "0 far out: 0.25 counts as 0.", "How much does each of the two losses count for y = 0.25? And which logarithm "
       "can be written in z?", "the rounded label picks one logarithm of a stored p",
       terms=lambda v: torch.where(v.t > 0.5, torch.sigmoid(v.u), 1 - torch.sigmoid(v.u)).log())
_wrong("naive_xlogy", "You take the logarithm of p = σ(z), which is stored as exactly 0 or 1 once z is large.",
       "Which of the two logarithms can be written in z, without p?",
       "the logarithms are taken of a stored p, and 0 · log 0 is 0",
       terms=lambda v: torch.xlogy(v.t, torch.sigmoid(v.u)) + torch.xlogy(1 - v.t, 1 - torch.sigmoid(v.u)))
_wrong("naive_two_sigmoids", "Right up to several hundred. At z = 1000 one of your two losses is inf, and 0 times that "
       "is nan.", "How large is log(1 + exp(1000)), and how could it be computed without exp(1000)?",
       "one of the two losses is inf far out",
       log_p=lambda v: torch.sigmoid(v.u).log(), log_q=lambda v: torch.sigmoid(-v.u).log())
_wrong("nan_made_zero", "You turn nan into 0, and what is infinite into a large number.", "How large is the loss at z "
       "= 1000 with y = 0?", "nan is made 0 after a naive form", **NAIVE, result=lambda v: v.each.nan_to_num())
_wrong("softplus_overflows", "You compute exp(z), which is stored as inf once z is above 709.", "How could exp(1000) "
       "be taken out of log(1 + exp(1000))?", "exp(z) overflows", log_p=lambda v: v.u - (1 + v.u.exp()).log(),
       log_q=lambda v: -(1 + v.u.exp()).log(), terms=lambda v: v.t * v.u - (1 + v.u.exp()).log())
_wrong("other_softplus_overflows", "You compute exp(-z), which is stored as inf once z is below -709.", "How could "
       "exp(1000) be taken out of log(1 + exp(1000))?", "exp(-z) overflows",
       terms=lambda v: v.t * v.u - v.u - (1 + (-v.u).exp()).log())
_wrong("sign_in_the_exponent", "The exponential in your log(1 + exp(...)) has the size of z with a plus.",
       "Which exponent can never become large?", "the exponent has the wrong sign",
       terms=lambda v: v.t * v.u - v.u.clamp(min=0) - (1 + v.u.abs().exp()).log())
_wrong("no_size_in_the_exponent", "Your exponent is -z where it should be minus the size of z.", "Which exponent can "
       "never become large, whatever the sign of z is?", "the size of z is missing in the exponent",
       terms=lambda v: v.t * v.u - v.u.clamp(min=0) - (1 + (-v.u).exp()).log())
_wrong("without_the_largest", "Your softplus is log(1 + exp(-|z|)) alone.", "How large is log(1 + exp(1000))? Which "
       "part did you take out of the sum?", "the part taken out of the softplus does not come back",
       terms=lambda v: v.t * v.u - (-v.u.abs()).exp().log1p())
_wrong("largest_alone", "Your softplus is max(0, z) alone: it has a corner at 0, where log 2 is right.", "What is left "
       "of log(1 + exp(z)) when its largest part is taken out?", "the softplus is max(0, z)",
       terms=lambda v: v.t * v.u - v.u.clamp(min=0))
_wrong("one_forgotten", "The 1 is missing in log(1 + exp(-|z|)), so that your softplus of 0 is 0.",
       "How large is log(1 + exp(0))?", "the 1 is missing in the softplus",
       terms=lambda v: v.t * v.u - v.u.clamp(min=0) - (-v.u.abs()).exp().log())
_wrong("logarithm_of_the_rest_forgotten", "You have exp(-|z|) where log(1 + exp(-|z|)) belongs.", "How large is log(1 "
       "+ exp(0))?", "a logarithm is missing in the softplus",
       terms=lambda v: v.t * v.u - v.u.clamp(min=0) - (-v.u.abs()).exp())
_wrong("smallest_for_largest", "Your softplus is min(0, z) + log(1 + exp(-|z|)).", "How large is log(1 + exp(1000))?",
       "min(0, z) stands for max(0, z)", terms=lambda v: v.t * v.u - v.u.clamp(max=0) - (-v.u.abs()).exp().log1p())
_wrong("z_for_largest", "Your softplus is z + log(1 + exp(-|z|)), also where z is below 0.", "How large is log(1 + "
       "exp(-1000))?", "z stands for max(0, z)", terms=lambda v: v.t * v.u - v.u - (-v.u.abs()).exp().log1p())
_wrong("softplus_of_the_size", "Your softplus is |z| + log(1 + exp(-|z|)), also where z is below 0.", "How large is "
       "log(1 + exp(-1000))?", "the size of z stands in front of the softplus",
       terms=lambda v: v.t * v.u - v.u.abs() - (-v.u.abs()).exp().log1p())
for _end in (10, 20, 30, 40, 50, 88, 100, 500, 700):
    _wrong(f"logits_cut_off_at_{_end}", f"You keep z between -{_end} and {_end}.", "Which loss belongs to z = 1000 "
           "with y = 0?", f"logits are cut off at {_end}", u=lambda v, end=_end: v.z.clamp(-end, end))
_wrong("logarithm_cut_off_at_hundred", "No logarithm falls below -100 in your answer.", "Which loss belongs to z = "
       "1000 with y = 0?", "logarithms are cut off at -100",
       log_p=lambda v: torch.sigmoid(v.u).log().clamp(min=-100),
       log_q=lambda v: (1 - torch.sigmoid(v.u)).log().clamp(min=-100))
for _eps in (5, 6, 7, 8, 9, 10, 12, 15, 16):
    _short = f"a probability is kept from 0 and 1 by 1e-{_eps}"
    _cap = (f"You keep p between 1e-{_eps} and 1 - 1e-{_eps}.", f"p is cut off at 1e-{_eps} on both sides")
    if _eps < 16:
        _wrong(f"cut_off_at_{_eps}", *(_cap[0], "Which loss belongs to z = 1000 with y = 0? Which form needs no p?",
                                       _cap[1]), **_clamped(10.0**-_eps, 1 - 10.0**-_eps))
    _wrong(f"both_cut_off_at_{_eps}", f"You keep p and 1 - p from falling below 1e-{_eps}.", "Which loss belongs to z "
           "= 1000 with y = 0? Which form needs no p?", f"p and 1 - p are cut off at 1e-{_eps}",
           **_both_clamped(10.0**-_eps))
    _wrong(f"added_{_eps}", f"You add 1e-{_eps} inside the logarithms.", "Which loss belongs to z = 1000 with y = 0? "
           "Which form needs no p?", f"1e-{_eps} is added inside the logarithms", **_added(10.0**-_eps))
_EPS = torch.finfo(torch.float64).eps
_wrong("cut_off_at_eps", "You keep p between 2.2e-16 and 1 less this.", "Which loss belongs to z = 1000 with y = 0? "
       "Which form needs no p?", "p is cut off at 2.2e-16 on both sides", **_clamped(_EPS, 1 - _EPS))
_wrong("added_eps", "You add 2.2e-16 inside the logarithms.", "Which loss belongs to z = 1000 with y = 0? Which form "
       "needs no p?", "2.2e-16 is added inside the logarithms", **_added(_EPS))
_wrong("sigmoid_twice", "z goes through a sigmoid before the loss, which takes its own sigmoid.", "Is z a logit or a "
       "probability? How often should σ be taken?", "the sigmoid is taken twice", u=lambda v: torch.sigmoid(v.z))
_wrong("logit_as_probability", "You take z for a probability and its logarithm.", "Which function makes a probability "
       "of a logit?", "z is taken for a probability", log_p=lambda v: v.u.log(), log_q=lambda v: (1 - v.u).log())
_wrong("product_added", "You add y · z, where it should be taken off.", "Does a larger z make the loss of y = 1 "
       "larger or smaller?", "y · z has the wrong sign", terms=lambda v: -v.t * v.u - _softplus(v.u))
_wrong("product_added_overflows", "You add y · z, where it should be taken off, and exp(z) is inf once z is above 709.",
       "Does a larger z make the loss of y = 1 larger or smaller?", "y · z has the wrong sign, and exp(z) overflows",
       terms=lambda v: -v.t * v.u - (1 + v.u.exp()).log())
_wrong("opposite_softplus", "Your softplus is that of -z, with y · z taken off.", "Which loss has the target 0 when z "
       "is 1000, and which has yours?", "the softplus is taken of -z", terms=lambda v: v.t * v.u - _softplus(-v.u))
_wrong("y_taken_off", "You take y off the softplus, and not y · z.", "By how much does the loss change from y = 0 to y "
       "= 1 at the same z?", "y is taken off, without z", terms=lambda v: v.t - _softplus(v.u))
_wrong("labels_exchanged", "The two labels have changed places: y = 1 pays what y = 0 should.", "What should y = 1 pay "
       "when z is 1000?", "the labels are exchanged", t=lambda v: 1 - v.y)
_wrong("only_ones", "Only y · log p counts: a sample with y = 0 pays nothing.", "What should it pay when z is 1000?",
       "the term of the target 0 is missing", share_q=lambda v: 0 * v.t)
_wrong("only_zeros", "Only (1 - y) · log(1 - p) counts: a sample with y = 1 pays nothing.", "What should it pay when z "
       "is -1000?", "the term of the target 1 is missing", share_p=lambda v: 0 * v.t)
_wrong("y_left_out", "y plays no part: you give softplus(z), the loss of y = 0.", "What should y = 1 pay when z is "
       "1000?", "y plays no part, as if it were 0", t=lambda v: 0 * v.y)
_wrong("always_one", "y plays no part: you give the loss of y = 1.", "What should y = 0 pay when z is 1000?",
       "y plays no part, as if it were 1", t=lambda v: 0 * v.y + 1)
_wrong("always_one_overflows", "y plays no part: you give the loss of y = 1, which is inf at z = -1000.", "What should "
       "y = 0 pay when z is 1000?", "y plays no part, as if it were 1, and far out the loss is inf",
       terms=lambda v: torch.sigmoid(v.u).log())
_wrong("y_left_out_overflows", "y plays no part: you give the loss of y = 0, which is inf at z = 1000.", "What should "
       "y = 1 pay when z is 1000?", "y plays no part, as if it were 0, and far out the loss is inf",
       terms=lambda v: torch.sigmoid(-v.u).log())
_wrong("p_taken_off", "You take y · σ(z) off the softplus, and not y · z.", "By how much does the loss change from y = "
       "0 to y = 1 at the same z?", "y · σ(z) is taken off", terms=lambda v: v.t * torch.sigmoid(v.u) - _softplus(v.u))
_wrong("softplus_weighted", "You weight the softplus with y, and take z off.", "What should y = 0 pay when z is 1000?",
       "y stands at the softplus, not at z", terms=lambda v: v.u - v.t * _softplus(v.u))
_wrong("unweighted", "You add both logarithms with the weight 1 each, whatever y is.", "Which of the two counts when y "
       "is 1?", "both logarithms count fully", share_p=lambda v: 0 * v.t + 1, share_q=lambda v: 0 * v.t + 1)
_wrong("both_weights_y", "Both of your logarithms have the weight y.", "What should a sample with y = 0 pay?",
       "both logarithms have the weight y", share_q=lambda v: v.t)
_wrong("difference_of_terms", "You take the second term off the first, where both should be added.", "Can a loss be "
       "negative?", "the terms are subtracted", terms=lambda v: v.share_p * v.log_p - v.share_q * v.log_q)
_wrong("gain", "The minus is missing: your losses are negative.", "Is the logarithm of a probability above or below "
       "0?", "the minus is missing", sign=lambda v: 1)
_wrong("in_bits", "Your logarithm is to base 2.", "Which base has the natural logarithm?", "the base is 2",
       unit=lambda v: 1 / math.log(2))
_wrong("to_base_ten", "Your logarithm is to base 10.", "Which base has the natural logarithm?", "the base is 10",
       unit=lambda v: 1 / math.log(10))
_wrong("halved", "Everything is half of what it should be.", "At z = 0 with y = 1, what is -log(1/2)?",
       "there is a half too many", unit=lambda v: 0.5)
_wrong("averaged", "You average over all entries.", "Which shape does the text ask for?", "the mean is taken",
       result=lambda v: v.each.mean())
_wrong("summed", "You add over all entries.", "Which shape does the text ask for?", "the sum is taken",
       result=lambda v: v.each.sum())
_wrong("averaged_over_labels", "You average along the last axis.", "Which shape does the text ask for?",
       "the mean is taken along the last axis", result=lambda v: v.each.mean(-1))
_wrong("summed_over_labels", "You add along the last axis.", "Which shape does the text ask for?",
       "the sum is taken along the last axis", result=lambda v: v.each.sum(-1))
_wrong("averaged_over_samples", "You average along axis 0.", "Which shape does the text ask for?",
       "the mean is taken along axis 0", result=lambda v: v.each.mean(0))
_wrong("divided_by_count", "You divide each loss by the number of entries, as if a mean followed.", "What does a "
       "single sample with y = 1 and z = 0 pay?", "each loss is divided by the number of entries",
       result=lambda v: v.each / v.y.numel())
_wrong("first_alone", "Only the first sample is there.", "Does a `return` stand within your loop?",
       "only the first sample is there", result=lambda v: v.each[:1])
_wrong("target_rounded", "Your targets are rounded to 0 or 1: 0.25 counts as 0.", "How much does each of the two "
       "losses count for y = 0.25?", "targets are rounded", t=lambda v: (v.y >= 0.5).double())
_wrong("ones_alone_are_one", "Every target but 1 counts as 0.", "How much does each of the two losses count for y = "
       "0.25?", "every target but 1 counts as 0", t=lambda v: (v.y == 1).double())
_wrong("all_above_zero_are_one", "Every target above 0 counts as 1.", "How much does each of the two losses count for "
       "y = 0.25?", "every target above 0 counts as 1", t=lambda v: (v.y > 0).double())
_wrong("labels_of_signs", "You take y for a label of -1 and 1: your loss is softplus(-y · z).", "What does a sample "
       "with y = 0 pay when z is 1000?", "y is taken for -1 and 1", terms=lambda v: -_softplus(-v.t * v.u))
_wrong("signs_in_the_formula", "You make -1 and 1 of the labels, and then use a formula for 0 and 1.", "Which weight "
       "has log p in your formula when y is 0?", "labels become -1 and 1", t=lambda v: 2 * v.y - 1)
_wrong("softplus_of_signs", "You make -1 and 1 of the targets and give softplus(-y · z): right for 0 and 1, but 0.5 "
       "would always pay log 2.", "How much does each of the two losses count for y = 0.25?",
       "targets become signs in a softplus", terms=lambda v: -_softplus(-(2 * v.t - 1) * v.u))
_wrong("squared_error", "You give the square of σ(z) - y.", "Which loss does the text name? What does it cost to be "
       "sure and wrong?", "the loss is the squared error", result=lambda v: (torch.sigmoid(v.z) - v.y)**2)
_wrong("size_of_error", "You give the size of σ(z) - y.", "Which loss does the text name? What does it cost to be "
       "sure and wrong?", "the loss is the size of the error", result=lambda v: (torch.sigmoid(v.z) - v.y).abs())
_wrong("slope", "You give σ(z) - y, which is the slope of the loss.", "How large is the loss itself?",
       "the slope stands for the loss", result=lambda v: torch.sigmoid(v.z) - v.y)
_wrong("probability_alone", "You give p = σ(z).", "Which loss does it lead to?", "the probability comes back",
       result=lambda v: torch.sigmoid(v.z))
_wrong("no_logarithm", "You weight 1 - p and p, and take no logarithm.", "What does it cost to be sure and wrong?",
       "the logarithm is missing", result=lambda v: v.y * torch.sigmoid(-v.z) + (1 - v.y) * torch.sigmoid(v.z))
_wrong("hinge", "Your loss has a corner and is 0 for z = 1 with y = 1: it is the hinge loss.", "Which loss does the "
       "text name?", "the loss is the hinge", result=lambda v: (1 - (2 * v.y - 1) * v.z).clamp(min=0))
_wrong("less_the_entropy", "You take the target's own entropy off: at p = y you give 0.", "Is that asked for? What "
       "does y = 0.25 pay at p = 0.25?", "the entropy of the target is taken off",
       result=lambda v: v.each + torch.xlogy(v.t, v.t) + torch.xlogy(1 - v.t, 1 - v.t))
_wrong("softmax_for_sigmoid", "Your probabilities are a softmax over the last axis: a single sample has p = 1.",
       "Does one entry's probability depend on the others here?", "a softmax stands for the sigmoid",
       log_p=lambda v: v.u.log_softmax(-1), log_q=lambda v: (1 - v.u.softmax(-1)).clamp(min=1e-300).log())
_wrong("stored_softmax_for_sigmoid", "Your probabilities are a softmax over the last axis, and you take the logarithms "
       "of what is stored: a single sample has p = 1.", "Does one entry's probability depend on the others here?",
       "a stored softmax stands for the sigmoid", log_p=lambda v: v.u.softmax(-1).log(),
       log_q=lambda v: (1 - v.u.softmax(-1)).log())
_wrong("tanh_for_sigmoid", "Your probability is a tanh, which reaches from -1 to 1.", "What is σ(0)?",
       "a tanh stands for the sigmoid", log_p=lambda v: v.u.tanh().log(), log_q=lambda v: (1 - v.u.tanh()).log())
_wrong("default_dtype", "Your result is float32, with seven digits. (A tensor made of plain numbers is, if no dtype is "
       "named.)",
       "Which dtype does the text ask for?", "the result is float32", result=lambda v: v.each.float())
_wrong("large_are_certain", "Beyond a certain size of z you give 0, also where the model is wrong.", "What does it "
       "cost to be sure and wrong?", "a sure sample pays nothing",
       result=lambda v: torch.where(v.z.abs() > 30, 0.0, v.each))
_wrong("rest_in_bits", "Your log(1 + exp(-|z|)) is to base 2, and only that part.", "Which base has the natural "
       "logarithm?", "log(1 + exp(-|z|)) is to base 2", terms=lambda v: v.t * v.u - v.u.clamp(min=0) - _rest(v).log2())
_wrong("rest_to_base_ten", "Your log(1 + exp(-|z|)) is to base 10, and only that part.", "Which base has the natural "
       "logarithm?", "log(1 + exp(-|z|)) is to base 10",
       terms=lambda v: v.t * v.u - v.u.clamp(min=0) - _rest(v).log10())
_wrong("one_twice", "You have log(2 + exp(-|z|)), as `log1p(1 + ...)` gives it.", "Which number does `log1p` add by "
       "itself?", "the 1 is added twice in the softplus",
       terms=lambda v: v.t * v.u - v.u.clamp(min=0) - _rest(v).log1p())
_wrong("two_softmaxes", "You take a softmax over the last axis, for z and for -z: a single sample pays nothing.", ""
       "Does one entry's probability depend on the others here?", "a softmax stands for the sigmoid, of z and of -z",
       log_p=lambda v: v.u.log_softmax(-1), log_q=lambda v: (-v.u).log_softmax(-1))
_wrong("one_less_the_logarithm", "You have 1 - log p where log(1 - p) belongs.", "What is log(1 - p) at p = 3/4, and "
       "what is 1 - log p?", "1 - log p stands for log(1 - p)", log_q=lambda v: 1 - v.log_p)
_wrong("opposite_logarithm", "You have -log p where log(1 - p) belongs.", "What is log(1 - p) at p = 3/4, and what is "
       "-log p?", "-log p stands for log(1 - p)", log_q=lambda v: -v.log_p)
_wrong("one_logarithm", "You take one logarithm, of the mean probability y p + (1 - y)(1 - p) that is stored.", "For y "
       "= 0.25 the text averages something. Is it the probabilities or their logarithms?",
       "one logarithm is taken of a mean probability",
       terms=lambda v: (v.t * torch.sigmoid(v.u) + (1 - v.t) * (1 - torch.sigmoid(v.u))).log())
_wrong("one_logarithm_of_two_sigmoids", "You take one logarithm, of the mean probability y σ(z) + (1 - y) σ(-z) that "
       "is stored.", "For y = 0.25 the text averages something. Is it the probabilities or their logarithms?",
       "one logarithm is taken of a mean of two sigmoids",
       terms=lambda v: (v.t * torch.sigmoid(v.u) + (1 - v.t) * torch.sigmoid(-v.u)).log())
_wrong("sigmoid_overflows", "Your p is exp(z)/(1 + exp(z)), which is inf/inf far out, and that is nan.", "Which of the "
       "two logarithms can be written in z, without p?", "p is a quotient that overflows",
       log_p=lambda v: (v.u.exp() / (1 + v.u.exp())).log(), log_q=lambda v: (1 - v.u.exp() / (1 + v.u.exp())).log())
_wrong("added_to_p_alone", "You add 1e-12 to p, and nothing to 1 - p.", "Which loss belongs to z = 1000 with y = 0? "
       "Which form needs no p?", "1e-12 is added to p alone", log_p=lambda v: (torch.sigmoid(v.u) + 1e-12).log(),
       log_q=lambda v: (1 - torch.sigmoid(v.u)).log())
_wrong("flattened", "Your result is one long row: the second axis is lost.", "Which shape does the text ask for?",
       "the second axis is lost", result=lambda v: v.each.flatten())
_wrong("as_list", "You give a list.", "Of which kind should the result be? Which function makes a tensor of a list?",
       "the result is a list", result=lambda v: v.each.tolist())
_wrong("loop_over_one_axis", "Your loop runs over the first axis alone. With two axes, an entry is a row and no "
       "number.",
       "How could every entry be reached, whatever the shape is?", "the loop runs over the first axis alone",
       result=lambda v: torch.tensor([float(n) for n in v.each], dtype=torch.float64))
_wrong("loop_over_one_axis_in_float32", "Two things: your result is float32, and your loop runs over the first axis "
       "alone. With two axes, an entry is a row and no number.", "Which dtype has a tensor made of plain numbers? How "
       "could every entry be reached, whatever the shape is?", "the loop runs over the first axis, and gives float32",
       result=lambda v: torch.tensor([float(n) for n in v.each]).float())
_wrong("loop_over_one_axis_to_a_list", "Two things: you give a list, and your loop runs over the first axis alone. "
       "With two axes, an entry is a row and no number.", "Which function makes a tensor of a list? How could every "
       "entry be reached, whatever the shape is?", "the loop runs over the first axis, and gives a list",
       result=lambda v: [float(n) for n in v.each])
_wrong("first_entry_alone", "Only the first entry of axis 0 is there, without this axis.", "Does a `return` stand "
       "within your loop?", "only the first entry is there", result=lambda v: v.each[0])


OFTEN = {
    "sigmoid_twice": Mistake("the sigmoid is taken twice", "Is z a logit or a probability?",
                             {"u": lambda v: torch.sigmoid(v.z)}),
    "naive": Mistake("the logarithms are taken of a p that is stored as 0 or 1 far out",
                     "Which logarithm can be written in z?", NAIVE),
    "added_12": Mistake("1e-12 is added inside the logarithms", "Which form needs no p?", _added(1e-12)),
    "cut_off_at_7": Mistake("p is kept from 0 and 1 by 1e-7", "Which form needs no p?", _clamped(1e-7, 1 - 1e-7)),
    "naive_two_sigmoids": Mistake("one of the two losses is inf far out",
                                  "How could exp(1000) be taken out of the sum?", {
                                      "log_p": lambda v: torch.sigmoid(v.u).log(),
                                      "log_q": lambda v: torch.sigmoid(-v.u).log()}),
    "labels_exchanged": Mistake("the labels are exchanged", "What should y = 1 pay when z is 1000?",
                                {"t": lambda v: 1 - v.y}),
    "target_rounded": Mistake("targets are rounded to 0 or 1", "How much does each loss count for y = 0.25?",
                              {"t": lambda v: (v.y >= 0.5).double()}),
    "only_ones": Mistake("the term of y = 0 is missing", "What should y = 0 pay when z is 1000?",
                         {"terms": lambda v: v.share_p * v.log_p}),
    "difference_of_terms": Mistake("the terms are subtracted", "Can a loss be negative?",
                                   {"terms": lambda v: v.share_p * v.log_p - v.share_q * v.log_q}),
    "softplus_overflows": Mistake("exp(z) overflows", "How could exp(1000) be taken out of the sum?",
                                  {"terms": lambda v: v.t * v.u - (1 + v.u.exp()).log()}),
    "product_added": Mistake("y · z is added", "Does a larger z make the loss of y = 1 larger or smaller?",
                             {"terms": lambda v: -v.t * v.u - _softplus(v.u)}),
    "rest_in_bits": Mistake("log(1 + exp(-|z|)) is to base 2", "Which base has the natural one?", {
        "terms": lambda v: v.t * v.u - v.u.clamp(min=0) - _rest(v).log2()}),
    "gain": Mistake("the minus is missing", "Is the logarithm of a probability above or below 0?",
                    {"sign": lambda v: 1}),
    "in_bits": Mistake("the logarithm is to base 2", "Which base has the natural one?",
                       {"unit": lambda v: 1 / math.log(2)}),
    "averaged": Mistake("the mean is taken", "Which shape does the text ask for?", {"result": lambda v: v.each.mean()}),
    "summed": Mistake("the sum is taken", "Which shape does the text ask for?", {"result": lambda v: v.each.sum()}),
}
WRITTEN = {*(("sigmoid_twice", far_out) for far_out in ("naive", "added_12", "cut_off_at_7", "naive_two_sigmoids")),
           *((one, other) for one in ("naive", "added_12", "cut_off_at_7", "naive_two_sigmoids")
             for other in ("softplus_overflows", "product_added")), ("sigmoid_twice", "softplus_overflows"),
           ("naive_two_sigmoids", "only_ones"),     # as with the naive form
           # these are rare
           *((one, other) for one in ("added_12", "cut_off_at_7", "naive_two_sigmoids")
             for other in ("only_ones", "difference_of_terms", "target_rounded", "labels_exchanged", "in_bits")),
           *((one, "summed") for one in ("only_ones", "difference_of_terms", "target_rounded", "in_bits",
                                         "softplus_overflows", "naive_two_sigmoids", "cut_off_at_7")),
           *((far_out, "rest_in_bits") for far_out in ("naive", "added_12", "cut_off_at_7", "naive_two_sigmoids")),
           ("rest_in_bits", "in_bits")}

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)

# a softplus that overflows, and a mean that torch takes along the last axis
ALONG = {
    "no_size_in_the_exponent": Mistake("the exponent is -z, not minus the size of z",
                                       "Which exponent is never large?", {
        "terms": lambda v: v.t * v.u - v.u.clamp(min=0) - (1 + (-v.u).exp()).log()}),
    "averaged_over_labels": Mistake("the mean is taken along the last axis", "Which shape does the text ask for?",
                                    {"result": lambda v: v.each.mean(-1)}),
    **{name: OFTEN[name] for name in ("naive", "averaged", "summed")},
}

for _name, _two in in_pairs(ALONG, {("no_size_in_the_exponent", "naive"), *(("naive", other) for other in ALONG)}):
    _wrong(_name, f"Two things: {_two.says}.", _two.asks, _two.says, **_two.changes)

_wrong("added_12_with_in_bits", "Two things: 1e-12 is added inside the logarithms, and the logarithm is to base 2.", ""
       "Which form needs no p? Which base has the natural one?", "1e-12 is added inside the logarithms, which are to "
       "base 2",
       **_added(1e-12), unit=lambda v: 1 / math.log(2))


EXERCISE = task.declared()
