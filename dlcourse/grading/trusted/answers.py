"""The answers of one submission, each checked when it is handed over, in the namespace of that moment.

The submission's cells run in a worker of the sandbox. A worker that is lost is made anew, without what ended it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dlcourse.classroom.check import NOT_ATTEMPTED, Verdict, judge
from dlcourse.classroom.codec import Session
from dlcourse.classroom.exercise import Exercise
from dlcourse.grading.trusted.budget import SpentError, limited
from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import Sandbox

MAX_WORKERS = 20  # for one file, however many of its cells and answers end them
MAX_NOTES = 40
GRACE = 2.0  # seconds after which a cell that does not heed its time is ended with its worker

_WIDE = re.compile(r"\b(iris|digits|matplotlib|optim|pandas|plt|pylab|scipy|sklearn)\b")  # what only "wide" has loaded

Exercises = Callable[[str], Exercise | None]


@dataclass(frozen=True)
class Met:
    """The last answer to an exercise: its verdict, or how it ended its worker; and how many there were."""

    verdict: Verdict | None = None
    end: str = ""
    detail: str = ""
    count: int = 1


class Answers:
    """Runs the cells of one file, each with its name, until a point of the monotonic clock."""

    def __init__(self, sandbox: Sandbox, cells: Sequence[tuple[str, str]], seconds: float, until: float):
        self._sandbox, self._cells, self._seconds, self._until = sandbox, tuple(cells), seconds, until
        self._left_out: set[tuple[int, int]] = set()
        self._settled: dict[tuple[int, ...], tuple[str, Met]] = {}  # by cell, statement and order in it
        wide = any(_WIDE.search(text) for _, text in self._cells)
        self._work = "wide" if wide else "run"  # either does; this one is sooner done with it
        self.starved, self.notes, self.finished = False, [], False

    def run(self, exercises: Exercises, seed: Callable[[Exercise], int]) -> dict[str, Met]:
        """What was met of each exercise. `exercises` says which key means which exercise, None for one to pass over."""
        for _ in range(MAX_WORKERS):
            if self.finished or time.monotonic() >= self._until:
                break
            self._with_a_worker(exercises, seed)
        if not self.finished:
            why = "its time was over" if time.monotonic() >= self._until else "too many cells end the process"
            self._note(f"the rest of the notebook was not run: {why}")
        found: dict[str, Met] = {}
        for _, (key, met) in sorted(self._settled.items()):
            found[key] = replace(met, count=found[key].count + 1) if key in found else met
        return found

    def _with_a_worker(self, exercises: Exercises, seed: Callable[[Exercise], int]) -> None:
        fork, place = Fork.ready(self._sandbox, self._work), (0, -1)
        try:
            self._allow(fork, self._seconds + GRACE)
            fork.start(self._cells, self._seconds, sorted(self._left_out))
            order, used = 0, False
            while True:
                told = fork.event()
                self._allow(fork, self._seconds + GRACE)
                if "at" in told:
                    place, order = tuple(told["at"]), 0
                elif "done" in told:
                    self._end_well(told)
                    return
                else:
                    order += 1
                    here, exercise = (*place, order), exercises(told["answer"])
                    if exercise is None or here in self._settled:
                        fork.go(known=exercise is not None)
                        continue
                    try:
                        self._settled[here] = exercise.key, self._met(fork, exercise, told, seed(exercise))
                    except AnswerEndedError as error:
                        if not used:  # otherwise perhaps the doing of an earlier answer: once more, as the first
                            self._settled[here] = exercise.key, Met(end=error.kind, detail=error.detail)
                        self.starved |= fork.starved
                        return
                    used |= told["stub"] is not True
                    self._allow(fork, self._seconds + GRACE)
                    fork.go(known=True)
        except AnswerEndedError as error:
            self.starved |= fork.starved
            self._leave_out(place, error)
        finally:
            if fork.ended is None:
                fork.close()

    def _allow(self, fork: Fork, seconds: float) -> None:
        fork.until(min(seconds, self._until - time.monotonic()))

    def _met(self, fork: Fork, exercise: Exercise, told: dict[str, Any], seed: int) -> Met:
        """The verdict on what has just been handed over.

        Raises: AnswerEndedError if the worker is lost over it.
        """
        if told["stub"]:
            return Met(Verdict(exercise, NOT_ATTEMPTED, total=len(exercise.draw())))
        self._allow(fork, self._seconds)

        def connect() -> tuple[Session, object]:
            session = Session(fork.exchange)
            return session, session.answer(is_class=told["class"])

        try:
            with limited():
                return Met(judge(exercise, connect, seed=seed, names=set(told["names"]), uses=set(told["uses"])))
        except AnswerEndedError:
            raise
        except SpentError:
            raise fork.end("too much", "comparing what it gave back takes too long") from None
        except Exception as error:  # what came back is data, but of a form that no check expects
            raise fork.end("broke the rules", type(error).__name__) from None

    def _end_well(self, told: dict[str, Any]) -> None:
        self.finished, self.starved = True, self.starved or told.get("waited") is True
        for note in told["done"][:MAX_NOTES]:
            if type(note) is list and len(note) == 3:
                where, line, text = note
                at = f", line {line}" if type(line) is int and 0 < line < 100_000 else ""
                self._note(f"{where}{at}: {text}")

    def _leave_out(self, place: tuple[int, int], error: AnswerEndedError) -> None:
        """A statement that ended the worker is passed over by the next one; its whole cell if that does not help."""
        cell, statement = place
        place = (cell, -1) if place in self._left_out else place
        self._left_out.add(place)
        where = self._cells[cell][0] if 0 <= cell < len(self._cells) else "a cell"
        what = f"statement {statement + 1} of it" if place[1] >= 0 else "it"
        self._note(f"{where}: {error}; {what} was left out")

    def _note(self, text: str) -> None:
        text = clean(text, 300)
        if text not in self.notes and len(self.notes) < MAX_NOTES:
            self.notes.append(text)
