"""The exercises of lecture 15a by hand: numbers that were worked out on paper, and what its questions tell."""

import math

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.draw import numbers


def test_denoising_loss_in_the_case_of_the_text():
    answer = registry.load("denoising_loss").resolve_reference()
    found = answer(numbers([[1, 2], [3, 0]]), numbers([[2, -4], [-6, 2]]), 0.5, numbers([[1, 1]]), numbers([-2]),
                   numbers([[2], [4]]), numbers(1, 0))
    code = math.tanh(-1)
    second = (2 * code + 1 - 3) ** 2, (4 * code) ** 2
    assert (code, *second, sum(second)) == pytest.approx((-0.7616, 12.4129, 9.2804, 21.6933), abs=5e-5)
    assert float(found) == pytest.approx((4 + sum(second)) / 2)
    assert float(found) == pytest.approx(12.8466, abs=5e-5)


def test_sparsity_penalty_in_the_case_of_the_text():
    answer = registry.load("sparsity_penalty").resolve_reference()
    found = answer(numbers([[0.1, 0.8], [0.4, 0.2], [0.1, 0.5]]), 0.2)
    parts = 0.2 * math.log(0.4), 0.8 * math.log(1.6)
    assert (*parts, sum(parts)) == pytest.approx((-0.1833, 0.3760, 0.1927), abs=5e-5)
    torch.testing.assert_close(found, torch.tensor(sum(parts), dtype=torch.float64))


def test_mixed_problems():
    single = 0.5 * math.log(0.5 / 0.1) + 0.5 * math.log(0.5 / 0.9)
    assert (single, 4 * single) == pytest.approx((0.5108256237659907, 2.0433024950639628))
    values = torch.linalg.eigvalsh(numbers([[3, 1], [1, 3]]))
    assert float(values[1] / values.sum()) == pytest.approx(2 / 3)
    assert (10 + 4 * 20) / 5 == 18
