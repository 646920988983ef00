"""Exercise: back through batch normalisation, where mean and variance move as well."""

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

RESULTS = ("x_bar", "gamma_bar", "beta_bar")


def reference(x: Tensor, gamma: Tensor, y_bar: Tensor, eps: float) -> tuple[Tensor, ...]:
    """What torch's own differentiation of its own batch normalisation finds."""
    x, gamma, beta = (v.clone().requires_grad_() for v in (x, gamma, torch.zeros_like(gamma)))
    y = torch.nn.functional.batch_norm(x, None, None, gamma, beta, training=True, eps=eps)
    return torch.autograd.grad(y, (x, gamma, beta), y_bar)


def cases(rng: torch.Generator) -> list[Case]:
    draw = Draw(rng)

    def some(label: str, rows: int, features: int, eps: float, **other: Tensor) -> Case:
        """A batch whose features differ in mean and in spread; gamma of both signs."""
        signs = numbers([-1, 1] * features)[:features]
        inputs = {
            "x": 2 * draw.away_from_zero(features) + draw.uniform(0.7, 2, features) * draw.normal(rows, features),
            "gamma": signs * draw.uniform(0.4, 2.5, features),
            "y_bar": draw.away_from_zero(features) + draw.normal(rows, features)}
        return case(label, **inputs | other, eps=eps)

    still = draw.normal(4, 2)
    still[:, 0] = 3.5
    return [
        case("the example of the text", x=numbers([[0], [3], [6]]), gamma=numbers([2]), y_bar=numbers([[1], [0], [5]]),
             eps=3.0),
        some("five rows, three features", 5, 3, draw.between(0.1, 0.3)),
        some("as many rows as features", 3, 3, draw.between(0.3, 0.5)),
        some("two rows, three features", 2, 3, draw.between(0.4, 0.6)),
        some("six rows, one feature, a small eps", 6, 1, 1e-5),
        some("a feature that is the same in every row", 4, 2, draw.between(0.1, 0.2), x=still),
        some("a gamma of 0", 4, 2, draw.between(0.1, 0.2), gamma=numbers(0, draw.between(0.5, 2))),
    ]


task = Task(
    key="batch_norm_backward", title="Back through batch normalisation", points=3, difficulty=3, minutes=25,
    objective="send a gradient back through a layer whose statistics depend on the batch",
    reference=reference, cases=cases, compare=close(rtol=1e-10, names=RESULTS),
    forbids=("torch.autograd.*", "torch.func.*", ".requires_grad_", ".requires_grad", ".backward",
             ".native_batch_norm_backward", ".batch_norm", ".BatchNorm1d"),
    facts=("N10-21",),
    hints=(
        "Write the forward pass row by row: the mean, the deviations, the variance, the root, the normalised value, y. "
        "Which rows does one entry of x enter, and which entries of y does the mean enter?",
        "In the example beta_bar is 1 + 0 + 5 = 6, and the normalised values are -1, 0 and 1. Each of them moves the "
        "loss by gamma · y_bar: 2, 0 and 10. With a mean held fast, x_bar would be those three over the root, plus the "
        "way through the variance. What is missing?",
        "g = gamma * y_bar; x_bar = (g - g.____(0) - x_hat * (g * ____).____(0)) / root; gamma_bar = (y_bar * "
        "____).____(0)",
    ),
)


@task.solution
def batch_norm_backward(x, gamma, y_bar, eps):
    B = len(x)
    deviation = x - x.mean(0)                                   # step: the deviations
    root = ((deviation**2).mean(0) + eps).sqrt()                # step: the root
    x_hat = deviation / root                                    # step: the normalised values
    beta_bar = y_bar.sum(0)                                     # step: beta stands in every row
    gamma_bar = (y_bar * x_hat).sum(0)                          # step: gamma stands in every row, times x_hat
    g = gamma * y_bar                                           # step: how the loss moves with x_hat
    by_mean = g.sum(0) / B                                      # step: what goes through the mean
    by_variance = x_hat * (g * x_hat).sum(0) / B                # step: what goes through the variance
    return (g - by_mean - by_variance) / root, gamma_bar, beta_bar      # step: all three ways


