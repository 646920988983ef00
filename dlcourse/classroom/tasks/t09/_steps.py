"""What the exercises on update rules share: whole paths, and a sentence where a step returns something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dlcourse.classroom.compare import Closeness, Fault


@dataclass(frozen=True)
class Paths(Closeness):
    """Compares paths; a text instead of a path says what is wrong with the form of a step."""

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        if isinstance(got, str):
            return Fault("form", got, where)
        return super().__call__(expected, got, where)


def wrong_form(result: Any, *names: str) -> str:
    """A sentence if `result` is not one value for each name, otherwise nothing.

    >>> wrong_form((1, 2), "x", "v")
    ''
    >>> wrong_form(1, "x", "v")
    'A step should return 2 results, (x, v), in this order. Yours returns one.'
    """
    several = isinstance(result, (tuple, list))
    if several and len(result) == len(names):
        return ""
    wanted = f"A step should return {len(names)} results, ({', '.join(names)}), in this order."
    if result is None:
        return f"{wanted} Yours returns nothing: is a `return` missing?"
    return f"{wanted} Yours returns {len(result) if several else 'one'}."
