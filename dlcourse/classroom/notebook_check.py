"""`dlcourse check`: the student's notebook is run in one kernel, and the verdicts of its cards are read.

No torch in this process: the kernel has it. No nbformat either, which takes as long to import.
"""

from __future__ import annotations

import json
import os
import queue
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from dlcourse.classroom import registry
from dlcourse.classroom.cells import Cell, NoNotebookError
from dlcourse.classroom.cells import cells_of as read

SECONDS = 60.0  # for a cell; then it is interrupted
GRACE = 5.0     # for a cell to heed that; then its kernel is ended
START = 60.0    # for a kernel to begin


class NotebookError(ValueError):
    """The notebook cannot be checked; the message says what was expected, what came and what to do."""


class Result(NamedTuple):
    """One graded exercise. `passed` is None where only an example could be tried, and agreed."""

    key: str
    passed: bool | None
    text: str
    notes: tuple[str, ...] = ()
    attempted: bool = True

    @property
    def word(self) -> str:
        """What stands in front of it."""
        return {True: "PASS", None: "----", False: "FAIL"}[self.passed] if self.attempted else "TODO"


class Checked(NamedTuple):
    """The exercises of the set in their order, and which cells failed, one sentence each."""

    results: list[Result]
    troubles: list[str]


def run(path: Path, root: Path) -> Checked:
    """Check every exercise of the set that the notebook belongs to; the file is only read.

    An older copy may hold exercises of several sets, or retired ones. Of such a file those are checked that it holds.
    Raises: NotebookError if the file is no notebook, holds no exercise or an unknown one, or no kernel can be started.
    """
    cells = cells_of(path)
    found = [key for cell in cells for key in cell.keys]
    for key in found:
        if not registry.known(key) and key not in registry.for_marks():
            raise NotebookError(f"{path}: {_unknown(key)}")
    asked = found or any("exercise" in cell.text for cell in cells)  # a key may stand in a variable
    cards, ends = _cards(cells, path.resolve().parent) if asked else ({}, [])
    if not found and not cards:
        raise NotebookError(f"{path} holds no exercise: a cell with @exercise(\"...\") was expected. Is it the file "
                            "from work/exercises?")
    graded = _asked_by(list(dict.fromkeys([*found, *cards])), root)
    troubles = [f"{cell.where}: {end.text}" for cell, end in zip(cells, ends) if end.text]
    return Checked([_result(key, found.count(key), cells, cards, ends) for key in graded], troubles)


def cells_of(path: Path) -> list[Cell]:
    """The code cells of a notebook that have something in them.

    Raises: NotebookError if the file is no notebook.
    """
    if path.is_dir():
        raise NotebookError(f"{path} should be a notebook file, but is a folder. Name a file that ends in .ipynb.")
    if not path.is_file():
        raise NotebookError(f"{path} should be a notebook file, but there is no such file. Check the path.")
    try:
        return [Cell(cell.text, tuple(registry.canonical(key) for key in cell.keys), cell.where)
                for cell in read(path.read_bytes())]
    except (OSError, NoNotebookError) as error:
        raise NotebookError(f"{path} should be a notebook (JSON), but cannot be read as one: {error}. Download or "
                            "restore the file.") from error


def _unknown(key: str) -> str:
    try:
        registry.load(key)
    except LookupError as error:
        return str(error)
    return ""


def _asked_by(found: list[str], root: Path) -> list[str]:
    """The set to which all these exercises belong; these alone where there is none."""
    if any(key in registry.retired() for key in found):
        return found
    whole = _set_of(found[0], root)
    return whole if set(found) <= set(whole) else found


def _set_of(key: str, root: Path) -> list[str]:
    for keys in registry.notebooks().values():
        if key in keys:
            return list(keys)
    for path in sorted((root / "exercises").glob("*.ipynb")):  # for marks: the package has no list of those
        graded = [key for cell in cells_of(path) for key in cell.keys]
        if key in graded:
            return graded
    raise NotebookError(f"no notebook in {root / 'exercises'} has the exercise {key!r}; restore that folder.")


class End(NamedTuple):
    """How a cell came to its end: in words if not well, and whether it took the kernel with it."""

    text: str = ""
    fatal: bool = False


def _cards(cells: Sequence[Cell], beside: Path) -> tuple[dict[str, dict[str, Any]], list[End]]:
    """Key -> what its last card says, and how each cell ended; those behind a kernel's end are missing."""
    ends: list[End] = []
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            with _kernel(Path(folder), beside) as kernel:
                for cell in cells:
                    ends.append(kernel.run(cell.text))
                    if ends[-1].fatal:
                        break
            written = Path(folder, "cards.jsonl").read_text(encoding="utf-8")
    except OSError as error:
        raise NotebookError(f"a check should have a folder for its own files and a kernel, but has none: {error}. "
                            "Make room on the disk, then check again.") from error
    cards = [json.loads(line) for line in written.splitlines() if line.endswith("}")]
    return {card["key"]: card for card in cards}, ends


