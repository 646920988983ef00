"""Exercise: the loss that belongs to each kind of target, and its slope with respect to the scores."""

from __future__ import annotations

import math
from collections.abc import Callable
from types import SimpleNamespace

import torch
from torch import Tensor
from torch.nn import functional as F

from dlcourse import losses
from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import DOUBLE, Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, in_pairs, told_apart, written
from dlcourse.classroom.task import Task


def reference(kind: str, scores: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
    """The package's losses and gradients, sample by sample; softplus and the rate of a count by torch."""
    if kind == "multiclass":
        return (losses.cross_entropy(scores, y, reduction="none"),
                losses.cross_entropy_grad(scores, y, reduction="none"))
    if kind == "count":
        return F.poisson_nll_loss(scores, y, reduction="none"), scores.exp() - y
    if kind in ("binary", "multilabel"):
        each = losses.binary_cross_entropy_with_logits(scores, y, reduction="none")
        slope = losses.binary_cross_entropy_with_logits_grad(scores, y, reduction="sum")
        return (each if kind == "binary" else each.sum(1)), slope
    y_hat, steep = (scores, 1) if kind == "real" else (F.softplus(scores), scores.sigmoid())
    return (losses.squared_error(y_hat, y, reduction="none"),
            losses.squared_error_grad(y_hat, y, reduction="sum") * steep)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def signs(*shape: int) -> Tensor:
        """Scores of both signs in each column, none of them near 0."""
        size = draw.uniform(0.4, 2.5, *shape)
        return size * (1 - 2 * ((torch.arange(size.numel()).reshape(shape) + draw.whole(0, 1)) % 2))

    far = numbers(1000, -1000, 1000, -1000)
    return [
        case("real: the first example of the text", kind="real", scores=numbers([2]), y=numbers([5])),
        case("real: four samples", kind="real", scores=signs(4), y=draw.uniform(1, 4, 4) * numbers(1, 1, -1, -1)),
        case("positive: the second example of the text", kind="positive", scores=numbers([math.log(3)]),
             y=numbers([1])),
        case("positive: four samples", kind="positive", scores=signs(4), y=draw.uniform(0.2, 4, 4)),
        case("positive: scores far from 0", kind="positive", scores=numbers(900, -900, 1000),
             y=draw.uniform(2, 3, 3)),
        case("count: the third example of the text", kind="count", scores=numbers([math.log(3)]), y=numbers([2])),
        case("count: five samples", kind="count", scores=signs(5), y=numbers(0, 1, 4, 2, 7)),
        case("count: positive scores, one count of 0", kind="count", scores=draw.uniform(0.4, 4, 3),
             y=numbers(3, 0, 20)),
        case("binary: the fourth example of the text", kind="binary", scores=numbers([math.log(3)]), y=numbers([0])),
        case("binary: four samples", kind="binary", scores=signs(4), y=numbers(1, 1, 0, 0)),
        case("binary: scores of 1000 and -1000", kind="binary", scores=far, y=numbers(0, 0, 1, 1)),
        case("multilabel: the fifth example of the text", kind="multilabel",
             scores=numbers([[math.log(3), -math.log(3)]]), y=numbers([[1, 1]])),
        case("multilabel: four samples, three labels", kind="multilabel", scores=signs(4, 3),
             y=numbers([1, 0, 1], [0, 0, 0], [0, 1, 1], [1, 0, 0])),
        case("multilabel: scores of 1000 and -1000", kind="multilabel", scores=torch.stack([far, far.flip(0)]),
             y=numbers([0, 0, 1, 1], [0, 1, 1, 0])),
        case("multiclass: the last example of the text", kind="multiclass", scores=numbers([[math.log(3), 0, 0]]),
             y=torch.tensor([1])),
        case("multiclass: two samples, five classes", kind="multiclass", scores=signs(2, 5), y=torch.tensor([3, 1])),
        case("multiclass: five samples, three classes", kind="multiclass", scores=signs(5, 3),
             y=torch.tensor([0, 2, 1, 1, 2])),
        case("multiclass: scores of 1000 and -1000", kind="multiclass",
             scores=numbers([1000, 0, -1000], [-1000, -1000, 1000]) + draw.uniform(0.1, 0.9, 2, 3),
             y=torch.tensor([2, 0])),
    ]


task = Task(
    key="output_loss", title="A loss for each kind of target", points=3, difficulty=2, minutes=25,
    objective="choose output and loss for a kind of target, and derive the slope at the scores",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=("loss", "slope")),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward"),
    facts=("N06-01", "N06-02", "N06-07"),
    hints=(
        "Take one kind after the other. What does the network predict, given the score? What does a sample pay? And "
        "how far does the loss move when the score moves a little?",
        "Four slopes have one form: what is predicted minus what came. Take the examples of the text: e^s - y is 3 - "
        "2 for a count, σ(s) - y is 0.75 - 0 for a label. Which class of the last example has 0.2 - 1?",
        "count: slope = torch.exp(scores) - ____; multilabel: slope = torch.sigmoid(scores) - ____; multiclass: slope "
        "= torch.softmax(scores, dim=1), and 1 taken off at ____; positive: two factors, and the slope of softplus, "
        "which is ____",
    ),
)


@task.solution
def output_loss(kind, scores, y):
    if kind == "real":
        miss = scores - y                                                   # step: the miss of a real target
        return miss**2, 2 * miss                                            # step: its square, and the square's slope
    if kind == "positive":
        zero = torch.zeros_like(scores)
        miss = torch.logaddexp(scores, zero) - y                            # step: the miss of a positive target
        return miss**2, 2 * miss * torch.sigmoid(scores)                    # step: times the slope of softplus
    if kind == "count":
        rate = torch.exp(scores)                                            # step: the predicted mean of a count
        return rate - y * scores, rate - y                                  # step: the loss of a count, and its slope
    if kind == "multiclass":
        log_p = torch.log_softmax(scores, dim=1)                            # step: the logarithms of the probabilities
        slope = torch.exp(log_p)                                            # step: the probabilities
        rows = torch.arange(len(y))
        slope[rows, y] -= 1                                                 # step: 1 less at the true class
        return -log_p[rows, y], slope                                       # step: the loss of a class
    each = torch.logaddexp(scores, torch.zeros_like(scores)) - y * scores   # step: the loss of each label
    slope = torch.sigmoid(scores) - y                                       # step: the slope at each label
    return each if kind == "binary" else each.sum(dim=1), slope             # step: the sum over the labels of a sample


