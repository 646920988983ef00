"""The figures on adaptive rules mark the right places, and their words carry the numbers."""

import pytest
import torch

from dlcourse.lectures.l09b import figures as adaptive

PRICES = {"plain descent": torch.tensor([2.0, 1.0, 1.5, 1.75]), "Adam": torch.tensor([4.0, 5.0, 6.0, 4.5])}


def pictures():
    return {
        "steps": adaptive.over_steps({"rate": {"AdaGrad": torch.tensor([0.1, 0.07])}}, caption="Rates.", at=[2]),
        "spread": adaptive.spread({"price": PRICES, "loss": PRICES}, caption="Four shops.", log=["loss"], true=5.0),
    }


@pytest.mark.parametrize("name", list(pictures()))
def test_a_picture_is_small_and_described(name):
    picture = pictures()[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_panels_that_are_alike_share_their_axis():
    named = {"a": {"Adam": torch.tensor([1.0, 2.0])}, "b": {"Adam": torch.tensor([10.0, 20.0])}}
    shared, own = (adaptive.over_steps(named, caption="Two.", alike=alike).figure.axes for alike in (True, False))
    assert shared[0].get_ylim() == shared[1].get_ylim()
    assert own[0].get_ylim() != own[1].get_ylim()


def test_each_repetition_is_drawn_and_the_words_tell_median_and_ends():
    picture = pictures()["spread"]
    dashed, *rest = picture.figure.axes[0].get_lines()
    assert list(dashed.get_xdata()) == [5.0, 5.0]
    assert list(rest[0].get_xdata()) == [1.0, 1.5, 1.75, 2.0]
    assert list(rest[1].get_xdata()) == [1.5, 1.5]
    assert picture.figure.axes[1].get_xscale() == "log"
    assert picture.description.startswith("price: plain descent 1.5 (1 to 2). price: Adam 4.5 (4 to 6). loss:")


def test_rules_differ_by_more_than_their_colour():
    assert len({look.marker for look in adaptive.LOOKS.values()}) == len(adaptive.LOOKS)


def test_tolls_show_the_lowest_point_of_line_plus_bowl():
    picture = adaptive.tolls(2.0, 4.0, 0.25, (1.0, 4.0))
    for axes, b, low in zip(picture.figure.axes, (1, 4), (1.0, 1.75), strict=True):
        line, bowl, both = (torch.tensor(drawn.get_ydata(), dtype=torch.float64) for drawn in axes.get_lines()[:3])
        x = torch.tensor(axes.get_lines()[0].get_xdata(), dtype=torch.float64)
        assert torch.allclose(line, 4 * x)
        assert torch.allclose(bowl, 2 * b * (x - 2) ** 2)
        assert torch.allclose(both, line + bowl)
        assert float(x[both.argmin()]) == pytest.approx(low, abs=0.02)
        assert axes.get_title() == f"toll {b}: lowest at x = {low:g}"
    assert "lowest at x = 1.75, with the value 7.5." in picture.description
