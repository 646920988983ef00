"""Grades one submission: reads it in the sandbox, runs it in the sandbox, and judges outside."""

from __future__ import annotations

import hashlib
import hmac
import json
import math
import stat
import time
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dlcourse.classroom import registry
from dlcourse.classroom.check import CORRECT, ERROR, Verdict
from dlcourse.classroom.exercise import Exercise
from dlcourse.grading.trusted.answers import Answers, Met
from dlcourse.grading.trusted.cards import PageCard
from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import Sandbox

MAX_BYTES = 100_000_000
MAX_CARD = 200_000
FOR_ALL = 12  # times the seconds of one exercise: what all of a file may take
MESSAGES = {"out of time": "Your code did not finish in time. Is there a loop that never ends?",
            "died": "Your code ended the process that ran it, or used more memory than there is.",
            "broke the rules": "Your code did not answer in the agreed way, so it cannot be marked.",
            "too many files": "Your code leaves more files and folders than a notebook may.",
            "too much data": "Your code writes more to the disk than a notebook may.",
            "too much": "What your code gives back is too much to be compared. How large should the result be?"}


class UnreadableError(Exception):
    """A file that is no submission; the message says why."""


class Left(NamedTuple):
    """A file that was handed in and is not graded, with the reason."""

    file: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}: {self.reason}"


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
    parts: dict[str, float] = field(default_factory=dict)  # points of each part that is right, where it has parts


@dataclass(frozen=True)
class Graded:
    """One submission. `problem` says why it could not be read; then every row has 0 points.

    `notes` are about its cells, `found` about how its files were found. `starved` says that it ran out of time without
    having used it: the machine may have been too busy. `unread` are files that could not be read.
    """

    student: str
    digest: str
    rows: tuple[Row, ...]
    problem: str = ""
    notes: tuple[str, ...] = field(default=())
    starved: bool = False
    unread: tuple[Left, ...] = field(default=())
    found: tuple[str, ...] = field(default=())


def load(path: Path) -> bytes:
    """The bytes of a submitted file; links, folders and huge files are refused.

    Raises: UnreadableError.
    """
    try:
        kind = path.lstat()
        if stat.S_ISLNK(kind.st_mode):
            raise UnreadableError("it is a link; hand in the file that it points to")
        if not stat.S_ISREG(kind.st_mode):
            raise UnreadableError("it is not a plain file")
        if kind.st_size > MAX_BYTES:
            raise UnreadableError(f"it has {kind.st_size / 1e6:.0f} MB; a notebook has at most {MAX_BYTES / 1e6:.0f}")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"it cannot be read ({error.strerror})") from None


class Book(NamedTuple):
    """The code cells of a notebook, each with its name and the exercise keys that stand in it."""

    cells: tuple[tuple[str, str], ...]
    keys: tuple[tuple[str, ...], ...]


def read(sandbox: Sandbox, raw: bytes, seconds: float = 10.0) -> Book:
    """What a notebook holds, as plain data that was checked for form.

    Raises: UnreadableError.
    """
    fork: Fork | None = None
    try:
        fork = Fork.ready(sandbox, "read")
        fork.until(seconds)
        fork.send_raw(raw)
        head, blob = fork.read_whole()
    except AnswerEndedError as error:
        how = _DURING.get(error.kind, "ended the process that did it")
        raise UnreadableError(f"reading it {how}") from None
    finally:
        if fork is not None and fork.ended is None:
            fork.close()
    if head.get("problem"):
        raise UnreadableError(clean(head["problem"], 200))
    try:
        rows = json.loads(blob)
        return Book(tuple((_words(where), _words(text)) for where, text, _ in rows),
                    tuple(tuple(_words(key) for key in keys) for *_, keys in rows))
    except (ValueError, TypeError, RecursionError):
        raise UnreadableError("what the reader says of it has no sense") from None


_DURING = {"out of time": "takes too long", "broke the rules": "gave something else than cells"}


def _words(value: object) -> str:
    if type(value) is not str:
        raise TypeError
    return value


