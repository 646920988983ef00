"""When something learned is asked again: FSRS, without chance, and with the time passed in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from fsrs import Card, Rating, Scheduler


@cache
def scheduler() -> Scheduler:
    """Days, not minutes: a first right answer comes back after some days, a wrong one on the next."""
    return Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def after(card: Mapping[str, Any] | None, right: bool, now: datetime) -> dict[str, Any]:
    """The card of a question after it was answered; None stands for a question never asked before.

    >>> from datetime import UTC
    >>> now = datetime(2026, 1, 1, tzinfo=UTC)
    >>> once = after(None, True, now)
    >>> due(once).date().isoformat(), due(after(once, True, due(once))).date().isoformat()
    ('2026-01-03', '2026-01-14')
    """
    known = Card.from_dict(dict(card)) if card else Card(card_id=0, due=now)
    return dict(scheduler().review_card(known, Rating.Good if right else Rating.Again, now)[0].to_dict())


def due(card: Mapping[str, Any]) -> datetime:
    """When a card is to be asked again."""
    return Card.from_dict(dict(card)).due


def is_due(entry: Mapping[str, Any], now: datetime) -> bool:
    """Whether what is known of a question says to ask it now; one without a card was never scheduled."""
    try:
        return "card" not in entry or due(entry["card"]) <= now + timedelta(minutes=1)
    except (KeyError, TypeError, ValueError):  # a card that another version wrote
        return True
