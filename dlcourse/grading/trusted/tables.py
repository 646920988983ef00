"""Tables of marks that a spreadsheet opens: every name stays text, and no cell is a formula."""

from __future__ import annotations

import collections
import csv
import io
import re
from collections.abc import Iterable, Sequence

from dlcourse.classroom import registry
from dlcourse.classroom.check import NOT_ALLOWED
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.submission import Graded

_STARTS = tuple("=+-@|%\t\r＝＋－＠")  # of a formula
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MONTH = re.compile(r"(jan|feb|fev|fév|mar|mär|mrz|apr|avr|abr|may|mai|maj|jun|juin|jul|juil|aug|ago|aoû|sep|set|oct|"
                    r"okt|out|nov|dec|dez|déc|dic|ene|gen|mag|giu|lug|ott|e|am|pm)[^\W\d]*", re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"(0|[1-9][0-9]{0,10})")  # a spreadsheet shows these as they are written
_MARKS = re.compile(r"[\s\d_.,:;/\\()'’$€£¥%^*°º+−–-]*")


def name_cell(name: str) -> str:
    r"""A student's name or a file's, as it is, in a form that a spreadsheet leaves alone.

    An apostrophe stands before what would become a number, a date, a truth value or a formula, and before an
    apostrophe, so that the first one can always be taken away. Signs that cannot be seen are written as numbers.

    >>> [name_cell(name) for name in ("Ann, Lee", "007", "1-2", "12345", "SEPT2", "=1+1", "a\x1b")]
    ['Ann, Lee', "'007", "'1-2", '12345', "'SEPT2", "'=1+1", 'a\\x1b']
    """
    shown = _HIDDEN.sub(lambda sign: sign[0].encode("unicode_escape", "surrogatepass").decode("ascii"), name)
    shown = re.sub(r"([;\t])(?=\s*[=+\-@|%＝＋－＠])", r"\1'", shown)
    return "'" + shown if _taken_for_another(shown) else shown


def _taken_for_another(name: str) -> bool:
    """Whether a spreadsheet would not take this for text."""
    bare = name.strip()
    if bare[:1] in _STARTS or name[:1] in ("'", *_STARTS) or bare.lower() in ("true", "false", "wahr", "falsch"):
        return True
    if not re.search(r"\d", bare) or _PLAIN_NUMBER.fullmatch(bare):
        return False
    words = re.findall(r"[^\W\d_]+", bare)
    return bool(_MARKS.fullmatch(re.sub(r"[^\W\d_]+", "", bare))) and all(_MONTH.fullmatch(word) for word in words)


def safe_cell(text: object) -> object:
    """A cell of prose on one line that no spreadsheet takes for a formula; a number in its shortest form.

    >>> safe_cell("=1+1"), safe_cell(13.0), safe_cell(12.5)
    ("'=1+1", 13, 12.5)
    """
    if isinstance(text, float):
        return int(text) if text.is_integer() else round(text, 6)
    if not isinstance(text, str):
        return text
    text = re.sub(r"([;\t])(?=\s*[=+\-@|%＝＋－＠])", r"\1'", clean(text, 1000).replace("\n", " "))
    return "'" + text if text.lstrip()[:1] in _STARTS else text


def total(graded: Graded) -> tuple[float, int]:
    """Points, and out of how many: those of the notebooks that this student handed in."""
    return sum(r.points for r in graded.rows), sum(r.possible for r in graded.rows)


def handed_in(graded: Graded) -> list[str]:
    """Names of the course's notebooks of which a student handed in an exercise that was not left out."""
    keys = {row.key for row in graded.rows if row.status not in ("missing", "unreadable")}
    return [name for name, held in registry.notebooks().items() if keys & set(held)]


def state(graded: Graded) -> str:
    """Why a student has no marks at all, in a word; "" if there are some."""
    if graded.problem:
        return "not graded"
    return "" if graded.rows else "no exercise"


