"""What can be said of a wrong answer whose mistake was not recognised.

Where it is wrong, how its numbers relate to the right ones, and which inputs it ignores. Everything here is observed,
nothing is guessed.
"""

from __future__ import annotations

import inspect
import itertools
import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from dlcourse.classroom import slips
from dlcourse.classroom.compare import Closeness, Fault
from dlcourse.classroom.exercise import Case, Exercise
from dlcourse.classroom.numbers import numbers_in
from dlcourse.classroom.outcomes import Outcome, expected_of

Again = Callable[[Sequence[Case]], list[Outcome]]
NAMED = 4       # cases that are listed
PROBED = 8      # inputs that are changed, one after the other
LOOKED_AT = 3   # cases in which they are changed
SMALL = 400     # numbers in one input: a larger one is not changed


def where(outcomes: Sequence[Outcome], faults: Sequence[Fault | None]) -> str:
    """In which cases an answer is wrong, or right if those are fewer; nothing if it is wrong in all.

    The shorter of the two lists says more: what its cases have in common is where the mistake is.
    """
    wrong = [o.case.label for o, fault in zip(outcomes, faults, strict=True) if fault]
    right = [o.case.label for o, fault in zip(outcomes, faults, strict=True) if not fault]
    if not right or not wrong:
        return ""
    if len(wrong) == 1:
        others = "the other one is" if len(right) == 1 else f"the other {len(right)} are"
        return f"This is the only case that is wrong; {others} right."
    kind, labels = ("Right", right) if len(right) < len(wrong) else ("Wrong", wrong)
    listed = "; ".join(labels[:NAMED]) + (f"; and {len(labels) - NAMED} more" if len(labels) > NAMED else "")
    return f"{kind} in {len(labels)} of {len(outcomes)} cases: {listed}."


def relation(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any],
             faults: Sequence[Fault | None]) -> str:
    """How the numbers of the first wrong result relate to the right ones, in every case; nothing if that is unknown."""
    if any(o.error is not None for o in outcomes):
        return ""
    wanted, got = _first_wrong(exercise.compare, expected, [o.value for o in outcomes], faults)
    found = [_tensors(e, g) for e, g in zip(wanted, got, strict=True)]
    pairs = [pair for pair in found if pair is not None]
    if not pairs or len(pairs) < len(found):
        return ""
    wrong = [not _same(e, g) for e, g in pairs]
    failing = [pair for pair, is_wrong in zip(pairs, wrong) if is_wrong]
    if not failing or len({round(n, 9) for e, _ in failing for n in e.flatten().tolist()}) < 2:
        return ""
    if any(e.shape != g.shape for e, g in failing):
        plain = any(isinstance(e, Tensor) and not isinstance(g, Tensor) for e, g in zip(wanted, got))
        return _shape_relation(failing, plain=plain)
    return next((text for text, turned in _functions() if all(_same(turned(e), g) for e, g in pairs)), "") or (
        _entry_relation(failing))


def _functions() -> Iterator[tuple[str, Callable[[Tensor], Tensor]]]:
    """What may have been done to every number, also in the cases that came out right."""
    yield "Your numbers are the right ones squared.", torch.square
    yield "Your numbers are the square roots of the right ones.", torch.sqrt
    yield "Your numbers are one divided by the right ones.", torch.reciprocal
    yield "Your numbers are exp of the right ones.", torch.exp
    yield "Your numbers are the logarithms of the right ones.", torch.log
    yield "Your numbers are one minus the right ones.", lambda x: 1 - x
    yield "Your numbers have the right size, but none is negative.", torch.abs
    yield "Your result is transposed.", lambda x: x.mT if x.ndim == 2 else x
    yield "Your numbers come in the reverse order.", lambda x: x.flip(0) if x.ndim else x


