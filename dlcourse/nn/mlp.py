"""A multilayer perceptron by hand: forward, backward, the loss, and a fused step."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.nn.params import Params, check_params, flatten, init, named, unflatten
from dlcourse.tensors import DtypeError, NotANumberError, ShapeError, guard

__all__ = ["Cache", "LossAndGrads", "Params", "backward", "flatten", "forward", "init", "loss_and_grads",
           "sgd_step_", "unflatten"]


class Cache(NamedTuple):
    """What the backward pass needs: the input (batch, in) of every layer, and the activation's name."""

    inputs: tuple[Tensor, ...]
    activation: str


class LossAndGrads(NamedTuple):
    """A loss () and the gradients of all parameters."""

    loss: Tensor
    grads: Params


class _Activation(NamedTuple):
    f: Callable[[Tensor], Tensor]
    slope: Callable[[Tensor], Tensor]  # f' from the *output* a = f(z), so that z need not be kept


_ACTIVATIONS = {
    "relu": _Activation(torch.relu, torch.sign),  # a is never negative: sign gives 0 or 1
    "tanh": _Activation(torch.tanh, lambda a: 1 - a * a),
    "sigmoid": _Activation(torch.sigmoid, lambda a: a * (1 - a)),
    "identity": _Activation(lambda z: z, torch.ones_like),
}

@guard
def forward(params: Params, X: Float[Tensor, "batch in"], *,
            activation: str = "relu") -> tuple[Float[Tensor, "batch out"], Cache]:
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
    f = named("forward", "activation", activation, _ACTIVATIONS).f
    check_params("forward", params, X)
    return _forward(params, X, f, activation)


def _forward(params: Params, X: Tensor, f: Callable, activation: str) -> tuple[Tensor, Cache]:
    inputs = [X]
    for W, b in zip(params.Ws[:-1], params.bs[:-1]):
        inputs.append(f(torch.addmm(b, inputs[-1], W.mT)))  # (batch, in) @ (in, out) -> (batch, out)
    logits = torch.addmm(params.bs[-1], inputs[-1], params.Ws[-1].mT)
    if logits.isnan().any():  # X had none, and no activation hides one
        raise NotANumberError("forward: params should be finite, but lead to logits with NaN. Look for a "
                              "step that was too long, and start again with a smaller eta.")
    return logits, Cache(tuple(inputs), activation)


@guard
def backward(params: Params, cache: Cache, z_bar: Float[Tensor, "batch out"]) -> Params:
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
    if not isinstance(cache, Cache):
        raise TypeError(f"backward: cache should be the Cache that forward returns, but is of type "
                        f"{type(cache).__name__}. Call logits, cache = forward(params, X) first.")
    check_params("backward", params, cache.inputs[0])
    wanted = (len(cache.inputs[0]), len(params.bs[-1]))
    if len(cache.inputs) != len(params.Ws) or tuple(z_bar.shape) != wanted:
        raise ShapeError(f"backward: z_bar should be shaped like the logits of {len(params.Ws)} layers, "
                         f"{wanted}, but has shape {tuple(z_bar.shape)}, and the cache is of "
                         f"{len(cache.inputs)} layers. Use the cache that forward returned for these params.")
    if z_bar.dtype != params.bs[-1].dtype:
        raise DtypeError(f"backward: z_bar should have the dtype of params, {params.bs[-1].dtype}, but is "
                         f"{z_bar.dtype}. Convert it first: z_bar.to(params.bs[-1].dtype).")
    slope = named("backward", "activation", cache.activation, _ACTIVATIONS).slope
    Ws_bar, bs_bar = [], []
    for i in reversed(range(len(params.Ws))):
        a = cache.inputs[i]
        Ws_bar.append(z_bar.mT @ a)  # (out, batch) @ (batch, in) -> (out, in)
        bs_bar.append(z_bar.sum(0))  # (batch, out) -> (out,)
        if i > 0:
            a_bar = z_bar @ params.Ws[i]  # (batch, out) @ (out, in) -> (batch, in)
            z_bar = a_bar * slope(a)
    return Params(tuple(reversed(Ws_bar)), tuple(reversed(bs_bar)))


