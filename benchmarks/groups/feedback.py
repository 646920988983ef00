"""How long a learner waits for the card, over right and wrong answers to every exercise."""

from __future__ import annotations

import os
import statistics
import tempfile
from functools import cache

from benchmarks.harness import Comparison, own_seconds

MEDIAN, WORST = 0.100, 0.200  # seconds


def comparisons(device: str) -> list[Comparison]:
    """The median wait beside 100 ms, and the slowest answer's beside 200 ms; wall time."""
    if device != "cpu":
        return []
    shared = {"group": "feedback", "tolerance": None, "clock": own_seconds, "rounds": 1}
    return [Comparison(name="median over all answers", ours={"check": lambda: statistics.median(waits())},
                       peers={"100 ms": lambda: MEDIAN}, **shared),
            Comparison(name="slowest answer", ours={"check": lambda: max(waits())},
                       peers={"200 ms": lambda: WORST}, **shared)]


@cache
def waits() -> tuple[float, ...]:
    """Seconds for each answer, the median of three times each."""
    from IPython.core.formatters import DisplayFormatter

    from benchmarks.feedback import wait
    from dlcourse.classroom import registry
    found, formatter, home = [], DisplayFormatter(), os.environ.get("DLCOURSE_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DLCOURSE_HOME"] = folder
        try:
            for key in registry.places():
                exercise = registry.load(key)
                for answer in (exercise.solution, *(m.answer for m in exercise.misconceptions)):
                    found.append(statistics.median(wait(exercise, answer, formatter) for _ in range(3)) / 1000)
        finally:
            os.environ.pop("DLCOURSE_HOME") if home is None else os.environ.update(DLCOURSE_HOME=home)
    return tuple(found)
