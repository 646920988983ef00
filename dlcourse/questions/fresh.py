"""A solved exercise asked again as a question: the smallest case that can be done by hand, with new numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import torch

from dlcourse.classroom import registry
from dlcourse.classroom.card import show_value
from dlcourse.classroom.codec import plain_torch
from dlcourse.classroom.exercise import Case, Exercise
from dlcourse.classroom.outcomes import expected_of
from dlcourse.classroom.solution import solution_text
from dlcourse.questions.question import Explain, Number, Question
from dlcourse.questions.tries import EXERCISE

MOST_NUMBERS = 6     # that a student types
MOST_INPUTS = 12     # that a student reads


def question_of(key: str, now: datetime) -> Question:
    """An exercise as a question, its numbers drawn anew each day.

    One whose results cannot be typed asks how it is done, and opens a solution of ours.
    """
    with plain_torch():
        return _question_of(key, now)


def _question_of(key: str, now: datetime) -> Question:
    exercise = registry.load(key)
    cases = [] if exercise.judge is not None else list(exercise.draw(_seed(now)))
    for case, expected in zip(cases, expected_of(exercise, cases)):
        flat = _numbers(expected)
        if flat and len(flat) <= MOST_NUMBERS and _readable(case.inputs):
            return Number(_words(exercise, case, flat), f"The case was: {case.label}.", EXERCISE + key,
                          answer=flat, digits=_digits(flat))
    return Explain(f"You solved “{exercise.title}”: {exercise.objective}. How is it done? Say the steps in order.",
                   "", EXERCISE + key, answer=solution_text(exercise.solution))


def _seed(now: datetime) -> int:
    return now.toordinal()


def _words(exercise: Exercise, case: Case, flat: tuple[float, ...]) -> str:
    inputs = "\n".join(f"{name} = {show_value(value)}" for name, value in case.inputs.items())
    many = "What comes out?" if len(flat) == 1 else f"Which {len(flat)} numbers come out, in order?"
    return (f"You solved “{exercise.title}”. Here it is with fresh numbers; paper and a calculator are welcome.\n"
            f"{inputs}\n{many}")


def _numbers(value: Any) -> tuple[float, ...]:
    """A result as a row of finite numbers, () for what is none."""
    if isinstance(value, torch.Tensor) and not value.is_complex():
        flat = tuple(map(float, value.detach().flatten().tolist()))
    elif isinstance(value, bool) or not isinstance(value, (int, float, tuple, list)):
        return ()
    elif isinstance(value, (int, float)):
        flat = (float(value),)
    else:
        parts = [_numbers(part) for part in value]
        flat = sum(parts, ()) if all(parts) else ()
    return flat if all(map(math.isfinite, flat)) else ()


def _readable(inputs: Mapping[str, Any]) -> bool:
    """Whether a student can read the inputs and calculate with them: few numbers, none of them extreme."""
    found: tuple[float, ...] = ()
    for value in inputs.values():
        part = _numbers(value)
        if not part:
            return False
        found += part
    return len(found) <= MOST_INPUTS and all(v == 0 or 1e-4 <= abs(v) <= 1e4 for v in found)


def _digits(flat: tuple[float, ...]) -> int | None:
    """Two digits more than the leading one of the smallest number, between 2 and 5; None for whole numbers."""
    sizes = [abs(v) for v in flat if v]
    if all(v == round(v) for v in flat) or not sizes:
        return None
    return min(5, max(2, 1 - math.floor(math.log10(min(sizes)))))
