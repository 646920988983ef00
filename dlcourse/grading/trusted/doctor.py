"""What isolation this machine gives, found by trying to get out of it."""

from __future__ import annotations

from dataclasses import dataclass

from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import TIERS, Limits, Sandbox, SandboxError

# Each raises LookupError("out: ...") if it got out; anything else means that the wall held.
CANARIES = {
    "reads files of this machine": "for p in ('/etc/passwd', '/root', '/home', '/proc/1/environ', '/proc/self/maps'):\n"
                                   "    try:\n        open(p).read() if '.' in p or 'etc' in p or 'proc' in p else "
                                   "__import__('os').listdir(p)\n    except OSError:\n        continue\n"
                                   "    raise LookupError('out: ' + p)",
    "reads the solutions": "import importlib\n"
                           "for m in ('dlcourse.classroom.tasks', 'dlcourse.losses', 'dlcourse.grading'):\n"
                           "    try:\n        importlib.import_module(m)\n    except ImportError:\n        continue\n"
                           "    raise LookupError('out: ' + m)",
    "writes elsewhere": "for p in ('/tmp/x', '/dev/shm/x', '/usr/x', '/box/x', '/var/tmp/x'):\n"
                        "    try:\n        open(p, 'w').close()\n    except OSError:\n        continue\n"
                        "    raise LookupError('out: ' + p)",
    "reaches a network": "import socket\nfor family in (2, 10, 1, 16, 17):\n    try:\n"
                         "        socket.socket(family, 1)\n"
                         "    except OSError:\n        continue\n    raise LookupError('out: family %d' % family)",
    "starts a process": "import os\ntry:\n    pid = os.fork()\nexcept OSError:\n    pid = None\n"
                        "if pid == 0:\n    os._exit(0)\nif pid:\n    raise LookupError('out: fork')",
    "signals others": "import os\nfor pid in (1, os.getppid(), -1):\n    try:\n        os.kill(pid, 0)\n"
                      "    except OSError:\n        continue\n    raise LookupError('out: %d' % pid)",
    "gains rights": "import ctypes\nlibc = ctypes.CDLL(None)\nif libc.unshare(0x10000000) == 0:\n"
                    "    raise LookupError('out: a user namespace')",
}


@dataclass(frozen=True)
class Tier:
    """One tier on this machine: `missing` says why it cannot be had; `leaks` are canaries that got out."""

    name: str
    missing: str = ""
    leaks: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether submissions may be graded behind these walls."""
        return not self.missing and not self.leaks


def examine() -> list[Tier]:
    """Every tier, best first, tried out."""
    return [_try(tier) for tier in TIERS]


def _try(name: str) -> Tier:
    try:
        with Sandbox(name, Limits(seconds=20)) as sandbox:
            found = tuple(f"{what}: {how}" for what, text in CANARIES.items() for how in [_leak(sandbox, text)] if how)
            return Tier(name, leaks=found)
    except (SandboxError, OSError, RuntimeError) as error:
        return Tier(name, missing=clean(error, 300))


def _leak(sandbox: Sandbox, text: str) -> str:
    fork = Fork(sandbox, "run")
    try:
        told = fork.ask({"cells": [["canary", text]]}, {"notes": list})
    except AnswerEndedError:
        return ""
    fork.close()
    notes = [str(note[2]) for note in told["notes"] if type(note) is list and len(note) == 3]
    return next((clean(note[4:], 80) for note in notes if "out: " in note), "")
