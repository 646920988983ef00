"""What every live picture does with values, errors and its module, on a small one made here."""

import base64
import shutil
import subprocess
from typing import ClassVar

import pytest

from dlcourse.classroom import registry
from dlcourse.widgets.base import ESM, CourseWidget, bundle
from dlcourse.widgets.controls import Choice, Entry, Slider
from dlcourse.widgets.scene import Line, Panel, Scene
from dlcourse.widgets.shared.program import parse

MODULES = sorted(path.stem for path in ESM.glob("*.mjs") if "export default" in path.read_text())


class Small(CourseWidget):
    """A line of some slope; from 3 on it has none."""

    heading = "A small one"
    controls: ClassVar = (Slider("slope", "slope", (0.0, 1.0, 2.0, 3.0), 1.0),
                          Choice("colour", "c", ("red", "blue"), "red"), Entry("expression", "f", "x"))

    @staticmethod
    def compute(slope, colour, expression):
        if slope == 3:
            raise ZeroDivisionError("too steep")
        if expression == "break":
            raise KeyError("a bug, not a bad value")
        parse(expression)
        line = Line(colour, [0.0, 1.0], [0.0, slope])
        return Scene((Panel((line,), (0, 1), (0, 3)),), f"slope {slope:g}, {colour}, {expression}")


def shown(live):
    return live.current, live.scene, live.numbers, live.heats, live.say


def test_it_starts_with_its_controls_or_with_what_is_asked():
    assert Small().say == "slope 1, red, x"
    assert Small(slope=2.0, colour="blue").say == "slope 2, blue, x"
    assert Small(slope=2).values == {"slope": 2.0, "colour": "red", "expression": "x"}
    assert [c["name"] for c in Small().settings] == ["slope", "colour", "expression"]
    assert Small().title == "A small one"


@pytest.mark.parametrize("given, nearest", [(-7, 0), (0.4, 0), (0.6, 1), (2.4, 2), (1e9, 3)])
def test_a_number_outside_becomes_the_nearest(given, nearest):
    assert Small.accept({"slope": given})["slope"] == nearest
    live = Small()
    live.values = {**live.values, "slope": given}
    assert live.say == (f"slope {nearest}, red, x" if nearest < 3 else "slope 1, red, x")
    assert live.problem == ("too steep" if nearest == 3 else "")


def test_an_unknown_control_is_refused_by_name():
    with pytest.raises(TypeError, match=r"^Small: slop, zoom is no control of it\. It has slope, colour, express"):
        Small(zoom=1, slop=2)
    with pytest.raises(ValueError, match="colour should be one of red, blue, but is 'green'"):
        Small(colour="green")


@pytest.mark.parametrize("bad, problem", [
    ({"expression": "x +"}, "'x +' is no expression. Write for example (w*x + b)**2."),
    ({"expression": " "}, "expression should be a line of text, but is ' '. Try x."),
    ({"slope": 3.0}, "too steep"), ({"slope": "steep"}, "slope should be a number from 0 to 3, but is 'steep'."),
    ({"colour": "green"}, "colour should be one of red, blue, but is 'green'.")])
def test_what_is_bad_is_told_and_the_picture_stays_until_the_next_good_one(bad, problem):
    live = Small()
    before = shown(live)
    live.values = {**live.values, **bad, "_sent": 1}
    assert live.problem == problem
    assert all(a is b or a == b for a, b in zip(before, shown(live)))
    assert live.current is before[0]
    live.values = {"slope": 2.0, "colour": "red", "expression": "x*x", "_sent": 2}
    assert live.problem == ""
    assert live.say == "slope 2, red, x*x"
    assert live.numbers != before[2]


def test_a_mistake_in_compute_is_no_problem_of_the_reader():
    live = Small()
    with pytest.raises(KeyError, match="a bug"):
        live.values = {**live.values, "expression": "break"}
    assert live.problem == ""


def test_answered_follows_what_was_sent():
    live = Small()
    assert live.answered == 0
    seen = []
    live.observe(lambda change: seen.append((change["new"], live.say)), "answered")
    live.values = {**live.values, "slope": 2.0, "_sent": 5}
    live.values = {**live.values, "expression": "+", "_sent": 9}  # a bad one is answered too
    live.values = {"slope": 0.0}  # not from the browser
    assert seen == [(5, "slope 2, red, x"), (9, "slope 2, red, x"), (10, "slope 0, red, x")]


def test_the_mime_bundle_serves_readers_with_and_without_a_kernel():
    live = Small()
    data, metadata = live._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]) == live.png()
    assert data["text/plain"] == repr(live) == "Live picture. A small one\nslope 1, red, x"
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == live.model_id
    assert isinstance(metadata, dict)


def test_a_heading_and_controls_belong_to_each_class():
    assert Small.module == "view"
    assert Small._esm == bundle("view")
    assert registry.pictures()["Graph"]._esm == bundle("graph")
    assert Small._css == (ESM / "course.css").read_text()
    with pytest.raises(NotImplementedError):
        CourseWidget.compute()


def test_the_rooms_name_their_live_pictures():
    assert {"Secant", "Graph", "Boundary"} <= set(registry.pictures())
    assert all(issubclass(picture, CourseWidget) for picture in registry.pictures().values())


def test_every_live_picture_is_shown_by_a_lecture():
    """What a room's widgets.py makes and a picture that several lectures share is named in some `__all__`."""
    made = {cls.__name__ for cls in CourseWidget.__subclasses__() if cls.__module__.startswith("dlcourse.")}
    assert made == set(registry.pictures())


def test_every_module_is_checked_here():
    assert {picture.module for picture in registry.pictures().values()} == {"graph", "view"} <= set(MODULES)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_one_small_file_that_asks_for_nothing_else(module):
    source = bundle(module)
    assert "import" not in source
    assert "http" not in source
    assert "//" not in source.replace("://", "")  # no comments
    assert len(source.encode()) <= 20_000
    assert source.count("export ") == source.count("export default ") == 1
    assert source.count("const el=") == 1  # what several modules ask for stands there once
    assert source.count("const LIGHT") == (module != "question")


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here")
@pytest.mark.parametrize("module", MODULES)
def test_node_accepts_a_module(module, tmp_path):
    path = tmp_path / f"{module}.mjs"
    path.write_text(bundle(module))
    checked = subprocess.run(["node", "--check", path], capture_output=True, text=True, timeout=60)
    assert checked.returncode == 0, checked.stderr
    path.write_text(bundle(module) + "}")
    assert subprocess.run(["node", "--check", path], capture_output=True, timeout=60).returncode != 0
