"""Programs for the same work, timed by turns so that a busy machine disturbs them alike.

In every round each program runs once, in random order, long enough to be timed; what counts is the median over the
rounds of the ratio of two programs' times. Time is the processor's, not the wall's: what other processes do in
between is not in it.
"""

from __future__ import annotations

import gc
import random
import statistics
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dlcourse import collector
from dlcourse.stopwatch import Clock, Program, processor_seconds

SAMPLE = 0.003  # seconds that one program runs in one round, at least
BUDGET = 12.0  # seconds for all rounds of a comparison, about
FEWEST_ROUNDS = 7


class Disagreement(AssertionError):
    """Two programs that should do the same work return different results."""


def device_seconds(program: Program, calls: int) -> float:
    """Time between two events on the CUDA device."""
    begin, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    begin.record()
    for _ in range(calls):
        program()
    end.record()
    torch.cuda.synchronize()
    return begin.elapsed_time(end) / 1000


def own_seconds(program: Program, calls: int) -> float:
    """For programs that return the seconds they took, as those do that run in another process."""
    return sum(program() for _ in range(calls))


CLOCKS = {"cpu": processor_seconds, "cuda": device_seconds}


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One piece of work, done by each of our forms and by each peer; the first peer is the base.

    A target in limits.toml is found by group and name, and there by "form / peer". Before anything is timed all
    programs run once (the base twice: a program with a state returns a copy of it) and their results are compared,
    entry by entry, relative to the largest; `tolerance` is what may lie between them, and None says that there are
    no results to compare (then `clock` reads them as seconds).

    >>> Comparison(group="sums", name="n = 3", ours={"clean": lambda: 6.0}, peers={"sum": lambda: sum((1, 2, 3))}).base
    'sum'
    """

    group: str
    name: str
    ours: dict[str, Program]
    peers: dict[str, Program]
    device: str = "cpu"
    tolerance: float | None = 1e-6
    clock: Clock | None = None  # by default the one for the device
    rounds: int = 60

    @property
    def base(self) -> str:
        return next(iter(self.peers))

    @property
    def programs(self) -> dict[str, Program]:
        return {**self.ours, **self.peers}


@dataclass(frozen=True)
class Result:
    """Medians of one comparison: microseconds by program, and ratios (median, lower and upper quartile) by pair."""

    group: str
    name: str
    device: str
    base: str
    rounds: int
    microseconds: dict[str, float]
    ratios: dict[str, tuple[float, float, float]]  # keys "form / peer"


def measure(comparison: Comparison, *, rng: random.Random) -> Result:
    """Check that the results agree, then time every program in every round. Raises: Disagreement."""
    require_agreement(comparison)
    programs, clock = comparison.programs, comparison.clock or CLOCKS[comparison.device]
    first = {label: _first_time(program, clock) for label, program in programs.items()}
    reported = comparison.tolerance is None
    calls = {label: 1 if reported else max(1, int(SAMPLE / max(t, 1e-8))) for label, t in first.items()}
    one_round = sum(first[label] * calls[label] for label in programs)
    rounds = min(comparison.rounds, max(FEWEST_ROUNDS, int(BUDGET / max(one_round, 1e-8))))
    times: dict[str, list[float]] = {label: [] for label in programs}
    gc.collect()
    with collector.paused():  # a search would fall on whichever program runs when it is due
        for _ in range(rounds):
            for label in rng.sample(list(programs), len(programs)):
                times[label].append(clock(programs[label], calls[label]) / calls[label])
            gc.collect()
    return Result(comparison.group, comparison.name, comparison.device, comparison.base, rounds,
                  {label: 1e6 * statistics.median(t) for label, t in times.items()},
                  {f"{form} / {peer}": ratio(times[form], times[peer])
                   for form in comparison.ours for peer in comparison.peers})


def ratio(ours: list[float], peer: list[float]) -> tuple[float, float, float]:
    """Median, lower and upper quartile of the ratios, round by round.

    >>> ratio([1.0, 1.0, 9.0], [2.0, 2.0, 2.0])[0]   # one disturbed round of three does not count
    0.5
    """
    pairs = [a / max(b, 1e-9) for a, b in zip(ours, peer, strict=True)]
    if len(pairs) == 1:
        return pairs[0], pairs[0], pairs[0]
    lower, _, upper = statistics.quantiles(pairs, n=4, method="inclusive")
    return statistics.median(pairs), lower, upper


def require_agreement(comparison: Comparison) -> None:
    """Run every program once and compare its result with the base's. Raises: Disagreement."""
    if comparison.tolerance is None:
        return
    expected = numbers(comparison.peers[comparison.base]())
    scale = max(1e-30, *(float(np.abs(part).max()) for part in expected))
    for label, program in comparison.programs.items():
        got = numbers(program())
        if [part.shape for part in got] != [part.shape for part in expected]:
            raise Disagreement(f"{comparison.group}, {comparison.name}: {label} returns shapes "
                               f"{[p.shape for p in got]}, {comparison.base} {[p.shape for p in expected]}.")
        gap = max(float(np.abs(a - b).max()) for a, b in zip(got, expected)) / scale
        if not gap <= comparison.tolerance:
            raise Disagreement(f"{comparison.group}, {comparison.name}: {label} differs from {comparison.base} by "
                               f"{gap:.1e} of the largest entry; {comparison.tolerance:.0e} is allowed.")


def numbers(value: Any) -> list[np.ndarray]:
    """The arrays in a result, in order: tensors, numpy and jax arrays, numbers, and tuples or lists of them.

    >>> numbers((torch.ones(2), [True, 2.5]))
    [array([1., 1.]), array(1.), array(2.5)]
    """
    if isinstance(value, (tuple, list)):
        return [part for item in value for part in numbers(item)]
    if isinstance(value, Tensor):
        value = value.detach().cpu()
    return [np.asarray(value, dtype=np.float64)]


def _first_time(program: Program, clock: Clock) -> float:
    """Seconds for one call, the first call (which may compile or fill caches) apart."""
    clock(program, 1)
    return min(clock(program, 1) for _ in range(2))
