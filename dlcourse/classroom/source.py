"""What can be read from a learner's source text: the definition, its stub, its names. Imports nothing of ours."""

from __future__ import annotations

import ast
import hashlib
import linecache
import re
import types
from collections.abc import Mapping
from typing import Any


def put_back(text: str, scope: dict[str, Any], ours: Mapping[str, Any]) -> list[str]:
    """Before a cell with an exercise runs: the course's names mean what the course means by them; which ones did not.

    >>> scope = {"exercise": 3, "torch": None}
    >>> put_back("exercise += 1", scope, {"exercise": "the decorator"})
    []
    >>> put_back("@exercise('key')", scope, {"exercise": "the decorator", "math": "its module"})
    ['exercise']
    >>> scope
    {'exercise': 'the decorator', 'torch': None}
    """
    _cell_that_runs[0] = python_of(text) if text.lstrip().startswith("%%") else ""
    if not re.search(r"^[ \t]*@exercise\(", text, re.MULTILINE):
        return []
    lost = [name for name, value in ours.items() if name in scope and scope[name] is not value]
    scope.update((name, ours[name]) for name in lost)
    return lost


def cell_source(frame: types.FrameType) -> str:
    """The text of the cell or file that is being run in this frame; empty if unknown.

    `inspect.getsource` fails for a class that is defined in a notebook cell; the frame knows the cell. Below a magic
    such as `%%time` the frame knows nothing; then it is the cell that runs.
    """
    text = "".join(linecache.getlines(frame.f_code.co_filename, frame.f_globals))
    return text or _cell_that_runs[0]


_cell_that_runs = [""]


def python_of(text: str) -> str:
    r"""A cell as Python: what only a notebook knows becomes a call, as in the notebook; a magic above is left out.

    >>> python_of("%%time\n!ls\nx = 1").splitlines()[1]
    'x = 1'
    """
    from IPython.core.inputtransformer2 import TransformerManager

    while text.lstrip().startswith("%%"):
        text = text.lstrip().partition("\n")[2]
    try:
        return TransformerManager().transform_cell(text)
    except SyntaxError:
        return text


def definition(text: str, name: str, line: int = 0) -> ast.stmt | None:
    """The function or class called `name` in the text: the one that begins in this line if any does, else the last."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds) and node.name == name]
    begun = [node for node in found if line and line in {node.lineno, *(d.lineno for d in node.decorator_list)}]
    return max(begun or found, key=lambda node: node.lineno, default=None)


def line_of(answer: Any) -> int:
    """The line in which an answer's definition begins, its decorators included; 0 if it does not say."""
    line = getattr(getattr(answer, "__code__", None), "co_firstlineno", 0) or getattr(answer, "__firstlineno__", 0)
    return line if isinstance(line, int) else 0


def is_stub(node: ast.stmt | None) -> bool:
    r"""Whether nothing was written yet: every body is a docstring followed by `raise NotImplementedError`.

    >>> is_stub(definition("def f(x):\n    '''Doc.'''\n    raise NotImplementedError", "f"))
    True
    """
    if isinstance(node, ast.ClassDef):
        methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
        return not any(_has_content(m) and not is_stub(m) for m in methods) if methods else True
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    body = [s for s in node.body if not _is_text(s)]
    return all(isinstance(s, ast.Pass) or _is_ellipsis(s) or _raises_not_implemented(s) for s in body)


def fingerprint(node: ast.stmt | None, text: str = "") -> str:
    """A short hash of what the code does, blind to comments, spacing and docstrings."""
    dumped = ast.dump(_without_docstrings(node)) if node is not None else text
    return hashlib.sha256(dumped.encode()).hexdigest()[:12]


def used_names(node: ast.AST | None) -> set[str]:
    """Every name and dotted name that the code mentions, e.g. {"torch", "torch.softmax", ".softmax"}.

    >>> sorted(used_names(ast.parse("torch.softmax(z)")))
    ['.softmax', 'torch', 'torch.softmax', 'z']
    """
    found: set[str] = set()
    for item in ast.walk(node) if node is not None else ():
        if isinstance(item, ast.Name):
            found.add(item.id)
        elif isinstance(item, ast.Attribute):
            found |= {"." + item.attr, *_dotted(item)}
        elif isinstance(item, (ast.Import, ast.ImportFrom)):
            found |= _imported(item)
    return found


def _imported(item: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(item, ast.Import):
        return {alias.name for alias in item.names}
    return {item.module or "", *(f"{item.module}.{alias.name}" for alias in item.names)}


def _dotted(item: ast.expr) -> set[str]:
    parts: list[str] = []
    while isinstance(item, ast.Attribute):
        parts.append(item.attr)
        item = item.value
    return {".".join([item.id, *reversed(parts)])} if isinstance(item, ast.Name) else set()


def _has_content(method: ast.FunctionDef) -> bool:
    return method.name != "__repr__"


def _is_text(s: ast.stmt) -> bool:
    return isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) and isinstance(s.value.value, str)


def _is_ellipsis(s: ast.stmt) -> bool:
    return isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) and s.value.value is ...


def _raises_not_implemented(s: ast.stmt) -> bool:
    return isinstance(s, ast.Raise) and "NotImplementedError" in used_names(s)


def _without_docstrings(node: ast.stmt) -> ast.stmt:
    class Strip(ast.NodeTransformer):
        def generic_visit(self, item: ast.AST) -> ast.AST:
            super().generic_visit(item)
            body = getattr(item, "body", None)
            if isinstance(body, list) and body and isinstance(body[0], ast.stmt) and _is_text(body[0]):
                item.body = body[1:] or [ast.Pass()]  # type: ignore[attr-defined]
            return item

    return Strip().visit(ast.parse(ast.unparse(node)))
