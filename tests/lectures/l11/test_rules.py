"""The exercises of lecture 11: every sentence of a text has a case that a violation fails."""

import pytest
import torch

from rules import every_sentence, in_place, solution, squeezed


def one_draw_is_an_error(lo, hi, n, u, whole):
    if n == 1:
        raise ValueError("a single value")
    return solution("log_uniform")(lo, hi, n, u, whole)


def zero_is_skipped(lo, hi, n, u, whole):
    return solution("log_uniform")(lo, hi, n, u[u > 0], whole)


def a_u_next_to_one_is_skipped(lo, hi, n, u, whole):
    return solution("log_uniform")(lo, hi, n, u[u < 0.9999], whole)


def high_never_comes(lo, hi, n, u, whole):
    return solution("log_uniform")(lo, hi - 1 if whole else hi, n, u, whole)


def low_never_comes(lo, hi, n, u, whole):
    return solution("log_uniform")(lo + 1 if whole else lo, hi, n, u, whole)


def negative_best_is_zero(mu, sigma, best):
    return solution("expected_improvement")(mu, sigma, max(best, 0.0))


def no_noise_is_an_error(X, y, Xs, ls, var, noise):
    if noise == 0:
        raise ZeroDivisionError
    return solution("gp_posterior")(X, y, Xs, ls, var, noise)


def one_place_is_a_number(*inputs):
    mean, cov = solution("gp_posterior")(*inputs)
    return mean.squeeze(), cov.squeeze()


def only_equal_seeds(a, b):
    if a.keys() != b.keys():
        raise KeyError("a seed is missing")
    return solution("compare_runs")(a, b)


def never_quite_zero(a, b):
    difference, error = solution("compare_runs")(a, b)
    return difference, max(error, 1e-6)


def entry_lost(a, b):
    result = solution("compare_runs")(a, b)
    a.pop(min(a))
    return result


def as_texts(a, b):
    return tuple(map(str, solution("compare_runs")(a, b)))


