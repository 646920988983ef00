"""Whether the authored wrong answers of an exercise are wrong, unlike one another, and named by their own message."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np

from dlcourse.classroom.check import check
from dlcourse.classroom.compare import Fault
from dlcourse.classroom.diagnosis import same_outcomes
from dlcourse.classroom.exercise import Case, Exercise, Misconception
from dlcourse.classroom.numbers import numbers_in
from dlcourse.classroom.outcomes import Outcome, expected_of, fault_of, run_direct

EVERY_SEED = range(1, 21)  # those of the students' cards and of the checks, and more
T = TypeVar("T")
NEAR = 1e-3  # relative; two numbers that differ by more are the same to no comparison


def spread(items: Sequence[T], at_most: int) -> list[T]:
    """So many of the items, at even distances from the first on; all of them if there are no more.

    >>> spread("abcdefghi", 3), spread("ab", 3)
    (['a', 'd', 'g'], ['a', 'b'])
    """
    return [items[i * len(items) // at_most] for i in range(at_most)] if len(items) > at_most else [*items]


def misnamed(exercise: Exercise, wrong: Iterable[Misconception] | None = None) -> list[str]:
    """A line for each wrong answer (all of them, or these) that the check does not tell its own message."""
    lines = []
    for known in exercise.misconceptions if wrong is None else wrong:
        verdict = check(exercise, known.answer)
        if (verdict.misconception, verdict.explanation) != (known.name, known.message):
            lines.append(f"{known.name}: told as {verdict.misconception or verdict.explanation or verdict.status!r}")
    return lines


def confused(exercise: Exercise, seeds: Iterable[int]) -> list[str]:
    """A line for each wrong answer that is right on a seed's cases, or there like another one; empty if all is well."""
    lines = []
    for seed in seeds:
        cases = exercise.draw(seed)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            outcomes, faults, near = _at_work(exercise, cases, expected_of(exercise, cases))
        lines += [f"{name}: right on the cases of seed {seed}" for name in outcomes if not any(faults[name])]
        lines += [f"{name}: like {other} on the cases of seed {seed}" for name, theirs in outcomes.items()
                  for other in near[name] if same_outcomes(exercise, outcomes[other], theirs, faults[name])]
    return lines


def _at_work(exercise: Exercise, cases: Sequence[Case], expected: Sequence[Any]
             ) -> tuple[Mapping[str, list[Outcome]], Mapping[str, list[Fault | None]], Mapping[str, Collection[str]]]:
    """The wrong answers' outcomes and faults, and name -> the names that could show the same behaviour.

    An answer does no further case, often the longest, once it is wrong and unlike all others.
    """
    answers = {m.name: m.answer for m in exercise.misconceptions}
    outcomes: dict[str, list[Outcome]] = {name: [] for name in answers}
    faults: dict[str, list[Fault | None]] = {name: [] for name in answers}
    near: dict[str, set[str]] = {name: answers.keys() - {name} for name in answers}
    for case, right in zip(cases, expected, strict=True):
        working = [name for name in answers if near[name] or not any(faults[name])]
        for name in working:
            outcomes[name].append(run_direct(exercise, answers[name], case))
            faults[name].append(fault_of(exercise, outcomes[name][-1], right))
        if exercise.judge is None:
            now = _candidates({name: _outline(outcomes[name][-1]) for name in working})
            near |= {name: near[name] & now[name] for name in working}
    return outcomes, faults, near


def _outline(outcome: Outcome) -> str | np.ndarray:
    """The numbers of a result, or the kind of an error: enough to see at once that two results differ much."""
    return outcome.error.kind if outcome.error else np.array(numbers_in(outcome.value), dtype=float)


def _candidates(shown: Mapping[str, str | np.ndarray]) -> dict[str, set[str]]:
    """Name -> the other names whose outlines differ by no more than some comparison might let pass."""
    names, outlines = list(shown), list(shown.values())
    near = np.zeros((len(names), len(names)), dtype=bool)
    kinds = [o if isinstance(o, str) else o.shape for o in outlines]
    for kind in set(kinds):
        alike = [i for i, other in enumerate(kinds) if other == kind]
        near[np.ix_(alike, alike)] = True if isinstance(kind, str) or not kind[0] else _close(
            np.stack([outlines[i] for i in alike]))
    np.fill_diagonal(near, False)
    return {name: {names[i] for i in np.flatnonzero(row)} for name, row in zip(names, near, strict=True)}


def _close(rows: np.ndarray) -> np.ndarray:
    """For each two rows whether their numbers are near each other; where some are not finite they count as near."""
    finite: Any = np.isfinite(rows).all(1)
    rows = np.where(finite[:, None], rows, 0)
    size = np.maximum(1.0, abs(rows).max(1))
    apart = abs(rows[:, None] - rows[None]).max(2)
    return np.less_equal(apart, NEAR * np.maximum(size[:, None], size[None])) | ~(finite[:, None] & finite[None])
