"""What a wrong answer's behaviour tells: a known misconception, a slip, or one step that is not right.

Everything goes by behaviour on all cases, in this order: an authored wrong answer; a slip that every exercise shares;
two authored wrong answers, each in results of its own; a mutant, one change away from an answer of ours; an authored
wrong answer with one change more. What is told is true of every case, or nothing is told. Where no mistake is
recognised, clues say what can be observed.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from dlcourse.classroom import clues, mutants, pairs, slips
from dlcourse.classroom.advice import advice
from dlcourse.classroom.clues import Again
from dlcourse.classroom.compare import Closeness, Fault, same
from dlcourse.classroom.exercise import Exercise
from dlcourse.classroom.numbers import numbers_in
from dlcourse.classroom.outcomes import Outcome, expected_of, fault_of, known_outcome, run_direct

NEXT_SEED = 1  # added to the seed of the cases: a match must hold on those inputs too


class Diagnosis(NamedTuple):
    """What is told of a wrong answer."""

    text: str       # what the answer does, or where it first differs
    name: str = ""  # the misconception, or in words the step, for counting
    step: str = ""  # a sentence that locates the mistake, for who wants to know


def explain(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any],
            faults: Sequence[Fault | None], *, seed: int = 0, again: Again | None = None) -> Diagnosis:
    """The first explanation that fits every case. `again` uses the same answer on other cases."""
    if not any(faults):
        return Diagnosis("")
    for misconception in () if _changed_alone(exercise, outcomes, expected, faults) else exercise.misconceptions:
        if behaves_like(exercise, misconception.answer, outcomes, faults, seed):
            return Diagnosis(misconception.message, misconception.name)
    first = next(f for f in faults if f is not None)
    if isinstance(exercise.compare, Closeness):
        first = exercise.compare.in_every_case(first, faults)
    places = clues.where(outcomes, faults)
    if first.kind == "error":
        return Diagnosis(_joined(advice(next(o.error for o, f in zip(outcomes, faults) if f is not None)), places))
    if first.kind == "changed":
        return Diagnosis(first.text)
    sound = all(o.error is None and not slips.oversized(e, o.value) for o, e in zip(outcomes, expected))
    if exercise.judge is None and sound:
        slip = _slip(exercise, outcomes, expected)
        if slip and not _leaves_more(slip, expected):
            return Diagnosis(slip)
        two = pairs.find(exercise, outcomes, expected, seed=seed + NEXT_SEED, again=again)
        if two is not None:
            count = len(expected[0]) if isinstance(expected[0], (tuple, list)) else 0
            return Diagnosis(pairs.told(exercise, two, [o.case for o in outcomes], count), two.first.name)
        if slip:
            return Diagnosis(slip)
        found = _mutant(exercise, outcomes, expected, faults, seed, again)
        if found is not None:
            return Diagnosis(_joined(first.text, places), found.text, _told(exercise, found))
        return Diagnosis(_joined(first.text, _related(exercise, outcomes, expected, faults, again), places))
    return Diagnosis(_joined(first.text, places))


def _changed_alone(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any],
                   faults: Sequence[Fault | None]) -> bool:
    """Whether all results are right, and an input that was changed in place is all there is to tell."""
    return exercise.judge is None and all(
        fault is None or (fault.kind == "changed" and exercise.compare(e, o.value) is None)
        for o, e, fault in zip(outcomes, expected, faults, strict=True))


def _slip(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any]) -> str | None:
    """What a slip of the hand would explain, such as a sign or a factor."""
    both = [slips.Pair(o.case.inputs, e, o.value, o.printed) for o, e in zip(outcomes, expected)]
    compare = exercise.compare
    called = {"called": lambda i, n: compare.called(i - 1, n)} if isinstance(compare, Closeness) else {}
    return slips.name_slip(both, lambda a, b: compare(a, b) is None, by_steps=_differentiates(exercise, outcomes),
                           **called)


def _related(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any], faults: Sequence[Fault | None],
             again: Again | None) -> str:
    """How the numbers relate to the right ones; where they do not, which inputs they leave out of account."""
    related = clues.relation(exercise, outcomes, expected, faults)
    return clues.ignored(exercise, outcomes, expected, faults, again) if not related and again is not None else related


def _differentiates(exercise: Exercise, outcomes: Sequence[Outcome]) -> bool:
    """Whether an answer could take a derivative by small steps: one is asked for, or a function is given."""
    return any("autograd" in name for name in exercise.forbids) or any(
        callable(value) for o in outcomes for value in o.case.inputs.values())


def _leaves_more(slip: str, expected: Sequence[Any]) -> bool:
    """Whether a slip explains one of several results and others are wrong as well."""
    return isinstance(expected[0], (tuple, list)) and "(the others are right)" not in slip


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def behaves_like(exercise: Exercise, answer: Callable, outcomes: Sequence[Outcome],
                 faults: Sequence[Fault | None], seed: int | None = None) -> bool:
    """Whether `answer` does on every case what was observed; stops at the first case where it does not.

    Cases with a fault come first: answers differ there. What a declared answer does on the cases of a `seed` is kept.
    What our wrong answers make torch or Python warn of is nothing that the learner did, so it is not shown.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        order = sorted(range(len(faults)), key=lambda i: faults[i] is None)
        ours = (run_direct(exercise, answer, outcomes[i].case) if seed is None else
                known_outcome(exercise, answer, outcomes[i].case, (seed, i)) for i in order)
        return same_outcomes(exercise, ours,
                             [outcomes[i] for i in order], [faults[i] for i in order])


