"""The figures of lecture 00b show the numbers that they describe, and stay small."""

import re

import pytest
import torch

from dlcourse.figures.picture import MAX_BYTES
from dlcourse.lectures.l00b import figures as calculus

X = torch.tensor([[10.0, 1.0], [3.0, 1.0], [0.0, 2.0], [1.0, 1.0]])
W = torch.tensor([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]])


def pictures():
    return {
        "taylor": calculus.taylor(lambda x: x**3, *torch.tensor([1.0, 3.0, 6.0]).double(), steps=[0.1, 1.0]),
        "paths": calculus.paths("x", "y", [("u", 10.0, 15.0), ("v", 3.0, 25.0)]),
        "product": calculus.product(X, W.T, axes=("B", "in", "out"), names=("X", "W.mT", "Z"), entry=(2, 3)),
    }


def drawn_texts(picture):
    return [text.get_text() for text in picture.figure.axes[0].texts]


@pytest.mark.parametrize("name", pictures())
def test_each_is_small_and_says_in_words_what_it_shows(name):
    picture = pictures()[name]
    assert len(picture.png()) < MAX_BYTES
    assert picture.caption
    assert re.search(r"\d", picture.description)


def test_line_and_parabola_are_drawn_as_taylor_says_and_miss_by_what_algebra_leaves_over():
    left, right = pictures()["taylor"].figure.axes
    drawn = {line.get_label(): [torch.from_numpy(v) for v in line.get_data()] for line in left.get_lines()}
    h = drawn["curve"][0] - 1
    assert torch.allclose(drawn["curve"][1], (1 + h) ** 3)
    assert torch.allclose(drawn["line"][1], 1 + 3 * h)
    assert torch.allclose(drawn["parabola"][1], 1 + 3 * h + 3 * h**2)
    misses = {line.get_label(): list(line.get_ydata()) for line in right.get_lines()}
    assert misses["height"] == pytest.approx([0.331, 7])  # 3h + 3h² + h³
    assert misses["line"] == pytest.approx([0.031, 4])
    assert misses["parabola"] == pytest.approx([0.001, 1])


def test_routes_add():
    picture = calculus.paths("w", "L", [("a", 2.0, 3.0), ("b", -1.0, 4.0), ("c", 5.0, 1.0)])
    assert "$dL/dw$ =\n6 + -4 + 5\n= 7" in drawn_texts(picture)


def test_the_product_shows_every_number_and_keeps_the_outer_axes():
    texts = drawn_texts(pictures()["product"])
    assert texts.count("B = 4") == texts.count("in = 2") == texts.count("out = 3") == 2
    shown = [f"{v:g}" for table in (X, W.T, X @ W.T) for v in table.flatten().tolist()]
    assert [text for text in texts if text in set(shown)] == shown


def test_the_marked_row_and_column_meet_in_the_marked_entry():
    picture = pictures()["product"]
    axes = picture.figure.axes[0]
    tinted = [patch.get_xy() for patch in axes.patches if patch.get_alpha() == 0.3]
    places = {text.get_position(): text.get_text() for text in axes.texts}
    assert [places[x + 0.5, y + 0.5] for x, y in tinted] == ["3", "1", "5", "6", "21"]
    assert "row 2 meets column 3:  3 · 5 + 1 · 6 = 21" in drawn_texts(picture)


def test_a_partial_derivative_is_written_with_a_round_d():
    picture = calculus.paths("x_1", "L", [("z_1", 1.0, 1.0), ("z_2", 5.0, 2.0)], others_still=True)
    assert "$∂L/∂x_1$ =\n1 + 10\n= 11" in drawn_texts(picture)


@pytest.mark.parametrize(("call", "message"), [
    (lambda: calculus.taylor(torch.exp, *torch.ones(3).double(), steps=[1.0]), "taylor: steps"),
    (lambda: calculus.taylor(torch.exp, *torch.ones(3).double(), steps=[1.0, -1.0]), "taylor: steps"),
    (lambda: calculus.paths("x", "y", [("u", 1.0, 1.0)]), "paths: there should be at least two"),
    (lambda: calculus.product(X, W.T, axes=("B", "in", "out"), names=("a", "b", "c"), entry=(5, 1)), "product: entry"),
    (lambda: calculus.product(X, W.T, axes=("B", "in", "out"), names=("a", "b", "c"), entry=(1, 0)), "product: entry"),
])
def test_wrong_arguments_are_named(call, message):
    with pytest.raises(ValueError, match=message):
        call()
