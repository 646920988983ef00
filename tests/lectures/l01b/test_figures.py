"""The figures of lecture 01b draw what they say, small enough, with the numbers in words."""

import math
from functools import cache

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
THREE, HALF = (torch.tensor(v, dtype=double) for v in ([2.0, 3.0, 5.0], [0.5, 0.5]))
WAY = torch.linspace(0, 3, 12, dtype=double)
SHEET = torch.stack([WAY.sin(), 0 * WAY, WAY.cos()], 1)


@cache
def drawn():
    return {
        "counted": pictures.counted(PRIOR, MU, VAR, at=5.0),
        "round": pictures.em_round(THREE, HALF, torch.tensor([2.0, 4.0], dtype=double), 2 * HALF),
        "sigmoid": pictures.bells_and_sigmoid(4.0, 6.0, 1.0, 0.75),
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
    one, two = (int(word.split()[0]) for word in made["counted"].description.split("lie ")[1].split(" and "))
    assert two / (one + two) == pytest.approx(share, abs=0.01)
    assert "after it at 4.15. The samples belong to B by 0.12, 0.50, 0.98." in made["round"].description
    assert "0.5 at x = 5, with a share of 0.75 at x = 4.45" in made["sigmoid"].description
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
    (lambda: pictures.counted(torch.ones(3) / 3, torch.ones(3), torch.ones(3), at=0.0), ValueError, "2 classes"),
    (lambda: pictures.counted(PRIOR, MU, VAR[:1], at=0.0), ShapeError, "counted: var"),
    (lambda: pictures.em_round(THREE, torch.ones(3) / 3, torch.ones(3), torch.ones(3)), ValueError, "2 parts"),
    (lambda: pictures.em_round(THREE, HALF, HALF[:1], HALF), ShapeError, "em_round: mu"),
    (lambda: pictures.bells_and_sigmoid(6.0, 4.0, 1.0, 0.5), ValueError, "left should be below right"),
    (lambda: pictures.pictures(torch.ones(2, 3, 3), ["a"], caption="x"), ValueError, "a title for each"),
    (lambda: pictures.street(("a",), torch.ones(1, 3)), ShapeError, "street: boxes"),
    (lambda: pictures.one_bell(0.0, 0.0, at=0.0), ValueError, "var should be positive"),
    (lambda: pictures.spreading(MOONS.X, MOONS.X[0], MOONS.y, {}), DtypeError, "spreading: known"),
])
def test_refuses_what_cannot_be_drawn(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_each_sample_has_its_dot():
    axes = pictures.counted(PRIOR, MU, VAR, at=5.0).figure.axes[0]
    dots = [tuple(round(float(v), 6) for v in dot) for line in axes.lines for dot in line.get_xydata()]
    assert len(dots) == len(set(dots)) == 1000
    places = {x: [y for at, y in dots if at == x] for x, _ in dots}
    assert all(sorted(ys) == [k + 0.5 for k in range(len(ys))] for ys in places.values())  # piles without gaps
    share, density = bayes.posterior(PRIOR, MU, VAR, torch.tensor([5.0], dtype=double))[0, 1], 192.5
    assert len(places[5.0]) == pytest.approx(density * 0.1, abs=1)
    blue = {tuple(round(float(v), 6) for v in dot) for dot in axes.lines[0].get_xydata()}  # class 1 lies below
    assert [(5.0, y) in blue for y in sorted(places[5.0])] == [k < round(19 * float(share)) for k in range(19)]


def test_the_parts_before_and_after_a_round():
    guess, shared, anew = pictures.em_round(THREE, HALF, torch.tensor([2.0, 4.0], dtype=double), 2 * HALF).figure.axes
    tops = [max(zip(line.get_ydata(), line.get_xdata(), strict=True))[1] for axes in (guess, anew)
            for line in axes.lines[:2]]
    assert tops == pytest.approx([2.0, 4.0, 2.4, 4.15], abs=0.03)
    heights = [patch.get_height() for patch in shared.patches]
    assert heights == pytest.approx([0.88, 0.5, 0.02, 0.12, 0.5, 0.98], abs=0.005)
    width = max(anew.lines[0].get_ydata())
    assert width == pytest.approx(0.466 / math.sqrt(2 * math.pi * 0.316), rel=0.01)


def test_both_sigmoids_are_equally_steep():
    below = pictures.bells_and_sigmoid(4.0, 6.0, 1.0, 0.75).figure.axes[1]
    x = torch.tensor(below.lines[0].get_xdata(), dtype=double)
    one, mu = torch.ones(2, dtype=double), torch.tensor([4.0, 6.0], dtype=double)
    for line, shares in ((below.lines[0], 2 * [0.5]), (below.lines[2], [0.25, 0.75])):
        found = bayes.posterior(torch.tensor(shares, dtype=double), mu, one, x)[:, 1]
        torch.testing.assert_close(torch.tensor(line.get_ydata(), dtype=double), found)
