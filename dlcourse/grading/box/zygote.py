"""A fork server: what its work needs is loaded once, each submission gets a fork. It runs no student's code itself.

    python zygote.py DESCRIPTOR        a SEQPACKET socket to the trusted side

A request is JSON with two descriptors: a stream to the worker, and a socket for the report of its end.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import itertools
import json
import math
import mmap
import os
import resource
import select
import shutil
import signal
import socket
import sys
import time
from typing import NamedTuple

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before torch: a fork after a parallel operation hangs
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import jail  # noqa: E402

_NUMBERS = itertools.count()


def load(work: str) -> None:
    """Import what this work needs, and run once what imports more at its first use."""
    if work == "read":
        importlib.import_module("reader")
        return
    import matplotlib
    import torch

    torch.set_num_threads(1)
    w = torch.randn(4, 3, requires_grad=True)
    (torch.ones(2, 4) @ w).softmax(1).sum().backward()
    torch.optim.SGD([w], lr=0.1).step()
    torch.nn.functional.cross_entropy(torch.nn.Linear(2, 2)(torch.ones(1, 2)), torch.tensor([0])).backward()
    matplotlib.use("Agg")
    for name in ("matplotlib.pyplot", "sklearn.datasets", "dlcourse.data", "dlcourse.tensors", "worker"):
        importlib.import_module(name)
    rehearse()


def rehearse() -> None:
    """Let an answer of ours work and fail once, so that its forks find warm what every answer needs."""
    import torch
    from codec import AnswerError, local

    for watch in (False, True):
        _, answer = local(lambda x, n: {"rows": [x.exp() @ x.T.double(), (x * n).sum()], "n": n / 0}, watch=watch)
        for n in (2, 0):
            with contextlib.suppress(AnswerError):
                answer(torch.ones(2, 3, dtype=torch.float64, requires_grad=bool(n)), n)


def address_space() -> int:
    """Bytes of address space in use, without /proc: the least limit under which one more page can be had."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    low, high = 0, 1 << 40
    while high - low > 1 << 20:
        middle = (low + high) // 2
        resource.setrlimit(resource.RLIMIT_AS, (middle, before[1]))
        try:
            mmap.mmap(-1, 1 << 16).close()
            high = middle
        except (OSError, MemoryError, ValueError):
            low = middle
    resource.setrlimit(resource.RLIMIT_AS, before)
    return high


class Worker(NamedTuple):
    """A fork at work: the handle of its process, its folder, and what the trusted side waits on."""

    pid: int
    handle: int
    folder: str
    stream: socket.socket
    report: socket.socket
    end: float  # when its time is over


def serve(control: socket.socket, settings: dict) -> None:
    """Fork a worker for each request, and end those that are done, left or late, until the socket is closed."""
    settings["loaded"] = address_space()
    gc.collect()
    gc.freeze()
    jail.hide_memory()
    control.send(json.dumps({"ready": True, "landlock": jail.landlock_version()}).encode())
    poll, workers = select.poll(), set()
    poll.register(control, select.POLLIN)
    while True:
        soonest = min((worker.end for worker in workers), default=math.inf)
        happened = dict(poll.poll(max(0.0, soonest - time.monotonic()) * 1000 if workers else None))
        for worker in tuple(workers):
            why = reason(worker, happened)
            if why:
                workers.remove(worker)
                poll.unregister(worker.handle)
                poll.unregister(worker.stream)
                finish(worker, why)
        if control.fileno() in happened:
            request = receive(control)
            if request is None:
                return
            worker = begin(settings, *request)
            if worker is not None:
                workers.add(worker)
                poll.register(worker.handle, select.POLLIN)
                poll.register(worker.stream, select.POLLRDHUP)


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


