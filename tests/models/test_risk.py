"""Risk and its parts against enumeration, numpy and simulated worlds; bad input."""

import math

import numpy as np
import pytest
import torch

from dlcourse.models import polynomial, risk
from dlcourse.tensors import ShapeError, generator

X15 = torch.linspace(0, 1, 15, dtype=torch.float64)
AT = torch.tensor([0.35], dtype=torch.float64)


def made(*shape, seed=0):
    return torch.randn(shape, generator=generator(seed), dtype=torch.float64)


def g(x):
    return (2 * torch.pi * x).sin()


def squared(y_hat, y):
    return (y_hat - y) ** 2


def test_the_mean_loss_against_numpy():
    losses = made(50) ** 2
    found = risk.mean_loss(losses)
    assert found.risk == pytest.approx(np.mean(losses.numpy()))
    assert found.standard_error == pytest.approx(np.std(losses.numpy(), ddof=1) / math.sqrt(50))


def test_the_standard_error_is_the_spread_of_the_estimate():
    def world(n, rng):
        x = torch.rand(n, generator=rng, dtype=torch.float64)
        return x, 3 * x + torch.randn(n, generator=rng, dtype=torch.float64)

    found = [risk.monte_carlo_risk(lambda x: 3 * x, squared, world, 40, rng=generator(seed)) for seed in range(2000)]
    means = torch.tensor([v.risk for v in found])
    assert float(means.mean()) == pytest.approx(1, abs=0.02)  # the variance of the noise
    assert float(means.std()) == pytest.approx(math.sqrt(2 / 40), rel=0.06)
    assert np.mean([v.standard_error for v in found]) == pytest.approx(math.sqrt(2 / 40), rel=0.06)


def test_the_world_by_its_groups():
    """Many biased samples: the estimate is right on average, and its standard error is its spread."""
    shares = torch.tensor([0.6, 0.3, 0.1, 0.0], dtype=torch.float64)
    centre, spread = torch.tensor([1.0, 2.0, 7.0, 90.0]), torch.tensor([0.5, 1.0, 3.0, 1.0])
    group = torch.tensor([0] * 6 + [1] * 20 + [2] * 30 + [3] * 5)
    found, plain = [], []
    for seed in range(3000):
        losses = centre[group] + spread[group] * made(61, seed=seed)
        found.append(risk.world_risk(losses, group, shares))
        plain.append(float(losses.mean()))
    true = 0.6 * 1 + 0.3 * 2 + 0.1 * 7
    means = np.array([v.risk for v in found])
    assert means.mean() == pytest.approx(true, abs=0.02)
    assert np.mean(plain) > 5 * true
    assert means.std() == pytest.approx(np.mean([v.standard_error for v in found]), rel=0.05)


def test_the_world_as_it_was_sampled_is_the_plain_mean():
    losses, group = made(30) ** 2, torch.arange(30) % 3
    found = risk.world_risk(losses, group, torch.full((3,), 1 / 3, dtype=torch.float64))
    assert found.risk == pytest.approx(float(losses.mean()))


def test_the_parts_add_up_to_the_mean_square():
    preds, truth = made(40, 3), made(3, seed=1)
    bias2, var, noise = risk.decompose(preds, truth, 0.5)
    torch.testing.assert_close(bias2 + var, ((preds - truth) ** 2).mean(0))
    np.testing.assert_allclose(var.numpy(), preds.numpy().var(axis=0))
    assert noise == 0.25


@pytest.mark.parametrize("degree, bias2, var", [(0, 0.6545, 0.0060), (3, 0.0100, 0.0177), (9, 0.0, 0.0410)])
def test_the_parts_of_polynomials(degree, bias2, var):
    """By many refits, and exactly: a fit is a weighted sum of the y, so its mean and variance follow."""
    def fit(x, Y):
        return polynomial.predict(polynomial.fit(x, Y, degree), AT)

    preds = risk.refits(fit, g, X15, sigma=0.3, reps=20_000, rng=generator(5))
    found = risk.decompose(preds, g(AT), 0.3)
    weights = fit(X15, torch.eye(15, dtype=torch.float64))[:, 0]
    exact = float((weights @ g(X15) - g(AT)) ** 2), float(0.09 * weights.square().sum())
    assert exact == (pytest.approx(bias2, abs=6e-5), pytest.approx(var, abs=6e-5))
    assert float(found.bias2) == pytest.approx(exact[0], abs=2e-3)
    assert float(found.var) == pytest.approx(exact[1], rel=0.03)
    y_new = g(AT) + 0.3 * made(20_000, 1, seed=9)
    assert float(squared(preds, y_new).mean()) == pytest.approx(exact[0] + exact[1] + 0.09, rel=0.03)


@pytest.mark.refuses
@pytest.mark.parametrize("call, error, words", [
    (lambda: risk.mean_loss(made(1)), ShapeError, "mean_loss: losses should have at least two"),
    (lambda: risk.empirical_risk(3, squared, X15, X15), TypeError, "empirical_risk: f should be a function"),
    (lambda: risk.empirical_risk(g, lambda a, b: squared(a, b).mean(), X15, X15), ShapeError, "one number for each"),
    (lambda: risk.monte_carlo_risk(g, squared, lambda n, rng: (X15, X15), 1, rng=generator(0)), ValueError, "n should"),
    (lambda: risk.world_risk(made(3), torch.tensor([0, 0, 1]), torch.tensor([0.5, 0.5]).double()), ValueError,
     "group 1 makes up 0.5"),
    (lambda: risk.world_risk(made(4), torch.tensor([0, 0, 1, 2]), torch.tensor([0.5, 0.5]).double()), ValueError,
     "group should lie in 0 to 1"),
    (lambda: risk.world_risk(made(4), torch.tensor([0, 0, 1, 1]), torch.tensor([0.5, 0.6]).double()), ValueError,
     "add up to 1"),
    (lambda: risk.decompose(made(4, 2), made(3), 0.1), ShapeError, "decompose: g_x0"),
    (lambda: risk.decompose(made(4, 2), made(2), -0.1), ValueError, "decompose: sigma"),
    (lambda: risk.refits(lambda x, Y: Y.mean(), g, X15, sigma=0.1, reps=3, rng=generator(0)), ShapeError,
     "a row for each data set"),
])
def test_refuses_what_it_cannot_use(call, error, words):
    with pytest.raises(error, match=words):
        call()
