"""Exercise: batch normalisation, in training and in evaluation."""

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

RESULTS = ("y", "new_mean", "new_var")


def reference(x: Tensor, gamma: Tensor, beta: Tensor, running_mean: Tensor, running_var: Tensor, training: bool,
              momentum: float, eps: float) -> tuple[Tensor, Tensor, Tensor]:
    """The function of torch, on copies of the running statistics, which it changes in place."""
    mean, var = running_mean.clone(), running_var.clone()
    y = torch.nn.functional.batch_norm(x, mean, var, gamma, beta, training, momentum, eps)
    return y, mean, var


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, rows: int, features: int, training: bool, momentum: float, eps: float, **other: Tensor
             ) -> Case:
        """A batch whose features differ in mean and in spread; gamma and beta of both signs."""
        signs = numbers([1, -1] * features)[:features]
        inputs = {
            "x": 2 * draw.away_from_zero(features) + draw.uniform(0.5, 3, features) * draw.normal(rows, features),
            "gamma": signs * draw.uniform(0.4, 2.5, features), "beta": -signs * draw.uniform(0.3, 2, features),
            "running_mean": draw.away_from_zero(features), "running_var": draw.uniform(0.3, 4, features)}
        return case(label, **inputs | other, training=training, momentum=momentum, eps=eps)

    still = draw.normal(4, 2)
    still[:, 1] = 3.5
    return [
        case("the example of the text", x=numbers([[1], [2], [3], [4]]), gamma=numbers([2]), beta=numbers([1]),
             running_mean=numbers([0]), running_var=numbers([1]), training=True, momentum=0.1, eps=0.3125),
        some("training: five rows, three features", 5, 3, True, draw.between(0.2, 0.4), draw.between(0.1, 0.3)),
        some("training: two rows, three features", 2, 3, True, draw.between(0.7, 0.9), 1e-3),
        some("training: as many rows as features", 3, 3, True, draw.between(0.1, 0.2), draw.between(0.3, 0.5)),
        some("training: a feature that is the same in every row", 4, 2, True, 1.0, 1e-5, x=still),
        some("evaluation: four rows, three features", 4, 3, False, draw.between(0.2, 0.4), draw.between(0.1, 0.3)),
        some("evaluation: a single row, two features", 1, 2, False, draw.between(0.6, 0.8), 1e-5),
    ]


task = Task(
    key="bn_forward", title="Batch normalisation, in training and in evaluation", points=2, difficulty=2, minutes=20,
    objective="normalise a batch, and keep the statistics that evaluation needs",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=RESULTS),
    forbids=(".batch_norm", ".BatchNorm1d", ".native_batch_norm", "torch.nn.functional.batch_norm",
             "torch.nn.BatchNorm1d"),
    facts=("N10-22", "N10-23"),
    hints=(
        "How many means does a batch of five rows with three features have? Where do mean and variance come from in "
        "evaluation, when a batch may have a single row?",
        "The example has the mean 2.5. Its squared deviations add up to 5. Divided by 4 that is 1.25, divided by 3 it "
        "is 1.6667. Which of the two goes into y, and which into new_var?",
        "mean = x.mean(____); var = ((x - mean)**2).mean(____); new_var = (1 - momentum) * ____ + momentum * var * "
        "____; y = gamma * (x - mean) / (____).sqrt() + beta",
    ),
)


