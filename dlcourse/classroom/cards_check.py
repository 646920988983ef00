"""`dlcourse check` where no solved notebook lies: the notebook is run, and the cards of its exercises are read.

So it is in a student's package, which holds no solutions, and for an instructor's own exercises.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from pathlib import Path

import nbformat

from dlcourse.classroom import notebook_check, registry, sealed
from dlcourse.classroom.check import CORRECT
from dlcourse.classroom.notebook_check import NotebookError, Result, keys_in

COLLECT = """
import json as _json
from pathlib import Path as _Path
import dlcourse.classroom.decorator as _decorator

def _keep(card, _folder=_Path.cwd()):
    (_folder / f"{card.verdict.exercise.key}.json").write_text(_json.dumps([card.verdict.status, repr(card)]))

_decorator._display = _keep
""".strip()
SECONDS = 60  # for a cell


def run(path: Path, root: Path) -> list[Result]:
    """Check every exercise of the set that the notebook belongs to, in the set's order; the file is only read.

    By nbval in a solved notebook of `root` where there is one, otherwise by running the notebook itself. `passed` is
    None where only an example could be tried, and agreed.
    Raises: NotebookError if the file is no notebook, holds no exercise, or an unknown one.
    """
    student = notebook_check._read(path)
    cells = [c.source for c in student.cells if c.cell_type == "code"]
    found = [registry.canonical(key) for text in cells for key in keys_in(text)]
    course = all(registry.of_course(key) or not registry.known(key) for key in found)
    if not found or (course and any((root / "solutions").glob("*.ipynb"))):
        return notebook_check.run(path, root)
    known = {*registry.places(), *sealed.keys()}
    for key in found:
        if key not in known:
            raise NotebookError(f"{path}: {notebook_check._unknown(key)}")
    graded = _set_of(found[0], root)
    notes = notebook_check._notes(graded, found)
    told = _cards(cells)
    return [_result(key, told.get(key), notes.get(key, ())) for key in graded]


def _set_of(key: str, root: Path) -> list[str]:
    for keys in registry.notebooks().values():
        if key in keys:
            return list(keys)
    for path in sorted((root / "exercises").glob("*.ipynb")):
        cells = nbformat.read(path, as_version=4).cells
        graded = [k for c in cells if c.cell_type == "code" for k in keys_in(c.source)]
        if key in graded:
            return graded
    raise NotebookError(f"no notebook in {root / 'exercises'} has the exercise {key!r}; restore that folder.")


def _cards(cells: list[str]) -> dict[str, tuple[str, str]]:
    """Key -> status and text of the last card that each exercise showed; what did not run has none."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    texts = [COLLECT, *map(notebook_check._collecting, cells)]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in texts])
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(notebook, timeout=SECONDS, allow_errors=True, kernel_name="python3",
                                resources={"metadata": {"path": folder}}, extra_arguments=["--log-level=50"])
        with contextlib.suppress(CellTimeoutError, DeadKernelError):  # what ran before has left its card
            client.execute(env=_environment(folder))
        return {path.stem: tuple(json.loads(path.read_text())) for path in Path(folder).glob("*.json")}


def _environment(folder: str) -> dict[str, str]:
    """This very package, a fresh learner's folder, no GPU and no progress bars."""
    ours = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH", ""))))
    return {**os.environ, "PYTHONPATH": paths, "DLCOURSE_HOME": str(Path(folder, "home")), "CUDA_VISIBLE_DEVICES": "",
            "DLCOURSE_QUIET": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


def _result(key: str, told: tuple[str, str] | None, notes: tuple[str, ...]) -> Result:
    if told is None:
        return Result(key, False, "no verdict: its cell did not run to the end, or ran longer than a minute", notes)
    status, text = told
    if status == CORRECT:
        return Result(key, True, CORRECT, notes)
    untold = status in (sealed.AGREES, sealed.UNTRIED)
    kept = [line.strip() for line in text.splitlines() if line.startswith("[") or "What this tells you" in line]
    return Result(key, None if untold else False, " ".join(kept), notes)
