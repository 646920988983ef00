"""Two known mistakes at once: one explains some of the wrong results, the other explains the rest.

Results are compared cell by cell: a cell is one of several results in one case. An answer makes two known mistakes
together if every cell is what the first gives or what the second gives, and both are right wherever the answer is.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from dlcourse.classroom.clues import Again
from dlcourse.classroom.codec import AnswerError
from dlcourse.classroom.compare import Closeness, same
from dlcourse.classroom.exercise import Case, Exercise, Misconception
from dlcourse.classroom.numbers import numbers_in
from dlcourse.classroom.outcomes import Outcome, expected_of, run_direct

Cell = tuple[int, int]  # case, place among its results


class Two(NamedTuple):
    """Two known mistakes, the first to mend first, with the cells in which each shows."""

    first: Misconception
    second: Misconception
    seen: tuple[frozenset[Cell], frozenset[Cell]]


def find(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any], *, seed: int,
         again: Again | None) -> Two | None:
    """The two known mistakes that explain every wrong cell together, on these cases and on those of one more seed."""
    if again is None or exercise.judge is not None:
        return None
    theirs = _Cells.of(exercise, outcomes, expected)
    if theirs is None or len(theirs.wrong) < 2:
        return None
    for two in _candidates(exercise, theirs):
        cases = exercise.draw(seed)
        results = again(cases)
        further = _Cells.of(exercise, results, expected_of(exercise, cases)) if len(results) == len(cases) else None
        if further is not None and _together(further, *(further.like(m.answer) for m in two[:2])):
            return two
    return None


def told(exercise: Exercise, two: Two, cases: Sequence[Case], count: int) -> str:
    """The two mistakes in words and without numbers, each with the place where it shows."""
    places = [_place(exercise, seen, cases, count, other) for seen, other in zip(two.seen, reversed(two.seen))]
    return (f"Two mistakes come together. {places[0]}: {two.first.phrase}. {places[1]}: {two.second.phrase}. "
            "Mend one of them: which results are right then?")


def _place(exercise: Exercise, seen: frozenset[Cell], cases: Sequence[Case], count: int,
           other: frozenset[Cell]) -> str:
    parts, others = {part for _, part in seen}, {part for _, part in other}
    if count and len(parts) == 1 and not parts & others and isinstance(exercise.compare, Closeness):
        name = exercise.compare.called(parts.pop(), count)
        return f"In {name}"
    first = min(case for case, part in seen - other)
    return f"In the case “{cases[first].label}”"


def _candidates(exercise: Exercise, theirs: _Cells) -> Iterator[Two]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        explaining = [(m, seen) for m in exercise.misconceptions if (seen := theirs.like(m.answer))]
    for i, (one, seen) in enumerate(explaining):
        for other, also in explaining[i + 1:]:
            if _together(theirs, seen, also):
                pair = ((one, seen), (other, also))
                (first, a), (second, b) = sorted(pair, key=lambda item: min(item[1]))
                yield Two(first, second, (a, b))


def _together(theirs: _Cells, one: frozenset[Cell] | None, other: frozenset[Cell] | None) -> bool:
    """Whether two mistakes explain all that is wrong, each of them something that the other does not."""
    return bool(one and other and one | other == theirs.wrong and theirs.telling(one - other)
                and theirs.telling(other - one))


class _Cells:
    """An answer's results in cells: what came, what was expected, and which cells are wrong."""

    def __init__(self, exercise: Exercise, cases: Sequence[Case], came: list[list[Any]], wanted: list[list[Any]]):
        self.exercise, self.cases, self.came, self.wanted = exercise, cases, came, wanted
        self.rtol = exercise.compare.rtol if isinstance(exercise.compare, Closeness) else 1e-6
        self.wrong = frozenset(cell for cell in self._every() if not self._same(self._at(wanted, cell),
                                                                                self._at(came, cell)))

    @classmethod
    def of(cls, exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any]) -> _Cells | None:
        """The cells of these outcomes; None where one is an error, or holds another number of results."""
        wanted, came = [_split(value) for value in expected], [_split(outcome.value) for outcome in outcomes]
        fits = len({len(parts) for parts in wanted}) == 1 and list(map(len, wanted)) == list(map(len, came))
        if not fits or any(outcome.error is not None for outcome in outcomes):
            return None
        return cls(exercise, [outcome.case for outcome in outcomes], came, wanted)

    def like(self, answer: Callable) -> frozenset[Cell] | None:
        """The cells in which one of our wrong answers is wrong, if the answer is as wrong there; else None."""
        seen = set()
        order = sorted(range(len(self.cases)), key=lambda i: (i, 0) not in self.wrong)
        for i in order:
            ours = run_direct(self.exercise, answer, self.cases[i])
            parts = _split(ours.value)
            if ours.error is not None or len(parts) != len(self.wanted[i]):
                return None
            for j, part in enumerate(parts):
                if self._same(self.wanted[i][j], part):
                    continue
                if (i, j) not in self.wrong or not self._same(part, self.came[i][j]):
                    return None
                seen.add((i, j))
        return frozenset(seen)

    def telling(self, cells: frozenset[Cell]) -> bool:
        """Whether results agree in more than what could agree by chance: two cells, or a number that is not trivial."""
        found = {n for cell in cells for n in numbers_in(self._at(self.came, cell)) if math.isfinite(n)}
        return len(cells) >= 2 or bool(found - {0.0, 1.0})

    def _every(self) -> Iterator[Cell]:
        return ((i, j) for i, parts in enumerate(self.wanted) for j in range(len(parts)))

    @staticmethod
    def _at(table: list[list[Any]], cell: Cell) -> Any:
        return table[cell[0]][cell[1]]

    def _same(self, one: Any, other: Any) -> bool:
        try:
            return same(one, other, self.rtol)
        except (TypeError, ValueError, OverflowError, AnswerError):  # of a kind that cannot be compared
            return False


def _split(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (tuple, list)) and value else [value]
