"""Training steps of a perceptron that use their buffers again: the same results as `mlp`, sooner and in less memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import reduce

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn.functional import nll_loss

from dlcourse.arguments import labels as check_labels
from dlcourse.arguments import number
from dlcourse.nn.fast._late import guard_late, require_batch
from dlcourse.nn.fast.activations import in_place
from dlcourse.nn.mlp import LossAndGrads
from dlcourse.nn.params import Params, check_params
from dlcourse.tensors import NotANumberError


@guard_late
@torch.no_grad()
def loss_and_grads(params: Params, X: Float[Tensor, "batch in"], labels: Int[Tensor, " batch"], *,
                   activation: str = "relu") -> LossAndGrads:
    """`mlp.loss_and_grads` in place, for an activation whose slope follows from its output: see `IN_PLACE`.

    The adjoint of the logits is (softmax - one-hot)/batch; the logarithm is taken by log-sum-exp. Each adjoint
    takes the place of the activation that it belongs to, which nobody needs any more: what is held at any time is
    no more than the activations and the gradients together, and a tenth (see `held.peak_bytes`).

    Shapes: X (batch, n_0), labels (batch,) in 0, ..., n_L - 1 -> loss () and gradients shaped like params.
    Raises: as `mlp.loss_and_grads`.
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


@guard_late
@torch.no_grad()
def sgd_step_(params: Params, X: Float[Tensor, "batch in"], labels: Int[Tensor, " batch"], *, eta: float,
              activation: str = "relu") -> None:
    """One step of gradient descent on the mean cross-entropy, fused: in place, without any weight gradient.

    Each W takes its update the moment its adjoint has passed through it: W <- W - eta z_bar^T a in one
    product. The result is that of `loss_and_grads` and params - eta * grads. `Step` does the same in
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


# --- the parts ---


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
