"""Comparison of an answer's output with the expected one: type, shape and dtype first, then the numbers."""

from __future__ import annotations

import itertools
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor

STEPS, MANY = 6, 24  # steps and named results that a card shows
FEW = 64  # numbers that are compared faster one by one
Number = (bool, int, float, np.generic)


@dataclass(frozen=True)
class Fault:
    """The first difference found: what kind, where in the result, in words."""

    kind: str  # type, length, keys, shape, dtype, nan, value
    text: str
    where: str = ""
    right: tuple[str, ...] = ()  # the results beside it that are right


Compare = Callable[[Any, Any], Fault | None]


@dataclass(frozen=True)
class Closeness:
    """Compares nested results; see `close`."""

    rtol: float = 1e-6
    nan_equal: bool = False
    names: tuple[str, ...] = ()  # of the results, as the exercise's text calls them
    each: str = ""               # what one of a list of results is called: "theta after step {}"

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
        """The first fault of a result, or None; `where` names the part that is compared."""
        if isinstance(expected, Tensor):
            return self._tensor(expected, got, where)
        if isinstance(expected, (tuple, list)):
            return self._sequence(expected, got, where)
        if isinstance(expected, Mapping):
            return self._mapping(expected, got, where)
        if isinstance(expected, (bool, str)) or expected is None:
            return self._exact(expected, got, where)
        return self._number(expected, got, where)

    def _tensor(self, expected: Tensor, got: Any, where: str) -> Fault | None:
        if not isinstance(got, Tensor):
            wanted = f"{_subject(where)} should be a tensor{_of_shape(expected)}"
            return Fault("type", f"{wanted}, but is {_kind(got)}.", where)
        if got.shape != expected.shape:
            return Fault("shape", f"{_subject(where)} should have shape {tuple(expected.shape)}, "
                                  f"yours has {tuple(got.shape)}.", where)
        if got.dtype != expected.dtype:
            return Fault("dtype", f"{_subject(where)} should be {_dtype(expected)}, yours is {_dtype(got)}.", where)
        return self._values(expected, got, where)

    def _values(self, expected: Tensor, got: Tensor, where: str) -> Fault | None:
        if _agree(expected, got, self.rtol, self.nan_equal):
            return None
        a, b = expected.detach().to(torch.float64), got.detach().to(torch.float64)
        same = _close_entries(a, b, self.rtol, self.nan_equal)
        if bool((b.isnan() & ~a.isnan()).any()):
            return Fault("nan", f"{_subject(where)} contains nan.", where)
        gap = torch.where(same, torch.zeros_like(a), (a - b).abs().nan_to_num(nan=math.inf, posinf=math.inf))
        worst: tuple = np.unravel_index(int(gap.argmax()), tuple(a.shape)) if a.ndim else ()
        told = "expected {}, yours is {}".format(*_apart(float(a[worst]), float(b[worst])))
        if a.numel() == 1:
            return Fault("value", f"{_subject(where)}: {told}.", where)
        index = int(worst[0]) if a.ndim == 1 else tuple(int(i) for i in worst)
        return Fault("value", f"{_subject(where)} differs most at index {index}: {told}.{_right_entries(same)}", where)

    def _number(self, expected: float, got: Any, where: str) -> Fault | None:
        if isinstance(got, Tensor) and got.ndim == 0:
            got = got.item()
        if isinstance(got, np.ndarray) and got.ndim == 0:
            got = got[()]
        if isinstance(got, bool) or not isinstance(got, Number):
            if isinstance(got, Tensor):
                return Fault("shape", f"{_subject(where)} should be a single number, yours has shape "
                                      f"{tuple(got.shape)}.", where)
            return Fault("type", f"{_subject(where)} should be a number, but is {_kind(got)}.", where)
        return self._values(_float64(expected), _float64(got), where)

    def _exact(self, expected: Any, got: Any, where: str) -> Fault | None:
        if isinstance(expected, bool) and isinstance(got, (np.bool_, Tensor)) and np.ndim(got) == 0:
            got = bool(got)
        if type(got) is type(expected) and got == expected:
            return None
        kind = "value" if type(got) is type(expected) else "type"
        return Fault(kind, f"{_subject(where)} should be {expected!r}, yours is {_short(got)}.", where)

    def _sequence(self, expected: tuple | list, got: Any, where: str) -> Fault | None:
        what = f", ({', '.join(self.names)})" if not where and len(self.names) == len(expected) else ""
        if not isinstance(got, (tuple, list)):
            return Fault("type", f"{_subject(where)} should be a tuple of {len(expected)} results{what}, "
                                 f"but is {_kind(got)}.", where)
        if len(got) != len(expected):
            return Fault("length", f"{_subject(where)} should have {len(expected)} parts{what}, "
                                   f"yours has {len(got)}.", where)
        found = [self(e, g, self.called(i, len(expected), where)) for i, (e, g) in enumerate(zip(expected, got))]
        first = next((fault for fault in found if fault), None)
        if first is None:
            return None
        counted = found[:next(i for i, fault in enumerate(found) if fault)] if self.each else found
        right = [self.called(i, len(expected), where) for i, fault in enumerate(counted) if fault is None]
        return replace(first, text=first.text + self._right(right), right=() if self.each else tuple(right))

    def lines(self, results: Any, show: Callable[[Any], str]) -> list[str]:
        """What a card shows of a result: several by their names, a line each; the first `STEPS` of many steps.

        >>> close(names=("gw", "gb")).lines((1, 2), str), close().lines((1, 2), str)
        (['gw = 1', 'gb = 2'], ['(1, 2)'])
        >>> close(each="x after step {}").lines([3, 4], str), close().lines({"W": 5}, str)
        (['x after step 1: 3', 'x after step 2: 4'], ['W = 5'])
        """
        if isinstance(results, Mapping):
            named = itertools.islice(results.items(), MANY)
            return [f"{name} = {show(value)}" for name, value in named] + _more(len(results) - MANY)
        if not isinstance(results, (tuple, list)):
            return [show(results)]
        if len(results) == len(self.names):
            return [f"{name} = {show(value)}" for name, value in zip(self.names, results)]
        if not self.each:
            return [show(results)]
        steps = enumerate(results[:STEPS], 1)
        return [f"{self.each.format(i)}: {show(value)}" for i, value in steps] + _more(len(results) - STEPS)

    def in_every_case(self, first: Fault, faults: Sequence[Fault | None]) -> Fault:
        """The fault of one case, which calls another result right only if no case has it wrong.

        >>> pair = close(names=("gw", "gb"))
        >>> one, two = pair((1.0, 2.0), (0.0, 2.0)), pair((1.0, 2.0), (0.0, 0.0))
        >>> one.text, pair.in_every_case(one, [one, two]).text
        ('Your `gw`: expected 1, yours is 0. `gb` is right.', 'Your `gw`: expected 1, yours is 0.')
        """
        always = [name for name in first.right if all(name in fault.right for fault in faults if fault)]
        text = first.text.removesuffix(self._right(list(first.right))) + self._right(always)
        return replace(first, text=text, right=tuple(always))

    def called(self, i: int, count: int, where: str = "") -> str:
        """What the result number i of several is called; a part of a result by its place, as Python counts.

        >>> close(names=("gw", "gb")).called(1, 2), close(each="x after step {}").called(0, 5), close().called(1, 3)
        ('`gb`', 'x after step 1', 'result 2 of 3')
        >>> close().called(1, 2, "`Ws`"), close().called(0, 2, "`Ws[1]`"), close().called(1, 2, "result 2 of 3")
        ('`Ws[1]`', '`Ws[1][0]`', 'entry [1] of result 2 of 3')
        >>> close().called(0, 2, "entry [1] of result 2 of 3")
        'entry [1][0] of result 2 of 3'
        """
        if not where and len(self.names) == count:
            return f"`{self.names[i]}`"
        if not where and self.each:
            return self.each.format(i + 1)
        if not where:
            return f"result {i + 1} of {count}"
        if where[0] == "`" and " in " not in where:
            return f"{where[:-1]}[{i}]`"
        place, of, whole = where.partition(" of ")
        return f"{place}[{i}]{of}{whole}" if place.startswith("entry [") else f"entry [{i}] of {where}"

    def _right(self, names: list[str]) -> str:
        """What is right beside the first fault."""
        if not names:
            return ""
        if self.each:
            first = names[0][0].upper() + names[0][1:]
            return f" The first {len(names)} are right." if len(names) > 1 else f" {first} is right."
        listed = ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else names[0]
        return f" {listed} {'are' if len(names) > 1 else 'is'} right."

    def _mapping(self, expected: Mapping, got: Any, where: str) -> Fault | None:
        if not isinstance(got, Mapping):
            return Fault("type", f"{_subject(where)} should be a dict, but is {_kind(got)}.", where)
        if set(got) != set(expected):
            return Fault("keys", f"{_subject(where)} should have the keys {', '.join(map(str, expected))}; "
                                 f"yours has {', '.join(map(str, got))}.", where)
        found = {k: self(expected[k], got[k], f"`{k}`" + (f" in {where}" if where else "")) for k in expected}
        first = next((fault for fault in found.values() if fault), None)
        if first is None:
            return None
        return replace(first, text=first.text + self._right([f"`{k}`" for k, fault in found.items() if fault is None]))


