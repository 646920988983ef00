"""Uses an answer on an exercise's cases, and says what is wrong with what came."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dlcourse.classroom import codec
from dlcourse.classroom.compare import Fault
from dlcourse.classroom.exercise import Case, Exercise

Runner = Callable[[], tuple[codec.Session, Any]]


@dataclass(frozen=True)
class Outcome:
    """What one case gave: a value, or an error."""

    case: Case
    value: Any = None
    error: codec.AnswerError | None = None
    changed: tuple[str, ...] = ()
    printed: str = ""
    operations: frozenset[str] = frozenset()


def run_remote(exercise: Exercise, connect: Runner, cases: Sequence[Case]) -> list[Outcome]:
    """Use an answer through the codec, case by case; stops early at a stub."""
    outcomes = []
    for case in cases:
        session, answer = connect()
        session.watch = exercise.watches_operations
        value, error = None, None
        try:
            value = exercise.drive(answer, **case.fresh())
        except codec.AnswerError as raised:
            error = raised
        names = list(case.inputs)
        changed = tuple(names[i] for i in session.changed if i < len(names))
        outcomes.append(Outcome(case, value, error, changed, session.printed, frozenset(session.operations)))
        if error is not None and error.unwritten and len(outcomes) == 1:
            break
    return outcomes


def run_direct(exercise: Exercise, answer: Callable, case: Case) -> Outcome:
    """Use one of our own answers (reference, misconception, alternative, mutant) without the codec."""
    try:
        return Outcome(case, exercise.drive(answer, **case.fresh()))
    except Exception as raised:
        return Outcome(case, error=codec.AnswerError(type(raised).__name__, str(raised)))


_KNOWN: OrderedDict[tuple, Outcome] = OrderedDict()
_MOST_KNOWN = 20_000  # of a case each; those of the largest exercise on two seeds are some 6000


def known_outcome(exercise: Exercise, answer: Callable, case: Case, at: tuple[int, int]) -> Outcome:
    """run_direct for a declared answer, computed once as long as it is used: `at` is the case's seed and number."""
    key = (exercise.cases, exercise.drive, answer, at)
    if key not in _KNOWN:
        _KNOWN[key] = run_direct(exercise, answer, case)
        while len(_KNOWN) > _MOST_KNOWN:
            _KNOWN.popitem(last=False)
    _KNOWN.move_to_end(key)
    return _KNOWN[key]


def expected_of(exercise: Exercise, cases: Sequence[Case]) -> list[Any]:
    """What the reference gives on each case; nothing where a judge decides."""
    if exercise.judge is not None:
        return [None] * len(cases)
    reference = exercise.resolve_reference()
    return [exercise.drive(reference, **case.fresh()) for case in cases]


def fault_of(exercise: Exercise, outcome: Outcome, expected: Any) -> Fault | None:
    """What is wrong with one outcome, if anything."""
    if outcome.error is not None:
        return Fault("error", f"{outcome.error.kind}: {outcome.error.message}")
    if outcome.changed:
        return Fault("changed", f"You changed {' and '.join(outcome.changed)} in place. The caller still needs the "
                                "original: how can you work on a copy?")
    if exercise.judge is None:
        return exercise.compare(expected, outcome.value)
    try:
        name = exercise.judge(outcome.case.fresh(), outcome.value)
    except (TypeError, ValueError, AttributeError, IndexError, KeyError, RuntimeError):
        name = "form"
    return Fault(name, exercise.faults.get(name, f"The check says: {name}.")) if name else None
