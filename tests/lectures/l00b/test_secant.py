"""Secants and tangents have the slopes that one computes by hand, and the first approach the second."""

import math

import pytest

from dlcourse.lectures.l00b.widgets import CURVES, GRID, NEAR, Secant, secant
from dlcourse.widgets.scene import Text

X, H = (control.values for control in Secant.controls[1:3])
BY_HAND = {"x²": (lambda x: x * x, lambda x: 2 * x),
           "x³": (lambda x: x**3, lambda x: 3 * x * x),
           "e^x": (math.exp, math.exp), "|x|": (abs, lambda x: math.copysign(1, x) if x else None)}


def lines(curve, x, h, panel=0):
    return {mark.name: mark for mark in secant(curve, x, h).panels[panel].marks if not isinstance(mark, Text)}


def slope(line):
    return float((line.y[-1] - line.y[0]) / (line.x[-1] - line.x[0]))


def test_all_curves_are_checked_here():
    assert set(BY_HAND) == set(CURVES)


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("h", [1.0, 0.1, 0.001])
def test_both_lines_have_their_slope_and_go_through_the_point(curve, h):
    f, derivative = BY_HAND[curve]
    for x in X:
        drawn = lines(curve, x, h)
        rise = (f(x + h) - f(x)) / h
        assert slope(drawn["secant"]) == pytest.approx(rise, abs=1e-9)
        assert secant(curve, x, h).readings["rise over run"] == [pytest.approx(rise, abs=1e-9)]
        assert drawn["x and x + h"].y == pytest.approx([f(x), f(x + h)])
        assert float(drawn["secant"].y[0]) == pytest.approx(f(x) + rise * (-2.5 - x), abs=1e-8)
        if derivative(x) is None:
            assert "tangent" not in drawn
        else:
            assert slope(drawn["tangent"]) == pytest.approx(derivative(x), abs=1e-9)
            assert float(drawn["tangent"].y[-1]) == pytest.approx(f(x) + derivative(x) * (2.5 - x), abs=1e-9)
        assert drawn["curve"].y.tolist() == pytest.approx([f(float(a)) for a in GRID])


def test_the_secant_approaches_the_tangent_at_the_rate_of_h():
    errors = [abs(secant("e^x", 0.5, h).readings["rise over run"][0] - math.exp(0.5)) for h in H]
    assert errors == sorted(errors)
    assert errors[0] == pytest.approx(math.exp(0.5) / 2 * H[0], rel=1e-3)


def test_at_a_corner_there_is_no_tangent():
    assert secant("|x|", 0.0, 0.01).say == (
        "f(x) = |x| at x = 0: run 0.01, rise 0.01, rise over run 1. There is no tangent: the curve has a corner.")
    assert "tangent" not in lines("|x|", 0.0, 0.01, panel=1)


@pytest.mark.parametrize("curve", CURVES)
@pytest.mark.parametrize("h", [1.0, 0.03, 0.001])
def test_under_the_magnifier_h_is_one_wide_and_all_slopes_stay(curve, h):
    f, derivative = BY_HAND[curve]
    for x in X:
        drawn, rise = lines(curve, x, h, panel=1), (f(x + h) - f(x)) / h
        assert drawn["curve"].y.tolist() == pytest.approx([(f(x + h * float(t)) - f(x)) / h for t in NEAR], abs=1e-8)
        assert slope(drawn["secant"]) == pytest.approx(rise, abs=1e-9)
        assert drawn["x and x + h"].x == [0.0, 1.0]
        assert drawn["x and x + h"].y == pytest.approx([0, rise], abs=1e-9)
        assert derivative(x) is None or slope(drawn["tangent"]) == pytest.approx(derivative(x), abs=1e-9)
        texts = [mark.text for mark in secant(curve, x, h).panels[1].marks if isinstance(mark, Text)]
        assert texts == [f"run {h:g}", f"rise {rise * h:.4g}"]


def test_the_tangent_is_shown_only_when_asked_for():
    hidden = secant("x²", 1.0, 1.0, tangent=False)
    assert hidden.say == "f(x) = x² at x = 1: run 1, rise 3, rise over run 3."
    assert all(getattr(mark, "name", "") != "tangent" for panel in hidden.panels for mark in panel.marks)
    assert Secant().current.say == hidden.say  # so that the lecture's first question is not answered beforehand


def test_a_smooth_curve_is_straight_under_a_strong_magnifier_and_a_corner_is_not():
    for curve in ("x²", "x³", "e^x"):
        drawn = lines(curve, 1.0, 0.001, panel=1)
        assert max(abs(drawn["curve"].y - slope(drawn["tangent"]) * NEAR)) < 0.01
    corner = lines("|x|", 0.0, 0.001, panel=1)["curve"].y
    assert corner.tolist() == pytest.approx(NEAR.abs().tolist())
