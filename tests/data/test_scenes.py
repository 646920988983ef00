"""Small pictures and their targets are what they say: letters, turns, boxes, joints and heat maps; bad input."""

import math

import pytest
import torch

from dlcourse import data
from dlcourse.data import scenes
from dlcourse.tensors import ShapeError, generator


def test_shapes_are_drawn_whole_at_many_places():
    made = data.shapes(300, rng=generator(0), noise=0.0)
    images = made.X.reshape(-1, 12, 12)
    assert [int((made.y == c).sum()) for c in range(3)] == [100, 100, 100]
    assert {float(v) for v in images.unique()} == {0.0, 1.0}
    assert [float(images[made.y == c].sum((1, 2)).unique()) for c in range(3)] == [24, 24, 25]
    assert len({tuple(row.tolist()) for row in made.X[made.y == 0]}) > 25
    assert torch.equal(made.X, data.shapes(300, rng=generator(0), noise=0.0).X)


def test_no_kind_is_another_one_turned():
    letters = scenes._LETTERS
    for k in (1, 2, 3):
        for i in range(3):
            for j in range(3):
                assert not torch.equal(letters[i].rot90(k), letters[j])


def test_rotations_come_in_four_blocks():
    images = torch.arange(18.0).reshape(2, 3, 3)
    made = data.rotation_pretext(images)
    assert made.turns.tolist() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert torch.equal(made.X[:2], images)
    assert torch.equal(made.X[4], images[0].flip(0, 1))
    for block in range(3):
        assert torch.equal(made.X[2 * block:2 * block + 2].rot90(1, (1, 2)), made.X[2 * block + 2:2 * block + 4])


def test_boxes_of_the_street_have_area():
    street = data.street_boxes()
    assert len(street.names) == len(street.boxes) == 5
    assert bool((street.boxes[:, 2:] > street.boxes[:, :2]).all())
    assert 0 <= float(street.boxes.min()) <= float(street.boxes.max()) <= 10


def test_hands_lie_at_the_ends_of_strokes():
    made = data.stick_figures(20, rng=generator(0))
    assert made.images.shape == (20, 24, 24)
    for image, hands in zip(made.images, made.hands):
        left, right = hands.round().long().tolist()
        assert left[1] < 12 < right[1]
        assert image[left[0], left[1]] == image[right[0], right[1]] == 1


def test_heat_maps_by_hand_and_back():
    hands = data.stick_figures(30, rng=generator(1)).hands
    maps = data.heat_maps(hands, rows=24, columns=24)
    assert maps.shape == (30, 2, 24, 24)
    r, c = hands[3, 1].tolist()
    assert float(maps[3, 1, 5, 7]) == pytest.approx(math.exp(-((5 - r) ** 2 + (7 - c) ** 2) / (2 * 1.5**2)))
    assert float((data.brightest(maps) - hands).abs().max()) <= 0.5


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: data.shapes(0, rng=generator(0)), ValueError, "n should be"),
    (lambda: data.shapes(3, rng=generator(0), noise=-1.0), ValueError, "noise"),
    (lambda: data.shapes(3, rng=None), TypeError, "rng"),
    (lambda: data.stick_figures(2, rng=generator(0), size=5), ValueError, "size"),
    (lambda: data.rotation_pretext(torch.ones(2, 3, 4)), ShapeError, "rotation_pretext"),
    (lambda: data.heat_maps(torch.ones(1, 1, 2), rows=3, columns=3, width=0.0), ValueError, "width"),
    (lambda: data.heat_maps(torch.ones(1, 1, 2), rows=0, columns=3), ValueError, "rows"),
])
def test_refuses_what_cannot_be_meant(call, error, words):
    with pytest.raises(error, match=words):
        call()