FLAGS = {  # what is said of a student on the class page and in the wide table
    "not graded": "nothing of it could be graded; the note says why",
    "no exercise": "no file holds an exercise of this course; if they are exercises of your own, give --twins",
    "out of time": "an answer did not end within the time for an exercise",
    "process ended": "an answer ended its process, or needed more memory than there is",
    "broke the rules": "an answer did not reply in the agreed way",
    "too many files": "an answer left more files and folders than a notebook may",
    "too much data": "an answer wrote more to the disk than a notebook may",
    "too much": "an answer gave back more than can be compared",
    "not allowed": "an answer seems to use what its exercise closes; this is advice, so look at the answer yourself",
    "file unread": "a file could not be read; not_graded.csv says why",
    "file ignored": "a file is not a notebook, or more than a student may hand in; not_graded.csv says why"}
_ENDS = {"died": "process ended"}


def flags(graded: Graded, ignored: int = 0) -> list[tuple[str, int]]:
    """What an instructor should look at: flags and how often, in the order of FLAGS; `ignored` files are not graded."""
    counted = collections.Counter(_ENDS.get(row.end, row.end) for row in graded.rows if row.end)
    counted["not allowed"] = sum(row.status == NOT_ALLOWED for row in graded.rows)
    counted.update({"file unread": len(graded.unread), "file ignored": ignored, state(graded): 1})
    return [(flag, counted[flag]) for flag in FLAGS if counted[flag]]


def flags_text(found: Iterable[tuple[str, int]]) -> str:
    """Flags in a cell: "out of time: 2; file unread"."""
    return "; ".join(f"{flag}: {count}" if count > 1 else flag for flag, count in found)


class Sheet:
    """A table in the form that spreadsheets read: a mark that it is UTF-8, and the line ends of Windows."""

    def __init__(self, *heads: str):
        self._text = io.StringIO()
        self._text.write("\ufeff")
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._rows.writerow(heads)
        self.length = 0  # rows below the heads

    def write(self, names: Sequence[str], *cells: object) -> None:
        """A row: first names, which are kept as they are, then prose and numbers."""
        self._rows.writerow([*map(name_cell, names), *map(safe_cell, cells)])
        self.length += 1

    def __str__(self) -> str:
        return self._text.getvalue()


class Table(Sheet):
    """The table of marks: a row for each student and exercise, and one with the student's total."""

    def __init__(self) -> None:
        super().__init__("student", "exercise", "points", "of", "status", "note")

    def add(self, graded: Graded) -> None:
        """The rows of one student."""
        for row in graded.rows:
            self.write([graded.student], row.key, row.points, row.possible, row.status, row.note)
        note = graded.problem or "; ".join((*map(str, graded.unread), *graded.found, *graded.notes))
        self.write([graded.student], "TOTAL", *total(graded), state(graded), note)


class Wide:
    """The table of marks with a row for each student and a column for each exercise.

    Where an exercise has parts, a column for each of them follows. A cell is empty where the notebook was not handed
    in.
    """

    def __init__(self) -> None:
        self._students: list[tuple[str, list[object], dict[str, float]]] = []

    def add(self, graded: Graded, ignored: int = 0) -> None:
        """One student, of whom so many files are not graded."""
        cells = [*total(graded), ", ".join(handed_in(graded)), flags_text(flags(graded, ignored))]
        points = {row.key: row.points for row in graded.rows}
        points |= {_part(row.key, part): row.parts.get(part, 0.0)
                   for row in graded.rows for part in registry.load(row.key).parts}
        self._students.append((graded.student, cells, points))

    def __str__(self) -> str:
        met = {key for _, _, points in self._students for key in points}
        keys = [key for key in registry.places() if key in met]
        columns = [name for key in keys for name in (key, *(_part(key, part) for part in registry.load(key).parts))]
        table = Sheet("student", "total", "of", "notebooks handed in", "flags", *columns)
        for student, cells, points in self._students:
            table.write([student], *cells, *(points.get(name, "") for name in columns))
        return str(table)


def _part(key: str, part: str) -> str:
    """The head of a column of marks for a part, which are in the marks of its exercise too."""
    return f"{key}: {part}"
