"""Secants and tangents have the slopes that one computes by hand, and the first approach the second."""

import math

import pytest

from dlcourse.lectures.l00b.widgets import CURVES, GRID, Secant, secant

X, H = (control.values for control in Secant.controls[1:])
BY_HAND = {"x²": (lambda x: x * x, lambda x: 2 * x),
           "sin 2x": (lambda x: math.sin(2 * x), lambda x: 2 * math.cos(2 * x)),
           "e^x": (math.exp, math.exp), "|x|": (abs, lambda x: math.copysign(1, x) if x else None)}


def lines(curve, x, h):
    return {mark.name: mark for mark in secant(curve, x, h).panels[0].marks}


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
        assert secant(curve, x, h).readings["slope of the secant"] == [pytest.approx(rise, abs=1e-9)]
        assert drawn["x and x + h"].y.tolist() == pytest.approx([f(x), f(x + h)])
        assert float(drawn["secant"].y[0]) == pytest.approx(f(x) + rise * (-2.5 - x), abs=1e-8)
        if derivative(x) is None:
            assert "tangent" not in drawn
        else:
            assert slope(drawn["tangent"]) == pytest.approx(derivative(x), abs=1e-9)
            assert float(drawn["tangent"].y[-1]) == pytest.approx(f(x) + derivative(x) * (2.5 - x), abs=1e-9)
        assert drawn["f"].y.tolist() == pytest.approx([f(float(a)) for a in GRID])


def test_the_secant_approaches_the_tangent_at_the_rate_of_h():
    errors = [abs(secant("e^x", 0.5, h).readings["slope of the secant"][0] - math.exp(0.5)) for h in H]
    assert errors == sorted(errors)
    assert errors[0] == pytest.approx(math.exp(0.5) / 2 * H[0], rel=1e-3)


def test_at_a_corner_there_is_no_tangent():
    assert secant("|x|", 0.0, 0.01).say == (
        "f(x) = |x|, x = 0: the secant to x + 0.01 has slope 1; there is no tangent: the curve has a corner.")
