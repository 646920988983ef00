"""How fast a class is graded in which every answer is wrong: each is looked up in all that an exercise knows.

    python benchmarks/wrong.py [COUNT] [--keep FOLDER]

A student hands in one wrong answer to each exercise of the course that is compared with numbers, drawn in turn from
those that people wrote (tests/answers/KEY.py). Beside it stands a class of the same size with right answers from the
same files. Processor time and memory are measured as in benchmarks/grading.py; --keep leaves the submissions in FOLDER,
so that any other grader can be given the same ones.
"""

from __future__ import annotations

import ast
import re
import shutil
import sys
import tempfile
from functools import cache
from pathlib import Path

import click
import nbformat
from rich.console import Console
from rich.table import Table

from benchmarks.grading import CORES, LIMIT_MB, ROOT, Cost, run
from dlcourse.classroom import registry

HEAD = re.compile(r"^# %% (right|wrong): .*\n(?:# told: .*\n)?", re.MULTILINE)


@cache
def answers(key: str, kind: str) -> tuple[str, ...]:
    """The right or the wrong cells of a file of answers, each under the line that has it checked."""
    text = (ROOT / "tests" / "answers" / f"{key}.py").read_text(encoding="utf-8")
    heads = list(HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    name = registry.load(key).solution.__name__
    return tuple(_asked(text[head.end():end], key, name) for head, end in zip(heads, ends) if head[1] == kind)


def _asked(code: str, key: str, name: str) -> str:
    node = next(n for n in ast.parse(code).body
                if isinstance(n, (ast.FunctionDef, ast.ClassDef)) and n.name == name)
    at = min([node.lineno, *(d.lineno for d in node.decorator_list)]) - 1
    lines = code.splitlines()
    return "\n".join([*lines[:at], f'@exercise("{key}")', *lines[at:]])


def exercises() -> list[str]:
    """The exercises whose wrong answers are looked up."""
    return [key for key in registry.places() if registry.load(key).judge is None]


def make_class(folder: Path, kind: str, count: int) -> None:
    """One notebook a student with an answer of this kind to every exercise."""
    folder.mkdir(parents=True)
    for number in range(count):
        cells = [nbformat.v4.new_code_cell("from dlcourse import exercise")]
        cells += [nbformat.v4.new_code_cell(own[number % len(own)])
                  for own in (answers(key, kind) for key in exercises())]
        (folder / f"s{number:05}.ipynb").write_text(nbformat.writes(nbformat.v4.new_notebook(cells=cells)))


def graded(folder: Path, out: Path, count: int) -> Cost:
    """What the grader's own command takes for the folder."""
    return run([sys.executable, "-m", "dlcourse", "grade", folder, "--out", out,
                "--exercises", ",".join(exercises()), "--workers", CORES], count=count)


@click.command(help=__doc__)
@click.argument("count", type=click.IntRange(1), default=32)
@click.option("--keep", type=click.Path(path_type=Path, exists=False), help="Leave the submissions here.")
def main(count: int, keep: Path | None) -> None:
    table, costs = Table("answers", "submissions", "ms an answer", "processor ms an answer", "largest process, MB"), {}
    each = len(exercises())
    with tempfile.TemporaryDirectory() as home:
        for kind in ("right", "wrong"):
            folder = Path(home, kind)
            make_class(folder, kind, count)
            costs[kind] = cost = graded(folder, Path(home, f"{kind}-results"), count)
            table.add_row(kind, str(count), f"{1000 * cost.seconds / count / each:.1f}",
                          f"{1000 * cost.each / each:.1f}", f"{cost.peak:.0f}")
            if keep:
                shutil.copytree(folder, keep / kind)
    Console().print(table)
    ratio = costs["wrong"].each / costs["right"].each
    Console().print(f"a wrong answer costs {ratio:.1f} times as much as a right one")
    if max(cost.peak for cost in costs.values()) > LIMIT_MB:
        sys.exit(f"a trusted process took more than {LIMIT_MB} MB")


if __name__ == "__main__":
    main()
