"""How far a learner is, notebook by notebook: exercises, points and objectives. For notebook 00 and for the shell."""

from __future__ import annotations

import html
from typing import NamedTuple

from dlcourse.classroom import progress, tasks
from dlcourse.classroom.card import GLYPHS


class Item(NamedTuple):
    """One exercise as it stands."""

    title: str
    objective: str
    status: str
    points: float
    possible: int


class Line(NamedTuple):
    """The exercises of one notebook; an objective is reached when every exercise that proves it is correct."""

    notebook: str
    items: tuple[Item, ...]

    @property
    def lecture(self) -> str:
        """The number of the lecture, as in its file's name."""
        return self.notebook.split("_")[0]

    @property
    def correct(self) -> int:
        """How many exercises are correct."""
        return sum(item.status == "correct" for item in self.items)

    @property
    def objectives(self) -> tuple[int, int]:
        """How many objectives are reached, and how many there are."""
        every = {item.objective for item in self.items}
        return len(every - {item.objective for item in self.items if item.status != "correct"}), len(every)

    @property
    def points(self) -> tuple[float, int]:
        """Points reached and points possible."""
        return sum(item.points for item in self.items), sum(item.possible for item in self.items)

    @property
    def next_title(self) -> str:
        """The first exercise that is not correct yet."""
        return next((item.title for item in self.items if item.status != "correct"), "all done")

    def cells(self) -> tuple[str, str, str]:
        """Exercises, objectives and points in words."""
        return (f"{self.correct} of {len(self.items)}", "{} of {}".format(*self.objectives),
                "{:g} / {}".format(*self.points))


class Overview:
    """The state of every exercise; what `overview` returns."""

    def __init__(self, lines: list[Line]):
        self.lines = lines

    def __repr__(self) -> str:
        rows = [("lecture", "exercises", "objectives", "points", "next")]
        rows += [(line.lecture, *line.cells(), line.next_title) for line in self.lines]
        rows.append(("all", *self.total().cells(), ""))
        return "\n".join("".join(f"{text:<12}" for text in row).rstrip() for row in rows)

    def total(self) -> Line:
        """All exercises together."""
        return Line("all", tuple(item for line in self.lines for item in line.items))

    def _repr_html_(self) -> str:
        cell = 'style="padding:2px 12px 2px 0;text-align:left"'
        head = "".join(f'<th scope="col" {cell}>{name}</th>'
                       for name in ("lecture", "exercises", "done", "objectives", "points", "next"))
        rows = "".join(self._row(line, cell) for line in self.lines)
        total = "".join(f"<td {cell}>{text}</td>" for text in ("all", self.total().cells()[0], "",
                                                               *self.total().cells()[1:], ""))
        return (f'<div role="group" aria-label="Your progress"><table><caption>Your progress</caption><thead><tr>{head}'
                f"</tr></thead><tbody>{rows}<tr>{total}</tr></tbody></table>"
                f"{''.join(map(self._details, self.lines))}</div>")

    @staticmethod
    def _row(line: Line, cell: str) -> str:
        exercises, objectives, points = line.cells()
        return (f'<tr><th scope="row" {cell}><a href="{line.notebook}.ipynb">{line.lecture}</a></th>'
                f'<td {cell}><a href="../exercises/{line.notebook}.ipynb">{exercises}</a></td>'
                f'<td {cell}><progress max="{len(line.items)}" value="{line.correct}" aria-label="lecture '
                f'{line.lecture}: {exercises} exercises correct"></progress></td>'
                f"<td {cell}>{objectives}</td><td {cell}>{points}</td>"
                f"<td {cell}>{html.escape(line.next_title)}</td></tr>")

    @staticmethod
    def _details(line: Line) -> str:
        items = "".join(f"<li>{GLYPHS[item.status]} <b>{html.escape(item.title)}</b>: {item.status}, {item.points:g} "
                        f"of {item.possible} points. {html.escape(item.objective)}</li>" for item in line.items)
        return (f'<details><summary style="cursor:pointer">Lecture {line.lecture}, exercise by exercise</summary>'
                f'<ul style="list-style:none;max-width:46em">{items}</ul></details>')


def overview() -> Overview:
    """The learner's exercises as they stand in the progress file; run the cell again to renew them.

    >>> overview().lines[-1].lecture
    '09b'
    """
    known = progress.load()

    def item(key: str) -> Item:
        exercise, entry = tasks.load(key), known.get(key, {"status": "not attempted", "points": 0.0})
        return Item(exercise.title, exercise.objective, entry["status"], entry["points"], exercise.points)

    return Overview([Line(name, tuple(map(item, keys))) for name, keys in tasks.notebooks().items()])
