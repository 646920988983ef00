"""The figures and live pictures of lecture 02b draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import NearestCentroid

from dlcourse.lectures.l02b import figures, trials, widgets
from dlcourse.models import polynomial
from dlcourse.tensors import generator
from dlcourse.widgets.portable import MOST_STATES


def drawn():
    x = trials.places(5)
    curves = polynomial.fit(x, torch.randn(6, 5, generator=generator(0), dtype=torch.float64), 3)
    losses = torch.rand(2000, generator=generator(1), dtype=torch.float64)
    return {
        "elephant": figures.elephant(),
        "estimates": figures.estimates(losses, 0.5),
        "stacked": figures.stacked({d: trials.parts(d, 15) for d in range(12)}),
        "capacity": figures.capacity_curve({n: {d: trials.parts(d, n) for d in range(9)} for n in (15, 100)}),
        "curves": figures.many_curves(x, trials.truth(x), polynomial.predict(curves, trials.NEW)),
        "two ways": figures.two_ways_figure((20, 40), trials.two_ways((20, 40), seeds=5)),
    }


@pytest.fixture(scope="module")
def pictures():
    return drawn()


@pytest.mark.parametrize("name", ["elephant", "estimates", "stacked", "capacity", "curves", "two ways"])
def test_a_picture_is_small_and_described(name, pictures):
    picture = pictures[name]
    assert picture.png()[:4] == b"\x89PNG"
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_the_bars_add_up_to_the_risk(pictures):
    axes = pictures["stacked"].figure.axes[0]
    tops = [sum(bars[d].get_height() for bars in axes.containers) for d in range(12)]
    assert tops == pytest.approx([trials.parts(d, 15).risk for d in range(12)])
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["bias²", "variance", "noise"]


def test_the_outline_is_the_published_sum_of_waves():
    """The paper's coefficients of x and y, written out wave by wave."""
    t = torch.linspace(0, 6, 50, dtype=torch.float64)
    x, y = figures.outline(figures.ELEPHANT, t)
    waves_x = -30 * t.sin() + 8 * (2 * t).sin() - 10 * (3 * t).sin() - 60 * t.cos()
    waves_y = -(50 * t.sin() + 18 * (2 * t).sin() + 12 * (3 * t).cos() - 14 * (5 * t).cos())
    torch.testing.assert_close(torch.stack([x, y]), torch.stack([waves_x, waves_y]))
    moved = figures.outline(figures.ELEPHANT, t, wiggle=40.0)
    assert bool(((moved[1] != y) == (x > 45)).all())  # only the trunk moves


@pytest.mark.refuses
@pytest.mark.parametrize("call, words", [
    (lambda: figures.outline([1j] * 5, trials.NEW), "at most four"),
    (lambda: figures.stacked({}), "at least one degree"),
    (lambda: figures.capacity_curve({}), "at least one number of samples"),
])
def test_refuses_what_cannot_be_drawn(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# --- the live pictures ---


@pytest.mark.parametrize("lots", [0.0, 0.5, 1.0])
def test_labels_by_heart(lots):
    found = trials.learn(lots)
    for steps in (0, 20, 400):
        scene = widgets.by_heart(lots, float(steps))
        at = trials.MOMENTS.index(steps)
        assert scene.readings == {"training": [found.train[at]], "new": [found.new[at]]}
        curve = next(m for m in scene.panels[1].marks if m.name == "agree with the given label")
        assert len(curve.x) == at + 1
    changed = int((found.given != found.true).sum())
    assert (changed == 0) == (lots == 0)
    texts = [m.text for m in scene.panels[0].marks[1:]]
    shown = list(zip(found.given[-8:].flip(0).tolist(), found.true[-8:].flip(0).tolist()))
    assert texts == [f"“{given}”{'' if given == true else ' (lot)'}" for given, true in shown]


@pytest.mark.parametrize("degree, samples", [(0, 15), (1, 15), (3, 30), (12, 100)])
def test_the_polynomial_and_its_misses(degree, samples):
    scene = widgets.degree_scene(float(degree), float(samples), True)
    x, y = trials.places(samples), trials.noisy(samples)[0]
    powers = x[:, None] ** torch.arange(degree + 1)
    c = torch.linalg.lstsq(powers, y[:, None], driver="gelsd").solution
    assert scene.readings["training"][0] == pytest.approx(float((powers @ c - y[:, None]).square().mean()), rel=1e-4)
    curve = trials.NEW[:, None] ** torch.arange(degree + 1) @ c
    risk = float((curve[:, 0] - trials.truth(trials.NEW)).square().mean()) + 0.09
    assert scene.readings["new"][0] == pytest.approx(risk, rel=1e-4)
    assert int(scene.panels[0].marks[0].y.isnan().sum()) == widgets.OTHERS


def test_an_exported_page_keeps_all_settings():
    for picture in (widgets.ByHeart, widgets.Degree):
        kept = [len(c.grid(5)) for c in picture.controls]
        assert math.prod(kept) <= MOST_STATES
    assert widgets.ByHeart.controls[1].grid(5) == tuple(map(float, trials.MOMENTS))


# --- the trials ---


@pytest.mark.parametrize("degree, samples, waves", [(0, 15, 1), (3, 15, 1), (9, 30, 3)])
def test_the_exact_parts_are_those_of_many_refits(degree, samples, waves):
    x = trials.places(samples)
    Y = trials.truth(x, waves) + 0.3 * torch.randn(4000, samples, generator=generator(3), dtype=x.dtype)
    fitted = polynomial.fit(x, Y, degree)
    at_new, g = polynomial.predict(fitted, trials.NEW), trials.truth(trials.NEW, waves)
    found = trials.parts(degree, samples, waves)
    assert found.bias2 == pytest.approx(float((at_new.mean(0) - g).square().mean()), abs=2e-4)
    assert found.var == pytest.approx(float(at_new.var(0).mean()), rel=0.05)
    assert found.train == pytest.approx(float((polynomial.predict(fitted, x) - Y).square().mean()), rel=0.03)


def test_the_two_classifiers_agree_with_scikit_learn():
    X, y = trials._two_classes(200, generator(5), 2)
    new = trials._two_classes(500, generator(6), 1)[0][0]
    for which in (0, 1):
        w, b = (v[which] for v in trials.generative(X, y))
        theirs = NearestCentroid().fit(X[which].numpy(), y.numpy())
        assert ((new @ w + b > 0).numpy() == (theirs.predict(new.numpy()) == 1)).all()
        w, b = (v[which] for v in trials.discriminative(X, y, rounds=40))
        peer = LogisticRegression(C=1 / (1e-4 * 200), tol=1e-10, max_iter=5000).fit(X[which].numpy(), y.numpy())
        assert ((new @ w + b > 0).numpy() == (peer.predict(new.numpy()) == 1)).mean() > 0.99
