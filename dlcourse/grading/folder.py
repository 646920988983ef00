"""What lies in a folder of submissions: each student's notebooks, and what is not graded, with the reason."""

from __future__ import annotations

import collections
import itertools
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from dlcourse.grading.errors import GradeError

MAX_FILES = 20  # notebooks of a student
MAX_BYTES = 200_000_000  # of a student's notebooks together
MAX_FILE = 100_000_000  # of one of them; whoever loads it refuses more
MAX_DEPTH = 12  # folders below a student's own
MAX_ENTRIES = 5_000  # files and folders of a student that are looked at

_ARCHIVE = re.compile(r"\.(zip|7z|rar|tar|t?gz|t?bz2|t?xz|zst)$", re.IGNORECASE)
_NEARLY = re.compile(r"\.(ipynb\W.*|ipynb_|json)$", re.IGNORECASE)  # as browsers and mail programs rename a notebook
_SYSTEM = {"__MACOSX": "macOS adds it to archives", ".ipynb_checkpoints": "copies that Jupyter keeps",
           ".DS_Store": "macOS adds it to folders", "Thumbs.db": "Windows adds it to folders",
           "desktop.ini": "Windows adds it to folders", "__pycache__": "Python keeps it for itself"}


class Ignored(NamedTuple):
    """A file or folder that is not graded; `student` is "" where it belongs to nobody."""

    student: str
    path: str  # below the folder of submissions
    reason: str


class Submission(NamedTuple):
    """One student's notebooks; `notes` say how they were found."""

    student: str
    files: tuple[Path, ...]
    notes: tuple[str, ...] = ()


class Layout(NamedTuple):
    """The students' files as they lie at one depth, and all else."""

    submissions: tuple[Submission, ...]
    ignored: tuple[Ignored, ...]
    folders: tuple[Path, ...]  # those that were each taken for one student


@dataclass
class _Student:
    name: str
    place: str  # the folder in which it lies, "" for the folder of submissions
    spellings: set[str] = field(default_factory=set)
    files: list[Path] = field(default_factory=list)
    passed_over: list[tuple[Path, str]] = field(default_factory=list)


def layout(folder: Path, level: int = 1) -> Layout:
    """What is found if each notebook and each folder at this depth is a student's; 1 is directly in `folder`.

    Names that are equal after Unicode normalisation are one student; those that occur in several folders are told
    apart by the folder. Raises: GradeError for what is no folder, or cannot be looked into.
    """
    places, elsewhere = _places(folder, level)
    students: dict[tuple[str, str], _Student] = {}
    folders: list[Path] = []
    for place in places:
        for entry in _entries(place, elsewhere, everything=True):
            path = Path(entry.path)
            if reason := _reason(entry):
                elsewhere.append((path, reason))
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            name = entry.name if is_folder else path.stem
            whose = _below(folder, place), _composed(name)
            student = students.setdefault(whose, _Student(whose[1], whose[0]))
            student.spellings.add(name)
            if is_folder:
                folders.append(path)
                _collect(path, student)
            else:
                student.files.append(path)
    return Layout(*_told(folder, students, elsewhere), tuple(folders))


def _places(folder: Path, level: int) -> tuple[list[Path], list[tuple[Path, str]]]:
    """The folders in which students' files and folders lie, and what lies above them."""
    try:
        os.scandir(folder).close()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise GradeError(f"SUBMISSIONS should be a folder with a notebook or a folder a student; {folder} is none "
                         f"({why}).") from None
    places, above = [folder], []
    for _ in range(level - 1):
        deeper = []
        for entry in itertools.chain.from_iterable(_entries(place, above, everything=True) for place in places):
            if reason := _reason(entry):
                above.append((Path(entry.path), reason))
            elif entry.is_dir(follow_symlinks=False):
                deeper.append(Path(entry.path))
            else:
                above.append((Path(entry.path), f"it lies above level {level}, where the students' files are"))
        places = deeper
    return places, above