@task.right
def row_by_row_of_the_forward_pass(x, gamma, y_bar, eps):
    B = len(x)
    mean = x.sum(0) / B                                         # step: the mean
    deviation = x - mean                                        # step: the deviations
    var = (deviation**2).sum(0) / B                             # step: the variance
    root = (var + eps).sqrt()                                   # step: the root
    x_hat = deviation / root                                    # step: the normalised values
    x_hat_bar = gamma * y_bar                                   # step: back to the normalised values
    root_bar = -(x_hat_bar * deviation).sum(0) / root**2        # step: back to the root
    var_bar = root_bar / (2 * root)                             # step: back to the variance
    deviation_bar = x_hat_bar / root + 2 * deviation * var_bar / B      # step: back to the deviations, two ways
    mean_bar = -deviation_bar.sum(0)                            # step: back to the mean
    x_bar = deviation_bar + mean_bar / B                        # step: back to x, two ways
    return x_bar, (x_hat * y_bar).sum(0), y_bar.sum(0)


@task.right
def by_the_whole_jacobian(x, gamma, y_bar, eps):
    B, columns = len(x), []
    x_hat = torch.zeros_like(x)
    for j in range(x.shape[1]):
        off = x[:, j] - x[:, j].mean()                          # step: the deviations of one feature
        root = torch.sqrt(off @ off / B + eps)                  # step: its root
        x_hat[:, j] = off / root                                # step: its normalised values
        same = torch.eye(B, dtype=torch.float64)                # step: each row moves itself
        J = (same - 1 / B - torch.outer(x_hat[:, j], x_hat[:, j]) / B) / root   # step: the Jacobian of a feature
        columns.append(gamma[j] * (J.T @ y_bar[:, j]))
    return [torch.stack(columns, 1), torch.einsum("ij,ij->j", x_hat, y_bar), y_bar.T.sum(1)]


@task.right
def in_numpy(x, gamma, y_bar, eps):
    import numpy as np

    rows, given = x.numpy(), y_bar.numpy()
    x_hat = (rows - rows.mean(0)) / np.sqrt(rows.var(0) + eps)
    straight = given * gamma.numpy() / np.sqrt(rows.var(0) + eps)
    x_bar = straight - straight.mean(0) - x_hat * (straight * x_hat).mean(0)
    return tuple(torch.from_numpy(v) for v in (x_bar, (given * x_hat).sum(0), given.sum(0)))


# The gradients, quantity by quantity; a mistake changes some of the rules.
RULES: dict[str, Callable[[Any], Any]] = {
    "B": lambda v: len(v.x),
    "deviation": lambda v: v.x - v.x.mean(0), "var": lambda v: (v.deviation**2).mean(0),
    "root": lambda v: (v.var + v.eps).sqrt(), "x_hat": lambda v: v.deviation / v.root,
    "g": lambda v: v.gamma * v.y_bar,
    "gamma_bar": lambda v: (v.y_bar * v.x_hat).sum(0), "beta_bar": lambda v: v.y_bar.sum(0),
    "by_mean": lambda v: v.g.sum(0) / v.B,
    "by_variance": lambda v: v.x_hat * (v.g * v.x_hat).sum(0) / v.B,
    "x_bar": lambda v: (v.g - v.by_mean - v.by_variance) / v.root,
    "result": lambda v: (v.x_bar, v.gamma_bar, v.beta_bar),
}
NAMES = ("x", "gamma", "y_bar", "eps")
# the smallest inputs on which a mistake can be seen; the first that shows one is told
SMALL = {
    "In the example": (numbers([[0], [3], [6]]), numbers([2]), numbers([[1], [0], [5]]), 3.0),
    "For the rows (0, 1) and (6, 3), with gamma = (2, 1), y_bar = (1, 0), (5, 4) and eps = 3,": (
        numbers([[0, 1], [6, 3]]), numbers(2, 1), numbers([[1, 0], [5, 4]]), 3.0),
    "In the example with gamma = 0": (numbers([[0], [3], [6]]), numbers([0]), numbers([[1], [0], [5]]), 3.0)}


_with = answers_by(RULES, batch_norm_backward)


