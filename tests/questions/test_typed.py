"""What can be typed into a number's field."""

import pytest

from dlcourse.questions.typed import TypedError, read


@pytest.mark.parametrize("text, numbers", [
    ("9", (9,)), (" -2 ", (-2,)), ("+.5", (0.5,)), ("3.", (3,)), ("1e-3", (1e-3,)), ("1E3", (1000,)), ("3/4", (0.75,)),
    ("-1 / 2", (-0.5,)), ("−4", (-4,)), ("0,75", (0.75,)), ("(7)", (7,)), ("80 %", (80,)), ("1e2/4", (25,)),
    ("(0.7, -0.8, 0.1)", (0.7, -0.8, 0.1)), ("0.7 -0.8 0.1", (0.7, -0.8, 0.1)), ("[1,2,3]", (1, 2, 3)),
    ("0,7; -0,8; 0,1", (0.7, -0.8, 0.1)), ("1/2, 1/4", (0.5, 0.25)), ("{1; 2}", (1, 2))])
def test_numbers_as_students_write_them(text, numbers):
    assert read(text, len(numbers)) == pytest.approx(numbers, abs=0)


@pytest.mark.parametrize("text, count, words", [
    ("", 1, "Type a number, such as 0.75"), ("three", 1, "“three” is not read as a number"),
    ("1/0", 1, "finite number"),
    ("1e999", 1, "finite number"), ("nan", 1, "not read as a number"), ("2x", 1, "“2x” is not"),
    ("1 2", 1, "One number is expected, but you typed 2"), ("1, 2", 3, "Three numbers are expected, but you typed 2"),
    ("1", 9, "9 numbers are expected"), ("1" * 300, 1, "Type a number"), ("__import__('os')", 1, "not read"),
    ("1,2,3", 1, "One number is expected, but you typed 3")])
def test_what_cannot_be_read_says_what_could(text, count, words):
    with pytest.raises(TypedError, match=words.replace("(", r"\(")):
        read(text, count)
