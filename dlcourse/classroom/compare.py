"""Comparison of an answer's output with the expected one: type, shape and dtype first, then the numbers."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

Number = (bool, int, float, np.generic)


@dataclass(frozen=True)
class Fault:
    """The first difference found: what kind, where in the result, in words."""

    kind: str  # type, length, keys, shape, dtype, nan, value
    text: str
    where: str = ""


Compare = Callable[[Any, Any], Fault | None]


@dataclass(frozen=True)
class Closeness:
    """Compares nested results; see `close`."""

    rtol: float = 1e-6
    nan_equal: bool = False

    def __call__(self, expected: Any, got: Any, where: str = "") -> Fault | None:
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
            return Fault("type", f"{_subject(where)} should be a tensor, but is {_kind(got)}.", where)
        if got.shape != expected.shape:
            return Fault("shape", f"{_subject(where)} should have shape {tuple(expected.shape)}, "
                                  f"yours has {tuple(got.shape)}.", where)
        if got.dtype != expected.dtype:
            return Fault("dtype", f"{_subject(where)} should be {_dtype(expected)}, yours is {_dtype(got)}.", where)
        return self._values(expected, got, where)

    def _values(self, expected: Tensor, got: Tensor, where: str) -> Fault | None:
        a, b = expected.detach().to(torch.float64), got.detach().to(torch.float64)
        scale = float(a[a.isfinite()].abs().max()) if bool(a.isfinite().any()) else 0.0
        same = torch.isclose(b, a, rtol=self.rtol, atol=self.rtol * max(1.0, scale), equal_nan=self.nan_equal)
        if bool(same.all()):
            return None
        if bool((b.isnan() & ~a.isnan()).any()):
            return Fault("nan", f"{_subject(where)} contains nan.", where)
        gap = torch.where(same, torch.zeros_like(a), (a - b).abs().nan_to_num(nan=math.inf, posinf=math.inf))
        worst = np.unravel_index(int(gap.argmax()), tuple(a.shape)) if a.ndim else ()
        index = f" at index {tuple(int(i) for i in worst)}" if a.ndim else ""
        return Fault("value", f"{_subject(where)} differs most{index}: expected {float(a[worst]):.4g}, "
                              f"yours is {float(b[worst]):.4g}.", where)

    def _number(self, expected: float, got: Any, where: str) -> Fault | None:
        if isinstance(got, Tensor) and got.ndim == 0:
            got = got.item()
        if isinstance(got, np.ndarray) and got.ndim == 0:
            got = got[()]
        if isinstance(got, bool) or not isinstance(got, Number):
            return Fault("type", f"{_subject(where)} should be a number, but is {_kind(got)}.", where)
        return self._values(torch.tensor(float(expected), dtype=torch.float64),
                            torch.tensor(float(got), dtype=torch.float64), where)

    def _exact(self, expected: Any, got: Any, where: str) -> Fault | None:
        if isinstance(expected, bool) and isinstance(got, (np.bool_, Tensor)) and np.ndim(got) == 0:
            got = bool(got)
        if type(got) is type(expected) and got == expected:
            return None
        kind = "value" if type(got) is type(expected) else "type"
        return Fault(kind, f"{_subject(where)} should be {expected!r}, yours is {_short(got)}.", where)

    def _sequence(self, expected: tuple | list, got: Any, where: str) -> Fault | None:
        if not isinstance(got, (tuple, list)):
            return Fault("type", f"{_subject(where)} should be a tuple of {len(expected)} results, "
                                 f"but is {_kind(got)}.", where)
        if len(got) != len(expected):
            return Fault("length", f"{_subject(where)} should have {len(expected)} parts, "
                                   f"yours has {len(got)}.", where)
        faults = (self(e, g, f"{where}[{i}]") for i, (e, g) in enumerate(zip(expected, got, strict=True)))
        return next((fault for fault in faults if fault), None)

    def _mapping(self, expected: Mapping, got: Any, where: str) -> Fault | None:
        if not isinstance(got, Mapping):
            return Fault("type", f"{_subject(where)} should be a dict, but is {_kind(got)}.", where)
        if set(got) != set(expected):
            return Fault("keys", f"{_subject(where)} should have the keys {', '.join(map(str, expected))}; "
                                 f"yours has {', '.join(map(str, got))}.", where)
        faults = (self(expected[k], got[k], f"{where}[{k!r}]") for k in expected)
        return next((fault for fault in faults if fault), None)


def close(rtol: float = 1e-6) -> Closeness:
    """Compare with tolerance atol = rtol * max(1, max|expected|); no broadcasting, NaN equals nothing.

    Type, shape and dtype must be right before numbers are compared. Harmless differences pass: a list for a
    tuple, a number of any kind (or a tensor without axes) for a number.

    >>> close()(torch.ones(2), torch.ones(2, 1)).kind
    'shape'
    >>> close()(1.0, torch.tensor(1.0)) is None
    True
    """
    return Closeness(rtol)


def _subject(where: str) -> str:
    return f"Your result{where}" if where else "Your result"


def _dtype(value: Tensor) -> str:
    return str(value.dtype).removeprefix("torch.")


def _kind(value: Any) -> str:
    if value is None:
        return "None (is a `return` missing?)"
    if isinstance(value, np.ndarray):
        return "a numpy array"
    described = getattr(value, "_described", "") if type(value).__name__ == "Remote" else ""
    return f"of type {described or type(value).__name__}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 60 else text[:57] + "..."
