"""First answers, and when each question or solved exercise is due again: a file beside the progress, under its lock.

A file of its own, so that an older package, which knows only the progress, leaves it whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from dlcourse.classroom import progress
from dlcourse.files import write_whole
from dlcourse.questions.sitting import Sitting

FILE = "questions.json"
AGAIN = "run the cell again and answer once more"
EXERCISE = "exercise:"  # before the key of an exercise, where it is asked as a question
Known = dict[str, dict[str, Any]]  # "questions" or "exercises" -> name -> what is known of it


def load() -> Known:
    """What is stored; empty where nothing is. A file that cannot be read is set aside, never overwritten.

    Raises: OSError if the file may not be read, or not be set aside.
    """
    return _loaded()[0]


def _loaded() -> tuple[Known, Path | None]:
    """What `load` gives, and the new name of a file that had to be set aside."""
    path = progress.home() / FILE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {part: {str(name): dict(entry) for name, entry in told[part].items()}
                for part in ("questions", "exercises")}, None
    except FileNotFoundError:
        return {"questions": {}, "exercises": {}}, None
    except progress.UNREADABLE:
        return {"questions": {}, "exercises": {}}, progress.set_aside(path)


@contextmanager
def changing() -> Iterator[tuple[Known, Path | None]]:
    """What is stored, to be changed within the context, and the new name of a file that had to be set aside.

    Two notebooks do so one after the other.
    Raises: OSError if it cannot be noted.
    """
    with progress.locked() as folder:
        known, aside = _loaded()
        yield known, aside
        write_whole(folder / FILE, json.dumps({"version": 1, **known}, indent=1, ensure_ascii=False))


def note(sitting: Sitting, now: datetime) -> str:
    """Note a first try, or a try at a question that is due; else nothing. What went wrong in a sentence, "" if nothing.

    A question that a notebook wrote out itself has no name, and a guess is neither right nor wrong: neither comes back.
    """
    question = sitting.question
    part = "exercises" if question.name.startswith(EXERCISE) else "questions"
    name = question.name.removeprefix(EXERCISE)
    if not name:
        return ""
    try:
        with changing() as (known, aside):
            entry = known[part].setdefault(name, {})
            if "first" not in entry:
                entry["first"] = {"right": sitting.first, "given": sitting.given, "at": now.isoformat()}
            if sitting.first is not None:
                _reschedule(entry, sitting.first, now)
    except progress.NOT_NOTED as error:
        return progress.trouble(error, AGAIN)
    return _lost(aside)


def _lost(aside: Path | None) -> str:
    return progress.lost(aside, "questions that you answered before", "their cells and answer once more")


def _reschedule(entry: dict[str, Any], right: bool, now: datetime) -> None:
    """When a question is asked next; one whose day cannot be read begins anew."""
    from dlcourse.questions import schedule

    try:
        if schedule.is_due(entry, now):
            entry["card"] = schedule.after(entry.get("card"), right, now)
    except progress.UNREADABLE:
        entry["card"] = schedule.after(None, right, now)


def told_before(name: str) -> str:
    """One line about an earlier first try of a question, "" where there is none; or that a file was set aside."""
    try:
        known, aside = _loaded()
    except progress.NOT_NOTED:  # said when something is to be noted
        return ""
    first: Mapping[str, Any] = known["questions"].get(name, {}).get("first", {}) if name else {}
    if aside is not None or not isinstance(first, dict) or not first:
        return _lost(aside)
    day = str(first.get("at", ""))[:10]
    how = {True: ", right at once", False: ", not right at once"}.get(first.get("right"), "")
    return f"You answered this on {day}{how}."
