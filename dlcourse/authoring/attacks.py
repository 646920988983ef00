"""Runs the attacks on the grader in other ways than the caller's own, which the unit tests use.

    python -m dlcourse.authoring.attacks        called by root: as an ordinary user as well
    python -m dlcourse.authoring.attacks all    every tier of isolation; called by root: as root and as a user
"""

from __future__ import annotations

import itertools
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from dlcourse.authoring.build import ROOT
from dlcourse.grading.trusted.sandbox import TIERS

USER = 60_901  # an ordinary user of nobody
PYTEST = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider"]
TESTS = ["tests/attacks", "tests/grading/test_sandbox.py"]


def private(path: Path) -> Path | None:
    """The topmost folder on the way to a path into which only its owner may look, or None."""
    return next((folder for folder in reversed(path.parents) if not folder.stat().st_mode & 0o001), None)


def opened(needed: Iterable[Path]) -> str:
    """A shell script that, in a mount namespace of its own, shows these paths although they lie in private folders.

    Nothing on the disc changes: over each private folder lies an empty one that holds the needed paths only.
    """
    inside: dict[Path, list[Path]] = {}
    for path in dict.fromkeys(needed):
        folder = private(path)
        if folder is not None and not any(path.is_relative_to(other) for other in inside.get(folder, ())):
            inside.setdefault(folder, []).append(path)
    lines = ["set -e", "mount --make-rprivate /", "k=$(mktemp -d)"]
    for folder, paths in inside.items():
        for i, path in enumerate(paths):
            lines += [f"mkdir $k/{i}", f"mount --bind {shlex.quote(str(path))} $k/{i}"]
        lines.append(f"mount -t tmpfs -o mode=755 tmpfs {shlex.quote(str(folder))}")
        for i, path in enumerate(paths):
            there = shlex.quote(str(path))
            lines += [f"mkdir -p {there}", f"mount --move $k/{i} {there}", f"rmdir $k/{i}"]
    return "\n".join([*lines, "rmdir $k", 'exec "$@"']) if inside else 'exec "$@"'


def run(tier: str, as_user: bool) -> int:
    """The attack tests in one tier; the exit status of pytest."""
    home = Path(tempfile.mkdtemp(prefix="dlcourse-attacks-"))
    environment = {**os.environ, "DLCOURSE_TIER": tier, "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [*PYTEST, f"--basetemp={home / 'pytest'}", *TESTS]
    if os.getuid() == 0:
        home.chmod(0o755)
        if as_user:
            os.chown(home, USER, USER)
            command = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", *command]
        script = opened(Path(p).resolve() for p in (ROOT, sys.prefix, sys.base_prefix))
        command = [*(["unshare", "--mount"] if "mount" in script else []), "sh", "-c", script, "sh", *command]
    try:
        return subprocess.run(command, cwd=ROOT, env=environment).returncode
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    """Run the ways asked for; 0 only if every attack was held in each."""
    root, everything = os.getuid() == 0, sys.argv[1:] == ["all"]
    ways = list(itertools.product(TIERS, (False, True) if root else (False,))) if everything else [(TIERS[0], True)]
    if not root and not everything:
        click.echo("The unit tests have run the attacks as an ordinary user; as root they run only for root.")
        return 0
    table, failed = Table("tier", "as", "result", "seconds"), False
    for tier, as_user in ways:
        who = "an ordinary user" if as_user or not root else "root"
        click.echo(f"== {tier}, as {who}")
        begin = time.monotonic()
        code = run(tier, as_user)
        failed |= code != 0
        table.add_row(tier, who, "held" if code == 0 else f"FAILED ({code})", f"{time.monotonic() - begin:.0f}")
    Console().print(table)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
