"""How far a learner is, by lecture: exercises, points and objectives. Shown in notebook 00 and by the shell."""

from __future__ import annotations

import html
from typing import NamedTuple

from dlcourse.classroom import progress, tasks


class Line(NamedTuple):
    """One lecture's counts; an objective is reached when every exercise that proves it is correct."""

    lecture: str
    correct: int
    exercises: int
    points: float
    possible: int
    reached: int
    objectives: int
    next_title: str


class Overview:
    """The counts of every lecture; what `overview` returns."""

    def __init__(self, lines: list[Line]):
        self.lines = lines

    def __repr__(self) -> str:
        rows = [("lecture", "exercises", "objectives", "points", "next")]
        rows += [(line.lecture, f"{line.correct} of {line.exercises}", f"{line.reached} of {line.objectives}",
                  f"{line.points:g} / {line.possible}", line.next_title) for line in [*self.lines, self.total()]]
        return "\n".join("".join(f"{text:<12}" for text in row).rstrip() for row in rows)

    def total(self) -> Line:
        """All lectures together."""
        sums = [sum(column) for column in zip(*(line[1:7] for line in self.lines), strict=True)] or [0] * 6
        return Line("all", *sums, "")

    def _repr_html_(self) -> str:
        cell = 'style="padding:2px 12px 2px 0;text-align:left"'
        head = "".join(f'<th scope="col" {cell}>{name}</th>'
                       for name in ("lecture", "exercises", "", "objectives", "points", "next"))
        body = "".join(
            f'<tr><th scope="row" {cell}>{line.lecture}</th><td {cell}>{line.correct} of {line.exercises}</td>'
            f'<td {cell}><progress max="{line.exercises}" value="{line.correct}" aria-label="lecture {line.lecture}: '
            f'{line.correct} of {line.exercises} exercises correct"></progress></td>'
            f'<td {cell}>{line.reached} of {line.objectives}</td><td {cell}>{line.points:g} / {line.possible}</td>'
            f'<td {cell}>{html.escape(line.next_title)}</td></tr>' for line in [*self.lines, self.total()])
        return f"<table><caption>Your progress</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def overview() -> Overview:
    """The learner's counts as they stand in the progress file; run the cell again to renew them.

    >>> overview().lines[-1].exercises > 0
    True
    """
    known, by_lecture = progress.load(), {}
    for key in tasks.places():
        exercise = tasks.load(key)
        by_lecture.setdefault(f"{exercise.lecture:02}", []).append(exercise)
    return Overview([_line(lecture, exercises, known) for lecture, exercises in sorted(by_lecture.items())])


def _line(lecture: str, exercises: list, known: dict) -> Line:
    correct = {e.key for e in exercises if known.get(e.key, {}).get("status") == "correct"}
    open_objectives = {e.objective for e in exercises if e.key not in correct}
    objectives = {e.objective for e in exercises}
    return Line(lecture, len(correct), len(exercises), sum(known.get(e.key, {}).get("points", 0) for e in exercises),
                sum(e.points for e in exercises), len(objectives - open_objectives), len(objectives),
                next((e.title for e in exercises if e.key not in correct), "all done"))
