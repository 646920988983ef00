"""What one process does of a grading: one submission after the other, in a sandbox of its own."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.util import Finalize
from pathlib import Path
from typing import NamedTuple

from dlcourse.classroom import registry
from dlcourse.grading.plan import Settings, Submission
from dlcourse.grading.trusted.sandbox import Limits, Sandbox
from dlcourse.grading.trusted.submission import Graded, Grader, Row


class _Bench(NamedTuple):
    settings: Settings
    grader: Grader
    close: Finalize  # also called when the process ends


_ONE_AT_A_TIME = threading.Lock()  # a Dask worker may use several threads
_bench: _Bench | None = None


def grade_one(settings: Settings, submission: Submission) -> Graded:
    """Marks for one submission. The sandbox stays for the next one with the same settings."""
    with _ONE_AT_A_TIME:
        return _graded(_grader(settings), submission, settings.keys)


def _grader(settings: Settings) -> Grader:
    global _bench
    if _bench is None or _bench.settings != settings:
        if _bench is not None:
            _bench.close()
            _bench = None
        registry.use_twins(Path(settings.twins) if settings.twins else None)
        sandbox = Sandbox(settings.tier, Limits(memory=settings.memory))
        grader = Grader(sandbox, settings.secret, seconds=settings.seconds)
        _bench = _Bench(settings, grader, Finalize(None, sandbox.close, exitpriority=10))
    return _bench.grader


def _graded(grader: Grader, submission: Submission, keys: Sequence[str]) -> Graded:
    if not submission.files:
        rows = tuple(Row(key, "missing", 0.0, registry.load(key).points, "the folder holds no notebook")
                     for key in keys)
        return Graded(submission.student, "", rows, "the folder holds no notebook")
    return merged([grader.grade(submission.student, path, keys) for path in submission.files])


def merged(graded: Sequence[Graded]) -> Graded:
    """One result from several files of a student: for each exercise the file with the most points counts."""
    first, *others = graded
    if not others:
        return first
    rows = []
    for versions in zip(*(g.rows for g in graded)):
        tried = [row for row in versions if row.status not in ("missing", "unreadable")] or list(versions)
        best = max(tried, key=lambda row: (row.points, row.status != "not attempted"))
        several = len(tried) > 1 and best.status not in ("missing", "unreadable")
        note = f"{best.note} Found in {len(tried)} files; the best counts.".strip() if several else best.note
        rows.append(replace(best, note=note))
    problem = "; ".join(g.problem for g in graded if g.problem)
    readable = any(not g.problem for g in graded)
    notes = tuple(note for g in graded for note in g.notes)[:40]
    notes = (*notes, *([f"a file could not be read: {problem}"] if problem and readable else []))
    return Graded(first.student, first.digest, tuple(rows), "" if readable else problem, notes,
                  starved=any(g.starved for g in graded))