@task.right
def with_torchs_losses(kind, scores, y):
    if kind in ("binary", "multilabel"):
        loss = F.binary_cross_entropy_with_logits(scores, y, reduction="none")
        return loss.reshape(len(y), -1).sum(1), 1 / (1 + torch.exp(-scores)) - y
    if kind == "multiclass":
        one_hot = F.one_hot(y, scores.shape[1]).double()
        return F.cross_entropy(scores, y, reduction="none"), scores.softmax(1) - one_hot
    if kind == "count":
        return F.poisson_nll_loss(scores, y, log_input=True, reduction="none"), scores.exp() - y
    predicted = scores if kind == "real" else F.softplus(scores)
    steep = torch.ones_like(scores) if kind == "real" else scores.sigmoid()
    return F.mse_loss(predicted, y, reduction="none"), 2 * (predicted - y) * steep


@task.right
def number_by_number(kind, scores, y):
    def softplus(s):
        return max(s, 0.0) + math.log1p(math.exp(-abs(s)))          # step: softplus without overflow

    def sigmoid(s):
        return math.exp(-softplus(-s))                              # step: the sigmoid without overflow

    losses_, slopes = [], []
    for s, t in zip(scores.tolist(), y.tolist()):
        if kind == "real":
            loss, slope = (s - t) * (s - t), 2 * (s - t)
        elif kind == "positive":
            loss, slope = (softplus(s) - t) ** 2, 2 * (softplus(s) - t) * sigmoid(s)
        elif kind == "count":
            loss, slope = math.exp(s) - t * s, math.exp(s) - t
        elif kind == "binary":
            loss, slope = softplus(-s if t == 1 else s), sigmoid(s) - t
        elif kind == "multilabel":
            loss = sum(softplus((1 - 2 * u) * r) for r, u in zip(s, t))
            slope = [sigmoid(r) - u for r, u in zip(s, t)]
        else:
            top = max(s)
            total = sum(math.exp(r - top) for r in s)
            loss = math.log(total) + top - s[t]
            slope = [math.exp(r - top) / total - (c == t) for c, r in enumerate(s)]
        losses_.append(loss)
        slopes.append(slope)
    return torch.tensor(losses_, dtype=torch.float64), torch.tensor(slopes, dtype=torch.float64)


def _one_hot(s: Tensor, y: Tensor) -> Tensor:
    return F.one_hot(y, s.shape[1]).to(s.dtype)


def _true(y: Tensor) -> tuple[Tensor, Tensor]:
    """Where the true class of each row stands."""
    return torch.arange(len(y)), y


def _surprise(s: Tensor, y: Tensor) -> Tensor:
    return -s.log_softmax(1)[_true(y)]


def _softplus(s: Tensor) -> Tensor:
    return torch.logaddexp(s, torch.zeros_like(s))


def _entropy(s: Tensor, y: Tensor) -> Tensor:
    """The cross-entropy of each label by itself."""
    return _softplus(s) - y * s


# Loss and slope of each kind; a mistake changes some of the rules. `loss` and `slope` hand on what came out.
RULES = {
    "real_loss": lambda s, y: (s - y)**2, "real_slope": lambda s, y: 2 * (s - y),
    "positive_loss": lambda s, y: (_softplus(s) - y)**2,
    "positive_slope": lambda s, y: 2 * (_softplus(s) - y) * s.sigmoid(),
    "count_loss": lambda s, y: s.exp() - y * s, "count_slope": lambda s, y: s.exp() - y,
    "binary_loss": _entropy, "binary_slope": lambda s, y: s.sigmoid() - y,
    "multilabel_loss": lambda s, y: _entropy(s, y).sum(1), "multilabel_slope": lambda s, y: s.sigmoid() - y,
    "multiclass_loss": lambda s, y: _surprise(s, y), "multiclass_slope": lambda s, y: s.softmax(1) - _one_hot(s, y),
    "result": lambda loss, slope: (loss, slope),
}
L3 = math.log(3)
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = [(kind, numbers(s), torch.tensor(y) if kind == "multiclass" else numbers(y), f"scores = {told} and y = {label}")
         for kind, s, y, told, label in (
    ("real", [2], [5], "2", "5"), ("positive", [L3], [1], "log 3", "1"), ("positive", [-L3], [1], "-log 3", "1"),
    ("positive", [1000], [3], "1000", "3"), ("positive", [-1000], [3], "-1000", "3"),
    ("count", [L3], [2], "log 3", "2"), ("count", [-L3], [2], "-log 3", "2"), ("count", [L3], [0], "log 3", "0"),
    ("binary", [L3], [0], "log 3", "0"), ("binary", [L3], [1], "log 3", "1"), ("binary", [1000], [1], "1000", "1"),
    ("binary", [1000], [0], "1000", "0"),
    ("multilabel", [[L3, -L3]], [[1, 1]], "(log 3, -log 3)", "(1, 1)"),
    ("multilabel", [[L3, -L3]], [[0, 1]], "(log 3, -log 3)", "(0, 1)"),
    ("multilabel", [[1000, 0]], [[1, 0]], "(1000, 0)", "(1, 0)"),
    ("multilabel", [[1000, 0]], [[0, 0]], "(1000, 0)", "(0, 0)"),
    ("multiclass", [[L3, 0, 0]], [1], "(log 3, 0, 0)", "1"), ("multiclass", [[1000, 0, 0]], [1], "(1000, 0, 0)", "1"),
    ("real", [2, 3], [5, 7], "(2, 3)", "(5, 7)"), ("positive", [0, L3], [2, 1], "(0, log 3)", "(2, 1)"),
    ("count", [0, L3], [2, 1], "(0, log 3)", "(2, 1)"), ("binary", [0, L3], [1, 0], "(0, log 3)", "(1, 0)"),
    ("multilabel", [[0, L3], [L3, L3]], [[1, 1], [0, 1]], "((0, log 3), (log 3, log 3))", "((1, 1), (0, 1))"),
    ("multiclass", [[L3, 0, 0], [0, L3, 0]], [1, 0], "((log 3, 0, 0), (0, log 3, 0))", "(1, 0)"))]


