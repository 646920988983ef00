"""The figures of lecture 00 show what they describe, and stay small."""

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l00 import figures as start

LECTURES = [("00", "Start here"), ("00b", "Calculus"), ("00c", "History"), ("04a", "Two classes"), ("07", "Slopes")]


def pictures():
    return {
        "course_map": start.course_map(),
        "digit_sheet": start.digit_sheet(torch.rand(10, 8, 8, generator=torch.Generator().manual_seed(1)),
                                         torch.arange(10)),
    }


@pytest.mark.parametrize("name", pictures())
def test_each_is_small_and_described(name):
    picture = pictures()[name]
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert picture.description


def test_the_map_holds_every_lecture_there_is_inside_the_picture():
    picture = start.course_map()
    axes = picture.figure.axes[0]
    words = [" ".join(text.get_text().split()) for text in axes.texts]
    for lecture in registry.lectures():
        assert lecture.title in words
        assert lecture.title in picture.description
    (left, right), (low, high) = axes.get_xlim(), axes.get_ylim()
    places = [text.get_position() for text in axes.texts if text.get_text()]
    assert all(left < x < right and low < y < high for x, y in places)


def test_an_arrow_leads_to_each_lecture_but_the_first():
    axes = start.course_map(LECTURES).figure.axes[0]
    arrows = [text for text in axes.texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == len(LECTURES) - 1
    dashed = [a for a in arrows if a.arrow_patch.get_linestyle() in ("--", "dashed")]
    assert len(dashed) == 1  # to the optional one
    down = [a for a in arrows if a not in dashed]
    assert all(a.xy[0] == a.xyann[0] and a.xy[1] < a.xyann[1] for a in down)
    assert dashed[0].xy[1] == dashed[0].xyann[1]
    assert dashed[0].xy[0] - dashed[0].xyann[0] > 1  # long enough for its dashes


def test_stages_without_a_lecture_are_said_to_be_missing():
    picture = start.course_map(LECTURES)
    assert picture.description == (
        "begin: 00 Start here, 00b Calculus, 00c History (optional). build a model: 04a Two classes. "
        "follow the slope: 07 Slopes. Being written: learn from data, make it work, use structure, generate and act.")
    grey = {text.get_text() for text in picture.figure.axes[0].texts if text.get_style() == "italic"}
    assert grey == {f"{stage}\n(being written)" for stage in ("learn from data", "make it work", "use structure",
                                                             "generate and act")}


def test_digits_stand_with_their_own_labels():
    images = torch.zeros(3, 8, 8)
    images[1] = 1
    picture = start.digit_sheet(images, torch.tensor([4, 0, 9]))
    assert [axes.get_title() for axes in picture.figure.axes] == ["4", "0", "9"]
    assert [float(axes.images[0].get_array().mean()) for axes in picture.figure.axes] == [0, 1, 0]
    assert picture.description == "3 images, labelled 4, 0, 9. Share of ink: 0.00, 1.00, 0.00."


def test_shapes_that_disagree_are_refused():
    with pytest.raises(ValueError, match="digit_sheet: labels"):
        start.digit_sheet(torch.zeros(3, 8, 8), torch.tensor([1, 2]))
