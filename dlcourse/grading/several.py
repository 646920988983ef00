"""Whether a folder holds the files of several students, who must not become one student with the best of each."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from dlcourse.classroom import registry
from dlcourse.grading.errors import GradeError
from dlcourse.grading.folder import MAX_FILE, Layout, layout
from dlcourse.grading.trusted.client import clean
from dlcourse.grading.trusted.submission import UnreadableError, load

DEEPEST = 6  # level that a layout may have
_KEY = re.compile(rb"exercise\(\s*(?:key\s*=\s*)?\\?[\"'](\w{1,80})")
_VERSION = re.compile(r"(copy|kopie|v|version|attempt|try|final|new|old|edited|fixed|draft|backup|late|resubmission|"
                      r"first|second|third|last|my|the|of|and|in|to|solution|solutions|solved|answer|answers|exercise|"
                      r"exercises|notebook|notebooks|homework|hw|week|sheet|assignment|submission|submissions|work|"
                      r"src|course|dlcourse|checkpoint|ipynb)\d{0,2}")
_COPY = re.compile(r"\(\d+\)|[-_ ]copy ?\d*\b", re.IGNORECASE)  # as browsers and Jupyter number copies


def submissions_in(folder: Path, level: int | None = None) -> Layout:
    """The students' files at a depth; without one, those directly in the folder, if that can only be meant so.

    Raises: GradeError for a folder with nothing to grade, and where files of several students seem to lie in what
    would be taken for one student; both readings are told then.
    """
    found = layout(folder, level or 1)
    if not found.submissions:
        raise GradeError(_nothing(folder, level or 1, found))
    if level is None:
        for mixed, files in _by_folder(found):
            names = _students_in(mixed, files, alone=len(found.submissions) == 1)
            if names:
                raise GradeError(_both_readings(folder, mixed, names, found))
    return found


def _by_folder(found: Layout) -> Iterator[tuple[Path, list[Path]]]:
    """Each folder that was taken for one student, and the notebooks in it."""
    files: dict[Path, list[Path]] = {folder: [] for folder in found.folders}
    for path in (path for s in found.submissions for path in s.files):
        holder = next((parent for parent in path.parents if parent in files), None)
        if holder is not None:
            files[holder].append(path)
    return iter(files.items())


def _nothing(folder: Path, level: int, found: Layout) -> str:
    where = "" if level == 1 else f" at level {level}"
    told = "; ".join(f"{i.path}: {i.reason}" for i in found.ignored[:3])
    more = f" What it holds is not graded ({told}{'; ...' * (len(found.ignored) > 3)})." if told else ""
    return f"{folder} holds no notebook (a file that ends in .ipynb) and no folder of a student{where}.{more}"


def _both_readings(folder: Path, mixed: Path, names: Sequence[str], found: Layout) -> str:
    below = mixed.relative_to(folder)
    level, deeper = _deeper(folder)
    return (f"the folder {below} seems to hold files of several students ({_some(names)}). Say at which depth the "
            f"students' files and folders lie. With --level 1 each file and folder directly in {folder} is a student: "
            f"{_counted(found)}. With --level {level} each file and folder {'one folder' if level == 2 else 'further'} "
            f"down is one: {_counted(deeper)}. If neither is right, move the files so that all lie at one depth.")


def _deeper(folder: Path) -> tuple[int, Layout]:
    """The first level below the first at which no folder holds several students, or the second."""
    levels = [(level, layout(folder, level)) for level in range(2, DEEPEST + 1)]
    clear = [(level, found) for level, found in levels
             if found.submissions and not any(_students_in(*mixed) for mixed in _by_folder(found))]
    return (clear or levels)[0]


def _counted(found: Layout) -> str:
    names, above = [s.student for s in found.submissions], sum("lies above" in i.reason for i in found.ignored)
    told = f"{len(names)} student{'s' * (len(names) != 1)}" + (f" ({_some(names)})" if names else "")
    return told + (f", and {above} of the files, which lie above, are not graded" if above else "")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")


def _students_in(folder: Path, files: Sequence[Path], *, alone: bool = False) -> list[str]:
    """Names of those who seem to have files in a folder, if they are several.

    They are several where notebooks with the same exercise bear names of different people: what is left of a name
    without the course's words and those of versions. In a folder that is `alone` the names are enough.
    """
    names = {path: _who(path.relative_to(folder), folder.name) for path in files}
    called = {name: _called(path.relative_to(folder), name, folder.name) for path, name in reversed(names.items())}
    people = set(names.values()) - {""}
    if len(people) > 1 and not alone:
        holders: dict[bytes, set[str]] = defaultdict(set)
        for path in files:
            for key in _keys_in(path):
                holders[key].add(names[path])
        people = max((group - {""} for group in holders.values()), key=len, default=set())
    return sorted(called[name] for name in people) if len(people) > 1 else []


def _called(path: Path, name: str, owner: str) -> str:
    """What on the disk says this name: the beginning of a path that is enough for it.

    >>> _called(Path("1-2/07.ipynb"), "1 2", "section a"), _called(Path("x/1-2_07.ipynb"), "x 1 2", "section a")
    ('1-2', 'x/1-2_07')
    """
    above = (folder for folder in reversed(path.parents[:-1]) if _said(folder, owner) == name)
    return clean(next(above, path.with_suffix("")).as_posix(), 80)


def _who(path: Path, owner: str) -> str:
    """What a file's name and folders say beside the lecture, the version and whose folder it is.

    >>> _who(Path("07_differentiation-Copy1.ipynb"), "ann"), _who(Path("ann lee/07 (2).ipynb"), "section a")
    ('', 'ann lee')
    """
    return _said(path.with_suffix(""), owner)


def _said(path: Path, owner: str) -> str:
    known = {*_words(owner), *_course_words()}
    return " ".join(word for word in _words(_COPY.sub(" ", path.as_posix()))
                    if word not in known and not _VERSION.fullmatch(word))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text).lower())


@cache
def _course_words() -> frozenset[str]:
    """Words and numbers of the notebooks' names, the numbers also without their zeros."""
    words = {word for name in registry.notebooks() for word in _words(name)}
    return frozenset(words | {word.lstrip("0") for word in words if word.isdigit()})


def _keys_in(path: Path) -> set[bytes]:
    """Keys of exercises that a file seems to hold; a look at its bytes, not a reading."""
    try:
        return set(_KEY.findall(load(path)[:MAX_FILE]))
    except UnreadableError:
        return set()
