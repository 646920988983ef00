"""The figures and live pictures of lecture 15b draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.lectures.l15b.figures import curve
from dlcourse.lectures.l15b.widgets import wave
from dlcourse.tensors import ShapeError


def test_the_words_carry_the_numbers():
    picture = curve(torch.tensor([0.0, 1.0, 2.0]), torch.tensor([1.0, 5.0, 2.0]))
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.description == "The curve is highest at x = 1, where it is 5."


@pytest.mark.refuses
def test_refuses_another_shape():
    with pytest.raises(ShapeError, match="curve: y should"):
        curve(torch.ones(2), torch.ones(3))


@pytest.mark.parametrize("frequency", [0.5, 1.0, 5.0])
def test_the_first_top_lies_a_quarter_of_a_wave_in(frequency):
    scene = wave(frequency)
    assert scene.readings["first top"] == [pytest.approx(math.pi / 2 / frequency)]
    [line] = scene.panels[0].marks
    assert float(line.y.max()) <= 1
