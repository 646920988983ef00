"""Activation functions, each with its derivative beside it, a table of their properties, and forms in place.

Every function runs on a Tensor, a Dual and a Var, and neither overflows nor gives NaN at large inputs. All of
them take floating-point numbers of any shape and keep it; they raise DtypeError, ShapeError or NotANumberError.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.arguments import one_of
from dlcourse.tensors import Value, guard


def _positive(x: Value) -> Tensor:
    """1 where x > 0, else 0, as plain numbers that carry no derivative."""
    return (x.detach() > 0).to(x.dtype)


@guard
def identity(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """x itself. Shapes: any -> the same. Source: lecture 5, activation table.

    >>> identity(torch.tensor([-1.0, 2.0])).tolist()
    [-1.0, 2.0]
    """
    return x


@guard
def identity_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of identity: 1. Shapes: any -> the same. Source: lecture 5, activation table.

    >>> identity_grad(torch.tensor([-1.0, 2.0])).tolist()
    [1.0, 1.0]
    """
    return torch.ones_like(x)


@guard
def sigmoid(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """Logistic function 1 / (1 + exp(-x)); exp sees only numbers below 0.

    Shapes: any -> the same. Source: lecture 5, activation table.

    >>> sigmoid(torch.tensor([-1000.0, 0.0, 1000.0])).tolist()
    [0.0, 0.5, 1.0]
    """
    positive = _positive(x)
    small = (x * (1 - 2 * positive)).exp()  # exp(-|x|), with the derivative that |x| lacks at 0
    return (positive + (1 - positive) * small) / (1 + small)


@guard
def sigmoid_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of sigmoid: s (1 - s), at most 1/4. Shapes: any -> the same. Source: lecture 5.

    >>> sigmoid_grad(torch.tensor([0.0])).tolist()
    [0.25]
    """
    return x.sigmoid() * (-x).sigmoid()  # 1 - s would lose its digits where s is near 1


@guard
def tanh(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """Hyperbolic tangent, 2 sigmoid(2x) - 1. Shapes: any -> the same. Source: lecture 5, activation table.

    >>> tanh(torch.tensor([0.0, 400.0])).tolist()
    [0.0, 1.0]
    """
    return x.tanh()


@guard
def tanh_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of tanh: 1 - tanh(x)². Shapes: any -> the same. Source: lecture 5, activation table.

    >>> tanh_grad(torch.tensor([0.0])).tolist()
    [1.0]
    """
    return 1 - x.tanh() ** 2


@guard
def relu(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """max(0, x). Shapes: any -> the same. Source: lecture 5, activation table.

    >>> relu(torch.tensor([-1.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    return x.relu()


@guard
def relu_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of relu: 1 above 0, else 0; at 0 itself 0, as torch has it. Source: lecture 5.

    >>> relu_grad(torch.tensor([-1.0, 0.0, 2.0])).tolist()
    [0.0, 0.0, 1.0]
    """
    return _positive(x)


@guard
def softplus(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """log(1 + exp(x)) as max(x, 0) + log(1 + exp(-|x|)). Shapes: any -> the same. Source: lecture 5.

    >>> softplus(torch.tensor([-800.0, 0.0, 800.0]))
    tensor([0.0000e+00, 6.9315e-01, 8.0000e+02])
    """
    positive = x > 0
    size = torch.where(positive, x, -x)  # |x|, with a slope at 0 that fits the other term
    return torch.where(positive, x, 0.0) + (-size).exp().log1p()


@guard
def softplus_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of softplus: the logistic function. Shapes: any -> the same. Source: lecture 5.

    >>> softplus_grad(torch.tensor([0.0])).tolist()
    [0.5]
    """
    return x.sigmoid()


@guard
def leaky_relu(x: Float[Value, "*shape"], *, slope: float = 0.01) -> Float[Value, "*shape"]:
    """x above 0, slope * x below, with a fixed small slope (a learned one makes it PReLU). Source: lecture 5.

    >>> leaky_relu(torch.tensor([-100.0, 2.0])).tolist()
    [-1.0, 2.0]
    """
    positive = _positive(x)
    return x * (positive + slope * (1 - positive))


@guard
def leaky_relu_grad(x: Float[Tensor, "*shape"], *, slope: float = 0.01) -> Float[Tensor, "*shape"]:
    """Derivative of leaky_relu: 1 above 0, else slope. Source: lecture 5.

    >>> leaky_relu_grad(torch.tensor([-1.0, 2.0]), slope=0.5).tolist()
    [0.5, 1.0]
    """
    positive = _positive(x)
    return positive + slope * (1 - positive)


@guard
def elu(x: Float[Value, "*shape"], *, alpha: float = 1.0) -> Float[Value, "*shape"]:
    """x above 0, alpha (exp(x) - 1) below; its slope is continuous at 0 for alpha = 1 only. Source: lecture 5.

    >>> elu(torch.tensor([-800.0, 2.0])).tolist()
    [-1.0, 2.0]
    """
    positive = x > 0
    return torch.where(positive, x, alpha * torch.where(positive, 0.0, x).expm1())


@guard
def elu_grad(x: Float[Tensor, "*shape"], *, alpha: float = 1.0) -> Float[Tensor, "*shape"]:
    """Derivative of elu: 1 above 0, alpha exp(x) below and at 0. Source: lecture 5.

    >>> elu_grad(torch.tensor([0.0, 2.0])).tolist()
    [1.0, 1.0]
    """
    return torch.where(x > 0, 1.0, alpha * x.clamp(max=0).exp())


@guard
def gelu(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """x times the normal distribution function at x (the exact form). Source: lecture 5; Hendrycks, Gimpel 2016.

    >>> gelu(torch.tensor([1.0]))
    tensor([0.8413])
    """
    return x * (1 + (x / math.sqrt(2)).erf()) * 0.5


@guard
def gelu_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of gelu: Phi(x) + x phi(x), the normal distribution function and density. Source: lecture 5.

    >>> gelu_grad(torch.tensor([0.0])).tolist()
    [0.5]
    """
    density = (-x * x / 2).exp() / math.sqrt(2 * math.pi)
    return (1 + (x / math.sqrt(2)).erf()) * 0.5 + x * density


class Activation(NamedTuple):
    """A row of the table: the function, its derivative, its range, and how often it can be differentiated."""

    function: Callable[..., Value]
    derivative: Callable[..., Tensor]
    range: str
    continuity: str


TABLE: dict[str, Activation] = {
    "identity": Activation(identity, identity_grad, "all numbers", "smooth"),
    "sigmoid": Activation(sigmoid, sigmoid_grad, "(0, 1)", "smooth"),
    "tanh": Activation(tanh, tanh_grad, "(-1, 1)", "smooth"),
    "relu": Activation(relu, relu_grad, "[0, inf)", "continuous, slope jumps at 0"),
    "softplus": Activation(softplus, softplus_grad, "(0, inf)", "smooth"),
    "leaky_relu": Activation(leaky_relu, leaky_relu_grad, "all numbers", "continuous, slope jumps at 0"),
    "elu": Activation(elu, elu_grad, "(-alpha, inf)", "slope continuous for alpha = 1"),
    "gelu": Activation(gelu, gelu_grad, "[-0.17, inf)", "smooth"),
}


# --- in place, for networks that use their buffers again ---


class InPlaceActivation(NamedTuple):
    """An activation in place: f_ writes a = f(z) over z, slope_ writes f'(z) over a, so that z need not be kept."""

    f_: Callable[[Tensor], Tensor]
    slope_: Callable[[Tensor], Tensor]


IN_PLACE: dict[str, InPlaceActivation] = {  # those of TABLE whose slope follows from a alone
    "relu": InPlaceActivation(torch.relu_, Tensor.sign_),  # a is never negative: sign gives 0 or 1
    "tanh": InPlaceActivation(torch.tanh_, lambda a: a.square_().neg_().add_(1)),  # 1 - a²
    "sigmoid": InPlaceActivation(torch.sigmoid_, lambda a: a.addcmul_(a, a, value=-1)),  # a - a²
    "identity": InPlaceActivation(lambda z: z, lambda a: a.fill_(1)),
}


def in_place(where: str, name: str) -> InPlaceActivation:
    """The row of IN_PLACE under this name. Raises: ValueError, in the name of the function `where`, if there is none.

    >>> in_place("forward", "relu").f_(torch.tensor([-1.0, 2.0])).tolist()
    [0.0, 2.0]
    """
    one_of(where, "activation", name, IN_PLACE)
    return IN_PLACE[name]
