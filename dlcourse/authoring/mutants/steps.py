"""What the parts of an answer are called: by "# step:" comments and names of inputs, never by code of ours."""

from __future__ import annotations

import ast
import io
import re
import tokenize

_STEP = re.compile(r"#.*?\bstep: (.+?)\s*$")
MAX_QUOTED = 28  # characters of an expression of inputs that is quoted as it stands


def step_lines(text: str) -> dict[int, str]:
    r"""Line number -> the step that the line takes, from comments on it or on a line of their own above it.

    >>> step_lines("def f(x):\n    # step: doubled\n    y = 2 * x\n    return y  # step: the result")
    {3: 'doubled', 4: 'the result'}
    """
    found: dict[int, str] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        match = _STEP.match(token.string) if token.type == tokenize.COMMENT else None
        if match:
            alone = not token.line[:token.start[1]].strip()
            found[token.start[0] + alone] = match[1].rstrip(".,")
    return found


class Speaker:
    """Knows what the names inside one function stand for."""

    def __init__(self, function: ast.FunctionDef, steps: dict[int, str], inputs: set[str]):
        self.function, self.steps = function, steps
        named = {arg.arg for arg in ast.walk(function.args) if isinstance(arg, ast.arg)}
        self.inputs = (named & inputs) - {"self"}
        self._of_name: dict[str, set[str]] = {}
        for node in ast.walk(function):
            if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign)):
                for target in ast.walk(node):
                    if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store):
                        self._of_name.setdefault(target.id, set()).add(self.step_of(node))

    def step_of(self, statement: ast.stmt) -> str:
        """The step that a statement takes; empty if no comment says."""
        last = statement.end_lineno or statement.lineno
        if isinstance(statement, (ast.If, ast.For, ast.While)):
            last = statement.body[0].lineno - 1
        return next((self.steps[line] for line in range(statement.lineno, max(last, statement.lineno) + 1)
                     if line in self.steps), "")

    def called(self, node: ast.expr) -> str:
        """What a learner knows a part of an expression as; empty if by no name."""
        if isinstance(node, ast.Constant):
            return str(node.value) if isinstance(node.value, (int, float)) else ""
        if isinstance(node, ast.Name):
            if node.id in self.inputs:
                reassigned = node.id in self._of_name
                return "" if reassigned and isinstance(node.ctx, ast.Store) else f"`{node.id}`"
            steps = self._of_name.get(node.id, set()) - {""}
            return f"\u201c{steps.pop()}\u201d" if len(steps) == 1 and "" not in self._of_name[node.id] else ""
        names = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        text = ast.unparse(node)
        known = names <= self.inputs | {"len"} and names & self.inputs and not names & set(self._of_name)
        return f"`{text}`" if known and len(text) <= MAX_QUOTED else ""
