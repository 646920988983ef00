"""What the exercises on adaptive rules share: every part of the state is compared after every step, by its name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dlcourse.classroom.stepping import Paths, wrong_form


@dataclass(frozen=True)
class States(Paths):
    """Compares what `every_state` gives.

    >>> from torch import tensor
    >>> States(parts=("x", "v"))([tensor(1.0), tensor(4.0)], [tensor(1.0), tensor(2.0)]).text
    'Your `v` after step 1: expected 4, yours is 2. `x` is right there.'
    """

    parts: tuple[str, ...] = ()

    def called(self, i: int, count: int, where: str = "") -> str:
        step, part = divmod(i, len(self.parts))
        return f"`{self.parts[part]}` after step {step + 1}"

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
