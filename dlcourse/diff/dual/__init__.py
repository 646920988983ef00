"""Forward mode: carry the tangent x_dot along with x, operation by operation, with dual numbers.

One pass gives every output's derivative along one direction; k directions travel in one pass as k tangents.
"""

from dlcourse.diff.dual.forward import gradient, jacobian, jvp
from dlcourse.diff.dual.functions import cos, exp, log, relu, sigmoid, sin, sqrt, tanh
from dlcourse.diff.dual.number import Dual
from dlcourse.diff.dual.rules import RULES

__all__ = ["RULES", "Dual", "cos", "exp", "gradient", "jacobian", "jvp", "log", "relu", "sigmoid", "sin", "sqrt",
           "tanh"]
