"""One fork server behind walls: started, asked for forks, ended."""

from __future__ import annotations

import array
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

from dlcourse.grading.box import leavings
from dlcourse.grading.trusted import advice

FIRST_USER = 61_000  # ordinary users of nobody, one for each fork server, so that their limits do not add up
WORKS = ("read", "run", "wide")
# how this process was told to compute: a student's code should round as the expected results did
ARITHMETIC = ("MKL_CBWR", "ATEN_CPU_CAPABILITY", "ONEDNN_MAX_CPU_ISA")
_START = 120  # seconds in which a fork server has to be ready; it imports torch
_SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev/null", "/dev/urandom", "/dev/zero")


class SandboxError(RuntimeError):
    """The walls cannot be built here; the message says what is missing."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use: seconds of its whole life, bytes beyond what is loaded, processes and threads.

    In its folder: files and folders, how deep they lie, and bytes on the disk.
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    processes: int = 512
    files: int = 5_000
    depth: int = 32
    disk: int = 512 << 20


class _Place(NamedTuple):
    """Where the fork server finds what it needs, as it sees the machine, and how it is started there."""

    box: str
    site: str
    scratch: str
    python: str
    command: list[str]
    user: dict[str, Any]


class Server:
    """A fork server of one tier for one work.

    "read" is light, "run" has torch loaded, "wide" libraries too that few answers use: the less there is in a process,
    the less its fork costs.

    Raises: SandboxError where this tier cannot be had.
    """

    def __init__(self, tier: str, work: str, limits: Limits, home: Path):
        self._tier, self._work, self._limits, self._home = tier, work, limits, home
        self._user = FIRST_USER + len(WORKS) * (os.getpid() % 1500) + WORKS.index(work)
        self._scratch = ""
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._log = (home / f"{work}.log").open("w+b")
        try:
            self.process = self._start(theirs)
        except BaseException:
            self._control.close()
            self._log.close()
            raise
        finally:
            theirs.close()
        try:
            self._await()
        except BaseException:
            self.close()
            raise

    def _await(self) -> None:
        answer = self._answer()
        if answer.get("ready") is not True:
            why = _line(answer.get("error") or self._why())
            found = advice.of_namespaces() if why.startswith("bwrap:") else ""
            raise SandboxError(f"{self._tier}: the fork server did not start: {'. '.join(filter(None, (why, found)))}")
        version, refused = answer.get("landlock"), answer.get("refused")
        if type(version) is not int or type(refused) is not int:
            raise SandboxError(f"{self._tier}: the fork server said something that has no sense: {_line(answer)}")
        missing = advice.of_landlock(version, refused, alone=self._tier == "landlock")
        if missing:
            raise SandboxError(missing)
        self._control.settimeout(30)

    def _answer(self) -> dict[str, Any]:
        """What the fork server says of itself when it has started; nothing if it ended before."""
        self._control.settimeout(_START)
        told = b""
        try:
            told = self._control.recv(65536)
            answer = json.loads(told or b"{}")
        except TimeoutError:
            raise SandboxError(f"{self._tier}: the fork server was not ready within {_START} seconds. Is this machine "
                               "very busy?") from None
        except OSError:
            return {}
        except (ValueError, RecursionError):
            answer = None
        if type(answer) is not dict:
            raise SandboxError(f"{self._tier}: the fork server said something that has no sense: {_line(told)}")
        return answer

    def _start(self, theirs: socket.socket) -> subprocess.Popen:
        place = self._behind_bubblewrap() if self._tier == "bubblewrap" else self._in_the_open()
        readable = [path for path in _SYSTEM if os.path.exists(path)]
        settings = {"work": self._work, "processes": self._limits.processes, "scratch": place.scratch,
                    "filter": f"{place.box}/filter.bpf", "readable": [*readable, place.python, place.site, place.box]}
        environment = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": place.scratch,
                       "PYTHONPATH": f"{place.box}:{place.site}", "PYTHONDONTWRITEBYTECODE": "1",
                       "MPLCONFIGDIR": place.scratch, "MPLBACKEND": "Agg", "BOX_SETTINGS": json.dumps(settings)}
        environment |= {name: os.environ[name] for name in ARITHMETIC if name in os.environ}
        python = f"{place.python}/bin/python{sys.version_info.major}.{sys.version_info.minor}"
        try:
            return subprocess.Popen([*place.command, python, "-s", f"{place.box}/zygote.py", str(theirs.fileno())],
                                    pass_fds=[theirs.fileno()], env=environment, stdin=subprocess.DEVNULL,
                                    stdout=self._log, stderr=self._log, cwd="/", **place.user)
        except PermissionError:
            raise SandboxError(f"an ordinary user cannot read this Python ({sys.base_prefix}). Install bubblewrap, or "
                               "a Python outside private folders") from None
        except OSError as error:
            raise SandboxError(f"{self._tier}: the fork server cannot be started ({error})") from None

    def _behind_bubblewrap(self) -> _Place:
        if not shutil.which("bwrap"):
            raise SandboxError("bubblewrap is missing; install it with: apt-get install bubblewrap")
        site, python = sysconfig.get_paths()["purelib"], "/usr" if sys.base_prefix == "/usr" else "/python"
        user = self._user if os.getuid() == 0 else None
        return _Place("/box", "/site", "/tmp", python, _bubblewrap(python, site, self._home / "box", user), {})

    def _in_the_open(self) -> _Place:
        site, user = sysconfig.get_paths()["purelib"], {}
        self._scratch = tempfile.mkdtemp(prefix=f"scratch-{self._work}-", dir=self._home)
        if os.getuid() == 0:
            os.chown(self._scratch, self._user, self._user)
            user = {"user": self._user, "group": self._user, "extra_groups": []}
        return _Place(str(self._home / "box"), site, self._scratch, sys.base_prefix, [], user)

    def _why(self) -> str:
        self._log.seek(max(0, self._log.seek(0, os.SEEK_END) - 4096))
        lines = self._log.read().decode("utf-8", "replace").strip().splitlines()
        return lines[-1] if lines else "it ended without a word. Was it killed, perhaps for want of memory?"

    def fork(self) -> tuple[socket.socket, socket.socket]:
        """A fresh fork: its stream, and the socket of the report on its end. Raises: OSError if the server is gone."""
        ours, stream = socket.socketpair()
        report, end = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        limits = self._limits
        request = json.dumps({"seconds": limits.seconds, "memory": limits.memory, "bounds": {
            "entries": limits.files, "depth": limits.depth, "size": limits.disk}}).encode()
        both = array.array("i", [stream.fileno(), end.fileno()])
        try:
            self._control.sendmsg([request], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, both)])
        except OSError:
            ours.close()
            report.close()
            raise
        finally:
            stream.close()
            end.close()
        return ours, report

    def close(self) -> None:
        """End the fork server and everything that came from it."""
        self._control.close()
        try:
            self.process.wait(5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._log.close()
        if self._scratch:  # that of bubblewrap has ended with it
            leavings.remove(self._scratch, 60)


def _line(text: object) -> str:
    return " ".join(str(text).split())[:300]


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
