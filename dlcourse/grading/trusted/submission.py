"""Grades one submission: reads it in the sandbox, runs it in the sandbox, and judges outside."""

from __future__ import annotations

import hashlib
import hmac
import stat
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dlcourse.classroom import tasks
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import ERROR, NOT_ATTEMPTED, Verdict, judge
from dlcourse.classroom.codec import Session
from dlcourse.classroom.exercise import Exercise
from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import Sandbox

MAX_BYTES = 20_000_000
MAX_CARD = 200_000
SETUP = ["<setup>", "import math\nimport torch\nfrom dlcourse import ask, data, exercise, tensors\n"]
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


@dataclass(frozen=True)
class Graded:
    """One submission. `problem` says why it could not be read; then every row has 0 points."""

    student: str
    digest: str
    rows: tuple[Row, ...]
    problem: str = ""
    notes: tuple[str, ...] = field(default=())


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
    found = {key: e for key, e in exercises.items() if type(key) is str and type(e) is dict and key in tasks.places()}
    texts = [clean(": ".join(map(str, note)), 300) for note in notes[:20] if type(note) is list]
    return {"cells": cells, "exercises": found, "notes": texts,
            "unknown": [clean(key, 80) for key in exercises if key not in tasks.places()][:20]}


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
            rows = tuple(Row(key, "unreadable", 0.0, tasks.load(key).points, str(error)) for key in keys)
            return Graded(student, digest, rows, str(error))
        worker = _Answers(self.sandbox, told["cells"], self.seconds)
        try:
            rows = tuple(self._row(student, digest, tasks.load(key), told["exercises"].get(key), worker)
                         for key in keys)
        finally:
            worker.close()
        unknown = [f"{key} is no exercise of this course" for key in told["unknown"]]
        return Graded(student, digest, rows, "", (*told["notes"], *worker.notes, *unknown))

    def _row(self, student: str, digest: str, exercise: Exercise, found: dict | None, worker: _Answers) -> Row:
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
                verdict = worker.judge(exercise, seed, names)
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
    e = verdict.exercise
    words = " ".join(filter(None, (note, verdict.explanation)))
    try:
        card = clean(Card(verdict)._repr_html_(), MAX_CARD)
    except Exception as error:  # a value so odd that it cannot even be shown
        return Row(e.key, ERROR, 0.0, e.points, f"your result cannot be shown ({type(error).__name__})")
    return Row(e.key, verdict.status, verdict.points, e.points, clean(words), verdict.misconception,
               card if len(card) < MAX_CARD else "")


def _card_of_an_end(exercise: Exercise, text: str) -> str:
    return clean(Card(Verdict(exercise, ERROR, total=len(exercise.draw()), explanation=text))._repr_html_(), MAX_CARD)


class _Answers:
    """The worker of one submission, made anew when it is spoilt."""

    def __init__(self, sandbox: Sandbox, cells: list, seconds: float):
        self._sandbox, self._cells, self._seconds = sandbox, [SETUP, *cells], seconds
        self._skipped: set[int] = set()
        self._end = time.monotonic() + 12 * seconds  # for the whole submission
        self._fork: Fork | None = None
        self.used, self.notes = False, []

    def judge(self, exercise: Exercise, seed: int, names: set[str]) -> Verdict:
        """The verdict on the submission's answer to an exercise.

        Raises: AnswerEndedError if the worker is lost over it; LookupError if there is no answer.
        """
        if time.monotonic() > self._end:
            raise AnswerEndedError("out of time", "the whole submission")
        if self._fork is None:
            self._begin()
        fork = self._fork
        fork.until(self._seconds)
        told = fork.ask({"choose": exercise.key}, {"known": bool, "class": bool})
        if not told["known"]:
            raise LookupError(exercise.key)
        self.used = True

        def connect() -> tuple[Session, object]:
            session = Session(fork.exchange)
            return session, session.answer(is_class=told["class"])

        try:
            return judge(exercise, connect, seed=seed, names=names)
        except AnswerEndedError:
            raise
        except Exception as error:  # what came back is data, but of a form that no check expects
            raise fork._end("broke the rules", type(error).__name__) from None

    def renew(self) -> None:
        """Drop the worker; the next exercise gets a fresh one."""
        self.close()
        self._fork, self.used = None, False

    def close(self) -> None:
        """End the worker."""
        if self._fork is not None and self._fork.ended is None:
            self._fork.close()

    def _begin(self) -> None:
        """A fresh worker that has run the cells; a cell that ends the worker is left out of the next one."""
        skipped = self._skipped
        for _ in range(4):
            fork = Fork(self._sandbox, "run")
            fork.until(self._seconds)
            cells = [cell for i, cell in enumerate(self._cells) if i not in skipped]
            try:
                told = fork.ask({"cells": cells}, {"notes": list, "answers": list})
            except AnswerEndedError as error:
                culprit = self._culprit(skipped)
                if culprit is None:
                    raise
                skipped.add(culprit)
                self._note(f"{self._cells[culprit][0]}: {error}; left out")
                continue
            for note in told["notes"][:20]:
                self._note(clean(": ".join(map(str, note)), 300) if type(note) is list else "")
            self._fork, self.used = fork, False
            return
        raise AnswerEndedError("died", "too many cells end the process")

    def _culprit(self, skipped: set[int]) -> int | None:
        """The first cell after which the worker is gone, found by halving."""
        kept = [i for i in range(len(self._cells)) if i not in skipped]
        low, high = 0, len(kept)  # the first `low` cells are harmless, the first `high` are not
        while high - low > 1 and time.monotonic() < self._end:
            middle = (low + high) // 2
            if self._survives(kept[:middle]):
                low = middle
            else:
                high = middle
        return kept[high - 1] if high > 0 and high - low == 1 else None

    def _survives(self, cells: list[int]) -> bool:
        fork = Fork(self._sandbox, "run")
        fork.until(min(self._seconds, 3.0))
        try:
            fork.ask({"cells": [self._cells[i] for i in cells]}, {"notes": list, "answers": list})
        except AnswerEndedError:
            return False
        fork.close()
        return True

    def _note(self, text: str) -> None:
        if text and text not in self.notes and len(self.notes) < 20:
            self.notes.append(text)
