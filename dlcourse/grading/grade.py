"""Grades a folder of submissions on several cores, and writes the reports."""

from __future__ import annotations

import concurrent.futures
import hashlib
import multiprocessing
import os
import secrets
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from dlcourse.classroom import tasks
from dlcourse.grading.box import jail
from dlcourse.grading.trusted import report
from dlcourse.grading.trusted.record import Record
from dlcourse.grading.trusted.sandbox import Limits, Sandbox
from dlcourse.grading.trusted.submission import Graded, Grader, Row, UnreadableError, load, read

_KEPT = "secret"  # the file in the results' folder from which inputs are drawn


class GradeError(ValueError):
    """A grading that cannot start; the message says what to do."""


class Submission(NamedTuple):
    """One student's files."""

    student: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Plan:
    """What a grading is to do."""

    submissions: tuple[Submission, ...]
    out: Path
    keys: tuple[str, ...]
    tier: str
    secret: bytes
    seconds: float = 10.0
    memory: int = 2 << 30
    workers: int = 1
    scheduler: str = ""  # address of a Dask scheduler; its machines then do the work


def submissions_in(folder: Path) -> tuple[Submission, ...]:
    """One submission for each notebook in the folder and for each folder in it, whatever is in them.

    Raises: GradeError for what is no folder, or holds nothing to grade.
    """
    if not folder.is_dir():
        raise GradeError(f"SUBMISSIONS should be a folder with a notebook or a folder a student; {folder} is none.")
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.name == "__MACOSX":
            continue
        if path.is_dir() and not path.is_symlink():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".ipynb"
                           and not any(part.startswith(".") for part in p.relative_to(path).parts))
            found.setdefault(path.name, []).extend(files)
        elif path.suffix.lower() == ".ipynb":
            found.setdefault(path.stem, []).append(path)
    if not found:
        raise GradeError(f"{folder} holds no notebook (a file that ends in .ipynb) and no folder of a student.")
    return tuple(Submission(student, tuple(files)) for student, files in found.items())


def chosen_keys(names: str | None, submissions: Sequence[Submission], sandbox: Sandbox) -> tuple[str, ...]:
    """Exercises to grade: keys or names of notebooks as given, or all of the notebooks that the first files belong to.

    Raises: GradeError for an unknown name, or if no file has an exercise.
    """
    books = tasks.notebooks()
    if names:
        keys: list[str] = []
        for name in names.replace(",", " ").split():
            if name not in books and name not in tasks.places():
                raise GradeError(f"--exercises: {name!r} is neither a notebook nor an exercise. Notebooks are "
                                 f"{', '.join(books)}.")
            keys += books.get(name, (name,))
        if not keys:
            raise GradeError(f"--exercises names nothing. Notebooks are {', '.join(books)}.")
        return tuple(dict.fromkeys(keys))
    met: set[str] = set()
    for path in [path for s in submissions for path in s.files][:30]:
        try:
            met |= set(read(sandbox, load(path))["exercises"])
        except UnreadableError:
            continue
    chosen = tuple(key for keys in books.values() if met & set(keys) for key in keys)
    if not chosen:
        raise GradeError("none of the first submissions holds an exercise of this course. Are these the right files? "
                         "Otherwise name the notebook: --exercises 07_differentiation")
    return chosen


def secret_of(out: Path, given: Path | None) -> bytes:
    """The secret from a file of the instructor, or one that is made once and kept beside the results."""
    path = given or out / _KEPT
    if given is None and not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    try:
        text = path.read_bytes().strip()
    except OSError as error:
        raise GradeError(f"the seed file {path} cannot be read ({error.strerror}).") from None
    if len(text) < 16:
        raise GradeError(f"the seed file {path} should hold at least 16 characters that nobody can guess.")
    return text


def fingerprint(submission: Submission, keys: Sequence[str], secret: bytes) -> str:
    """What a result depends on: the files, the exercises and the secret."""
    digest = hashlib.sha256("\0".join(keys).encode() + hashlib.sha256(secret).digest())
    for path in submission.files:
        try:
            digest.update(path.name.encode("utf-8", "surrogateescape") + hashlib.sha256(load(path)).digest())
        except UnreadableError as error:
            digest.update(str(error).encode())
    return digest.hexdigest()


