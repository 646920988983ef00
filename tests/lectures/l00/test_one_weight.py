"""The machine with one weight steps as one reckons by hand, and keeps its way to itself until it is played."""

import pytest
import torch

from dlcourse.lectures.l00.widgets import STEPS, OneWeight, one_weight
from dlcourse.widgets.scene import Line

ETAS, STARTS = (control.values for control in OneWeight.controls)


def lines(scene, panel):
    return {mark.name: mark for mark in scene.panels[panel].marks if isinstance(mark, Line)}


@pytest.mark.parametrize("eta", ETAS)
def test_each_step_goes_against_the_slope_at_its_own_place(eta):
    for w in STARTS:
        readings = one_weight(w, eta).readings
        for k in range(STEPS):
            here, slope = float(readings["w"][k]), float(readings["slope"][k])
            assert slope == pytest.approx(2 * (2 * here - 6) * 2)
            assert float(readings["loss"][k]) == pytest.approx((2 * here - 6) ** 2)
            assert float(readings["w"][k + 1]) == pytest.approx(here - eta * slope)


@pytest.mark.parametrize("eta, ends", [(0.1, 3.0), (0.125, 3.0), (0.25, 1.0)])
def test_where_the_steps_end(eta, ends):
    assert float(one_weight(1.0, eta).readings["w"][-1]) == pytest.approx(ends, abs=1e-4)


def test_one_step_suffices_at_an_eighth_and_0_3_runs_away():
    assert float(one_weight(1.0, 0.125).readings["w"][1]) == 3
    away = (one_weight(1.0, 0.3).readings["w"] - 3).abs()
    assert bool((away[1:] > away[:-1]).all())


def test_both_panels_show_the_same_way():
    scene = one_weight(0.5, 0.05)
    plan, steps = lines(scene, 0)["the machine, step by step"], lines(scene, 1)["the machine, step by step"]
    assert torch.equal(plan.x, steps.y)
    assert plan.played
    assert steps.played


def test_the_still_picture_shows_the_start_and_follows_the_player():
    live = OneWeight()
    _, way, *_ = live.still().axes[1].get_lines()
    assert list(way.get_ydata()) == [1.0]
    live.at = 2
    _, way, marks, last = live.still().axes[1].get_lines()
    assert list(way.get_ydata()) == pytest.approx([1.0, 1.8, 2.28])
    assert list(marks.get_ydata()) == list(way.get_ydata())  # every step has its mark
    assert list(last.get_ydata()) == pytest.approx([2.28])
    assert "1.8" not in live.say
