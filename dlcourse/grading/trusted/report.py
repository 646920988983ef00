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
          ".bar{background:#1f6fbf;height:.8em;display:inline-block;vertical-align:middle;margin-right:.5em}")


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


def grades_csv(results: Iterable[Graded]) -> str:
    """A row for each student and exercise, and one with the student's total."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(["student", "exercise", "points", "of", "status", "note"])
    for graded in results:
        for row in graded.rows:
            table.writerow(map(safe_cell, (graded.student, row.key, row.points, row.possible, row.status, row.note)))
        total, possible = sum(r.points for r in graded.rows), sum(r.possible for r in graded.rows)
        note = graded.problem or "; ".join(graded.notes)
        table.writerow(map(safe_cell, (graded.student, "TOTAL", total, possible, "", note)))
    return out.getvalue()


def _page(title: str, body: str) -> str:
    return (f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_e(title)}</title><meta '
            f'name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body><main>'
            f"<h1>{_e(title)}</h1>{body}</main></body></html>")


def _e(text: object) -> str:
    return html.escape(clean(text, 1000))


def feedback_page(graded: Graded) -> str:
    """One student's page: the marks, and a card for each exercise."""
    points, possible = sum(r.points for r in graded.rows), sum(r.possible for r in graded.rows)
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


def class_page(results: Sequence[Graded]) -> str:
    """The class: marks, the hardest exercises first, and how many hold each misconception."""
    rows = [row for graded in results for row in graded.rows]
    by_key = collections.defaultdict(list)
    for row in rows:
        by_key[row.key].append(row)
    hardest = sorted(by_key.items(), key=lambda item: sum(r.status == "correct" for r in item[1]) / len(item[1]))
    held = collections.Counter((r.key, r.misconception) for r in rows if r.misconception)
    body = f"<p>{len(results)} submissions, {len(by_key)} exercises.</p><h2>Hardest exercises first</h2>"
    body += _table(("exercise", "correct", "share", "not attempted or missing"),
                   [(tasks.load(key).title, f"{right} of {len(of)}", _bar(right / len(of)),
                     sum(r.status in ("not attempted", "missing") for r in of))
                    for key, of in hardest for right in [sum(r.status == "correct" for r in of)]])
    body += "<h2>What the class misunderstood</h2>"
    body += _table(("exercise", "misconception", "students", "share", "what the card says"),
                   [(tasks.load(key).title, name.replace("_", " "), n, _bar(n / len(results)), _message(key, name))
                    for (key, name), n in held.most_common()]) if held else "<p>No known misconception was met.</p>"
    body += "<h2>Marks</h2>" + _table(
        ("student", "points", "of", "share", "note"),
        [(g.student, f"{sum(r.points for r in g.rows):g}", sum(r.possible for r in g.rows),
          _bar(sum(r.points for r in g.rows) / max(1, sum(r.possible for r in g.rows))), g.problem) for g in results])
    return _page("The class", body)


class _Html(str):
    """Text that is HTML already."""


def _bar(share: float) -> _Html:
    return _Html(f'<span class="bar" aria-hidden="true" style="width:{8 * share:.2f}em"></span>{100 * share:.0f} %')


def _message(key: str, name: str) -> str:
    return next((m.message for m in tasks.load(key).misconceptions if m.name == name), "")


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    top = "".join(f'<th scope="col">{_e(name)}</th>' for name in head)

    def cell(value: object) -> str:
        kind = " class=n" if isinstance(value, int | float) else ""
        return f"<td{kind}>{value if isinstance(value, _Html) else _e(value)}</td>"

    lines = "".join(f"<tr>{''.join(map(cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def write_all(results: Sequence[Graded], out: Path) -> None:
    """Write every report, each file whole or not at all."""
    (out / "feedback").mkdir(exist_ok=True)
    for graded in results:
        write_whole(out / "feedback" / file_name(graded.student), feedback_page(graded))
    current = {file_name(graded.student) for graded in results}
    for page in (out / "feedback").glob("*.html"):
        if page.name not in current:  # of a student who has withdrawn
            page.unlink()
    write_whole(out / "class.html", class_page(results))
    write_whole(out / "grades.csv", grades_csv(results))
