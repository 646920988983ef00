"""The Gaussian's negative log-likelihood against torch, its gradient, and the share that is wrong."""

import math

import pytest
import torch
from sklearn.metrics import zero_one_loss

from dlcourse import losses
from dlcourse.diff import finite
from dlcourse.tensors import ShapeError, generator

Y_HAT, Y = (torch.randn(2, 5, generator=generator(k), dtype=torch.float64) for k in (0, 1))


@pytest.mark.parametrize("s", [0.3, 1.0, 2.5])
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_against_torch(s, reduction):
    logs = -torch.distributions.Normal(Y_HAT, s).log_prob(Y)
    theirs = {"mean": logs.mean(), "sum": logs.sum(), "none": logs}[reduction]
    torch.testing.assert_close(losses.gaussian_nll(Y_HAT, Y, s, reduction=reduction), theirs)
    full = torch.nn.GaussianNLLLoss(full=True, reduction=reduction)(Y_HAT, Y, torch.full_like(Y, s * s))
    torch.testing.assert_close(losses.gaussian_nll(Y_HAT, Y, s, reduction=reduction), full)


def test_the_gradient_is_that_of_half_the_squares_over_the_variance():
    g = losses.gaussian_nll_grad(Y_HAT, Y, 0.7)
    torch.testing.assert_close(g, (Y_HAT - Y) / (10 * 0.49))
    torch.testing.assert_close(g, finite.gradient(lambda v: losses.gaussian_nll(v, Y, 0.7), Y_HAT),
                               rtol=1e-6, atol=1e-8)
    half = losses.squared_error(Y_HAT, Y, half=True) / 0.49 + 0.5 * math.log(2 * math.pi * 0.49)
    torch.testing.assert_close(losses.gaussian_nll(Y_HAT, Y, 0.7), half)


def test_far_from_the_mean_it_stays_finite():
    far = losses.gaussian_nll(Y_HAT[:1, :1] + 1000, Y_HAT[:1, :1], 0.1)
    assert far.item() == pytest.approx(5e7, rel=1e-6)


def test_zero_one_against_scikit_learn():
    predicted, labels = torch.tensor([0, 2, 1, 1, 0]), torch.tensor([0, 1, 1, 2, 0])
    assert losses.zero_one(predicted, labels).item() == pytest.approx(zero_one_loss(labels, predicted))


@pytest.mark.refuses
def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="s should be a positive number"):
        losses.gaussian_nll(Y_HAT, Y, 0.0)
    with pytest.raises(ShapeError):
        losses.zero_one(torch.tensor([0, 1]), torch.tensor([0]))
