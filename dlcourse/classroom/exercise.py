"""The declaration of an exercise: what is asked, how an answer is used, compared and explained."""

from __future__ import annotations

import copy
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pkgutil import resolve_name
from types import ModuleType
from typing import Any

import torch

from dlcourse.classroom.codec import Callback
from dlcourse.classroom.compare import Compare, close
from dlcourse.classroom.errors import UnknownExerciseError

Drive = Callable[..., Any]
Judge = Callable[[Mapping[str, Any], Any], str | None]
Cases = Callable[[torch.Generator], "Sequence[Case]"]


@dataclass(frozen=True)
class Case:
    """One set of named inputs, simplest first; `label` tells the learner what is special about it."""

    label: str
    inputs: dict[str, Any]
    part: str = ""

    def fresh(self) -> dict[str, Any]:
        """The inputs again, so that nobody can change them for the next reader."""
        return {name: fresh(value) for name, value in self.inputs.items()}


def fresh(value: Any) -> Any:
    """A copy that shares nothing that could be changed; a callback's count starts again."""
    if isinstance(value, torch.Tensor):
        return value.clone()
    if isinstance(value, Callback):
        return replace(value, calls=0)
    if isinstance(value, (list, tuple)):
        return type(value)(fresh(item) for item in value)
    if isinstance(value, dict):
        return {key: fresh(item) for key, item in value.items()}
    return copy.copy(value)


@dataclass(frozen=True)
class Misconception:
    """A wrong answer that can be run, and what to tell a learner whose answer behaves the same.

    With a judge instead of a comparison, `part` may stay empty; the faults that the judge names decide.
    """

    answer: Callable
    message: str
    part: str = ""

    short: str = ""

    @property
    def name(self) -> str:
        """What the answer's function or class is called."""
        return self.answer.__name__

    @property
    def phrase(self) -> str:
        """The mistake in a few words and without numbers, for where it is one of two."""
        return self.short or self.name.replace("_", " ")


def call(answer: Callable, **inputs: Any) -> Any:
    """The usual way to use an answer: call it with the inputs, in their order."""
    return answer(*inputs.values())


@dataclass(frozen=True)
class Exercise:
    """One graded exercise, as `task.Task.declared` gives it. Everything that is known about it stands here, once.

    solution       the answer that solved notebooks and cards show; alternatives are right answers in other styles
    reference      "module:name" of the reference implementation, or a function over it in the same file
    cases          (rng) -> cases, simplest first; fresh for every seed
    drive          (answer, **inputs) -> output; plain Python over the answer, on the check's side
    compare        (expected, got) -> fault or None; or else judge(inputs, output) -> a named fault or None
    parts          optional weighted credit: part -> points; every case then names its part
    forbids        "aten::name" for operations seen while it runs, dotted names for what stands in the source
    faults         for a judge: what each named fault means, where no misconception explains it
    facts          rows of the lecture's facts.toml that it practises
    was            keys that it had earlier; notebooks and progress with those go on to count
    retired        it stands in no notebook any more; copies of older ones still check, and what was reached counts
    """

    key: str
    title: str
    points: int
    difficulty: int
    minutes: int
    reference: str | Callable
    cases: Cases
    solution: Callable
    misconceptions: tuple[Misconception, ...]
    alternatives: tuple[Callable, ...]
    hints: tuple[str, ...]
    objective: str
    drive: Drive = call
    compare: Compare = field(default_factory=close)
    judge: Judge | None = None
    parts: Mapping[str, int] = field(default_factory=dict)
    forbids: tuple[str, ...] = ()
    faults: Mapping[str, str] = field(default_factory=dict)
    constant: bool = False
    facts: tuple[str, ...] = ()
    was: tuple[str, ...] = ()
    retired: bool = False

    @property
    def right_answers(self) -> tuple[Callable, ...]:
        """The solution and the other styles."""
        return (self.solution, *self.alternatives)

    def resolve_reference(self) -> Callable:
        """The reference implementation itself."""
        if callable(self.reference):
            return self.reference
        return resolve_name(self.reference)

    def draw(self, seed: int = 0) -> Sequence[Case]:
        """The cases of one seed."""
        return self.cases(torch.Generator().manual_seed(seed))

    @property
    def watches_operations(self) -> bool:
        """Whether torch's own operations are among what an answer may not use."""
        return any(name.startswith("aten::") for name in self.forbids)


__all__ = ["Case", "Exercise", "Misconception", "UnknownExerciseError", "call", "fresh"]


def module_of(exercise: Exercise) -> ModuleType:
    """The module in which an exercise's solution stands, with all that it uses there."""
    module = inspect.getmodule(exercise.solution)
    if module is None:
        raise LookupError(f"{exercise.key}: the solution should stand in a module, but {exercise.solution!r} does not.")
    return module
