"""Controls take what they allow, move numbers to the nearest allowed one, and say what is wrong with the rest."""

import json
import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.widgets.controls import Choice, Entry, Press, Slider, Switch, by_factors, described, evenly

SLIDER = Slider("eta", "η", by_factors(0.01, 100, 17), 1.0)


@given(st.floats(-1e3, 1e3))
def test_a_slider_moves_to_the_nearest_value(value):
    got = SLIDER.accept(value)
    assert got in SLIDER.values
    assert abs(got - value) == min(abs(v - value) for v in SLIDER.values)


@pytest.mark.parametrize("value", [math.nan, math.inf, True, "1", None, [1.0]])
def test_a_slider_refuses_what_is_no_number(value):
    with pytest.raises(ValueError, match=re.escape(f"eta should be a number from 0.01 to 100, but is {value!r}.")):
        SLIDER.accept(value)


@given(st.integers(2, 40), st.integers(2, 12), st.data())
def test_a_grid_keeps_the_ends_and_the_start(count, most, data):
    values = evenly(0, 1, count)
    start = data.draw(st.sampled_from(values))
    picked = Slider("x", "x", values, start).grid(most)
    assert {0.0, 1.0, start} <= set(picked) <= set(values)
    assert list(picked) == sorted(picked)
    assert len(picked) <= most + 1  # the start may come on top
    assert count > most or picked == values


def test_a_grid_keeps_the_values_that_are_named():
    assert Slider("x", "x", evenly(0, 90, 91), 10.0, kept=(0.0, 45.0, 90.0)).grid(2) == (0.0, 45.0, 90.0)


@given(st.integers(2, 30))
def test_numbers_at_equal_distances_and_factors(count):
    even = evenly(-2, 3, count)
    assert [b - a for a, b in pairwise(even)] == pytest.approx([5 / (count - 1)] * (count - 1), abs=2e-6)
    factors = by_factors(0.1, 10, count, digits=9)
    assert [b / a for a, b in pairwise(factors)] == pytest.approx([100 ** (1 / (count - 1))] * (count - 1))
    assert (even[0], even[-1], factors[0], factors[-1]) == (-2, 3, 0.1, 10)


def test_factors_are_rounded_to_digits():
    assert by_factors(1, 2, 3) == (1.0, 1.41, 2.0)
    assert by_factors(1, 2, 3, digits=5) == (1.0, 1.4142, 2.0)


def test_a_choice_is_one_of_its_names():
    choice = Choice("truth", "class", ("cat", "dog"), "cat")
    assert [choice.accept(v) for v in choice.grid(1)] == ["cat", "dog"]
    with pytest.raises(ValueError, match=r"^truth should be one of cat, dog, but is 'owl'\.$"):
        choice.accept("owl")


def test_an_entry_is_a_short_line():
    entry = Entry("expression", "f", "x*x", most=5)
    assert entry.accept("  x+1 "[:5]) == "x+1"
    assert entry.accept("x" * 5) == "xxxxx"
    with pytest.raises(ValueError, match=r"^expression should have at most 5 characters, but has 6\.$"):
        entry.accept("x" * 6)
    for value in ("", "  ", None, 3):
        with pytest.raises(ValueError, match=re.escape(f"should be a line of text, but is {value!r}. Try x*x.")):
            entry.accept(value)


def test_a_switch_is_on_or_off_and_a_press_counts():
    switch, press = Switch("running", "Train", "Pause"), Press("again", "Restart")
    assert [switch.accept(v) for v in (True, False)] == [True, False]
    assert [press.accept(v) for v in (0, 7)] == [0, 7]
    for value in (1, 0, "on", None):
        with pytest.raises(ValueError, match=re.escape(f"running should be True or False, but is {value!r}.")):
            switch.accept(value)
    for value in (-1, True, 1.0, "1"):
        with pytest.raises(ValueError, match=re.escape(f"again should count presses, but is {value!r}.")):
            press.accept(value)


@pytest.mark.parametrize("control", [SLIDER, Choice("c", "l", ("a", "b"), "a"), Entry("e", "l", "x"),
                                     Switch("s", "off", "on"), Press("p", "l")])
def test_a_control_tells_the_browser_all_it_needs(control):
    told = json.loads(json.dumps(described(control)))
    assert told["kind"] == type(control).__name__
    own = {k: v for k, v in vars(control).items() if k != "kept"}  # only Python needs what a page keeps
    assert {k: tuple(v) if isinstance(v, list) else v for k, v in told.items() if k != "kind"} == own
    assert control.accept(control.start) == control.start
    assert control.start in control.grid(3)
