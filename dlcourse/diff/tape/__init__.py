"""Reverse mode: record what f does on a tape, then carry adjoints backwards from its output to its input.

One walk back gives the derivative of one number by all inputs, at a few times the cost of f. In this order:
`rules` (what an operation computes, and how an adjoint goes back through it), `var` (the tape, and numbers that
write on it), `reverse` (gradients).
"""

from dlcourse.diff.tape.reverse import gradient, jacobian, vjp
from dlcourse.diff.tape.rules import RULES
from dlcourse.diff.tape.var import Tape, TapeLine, Var

__all__ = ["RULES", "Tape", "TapeLine", "Var", "gradient", "jacobian", "vjp"]
