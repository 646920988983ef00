"""Runs an answer through an exercise's cases and says what happened: the verdict behind the card."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dlcourse import collector
from dlcourse.classroom import codec
from dlcourse.classroom.diagnosis import explain
from dlcourse.classroom.exercise import Exercise
from dlcourse.classroom.outcomes import Outcome, Runner, expected_of, fault_of, run_remote
from dlcourse.classroom.reached import names_behind
from dlcourse.classroom.source import used_names

CORRECT, NOT_YET, ERROR, NOT_ATTEMPTED, NOT_ALLOWED = (
    "correct", "not yet", "error", "not attempted", "not allowed")


@dataclass(frozen=True)
class Verdict:
    """Everything a card shows. Holds no time, no path and no count of tries."""

    exercise: Exercise
    status: str
    passed: int = 0
    total: int = 0
    parts: dict[str, bool] = field(default_factory=dict)
    failing: Outcome | None = None
    expected: Any = None
    explanation: str = ""
    misconception: str = ""  # the one that was met, or the step that was found, in words
    step: str = ""
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """Points for what is right: all of them, or those of the parts that are."""
        if self.status == CORRECT:
            return self.exercise.points
        return sum(self.exercise.parts[p] for p, right in self.parts.items() if right) if self.parts else 0


def check(exercise: Exercise, answer: Any, *, seed: int = 0, node: ast.stmt | None = None) -> Verdict:
    """The verdict on an answer in this process. `node` is its definition's source, if known."""
    return judge(exercise, lambda: codec.local(answer), seed=seed, names=used_names(node),
                 uses=names_behind(answer))


@collector.paused()
def judge(exercise: Exercise, connect: Runner, *, seed: int = 0, names: set[str] | frozenset = frozenset(),
          uses: set[str] | frozenset = frozenset()) -> Verdict:
    """The verdict on an answer behind any transport."""
    cases = exercise.draw(seed)
    outcomes = run_remote(exercise, connect, cases)
    first = outcomes[0].error
    if first is not None and first.unwritten:
        return Verdict(exercise, NOT_ATTEMPTED, total=len(cases))
    expected = expected_of(exercise, cases)
    faults = [fault_of(exercise, o, e) for o, e in zip(outcomes, expected, strict=True)]
    parts = {part: all(f is None for o, f in zip(outcomes, faults) if o.case.part == part)
             for part in exercise.parts}
    passed = sum(f is None for f in faults)
    forbidden = _forbidden(exercise, outcomes, names, uses)
    if forbidden:
        return Verdict(exercise, NOT_ALLOWED, passed, len(cases), explanation=forbidden)
    if passed == len(cases):
        return Verdict(exercise, CORRECT, passed, len(cases), parts)
    at = next(i for i, f in enumerate(faults) if f is not None)
    told = explain(exercise, outcomes, expected, faults, seed=seed,
                   again=lambda others: run_remote(exercise, connect, others))
    status = ERROR if outcomes[at].error is not None and not told.name else NOT_YET
    return Verdict(exercise, status, passed, len(cases), parts, outcomes[at], expected[at], told.text, told.name,
                   told.step)


_OPEN_TO_ANSWERS = ("dlcourse.tensors", "dlcourse.data", "dlcourse.exercise", "dlcourse.ask")


def _forbidden(exercise: Exercise, outcomes: Sequence[Outcome], names: set | frozenset,
               uses: set | frozenset) -> str:
    seen, reached = set().union(*(o.operations for o in outcomes)), {*names, *uses}
    for rule in exercise.forbids:
        if (rule.startswith("aten::") and rule in seen) or _breaks(rule, reached):
            shown = "that operation" if rule.startswith("aten::") else f"`{rule}`"
            return f"Here {shown} is what you are to build: write it from simpler operations."
    ours = [n for n in sorted(reached) if n.startswith("dlcourse.") and not n.startswith(_OPEN_TO_ANSWERS)]
    return f"`{ours[0].rstrip('.')}` is the course's own code. Write the steps yourself." if ours else ""


def _breaks(rule: str, names: set[str]) -> bool:
    """Whether a name is the one that a rule closes, or stands below it where the rule ends in ".*"."""
    if rule.endswith(".*"):
        return any(name.startswith(rule[:-1]) for name in names)
    return rule in names
