"""Walls of one tier, and fork servers behind them."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from pathlib import Path

import dlcourse
from dlcourse.grading.box import leavings
from dlcourse.grading.trusted import filter as calls
from dlcourse.grading.trusted.server import Limits, SandboxError, Server

TIERS = ("bubblewrap", "landlock")  # best first
_PACKAGE = Path(dlcourse.__file__).parent


def sweep(folder: Path) -> None:
    """Remove what sandboxes left behind whose process was killed."""
    for path in folder.glob("dlcourse-box-*-*"):
        try:
            gone = _ended(int(path.name.split("-")[2]))
        except (ValueError, PermissionError):
            continue  # none of ours, or another user's
        if gone:
            leavings.remove(str(path), 60)


def _ended(pid: int) -> bool:
    """Whether a process has ended, though its parent may not have asked for its exit status yet."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] in "ZX"
    except (ProcessLookupError, FileNotFoundError):
        return True


def fill_box(folder: Path) -> None:
    """Copy all of ours that students' code may see."""
    for name in ("jail", "zygote", "supervisor", "leavings", "worker", "shell", "reader"):
        shutil.copy(_PACKAGE / "grading" / "box" / f"{name}.py", folder)
    for name in ("cells", "inert", "reached", "source"):  # what a notebook does with cells and answers, without torch
        shutil.copy(_PACKAGE / "classroom" / f"{name}.py", folder)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copy(_PACKAGE / "classroom" / "codec" / "frames.py", folder)  # without torch, for the reader
    shutil.copytree(_PACKAGE / "classroom" / "codec", folder / "codec", ignore=ignored)
    inside = folder / "dlcourse"
    shutil.copytree(_PACKAGE / "data", inside / "data", ignore=ignored)
    for name in ("tensors", "arguments"):
        shutil.copy(_PACKAGE / f"{name}.py", inside)
    shutil.copy(_PACKAGE / "grading" / "box" / "package.py", inside / "__init__.py")
    (folder / "filter.bpf").write_bytes(calls.program())
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


class Sandbox:
    """Walls of one tier; use as a context. `fork` gives connections to fresh forks behind them.

    Raises: SandboxError where this tier cannot be had.
    """

    def __init__(self, tier: str, limits: Limits | None = None):
        self.tier, self.limits = tier, limits or Limits()
        self._servers: dict[str, Server] = {}
        sweep(Path(tempfile.gettempdir()))
        self.home = Path(tempfile.mkdtemp(prefix=f"dlcourse-box-{os.getpid()}-"))
        self.home.chmod(0o755)
        try:
            (self.home / "box").mkdir()
            fill_box(self.home / "box")
            self._server("read")  # the walls are the same for both works, and this one is there at once
        except BaseException:
            self.close()
            raise

    def _server(self, work: str) -> Server:
        if work not in self._servers:
            self._servers[work] = Server(self.tier, work, self.limits, self.home)
        return self._servers[work]

    def fork(self, work: str) -> tuple[socket.socket, socket.socket]:
        """A fresh fork for this work, one of WORKS: its stream, and the socket of the report on its end.

        A report `{"why": "no worker"}`, or none at all, says that there was none or that its fork server ended: no
        fault of the code that it was to run. Raises: SandboxError where no fork server can be had any more.
        """
        try:
            return self._server(work).fork()
        except OSError:  # the fork server is gone, or has given up; another one takes its place
            self.renew(work)
        try:
            return self._server(work).fork()
        except OSError as error:
            raise SandboxError(f"{self.tier}: two fork servers one after the other ended at once ({error})") from None

    def renew(self, work: str) -> None:
        """Let the next fork for this work come from a fresh fork server with an empty disk."""
        server = self._servers.pop(work, None)
        if server is not None:
            server.close()

    def processes(self) -> list[int]:
        """The process of each fork server that runs."""
        return [server.process.pid for server in self._servers.values()]

    def close(self) -> None:
        """End the fork servers and everything that came from them."""
        for server in self._servers.values():
            server.close()
        self._servers.clear()
        leavings.remove(str(self.home), 60)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def best(limits: Limits | None = None) -> Sandbox:
    """A sandbox of the best tier that this machine gives.

    Raises: SandboxError naming, for each tier, what is missing.
    """
    missing = []
    for tier in TIERS:
        try:
            return Sandbox(tier, limits)
        except (SandboxError, OSError, RuntimeError) as error:
            missing.append(f"{tier}: {str(error).removeprefix(f'{tier}: ')}.")
    if sys.platform != "linux":
        missing.append("Grade on a Linux host, or inside WSL2.")
    raise SandboxError(" ".join(["no sandbox can be had here, so nothing is graded.", *missing]))
