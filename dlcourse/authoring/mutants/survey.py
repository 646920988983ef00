"""Runs every proposed change and keeps one of each behaviour that tells something."""

from __future__ import annotations

import itertools
import math
import signal
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from torch import Tensor

from dlcourse.authoring.mutants import store
from dlcourse.authoring.mutants.programs import Proposal, proposals
from dlcourse.classroom import slips
from dlcourse.classroom.diagnosis import informative
from dlcourse.classroom.exercise import Case, Exercise
from dlcourse.classroom.mutants import Mutant, built
from dlcourse.classroom.numbers import numbers_in
from dlcourse.classroom.outcomes import Outcome, expected_of, fault_of, run_direct

SECONDS = 0.5       # of processor time, for all cases of one mutant
SEEDS = range(1, 20)
MOST, MOST_BESIDE = 160, 120
EACH = 8              # second mistakes of one misconception
# What is said first where several changes do the same.
KINDS = ("name", "old", "order", "sign", "factor", "divisor", "term", "twice", "power", "axis", "function",
         "comparison", "branch", "statement", "round", "transpose", "constant", "half", "sum", "cast")
VAGUE = ("one ", "a difference", "a quotient", "a division", "a power", "a product", "two ", "the two", "the result",
         "the step", "the condition", "there is one", "the first of", "the second of", "the divisor")


class Drawn(NamedTuple):
    """The cases of one seed with what is expected."""

    cases: Sequence[Case]
    expected: list[Any]


class TooLongError(RuntimeError):
    """A mutant took longer than SECONDS."""


def survey(exercise: Exercise) -> list[Mutant]:
    """The mutants to propose, single changes of right answers first; none for an exercise with a judge."""
    if exercise.judge is not None:
        return []
    first, vetoed = _drawn(exercise, 0), store.vetoed(exercise)

    def open_to(answer: Callable, beside: str = "") -> Iterator[Proposal]:
        return (p for p in proposals(exercise, answer, beside) if store.identity(store.row_of(p.mutant)) not in vetoed)

    taken = {_key(_outcomes(exercise, m.answer, first)) for m in exercise.misconceptions}
    singles = _distinct(exercise, first, (p for a in exercise.right_answers for p in open_to(a)), taken)
    said = {mutant.text for mutant in singles}
    beside: list[list[Mutant]] = []
    for misconception in exercise.misconceptions:
        further = (p for p in open_to(misconception.answer, misconception.name) if p.mutant.text in said)
        beside.append(_distinct(exercise, first, sorted(further, key=lambda p: KINDS.index(p.kind)), taken, EACH))
    return _holding(exercise, [*singles[:MOST], *_in_turn(beside)[:MOST_BESIDE]])


def _in_turn(groups: Sequence[Sequence[Mutant]]) -> list[Mutant]:
    """One second mistake for each misconception, then another for each, so that none goes without."""
    rounds = itertools.zip_longest(*groups)
    return [mutant for turn in rounds for mutant in turn if mutant is not None]


def _drawn(exercise: Exercise, seed: int) -> Drawn:
    cases = exercise.draw(seed)
    return Drawn(cases, expected_of(exercise, cases))


def _distinct(exercise: Exercise, drawn: Drawn, proposed: Iterable[Proposal], taken: set,
              enough: float = math.inf) -> list[Mutant]:
    """One of each behaviour that is not `taken` yet, until there are `enough`; `taken` grows by them."""
    groups: dict[Any, list[Proposal]] = {}
    better_said: set = set()
    for proposal in proposed:
        if len(groups) >= enough:
            break
        outcomes = _wrong_outcomes(exercise, proposal.mutant, drawn)
        key = _key(outcomes) if outcomes else None
        if key is None or key in taken or key in better_said:
            continue
        if key not in groups and _is_slip(exercise, outcomes, drawn):
            better_said.add(key)
            continue
        groups.setdefault(key, []).append(proposal)

    def rank(proposal: Proposal) -> tuple:
        """What is said first: a change that can be named and placed, in the solution before other answers."""
        mutant = proposal.mutant
        vague = mutant.text.startswith(VAGUE)
        return (vague and not mutant.step, KINDS.index(proposal.kind), vague, len(mutant.edits),
                mutant.of != exercise.solution.__name__)

    taken |= set(groups)
    best = sorted((min(group, key=rank) for group in groups.values()), key=rank)
    return [p.mutant for p in best if p.mutant.step or not p.mutant.text.startswith(VAGUE)]


def _wrong_outcomes(exercise: Exercise, mutant: Mutant, drawn: Drawn) -> list[Outcome] | None:
    """What a mutant does, or None if it is right, fails or says nothing."""
    try:
        outcomes = _outcomes(exercise, built(exercise, mutant), drawn)
    except Exception:
        return None
    if any(o.error is not None or not comparable(o.value) for o in outcomes):
        return None
    faults = [fault_of(exercise, o, e) for o, e in zip(outcomes, drawn.expected, strict=True)]
    if not any(faults) or not informative(drawn.expected, outcomes, faults):
        return None
    return outcomes


def _is_slip(exercise: Exercise, outcomes: Sequence[Outcome], drawn: Drawn) -> bool:
    """Whether a slip that every exercise shares says it better."""
    pairs = [slips.Pair(o.case.inputs, e, o.value) for o, e in zip(outcomes, drawn.expected, strict=True)]
    return slips.name_slip(pairs, lambda a, b: exercise.compare(a, b) is None) is not None


def comparable(value: Any) -> bool:
    """Whether a result is made of tensors, numbers and texts alone; a generator or a function is no result."""
    if isinstance(value, (list, tuple)):
        return all(map(comparable, value))
    if isinstance(value, dict):
        return all(map(comparable, value.values()))
    return value is None or isinstance(value, (Tensor, int, float, str))


def _outcomes(exercise: Exercise, answer: Callable, drawn: Drawn) -> list[Outcome]:
    with _limited(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [run_direct(exercise, answer, case) for case in drawn.cases]


@contextmanager
def _limited() -> Iterator[None]:
    def ring(*_: Any) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _key(outcomes: Sequence[Outcome]) -> tuple:
    """What mutants that behave alike share; as text, since nan is not equal to itself."""
    return tuple(o.error.kind if o.error else " ".join(f"{n + 0:.5g}" for n in numbers_in(o.value)) for o in outcomes)


def _holding(exercise: Exercise, found: Sequence[Mutant]) -> list[Mutant]:
    """Those that are wrong, tell something and come to an end on every further seed."""
    further = [] if exercise.constant else [_drawn(exercise, seed) for seed in SEEDS]
    return [m for m in found if all(_wrong_outcomes(exercise, m, drawn) is not None for drawn in further)]
