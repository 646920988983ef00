"""The reviewed table of an exercise: proposals join what an author has said of earlier ones.

In KEY.mutants.json an author may reword `text`, `asks` and `step` of a row (and set "reviewed": true, so that the tool
leaves its words alone), or move the row to "vetoed" with a reason; both stay when the table is made anew.
"""

from __future__ import annotations

import ast
import hashlib
import inspect
import json
from pathlib import Path
from typing import Any

from dlcourse.classroom.exercise import Exercise, module_of
from dlcourse.classroom.mutants import Mutant, file_of
from dlcourse.files import write_whole


def source_digest(exercise: Exercise) -> str:
    """What a table depends on: answers, cases and helpers of the task's module, blind to messages and spacing."""
    tree = ast.parse(inspect.getsource(module_of(exercise)))
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            node.decorator_list = []
    tree.body = [n for n in tree.body if isinstance(n, (ast.FunctionDef, ast.ClassDef, ast.Assign))
                 and not ast.unparse(n).startswith(("task = ", "EXERCISE = "))]
    return hashlib.sha256(ast.dump(tree).encode()).hexdigest()[:16]


def row_of(mutant: Mutant) -> dict[str, Any]:
    """A mutant as a row of the file."""
    row = {"of": mutant.of, "edits": [list(edit) for edit in mutant.edits], "text": mutant.text, "asks": mutant.asks}
    return row | {name: value for name, value in (("step", mutant.step), ("beside", mutant.beside),
                                                  ("loops", mutant.loops)) if value}


def merged(exercise: Exercise, found: list[Mutant]) -> dict[str, Any]:
    """The new content of the file: proposals without the vetoed, reviewed rows in their own words."""
    known = _known(exercise)
    reviewed = {identity(row): row for row in known.get("mutants", []) if row.get("reviewed")}
    gone = vetoed(exercise)
    rows = [reviewed.get(identity(row), row) for row in map(row_of, found) if identity(row) not in gone]
    return {"source": source_digest(exercise), "mutants": rows, "vetoed": known.get("vetoed", [])}


def write(exercise: Exercise, found: list[Mutant]) -> Path:
    """Write the table of an exercise; its path."""
    path = file_of(exercise)
    content = merged(exercise, found)
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in content["mutants"])
    unwanted = ",\n".join(json.dumps(row, ensure_ascii=False) for row in content["vetoed"])
    write_whole(path, f'{{"source": "{content["source"]}",\n"mutants": [\n{lines}\n],\n"vetoed": [\n{unwanted}\n]}}\n')
    return path


def vetoed(exercise: Exercise) -> set[tuple]:
    """The identities of the rows that an author does not want; a survey gives their places to others."""
    return {identity(row) for row in _known(exercise).get("vetoed", [])}


def _known(exercise: Exercise) -> dict[str, Any]:
    path = file_of(exercise)
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def identity(row: dict[str, Any]) -> tuple:
    """What makes two rows the same change, whatever is said about it."""
    return row["of"], tuple(map(tuple, row["edits"])), row.get("beside", "")
