"""Changed answers: one place, all places of a family, or a whole statement changed, as edits of statements."""

from __future__ import annotations

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from torch import Tensor

from dlcourse.authoring.mutants.operators import WHEN, WHY, Change, changes
from dlcourse.authoring.mutants.steps import Speaker, step_lines
from dlcourse.classroom.exercise import Exercise, module_of
from dlcourse.classroom.mutants import Mutant
from dlcourse.classroom.variants import Edit, reached, statements

MOST_TOGETHER = 8  # places of one family that are changed at once


class Proposal(NamedTuple):
    """A mutant and what kind of change it is."""

    kind: str
    mutant: Mutant


class _Place(NamedTuple):
    function: str
    at: int
    statement: ast.stmt
    step: str


def proposals(exercise: Exercise, answer: Callable, beside: str = "") -> Iterator[Proposal]:
    """Every change of an answer and of the functions of its module that it uses."""
    module = module_of(exercise)
    inputs = set(inspect.signature(exercise.solution).parameters) if not inspect.isclass(exercise.solution) else set()
    alike = _alike(exercise)
    families: dict[str, list[tuple[_Place, Change]]] = {}
    nodes = reached(module, answer.__name__)
    loops = any(isinstance(part, ast.While) for node in nodes for part in ast.walk(node))

    def proposal(kind: str, edits: tuple[Edit, ...], text: str, asks: str, step: str) -> Proposal:
        return Proposal(kind, Mutant(answer.__name__, edits, text, asks, step, beside, loops))

    for node in nodes:
        steps = _steps(module, node)
        for place, speak in _places(node, steps, inputs):
            for change in changes(place.statement, speak):
                if change.kind == "name" and not alike(*change.family.split()[1:]):
                    continue
                edit = Edit(place.function, place.at, _unparsed(place.statement, [change]))
                yield proposal(change.kind, (edit,), change.text, change.asks, place.step)
                if change.family:
                    families.setdefault(change.family, []).append((place, change))
            for kind, now, text, asks in _whole_statements(place.statement):
                yield proposal(kind, (Edit(place.function, place.at, now),), text, asks, place.step)
        yield from (proposal(*old) for old in _old_values(node, steps, inputs))
    for found in families.values():
        if 1 < len(found) <= MOST_TOGETHER:
            yield proposal(found[0][1].kind, _together(found), f"{found[0][1].text}, everywhere", found[0][1].asks, "")


def _alike(exercise: Exercise) -> Callable[[str, str], bool]:
    """Whether two inputs are of a kind, so that one might be taken for the other."""
    kinds: dict[str, object] = {}
    for name, value in exercise.draw()[-1].inputs.items():
        value = value[0] if isinstance(value, list) and value else value
        kinds[name] = value.ndim if isinstance(value, Tensor) else type(value).__name__
    return lambda one, other: kinds.get(one, one) == kinds.get(other, other)


def _steps(module: object, node: Any) -> dict[int, str]:
    """Steps by line of a definition's own text, whose first line is 1."""
    text = inspect.getsource(vars(module)[node.name])
    start = next(i for i, line in enumerate(text.splitlines()) if line.startswith(("def ", "class ")))
    return step_lines(textwrap.dedent("\n".join(text.splitlines()[start:]) + "\n"))


def _places(node: Any, steps: dict[int, str], inputs: set[str]) -> Iterator[tuple[_Place, Speaker]]:
    owner = {}
    for function in [n for n in ast.walk(node) if isinstance(n, ast.FunctionDef)]:
        names = inputs or {a.arg for a in function.args.args}
        for part in ast.walk(function):
            owner[id(part)] = Speaker(function, steps, names)
    for at, (holder, i) in enumerate(statements(node)):
        if not isinstance(holder[i], (ast.FunctionDef, ast.ClassDef)) and id(holder[i]) in owner:
            speak = owner[id(holder[i])]
            yield _Place(node.name, at, holder[i], speak.step_of(holder[i])), speak


def _unparsed(statement: ast.stmt, made: list[Change]) -> str:
    """The statement with the changes, as text."""
    memo: dict[int, object] = {}
    changed = copy.deepcopy(statement, memo)
    for change in made:
        target = memo[id(change.old)]
        for parent in ast.walk(changed):
            for name, value in ast.iter_fields(parent):
                if value is target:
                    setattr(parent, name, copy.deepcopy(change.new))
                elif isinstance(value, list):
                    for i, item in enumerate(value):
                        if item is target:
                            value[i] = copy.deepcopy(change.new)
    return ast.unparse(ast.fix_missing_locations(changed))


def _together(found: list[tuple[_Place, Change]]) -> tuple[Edit, ...]:
    by_place: dict[tuple[str, int], list[tuple[_Place, Change]]] = {}
    for place, change in found:
        by_place.setdefault((place.function, place.at), []).append((place, change))
    return tuple(Edit(function, at, _unparsed(pairs[0][0].statement, [change for _, change in pairs]))
                 for (function, at), pairs in by_place.items())


def _whole_statements(statement: ast.stmt) -> Iterator[tuple[str, str, str, str]]:
    """Kind, text of the changed statement, words and question."""
    if isinstance(statement, ast.AugAssign):
        plain = ast.Assign([statement.target], statement.value, lineno=0)
        yield ("statement", ast.unparse(ast.fix_missing_locations(plain)),
               "each value replaces what was collected before", "What should happen to what is there already?")
    if isinstance(statement, (ast.AugAssign, ast.Assign, ast.Expr)):
        yield "statement", "pass", "the step is left out", WHY
    if isinstance(statement, ast.If):
        for test, words in ((True, "always"), (False, "never")):
            changed = copy.deepcopy(statement)
            changed.test = ast.Constant(test)
            yield "branch", ast.unparse(changed), f"the condition is taken as {words} true", WHEN
    if isinstance(statement, (ast.For, ast.While)):
        names = [n.id for part in statement.body for n in ast.walk(part)
                 if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
        for name in dict.fromkeys(names):
            changed = copy.deepcopy(statement)
            changed.body.append(ast.Return(ast.Name(name, ast.Load())))
            yield ("round", ast.unparse(ast.fix_missing_locations(changed)),
                   "the function returns inside the loop, after the first round", "When is the result complete?")


def _old_values(node: ast.stmt, steps: dict[int, str], inputs: set[str]) -> Iterator[tuple]:
    """An input that is updated and used again: the old value in the place of the updated one."""
    places = list(_places(node, steps, inputs))
    for place, speak in places:
        if not isinstance(place.statement, ast.Assign):
            continue
        targets = [n.id for t in place.statement.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        for name in [t for t in targets if t in speak.inputs]:
            later = [other for other, _ in places if other.at > place.at and any(
                isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)
                for n in ast.walk(other.statement)) and not isinstance(other.statement, ast.Return)]
            if not later:
                continue
            kept = f"{name}_before"
            edits = [Edit(place.function, place.at, f"{kept} = {name}\n{ast.unparse(place.statement)}")]
            for other in later:
                loads = [n for n in ast.walk(other.statement) if isinstance(n, ast.Name) and n.id == name
                         and isinstance(n.ctx, ast.Load)]
                made = [Change("old", n, ast.Name(kept, ast.Load()), "", "") for n in loads]
                edits.append(Edit(other.function, other.at, _unparsed(other.statement, made)))
            yield ("old", tuple(edits), f"the old `{name}` is used where the updated one belongs",
                   f"Which `{name}` does each line need?", "")
