"""What to do where this machine gives no walls: what was found, and the way out."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

_LEAST = 3  # the Landlock that can keep a program from emptying files
_UNCONFINED = "--security-opt seccomp=unconfined --security-opt apparmor=unconfined"


def of_namespaces(machine: Path = Path("/")) -> str:
    """Why bubblewrap may make no namespaces here and what helps; nothing where nothing is found."""
    system, found = machine / "proc/sys", []
    if _says(system / "kernel/apparmor_restrict_unprivileged_userns", "1"):
        found.append("AppArmor keeps programs of ordinary users from making namespaces, as in Ubuntu 23.10 and newer. "
                     "Give bwrap a profile (apt-get install apparmor-profiles, then ln -s /usr/share/apparmor/"
                     "extra-profiles/bwrap-userns-restrict /etc/apparmor.d/ and systemctl reload apparmor), or allow "
                     "it to all: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0")
    if _says(system / "kernel/unprivileged_userns_clone", "0"):
        found.append("ordinary users may make no namespaces; allow it: sysctl -w kernel.unprivileged_userns_clone=1")
    if _says(system / "user/max_user_namespaces", "0"):
        found.append("the number of namespaces is set to 0; allow some: sysctl -w user.max_user_namespaces=15000")
    if in_container(machine):
        found.append(f"this is a container, and containers may make no namespaces unless they are started with "
                     f"{_UNCONFINED} (as root in it also --cap-add SYS_ADMIN). Or grade outside it. The tier landlock "
                     "needs no namespaces")
    return ". ".join(found)


def of_landlock(version: int, refused: int, *, alone: bool, release: str = "", machine: Path = Path("/")) -> str:
    """Why Landlock is not enough here and what helps; nothing where it is.

    `version` is the kernel's, `refused` its error number where it is 0; `alone` says that no other wall hides files.
    """
    release = release or os.uname().release
    if version and (version >= _LEAST or not alone):
        return ""
    if version:
        return (f"this kernel ({release}) has Landlock {version}, which cannot keep a program from emptying files. "
                "Install bubblewrap (apt-get install bubblewrap), or use Linux 6.2 or newer")
    if refused == errno.EOPNOTSUPP:
        return (f"this kernel ({release}) has Landlock, but it was started without it: add landlock to the list lsm= "
                "of its command line (/sys/kernel/security/lsm shows the list) and start it again")
    if refused == errno.EPERM or (in_container(machine) and _numbers(release) >= (5, 13)):
        return (f"this kernel ({release}) may have Landlock, but a filter of system calls refuses it, as that of a "
                f"container does: start it with {_UNCONFINED}, or grade outside it")
    if _numbers(release) >= (5, 13):
        return f"this kernel ({release}) was built without Landlock. Use one of Debian, Ubuntu, Fedora or WSL2"
    return f"this kernel ({release}) has no Landlock; Linux 5.13 or newer has it, also inside WSL2"


def in_container(machine: Path = Path("/")) -> bool:
    """Whether this machine is a container of Docker, Podman or Kubernetes."""
    return any((machine / sign).exists() for sign in (
        ".dockerenv", "run/.containerenv", "var/run/secrets/kubernetes.io"))


def _says(path: Path, value: str) -> bool:
    try:
        return path.read_text().strip() == value
    except OSError:
        return False


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", release)[:2]))
