"""What a grading is to do: which submissions, which exercises, which secret."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import dlcourse
from dlcourse.classroom import registry
from dlcourse.files import content_digest
from dlcourse.grading.trusted.sandbox import Sandbox
from dlcourse.grading.trusted.submission import UnreadableError, load, read

_KEPT = "secret"  # the file in the results' folder from which inputs are drawn


class GradeError(ValueError):
    """A grading that cannot start; the message says what to do."""


class Submission(NamedTuple):
    """One student's files."""

    student: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class Settings:
    """How each submission is graded. Small: it travels with every task to the process that does it."""

    keys: tuple[str, ...]
    tier: str
    secret: bytes
    seconds: float = 10.0
    memory: int = 2 << 30
    twins: str = ""  # folder of the instructor's own exercises


@dataclass(frozen=True)
class Plan:
    """A whole grading: what, how, where to, and by how many."""

    submissions: tuple[Submission, ...]
    settings: Settings
    out: Path
    workers: int = 1
    scheduler: str = ""  # address of a Dask scheduler; its machines then do the work


def submissions_in(folder: Path) -> tuple[Submission, ...]:
    """One submission for each notebook in the folder and for each folder in it, whatever is in them.

    Raises: GradeError for what is no folder, or holds nothing to grade.
    """
    if not folder.is_dir():
        raise GradeError(f"SUBMISSIONS should be a folder with a notebook or a folder a student; {folder} is none.")
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == "__MACOSX":
            continue
        if path.is_dir() and not path.is_symlink():
            files = sorted(p for p in path.rglob("*") if p.suffix.lower() == ".ipynb"
                           and not any(part.startswith(".") for part in p.relative_to(path).parts))
            found.setdefault(path.name, []).extend(files)
        elif path.suffix.lower() == ".ipynb":
            found.setdefault(path.stem, []).append(path)
    if not found:
        raise GradeError(f"{folder} holds no notebook (a file that ends in .ipynb) and no folder of a student.")
    return tuple(Submission(student, tuple(files)) for student, files in found.items())


def chosen_keys(names: str | None, submissions: Sequence[Submission], sandbox: Sandbox) -> tuple[str, ...]:
    """Exercises to grade: keys or names of notebooks as given, or all of the notebooks that the first files belong to.

    Raises: GradeError for an unknown name, or if no file has an exercise.
    """
    books = registry.notebooks()
    if names:
        keys: list[str] = []
        for name in names.replace(",", " ").split():
            if name not in books and name not in registry.places():
                raise GradeError(f"--exercises: {name!r} is neither a notebook nor an exercise. Notebooks are "
                                 f"{', '.join(books)}.")
            keys += books.get(name, (name,))
        if not keys:
            raise GradeError(f"--exercises names nothing. Notebooks are {', '.join(books)}.")
        return tuple(dict.fromkeys(keys))
    met: set[str] = set()
    for path in [path for s in submissions for path in s.files][:30]:
        try:
            met |= set(read(sandbox, load(path))["exercises"])
        except UnreadableError:
            continue
    chosen = tuple(key for keys in books.values() if met & set(keys) for key in keys)
    if not chosen:
        raise GradeError("none of the first submissions holds an exercise of this course. Are these the right files? "
                         "Otherwise name the notebook: --exercises 07_differentiation")
    return chosen


def secret_of(out: Path, given: Path | None) -> bytes:
    """The secret from a file of the instructor, or one that is made once and kept beside the results."""
    path = given or out / _KEPT
    if given is None and not path.exists():
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    try:
        text = path.read_bytes().strip()
    except OSError as error:
        raise GradeError(f"the seed file {path} cannot be read ({error.strerror}).") from None
    if len(text) < 16:
        raise GradeError(f"the seed file {path} should hold at least 16 characters that nobody can guess.")
    return text


def base_fingerprint(settings: Settings) -> bytes:
    """What every result depends on: the whole package and the twins, the exercises, limits and the secret."""
    digest = hashlib.sha256(repr((dlcourse.__version__, settings.seconds, settings.memory, settings.keys)).encode())
    for folder in (Path(dlcourse.__file__).parent, *filter(None, [registry.twins_folder()])):
        digest.update(content_digest(folder))
    digest.update(hashlib.sha256(settings.secret).digest())
    return digest.digest()


def fingerprint(submission: Submission, base: bytes) -> str:
    """What one result depends on: its files, and what every result depends on."""
    digest = hashlib.sha256(base)
    for path in submission.files:
        try:
            digest.update(path.name.encode("utf-8", "surrogateescape") + hashlib.sha256(load(path)).digest())
        except UnreadableError as error:
            digest.update(str(error).encode())
    return digest.hexdigest()
