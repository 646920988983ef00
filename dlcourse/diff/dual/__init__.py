"""Forward mode: carry the tangent x_dot along with x, operation by operation, with dual numbers.

One pass gives every output's derivative along one direction; k directions travel in one pass as k tangents. In
this order: `rules` (an operation's value and tangent), `number` (the class that turns them into arithmetic),
`forward` (Jacobian-vector products and Jacobians).
"""

from dlcourse.diff.dual.forward import gradient, jacobian, jvp
from dlcourse.diff.dual.number import Dual
from dlcourse.diff.dual.rules import RULES
from dlcourse.elementary import cos, exp, log, relu, sigmoid, sin, sqrt, tanh

__all__ = ["RULES", "Dual", "cos", "exp", "gradient", "jacobian", "jvp", "log", "relu", "sigmoid", "sin", "sqrt",
           "tanh"]
