"""The numbers that lecture 09a states in its text."""

import math
from itertools import combinations

import pytest
import torch

from dlcourse import data, optim, tensors
from dlcourse.models import linear

double = torch.float64


def matrix(*rows):
    return torch.tensor(rows, dtype=double)


def test_eigenvalues_and_limits():
    assert torch.linalg.eigvalsh(matrix([3, 1], [1, 3])).tolist() == pytest.approx([2, 4])
    assert torch.linalg.eigvalsh(matrix([5, 2], [2, 2])).tolist() == pytest.approx([1, 6])
    assert (matrix([5, 2], [2, 2]) @ torch.tensor([2.0, 1.0], dtype=double)).tolist() == [12, 6]
    assert float(optim.max_stable_eta(matrix([5, 2], [2, 2]))) == pytest.approx(1 / 3)
    start = torch.tensor([4.0, 2.0], dtype=double)
    gradient = matrix([3, 1], [1, 3]) @ start
    assert gradient.tolist() == [14, 10]
    assert (start - 0.4 * gradient).tolist() == pytest.approx([-1.6, -2])


def test_two_valleys():
    ridge = 0.1536257
    assert ridge**3 - ridge + 0.15 == pytest.approx(0, abs=1e-6)
    assert pytest.approx(-0.93, abs=0.005) == 3 * 0.154**2 - 1
    ends = []
    for start in (0.05, 0.25):
        t = start
        for _ in range(20):
            t -= 0.3 * (t**3 - t + 0.15)
        ends.append(t)
    assert ends[1] - ends[0] == pytest.approx(2, abs=0.03)
    assert ridge - 0.1535 == pytest.approx(0.000126, abs=5e-7)
    t, moved = 0.1535, []
    for _ in range(60):
        t -= 0.3 * (t**3 - t + 0.15)
        moved.append(abs(t - ridge))
    assert moved[5] / moved[4] == pytest.approx(1.28, abs=0.005)
    assert (moved[19], moved[29]) == (pytest.approx(0.017, abs=5e-4), pytest.approx(0.21, abs=5e-3))
    assert t == pytest.approx(ends[0], abs=0.01)  # A's valley


def test_momentum_by_hand():
    def run(gradients):
        x = v = 0.0
        for g in gradients:
            v = 0.5 * v - g
            x += v
        return v, x

    assert run([1, 1, 1]) == (-1.75, -4.25)
    assert run([1, -1, 1]) == (-0.75, -1.25)
    assert pytest.approx(10) == 1 / (1 - 0.9)
    assert pytest.approx(0.5, abs=0.03) == 1 / (1 + 0.9)


def steps_home(eta, mu, steep):
    curvatures, x = torch.tensor([1.0, steep], dtype=double), torch.tensor([4.0, 1.0], dtype=double)
    v = torch.zeros_like(x)
    for step in range(20_000):
        if x.norm() < 1e-4:
            return step
        v = mu * v - eta * curvatures * x
        x = x + v
    raise AssertionError("did not arrive")


def test_a_ravine_100_times_as_curved_costs_100_times_the_steps_and_momentum_12_times():
    def best(steep):
        root = steep**0.5
        return (steps_home(2 / (1 + steep), 0.0, steep),
                steps_home(4 / (1 + root) ** 2, ((root - 1) / (root + 1)) ** 2, steep))

    assert (best(20.0), best(2000.0)) == ((107, 30), (10_627, 353))
    told = {20: ("0.095", "0.403", "0.134"), 2000: ("0.0010", "0.914", "0.00191")}
    for k, (plain, mu, eta) in told.items():
        exact = 2 / (1 + k), ((k**0.5 - 1) / (k**0.5 + 1)) ** 2, 4 / (k**0.5 + 1) ** 2
        assert (f"{exact[0]:.3f}" if k == 20 else f"{exact[0]:.4f}", f"{exact[1]:.3f}", f"{exact[2]:.3g}") == (
            plain, mu, eta)
        assert steps_home(float(eta), float(mu), k) < 400  # the printed pair comes home, too
    assert steps_home(0.128, 0.43, 20.0) < 30  # on a short walk another pair is faster
    assert pytest.approx(0.095, abs=5e-4) == 2 / 21
    assert pytest.approx((0.905, -0.905), abs=5e-4) == (1 - 2 / 21, 1 - 20 * 2 / 21)


def test_nesterov_and_momentum_from_one_place():
    one, minus = torch.tensor(1.0, dtype=double), torch.tensor(-1.0, dtype=double)
    assert [float(t) for t in optim.deck_nesterov_step(one, minus, lambda x: 2 * x, eta=0.1, mu=0.5)] == pytest.approx(
        [0.4, -0.6])
    moved, state = optim.DeckMomentum(0.1, 0.5).step(one, 2 * one, optim.momentum.Velocity(minus))
    assert (float(moved), float(state.v)) == pytest.approx((0.3, -0.7))


def test_at_its_limit_the_ball_hops_for_ever():
    eta = 2 * (1 + 0.5) / 20
    assert eta == pytest.approx(0.15)
    assert -eta * 20 / (1 + 0.5) == pytest.approx(-2)
    ahead = 2 * (1 + 0.8) / 20 / (1 + 2 * 0.8)
    assert ahead == pytest.approx(0.069, abs=5e-4)
    for step, mu, look in ((eta, 0.5, 0), (ahead, 0.8, 1)):
        x, v = 1.0, 2.0  # it came from -1
        for _ in range(6):
            v = mu * v - step * 20 * (x + look * mu * v)
            x, before = x + v, x
            assert x == pytest.approx(-before)


