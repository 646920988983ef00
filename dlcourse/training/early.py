"""Early stopping: end a training when the held-out loss has found no new low for a while, and go back to the best."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import count, number
from dlcourse.tensors import guard


class Stop(NamedTuple):
    """The places in a curve of held-out losses of its best loss, and of the last one that was looked at."""

    best: int
    stop: int


class Patience(NamedTuple):
    """How long to wait for a better held-out loss, and what was seen so far: the lowest, with its parameters.

    A loss counts as better if it is below the lowest so far by more than min_delta. nan never is.
    Source: lecture 10, early stopping.

    >>> waiting = Patience(2).after(0.5, "A").after(0.4, "B").after(0.6, "C").after(0.4, "D")
    >>> waiting.over, waiting.best
    (True, 'B')
    """

    patience: int
    min_delta: float = 0.0
    lowest: float = math.inf
    best: Any = None
    waited: int = 0

    @property
    def over(self) -> bool:
        """Whether patience has run out."""
        return self.waited >= self.patience

    def after(self, loss: float, theta: Any) -> Patience:
        """The state once another held-out loss, and the parameters that have it, were seen.

        Raises: TypeError or ValueError for a patience below 1 or a negative min_delta.
        """
        count("Patience", "patience", self.patience)
        number("Patience", "min_delta", self.min_delta)
        if loss < self.lowest - self.min_delta:
            return self._replace(lowest=loss, best=theta, waited=0)
        return self._replace(waited=self.waited + 1)


@guard
def early_stopping(losses: Float[Tensor, " epochs"], patience: int, *, min_delta: float = 0.0) -> Stop:
    """Where early stopping with this patience would end a training with these held-out losses, and the best place.

    It stops at the first epoch that is the patience-th in a row without a new lowest loss, else at the last epoch. An
    equal loss is no new lowest one. Epochs are counted from 0.

    Shapes: losses (epochs,) -> two integers.
    Raises: ShapeError for no losses at all, NotANumberError for nan; TypeError or ValueError for a patience below 1 or
    a negative min_delta.
    Source: lecture 10, early stopping; Prechelt (1998).

    >>> import torch
    >>> early_stopping(torch.tensor([0.9, 0.6, 0.5, 0.7, 0.6, 0.4]), patience=2)
    Stop(best=2, stop=4)
    """
    waiting, epoch = Patience(patience, min_delta, best=0), 0  # the first epoch, if no loss is finite
    for epoch, loss in enumerate(losses.tolist()):
        waiting = waiting.after(loss, epoch)
        if waiting.over:
            break
    return Stop(waiting.best, epoch)
