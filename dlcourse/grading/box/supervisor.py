"""The work of a fork server: a fork for each request, looked after until it ends, and cleared up behind.

A request is JSON with two descriptors: a stream to the worker, and a socket for the report of its end.
"""

from __future__ import annotations

import array
import contextlib
import ctypes
import json
import math
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from typing import NamedTuple

import jail
import leavings

NO_WORKER = "no worker"  # in a report: there was none, through no fault of the student
_LOOK = 0.2  # seconds between two looks at what a worker has written
_TIDY = 1.0  # seconds in which the next one waits for what is cleared up behind one
_GIVE_UP = 60.0  # seconds in which that may go on, where there is room enough for the next one all the same


class Worker(NamedTuple):
    """A fork at work: the handle of its process, its folder, and what the trusted side waits on."""

    pid: int
    handle: int
    folder: str
    stream: socket.socket
    report: socket.socket
    end: float  # when its time is over
    bounds: dict[str, int]  # of its folder


class Cleaner(NamedTuple):
    """A fork that clears up behind a worker, and the report that waits for it: the next one finds an empty disk."""

    pid: int
    handle: int
    report: socket.socket | None  # None once it was sent
    told: dict
    end: float
    bounds: dict[str, int]  # of a worker's folder


class Supervisor:
    """Forks workers whose life is `body(settings, stream, folder)`, until the socket to the trusted side is closed.

    Where it finds that it can give no good worker any more, it closes that socket itself and ends with the last
    worker it has: another server, with an empty disk, then takes its place.
    """

    def __init__(self, control: socket.socket, settings: dict, body: Callable[[dict, socket.socket, str], None]):
        self._control, self._settings, self._body = control, settings, body
        self._workers: list[Worker] = []
        self._cleaners: list[Cleaner] = []
        self._next_look = 0.0
        self._poll = select.poll()
        self._poll.register(control, select.POLLIN)

    def run(self) -> None:
        """Say what holds here, then do what is asked until the control socket closes."""
        version = jail.landlock_version()
        self._control.send(json.dumps({"ready": True, "landlock": version,
                                       "refused": 0 if version else ctypes.get_errno()}).encode())
        while self._control.fileno() >= 0 or self._workers or self._cleaners:
            happened = dict(self._poll.poll(self._patience()))
            for cleaner in tuple(self._cleaners):
                if cleaner.handle in happened or cleaner.end <= time.monotonic():
                    self._cleaned(cleaner, cleaner.handle in happened)
            for worker, why in self._done(happened):  # behind the cleaners: a new one may get the number of a handle
                self._finish(worker, why)
            if self._control.fileno() in happened:
                request = receive(self._control)
                if request is None:
                    return
                self._begin(*request)

    def _patience(self) -> float | None:
        """Milliseconds until something has to be done although nothing happens."""
        soonest = min((each.end for each in (*self._workers, *self._cleaners)), default=math.inf)
        soonest = min(soonest, self._next_look) if self._workers else soonest
        return None if soonest == math.inf else max(0.0, soonest - time.monotonic()) * 1000

    def _done(self, happened: dict[int, int]) -> list[tuple[Worker, str]]:
        """The workers that are to be ended now, and why."""
        began = time.monotonic()
        look = began >= self._next_look
        done = [(worker, reason(worker, happened) or (look and leavings.excess(worker.folder, **worker.bounds)))
                for worker in self._workers]
        if look:  # a look at a full folder takes longer, and is then rarer
            now = time.monotonic()
            self._next_look = now + min(max(_LOOK, 20 * (now - began)), 2 * _LOOK)
        return [(worker, why) for worker, why in done if why]

    def _begin(self, limits: dict, stream: socket.socket, report: socket.socket) -> None:
        """Fork a worker, or tell that there can be none."""
        end = time.monotonic() + limits["seconds"]
        folder = os.path.join(self._settings["scratch"], f"w{os.urandom(8).hex()}")  # which no neighbour can guess
        try:
            os.mkdir(folder, 0o700)
            child = os.fork()
        except OSError:
            stream.close()
            self._spoil()
            tell(report, {"why": NO_WORKER})
            return
        if child == 0:
            report.close()
            self._body({**self._settings, **limits}, stream, folder)
            os._exit(0)
        worker = Worker(child, os.pidfd_open(child), folder, stream, report, end, limits["bounds"])
        self._workers.append(worker)
        self._poll.register(worker.handle, select.POLLIN)
        self._poll.register(worker.stream, select.POLLRDHUP)

    def _finish(self, worker: Worker, why: str) -> None:
        """Kill a worker, clear up behind it, and then tell how it ended."""
        self._workers.remove(worker)
        self._poll.unregister(worker.handle)
        self._poll.unregister(worker.stream)
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(worker.handle, signal.SIGKILL)
        _, status, used = os.wait4(worker.pid, 0)
        os.close(worker.handle)
        worker.stream.close()
        told = {"why": why, "signal": status & 127, "code": status >> 8,
                "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss << 10}
        try:
            os.rmdir(worker.folder)
        except OSError:  # something is in it, perhaps very much: nobody else shall wait for that
            self._clear(worker, told)
        else:
            tell(worker.report, told)

    def _clear(self, worker: Worker, told: dict) -> None:
        try:
            child = os.fork()
        except OSError:
            self._spoil()
            tell(worker.report, told)
            return
        if child == 0:
            jail.die_with_parent()
            with contextlib.suppress(BaseException):
                os._exit(0 if leavings.remove(worker.folder, _GIVE_UP) else 1)
            os._exit(1)
        cleaner = Cleaner(child, os.pidfd_open(child), worker.report, told, time.monotonic() + _TIDY, worker.bounds)
        self._cleaners.append(cleaner)
        self._poll.register(cleaner.handle, select.POLLIN)

    def _cleaned(self, cleaner: Cleaner, done: bool) -> None:
        """Tell the report that waits for a cleaner which is done, or late; one that is late may go on once."""
        self._cleaners.remove(cleaner)
        if not done and cleaner.report is not None and self._room(cleaner.bounds):
            tell(cleaner.report, cleaner.told)
            self._cleaners.append(cleaner._replace(report=None, end=time.monotonic() + _GIVE_UP))
            return
        self._poll.unregister(cleaner.handle)
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(cleaner.handle, signal.SIGKILL)
        os.close(cleaner.handle)
        if os.waitpid(cleaner.pid, 0)[1] != 0:
            self._spoil()
        if cleaner.report is not None:
            tell(cleaner.report, cleaner.told)

    def _room(self, bounds: dict[str, int]) -> bool:
        """Whether the disk has room for a further worker, as a large one has and a small one in memory has not."""
        disk = os.statvfs(self._settings["scratch"])
        return (disk.f_bavail * disk.f_frsize >= 2 * bounds["size"]
                and (not disk.f_files or disk.f_favail >= 2 * bounds["entries"]))

    def _spoil(self) -> None:
        """Take no further requests. It comes before any report, so that whoever has that one asks another server."""
        if self._control.fileno() >= 0:
            self._poll.unregister(self._control)
            self._control.close()


def reason(worker: Worker, happened: dict[int, int]) -> str:
    """Why a worker is to be ended now, or nothing."""
    if worker.handle in happened:
        return "ended"
    if worker.stream.fileno() in happened:
        return "closed"
    return "out of time" if worker.end <= time.monotonic() else ""


def receive(control: socket.socket) -> tuple[dict, socket.socket, socket.socket] | None:
    """One request: limits, the stream to the worker, and the socket of the report; None at the end."""
    message, extra, _, _ = control.recvmsg(65536, socket.CMSG_SPACE(8))
    if not message:
        return None
    descriptors = array.array("i")
    for level, kind, data in extra:
        if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
            descriptors.frombytes(data[:len(data) - len(data) % 4])
    stream, report = (socket.socket(fileno=d) for d in descriptors)
    return json.loads(message), stream, report


def tell(report: socket.socket, told: dict) -> None:
    """Send a report and close its socket; whoever asked for it may be gone."""
    with contextlib.suppress(OSError):
        report.send(json.dumps(told).encode())
    report.close()