@guard
def loss_and_grads(params: Params, X: Float[Tensor, "batch in"], labels: Int[Tensor, " batch"], *,
                   activation: str = "relu") -> LossAndGrads:
    """Mean cross-entropy of softmax(logits), in nats, and its gradient.

    The adjoint of the logits is (softmax - one-hot)/batch; the logarithm is taken by log-sum-exp.

    Shapes: X (batch, n_0), labels (batch,) in 0, ..., n_L - 1 -> loss () and gradients shaped like params.
    Raises: as `forward`; ValueError for a label out of range.
    Source: lecture 8, with the loss of lecture 6.

    >>> params = Params((torch.zeros(2, 1),), (torch.zeros(2),))
    >>> loss_and_grads(params, torch.ones(1, 1), torch.tensor([0])).loss
    tensor(0.6931)
    """
    logits, cache = forward(params, X, activation=activation)
    labels = _class_indices("loss_and_grads", labels, logits.shape[1])
    log_p = logits - logits.logsumexp(1, keepdim=True)
    loss = -log_p.gather(1, labels[:, None]).mean()
    one_hot = torch.zeros_like(log_p).scatter_(1, labels[:, None], 1.0)
    z_bar = (log_p.exp() - one_hot) / len(labels)
    return LossAndGrads(loss, backward(params, cache, z_bar))


@torch.no_grad()
@guard
def sgd_step_(params: Params, X: Float[Tensor, "batch in"], labels: Int[Tensor, " batch"], *, eta: float,
              activation: str = "relu") -> None:
    """One step of gradient descent on the mean cross-entropy, fused: in place, without any weight gradient.

    Each W takes its update the moment its adjoint has passed through it: W <- W - eta z_bar^T a in one
    product. The result is that of `loss_and_grads` and params - eta * grads.

    Shapes: X (batch, n_0), labels (batch,).
    Raises: as `loss_and_grads`; ValueError for eta < 0.
    Source: lecture 8, re-using buffers; lecture 9, mini-batch SGD.

    >>> params = Params((torch.zeros(2, 1),), (torch.zeros(2),))
    >>> sgd_step_(params, torch.ones(1, 1), torch.tensor([0]), eta=1.0)
    >>> params.bs
    (tensor([ 0.5000, -0.5000]),)
    """
    if isinstance(eta, bool) or not isinstance(eta, (int, float)) or not 0 <= eta < math.inf:
        raise ValueError(f"sgd_step_: eta should be a number of at least 0, but is {eta!r}. "
                         f"Pass for example 0.1.")
    f, slope = named("sgd_step_", "activation", activation, _ACTIVATIONS)
    check_params("sgd_step_", params, X)
    labels = _class_indices("sgd_step_", labels, len(params.bs[-1]))
    logits, cache = _forward(params, X, f, activation)
    z_bar = logits.softmax(1)
    z_bar.scatter_(1, labels[:, None], -1.0, reduce="add")
    rate = -eta / len(labels)  # the mean's 1/batch stands here, so that no pass over z_bar is spent on it
    for i in reversed(range(len(params.Ws))):
        W, b, a = params.Ws[i], params.bs[i], cache.inputs[i]
        a_bar = z_bar @ W if i > 0 else None  # before W moves
        W.addmm_(z_bar.mT, a, alpha=rate)
        b.add_(z_bar.sum(0), alpha=rate)
        if a_bar is not None:
            z_bar = a_bar.mul_(slope(a))


def _class_indices(where: str, labels: Tensor, classes: int) -> Tensor:
    low, high = (int(end) for end in torch.aminmax(labels))
    if low < 0 or high >= classes:
        raise ValueError(f"{where}: labels should lie in 0 to {classes - 1}, but span {low} to {high}. "
                         f"Number the classes from 0.")
    return labels.long()
