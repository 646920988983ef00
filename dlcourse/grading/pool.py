"""Processes that grade on this machine. They are forked from a server that has imported what all of them need."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
import os
import threading
from multiprocessing import connection, forkserver

from dlcourse.grading.box import jail

_CONTEXT = multiprocessing.get_context("forkserver")


def warm() -> None:
    """Let the server import while this process goes on."""
    _CONTEXT.set_forkserver_preload(["dlcourse.grading.work"])
    forkserver.ensure_running()


def pool(workers: int) -> concurrent.futures.Executor:
    """So many processes, which end with this one."""
    warm()
    return concurrent.futures.ProcessPoolExecutor(workers, _CONTEXT, _end_with_the_grading)


def _end_with_the_grading() -> None:
    """In each process: its parent is the server, which lives as long as they do; so it watches who asked for it."""
    jail.die_with_parent()
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    connection.wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