def _with(name: str, **changes: Callable | tuple) -> Callable:
    """An answer that keeps to all rules but some.

    A kind stands for its loss and its slope.
    """
    pairs = {f"{key}_{what}": rule for key, value in changes.items() if isinstance(value, tuple)
             for what, rule in zip(("loss", "slope"), value)}
    rules = SimpleNamespace(**(RULES | changes | pairs))

    def answer(kind, scores, y):
        loss, slope = (getattr(rules, f"{kind}_{what}")(scores, y) for what in ("loss", "slope"))
        return rules.result(loss, slope)

    answer.__name__ = name
    return answer


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for kind, s, y, inputs in SMALL:
        given, right = answer(kind, s.clone(), y.clone()), output_loss(kind, s, y)
        if not isinstance(given, tuple):
            return f'For kind = "{kind}", {inputs} give you {written(given)} alone.'
        told = [f"the {name} {words}" for name, ours, theirs in zip(("loss", "slope"), given, right)
                if (words := told_apart(ours, theirs))]
        if told:
            return f'For kind = "{kind}", {inputs} give you {", and ".join(told)}.'
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable | tuple) -> None:
    answer = _with(name, **changes)
    task.wrong(" ".join(filter(None, (f"{says[0].upper()}{says[1:]}.", _seen(answer), asks))), short=says)(answer)


MOVES = "When a score moves a little, how far does the loss move?"
PREDICTS = "What does the network predict for this kind, given its score?"
FAR = "What does the sigmoid of 1000 look like in float64, and what is the logarithm of 1 less that?"
SAMPLES = "What does the text ask for: one number, or one for each sample?"

_wrong("real_halved", "a real target's squared miss has a half in front", "Is there a half in the text's table?",
       real=(lambda s, y: (s - y)**2 / 2, lambda s, y: s - y))
_wrong("real_loss_halved", "a real target's loss has a half in front", "Is there a half in the text's table?",
       real_loss=lambda s, y: (s - y)**2 / 2)
_wrong("real_slope_halved", "the slope of a real target's loss lacks a factor of 2", "How steep is a square?",
       real_slope=lambda s, y: s - y)
_wrong("real_slope_reversed", "the slope of a real target's loss has the opposite sign", MOVES,
       real_slope=lambda s, y: 2 * (y - s))
_wrong("real_size", "a real target pays the size of its miss, not the square", "Which loss stands in the text's "
       "table?", real=(lambda s, y: (s - y).abs(), lambda s, y: (s - y).sign()))
_wrong("positive_like_real", "a positive target is treated like a real one", PREDICTS,
       positive=(RULES["real_loss"], RULES["real_slope"]))
_wrong("positive_by_relu", "relu stands where softplus belongs", "Can relu predict a number above 0 for a negative "
       "score?", positive=(lambda s, y: (s.relu() - y)**2, lambda s, y: 2 * (s.relu() - y) * (s > 0)))
_wrong("positive_by_exp", "the exponential stands where softplus belongs", PREDICTS,
       positive=(lambda s, y: (s.exp() - y)**2, lambda s, y: 2 * (s.exp() - y) * s.exp()))
_wrong("positive_by_sigmoid", "the sigmoid stands where softplus belongs", "Can a sigmoid predict 3?",
       positive=(lambda s, y: (s.sigmoid() - y)**2,
                 lambda s, y: 2 * (s.sigmoid() - y) * s.sigmoid() * (1 - s.sigmoid())))
_wrong("positive_overflow", "softplus overflows far out, where e to the power of s is infinite", "What is log(1 + "
       "e^s) about, when s is large?",
       positive=(lambda s, y: (s.exp().log1p() - y)**2, lambda s, y: 2 * (s.exp().log1p() - y) * s.sigmoid()))
_wrong("positive_loss_overflow", "in the loss, softplus overflows far out, where e to the power of s is infinite",
       "What is log(1 + e^s) about, when s is large?", positive_loss=lambda s, y: (s.exp().log1p() - y)**2)
_wrong("positive_nan", "the slope of softplus is e^s/(1 + e^s), and far out that is infinity divided by infinity",
       "Which function of torch has the same values?",
       positive_slope=lambda s, y: 2 * (_softplus(s) - y) * (s.exp() / (1 + s.exp())))
_wrong("positive_overflow_and_nan", "softplus overflows far out, and its slope becomes infinity divided by infinity",
       "What is log(1 + e^s) about, when s is large?", positive=(lambda s, y: (s.exp().log1p() - y)**2,
                 lambda s, y: 2 * (s.exp().log1p() - y) * (s.exp() / (1 + s.exp()))))
_wrong("positive_unchained", "a positive target's slope lacks that of softplus", "When the score moves a little, how "
       "far does softplus move?", positive_slope=lambda s, y: 2 * (_softplus(s) - y))
_wrong("positive_slope_halved", "a positive target's slope lacks a factor of 2", "How steep is a square?",
       positive_slope=lambda s, y: (_softplus(s) - y) * s.sigmoid())
_wrong("positive_slope_of_a_sigmoid", "a positive target's slope has that of the sigmoid, not that of softplus",
       "When the score moves from 0 to 0.1, softplus moves from 0.693 to 0.744. How steep is that?",
       positive_slope=lambda s, y: 2 * (_softplus(s) - y) * s.sigmoid() * (1 - s.sigmoid()))
_wrong("positive_slope_turned_round", "the slope of softplus is taken at the opposite score", "Where is softplus "
       "steeper, at -3 or at 3?", positive_slope=lambda s, y: 2 * (_softplus(s) - y) * (-s).sigmoid())
_wrong("positive_slope_of_relu", "the slope of softplus is taken to be 0 or 1, as for relu", "When the score moves "
       "from 0 to 0.1, softplus moves from 0.693 to 0.744. How steep is that?",
       positive_slope=lambda s, y: 2 * (_softplus(s) - y) * (s > 0))
_wrong("positive_slope_reversed", "a positive target's slope has the opposite sign", MOVES,
       positive_slope=lambda s, y: -2 * (_softplus(s) - y) * s.sigmoid())
_wrong("positive_halved", "a positive target's squared miss has a half in front", "Is there a half in the text's "
       "table?", positive=(lambda s, y: (_softplus(s) - y)**2 / 2, lambda s, y: (_softplus(s) - y) * s.sigmoid()))
