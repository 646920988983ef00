"""Runs everything that `make test` promises, part by part, and says how long each took, by two clocks."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import click
from rich.console import Console
from rich.table import Table

from dlcourse.authoring.build import showing_all
from dlcourse.authoring.sources import ROOT
from dlcourse.classroom import registry

PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2"]
# What carries shapes in its signatures; tensors, which checks them at the boundary, is tested by itself.
MATHEMATICS = ("activations", "data", "diff", "learning_curves", "losses", "models", "nn", "optim", "search",
               "training")
BROWSER = [*PYTEST, "--dist=loadfile"]  # a server and a browser for each of the two
NBVAL = [*PYTEST, "-p", "nbval.plugin", "-p", "dlcourse.authoring.nbrules", "-W", "default", "--nbval",
         "--nbval-current-env", "--nbval-cell-timeout=120", "--dist=loadfile"]
FOLDERS = ("notebooks", "exercises", "solutions")
PROSE = ("README.md", "CONTRIBUTING.md", "NOTATION.md", "docs", "authoring")
PARTS = {
    "lint": [sys.executable, "-m", "ruff", "check", "."],
    "types": [sys.executable, "-m", "dlcourse.authoring.checked_types"],
    "spelling": [sys.executable, "-m", "codespell_lib", *PROSE],
    "javascript": [sys.executable, "-m", "dlcourse.authoring.javascript"],
    "imports": [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()",
                "--no-cache"],
    "notebook rules": [sys.executable, "-m", "dlcourse.authoring.lint"],
    "unit tests": [*PYTEST, "-m", "not browser"],
    "attacks as a user": [sys.executable, "-m", "dlcourse.authoring.attacks"],
    # beartype looks at a random item of a container, which hypothesis would take for a random strategy
    "shapes": [*PYTEST, "-m", "not refuses", "-W", "ignore:Do not use the `random` module", "--jaxtyping-packages",
               ",".join([*(f"dlcourse.{name}" for name in MATHEMATICS), "beartype.beartype"]),
               *(f"tests/{name}" for name in MATHEMATICS)],
    "browser": [*BROWSER, "tests/browser"],
    "notebooks": [*NBVAL, *FOLDERS],
}


def of_lecture(number: str) -> dict[str, list[str]]:
    """The parts that one lecture touches: its rules and tests, its exercises, its notebooks, and what counts it.

    Raises: click.BadParameter if no lecture has this number.
    """
    found = [lecture for lecture in registry.lectures() if lecture.number == number]
    if not found:
        raise click.BadParameter(f"there is no lecture {number}; there are "
                                 f"{', '.join(lecture.number for lecture in registry.lectures())}.")
    [lecture] = found
    name = lecture.notebook
    files = [path for path in sorted(ROOT.glob(f"*/{name}.ipynb")) if path.parent.name in FOLDERS]
    progress = [ROOT / "notebooks" / f"{source.parent.name}.ipynb" for source in showing_all()]
    shown = [path.relative_to(ROOT).as_posix() for path in dict.fromkeys([*files, *progress])]
    room = f"dlcourse/lectures/{lecture.room}"
    return {
        "lint": PARTS["lint"],
        "types": [*PARTS["types"], room],
        "spelling": PARTS["spelling"],
        "imports": PARTS["imports"],
        "notebook rules": PARTS["notebook rules"],
        "unit tests": [*PYTEST, "-m", "not browser", f"--room={lecture.room}", f"tests/lectures/{lecture.room}", room,
                       "tests/lectures/test_experiments.py",
                       *(f"tests/project/test_{part}.py" for part in ("guards", "layout", "links")),
                       *(f"tests/authoring/test_{part}.py" for part in ("build", "pages", "coverage", "glossary")),
                       *(f"tests/classroom/test_{part}.py" for part in ("exercises", "answers", "diagnosis"))],
        "browser": [*BROWSER, "-n", "0", "tests/browser/test_lectures.py", "-k", name],  # a single test
        "notebooks": [*NBVAL, *shown]}


def _worked() -> float:
    """Seconds of a processor that the processes have taken that this one started and waited for."""
    spent = os.times()
    return spent.children_user + spent.children_system


@click.command()
@click.argument("parts", nargs=-1)
@click.option("--lecture", help="The number of a lecture, such as 07: only what it touches.")
def main(parts: tuple[str, ...], lecture: str | None) -> None:
    """Run all PARTS of the proof, or those named; exit status 0 only if every one passed."""
    offered = of_lecture(lecture) if lecture else PARTS
    unknown = [name for name in parts if name not in offered]
    if unknown:
        raise click.BadParameter(f"there is no part {unknown[0]!r}; the parts are {', '.join(offered)}.")
    table, failed = Table("part", "result", "seconds", "of a processor"), False
    for name in parts or offered:
        click.echo(f"== {name}")
        begin, worked = time.monotonic(), _worked()
        code = subprocess.run(offered[name], cwd=ROOT).returncode
        failed |= code != 0
        table.add_row(name, "passed" if code == 0 else f"FAILED ({code})", f"{time.monotonic() - begin:.0f}",
                      f"{_worked() - worked:.0f}")
    Console().print(table)
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