def test_batches_of_two_of_four():
    sums = [a + b for a, b in combinations((-2, -3, -5, -10), 2)]
    assert sorted(sums) == sorted([-5, -7, -12, -8, -13, -15])
    assert sum(sums) / 6 == -10
    assert (sum((total / 2 + 5) ** 2 for total in sums) / 6) ** 0.5 < (9.5 / 2) ** 0.5  # better than with replacement


def test_halfway_steps_swing_and_falling_ones_average():
    t, seen = 0.0, []
    for k in range(60):
        t += (2 * (k % 2) - t) / 2
        seen.append(t)
    assert seen[:4] == [0, 1, 1 / 2, 5 / 4]
    assert seen[-2:] == pytest.approx([2 / 3, 4 / 3])
    t, seen = 0.0, []
    for k in range(4):
        t += (2 * (k % 2) - t) / (k + 1)
        seen.append(t)
    assert seen == pytest.approx([0, 1, 2 / 3, 1])


def test_micro_batches_and_missed_samples():
    assert pytest.approx(2.67, abs=0.004) == (1 + 1 + 6) / 3
    assert (1 + 1 + 1 + 1 + 6) / 5 == (2 * 1 + 2 * 1 + 1 * 6) / (2 + 2 + 1) == 2
    assert (66 % 8, 8 / (66 % 8)) == (2, 4)
    assert pytest.approx(0.365, abs=5e-4) == (1 - 1 / 64) ** 64


def test_the_order_of_the_file_teaches_less_than_permutations():
    iris = data.iris()
    Z = data.standardise(iris.X).Z

    def right(orders):
        W, b = torch.zeros(3, 4, dtype=double), torch.zeros(3, dtype=double)
        for idx in torch.cat(orders).split(10):
            grad = linear.softmax_loss_and_grad(W, b, Z[idx], iris.y[idx])[1]
            W, b = W - 0.5 * grad.W, b - 0.5 * grad.b
        said = linear.softmax_predict(W, b, Z).argmax(1)
        return said, float((said == iris.y).double().mean())

    said, share = right([torch.arange(150)] * 3)
    assert round(100 * share) == 83
    assert [int((said[50:100] == species).sum()) for species in range(3)] == [0, 25, 25]
    assert bool((said[100:] == 2).all())
    permuted = [right([torch.randperm(150, generator=g) for _ in range(3)])[1]
                for g in map(tensors.generator, range(5))]
    assert (round(100 * min(permuted)), round(100 * max(permuted))) == (91, 95)


def test_regret_by_hand_and_by_the_package():
    targets, decisions, paid = [1, 0, 1, 1], [0, 1, 0, 1], 0
    found = []
    for T in range(1, 5):
        paid += (decisions[T - 1] - targets[T - 1]) ** 2
        best = sum(targets[:T]) / T
        found.append(paid - sum((best - y) ** 2 for y in targets[:T]))
    assert found == pytest.approx([1, 1.5, 2.3333, 2.25], abs=1e-4)
    slopes = [lambda x, y=y: 2 * (x - y) for y in targets]
    run = optim.online_gradient_descent(slopes, torch.tensor(0.0, dtype=double), etas=optim.Constant(0.5))
    assert run.thetas.tolist() == decisions


def regret_a_day(eta, days, seed):
    """Regret per day against the best fixed decision for these days; each target is 1 with probability 3/4."""
    target = (torch.rand(days, generator=tensors.generator(seed)) < 0.75).double().tolist()
    x, paid = 0.0, 0.0
    for t, y in enumerate(target, 1):
        paid += (x - y) ** 2
        x = min(max(x - eta(t) * 2 * (x - y), 0.0), 1.0)
    best = sum(target) / days
    return (paid - sum((best - y) ** 2 for y in target)) / days


def test_regret_for_targets_in_turn():
    def regret(eta, days):
        x, paid = 0.0, 0.0
        for t in range(1, days + 1):
            paid += (x - t % 2) ** 2
            x -= eta(t) * 2 * (x - t % 2)
            assert -1e-12 <= x <= 1 + 1e-12  # no step leaves the interval
        return paid - days / 4  # an even number of days

    assert [regret(lambda t: 0.5, days) / days for days in (100, 10_000)] == [0.75, 0.75]
    assert [regret(lambda t: 0.5 / t**0.5, days) / days for days in (100, 10_000)] == [
        pytest.approx(0.067, abs=5e-4), pytest.approx(0.005, abs=5e-4)]


def test_falling_steps_keep_the_promise_and_a_constant_one_does_not():
    for days, promised in ((100, 0.3), (10_000, 0.03)):
        assert 1.5 * 1 * 2 * math.sqrt(days) / days == pytest.approx(promised)
        for seed in range(5):
            assert regret_a_day(lambda t: 1 / (2 * t**0.5), days, seed) < promised
            assert days == 100 or regret_a_day(lambda t: 0.5, days, seed) > promised
