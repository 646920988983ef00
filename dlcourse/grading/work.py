"""What one process does of a grading: one submission after the other, in a sandbox of its own."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from multiprocessing.util import Finalize
from pathlib import Path
from typing import NamedTuple

from dlcourse.classroom import registry
from dlcourse.grading.plan import Settings, Submission, names_of
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.sandbox import Limits, Sandbox
from dlcourse.grading.trusted.submission import FOR_ALL, Graded, Grader, Left, Row

_FAILED = ("missing", "unreadable")
_NO_NOTEBOOK = "no notebook was handed in"


class _Bench(NamedTuple):
    settings: Settings
    grader: Grader
    close: Finalize  # also called when the process ends


_ONE_AT_A_TIME = threading.Lock()  # a Dask worker may use several threads
_bench: _Bench | None = None


def grade_one(settings: Settings, submission: Submission) -> Graded:
    """Marks for one submission, whatever it holds. The sandbox stays for the next one with the same settings.

    Raises: SandboxError, OSError where no sandbox can be had.
    """
    with _ONE_AT_A_TIME:
        if not submission.files:
            return replace(_unmarked(settings, submission, _NO_NOTEBOOK, "missing"), found=submission.notes)
        _grader(settings)  # the student's time begins when the sandbox is there
        until = time.monotonic() + FOR_ALL * settings.seconds
        names = names_of(submission.files)
        result = merged([_of_file(settings, submission, path, until) for path in submission.files], names)
        return replace(result, found=submission.notes)


def ready(settings: Settings) -> bool:
    """Whether a process can grade at all: it lives and has its sandbox."""
    with _ONE_AT_A_TIME:
        return bool(_grader(settings))


def ended(settings: Settings, submission: Submission) -> Graded:
    """What is told of a submission over which the process died that graded it."""
    graded = _unmarked(settings, submission, "grading it ended the process, perhaps for want of memory; it is tried "
                       "again when the grading is next called", "error")
    return replace(graded, rows=tuple(replace(row, end="died") for row in graded.rows))


def _grader(settings: Settings) -> Grader:
    global _bench
    if _bench is None or _bench.settings != settings:
        _drop_bench()
        registry.use_twins(Path(settings.twins) if settings.twins else None)
        sandbox = Sandbox(settings.tier, Limits(memory=settings.memory))
        for end in sandbox.fork("run"):  # so that its server has loaded torch
            end.close()
        grader = Grader(sandbox, settings.secret, seconds=settings.seconds)
        _bench = _Bench(settings, grader, Finalize(None, sandbox.close, exitpriority=10))
    return _bench.grader


def _drop_bench() -> None:
    global _bench
    if _bench is not None:
        _bench.close()
        _bench = None


def _of_file(settings: Settings, submission: Submission, path: Path, until: float) -> Graded:
    """Marks for one file; a mistake of the grader costs this file only, after it was tried in a new sandbox."""
    if time.monotonic() > until:
        return _unmarked(settings, submission, f"the {FOR_ALL * settings.seconds:g} seconds for all files of a student "
                         "were over before it was its turn", "unreadable")
    why = ""
    for _ in range(2):
        grader = _grader(settings)
        try:
            return grader.grade(submission.student, path, settings.keys, until=until)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            why = clean(f"{type(error).__name__}: {error} ({Path(where.filename).name}, line {where.lineno})", 200)
            _drop_bench()
    return _unmarked(settings, submission, f"the grader made a mistake with it, which is none of the student's: {why}",
                     "unreadable")


def _unmarked(settings: Settings, submission: Submission, why: str, status: str) -> Graded:
    rows = tuple(Row(key, status, 0.0, registry.load(key).points, why) for key in settings.keys)
    return Graded(submission.student, "", rows, why)


def merged(graded: Sequence[Graded], names: Sequence[str]) -> Graded:
    """One result from several files of a student: for each exercise of any of them the best file counts.

    `names` are what the files are called in what is told.
    """
    first, *others = graded
    if not others:
        return first
    versions: dict[str, list[tuple[Row, str]]] = {}
    for one, name in zip(graded, names):
        for row in one.rows:
            versions.setdefault(row.key, []).append((row, name))
    order = {key: i for i, key in enumerate(registry.places())}
    rows = tuple(_best(versions[key]) for key in sorted(versions, key=lambda key: order.get(key, len(order))))
    unread = tuple(dict.fromkeys(Left(name, g.problem) for g, name in zip(graded, names) if g.problem))
    readable = not all(g.problem for g in graded)
    notes = tuple(f"{name}: {note}" for g, name in zip(graded, names) for note in g.notes)[:40]
    return Graded(first.student, first.digest, rows, "" if readable else "; ".join(map(str, unread)), notes,
                  any(g.starved for g in graded), unread)


def _best(versions: Sequence[tuple[Row, str]]) -> Row:
    """The version of an exercise that counts, with a word on the others."""
    tried = [(row, name) for row, name in versions if row.status not in _FAILED] or list(versions)
    best, name = max(tried, key=lambda version: (version[0].points, version[0].status != "not attempted"))
    if len(tried) == 1 or best.status in _FAILED:
        return best
    return replace(best, note=f"{best.note} Found in {len(tried)} files; the best counts, in {name}.".strip())
