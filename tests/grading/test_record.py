"""The record of a grading: nothing lost, nothing half written, whenever the process ends."""

import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from dlcourse.grading.errors import GradeError
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Graded, Left, Row

# Reads the path of a base from each line, and has a child write rows to it until somebody kills the child.
WRITER = """
import hashlib, os, sys
from pathlib import Path
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.submission import Graded, Left, Row

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


# Damage

def bytes_of(tmp_path, students=300):
    """A record of a class, as bytes."""
    made = Record(tmp_path / "whole.sqlite")
    for i in range(students):
        made.keep("f", graded(f"s{i}", notes=("x" * 500,)))
    made.close()
    return (tmp_path / "whole.sqlite").read_bytes()


def base(path, *statements):
    other = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        other.execute(statement)
    return other


def read_all(path):
    record = Record(path)
    try:
        return record.known(), list(record.results())
    finally:
        record.close()


@pytest.mark.parametrize("damage", [
    lambda whole: b"garbage" * 500, lambda whole: whole[:50], lambda whole: whole[:5_000],
    lambda whole: whole[:len(whole) // 2], lambda whole: whole[:4_096] + b"\0" * (len(whole) - 4_096),
    lambda whole: whole[:8_192] + random.Random(3).randbytes(9_000) + whole[17_192:]],
    ids=["garbage", "no head", "a page", "half", "zeros", "noise"])
def test_a_damaged_record_is_told_with_the_way_out(tmp_path, damage):
    (tmp_path / "grades.sqlite").write_bytes(damage(bytes_of(tmp_path)))
    with pytest.raises(GradeError, match=r"grades.sqlite is damaged.*--fresh"):
        read_all(tmp_path / "grades.sqlite")


def test_damage_far_behind_is_found_before_anything_is_graded(tmp_path):
    whole = bytearray(bytes_of(tmp_path))
    whole[-40_960:-4_096] = random.Random(4).randbytes(36_864)
    (tmp_path / "grades.sqlite").write_bytes(whole)
    with pytest.raises(GradeError, match=r"is damaged"):
        Record(tmp_path / "grades.sqlite")


@pytest.mark.parametrize("schema", ["(a, b)", "(student TEXT PRIMARY KEY, fingerprint TEXT, grade REAL)"])
def test_a_record_of_something_else(tmp_path, schema):
    base(tmp_path / "grades.sqlite", f"CREATE TABLE graded {schema}").close()
    with pytest.raises(GradeError, match=r"not a record of this grader.*--fresh"):
        read_all(tmp_path / "grades.sqlite")


def test_names_that_are_no_bytes(tmp_path, record):
    base(tmp_path / "grades.sqlite", "INSERT INTO graded VALUES ('ann', 'f', '{}')").close()
    with pytest.raises(GradeError, match="--fresh"):
        record.known()


@pytest.mark.parametrize("body", ["", "{}", "[]", "null", "[" * 100_000, '{"student": 3}', '{"rows": [{}]}', "x",
                                  '{"student": "ann", "digest": "", "rows": [{"key": 1, "status": "", "points": "x", '
                                  '"possible": 1}]}'])
def test_a_result_that_makes_no_sense_is_dropped_and_graded_again(tmp_path, record, body):
    record.keep("f", graded("bob"))
    other = base(tmp_path / "grades.sqlite")
    other.execute("INSERT INTO graded VALUES (?, 'f', ?)", (b"ann", body))
    other.close()
    with pytest.raises(GradeError, match=r"of 'ann'. It was dropped: call again"):
        list(record.results())
    assert record.known() == {"bob": "f"}
    assert list(record.results()) == [graded("bob")]


def test_a_record_in_use(tmp_path, monkeypatch):
    Record(tmp_path / "grades.sqlite").close()
    other = base(tmp_path / "grades.sqlite", "PRAGMA journal_mode=DELETE", "BEGIN EXCLUSIVE")
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **named, timeout=0))
    with pytest.raises(GradeError, match=r"in use by another grading. Wait"):
        Record(tmp_path / "grades.sqlite")
    other.close()


def test_a_record_that_may_not_be_written(record):
    record._base.execute("PRAGMA query_only=ON")
    with pytest.raises(GradeError, match=r"cannot be written. Give yourself the right"):
        record.keep("f", graded("ann"))


def test_a_full_disk(record):
    record.keep("f", graded("ann"))
    record._base.execute("PRAGMA max_page_count=1")
    with pytest.raises(GradeError, match=r"the disk is full. What has been graded is kept"):
        record.keep("f", graded("bob", notes=("x" * 100_000,)))
    assert list(record.results()) == [graded("ann")]


def test_a_record_that_is_a_folder(tmp_path):
    with pytest.raises(GradeError, match="cannot be opened"):
        Record(tmp_path)


def test_files_that_could_not_be_read_are_kept(record):
    kept = graded("ann", unread=(Left("a: b\udcff.ipynb", "it is not JSON"),), found=("two spellings",))
    record.keep("f", kept)
    assert list(record.results()) == [kept]


def test_a_killed_process_loses_nothing_that_it_kept(tmp_path):
    rng = random.Random(5)
    with subprocess.Popen([sys.executable, "-W", "ignore", "-c", WRITER], text=True, bufsize=1,
                          stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        for turn in range(5):
            path = tmp_path / f"{turn}.sqlite"
            parent.stdin.write(f"{path}\n")
            told = [parent.stdout.readline()]
            while not (any(line.strip().isdigit() for line in told) and told[-1].startswith("kept")):
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
