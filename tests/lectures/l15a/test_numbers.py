"""The numbers that lecture 15a tells, computed again."""

import math

import pytest
import torch

from dlcourse.lectures.l15a import model, trials
from dlcourse.models import autoencoder, pca
from dlcourse.tensors import generator

double = torch.float64
FOUR = torch.tensor([[4, 2], [2, 4], [-4, -2], [-2, -4]], dtype=double)


def test_four_points_by_hand():
    first = torch.tensor([[1.0, 0]], dtype=double)
    assert autoencoder.linear_loss_and_grads(first, first.T, FOUR).loss == 10
    both, ones = torch.tensor([[0.5, 0.5]], dtype=double), torch.ones(2, 1, dtype=double)
    assert (FOUR[0] @ both.T).item() == 3
    assert autoencoder.linear_loss_and_grads(both, ones, FOUR).loss == 2
    assert torch.linalg.eigvalsh(pca.covariance(FOUR)).tolist() == pytest.approx([2, 18])
    E, D = autoencoder.train_linear(FOUR, 1, eta=0.01, steps=500, rng=generator(0))
    torch.testing.assert_close(D @ E, torch.full((2, 2), 0.5, dtype=double), atol=1e-6, rtol=0)
    assert float(autoencoder.linear_loss_and_grads(3 * E, D / 3, FOUR).loss) == pytest.approx(2.0)


def test_the_half_circle():
    rng = generator(1)
    angle = torch.rand(60, generator=rng, dtype=double) * torch.pi
    arc = 2 * torch.stack([angle.cos(), angle.sin()], 1) + 0.05 * torch.randn(60, 2, generator=rng, dtype=double)
    left = torch.linalg.eigvalsh(pca.covariance(arc))[0]
    assert float(left) == pytest.approx(0.31, abs=5e-3)


def test_sizes_of_codes():
    assert model.parameters((64, 64, 2, 64, 64)) == 4290 + 4352
    assert (64 * 65 + 2 * 65, 64 * 3 + 64 * 65) == (4290, 4352)
    told = {2: (3.35, 2.17), 8: (1.58, 0.88), 32: (0.17, 0.20)}
    for m, (flat, curved) in told.items():
        assert trials.by_pca(m) == pytest.approx(flat, abs=5e-3)
        assert float(trials.code(m)[0].mean()) == pytest.approx(curved, abs=5e-3)
    assert trials.by_pca(5) < float(trials.code(2)[0].mean()) < trials.by_pca(4)
    assert pytest.approx(2 / 3, abs=0.03) == 2.17 / 3.35


def test_what_two_numbers_name():
    named = trials.code(2)[1]
    assert (float(named.min()), float(named.max())) == pytest.approx((0.79, 0.842), abs=1e-3)
    X, _, X_new, _ = trials.parts()
    assert trials.named(X, X_new) == pytest.approx(0.99, abs=5e-3)
    assert len(X) == 1297


def test_the_best_factor_against_noise():
    for v, s2, a, error in ((4, 1, 0.8, 0.8), (1, 4, 0.2, 0.8)):
        assert v / (v + s2) == a
        assert (a - 1) ** 2 * v + a**2 * s2 == pytest.approx(error)
        for other in (a - 0.01, a + 0.01, 0.0, 1.0):
            assert (other - 1) ** 2 * v + other**2 * s2 > error


def test_noise():
    plain, trained = (trials.cleaner(noise)[0].mean(1) for noise in (0.0, trials.NOISE))
    at = trials.LEVELS.index(0.4)
    assert pytest.approx(10.24) == 64 * 0.4**2
    assert 64 * 0.4**2 - float(plain[at]) == pytest.approx(6.2, abs=0.05)
    assert float(trained[at]) == pytest.approx(1.5, abs=0.05)
    assert (float(trained[0]), float(plain[0])) == pytest.approx((0.85, 0.34), abs=6e-3)


def test_coins():
    assert 0.5 * math.log(2) + 0.5 * math.log(0.5 / 0.75) == pytest.approx(0.1438, abs=5e-5)
    on, off = math.log(0.1), math.log(1.9)
    assert (on, off) == pytest.approx((-2.3026, 0.6419), abs=5e-5)
    assert 0.05 * on + 0.95 * off == pytest.approx(0.4946, abs=5e-5)
    for hat, slope in ((0.5, 1.8), (0.05, 0.0), (0.02, -1.531)):
        assert -0.05 / hat + 0.95 / (1 - hat) == pytest.approx(slope, abs=5e-4)
        H = torch.tensor([[hat]], dtype=double)
        assert float(autoencoder.sparsity_penalty_grad(H, 0.05)) == pytest.approx(slope, abs=5e-4)


def test_what_the_penalty_does():
    without, with_it = (trials.sparse(weight) for weight in trials.WEIGHTS)
    assert (trials.UNITS, trials.RHO, trials.WEIGHTS[1]) == (128, 0.05, 0.3)
    assert float(without.errors.mean()) == pytest.approx(0.14, abs=5e-3)
    assert without.on.min() > 58
    assert 1.1 < with_it.on.min() < with_it.on.max() < 1.4
    assert float(with_it.errors.mean() / without.errors.mean()) == pytest.approx(4, abs=0.3)
    assert with_it.errors.max() < 0.88


def test_a_short_training_learns():
    """A few steps already beat the start, and the penalty keeps units off."""
    start, short = (trials.errors(trials.learn((64, 16, 64), 0.01, steps=steps, runs=1)) for steps in (1, 100))
    assert short < 0.7 * start
    off = trials.learn((64, 16, 64), 0.01, steps=150, runs=1, weight=1.0, code=model.SIGMOID)
    free = trials.learn((64, 16, 64), 0.01, steps=150, runs=1, code=model.SIGMOID)
    X = trials.parts().X_new[None]
    assert off.encode(X).mean() < 0.5 * free.encode(X).mean()
