"""Learning-rate schedules: called with the number of updates done so far, 0 at first."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dlcourse.arguments import count, number, positive


@dataclass(frozen=True)
class Constant:
    """The same eta at every update t = 0, 1, 2, ...

    Raises: ValueError for eta < 0 or t < 0.
    Source: lecture 9, gradient descent.

    >>> Constant(0.1)(7)
    0.1
    """

    eta: float

    def __post_init__(self) -> None:
        number("Constant", "eta", self.eta)

    def __call__(self, t: int) -> float:
        """The step size of step t."""
        count("Constant", "t", t, low=0)
        return self.eta


@dataclass(frozen=True)
class InverseTime:
    """eta_t = eta/(1 + decay t): the steps sum to infinity, their squares do not, as online SGD needs.

    Raises: ValueError for eta < 0, decay < 0 or t < 0.
    Source: lecture 9, online SGD; Robbins and Monro 1951.

    >>> [InverseTime(1.0, 0.5)(t) for t in (0, 2, 6)]
    [1.0, 0.5, 0.25]
    """

    eta: float
    decay: float

    def __post_init__(self) -> None:
        number("InverseTime", "eta", self.eta)
        number("InverseTime", "decay", self.decay)

    def __call__(self, t: int) -> float:
        """The step size of step t."""
        count("InverseTime", "t", t, low=0)
        return self.eta / (1 + self.decay * t)


@dataclass(frozen=True)
class InverseRoot:
    """eta_t = diameter/(slope sqrt(t + 1)): with these steps the regret stays below 1.5 D G sqrt(T).

    The decisions then stay in a convex set of that diameter D, and no gradient is longer than that slope G.

    Raises: ValueError for diameter < 0, slope <= 0 or t < 0.
    Source: lecture 9, online convex optimisation; Zinkevich 2003.

    >>> InverseRoot(2.0, 1.0)(3)
    1.0
    """

    diameter: float
    slope: float

    def __post_init__(self) -> None:
        number("InverseRoot", "diameter", self.diameter)
        positive("InverseRoot", "slope", self.slope, remedy="Pass the length of the longest gradient.")

    def __call__(self, t: int) -> float:
        """The step size of step t."""
        count("InverseRoot", "t", t, low=0)
        return self.diameter / (self.slope * math.sqrt(t + 1))
