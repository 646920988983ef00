"""What a machine or a process does to a submission is found out by grading it once more, before it costs a mark."""

import concurrent.futures
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from dlcourse.cli import main
from dlcourse.grading import grade, work
from dlcourse.grading.errors import GradeError
from dlcourse.grading.folder import Submission
from dlcourse.grading.plan import Plan, Settings
from dlcourse.grading.pool import Pool
from dlcourse.grading.trusted import sandbox
from dlcourse.grading.trusted.client import Fork
from dlcourse.grading.trusted.submission import Graded, Grader, Row

KEYS = ("log_softmax",)


def of(student, status="correct", starved=False):
    return Graded(student, "d", (Row(KEYS[0], status, 1.0, 2),), starved=starved)


@pytest.fixture
def plan(tmp_path):
    students = tuple(Submission(f"s{i}", ()) for i in range(9))
    return Plan(students, Settings(KEYS, "none", b"a secret of this test"), tmp_path, workers=3)


class Threads:
    """Threads for processes, and what a pool says of one that died."""

    def __init__(self, workers):
        self.width, self.calm = 2 * workers, 2
        self._executor = concurrent.futures.ThreadPoolExecutor(workers)

    def submit(self, work, *arguments):
        def at_work():
            try:
                return work(*arguments)
            except Death:
                raise concurrent.futures.BrokenExecutor from None

        return self._executor.submit(at_work)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._executor.shutdown()


class Death(Exception):
    """The process in which it is raised is gone."""


def graded_by(plan, monkeypatch, grade_one, ready=lambda settings: True):
    """All results in the order in which they were kept, with threads for processes."""
    monkeypatch.setattr(grade, "grade_one", grade_one)
    monkeypatch.setattr(grade, "ready", ready)
    monkeypatch.setattr(grade, "Pool", Threads)
    with grade.Grading(plan) as grading:
        return list(grading.run())


def test_the_starved_are_graded_again_together_when_all_others_are_done(plan, monkeypatch):
    calls, lock, met = [], threading.Lock(), threading.Barrier(2, timeout=10)

    def grade_one(settings, submission):
        with lock:
            again = submission.student in calls
            calls.append(submission.student)
        starved = submission.student in ("s2", "s5")
        if again:
            met.wait()  # both are at work at the same time
        return of(submission.student, "error" if starved and not again else "correct", starved and not again)

    results = graded_by(plan, monkeypatch, grade_one)
    assert sorted(calls[9:]) == ["s2", "s5"]
    assert {g.student: g.rows[0].status for g in results} == {f"s{i}": "correct" for i in range(9)}
    assert {g.student for g in results[-2:]} == {"s2", "s5"}


@pytest.mark.parametrize("workers, cores, calm", [(1, 16, 1), (16, 16, 8), (4, 2, 1), (3, None, 1), (2, 16, 2)])
def test_half_the_cores_do_it(monkeypatch, workers, cores, calm):
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert Pool(workers).calm == calm


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


# A process that dies

def test_who_ends_the_process_costs_itself_only_and_is_tried_again_next_time(plan, monkeypatch):
    first = set()

    def grade_one(settings, submission):
        together = submission.student not in first
        first.add(submission.student)
        if submission.student == "s4" or (submission.student in ("s3", "s5") and together):
            raise Death  # s3 and s5 were at work in the same processes
        return of(submission.student)

    results = {g.student: g for g in graded_by(plan, monkeypatch, grade_one)}
    assert {s: g.rows[0].status for s, g in results.items()} == {
        f"s{i}": "error" if i == 4 else "correct" for i in range(9)}
    assert results["s4"].problem.startswith("grading it ended the process")
    assert results["s4"].rows[0].end == "died"
    with grade.Grading(plan) as again:
        assert [s.student for s in again.todo] == ["s4"]


def test_by_notebooks_there_is_no_row_but_the_reason(plan, monkeypatch):
    def grade_one(settings, submission):
        raise Death

    by_notebooks = replace(plan, settings=replace(plan.settings, keys=()), submissions=plan.submissions[:1])
    [one] = graded_by(by_notebooks, monkeypatch, grade_one)
    assert one.rows == ()
    assert one.problem.startswith("grading it ended the process")


