"""The figures and live pictures of lecture 17a draw what they say."""

import pytest
import torch

from dlcourse.lectures.l17a import chains, figures
from dlcourse.lectures.l17a.widgets import STEPS, forgets, walkers
from dlcourse.models import markov
from dlcourse.tensors import ShapeError, generator


def test_the_drawing_tells_the_table():
    P = chains.chain(chains.WEATHER).P
    words = figures.weather().description
    names = ("sun", "rain")
    for i, start in enumerate(names):
        for j, end in enumerate(names):
            assert f"{start} to {end} {float(P[i, j]):g}" in words


def test_a_walk_and_its_share():
    seen = markov.walk(chains.chain(chains.WEATHER).P, 1, 500, rng=generator(0))
    picture = figures.shares(seen, torch.tensor([5 / 6, 1 / 6], dtype=torch.float64), ("sun", "rain"))
    assert f"{float((seen == 0).double().mean()):.3f} after 500 steps" in picture.description
    share = picture.figure.axes[1].lines[0].get_ydata()
    assert share[-1] == pytest.approx(float((seen == 0).double().mean()))
    assert share[0] == 0.0  # it starts with rain


@pytest.mark.refuses
def test_refuses_another_shape():
    with pytest.raises(ShapeError, match="shares: pi should"):
        figures.shares(torch.zeros(3, dtype=torch.long), torch.ones(1, 2), ("a", "b"))


@pytest.mark.parametrize("name", chains.NAMES)
def test_two_starts(name):
    table = chains.chain(name)
    for t in (0, 3, STEPS):
        scene = forgets(name, float(t))
        power = torch.linalg.matrix_power(table.P, t)
        for panel, row in zip(scene.panels[:2], power[[0, -1]]):
            torch.testing.assert_close(torch.as_tensor(panel.marks[0].y, dtype=torch.float64), row)
        assert scene.readings["distance"] == [pytest.approx(float((power[0] - power[-1]).abs().sum() / 2))]


@pytest.mark.parametrize("a", [0.0, 0.5, 0.95])
def test_walkers(a):
    for t in (0, 1, 7):
        scene = walkers(a, 2.0, float(t))
        assert scene.readings["mean"] == [pytest.approx(a**t * 2.0)]
        assert scene.readings["variance"] == [pytest.approx(1 - a ** (2 * t))]
        now = scene.panels[1].marks[3]
        assert (float(now.x[0]), float(now.y[0])) == pytest.approx((t, a**t * 2.0))
    curve = walkers(a, 2.0, 7.0).panels[0].marks[0]
    area = torch.trapezoid(torch.as_tensor(curve.y), torch.as_tensor(curve.x))
    assert float(area) == pytest.approx(1.0, abs=1e-3)
