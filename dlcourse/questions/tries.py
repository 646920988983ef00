"""First answers, and when each question or solved exercise is due again: a file beside the progress, under its lock.

A file of its own, so that an older package, which knows only the progress, leaves it whole.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from filelock import Timeout

from dlcourse.classroom import progress
from dlcourse.files import write_whole
from dlcourse.questions.sitting import Sitting

FILE = "questions.json"
EXERCISE = "exercise:"  # before the key of an exercise, where it is asked as a question
Known = dict[str, dict[str, Any]]  # "questions" or "exercises" -> name -> what is known of it


def load() -> Known:
    """What is stored; empty where nothing is. A file that cannot be read is set aside, never overwritten."""
    path = progress.home() / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {part: {str(name): dict(entry) for name, entry in told[part].items()}
                for part in ("questions", "exercises")}
    except FileNotFoundError:
        return {"questions": {}, "exercises": {}}
    except (ValueError, KeyError, TypeError, AttributeError):
        path.replace(path.with_name(f"questions.unreadable-{time.time_ns()}.json"))
        return {"questions": {}, "exercises": {}}


@contextmanager
def changing() -> Iterator[Known]:
    """What is stored, to be changed within the context; two notebooks do so one after the other."""
    with progress.locked() as folder:
        known = load()
        yield known
        write_whole(folder / FILE, json.dumps({"version": 1, **known}, indent=1, ensure_ascii=False))


def note(sitting: Sitting, now: datetime) -> str:
    """Note a first try, or a try at a question that is due; else nothing. What went wrong in words, "" if nothing.

    A question that a notebook wrote out itself has no name, and a guess is neither right nor wrong: neither comes back.
    """
    from dlcourse.questions import schedule

    question = sitting.question
    part = "exercises" if question.name.startswith(EXERCISE) else "questions"
    name = question.name.removeprefix(EXERCISE)
    if not name:
        return ""
    try:
        with changing() as known:
            entry = known[part].setdefault(name, {})
            if "first" not in entry:
                entry["first"] = {"right": sitting.first, "given": sitting.given, "at": now.isoformat()}
            if sitting.first is not None and schedule.is_due(entry, now):
                entry["card"] = schedule.after(entry.get("card"), sitting.first, now)
    except (OSError, Timeout) as error:
        return f"This try could not be noted ({error.strerror if isinstance(error, OSError) else 'file locked'})."
    return ""


def told_before(name: str) -> str:
    """One line about an earlier first try of a question, "" where there is none."""
    first: Mapping[str, Any] = load()["questions"].get(name, {}).get("first", {}) if name else {}
    if not first:
        return ""
    day = str(first.get("at", ""))[:10]
    how = {True: ", right at once", False: ", not right at once"}.get(first.get("right"), "")
    return f"You answered this on {day}{how}."
