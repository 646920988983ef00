"""What stands beside "expected" and "yours" on a card: several results by the names that the text gives them."""

import pytest
import torch

from dlcourse.classroom import registry
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import check


def _results(key, answer):
    rows = dict(Card(check(registry.load(key), answer))._evidence())
    return [rows[name] for name in ("expected", "yours") if name in rows]


def test_results_stand_on_a_line_each_under_their_names():
    assert _results("bce_grad", lambda w, b, X, y: (torch.zeros_like(w), torch.zeros(()).double())) == [
        "gw = [-0.5, -0.25]\ngb = -0.25", "gw = [0, 0]\ngb = 0"]


def test_the_plain_card_keeps_the_lines_below_each_other():
    card = repr(Card(check(registry.load("bce_grad"), lambda w, b, X, y: (0 * w, 0 * b))))
    assert "\n  expected: gw = [-0.5, -0.25]\n            gb = -0.25\n  yours: gw = [0, 0]\n         gb = 0" in card


def test_too_many_or_too_few_results_are_shown_as_they_came():
    assert _results("bce_grad", lambda X, y, w, b: (1.0, 2.0, 3.0))[1] == "(1, 2, 3)"
    assert _results("bce_grad", lambda X, y, w, b: None)[1] == "None"


def test_the_steps_of_an_update_rule_are_told_apart():
    wrong = next(m.answer for m in registry.load("nesterov_step").misconceptions if m.name == "gradient_at_x")
    assert _results("nesterov_step", wrong)[0].splitlines() == [
        "result after step 1: [0.9]", "result after step 2: [0.729]", "result after step 3: [0.5176]"]


def test_a_long_path_is_cut_and_says_so():
    lines = registry.load("nesterov_step").compare.lines([torch.ones(1)] * 9, str)
    assert len(lines) == 7
    assert lines[-1] == "... and 3 more"


@pytest.mark.parametrize("key", sorted(registry.places()))
def test_no_exercise_shows_several_results_as_a_bare_tuple(key):
    wrong = registry.load(key).misconceptions[0].answer
    assert not [text for text in _results(key, wrong) if text.startswith("(")]


def test_of_a_huge_result_only_what_is_shown_is_looked_at():
    looked = []
    for results in ([0.0] * 100_000, {f"k{i}": 0.0 for i in range(100_000)}):
        looked.clear()
        lines = registry.load("nesterov_step").compare.lines(results, lambda value: looked.append(value) or "0")
        assert len(looked) < 30
        assert lines[-1] == f"... and {100_000 - len(looked)} more"
