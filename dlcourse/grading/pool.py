"""Processes that grade on this machine. They are forked from a server that has imported what all of them need."""

from __future__ import annotations

import concurrent.futures
import multiprocessing
from multiprocessing import forkserver

from dlcourse.grading.box import jail

_CONTEXT = multiprocessing.get_context("forkserver")


def warm() -> None:
    """Let the server import while this process goes on."""
    _CONTEXT.set_forkserver_preload(["dlcourse.grading.work"])
    forkserver.ensure_running()


def pool(workers: int) -> concurrent.futures.Executor:
    """So many processes, which end with this one."""
    warm()
    return concurrent.futures.ProcessPoolExecutor(workers, _CONTEXT, jail.die_with_parent)
