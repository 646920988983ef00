"""The fork server: torch is loaded once, each submission gets a fork. It runs no student's code and knows no secret.

    python zygote.py DESCRIPTOR        a SEQPACKET socket to the trusted side

A request is JSON with three descriptors: a stream to the worker, a socket for the report of its end, and the folder
in which it may write.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import json
import mmap
import os
import resource
import select
import shutil
import signal
import socket
import sys
import time

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before torch: a fork after a parallel operation hangs
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import jail  # noqa: E402


def load() -> None:
    """Import what workers need, and run once what imports more at its first use."""
    import matplotlib
    import torch

    torch.set_num_threads(1)
    w = torch.randn(4, 3, requires_grad=True)
    (torch.ones(2, 4) @ w).softmax(1).sum().backward()
    torch.optim.SGD([w], lr=0.1).step()
    torch.nn.functional.cross_entropy(torch.nn.Linear(2, 2)(torch.ones(1, 2)), torch.tensor([0])).backward()
    matplotlib.use("Agg")
    for name in ("matplotlib.pyplot", "sklearn.datasets", "dlcourse.data", "dlcourse.tensors", "reader", "worker"):
        importlib.import_module(name)


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


def serve(control: socket.socket, settings: dict) -> None:
    """Fork a supervisor for each request until the trusted side closes the socket."""
    settings["loaded"] = address_space()
    gc.collect()
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel reaps supervisors
    jail.hide_memory()
    control.send(json.dumps({"ready": True, "landlock": jail.landlock_version()}).encode())
    while True:
        message, extra, _, _ = control.recvmsg(65536, socket.CMSG_SPACE(8))
        if not message:
            return
        descriptors = array.array("i")
        for level, kind, data in extra:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                descriptors.frombytes(data[:len(data) - len(data) % 4])
        if os.fork() == 0:
            control.close()
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            try:
                supervise({**settings, **json.loads(message)}, *(socket.socket(fileno=d) for d in descriptors))
            finally:
                os._exit(1)
        for descriptor in descriptors:
            os.close(descriptor)


def supervise(settings: dict, stream: socket.socket, report: socket.socket) -> None:
    """Between the zygote and a worker: enforce its time, clean up behind it, and tell how it ended."""
    jail.die_with_parent()
    began = time.monotonic()
    folder = os.path.join(settings["scratch"], f"w{os.getpid()}")
    os.mkdir(folder, 0o700)
    child = os.fork()
    if child == 0:
        try:
            report.close()
            confine(settings, stream, folder)
            run(settings)
        except BaseException as error:
            with contextlib.suppress(OSError):
                os.write(3, b"\xff" * 8 + f"{type(error).__name__}: {error}".encode("utf-8", "replace")[:500])
        os._exit(0)
    handle = os.pidfd_open(child)
    poll = select.poll()
    poll.register(handle, select.POLLIN)
    poll.register(stream, select.POLLRDHUP)
    left = settings["seconds"] - (time.monotonic() - began)
    happened = dict(poll.poll(max(0.0, left) * 1000))
    why = "ended" if handle in happened else "closed" if happened else "out of time"
    with contextlib.suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    _, status, used = os.wait4(child, 0)
    remove(folder)
    with contextlib.suppress(OSError):
        report.send(json.dumps({"why": why, "signal": status & 127, "code": status >> 8,
                                "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss << 10}).encode())
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


def run(settings: dict) -> None:
    """The work of this fork."""
    import reader
    import worker

    stream = socket.socket(fileno=3)
    (reader if settings["work"] == "read" else worker).main(stream)


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        settings = json.loads(os.environ["BOX_SETTINGS"])
        load()
    except BaseException as error:
        control.send(json.dumps({"ready": False, "error": f"{type(error).__name__}: {error}"}).encode())
        raise
    serve(control, settings)


if __name__ == "__main__":
    main()
