"""How long a learner waits for the card, over right and wrong answers to every exercise."""

from __future__ import annotations

import os
import statistics
import tempfile
from functools import cache

from benchmarks.feedback import RIGHT, WRONG
from benchmarks.harness import Comparison, own_seconds


def comparisons(device: str) -> list[Comparison]:
    """The median right answer beside 100 ms, and the slowest recognised one beside 250 ms; wall time."""
    if device != "cpu":
        return []
    shared = {"group": "feedback", "tolerance": None, "clock": own_seconds, "rounds": 1}
    return [Comparison(name="median over right answers", ours={"check": lambda: statistics.median(waits()[0])},
                       peers={"100 ms": lambda: RIGHT / 1000}, **shared),
            Comparison(name="slowest answer", ours={"check": lambda: max(waits()[1])},
                       peers={"250 ms": lambda: WRONG / 1000}, **shared)]


@cache
def waits() -> tuple[list[float], list[float]]:
    """Seconds for every exercise's right answer, and for all the wrong ones that are measured."""
    from IPython.core.formatters import DisplayFormatter

    from benchmarks.feedback import measured
    from dlcourse.classroom import registry
    right, wrong, formatter, home = [], [], DisplayFormatter(), os.environ.get("DLCOURSE_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DLCOURSE_HOME"] = folder
        try:
            for key in registry.places():
                first, *others = measured(registry.load(key), formatter)
                right.append(first / 1000)
                wrong += [t / 1000 for t in others if t is not None]
        finally:
            os.environ.pop("DLCOURSE_HOME") if home is None else os.environ.update(DLCOURSE_HOME=home)
    return right, wrong
