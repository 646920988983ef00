"""Backpropagation by hand: one neuron, one layer, the two-layer example and the graph of eight nodes.

An adjoint x_bar is dL/dx, shaped like x. `y_bar` goes in, the adjoints of everything that y was made from
come out; the forward values that a rule needs are recomputed here, so that every function can be read alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.activations import tanh, tanh_grad
from dlcourse.tensors import Value, guard


class NeuronAdjoints(NamedTuple):
    """Adjoints of a neuron's weights (n,), bias () and input (n,)."""

    w_bar: Tensor
    b_bar: Tensor
    x_bar: Tensor


@guard
def neuron_backward(w: Float[Tensor, " n"], b: Float[Tensor, ""], x: Float[Tensor, " n"],
                    y_bar: Float[Tensor, ""], *,
                    activation: tuple[Callable, Callable] = (tanh, tanh_grad)) -> NeuronAdjoints:
    """Adjoints of w, b and x for the neuron y = f(w^T x + b), given y_bar = dL/dy.

    f' is taken at the pre-activation, not at y. `activation` is a pair (f, derivative); tanh by default.

    Shapes: w, x (n,); b, y_bar scalars -> w_bar (n,), b_bar (), x_bar (n,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError; TypeError if activation is no pair of
    functions.
    Source: lecture 8, single neuron.

    >>> one = torch.tensor(1.0)
    >>> neuron_backward(torch.tensor([2.0, 0.0]), 0 * one, torch.tensor([0.0, 3.0]), one)
    NeuronAdjoints(w_bar=tensor([0., 3.]), b_bar=tensor(1.), x_bar=tensor([2., 0.]))
    """
    derivative = _derivative(activation)
    z = w @ x + b
    z_bar = y_bar * derivative(z)
    return NeuronAdjoints(w_bar=z_bar * x, b_bar=z_bar, x_bar=z_bar * w)


def _derivative(activation: object) -> Callable[[Tensor], Tensor]:
    if not (isinstance(activation, tuple) and len(activation) == 2 and all(map(callable, activation))):
        raise TypeError(f"neuron_backward: activation should be a pair of functions (f, derivative), but is "
                        f"{activation!r}. Pass for example (torch.sin, torch.cos).")
    return activation[1]


class LayerAdjoints(NamedTuple):
    """Adjoints of a layer's weights (out, in), bias (out,) and input (in,)."""

    W_bar: Tensor
    b_bar: Tensor
    x_bar: Tensor


@guard
def layer_backward(W: Float[Tensor, "out in"], x: Float[Tensor, " in"],
                   z_bar: Float[Tensor, " out"]) -> LayerAdjoints:
    """Adjoints of W, b and x for the affine layer z = W x + b, given z_bar = dL/dz.

    z_bar serves twice: with x it makes the gradient of this layer's parameters, with W^T it becomes the
    adjoint of the layer before.

    Shapes: W (out, in), x (in,), z_bar (out,) -> W_bar (out, in), b_bar (out,), x_bar (in,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, why dL/dz.

    >>> layer_backward(torch.tensor([[1.0, 2.0]]), torch.tensor([3.0, 4.0]), torch.tensor([10.0])).x_bar
    tensor([10., 20.])
    """
    return LayerAdjoints(W_bar=torch.outer(z_bar, x), b_bar=z_bar, x_bar=W.mT @ z_bar)


# --- the worked example: h = sigmoid(A x + b), y = sigmoid(c^T h + d), L = (y - t)²/2 ---


class Mlp2(NamedTuple):
    """Values of the two-layer example: hidden activations h (h,), output y () and loss ()."""

    h: Value
    y: Value
    loss: Value


class Mlp2Adjoints(NamedTuple):
    """Adjoints in the two-layer example, each shaped like what it belongs to."""

    A_bar: Tensor
    b_bar: Tensor
    c_bar: Tensor
    d_bar: Tensor
    x_bar: Tensor
    h_bar: Tensor


