"""Finite differences: move an input a little and look what f does. Needs nothing but calls of f.

The cost is the number of *inputs*: n + 1 calls forward, 2n centred, however many outputs f has.
In this order: `differences` (the formulas), `steps` (how far to go), `checks` (of a gradient derived by hand).
"""

from dlcourse.diff.finite.checks import GradientCheck, check_gradient
from dlcourse.diff.finite.differences import (
    central_difference,
    forward_difference,
    gradient,
    gradient_with_error,
    jacobian,
    jvp,
    richardson,
)
from dlcourse.diff.finite.steps import best_step

__all__ = ["GradientCheck", "best_step", "central_difference", "check_gradient", "forward_difference", "gradient",
           "gradient_with_error", "jacobian", "jvp", "richardson"]