RULES = {
    "log_uniform": [
        ("ten digits are compared", "rates_in_float32", "five numbers from a wide range"),
        ("No argument may be changed in place", in_place("log_uniform", 3), "two rates"),
        ("No configuration is tried twice", "repeats_kept", "two of the numbers come again"),
        ("`n` is 1 or larger", one_draw_is_an_error, "one number"),
        ("Its numbers are 0 or above and below 1", zero_is_skipped, "u = 0"),
        ("Its numbers are 0 or above and below 1", a_u_next_to_one_is_skipped, "u = 0"),
        ("in the order in which they were drawn", "n_draws_from_the_end", "two rates"),
        ("each of them gives one value", "even_grid", "two rates"),
        ("The logarithm of the value lies between the logarithms of the two ends", "uniform", "two rates"),
        ("just as its `u` lies between 0 and 1", "squared_u", "two rates"),
        ("0 gives the lower end", "ends_exchanged", "u = 0"),
        ("0 gives the lower end", "low_missing", "u = 0"),
        ("a `u` next to 1 gives a value next to the upper end", "half_the_scale", "u = 0"),
        ("If `whole` is False, the scale goes from `lo` to `hi`", "one_more_always", "two rates"),
        ("If `whole` is False, the scale goes from `lo` to `hi`", "always_whole", "two rates"),
        ("If `whole` is True, whole numbers are wanted", "never_whole", "whole numbers from 1 on"),
        ("The scale goes from `lo` to `hi + 1`", "to_high_alone", "whole numbers, some come again"),
        ("each value is rounded **down**", "nearest", "whole numbers from 1 on"),
        ("each value is rounded **down**", "rounded_up", "whole numbers from 1 on"),
        ("both `lo` and `hi` can come", high_never_comes, "whole numbers, some come again"),
        ("both `lo` and `hi` can come", low_never_comes, "whole numbers, some come again"),
        ("A value that came before is skipped", "neighbours_alone", "two of the numbers come again"),
        ("A value that came before is skipped", "no_twins_at_all", "two of the numbers come again"),
        ("What counts is the value after rounding", "once_by_u", "whole numbers, some come again"),
        ("the first `n` of the values that are left", "first_n_then_once", "two of the numbers come again"),
        ("the first `n` of the values that are left", "all_of_them", "two rates"),
        ("in the order in which they came", "sorted_last", "two rates"),
        ("If `u` ends before `n` different values came", "refuses_too_few", "fewer different whole numbers than n"),
        ("it holds those that came", "padded_with_zeros", "fewer different whole numbers than n"),
        ("The result is a tensor of shape `(values,)`", "as_a_list", "two rates"),
        ("The result is a tensor of shape `(values,)`", "as_a_column", "two rates"),
        ("Its dtype is float64, or int64 if `whole` is True", "whole_as_floats", "whole numbers from 1 on"),
        ("Its dtype is float64, or int64 if `whole` is True", "rates_in_float32", "one number"),
    ],
    "expected_improvement": [
        ("ten digits are compared", "sigma_and_8_digits", "four places"),
        ("No argument may be changed in place", in_place("expected_improvement", 0), "one place"),
        ("is lower than `best`, we gain `best` $-\\;f$", "above_for_below", "one place"),
        ("the mean of this gain over all losses that may come", "improvement_of_the_mean", "one place"),
        ("the mean of this gain over all losses that may come", "probability_alone", "one place"),
        ("The entries of `sigma` are **standard deviations**", "sigma_is_a_variance", "one place"),
        ("0 or above", "nan_where_known", "every place is known exactly"),
        ("It may be negative, as `mu` may be", negative_best_is_zero, "the losses are negative"),
        ("A low loss is good", "above_for_below", "four places"),
        ("A loss above `best` gains 0, not less", "mean_plus_spread", "one place"),
        ("A loss above `best` gains 0, not less", "share_missing", "a place far above the best loss"),
        ("The gain is `best` $-\\;\\mu$ then", "zero_where_known", "some places are known exactly"),
        ("or 0 if that is negative", "below_zero_where_known", "some places are known exactly"),
        ("It is 0 where $\\mu$ is `best`, not nan", "nan_where_known", "every place is known exactly"),
        ("Some places may have $\\sigma = 0$ and others not", "all_or_nothing", "some places are known exactly"),
        ("The result has shape `(places,)`", "sum_over_places", "four places"),
        ("The result has shape `(places,)`", "as_a_list", "one place"),
        ("each place is treated by itself", "best_is_the_least_mean", "four places"),
        ("each place is treated by itself", "first_sigma_decides", "some places are known exactly"),
        ("it may have a single entry", squeezed("expected_improvement"), "one place"),
        ("with the density", "bell_without_its_factor", "one place"),
        ("the probability that $\\varepsilon$ is below $z$", "share_of_no_improvement", "one place"),
        ("$z = (\\text{best} - \\mu)/\\sigma$", "not_scaled", "four places"),
    ],
    "gp_posterior": [
        ("ten digits are compared", "jitter_of_10_digits", "no noise"),
        ("No argument may be changed in place", in_place("gp_posterior", 1), "one observation"),
        ("All their means are 0", "y_centred", "two observations"),
        ("the covariance of $f(x)$ and $f(x')$ is the **kernel**", "dot_product_for_kernel", "one observation"),
        ("\\text{var} \\cdot", "factor_missing", "one observation"),
        ("\\exp\\Big(-", "plus_in_the_exponent", "three observations"),
        ("2\\,\\text{ls}^2", "two_missing", "one observation"),
        ("2\\,\\text{ls}^2", "length_not_squared", "one observation"),
        ("each time with a noise of its own", "noise_everywhere", "three observations"),
        ("`(mean, cov)`", "exchanged", "one observation"),
        ("at new places", "at_the_observed_places", "one observation"),
        ("`Xs` has shape `(m, d)`", one_place_is_a_number, "one observation"),
        ("$|x - x'|^2$ is the squared distance", "distance_not_squared", "one observation"),
        ("the squared differences are added over the features", "mean_over_features", "two features"),
        ("the squared differences are added over the features", "steps_added", "two features"),
        ("`noise` is a float, 0 or above", no_noise_is_an_error, "no noise"),
        ("the **variance** of each $\\text{noise}_i$", "noise_as_deviation", "one observation"),
        ("independent of one another and of $f$", "noise_everywhere", "much noise"),
        ("(`torch.eye(n)` is float32. Give it the dtype of `X`.)", "noise_in_float32", "three observations"),
        ("`mean` has shape `(m,)`", "mean_in_a_column", "one observation"),
        ("`cov` has shape `(m, m)`", "variances_alone", "three observations"),
        ("the covariances of $f$ at each two of them", "variances_on_a_diagonal", "three observations"),
        ("which may be negative", "never_negative", "two observations"),
        ("Both belong to $f$ itself, without noise", "noise_in_cov", "one observation"),
        ("has the observed value as its mean, and the variance 0", "not_solved", "no noise"),
        ("Add nothing to the diagonal in that case", "jitter_of_9_digits", "no noise"),
        ("Far from all observations the mean is 0", "weighted_average", "two observations"),
        ("the variance is `var`", "ones_before", "two observations"),
        ("do not take off the mean of `y`", "y_centred_for_good", "one observation"),
        ("in which of the blocks the noise stands", "noise_missing", "one observation"),
    ],
    "compare_runs": [
        ("ten digits are compared", "differences_in_float32", "five seeds in another order"),
        ("No argument may be changed in place", entry_lost, "three seeds"),
        ("two runs with the same seed belong together", "by_place", "five seeds in another order"),
        ("`(difference, standard_error)`", "exchanged", "three seeds"),
        ("the order of the two dicts may differ", "by_place", "losses of about ten thousand"),
        ("Only seeds that are in both dicts count", only_equal_seeds, "four seeds are in both"),
        ("at least one", "zero_for_one", "a single seed"),
        ("All other runs play no part", "missing_in_b_is_zero", "four seeds are in both"),
        ("All other runs play no part", "missing_in_a_is_zero", "four seeds are in both"),
        ("All other runs play no part", "all_runs_averaged", "many runs of a"),
        ("All other runs play no part", "all_of_a_counted", "many runs of a"),
        ("a's loss minus b's", "reversed", "three seeds"),
        ("`difference` is the mean of these differences", "sum_of_differences", "three seeds"),
        ("`difference` is the mean of these differences", "middle_difference", "five seeds"),
        ("So it is positive if b is better", "size_of_the_mean", "many runs of a"),
        ("The runs are **paired**", "unpaired", "three seeds"),
        ("the standard error is that of the mean of the differences", "not_of_the_mean", "three seeds"),
        ("it is $\\sqrt{s^2/n}$", "root_missing", "three seeds"),
        ("it is $\\sqrt{s^2/n}$", "by_n_itself", "three seeds"),
        ("squared deviations from their mean", "no_mean_taken_off", "three seeds"),
        ("divided by $n - 1$", "by_n", "three seeds"),
        ("Then `standard_error` is `inf`", "nan_for_one", "a single seed"),
        ("If all differences are equal, `standard_error` is 0", never_quite_zero, "the same difference"),
        ("Losses may be about 10 000 and differ by about 1", "losses_in_float32", "losses of about ten thousand"),
        ("Losses may be about 10 000 and differ by about 1", "all_in_float32", "losses of about ten thousand"),
        ("Both results are single numbers", as_texts, "three seeds"),
        ("Both results are single numbers", "all_differences", "three seeds"),
    ],
}


