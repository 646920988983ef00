"""Finds lectures and exercises by name: the one place that loads course material, as a host loads plug-ins.

`dlcourse/lectures/lNN` is the room of lecture NN. Its `index.json`, made by the build, names the notebook and the
exercises in their order; `tasks/KEY.py` declares the exercise KEY as EXERCISE; `widgets.py` holds the live pictures.

An instructor's own exercises, the twins, lie in the folder that the environment variable DLCOURSE_TWINS names:
NN/KEY.py declares the exercise KEY in the same way, and NAME.py is the text source of the notebook NAME, whose
`@exercise("KEY")` lines say which exercises it holds. Files whose names start with "_" are helpers. In a declaration
they are imported as `from . import _helper`.
"""

from __future__ import annotations

import difflib
import importlib.util
import json
import os
import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import TYPE_CHECKING, NamedTuple

from dlcourse.classroom.errors import TwinsError, UnknownExerciseError

if TYPE_CHECKING:  # torch comes with it, and with the first exercise that is loaded
    from dlcourse.classroom.exercise import Exercise

TWINS = "DLCOURSE_TWINS"
LECTURES = "dlcourse.lectures"
ROOMS = Path(__file__).resolve().parents[1] / "lectures"
INDEX = "index.json"  # in each room
PUBLIC = Path(__file__).parent / "public"  # what a student's package shows of exercises for marks
_PACKAGE = "dlcourse_twins"  # the name under which the folder's declarations are imported
_OLD_FORM = (" It is in an older form. Write task = Task(...) with the fields but without misconceptions and "
             "alternatives; above each right answer write @task.right, above each wrong one "
             '@task.wrong("its message"); write the notebook\'s answer under @task.solution, take it out of the '
             "notebook's source, with its markers and the heading above the words; end with "
             "EXERCISE = task.declared(). twins/ in the repository shows four.")
_DECORATED = re.compile(r"^@exercise\(\s*[\"'](\w+)[\"']\s*\)", re.MULTILINE)


class Lecture(NamedTuple):
    """A lecture's room and what its notebook holds."""

    room: str                  # folder in dlcourse/lectures, "l07"
    notebook: str              # "07_differentiation"
    title: str                 # "07 Four ways to differentiate"
    minutes: int
    exercises: tuple[str, ...]  # keys in the order of the notebook
    was: Mapping[str, str] = MappingProxyType({})  # an exercise's earlier key -> its key
    retired: tuple[str, ...] = ()  # exercises that its notebook no longer holds; older copies of it may

    @property
    def number(self) -> str:
        """The lecture's number as it stands in file names, "07" or "09a"."""
        return self.notebook.split("_")[0]


class _Index(NamedTuple):
    notebooks: dict[str, tuple[str, ...]]  # name -> keys in order
    places: dict[str, str]                 # key -> module


@cache
def lectures() -> tuple[Lecture, ...]:
    """Every lecture of this package, in the order of the course.

    >>> [lecture.number for lecture in lectures()][:2]
    ['00', '00b']
    """
    found = []
    for path in ROOMS.glob(f"l*/{INDEX}"):
        told = json.loads(path.read_text(encoding="utf-8"))
        found.append(Lecture(path.parent.name, told["notebook"], told["title"], told["minutes"],
                             tuple(told["exercises"]), told.get("was", {}), tuple(told.get("retired", ()))))
    return tuple(sorted(found, key=lambda lecture: lecture.number))


def pictures() -> dict[str, type]:
    """Name -> class of every live picture that some lecture shows."""
    found: dict[str, type] = {}
    for lecture in lectures():
        if (ROOMS / lecture.room / "widgets.py").is_file():
            module = room(lecture, "widgets")
            found |= {name: getattr(module, name) for name in module.__all__}
    return found


def room(lecture: Lecture, part: str) -> ModuleType:
    """A module of a lecture's room: "widgets", "figures" or "tasks.KEY"."""
    return import_module(f"{LECTURES}.{lecture.room}.{part}")


def modules(lecture: Lecture) -> list[ModuleType]:
    """All modules that lie in the room of a lecture, without its exercises."""
    return [room(lecture, path.stem) for path in sorted((ROOMS / lecture.room).glob("[!_]*.py"))]


def declared(room: str, key: str) -> Exercise:
    """The exercise that a room's tasks/KEY.py declares, whether or not an index names it."""
    return import_module(f"{LECTURES}.{room}.tasks.{key}").EXERCISE


def notebooks() -> dict[str, tuple[str, ...]]:
    """Name of each exercise notebook -> the keys of its exercises, in order; twins' notebooks come last.

    Raises: TwinsError if DLCOURSE_TWINS names a folder that cannot be used.
    """
    return {**_course().notebooks, **_twins().notebooks}