@task.solution
def bn_forward(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    mean, var = running_mean, running_var                           # step: what evaluation uses
    if training:
        B = len(x)
        mean = x.mean(0)                                            # step: the mean of each feature
        var = ((x - mean)**2).mean(0)                               # step: the variance of each feature
        running_mean = (1 - momentum) * running_mean + momentum * mean      # step: the new running mean
        unbiased = var * B / (B - 1)                                # step: the variance that is kept
        running_var = (1 - momentum) * running_var + momentum * unbiased    # step: the new running variance
    x_hat = (x - mean) / (var + eps).sqrt()                         # step: normalise
    return gamma * x_hat + beta, running_mean, running_var          # step: scale and shift


@task.right
def feature_by_feature(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    y, new_mean, new_var = torch.zeros_like(x), running_mean.clone(), running_var.clone()
    for j in range(x.shape[1]):
        column = x[:, j].tolist()
        mean, var = float(running_mean[j]), float(running_var[j])   # step: what evaluation uses
        if training:
            mean = sum(column) / len(column)                        # step: the mean of the feature
            squares = sum((v - mean)**2 for v in column)            # step: the squared deviations
            var = squares / len(column)                             # step: the variance of the feature
            new_mean[j] += momentum * (mean - running_mean[j])      # step: the new running mean
            new_var[j] += momentum * (squares / (len(column) - 1) - running_var[j])     # step: the new variance
        for i, v in enumerate(column):
            y[i, j] = gamma[j] * (v - mean) / (var + eps)**0.5 + beta[j]
    return y, new_mean, new_var


@task.right
def as_one_line_for_each_feature(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    if not training:
        scale = gamma / torch.sqrt(running_var + eps)               # step: the slope of each feature
        return [x * scale + (beta - scale * running_mean), running_mean, running_var]
    var, mean = torch.var_mean(x, dim=0, unbiased=False)            # step: the statistics of the batch
    scale = gamma * torch.rsqrt(var + eps)                          # step: the slope of each feature
    return [torch.addcmul(beta - scale * mean, x, scale), torch.lerp(running_mean, mean, momentum),
            torch.lerp(running_var, x.var(0), momentum)]


@task.right
def in_numpy(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    rows, kept = x.numpy(), [running_mean.numpy(), running_var.numpy()]
    used = [rows.mean(axis=0), rows.var(axis=0)] if training else kept
    new = kept
    if training:
        batch = [rows.mean(axis=0), rows.var(axis=0, ddof=1)]
        new = [old * (1 - momentum) + now * momentum for old, now in zip(kept, batch)]
    y = (rows - used[0]) / (used[1] + eps)**0.5 * gamma.numpy() + beta.numpy()
    return torch.from_numpy(y), torch.from_numpy(new[0]), torch.from_numpy(new[1])


# Batch normalisation, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "share": lambda v: v.momentum, "kept_share": lambda v: 1 - v.share,
    "mean": lambda v: v.x.mean(0), "var": lambda v: ((v.x - v.mean)**2).mean(0),
    "unbiased": lambda v: v.x.var(0) if len(v.x) > 1 else v.var,
    "new_mean": lambda v: v.kept_share * v.running_mean + v.share * v.mean if v.training else v.running_mean,
    "stored": lambda v: v.unbiased,
    "new_var": lambda v: v.kept_share * v.running_var + v.share * v.stored if v.training else v.running_var,
    "batch_var": lambda v: v.var,
    "centre": lambda v: v.mean if v.training else v.running_mean,
    "spread": lambda v: v.batch_var if v.training else v.running_var,
    "root": lambda v: (v.spread + v.eps).sqrt(),
    "x_hat": lambda v: (v.x - v.centre) / v.root,
    "y": lambda v: v.gamma * v.x_hat + v.beta,
    "result": lambda v: (v.y, v.new_mean, v.new_var),
}
NAMES = ("x", "gamma", "beta", "running_mean", "running_var", "training", "momentum", "eps")
EXAMPLE = tuple(numbers(rows) for rows in ([[1], [2], [3], [4]], [2], [1], [0], [1]))
PLACE = tuple(numbers(rows) for rows in ([[1, 10], [3, 50]], [2, 3], [1, 0], [0, 20], [1, 100]))
FLAT = tuple(numbers(rows) for rows in ([[5], [5]], [2], [1], [0], [1]))
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": (*EXAMPLE, True, 0.1, 0.3125),
    "In the example with training = False": (*EXAMPLE, False, 0.1, 0.3125),
    "In the example with momentum = 0.3": (*EXAMPLE, True, 0.3, 0.3125),
    "In the example with eps = 1": (*EXAMPLE, True, 0.1, 1.0),
    "For the rows (1, 10) and (3, 50)": (*PLACE, True, 0.1, 0.3125),
    "For two equal rows, 5 and 5,": (*FLAT, True, 0.1, 0.3125),
    "For the single row 5 in evaluation": (FLAT[0][:1], *FLAT[1:], False, 0.1, 0.3125)}


_with = answers_by(RULES, bn_forward)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs))
        except (RuntimeError, ZeroDivisionError):
            continue
        if isinstance(given, tuple) and len(given) == 3:
            for name, ours, right in zip(RESULTS, given, bn_forward(*inputs), strict=True):
                if isinstance(ours, Tensor) and (words := told_apart(ours, right)):
                    return f"{place} `{name}` is {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in {*NAMES, *RESULTS} - {"training"} else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


