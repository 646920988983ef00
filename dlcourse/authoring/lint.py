"""Rules that every notebook source obeys, beyond what the build needs.

    python -m dlcourse.authoring.lint        all of them, with a table of how each lecture reads
    python -m dlcourse.authoring.lint 08     only lecture 08 and, word for word, what it is still allowed to break
"""

from __future__ import annotations

import ast
import copy
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import nbformat
from nbformat import NotebookNode
from rich.console import Console
from rich.table import Table

from dlcourse.authoring import pace, reading
from dlcourse.authoring.fill import answers
from dlcourse.authoring.questions import asks_for_words, holds_question, is_question, leaks, number_of
from dlcourse.authoring.sources import ROOT, SourceError, folders, is_lecture, name_of, read, sources

MAX_LINES = 15
MAX_VARYING = 0.05
BARE_BINOM = re.compile(r"\\[dt]?binom(?!\{[^{}]*\}\{)")  # MathML reads the 42 of \binom42 as one number
OPEN_TO_EXERCISES = {"exercise", "ask", "data", "tensors"}
# The parts of a lecture: each has a cell with that id or, like "recall-1", one that starts with it, at any place.
LECTURE_PARTS = ("hook", "objectives", "needs", "recall", "letters", "transfer", "summary", "glossary", "beyond")


def problems(path: Path) -> list[str]:
    """What is wrong with one source, in words; empty if nothing is."""
    notebook = read(path)
    lecture = is_lecture(path)
    found = [*_cells(notebook, lecture), *(_lecture(notebook, path) if lecture else _exercises(notebook))]
    return [f"{name_of(path)}/{path.name}: {text}" for text in found]


def _cells(notebook: NotebookNode, lecture: bool) -> list[str]:
    found, defined = [], {}
    found += [f"cell {c.id} puts a question and does more; leave nothing but its call, and compute its values in the "
              "cell before" for c in notebook.cells if holds_question(c) and not is_question(c)]
    found += [f"cell {c.id} asks for a number, but its answer or a mistake is a text; give numbers or tuples, or use "
              "ask.choose or ask.explain" for c in notebook.cells if asks_for_words(c)]
    found += [f"cell {c.id} has a \\binom without braces, which a page draws wrongly; write \\binom{{4}}{{2}}"
              for c in notebook.cells if BARE_BINOM.search(c.source)]
    code = [c for c in notebook.cells if c.cell_type == "code"]
    for before, cell in zip([None, *notebook.cells], notebook.cells, strict=False):
        if cell.cell_type != "code":
            continue
        lines = len(cell.source.splitlines())
        if lines > MAX_LINES and not answers(cell.source):
            found.append(f"cell {cell.id} has {lines} lines; at most {MAX_LINES}, one idea a cell")
        alone = before is None or before.cell_type != "markdown"
        if alone and not (is_question(cell) and before is not None and not is_question(before)):
            found.append(f"cell {cell.id} has no prose before it")
        if lecture:
            found += [f"cell {cell.id} rebinds {n}, bound in {defined[n]}" for n in _bound(cell.source) if n in defined]
            defined |= dict.fromkeys(_bound(cell.source), cell.id)
    varying = [c for c in code if "nbval-ignore-output" in c.metadata.get("tags", [])]
    found += [f"cell {c.id} varies without saying why (metadata varies=...)" for c in varying
              if "varies" not in c.metadata]
    if len(varying) > MAX_VARYING * len(code):
        found.append(f"{len(varying)} of {len(code)} cells vary; at most {MAX_VARYING:.0%}")
    return found


def _bound(text: str) -> list[str]:
    names = []
    for node in ast.parse(re.sub(r"^[%!].*$", "", text, flags=re.MULTILINE)).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif isinstance(node, ast.Assign):
            names += [t.id for target in node.targets for t in ast.walk(target) if isinstance(t, ast.Name)
                      and isinstance(t.ctx, ast.Store)]
    return [n for n in names if n != "_"]


def _lecture(notebook: NotebookNode, path: Path) -> list[str]:
    parts = set(map(pace.part, notebook.cells))
    found = [f"the part '{part}' is missing (a cell with that id)" for part in LECTURE_PARTS if part not in parts]
    words = next((c.source for c in notebook.cells if c.id == "glossary"), "")
    found += [f"the glossary should link to {page}" for page in ("NOTATION.md", "GLOSSARY.md") if page not in words]
    try:
        pace.say_minutes(copy.deepcopy(notebook), path)
    except SourceError as error:
        found.append(str(error))
    return found + reading.unlisted(number_of(path), reading.broken(notebook), listed=reading.STILL_BROKEN)


def _exercises(notebook: NotebookNode) -> list[str]:
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("dlcourse"):
                extra = {a.name for a in node.names} - OPEN_TO_EXERCISES
                if extra or node.module != "dlcourse":
                    found.append(f"cell {cell.id} imports {node.module}: {', '.join(sorted(extra))}; an exercise "
                                 f"notebook imports of ours only {', '.join(sorted(OPEN_TO_EXERCISES))}")
    return found


def table(prefixes: Sequence[str] = ()) -> Table:
    """How each lecture reads: minutes, cells, words per sentence, and the rules that it still breaks."""
    shown = Table("lecture", "minutes", "cells", "median sentence", "longest", "still breaks")
    for folder in folders(prefixes):
        number, found = folder.name.split("_")[0], reading.manner(read(folder / "lecture.py"))
        still = [rule for rule, lectures in reading.STILL_BROKEN.items() if number in lectures]
        shown.add_row(folder.name, str(found.minutes), str(found.cells), f"{found.median:g} words",
                      f"{found.longest} words", ", ".join(still))
    return shown


def main() -> int:
    """Print how each lecture reads, then all that is wrong; 1 if anything is."""
    wanted = sys.argv[1:]
    Console(width=110).print(table(wanted))
    for path in filter(is_lecture, sources(wanted) if wanted else []):
        click.echo("\n".join(f"{name_of(path)}, {rule}: {text}" for rule, texts in reading.broken(read(path)).items()
                        for text in texts))
    found = [text for path in sources(wanted) for text in problems(path)]
    found += reading.idle([folder.name.split("_")[0] for folder in folders()], listed=reading.STILL_BROKEN)
    built = [path for name in ("notebooks", "exercises", "solutions") for path in sorted((ROOT / name).glob("*.ipynb"))
             if path.name.startswith(tuple(wanted) or "")]
    found += [f"{path.relative_to(ROOT)}: {text}" for path in built for text in leaks(nbformat.read(path, 4))]
    click.echo("\n".join(found) or f"{len(sources(wanted))} notebook sources obey the rules")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
