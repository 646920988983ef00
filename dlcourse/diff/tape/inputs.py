"""What may stand at the beginning of a tape."""

from __future__ import annotations

from typing import Any

from jaxtyping import Float
from torch import Tensor

from dlcourse.tensors import NotANumberError, guard


def _tensor_value(value: Float[Tensor, "..."]) -> None:
    """Only for its signature."""


_tensor_value.__name__ = "variable"  # the name in the guard's messages
_guarded = guard(_tensor_value)


def check_input(value: Any) -> None:
    """A number or a floating-point tensor, not empty and without NaN. Raises: as `Tape.variable`."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if value != value:
            raise NotANumberError("variable: value should be a number, but is NaN. Look where it is computed.")
    else:
        _guarded(value)
