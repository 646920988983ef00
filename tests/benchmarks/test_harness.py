"""The estimator on clocks that only pretend, the agreement of results, and the collector."""

import gc
import random

import numpy as np
import pytest
import torch

from benchmarks.harness import FEWEST_ROUNDS, Comparison, Disagreement, measure, numbers, ratio, require_agreement


class Clock:
    """Tells for each program a time of its own, disturbed in some rounds; no time passes."""

    def __init__(self, seconds, disturb=lambda call: 1.0):
        self.seconds, self.disturb, self.calls = seconds, disturb, []

    def __call__(self, program, count):
        label = program()
        self.calls.append((label, count))
        return self.seconds[label] * count * self.disturb(len(self.calls))


def comparison(clock, **options):
    programs = {"ours": {"quick": lambda: "quick", "plain": lambda: "plain"}, "peers": {"peer": lambda: "peer"}}
    return Comparison(**{"group": "g", "name": "n", "tolerance": None, "clock": clock, **programs, **options})


def test_ratios_are_ours_over_the_peers():
    clock = Clock({"quick": 0.25, "plain": 3.0, "peer": 1.0})
    result = measure(comparison(clock), rng=random.Random(0))
    assert result.ratios["quick / peer"] == (0.25, 0.25, 0.25)
    assert result.ratios["plain / peer"][0] == 3.0
    assert result.microseconds == pytest.approx({"quick": 250_000, "plain": 3e6, "peer": 1e6})
    assert result.base == "peer"


def test_a_disturbance_of_single_samples_does_not_count():
    clock = Clock({"quick": 0.5, "plain": 1.0, "peer": 1.0}, lambda call: 40.0 if call % 11 == 0 else 1.0)
    result = measure(comparison(clock, rounds=60), rng=random.Random(1))
    assert result.ratios["quick / peer"][0] == 0.5


def test_a_slow_drift_falls_on_both_alike():
    clock = Clock({"quick": 0.5, "plain": 1.0, "peer": 1.0}, lambda call: 1 + call / 50)
    value, low, high = measure(comparison(clock, rounds=60), rng=random.Random(2)).ratios["quick / peer"]
    assert value == pytest.approx(0.5, rel=0.02)
    assert low <= value <= high


def test_every_program_runs_once_a_round_in_changing_order():
    clock = Clock({"quick": 0.5, "plain": 1.0, "peer": 1.0})
    result = measure(comparison(clock), rng=random.Random(3))
    rounds = [tuple(label for label, _ in clock.calls[i:i + 3]) for i in range(9, len(clock.calls), 3)]
    assert len(rounds) == result.rounds
    assert all(sorted(r) == ["peer", "plain", "quick"] for r in rounds)
    assert len(set(rounds)) > 1


def test_short_programs_are_called_often_and_long_ones_in_few_rounds():
    quick = Clock({"quick": 1e-5, "plain": 1e-3, "peer": 1.0})
    result = measure(comparison(quick, tolerance=None), rng=random.Random(0))
    assert result.rounds == 11  # 12 seconds, about one a round
    slow = measure(comparison(Clock(dict.fromkeys(("quick", "plain", "peer"), 100.0))), rng=random.Random(0))
    assert slow.rounds == FEWEST_ROUNDS


def test_the_collector_rests_meanwhile_and_returns():
    seen = []
    clock = Clock({"quick": 1.0, "plain": 1.0, "peer": 1.0}, lambda call: seen.append(gc.isenabled()) or 1.0)
    measure(comparison(clock), rng=random.Random(0))
    assert not any(seen[9:])
    assert gc.isenabled()
    seen.clear()

    def fails(program, count):
        if len(seen) > 40:
            raise OSError
        seen.append(0)
        return 0.001
    with pytest.raises(OSError):
        measure(comparison(fails), rng=random.Random(0))
    assert gc.isenabled()


def test_medians_of_pairs():
    assert ratio([1.0, 2.0, 30.0], [2.0, 4.0, 6.0]) == (0.5, 0.5, 2.75)
    assert ratio([3.0], [2.0]) == (1.5, 1.5, 1.5)
    with pytest.raises(ValueError):
        ratio([1.0], [1.0, 2.0])


@pytest.mark.parametrize("ours, reason", [(torch.tensor([1.0, 2.1]), "differs"), (torch.tensor([1.0]), "shapes"),
                                          (torch.tensor([1.0, float("nan")]), "differs"), (1.0, "shapes")])
def test_a_wrong_result_is_never_timed(ours, reason):
    wrong = Comparison(group="g", name="n", ours={"a": lambda: ours}, peers={"b": lambda: np.array([1.0, 2.0])})
    with pytest.raises(Disagreement, match=reason):
        measure(wrong, rng=random.Random(0))


def test_results_are_compared_relative_to_the_largest_entry():
    def pair(x, tolerance):
        return Comparison(group="g", name="n", tolerance=tolerance, ours={"a": lambda: (x, 1000.0)},
                          peers={"b": lambda: [torch.zeros(()), 1000.0]})
    require_agreement(pair(1e-4, 1e-6))
    with pytest.raises(Disagreement):
        require_agreement(pair(1e-2, 1e-6))


def test_numbers_of_nested_results():
    assert [a.tolist() for a in numbers([torch.ones(2), (np.zeros(1), 3, True)])] == [[1.0, 1.0], [0.0], 3.0, 1.0]