def _entries(folder: Path, passed_over: list[tuple[Path, str]], *, everything: bool = False) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name; a folder that cannot be looked into is passed over."""
    try:
        with os.scandir(folder) as found:
            return sorted(found if everything else itertools.islice(found, MAX_ENTRIES), key=lambda e: e.name)
    except OSError as error:
        passed_over.append((folder, f"it cannot be looked into ({error.strerror})"))
        return []


def _reason(entry: os.DirEntry[str]) -> str:
    """Why something is not graded; nothing is said of a notebook, nor of a folder to look into."""
    name = entry.name
    if name in _SYSTEM:
        return _SYSTEM[name]
    if name.startswith("."):
        return "its name begins with a dot"
    if name.lower().endswith(".ipynb"):
        return ""  # also a link or a pipe: whoever loads it says so, and its student has a row
    if entry.is_symlink():
        return "it is a link; hand in what it points to"
    if entry.is_dir(follow_symlinks=False):
        return ""
    if _ARCHIVE.search(name):
        return "it is an archive; unpack it"
    if _NEARLY.search(name):
        return "its name should end in .ipynb; if it is a notebook, rename it"
    return "it is not a notebook; only names that end in .ipynb are graded"


def _collect(folder: Path, student: _Student) -> None:
    """Add what a student's folder holds, folder by folder, within bounds on depth and number."""
    waiting, left = [(folder, 0)], MAX_ENTRIES
    while waiting:
        place, depth = waiting.pop(0)
        entries = _entries(place, student.passed_over)
        for entry in entries[:left]:
            path = Path(entry.path)
            if reason := _reason(entry):
                student.passed_over.append((path, reason))
            elif not entry.is_dir(follow_symlinks=False):
                student.files.append(path)
            elif depth < MAX_DEPTH:
                waiting.append((path, depth + 1))
            else:
                student.passed_over.append((path, f"it lies more than {MAX_DEPTH} folders deep"))
        left -= len(entries)
        if left <= 0:
            student.passed_over.append((place, f"more than {MAX_ENTRIES:,} files and folders; the rest is not looked "
                                               "at"))
            return


def _told(folder: Path, students: dict[tuple[str, str], _Student], elsewhere: list[tuple[Path, str]]
          ) -> tuple[tuple[Submission, ...], tuple[Ignored, ...]]:
    """The submissions by name, and whatever is not graded."""
    often = collections.Counter(student.name for student in students.values())
    submissions, ignored, known = [], [], {}
    for whose, student in students.items():
        notes, name = [], student.name
        if len(student.spellings) > 1:
            notes.append("Two spellings of the name, which differ only in how accents are stored, are one student.")
        if often[name] > 1:
            name = f"{student.place}/{name}"
            notes.append("The name occurs in several folders; each is a student of its own.")
        files = tuple(_within_the_budget(sorted(student.files), student))
        submissions.append(Submission(name, files, tuple(notes)))
        ignored += [Ignored(name, _named(folder, path), reason) for path, reason in student.passed_over]
        known[whose] = name
    for path, reason in elsewhere:
        place, plain = _below(folder, path.parent), _composed(path.name)
        mine = (known.get((place, plain[:end])) for end in _ends(plain))
        ignored.append(Ignored(next(filter(None, mine), ""), _named(folder, path), reason))
    return tuple(sorted(submissions)), tuple(sorted(ignored))


def _ends(name: str) -> Iterator[int]:
    """Where the endings of a file's name begin: "ann.ipynb.txt" may belong to "ann.ipynb" or to "ann"."""
    return (i for i in range(len(name) - 1, 0, -1) if name[i] == ".")


def _within_the_budget(files: list[Path], student: _Student) -> Iterator[Path]:
    """The files that one student may hand in; the others are passed over."""
    count = total = 0
    for path in files:
        try:
            size = path.lstat().st_size
        except OSError:
            size = 0  # whoever loads it says why
        if count == MAX_FILES:
            student.passed_over.append((path, f"a student may hand in {MAX_FILES} notebooks, and this is one more"))
        elif size <= MAX_FILE and total + size > MAX_BYTES:
            student.passed_over.append((path, f"a student's notebooks may have {MAX_BYTES / 1e6:.0f} MB together, and "
                                              "with this one they have more"))
        else:
            count, total = count + 1, total + (size if size <= MAX_FILE else 0)
            yield path


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _named(folder: Path, path: Path) -> str:
    """What a file is called in a report: as it is called on the disk."""
    return path.relative_to(folder).as_posix()


def _below(folder: Path, path: Path) -> str:
    """A folder's name below the folder of submissions, so that equal names are one; "" for that folder itself."""
    return "" if path in (folder, folder.parent) else _composed(path.relative_to(folder).as_posix())
