"""Numbers that stand in the prose of lecture 00c."""

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
    assert "xor_net(total_of_signs, 2, 0)" in TEXT["hidden-run"]


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


def test_lines_for_the_other_puzzles_of_the_question_exist():
    corners = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    for classes, (a, b, c) in (([1, 1, 0, 0], (-1, 0, 0.5)), ([0, 0, 0, 1], (1, 1, -1.5)),
                               ([1, 1, 1, 0], (-1, -1, 1.5))):
        assert (corners @ torch.tensor([float(a), float(b)]) + c > 0).int().tolist() == classes
    assert [x * 1 - 0.5 > 0 for x in (0, 1, 2)] == [False, True, True]  # the transfer question


def test_the_step_that_is_asked_for_again():
    assert round(4 - 0.1 * 4 * (2 * 4 - 6), 9) == 3.2
    assert "\n    3.2,\n" in TEXT["recall-1"]
    assert round(4 - 0.1 * (2 * 4 - 6) ** 2, 9) == 3.6
    assert "3.6: " in TEXT["recall-1"]


def test_the_years_of_the_text_stand_in_the_timeline():
    years = {year for year, _, _ in figures.EVENTS}
    assert {1958, 1969, 1970, 1986, 2006, 2012} <= years
    assert all(str(year) in TEXT["ups"] + TEXT["ups-story"] for year in (1958, 1969, 1970, 1986, 2012))
    assert "(2006)" in TEXT["revival"]
