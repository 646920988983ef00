"""Numbers that stand in the prose of lecture 00c."""

import itertools
import math
import re
from pathlib import Path

import torch

from dlcourse.authoring.sources import read
from dlcourse.lectures.l00c import figures

SOURCE = Path(__file__).resolve().parents[3] / "authoring" / "00c_where_it_comes_from" / "lecture.py"
TEXT = {cell.id: cell.source for cell in read(SOURCE).cells}


def hidden(x1, x2):
    h1, h2 = max(0, x1 + x2), max(0, x1 + x2 - 1)
    return h1, h2, h1 - 2 * h2


def test_two_hidden_units_are_xor_at_0_and_1_and_nothing_at_minus_1_and_1():
    assert [hidden(a, b)[2] for a in (0, 1) for b in (0, 1)] == [0, 1, 1, 0]
    assert [hidden(a, b)[2] for a in (-1, 1) for b in (-1, 1)] == [0, 0, 0, 0]
    assert hidden(1, 1) == (2, 1, 0)
    assert "(2, 1, 0)," in TEXT["hidden-ask"]
    assert hidden(-1, 1)[2] == 0
    assert "\n    0,\n" in TEXT["hidden-mend-ask"]


def test_the_mended_network_is_xor_at_minus_1_and_1_and_the_other_choices_are_not():
    def mended(x1, x2, second):
        return max(0, x1 + x2 + 2) - 2 * max(0, x1 + x2 + second)

    assert [[mended(a, b, second) for a in (-1, 1) for b in (-1, 1)] for second in (-1, 0, 1, 2)] == [
        [0, 2, 2, 2], [0, 2, 2, 0], [0, 0, 0, -2], [0, -2, -2, -4]]
    assert "f is 0, 2, 2, 0." in TEXT["hidden-repair-ask"]
    assert "$-2$, $0$, $0$ or $2$" in TEXT["hidden-repair"]


def test_the_line_of_the_proof():
    a, b, c = 3, 2, -1
    assert (c, a + b + c, b + c, a + c) == (-1, 4, 1, 2)
    assert c + (a + b + c) == (b + c) + (a + c) == a + b + 2 * c == 3
    assert "$a = 3$, $b = 2$, $c = -1$" in TEXT["proof"]
    assert all(text in TEXT["proof-derivation"] for text in ("here -1 + 4", "here 1 + 2", "3 + 2 - 2"))


def test_how_many_corners_of_xor_the_lines_of_or_and_and_have_right():
    corners, xor = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]), torch.tensor([0, 1, 1, 0])

    def right(a, b, c):
        return int(((corners @ torch.tensor([float(a), float(b)]) + c > 0).int() == xor).sum())

    assert (right(1, 1, -0.5), right(1, 1, -1.5), right(-1, -1, 1.5)) == (3, 1, 3)
    assert "OR gets three right. That of AND gets one" in TEXT["hook-ask"]


def test_a_picture_has_more_pixels_than_there_are_steps():
    assert 20 * 20 == 400 > 100
    assert "20 × 20 pixels has 400" in TEXT["brain-parallel"]


def test_only_one_choice_of_small_weights_says_x1_on_and_x2_off():
    def alone(corner):
        return [(a, b, c) for a, b, c in itertools.product((-1, 0, 1), repeat=3)
                if [(x1, x2) for x1 in (0, 1) for x2 in (0, 1) if a * x1 + b * x2 + c > 0] == [corner]]

    assert alone((1, 0)) == [(1, -1, 0)]
    assert "\n    (1, -1, 0),\n" in TEXT["proof-build-ask"]
    assert (1, 1, -1) in alone((1, 1))  # "that is AND"
    assert (-1, 1, 0) in alone((0, 1))  # "the other way round"


def test_without_the_max_the_network_is_one_unit():
    corners = [(0, 0), (0, 1), (1, 0), (1, 1)]
    without = [(x1 + x2) - 2 * (x1 + x2 - 1) for x1, x2 in corners]
    assert without == [2 - x1 - x2 for x1, x2 in corners] == [2, 1, 1, 0]
    assert "\n    (2, 1, 1, 0),\n" in TEXT["hidden-max-ask"]
    assert "$a = b = -1$ and $c = 2$" in TEXT["hidden-max-read"]


def test_one_line_gets_the_classes_0_1_1_of_the_last_question():
    assert [x * 1 - 0.5 > 0 for x in (0, 1, 2)] == [False, True, True]


def test_many_products_at_once_against_one_after_the_other():
    def times(products, at_once=10_000, slower=20):
        return products / (math.ceil(products / at_once) * slower)

    assert (times(1_000_000), times(1)) == (500, 0.05)
    assert "\n    (500, 0.05),\n" in TEXT["transfer-many-ask"]
    assert 1000 * 1000 == 1_000_000
    assert "1000 inputs and 1000 outputs has 1 000 000 products" in TEXT["hardware"]


def test_two_random_hidden_units_seldom_learn_xor_and_fifty_do():
    rng = torch.Generator().manual_seed(0)
    corners, wanted = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]), [-1, 1, 1, -1]

    def learns(units):
        weights, shifts = torch.randn(2, units, generator=rng), torch.randn(units, generator=rng)
        said = torch.cat([(corners @ weights + shifts > 0).float(), torch.ones(4, 1)], 1).tolist()
        w = [0.0] * (units + 1)
        for _ in range(1000):  # the perceptron's rule for the last unit
            right = True
            for x, y in zip(said, wanted, strict=True):
                if sum(p * q for p, q in zip(w, x, strict=True)) * y <= 0:
                    w, right = [p + y * q for p, q in zip(w, x, strict=True)], False
            if right:
                return True
        return False

    assert [sum(learns(units) for _ in range(100)) for units in (2, 50)] == [1, 100]
    said = re.sub(r'"\s+"', "", TEXT["ups-fall-ask"])
    assert "We drew the weights 100 times. With 2 units the machine learned XOR once, with 50 every time." in said


def test_the_step_that_is_asked_for_again():
    assert round(4 - 0.1 * 4 * (2 * 4 - 6), 9) == 3.2
    assert "\n    3.2,\n" in TEXT["recall-1"]
    assert round(4 - 0.1 * (2 * 4 - 6) ** 2, 9) == 3.6
    assert "3.6: " in TEXT["recall-1"]


def test_the_years_of_the_text_stand_in_the_timeline():
    years = {year for year, _, _ in figures.EVENTS}
    assert {1958, 1969, 1970, 1974, 1986, 2006, 2012} <= years
    assert all(str(year) in TEXT["title"] + TEXT["ups"] + TEXT["ups-story"]
               for year in (1958, 1969, 1970, 1974, 1986, 2012))
    assert "2006" in TEXT["revival"]
