"""The record of a grading: one row a student in SQLite, so that an interrupted grading goes on where it stopped."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from dlcourse.grading.trusted.submission import Graded, Row


class Record:
    """Results by student; each is written in one transaction. `fingerprint` is of the files and of what was asked."""

    def __init__(self, path: Path):
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute("CREATE TABLE IF NOT EXISTS graded (student BLOB PRIMARY KEY, fingerprint TEXT NOT NULL, "
                           "body TEXT NOT NULL)")

    def known(self) -> dict[str, str]:
        """Student -> fingerprint of what has been graded."""
        found = self._base.execute("SELECT student, fingerprint FROM graded")
        return {student.decode("utf-8", "surrogateescape"): fingerprint for student, fingerprint in found}

    # names of files that are not UTF-8 hold lone surrogates, which only bytes can keep

    def keep(self, fingerprint: str, graded: Graded) -> None:
        """Write one result, in place of an earlier one of the same student."""
        self._base.execute("INSERT OR REPLACE INTO graded VALUES (?, ?, ?)",
                           (_bytes(graded.student), fingerprint, json.dumps(dataclasses.asdict(graded))))

    def drop_all_but(self, students: set[str]) -> None:
        """Forget students who have no submission any more."""
        gone = [(_bytes(student),) for student in self.known() if student not in students]
        self._base.executemany("DELETE FROM graded WHERE student = ?", gone)

    def results(self) -> Iterator[Graded]:
        """All results, by the student's name."""
        for (body,) in self._base.execute("SELECT body FROM graded ORDER BY student"):
            told = json.loads(body)
            yield Graded(**told | {"rows": tuple(Row(**row) for row in told["rows"]), "notes": tuple(told["notes"])})

    def close(self) -> None:
        """Close the file."""
        self._base.close()


def _bytes(student: str) -> bytes:
    return student.encode("utf-8", "surrogateescape")
