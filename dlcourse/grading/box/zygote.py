"""A fork server: what its work needs is loaded once, each submission gets a fork. It runs no student's code itself.

    python zygote.py DESCRIPTOR        a SEQPACKET socket to the trusted side
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import mmap
import os
import resource
import socket
import sys
import tempfile

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before torch: a fork after a parallel operation hangs
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

import jail  # noqa: E402
from supervisor import Supervisor  # noqa: E402


def load(work: str) -> None:
    """Import what this work needs, and run once what imports more at its first use."""
    if work == "read":
        importlib.import_module("reader")
        return
    import torch

    torch.set_num_threads(1)
    w = torch.randn(4, 3, requires_grad=True)
    (torch.ones(2, 4) @ w).softmax(1).sum().backward()
    torch.nn.functional.cross_entropy(torch.nn.Linear(2, 2)(torch.ones(1, 2)), torch.tensor([0])).backward()
    for name in ("dlcourse.data", "dlcourse.tensors", "worker"):
        importlib.import_module(name)
    if work == "wide":
        torch.optim.SGD([w], lr=0.1).step()
        importlib.import_module("matplotlib").use("Agg")
        for name in ("matplotlib.pyplot", "sklearn.datasets"):
            importlib.import_module(name)
    importlib.import_module("shell").begin()
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
    tempfile.tempdir = None  # the one that was found before is not this fork's
    os.setsid()
    jail.limit(memory=settings["loaded"] + settings["memory"], seconds=int(settings["seconds"]) + 1, files=64,
               file_bytes=64 << 20, processes=settings["processes"])
    jail.drop_capabilities()
    jail.landlock(settings["readable"], [folder])
    with open(settings["filter"], "rb") as file:
        program = file.read()
    jail.seccomp(program)


def live(settings: dict, stream: socket.socket, folder: str) -> None:
    """The life of a fork: walls first, then its work. A fault in between is told to the trusted side."""
    try:
        confine(settings, stream, folder)
        run(settings["work"])
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.write(3, b"\xff" * 8 + f"{type(error).__name__}: {error}".encode("utf-8", "replace")[:500])


def run(work: str) -> None:
    """The work of this fork."""
    importlib.import_module("reader" if work == "read" else "worker").main(socket.socket(fileno=3))


def main() -> None:
    """Serve forks over the control socket whose number is handed over."""
    control = socket.socket(fileno=int(sys.argv[1]))
    try:
        settings = json.loads(os.environ["BOX_SETTINGS"])
        load(settings["work"])
    except BaseException as error:
        control.send(json.dumps({"ready": False, "error": f"{type(error).__name__}: {error}"}).encode())
        raise
    settings["loaded"] = address_space()
    gc.collect()
    gc.freeze()
    jail.hide_memory()
    Supervisor(control, settings, live).run()


if __name__ == "__main__":
    main()
