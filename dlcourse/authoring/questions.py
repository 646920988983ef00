"""Questions leave the notebooks: a source writes them out, the build stores them as data and leaves `ask("NAME")`.

A question cell holds nothing but its call, such as `ask.number("2 + 2?", answer=4)`; what it needs is computed in the
cell before. Its name is the lecture's number and the cell's id: "08/layer-ask".
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbformat import NotebookNode

from dlcourse.authoring.sources import SourceError, name_of, python_of, read
from dlcourse.questions import store
from dlcourse.questions.question import Number, Question, from_data

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
    call = getattr(python_of(cell.source).body[0], "value", None) if is_question(cell) else None
    if not isinstance(call, ast.Call) or getattr(call.func, "attr", "") != "number":
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


def stored(notebook: NotebookNode, path: Path) -> NotebookNode:
    """A source's notebook with each question as readers meet it: `ask("NAME")`."""
    for cell in filter(is_question, notebook.cells):
        cell.source, cell.metadata = f'ask("{number_of(path)}/{cell.id}")', nbformat.from_dict({})
    return notebook


def expanded(notebook: NotebookNode, path: Path) -> NotebookNode:
    """A source's notebook as the build runs it: before each question one more cell, which hands its data over."""
    cells = []
    for cell in notebook.cells:
        if is_question(cell):
            handing = _called("keep", f"{number_of(path)}/{cell.id}", cell.source)
            cells.append(nbformat.v4.new_code_cell(handing, id=cell.id[:59] + _DATA))
        cells.append(cell)
    notebook.cells = cells
    return stored(notebook, path)


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
    found, given = store.find(name), question.as_data()
    if found is None:
        raise AssertionError(f"the question {name} is not stored; run: make notebooks ONLY={name.split('/')[0]}")
    for key, value in found.as_data().items():
        if not _alike(value, given[key]):
            raise AssertionError(f"the question {name} has {key} = {value!r} stored, but its source gives "
                                 f"{given[key]!r} here")


def _alike(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= 1e-9 * max(1.0, abs(one))
    if isinstance(one, Iterable) and isinstance(other, Iterable) and not isinstance(one, str):
        first, second = list(one), list(other)
        return len(first) == len(second) and all(map(_alike, first, second))
    return one == other


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


def leaks(notebook: NotebookNode) -> list[str]:
    """Where a built notebook gives an answer away before it opens, in words; empty if nowhere.

    An answer may stand in the closed part of a stored card and nowhere else: in no cell, no other output, no saved
    state of a live card.
    """
    found = ["it holds the saved state of live cards"] if "widgets" in notebook.metadata else []
    asked = {}
    for before, cell in zip([None, *notebook.cells], notebook.cells):
        if cell.cell_type != "code":
            continue
        if holds_question(cell):
            found.append(f"cell {cell.id} writes its question out, answer and all")
        name = re.fullmatch(r'ask\("([^"]+)"\)', cell.source.strip())
        if not name:
            continue
        question = store.find(name[1])
        if question is None:
            found.append(f"cell {cell.id} asks {name[1]}, which is not stored")
            continue
        asked[cell.id] = question
        if cell.metadata.get("jupyter", {}).get("source_hidden"):
            found.append(f"cell {cell.id} is folded; a folded cell shows its first line")
        shown = _shown(before) if before is not None else ""
        if isinstance(question, Number) and _stands(question.answer_text, shown):
            found.append(f"what is shown before {cell.id} holds its answer {question.answer_text}")
    places = [(f"cell {cell.id}", cell.source + str(cell.metadata) + _shown(cell)) for cell in notebook.cells]
    found += [f"{place} holds a part of the answer to {own}: {secret[:40]!r}" for own, question in asked.items()
              for secret in _secrets(question) for place, text in places if secret in text]
    return found


def _stands(number: str, text: str) -> bool:
    """Whether a number stands in a text, by itself."""
    return re.search(rf"(?<![\d.]){re.escape(number)}(?!\.?\d)", text) is not None


def _shown(cell: NotebookNode) -> str:
    """What a cell's outputs show while every closed part stays closed."""
    texts = []
    for output in cell.get("outputs", ()):
        data = output.get("data", {})
        page = BeautifulSoup("".join(data.get("text/html", "")), "html.parser")
        for closed in page.find_all("details"):
            closed.decompose()
        texts += [page.get_text(), "".join(data.get("text/plain", "")), "".join(output.get("text", ""))]
    return "\n".join(texts)


def _secrets(question: Question) -> list[str]:
    """The sentences of a question that only an opened card may show."""
    told = question.as_data()
    texts = [told["why"], told.get("answer", ""), *told.get("points", ()),
             *(text for _, text in (*told.get("mistakes", ()), *told.get("choices", ())))]
    return [text for text in texts if isinstance(text, str) and len(text) >= 20]


def _told(question: Question) -> list:
    return list(question.as_data().values())
