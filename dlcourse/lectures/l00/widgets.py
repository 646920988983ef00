"""Live pictures of lecture 00: a network that trains while it is watched."""

from __future__ import annotations

from dlcourse.widgets.shared.boundary import Boundary

__all__ = ["Boundary"]
