"""What is due: questions that were answered some time ago, and solved exercises with fresh numbers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from dlcourse.classroom import progress
from dlcourse.html import render
from dlcourse.questions import schedule, store, tries
from dlcourse.questions.question import Question

AT_ONCE = 10  # questions of one review


class DueItem(NamedTuple):
    """Something to ask again; `question` makes it, which for an exercise needs torch."""

    due: datetime
    name: str
    question: Callable[[], Question | None]


class Due(NamedTuple):
    """What is due now, the longest due first, and when the next comes."""

    items: tuple[DueItem, ...]
    next: datetime | None


def due(now: datetime, known: tries.Known | None = None) -> Due:
    """What is due at a time; questions that the course no longer has are left out."""
    known = tries.load() if known is None else known
    every = [*_questions(known), *_exercises(known, now)]
    ready = sorted((item for item in every if item.due <= now), key=lambda item: (item.due, item.name))
    later = [item.due for item in every if item.due > now]
    return Due(tuple(ready), min(later, default=None))


def _questions(known: tries.Known) -> list[DueItem]:
    return [DueItem(schedule.due(entry["card"]), name, lambda name=name: store.find(name))
            for name, entry in known["questions"].items() if "card" in entry and store.find(name)]


def _exercises(known: tries.Known, now: datetime) -> list[DueItem]:
    """Solved exercises; until one is asked for the first time, the day on which it was solved counts."""
    items = []
    for key, entry in progress.load().items():
        if entry["status"] == "correct":
            asked = known["exercises"].get(key, {})
            card = asked.get("card") or schedule.after(None, True, _solved(entry, now))
            items.append(DueItem(schedule.due(card), tries.EXERCISE + key, lambda key=key: _fresh(key, now)))
    return items


def _solved(entry: dict[str, Any], now: datetime) -> datetime:
    try:
        when = datetime.fromisoformat(entry["solved"])
        return when if when.tzinfo else when.replace(tzinfo=UTC)
    except (KeyError, ValueError):
        return datetime(2020, 1, 1, tzinfo=UTC)  # solved before days were noted: long ago


def _fresh(key: str, now: datetime) -> Question | None:
    from dlcourse.classroom import registry
    from dlcourse.questions.fresh import question_of

    return question_of(registry.canonical(key), now) if registry.known(key) else None


class Review:
    """The questions that are due, on one card; what `review` returns."""

    def __init__(self, questions: list[Question], waiting: int, upcoming: datetime | None):
        self.questions, self.waiting, self.upcoming = questions, waiting, upcoming

    @property
    def headline(self) -> str:
        """How much is due, in one sentence."""
        if self.questions:
            more = f" {self.waiting} more wait after these." if self.waiting else ""
            return f"{len(self.questions)} to review now.{more}"
        if self.upcoming is None:
            return ("Nothing to review yet. Questions that you answer come back here after some days, "
                    "and solved exercises with fresh numbers.")
        return f"Nothing is due now. The next comes back on {self.upcoming.date().isoformat()}."

    def __repr__(self) -> str:
        return "\n".join([self.headline, *(f"- {question.question}" for question in self.questions)])

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        data = {"text/plain": repr(self), "text/html": render("review", headline=self.headline,
                                                              questions=[q.question for q in self.questions])}
        if not self.questions:
            return data, {}
        from dlcourse.questions.live import QuestionCard

        live, metadata = QuestionCard(self.questions)._repr_mimebundle_() or ({}, {})
        return {**live, **data}, metadata


def review(now: datetime | None = None) -> Review:
    """At most ten things that are due, one after another; run the cell again for the next ones."""
    now = now or datetime.now(UTC)
    found = due(now)
    questions = [question for item in found.items[:AT_ONCE] if (question := item.question())]
    return Review(questions, max(0, len(found.items) - AT_ONCE), found.next)
