"""The figures and live pictures of lecture 05b draw what they say, small enough, with the numbers in words."""

import itertools
import re

import pytest
import torch

from dlcourse.lectures.l05b import figures, trials, widgets
from dlcourse.nn import hinges
from dlcourse.nn.regions import max_regions, plane_regions, regular_polygon
from dlcourse.widgets.portable import MOST_STATES

D = torch.float64
KNOTS, HEIGHTS = torch.tensor([0, 1, 2, 4], dtype=D), torch.tensor([1, 3, 2, 2], dtype=D)
WIDGETS = (widgets.XorLearns, widgets.NewLine, widgets.HingesAdd, widgets.Folds)


@pytest.fixture(scope="module")
def pictures():
    return {"borders": figures.borders(trials.four_clouds()),
            "endings": figures.endings(trials.LONG["stuck_or_not"]),
            "polygon": figures.polygon(*regular_polygon(6)),
            "hinge_parts": figures.hinge_parts(hinges.relu_interpolant(KNOTS, HEIGHTS), KNOTS, HEIGHTS),
            "strips": figures.strips({"a": torch.rand(20, dtype=D).tolist(), "b": [0.5] * 20}, "miss",
                                     by_hand={"a": 0.07}),
            "unfolded": figures.unfolded()}


@pytest.mark.parametrize("name", ["borders", "endings", "polygon", "hinge_parts", "strips", "unfolded"])
def test_a_picture_is_small_and_described(name, pictures):
    picture = pictures[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


@pytest.mark.parametrize("call", [lambda: figures.borders({}), lambda: figures.endings({}),
                                  lambda: figures.strips({}, "miss")])
def test_nothing_to_draw(call):
    with pytest.raises(ValueError, match=r"should .* at least one"):
        call()


@pytest.mark.parametrize(("across", "up"), [(0, 0.3), (0.3, 0.5)])
def test_a_line_that_does_not_cut_off_a_corner(across, up):
    with pytest.raises(ValueError, match="between 0 and 1/2"):
        figures.unfolded(across, up)


@pytest.mark.parametrize("widget", WIDGETS)
def test_all_settings_have_a_place_on_a_page_without_python(widget):
    made = widget().portable()
    assert len(made["states"]) <= MOST_STATES + 20
    assert all("problem" in state or state["say"] for state in made["states"])


def test_three_of_the_twelve_starts_learn_xor():
    loss = [widgets.xor_learns(float(s), 1000.0).readings["loss"][0] for s in range(1, 13)]
    assert [s for s, v in enumerate(loss, 1) if v < trials.SOLVED] == [1, 5, 12]
    assert {round(24 * v) for v in loss} == {0, 3, 4, 6}


def test_the_hidden_space_holds_the_images_of_the_corners():
    plane, space = widgets.xor_learns(6.0, 1000.0).panels
    W, c = (part[5] for part in trials.learn_xor(2).kept[1000][:2])
    hidden = (trials.CORNERS @ W.mT + c).relu()
    drawn = [mark for mark in space.marks if getattr(mark, "name", "").startswith("XOR is")]
    assert torch.equal(torch.stack([drawn[0].x, drawn[0].y], 1), hidden[trials.XOR == 0])
    words = {mark.text for mark in space.marks if hasattr(mark, "text")}
    assert words == {"00, 10, 11", "01"}
    heat = plane.marks[0].values
    assert 0 <= float(heat.min()) <= float(heat.max()) <= 1


def test_a_new_line_adds_a_region_for_each_part():
    for old, angle, shift in itertools.product(range(6), range(0, 180, 15), (-1.0, -0.5, 0.0, 0.25, 1.0)):
        if shift == 0 and ((angle == 0 and old >= 1) or (angle == 90 and old >= 2)):  # on an old one
            continue
        scene = widgets.new_line(float(old), float(angle), shift)
        counted = scene.readings["regions"][0]
        before = plane_regions(widgets.OLD_W[:old], widgets.OLD_B[:old]) if old else 1
        points = [mark for mark in scene.panels[0].marks if getattr(mark, "name", "") == "they meet"]
        parts = 1 + (len(points[0].x) if points else 0)
        assert counted == before + parts <= max_regions(old + 1, 2)
        for mark in points:  # each meeting point lies on an old line
            at = torch.stack([mark.x, mark.y], 1)
            assert float((at @ widgets.OLD_W[:old].mT + widgets.OLD_B[:old]).abs().amin(1).max()) < 1e-9
    assert plane_regions(widgets.OLD_W, widgets.OLD_B) == 16  # the old ones are in general position


def test_the_two_ways_to_add_only_two_regions():
    for angle, shift in ((0.0, 0.5), (90.0, -1.0), (45.0, 0.0), (30.0, 0.0)):
        assert "4 + 2 = 6 regions" in widgets.new_line(2.0, angle, shift).say
    assert "4 + 3 = 7 regions" in widgets.new_line(2.0, 30.0, 0.5).say
    with pytest.raises(ValueError, match="lies on an old one"):
        widgets.new_line(1.0, 0.0, 0.0)


@pytest.mark.parametrize("old", range(6))
def test_the_words_about_a_new_line_fit_their_numbers(old):
    say = widgets.new_line(float(old), 60.0, 0.75).say
    assert say.startswith(f"{old} old line{'' if old == 1 else 's'} make{'s' if old == 1 else ''} ")
    assert not re.search(r"\b1 (different points|regions|parts|lines)\b", say)


@pytest.mark.parametrize("curve", widgets.CURVES)
def test_hinges_run_through_the_knots(curve):
    scene = widgets.hinges_add(curve, 16.0)
    knots = scene.panels[0].marks[2]
    assert len(knots.x) == 17
    assert torch.equal(knots.y, widgets.CURVES[curve](knots.x))


@pytest.mark.parametrize("layers", range(1, 7))
def test_tents_double(layers):
    scene = widgets.folds(float(layers), 0.3)
    assert scene.readings["pieces"] == [2**layers]
    curve = scene.panels[0].marks[0]
    assert int((curve.y.diff() > 0).sum()) == int((curve.y.diff() < 0).sum())
    x = scene.panels[0].marks[-1]
    nearest = int((curve.x - 0.3).abs().argmin())
    assert abs(float(curve.y[nearest]) - x.y[0]) <= 2**layers / 64  # of the slope times the distance


@pytest.mark.parametrize(("widget", "asked"), [(widgets.NewLine, 3), (widgets.HingesAdd, 16), (widgets.Folds, 6)])
def test_a_live_picture_opens_before_what_is_to_be_guessed(widget, asked):
    """The lines, units or layers that a guess is about lie beyond the right end of what is drawn at first."""
    opened = widget.compute(**{control.name: control.start for control in widget.controls})
    drawn = [float(torch.as_tensor(mark.x).max()) for mark in opened.panels[1].marks]
    assert max(drawn) < asked
    if widget is widgets.HingesAdd:
        assert max(drawn) < 8  # no doubling but that from 1 to 2, with which nothing happens


def test_hinges_and_their_sums():
    picture = figures.hinge_parts(hinges.relu_interpolant(KNOTS, HEIGHTS), KNOTS, HEIGHTS)
    assert picture.description.endswith("at 2. With the slopes it ends at 6.")