def _entry_relation(failing: Sequence[tuple[Tensor, Tensor]]) -> str:
    """What holds between the entries where the result is wrong."""
    gaps = torch.cat([(g - e).flatten() for e, g in failing])
    if len(gaps) > 1 and bool(gaps.isfinite().all()) and _same(gaps[:1].expand_as(gaps), gaps):
        gap = float(gaps[0])
        return f"Every number that is wrong is {abs(gap):.4g} too {'large' if gap > 0 else 'small'}."
    if all(_same(e.abs(), g.abs()) for e, g in failing):
        return "Every number has the right size; where the result is wrong, only the sign is."
    several = [(e, g) for e, g in failing if e.numel() > 2 and len(set(e.flatten().tolist())) > 2]
    if several and len(several) == len(failing) and all(
            _same(e.flatten().sort().values, g.flatten().sort().values) for e, g in several):
        return "Your result holds the right numbers in other places."
    if all(bool(g.any()) and _same(torch.where(g == 0, g, e), g) for e, g in failing):
        return "Your result is right wherever it is not 0: some entries are 0 that should not be."
    if all(bool(e.any()) and _same(torch.where(e == 0, e, g), e) for e, g in failing):
        return "Your result is right but for entries that should be 0."
    for axis, name in ((1, "row"), (0, "column")):
        if all(e.ndim == 2 and e.shape[axis] > 2 and e.shape[1 - axis] > 1 and _multiples(e, g, axis)
               for e, g in failing):
            return f"Each {name} of your result is a multiple of the right one."
    return ""


def _multiples(expected: Tensor, got: Tensor, axis: int) -> bool:
    """Whether each row (axis 1) or column (axis 0) of `got` is a number times that of `expected`."""
    weights = expected.square().sum(axis, keepdim=True)
    factors = (got * expected).sum(axis, keepdim=True) / weights.where(weights > 0, torch.ones_like(weights))
    return bool(factors.isfinite().all()) and bool((factors != 0).all()) and _same(factors * expected, got)


def _shape_relation(failing: Sequence[tuple[Tensor, Tensor]], *, plain: bool) -> str:
    """What a result of another shape holds. `plain` ones are numbers in place of tensors, which need be no sums."""
    if all(e.numel() == g.numel() and _same(e.flatten(), g.flatten()) for e, g in failing):
        return "The numbers are right and in the right order; only the shape is not."
    for verb, reduce in (("summed", torch.sum), ("averaged", torch.mean)):
        if not plain and all(g.ndim == 0 and _same(reduce(e), g) for e, g in failing):
            return f"The numbers that are wanted one by one are {verb} to a single one."
        for axis in range(min(e.ndim for e, _ in failing)):
            if all(g.numel() == reduce(e, axis).numel() and _same(reduce(e, axis).flatten(), g.flatten())
                   for e, g in failing):
                return f"What is wanted is {verb} over axis {axis}."
    return ""


def ignored(exercise: Exercise, outcomes: Sequence[Outcome], expected: Sequence[Any],
            faults: Sequence[Fault | None], again: Again) -> str:
    """Which inputs an answer ignores in the cases that fail, though the right result depends on them.

    Each input is changed alone, a little and by a clear step, and the answer is used again.
    """
    every = [o for o, fault in zip(outcomes, faults, strict=True) if fault is not None]
    failing = every[:LOOKED_AT]
    if exercise.judge is not None or any(o.error is not None for o in failing):
        return ""
    known = inspect.signature(exercise.solution).parameters if inspect.isfunction(exercise.solution) else {}
    names = [name for name in failing[0].case.inputs if name in known][:PROBED]  # those that a learner knows by name
    everything = True
    for outcome, clear in itertools.product(failing, (False, True)):
        changed = {name: _other_value(name, outcome.case, outcomes, clear=clear) for name in names}
        found = _unfelt(exercise, outcome, {name: v for name, v in changed.items() if v is not None}, again)
        if found is None or not found[0]:
            return ""
        if len(found[0]) < found[1] and not any(numbers_in(outcome.value)):
            return ""  # nothing but 0 stays that for many reasons
        names, tried = found
        everything = everything and len(names) == tried > 1
    here = "In this case" if len(failing) == 1 else "In the cases that fail"
    if len(every) > len(failing):
        here = f"In the first {len(failing)} cases that fail"
    if everything:
        return f"{here} your result stays the same whichever input changes."
    quoted = " or ".join(f"`{name}`" for name in names)
    return (f"{here} your result stays the same when {quoted} changes; the right one does not. "
            f"Where does `{names[0]}` come in?")


