"""The figures and live pictures of lecture 10c draw what they say, small enough, with the numbers in words."""

import re

import pytest
import torch

from dlcourse.lectures.l10c import figures, small, stored, trials, widgets
from dlcourse.nn.dropout import all_masks


@pytest.mark.parametrize("name", ["changed_images", "units_removed", "ways_through_outputs", "pruning", "comparison"])
def test_a_picture_is_small_and_described(name):
    picture = figures.comparison([("nothing", "end"), ("penalty", "stopped"), ("dropout", "stopped")]) \
        if name == "comparison" else getattr(figures, name)()
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert name == "changed_images" or any(character.isdigit() for character in picture.description)


@pytest.mark.parametrize("level", [1.5, 0.15])
def test_equal_loss_takes_the_first_moment(level):
    scene = widgets.equal_loss(level, 2.0)
    for name in trials.SETTINGS:
        train, wrong = stored.curve(name, "train")[1], stored.curve(name, "wrong")[1]
        at = next(i for i, loss in enumerate(train.tolist()) if loss <= level)
        assert f"{name} {100 * float(wrong[at]):.1f} %" in scene.say
    groups = [mark for mark in scene.panels[1].marks if len(mark.y) == 5]
    assert [mark.name for mark in groups] == list(trials.SETTINGS)


@pytest.mark.parametrize("patience", [1.0, 5.0, 20.0])
def test_patience(patience):
    scene = widgets.patience_on_a_curve("nothing", patience, 3.0)
    val = stored.curve("nothing", "val")[2].tolist()
    stop, back = (int(step) // 10 for step in re.findall(r"step (\d+)", scene.say)[:2])
    assert float(scene.panels[0].xlim[1]) == (205 if patience < 20 else 605)
    assert val[back] == min(val[:stop + 1])
    assert stop == min(back + patience, 60)
    assert ("which is the lowest of all" in scene.say) == (val[back] == min(val))


@pytest.mark.parametrize("q", widgets.KEPT)
def test_masks(q):
    scene = widgets.masks(200.0, q)
    last, mean = (panel.marks[0].y for panel in scene.panels)
    kept = last > 0
    torch.testing.assert_close(last[kept], widgets.OUTPUTS[kept] / q, rtol=0, atol=0.006)
    farthest = float((mean - widgets.OUTPUTS).abs().max())
    assert f"at most {farthest:.2f} from" in scene.say
    assert farthest < 0.9


def test_all_masks():
    scene = widgets.ensemble_of_all(1.0, 0.5)
    histogram = scene.panels[0].marks[0]
    assert float(histogram.y[::2].sum()) == pytest.approx(1)
    assert scene.readings["geometric"] == [pytest.approx(scene.readings["scaled"][0])]
    assert scene.readings["geometric"] != [pytest.approx(scene.readings["arithmetic"][0])]


def test_bayes_weighs_by_what_a_mask_explains():
    weights, masks = small.weights_of_masks(), all_masks(8)
    kept = masks.sum(1)
    torch.testing.assert_close(weights.dropout, 0.75 ** kept * 0.25 ** (8 - kept))
    assert float(weights.bayes.sum()) == pytest.approx(1)
    assert weights.bayes.max() > weights.dropout.max()
