"""The controls of a live picture: what a reader can set, and which values are allowed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Slider:
    """One of several numbers in order."""

    name: str
    label: str
    values: tuple[float, ...]
    start: float

    def accept(self, value: Any) -> float:
        """The allowed number nearest to value; raises ValueError for what is no finite number."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise ValueError(f"{self.name} should be a number from {self.values[0]:g} to {self.values[-1]:g}, but is "
                             f"{value!r}.")
        return min(self.values, key=lambda allowed: abs(allowed - value))

    def grid(self, most: int) -> tuple[float, ...]:
        """At most `most` of the values, evenly picked, the ends and the start among them."""
        if len(self.values) <= most:
            return self.values
        picked = {round(i * (len(self.values) - 1) / (most - 1)) for i in range(most)}
        return tuple(v for i, v in enumerate(self.values) if i in picked or v == self.start)


def evenly(low: float, high: float, count: int, digits: int = 6) -> tuple[float, ...]:
    """`count` numbers from low to high at equal distances.

    >>> evenly(0, 1, 5)
    (0.0, 0.25, 0.5, 0.75, 1.0)
    """
    return tuple(round(low + (high - low) * i / (count - 1), digits) for i in range(count))


def by_factors(low: float, high: float, count: int, digits: int = 3) -> tuple[float, ...]:
    """`count` positive numbers from low to high, each the same factor above the one before.

    >>> by_factors(0.01, 1, 3)
    (0.01, 0.1, 1.0)
    """
    return tuple(float(f"{low * (high / low) ** (i / (count - 1)):.{digits}g}") for i in range(count))


@dataclass(frozen=True)
class Choice:
    """One of several names."""

    name: str
    label: str
    values: tuple[str, ...]
    start: str

    def accept(self, value: Any) -> str:
        """value itself; raises ValueError, naming the choices, for any other."""
        if value not in self.values:
            raise ValueError(f"{self.name} should be one of {', '.join(self.values)}, but is {value!r}.")
        return value

    def grid(self, most: int) -> tuple[str, ...]:
        """All names: none may be left out."""
        return self.values


@dataclass(frozen=True)
class Entry:
    """A line of text to type."""

    name: str
    label: str
    start: str
    most: int = 80
    chooses: tuple[str, str] | tuple[()] = ()  # a Choice and the name that is chosen when something is typed here

    def accept(self, value: Any) -> str:
        """value without blanks around it; raises ValueError for what is no text, empty or too long."""
        if not isinstance(value, str) or not value.strip():
            raise ValueError(f"{self.name} should be a line of text, but is {value!r}. Try {self.start}.")
        if len(value) > self.most:
            raise ValueError(f"{self.name} should have at most {self.most} characters, but has {len(value)}.")
        return value.strip()

    def grid(self, most: int) -> tuple[str, ...]:
        """Only the start: what a reader would type is not known beforehand."""
        return (self.start,)


@dataclass(frozen=True)
class Switch:
    """A button that stays pressed: on or off."""

    name: str
    label: str  # while it is off
    pressed: str  # while it is on
    start: bool = False

    def accept(self, value: Any) -> bool:
        """value itself; raises ValueError for what is neither True nor False."""
        if not isinstance(value, bool):
            raise ValueError(f"{self.name} should be True or False, but is {value!r}.")
        return value

    def grid(self, most: int) -> tuple[bool, ...]:
        """Off and on."""
        return (False, True)


@dataclass(frozen=True)
class Press:
    """A button that does something; its value counts the presses."""

    name: str
    label: str
    start: int = 0

    def accept(self, value: Any) -> int:
        """value itself; raises ValueError for what is no count."""
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise ValueError(f"{self.name} should count presses, but is {value!r}.")
        return value

    def grid(self, most: int) -> tuple[int, ...]:
        """Never pressed."""
        return (0,)


Control = Slider | Choice | Entry | Switch | Press


def described(control: Control) -> dict[str, Any]:
    """A control for the browser.

    >>> described(Press("again", "Restart"))
    {'kind': 'Press', 'name': 'again', 'label': 'Restart', 'start': 0}
    """
    return {"kind": type(control).__name__, **vars(control)}
