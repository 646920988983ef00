"""Exercise: layer normalisation, for any number of axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom.compare import close
from dlcourse.classroom.draw import Draw, case, numbers
from dlcourse.classroom.exercise import Case
from dlcourse.classroom.mistakes import Mistake, answers_by, in_pairs, told_apart
from dlcourse.classroom.task import Task


def reference(x: Tensor, gamma: Tensor, beta: Tensor, eps: float) -> Tensor:
    """The function of torch."""
    return torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, *shape: int, eps: float, **other: Tensor) -> Case:
        """Samples that differ in mean and in spread; gamma and beta of both signs."""
        features, signs = shape[-1], numbers([1, -1] * shape[-1])[:shape[-1]]
        inputs = {"x": 2 * draw.away_from_zero(*shape[:-1], 1)
                  + draw.uniform(0.5, 3, *shape[:-1], 1) * draw.normal(*shape),
                  "gamma": signs * draw.uniform(0.4, 2.5, features), "beta": -signs * draw.uniform(0.3, 2, features)}
        return case(label, **inputs | other, eps=eps)

    still = draw.normal(2, 4)
    still[1] = 3.5
    return [
        case("the example of the text", x=numbers([[1, 2, 3, 6], [10, 10, 10, 10]]), gamma=numbers(1, 2, 3, 4),
             beta=numbers(0, 0, 1, 1), eps=0.5),
        some("five samples, three features", 5, 3, eps=draw.between(0.1, 0.3)),
        some("as many samples as features", 3, 3, eps=draw.between(0.3, 0.5)),
        some("one sample, without a batch axis", 4, eps=1e-3),
        some("one sample, in a batch of one", 1, 3, eps=draw.between(0.1, 0.2)),
        some("two sequences of three places, five features", 2, 3, 5, eps=draw.between(0.1, 0.3)),
        some("a sample with the same value in each feature", 2, 4, eps=1e-5, x=still),
        some("four samples, a single feature", 4, 1, eps=draw.between(0.1, 0.3)),
    ]


task = Task(
    key="layer_norm", title="Layer normalisation", points=1, difficulty=1, minutes=10,
    objective="normalise each sample by itself, whatever axes stand in front of its features",
    reference=reference, cases=cases, compare=close(rtol=1e-10),
    forbids=(".layer_norm", ".LayerNorm", ".native_layer_norm", "torch.nn.functional.layer_norm",
             "torch.nn.LayerNorm"),
    facts=("N10-25",),
    hints=(
        "How many means does a tensor of shape (2, 3, 5) have here, one for each place of each sequence? Along which "
        "axis do the numbers of one place lie?",
        "The first sample of the example has the mean 3 and the deviations -2, -1, 0 and 3. What is the mean of their "
        "squares, and which root stands below with eps = 0.5?",
        "mean = x.mean(____, keepdim=____); var = ((x - mean)**2).mean(____, keepdim=____); return gamma * (x - mean) "
        "/ (____).sqrt() + beta",
    ),
)


@task.solution
def layer_norm(x, gamma, beta, eps):
    mean = x.mean(-1, keepdim=True)                     # step: the mean of each sample
    var = ((x - mean)**2).mean(-1, keepdim=True)        # step: the variance of each sample
    x_hat = (x - mean) / (var + eps).sqrt()             # step: normalise
    return gamma * x_hat + beta                         # step: scale and shift each feature


@task.right
def sample_by_sample(x, gamma, beta, eps):
    rows = []
    for row in x.reshape(-1, x.shape[-1]).tolist():
        mean = sum(row) / len(row)                                  # step: the mean of the sample
        var = sum((v - mean)**2 for v in row) / len(row)            # step: its variance
        root = (var + eps)**0.5                                     # step: the root
        rows.append([g * ((v - mean) / root) + b for v, g, b in zip(row, gamma.tolist(), beta.tolist())])
    return torch.tensor(rows, dtype=torch.float64).reshape(x.shape)


@task.right
def by_axes_at_a_time(x, gamma, beta, eps):
    if x.ndim > 1:
        return torch.stack([by_axes_at_a_time(part, gamma, beta, eps) for part in x])   # step: part by part
    centred = x - x.sum() / len(x)                                  # step: the deviations
    return torch.addcmul(beta, gamma, centred * torch.rsqrt((centred @ centred) / len(x) + eps))


@task.right
def in_numpy(x, gamma, beta, eps):
    import numpy as np

    rows = np.moveaxis(x.numpy(), -1, 0)
    rows = (rows - rows.mean(axis=0)) / np.sqrt(rows.var(axis=0) + eps)
    return torch.from_numpy(np.moveaxis(rows, 0, -1) * gamma.numpy() + beta.numpy())


# Layer normalisation, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "mean": lambda v: v.x.mean(-1, keepdim=True), "deviation": lambda v: v.x - v.mean,
    "var": lambda v: (v.deviation**2).mean(-1, keepdim=True),
    "root": lambda v: (v.var + v.eps).sqrt(),
    "x_hat": lambda v: v.deviation / v.root,
    "y": lambda v: v.gamma * v.x_hat + v.beta,
    "result": lambda v: v.y,
}
NAMES = ("x", "gamma", "beta", "eps")
ONE = numbers(1, 2, 3, 6), numbers(1, 2, 3, 4), numbers(0, 0, 1, 1)
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "The example gives": (torch.stack([ONE[0], numbers([10] * 4)]), *ONE[1:], 0.5),
    "The sample (1, 2, 3, 6), without a batch axis, gives": (*ONE, 0.5),
    "With eps = 1 the sample (1, 2, 3, 6), in a batch of its own, gives": (ONE[0][None], *ONE[1:], 1.0),
    "A single feature, 5, with gamma = 2, beta = 1 and eps = 0.5 gives": (*map(numbers, ([[5]], [2], [1])), 0.5),
    "The rows (1, 3) and (20, 60) with gamma = (1, 2), beta = (0, 1) and eps = 0.5 give": (
        numbers([[1, 3], [20, 60]]), numbers(1, 2), numbers(0, 1), 0.5),
    "One sequence of the places (1, 3) and (20, 60), with gamma = (1, 2), beta = (0, 1) and eps = 0.5, gives": (
        numbers([[[1, 3], [20, 60]]]), numbers(1, 2), numbers(0, 1), 0.5),
    "Two sequences of one place each, (1, 3) and (20, 60), with gamma = (1, 2), beta = (0, 1) and eps = 0.5, give": (
        numbers([[[1, 3]], [[20, 60]]]), numbers(1, 2), numbers(0, 1), 0.5)}


_with = answers_by(RULES, layer_norm)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs))
        except (RuntimeError, IndexError, ValueError):
            continue
        if isinstance(given, Tensor) and (words := told_apart(given, layer_norm(*inputs))):
            return f"{place} {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in NAMES else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


def _as_table(y: Tensor) -> Tensor:
    """A tensor that must have two axes."""
    batch, features = y.shape
    return y.reshape(batch, features)


def _as_sequences(y: Tensor) -> Tensor:
    """A tensor that must have three axes."""
    batch, places, features = y.shape
    return y.reshape(batch, places, features)


def _along(*axes: int) -> dict[str, Callable]:
    """Mean and variance along other axes."""
    return {"mean": lambda v: v.x.mean(axes, keepdim=True),
            "var": lambda v: (v.deviation**2).mean(axes, keepdim=True)}


OTHERS = "Should y of one sample change when other samples come into the batch?"
AXIS = "Along which axis lie the features, whatever stands in front of them?"
INSIDE = "On what does the root of the text stand?"
AFTER = "What does the text do with the normalised value?"
_wrong("over_batch", "mean and variance are taken over the batch, for each feature", OTHERS, **_along(0))
_wrong("over_all", "one mean and one variance are taken for the whole tensor", OTHERS, mean=lambda v: v.x.mean(),
       var=lambda v: (v.deviation**2).mean())
_wrong("over_batch_unbiased", "mean and variance are taken over the batch, and the variance is divided by one less "
       "than the number of samples", OTHERS, mean=lambda v: v.x.mean(0, keepdim=True),
       var=lambda v: (v.deviation**2).sum(0, keepdim=True) / (len(v.x) - 1))
_wrong("over_batch_unbiased_outside", "the deviation over the batch is divided as `std` does it, by one less than the "
       "number of samples, and eps is added to it", OTHERS, mean=lambda v: v.x.mean(0, keepdim=True),
       root=lambda v: ((v.deviation**2).sum(0, keepdim=True) / (len(v.x) - 1)).sqrt() + v.eps)
_wrong("over_all_unbiased", "one mean and one variance are taken for the whole tensor, divided by one less than the "
       "number of entries", OTHERS, mean=lambda v: v.x.mean(), var=lambda v: (v.deviation**2).sum() / (v.x.numel() - 1))
_wrong("over_all_but_the_features", "mean and variance are taken over all axes but the last, for each feature", OTHERS,
       mean=lambda v: v.x.reshape(-1, len(v.gamma)).mean(0),
       var=lambda v: (v.deviation**2).reshape(-1, len(v.gamma)).mean(0))
_wrong("along_axis_one", "mean and variance are always taken along axis 1: that of the places, where there are three "
       "axes, and an error, where there is one", AXIS, **_along(1))
_wrong("along_axis_one_if_there_is_one", "mean and variance are taken along axis 1 where there are several axes", AXIS,
       mean=lambda v: v.x.mean(min(1, v.x.ndim - 1), keepdim=True),
       var=lambda v: (v.deviation**2).mean(min(1, v.x.ndim - 1), keepdim=True))
_wrong("over_whole_sequences", "places of a sequence share one mean and one variance", "How many means has a sequence "
       "of three places?", mean=lambda v: v.x.mean(tuple(range(1, v.x.ndim)) or 0, keepdim=True),
       var=lambda v: (v.deviation**2).mean(tuple(range(1, v.x.ndim)) or 0, keepdim=True))
_wrong("axes_lost", "the mean of each sample loses its axis, and meets the features", "Which shape has the mean of "
       "five samples, and which one goes with (5, 3)?", mean=lambda v: v.x.mean(-1), var=lambda v: (
           v.x - v.x.mean(-1, keepdim=True)).square().mean(-1))
_wrong("variance_loses_its_axis", "the variance of each sample loses its axis, and meets the features", "Which shape "
       "has the variance of five samples, and which one goes with (5, 3)?", var=lambda v: (v.deviation**2).mean(-1))
_wrong("two_axes_only", "the answer takes the shape of x apart as (batch, features), and stops for one axis or three",
       AXIS, result=lambda v: _as_table(v.y))
_wrong("mean_over_batch", "the mean is taken over the batch, and the variance over the features", OTHERS,
       mean=lambda v: v.x.mean(0, keepdim=True), var=lambda v: v.x.var(-1, unbiased=False, keepdim=True))
_wrong("unbiased", "the variance is divided by one less than the number of features", "By what does the text "
       "divide the sum of the squares?", var=lambda v: (v.deviation**2).sum(-1, keepdim=True) / (v.x.shape[-1] - 1))
_wrong("unbiased_outside", "the deviation is that over d - 1, as `std` gives it, and eps is added to it", "By what "
       "does the text divide the sum of the squares, and where does it add eps?",
       root=lambda v: ((v.deviation**2).sum(-1, keepdim=True) / (v.x.shape[-1] - 1)).sqrt() + v.eps)
_wrong("unbiased_of_several", "the variance is that over d - 1, and 0 for a single feature", "By what does the text "
       "divide the sum of the squares?",
       var=lambda v: (v.deviation**2).sum(-1, keepdim=True) / max(v.x.shape[-1] - 1, 1))
_wrong("sum_of_squares", "the squared deviations are added, not averaged", "By what does the text divide the sum of "
       "the squares?", var=lambda v: (v.deviation**2).sum(-1, keepdim=True))
_wrong("not_centred_variance", "the variance is the mean of the squares, without the mean taken off", "What is the "
       "variance of 10, 10 and 10?", var=lambda v: (v.x**2).mean(-1, keepdim=True))
_wrong("root_mean_square", "nothing is centred: x is divided by the root of the mean of its squares", "Which mean has "
       "each sample after normalisation?", mean=lambda v: 0 * v.x[..., :1])
_wrong("eps_outside", "eps is added to the root, not under it", INSIDE, root=lambda v: v.var.sqrt() + v.eps)
_wrong("no_eps", "eps plays no part, and a sample with the same value in each feature gives nan", "Where does your "
       "answer use eps?", root=lambda v: v.var.sqrt())
_wrong("eps_squared", "the square of eps stands under the root", INSIDE, root=lambda v: (v.var + v.eps**2).sqrt())
_wrong("eps_fixed", "eps is taken to be 1e-5", "Where does your answer use eps?",
       root=lambda v: (v.var + 1e-5).sqrt())
_wrong("eps_as_floor", "the variance is cut off at eps from below, where eps should be added", INSIDE,
       root=lambda v: v.var.clamp(min=v.eps).sqrt())
_wrong("eps_taken_off", "eps is taken off the variance", INSIDE, root=lambda v: (v.var - v.eps).sqrt())
_wrong("no_root", "the division is by the variance plus eps, without the root", "In which unit is a variance, when x "
       "is in metres?", root=lambda v: v.var + v.eps)
_wrong("times_root", "the deviation is multiplied by the root", "Which spread should the normalised values have?",
       x_hat=lambda v: v.deviation * v.root)
_wrong("not_centred", "the mean is not taken off above the line", "Which mean has each sample after normalisation?",
       x_hat=lambda v: v.x / v.root)
_wrong("only_centred", "the mean is taken off, but nothing is divided", "Which spread should the normalised values "
       "have?", x_hat=lambda v: v.deviation)
_wrong("deviation_turned_round", "the deviation is the mean less x", "Should a value above the mean come out above 0?",
       x_hat=lambda v: -v.deviation / v.root)
_wrong("absolute_deviation", "the mean size of the deviations stands for their spread", "How is a variance made from "
       "deviations?", var=lambda v: v.deviation.abs().mean(-1, keepdim=True)**2)
_wrong("range_for_spread", "the division is by the range, the largest less the smallest value", "How is a variance "
       "made from deviations?",
       var=lambda v: (v.x.amax(-1, keepdim=True) - v.x.amin(-1, keepdim=True))**2)
_wrong("between_zero_and_one", "each sample is spread from 0 to 1, by its smallest and largest value", "Which mean has "
       "each sample after normalisation?", mean=lambda v: v.x.amin(-1, keepdim=True),
       root=lambda v: v.x.amax(-1, keepdim=True) - v.mean + v.eps)
_wrong("probabilities", "each sample goes through softmax", "Which mean and spread has each sample after "
       "normalisation?", x_hat=lambda v: v.x.softmax(-1))
_wrong("median_for_mean", "the median of each sample stands for its mean", "What is the mean of 1, 2, 3 and 6?",
       mean=lambda v: v.x.median(-1, keepdim=True).values)
_wrong("scaled_before", "gamma and beta come before the mean is taken off, and nothing after the division", AFTER,
       mean=lambda v: (v.gamma * v.x + v.beta).mean(-1, keepdim=True),
       deviation=lambda v: v.gamma * v.x + v.beta - v.mean, y=lambda v: v.x_hat)
_wrong("gamma_before", "gamma multiplies x before mean and variance are taken, and beta comes at the end", AFTER,
       mean=lambda v: (v.gamma * v.x).mean(-1, keepdim=True), deviation=lambda v: v.gamma * v.x - v.mean,
       y=lambda v: v.x_hat + v.beta)
_wrong("exchanged", "gamma and beta have changed places", AFTER, y=lambda v: v.beta * v.x_hat + v.gamma)
_wrong("beta_first", "beta is added before gamma multiplies", AFTER, y=lambda v: v.gamma * (v.x_hat + v.beta))
_wrong("beta_taken_off", "beta is taken off", AFTER, y=lambda v: v.gamma * v.x_hat - v.beta)
_wrong("no_beta", "beta plays no part", AFTER, y=lambda v: v.gamma * v.x_hat)
_wrong("no_gamma", "gamma plays no part", AFTER, y=lambda v: v.x_hat + v.beta)
_wrong("only_normalised", "gamma and beta play no part", AFTER, y=lambda v: v.x_hat)
_wrong("gamma_divides", "the normalised value is divided by gamma", AFTER, y=lambda v: v.x_hat / v.gamma + v.beta)
_wrong("gamma_of_first_feature", "every feature gets gamma and beta of the first one", "How many entries has gamma?",
       y=lambda v: v.gamma[0] * v.x_hat + v.beta[0])
_wrong("gamma_from_behind", "gamma and beta are read from behind", "Which entry of gamma belongs to the first feature?",
       y=lambda v: v.gamma.flip(0) * v.x_hat + v.beta.flip(0))
_wrong("gamma_for_samples", "gamma and beta go with the rows of a tensor with two axes, not with its features", "How "
       "many entries has gamma, and how many samples can there be?",
       y=lambda v: v.gamma * v.x_hat + v.beta if v.x.ndim != 2 else v.gamma[:, None] * v.x_hat + v.beta[:, None])
_wrong("first_sample_for_all", "every sample is normalised with mean and variance of the first one", "How many means "
       "has a batch of five samples?", deviation=lambda v: v.x - v.mean.reshape(-1)[0],
       root=lambda v: (v.var.reshape(-1)[0] + v.eps).sqrt())
_wrong("first_sample_alone", "the first sample comes back alone; a loop that returns in its first turn does that",
       "Which shape does the text ask for?", result=lambda v: v.y[:1])
_wrong("first_of_every_axis", "of every axis in front of the features only the first entry comes back; a loop that "
       "returns in its first turn does that", "Which shape does the text ask for?",
       result=lambda v: v.y[(slice(1),) * (v.y.ndim - 1)])
_wrong("single_axes_lost", "axes of length 1 are lost", "Which shape does the text ask for?",
       result=lambda v: v.y.squeeze())
_wrong("as_rows", "all samples come back as rows of one table", "Which shape does the text ask for?",
       result=lambda v: v.y.reshape(-1, len(v.gamma)))
_wrong("with_statistics", "mean and variance come back too", "How many results does the text ask for?",
       result=lambda v: (v.y, v.mean, v.var))
_wrong("as_a_list", "the result is a list of numbers, not a tensor", "Which type does the text ask for?",
       result=lambda v: v.y.tolist())
_wrong("in_float32", "the samples go through float32", "In which of your lines does the dtype change?",
       x_hat=lambda v: (v.deviation / v.root).float().double())
_wrong("returned_in_float32", "the result is float32, or went through it", "Which dtype have the samples?",
       result=lambda v: v.y.float())
_wrong("normalised_twice", "mean and spread are made 0 and 1 twice", "What does a second pass change, when eps is not "
       "0?", x_hat=lambda v: v.deviation / v.root / ((v.deviation / v.root).square().mean(
           -1, keepdim=True) + v.eps).sqrt())
_wrong("single_feature_unchanged", "a single feature comes back as it came, times gamma, plus beta", "What is left of "
       "a single value when its mean is taken off?", x_hat=lambda v: v.deviation / v.root if len(v.gamma) > 1 else v.x)
_wrong("still_samples_at_zero", "a sample with the same value in each feature comes out as 0", AFTER,
       y=lambda v: torch.where(v.var < 1e-12, 0.0, v.gamma * v.x_hat + v.beta))
_wrong("axis_put_at_one", "the mean of each sample gets its axis back at place 1, which is the last one only for a "
       "tensor with two axes", AXIS, mean=lambda v: v.x.mean(-1).unsqueeze(1),
       var=lambda v: (v.deviation**2).mean(-1).unsqueeze(1))
_wrong("divided_by_samples", "the sums over the features are divided by len(x), the number of samples or sequences",
       "How many numbers does one sample have?", mean=lambda v: v.x.sum(-1, keepdim=True) / len(v.x),
       var=lambda v: (v.deviation**2).sum(-1, keepdim=True) / len(v.x))
_wrong("variance_divided_by_samples", "the sum of the squares is divided by len(x), the number of samples or sequences",
       "How many numbers does one sample have?", var=lambda v: (v.deviation**2).sum(-1, keepdim=True) / len(v.x))
_wrong("axes_lost_unbiased", "mean and variance of each sample lose their axis, and the variance is divided by d - 1",
       "Which shape has the mean of five samples, and which one goes with (5, 3)?", mean=lambda v: v.x.mean(-1),
       var=lambda v: (v.x - v.x.mean(-1, keepdim=True)).square().sum(-1) / (v.x.shape[-1] - 1))
_wrong("axes_lost_unbiased_outside", "mean and deviation of each sample lose their axis, the deviation is that over d "
       "- 1, and eps is added to it", "Which shape has the mean of five samples, and which one goes with (5, 3)?",
       mean=lambda v: v.x.mean(-1), root=lambda v: ((v.x - v.x.mean(-1, keepdim=True)).square().sum(-1) / (
           v.x.shape[-1] - 1)).sqrt() + v.eps)
_wrong("over_batch_and_features", "for a tensor with three axes mean and variance are taken over the first and the "
       "last one", OTHERS, mean=lambda v: v.x.mean((0, -1) if v.x.ndim == 3 else -1, keepdim=True),
       var=lambda v: (v.deviation**2).mean((0, -1) if v.x.ndim == 3 else -1, keepdim=True))
_wrong("mean_over_all", "one mean is taken for the whole tensor", OTHERS, mean=lambda v: v.x.mean())
_wrong("variance_over_all", "one variance is taken for the whole tensor", OTHERS, var=lambda v: (v.deviation**2).mean())
_wrong("absolute_deviation_plus_eps", "the division is by the mean size of the deviations plus eps", "How is a "
       "variance made from deviations?", root=lambda v: v.deviation.abs().mean(-1, keepdim=True) + v.eps)
_wrong("length_plus_eps", "the division is by the length of the deviations, the root of the sum of their squares, plus "
       "eps", "By what does the text divide the sum of the squares?",
       root=lambda v: (v.deviation**2).sum(-1, keepdim=True).sqrt() + v.eps)
_wrong("three_axes_only", "the answer takes the shape of x apart as (B, T, d), and stops for one axis or two", AXIS,
       result=lambda v: _as_sequences(v.y))
_wrong("beta_divided_too", "beta is added before the division by the root", AFTER,
       y=lambda v: (v.gamma * v.deviation + v.beta) / v.root)
_wrong("eps_behind_the_fraction", "eps is added to the result, not to the variance", INSIDE,
       root=lambda v: v.var.sqrt(), y=lambda v: v.gamma * v.x_hat + v.eps + v.beta)
_wrong("deviation_under_root", "the deviation, already a root, stands under a root once more", INSIDE,
       root=lambda v: (v.var.sqrt() + v.eps).sqrt())
_wrong("unbiased_deviation_under_root", "the deviation that `std` gives, already a root, stands under a root once more",
       INSIDE, root=lambda v: (((v.deviation**2).sum(-1, keepdim=True) / (v.x.shape[-1] - 1)).sqrt() + v.eps).sqrt())
_wrong("along_axis_one_unbiased", "mean and variance are always taken along axis 1, and the variance is divided by one "
       "less than its length", AXIS, mean=lambda v: v.x.mean(1, keepdim=True),
       var=lambda v: (v.deviation**2).sum(1, keepdim=True) / (v.x.shape[1] - 1))
_wrong("along_the_axis_before", "mean and variance are taken along the axis in front of the features", AXIS,
       mean=lambda v: v.x.mean(-2, keepdim=True), var=lambda v: (v.deviation**2).mean(-2, keepdim=True))
_wrong("over_all_unbiased_outside", "one mean and one deviation are taken for the whole tensor, as `std` does it, and "
       "eps is added to it", OTHERS, mean=lambda v: v.x.mean(),
       root=lambda v: ((v.deviation**2).sum() / (v.x.numel() - 1)).sqrt() + v.eps)
_wrong("variance_below_without_eps", "the division is by the variance, without root and eps", INSIDE,
       root=lambda v: v.var)
_wrong("sum_for_mean", "the sum of each sample is taken off, not its mean", "Which mean has each sample after "
       "normalisation?", mean=lambda v: v.x.sum(-1, keepdim=True),
       var=lambda v: v.x.var(-1, unbiased=False, keepdim=True))
_wrong("root_mean_square_plus_eps", "nothing is centred: x is divided by the root of the mean of its squares, plus eps",
       "Which mean has each sample after normalisation?", mean=lambda v: 0 * v.x[..., :1],
       root=lambda v: v.var.sqrt() + v.eps)

OFTEN = {
    "over_batch": Mistake("mean and variance are taken over the batch", OTHERS, _along(0)),
    "over_all": Mistake("one mean and one variance are taken for the whole tensor", OTHERS, {
        "mean": lambda v: v.x.mean(), "var": lambda v: (v.deviation**2).mean()}),
    "unbiased": Mistake("the variance is divided by one less than the number of features", "By what does the text "
                        "divide?", {"var": lambda v: (v.deviation**2).sum(-1, keepdim=True) / (v.x.shape[-1] - 1)}),
    "eps_outside": Mistake("eps is added to the root", INSIDE, {"root": lambda v: v.var.sqrt() + v.eps}),
    "no_eps": Mistake("eps plays no part", "Where does your answer use eps?", {"root": lambda v: v.var.sqrt()}),
    "no_root": Mistake("the division is by the variance", "In which unit is a variance?",
                       {"root": lambda v: v.var + v.eps}),
    "not_centred": Mistake("the mean is not taken off above the line", "Which mean has each sample after "
                           "normalisation?", {"x_hat": lambda v: v.x / v.root}),
    "exchanged": Mistake("gamma and beta have changed places", AFTER, {"y": lambda v: v.beta * v.x_hat + v.gamma}),
    "beta_first": Mistake("beta is added before gamma multiplies", AFTER,
                          {"y": lambda v: v.gamma * (v.x_hat + v.beta)}),
    "beta_taken_off": Mistake("beta is taken off", AFTER, {"y": lambda v: v.gamma * v.x_hat - v.beta}),
    "no_beta": Mistake("beta plays no part", AFTER, {"y": lambda v: v.gamma * v.x_hat}),
    "only_normalised": Mistake("gamma and beta play no part", AFTER, {"y": lambda v: v.x_hat}),
}
WRITTEN = {("unbiased", "eps_outside")}      # told above

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
