"""What an instructor and a student get to see: a table of marks, a page for each student, a page for the class."""

from __future__ import annotations

import collections
import csv
import hashlib
import io
import re
from collections.abc import Iterable
from pathlib import Path

from markupsafe import Markup

from dlcourse.classroom import mutants, registry
from dlcourse.files import write_whole
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.submission import Graded
from dlcourse.html import render


def file_name(student: str) -> str:
    """A file name for a student: readable, safe on every system, different for different students.

    >>> file_name("ann.lee"), file_name("../x").startswith("x-")
    ('ann.lee.html', True)
    """
    plain = re.sub(r"[^a-z0-9.-]+", "_", student.lower()).strip("._-")[:60]
    device = re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", plain)
    plain = f"{plain.replace('.', '_')}" if device else plain
    odd = plain != student or device or re.search(r"-[0-9a-f]{8}$", plain)
    mark = "-" + hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8] if odd else ""
    return f"{plain or 'x'}{mark}.html"


def safe_cell(text: object) -> object:
    """A cell that no spreadsheet takes for a formula.

    >>> safe_cell("=1+1"), safe_cell(3)
    ("'=1+1", 3)
    """
    if not isinstance(text, str):
        return text
    text = re.sub(r"([;\t])(?=\s*[=+\-@|%＝＋－＠])", r"\1'", clean(text, 1000).replace("\n", " "))
    return "'" + text if text.lstrip()[:1] in tuple("=+-@|%\t\r＝＋－＠") else text


class Table:
    """The table of marks: a row for each student and exercise, and one with the student's total."""

    def __init__(self) -> None:
        self._text = io.StringIO()
        self._rows = csv.writer(self._text, lineterminator="\r\n")
        self._rows.writerow(["student", "exercise", "points", "of", "status", "note"])

    def add(self, graded: Graded) -> None:
        """The rows of one student."""
        for row in graded.rows:
            self._write(graded.student, row.key, row.points, row.possible, row.status, row.note)
        total, possible = _total(graded)
        self._write(graded.student, "TOTAL", total, possible, "", graded.problem or "; ".join(graded.notes))

    def _write(self, *cells: object) -> None:
        self._rows.writerow(map(safe_cell, cells))

    def __str__(self) -> str:
        return self._text.getvalue()


def _total(graded: Graded) -> tuple[float, int]:
    return sum(r.points for r in graded.rows), sum(r.possible for r in graded.rows)


def _clean(text: object) -> str:
    return clean(text, 1000)


def feedback_page(graded: Graded) -> str:
    """One student's page: the marks, and a card for each exercise."""
    points, possible = _total(graded)
    rows = [(registry.load(row.key).title, row, Markup(row.card)) for row in graded.rows]  # our own Card wrote it
    return render("feedback", clean=_clean, title=f"Feedback for {clean(graded.student, 80)}", points=points,
                  possible=possible, problem=graded.problem, rows=rows, notes=graded.notes)


class Class:
    """What the class did, counted student by student, so that nobody's cards have to be kept."""

    def __init__(self) -> None:
        self._marks: list[tuple[str, float, int, str]] = []
        self._met, self._right, self._absent = (collections.Counter[str]() for _ in range(3))
        self._held: collections.Counter[tuple[str, str]] = collections.Counter()

    def add(self, graded: Graded) -> None:
        """Count one student."""
        self._marks.append((graded.student, *_total(graded), graded.problem))
        for row in graded.rows:
            self._met[row.key] += 1
            self._right[row.key] += row.status == "correct"
            self._absent[row.key] += row.status in ("not attempted", "missing")
            if row.misconception:
                self._held[row.key, row.misconception] += 1

    def page(self) -> str:
        """Marks, the hardest exercises first, and how many hold each misconception."""
        hardest = sorted(self._met, key=lambda key: self._right[key] / self._met[key])
        tenths = self._tenths()
        told = "; ".join(f"{10 * i} to {10 * i + 10} %: {count}" for i, count in enumerate(tenths) if count)
        return render(
            "class", clean=_clean, title="The class", marks=self._marks, tenths=tenths, told=told or "none",
            exercises=[(registry.load(key).title, self._right[key], self._met[key], self._absent[key])
                       for key in hardest],
            misconceptions=[(registry.load(key).title, *_said(key, name), students)
                            for (key, name), students in self._held.most_common()])

    def _tenths(self) -> list[int]:
        """How many students have which tenth of the points; all the points count to the last."""
        found = collections.Counter(min(9, int(10 * points / max(1, of))) for _, points, of, _ in self._marks)
        return [found[i] for i in range(10)]


def _said(key: str, name: str) -> tuple[str, str]:
    """What a misconception or a step is called in the table, and what the card says of it."""
    exercise = registry.load(key)
    for known in exercise.misconceptions:
        if known.name == name:
            return known.phrase, known.message
    return f"one step: {name}", next((m.sentence for m in mutants.of_exercise(exercise) if m.text == name), "")


def write_all(results: Iterable[Graded], out: Path) -> None:
    """Write every report, each file whole or not at all. `results` are taken one at a time and not kept."""
    feedback, marks, everyone = out / "feedback", Table(), Class()
    feedback.mkdir(exist_ok=True)
    current = set()
    for graded in results:
        name = file_name(graded.student)
        write_whole(feedback / name, feedback_page(graded))
        current.add(name)
        marks.add(graded)
        everyone.add(graded)
    for page in feedback.glob("*.html"):
        if page.name not in current:  # of a student who has withdrawn
            page.unlink()
    write_whole(out / "class.html", everyone.page())
    write_whole(out / "grades.csv", str(marks))
