"""The figures of lecture 04c draw what they say."""

import math

import pytest
import torch

from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l04c import figures

SHARES = [0.5, 0.25, 0.125, 0.125]
FOUND = {5: torch.tensor([1.0, 3.0], dtype=torch.float64), 50: torch.tensor([2.0, 2.4], dtype=torch.float64)}


@pytest.mark.parametrize("picture", [figures.two_trees("abcd", SHARES), figures.estimates(2.1, FOUND),
                                     figures.bend(8.0, 32.0)], ids=["trees", "estimates", "bend"])
def test_a_picture_is_small_and_described(picture):
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_leaning_tree_asks_less():
    balanced, leaning = figures.two_trees("abcd", SHARES).figure.axes
    assert balanced.get_title() == "Balanced: 2 decisions on average"
    assert leaning.get_title() == f"Leaning: {0.5 * 1 + 0.25 * 2 + 0.125 * 3 + 0.125 * 3:g} decisions on average"


def test_means_are_drawn_where_they_lie():
    [axes] = figures.estimates(2.1, FOUND).figure.axes
    drawn = [float(line.get_ydata()[0]) for line in axes.get_lines() if line.get_linewidth() == 2.5]
    assert drawn == pytest.approx([2.0, 2.2])
    assert {text.get_text() for text in axes.get_legend().get_texts()} == {"estimates", "their mean", "exact loss"}


def test_the_middle_of_the_line_lies_below_the_curve():
    [axes] = figures.bend(8.0, 32.0).figure.axes
    [(x, low)], [(also_x, high)] = (zip(*line.get_data()) for line in axes.get_lines()[-2:])
    assert x == also_x == 20
    assert low == pytest.approx((math.log(8) + math.log(32)) / 2)
    assert high == pytest.approx(math.log(20))


@pytest.mark.parametrize("pair", [(0.0, 1.0), (2.0, 2.0), (3.0, 1.0)])
def test_sums_that_are_no_pair_are_refused(pair):
    with pytest.raises(ValueError, match="bend: there should be two positive sums"):
        figures.bend(*pair)


def test_shares_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="two_trees: there should be four shares"):
        figures.two_trees("abcd", [0.25, 0.5, 0.125, 0.125])
