"""Numbers that stand in the prose of lecture 00, and the way from the clone to the first correct exercise."""

import math
import re
from pathlib import Path

import pytest
import torch

from dlcourse.authoring import pace
from dlcourse.authoring.sources import read
from dlcourse.classroom import registry
from dlcourse.lectures.l00.figures import OPTIONAL
from dlcourse.lectures.l00.widgets import way
from dlcourse.widgets.shared.boundary import MOMENTS, RESOLUTION, Boundary, Training

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
    training = Training("rings", 8, 0.316)
    assert sum(p.numel() for part in training.params for p in part) == 114
    layers = [W.numel() + b.numel() for W, b in zip(*training.params, strict=True)]
    assert layers == [2 * 8 + 8, 8 * 8 + 8, 8 * 2 + 2] == [24, 72, 18]
    says("machine", "114 numbers", "after 600 steps every point")
    says("bigger", "114 such numbers", "114 slopes", "two layers of 8 neurons", "| 114 | 18 |", "2 · 8 + 8 = 24",
         "8 · 8 + 8 = 72", "8 · 2 + 2 = 18", "2 · 2 + 2 = 6")
    assert [W.numel() + b.numel() for W, b in zip(*Training("rings", 2, 0.316).params, strict=True)] == [6, 6, 6]
    training.advance(600)
    assert training.scene().readings["share right"] == [1.0]


def test_the_rings_are_learned_whatever_the_seed():
    for seed in range(3):
        training = Training("rings", 8, 0.316, seed)
        training.advance(1000)
        assert training.scene().readings["share right"][0] > 0.98


def inner_colour_at_the_edge(training):
    """Whether the colour of the inner ring reaches the edge of the picture."""
    inner = int(training.y[training.X.norm(dim=1).argmin()])
    colour = training.scores(training.grid).argmax(1).reshape(RESOLUTION, RESOLUTION)
    return bool((torch.cat([colour[0], colour[-1], colour[:, 0], colour[:, -1]]) == inner).any())


def test_two_hidden_units_leave_one_side_open_and_eight_close_the_border():
    """With 2 units the first layer maps the plane one to one into a square, where both second units are straight: one
    can walk to the square's edge, which is infinitely far, without leaving a colour."""
    two, eight = Training("rings", 2, 0.316), Training("rings", 8, 0.316)
    two.advance(2000)
    eight.advance(600)
    assert inner_colour_at_the_edge(two)
    assert not inner_colour_at_the_edge(eight)
    assert Boundary().values["eta"] == 0.316
    assert MOMENTS[-1] == 2000
    says("bigger", "2000 steps")
    says("bigger-ask", "about 86 %")
    says("bigger", "$3 - 2 + 0.5 = 1.5$", f"height {math.tanh(1 * 3 - 2 * 1 + 0.5):.3f}")
    assert two.scene().readings["share right"][0] == pytest.approx(0.86, abs=0.03)  # each processor rounds its own way


def test_where_the_formula_of_the_slope_comes_from():
    miss, moved = 1 * 2 - 6, 1.001 * 2 - 6
    assert (miss, moved) == (-4, pytest.approx(-3.998))
    assert moved**2 == pytest.approx(15.984, abs=1e-4)
    assert (moved**2 - miss**2) / (moved - miss) == pytest.approx(-8, abs=3e-3)
    says("machine-formula", "-3.998", "15.984 (rounded)", "-0.016", "-8", "$0.002 \\cdot (-4) = -0.008$")
    each = 0.002 * miss
    assert (each, 2 * each) == pytest.approx((-0.008, -0.016))
    fell = (0.999 * 2 - 6)**2 - (1.001 * 2 - 6)**2
    assert fell == pytest.approx(0.032)
    says("machine-sign", "0.032", "from 16 to 4", "That is 12 and not 16")
    assert ((1 * 2 - 6)**2, (2 * 2 - 6)**2) == (16, 4)


@pytest.mark.parametrize("eta, part, far", [
    (0.1, 0.8, 0.2), (0.125, 1, 0), (0.2, 1.6, 0.6), (0.25, 2, 1), (0.3, 2.4, 1.4)])
def test_how_far_a_step_goes(eta, part, far):
    before, after = way(1.0, eta)[:2].tolist()
    assert after - before == pytest.approx(part * (3 - before))
    assert abs(after - 3) == pytest.approx(far * abs(before - 3))
    says("rate-found", f"| {eta} | {part} |", r"$0.8 \cdot 2 = 1.6$")