def _unfelt(exercise: Exercise, outcome: Outcome, changed: dict[str, Any],
            again: Again) -> tuple[list[str], int] | None:
    """The inputs on which the right result depends and the answer does not, and on how many the right one does."""
    case = outcome.case
    cases = [case, *(replace(case, inputs={**case.inputs, name: value}) for name, value in changed.items())]
    try:
        wanted = expected_of(exercise, cases)
    except Exception:  # our own reference refuses an input that was changed: then nothing is known
        return None
    came = again(cases)
    if not all(map(math.isfinite, numbers_in(came[0].value) if came and came[0].error is None else ())):
        return None  # inf and nan stay what they are for many reasons
    if len(came) != len(cases) or any(o.error is not None or slips.oversized(e, o.value)
                                      for o, e in zip(came, wanted)):
        return None
    compare = exercise.compare
    strict = replace(compare, nan_equal=True) if isinstance(compare, Closeness) else compare
    needed = [name for name, e in zip(changed, wanted[1:]) if compare(wanted[0], e) is not None]
    felt = {name for name, o in zip(changed, came[1:]) if strict(came[0].value, o.value) is not None}
    return [name for name in needed if name not in felt], len(needed)


def _other_value(name: str, case: Case, outcomes: Sequence[Outcome], *, clear: bool) -> Any:
    """Another value for an input: one that another case gives it, or the same numbers moved; None if neither.

    Entries move by different shares of themselves, or by different clear steps that no 0 and no end of a range
    withstands; a symmetric matrix stays one.
    """
    value = case.inputs[name]
    if isinstance(value, Tensor) and value.is_floating_point() and 0 < value.numel() <= SMALL:
        steps = torch.linspace(0.01, 0.02, value.numel(), dtype=value.dtype).reshape(value.shape)
        if value.ndim == 2 and value.shape[0] == value.shape[1] and value.equal(value.mT):
            steps = steps + steps.mT
        return value * (1 + steps) if bool(value.any()) and not clear else value + (20 if clear else 1) * steps
    if isinstance(value, (bool, float, str)):
        others = [o.case.inputs.get(name) for o in outcomes]
        return next((other for other in others if type(other) is type(value) and other != value), None)
    return None


def _first_wrong(compare: Any, expected: Sequence[Any], got: Sequence[Any],
                 faults: Sequence[Fault | None]) -> tuple[list[Any], list[Any]]:
    """Expected and own values of the result that is wrong first, in every case; everything where there is only one."""
    at = next(i for i, fault in enumerate(faults) if fault is not None)
    wanted, came = expected[at], got[at]
    if isinstance(wanted, dict) and isinstance(came, dict):
        keys: list[Any] = [k for k in wanted if k in came and compare(wanted[k], came[k]) is not None]
        held = all(isinstance(v, dict) and keys and keys[0] in v for v in (*expected, *got))
    elif isinstance(wanted, (list, tuple)) and isinstance(came, (list, tuple)) and len(wanted) == len(came):
        keys = [i for i, (e, g) in enumerate(zip(wanted, came)) if compare(e, g) is not None]
        held = all(isinstance(v, (list, tuple)) and keys and keys[0] < len(v) for v in (*expected, *got))
    else:
        return list(expected), list(got)
    return ([v[keys[0]] for v in expected], [v[keys[0]] for v in got]) if held else ([], [])


def _tensors(expected: Any, got: Any) -> tuple[Tensor, Tensor] | None:
    """Both as float64 tensors, if they are numbers."""
    both = []
    for value in (expected, got):
        if isinstance(value, bool) or not isinstance(value, (int, float, Tensor)):
            return None
        if isinstance(value, Tensor) and (value.is_complex() or value.layout != torch.strided):
            return None
        try:
            both.append(torch.as_tensor(value).detach().to(torch.float64))
        except (OverflowError, ValueError, RuntimeError):
            return None
    return both[0], both[1]


def _same(one: Tensor, other: Tensor) -> bool:
    """Equal to nine digits; nan equals nothing."""
    return one.shape == other.shape and bool(torch.isclose(one, other, rtol=1e-9, atol=1e-12).all())
