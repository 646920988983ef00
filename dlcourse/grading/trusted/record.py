"""The record of a grading: one row a student in SQLite, so that an interrupted grading goes on where it stopped."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dlcourse.grading.errors import GradeError
from dlcourse.grading.trusted.submission import Graded, Left, Row

_SAID = {  # SQLite's name of an error -> what it means for the grading
    "BUSY": "is in use by another grading. Wait until that has ended, or choose another --out.",
    "LOCKED": "is in use by another grading. Wait until that has ended, or choose another --out.",
    "FULL": "cannot grow: the disk is full. What has been graded is kept: make room and call again.",
    "READONLY": "cannot be written. Give yourself the right to write it, or choose another --out.",
    "PERM": "cannot be written. Give yourself the right to write it, or choose another --out.",
    "CANTOPEN": "cannot be opened. Is it a file, and may you write to its folder? Otherwise choose another --out.",
    "IOERR": "cannot be read or written. Is the disk full or gone? What has been graded is kept: call again."}
_DAMAGED = ("is damaged, or not a record of this grader. Call again with --fresh, which forgets it and grades "
            "everything anew.")


class Record:
    """Results by student; each is written in one transaction. `fingerprint` is of the files and of what was asked.

    Raises: GradeError, here and in every method, where the file is damaged, in use, or cannot be written.
    """

    def __init__(self, path: Path):
        self._path = path
        self._base: Any = None  # a connection, where the file could be opened
        with self._in_words():
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.execute("PRAGMA journal_mode=WAL")
            if self._base.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise sqlite3.DatabaseError("damaged")
            self._base.execute("CREATE TABLE IF NOT EXISTS graded (student BLOB PRIMARY KEY, "
                               "fingerprint TEXT NOT NULL, body TEXT NOT NULL)")
            self._base.execute("SELECT student, fingerprint, body FROM graded LIMIT 1").fetchall()

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        """Tell the instructor what an error of the file means."""
        try:
            yield
        except (sqlite3.Error, AttributeError, UnicodeError) as error:
            name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").split("_")[0]
            said = f"the record {self._path} {_SAID.get(name, _DAMAGED)}"
            if self._base is not None and name not in _SAID:
                self.close()
            raise GradeError(said) from None

    def known(self) -> dict[str, str]:
        """Student -> fingerprint of what has been graded."""
        with self._in_words():
            found = self._base.execute("SELECT student, fingerprint FROM graded")
            return {student.decode("utf-8", "surrogateescape"): fingerprint for student, fingerprint in found}

    # names of files that are not UTF-8 hold lone surrogates, which only bytes can keep

    def keep(self, fingerprint: str, graded: Graded) -> None:
        """Write one result, in place of an earlier one of the same student."""
        body = json.dumps(dataclasses.asdict(graded))
        with self._in_words():
            self._base.execute("INSERT OR REPLACE INTO graded VALUES (?, ?, ?)",
                               (_bytes(graded.student), fingerprint, body))

    def drop_all_but(self, students: set[str]) -> None:
        """Forget students who have no submission any more."""
        gone = [(_bytes(student),) for student in self.known() if student not in students]
        with self._in_words():
            self._base.executemany("DELETE FROM graded WHERE student = ?", gone)

    def results(self) -> Iterator[Graded]:
        """All results, by the student's name. One that makes no sense is dropped and told, to be graded again."""
        with self._in_words():
            for student, body in self._base.execute("SELECT student, body FROM graded ORDER BY student"):
                try:
                    found = _result(body)
                except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                    self._base.execute("DELETE FROM graded WHERE student = ?", (student,))
                    raise GradeError(f"the record {self._path} held a result that makes no sense, of "
                                     f"{_text(student)!a}. It was dropped: call again to have it graded.") from None
                yield found

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _result(body: str) -> Graded:
    told = json.loads(body)
    rows = tuple(Row(**row) for row in told["rows"])
    lists = {name: tuple(map(str, told.get(name, ()))) for name in ("notes", "found")}
    unread = tuple(Left(*map(str, pair)) for pair in told.get("unread", ()))
    found = Graded(**told | lists | {"rows": rows, "unread": unread})
    if not all(type(text) is str for text in (found.student, found.problem, *(r.key + r.note for r in rows))):
        raise TypeError
    if not all(type(number) in (int, float) for row in rows
               for number in (row.points, row.possible, *row.parts.values())):
        raise TypeError
    return found


def _bytes(student: str) -> bytes:
    return student.encode("utf-8", "surrogateescape")


def _text(student: object) -> str:
    return student.decode("utf-8", "replace") if isinstance(student, bytes) else str(student)
