"""The text of one of our own answers, as a student sees it: without its docstring, with the words of its steps."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from functools import cache

_STEP = re.compile(r"# step: ")


def body_text(text: str, node: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    r"""The lines of a function's body, comments included, flush left. `text` is the source that holds it.

    >>> text = "def f(x):\n    # step: doubled\n    return 2 * x"
    >>> body_text(text, ast.parse(text).body[0])
    '# doubled\nreturn 2 * x'
    """
    lines = text.splitlines()
    first, last = node.body[0], node.body[-1]
    if _is_text(first) and len(node.body) > 1:
        start = first.end_lineno or first.lineno
    else:
        start = first.lineno - 1
        while lines[start - 1].lstrip().startswith("#"):
            start -= 1
    if lines[start][:first.col_offset].strip() and start == first.lineno - 1:  # def f(x): return x
        return ast.get_source_segment(text, first) or ""
    return _STEP.sub("# ", textwrap.dedent("\n".join(lines[start:last.end_lineno])).strip("\n"))


@cache
def solution_text(answer: Callable) -> str:
    """The source of an answer without decorators and docstrings.

    >>> print(solution_text(solution_text.__wrapped__).splitlines()[0])
    def solution_text(answer: Callable) -> str:
    """
    text = textwrap.dedent(inspect.getsource(answer))
    tree = ast.parse(text)
    dropped: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            dropped |= {n for d in node.decorator_list for n in range(d.lineno, (d.end_lineno or d.lineno) + 1)}
            if _is_text(node.body[0]) and len(node.body) > 1:
                dropped |= set(range(node.body[0].lineno, node.body[1].lineno if isinstance(node, ast.ClassDef)
                                     and not isinstance(node.body[1], ast.FunctionDef)
                                     else (node.body[0].end_lineno or node.body[0].lineno) + 1))
    kept = [line for number, line in enumerate(text.splitlines(), 1) if number not in dropped]
    return _STEP.sub("# ", "\n".join(kept))


def _is_text(statement: ast.stmt) -> bool:
    return (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str))
