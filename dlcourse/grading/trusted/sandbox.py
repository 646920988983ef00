"""Starts the fork server behind walls, and asks it for workers."""

from __future__ import annotations

import array
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import dlcourse
from dlcourse.grading.trusted import filter

TIERS = ("bubblewrap", "landlock")  # best first
FIRST_USER = 61_000  # ordinary users of nobody, one for each fork server, so that their limits do not add up
_PACKAGE = Path(dlcourse.__file__).parent
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/dev/zero")


class SandboxError(RuntimeError):
    """The walls cannot be built here; the message says what is missing."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use: seconds of its whole life, bytes beyond what is loaded, processes and threads."""

    seconds: float = 60.0
    memory: int = 2 << 30
    processes: int = 512


class _Place(NamedTuple):
    """Where the fork server finds what it needs, as it sees the machine, and how it is started there."""

    box: str
    site: str
    scratch: str
    python: str
    command: list[str]
    user: dict[str, Any]


def sweep(folder: Path) -> None:
    """Remove what sandboxes left behind whose process was killed."""
    for path in folder.glob("dlcourse-box-*-*"):
        try:
            os.kill(int(path.name.split("-")[2]), 0)
        except ProcessLookupError:
            shutil.rmtree(path, ignore_errors=True)
        except (ValueError, PermissionError):
            continue  # none of ours, or another user's


def fill_box(folder: Path) -> None:
    """Copy all of ours that students' code may see."""
    for name in ("jail", "zygote", "worker", "reader"):
        shutil.copy(_PACKAGE / "grading" / "box" / f"{name}.py", folder)
    shutil.copy(_PACKAGE / "classroom" / "source.py", folder)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(_PACKAGE / "classroom" / "codec", folder / "codec", ignore=ignored)
    inside = folder / "dlcourse"
    shutil.copytree(_PACKAGE / "data", inside / "data", ignore=ignored)
    for name in ("tensors", "arguments"):
        shutil.copy(_PACKAGE / f"{name}.py", inside)
    shutil.copy(_PACKAGE / "grading" / "box" / "package.py", inside / "__init__.py")
    (folder / "filter.bpf").write_bytes(filter.program())
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


