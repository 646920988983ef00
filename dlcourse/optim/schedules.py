"""Learning-rate schedules: called with the number of updates done so far, 0 at first."""

from __future__ import annotations

import math
from dataclasses import KW_ONLY, dataclass

from dlcourse.arguments import between, count, number, positive


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


@dataclass(frozen=True)
class Warmup:
    """eta_t = eta (t + 1)/steps for the first `steps` updates, then eta: short steps while the averages of a rule form.

    Raises: ValueError for eta < 0, steps < 1 or t < 0; TypeError for steps or t that is no integer.
    Source: Goyal et al. 2017; torch.optim.lr_scheduler.LinearLR with start_factor=1/steps, total_iters=steps - 1.

    >>> [Warmup(1.0, 4)(t) for t in (0, 1, 3, 9)]
    [0.25, 0.5, 1.0, 1.0]
    """

    eta: float
    steps: int

    def __post_init__(self) -> None:
        number("Warmup", "eta", self.eta)
        count("Warmup", "steps", self.steps)

    def __call__(self, t: int) -> float:
        """The step length of step t, counted from 0."""
        count("Warmup", "t", t, low=0)
        return self.eta * min(1.0, (t + 1) / self.steps)


@dataclass(frozen=True)
class Cosine:
    """From eta down to `low` along half a cosine, low + (eta - low) (1 + cos(pi t/steps))/2, then low.

    Raises: ValueError for eta < 0, steps < 1, low outside [0, eta] or t < 0; TypeError as `Warmup`.
    Source: Loshchilov and Hutter 2017; torch.optim.lr_scheduler.CosineAnnealingLR, which rises again after `steps`.

    >>> [Cosine(1.0, 4)(t) for t in (0, 2, 4, 9)]
    [1.0, 0.5, 0.0, 0.0]
    """

    eta: float
    steps: int
    low: float = 0.0

    def __post_init__(self) -> None:
        number("Cosine", "eta", self.eta)
        count("Cosine", "steps", self.steps)
        between("Cosine", "low", self.low, low=0.0, high=self.eta)

    def __call__(self, t: int) -> float:
        """The step length of step t, counted from 0."""
        count("Cosine", "t", t, low=0)
        return self.low + (self.eta - self.low) * (1 + math.cos(math.pi * min(t, self.steps) / self.steps)) / 2


@dataclass(frozen=True)
class WarmupCosine:
    """`Warmup` for `warmup` updates, then `Cosine` for the rest of `steps` updates in all.

    Raises: ValueError for eta < 0, warmup < 1, steps <= warmup, low outside [0, eta] or t < 0; TypeError as `Warmup`.
    Source: torch.optim.lr_scheduler.SequentialLR of LinearLR and CosineAnnealingLR.

    >>> [WarmupCosine(1.0, warmup=2, steps=6)(t) for t in (0, 1, 2, 4, 6)]
    [0.5, 1.0, 1.0, 0.5, 0.0]
    """

    eta: float
    _: KW_ONLY
    warmup: int
    steps: int
    low: float = 0.0

    def __post_init__(self) -> None:
        number("WarmupCosine", "eta", self.eta)
        count("WarmupCosine", "warmup", self.warmup)
        count("WarmupCosine", "steps", self.steps, low=self.warmup + 1)
        between("WarmupCosine", "low", self.low, low=0.0, high=self.eta)

    def __call__(self, t: int) -> float:
        """The step length of step t, counted from 0."""
        count("WarmupCosine", "t", t, low=0)
        if t < self.warmup:
            return Warmup(self.eta, self.warmup)(t)
        return Cosine(self.eta, self.steps - self.warmup, self.low)(t - self.warmup)


@dataclass(frozen=True)
class StepDecay:
    """eta_t = eta factor^(t // every): the same step for `every` updates, then a shorter one.

    Raises: ValueError for eta < 0, every < 1, factor outside [0, 1] or t < 0; TypeError as `Warmup`.
    Source: torch.optim.lr_scheduler.StepLR, whose factor is called gamma and is 0.1 by default.

    >>> [StepDecay(1.0, every=10, factor=0.5)(t) for t in (0, 9, 10, 20)]
    [1.0, 1.0, 0.5, 0.25]
    """

    eta: float
    _: KW_ONLY
    every: int
    factor: float = 0.1

    def __post_init__(self) -> None:
        number("StepDecay", "eta", self.eta)
        count("StepDecay", "every", self.every)
        between("StepDecay", "factor", self.factor, low=0.0, high=1.0)

    def __call__(self, t: int) -> float:
        """The step length of step t, counted from 0."""
        count("StepDecay", "t", t, low=0)
        return self.eta * self.factor ** (t // self.every)
