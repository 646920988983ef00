"""Puts into an exercise notebook what its task declares: heading, stub and solution, method by method.

In a source, the cell `task-KEY` holds the words of the exercise KEY, and the cell with `@exercise("KEY")` its
signature. A function whose body is a docstring is for the student to write; one whose body is `...` is given.
"""

from __future__ import annotations

import ast
import builtins
import copy
import dis
import inspect
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator
from types import CodeType

from nbformat import NotebookNode

from dlcourse.authoring.effort import minutes
from dlcourse.authoring.sources import SourceError
from dlcourse.classroom import registry
from dlcourse.classroom.exercise import Exercise, module_of
from dlcourse.classroom.solution import body_text

Function = ast.FunctionDef | ast.AsyncFunctionDef
Answer = ast.FunctionDef | ast.ClassDef
Style = Callable[[str], str]  # the right body of a function -> what the notebook shows there
BLANK: Style = lambda body: "raise NotImplementedError"  # noqa: E731
SOLVED: Style = lambda body: body  # noqa: E731
_OLD_MARKER = re.compile(r"^[ \t]*#+ *(BEGIN|END) +ANSWERS?\b", re.MULTILINE | re.IGNORECASE)


def fill(notebook: NotebookNode, name: str, style: Style) -> None:
    """Fill every heading and every answer of an exercise notebook in, in `style`.

    Raises: SourceError if a heading's exercise is not in the notebook, an answer's signature is not that of the
    solution, a method is missing, or the solution uses a name that no earlier cell defines.
    """
    keys = [key for cell in notebook.cells if cell.cell_type == "code" for key, _ in answers(cell.source)]
    defined: set[str] = set(dir(builtins))
    for cell in notebook.cells:
        where = f"{name}, cell {cell.id}"
        if cell.cell_type == "markdown" and cell.id.startswith("task-") and cell.id[5:] in keys:
            key = cell.id[5:]
            _say_effort(notebook, key)
            cell.source = heading(registry.load(key), keys.index(key) + 1) + cell.source
        elif cell.cell_type == "code":
            if _OLD_MARKER.search(cell.source):
                raise SourceError(f"{where}: an answer stands between markers. Take it out and leave the signature "
                                  "with its docstring; the answer belongs under @task.solution in the task.")
            for key, _ in answers(cell.source):
                solved = filled(cell.source, registry.load(key), SOLVED, where)
                _require_defined(solved, defined, where)
                cell.source = filled(cell.source, registry.load(key), style, where)
            defined |= set(_stored(cell.source))
    for key in keys:
        if not any(cell.id == f"task-{key}" for cell in notebook.cells):
            raise SourceError(f"{name}: the exercise {key} needs a markdown cell with id=\"task-{key}\" for its words.")


def heading(exercise: Exercise, number: int) -> str:
    """The lines above an exercise's words: number, title and objective."""
    return f"## {number}. {exercise.title}\n\nObjective: {exercise.objective}.\n\n"


def cells_of(notebook: NotebookNode, key: str) -> list[NotebookNode]:
    """The cells of a source that an exercise is read in: from its words up to its answer."""
    begin = next(i for i, cell in enumerate(notebook.cells) if cell.id == f"task-{key}")
    end = next((i for i, cell in enumerate(notebook.cells) if i > begin and cell.cell_type == "code"
                and key in [answered for answered, _ in answers(cell.source)]), begin + 1)
    return notebook.cells[begin:end]


def _say_effort(notebook: NotebookNode, key: str) -> None:
    """Write at the end of an exercise's words how hard it is and how long it takes."""
    cells, exercise = cells_of(notebook, key), registry.load(key)
    last = [cell for cell in cells if cell.cell_type == "markdown"][-1]
    dots = "●" * exercise.difficulty + "○" * (3 - exercise.difficulty)
    last.source = (f"{last.source.rstrip()}\n\n*Difficulty {dots} · about {minutes(exercise, cells)} minutes.*")


def answers(source: str) -> list[tuple[str, Answer]]:
    """Key and definition of every answer in a cell."""
    return [(str(decorator.args[0].value), node) for node in _parsed(source).body
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) for decorator in node.decorator_list
            if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "exercise"
            and decorator.args and isinstance(decorator.args[0], ast.Constant)]


