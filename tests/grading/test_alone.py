"""A submission that ran out of time on a busy machine is graded once more, alone, before it costs a mark."""

import concurrent.futures
import contextlib
import json
import threading
from pathlib import Path

import pytest

from dlcourse.grading import grade
from dlcourse.grading.plan import GradeError, Plan, Settings, Submission
from dlcourse.grading.trusted.client import Fork
from dlcourse.grading.trusted.submission import Graded, Grader, Row

KEYS = ("log_softmax",)


def of(student, status="correct", starved=False):
    return Graded(student, "d", (Row(KEYS[0], status, 1.0, 2),), starved=starved)


@pytest.fixture
def plan(tmp_path):
    students = tuple(Submission(f"s{i}", ()) for i in range(9))
    return Plan(students, Settings(KEYS, "none", b"a secret of this test"), tmp_path, workers=3)


def graded_by(plan, monkeypatch, grade_one):
    """All results in the order in which they were kept, with threads for processes."""
    monkeypatch.setattr(grade, "grade_one", grade_one)
    with grade.Grading(plan) as grading:
        threads = concurrent.futures.ThreadPoolExecutor(plan.workers)
        monkeypatch.setattr(grading, "_executor", lambda: contextlib.nullcontext(threads))
        return list(grading.run())


def test_it_is_graded_again_when_all_others_are_done_and_nothing_else_runs(plan, monkeypatch):
    calls, running, lock = [], set(), threading.Lock()

    def grade_one(settings, submission):
        with lock:
            running.add(submission.student)
            again = submission.student in calls
            calls.append(submission.student)
            assert not again or running == {submission.student}
        starved = submission.student in ("s2", "s5") and not again
        with lock:
            running.remove(submission.student)
        return of(submission.student, "error" if starved else "correct", starved)

    results = graded_by(plan, monkeypatch, grade_one)
    assert sorted(calls[9:]) == ["s2", "s5"]
    assert {g.student: g.rows[0].status for g in results} == {f"s{i}": "correct" for i in range(9)}
    assert {g.student for g in results[-2:]} == {"s2", "s5"}


def test_what_waits_for_ever_is_graded_twice_and_no_more(plan, monkeypatch):
    calls = []

    def grade_one(settings, submission):
        calls.append(submission.student)
        return of(submission.student, "error", True)

    results = graded_by(plan, monkeypatch, grade_one)
    assert len(calls) == 18
    assert sorted(g.student for g in results) == [f"s{i}" for i in range(9)]
    with grade.Grading(plan) as again:
        assert again.todo == ()


def test_a_process_that_is_killed_from_outside_stops_the_grading_with_advice_and_keeps_what_is_done(plan, monkeypatch):
    def grade_one(settings, submission):
        if submission.student == "s8":
            raise concurrent.futures.BrokenExecutor("killed")
        return of(submission.student)

    with pytest.raises(GradeError, match="fewer --workers"):
        graded_by(plan, monkeypatch, grade_one)
    with grade.Grading(plan) as again:
        assert 1 <= len(again.todo) < 9


def test_a_mistake_of_ours_is_not_called_a_kill(plan, monkeypatch):
    def grade_one(settings, submission):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        graded_by(plan, monkeypatch, grade_one)


@pytest.mark.parametrize("cpu, starved", [(None, True), (1.0, True), (1e6, False)])
def test_waiting_is_told_from_computing(walls, tmp_path, monkeypatch, cpu, starved):
    close = Fork.close
    if cpu is not None:  # as if the answer had computed so long, which a busy machine would not let it
        monkeypatch.setattr(Fork, "close", lambda fork: {**close(fork), "cpu": cpu})
    text = "@exercise('log_softmax')\ndef log_softmax(z):\n    import time\n    time.sleep(30)"
    cell = {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": None, "source": text}
    path = Path(tmp_path / "ann.ipynb")
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}))
    result = Grader(walls, b"a secret of this test", seconds=1.5).grade("ann", path, KEYS)
    assert (result.rows[0].status, result.starved) == ("error", starved)
    assert "out of time" in result.rows[0].note
