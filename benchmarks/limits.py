"""What a ratio may be: the targets and the justified exceptions of limits.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

FILE = Path(__file__).with_name("limits.toml")
SLACK = 1.1  # a ratio fails when it is more than 10 % over its limit
CUDA = " on cuda"  # what a group is called in limits.toml when measured there


class Exemption(NamedTuple):
    """Why a target is not held: what was measured, the limit by operations and bytes, and what was tried."""

    group: str
    name: str
    pair: str
    limit: float
    measured: str
    bound: str
    tried: str


class Limits(NamedTuple):
    """Targets by (group, name, "form / peer"), and the exceptions that take their place."""

    targets: dict[tuple[str, str, str], float]
    exceptions: dict[tuple[str, str, str], Exemption]

    def allowed(self, key: tuple[str, str, str]) -> float:
        """The exception's limit where there is one, else the target."""
        return self.exceptions[key].limit if key in self.exceptions else self.targets[key]


class Excess(NamedTuple):
    """A ratio that is more than the slack over its limit."""

    key: tuple[str, str, str]
    ratio: float
    allowed: float

    def __str__(self) -> str:
        group, name, pair = self.key
        return f"{group}, {name}: {pair} is {self.ratio:.3g}, but should be at most {self.allowed:.3g} (+10 %)"


def load(text: str | None = None) -> Limits:
    """The limits in text, or in limits.toml. Raises: ValueError for an exception without a target.

    >>> limits = load('[finite."n = 100"]\\n"clean / scipy" = 1.0')
    >>> limits.targets
    {('finite', 'n = 100', 'clean / scipy'): 1.0}
    """
    data = tomllib.loads(FILE.read_text() if text is None else text)
    exceptions = {(e.group, e.name, e.pair): e for e in (Exemption(**row) for row in data.pop("exception", []))}
    targets = {(group, name, pair): float(limit) for group, names in data.items()
               for name, pairs in names.items() for pair, limit in pairs.items()}
    loose = [key for key in exceptions if key not in targets]
    if loose:
        raise ValueError(f"limits: every exception should have a target, but {loose[0]} has none. "
                         "Copy group, name and pair from the target.")
    return Limits(targets, exceptions)


def keys(result: dict) -> list[tuple[str, str, str]]:
    """The keys of a stored result's ratios."""
    group = result["group"] + (CUDA if result["device"] == "cuda" else "")
    return [(group, result["name"], pair) for pair in result["ratios"]]


def excesses(results: list[dict], limits: Limits) -> list[Excess]:
    """Every measured ratio that is more than 10 % over its limit."""
    found = []
    for result in results:
        for key in keys(result):
            value = result["ratios"][key[2]][0]
            if key in limits.targets and not value <= SLACK * limits.allowed(key):
                found.append(Excess(key, value, limits.allowed(key)))
    return found