def filled(source: str, exercise: Exercise, style: Style, where: str = "") -> str:
    """A cell's source with the bodies of one exercise's answer filled in.

    Raises: SourceError as `fill`.
    """
    node = dict(answers(source))[exercise.key]
    text, solution = _solution_of(exercise)
    if type(node) is not type(solution) or node.name != solution.name:
        raise SourceError(f"{where}: {exercise.key} should be called {solution.name}, as its solution is; the cell "
                          f"defines {node.name}.")
    lines = source.splitlines()
    for mine, theirs in sorted(_pairs(node, solution, where), key=lambda pair: -pair[0].lineno):
        _require_alike(mine, theirs, where)
        given = _is_ellipsis(mine.body[-1])
        if (not given and len(mine.body) > 1) or not (given or _is_text(mine.body[0])):
            raise SourceError(f"{where}: the body of {mine.name} should be a docstring (the student writes it) or ... "
                              "(it is given); the code belongs under @task.solution.")
        body = body_text(text, theirs)
        _put(lines, mine, body if given else style(body), given)
    return "\n".join(lines)


def _put(lines: list[str], node: Function, body: str, given: bool) -> None:
    """Write a body behind a docstring, or in the place of `...`."""
    last = node.body[-1]
    margin = " " * (node.col_offset + 4)
    text = textwrap.indent(body, margin, lambda line: bool(line.strip())).splitlines()
    if not given:
        lines[last.end_lineno:last.end_lineno] = text
    elif last.lineno == (head := node.body[0].lineno) and lines[head - 1][:last.col_offset].strip():
        lines[head - 1:head] = [lines[head - 1][:last.col_offset].rstrip(), *text]
    else:
        lines[last.lineno - 1:last.lineno] = text


def _solution_of(exercise: Exercise) -> tuple[str, Answer]:
    text = inspect.getsource(module_of(exercise))
    [node] = [n for n in ast.parse(text).body
              if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n.name == exercise.solution.__name__]
    return text, node


def _pairs(node: Answer, solution: Answer, where: str) -> Iterator[tuple[Function, Function]]:
    """Each function of the cell with the solution's function of that name."""
    if isinstance(node, ast.FunctionDef):
        yield node, solution
        return
    theirs = {f.name: f for f in solution.body if isinstance(f, ast.FunctionDef)}
    mine = [f for f in node.body if isinstance(f, ast.FunctionDef)]
    missing = {f.name for f in mine} ^ set(theirs)
    if missing:
        raise SourceError(f"{where}: the cell and the solution of {node.name} disagree about the methods "
                          f"{', '.join(sorted(missing))}.")
    yield from ((f, theirs[f.name]) for f in mine)


def _require_alike(mine: Function, theirs: Function, where: str) -> None:
    ours, other = _signature(mine), _signature(theirs)
    if ours != other:
        raise SourceError(f"{where}: {mine.name} takes ({ours}) in the notebook and ({other}) in the solution. Give "
                          "both the same parameters.")


def _signature(node: Function) -> str:
    arguments = copy.deepcopy(node.args)
    for argument in ast.walk(arguments):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    return ast.unparse(arguments)


def _require_defined(cell: str, defined: set[str], where: str) -> None:
    unknown = sorted(set(_read(cell)) - defined - set(_stored(cell)))
    if unknown:
        raise SourceError(f"{where}: the solution uses {', '.join(unknown)}, which no earlier cell defines. Import it "
                          "in the notebook, or write the solution without it.")


def _codes(text: str) -> Iterator[CodeType]:
    waiting = [compile(_parsed(text), "<cell>", "exec")]
    while waiting:
        code = waiting.pop()
        yield code
        waiting += [c for c in code.co_consts if isinstance(c, CodeType)]


def _read(text: str) -> Iterable[str]:
    """Names that a cell's code looks for outside itself."""
    for code in _codes(text):
        steps = list(dis.get_instructions(code))
        own = {x.argval for x in steps if x.opname == "STORE_NAME"}  # of a class body, or of the cell itself
        yield from (x.argval for x in steps if x.opname in ("LOAD_NAME", "LOAD_GLOBAL") and x.argval not in own
                    and not x.argval.startswith("__"))


def _stored(text: str) -> Iterable[str]:
    """Names that a cell binds."""
    module = next(iter(_codes(text)))
    return [x.argval for x in dis.get_instructions(module) if x.opname in ("STORE_NAME", "STORE_GLOBAL")]


def _parsed(source: str) -> ast.Module:
    """A cell as Python; magics and shell lines are left out."""
    return ast.parse(re.sub(r"^[%!].*$", "", source, flags=re.MULTILINE))


def _is_text(statement: ast.stmt) -> bool:
    return (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            and isinstance(statement.value.value, str))


def _is_ellipsis(statement: ast.stmt) -> bool:
    return (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
            and statement.value.value is ...)