def same_outcomes(exercise: Exercise, ours: Iterable[Outcome], theirs: Sequence[Outcome],
                  faults: Sequence[Fault | None]) -> bool:
    """Whether two lists of outcomes, case by case, show one behaviour."""
    return all(_same_behaviour(exercise, our, their, fault)
               for our, their, fault in zip(ours, theirs, faults, strict=True))


def informative(expected: Sequence[Any], outcomes: Sequence[Outcome], faults: Sequence[Fault | None]) -> bool:
    """Whether wrong results carry numbers that could hardly agree by chance.

    Results that are all 0, 1, nan or nothing agree with many mutants without a common cause; so do results where a
    single expected number differs.
    """
    came = _differing(o.value for o, fault in zip(outcomes, faults, strict=True) if fault)
    wanted = _differing(e for e, fault in zip(expected, faults, strict=True) if fault)
    return len(came - {0.0, 1.0}) >= 2 and len(wanted) >= 2


def _differing(values: Iterable[Any]) -> set[float]:
    return {float(f"{n:.9g}") for value in values for n in numbers_in(value) if math.isfinite(n)}


def _mutant(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any], faults: Sequence[Fault | None],
            seed: int, again: Again | None) -> mutants.Mutant | None:
    """The first mutant that does what was observed, also on inputs that were not chosen for it."""
    if again is None or not informative(expected, outcomes, faults):
        return None
    further: tuple[list[Outcome], list[Fault | None]] | None = None
    for mutant, answer in mutants.answers(exercise):
        if not behaves_like(exercise, answer, outcomes, faults):
            continue
        if further is None:
            cases = exercise.draw(seed + NEXT_SEED)
            results = again(cases)
            if len(results) != len(cases):
                return None
            further = results, [fault_of(exercise, o, e) for o, e in zip(results, expected_of(exercise, cases))]
        if behaves_like(exercise, answer, *further):
            return mutant
    return None


def _told(exercise: Exercise, mutant: mutants.Mutant) -> str:
    if not mutant.beside:
        return mutant.sentence
    first = next(m for m in exercise.misconceptions if m.name == mutant.beside)
    return (f"Two things come together. The first to mend: {first.phrase}. Then: "
            f"{mutant.text}{mutant.where}. {mutant.asks}")


def _same_behaviour(exercise: Exercise, ours: Outcome, theirs: Outcome, fault: Fault | None) -> bool:
    if ours.error is not None or theirs.error is not None:
        return ours.error is not None and theirs.error is not None and ours.error.kind == theirs.error.kind
    if exercise.judge is not None:
        ours_fault = fault_of(exercise, ours, None)
        return (ours_fault.kind if ours_fault else None) == (fault.kind if fault else None)
    rtol = exercise.compare.rtol if isinstance(exercise.compare, Closeness) else 1e-6
    try:
        return same(ours.value, theirs.value, rtol)
    except (TypeError, ValueError, OverflowError):  # one of the two is of a kind that cannot be compared
        return False
