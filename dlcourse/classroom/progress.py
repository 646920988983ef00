"""The learner's progress: one JSON file in the user's data folder, locked while it changes, written whole."""

from __future__ import annotations

import copy
import errno
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from filelock import FileLock, Timeout
from platformdirs import user_data_path

from dlcourse.files import write_whole

PATIENCE = 3.0  # seconds that a card waits for another notebook which holds the lock
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)  # what a damaged file may raise
# No disk, no right, no home, no lock on this kind of disk (NotImplementedError is a RuntimeError).
NOT_NOTED = (OSError, RuntimeError)


class Noted(NamedTuple):
    """What is known of an exercise after a try, and a sentence on what could not be noted, "" if all was."""

    entry: dict[str, Any]
    trouble: str = ""


def home() -> Path:
    """The folder of the learner's data: $DLCOURSE_HOME, or the user's data folder."""
    named = os.environ.get("DLCOURSE_HOME")
    return Path(named).expanduser() if named else user_data_path("dlcourse", appauthor=False)


def load() -> dict[str, dict[str, Any]]:
    """Exercise key -> {"status", "points", "tries", "solved": when}; empty where nothing was tried.

    A file that cannot be read is set aside under another name, never overwritten.
    Raises: OSError if the file may not be read, or not be set aside.
    """
    return _loaded()[0]


def _loaded() -> tuple[dict[str, dict[str, Any]], Path | None]:
    """What `load` gives, and the new name of a file that had to be set aside."""
    path = home() / "progress.json"
    try:
        exercises = json.loads(path.read_text(encoding="utf-8"))["exercises"]
        return {key: {"status": str(e["status"]), "points": float(e["points"]), "tries": list(e["tries"]),
                      **({"solved": str(e["solved"])} if "solved" in e else {})} for key, e in exercises.items()}, None
    except FileNotFoundError:
        return {}, None
    except UNREADABLE:
        return {}, set_aside(path)


def set_aside(path: Path) -> Path:
    """Give a file that cannot be read another name beside its own; the new name."""
    return path.replace(path.with_name(f"{path.stem}.unreadable-{time.time_ns()}.json"))


def entry_of(known: dict[str, dict[str, Any]], key: str, was: Sequence[str] = ()) -> dict[str, Any]:
    """What is known of an exercise: under its key, else under a key that it had earlier, else that nothing was tried.

    >>> entry_of({"old": {"status": "correct", "points": 2.0, "tries": ["a"]}}, "new", was=("old",))["status"]
    'correct'
    """
    nothing = {"status": "not attempted", "points": 0.0, "tries": []}
    return copy.deepcopy(next((known[name] for name in (key, *was) if name in known), nothing))


@contextmanager
def locked() -> Iterator[Path]:
    """The folder of the learner's data, made if need be; nobody else changes its files within the context.

    Raises: OSError if the folder cannot be made or written; filelock.Timeout, an OSError, if somebody else holds it.
    """
    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "progress.lock", timeout=PATIENCE):
        yield folder


def trouble(error: Exception, again: str = "run the cell again") -> str:
    """What a student is told whose try could not be noted: why, and what to do."""
    if isinstance(error, Timeout):
        return (f"This try could not be noted: another notebook or program has kept {error.lock_file} locked for "
                f"{PATIENCE:g} seconds. Close the other one, then {again}.")
    try:
        where = f"the folder {home()}"
    except RuntimeError:  # there is no home folder
        where = "your folder"
    number = error.errno if isinstance(error, OSError) else None
    if number in (errno.ENOSPC, errno.EDQUOT):
        return f"This try could not be noted: there is no space left for {where}. Make room, then {again}."
    why = (error.strerror if isinstance(error, OSError) else "") or str(error) or type(error).__name__
    return (f"This try could not be noted: {where} cannot be written ({why}). Make it writable, or name another one in "
            "the environment variable DLCOURSE_HOME and restart JupyterLab.")


def note(key: str, status: str, points: float, attempt: str, *, was: Sequence[str] = ()) -> Noted:
    """As `record`, but where that is not possible a sentence says so: a card waits for no disk."""
    try:
        entry, aside = _recorded(key, status, points, attempt, was)
    except NOT_NOTED as error:
        return Noted(entry_of(_readable(), key, was), trouble(error))
    return Noted(entry, lost(aside, "exercises that you solved before", "their cells"))


def lost(aside: Path | None, what: str, where: str) -> str:
    """One sentence about a file that had to be set aside, "" where there was none."""
    if aside is None:
        return ""
    return (f"What was noted before could not be read and lies in {aside} now: {what} count again once you run "
            f"{where}.")


def _readable() -> dict[str, dict[str, Any]]:
    """What is known, as far as it can be read."""
    try:
        return load()
    except NOT_NOTED:
        return {}


def record(key: str, status: str, points: float, attempt: str, *, was: Sequence[str] = ()) -> dict[str, Any]:
    """Note a verdict; a correct exercise stays correct. `attempt` is the fingerprint of the source.

    What is noted under an earlier key (`was`) is carried over, and also stays where it is for an older package.
    Raises: OSError if it cannot be noted.
    """
    return _recorded(key, status, points, attempt, was)[0]


def _recorded(key: str, status: str, points: float, attempt: str, was: Sequence[str]) -> tuple[dict, Path | None]:
    """What `record` gives, and the new name of a file that had to be set aside."""
    with locked() as folder:
        known, aside = _loaded()
        entry = known[key] = entry_of(known, key, was)
        if entry["status"] != "correct" and status != "not attempted":
            entry["status"] = status
            if status == "correct":
                entry["solved"] = datetime.now(UTC).isoformat()
        entry["points"] = max(entry["points"], float(points))
        if status in ("not yet", "error", "correct") and attempt not in entry["tries"]:
            entry["tries"].append(attempt)
        write_whole(folder / "progress.json", json.dumps({"version": 1, "exercises": known}, indent=1))
    return entry, aside
