"""The still picture shows each mark where the scene puts it, at the position of the player."""

import math

import pytest
import torch

from dlcourse.widgets.scene import Bars, Heat, Line, Panel, Points, Polygon, Scene, Text
from dlcourse.widgets.still import draw


def axes(*marks, frames=0, at=None, **panel):
    return draw(Scene((Panel(marks, (0, 4), (1, 9), **panel),), "words", frames=frames), at).axes[0]


@pytest.mark.parametrize("at, shown", [(None, 4), (0, 1), (2, 3)])
def test_a_played_line_is_as_long_as_the_player_is_far(at, shown):
    x, y = [0.0, 1.0, 2.0, 3.0], [1.0, 4.0, 2.0, 8.0]
    marked, whole = axes(Line("a", x, y, played=True, marked=True), Line("b", x, y), frames=4, at=at).get_lines()
    assert marked.get_xydata().tolist() == [list(p) for p in zip(x, y)][:shown]
    assert len(whole.get_xdata()) == 4


def test_a_polygon_turns_about_its_middle():
    square = Polygon("p", [2.0, 3.0], [5.0, 6.0], about=(2.0, 5.0), turn=math.pi / 4)
    start, turned = (axes(square, frames=9, at=at).patches[0].get_xy()[:2] for at in (0, 2))
    assert start.tolist() == [[2, 5], [3, 6]]
    assert turned.tolist() == [[2, 5], pytest.approx([1, 6])]  # a quarter of a turn, against the clock


def test_bars_points_and_words():
    drawn = axes(Bars(("l", "r"), torch.tensor([2.0, -3.0])), Points("p", [1.0], [2.0], size=9), Text(3, 4, "here"))
    assert [bar.get_height() for bar in drawn.patches] == [2, -3]
    assert drawn.get_lines()[0].get_xydata().tolist() == [[1, 2]]
    assert drawn.get_lines()[0].get_markersize() == 9
    assert (drawn.texts[0].get_text(), drawn.texts[0].get_position()) == ("here", (3, 4))


def test_bars_are_named():
    drawn = axes(Bars(("l", "r"), [2.0, 3.0]))
    assert [label.get_text() for label in drawn.get_xticklabels()] == ["l", "r"]
    assert list(drawn.get_xticks()) == [bar.get_x() + bar.get_width() / 2 for bar in drawn.patches]


def test_heat_fills_the_panel_the_lowest_row_first():
    image = axes(Heat(torch.tensor([[0.0, 0.5], [1.0, 0.25]]))).images[0]
    assert image.get_array().tolist() == [[0, 0.5], [1, 0.25]]
    assert image.origin == "lower"
    assert image.get_extent() == [0, 4, 1, 9]
    assert image.get_clim() == (0, 1)


def test_a_panel_says_how_its_axes_look():
    plain = axes(title="t", xlabel="x", ylabel="y")
    assert (plain.get_title(), plain.get_xlabel(), plain.get_ylabel()) == ("t", "x", "y")
    assert (plain.get_xlim(), plain.get_ylim(), plain.get_xscale(), plain.get_yscale()) == (
        (0, 4), (1, 9), "linear", "linear")
    assert axes(ylog=True).get_yscale() == "log"
    assert axes(equal=True).get_aspect() == 1
    assert plain.axison
    assert not axes(bare=True).axison


def test_the_legend_names_each_once_and_no_plain_line():
    line = Line("a", [0.0], [1.0])
    legend = axes(line, line, Points("b", [1.0], [1.0]), Points("", [1.0], [1.0]), Line("c", [0.0], [1.0], plain=True))
    assert sorted(text.get_text() for text in legend.get_legend().get_texts()) == ["a", "b"]
    assert axes(Text(1, 1, "only words")).get_legend() is None


def test_panels_stand_side_by_side():
    panel = Panel((), (0, 1), (0, 1))
    assert [len(draw(Scene((panel,) * n, "")).axes) for n in (1, 2, 3)] == [1, 2, 3]
