"""The speeds of the three axles multiply, and what is drawn turns as a chain would turn it."""

import itertools
import math

import pytest

from dlcourse.lectures.l00b.widgets import FRAMES, RATIOS, gears
from dlcourse.widgets.scene import Line, Polygon

PAIRS = list(itertools.product(RATIOS, RATIOS))


def marks(scene, kind):
    return [mark for mark in scene.panels[0].marks if isinstance(mark, kind)]


def radius(wheel):
    return max(math.dist(wheel.about, corner) for corner in zip(wheel.x, wheel.y)) - 0.08  # half a tooth


@pytest.mark.parametrize("du_dx, dy_du", PAIRS)
def test_the_speeds_multiply(du_dx, dy_du):
    scene = gears(du_dx, dy_du)
    x, first, second, y = marks(scene, Polygon)
    assert first.turn / x.turn == pytest.approx(du_dx)
    assert first.turn == second.turn  # on one axle
    assert y.turn / second.turn == pytest.approx(dy_du)
    assert y.turn / x.turn == pytest.approx(du_dx * dy_du)
    assert (FRAMES - 1) * x.turn == pytest.approx(-2 * math.pi)  # one turn, with the clock
    assert [float(turns[-1]) for turns in scene.readings.values()] == pytest.approx([1, du_dx, du_dx * dy_du])
    assert all(len(turns) == scene.frames == FRAMES for turns in scene.readings.values())
    assert "dy/dx" not in scene.say  # it is told when it has been played
    assert scene.said().endswith(f"So y turns {du_dx:g} · {dy_du:g} = {du_dx * dy_du:g} times as fast as x: "
                                 f"dy/dx = {du_dx * dy_du:g}.")


@pytest.mark.parametrize("du_dx, dy_du", PAIRS)
def test_a_chain_runs_at_one_speed_and_touches_both_its_wheels(du_dx, dy_du):
    scene = gears(du_dx, dy_du)
    wheels = marks(scene, Polygon)
    chains = marks(scene, Line)
    for (a, b), chain in zip((wheels[:2], wheels[2:]), (chains[:2], chains[2:])):
        assert radius(a) * a.turn == pytest.approx(radius(b) * b.turn)
        for side, line in zip((1, -1), chain):
            assert list(line.x) == [a.about[0], b.about[0]]
            assert list(line.y) == pytest.approx([side * radius(a), side * radius(b)])


@pytest.mark.parametrize("du_dx, dy_du", PAIRS)
def test_every_wheel_stays_in_the_picture(du_dx, dy_du):
    scene = gears(du_dx, dy_du)
    (left, right), (low, high) = scene.panels[0].xlim, scene.panels[0].ylim
    wheels = [(wheel.about[0], radius(wheel) + 0.08) for wheel in marks(scene, Polygon)]
    assert all(left <= x - r and x + r <= right and low <= -r and r <= high for x, r in wheels)
    assert wheels[0][0] + wheels[0][1] < wheels[1][0] - wheels[1][1]  # the pairs do not touch
    assert wheels[2][0] + wheels[2][1] < wheels[3][0] - wheels[3][1]
