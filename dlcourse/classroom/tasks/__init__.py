"""The graded exercises: tNN/KEY.py declares the exercise KEY of lecture NN as EXERCISE; tNN.NOTEBOOKS says where.

An instructor's own exercises, the twins, lie in the folder that the environment variable DLCOURSE_TWINS names:
NN/KEY.py declares the exercise KEY in the same way, and NAME.py is the text source of the notebook NAME, whose
`@exercise("KEY")` lines say which exercises it holds. Files whose names start with "_" are helpers. In a declaration
they are imported as `from . import _helper`.
"""

from __future__ import annotations

import difflib
import importlib.util
import os
import re
import sys
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import NamedTuple

from dlcourse.classroom.exercise import Exercise, UnknownExerciseError

TWINS = "DLCOURSE_TWINS"
_PACKAGE = "dlcourse_twins"  # the name under which the folder's declarations are imported
_DECORATED = re.compile(r"^@exercise\(\s*[\"'](\w+)[\"']\s*\)", re.M)


class TwinsError(ValueError):
    """A folder of twins that cannot be used; the message names the file and says why."""


class _Index(NamedTuple):
    notebooks: dict[str, tuple[str, ...]]  # name -> keys in order
    places: dict[str, str]                 # key -> module


def notebooks() -> dict[str, tuple[str, ...]]:
    """Name of each exercise notebook -> the keys of its exercises, in order; twins' notebooks come last.

    Raises: TwinsError if DLCOURSE_TWINS names a folder that cannot be used.
    """
    return {**_course().notebooks, **_twins().notebooks}


def places() -> dict[str, str]:
    """Exercise key -> the module that declares it, in the order of the notebooks.

    Raises: TwinsError if DLCOURSE_TWINS names a folder that cannot be used.
    """
    return {**_course().places, **_twins().places}


def load(key: str) -> Exercise:
    """The exercise with this key.

    Raises: UnknownExerciseError, naming the nearest keys; TwinsError, naming a twin's file that cannot be used.
    """
    known = places()
    if key not in known:
        near = difflib.get_close_matches(str(key), known, n=3)
        remedy = f"Did you mean {' or '.join(map(repr, near))}?" if near else f"Known: {', '.join(known)}."
        raise UnknownExerciseError(f"exercise: no exercise is called {key!r}. {remedy}")
    if key in _course().places:
        return import_module(known[key]).EXERCISE
    return _load_twin(key, known[key])


def twins_folder() -> Path | None:
    """The folder that DLCOURSE_TWINS names, if it names one."""
    named = os.environ.get(TWINS)
    return Path(named).expanduser().resolve() if named else None


def use_twins(folder: Path | None) -> None:
    """Take a folder of twins into use, also in processes that are started from here; None leaves things as they are.

    Raises: TwinsError, naming the file, unless every twin in it can be used.
    """
    if folder is not None:
        os.environ[TWINS] = str(folder.expanduser().resolve())
    for key in _twins().places:
        load(key)


@cache
def _course() -> _Index:
    lectures = sorted(folder.name for folder in Path(__file__).parent.glob("t[0-9]*") if folder.is_dir())
    packages = [import_module(f"{__name__}.{name}") for name in lectures]
    books = {name: keys for package in packages for name, keys in package.NOTEBOOKS.items()}
    return _Index(books, {key: f"{__name__}.t{name[:2]}.{key}" for name, keys in books.items() for key in keys})


def _twins() -> _Index:
    folder = twins_folder()
    return _Index({}, {}) if folder is None else _index(folder)


@cache
def _index(folder: Path) -> _Index:
    """What a folder of twins holds, after its names have been compared with each other and with the course's."""
    if not folder.is_dir():
        raise TwinsError(f"{TWINS} should name a folder of twins, but {folder} is none.")
    sources = [path for path in sorted(folder.glob("*.py")) if path.name[0] != "_"]
    declared: dict[str, Path] = {}
    for path in sorted(path for path in folder.glob("[0-9][0-9]/*.py") if path.name[0] != "_"):
        if path.stem in _course().places:
            raise TwinsError(f"{path}: the course has an exercise {path.stem!r} already. Give the twin another key.")
        if path.stem in declared:
            raise TwinsError(f"{path}: {declared[path.stem]} declares the same key. Keys are unique.")
        declared[path.stem] = path
    books = {path.stem: _keys_of(path, declared) for path in sources}
    held = [key for keys in books.values() for key in keys]
    for key, path in declared.items():
        if held.count(key) != 1:
            raise TwinsError(f"{path}: @exercise({key!r}) stands in {held.count(key)} notebook sources of {folder}; "
                             "it should stand in one.")
    return _Index(books, {key: f"{_PACKAGE}.{declared[key].parent.name}.{key}" for key in held})


def _keys_of(source: Path, declared: dict[str, Path]) -> tuple[str, ...]:
    """The exercises of a notebook's source, in its order."""
    if source.stem in _course().notebooks:
        raise TwinsError(f"{source}: the course has a notebook {source.stem!r} already. Give yours another name.")
    keys = tuple(dict.fromkeys(_DECORATED.findall(source.read_text(encoding="utf-8"))))
    if not keys:
        raise TwinsError(f"{source}: a notebook source with @exercise(\"KEY\") lines was expected here. A helper's "
                         "name should start with '_'.")
    missing = [key for key in keys if key not in declared]
    if missing:
        raise TwinsError(f"{source}: nothing declares {missing[0]!r}; {source.parent / 'NN' / missing[0]}.py should, "
                         "where NN is the lecture's number.")
    return keys


def _load_twin(key: str, module: str) -> Exercise:
    folder = twins_folder()
    _mount(folder)
    file = folder.joinpath(*module.split(".")[1:]).with_suffix(".py")
    try:
        found = import_module(module).EXERCISE
    except Exception as error:
        raise TwinsError(f"{file} cannot be used: {type(error).__name__}: {error}") from error
    if not isinstance(found, Exercise) or found.key != key:
        raise TwinsError(f"{file}: EXERCISE should be an Exercise with key={key!r}.")
    return found


def _mount(folder: Path) -> None:
    """Make the folder's declarations importable; those of another folder are forgotten."""
    known = sys.modules.get(_PACKAGE)
    if known is not None and list(known.__path__) == [str(folder)]:
        return
    for name in [name for name in sys.modules if name.split(".")[0] == _PACKAGE]:
        del sys.modules[name]
    spec = ModuleSpec(_PACKAGE, None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    sys.modules[_PACKAGE] = importlib.util.module_from_spec(spec)
