"""Layers as pairs: what goes forward, and the adjoints that come back; several in turn, their shapes, and as one.

A pair is `layer(X, ...) -> (output, cache)` and `layer_backward(output_bar, cache) -> adjoints`: the cache holds what
the way back needs, and an adjoint x_bar is dL/dx, shaped like x. `sequential` makes a chain of pairs, `mlp` a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from dlcourse.activations import Activation, elementwise
from dlcourse.alike import alike
from dlcourse.losses import cross_entropy, cross_entropy_grad
from dlcourse.nn.params import Params, Shapes, check_params, shapes
from dlcourse.tensors import guard

__all__ = ["ActivationCache", "CrossEntropyCache", "LinearAdjoints", "LinearCache", "Shapes", "absorb_bias",
           "activation", "activation_backward", "collapse", "layer", "linear", "linear_backward", "network", "shapes",
           "softmax_cross_entropy", "softmax_cross_entropy_backward"]


class LinearCache(NamedTuple):
    """What a linear layer keeps: its input X (batch, in) and its weights W (out, in)."""

    X: Tensor
    W: Tensor


class LinearAdjoints(NamedTuple):
    """Adjoints of a linear layer's input (batch, in), if it was asked for, weights (out, in) and bias (out,)."""

    X_bar: Tensor | None
    W_bar: Tensor
    b_bar: Tensor


@guard
def linear(X: Float[Tensor, "batch in"], W: Float[Tensor, "out in"],
           b: Float[Tensor, " out"]) -> tuple[Float[Tensor, "batch out"], LinearCache]:
    """Pre-activations Z = X W^T + b of one fully connected layer, and what the way back needs.

    Shapes: X (batch, in), W (out, in), b (out,) -> Z (batch, out).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 5, multilayer perceptron; lecture 8, why dL/dz.

    >>> linear(torch.tensor([[2.0, -1.0]]), torch.tensor([[1.0, 3.0]]), torch.tensor([0.5]))[0]
    tensor([[-0.5000]])
    """
    return X @ W.mT + b, LinearCache(X, W)  # (batch, in) @ (in, out) -> (batch, out)


@guard
def linear_backward(Z_bar: Float[Tensor, "batch out"], cache: LinearCache, *, to_input: bool = True) -> LinearAdjoints:
    """Adjoints of X, W and b, given Z_bar. The products over the batch are sums: every sample has used W and b.

    Where X is the data, nobody asks for its adjoint: to_input=False saves that product, and X_bar is None.

    Shapes: Z_bar (batch, out) -> X_bar (batch, in), W_bar (out, in), b_bar (out,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, worked example, for any number of samples.

    >>> _, cache = linear(torch.tensor([[3.0, 4.0]]), torch.tensor([[1.0, 2.0]]), torch.zeros(1))
    >>> linear_backward(torch.tensor([[10.0]]), cache)
    LinearAdjoints(X_bar=tensor([[10., 20.]]), W_bar=tensor([[30., 40.]]), b_bar=tensor([10.]))
    """
    X, W = cache
    X_bar = Z_bar @ W if to_input else None  # (batch, out) @ (out, in) -> (batch, in)
    W_bar = Z_bar.mT @ X  # (out, batch) @ (batch, in) -> (out, in)
    return LinearAdjoints(X_bar, W_bar, b_bar=Z_bar.sum(0))


class ActivationCache(NamedTuple):
    """What an activation keeps: its input Z, and its row of the table."""

    Z: Tensor
    row: Activation


@guard
def activation(Z: Float[Tensor, "*shape"], row: Activation) -> tuple[Float[Tensor, "*shape"], ActivationCache]:
    """f(Z), entry by entry, for a row of `activations.TABLE`, and what the way back needs.

    Shapes: any -> the same.
    Raises: ShapeError, DtypeError or NotANumberError; TypeError unless row is one that works entry by entry.
    Source: lecture 5, activation table.

    >>> from dlcourse.activations import TABLE
    >>> activation(torch.tensor([-1.0, 2.0]), TABLE["relu"])[0].tolist()
    [0.0, 2.0]
    """
    if not (isinstance(row, Activation) and row.elementwise):
        raise TypeError(f"activation: row should be a row of activations.TABLE that works entry by entry, but is "
                        f"{row!r}. Pass for example TABLE[\"relu\"].")
    return row.function(Z), ActivationCache(Z, row)


@guard
def activation_backward(A_bar: Float[Tensor, "*shape"], cache: ActivationCache) -> Float[Tensor, "*shape"]:
    """The adjoint of Z, given that of f(Z): A_bar times the slope f'(Z), entry by entry.

    Shapes: A_bar like Z -> the same.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, single neuron.

    >>> from dlcourse.activations import TABLE
    >>> _, cache = activation(torch.tensor([-1.0, 2.0]), TABLE["relu"])
    >>> activation_backward(torch.tensor([10.0, 10.0]), cache).tolist()
    [0.0, 10.0]
    """
    alike("activation_backward", Z=cache.Z, A_bar=A_bar)
    return A_bar * cache.row.derivative(cache.Z)


