"""The tree of lecture 04c: four probabilities from three decisions, and the way that is drawn."""

import itertools

import pytest
import torch

from dlcourse import losses
from dlcourse.lectures.l04c.widgets import WORDS, Decisions, decisions
from dlcourse.widgets.scene import Line

SETTINGS = list(itertools.product((-4.0, 0.0, 1.0), (-2.0, 0.5), (-1.5, 4.0), WORDS))


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_bars_are_those_of_the_package(setting):
    scene = decisions(*setting)
    expected = losses.hierarchical_log_probs(torch.tensor(setting[:3], dtype=torch.float64),
                                             losses.balanced_tree(4)).exp()
    [bars] = scene.panels[1].marks
    assert bars.y.tolist() == pytest.approx(expected.tolist())
    assert float(bars.y.sum()) == pytest.approx(1)
    assert scene.readings[f"probability of {setting[3]}"] == [pytest.approx(float(expected[WORDS.index(setting[3])]))]


@pytest.mark.parametrize("word", WORDS)
def test_the_way_ends_at_the_word(word):
    scene = decisions(1.0, 0.0, -1.5, word)
    [way] = [m for m in scene.panels[0].marks if isinstance(m, Line) and not m.plain]
    name = next(m for m in scene.panels[0].marks if getattr(m, "text", "") == word)
    assert (way.x[0], way.y[0]) == (0, 2)
    assert (way.x[-1], way.y[-1]) == (name.x, 0)
    first, second = scene.say.split(" with ")[1:3]
    assert float(first[:5]) * float(second[:5]) == pytest.approx(
        scene.readings[f"probability of {word}"][0], abs=1e-3)


def test_a_question_moves_only_the_words_below_it():
    before, after = (decisions(1.0, 0.0, z, "red").panels[1].marks[0].y for z in (-1.5, 4.0))
    assert before[:2].tolist() == after[:2].tolist()
    assert float(after[2]) > float(before[2])
    assert float(before[2:].sum()) == pytest.approx(float(after[2:].sum()))
    assert {-1.5, 4.0} <= set(Decisions.controls[2].values)
