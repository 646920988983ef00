"""All that is noted of a learner, in one file to take along; and a new beginning that loses nothing."""

from __future__ import annotations

import json
import time
from pathlib import Path

from dlcourse.classroom import progress
from dlcourse.files import write_whole
from dlcourse.questions import tries

FILES = ("progress.json", tries.FILE)


class NotesError(ValueError):
    """Notes that cannot be written where they were wanted; the message says what to do."""


def export(target: Path) -> Path:
    """Write exercises, first tries and what is due to a new JSON file; the path itself.

    Raises: NotesError if something stands there already; OSError if the folder cannot be written.
    """
    if target.exists():
        raise NotesError(f"{target} exists already and is left as it is. Give a new name to --export.")
    with progress.locked():
        told = {"exercises": progress.load(), "questions": tries.load()}
    write_whole(target, json.dumps(told, indent=1, ensure_ascii=False) + "\n")
    return target


def set_aside() -> list[Path]:
    """Put what is noted under another name beside the old one; the new names."""
    kept = []
    with progress.locked() as folder:
        for name in FILES:
            path = folder / name
            if path.exists():
                aside = path.with_name(f"{path.stem}.before-reset-{time.time_ns()}.json")
                path.replace(aside)
                kept.append(aside)
    return kept
