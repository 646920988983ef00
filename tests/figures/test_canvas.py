"""What the figures share: lines that differ without colour, an image, a blank area."""

import pytest
import torch
from matplotlib.figure import Figure

from dlcourse.figures import canvas
from dlcourse.tensors import ShapeError


def test_lines_differ_without_their_colour():
    axes = Figure().subplots()
    for i in range(7):
        canvas.series(axes, i, range(30), range(30), f"line {i}")
    lines = axes.get_lines()
    assert len({line.get_marker() for line in lines}) == 7
    assert len({str(line._dash_pattern) for line in lines}) == 7
    assert len({line.get_color() for line in lines}) == 7


@pytest.mark.parametrize("points, every, shown", [(70, None, 7), (3, None, 3), (70, 1, 70)])
def test_markers_do_not_crowd_a_long_line(points, every, shown):
    axes = Figure().subplots()
    canvas.series(axes, 0, range(points), range(points), "one", every=every)
    kept = axes.get_lines()[0].get_markevery()
    start, step = kept if isinstance(kept, tuple) else (0, kept)
    assert len(range(start, points, step)) == shown


@pytest.mark.refuses
def test_refuses_an_image_that_is_no_matrix():
    with pytest.raises(ShapeError, match="grey_image: image should"):
        canvas.grey_image(Figure().subplots(), torch.ones(3), "a line")


def test_a_concept_has_one_look_in_figures_and_live_pictures():
    assert canvas.CLASS0 in canvas.COLOURS
    assert canvas.CLASS0 != canvas.CLASS1
    assert canvas.FORWARD != canvas.BACKWARD
    assert len({look.kind for look in canvas.RULES.values()}) == len(canvas.RULES)
    axes = Figure().subplots()
    canvas.series(axes, canvas.look_of_rule("Adam"), [0, 1], [0, 1], "Adam")
    [line] = axes.get_lines()
    assert (line.get_color(), line.get_marker()) == (canvas.RULES["adam"], canvas.MARKERS[canvas.RULES["adam"].kind])


@pytest.mark.parametrize("name, key", [("SGD", "sgd"), ("gradient descent", "sgd"), ("momentum 0.9", "momentum"),
                                       ("Nesterov", "nesterov"), ("RMSprop", "rmsprop"), ("AdamW", "adamw")])
def test_a_rule_is_known_however_it_is_written(name, key):
    assert canvas.look_of_rule(name) is canvas.RULES[key]


def test_a_rule_without_a_look_is_refused():
    with pytest.raises(KeyError):
        canvas.look_of_rule("Lion")


def test_the_browser_has_the_same_hues():
    """The colours of live pictures, brighter in the dark, are those of the figures."""
    import colorsys
    import re

    from matplotlib.colors import to_rgb

    from dlcourse.widgets.bundle import ESM

    source = (ESM / "kit.mjs").read_text()
    for name in ("LIGHT", "DARK"):
        shown = re.findall(r"#[0-9a-f]{6}", re.search(rf"const {name} = \[([^\]]*)\]", source)[1])
        assert len(shown) == len(canvas.COLOURS)
        for ours, theirs in zip(canvas.COLOURS, shown):
            (hue, _, strong), (other, _, full) = (colorsys.rgb_to_hls(*to_rgb(c)) for c in (ours, theirs))
            assert (strong < 0.1) == (full < 0.1)
            assert strong < 0.1 or min(abs(hue - other), 1 - abs(hue - other)) < 0.07, (ours, theirs)
