"""Reverse mode: record what f does on a tape, then carry adjoints backwards from its output to its input.

One walk back gives the derivative of one number by all inputs, at a few times the cost of f.
"""

from dlcourse.diff.tape.fused import cross_entropy, linear, linear_relu
from dlcourse.diff.tape.reverse import gradient, jacobian, value_and_gradients, vjp
from dlcourse.diff.tape.rules import BINARY, RULES
from dlcourse.diff.tape.var import Tape, TapeLine, Var

__all__ = ["BINARY", "RULES", "Tape", "TapeLine", "Var", "cross_entropy", "gradient", "jacobian", "linear",
           "linear_relu", "value_and_gradients", "vjp"]
