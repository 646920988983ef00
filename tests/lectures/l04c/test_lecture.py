"""The numbers in the prose of lecture 04c."""

import math

import pytest
import torch

from dlcourse import losses
from dlcourse.tensors import generator


def test_seventeen_questions_and_what_they_save():
    assert 2**16 < 100_000 <= 2**17
    assert 512 * 100_000 == 51_200_000
    assert 512 * 17 == 8704
    assert round(100_000 / 17, -2) == 5900


def test_the_wrong_program_and_the_right_one():
    z = torch.tensor([0.6, 0.1], dtype=torch.float64).logit()
    signs = torch.tensor([-1.0, 1.0], dtype=torch.float64)
    assert float(z.sigmoid().log().sum()) == pytest.approx(-2.81, abs=5e-3)
    assert float((signs * z).sigmoid().log().sum()) == pytest.approx(math.log(0.04))
    assert math.log(0.04) == pytest.approx(-3.22, abs=5e-3)


def test_who_divides_by_the_chance_is_right_on_average():
    powers, chances = (1, 2, 3, 6), (0.1, 0.2, 0.3, 0.4)
    assert sum(q * v / q for v, q in zip(powers, chances)) == pytest.approx(12)
    assert sum(q * v * 4 for v, q in zip(powers, chances)) == pytest.approx(15.2)
    even = [math.log((8 + 4 * v) / 8) for v in powers]
    assert even == pytest.approx([math.log(v) for v in (1.5, 2, 2.5, 4)])
    assert sum(even) / 4 == pytest.approx(0.850, abs=5e-4)
    assert math.log(20 / 8) == pytest.approx(0.916, abs=5e-4)


def test_estimates_are_too_small_on_average_and_larger_samples_mend_it():
    """As in the figure, with other draws: five seeds."""
    for seed in range(5):
        rng = generator(seed)
        z, y = 2 * torch.randn(1, 1000, generator=rng, dtype=torch.float64), torch.tensor([7])
        z[0, 7] = 5.0
        exact, gaps, spreads = float(losses.cross_entropy(z, y)), [], []
        for k in (5, 100):
            expected = torch.full((1000,), k / 1000, dtype=torch.float64)
            found = torch.stack([losses.sampled_softmax(z, y, torch.randint(1000, (k,), generator=rng), expected)
                                 for _ in range(100)])
            gaps.append(exact - float(found.mean()))
            spreads.append(float(found.std()))
        assert gaps[0] > 0.2
        assert abs(gaps[1]) < 0.15
        assert spreads[1] < spreads[0]
