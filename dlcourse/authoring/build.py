"""Text sources -> notebooks. One folder a lecture; the same bytes on every build.

    python -m dlcourse.authoring.build          everything
    python -m dlcourse.authoring.build 07       lectures whose names start with 07

authoring/NN_topic/lecture.py   -> notebooks/NN_topic.ipynb
authoring/NN_topic/exercises.py -> exercises/NN_topic.ipynb (stubs) and solutions/NN_topic.ipynb (answers)
"""

from __future__ import annotations

import copy
import hashlib
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from tqdm import tqdm

from dlcourse import workspace
from dlcourse.authoring import pace, pages, questions
from dlcourse.authoring.fill import BLANK, SOLVED, fill
from dlcourse.authoring.same_numbers import SAME_NUMBERS
from dlcourse.authoring.sources import KERNEL, ROOT, is_lecture, name_of, read, sources
from dlcourse.files import write_whole

_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_PARSER = threading.Lock()  # Python 3.11 counts the depth of its parser once for all threads, and two at once break it

# The same numbers on every machine, no GPU, no progress bars; nbval runs notebooks with these as well.
FIXED_ENVIRONMENT = SAME_NUMBERS | {
    "PYTHONHASHSEED": "0", "CUDA_VISIBLE_DEVICES": "", "DLCOURSE_QUIET": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def variants(path: Path) -> dict[Path, NotebookNode]:
    """Target file -> notebook without outputs: one for a lecture, blank and solved for an exercise set."""
    name = f"{name_of(path)}.ipynb"
    if is_lecture(path):
        lecture = read(path)
        pace.say_minutes(lecture, path)
        return {ROOT / "notebooks" / name: lecture}
    blank, solved = read(path), read(path)
    fill(blank, path.name, BLANK)
    fill(solved, path.name, SOLVED)
    return {ROOT / "exercises" / name: blank, ROOT / "solutions" / name: solved}


def digest(notebook: NotebookNode) -> str:
    """Hash of everything but the outputs; stored in the built notebook to prove that it is current.

    What a cell with the tag "whole-course" shows depends on every lecture's exercises, so these belong to it.
    """
    parts = [f"{c.cell_type}\0{c.id}\0{sorted(c.metadata.items())}\0{c.source}" for c in notebook.cells]
    if _shows_all(notebook):
        parts += [repr((key, e.title, e.points, e.objective)) for key, e in pages.every_exercise().items()]
    return hashlib.sha256("\1".join(parts).encode()).hexdigest()


def _shows_all(notebook: NotebookNode) -> bool:
    return any("whole-course" in cell.metadata.get("tags", ()) for cell in notebook.cells)


def showing_all() -> list[Path]:
    """Lectures that show something of others: every lecture's exercises, or another lecture's minutes."""
    return [path for path in filter(is_lecture, sources()) if _shows_all(book := read(path)) or pace.names_others(book)]


def overtaken() -> list[Path]:
    """Lectures that show something of others as it was before exercises came, went or changed."""
    return [path for path in showing_all() for target, notebook in variants(path).items()
            if not target.exists() or nbformat.read(target, 4).metadata.get("dlcourse", {}).get("digest")
            != digest(notebook)]


def execute(notebook: NotebookNode, environment: Mapping[str, str] | None = None) -> None:
    """Run all cells in a kernel of its own, with a fresh learner's folder; `environment` replaces this process's."""
    with tempfile.TemporaryDirectory() as home:
        given = {**(os.environ if environment is None else environment), **FIXED_ENVIRONMENT, "DLCOURSE_HOME": home}
        NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False,
                       extra_arguments=["--log-level=40"], resources={"metadata": {"path": home}}).execute(env=given)


def normalise(notebook: NotebookNode) -> None:
    """Remove what differs between two runs of the same notebook."""
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
        cell.metadata.pop("execution", None)
        cell.execution_count = count
        cell.outputs = _merged(_clean(output, count) for output in cell.outputs)
    notebook.metadata = nbformat.from_dict(copy.deepcopy(KERNEL))


def _clean(output: NotebookNode, count: int) -> NotebookNode:
    if output.output_type == "execute_result":
        output.execution_count = count
    if output.output_type == "stream":
        output.text = _ADDRESS.sub("0x0", output.text)
    if "data" in output:
        output.data.pop("application/vnd.jupyter.widget-view+json", None)
        if "text/plain" in output.data:
            output.data["text/plain"] = _ADDRESS.sub("0x0", output.data["text/plain"])
    return output


def _merged(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    merged: list[NotebookNode] = []
    for output in outputs:
        last = merged[-1] if merged else None
        if last is not None and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            merged.append(output)
    return merged


def build(path: Path) -> list[Path]:
    """Build every notebook of one source; each is written whole or not at all."""
    written, asked = [], []
    with _PARSER:
        made = variants(path)
    for target, notebook in made.items():
        with _PARSER:
            stamp, whole = digest(notebook), questions.expanded(notebook, path)
        execute(whole)
        with _PARSER:
            asked.append(questions.collapsed(notebook))
            normalise(notebook)
        notebook.metadata["dlcourse"] = {"source": path.relative_to(ROOT).as_posix(), "digest": stamp,
                                         "cells": workspace.stamp(notebook.cells)}
        nbformat.validate(notebook)
        target.parent.mkdir(exist_ok=True)
        write_whole(target, nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n")
        written.append(target)
    questions.write(path, asked)
    return written


def main() -> None:
    """Renew the indexes, then the chosen notebooks, then the pages that are made from all sources."""
    chosen = sources(sys.argv[1:])
    if not chosen:
        known = ", ".join(dict.fromkeys(map(name_of, sources())))
        sys.exit(f"No lecture starts with {' or '.join(sys.argv[1:])}; there are {known}.")
    pages.write_indexes()
    chosen = sorted({*chosen, *overtaken()})
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # each notebook runs in a process of its own
        list(tqdm(pool.map(build, chosen), total=len(chosen), desc="notebooks", disable=not sys.stderr.isatty()))
    pages.write_pages()


if __name__ == "__main__":
    main()