def places() -> dict[str, str]:
    """Exercise key -> the module that declares it, in the order of the notebooks; a lecture's retired ones come last.

    Raises: TwinsError if DLCOURSE_TWINS names a folder that cannot be used.
    """
    return {**_course().places, **_twins().places}


def of_course(key: str) -> bool:
    """Whether the course itself, and not an instructor's folder, declares an exercise."""
    return canonical(key) in _course().places


def canonical(key: str) -> str:
    """The key that an exercise has today; a key that nobody knows stays as it is."""
    return _renamed().get(key, key)


def retired() -> tuple[str, ...]:
    """Keys of exercises that no notebook of the course holds any more, though copies of older ones may."""
    return tuple(key for lecture in lectures() for key in lecture.retired)


def for_marks() -> tuple[str, ...]:
    """Keys of the exercises for marks in a student's package, which declares them only in part: see `sealed`."""
    return tuple(sorted(path.stem for path in PUBLIC.glob("*.json")))


def known(key: str) -> bool:
    """Whether an exercise has this key, or had it earlier."""
    return canonical(key) in places()


def load(key: str) -> Exercise:
    """The exercise with this key, or with this earlier key.

    Raises: UnknownExerciseError, naming the nearest keys; TwinsError, naming a twin's file that cannot be used.
    """
    where, key = places(), canonical(key)
    if key not in where:
        near = difflib.get_close_matches(str(key), where, n=3)
        remedy = f"Did you mean {' or '.join(map(repr, near))}?" if near else f"Known: {', '.join(where)}."
        raise UnknownExerciseError(f"exercise: no exercise is called {key!r}. {remedy}")
    if key in _course().places:
        return import_module(where[key]).EXERCISE
    return _load_twin(key, where[key])


def file_of(key: str) -> Path:
    """The file that declares an exercise.

    Raises: UnknownExerciseError as `load`.
    """
    load(key)
    return Path(str(sys.modules[places()[canonical(key)]].__file__))


def forget() -> None:
    """Read the indexes of the course again: they were written anew."""
    for remembered in (lectures, _course, _renamed):
        remembered.cache_clear()


def twins_folder() -> Path | None:
    """The folder that DLCOURSE_TWINS names, if it names one."""
    named = os.environ.get(TWINS)
    return Path(named).expanduser().resolve() if named else None


def use_twins(folder: Path | None) -> None:
    """Take a folder of twins into use, also in processes that are started from here; None leaves things as they are.

    Raises: TwinsError, naming the file, unless every twin in it can be used.
    """
    if folder is not None:
        if folder != Path(os.environ.get(TWINS, "")) and not folder.expanduser().is_dir():
            raise TwinsError(f"--twins should name a folder of twins, but {folder} is none.")
        os.environ[TWINS] = str(folder.expanduser().resolve())
    for key in _twins().places:
        load(key)


@cache
def _course() -> _Index:
    books = {lecture.notebook: lecture.exercises for lecture in lectures() if lecture.exercises}
    return _Index(books, {key: f"{LECTURES}.{lecture.room}.tasks.{key}" for lecture in lectures()
                          for key in (*lecture.exercises, *lecture.retired)})


@cache
def _renamed() -> dict[str, str]:
    return {old: key for lecture in lectures() for old, key in lecture.was.items()}


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


def keys_in_order(text: str) -> tuple[str, ...]:
    """Keys of the `@exercise("KEY")` lines of a notebook's source, in their order."""
    return tuple(dict.fromkeys(_DECORATED.findall(text)))


def _keys_of(source: Path, declared: dict[str, Path]) -> tuple[str, ...]:
    """The exercises of a notebook's source, in its order."""
    if source.stem in _course().notebooks:
        raise TwinsError(f"{source}: the course has a notebook {source.stem!r} already. Give yours another name.")
    keys = keys_in_order(source.read_text(encoding="utf-8"))
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
    from dlcourse.classroom.exercise import Exercise

    file = folder.joinpath(*module.split(".")[1:]).with_suffix(".py")
    try:
        found = import_module(module).EXERCISE
    except Exception as error:
        hint = _OLD_FORM if re.search(r"^EXERCISE = Exercise\(", file.read_text(encoding="utf-8"), re.MULTILINE) else ""
        raise TwinsError(f"{file} cannot be used: {type(error).__name__}: {error}.{hint}") from error
    if not isinstance(found, Exercise) or found.key != key:
        raise TwinsError(f"{file}: EXERCISE should be an Exercise with key={key!r}.")
    return found


def _mount(folder: Path) -> None:
    """Make the folder's declarations importable; those of another folder are forgotten."""
    mounted = sys.modules.get(_PACKAGE)
    if mounted is not None and list(mounted.__path__) == [str(folder)]:
        return
    for name in [name for name in sys.modules if name.split(".")[0] == _PACKAGE]:
        del sys.modules[name]
    spec = ModuleSpec(_PACKAGE, None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    sys.modules[_PACKAGE] = importlib.util.module_from_spec(spec)