@guard
def mlp2_forward(A: Float[Value, "hidden in"], b: Float[Value, " hidden"], c: Float[Value, " hidden"],
                 d: Float[Value, ""], x: Float[Value, " in"], t: Float[Value, ""]) -> Mlp2:
    """h = sigmoid(A x + b), y = sigmoid(c^T h + d) and the loss (y - t)²/2.

    Shapes: A (hidden, in), b, c (hidden,), d, t scalars, x (in,) -> h (hidden,), y (), loss ().
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, worked example, forward pass.

    >>> zero = torch.tensor(0.0)
    >>> mlp2_forward(torch.zeros(2, 3), torch.zeros(2), torch.zeros(2), zero, torch.ones(3), zero).loss
    tensor(0.1250)
    """
    h = (A @ x + b).sigmoid()
    y = (c @ h + d).sigmoid()
    return Mlp2(h, y, (y - t) ** 2 / 2)


@guard
def mlp2_backward(A: Float[Tensor, "hidden in"], b: Float[Tensor, " hidden"], c: Float[Tensor, " hidden"],
                  d: Float[Tensor, ""], x: Float[Tensor, " in"], t: Float[Tensor, ""]) -> Mlp2Adjoints:
    """Adjoints of all parameters, of the input and of the hidden activations in the two-layer example.

    sigmoid' = y (1 - y), so the forward values are all that the backward pass needs.

    Shapes: as `mlp2_forward`; each adjoint like what it belongs to.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, worked example, backward pass.

    >>> zero = torch.tensor(0.0)
    >>> mlp2_backward(torch.zeros(1, 1), torch.zeros(1), torch.ones(1), zero, torch.ones(1), zero).c_bar
    tensor([0.0731])
    """
    h, y, _ = mlp2_forward(A, b, c, d, x, t)
    y_bar = y - t
    d_bar = y_bar * y * (1 - y)  # the delta of the output neuron
    c_bar = d_bar * h
    h_bar = d_bar * c
    b_bar = h_bar * h * (1 - h)  # the deltas of the hidden neurons
    A_bar = torch.outer(b_bar, x)
    x_bar = A.mT @ b_bar
    return Mlp2Adjoints(A_bar, b_bar, c_bar, d_bar, x_bar, h_bar)


# --- the graph of eight nodes: h1 feeds two chains, 2-3-4 and 5-6-7, which meet in node 8 ---


class Dag8(NamedTuple):
    """Output y of the graph and the outputs h1, ..., h7 of its other nodes."""

    y: Value
    h: tuple[Value, ...]


class PathSums(NamedTuple):
    """The factors of dL/dtheta1 = y_bar (through_4 + through_7) h1_theta1."""

    y_bar: Tensor
    through_4: Tensor
    through_7: Tensor
    h1_theta1: Tensor

    @property
    def z1_theta1(self) -> Tensor:
        """What copies of older notebooks call h1_theta1."""
        return self.h1_theta1


@guard
def dag8(theta: Float[Value, "8"], x: Float[Value, ""]) -> Dag8:
    """y = f8(f4(f3(f2(f1(x)))), f7(f6(f5(f1(x))))), with f8 = theta8 h4 h7 and tanh(theta_i input) elsewhere.

    Shapes: theta (8,), x scalar -> y () and h1, ..., h7, each ().
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, graph of eight nodes.

    >>> dag8(torch.ones(8), torch.tensor(0.0)).y
    tensor(0.)
    """
    h1 = (theta[0] * x).tanh()
    h2 = (theta[1] * h1).tanh()
    h3 = (theta[2] * h2).tanh()
    h4 = (theta[3] * h3).tanh()
    h5 = (theta[4] * h1).tanh()
    h6 = (theta[5] * h5).tanh()
    h7 = (theta[6] * h6).tanh()
    return Dag8(theta[7] * h4 * h7, (h1, h2, h3, h4, h5, h6, h7))


