"""What a process of the sandbox does to itself before it meets a student's code: limits, Landlock, seccomp."""

from __future__ import annotations

import ctypes
import os
import resource
import struct

_LIBC = ctypes.CDLL(None, use_errno=True)
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_CAPBSET_DROP, _PR_SET_NO_NEW_PRIVS = 1, 4, 22, 24, 38
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same numbers on all architectures
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}  # ABI -> kinds of access to files; 16 from ABI 5 on
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _TRUNCATE = 1, 2, 4, 8, 1 << 14
_OF_FILES = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | 1 << 15  # the rights that a plain file can have
_SPECIAL_FILES = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11  # character devices, sockets, pipes, block devices


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def _prctl(option: int, value: int = 0) -> None:
    _checked(_LIBC.prctl(option, value, 0, 0, 0), f"prctl {option}")


def die_with_parent() -> None:
    """Be killed when the parent ends."""
    _prctl(_PR_SET_PDEATHSIG, 9)


def hide_memory() -> None:
    """Close /proc/PID/mem and ptrace to processes of the same user."""
    _prctl(_PR_SET_DUMPABLE, 0)


def drop_capabilities() -> None:
    """Give up every capability for good."""
    for capability in range(64):
        if _LIBC.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break
    _checked(_LIBC.capset(struct.pack("Ii", 0x20080522, 0), struct.pack("6I", *[0] * 6)), "capset")
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def limit(*, memory: int, seconds: int, files: int, file_bytes: int, processes: int) -> None:
    """Hard limits of the kernel; `memory` is address space in bytes, `seconds` is time on a core."""
    for kind, value in (("AS", memory), ("CPU", seconds), ("NOFILE", files), ("FSIZE", file_bytes),
                        ("NPROC", processes), ("CORE", 0), ("MEMLOCK", 0), ("MSGQUEUE", 0), ("SIGPENDING", 64)):
        resource.setrlimit(getattr(resource, f"RLIMIT_{kind}"), (value, value))


def landlock_version() -> int:
    """The kernel's Landlock ABI, 0 without Landlock; then `ctypes.get_errno()` says why."""
    return max(_LIBC.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1), 0)


def landlock(readable: list[str], writable: list[str]) -> None:
    """Close all files but these, all of TCP, and (where the kernel can) signals and sockets out of this domain.

    What is written to /dev/null is nowhere, so that whoever may read it may also write to it.
    Raises: OSError where the kernel has no Landlock.
    """
    version = landlock_version()
    if not version:
        raise OSError("this kernel has no Landlock")
    every = (1 << _RIGHTS.get(version, 16)) - 1
    attributes = struct.pack("Q", every)
    if version >= 4:
        attributes += struct.pack("Q", 3)  # no TCP bind, no TCP connect
    if version >= 6:
        attributes += struct.pack("Q", 3)  # abstract sockets and signals stay inside
    rules = _checked(_LIBC.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(len(attributes)), 0), "landlock")
    allowed = [(path, _EXECUTE | _READ_FILE | _READ_DIR) for path in readable]
    allowed += [(path, _WRITE_FILE | _TRUNCATE) for path in readable if path == os.devnull]
    allowed += [(path, every & ~(_EXECUTE | _SPECIAL_FILES)) for path in writable]
    for path, rights in allowed:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rights &= every if os.path.isdir(path) else every & _OF_FILES
        _checked(_LIBC.syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", rights, place), 0), f"landlock {path}")
        os.close(place)
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _checked(_LIBC.syscall(_RESTRICT_SELF, rules, 0), "landlock")
    os.close(rules)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def seccomp(program: bytes) -> None:
    """Let only the system calls through that this BPF program allows, for good."""
    kept = ctypes.create_string_buffer(program, len(program))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    told = _Program(len(program) // 8, ctypes.addressof(kept))
    _checked(_LIBC.prctl(_PR_SET_SECCOMP, 2, ctypes.byref(told), 0, 0), "seccomp")
