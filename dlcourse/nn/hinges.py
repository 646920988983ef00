"""Relu networks that are built by hand: XOR with two units, and a straight-line interpolant with a hinge a piece."""

from __future__ import annotations

from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.nn.params import Params
from dlcourse.tensors import ShapeError, guard


class XorWeights(NamedTuple):
    """W (2, 2) and c (2,) of the hidden layer, w (2,) of the output w relu(W x + c)."""

    W: Tensor
    c: Tensor
    w: Tensor


def xor_weights(*, dtype: torch.dtype = torch.float64) -> XorWeights:
    """Weights with which two relu units are exactly XOR, for inputs 0 and 1 only.

    Source: lecture 5, XOR; Goodfellow, Bengio and Courville, Deep Learning, section 6.1.

    >>> xor_weights().w
    tensor([ 1., -2.], dtype=torch.float64)
    """
    return XorWeights(torch.ones(2, 2, dtype=dtype), torch.tensor([0.0, -1.0], dtype=dtype),
                      torch.tensor([1.0, -2.0], dtype=dtype))


@guard
def two_units(W: Float[Tensor, "2 2"], c: Float[Tensor, " 2"], w: Float[Tensor, " 2"],
              X: Float[Tensor, "points 2"]) -> Float[Tensor, " points"]:
    """What a network of two relu units says: w relu(W x + c), without a bias at the end.

    Shapes: W (2, 2), c (2,), w (2,), X (points, 2) -> (points,). Raises: ShapeError, DtypeError.
    Source: lecture 5, XOR.

    >>> X = torch.tensor([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], dtype=torch.float64)
    >>> two_units(*xor_weights(), X).tolist()
    [0.0, 1.0, 1.0, 0.0]
    """
    same_dtype("two_units", X=X, W=W, c=c, w=w)
    return (X @ W.mT + c).relu() @ w


# --- a curve from hinges ---


class Hinges(NamedTuple):
    """A network of one hidden relu layer on a line: d () + sum of c (units,) relu(a (units,) x + b (units,))."""

    a: Tensor
    b: Tensor
    c: Tensor
    d: Tensor


@guard
def relu_interpolant(xs: Float[Tensor, " knots"], ys: Float[Tensor, " knots"]) -> Hinges:
    """The relu network that runs through the points (x_j, y_j) in straight lines, one unit for each line.

    Unit j is relu(x - x_j), and its weight is by how much the slope changes at x_j. Left of the first point the
    network stays at y_0, and right of the last one it keeps the last slope.
    Shapes: xs, ys (knots,), at least two, xs rising -> Hinges with knots - 1 units.
    Raises: ValueError unless xs rise; ShapeError, DtypeError.
    Source: lecture 5, universal approximation.

    >>> relu_interpolant(torch.tensor([0.0, 1.0, 3.0]), torch.tensor([2.0, 3.0, 1.0])).c
    tensor([ 1., -2.])
    """
    same_dtype("relu_interpolant", xs=xs, ys=ys)
    if len(xs) < 2:
        raise ShapeError("relu_interpolant: xs should hold at least two points, but holds one. A line needs two.")
    if not bool((xs.diff() > 0).all()):
        raise ValueError("relu_interpolant: xs should rise, each above the one before, but do not. Sort both by xs, "
                         "and keep one point for each x.")
    slopes = ys.diff() / xs.diff()
    changes = torch.cat([slopes[:1], slopes.diff()])  # before the first point the slope is 0
    return Hinges(torch.ones_like(slopes), -xs[:-1], changes, ys[0])


@guard
def hinge_sum(a: Float[Tensor, " units"], b: Float[Tensor, " units"], c: Float[Tensor, " units"],
              d: Float[Tensor, ""], x: Float[Tensor, " points"]) -> Float[Tensor, " points"]:
    """What such a network says at x: d + sum over j of c_j relu(a_j x + b_j).

    Shapes: a, b, c (units,), d (), x (points,) -> (points,). Raises: ShapeError, DtypeError.
    Source: lecture 5, universal approximation.

    >>> hinges = relu_interpolant(torch.tensor([0.0, 1.0, 3.0]), torch.tensor([2.0, 3.0, 1.0]))
    >>> hinge_sum(*hinges, torch.tensor([-1.0, 0.5, 1.0, 2.0, 3.0])).tolist()
    [2.0, 2.5, 3.0, 2.0, 1.0]
    """
    same_dtype("hinge_sum", x=x, a=a, b=b, c=c, d=d)
    return d + (x[:, None] * a + b).relu() @ c


def as_params(hinges: Hinges) -> Params:
    """The same network as weights and biases of its two layers.

    >>> hinges = relu_interpolant(torch.tensor([0.0, 1.0, 3.0]), torch.tensor([2.0, 3.0, 1.0]))
    >>> as_params(hinges).Ws[1]
    tensor([[ 1., -2.]])
    """
    return Params((hinges.a[:, None], hinges.c[None]), (hinges.b, hinges.d[None]))
