"""Processes that grade on this machine. They are forked from a server that has imported what all of them need."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import connection, forkserver
from multiprocessing.util import Finalize
from pathlib import Path
from types import FrameType
from typing import Any

from dlcourse.grading.box import jail
from dlcourse.grading.errors import GradeError
from dlcourse.grading.trusted.sandbox import sweep

_CONTEXT = multiprocessing.get_context("forkserver")
_LONGEST = 107 - len("/listener-12345678")  # bytes of a folder's name, so that the kernel takes a socket's in it
_AHEAD = 4  # tasks that wait for each process, so that none of them is ever idle


@contextmanager
def one_ctrl_c() -> Iterator[None]:
    """Let only the first Ctrl-C break off what is done here: the next ones would break off the tidying up after it.

    Once it has been pressed, this process stays deaf to it, for all that it still does is to end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def break_off(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, break_off)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGINT) is break_off:
            signal.signal(signal.SIGINT, before)


def warm() -> None:
    """Let the server import while this process goes on; it is started deaf to Ctrl-C, which is for this process.

    Raises: GradeError where the folder for temporary files has too long a name.
    """
    _CONTEXT.set_forkserver_preload(["dlcourse.grading.work"])
    _own_folder()
    if threading.current_thread() is not threading.main_thread():
        forkserver.ensure_running()
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        forkserver.ensure_running()
    finally:
        signal.signal(signal.SIGINT, before)


def _own_folder() -> None:
    """Let the server's socket lie in a folder that is swept with the sandboxes' should this process be killed."""
    config = multiprocessing.current_process()._config
    if config.get("tempdir") is not None:
        return
    folder = tempfile.mkdtemp(prefix=f"dlcourse-box-{os.getpid()}-")
    Finalize(None, shutil.rmtree, (folder, True), exitpriority=-100)
    if len(os.fsencode(folder)) > _LONGEST:
        raise GradeError("the folder for temporary files has too long a name for the sockets in it: "
                         f"{tempfile.gettempdir()}. Name a shorter one and call again: export TMPDIR=/tmp")
    config["tempdir"] = folder


class Pool:
    """So many processes, which end with this one; use as a context.

    When one of them dies, all that was handed over fails with BrokenExecutor; what is handed over after that goes to
    new processes. `width` is how many tasks to hand over at a time, `calm` how many where each should have a core of
    its own and another one free.
    """

    def __init__(self, workers: int):
        self.width, self.calm = _AHEAD * workers, max(1, min(workers, (os.cpu_count() or 1) // 2))
        self._workers, self._executor = workers, None

    def submit(self, work: Callable[..., Any], *arguments: Any) -> concurrent.futures.Future:
        """Hand over a task. Raises: GradeError where no process can be started."""
        for _ in range(3):
            try:
                if self._executor is None:
                    warm()
                    self._executor = concurrent.futures.ProcessPoolExecutor(self._workers, _CONTEXT,
                                                                            _end_with_the_grading)
                return self._executor.submit(work, *arguments)
            except (concurrent.futures.BrokenExecutor, OSError, EOFError, RuntimeError) as error:
                why = error
                self._drop()
        raise GradeError(f"the processes that grade cannot be started ({type(why).__name__}: {why}). Is there memory "
                         "left, and room for processes? What has been graded is kept: call again, with fewer "
                         "--workers.")

    def _drop(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=False, cancel_futures=False)
            self._executor = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Wait for what runs; where the grading is broken off, end it, so that nothing waits for it any more."""
        if self._executor is None:
            return
        processes = list(self._executor._processes.values()) if kind else []
        for process in processes:
            process.kill()
        self._executor.shutdown(cancel_futures=True)
        self._executor = None
        if processes:
            sweep(Path(tempfile.gettempdir()))


def _end_with_the_grading() -> None:
    """In each process: its parent is the server, which lives as long as they do; so it watches who asked for it.

    Ctrl-C reaches every process of a terminal; only the one that was called decides what becomes of it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    jail.die_with_parent()
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
