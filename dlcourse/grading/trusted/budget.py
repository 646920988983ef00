"""A bound on the time that code of ours spends on what a student's code gave back."""

from __future__ import annotations

import contextlib
import ctypes
import os
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
    bound = _Bound(threading.get_ident(), seconds)
    watch = _the_watch()
    watch.take(bound)
    try:
        yield
    finally:
        watch.leave(bound)


class _Bound:
    """A point of a thread's processor time that it is not to pass."""

    def __init__(self, thread: int, seconds: float):
        self.thread, self.seconds, self.raised = thread, seconds, False
        self._clock = time.pthread_getcpuclockid(thread)
        self._end = time.clock_gettime(self._clock) + seconds

    def look(self) -> None:
        """Raise SpentError in the thread, once, if it has passed the point."""
        if not self.raised and time.clock_gettime(self._clock) > self._end:
            self.raised = True
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.thread), ctypes.py_object(SpentError))


class _Watch(threading.Thread):
    """Looks at the bounds of a process; one thread for all of them, since to begin one costs as much as an answer."""

    def __init__(self):
        super().__init__(daemon=True)
        self._bounds: list[_Bound] = []
        self._lock, self._sooner = threading.Lock(), threading.Event()

    def run(self) -> None:
        while True:
            self._sooner.wait(min([_EVERY, *(bound.seconds for bound in self._bounds)]))
            self._sooner.clear()
            with self._lock:
                for bound in self._bounds:
                    bound.look()
                self._bounds = [bound for bound in self._bounds if not bound.raised]

    def take(self, bound: _Bound) -> None:
        """Look at this one from now on."""
        with self._lock:
            self._bounds.append(bound)
        if bound.seconds < _EVERY:
            self._sooner.set()

    def leave(self, bound: _Bound) -> None:
        """Its thread has left; nothing is raised in it any more.

        What was raised and has not come yet comes here. It is not taken back: Python would go on looking for it, and
        run slowly, for as long as the process lives.
        """
        with self._lock:
            if bound in self._bounds:
                self._bounds.remove(bound)
        if bound.raised:
            with contextlib.suppress(SpentError):
                for _ in range(1_000):
                    pass


_watches: dict[int, _Watch] = {}  # by process: a fork has none of its parent's threads
_begin = threading.Lock()


def _the_watch() -> _Watch:
    watch = _watches.get(os.getpid())
    if watch is None:
        with _begin:
            watch = _watches.get(os.getpid()) or _Watch()
            if not watch.is_alive():
                _watches[os.getpid()] = watch
                watch.start()
    return watch
