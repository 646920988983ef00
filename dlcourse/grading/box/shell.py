"""IPython's own shell for a submission's cells: a statement that fails costs itself, not its cell."""

from __future__ import annotations

import ast
import contextlib
import re
import signal
import time
import traceback
from collections.abc import Callable, Iterator
from typing import Any

from inert import make_inert
from IPython.core.interactiveshell import InteractiveShell

MAX_NOTES, MAX_NOTE = 60, 300
SETUP = "import math\nimport torch\nfrom dlcourse import ask, data, exercise, tensors\n"  # as every notebook begins
_FIRST_NAME = re.compile(r"\w+")
_AS_IN_A_CELL = ast.PyCF_ONLY_AST | ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class OverTimeError(KeyboardInterrupt):
    """What stops a statement that goes on too long, as a student would by the ■ above the notebook."""


class Clock:
    """Stops a statement of the main thread after so many seconds; it rests while an answer is being checked."""

    def __init__(self, seconds: float):
        self.seconds, self.waited, self._began = seconds, False, 0.0
        signal.signal(signal.SIGALRM, self._ring)

    def _ring(self, *_: object) -> None:
        self.waited |= time.process_time() - self._began < 0.8 * self.seconds  # it slept, or had no core
        raise OverTimeError

    @contextlib.contextmanager
    def running(self) -> Iterator[None]:
        """What is inside may take so many seconds."""
        self._began = time.process_time()
        signal.setitimer(signal.ITIMER_REAL, self.seconds)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    @contextlib.contextmanager
    def resting(self) -> Iterator[None]:
        """What is inside does not count."""
        left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            yield
        finally:
            if left:
                signal.setitimer(signal.ITIMER_REAL, left)


class Shell(InteractiveShell):
    """Runs cells as a notebook does, but goes on behind a statement that fails, and keeps what went wrong as notes.

    `begins(cell, statement)` is called before each statement; a cell or a statement of `left_out` is passed over.
    """

    def ready(self, begins: Callable[[int, int], None], seconds: float) -> None:
        """Before the first cell."""
        self.notes: list[list[str]] = []
        self.begins, self.clock = begins, Clock(seconds)
        self.cell, self.where, self._name, self.left_out = 0, "", "", frozenset[tuple[int, int]]()
        self.ask_exit = lambda: self.note("exit and quit do nothing here")
        make_inert(self, lambda: self.note("what a cell says to a shell does nothing here"))

    def run_one(self, number: int, where: str, text: str) -> None:
        """Run a cell."""
        self.cell, self.where = number, where
        self.begins(number, -1)
        if (number, -1) in self.left_out:
            return
        try:
            with self.clock.running():
                self.run_cell(text, store_history=False, silent=False)
        except OverTimeError:
            self.note(self._late())
        except BaseException as error:  # IPython itself gave up on this text
            self.note(f"{type(error).__name__}: {_words(error)}")

    def transform_cell(self, raw_cell: str) -> str:
        """What is Python as it stands is not searched for what only a notebook knows.

        Unless it may be a magic: a line alone, that begins with a name that nothing bears.
        """
        with contextlib.suppress(Exception):
            first = _FIRST_NAME.match(raw_cell)
            alone = len(raw_cell.splitlines()) < 2 and (first is None or first[0] not in self.user_ns)
            if not alone and not self.input_transformers_post:
                compile(raw_cell, "<cell>", "exec", _AS_IN_A_CELL, dont_inherit=True)
                return raw_cell
        return super().transform_cell(raw_cell)

    def enable_gui(self, gui: Any = None) -> None:
        """Pictures are drawn for nobody."""

    def note(self, text: str, line: int = 0) -> None:
        """Something that the report should say of the cell that runs."""
        told = [self.where, line, text[:MAX_NOTE]]
        if told not in self.notes and len(self.notes) < MAX_NOTES:
            self.notes.append(told)

    async def run_ast_nodes(self, nodelist: list, cell_name: str, interactivity: str = "last_expr",
                            compiler: Any = compile, result: Any = None) -> bool:
        """One statement after the other, each with its own time, whatever becomes of those before it."""
        self._name = cell_name
        for i, node in enumerate(nodelist):
            self.begins(self.cell, i)
            if (self.cell, i) in self.left_out:
                continue
            last = i == len(nodelist) - 1
            with self.clock.running():
                await super().run_ast_nodes([node], cell_name, interactivity if last else "none", compiler, result)
        return False

    def showtraceback(self, exc_tuple: Any = None, *_: Any, **__: Any) -> None:
        """Keep the line and the words of an error instead of showing it."""
        _, error, trace = self._get_exc_info(exc_tuple)
        lines = [frame.lineno for frame in traceback.extract_tb(trace, limit=200) if frame.filename == self._name]
        late = isinstance(error, OverTimeError)
        self.note(self._late() if late else f"{type(error).__name__}: {_words(error)}", lines[-1] or 0 if lines else 0)

    def showsyntaxerror(self, filename: Any = None, running_compiled_code: bool = False) -> None:
        """Keep the line and the words of text that is no Python."""
        _, error, _ = self._get_exc_info()
        self.note(f"{type(error).__name__}: {str(getattr(error, 'msg', error))[:120]}",
                  getattr(error, "lineno", 0) or 0)

    def showindentationerror(self) -> None:
        """Keep the line and the words of text that is no Python."""
        self.showsyntaxerror()

    def _late(self) -> str:
        return f"it ran longer than {self.clock.seconds:g} seconds and was stopped there"


def made() -> Shell:
    """The shell of this process: no history, no colours, no files."""
    from traitlets.config import Config

    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "NoColor"
    return Shell.instance(config=config)


def begin() -> None:
    """Let the shell of this process run what comes before every notebook, so that its forks need not.

    Raises: RuntimeError if that fails.
    """
    shell = made()
    shell.ready(lambda cell, statement: None, 60)
    for text in ("%time 1 + 1", SETUP):
        shell.run_one(0, "the beginning", text)
    if shell.notes:
        raise RuntimeError(f"the beginning of every notebook fails: {shell.notes}")


def _words(error: BaseException | None) -> str:
    with contextlib.suppress(BaseException):
        return str(error)[:MAX_NOTE].encode("utf-8", "replace").decode()
    return "?"

