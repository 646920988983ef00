"""Every live picture, over the full range of every control: it computes, stays small, fits, and says numbers."""

import base64
import json
import random
import re

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.widgets.controls import Entry, Press, Slider
from dlcourse.widgets.scene import Bars, Heat, Text, wire

PICTURES = registry.pictures()
NAMES = list(PICTURES)
KILOBYTE = 1024
TYPED = ["x", "x*x", "1/(x - x)", "log(x)", "sqrt(x)", "x**y", "x**-2", "exp(exp(x))", "exp(200*x)*exp(200*x)", "a*b*c",
         "x +", "exp", "x*1e9", "1 + 2", "u1*u1 + x", "relu(x)/relu(-x)", "import os", "(x - 1)**0.5", "?",
         "x" + "+x" * 30]
ABRUPT = {("Race", "surface"): 9, ("Graph", "expression"): 12}  # kilobytes where a whole picture changes


def everything(control):
    """All that a control can be set to; for typed text, some of it."""
    if isinstance(control, Entry | Press):
        return TYPED if isinstance(control, Entry) else (0, 1, 2)
    return getattr(control, "values", (False, True))


def numbers_of(mark):
    return {name: torch.as_tensor(getattr(mark, name), dtype=torch.float64).reshape(-1) for name in ("x", "y")
            if hasattr(mark, name)}


@pytest.fixture(scope="module", params=NAMES)
def live(request):
    """A live picture as it starts."""
    return PICTURES[request.param]()


def sound(scene):
    """Whatever must hold for each scene."""
    assert re.search(r"\d", scene.say)
    for panel in scene.panels:
        assert panel.xlim[0] < panel.xlim[1]
        assert panel.ylim[0] < panel.ylim[1]
        assert panel.xlim[0] > 0 or not panel.xlog
        assert panel.ylim[0] > 0 or not panel.ylog
        for mark in panel.marks:
            if isinstance(mark, Heat):
                assert mark.values.dim() == 2
                assert 0 <= float(mark.values.min()) <= float(mark.values.max()) <= 1
                continue
            found = numbers_of(mark)
            assert len({len(v) for v in found.values()}) == 1, mark
            assert not isinstance(mark, Bars) or len(mark.labels) == len(found["y"])
            assert all(bool(v.isfinite().any()) for v in found.values()), mark
    assert all(len(torch.as_tensor(v)) in (1, scene.frames) for v in scene.readings.values())
    for panel in scene.panels:
        assert all(len(mark.x) == scene.frames for mark in panel.marks if getattr(mark, "played", False))


def test_each_value_of_each_control_gives_a_sound_scene_or_a_reason(live):
    for control in live.controls:
        own = {"example": "your own"} if isinstance(control, Entry) and "example" in live.values else {}
        refused = []
        for value in everything(control):
            try:
                scene = live.compute(**live.accept({**live.values, **own, control.name: value}))
            except (ValueError, ArithmeticError) as error:
                refused.append((value, str(error)))
            else:
                sound(scene)
        assert len(refused) < len(everything(control))
        assert all(message.endswith((".", "**2.")) and len(message) > 20 for _, message in refused)
        assert not refused or isinstance(control, Entry), refused  # only what is typed can be wrong


def test_settings_at_random(live):
    rng = random.Random(5)
    for _ in range(25):
        values = {c.name: rng.choice(c.grid(9)) for c in live.controls if not isinstance(c, Entry)}
        sound(live.compute(**live.accept(values)))


def payload(before, now):
    (structure, numbers, heats), (old, _, cold) = wire(now), wire(before)
    told = json.dumps(structure, ensure_ascii=False, allow_nan=False).encode() if structure != old else b""
    return len(told) + len(numbers) + (len(heats) if heats != cold else 0)


def walk(live, controls, steps):
    """Scenes along a walk in which one control changes at a time, each with the name of the control."""
    rng, values = random.Random(3), {c.name: c.start for c in live.controls}
    yield "", live.compute(**values)
    for i in range(steps):
        control = controls[i % len(controls)]
        values[control.name] = rng.choice(control.grid(99))
        yield control.name, live.compute(**values)


def test_a_step_travels_in_5_kilobytes(live):
    name = type(live).__name__
    controls = [c for c in live.controls if (name, c.name) not in ABRUPT]
    (_, before), *scenes = walk(live, controls, 30)
    for changed, now in scenes:
        assert payload(before, now) <= 5 * KILOBYTE, changed
        before = now


