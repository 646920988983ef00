"""How fast a class is graded: submissions a minute, processor time a submission, memory of the process that judges.

    python benchmarks/grading.py [COUNT ...]        classes of these sizes, 100 and 400 if none is given
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).resolve().parents[1]
BOOK = "08_backpropagation"


def make_class(folder: Path, count: int) -> None:
    """Solved notebooks, every one with other bytes and so with other inputs."""
    book = nbformat.read(ROOT / "solutions" / f"{BOOK}.ipynb", 4)
    for i in range(count):
        book.metadata["student"] = i
        (folder / f"s{i:05}.ipynb").write_text(nbformat.writes(book))


def measure(count: int) -> tuple[float, float, float]:
    """Seconds, processor seconds, and the peak memory of the process that was started, in MB."""
    with tempfile.TemporaryDirectory() as home:
        folder, out = Path(home, "class"), Path(home, "results")
        folder.mkdir()
        make_class(folder, count)
        command = [sys.executable, "-m", "dlcourse", "grade", str(folder), "--out", str(out), "--exercises", BOOK]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, _resident(process.pid))
            time.sleep(0.1)
        seconds = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            sys.exit(f"the grading ended with status {process.returncode}")
        used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return seconds, used, peak


def _resident(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    table = Table("submissions", "seconds", "a minute", "processor s each (judging side)", "peak MB (limit 400)")
    rates = []
    for count in [int(text) for text in sys.argv[1:]] or [100, 400]:
        seconds, used, peak = measure(count)
        rates.append((count, seconds))
        table.add_row(str(count), f"{seconds:.1f}", f"{60 * count / seconds:.0f}", f"{used / count:.3f}", f"{peak:.0f}")
    Console().print(table)
    if len(rates) > 1:
        (n1, t1), (n2, t2) = rates[0], rates[-1]
        print(f"without the start: {60 * (n2 - n1) / (t2 - t1):.0f} a minute")


if __name__ == "__main__":
    main()
