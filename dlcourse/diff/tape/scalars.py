"""The commonest operators of variables once more, for plain numbers.

Between numbers an adjoint is pulled back by a product with a number, so that number stands on the tape in the place
of a function. Nothing is kept but numbers, and the garbage collector has nothing to search. The readable rules in
`tape_rules` take whatever is not a number.
"""

from __future__ import annotations

from collections.abc import Callable


def install(var: type) -> None:
    """Put the quick forms in front of a class's readable ones, which stay in `__wrapped__`."""
    for quick, names in ((_add, ("__add__", "__radd__")), (_sub, ("__sub__",)), (_mul, ("__mul__", "__rmul__")),
                         (_relu, ("relu",))):
        readable = getattr(var, names[0])
        method = quick(var, readable)
        method.__name__, method.__doc__, method.__wrapped__ = names[0], readable.__doc__, readable
        for name in names:
            setattr(var, name, method)


def walk_back(entries: list[tuple], bars: list, keep: bool) -> None:
    """What `Tape.adjoints` does between numbers, where the loop over an operation's arguments would cost most."""
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


def _add(var: type, readable: Callable) -> Callable:
    def method(self, other):
        x = self.value
        if x.__class__ is float:
            kind, tape = other.__class__, self.tape
            entries = tape.entries
            if kind is float or kind is int:
                y = var(x + other, tape, len(entries))
                entries.append(("add", self.index, 1.0))
                return y
            if kind is var and other.value.__class__ is float and other.tape is tape:
                y = var(x + other.value, tape, len(entries))
                entries.append(("add", self.index, 1.0, other.index, 1.0))
                return y
        return readable(self, other)
    return method


def _sub(var: type, readable: Callable) -> Callable:
    def method(self, other):
        x = self.value
        if x.__class__ is float:
            kind, tape = other.__class__, self.tape
            entries = tape.entries
            if kind is float or kind is int:
                y = var(x - other, tape, len(entries))
                entries.append(("sub", self.index, 1.0))
                return y
            if kind is var and other.value.__class__ is float and other.tape is tape:
                y = var(x - other.value, tape, len(entries))
                entries.append(("sub", self.index, 1.0, other.index, -1.0))
                return y
        return readable(self, other)
    return method


def _mul(var: type, readable: Callable) -> Callable:
    def method(self, other):
        x = self.value
        if x.__class__ is float:
            kind, tape = other.__class__, self.tape
            entries = tape.entries
            if kind is float:
                y = var(x * other, tape, len(entries))
                entries.append(("mul", self.index, other))
                return y
            if kind is var:
                v = other.value
                if v.__class__ is float and other.tape is tape:
                    y = var(x * v, tape, len(entries))
                    entries.append(("mul", self.index, v, other.index, x))
                    return y
        return readable(self, other)
    return method


def _relu(var: type, readable: Callable) -> Callable:
    def method(self):
        x = self.value
        if x.__class__ is float and x > 0:  # elsewhere the readable form decides
            tape = self.tape
            entries = tape.entries
            y = var(x, tape, len(entries))
            entries.append(("relu", self.index, 1.0))
            return y
        return readable(self)
    return method
