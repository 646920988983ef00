"""The stopwatch on clocks that are known."""

import itertools
import time

import pytest

from dlcourse import stopwatch


def clock(seconds):
    """A clock on which each program, known by what it returns, takes these seconds, call after call."""
    left = {name: itertools.cycle(values) for name, values in seconds.items()}
    return lambda program, calls: calls * next(left[program()])


def programs(*names):
    return {name: (lambda name=name: name) for name in names}


def test_medians_and_ratios():
    found = stopwatch.compare(clock=clock({"a": [8e-3], "b": [2e-3], "c": [16e-3]}), **programs("a", "b", "c"))
    assert found.seconds == {"a": 8e-3, "b": 2e-3, "c": 16e-3}
    assert found.faster == {"a": 1.0, "b": 4.0, "c": 0.5}


def test_one_disturbed_round_does_not_count():
    once = [4e-3, 4e-3, 4e-3, 99.0, 4e-3, 4e-3]  # the first reading decides on the number of calls
    found = stopwatch.compare(rounds=5, clock=clock({"a": once, "b": [2e-3]}), **programs("a", "b"))
    assert found.faster["b"] == 2.0


def test_short_programs_are_called_often_enough_to_be_timed():
    asked = []

    def noted(program, calls):
        asked.append(calls)
        return calls * 1e-6

    stopwatch.compare(rounds=3, clock=noted, **programs("a", "b"))
    assert asked == [1, 1] + [2000] * 6


def test_it_is_the_processor_that_is_timed():
    assert stopwatch.processor_seconds(lambda: time.sleep(0.2), 1) < 0.1
    assert stopwatch.processor_seconds(lambda: sum(range(100_000)), 3) > 0


def test_it_shows_names_without_underscores():
    text = repr(stopwatch.compare(clock=clock({"c": [3e-3], "a_b": [1e-3]}), **programs("c", "a_b")))
    assert text.splitlines() == ["c        3000 µs", "a b      1000 µs      3.0 times as fast"]


@pytest.mark.parametrize("names, rounds", [((), 9), (("a",), 9), (("a", "b"), 2)])
def test_too_little_to_compare_is_said(names, rounds):
    with pytest.raises(ValueError, match="at least two programs and three rounds"):
        stopwatch.compare(rounds=rounds, **programs(*names))
