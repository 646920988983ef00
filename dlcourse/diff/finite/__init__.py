"""Finite differences: move an input a little and look what f does. Needs nothing but calls of f.

The cost is the number of *inputs*: n + 1 calls forward, 2n centred, however many outputs f has.
"""

from dlcourse.diff.finite.differences import (
    GradientCheck,
    central_difference,
    check_gradient,
    forward_difference,
    gradient,
    gradient_with_error,
    jacobian,
    jvp,
    richardson,
)
from dlcourse.diff.finite.directions import DirectionCheck, check_directions
from dlcourse.diff.finite.points import best_step

__all__ = ["DirectionCheck", "GradientCheck", "best_step", "central_difference", "check_directions", "check_gradient",
           "forward_difference", "gradient", "gradient_with_error", "jacobian", "jvp", "richardson"]
