"""The figure and live pictures of lecture 06b draw what they say, small enough, with the numbers in words."""

import itertools

import pytest
import torch

from dlcourse import losses
from dlcourse.lectures.l06b import figures, trials, widgets
from dlcourse.widgets.portable import MOST_STATES
from dlcourse.widgets.scene import Text, wire


def test_a_figure_is_small_and_described():
    picture = figures.learned_table()
    assert picture.png()[:4] == b"\x89PNG"
    assert len(picture.png()) < 60_000
    assert "falls from 4.26 to 0.030" in picture.description
    best = picture.description.rsplit(" ", 1)[1].rstrip(".")
    assert losses.collapse([trials.LETTERS.index(c) for c in best]) == (1, 2)


@pytest.mark.parametrize("frames", [2.0, 3.0])
@pytest.mark.parametrize("p_blank", [0.1, 0.6, 0.7, 0.75, 0.9])
def test_the_words_share_all_paths(frames, p_blank):
    scene = widgets.spellings(frames, p_blank)
    paths, words = (panel.marks[0] for panel in scene.panels)
    assert len(paths.y) == 2 ** int(frames) == len(paths.labels)
    assert sum(paths.y) == pytest.approx(1)
    assert sum(words.y) == pytest.approx(1)
    log_probs = torch.tensor([[p_blank, 1 - p_blank]] * int(frames), dtype=torch.float64).log()
    assert scene.readings["A"] == [pytest.approx(float((-losses.ctc(log_probs, torch.tensor([1]))).exp()))]


@pytest.mark.parametrize("word", trials.WORDS)
@pytest.mark.parametrize("known", [1.0, 3.0, 4.0])
def test_the_grid_shows_the_sum_over_all_beginnings(word, known):
    scene = widgets.grid(word, known)
    states = losses.ctc_states(torch.tensor(trials.WORDS[word])).tolist()
    shown = {(m.x, round(m.y - 0.22)): m.text for m in scene.panels[0].marks if isinstance(m, Text) and m.x >= 1}
    for t, s in itertools.product(range(int(known)), range(len(states))):
        total = 0.0
        for walk in itertools.product(range(len(states)), repeat=t + 1):  # every way through the states, one by one
            fits = all(0 <= b - a <= 2 and (b - a < 2 or states[b] not in (0, states[a]))
                       for a, b in itertools.pairwise(walk))
            if walk[-1] == s and walk[0] < 2 and fits:
                total += float(torch.stack([trials.TABLE[i, states[v]] for i, v in enumerate(walk)]).prod())
        assert shown.get((t + 1.0, s)) == (f"{total:.4f}" if total else "0")
    if known == 4.0:
        assert scene.readings["probability of the word"] == [pytest.approx(trials.words(trials.TABLE)[word])]


@pytest.mark.parametrize("margin", [0.25, 1.0, 3.0])
def test_triplets_come_to_rest(margin):
    for start in range(4):
        scene = widgets.triplets(margin, float(start))
        assert scene.frames == len(scene.readings["mean loss"]) == trials.STEPS // 3 + 1
        moved = trials.pull(margin, seed=start)
        first = int((moved.active == 0).nonzero()[0])
        assert scene.ending == f"After {first} steps no triplet has a loss above 0, and nothing moves."
        assert torch.equal(moved.places[first], moved.places[-1])
        assert moved.places.abs().max() < widgets.REACH


def test_the_points_move_as_the_loss_says():
    moved = trials.pull(1.0)
    x = moved.places[3].clone().requires_grad_()
    a, p, n = trials.triplets()
    assert len(a) == 288
    torch.nn.functional.triplet_margin_loss(x[a], x[p], x[n], eps=0).backward()
    torch.testing.assert_close(moved.places[4], moved.places[3] - 2.0 * x.grad)


@pytest.mark.parametrize("widget", [widgets.Spellings, widgets.Grid, widgets.Triplets])
def test_a_page_without_python_keeps_every_state(widget):
    states = 1
    for control in widget.controls:
        states *= len(control.values)
    assert states <= MOST_STATES
    wire(widget.compute(*(control.start for control in widget.controls)))
