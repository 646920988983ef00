"""The record of a grading: nothing lost, nothing half written, whenever the process ends."""

import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Graded, Row

# Reads the path of a base from each line, and has a child write rows to it until somebody kills the child.
WRITER = """
import hashlib, os, sys
from pathlib import Path
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Graded, Row

for line in sys.stdin:
    begun = os.fork()
    if begun == 0:
        record, n = Record(Path(line.strip())), 0
        while True:
            n += 1
            rows = tuple(Row(f"key{i}", "correct", 1.0, 1, "note" * (n % 50)) for i in range(n % 30 + 1))
            graded = Graded(f"student {n % 40:03}", str(n), rows)
            record.keep(hashlib.sha256(repr(graded).encode()).hexdigest(), graded)
            os.write(1, b"kept %d\\n" % n)
    print(begun, flush=True)
    print("gone", os.waitpid(begun, 0)[1], flush=True)
"""


@pytest.fixture
def record(tmp_path):
    made = Record(tmp_path / "grades.sqlite")
    yield made
    made.close()


def graded(student, points=1.0, **more):
    rows = Row("a", "correct", points, 2, "note", "slip", "<p>"), Row("b", "missing", 0.0, 1)
    return Graded(student, "digest", rows, **more)


def test_what_is_kept_comes_back_equal(record):
    kept = graded("größe 漢字 '; DROP TABLE graded; --", problem="a\nb", notes=("x", "\x1b"))
    record.keep("f", kept)
    assert list(record.results()) == [kept]
    assert record.known() == {kept.student: "f"}


def test_a_later_result_replaces_the_earlier(record):
    record.keep("old", graded("ann", 1.0))
    record.keep("new", graded("ann", 2.0))
    assert record.known() == {"ann": "new"}
    assert [g.rows[0].points for g in record.results()] == [2.0]


def test_results_come_by_name(record):
    for name in ("joe", "ann", "eve", "bob"):
        record.keep("f", graded(name))
    record.keep("g", graded("eve"))
    assert [g.student for g in record.results()] == ["ann", "bob", "eve", "joe"]


def test_students_who_have_gone_are_dropped(record):
    for name in ("ann", "bob", "eve"):
        record.keep("f", graded(name))
    record.drop_all_but({"bob", "joe"})
    assert list(record.known()) == ["bob"]
    record.drop_all_but(set())
    assert list(record.results()) == []


def test_a_second_record_sees_everything_at_once(record, tmp_path):
    record.keep("f", graded("ann"))
    other = Record(tmp_path / "grades.sqlite")
    assert list(other.results()) == [graded("ann")]
    other.keep("f", graded("bob"))
    record.keep("g", graded("ann", 2.0))
    assert other.known() == record.known() == {"ann": "g", "bob": "f"}
    other.close()
    assert len(list(record.results())) == 2


def test_keeping_while_reading(record):
    for name in "abc":
        record.keep("f", graded(name))
    for found in record.results():
        record.keep("g", found)
    assert record.known() == dict.fromkeys("abc", "g")


def test_a_student_whose_file_name_is_not_utf8(record):
    student = b"m\xfcller".decode("utf-8", "surrogateescape")
    record.keep("f", graded(student))
    assert record.known() == {student: "f"}


def test_a_killed_process_loses_nothing_that_it_kept(tmp_path):
    rng = random.Random(5)
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", WRITER], text=True, bufsize=1,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        for turn in range(5):
            path = tmp_path / f"{turn}.sqlite"
            parent.stdin.write(f"{path}\n")
            told = [parent.stdout.readline()]
            while len(told) < 2 or not told[-1].startswith("kept"):
                told.append(parent.stdout.readline())
            child = next(int(line) for line in told if line.strip().isdigit())
            time.sleep(rng.uniform(0, 0.1))
            subprocess.run(["kill", "-KILL", str(child)], check=True)
            while not told[-1].startswith("gone"):
                told.append(parent.stdout.readline())
            assert told[-1].split() == ["gone", str(int(signal.SIGKILL))]
            last = max(int(line.split()[1]) for line in told if line.startswith("kept"))
            whole(path, last)
        parent.stdin.close()
        assert parent.wait(10) == 0


def whole(path, last):
    """The file holds whole rows, and each that was kept, or one after the last of them that was just being told."""
    record = Record(path)
    known, results = record.known(), list(record.results())
    assert [hashlib.sha256(repr(g).encode()).hexdigest() for g in results] == [known[g.student] for g in results]
    held = {int(g.digest) for g in results}
    assert held in ({*range(max(1, last - 39), last + 1)}, {*range(max(1, last - 38), last + 2)})
    record.keep("f", graded("student 000"))
    record.close()
    with sqlite3.connect(path) as base:
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()
