"""The questions of every lecture, as the build stored them: `lectures/lNN/questions/*.json`, one file a notebook."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dlcourse.files import write_whole
from dlcourse.questions.question import Question, from_data

ROOMS = Path(__file__).resolve().parents[1] / "lectures"
FOLDER = "questions"  # in a lecture's room
_kept: dict[str, Question] = {}


def file_of(number: str, part: str) -> Path:
    """Where the questions of a lecture's notebook lie; `part` is "lecture" or "exercises"."""
    return ROOMS / f"l{number}" / FOLDER / f"{part}.json"


def find(name: str) -> Question | None:
    """The question with this name, such as "08/layer-ask"; None if the course has none, or no longer.

    A lecture that was split into 08a and 08b still answers to 08, so that older copies ask on.
    """
    number, _, own = name.partition("/")
    if name in _kept or own in of_lecture(number):
        return _kept.get(name) or of_lecture(number)[own]
    halves = sorted(room.name[1:] for room in ROOMS.glob(f"l{number}?")) if number.isalnum() else []
    return next((of_lecture(half)[own] for half in halves if own in of_lecture(half)), None)


def keep(question: Question) -> None:
    """Let a question be found in this process before it is stored: while its notebook is built."""
    _kept[question.name] = question


@cache
def of_lecture(number: str) -> Mapping[str, Question]:
    """Name without the lecture's number -> question, for both notebooks of a lecture."""
    if not number.isalnum():
        return {}
    return {own: from_data(f"{number}/{own}", data)
            for path in sorted((ROOMS / f"l{number}" / FOLDER).glob("*.json"))
            for own, data in json.loads(path.read_text(encoding="utf-8")).items()}


def write(path: Path, questions: Mapping[str, Question]) -> None:
    """Store the questions of one notebook, in their order; no file where there are none."""
    if not questions:
        path.unlink(missing_ok=True)
        return
    path.parent.mkdir(exist_ok=True)
    told = {own: question.as_data() for own, question in questions.items()}
    write_whole(path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    of_lecture.cache_clear()
