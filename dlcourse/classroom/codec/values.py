"""Values as data: tensors, arrays, numbers, text and containers become a msgpack tree and bytes, and come back checked.

Nothing that can run code is ever sent.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from .frames import MAX_BLOB, WireError

MAX_DEPTH, MAX_NODES, MAX_NDIM = 32, 20_000, 8
MAX_ENTRIES = 1_000_000  # of all arrays together, an axis of length 0 counted as 1: what a check looks through

_TORCH = {str(d).removeprefix("torch."): d for d in (
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int64, torch.int32, torch.int16,
    torch.int8, torch.uint8, torch.bool, torch.complex64, torch.complex128)}
_NAMES = {dtype: name for name, dtype in _TORCH.items()}
_NUMPY = {n: np.dtype(n) for n in ("float64", "float32", "float16", "int64", "int32", "int16", "int8", "uint8",
                                   "uint16", "uint32", "uint64", "bool", "complex64", "complex128")}

MAX_DIGITS = 400  # of a whole number; no result of an exercise needs more


class Encoder:
    """Turns values into a msgpack tree and raw array bytes; `opaque` says what stands for everything else."""

    def __init__(self, opaque: Callable[[Any], list]):
        self.opaque, self.blobs = opaque, []
        self.nodes, self.entries = 0, 0

    def tree(self, value: Any, depth: int = 0) -> Any:
        """A value as a tree of what msgpack knows; its arrays' bytes are put into `blobs`."""
        if depth > MAX_DEPTH:
            raise WireError(f"a value is nested more than {MAX_DEPTH} deep")
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise WireError(f"it has more than {MAX_NODES:,} parts")
        kind = type(value)
        if value is None or kind in (bool, float, str):
            return value
        if kind is int:
            return value if -2**63 <= value < 2**63 else self._digits(value)
        if kind is complex:
            return ["z", value.real, value.imag]
        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if isinstance(value, np.ndarray) and value.dtype.name in _NUMPY:
            return self._array("N", value)
        if isinstance(value, np.generic) and value.dtype.name in _NUMPY:
            return self._array("n", np.asarray(value))
        if isinstance(value, (tuple, list)):
            mark = "t" if isinstance(value, tuple) else "l"
            return [mark, *(self.tree(item, depth + 1) for item in value)]
        if isinstance(value, dict):
            return ["d", *([self.tree(k, depth + 1), self.tree(v, depth + 1)] for k, v in value.items())]
        return self.opaque(value)

    @staticmethod
    def _digits(value: int) -> list:
        if abs(value) >= 10**MAX_DIGITS:
            raise WireError(f"a whole number has more than {MAX_DIGITS} digits")
        return ["i", str(value)]

    def _tensor(self, value: torch.Tensor) -> list:
        name = _NAMES.get(value.dtype)
        if name is None or value.layout is not torch.strided:
            return self.opaque(value)
        self._count(value.shape)
        plain = value.contiguous().view(torch.int16) if value.dtype == torch.bfloat16 else value
        self.blobs.append(plain.numpy(force=True).tobytes())
        return ["T", name, list(value.shape)]

    def _count(self, shape: Any) -> None:
        self.entries += _entries(shape)
        if self.entries > MAX_ENTRIES:
            raise WireError(f"it holds an array of shape {tuple(shape)}, and at most {MAX_ENTRIES:,} entries can be "
                            "compared")

    def _array(self, mark: str, value: np.ndarray) -> list:
        self._count(value.shape)
        self.blobs.append(np.ascontiguousarray(value).tobytes())
        return [mark, value.dtype.name, list(value.shape)]


class Decoder:
    """The inverse of Encoder; trusts nothing: depth, node count, dtypes, sizes and bytes are checked."""

    def __init__(self, blob: bytes, special: Callable[[str, list], Any]):
        self.blob, self.at, self.special = memoryview(blob), 0, special
        self.nodes, self.entries = 0, 0

    def value(self, tree: Any, depth: int = 0) -> Any:
        """The value that a tree stands for."""
        self.nodes += 1
        if depth > MAX_DEPTH or self.nodes > MAX_NODES:
            raise WireError("a value is nested too deep or has too many parts")
        if tree is None or type(tree) in (bool, int, float, str):
            return tree
        if type(tree) is not list or not tree or type(tree[0]) is not str:
            raise WireError("a value is not in the agreed form")
        mark, rest = tree[0], tree[1:]
        if mark in ("l", "t"):
            items = [self.value(item, depth + 1) for item in rest]
            return items if mark == "l" else tuple(items)
        if mark == "d":
            return self._dict(rest, depth)
        if mark == "i" and len(rest) == 1 and re.fullmatch(rf"-?\d{{1,{MAX_DIGITS}}}", str(rest[0])):
            return int(rest[0])
        if mark == "z" and len(rest) == 2 and all(type(r) is float for r in rest):
            return complex(*rest)
        if mark in ("T", "N", "n") and len(rest) == 2:
            return self._array(mark, *rest)
        return self.special(mark, rest)

    def done(self) -> None:
        """Nothing may be left over. Raises: WireError if array bytes are."""
        if self.at != len(self.blob):
            raise WireError("array bytes are left over")

    def _dict(self, pairs: list, depth: int) -> dict:
        if any(type(p) is not list or len(p) != 2 for p in pairs):
            raise WireError("a dict is not in the agreed form")
        try:
            return {self.value(k, depth + 1): self.value(v, depth + 1) for k, v in pairs}
        except TypeError as error:
            raise WireError("a dict has a key that cannot be one") from error

    def _array(self, mark: str, name: Any, shape: Any) -> Any:
        known = _TORCH if mark == "T" else _NUMPY
        if (type(name) is not str or name not in known or type(shape) is not list or len(shape) > MAX_NDIM
                or any(type(s) is not int or s < 0 or s > MAX_BLOB for s in shape)):
            raise WireError("an array has an unknown dtype or shape")
        self.entries += _entries(shape)
        if self.entries > MAX_ENTRIES:
            raise WireError(f"an array of shape {tuple(shape)} is more than can be compared")
        size = 2 if name == "bfloat16" else _NUMPY[name].itemsize
        count = 1
        for s in shape:
            count *= s
        if self.at + count * size > len(self.blob):
            raise WireError("an array is longer than its bytes")
        raw = bytes(self.blob[self.at:self.at + count * size])
        self.at += count * size
        if name == "bool" and raw.translate(None, b"\0\1"):
            raise WireError("a boolean array holds something else than 0 and 1")
        if mark != "T":
            array = np.frombuffer(raw, _NUMPY[name]).reshape(shape).copy()
            return array if mark == "N" else array[()]
        return _tensor_from(raw, name, shape)


def _entries(shape: Any) -> int:
    """How much there is to look through: the rows of an array without columns are rows all the same."""
    return math.prod(int(s) or 1 for s in shape)


def _tensor_from(raw: bytes, name: str, shape: list[int]) -> torch.Tensor:
    if not raw:
        return torch.empty(shape, dtype=_TORCH[name])
    return torch.frombuffer(bytearray(raw), dtype=_TORCH[name]).reshape(shape)


if sys.byteorder != "little":  # pragma: no cover - array bytes travel as they lie in memory
    raise ImportError("dlcourse.classroom.codec needs a little-endian machine")
