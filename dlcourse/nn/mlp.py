"""A multilayer perceptron by hand, composed of layers: forward, backward, the loss. `nn.fast` trains it faster."""

from __future__ import annotations

import inspect
from functools import partial
from typing import Any, NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.activations import Activation, elementwise
from dlcourse.alike import same_dtype
from dlcourse.arguments import labels as check_labels
from dlcourse.moved import elsewhere
from dlcourse.nn import layers, sequential
from dlcourse.nn.params import Params, check_params, flatten, init, unflatten
from dlcourse.nn.sequential import Stage
from dlcourse.tensors import NotANumberError, ShapeError, floating, guard

__all__ = ["ForwardCache", "LossAndGrads", "Params", "backward", "flatten", "forward", "init", "loss_and_grads",
           "unflatten"]

# The layers' rules without their guards: each function here checks its arguments once, at the door.
_linear, _linear_backward, _activation, _activation_backward = map(inspect.unwrap, (
    layers.linear, layers.linear_backward, layers.activation, layers.activation_backward))


class ForwardCache(NamedTuple):
    """What the backward pass needs: the layers in turn, and what each has kept."""

    stages: tuple[Stage, ...]
    caches: tuple[Any, ...]


class LossAndGrads(NamedTuple):
    """A loss () and the gradients of all parameters."""

    loss: Tensor
    grads: Params


def _stages(params: Params, row: Activation) -> tuple[Stage, ...]:
    """Linear layers, with the activation between two of them. The first one's input is data: it needs no adjoint."""
    first, *others = zip(params.Ws, params.bs)
    bend = Stage(_activation, _activation_backward, (row,))
    return (Stage(_linear, partial(_linear_backward, to_input=False), first),
            *(stage for pair in others for stage in (bend, Stage(_linear, _linear_backward, pair))))


@guard
def forward(params: Params, X: Float[Tensor, "batch in"], *,
            activation: str = "relu") -> tuple[Float[Tensor, "batch out"], ForwardCache]:
    """Logits of the perceptron, and what the backward pass will need.

    The activation, a row of `activations.TABLE` that works entry by entry, follows every layer but the last.

    Shapes: X (batch, n_0) -> logits (batch, n_L).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError for X or a parameter that does not fit;
    TypeError unless params are `Params`; ValueError for an unknown activation.
    Source: lecture 8, multilayer perceptron.

    >>> params = Params((torch.eye(2), torch.ones(1, 2)), (torch.zeros(2), torch.zeros(1)))
    >>> forward(params, torch.tensor([[3.0, -5.0]]))[0]
    tensor([[3.]])
    """
    return _forward("forward", params, X, activation)


def _forward(where: str, params: Params, X: Tensor, activation: str) -> tuple[Tensor, ForwardCache]:
    row = elementwise(where, activation)
    check_params(where, params, X)
    stages = _stages(params, row)
    try:
        logits, caches = sequential.forward(stages, X)
        floating(where, "logits", logits)
    except NotANumberError:  # X has none
        raise NotANumberError(f"{where}: params should be finite, but lead to logits with NaN. Look for a step that "
                              f"was too long, and start again with a smaller eta.") from None
    return logits, ForwardCache(stages, caches)


@guard
def backward(params: Params, cache: ForwardCache, z_bar: Float[Tensor, "batch out"]) -> Params:
    """Gradients of all parameters, given z_bar, the adjoint of the logits; params are those of the forward pass.

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
    X = cache.caches[0].X
    check_params("backward", params, X)
    depth, wanted = 1 + len(cache.stages) // 2, (len(X), len(params.bs[-1]))
    if depth != len(params.Ws) or tuple(z_bar.shape) != wanted:
        raise ShapeError(f"backward: z_bar should be shaped like the logits of {len(params.Ws)} layers, {wanted}, but "
                         f"has shape {tuple(z_bar.shape)}, and the cache is of {depth} layers. Use the cache that "
                         f"forward returned for these params.")
    same_dtype("backward", **{"params.bs[-1]": params.bs[-1], "z_bar": z_bar})
    return _backward(cache, z_bar)


def _backward(cache: ForwardCache, z_bar: Tensor) -> Params:
    """The adjoints of the linear layers' arguments; activations, at every second place, have none."""
    linear_bars = sequential.backward(cache.stages, cache.caches, z_bar).arguments_bar[::2]
    return Params(*zip(*linear_bars))


@guard
@torch.no_grad()
def loss_and_grads(params: Params, X: Float[Tensor, "batch in"], labels: Int[Tensor, " batch"], *,
                   activation: str = "relu") -> LossAndGrads:
    """Mean cross-entropy of softmax(logits), in nats, and its gradient, as plain tensors without a graph.

    `fast.loss_and_grads` comes to the same in less time and memory.

    Shapes: X (batch, n_0), labels (batch,) in 0, ..., n_L - 1 -> loss () and gradients shaped like params.
    Raises: as `forward`; ValueError for a label out of range.
    Source: lecture 8, with the loss of lecture 6.

    >>> params = Params((torch.zeros(2, 1),), (torch.zeros(2),))
    >>> loss_and_grads(params, torch.ones(1, 1), torch.tensor([0])).loss
    tensor(0.6931)
    """
    where = "loss_and_grads"
    logits, cache = _forward(where, params, X, activation)
    check_labels(where, "labels", labels, logits.shape[1])
    loss, loss_cache = layers.softmax_cross_entropy(logits, labels)
    z_bar = layers.softmax_cross_entropy_backward(torch.ones_like(loss), loss_cache)  # (softmax - one-hot)/batch
    return LossAndGrads(loss, _backward(cache, z_bar))


def __getattr__(name: str) -> object:
    """The training step in place, which copies of older notebooks look for here."""
    return elsewhere(__name__, name)
