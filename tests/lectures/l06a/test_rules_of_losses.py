"""Four exercises of lecture 06a: every sentence of a text has a case that a violation fails."""


import math

import pytest
import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import double, every_sentence, in_float32, in_place, solution, squeezed


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


def ready_made_cross_entropy(z, y):
    return torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="none")


def a_single_axis(z, y):
    return torch.stack([solution("bce_logits")(a[0], b[0]) if a.ndim else solution("bce_logits")(a, b)
                        for a, b in zip(z, y)])


def half_of_a_target(z, y):
    """The solution, where no target is nearer to 0 or 1 than a tenth without being it."""
    return solution("bce_logits")(z, torch.where((y > 0) & (y < 1), y.clamp(0.3, 0.7), y))


def sure_and_right_pays(z, y):
    return solution("bce_logits")(z, y).clamp(min=1e-6)


def without_single_axes(scores, task):
    return solution("decode_outputs")(scores, task).squeeze()


def at_least_half_or_nothing(scores, task):
    """The solution, where a class below one half is answered by -1."""
    found = solution("decode_outputs")(scores, task)
    return torch.where(scores.softmax(-1).amax(-1) >= 0.5, found, -1) if task == "multiclass" else found


def two_classes_are_binary(scores, task):
    if task == "multiclass" and scores.shape[-1] == 2:
        return (scores >= 0).long()
    return solution("decode_outputs")(scores, task)


def one_label_is_binary(scores, task):
    return solution("decode_outputs")(scores.squeeze(-1) if task == "multilabel" else scores, task)


def only_on_or_off(scores, task):
    """The solution, where some labels are on and some are off: all on counts as none."""
    found = solution("decode_outputs")(scores, task)
    return found * (found.sum(-1, keepdim=True) < found.shape[-1]) if task == "multilabel" else found


def as_list(scores, task):
    return solution("decode_outputs")(scores, task).tolist()


def cut_off(scores, task):
    return solution("decode_outputs")(scores.clamp(-30, 30), task)


def by_autograd(z):
    return torch.stack([torch.autograd.functional.jacobian(lambda row: row.softmax(0), row) for row in z])


def by_func(z):
    return torch.func.vmap(torch.func.jacrev(lambda row: row.softmax(0)))(z)


def by_backward(z):
    J = torch.zeros(*z.shape, z.shape[1], dtype=z.dtype)
    for i in range(z.shape[1]):
        leaf = z.clone().requires_grad_()
        leaf.softmax(1)[:, i].sum().backward()
        J[:, i] = leaf.grad
    return J


def logits_cut_off(z):
    return solution("softmax_jacobian")(z.clamp(-700, 700))


def certain_from_a_thousandth(z):
    """The solution, where a class that is nearly certain counts as certain."""
    p = z.softmax(-1)
    p = torch.where(p > 1 - 1e-3, 1.0, torch.where(p < 1e-3, 0.0, p))
    return torch.diag_embed(p) - p[:, :, None] * p[:, None, :]


