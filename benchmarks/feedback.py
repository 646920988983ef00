"""How long a learner waits between running an answer's cell and the card, for every exercise.

    python benchmarks/feedback.py [KEY ...]

The cell is run in IPython as the kernel does it: the decorator's look at the source, the check with all its
cases, the diagnosis, the progress file and the card as HTML and text. Times are milliseconds: medians over the
exercise's right answer and its known misconceptions; then the answer that is recognised last, the last row of the table
of steps: when the table was read before, and for the first time in a kernel.
"""

from __future__ import annotations

import inspect
import linecache
import os
import statistics
import sys
import tempfile
import time
import warnings

from IPython.core.formatters import DisplayFormatter
from rich.console import Console
from rich.table import Table

from dlcourse.classroom import card, mutants, progress, registry, variants
from dlcourse.classroom.check import check

RIGHT, WRONG = 100.0, 250.0  # milliseconds at most: the median right answer, the slowest one that is recognised


def wait(exercise, answer, formatter) -> float:
    """Milliseconds from the answer to the finished card."""
    begin = time.perf_counter()
    verdict = check(exercise, answer)
    progress.record(exercise.key, verdict.status, verdict.points, inspect.getsource(exercise.solution))
    formatter.format(card.Card(verdict))
    return 1000 * (time.perf_counter() - begin)


def last_row(exercise):
    """The answer that is recognised last."""
    rows = list(mutants.singles_first(mutants.of_exercise(exercise)))
    return mutants.built(exercise, rows[-1]) if rows else None


def forget() -> None:
    """Empty what was read, parsed and compiled of tables, as in a fresh kernel."""
    for cached in (*vars(mutants).values(), *vars(variants).values()):
        if hasattr(cached, "cache_clear"):
            cached.cache_clear()
    linecache.clearcache()


def measured(exercise, formatter) -> tuple[float, float, float | None, float | None]:
    """Right, known wrong (median), and by the last row: afterwards and for the first time."""
    right = statistics.median(wait(exercise, exercise.solution, formatter) for _ in range(5))
    wrong = statistics.median(wait(exercise, m.answer, formatter) for m in exercise.misconceptions)
    last = last_row(exercise)
    if last is None:
        return right, wrong, None, None
    forget()
    first = wait(exercise, last, formatter)
    return right, wrong, statistics.median(wait(exercise, last, formatter) for _ in range(3)), first


def main() -> int:
    formatter = DisplayFormatter()
    table, late = Table("exercise", "right", "wrong", "last step of the table", "the same, first time"), False
    with tempfile.TemporaryDirectory() as home, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        os.environ["DLCOURSE_HOME"] = home
        for key in sys.argv[1:] or registry.places():
            times = measured(registry.load(key), formatter)
            late |= times[0] > RIGHT or max(t for t in times[1:] if t is not None) > WRONG
            table.add_row(key, *("-" if t is None else f"{t:.0f}" for t in times))
    Console().print(table)
    return int(late)


if __name__ == "__main__":
    sys.exit(main())
