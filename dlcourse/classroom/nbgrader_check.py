"""A check that nbgrader can run: it raises where the answer is not right, and says nothing where it is.

nbgrader gives full credit to a check cell that neither raises nor writes to stderr, whatever it returns.
"""

from __future__ import annotations

import ast
import contextlib
import io
import linecache
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dlcourse.classroom import registry, source
from dlcourse.classroom.card import Card
from dlcourse.classroom.check import CORRECT, check

SEED = 1  # other inputs than the card's, so that an answer which knows those by heart is found out


class NotCorrectError(AssertionError):
    """The answer is not right; the message is the card's diagnosis."""

    def _render_traceback_(self) -> list[str]:
        """What IPython shows: the diagnosis, without the lines of this file."""
        return str(self).splitlines()


def require_correct(key: str, name: str, *, part: str = "", seed: int = SEED) -> None:
    """Raise unless the answer to an exercise is right, or one part of it.

    The answer is the last definition below `@exercise(key)` that was run, whatever it is called; without one it is
    what is called `name`.

    Raises: NotCorrectError with the diagnosis; UnknownExerciseError if no exercise has this key; ValueError if the
    exercise has no such part.
    """
    declared = registry.load(key)
    if part and part not in declared.parts:
        raise ValueError(f"require_correct: {key} should have a part {part!r}; it has "
                         f"{', '.join(declared.parts) or 'none'}.")
    answer, node = _answer(key, name, sys._getframe(1).f_globals)
    if not callable(answer):
        raise NotCorrectError(f"[not attempted] {declared.title}: there is no `{name}`. Did its cell run without an "
                              "error?")
    with _silence():
        verdict = check(declared, answer, seed=seed, node=node)
    if verdict.status != CORRECT and not verdict.parts.get(part):
        raise NotCorrectError(repr(Card(verdict)))


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Nothing that an answer prints or warns of is seen: nbgrader gives no points to a cell that wrote to stderr."""
    with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()), \
            warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _answer(key: str, name: str, scope: Mapping[str, Any]) -> tuple[Any, ast.stmt | None]:
    """The answer and its definition's source, from the cells that were run (IPython keeps them as `In`)."""
    for text in reversed(scope.get("In", ())):
        node = _below_decorator(text, key)
        if node is not None and node.name in scope:
            return scope[node.name], node
    answer: Any = scope.get(name)
    return answer, source.definition(_text_of(answer), name)


def _below_decorator(text: str, key: str) -> ast.FunctionDef | ast.ClassDef | None:
    """The last function or class of a cell that stands below `@exercise(key)`."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return None
    found = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.ClassDef))
             and any(ast.unparse(d) == f"exercise({key!r})" for d in node.decorator_list)]
    return max(found, key=lambda node: node.lineno, default=None)


def _text_of(answer: Callable) -> str:
    """The text of the cell or file that defines a function or class."""
    functions = [answer, *vars(answer).values()] if isinstance(answer, type) else [answer]
    code = next((f.__code__ for f in functions if hasattr(f, "__code__")), None)
    return "".join(linecache.getlines(code.co_filename)) if code is not None else ""
