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
