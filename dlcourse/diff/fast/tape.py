"""Reverse mode, fast: a tape for numbers without rules, and adjoints that gather in one buffer.

Between numbers an adjoint is pulled back by a product with a number, so that number stands on the tape in the place
of a function. Nothing is kept but numbers, and the garbage collector has nothing to search.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from torch import Tensor

from dlcourse.diff.tape.var import Tape, TapeLine, Var, fitted


class QuickTape(Tape):
    """A `Tape` of flat lines (name, argument, pull, ...); a pull that only multiplies is a number, values are not kept.

    Raises, Source: as `Tape`.

    >>> tape = QuickTape()
    >>> x = tape.variable(3.0)
    >>> tape.adjoints(x * x + 1, 1.0)[x.index]
    6.0
    """

    __slots__ = ("kinds",)

    def __init__(self):
        super().__init__()
        self.kinds: dict[int, tuple] = {}  # shape and dtype of the lines that are tensors

    def append(self, name, value, *shares):
        """The variable for a new line, whose pulls are made to fit their arguments where that is needed."""
        kind = (value.shape, value.dtype) if isinstance(value, Tensor) else None
        entry: list[Any] = [name]
        for j, pull in shares:
            entry += (j, pull if kind is None or self.kinds.get(j) == kind else _fitting(pull, self.kinds.get(j)))
        return self.write(value, tuple(entry))

    def write(self, value, entry):
        """The variable for a new line whose pulls fit already."""
        line = len(self.entries)
        if isinstance(value, Tensor):
            self.kinds[line] = value.shape, value.dtype
        self.entries.append(entry)
        return QuickVar(value, self, line)

    def lines(self) -> list[TapeLine]:
        """The tape to look at, line by line, without values."""
        return [TapeLine(i, e[0], None, tuple(zip(e[1::2], e[2::2]))) for i, e in enumerate(self.entries)]

    def adjoints(self, y, y_bar, *, keep=True):
        """The adjoint of every line up to y, as `Tape.adjoints`.

        With keep=False only those of inputs remain, and the memory of the others is freed on the way. What is used
        more than twice, as a weight in every step of a sequence, gathers its adjoint in one buffer.
        """
        entries, bars, sums = self.entries, [None] * y.index + [y_bar], set()
        if y_bar.__class__ is float and y.value.__class__ is float:
            _walk_back(entries, bars, keep)
            return bars
        for i in range(y.index, -1, -1):
            bar, entry = bars[i], entries[i]
            if bar is None or len(entry) == 1:
                continue
            if not keep:
                bars[i] = None
            for place in range(1, len(entry), 2):
                j, pull = entry[place], entry[place + 1]
                part, before = pull * bar if pull.__class__ is float else pull(bar), bars[j]
                if before is None:
                    bars[j] = part
                elif j in sums and part.dtype == before.dtype:
                    before += part  # nobody else has that sum
                else:
                    bars[j] = before + part
                    if isinstance(before, Tensor):
                        sums.add(j)
        return bars


def _fitting(pull, kind):
    """pull, and then what `fitted` does; kind is the argument's shape and dtype, None for a number."""
    if kind is None:
        return lambda g: fitted(pull(g), 0.0)
    shape, dtype = kind

    def pull_and_fit(g):
        x_bar = pull(g)
        return x_bar if x_bar.shape == shape and x_bar.dtype == dtype else x_bar.sum_to_size(shape).to(dtype)
    return pull_and_fit


def _walk_back(entries: list[tuple], bars: list, keep: bool) -> None:
    """`QuickTape.adjoints` between numbers, where the loop over an operation's arguments would cost most."""
    for i in range(len(bars) - 1, -1, -1):
        bar, entry = bars[i], entries[i]
        arguments = len(entry) // 2
        if bar is None or not arguments:
            continue
        if not keep:
            bars[i] = None
        if arguments == 2:
            _, j, pull, k, other = entry
            part, before = other * bar if other.__class__ is float else other(bar), bars[k]
            bars[k] = part if before is None else before + part
        else:
            _, j, pull = entry
        part, before = pull * bar if pull.__class__ is float else pull(bar), bars[j]
        bars[j] = part if before is None else before + part


def _on_numbers(name: str, compute: Callable, of_other: float):
    """A sum or difference, whose slopes are 1 and `of_other`, between numbers; the rules take the rest."""
    readable = getattr(Var, f"__{name}__")

    def method(self, other):
        x = self.value
        if x.__class__ is float:
            kind, tape = other.__class__, self.tape
            entries = tape.entries
            if kind is float or kind is int:
                y = QuickVar(compute(x, other), tape, len(entries))
                entries.append((name, self.index, 1.0))
                return y
            if kind is QuickVar and other.value.__class__ is float and other.tape is tape:
                y = QuickVar(compute(x, other.value), tape, len(entries))
                entries.append((name, self.index, 1.0, other.index, of_other))
                return y
        return readable(self, other)
    return method


class QuickVar(Var):
    """A `Var` on a `QuickTape` whose sums, differences, products and relu of numbers take a third of the time."""

    __slots__ = ()

    __add__ = __radd__ = _on_numbers("add", operator.add, 1.0)
    __sub__ = _on_numbers("sub", operator.sub, -1.0)

    def __mul__(self, other):
        x = self.value
        if x.__class__ is float:
            kind, tape = other.__class__, self.tape
            entries = tape.entries
            if kind is float:
                y = QuickVar(x * other, tape, len(entries))
                entries.append(("mul", self.index, other))
                return y
            if kind is QuickVar:
                v = other.value
                if v.__class__ is float and other.tape is tape:
                    y = QuickVar(x * v, tape, len(entries))
                    entries.append(("mul", self.index, v, other.index, x))
                    return y
        return Var.__mul__(self, other)

    __rmul__ = __mul__

    def relu(self):
        x = self.value
        if x.__class__ is float and x > 0:  # elsewhere the rule decides
            entries = self.tape.entries
            y = QuickVar(x, self.tape, len(entries))
            entries.append(("relu", self.index, 1.0))
            return y
        return Var.relu(self)
