"""Which notebooks are meant by what somebody writes on the command line: names, or beginnings of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def beginnings(text: str) -> tuple[str, ...]:
    """What stands between commas or blanks; the name of a notebook's file is as good as its own.

    >>> beginnings("07, 08_backpropagation.ipynb")
    ('07', '08_backpropagation')
    """
    return tuple(name.removesuffix(".ipynb") for name in text.replace(",", " ").split())


def those(names: Iterable[str], wanted: Sequence[str]) -> tuple[str, ...]:
    """The names that begin with one of these beginnings.

    >>> those(["07_differentiation", "09a_momentum", "09b_adam"], ["09"])
    ('09a_momentum', '09b_adam')
    """
    return tuple(name for name in names if name.startswith(tuple(wanted)))
