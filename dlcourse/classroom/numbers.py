"""The numbers in results, which may come as tensors or as floats."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor


def with_number(result: Any, at: int) -> Any:
    """The same tuple with a float at index `at`, if a tensor without axes stands there."""
    if not isinstance(result, (tuple, list)) or at >= len(result):
        return result
    value = result[at]
    if not isinstance(value, Tensor) or value.ndim:
        return result
    return (*result[:at], float(value), *result[at + 1:])


def numbers_in(value: Any) -> list[float]:
    """All numbers of a nested result."""
    if isinstance(value, torch.Tensor):
        plain = value.detach()
        return (plain.abs() if plain.is_complex() else plain).to(torch.float64).flatten().tolist()
    if isinstance(value, (list, tuple)):
        return [n for item in value for n in numbers_in(item)]
    if isinstance(value, dict):
        return [n for item in value.values() for n in numbers_in(item)]
    try:
        return [float(value)] if isinstance(value, (int, float)) else []
    except OverflowError:  # a whole number that no float can hold
        return [math.inf]
