"""Where a search may look: intervals, plain or logarithmic, grids of values, and settings drawn by lot."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from dlcourse.arguments import between, count, flag, positive, randomness
from dlcourse.tensors import ShapeError

Setting = dict[str, Any]


def log_uniform(lo: float, hi: float, n: int, *, rng: torch.Generator) -> Tensor:
    """n numbers between lo and hi, drawn so that every power of ten between them gets the same share.

    Shapes: -> (n,), float64. Raises: ValueError unless 0 < lo < hi, or for n below 1; TypeError.
    Source: lecture 11, a scale for learning rates: the logarithm is drawn evenly.

    >>> log_uniform(0.01, 100.0, 3, rng=torch.Generator().manual_seed(0)).shape
    torch.Size([3])
    """
    _check_ends("log_uniform", lo, hi, log=True)
    count("log_uniform", "n", n)
    randomness("log_uniform", rng)
    u = torch.rand(n, generator=rng, dtype=torch.float64, device=rng.device)
    return (math.log(lo) + u * (math.log(hi) - math.log(lo))).exp().clamp(lo, hi)


@dataclass(frozen=True)
class Interval:
    """A hyper-parameter between two ends; with `log`, equal factors are equally long.

    Raises: ValueError unless low < high, and with log unless 0 < low; TypeError.
    Source: lecture 11, searching scale.

    >>> Interval(0.01, 1.0, log=True).at(0.5)
    0.1
    """

    low: float
    high: float
    log: bool = False

    def __post_init__(self) -> None:
        """Check the ends."""
        flag("Interval", "log", self.log)
        _check_ends("Interval", self.low, self.high, log=self.log)

    def at(self, u: float) -> float:
        """The number at the share u of the way from low to high. Raises: ValueError for u outside of 0 to 1."""
        between("Interval.at", "u", u, low=0.0, high=1.0)
        if not self.log:
            return self.low + u * (self.high - self.low)
        return float(f"{self.low * (self.high / self.low) ** u:.12g}")

    def share(self, value: float) -> float:
        """How far from low to high a number lies, from 0 to 1: the inverse of `at`.

        >>> Interval(0.01, 1.0, log=True).share(0.1)
        0.5
        """
        between("Interval.share", "value", value, low=self.low, high=self.high)
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        return math.log(value / self.low) / math.log(self.high / self.low)

    def spaced(self, n: int) -> tuple[float, ...]:
        """n values, each in the middle of one of n equal parts.

        >>> Interval(0.01, 100.0, log=True).spaced(2)
        (0.1, 10.0)
        """
        count("Interval.spaced", "n", n)
        return tuple(self.at((i + 0.5) / n) for i in range(n))


Space = Mapping[str, Interval | Sequence[Any]]


def grid(space: Mapping[str, Sequence[Any]]) -> list[Setting]:
    """Every combination of the values, the last name changing fastest.

    Raises: TypeError for an Interval, which has no list of values; ValueError for an empty one.
    Source: lecture 11, grid search: as many settings as the product of the numbers of values.

    >>> grid({"eta": [0.1, 1.0], "units": [8, 16]})[:2]
    [{'eta': 0.1, 'units': 8}, {'eta': 0.1, 'units': 16}]
    """
    _check_space("grid", space)
    for name, values in space.items():
        if isinstance(values, Interval):
            raise TypeError(f"grid: space[{name!r}] should be a list of values, but is an Interval. Choose some of its "
                            f"values: space[{name!r}].spaced(4).")
    return [dict(zip(space, values)) for values in itertools.product(*space.values())]


def place(space: Mapping[str, Interval], u: Sequence[float]) -> Setting:
    """The setting at the shares u of the way along each interval.

    Raises: ShapeError if there are not as many shares as intervals; ValueError for a share outside of 0 to 1; TypeError
    for what is no Interval.

    >>> place({"eta": Interval(0.01, 1.0, log=True), "mu": Interval(0.0, 0.9)}, [0.5, 1.0])
    {'eta': 0.1, 'mu': 0.9}
    """
    check_intervals("place", space)
    if len(u) != len(space):
        raise ShapeError(f"place: u should hold a share for each of the {len(space)} names, but holds {len(u)}.")
    return {name: interval.at(float(share)) for (name, interval), share in zip(space.items(), u)}


def random_search(space: Space, k: int, *, rng: torch.Generator) -> list[Setting]:
    """k settings drawn by lot, each value by itself; where all are listed values, no setting comes twice.

    Raises: ValueError for k below 1, an empty list of values, or more settings than there are; TypeError.
    Source: lecture 11, random search (Bergstra and Bengio 2012).

    >>> len(random_search({"eta": Interval(0.01, 1.0, log=True), "units": [8, 16]}, 3, rng=torch.Generator()))
    3
    """
    _check_space("random_search", space)
    count("random_search", "k", k)
    randomness("random_search", rng)
    listed: dict[str, Any] = {name: v for name, v in space.items() if not isinstance(v, Interval)}
    if len(listed) == len(space):
        sizes = [len(v) for v in listed.values()]
        if k > math.prod(sizes):
            raise ValueError(f"random_search: k should be at most {math.prod(sizes)}, the number of settings, but is "
                             f"{k}. Try all of them: grid(space).")
        drawn = torch.randperm(math.prod(sizes), generator=rng, device=rng.device)[:k].tolist()
        every = grid(listed)
        return [every[i] for i in drawn]
    u = torch.rand(k, len(space), generator=rng, dtype=torch.float64, device=rng.device).tolist()
    return [{name: v.at(share) if isinstance(v, Interval) else v[int(share * len(v))]
             for (name, v), share in zip(space.items(), shares)} for shares in u]


def check_intervals(where: str, space: Any) -> None:
    """Raise unless space is a dict from names to Intervals: a share of the way needs two ends."""
    _check_space(where, space)
    for name, interval in space.items():
        if not isinstance(interval, Interval):
            raise TypeError(f"{where}: space[{name!r}] should be an Interval, but is of type "
                            f"{type(interval).__name__}. Pass Interval(low, high), or search lists of values with grid "
                            f"or random_search.")


def _check_ends(where: str, lo: float, hi: float, *, log: bool) -> None:
    name = ("low", "high") if where == "Interval" else ("lo", "hi")
    if log:
        positive(where, name[0], lo, remedy="The logarithm of 0 is minus infinity: begin a little above.")
    between(where, name[0], lo)
    between(where, name[1], hi)
    if not lo < hi:
        raise ValueError(f"{where}: {name[0]} should be below {name[1]}, but they are {lo:g} and {hi:g}. "
                         f"Exchange them?")


def _check_space(where: str, space: Any) -> None:
    if not isinstance(space, Mapping) or not space:
        raise TypeError(f"{where}: space should be a dict from names to values, but is {space!r:.40}. For instance: "
                        f"{{'eta': [0.1, 1.0]}}.")
    for name, values in space.items():
        if not isinstance(values, Interval) and len(values) == 0:
            raise ValueError(f"{where}: space[{name!r}] should hold at least one value, but is empty. Leave the name "
                             f"out, or give it a value.")
