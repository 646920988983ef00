"""The comparisons, a module for each group: `comparisons(device)` returns those that make sense on a device.

Peers are imported inside that function, so that a group can be listed without them.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from benchmarks.harness import Comparison

GROUPS = tuple(sorted(found.name for found in iter_modules(__path__)))


def comparisons(group: str, device: str = "cpu") -> list[Comparison]:
    """What a group compares on a device; nothing if its work does not run there."""
    return import_module(f"benchmarks.groups.{group}").comparisons(device)
