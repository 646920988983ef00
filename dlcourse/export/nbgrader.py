"""An exercise notebook as an assignment in nbgrader's source format.

The instructor's `nbgrader generate_assignment` makes the students' version from it, `nbgrader autograde` marks what
comes back. Behind every answer stands a locked cell for each part of its points, which raises where it is wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dlcourse.classroom import registry
from dlcourse.classroom.cells import keys_in
from dlcourse.export import ExportError
from dlcourse.files import write_whole

ROOT = Path(__file__).resolve().parents[2]
HINT = "dlcourse export nbgrader 07_differentiation --output course"
CONFIG = '''\
"""nbgrader's settings for this course; dlcourse wrote them once and leaves them alone."""

c = get_config()  # noqa: F821 - nbgrader provides it

# What a student finds in the place of a solution; the exercise's card says to replace this line.
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError"}

# A check that a student deleted comes back, and the submission is graded all the same.
c.OverwriteCells.add_missing_cells = True

# Cards note a learner's progress: in a folder of its own for every submission, never in yours.
home = ("import os, tempfile; _dlcourse_home = tempfile.TemporaryDirectory(); "
        "os.environ['DLCOURSE_HOME'] = _dlcourse_home.name")
c.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", f"--IPKernelApp.exec_lines={home}"]
'''


def source_notebook(name: str) -> NotebookNode:
    """The source version of an exercise notebook: solutions marked for nbgrader, a check behind each.

    Takes a name such as "07_differentiation", or the path of a file in solutions/ or exercises/.
    Raises: ExportError if there is no such exercise notebook, or its text source cannot be read here.
    """
    notebook = _marked(ROOT / "authoring" / _stem(name) / "exercises.py")
    cells: list[NotebookNode] = []
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in ("tags", "jupyter")})
        cells.append(cell)
        if cell.cell_type == "code" and keys_in(cell.source):
            [key] = keys_in(cell.source)
            _mark_answer(cell, key)
            cells += _checks(key, _answer_name(cell.source, key))
    notebook.cells = cells
    nbformat.validate(notebook)
    return notebook


def write(name: str, course: Path, *, force: bool = False) -> tuple[Path, ...]:
    """Write course/source/NAME/NAME.ipynb, and course/nbgrader_config.py where there is none; gives what was written.

    Raises: ExportError as `source_notebook`; if another notebook stands there, unless `force`; or if the folder
    cannot be written.
    """
    notebook, stem = source_notebook(name), _stem(name)
    text = nbformat.writes(notebook, version=nbformat.NO_CONVERT) + "\n"
    target, config = course / "source" / stem / f"{stem}.ipynb", course / "nbgrader_config.py"
    written = []
    try:
        if target.exists() and target.read_bytes() != text.encode() and not force:
            raise ExportError(f"{target} differs from what would be written: it was changed, or the exercises were. "
                              "Move it away to keep it, or replace it with --force.")
        if not target.exists() or target.read_bytes() != text.encode():
            target.parent.mkdir(parents=True, exist_ok=True)
            write_whole(target, text)
            written.append(target)
        if not config.exists():
            write_whole(config, CONFIG)
            written.append(config)
    except OSError as error:
        raise ExportError(f"{course} should be a folder that can be written ({error.strerror}). For example: "
                          f"{HINT}") from None
    return tuple(written)


def _stem(name: str) -> str:
    """The name of an exercise notebook, from itself or from a path."""
    stem = Path(name).stem if name.endswith((".ipynb", ".py")) else Path(name).name
    if stem not in registry.notebooks():
        raise ExportError(f"{name} is no exercise notebook. There are {', '.join(registry.notebooks())}.")
    return stem


def _marked(source: Path) -> NotebookNode:
    """The notebook with its solutions between nbgrader's markers."""
    try:
        from dlcourse.authoring.fill import fill
        from dlcourse.authoring.questions import stored
        from dlcourse.authoring.sources import read

        notebook = read(source)
        fill(notebook, source.name, lambda body: f"### BEGIN SOLUTION\n{body}\n### END SOLUTION")
        return stored(notebook, source)
    except ImportError as error:
        raise ExportError(f"the export reads the text sources with {error.name}; install it with: "
                          "pip install -c constraints.txt -e '.[lab,test]'") from None
    except OSError:
        raise ExportError(f"{source} is missing: the export needs a clone of the repository, with its folder "
                          "authoring/.") from None


def _mark_answer(cell: NotebookNode, key: str) -> None:
    cell.metadata["nbgrader"] = _nbgrader(f"answer-{key}", solution=True)
    cell.metadata["dlcourse"] = {"exercise": key}


def _checks(key: str, name: str) -> Iterator[NotebookNode]:
    """One locked cell for the exercise, or one for each of its parts."""
    exercise = registry.load(key)
    for part, points in (exercise.parts or {"": exercise.points}).items():
        which = f", part={part!r}".replace("'", '"') if part else ""
        cell = nbformat.v4.new_code_cell(
            f"# Checks {name}{f' ({part})' if part else ''}: raises and says why where it is not right yet.\n"
            f"from dlcourse.classroom.nbgrader_check import require_correct\n\n"
            f'require_correct("{key}", "{name}"{which})')
        cell.id = "-".join(("check", key, part)).strip("-")
        cell.metadata["nbgrader"] = {**_nbgrader(cell.id, grade=True), "points": points}
        cell.metadata["dlcourse"] = {"exercise": key, "part": part} if part else {"exercise": key}
        yield cell


def _nbgrader(grade_id: str, *, grade: bool = False, solution: bool = False) -> dict:
    """Exactly the keys that nbgrader knows: another one would fail the submission."""
    return {"schema_version": 3, "grade_id": grade_id, "grade": grade, "solution": solution, "locked": grade,
            "task": False}


def _answer_name(text: str, key: str) -> str:
    """What the function or class below the decorator is called."""
    node = next(node for node in ast.parse(text).body if isinstance(node, (ast.FunctionDef, ast.ClassDef))
                and any(ast.unparse(d) == f"exercise({key!r})" for d in node.decorator_list))
    return node.name