_wrong("count_like_real", "a count is treated like a real target", PREDICTS,
       count=(RULES["real_loss"], RULES["real_slope"]))
_wrong("count_squared", "a count pays the squared miss of e^s", "Which loss of a count stands in the text's table?",
       count=(lambda s, y: (s.exp() - y)**2, lambda s, y: 2 * (s.exp() - y) * s.exp()))
_wrong("count_of_the_rate", "the score of a count is taken for the mean itself", PREDICTS,
       count=(lambda s, y: s - y * s.log(), lambda s, y: 1 - y / s))
_wrong("count_of_the_rate_in_the_loss", "in the loss, the score of a count is taken for the mean itself", PREDICTS,
       count_loss=lambda s, y: s - y * s.log())
_wrong("count_of_the_rate_by_torch", "torch's `poisson_nll_loss` is told that the score is the mean itself", PREDICTS,
       count_loss=lambda s, y: F.poisson_nll_loss(s, y, log_input=False, reduction="none"))
_wrong("count_in_full", "the loss of a count is torch's `poisson_nll_loss` in full, with a term that stands for log y!",
       "Does that term change when the score moves, and does it stand in the text's table?",
       count_loss=lambda s, y: F.poisson_nll_loss(s, y, full=True, reduction="none"))
_wrong("count_with_constant", "the loss of a count holds log y! as well", "Does that term change when the score "
       "moves, and does it stand in the text's table?", count_loss=lambda s, y: s.exp() - y * s + torch.lgamma(y + 1))
_wrong("count_by_the_mean", "the slope of a count is that with respect to the mean e^s, not to the score", MOVES,
       count_slope=lambda s, y: 1 - y / s.exp())
_wrong("count_slope_without_y", "the slope of a count does not depend on y", "How steep is y · s with respect to s?",
       count_slope=lambda s, y: s.exp())
_wrong("count_slope_of_the_score", "the slope of a count is s - y", "How steep is e^s?", count_slope=lambda s, y: s - y)
_wrong("count_slope_by_the_rate", "the slope of a count has a further factor e^s", "How steep are e^s and y · s?",
       count_slope=lambda s, y: (s.exp() - y) * s.exp())
_wrong("count_slope_reversed", "the slope of a count has the opposite sign", MOVES,
       count_slope=lambda s, y: y - s.exp())
_wrong("count_reversed", "loss and slope of a count have the opposite sign", "Training makes a loss small. Should "
       "likely counts have small losses or large ones?", count=(lambda s, y: y * s - s.exp(), lambda s, y: y - s.exp()))
_wrong("count_added", "the two terms of a count are added", "Which sign stands between the two terms?",
       count=(lambda s, y: s.exp() + y * s, lambda s, y: s.exp() + y))
_wrong("count_times_the_rate", "the second term of a count is y times e^s, not y times s", "What is the logarithm of "
       "the mean e^s?", count=(lambda s, y: s.exp() - y * s.exp(), lambda s, y: s.exp() - y * s.exp()))

for _kind, _word, _sum in (("binary", "a binary target", lambda each: each),
                           ("multilabel", "a multilabel target", lambda each: each.sum(1))):
    def _loss(each: Callable, total: Callable = _sum) -> Callable:
        return lambda s, y: total(each(s, y))

    _far = "How large is the loss at a score of 1000 and y = 0?"
    _twice = "Does torch's `binary_cross_entropy_with_logits` want scores or probabilities?"
    _nan, _cut = (lambda s, y: -y * s.sigmoid().log() - (1 - y) * (1 - s.sigmoid()).log(),
                  lambda s, y: F.binary_cross_entropy(s.sigmoid(), y, reduction="none"))
    _soft = lambda s, y: (-y * s.sigmoid().clamp(min=1e-12).log()  # noqa: E731
                          - (1 - y) * (1 - s.sigmoid()).clamp(min=1e-12).log())
    _wrong(f"{_kind}_nan_far_out", f"the loss of {_word} takes logarithms of a stored 0, which gives nan or inf", FAR,
           **{f"{_kind}_loss": _loss(_nan)})
    _wrong(f"{_kind}_cut_at_one_hundred", f"no logarithm in the loss of {_word} exceeds 100, as in torch's "
           f"`binary_cross_entropy`", _far, **{f"{_kind}_loss": _loss(_cut)})
    _wrong(f"{_kind}_softened", f"the loss of {_word} keeps logarithms from 0 by a small number like 1e-12", _far,
           **{f"{_kind}_loss": _loss(_soft)})
    _wrong(f"{_kind}_sigmoid_twice", f"the sigmoid is applied twice for {_word}", _twice,
           **{_kind: (_loss(lambda s, y: _entropy(s.sigmoid(), y)), lambda s, y: s.sigmoid().sigmoid() - y)})
    _wrong(f"{_kind}_sigmoid_twice_in_the_loss", f"in the loss, the sigmoid is applied twice for {_word}", _twice,
           **{f"{_kind}_loss": _loss(lambda s, y: _entropy(s.sigmoid(), y))})
    _wrong(f"{_kind}_labels_exchanged", f"0 and 1 are exchanged for {_word}", "Of which label is σ(s) the "
           "probability?", **{_kind: (_loss(lambda s, y: _entropy(s, 1 - y)), lambda s, y: s.sigmoid() - (1 - y))})
    _wrong(f"{_kind}_plus", f"the term y · s of {_word} is added, not taken off", "Should a high score with y = 1 "
           "cost much?", **{f"{_kind}_loss": _loss(lambda s, y: _softplus(s) + y * s)})
    _wrong(f"{_kind}_loss_reversed", f"the loss of {_word} has the opposite sign", "Can a cross-entropy be negative?",
           **{f"{_kind}_loss": _loss(lambda s, y: -_entropy(s, y))})
    _wrong(f"{_kind}_ones_alone", f"the loss of {_word} is 0 where y is 0", "What does a sure but wrong 1 cost?",
           **{f"{_kind}_loss": _loss(lambda s, y: y * _softplus(-s))})
    _wrong(f"{_kind}_in_bits", f"the loss of {_word} is in bits", "Which base has the natural logarithm?",
           **{f"{_kind}_loss": _loss(lambda s, y: _entropy(s, y) / math.log(2))})
    _wrong(f"{_kind}_squared", f"the squared error of the probability stands for the cross-entropy of {_word}",
           "Which loss stands in the text's table?", **{_kind: (
               _loss(lambda s, y: (s.sigmoid() - y)**2),
               lambda s, y: 2 * (s.sigmoid() - y) * s.sigmoid() * (-s).sigmoid())})
    _wrong(f"{_kind}_like_real", f"the score of {_word} is treated like that of a real target", PREDICTS,
           **{_kind: (_loss(lambda s, y: (s - y)**2), lambda s, y: 2 * (s - y))})
    _wrong(f"{_kind}_slope_with_bend", f"the slope of {_word} has a further factor p (1 - p)", MOVES,
           **{f"{_kind}_slope": lambda s, y: (s.sigmoid() - y) * s.sigmoid() * (-s).sigmoid()})
    _wrong(f"{_kind}_slope_by_p", f"the slope of {_word} is that with respect to the probability", "When the score "
           "moves a little, how far does σ(s) move?",
           **{f"{_kind}_slope": lambda s, y: (s.sigmoid() - y) / (s.sigmoid() * (1 - s.sigmoid()))})
    _wrong(f"{_kind}_slope_reversed", f"the slope of {_word} has the opposite sign", MOVES,
           **{f"{_kind}_slope": lambda s, y: y - s.sigmoid()})
    _wrong(f"{_kind}_slope_doubled", f"the slope of {_word} has a factor of 2", MOVES,
           **{f"{_kind}_slope": lambda s, y: 2 * (s.sigmoid() - y)})
    _wrong(f"{_kind}_slope_without_y", f"the slope of {_word} does not depend on y", MOVES,
           **{f"{_kind}_slope": lambda s, y: s.sigmoid()})
    _wrong(f"{_kind}_slope_of_scores", f"the slope of {_word} is s - y", PREDICTS,
           **{f"{_kind}_slope": lambda s, y: s - y})