def _seen(answer: Callable) -> str:
    """What an answer gives for the first of the small inputs on which it is wrong."""
    for place, inputs in SMALL.items():
        try:
            given = answer(*(v.clone() if isinstance(v, Tensor) else v for v in inputs))
        except RuntimeError:
            continue
        if isinstance(given, tuple) and len(given) == 3:
            for name, ours, right in zip(RESULTS, given, batch_norm_backward(*inputs), strict=True):
                if isinstance(ours, Tensor) and (words := told_apart(ours.where(~(ours.abs() <= 1e-12), 0), right)):
                    return f"{place} `{name}` is {words}."
    return ""


def _wrong(name: str, says: str, asks: str, **changes: Callable) -> None:
    answer = _with(name, **changes)
    first, _, rest = says.partition(" ")
    opening = f"`{first}` {rest}." if first in (*NAMES, *RESULTS) else f"{says[0].upper()}{says[1:]}."
    task.wrong(" ".join(filter(None, (opening, _seen(answer), asks))), short=says)(answer)


STILL = "When one entry of its column rises, do mean and variance of the batch stay where they are?"
MEAN = "When one entry of a column rises by 1, by how much does the mean rise, and what becomes of all deviations?"
SPREAD = "When the largest entry of a column rises, what becomes of the root, and of all normalised values?"
SIGN = "If the mean rises, do the normalised values rise or fall?"
EVERY = "In how many rows of y does this one number of gamma or beta stand?"
GAMMA = "By which number is gamma multiplied in y?"
FROM_Y = "How far does y move when a normalised value moves by 1?"
INSIDE = "On what does the root of the text stand?"
ROOT = "How far does a normalised value move when its deviation moves by 1?"
EACH = "Over which axis does the text take mean and variance?"
_wrong("statistics_still", "mean and variance are held constant in `x_bar`", STILL, by_mean=lambda v: 0,
       by_variance=lambda v: 0)
_wrong("mean_still", "the mean is held constant in `x_bar`", MEAN, by_mean=lambda v: 0)
_wrong("variance_still", "the variance is held constant in `x_bar`", SPREAD, by_variance=lambda v: 0)
_wrong("only_the_statistics", "only the ways through mean and variance are in `x_bar`", "Where is the way in which an "
       "entry moves its own deviation?", x_bar=lambda v: (-v.by_mean - v.by_variance) / v.root)
_wrong("mean_added", "the way through the mean has the opposite sign in `x_bar`", SIGN,
       x_bar=lambda v: (v.g + v.by_mean - v.by_variance) / v.root)
_wrong("variance_added", "the way through the variance has the opposite sign in `x_bar`", SPREAD,
       x_bar=lambda v: (v.g - v.by_mean + v.by_variance) / v.root)
_wrong("both_added", "the ways through mean and variance have the opposite sign in `x_bar`", SIGN,
       x_bar=lambda v: (v.g + v.by_mean + v.by_variance) / v.root)
_wrong("mean_not_divided", "the way through the mean is not divided by B", MEAN, by_mean=lambda v: v.g.sum(0))
_wrong("variance_not_divided", "the way through the variance is not divided by B", "By what is the sum of the squares "
       "divided in a variance?", by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum(0))
_wrong("neither_divided", "the ways through mean and variance are not divided by B", MEAN, by_mean=lambda v: v.g.sum(0),
       by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum(0))
_wrong("variance_halved", "the way through the variance is half as large as it should be", "What is the slope of the "
       "square of a deviation?", by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum(0) / (2 * v.B))
_wrong("variance_doubled", "the way through the variance is twice as large as it should be", "What is the slope of a "
       "root?", by_variance=lambda v: 2 * v.x_hat * (v.g * v.x_hat).sum(0) / v.B)
_wrong("variance_over_one_less", "the way through the variance is divided by B - 1", "By what does the text divide the "
       "sum of the squares?", by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum(0) / (v.B - 1))
_wrong("variance_alike_for_all", "the way through the variance is the same for every row", "Which entries move the "
       "variance most?", by_variance=lambda v: (v.g * v.x_hat).sum(0) / v.B)
_wrong("variance_without_products", "the way through the variance sums the gradients without the normalised values",
       "How far does each normalised value move when the root grows?", by_variance=lambda v: v.x_hat * v.g.mean(0))
_wrong("variance_row_by_row", "the way through the variance uses its own row alone: nothing is summed over the batch",
       "Which rows of y does the root enter?", by_variance=lambda v: v.x_hat**2 * v.g / v.B)
