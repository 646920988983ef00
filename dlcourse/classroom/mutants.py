"""Wrong answers that are one change away from an answer of ours: built from a reviewed table when nothing else fits.

`tasks/KEY.mutants.json` lies beside the exercise. The authoring tool proposes its rows and an author reviews them; here
they are only run and compared. A row says which function of the task's module changes, and how: the statement with the
number `at` (in the order of `ast.walk`) becomes the text `now`.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any, NamedTuple

from dlcourse.classroom.exercise import Exercise

LINES = 20_000  # that a mutant with a loop may run in one case before it counts as endless


class Edit(NamedTuple):
    """One statement of one function of the task's module, and what stands there instead."""

    function: str
    at: int
    now: str


class Mutant(NamedTuple):
    """A row of the table."""

    of: str                   # the answer of ours that is changed
    edits: tuple[Edit, ...]
    text: str                 # "`b1` stands where `b2` belongs", after "... what comes out when"
    asks: str                 # a question to think on
    step: str = ""            # the step in which the change lies, in the words of its comment
    beside: str = ""          # the misconception that is changed further; a second mistake then
    loops: bool = False       # whether it might not end

    @property
    def where(self) -> str:
        """The step, ready to stand behind the text; empty if there is none to name."""
        return f" (in the step: {self.step})" if self.step else ""

    @property
    def sentence(self) -> str:
        """What a learner is told."""
        return f"Your numbers are what comes out when {self.text}{self.where}. {self.asks}"


class EndlessError(RuntimeError):
    """A mutant that ran for too many lines."""


def file_of(exercise: Exercise) -> Path:
    """Where the table of an exercise lies, whether or not there is one."""
    return Path(inspect.getfile(exercise.solution)).with_suffix(".mutants.json")


@cache
def table(exercise_key: str, path: Path) -> tuple[Mutant, ...]:
    """The rows of a table, in the order in which they are tried; none if there is no table."""
    if not path.is_file():
        return ()
    rows = json.loads(path.read_text(encoding="utf-8"))["mutants"]
    return tuple(Mutant(row["of"], tuple(Edit(*edit) for edit in row["edits"]), row["text"], row["asks"],
                        row.get("step", ""), row.get("beside", ""), row.get("loops", False)) for row in rows)


def of_exercise(exercise: Exercise) -> tuple[Mutant, ...]:
    """The mutants of an exercise; a row whose answer has changed too much since the table was made is passed over."""
    module = inspect.getmodule(exercise.solution)
    return tuple(row for row in table(exercise.key, file_of(exercise)) if _fits(module, row))


def _fits(module: ModuleType, row: Mutant) -> bool:
    texts = _definitions(module)
    return row.of in texts and all(edit.function in texts and edit.at < _length(texts[edit.function])
                                   for edit in row.edits)


@cache
def _length(text: str) -> int:
    return len(statements(_bare(text)))


def built(exercise: Exercise, mutant: Mutant) -> Callable:
    """The changed answer, ready to be called."""
    return _built(inspect.getmodule(exercise.solution), mutant)


@cache
def _built(module: ModuleType, mutant: Mutant) -> Callable:
    """Only what the edits change is compiled; hundreds of mutants are built while a learner waits."""
    scope, changed = dict(vars(module)), {edit.function for edit in mutant.edits}
    for name in _names_reached(module, mutant.of):
        if name not in changed:
            exec(_code(module, name), scope)
            continue
        edits = [edit for edit in mutant.edits if edit.function == name]
        methods = _methods(module, name)
        found = [methods.get(edit.at) for edit in edits]
        if all(found):
            exec(_code(module, name), scope)
            for method, text in {(place.method, place.text) for place in found}:
                places = {place.at: edit for place, edit in zip(found, edits) if place.method == method}
                node = _changed(ast.parse(text).body[0], [edit._replace(at=at) for at, edit in places.items()])
                own: dict[str, Any] = {}
                exec(_compiled([node], mutant.of), scope, own)
                setattr(scope[name], method, own[method])
        else:
            exec(_compiled([_changed(ast.parse(_bare_text(module, name)).body[0], edits)], mutant.of), scope)
    answer = scope[mutant.of]
    return _limited(answer) if mutant.loops else answer


def _compiled(nodes: list[ast.stmt], name: str) -> CodeType:
    return compile(ast.fix_missing_locations(ast.Module(body=nodes, type_ignores=[])), f"<mutant of {name}>", "exec")


