"""Runs an answer through an exercise's cases and says what happened: the verdict behind the card."""

from __future__ import annotations

import ast
import dis
import types
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from dlcourse import collector
from dlcourse.classroom import codec, slips
from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.exercise import Case, Exercise
from dlcourse.classroom.source import used_names

CORRECT, NOT_YET, ERROR, NOT_ATTEMPTED, NOT_ALLOWED = (
    "correct", "not yet", "error", "not attempted", "not allowed")


@dataclass(frozen=True)
class Outcome:
    """What one case gave: a value, or an error."""

    case: Case
    value: Any = None
    error: codec.AnswerError | None = None
    changed: tuple[str, ...] = ()
    printed: str = ""
    operations: frozenset[str] = frozenset()


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
    misconception: str = ""
    notes: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        if self.status == CORRECT:
            return self.exercise.points
        return sum(self.exercise.parts[p] for p, right in self.parts.items() if right) if self.parts else 0


Runner = Callable[[], tuple[codec.Session, Any]]


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
        if error is not None and error.kind == "NotImplementedError" and len(outcomes) == 1:
            break
    return outcomes


def run_direct(exercise: Exercise, answer: Callable, case: Case) -> Outcome:
    """Use one of our own answers (reference, misconception, alternative) without the codec."""
    try:
        return Outcome(case, exercise.drive(answer, **case.fresh()))
    except Exception as raised:
        return Outcome(case, error=codec.AnswerError(type(raised).__name__, str(raised)))


def check(exercise: Exercise, answer: Any, *, seed: int = 0, node: ast.stmt | None = None) -> Verdict:
    """The verdict on an answer in this process. `node` is its definition's source, if known."""
    return judge(exercise, lambda: codec.local(answer), seed=seed, names=used_names(node),
                 uses=_names_behind(answer))


@collector.paused()
def judge(exercise: Exercise, connect: Runner, *, seed: int = 0, names: set[str] | frozenset = frozenset(),
          uses: set[str] | frozenset = frozenset()) -> Verdict:
    """The verdict on an answer behind any transport."""
    cases = exercise.draw(seed)
    outcomes = run_remote(exercise, connect, cases)
    first = outcomes[0].error
    if first is not None and first.kind == "NotImplementedError":
        return Verdict(exercise, NOT_ATTEMPTED, total=len(cases))
    expected = _expected(exercise, cases)
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
    text, name = _explain(exercise, outcomes, expected, faults)
    status = ERROR if outcomes[at].error is not None and not name else NOT_YET
    return Verdict(exercise, status, passed, len(cases), parts, outcomes[at], expected[at], text, name)


def _expected(exercise: Exercise, cases: Sequence[Case]) -> list[Any]:
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


def _explain(exercise: Exercise, outcomes: list[Outcome], expected: list, faults: list) -> tuple[str, str]:
    """What the answer's behaviour tells, and the misconception's name if there is one."""
    for misconception in exercise.misconceptions:
        if behaves_like(exercise, misconception.answer, outcomes, faults):
            return misconception.message, misconception.name
    at = next(i for i, f in enumerate(faults) if f is not None)
    if faults[at].kind in ("error", "changed"):
        return faults[at].text, ""
    if exercise.judge is None and all(o.error is None for o in outcomes):
        pairs = [slips.Pair(o.case.inputs, e, o.value, o.printed) for o, e in zip(outcomes, expected)]
        slip = slips.name_slip(pairs, lambda a, b: exercise.compare(a, b) is None)
        if slip:
            return slip, ""
    return faults[at].text, ""


def behaves_like(exercise: Exercise, answer: Callable, outcomes: Sequence[Outcome], faults: Sequence) -> bool:
    """Whether `answer` does on every case what was observed; stops at the first case where it does not."""
    return same_outcomes(exercise, (run_direct(exercise, answer, o.case) for o in outcomes), outcomes, faults)


def same_outcomes(exercise: Exercise, ours: Iterable[Outcome], theirs: Sequence[Outcome], faults: Sequence) -> bool:
    """Whether two lists of outcomes, case by case, show one behaviour."""
    return all(_same_behaviour(exercise, our, their, fault)
               for our, their, fault in zip(ours, theirs, faults, strict=True))


def _same_behaviour(exercise: Exercise, ours: Outcome, theirs: Outcome, fault: Fault | None) -> bool:
    if ours.error is not None or theirs.error is not None:
        return (ours.error is not None and theirs.error is not None and ours.error.kind == theirs.error.kind)
    if exercise.judge is not None:
        ours_fault = fault_of(exercise, ours, None)
        return (ours_fault.kind if ours_fault else None) == (fault.kind if fault else None)
    rtol = exercise.compare.rtol if isinstance(exercise.compare, Closeness) else 1e-6
    return Closeness(rtol, nan_equal=True)(_plain(ours.value), _plain(theirs.value)) is None


def _plain(value: Any) -> Any:
    return value.detach() if isinstance(value, torch.Tensor) else value


def _names_behind(answer: Any) -> set[str]:
    """Our own modules that the answer's code reaches by any name, one step through other cells' functions."""
    found: set[str] = set()
    functions = [answer] if not isinstance(answer, type) else [
        f for f in vars(answer).values() if hasattr(f, "__code__")]
    for function in functions:
        scope = getattr(function, "__globals__", {})
        for name in _globals_read(getattr(function, "__code__", None)):
            target = scope.get(name)
            module = getattr(target, "__module__", None) or getattr(target, "__name__", "")
            own = getattr(function, "__module__", None)
            if isinstance(module, str) and module.startswith("dlcourse.") and module != own:
                found.add(f"{module}.{getattr(target, '__name__', '')}")
    return found


def _globals_read(code: types.CodeType | None) -> Iterator[str]:
    """The global names that a function and the functions inside it read; no attribute and no import."""
    if code is None:
        return
    yield from (i.argval for i in dis.get_instructions(code) if i.opname in ("LOAD_GLOBAL", "LOAD_NAME"))
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _globals_read(inner)


_OPEN_TO_ANSWERS = ("dlcourse.tensors", "dlcourse.data")


def _forbidden(exercise: Exercise, outcomes: Sequence[Outcome], names: set | frozenset,
               uses: set | frozenset) -> str:
    seen = set().union(*(o.operations for o in outcomes))
    for rule in exercise.forbids:
        if (rule.startswith("aten::") and rule in seen) or rule in names:
            shown = "that operation" if rule.startswith("aten::") else f"`{rule}`"
            return f"Here {shown} is what you are to build: write it from simpler operations."
    ours = [n for n in sorted({*names, *uses}) if n.startswith("dlcourse.") and not n.startswith(_OPEN_TO_ANSWERS)]
    return f"`{ours[0].rstrip('.')}` is the reference itself. Write the steps yourself." if ours else ""
