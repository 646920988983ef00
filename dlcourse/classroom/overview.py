"""How far a learner is, notebook by notebook: exercises, points and objectives. For notebook 00 and for the shell."""

from __future__ import annotations

from typing import NamedTuple

from dlcourse.classroom import progress, registry
from dlcourse.classroom.card import GLYPHS
from dlcourse.html import render


class Item(NamedTuple):
    """One exercise as it stands."""

    title: str
    objective: str
    status: str
    points: float
    possible: int


class OverviewLine(NamedTuple):
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

    def __init__(self, lines: list[OverviewLine]):
        self.lines = lines

    def __repr__(self) -> str:
        rows = [("lecture", "exercises", "objectives", "points", "next")]
        rows += [(line.lecture, *line.cells(), line.next_title) for line in self.lines]
        rows.append(("all", *self.total().cells(), ""))
        return "\n".join("".join(f"{text:<12}" for text in row).rstrip() for row in rows)

    def total(self) -> OverviewLine:
        """All exercises together."""
        return OverviewLine("all", tuple(item for line in self.lines for item in line.items))

    def _repr_html_(self) -> str:
        return render("overview", lines=self.lines, total=self.total(), glyphs=GLYPHS)


def overview() -> Overview:
    """The learner's exercises as they stand in the progress file; run the cell again to renew them.

    >>> overview().lines[0].lecture
    '00'
    """
    known = progress.load()

    def item(key: str) -> Item:
        exercise = registry.load(key)
        entry = progress.entry_of(known, key, exercise.was)
        return Item(exercise.title, exercise.objective, entry["status"], entry["points"], exercise.points)

    solved = {lecture.notebook: [key for key in lecture.retired if progress.entry_of(known, key)["points"] > 0]
              for lecture in registry.lectures()}  # a retired exercise counts for those who have points of it
    return Overview([OverviewLine(name, tuple(map(item, [*keys, *solved.get(name, [])])))
                     for name, keys in registry.notebooks().items()])
