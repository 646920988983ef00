"""Questions as data: what is stored comes back, what cannot be asked is refused, no answer stands outside its place."""

import json

import pytest
import torch
from bs4 import BeautifulSoup

from dlcourse.questions.ask import Ask, Gone
from dlcourse.questions.live import card_of, portable
from dlcourse.questions.question import QuestionError, from_data

ask = Ask()
NUMBER = ask.number("7 + 0.25?", 7.25, why="a quarter more than seven", digits=2, mistakes={6.75: "A quarter less."})
TUPLE = ask.number("The gradient?", (0.7, -0.8), why="p minus one-hot", digits=1, mistakes={(-0.7, 0.8): "The sign."})
CHOOSE = ask.choose("Which?", {"left": "It is where the heart beats.", "right": "That is the other."}, right="left")
PREDICT = ask.predict("How high?", torch.tensor([1 / 3, 2.0]), why="it climbs thrice")
EXPLAIN = ask.explain("Why?", "Because it converges.", points=("a bound", "a sum"))
EVERY = (NUMBER, TUPLE, CHOOSE, PREDICT, EXPLAIN)


@pytest.mark.parametrize("question", EVERY, ids=lambda q: q.kind)
def test_what_is_stored_comes_back(question):
    assert from_data("08/x", json.loads(json.dumps(question.as_data()))) == question


@pytest.mark.parametrize("question", EVERY, ids=lambda q: q.kind)
def test_the_answer_stands_nowhere_but_in_the_closed_part(question):
    page = BeautifulSoup(question._repr_html_(), "html.parser")
    [closed] = page.find_all("details")
    assert "open" not in closed.attrs
    opened = closed.extract().get_text()
    assert question.why in opened
    told = (page.get_text(), repr(question), json.dumps(card_of(question)))
    for secret in ("7.25", "6.75", "quarter", "-0.8", "one-hot", "heart", "thrice", "0.3333", "converges", "a bound"):
        assert not any(secret in text for text in told), secret
        if secret in json.dumps(question.as_data()) and secret not in ("6.75", "A quarter less."):
            assert secret in opened or secret == "quarter"


def test_the_example_has_as_many_numbers_as_the_answer():
    assert "for instance (0.5, -2, 1)." in ask.number("?", (1, 2, 3)).advice
    assert ask.number("?", 1).advice == "A number; for instance 0.75 or 3/4."


def test_a_page_gets_everything_that_its_judge_needs():
    told = json.loads(json.dumps(portable(TUPLE)))["truth"]
    assert told["answer"] == [0.7, -0.8]
    assert told["slack"] == pytest.approx([0.055, 0.055])
    assert told["mistakes"][0]["html"] == "The sign."


@pytest.mark.parametrize("make, words", [
    (lambda: ask.number("?", float("nan")), "finite numbers"),
    (lambda: ask.number("?", object()), "should be numbers or tuples of numbers"),
    (lambda: ask.number("?", 2.0, digits=1, mistakes={2.04: "x"}), "would be taken for the answer 2.0"),
    (lambda: ask.number("?", 2, mistakes={(1, 2): "x"}), "should hold 1 numbers"),
    (lambda: ask.number("?", 2, mistakes={3: "x", 3.0000001: "y"}), "cannot be told apart"),
    (lambda: ask.number("?", 2, mistakes={"two": "x"}), "but one is 'two'"),
    (lambda: ask.choose("?", {"x": "1", "y": "2"}, right="z"), "right should be one of at least two options"),
    (lambda: ask.choose("?", {"x": "1"}, right="x"), "at least two options")])
def test_what_cannot_be_asked_is_refused(make, words):
    with pytest.raises(QuestionError, match=words):
        make()


@pytest.mark.parametrize("question, shown", [(NUMBER, "7.25"), (TUPLE, "(0.7, -0.8)"), (ask.number("?", 9), "9"),
                                             (ask.number("?", -0.0), "0"), (ask.number("?", 1 / 3, digits=3), "0.333")])
def test_answers_are_written_with_the_digits_asked_for(question, shown):
    assert question.answer_text == shown


def test_how_near_is_near_enough():
    assert NUMBER.fits((7.2549,))
    assert not NUMBER.fits((7.26,))
    whole = ask.number("?", 9)
    assert whole.fits((9.000001,))
    assert not whole.fits((9.01,))
    assert ask.number("?", 2, mistakes={-1.609: "x"}).near((-1.61,), (-1.609,))
    assert not ask.number("?", (2e-8, 0.5)).fits((2.1e-8, 0.5))
    third = ask.number("?", 1 / 3)
    assert third.fits((0.333,))
    assert not third.fits((0.33,))


def test_an_older_copy_still_asks_its_questions():
    old = ask.number("dx?", "9 = 10 · 1 + 1 · (-1)", mistakes={"10": "One way.", "ten": "Words.", "9": "Never."})
    assert (old.kind, old.answer, old.mistakes) == ("number", (9.0,), ())
    old = ask.number("dx?", "9 = 10 · 1 + 1 · (-1)", mistakes={"10": "One way.", "ten": "Words."})
    assert old.mistakes == (((10.0,), "One way."),)
    assert ask.number("?", "(0.7, -0.8, 0.1): minus the target").answer == (0.7, -0.8, 0.1)
    assert ask.number("A power?", "x^(-2)").kind == "explain"
    assert ask.number("?", "2x").kind == "explain"


def test_a_question_that_is_gone_is_a_line_of_words():
    assert isinstance(ask("08/never-there"), Gone)
    assert "not in this version of the course" in repr(ask("no such/name/at all"))
