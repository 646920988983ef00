"""Invented people and houses: what they were made from comes out again."""

import pytest
import torch

from dlcourse import data
from dlcourse.models import linear
from dlcourse.tensors import generator


def test_the_town_is_made_as_its_text_says():
    town = data.height_weight(20_000, rng=generator(0))
    w, b = linear.least_squares(town.X, town.y)
    assert w.tolist() == [pytest.approx(0.9, abs=0.03), pytest.approx(9, abs=0.4)]
    assert float(b + 166 * w[0]) == pytest.approx(64, abs=0.2)
    male = town.X[:, 1] == 1
    assert male.tolist()[:4] == [False, True, False, True]
    assert float(town.X[male, 0].mean()) == pytest.approx(179, abs=0.3)
    still = data.height_weight(6, rng=generator(1), noise=0.0)
    torch.testing.assert_close(still.y, 64 + 0.9 * (still.X[:, 0] - 166) + 9 * still.X[:, 1])


def test_the_houses_are_made_as_their_text_says():
    street = data.houses(20_000, rng=generator(0))
    w, b = linear.least_squares(street.X, street.y)
    assert [*w.tolist(), float(b)] == pytest.approx([3, 8, -5, -1.5, 50], abs=1)
    assert street.X.frac().abs().max() == 0
    assert street.X[:, 0].min() >= 30
    assert data.houses(5, rng=generator(1)).y.equal(data.houses(5, rng=generator(1)).y)


@pytest.mark.refuses
@pytest.mark.parametrize("make", [data.height_weight, data.houses])
def test_bad_input_is_refused(make):
    with pytest.raises(ValueError, match="n should be"):
        make(0, rng=generator(0))
    with pytest.raises(ValueError, match="noise"):
        make(3, rng=generator(0), noise=-1.0)
    with pytest.raises(TypeError, match="rng"):
        make(3, rng=None)
