"""The guard of tensors.py for functions that a training loop calls: it looks only when something goes wrong."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import TypeVar

import torch
from torch import Tensor

from dlcourse.tensors import NotANumberError, ShapeError, guard

F = TypeVar("F", bound=Callable)


def guard_late(function: F) -> F:
    """`guard`, with the same errors, but after the function failed; where all is well it costs nothing.

    A search of a batch for NaN takes as long as a small layer. So it is left to the function to fail before it
    changes anything, in whatever way, if its arrays do not fit their signature.
    """
    examine = guard(functools.wraps(function)(lambda *args, **kwargs: None))

    @functools.wraps(function)
    def guarded(*args, **kwargs):
        try:
            return function(*args, **kwargs)
        except Exception as error:
            failure = error
        examine(*args, **kwargs)
        raise failure

    return guarded  # type: ignore[return-value]


def require_batch(X: Tensor, labels: Tensor | None = None) -> None:
    """Raise for what torch would not refuse by itself; the guard then says it better."""
    sound = X.dim() == 2 and X.numel() > 0
    if labels is not None:
        sound &= labels.shape == X.shape[:1] and not labels.is_floating_point() and labels.dtype != torch.bool
    if not sound:
        raise ShapeError("X should be (batch, in), labels (batch) of integers.")


def require_numbers(where: str, out: Tensor) -> None:
    """Raise for an output with NaN, or an empty one; the guard then says of which array it came.

    A sum is NaN wherever an entry is, and takes a tenth of the time of a search; it can be so too where inf meets -inf.
    """
    if out.numel() == 0:
        raise ShapeError(f"{where}: there is nothing to compute.")
    if math.isnan(out.sum().item()) and bool(out.isnan().any()):
        raise NotANumberError(f"{where}: the result holds NaN, though no input does: a sum left the range of its "
                              f"numbers. Make the inputs smaller, or compute in float64.")
