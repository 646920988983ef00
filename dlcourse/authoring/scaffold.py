"""The beginning of a new lecture or exercise: small ones that run and obey all rules, to be replaced part by part.

What is written stands in skeletons/, one text a file, in which words such as KEY and TITLE are filled in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from dlcourse.authoring.sources import room_of
from dlcourse.classroom import registry
from dlcourse.files import write_whole

SKELETONS = Path(__file__).parent / "skeletons"


class ScaffoldError(ValueError):
    """A name that cannot be used; the message says why."""


def new_lecture(root: Path, name: str, *, title: str) -> list[Path]:
    """Write the room, the text sources and a test of a new lecture with one figure and one live picture; the files.

    Nothing that exists is overwritten.
    Raises: ScaffoldError for a name that is not like "10a_normalisation", a number that is taken, or an empty title.
    """
    match = re.fullmatch(r"(\d\d[a-z]?)_[a-z][a-z0-9_]{1,60}", name)
    if match is None:
        raise ScaffoldError(f"NAME should be a number and a topic such as 10a_normalisation, not {name!r}.")
    taken = next((folder.name for folder in (root / "authoring").glob(f"{match[1]}_*")), None)
    if taken is not None:
        raise ScaffoldError(f"lecture {match[1]} exists already, in authoring/{taken}. Choose another number.")
    if not title.strip() or "\n" in title:
        raise ScaffoldError("--title should be one line that names the lecture, for example --title \"Normalisation\".")
    room = room_of(name)
    texts, package = root / "authoring" / name, root / "dlcourse" / "lectures" / room
    words = {"NUMBER": match[1], "NNUMBER": f"N{match[1]}", "NAME": name, "TITLE": title, "ROOM": room,
             "PICTURE": f"Wave{match[1].capitalize()}"}
    written = {texts / "lecture.py": "lecture.py", texts / "exercises.py": "exercises.py",
               texts / "facts.toml": "facts.toml", package / "__init__.py": "room.py",
               package / "figures.py": "figures.py", package / "widgets.py": "widgets.py",
               package / "tasks" / "__init__.py": "tasks.py",
               root / "tests" / "lectures" / room / "test_pictures.py": "test_pictures.py"}
    _require_free(written)
    for path, skeleton in written.items():
        _write(path, _filled(skeleton, words))
    return list(written)


def new_exercise(root: Path, key: str, notebook: str, *, title: str = "", objective: str = "") -> list[Path]:
    """Write the task, the cells at the end of the exercise notebook's source, and a test; the three files.

    Nothing that exists is overwritten: the source and the lecture's test file are only added to.
    Raises: ScaffoldError for a key that is not a name or is taken, or a lecture that does not exist.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{1,39}", key):
        raise ScaffoldError(f"KEY should be a name of small letters, digits and _ such as weighted_mean, not {key!r}.")
    if registry.known(key):
        raise ScaffoldError(f"the exercise {key!r} exists already, in {registry.file_of(key)}. Choose another key.")
    source = root / "authoring" / notebook / "exercises.py"
    if not source.is_file():
        known = sorted(path.parent.name for path in (root / "authoring").glob("*/exercises.py"))
        raise ScaffoldError(f"--notebook should be one of {', '.join(known)}, not {notebook!r}.")
    room = room_of(notebook)
    task = root / "dlcourse" / "lectures" / room / "tasks" / f"{key}.py"
    test = root / "tests" / "lectures" / room / "test_tasks.py"
    _require_free([task])
    words = {"KEY": key, "TITLE": title or key.replace("_", " ").capitalize(), "NUMBER": notebook.split("_")[0],
             "OBJECTIVE": objective or "say what the student can do afterwards"}
    tests = test.read_text(encoding="utf-8") if test.exists() else _filled("test_tasks.py", words)
    cells = source.read_text(encoding="utf-8").rstrip("\n") + "\n" + _filled("cells.py", words)
    tests += _filled("test_task.py", words)
    for path, text in ((task, _filled("task.py", words)), (source, cells), (test, tests)):
        _write(path, text)
    return [task, source, test]


def _require_free(paths: Iterable[Path]) -> None:
    for path in paths:
        if path.exists():
            raise ScaffoldError(f"{path} exists already; it is not overwritten. Choose another name or move it away.")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)


def _filled(skeleton: str, words: dict[str, str]) -> str:
    text = (SKELETONS / f"{skeleton}.txt").read_text(encoding="utf-8")
    return re.sub(r"(?<![A-Za-z])(" + "|".join(words) + r")(?![A-Za-z])", lambda m: words[m[1]], text)
