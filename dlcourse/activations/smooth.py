"""Activations without a corner, each with its derivative beside it."""

from __future__ import annotations

import math

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.activations._side import one_above_0
from dlcourse.tensors import Value, guard


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
    positive = one_above_0(x)
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


@guard
def gaussian(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """exp(-x²), a bump at 0. Shapes: any -> the same. Source: lecture 5, activation table.

    >>> gaussian(torch.tensor([0.0, 1.0, 800.0]))
    tensor([1.0000, 0.3679, 0.0000])
    """
    return (-x * x).exp()


@guard
def gaussian_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of gaussian: -2 x exp(-x²). Shapes: any -> the same. Source: lecture 5, activation table.

    >>> gaussian_grad(torch.tensor([1.0]))
    tensor([-0.7358])
    """
    bump = (-x * x).exp()
    return torch.where(bump > 0, -2 * x * bump, 0.0)  # infinity times 0 would be nan


@guard
def gcu(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """Growing cosine unit x cos(x). Shapes: any -> the same. Source: lecture 5; Noel et al. 2021.

    >>> gcu(torch.tensor([0.0, math.pi]))
    tensor([ 0.0000, -3.1416])
    """
    return x * x.cos()


@guard
def gcu_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of gcu: cos(x) - x sin(x). Shapes: any -> the same. Source: lecture 5, activation table.

    >>> gcu_grad(torch.tensor([0.0])).tolist()
    [1.0]
    """
    return x.cos() - x * x.sin()
