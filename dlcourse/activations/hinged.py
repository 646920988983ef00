"""Activations that jump or have a corner at 0, each with its derivative beside it."""

from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.activations._side import one_above_0
from dlcourse.tensors import Value, guard


@guard
def step(x: Float[Value, "*shape"]) -> Float[Value, "*shape"]:
    """0 below 0, else 1: a neuron that fires or not. Shapes: any -> the same. Source: lecture 5, activation table.

    >>> step(torch.tensor([-1.0, 0.0, 2.0])).tolist()
    [0.0, 1.0, 1.0]
    """
    return (x.detach() >= 0).to(x.dtype) + 0 * x.tanh()  # the second term is 0, and so is its derivative


@guard
def step_grad(x: Float[Tensor, "*shape"]) -> Float[Tensor, "*shape"]:
    """Derivative of step: 0, also at 0, where none exists. Shapes: any -> the same. Source: lecture 5.

    >>> step_grad(torch.tensor([-1.0, 2.0])).tolist()
    [0.0, 0.0]
    """
    return torch.zeros_like(x)


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
    return one_above_0(x)


def _slopes(x: Value, slope: Value) -> Value:
    """1 where x > 0, else slope."""
    positive = one_above_0(x)
    return positive + slope * (1 - positive)


@guard
def leaky_relu(x: Float[Value, "*shape"], *, slope: float = 0.01) -> Float[Value, "*shape"]:
    """x above 0, slope * x below, with a fixed small slope (a learned one makes it PReLU). Source: lecture 5.

    >>> leaky_relu(torch.tensor([-100.0, 2.0])).tolist()
    [-1.0, 2.0]
    """
    return x * _slopes(x, slope)


@guard
def leaky_relu_grad(x: Float[Tensor, "*shape"], *, slope: float = 0.01) -> Float[Tensor, "*shape"]:
    """Derivative of leaky_relu: 1 above 0, else slope. Source: lecture 5.

    >>> leaky_relu_grad(torch.tensor([-1.0, 2.0]), slope=0.5).tolist()
    [0.5, 1.0]
    """
    return _slopes(x, slope)


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
def prelu(x: Float[Value, "*shape"], *, slope: Value = 0.25) -> Float[Value, "*shape"]:
    """leaky_relu with a slope that is learned: a tensor () of its own, which torch starts at 0.25.

    Shapes: any -> the same. Source: lecture 5; He et al. 2015.

    >>> prelu(torch.tensor([-2.0, 2.0]), slope=torch.tensor(0.5)).tolist()
    [-1.0, 2.0]
    """
    return x * _slopes(x, slope)


@guard
def prelu_grad(x: Float[Tensor, "*shape"], *, slope: Value = 0.25) -> Float[Tensor, "*shape"]:
    """Derivative of prelu with respect to x: 1 above 0, else slope. Source: lecture 5.

    >>> prelu_grad(torch.tensor([-1.0, 2.0])).tolist()
    [0.25, 1.0]
    """
    return _slopes(x, slope)


@guard
def prelu_slope_grad(x: Float[Tensor, "*shape"], y_bar: Float[Tensor, "*shape"]) -> Float[Tensor, ""]:
    """Derivative of a loss with respect to the slope of prelu: the sum of x y_bar over the x below 0.

    Shapes: x and y_bar, the loss's derivative with respect to prelu(x), alike -> (). Source: lecture 5.

    >>> prelu_slope_grad(torch.tensor([-2.0, 3.0, -1.0]), torch.tensor([1.0, 1.0, 10.0]))
    tensor(-12.)
    """
    return torch.where(x < 0, x * y_bar, 0.0).sum()


@guard
def maxout(x: Float[Value, "*batch pieces"]) -> Float[Value, "*batch"]:
    """The largest of several pre-activations along the last axis: not entry by entry, unlike the others.

    Shapes: (..., pieces) -> (...). Source: lecture 5; Goodfellow et al. 2013.

    >>> maxout(torch.tensor([[1.0, 3.0, 2.0], [0.0, -1.0, 0.5]]))
    tensor([3.0000, 0.5000])
    """
    return torch.where(maxout_grad(x.detach()) > 0, x, 0.0).sum(-1)


@guard
def maxout_grad(x: Float[Tensor, "*batch pieces"]) -> Float[Tensor, "*batch pieces"]:
    """Derivative of maxout: 1 at the largest entry, at the first of equal ones, else 0. Source: lecture 5.

    >>> maxout_grad(torch.tensor([1.0, 3.0, 3.0])).tolist()
    [0.0, 1.0, 0.0]
    """
    return torch.zeros_like(x).scatter_(-1, x.argmax(-1, keepdim=True), 1.0)
