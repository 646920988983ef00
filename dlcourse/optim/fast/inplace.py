"""What the rules share: the step in place, over blocks that stay in the cache between two passes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import torch
from torch import Tensor

from dlcourse.optim._checks import blocks, ready_


class InPlaceRule:
    """A rule that names its kind of state and moves one block of numbers; `step_` does the rest."""

    State: ClassVar[type]

    @torch.no_grad()
    def step_(self, theta: Tensor, g: Tensor, state: Any) -> None:
        """The same step as `step`, in place on theta and every tensor of state.

        Faster than `step` because it makes no new tensors but a scratch block, and because large vectors go block by
        block, so that only the first pass over a block waits for the memory. `Flat` saves the checks as well.
        """
        ready_(f"{type(self).__name__}.step_", theta, g, state, self.State)
        k = 1 + int(state.k) if "k" in state._fields else 1
        cut = list(blocks(theta, g, *shaped(state)))
        scratch = torch.empty_like(cut[0][0], requires_grad=False)  # one for all blocks
        for block in cut:
            self._move_(k, *block, scratch=scratch[:len(block[0])] if len(cut) > 1 else scratch)
        if "k" in state._fields:
            state.k.fill_(k)

    def _move_(self, k: int, theta: Tensor, g: Tensor, *state: Tensor, scratch: Tensor) -> None:
        """The k-th step on a block; scratch is a block for what it computes on the way."""
        raise NotImplementedError


def shaped(state: Any) -> Iterator[Tensor]:
    """The tensors of a state that are shaped like theta: all but the number k of steps."""
    return (tensor for name, tensor in zip(state._fields, state) if name != "k")