@cache
def _bare_text(module: ModuleType, name: str) -> str:
    """What is left of a definition's source, for being read again and again."""
    return ast.unparse(_bare(_definitions(module)[name]))


@cache
def _code(module: ModuleType, name: str) -> CodeType:
    """The unchanged definition, compiled once."""
    return _compiled([_bare(_definitions(module)[name])], name)


class _MethodPlace(NamedTuple):
    """A statement of a class as one of a method's own statements."""

    method: str
    text: str  # of the method
    at: int    # among the method's statements


@cache
def _methods(module: ModuleType, name: str) -> dict[int, _MethodPlace]:
    """For a class: the number of a statement in it -> the same in its method; empty where no method can stand alone."""
    node = _bare(_definitions(module)[name])
    if not isinstance(node, ast.ClassDef) or "super()" in _definitions(module)[name]:
        return {}
    inside = {}
    for method in [part for part in node.body if isinstance(part, ast.FunctionDef) and not part.decorator_list]:
        text = ast.unparse(method)
        inside |= {id(holder[i]): _MethodPlace(method.name, text, at)
                   for at, (holder, i) in enumerate(statements(method))}
    return {at: inside[id(holder[i])] for at, (holder, i) in enumerate(statements(node)) if id(holder[i]) in inside}


def reached(module: ModuleType, name: str) -> list[ast.stmt]:
    """Fresh syntax trees of an answer and of the functions of its module that it uses, bare of decorators and text."""
    return [_bare(_definitions(module)[found]) for found in _names_reached(module, name)]


@cache
def _names_reached(module: ModuleType, name: str) -> tuple[str, ...]:
    """An answer and the functions of its module that it uses, in their order."""
    source = _definitions(module)
    wanted, waiting = set(), [name]
    while waiting:
        found = waiting.pop()
        if found in source and found not in wanted:
            wanted.add(found)
            waiting += [n.id for n in ast.walk(ast.parse(source[found])) if isinstance(n, ast.Name)]
    return tuple(found for found in source if found in wanted)


def _bare(text: str) -> ast.stmt:
    """A definition without decorators of the task and without docstrings."""
    node = ast.parse(text).body[0]
    for part in ast.walk(node):
        if isinstance(part, (ast.FunctionDef, ast.ClassDef)):
            part.decorator_list = [d for d in part.decorator_list if not ast.unparse(d).startswith("task.")]
            if ast.get_docstring(part, clean=False) is not None and len(part.body) > 1:
                part.body = part.body[1:]
    return node


@cache
def _definitions(module: ModuleType) -> dict[str, str]:
    """Name -> source of every function and class at the top of a module, in their order."""
    text = inspect.getsource(module)
    return {node.name: "\n".join(text.splitlines()[node.lineno - 1:node.end_lineno]) for node in ast.parse(text).body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))}


def statements(node: ast.AST) -> list[tuple[list[ast.stmt], int]]:
    """Every statement of a definition as the list that holds it and its index there, in the order of `ast.walk`."""
    found = []
    for part in ast.walk(node):
        for _, value in ast.iter_fields(part):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                found += [(value, i) for i in range(len(value))]
    return found


def _changed(node: ast.stmt, edits: Sequence[Edit]) -> ast.stmt:
    places = statements(node)
    for edit in sorted(edits, key=lambda e: -e.at):
        holder, i = places[edit.at]
        holder[i:i + 1] = ast.parse(edit.now).body
    return node


def _limited(answer: Callable) -> Callable:
    """The same answer, ended by an EndlessError after LINES lines of its own."""
    def run(*args: Any, **named: Any) -> Any:
        left = LINES

        def watch(frame: FrameType, event: str, _: Any) -> Any:
            nonlocal left
            if not frame.f_code.co_filename.startswith("<mutant"):
                return None
            left -= event == "line"
            if left < 0:
                raise EndlessError("the mutant does not end")
            return watch

        before = sys.gettrace()
        sys.settrace(watch)
        try:
            return answer(*args, **named)
        finally:
            sys.settrace(before)

    return run


def singles_first(mutants: Sequence[Mutant]) -> Iterator[Mutant]:
    """One change alone before a second mistake beside a known one."""
    yield from (m for m in mutants if not m.beside)
    yield from (m for m in mutants if m.beside)