EACH = "How many means does a batch with three features have?"
WHICH = "Which of the two variances, over B or over B - 1, goes into y, and which is kept?"
INSIDE = "On what does the root of the text stand?"
SHARES = "With momentum = 0.1, which has the larger share, the old value or the batch?"
EVAL = "Which statistics does the text ask for in evaluation?"
AFTER = "What does the text do with the normalised value?"
_wrong("over_features", "mean and variance are taken over the features of a row", EACH,
       mean=lambda v: v.x.mean(1, keepdim=True), var=lambda v: ((v.x - v.mean)**2).mean(1, keepdim=True),
       unbiased=lambda v: v.x.var(1, keepdim=True) if v.x.shape[1] > 1 else v.var)
_wrong("over_axis_one", "mean and variance are taken along axis 1, over the features of a row", EACH,
       mean=lambda v: v.x.mean(1), var=lambda v: v.x.var(1, unbiased=False),
       unbiased=lambda v: v.x.var(1) if v.x.shape[1] > 1 else v.var)
_wrong("rows_normalised_alone", "y is normalised with the mean and variance of each row, over its features", EACH,
       centre=lambda v: v.x.mean(1, keepdim=True) if v.training else v.running_mean,
       spread=lambda v: v.x.var(1, unbiased=False, keepdim=True) if v.training else v.running_var)
_wrong("over_all", "one mean and one variance are taken for the whole batch", EACH, mean=lambda v: v.x.mean(),
       var=lambda v: ((v.x - v.mean)**2).mean(), unbiased=lambda v: v.x.var() if v.x.numel() > 1 else v.var)
_wrong("unbiased_in_y", "y is normalised with the variance over B - 1", WHICH, batch_var=lambda v: v.unbiased)
_wrong("biased_kept", "the variance over B goes into `new_var`", WHICH, stored=lambda v: v.var)
_wrong("variances_exchanged", "the two variances have changed places: y has that over B - 1, `new_var` that over B",
       WHICH, stored=lambda v: v.var, batch_var=lambda v: v.unbiased)
_wrong("correction_upside_down", "the variance that is kept is multiplied by (B - 1) / B", "Is the variance over B - 1 "
       "larger or smaller than that over B?", stored=lambda v: v.var * (len(v.x) - 1) / len(v.x))
_wrong("sum_of_squares", "the squared deviations are added, not averaged", "By what is the sum divided in a variance?",
       var=lambda v: ((v.x - v.mean)**2).sum(0))
_wrong("not_centred_variance", "the variance is the mean of the squares, without the mean taken off", "What is the "
       "variance of 5, 5 and 5?", var=lambda v: (v.x**2).mean(0))
_wrong("eps_outside", "eps is added to the root, not under it", INSIDE, root=lambda v: v.spread.sqrt() + v.eps)
_wrong("no_eps", "eps plays no part, and a feature that is the same in every row gives nan", "Where does your answer "
       "use eps?", root=lambda v: v.spread.sqrt())
_wrong("eps_squared", "the square of eps stands under the root", INSIDE, root=lambda v: (v.spread + v.eps**2).sqrt())
_wrong("eps_fixed", "eps is taken to be 1e-5", "Where does your answer use eps?",
       root=lambda v: (v.spread + 1e-5).sqrt())
