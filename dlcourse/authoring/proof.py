"""Runs everything that `make test` promises, part by part, and says how long each took, by two clocks."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import click
from rich.console import Console
from rich.table import Table

from dlcourse.authoring.build import showing_all
from dlcourse.authoring.sources import ROOT
from dlcourse.classroom import registry

ALONE = [sys.executable, "-m", "pytest", "-q"]
PYTEST = [*ALONE, "-n", "2"]
# What carries shapes in its signatures; tensors, which checks them at the boundary, is tested by itself.
MATHEMATICS = ("activations", "data", "diff", "learning_curves", "losses", "models", "nn", "optim", "search",
               "training")
BROWSER = [*PYTEST, "--dist=loadfile"]  # a server and a browser for each of the two
NBVAL = ["-p", "nbval.plugin", "-p", "dlcourse.authoring.nbrules", "-W", "default", "--nbval", "--nbval-current-env",
         "--nbval-cell-timeout=120"]
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
    "notebooks": [*PYTEST, *NBVAL, "--dist=loadfile", *FOLDERS],
}


def of_lecture(number: str) -> dict[str, list[str]]:
    """The parts that one lecture touches: its tests, its exercises, its notebooks, its rules, and what counts it.

    Each uses one processor. The longest stand first, so that two at once end soon.

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
        "unit tests": [*ALONE, "-m", "not browser", f"--room={lecture.room}", f"tests/lectures/{lecture.room}", room,
                       "tests/lectures/test_experiments.py",
                       *(f"tests/project/test_{part}.py" for part in ("guards", "layout", "links")),
                       *(f"tests/authoring/test_{part}.py" for part in ("build", "pages", "coverage", "glossary")),
                       *(f"tests/classroom/test_{part}.py" for part in ("exercises", "answers", "diagnosis"))],
        "notebooks": [*ALONE, *NBVAL, *shown],
        "browser": [*ALONE, "tests/browser/test_lectures.py", "-k", name],
        "types": [*PARTS["types"], room],
        "notebook rules": [*PARTS["notebook rules"], name],
        "lint": PARTS["lint"],
        "spelling": PARTS["spelling"],
        "imports": PARTS["imports"]}


class Proved(NamedTuple):
    """How a part ended: exit status, seconds by the clock and of a processor, and what it said if that was kept."""

    name: str
    code: int
    seconds: float
    worked: float
    said: str


def prove(name: str, command: list[str], *, keep: bool = False) -> Proved:
    """Run one part. What it says is shown as it comes, or kept."""
    begin = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE if keep else None,
                               stderr=subprocess.STDOUT if keep else None, text=True)
    said = process.stdout.read() if process.stdout else ""
    if hasattr(os, "wait4"):  # not on Windows
        _, status, used = os.wait4(process.pid, 0)
        process.returncode, worked = os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime
    else:
        process.wait()
        worked = float("nan")
    return Proved(name, process.returncode, time.monotonic() - begin, worked, said)


@click.command()
@click.argument("parts", nargs=-1)
@click.option("--lecture", help="The number of a lecture, such as 07: only what it touches.")
def main(parts: tuple[str, ...], lecture: str | None) -> None:
    """Run all PARTS of the proof, or those named; exit status 0 only if every one passed."""
    offered = of_lecture(lecture) if lecture else PARTS
    unknown = [name for name in parts if name not in offered]
    if unknown:
        raise click.BadParameter(f"there is no part {unknown[0]!r}; the parts are {', '.join(offered)}.")
    wanted = {name: offered[name] for name in parts or offered}
    if lecture:
        with ThreadPoolExecutor(2) as two:
            found = list(two.map(lambda name: _told(prove(name, wanted[name], keep=True)), wanted))
    else:
        found = []
        for name, command in wanted.items():
            click.echo(f"== {name}")
            found.append(prove(name, command))
    table = Table("part", "result", "seconds", "of a processor")
    for part in found:
        table.add_row(part.name, "passed" if part.code == 0 else f"FAILED ({part.code})", f"{part.seconds:.0f}",
                      f"{part.worked:.0f}")
    Console().print(table)
    sys.exit(int(any(part.code for part in found)))


def _told(part: Proved) -> Proved:
    click.echo(f"== {part.name}\n{part.said}", nl=False)
    return part


if __name__ == "__main__":
    main()
