"""What the exercises on update rules share: whole paths, and a sentence where a step returns something else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dlcourse.classroom.compare import Closeness, Fault


@dataclass(frozen=True)
class Paths(Closeness):
    """Compares paths; a text instead of a path says what is wrong with the form of a step."""

    each: str = "result after step {}"

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        """The first fault of a result, or None; a text says what the answer's form lacks."""
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


def walk(step: Callable[..., Any], state: Mapping[str, Any], rounds: Iterable[Any]) -> list[Any] | str:
    """The first part of the state after each round, or a sentence where `step` returns something else than the state.

    `step(*state, round)` returns the new state. The other parts may be kept in any form: only the first one counts.

    >>> walk(lambda x, v, g: (x - g, v + g), {"x": 10, "v": 0}, [1, 2])
    [9, 7]
    """
    seen = every_state(step, state, rounds)
    return seen if isinstance(seen, str) else seen[::len(state)]


@dataclass(frozen=True)
class States(Paths):
    """Compares what `every_state` gives.

    >>> from torch import tensor
    >>> States(parts=("x", "v"))([tensor(1.0), tensor(4.0)], [tensor(1.0), tensor(2.0)]).text
    'Your `v` after step 1: expected 4, yours is 2. `x` is right there.'
    """

    parts: tuple[str, ...] = ()

    def called(self, i: int, count: int, where: str = "") -> str:
        """The i-th of the results in words: which part it is, after which step."""
        step, part = divmod(i, len(self.parts))
        return f"`{self.parts[part]}` after step {step + 1}"

    def lines(self, results: Any, show: Callable[[Any], str]) -> list[str]:
        """A line for each step, with all parts of the state by their names.

        >>> States(parts=("x", "v")).lines([1, 2, 3, 4], str)
        ['after step 1: x = 1, v = 2', 'after step 2: x = 3, v = 4']
        """
        count = len(self.parts)
        if not isinstance(results, (tuple, list)) or not results or len(results) % count:
            return [show(results)]
        states = [results[i:i + count] for i in range(0, len(results), count)]
        by_name = [", ".join(f"{part} = {show(value)}" for part, value in zip(self.parts, state, strict=True))
                   for state in states]
        return Closeness(each="after step {}").lines(by_name, str)

    def _right(self, names: list[str]) -> str:
        """What is right before the first fault."""
        steps, here = divmod(len(names), len(self.parts))
        listed = " and ".join(f"`{part}`" for part in self.parts[:here])
        texts = [f" {listed} {'are' if here > 1 else 'is'} right there."] if here else []
        texts += [f" The {steps} steps before are right." if steps > 1 else " Step 1 is right."] if steps else []
        return "".join(texts)


def every_state(step: Callable[..., Any], state: Mapping[str, Any], rounds: Iterable[Any]) -> list[Any] | str:
    """All parts of the state after the first round, then after the second and so on, in one list.

    `step(*state, round)` returns the new state; a sentence comes back where it returns something else.

    >>> every_state(lambda x, v, g: (x - g, v + g), {"x": 10, "v": 0}, [1, 2])
    [9, 1, 7, 3]
    """
    seen, values = [], tuple(state.values())
    for turn in rounds:
        result = step(*values, turn)
        fault = wrong_form(result, *state)
        if fault:
            return fault
        values = tuple(result)
        seen += values
    return seen