def grade(plan: Plan, *, fresh: bool = False) -> Iterator[Graded]:
    """Grade what the record does not hold yet, giving each result as it is kept; then write the reports."""
    if fresh:
        for name in ("grades.sqlite", "grades.sqlite-wal", "grades.sqlite-shm"):
            (plan.out / name).unlink(missing_ok=True)
    record = Record(plan.out / "grades.sqlite")
    try:
        record.drop_all_but({s.student for s in plan.submissions})
        known = record.known()
        prints = {s.student: fingerprint(s, plan.keys, plan.secret) for s in plan.submissions}
        todo = [s for s in plan.submissions if known.get(s.student) != prints[s.student]]
        run = _on_cluster if plan.scheduler else _in_parallel
        for graded in run(plan, todo):
            record.keep(prints[graded.student], graded)
            yield graded
        report.write_all(list(record.results()), plan.out)
    finally:
        record.close()


def pending(plan: Plan) -> int:
    """How many submissions the record does not hold yet."""
    record = Record(plan.out / "grades.sqlite")
    known = record.known()
    record.close()
    return sum(known.get(s.student) != fingerprint(s, plan.keys, plan.secret) for s in plan.submissions)


def _in_parallel(plan: Plan, todo: Sequence[Submission]) -> Iterator[Graded]:
    if not todo:
        return
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(min(plan.workers, len(todo)), context, _begin, (plan,)) as pool:
        running = {pool.submit(_one, submission) for submission in todo}
        for done in concurrent.futures.as_completed(running):
            yield done.result()


def _on_cluster(plan: Plan, todo: Sequence[Submission]) -> Iterator[Graded]:
    """The same on the machines of a Dask cluster, which read the submissions under the same paths.

    A machine that is lost loses no submission: the scheduler gives it to another one, and only what came back is
    kept. Raises: GradeError where the cluster cannot be reached.
    """
    try:
        from distributed import Client, as_completed
    except ImportError:
        raise GradeError("--scheduler needs Dask; install it with: pip install 'dlcourse[cluster]'") from None
    try:
        client = Client(plan.scheduler, timeout=10)
    except OSError as error:
        raise GradeError(f"no Dask scheduler answers at {plan.scheduler} ({error}).") from None
    with client:
        running = [client.submit(_one_anywhere, plan, submission, pure=False, retries=3) for submission in todo]
        for done in as_completed(running):
            yield done.result()
            done.release()


def _one_anywhere(plan: Plan, submission: Submission) -> Graded:
    """On a machine of the cluster: begin where this process has not, then grade."""
    with _BEGINNING:
        if _PLAN is not plan and plan != _PLAN:
            _begin(plan)
    with _ONE_AT_A_TIME:
        return _one(submission)


_BEGINNING, _ONE_AT_A_TIME = threading.Lock(), threading.Lock()  # a Dask worker may use several threads
_PLAN: Plan | None = None
_GRADER: Grader | None = None
_KEYS: tuple[str, ...] = ()


def _begin(plan: Plan) -> None:
    """In each process: a sandbox of its own, which ends with it."""
    global _GRADER, _KEYS, _PLAN
    if _GRADER is not None:
        _GRADER.sandbox.close()
    elif not plan.scheduler:
        jail.die_with_parent()
    _GRADER = Grader(Sandbox(plan.tier, Limits(memory=plan.memory)), plan.secret, seconds=plan.seconds)
    _KEYS, _PLAN = plan.keys, plan


def _one(submission: Submission) -> Graded:
    assert _GRADER is not None
    if not submission.files:
        rows = tuple(Row(key, "missing", 0.0, tasks.load(key).points, "the folder holds no notebook") for key in _KEYS)
        return Graded(submission.student, "", rows, "the folder holds no notebook")
    return merged([_GRADER.grade(submission.student, path, _KEYS) for path in submission.files])


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
    return Graded(first.student, first.digest, tuple(rows), "" if readable else problem,
                  (*notes, *([f"a file could not be read: {problem}"] if problem and readable else [])))
