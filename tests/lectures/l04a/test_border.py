"""The live pictures: the border lies where the score is 0, and the prices and steps are those of their formulas."""

import math

import pytest
import torch

from dlcourse.lectures.l04a.widgets import MOST, Border, Descending, X, Y, border, descending, way

SETTINGS = [(angle, shift, scale) for angle in (0.0, 45.0, 120.0, 250.0) for shift in (-1.0, 0.0, 0.25)
            for scale in (0.1, 1.0, 10.0)]


def by_hand(angle, shift, scale):
    """What each point pays, one by one, and whether it lies on the wrong side."""
    length = scale * math.sqrt(2)
    w1, w2 = length * math.cos(math.radians(angle)), length * math.sin(math.radians(angle))
    margins = [(w1 * x1 + w2 * x2 - shift * length) * (1 if y else -1) for (x1, x2), y in zip(X.tolist(), Y.tolist())]
    return [math.log1p(math.exp(-abs(m))) + max(-m, 0) for m in margins], margins


def marks(scene, panel, name):
    return next(m for m in scene.panels[panel].marks if getattr(m, "name", "") == name)


@pytest.mark.parametrize("setting", SETTINGS)
def test_prices_by_hand(setting):
    scene, (paid, margins) = border(*setting), by_hand(*setting)
    assert scene.readings["mean loss"] == [pytest.approx(sum(paid) / 12)]
    assert scene.readings["on the wrong side"] == [sum(m < 0 for m in margins)]
    for c in (0, 1):
        dots, own = marks(scene, 1, f"class {c}"), [v for v, y in zip(paid, Y.tolist()) if y == c]
        assert dots.x.tolist() == pytest.approx([math.exp(-v) for v in own])
        assert dots.y.tolist() == pytest.approx([min(v, MOST) for v in own])
    assert f"The dearest point pays {max(paid):.3g}." in scene.say


@pytest.mark.parametrize("angle, shift, scale", SETTINGS)
def test_the_line_and_the_arrow(angle, shift, scale):
    scene = border(angle, shift, scale)
    unit = torch.tensor([math.cos(math.radians(angle)), math.sin(math.radians(angle))], dtype=torch.float64)
    line, arrow = marks(scene, 0, "the line p = 1/2"), marks(scene, 0, "direction of w")
    assert (torch.stack([line.x, line.y], 1) @ unit).tolist() == pytest.approx([shift, shift])
    along = torch.tensor([arrow.x, arrow.y], dtype=torch.float64).T @ unit
    assert along.tolist() == pytest.approx([shift, shift + 1])
    heat = scene.panels[0].marks[0].values
    assert float(heat[0, 0]) == pytest.approx(float(torch.sigmoid(
        scale * math.sqrt(2) * (torch.tensor([-3.0, -3.0], dtype=torch.float64) @ unit - shift))))


def test_no_border_gets_all_twelve_and_one_gets_eleven():
    wrong = [border(float(a), s, 1.0).readings["on the wrong side"][0] for a in range(0, 360, 5)
             for s in Border.controls[1].values]
    assert min(wrong) == 1
    assert border(45.0, 0.0, 1.0).readings["on the wrong side"] == [1]


def test_the_twelve_points_cannot_be_separated():
    """The point of class 1 in the middle lies within a triangle of points of class 0."""
    a, b, c, inside = ((-1.5, 1.0), (0.5, -1.5), (-2.0, -1.0), (-0.5, -0.5))
    assert {a, b, c} <= {tuple(x) for x, y in zip(X.tolist(), Y.tolist()) if y == 0}
    assert inside == tuple(X[5].tolist())

    def side(p, q):
        return (q[0] - p[0]) * (inside[1] - p[1]) - (q[1] - p[1]) * (inside[0] - p[0])

    assert len({side(a, b) > 0, side(b, c) > 0, side(c, a) > 0}) == 1


@pytest.mark.parametrize("eta", Descending.controls[1].values)
def test_the_way_is_gradient_descent_and_the_loss_falls(eta):
    w, b, x, y = torch.tensor([-1.0, 1.0], dtype=torch.float64), 0.0, X, Y.to(torch.float64)
    for step in (0, 1, 2, 3):
        scene = descending(float(step), eta)
        p = torch.sigmoid(x @ w + b)
        loss = -(y * p.log() + (1 - y) * (1 - p).log()).mean()
        assert scene.readings["mean loss"] == [pytest.approx(float(loss))]
        w, b = w - eta * x.mT @ (p - y) / 12, b - eta * float((p - y).mean())
    paid = way(eta)[1]
    assert paid == sorted(paid, reverse=True)
