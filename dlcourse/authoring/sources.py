"""The text sources: one folder a lecture, with lecture.py, exercises.py and facts.toml; read as notebooks."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterable
from pathlib import Path

import jupytext
import nbformat
from nbformat import NotebookNode

from dlcourse.classroom.derivation import legible

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "authoring"
KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
          "language_info": {"name": "python"}}
_KEPT_METADATA = ("tags", "covers", "varies")


class SourceError(ValueError):
    """A notebook source breaks a rule of the build; the message names the file and the cell."""


def folders(prefixes: Iterable[str] = ()) -> list[Path]:
    """The folders of all lectures, or of those whose names start with one of the prefixes."""
    wanted = tuple(prefixes)
    return [path.parent for path in sorted(SOURCES.glob("[0-9]*/lecture.py"))
            if not wanted or path.parent.name.startswith(wanted)]


def sources(prefixes: Iterable[str] = ()) -> list[Path]:
    """All notebook sources, or those of the lectures whose names start with one of the prefixes."""
    return [path for folder in folders(prefixes) for path in (folder / "lecture.py", folder / "exercises.py")
            if path.exists()]


def is_lecture(path: Path) -> bool:
    """Whether a source is a lecture's; any other is a set of exercises."""
    return path.name == "lecture.py"


def name_of(path: Path) -> str:
    """The name of the notebooks that are made from a source: its folder's, or of a twins' source its own."""
    return path.parent.name if path.name in ("lecture.py", "exercises.py") else path.stem


def room_of(name: str) -> str:
    """The lecture's room in the package.

    >>> room_of("09a_sampling_and_momentum")
    'l09a'
    """
    return f"l{name.split('_')[0]}"


def read(path: Path) -> NotebookNode:
    """A source as a notebook without outputs, with the cell ids that the source states."""
    notebook = jupytext.read(path)
    seen: set[str] = set()
    for cell in notebook.cells:
        name = cell.metadata.pop("id", None)
        if not name or name in seen or not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name):
            raise SourceError(f"{path}: every cell needs an id of its own, as in '# %% id=\"setup\"'; "
                              f"got {name!r} before {cell.source[:50]!r}.")
        seen.add(name)
        cell.id = name
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in _KEPT_METADATA})
        if cell.cell_type == "markdown":  # fractions of a table in full size, as in a derivation
            cell.source = re.sub(r"^[ \t]*\|.*$", lambda row: legible(row[0]), cell.source, flags=re.MULTILINE)
        if cell.cell_type == "code" and _folds(cell.source):
            cell["metadata"]["jupyter"] = {"source_hidden": True}
    notebook.metadata = nbformat.from_dict(copy.deepcopy(KERNEL))
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def python_of(source: str) -> ast.Module:
    """The Python of a cell, without the lines that only IPython understands."""
    return ast.parse(re.sub(r"^[%!].*$", "", source, flags=re.MULTILINE))


def _folds(source: str) -> bool:
    """Whether the cell ends in a derivation, which reads better than the call that makes it."""
    last = python_of(source).body[-1:]
    return bool(last) and ast.unparse(last[0]).startswith("derivation(")
