"""How long a learner waits between running an answer's cell and the card, for every exercise.

    python benchmarks/feedback.py [KEY ...]

The cell is run in IPython as the kernel does it: the decorator's look at the source, the check with all its
cases, the diagnosis, the progress file and the card as HTML and text. Times are medians in milliseconds over
the exercise's right and wrong answers.
"""

from __future__ import annotations

import inspect
import os
import statistics
import sys
import tempfile
import time

from IPython.core.formatters import DisplayFormatter
from rich.console import Console
from rich.table import Table

from dlcourse.classroom import card, progress, registry
from dlcourse.classroom.check import check

LIMIT = 200.0  # milliseconds


def wait(exercise, answer, formatter) -> float:
    """Milliseconds from the answer to the finished card."""
    begin = time.perf_counter()
    verdict = check(exercise, answer)
    progress.record(exercise.key, verdict.status, verdict.points, inspect.getsource(answer))
    formatter.format(card.Card(verdict))
    return 1000 * (time.perf_counter() - begin)


def main() -> int:
    formatter = DisplayFormatter()
    table, late = Table("exercise", "right", "wrong, median", "wrong, worst"), False
    with tempfile.TemporaryDirectory() as home:
        os.environ["DLCOURSE_HOME"] = home
        for key in sys.argv[1:] or registry.places():
            exercise = registry.load(key)
            right = [wait(exercise, exercise.solution, formatter) for _ in range(5)]
            wrong = [statistics.median(wait(exercise, m.answer, formatter) for _ in range(3))
                     for m in exercise.misconceptions]
            late |= statistics.median([*right, *wrong]) > LIMIT
            table.add_row(key, *(f"{t:.1f}" for t in (
                statistics.median(right), statistics.median(wrong), max(wrong))))
    Console().print(table)
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
