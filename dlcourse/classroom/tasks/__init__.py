"""The graded exercises: tNN/KEY.py declares the exercise KEY of lecture NN as EXERCISE; tNN.NOTEBOOKS says where."""

from __future__ import annotations

import difflib
from functools import cache
from importlib import import_module
from pathlib import Path

from dlcourse.classroom.exercise import Exercise, UnknownExerciseError


@cache
def notebooks() -> dict[str, tuple[str, ...]]:
    """Name of each exercise notebook -> the keys of its exercises, in order."""
    lectures = sorted(folder.name for folder in Path(__file__).parent.glob("t[0-9]*") if folder.is_dir())
    packages = [import_module(f"{__name__}.{name}") for name in lectures]
    return {name: keys for package in packages for name, keys in package.NOTEBOOKS.items()}


@cache
def places() -> dict[str, str]:
    """Exercise key -> the module that declares it, in the order of the notebooks."""
    return {key: f"{__name__}.t{name[:2]}.{key}" for name, keys in notebooks().items() for key in keys}


def load(key: str) -> Exercise:
    """The exercise with this key.

    Raises: UnknownExerciseError, naming the nearest keys.
    """
    if key not in places():
        near = difflib.get_close_matches(str(key), places(), n=3)
        remedy = f"Did you mean {' or '.join(map(repr, near))}?" if near else f"Known: {', '.join(places())}."
        raise UnknownExerciseError(f"exercise: no exercise is called {key!r}. {remedy}")
    return import_module(places()[key]).EXERCISE
