"""A result without axes may come as a tensor or as a float; here both become a float."""

from __future__ import annotations

from typing import Any

from torch import Tensor


def with_number(result: Any, at: int) -> Any:
    """The same tuple with a float at index `at`, if a tensor without axes stands there."""
    if not isinstance(result, (tuple, list)) or at >= len(result):
        return result
    value = result[at]
    if not isinstance(value, Tensor) or value.ndim:
        return result
    return (*result[:at], float(value), *result[at + 1:])
