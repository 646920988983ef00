"""What is made from all sources together: the index in each lecture's room, the README's table, COVERAGE, GLOSSARY."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dlcourse.authoring import coverage, glossary, pace
from dlcourse.authoring.sources import ROOT, SourceError, folders, read, room_of
from dlcourse.classroom import registry
from dlcourse.classroom.exercise import Exercise
from dlcourse.files import write_whole

README = ROOT / "README.md"
BEGIN, END = "<!-- lectures, made by `make notebooks` -->\n", "<!-- end of lectures -->\n"


def index(folder: Path) -> str:
    """The content of a room's index.json: notebook, title, minutes, exercises in order, their earlier keys.

    Exercises that are declared as retired follow, if the room has any.
    Raises: SourceError if the lecture's first cell holds no title or no place for the minutes, or if a retired
    exercise still stands in the notebook.
    """
    lecture, exercises = folder / "lecture.py", folder / "exercises.py"
    notebook = read(lecture)
    pace.require_asked(notebook, lecture)
    title = re.search(r"^# (.+)$", notebook.cells[0].source, re.MULTILINE)
    if title is None:
        raise SourceError(f"{lecture}: the first cell should hold '# # NN Title'.")
    keys = registry.keys_in_order(exercises.read_text(encoding="utf-8")) if exercises.exists() else ()
    told = {"notebook": folder.name, "title": title[1], "minutes": pace.minutes(notebook), "exercises": list(keys),
            "was": {old: key for key in keys for old in registry.declared(room_of(folder.name), key).was}}
    retired = _retired(room_of(folder.name))
    if both := [key for key in keys if key in retired]:
        raise SourceError(f"{exercises}: {both[0]} is declared with retired=True, but stands here. Take its cells out "
                          "of the notebook, or retired=True out of the task.")
    return json.dumps(told | ({"retired": retired} if retired else {}), indent=1, ensure_ascii=False) + "\n"


def _retired(room: str) -> list[str]:
    """Keys of the exercises of a room that are declared as retired."""
    keys = sorted(path.stem for path in (registry.ROOMS / room / "tasks").glob("*.py") if path.stem[0] != "_")
    return [key for key in keys if registry.declared(room, key).retired]


def index_file(folder: Path) -> Path:
    """Where a lecture's index lies.

    Raises: SourceError if the lecture has no room in the package.
    """
    room = registry.ROOMS / room_of(folder.name)
    if not (room / "__init__.py").is_file():
        raise SourceError(f"{folder.name} should have a room {room}, a package with an __init__.py.")
    return room / registry.INDEX


def write_indexes() -> None:
    """Write every index that is not current, and let the registry read them again."""
    for folder in folders():
        text, path = index(folder), index_file(folder)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
    registry.forget()


def every_exercise() -> dict[str, Exercise]:
    """Key -> exercise, in the order of the course; twins are left out."""
    return {key: registry.load(key) for lecture in registry.lectures() for key in lecture.exercises}


def readme() -> str:
    """The README with its table of lectures as the indexes have it."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    lines = ["| lecture | minutes | exercises |", "|---|---|---|"]
    for lecture in registry.lectures():
        name = lecture.notebook
        exercises = f"[{len(lecture.exercises)}](exercises/{name}.ipynb)" if lecture.exercises else ""
        lines.append(f"| [{lecture.title}](notebooks/{name}.ipynb) | {lecture.minutes} | {exercises} |")
    return before + BEGIN + "\n".join(lines) + "\n" + END + rest.split(END)[1]


def write_pages() -> None:
    """Write every page that is not current."""
    for path, text in ((README, readme()), (coverage.TARGET, coverage.page()), (glossary.TARGET, glossary.page())):
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            write_whole(path, text)
