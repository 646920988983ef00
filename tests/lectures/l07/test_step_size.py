"""Errors of both differences: what Taylor's formula says for long steps, round-off for short ones."""

import math

import pytest

from dlcourse.lectures.l07.widgets import FLOOR, FUNCTIONS, STEPS, errors, step_size

BY_HAND = {  # f, f', f'', f'''
    "sin x": (math.sin, math.cos, lambda x: -math.sin(x), lambda x: -math.cos(x)),
    "e^x": (math.exp,) * 4,
    "x³": (lambda x: x**3, lambda x: 3 * x * x, lambda x: 6 * x, lambda x: 6.0),
    "tanh 3x": (lambda x: math.tanh(3 * x), lambda x: 3 / math.cosh(3 * x) ** 2,
                lambda x: -18 * math.tanh(3 * x) / math.cosh(3 * x) ** 2,
                lambda x: 54 * (3 * math.tanh(3 * x) ** 2 - 1) / math.cosh(3 * x) ** 2)}


def test_all_functions_are_checked_here():
    assert set(BY_HAND) == set(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("x", [-1.3, 0.4, 1.0])
def test_errors_by_taylor(function, x):
    f, first, second, third = BY_HAND[function]
    forward, central, exact = errors(function, x)
    assert exact == pytest.approx(first(x), rel=1e-12)
    for h, a, c in zip(STEPS, forward, central):
        assert a == pytest.approx(abs((f(x + h) - f(x)) / h - first(x)), abs=1e-12 + 1e-15 / h)
        assert c == pytest.approx(abs((f(x + h) - f(x - h)) / (2 * h) - first(x)), abs=1e-12 + 1e-15 / h)
        if 1e-6 <= h <= 1e-4:
            assert a == pytest.approx(abs(second(x)) * h / 2, rel=1e-2, abs=1e-8)
        if 1e-3 <= h <= 1e-2:
            assert c == pytest.approx(abs(third(x)) * h * h / 6, rel=1e-2, abs=1e-8)


def test_both_errors_draw_a_v_with_its_bottom_where_theory_puts_it():
    forward, central, _ = errors("sin x", 1.0)
    assert 1e-9 < STEPS[forward.index(min(forward))] < 1e-7
    assert 1e-6 < STEPS[central.index(min(central))] < 1e-4
    assert min(central) < min(forward) / 10
    assert max(forward[:3]) > 1e-3  # far too short
    assert forward[-1] > 0.1  # far too long


@pytest.mark.parametrize("h", STEPS[::6])
def test_the_marked_step_lies_on_both_curves(h):
    scene = step_size("e^x", 0.5, h)
    forward, central, here = scene.panels[0].marks
    i = STEPS.index(h)
    assert list(here.x) == [h, h]
    assert list(here.y) == [forward.y[i], central.y[i]]
    assert [scene.readings["error, forward"][0], scene.readings["error, centred"][0]] == [
        errors("e^x", 0.5)[0][i], errors("e^x", 0.5)[1][i]]
    assert scene.say.startswith(f"At h = {h:.3g} the forward difference is off by {errors('e^x', 0.5)[0][i]:.2g}, ")


def test_an_error_of_0_has_a_place_on_the_axis():
    assert errors("x³", 0.0)[0][0] < FLOOR
    assert all(min(line.y) == FLOOR for line in step_size("x³", 0.0, 1e-15).panels[0].marks[:2])


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_error_rises_above_the_picture(function):
    worst = [max(max(part) for part in errors(function, x)[:2]) for x in (-2.0, -0.7, 0.0, 0.3, 1.0, 2.0)]
    assert max(worst) <= step_size(function, 0.3, 1e-3).panels[0].ylim[1]
