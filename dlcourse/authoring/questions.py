"""Questions leave the notebooks: a source writes them out, the build stores them as data and leaves `ask("NAME")`.

A question cell holds nothing but its call, such as `ask.number("2 + 2?", answer=4)`; what it needs is computed in the
cell before. Its name is the lecture's number and the cell's id: "08/layer-ask".
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from dlcourse.authoring.sources import SourceError, name_of, python_of, read
from dlcourse.questions import store
from dlcourse.questions.question import Question, from_data

KEPT = "application/vnd.dlcourse.kept+json"  # how a kernel hands a question to the build
_DATA = "-data"  # follows the id of a question's cell, for the cell that only the build runs
KINDS = ("number", "choose", "predict", "explain")


def is_question(cell: NotebookNode) -> bool:
    """Whether a source's cell is the call of a question and nothing else."""
    if cell.cell_type != "code":
        return False
    body = python_of(cell.source).body
    return len(body) == 1 and isinstance(body[0], ast.Expr) and _asks(body[0].value)


def holds_question(cell: NotebookNode) -> bool:
    """Whether a question is put anywhere in a source's cell."""
    return cell.cell_type == "code" and any(map(_asks, ast.walk(python_of(cell.source))))


def _asks(node: ast.AST) -> bool:
    return (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in KINDS
            and isinstance(node.func.value, ast.Name) and node.func.value.id == "ask")


def asks_for_words(cell: NotebookNode) -> bool:
    """Whether a question asks for a number and gives a text as the answer, or as a mistake."""
    call = python_of(cell.source).body[0].value if is_question(cell) else None
    if not isinstance(call, ast.Call) or call.func.attr != "number":
        return False
    answer = [*call.args[1:2], *(k.value for k in call.keywords if k.arg == "answer")]
    mistakes = [key for k in call.keywords if k.arg == "mistakes" and isinstance(k.value, ast.Dict)
                for key in k.value.keys]
    return any(isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
               for node in (*answer, *mistakes))


def number_of(path: Path) -> str:
    """The number of a source's lecture."""
    return name_of(path).split("_")[0]


def part_of(path: Path) -> str:
    """Which of a lecture's two notebooks a source makes."""
    return path.stem


def originals(path: Path) -> dict[str, str]:
    """Cell id -> the call as the source writes it, for every question of a source."""
    return {cell.id: cell.source for cell in read(path).cells if is_question(cell)}


def expanded(notebook: NotebookNode, path: Path) -> NotebookNode:
    """A source's notebook as the build runs it: before each question one more cell, which hands its data over."""
    cells = []
    for cell in notebook.cells:
        if is_question(cell):
            name = f"{number_of(path)}/{cell.id}"
            cells.append(nbformat.v4.new_code_cell(_called("keep", name, cell.source), id=cell.id[:59] + _DATA))
            cell.source, cell.metadata = f'ask("{name}")', nbformat.from_dict({})
        cells.append(cell)
    notebook.cells = cells
    return notebook


def collapsed(notebook: NotebookNode) -> dict[str, Question]:
    """Take the cells that `expanded` added out of a notebook that was run; the questions that they handed over."""
    found = {}
    for before, cell in zip(notebook.cells, notebook.cells[1:]):
        if before.id == cell.id[:59] + _DATA:
            [output] = before.outputs
            told = json.loads(output.data[KEPT]) if isinstance(output.data[KEPT], str) else output.data[KEPT]
            found[cell.id] = from_data(told["name"], told["question"])
    notebook.cells = [cell for cell in notebook.cells if not cell.id.endswith(_DATA)]
    return found


def proof(path: Path, cell: str) -> str | None:
    """What a kernel runs after a question's cell to prove that the stored data are what the source gives there."""
    written = originals(path).get(cell)
    return None if written is None else _called("same", f"{number_of(path)}/{cell}", written)


def _called(function: str, name: str, source: str) -> str:
    return f"__import__('{__name__}', fromlist=['x']).{function}({name!r}, {source.rstrip()}\n)"


class _Kept:
    def __init__(self, question: Question):
        self.told = {"name": question.name, "question": question.as_data()}

    def _repr_mimebundle_(self, **kwargs) -> dict:
        return {KEPT: self.told, "text/plain": ""}


def keep(name: str, question: Question) -> _Kept:
    """In the build's kernel: let `ask(name)` find a question, and hand it to the build."""
    named = from_data(name, question.as_data())
    store.keep(named)
    return _Kept(named)


def same(name: str, question: Question) -> None:
    """In the proof's kernel: the stored question is the one that the source gives, to the last digit but rounding.

    Raises: AssertionError, naming the question and what differs.
    """
    stored, given = store.find(name), question.as_data()
    if stored is None:
        raise AssertionError(f"the question {name} is not stored; run: make notebooks ONLY={name.split('/')[0]}")
    for key, value in stored.as_data().items():
        if not _alike(value, given[key]):
            raise AssertionError(f"the question {name} has {key} = {value!r} stored, but its source gives "
                                 f"{given[key]!r} here")


def _alike(stored: object, given: object) -> bool:
    if isinstance(stored, float) and isinstance(given, float):
        return abs(stored - given) <= 1e-9 * max(1.0, abs(stored))
    if isinstance(stored, Iterable) and isinstance(given, Iterable) and not isinstance(stored, str):
        first, second = list(stored), list(given)
        return len(first) == len(second) and all(map(_alike, first, second))
    return stored == given


def write(path: Path, variants: list[dict[str, Question]]) -> None:
    """Store a source's questions, which all its notebooks must give alike.

    Raises: SourceError, naming the first question that the blank and the solved notebook give differently.
    """
    first, *others = variants
    for other in others:
        for own in {*first, *other}:
            if own not in first or own not in other or not _alike(_told(first[own]), _told(other[own])):
                raise SourceError(f"{path}: the question {own} is another one in the solved notebook than in the blank "
                                  "one. Let it not depend on an answer.")
    store.write(store.file_of(number_of(path), part_of(path)), first)


def _told(question: Question) -> list:
    return list(question.as_data().values())