_wrong("mean_row_by_row", "the way through the mean uses its own row alone: nothing is summed over the batch",
       "Which rows of y does the mean enter?", by_mean=lambda v: v.g / v.B)
_wrong("variance_by_deviations", "the way through the variance has deviations where normalised values belong", "How "
       "often does the root stand below in this way?", by_variance=lambda v: v.deviation * (v.g * v.deviation).mean(0))
_wrong("variance_by_one_deviation", "the way through the variance has one deviation where a normalised value belongs",
       "How often does the root stand below in this way?", by_variance=lambda v: v.deviation * (v.g * v.x_hat).mean(0))
_wrong("variance_by_x", "the way through the variance uses x where the deviation belongs", "Do all entries of a column "
       "move the variance in the same direction?", by_variance=lambda v: v.x / v.root * (v.g * v.x_hat).mean(0))
_wrong("variance_as_a_root", "the slope of the root is left out: root and variance are taken to move alike", "How far "
       "does the root of 9 move when 9 becomes 9.1?",
       by_variance=lambda v: 2 * v.root * v.x_hat * (v.g * v.x_hat).mean(0))
_wrong("no_gamma", "gamma plays no part in `x_bar`", FROM_Y, g=lambda v: v.y_bar)
_wrong("gamma_twice", "gamma stands twice in `x_bar`", FROM_Y, g=lambda v: v.gamma**2 * v.y_bar)
_wrong("gamma_divides", "the gradient is divided by gamma in `x_bar`", FROM_Y, g=lambda v: v.y_bar / v.gamma)
_wrong("gamma_in_the_straight_way_alone", "gamma is missing in the ways through mean and variance", FROM_Y,
       by_mean=lambda v: v.y_bar.mean(0), by_variance=lambda v: v.x_hat * (v.y_bar * v.x_hat).mean(0))
_wrong("no_root", "`x_bar` is not divided by the root", ROOT, x_bar=lambda v: v.g - v.by_mean - v.by_variance)
_wrong("root_squared", "`x_bar` is divided by the variance plus eps, without the root", ROOT,
       x_bar=lambda v: (v.g - v.by_mean - v.by_variance) / v.root**2)
_wrong("times_root", "`x_bar` is multiplied by the root", ROOT,
       x_bar=lambda v: (v.g - v.by_mean - v.by_variance) * v.root)
_wrong("root_in_the_straight_way_alone", "the ways through mean and variance are not divided by the root", ROOT,
       x_bar=lambda v: v.g / v.root - v.by_mean - v.by_variance)
_wrong("stops_at_x_hat", "`x_bar` is the gradient of the normalised values: gamma times y_bar", "How do the normalised "
       "values depend on x?", x_bar=lambda v: v.g)
_wrong("eps_outside", "eps is added to the root, not under it", INSIDE, root=lambda v: v.var.sqrt() + v.eps)
_wrong("no_eps", "eps plays no part, and a feature that is the same in every row gives nan", "Where does your answer "
       "use eps?", root=lambda v: v.var.sqrt())
_wrong("eps_fixed", "eps is taken to be 1e-5", "Where does your answer use eps?", root=lambda v: (v.var + 1e-5).sqrt())
_wrong("unbiased", "the variance is divided by B - 1", "By what does the text divide the sum of the squares?",
       var=lambda v: (v.deviation**2).sum(0) / (v.B - 1))
_wrong("variance_for_root", "the normalised values are divided by the variance plus eps, without the root", INSIDE,
       root=lambda v: v.var + v.eps)
_wrong("over_features", "mean, variance and sums are taken over the features of a row", EACH,
       B=lambda v: v.x.shape[1], deviation=lambda v: v.x - v.x.mean(1, keepdim=True),
       var=lambda v: (v.deviation**2).mean(1, keepdim=True),
       by_mean=lambda v: v.g.sum(1, keepdim=True) / v.B,
       by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum(1, keepdim=True) / v.B)
_wrong("over_axis_one", "mean and variance are taken along axis 1, over the features of a row", EACH,
       deviation=lambda v: v.x - v.x.mean(1), var=lambda v: v.x.var(1, unbiased=False))