_wrong("eps_as_floor", "the variance is cut off at eps from below, where eps should be added", INSIDE,
       root=lambda v: v.spread.clamp(min=v.eps).sqrt())
_wrong("eps_kept", "eps goes into the running variance too", "Which variance does the text keep?",
       stored=lambda v: v.unbiased + v.eps)
_wrong("no_root", "the division is by the variance plus eps, without the root", "In which unit is a variance, when x "
       "is in metres?", root=lambda v: v.spread + v.eps)
_wrong("times_root", "the deviation is multiplied by the root", "Which spread should the normalised values have?",
       x_hat=lambda v: (v.x - v.centre) * v.root)
_wrong("not_centred", "the mean is not taken off in y", "Which mean should the normalised values have?",
       x_hat=lambda v: v.x / v.root)
_wrong("only_centred", "the mean is taken off, but nothing is divided", "Which spread should the normalised values "
       "have?", x_hat=lambda v: v.x - v.centre)
_wrong("deviation_turned_round", "the deviation is the mean less x", "Should a value above the mean come out above 0?",
       x_hat=lambda v: (v.centre - v.x) / v.root)
_wrong("absolute_deviation", "the mean size of the deviations stands for their spread", "How is a variance made from "
       "deviations?", batch_var=lambda v: (v.x - v.mean).abs().mean(0)**2)
_wrong("range_for_spread", "the division is by the range, the largest less the smallest value", "How is a variance "
       "made from deviations?", batch_var=lambda v: (v.x.amax(0) - v.x.amin(0))**2)
_wrong("momentum_turned_round", "the old value gets the share momentum, and the batch the rest", SHARES,
       share=lambda v: 1 - v.momentum)
_wrong("momentum_turned_round_for_mean", "the shares are exchanged in `new_mean`", SHARES, new_mean=lambda v: (
    v.momentum * v.running_mean + (1 - v.momentum) * v.mean if v.training else v.running_mean))
_wrong("momentum_turned_round_for_var", "the shares are exchanged in `new_var`", SHARES, new_var=lambda v: (
    v.momentum * v.running_var + (1 - v.momentum) * v.stored if v.training else v.running_var))
_wrong("momentum_fixed", "the batch has the share 0.1, whatever momentum is", "Where does your answer use momentum?",
       share=lambda v: 0.1)
_wrong("half_and_half", "old value and batch have one half each", "Where does your answer use momentum?",
       share=lambda v: 0.5)
_wrong("batch_added", "the share of the batch is added, and the old value keeps its whole size", "If batch and old "
       "value are both 1, what should the new one be?", kept_share=lambda v: 1)
_wrong("batch_added_whole", "the whole statistics of the batch are added to what is left of the old value", "If batch "
       "and old value are both 1, what should the new one be?", kept_share=lambda v: 1 - v.momentum, share=lambda v: 1)
_wrong("replaced", "the statistics of the batch replace the running ones", "What is left of the old value with "
       "momentum = 0.1?", share=lambda v: 1)
_wrong("never_updated", "the running statistics come back as they were, in training too", "What should evaluation know "
       "of this batch?", share=lambda v: 0)
_wrong("mean_never_updated", "`new_mean` is the old mean, in training too", "What should evaluation know of this "
       "batch?", new_mean=lambda v: v.running_mean)
_wrong("var_never_updated", "`new_var` is the old variance, in training too", "What should evaluation know of this "
       "batch?", new_var=lambda v: v.running_var)
_wrong("deviation_kept", "the standard deviation goes into the running variance", "Which of the two is under the root "
       "in evaluation?", stored=lambda v: v.unbiased.sqrt())
_wrong("always_updated", "the running statistics are updated in evaluation too", "Should a prediction change what the "
       "next one uses?", new_mean=lambda v: v.kept_share * v.running_mean + v.share * v.mean,
       new_var=lambda v: v.kept_share * v.running_var + v.share * v.stored)
_wrong("always_training", "evaluation does the same as training", EVAL,
       new_mean=lambda v: v.kept_share * v.running_mean + v.share * v.mean,
       new_var=lambda v: v.kept_share * v.running_var + v.share * v.stored, centre=lambda v: v.mean,
       spread=lambda v: v.batch_var)
