"""The figures on history show the numbers that they describe, and stay small."""

import pytest
import torch

from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l00c import figures as history


def three_nets():
    return history.networks({"linear": history.Net((3, 1), ("x", "y")),
                             "hidden": history.Net((3, 4, 1), ("x", "h", "y")),
                             "kernel": history.Net((3, 5, 1), ("x", "k", "y"))})


def three_stages():
    image = torch.zeros(8, 8)
    image[2:6, 2:6] = 1
    return history.feature_stages([{"image": image}, {"a": image.T, "b": 0 * image}, {"c": image.triu()}])


@pytest.mark.parametrize("draw", [three_nets, three_stages, history.timeline, history.hidden_plane])
def test_each_is_small_and_described(draw):
    picture = draw()
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert picture.description


def test_every_pair_of_neighbouring_units_is_joined_once():
    picture = three_nets()
    assert [len(axes.get_lines()) for axes in picture.figure.axes] == [3, 16, 20]
    circles = [sum(len(c.get_offsets()) for c in axes.collections) for axes in picture.figure.axes]
    assert circles == [4, 8, 9]
    assert "hidden: 3 inputs (x), 4 units (h), 1 unit (y), 16 connections." in picture.description


def test_networks_share_one_scale():
    picture = three_nets()
    assert len({axes.get_ylim() for axes in picture.figure.axes}) == 1
    lowest = [min(c.get_offsets()[:, 1].min() for c in axes.collections) for axes in picture.figure.axes]
    assert min(lowest) > picture.figure.axes[0].get_ylim()[0]


def test_stages_keep_their_columns_and_count_dark_pixels():
    picture = three_stages()
    titles = [axes.get_title() for place in picture.figure.subfigs for axes in place.axes]
    assert titles == ["image", "a", "b", "c"]
    assert picture.description == (
        "Column 1: image (16 of 64 pixels dark). Column 2: a (16 of 64 pixels dark), b (0 of 64 pixels dark). "
        "Column 3: c (10 of 64 pixels dark).")


def test_the_years_go_forward_and_troubles_look_different():
    years = [year for year, _, _ in history.EVENTS]
    assert years == sorted(years)
    axes = history.timeline().figure.axes[0]
    troubles = {text.get_text() for text in axes.texts if "(trouble)" in text.get_text()}
    crosses = [line for line in axes.get_lines() if line.get_marker() == "X"]
    assert len(troubles) == len(crosses) == sum(sign < 0 for _, _, sign in history.EVENTS) > 0


@pytest.mark.parametrize(("call", "message"), [
    (lambda: history.networks({"one": history.Net((2, 1), ("x",))}), "networks: 'one' should have a label"),
    (lambda: history.networks({"none": history.Net((2, 0), ("x", "y"))}), "networks: 'none'"),
    (lambda: history.feature_stages([{"image": torch.eye(2)}]), "feature_stages: there should be at least two"),
])
def test_wrong_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_what_is_written_in_a_network_stands_on_its_own_lines():
    net = history.Net((2, 2, 1), ("x", "h", "f"), names=(("x1", "x2"), ("h1", "h2"), ("f",)),
                      weights=((("11", "12"), ("21", "22")), (("1", "-2"),)), added=(("", "- 1"), ("",)))
    axes = history.networks({"net": net}).figure.axes[0]
    at = {text.get_text(): text.get_position() for text in axes.texts}
    assert at["x1"][1] > at["x2"][1]
    for name, (a, b) in {"12": ("x2", "h1"), "21": ("x1", "h2"), "-2": ("h2", "f")}.items():
        assert at[name] == pytest.approx([0.68 * p + 0.32 * q for p, q in zip(at[a], at[b], strict=True)])
    assert at["- 1"][0] == at["h2"][0]


def test_the_line_divides_the_corners_as_the_hidden_units_see_them():
    axes = history.hidden_plane().figure.axes[0]
    line, *points = axes.get_lines()
    assert [x - 2 * y for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)] == pytest.approx([0.5, 0.5])
    sides = [float(p.get_xdata()[0] - 2 * p.get_ydata()[0]) > 0.5 for p in points]
    assert sides == [False, True, True, False]
