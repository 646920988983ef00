"""How long a lecture takes, computed from what stands in it, and said in it.

A source writes `{minutes}` in its first cell, where the lecture's minutes and those of its exercises are to stand, and
`{minutes so far}` in its cell `halfway`, where a reader may stop; `{minutes of 07}` gives those of another lecture.
What follows the part `beyond` is optional and not counted.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from nbformat import NotebookNode

from dlcourse.authoring import effort, prose
from dlcourse.authoring.fill import answers, cells_of
from dlcourse.authoring.questions import is_question
from dlcourse.authoring.sources import SourceError, folders, python_of, read, room_of
from dlcourse.classroom import registry

WORDS_A_MINUTE = 180
A_QUESTION = 1.5
A_LINE = 0.5       # a step of a derivation, a line of a display formula, a row of a table that holds a formula
A_CODE_CELL = 1.0  # also one that draws a figure; the folded cell of a derivation counts by its steps alone
A_LIVE_PICTURE = 3.0
ROUNDED_TO = 5
LOOKED_UP = "letters"  # the symbols' table is not worked through, so its rows count by their words
LAST_PART = "beyond"
HALFWAY = "halfway"
SAID, SAID_SO_FAR = "{minutes}", "{minutes so far}"
_SAID_OF = re.compile(r"\{minutes of (\w+)\}")


def part(cell: NotebookNode) -> str:
    """The part of a lecture that a cell belongs to: its id up to the first "-"."""
    return cell.id.split("-")[0]


def pictures(notebook: NotebookNode) -> dict[str, str]:
    """Id of each cell that shows a picture of the lecture's room -> "figures" or, for a live one, "widgets"."""
    kinds, found = {}, {}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        tree = python_of(cell.source)
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                module = (node.module or "").split(".")[-1]
                kinds |= {a.asname or a.name: module if module in ("figures", "widgets") else a.name
                          for a in node.names if {module, a.name} & {"figures", "widgets"}}
        if tree.body and isinstance(tree.body[-1], ast.Expr):
            called = {_root(node.func) for node in ast.walk(tree.body[-1]) if isinstance(node, ast.Call)}
            shown = {kinds[name] for name in called if name in kinds}
            if shown:
                found[cell.id] = max(shown)  # "widgets", if there are both
    return found


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def steps(cell: NotebookNode) -> int:
    """How many steps the derivation has in which a code cell ends; 0 for any other."""
    last = python_of(cell.source).body[-1:]
    call = last[0].value if last and isinstance(last[0], ast.Expr) else None
    return len(call.args) if isinstance(call, ast.Call) and ast.unparse(call.func) == "derivation" else 0


def costs(notebook: NotebookNode) -> dict[str, float]:
    """Cell id -> minutes, for every cell that is not optional."""
    live = {name for name, kind in pictures(notebook).items() if kind == "widgets"}
    last = max((i for i, cell in enumerate(notebook.cells) if part(cell) == LAST_PART), default=len(notebook.cells))
    return {cell.id: _cost(cell, cell.id in live) for cell in notebook.cells[:last + 1]}


def _cost(cell: NotebookNode, live: bool) -> float:
    if cell.cell_type == "markdown":
        look_up = part(cell) == LOOKED_UP
        lines = 0 if look_up else prose.lines(cell.source)
        return prose.words(cell.source, look_up=look_up) / WORDS_A_MINUTE + A_LINE * lines
    if is_question(cell):
        return A_QUESTION
    if cell.cell_type == "code" and (found := steps(cell)):
        return A_LINE * found
    return A_LIVE_PICTURE if live else A_CODE_CELL


def took(notebook: NotebookNode) -> float:
    """The minutes of a lecture, as they are added up."""
    return sum(costs(notebook).values())


def minutes(notebook: NotebookNode) -> int:
    """About how many minutes a lecture takes, in fives."""
    return _in_fives(took(notebook))


def so_far(notebook: NotebookNode) -> tuple[float, float] | None:
    """Minutes before the halfway stop and minutes in all; None if there is no such cell among those that count."""
    found = costs(notebook)
    if HALFWAY not in found:
        return None
    return sum(list(found.values())[:list(found).index(HALFWAY)]), sum(found.values())


def exercise_minutes(folder: Path) -> int:
    """The minutes of a lecture's exercises together, as their headings say them; 0 if it has none."""
    source = folder / "exercises.py"
    if not source.exists():
        return 0
    notebook = read(source)
    keys = [key for cell in notebook.cells if cell.cell_type == "code" for key, _ in answers(cell.source)]
    return sum(effort.minutes(registry.declared(room_of(folder.name), key), cells_of(notebook, key)) for key in keys)


def names_others(notebook: NotebookNode) -> bool:
    """Whether a lecture says how long another one takes."""
    return any(_SAID_OF.search(cell.source) for cell in notebook.cells if cell.cell_type == "markdown")


def say_minutes(notebook: NotebookNode, path: Path) -> None:
    """Write into a lecture how long it takes, how long its exercises, and what lies behind the reader halfway.

    Raises: SourceError if the first cell does not ask for the minutes, or a cell asks for what cannot be said there.
    """
    require_asked(notebook, path)
    halfway, exercises = so_far(notebook), exercise_minutes(path.parent)
    whole = f"**{minutes(notebook)} minutes**" + (f" (exercises: about {exercises} minutes)" if exercises else "")
    for i, cell in enumerate(notebook.cells):
        if cell.cell_type != "markdown":
            continue
        if i == 0:
            cell.source = cell.source.replace(SAID, whole)
        if cell.id == HALFWAY and halfway is not None:
            cell.source = cell.source.replace(SAID_SO_FAR, f"{_in_fives(halfway[0])} minutes")
        cell.source = _SAID_OF.sub(lambda match: f"{_of_lecture(match[1], path)} minutes", cell.source)
        if left := re.search(r"\{minutes[^{}]*\}", cell.source):
            raise SourceError(f"{path}, cell {cell.id}: {left[0]} cannot be filled in here. {SAID} belongs in the "
                              f"first cell, {SAID_SO_FAR} in the cell {HALFWAY}; another lecture's are "
                              "{minutes of 07}.")


def require_asked(notebook: NotebookNode, path: Path) -> None:
    """Raises: SourceError unless the first cell holds the place where the minutes are to stand."""
    if not notebook.cells or SAID not in notebook.cells[0].source:
        raise SourceError(f"{path}: the first cell should hold {SAID}, where the build writes how long the lecture "
                          "takes.")


def _of_lecture(number: str, path: Path) -> int:
    found = folders([f"{number}_"])
    if not found:
        raise SourceError(f"{path}: {{minutes of {number}}} names no lecture.")
    return minutes(read(found[0] / "lecture.py"))


def _in_fives(took: float) -> int:
    return ROUNDED_TO * max(1, round(took / ROUNDED_TO))