ALWAYS: dict[str, Callable[[Any], Any]] = {
    "new_mean": lambda v: v.kept_share * v.running_mean + v.share * v.mean,
    "new_var": lambda v: v.kept_share * v.running_var + v.share * v.stored}
BY_BATCH: dict[str, Callable[[Any], Any]] = {"centre": lambda v: v.mean, "spread": lambda v: v.batch_var}
TO_NAN: dict[str, Callable[[Any], Any]] = {"unbiased": lambda v: v.var * len(v.x) / (len(v.x) - 1)}
TO_ERROR: dict[str, Callable[[Any], Any]] = {"unbiased": lambda v: v.var * (len(v.x) / (len(v.x) - 1))}
_wrong("always_updated_to_nan", "the running statistics are updated in evaluation too, and a single row makes "
       "`new_var` nan", "Should a prediction change what the next one uses?", **ALWAYS, **TO_NAN)
_wrong("always_updated_or_error", "the running statistics are updated in evaluation too, and a single row stops the "
       "program, since B - 1 is 0", "Should a prediction change what the next one uses?", **ALWAYS, **TO_ERROR)
_wrong("always_training_to_nan", "evaluation does the same as training, and a single row makes `new_var` nan", EVAL,
       **ALWAYS, **TO_NAN, **BY_BATCH)
_wrong("always_training_or_error", "evaluation does the same as training, and a single row stops the program, since "
       "B - 1 is 0", EVAL, **ALWAYS, **TO_ERROR, **BY_BATCH)
_wrong("always_training_unbiased", "evaluation does the same as training, both with the variance over B - 1", EVAL,
       **ALWAYS, **TO_NAN, centre=lambda v: v.mean, spread=lambda v: v.unbiased)
_wrong("always_training_biased", "evaluation does the same as training, both with the variance over B", EVAL,
       **ALWAYS, **BY_BATCH, stored=lambda v: v.var)
_wrong("computed_or_error", "evaluation with a single row stops the program: B / (B - 1) is worked out there too",
       "In which of the two modes is this fraction needed?", **TO_ERROR)
_wrong("flag_turned_round_to_nan", "training and evaluation have changed places, and a single row makes `new_var` nan",
       "What does training = True ask for?", **TO_NAN,
       new_mean=lambda v: v.running_mean if v.training else v.kept_share * v.running_mean + v.share * v.mean,
       new_var=lambda v: v.running_var if v.training else v.kept_share * v.running_var + v.share * v.stored,
       centre=lambda v: v.running_mean if v.training else v.mean,
       spread=lambda v: v.running_var if v.training else v.batch_var)
_wrong("evaluation_by_batch", "y of evaluation is normalised with the statistics of its own batch", EVAL,
       centre=lambda v: v.mean, spread=lambda v: v.batch_var)
_wrong("evaluation_by_batch_unbiased", "y of evaluation is normalised with its own batch, whose variance is over "
       "B - 1, nan for a single row", EVAL, centre=lambda v: v.mean,
       spread=lambda v: v.batch_var if v.training else ((v.x - v.mean)**2).sum(0) / (len(v.x) - 1))
_wrong("evaluation_mean_of_batch", "evaluation takes off the mean of its own batch", EVAL, centre=lambda v: v.mean)
_wrong("evaluation_variance_of_batch", "evaluation divides by the spread of its own batch", EVAL,
       spread=lambda v: v.batch_var)
_wrong("evaluation_unchanged", "x comes back as it is in evaluation", EVAL,
       y=lambda v: v.gamma * v.x_hat + v.beta if v.training else v.x)
_wrong("evaluation_unscaled", "gamma and beta play no part in evaluation", AFTER,
       y=lambda v: v.gamma * v.x_hat + v.beta if v.training else v.x_hat)
_wrong("evaluation_only_scaled", "nothing is normalised in evaluation: gamma times x plus beta", EVAL,
       x_hat=lambda v: (v.x - v.centre) / v.root if v.training else v.x)
