"""The figures of lecture 04b draw what they say, small enough, with the numbers in words."""

import math

import pytest
import torch

from dlcourse.data import blobs
from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l04b import figures
from dlcourse.tensors import ShapeError, generator

double = torch.float64
W = torch.tensor([[1.0, 0.0], [-1.0, 1.0], [0.0, -2.0]], dtype=double)
B = torch.tensor([0.0, 2.0, 1.0], dtype=double)
X = torch.tensor([2.0, 1.0], dtype=double)
TWO = blobs(40, 2, rng=generator(0))


def pictures():
    return {
        "regions": figures.regions(W, B, torch.stack([X, 4 * X])),
        "step": figures.one_step(W, B, X, 1, eta=0.5),
        "bowls": figures.bowls(),
        "way": figures.along_the_way({"λ = 0": (W, B), "λ = 1": (W / 10, B)}),
        "truth": figures.along_the_way({"λ = 0": (W, B)}, truth=figures.TRUTH),
        "pulls": figures.pulls([1.0, 0.28], eta=0.5, lam=0.1),
        "margin": figures.margin_lines(W[0], torch.tensor(0.5, dtype=double), TWO.X, TWO.y),
        "prices": figures.prices(),
    }


@pytest.mark.parametrize("name", list(pictures()))
def test_a_picture_is_small_and_described(name):
    picture = pictures()[name]
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert any(character.isdigit() for character in picture.description)


def test_a_step_moves_the_true_class_towards_the_sample_and_the_others_away():
    p = (W @ X + B).softmax(0)
    words = figures.one_step(W, B, X, 1, eta=0.5).description
    for c, share in enumerate((-0.5 * p[0], 0.5 * (1 - p[1]), -0.5 * p[2])):
        after = W[c] + share * X
        assert f"w_{c} moves by {float(share):.3g} times x" in words
        assert f"to ({float(after[0]):.3g}, {float(after[1]):.3g})" in words


def test_regions_tell_logits_and_the_direction_of_a_border():
    assert pictures()["regions"].description == (
        "At (2, 1) the logits are (2, 1, -1), and class 0 wins. At (8, 4) the logits are (8, -2, -7), and class 0 "
        "wins. The border of classes 0 and 1 is at right angles to (2, -1).")


def test_the_truth_of_the_clouds_is_that_of_their_densities():
    """Three clouds of spread 1.5, their centres 2 from the middle: densities by hand, without a softmax model."""
    for distance in (0.5, 2.0, 8.0):
        density = [math.exp(-((distance - 2 * math.cos(a))**2 + (2 * math.sin(a))**2) / (2 * 1.5**2))
                   for a in (0, 2 * math.pi / 3, 4 * math.pi / 3)]
        x = torch.tensor([distance, 0.0], dtype=double)
        p = (figures.TRUTH.W @ x + figures.TRUTH.b).softmax(0)
        assert float(p[0]) == pytest.approx(density[0] / sum(density), abs=1e-12)
    [axes] = pictures()["truth"].figure.axes
    assert axes.get_lines()[0].get_label() == "truth"
    assert "truth: 0.878 at distance 2, 0.99 at distance 4, above 0.999 at distance 8." in (
        pictures()["truth"].description)


def drawn(axes):
    return {line.get_label(): line.get_ydata() for line in axes.get_lines()}


def test_pulls_step_by_step():
    strong, weak = pictures()["pulls"].figure.axes
    assert drawn(strong)["squared"][:3] == pytest.approx([1, 0.9, 0.81])
    assert drawn(weak)["absolute"][:9] == pytest.approx([0.28, 0.23, 0.18, 0.13, 0.08, 0.03, -0.02, 0.03, -0.02])
    assert drawn(weak)["absolute with a stop"][5:9] == pytest.approx([0.03, 0, 0, 0])
    assert min(drawn(weak)["squared"]) > 0


def test_one_bowl_lies_below_its_chord_and_two_valleys_do_not():
    for axes, below in zip(pictures()["bowls"].figure.axes, (True, False), strict=True):
        graph, chord = axes.get_lines()
        (a, b), (start, end) = chord.get_data()
        between = [(w, loss) for w, loss in zip(*graph.get_data()) if a < w < b]
        height = [start + (end - start) * (w - a) / (b - a) for w, _ in between]
        assert all(loss < h for (_, loss), h in zip(between, height)) == below
    bowl = pictures()["bowls"].figure.axes[0].get_lines()[0]
    assert list(bowl.get_ydata()) == pytest.approx(
        [(math.log1p(math.exp(-2 * w)) + math.log1p(math.exp(w))) / 2 for w in bowl.get_xdata()])


def test_the_way_is_the_models_probability():
    [axes] = pictures()["way"].figure.axes
    places = torch.stack([torch.linspace(0, 8, 65, dtype=double), torch.zeros(65, dtype=double)], 1)
    assert drawn(axes)["λ = 0"] == pytest.approx((places @ W.mT + B).softmax(1)[:, 0].tolist())


def test_prices_count_an_error_left_of_0_alone():
    [axes] = pictures()["prices"].figure.axes
    x, y = axes.get_lines()[0].get_data()
    assert [(a, b) for a, b in zip(x, y) if not math.isnan(a)] == [(-3, 1), (0, 1), (0, 0), (3, 0)]
    grid = torch.linspace(-3, 3, 61, dtype=double)
    assert drawn(axes)["hinge"] == pytest.approx([max(0.0, 1 - m) for m in grid.tolist()])
    assert drawn(axes)["logistic"] == pytest.approx([math.log1p(math.exp(-m)) for m in grid.tolist()])


def test_legends_show_what_is_drawn():
    for name, picture in pictures().items():
        for axes in picture.figure.axes:
            legend = axes.get_legend()
            if legend is not None:
                assert {text.get_text() for text in legend.get_texts()} == {
                    line.get_label() for line in axes.get_lines() if line.get_label()[0] != "_"}, name


def test_margin_lines_lie_where_the_score_is_0_and_1():
    w, b = torch.tensor([0.6, 0.8], dtype=double), torch.tensor(-0.3, dtype=double)
    [axes] = figures.margin_lines(w, b, TWO.X, TWO.y).figure.axes
    scores = [w @ torch.tensor([line.get_xdata()[i], line.get_ydata()[i]], dtype=double) + b
              for line in axes.get_lines()[:3] for i in (0, 1)]
    assert [float(s) for s in scores] == pytest.approx([0, 0, 1, 1, -1, -1], abs=1e-9)


@pytest.mark.refuses
def test_refuses_another_shape():
    with pytest.raises(ShapeError, match="margin_lines: w should"):
        figures.margin_lines(torch.ones(3), torch.tensor(0.0), TWO.X, TWO.y)