def step_at(w, x, y, eta):
    slope = 2 * (w * x - y) * x
    return slope, w - eta * slope


def test_the_transfer_questions():
    assert step_at(2, 3, 12, 0.05) == pytest.approx((-36, 3.8))
    assert step_at(4, 1, 10, 0.5)[1] == 10
    says("transfer-step-ask", "(-36, 3.8),")
    says("transfer-rate-ask", "    0.5,")


def test_what_the_map_says_after_lecture_08():
    numbers = [lecture.number for lecture in registry.lectures()]
    assert numbers[numbers.index("08"):][:3] == ["08", "08b", "09a"]
    assert "08b" in OPTIONAL
    assert "09a" not in OPTIONAL
    says("map-ask", 'right="09a; 08b may be left out"')


def test_the_first_two_steps():
    assert way(1.0, 0.1)[:3].tolist() == pytest.approx([1, 2.6, 2.92])
    says("machine-exercise", "1, 2.6, 2.92")
    says("machine-blanks", "$w = 2.6$", "= 5.2$")
    says("machine-blanks-ask", "(-0.8, -3.2, 2.92),")
    says("machine-sign", "slope is $-0.032 / 0.002 = -16$")


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
    assert losses(lambda w: 2 * ((w * x - y) * x).mean())[1] == pytest.approx(4.667, abs=1e-3)  # "passes 4.667"
    says("check-decide-ask", "18, 6.267, 4.944, 4.72, 4.677, 4.669, and then 4.667")
    assert [round(v, 3) for v in anna[:7]] == [18, 6.267, 4.944, 4.72, 4.677, 4.669, 4.667]
    says("check-read", "at $w = 2$", "$-3$, $1$ and $2$", "$2 \\cdot (0 + 2 + 8) / 3 = 6.67$")
    assert (2 * x - y).tolist() == [-3, 1, 2]
    assert 2 * float(((2 * x - y) * x).mean()) == pytest.approx(6.67, abs=0.01)
    assert 2 * float((2 * x - y).mean() * x.mean()) == 0
    assert all(float(((w * x - y) * x).mean()) > 0 for w in torch.linspace(2, 3, 11))  # the true sign on Anna's way
    says("check-read", "comes down to 3, at $w = 1.5$", "$-3$, 0 and 0", "$9/3 = 3$", "passes 4.667", "stayed at 4.667")
    assert (1.5 * x - y).tolist() == [-3, 0, 0]
    assert float((1.5 * x - y).square().mean()) == 3
    miss = 3 * x - y
    assert miss.tolist() == [-3, 3, 6]
    says("check-mend", "Claimed is 8, and measured is 20", "$-3$, $3$ and $6$", "Anna takes $2 \\cdot 2 \\cdot 2$")
    assert (2 * miss * x).tolist() == [0, 12, 48]
    says("check-mended", "0 = 0$", "2 = 12$", "4 = 48$", "$60 / 3 = 20$")
    assert float(2 * miss.mean() * x.mean()) == 8
    assert float(2 * (miss * x).mean()) == 20
    assert float(2 * (miss * x).sum()) == 60
    says("check-mend-ask", "20 was measured", "60.", "the mean 10")


def test_two_places_more_where_annas_slope_is_checked():
    x, y = torch.tensor([0.0, 2.0, 4.0]), torch.tensor([3.0, 3.0, 6.0])

    def anna_and_right(w):
        return 2 * float((w * x - y).mean() * x.mean()), 2 * float(((w * x - y) * x).mean())

    assert anna_and_right(0.75) == (-10, -10)  # the check passes there
    assert anna_and_right(2.5) == pytest.approx((4, 13.33), abs=0.01)
    says("check-again", "At $w = 0.75$ it gives $-10$", "8 of 20 at 3, but 4 of 13.33 at 2.5",
         "(x = 5, y = 20, w = 3: -10 in place of -50)")
    assert (2 * (3 * 5 - 20), 2 * (3 * 5 - 20) * 5) == (-10, -50)  # without and with the factor x


def test_the_links_to_the_exercises_say_their_minutes():
    shown = re.search(r"\*\*Your turn\*\* \((\d+) minutes\)", TEXT["machine-exercise"])[1]
    assert int(shown) == registry.load("one_step").minutes