_wrong("running_in_training", "training normalises with the running statistics as they came", "Whose mean is 0 after "
       "normalisation in training?", centre=lambda v: v.running_mean, spread=lambda v: v.running_var)
_wrong("updated_in_training", "training normalises with the running statistics after their update", "Whose mean is 0 "
       "after normalisation in training?", centre=lambda v: v.new_mean, spread=lambda v: v.new_var)
_wrong("flag_turned_round", "training and evaluation have changed places", "What does training = True ask for?",
       new_mean=lambda v: v.running_mean if v.training else v.kept_share * v.running_mean + v.share * v.mean,
       new_var=lambda v: v.running_var if v.training else v.kept_share * v.running_var + v.share * v.stored,
       centre=lambda v: v.running_mean if v.training else v.mean,
       spread=lambda v: v.running_var if v.training else v.batch_var)
_wrong("running_root_left_out", "evaluation divides by the running variance plus eps, without the root", "Is a "
       "variance or a standard deviation kept?",
       root=lambda v: (v.spread + v.eps).sqrt() if v.training else v.spread + v.eps)
_wrong("exchanged", "gamma and beta have changed places", AFTER, y=lambda v: v.beta * v.x_hat + v.gamma)
_wrong("beta_first", "beta is added before gamma multiplies", AFTER, y=lambda v: v.gamma * (v.x_hat + v.beta))
_wrong("beta_taken_off", "beta is taken off", AFTER, y=lambda v: v.gamma * v.x_hat - v.beta)
_wrong("no_beta", "beta plays no part", AFTER, y=lambda v: v.gamma * v.x_hat)
_wrong("no_gamma", "gamma plays no part", AFTER, y=lambda v: v.x_hat + v.beta)
_wrong("only_normalised", "gamma and beta play no part", AFTER, y=lambda v: v.x_hat)
_wrong("gamma_divides", "the normalised value is divided by gamma", AFTER, y=lambda v: v.x_hat / v.gamma + v.beta)
_wrong("still_feature_at_zero", "a feature that is the same in every row comes out as 0 in training", AFTER,
       y=lambda v: torch.where(v.var < 1e-12, 0.0, v.gamma * v.x_hat + v.beta) if v.training else
       v.gamma * v.x_hat + v.beta)
_wrong("scaled_before", "x is scaled and shifted before it is normalised", "What is left of gamma and beta when mean "
       "and spread are made 0 and 1 afterwards?", mean=lambda v: (v.gamma * v.x + v.beta).mean(0),
       var=lambda v: (v.gamma * v.x + v.beta).var(0, unbiased=False), unbiased=lambda v: v.x.var(
           0) * v.gamma**2 if len(v.x) > 1 else v.var, y=lambda v: (v.gamma * v.x + v.beta - v.centre) / v.root)
_wrong("statistics_of_y", "mean and variance of y go into the running statistics", "The statistics of what does "
       "evaluation take off x?", new_var=lambda v: v.running_var, result=lambda v: (
           v.y, *(v.kept_share * old + v.share * new for old, new in (
               (v.running_mean, v.y.mean(0)), (v.running_var, v.y.var(0))))) if v.training else (
                   v.y, v.running_mean, v.running_var))
_wrong("statistics_exchanged", "the last two results have changed places", "In which order does the text name them?",
       result=lambda v: (v.y, v.new_var, v.new_mean))
_wrong("y_last", "y is the last of your three results", "In which order does the text name them?",
       result=lambda v: (v.new_mean, v.new_var, v.y))
_wrong("y_alone", "y comes back alone", "How does the next call get the new running statistics?",
       result=lambda v: v.y)
_wrong("batch_statistics_returned", "the results after y are mean and variance of what y was normalised with",
       "What is left of the old value with momentum = 0.1?", result=lambda v: (v.y, v.centre, v.spread))
_wrong("batch_statistics_with_deviation", "the last result is the standard deviation that y was divided by", "Which "
       "statistics does the text keep?", result=lambda v: (v.y, v.centre, v.root))
