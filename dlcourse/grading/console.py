"""A grading as an instructor calls it: what it will do, how far it is, and what came of it."""

from __future__ import annotations

import collections
import os
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress
from rich.table import Table

from dlcourse.classroom.registry import twins_folder
from dlcourse.grading import plan as plans
from dlcourse.grading.errors import GradeError
from dlcourse.grading.folder import Layout
from dlcourse.grading.grade import Grading
from dlcourse.grading.several import submissions_in
from dlcourse.grading.trusted import sandbox
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.submission import Graded
from dlcourse.grading.trusted.tables import flags, handed_in

_SHOWN = 5  # files that are not looked at, before the rest is only counted


@dataclass(frozen=True)
class Wishes:
    """What an instructor asked for."""

    exercises: str | None = None
    level: int | None = None
    workers: int | None = None
    scheduler: str = ""
    timeout: float = 10.0
    memory: float = 2.0
    seed_file: Path | None = None
    resume: bool = True


class Counts:
    """What was graded in this call."""

    def __init__(self) -> None:
        self._statuses, self._books, self._flags = (collections.Counter[str]() for _ in range(3))
        self._students = 0

    def add(self, graded: Graded) -> None:
        """Count one student."""
        self._students += 1
        self._statuses.update(row.status for row in graded.rows)
        self._books.update(handed_in(graded))
        self._flags.update(flag for flag, _ in flags(graded))

    @property
    def nothing(self) -> bool:
        """Whether students were graded and none of them handed in an exercise."""
        return bool(self._students) and not self._books

    def show(self, console: Console) -> None:
        """How many exercises have which status, how many students handed in which notebook, and what to look at."""
        if not self._students:
            return
        table = Table("status", "exercises graded now")
        for status, count in self._statuses.most_common():
            table.add_row(status, str(count))
        console.print(table)
        if self._books:
            told = ", ".join(f"{name} by {count}" for name, count in self._books.items())
            console.print(f"Handed in, of those graded now: {told}.")
        for flag, count in self._flags.items():
            console.print(f"{flag}: {count} of {self._students} students; class.html shows who.")


def grade(submissions: Path, out: Path, wishes: Wishes) -> None:
    """Grade a folder and say what came of it.

    Raises: GradeError, SandboxError where it cannot begin or go on, and where nobody handed in an exercise.
    """
    console = Console()
    found = submissions_in(submissions, wishes.level)
    _show_ignored(console, found)
    plan = _plan(found, plans.results_folder(out, submissions), wishes)
    counts = Counts()
    with Grading(plan, fresh=not wishes.resume) as grading, Progress(console=console) as bar:
        todo, everyone = len(grading.todo), len(plan.submissions)
        task = bar.add_task(f"grading ({plan.settings.tier})", total=everyone, completed=everyone - todo)
        for graded in grading.run():
            counts.add(graded)
            bar.advance(task)
    counts.show(console)
    if grading.left:
        console.print(f"{_files(grading.left)} not graded; not_graded.csv lists all of them with the reasons.")
    console.print(escape(f"{len(found.submissions)} submissions: " + ", ".join(
        str(out / name) for name in ("grades.csv", "grades_wide.csv", "class.html", "feedback"))))
    if counts.nothing and not plan.settings.keys and todo == everyone:
        raise GradeError("no submission holds an exercise of this course. Are these the right files? If they are of "
                         "exercises of your own, give --twins too.")


def _plan(found: Layout, out: Path, wishes: Wishes) -> plans.Plan:
    keys = plans.chosen_keys(wishes.exercises)
    with sandbox.best() as walls:
        settings = plans.Settings(keys, walls.tier, plans.secret_of(out, wishes.seed_file), wishes.timeout,
                                  int(wishes.memory * 2**30), str(twins_folder() or ""))
    return plans.Plan(found.submissions, settings, out, wishes.workers or os.cpu_count() or 1, wishes.scheduler,
                      found.ignored)


def _show_ignored(console: Console, found: Layout) -> None:
    """Files that are not looked at: how many, and the first of them."""
    if not found.ignored:
        return
    console.print(f"{_files(len(found.ignored))} not looked at:")
    for one in found.ignored[:_SHOWN]:
        console.print(escape(f"  {clean(one.path, 200)}: {one.reason}"), soft_wrap=True)
    if len(found.ignored) > _SHOWN:
        console.print("  ...")


def _files(count: int) -> str:
    return f"{count} {'file or folder is' if count == 1 else 'files or folders are'}"