@pytest.mark.parametrize("name, control", list(ABRUPT))
def test_an_abrupt_change_travels_in_a_few_more(name, control):
    live = PICTURES[name]()
    [changed] = [c for c in live.controls if c.name == control]
    texts = ["w" + "*w" * 22, "tanh(w*x)+tanh(w+x)*tanh(w-x)*sin(w*w)*cos(x*x)*exp(w*x*w)"]
    before, start = live.current, live.values | ({"example": "your own"} if name == "Graph" else {})
    for value in texts if isinstance(changed, Entry) else changed.values:
        now = live.compute(**{**start, control: value})
        assert payload(before, now) <= ABRUPT[name, control] * KILOBYTE
        before = now


def test_a_setting_beyond_the_range_is_the_end_of_the_range(live):
    for control in live.controls:
        if isinstance(control, Slider):
            assert live.accept({**live.values, control.name: 1e12})[control.name] == control.values[-1]
            assert live.accept({**live.values, control.name: -1e12})[control.name] == control.values[0]
            assert list(control.values) == sorted(set(control.values))


def test_each_control_starts_at_a_value_of_its_own(live):
    for control in live.controls:
        assert control.accept(control.start) == control.start
        assert control.start in control.grid(3)


def test_the_start_lies_within_the_limits(live):
    """The curves may leave; what they start from, points, bars and the words may not."""
    for panel in live.current.panels:
        for mark in panel.marks:
            found = numbers_of(mark)
            if isinstance(mark, Heat | Text) or not found:
                continue
            x, y = found.get("x", torch.arange(len(found["y"])) + 0.5), found["y"]
            inside = (x >= panel.xlim[0]) & (x <= panel.xlim[1]) & (y >= panel.ylim[0]) & (y <= panel.ylim[1])
            if type(mark).__name__ in ("Points", "Bars", "Polygon"):
                assert bool(inside.all()), mark.name
            elif getattr(mark, "played", False):
                assert bool(inside[0]), mark.name
            elif not mark.plain:
                x, y = x[x.isfinite()], y[y.isfinite()]  # nan is a gap for a label
                assert x.min() <= panel.xlim[1], mark.name
                assert x.max() >= panel.xlim[0], mark.name
                assert y.min() <= panel.ylim[1], mark.name
                assert y.max() >= panel.ylim[0], mark.name


def test_it_is_told_in_words_and_in_a_small_png(live):
    other = type(live)()
    assert repr(live) == repr(other)
    assert repr(live).startswith(f"Live picture. {live.heading}\n")
    assert re.search(r"\d", live.current.say)
    data, metadata = live._repr_mimebundle_()
    png = base64.b64decode(data["image/png"])
    assert png[:4] == b"\x89PNG"
    assert len(png) < 60_000
    assert set(data) >= {"image/png", "text/plain", "application/vnd.jupyter.widget-view+json"}
    assert metadata["image/png"]["width"] in (560, 720, 800, 1200)


@pytest.mark.parametrize("name", NAMES[::6])  # drawing takes its time
def test_the_same_scene_is_the_same_png(name):
    assert PICTURES[name]().png() == PICTURES[name]().png()


def test_the_scene_that_travels_is_the_one_that_is_shown(live):
    structure, numbers, heats = wire(live.current)
    assert (live.scene, live.numbers, live.heats) == (structure, numbers, heats)
    assert live.say == live.current.say
    json.dumps([live.scene, live.settings, live.values], allow_nan=False)


def test_headings_tell_the_pictures_apart():
    kinds = [PICTURES[name] for name in NAMES]
    assert len({kind.heading for kind in kinds}) == len(kinds)
    assert all(len({c.name for c in kind.controls}) == len(kind.controls) > 1 for kind in kinds)


def test_no_symbol_stands_for_two_things(live):
    """In one picture, whatever is named differently looks different: as a mark, in its kind, or in having markers."""
    looks = {}
    for mark in (mark for panel in live.current.panels for mark in panel.marks):
        if getattr(mark, "name", "") and not getattr(mark, "plain", False):
            markers = getattr(mark, "marked", False) or getattr(mark, "played", False)
            looks.setdefault((type(mark).__name__, mark.kind % 7, markers), set()).add(mark.name)
    assert all(len(names) == 1 for names in looks.values()), looks