_wrong("labels_averaged", "the losses of a sample's labels are averaged", "Over the labels of one sample, does the "
       "text add or average?", multilabel_loss=lambda s, y: _entropy(s, y).mean(1))
_wrong("labels_averaged_with_slope", "the losses of a sample's labels are averaged, and the slopes fit that", "Over "
       "the labels of one sample, does the text add or average?",
       multilabel=(lambda s, y: _entropy(s, y).mean(1), lambda s, y: (s.sigmoid() - y) / s.shape[1]))
_wrong("labels_not_added", "the losses of a sample's labels are not added", SAMPLES, multilabel_loss=_entropy)
_wrong("labels_added_over_samples", "the losses are added over the samples, not over the labels", SAMPLES,
       multilabel_loss=lambda s, y: _entropy(s, y).sum(0))
_wrong("labels_slopes_added", "the slopes of a sample's labels are added", "How many scores has a sample?",
       multilabel_slope=lambda s, y: (s.sigmoid() - y).sum(1))
_wrong("labels_by_softmax", "the labels compete in a softmax", "Can two labels be true at once, or none?",
       multilabel=(lambda s, y: -(y * s.log_softmax(1)).sum(1), lambda s, y: s.softmax(1) - y))
_wrong("labels_by_softmax_derived", "the labels compete in a softmax, and the slope is that of this loss", "Can two "
       "labels be true at once, or none?",
       multilabel=(lambda s, y: -(y * s.log_softmax(1)).sum(1), lambda s, y: s.softmax(1) * y.sum(1, keepdim=True) - y))

TRUE = "Of which class does the loss of a sample speak?"
_wrong("classes_softmax_twice", "the softmax is applied twice", "Does torch's `cross_entropy` want scores or "
       "probabilities?",
       multiclass=(lambda s, y: _surprise(s.softmax(1), y), lambda s, y: s.softmax(1).softmax(1) - _one_hot(s, y)))
_wrong("classes_softmax_twice_in_the_loss", "in the loss, the softmax is applied twice", "Does torch's "
       "`cross_entropy` want scores or probabilities?", multiclass_loss=lambda s, y: _surprise(s.softmax(1), y))
_wrong("classes_infinite_far_out", "the loss is the logarithm of a stored 0 far out", "Which function of torch gives "
       "the logarithms of a softmax?", multiclass_loss=lambda s, y: -s.softmax(1)[_true(y)].log())
_wrong("classes_overflow", "the exponentials of the scores overflow far out, and infinity divided by infinity is nan",
       "What can be taken off all scores of a row without changing the softmax?",
       multiclass=(lambda s, y: -(s.exp() / s.exp().sum(1, keepdim=True))[_true(y)].log(),
                   lambda s, y: s.exp() / s.exp().sum(1, keepdim=True) - _one_hot(s, y)))
_wrong("classes_without_logarithm", "the loss is minus the probability of the true class, without a logarithm, as "
       "torch's `nll_loss` gives it for probabilities", "How surprised is a model by a class with p = 0?",
       multiclass_loss=lambda s, y: -s.softmax(1)[_true(y)])
_wrong("classes_of_scores", "the loss is minus the score of the true class, as torch's `nll_loss` gives it for "
       "scores", "What do the other scores do to the probability?", multiclass_loss=lambda s, y: -s[_true(y)])
_wrong("classes_loss_reversed", "the loss of a class has the opposite sign", "Can a cross-entropy be negative?",
       multiclass_loss=lambda s, y: s.log_softmax(1)[_true(y)])
_wrong("classes_in_bits", "the loss of a class is in bits", "Which base has the natural logarithm?",
       multiclass_loss=lambda s, y: _surprise(s, y) / math.log(2))
_wrong("classes_over_samples", "the softmax runs over the samples, not over the classes", "Which entries should add "
       "up to 1?", multiclass=(lambda s, y: -s.log_softmax(0)[_true(y)], lambda s, y: s.softmax(0) - _one_hot(s, y)))
_wrong("classes_slope_over_samples", "in the slope, the softmax runs over the samples, not over the classes", "Which "
       "entries should add up to 1?", multiclass_slope=lambda s, y: s.softmax(0) - _one_hot(s, y))
_wrong("classes_counted_from_one", "the class before the true one is taken", "From which number are the classes "
       "counted?", multiclass=(lambda s, y: _surprise(s, (y - 1) % s.shape[1]),
                               lambda s, y: s.softmax(1) - _one_hot(s, (y - 1) % s.shape[1])))
