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


def test_the_line_of_the_proof_solves_or():
    s = torch.tensor([[0.0, 0], [0, 1], [1, 0], [1, 1]]) @ torch.tensor([1.0, 1.0]) - 0.5
    assert (s > 0).tolist() == [False, True, True, True]
    assert "$a = 1$, $b = 1$, $c = -0.5$" in TEXT["proof"]


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
    assert {1958, 1969, 1986, 2006, 2012} <= years
    assert all(str(year) in TEXT["ups"] for year in (1958, 1969, 1986, 2012))
