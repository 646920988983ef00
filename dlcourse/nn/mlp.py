"""A multilayer perceptron by hand: forward, backward, the loss, and a fused step."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import reduce
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import nll_loss

from dlcourse.activations import in_place
from dlcourse.alike import same_dtype
from dlcourse.arguments import labels as check_labels
from dlcourse.arguments import number
from dlcourse.nn._late import guard_late, require_batch
from dlcourse.nn.params import Params, check_params, flatten, init, unflatten
from dlcourse.tensors import NotANumberError, ShapeError, guard

__all__ = ["ForwardCache", "LossAndGrads", "Params", "backward", "flatten", "forward", "init", "loss_and_grads",
           "sgd_step_", "unflatten"]


class ForwardCache(NamedTuple):
    """What the backward pass needs: the input (batch, in) of every layer, and the activation's name."""

    inputs: tuple[Tensor, ...]
    activation: str


class LossAndGrads(NamedTuple):
    """A loss () and the gradients of all parameters."""

    loss: Tensor
    grads: Params


@guard_late
def forward(params: Params, X: Float[Tensor, "batch in"], *,
            activation: str = "relu") -> tuple[Float[Tensor, "batch out"], ForwardCache]:
    """Logits of the perceptron, and what the backward pass will need.

    The activation ("relu", "tanh", "sigmoid" or "identity") follows every layer but the last.

    Shapes: X (batch, n_0) -> logits (batch, n_L).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError for X or a parameter that does not fit;
    TypeError unless params are `Params`; ValueError for an unknown activation.
    Source: lecture 8, multilayer perceptron.

    >>> params = Params((torch.eye(2), torch.ones(1, 2)), (torch.zeros(2), torch.zeros(1)))
    >>> forward(params, torch.tensor([[3.0, -5.0]]))[0]
    tensor([[3.]])
    """
    f_ = in_place("forward", activation).f_
    require_batch(X)
    check_params("forward", params, X)
    inputs, logits = _forward(params, X, f_)
    _refuse_nan("forward", logits)
    return logits, ForwardCache(tuple(inputs), activation)


def _forward(params: Params, X: Tensor, f_: Callable) -> tuple[list[Tensor], Tensor]:
    """The input of every layer, and the logits."""
    inputs = [X]
    for W, b in zip(params.Ws[:-1], params.bs[:-1]):
        inputs.append(f_(torch.addmm(b, inputs[-1], W.mT)))  # (batch, in) @ (in, out) -> (batch, out)
    logits = torch.addmm(params.bs[-1], inputs[-1], params.Ws[-1].mT)
    return inputs, logits


def _refuse_nan(where: str, logits: Tensor) -> None:
    """Raise if there is NaN in the logits: no layer hides one, whether it came with X or with params."""
    if logits.isnan().any():
        raise NotANumberError(f"{where}: params should be finite, but lead to logits with NaN. Look for a "
                              f"step that was too long, and start again with a smaller eta.")


@guard
def backward(params: Params, cache: ForwardCache, z_bar: Float[Tensor, "batch out"]) -> Params:
    """Gradients of all parameters, given z_bar, the adjoint of the logits.

    Shapes: z_bar (batch, n_L) -> gradients shaped like params.
    Raises: TypeError unless params and cache are what `forward` takes and returns; ShapeError, DtypeError,
    DeviceError or NotANumberError for a tensor that does not fit.
    Source: lecture 8, worked example, for any number of layers and samples.

    >>> params = Params((torch.ones(1, 2),), (torch.zeros(1),))
    >>> logits, cache = forward(params, torch.tensor([[3.0, -5.0]]))
    >>> backward(params, cache, torch.ones(1, 1)).Ws
    (tensor([[ 3., -5.]]),)
    """
    if not isinstance(cache, ForwardCache):
        raise TypeError(f"backward: cache should be the ForwardCache that forward returns, but is of type "
                        f"{type(cache).__name__}. Call logits, cache = forward(params, X) first.")
    check_params("backward", params, cache.inputs[0])
    wanted = (len(cache.inputs[0]), len(params.bs[-1]))
    if len(cache.inputs) != len(params.Ws) or tuple(z_bar.shape) != wanted:
        raise ShapeError(f"backward: z_bar should be shaped like the logits of {len(params.Ws)} layers, "
                         f"{wanted}, but has shape {tuple(z_bar.shape)}, and the cache is of "
                         f"{len(cache.inputs)} layers. Use the cache that forward returned for these params.")
    same_dtype("backward", **{"params.bs[-1]": params.bs[-1], "z_bar": z_bar})
    slope_ = in_place("backward", cache.activation).slope_
    Ws_bar, bs_bar = [], []
    for i in reversed(range(len(params.Ws))):
        a = cache.inputs[i]
        Ws_bar.append(z_bar.mT @ a)  # (out, batch) @ (batch, in) -> (out, in)
        bs_bar.append(z_bar.sum(0))  # (batch, out) -> (out,)
        if i > 0:
            a_bar = z_bar @ params.Ws[i]  # (batch, out) @ (out, in) -> (batch, in)
            z_bar = slope_(a.clone()).mul_(a_bar)
    return Params(tuple(reversed(Ws_bar)), tuple(reversed(bs_bar)))


