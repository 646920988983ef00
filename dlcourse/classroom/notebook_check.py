"""`dlcourse check`: a student's answers in the place of the solutions', run by nbval on a temporary copy."""

from __future__ import annotations

import ast
import copy
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import nbformat

from dlcourse.classroom import registry


class NotebookError(ValueError):
    """The notebook cannot be checked; the message says what was expected, what came and what to do."""


class Result(NamedTuple):
    """One graded exercise."""

    key: str
    passed: bool
    text: str
    notes: tuple[str, ...] = ()


def run(path: Path, root: Path) -> list[Result]:
    """Check every exercise of the set that the notebook belongs to, in the set's order.

    Raises: NotebookError if the file is no notebook, holds no exercise, or an unknown one.
    """
    student = _read(path)
    cells = [c.source for c in student.cells if c.cell_type == "code"]
    found = [registry.canonical(key) for text in cells for key in keys_in(text)]
    if not found:
        raise NotebookError(f"{path} holds no exercise: a cell with @exercise(\"...\") was expected. Is it the file "
                            "from work/exercises?")
    for key in found:
        if not registry.known(key):
            raise NotebookError(f"{path}: {_unknown(key)}")
    solution, graded = _set_of(found[0], root)
    notes = _notes(graded, found)
    return _verdicts(_graft(solution, cells), graded, notes)


def keys_in(text: str) -> list[str]:
    """Exercise keys of the decorators in a cell, also where its code does not parse."""
    return re.findall(r"^[ \t]*@exercise\(\s*[\"']([^\"'\n]+)[\"']\s*\)", text, re.M)


def _read(path: Path) -> nbformat.NotebookNode:
    if not path.is_file():
        raise NotebookError(f"{path} should be a notebook file, but there is no such file. Check the path.")
    try:
        return nbformat.read(path, as_version=4)
    except Exception as error:
        raise NotebookError(f"{path} should be a notebook (JSON), but cannot be read as one: "
                            f"{str(error).splitlines()[0][:160]}. Download or restore the file.") from error


def _unknown(key: str) -> str:
    try:
        registry.load(key)
    except LookupError as error:
        return str(error)
    return ""


def _set_of(key: str, root: Path) -> tuple[nbformat.NotebookNode, list[str]]:
    for path in sorted((root / "solutions").glob("*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        graded = [k for c in notebook.cells if c.cell_type == "code" for k in keys_in(c.source)]
        if key in graded:
            return notebook, graded
    raise NotebookError(f"no solutions notebook has the exercise {key!r}; restore the folder solutions/.")


def _notes(graded: list[str], found: list[str]) -> dict[str, tuple[str, ...]]:
    notes = {}
    for key in graded:
        if found.count(key) > 1:
            notes[key] = (f"defined {found.count(key)} times; the last one counts",)
        elif key not in found:
            notes[key] = ("no cell with this exercise; it counts as not attempted",)
    return notes


def _graft(solution: nbformat.NotebookNode, cells: list[str]) -> nbformat.NotebookNode:
    """The solutions notebook with the student's code before its checks, and graded cells that re-check by key."""
    grafted = copy.deepcopy(solution)
    first = next(i for i, c in enumerate(grafted.cells) if c.cell_type == "code" and keys_in(c.source))
    setup = [c for c in grafted.cells[:first] if c.cell_type == "code"]
    own = [nbformat.v4.new_code_cell(_collecting(text), execution_count=1,
                                     metadata={"tags": ["nbval-ignore-output", "raises-exception"]}) for text in cells]
    graded = [c for c in grafted.cells[first:] if c.cell_type == "code" and keys_in(c.source)]
    for cell in setup:
        cell.metadata["tags"] = ["nbval-ignore-output"]
    for cell in graded:
        key = keys_in(cell.source)[-1]
        cell.id, cell.source = f"check-{key}", f"_dlcourse_show({key!r})"
    collect = nbformat.v4.new_code_cell(_COLLECT, execution_count=1, metadata={"tags": ["nbval-ignore-output"]})
    grafted.cells = [*setup, collect, *own, *graded]
    return grafted


_COLLECT = """
from dlcourse import exercise as _dlcourse_exercise
import dlcourse.classroom.decorator as _dlcourse_decorator
_dlcourse_shown, _dlcourse_cards = _dlcourse_decorator._display, {}
_dlcourse_decorator._display = lambda card: _dlcourse_cards.__setitem__(card.verdict.exercise.key, card)

def _dlcourse_show(key):
    card = _dlcourse_cards.get(key)
    with open(f"card-{key}.txt", "w", encoding="utf-8") as file:
        file.write("[not attempted] the cell of this exercise did not run to its end" if card is None else repr(card))
    print("no card") if card is None else _dlcourse_shown(card)
""".strip()


def _collecting(text: str) -> str:
    """The student's cell; shell escapes and magics are dropped, a cell that does not parse stays as it is."""
    kept = re.sub(r"^[ \t]*[%!].*$", "", text, flags=re.M)
    try:
        ast.parse(kept)
    except SyntaxError:
        return text
    return kept


def _verdicts(notebook: nbformat.NotebookNode, graded: list[str], notes: dict) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        path, report = Path(folder, "check.ipynb"), Path(folder, "report.xml")
        nbformat.write(notebook, path)
        command = [sys.executable, "-m", "pytest", "-q", "-c", os.devnull, f"--rootdir={folder}",
                   "-p", "dlcourse.authoring.nbrules", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env",
                   "--nbval-cell-timeout=60", f"--junitxml={report}", str(path)]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        if not report.exists():
            raise NotebookError(f"the check could not run: {(done.stdout + done.stderr).strip()[-300:]}")
        states = {}
        for case in ElementTree.parse(report).iter("testcase"):
            failed = case.find("failure") if case.find("failure") is not None else case.find("error")
            states[case.get("name", "").split("::")[-1]] = failed
        cards = {key: Path(folder, f"card-{key}.txt") for key in graded}
        told = {key: card.read_text(encoding="utf-8") for key, card in cards.items() if card.exists()}
        return [_result(key, states, told.get(key, ""), notes.get(key, ())) for key in graded]


def _result(key: str, states: dict, card: str, notes: tuple[str, ...]) -> Result:
    failed = states.get(f"check-{key}", "not run")
    if failed is None:
        return Result(key, True, "correct", notes)
    if not card:
        return Result(key, False, "no verdict: the kernel ended, or a cell ran longer than a minute", notes)
    kept = [line.strip() for line in card.splitlines() if line.startswith("[") or "What this tells you" in line]
    return Result(key, False, " ".join(kept), notes)