class Sandbox:
    """A fork server of one tier; use as a context. `fork` gives connections to fresh forks.

    Raises: SandboxError where this tier cannot be had.
    """

    def __init__(self, tier: str, limits: Limits | None = None):
        self.tier, self.limits = tier, limits or Limits()
        self._user = FIRST_USER + os.getpid() % 4000
        sweep(Path(tempfile.gettempdir()))
        self._home = Path(tempfile.mkdtemp(prefix=f"dlcourse-box-{os.getpid()}-"))
        self._home.chmod(0o755)
        try:
            (self._home / "box").mkdir()
            fill_box(self._home / "box")
            self._launch()
        except BaseException:
            self.close()
            raise

    def _launch(self) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            self._process = self._start(theirs)
        finally:
            theirs.close()
        self._control.settimeout(120)
        told = self._control.recv(65536)
        answer = json.loads(told) if told else {}
        if not answer.get("ready"):
            raise SandboxError(f"{self.tier}: the fork server did not start: {answer.get('error') or self._why()}")
        if not answer["landlock"]:
            raise SandboxError("this kernel has no Landlock; Linux 5.13 or newer has it, also inside WSL2")

    def _start(self, theirs: socket.socket) -> subprocess.Popen:
        place = self._behind_bubblewrap() if self.tier == "bubblewrap" else self._in_the_open()
        settings = {"processes": self.limits.processes, "scratch": place.scratch, "filter": f"{place.box}/filter.bpf",
                    "readable": [p for p in _SYSTEM if os.path.exists(p)] + [place.python, place.site, place.box]}
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": place.scratch,
                       "PYTHONPATH": f"{place.box}:{place.site}", "PYTHONDONTWRITEBYTECODE": "1",
                       "MPLCONFIGDIR": place.scratch, "MPLBACKEND": "Agg", "BOX_SETTINGS": json.dumps(settings)}
        self._log = (self._home / "log").open("w+b")
        python = f"{place.python}/bin/python{sys.version_info.major}.{sys.version_info.minor}"
        try:
            return subprocess.Popen([*place.command, python, "-s", f"{place.box}/zygote.py", str(theirs.fileno())],
                                    pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
                                    stdout=self._log, stderr=self._log, cwd="/", **place.user)
        except PermissionError:
            raise SandboxError(f"an ordinary user cannot read this Python ({sys.base_prefix}). Install bubblewrap, or "
                               "a Python outside private folders") from None

    def _behind_bubblewrap(self) -> _Place:
        if not shutil.which("bwrap"):
            raise SandboxError("bubblewrap is missing; install it with: apt-get install bubblewrap")
        site, python = sysconfig.get_paths()["purelib"], "/usr" if sys.base_prefix == "/usr" else "/python"
        user = self._user if os.getuid() == 0 else None
        return _Place("/box", "/site", "/tmp", python, _bubblewrap(python, site, self._home / "box", user), {})

    def _in_the_open(self) -> _Place:
        site, scratch, user = sysconfig.get_paths()["purelib"], self._home / "scratch", {}
        scratch.mkdir(mode=0o700, exist_ok=True)
        if os.getuid() == 0:
            os.chown(scratch, self._user, self._user)
            user = {"user": self._user, "group": self._user, "extra_groups": []}
        return _Place(str(self._home / "box"), site, str(scratch), sys.base_prefix, [], user)

    def _why(self) -> str:
        self._log.seek(0)
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1][:300] if lines else "it said nothing"

    def fork(self, work: str) -> tuple[socket.socket, socket.socket]:
        """A fresh fork for this work, "run" or "read": its stream, and the socket of the report on its end."""
        ours, stream = socket.socketpair()
        report, end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = json.dumps({"work": work, "seconds": self.limits.seconds, "memory": self.limits.memory}).encode()
        both = array.array("i", [stream.fileno(), end.fileno()])
        passed = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, both)]
        try:
            self._control.sendmsg([request], passed)
        except OSError:  # the fork server is gone; another one takes its place
            self._stop()
            self._launch()
            self._control.sendmsg([request], passed)
        stream.close()
        end.close()
        return ours, report

    def _stop(self) -> None:
        if getattr(self, "_control", None) is not None:
            self._control.close()
        process = getattr(self, "_process", None)
        if process is not None:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            self._log.close()
            self._process = None

    def close(self) -> None:
        """End the fork server and everything that came from it."""
        self._stop()
        shutil.rmtree(self._home, ignore_errors=True)

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _bubblewrap(python: str, site: str, box: Path, user: int | None) -> list[str]:
    """A view of the machine with the system, Python and the box, read-only; no network, no processes of others."""
    command = ["bwrap", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try",
               "--die-with-parent", "--new-session", "--ro-bind", "/usr", "/usr"]
    for name in ("lib", "lib64", "bin", "sbin"):
        path = Path("/", name)
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            command += ["--ro-bind", str(path), str(path)]
    if Path("/etc/ld.so.cache").exists():
        command += ["--perms", "0755", "--dir", "/etc", "--ro-bind", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    if python != "/usr":
        command += ["--ro-bind", sys.base_prefix, python]
    command += ["--ro-bind", site, "/site", "--ro-bind", str(box), "/box", "--dev", "/dev", "--perms", "1777",
                "--size", str(512 << 20), "--tmpfs", "/tmp", "--chdir", "/"]
    if user is not None:  # bind as root, then be an ordinary user before Python starts
        return [*command, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP", "setpriv",
                f"--reuid={user}", f"--regid={user}", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all",
                "--no-new-privs"]
    return [command[0], "--unshare-user", "--cap-drop", "ALL", *command[1:]]


def best(limits: Limits | None = None) -> Sandbox:
    """A sandbox of the best tier that this machine gives.

    Raises: SandboxError naming, for each tier, what is missing.
    """
    missing = []
    for tier in TIERS:
        try:
            return Sandbox(tier, limits)
        except (SandboxError, OSError, RuntimeError) as error:
            missing.append(f"{tier}: {error}")
    with contextlib.suppress(OSError):
        missing.append(f"this is {os.uname().sysname} {os.uname().release}")
    raise SandboxError("no sandbox can be had here, so nothing is graded. " + "; ".join(missing) + ". Grade on a Linux "
                       "host with kernel 5.13 or newer, or inside WSL2.")
