"""The figures of lecture 01b draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse import data
from dlcourse.lectures.l01b import figures as pictures
from dlcourse.models import bayes
from dlcourse.tensors import DtypeError, ShapeError, generator

double = torch.float64
PRIOR, MU, VAR = (torch.tensor(v, dtype=double) for v in ([0.25, 0.75], [4.0, 6.0], [1.0, 4.0]))
MOONS = data.two_moons(40, rng=generator(0))
STREET = data.street_boxes()
PEOPLE = data.stick_figures(1, rng=generator(5))
MAPS = data.heat_maps(PEOPLE.hands, rows=24, columns=24)[0]
WAY = torch.linspace(0, 3, 12, dtype=double)
SHEET = torch.stack([WAY.sin(), 0 * WAY, WAY.cos()], 1)


def drawn():
    return {
        "bells": pictures.bells(PRIOR, MU, VAR, at=5.0),
        "one": pictures.one_bell(4.0, 1.0, at=5.0),
        "flat": pictures.flattened(SHEET, WAY, {"A": torch.stack([WAY, WAY], 1), "B": SHEET[:, [2, 0]]}),
        "pictures": pictures.pictures(torch.eye(3)[None].repeat(2, 1, 1), ["a", "b"], caption="Two."),
        "pose": pictures.pose(PEOPLE.images[0], MAPS, data.brightest(MAPS)),
        "street": pictures.street(*STREET),
        "spreading": pictures.spreading(MOONS.X, torch.tensor([0, 1]), MOONS.y, {"A": MOONS.y, "B": 0 * MOONS.y}),
        "grid": pictures.grid(),
    }


@pytest.mark.parametrize("name", list(drawn()))
def test_a_picture_is_small_and_described(name):
    picture = drawn()[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_words_carry_the_numbers():
    made = drawn()
    share = float(bayes.posterior(PRIOR, MU, VAR, torch.tensor([5.0], dtype=double))[0, 1])
    assert made["bells"].description.endswith(f"class 1 is {share:.3g} of both together.")
    assert "A names 40 of 40 points rightly. B names 20 of 40 points rightly." in made["spreading"].description
    assert "bus: from (7.8, 5.1) to (10, 6.6)." in made["street"].description
    row, column = data.brightest(MAPS)[1].tolist()
    assert f"The map of hand 2 is brightest in row {row}, column {column}." in made["pose"].description


def test_the_boxes_stand_where_they_are():
    axes = pictures.street(*STREET).figure.axes[0]
    found = [(*patch.get_xy(), patch.get_x() + patch.get_width(), patch.get_y() + patch.get_height())
             for patch in axes.patches]
    torch.testing.assert_close(torch.tensor(found, dtype=double), STREET.boxes)


def test_neighbours_from_far_away_are_counted():
    along = torch.arange(10, dtype=double)
    folded = (along - 4.6).abs()[:, None]  # two halves on top of each other
    assert pictures.torn(folded, along, far=1.0) == sum(
        abs(i - min((j for j in range(10) if j != i), key=lambda j: abs(abs(i - 4.6) - abs(j - 4.6)))) > 1
        for i in range(10)) > 5
    assert pictures.torn(along[:, None], along, far=1.0) == 0


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: pictures.bells(torch.ones(3) / 3, torch.ones(3), torch.ones(3), at=0.0), ValueError, "2 classes"),
    (lambda: pictures.bells(PRIOR, MU, VAR[:1], at=0.0), ShapeError, "bells: var"),
    (lambda: pictures.pictures(torch.ones(2, 3, 3), ["a"], caption="x"), ValueError, "a title for each"),
    (lambda: pictures.street(("a",), torch.ones(1, 3)), ShapeError, "street: boxes"),
    (lambda: pictures.one_bell(0.0, 0.0, at=0.0), ValueError, "var should be positive"),
    (lambda: pictures.spreading(MOONS.X, MOONS.X[0], MOONS.y, {}), DtypeError, "spreading: known"),
])
def test_refuses_what_cannot_be_drawn(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_the_height_of_a_bell():
    axes = pictures.bells(PRIOR, MU, VAR, at=4.0).figure.axes[0]
    tops = [max(line.get_ydata()) for line in axes.lines[:4] if len(line.get_xdata()) > 2]
    assert tops[0] == pytest.approx(0.25 / math.sqrt(2 * math.pi), rel=1e-2)
    assert tops[1] == pytest.approx(0.75 / math.sqrt(8 * math.pi), rel=1e-2)
