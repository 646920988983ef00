"""Settings and what they reached: try them, follow the best so far, draw in rounds, compare two searches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import torch
from jaxtyping import Float
from torch import Tensor

from dlcourse.alike import same_dtype
from dlcourse.arguments import between, count, function, randomness
from dlcourse.search.spaces import Interval, Setting, check_intervals, place
from dlcourse.tensors import ShapeError, guard


class Trial(NamedTuple):
    """A setting, and the validation loss that it reached."""

    setting: Setting
    loss: float


class Compared(NamedTuple):
    """The mean of paired differences, and the standard error of this mean; both ()."""

    difference: Tensor
    standard_error: Tensor


def run(settings: Iterable[Setting], evaluate: Callable[[Setting], Any]) -> list[Trial]:
    """Each setting with the validation loss that `evaluate` gives for it, in the same order.

    `min(trials, key=lambda t: t.loss)` is the best of them.
    Raises: TypeError if evaluate is not a function. Source: lecture 11, grid search.

    >>> run([{"x": 3}, {"x": 1}], lambda setting: setting["x"] ** 2)
    [Trial(setting={'x': 3}, loss=9.0), Trial(setting={'x': 1}, loss=1.0)]
    """
    function("run", "evaluate", evaluate)
    return [Trial(setting, float(evaluate(setting))) for setting in settings]


def best_so_far(trials: Sequence[Trial]) -> list[float]:
    """The lowest loss of the first 1, 2, 3, ... trials.

    >>> best_so_far([Trial({}, 3.0), Trial({}, 1.0), Trial({}, 2.0)])
    [3.0, 1.0, 1.0]
    """
    lowest, found = float("inf"), []
    for trial in trials:
        lowest = min(lowest, trial.loss)
        found.append(lowest)
    return found


def guided(evaluate: Callable[[Setting], Any], space: Mapping[str, Interval], *, k: int, rounds: int,
           rng: torch.Generator, shrink: float = 0.5) -> list[Trial]:
    """Random search in rounds of k settings: after each, the box shrinks round the best setting found so far.

    Raises: ValueError for counts below 1 or shrink outside of 0 to 1; TypeError.
    Source: lecture 11, the best of a round guides the next.

    >>> space = {"x": Interval(0.0, 8.0)}
    >>> trials = guided(lambda s: (s["x"] - 5) ** 2, space, k=4, rounds=3, rng=torch.Generator().manual_seed(0))
    >>> len(trials)
    12
    """
    function("guided", "evaluate", evaluate)
    check_intervals("guided", space)
    count("guided", "k", k)
    count("guided", "rounds", rounds)
    randomness("guided", rng)
    between("guided", "shrink", shrink, low=0.0, high=1.0)
    low, side = torch.zeros(len(space), dtype=torch.float64, device=rng.device), 1.0
    trials: list[Trial] = []
    for _ in range(rounds):
        u = low + side * torch.rand(k, len(space), generator=rng, dtype=torch.float64, device=rng.device)
        trials += run((place(space, shares) for shares in u.clamp(0, 1).tolist()), evaluate)
        best = min(trials, key=lambda t: t.loss).setting
        centre = low.new_tensor([interval.share(best[name]) for name, interval in space.items()])
        side *= shrink
        low = (centre - side / 2).clamp(0, 1 - side)  # the smaller box stays within the first
    return trials


@guard
def compare_runs(a: Float[Tensor, " runs"], b: Float[Tensor, " runs"]) -> Compared:
    """The mean of a - b over runs that share their chance, pair by pair, and its standard error.

    Shapes: a and b (runs,) -> two of (). Raises: ShapeError for one run, or unequal numbers of them; DtypeError.
    Source: lecture 11, comparing two ways of searching; lecture 2b, standard error.

    >>> compare_runs(torch.tensor([3.0, 5.0]), torch.tensor([2.0, 2.0]))
    Compared(difference=tensor(2.), standard_error=tensor(1.))
    """
    same_dtype("compare_runs", a=a, b=b)
    if len(a) < 2:
        raise ShapeError("compare_runs: a and b should hold at least two runs, but hold one. A single difference does "
                         "not tell how much differences scatter.")
    apart = a - b
    return Compared(apart.mean(), apart.std() / len(apart) ** 0.5)
