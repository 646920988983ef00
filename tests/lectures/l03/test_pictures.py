"""The figures and live pictures of lecture 03 draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.data import kfold
from dlcourse.lectures.l03 import figures, widgets
from dlcourse.lectures.l03.runs import RUNS, run
from dlcourse.models import neighbours
from dlcourse.tensors import generator

DRAWN = {  # each is drawn when it is asked for
    "folds": lambda: figures.folds(kfold(10, 3, rng=generator(0))),
    "scores": lambda: figures.scores([0, 10], {"a": [0.5, 1.0], "b": [0.1, 0.2]}, xlabel="x", ylabel="y", caption="c"),
    "even": lambda: figures.scores([0, 1000], {"a": [0.5, 1.0]}, xlabel="x", ylabel="y", caption="c", even=True),
    "runs": figures.five_runs,
    "buckets": lambda: figures.buckets(torch.tensor([[1.0, -1.0]]), torch.tensor([[3.0, 1.0], [1.0, 4.0]])),
    "arrows": lambda: figures.arrows(torch.tensor([[2.0, 1.0], [1.0, 2.0]])),
}


@pytest.mark.parametrize("name", list(DRAWN))
def test_a_picture_is_small_and_described(name):
    picture = DRAWN[name]()
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_arrows_that_stay():
    assert DRAWN["arrows"]().description == ("Two directions stay: (1, 1) becomes 3 times as long, (1, -1) becomes 1 "
                                             "times as long.")


@pytest.mark.refuses
@pytest.mark.parametrize("call, words", [
    (lambda: figures.folds([]), "at least one fold"),
    (lambda: figures.scores([1], {}, xlabel="", ylabel="", caption=""), "at least one curve"),
    (lambda: figures.arrows(torch.tensor([[1.0, 2.0], [0.0, 1.0]])), "symmetric"),
])
def test_refuses_what_cannot_be_drawn(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("settings", [1, 20, 200])
@pytest.mark.parametrize("tested", [10, 100])
def test_the_best_so_far_is_the_first_of_the_best(settings, tested):
    right = widgets.coin_flips(2)
    share = right[:, :tested].double().mean(1)[:settings].tolist()
    best = share.index(max(share))
    scene = widgets.leak(float(settings), float(tested), 2.0)
    assert scene.readings["best test score"] == [pytest.approx(share[best])]
    assert scene.readings["on fresh patients"] == [pytest.approx(float(right[best, 100:].double().mean()))]


@pytest.mark.parametrize("k, metric, p", [(1.0, "straight line", 2.0), (9.0, "along the axes", 1.0),
                                          (60.0, "largest difference", math.inf)])
@pytest.mark.parametrize("unit, scale", [("metres", 1.0), ("centimetres", 100.0)])
def test_the_map_is_the_vote(k, metric, p, unit, scale):
    moons, new = widgets._MOONS, widgets._FRESH
    by = torch.tensor([scale, 1.0], dtype=torch.float64)
    said = neighbours.knn_predict(moons.X * by, moons.y, new.X * by, k=int(k), p=p)
    scene = widgets.neighbour_map(k, metric, unit)
    assert scene.readings["fresh"] == [pytest.approx(float((said == new.y).double().mean()))]
    corner = torch.tensor([[widgets.XLIM[0], widgets.YLIM[0]]], dtype=torch.float64)
    label = int(neighbours.knn_predict(moons.X * by, moons.y, corner * by, k=int(k), p=p))
    assert (float(scene.panels[0].marks[0].values[0, 0]) > 0.5) == (label == 1)


@pytest.mark.parametrize("d", [1.0, 10.0, 100.0])
def test_the_bars_hold_all_points(d):
    scene = widgets.dimensions(d)
    assert sum(scene.panels[1].marks[0].y) == widgets.POINTS
    assert float(sum(scene.panels[0].marks[0].y)) == pytest.approx(1)


@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_wrong_with_each_run_shows_for_other_seeds_too(seed):
    over, under, good, jumpy, early = (run(i + 1, seed) for i in range(5))
    assert over.train[-1] < 0.1 < over.validation[-1] / 2
    assert over.validation[-10:].mean() > over.validation.min() + 0.04
    assert under.validation[-10:].mean() > 0.4
    assert good.validation[-10:].mean() < 0.13
    assert jumpy.validation[-50:].std() > 10 * good.validation[-50:].std()
    assert early.validation[-1] < early.validation[-20] < early.validation[-40]
    assert [setting.verdict for setting in RUNS] == ["overfits", "underfits", "good", "learning rate too high",
                                                     "stopped too early"]


def test_the_widest_shadow_is_the_eigenvector():
    values, vectors = torch.linalg.eigh(widgets.covariance(widgets.CLOUD))
    best = max(range(0, 180, 3), key=lambda a: widgets.variance_along(float(a)))
    angle = math.degrees(math.atan2(float(vectors[1, 1]), float(vectors[0, 1]))) % 180
    assert best == pytest.approx(angle, abs=1.6)
    assert widgets.variance_along(angle) == pytest.approx(float(values[1]))
    assert 41 < angle < 49  # "near 45°"
