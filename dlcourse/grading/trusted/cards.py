"""The card of an answer as it stands on a page of the grading."""

from __future__ import annotations

from dlcourse.classroom.card import Card


class PageCard(Card):
    """A card below a heading that gives the exercise's title and its points."""

    def _head(self) -> dict[str, str]:
        return super()._head() | {"title": ""}

    def _count(self) -> str:
        return f"{self.verdict.passed} of {self.verdict.total} checks"
