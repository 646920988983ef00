"""The LSTM as a pair, one step and a whole sequence: gates decide what its cell forgets, takes in and shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.nn.recurrent import sequence
from dlcourse.nn.recurrent.summed import SumCache, weighted_sum, weighted_sum_backward
from dlcourse.tensors import ShapeError, guard


class LstmCache(NamedTuple):
    """What a step keeps, and what went into the sum.

    Gates i, f, o and candidate g, the cell before, and tanh of the cell after, each (batch, hidden).
    """

    i: Tensor
    f: Tensor
    g: Tensor
    o: Tensor
    c: Tensor
    tanh_c: Tensor
    summed: SumCache


class LstmStepAdjoints(NamedTuple):
    """Adjoints of x, of the state and the cell before, and of W, U and b."""

    x_bar: Tensor
    h_bar: Tensor
    c_bar: Tensor
    W_bar: Tensor
    U_bar: Tensor
    b_bar: Tensor


class LstmAdjoints(NamedTuple):
    """Adjoints of the sequence X, if it was asked for, of h0 and c0, and of W, U and b, summed over time."""

    X_bar: Tensor | None
    h0_bar: Tensor
    c0_bar: Tensor
    W_bar: Tensor
    U_bar: Tensor
    b_bar: Tensor


def _four_blocks(where: str, W: Tensor, h: Tensor) -> None:
    if len(W) != 4 * h.shape[1]:
        raise ShapeError(f"{where}: W should have {4 * h.shape[1]} rows, four for each of the {h.shape[1]} entries of "
                         f"h, but has {len(W)}. Stack the rows of i, f, g and o, in this order.")


@guard
def lstm_step(x: Float[Tensor, "batch in"], h: Float[Tensor, "batch hidden"], c: Float[Tensor, "batch hidden"],
              W: Float[Tensor, "gates in"], U: Float[Tensor, "gates hidden"], b: Float[Tensor, " gates"],
              ) -> tuple[Float[Tensor, "batch hidden"], Float[Tensor, "batch hidden"], LstmCache]:
    """The next state and cell, and what the way back needs: c' = f c + i g and h' = o tanh(c').

    i, f and o are sigmoid, g is tanh of x W^T + h U^T + b, whose columns are packed i, f, g, o, as in torch.

    Shapes: x (batch, in), h and c (batch, hidden), W (4 hidden, in), U (4 hidden, hidden), b (4 hidden,)
    -> h' and c' (batch, hidden).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, LSTM; Hochreiter and Schmidhuber 1997; torch.nn.LSTMCell with its two biases added.

    >>> one = torch.ones(1, 1)
    >>> h, c, _ = lstm_step(one, one, 2 * one, torch.zeros(4, 1), torch.zeros(4, 1), torch.zeros(4))
    >>> h, c
    (tensor([[0.3808]]), tensor([[1.]]))
    """
    _four_blocks("lstm_step", W, h)
    Z, summed = weighted_sum(x, h, W, U, b)
    z_i, z_f, z_g, z_o = Z.chunk(4, dim=1)
    i, f, g, o = z_i.sigmoid(), z_f.sigmoid(), z_g.tanh(), z_o.sigmoid()
    c_new = f * c + i * g
    tanh_c = c_new.tanh()
    return o * tanh_c, c_new, LstmCache(i, f, g, o, c, tanh_c, summed)


@guard
def lstm_step_backward(h_new_bar: Float[Tensor, "batch hidden"], c_new_bar: Float[Tensor, "batch hidden"],
                       cache: LstmCache) -> LstmStepAdjoints:
    """Adjoints of one step's inputs and weights, given those of the new state and of the new cell.

    The new cell counts twice: as what is passed on (c_new_bar), and through the new state, which shows it.

    Shapes: h_new_bar and c_new_bar (batch, hidden) -> each like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, LSTM backwards.

    >>> one = torch.ones(1, 1)
    >>> *_, cache = lstm_step(one, one, 2 * one, torch.zeros(4, 1), torch.zeros(4, 1), torch.zeros(4))
    >>> lstm_step_backward(0 * one, one, cache).c_bar
    tensor([[0.5000]])
    """
    i, f, g, o, c, tanh_c, summed = cache
    alike("lstm_step_backward", c=c, h_new_bar=h_new_bar, c_new_bar=c_new_bar)
    o_bar = h_new_bar * tanh_c
    c_new_bar = c_new_bar + h_new_bar * o * (1 - tanh_c.square())
    i_bar, f_bar, g_bar = c_new_bar * g, c_new_bar * c, c_new_bar * i
    Z_bar = torch.cat([i_bar * i * (1 - i), f_bar * f * (1 - f), g_bar * (1 - g.square()), o_bar * o * (1 - o)], dim=1)
    x_bar, h_bar, *weights_bar = weighted_sum_backward(Z_bar, summed)
    return LstmStepAdjoints(x_bar, h_bar, c_new_bar * f, *weights_bar)


@guard
def lstm(X: Float[Tensor, "time batch in"], h0: Float[Tensor, "batch hidden"], c0: Float[Tensor, "batch hidden"],
         W: Float[Tensor, "gates in"], U: Float[Tensor, "gates hidden"], b: Float[Tensor, " gates"],
         ) -> tuple[Float[Tensor, "time batch hidden"], tuple[Tensor, ...], tuple[LstmCache, ...]]:
    """The states h_1 ... h_T of a sequence, the last state with its cell, and what the way back needs.

    Shapes: X (T, batch, in), h0 and c0 (batch, hidden), weights as `lstm_step` -> (T, batch, hidden).
    Raises: as `lstm_step`. Source: lecture 13, LSTM; torch.nn.LSTM with its two biases added.

    >>> zero = torch.zeros(1, 1)
    >>> H, (h, c), _ = lstm(torch.ones(3, 1, 1), zero, zero, torch.ones(4, 1), torch.zeros(4, 1), torch.zeros(4))
    >>> H.flatten(), c
    (tensor([0.3696, 0.5453, 0.6225]), tensor([[1.2614]]))
    """
    H, state, caches = sequence.forward(lstm_step, X, (h0, c0), (W, U, b))
    return H, state, caches


@guard
def lstm_backward(H_bar: Float[Tensor, "time batch hidden"], caches: Sequence[LstmCache], *,
                  h_bar: Tensor | None = None, c_bar: Tensor | None = None) -> LstmAdjoints:
    """Backpropagation through time, given the adjoints of all states, and of the last state and cell by themselves.

    Shapes: H_bar (T, batch, hidden), h_bar and c_bar (batch, hidden) or None -> each like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, LSTM backwards.

    >>> zero = torch.zeros(1, 1)
    >>> *_, caches = lstm(torch.ones(3, 1, 1), zero, zero, torch.ones(4, 1), torch.zeros(4, 1), torch.zeros(4))
    >>> lstm_backward(torch.zeros(3, 1, 1), caches, c_bar=torch.ones(1, 1)).c0_bar
    tensor([[0.3907]])
    """
    sequence.one_cache_a_step("lstm_backward", H_bar, caches)
    state_bar = tuple(sequence.last_bar("lstm_backward", name, value, H_bar)
                      for name, value in (("h_bar", h_bar), ("c_bar", c_bar)))
    X_bar, (h0_bar, c0_bar), weights_bar = sequence.backward(lstm_step_backward, H_bar, state_bar, caches)
    return LstmAdjoints(X_bar, h0_bar, c0_bar, *weights_bar)
