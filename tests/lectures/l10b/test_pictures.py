"""The figures and live pictures of lecture 10b draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.lectures.l10b import figures, trials, widgets
from dlcourse.nn import normalise

double = torch.float64
KINDS = (trials.PLAIN, trials.SKIP)


def made_up(*, runs_away=False):
    """A sweep without training."""
    loss = torch.linspace(2, 0.1, len(trials.RATES), dtype=double)[:, None] * torch.ones(trials.SEEDS, dtype=double)
    if runs_away:
        loss[-1] = math.inf
    flat = torch.ones(trials.STEPS, dtype=double)
    return trials.Sweep(loss, 0.5 * flat, 2 * flat, 0.1 * loss[:trials.HIDDEN])


@pytest.mark.parametrize("name", ["rates", "drifts", "directions", "ways_past", "running_estimate"])
def test_a_picture_is_small_and_described(name):
    picture = {"rates": lambda: figures.rates({"relu": {way: made_up() for way in trials.WAYS}}),
               "drifts": lambda: figures.drifts({way: made_up() for way in trials.WAYS[:3]}),
               "directions": figures.directions, "ways_past": figures.ways_past,
               "running_estimate": lambda: figures.running_estimate({k: trials.chains(k, 3) for k in KINDS}),
               }[name]()
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert len(picture.description) > 20


def test_a_network_that_ran_away_is_drawn_at_the_top():
    picture = figures.rates({"relu": {"plain": made_up(runs_away=True)}})
    assert picture.description.endswith("2.30 or more.")
    assert picture.figure.axes[0].lines[0].get_ydata()[-1] == figures.TOP


def test_each_kind_has_its_own_look():
    """In each figure: START and IDENTITY share one, and never meet."""
    for apart in (trials.START, trials.IDENTITY):
        kinds = [kind for name, kind in figures.LOOK.items() if name != apart]
        assert len(set(kinds)) == len(kinds)


@pytest.mark.parametrize("kind", trials.KINDS)
@pytest.mark.parametrize("show", [widgets.TOLD, widgets.GRADIENT])
def test_a_chain(kind, show):
    scene, runs = widgets.deep_chain(kind, 3.0, show), trials.chains(kind, 3)
    assert scene.readings["loss (median)"] == [pytest.approx(float(runs.loss[-1].median()))]
    names = [mark.name for mark in scene.panels[1].marks]
    assert names == ([trials.PLAIN] if kind == trials.PLAIN else [trials.PLAIN, kind])
    drawn = scene.panels[1].marks[-1].y
    torch.testing.assert_close(drawn, runs.told if show == widgets.TOLD else runs.gradient)
    assert f"{float(runs.last.min()):.2f} and" in scene.say


def test_plain_chains_get_worse_with_depth_and_skips_better():
    """On the training digits, over all five starts."""
    last = {(kind, depth): trials.chains(kind, depth).last for kind in KINDS for depth in (3, 10)}
    assert last["plain", 3].max() < last["plain", 10].min()
    assert last["skip", 10].max() < last["skip", 3].min()


def test_norm_of_networks_side_by_side_is_the_one_of_the_library():
    z = torch.randn(3, 7, 4, generator=torch.Generator().manual_seed(1), dtype=double)
    gamma, b = (torch.randn(3, 1, 4, generator=torch.Generator().manual_seed(s), dtype=double) for s in (2, 3))
    for i, found in enumerate(trials._normed(z, gamma, b)):
        torch.testing.assert_close(found, normalise.batch_norm(z[i], gamma[i, 0], b[i, 0])[0])


@pytest.mark.parametrize("size, batch, gamma, beta", [(4, 2, 1, 0), (32, 5, 2, -1), (2, 1, 0.5, 2)])
def test_one_unit(size, batch, gamma, beta):
    z = widgets.batches()[batch - 1, :size]
    Y, _ = normalise.batch_norm(z[:, None], torch.tensor([float(gamma)]).double(), torch.tensor([float(beta)]).double())
    scene = widgets.one_unit(size, batch, gamma, beta, widgets.BATCH_VALUES)
    torch.testing.assert_close(scene.panels[0].marks[1].x, Y[:, 0])
    assert scene.readings["mean after"] == [pytest.approx(beta)]
    assert scene.readings["deviation after"] == [pytest.approx(gamma, rel=1e-4)]


def test_a_batch_of_one_gives_beta_and_all_data_the_same_in_each_batch():
    alone = widgets.one_unit(1.0, 3.0, 2.0, -1.0, widgets.BATCH_VALUES)
    assert "becomes -1. Over the five batches it becomes -1 to -1." in alone.say
    fixed = widgets.one_unit(8.0, 3.0, 1.0, 0.0, widgets.RUNNING)
    assert "becomes 0.5. Over the five batches it becomes 0.5 to 0.5." in fixed.say