def _more(count: int) -> list[str]:
    return [f"... and {count} more"] if count > 0 else []


def close(rtol: float = 1e-6, *, names: tuple[str, ...] = (), each: str = "") -> Closeness:
    """Compare with tolerance atol = rtol * max(1, max|expected|); no broadcasting, NaN equals nothing.

    Type, shape and dtype must be right before numbers are compared. Harmless differences pass: a list for a
    tuple, a number of any kind (or a tensor without axes) for a number.

    >>> close()(torch.ones(2), torch.ones(2, 1)).kind
    'shape'
    >>> close()(1.0, torch.tensor(1.0)) is None
    True
    """
    return Closeness(rtol, names=names, each=each)


def same(one: Any, other: Any, rtol: float) -> bool:
    """Whether two results are the same to this tolerance, nan at the same places included.

    As `close`, but without words, and done at the first difference. A tensor without axes is a number. Nothing of the
    results is copied, and what is of another kind or length is not looked through.

    >>> same((1.0, [torch.ones(2)]), [1.0, (torch.ones(2),)], 1e-6), same(1.0, 1.1, 1e-6)
    (True, False)
    """
    one, other = _without_axes(one), _without_axes(other)
    if isinstance(one, Tensor):
        return isinstance(other, Tensor) and one.shape == other.shape and one.dtype == other.dtype and (
            _agree(one, other, rtol, nan_equal=True))
    if isinstance(one, (tuple, list)):
        return isinstance(other, (tuple, list)) and len(one) == len(other) and all(
            same(a, b, rtol) for a, b in zip(one, other))
    if isinstance(one, Mapping):
        return isinstance(other, Mapping) and len(one) == len(other) and all(
            k in other and same(one[k], other[k], rtol) for k in one)
    if type(one) is float and type(other) is float and math.isfinite(one) and math.isfinite(other):
        return abs(one - other) <= rtol * max(1.0, abs(one)) + rtol * abs(one)
    return Closeness(rtol, nan_equal=True)(one, other) is None