class CrossEntropyCache(NamedTuple):
    """What the loss keeps: logits (batch, classes) and labels (batch,)."""

    logits: Tensor
    labels: Tensor


@guard
def softmax_cross_entropy(logits: Float[Tensor, "batch classes"],
                          labels: Int[Tensor, " batch"]) -> tuple[Float[Tensor, ""], CrossEntropyCache]:
    """The mean cross-entropy of softmax(logits), in nats, and what the way back needs.

    Shapes: logits (batch, classes), labels (batch,) -> ().
    Raises: as `losses.cross_entropy`. Source: lecture 4, softmax cross-entropy.

    >>> softmax_cross_entropy(torch.zeros(1, 2), torch.tensor([0]))[0]
    tensor(0.6931)
    """
    return cross_entropy(logits, labels), CrossEntropyCache(logits, labels)


@guard
def softmax_cross_entropy_backward(loss_bar: Float[Tensor, ""],
                                   cache: CrossEntropyCache) -> Float[Tensor, "batch classes"]:
    """The adjoint of the logits, given that of the loss (1 where the loss is what is minimised).

    Shapes: () -> (batch, classes).
    Raises: as `losses.cross_entropy_grad`. Source: lecture 4, gradient of softmax cross-entropy.

    >>> _, cache = softmax_cross_entropy(torch.zeros(1, 2), torch.tensor([0]))
    >>> softmax_cross_entropy_backward(torch.tensor(1.0), cache).tolist()
    [[-0.5, 0.5]]
    """
    return loss_bar * cross_entropy_grad(cache.logits, cache.labels)


# --- without a way back ---


@guard
def layer(X: Float[Tensor, "batch in"], W: Float[Tensor, "out in"], b: Float[Tensor, " out"], *,
          activation: str = "identity") -> Float[Tensor, "batch out"]:
    """One fully connected layer: f(X W^T + b), f entry by entry, a row of `activations.TABLE`.

    Shapes: X (batch, in), W (out, in), b (out,) -> (batch, out).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError; ValueError for an unknown activation.
    Source: lecture 5, multilayer perceptron.

    >>> layer(torch.tensor([[2.0, -1.0]]), torch.tensor([[1.0, 3.0]]), torch.tensor([0.5]), activation="relu")
    tensor([[0.]])
    """
    f = elementwise("layer", activation).function
    return f(linear(X, W, b)[0])


@guard
def network(params: Params, X: Float[Tensor, "batch in"], *, activations: Sequence[str]) -> Float[Tensor, "batch out"]:
    """Layers in turn, each with its own activation. `mlp.forward` keeps what the way back needs.

    Shapes: X (batch, n_0) -> (batch, n_L).
    Raises: as `layer`; ShapeError for layers that do not fit; ValueError unless there is one activation a layer.
    Source: lecture 5, multilayer perceptron.

    >>> params = Params((torch.eye(2), torch.ones(1, 2)), (torch.zeros(2), torch.zeros(1)))
    >>> network(params, torch.tensor([[3.0, -5.0]]), activations=["relu", "identity"])
    tensor([[3.]])
    """
    check_params("network", params, X)
    if isinstance(activations, str) or len(activations) != len(params.Ws):
        raise ValueError(f"network: activations should be a list of {len(params.Ws)} names, one for each layer, but is "
                         f"{activations!r}. Pass \"identity\" for a layer without a bend.")
    a = X
    for W, b, name in zip(params.Ws, params.bs, activations):
        a = layer(a, W, b, activation=name)
    return a


def collapse(params: Params) -> Params:
    """The single layer that does what layers without activation do in turn: W = W_L ... W_1, and the bias likewise.

    Shapes: any number of layers n_0, ..., n_L -> one layer, W (n_L, n_0) and b (n_L,).
    Raises: as `check_params`. Source: lecture 5, why an activation is needed.

    >>> collapse(Params((torch.tensor([[2.0]]), torch.tensor([[5.0]])), (torch.tensor([1.0]), torch.tensor([3.0]))))
    Params(Ws=(tensor([[10.]]),), bs=(tensor([8.]),))
    """
    check_params("collapse", params)

    def after(first: tuple[Tensor, Tensor], then: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        (W1, b1), (W2, b2) = first, then
        return W2 @ W1, W2 @ b1 + b2  # W2 (W1 x + b1) + b2

    W, b = reduce(after, zip(params.Ws, params.bs))
    return Params((W,), (b,))


@guard
def absorb_bias(X: Float[Tensor, "batch in"]) -> Float[Tensor, "batch more"]:
    """X with a column of ones, so that a weight more does the work of the bias.

    Shapes: (batch, in) -> (batch, in + 1). Source: lecture 5, two-layer network.

    >>> absorb_bias(torch.tensor([[2.0, 3.0]]))
    tensor([[2., 3., 1.]])
    """
    return torch.cat([X, X.new_ones(len(X), 1)], dim=1)