test_every_sentence_has_a_case_that_a_violation_fails = every_sentence(RULES)


def test_rates_by_hand():
    u = torch.tensor([0.5, 0.25, 0.75], dtype=torch.float64)
    assert solution("log_uniform")(0.001, 0.1, 2, u, False).tolist() == pytest.approx([0.01, 10**-2.5])
    u = torch.tensor([0.6, 0.62, 0.3], dtype=torch.float64)
    assert solution("log_uniform")(1, 15, 2, u, True).tolist() == [5, 2]


def test_expected_improvement_by_hand():
    mu, sigma = torch.tensor([[0.3, 1.0, 0.2], [0.2, 0.0, 0.2]], dtype=torch.float64)
    found = solution("expected_improvement")(mu, sigma, 0.25)
    assert found.tolist() == pytest.approx([0.0572689, 0, 0.1072689], abs=1e-7)
    draws = 0.3 + 0.2 * torch.randn(200_000, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    assert float((0.25 - draws).clamp(min=0).mean()) == pytest.approx(float(found[0]), abs=1e-3)


def test_gaussian_process_by_hand():
    X, y, Xs = (torch.tensor(v, dtype=torch.float64) for v in ([[1.0]], [2.0], [[1.5], [1.0], [90.0]]))
    mean, cov = solution("gp_posterior")(X, y, Xs, 0.5, 4.0, 0.25)
    assert mean.tolist() == pytest.approx([1.1417048, 2 * 4 / 4.25, 0])
    assert cov.diagonal().tolist() == pytest.approx([2.6150421, 4 - 16 / 4.25, 4])
    mean, cov = solution("gp_posterior")(X, y, Xs, 0.5, 4.0, 0.0)
    assert (float(mean[1]), float(cov[1, 1])) == pytest.approx((2, 0))


def test_runs_by_hand():
    a, b = {1: 5.0, 2: 11.0, 3: 8.0, 9: 70.0}, {2: 6.0, 3: 5.0, 1: 4.0}
    assert solution("compare_runs")(a, b) == pytest.approx((3, (4 / 3) ** 0.5))
    assert solution("compare_runs")({1: 5.0}, {1: 4.0, 2: 0.0}) == (1, float("inf"))
