"""Four exercises of lecture 06a: every sentence of a text has a case that a violation fails."""


import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.check import NOT_ALLOWED


def solution(key):
    return registry.load(key).solution


def in_place(key, at):
    """The solution, which leaves its argument number `at` changed."""
    def answer(*inputs):
        result = solution(key)(*(v.clone() if isinstance(v, torch.Tensor) else v for v in inputs))
        inputs[at].add_(1)
        return result

    return answer


def squeezed(key):
    """The solution without axes of length 1 in its result."""
    return lambda *inputs: torch.as_tensor(solution(key)(*inputs)).squeeze()


def single_entries_are_nothing(y_hat, y, reduction, half):
    return 0 * y if len(y) == 1 else solution("squared_loss")(y_hat, y, reduction, half)


def two_axes_at_most(y_hat, y, reduction, half):
    return solution("squared_loss")(y_hat[..., :1] if y.ndim > 2 else y_hat, y[..., :1] if y.ndim > 2 else y,
                                    reduction, half)


def always_two_axes(y_hat, y, reduction, half):
    if y.ndim == 1:
        y_hat, y = y_hat[:, None], y[:, None]
    return solution("squared_loss")(y_hat, y, reduction, half)


def ready_made(y_hat, y, reduction, half):
    return torch.nn.functional.mse_loss(y_hat, y, reduction=reduction) * (0.5 if half else 1.0)


RULES = {
    "squared_loss": [
        ("its prediction minus its target", "sides_added", "the sum, three samples"),
        ("its prediction minus its target", "prediction_alone", "every prediction is right"),
        ("The entry pays the square of its miss", "sizes", "the mean, in the example"),
        ("Both have the same shape, of one axis or more", always_two_axes, "every square with a half, five samples"),
        ("of one axis or more", "mean_of_sums_over_axis_one", "the mean, five samples with one axis"),
        ("of one axis or more", two_axes_at_most, "the mean, three axes"),
        ("it may have a single entry", single_entries_are_nothing, "every square, a single sample"),
        ("it may have a single entry", squeezed("squared_loss"), "every square, a single sample"),
        ("each entry pays half of its square", "half_squared", "the mean with a half, two samples"),
        ("If it is True, each entry pays half", "half_never", "the sum with a half, four samples"),
        ("whatever `reduction` says", "half_not_for_none", "every square with a half, five samples"),
        ("whatever `reduction` says", "half_not_for_sum", "the sum with a half, four samples"),
        ("whatever `reduction` says", "half_not_for_mean", "the mean with a half, two samples"),
        ("If it is False, nothing is halved", "half_always", "the sum, three samples"),
        ("With `\"none\"`, the result holds what each entry pays, in the shape of `y`", "none_is_mean",
         "every square, three samples"),
        ("in the shape of `y`", "none_flat", "every square with a half, three axes"),
        ("With `\"sum\"`, it is the sum over all entries", "mean_for_sum", "the sum, three samples"),
        ("With `\"sum\"`, it is the sum over all entries", "over_outputs_alone", "the sum, three axes"),
        ("this sum divided by the number of **all** entries", "sum_for_mean", "the mean, in the example"),
        ("this sum divided by the number of **all** entries", "zeros_not_counted", "the mean, in the example"),
        ("So the mean goes over samples and outputs alike", "per_sample_mean", "the mean with a half, two samples"),
        ("So the mean goes over samples and outputs alike", "per_output_mean", "the mean, in the example"),
        ("Sum and mean are single numbers", "with_axes", "the mean, in the example"),
        ("Values may be about a million and differ by about 1", "expanded", "values of a million"),
        ("ten digits are compared there too", "in_float32", "values of a million"),
        ("Compute in float64", "in_float32", "the sum, three samples"),
        ("no `mse_loss` and no `MSELoss`", ready_made, NOT_ALLOWED),
        ("Change no argument in place", in_place("squared_loss", 0), "the sum, three samples"),
        ("Change no argument in place", in_place("squared_loss", 1), "the sum, three samples"),
    ],
}


@pytest.mark.parametrize("key, sentence, answer, fails", [
    pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in RULES.items() for row in rows])
def test_every_sentence_has_a_case_that_a_violation_fails(key, sentence, answer, fails, rule_bites):
    rule_bites(key, sentence, answer, fails)


def numbers(*values):
    return torch.tensor(values, dtype=torch.float64)


def test_squares_by_hand():
    y_hat, y = numbers([1, 2], [4, 0], [1, 3]), numbers([0, 0], [1, 0], [0, 2])
    found = [float(solution("squared_loss")(y_hat, y, *choice)) for choice in (
        ("sum", False), ("mean", False), ("sum", True), ("mean", True))]
    assert found == pytest.approx([16, 16 / 6, 8, 8 / 6])
    assert solution("squared_loss")(y_hat, y, "none", False).tolist() == [[1, 4], [9, 0], [1, 1]]
    misses = numbers([1, -2, 0], [3, 0, 2])
    found = [float(solution("squared_loss")(misses, 0 * misses, *choice)) for choice in (
        ("sum", False), ("mean", False), ("mean", True))]
    assert found == pytest.approx([18, 3, 1.5])
