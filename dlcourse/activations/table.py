"""The table of activations, and what their outputs tell about units."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from jaxtyping import Bool, Float
from torch import Tensor

from dlcourse.activations import hinged, smooth
from dlcourse.arguments import one_of
from dlcourse.tensors import Value, guard


class Activation(NamedTuple):
    """A row of the table: the function, its derivative, its range, and how often it can be differentiated.

    `order` counts the derivatives that are continuous: -1 where the function itself jumps, 0 where it has a corner.
    """

    function: Callable[..., Value]
    derivative: Callable[..., Tensor]
    range: str
    continuity: str
    order: float = math.inf
    elementwise: bool = True


_CORNER = "continuous, slope jumps at 0"

TABLE: dict[str, Activation] = {
    "identity": Activation(smooth.identity, smooth.identity_grad, "all numbers", "smooth"),
    "step": Activation(hinged.step, hinged.step_grad, "0 and 1", "jumps at 0", -1),
    "sigmoid": Activation(smooth.sigmoid, smooth.sigmoid_grad, "(0, 1)", "smooth"),
    "tanh": Activation(smooth.tanh, smooth.tanh_grad, "(-1, 1)", "smooth"),
    "relu": Activation(hinged.relu, hinged.relu_grad, "[0, inf)", _CORNER, 0),
    "softplus": Activation(smooth.softplus, smooth.softplus_grad, "(0, inf)", "smooth"),
    "leaky_relu": Activation(hinged.leaky_relu, hinged.leaky_relu_grad, "all numbers", _CORNER, 0),
    "prelu": Activation(hinged.prelu, hinged.prelu_grad, "all numbers", _CORNER, 0),
    "elu": Activation(hinged.elu, hinged.elu_grad, "(-alpha, inf)", "slope continuous for alpha = 1", 1),
    "gelu": Activation(smooth.gelu, smooth.gelu_grad, "[-0.17, inf)", "smooth"),
    "gaussian": Activation(smooth.gaussian, smooth.gaussian_grad, "(0, 1]", "smooth"),
    "gcu": Activation(smooth.gcu, smooth.gcu_grad, "all numbers", "smooth"),
    "maxout": Activation(hinged.maxout, hinged.maxout_grad, "all numbers", "continuous, slope jumps at ties", 0, False),
}


_ELEMENTWISE = [name for name, row in TABLE.items() if row.elementwise]


def elementwise(where: str, name: str) -> Activation:
    """The row of TABLE under this name, if it works entry by entry.

    Raises: ValueError, in the name of the function `where`, for any other name.

    >>> elementwise("layer", "relu").range
    '[0, inf)'
    """
    one_of(where, "activation", name, _ELEMENTWISE)
    return TABLE[name]


@guard
def dead_units(a: Float[Tensor, "batch units"]) -> Bool[Tensor, " units"]:
    """Which units of a relu layer are 0 for every sample: no gradient reaches their weights from these samples.

    Shapes: a (batch, units), outputs of the layer -> (units,). Source: lecture 5, problems of relu.

    >>> import torch
    >>> dead_units(torch.tensor([[0.0, 2.0, 0.0], [0.0, 0.0, 1.0]])).tolist()
    [True, False, False]
    """
    return (a == 0).all(0)
