"""Activation functions, each with its derivative beside it, and the one table of both.

Every function runs on a Tensor, a Dual and a Var, and neither overflows nor gives NaN at large inputs. All of
them take floating-point numbers of any shape and, but for maxout, keep it; they raise DtypeError, ShapeError or
NotANumberError.
"""

from dlcourse.activations.hinged import (
    elu,
    elu_grad,
    leaky_relu,
    leaky_relu_grad,
    maxout,
    maxout_grad,
    prelu,
    prelu_grad,
    prelu_slope_grad,
    relu,
    relu_grad,
    step,
    step_grad,
)
from dlcourse.activations.smooth import (
    gaussian,
    gaussian_grad,
    gcu,
    gcu_grad,
    gelu,
    gelu_grad,
    identity,
    identity_grad,
    sigmoid,
    sigmoid_grad,
    softplus,
    softplus_grad,
    tanh,
    tanh_grad,
)
from dlcourse.activations.table import TABLE, Activation, dead_units, elementwise

__all__ = ["TABLE", "Activation", "dead_units", "elementwise", "elu", "elu_grad", "gaussian", "gaussian_grad", "gcu",
           "gcu_grad", "gelu", "gelu_grad", "identity", "identity_grad", "leaky_relu", "leaky_relu_grad", "maxout",
           "maxout_grad", "prelu", "prelu_grad", "prelu_slope_grad", "relu", "relu_grad", "sigmoid", "sigmoid_grad",
           "softplus", "softplus_grad", "step", "step_grad", "tanh", "tanh_grad"]
