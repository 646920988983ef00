"""How much of an early state is left at the end of a GRU, on all ways, before any training."""

from __future__ import annotations

from functools import cache

import torch
from torch import Tensor

from dlcourse.lectures.l13b import trials
from dlcourse.lectures.l13b.nets import SEEDS, uniform
from dlcourse.lectures.l13b.trials import UNITS
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
    W, U = (uniform((SEEDS, n, 3 * UNITS), UNITS, rng) for n in (2, UNITS))
    b = torch.zeros(SEEDS, 1, 3 * UNITS)
    b[..., UNITS:2 * UNITS] = bias
    X, _ = trials.keep_batch(SEEDS, sequences, rng)
    early = h = X.new_zeros(SEEDS, sequences, UNITS)
    for k, z_in in enumerate(X @ W + b):
        if k == trials.FIRST:
            early = h = h.detach().requires_grad_()
        r_in, z_gate, n_in = z_in.split(UNITS, -1)
        r_h, z_h, n_h = (h @ U).split(UNITS, -1)
        r, z = (r_in + r_h).sigmoid(), (z_gate + z_h).sigmoid()
        h = (1 - z) * (n_in + r * n_h).tanh() + z * h
    rows = [torch.autograd.grad(h[..., k].sum(), early, retain_graph=True)[0] for k in range(UNITS)]
    return torch.linalg.matrix_norm(torch.stack(rows, -2), 2).mean(1)
