"""The names that an answer reaches: by aliases, helpers above it and closures. Imports nothing of ours.

It reads the answer's own process, where the answer may lie; so rules that rest on it are advice, not walls.
"""

from __future__ import annotations

import dis
import sys
import types
from collections.abc import Iterator
from typing import Any

MOST = 200  # functions that are looked through
_ROOTS = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_DEREF", "LOAD_CLASSDEREF")
_STEPS = ("LOAD_ATTR", "LOAD_METHOD")


def names_behind(answer: Any) -> set[str]:
    r"""Dotted names of what an answer uses, whatever the notebook calls it, and ".name" for each attribute of a helper.

    >>> import math
    >>> cells = {"m": math, "__name__": "__main__"}
    >>> exec("def helper(x): return m.sqrt(x)\nanswer = lambda x: helper(x).real", cells)
    >>> sorted(names_behind(cells["answer"]))
    ['.real', '.sqrt', '__main__.helper', 'math.sqrt']
    """
    found = _itself(answer)
    todo, seen = list(_functions(answer)), set()
    while todo and len(seen) < MOST:
        function = todo.pop()
        if id(function) in seen:
            continue
        seen.add(id(function))
        for root, attributes in _chains(function):
            found |= {f".{name}" for name in attributes}
            if not _of_the_course(function) or getattr(root, "__module__", None) != function.__module__:
                found |= _dotted(root, attributes)
            if _of_the_notebook(root, function):
                todo += _functions(root)
    return found


def _itself(answer: Any) -> set[str]:
    """The full name of a part of the course that is given as the answer; a lecture's declared answers are their own."""
    module, name = str(getattr(answer, "__module__", "")), str(getattr(answer, "__name__", "")).rpartition(".")[2]
    return {f"{module}.{name}"} if module.startswith("dlcourse.") and ".lectures." not in f".{module}." else set()


def _functions(thing: Any) -> Iterator[types.FunctionType]:
    """A function, or those of a class; what stands inside `functools.wraps`, properties and methods is unwrapped."""
    members = list(vars(thing).values()) if isinstance(thing, type) else [thing]
    for member in members:
        for inner in (member, getattr(member, "fget", None), getattr(member, "__func__", None),
                      getattr(member, "__wrapped__", None), getattr(member, "func", None)):
            if isinstance(inner, types.FunctionType):
                yield inner


def _of_the_notebook(thing: Any, function: types.FunctionType) -> bool:
    """Whether something was written in the same notebook as the function; nothing of the course's is looked through."""
    return (isinstance(thing, (type, types.FunctionType)) and thing.__module__ == function.__module__
            and not _of_the_course(function))


def _of_the_course(function: types.FunctionType) -> bool:
    return str(function.__module__).startswith("dlcourse")


def _chains(function: types.FunctionType) -> Iterator[tuple[Any, list[str]]]:
    """What a function and those inside it start from, and the attributes that they take of it, in one expression."""
    closure = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
    for code in _codes(function.__code__):
        root, attributes, asks = None, [], False
        for step in dis.get_instructions(code):
            if step.opname in _STEPS:
                attributes.append(step.argval)
                continue
            if root is not None or attributes:
                yield root, attributes
            root, attributes = None, []
            if step.opname in _ROOTS:
                root = _value(step.argval, function, closure)
                asks |= step.argval == "getattr"
        yield from ((None, [name]) for name in code.co_consts if asks and isinstance(name, str) and name.isidentifier())


def _codes(code: types.CodeType) -> Iterator[types.CodeType]:
    yield code
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _codes(inner)


def _value(name: str, function: types.FunctionType, closure: dict[str, Any]) -> Any:
    if name in closure:
        try:
            return closure[name].cell_contents
        except ValueError:  # not bound yet
            return None
    return function.__globals__.get(name)


def _dotted(root: Any, attributes: list[str]) -> set[str]:
    """The full name of something that bears one, and of the attributes taken of it."""
    if isinstance(root, types.ModuleType):
        base = str(root.__name__)
    else:
        name = getattr(root, "__name__", None)
        module = getattr(root, "__module__", None)
        if not isinstance(name, str):
            return set()
        torch = sys.modules.get("torch")
        if not isinstance(module, str):  # a function that is built in
            module = "torch" if getattr(torch, name, None) is root else ""
        base = f"{module}.{name}" if module else name
    return {".".join([base, *attributes[:i]]) for i in range(len(attributes) + 1)} - {"torch", "math", "numpy"}
