"""What a worker leaves in its folder: counted while it runs, removed behind it, and neither ever takes long."""

from __future__ import annotations

import contextlib
import itertools
import os
import time
from collections.abc import Iterator

TOO_MANY, TOO_MUCH = "too many files", "too much data"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC  # a link put in its place leads nowhere


def excess(folder: str, *, entries: int, depth: int, size: int) -> str:
    """TOO_MANY files and folders (or too deep), TOO_MUCH data, or nothing. Stops counting where a bound is passed."""
    try:
        return _counted(os.open(folder, _FOLDER), depth, [entries, size])
    except OSError:
        return TOO_MANY


def _counted(place: int, depth: int, left: list[int]) -> str:
    """Take what lies in an open folder from what is left, and close the folder.

    Its owner goes on meanwhile, so that a name may stand for something else by now. A folder that cannot be read hides
    how much is in it; no honest code makes one.
    """
    try:
        with os.scandir(place) as found:
            for entry in found:
                left[0] -= 1
                why = TOO_MANY if left[0] < 0 else _weighed(entry, place, depth, left)
                if why:
                    return why
        return ""
    except PermissionError:
        return TOO_MANY
    finally:
        os.close(place)


def _weighed(entry: os.DirEntry, place: int, depth: int, left: list[int]) -> str:
    try:
        if entry.is_dir(follow_symlinks=False):
            return _counted(os.open(entry.name, _FOLDER, dir_fd=place), depth - 1, left) if depth else TOO_MANY
        left[1] -= entry.stat(follow_symlinks=False).st_blocks * 512
        return TOO_MUCH if left[1] < 0 else ""
    except PermissionError:
        raise
    except OSError:  # it is gone, or no folder any more
        return ""


def remove(folder: str, seconds: float) -> bool:
    """Delete a folder, however deep and wide and whatever its permissions; whether it was done in this time."""
    until, names = time.monotonic() + seconds, (f"{os.urandom(8).hex()}-{i}" for i in itertools.count())
    try:
        top = os.open(folder, _FOLDER)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    try:
        while time.monotonic() < until:
            with contextlib.suppress(OSError):
                os.rmdir(folder)
                return True
            _pass(top, names, until)
        return False
    finally:
        os.close(top)


def _pass(top: int, names: Iterator[str], until: float) -> None:
    """Empty the folders that stand at the top. What was deep comes up by one, so no path is ever long."""
    for name in _lifted(top, None, names, until):
        with contextlib.suppress(OSError):
            inner = os.open(name, _FOLDER, dir_fd=top)
            try:
                for _ in _lifted(inner, top, names, until):
                    pass
            finally:
                os.close(inner)
            os.rmdir(name, dir_fd=top)


def _lifted(place: int, to: int | None, names: Iterator[str], until: float) -> Iterator[str]:
    """Delete files and empty folders in a folder; move each other folder, or give its name where it is to stay."""
    with os.scandir(place) as found:
        for entry in found:
            if time.monotonic() > until:
                return
            with contextlib.suppress(OSError):
                if not entry.is_dir(follow_symlinks=False):
                    os.unlink(entry.name, dir_fd=place)
                    continue
                with contextlib.suppress(OSError):
                    os.rmdir(entry.name, dir_fd=place)
                    continue
                if os.geteuid() != 0:  # who is root needs no permission, and shall change no other file by a link
                    os.chmod(entry.name, 0o700, dir_fd=place)
                if to is None:
                    yield entry.name
                else:
                    os.rename(entry.name, next(names), src_dir_fd=place, dst_dir_fd=to)