def one_class_is_one(z):
    return torch.ones(len(z), 1, 1, dtype=z.dtype) if z.shape[1] == 1 else solution("softmax_jacobian")(z)


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
    "bce_logits": [
        ("the probability of yes is $p = \\sigma(z)", "sigmoid_twice", "one sample of class 1"),
        ("$z$ is a **logit**", "logit_as_probability", "the example of the text"),
        ("the answers yes (1) and no (0)", "labels_exchanged", "one sample of class 0"),
        ("-y \\log p - (1 - y) \\log(1 - p)", "only_ones", "one sample of class 0"),
        ("-y \\log p - (1 - y) \\log(1 - p)", "only_zeros", "one sample of class 1"),
        ("-y \\log p - (1 - y) \\log(1 - p)", "gain", "five samples"),
        ("`(samples, labels)` for several questions at once", a_single_axis, "three samples with two labels"),
        ("it may have a single entry", squeezed("bce_logits"), "one sample of class 1"),
        ("The result has this shape too", "summed_over_labels", "three samples with two labels"),
        ("Nothing is added or averaged", "averaged", "five samples"),
        ("Nothing is added or averaged", "divided_by_count", "five samples"),
        ("Each entry is treated by itself", "softmax_for_sigmoid", "three samples with two labels"),
        ("`y` lies between 0 and 1, both included", "signs_in_the_formula", "one sample of class 0"),
        ("Then both logarithms count, in these shares", "target_rounded", "targets between 0 and 1"),
        ("Then both logarithms count, in these shares", "softplus_of_signs", "two samples with four labels"),
        ("Then both logarithms count, in these shares", half_of_a_target, "two samples with four labels"),
        ("The logarithm is the natural one", "in_bits", "one sample of class 1"),
        ("between $-1000$ and 1000, and the result must be right there", "naive", "logits of 1000 and -1000, both"),
        ("$z = 1000$ with $y = 0$ costs 1000", "logits_cut_off_at_700", "logits of 1000 and -1000, both"),
        ("$z = 1000$ with $y = 0$ costs 1000", "large_are_certain", "logits of 1000 and -1000, both"),
        ("$z = 1000$ with $y = 1$ costs 0", sure_and_right_pays, "logits of 1000 and -1000, all of them right"),
        ("No loss is `inf` or `nan`", "naive_two_sigmoids", "logits of 1000 and -1000, targets between"),
        ("No loss is `inf` or `nan`", "softplus_overflows", "logits of several hundred"),
        ("No loss is `inf` or `nan`", "other_softplus_overflows", "a logit of -1000 with the target 0"),
        ("ten digits are compared", "added_10", "logits of 0"),
        ("ten digits are compared", "added_7", "a sample that is nearly sure, and right"),
        ("Compute in float64", in_float32("bce_logits"), "five samples"),
        ("Change no argument in place", in_place("bce_logits", 0), "one sample of class 1"),
        ("Change no argument in place", in_place("bce_logits", 1), "one sample of class 1"),
        ("no `binary_cross_entropy_with_logits`", ready_made_cross_entropy, NOT_ALLOWED),
    ],
    "decode_outputs": [
        ("The probability of yes is $\\sigma$ of the score", "half_as_level_for_binary", "five samples, yes or no"),
        ("The probability of yes is $\\sigma$ of the score", "binary_softmax", "five samples, yes or no"),
        ("The result has the shape `(samples,)`: 1 for yes", "binary_column", "five samples, yes or no"),
        ("The result has the shape `(samples,)`: 1 for yes", "binary_argmax", "seven samples, yes or no"),
        ("1 for yes, 0 for no", "signs_for_binary", "five samples, yes or no"),
        ("1 for yes, 0 for no", "turned_round", "five samples, yes or no"),
        ("Each label is decided by itself", "multilabel_softmax", "three samples with four labels"),
        ("Each label is decided by itself", "multilabel_share", "a sample without a label"),
        ("with the probability $\\sigma$ of its score", "half_as_level_for_multilabel", "three samples with"),
        ("Any number of labels may be on, also none or all", "multilabel_one_hot", "three samples with four labels"),
        ("Any number of labels may be on, also none or all", "multilabel_at_least_one", "a sample without a label"),
        ("Any number of labels may be on, also none or all", only_on_or_off, "a sample without a label"),
        ("The result has the shape of `scores`", "multilabel_argmax", "three samples with four labels"),
        ("The result has the shape of `scores`", "multilabel_count", "three samples with four labels"),
        ("each sample belongs to exactly one", "multiclass_sigmoid", "four samples, three classes"),
        ("of two or more classes", two_classes_are_binary, "two classes"),
        ("A softmax over the classes gives their probabilities", "multiclass_other_axis", "four samples, three"),
        ("the number of the most probable class", "multiclass_smallest", "four samples, three classes"),
        ("the number of the most probable class", "multiclass_one_hot", "four samples, three classes"),
        ("the number of the most probable class", "multiclass_first_positive", "five classes, all scores negative"),
        ("counted from 0", "multiclass_from_one", "four samples, three classes"),
        ("No class need have a probability of 1/2", "multiclass_first_above_half", "six classes"),
        ("No class need have a probability of 1/2", at_least_half_or_nothing, "six classes"),
        ("Exactly 1/2 counts as 1", "above_alone_for_binary", "three samples, one score is 0"),
        ("Exactly 1/2 counts as 1", "above_alone_for_multilabel", "two labels, some scores are 0"),
        ("the answer is 1 if the probability is **at least** 1/2", "nearly_zero_is_yes", "scores near 0"),
        ("the answer is 1 if the probability is **at least** 1/2", "nearly_zero_is_no", "scores near 0"),
        ("the first of them is the answer", "multiclass_last_of_equals", "several classes share"),
        ("Scores may lie anywhere between $-1000$ and 1000", "multiclass_overflows", "four classes, large scores"),
        ("Scores may lie anywhere between $-1000$ and 1000", "multiclass_after_sigmoid", "four classes, scores"),
        ("Scores may lie anywhere between $-1000$ and 1000", cut_off, "four classes, large scores"),
        ("There is at least one sample and one label", without_single_axes, "one sample, yes or no"),
        ("There is at least one sample and one label", without_single_axes, "one sample with five labels"),
        ("There is at least one sample and one label", without_single_axes, "one sample, four classes"),
        ("There is at least one sample and one label", one_label_is_binary, "four samples with a single label"),
        ("The result is a tensor of dtype int64", "truth_values", "five samples, yes or no"),
        ("The result is a tensor of dtype int64", "in_int32", "four samples, three classes"),
        ("The result is a tensor of dtype int64", as_list, "five samples, yes or no"),
        ("Change no argument in place", in_place("decode_outputs", 0), "five samples, yes or no"),
    ],
    "softmax_jacobian": [
        ("$p_i = e^{z_i}/S$", "not_normalised", "one sample, the example"),
        ("$p_i = e^{z_i}/S$", "base_two", "one sample, three classes"),
        ("$p_i = e^{z_i}/S$", "opposite_logits", "one sample, three classes"),
        ("Each logit moves *every* probability", "own_alone", "one sample, three classes"),
        ("Each logit moves *every* probability", "off_left_out", "two classes with equal logits"),
        ("in row $i$ and column $j$ stands $\\partial p_i/\\partial z_j$", "same_index_in_rows", "one sample, three"),
        ("in row $i$ and column $j$ stands $\\partial p_i/\\partial z_j$", "off_in_columns", "one sample, three"),
        ("which gives the Jacobian of each sample", "of_the_logarithms", "two samples, three classes"),
        ("which gives the Jacobian of each sample", "samples_averaged", "two samples, three classes"),
        ("`z` has shape `(batch, classes)`", "softmax_over_samples", "three samples, three classes"),
        ("it may have a single entry", squeezed("softmax_jacobian"), "one sample, three classes"),
        ("it may have a single entry", squeezed("softmax_jacobian"), "a single class"),
        ("it may have a single entry", one_class_is_one, "a single class"),
        ("The result has shape `(batch, classes, classes)`", "flattened", "three samples, five classes"),
        ("The result has shape `(batch, classes, classes)`", "samples_last", "three samples, three classes"),
        ("probability `i` of sample `b` with respect to logit `j`", "row_sums", "two samples, three classes"),
        ("logit `j` of the same sample", "every_pair_of_samples", "two samples, three classes"),
        ("The samples do not mix", "samples_mixed", "four samples, three classes"),
        ("each has a table of its own", "first_sample_repeated", "four samples, three classes"),
        ("Logits may lie anywhere between $-1000$ and 1000", "overflows", "logits near 1000"),
        ("Logits may lie anywhere between $-1000$ and 1000", "overflows", "logits near -1000"),
        ("Logits may lie anywhere between $-1000$ and 1000", "shift_by_the_mean", "logits of 1000 and -1000"),
        ("Logits may lie anywhere between $-1000$ and 1000", "one_shift_for_all", "logits of 1000 and -1000"),
        ("Logits may lie anywhere between $-1000$ and 1000", logits_cut_off, "logits near 1000"),
        ("nothing of `torch.autograd`", by_autograd, NOT_ALLOWED),
        ("nothing of `torch.func`", by_func, NOT_ALLOWED),
        ("no `.backward()`", by_backward, NOT_ALLOWED),
        ("Compute in float64", in_float32("softmax_jacobian"), "one sample, three classes"),
        ("ten digits are compared", certain_from_a_thousandth, "a class that is nearly certain"),
        ("Do not change `z` in place", in_place("softmax_jacobian", 0), "one sample, three classes"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_squares_by_hand():
    y_hat, y = double([1, 2], [4, 0], [1, 3]), double([0, 0], [1, 0], [0, 2])
    found = [float(solution("squared_loss")(y_hat, y, *choice)) for choice in (
        ("sum", False), ("mean", False), ("sum", True), ("mean", True))]
    assert found == pytest.approx([16, 16 / 6, 8, 8 / 6])
    assert solution("squared_loss")(y_hat, y, "none", False).tolist() == [[1, 4], [9, 0], [1, 1]]
    misses = double([1, -2, 0], [3, 0, 2])
    found = [float(solution("squared_loss")(misses, 0 * misses, *choice)) for choice in (
        ("sum", False), ("mean", False), ("mean", True))]
    assert found == pytest.approx([18, 3, 1.5])


def test_logits_by_hand():
    z, y = double(*[math.log(3)] * 3), double(1, 0, 0.25)
    assert solution("bce_logits")(z, y).tolist() == pytest.approx([0.287682, 1.386294, 1.111641], abs=1e-6)
    assert solution("bce_logits")(double(2, 2, 2), double(0, 1, 0.5)).tolist() == pytest.approx(
        [2.127, 0.127, 1.127], abs=1e-3)
    assert solution("bce_logits")(double(1000, 1000), double(0, 1)).tolist() == [1000, 0]


def test_decisions_by_hand():
    row = double(1.2, -0.4, 0.3)
    decode = solution("decode_outputs")
    assert row.sigmoid().tolist() == pytest.approx([0.77, 0.40, 0.57], abs=5e-3)
    assert row.softmax(0).tolist() == pytest.approx([0.62, 0.13, 0.25], abs=5e-3)
    assert (decode(row, "binary").tolist(), decode(row[None], "multilabel").tolist()) == ([1, 0, 1], [[1, 0, 1]])
    assert decode(row[None], "multiclass").tolist() == [0]
    other = double(0.4, -1, 0.2)
    assert other.softmax(0).tolist() == pytest.approx([0.48, 0.12, 0.40], abs=5e-3)
    assert decode(other[None], "multilabel").tolist() == [[1, 0, 1]]
    assert float(double(0.1).sigmoid()) == pytest.approx(0.52, abs=5e-3)


def test_the_jacobian_by_hand():
    z = double([math.log(5), math.log(3), math.log(2)])
    J = solution("softmax_jacobian")(z)[0]
    assert J[:, 0].tolist() == pytest.approx([0.25, -0.15, -0.1])
    assert J[:, 1].tolist() == pytest.approx([-0.15, 0.21, -0.06])
    torch.testing.assert_close(solution("softmax_jacobian")(z), by_autograd(z))
    torch.testing.assert_close(J.sum(0), 0 * z[0])
