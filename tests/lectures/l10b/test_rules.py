"""The exercises of lecture 10b: every sentence of a text has a case that a violation fails."""

import math

import pytest
import torch

from dlcourse.classroom.check import NOT_ALLOWED
from rules import double, every_sentence, in_place, solution


def batch_norm_of_torch(x, gamma, beta, running_mean, running_var, training, momentum, eps):
    mean, var = running_mean.clone(), running_var.clone()
    return torch.nn.functional.batch_norm(x, mean, var, gamma, beta, training, momentum, eps), mean, var


def single_row_unchanged(x, *rest):
    y, *kept = solution("bn_forward")(x, *rest)
    return (x if len(x) == 1 else y), *kept


def more_than_two_rows(x, gamma, beta, mean, var, training, *rest):
    return solution("bn_forward")(x, gamma, beta, mean, var, training and len(x) > 2, *rest)


def two_features_at_most(x, *rest):
    y, *kept = solution("bn_forward")(x, *rest)
    return y[:, :2], *kept


def still_feature_at_zero(x, *rest):
    y, *kept = solution("bn_forward")(x, *rest)
    return (torch.where((x == x[0]).all(0), 0.0, y) if len(x) > 1 else y), *kept


def layer_norm_of_torch(x, gamma, beta, eps):
    return torch.nn.functional.layer_norm(x, gamma.shape, gamma, beta, eps)


def chain_of_torch(x, ws, residual):
    a, inputs = torch.tensor(x, dtype=torch.float64, requires_grad=True), []
    for w in ws:
        inputs.append(a)
        a = a + torch.tanh(w * a) if residual else torch.tanh(w * a)
    return torch.stack(torch.autograd.grad(a, inputs))


def more_than_one_block(x, ws, residual):
    return solution("grad_chain")(x, ws, residual) if len(ws) > 1 else 0 * ws


def negative_input_cut_off(x, ws, residual):
    return solution("grad_chain")(max(x, 0.0), ws, residual)


def input_away_from_zero(x, ws, residual):
    return solution("grad_chain")(x or 1.0, ws, residual)


def back_by_torch(x, gamma, y_bar, eps):
    x, gamma = x.clone().requires_grad_(), gamma.clone().requires_grad_()
    x_hat = (x - x.mean(0)) / (x.var(0, unbiased=False) + eps).sqrt()
    (gamma * x_hat * y_bar).sum().backward()
    return x.grad, gamma.grad, y_bar.sum(0)


def back_by_batch_norm_of_torch(x, gamma, y_bar, eps):
    torch.nn.functional.batch_norm(x, None, None, gamma, None, True, 0.1, eps)
    return solution("batch_norm_backward")(x, gamma, y_bar, eps)


def two_rows_stand_still(x, gamma, y_bar, eps):
    x_bar, *others = solution("batch_norm_backward")(x, gamma, y_bar, eps)
    return x_bar * (len(x) > 2), *others


def still_features_without_gradient(x, gamma, y_bar, eps):
    x_bar, *others = solution("batch_norm_backward")(x, gamma, y_bar, eps)
    return torch.where((x == x[0]).all(0), 0.0, x_bar), *others


