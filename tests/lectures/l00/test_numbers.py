"""Numbers that stand in the prose of lecture 00, and the way from the clone to the first correct exercise."""

import re
from pathlib import Path

import pytest
import torch

from dlcourse.authoring import pace
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l00.widgets import way
from dlcourse.widgets.shared.boundary import Training

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "00_start_here" / "lecture.py"
BOOK = read(SOURCE)
TEXT = {cell.id: cell.source for cell in BOOK.cells}
TASKS = {cell.id: cell.source for cell in read(SOURCE.with_name("exercises.py")).cells}


def says(cell, *texts):
    assert [text for text in texts if text not in TEXT[cell]] == []


def first_exercise():
    """The way of a newcomer, step by step: what it is, and its minutes."""
    costs = pace.costs(BOOK)
    words = sum(len(TASKS[name].split()) for name in ("title", "task-accuracy"))
    return {
        "clone, and `make lab` on a fast line": 3.0,
        "read the first cell, run the second, watch the rings": costs["title"] + costs["hook-live"],
        "read what to do, open the exercises": costs["first"],
        "run their first cell, read the task": words / 120,
        "write one or two lines, press Shift+Enter": 1.5,
    }


def test_ten_minutes_from_the_clone_to_the_first_correct_exercise():
    way_there = first_exercise()
    assert list(TEXT).index("first") < 10
    assert len(way_there) == 5
    assert sum(way_there.values()) <= 10, way_there
    assert registry.load("accuracy").title in TEXT["first"]
    assert next(iter(registry.notebooks()["00_start_here"])) == "accuracy"


def test_the_rings_are_learned_with_114_numbers():
    training = Training("rings", 8, 0.1)
    assert sum(p.numel() for part in training.params for p in part) == 114
    says("machine", "114 numbers")
    says("bigger", "114 such numbers", "114 slopes", "18 numbers")
    assert sum(p.numel() for part in Training("rings", 2, 0.1).params for p in part) == 18
    training.advance(600)
    assert training.scene().readings["share right"] == [1.0]


def test_the_rings_are_learned_whatever_the_seed():
    for seed in range(3):
        training = Training("rings", 8, 0.1, seed)
        training.advance(1000)
        assert training.scene().readings["share right"][0] > 0.98


def test_the_first_two_steps():
    assert way(1.0, 0.1)[:3].tolist() == pytest.approx([1, 2.6, 2.92])
    says("machine-exercise", "1, 2.6, 2.92")
    says("machine-blanks", "$w = 2.6$", "= 5.2$")
    says("machine-blanks-ask", "(-0.8, -3.2, 2.92),")
    says("machine-sign", "slope is -16")


def test_where_longer_steps_lead():
    assert way(1.0, 0.25)[:3].tolist() == [1, 5, 1]
    assert float(way(1.0, 0.125)[1]) == 3
    says("rate-ask", "η = 0.125", "1 + 0.25 · 16 is 5")
    assert abs(float(way(1.0, 0.3)[-1]) - 3) > 2  # one of the slider's values runs away


def test_annas_slope_and_the_mended_one():
    x, y = torch.tensor([0.0, 2.0, 4.0]), torch.tensor([3.0, 3.0, 6.0])

    def losses(slope):
        w, seen = torch.tensor(3.0), []
        for _ in range(9):
            seen.append(float((w * x - y).square().mean()))
            w = w - 0.1 * slope(w)
        return seen

    anna = losses(lambda w: 2 * (w * x - y).mean() * x.mean())
    mended = losses(lambda w: 2 * ((w * x - y) * x).mean())
    assert anna == sorted(anna, reverse=True)  # "falls at every step"
    assert (anna[0], anna[-1], mended[-1]) == (18, pytest.approx(4.667, abs=1e-3), pytest.approx(3, abs=1e-3))
    says("check-decide", "4.67")
    says("check-read", "comes down to 3.", "4.67")
    miss = 3 * x - y
    assert miss.tolist() == [-3, 3, 6]
    says("check-mend", "$-3$, $3$ and $6$", "claims $2 \\cdot 2 \\cdot 2 = 8$")
    assert float(2 * miss.mean() * x.mean()) == 8
    assert float(2 * (miss * x).mean()) == 20
    assert float(2 * (miss * x).sum()) == 60
    says("check-mend-ask", "20 was measured", "60.", "the mean 10")


def test_the_links_to_the_exercises_say_their_minutes():
    shown = re.search(r"\*\*Your turn\*\* \((\d+) minutes\)", TEXT["machine-exercise"])[1]
    assert int(shown) == registry.load("one_step").minutes
