"""How fast a class is graded: submissions a minute, processor time a submission, memory of the trusted processes.

    python benchmarks/grading.py [COUNT ...]    classes of these sizes, 100 and 400 if none is given
    python benchmarks/grading.py --growth       100, 1,000 and 10,000 submissions, each with other answers
    python benchmarks/grading.py --nbgrader     beside `nbgrader autograde` and `generate_feedback`, in turns

Processor time counts every process that was started, the sandboxed ones included: the kernel adds it up in a control
group, which takes root (and cgroup v2). Elsewhere the sandboxed ones are left out, and that is said.
nbgrader grades one submission after the other, so it gets a course folder for each core, all at work at once.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import functools
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import nbformat
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
BOOK = "08_backpropagation"
CORES = len(os.sched_getaffinity(0))
NBGRADER = ROOT / ".venv-nbgrader" / "bin"
LIMIT_MB = 400
OURS, THEIRS = 1_000, 16  # submissions in a round
LEAST_RATE, LEAST_SHARE = 60, 40  # ours over nbgrader's, and its processor time over ours


class Cost(NamedTuple):
    """What a grading took: wall-clock seconds, processor seconds, and the largest trusted process in MB."""

    count: int
    seconds: float
    processor: float
    peak: float = 0.0

    @property
    def rate(self) -> float:
        return 60 * self.count / self.seconds

    @property
    def each(self) -> float:
        return self.processor / self.count


def submission(number: int) -> nbformat.NotebookNode:
    """A solved copy of the assignment; its answers are right, and nobody else has these lines."""
    notebook = copy.deepcopy(_assignment())
    notebook.metadata["student"] = number
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = _varied(cell.source, number)
    return notebook


@functools.cache
def _assignment() -> nbformat.NotebookNode:
    from dlcourse.export.nbgrader import source_notebook

    return source_notebook(BOOK)


def _varied(text: str, number: int) -> str:
    """The same function or class with a line of its own behind the docstring."""
    node = next(n for n in ast.parse(text).body if isinstance(n, (ast.FunctionDef, ast.ClassDef)))
    lines = text.splitlines()
    at = node.body[0].end_lineno
    return "\n".join([*lines[:at], f"    number = {number}  # student {number}", *lines[at:]])


def make_class(folder: Path, numbers: Sequence[int]) -> None:
    """One notebook a student, for our grader."""
    folder.mkdir(parents=True)
    for number in numbers:
        (folder / f"s{number:05}.ipynb").write_text(nbformat.writes(submission(number)))


def run(*commands: Sequence[str | Path], count: int, folders: Sequence[Path] = ()) -> Cost:
    """Start all commands at once, in a folder each, and wait for them."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PATH": f"{NBGRADER}{os.pathsep}{os.environ['PATH']}"}
    with counted() as (prefix, used):
        began, peak = time.perf_counter(), 0.0
        processes = [subprocess.Popen([*prefix, *map(str, command)], cwd=folder, env=environment,
                                      stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                     for command, folder in zip(commands, folders or [None] * len(commands), strict=True)]
        while any(process.poll() is None for process in processes):
            peak = max(peak, *(_trusted_peak(process.pid) for process in processes))
            time.sleep(0.1)
        seconds, processor = time.perf_counter() - began, used()
    if any(process.returncode for process in processes):
        sys.exit(f"{commands[0]} ended with status {[process.returncode for process in processes]}")
    return Cost(count, seconds, processor, peak)


@contextlib.contextmanager
def counted() -> Iterator[tuple[list[str], Callable[[], float]]]:
    """What to write before a command, and the processor seconds of all that it started so far.

    getrusage knows nothing of a process that nobody waited for, and the sandbox's fork server waits for none.
    """
    group = next((Path(line.split()[1]) for line in Path("/proc/mounts").read_text().splitlines()
                  if line.split()[2] == "cgroup2"), Path("/nowhere")) / f"dlcourse-bench-{os.getpid()}"
    try:
        group.mkdir()
    except OSError:
        before = _waited_for()
        yield [], lambda: _waited_for() - before
        return
    try:
        yield (["sh", "-c", 'echo $$ > "$0" && exec "$@"', str(group / "cgroup.procs")],
               lambda: int((group / "cpu.stat").read_text().split()[1]) / 1e6)
    finally:
        for _ in range(50):  # until its last process has gone
            with contextlib.suppress(OSError):
                group.rmdir()
                break
            time.sleep(0.1)


def _waited_for() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


@functools.cache
def _counts_all() -> bool:
    with counted() as (prefix, _):
        return bool(prefix)


def _trusted_peak(pid: int) -> float:
    """The most memory that the process or one of the graders that it started has ever had, in MB."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        graders = [c for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
        texts = [Path(f"/proc/{p}/status").read_text() for p in (pid, *graders)]
        return max(int(text.split("VmHWM:")[1].split()[0]) / 1024 for text in texts)
    except (OSError, IndexError):
        return 0.0


def ours(numbers: Sequence[int]) -> Cost:
    """Our grader with its reports and feedback pages."""
    with tempfile.TemporaryDirectory() as home:
        make_class(Path(home, "class"), numbers)
        cost = run([sys.executable, "-m", "dlcourse", "grade", Path(home, "class"), "--out", Path(home, "results"),
                    "--exercises", BOOK, "--workers", CORES], count=len(numbers))
        pages = list(Path(home, "results", "feedback").glob("*.html"))
        marks = Path(home, "results", "grades.csv").read_text()
        if len(pages) != len(numbers) or "not yet" in marks:
            sys.exit(f"{len(pages)} pages for {len(numbers)} submissions, all of them right: something is wrong")
        return cost


def theirs(numbers: Sequence[int], processes: int) -> tuple[Cost, Cost]:
    """`nbgrader autograde` and `nbgrader generate_feedback`, each with so many folders and a process for each."""
    with tempfile.TemporaryDirectory() as home:
        courses = _courses(Path(home), numbers, processes)
        costs = [run(*[[NBGRADER / "nbgrader", command, BOOK]] * len(courses), count=len(numbers), folders=courses)
                 for command in ("autograde", "generate_feedback")]
        pages = [page for course in courses for page in course.glob(f"feedback/*/{BOOK}/*.html")]
        if len(pages) != len(numbers) or any("NotCorrectError" in page.read_text() for page in pages):
            sys.exit(f"{len(pages)} pages for {len(numbers)} submissions, all of them right: something is wrong")
        return costs[0], costs[1]


def _courses(home: Path, numbers: Sequence[int], processes: int) -> list[Path]:
    """So many course folders, with the release version made and each folder's share handed in."""
    from dlcourse.export.nbgrader import write

    courses = [home / f"part{part}" for part in range(processes)]
    write(BOOK, courses[0])
    run([NBGRADER / "nbgrader", "generate_assignment", BOOK], count=1, folders=courses[:1])
    for course in courses[1:]:
        shutil.copytree(courses[0], course)
    release = nbformat.read(courses[0] / "release" / BOOK / f"{BOOK}.ipynb", 4)
    for number in numbers:
        handed_in = copy.deepcopy(release)
        for cell, own in zip(handed_in.cells, submission(number).cells, strict=True):
            cell.source = own.source
        target = courses[number % processes] / "submitted" / f"s{number:05}" / BOOK / f"{BOOK}.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(handed_in, target)
    return courses


def grow(counts: Sequence[int], console: Console) -> None:
    """Our grader on classes of several sizes."""
    table = Table("submissions", "seconds", "a minute", "ms each", "processor ms each",
                  f"largest trusted process, MB (limit {LIMIT_MB})")
    costs = []
    for count in counts:
        costs.append(ours(range(count)))
        c = costs[-1]
        table.add_row(f"{count:,}", f"{c.seconds:.1f}", f"{c.rate:.0f}", f"{1000 * c.seconds / count:.1f}",
                      f"{1000 * c.each:.1f}", f"{c.peak:.0f}")
    console.print(table)
    if len(costs) > 1:
        first, last = costs[0], costs[-1]
        rest = Cost(last.count - first.count, last.seconds - first.seconds, last.processor - first.processor)
        console.print(f"without the start: {rest.rate:.0f} a minute, {1000 * rest.each:.1f} processor ms each")
    if max(c.peak for c in costs) > LIMIT_MB:
        sys.exit(f"a trusted process took more than {LIMIT_MB} MB")


def compare(rounds: int, console: Console) -> None:
    """Our grader and nbgrader in turns, on notebooks that differ in a number only; medians of the rounds' ratios."""
    if not (NBGRADER / "nbgrader").exists():
        sys.exit("nbgrader is missing; install it with: python bootstrap.py nbgrader")
    table = Table("round", "who", "submissions", "a minute", "processor s each")
    ratios: dict[str, list[tuple[float, float]]] = {}
    for number in range(1, rounds + 1):
        mine, costs = ours(range(OURS)), {}
        for processes, how in ((1, "as it is called"), (CORES, "a process a core")):
            autograde, feedback = theirs(range(THEIRS), processes)
            both = Cost(autograde.count, autograde.seconds + feedback.seconds, autograde.processor + feedback.processor)
            costs |= {f"nbgrader autograde, {how}": autograde, f"and generate_feedback, {how}": both}
        for name, cost in {"dlcourse grade": mine, **costs}.items():
            table.add_row(str(number), name, str(cost.count), f"{cost.rate:.1f}", f"{cost.each:.3f}")
        for name, cost in costs.items():
            ratios.setdefault(name, []).append((mine.rate / cost.rate, cost.each / mine.each))
    console.print(table)
    console.print(f"{CORES} cores; the start of each program is in its figures, and our pages are in ours.")
    for name, pairs in ratios.items():
        rate, each = (statistics.median(column) for column in zip(*pairs))
        console.print(f"beside {name}: {rate:.0f} times as many a minute, 1/{each:.0f} of the processor time "
                      f"(wanted: {LEAST_RATE}, 1/{LEAST_SHARE})")


@click.command(help=__doc__)
@click.argument("counts", nargs=-1, type=click.IntRange(1))
@click.option("--growth", is_flag=True, help="Classes of 100, 1,000 and 10,000.")
@click.option("--nbgrader", is_flag=True, help="Compare with nbgrader.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Turns of --nbgrader.")
def main(counts: tuple[int, ...], growth: bool, nbgrader: bool, rounds: int) -> None:
    if not _counts_all():
        click.echo("Processor time leaves the sandboxed processes out: counting them takes root and cgroup v2.")
    if nbgrader:
        compare(rounds, Console())
    else:
        grow(counts or ((100, 1_000, 10_000) if growth else (100, 400)), Console())


if __name__ == "__main__":
    main()