EVALUATION = "evaluation: four rows"
RULES = {
    "bn_forward": [
        ("ten digits are compared", "in_float32", "the example"),
        ("All tensors are float64", "returned_in_float32", "the example"),
        *(("No argument may be changed in place", in_place("bn_forward", at), "the example")
          for at in range(5)),
        ("treats each feature by itself", "over_all", "training: five rows"),
        ("In evaluation the batch plays no part", "evaluation_by_batch", EVALUATION),
        ("It returns three tensors, `(y, new_mean, new_var)`", "y_last", "the example"),
        ("It returns three tensors, `(y, new_mean, new_var)`", "state_as_a_pair", "the example"),
        ("It returns three tensors, `(y, new_mean, new_var)`", "statistics_exchanged", "the example"),
        ("`x` has shape `(B, d)`", two_features_at_most, "training: five rows"),
        ("`training` is `True` or `False`", "flag_turned_round", "the example"),
        ("`momentum` and `eps` are floats", "momentum_fixed", "training: five rows"),
        ("`momentum` and `eps` are floats", "eps_fixed", "the example"),
        ("the mean of a feature over the $B$ rows", "over_features", "the example"),
        ("the mean of the $B$ squared deviations from $\\mu$", "unbiased_in_y", "the example"),
        ("the mean of the $B$ squared deviations from $\\mu$", "not_centred_variance", "the example"),
        ("In evaluation $\\mu$ is `running_mean`", "evaluation_mean_of_batch", EVALUATION),
        ("and $v$ is `running_var`", "evaluation_variance_of_batch", EVALUATION),
        ("In both cases", "evaluation_unscaled", EVALUATION),
        ("y = \\gamma\\,\\dfrac{x - \\mu}{\\sqrt{v + \\epsilon}} + \\beta", "exchanged", "the example"),
        ("with $\\epsilon$ (`eps`) under the root", "eps_outside", "the example"),
        ("$(1 - m)$ times `running_mean` plus $m$ times $\\mu$", "momentum_turned_round", "the example"),
        ("divided by $B - 1$, not by $B$", "biased_kept", "the example"),
        ("are `running_mean` and `running_var` as they came", "always_updated", EVALUATION),
        ("In training $B$ is at least 2", more_than_two_rows, "training: two rows"),
        ("In evaluation a single row is possible", single_row_unchanged, "evaluation: a single row"),
        ("in training its `y` is then $\\beta$", "no_eps", "training: a feature that is the same"),
        ("in training its `y` is then $\\beta$", still_feature_at_zero,
         "training: a feature that is the same"),
        ("The batch normalisation of torch is not allowed", batch_norm_of_torch, NOT_ALLOWED),
    ],
    "layer_norm": [
        ("ten digits are compared", "in_float32", "five samples"),
        ("All tensors are float64", "returned_in_float32", "five samples"),
        *(("No argument may be changed in place", in_place("layer_norm", at), "the example")
          for at in range(3)),
        ("treats each sample by itself", "over_all", "the example"),
        ("the batch plays no part", "over_batch", "the example"),
        ("every place is a sample of its own", "over_whole_sequences", "two sequences"),
        ("The last axis of `x` holds the $d$ features", "along_axis_one_if_there_is_one",
         "two sequences"),
        ("In front of it stand no, one or two axes", "two_axes_only", "one sample, without"),
        ("In front of it stand no, one or two axes", "along_axis_one", "one sample, without"),
        ("one entry for each feature", "gamma_of_first_feature", "the example"),
        ("`eps` is a float", "eps_fixed", "the example"),
        ("the mean of the $d$ features of a sample", "median_for_mean", "the example"),
        ("the mean of their $d$ squared deviations", "unbiased", "the example"),
        ("the mean of their $d$ squared deviations", "not_centred_variance", "the example"),
        ("y = \\gamma\\,\\dfrac{x - \\mu}{\\sqrt{v + \\epsilon}} + \\beta", "exchanged", "the example"),
        ("with $\\epsilon$ (`eps`) under the root", "eps_outside", "the example"),
        ("The result is one tensor", "with_statistics", "the example"),
        ("The result is one tensor", "as_a_list", "the example"),
        ("of the same shape as `x`", "as_rows", "two sequences"),
        ("Any axis may have length 1", "single_axes_lost", "one sample, in a batch of one"),
        ("If $d = 1$", "single_feature_unchanged", "four samples, a single feature"),
        ("If $d = 1$", "unbiased", "four samples, a single feature"),
        ("if all features of a sample have the same value, $y$ is $\\beta$", "no_eps", "the example"),
        ("if all features of a sample have the same value, $y$ is $\\beta$", "still_samples_at_zero",
         "the example"),
        ("The layer normalisation of torch is not allowed", layer_norm_of_torch, NOT_ALLOWED),
    ],
    "grad_chain": [
        ("ten digits are compared", "in_float32", "the example of the text, without"),
        ("All tensors are float64", "returned_in_float32", "the example of the text, without"),
        ("No argument may be changed in place", in_place("grad_chain", 1), "the example"),
        ("The first input is $a_0 = x$", input_away_from_zero, "x is 0"),
        ("the output of each block is the input of the next one", "path_stands_still", "the example"),
        ("without skips the output of a block is $\\tanh(w_i\\,a_i)$", "one_in_plain_blocks",
         "the example of the text, without"),
        ("without skips the output of a block is $\\tanh(w_i\\,a_i)$", "path_with_skips",
         "the example of the text, without"),
        ("with skips it is $a_i + \\tanh(w_i\\,a_i)$", "skip_without_one",
         "the example of the text, with skips"),
        ("with skips it is $a_i + \\tanh(w_i\\,a_i)$", "one_outside",
         "the example of the text, with skips"),
        ("with skips it is $a_i + \\tanh(w_i\\,a_i)$", "path_without_skips",
         "the example of the text, with skips"),
        ("the derivative of the last output with respect to $a_i$", "by_the_weights", "the example"),
        ("the derivative of the last output with respect to $a_i$", "outputs", "the example"),
        ("the derivative of the last output with respect to $a_i$", "only_sizes", "five blocks"),
        ("the weights of the $L$ blocks in their order", "weights_from_behind", "the example"),
        ("with $L$ at least 1", more_than_one_block, "one block without"),
        ("`residual` is `True` for a chain with skips", "flag_turned_round", "the example"),
        ("The result is one tensor of shape `(L,)`", "with_the_output", "the example"),
        ("The result is one tensor of shape `(L,)`", "whole_product_alone", "the example"),
        ("The result is one tensor of shape `(L,)`", "as_a_list", "the example"),
        ("The result is one tensor of shape `(L,)`", "with_value", "the example"),
        ("So entry 0 is the derivative with respect to $x$", "order_reversed", "the example"),
        ("So entry 0 is the derivative with respect to $x$", "from_the_front", "the example"),
        ("the last entry belongs to the last block alone", "own_block_missing", "the example"),
        ("`x` and each weight may be negative or 0", "divided_out", "a weight of 0"),
        ("`x` and each weight may be negative or 0", "size_of_weight", "five blocks"),
        ("`x` and each weight may be negative or 0", negative_input_cut_off, "one block with a skip"),
        ("nothing of `torch.autograd` or `torch.func`", chain_of_torch, NOT_ALLOWED),
        ("Its slope at $z$ is $1 - \\tanh^2 z$", "slope_not_squared", "the example"),
    ],
    "batch_norm_backward": [
        ("ten digits are compared", "in_float32", "five rows"),
        ("All tensors are float64", "x_bar_in_float32", "the example"),
        *(("No argument may be changed in place", in_place("batch_norm_backward", at),
               "the example") for at in range(3)),
        ("the derivative of the loss with respect to each entry of $y$",
         "gamma_bar_without_y_bar", "the example"),
        ("the derivative of the loss with respect to each entry of $y$", "beta_bar_counts",
         "the example"),
        ("It returns three tensors, `(x_bar, gamma_bar, beta_bar)`", "last_two_exchanged",
         "the example"),
        ("It returns three tensors, `(x_bar, gamma_bar, beta_bar)`", "x_bar_last",
         "the example"),
        ("It returns three tensors, `(x_bar, gamma_bar, beta_bar)`", "as_lists", "the example"),
        ("$B$ at least 2", two_rows_stand_still, "two rows"),
        ("`eps` is a float", "eps_fixed", "the example"),
        ("For each feature $\\mu$ is the mean over the $B$ rows", "over_features",
         "five rows"),
        ("For each feature $\\mu$ is the mean over the $B$ rows", "over_all", "five rows"),
        ("$v$ is the mean of the $B$ squared deviations from $\\mu$", "unbiased",
         "the example"),
        ("$\\hat x = (x - \\mu)/\\sqrt{v + \\epsilon}$", "variance_for_root", "the example"),
        ("with $\\epsilon$ (`eps`) under the root", "eps_outside", "the example"),
        ("$y = \\gamma\\,\\hat x + \\beta$", "no_gamma", "the example"),
        ("$y = \\gamma\\,\\hat x + \\beta$", "gamma_bar_by_x", "the example"),
        ("$\\mu$ and $v$ depend on `x`", "statistics_still", "the example"),
        ("$\\mu$ and $v$ depend on `x`", "mean_still", "the example"),
        ("$\\mu$ and $v$ depend on `x`", "variance_still", "the example"),
        ("and so does the $\\hat x$ of every row", "mean_row_by_row", "the example"),
        ("and so does the $\\hat x$ of every row", "variance_row_by_row", "the example"),
        ("`x_bar` has shape `(B, d)`", "x_bar_summed", "the example"),
        ("`gamma_bar` and `beta_bar` have shape `(d,)`", "neither_summed", "the example"),
        ("`gamma_bar` and `beta_bar` have shape `(d,)`", "both_as_rows", "the example"),
        ("nothing is divided by $B$ for its sake", "both_are_means", "the example"),
        ("nothing is divided by $B$ for its sake", "x_bar_divided_by_rows", "the example"),
        ("A feature may have the same value in every row", "no_eps", "a feature that is"),
        ("A feature may have the same value in every row", still_features_without_gradient,
         "a feature that is"),
        ("an entry of `gamma` may be 0", "gamma_divides", "a gamma of 0"),
        ("nothing of `torch.autograd` or `torch.func`", back_by_torch, NOT_ALLOWED),
        ("The batch normalisation of torch is not allowed either", back_by_batch_norm_of_torch,
         NOT_ALLOWED),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_a_batch_by_hand():
    x, *rest = double(1, 2, 3, 4)[:, None], double(2), double(1), double(0), double(1)
    y, mean, var = solution("bn_forward")(x, *rest, True, 0.1, 0.3125)
    assert y[:, 0].tolist() == pytest.approx([-1.4, 0.2, 1.8, 3.4])
    assert (float(mean), float(var)) == pytest.approx((0.25, 0.9 + 1 / 6))
    y = solution("bn_forward")(x, double(1), double(0), *rest[2:], True, 0.1, 0.0)[0]
    assert y[:, 0].tolist() == pytest.approx([-1.5 / math.sqrt(1.25), -0.44721, 0.44721, 1.34164], abs=1e-5)


def test_a_sample_by_hand():
    x = double(1, 2, 3, 6, 10, 10, 10, 10).reshape(2, 4)
    y = solution("layer_norm")(x, double(1, 2, 3, 4), double(0, 0, 1, 1), 0.5)
    assert y.tolist() == [[-1, -1, 1, 7], [0, 0, 1, 1]]


def test_a_chain_by_hand():
    ws = double(math.log(3) / 2, 2 * math.log(2))
    plain, skipping = (solution("grad_chain")(1.0, ws, residual).tolist() for residual in (False, True))
    first, second = 0.75 * math.log(3) / 2, 0.64 * 2 * math.log(2)
    assert plain == pytest.approx([first * second, second])
    last = 1 + 2 * math.log(2) * (1 - (63 / 65)**2)
    assert skipping == pytest.approx([(1 + first) * last, last])
    assert [round(n, 4) for n in (*plain, *skipping)] == [0.3655, 0.8872, 1.5306, 1.0840]


def test_back_through_a_batch_by_hand():
    x, y_bar = double(0, 3, 6)[:, None], double(1, 0, 5)[:, None]
    x_bar, gamma_bar, beta_bar = solution("batch_norm_backward")(x, double(2), y_bar, 3.0)
    assert x_bar[:, 0].tolist() == pytest.approx([2 / 9, -4 / 3, 10 / 9])
    assert (float(gamma_bar), float(beta_bar)) == pytest.approx((4, 6))


def test_the_three_ways_of_the_table():
    g, x_hat = double(2, 0, 10), double(-1, 0, 1)
    ways = [g / 3, -g.mean() / 3 * torch.ones(3), -x_hat * (g * x_hat).mean() / 3]
    assert [[round(float(n), 4) + 0.0 for n in way] for way in ways] == [
        [0.6667, 0, 3.3333], [-1.3333] * 3, [0.8889, 0, -0.8889]]