def test_where_processes_die_whatever_they_do_the_grading_stops_and_keeps_what_is_done(plan, monkeypatch):
    def grade_one(settings, submission):
        if submission.student > "s5":
            raise Death
        return of(submission.student)

    def ready(settings):
        raise Death

    with pytest.raises(GradeError, match=r"end at once, whatever they grade.*fewer --workers"):
        graded_by(plan, monkeypatch, grade_one, ready)
    with grade.Grading(plan) as again:
        assert [s.student for s in again.todo] == ["s6", "s7", "s8"]


def test_a_mistake_of_ours_outside_a_submission_is_not_called_a_kill(plan, monkeypatch):
    def grade_one(settings, submission):
        raise ZeroDivisionError("by zero")

    with pytest.raises(GradeError, match=r"stopped at 's0': ZeroDivisionError: by zero. What has been graded is kept"):
        graded_by(replace(plan, submissions=plan.submissions[:1]), monkeypatch, grade_one)


def dies(student):
    """Ends its process if it is for this student; for a real pool."""
    if student == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    return student


def test_a_real_process_that_dies_is_replaced():
    with Pool(2) as pool:
        lost = [pool.submit(dies, student) for student in ("bad", "one", "two")]
        with pytest.raises(concurrent.futures.BrokenExecutor):
            lost[0].result(60)
        concurrent.futures.wait(lost)
        assert [pool.submit(dies, student).result(60) for student in ("one", "two")] == ["one", "two"]


def test_processes_that_cannot_be_started_are_told(monkeypatch):
    class Broken:
        def __init__(self, *_):
            raise EOFError("the server is gone")

    monkeypatch.setattr(concurrent.futures, "ProcessPoolExecutor", Broken)
    with Pool(1) as pool, pytest.raises(GradeError, match=r"cannot be started .*the server is gone"):
        pool.submit(dies, "one")


# A mistake of the grader

class Grumpy:
    """A grader that fails at files of this name, so many times."""

    def __init__(self, name, times):
        self.name, self.times, self.until = name, times, []

    def grade(self, student, path, keys, *, until):
        self.until.append(until)
        if path.name == self.name and self.times:
            self.times -= 1
            raise RuntimeError("of ours")
        return of(student)


def by_grumpy(monkeypatch, grumpy, *names, seconds=10.0):
    monkeypatch.setattr(work, "_grader", lambda settings: grumpy)
    settings = Settings(KEYS, "none", b"a secret of this test", seconds)
    return work.grade_one(settings, Submission("ann", tuple(map(Path, names)), ("a note",)))


def test_a_mistake_of_the_grader_costs_the_file_only(monkeypatch):
    one = by_grumpy(monkeypatch, Grumpy("b.ipynb", 2), "b.ipynb")
    assert (one.rows[0].status, one.rows[0].points) == ("unreadable", 0.0)
    assert "none of the student's: RuntimeError: of ours" in one.problem
    two = by_grumpy(monkeypatch, Grumpy("b.ipynb", 2), "a.ipynb", "b.ipynb")
    assert (two.rows[0].status, two.problem, two.found) == ("correct", "", ("a note",))
    [(file, reason)] = two.unread
    assert file == "b.ipynb"
    assert "the grader made a mistake" in reason


def test_a_mistake_that_does_not_come_again_costs_nothing(monkeypatch):
    one = by_grumpy(monkeypatch, Grumpy("b.ipynb", 1), "b.ipynb")
    assert (one.rows[0].status, one.problem) == ("correct", "")


def test_one_time_is_for_all_files(monkeypatch):
    grumpy = Grumpy("", 0)
    by_grumpy(monkeypatch, grumpy, *(f"v{i}.ipynb" for i in range(5)))
    assert len(set(grumpy.until)) == 1
    assert 0 < grumpy.until[0] - time.monotonic() <= 120
    late = by_grumpy(monkeypatch, Grumpy("", 0), "v1.ipynb", "v2.ipynb", seconds=-1.0)
    assert "for all files of a student were over" in late.problem
    assert late.rows[0].status == "unreadable"


def test_nothing_handed_in():
    settings = Settings((), "none", b"a secret of this test")
    assert work.grade_one(settings, Submission("eve", ())).problem == "no notebook was handed in"
    [row] = work.grade_one(replace(settings, keys=KEYS), Submission("eve", ())).rows
    assert (row.status, row.points, row.note) == ("missing", 0.0, "no notebook was handed in")


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