class Grader:
    """Grades submissions one after the other; holds the secret from which inputs are drawn."""

    def __init__(self, sandbox: Sandbox, secret: bytes, *, seconds: float = 10.0):
        self.sandbox, self.secret, self.seconds = sandbox, secret, seconds
        self._cards: dict[tuple[str, int], str] = {}  # of right answers, which all see the same one

    def grade(self, student: str, path: Path, keys: Sequence[str], *, until: float | None = None) -> Graded:
        """Marks for these exercises; without any, for those of each notebook of which the file has a part.

        Never raises for anything that a student can hand in. `until` is when all has to be done.
        """
        digest = ""
        try:
            raw = load(path)
            digest = hashlib.sha256(raw).hexdigest()
            book = read(self.sandbox, raw, self.seconds)
        except UnreadableError as error:
            rows = tuple(Row(key, "unreadable", 0.0, registry.load(key).points, str(error)) for key in keys)
            return Graded(student, digest, rows, str(error), unread=(Left(path.name, str(error)),))
        until = min(until or math.inf, time.monotonic() + FOR_ALL * self.seconds)
        answers = Answers(self.sandbox, book.cells, self.seconds, until)
        wanted = {registry.canonical(key) for key in keys}
        met = answers.run(lambda key: self._exercise(key, wanted), lambda e: self._seed(student, e.key, digest))
        written = [key for cell in book.keys for key in cell]
        unknown = [f"{clean(key, 80)} is no exercise of this course" for key in dict.fromkeys(written)
                   if not registry.known(key) and not any(repr(key) in note for note in answers.notes)]
        found = {registry.canonical(key) for key in written if registry.known(key)} | set(met)
        rows = tuple(self._row(registry.load(key), met.get(key), key in found, answers)
                     for key in keys or _asked_of(found))
        return Graded(student, digest, rows, "", (*answers.notes, *unknown[:20]), answers.starved)

    @staticmethod
    def _exercise(key: str, wanted: Set[str]) -> Exercise | None:
        if not registry.known(key) or (wanted and registry.canonical(key) not in wanted):
            return None
        return registry.load(key)

    def _seed(self, student: str, key: str, digest: str) -> int:
        """Inputs that nobody can know beforehand, and that a regrading draws again."""
        made = hmac.digest(self.secret, f"{student}\0{key}\0{digest}".encode("utf-8", "surrogateescape"), "sha256")
        return int.from_bytes(made[:6], "big")

    def _row(self, exercise: Exercise, met: Met | None, written: bool, answers: Answers) -> Row:
        """The row of an exercise; `written` says whether its key stands in a cell."""
        if met is None and not written:
            return Row(exercise.key, "missing", 0.0, exercise.points, "no cell has this exercise")
        if met is None:
            why = "its cell did not run to the end" if answers.finished else "its cell was not run"
            return Row(exercise.key, ERROR, 0.0, exercise.points, f"{why}; see the notes on the cells",
                       end="" if answers.finished else "out of time")
        note = f"defined {met.count} times; the last one counts" if met.count > 1 else ""
        if met.verdict is not None:
            return self._row_of(met.verdict, note)
        text = MESSAGES.get(met.end, met.end)
        words = " ".join(filter(None, (note, f"{met.end}{f' ({met.detail})' if met.detail else ''}.", text)))
        card = self._card(Verdict(exercise, ERROR, total=len(exercise.draw()), explanation=text))
        return Row(exercise.key, ERROR, 0.0, exercise.points, clean(words), "", card, met.end)

    def _row_of(self, verdict: Verdict, note: str) -> Row:
        e, error = verdict.exercise, verdict.failing.error if verdict.failing else None
        raised = f"{error.kind}: {error.message}." if error is not None and verdict.status == ERROR else ""
        words = " ".join(filter(None, (note, raised, verdict.explanation)))
        try:
            card = self._card(verdict)
        except Exception as error:  # a value so odd that it cannot even be shown
            return Row(e.key, ERROR, 0.0, e.points, f"your result cannot be shown ({type(error).__name__})")
        return Row(e.key, verdict.status, verdict.points, e.points, clean(words), verdict.misconception,
                   card if len(card) < MAX_CARD else "", parts=_parts(verdict))

    def _card(self, verdict: Verdict) -> str:
        if verdict.status != CORRECT:
            return clean(PageCard(verdict)._repr_html_(), MAX_CARD)
        key = verdict.exercise.key, verdict.total
        if key not in self._cards:
            self._cards[key] = clean(PageCard(verdict)._repr_html_(), MAX_CARD)
        return self._cards[key]


def _parts(verdict: Verdict) -> dict[str, float]:
    """The points of each part that is right."""
    right = {part for part in verdict.exercise.parts if verdict.status == CORRECT or verdict.parts.get(part)}
    return {part: float(points) for part, points in verdict.exercise.parts.items() if part in right}


def _asked_of(found: Set[str]) -> list[str]:
    """The exercises of each notebook that one of these belongs to, and the retired ones among these."""
    asked = {key for keys in registry.notebooks().values() if found & set(keys) for key in keys}
    return [key for key in registry.places() if key in asked or (key in found and key in registry.retired())]
