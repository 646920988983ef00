"""Live pictures of lecture 08: the graph forward and backward, and a network that trains."""

from __future__ import annotations

from dlcourse.widgets.shared.boundary import Boundary
from dlcourse.widgets.shared.graph import Graph

__all__ = ["Boundary", "Graph"]