_wrong("classes_likeliest", "the loss is that of the likeliest class, not of the true one", TRUE,
       multiclass_loss=lambda s, y: -s.log_softmax(1).amax(1))
_wrong("classes_by_sigmoid", "each class has a sigmoid of its own", "Can two classes be true at once?",
       multiclass=(lambda s, y: _entropy(s, _one_hot(s, y)).sum(1), lambda s, y: s.sigmoid() - _one_hot(s, y)))
_wrong("classes_summed", "the loss adds the surprise at every class", TRUE,
       multiclass_loss=lambda s, y: -s.log_softmax(1).sum(1))
_wrong("classes_slope_without_y", "the slope of a class does not depend on y", MOVES,
       multiclass_slope=lambda s, y: s.softmax(1))
_wrong("classes_slope_reversed", "the slope of a class has the opposite sign", MOVES,
       multiclass_slope=lambda s, y: _one_hot(s, y) - s.softmax(1))
_wrong("classes_slope_at_the_true_one", "only the true class has a slope", "When another score rises, what happens "
       "to the probability of the true class?", multiclass_slope=lambda s, y: (s.softmax(1) - 1) * _one_hot(s, y))
_wrong("classes_slope_of_the_true_one_alone", "the slope is that of the true class's score alone, a number for each "
       "sample", "How many scores has a sample?", multiclass_slope=lambda s, y: s.softmax(1)[_true(y)] - 1)
_wrong("classes_slope_one_off_everywhere", "1 is taken off at every class", "At how many classes of a sample is the "
       "label?", multiclass_slope=lambda s, y: s.softmax(1) - 1)
_wrong("classes_slope_off_in_every_row", "1 is taken off in every row at the true classes of all samples, as `slope[:, "
       "y] -= 1` does", "At how many classes of a sample is the label?",
       multiclass_slope=lambda s, y: s.softmax(1) - _one_hot(s, y).amax(0))
_wrong("classes_slope_with_bend", "the slope of a class has a further factor p (1 - p)", MOVES,
       multiclass_slope=lambda s, y: (s.softmax(1) - _one_hot(s, y)) * s.softmax(1) * (1 - s.softmax(1)))
_wrong("classes_slope_of_scores", "the slope of a class is the score, less 1 at the true one", PREDICTS,
       multiclass_slope=lambda s, y: s - _one_hot(s, y))
_wrong("classes_squared", "the squared error of the probabilities stands for the cross-entropy", "Which loss stands "
       "in the text's table?", multiclass_loss=lambda s, y: (s.softmax(1) - _one_hot(s, y)).square().sum(1))

for _kind in ("real", "positive", "count", "binary", "multilabel", "multiclass"):
    _wrong(f"{_kind}_averaged", f'for "{_kind}" alone, the loss is the mean over the samples, a single number', SAMPLES,
           **{f"{_kind}_loss": lambda s, y, rule=RULES[f"{_kind}_loss"]: rule(s, y).mean()})
    _wrong(f"{_kind}_slope_of_the_mean", f'for "{_kind}" alone, the slopes are divided by the number of samples',
           SAMPLES, **{f"{_kind}_slope": lambda s, y, rule=RULES[f"{_kind}_slope"]: rule(s, y) / len(y)})
_wrong("labels_averaged_over_all", "the losses of all labels of all samples are averaged to a single number", SAMPLES,
       multilabel_loss=lambda s, y: _entropy(s, y).mean())
_wrong("labels_summed_over_all", "the losses of all labels of all samples are added to a single number", SAMPLES,
       multilabel_loss=lambda s, y: _entropy(s, y).sum())
_wrong("averaged", "the loss is the mean over the samples, a single number, as torch's losses give it by default",
       SAMPLES, result=lambda loss, slope: (loss.mean(), slope))
_wrong("averaged_with_slope", "the loss is the mean over the samples, a single number, and the slopes are those of "
       "the mean", SAMPLES, result=lambda loss, slope: (loss.mean(), slope / len(slope)))
_wrong("slopes_of_the_mean", "the slopes are divided by the number of samples, as if the loss were a mean", SAMPLES,
       result=lambda loss, slope: (loss, slope / len(slope)))
_wrong("slopes_divided_by_all", "the slopes are divided by the number of scores, as if the loss were a mean", SAMPLES,
       result=lambda loss, slope: (loss, slope / slope.numel()))
_wrong("summed", "the loss is the sum over the samples, a single number", SAMPLES,
       result=lambda loss, slope: (loss.sum(), slope))
_wrong("slopes_reversed", "all slopes have the opposite sign", MOVES, result=lambda loss, slope: (loss, -slope))
_wrong("slopes_averaged", "the slopes are averaged over the samples", SAMPLES,
       result=lambda loss, slope: (loss, slope.mean(0)))
_wrong("first_alone", "only the first sample is treated; a loop that returns in its first turn does that", "What do "
       "the others pay?", result=lambda loss, slope: (loss[:1], slope[:1]))
_wrong("other_way_round", "the two results have changed places", "Which result comes first?",
       result=lambda loss, slope: (slope, loss))
_wrong("loss_alone", "the loss comes back alone", "Which two results does the text ask for?",
       result=lambda loss, slope: loss)
_wrong("returned_in_float32", "both results are of dtype float32", "Which dtype have the scores?",
       result=lambda loss, slope: (loss.float(), slope.float()))
_wrong("through_float32", "both results go through float32, so that only about seven digits are right; ten are "
       "compared", "In which of your lines does the dtype change?",
       result=lambda loss, slope: (loss.float().to(DOUBLE), slope.float().to(DOUBLE)))


# Two mistakes in results of their own are found as two. These meet in one result.
_wrong("positive_slope_of_its_prediction", "the slope of softplus is taken at softplus(s), not at s", "Which number "
       "does softplus receive?", positive_slope=lambda s, y: 2 * (_softplus(s) - y) * _softplus(s).sigmoid())
_wrong("positive_slope_is_the_miss", "a positive target's slope is the miss alone: it lacks a factor of 2 and the "
       "slope of softplus", f"How steep is a square? {MOVES}", positive_slope=lambda s, y: _softplus(s) - y)
_wrong("predicted_less_target", "every slope is what is predicted minus what came, for the two squared losses as well",
       "How steep is a square? And when the score moves a little, how far does softplus move?",
       real_slope=lambda s, y: s - y, positive_slope=lambda s, y: _softplus(s) - y)
