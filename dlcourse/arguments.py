"""Ground floor: checks of single arguments that a signature does not state, with errors like those of the guards.

Each says which function was called, what it expected, what came and what to do.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import torch
from torch import Tensor


def number(where: str, name: str, value: Any, *, low: float = 0.0, below: float = math.inf) -> None:
    """Raise unless value is a plain number with low <= value < below."""
    wanted = f"{where}: {name} should be a number in [{low:g}, {below:g})"
    _plain(wanted, name, value)
    if not low <= value < below:
        raise ValueError(f"{wanted}, but is {value:g}. Choose one in that interval.")


def between(where: str, name: str, value: Any, *, low: float = -math.inf, high: float = math.inf) -> None:
    """Raise unless value is a finite number with low <= value <= high."""
    wanted = f"{where}: {name} should be a finite number in [{low:g}, {high:g}]"
    _plain(wanted, name, value)
    if not (math.isfinite(value) and low <= value <= high):
        raise ValueError(f"{wanted}, but is {value:g}. Choose one in that interval.")


def positive(where: str, name: str, value: Any, *, remedy: str) -> None:
    """Raise unless value is a finite number above 0."""
    wanted = f"{where}: {name} should be a positive number"
    _plain(wanted, name, value)
    if not 0 < value < math.inf:
        raise ValueError(f"{wanted}, but is {value:g}. {remedy}")


def _plain(wanted: str, name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError(f"{wanted}, but is of type {type(value).__name__}. Pass a Python float: float({name}).")


def flag(where: str, name: str, value: Any) -> None:
    """Raise unless value is True or False."""
    if not isinstance(value, bool):
        raise TypeError(f"{where}: {name} should be True or False, but is of type {type(value).__name__}. "
                        f"Pass {name}=True or {name}=False.")


def count(where: str, name: str, value: Any, *, low: int = 1) -> None:
    """Raise unless value is an integer of at least low."""
    wanted = f"{where}: {name} should be an integer of at least {low}"
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{wanted}, but is of type {type(value).__name__}. Pass a Python int.")
    if value < low:
        raise ValueError(f"{wanted}, but is {value}. Pass {low} or more.")


def function(where: str, name: str, value: Any) -> None:
    """Raise unless value can be called."""
    if not callable(value):
        raise TypeError(f"{where}: {name} should be a function, but is of type {type(value).__name__}. "
                        f"Pass the function itself, not a value of it.")


def randomness(where: str, rng: Any) -> None:
    """Raise unless rng is a generator."""
    if not isinstance(rng, torch.Generator):
        raise TypeError(f"{where}: rng should be a torch.Generator, but is of type {type(rng).__name__}. "
                        f"Make one: dlcourse.tensors.generator(seed).")


def one_of(where: str, name: str, value: Any, options: Iterable[Any]) -> None:
    """Raise unless value is one of the options."""
    options = list(options)
    if value not in options:
        raise ValueError(f"{where}: {name} should be one of {', '.join(map(repr, options))}, but is {value!r}. "
                         f"Pick one of them.")


def within(where: str, name: str, value: Tensor, low: float, high: float, *, remedy: str) -> None:
    """Raise unless every entry of a tensor lies in low to high, both included.

    Under torch.vmap numbers cannot be looked at (per-sample gradients are taken there), so everything passes.
    """
    try:
        least, most = (end.item() for end in torch.aminmax(value))
    except RuntimeError:
        return
    if least < low or most > high:
        raise ValueError(f"{where}: {name} should lie in {_short(low)} to {_short(high)}, but spans {_short(least)} to "
                         f"{_short(most)}. {remedy}")


def labels(where: str, name: str, value: Tensor, classes: int) -> None:
    """Raise unless every label names one of the classes, counted from 0."""
    within(where, name, value, 0, classes - 1,
           remedy="Count the classes from 0, and give the logits one column a class.")


def _short(value: float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
