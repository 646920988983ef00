"""Wrong answers that are one change away from an answer of ours: built from a reviewed table when nothing else fits.

`tasks/KEY.mutants.json` lies beside the exercise. The authoring tool proposes its rows and an author reviews them; here
they are only read, built and run. A row says which function of the task's module changes, and how: the statement with
the number `at` (in the order of `ast.walk`) becomes the text `now`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from dlcourse.classroom import variants
from dlcourse.classroom.exercise import Exercise, module_of
from dlcourse.classroom.variants import Edit

STEPS = 100_000  # passes through loops and calls that a mutant with a loop may make before it counts as endless


class Mutant(NamedTuple):
    """A row of the table."""

    of: str                   # the answer of ours that is changed
    edits: tuple[Edit, ...]
    text: str                 # "`b1` stands where `b2` belongs", after "... what comes out when"
    asks: str                 # a question to think on
    step: str = ""            # the step in which the change lies, in the words of its comment
    beside: str = ""          # the misconception that is changed further; a second mistake then
    loops: bool = False       # whether it might not end

    @property
    def where(self) -> str:
        """The step, ready to stand behind the text; empty if there is none to name."""
        return f" (in the step: {self.step})" if self.step else ""

    @property
    def sentence(self) -> str:
        """What a learner is told."""
        return f"Your numbers are what comes out when {self.text}{self.where}. {self.asks}"


class EndlessError(RuntimeError):
    """A mutant that ran for too long."""


class _Patience:
    """Counts the steps of a mutant that might not end."""

    def __init__(self):
        self.left = STEPS

    def __call__(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise EndlessError("the mutant does not end")

    def limited(self, answer: Callable) -> Callable:
        """The same answer; each use begins to count anew."""
        def run(*args: Any, **named: Any) -> Any:
            self.left = STEPS
            return answer(*args, **named)

        return run


def file_of(exercise: Exercise) -> Path:
    """Where the table of an exercise lies, whether or not there is one."""
    return Path(inspect.getfile(exercise.solution)).with_suffix(".mutants.json")


@cache
def table(exercise_key: str, path: Path) -> tuple[Mutant, ...]:
    """The rows of a table, in the order in which they are tried; none if there is no table."""
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["mutants"]
    return tuple(Mutant(row["of"], tuple(Edit(*edit) for edit in row["edits"]), row["text"], row["asks"],
                        row.get("step", ""), row.get("beside", ""), row.get("loops", False)) for row in rows)


def of_exercise(exercise: Exercise) -> tuple[Mutant, ...]:
    """The mutants of an exercise; a row whose answer has changed too much since the table was made is passed over."""
    module = module_of(exercise)
    return tuple(row for row in table(exercise.key, file_of(exercise)) if _fits(module, row))


def _fits(module: ModuleType, row: Mutant) -> bool:
    return variants.defines(module, row.of) and all(variants.defines(module, edit.function, edit.at)
                                                    for edit in row.edits)


def built(exercise: Exercise, mutant: Mutant) -> Callable:
    """The changed answer, ready to be called."""
    patience = _Patience() if mutant.loops else None
    answer = variants.one(module_of(exercise), mutant.of, mutant.edits, patience)
    return patience.limited(answer) if patience else answer


def answers(exercise: Exercise) -> Iterator[tuple[Mutant, Callable]]:
    """Every mutant with its answer, in the order in which they are tried: built together, hundreds while one waits."""
    rows = tuple(singles_first(of_exercise(exercise)))
    counts = [_Patience() if row.loops else None for row in rows]
    switched = variants.switched(module_of(exercise), tuple((row.of, row.edits) for row in rows),
                                 counts)
    for row, patience, answer in zip(rows, counts, switched, strict=True):
        yield row, patience.limited(answer) if patience else answer


def singles_first(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """One change alone before a second mistake beside a known one."""
    yield from (m for m in mutants if not m.beside)
    yield from (m for m in mutants if m.beside)
