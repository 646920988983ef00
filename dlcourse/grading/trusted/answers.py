"""The answers of one submission: its cells run in a worker of the sandbox, which is made anew when it is spoilt."""

from __future__ import annotations

import time

from dlcourse.classroom.check import Verdict, judge
from dlcourse.classroom.codec import Session
from dlcourse.classroom.exercise import Exercise
from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import Sandbox

SETUP = ["<setup>", "import math\nimport torch\nfrom dlcourse import ask, data, exercise, tensors\n"]


class Answers:
    """The worker of one submission, made anew when it is spoilt."""

    def __init__(self, sandbox: Sandbox, cells: list, seconds: float):
        self._sandbox, self._cells, self._seconds = sandbox, [SETUP, *cells], seconds
        self._skipped: set[int] = set()
        self._end = time.monotonic() + 12 * seconds  # for the whole submission
        self._fork: Fork | None = None
        self.used, self.starved, self.notes = False, False, []

    def judge(self, exercise: Exercise, seed: int, names: set[str], key: str = "") -> Verdict:
        """The verdict on the submission's answer to an exercise, which the submission may call by an earlier key.

        Raises: AnswerEndedError if the worker is lost over it; LookupError if there is no answer.
        """
        if time.monotonic() > self._end:
            raise AnswerEndedError("out of time", "the whole submission")
        if self._fork is None:
            self._begin()
        fork = self._fork
        fork.until(self._seconds)
        told = fork.ask({"choose": key or exercise.key}, {"known": bool, "class": bool})
        if not told["known"]:
            raise LookupError(exercise.key)
        self.used = True

        def connect() -> tuple[Session, object]:
            session = Session(fork.exchange)
            return session, session.answer(is_class=told["class"])

        try:
            return judge(exercise, connect, seed=seed, names=names)
        except AnswerEndedError:
            self.starved |= fork.starved
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
                self.starved |= fork.starved
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
            self.starved |= fork.starved
            return False
        fork.close()
        return True

    def _note(self, text: str) -> None:
        if text and text not in self.notes and len(self.notes) < 20:
            self.notes.append(text)
