"""The line lies where the score is 0, and the losses are those of their formulas."""

import math

import pytest
import torch

from dlcourse.lectures.l04b.widgets import CLOUD, Hyperplane, hyperplane

SETTINGS = [(angle, offset, length) for angle in (0.0, 35.0, 90.0, 200.0) for offset in (-1.0, 0.0, 2.0)
            for length in (0.1, 1.0, 10.0)]
LOSSES = {"0/1": lambda m: float(m <= 0), "hinge": lambda m: max(0.0, 1 - m),
          "logistic": lambda m: math.log1p(math.exp(-abs(m))) + max(-m, 0), "squared": lambda m: (m - 1) ** 2}


def margins(angle, offset, length):
    """Score times class of each point, one by one."""
    w = length * math.cos(math.radians(angle)), length * math.sin(math.radians(angle))
    return [(w[0] * x1 + w[1] * x2 - length * offset) * (1 if y else -1) for (x1, x2), y in
            zip(CLOUD.X.tolist(), CLOUD.y.tolist())]


def mark(scene, panel, name):
    return next(m for m in scene.panels[panel].marks if m.name == name)


@pytest.mark.parametrize("setting", SETTINGS)
def test_losses_by_hand(setting):
    scene, m = hyperplane(*setting), margins(*setting)
    for name, loss in LOSSES.items():
        assert scene.readings[name] == [pytest.approx(sum(map(loss, m)) / 40)]
    wrong = sum(v <= 0 for v in m)
    assert scene.say.startswith(f"{wrong} of 40 points lie on the wrong side. Mean losses: hinge ")
    assert mark(scene, 1, "the 40 points").x.tolist() == pytest.approx(m)
    assert mark(scene, 1, "the 40 points").y.tolist() == pytest.approx([LOSSES["logistic"](v) for v in m])


@pytest.mark.parametrize("angle, offset, length", SETTINGS)
def test_lines_join_points_of_equal_score(angle, offset, length):
    w = length * torch.tensor([math.cos(math.radians(angle)), math.sin(math.radians(angle))], dtype=torch.float64)
    lines = hyperplane(angle, offset, length).panels[0].marks[:3]
    for line, level in zip(lines, (0.0, 1.0, -1.0)):
        ends = torch.stack([torch.as_tensor(line.x), torch.as_tensor(line.y)], dim=1)
        assert (ends @ w - length * offset).tolist() == pytest.approx([level, level], abs=1e-9)
        assert math.dist(*ends.tolist()) == pytest.approx(18)
    assert [line.plain for line in lines] == [False, True, True]


@pytest.mark.parametrize("name", LOSSES)
def test_curves_of_the_losses(name):
    curve = mark(hyperplane(90.0, 0.0, 1.0), 1, name)
    assert curve.y.tolist() == pytest.approx([LOSSES[name](float(m)) for m in curve.x])


def test_the_points_do_not_move_and_all_are_drawn():
    points = [mark(hyperplane(*setting), 0, f"class {c}") for setting in SETTINGS[:2] for c in (0, 1)]
    drawn = [{*zip(p.x.tolist(), p.y.tolist())} for p in points]
    assert drawn[:2] == drawn[2:]
    assert drawn[0] == {tuple(x) for x, y in zip(CLOUD.X.tolist(), CLOUD.y.tolist()) if y == 0}
    assert len(drawn[0]) + len(drawn[1]) == 40


def test_some_setting_separates_better_than_the_start():
    start = Hyperplane().current.readings["0/1"][0]
    assert min(hyperplane(float(a), 0.0, 1.0).readings["0/1"][0] for a in range(0, 360, 15)) < start
