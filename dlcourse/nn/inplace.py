"""Which tensors an operation needs again in its backward pass, and so may not be overwritten before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F

from dlcourse.arguments import one_of


class InPlace(NamedTuple):
    """May the output, and may the input, be overwritten between the forward and the backward pass?"""

    output: bool
    input: bool


def _mul(x: Tensor) -> Tensor:
    w = torch.full_like(x, 2.0, requires_grad=True)
    return x * w  # both factors want a gradient, so each saves the other


_OPS: dict[str, Callable[[Tensor], Tensor]] = {
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "exp": torch.exp,
    "sqrt": torch.sqrt,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "silu": F.silu,
    "sin": torch.sin,
    "log": torch.log,
    "square": torch.square,
    "mul": _mul,
    "softplus": F.softplus,
    "gelu": F.gelu,
    "add": lambda x: x + torch.full_like(x, 2.0, requires_grad=True),
    "mul_constant": lambda x: x * 2.0,
    "dropout": lambda x: F.dropout(x, 0.5),
}


def inplace_safe(op: str, which: str) -> bool:
    """Does the gradient survive if op's "output" or "input" is overwritten before the backward pass?

    Measured, not looked up: torch counts the writes to every tensor and raises in the backward pass if a
    saved one has changed. relu, sigmoid, tanh, exp and sqrt save their output (sigmoid' = y (1 - y));
    leaky_relu, elu, silu, softplus, gelu, sin, log, square and mul save their input; add, mul_constant and
    dropout neither (dropout saves its mask).

    Shapes: names -> True or False.
    Raises: ValueError for an unknown op or a `which` other than "output" and "input".
    Source: lecture 8, in-place operations.

    >>> inplace_safe("sigmoid", "output"), inplace_safe("sigmoid", "input")
    (False, True)
    """
    one_of("inplace_safe", "op", op, _OPS)
    one_of("inplace_safe", "which", which, ("output", "input"))
    with torch.random.fork_rng(devices=[]), torch.enable_grad():  # dropout draws: spare the caller's numbers
        untouched = _gradient(op, None)
        try:
            return torch.equal(_gradient(op, which), untouched)
        except RuntimeError as error:
            if "modified by an inplace operation" not in str(error):
                raise
            return False


def inplace_table() -> dict[str, InPlace]:
    """`inplace_safe` for every operation: name -> (output, input).

    Shapes: nothing -> one row an operation.
    Raises: nothing.
    Source: lecture 8, in-place operations.

    >>> inplace_table()["square"]
    InPlace(output=True, input=False)
    """
    return {op: InPlace(inplace_safe(op, "output"), inplace_safe(op, "input")) for op in _OPS}


def _gradient(op: str, overwrite: str | None) -> Tensor:
    """d sum(op(x))/dx at x = (0.5, 1.5), what `overwrite` names set to 7 before the backward pass."""
    home = torch.default_generator.manual_seed(0)  # inside fork_rng: the same mask for each call
    leaf = torch.tensor([0.5, 1.5], requires_grad=True, device=home.device)
    x = leaf.clone()  # torch lets nobody overwrite a leaf
    y = _OPS[op](x)
    total = y.sum()
    with torch.no_grad():
        if overwrite is not None:
            {"output": y, "input": x}[overwrite].fill_(7.0)
    return torch.autograd.grad(total, leaf)[0]