def _agree(expected: Tensor, got: Tensor, rtol: float, nan_equal: bool) -> bool:
    """Whether all numbers of two tensors of one shape are close: a few are compared as floats, many as tensors."""
    plain = expected.layout == got.layout == torch.strided and not expected.is_complex() and not got.is_complex()
    if not plain or expected.numel() > FEW:
        return bool(_close_entries(expected.detach().to(torch.float64), got.detach().to(torch.float64), rtol,
                                   nan_equal).all())
    a, b = ([float(n) for n in tensor.detach().flatten().tolist()] for tensor in (expected, got))
    atol = rtol * max([1.0, *(abs(x) for x in a if math.isfinite(x))])
    return all(x == y or abs(y - x) <= min(atol + rtol * abs(x), sys.float_info.max)
               or (nan_equal and x != x and y != y) for x, y in zip(a, b))


def _close_entries(a: Tensor, b: Tensor, rtol: float, nan_equal: bool) -> Tensor:
    """Which entries of `b` are close to those of `a`, the expected ones."""
    finite = a[a.isfinite()]
    scale = float(finite.abs().max()) if finite.numel() else 0.0
    return torch.isclose(b, a, rtol=rtol, atol=rtol * max(1.0, scale), equal_nan=nan_equal)


def _without_axes(value: Any) -> Any:
    """A tensor without axes as its number; anything else as it is."""
    return value.item() if isinstance(value, Tensor) and not value.ndim and not value.is_complex() else value


def _float64(number: Any) -> Tensor:
    """A number as a tensor; a whole number that no float can hold is infinite."""
    try:
        return torch.tensor(float(number), dtype=torch.float64)
    except OverflowError:
        return torch.tensor(math.inf if number > 0 else -math.inf, dtype=torch.float64)


def _subject(where: str) -> str:
    return f"Your {where}" if where else "Your result"


def _of_shape(expected: Tensor) -> str:
    return f" of shape {tuple(expected.shape)}" if expected.ndim else " without axes"


def _right_entries(same: Tensor) -> str:
    """Which entries of a short vector are right, where some are."""
    if same.ndim != 1 or len(same) > 12 or not bool(same.any()):
        return ""
    right, wrong = (", ".join(str(i) for i, s in enumerate(same.tolist()) if s is kind) for kind in (True, False))
    return f" Right: entries {right}; wrong: {wrong}."


def _apart(one: float, other: float) -> tuple[str, str]:
    """Two numbers with four digits, or as many more as show that they differ.

    >>> _apart(2, 2.5), _apart(0.316227766, 0.316227666)
    (('2', '2.5'), ('0.3162278', '0.3162277'))
    """
    shown = ((f"{one:.{digits}g}", f"{other:.{digits}g}") for digits in range(4, 18))
    return next((pair for pair in shown if pair[0] != pair[1]), (f"{one:.4g}", f"{other:.4g}"))


def _dtype(value: Tensor) -> str:
    return str(value.dtype).removeprefix("torch.")


def _kind(value: Any) -> str:
    if value is None:
        return "None (is a `return` missing?)"
    if isinstance(value, np.ndarray):
        return "a numpy array"
    described = getattr(value, "_described", "") if type(value).__name__ == "Remote" else ""
    if " " in described:  # a tensor of a kind that does not travel says which
        return f"a {described}"
    return f"of type {described or type(value).__name__}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 60 else text[:57] + "..."
