"""An answer that takes long says so, and one that is stopped gets a card instead of a traceback."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import TracebackType

from dlcourse.classroom.check import ERROR, Verdict
from dlcourse.classroom.codec import AnswerError
from dlcourse.classroom.exercise import Exercise
from dlcourse.classroom.outcomes import Outcome

SECONDS = 10.0
NOTE = ("This check has been running for {seconds:g} seconds. If your answer does not end, stop it: the ■ above the "
        "notebook, or Kernel, Interrupt.")
ADVICE = "What should end the loop or the calls there, and does it ever happen on these inputs?"


@contextmanager
def telling(show: Callable[[str], None], seconds: float = SECONDS) -> Iterator[None]:
    """Show a note once if what runs inside takes longer than so many seconds."""
    timer = threading.Timer(seconds, show, [NOTE.format(seconds=seconds)])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def stopped(exercise: Exercise, trace: TracebackType | None, file: str) -> Verdict:
    """The verdict on an answer that was interrupted: the line of the cell it was in, and the case."""
    line, case = 0, None
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_code.co_filename == file:
            line = trace.tb_lineno
        found = frame.f_locals.get("case")
        case = found if hasattr(found, "inputs") else case
        trace = trace.tb_next
    where = f"Stopped in line {line} of your cell." if line else "Stopped before your answer was reached."
    failing = Outcome(case, error=AnswerError("Interrupted", where)) if case is not None else None
    return Verdict(exercise, ERROR, total=len(exercise.draw()), failing=failing,
                   explanation=f"{where} {ADVICE}" if line else where)
