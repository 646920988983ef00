"""Experiments that take too long for a lecture: what came out lies beside the code that finds it.

A module of a lecture's room names them, and reads the results:

    LONG = Experiments(__file__, race=race, more_time=more_time)
    LONG["race"]

`python -m dlcourse.authoring.experiments 05b` runs them and writes MODULE.json beside MODULE.py. A test holds that the
code has not changed since, and runs the shortest experiment of each module again.
"""

from __future__ import annotations

import ast
import hashlib
import json
import time
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from dlcourse.files import write_whole

DIGITS = 6  # significant digits of a result that is stored


class Experiments:
    """The long experiments of one module, by name; each takes no arguments and gives numbers, lists and dicts.

    Raises: KeyError if there is no such experiment, FileNotFoundError if none has been run yet, ValueError if a stored
    result is missing.
    Source: none; this is housekeeping.

    >>> sorted(Experiments("nowhere.py", one=int, two=list).functions)
    ['one', 'two']
    """

    def __init__(self, module: str, **functions: Callable[[], Any]) -> None:
        self.module = Path(module)
        self.path = self.module.with_suffix(".json")
        self.functions = functions

    @cached_property
    def stored(self) -> dict[str, Any]:
        """The file: the digest of the code that was run, and of each experiment its seconds and its result."""
        return json.loads(self.path.read_text(encoding="utf-8"))

    def __getitem__(self, name: str) -> Any:
        if name not in self.functions:
            raise KeyError(f"there is no experiment {name!r} in {self.module.name}; there are "
                           f"{', '.join(self.functions)}.")
        if name not in self.stored["results"]:
            raise ValueError(f"the experiment {name!r} has no result in {self.path.name}: run "
                             "`python -m dlcourse.authoring.experiments` with the number of the lecture.")
        return self.stored["results"][name]["result"]

    def digest(self) -> str:
        """What the results depend on in the module: its code, blind to docstrings, comments and spacing.

        >>> len(Experiments(__file__).digest())
        16
        """
        tree = ast.parse(self.module.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(node) is not None:
                node.body = node.body[1:]
        return hashlib.sha256(ast.dump(tree).encode()).hexdigest()[:16]

    def run(self, name: str) -> Any:
        """The result of one experiment, computed now, with as many digits as are stored.

        >>> Experiments("nowhere.py", third=lambda: [1 / 3]).run("third")
        [0.333333]
        """
        return _rounded(self.functions[name]())

    def renew(self, names: Iterable[str] = ()) -> None:
        """Run these experiments, or all of them, and write what came out; the results of the others stay."""
        before = self.stored["results"] if self.path.exists() else {}
        found = {name: before[name] for name in self.functions if name in before}
        for name in names or self.functions:
            start = time.process_time()
            result = self.run(name)
            found[name] = {"seconds": round(time.process_time() - start, 1), "result": result}
        self.stored = {"code": self.digest(), "results": dict(sorted(found.items()))}
        rows = ",\n".join(f" {json.dumps(name)}: {json.dumps(row)}" for name, row in self.stored["results"].items())
        write_whole(self.path, f'{{"code": "{self.stored["code"]}", "results": {{\n{rows}\n}}}}\n')


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}")
    if isinstance(value, dict):
        return {str(name): _rounded(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(part) for part in value]
    return value
