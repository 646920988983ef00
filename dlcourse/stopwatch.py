"""How long programs take beside one another, timed by turns so that a busy machine disturbs them alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Program = Callable[[], Any]
Clock = Callable[[Program, int], float]  # seconds for so many calls of a program

SAMPLE = 0.002  # seconds that one program runs in one round, at least


def processor_seconds(program: Program, calls: int) -> float:
    """Processor time of this process for so many calls; what other processes do in between is not in it."""
    begin = time.process_time()
    for _ in range(calls):
        program()
    return time.process_time() - begin


@dataclass(frozen=True)
class Timing:
    """Seconds a call of each program, and how many times faster each is than the first one: medians over rounds."""

    seconds: dict[str, float]
    faster: dict[str, float]

    def __repr__(self) -> str:
        wide = max(map(len, self.seconds))
        _, *others = self.seconds
        beside = {name: f"   {self.faster[name]:6.1f} times as fast" for name in others}
        return "\n".join(f"{name.replace('_', ' '):{wide}} {1e6 * seconds:9.0f} µs{beside.get(name, '')}"
                         for name, seconds in self.seconds.items())


def compare(*, rounds: int = 15, clock: Clock = processor_seconds, **programs: Program) -> Timing:
    """Time programs by turns. Each runs once before, so that nothing is loaded while the clock runs.

    Raises: ValueError for fewer than two programs or fewer than three rounds.

    >>> ticks = {"slow": 4e-3, "fast": 1e-3}   # a clock for the example
    >>> compare(clock=lambda name, calls: calls * ticks[name()], slow=lambda: "slow", fast=lambda: "fast")
    slow      4000 µs
    fast      1000 µs      4.0 times as fast
    """
    if len(programs) < 2 or rounds < 3:
        raise ValueError(f"compare: at least two programs and three rounds are needed, but there are {len(programs)} "
                         f"and {rounds}. Call for example compare(clean=f, fast=g).")
    first, *_ = programs
    calls = {}
    for name, program in programs.items():
        program()
        calls[name] = max(1, round(SAMPLE / max(clock(program, 1), 1e-7)))
    times: dict[str, list[float]] = {name: [] for name in programs}
    for _ in range(rounds):
        for name, program in programs.items():
            times[name].append(clock(program, calls[name]) / calls[name])
    return Timing({name: statistics.median(taken) for name, taken in times.items()},
                  {name: statistics.median(a / max(b, 1e-9) for a, b in zip(times[first], taken))
                   for name, taken in times.items()})
