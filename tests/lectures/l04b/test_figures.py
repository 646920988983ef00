"""The figures of lecture 04b draw what they say, small enough, with the numbers in words."""

import pytest
import torch

from dlcourse.data import blobs
from dlcourse.lectures.l04b import figures as linear
from dlcourse.tensors import ShapeError, generator

W = torch.tensor([[2.0, 0.0], [-1.0, 1.7], [-1.0, -1.7]], dtype=torch.float64)
THREE = blobs(60, 3, rng=generator(0))
TWO = blobs(40, 2, rng=generator(0))


def pictures():
    w, b, x = W[0], torch.tensor(0.5, dtype=torch.float64), torch.linspace(-1, 1, 9, dtype=torch.float64)
    return {
        "regions": linear.class_regions(W, torch.zeros(3, dtype=torch.float64), THREE.X, THREE.y),
        "curves": linear.curves(x, {"a": x, "b": x * x}, xlabel="t", ylabel="y", caption="Two curves.", at=[-1, 1]),
        "margin": linear.margin_lines(w, b, TWO.X, TWO.y),
    }


@pytest.mark.parametrize("name", list(pictures()))
def test_a_picture_is_small_and_described(name):
    picture = pictures()[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_words_carry_the_numbers():
    assert pictures()["curves"].description == "a: -1.0 at t = -1, 1.0 at t = 1. b: 1.0 at t = -1, 1.0 at t = 1."
    assert "1.0 wide" in pictures()["margin"].description


@pytest.mark.refuses
def test_refuses_another_shape():
    with pytest.raises(ShapeError, match="margin_lines: w should"):
        linear.margin_lines(torch.ones(3), torch.tensor(0.0), TWO.X, TWO.y)