@guard_late
@torch.no_grad()
def loss_and_grads(params: Params, X: Float[Tensor, "batch in"], labels: Int[Tensor, " batch"], *,
                   activation: str = "relu") -> LossAndGrads:
    """Mean cross-entropy of softmax(logits), in nats, and its gradient, as plain tensors without a graph.

    The adjoint of the logits is (softmax - one-hot)/batch; the logarithm is taken by log-sum-exp. Each adjoint
    takes the place of the activation that it belongs to, which nobody needs any more: what is held at any time is
    no more than the activations and the gradients together, and a tenth (see `held.peak_bytes`).

    Shapes: X (batch, n_0), labels (batch,) in 0, ..., n_L - 1 -> loss () and gradients shaped like params.
    Raises: as `forward`; ValueError for a label out of range.
    Source: lecture 8, with the loss of lecture 6; re-using buffers.

    >>> params = Params((torch.zeros(2, 1),), (torch.zeros(2),))
    >>> loss_and_grads(params, torch.ones(1, 1), torch.tensor([0])).loss
    tensor(0.6931)
    """
    where = "loss_and_grads"
    f_, slope_ = in_place(where, activation)
    require_batch(X, labels)
    check_params(where, params, X)
    check_labels(where, "labels", labels, len(params.bs[-1]))
    labels = labels.long()
    inputs, z_bar = _forward(params, X, f_)  # the logits first, then their adjoint
    room = _room(params, len(X))
    loss = _cross_entropy_(z_bar, labels, room)
    if math.isnan(loss.item()):
        _refuse_nan(where, _forward(params, X, f_)[1])
    Ws_bar, bs_bar = [], []
    for i in reversed(range(len(params.Ws))):
        a = inputs[i]
        Ws_bar.append(z_bar.mT @ a)  # (out, batch) @ (batch, in) -> (out, in)
        bs_bar.append(z_bar.sum(0))  # (batch, out) -> (out,)
        if i > 0:
            slope_(a)
            for a_rows, z_bar_rows in _parts(room, a, z_bar):
                a_rows.mul_(z_bar_rows @ params.Ws[i])  # (rows, out) @ (out, in) -> (rows, in)
            z_bar = a
    return LossAndGrads(loss, Params(tuple(reversed(Ws_bar)), tuple(reversed(bs_bar))))


def _room(params: Params, batch: int) -> int:
    """How many numbers a temporary may have: a twelfth of activations and gradients."""
    return sum(W.numel() + (1 + batch) * W.shape[0] for W in params.Ws) // 12


def _parts(room: int, x: Tensor, other: Tensor) -> Iterable[tuple[Tensor, Tensor]]:
    """Both tensors, so many rows at a time as x has room for."""
    if x.numel() <= room:
        return [(x, other)]
    rows = max(1, room // x.shape[1])
    return zip(x.split(rows), other.split(rows))


def _cross_entropy_(logits: Tensor, labels: Tensor, room: int) -> Tensor:
    """The mean loss; logits become their adjoint."""
    share = 1 / len(labels)
    total = reduce(torch.add, (_softmax_(z, y) for z, y in _parts(room, logits, labels)))
    logits.scatter_(1, labels[:, None], -1.0, reduce="add").mul_(share)
    return total.mul_(share)


def _softmax_(logits: Tensor, labels: Tensor) -> Tensor:
    """The sum of the losses, -log p of the labels; logits become p."""
    log_p = logits.log_softmax(1)
    torch.exp(log_p, out=logits)
    return nll_loss(log_p, labels, reduction="sum")


@guard_late
@torch.no_grad()
def sgd_step_(params: Params, X: Float[Tensor, "batch in"], labels: Int[Tensor, " batch"], *, eta: float,
              activation: str = "relu") -> None:
    """One step of gradient descent on the mean cross-entropy, fused: in place, without any weight gradient.

    Each W takes its update the moment its adjoint has passed through it: W <- W - eta z_bar^T a in one
    product. The result is that of `loss_and_grads` and params - eta * grads. `fused.Step` does the same in
    buffers of its own, for a batch of a fixed size.

    Shapes: X (batch, n_0), labels (batch,).
    Raises: as `loss_and_grads`; TypeError or ValueError for an eta that is no number or < 0.
    Source: lecture 8, re-using buffers; lecture 9, mini-batch SGD.

    >>> params = Params((torch.zeros(2, 1),), (torch.zeros(2),))
    >>> sgd_step_(params, torch.ones(1, 1), torch.tensor([0]), eta=1.0)
    >>> params.bs
    (tensor([ 0.5000, -0.5000]),)
    """
    where = "sgd_step_"
    require_batch(X, labels)
    number(where, "eta", eta)
    f_, slope_ = in_place(where, activation)
    check_params(where, params, X)
    check_labels(where, "labels", labels, len(params.bs[-1]))
    labels = labels.long()
    inputs, logits = _forward(params, X, f_)
    _refuse_nan(where, logits)
    z_bar = logits.softmax(1)
    z_bar.scatter_(1, labels[:, None], -1.0, reduce="add")
    rate = -eta / len(labels)  # the mean's 1/batch stands here, so that no pass over z_bar is spent on it
    for W, b, a in reversed(list(zip(params.Ws, params.bs, inputs))):
        a_bar = z_bar @ W if a is not X else None  # before W moves
        W.addmm_(z_bar.mT, a, alpha=rate)
        b.add_(z_bar.sum(0), alpha=rate)
        if a_bar is not None:
            z_bar = a_bar.mul_(slope_(a))
