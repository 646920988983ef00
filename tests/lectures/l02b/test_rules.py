"""The exercises of lecture 02b: every sentence of a text has a case that a violation fails."""

import math

import torch

from rules import every_sentence, in_float32, in_place, solution


def decomposed(change):
    """The solution of bias_variance with its results changed."""
    return lambda preds, g_x0, sigma: change(preds, *solution("bias_variance")(preds, g_x0, sigma))


def estimated(change):
    """The solution of world_risk with its inputs or results changed."""
    return lambda losses, group, shares: change(solution("world_risk"), losses, group, shares)


def first_groups_only(right, losses, group, shares):
    """As if the samples stood in the order of their groups."""
    return right(losses, group.sort().values, shares)


def later_samples_count_more(right, losses, group, shares):
    weight = torch.arange(1, len(losses) + 1, dtype=losses.dtype)
    means = [float((weight * losses)[group == g].sum() / weight[group == g].sum()) if (group == g).any() else math.inf
             for g in range(len(shares))]
    return sum(s * m for s, m in zip(shares.tolist(), means) if s > 0), right(losses, group, shares)[1]


RULES = {
    "bias_variance": [
        ("Compute in float64: ten digits are compared", in_float32("bias_variance"), "four fits, three points"),
        ("No argument may be changed in place", in_place("bias_variance", 0), "three fits, one point"),
        ("No argument may be changed in place", in_place("bias_variance", 1), "three fits, one point"),
        ("A single number may be returned as a float or as a tensor without axes", "noise_for_each_point",
         "three fits, one point"),
        ("It returns `(bias2, var, noise)`", "exchanged", "four fits"),
        ("It returns `(bias2, var, noise)`", "noise_first", "four fits"),
        ("row $r$ holds what fit $r$ predicts at the points", "variance_across_points", "four fits"),
        ("Both axes have at least one entry", decomposed(lambda preds, b, v, n: (b, v / (len(preds) > 1), n)),
         "a single fit"),
        ("the truth at the points, without noise", decomposed(lambda preds, b, v, n: (b + n, v, n)), "four fits"),
        ("`sigma` is a float, 0 or above", decomposed(lambda preds, b, v, n: (b, v, n or 1.0)), "five fits"),
        ("the square of (mean prediction minus truth)", "bias_not_squared", "four fits"),
        ("the mean squared deviation of the predictions from *their own mean*", "variance_from_truth", "four fits"),
        ("divide by the number of fits", "divided_by_one_less", "four fits"),
        ("`noise` is a single number: the mean square of the noise", "sigma_for_noise", "four fits"),
        ("Each point is treated by itself", "biases_cancel", "four fits"),
        ("Each point is treated by itself", "one_mean_for_all", "four fits"),
        ("With a single fit, `var` is 0", "divided_by_one_less", "a single fit"),
        ("Predictions may be about 10 000 and differ by about 1. `var` must have ten digits there too",
         "difference_of_squares", "seven fits"),
        ("`bias2` has shape `(points,)`", "points_averaged", "four fits"),
    ],
    "world_risk": [
        ("Compute in float64: ten digits are compared", in_float32("world_risk"), "two groups, the common one"),
        ("No argument may be changed in place", in_place("world_risk", 0), "two groups of two"),
        ("No argument may be changed in place", in_place("world_risk", 1), "two groups of two"),
        ("A single number may be returned as a float or as a tensor without axes",
         estimated(lambda right, *inputs: tuple(torch.tensor([v]) for v in right(*inputs))), "two groups of two"),
        ("It returns `(risk, standard_error)`", "exchanged", "two groups of two"),
        ("The samples stand in any order", estimated(first_groups_only), "three groups in a random order"),
        ("the number of its group, counted from 0", estimated(lambda right, losses, group, shares: right(
            losses, group - (group > 0).long(), shares)), "three groups in a random order"),
        ("the share of each group in the world", "equal_groups", "two groups of two"),
        ("In the estimate each group counts as much as it does in the world, however many of its samples there are",
         "weights_by_sample", "two groups, the common one"),
        ("In the estimate each group counts as much as it does in the world", "plain_mean",
         "two groups, the common one"),
        ("Within a group all samples count alike", estimated(later_samples_count_more), "two groups, the common one"),
        ("The standard error of the mean of one group with $n$ samples is $\\sqrt{s^2/n}$", "spread_of_losses",
         "two groups of two"),
        ("the sum of the squared deviations from this group's mean", "from_sample_mean", "two groups of two"),
        ("divided by $n - 1$", "divided_by_n", "two groups of two"),
        ("When a number is multiplied by $q$, its squared error is multiplied by $q^2$", "shares_not_squared",
         "two groups of two"),
        ("Squared errors of independent numbers add", "errors_added", "two groups of two"),
        ("A group with the share 0 counts nothing, whether the sample holds it or not", "zero_share_spoils",
         "a group that neither"),
        ("A group with the share 0 counts nothing, whether the sample holds it or not", "zero_share_counts",
         "a group that the world does not hold, with a single"),
        ("A group with the share 0 counts nothing", "plain_mean", "a group that the world does not hold"),
        ("Then `standard_error` is `inf`", "single_is_sure", "a group of the world with a single sample"),
        ("has a mean, but its spread is unknown", estimated(lambda right, *inputs: (
            math.inf, math.inf) if math.isinf(right(*inputs)[1]) else right(*inputs)),
         "a group of the world with a single sample"),
        ("Then both `risk` and `standard_error` are `inf`", "missing_costs_nothing", "a group of the world without"),
        ("Then both `risk` and `standard_error` are `inf`", "missing_in_error_only", "the last group of the world"),
        ("Then both `risk` and `standard_error` are `inf`", "nan_for_missing", "a group of the world without"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)
