"""The figures of lecture 04a draw what they say, small enough, with the numbers in words."""

import pytest
import torch

from dlcourse.data import blobs
from dlcourse.lectures.l04a import figures as pictures
from dlcourse.tensors import ShapeError, generator

TWO = blobs(40, 2, rng=generator(0))
w, b = torch.tensor([2.0, 0.0], dtype=torch.float64), torch.tensor(0.5, dtype=torch.float64)


def test_a_picture_is_small_and_described():
    picture = pictures.probability_maps({"M1": (w, b), "M2": (10 * w, 10 * b)}, TWO.X, TWO.y)
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_words_carry_the_numbers():
    words = pictures.probability_maps({"M": (w, b)}, TWO.X, TWO.y).description
    assert words.endswith("1 - 0.1 one unit beyond it.")


@pytest.mark.refuses
def test_refuses_another_shape():
    with pytest.raises(ShapeError, match="probability_maps: X should"):
        pictures.probability_maps({"M": (w, b)}, torch.ones(3, 3), TWO.y)
