"""What an instructor and a student get to see: a table of marks, a page for each student, a page for the class."""

from __future__ import annotations

import collections
import csv
import hashlib
import html
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from dlcourse.classroom import tasks
from dlcourse.files import write_whole
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.submission import Graded

_STYLE = ("body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;color:#1f2328;"
          "background:#fff}table{border-collapse:collapse}th,td{padding:3px 12px 3px 0;text-align:left;"
          "vertical-align:top}td.n{text-align:right;font-variant-numeric:tabular-nums}article{margin:1.2em 0}"
          ".bar{background:#1f6fbf;height:.8em;display:inline-block;vertical-align:middle;margin-right:.5em}"
          ".share{white-space:nowrap}figure{margin:0 0 1em}")


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


def _page(title: str, body: str) -> str:
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_e(title)}</title><meta '
            f'name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
            f"<h1>{_e(title)}</h1>{body}</main></body></html>")


def _e(text: object) -> str:
    return html.escape(clean(text, 1000))


def feedback_page(graded: Graded) -> str:
    """One student's page: the marks, and a card for each exercise."""
    points, possible = _total(graded)
    parts = [f"<p>{points:g} of {possible} points.</p>"]
    if graded.problem:
        parts.append(f"<p><strong>Your file could not be read: {_e(graded.problem)}.</strong> Hand in the notebook "
                     "that JupyterLab saved.</p>")
    for row in graded.rows:
        title = tasks.load(row.key).title
        body = row.card or f"<p>{_e(row.status)}. {_e(row.note)}</p>"
        parts.append(f"<article><h2>{_e(title)}</h2><p>{row.points:g} of {row.possible} points</p>{body}</article>")
    if graded.notes:
        parts.append("<h2>Notes on your cells</h2><ul>" + "".join(f"<li>{_e(n)}</li>" for n in graded.notes) + "</ul>")
    return _page(f"Feedback for {clean(graded.student, 80)}", "".join(parts))


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
        body = f"<p>{len(self._marks)} submissions, {len(self._met)} exercises.</p><h2>Hardest exercises first</h2>"
        shares = {key: self._right[key] / met for key, met in self._met.items()}
        body += _table(("exercise", "correct", "share", "not attempted or missing"),
                       [(tasks.load(key).title, f"{self._right[key]} of {self._met[key]}", _bar(share),
                         self._absent[key]) for key, share in sorted(shares.items(), key=lambda item: item[1])])
        body += "<h2>What the class misunderstood</h2>"
        body += _table(("exercise", "misconception", "students", "share", "what the card says"),
                       [(tasks.load(key).title, name.replace("_", " "), n, _bar(n / len(self._marks)),
                         _message(key, name)) for (key, name), n in self._held.most_common()]
                       ) if self._held else "<p>No known misconception was met.</p>"
        body += "<h2>Marks</h2>" + self._spread() + _table(("student", "points", "of", "share", "note"), [
            (student, f"{points:g}", possible, _bar(points / max(1, possible)), problem)
            for student, points, possible, problem in self._marks])
        return _page("The class", body)


    def _spread(self) -> str:
        """How many students have which share of the points, as a picture that is also told in words."""
        tenths = collections.Counter(min(9, int(10 * points / max(1, of))) for _, points, of, _ in self._marks)
        most = max(tenths.values(), default=1)
        told = "; ".join(f"{10 * i} to {10 * i + 10} %: {tenths[i]}" for i in range(10) if tenths[i])
        bars = "".join(f'<rect x="{60 * i + 4}" y="{120 - 100 * tenths[i] / most:.1f}" width="52" '
                       f'height="{100 * tenths[i] / most:.1f}" fill="#1f6fbf"/><text x="{60 * i + 30}" '
                       f'y="{115 - 100 * tenths[i] / most:.1f}">{tenths[i] or ""}</text>'
                       f'<text x="{60 * i + 30}" y="138">{10 * i}–{10 * i + 10}</text>' for i in range(10))
        return (f'<figure><svg role="img" viewBox="0 0 600 145" width="600" font-size="13" text-anchor="middle" '
                f'aria-label="Students by share of the points. {told or "none"}">{bars}</svg>'
                "<figcaption>Students by share of the points, in per cent.</figcaption></figure>")


class _Html(str):
    """Text that is HTML already."""


def _bar(share: float) -> _Html:
    return _Html(f'<span class="share"><span class="bar" aria-hidden="true" style="width:{8 * share:.2f}em"></span>'
                 f"{100 * share:.0f} %</span>")


def _message(key: str, name: str) -> str:
    return next((m.message for m in tasks.load(key).misconceptions if m.name == name), "")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    top = "".join(f'<th scope="col">{_e(name)}</th>' for name in head)

    def cell(value: object) -> str:
        kind = " class=n" if isinstance(value, int | float) else ""
        return f"<td{kind}>{value if isinstance(value, _Html) else _e(value)}</td>"

    lines = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


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
