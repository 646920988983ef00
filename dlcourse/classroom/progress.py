"""The learner's progress: one JSON file in the user's data folder, locked while it changes, written whole."""

from __future__ import annotations

import copy
import json
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock
from platformdirs import user_data_path

from dlcourse.files import write_whole


def home() -> Path:
    """The folder of the learner's data: $DLCOURSE_HOME, or the user's data folder."""
    named = os.environ.get("DLCOURSE_HOME")
    return Path(named).expanduser() if named else user_data_path("dlcourse", appauthor=False)


def load() -> dict[str, dict[str, Any]]:
    """Exercise key -> {"status", "points", "tries", "solved": when}; empty where nothing was tried.

    A file that cannot be read is set aside under another name, never overwritten.
    """
    path = home() / "progress.json"
    try:
        exercises = json.loads(path.read_text(encoding="utf-8"))["exercises"]
        return {key: {"status": str(e["status"]), "points": float(e["points"]), "tries": list(e["tries"]),
                      **({"solved": str(e["solved"])} if "solved" in e else {})} for key, e in exercises.items()}
    except FileNotFoundError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError):
        path.replace(path.with_name(f"progress.unreadable-{time.time_ns()}.json"))
        return {}


def entry_of(known: dict[str, dict[str, Any]], key: str, was: Sequence[str] = ()) -> dict[str, Any]:
    """What is known of an exercise: under its key, else under a key that it had earlier, else that nothing was tried.

    >>> entry_of({"old": {"status": "correct", "points": 2.0, "tries": ["a"]}}, "new", was=("old",))["status"]
    'correct'
    """
    nothing = {"status": "not attempted", "points": 0.0, "tries": []}
    return copy.deepcopy(next((known[name] for name in (key, *was) if name in known), nothing))


@contextmanager
def locked() -> Iterator[Path]:
    """The folder of the learner's data, made if need be; nobody else changes its files within the context."""
    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / "progress.lock", timeout=10):
        yield folder


def record(key: str, status: str, points: float, attempt: str, *, was: Sequence[str] = ()) -> dict[str, Any]:
    """Note a verdict; a correct exercise stays correct. `attempt` is the fingerprint of the source.

    What is noted under an earlier key (`was`) is carried over, and also stays where it is for an older package.
    """
    with locked() as folder:
        known = load()
        entry = known[key] = entry_of(known, key, was)
        if entry["status"] != "correct" and status != "not attempted":
            entry["status"] = status
            if status == "correct":
                entry["solved"] = datetime.now(UTC).isoformat()
        entry["points"] = max(entry["points"], float(points))
        if status in ("not yet", "error", "correct") and attempt not in entry["tries"]:
            entry["tries"].append(attempt)
        write_whole(folder / "progress.json", json.dumps({"version": 1, "exercises": known}, indent=1))
    return entry
