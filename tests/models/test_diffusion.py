"""Noise step by step against noise in one go, the posterior by conditioning, steps back, the ideal guess; bad input."""

import math

import pytest
import torch

from dlcourse.models import diffusion
from dlcourse.tensors import DtypeError, ShapeError, generator

double = torch.float64
BETAS = torch.tensor([0.1, 0.2, 0.3, 0.05], dtype=double)
X0, XT, EPS, Z = torch.randn(4, 3, 2, generator=generator(0), dtype=double)
T = torch.tensor([1, 3, 4])


def test_many_steps_are_one():
    """Means and variances of the chain x_t = sqrt(1 - beta) x + sqrt(beta) noise, followed step by step."""
    mean, var = 1.0, 0.0
    for t, beta in enumerate(BETAS.tolist(), 1):
        mean, var = math.sqrt(1 - beta) * mean, (1 - beta) * var + beta
        one, none = torch.ones(1, 1, dtype=double), torch.zeros(1, 1, dtype=double)
        at = torch.tensor([t])
        assert diffusion.q_sample(one, at, none, BETAS).item() == pytest.approx(mean)
        assert diffusion.q_sample(none, at, one, BETAS).item() ** 2 == pytest.approx(var)


def test_clean_from_noise_undoes():
    torch.testing.assert_close(diffusion.clean_from_noise(diffusion.q_sample(X0, T, EPS, BETAS), T, EPS, BETAS), X0)


@pytest.mark.parametrize("t", [1, 2, 3, 4])
def test_posterior_by_conditioning_the_joint(t):
    """x_{t-1} and x_t given x_0 = 1 are jointly normal; conditioning on x_t gives the posterior."""
    bars = torch.cat([torch.ones(1, dtype=double), diffusion.alpha_bars(BETAS)])
    a, v = math.sqrt(1 - float(BETAS[t - 1])), 1 - float(bars[t - 1])
    cov = torch.tensor([[v, a * v], [a * v, a * a * v + float(BETAS[t - 1])]], dtype=double)
    means = torch.tensor([float(bars[t - 1]) ** 0.5, float(bars[t]) ** 0.5], dtype=double)
    x0, xt = torch.ones(1, 1, dtype=double), torch.full((1, 1), 0.3, dtype=double)
    found = diffusion.posterior(x0, xt, torch.tensor([t]), BETAS)
    assert found.mean.item() == pytest.approx(float(means[0] + cov[0, 1] / cov[1, 1] * (0.3 - means[1])))
    assert found.var.item() == pytest.approx(float(cov[0, 0] - cov[0, 1] ** 2 / cov[1, 1]), abs=1e-15)


def test_a_step_back_is_the_posterior_of_the_implied_start():
    found = diffusion.ddpm_step(XT, T, EPS, torch.zeros_like(Z), BETAS)
    torch.testing.assert_close(found, diffusion.posterior(diffusion.clean_from_noise(XT, T, EPS, BETAS), XT, T,
                                                          BETAS).mean)
    noisy = diffusion.ddpm_step(XT, T, EPS, Z, BETAS) - found
    torch.testing.assert_close(noisy, torch.tensor([0.0, 0.3, 0.05], dtype=double).sqrt()[:, None] * Z)


def test_ideal_noise_has_the_smallest_loss():
    """On two points the best guess for x_t is a sum over both; no shift of it does better over many draws."""
    points = torch.tensor([[1.0, 0.0], [-1.0, 0.5]], dtype=double)
    x0 = points.repeat(20000, 1)
    t = torch.full((len(x0),), 3)
    eps = torch.randn(x0.shape, generator=generator(1), dtype=double)

    def loss(change):
        return float(diffusion.noise_loss(lambda x, t: change(diffusion.ideal_noise(points, x, t, BETAS)), x0, t, eps,
                                          BETAS))

    best = loss(lambda guess: guess)
    for change in (lambda g: g + 0.1, lambda g: 0.9 * g, lambda g: 1.1 * g, lambda g: g - 0.1):
        assert loss(change) > best
    xt = diffusion.q_sample(x0, t, eps, BETAS)[:5]
    left = float(diffusion.alpha_bars(BETAS)[2])
    for row, guess in zip(xt, diffusion.ideal_noise(points, xt, t[:5], BETAS)):
        weights = [math.exp(-float((row - math.sqrt(left) * p).square().sum()) / 2 / (1 - left)) for p in points]
        by_hand = sum(w * (row - math.sqrt(left) * p) / math.sqrt(1 - left) for w, p in zip(weights, points))
        torch.testing.assert_close(guess, by_hand / sum(weights))


def test_sampling_a_gaussian_gives_a_gaussian():
    """Where x_0 is normal with mean m and variance s, the best guess is linear, and samples come out like x_0."""
    betas, m, s = diffusion.linear_betas(200, first=1e-3, last=0.1), 2.0, 0.25
    bars = diffusion.alpha_bars(betas)

    def denoise(x, t):
        left = bars[t - 1][:, None]
        return (1 - left).sqrt() * (x - left.sqrt() * m) / (left * s + 1 - left)

    last = diffusion.sample_path(denoise, 20000, 1, betas, rng=generator(0))[-1]
    assert float(last.mean()) == pytest.approx(m, abs=0.02)
    assert float(last.var()) == pytest.approx(s, rel=0.05)


def test_samples_with_the_ideal_guess_fall_on_the_data():
    points = torch.tensor([[2.0, 0.0], [-1.0, 1.5], [0.0, -2.0]], dtype=double)
    betas = diffusion.linear_betas(200, first=1e-3, last=0.1)
    last = diffusion.sample_path(lambda x, t: diffusion.ideal_noise(points, x, t, betas), 60, 2, betas,
                                 rng=generator(0))[-1]
    nearest = torch.cdist(last, points).min(1)
    assert float(nearest.values.max()) < 0.15
    assert sorted(set(nearest.indices.tolist())) == [0, 1, 2]


def test_guidance():
    torch.testing.assert_close(diffusion.guided(X0, XT, 0.0), X0)
    torch.testing.assert_close(diffusion.guided(X0, XT, 2.0), X0 + 2 * (X0 - XT))


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: diffusion.q_sample(X0, T - 1, EPS, BETAS), ValueError, "t should lie in 1 to 4"),
    (lambda: diffusion.q_sample(X0, T + 1, EPS, BETAS), ValueError, "t should lie in 1 to 4"),
    (lambda: diffusion.q_sample(X0, T[:2], EPS, BETAS), ShapeError, "q_sample"),
    (lambda: diffusion.q_sample(X0, T, EPS.float(), BETAS), DtypeError, "eps should have the dtype"),
    (lambda: diffusion.alpha_bars(2 * torch.ones(2)), ValueError, "betas should lie in 0 to 1"),
    (lambda: diffusion.noise_loss(lambda x, t: x[:1], X0, T, EPS, BETAS), ShapeError, "denoise should give shape"),
    (lambda: diffusion.guided(X0, X0, -1.0), ValueError, "strength should be a number"),
    (lambda: diffusion.ideal_noise(X0, XT, T, 0 * BETAS), ValueError, "no noise was added"),
])
def test_refuses(call, error, words):
    with pytest.raises(error, match=words):
        call()
