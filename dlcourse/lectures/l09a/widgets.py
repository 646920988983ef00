"""Live pictures of lecture 09a: the race of the rules."""

from __future__ import annotations

from dlcourse.widgets.shared.race import Race

__all__ = ["Race"]
