"""The figures and live pictures of lecture 10a draw what they say, small enough, with the numbers in words."""

import itertools

import pytest
import torch

from dlcourse.figures.picture import Picture
from dlcourse.lectures.l10a import figures, trials, widgets
from dlcourse.widgets.still import draw


@pytest.mark.parametrize("picture", [figures.circles, figures.patience,
                                     lambda: figures.rates(trials.SCHEDULES, trials.STEPS)],
                         ids=["circles", "patience", "rates"])
def test_a_figure_is_small_and_has_words(picture):
    made = picture()
    assert isinstance(made, Picture)
    assert len(made.png()) < 60_000
    assert made.caption
    assert made.description


def test_orthogonal_weights_keep_the_circle():
    assert figures.circles().description.endswith(
        "Orthogonal weights: " + "; ".join(f"after {n} layer{'s' if n > 1 else ''} the longest of the arrows has the "
                                           "length 1 and the shortest 1" for n in (1, 3, 10)) + ".")


def test_the_schedules_in_words():
    words = figures.rates(trials.SCHEDULES, 100).description
    assert "cosine: at steps 0, 50 and 100 the share is 1, 0.5 and 0." in words


@pytest.mark.parametrize("factor", trials.FACTORS)
def test_one_number(factor):
    scene = widgets.one_number(factor)
    right = torch.tensor(trials.LONG["one_number"][str(factor)]["right"], dtype=torch.float64)
    [line] = scene.panels[0].marks
    assert line.y[~line.y.isnan()].tolist() == right.mT.flatten().tolist()
    assert scene.readings["mean of correct digits"] == [float(right[-1].mean())]


@pytest.mark.parametrize("start", trials.SPREADS)
@pytest.mark.parametrize("bend", widgets.BENDS)
def test_the_ends_of_a_signal(start, bend):
    scene = widgets.signal(start, bend, 10.0)
    found = trials.signal(bend, start, 10)
    assert scene.readings["activations"] == [float(found.there[-1, 0])]
    assert scene.readings["adjoints"] == [float(found.back[0, 0])]
    for panel in scene.panels:
        y = panel.marks[0].y
        assert bool(((y >= widgets.LOW) & (y <= widgets.HIGH) | y.isnan()).all())


def test_a_signal_that_leaves_the_picture_says_so():
    assert "What leaves the picture" in widgets.signal("std 1", "relu", 50.0).say
    assert "What leaves the picture" not in widgets.signal("LeCun", "tanh", 50.0).say


def test_the_adjoints_of_a_signal_are_torchs():
    """One network of three layers, by torch.autograd."""
    rng = trials.generator(0)
    a = start = torch.randn(32, 64, generator=rng, dtype=torch.float64).requires_grad_()
    for _ in range(3):
        a = (a @ trials.draw("He", 64, rng).mT).tanh()
    end_bar = torch.randn(32, 64, generator=rng, dtype=torch.float64)
    [start_bar] = torch.autograd.grad(a, start, end_bar)
    found = trials.signal("tanh", "He", 3)
    assert float(found.back[0, 0]) == pytest.approx(float(start_bar.square().mean().sqrt()))
    assert float(found.there[-1, 0]) == pytest.approx(float(a.detach().square().mean().sqrt()))


@pytest.mark.parametrize("start", [0.5, 0.8, 1.1, 1.2, 1.5])
@pytest.mark.parametrize("bound", widgets.CLIPS)
def test_a_walk_down_the_wall(start, bound):
    way = widgets.walk(start, widgets.CLIPS[bound])
    for (w, slope), (after, _) in itertools.pairwise(way[:4]):
        leaf = torch.tensor(w, dtype=torch.float64, requires_grad=True)
        [own] = torch.autograd.grad(widgets.height(leaf), leaf)
        assert slope == pytest.approx(float(own), rel=1e-9)
        step = max(-widgets.CLIPS[bound], min(widgets.CLIPS[bound], slope))
        assert after == pytest.approx(w - widgets.ETA * step)
    scene = widgets.cliff(start, bound)
    assert ("lost" in scene.say) == (bound == "no bound" and start > 1.1)
    assert bool(torch.as_tensor(scene.panels[1].marks[0].y).isfinite().all())


@pytest.mark.parametrize("scene", [widgets.one_number(0.7), widgets.signal("std 0.01", "sigmoid", 50.0),
                                   widgets.cliff(1.5, "no bound")], ids=["one number", "signal", "cliff"])
def test_a_still_picture(scene):
    assert draw(scene).axes
