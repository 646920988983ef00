"""Frequent mistakes of an exercise as a table: what each says, asks and changes; and any two of them at once."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple


class Mistake(NamedTuple):
    """One of two: what it does, a question that leads on, and the rules that it changes."""

    says: str
    asks: str
    changes: Mapping[str, Callable[..., Any]]


def in_pairs(table: Mapping[str, Mistake], left_out: Collection[tuple[str, str]] = ()
             ) -> Iterator[tuple[str, Mistake]]:
    """Name and mistake of each two of the table at once, if they change different rules and are not left out.

    >>> table = {"a": Mistake("x is 0", "Why?", {"x": lambda v: 0}), "b": Mistake("y is 1", "Is it?", {"y": max})}
    >>> [(name, two.says, two.asks, [*two.changes]) for name, two in in_pairs(table)]
    [('a_with_b', 'x is 0, and y is 1', 'Why? Is it?', ['x', 'y'])]
    """
    for (one, a), (other, b) in itertools.combinations(table.items(), 2):
        if not a.changes.keys() & b.changes.keys() and (one, other) not in left_out:
            yield f"{one}_with_{other}", Mistake(f"{a.says}, and {b.says}", f"{a.asks} {b.asks}",
                                                 {**a.changes, **b.changes})
