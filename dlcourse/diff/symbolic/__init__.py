"""Symbolic differentiation: an expression in, an expression out, by the rules of school calculus.

The result is readable and exact. Written out, it can grow exponentially with the number of steps (`swell`);
kept as a graph in which equal parts are shared, it grows in proportion.
"""

from dlcourse.diff.symbolic.derivative import (
    Swell,
    cos,
    differentiate,
    evaluate,
    exp,
    log,
    simplify,
    sin,
    sqrt,
    swell,
    tanh,
)
from dlcourse.diff.symbolic.rules import RULES
from dlcourse.diff.symbolic.tree import Const, Expression, Operation, Symbol, as_expression, count_operations, to_text

__all__ = ["RULES", "Const", "Expression", "Operation", "Swell", "Symbol", "as_expression", "cos", "count_operations",
           "differentiate", "evaluate", "exp", "log", "simplify", "sin", "sqrt", "swell", "tanh", "to_text"]
