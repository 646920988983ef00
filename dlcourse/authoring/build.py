"""Text sources -> notebooks. One source per lecture and per exercise set; the same bytes on every build.

    python -m dlcourse.authoring.build          everything
    python -m dlcourse.authoring.build 07       sources whose names start with 07

authoring/lectures/NN_topic.py  -> notebooks/NN_topic.ipynb
authoring/exercises/NN_topic.py -> exercises/NN_topic.ipynb (stubs) and solutions/NN_topic.ipynb (answers)
"""

from __future__ import annotations

import ast
import copy
import hashlib
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import jupytext
import nbformat
from nbclient import NotebookClient
from nbformat import NotebookNode
from tqdm import tqdm

from dlcourse.files import write_whole

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "authoring"
BEGIN, END = "### BEGIN ANSWER", "### END ANSWER"
_ANSWER = re.compile(rf"^(?P<indent>[ \t]*){BEGIN}\n.*?^[ \t]*{END}[ \t]*(?:\n|\Z)", re.S | re.M)
_MARKER = re.compile(r"^[ \t]*### (BEGIN|END) ANSWER[ \t]*(?:\n|\Z)", re.M)
_ADDRESS = re.compile(r"0x[0-9a-fA-F]{6,}")
_KERNEL = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
           "language_info": {"name": "python"}}
_KEPT_METADATA = ("tags", "covers", "varies")

# The same numbers on every machine, no GPU, no progress bars; nbval runs notebooks with these as well.
FIXED_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1", "MKL_CBWR": "COMPATIBLE", "ATEN_CPU_CAPABILITY": "avx2", "ONEDNN_MAX_CPU_ISA": "AVX2",
    "PYTHONHASHSEED": "0", "CUDA_VISIBLE_DEVICES": "", "DLCOURSE_QUIET": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


class SourceError(ValueError):
    """A notebook source breaks a rule of the build."""


def sources(prefixes: Iterable[str] = ()) -> list[Path]:
    """All notebook sources, or those whose file names start with one of the prefixes."""
    found = sorted([*(SOURCES / "lectures").glob("[0-9]*.py"), *(SOURCES / "exercises").glob("[0-9]*.py")])
    wanted = tuple(prefixes)
    return [path for path in found if not wanted or path.name.startswith(wanted)]


def read(path: Path) -> NotebookNode:
    """A source as a notebook without outputs, with the cell ids that the source states."""
    notebook = jupytext.read(path)
    seen: set[str] = set()
    for cell in notebook.cells:
        name = cell.metadata.pop("id", None)
        if not name or name in seen or not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name):
            raise SourceError(f"{path.name}: every cell needs an id of its own, as in '# %% id=\"setup\"'; "
                              f"got {name!r} before {cell.source[:50]!r}.")
        seen.add(name)
        cell.id = name
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in _KEPT_METADATA})
        if cell.cell_type == "code" and _folds(cell.source):
            cell.metadata["jupyter"] = {"source_hidden": True}
    notebook.metadata = nbformat.from_dict(copy.deepcopy(_KERNEL))
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _folds(source: str) -> bool:
    """Whether the cell ends in a question card, whose code holds the answer, or in a derivation, which reads better."""
    last = ast.parse(re.sub(r"^[%!].*$", "", source, flags=re.M)).body[-1:]
    return bool(last) and ast.unparse(last[0]).startswith(("ask.", "derivation("))


def variants(path: Path) -> dict[Path, NotebookNode]:
    """Target file -> notebook without outputs: one for a lecture, blank and solved for an exercise set."""
    notebook = read(path)
    name = path.with_suffix(".ipynb").name
    if path.parent.name == "lectures":
        return {ROOT / "notebooks" / name: notebook}
    blank = copy.deepcopy(notebook)
    for cell in blank.cells:
        if cell.cell_type == "code":
            stubbed = _ANSWER.sub(lambda m: f"{m['indent']}raise NotImplementedError\n", cell.source)
            cell.source = stubbed.rstrip("\n")
    for cell in notebook.cells:
        cell.source = _MARKER.sub("", cell.source).rstrip("\n")
    return {ROOT / "exercises" / name: blank, ROOT / "solutions" / name: notebook}


def digest(notebook: NotebookNode) -> str:
    """Hash of everything but the outputs; stored in the built notebook to prove that it is current."""
    parts = [f"{c.cell_type}\0{c.id}\0{sorted(c.metadata.items())}\0{c.source}" for c in notebook.cells]
    return hashlib.sha256("\1".join(parts).encode()).hexdigest()


def execute(notebook: NotebookNode) -> None:
    """Run all cells in a kernel of its own, with a fresh learner's folder."""
    with tempfile.TemporaryDirectory() as home:
        before = dict(os.environ)
        os.environ.update(FIXED_ENVIRONMENT, DLCOURSE_HOME=home, JUPYTER_PLATFORM_DIRS="1")
        try:
            NotebookClient(notebook, timeout=300, kernel_name="python3", record_timing=False,
                           extra_arguments=["--log-level=40"], resources={"metadata": {"path": home}}).execute()
        finally:
            os.environ.clear()
            os.environ.update(before)


def normalise(notebook: NotebookNode) -> None:
    """Remove what differs between two runs of the same notebook."""
    for count, cell in enumerate((c for c in notebook.cells if c.cell_type == "code"), 1):
        cell.metadata.pop("execution", None)
        cell.execution_count = count
        cell.outputs = _merged(_clean(output, count) for output in cell.outputs)
    notebook.metadata = nbformat.from_dict(copy.deepcopy(_KERNEL))


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
    written = []
    for target, notebook in variants(path).items():
        stamp = digest(notebook)
        execute(notebook)
        normalise(notebook)
        notebook.metadata["dlcourse"] = {"source": path.relative_to(ROOT).as_posix(), "digest": stamp}
        nbformat.validate(notebook)
        target.parent.mkdir(exist_ok=True)
        write_whole(target, nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n")
        written.append(target)
    return written


def main() -> None:
    chosen = sources(sys.argv[1:])
    if not chosen:
        known = ", ".join(p.stem for p in sources())
        sys.exit(f"No source starts with {' or '.join(sys.argv[1:])}; there are {known}.")
    for path in tqdm(chosen, desc="notebooks", disable=not sys.stderr.isatty()):
        build(path)


if __name__ == "__main__":
    main()
