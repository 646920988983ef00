"""What the lecture says of rules in numbers: first steps, decay, the turned ravine, and runs on the irises."""

import math

import pytest
import torch

from dlcourse import optim
from dlcourse.learning_curves import iris_curves, ran_away
from dlcourse.lectures.l09b.steps import walk
from dlcourse.lectures.l09b.widgets import curves

double = torch.float64


def test_epsilon_inside_the_root_brakes_a_gradient_of_1e_4():
    g = torch.tensor([[1e-4]], dtype=double)
    first = {inside: float(walk(optim.Adam(1.0, eps=1e-8, eps_inside=inside), g).positions[1].abs())
             for inside in (False, True)}
    assert first[True] == pytest.approx(0.71, abs=0.005)
    assert first[False] > 0.999


def test_tables_of_adagrad_and_rmsprop():
    def lengths(rule, *gradients):
        return walk(rule, torch.tensor(gradients, dtype=double)[:, None]).positions[:, 0].diff().abs().tolist()

    assert lengths(optim.AdaGrad(0.1), 2, 2, 1) == pytest.approx([0.1, 0.0707, 0.0333], abs=5e-5)
    assert lengths(optim.AdaGrad(0.1), 3, 0, 4) == pytest.approx([0.1, 0, 0.08])
    assert lengths(optim.RMSProp(0.1, 0.9), 10, 1, 1) == pytest.approx([0.316, 0.0331, 0.0347], abs=3e-4)


def test_adam_without_corrections():
    steady = torch.ones(2000, 1, dtype=double)
    long = walk(optim.Adam(0.1, bias_correction=False), steady).positions[:, 0].diff().abs() / 0.1
    assert float(long[0]) == pytest.approx(3.16, abs=0.005)
    assert float(long.max()) == pytest.approx(6.5, abs=0.1)
    assert torch.allclose(walk(optim.Adam(0.1), steady).positions[:, 0].diff().abs(), torch.tensor(0.1, dtype=double))


def test_a_corrected_average_that_is_kept_gives_5_26():
    assert pytest.approx(5.26, abs=0.005) == (0.9 * 1 + 0.1 * 1) / (1 - 0.9**2)


def test_the_turned_ravine_costs_adagrad_its_lead_and_momentum_nothing():
    H, c = torch.diag(torch.tensor([1.0, 50.0], dtype=double)), 1 / math.sqrt(2)
    turn = torch.tensor([[c, -c], [c, c]], dtype=double)

    def height(rule, H, start):
        end = optim.gradient_descent(lambda x: H @ x, start, rule=rule, steps=40)[-1]
        return float(end @ H @ end / 2)

    medians = {}
    for rule in (optim.AdaGrad(1.0), optim.Momentum(0.018, 0.8)):
        starts = [torch.randn(2, generator=torch.Generator().manual_seed(seed), dtype=double) for seed in range(20)]
        starts = [4 * start / start.norm() for start in starts]
        medians[type(rule).__name__] = [
            sorted(height(rule, M, R @ start) for start in starts)[10]
            for M, R in ((H, torch.eye(2, dtype=double)), (turn @ H @ turn.mT, turn))]
    assert medians["AdaGrad"][0] < 1e-5
    assert medians["AdaGrad"][1] == pytest.approx(0.97, abs=0.006)
    assert medians["Momentum"] == pytest.approx([0.003, 0.003], abs=5e-4)


def test_three_runs_on_the_irises_cannot_tell_four_rates_apart():
    told = {0.1: 0.071, 0.178: 0.082, 0.316: 0.074, 0.562: 0.077}
    for eta, median in told.items():
        ends = curves("Adam", eta).held_out[:, -1].sort().values
        assert float(ends[1]) == pytest.approx(median, abs=0.0006)
        assert float(ends[2] - ends[0]) > 0.05
        assert float(ends[0]) < 0.06
        assert float(ends[2]) > 0.0995
    assert all(bool(ran_away(curves("Adam", eta)).all()) for eta in (3.16, 5.62, 10.0))


def test_twenty_runs_can():
    told = {0.1: (0.098, 0.16), 0.178: (0.106, 0.22), 0.316: (0.136, 0.49), 0.562: (0.151, 1.26)}
    found = iris_curves({str(eta): optim.Adam(eta) for eta in told}, epochs=30, batch_size=45, seeds=range(20))
    for eta, (median, worst) in told.items():
        ends = found[str(eta)].held_out[:, -1]
        assert float(ends.median()) == pytest.approx(median, abs=0.0006)
        assert float(ends.max()) == pytest.approx(worst, abs=0.006)
