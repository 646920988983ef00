"""The figures of lecture 00b show the numbers that they describe, and stay small."""

import re

import pytest
import torch

from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l00b import figures as calculus


def bowl(w):
    return w[0] ** 2 + 10 * w[1] ** 2


def pictures():
    points = torch.tensor([[3.0, 1.0], [-2.0, -0.5]])
    return {
        "tangent": calculus.tangent(lambda x: x**2, torch.tensor(3.0), torch.tensor(6.0), steps=[4.0, 2.0]),
        "contours": calculus.contours(bowl, points, points * torch.tensor([2.0, 20.0]), reach=4.0),
        "chain": calculus.chain([("x", 1.0), ("u", 3.0), ("y", 27.0)], [("2x + 1", 2.0), ("u³", 27.0)]),
        "paths": calculus.paths("x", "y", [("u", 4.0, 6.0), ("v", 3.0, 4.0)]),
        "product_shapes": calculus.product_shapes(("B", 4), ("in", 3), ("out", 2), names=("X", "W.mT", "Z")),
    }


def drawn_texts(picture):
    return [text.get_text() for text in picture.figure.axes[0].texts]


@pytest.mark.parametrize("name", pictures())
def test_each_is_small_and_says_in_words_what_it_shows(name):
    picture = pictures()[name]
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert re.search(r"\d", picture.description)


def test_the_tangent_touches_at_the_point_and_every_chord_ends_on_the_curve():
    lines = pictures()["tangent"].figure.axes[0].get_lines()
    _, tangent, *chords = lines
    (x0, x1), (y0, y1) = tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(6)
    assert y0 + 6 * (3 - x0) == pytest.approx(9, abs=1e-5)
    assert [list(chord.get_xdata()) for chord in chords] == [[3, 7], [3, 5]]
    assert [list(chord.get_ydata()) for chord in chords] == [[9, 49], [9, 25]]


def test_the_arrows_are_the_gradients_to_one_scale_and_level_lines_pass_through_the_points():
    axes = pictures()["contours"].figure.axes[0]
    arrows = next(c for c in axes.collections if hasattr(c, "U"))
    ratio = torch.tensor([*arrows.U, *arrows.V]) / torch.tensor([6.0, -4.0, 20.0, -10.0])
    assert torch.allclose(ratio, ratio[0].expand(4))
    assert arrows.N == 2
    levels = next(c for c in axes.collections if hasattr(c, "levels")).levels
    assert levels.tolist() == pytest.approx([6.5, 19.0])


def test_a_flat_point_has_an_arrow_without_length():
    flat = calculus.contours(bowl, torch.zeros(1, 2), torch.zeros(1, 2), reach=1.0)
    assert "gradient (0, 0) of length 0" in flat.description


def test_slopes_multiply_from_the_output_backwards():
    picture = calculus.chain([("x", 2.0), ("u", 4.0), ("v", 5.0), ("y", 50.0)], [("a", 3.0), ("b", 5.0), ("c", 7.0)])
    assert {"dy/dy\n= 1", "dy/dv\n= 7", "dy/du\n= 35", "dy/dx\n= 105"} <= set(drawn_texts(picture))
    assert picture.description.endswith("Backwards: dy/dv = 7, dy/du = 35, dy/dx = 105.")


def test_routes_add():
    picture = calculus.paths("w", "L", [("a", 2.0, 3.0), ("b", -1.0, 4.0), ("c", 5.0, 1.0)])
    assert "dL/dw =\n6 + -4 + 5\n= 7" in drawn_texts(picture)


def test_the_product_keeps_the_outer_axes():
    texts = drawn_texts(pictures()["product_shapes"])
    assert texts.count("B = 4") == texts.count("in = 3") == texts.count("out = 2") == 2


@pytest.mark.parametrize(("call", "message"), [
    (lambda: calculus.tangent(torch.exp, torch.tensor(1.0), torch.tensor(1.0), steps=[]), "tangent: steps"),
    (lambda: calculus.tangent(torch.exp, torch.tensor(1.0), torch.tensor(1.0), steps=[1.0, -1.0]), "tangent: steps"),
    (lambda: calculus.contours(bowl, torch.ones(1, 2), torch.ones(1, 2), reach=0.0), "contours: reach"),
    (lambda: calculus.contours(bowl, torch.ones(1, 3), torch.ones(1, 3), reach=1.0), "contours: points"),
    (lambda: calculus.chain([("x", 1.0)], []), "chain: there should be one step fewer"),
    (lambda: calculus.paths("x", "y", [("u", 1.0, 1.0)]), "paths: there should be at least two"),
    (lambda: calculus.product_shapes(("B", 0), ("in", 1), ("out", 1), names=("a", "b", "c")), "product_shapes: sizes"),
])
def test_wrong_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
