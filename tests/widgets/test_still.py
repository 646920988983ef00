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
    grown, dots, head, whole = axes(Line("a", x, y, played=True, marked=True), Line("b", x, y), frames=4,
                                    at=at).get_lines()
    places = [list(p) for p in zip(x, y)][:shown]
    assert grown.get_xydata().tolist() == dots.get_xydata().tolist() == places
    assert head.get_xydata().tolist() == places[-1:]
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


def test_markers_at_the_edge_are_whole_and_what_lies_outside_is_not_drawn():
    [dots] = axes(Points("p", [0.0, 4.0, 5.0], [1.0, 9.0, 2.0])).get_lines()
    assert dots.get_xydata().tolist() == [[0, 1], [4, 9]]
    assert not dots.get_clip_on()


def test_the_legend_shows_each_mark_as_it_is_drawn():
    drawn = axes(Line("plain", [0.0, 1.0], [1.0, 2.0], kind=2), Line("marked", [0.0, 1.0], [1.0, 2.0], marked=True),
                 Points("points", [1.0], [2.0], kind=1))
    symbols = {text.get_text(): handle for text, handle in zip(drawn.get_legend().get_texts(),
                                                               drawn.get_legend().legend_handles)}
    assert [(s.get_linestyle(), s.get_marker()) for s in symbols.values()] == [
        ("-.", "None"), ("-", "o"), ("None", "s")]


def test_a_crowd_of_points_has_no_edges():
    few, many = (axes(Points("p", [1.0 + i / 50 for i in range(n)], [2.0] * n, kind=5)).get_lines()[0] for n in (3, 40))
    assert many.get_markeredgecolor() == many.get_color()
    assert many.get_alpha() == 0.8
    assert few.get_alpha() is None


@pytest.mark.parametrize("stacked", [True, False])
def test_stacked_panels_stand_one_below_the_other(stacked):
    panel = Panel((Points("p", [1.0], [2.0]),), (0, 4), (1, 9))
    figure = draw(Scene((panel, panel), "words", stacked=stacked))
    figure.draw_without_rendering()
    first, second = (axes.get_position() for axes in figure.axes)
    assert (first.y0 > second.y1, first.x1 < second.x0) == (stacked, not stacked)
