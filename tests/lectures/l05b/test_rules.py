"""The exercises of lecture 05b: every sentence of a text has a case that a violation fails."""

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.check import CORRECT, check
from dlcourse.nn import hinges


def right(key):
    return registry.load(key).solution


def a_little_off():
    W, c, w = right("xor_weights")()
    return W, c, w * (1 + 1e-7)


def column_of_w():
    W, c, w = right("xor_weights")()
    return W, c, w[:, None]


def all_in_a_list():
    return [*right("xor_weights")(), torch.zeros(())]


RULES = {
    "xor_weights": [
        ("Here *false* is $-1$ and *true* is $1$ at the input", "the_lectures_weights", "the four inputs"),
        ("the output should be 1 if exactly one input is 1", "one_for_equal", "the four inputs"),
        ("the output should be 1 if exactly one input is 1", "first_alone", "the four inputs"),
        ("the output should be 1 if exactly one input is 1", "twice_too_large", "the four inputs"),
        ("and 0 otherwise", "both_as_well", "the four inputs"),
        ("and 0 otherwise", "all_one_too_low", "the four inputs"),
        ("The network computes $z = Wx + c$", "c_taken_off", "the four inputs"),
        ("The network computes $z = Wx + c$", "c_after_the_relu", "the four inputs"),
        ("then $h = \\mathrm{relu}(z)$", "steps_for_relu", "the four inputs"),
        ("then $h = \\mathrm{relu}(z)$", "sizes_for_relu", "the four inputs"),
        ("returns the tuple `(W, c, w)`", "the_layer_last", "the four inputs"),
        ("returns the tuple `(W, c, w)`", "c_and_w_exchanged", "the four inputs"),
        ("There are two hidden units", "more_units", "the four inputs"),
        ("There are two hidden units", "a_single_unit", "the four inputs"),
        ("one row for each unit, one column for each input", "columns_for_units", "the four inputs"),
        ("`W` has the shape `(2, 2)`", "one_row_of_weights", "the four inputs"),
        ("`c` and `w` have the shape `(2,)`", "w_as_a_matrix", "the four inputs"),
        ("`c` and `w` have the shape `(2,)`", "c_as_a_column", "the four inputs"),
        ("`c` and `w` have the shape `(2,)`", column_of_w, "the four inputs"),
        ("All three are tensors of dtype float64", "single_precision", "the four inputs"),
        ("All three are tensors of dtype float64", "whole_numbers", "the four inputs"),
        ("All three are tensors of dtype float64", "plain_lists", "the four inputs"),
        ("The output has no bias", "with_a_bias_behind", "the four inputs"),
        ("The output has no bias", all_in_a_list, "the four inputs"),
        ("and no activation", "relu_at_the_end", "the four inputs"),
        ("Each of the four outputs may be off by $10^{-9}$ at most", a_little_off, "the four inputs"),
        ("Each of the four outputs may be off by $10^{-9}$ at most", "nearly", "the four inputs"),
    ],
}


@pytest.mark.parametrize("key, sentence, answer, fails", [
    pytest.param(key, *row, id=f"{key}-{row[0][:40]}") for key, rows in RULES.items() for row in rows])
def test_every_sentence_has_a_case_that_a_violation_fails(key, sentence, answer, fails, rule_bites):
    rule_bites(key, sentence, answer, fails)


def test_any_weights_that_do_xor_are_right():
    exercise, rng = registry.load("xor_weights"), torch.Generator().manual_seed(0)
    W, c, w = exercise.solution()
    for _ in range(20):
        size = torch.rand(2, generator=rng, dtype=torch.float64) + 0.1
        swapped = (size[:, None] * W).flip(0), (size * c).flip(0), (w / size).flip(0)
        noisy = tuple(v * (1 + 1e-12) for v in swapped)
        assert check(exercise, lambda weights=noisy: weights).status == CORRECT


def test_the_judge_names_what_the_lectures_weights_do():
    weights = tuple(hinges.xor_weights())
    verdict = check(registry.load("xor_weights"), lambda: weights)
    assert verdict.misconception == "the_lectures_weights"


def test_the_example_of_xor_is_as_the_text_says():
    X = torch.tensor([[1.0, -1.0]], dtype=torch.float64)
    assert float(hinges.two_units(*hinges.xor_weights(), X)) == 0
    weights = right("xor_weights")()
    X = torch.tensor([[-1, -1], [-1, 1], [1, -1], [1, 1]], dtype=torch.float64)
    assert hinges.two_units(*weights, X).tolist() == [0, 1, 1, 0]


def test_weights_that_no_reading_fits_are_told_by_their_outputs():
    W, c, w = right("xor_weights")()
    W = W.clone()
    W[0, 0] = 1.25
    told = check(registry.load("xor_weights"), lambda: (W, c, w.abs())).explanation
    assert told == ("The check says: at (-1, -1), (-1, 1), (1, -1) and (1, 1) your network gives 0, 0.875, 1.125, "
                    "4.125, where 0, 1, 1, 0 are right.")