_wrong("state_as_a_pair", "the two running statistics come as a pair of their own", "How many results does the text "
       "ask for?", result=lambda v: (v.y, (v.new_mean, v.new_var)))
_wrong("only_training_returns", "nothing comes back in evaluation", "Does every path through your function end in a "
       "return?", result=lambda v: (v.y, v.new_mean, v.new_var) if v.training else None)
_wrong("evaluation_y_alone", "in evaluation y comes back alone", "How many results does the text ask for?",
       result=lambda v: (v.y, v.new_mean, v.new_var) if v.training else v.y)
_wrong("in_float32", "the batch goes through float32", "In which of your lines does the dtype change?",
       x_hat=lambda v: ((v.x - v.centre) / v.root).float().double())
_wrong("returned_in_float32", "y is float32", "Which dtype have the rows?", result=lambda v: (
    v.y.float(), v.new_mean, v.new_var))
_wrong("first_feature_alone", "every feature is normalised with mean and variance of the first one", EACH,
       centre=lambda v: v.mean[:1] if v.training else v.running_mean,
       spread=lambda v: v.batch_var[:1] if v.training else v.running_var)
_wrong("median_for_mean", "the median of each feature stands for its mean", "What is the mean of 1, 2, 3 and 4?",
       mean=lambda v: v.x.median(0).values)
_wrong("updated_with_the_updated", "the running variance is mixed with deviations from the new running mean",
       "From which mean do the deviations of a batch go?", stored=lambda v: (
           (v.x - v.new_mean)**2).sum(0) / max(len(v.x) - 1, 1))
_wrong("kept_without_shares_of_old", "only the batch's share is kept, and the old value is lost", "What is left of the "
       "old value with momentum = 0.1?", kept_share=lambda v: 0)
_wrong("corrected_twice", "the variance over B - 1 is multiplied by B / (B - 1) once more for `new_var`", "By what "
       "is the sum of the squares divided for `new_var`?", stored=lambda v: v.unbiased * len(v.x) / max(
           len(v.x) - 1, 1))
_wrong("unbiased_in_y_and_corrected_twice", "y gets the variance over B - 1, and `new_var` gets it times B / (B - 1)",
       WHICH, batch_var=lambda v: v.unbiased, stored=lambda v: v.unbiased * len(v.x) / max(len(v.x) - 1, 1))
_wrong("corrected_by_features", "the variance that is kept is multiplied by d / (d - 1), with the number of features",
       "How many values does the mean of one feature have?",
       stored=lambda v: v.var * v.x.shape[1] / torch.tensor(v.x.shape[1] - 1))
_wrong("statistics_as_rows", "`new_mean` and `new_var` have shape (1, d)", "Which shape has `running_mean`?",
       result=lambda v: (v.y, v.new_mean[None], v.new_var[None]))
_wrong("away_from_the_batch", "the running statistics move away from those of the batch", "If the running mean is 0 "
       "and the batch has 2.5, in which direction should it go?", share=lambda v: -v.momentum)
_wrong("all_in_float32", "the results are float32", "Which dtype have the rows?",
       result=lambda v: (v.y.float(), v.new_mean.float(), v.new_var.float()))
_wrong("corrected_by_entries", "the variance that is kept is multiplied by n / (n - 1), where n counts all entries of "
       "x", "How many values does the variance of one feature have?",
       stored=lambda v: v.var * v.x.numel() / (v.x.numel() - 1))
_wrong("last_feature_kept", "`new_mean` and `new_var` are single numbers, those of the last feature", "Which shape has "
       "`running_mean`?", result=lambda v: (v.y, v.new_mean[-1], v.new_var[-1]))
_wrong("running_var_squared", "evaluation squares the running variance, as if it were a deviation", "Is a variance or "
       "a standard deviation kept?", spread=lambda v: v.batch_var if v.training else v.running_var**2)
_wrong("evaluation_eps_outside", "eps is added to the root in evaluation, and stands under it in training", INSIDE,
       root=lambda v: (v.spread + v.eps).sqrt() if v.training else v.spread.sqrt() + v.eps)