@pytest.mark.parametrize("gaps", [(4.0,), (4.0, 0.0), (4.0, 0.5), (1.0, 0.2, 0.2)], ids=str)
def test_ctrl_c_ends_the_grading_with_a_sentence_however_often_it_is_pressed(tmp_path, gaps):
    handed_in, home = tmp_path / "in", Path(tempfile.mkdtemp())  # short: sockets have names of 108 bytes at most
    home.chmod(0o755)
    handed_in.mkdir()
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None,
            "source": "import time\ntime.sleep(99)\n@exercise('log_softmax')\ndef log_softmax(z): return z"}
    for name in "abcd":
        (handed_in / f"{name}.ipynb").write_text(json.dumps({"nbformat": 4, "metadata": {}, "cells": [cell]}))
    command = [sys.executable, "-m", "dlcourse.cli", "grade", str(handed_in), "--out", str(tmp_path / "out"),
               "--timeout", "60", "--workers", "2"]
    process = subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
                               text=True, env=os.environ | {"TMPDIR": str(home)})
    for gap in gaps:
        time.sleep(gap)
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert "Traceback" not in said
    if len(gaps) == 1:
        assert said.endswith("What has been graded is kept: call again to go on.\n")
        assert not list(home.glob("dlcourse-box-*"))
    assert process.returncode != 0
    shutil.rmtree(home)


def test_what_tidies_up_after_ctrl_c_is_not_broken_off_by_the_next(tmp_path, monkeypatch):
    tidied = []

    def grade(*_):
        try:
            signal.raise_signal(signal.SIGINT)
        finally:
            signal.raise_signal(signal.SIGINT)
            tidied.append(True)

    before = signal.getsignal(signal.SIGINT)
    (tmp_path / "in").mkdir()
    monkeypatch.setattr("dlcourse.grading.console.grade", grade)
    try:
        result = CliRunner().invoke(main, ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")])
    finally:
        signal.signal(signal.SIGINT, before)
    assert (result.exit_code, tidied) == (130, [True])


def test_ctrl_c_is_as_before_once_a_grading_has_ended(tmp_path):
    before = signal.getsignal(signal.SIGINT)
    (tmp_path / "in").mkdir()
    CliRunner().invoke(main, ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")])
    assert signal.getsignal(signal.SIGINT) is before


def test_ctrl_c_within_a_lock_is_still_ctrl_c(tmp_path, monkeypatch):
    def broken_off():
        try:
            raise KeyboardInterrupt
        finally:
            threading.Lock().release()  # as the end of a wait does that was interrupted twice

    (tmp_path / "in").mkdir()
    monkeypatch.setattr("dlcourse.grading.pool.warm", broken_off)
    result = CliRunner().invoke(main, ["grade", str(tmp_path / "in"), "--out", str(tmp_path / "out")])
    assert (result.exit_code, "broken off" in result.output) == (130, True)


@pytest.fixture
def short():
    """A folder for temporary files whose name leaves room for those of sockets."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def test_what_a_killed_grading_leaves_is_swept_with_the_sandboxes(short):
    code = "from dlcourse.grading import pool\npool.warm()\nprint('warm', flush=True)\ninput()"
    with subprocess.Popen([sys.executable, "-c", code], env=os.environ | {"TMPDIR": str(short)},
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"warm\n"
        sandbox.sweep(short)
        assert [path.name.startswith(f"dlcourse-box-{process.pid}-") for path in short.iterdir()] == [True]
        process.kill()
    sandbox.sweep(short)
    assert list(short.iterdir()) == []


def test_a_folder_for_temporary_files_with_too_long_a_name_is_said(short):
    long = short / ("x" * 90)
    long.mkdir()
    (short / "ann.ipynb").write_text("{")
    command = [sys.executable, "-m", "dlcourse", "grade", str(short), "--out", str(short.parent / f"{short.name}-out")]
    done = subprocess.run(command, env=os.environ | {"TMPDIR": str(long)}, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"grade: the folder for temporary files .* export TMPDIR=/tmp\n", done.stderr)
    assert list(long.iterdir()) == []
