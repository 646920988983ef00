"""Errors of both quotients: what Taylor's formula says for long steps, round-off for short ones."""

import math

import pytest

from dlcourse.lectures.l07.widgets import FLOOR, FUNCTIONS, STEPS, quotients, step_size

BENDS = {"a(a + 2)²": (14.0, 6.0), "e^a": (math.e, math.e), "sin a": (-math.sin(1), -math.cos(1))}  # f'' and f''' at 1


def errors(function):
    return [[abs(q - FUNCTIONS[function][1]) for q in found] for found in quotients(function)]


def test_all_functions_are_checked_here():
    assert set(BENDS) == set(FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_errors_by_taylor(function):
    forward, central = errors(function)
    second, third = BENDS[function]
    for h, a, c in zip(STEPS, forward, central):
        if 1e-6 <= h <= 1e-3:
            assert a == pytest.approx(abs(second) * h / 2, rel=1e-2, abs=1e-8)
        if 1e-3 <= h <= 1e-1:
            assert c == pytest.approx(abs(third) * h * h / 6, rel=1e-2, abs=1e-9)
        assert c <= abs(third) * h * h / 5 + 2e-14 / h


@pytest.mark.parametrize("function", FUNCTIONS)
def test_both_errors_draw_a_v_with_its_bottom_where_theory_puts_it(function):
    forward, central = errors(function)
    assert 1e-9 < STEPS[forward.index(min(forward))] < 1e-7
    assert 1e-7 < STEPS[central.index(min(central))] < 1e-4
    assert min(central) < min(forward)
    assert forward[0] > 0.01  # far too short
    assert forward[-1] > 0.1  # far too long


@pytest.mark.parametrize("h", STEPS[::6])
def test_only_the_steps_that_were_passed_are_drawn(h):
    scene = step_size("e^a", h, True)
    forward, here, central, there = scene.panels[0].marks
    i = STEPS.index(h)
    assert list(forward.x) == list(central.x) == list(STEPS[i:])
    assert here.x == there.x == [h]
    found = errors("e^a")
    assert (here.y, there.y) == ([max(found[0][i], FLOOR)], [max(found[1][i], FLOOR)])
    assert [scene.readings["error, forward"][0], scene.readings["error, centred"][0]] == [found[0][i], found[1][i]]
    assert f"off by {found[0][i]:.2g}." in scene.say


def test_the_centred_quotient_is_shown_when_asked_for():
    assert len(step_size("sin a", 0.1).panels[0].marks) == 2
    assert "centred" not in "".join(step_size("sin a", 0.1).readings)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_error_lies_in_the_picture(function):
    low, high = step_size(function, 1e-15, True).panels[0].ylim
    worst = [e for mark in step_size(function, 1e-15, True).panels[0].marks for e in mark.y]
    assert low <= min(worst)
    assert max(worst) <= high
