"""Machines of a Dask cluster that grade; they read the submissions under the same paths."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable
from typing import Any

from dlcourse.grading.errors import GradeError


class Cluster:
    """A scheduler's machines, with what `pool.Pool` offers; use as a context.

    A machine that is lost loses no submission: the scheduler gives it to another one, and only what came back is
    kept. Raises: GradeError where the cluster cannot be reached.
    """

    width = 1_000

    def __init__(self, address: str):
        try:
            from distributed import Client
        except ImportError:
            raise GradeError("--scheduler needs Dask; install it with: pip install 'dlcourse[cluster]'") from None
        try:
            self._client = Client(address, timeout=10)
        except (OSError, ValueError) as error:
            raise GradeError(f"no Dask scheduler answers at {address} ({error}).") from None
        self._executor = self._client.get_executor(pure=False, retries=3)
        self.calm = max(1, sum(self._client.ncores().values()) // 2)

    def submit(self, work: Callable[..., Any], *arguments: Any) -> concurrent.futures.Future:
        """Hand over a task."""
        try:
            return self._executor.submit(work, *arguments)
        except (OSError, RuntimeError) as error:
            raise GradeError(f"the Dask scheduler is gone ({error}). What has been graded is kept: call "
                             "again.") from None

    def __enter__(self) -> Cluster:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown()
        self._client.close()
