"""What an instructor and a student get to see: tables of marks, a page for each student, a page for the class."""

from __future__ import annotations

import collections
import hashlib
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from markupsafe import Markup

from dlcourse.classroom import mutants, registry
from dlcourse.files import write_whole
from dlcourse.grading.folder import Ignored
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.submission import Graded, Left
from dlcourse.grading.trusted.tables import FLAGS, Sheet, Table, Wide, flags, handed_in, state, total
from dlcourse.html import render

MOST_LEFT = 20  # files that are not graded, on a student's page


def file_name(student: str, *, whole: bool = False) -> str:
    """A file name for a student: readable, safe on every system, different for different students.

    It bears the beginning of the name's digest where the name itself is no file name, `whole` all of the digest.

    >>> file_name("ann.lee"), file_name("../x").startswith("x-")
    ('ann.lee.html', True)
    """
    plain = re.sub(r"[^a-z0-9.-]+", "_", student.lower()).strip("._-")[:60]
    device = re.fullmatch(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", plain)
    plain = f"{plain.replace('.', '_')}" if device else plain
    odd = plain != student or device or re.search(r"-[0-9a-f]{8}$", plain)
    digest = hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()
    mark = f"-{digest if whole else digest[:8]}" if odd or whole else ""
    return f"{plain or 'x'}{mark}.html"


def _clean(text: object) -> str:
    return clean(text, 1000)


def feedback_page(graded: Graded, ignored: Sequence[Left] = ()) -> str:
    """One student's page: the marks, a card for each exercise, and which of the student's files are not graded."""
    points, possible = total(graded)
    rows = [(registry.load(row.key).title, row, Markup(row.card)) for row in graded.rows]  # our own Card wrote it
    left = [*map(str, graded.unread), *map(str, ignored[:MOST_LEFT])]
    if len(ignored) > MOST_LEFT:
        left.append(f"and {len(ignored) - MOST_LEFT} more")
    return render("feedback", clean=_clean, title=f"Feedback for {clean(graded.student, 80)}", points=points,
                  possible=possible, rows=rows, notes=graded.notes, found=graded.found, left=left, state=state(graded),
                  problem="" if graded.unread else graded.problem, handed_in=", ".join(handed_in(graded)))


class _Line(NamedTuple):
    """A student on the class page."""

    student: str
    page: str
    points: float
    possible: int
    flags: list[tuple[str, int]]
    note: str
    state: str


class Class:
    """What the class did, counted student by student, so that nobody's cards have to be kept.

    An exercise is counted among those who were graded by it. Who has no marks is counted apart.
    """

    def __init__(self) -> None:
        self._lines: list[_Line] = []
        self._met, self._right, self._absent, self._books = (collections.Counter[str]() for _ in range(4))
        self._held: collections.Counter[tuple[str, str]] = collections.Counter()

    def add(self, graded: Graded, page: str = "", ignored: int = 0) -> None:
        """Count one student, with the name of the student's page and how many files are not graded."""
        page = page or file_name(graded.student)
        self._lines.append(_Line(graded.student, page, *total(graded), flags(graded, ignored), graded.problem,
                                 state(graded)))
        self._books.update(handed_in(graded))
        for row in graded.rows if not graded.problem else ():
            self._met[row.key] += 1
            self._right[row.key] += row.status == "correct"
            self._absent[row.key] += row.status in ("not attempted", "missing")
            if row.misconception:
                self._held[row.key, row.misconception] += 1

    def page(self, left: int = 0, nobodys: int = 0) -> str:
        """Marks, the hardest exercises first, and how many hold each misconception.

        `left` is how many files and folders are not graded, `nobodys` how many of them belong to no student.
        """
        hardest = sorted(self._met, key=lambda key: self._right[key] / self._met[key])
        tenths = self._tenths()
        told = "; ".join(f"{10 * i} to {10 * i + 10} %: {count}" for i, count in enumerate(tenths) if count)
        met = {flag for line in self._lines for flag, _ in line.flags}
        apart = collections.Counter(line.state for line in self._lines if line.state)
        return render(
            "class", clean=_clean, title="The class", lines=self._lines, tenths=tenths, told=told or "none",
            apart=[(flag, count) for flag, count in apart.items()], left=left,
            books=[(name, self._books[name]) for name in registry.notebooks() if self._books[name]],
            legend=[(flag, said) for flag, said in FLAGS.items() if flag in met], nobodys=nobodys,
            exercises=[(registry.load(key).title, self._right[key], self._met[key], self._absent[key])
                       for key in hardest],
            misconceptions=[(registry.load(key).title, *_said(key, name), students, self._met[key])
                            for (key, name), students in self._held.most_common()])

    def _tenths(self) -> list[int]:
        """How many of the students with marks have which tenth of the points; all the points count to the last."""
        found = collections.Counter(min(9, int(10 * line.points / max(1, line.possible)))
                                    for line in self._lines if not line.state)
        return [found[i] for i in range(10)]


def _said(key: str, name: str) -> tuple[str, str]:
    """What a misconception or a step is called in the table, and what the card says of it."""
    exercise = registry.load(key)
    for known in exercise.misconceptions:
        if known.name == name:
            return known.phrase, known.message
    return f"one step: {name}", next((m.sentence for m in mutants.of_exercise(exercise) if m.text == name), "")


def write_all(results: Iterable[Graded], out: Path, ignored: Sequence[Ignored] = ()) -> int:
    """Write every report, each file whole or not at all; how many files and folders are listed as not graded.

    `results` are taken one at a time and not kept.
    Raises: OSError where a file cannot be written.
    """
    feedback, marks, wide, everyone = out / "feedback", Table(), Wide(), Class()
    feedback.mkdir(exist_ok=True)
    rest, left, pages = Sheet("student", "file", "reason"), _by_student(ignored), set()
    for graded in results:
        name, mine = _page_of(graded.student, pages), left.get(graded.student, ())
        write_whole(feedback / name, feedback_page(graded, mine))
        pages.add(name.casefold())
        marks.add(graded)
        wide.add(graded, len(mine))
        everyone.add(graded, name, len(mine))
        for file, reason in graded.unread:
            rest.write([graded.student, file], reason)
        if graded.problem and not graded.unread:
            rest.write([graded.student, ""], graded.problem)
    for one in ignored:
        rest.write([one.student, one.path], one.reason)
    for page in feedback.glob("*.html"):
        if page.name.casefold() not in pages:  # of a student who has withdrawn
            page.unlink()
    write_whole(out / "class.html", everyone.page(rest.length, len(left.get("", ()))))
    write_whole(out / "not_graded.csv", str(rest))
    write_whole(out / "grades_wide.csv", str(wide))
    write_whole(out / "grades.csv", str(marks))
    return rest.length


def _by_student(ignored: Iterable[Ignored]) -> dict[str, list[Left]]:
    found: dict[str, list[Left]] = {}
    for one in ignored:
        found.setdefault(one.student, []).append(Left(one.path, one.reason))
    return found


def _page_of(student: str, taken: set[str]) -> str:
    """A student's file name that no other has: with the whole of its digest, should the beginning be another's too."""
    short = file_name(student)
    return file_name(student, whole=True) if short.casefold() in taken else short
