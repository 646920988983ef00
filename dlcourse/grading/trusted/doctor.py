"""What isolation this machine gives, found by trying to get out of it."""

from __future__ import annotations

from dataclasses import dataclass

from dlcourse.grading.trusted.client import AnswerEndedError, Fork, clean
from dlcourse.grading.trusted.sandbox import TIERS, Limits, Sandbox, SandboxError

# Each ends with LookupError("out: ...") if it got out and with LookupError("held") if it tried everything in vain.
_CANARY = """
import ctypes, importlib, os, socket
def read(path):
    open(path).read(1)
def write(path):
    open(path + "/dlcourse-canary", "w").close()
    os.unlink(path + "/dlcourse-canary")
def child():
    if os.fork() == 0:
        os._exit(0)
def namespace(kinds):
    if ctypes.CDLL(None).unshare(kinds):
        raise OSError
for way, *values in {ways}:
    for value in values:
        try:
            way(value) if value != () else way()
        except (OSError, ImportError):
            continue
        raise LookupError("out: " + str(value))
raise LookupError("held")
"""
_WAYS = {
    "reads files of this machine": "[(read, '/etc/passwd', '/proc/1/environ', '/proc/self/maps'),"
                                   " (os.listdir, '/root', '/home', '/etc')]",
    "reads the solutions": "[(importlib.import_module, 'dlcourse.classroom.registry', 'dlcourse.losses',"
                           " 'dlcourse.grading')]",
    "writes elsewhere": "[(write, '/tmp', '/var/tmp', '/dev/shm', '/usr', '/box', '/')]",
    "reaches a network": "[(lambda family: socket.socket(family, 1), 2, 10, 1, 16, 17, 40)]",
    "starts a process": "[(child, ())]",
    "signals others": "[(lambda pid: os.kill(pid, 0), 1, os.getppid(), -1)]",
    "gains rights": "[(namespace, 0x10000000, 0x20000000)]",
}
CANARIES = {name: _CANARY.replace("{ways}", ways) for name, ways in _WAYS.items()}


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
    said = [str(note[2]) for note in told["notes"] if type(note) is list and len(note) == 3]
    return "" if said == ["held"] else clean("; ".join(said).removeprefix("out: ") or "it was not tried", 80)
