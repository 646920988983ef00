"""The figures of lecture 04a draw what they say, small enough, with the numbers in words."""

import math
from functools import cache

import pytest
import torch

from dlcourse.data import blobs
from dlcourse.figures.canvas import COLOURS
from dlcourse.lectures.l04a import figures as pictures
from dlcourse.models.calibration import calibration
from dlcourse.tensors import ShapeError, generator

TWO = blobs(40, 2, rng=generator(0))
w, b = torch.tensor([2.0, 0.0], dtype=torch.float64), torch.tensor(0.5, dtype=torch.float64)
SAID = torch.rand(200, generator=generator(1), dtype=torch.float64)
TABLE = calibration(SAID, (torch.rand(200, generator=generator(2), dtype=torch.float64) < SAID).long())


@cache
def drawn():
    return {
        "distances": pictures.distances(w, b, TWO.X[:2]),
        "sigmoids": pictures.sigmoids({"z = x": 1.0, "z = 10x": 10.0}),
        "maps": pictures.probability_maps({"M1": (w, b), "M2": (10 * w, 10 * b)}, TWO.X, TWO.y),
        "reliability": pictures.reliability({"M": TABLE}),
        "weights": pictures.weights_of_pixels(torch.eye(8), torch.eye(8), torch.linspace(1, -1, 64).reshape(8, 8)),
    }


@pytest.mark.parametrize("name", list(drawn()))
def test_a_picture_is_small_and_described(name):
    picture = drawn()[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_words_carry_the_numbers():
    words = drawn()["maps"].description
    assert f"{1 / (1 + math.exp(-2)):.3g} at a distance of 1" in words
    assert f"over a width of {2 * math.log(9) / 20:.3g}." in words
    assert "0.881 at 2." in drawn()["sigmoids"].description
    first = TWO.X[0]
    assert f"the signed distance {float(w @ first + b) / 2:g}." in drawn()["distances"].description
    assert drawn()["weights"].description.startswith("The mean weight is 0.51 in the upper half and -0.51")


def test_each_class_has_its_colour_and_marker_and_stands_in_the_legend():
    maps = drawn()["maps"].figure
    for axes in maps.axes[:2]:
        points = {line.get_label(): line for line in axes.lines if line.get_label().startswith("class")}
        assert {name: (line.get_color(), line.get_marker()) for name, line in points.items()} == {
            "class 0": (COLOURS[1], "s"), "class 1": (COLOURS[0], "o")}
    [legend] = maps.legends
    assert [text.get_text() for text in legend.get_texts()] == ["class 0", "class 1"]


def test_the_map_covers_all_points():
    far = torch.tensor([[2.9, -2.9]], dtype=torch.float64)
    axes = pictures.probability_maps({"M": (w, b)}, far, torch.tensor([1])).figure.axes[0]
    assert axes.images[0].get_extent() == [*axes.get_xlim(), *axes.get_ylim()] == [-3, 3, -3, 3]


def test_the_signed_distance_is_drawn_at_right_angles():
    axes = drawn()["distances"].figure.axes[0]
    legs = [line for line in axes.lines if line.get_linestyle() == "--"]
    for leg, x in zip(legs, TWO.X[:2], strict=True):
        (x0, x1), (y0, y1) = leg.get_data()
        assert (x0, y0) == pytest.approx(tuple(x.tolist()))
        assert float(w @ torch.tensor([x1, y1], dtype=torch.float64) + b) == pytest.approx(0, abs=1e-9)
        assert (x1 - x0) * -float(w[1]) + (y1 - y0) * float(w[0]) == pytest.approx(0, abs=1e-9)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: pictures.probability_maps({"M": (w, b)}, torch.ones(3, 3), TWO.y), ShapeError, "probability_maps: X"),
    (lambda: pictures.distances(0 * w, b, TWO.X), ValueError, "w should not be 0"),
    (lambda: pictures.sigmoids({}), ValueError, "at least one curve"),
    (lambda: pictures.reliability({}), ValueError, "at least one model"),
])
def test_refuses_what_cannot_be_drawn(call, error, words):
    with pytest.raises(error, match=words):
        call()
