"""The GRU as a pair, one step and a whole sequence: one gate mixes old and new, one resets what the new sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.nn.layers import LinearCache, linear, linear_backward
from dlcourse.nn.recurrent import sequence
from dlcourse.tensors import ShapeError, guard


class GruCache(NamedTuple):
    """What a step keeps, and what the sums over input and state keep.

    Gates r and z, candidate n, the state's part of the candidate before the reset, and the state before, each
    (batch, hidden).
    """

    r: Tensor
    z: Tensor
    n: Tensor
    from_state: Tensor
    h: Tensor
    of_input: LinearCache
    of_state: LinearCache


class GruStepAdjoints(NamedTuple):
    """Adjoints of x, of the state before, and of W, U, b_in and b_hidden."""

    x_bar: Tensor
    h_bar: Tensor
    W_bar: Tensor
    U_bar: Tensor
    b_in_bar: Tensor
    b_hidden_bar: Tensor


class GruAdjoints(NamedTuple):
    """Adjoints of the sequence X, of the first state h0, and of W, U, b_in and b_hidden, summed over time."""

    X_bar: Tensor
    h0_bar: Tensor
    W_bar: Tensor
    U_bar: Tensor
    b_in_bar: Tensor
    b_hidden_bar: Tensor


@guard
def gru_step(x: Float[Tensor, "batch in"], h: Float[Tensor, "batch hidden"], W: Float[Tensor, "gates in"],
             U: Float[Tensor, "gates hidden"], b_in: Float[Tensor, " gates"], b_hidden: Float[Tensor, " gates"],
             ) -> tuple[Float[Tensor, "batch hidden"], GruCache]:
    """The next state h' = (1 - z) n + z h, and what the way back needs.

    r and z are sigmoid of the sums over input and state, n = tanh(W_n x + b_in + r (U_n h + b_hidden)). Rows are
    packed r, z, n, as in torch; others exchange z and 1 - z.

    Shapes: x (batch, in), h (batch, hidden), W (3 hidden, in), U (3 hidden, hidden), b_in and b_hidden (3 hidden,)
    -> (batch, hidden).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, GRU; Cho et al. 2014; torch.nn.GRUCell.

    >>> one = torch.ones(1, 1)
    >>> gru_step(one, 3 * one, torch.zeros(3, 1), torch.zeros(3, 1), torch.zeros(3), torch.zeros(3))[0]
    tensor([[1.5000]])
    """
    if len(W) != 3 * h.shape[1]:
        raise ShapeError(f"gru_step: W should have {3 * h.shape[1]} rows, three for each of the {h.shape[1]} entries "
                         f"of h, but has {len(W)}. Stack the rows of r, z and n, in this order.")
    from_input, of_input = linear(x, W, b_in)
    from_state, of_state = linear(h, U, b_hidden)
    (r_in, z_in, n_in), (r_state, z_state, n_state) = from_input.chunk(3, dim=1), from_state.chunk(3, dim=1)
    r, z = (r_in + r_state).sigmoid(), (z_in + z_state).sigmoid()
    n = (n_in + r * n_state).tanh()
    return (1 - z) * n + z * h, GruCache(r, z, n, n_state, h, of_input, of_state)


@guard
def gru_step_backward(h_new_bar: Float[Tensor, "batch hidden"], cache: GruCache) -> GruStepAdjoints:
    """Adjoints of one step's inputs and weights, given that of the new state.

    Shapes: h_new_bar (batch, hidden) -> each like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, GRU.

    >>> one = torch.ones(1, 1)
    >>> _, cache = gru_step(one, 3 * one, torch.zeros(3, 1), torch.zeros(3, 1), torch.zeros(3), torch.zeros(3))
    >>> gru_step_backward(one, cache).h_bar
    tensor([[0.5000]])
    """
    r, z, n, n_state, h, of_input, of_state = cache
    alike("gru_step_backward", h=h, h_new_bar=h_new_bar)
    n_sum_bar = h_new_bar * (1 - z) * (1 - n.square())
    z_sum_bar = h_new_bar * (h - n) * z * (1 - z)
    r_sum_bar = n_sum_bar * n_state * r * (1 - r)
    in_bar = torch.cat([r_sum_bar, z_sum_bar, n_sum_bar], dim=1)
    state_bar = torch.cat([r_sum_bar, z_sum_bar, n_sum_bar * r], dim=1)  # the reset stands between U_n h and n
    _, W_bar, b_in_bar = linear_backward(in_bar, of_input, to_input=False)
    _, U_bar, b_hidden_bar = linear_backward(state_bar, of_state, to_input=False)
    x_bar, h_bar = in_bar @ of_input.W, state_bar @ of_state.W + h_new_bar * z
    return GruStepAdjoints(x_bar, h_bar, W_bar, U_bar, b_in_bar, b_hidden_bar)


@guard
def gru(X: Float[Tensor, "time batch in"], h0: Float[Tensor, "batch hidden"], W: Float[Tensor, "gates in"],
        U: Float[Tensor, "gates hidden"], b_in: Float[Tensor, " gates"], b_hidden: Float[Tensor, " gates"],
        ) -> tuple[Float[Tensor, "time batch hidden"], tuple[GruCache, ...]]:
    """The states h_1 ... h_T of a sequence, and what the way back needs.

    Shapes: X (T, batch, in), h0 (batch, hidden), weights as `gru_step` -> (T, batch, hidden).
    Raises: as `gru_step`. Source: lecture 13, GRU; torch.nn.GRU.

    >>> zero = torch.zeros(1, 1)
    >>> gru(torch.ones(2, 1, 1), zero, torch.ones(3, 1), torch.zeros(3, 1), torch.zeros(3), torch.zeros(3))[0].flatten()
    tensor([0.2048, 0.3546])
    """
    H, _, caches = sequence.forward(gru_step, X, (h0,), (W, U, b_in, b_hidden))
    return H, caches


@guard
def gru_backward(H_bar: Float[Tensor, "time batch hidden"], caches: Sequence[GruCache]) -> GruAdjoints:
    """Backpropagation through time, given the adjoints of all states.

    Shapes: H_bar (T, batch, hidden) -> each like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError. Source: lecture 13, GRU.

    >>> zero = torch.zeros(1, 1)
    >>> _, caches = gru(torch.ones(2, 1, 1), zero, torch.ones(3, 1), torch.zeros(3, 1), torch.zeros(3), torch.zeros(3))
    >>> gru_backward(torch.tensor([[[0.0]], [[1.0]]]), caches).h0_bar
    tensor([[0.5344]])
    """
    sequence.one_cache_a_step("gru_backward", H_bar, caches)
    X_bar, (h0_bar,), weights_bar = sequence.backward(
        gru_step_backward, H_bar, (sequence.last_bar("gru_backward", "h_bar", None, H_bar),), caches)
    return GruAdjoints(X_bar, h0_bar, *weights_bar)
