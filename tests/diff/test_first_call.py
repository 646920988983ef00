"""Whoever steps through a first call meets the rules of the lecture, within few lines."""

import collections
import pathlib
import sys

import pytest
import torch

import dlcourse
from dlcourse.diff import dual, tape

COURSE = pathlib.Path(dlcourse.__file__).parent
X = torch.tensor([1.0, 2.0], dtype=torch.float64)


def square_sum(x):
    return (x * x).sum()


def lines_of(call):
    """How often a line of the course runs in a call, by file; tensors.py, which guards the arguments, is left out."""
    events = collections.Counter()

    def trace(frame, event, argument):
        file = pathlib.Path(frame.f_code.co_filename)
        if event == "line" and file.is_relative_to(COURSE):
            events[str(file.relative_to(COURSE))] += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    del events["tensors.py"]
    return events


CALLS = {"tape.gradient": lambda: tape.gradient(square_sum, X), "dual.jvp": lambda: dual.jvp(square_sum, X, X)}


@pytest.mark.parametrize("name", CALLS)
def test_a_first_call_takes_at_most_sixty_lines_and_meets_the_rules(name):
    events = lines_of(CALLS[name])
    route = name.split(".")[0]
    assert events.total() <= 60, events
    assert events[f"diff/{route}/rules.py"] >= 2
    assert not any("fast" in file for file in events)


@pytest.mark.parametrize("route", ["finite", "symbolic", "dual", "tape", "fast"])
def test_a_route_is_read_at_one_sitting(route):
    files = {path.name: len(path.read_text().splitlines()) for path in (COURSE / "diff" / route).glob("*.py")}
    assert max(files.values()) <= 250
    assert route == "fast" or len(files) <= 4  # three, and the index
