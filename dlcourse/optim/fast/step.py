"""A rule's step in place, with the rule's checks: over blocks that stay in the cache between two passes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.optim._checks import fits
from dlcourse.optim.adaptive import epsilon_is_lost
from dlcourse.optim.fast.moves import Move, in_place, shaped
from dlcourse.optim.rule import Rule
from dlcourse.tensors import guard

# theta, g, two moments and a scratch block of 262,144 float32 numbers make 5 MB: an L3 cache holds them, and
# the few calls a block stay small beside the work in it. Smaller blocks measured slower, uncut tensors 1.8
# times slower for Adam with 10^7 parameters.
BLOCK = 262_144


@torch.no_grad()
def step_(rule: Rule, theta: Tensor, g: Tensor, state: Any) -> None:
    """The same step as rule.step(theta, g, state), in place on theta and every tensor of state.

    Faster than `step` because it makes no new tensors but a scratch block, and because large vectors go block by
    block, so that only the first pass over a block waits for the memory. `Flat` saves the checks as well.

    Shapes: as the rule's `step`.
    Raises: as the rule's `step`, before anything has moved; TypeError for a rule that is not of this package.
    Source: lecture 8, re-using buffers.

    >>> from dlcourse.optim import SGD
    >>> rule, theta = SGD(eta=0.5), torch.tensor([1.0, 2.0])
    >>> step_(rule, theta, torch.tensor([2.0, 0.0]), rule.init(theta))
    >>> theta
    tensor([0., 2.])
    """
    kind, move = in_place("step_", rule)
    _ready(f"{type(rule).__name__}.step_", theta, g, state, kind)
    if hasattr(rule, "eps") and epsilon_is_lost(rule.eps, theta.dtype):
        _by_copy(rule, theta, g, state)
    else:
        _by_blocks(rule, move, theta, g, state)


def _by_blocks(rule: Rule, move: Move, theta: Tensor, g: Tensor, state: Any) -> None:
    k = 1 + int(state.k) if "k" in state._fields else 1
    cut = list(blocks(theta, g, *shaped(state)))
    scratch = torch.empty_like(cut[0][0], requires_grad=False)  # one for all blocks
    for block in cut:
        move(rule, k, *block, scratch=scratch[:len(block[0])] if len(cut) > 1 else scratch)
    if "k" in state._fields:
        state.k.fill_(k)


def _by_copy(rule: Rule, theta: Tensor, g: Tensor, state: Any) -> None:
    """By the rule's own step, which refuses a division by 0 before anything has moved."""
    moved, after = rule.step(theta, g, state)
    for old, new in zip((theta, *state), (moved, *after)):
        old.copy_(new)


def blocks(*tensors: Tensor) -> Iterable[tuple[Tensor, ...]]:
    """The tensors cut alike into flat views that stay in the cache between two passes; uncut where small."""
    first, size = tensors[0], BLOCK * torch.get_num_threads()
    if first.numel() <= size or not first.is_cpu or not all(t.is_contiguous() for t in tensors):
        return [tensors]
    return zip(*(t.view(-1).split(size) for t in tensors), strict=True)


# --- checks ---


def _ready(where: str, theta: Any, g: Any, state: Any, kind: type) -> None:
    """The checks before an in-place step: those of the guard, for the price of one pass over theta and g."""
    if not (isinstance(theta, Tensor) and isinstance(g, Tensor) and _plainly_fine(theta, g)):
        _named_for_errors(theta, g)
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


def _named_for_errors(theta: Float[Tensor, "*shape"], g: Float[Tensor, "*shape"]) -> None:
    """Carries the name that errors show; the guard does the work."""


_named_for_errors.__name__ = "step_"
_named_for_errors = guard(_named_for_errors)