_wrong("evaluation_without_eps", "eps plays no part in evaluation", "In which of the two modes does the text use eps?",
       root=lambda v: (v.spread + v.eps * v.training).sqrt())
_wrong("over_all_unbiased", "one mean is taken for the whole batch, and one variance, over the number of entries less "
       "1", EACH, mean=lambda v: v.x.mean(), unbiased=lambda v: ((v.x - v.mean)**2).sum() / (v.x.numel() - 1),
       batch_var=lambda v: v.unbiased)
_wrong("over_axis_one_unbiased", "mean and variance are taken along axis 1, over the features of a row, as `var` does "
       "it", EACH, mean=lambda v: v.x.mean(1), unbiased=lambda v: ((v.x - v.x.mean(1, keepdim=True))**2).sum(1) / (
           v.x.shape[1] - 1), batch_var=lambda v: v.unbiased)
_wrong("updated_in_training_biased", "training normalises with the running statistics after their update, and the "
       "variance over B is kept", "Whose mean is 0 after normalisation in training?", stored=lambda v: v.var,
       centre=lambda v: v.new_mean, spread=lambda v: v.new_var)
_wrong("sums_everywhere", "the squared deviations are added, not averaged, for y and for `new_var`", "By what is the "
       "sum divided in a variance?", var=lambda v: ((v.x - v.mean)**2).sum(0), stored=lambda v: v.var)
_wrong("statistics_exchanged_biased", "the last two results have changed places, and the variance over B is kept",
       WHICH, stored=lambda v: v.var, result=lambda v: (v.y, v.new_var, v.new_mean))
_wrong("four_results", "there is a fourth result", "How many results does the text ask for?",
       result=lambda v: (v.y, v.new_mean, v.new_var, v.mean))
_wrong("as_lists", "the results are lists of numbers, not tensors", "Which type does the text ask for?",
       result=lambda v: (v.y.tolist(), v.new_mean.tolist(), v.new_var.tolist()))

OFTEN = {
    "unbiased_in_y": Mistake("y is normalised with the variance over B - 1", "Which variance goes into y?",
                             {"batch_var": lambda v: v.unbiased}),
    "biased_kept": Mistake("the variance over B is kept", "Which variance goes into `new_var`?",
                           {"stored": lambda v: v.var}),
    "eps_outside": Mistake("eps is added to the root", INSIDE, {"root": lambda v: v.spread.sqrt() + v.eps}),
    "no_eps": Mistake("eps plays no part", "Where does your answer use eps?", {"root": lambda v: v.spread.sqrt()}),
    "no_root": Mistake("the division is by the variance", "In which unit is a variance?",
                       {"root": lambda v: v.spread + v.eps}),
    "momentum_turned_round": Mistake("the shares of old value and batch are exchanged", SHARES,
                                     {"share": lambda v: 1 - v.momentum}),
    "never_updated": Mistake("the running statistics never change", "What should evaluation know of this batch?",
                             {"share": lambda v: 0}),
    "evaluation_by_batch": Mistake("evaluation uses the statistics of its own batch", EVAL, {
        "centre": lambda v: v.mean, "spread": lambda v: v.batch_var}),
    "always_updated": Mistake("the running statistics change in evaluation too", "Should a prediction change what the "
                              "next one uses?", {
                                  "new_mean": lambda v: v.kept_share * v.running_mean + v.share * v.mean,
                                  "new_var": lambda v: v.kept_share * v.running_var + v.share * v.stored}),
    "exchanged": Mistake("gamma and beta have changed places", AFTER, {"y": lambda v: v.beta * v.x_hat + v.gamma}),
    "beta_first": Mistake("beta is added before gamma multiplies", AFTER,
                          {"y": lambda v: v.gamma * (v.x_hat + v.beta)}),
}
WRITTEN = {("unbiased_in_y", "biased_kept"), ("biased_kept", "never_updated"), ("never_updated", "always_updated"),
           ("evaluation_by_batch", "always_updated")}      # told above, or as one of the two

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