_wrong("over_all", "mean, variance and the sums for `x_bar` are taken over the whole batch", EACH,
       B=lambda v: v.x.numel(), deviation=lambda v: v.x - v.x.mean(), var=lambda v: (v.deviation**2).mean(),
       by_mean=lambda v: v.g.sum() / v.B, by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum() / v.B)
_wrong("features_mixed", "the ways through mean and variance sum over all features", "Which features does the mean of "
       "one feature enter?", by_mean=lambda v: v.g.sum() / v.B,
       by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum() / v.B)
_wrong("divided_by_features", "the ways through mean and variance are divided by the number of features", MEAN,
       by_mean=lambda v: v.g.sum(0) / v.x.shape[1],
       by_variance=lambda v: v.x_hat * (v.g * v.x_hat).sum(0) / v.x.shape[1])
_wrong("gamma_bar_by_x", "`gamma_bar` uses x, not the normalised values", GAMMA,
       gamma_bar=lambda v: (v.y_bar * v.x).sum(0))
_wrong("gamma_bar_by_deviation", "`gamma_bar` uses the deviations, without the root below", GAMMA,
       gamma_bar=lambda v: (v.y_bar * v.deviation).sum(0))
_wrong("gamma_bar_by_y", "`gamma_bar` uses gamma times the normalised values", GAMMA,
       gamma_bar=lambda v: (v.g * v.x_hat).sum(0))
_wrong("gamma_bar_divided_by_gamma", "`gamma_bar` is got back from a sum that carries gamma, by dividing by gamma",
       "What is 0 divided by 0?", gamma_bar=lambda v: (v.g * v.x_hat).sum(0) / v.gamma)
_wrong("both_divided_by_gamma", "`gamma_bar` and `beta_bar` are got back from sums that carry gamma, by dividing by "
       "gamma", "What is 0 divided by 0?", gamma_bar=lambda v: (v.g * v.x_hat).sum(0) / v.gamma,
       beta_bar=lambda v: v.g.sum(0) / v.gamma)
_wrong("gamma_bar_is_mean", "`gamma_bar` is a mean over the rows", EVERY,
       gamma_bar=lambda v: (v.y_bar * v.x_hat).mean(0))
_wrong("gamma_bar_for_each_row", "`gamma_bar` is not summed over the rows", EVERY,
       gamma_bar=lambda v: v.y_bar * v.x_hat)
_wrong("gamma_bar_of_one_number", "`gamma_bar` is one sum for all features", "How many entries has gamma?",
       gamma_bar=lambda v: (v.y_bar * v.x_hat).sum())
_wrong("gamma_bar_over_features", "`gamma_bar` is summed over the features of a row", EVERY,
       gamma_bar=lambda v: (v.y_bar * v.x_hat).sum(1))
_wrong("gamma_bar_without_y_bar", "`gamma_bar` sums the normalised values alone", "By how much does the loss move "
       "when y moves?", gamma_bar=lambda v: v.x_hat.sum(0))
_wrong("gamma_bar_negative", "`gamma_bar` has the opposite sign", GAMMA,
       gamma_bar=lambda v: -(v.y_bar * v.x_hat).sum(0))
_wrong("beta_bar_is_mean", "`beta_bar` is a mean over the rows", EVERY, beta_bar=lambda v: v.y_bar.mean(0))
_wrong("beta_bar_for_each_row", "`beta_bar` is not summed over the rows", EVERY, beta_bar=lambda v: v.y_bar)
_wrong("beta_bar_of_one_number", "`beta_bar` is one sum for all features", "How many entries has beta?",
       beta_bar=lambda v: v.y_bar.sum())
_wrong("beta_bar_over_features", "`beta_bar` is summed over the features of a row", EVERY,
       beta_bar=lambda v: v.y_bar.sum(1))
_wrong("beta_bar_by_gamma", "`beta_bar` carries gamma", "How far does y move when beta moves by 1?",
       beta_bar=lambda v: v.g.sum(0))
_wrong("beta_bar_counts", "`beta_bar` is the number of rows", "By how much does the loss move when y moves?",
       beta_bar=lambda v: torch.ones_like(v.y_bar).sum(0))
_wrong("both_are_means", "`gamma_bar` and `beta_bar` are means over the rows", EVERY,
       gamma_bar=lambda v: (v.y_bar * v.x_hat).mean(0), beta_bar=lambda v: v.y_bar.mean(0))
