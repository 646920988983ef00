"""One line has the corners on the side that one reckons by hand, and never all four of XOR."""

import itertools
import math

import pytest
import torch

from dlcourse.lectures.l00c.widgets import CORNERS, LOW, PUZZLES, RESOLUTION, OneLine, one_line
from dlcourse.widgets.scene import Heat, Line

CHOICE, ANGLE, SHIFT = OneLine.controls
SETTINGS = list(itertools.product(ANGLE.values, SHIFT.values))


def most(puzzle):
    towards = torch.deg2rad(torch.tensor([angle for angle, _ in SETTINGS], dtype=torch.float64))
    shifts = torch.tensor([shift for _, shift in SETTINGS], dtype=torch.float64)
    said = torch.stack([towards.cos(), towards.sin()], 1) @ CORNERS.T > shifts[:, None]
    return int((said == torch.tensor(PUZZLES[puzzle]).bool()).sum(1).max())


def test_one_line_solves_and_and_or_but_never_xor():
    assert [most(puzzle) for puzzle in PUZZLES] == [4, 4, 3]


def test_the_picture_starts_with_a_line_that_is_not_yet_right():
    assert OneLine().current.readings["right"][0] < 4


@pytest.mark.parametrize("angle, shift", [(0.0, 0.5), (90.0, 0.5), (225.0, -1.25)])
def test_the_coloured_side_is_the_side_of_the_points_and_the_line_lies_between(angle, shift):
    heat, line, *_ = one_line("OR: at least one is 1", angle, shift).panels[0].marks
    assert isinstance(heat, Heat)
    assert isinstance(line, Line)
    towards = (math.cos(math.radians(angle)), math.sin(math.radians(angle)))
    assert (line.x * towards[0] + line.y * towards[1]).tolist() == pytest.approx([shift, shift])
    for x, y in CORNERS.tolist():
        row, column = (round((v - LOW) / (1.6 - LOW) * (RESOLUTION - 1)) for v in (y, x))
        assert bool(heat.values[row, column] > 0.5) == (x * towards[0] + y * towards[1] > shift)


def test_the_words_name_what_is_wrong():
    said = one_line("XOR: exactly one is 1", 45.0, 0.25).say
    assert said.endswith("3 of 4 points are on their own side; wrong: (1, 1).")
    assert "wrong" not in one_line("AND: both are 1", 45.0, 1.0).say


def test_the_sums_of_opposite_corners_are_equal_for_every_line():
    rng = torch.Generator().manual_seed(0)
    for a, b, c in torch.randn(50, 3, generator=rng, dtype=torch.float64):
        s = CORNERS @ torch.stack([a, b]) + c
        assert float(s[0] + s[3]) == pytest.approx(float(s[1] + s[2]))
