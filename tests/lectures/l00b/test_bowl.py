"""A step on the bowl has the height that one computes by hand; the steepest direction is against the gradient."""

import math

import pytest
import torch

from dlcourse.lectures.l00b.widgets import ROUND, Bowl, bowl
from dlcourse.widgets.scene import Line, Points

ANGLES, LENGTHS = (control.values for control in Bowl.controls)


def height(w1, w2):
    return w1**2 + 10 * w2**2


def marks(scene, panel, kind):
    return {mark.name: mark for mark in scene.panels[panel].marks if isinstance(mark, kind)}


@pytest.mark.parametrize("length", LENGTHS)
def test_each_step_goes_where_it_points_and_changes_the_height_by_that_much(length):
    for angle in ANGLES:
        scene = bowl(angle, length)
        there = (3 + length * math.cos(math.radians(angle)), 1 + length * math.sin(math.radians(angle)))
        end = marks(scene, 0, Points)["after the step"]
        assert (float(end.x[0]), float(end.y[0])) == pytest.approx(there)
        assert scene.readings["change of height"] == [pytest.approx(height(*there) - 19, abs=1e-9)]
        assert f"{height(*there):.4g}" in scene.say
        predicted = 6 * (there[0] - 3) + 20 * (there[1] - 1)
        curve = marks(scene, 1, Line)["predicted by the slope"]
        assert float(curve.y[ROUND.tolist().index(angle)]) == pytest.approx(predicted, abs=1e-9)


@pytest.mark.parametrize("length", LENGTHS)
def test_level_lines_are_level_and_one_runs_through_the_start(length):
    lines = marks(bowl(200.0, length), 0, Line)
    levels = [height(m.x, m.y) for name, m in lines.items() if m.plain and name != "all steps of this length"]
    assert all(torch.allclose(level, level[0]) for level in levels)
    assert 19.0 in [pytest.approx(float(level[0])) for level in levels]
    home = lines["to the lowest point"]
    assert (float(home.y[1]) - 1) / (float(home.x[1]) - 3) == pytest.approx(1 / 3)


def test_a_short_step_is_magnified_and_all_steps_of_its_length_are_shown():
    scene = bowl(200.0, 0.1)
    around = marks(scene, 0, Line)["all steps of this length"]
    assert torch.allclose(torch.hypot(around.x - 3, around.y - 1), torch.tensor(0.1, dtype=torch.float64))
    assert scene.panels[0].title == "beside you, magnified"
    assert bowl(200.0, 1.0).panels[0].title == "lines of height 5, 19 and 45"


def test_a_short_step_is_best_against_the_gradient_and_a_long_one_is_not():
    against = math.degrees(math.atan2(-20, -6)) % 360
    best = {length: min(ANGLES, key=lambda a: bowl(a, length).readings["change of height"][0]) for length in LENGTHS}
    assert abs(best[0.1] - against) <= 5
    assert abs(best[1.0] - against) > 15


def test_the_exported_page_keeps_a_stop_near_both_steps_of_the_question_and_near_a_level_direction():
    kept = next(c for c in Bowl.controls if c.name == "angle").grid(14)
    level = math.degrees(math.atan2(6, -20)) % 360
    for wanted in (math.degrees(math.atan2(-1, -3)) % 360, math.degrees(math.atan2(-20, -6)) % 360, level):
        assert min(abs(k - wanted) for k in kept) < 4