_wrong("neither_summed", "`gamma_bar` and `beta_bar` are not summed over the rows", EVERY,
       gamma_bar=lambda v: v.y_bar * v.x_hat, beta_bar=lambda v: v.y_bar)
_wrong("both_over_features", "`gamma_bar` and `beta_bar` are summed over the features of a row", EVERY,
       gamma_bar=lambda v: (v.y_bar * v.x_hat).sum(1), beta_bar=lambda v: v.y_bar.sum(1))
_wrong("both_as_rows", "`gamma_bar` and `beta_bar` have shape (1, d)", "Which shape have gamma and beta?",
       gamma_bar=lambda v: (v.y_bar * v.x_hat).sum(0, keepdim=True), beta_bar=lambda v: v.y_bar.sum(0, keepdim=True))
_wrong("x_bar_divided_by_rows", "`x_bar` is divided by B once more", "Does the text ask for the gradient of a mean?",
       x_bar=lambda v: (v.g - v.by_mean - v.by_variance) / v.root / v.B)
_wrong("x_bar_summed", "`x_bar` is summed over the rows, which leaves about 0", "Which shape has x?",
       result=lambda v: (v.x_bar.sum(0), v.gamma_bar, v.beta_bar))
_wrong("x_bar_negative", "`x_bar` has the opposite sign", "If gamma is above 0 and one entry of x rises, does its y "
       "rise or fall?", x_bar=lambda v: (v.by_mean + v.by_variance - v.g) / v.root)
_wrong("last_two_exchanged", "the last two results have changed places", "In which order does the text name them?",
       result=lambda v: (v.x_bar, v.beta_bar, v.gamma_bar))
_wrong("x_bar_last", "`x_bar` is the last of your three results", "In which order does the text name them?",
       result=lambda v: (v.gamma_bar, v.beta_bar, v.x_bar))
_wrong("x_bar_alone", "`x_bar` comes back alone", "How many results does the text ask for?", result=lambda v: v.x_bar)
_wrong("as_lists", "the results are lists of numbers, not tensors", "Which type does the text ask for?",
       result=lambda v: (v.x_bar.tolist(), v.gamma_bar.tolist(), v.beta_bar.tolist()))
_wrong("x_bar_in_float32", "`x_bar` is float32", "Which dtype has x?",
       result=lambda v: (v.x_bar.float(), v.gamma_bar, v.beta_bar))
_wrong("all_in_float32", "the results are float32", "Which dtype has x?",
       result=lambda v: (v.x_bar.float(), v.gamma_bar.float(), v.beta_bar.float()))
_wrong("in_float32", "the normalised values go through float32", "In which of your lines does the dtype change?",
       x_hat=lambda v: (v.deviation / v.root).float().double())
_wrong("x_bar_times_rows", "`x_bar` is B times as large as it should be", "What does the first way of the table give "
       "for row 0?", x_bar=lambda v: v.B * (v.g - v.by_mean - v.by_variance) / v.root)
_wrong("straight_way_divided", "the way through the own deviation is divided by B too", "Through how many rows does an "
       "entry move its own deviation?", x_bar=lambda v: (v.g / v.B - v.by_mean - v.by_variance) / v.root)
_wrong("all_divided_by_rows", "all three results are divided by B", "Is the loss of the text a mean over rows?",
       result=lambda v: (v.x_bar / v.B, v.gamma_bar / v.B, v.beta_bar / v.B))
_wrong("over_axis_one_in_sums", "the sums of the ways through mean and variance run over the features of a row",
       "Which entries of y does the mean of a feature enter?", by_mean=lambda v: v.g.mean(1, keepdim=True),
       by_variance=lambda v: v.x_hat * (v.g * v.x_hat).mean(1, keepdim=True))
_wrong("variance_without_eps_below", "`x_bar` is divided by the variance, without root and eps", ROOT,
       x_bar=lambda v: (v.g - v.by_mean - v.by_variance) / v.var)
_wrong("variance_without_deviations", "the slope of the variance sums the gradients without their deviations", "How "
       "far does each normalised value move when the root grows?", by_variance=lambda v: v.x_hat / v.root * v.g.mean(0))
_wrong("divided_twice", "the ways through mean and variance are divided by B twice", MEAN,
       by_mean=lambda v: v.g.mean(0) / v.B, by_variance=lambda v: v.x_hat * (v.g * v.x_hat).mean(0) / v.B)
