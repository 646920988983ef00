"""The minutes that a task declares are those that its words, questions and solution take."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from dlcourse.authoring import effort
from dlcourse.authoring.fill import answers
from dlcourse.authoring.sources import is_lecture, read, sources
from dlcourse.classroom import registry

SPREAD = 5  # minutes between what an author declares and what is computed


@pytest.mark.parametrize("path", [path for path in sources() if not is_lecture(path)], ids=lambda p: p.parent.name)
def test_declared_minutes_are_those_that_are_computed(path):
    for key, cells in tasks(read(path).cells).items():
        exercise = registry.load(key)
        computed = effort.minutes(exercise, cells)
        assert abs(exercise.minutes - computed) <= SPREAD, f"{key}: write minutes={computed}"


def tasks(cells):
    """Key -> the cells from an exercise's words to its answer."""
    found, begin = {}, 0
    for i, cell in enumerate(cells):
        if cell.cell_type == "markdown" and cell.id.startswith("task-"):
            begin = i
        elif cell.cell_type == "code":
            found |= {key: cells[begin:i] for key, _ in answers(cell.source)}
    return found


def test_more_words_questions_and_lines_take_longer():
    short, long = registry.load("log_softmax"), registry.load("dag8_grad")
    assert effort.lines(short) < effort.lines(long)
    assert effort.minutes(short, []) < effort.minutes(long, [])
    assert effort.minutes(short, [new_markdown_cell(1000 * "word ")]) > effort.minutes(short, [])
    assert effort.minutes(short, [new_code_cell(5 * "ask.number(1)\n")]) > effort.minutes(short, [])
