"""Changed copies of the functions and classes at the top of a module: one by one, or all of a table at once.

One by one, a definition is compiled anew for each change. All at once, it is compiled a single time with every change
in it: where a statement changes, a switch on the number of the copy chooses what runs. The number is a global of the
copy's own module scope, so that what an answer returns (a closure, an object with methods) goes on to see it.

Where a copy might not end, it calls a `tick` in front of every pass through a loop and in every function, which may
raise. A method changes by itself: another name of it in its class (`__radd__ = __add__`) keeps what it was.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from types import CodeType, ModuleType
from typing import Any, NamedTuple

NUMBER, TICK = "__copy__", "__tick__"  # of a copy, in its scope
_TICK = ast.parse(f"{TICK}()").body[0]


class Edit(NamedTuple):
    """One statement of one function of a module, and what stands there instead."""

    function: str
    at: int
    now: str


class Compiled(NamedTuple):
    """A definition, and those methods of it that are put in afterwards."""

    whole: CodeType
    methods: CodeType | None = None


Changed = tuple[str, tuple[Edit, ...]]  # a name of the module, and what is changed on its way


def one(module: ModuleType, name: str, edits: Sequence[Edit], tick: Callable[[], None] | None = None) -> Any:
    """What `name` is in a copy of the module with these changes."""
    counted = tick is not None
    parts = {f: _edited(module, f, [edit for edit in edits if edit.function == f], counted)
             for f in _names_reached(module, name)}
    return _defined(module, parts, {TICK: tick})[name]


def switched(module: ModuleType, copies: tuple[Changed, ...], ticks: Sequence[Callable[[], None] | None]) -> Iterator:
    """What `one` gives for each of the copies with its tick, one after the other."""
    counted = any(tick is not None for tick in ticks)
    codes, alone = _switches(module, copies, counted)
    for number, ((name, edits), tick) in enumerate(zip(copies, ticks, strict=True)):
        if number in alone:
            yield one(module, name, edits, tick)
        else:
            parts = {f: codes.get(f) or Compiled(_code(module, f, counted)) for f in _names_reached(module, name)}
            yield _defined(module, parts, {NUMBER: number, TICK: tick or _go_on})[name]


def _go_on() -> None:
    """The tick of a copy that is known to end."""


def defines(module: ModuleType, name: str, at: int = 0) -> bool:
    """Whether the module has a function or class of this name with a statement of this number."""
    return name in _definitions(module) and at < _length(module, name)


def reached(module: ModuleType, name: str) -> list[ast.stmt]:
    """Fresh syntax trees of a definition and of those that it uses, bare of decorators and text."""
    return [_bare(_definitions(module)[found]) for found in _names_reached(module, name)]


def statements(node: ast.AST) -> list[tuple[list[ast.stmt], int]]:
    """Every statement of a definition as the list that holds it and its index there, in the order of `ast.walk`."""
    found = []
    for part in ast.walk(node):
        for _, value in ast.iter_fields(part):
            if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                found += [(value, i) for i in range(len(value))]
    return found


def _defined(module: ModuleType, parts: dict[str, Compiled], own_names: dict[str, Any]) -> dict[str, Any]:
    """A copy of the module's scope in which these definitions stand anew."""
    scope = {**vars(module), **own_names}
    for name, (whole, methods) in parts.items():
        exec(whole, scope)
        if methods is not None:
            own: dict[str, Any] = {}
            exec(methods, scope, own)
            for method, function in own.items():
                setattr(scope[name], method, function)
    return scope


@cache
def _code(module: ModuleType, name: str, counted: bool) -> CodeType:
    """The unchanged definition, compiled once."""
    return _compiled([_bare(_definitions(module)[name])], counted)


def _edited(module: ModuleType, name: str, edits: Sequence[Edit], counted: bool) -> Compiled:
    if not edits:
        return Compiled(_code(module, name, counted))
    node = _bare(_definitions(module)[name])
    places = statements(node)
    for edit in sorted(edits, key=lambda e: -e.at):
        holder, i = places[edit.at]
        holder[i:i + 1] = ast.parse(edit.now).body
    return _finished(module, name, node, {edit.at for edit in edits}, counted)


def _finished(module: ModuleType, name: str, node: ast.stmt, changed: set[int], counted: bool) -> Compiled:
    """A changed definition compiled: only its methods where nothing else is changed."""
    inside = _in_method(module, name)
    if not changed <= inside.keys():
        return Compiled(_compiled([node], counted))
    methods = [m for m in _plain_methods(node) if m.name in {inside[at] for at in changed}]
    return Compiled(_code(module, name, counted), _compiled(methods, counted))


@cache
def _in_method(module: ModuleType, name: str) -> dict[int, str]:
    """For a class: the number of a statement in it -> the method that holds it and can be compiled by itself."""
    text = _definitions(module)[name]
    node = _bare(text)
    if not isinstance(node, ast.ClassDef) or "super()" in text:
        return {}
    inside = {id(holder[i]): method.name for method in _plain_methods(node) for holder, i in statements(method)}
    return {at: inside[id(holder[i])] for at, (holder, i) in enumerate(statements(node)) if id(holder[i]) in inside}