_wrong("gamma_missing_by_mean", "gamma is missing in the way through the mean", FROM_Y,
       by_mean=lambda v: v.y_bar.mean(0))
_wrong("gamma_missing_by_variance", "gamma is missing in the way through the variance", FROM_Y,
       by_variance=lambda v: v.x_hat * (v.y_bar * v.x_hat).mean(0))
_wrong("features_averaged", "the ways through mean and variance average over all entries of the batch", "Which "
       "features does the mean of one feature enter?", by_mean=lambda v: v.g.mean(),
       by_variance=lambda v: v.x_hat * (v.g * v.x_hat).mean())
_wrong("still_over_variance", "mean and variance are held constant, and the division is by the variance, without root "
       "and eps", STILL, x_bar=lambda v: v.g / v.var)
_wrong("still_over_variance_and_eps", "mean and variance are held constant, and the division is by the variance plus "
       "eps, without the root", STILL, x_bar=lambda v: v.g / (v.var + v.eps))
_wrong("still_times_root", "mean and variance are held constant, and the gradient is multiplied by the root", STILL,
       x_bar=lambda v: v.g * v.root)
_wrong("own_mean_alone", "each row moves the mean for itself alone, and the variance is held constant", "Which rows of "
       "y does the mean enter?", by_mean=lambda v: v.g / v.B, by_variance=lambda v: 0)
_wrong("own_row_alone", "each row moves mean and variance for itself alone: nothing is summed over the batch", "Which "
       "rows of y do mean and root enter?", by_mean=lambda v: v.g / v.B, by_variance=lambda v: v.x_hat**2 * v.g / v.B)
_wrong("variance_by_own_square", "the way through the variance uses its own row alone, and is not divided by B",
       "Which rows of y does the root enter?", by_variance=lambda v: v.x_hat**2 * v.g)

OFTEN = {
    "statistics_still": Mistake("mean and variance are held constant", STILL, {
        "by_mean": lambda v: 0, "by_variance": lambda v: 0}),
    "mean_still": Mistake("the mean is held constant", MEAN, {"by_mean": lambda v: 0}),
    "variance_still": Mistake("the variance is held constant", SPREAD, {"by_variance": lambda v: 0}),
    "variance_halved": Mistake("the way through the variance is half as large as it should be", "What is the slope of "
                               "the square of a deviation?",
                               {"by_variance": lambda v: v.x_hat * (v.g * v.x_hat).mean(0) / 2}),
    "no_gamma": Mistake("gamma plays no part in `x_bar`", FROM_Y, {"g": lambda v: v.y_bar}),
    "no_root": Mistake("`x_bar` is not divided by the root", ROOT, {
        "x_bar": lambda v: v.g - v.by_mean - v.by_variance}),
    "eps_outside": Mistake("eps is added to the root", INSIDE, {"root": lambda v: v.var.sqrt() + v.eps}),
    "unbiased": Mistake("the variance is divided by B - 1", "By what does the text divide the sum of the squares?",
                        {"var": lambda v: (v.deviation**2).sum(0) / (v.B - 1)}),
    "gamma_bar_by_x": Mistake("`gamma_bar` uses x", GAMMA, {"gamma_bar": lambda v: (v.y_bar * v.x).sum(0)}),
    "gamma_bar_by_deviation": Mistake("`gamma_bar` uses the deviations", GAMMA, {
        "gamma_bar": lambda v: (v.y_bar * v.deviation).sum(0)}),
    "gamma_bar_is_mean": Mistake("`gamma_bar` is a mean over the rows", EVERY,
                                 {"gamma_bar": lambda v: (v.y_bar * v.x_hat).mean(0)}),
    "beta_bar_is_mean": Mistake("`beta_bar` is a mean over the rows", EVERY, {"beta_bar": lambda v: v.y_bar.mean(0)}),
}
WRITTEN = {("mean_still", "variance_still"), ("gamma_bar_is_mean", "beta_bar_is_mean"),
           ("statistics_still", "no_root")}      # told above

for _name, _two in in_pairs(OFTEN, WRITTEN):
    _wrong(_name, f"two things: {_two.says}", _two.asks, **_two.changes)


EXERCISE = task.declared()
