"""An exercise that no notebook holds any more: older copies check, what was reached counts, and nobody is asked."""

import json

import nbformat
import pytest

from dlcourse.authoring import pages
from dlcourse.authoring.sources import ROOT, SourceError, folders, read, sources
from dlcourse.classroom import notebook_check, progress, registry
from dlcourse.classroom.check import CORRECT, check
from dlcourse.classroom.overview import overview
from dlcourse.grading.plan import chosen_keys
from dlcourse.grading.trusted.submission import _asked_of

KEY, ROOM, BOOK = "initial_loss", "l04b", "04b_many_classes"
WORDS = """import math
from dlcourse import exercise
@exercise("initial_loss")
def initial_loss(C, counts):
    if counts is None:
        return math.log(C)
    p = counts[counts > 0] / counts.sum()
    return -(p * p.log()).sum()
"""


@pytest.fixture
def learner(tmp_path, monkeypatch):
    monkeypatch.setenv("DLCOURSE_HOME", str(tmp_path))


def test_its_key_checks_as_ever():
    assert registry.retired() == (KEY,)
    assert registry.known(KEY)
    assert registry.of_course(KEY)
    exercise = registry.load(KEY)
    assert exercise.retired
    assert check(exercise, exercise.solution).status == CORRECT
    assert check(exercise, exercise.misconceptions[0].answer).status != CORRECT


def test_no_notebook_index_count_or_text_has_it():
    assert all(KEY not in keys for keys in registry.notebooks().values())
    assert all(KEY not in lecture.exercises for lecture in registry.lectures())
    assert KEY not in pages.every_exercise()
    assert not [path for path in sources() for cell in read(path).cells if f'"{KEY}"' in cell.source]


def test_its_index_names_it_apart():
    folder = next(folder for folder in folders() if folder.name == BOOK)
    told = json.loads(pages.index(folder))
    assert told["retired"] == [KEY]
    assert KEY not in told["exercises"]
    assert json.loads((registry.ROOMS / ROOM / registry.INDEX).read_text(encoding="utf-8")) == told


def test_a_notebook_that_still_holds_it_is_refused(monkeypatch):
    folder = next(folder for folder in folders() if folder.name == BOOK)
    monkeypatch.setattr(registry, "keys_in_order", lambda text: ("log_softmax", KEY))
    with pytest.raises(SourceError, match=f"{KEY} is declared with retired=True, but stands here"):
        pages.index(folder)


@pytest.mark.usefixtures("learner")
def test_it_counts_for_those_who_solved_it_and_for_nobody_else():
    plain = overview().total()
    assert len(plain.items) == len(registry.places()) - len(registry.retired())
    progress.record(KEY, "not yet", 0, "a")
    assert len(overview().total().items) == len(plain.items)
    progress.record(KEY, "correct", 1, "b")
    now = overview().total()
    assert (now.correct, len(now.items)) == (1, len(plain.items) + 1)
    assert now.points == (1, plain.points[1] + 1)
    [line] = [found for found in overview().lines if found.notebook == BOOK]
    assert line.items[-1].title == registry.load(KEY).title


@pytest.mark.parametrize(("keys", "checked"), [
    ([KEY], [KEY]),
    (["log_softmax", "hinge_grad", KEY], ["log_softmax", "hinge_grad", KEY]),  # as in an older copy
    (["bce_grad", "log_softmax"], ["bce_grad", "log_softmax"]),                # of a notebook that was split
    (["hinge_grad"], list(registry.notebooks()[BOOK])),                        # a copy of today's, with cells deleted
])
def test_an_older_copy_is_checked_for_what_it_holds(keys, checked):
    assert notebook_check._asked_by(keys, ROOT) == checked


@pytest.mark.usefixtures("learner")
def test_an_older_notebook_file_checks(tmp_path):
    path = tmp_path / "04_linear_classifiers.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(WORDS)]), path)
    checked = notebook_check.run(path, ROOT)
    assert [(result.key, result.passed) for result in checked.results] == [(KEY, True)]


def test_a_grader_marks_it_where_it_is_handed_in():
    assert KEY not in _asked_of({"log_softmax"})
    assert _asked_of({"log_softmax", KEY}) == [*registry.notebooks()[BOOK], KEY]
    assert _asked_of({KEY}) == [KEY]
    assert chosen_keys(KEY) == (KEY,)
    assert KEY not in chosen_keys("04b")
