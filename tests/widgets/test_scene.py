"""What travels to the browser can be read back: the structure names places in one run of float32 numbers."""

import json

import numpy
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from dlcourse.widgets.scene import Bars, Heat, Line, Panel, Points, Polygon, Scene, Text, fitted, wire

NUMBERS = st.lists(st.floats(-1e6, 1e6, width=32), min_size=1, max_size=5)


def scene(*marks, **more):
    return Scene((Panel(marks, (0, 1), (2, 3)),), "words", **more)


def sent(*marks, **more):
    """The structures of the marks, and a function that reads a place."""
    structure, numbers, heats = wire(scene(*marks, **more))
    flat = numpy.frombuffer(numbers, dtype="<f4")
    return structure["panels"][0]["marks"], lambda place: flat[place[0]:place[0] + place[1]].tolist(), heats


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=4), NUMBERS)
def test_every_number_comes_back(pairs, reading):
    made = scene(*(Line("a", x, y) for x, y in pairs), readings={"r": reading})
    structure, numbers, _ = wire(made)
    flat = numpy.frombuffer(numbers, dtype="<f4")
    got = [[flat[a:a + n].tolist() for a, n in (m["x"], m["y"])] for m in structure["panels"][0]["marks"]]
    assert got == [[x, y] for x, y in pairs]
    start, length = structure["readings"]["r"]
    assert flat[start:start + length].tolist() == reading
    assert start + length == len(flat)


def test_what_is_shared_travels_once():
    x, y = torch.arange(5.0), torch.ones(5)
    marks, read, _ = sent(Line("a", x, y), Line("b", x, -y), readings={"y": y})
    assert marks[0]["x"] == marks[1]["x"] == [0, 5]
    assert len(wire(scene(Line("a", x, y), Line("b", x, -y), readings={"y": y}))[1]) == 4 * 15
    assert read(marks[1]["y"]) == [-1.0] * 5


def test_tensors_lists_and_ranges_are_all_numbers():
    grown = torch.tensor([1.5, 2.5], dtype=torch.float64, requires_grad=True)
    marks, read, _ = sent(Points("a", grown, [3, 4]), Bars(("l", "r"), range(2)))
    assert read(marks[0]["x"]) == [1.5, 2.5]
    assert read(marks[0]["y"]) == [3.0, 4.0]
    assert read(marks[1]["y"]) == [0.0, 1.0]
    assert "x" not in marks[1]
    assert marks[1]["labels"] == ("l", "r")


def test_heats_are_bytes_from_0_to_255():
    one, two = torch.tensor([[0.0, 0.5, 1.0]]), torch.tensor([[-3.0], [0.25], [7.0]])
    marks, _, heats = sent(Heat(one), Heat(two, classes=True))
    assert list(heats) == [0, 128, 255, 0, 64, 255]
    assert marks == [{"type": "Heat", "start": 0, "rows": 1, "columns": 3},
                     {"type": "Heat", "classes": True, "start": 3, "rows": 3, "columns": 1}]


def test_only_what_differs_from_nothing_is_named():
    marks, _, _ = sent(Line("a", [0.0], [1.0]), Line("", [0.0], [1.0], kind=2, plain=True, played=True),
                       Polygon("p", [0.0], [1.0], about=(1.0, 0.0), turn=0.1), Text(0, 0.0, "here"))
    assert [sorted(m) for m in marks] == [["name", "type", "x", "y"], ["kind", "plain", "played", "type", "x", "y"],
                                          ["about", "name", "turn", "type", "x", "y"], ["text", "type", "x", "y"]]
    assert marks[3] == {"type": "Text", "text": "here", "x": 0, "y": 0.0}  # a place at 0 is still a place


def test_the_panel_keeps_its_limits_and_the_scene_its_player():
    panel = Panel((), (0, 0), (2.0, 3.0), "t", ylog=True)
    structure, numbers, heats = wire(Scene((panel,), "words", frames=7, rate=2.0, extra={"boxes": [1]}))
    assert structure == {"panels": [{"marks": [], "xlim": (0, 0), "ylim": (2.0, 3.0), "title": "t", "ylog": True}],
                         "frames": 7, "rate": 2.0, "readings": {}, "extra": {"boxes": [1]}}
    assert json.loads(json.dumps(structure))["panels"][0]["xlim"] == [0, 0]
    assert (numbers, heats) == (b"", b"")
    assert "extra" not in wire(scene())[0]


def test_what_is_ranked_is_said_at_the_end_in_the_order_of_the_last_readings():
    made = scene(readings={"a": [1.0, 3.0], "b": [1.0, 2.0], "c": [1.0, float("nan")]}, frames=2, ranked="Lowest first")
    assert made.said(0) == "words"
    assert made.said(1) == made.said() == "words Lowest first: b, a. Ran away: c after step 0."
    assert made.said(hidden={"b", "c"}) == "words Lowest first: a."
    assert wire(made)[0]["ranked"] == "Lowest first"


def test_limits_fit_the_lines_that_are_shown():
    lines = Line("a", [1.0, 2.0], [0.1, 1.0]), Line("b", [0.0, 10.0], [1e-9, 1e9])
    panel = Panel(lines, (0, 10), (1e-3, 1e3), ylog=True, fit="xy")
    (x0, x1), (y0, y1) = fitted(panel, {"b"})
    assert (x0, x1) == (pytest.approx(0.9), pytest.approx(2.1))
    assert (y0, y1) == (pytest.approx(10**-1.08), pytest.approx(10**0.08))
    assert fitted(panel, {"a", "b"}) == ((0, 10), (1e-3, 1e3))
    assert fitted(Panel((Line("a", [1.0], [2.0]),), (0, 10), (0, 5))) == ((0, 10), (0, 5))