_wrong("positive_slope_of_the_score", "in a positive target's slope, the miss is s - y", PREDICTS,
       positive_slope=lambda s, y: 2 * (s - y) * s.sigmoid())
_wrong("positive_slope_by_exp", "in a positive target's slope, e^s stands for the slope of softplus", "When the score "
       "moves from 0 to 0.1, softplus moves from 0.693 to 0.744. How steep is that?",
       positive_slope=lambda s, y: 2 * (_softplus(s) - y) * s.exp())
_wrong("count_by_the_logarithm_of_the_score", "the second term of a count is y times log s, not y times s", "What is "
       "the logarithm of the mean e^s?", count_loss=lambda s, y: s.exp() - y * s.log())
_wrong("count_slope_with_the_score", "in the slope of a count, y · s is still whole", "How steep is y · s with respect "
       "to s?", count_slope=lambda s, y: s.exp() - y * s)
_wrong("count_slope_added", "in the slope of a count, y is added", "How steep is -y · s with respect to s?",
       count_slope=lambda s, y: s.exp() + y)
_wrong("labels_averaged_over_samples", "the losses are averaged over the samples, not added over the labels", SAMPLES,
       multilabel_loss=lambda s, y: _entropy(s, y).mean(0))
_wrong("labels_multiplied", "the losses of a sample's labels are multiplied", "Over the labels of one sample, what "
       "does the text do with the losses?", multilabel_loss=lambda s, y: _entropy(s, y).prod(1))
_wrong("labels_largest", "a sample pays the largest of its labels' losses alone", "Over the labels of one sample, what "
       "does the text do with the losses?", multilabel_loss=lambda s, y: _entropy(s, y).amax(1))
_wrong("classes_slope_by_p", "the slope of a class is -1/p at the true class and 0 elsewhere: that with respect to the "
       "probability", "When another score rises, what happens to the probability of the true class?",
       multiclass_slope=lambda s, y: torch.where(_one_hot(s, y) > 0, -1 / s.softmax(1), 0.0))
_wrong("classes_slope_one_hot_by_p", "the slope of a class is that with respect to the probability, and where p is "
       "stored as 0 it is nan", "When another score rises, what happens to the probability of the true class?",
       multiclass_slope=lambda s, y: -_one_hot(s, y) / s.softmax(1))
_wrong("classes_slope_at_the_class_before", "in the slope, 1 is taken off at the class before the true one", "From "
       "which number are the classes counted?", multiclass_slope=lambda s, y: s.softmax(1) - _one_hot(s,
       (y - 1) % s.shape[1]))
_wrong("classes_slope_at_the_likeliest", "in the slope, 1 is taken off at the likeliest class, not at the true one",
       TRUE,
       multiclass_slope=lambda s, y: s.softmax(1) - _one_hot(s, s.argmax(1)))
_wrong("classes_slope_less_the_number", "in the slope, the number of the true class is taken off at every class", "At "
       "how many classes of a sample is the label? And by how much?", multiclass_slope=lambda s,
       y: s.softmax(1) - y[:, None])
_wrong("classes_slope_in_float32", 'for "multiclass" alone, the slope is of dtype float32', "Which dtype have the "
       "scores?",
       multiclass_slope=lambda s, y: RULES["multiclass_slope"](s, y).float())
_wrong("loss_in_float32", "the loss is of dtype float32; a tensor made of plain numbers is, if no dtype is named", ""
       "Which dtype have the scores?", result=lambda loss, slope: (loss.float(), slope))


def _all_entropies(log_p: Callable, log_q: Callable, log_softmax: Callable | None = None) -> dict[str, Callable]:
    """The losses of all cross-entropies, or those of labels alone, from logarithms of their own."""
    def each(s: Tensor, y: Tensor) -> Tensor:
        return -y * log_p(s.sigmoid()) - (1 - y) * log_q(s.sigmoid())

    rules = {"binary_loss": each, "multilabel_loss": lambda s, y: each(s, y).sum(1)}
    return rules | ({"multiclass_loss": lambda s, y: -log_softmax(s.softmax(1))[_true(y)]} if log_softmax else {})


def _by_label(s: Tensor, y: Tensor) -> Tensor:
    """The slope of a label's cross-entropy with respect to its probability."""
    return torch.where(y == 1, -1 / s.sigmoid(), 1 / (1 - s.sigmoid()))


def _picked(s: Tensor, y: Tensor) -> Tensor:
    """The cross-entropy of each label, of a probability that may be stored as 0."""
    return -torch.where(y == 1, s.sigmoid(), 1 - s.sigmoid()).log()


HUGE = "How large is the loss at a score of 1000 and y = 0?"
STEEP = "When the score moves a little, how far does the probability move?"
for _digits in (7, 8, 10, 12, 15):
    _tiny = 10.0**-_digits
    _cut = lambda p, tiny=_tiny: p.clamp(min=tiny).log()  # noqa: E731
    _more = lambda p, tiny=_tiny: (p + tiny).log()  # noqa: E731
    if _digits > 10:        # added or cut off, that is seen to be the same
        _wrong(f"entropies_softened_by_{_digits}_digits", f"in all three cross-entropies, 1e-{_digits} keeps the "
               "probabilities from 0", HUGE, **_all_entropies(_cut, lambda p, cut=_cut: cut(1 - p), _cut))
        continue
    _wrong(f"entropies_cut_off_by_{_digits}_digits", f"in all three cross-entropies, no probability falls below "
           f"1e-{_digits}", HUGE, **_all_entropies(_cut, lambda p, cut=_cut: cut(1 - p), _cut))
    _wrong(f"entropies_softened_by_{_digits}_digits", f"in all three cross-entropies, 1e-{_digits} is added to each "
           "probability", HUGE, **_all_entropies(_more, lambda p, more=_more: more(1 - p), _more))
_wrong("entropies_kept_within_seven_digits", "in all three cross-entropies, probabilities are kept from 0 and 1 by "
       "1e-7",
       HUGE, **_all_entropies(lambda p: p.clamp(1e-7, 1 - 1e-7).log(), lambda p: (1 - p.clamp(1e-7, 1 - 1e-7)).log(),
                              lambda p: p.clamp(1e-7, 1 - 1e-7).log()))
