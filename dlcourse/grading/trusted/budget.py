"""A bound on the time that code of ours spends on what a student's code gave back."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections.abc import Iterator

SECONDS = 10.0  # on a core, for one answer; the slowest diagnosis takes a fifth of a second
_EVERY = 0.25


class SpentError(BaseException):
    """The time is spent. Not an Exception, so that no check takes it for a wrong answer's."""


@contextlib.contextmanager
def limited(seconds: float = SECONDS) -> Iterator[None]:
    """What is inside may use so many seconds of a core in this thread; waiting costs nothing.

    Raises: SpentError from inside, at the next line of Python.

    >>> with contextlib.suppress(SpentError), limited(0.01):
    ...     while True: pass
    """
    watch = _Watch(threading.get_ident(), seconds)
    watch.start()
    try:
        yield
    finally:
        watch.leave()


class _Watch(threading.Thread):
    """Looks at another thread's processor time, and raises SpentError in it once."""

    def __init__(self, watched: int, seconds: float):
        super().__init__(daemon=True)
        self._watched, self._clock = watched, time.pthread_getcpuclockid(watched)
        self._end = time.clock_gettime(self._clock) + seconds
        self._every = min(_EVERY, seconds)
        self._over, self._lock, self._raised = threading.Event(), threading.Lock(), False

    def run(self) -> None:
        while not self._over.wait(self._every):
            with self._lock:
                if not self._over.is_set() and time.clock_gettime(self._clock) > self._end:
                    self._raised = True
                    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self._watched),
                                                               ctypes.py_object(SpentError))
                    return

    def leave(self) -> None:
        """The watched thread has left; nothing is raised in it any more.

        What was raised and has not come yet comes here. It is not taken back: Python would go on looking for it, and
        run slowly, for as long as the process lives.
        """
        with self._lock:
            self._over.set()
        if self._raised:
            with contextlib.suppress(SpentError):
                for _ in range(1_000):
                    pass
