"""The exercises of lecture 11: every sentence of a text has a case that a violation fails."""

import pytest
import torch

from dlcourse.classroom import registry


def solution(key):
    return registry.load(key).solution


def in_place(key, name):
    """The solution, which leaves a tensor among its arguments changed."""
    def answer(*inputs):
        result = solution(key)(*(v.clone() if isinstance(v, torch.Tensor) else v for v in inputs))
        inputs[name].add_(1)
        return result

    return answer


def one_draw_is_an_error(low, high, n, u, whole):
    if n == 1:
        raise ValueError("a single value")
    return solution("log_uniform")(low, high, n, u, whole)


def zero_is_skipped(low, high, n, u, whole):
    return solution("log_uniform")(low, high, n, u[u > 0], whole)


def a_u_next_to_one_is_skipped(low, high, n, u, whole):
    return solution("log_uniform")(low, high, n, u[u < 0.9999], whole)


def high_never_comes(low, high, n, u, whole):
    return solution("log_uniform")(low, high - 1 if whole else high, n, u, whole)


def low_never_comes(low, high, n, u, whole):
    return solution("log_uniform")(low + 1 if whole else low, high, n, u, whole)


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
        ("If `whole` is False, the scale goes from `low` to `high`", "one_more_always", "two rates"),
        ("If `whole` is False, the scale goes from `low` to `high`", "always_whole", "two rates"),
        ("If `whole` is True, whole numbers are wanted", "never_whole", "whole numbers from 1 on"),
        ("The scale goes from `low` to `high + 1`", "to_high_alone", "whole numbers, some come again"),
        ("each value is rounded **down**", "nearest", "whole numbers from 1 on"),
        ("each value is rounded **down**", "rounded_up", "whole numbers from 1 on"),
        ("both `low` and `high` can come", high_never_comes, "whole numbers, some come again"),
        ("both `low` and `high` can come", low_never_comes, "whole numbers, some come again"),
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
}


@pytest.mark.parametrize("key, sentence, answer, fails", [
    pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in RULES.items() for row in rows])
def test_every_sentence_has_a_case_that_a_violation_fails(key, sentence, answer, fails, rule_bites):
    rule_bites(key, sentence, answer, fails)


def test_rates_by_hand():
    u = torch.tensor([0.5, 0.25, 0.75], dtype=torch.float64)
    assert solution("log_uniform")(0.001, 0.1, 2, u, False).tolist() == pytest.approx([0.01, 10**-2.5])
    u = torch.tensor([0.6, 0.62, 0.3], dtype=torch.float64)
    assert solution("log_uniform")(1, 15, 2, u, True).tolist() == [5, 2]
