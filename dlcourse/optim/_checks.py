"""What every rule checks before it moves, and how a large tensor is cut so that a cache holds the pieces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.tensors import guard

# theta, g, two moments and a scratch block of 262,144 float32 numbers make 5 MB: an L3 cache holds them, and
# the few calls a block stay small beside the work in it. Smaller blocks measured slower, uncut tensors 1.8
# times slower for Adam with 10^7 parameters.
BLOCK = 262_144


def fits(where: str, theta: Tensor, state: Any, kind: type) -> None:
    """Raise unless state is of this kind and its tensors (the step count k apart) are like theta."""
    if type(state) is not kind:
        raise TypeError(f"{where}: state should be a {kind.__name__}, but is of type {type(state).__name__}. "
                        f"Start with state = rule.init(theta) of the same rule.")
    alike(where, theta=theta, **{f"state.{n}": t for n, t in zip(state._fields, state) if n != "k"})


@guard
def step_(theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"]) -> None:
    """Carries the name that errors show; the guard does the work."""


def ready_(where: str, theta: Any, g: Any, state: Any, kind: type) -> None:
    """The checks before an in-place step: those of the guard, for the price of one pass over theta and g."""
    if not (isinstance(theta, Tensor) and isinstance(g, Tensor) and _plainly_fine(theta, g)):
        step_(theta, g)
        alike(where, theta=theta, g=g)
    fits(where, theta, state, kind)


def _plainly_fine(theta: Tensor, g: Tensor) -> bool:
    """True only for tensors that are alike and free of NaN; False means: look closer."""
    if theta.shape != g.shape or theta.dtype != g.dtype or theta.device != g.device:
        return False
    if not theta.is_floating_point() or theta.numel() == 0:
        return False
    product = torch.dot(theta.reshape(-1), g.reshape(-1)).item()  # a NaN in either comes through
    return product == product


def blocks(*tensors: Tensor) -> Iterable[tuple[Tensor, ...]]:
    """The tensors cut alike into flat views that stay in the cache between two passes; uncut where small."""
    first, size = tensors[0], BLOCK * torch.get_num_threads()
    if first.numel() <= size or not first.is_cpu or not all(t.is_contiguous() for t in tensors):
        return [tensors]
    return zip(*(t.view(-1).split(size) for t in tensors), strict=True)
