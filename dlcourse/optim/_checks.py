"""What every rule checks of its state before it moves."""

from __future__ import annotations

from typing import Any

from torch import Tensor

from dlcourse.alike import alike


def fits(where: str, theta: Tensor, state: Any, kind: type) -> None:
    """Raise unless state is of this kind and its tensors (the step count k apart) are like theta."""
    if type(state) is not kind:
        raise TypeError(f"{where}: state should be a {kind.__name__}, but is of type {type(state).__name__}. "
                        f"Start with state = rule.init(theta) of the same rule.")
    alike(where, theta=theta, **{f"state.{n}": t for n, t in zip(state._fields, state) if n != "k"})
