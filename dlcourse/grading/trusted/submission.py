"""Grades one submission: reads it in the sandbox, runs it in the sandbox, and judges outside."""

from __future__ import annotations

import hashlib
import hmac
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dlcourse.classroom import registry
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import ERROR, NOT_ATTEMPTED, Verdict
from dlcourse.classroom.exercise import Exercise
from dlcourse.grading.trusted.answers import Answers
from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import Sandbox

MAX_BYTES = 20_000_000
MAX_CARD = 200_000
MESSAGES = {"out of time": "Your code did not finish in time. Is there a loop that never ends?",
            "died": "Your code ended the process that ran it, or used more memory than there is.",
            "broke the rules": "Your code did not answer in the agreed way, so it cannot be marked."}


class UnreadableError(Exception):
    """A file that is no submission; the message says why."""


@dataclass(frozen=True)
class Row:
    """One exercise of one submission."""

    key: str
    status: str
    points: float
    possible: int
    note: str = ""
    misconception: str = ""
    card: str = ""  # HTML
    end: str = ""  # where the answer brought its process to an end: how, one of MESSAGES


@dataclass(frozen=True)
class Graded:
    """One submission. `problem` says why it could not be read; then every row has 0 points.

    `starved` says that it ran out of time without having used it: the machine may have been too busy. `unread` are
    the names of files that were handed in and could not be read, with the reason.
    """

    student: str
    digest: str
    rows: tuple[Row, ...]
    problem: str = ""
    notes: tuple[str, ...] = field(default=())
    starved: bool = False
    unread: tuple[str, ...] = field(default=())


def load(path: Path) -> bytes:
    """The bytes of a submitted file; links, folders and huge files are refused.

    Raises: UnreadableError.
    """
    try:
        kind = path.lstat()
        if not stat.S_ISREG(kind.st_mode):
            raise UnreadableError("it is not a plain file")
        if kind.st_size > MAX_BYTES:
            raise UnreadableError(f"it has {kind.st_size / 1e6:.0f} MB; a notebook has at most {MAX_BYTES / 1e6:.0f}")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"it cannot be read ({error.strerror})") from None


def read(sandbox: Sandbox, raw: bytes) -> dict:
    """What a notebook holds: cells to run, exercises and notes, as plain data that was checked for form.

    Raises: UnreadableError.
    """
    fork = Fork(sandbox, "read")
    try:
        fork.send_raw(raw)
        told = fork.read()
    except AnswerEndedError as error:
        raise UnreadableError(f"reading it {error.kind}") from None
    finally:
        if fork.ended is None:
            fork.close()
    if told.get("problem"):
        raise UnreadableError(clean(told["problem"], 200))
    cells, exercises, notes = told.get("cells"), told.get("exercises"), told.get("notes")
    pairs = cells if type(cells) is list else [None]
    if (any(type(pair) is not list or any(type(text) is not str for text in pair) for pair in pairs)
            or type(exercises) is not dict or type(notes) is not list):
        raise UnreadableError("what the reader says of it has no sense")
    found = {registry.canonical(key): {**e, "asked": key} for key, e in exercises.items()
             if type(key) is str and type(e) is dict and registry.known(key)}
    texts = [clean(": ".join(map(str, note)), 300) for note in notes[:20] if type(note) is list]
    return {"cells": cells, "exercises": found, "notes": texts,
            "unknown": [clean(key, 80) for key in exercises if not registry.known(key)][:20]}


class Grader:
    """Grades submissions one after the other; holds the secret from which inputs are drawn."""

    def __init__(self, sandbox: Sandbox, secret: bytes, *, seconds: float = 10.0):
        self.sandbox, self.secret, self.seconds = sandbox, secret, seconds

    def grade(self, student: str, path: Path, keys: Sequence[str]) -> Graded:
        """Marks for these exercises; never raises for anything that a student can hand in."""
        digest = ""
        try:
            raw = load(path)
            digest = hashlib.sha256(raw).hexdigest()
            told = read(self.sandbox, raw)
        except UnreadableError as error:
            rows = tuple(Row(key, "unreadable", 0.0, registry.load(key).points, str(error)) for key in keys)
            return Graded(student, digest, rows, str(error))
        worker = Answers(self.sandbox, told["cells"], self.seconds)
        try:
            rows = tuple(self._row(student, digest, registry.load(key), told["exercises"].get(key), worker)
                         for key in keys)
        finally:
            worker.close()
        unknown = [f"{key} is no exercise of this course" for key in told["unknown"]]
        return Graded(student, digest, rows, "", (*told["notes"], *worker.notes, *unknown), worker.starved)

    def _row(self, student: str, digest: str, exercise: Exercise, found: dict | None, worker: Answers) -> Row:
        if found is None:
            return Row(exercise.key, "missing", 0.0, exercise.points, "no cell has this exercise")
        note = f"defined {found['count']} times; the last one counts" if _number(found.get("count")) > 1 else ""
        if found.get("problem"):
            return Row(exercise.key, ERROR, 0.0, exercise.points, clean(found["problem"], 300))
        if found.get("stub") is True:
            verdict = Verdict(exercise, NOT_ATTEMPTED, total=len(exercise.draw()))
            return _row_of(verdict, note)
        names = found.get("names")
        names = {name for name in names if type(name) is str} if type(names) is list else set()
        seed = self._seed(student, exercise.key, digest)
        for attempt in (1, 2):
            used = worker.used
            try:
                verdict = worker.judge(exercise, seed, names, found["asked"])
            except AnswerEndedError as error:
                if attempt == 1 and used:  # perhaps the doing of an earlier exercise: once more, alone
                    worker.renew()
                    continue
                worker.renew()
                text = MESSAGES.get(error.kind, str(error))
                return Row(exercise.key, ERROR, 0.0, exercise.points, clean(f"{error}. {text}"), "",
                           _card_of_an_end(exercise, text))
            except LookupError:
                return Row(exercise.key, ERROR, 0.0, exercise.points,
                           "its cell did not run to the end; see the notes on the cells")
            if verdict.status == ERROR and used and attempt == 1:
                worker.renew()
                continue
            break
        return _row_of(verdict, note)

    def _seed(self, student: str, key: str, digest: str) -> int:
        """Inputs that nobody can know beforehand, and that a regrading draws again."""
        made = hmac.digest(self.secret, f"{student}\0{key}\0{digest}".encode("utf-8", "surrogateescape"), "sha256")
        return int.from_bytes(made[:6], "big")


def _number(value: object) -> int:
    return value if type(value) is int else 0


def _row_of(verdict: Verdict, note: str) -> Row:
    e, error = verdict.exercise, verdict.failing.error if verdict.failing else None
    raised = f"{error.kind}: {error.message}." if error is not None and verdict.status == ERROR else ""
    words = " ".join(filter(None, (note, raised, verdict.explanation)))
    try:
        card = clean(Card(verdict)._repr_html_(), MAX_CARD)
    except Exception as error:  # a value so odd that it cannot even be shown
        return Row(e.key, ERROR, 0.0, e.points, f"your result cannot be shown ({type(error).__name__})")
    return Row(e.key, verdict.status, verdict.points, e.points, clean(words), verdict.misconception,
               card if len(card) < MAX_CARD else "")


def _card_of_an_end(exercise: Exercise, text: str) -> str:
    return clean(Card(Verdict(exercise, ERROR, total=len(exercise.draw()), explanation=text))._repr_html_(), MAX_CARD)