def _plain_methods(node: ast.stmt) -> list[ast.FunctionDef]:
    return [part for part in getattr(node, "body", ()) if isinstance(part, ast.FunctionDef) and not part.decorator_list]


def _compiled(nodes: Sequence[ast.stmt], counted: bool) -> CodeType:
    tree = ast.Module(body=list(nodes), type_ignores=[])
    for part in ast.walk(tree) if counted else ():
        if isinstance(part, (ast.While, ast.For, ast.FunctionDef)) and part.body[0] is not _TICK:
            part.body.insert(0, _TICK)
    return compile(ast.fix_missing_locations(tree), "<mutant>", "exec")


class _Open:
    """A definition's syntax tree while switches are put into it."""

    def __init__(self, module: ModuleType, name: str):
        self.node = _bare(_definitions(module)[name])
        self.places = [(holder, i, holder[i]) for holder, i in statements(self.node)]
        self.changes: dict[int, dict[str, list[int]]] = {}  # the place -> what stands there -> in which copies

    def put_in(self, parsed: dict[str, list[ast.stmt]]) -> None:
        """Make a switch of every statement that changes."""
        for at, found in self.changes.items():
            holder, i, statement = self.places[at]
            holder[i] = _switch(statement, [(numbers, parsed[now]) for now, numbers in found.items()])


@cache
def _switches(module: ModuleType, copies: tuple[Changed, ...],
              counted: bool) -> tuple[dict[str, Compiled], frozenset[int]]:
    """Every definition that some copy changes, with all changes in it; and the copies that have to be made alone.

    A class in which one copy changes a method and another one something else would be put together in two ways: what
    is not a change of methods is made alone there.
    """
    opened = {name: _Open(module, name) for name in sorted({edit.function for _, edits in copies for edit in edits})}
    parsed = {now: ast.parse(now).body for now in {edit.now for _, edits in copies for edit in edits}}
    alone = set()
    for number, (_, edits) in enumerate(copies):
        if not all(_bind_alike([opened[e.function].places[e.at][2]], parsed[e.now])
                   and (not _in_method(module, e.function) or e.at in _in_method(module, e.function)) for e in edits):
            alone.add(number)
            continue
        for edit in edits:
            opened[edit.function].changes.setdefault(edit.at, {}).setdefault(edit.now, []).append(number)
    for tree in opened.values():
        tree.put_in(parsed)
    codes = {name: _finished(module, name, tree.node, set(tree.changes), counted) for name, tree in opened.items()
             if tree.changes}
    return codes, frozenset(alone)


def _switch(statement: ast.stmt, others: Sequence[tuple[list[int], list[ast.stmt]]]) -> ast.stmt:
    """The statement, or another one in the copies with these numbers; all other copies pass a single test."""
    number = ast.Name(NUMBER, ast.Load())
    anywhere = ast.Set([ast.Constant(n) for numbers, _ in others for n in numbers])
    cases = [ast.match_case(_pattern(numbers), None, body or [ast.Pass()]) for numbers, body in others]
    return ast.If(ast.Compare(number, [ast.NotIn()], [anywhere]), [statement], [ast.Match(number, cases)])


def _pattern(numbers: Sequence[int]) -> ast.pattern:
    values: list[ast.pattern] = [ast.MatchValue(ast.Constant(n)) for n in numbers]
    return values[0] if len(values) == 1 else ast.MatchOr(values)


def _bind_alike(before: Sequence[ast.stmt], after: Sequence[ast.stmt]) -> bool:
    """Whether both bind the same names, so that no name of the function becomes local, or global, by the switch."""
    one, other = _bound(before), _bound(after)
    return one is not None and one == other


def _bound(body: Sequence[ast.AST]) -> set[str] | None:
    """The names that statements bind in the scope where they stand; None where a switch could change what runs."""
    names, waiting = set(), list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.Delete, ast.Import,
                             ast.ImportFrom, ast.ExceptHandler, ast.Match, ast.NamedExpr)):
            return None
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, ast.Name):
            names |= {node.id} if isinstance(node.ctx, ast.Store) else set()
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            waiting += ast.iter_child_nodes(node)
    return names


@cache
def _names_reached(module: ModuleType, name: str) -> tuple[str, ...]:
    """A definition and those of its module that it uses, in their order."""
    source = _definitions(module)
    wanted, waiting = set(), [name]
    while waiting:
        found = waiting.pop()
        if found in source and found not in wanted:
            wanted.add(found)
            waiting += _names_read(module, found)
    return tuple(found for found in source if found in wanted)


@cache
def _names_read(module: ModuleType, name: str) -> frozenset[str]:
    return frozenset(n.id for n in ast.walk(ast.parse(_definitions(module)[name])) if isinstance(n, ast.Name))


@cache
def _length(module: ModuleType, name: str) -> int:
    return len(statements(_bare(_definitions(module)[name])))


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
    lines = text.splitlines()
    return {node.name: "\n".join(lines[node.lineno - 1:node.end_lineno]) for node in ast.parse(text).body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
