"""The exercise of lecture 17a by hand: numbers that were worked out on paper, and what its questions tell."""

import math

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.draw import numbers


def test_stationary_in_the_case_of_the_text():
    answer = registry.load("stationary").resolve_reference()
    torch.testing.assert_close(answer(numbers([[0.9, 0.1], [0.5, 0.5]])), numbers(5 / 6, 1 / 6))


def test_a_chain_that_swings_by_hand():
    """From 0 to 1 or 2, and back: half of the time is spent in 0."""
    answer = registry.load("stationary").solution
    torch.testing.assert_close(answer(numbers([[0, 0.25, 0.75], [1, 0, 0], [1, 0, 0]])), numbers(0.5, 0.125, 0.375))


def test_mixed_problems():
    assert 0.5 * 1 + 2 * 0.25 * 2 == 1.5
    assert 1.5 * math.log(2) == pytest.approx(1.0397207708399179)
    assert 0.5 * math.tanh(0.5 * 2 - 0.4) == pytest.approx(0.26852478399401996)
    assert 0.3 / (0.2 + 0.3) == 0.6
    assert pytest.approx(0.55) == 0.5 * 0.8 + 0.5 * 0.3
