"""What a grading is to do: which submissions, which exercises, which secret."""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import dlcourse
from dlcourse.classroom import registry
from dlcourse.classroom.named import beginnings, those
from dlcourse.files import content_digest
from dlcourse.grading.errors import GradeError
from dlcourse.grading.folder import Ignored, Submission
from dlcourse.grading.trusted.submission import UnreadableError, load

_KEPT = "secret"  # the file in the results' folder from which inputs are drawn


@dataclass(frozen=True)
class Settings:
    """How each submission is graded. Small: it travels with every task to the process that does it.

    Without keys each student is graded by the course's notebooks: those of which a file holds an exercise.
    """

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
    ignored: tuple[Ignored, ...] = ()


def chosen_keys(names: str | None) -> tuple[str, ...]:
    """Exercises to grade: keys, names of notebooks or beginnings of them; none given means by the course's notebooks.

    A lecture's number means that lecture alone: 08 leaves out 08b, and 09, which no lecture has, means 09a and 09b.

    Raises: GradeError for an unknown name.
    """
    if names is None:
        return ()
    books, places, keys = registry.notebooks(), registry.places(), []
    for name in beginnings(names):
        met = (name,) if name in books else those(books, [f"{name}_"]) or those(books, [name])
        if registry.canonical(name) in places:
            keys.append(registry.canonical(name))
        elif met:
            keys += [key for book in met for key in books[book]]
        else:
            raise GradeError(f"--exercises: {name!r} is neither an exercise nor the beginning of a notebook's name. "
                             f"Notebooks are {', '.join(books)}.")
    if not keys:
        raise GradeError(f"--exercises names nothing. Notebooks are {', '.join(books)}.")
    return tuple(dict.fromkeys(keys))


def results_folder(out: Path, submissions: Path) -> Path:
    """The folder for results, made if it is not there.

    Raises: GradeError where nothing can be written, or where the results would lie among the submissions.
    """
    try:
        inside = out.resolve().is_relative_to(submissions.resolve())
        if not inside:
            out.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=out):
                pass
    except FileExistsError:
        raise GradeError(f"--out should be a folder for the results, but {out} is a file. Choose another "
                         "name.") from None
    except (OSError, ValueError, RuntimeError) as error:
        raise GradeError(f"--out: nothing can be written to {out} ({getattr(error, 'strerror', None) or error}). "
                         "Choose a folder of yours on a disk with room.") from None
    if inside:
        raise GradeError(f"--out: {out} lies in the folder of submissions, where the results would be taken for a "
                         "student's. Choose a folder outside it.")
    return out


def secret_of(out: Path, given: Path | None) -> bytes:
    """The secret from a file of the instructor, or one that is made once and kept beside the results."""
    path = given or out / _KEPT
    try:
        if given is None and not os.path.lexists(path):
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_hex(32))
        text = path.read_bytes().strip()
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise GradeError(f"the seed file {path} cannot be read ({why}).") from None
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
    """What one result depends on: its files and their names, its notes, and what every result depends on."""
    digest = hashlib.sha256(base)
    for note in submission.notes:
        digest.update(hashlib.sha256(note.encode()).digest())
    for path, name in zip(submission.files, names_of(submission.files)):
        digest.update(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest())
        try:
            digest.update(hashlib.sha256(load(path)).digest())
        except UnreadableError as error:
            digest.update(str(error).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def names_of(files: Sequence[Path]) -> list[str]:
    """What the files of a student are called in notes: without the folders that all of them share.

    >>> names_of([Path("all/ann/07.ipynb"), Path("all/ann/old/07.ipynb")]), names_of([Path("all/ann.ipynb")])
    (['07.ipynb', 'old/07.ipynb'], ['ann.ipynb'])
    """
    shared = os.path.commonpath([path.parent for path in files]) if files else ""
    return [path.relative_to(shared).as_posix() for path in files]
