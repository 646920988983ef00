"""How much of an early state is left at the end of a GRU, on all ways, before any training."""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from dlcourse.lectures.l13b import trials
from dlcourse.lectures.l13b.nets import SEEDS, uniform
from dlcourse.lectures.l13b.trials import UNITS
from dlcourse.nn.recurrent import gru_step
from dlcourse.tensors import generator


@cache
def of_gru(bias: float, sequences: int = 64) -> Tensor:
    """How far the last state moves at most for a small move of the state at step FIRST, for each start (SEEDS,).

    It is the largest singular value of that matrix of derivatives, mean over the sequences, as
    `compared.whole_at_the_start` takes it for the cell of an LSTM.

    >>> of_gru(3.0).shape
    torch.Size([5])
    """
    rng = generator(0)
    Ws, Us = (uniform((SEEDS, n, 3 * UNITS), UNITS, rng).mT.contiguous() for n in (2, UNITS))
    X, _ = trials.keep_batch(SEEDS, sequences, rng)  # (steps, SEEDS, sequences, 2)
    none = Ws.new_zeros(3 * UNITS)
    keeps = none.clone()
    keeps[UNITS:2 * UNITS] = bias  # of z
    found = []
    for W, U, sequence in zip(Ws, Us, X.unbind(1)):
        early = h = X.new_zeros(sequences, UNITS)
        for k, x in enumerate(sequence):
            if k == trials.FIRST:
                early = h = h.detach().requires_grad_()
            h, _ = gru_step(x.contiguous(), h, W, U, keeps, none)
        rows = [torch.autograd.grad(h[:, unit].sum(), early, retain_graph=True)[0] for unit in range(UNITS)]
        found.append(torch.linalg.matrix_norm(torch.stack(rows, 1), 2).mean())
    return torch.stack(found)
