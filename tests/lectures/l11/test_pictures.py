"""The figures and live pictures of lecture 11 draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.lectures.l11 import figures, raster, trials, widgets
from dlcourse.widgets.portable import MOST_STATES
from dlcourse.widgets.still import draw

double = torch.float64


@pytest.mark.parametrize("name", ["scales", "axis", "races", "curves", "improvement"])
def test_a_picture_is_small_and_described(name):
    rates = torch.logspace(-4, -0.01, 50, dtype=double)
    picture = {"scales": lambda: figures.two_scales(rates, rates),
               "axis": lambda: figures.second_axis([0, 1], [0.7, 0.3]),
               "races": lambda: figures.races({way: torch.rand(3, 16) for way in trials.WAYS}),
               "curves": lambda: figures.random_curves([0.3, 3.0]),
               "improvement": lambda: figures.improvement(0.3, 0.2, 0.25)}[name]()
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_between_the_stored_places_errors_are_weighed():
    table = raster.stored()[1]
    middle = trials.error(1, (raster.LOG_ETA[60:61] + raster.LOG_ETA[61:62]) / 2, raster.LOG_LAM[1:2])
    torch.testing.assert_close(middle, (table[60:61, 1] + table[61:62, 1]) / 2)


@pytest.mark.parametrize("tries", [4.0, 16.0])
def test_both_searches_have_the_same_number_of_tries(tries):
    scene = widgets.sixteen(tries, 2.0)
    marks = [m for m in scene.panels[1].marks if getattr(m, "name", "")]
    assert [len(m.x) for m in marks] == [tries, tries]
    lot, grid = marks
    assert len({round(v, 6) for v in grid.x.tolist()}) == math.isqrt(int(tries))
    assert len({round(v, 6) for v in lot.x.tolist()}) == tries
    assert scene.readings["grid"] == [round(float(grid.y.min()), 1)]
    assert f"the best random setting {float(lot.y.min()):.1f} %" in scene.say


def test_random_rounds_and_bayesian_begin_alike():
    first = [[t.setting for t in trials.searched(way, 3)[:4]] for way in ("random", "rounds", "Bayesian")]
    assert first[0] == first[1] == first[2]


@pytest.mark.parametrize("way", trials.WAYS)
def test_the_best_so_far_is_drawn(way):
    scene = widgets.searches(way, 8.0, 4.0)
    assert len(scene.panels[0].marks[1].x) == 8
    [line] = [m for m in scene.panels[1].marks if m.name == way]
    tried = trials.searched(way, 3)[:8]
    assert float(line.y[-1]) == pytest.approx(min(widgets.TALL, 100 * min(t.loss for t in tried)))


@pytest.mark.parametrize("c, a", [(0.8, 1.0), (-0.9, 2.0), (0.0, -1.5), (0.95, 1.0)])
def test_a_slice_has_the_mean_and_variance_of_the_draws_nearby(c, a):
    scene = widgets.sliced(c, a)
    assert scene.readings == {"mean": [pytest.approx(c * a)], "variance": [pytest.approx(1 - c**2)]}
    after = next(m for m in scene.panels[1].marks if m.name == "after")
    assert float(after.y.max()) < scene.panels[1].ylim[1]
    width = float(after.x[1] - after.x[0])
    assert float(after.y.sum()) * width == pytest.approx(1, abs=0.02)
    assert float((after.x * after.y).sum()) * width == pytest.approx(c * a, abs=0.03)


@pytest.mark.parametrize("rule", trials.RULES)
def test_the_next_try_is_at_the_top(rule):
    scene = widgets.next_look(rule, 5.0, 1.0)
    curve, below = scene.panels
    at = next(m for m in below.marks if m.name == "next").x[0]
    line = next(m for m in below.marks if m.name == rule)
    assert at == pytest.approx(float(line.x[line.y.argmax()]), abs=0.051)  # every second place is drawn
    assert float(trials.looks(rule, 1.0)[3].x[-1]) == at  # after six tries
    tries = next(m for m in curve.marks if m.name == "tries")
    torch.testing.assert_close(tries.y, trials.one_knob(tries.x))


def test_stacked_panels_stand_one_below_the_other():
    upper, lower = draw(widgets.next_look(trials.RULES[0], 3.0, 1.0)).axes
    assert upper.get_position().y0 > lower.get_position().y1 - 0.01


def test_an_exported_page_keeps_enough_settings():
    for picture in (widgets.Sixteen, widgets.Searches, widgets.Slice, widgets.NextLook):
        assert math.prod(len(c.grid(5)) for c in picture.controls) <= MOST_STATES


@pytest.mark.refuses
def test_a_rate_of_nothing_is_refused():
    with pytest.raises(ValueError, match="rates should be above 0"):
        trials.against_random([0.0, 1.0])
