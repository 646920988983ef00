"""The simple recurrent cell as a pair, one step and a whole sequence: h' = tanh(W x + U h + b)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import alike
from dlcourse.nn.recurrent import sequence
from dlcourse.nn.recurrent.summed import SumAdjoints, SumCache, weighted_sum, weighted_sum_backward
from dlcourse.tensors import guard


class RnnCache(NamedTuple):
    """What a step keeps: the new state (batch, hidden), whose slope is 1 - h_new^2, and what went into the sum."""

    h_new: Tensor
    summed: SumCache


class RnnAdjoints(NamedTuple):
    """Adjoints of the sequence X, of the first state h0, and of W, U and b, summed over time."""

    X_bar: Tensor
    h0_bar: Tensor
    W_bar: Tensor
    U_bar: Tensor
    b_bar: Tensor


@guard
def rnn_step(x: Float[Tensor, "batch in"], h: Float[Tensor, "batch hidden"], W: Float[Tensor, "hidden in"],
             U: Float[Tensor, "hidden hidden"],
             b: Float[Tensor, " hidden"]) -> tuple[Float[Tensor, "batch hidden"], RnnCache]:
    """The next state tanh(x W^T + h U^T + b), which is also the output, and what the way back needs.

    Shapes: x (batch, in), h (batch, hidden), W (hidden, in), U (hidden, hidden), b (hidden,) -> (batch, hidden).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, simple recurrent cell; torch.nn.RNNCell with its two biases added.

    >>> import torch
    >>> one = torch.ones(1, 1)
    >>> rnn_step(one, 0.5 * one, one, -one, torch.zeros(1))[0]
    tensor([[0.4621]])
    """
    Z, summed = weighted_sum(x, h, W, U, b)
    h_new = Z.tanh()
    return h_new, RnnCache(h_new, summed)


@guard
def rnn_step_backward(h_new_bar: Float[Tensor, "batch hidden"], cache: RnnCache) -> SumAdjoints:
    """Adjoints of one step's inputs and weights, given that of the new state.

    Shapes: h_new_bar (batch, hidden) -> each like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, one step backwards.

    >>> import torch
    >>> one = torch.ones(1, 1)
    >>> _, cache = rnn_step(one, 0.5 * one, one, -one, torch.zeros(1))
    >>> rnn_step_backward(one, cache).h_bar
    tensor([[-0.7864]])
    """
    alike("rnn_step_backward", h_new=cache.h_new, h_new_bar=h_new_bar)
    Z_bar = h_new_bar * (1 - cache.h_new.square())
    return weighted_sum_backward(Z_bar, cache.summed)


@guard
def rnn(X: Float[Tensor, "time batch in"], h0: Float[Tensor, "batch hidden"], W: Float[Tensor, "hidden in"],
        U: Float[Tensor, "hidden hidden"],
        b: Float[Tensor, " hidden"]) -> tuple[Float[Tensor, "time batch hidden"], tuple[RnnCache, ...]]:
    """The states h_1 ... h_T of a sequence, and what the way back needs.

    Shapes: X (T, batch, in), h0 (batch, hidden), weights as `rnn_step` -> (T, batch, hidden).
    Raises: as `rnn_step`. Source: lecture 13, unrolling; torch.nn.RNN with its two biases added.

    >>> import torch
    >>> one = torch.ones(1, 1)
    >>> rnn(torch.tensor([[[1.0]], [[0.0]]]), 0 * one, one, one, torch.zeros(1))[0].flatten()
    tensor([0.7616, 0.6420])
    """
    H, _, caches = sequence.forward(rnn_step, X, (h0,), (W, U, b))
    return H, caches


@guard
def rnn_backward(H_bar: Float[Tensor, "time batch hidden"], caches: Sequence[RnnCache]) -> RnnAdjoints:
    """Backpropagation through time: adjoints of the sequence, of h0 and of the weights, given those of all states.

    Shapes: H_bar (T, batch, hidden) -> each like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 13, backpropagation through time.

    >>> import torch
    >>> one = torch.ones(1, 1)
    >>> H, caches = rnn(torch.tensor([[[1.0]], [[0.0]]]), 0 * one, one, one, torch.zeros(1))
    >>> rnn_backward(torch.tensor([[[0.0]], [[1.0]]]), caches).X_bar.flatten()
    tensor([0.2469, 0.5878])
    """
    sequence.one_cache_a_step("rnn_backward", H_bar, caches)
    X_bar, (h0_bar,), weights_bar = sequence.backward(
        rnn_step_backward, H_bar, (sequence.last_bar("rnn_backward", "h_bar", None, H_bar),), caches)
    return RnnAdjoints(X_bar, h0_bar, *weights_bar)
