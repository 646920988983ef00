"""Cells of lecture 13b that nobody trains: one that keeps a number, and a table of pairs."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor

from dlcourse.tensors import generator

double = torch.float64


# --- one cell whose gates are set by hand ---

class Kept(NamedTuple):
    """Each (T,): number and flag that come in, the gates i, f and o, the cell, and the derivative of it.

    The derivative is that of each cell with respect to the cell at the flag; before the flag it is 0.
    """

    number: Tensor
    flag: Tensor
    i: Tensor
    f: Tensor
    o: Tensor
    c: Tensor
    derivative: Tensor


def numbers(T: int) -> Tensor:
    """T numbers, each 1 or -1 at random; the same ones at each call.

    >>> numbers(4)
    tensor([ 1., -1.,  1.,  1.], dtype=torch.float64)
    """
    return 2.0 * torch.randint(2, (T,), generator=generator(5), dtype=torch.int64).double() - 1


def keep(f: float, i: float, at: int, T: int) -> Kept:
    """One cell with the candidate g = number, flagged at step `at` (from 1), where the number is 1.

    At the flag it takes the number in and forgets all else. At any other step its gates are i and f.

    >>> keep(0.5, 0.0, 2, 4).c
    tensor([0.0000, 1.0000, 0.5000, 0.2500], dtype=torch.float64)
    """
    number, flag = numbers(T), torch.zeros(T, dtype=double)
    number[at - 1] = flag[at - 1] = 1.0
    gate_i, gate_f = (torch.where(flag > 0, there, torch.full_like(flag, v)) for there, v in ((1.0, i), (0.0, f)))
    gate_o = torch.zeros_like(flag)
    gate_o[-1] = 1.0
    c, cells = torch.zeros((), dtype=double), []
    for t in range(T):
        c = gate_f[t] * c + gate_i[t] * number[t]
        cells.append(c)
    later = torch.arange(1, T + 1) - at
    derivative = torch.where(later >= 0, torch.tensor(f, dtype=double) ** later.clamp_min(0), 0.0)
    return Kept(number, flag, gate_i, gate_f, gate_o, torch.stack(cells), derivative)


# --- a table of pairs in an LSTM, without training ---

class CellTable(NamedTuple):
    """Weights W, U, b of an LSTM that holds one value for each key, and V, a of the layer that reads its state."""

    W: Tensor
    U: Tensor
    b: Tensor
    V: Tensor
    a: Tensor


def table(keys: int, values: int) -> CellTable:
    """An LSTM with one unit for each key. A key opens its unit's i and o; the candidate is a number for the value.

    A question has no value, so its candidate is 0 and nothing is written. The layer behind compares the sum of the
    state with the number of each value: -(sum - number)² without the square of the sum, which all share.

    >>> table(16, 10).W.shape
    torch.Size([64, 26])
    """
    codes = torch.linspace(-1, 1, values, dtype=double)
    by_key = 40.0 * torch.eye(keys, dtype=double)
    nothing = torch.zeros(keys, values, dtype=double)
    rows = {"i": torch.cat([by_key, nothing], 1), "f": torch.zeros(keys, keys + values, dtype=double),
            "g": torch.cat([0 * by_key, codes.expand(keys, -1)], 1), "o": torch.cat([by_key, nothing], 1)}
    biases = {"i": -20.0, "f": 20.0, "g": 0.0, "o": -20.0}
    b = torch.cat([torch.full((keys,), bias, dtype=double) for bias in biases.values()])
    shown = codes.tanh().tanh()  # the candidate bends once, the state once more
    return CellTable(torch.cat(list(rows.values())), torch.zeros(4 * keys, keys, dtype=double), b,
                 2 * shown[:, None].expand(-1, keys), -shown.square())
