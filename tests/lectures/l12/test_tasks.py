"""The exercises of lecture 12 by hand: numbers that were worked out on paper."""

import math

import pytest

from rules import double, solution


def image(*channels):
    """One image in a batch, a channel for each argument."""
    return double(*channels)[None]


def test_a_shared_weight_by_hand():
    b1, b2, d = math.log(3) / 2 - 1, math.log(2) + 2, math.log(3) / 2 + 1
    found = solution("shared_grad")(double(1, -1), b1, b2, double(4, -5), d, double(2, 1), double(1, 3))
    assert found.tolist() == pytest.approx([2.1, -4.95])
    assert [round(n, 4) for n in (b1, b2, d)] == [-0.4507, 2.6931, 1.5493]


def test_a_signal_by_hand():
    assert solution("conv1d")(double(1, 3, 2, 5, 4), double(2, -1, 3), 10.0).tolist() == [15, 29, 21]


def test_an_image_by_hand():
    X = image([[1, 2, 0], [0, 1, 3]], [[2, 0, 1], [1, 1, 0]])
    W = image([[1, 2], [0, -1]], [[0, 1], [3, 0]])
    assert solution("conv2d")(X, W, double(10), 1, 0, 1).tolist() == [[[[17, 13]]]]
    assert solution("conv2d")(X, W, double(10), 2, 1, 1).tolist() == [[[[9, 10], [11, 17]]]]


def test_back_through_an_image_by_hand():
    X, W = image([[1, 2, 0], [0, 1, 3]]), image([[1, 2], [0, -1]])
    X_bar, W_bar, b_bar = solution("conv2d_backward")(X, W, image([[3, 5]]), 1, 0)
    assert X_bar.tolist() == [[[[3, 11, 10], [0, -3, -5]]]]
    assert W_bar.tolist() == [[[[13, 6], [5, 18]]]]
    assert b_bar.tolist() == [8]


def test_the_question_about_the_second_number_of_a_signal():
    X_bar = solution("conv2d_backward")(image([[1, 1, 1, 1]]), image([[2, 7]]), image([[1, 10, 100]]), 1, 0)[0]
    assert float(X_bar[0, 0, 0, 1]) == 27


def test_the_question_about_rows_and_columns():
    found = solution("conv2d")(double(*[[1] * 11] * 10)[None, None], double(*[[1] * 2] * 3)[None, None], double(0),
                               3, 1, 3)
    assert found.shape[2:] == (2, 4)