@guard
def dag8_grad(theta: Float[Tensor, "8"], x: Float[Tensor, ""],
              target: Float[Tensor, ""]) -> Float[Tensor, "8"]:
    """Gradient of (y - target)²/2 in the graph of eight nodes, by walking it backwards once.

    Shapes: theta (8,), x and target scalars -> (8,).
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, gradients in the graph.

    >>> dag8_grad(torch.ones(8), torch.tensor(0.0), torch.tensor(1.0)).tolist() == [0.0] * 8
    True
    """
    y, (h1, h2, h3, h4, h5, h6, h7) = dag8(theta, x)
    y_bar = y - target
    theta8_bar, h4_bar, h7_bar = y_bar * h4 * h7, y_bar * theta[7] * h7, y_bar * theta[7] * h4
    theta4_bar, h3_bar = _tanh_node(h4_bar, h4, theta[3], h3)
    theta3_bar, h2_bar = _tanh_node(h3_bar, h3, theta[2], h2)
    theta2_bar, h1_bar_from_2 = _tanh_node(h2_bar, h2, theta[1], h1)
    theta7_bar, h6_bar = _tanh_node(h7_bar, h7, theta[6], h6)
    theta6_bar, h5_bar = _tanh_node(h6_bar, h6, theta[5], h5)
    theta5_bar, h1_bar_from_5 = _tanh_node(h5_bar, h5, theta[4], h1)
    h1_bar = h1_bar_from_2 + h1_bar_from_5  # h1 is used twice, so its adjoints add
    theta1_bar, _ = _tanh_node(h1_bar, h1, theta[0], x)
    return torch.stack([theta1_bar, theta2_bar, theta3_bar, theta4_bar,
                        theta5_bar, theta6_bar, theta7_bar, theta8_bar])


def _tanh_node(out_bar: Tensor, out: Tensor, weight: Tensor, inp: Tensor) -> tuple[Tensor, Tensor]:
    """Adjoints of weight and input for out = tanh(weight * inp)."""
    pre_bar = out_bar * (1 - out**2)
    return pre_bar * inp, pre_bar * weight


@guard
def dag8_path_sums(theta: Float[Tensor, "8"], x: Float[Tensor, ""], target: Float[Tensor, ""]) -> PathSums:
    """The two path products from h1 to y: factors along a path multiply, parallel paths add.

    dL/dtheta1 = y_bar (through_4 + through_7) h1_theta1, where through_4 = dy/dh4 dh4/dh3 dh3/dh2 dh2/dh1 and
    through_7 = dy/dh7 dh7/dh6 dh6/dh5 dh5/dh1.

    Shapes: theta (8,), x and target scalars -> four scalars.
    Raises: ShapeError, DtypeError, DeviceError or NotANumberError.
    Source: lecture 8, gradients in the graph.

    >>> sums = dag8_path_sums(torch.ones(8), torch.tensor(0.5), torch.tensor(1.0))
    >>> bool(sums.through_4 == sums.through_7)
    True
    """
    y, (h1, h2, h3, h4, h5, h6, h7) = dag8(theta, x)
    y_h4, y_h7 = theta[7] * h7, theta[7] * h4
    h4_h3, h3_h2, h2_h1 = _slope(theta[3], h4), _slope(theta[2], h3), _slope(theta[1], h2)
    h7_h6, h6_h5, h5_h1 = _slope(theta[6], h7), _slope(theta[5], h6), _slope(theta[4], h5)
    return PathSums(
        y_bar=y - target,
        through_4=y_h4 * h4_h3 * h3_h2 * h2_h1,
        through_7=y_h7 * h7_h6 * h6_h5 * h5_h1,
        h1_theta1=x * (1 - h1**2),
    )


def _slope(weight: Tensor, out: Tensor) -> Tensor:
    """d out / d inp for out = tanh(weight * inp)."""
    return weight * (1 - out**2)
