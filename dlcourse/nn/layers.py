"""Layers as a reader meets them first: one layer, several in turn, their shapes, and linear ones made into one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import reduce
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.activations import elementwise
from dlcourse.arguments import count
from dlcourse.nn.params import Params, check_params, check_sizes
from dlcourse.tensors import guard


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
    return f(X @ W.mT + b)  # (batch, in) @ (in, out) -> (batch, out)


@guard
def network(params: Params, X: Float[Tensor, "batch in"], *, activations: Sequence[str]) -> Float[Tensor, "batch out"]:
    """Layers in turn, each with its own activation. `mlp.forward` does the same faster, for one activation.

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


class Shapes(NamedTuple):
    """Shapes of weights, biases and each layer's output, and how many numbers are learned and multiplied."""

    Ws: list[tuple[int, int]]
    bs: list[tuple[int]]
    outputs: list[tuple[int, int]]
    parameters: int
    multiplications: int


def shapes(sizes: Sequence[int], batch: int) -> Shapes:
    """What follows from the sizes of a fully connected network, input first, and the batch.

    Raises: TypeError or ValueError for sizes that are not two or more positive integers, or a batch that is none.
    Source: lecture 5, multilayer perceptron.

    >>> shapes([4, 8, 3], batch=10)
    Shapes(Ws=[(8, 4), (3, 8)], bs=[(8,), (3,)], outputs=[(10, 8), (10, 3)], parameters=67, multiplications=560)
    """
    check_sizes("shapes", sizes)
    count("shapes", "batch", batch)
    pairs = list(itertools.pairwise(sizes))
    return Shapes([(n_out, n_in) for n_in, n_out in pairs], [(n_out,) for _, n_out in pairs],
                  [(batch, n_out) for _, n_out in pairs], sum(n_out * n_in + n_out for n_in, n_out in pairs),
                  batch * sum(n_out * n_in for n_in, n_out in pairs))