@contextmanager
def _kernel(folder: Path, beside: Path) -> Iterator[Kernel]:
    """A kernel of this very Python and package, whatever kernels are installed; its folder is thrown away."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import KernelManager

    class Ours(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            command = [sys.executable, "-m", "dlcourse.classroom.kernel", "-f", "{connection_file}"]
            return KernelSpec(argv=command, display_name="dlcourse check", language="python")

    manager = KernelManager(kernel_spec_manager=Ours(), connection_file=str(folder / "connection.json"))
    with (folder / "log").open("wb") as log:
        manager.start_kernel(cwd=str(folder), env=_environment(folder, beside), stdout=log, stderr=log)
    client = manager.client()
    try:
        client.start_channels(shell=True, iopub=False, stdin=False, hb=False, control=False)
        kernel = Kernel(manager, client)
        if not kernel.begins():
            lines = (folder / "log").read_text(errors="replace").strip().splitlines()
            raise NotebookError(f"the check's kernel should start, but does not: {' '.join(lines[-1:])[:300]} Set the "
                                "course up again with `make lab`.")
        yield kernel
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def _environment(folder: Path, beside: Path) -> dict[str, str]:
    """The course, what lies beside the notebook, a fresh learner's folder, no GPU and no progress bars."""
    ours = str(Path(__file__).resolve().parents[2])
    paths = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH", ""), str(beside))))
    return {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1", "CUDA_VISIBLE_DEVICES": "",
            "DLCOURSE_HOME": str(folder / "home"), "DLCOURSE_CARDS": str(folder / "cards.jsonl"),
            "DLCOURSE_QUIET": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}


class Kernel:
    """Runs cells one after another and notices at once when it has died."""

    def __init__(self, manager: Any, client: Any):
        self.manager, self.client = manager, client

    def begins(self) -> bool:
        """Whether the kernel answers at all."""
        return self._reply(self.client.kernel_info(), START) is not None

    def run(self, text: str) -> End:
        """Run a cell to its end, whatever that is."""
        sent = self.client.execute(text, allow_stdin=False, stop_on_error=False)
        reply = self._reply(sent, SECONDS)
        if reply is None and self.manager.is_alive():
            self.manager.interrupt_kernel()
            late = f"it ran longer than {SECONDS:g} seconds and was stopped"
            if self._reply(sent, GRACE) is not None:
                return End(f"{late}; the cells below it were run.")
            return End(f"{late}, which ended the kernel; no cell below it was run.", fatal=True)
        if reply is None:
            return End(f"the kernel ended in it ({self._how()}); no cell below it was run.", fatal=True)
        if any(part.get("source") == "ask_exit" for part in reply.get("payload", ())):
            return End("it ended the kernel (exit or quit); no cell below it was run.", fatal=True)
        if reply["status"] != "ok":
            what = f"{reply.get('ename', 'Error')}: {reply.get('evalue', '')}".splitlines()[0]
            what = re.sub(r"\(\d+\.py, line (\d+)\)", r"in line \1", what)  # the name that IPython gave the cell
            return End(f"it did not run to its end ({what[:200]}).")
        return End()

    def _reply(self, sent: str, seconds: float) -> dict[str, Any] | None:
        """The reply to a message; None if the time is over, or the kernel."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            alive = self.manager.is_alive()  # asked first: what a kernel said before it died is still read
            try:
                reply = self.client.get_shell_msg(timeout=0.2)
            except queue.Empty:
                if not alive:
                    return None
                continue
            if reply["parent_header"].get("msg_id") == sent:
                return reply["content"]
        return None

    def _how(self) -> str:
        """How the kernel's process ended."""
        status = getattr(getattr(self.manager.provisioner, "process", None), "returncode", None)
        if status == -9:
            return "the system killed it, most often because the memory was used up"
        return f"it crashed, signal {-status}" if status is not None and status < 0 else f"exit status {status}"


def _result(key: str, count: int, cells: Sequence[Cell], cards: dict[str, dict[str, Any]],
            ends: Sequence[End]) -> Result:
    """The verdict of the last card; none where a cell of this exercise took the kernel with it, or came after that."""
    notes = (f"defined {count} times; the last one counts",) if count > 1 else ()
    if not count and key in cards:  # its key does not stand in a decorator
        card = cards[key]
        return Result(key, card["passed"], card["text"], tuple(card["notes"]), card["attempted"])
    if not count:
        return Result(key, False, "not attempted", ("no cell with this exercise",), attempted=False)
    last = max(i for i, cell in enumerate(cells) if key in cell.keys)
    fatal = len(ends) - 1 if ends and ends[-1].fatal else len(cells)
    if last > fatal:
        return Result(key, False, f"no verdict: the kernel ended before its cell, in {cells[fatal].where}", notes)
    card = cards.get(key)
    if card is None or last == fatal:
        return Result(key, False, f"no verdict: {cells[last].where}: {ends[last].text or 'it showed no card.'}", notes)
    return Result(key, card["passed"], card["text"], (*notes, *card["notes"]), card["attempted"])