def begin(settings: dict, limits: dict, stream: socket.socket, report: socket.socket) -> Worker | None:
    """Fork a worker; None if there can be no further process."""
    end = time.monotonic() + limits["seconds"]
    folder = os.path.join(settings["scratch"], f"w{next(_NUMBERS)}")
    os.mkdir(folder, 0o700)
    try:
        child = os.fork()
    except OSError:
        os.rmdir(folder)
        stream.close()
        report.close()
        return None
    if child == 0:
        try:
            report.close()
            confine({**settings, **limits}, stream, folder)
            run(settings["work"])
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.write(3, b"\xff" * 8 + f"{type(error).__name__}: {error}".encode("utf-8", "replace")[:500])
        os._exit(0)
    return Worker(child, os.pidfd_open(child), folder, stream, report, end)


def finish(worker: Worker, why: str) -> None:
    """Kill a worker, clear up behind it, and then tell how it ended."""
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(worker.handle, signal.SIGKILL)
    _, status, used = os.wait4(worker.pid, 0)
    os.close(worker.handle)
    worker.stream.close()
    told = json.dumps({"why": why, "signal": status & 127, "code": status >> 8,
                       "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss << 10}).encode()
    try:
        os.rmdir(worker.folder)
    except OSError:  # something is in it, perhaps very much: nobody else shall wait for that
        with contextlib.suppress(OSError):
            child = os.fork()
            if child == 0:
                clear(worker, told)
            os.waitpid(child, 0)
    else:
        with contextlib.suppress(OSError):
            worker.report.send(told)
    worker.report.close()


def clear(worker: Worker, told: bytes) -> None:
    """Never returns: a grandchild of the server removes the folder, and then tells."""
    try:
        if os.fork() == 0:  # whose parent ends at once: then the first process takes it away at its end
            os.dup2(worker.report.fileno(), 3)
            os.closerange(4, 4096)
            remove(worker.folder)
            socket.socket(fileno=3).send(told)
    finally:
        os._exit(0)


def remove(folder: str) -> None:
    """Delete a folder, however deep and whatever its permissions."""
    for _ in range(3):
        with contextlib.suppress(RecursionError):
            for path, folders, _ in os.walk(folder):
                for name in folders:
                    with contextlib.suppress(OSError):
                        os.chmod(os.path.join(path, name), 0o700)
        with contextlib.suppress(RecursionError, OSError):
            shutil.rmtree(folder)
            return
        _flatten(folder)


def _flatten(folder: str) -> None:
    """Move what lies deep to the top, so that no path is too long to be deleted."""
    here = os.getcwd()
    try:
        os.chdir(folder)
        count = 0
        while count < 100_000:
            inner = next((e.name for e in os.scandir(".") if e.is_dir(follow_symlinks=False)), None)
            if inner is None:
                break
            with os.scandir(inner) as entries:
                deeper = [e.name for e in entries]
            for name in deeper:
                os.rename(os.path.join(inner, name), f"x{count}")
                count += 1
            os.rmdir(inner)
    except OSError:
        pass
    finally:
        os.chdir(here)


def confine(settings: dict, stream: socket.socket, folder: str) -> None:
    """Everything that makes this process harmless, before anything of a student is read."""
    jail.die_with_parent()
    os.dup2(stream.fileno(), 3)
    nothing = os.open("/dev/null", os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.closerange(4, 4096)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(HOME=folder, TMPDIR=folder, MPLCONFIGDIR=folder, MPLBACKEND="Agg", OMP_NUM_THREADS="1",
                      LANG="C.UTF-8", DLCOURSE_HOME=folder, DLCOURSE_QUIET="1")
    os.setsid()
    jail.limit(memory=settings["loaded"] + settings["memory"], seconds=int(settings["seconds"]) + 1, files=64,
               file_bytes=64 << 20, processes=settings["processes"])
    jail.drop_capabilities()
    jail.landlock(settings["readable"], [folder])
    with open(settings["filter"], "rb") as file:
        program = file.read()
    jail.seccomp(program)


def run(work: str) -> None:
    """The work of this fork."""
    importlib.import_module({"read": "reader", "run": "worker"}[work]).main(socket.socket(fileno=3))


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        settings = json.loads(os.environ["BOX_SETTINGS"])
        load(settings["work"])
    except BaseException as error:
        control.send(json.dumps({"ready": False, "error": f"{type(error).__name__}: {error}"}).encode())
        raise
    serve(control, settings)


if __name__ == "__main__":
    main()
