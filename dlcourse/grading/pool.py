"""Processes that grade on this machine. They are forked from a server that has imported what all of them need."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import threading
from collections.abc import Callable
from multiprocessing import connection, forkserver
from typing import Any

from dlcourse.grading.box import jail
from dlcourse.grading.errors import GradeError

_CONTEXT = multiprocessing.get_context("forkserver")
_AHEAD = 4  # tasks that wait for each process, so that none of them is ever idle


def warm() -> None:
    """Let the server import while this process goes on."""
    _CONTEXT.set_forkserver_preload(["dlcourse.grading.work"])
    forkserver.ensure_running()


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

    def __exit__(self, *_: object) -> None:
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


def _end_with_the_grading() -> None:
    """In each process: its parent is the server, which lives as long as they do; so it watches who asked for it."""
    jail.die_with_parent()
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
