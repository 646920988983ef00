"""What each try is told: right, known mistakes, unknown ones, what cannot be read, and when the answer opens."""

import pytest

from dlcourse.questions.ask import Ask
from dlcourse.questions.sitting import Sitting

ask = Ask()
SUM = ask.number("2 + 3?", 5, why="two and three", mistakes={6: "That is the product."})
PAIR = ask.number("The gradient?", (0.7, -0.8, 0.1), digits=1)
WAY = ask.choose("Where?", {"up": "It climbs.", "down": "It falls.", "left": "It turns."}, right="down")


def test_right_at_once():
    sitting = Sitting(SUM)
    reply = sitting.take(" 5 ")
    assert (reply.status, reply.done, sitting.first, sitting.tries) == ("right", True, True, 1)
    assert "two and three" in reply.answer


def test_a_known_mistake_then_right():
    sitting = Sitting(SUM)
    first = sitting.take("6")
    assert first.text == "That is the product. Try once more."
    assert not first.answer
    assert not first.done
    assert sitting.take("5").status == "right"
    assert sitting.first is False


def test_the_answer_opens_after_the_second_wrong_try():
    sitting = Sitting(SUM)
    assert sitting.take("9").text == "Not that. Try once more."
    last = sitting.take("6")
    assert (last.text, last.done) == ("That is the product.", True)
    assert last.answer.startswith("5\n")
    assert sitting.take("5") is last  # it is over


def test_what_cannot_be_read_costs_no_try():
    sitting = Sitting(SUM)
    assert sitting.take("five").status == "unread"
    assert (sitting.tries, sitting.first) == (0, None)
    assert sitting.take("5").status == "right"
    assert sitting.first is True


def test_asking_for_the_answer_counts_as_not_known():
    sitting = Sitting(SUM)
    shown = sitting.give_up()
    assert (shown.status, shown.done, sitting.first) == ("shown", True, False)
    assert Sitting(ask.predict("?", 1)).give_up().status == "shown"


@pytest.mark.parametrize("question, given, words", [
    (SUM, "-5", "The size is right, the sign is not."), (SUM, "50", "the decimal point stands elsewhere"),
    (SUM, "0.005", "the decimal point stands elsewhere"), (SUM, "4", "Not that."), (SUM, "0", "Not that."),
    (ask.number("?", 2.345, digits=2), "2.37", "Very near"), (ask.number("?", 2.345, digits=2), "2.4", "Not that."),
    (PAIR, "(0.7, 0.8, 0.1)", "Right at place 1 and 3, not yet at the others."),
    (PAIR, "0.1, 0.7, -0.8", "the right numbers in another order"), (PAIR, "-0.7, 0.8, -0.1", "Only the signs"),
    (PAIR, "1 1 1", "None of these numbers is right yet."), (PAIR, "0.7 1 1", "Right at place 1, not yet")])
def test_what_is_said_to_an_unknown_number_is_true_of_it(question, given, words):
    assert words in Sitting(question).take(given).text


def test_per_cent_are_read_either_way():
    assert Sitting(ask.number("How many per cent?", 80)).take("80%").status == "right"
    assert Sitting(ask.number("Which share?", 0.8, digits=2)).take("80 %").status == "right"


def test_each_option_says_what_it_would_mean():
    sitting = Sitting(WAY)
    assert sitting.take("up").text == "No. It climbs. Try once more."
    assert sitting.take("sideways").status == "unread"
    last = sitting.take("left")
    assert last.done
    assert last.answer.startswith("down: It falls.")
    assert Sitting(WAY).take("down").text == "Right. It falls."


def test_of_two_options_the_answer_opens_after_one():
    coin = ask.choose("?", {"heads": "h", "tails": "t"}, right="tails")
    assert Sitting(coin).take("heads").done


def test_a_guess_is_neither_right_nor_wrong():
    sitting = Sitting(ask.predict("How many?", 2.5, why="measured"))
    assert sitting.take("").status == "unread"
    reply = sitting.take("a thousand")
    assert (reply.status, reply.answer, sitting.first) == ("noted", "2.5\nmeasured", None)


def test_an_explanation_is_compared_by_its_writer():
    sitting = Sitting(ask.explain("Why?", "Because.", points=("a", "b")))
    assert sitting.take("x").status == "unread"
    reply = sitting.take("Since it is so.")
    assert (reply.answer, reply.points, sitting.first) == ("Because.", ("a", "b"), None)
    sitting.compare(True)
    assert sitting.first is True
