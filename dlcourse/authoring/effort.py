"""How long an exercise takes, computed from its words, its questions and the lines of its solution."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterable

from nbformat import NotebookNode

from dlcourse.classroom.exercise import Exercise

START = 5.0            # minutes to find into the task, run the cell and read cards
WORDS_A_MINUTE = 120   # a task is read more slowly than a lecture
A_QUESTION = 1.5
A_LINE, A_START = 1 / 3, 1.5  # minutes a line of the solution and for the first idea, times the difficulty
ROUNDED_TO = 5


def minutes(exercise: Exercise, cells: Iterable[NotebookNode]) -> int:
    """About how many minutes the cells before an answer and the answer itself take, in fives.

    >>> from dlcourse.classroom import registry
    >>> minutes(registry.load("log_softmax"), [])
    10
    """
    took = START + exercise.difficulty * (A_START + A_LINE * lines(exercise))
    for cell in cells:
        if cell.cell_type == "markdown":
            took += len(re.findall(r"[A-Za-z]{2,}", cell.source)) / WORDS_A_MINUTE
        else:
            took += A_QUESTION * cell.source.count("ask.")
    return ROUNDED_TO * max(1, round(took / ROUNDED_TO))


def lines(exercise: Exercise) -> int:
    """Statements that a solution adds to the stub."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(exercise.solution)))
    return sum(isinstance(node, ast.stmt) and not isinstance(node, (ast.FunctionDef, ast.ClassDef))
               and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)) for node in ast.walk(tree))