_wrong("entropies_of_stored_probabilities", "all three cross-entropies take logarithms of a stored 0, which gives inf "
       "or nan", FAR, **_all_entropies(lambda p: p.log(), lambda p: (1 - p).log(), lambda p: p.log()))
_wrong("entropies_of_stored_probabilities_one_hot", "all three cross-entropies take logarithms of a stored 0, which "
       "gives nan where it is multiplied by 0", FAR, **_all_entropies(lambda p: p.log(), lambda p: (1 - p).log()),
       multiclass_loss=lambda s, y: -(_one_hot(s, y) * s.softmax(1).log()).sum(1))
_wrong("entropies_of_the_label", "all three cross-entropies take the logarithm of the label's own probability, which "
       "is stored as 0 far out", FAR, binary_loss=_picked, multilabel_loss=lambda s, y: _picked(s, y).sum(1),
       multiclass_loss=lambda s, y: -s.softmax(1)[_true(y)].log())
_wrong("two_entropies_of_the_label", "binary and multilabel targets take the logarithm of the label's own probability, "
       "which is stored as 0 far out", FAR, binary_loss=_picked, multilabel_loss=lambda s, y: _picked(s, y).sum(1))
_wrong("entropies_by_p", "the slopes of all three cross-entropies are those with respect to the probability, not to "
       "the score", STEEP, binary_slope=_by_label, multilabel_slope=_by_label,
       multiclass_slope=lambda s, y: torch.where(_one_hot(s, y) > 0, -1 / s.softmax(1), 0.0))
_wrong("two_entropies_by_p", "the slopes of binary and multilabel targets are those with respect to the probability, "
       "not to the score", STEEP, binary_slope=_by_label, multilabel_slope=_by_label)
_wrong("all_by_the_prediction", "every slope is that with respect to what is predicted, not to the score", "When the "
       "score moves a little, how far does the prediction move?", positive_slope=lambda s, y: 2 * (_softplus(s) - y),
       count_slope=lambda s, y: 1 - y / s.exp(), binary_slope=_by_label, multilabel_slope=_by_label,
       multiclass_slope=lambda s, y: torch.where(_one_hot(s, y) > 0, -1 / s.softmax(1), 0.0))
_wrong("entropies_with_bend", "the slopes of all three cross-entropies have a further factor p (1 - p)", MOVES,
       binary_slope=lambda s, y: (s.sigmoid() - y) * s.sigmoid() * (1 - s.sigmoid()),
       multilabel_slope=lambda s, y: (s.sigmoid() - y) * s.sigmoid() * (1 - s.sigmoid()),
       multiclass_slope=lambda s, y: (s.softmax(1) - _one_hot(s, y)) * s.softmax(1) * (1 - s.softmax(1)))
_wrong("entropies_reversed", "the slopes of all three cross-entropies have the opposite sign", MOVES,
       binary_slope=lambda s, y: y - s.sigmoid(), multilabel_slope=lambda s, y: y - s.sigmoid(),
       multiclass_slope=lambda s, y: _one_hot(s, y) - s.softmax(1))
_wrong("entropies_in_bits", "all three cross-entropies are in bits", "Which base has the natural logarithm?",
       **{f"{kind}_loss": lambda s, y, rule=RULES[f"{kind}_loss"]: rule(s, y) / math.log(2)
          for kind in ("binary", "multilabel", "multiclass")})
_wrong("entropies_in_bits_with_slopes", "all three cross-entropies are in bits, with slopes that fit", "Which base has "
       "the natural logarithm?",
       **{f"{kind}_{what}": lambda s, y, rule=RULES[f"{kind}_{what}"]: rule(s, y) / math.log(2)
          for kind in ("binary", "multilabel", "multiclass") for what in ("loss", "slope")})
_wrong("entropies_of_probabilities", "in the losses of all three cross-entropies, sigmoid or softmax is applied twice",
       "Do torch's `cross_entropy` and `binary_cross_entropy_with_logits` want scores or probabilities?",
       binary_loss=lambda s, y: _entropy(s.sigmoid(), y), multilabel_loss=lambda s, y: _entropy(s.sigmoid(), y).sum(1),
       multiclass_loss=lambda s, y: _surprise(s.softmax(1), y))


OFTEN = {
    "averaged": Mistake("the loss is the mean over the samples", SAMPLES,
                        {"result": lambda loss, slope: (loss.mean(), slope)}),
    "slopes_reversed": Mistake("all slopes have the opposite sign", MOVES,
                               {"result": lambda loss, slope: (loss, -slope)}),
    "positive_unchained": Mistake("a positive target's slope lacks that of softplus", MOVES,
                                  {"positive_slope": lambda s, y: 2 * (_softplus(s) - y)}),
    "count_like_real": Mistake("a count is treated like a real target", PREDICTS,
                               {"count_loss": RULES["real_loss"], "count_slope": RULES["real_slope"]}),
    "real_halved": Mistake("a real target's squared miss has a half in front", "Is there a half in the table?",
                           {"real_loss": lambda s, y: (s - y)**2 / 2, "real_slope": lambda s, y: s - y}),
    "labels_averaged": Mistake("the losses of a sample's labels are averaged", "Does the text add or average?",
                               {"multilabel_loss": lambda s, y: _entropy(s, y).mean(1)}),
    "classes_softmax_twice_in_the_loss": Mistake(
        "in the loss, the softmax is applied twice", "Does `cross_entropy` want scores or probabilities?",
        {"multiclass_loss": lambda s, y: _surprise(s.softmax(1), y)}),
    "classes_slope_without_y": Mistake("the slope of a class does not depend on y", MOVES,
                                       {"multiclass_slope": lambda s, y: s.softmax(1)}),
    "binary_slope_with_bend": Mistake("the slope of a binary target has a further factor p (1 - p)", MOVES, {
        "binary_slope": lambda s, y: (s.sigmoid() - y) * s.sigmoid() * (-s).sigmoid()}),
}

IN_THE_RESULT = ("averaged", "slopes_reversed")
OTHERS = [name for name in OFTEN if name not in IN_THE_RESULT]      # of one kind each

for _name, _two in in_pairs(OFTEN, {(one, other) for one in OTHERS for other in OTHERS}):
    _wrong(_name, _two.says, _two.asks, **_two.changes)


EXERCISE = task.declared()
